/* SPDX-License-Identifier: MIT */
/* Sparse elimination: see elim.h. */
#include "stats/elim.h"

#include <stdlib.h>
#include <string.h>

#include "stats/prime.h"

/*
 * What is kept of an equation: pivot + the sum of val times col = rhs; or of a watched sum: the sum of val times col, up to
 * what is known. Columns ascend; the first m are unknowns, the others tags. None of them is the pivot of any row.
 */
struct row {
	uint64_t *val; /* one block with col behind it */
	uint32_t *col;
	uint32_t n, m;
	uint32_t pivot; /* SV_ELIM_NONE: a watched sum */
	uint32_t id, width; /* of a watched sum */
	uint64_t rhs;
};

/* The rows in which a column stands: a list that may name too many, and their true number. */
struct list {
	uint32_t *row;
	uint32_t len, cap, count;
};

enum undo_kind { ROW_ADDED, ROW_CHANGED, COLUMN_CLOSED };

struct undo {
	enum undo_kind kind;
	uint32_t at; /* row or column */
	struct row old;
};

/* A column to be set to 0, and the row that says so. */
struct todo {
	uint32_t column, cause;
};

struct sv_elim {
	uint32_t n, all; /* unknowns; unknowns and tags */
	struct row *rows;
	uint32_t nrows, rows_cap;
	uint32_t *pivot_row; /* by column: the row whose pivot it is */
	struct list *lists;
	uint32_t *watch, *width; /* by column: id and width; SV_ELIM_NONE where not watched */
	unsigned char *closed;   /* by column: known to be 0 */
	uint32_t max_width;
	uint64_t *acc; /* by column, 0 between uses */
	unsigned char *touched;
	uint32_t *touch; /* columns of acc in use */
	uint32_t ntouch;
	uint32_t *out_col, *fresh; /* room for a merged row, and for its new columns */
	uint64_t *out_val;
	uint32_t *stamp, now; /* by row */
	uint32_t *hit;        /* rows met */
	struct undo *log;
	size_t nlog, log_cap;
	struct todo *todo;
	size_t ntodo, todo_cap;
	uint64_t odd; /* makes factors that stand for no small number, where an inference is not linear */
};

/* Grows an array of elements of `size` bytes so that it holds `need`. */
static bool grow(void *array, uint32_t *cap, size_t need, size_t size)
{
	void **a = array;

	if (need <= *cap)
		return true;
	size_t want = *cap ? (size_t)*cap * 2 : 16;
	if (want < need)
		want = need;
	if (want > UINT32_MAX - 1)
		return false;
	void *p = realloc(*a, want * size);
	if (p == NULL)
		return false;
	*a = p;
	*cap = (uint32_t)want;
	return true;
}

static bool grow_size(void *array, size_t *cap, size_t need, size_t size)
{
	void **a = array;

	if (need <= *cap)
		return true;
	size_t want = *cap ? *cap * 2 : 64;
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
	e->odd = 0x9E3779B97F4A7C15u % SV_PRIME;
	e->pivot_row = malloc(room * sizeof *e->pivot_row);
	e->lists = calloc(room, sizeof *e->lists);
	e->watch = malloc(room * sizeof *e->watch);
	e->width = calloc(room, sizeof *e->width);
	e->closed = calloc(room, 1);
	e->acc = calloc(room, sizeof *e->acc);
	e->touched = calloc(room, 1);
	e->touch = malloc(room * sizeof *e->touch);
	e->out_col = malloc(room * sizeof *e->out_col);
	e->fresh = malloc(room * sizeof *e->fresh);
	e->out_val = malloc(room * sizeof *e->out_val);
	if (!e->pivot_row || !e->lists || !e->watch || !e->width || !e->closed || !e->acc || !e->touched || !e->touch || !e->out_col || !e->fresh || !e->out_val) {
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
	free(e->acc);
	free(e->touched);
	free(e->touch);
	free(e->out_col);
	free(e->fresh);
	free(e->out_val);
	free(e->stamp);
	free(e->hit);
	free(e->log);
	free(e->todo);
	free(e);
}

/* The factor of a column in a row; 0 where it is not in it. */
static uint64_t factor(const struct row *r, uint32_t column)
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

/* Takes out of a column's list what is no longer so; a row stays once. */
static void tidy(struct sv_elim *e, uint32_t column)
{
	struct list *l = &e->lists[column];
	uint32_t kept = 0;

	e->now++;
	for (uint32_t i = 0; i < l->len; i++) {
		uint32_t r = l->row[i];
		if (r < e->nrows && e->stamp[r] != e->now && factor(&e->rows[r], column) != 0) {
			e->stamp[r] = e->now;
			l->row[kept++] = r;
		}
	}
	l->len = kept;
}

/* Notes that a row has a column; the row is in place already. */
static bool enlist(struct sv_elim *e, uint32_t column, uint32_t row)
{
	struct list *l = &e->lists[column];

	if (column >= e->n)
		return true;
	if (l->len == l->cap && l->len > 2 * l->count + 8)
		tidy(e, column);
	l->count++;
	if (l->len > 0 && l->row[l->len - 1] == row)
		return true;
	if (!grow(&l->row, &l->cap, (size_t)l->len + 1, sizeof *l->row))
		return false;
	l->row[l->len++] = row;
	return true;
}

static void unlist(struct sv_elim *e, uint32_t column)
{
	if (column < e->n)
		e->lists[column].count--;
}

/* Puts n terms of out_col and out_val into a row, in memory of their own. */
static bool store(struct sv_elim *e, struct row *r, uint32_t n)
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
	return true;
}

static bool log_undo(struct sv_elim *e, enum undo_kind kind, uint32_t at, const struct row *old)
{
	if (!grow_size(&e->log, &e->log_cap, e->nlog + 1, sizeof *e->log))
		return false;
	e->log[e->nlog].kind = kind;
	e->log[e->nlog].at = at;
	if (old)
		e->log[e->nlog].old = *old;
	e->nlog++;
	return true;
}

/* Room for one more row, and for marks on all of them. */
static bool reserve_row(struct sv_elim *e)
{
	uint32_t cap = e->rows_cap;

	if (e->nrows < cap)
		return true;
	uint32_t stamps = cap, hits = cap;
	if (!grow(&e->stamp, &stamps, (size_t)cap + 1, sizeof *e->stamp) || !grow(&e->hit, &hits, (size_t)cap + 1, sizeof *e->hit) ||
	    !grow(&e->rows, &e->rows_cap, (size_t)cap + 1, sizeof *e->rows))
		return false;
	memset(e->stamp + cap, 0, (e->rows_cap - cap) * sizeof *e->stamp);
	return true;
}

static void touch(struct sv_elim *e, uint32_t column, uint64_t by)
{
	if (!e->touched[column]) {
		e->touched[column] = 1;
		e->touch[e->ntouch++] = column;
	}
	e->acc[column] = sv_prime_add(e->acc[column], by);
}

static int ascending(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/*
 * Reduces the sum of k columns (with the tags of row cause, made odd, or one tag) by all equations, into out_col and
 * out_val. Returns the number of terms; *rhs is reduced along.
 */
static uint32_t reduce(struct sv_elim *e, const uint32_t *columns, size_t k, uint64_t *rhs)
{
	uint32_t n = 0;

	for (size_t i = 0; i < k; i++) {
		uint32_t c = columns[i], p = e->pivot_row[c];
		if (p == SV_ELIM_NONE) {
			touch(e, c, 1);
			continue;
		}
		const struct row *r = &e->rows[p];
		for (uint32_t j = 0; j < r->n; j++)
			touch(e, r->col[j], sv_prime_neg(r->val[j]));
		*rhs = sv_prime_add(*rhs, sv_prime_neg(r->rhs));
	}
	qsort(e->touch, e->ntouch, sizeof *e->touch, ascending);
	for (uint32_t i = 0; i < e->ntouch; i++) {
		uint32_t c = e->touch[i];
		if (e->acc[c]) {
			e->out_col[n] = c;
			e->out_val[n++] = e->acc[c];
		}
		e->acc[c] = 0;
		e->touched[c] = 0;
	}
	e->ntouch = 0;
	return n;
}

bool sv_elim_watch(struct sv_elim *e, const uint32_t *columns, size_t k, uint32_t id, uint32_t width, bool *known)
{
	uint64_t rhs = 0;

	*known = false;
	if (width > e->max_width)
		e->max_width = width;
	if (k == 1) {
		uint32_t c = columns[0], p = e->pivot_row[c];
		if (e->watch[c] == SV_ELIM_NONE)
			e->watch[c] = id;
		if (e->width[c] < width)
			e->width[c] = width;
		*known = p != SV_ELIM_NONE && e->rows[p].m == 0;
		return true;
	}
	struct row r = { .pivot = SV_ELIM_NONE, .id = id, .width = width };
	uint32_t n = reduce(e, columns, k, &rhs);
	if (!reserve_row(e) || !store(e, &r, n))
		return false;
	*known = r.m == 0;
	e->rows[e->nrows++] = r;
	for (uint32_t i = 0; i < r.m; i++) {
		if (!enlist(e, r.col[i], e->nrows - 1))
			return false;
	}
	return true;
}

static void tell(struct sv_elim_leak *leak, uint32_t id, uint32_t row, bool narrow)
{
	if (leak->found)
		return;
	leak->found = true;
	leak->id = id;
	leak->row = row;
	leak->narrow = narrow;
}

static bool close_later(struct sv_elim *e, uint32_t column, uint32_t cause)
{
	if (e->closed[column])
		return true;
	if (!grow_size(&e->todo, &e->todo_cap, e->ntodo + 1, sizeof *e->todo))
		return false;
	e->todo[e->ntodo++] = (struct todo){ column, cause };
	return true;
}

/* Watched sums that lie within the equation r of positive terms with a small total: they are bounded by it too. */
static void check_sums_within(const struct sv_elim *e, uint32_t row, int64_t total, struct sv_elim_leak *leak)
{
	const struct row *r = &e->rows[row];

	for (uint32_t i = 0; i < r->m; i++) {
		const struct list *l = &e->lists[r->col[i]];
		for (uint32_t k = 0; k < l->len && !leak->found; k++) {
			if (l->row[k] >= e->nrows)
				continue; /* a list may name too many */
			const struct row *s = &e->rows[l->row[k]];
			if (s->pivot != SV_ELIM_NONE || s->m == 0 || s->m > r->m || s->col[0] != r->col[i])
				continue;
			int64_t most = 0; /* the sum is at most this many times the total */
			uint32_t j = 0;
			for (; j < s->m; j++) {
				int64_t a = sv_prime_small(s->val[j]), b = sv_prime_small(factor(r, s->col[j]));
				if (a <= 0 || b <= 0 || a > 1000000)
					break;
				int64_t times = (a + b - 1) / b;
				most = times > most ? times : most;
			}
			if (j == s->m && most * total < (int64_t)s->width)
				tell(leak, s->id, row, true);
		}
	}
}

/* What a row says by itself, once it is new or changed: something known, something between near bounds, or zeros. */
static bool check_row(struct sv_elim *e, uint32_t row, struct sv_elim_leak *leak)
{
	const struct row *r = &e->rows[row];

	if (r->pivot == SV_ELIM_NONE) {
		if (r->m == 0)
			tell(leak, r->id, row, false);
		return true;
	}
	if (r->m == 0) {
		if (e->watch[r->pivot] != SV_ELIM_NONE)
			tell(leak, e->watch[r->pivot], row, false);
		return true;
	}
	int64_t total = sv_prime_small(r->rhs);
	if (total < 0 || total >= (int64_t)e->max_width || (total == 0 && r->rhs != 0))
		return true;
	for (uint32_t i = 0; i < r->m; i++) {
		if (sv_prime_small(r->val[i]) <= 0)
			return true;
	}
	if (total == 0) {
		bool ok = close_later(e, r->pivot, row);
		for (uint32_t i = 0; ok && i < r->m; i++)
			ok = close_later(e, r->col[i], row);
		return ok;
	}
	if (e->watch[r->pivot] != SV_ELIM_NONE && total < (int64_t)e->width[r->pivot])
		tell(leak, e->watch[r->pivot], row, true);
	for (uint32_t i = 0; i < r->m; i++) {
		uint32_t c = r->col[i];
		if (e->watch[c] != SV_ELIM_NONE && total / sv_prime_small(r->val[i]) < (int64_t)e->width[c])
			tell(leak, e->watch[c], row, true);
	}
	check_sums_within(e, row, total, leak);
	return true;
}

/* Row r becomes r - f v, where v has the terms of row `by` and its pivot, which stands in r with the factor f. */
static bool eliminate(struct sv_elim *e, uint32_t row, uint32_t by)
{
	struct row *r = &e->rows[row];
	const struct row *v = &e->rows[by];
	uint64_t f = factor(r, v->pivot), minus = sv_prime_neg(f);
	uint32_t i = 0, j = 0, n = 0, nfresh = 0;

	if (!log_undo(e, ROW_CHANGED, row, r))
		return false;
	while (i < r->n || j < v->n) {
		uint32_t a = i < r->n ? r->col[i] : UINT32_MAX, b = j < v->n ? v->col[j] : UINT32_MAX;
		if (a == v->pivot) {
			i++;
		} else if (a < b) {
			e->out_col[n] = a;
			e->out_val[n++] = r->val[i++];
		} else {
			uint64_t x = sv_prime_mul(minus, v->val[j++]);
			if (a == b)
				x = sv_prime_add(x, r->val[i++]);
			else
				e->fresh[nfresh++] = b;
			if (x) {
				e->out_col[n] = b;
				e->out_val[n++] = x;
			} else {
				unlist(e, b);
			}
		}
	}
	struct row next = *r;
	next.rhs = sv_prime_add(r->rhs, sv_prime_mul(minus, v->rhs));
	if (!store(e, &next, n)) {
		e->nlog--;
		return false;
	}
	*r = next;
	for (uint32_t k = 0; k < nfresh; k++) {
		if (!enlist(e, e->fresh[k], row))
			return false;
	}
	return true;
}

/* Whether row r is a multiple of the n terms in out, so that nothing would be left of it. */
static bool same_direction(const struct sv_elim *e, const struct row *r, uint32_t m)
{
	if (r->m != m || r->col[0] != e->out_col[0] || r->col[m - 1] != e->out_col[m - 1])
		return false;
	uint64_t a = r->val[0], b = e->out_val[0];
	for (uint32_t i = 1; i < m; i++) {
		if (r->col[i] != e->out_col[i] || sv_prime_mul(r->val[i], b) != sv_prime_mul(e->out_val[i], a))
			return false;
	}
	return true;
}

/* Of the m columns in out, the one in the fewest rows. */
static uint32_t choose_pivot(const struct sv_elim *e, uint32_t m)
{
	uint32_t best = 0;

	for (uint32_t i = 1; i < m; i++) {
		if (e->lists[e->out_col[i]].count < e->lists[e->out_col[best]].count)
			best = i;
	}
	return best;
}

/* Turns the n terms in out into the equation of a new row with the pivot at place at. */
static bool add_row(struct sv_elim *e, uint32_t n, uint32_t at, uint64_t rhs)
{
	struct row r = { .pivot = e->out_col[at] };
	uint64_t inv = sv_prime_inv(e->out_val[at]);

	for (uint32_t i = 0; i < n; i++)
		e->out_val[i] = inv == 1 ? e->out_val[i] : sv_prime_mul(e->out_val[i], inv);
	memmove(e->out_col + at, e->out_col + at + 1, (n - 1 - at) * sizeof *e->out_col);
	memmove(e->out_val + at, e->out_val + at + 1, (n - 1 - at) * sizeof *e->out_val);
	r.rhs = sv_prime_mul(rhs, inv);
	if (!reserve_row(e) || !store(e, &r, n - 1))
		return false;
	if (!log_undo(e, ROW_ADDED, e->nrows, NULL)) {
		free(r.val);
		return false;
	}
	e->rows[e->nrows++] = r;
	e->pivot_row[r.pivot] = e->nrows - 1;
	for (uint32_t i = 0; i < r.m; i++) {
		if (!enlist(e, r.col[i], e->nrows - 1))
			return false;
	}
	return true;
}

/* Adds one vector, reduced, that lies in out; with what it does to all rows. */
static bool add_vector(struct sv_elim *e, uint32_t n, uint64_t rhs, struct sv_elim_leak *leak)
{
	uint32_t m = n, nhit = 0;

	while (m > 0 && e->out_col[m - 1] >= e->n)
		m--;
	if (m == 0)
		return true; /* known before */
	uint32_t at = choose_pivot(e, m), q = e->out_col[at];
	struct list *l = &e->lists[q];
	tidy(e, q);
	for (uint32_t i = 0; i < l->len; i++) {
		const struct row *r = &e->rows[l->row[i]];
		bool watched = r->pivot == SV_ELIM_NONE || e->watch[r->pivot] != SV_ELIM_NONE;
		if (e->all == e->n && watched && same_direction(e, r, m)) {
			tell(leak, r->pivot == SV_ELIM_NONE ? r->id : e->watch[r->pivot], l->row[i], false);
			return true;
		}
		e->hit[nhit++] = l->row[i];
	}
	if (!add_row(e, n, at, rhs))
		return false;
	uint32_t row = e->nrows - 1;
	for (uint32_t i = 0; i < nhit; i++) {
		if (!eliminate(e, e->hit[i], row))
			return false;
	}
	l->len = l->count = 0;
	for (uint32_t i = 0; i < nhit && !leak->found; i++) {
		if (!check_row(e, e->hit[i], leak))
			return false;
	}
	return leak->found || check_row(e, row, leak);
}

/* Adds: column = 0, told by the row cause (SV_ELIM_NONE: by the tag). */
static bool close_column(struct sv_elim *e, struct todo t, uint32_t tag, struct sv_elim_leak *leak)
{
	uint64_t rhs = 0;

	if (e->closed[t.column])
		return true;
	if (!log_undo(e, COLUMN_CLOSED, t.column, NULL))
		return false;
	e->closed[t.column] = 1;
	if (e->all > e->n) {
		e->odd = sv_prime_mul(e->odd, 0x2545F4914F6CDD1Du % SV_PRIME);
		const struct row *cause = t.cause == SV_ELIM_NONE ? NULL : &e->rows[t.cause];
		for (uint32_t i = cause ? cause->m : 0; cause && i < cause->n; i++)
			touch(e, cause->col[i], sv_prime_mul(e->odd, cause->val[i]));
		if (cause == NULL && tag != SV_ELIM_NONE)
			touch(e, tag, e->odd);
	}
	uint32_t n = reduce(e, &t.column, 1, &rhs);
	return add_vector(e, n, rhs, leak);
}

/* Watched columns right under a small number, which bounds them whatever else is known. */
static void check_parts(const struct sv_elim *e, const uint32_t *columns, size_t k, int64_t value, struct sv_elim_leak *leak)
{
	for (size_t i = 0; i < k && value > 0 && value < (int64_t)e->max_width; i++) {
		uint32_t c = columns[i], p = e->pivot_row[c];
		bool known = p != SV_ELIM_NONE && e->rows[p].m == 0;
		if (e->watch[c] != SV_ELIM_NONE && !known && value < (int64_t)e->width[c])
			tell(leak, e->watch[c], SV_ELIM_NONE, true);
	}
}

bool sv_elim_add(struct sv_elim *e, const uint32_t *columns, size_t k, int64_t value, uint32_t tag, struct sv_elim_leak *leak)
{
	uint64_t rhs = sv_prime_from(value);
	bool ok = true;

	*leak = (struct sv_elim_leak){ false, SV_ELIM_NONE, SV_ELIM_NONE, false };
	e->ntodo = 0;
	if (tag != SV_ELIM_NONE && tag < e->all)
		touch(e, tag, SV_PRIME - 1);
	uint32_t n = reduce(e, columns, k, &rhs);
	ok = add_vector(e, n, rhs, leak);
	if (ok && !leak->found)
		check_parts(e, columns, k, value, leak);
	for (size_t i = 0; ok && !leak->found && value == 0 && i < k; i++)
		ok = close_later(e, columns[i], SV_ELIM_NONE);
	for (size_t i = 0; ok && !leak->found && i < e->ntodo; i++)
		ok = close_column(e, e->todo[i], tag, leak);
	return ok;
}

void sv_elim_commit(struct sv_elim *e)
{
	for (size_t i = 0; i < e->nlog; i++) {
		if (e->log[i].kind == ROW_CHANGED)
			free(e->log[i].old.val);
	}
	e->nlog = 0;
}

/* Takes a row's terms out of the lists, and puts those of another in. */
static bool swap_terms(struct sv_elim *e, uint32_t row, const struct row *now, const struct row *old)
{
	for (uint32_t i = 0; i < now->m; i++)
		unlist(e, now->col[i]);
	for (uint32_t i = 0; old && i < old->m; i++) {
		if (!enlist(e, old->col[i], row))
			return false;
	}
	return true;
}

bool sv_elim_undo(struct sv_elim *e)
{
	bool ok = true;

	while (e->nlog > 0) {
		struct undo *u = &e->log[--e->nlog];
		if (u->kind == COLUMN_CLOSED) {
			e->closed[u->at] = 0;
			continue;
		}
		struct row now = e->rows[u->at];
		if (u->kind == ROW_CHANGED) {
			e->rows[u->at] = u->old;
			ok &= swap_terms(e, u->at, &now, &u->old);
		} else {
			e->nrows--;
			e->pivot_row[now.pivot] = SV_ELIM_NONE;
			ok &= swap_terms(e, u->at, &now, NULL);
		}
		free(now.val);
	}
	return ok;
}

size_t sv_elim_tags(const struct sv_elim *e, const struct sv_elim_leak *leak, uint32_t *tags, int64_t *factors, size_t max)
{
	if (leak->row >= e->nrows)
		return 0;
	const struct row *r = &e->rows[leak->row];
	/* an equation says pivot + terms + tags = 0; a watched sum is its terms + tags */
	for (uint32_t i = r->m; i < r->n && i - r->m < max; i++) {
		tags[i - r->m] = r->col[i] - e->n;
		factors[i - r->m] = sv_prime_small(r->pivot == SV_ELIM_NONE ? r->val[i] : sv_prime_neg(r->val[i]));
	}
	return r->n - r->m;
}

size_t sv_elim_terms(const struct sv_elim *e, size_t *rows)
{
	size_t sum = 0;

	for (uint32_t r = 0; r < e->nrows; r++)
		sum += e->rows[r].n;
	*rows = e->nrows;
	return sum;
}
