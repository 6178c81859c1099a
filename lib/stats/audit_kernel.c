/* SPDX-License-Identifier: MIT */
/* Which columns are free where all rows keep their sums, and what the others are of these: see audit_kernel.h. */
#include "stats/audit_kernel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX
#define NOTHING 1e-9 /* what elimination leaves of 0 */

/* pivot + the sum of by times column = 0 */
struct equation {
	uint32_t pivot, n;
	uint32_t *column;
	double *by;
};

struct list {
	uint32_t n, cap, *equation;
};

struct elimination {
	const struct sv_lp_problem *p;
	struct equation *equation;
	uint32_t n;
	uint32_t *pivot_of; /* by column: the equation that it is the pivot of */
	struct list *in;    /* by column: equations that may have it otherwise */
	/* a sum that is being made */
	double *sum;
	unsigned char *touched;
	uint32_t *touch, ntouch;
};

int sv_by_key(const void *a, const void *b)
{
	const struct sv_keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

static bool touch(struct elimination *e, uint32_t column, double by)
{
	bool had = e->touched[column];

	if (!had) {
		e->touched[column] = 1;
		e->touch[e->ntouch++] = column;
	}
	e->sum[column] += by;
	return had;
}

/* The sum, as terms of an equation without a pivot; touched is empty again after. False without memory. */
static bool gather(struct elimination *e, struct equation *q)
{
	uint32_t n = 0;

	q->n = 0;
	q->column = malloc((e->ntouch + 1) * sizeof *q->column);
	q->by = malloc((e->ntouch + 1) * sizeof *q->by);
	for (uint32_t i = 0; i < e->ntouch; i++) {
		uint32_t c = e->touch[i];
		if (q->column && q->by && fabs(e->sum[c]) > NOTHING) {
			q->column[n] = c;
			q->by[n++] = e->sum[c];
		}
		e->sum[c] = 0;
		e->touched[c] = 0;
	}
	q->n = n;
	e->ntouch = 0;
	return q->column && q->by;
}

static bool put(struct list *l, uint32_t equation)
{
	if (l->n == l->cap) {
		uint32_t cap = l->cap ? l->cap * 2 : 8;
		uint32_t *p = realloc(l->equation, cap * sizeof *p);
		if (p == NULL)
			return false;
		l->equation = p;
		l->cap = cap;
	}
	l->equation[l->n++] = equation;
	return true;
}

/* Takes the term at a place out of an equation. */
static double take(struct equation *q, uint32_t at)
{
	double by = q->by[at];

	q->n--;
	q->column[at] = q->column[q->n];
	q->by[at] = q->by[q->n];
	return by;
}

/* Takes a pivot out of another equation that may have it. False without memory. */
static bool eliminate(struct elimination *e, uint32_t from, const struct equation *with)
{
	struct equation *q = &e->equation[from], next = { .pivot = q->pivot };
	uint32_t at = 0;
	bool ok = true;

	while (at < q->n && q->column[at] != with->pivot)
		at++;
	if (at == q->n)
		return true;
	double factor = take(q, at);
	for (uint32_t i = 0; i < q->n; i++)
		touch(e, q->column[i], q->by[i]);
	for (uint32_t i = 0; i < with->n; i++) {
		if (!touch(e, with->column[i], -factor * with->by[i]))
			ok &= put(&e->in[with->column[i]], from);
	}
	ok &= gather(e, &next);
	free(q->column);
	free(q->by);
	*q = next;
	return ok;
}

/* Of the terms of an equation the best pivot: with a factor of 1 if there is one, and in few others. */
static uint32_t choose(const struct elimination *e, const struct equation *q)
{
	uint32_t best = 0;

	for (uint32_t i = 1; i < q->n; i++) {
		bool one = fabs(fabs(q->by[i]) - 1) < NOTHING, best_one = fabs(fabs(q->by[best]) - 1) < NOTHING;
		if (one != best_one ? one : e->in[q->column[i]].n < e->in[q->column[best]].n)
			best = i;
	}
	return best;
}

static bool add_row(struct elimination *e, uint32_t row)
{
	const struct sv_lp_problem *p = e->p;
	struct equation q = { .pivot = NONE };

	for (size_t i = p->start[row]; i < p->start[row + 1]; i++) {
		uint32_t c = p->column[i], other = e->pivot_of[c];
		if (other == NONE)
			touch(e, c, 1);
		for (uint32_t k = 0; other != NONE && k < e->equation[other].n; k++)
			touch(e, e->equation[other].column[k], -e->equation[other].by[k]);
	}
	bool ok = gather(e, &q);
	if (!ok || q.n == 0) {
		free(q.column);
		free(q.by);
		return ok;
	}
	uint32_t at = choose(e, &q), number = e->n;
	q.pivot = q.column[at];
	double factor = take(&q, at);
	for (uint32_t i = 0; i < q.n; i++) {
		q.by[i] /= factor;
		ok &= put(&e->in[q.column[i]], number);
	}
	e->equation[e->n++] = q;
	e->pivot_of[q.pivot] = number;
	struct list *l = &e->in[q.pivot];
	for (uint32_t i = 0; ok && i < l->n; i++)
		ok = eliminate(e, l->equation[i], &e->equation[number]);
	free(l->equation);
	*l = (struct list){ 0 };
	return ok;
}

/* What is left, by column. */
static bool read_off(struct sv_kernel *k, const struct elimination *e)
{
	uint32_t *number = calloc((size_t)k->ncolumns + 1, sizeof *number); /* by column: which free one it is */
	size_t n = 0;

	k->start = calloc((size_t)k->ncolumns + 1, sizeof *k->start);
	k->column = calloc((size_t)k->ncolumns + 1, sizeof *k->column);
	for (uint32_t c = 0; number && k->start && k->column && c < k->ncolumns; c++) {
		bool free_one = e->pivot_of[c] == NONE;
		n += free_one ? 1 : e->equation[e->pivot_of[c]].n;
		k->start[c + 1] = n;
		number[c] = free_one ? k->nfree : NONE;
		if (free_one)
			k->column[k->nfree++] = c;
	}
	k->at = malloc((n + 1) * sizeof *k->at);
	k->by = malloc((n + 1) * sizeof *k->by);
	bool ok = number && k->start && k->column && k->at && k->by;
	for (uint32_t c = 0; ok && c < k->ncolumns; c++) {
		const struct equation *q = e->pivot_of[c] == NONE ? NULL : &e->equation[e->pivot_of[c]];
		size_t i = k->start[c];
		if (q == NULL) {
			k->at[i] = number[c];
			k->by[i] = 1;
		}
		for (uint32_t t = 0; q && t < q->n; t++) {
			k->at[i + t] = number[q->column[t]];
			k->by[i + t] = -q->by[t];
		}
	}
	free(number);
	return ok;
}

bool sv_kernel_make(struct sv_kernel *k, const struct sv_lp_problem *p)
{
	size_t n = (size_t)p->ncolumns + 1, rows = (size_t)p->nrows + 1;
	struct elimination e = { .p = p };
	struct sv_keyed *order = calloc(rows, sizeof *order);

	*k = (struct sv_kernel){ .ncolumns = p->ncolumns };
	e.equation = calloc(n, sizeof *e.equation);
	e.pivot_of = malloc(n * sizeof *e.pivot_of);
	e.in = calloc(n, sizeof *e.in);
	e.sum = calloc(n, sizeof *e.sum);
	e.touched = calloc(n, 1);
	e.touch = calloc(n, sizeof *e.touch);
	bool ok = order && e.equation && e.pivot_of && e.in && e.sum && e.touched && e.touch;
	if (e.pivot_of)
		memset(e.pivot_of, 0xff, n * sizeof *e.pivot_of);
	for (uint32_t r = 0; ok && r < p->nrows; r++)
		order[r] = (struct sv_keyed){ p->start[r + 1] - p->start[r], r };
	if (ok)
		qsort(order, p->nrows, sizeof *order, sv_by_key);
	for (uint32_t r = 0; ok && r < p->nrows; r++)
		ok = add_row(&e, order[r].row);
	ok = ok && read_off(k, &e);
	for (uint32_t i = 0; i < e.n; i++) {
		free(e.equation[i].column);
		free(e.equation[i].by);
	}
	for (uint32_t c = 0; e.in && c < p->ncolumns; c++)
		free(e.in[c].equation);
	free(order);
	free(e.equation);
	free(e.pivot_of);
	free(e.in);
	free(e.sum);
	free(e.touched);
	free(e.touch);
	return ok;
}

void sv_kernel_release(struct sv_kernel *k)
{
	free(k->start);
	free(k->at);
	free(k->by);
	free(k->column);
	*k = (struct sv_kernel){ 0 };
}
