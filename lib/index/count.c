/* SPDX-License-Identifier: MIT */
/* Counting by the index: see index.h. Names of columns come from the tables there, words are bound as codes. */
#include "index/internal.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/packed.h"
#include "json/get.h"

static bool known(const char *const *names, const char *name)
{
	for (; *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

static enum sv_status unknown(const char *name, struct sv_err *err)
{
	return sv_err_set(err, SV_BUG, N_("the index has no column '%s'"), name);
}

enum sv_status sv_index_count(struct sv_index *ix, const struct sv_index_query *q,
                              enum sv_status (*fn)(void *data, const char *const *words, long long count, struct sv_err *err), void *data, struct sv_err *err)
{
	struct sv_buf sql = SV_BUF_INIT, inner = SV_BUF_INIT, joins = SV_BUF_INIT;
	const char *words[SV_INDEX_DIMS_MAX];
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = SV_OK;
	int rc = SQLITE_DONE;

	for (size_t i = 0; i < q->nby && st == SV_OK; i++) {
		int place = sv_index_place(q->by[i]);
		if (place < 0 || i == SV_INDEX_DIMS_MAX || sv_index_timely(place)) {
			st = unknown(q->by[i], err);
		} else if (sv_index_dimensions[place].many) {
			sv_buf_addf(&inner, "m%zu.code AS g%zu, ", i, i);
			sv_buf_addf(&joins, " LEFT JOIN many m%zu ON m%zu.id = cases.id AND m%zu.dim = %d", i, i, i, place);
		} else {
			sv_buf_addf(&inner, "d_%s AS g%zu, ", q->by[i], i);
		}
	}
	sv_buf_adds(&sql, "SELECT ");
	for (size_t i = 0; i < q->nby; i++)
		sv_buf_addf(&sql, "ifnull((SELECT word FROM code WHERE id = g.g%zu), '') AS w%zu, ", i, i);
	sv_buf_addf(&sql, "n FROM (SELECT %scount(*) AS n FROM cases%s", sv_buf_str(&inner), sv_buf_str(&joins));
	if (st == SV_OK)
		st = sv_index_where(q, &sql, err);
	for (size_t i = 0; i < q->nby; i++)
		sv_buf_addf(&sql, "%sg%zu", i ? ", " : " GROUP BY ", i);
	sv_buf_adds(&sql, ") g ORDER BY ");
	for (size_t i = 0; i < q->nby; i++)
		sv_buf_addf(&sql, "w%zu, ", i);
	sv_buf_adds(&sql, "n");
	if (st == SV_OK)
		st = sql.failed || inner.failed || joins.failed ? sv_err_nomem(err) : sv_index_prepare(ix, sv_buf_str(&sql), &stmt, err);
	if (st == SV_OK)
		st = sv_index_bind(ix, stmt, q, err);
	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		for (size_t i = 0; i < q->nby; i++)
			words[i] = (const char *)sqlite3_column_text(stmt, (int)i);
		st = fn(data, words, sqlite3_column_int64(stmt, (int)q->nby), err);
	}
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	sv_buf_release(&sql);
	sv_buf_release(&inner);
	sv_buf_release(&joins);
	return st;
}

/* The words of one dimension of a group. */
struct list {
	const char **item;
	size_t n, cap;
};

/* One question over groups. */
struct grouping {
	struct sv_index *ix;
	const struct sv_index_query *q;
	struct sv_index_words words;
	int place[SV_INDEX_DIMS_MAX];
	struct list lists[SV_INDEX_DIMS_MAX];
	const char *const *items[SV_INDEX_DIMS_MAX];
	sqlite3_stmt *stmt;
};

static bool add(struct list *l, const char *item)
{
	if (l->n + 1 >= l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 8;
		const char **grown = realloc(l->item, cap * sizeof *grown);
		if (grown == NULL)
			return false;
		l->item = grown;
		l->cap = cap;
	}
	if (item)
		l->item[l->n++] = item;
	l->item[l->n] = NULL;
	return true;
}

/* Each dimension as a column: a code, or the codes of all its words in one text. */
static enum sv_status add_dims(struct grouping *g, struct sv_buf *sql, struct sv_err *err)
{
	for (size_t i = 0; i < g->q->nby; i++) {
		int place = sv_index_place(g->q->by[i]);
		if (place < 0 || i == SV_INDEX_DIMS_MAX)
			return unknown(g->q->by[i], err);
		g->place[i] = place;
		if (sv_index_timely(place)) { /* the term's code times eight, and how it was kept */
			sv_buf_adds(sql, "(SELECT group_concat(t) FROM (SELECT term * 8 + max(");
			sv_index_keeping_sql(sql, g->q->today);
			sv_buf_adds(sql, ") AS t FROM kept WHERE kept.id = cases.id GROUP BY term)), ");
		} else if (sv_index_dimensions[place].many) {
			sv_buf_addf(sql, "(SELECT group_concat(code) FROM many WHERE many.id = cases.id AND dim = %d), ", place);
		} else {
			sv_buf_addf(sql, "d_%s, ", g->q->by[i]);
		}
	}
	return SV_OK;
}

static enum sv_status ask(struct grouping *g, struct sv_buf *sql, const char *tail, struct sv_err *err)
{
	enum sv_status st = sv_index_where(g->q, sql, err);

	sv_buf_adds(sql, tail);
	if (st == SV_OK)
		st = sql->failed ? sv_err_nomem(err) : sv_index_prepare(g->ix, sv_buf_str(sql), &g->stmt, err);
	if (st == SV_OK)
		st = sv_index_bind(g->ix, g->stmt, g->q, err);
	return st == SV_OK ? sv_index_words_read(g->ix, &g->words, err) : st;
}

/* The words of the group that the statement stands at. */
static enum sv_status read_words(struct grouping *g, struct sv_err *err)
{
	for (size_t i = 0; i < g->q->nby; i++) {
		const char *codes = (const char *)sqlite3_column_text(g->stmt, (int)i);
		bool timely = sv_index_timely(g->place[i]);
		char *end;
		g->lists[i].n = 0;
		if (!add(&g->lists[i], NULL))
			return sv_err_nomem(err);
		for (; codes && *codes; codes = *end ? end + 1 : end) {
			long long code = strtoll(codes, &end, 10);
			const char *word = timely ? sv_index_kept_word(&g->words, code / 8, (int)(code % 8)) : sv_index_word(&g->words, code);
			if (end == codes)
				break;
			if (word && !add(&g->lists[i], word))
				return sv_err_nomem(err);
		}
		g->items[i] = g->lists[i].item;
	}
	return SV_OK;
}

static void release(struct grouping *g)
{
	sv_index_words_release(&g->words);
	for (size_t i = 0; i < SV_INDEX_DIMS_MAX; i++)
		free(g->lists[i].item);
	sqlite3_finalize(g->stmt);
}

/* GROUP BY the first n columns. */
static void group_by(struct sv_buf *tail, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sv_buf_addf(tail, "%s%zu", i ? ", " : " GROUP BY ", i + 1);
	if (n == 0) /* not a row of zeros where there is no case */
		sv_buf_adds(tail, " HAVING count(*) > 0");
}

/* Whether every dimension is one code: then cases need not be sorted to be counted. */
static bool plain(const struct sv_index_query *q)
{
	for (size_t i = 0; i < q->nby; i++) {
		int place = sv_index_place(q->by[i]);
		if (place >= 0 && sv_index_dimensions[place].many)
			return false;
	}
	return true;
}

static const char *const summed[] = { "n_allegations", "n_contacts", "n_overrides" };

/* What is asked of each case or group: dimensions, days and whether open, how many, and numbers. */
static enum sv_status columns(struct grouping *g, const struct sv_index_span *span, bool alone, struct sv_buf *sql, struct sv_buf *tail, struct sv_err *err)
{
	enum sv_status st;

	sv_buf_adds(sql, "SELECT ");
	st = add_dims(g, sql, err);
	if (span) {
		sv_buf_addf(sql, "ifnull(%s, min(ifnull(closed, %ld), %ld)) - %s, %s IS NULL, ", span->to, (long)g->q->today, (long)g->q->today, span->from, span->to);
		sv_buf_addf(tail, " AND %s IS NOT NULL AND (%s IS NOT NULL OR d_state IS NOT (SELECT id FROM code WHERE word = 'erased'))", span->from, span->to);
	}
	sv_buf_adds(sql, alone ? "1" : "count(*)");
	for (size_t i = 0; i < 3; i++)
		sv_buf_addf(sql, g->q->numbers ? alone ? ", %s" : ", sum(%s)" : ", 0", summed[i]);
	sv_buf_adds(sql, " FROM cases");
	if (!alone)
		group_by(tail, g->q->nby + (span ? 2 : 0));
	return st;
}

/* The group that the statement stands at. */
static enum sv_status read_group(struct grouping *g, const struct sv_index_span *span, struct sv_index_group *group, struct sv_err *err)
{
	int col = (int)g->q->nby;

	if (span) {
		group->days = sqlite3_column_int(g->stmt, col++);
		group->open = sqlite3_column_int(g->stmt, col++);
	}
	group->cases = sqlite3_column_int64(g->stmt, col++);
	group->allegations = sqlite3_column_int64(g->stmt, col++);
	group->contacts = sqlite3_column_int64(g->stmt, col++);
	group->overrides = sqlite3_column_int64(g->stmt, col++);
	return read_words(g, err);
}

/* How many codes go into one number of a key: as many as 62 bits hold, so that most tables have keys of one. */
static size_t packed(const struct grouping *g, unsigned *bits)
{
	*bits = 1;
	while (*bits < 62 && g->words.n >> *bits)
		++*bits;
	return 62 / *bits;
}

/* Counts case by case, as they lie, without sorting them: a table of what is alike. */
static enum sv_status tally_all(struct grouping *g, const struct sv_index_span *span, struct sv_tally *t, struct sv_err *err)
{
	unsigned bits;
	size_t per = packed(g, &bits), codes = (g->q->nby + per - 1) / per, ncols = g->q->nby + (span ? 2 : 0), nkey = codes + (span ? 2 : 0);
	int64_t key[SV_TALLY_KEY], add[SV_TALLY_SUMS] = { 1 };
	int rc;

	while ((rc = sqlite3_step(g->stmt)) == SQLITE_ROW) {
		memset(key, 0, sizeof key);
		for (size_t i = 0; i < g->q->nby; i++)
			key[i / per] = key[i / per] << bits | sqlite3_column_int64(g->stmt, (int)i); /* no code: 0 */
		for (size_t i = 0; i < 2 && span; i++)
			key[codes + i] = sqlite3_column_int64(g->stmt, (int)(g->q->nby + i));
		for (size_t i = 1; i < SV_TALLY_SUMS && g->q->numbers; i++)
			add[i] = sqlite3_column_int64(g->stmt, (int)(ncols + i));
		if (!sv_tally_add(t, key, nkey, add))
			return sv_err_nomem(err);
	}
	return rc == SQLITE_DONE ? SV_OK : sv_index_fail(g->ix, err);
}

static enum sv_status tell_tally(struct grouping *g, const struct sv_index_span *span, const struct sv_tally *t, struct sv_index_group *group,
                                 enum sv_status (*fn)(void *data, const struct sv_index_group *group, struct sv_err *err), void *data, struct sv_err *err)
{
	unsigned bits;
	size_t per = packed(g, &bits), codes = (g->q->nby + per - 1) / per;
	enum sv_status st = SV_OK;

	for (size_t k = 0; k < t->n && st == SV_OK; k++) {
		const int64_t *key = sv_tally_key(t, k), *sum = sv_tally_sums(t, k);
		for (size_t i = 0; i < g->q->nby && st == SV_OK; i++) {
			size_t last = (i / per + 1) * per > g->q->nby ? g->q->nby - 1 : (i / per + 1) * per - 1; /* of its number, which stands lowest */
			const char *word = sv_index_word(&g->words, key[i / per] >> (last - i) * bits & ((1LL << bits) - 1));
			g->lists[i].n = 0;
			if (!add(&g->lists[i], word))
				st = sv_err_nomem(err);
			g->items[i] = g->lists[i].item;
		}
		group->days = span ? (int32_t)key[codes] : 0;
		group->open = span && key[codes + 1];
		group->cases = sum[0];
		group->allegations = sum[1];
		group->contacts = sum[2];
		group->overrides = sum[3];
		if (st == SV_OK)
			st = fn(data, group, err);
	}
	return st;
}

enum sv_status sv_index_groups(struct sv_index *ix, const struct sv_index_query *q, const struct sv_index_span *span,
                               enum sv_status (*fn)(void *data, const struct sv_index_group *group, struct sv_err *err), void *data, struct sv_err *err)
{
	struct grouping g = { .ix = ix, .q = q };
	struct sv_index_group group = { .words = g.items };
	struct sv_buf sql = SV_BUF_INIT, tail = SV_BUF_INIT;
	struct sv_tally tally = SV_TALLY_INIT;
	bool alone = plain(q), counted = false;
	int rc = SQLITE_DONE;
	enum sv_status st;

	if (span && (!known(sv_index_days, span->from) || !known(sv_index_days, span->to)))
		return unknown(known(sv_index_days, span->from) ? span->to : span->from, err);
	st = columns(&g, span, alone, &sql, &tail, err);
	if (st == SV_OK)
		st = ask(&g, &sql, sv_buf_str(&tail), err);
	if (st == SV_OK && alone && sv_packed_fits(q, span)) {
		unsigned bits;
		size_t per = packed(&g, &bits);
		st = sv_packed_count(ix, q, bits, per, &tally, &counted, err);
	}
	if (st == SV_OK && alone && !counted)
		st = tally_all(&g, span, &tally, err);
	if (st == SV_OK && alone)
		st = tell_tally(&g, span, &tally, &group, fn, data, err);
	while (st == SV_OK && !alone && (rc = sqlite3_step(g.stmt)) == SQLITE_ROW) {
		st = read_group(&g, span, &group, err);
		if (st == SV_OK)
			st = fn(data, &group, err);
	}
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sv_tally_release(&tally);
	release(&g);
	sv_buf_release(&sql);
	sv_buf_release(&tail);
	return st;
}

enum sv_status sv_index_kept(struct sv_index *ix, const struct sv_index_query *q,
                             enum sv_status (*fn)(void *data, const struct sv_index_kept *kept, struct sv_err *err), void *data, struct sv_err *err)
{
	struct grouping g = { .ix = ix, .q = q };
	struct sv_index_kept kept = { .words = g.items };
	struct sv_buf sql = SV_BUF_INIT, tail = SV_BUF_INIT;
	int rc = SQLITE_DONE, at = (int)q->nby;
	enum sv_status st;

	sv_buf_adds(&sql, "SELECT ");
	st = add_dims(&g, &sql, err);
	sv_buf_adds(&sql, "term, ");
	sv_index_keeping_sql(&sql, q->today);
	sv_buf_adds(&sql, ", ifnull(done - due, 0), count(*) FROM cases JOIN kept USING (id)");
	group_by(&tail, q->nby + 3);
	if (st == SV_OK)
		st = ask(&g, &sql, sv_buf_str(&tail), err);
	while (st == SV_OK && (rc = sqlite3_step(g.stmt)) == SQLITE_ROW) {
		st = read_words(&g, err);
		kept.term = sv_index_word(&g.words, sqlite3_column_int64(g.stmt, at));
		kept.keeping = sqlite3_column_int(g.stmt, at + 1);
		kept.days = sqlite3_column_int64(g.stmt, at + 2);
		kept.n = sqlite3_column_int64(g.stmt, at + 3);
		if (st == SV_OK && kept.term)
			st = fn(data, &kept, err);
	}
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	release(&g);
	sv_buf_release(&sql);
	sv_buf_release(&tail);
	return st;
}
