/* SPDX-License-Identifier: MIT */
/* What the kinds of plots share while they are laid out: see plot.h. */
#ifndef SV_VIEW_PLOT_LAYOUT_H
#define SV_VIEW_PLOT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "view/canvas.h"
#include "view/grid.h"

#define SV_PLOT_MARK "\u00d7"
#define SV_PLOT_TEXT 0x1a1a1au
#define SV_PLOT_MUTED 0x4a5560u
#define SV_LABEL_LINES 3
#define SV_LABEL_SIZE 160

/* A plot that is being laid out. */
struct sv_layout {
	struct sv_canvas *c;
	const struct sv_grid *g;
	double width, y; /* y: how far down it came */
	int size;        /* of letters */
	bool wide;       /* on paper: labels stand beside their bars; else above them */
	bool log;
};

/* A label in lines of at most so wide, broken at blanks; what does not fit in the last ends in "…". How many lines. */
size_t sv_plot_wrap(const char *text, int size, double room, char lines[SV_LABEL_LINES][SV_LABEL_SIZE]);
/* A label from y on down. Gives the height it took. */
double sv_plot_label(struct sv_layout *l, double x, double y, double room, const struct sv_lettering *how, const char *text);
/* The width of the widest of n labels, of which one list is given; of all values. */
double sv_plot_widest(char *const *labels, const char *const *borrowed, size_t n, int size);
double sv_plot_widest_value(const struct sv_layout *l);
/* How far along a value lies, 0 to 1. */
double sv_plot_along(const struct sv_layout *l, double value);
/* Lays out lines (plot_lines.c). False without memory. */
bool sv_plot_lines(struct sv_layout *l);

#endif
