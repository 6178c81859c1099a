/* SPDX-License-Identifier: MIT */
/* The attack on one block: changes that fit what is published are sought until they prove each suppressed cell. See audit.h. */
#include <stdlib.h>
#include <string.h>

#include "stats/audit_internal.h"

#define NEAR_FIRST 200 /* columns round a cell that a move is sought among first; then among twice as many, and so on */
#define PROBE_MOST 200 /* the same while it is only tried whether a cell need be suppressed; one step more is taken */
#define WHOLE_MOST 1000 /* columns of a block that is searched whole where need be */
#define NEAR_MOST 600  /* columns among which it is no longer sought: giving up a cell near by is then better than a search that mostly ends in fractions */

void sv_siege_add_target(struct sv_siege *s, uint32_t cell, const uint32_t *column, size_t ncolumns)
{
	s->target[s->ntargets++] = (struct sv_target){ cell, column, ncolumns };
	sv_pool_watch(&s->a->pool, cell);
}

/* In which rows each column is, of which inner cells it is made, and what these have. */
static bool siege_init(struct sv_siege *s)
{
	const struct sv_block *b = s->b;
	const struct sv_publication *m = s->a->m;
	uint32_t block = (uint32_t)(b - s->a->sys.blocks);
	size_t c = (size_t)b->ncolumns + 2, terms = b->row_start[b->nrows];

	s->target = calloc(m->ncells + 1, sizeof *s->target);
	s->dropped = calloc((size_t)b->nrows + 1, 1);
	s->column_start = calloc(c, sizeof *s->column_start);
	s->column_row = calloc(terms + 1, sizeof *s->column_row);
	s->member = malloc(c * sizeof *s->member);
	s->next_member = malloc((m->ninner + 1) * sizeof *s->next_member);
	s->value = calloc(c, sizeof *s->value);
	if (!s->target || !s->dropped || !s->column_start || !s->column_row || !s->member || !s->next_member || !s->value || !sv_near_init(&s->near, b))
		return false;
	for (size_t i = 0; i < terms; i++)
		s->column_start[b->row_column[i] + 1]++;
	for (uint32_t i = 0; i < b->ncolumns; i++)
		s->column_start[i + 1] += s->column_start[i];
	for (uint32_t r = b->nrows; r-- > 0;) {
		for (size_t i = b->row_start[r]; i < b->row_start[r + 1]; i++)
			s->column_row[--s->column_start[b->row_column[i] + 1]] = r;
	}
	memmove(s->column_start, s->column_start + 1, (size_t)b->ncolumns * sizeof *s->column_start);
	s->column_start[b->ncolumns] = terms;
	memset(s->member, 0xff, c * sizeof *s->member);
	for (uint32_t i = (uint32_t)m->ninner; i-- > 0;) {
		if (s->a->sys.block_of[i] != block)
			continue;
		uint32_t column = s->a->sys.column[i];
		s->next_member[i] = s->member[column];
		s->member[column] = i;
		s->value[column] += m->inner[i];
	}
	for (uint32_t i = 0; i < b->ntargets; i++)
		sv_siege_add_target(s, b->target[i], b->target_column + b->target_start[i], b->target_start[i + 1] - b->target_start[i]);
	return true;
}

static void siege_release(struct sv_siege *s)
{
	free(s->target);
	free(s->dropped);
	free(s->column_start);
	free(s->column_row);
	free(s->member);
	free(s->next_member);
	free(s->value);
	sv_near_release(&s->near);
}

static int64_t spread(const struct sv_siege *s, const struct sv_target *t)
{
	const struct sv_range *r = &s->a->pool.range[t->cell];

	return r->high - r->low;
}

/*
 * Moves a target further out one way, in whole numbers, among at most `limit` columns nearest to it: by all that lacks, or by
 * one. Not where fewer than `least` columns are left, which was tried before, or too many. *tried: how many; 0 where the
 * target can't move among them.
 */
static enum sv_status move_near(struct sv_siege *s, const struct sv_target *t, uint32_t limit, bool up, uint32_t least, uint32_t *tried)
{
	int64_t before = spread(s, t), lacks = sv_pool_lacks(&s->a->pool, t->cell);

	*tried = 0;
	sv_near_find(s, t, limit);
	sv_near_base(s, t, up);
	if (!sv_near_peel(s, t, up) || s->near.ncolumns < least)
		return SV_OK;
	*tried = s->near.ncolumns;
	if (*tried > NEAR_MOST && s->b->ncolumns > WHOLE_MOST && !s->last)
		return SV_OK;
	enum sv_status st = sv_near_load(s, t);
	for (int64_t by = lacks; st == SV_OK; by = 1) {
		st = sv_near_move(s, t, (struct sv_move){ .up = up, .whole = true, .by = by });
		if (st == SV_OK && s->near.answer.end == SV_LP_OPTIMAL)
			st = sv_near_take(s, t, up, s->near.answer.x);
		if (spread(s, t) > before || by == 1)
			break;
	}
	return st;
}

/* Widens what changes show of a cell by moves from where it is highest or lowest, until it is proven or nothing moves it. */
static enum sv_status move_apart(struct sv_siege *s, const struct sv_target *t)
{
	enum sv_status st = SV_OK;
	uint32_t limit = NEAR_FIRST, least[2] = { 0, 0 }, tried;

	while (st == SV_OK && !sv_pool_proven(&s->a->pool, t->cell)) {
		int64_t before = spread(s, t);
		for (int up = 1; st == SV_OK && up >= 0 && spread(s, t) == before; up--) {
			st = move_near(s, t, limit, up, limit >= s->b->ncolumns ? 0 : least[up], &tried);
			least[up] = tried ? tried * 2 : least[up];
		}
		if (spread(s, t) > before)
			continue;
		if (limit >= s->b->ncolumns || (s->a->probing && limit > PROBE_MOST) || (s->b->ncolumns > WHOLE_MOST && (least[0] > NEAR_MOST || least[1] > NEAR_MOST)))
			break;
		limit *= 2;
	}
	return st;
}

enum sv_status sv_siege_move_last(struct sv_siege *s, const struct sv_target *t)
{
	enum sv_status st = SV_OK;
	uint32_t tried;

	s->last = true;
	for (int up = 1; st == SV_OK && up >= 0; up--)
		st = move_near(s, t, s->b->ncolumns, up, 0, &tried);
	s->last = false;
	return st;
}

static int fewer_columns(const void *a, const void *b)
{
	const struct sv_target *x = a, *y = b;

	if (x->ncolumns != y->ncolumns)
		return x->ncolumns < y->ncolumns ? -1 : 1;
	return x->cell < y->cell ? -1 : x->cell > y->cell;
}

enum sv_status sv_siege_block(struct sv_attack *a, uint32_t block)
{
	struct sv_siege s = { .a = a, .b = &a->sys.blocks[block] };
	enum sv_status st = siege_init(&s) ? SV_OK : sv_err_nomem(a->err);

	if (st == SV_OK) /* what moves a small cell mostly moves large ones too */
		qsort(s.target, s.ntargets, sizeof *s.target, fewer_columns);
	for (size_t i = 0; st == SV_OK && i < s.ntargets && !a->again && !a->leaks; i++) {
		while (st == SV_OK && !a->again && !sv_pool_proven(&a->pool, s.target[i].cell)) {
			struct sv_target t = s.target[i]; /* the list may grow */
			st = move_apart(&s, &t);
			if (st != SV_OK || sv_pool_proven(&a->pool, t.cell))
				continue;
			a->leaks = a->probing;
			if (a->leaks)
				break;
			st = sv_siege_repair(&s, i);
		}
	}
	siege_release(&s);
	return st;
}
