/* SPDX-License-Identifier: MIT */
/* What a reader can fill in at once, and the blocks that are left: see audit_system.h. */
#include "stats/audit_system.h"

#include <stdlib.h>
#include <string.h>

#include "stats/mix.h"

/* Room for the making of a system. */
struct work {
	size_t *start;      /* by inner cell: where its cells are in cells */
	uint32_t *cells;    /* published cells and targets that have it */
	unsigned char *use; /* by cell: PUBLISHED, TARGET or 0 */
	uint32_t *open;     /* by cell: inner cells of it that are not known */
	int64_t *rest;      /* by cell: what these sum to (published cells only) */
	uint32_t *queue;    /* published cells that tell something */
	size_t nqueue;
	int turn; /* cells of later turns wait */
	uint32_t *parent;   /* by inner cell: towards the one that stands for its block */
	struct entry *entries;
};

/* For sorting inner cells, and cells, into blocks and what is alike. */
struct entry {
	uint32_t block, at;
	uint64_t key;
};

enum { PUBLISHED = 1, TARGET = 2, TURNS = 3 };

static void *room(size_t n, size_t size)
{
	return calloc(n ? n : 1, size);
}

static void work_release(struct work *w)
{
	free(w->start);
	free(w->cells);
	free(w->use);
	free(w->open);
	free(w->rest);
	free(w->queue);
	free(w->parent);
	free(w->entries);
}

static void block_release(struct sv_block *b)
{
	free(b->inner);
	free(b->row_cell);
	free(b->row_value);
	free(b->row_start);
	free(b->row_column);
	free(b->target);
	free(b->target_known);
	free(b->target_start);
	free(b->target_column);
}

void sv_system_release(struct sv_system *s)
{
	for (uint32_t b = 0; s->blocks && b < s->nblocks; b++)
		block_release(&s->blocks[b]);
	free(s->blocks);
	free(s->known);
	free(s->value);
	free(s->reason);
	free(s->own);
	free(s->same);
	free(s->block_of);
	free(s->column);
	memset(s, 0, sizeof *s);
}

/* Which cells matter, and for each inner cell, in which of them it is. */
static bool index_cells(struct sv_system *s, const int64_t *need, struct work *w)
{
	const struct sv_publication *m = s->m;
	size_t sum = 0;

	for (size_t c = 0; c < m->ncells; c++) {
		const struct sv_cell *cell = &m->cells[c];
		bool all_own = true;
		if (!s->suppressed[c] && !(cell->flags & SV_CELL_UNSEEN))
			w->use[c] = PUBLISHED;
		for (size_t i = 0; i < cell->ninner; i++)
			all_own &= s->own[cell->inner[i]];
		if (s->suppressed[c] && sv_cell_audited(m, c) && !all_own && need[c] > 0)
			w->use[c] = TARGET;
		w->rest[c] = cell->value;
		w->open[c] = (uint32_t)cell->ninner;
		for (size_t i = 0; w->use[c] && i < cell->ninner; i++)
			w->start[cell->inner[i] + 1]++;
		sum += w->use[c] ? cell->ninner : 0;
	}
	for (size_t i = 0; i < m->ninner; i++)
		w->start[i + 1] += w->start[i];
	w->cells = room(sum, sizeof *w->cells);
	size_t *at = room(m->ninner, sizeof *at);
	if (w->cells == NULL || at == NULL) {
		free(at);
		return false;
	}
	if (m->ninner)
		memcpy(at, w->start, m->ninner * sizeof *at);
	for (size_t c = 0; c < m->ncells; c++) {
		for (size_t i = 0; w->use[c] && i < m->cells[c].ninner; i++)
			w->cells[at[m->cells[c].inner[i]]++] = (uint32_t)c;
	}
	free(at);
	return true;
}

/* Which cells are filled in from first: those that were published before, so that what these tell is put down to no other; then what is assumed; then the rest. */
static int turn(const struct sv_cell *c)
{
	return sv_cell_was_published(c) ? 0 : c->flags & SV_CELL_FORCED ? 1 : 2;
}

/* A published cell tells all its parts where it has none left to share out, or one part left. */
static void look(const struct sv_system *s, struct work *w, uint32_t c)
{
	if (w->use[c] == PUBLISHED && turn(&s->m->cells[c]) <= w->turn && w->open[c] > 0 && (w->rest[c] == 0 || w->open[c] == 1))
		w->queue[w->nqueue++] = c;
}

static void learn(struct sv_system *s, struct work *w, uint32_t inner, int64_t value, uint32_t reason)
{
	s->known[inner] = 1;
	s->value[inner] = value;
	s->reason[inner] = reason;
	for (size_t k = w->start[inner]; k < w->start[inner + 1]; k++) {
		uint32_t c = w->cells[k];
		w->open[c]--;
		w->rest[c] -= value;
		look(s, w, c);
	}
}

static void fill_in(struct sv_system *s, struct work *w, const struct sv_insider *reader)
{
	const struct sv_publication *m = s->m;

	for (size_t i = 0; reader && i < reader->ninner; i++)
		learn(s, w, reader->inner[i], m->inner[reader->inner[i]], SV_NO_CELL);
	for (w->turn = 0; w->turn < TURNS; w->turn++) {
		for (uint32_t c = 0; c < m->ncells; c++)
			look(s, w, c);
		while (w->nqueue > 0) {
			uint32_t c = w->queue[--w->nqueue];
			for (size_t i = 0; i < m->cells[c].ninner && w->open[c] > 0; i++) { /* it is in the queue once more for each part that was learnt */
				uint32_t inner = m->cells[c].inner[i];
				if (!s->known[inner])
					learn(s, w, inner, w->open[c] == 1 ? w->rest[c] : 0, c);
			}
		}
	}
	for (size_t c = 0; c < m->ncells && s->told == SIZE_MAX; c++) {
		if (w->use[c] == TARGET && w->open[c] == 0)
			s->told = c;
	}
}

static uint32_t find(uint32_t *parent, uint32_t i)
{
	while (parent[i] != i) {
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

/* Joins the unknown inner cells of each cell; numbers what is joined as blocks. */
static void split(struct sv_system *s, struct work *w)
{
	const struct sv_publication *m = s->m;

	for (uint32_t i = 0; i < m->ninner; i++)
		w->parent[i] = i;
	for (size_t c = 0; c < m->ncells; c++) {
		uint32_t first = SV_NO_CELL;
		for (size_t i = 0; w->use[c] && i < m->cells[c].ninner; i++) {
			uint32_t inner = m->cells[c].inner[i];
			if (s->known[inner])
				continue;
			if (first == SV_NO_CELL)
				first = find(w->parent, inner);
			else
				w->parent[find(w->parent, inner)] = first;
		}
	}
	for (uint32_t i = 0; i < m->ninner; i++)
		s->block_of[i] = SV_NO_CELL;
	for (uint32_t i = 0; i < m->ninner; i++) {
		uint32_t top = find(w->parent, i);
		if (s->known[i] || w->start[i] == w->start[i + 1])
			continue; /* known, or in nothing that matters */
		if (s->block_of[top] == SV_NO_CELL)
			s->block_of[top] = s->nblocks++;
		s->block_of[i] = s->block_of[top];
	}
}

static int by_block_and_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Inner cells that are in the same cells become one column. Returns false without memory. */
static bool make_columns(struct sv_system *s, const struct work *w)
{
	size_t n = 0;

	for (uint32_t i = 0; i < s->m->ninner; i++) {
		uint64_t key = 0;
		if (s->block_of[i] == SV_NO_CELL)
			continue;
		for (size_t k = w->start[i]; k < w->start[i + 1]; k++)
			key += sv_mix(w->cells[k]);
		w->entries[n++] = (struct entry){ s->block_of[i], i, key };
	}
	qsort(w->entries, n, sizeof *w->entries, by_block_and_key);
	for (size_t i = 0, end; i < n; i = end) {
		struct sv_block *b = &s->blocks[w->entries[i].block];
		for (end = i; end < n && w->entries[end].block == w->entries[i].block; end++)
			;
		b->inner = room(end - i, sizeof *b->inner);
		if (b->inner == NULL)
			return false;
		for (size_t k = i; k < end; k++) {
			if (k == i || w->entries[k].key != w->entries[k - 1].key)
				b->inner[b->ncolumns++] = w->entries[k].at;
			s->column[w->entries[k].at] = b->ncolumns - 1;
		}
	}
	return true;
}

/* The unknown columns of a cell, each once, into out where it is not NULL. Returns how many; *block is theirs, *key theirs too. */
static size_t columns_of(const struct sv_system *s, uint32_t c, uint32_t *out, uint32_t *block, uint64_t *key)
{
	const struct sv_cell *cell = &s->m->cells[c];
	size_t n = 0;

	*key = 0;
	for (size_t i = 0; i < cell->ninner; i++) {
		uint32_t inner = cell->inner[i], column = s->column[inner];
		if (s->known[inner] || s->blocks[s->block_of[inner]].inner[column] != inner)
			continue; /* the inner cell that stands for a column is in whatever cells the others of it are */
		*block = s->block_of[inner];
		*key += sv_mix(column);
		if (out)
			out[n] = column;
		n++;
	}
	return n;
}

/* Room for the lists of a block of which the numbers are known. */
static bool block_room(struct sv_block *b, size_t row_terms, size_t target_terms)
{
	b->row_cell = room(b->nrows, sizeof *b->row_cell);
	b->row_value = room(b->nrows, sizeof *b->row_value);
	b->row_start = room((size_t)b->nrows + 1, sizeof *b->row_start);
	b->row_column = room(row_terms, sizeof *b->row_column);
	b->target = room(b->ntargets, sizeof *b->target);
	b->target_known = room(b->ntargets, sizeof *b->target_known);
	b->target_start = room((size_t)b->ntargets + 1, sizeof *b->target_start);
	b->target_column = room(target_terms, sizeof *b->target_column);
	return b->row_cell && b->row_value && b->row_start && b->row_column && b->target && b->target_known && b->target_start && b->target_column;
}

/* Puts the cells of one block, sorted so that those with the same columns follow each other, into it. */
static bool fill_block(struct sv_system *s, struct work *w, struct sv_block *b, const struct entry *e, size_t n)
{
	size_t row_terms = 0, target_terms = 0;
	uint32_t block, last = SV_NO_CELL;
	uint64_t key, last_key = 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = columns_of(s, e[i].at, NULL, &block, &key);
		if (w->use[e[i].at] == TARGET) {
			b->ntargets++;
			target_terms += k;
		} else {
			b->nrows++;
			row_terms += k;
		}
	}
	if (!block_room(b, row_terms, target_terms))
		return false;
	b->nrows = b->ntargets = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t c = e[i].at;
		if (w->use[c] == TARGET) {
			size_t at = b->target_start[b->ntargets];
			b->target[b->ntargets] = c;
			for (size_t k = 0; k < s->m->cells[c].ninner; k++)
				b->target_known[b->ntargets] += s->known[s->m->cells[c].inner[k]] ? s->value[s->m->cells[c].inner[k]] : 0;
			b->target_start[++b->ntargets] = at + columns_of(s, c, b->target_column + at, &block, &key);
			continue;
		}
		if (last != SV_NO_CELL && e[i].key == last_key) {
			s->same[last] = c;
			last = c;
			continue;
		}
		size_t at = b->row_start[b->nrows];
		b->row_cell[b->nrows] = last = c;
		b->row_value[b->nrows] = w->rest[c];
		b->row_start[++b->nrows] = at + columns_of(s, c, b->row_column + at, &block, &last_key);
	}
	return true;
}

static bool make_rows(struct sv_system *s, struct work *w)
{
	size_t n = 0;
	bool ok = true;

	for (uint32_t c = 0; c < s->m->ncells; c++) {
		struct entry e = { 0, c, 0 };
		s->same[c] = SV_NO_CELL;
		if (w->use[c] && columns_of(s, c, NULL, &e.block, &e.key) > 0)
			w->entries[n++] = e;
	}
	qsort(w->entries, n, sizeof *w->entries, by_block_and_key);
	for (size_t i = 0, end; ok && i < n; i = end) {
		for (end = i; end < n && w->entries[end].block == w->entries[i].block; end++)
			;
		ok = fill_block(s, w, &s->blocks[w->entries[i].block], w->entries + i, end - i);
	}
	return ok;
}

static bool make(struct sv_system *s, struct work *w, const struct sv_insider *reader, const int64_t *need)
{
	const struct sv_publication *m = s->m;
	size_t n = m->ninner, c = m->ncells;

	s->known = room(n, 1);
	s->value = room(n, sizeof *s->value);
	s->reason = room(n, sizeof *s->reason);
	s->own = room(n, 1);
	s->same = room(c, sizeof *s->same);
	s->block_of = room(n, sizeof *s->block_of);
	w->start = room(n + 1, sizeof *w->start);
	w->use = room(c, 1);
	w->open = room(c, sizeof *w->open);
	w->rest = room(c, sizeof *w->rest);
	w->parent = room(n, sizeof *w->parent);
	s->column = room(n, sizeof *s->column);
	w->entries = room(n > c ? n : c, sizeof *w->entries);
	if (!s->known || !s->value || !s->reason || !s->own || !s->same || !s->block_of || !w->start || !w->use || !w->open || !w->rest || !w->parent || !s->column ||
	    !w->entries)
		return false;
	for (size_t i = 0; reader && i < reader->ninner; i++)
		s->own[reader->inner[i]] = 1;
	if (!index_cells(s, need, w))
		return false;
	w->queue = room(w->start[n] + TURNS * c, sizeof *w->queue); /* a cell is looked at once each turn, and once for each part that is learnt */
	if (w->queue == NULL)
		return false;
	fill_in(s, w, reader);
	split(s, w);
	s->blocks = room(s->nblocks, sizeof *s->blocks);
	return s->blocks && make_columns(s, w) && make_rows(s, w);
}

enum sv_status sv_system_make(struct sv_system *s, const struct sv_publication *m, const struct sv_insider *reader, const unsigned char *suppressed,
			      const int64_t *need, struct sv_err *err)
{
	struct work w = { 0 };

	*s = (struct sv_system){ .m = m, .suppressed = suppressed, .told = SIZE_MAX };
	bool ok = make(s, &w, reader, need);
	work_release(&w);
	return ok ? SV_OK : sv_err_nomem(err);
}
