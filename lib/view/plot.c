/* SPDX-License-Identifier: MIT */
/* Plots laid out on a sheet: see plot.h. */
#include "view/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/get.h"
#include "view/document.h"
#include "view/plot_layout.h"

#define BARS 3 /* of a group */
#define ROWS_MAX 40
#define COLUMNS_MAX 60
#define WHITE 0xffffffu
#define BLACK 0x111111u

/* From old to new: light to dark, so that they differ without colour. */
static const unsigned ages[BARS] = { 0xcfdeea, 0x7fa6c9, 0x1f4e79 };
/* Parts: hues after Okabe and Ito, each of a lightness of its own (any two at 1.3 to 1 or more), dark and light in turn. */
static const unsigned parts[] = { 0x1f4e79, 0xe69f00, 0x00715a, 0xf7ef8a, 0x330e4d, 0xcc79a7, 0xc9590c, 0x94d0f5 };

size_t sv_plot_wrap(const char *text, int size, double room, char lines[SV_LABEL_LINES][SV_LABEL_SIZE])
{
	size_t n = 0, len = 0;

	lines[0][0] = '\0';
	while (*text) {
		size_t word = strcspn(text, " ");
		char with[SV_LABEL_SIZE];
		int w = snprintf(with, sizeof with, "%s%s%.*s", lines[n], len ? " " : "", (int)(word < SV_LABEL_SIZE / 2 ? word : SV_LABEL_SIZE / 2), text);
		if (len && (sv_canvas_measure(with, size) > room || w >= SV_LABEL_SIZE)) {
			if (n + 1 == SV_LABEL_LINES) {
				snprintf(lines[n] + (len < SV_LABEL_SIZE - 4 ? len : SV_LABEL_SIZE - 4), 4, "\u2026");
				break;
			}
			lines[++n][0] = '\0';
			len = 0;
			continue;
		}
		snprintf(lines[n], SV_LABEL_SIZE, "%s", with);
		len = strlen(lines[n]);
		text += word;
		text += strspn(text, " ");
	}
	return n + 1;
}

double sv_plot_label(struct sv_layout *l, double x, double y, double room, const struct sv_lettering *how, const char *text)
{
	char lines[SV_LABEL_LINES][SV_LABEL_SIZE];
	size_t n = sv_plot_wrap(text, how->size, room, lines);
	double step = how->size * 1.25;

	for (size_t i = 0; i < n; i++)
		sv_canvas_text(l->c, x, y + ((double)i + 0.5) * step, how, lines[i]);
	return (double)n * step;
}

double sv_plot_widest(char *const *labels, const char *const *borrowed, size_t n, int size)
{
	double w = 0;

	for (size_t i = 0; i < n; i++)
		w = fmax(w, sv_canvas_measure(labels ? labels[i] : borrowed ? borrowed[i] : "", size));
	return w;
}

double sv_plot_widest_value(const struct sv_layout *l)
{
	double w = 0;

	for (size_t i = 0; i < l->g->nrows * l->g->ncolumns; i++)
		if (l->g->points[i].kind == SV_POINT_SHOWN)
			w = fmax(w, sv_canvas_measure(l->g->points[i].text, l->size));
	return w;
}

double sv_plot_along(const struct sv_layout *l, double value)
{
	return l->log ? log1p(value) / log1p(l->g->max) : value / l->g->max;
}

static bool all_hidden(const struct sv_grid *g, size_t row)
{
	size_t k = 0;

	while (k < g->ncolumns && sv_grid_at(g, row, k)->kind == SV_POINT_HIDDEN)
		k++;
	return k == g->ncolumns;
}

static void bars(struct sv_layout *l)
{
	const struct sv_grid *g = l->g;
	const struct sv_lettering head = { SV_LEFT, l->size, !l->wide, SV_PLOT_TEXT }, small = { SV_RIGHT, l->size - 1, false, SV_PLOT_MUTED }, value = { SV_LEFT, l->size, false, SV_PLOT_TEXT };
	double aside = l->wide ? fmin(sv_plot_widest(g->rows, NULL, g->nrows, l->size) + 8, l->width * 0.36) : 0;
	double years = g->ncolumns > 1 ? fmin(sv_plot_widest(NULL, g->columns, g->ncolumns, l->size - 1) + 8, l->width * 0.3) : 2;
	double x = aside + years, room = l->width - x - sv_plot_widest_value(l) - 12, step = l->size * 1.3, thick = l->size * 1.05;

	for (size_t i = 0; i < g->nrows; i++) {
		double took = sv_plot_label(l, 0, l->y, l->wide ? aside : l->width, &head, g->rows[i]), from = l->wide ? l->y : l->y + took + 2;
		bool none = all_hidden(g, i);
		if (none)
			sv_canvas_text(l->c, x + 3, from + thick / 2, &value, SV_PLOT_MARK);
		for (size_t k = 0; k < g->ncolumns && !none; k++) {
			const struct sv_point *p = sv_grid_at(g, i, k);
			double top = from + (double)k * step, middle = top + thick / 2, w = room * sv_plot_along(l, p->value);
			if (g->ncolumns > 1)
				sv_canvas_text(l->c, x - 6, middle, &small, g->columns[k]);
			if (p->kind == SV_POINT_SHOWN && p->value > 0)
				sv_canvas_box(l->c, x, top, w, thick, ages[BARS - g->ncolumns + k]);
			if (p->kind != SV_POINT_ABSENT)
				sv_canvas_text(l->c, p->kind == SV_POINT_SHOWN ? x + w + 5 : x + 3, middle, &value, p->kind == SV_POINT_SHOWN ? p->text : SV_PLOT_MARK);
		}
		l->y = fmax(from + (none ? 1 : (double)g->ncolumns) * step, l->y + took) + l->size * 0.6;
	}
}

/* Relative luminance (WCAG 2.1). */
static double luminance(unsigned color)
{
	static const double weight[] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double v = ((color >> (16 - 8 * i)) & 255) / 255.0;
		sum += weight[i] * (v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static void one_stack(struct sv_layout *l, size_t column, double x, double scale, double thick)
{
	const struct sv_lettering name = { SV_RIGHT, l->size, false, SV_PLOT_TEXT }, after = { SV_LEFT, l->size, false, SV_PLOT_TEXT };
	bool hidden = false;

	sv_canvas_text(l->c, x - 6, l->y + thick / 2, &name, l->g->columns[column]);
	for (size_t i = 0; i < l->g->nrows; i++) {
		const struct sv_point *p = sv_grid_at(l->g, i, column);
		unsigned color = parts[i % (sizeof parts / sizeof parts[0])];
		const struct sv_lettering in = { SV_CENTRE, l->size - 1, false, luminance(color) < 0.18 ? WHITE : BLACK };
		double w = p->value * scale;
		hidden = hidden || p->kind == SV_POINT_HIDDEN;
		if (p->kind != SV_POINT_SHOWN || p->value <= 0)
			continue;
		sv_canvas_box(l->c, x, l->y, w, thick, color);
		if (sv_canvas_measure(p->text, in.size) + 4 < w)
			sv_canvas_text(l->c, x + w / 2, l->y + thick / 2, &in, p->text);
		x += w;
	}
	if (hidden)
		sv_canvas_text(l->c, x + 5, l->y + thick / 2, &after, SV_PLOT_MARK);
	l->y += thick * 1.35;
}

static void stacked(struct sv_layout *l)
{
	const struct sv_grid *g = l->g;
	const struct sv_lettering name = { SV_LEFT, l->size, false, SV_PLOT_TEXT };
	double x = fmin(sv_plot_widest(NULL, g->columns, g->ncolumns, l->size) + 10, l->width * 0.36), longest = 0, thick = l->size * 1.8;

	for (size_t k = 0; k < g->ncolumns; k++) {
		double sum = 0;
		for (size_t i = 0; i < g->nrows; i++)
			sum += sv_grid_at(g, i, k)->value;
		longest = fmax(longest, sum);
	}
	for (size_t k = 0; k < g->ncolumns; k++)
		one_stack(l, k, x, (l->width - x - 20) / fmax(longest, 1e-9), thick);
	l->y += l->size * 0.4;
	for (size_t i = 0; i < g->nrows; i++) {
		sv_canvas_box(l->c, x, l->y + l->size * 0.12, l->size, l->size, parts[i % (sizeof parts / sizeof parts[0])]);
		l->y += sv_plot_label(l, x + l->size * 1.6, l->y, l->width - x - l->size * 1.6, &name, g->rows[i]) + 2;
	}
}

bool sv_plot_any(const json_t *table)
{
	const json_t *columns = sv_json_array(table, "columns"), *row, *cell;
	size_t i, k;

	if (sv_json_object(table, "plot") == NULL)
		return false;
	json_array_foreach(sv_json_array(table, "rows"), i, row) {
		json_array_foreach(sv_json_true(row, "total") ? NULL : sv_json_array(row, "cells"), k, cell) {
			if (!sv_document_hidden(cell) && !sv_json_true(cell, "absent") && !sv_json_true(json_array_get(columns, k), "total"))
				return true;
		}
	}
	return false;
}

/* Lays the table out on a new sheet. */
static enum sv_status lay_out(const json_t *table, const char *lang, struct sv_layout *l, struct sv_grid *g, struct sv_err *err)
{
	const json_t *plot = sv_json_object(table, "plot");
	const char *kind = sv_json_text(plot, "kind");
	enum sv_status st = sv_grid_read(table, lang, strcmp(kind, "bars") == 0 ? BARS : 0, g, err);

	if (st != SV_OK)
		return st;
	l->g = g;
	l->log = sv_json_true(plot, "log");
	l->y = 2;
	if (g->nrows == 0 || g->ncolumns == 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("a table without rows cannot be plotted"));
	if (g->nrows > ROWS_MAX || g->ncolumns > COLUMNS_MAX)
		return sv_err_set(err, SV_BAD_INPUT, N_("a table of more than %d rows or %d columns cannot be plotted"), ROWS_MAX, COLUMNS_MAX);
	l->c = sv_canvas_new((int)l->width);
	bool ok = l->c != NULL;
	if (ok && strcmp(kind, "bars") == 0)
		bars(l);
	else if (ok && strcmp(kind, "lines") == 0)
		ok = sv_plot_lines(l);
	else if (ok)
		stacked(l);
	return ok ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_plot_svg(const json_t *table, const struct sv_plot_style *style, struct sv_buf *out, struct sv_err *err)
{
	struct sv_layout l = { .width = 400, .size = 14 };
	struct sv_grid g = { 0 };
	struct sv_buf alt = SV_BUF_INIT;
	enum sv_status st = lay_out(table, style->lang, &l, &g, err);

	if (st == SV_OK) {
		sv_buf_addf(&alt, "%s%s%s", sv_json_text(sv_json_object(table, "plot"), "alt"), g.hidden ? " " : "", g.hidden ? style->hidden : "");
		const struct sv_canvas_words words = { style->key, style->lang, sv_json_text(table, "title"), sv_buf_str(&alt), style->part };
		st = sv_canvas_svg(l.c, (int)ceil(l.y), &words, out, err);
	}
	sv_canvas_free(l.c);
	sv_grid_release(&g);
	sv_buf_release(&alt);
	return st;
}

/* Lays out for paper; draws where out is wanted. */
static enum sv_status on_paper(const json_t *table, const char *lang, struct sv_buf *out, int *height, struct sv_err *err)
{
	struct sv_layout l = { .width = 454, .size = 9, .wide = true };
	struct sv_grid g = { 0 };
	enum sv_status st = lay_out(table, lang, &l, &g, err);

	if (st == SV_OK)
		*height = (int)ceil(l.y);
	if (st == SV_OK && out)
		st = sv_canvas_pdf(l.c, *height, out, err);
	sv_canvas_free(l.c);
	sv_grid_release(&g);
	return st;
}

enum sv_status sv_plot_height(const json_t *table, const char *lang, int *height, struct sv_err *err)
{
	return on_paper(table, lang, NULL, height, err);
}

enum sv_status sv_plot_pdf(const json_t *table, const char *lang, struct sv_buf *out, int *height, struct sv_err *err)
{
	return on_paper(table, lang, out, height, err);
}
