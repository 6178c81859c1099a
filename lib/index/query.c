/* SPDX-License-Identifier: MIT */
/* Questions to the index: see index.h. Names of columns come from the tables there, words are bound as codes. */
#include "index/internal.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "json/get.h"

static enum sv_status unknown(const char *name, struct sv_err *err)
{
	return sv_err_set(err, SV_BUG, N_("the index has no column '%s'"), name);
}

enum sv_status sv_index_where(const struct sv_index_query *q, struct sv_buf *sql, struct sv_err *err)
{
	sv_buf_adds(sql, " WHERE (hidden = 0 OR (?1 AND hidden = 1))");
	if (q->from != INT32_MIN)
		sv_buf_addf(sql, " AND received >= %ld", (long)q->from);
	if (q->to != INT32_MAX)
		sv_buf_addf(sql, " AND through <= %ld", (long)q->to);
	for (size_t i = 0; i < q->nonly; i++) {
		int place = sv_index_place(q->only[i].dimension);
		if (place < 0)
			return unknown(q->only[i].dimension, err);
		if (sv_index_timely(place)) {
			/* "decision:late": the term is bound, how it was kept is a number */
			const char *colon = strrchr(q->only[i].word, ':');
			int keeping = 1;
			while (keeping < SV_INDEX_KEEPINGS && (colon == NULL || strcmp(sv_index_keepings[keeping], colon + 1) != 0))
				keeping++;
			sv_buf_addf(sql, " AND (SELECT max(");
			sv_index_keeping_sql(sql, q->today);
			sv_buf_addf(sql, ") FROM kept WHERE kept.id = cases.id AND term = ?%zu) = %d", i + 2, keeping);
		} else if (sv_index_dimensions[place].many)
			sv_buf_addf(sql, " AND EXISTS (SELECT 1 FROM many WHERE many.id = cases.id AND dim = %d AND code = ?%zu)", place, i + 2);
		else
			sv_buf_addf(sql, " AND d_%s = ?%zu", q->only[i].dimension, i + 2);
	}
	return SV_OK;
}

enum sv_status sv_index_bind(struct sv_index *ix, sqlite3_stmt *stmt, const struct sv_index_query *q, struct sv_err *err)
{
	sqlite3_bind_int(stmt, 1, q->hidden);
	for (size_t i = 0; i < q->nonly; i++) {
		long long code;
		char word[128];
		int place = sv_index_place(q->only[i].dimension);
		const char *colon = place >= 0 && sv_index_timely(place) ? strrchr(q->only[i].word, ':') : NULL;
		snprintf(word, sizeof word, "%.*s", colon ? (int)(colon - q->only[i].word) : 127, q->only[i].word);
		enum sv_status st = sv_index_code(ix, word, false, &code, err);
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
	enum sv_status st = sv_index_where(q, &sql, err);
	sv_buf_adds(&sql, " ORDER BY received, name");
	if (q->limit)
		sv_buf_addf(&sql, " LIMIT %zu", q->limit);
	if (st == SV_OK)
		st = sv_index_prepare(ix, sv_buf_str(&sql), &stmt, err);
	if (st == SV_OK)
		st = sv_index_bind(ix, stmt, q, err);
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
		const char *text = (const char *)sqlite3_column_text(stmt, 0);
		json_error_t e = { .line = -1 };
		*state = text ? json_loads(text, 0, &e) : NULL;
		ix->damaged = *state == NULL && e.text[0]; /* nothing is said where there was no memory */
		if (*state == NULL && !ix->damaged)
			st = sv_err_nomem(err);
		else if (ix->damaged)
			st = sv_err_set(err, SV_INTEGRITY, N_("the index is damaged"));
	}
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_index_items(struct sv_index *ix, const char *member,
                              enum sv_status (*fn)(void *data, const char *json, struct sv_err *err), void *data, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc = SQLITE_DONE;
	enum sv_status st = sv_index_prepare(ix, "SELECT json FROM items WHERE member = ? ORDER BY added, name", &stmt, err);

	if (st != SV_OK)
		return st;
	sqlite3_bind_text(stmt, 1, member, -1, SQLITE_STATIC);
	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = fn(data, (const char *)sqlite3_column_text(stmt, 0), err);
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_index_item(struct sv_index *ix, const char *id, json_t **state, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(ix, "SELECT json FROM items WHERE name = ?", &stmt, err);

	*state = NULL;
	if (st != SV_OK)
		return st;
	sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
	int rc = sqlite3_step(stmt);
	const char *text = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
	if (text)
		*state = json_loads(text, 0, NULL);
	if (rc == SQLITE_DONE)
		st = sv_err_set(err, SV_NOT_FOUND, N_("there is no item '%s'"), id);
	else if (*state == NULL)
		st = rc == SQLITE_ROW ? sv_err_nomem(err) : sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
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
	enum sv_status st = sv_index_prepare(ix, "SELECT a.party, a.role, c.name, b.role, (SELECT word FROM code WHERE code.id = c.d_state), c.received, c.hidden"
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
	enum sv_status st = ix->find_token ? SV_OK : sv_index_prepare(ix, "SELECT name FROM person JOIN cases USING (id) WHERE token = ? ORDER BY name LIMIT 1", &ix->find_token, err);

	if (st != SV_OK)
		return st;
	sqlite3_bind_text(ix->find_token, 1, token, -1, SQLITE_STATIC);
	int rc = sqlite3_step(ix->find_token);
	const char *name = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(ix->find_token, 0) : NULL;
	if (name)
		snprintf(case_id, 16, "%s", name);
	else if (rc == SQLITE_ROW)
		st = sv_err_nomem(err);
	else
		st = rc == SQLITE_DONE ? sv_err_set(err, SV_NOT_FOUND, N_("no such case")) : sv_index_fail(ix, err);
	sqlite3_reset(ix->find_token);
	sqlite3_clear_bindings(ix->find_token);
	return st;
}

enum sv_status sv_index_decided(struct sv_index *ix, const struct sv_index_query *q, const char *but,
                                enum sv_status (*fn)(void *data, const char *route, const char *outcome, long long days, struct sv_err *err), void *data, struct sv_err *err)
{
	struct sv_buf sql = SV_BUF_INIT;
	sqlite3_stmt *stmt = NULL;
	int rc = SQLITE_DONE;

	sv_buf_adds(&sql, "SELECT ifnull((SELECT word FROM code WHERE id = cases.d_route), ''), (SELECT word FROM code WHERE id = cases.d_outcome), decided - received FROM cases");
	enum sv_status st = sv_index_where(q, &sql, err);
	sv_buf_addf(&sql, " AND d_outcome IS NOT NULL AND decided IS NOT NULL AND name <> ?%zu ORDER BY decided - received", q->nonly + 2);
	if (st == SV_OK)
		st = sv_index_prepare(ix, sv_buf_str(&sql), &stmt, err);
	if (st == SV_OK)
		st = sv_index_bind(ix, stmt, q, err);
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
