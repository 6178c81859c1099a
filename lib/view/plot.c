/* SPDX-License-Identifier: MIT */
/* Plots laid out on a sheet: see plot.h. */
#include "view/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/get.h"
#include "view/canvas.h"
#include "view/grid.h"

#define MARK "\u00d7"
#define TEXT 0x1a1a1au
#define MUTED 0x4a5560u
#define RULE 0x8793a0u
#define WHITE 0xffffffu
#define LINES_MAX 3   /* of a label */
#define LINE_SIZE 160
#define BARS 3        /* of a group */
#define ROWS_MAX 40
#define COLUMNS_MAX 60

/* A plot that is being laid out. */
struct layout {
	struct sv_canvas *c;
	const struct sv_grid *g;
	double width, y; /* y: how far down it came */
	int size;        /* of letters */
	bool wide;       /* labels stand beside their bars; else above them */
	bool log;
};

/* From old to new: light to dark, so that they differ without colour. */
static const unsigned ages[BARS] = { 0xcfdeea, 0x7fa6c9, 0x1f4e79 };
/* Parts that lie beside each other: after Okabe and Ito, in an order that alternates dark and light. */
static const unsigned parts[] = { 0x1f4e79, 0xe69f00, 0x009e73, 0xf0e442, 0xd55e00, 0x56b4e9, 0x5b2a86, 0xcc79a7 };
/* Lines: each at 3 to 1 or more against white. */
static const unsigned inks[] = { 0x1f4e79, 0xd55e00, 0x00815e, 0x5b2a86, 0x8a6400, 0xb0306a };
#define COUNT(a) (sizeof a / sizeof a[0])

/* A label in lines of at most so wide, broken at blanks; what does not fit in the last ends in "…". How many lines. */
static size_t wrap(const char *text, int size, double room, char lines[LINES_MAX][LINE_SIZE])
{
	size_t n = 0, len = 0;

	lines[0][0] = '\0';
	while (*text) {
		size_t word = strcspn(text, " ");
		char with[LINE_SIZE];
		int w = snprintf(with, sizeof with, "%s%s%.*s", lines[n], len ? " " : "", (int)(word < LINE_SIZE / 2 ? word : LINE_SIZE / 2), text);
		if (len && (sv_canvas_measure(with, size) > room || w >= LINE_SIZE)) {
			if (n + 1 == LINES_MAX) {
				snprintf(lines[n] + (len < LINE_SIZE - 4 ? len : LINE_SIZE - 4), 4, "\u2026");
				break;
			}
			lines[++n][0] = '\0';
			len = 0;
			continue;
		}
		snprintf(lines[n], LINE_SIZE, "%s", with);
		len = strlen(lines[n]);
		text += word;
		text += strspn(text, " ");
	}
	return n + 1;
}

/* A label from y on down. Gives the height it took. */
static double put_label(struct layout *l, double x, double y, double room, const struct sv_lettering *how, const char *text)
{
	char lines[LINES_MAX][LINE_SIZE];
	size_t n = wrap(text, how->size, room, lines);
	double step = how->size * 1.25;

	for (size_t i = 0; i < n; i++)
		sv_canvas_text(l->c, x, y + ((double)i + 0.5) * step, how, lines[i]);
	return (double)n * step;
}

static double widest(char *const *labels, const char *const *borrowed, size_t n, int size)
{
	double w = 0;

	for (size_t i = 0; i < n; i++)
		w = fmax(w, sv_canvas_measure(labels ? labels[i] : borrowed[i], size));
	return w;
}

static double widest_value(const struct layout *l)
{
	double w = 0;

	for (size_t i = 0; i < l->g->nrows * l->g->ncolumns; i++)
		if (l->g->points[i].kind == SV_POINT_SHOWN)
			w = fmax(w, sv_canvas_measure(l->g->points[i].text, l->size));
	return w;
}

/* How far along a value lies, 0 to 1. */
static double along(const struct layout *l, double value)
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

static void bars(struct layout *l)
{
	const struct sv_grid *g = l->g;
	const struct sv_lettering head = { SV_LEFT, l->size, !l->wide, TEXT }, small = { SV_RIGHT, l->size - 1, false, MUTED }, value = { SV_LEFT, l->size, false, TEXT };
	double aside = l->wide ? fmin(widest(g->rows, NULL, g->nrows, l->size) + 8, l->width * 0.36) : 0;
	double years = g->ncolumns > 1 ? fmin(widest(NULL, g->columns, g->ncolumns, l->size - 1) + 8, l->width * 0.3) : 2;
	double x = aside + years, room = l->width - x - widest_value(l) - 12, step = l->size * 1.3, thick = l->size * 1.05;

	for (size_t i = 0; i < g->nrows; i++) {
		double took = put_label(l, 0, l->y, l->wide ? aside : l->width, &head, g->rows[i]), from = l->wide ? l->y : l->y + took + 2;
		bool none = all_hidden(g, i);
		if (none)
			sv_canvas_text(l->c, x + 3, from + thick / 2, &value, MARK);
		for (size_t k = 0; k < g->ncolumns && !none; k++) {
			const struct sv_point *p = sv_grid_at(g, i, k);
			double top = from + (double)k * step, middle = top + thick / 2, w = room * along(l, p->value);
			if (g->ncolumns > 1)
				sv_canvas_text(l->c, x - 6, middle, &small, g->columns[k]);
			if (p->kind == SV_POINT_SHOWN && p->value > 0)
				sv_canvas_box(l->c, x, top, w, thick, ages[BARS - g->ncolumns + k]);
			if (p->kind != SV_POINT_ABSENT)
				sv_canvas_text(l->c, p->kind == SV_POINT_SHOWN ? x + w + 5 : x + 3, middle, &value, p->kind == SV_POINT_SHOWN ? p->text : MARK);
		}
		l->y = fmax(from + (none ? 1 : (double)g->ncolumns) * step, l->y + took) + l->size * 0.6;
	}
}

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
static bool one_line(struct layout *l, size_t row, const double *x, double top, double tall, struct end *end)
{
	const struct sv_grid *g = l->g;
	const struct sv_stroke stroke = { inks[row % COUNT(inks)], (int)(row % 6), (int)(row % 5) + 1 };
	const struct sv_lettering value = { SV_CENTRE, l->size - 1, false, TEXT };
	double *px = calloc(g->ncolumns + 1, sizeof *px), *py = calloc(g->ncolumns + 1, sizeof *py);
	bool values = g->nrows <= 3 && g->ncolumns <= 8, ok = px && py;
	size_t n = 0;

	for (size_t k = 0; ok && k <= g->ncolumns; k++) {
		const struct sv_point *p = k < g->ncolumns ? sv_grid_at(g, row, k) : NULL;
		if (p && p->kind == SV_POINT_SHOWN) {
			px[n] = x[k];
			py[n] = top + tall * (1 - along(l, p->value));
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
			sv_canvas_text(l->c, x[k], top + tall - l->size * 0.6, &value, MARK);
	}
	free(px);
	free(py);
	return ok;
}

static void column_labels(struct layout *l, const double *x, double y)
{
	const struct sv_grid *g = l->g;
	const struct sv_lettering how = { SV_CENTRE, l->size - 1, false, MUTED };
	double each = g->ncolumns > 1 ? (x[g->ncolumns - 1] - x[0]) / (double)(g->ncolumns - 1) : l->width, w = widest(NULL, g->columns, g->ncolumns, how.size) + 8;
	size_t step = (size_t)ceil(w / each);

	for (size_t k = 0; k < g->ncolumns; k++)
		if ((g->ncolumns - 1 - k) % (step ? step : 1) == 0)
			sv_canvas_text(l->c, x[k], y, &how, g->columns[k]);
}

/* The labels beside the ends of the lines. Gives how far down they came. */
static double end_labels(struct layout *l, struct end *ends, double x, double room, double bottom)
{
	const struct sv_grid *g = l->g;
	char text[2 * LINE_SIZE], wrapped[LINES_MAX][LINE_SIZE];
	double sum = 0, lowest = 0;

	for (int draw = 0; draw < 2; draw++) { /* first only how high they are */
		for (size_t i = 0; i < g->nrows; i++) {
			const struct sv_point *p = sv_grid_at(g, ends[i].row, g->ncolumns - 1);
			const struct sv_lettering how = { SV_LEFT, l->size, false, inks[ends[i].row % COUNT(inks)] };
			snprintf(text, sizeof text, "%s%s%s", p->kind == SV_POINT_SHOWN ? p->text : p->kind == SV_POINT_HIDDEN ? MARK : "", p->kind == SV_POINT_ABSENT ? "" : " ", g->rows[ends[i].row]);
			if (draw)
				lowest = ends[i].y + put_label(l, x, ends[i].y, room, &how, text);
			else
				sum += ends[i].height = (double)wrap(text, l->size, room, wrapped) * l->size * 1.25;
		}
		if (!draw)
			spread(ends, g->nrows, l->y, fmax(bottom, l->y + sum));
	}
	return lowest;
}

static bool lines(struct layout *l)
{
	const struct sv_grid *g = l->g;
	const struct sv_stroke rule = { RULE, 0, 0 };
	double aside = fmin(widest(g->rows, NULL, g->nrows, l->size) + widest_value(l) + 14, l->width * 0.42), top = l->y + l->size * 1.8, floor_ = top + (l->wide ? 120 : 190);
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

static void one_stack(struct layout *l, size_t column, double x, double scale, double thick)
{
	const struct sv_lettering name = { SV_RIGHT, l->size, false, TEXT }, after = { SV_LEFT, l->size, false, TEXT };
	bool hidden = false;

	sv_canvas_text(l->c, x - 6, l->y + thick / 2, &name, l->g->columns[column]);
	for (size_t i = 0; i < l->g->nrows; i++) {
		const struct sv_point *p = sv_grid_at(l->g, i, column);
		unsigned color = parts[i % COUNT(parts)];
		const struct sv_lettering in = { SV_CENTRE, l->size - 1, false, luminance(color) < 0.18 ? WHITE : 0x111111u };
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
		sv_canvas_text(l->c, x + 5, l->y + thick / 2, &after, MARK);
	l->y += thick * 1.35;
}

static void stacked(struct layout *l)
{
	const struct sv_grid *g = l->g;
	const struct sv_lettering name = { SV_LEFT, l->size, false, TEXT };
	double x = fmin(widest(NULL, g->columns, g->ncolumns, l->size) + 10, l->width * 0.36), longest = 0, thick = l->size * 1.8;

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
		sv_canvas_box(l->c, x, l->y + l->size * 0.12, l->size, l->size, parts[i % COUNT(parts)]);
		l->y += put_label(l, x + l->size * 1.6, l->y, l->width - x - l->size * 1.6, &name, g->rows[i]) + 2;
	}
}

/* Lays the table out on a new sheet. */
static enum sv_status lay_out(const json_t *table, const char *lang, struct layout *l, struct sv_grid *g, struct sv_err *err)
{
	const json_t *plot = sv_json_object(table, "plot");
	const char *kind = sv_json_text(plot, "kind");
	enum sv_status st = sv_grid_read(table, lang, strcmp(kind, "bars") == 0 ? BARS : 0, g, err);

	if (st != SV_OK)
		return st;
	l->g = g;
	l->log = sv_json_true(plot, "log");
	l->y = 2;
	if (g->nrows == 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("a table without rows cannot be plotted"));
	if (g->nrows > ROWS_MAX || g->ncolumns > COLUMNS_MAX)
		return sv_err_set(err, SV_BAD_INPUT, N_("a table of more than %d rows or %d columns cannot be plotted"), ROWS_MAX, COLUMNS_MAX);
	l->c = sv_canvas_new((int)l->width);
	bool ok = l->c != NULL;
	if (ok && strcmp(kind, "bars") == 0)
		bars(l);
	else if (ok && strcmp(kind, "lines") == 0)
		ok = lines(l);
	else if (ok)
		stacked(l);
	return ok ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_plot_svg(const json_t *table, const struct sv_plot_style *style, struct sv_buf *out, struct sv_err *err)
{
	struct layout l = { .width = 400, .size = 14 };
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
	struct layout l = { .width = 454, .size = 9, .wide = true };
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
