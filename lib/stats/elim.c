/* SPDX-License-Identifier: MIT */
/* The steps of an elimination: reducing, adding an equation, and following zeros. See elim.h. */
#include <stdlib.h>
#include <string.h>

#include "stats/elim_internal.h"
#include "stats/prime.h"

/* Whether a column counts for nothing any more. Where there are tags, it is carried along to tell why. */
static bool gone(const struct sv_elim *e, uint32_t column)
{
	return column < e->n && e->closed[column] && !sv_elim_has_tags(e);
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

/* Puts what was touched into out_col and out_val, in order. Returns the number of terms. */
static uint32_t gather(struct sv_elim *e)
{
	uint32_t n = 0;

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

/* Reduces the sum of k columns by all equations, into out_col and out_val. Returns the number of terms; *rhs is reduced along. */
static uint32_t reduce(struct sv_elim *e, const uint32_t *columns, size_t k, uint64_t *rhs)
{
	for (size_t i = 0; i < k; i++) {
		uint32_t c = columns[i], p = e->pivot_row[c];
		if (gone(e, c))
			continue;
		if (p == SV_ELIM_NONE) {
			touch(e, c, 1);
			continue;
		}
		const struct sv_elim_row *r = &e->rows[p];
		for (uint32_t j = 0; j < r->n; j++) {
			if (!gone(e, r->col[j]))
				touch(e, r->col[j], sv_prime_neg(r->val[j]));
		}
		*rhs = sv_prime_add(*rhs, sv_prime_neg(r->rhs));
	}
	return gather(e);
}

/* Whether a column is known. */
static bool known_column(const struct sv_elim *e, uint32_t c)
{
	return e->closed[c] || (e->pivot_row[c] != SV_ELIM_NONE && e->rows[e->pivot_row[c]].live == 0);
}

bool sv_elim_watch(struct sv_elim *e, const uint32_t *columns, size_t k, uint32_t id, uint32_t width)
{
	uint64_t rhs = 0;

	if (width > e->max_width)
		e->max_width = width;
	if (k == 1) {
		uint32_t c = columns[0];
		if (e->watch[c] == SV_ELIM_NONE || e->width[c] < width) {
			e->watch[c] = id;
			e->width[c] = width;
		}
		return true;
	}
	struct sv_elim_row r = { .pivot = SV_ELIM_NONE, .id = id, .width = width };
	uint32_t n = reduce(e, columns, k, &rhs);
	return sv_elim_reserve_row(e) && sv_elim_store(e, &r, n) && sv_elim_put_row(e, &r);
}

static void tell(struct sv_elim_leak *leak, uint32_t id, uint32_t row, bool narrow)
{
	if (!leak->found)
		*leak = (struct sv_elim_leak){ true, id, row, narrow };
}

/* At most how many times the equation r, of positive terms, the watched sum s is; -1: not bounded by it. */
static int64_t times_within(const struct sv_elim *e, const struct sv_elim_row *s, const struct sv_elim_row *r)
{
	int64_t most = 0;

	for (uint32_t j = 0; j < s->m; j++) {
		if (e->closed[s->col[j]])
			continue;
		int64_t a = sv_prime_small(s->val[j]), b = sv_prime_small(sv_elim_factor(r, s->col[j]));
		if (a <= 0 || b <= 0 || a > 1000)
			return -1;
		int64_t times = (a + b - 1) / b;
		most = times > most ? times : most;
	}
	return most;
}

/* Whether a watched sum lies within the equation r of positive terms, with a total that bounds it. */
static bool bounds_sum(const struct sv_elim *e, const struct sv_elim_row *r, int64_t total, const struct sv_elim_row *s)
{
	int64_t most = s->pivot == SV_ELIM_NONE && s->live > 0 && s->live <= r->live ? times_within(e, s, r) : -1;

	return most >= 0 && most * total < (int64_t)s->width;
}

/* Watched sums that lie within the equation r of positive terms with a small total: they are bounded by it too. */
static void check_sums_within(const struct sv_elim *e, uint32_t row, int64_t total, struct sv_elim_leak *leak)
{
	const struct sv_elim_row *r = &e->rows[row];

	for (uint32_t i = 0; i < r->m; i++) {
		const struct sv_elim_list *l = &e->lists[r->col[i]];
		for (uint32_t k = 0; k < l->len && !leak->found && !e->closed[r->col[i]]; k++) {
			if (l->row[k] >= e->nrows)
				continue; /* a list may name too many */
			const struct sv_elim_row *s = &e->rows[l->row[k]];
			if (bounds_sum(e, r, total, s))
				tell(leak, s->id, row, true);
		}
	}
}

/* The total of an equation of positive terms, where it is below a width; -1 where it is none such. */
static int64_t small_total(const struct sv_elim *e, const struct sv_elim_row *r, uint32_t width)
{
	int64_t total = sv_prime_small(r->rhs);

	if (r->pivot == SV_ELIM_NONE || total < 0 || total >= (int64_t)width || (total == 0 && r->rhs != 0))
		return -1;
	for (uint32_t i = 0; i < r->m; i++) {
		if (!e->closed[r->col[i]] && sv_prime_small(r->val[i]) <= 0)
			return -1;
	}
	return total;
}

bool sv_elim_told(struct sv_elim *e, const uint32_t *columns, size_t k, uint32_t width)
{
	uint64_t rhs = 0;
	uint32_t n = reduce(e, columns, k, &rhs), first = 0;
	struct sv_elim_row s = { .val = e->out_val, .col = e->out_col, .n = n, .pivot = SV_ELIM_NONE, .width = width };

	while (s.m < n && e->out_col[s.m] < e->n) {
		first = s.live == 0 ? s.m : first;
		s.live += !e->closed[e->out_col[s.m++]];
	}
	if (s.live == 0)
		return true;
	if (k == 1 && e->pivot_row[columns[0]] != SV_ELIM_NONE)
		return small_total(e, &e->rows[e->pivot_row[columns[0]]], width) >= 0;
	const struct sv_elim_list *l = &e->lists[e->out_col[first]];
	for (uint32_t i = 0; i < l->len; i++) {
		const struct sv_elim_row *r = l->row[i] < e->nrows ? &e->rows[l->row[i]] : NULL;
		int64_t total = r && !r->dropped ? small_total(e, r, width) : -1;
		if (total >= 0 && bounds_sum(e, r, total, &s))
			return true;
	}
	return false;
}

/* An equation of positive terms with a total nearer to 0 than widths: it bounds all that is in it, and where it is 0, closes it. */
static bool check_small(struct sv_elim *e, uint32_t row, int64_t total, struct sv_elim_leak *leak)
{
	const struct sv_elim_row *r = &e->rows[row];
	bool ok = true;

	if (total == 0) {
		ok = sv_elim_close_later(e, r->pivot, row, SV_ELIM_NONE);
		for (uint32_t i = 0; ok && i < r->m; i++)
			ok = sv_elim_close_later(e, r->col[i], row, SV_ELIM_NONE);
		return ok;
	}
	if (e->watch[r->pivot] != SV_ELIM_NONE && total < (int64_t)e->width[r->pivot])
		tell(leak, e->watch[r->pivot], row, true);
	for (uint32_t i = 0; i < r->m; i++) {
		uint32_t c = r->col[i];
		if (e->watch[c] != SV_ELIM_NONE && !e->closed[c] && total / sv_prime_small(r->val[i]) < (int64_t)e->width[c])
			tell(leak, e->watch[c], row, true);
	}
	check_sums_within(e, row, total, leak);
	return true;
}

/* What a row says by itself, once it is new or changed: something known, something between near bounds, or zeros. */
static bool check_row(struct sv_elim *e, uint32_t row, struct sv_elim_leak *leak)
{
	const struct sv_elim_row *r = &e->rows[row];

	if (r->live == 0) {
		if (r->pivot == SV_ELIM_NONE)
			tell(leak, r->id, row, false);
		else if (e->watch[r->pivot] != SV_ELIM_NONE)
			tell(leak, e->watch[r->pivot], row, false);
		return true;
	}
	int64_t total = small_total(e, r, e->max_width);
	return total < 0 || check_small(e, row, total, leak);
}

/* Row r becomes r - f v, where v has the terms of row `by` and its pivot, which stands in r with the factor f. */
static bool eliminate(struct sv_elim *e, uint32_t row, uint32_t by)
{
	struct sv_elim_row *r = &e->rows[row];
	const struct sv_elim_row *v = &e->rows[by];
	uint64_t f = sv_elim_factor(r, v->pivot), minus = sv_prime_neg(f);
	uint32_t i = 0, j = 0, n = 0, nfresh = 0;

	if (!sv_elim_log(e, SV_ELIM_CHANGED, row, r))
		return false;
	while (i < r->n || j < v->n) {
		uint32_t a = i < r->n ? r->col[i] : UINT32_MAX, b = j < v->n ? v->col[j] : UINT32_MAX;
		if (a == v->pivot) {
			i++;
			sv_elim_unlist(e, a);
		} else if (a < b) {
			if (gone(e, a)) {
				sv_elim_unlist(e, a);
			} else {
				e->out_col[n] = a;
				e->out_val[n++] = r->val[i];
			}
			i++;
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
				sv_elim_unlist(e, b);
			}
		}
	}
	struct sv_elim_row next = *r;
	next.rhs = sv_prime_add(r->rhs, sv_prime_mul(minus, v->rhs));
	if (!sv_elim_store(e, &next, n)) {
		e->nlog--;
		return false;
	}
	*r = next;
	for (uint32_t k = 0; k < nfresh; k++) {
		if (!sv_elim_enlist(e, e->fresh[k], row))
			return false;
	}
	return true;
}

/* Whether row r is a multiple of the m terms in out, so that nothing would be left of it. */
static bool same_direction(const struct sv_elim *e, const struct sv_elim_row *r, uint32_t m)
{
	uint32_t i = 0;
	uint64_t a = 0, b = e->out_val[0];

	for (uint32_t j = 0; j < r->m; j++) {
		if (e->closed[r->col[j]])
			continue;
		if (r->col[j] != e->out_col[i])
			return false;
		if (i == 0)
			a = r->val[j];
		else if (sv_prime_mul(r->val[j], b) != sv_prime_mul(e->out_val[i], a))
			return false;
		i++;
	}
	return i == m;
}

/* Of the m columns in out, the open one in the fewest rows; its place. m where there is none. */
static uint32_t choose_pivot(const struct sv_elim *e, uint32_t m)
{
	uint32_t best = m;

	for (uint32_t i = 0; i < m; i++) {
		if (!e->closed[e->out_col[i]] && (best == m || e->lists[e->out_col[i]].count < e->lists[e->out_col[best]].count))
			best = i;
	}
	return best;
}

/* Turns the n terms in out into the equation of a new row with the pivot at place at. */
static bool add_row(struct sv_elim *e, uint32_t n, uint32_t at, uint64_t rhs)
{
	struct sv_elim_row r = { .pivot = e->out_col[at] };
	uint64_t inv = sv_prime_inv(e->out_val[at]);

	for (uint32_t i = 0; i < n; i++)
		e->out_val[i] = inv == 1 ? e->out_val[i] : sv_prime_mul(e->out_val[i], inv);
	memmove(e->out_col + at, e->out_col + at + 1, (n - 1 - at) * sizeof *e->out_col);
	memmove(e->out_val + at, e->out_val + at + 1, (n - 1 - at) * sizeof *e->out_val);
	r.rhs = sv_prime_mul(rhs, inv);
	if (!sv_elim_reserve_row(e) || !sv_elim_store(e, &r, n - 1))
		return false;
	if (!sv_elim_log(e, SV_ELIM_ADDED, e->nrows, NULL)) {
		free(r.val);
		return false;
	}
	return sv_elim_put_row(e, &r);
}

/* Adds one vector, reduced, of n terms that lie in out; with what it does to all rows. */
static bool add_vector(struct sv_elim *e, uint32_t n, uint64_t rhs, struct sv_elim_leak *leak)
{
	uint32_t m = n, nhit = 0;

	while (m > 0 && e->out_col[m - 1] >= e->n)
		m--;
	uint32_t at = choose_pivot(e, m);
	if (at == m)
		return true; /* known before */
	uint32_t q = e->out_col[at];
	sv_elim_tidy(e, q);
	struct sv_elim_list *l = &e->lists[q];
	for (uint32_t i = 0; i < l->len; i++) {
		const struct sv_elim_row *r = &e->rows[l->row[i]];
		uint32_t id = r->pivot == SV_ELIM_NONE ? r->id : e->watch[r->pivot];
		if (!sv_elim_has_tags(e) && id != SV_ELIM_NONE && r->live == m && same_direction(e, r, m)) {
			tell(leak, id, l->row[i], false);
			return true; /* without doing it: it is taken back anyway */
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
	for (uint32_t i = 0; i < nhit && !leak->found; i++) {
		if (!check_row(e, e->hit[i], leak))
			return false;
	}
	return leak->found || check_row(e, row, leak);
}

/* A row whose pivot is closed: what is left of it is an equation of its own, with a new pivot. */
static bool replace_row(struct sv_elim *e, uint32_t row, struct sv_elim_leak *leak)
{
	struct sv_elim_row *r = &e->rows[row];
	uint32_t n = 0;

	if (!sv_elim_log(e, SV_ELIM_DROPPED, row, NULL))
		return false;
	for (uint32_t i = 0; i < r->m; i++)
		sv_elim_unlist(e, r->col[i]);
	e->pivot_row[r->pivot] = SV_ELIM_NONE;
	r->dropped = true;
	if (sv_elim_has_tags(e)) {
		touch(e, r->pivot, 1);
		for (uint32_t i = 0; i < r->n; i++)
			touch(e, r->col[i], r->val[i]);
		n = gather(e);
	} else {
		for (uint32_t i = 0; i < r->n; i++) {
			if (e->closed[r->col[i]])
				continue;
			e->out_col[n] = r->col[i];
			e->out_val[n++] = r->val[i];
		}
	}
	return add_vector(e, n, r->rhs, leak);
}

/* Closes a column: it counts no more in the rows that have it. Those that are not in e->cut yet are added to it. */
static bool close_column(struct sv_elim *e, const struct sv_elim_todo *t, uint32_t *ncut)
{
	const struct sv_elim_list *l = &e->lists[t->column];

	if (!sv_elim_log(e, SV_ELIM_CLOSED, t->column, NULL))
		return false;
	e->closed[t->column] = 1;
	if (sv_elim_has_tags(e))
		e->cause[t->column] = *t;
	sv_elim_tidy(e, t->column);
	for (uint32_t i = 0; i < l->len; i++) {
		uint32_t row = l->row[i];
		e->rows[row].live--;
		if (e->mark[row] != e->round)
			e->cut[(*ncut)++] = row;
		e->mark[row] = e->round;
	}
	return true;
}

/* Follows all zeros to the end: what is closed may close more. First all that are known, then what is left of equations over them. */
static bool follow_zeros(struct sv_elim *e, struct sv_elim_leak *leak)
{
	while (e->todo_done < e->ntodo && !leak->found) {
		size_t first = e->todo_done, last = e->ntodo;
		uint32_t ncut = 0;
		e->round++;
		for (; e->todo_done < last && !leak->found; e->todo_done++) {
			struct sv_elim_todo t = e->todo[e->todo_done];
			if (e->closed[t.column])
				continue;
			if (e->watch[t.column] != SV_ELIM_NONE)
				tell(leak, e->watch[t.column], t.cause, false);
			if (!close_column(e, &t, &ncut))
				return false;
		}
		for (uint32_t k = 0; k < ncut && !leak->found; k++) {
			if (!check_row(e, e->cut[k], leak))
				return false;
		}
		for (size_t i = first; i < last && !leak->found; i++) {
			uint32_t row = e->pivot_row[e->todo[i].column];
			if (row != SV_ELIM_NONE && !replace_row(e, row, leak))
				return false;
		}
	}
	return true;
}

/* Watched columns right under a small number, which bounds them whatever else is known. */
static void check_parts(const struct sv_elim *e, const uint32_t *columns, size_t k, int64_t value, struct sv_elim_leak *leak)
{
	for (size_t i = 0; i < k && value < (int64_t)e->max_width; i++) {
		uint32_t c = columns[i];
		if (e->watch[c] != SV_ELIM_NONE && !known_column(e, c) && value < (int64_t)e->width[c])
			tell(leak, e->watch[c], SV_ELIM_NONE, true);
	}
}

bool sv_elim_add(struct sv_elim *e, const uint32_t *columns, size_t k, int64_t value, uint32_t tag, struct sv_elim_leak *leak)
{
	uint64_t rhs = (uint64_t)value;
	bool ok = true;

	*leak = (struct sv_elim_leak){ false, SV_ELIM_NONE, SV_ELIM_NONE, false };
	e->ntodo = e->todo_done = 0;
	if (value == 0) {
		for (size_t i = 0; ok && i < k; i++)
			ok = sv_elim_close_later(e, columns[i], SV_ELIM_NONE, tag);
		return ok && follow_zeros(e, leak);
	}
	if (tag != SV_ELIM_NONE)
		touch(e, tag, SV_PRIME - 1);
	uint32_t n = reduce(e, columns, k, &rhs);
	ok = add_vector(e, n, rhs, leak);
	if (ok && !leak->found)
		check_parts(e, columns, k, value, leak);
	return ok && (leak->found || follow_zeros(e, leak));
}

/* Adds a tag to those that are told of, or where it is among them already, leaves it. */
static void add_tag(uint32_t *tags, int64_t *factors, size_t max, size_t *n, uint32_t tag, int64_t factor)
{
	for (size_t i = 0; i < *n && i < max; i++) {
		if (tags[i] == tag)
			return;
	}
	if (*n < max) {
		tags[*n] = tag;
		factors[*n] = factor;
	}
	++*n;
}

bool sv_elim_tags(struct sv_elim *e, const struct sv_elim_leak *leak, uint32_t *tags, int64_t *factors, size_t max, size_t *n)
{
	*n = 0;
	e->now++;
	e->ntodo = e->todo_done = 0;
	if (leak->row != SV_ELIM_NONE && !sv_elim_close_later(e, e->n, leak->row, 0))
		return false;
	/* the row of the leak, and then those that tell that what is closed in it is 0 */
	for (; e->todo_done < e->ntodo; e->todo_done++) {
		struct sv_elim_todo t = e->todo[e->todo_done];
		bool itself = e->todo_done == 0;
		if (t.cause == SV_ELIM_NONE) {
			if (t.tag != SV_ELIM_NONE)
				add_tag(tags, factors, max, n, t.tag - e->n, 0);
			continue;
		}
		const struct sv_elim_row *r = &e->rows[t.cause];
		if (e->stamp[t.cause] == e->now)
			continue;
		e->stamp[t.cause] = e->now;
		/* an equation says pivot + terms + tags = 0; a watched sum is its terms + tags */
		for (uint32_t i = r->m; i < r->n; i++)
			add_tag(tags, factors, max, n, r->col[i] - e->n, !itself ? 0 : sv_prime_small(r->pivot == SV_ELIM_NONE ? r->val[i] : sv_prime_neg(r->val[i])));
		for (uint32_t i = 0; i < r->m; i++) {
			const struct sv_elim_todo *c = &e->cause[r->col[i]];
			if (e->closed[r->col[i]] && !sv_elim_close_later(e, e->n, c->cause, c->tag))
				return false;
		}
	}
	return true;
}
