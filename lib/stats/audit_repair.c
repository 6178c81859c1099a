/* SPDX-License-Identifier: MIT */
/* What to suppress more, where a cell can be found out: see audit_internal.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/audit_internal.h"

#define ROW_COST 4 /* of a row, in changes of one cell by one */
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

int64_t sv_siege_row_cost(const struct sv_siege *s, uint32_t row)
{
	int64_t cost = 0;

	for (uint32_t c = s->b->row_cell[row]; c != SV_NO_CELL; c = s->a->sys.same[c]) {
		if (s->a->m->cells[c].flags & SV_CELL_FORCED)
			return -1;
		cost += ROW_COST;
		for (int64_t v = s->a->m->cells[c].cost; v > 0; v /= 2)
			cost++; /* few cells first, and of these the cheaper */
	}
	return cost;
}

static bool binds(const struct sv_siege *s, uint32_t row)
{
	return !s->dropped[row] && (fabs(s->most[row]) > BINDS || fabs(s->least[row]) > BINDS);
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
	s->stale = true;
	return SV_OK;
}

/* Drops what a move gives up. *dropped: whether there is any. */
static enum sv_status drop_rows(struct sv_siege *s, const double *amount, bool *dropped)
{
	enum sv_status st = SV_OK;

	*dropped = false;
	for (uint32_t r = 0; st == SV_OK && r < s->p.nrows; r++) {
		if (amount[r] > 0 && s->p.cost[r] >= 0 && !s->dropped[s->row[r]]) {
			st = drop_row(s, s->row[r]);
			*dropped = true;
		}
	}
	return st;
}

/* Drops the cheapest row that has a part of a target. *dropped: whether there is one. */
static enum sv_status drop_nearest(struct sv_siege *s, size_t target, bool *dropped)
{
	const struct sv_target *t = &s->target[target];
	uint32_t best = SV_NO_CELL;
	int64_t best_cost = 0;

	for (size_t i = 0; i < t->ncolumns; i++)
		s->weight[t->column[i]] = 1;
	for (uint32_t r = 0; r < s->b->nrows; r++) {
		int64_t cost = s->dropped[r] ? -1 : sv_siege_row_cost(s, r);
		bool has = false;
		for (size_t i = s->b->row_start[r]; i < s->b->row_start[r + 1]; i++)
			has |= s->weight[s->b->row_column[i]] != 0;
		if (has && cost >= 0 && (best == SV_NO_CELL || cost < best_cost)) {
			best = r;
			best_cost = cost;
		}
	}
	for (size_t i = 0; i < t->ncolumns; i++)
		s->weight[t->column[i]] = 0;
	*dropped = best != SV_NO_CELL;
	return *dropped ? drop_row(s, best) : SV_OK;
}

/* Rows can't be given up: what is known was filled in from other cells, which may be. */
static enum sv_status repair_reasons(struct sv_siege *s, size_t target)
{
	struct sv_attack *a = s->a;
	struct hunt h;
	uint32_t cell = s->target[target].cell;
	enum sv_status st = sv_siege_load(s, true);

	if (st == SV_OK)
		st = sv_siege_duals(s, target);
	if (st != SV_OK || s->target[target].proven)
		return st;
	if (!hunt_init(&h, a)) {
		hunt_release(&h);
		return sv_err_nomem(a->err);
	}
	a->report->why = (struct sv_equation){ .cell = cell };
	pull(&h, cell, 1);
	for (uint32_t r = 0; r < s->b->nrows; r++) {
		double dual = fabs(s->most[r]) > BINDS ? s->most[r] : s->least[r];
		if (!binds(s, r))
			continue;
		note_term(&a->report->why, s->b->row_cell[r], dual);
		pull(&h, s->b->row_cell[r], -dual);
	}
	follow_reasons(&h);
	st = h.cell == SV_NO_CELL ? refuse(a, cell) : suppress(a, h.cell);
	a->again = st == SV_OK;
	hunt_release(&h);
	return st;
}

/*
 * The cheapest of the moves that give rows up: further out at either end, by all that lacks or by one; in whole numbers
 * where a search finds it. Into s->best_x and s->best_amount. *found: whether there is any.
 */
static enum sv_status best_move(struct sv_siege *s, size_t target, bool *found)
{
	enum sv_status st = SV_OK;
	double best = 0;

	*found = false;
	for (int how = 0; st == SV_OK && how < 8; how++) {
		const struct sv_target *t = &s->target[target];
		struct sv_move m = { how % 2 == 0, how / 2 % 2 == 0, how < 4 ? (int64_t)t->width - (t->high - t->low) : 1 };
		if (*found && how >= 2 && how % 2 == 0)
			break; /* the first kind that works, at either end */
		st = sv_siege_move(s, target, m, s->amount);
		if (st != SV_OK || s->answer.end != SV_LP_OPTIMAL || (*found && s->answer.value >= best))
			continue;
		*found = true;
		best = s->answer.value;
		memcpy(s->best_x, s->answer.x, s->b->ncolumns * sizeof *s->best_x);
		memcpy(s->best_amount, s->amount, s->p.nrows * sizeof *s->best_amount);
	}
	return st;
}

enum sv_status sv_siege_repair(struct sv_siege *s, size_t target)
{
	bool found, dropped = false;
	enum sv_status st = best_move(s, target, &found);

	if (st == SV_OK && found)
		st = drop_rows(s, s->best_amount, &dropped);
	if (st == SV_OK && dropped) {
		memcpy(s->answer.x, s->best_x, s->b->ncolumns * sizeof *s->best_x);
		return sv_siege_take(s);
	}
	if (st == SV_OK)
		st = drop_nearest(s, target, &dropped);
	if (st == SV_OK && dropped)
		return SV_OK;
	return st == SV_OK ? repair_reasons(s, target) : st;
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
