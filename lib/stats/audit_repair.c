/* SPDX-License-Identifier: MIT */
/* What to suppress more, where a cell can be found out: see audit_internal.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/audit_internal.h"

#define ROW_COST 4 /* of a row, in changes of one cell by one */
#define EASE_FIRST 150 /* columns round a cell among which rows are given up first */
#define EASE_MORE 8    /* times as many where none may be */
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
	bool assumed;        /* something hangs on what was not published, but is assumed */
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

/* What is pulled at was filled in from other cells: they are to be followed. Nothing is pulled at any more. */
static void push_reasons(struct hunt *h)
{
	for (uint32_t i = 0; i < h->a->m->ninner; i++) {
		if (fabs(h->pull[i]) > BINDS)
			push_reason(h, i);
		h->pull[i] = 0;
	}
}

/* Of the cells that are to be followed, and what those rest on, the cheapest that may be suppressed. */
static void follow_reasons(struct hunt *h)
{
	const struct sv_publication *m = h->a->m;

	while (h->depth > 0) {
		uint32_t c = h->stack[--h->depth];
		const struct sv_cell *cell = &m->cells[c];
		h->assumed |= (cell->flags & SV_CELL_ASSUMED) != 0;
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
		for (int64_t v = sv_cell_worth(s->a->m, c); v > 0; v /= 2)
			cost++; /* few cells first, and of these the cheaper */
	}
	return cost;
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

static void suppress(struct sv_attack *a, uint32_t cell)
{
	a->suppressed[cell] = 1;
	a->report->added++;
}

/* All cells that say what a row says become targets. */
static void drop_row(struct sv_siege *s, uint32_t row)
{
	const struct sv_block *b = s->b;

	s->dropped[row] = 1;
	for (uint32_t c = b->row_cell[row]; c != SV_NO_CELL; c = s->a->sys.same[c]) {
		suppress(s->a, c);
		sv_siege_add_target(s, c, b->row_column + b->row_start[row], b->row_start[row + 1] - b->row_start[row]);
	}
}

/* Drops what a move gives up. Returns whether there is any. */
static bool drop_rows(struct sv_siege *s, const double *amount)
{
	const struct sv_near *n = &s->near;
	bool dropped = false;

	for (uint32_t at = 0; at < n->p.nrows; at++) {
		for (uint32_t r = n->row[at]; r != SV_NO_CELL && amount[at] > 0 && n->p.cost[at] >= 0; r = n->alike[r]) {
			drop_row(s, r);
			dropped = true;
		}
	}
	return dropped;
}

/* Drops the cheapest row that has a part of a target. Returns whether there is one. */
static bool drop_nearest(struct sv_siege *s, const struct sv_target *t)
{
	uint32_t best = SV_NO_CELL;
	int64_t best_cost = 0;

	for (size_t i = 0; i < t->ncolumns; i++) {
		for (size_t k = s->column_start[t->column[i]]; k < s->column_start[t->column[i] + 1]; k++) {
			uint32_t r = s->column_row[k];
			int64_t cost = s->dropped[r] ? -1 : sv_siege_row_cost(s, r);
			if (cost >= 0 && (best == SV_NO_CELL || cost < best_cost || (cost == best_cost && r < best))) {
				best = r;
				best_cost = cost;
			}
		}
	}
	if (best != SV_NO_CELL)
		drop_row(s, best);
	return best != SV_NO_CELL;
}

/* Solves for one end of a target under the forced rows alone, and follows what it, and those that bind, were filled in from. *spread: how far that end is from the other, as they are found. */
static enum sv_status pull_end(struct sv_siege *s, struct hunt *h, const struct sv_target *t, bool most, unsigned char *noted, double *spread)
{
	struct sv_near *n = &s->near;
	double *dual = calloc((size_t)n->p.nrows + 1, sizeof *dual);
	struct sv_lp_answer answer = { .x = n->answer.x, .dual = dual };
	struct sv_lp_goal goal = { .most = most, .column = n->goal_column, .weight = n->goal_weight };

	if (dual == NULL)
		return sv_err_nomem(s->a->err);
	for (size_t i = 0; i < t->ncolumns; i++) {
		n->goal_column[goal.n] = n->at[t->column[i]];
		n->goal_weight[goal.n++] = 1;
	}
	s->a->report->solves++;
	enum sv_status st = s->a->lp->solve(s->a->lp->ctx, &goal, &answer, s->a->err);
	if (st == SV_OK && answer.end != SV_LP_OPTIMAL)
		st = sv_err_set(s->a->err, SV_UNAVAILABLE, N_("the solver finds no table that fits what is published, though there is one"));
	if (st == SV_OK)
		*spread += most ? floor(answer.value + BINDS) : -ceil(answer.value - BINDS);
	for (uint32_t at = 0; st == SV_OK && at < n->p.nrows; at++) {
		if (fabs(dual[at]) <= BINDS || noted[at])
			continue;
		noted[at] = 1;
		uint32_t cell = sv_near_forced_cell(s, n->row[at], SV_NEAR_FORCED);
		note_term(&s->a->report->why, cell, dual[at]);
		pull(h, cell, -dual[at]);
	}
	pull(h, t->cell, 1);
	push_reasons(h); /* of each end by itself: at both together pulls may cancel out */
	free(dual);
	return st;
}

/*
 * Rows can't be given up: what is known was filled in from other cells, which may be. first: before any row was; then nothing is done where rows could help, *done being false. Where all that tells
 * an insider was published before, he was told before; a reader without knowledge of his own is to be left what the rule for all cells asks for (a cell that a stricter one is for may be part of a number
 * that was published before).
 */
static enum sv_status repair_reasons(struct sv_siege *s, const struct sv_target *t, bool first, bool *done)
{
	struct sv_attack *a = s->a;
	struct hunt h;
	bool ok = hunt_init(&h, a);
	unsigned char *noted = calloc((size_t)s->b->nrows + 1, 1);
	enum sv_status st = ok && noted ? SV_OK : sv_err_nomem(a->err);
	double spread = 0;

	s->near.rows = first ? SV_NEAR_PUBLISHED : SV_NEAR_FORCED;
	sv_near_find(s, t, s->b->ncolumns);
	sv_near_base(s, t, true);
	if (st == SV_OK)
		st = sv_near_load(s, t);
	if (st == SV_OK)
		st = sv_near_send(s);
	s->near.rows = SV_NEAR_ALL;
	a->report->why = (struct sv_equation){ .cell = t->cell };
	for (int most = 1; st == SV_OK && most >= 0; most--)
		st = pull_end(s, &h, t, most, noted, &spread);
	if (st == SV_OK)
		follow_reasons(&h);
	*done = !first || (spread < (double)a->pool.need[t->cell] && !(h.cell == SV_NO_CELL && (h.assumed || (!a->reader && spread < (double)a->m->width))));
	if (st == SV_OK && *done) {
		a->again = h.cell != SV_NO_CELL;
		if (a->again)
			suppress(a, h.cell);
		else if (first)
			st = sv_pool_tell(&a->pool, t->cell, (int64_t)spread, a->err);
		else
			st = refuse(a, t->cell);
	}
	hunt_release(&h);
	free(noted);
	return st;
}

/* The cheapest of the moves that give rows up: further out at either end, by all that lacks or by one; in whole numbers where a search finds it. */
struct easing {
	bool found, up;
	double cost, *x, *amount;
};

static enum sv_status ease_end(struct sv_siege *s, const struct sv_target *t, bool up, struct easing *best)
{
	struct sv_near *n = &s->near;
	int64_t lacks = sv_pool_lacks(&s->a->pool, t->cell);
	enum sv_status st;

	sv_near_base(s, t, up);
	st = sv_near_load(s, t);

	for (int how = 0; st == SV_OK && how < 4; how++) {
		struct sv_move m = { .up = up, .ease = true, .whole = how % 2 == 0, .by = how < 2 ? lacks : 1 };
		if (best->found && how == 2)
			break; /* by one only where all that lacks can't be had */
		st = sv_near_move(s, t, m);
		if (st != SV_OK || n->answer.end != SV_LP_OPTIMAL || (best->found && n->answer.value >= best->cost))
			continue;
		best->found = true;
		best->up = up;
		best->cost = n->answer.value;
		memcpy(best->x, n->answer.x, n->p.ncolumns * sizeof *best->x);
		memcpy(best->amount, n->amount, n->p.nrows * sizeof *best->amount);
		if (m.whole)
			break;
	}
	return st;
}

/* Gives up what is cheapest among the columns nearest to a target. *dropped: whether there is anything. */
static enum sv_status ease(struct sv_siege *s, const struct sv_target *t, uint32_t limit, bool *dropped)
{
	struct easing best = { .x = calloc((size_t)s->b->ncolumns + 1, sizeof *best.x), .amount = calloc((size_t)s->b->nrows + 1, sizeof *best.amount) };
	enum sv_status st = best.x && best.amount ? SV_OK : sv_err_nomem(s->a->err);

	*dropped = false;
	sv_near_find(s, t, limit);
	for (int up = 1; st == SV_OK && up >= 0; up--)
		st = ease_end(s, t, up, &best);
	if (st == SV_OK && best.found)
		*dropped = drop_rows(s, best.amount);
	if (st == SV_OK && best.found) /* also where nothing has to be given up any more, and it was not found otherwise */
		st = sv_near_take(s, t, best.up, best.x);
	free(best.x);
	free(best.amount);
	return st;
}

enum sv_status sv_siege_repair(struct sv_siege *s, size_t target)
{
	struct sv_target t = s->target[target]; /* the list may grow */
	int64_t lacked = sv_pool_lacks(&s->a->pool, t.cell);
	bool dropped = false, done = false;
	enum sv_status st = SV_OK;

	if (s->a->reader || sv_cell_width(s->a->m, t.cell) > s->a->m->width)
		st = repair_reasons(s, &t, true, &done);
	if (st != SV_OK || done)
		return st;
	for (uint32_t limit = EASE_FIRST; st == SV_OK && !dropped && sv_pool_lacks(&s->a->pool, t.cell) == lacked; limit *= EASE_MORE) {
		st = ease(s, &t, limit, &dropped);
		if (limit >= s->b->ncolumns)
			break;
	}
	if (st != SV_OK || dropped || sv_pool_lacks(&s->a->pool, t.cell) < lacked || drop_nearest(s, &t))
		return st;
	st = sv_siege_move_last(s, &t);
	if (st != SV_OK || sv_pool_lacks(&s->a->pool, t.cell) < lacked)
		return st;
	return repair_reasons(s, &t, false, &done);
}

enum sv_status sv_attack_repair_told(struct sv_attack *a, size_t cell)
{
	struct hunt h;
	enum sv_status st = SV_OK;

	if (!hunt_init(&h, a)) {
		hunt_release(&h);
		return sv_err_nomem(a->err);
	}
	pull(&h, (uint32_t)cell, 1);
	push_reasons(&h);
	follow_reasons(&h);
	if (h.cell == SV_NO_CELL) {
		a->report->why = (struct sv_equation){ .cell = cell };
		for (uint32_t c = 0; c < a->m->ncells; c++) {
			if (h.seen[c])
				note_term(&a->report->why, c, 0);
		}
		st = a->reader && !h.assumed ? sv_pool_tell(&a->pool, (uint32_t)cell, 0, a->err) : refuse(a, cell);
	} else {
		suppress(a, h.cell);
	}
	hunt_release(&h);
	return st;
}
