/* SPDX-License-Identifier: MIT */
/* A table over several dimensions: see cube.h. Cells lie in a hash table with open addressing. */
#include "stats/cube.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX
#define DEPTH 64 /* levels of a hierarchy */

/* Nodes of one dimension: their parents; and those of what is being added, with all that is above them. */
struct dim {
	uint32_t *parent;
	size_t n;
	bool margin;
	uint32_t *in;
	size_t nin, cap;
};

struct sv_cube {
	size_t dims;
	struct dim dim[SV_CUBE_DIMS];
	struct sv_cube_cell *cell; /* in the order they were met, until they are sorted */
	size_t ncells, cap;
	size_t *slot; /* 0: free; else the number of a cell and one */
	size_t nslots;
};

struct sv_cube *sv_cube_new(size_t dims, const bool *margins)
{
	struct sv_cube *c = dims <= SV_CUBE_DIMS ? calloc(1, sizeof *c) : NULL;

	if (c == NULL)
		return NULL;
	c->dims = dims;
	for (size_t d = 0; d < dims; d++)
		c->dim[d].margin = margins && margins[d];
	return c;
}

void sv_cube_free(struct sv_cube *c)
{
	if (c == NULL)
		return;
	for (size_t d = 0; d < c->dims; d++) {
		free(c->dim[d].parent);
		free(c->dim[d].in);
	}
	free(c->cell);
	free(c->slot);
	free(c);
}

enum sv_status sv_cube_parent(struct sv_cube *c, size_t dim, uint32_t node, uint32_t parent, struct sv_err *err)
{
	struct dim *d = &c->dim[dim];

	if (node >= d->n) {
		size_t n = (size_t)node + 16;
		uint32_t *grown = realloc(d->parent, n * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		for (size_t i = d->n; i < n; i++)
			grown[i] = NONE;
		d->parent = grown;
		d->n = n;
	}
	d->parent[node] = parent;
	return SV_OK;
}

static uint64_t hash(const uint32_t *node, size_t n)
{
	uint64_t h = 1469598103934665603u; /* FNV-1a over words, then a mix: the low bits choose the slot */

	for (size_t i = 0; i < n; i++)
		h = (h ^ node[i]) * 1099511628211u;
	return h ^ h >> 29;
}

/* The slot of a cell, or the free one where it belongs. */
static size_t find(const struct sv_cube *c, const uint32_t *node)
{
	size_t at = hash(node, c->dims) & (c->nslots - 1);

	while (c->slot[at] && memcmp(c->cell[c->slot[at] - 1].node, node, c->dims * sizeof *node) != 0)
		at = (at + 1) & (c->nslots - 1);
	return at;
}

static void fill_slots(struct sv_cube *c)
{
	memset(c->slot, 0, c->nslots * sizeof *c->slot);
	for (size_t i = 0; i < c->ncells; i++)
		c->slot[find(c, c->cell[i].node)] = i + 1;
}

static bool grow(struct sv_cube *c)
{
	size_t cap = c->cap ? c->cap * 2 : 64;
	struct sv_cube_cell *cells = realloc(c->cell, cap * sizeof *cells);

	if (cells == NULL)
		return false;
	c->cell = cells;
	size_t *slots = realloc(c->slot, 2 * cap * sizeof *slots);
	if (slots == NULL)
		return false;
	c->slot = slots;
	c->cap = cap;
	c->nslots = 2 * cap;
	fill_slots(c);
	return true;
}

static bool add_cell(struct sv_cube *c, const uint32_t *node, long long n)
{
	if (c->ncells == c->cap && !grow(c))
		return false;
	size_t at = find(c, node);
	if (c->slot[at] == 0) {
		struct sv_cube_cell *cell = &c->cell[c->ncells++];
		memset(cell, 0, sizeof *cell);
		memcpy(cell->node, node, c->dims * sizeof *node);
		c->slot[at] = c->ncells;
	}
	c->cell[c->slot[at] - 1].n += n;
	return true;
}

static bool push(struct dim *d, uint32_t node)
{
	for (size_t i = 0; i < d->nin; i++)
		if (d->in[i] == node)
			return true;
	if (d->nin == d->cap) {
		size_t cap = d->cap ? d->cap * 2 : 16;
		uint32_t *grown = realloc(d->in, cap * sizeof *grown);
		if (grown == NULL)
			return false;
		d->in = grown;
		d->cap = cap;
	}
	d->in[d->nin++] = node;
	return true;
}

/* All nodes of a dimension that something belongs to, once each. */
static enum sv_status gather(struct dim *d, const uint32_t *nodes, size_t n, struct sv_err *err)
{
	d->nin = 0;
	for (size_t i = 0; i < n; i++) {
		int up = 0;
		for (uint32_t node = nodes[i]; node != NONE; node = node < d->n ? d->parent[node] : NONE) {
			if (up++ > DEPTH)
				return sv_err_set(err, SV_BUG, N_("a hierarchy has no top"));
			if (!push(d, node))
				return sv_err_nomem(err);
		}
	}
	return !d->margin || push(d, SV_CUBE_ALL) ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_cube_add(struct sv_cube *c, const uint32_t *const *nodes, const size_t *nnodes, long long n, struct sv_err *err)
{
	size_t at[SV_CUBE_DIMS] = { 0 };
	uint32_t node[SV_CUBE_DIMS] = { 0 };
	size_t d;

	for (d = 0; d < c->dims; d++) {
		enum sv_status st = gather(&c->dim[d], nodes[d], nnodes[d], err);
		if (st != SV_OK)
			return st;
		if (c->dim[d].nin == 0)
			return SV_OK; /* in no cell */
	}
	do { /* counts up through all combinations, the last dimension fastest */
		for (d = 0; d < c->dims; d++)
			node[d] = c->dim[d].in[at[d]];
		if (!add_cell(c, node, n))
			return sv_err_nomem(err);
		for (d = c->dims; d > 0 && ++at[d - 1] == c->dim[d - 1].nin; d--)
			at[d - 1] = 0;
	} while (d > 0);
	return SV_OK;
}

enum sv_status sv_cube_check(const struct sv_cube *c, size_t dim, bool exactly, struct sv_err *err)
{
	struct sv_cube *sums = c->dim[dim].margin ? sv_cube_new(c->dims, NULL) : NULL;
	enum sv_status st = sums || !c->dim[dim].margin ? SV_OK : sv_err_nomem(err);

	for (size_t i = 0; sums && i < c->ncells && st == SV_OK; i++) {
		struct sv_cube_cell cell = c->cell[i];
		uint32_t node = cell.node[dim];
		if (node == SV_CUBE_ALL || (node < c->dim[dim].n && c->dim[dim].parent[node] != NONE))
			continue;
		cell.node[dim] = SV_CUBE_ALL;
		st = add_cell(sums, cell.node, cell.n) ? SV_OK : sv_err_nomem(err);
	}
	for (size_t i = 0; sums && i < c->ncells && st == SV_OK; i++) {
		long long sum = c->cell[i].node[dim] == SV_CUBE_ALL ? sv_cube_at(sums, c->cell[i].node) : 0;
		if (c->cell[i].node[dim] == SV_CUBE_ALL && (exactly ? sum != c->cell[i].n : sum < c->cell[i].n))
			st = sv_err_set(err, SV_BUG, N_("a total is not the sum of its parts"));
	}
	sv_cube_free(sums);
	return st;
}

/* What a comparison needs; qsort_r hands it on. */
struct order {
	size_t dims;
	const uint32_t *const *rank;
};

static int compare(const void *a, const void *b, void *data)
{
	const struct order *o = data;
	const struct sv_cube_cell *x = a, *y = b;

	for (size_t d = 0; d < o->dims; d++) {
		uint32_t p = x->node[d], q = y->node[d];
		if (p == q)
			continue;
		if (o->rank && o->rank[d]) {
			p = p == SV_CUBE_ALL ? p : o->rank[d][p];
			q = q == SV_CUBE_ALL ? q : o->rank[d][q];
		}
		return p < q ? -1 : 1;
	}
	return 0;
}

const struct sv_cube_cell *sv_cube_cells(struct sv_cube *c, const uint32_t *const *rank, size_t *n)
{
	struct order o = { c->dims, rank };

	if (c->ncells > 1)
		qsort_r(c->cell, c->ncells, sizeof *c->cell, compare, &o);
	if (c->nslots)
		fill_slots(c);
	*n = c->ncells;
	return c->cell;
}

long long sv_cube_at(const struct sv_cube *c, const uint32_t *node)
{
	size_t at = c->nslots ? find(c, node) : 0;

	return c->nslots && c->slot[at] ? c->cell[c->slot[at] - 1].n : 0;
}
