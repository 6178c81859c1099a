/* SPDX-License-Identifier: MIT */
/* Reading comma-separated values: see csv.h. */
#include "json/csv.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct sv_csv {
	const char *p, *end;
	char separator;
	size_t line; /* of p */
	struct sv_buf text; /* the cells of a row, each ended by a NUL */
	size_t *start;      /* where each begins in text */
	const char **cells;
	size_t cap;
	struct sv_csv_row row;
};

/* The bytes of a line, without its end. */
static size_t line_length(const char *p, const char *end)
{
	size_t n = 0;

	while (p + n < end && p[n] != '\n' && p[n] != '\r')
		n++;
	return n;
}

/* Moves past the end of a line: CR LF, LF or CR. */
static void next_line(struct sv_csv *c)
{
	bool cr = c->p < c->end && *c->p == '\r';

	c->p += cr;
	c->p += c->p < c->end && *c->p == '\n';
	c->line++;
}

/* What parts cells: said by "sep=;", else the most frequent in the first line outside quotes. */
static void find_separator(struct sv_csv *c)
{
	static const char may[] = ";,\t";
	size_t n = line_length(c->p, c->end), count[sizeof may - 1] = { 0 }, best = 1;
	bool quoted = false;

	if (n == 5 && memcmp(c->p, "sep=", 4) == 0 && strchr(may, c->p[4])) {
		c->separator = c->p[4];
		c->p += n;
		next_line(c);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		quoted = quoted != (c->p[i] == '"');
		for (size_t k = 0; k < sizeof may - 1; k++)
			count[k] += !quoted && c->p[i] == may[k];
	}
	for (size_t k = 0; k < sizeof may - 1; k++)
		best = count[k] > count[best] ? k : best;
	c->separator = may[best];
}

enum sv_status sv_csv_open(const char *text, size_t n, struct sv_csv **out, struct sv_err *err)
{
	struct sv_csv *c = calloc(1, sizeof *c);

	*out = c;
	if (c == NULL)
		return sv_err_nomem(err);
	c->p = text;
	c->end = text + n;
	c->line = 1;
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		c->p += 3;
	find_separator(c);
	return SV_OK;
}

void sv_csv_free(struct sv_csv *c)
{
	if (c == NULL)
		return;
	sv_buf_release(&c->text);
	free(c->start);
	free(c->cells);
	free(c);
}

/* Begins a cell. */
static bool begin(struct sv_csv *c)
{
	if (c->row.n == c->cap) {
		size_t cap = c->cap ? c->cap * 2 : 16;
		size_t *start = realloc(c->start, cap * sizeof *start);
		if (start)
			c->start = start;
		const char **cells = start ? realloc(c->cells, cap * sizeof *cells) : NULL;
		if (cells == NULL)
			return false;
		c->cells = cells;
		c->cap = cap;
	}
	c->start[c->row.n++] = c->text.len;
	return true;
}

static bool ends_cell(const struct sv_csv *c)
{
	return c->p == c->end || *c->p == c->separator || *c->p == '\r' || *c->p == '\n';
}

static enum sv_status bad(struct sv_csv *c, struct sv_err *err, size_t line, const char *what)
{
	sv_err_set(err, SV_BAD_INPUT, what, "");
	sv_err_at(err, N_("column %zu"), c->row.n);
	return sv_err_at(err, N_("line %zu"), line);
}

/* A cell in quotes, from behind the first one. */
static enum sv_status quoted(struct sv_csv *c, struct sv_err *err)
{
	size_t line = c->line;

	for (;; c->p++) {
		if (c->p == c->end)
			return bad(c, err, line, N_("a cell begins with a quote, and no quote ends it"));
		if (*c->p == '"' && !(c->p + 1 < c->end && c->p[1] == '"'))
			break;
		c->p += *c->p == '"';
		/* CR LF is one line, wherever it stands */
		c->line += *c->p == '\n' || (*c->p == '\r' && !(c->p + 1 < c->end && c->p[1] == '\n'));
		sv_buf_addc(&c->text, *c->p);
	}
	c->p++;
	return ends_cell(c) ? SV_OK : bad(c, err, c->line, N_("something follows the quote that ends a cell"));
}

static enum sv_status plain(struct sv_csv *c, struct sv_err *err)
{
	const char *from = c->p;

	while (!ends_cell(c) && *c->p != '"')
		c->p++;
	sv_buf_add(&c->text, from, (size_t)(c->p - from));
	return ends_cell(c) ? SV_OK : bad(c, err, c->line, N_("a quote inside a cell: the cell must stand in quotes, and the quote be doubled"));
}

static enum sv_status cell(struct sv_csv *c, struct sv_err *err)
{
	size_t from = c->text.len, line = c->line;
	enum sv_status st;

	if (!begin(c))
		return sv_err_nomem(err);
	if (c->p < c->end && *c->p == '"') {
		c->p++;
		st = quoted(c, err);
	} else {
		st = plain(c, err);
	}
	if (st != SV_OK)
		return st;
	size_t n = c->text.len - from;
	json_t *text = c->text.failed ? NULL : json_stringn(n ? c->text.data + from : "", n);
	bool fits = text && memchr(json_string_value(text), '\0', n) == NULL;
	json_decref(text);
	sv_buf_addc(&c->text, '\0');
	if (c->text.failed)
		return sv_err_nomem(err);
	if (!fits) {
		bad(c, err, line, N_("not valid UTF-8"));
		sv_err_hint(err, N_("save it as \"CSV UTF-8\""));
		return SV_BAD_INPUT;
	}
	return SV_OK;
}

static enum sv_status read_row(struct sv_csv *c, struct sv_err *err)
{
	enum sv_status st;

	c->row.n = 0;
	c->row.line = c->line;
	sv_buf_clear(&c->text);
	while ((st = cell(c, err)) == SV_OK && c->p < c->end && *c->p == c->separator)
		c->p++;
	if (st == SV_BAD_INPUT)
		c->p += line_length(c->p, c->end); /* go on behind the line */
	next_line(c);
	return st;
}

enum sv_status sv_csv_next(struct sv_csv *c, const struct sv_csv_row **row, struct sv_err *err)
{
	bool empty = true;

	while (empty && c->p < c->end) {
		enum sv_status st = read_row(c, err);
		if (st != SV_OK)
			return st;
		for (size_t i = 0; i < c->row.n; i++) {
			c->cells[i] = c->text.data + c->start[i];
			empty = empty && c->cells[i][0] == '\0';
		}
	}
	c->row.cells = c->cells;
	*row = empty ? NULL : &c->row;
	return empty ? SV_NO : SV_OK;
}
