/* SPDX-License-Identifier: MIT */
/* What a plot shows of a table: see grid.h. */
#include "view/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "json/get.h"
#include "view/document.h"

void sv_grid_release(struct sv_grid *g)
{
	for (size_t i = 0; g->rows && i < g->nrows; i++)
		free(g->rows[i]);
	free(g->rows);
	free(g->columns);
	free(g->points);
	memset(g, 0, sizeof *g);
}

const struct sv_point *sv_grid_at(const struct sv_grid *g, size_t row, size_t column)
{
	return &g->points[row * g->ncolumns + column];
}

/* Which of some rows or columns are taken: their places in the table; how many. */
static size_t choose(const json_t *list, bool levels, size_t *at)
{
	long long top = 1000;
	const json_t *one;
	size_t i, n = 0;

	json_array_foreach(list, i, one) {
		long long level = levels ? sv_json_int(one, "level", 0) : 0;
		if (!sv_json_true(one, "total") && level < top)
			top = level;
	}
	json_array_foreach(list, i, one) {
		if (!sv_json_true(one, "total") && (!levels || sv_json_int(one, "level", 0) == top))
			at[n++] = i;
	}
	return n;
}

static char *row_label(const json_t *row)
{
	struct sv_buf text = SV_BUF_INIT;
	const json_t *label;
	size_t i;

	json_array_foreach(sv_json_array(row, "labels"), i, label)
		sv_buf_addf(&text, "%s%s", i ? " \u2013 " : "", json_string_value(label));
	return sv_buf_take(&text);
}

static enum sv_status read_point(const json_t *cell, const char *lang, struct sv_point *p, struct sv_err *err)
{
	char number[SV_NUMBER_SIZE];

	p->text = sv_json_text(cell, "text");
	p->kind = sv_document_hidden(cell) ? SV_POINT_HIDDEN : sv_json_true(cell, "absent") ? SV_POINT_ABSENT : SV_POINT_SHOWN;
	if (p->kind != SV_POINT_SHOWN)
		return SV_OK;
	if (!sv_document_number(p->text, lang, number))
		return sv_err_set(err, SV_BAD_INPUT, N_("a cell of a plotted table is no number"));
	p->value = strtod(number, NULL);
	return SV_OK;
}

static enum sv_status read_points(const json_t *rows, const size_t *row_at, const size_t *column_at, const char *lang, struct sv_grid *g, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	g->max = 0;
	for (size_t i = 0; i < g->nrows && st == SV_OK; i++) {
		const json_t *row = json_array_get(rows, row_at[i]);
		g->rows[i] = row_label(row);
		if (g->rows[i] == NULL)
			return sv_err_nomem(err);
		for (size_t k = 0; k < g->ncolumns && st == SV_OK; k++) {
			struct sv_point *p = &g->points[i * g->ncolumns + k];
			st = read_point(json_array_get(sv_json_array(row, "cells"), column_at[k]), lang, p, err);
			g->hidden = g->hidden || p->kind == SV_POINT_HIDDEN;
			g->max = p->kind == SV_POINT_SHOWN && p->value > g->max ? p->value : g->max;
		}
	}
	g->max = g->max > 0 ? g->max : 1;
	return st;
}

enum sv_status sv_grid_read(const json_t *table, const char *lang, size_t last, struct sv_grid *g, struct sv_err *err)
{
	const json_t *rows = sv_json_array(table, "rows"), *columns = sv_json_array(table, "columns");
	size_t *row_at = calloc(json_array_size(rows) + 1, sizeof *row_at), *column_at = calloc(json_array_size(columns) + 1, sizeof *column_at), skip = 0;
	enum sv_status st = SV_OK;

	memset(g, 0, sizeof *g);
	if (row_at && column_at) {
		g->nrows = choose(rows, true, row_at);
		g->ncolumns = choose(columns, false, column_at);
		skip = last && g->ncolumns > last ? g->ncolumns - last : 0;
		g->ncolumns -= skip;
		g->rows = calloc(g->nrows + 1, sizeof *g->rows);
		g->columns = calloc(g->ncolumns + 1, sizeof *g->columns);
		g->points = calloc(g->nrows * g->ncolumns + 1, sizeof *g->points);
	}
	if (!g->rows || !g->columns || !g->points)
		st = sv_err_nomem(err);
	for (size_t k = 0; st == SV_OK && k < g->ncolumns; k++)
		g->columns[k] = sv_json_text(json_array_get(columns, column_at[skip + k]), "label");
	if (st == SV_OK)
		st = read_points(rows, row_at, column_at + skip, lang, g, err);
	if (st != SV_OK)
		sv_grid_release(g);
	free(row_at);
	free(column_at);
	return st;
}
