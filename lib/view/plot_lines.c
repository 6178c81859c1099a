/* SPDX-License-Identifier: MIT */
/* Plots of lines: see plot.h. What a line is, stands at its end; values stand at their places where there is room for them. */
#include "view/plot_layout.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RULE 0x8793a0u

/* Lines and what is written at their ends: each at 4.5 to 1 or more against white. */
static const unsigned inks[] = { 0x1f4e79, 0xb84d00, 0x00715a, 0x5b2a86, 0x7a5800, 0xa0265d };
#define INKS (sizeof inks / sizeof inks[0])

/* What is at the end of a line: where it ends, and where its label may stand. */
struct end {
	size_t row;
	double at, y, height;
};

static int by_height(const void *a, const void *b)
{
	const struct end *x = a, *y = b;

	return x->at != y->at ? (x->at < y->at ? -1 : 1) : x->row < y->row ? -1 : 1;
}

/* Labels in the order of their lines, pushed apart until none lies on another. */
static void spread(struct end *ends, size_t n, double top, double bottom)
{
	double free_from = top;

	qsort(ends, n, sizeof *ends, by_height);
	for (size_t i = 0; i < n; i++) {
		ends[i].y = fmax(ends[i].at - ends[i].height / 2, free_from);
		free_from = ends[i].y + ends[i].height;
	}
	for (size_t i = n; i-- > 0;) {
		ends[i].y = fmin(ends[i].y, bottom - ends[i].height);
		bottom = ends[i].y;
	}
}

/* Whether a line before this one has the same value at the same place: it is not printed twice. */
static bool said_before(const struct sv_grid *g, size_t row, size_t column)
{
	const struct sv_point *p = sv_grid_at(g, row, column);

	for (size_t i = 0; i < row; i++)
		if (sv_grid_at(g, i, column)->kind == p->kind && (p->kind == SV_POINT_HIDDEN || strcmp(sv_grid_at(g, i, column)->text, p->text) == 0))
			return true;
	return false;
}

/* One line with its gaps, its values where there is room for them, and where it ends. */
static bool one_line(struct sv_layout *l, size_t row, const double *x, double top, double tall, struct end *end)
{
	const struct sv_grid *g = l->g;
	const struct sv_stroke stroke = { inks[row % INKS], (int)(row % 6), (int)(row % 5) + 1 };
	const struct sv_lettering value = { SV_CENTRE, l->size - 1, false, SV_PLOT_TEXT };
	double *px = calloc(g->ncolumns + 1, sizeof *px), *py = calloc(g->ncolumns + 1, sizeof *py);
	bool values = g->nrows <= 3 && g->ncolumns <= 8, ok = px && py;
	size_t n = 0;

	for (size_t k = 0; ok && k <= g->ncolumns; k++) {
		const struct sv_point *p = k < g->ncolumns ? sv_grid_at(g, row, k) : NULL;
		if (p && p->kind == SV_POINT_SHOWN) {
			px[n] = x[k];
			py[n] = top + tall * (1 - sv_plot_along(l, p->value));
			end->at = py[n];
			if (values && k + 1 < g->ncolumns && !said_before(g, row, k))
				sv_canvas_text(l->c, px[n], py[n] - l->size * 0.9, &value, p->text);
			n++;
			continue;
		}
		if (n > 0)
			sv_canvas_line(l->c, px, py, n, &stroke);
		n = 0;
		if (p && p->kind == SV_POINT_HIDDEN && !said_before(g, row, k))
			sv_canvas_text(l->c, x[k], top + tall - l->size * 0.6, &value, SV_PLOT_MARK);
	}
	free(px);
	free(py);
	return ok;
}

static void column_labels(struct sv_layout *l, const double *x, double y)
{
	const struct sv_grid *g = l->g;
	const struct sv_lettering how = { SV_CENTRE, l->size - 1, false, SV_PLOT_MUTED };
	double each = g->ncolumns > 1 ? (x[g->ncolumns - 1] - x[0]) / (double)(g->ncolumns - 1) : l->width, w = sv_plot_widest(NULL, g->columns, g->ncolumns, how.size) + 8;
	size_t step = (size_t)ceil(w / each);

	for (size_t k = 0; k < g->ncolumns; k++)
		if ((g->ncolumns - 1 - k) % (step ? step : 1) == 0)
			sv_canvas_text(l->c, x[k], y, &how, g->columns[k]);
}

/* The labels beside the ends of the lines. Gives how far down they came. */
static double end_labels(struct sv_layout *l, struct end *ends, double x, double room, double bottom)
{
	const struct sv_grid *g = l->g;
	char text[2 * SV_LABEL_SIZE], wrapped[SV_LABEL_LINES][SV_LABEL_SIZE];
	double sum = 0, lowest = 0;

	for (int draw = 0; draw < 2; draw++) { /* first only how high they are */
		for (size_t i = 0; i < g->nrows; i++) {
			const struct sv_point *p = sv_grid_at(g, ends[i].row, g->ncolumns - 1);
			const struct sv_lettering how = { SV_LEFT, l->size, false, inks[ends[i].row % INKS] };
			snprintf(text, sizeof text, "%s%s%s", p->kind == SV_POINT_SHOWN ? p->text : p->kind == SV_POINT_HIDDEN ? SV_PLOT_MARK : "", p->kind == SV_POINT_ABSENT ? "" : " ", g->rows[ends[i].row]);
			if (draw)
				lowest = ends[i].y + sv_plot_label(l, x, ends[i].y, room, &how, text);
			else
				sum += ends[i].height = (double)sv_plot_wrap(text, l->size, room, wrapped) * l->size * 1.25;
		}
		if (!draw)
			spread(ends, g->nrows, l->y, fmax(bottom, l->y + sum));
	}
	return lowest;
}

bool sv_plot_lines(struct sv_layout *l)
{
	const struct sv_grid *g = l->g;
	const struct sv_stroke rule = { RULE, 0, 0 };
	double aside = fmin(sv_plot_widest(g->rows, NULL, g->nrows, l->size) + sv_plot_widest_value(l) + 14, l->width * 0.42), top = l->y + l->size * 1.8, floor_ = top + (l->wide ? 120 : 190);
	double from = sv_canvas_measure(g->columns[0], l->size - 1) / 2 + 4, to = l->width - aside - 10;
	double *x = calloc(g->ncolumns + 1, sizeof *x), base[2] = { 0, to + 6 }, level[2] = { floor_, floor_ };
	struct end *ends = calloc(g->nrows + 1, sizeof *ends);
	bool ok = x && ends;

	for (size_t k = 0; ok && k < g->ncolumns; k++)
		x[k] = g->ncolumns > 1 ? from + (to - from) * (double)k / (double)(g->ncolumns - 1) : to;
	if (ok)
		sv_canvas_line(l->c, base, level, 2, &rule);
	for (size_t i = 0; ok && i < g->nrows; i++) {
		ends[i] = (struct end){ i, floor_, 0, 0 };
		ok = one_line(l, i, x, top, floor_ - top, &ends[i]);
	}
	if (ok) {
		column_labels(l, x, floor_ + l->size);
		l->y = fmax(floor_ + l->size * 2, end_labels(l, ends, to + 10, aside, floor_ + l->size) + 4);
	}
	free(x);
	free(ends);
	return ok;
}
