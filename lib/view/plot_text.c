/* SPDX-License-Identifier: MIT */
/* Plots as text for a terminal: see plot.h. Bars lie; a line is a row of small columns, one for each place. */
#include "view/plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "json/get.h"
#include "view/grid.h"

#define LABEL_MAX 30

/* A plot that is being written. */
struct page {
	struct sv_buf *out;
	const struct sv_grid *g;
	size_t columns;
	bool ascii;
};

static size_t wide(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	return n;
}

/* A label in a field of so many columns, cut where it is longer. */
static void label(const struct page *p, const char *text, size_t field, bool right)
{
	size_t w = wide(text), cut = w > field ? field - 1 : w, n = 0;

	if (right && w < field)
		sv_buf_addf(p->out, "%*s", (int)(field - w), "");
	for (size_t k = 0; text[n]; n++) {
		bool begins = ((unsigned char)text[n] & 0xC0) != 0x80;
		if (begins && k == cut)
			break;
		k += begins;
	}
	sv_buf_add(p->out, text, n);
	if (w > field)
		sv_buf_adds(p->out, p->ascii ? "." : "\u2026");
	else if (!right)
		sv_buf_addf(p->out, "%*s", (int)(field - w), "");
}

/* A bar of so many eighths of a column. */
static void bar(const struct page *p, size_t eighths)
{
	static const char *const ends[] = { "", "\u258f", "\u258e", "\u258d", "\u258c", "\u258b", "\u258a", "\u2589" };

	for (size_t i = 0; i < eighths / 8 + (p->ascii && eighths % 8 >= 4); i++)
		sv_buf_adds(p->out, p->ascii ? "#" : "\u2588");
	if (!p->ascii)
		sv_buf_adds(p->out, ends[eighths % 8]);
}

static const char *mark(const struct page *p)
{
	return p->ascii ? "x" : "\u00d7";
}

static size_t longest(char *const *rows, const char *const *columns, size_t n)
{
	size_t w = 0;

	for (size_t i = 0; i < n; i++) {
		size_t own = wide(rows ? rows[i] : columns ? columns[i] : "");
		w = own > w ? own : w;
	}
	return w < LABEL_MAX ? w : LABEL_MAX;
}

static void one_bar(const struct page *p, const struct sv_point *v, double value, double max, size_t room)
{
	if (v->kind == SV_POINT_SHOWN)
		bar(p, (size_t)floor(value / max * (double)room * 8));
	if (v->kind == SV_POINT_SHOWN && value > 0)
		sv_buf_adds(p->out, " ");
	sv_buf_addf(p->out, "%s\n", v->kind == SV_POINT_SHOWN ? v->text : v->kind == SV_POINT_HIDDEN ? mark(p) : "");
}

static void bars(const struct page *p, bool by_column)
{
	const struct sv_grid *g = p->g;
	size_t outer = by_column ? g->ncolumns : g->nrows, inner = by_column ? g->nrows : g->ncolumns;
	size_t first = by_column ? longest(NULL, g->columns, outer) : longest(g->rows, NULL, outer), second = inner > 1 || by_column ? by_column ? longest(g->rows, NULL, inner) : longest(NULL, g->columns, inner) : 0;
	size_t taken = first + second + 14, room = p->columns > taken + 8 ? p->columns - taken : 8;

	for (size_t i = 0; i < outer; i++) {
		for (size_t k = 0; k < inner; k++) {
			const struct sv_point *v = by_column ? sv_grid_at(g, k, i) : sv_grid_at(g, i, k);
			label(p, k ? "" : by_column ? g->columns[i] : g->rows[i], first, false);
			if (second) {
				sv_buf_adds(p->out, "  ");
				label(p, by_column ? g->rows[k] : g->columns[k], second, !by_column);
			}
			sv_buf_adds(p->out, "  ");
			one_bar(p, v, v->value, g->max, room);
		}
	}
}

/* Each row as one line of small columns, with what it began and ended with. */
static void lines(const struct page *p)
{
	static const char *const steps[] = { "\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586", "\u2587", "\u2588" };
	const struct sv_grid *g = p->g;
	size_t field = longest(g->rows, NULL, g->nrows);

	for (size_t i = 0; i < g->nrows; i++) {
		label(p, g->rows[i], field, false);
		sv_buf_adds(p->out, "  ");
		for (size_t k = 0; k < g->ncolumns; k++) {
			const struct sv_point *v = sv_grid_at(g, i, k);
			if (v->kind == SV_POINT_SHOWN)
				sv_buf_adds(p->out, steps[(size_t)fmin(7, floor(v->value / g->max * 7.999))]);
			else
				sv_buf_adds(p->out, v->kind == SV_POINT_HIDDEN ? mark(p) : " ");
		}
		const struct sv_point *from = sv_grid_at(g, i, 0), *to = sv_grid_at(g, i, g->ncolumns - 1);
		sv_buf_addf(p->out, "  %s: %s, %s: %s\n", g->columns[0], from->kind == SV_POINT_SHOWN ? from->text : from->kind == SV_POINT_HIDDEN ? mark(p) : "-",
		            g->columns[g->ncolumns - 1], to->kind == SV_POINT_SHOWN ? to->text : to->kind == SV_POINT_HIDDEN ? mark(p) : "-");
	}
}

enum sv_status sv_plot_text(const json_t *table, const char *lang, size_t columns, bool ascii, struct sv_buf *out, struct sv_err *err)
{
	const char *kind = sv_json_text(sv_json_object(table, "plot"), "kind");
	bool flat = kind && strcmp(kind, "lines") == 0 && !ascii;
	struct sv_grid g = { 0 };
	enum sv_status st = sv_grid_read(table, lang, kind && strcmp(kind, "bars") == 0 ? 3 : 0, &g, err);

	if (st == SV_OK && g.ncolumns > 0) {
		const struct page p = { out, &g, columns ? columns : 80, ascii };
		if (flat)
			lines(&p);
		else
			bars(&p, kind && strcmp(kind, "stacked") == 0);
		st = out->failed ? sv_err_nomem(err) : SV_OK;
	}
	sv_grid_release(&g);
	return st;
}
