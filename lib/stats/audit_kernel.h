/* SPDX-License-Identifier: MIT */
/*
 * What may move where all rows are to keep their sums: between audit_near.c and audit_kernel.c, audit_seek.c.
 *
 * Rows of a problem are mostly as many as its columns, and say much of each other. What they leave is of few dimensions: some
 * columns are free, each other one is a sum of these, mostly with factors of 1 and -1. In these few, a move is sought a
 * hundred times as fast as over all rows, and is mostly in whole numbers at once. Numbers are of floating point: what is found
 * is checked with whole ones, and where nothing is found, nothing is proven.
 */
#ifndef SV_STATS_AUDIT_KERNEL_H
#define SV_STATS_AUDIT_KERNEL_H

#include "stats/lp.h"

/* Rows with what they are sorted by: its order for qsort, rows with the same key as they come. */
struct sv_keyed {
	uint64_t key;
	uint32_t row;
};
int sv_by_key(const void *a, const void *b);

/* Columns as sums of free ones: column c is the sum of by[i] times the free column at[i], start[c] <= i < start[c + 1]. */
struct sv_kernel {
	uint32_t ncolumns, nfree;
	size_t *start;
	uint32_t *at;
	double *by;
	uint32_t *column; /* by free column: which it is */
};

/* Of the rows of a problem. False without memory. Release with sv_kernel_release, then too. */
bool sv_kernel_make(struct sv_kernel *k, const struct sv_lp_problem *p);
void sv_kernel_release(struct sv_kernel *k);

enum sv_kernel_end { SV_KERNEL_FOUND, SV_KERNEL_NONE, SV_KERNEL_UNSURE, SV_KERNEL_NO_MEMORY };

/*
 * A small change in whole numbers of a table that fits (base, by column) after which the goal's sum is at least `by` higher, or
 * where not most lower, and no column is below 0. x: by column, filled where it is found. Unsure: there is one, perhaps
 * in fractions only.
 */
enum sv_kernel_end sv_kernel_move(const struct sv_kernel *k, const int64_t *base, const struct sv_lp_goal *goal, double by, double *x);

#endif
