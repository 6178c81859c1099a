/* SPDX-License-Identifier: MIT */
/* Questions to the index: see index.h. Names of columns come from the tables there, words are bound as codes. */
#include "index/internal.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
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

/* Adds " WHERE …" for a query; the dimensions are checked here. */
static enum sv_status where(const struct sv_index_query *q, struct sv_buf *sql, struct sv_err *err)
{
	sv_buf_adds(sql, " WHERE (hidden = 0 OR (?1 AND hidden = 1))");
	if (q->from != INT32_MIN)
		sv_buf_addf(sql, " AND received >= %ld", (long)q->from);
	if (q->to != INT32_MAX)
		sv_buf_addf(sql, " AND through <= %ld", (long)q->to);
	for (size_t i = 0; i < q->nonly; i++) {
		if (!known(sv_index_dimensions, q->only[i].dimension))
			return unknown(q->only[i].dimension, err);
		sv_buf_addf(sql, " AND %s = ?%zu", q->only[i].dimension, i + 2);
	}
	return SV_OK;
}

static enum sv_status bind(struct sv_index *ix, sqlite3_stmt *stmt, const struct sv_index_query *q, struct sv_err *err)
{
	sqlite3_bind_int(stmt, 1, q->hidden);
	for (size_t i = 0; i < q->nonly; i++) {
		long long code;
		enum sv_status st = sv_index_code(ix, q->only[i].word, false, &code, err);
		if (st != SV_OK)
			return st;
		sqlite3_bind_int64(stmt, (int)i + 2, code);
	}
	return SV_OK;
}

enum sv_status sv_index_list(struct sv_index *ix, const struct sv_index_query *q,
                             enum sv_status (*fn)(void *data, const char *json, struct sv_err *err), void *data, struct sv_err *err)
{
	struct sv_buf sql = SV_BUF_INIT;
	sqlite3_stmt *stmt = NULL;
	int rc = SQLITE_DONE;

	sv_buf_adds(&sql, "SELECT json FROM cases JOIN body USING (id)");
	enum sv_status st = where(q, &sql, err);
	sv_buf_adds(&sql, " ORDER BY received, name");
	if (q->limit)
		sv_buf_addf(&sql, " LIMIT %zu", q->limit);
	if (st == SV_OK)
		st = sv_index_prepare(ix, sv_buf_str(&sql), &stmt, err);
	if (st == SV_OK)
		st = bind(ix, stmt, q, err);
	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = fn(data, (const char *)sqlite3_column_text(stmt, 0), err);
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	sv_buf_release(&sql);
	return st;
}

enum sv_status sv_index_openings(struct sv_index *ix, const char *case_id, const char *by, const char *since,
                                 enum sv_status (*fn)(void *data, const char *case_id, const char *json, struct sv_err *err), void *data, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc = SQLITE_DONE;
	enum sv_status st = sv_index_prepare(ix, "SELECT o.name, o.json FROM opened AS o JOIN cases AS c USING (name) WHERE c.hidden = 0"
	                                     " AND (?1 IS NULL OR o.name = ?1) AND (?2 IS NULL OR o.by = ?2) AND (?3 IS NULL OR o.at >= ?3) ORDER BY o.at, o.rowid", &stmt, err);

	if (st != SV_OK)
		return st;
	sqlite3_bind_text(stmt, 1, case_id, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 2, by, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 3, since, -1, SQLITE_STATIC);
	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = fn(data, (const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 1), err);
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_index_closed(struct sv_index *ix, long long *n, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(ix, "SELECT count(*) FROM cases WHERE hidden = 2", &stmt, err);

	if (st == SV_OK && sqlite3_step(stmt) != SQLITE_ROW)
		st = sv_index_fail(ix, err);
	*n = st == SV_OK ? sqlite3_column_int64(stmt, 0) : 0;
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_index_case(struct sv_index *ix, const char *case_id, json_t **state, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(ix, "SELECT json, hidden FROM cases JOIN body USING (id) WHERE name = ?", &stmt, err);

	*state = NULL;
	if (st != SV_OK)
		return st;
	sqlite3_bind_text(stmt, 1, case_id, -1, SQLITE_STATIC);
	int rc = sqlite3_step(stmt);
	if (rc == SQLITE_DONE) {
		st = sv_err_set(err, SV_NOT_FOUND, N_("no such case: '%s'"), case_id);
	} else if (rc != SQLITE_ROW) {
		st = sv_index_fail(ix, err);
	} else if (sqlite3_column_int(stmt, 1)) {
		st = sv_err_set(err, SV_DENIED, N_("case '%s' is closed to you: you are a party to it or are kept out of it"), case_id);
	} else {
		*state = json_loads((const char *)sqlite3_column_text(stmt, 0), 0, NULL);
		ix->damaged = *state == NULL;
		if (ix->damaged)
			st = sv_err_set(err, SV_INTEGRITY, N_("the index is damaged"));
	}
	sqlite3_finalize(stmt);
	return st;
}

/* A grouped question: the words of the groups, then one number. tail: what follows the WHERE. */
static enum sv_status grouped(struct sv_index *ix, const struct sv_index_query *q, const char *number, const char *extra, const char *tail,
                              enum sv_status (*fn)(void *data, const char *const *words, long long n, struct sv_err *err), void *data, struct sv_err *err)
{
	struct sv_buf sql = SV_BUF_INIT, inner = SV_BUF_INIT;
	const char *words[SV_INDEX_DIMS_MAX];
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = SV_OK;
	int rc = SQLITE_DONE;

	for (size_t i = 0; i < q->nby && st == SV_OK; i++) {
		if (!known(sv_index_dimensions, q->by[i]) || i == SV_INDEX_DIMS_MAX)
			st = unknown(q->by[i], err);
		else
			sv_buf_addf(&inner, "%s, ", q->by[i]);
	}
	sv_buf_adds(&sql, "SELECT ");
	for (size_t i = 0; i < q->nby && st == SV_OK; i++)
		sv_buf_addf(&sql, "ifnull((SELECT word FROM code WHERE id = g.%s), '') AS w%zu, ", q->by[i], i);
	sv_buf_addf(&sql, "n FROM (SELECT %s%s AS n FROM cases", sv_buf_str(&inner), number);
	if (st == SV_OK)
		st = where(q, &sql, err);
	sv_buf_addf(&sql, "%s", extra);
	for (size_t i = 0; i < q->nby && tail == NULL; i++)
		sv_buf_addf(&sql, "%s%s", i ? ", " : " GROUP BY ", q->by[i]);
	sv_buf_adds(&sql, ") g ORDER BY ");
	for (size_t i = 0; i < q->nby; i++)
		sv_buf_addf(&sql, "w%zu, ", i);
	sv_buf_adds(&sql, "n");
	if (st == SV_OK)
		st = sv_index_prepare(ix, sv_buf_str(&sql), &stmt, err);
	if (st == SV_OK)
		st = bind(ix, stmt, q, err);
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

enum sv_status sv_index_due(struct sv_index *ix, int32_t until, const char *who,
                            enum sv_status (*fn)(void *data, int32_t due, const char *json, struct sv_err *err), void *data, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc = SQLITE_DONE;
	enum sv_status st = sv_index_prepare(ix, "SELECT day, json FROM due WHERE day <= ?1 AND hidden = 0 AND (?2 IS NULL OR instr(who, ' ' || ?2 || ' ') > 0)"
	                                         " ORDER BY day, name, seq", &stmt, err);

	if (st != SV_OK)
		return st;
	sqlite3_bind_int(stmt, 1, until);
	if (who)
		sqlite3_bind_text(stmt, 2, who, -1, SQLITE_STATIC);
	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = fn(data, sqlite3_column_int(stmt, 0), (const char *)sqlite3_column_text(stmt, 1), err);
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_index_shared_persons(struct sv_index *ix, const char *case_id,
                                       enum sv_status (*fn)(void *data, const struct sv_index_shared *s, struct sv_err *err), void *data, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc = SQLITE_DONE;
	enum sv_status st = sv_index_prepare(ix, "SELECT a.party, a.role, c.name, b.role, (SELECT word FROM code WHERE code.id = c.state), c.received, c.hidden"
	                                         " FROM cases m JOIN person a ON a.id = m.id JOIN person b ON b.token = a.token AND b.id <> a.id JOIN cases c ON c.id = b.id"
	                                         " WHERE m.name = ? ORDER BY c.received, c.name, a.party, b.party", &stmt, err);

	if (st != SV_OK)
		return st;
	sqlite3_bind_text(stmt, 1, case_id, -1, SQLITE_STATIC);
	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct sv_index_shared s = {
			(const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 1), (const char *)sqlite3_column_text(stmt, 2),
			(const char *)sqlite3_column_text(stmt, 3), (const char *)sqlite3_column_text(stmt, 4), sqlite3_column_int(stmt, 5), sqlite3_column_int(stmt, 6),
		};
		st = fn(data, &s, err);
	}
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_index_by_token(struct sv_index *ix, const char *token, char case_id[16], struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(ix, "SELECT name FROM person JOIN cases USING (id) WHERE token = ? ORDER BY name LIMIT 1", &stmt, err);

	if (st != SV_OK)
		return st;
	sqlite3_bind_text(stmt, 1, token, -1, SQLITE_STATIC);
	int rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		snprintf(case_id, 16, "%s", (const char *)sqlite3_column_text(stmt, 0));
	else
		st = rc == SQLITE_DONE ? sv_err_set(err, SV_NOT_FOUND, N_("no such case")) : sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_index_decided(struct sv_index *ix, const struct sv_index_query *q, const char *but,
                                enum sv_status (*fn)(void *data, const char *route, const char *outcome, long long days, struct sv_err *err), void *data, struct sv_err *err)
{
	struct sv_buf sql = SV_BUF_INIT;
	sqlite3_stmt *stmt = NULL;
	int rc = SQLITE_DONE;

	sv_buf_adds(&sql, "SELECT ifnull((SELECT word FROM code WHERE id = cases.route), ''), (SELECT word FROM code WHERE id = cases.outcome), decided - received FROM cases");
	enum sv_status st = where(q, &sql, err);
	sv_buf_addf(&sql, " AND outcome IS NOT NULL AND decided IS NOT NULL AND name <> ?%zu ORDER BY decided - received", q->nonly + 2);
	if (st == SV_OK)
		st = sv_index_prepare(ix, sv_buf_str(&sql), &stmt, err);
	if (st == SV_OK)
		st = bind(ix, stmt, q, err);
	if (st == SV_OK)
		sqlite3_bind_text(stmt, (int)q->nonly + 2, but ? but : "", -1, SQLITE_STATIC);
	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = fn(data, (const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 1), sqlite3_column_int64(stmt, 2), err);
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	sv_buf_release(&sql);
	return st;
}

enum sv_status sv_index_of_person(struct sv_index *ix, const char *token, enum sv_status (*fn)(void *data, const char *case_id, struct sv_err *err), void *data, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(ix, "SELECT DISTINCT name FROM person JOIN cases USING (id) WHERE token = ? ORDER BY name", &stmt, err);
	int rc = SQLITE_DONE;

	if (st == SV_OK)
		sqlite3_bind_text(stmt, 1, token, -1, SQLITE_STATIC);
	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = fn(data, (const char *)sqlite3_column_text(stmt, 0), err);
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}
