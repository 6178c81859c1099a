/* SPDX-License-Identifier: MIT */
/*
 * A move within the columns that are free: see audit_kernel.h. The dual simplex method with bounds, on a dense table of what
 * the others are of those that may move: nothing moves at first, which costs nothing and breaks the goal only; what is broken
 * worst is mended by what costs least, until nothing is. Each free column counts as a gain and a loss, each at the sum of
 * all that it moves. Then columns in fractions are bounded to whole numbers, one after the other, and mended again.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/audit_kernel.h"
#include "stats/mix.h"

#define SMALL 1e-9
#define WHOLE 1e-6
#define TRIES 24            /* times that a column is bounded to a whole number */
#define TABLE_MOST 4000000u /* numbers in a table */
#define NONE UINT32_MAX

/* What moves: a gain or a loss of a free column, another column, or the goal; within bounds, in a row or column of the table. */
struct bounds {
	double low, high;
};

struct seek {
	uint32_t nrows, ncols, nvars;
	struct bounds *bounds; /* by what moves */
	uint32_t *row, *col;   /* what is there */
	double *value;         /* by row */
	double *a;             /* by row and column: the row is the sum of a times the columns */
	double *cost;          /* by column: of moving it up; at its upper bound, negative */
	unsigned char *at_high; /* by column: at its upper bound, not the lower */
	unsigned char *flip;   /* by column: passed in the step that is made */
	uint32_t *used;        /* room: columns of the pivot row */
};

static void seek_release(struct seek *s)
{
	free(s->bounds);
	free(s->row);
	free(s->col);
	free(s->value);
	free(s->a);
	free(s->cost);
	free(s->at_high);
	free(s->flip);
	free(s->used);
}

static bool seek_room(struct seek *s)
{
	size_t r = (size_t)s->nrows + 1, c = (size_t)s->ncols + 1;

	s->bounds = calloc((size_t)s->nvars + 1, sizeof *s->bounds);
	s->row = calloc(r, sizeof *s->row);
	s->col = calloc(c, sizeof *s->col);
	s->value = calloc(r, sizeof *s->value);
	s->a = calloc(r * c, sizeof *s->a);
	s->cost = calloc(c, sizeof *s->cost);
	s->at_high = calloc(c, 1);
	s->flip = calloc(c, 1);
	s->used = calloc(c, sizeof *s->used);
	return s->bounds && s->row && s->col && s->value && s->a && s->cost && s->at_high && s->flip && s->used;
}

/* A copy to go back to. False without memory. */
static bool seek_copy(struct seek *to, const struct seek *s)
{
	*to = (struct seek){ .nrows = s->nrows, .ncols = s->ncols, .nvars = s->nvars };
	if (!seek_room(to))
		return false;
	memcpy(to->bounds, s->bounds, s->nvars * sizeof *s->bounds);
	memcpy(to->row, s->row, s->nrows * sizeof *s->row);
	memcpy(to->col, s->col, s->ncols * sizeof *s->col);
	memcpy(to->value, s->value, s->nrows * sizeof *s->value);
	memcpy(to->a, s->a, (size_t)s->nrows * s->ncols * sizeof *s->a);
	memcpy(to->cost, s->cost, s->ncols * sizeof *s->cost);
	memcpy(to->at_high, s->at_high, s->ncols);
	return true;
}

/* The row that is furthest out of its bounds; NONE. *by: by how much it has to rise. */
static uint32_t worst(const struct seek *s, double *by)
{
	uint32_t best = NONE;

	*by = 0;
	for (uint32_t i = 0; i < s->nrows; i++) {
		const struct bounds *b = &s->bounds[s->row[i]];
		double lacks = s->value[i] < b->low ? b->low - s->value[i] : s->value[i] > b->high ? b->high - s->value[i] : 0;
		if (fabs(lacks) > WHOLE && fabs(lacks) > fabs(*by) + SMALL) {
			best = i;
			*by = lacks;
		}
	}
	return best;
}

/* Whether a column, moving away from where it is, lets a row rise (rises > 0) or fall. */
static bool helps(const struct seek *s, uint32_t j, double a, double rises)
{
	return fabs(a) > SMALL && ((a > 0) == (rises > 0)) == !s->at_high[j];
}

/* The column that mends a row at least cost; those that can't alone are passed: marked in flip. NONE where all together can't. */
static uint32_t choose_column(struct seek *s, const double *a, double by)
{
	double left = fabs(by);

	memset(s->flip, 0, s->ncols);
	for (;;) {
		uint32_t best = NONE;
		double least = 0;
		for (uint32_t j = 0; j < s->ncols; j++) {
			if (s->flip[j] || !helps(s, j, a[j], by))
				continue;
			double ratio = fabs(s->cost[j]) / fabs(a[j]);
			if (best == NONE || ratio < least - SMALL || (ratio < least + SMALL && fabs(a[j]) > fabs(a[best]))) {
				best = j;
				least = ratio;
			}
		}
		if (best == NONE)
			return NONE;
		const struct bounds *b = &s->bounds[s->col[best]];
		double can = fabs(a[best]) * (b->high - b->low);
		if (can >= left - SMALL)
			return best;
		s->flip[best] = 1;
		left -= can;
	}
}

static void move_column(struct seek *s, uint32_t j, double by)
{
	for (uint32_t i = 0; i < s->nrows; i++)
		s->value[i] += s->a[(size_t)i * s->ncols + j] * by;
}

/* What is in a row and what is in a column change places. */
static void pivot(struct seek *s, uint32_t row, uint32_t j)
{
	double *p = s->a + (size_t)row * s->ncols, inverse = 1 / p[j];
	uint32_t n = 0, what = s->row[row];

	for (uint32_t k = 0; k < s->ncols; k++) {
		if (k == j || p[k] == 0)
			continue;
		p[k] = fabs(p[k]) < SMALL ? 0 : -p[k] * inverse;
		if (p[k] != 0)
			s->used[n++] = k;
	}
	p[j] = inverse;
	for (uint32_t i = 0; i < s->nrows; i++) {
		double *q = s->a + (size_t)i * s->ncols, f = q[j];
		if (i == row || f == 0)
			continue;
		for (uint32_t k = 0; k < n; k++)
			q[s->used[k]] += f * p[s->used[k]];
		q[j] = f * inverse;
	}
	for (uint32_t k = 0; k < n; k++)
		s->cost[s->used[k]] += s->cost[j] * p[s->used[k]];
	s->cost[j] *= inverse;
	s->row[row] = s->col[j];
	s->col[j] = what;
}

enum mended { MENDED, BROKEN, TOO_LONG };

/* Mends all that is out of its bounds. */
static enum mended mend(struct seek *s)
{
	for (uint32_t step = 0; step < 100 + 4 * s->ncols; step++) {
		double by;
		uint32_t row = worst(s, &by);
		if (row == NONE)
			return MENDED;
		uint32_t j = choose_column(s, s->a + (size_t)row * s->ncols, by);
		if (j == NONE)
			return BROKEN;
		for (uint32_t k = 0; k < s->ncols; k++) {
			const struct bounds *b = &s->bounds[s->col[k]];
			if (!s->flip[k])
				continue;
			move_column(s, k, s->at_high[k] ? b->low - b->high : b->high - b->low);
			s->at_high[k] ^= 1;
		}
		const struct bounds *b = &s->bounds[s->row[row]], *entering = &s->bounds[s->col[j]];
		double to = by > 0 ? b->low : b->high, moves = (to - s->value[row]) / s->a[(size_t)row * s->ncols + j];
		double was = s->at_high[j] ? entering->high : entering->low;
		move_column(s, j, moves);
		pivot(s, row, j);
		s->value[row] = was + moves;
		s->at_high[j] = by < 0;
	}
	return TOO_LONG;
}

/* The row nearest to a whole number, without being one; NONE. */
static uint32_t nearly_whole(const struct seek *s)
{
	uint32_t best = NONE;
	double least = 1;

	for (uint32_t i = 0; i < s->nrows; i++) {
		double d = fabs(s->value[i] - nearbyint(s->value[i]));
		if (d > WHOLE && d < least - SMALL) {
			best = i;
			least = d;
		}
	}
	return best;
}

static void bound(struct seek *s, uint32_t what, double at, bool up)
{
	if (up)
		s->bounds[what].low = ceil(at);
	else
		s->bounds[what].high = floor(at);
}

/* Mends, and bounds to whole numbers, as often as *tries says. */
static enum sv_kernel_end make_whole(struct seek *s, int *tries)
{
	struct seek before;

	for (;;) {
		enum mended end = mend(s);
		if (end != MENDED)
			return end == BROKEN ? SV_KERNEL_NONE : SV_KERNEL_UNSURE;
		uint32_t row = nearly_whole(s), what = row == NONE ? NONE : s->row[row];
		if (row == NONE)
			return SV_KERNEL_FOUND;
		if (--*tries < 0)
			return SV_KERNEL_UNSURE;
		double at = s->value[row];
		bool up = at - floor(at) > 0.5;
		if (!seek_copy(&before, s)) {
			seek_release(&before);
			return SV_KERNEL_NO_MEMORY;
		}
		bound(s, what, at, up);
		enum sv_kernel_end found = make_whole(s, tries);
		if (found != SV_KERNEL_NONE) {
			seek_release(&before);
			return found;
		}
		seek_release(s); /* that way there is nothing: the other */
		*s = before;
		bound(s, what, at, !up);
	}
}

/* Gains and losses of free columns. */
static void put_free(struct seek *s, const struct sv_kernel *k, const int64_t *base, double *gain)
{
	for (size_t i = 0; i < k->start[k->ncolumns]; i++)
		gain[k->at[i]] += fabs(k->by[i]);
	for (uint32_t f = 0; f < k->nfree; f++) {
		double has = (double)base[k->column[f]], price = gain[f] + (double)(sv_mix(f) >> 44) / 1e9; /* so that no two cost the same */
		s->bounds[2 * f] = (struct bounds){ 0, INFINITY };
		s->bounds[2 * f + 1] = (struct bounds){ 0, has };
		s->cost[s->ncols] = price;
		s->col[s->ncols++] = 2 * f;
		if (has > 0) {
			s->cost[s->ncols] = price;
			s->col[s->ncols++] = 2 * f + 1;
		}
	}
}

/* Adds a column of the problem, times a factor, to a row; sum: room by free column. */
static void put_terms(double *sum, const struct sv_kernel *k, uint32_t column, double factor)
{
	for (size_t i = k->start[column]; i < k->start[column + 1]; i++)
		sum[k->at[i]] += factor * k->by[i];
}

/* Makes a row of the sum, which is 0 again after. */
static void put_row(struct seek *s, const struct sv_kernel *k, double *sum, uint32_t what, struct bounds b)
{
	double *a = s->a + (size_t)s->nrows * s->ncols;

	for (uint32_t j = 0; j < s->ncols; j++)
		a[j] = s->col[j] % 2 ? -sum[s->col[j] / 2] : sum[s->col[j] / 2];
	memset(sum, 0, k->nfree * sizeof *sum);
	s->bounds[what] = b;
	s->row[s->nrows++] = what;
}

static void read_off(const struct seek *s, const struct sv_kernel *k, double *x, double *sum)
{
	for (uint32_t j = 0; j < s->ncols; j++) {
		const struct bounds *b = &s->bounds[s->col[j]];
		if (s->col[j] < 2 * k->nfree)
			sum[s->col[j] / 2] += (s->col[j] % 2 ? -1 : 1) * (s->at_high[j] ? b->high : b->low);
	}
	for (uint32_t i = 0; i < s->nrows; i++) {
		if (s->row[i] < 2 * k->nfree)
			sum[s->row[i] / 2] += (s->row[i] % 2 ? -1 : 1) * s->value[i];
	}
	for (uint32_t c = 0; c < k->ncolumns; c++) {
		x[c] = 0;
		for (size_t i = k->start[c]; i < k->start[c + 1]; i++)
			x[c] += k->by[i] * sum[k->at[i]];
	}
}

enum sv_kernel_end sv_kernel_move(const struct sv_kernel *k, const int64_t *base, const struct sv_lp_goal *goal, double by, double *x)
{
	struct seek s = { .nrows = k->ncolumns - k->nfree + 1, .ncols = 2 * k->nfree, .nvars = 2 * k->nfree + k->ncolumns + 1 };
	double *sum = calloc((size_t)k->nfree + 1, sizeof *sum), sign = goal->most ? 1 : -1;
	enum sv_kernel_end end = SV_KERNEL_NO_MEMORY;
	int tries = TRIES;

	if ((size_t)s.nrows * s.ncols > TABLE_MOST) {
		free(sum);
		return SV_KERNEL_UNSURE;
	}
	bool room = sum != NULL && seek_room(&s);
	if (room) {
		s.nrows = s.ncols = 0;
		put_free(&s, k, base, sum);
		memset(sum, 0, k->nfree * sizeof *sum);
		for (size_t i = 0; i < goal->n; i++)
			put_terms(sum, k, goal->column[i], sign * goal->weight[i]);
		put_row(&s, k, sum, s.nvars - 1, (struct bounds){ by, INFINITY });
		for (uint32_t c = 0, f = 0; c < k->ncolumns; c++) {
			if (f < k->nfree && k->column[f] == c) {
				f++;
			} else if (k->start[c + 1] > k->start[c]) {
				put_terms(sum, k, c, 1);
				put_row(&s, k, sum, 2 * k->nfree + c, (struct bounds){ -(double)base[c], INFINITY });
			}
		}
		end = make_whole(&s, &tries);
	}
	if (end == SV_KERNEL_FOUND)
		read_off(&s, k, x, sum);
	seek_release(&s);
	free(sum);
	return end;
}
