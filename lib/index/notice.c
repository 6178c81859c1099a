/* SPDX-License-Identifier: MIT */
/* What noticing asks of the index: see notice.h. */
#include "index/notice.h"

#include "index/internal.h"

enum sv_status sv_index_records(struct sv_index *ix, enum sv_status (*fn)(void *data, const char *json, bool hidden, struct sv_err *err), void *data, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(ix, "SELECT json, hidden FROM cases JOIN body USING (id) WHERE hidden <> 2 ORDER BY received, name", &stmt, err);
	int rc = SQLITE_DONE;

	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = fn(data, (const char *)sqlite3_column_text(stmt, 0), sqlite3_column_int(stmt, 1) != 0, err);
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_index_repeats(struct sv_index *ix, enum sv_status (*fn)(void *data, const char *case_id, size_t person, struct sv_err *err), void *data, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(ix,
		"WITH concerned AS (SELECT DISTINCT token, name FROM person JOIN cases USING (id) WHERE role = 'concerned' AND hidden <> 2),"
		" again AS (SELECT token, row_number() OVER (ORDER BY min(name), token) AS n FROM concerned GROUP BY token HAVING count(*) > 1)"
		" SELECT name, n FROM again JOIN concerned USING (token) ORDER BY n, name", &stmt, err);
	int rc = SQLITE_DONE;

	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = fn(data, (const char *)sqlite3_column_text(stmt, 0), (size_t)sqlite3_column_int64(stmt, 1), err);
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}
