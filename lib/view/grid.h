/* SPDX-License-Identifier: MIT */
/* What a plot shows of a table: some of its rows and columns, as numbers. */
#ifndef SV_VIEW_GRID_H
#define SV_VIEW_GRID_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum sv_point_kind { SV_POINT_SHOWN, SV_POINT_HIDDEN, SV_POINT_ABSENT };

struct sv_point {
	enum sv_point_kind kind;
	double value;     /* exactly what the text says */
	const char *text; /* borrowed from the table */
};

struct sv_grid {
	size_t nrows, ncolumns;
	char **rows;          /* labels; of several dimensions joined by a dash */
	const char **columns; /* labels, borrowed */
	struct sv_point *points;
	double max;           /* of what is shown; at least 1 */
	bool hidden;          /* some are */
};

/* Reads a checked table: rows of the highest level and columns, without margins; of the columns at most the last so many (0: all). */
enum sv_status sv_grid_read(const json_t *table, const char *lang, size_t last, struct sv_grid *g, struct sv_err *err);
void sv_grid_release(struct sv_grid *g);
const struct sv_point *sv_grid_at(const struct sv_grid *g, size_t row, size_t column);

#endif
