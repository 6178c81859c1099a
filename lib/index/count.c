/* SPDX-License-Identifier: MIT */
/* Counting by the index: see index.h. Names of columns come from the tables there, words are bound as codes. */
#include "index/internal.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* A grouped question: the words of the groups, then one number. tail: what follows the WHERE. */
static enum sv_status grouped(struct sv_index *ix, const struct sv_index_query *q, const char *number, const char *extra, const char *tail,
                              enum sv_status (*fn)(void *data, const char *const *words, long long n, struct sv_err *err), void *data, struct sv_err *err)
{
	struct sv_buf sql = SV_BUF_INIT, inner = SV_BUF_INIT, joins = SV_BUF_INIT;
	const char *words[SV_INDEX_DIMS_MAX];
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = SV_OK;
	int rc = SQLITE_DONE;

	for (size_t i = 0; i < q->nby && st == SV_OK; i++) {
		int place = sv_index_place(q->by[i]);
		if (place < 0 || i == SV_INDEX_DIMS_MAX)
			st = unknown(q->by[i], err);
		else if (sv_index_dimensions[place].many) {
			sv_buf_addf(&inner, "m%zu.code AS g%zu, ", i, i);
			sv_buf_addf(&joins, " LEFT JOIN many m%zu ON m%zu.id = cases.id AND m%zu.dim = %d", i, i, i, place);
		} else {
			sv_buf_addf(&inner, "d_%s AS g%zu, ", q->by[i], i);
		}
	}
	sv_buf_adds(&sql, "SELECT ");
	for (size_t i = 0; i < q->nby && st == SV_OK; i++)
		sv_buf_addf(&sql, "ifnull((SELECT word FROM code WHERE id = g.g%zu), '') AS w%zu, ", i, i);
	sv_buf_addf(&sql, "n FROM (SELECT %s%s AS n FROM cases%s", sv_buf_str(&inner), number, sv_buf_str(&joins));
	if (st == SV_OK)
		st = sv_index_where(q, &sql, err);
	sv_buf_addf(&sql, "%s", extra);
	for (size_t i = 0; i < q->nby && tail == NULL; i++)
		sv_buf_addf(&sql, "%sg%zu", i ? ", " : " GROUP BY ", i);
	sv_buf_adds(&sql, ") g ORDER BY ");
	for (size_t i = 0; i < q->nby; i++)
		sv_buf_addf(&sql, "w%zu, ", i);
	sv_buf_adds(&sql, "n");
	if (st == SV_OK)
		st = sv_index_prepare(ix, sv_buf_str(&sql), &stmt, err);
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

enum sv_status sv_index_count(struct sv_index *ix, const struct sv_index_query *q,
                              enum sv_status (*fn)(void *data, const char *const *words, long long count, struct sv_err *err), void *data, struct sv_err *err)
{
	return grouped(ix, q, "COUNT(*)", "", NULL, fn, data, err);
}

enum sv_status sv_index_durations(struct sv_index *ix, const struct sv_index_query *q, const char *from, const char *to,
                                  enum sv_status (*fn)(void *data, const char *const *words, long long days, struct sv_err *err), void *data, struct sv_err *err)
{
	struct sv_buf number = SV_BUF_INIT, extra = SV_BUF_INIT;
	enum sv_status st;

	if (!known(sv_index_days, from) || !known(sv_index_days, to))
		return unknown(known(sv_index_days, from) ? to : from, err);
	sv_buf_addf(&number, "%s - %s", to, from);
	sv_buf_addf(&extra, " AND %s IS NOT NULL AND %s IS NOT NULL", to, from);
	st = grouped(ix, q, sv_buf_str(&number), sv_buf_str(&extra), "", fn, data, err);
	sv_buf_release(&number);
	sv_buf_release(&extra);
	return st;
}
