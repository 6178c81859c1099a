/* SPDX-License-Identifier: MIT */
/*
 * A sheet with boxes, lines and texts on it, drawn by gnuplot. Places are in points (svg: pixels) from the upper left corner.
 * Texts reach gnuplot as data and never as commands. The same sheet gives the same bytes.
 */
#ifndef SV_VIEW_CANVAS_H
#define SV_VIEW_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct sv_canvas;

enum sv_align { SV_LEFT, SV_CENTRE, SV_RIGHT };

/* How a text is set. */
struct sv_lettering {
	enum sv_align align;
	int size;       /* points */
	bool bold;
	unsigned color; /* 0xRRGGBB */
};

/* How a line is drawn. */
struct sv_stroke {
	unsigned color;
	int dash;  /* 0: none; 1-5: kinds that differ without colour */
	int point; /* 0: none; 1-5: shapes at its places */
};

/* An empty sheet; NULL without memory. */
struct sv_canvas *sv_canvas_new(int width);
void sv_canvas_free(struct sv_canvas *c);
/* A filled box with a thin border. */
void sv_canvas_box(struct sv_canvas *c, double x, double y, double width, double height, unsigned color);
/* A line through n places. */
void sv_canvas_line(struct sv_canvas *c, const double *x, const double *y, size_t n, const struct sv_stroke *s);
/* A text beside a place, its middle at the height of y. */
void sv_canvas_text(struct sv_canvas *c, double x, double y, const struct sv_lettering *l, const char *text);
/* The width that a text takes at most, as far as can be told without the font. */
double sv_canvas_measure(const char *text, int size);

/* What an SVG says to who cannot see it. Texts are borrowed. */
struct sv_canvas_words {
	const char *key;   /* goes before each id in it, so that a page may hold many: a word */
	const char *lang;
	const char *title, *description;
	bool part;         /* it becomes part of an HTML page; else a file of its own */
};

/* Draws as SVG: an image with a title and a description, no scripts, nothing from elsewhere. Appended. SV_UNAVAILABLE without gnuplot. */
enum sv_status sv_canvas_svg(struct sv_canvas *c, int height, const struct sv_canvas_words *words, struct sv_buf *out, struct sv_err *err);
/* Draws as a PDF of one page, in the form that gropdf can take in. Appended. SV_UNAVAILABLE without gnuplot. */
enum sv_status sv_canvas_pdf(struct sv_canvas *c, int height, struct sv_buf *out, struct sv_err *err);

#endif
