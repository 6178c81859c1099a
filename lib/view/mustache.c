/* SPDX-License-Identifier: MIT */
/* Mustache templates: see mustache.h. */
#include "view/mustache.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DEPTH 32

void sv_escape_html(struct sv_buf *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *entity = text[i] == '&' ? "&amp;" : text[i] == '<' ? "&lt;" : text[i] == '>' ? "&gt;" : text[i] == '"' ? "&quot;" : text[i] == '\'' ? "&#x27;" : NULL;
		sv_buf_add_secret(out, entity ? entity : text + i, entity ? strlen(entity) : 1);
	}
}

void sv_escape_markdown(struct sv_buf *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strchr("\\`*_{}[]<>#|~&", text[i]) && text[i])
			sv_buf_add_secret(out, "\\", 1);
		sv_buf_add_secret(out, text + i, 1);
	}
}

/* The contexts, outermost first. */
struct stack {
	const json_t *at[DEPTH];
	size_t n;
};

struct render {
	const char *template;
	sv_mustache_escape *escape;
	struct sv_buf *out;
	struct sv_err *err;
	struct stack stack;
};

/* One tag: its kind ('#', '^', '/', '!', '&', '{' or 0), its name, where it starts and what follows it. */
struct tag {
	char kind;
	const char *name;
	size_t n;
	const char *start, *end;
};

static enum sv_status broken(const struct render *r, const char *at, const char *what)
{
	size_t line = 1;

	for (const char *p = r->template; p < at; p++)
		line += *p == '\n';
	sv_err_set(r->err, SV_CONFIG, what, 0);
	return sv_err_at(r->err, N_("template line %zu"), line);
}

/* The next tag from p on; SV_NO where there is none. */
static enum sv_status next_tag(const struct render *r, const char *p, struct tag *t)
{
	const char *close;

	t->start = strstr(p, "{{");
	if (t->start == NULL)
		return SV_NO;
	const char *name = t->start + 2;
	t->kind = strchr("#^/!&{", *name) ? *name : 0;
	name += t->kind != 0;
	close = strstr(name, t->kind == '{' ? "}}}" : "}}");
	if (close == NULL)
		return broken(r, t->start, N_("a tag is not closed"));
	t->end = close + (t->kind == '{' ? 3 : 2);
	while (name < close && strchr(" \t\n", *name))
		name++;
	while (close > name && strchr(" \t\n", close[-1]))
		close--;
	t->name = name;
	t->n = (size_t)(close - name);
	if (t->n == 0 && t->kind != '!')
		return broken(r, t->start, N_("a tag has no name"));
	return SV_OK;
}

/* Whether a tag of structure stands alone on its line; then from and to get that whole line. */
static bool alone(const struct render *r, const struct tag *t, const char **from, const char **to)
{
	const char *a = t->start, *b = t->end;

	if (t->kind == 0 || t->kind == '&' || t->kind == '{')
		return false;
	while (a > r->template && (a[-1] == ' ' || a[-1] == '\t'))
		a--;
	while (*b == ' ' || *b == '\t' || *b == '\r')
		b++;
	if ((a > r->template && a[-1] != '\n') || (*b != '\n' && *b != '\0'))
		return false;
	*from = a;
	*to = b + (*b == '\n');
	return true;
}

static const json_t *member(const json_t *object, const char *name, size_t n)
{
	return json_is_object(object) ? json_object_getn(object, name, n) : NULL;
}

/* The value of a name: the first part is looked for from the innermost context outwards, the others in what was found. */
static const json_t *find(const struct stack *s, const char *name, size_t n)
{
	const json_t *v = NULL;
	const char *dot = memchr(name, '.', n);
	size_t first = dot ? (size_t)(dot - name) : n;

	if (n == 1 && *name == '.')
		return s->at[s->n - 1];
	for (size_t i = s->n; i-- > 0 && v == NULL;)
		v = member(s->at[i], name, first);
	while (dot && v) {
		const char *part = dot + 1;
		dot = memchr(part, '.', n - (size_t)(part - name));
		v = member(v, part, dot ? (size_t)(dot - part) : n - (size_t)(part - name));
	}
	return v;
}

/* Whether a section is rendered: neither absent, false, null, an empty list nor an empty text. */
static bool truthy(const json_t *v)
{
	if (json_is_array(v))
		return json_array_size(v) > 0;
	if (json_is_string(v))
		return json_string_length(v) > 0;
	return v && !json_is_false(v) && !json_is_null(v);
}

static void put(struct render *r, const json_t *v, bool raw)
{
	char number[32];
	const char *text = json_string_value(v);

	if (json_is_integer(v)) {
		snprintf(number, sizeof number, "%lld", (long long)json_integer_value(v));
		text = number;
	} else if (json_is_boolean(v)) {
		text = json_is_true(v) ? "true" : "false";
	}
	if (text == NULL)
		return;
	size_t n = json_is_string(v) ? json_string_length(v) : strlen(text);
	if (raw || r->escape == NULL)
		sv_buf_add_secret(r->out, text, n);
	else
		r->escape(r->out, text, n);
}

/* The end tag of a section that opened before p. */
static enum sv_status section_end(const struct render *r, const struct tag *open, struct tag *close)
{
	const char *p = open->end;
	size_t depth = 1;
	enum sv_status st;

	for (;;) {
		st = next_tag(r, p, close);
		if (st == SV_NO)
			return broken(r, open->start, N_("a section is not closed"));
		if (st != SV_OK)
			return st;
		depth += close->kind == '#' || close->kind == '^';
		if (close->kind == '/' && --depth == 0)
			break;
		p = close->end;
	}
	if (close->n != open->n || memcmp(close->name, open->name, open->n) != 0)
		return broken(r, close->start, N_("a section is closed by another name"));
	return SV_OK;
}

static enum sv_status render(struct render *r, const char *p, const char *end);

static enum sv_status section(struct render *r, const struct tag *open, const char *from, const char *to)
{
	const json_t *v = find(&r->stack, open->name, open->n), *item;
	enum sv_status st = SV_OK;
	size_t i;

	if (open->kind == '^')
		return truthy(v) ? SV_OK : render(r, from, to);
	if (!truthy(v))
		return SV_OK;
	if (r->stack.n == DEPTH)
		return broken(r, open->start, N_("sections are nested too deeply"));
	r->stack.n++;
	if (!json_is_array(v)) {
		r->stack.at[r->stack.n - 1] = v;
		st = render(r, from, to);
	}
	json_array_foreach(json_is_array(v) ? v : NULL, i, item) {
		r->stack.at[r->stack.n - 1] = item;
		if (st == SV_OK)
			st = render(r, from, to);
	}
	r->stack.n--;
	return st;
}

static enum sv_status render(struct render *r, const char *p, const char *end)
{
	struct tag t, close;
	enum sv_status st;

	while (p < end) {
		const char *from, *to;
		st = next_tag(r, p, &t);
		if (st == SV_NO || (st == SV_OK && t.start >= end)) {
			sv_buf_add_secret(r->out, p, (size_t)(end - p));
			return SV_OK;
		}
		if (st != SV_OK)
			return st;
		if (!alone(r, &t, &from, &to) || from < p) {
			from = t.start;
			to = t.end;
		}
		sv_buf_add_secret(r->out, p, (size_t)(from - p));
		p = to;
		if (t.kind == '/')
			return broken(r, t.start, N_("a section is closed that was not opened"));
		if (t.kind == 0 || t.kind == '&' || t.kind == '{')
			put(r, find(&r->stack, t.name, t.n), t.kind != 0);
		if (t.kind != '#' && t.kind != '^')
			continue;
		st = section_end(r, &t, &close);
		if (st != SV_OK)
			return st;
		if (!alone(r, &close, &from, &to) || from < p) {
			from = close.start;
			to = close.end;
		}
		st = section(r, &t, p, from);
		if (st != SV_OK)
			return st;
		p = to;
	}
	return SV_OK;
}

enum sv_status sv_mustache(const char *template, const json_t *context, sv_mustache_escape *escape, struct sv_buf *out, struct sv_err *err)
{
	struct render r = { template, escape, out, err, { { context }, 1 } };
	enum sv_status st = render(&r, template, template + strlen(template));

	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}
