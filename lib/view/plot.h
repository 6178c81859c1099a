/* SPDX-License-Identifier: MIT */
/*
 * Plots of a table of a document: bars (a group for each row, a bar for each of the last three columns), lines (a line for
 * each row, over the columns) and stacked bars (a bar for each column, a part for each row). Margins and all but the highest
 * level of a hierarchy are left out. A plot holds nothing but what the table prints: values stand beside their bars, there
 * is no axis to read others from, and what is hidden is a mark and is said to who cannot see it.
 */
#ifndef SV_VIEW_PLOT_H
#define SV_VIEW_PLOT_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* How a plot is shown in a page. Texts are borrowed. */
struct sv_plot_style {
	const char *key;    /* a word that no other plot of the page has */
	const char *lang;   /* of the table's texts */
	const char *hidden; /* the sentence that is said where values are hidden */
	bool part;          /* of a page; else a file of its own */
};

/* Whether a checked table asks for a plot and has something to show in it: a value in a row and a column that are no margins. */
bool sv_plot_any(const json_t *table);
/*
 * Draws a checked table for which sv_plot_any holds. Appended. SV_BAD_INPUT where a cell is no number; SV_UNAVAILABLE without gnuplot.
 * The PDF is 454 points (16 cm) wide; its height goes to *height.
 */
enum sv_status sv_plot_svg(const json_t *table, const struct sv_plot_style *style, struct sv_buf *out, struct sv_err *err);
enum sv_status sv_plot_pdf(const json_t *table, const char *lang, struct sv_buf *out, int *height, struct sv_err *err);
/* The height that the PDF of a checked table will have. Starts no program. */
enum sv_status sv_plot_height(const json_t *table, const char *lang, int *height, struct sv_err *err);
/* The same as text for a terminal of so many columns, with bars of block characters (ascii: of '#'). Starts no program. Appended. */
enum sv_status sv_plot_text(const json_t *table, const char *lang, size_t columns, bool ascii, struct sv_buf *out, struct sv_err *err);

#endif
