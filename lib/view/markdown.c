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

enum sv_status sv_markdown_term(const char *text, size_t columns, bool color, struct sv_buf *out, struct sv_err *err)
{
	struct lowdown_opts o;

	memset(&o, 0, sizeof o);
	o.type = LOWDOWN_TERM;
	o.cols = columns;
	o.oflags = color ? 0 : LOWDOWN_TERM_NOANSI;
	return convert(&o, text, out, err);
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
