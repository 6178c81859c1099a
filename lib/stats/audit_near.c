/* SPDX-License-Identifier: MIT */
/*
 * The surroundings of a cell: see audit_internal.h. A cell is mostly hidden by a few others near to it, so that a move is
 * sought among those first; a problem of a hundred columns is solved in a millisecond, that of a whole block in a second.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/audit_internal.h"
#include "stats/mix.h"

#define WHOLE 1e-5 /* a number this near to a whole one is taken for it, and then checked */

bool sv_near_init(struct sv_near *n, const struct sv_block *b)
{
	size_t c = (size_t)b->ncolumns + 1, r = (size_t)b->nrows + 1, terms = b->row_start[b->nrows] + 1;

	*n = (struct sv_near){ 0 };
	n->column = calloc(c, sizeof *n->column);
	n->at = malloc(c * sizeof *n->at);
	n->row = calloc(r, sizeof *n->row);
	n->alike = calloc(r, sizeof *n->alike);
	n->base = calloc(c, sizeof *n->base);
	n->answer.x = calloc(c, sizeof *n->answer.x);
	n->amount = calloc(r, sizeof *n->amount);
	n->heap = calloc(c + terms, sizeof *n->heap);
	n->reached = calloc(c + r, 1);
	n->stack = calloc(c + terms, sizeof *n->stack);
	n->goal_column = calloc(c, sizeof *n->goal_column);
	n->goal_weight = calloc(c, sizeof *n->goal_weight);
	n->p.start = calloc(r + 1, sizeof *n->p.start);
	n->p.column = calloc(terms, sizeof *n->p.column);
	n->p.value = calloc(r, sizeof *n->p.value);
	n->p.cost = calloc(r, sizeof *n->p.cost);
	if (!n->column || !n->at || !n->row || !n->alike || !n->base || !n->answer.x || !n->amount || !n->heap || !n->reached || !n->stack || !n->goal_column || !n->goal_weight ||
	    !n->p.start || !n->p.column || !n->p.value || !n->p.cost)
		return false;
	memset(n->at, 0xff, c * sizeof *n->at);
	return true;
}

void sv_near_release(struct sv_near *n)
{
	free(n->column);
	free(n->at);
	free(n->row);
	free(n->alike);
	free(n->base);
	free(n->answer.x);
	free(n->amount);
	free(n->heap);
	free(n->reached);
	free(n->stack);
	free(n->goal_column);
	free(n->goal_weight);
	sv_kernel_release(&n->kernel);
	free((void *)(uintptr_t)n->p.start);
	free((void *)(uintptr_t)n->p.column);
	free((void *)(uintptr_t)n->p.value);
	free((void *)(uintptr_t)n->p.cost);
}

/* A heap of distance and node: columns first, then rows behind them. */
static void push(struct sv_near *n, uint32_t distance, uint32_t node)
{
	uint64_t x = (uint64_t)distance << 32 | node;
	size_t i = n->nheap++;

	for (; i > 0 && n->heap[(i - 1) / 2] > x; i = (i - 1) / 2)
		n->heap[i] = n->heap[(i - 1) / 2];
	n->heap[i] = x;
}

static uint64_t pop(struct sv_near *n)
{
	uint64_t top = n->heap[0], x = n->heap[--n->nheap];
	size_t i = 0, k;

	while ((k = 2 * i + 1) < n->nheap) {
		k += k + 1 < n->nheap && n->heap[k + 1] < n->heap[k];
		if (n->heap[k] >= x)
			break;
		n->heap[i] = n->heap[k];
		i = k;
	}
	n->heap[i] = x;
	return top;
}

void sv_near_find(struct sv_siege *s, const struct sv_target *t, uint32_t limit)
{
	struct sv_near *n = &s->near;
	const struct sv_block *b = s->b;
	size_t first = t->ncolumns < limit / 8 + 1 ? t->ncolumns : limit / 8 + 1;

	for (uint32_t i = 0; i < n->ncolumns; i++)
		n->at[n->column[i]] = SV_NO_CELL;
	memset(n->reached, 0, (size_t)b->ncolumns + b->nrows);
	n->ncolumns = 0;
	n->nheap = 0;
	bool whole = limit >= b->ncolumns;
	for (uint32_t i = 0; whole && i < b->ncolumns; i++)
		n->column[n->ncolumns++] = i;
	for (size_t i = 0; !whole && i < first; i++)
		push(n, 0, t->column[i * t->ncolumns / first]);
	while (n->nheap > 0 && n->ncolumns < limit) {
		uint64_t top = pop(n);
		uint32_t node = (uint32_t)top, distance = (uint32_t)(top >> 32);
		if (n->reached[node])
			continue;
		n->reached[node] = 1;
		if (node < b->ncolumns) {
			n->column[n->ncolumns++] = node;
			for (size_t i = s->column_start[node]; i < s->column_start[node + 1]; i++) {
				uint32_t r = s->column_row[i];
				size_t length = b->row_start[r + 1] - b->row_start[r];
				if (!s->dropped[r] && !n->reached[b->ncolumns + r])
					push(n, distance + (uint32_t)(length < 100000 ? length : 100000), b->ncolumns + r);
			}
			continue;
		}
		for (size_t i = b->row_start[node - b->ncolumns]; i < b->row_start[node - b->ncolumns + 1]; i++) {
			if (!n->reached[b->row_column[i]])
				push(n, distance, b->row_column[i]);
		}
	}
	for (uint32_t i = 0; i < n->ncolumns; i++)
		n->at[n->column[i]] = i;
}

/* The table to move from: the true one, or as changed by what shows a cell highest or lowest. */
static uint32_t from(const struct sv_siege *s, const struct sv_target *t, bool up)
{
	const struct sv_range *r = &s->a->pool.range[t->cell];

	return up ? r->high_by : r->low_by;
}

void sv_near_base(struct sv_siege *s, const struct sv_target *t, bool up)
{
	uint32_t change = from(s, t, up);
	struct sv_near *n = &s->near;
	const struct sv_change *c = change == SV_TRUTH ? NULL : &s->a->pool.change[change];
	const struct sv_system *sys = &s->a->sys;
	uint32_t block = (uint32_t)(s->b - sys->blocks);

	for (uint32_t i = 0; i < n->ncolumns; i++)
		n->base[i] = s->value[n->column[i]];
	for (uint32_t i = 0; c && i < c->n; i++) {
		uint32_t column = sys->block_of[c->inner[i]] == block ? n->at[sys->column[c->inner[i]]] : SV_NO_CELL;
		if (column != SV_NO_CELL)
			n->base[column] += c->by[i];
	}
}

/* Rows of a column that are not dropped wait to be looked at, each once; returns how many wait then. */
static size_t wait_rows(struct sv_siege *s, uint32_t column, size_t depth)
{
	struct sv_near *n = &s->near;

	for (size_t k = s->column_start[column]; k < s->column_start[column + 1]; k++) {
		uint32_t r = s->column_row[k];
		if (s->dropped[r] || n->reached[s->b->ncolumns + r])
			continue;
		n->reached[s->b->ncolumns + r] = 1;
		n->stack[depth++] = r;
	}
	return depth;
}

/* One alone in a row can't move, nor can any of a row in which none can go down. */
bool sv_near_peel(struct sv_siege *s, const struct sv_target *t, bool up)
{
	struct sv_near *n = &s->near;
	const struct sv_block *b = s->b;
	size_t depth = 0;
	uint32_t kept = 0;
	bool moves = false;

	/* reached: by row, whether it waits to be looked at; at: SV_NO_CELL for what was taken out */
	memset(n->reached + b->ncolumns, 0, b->nrows);
	for (uint32_t i = 0; i < n->ncolumns; i++)
		depth = wait_rows(s, n->column[i], depth);
	while (depth > 0) {
		uint32_t r = n->stack[--depth], alive = 0, down = 0;
		n->reached[b->ncolumns + r] = 0;
		for (size_t i = b->row_start[r]; i < b->row_start[r + 1]; i++) {
			uint32_t at = n->at[b->row_column[i]];
			alive += at != SV_NO_CELL;
			down += at != SV_NO_CELL && n->base[at] > 0;
		}
		if (alive == 0 || (alive > 1 && down > 0))
			continue;
		for (size_t i = b->row_start[r]; i < b->row_start[r + 1]; i++) {
			uint32_t c = b->row_column[i];
			if (n->at[c] == SV_NO_CELL)
				continue;
			n->at[c] = SV_NO_CELL;
			depth = wait_rows(s, c, depth);
		}
	}
	for (uint32_t i = 0; i < n->ncolumns; i++) {
		if (n->at[n->column[i]] == SV_NO_CELL)
			continue;
		n->base[kept] = n->base[i];
		n->column[kept] = n->column[i];
		n->at[n->column[kept]] = kept;
		kept++;
	}
	n->ncolumns = kept;
	for (size_t i = 0; i < t->ncolumns && !moves; i++)
		moves = n->at[t->column[i]] != SV_NO_CELL && (up || n->base[n->at[t->column[i]]] > 0);
	return moves;
}

uint32_t sv_near_forced_cell(const struct sv_siege *s, uint32_t row, enum sv_near_rows rows)
{
	const struct sv_cell *cells = s->a->m->cells;
	uint32_t c = s->b->row_cell[row];

	while (c != SV_NO_CELL && !(rows == SV_NEAR_PUBLISHED ? sv_cell_was_published(&cells[c]) : cells[c].flags & SV_CELL_FORCED))
		c = s->a->sys.same[c];
	return c;
}

/* The rows of the columns found, each kind once. False without memory. */
static bool make_rows(struct sv_siege *s)
{
	struct sv_near *n = &s->near;
	const struct sv_block *b = s->b;
	size_t *start = (size_t *)(uintptr_t)n->p.start, nrows = 0, depth = 0;
	uint32_t *column = (uint32_t *)(uintptr_t)n->p.column, last = SV_NO_CELL;
	int64_t *cost = (int64_t *)(uintptr_t)n->p.cost, *value = (int64_t *)(uintptr_t)n->p.value;
	struct sv_keyed *rows = calloc((size_t)b->nrows + 1, sizeof *rows);

	if (rows == NULL)
		return false;
	memset(n->reached + b->ncolumns, 0, b->nrows);
	for (uint32_t i = 0; i < n->ncolumns; i++)
		depth = wait_rows(s, n->column[i], depth);
	for (size_t i = 0; i < depth; i++) {
		uint32_t r = n->stack[i];
		if (n->rows != SV_NEAR_ALL && sv_near_forced_cell(s, r, n->rows) == SV_NO_CELL)
			continue;
		rows[nrows] = (struct sv_keyed){ 0, r };
		for (size_t j = b->row_start[r]; j < b->row_start[r + 1]; j++)
			rows[nrows].key += n->at[b->row_column[j]] != SV_NO_CELL ? sv_mix(b->row_column[j]) : 0;
		nrows++;
	}
	qsort(rows, nrows, sizeof *rows, sv_by_key);
	n->p.nrows = 0;
	for (size_t i = 0; i < nrows; i++) {
		uint32_t r = rows[i].row, at = n->p.nrows;
		int64_t one = sv_siege_row_cost(s, r);
		n->alike[r] = SV_NO_CELL;
		if (i > 0 && rows[i].key == rows[i - 1].key) { /* has the same columns here as the last */
			n->alike[last] = r;
			last = r;
			cost[at - 1] = one < 0 || cost[at - 1] < 0 ? -1 : cost[at - 1] + one;
			continue;
		}
		last = n->row[at] = r;
		cost[at] = one;
		value[at] = 0;
		start[at + 1] = start[at];
		for (size_t j = b->row_start[r]; j < b->row_start[r + 1]; j++) {
			if (n->at[b->row_column[j]] == SV_NO_CELL)
				continue;
			value[at] += n->base[n->at[b->row_column[j]]];
			column[start[at + 1]++] = n->at[b->row_column[j]];
		}
		n->p.nrows++;
	}
	free(rows);
	return true;
}

enum sv_status sv_near_load(struct sv_siege *s, const struct sv_target *t)
{
	struct sv_near *n = &s->near;
	int64_t top = 0;

	if (!make_rows(s))
		return sv_err_nomem(s->a->err);
	for (uint32_t i = 0; i < n->ncolumns; i++)
		top += n->base[i];
	n->p.ncolumns = n->ncolumns;
	n->p.top = top + s->a->pool.need[t->cell] + 1;
	n->sent = false;
	sv_kernel_release(&n->kernel);
	return SV_OK;
}

enum sv_status sv_near_send(struct sv_siege *s)
{
	struct sv_near *n = &s->near;

	if (n->sent)
		return SV_OK;
	n->sent = true;
	return s->a->lp->load(s->a->lp->ctx, &n->p, s->a->err);
}

/* A move that gives nothing up, sought without the solver. *unsure: it may find one yet. */
static enum sv_status move_in_kernel(struct sv_siege *s, const struct sv_lp_goal *goal, double by, bool *unsure)
{
	struct sv_near *n = &s->near;

	if (n->kernel.start == NULL && !sv_kernel_make(&n->kernel, &n->p))
		return sv_err_nomem(s->a->err);
	enum sv_kernel_end end = sv_kernel_move(&n->kernel, n->base, goal, by, n->answer.x);
	*unsure = end == SV_KERNEL_UNSURE;
	n->answer.end = end == SV_KERNEL_FOUND ? SV_LP_OPTIMAL : SV_LP_INFEASIBLE;
	return end == SV_KERNEL_NO_MEMORY ? sv_err_nomem(s->a->err) : SV_OK;
}

enum sv_status sv_near_move(struct sv_siege *s, const struct sv_target *t, struct sv_move how)
{
	struct sv_near *n = &s->near;
	struct sv_lp_goal goal = { .most = how.up, .whole = how.whole, .column = n->goal_column, .weight = n->goal_weight };

	for (size_t i = 0; i < t->ncolumns; i++) {
		uint32_t at = n->at[t->column[i]];
		if (at == SV_NO_CELL)
			continue;
		n->goal_column[goal.n] = at;
		n->goal_weight[goal.n++] = 1;
	}
	bool unsure = true;
	enum sv_status st = how.ease ? SV_OK : move_in_kernel(s, &goal, (double)how.by, &unsure);
	unsure &= how.ease || how.by == 1; /* more at once is tried by ones before the solver is troubled */
	if (st == SV_OK && unsure)
		st = sv_near_send(s);
	if (st != SV_OK || !unsure)
		return st;
	s->a->report->solves++;
	s->a->report->searches += how.whole;
	return s->a->lp->move(s->a->lp->ctx, n->base, &goal, (double)how.by, how.ease ? n->amount : NULL, &n->answer, s->a->err);
}

/* Spreads what a column gains or loses over its inner cells. */
static void touch_column(struct sv_siege *s, uint32_t column, int64_t by)
{
	struct sv_pool *p = &s->a->pool;
	uint32_t i = s->member[column];

	if (by > 0)
		sv_pool_touch(p, i, by);
	for (; by < 0 && i != SV_NO_CELL; i = s->next_member[i]) {
		int64_t has = s->a->m->inner[i] + p->work[i], takes = has < -by ? has : -by;
		if (takes > 0)
			sv_pool_touch(p, i, -takes);
		by += takes > 0 ? takes : 0;
	}
}

enum sv_status sv_near_take(struct sv_siege *s, const struct sv_target *t, bool up, const double *x)
{
	const struct sv_near *n = &s->near;

	for (uint32_t i = 0; i < n->ncolumns; i++) {
		double v = nearbyint(x[i]);
		if (!(fabs(v - x[i]) < WHOLE) || fabs(v) > (double)SV_VALUE_MAX)
			return SV_OK;
	}
	sv_pool_touch_change(&s->a->pool, from(s, t, up));
	for (uint32_t i = 0; i < n->ncolumns; i++) {
		int64_t v = (int64_t)nearbyint(x[i]);
		if (v != 0)
			touch_column(s, n->column[i], v);
	}
	return sv_pool_add(&s->a->pool, s->a->err);
}
