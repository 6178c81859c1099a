/* SPDX-License-Identifier: MIT */
/* What to suppress more, where a cell can be found out: see audit_internal.h. */
#include <math.h>
#include <stdlib.h>

#include "stats/audit_internal.h"

#define BINDS 1e-7 /* a dual this large means that the row binds */

/* Looking for the cheapest cell to suppress, over rows of a block and over what was filled in. */
struct hunt {
	const struct sv_attack *a;
	double *pull;        /* by inner cell: how much what is known hangs on its being known */
	unsigned char *seen; /* by cell */
	uint32_t *stack;
	size_t depth;
	int64_t cost;        /* of the best so far */
	uint32_t cell;       /* SV_NO_CELL: none */
	uint32_t row;        /* where it is a row */
};

static bool hunt_init(struct hunt *h, const struct sv_attack *a)
{
	size_t n = a->m->ninner ? a->m->ninner : 1, c = a->m->ncells ? a->m->ncells : 1;

	*h = (struct hunt){ .a = a, .cell = SV_NO_CELL };
	h->pull = calloc(n, sizeof *h->pull);
	h->seen = calloc(c, 1);
	h->stack = calloc(c, sizeof *h->stack);
	return h->pull && h->seen && h->stack;
}

static void hunt_release(struct hunt *h)
{
	free(h->pull);
	free(h->seen);
	free(h->stack);
}

static void pull(struct hunt *h, uint32_t cell, double by)
{
	const struct sv_cell *c = &h->a->m->cells[cell];

	for (size_t i = 0; i < c->ninner; i++) {
		if (h->a->sys.known[c->inner[i]])
			h->pull[c->inner[i]] += by;
	}
}

/* What an inner cell was filled in from. */
static void push_reason(struct hunt *h, uint32_t inner)
{
	uint32_t c = h->a->sys.reason[inner];

	if (c != SV_NO_CELL && !h->seen[c]) {
		h->seen[c] = 1;
		h->stack[h->depth++] = c;
	}
}

/* Cells that what is pulled at was filled in from: the cheapest of them, near ones and what those rest on. */
static void follow_reasons(struct hunt *h)
{
	const struct sv_publication *m = h->a->m;

	for (uint32_t i = 0; i < m->ninner; i++) {
		if (h->a->sys.known[i] && fabs(h->pull[i]) > BINDS)
			push_reason(h, i);
	}
	while (h->depth > 0) {
		uint32_t c = h->stack[--h->depth];
		const struct sv_cell *cell = &m->cells[c];
		if (!(cell->flags & SV_CELL_FORCED) && (h->cell == SV_NO_CELL || cell->cost < h->cost || (cell->cost == h->cost && c < h->cell))) {
			h->cell = c;
			h->cost = cell->cost;
		}
		for (size_t i = 0; i < cell->ninner; i++)
			push_reason(h, cell->inner[i]);
	}
}

/* What a row costs: all cells that say the same. False where one of them is forced. */
static bool row_cost(const struct sv_siege *s, uint32_t row, int64_t *cost)
{
	*cost = 0;
	for (uint32_t c = s->b->row_cell[row]; c != SV_NO_CELL; c = s->a->sys.same[c]) {
		if (s->a->m->cells[c].flags & SV_CELL_FORCED)
			return false;
		*cost += s->a->m->cells[c].cost < INT64_MAX - *cost ? s->a->m->cells[c].cost : INT64_MAX - *cost;
	}
	return true;
}

static bool binds(const struct sv_siege *s, uint32_t row)
{
	return !s->dropped[row] && (fabs(s->most[row]) > BINDS || fabs(s->least[row]) > BINDS);
}

static void look_at_rows(struct hunt *h, const struct sv_siege *s)
{
	int64_t cost;

	for (uint32_t r = 0; r < s->b->nrows; r++) {
		if (binds(s, r) && row_cost(s, r, &cost) && (h->cell == SV_NO_CELL || cost < h->cost)) {
			h->cell = s->b->row_cell[r];
			h->cost = cost;
			h->row = r;
		}
	}
}

/* Nothing can be suppressed that would help. */
static enum sv_status refuse(struct sv_attack *a, size_t cell)
{
	struct sv_equation *why = &a->report->why;
	char room[32], text[300];

	why->cell = cell;
	sv_equation_text(a->m, why, text, sizeof text);
	const char *name = sv_cell_name(a->m, cell, room, sizeof room);
	if (a->reader)
		return sv_err_set(a->err, SV_NO, N_("%s can't be protected from who knows %s: %s"), name, a->reader->name ? a->reader->name : N_("part of it"), text);
	return sv_err_set(a->err, SV_NO, N_("%s can't be protected; it is told by what can't be suppressed: %s"), name, text);
}

static void note_term(struct sv_equation *why, uint32_t cell, double factor)
{
	if (why->nterms < SV_EQUATION_TERMS) {
		double whole = nearbyint(factor);
		why->term[why->nterms] = cell;
		why->coef[why->nterms] = fabs(whole - factor) < BINDS && fabs(whole) < 1e9 ? (int64_t)whole : 0;
	}
	why->nterms++;
}

static enum sv_status suppress(struct sv_attack *a, uint32_t cell)
{
	a->suppressed[cell] = 1;
	a->report->added++;
	return SV_OK;
}

/* All cells that say what a row says become targets. */
static enum sv_status drop_row(struct sv_siege *s, uint32_t row)
{
	const struct sv_block *b = s->b;
	const struct sv_system *sys = &s->a->sys;

	for (uint32_t c = b->row_cell[row]; c != SV_NO_CELL; c = sys->same[c]) {
		const struct sv_cell *cell = &s->a->m->cells[c];
		int64_t known = 0;
		for (size_t i = 0; i < cell->ninner; i++)
			known += sys->known[cell->inner[i]] ? sys->value[cell->inner[i]] : 0;
		suppress(s->a, c);
		if (!sv_siege_add_target(s, c, b->row_column + b->row_start[row], b->row_start[row + 1] - b->row_start[row], known))
			return sv_err_nomem(s->a->err);
	}
	s->dropped[row] = 1;
	return s->a->lp->drop(s->a->lp->ctx, row, s->a->err);
}

enum sv_status sv_siege_repair(struct sv_siege *s, size_t target)
{
	struct sv_attack *a = s->a;
	struct hunt h;
	enum sv_status st = SV_OK;
	uint32_t cell = s->target[target].cell;

	if (!hunt_init(&h, a)) {
		hunt_release(&h);
		return sv_err_nomem(a->err);
	}
	a->report->why = (struct sv_equation){ .cell = cell };
	look_at_rows(&h, s);
	if (h.cell != SV_NO_CELL) {
		st = drop_row(s, h.row);
	} else {
		pull(&h, cell, 1);
		for (uint32_t r = 0; r < s->b->nrows; r++) {
			if (!binds(s, r))
				continue;
			note_term(&a->report->why, s->b->row_cell[r], fabs(s->most[r]) > BINDS ? s->most[r] : s->least[r]);
			pull(&h, s->b->row_cell[r], fabs(s->most[r]) > BINDS ? -s->most[r] : -s->least[r]);
		}
		follow_reasons(&h);
		st = h.cell == SV_NO_CELL ? refuse(a, cell) : suppress(a, h.cell);
		a->again = st == SV_OK;
	}
	hunt_release(&h);
	return st;
}

enum sv_status sv_attack_repair_told(struct sv_attack *a, size_t cell)
{
	struct hunt h;
	enum sv_status st;

	if (!hunt_init(&h, a)) {
		hunt_release(&h);
		return sv_err_nomem(a->err);
	}
	pull(&h, (uint32_t)cell, 1);
	follow_reasons(&h);
	if (h.cell == SV_NO_CELL) {
		a->report->why = (struct sv_equation){ .cell = cell };
		for (uint32_t c = 0; c < a->m->ncells; c++) {
			if (h.seen[c])
				note_term(&a->report->why, c, 0);
		}
		st = refuse(a, cell);
	} else {
		st = suppress(a, h.cell);
	}
	hunt_release(&h);
	return st;
}
