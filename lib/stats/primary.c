/* SPDX-License-Identifier: MIT */
/* Sensitive differences: see primary.h. */
#include "stats/primary.h"

#include <stdlib.h>

#include "stats/mix.h"

/* A cell as a set: a sum over its inner cells that differs where the sets do, and one bit for each in a word. */
struct set {
	uint64_t key, bits;
	int64_t value;
	uint32_t cell;
};

static int by_value(const void *a, const void *b)
{
	const struct set *x = a, *y = b;

	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	return x->cell < y->cell ? -1 : x->cell > y->cell;
}

static int by_key(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Whether a cell has no inner cell that is not marked. */
static bool within(const struct sv_cell *c, const uint32_t *mark, uint32_t number)
{
	for (size_t i = 0; i < c->ninner; i++) {
		if (mark[c->inner[i]] != number)
			return false;
	}
	return true;
}

static bool add(struct sv_primary_difference **out, size_t *n, size_t *cap, struct sv_primary_difference d)
{
	if (*n == *cap) {
		size_t want = *cap ? *cap * 2 : 64;
		struct sv_primary_difference *p = realloc(*out, want * sizeof *p);
		if (p == NULL)
			return false;
		*out = p;
		*cap = want;
	}
	(*out)[(*n)++] = d;
	return true;
}

/* Room for the search. */
struct search {
	struct set *sets;
	uint64_t *keys; /* of all cells, in order */
	uint32_t *mark; /* by inner cell: the number of the last parent that has it */
	size_t n;
};

static bool prepare(struct search *s, const struct sv_publication *m)
{
	s->sets = calloc(m->ncells + 1, sizeof *s->sets);
	s->keys = calloc(m->ncells + 1, sizeof *s->keys);
	s->mark = calloc(m->ninner + 1, sizeof *s->mark);
	if (!s->sets || !s->keys || !s->mark)
		return false;
	for (size_t c = 0; c < m->ncells; c++) {
		struct set x = { 0, 0, m->cells[c].value, (uint32_t)c };
		for (size_t i = 0; i < m->cells[c].ninner; i++) {
			uint64_t h = sv_mix(m->cells[c].inner[i]);
			x.key += h;
			x.bits |= (uint64_t)1 << (h & 63);
		}
		s->keys[c] = x.key;
		if (!(m->cells[c].flags & (SV_CELL_PRIMARY | SV_CELL_UNSEEN)) && m->cells[c].value > 0)
			s->sets[s->n++] = x;
	}
	qsort(s->sets, s->n, sizeof *s->sets, by_value);
	qsort(s->keys, m->ncells, sizeof *s->keys, by_key);
	return true;
}

enum sv_status sv_primary_differences(const struct sv_publication *m, int64_t threshold, struct sv_primary_difference **out, size_t *n, struct sv_err *err)
{
	struct search s = { 0 };
	size_t cap = 0;
	bool ok = prepare(&s, m);

	*out = NULL;
	*n = 0;
	for (size_t p = 0; ok && p < s.n; p++) {
		const struct set *parent = &s.sets[p];
		const struct sv_cell *cell = &m->cells[parent->cell];
		for (size_t i = 0; i < cell->ninner; i++)
			s.mark[cell->inner[i]] = (uint32_t)p + 1;
		for (size_t k = p; ok && k-- > 0 && parent->value - s.sets[k].value < threshold;) {
			const struct set *child = &s.sets[k];
			uint64_t rest = parent->key - child->key;
			if (child->value == parent->value || (child->bits & ~parent->bits) || !within(&m->cells[child->cell], s.mark, (uint32_t)p + 1))
				continue;
			if (bsearch(&rest, s.keys, m->ncells, sizeof *s.keys, by_key) == NULL)
				ok = add(out, n, &cap, (struct sv_primary_difference){ parent->cell, child->cell });
		}
	}
	free(s.sets);
	free(s.keys);
	free(s.mark);
	if (ok)
		return SV_OK;
	free(*out);
	*out = NULL;
	*n = 0;
	return sv_err_nomem(err);
}
