/* SPDX-License-Identifier: MIT */
/* Tables: see table.h. */
#include "view/table.h"

#include <errno.h>
#include <jansson.h>
#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>
#include <string.h>

struct column {
	char *key, *heading;
	bool number;
};

struct sv_table {
	struct column *columns;
	size_t ncolumns;
	char **cells; /* rows after each other */
	size_t ncells, cap;
};

struct sv_table *sv_table_new(void)
{
	return calloc(1, sizeof(struct sv_table));
}

void sv_table_free(struct sv_table *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->ncolumns; i++) {
		free(t->columns[i].key);
		free(t->columns[i].heading);
	}
	for (size_t i = 0; i < t->ncells; i++)
		free(t->cells[i]);
	free(t->columns);
	free(t->cells);
	free(t);
}

enum sv_status sv_table_column(struct sv_table *t, const char *key, const char *heading, bool number, struct sv_err *err)
{
	struct column *grown = realloc(t->columns, (t->ncolumns + 1) * sizeof *grown);

	if (grown == NULL)
		return sv_err_nomem(err);
	t->columns = grown;
	grown[t->ncolumns] = (struct column){ strdup(key), strdup(heading), number };
	t->ncolumns++;
	return grown[t->ncolumns - 1].key && grown[t->ncolumns - 1].heading ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_table_row(struct sv_table *t, const char *const *cells, struct sv_err *err)
{
	if (t->ncells + t->ncolumns > t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 64;
		while (cap < t->ncells + t->ncolumns)
			cap *= 2;
		char **grown = realloc(t->cells, cap * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		t->cells = grown;
		t->cap = cap;
	}
	for (size_t i = 0; i < t->ncolumns; i++) {
		char *copy = cells[i] ? strdup(cells[i]) : NULL;
		if (cells[i] && copy == NULL)
			return sv_err_nomem(err);
		t->cells[t->ncells++] = copy;
	}
	return SV_OK;
}

static enum sv_status print_text(const struct sv_table *t, const struct sv_table_style *style, FILE *out, struct sv_err *err)
{
	struct libscols_table *tb = scols_new_table();
	bool ok = tb != NULL;

	for (size_t i = 0; ok && i < t->ncolumns; i++) {
		struct libscols_column *c = scols_table_new_column(tb, t->columns[i].heading, 0, t->columns[i].number ? SCOLS_FL_RIGHT : 0);
		ok = c != NULL;
		if (ok && style->color)
			scols_cell_set_color(scols_column_get_header(c), "bold");
	}
	for (size_t r = 0; ok && r < t->ncells; r += t->ncolumns) {
		struct libscols_line *line = scols_table_new_line(tb, NULL);
		ok = line != NULL;
		for (size_t i = 0; ok && i < t->ncolumns; i++)
			ok = scols_line_set_data(line, i, t->cells[r + i] ? t->cells[r + i] : "") == 0;
	}
	if (ok) {
		scols_table_enable_colors(tb, style->color);
		scols_table_set_stream(tb, out);
		scols_table_set_termforce(tb, style->width ? SCOLS_TERMFORCE_ALWAYS : SCOLS_TERMFORCE_NEVER);
		if (style->width)
			scols_table_set_termwidth(tb, style->width);
		ok = scols_print_table(tb) == 0;
	}
	scols_unref_table(tb);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* A cell that starts like a formula would be run by a spreadsheet: the quote keeps it text. Numbers stay numbers. */
static void csv_cell(const char *s, bool number, FILE *out)
{
	bool formula = !number && s[0] && strchr("=+-@\t\r", s[0]);

	if (!formula && s[strcspn(s, "\",\r\n")] == '\0') {
		fputs(s, out);
		return;
	}
	fputs(formula ? "\"'" : "\"", out);
	for (; *s; s++) {
		if (*s == '"')
			fputc('"', out);
		fputc(*s, out);
	}
	fputc('"', out);
}

void sv_csv_row(const char *const *cells, size_t n, FILE *out)
{
	for (size_t i = 0; i < n; i++) {
		fputs(i ? "," : "", out);
		if (cells[i])
			csv_cell(cells[i], false, out);
	}
	fputs("\r\n", out);
}

static void print_csv(const struct sv_table *t, FILE *out)
{
	for (size_t i = 0; i < t->ncolumns; i++) {
		fputs(i ? "," : "", out);
		csv_cell(t->columns[i].key, false, out);
	}
	fputs("\r\n", out);
	for (size_t r = 0; r < t->ncells; r += t->ncolumns) {
		for (size_t i = 0; i < t->ncolumns; i++) {
			fputs(i ? "," : "", out);
			if (t->cells[r + i])
				csv_cell(t->cells[r + i], t->columns[i].number, out);
		}
		fputs("\r\n", out);
	}
}

/* A cell as JSON: a number where the column is one and the text is one. */
static json_t *json_cell(const struct column *c, const char *text)
{
	json_t *v = c->number ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;

	return v ? v : json_string(text);
}

static enum sv_status print_json(const struct sv_table *t, FILE *out, struct sv_err *err)
{
	fputc('[', out);
	for (size_t r = 0; r < t->ncells; r += t->ncolumns) {
		json_t *row = json_object();
		bool ok = row != NULL;
		for (size_t i = 0; ok && i < t->ncolumns; i++)
			if (t->cells[r + i])
				ok = json_object_set_new(row, t->columns[i].key, json_cell(&t->columns[i], t->cells[r + i])) == 0;
		fputs(r ? ",\n " : "\n ", out);
		ok = ok && json_dumpf(row, out, JSON_COMPACT) == 0;
		json_decref(row);
		if (!ok)
			return ferror(out) ? sv_err_sys(err, SV_IO, errno, N_("cannot write %s: %s"), "stdout") : sv_err_nomem(err);
	}
	fputs(t->ncells ? "\n]\n" : "]\n", out);
	return SV_OK;
}

enum sv_status sv_table_print(const struct sv_table *t, enum sv_table_format format, const struct sv_table_style *style, FILE *out, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	if (format == SV_TABLE_CSV)
		print_csv(t, out);
	else if (format == SV_TABLE_JSON)
		st = print_json(t, out, err);
	else
		st = print_text(t, style, out, err);
	if (st == SV_OK && ferror(out))
		st = sv_err_sys(err, SV_IO, errno, N_("cannot write %s: %s"), "stdout");
	return st;
}
