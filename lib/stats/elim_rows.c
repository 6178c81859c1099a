/* SPDX-License-Identifier: MIT */
/* The rows of an elimination: their memory, the lists of rows by column, and taking steps back. See elim.h. */
#include <stdlib.h>
#include <string.h>

#include "stats/elim_internal.h"
#include "stats/prime.h"

/* Grows an array of elements of `size` bytes so that it holds `need`, which is at most one more than it does. */
static bool grow(void *array, size_t *cap, size_t need, size_t size)
{
	void **a = array;

	if (need <= *cap)
		return true;
	size_t want = *cap ? *cap * 2 : 16;
	void *p = realloc(*a, want * size);
	if (p == NULL)
		return false;
	*a = p;
	*cap = want;
	return true;
}

struct sv_elim *sv_elim_new(uint32_t n, uint32_t ntags)
{
	struct sv_elim *e = calloc(1, sizeof *e);

	if (e == NULL || ntags >= UINT32_MAX - 1 - n) {
		free(e);
		return NULL;
	}
	size_t all = (size_t)n + ntags, room = all ? all : 1;
	e->n = n;
	e->all = (uint32_t)all;
	e->pivot_row = malloc(room * sizeof *e->pivot_row);
	e->lists = calloc(room, sizeof *e->lists);
	e->watch = malloc(room * sizeof *e->watch);
	e->width = calloc(room, sizeof *e->width);
	e->closed = calloc(room, 1);
	e->cause = calloc(ntags ? room : 1, sizeof *e->cause);
	e->acc = calloc(room, sizeof *e->acc);
	e->touched = calloc(room, 1);
	e->touch = malloc(room * sizeof *e->touch);
	e->out_col = malloc(room * sizeof *e->out_col);
	e->fresh = malloc(room * sizeof *e->fresh);
	e->out_val = malloc(room * sizeof *e->out_val);
	if (!e->pivot_row || !e->lists || !e->watch || !e->width || !e->closed || !e->cause || !e->acc || !e->touched || !e->touch ||
	    !e->out_col || !e->fresh || !e->out_val) {
		sv_elim_free(e);
		return NULL;
	}
	memset(e->pivot_row, 0xFF, room * sizeof *e->pivot_row);
	memset(e->watch, 0xFF, room * sizeof *e->watch);
	return e;
}

void sv_elim_free(struct sv_elim *e)
{
	if (e == NULL)
		return;
	sv_elim_commit(e);
	for (uint32_t r = 0; r < e->nrows; r++)
		free(e->rows[r].val);
	for (uint32_t c = 0; e->lists && c < e->n; c++)
		free(e->lists[c].row);
	free(e->rows);
	free(e->pivot_row);
	free(e->lists);
	free(e->watch);
	free(e->width);
	free(e->closed);
	free(e->cause);
	free(e->acc);
	free(e->touched);
	free(e->touch);
	free(e->out_col);
	free(e->fresh);
	free(e->out_val);
	free(e->stamp);
	free(e->mark);
	free(e->hit);
	free(e->cut);
	free(e->log);
	free(e->todo);
	free(e);
}

uint64_t sv_elim_factor(const struct sv_elim_row *r, uint32_t column)
{
	uint32_t lo = 0, hi = r->n;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (r->col[mid] < column)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < r->n && r->col[lo] == column ? r->val[lo] : 0;
}

void sv_elim_tidy(struct sv_elim *e, uint32_t column)
{
	struct sv_elim_list *l = &e->lists[column];
	uint32_t kept = 0;

	e->now++;
	for (uint32_t i = 0; i < l->len; i++) {
		uint32_t r = l->row[i];
		if (r < e->nrows && e->stamp[r] != e->now && !e->rows[r].dropped && sv_elim_factor(&e->rows[r], column) != 0) {
			e->stamp[r] = e->now;
			l->row[kept++] = r;
		}
	}
	l->len = kept;
}

bool sv_elim_enlist(struct sv_elim *e, uint32_t column, uint32_t row)
{
	struct sv_elim_list *l = &e->lists[column];
	size_t cap = l->cap;

	if (column >= e->n)
		return true;
	if (l->len == l->cap && l->len > 4 * l->count + 8)
		sv_elim_tidy(e, column);
	l->count++;
	if (l->len > 0 && l->row[l->len - 1] == row)
		return true;
	if (!grow(&l->row, &cap, (size_t)l->len + 1, sizeof *l->row))
		return false;
	l->cap = (uint32_t)cap;
	l->row[l->len++] = row;
	return true;
}

void sv_elim_unlist(struct sv_elim *e, uint32_t column)
{
	if (column < e->n)
		e->lists[column].count--;
}

bool sv_elim_store(struct sv_elim *e, struct sv_elim_row *r, uint32_t n)
{
	uint64_t *block = malloc((size_t)(n ? n : 1) * (sizeof(uint64_t) + sizeof(uint32_t)));

	if (block == NULL)
		return false;
	r->val = block;
	r->col = (uint32_t *)(block + n);
	r->n = n;
	memcpy(r->val, e->out_val, n * sizeof *r->val);
	memcpy(r->col, e->out_col, n * sizeof *r->col);
	for (r->m = n; r->m > 0 && r->col[r->m - 1] >= e->n; r->m--)
		;
	r->live = 0;
	for (uint32_t i = 0; i < r->m; i++)
		r->live += !e->closed[r->col[i]];
	return true;
}

bool sv_elim_log(struct sv_elim *e, enum sv_elim_kind kind, uint32_t at, const struct sv_elim_row *old)
{
	if (!grow(&e->log, &e->log_cap, e->nlog + 1, sizeof *e->log))
		return false;
	e->log[e->nlog].kind = kind;
	e->log[e->nlog].at = at;
	if (old)
		e->log[e->nlog].old = *old;
	e->nlog++;
	return true;
}

bool sv_elim_reserve_row(struct sv_elim *e)
{
	size_t cap = e->rows_cap, stamps = cap, marks = cap, hits = cap, cuts = cap, need = cap + 1;

	if (e->nrows < cap)
		return true;
	if (!grow(&e->stamp, &stamps, need, sizeof *e->stamp) || !grow(&e->mark, &marks, need, sizeof *e->mark) ||
	    !grow(&e->hit, &hits, need, sizeof *e->hit) || !grow(&e->cut, &cuts, need, sizeof *e->cut) ||
	    !grow(&e->rows, &cap, need, sizeof *e->rows))
		return false;
	memset(e->stamp + e->rows_cap, 0, (cap - e->rows_cap) * sizeof *e->stamp);
	memset(e->mark + e->rows_cap, 0, (cap - e->rows_cap) * sizeof *e->mark);
	e->rows_cap = (uint32_t)cap;
	return true;
}

bool sv_elim_put_row(struct sv_elim *e, const struct sv_elim_row *r)
{
	uint32_t row = e->nrows++;

	e->rows[row] = *r;
	if (r->pivot != SV_ELIM_NONE)
		e->pivot_row[r->pivot] = row;
	for (uint32_t i = 0; i < r->m; i++) {
		if (!sv_elim_enlist(e, r->col[i], row))
			return false;
	}
	return true;
}

bool sv_elim_close_later(struct sv_elim *e, uint32_t column, uint32_t cause, uint32_t tag)
{
	if (column < e->n && e->closed[column])
		return true;
	if (!grow(&e->todo, &e->todo_cap, e->ntodo + 1, sizeof *e->todo))
		return false;
	e->todo[e->ntodo++] = (struct sv_elim_todo){ column, cause, tag };
	return true;
}

void sv_elim_commit(struct sv_elim *e)
{
	for (size_t i = 0; i < e->nlog; i++) {
		struct sv_elim_undo *u = &e->log[i];
		if (u->kind == SV_ELIM_CHANGED)
			free(u->old.val);
		if (u->kind == SV_ELIM_DROPPED && !sv_elim_has_tags(e)) {
			struct sv_elim_row *r = &e->rows[u->at];
			free(r->val);
			r->val = NULL;
			r->n = r->m = r->live = 0;
		}
	}
	e->nlog = 0;
}

/* Brings the lists in line with a row that was `now` and is `old` again. */
static bool swap_terms(struct sv_elim *e, uint32_t row, const struct sv_elim_row *now, const struct sv_elim_row *old)
{
	uint32_t i = 0, j = 0;

	while (i < now->m || j < old->m) {
		uint32_t a = i < now->m ? now->col[i] : UINT32_MAX, b = j < old->m ? old->col[j] : UINT32_MAX;
		if (a < b)
			sv_elim_unlist(e, a);
		else if (b < a && !sv_elim_enlist(e, b, row))
			return false;
		i += a <= b;
		j += b <= a;
	}
	return true;
}

/* Opens a closed column again: it counts in the rows in which it stands. */
static void reopen(struct sv_elim *e, uint32_t column)
{
	const struct sv_elim_list *l = &e->lists[column];

	e->closed[column] = 0;
	sv_elim_tidy(e, column);
	for (uint32_t i = 0; i < l->len; i++)
		e->rows[l->row[i]].live++;
}

bool sv_elim_undo(struct sv_elim *e)
{
	bool ok = true;

	while (e->nlog > 0) {
		struct sv_elim_undo *u = &e->log[--e->nlog];
		if (u->kind == SV_ELIM_CLOSED) {
			reopen(e, u->at);
			continue;
		}
		struct sv_elim_row now = e->rows[u->at];
		if (u->kind == SV_ELIM_CHANGED) {
			e->rows[u->at] = u->old;
			ok &= swap_terms(e, u->at, &now, &u->old);
			free(now.val);
		} else if (u->kind == SV_ELIM_DROPPED) {
			e->rows[u->at].dropped = false;
			e->pivot_row[now.pivot] = u->at;
			for (uint32_t i = 0; i < now.m; i++)
				ok &= sv_elim_enlist(e, now.col[i], u->at);
		} else {
			e->nrows--;
			e->pivot_row[now.pivot] = SV_ELIM_NONE;
			for (uint32_t i = 0; i < now.m; i++)
				sv_elim_unlist(e, now.col[i]);
			free(now.val);
		}
	}
	return ok;
}
