/* SPDX-License-Identifier: MIT */
/* The attack on one block: tables that fit what is published are sought until they prove each suppressed cell. See audit.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/audit_internal.h"
#include "stats/elim.h"

#define IDLE_ROUNDS 3 /* rounds on all cells at once that prove nothing new, before they are taken one by one */
#define WHOLE 1e-5    /* a number this near to a whole one is taken for it, and then checked */

bool sv_siege_add_target(struct sv_siege *s, uint32_t cell, const uint32_t *column, size_t ncolumns, int64_t known)
{
	if (s->ntargets == s->cap) {
		size_t cap = s->cap ? s->cap * 2 : 64;
		struct sv_target *p = realloc(s->target, cap * sizeof *p);
		if (p == NULL)
			return false;
		s->target = p;
		s->cap = cap;
	}
	struct sv_target *t = &s->target[s->ntargets++];
	*t = (struct sv_target){ cell, sv_cell_width(s->a->m, cell), known, column, ncolumns, INT64_MAX, -1, false };
	for (size_t k = 0; k < s->found->n; k++) {
		int64_t v = known;
		for (size_t i = 0; i < ncolumns; i++)
			v += s->found->table[k][column[i]];
		t->low = v < t->low ? v : t->low;
		t->high = v > t->high ? v : t->high;
	}
	t->proven = t->high >= t->low && t->high - t->low >= (int64_t)t->width;
	return true;
}

static int64_t value_in(const struct sv_target *t, const int64_t *table)
{
	int64_t v = t->known;

	for (size_t i = 0; i < t->ncolumns; i++)
		v += table[t->column[i]];
	return v;
}

/* Whether s->round fits every row that counts. */
static bool fits(const struct sv_siege *s)
{
	for (uint32_t r = 0; r < s->b->nrows; r++) {
		int64_t sum = 0;
		for (size_t i = s->b->row_start[r]; i < s->b->row_start[r + 1]; i++)
			sum += s->round[s->b->row_column[i]];
		if (!s->dropped[r] && sum != s->b->row_value[r])
			return false;
	}
	return true;
}

/* Keeps the table in s->round where it tells more of a cell that is not proven, or is the first. */
static bool keep(struct sv_siege *s)
{
	bool tells = s->found->n == 0;

	for (size_t i = 0; i < s->ntargets; i++) {
		struct sv_target *t = &s->target[i];
		int64_t v = value_in(t, s->round);
		if (t->proven || (v >= t->low && v <= t->high))
			continue;
		tells = true;
		t->low = v < t->low ? v : t->low;
		t->high = v > t->high ? v : t->high;
		t->proven = t->high - t->low >= (int64_t)t->width;
	}
	if (!tells)
		return true;
	if (s->found->n == s->found->cap) {
		size_t cap = s->found->cap ? s->found->cap * 2 : 16;
		int64_t **p = realloc(s->found->table, cap * sizeof *p);
		if (p == NULL)
			return false;
		s->found->table = p;
		s->found->cap = cap;
	}
	size_t bytes = s->b->ncolumns * sizeof(int64_t);
	int64_t *copy = malloc(bytes);
	if (copy == NULL)
		return false;
	memcpy(copy, s->round, bytes);
	s->found->table[s->found->n++] = copy;
	return true;
}

enum sv_status sv_siege_take(struct sv_siege *s)
{
	for (uint32_t c = 0; c < s->b->ncolumns; c++) {
		double v = nearbyint(s->answer.x[c]);
		if (!(fabs(v - s->answer.x[c]) < WHOLE) || v < 0 || v > (double)s->top)
			return SV_OK;
		s->round[c] = (int64_t)v;
	}
	if (fits(s) && !keep(s))
		return sv_err_nomem(s->a->err);
	return SV_OK;
}

/* Makes a goal of the weights that stand in s->weight. */
static void make_goal(struct sv_siege *s, struct sv_lp_goal *goal)
{
	goal->column = s->goal_column;
	goal->weight = s->goal_weight;
	for (uint32_t c = 0; c < s->b->ncolumns; c++) {
		if (s->weight[c] == 0)
			continue;
		s->goal_column[goal->n] = c;
		s->goal_weight[goal->n++] = s->weight[c];
		s->weight[c] = 0;
	}
}

static enum sv_status solve(struct sv_siege *s, struct sv_lp_goal goal, bool *solved)
{
	make_goal(s, &goal);
	s->a->report->solves++;
	s->a->report->searches += goal.whole;
	enum sv_status st = s->a->lp->solve(s->a->lp->ctx, &goal, &s->answer, s->a->err);
	if (st != SV_OK)
		return st;
	*solved = s->answer.end == SV_LP_OPTIMAL;
	if (!*solved && !goal.whole)
		return sv_err_set(s->a->err, SV_UNAVAILABLE, N_("the solver finds no table that fits what is published, though there is one"));
	return *solved ? sv_siege_take(s) : SV_OK;
}

enum sv_status sv_siege_solve(struct sv_siege *s, bool most, bool *solved)
{
	return solve(s, (struct sv_lp_goal){ .most = most }, solved);
}

void sv_siege_aim(struct sv_siege *s, const struct sv_target *t, int32_t by)
{
	for (size_t i = 0; i < t->ncolumns; i++)
		s->weight[t->column[i]] += by;
}

/* Which rows of the problem imply the others: short ones first. */
static bool choose_lean(struct sv_siege *s, uint32_t *order, unsigned char *lean)
{
	const struct sv_lp_problem *p = &s->p;
	struct sv_elim *e = sv_elim_new(p->ncolumns, 0);
	struct sv_elim_leak leak;
	bool ok = e != NULL;
	uint32_t n = 0;

	for (size_t len = 1; n < p->nrows; len++) { /* by length; most are short */
		size_t next = SIZE_MAX;
		for (uint32_t r = 0; r < p->nrows; r++) {
			size_t k = p->start[r + 1] - p->start[r];
			if (k == len)
				order[n++] = r;
			else if (k > len && k < next)
				next = k;
		}
		len = next == SIZE_MAX ? len : next - 1;
	}
	for (uint32_t i = 0; ok && i < p->nrows; i++) {
		uint32_t r = order[i], before = sv_elim_equations(e);
		ok = sv_elim_add(e, p->column + p->start[r], p->start[r + 1] - p->start[r], 1, SV_ELIM_NONE, &leak);
		sv_elim_commit(e);
		lean[r] = sv_elim_equations(e) > before;
	}
	sv_elim_free(e);
	return ok;
}

static void problem_release(struct sv_siege *s)
{
	free((void *)(uintptr_t)s->p.start);
	free((void *)(uintptr_t)s->p.column);
	free((void *)(uintptr_t)s->p.value);
	free((void *)(uintptr_t)s->p.lean);
	free((void *)(uintptr_t)s->p.cost);
	s->p = (struct sv_lp_problem){ 0 };
}

enum sv_status sv_siege_load(struct sv_siege *s, bool forced)
{
	const struct sv_block *b = s->b;
	size_t n = b->nrows ? b->nrows : 1, terms = b->row_start[b->nrows], *start = calloc(n + 1, sizeof *start);
	uint32_t *column = calloc(terms ? terms : 1, sizeof *column), *order = calloc(n, sizeof *order);
	int64_t *value = calloc(n, sizeof *value), *cost = calloc(n, sizeof *cost);
	unsigned char *lean = calloc(n, 1);
	bool ok = start && column && order && value && cost && lean;

	problem_release(s);
	s->p = (struct sv_lp_problem){ b->ncolumns, 0, s->top, start, column, value, lean, cost };
	for (uint32_t r = 0; ok && r < b->nrows; r++) {
		uint32_t at = s->p.nrows;
		size_t k = b->row_start[r + 1] - b->row_start[r];
		int64_t c = sv_siege_row_cost(s, r);
		if (s->dropped[r] || (forced && c >= 0))
			continue;
		memcpy(column + start[at], b->row_column + b->row_start[r], k * sizeof *column);
		start[at + 1] = start[at] + k;
		value[at] = b->row_value[r];
		cost[at] = c;
		s->row[at] = r;
		s->p.nrows++;
	}
	ok = ok && choose_lean(s, order, lean);
	free(order);
	s->stale = forced;
	return ok ? s->a->lp->load(s->a->lp->ctx, &s->p, s->a->err) : sv_err_nomem(s->a->err);
}

static size_t unproven(const struct sv_siege *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->ntargets; i++)
		n += !s->target[i].proven;
	return n;
}

/* Which way a cell is pushed in a round: up in the first, down in the second, then this one so and that one so. */
static int32_t direction(uint32_t cell, uint32_t round)
{
	uint64_t x = ((uint64_t)cell << 20) + round;

	if (round < 2)
		return round == 0 ? 1 : -1;
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
	x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
	return (x >> 40) & 1 ? 1 : -1;
}

/* Pushes all cells that are not proven at once, this way and that, as long as that proves some. */
static enum sv_status push_all(struct sv_siege *s)
{
	enum sv_status st = SV_OK;
	bool solved;

	for (uint32_t round = 0, idle = 0; st == SV_OK && idle < IDLE_ROUNDS; round++) {
		size_t before = unproven(s);
		if (before == 0)
			return SV_OK;
		for (size_t i = 0; i < s->ntargets; i++) {
			if (!s->target[i].proven)
				sv_siege_aim(s, &s->target[i], direction(s->target[i].cell, round));
		}
		st = solve(s, (struct sv_lp_goal){ .most = true }, &solved);
		idle = unproven(s) < before || round < 2 ? 0 : idle + 1;
	}
	return st;
}

/* The table in which a cell is highest, or lowest. */
static size_t outermost(const struct sv_siege *s, const struct sv_target *t, bool up)
{
	size_t from = 0;
	int64_t end = up ? -1 : INT64_MAX;

	for (size_t k = 0; k < s->found->n; k++) {
		int64_t v = value_in(t, s->found->table[k]);
		if (up ? v > end : v < end) {
			end = v;
			from = k;
		}
	}
	return from;
}

enum sv_status sv_siege_move(struct sv_siege *s, size_t i, struct sv_move how, double *amount)
{
	struct sv_target *t = &s->target[i];
	struct sv_lp_goal goal = { .most = how.up, .whole = how.whole };
	size_t from = outermost(s, t, how.up);

	sv_siege_aim(s, t, 1);
	make_goal(s, &goal);
	s->a->report->solves++;
	s->a->report->searches += how.whole;
	enum sv_status st = s->a->lp->move(s->a->lp->ctx, s->found->table[from], &goal, (double)how.by, amount, &s->answer, s->a->err);
	for (uint32_t c = 0; st == SV_OK && s->answer.end == SV_LP_OPTIMAL && c < s->b->ncolumns; c++)
		s->answer.x[c] += (double)s->found->table[from][c];
	return st;
}

static int64_t spread(const struct sv_target *t)
{
	return t->high - t->low;
}

/*
 * Widens what tables show of a cell by small moves from tables that there are. Small moves touch few cells, and so are
 * mostly whole where the ends of the linear problem are not: by all that lacks, by one, and where they are not whole, by a search.
 */
static enum sv_status move_apart(struct sv_siege *s, size_t i)
{
	enum sv_status st = SV_OK;

	for (bool on = s->found->n > 0; on && st == SV_OK && !s->target[i].proven;) {
		on = false;
		for (int how = 0; st == SV_OK && !on && how < 6; how++) {
			const struct sv_target *t = &s->target[i];
			int64_t before = spread(t), lacks = (int64_t)t->width - before;
			if (how / 2 == 1 && lacks == 1)
				continue; /* tried already */
			st = sv_siege_move(s, i, (struct sv_move){ how % 2 == 0, how / 2 == 2, how / 2 == 0 ? lacks : 1 }, NULL);
			if (st == SV_OK && s->answer.end == SV_LP_OPTIMAL)
				st = sv_siege_take(s);
			on = spread(&s->target[i]) > before;
		}
	}
	return st;
}

static void take_duals(const struct sv_siege *s, double *out)
{
	memset(out, 0, s->b->nrows * sizeof *out);
	for (uint32_t r = 0; r < s->p.nrows; r++)
		out[s->row[r]] = s->answer.dual[r];
}

enum sv_status sv_siege_duals(struct sv_siege *s, size_t target)
{
	bool solved;

	sv_siege_aim(s, &s->target[target], 1);
	enum sv_status st = sv_siege_solve(s, true, &solved);
	if (st != SV_OK)
		return st;
	take_duals(s, s->most);
	if (s->target[target].proven)
		return SV_OK;
	sv_siege_aim(s, &s->target[target], 1);
	st = sv_siege_solve(s, false, &solved);
	take_duals(s, s->least);
	return st;
}

/* Attacks one cell until it is proven, suppressing more where it must. */
static enum sv_status attack(struct sv_siege *s, size_t i)
{
	enum sv_status st = SV_OK;

	while (st == SV_OK && !s->target[i].proven && !s->a->again) {
		st = move_apart(s, i);
		if (st == SV_OK && !s->target[i].proven)
			st = s->stale ? sv_siege_load(s, false) : sv_siege_repair(s, i);
	}
	return st;
}

/*
 * A first table of whole numbers to move from. Where the solver comes to none by itself, the true one: the tables that are
 * moved from it are near to it, and the certificate is then secret.
 */
static enum sv_status first_table(struct sv_siege *s)
{
	const struct sv_publication *m = s->a->m;
	uint32_t block = (uint32_t)(s->b - s->a->sys.blocks);
	bool solved;
	enum sv_status st = SV_OK;

	if (s->found->n == 0)
		st = solve(s, (struct sv_lp_goal){ .most = true }, &solved);
	if (st == SV_OK && s->found->n == 0)
		st = solve(s, (struct sv_lp_goal){ .most = true, .whole = true }, &solved);
	if (st != SV_OK || s->found->n > 0)
		return st;
	s->a->report->secret = true;
	memset(s->round, 0, s->b->ncolumns * sizeof *s->round);
	for (size_t i = 0; i < m->ninner; i++) {
		if (s->a->sys.block_of[i] == block)
			s->round[s->a->sys.column[i]] += m->inner[i];
	}
	return fits(s) && keep(s) ? SV_OK : sv_err_nomem(s->a->err);
}

/* Of the tables found keeps those that prove: for the hardest cells first, the two that differ most in it. */
static void prune(struct sv_siege *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->ntargets; i++) {
		const struct sv_target *t = &s->target[i];
		size_t a = 0, b = 0;
		int64_t low = INT64_MAX, high = -1, kept_low = INT64_MAX, kept_high = -1;
		for (size_t k = 0; k < s->found->n; k++) {
			int64_t v = value_in(t, s->found->table[k]);
			a = v < low ? k : a;
			low = v < low ? v : low;
			b = v > high ? k : b;
			high = v > high ? v : high;
			kept_low = k < kept && v < kept_low ? v : kept_low;
			kept_high = k < kept && v > kept_high ? v : kept_high;
		}
		if (kept_high >= kept_low && kept_high - kept_low >= (int64_t)t->width)
			continue;
		for (int side = 0; side < 2; side++) {
			size_t k = side ? b : a;
			if (k < kept)
				continue;
			int64_t *swap = s->found->table[k];
			s->found->table[k] = s->found->table[kept];
			s->found->table[kept] = swap;
			b = !side && b == kept ? k : b;
			kept++;
		}
	}
	if (kept == 0 && s->found->n > 0)
		kept = 1;
	while (s->found->n > kept)
		free(s->found->table[--s->found->n]);
}

static int harder(const void *x, const void *y)
{
	const struct sv_target *a = x, *b = y;
	int64_t ra = a->high - a->low - a->width, rb = b->high - b->low - b->width;

	if (ra != rb)
		return ra < rb ? -1 : 1;
	return a->cell < b->cell ? -1 : a->cell > b->cell;
}

static bool siege_init(struct sv_siege *s)
{
	const struct sv_block *b = s->b;
	size_t c = b->ncolumns ? b->ncolumns : 1, r = b->nrows ? b->nrows : 1;

	s->dropped = calloc(r, 1);
	s->row = calloc(r, sizeof *s->row);
	s->amount = calloc(r, sizeof *s->amount);
	s->best_amount = calloc(r, sizeof *s->best_amount);
	s->best_x = calloc(c, sizeof *s->best_x);
	s->answer.x = calloc(c, sizeof *s->answer.x);
	s->answer.dual = calloc(r, sizeof *s->answer.dual);
	s->most = calloc(r, sizeof *s->most);
	s->least = calloc(r, sizeof *s->least);
	s->round = calloc(c, sizeof *s->round);
	s->weight = calloc(c, sizeof *s->weight);
	s->goal_column = calloc(c, sizeof *s->goal_column);
	s->goal_weight = calloc(c, sizeof *s->goal_weight);
	if (!s->dropped || !s->row || !s->amount || !s->best_amount || !s->best_x || !s->answer.x || !s->answer.dual || !s->most || !s->least || !s->round || !s->weight || !s->goal_column || !s->goal_weight)
		return false;
	for (uint32_t i = 0; i < b->ntargets; i++) {
		if (!sv_siege_add_target(s, b->target[i], b->target_column + b->target_start[i], b->target_start[i + 1] - b->target_start[i], b->target_known[i]))
			return false;
		s->top += s->target[i].width;
	}
	for (uint32_t i = 0; i < b->nrows; i++)
		s->top = b->row_value[i] > s->top ? b->row_value[i] : s->top;
	return true;
}

static void siege_release(struct sv_siege *s)
{
	free(s->target);
	free(s->dropped);
	free(s->row);
	free(s->amount);
	free(s->best_amount);
	free(s->best_x);
	problem_release(s);
	free(s->answer.x);
	free(s->answer.dual);
	free(s->most);
	free(s->least);
	free(s->round);
	free(s->weight);
	free(s->goal_column);
	free(s->goal_weight);
}

enum sv_status sv_siege_block(struct sv_attack *a, uint32_t block)
{
	const struct sv_block *b = &a->sys.blocks[block];
	struct sv_siege s = { .a = a, .b = b, .found = &a->found[block], .top = a->max_width };
	enum sv_status st = siege_init(&s) ? SV_OK : sv_err_nomem(a->err);

	if (st == SV_OK && (unproven(&s) > 0 || s.found->n == 0)) {
		st = sv_siege_load(&s, false);
		if (st == SV_OK)
			st = push_all(&s);
		if (st == SV_OK)
			st = first_table(&s);
		for (size_t i = 0; st == SV_OK && i < s.ntargets && !a->again; i++)
			st = attack(&s, i);
	}
	if (st == SV_OK && !a->again && s.ntargets > 0) {
		qsort(s.target, s.ntargets, sizeof *s.target, harder);
		prune(&s);
	}
	siege_release(&s);
	return st;
}
