/* SPDX-License-Identifier: MIT */
/* Markdown: see markdown.h. */
#include "view/markdown.h"

/* lowdown.h wants what it does not include */
#include <sys/queue.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lowdown.h>

#include "base/wipe.h"
#include "view/mustache.h"

static enum sv_status convert(struct lowdown_opts *o, const char *text, struct sv_buf *out, struct sv_err *err)
{
	char *result = NULL;
	size_t n = 0;

	o->maxdepth = 32;
	o->feat = LOWDOWN_TABLES | LOWDOWN_AUTOLINK | LOWDOWN_COMMONMARK;
	if (!lowdown_buf(o, text, strlen(text), &result, &n, NULL))
		return sv_err_nomem(err);
	sv_buf_add_secret(out, result, n);
	sv_wipe(result, n);
	free(result);
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

enum sv_status sv_markdown_html(const char *text, struct sv_buf *out, struct sv_err *err)
{
	struct lowdown_opts o;

	memset(&o, 0, sizeof o);
	o.type = LOWDOWN_HTML;
	o.oflags = LOWDOWN_HTML_ESCAPE | LOWDOWN_HTML_HEAD_IDS | LOWDOWN_HTML_OWASP | LOWDOWN_HTML_NUM_ENT;
	return convert(&o, text, out, err);
}

enum sv_status sv_markdown_page(const char *lang, const char *title, const char *markdown, struct sv_buf *out, struct sv_err *err)
{
	sv_buf_addf(out, "<!DOCTYPE html>\n<html lang=\"%.2s\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>", lang);
	sv_escape_html(out, title, strlen(title));
	sv_buf_adds(out, "</title>\n<style>body{font:1em/1.55 system-ui,sans-serif;color:#111;background:#fff;max-width:42em;margin:2em auto;padding:0 1em}"
	                 "h1,h2,h3{line-height:1.25}table{border-collapse:collapse}td,th{border:1px solid #777;padding:.3em .5em;text-align:left;vertical-align:top}"
	                 "@media print{body{margin:0;max-width:none}}</style>\n</head>\n<body>\n<main>\n");
	enum sv_status st = sv_markdown_html(markdown, out, err);
	sv_buf_adds(out, "</main>\n</body>\n</html>\n");
	return st;
}

enum sv_status sv_markdown_term(const char *text, size_t columns, bool color, struct sv_buf *out, struct sv_err *err)
{
	struct lowdown_opts o;

	memset(&o, 0, sizeof o);
	o.type = LOWDOWN_TERM;
	o.cols = columns;
	o.oflags = color ? 0 : LOWDOWN_TERM_NOANSI;
	return convert(&o, text, out, err);
}

/* What running text may hold. */
static bool allowed(const struct lowdown_node *n, bool one)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:" };
	const struct lowdown_buf *link = n->type == LOWDOWN_LINK ? &n->rndr_link.link : n->type == LOWDOWN_LINK_AUTO ? &n->rndr_autolink.link : NULL;
	bool known = link == NULL;

	for (size_t i = 0; link && i < sizeof schemes / sizeof schemes[0]; i++)
		known = known || (link->size > strlen(schemes[i]) && memcmp(link->data, schemes[i], strlen(schemes[i])) == 0);
	switch (n->type) {
	case LOWDOWN_ROOT: case LOWDOWN_DOC_HEADER: case LOWDOWN_PARAGRAPH: case LOWDOWN_CODESPAN: case LOWDOWN_EMPHASIS:
	case LOWDOWN_DOUBLE_EMPHASIS: case LOWDOWN_TRIPLE_EMPHASIS: case LOWDOWN_LINEBREAK: case LOWDOWN_NORMAL_TEXT: case LOWDOWN_ENTITY:
		return true;
	case LOWDOWN_LIST: case LOWDOWN_LISTITEM:
		return !one;
	case LOWDOWN_LINK: case LOWDOWN_LINK_AUTO:
		return known;
	default:
		return false;
	}
}

/* Whether all of a tree is allowed; depth is bounded by the parser's. */
static bool all_allowed(const struct lowdown_node *n, bool one, size_t *paragraphs)
{
	const struct lowdown_node *child;

	if (!allowed(n, one))
		return false;
	*paragraphs += n->type == LOWDOWN_PARAGRAPH;
	TAILQ_FOREACH(child, &n->children, entries) {
		if (!all_allowed(child, one, paragraphs))
			return false;
	}
	return true;
}

/* A paragraph whose start means nothing to Markdown. */
static void guard(const char *text, struct sv_buf *out)
{
	size_t digits;

	text += strspn(text, " \t");
	digits = strspn(text, "0123456789");
	if (digits && digits < 10 && (text[digits] == '.' || text[digits] == ')')) {
		sv_buf_add(out, text, digits);
		text += digits;
		sv_buf_addc(out, '\\');
	} else if (*text == '#' || *text == '>' || (*text && strchr("-+*", *text) && text[1] == ' ')) {
		sv_buf_addc(out, '\\');
	}
	sv_buf_adds(out, text);
}

/* lowdown's font for code is none that gropdf has, nor has it a glyph for blanks that hold words together. */
static void add_ms(struct sv_buf *out, const char *ms, size_t n)
{
	static const struct { const char *from, *to; } own[] = { { "\\fC", "\\f[CR]" }, { "\u00a0", "\\~" }, { "\u202f", "\\~" } };

	for (size_t i = 0; i < n;) {
		size_t k = 0;
		while (k < sizeof own / sizeof own[0] && (strlen(own[k].from) > n - i || memcmp(ms + i, own[k].from, strlen(own[k].from)) != 0))
			k++;
		if (k < sizeof own / sizeof own[0]) {
			sv_buf_adds(out, own[k].to);
			i += strlen(own[k].from);
		} else {
			sv_buf_addc(out, ms[i++]);
		}
	}
}

enum sv_status sv_running_text(const char *text, enum sv_running as, bool one, struct sv_buf *out, struct sv_err *err)
{
	struct lowdown_opts o = { .type = as == SV_RUNNING_MS ? LOWDOWN_NROFF : LOWDOWN_HTML, .maxdepth = 32, .feat = LOWDOWN_COMMONMARK };
	struct sv_buf source = SV_BUF_INIT;
	struct lowdown_doc *doc = NULL;
	struct lowdown_node *root = NULL;
	char *result = NULL;
	size_t paragraphs = 0, n = 0;
	enum sv_status st = SV_OK;

	o.oflags = as == SV_RUNNING_MS ? LOWDOWN_NROFF_GROFF | LOWDOWN_NROFF_SKIP_HTML : LOWDOWN_HTML_ESCAPE | LOWDOWN_HTML_OWASP | LOWDOWN_HTML_NUM_ENT;
	if (one)
		guard(text, &source);
	else
		sv_buf_adds(&source, text);
	doc = lowdown_doc_new(&o);
	root = doc ? lowdown_doc_parse(doc, NULL, sv_buf_str(&source), source.len, NULL) : NULL;
	if (root == NULL || source.failed)
		st = sv_err_nomem(err);
	else if (!all_allowed(root, one, &paragraphs) || (one && paragraphs != 1))
		st = sv_err_set(err, SV_BAD_INPUT, N_("a text holds Markdown that running text does not have, such as a heading, an image or HTML"));
	else if (as == SV_RUNNING_MD)
		sv_buf_addf(out, "%s%s", sv_buf_str(&source), one ? "\n" : "");
	else if (!lowdown_buf(&o, sv_buf_str(&source), source.len, &result, &n, NULL))
		st = sv_err_nomem(err);
	else if (as == SV_RUNNING_MS)
		add_ms(out, result, n);
	else
		sv_buf_add(out, result, n);
	free(result);
	lowdown_node_free(root);
	if (doc)
		lowdown_doc_free(doc);
	sv_buf_release(&source);
	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}

static size_t columns_of(const char *s, size_t n)
{
	size_t wide = 0;

	for (size_t i = 0; i < n; i++)
		wide += ((unsigned char)s[i] & 0xC0) != 0x80;
	return wide;
}

void sv_wrap_text(const char *text, size_t columns, struct sv_buf *out)
{
	size_t at = 0, blank_lines = 0;
	bool list = false, any = false, broken = true; /* broken: the next line begins anew */

	while (*text) {
		size_t n = strcspn(text, "\n"), from = strspn(text, " \t");
		bool item = n >= from + 2 && text[from] == '-' && text[from + 1] == ' ', breaks = n >= 2 && text[n - 1] == ' ' && text[n - 2] == ' ';
		if (from >= n) { /* a blank line ends the paragraph */
			blank_lines++;
			broken = true;
			list = false;
		} else {
			if (any && (broken || item))
				sv_buf_add_secret(out, "\n", 1);
			if (any && blank_lines)
				sv_buf_add_secret(out, "\n", 1);
			if (broken || item)
				at = 0;
			list = item || (list && !broken);
			blank_lines = 0;
			any = true;
			for (const char *p = text + from, *end = text + n; p < end;) {
				size_t len = strcspn(p, " \t\n"), wide = columns_of(p, len);
				if (len == 0) {
					p++;
					continue;
				}
				if (at > 0 && at + 1 + wide > columns) {
					sv_buf_add_secret(out, list ? "\n  " : "\n", list ? 3 : 1);
					at = list ? 2 : 0;
				} else if (at > 0) {
					sv_buf_add_secret(out, " ", 1);
					at++;
				}
				for (size_t i = 0; i < len; i++) { /* blanks that hold words together did their work */
					bool held = i + 1 < len && (unsigned char)p[i] == 0xC2 && (unsigned char)p[i + 1] == 0xA0;
					sv_buf_add_secret(out, held ? " " : p + i, 1);
					i += held;
				}
				at += wide;
				p += len;
			}
			broken = breaks;
		}
		text += n + (text[n] == '\n');
	}
	if (any)
		sv_buf_add_secret(out, "\n", 1);
}
