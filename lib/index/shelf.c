/* SPDX-License-Identifier: MIT */
/* The shelf: see shelf.h. Beside each key stand the number of its texts and the sum of their hashes. */
#include "index/shelf.h"

#include <stdlib.h>
#include <string.h>

#include "index/internal.h"

/* FNV-1a; sums of it do not depend on the order, and a text that goes is taken off again. */
static uint64_t hash(const char *name, const char *text)
{
	uint64_t h = 14695981039346656037u;

	for (const char *p = name; *p; p++)
		h = (h ^ (unsigned char)*p) * 1099511628211u;
	h *= 1099511628211u;
	for (const char *p = text; *p; p++)
		h = (h ^ (unsigned char)*p) * 1099511628211u;
	return h;
}

/* The key's number among keys; 0 where there is none. */
static enum sv_status find(struct sv_index *ix, const char *key, sqlite3_int64 *id, sqlite3_int64 *n, uint64_t *sum, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(ix, "SELECT id, n, sum FROM shelf WHERE key = ?", &stmt, err);
	int rc = SQLITE_DONE;

	*id = *n = 0;
	*sum = 0;
	if (st == SV_OK) {
		sqlite3_bind_text(stmt, 1, key, -1, SQLITE_STATIC);
		rc = sqlite3_step(stmt);
	}
	if (st == SV_OK && rc == SQLITE_ROW) {
		*id = sqlite3_column_int64(stmt, 0);
		*n = sqlite3_column_int64(stmt, 1);
		*sum = (uint64_t)sqlite3_column_int64(stmt, 2);
	} else if (st == SV_OK && rc != SQLITE_DONE) {
		st = sv_index_fail(ix, err);
	}
	sqlite3_finalize(stmt);
	return st;
}

static enum sv_status texts_of(struct sv_index *ix, sqlite3_int64 id, sqlite3_stmt **out, struct sv_err *err)
{
	enum sv_status st = sv_index_prepare(ix, "SELECT name, text FROM shelved WHERE id = ? ORDER BY name", out, err);

	if (st == SV_OK)
		sqlite3_bind_int64(*out, 1, id);
	return st;
}

/* Whether a key's texts are those that were put. */
static enum sv_status sound(struct sv_index *ix, sqlite3_int64 id, sqlite3_int64 n, uint64_t sum, bool *is, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = texts_of(ix, id, &stmt, err);
	int rc = SQLITE_DONE;

	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(stmt, 0), *text = (const char *)sqlite3_column_text(stmt, 1);
		if (name == NULL || text == NULL)
			st = sv_err_nomem(err);
		else
			sum -= hash(name, text);
		n--;
	}
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	*is = n == 0 && sum == 0;
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_index_shelved(struct sv_index *ix, const char *key, bool *found, enum sv_status (*fn)(void *data, const char *case_id, const char *text, struct sv_err *err), void *data, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	sqlite3_int64 id, n;
	uint64_t sum;
	int rc = SQLITE_DONE;
	enum sv_status st = find(ix, key, &id, &n, &sum, err);

	*found = false;
	if (st == SV_OK && id != 0)
		st = sound(ix, id, n, sum, found, err);
	if (st == SV_OK && *found)
		st = texts_of(ix, id, &stmt, err);
	while (st == SV_OK && *found && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = fn(data, (const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 1), err);
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}

static bool run(struct sv_index *ix, const char *sql, sqlite3_int64 id, const char *text)
{
	sqlite3_stmt *stmt = NULL;
	bool ok = sqlite3_prepare_v2(ix->db, sql, -1, &stmt, NULL) == SQLITE_OK;

	if (ok && id)
		sqlite3_bind_int64(stmt, 1, id);
	if (ok && text)
		sqlite3_bind_text(stmt, 1, text, -1, SQLITE_STATIC);
	ok = ok && sqlite3_step(stmt) == SQLITE_DONE;
	sqlite3_finalize(stmt);
	return ok;
}

/* All texts, and what is to stand beside the key. */
static enum sv_status put_all(struct sv_index *ix, sqlite3_int64 id, const struct sv_index_shelving *what, uint64_t *sum, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	sqlite3_stmt *stmt = NULL;
	const char *name;
	enum sv_status st = sv_index_prepare(ix, "INSERT INTO shelved (id, name, text) VALUES (?, ?, ?)", &stmt, err);

	*sum = 0;
	for (size_t i = 0; i < what->n && st == SV_OK; i++) {
		sv_buf_clear(&text);
		st = what->get(what->data, i, &name, &text, err);
		if (st == SV_OK && text.failed)
			st = sv_err_nomem(err);
		if (st != SV_OK)
			break;
		*sum += hash(name, sv_buf_str(&text));
		sqlite3_bind_int64(stmt, 1, id);
		sqlite3_bind_text(stmt, 2, name, -1, SQLITE_STATIC);
		sqlite3_bind_text(stmt, 3, sv_buf_str(&text), (int)text.len, SQLITE_STATIC);
		if (sqlite3_step(stmt) != SQLITE_DONE)
			st = sv_index_fail(ix, err);
		sqlite3_reset(stmt);
	}
	sqlite3_finalize(stmt);
	sv_buf_release(&text);
	return st;
}

/* Whether the index stands at a commit. */
static enum sv_status stands_at(struct sv_index *ix, const char *head, struct sv_err *err)
{
	struct sv_buf is = SV_BUF_INIT;
	enum sv_status st = sv_index_noted(ix, "head", &is, err);

	if (st == SV_OK && strcmp(sv_buf_str(&is), head) != 0)
		st = sv_err_set(err, SV_BUSY, N_("the index is busy"));
	sv_buf_release(&is);
	return st;
}

enum sv_status sv_index_shelve(struct sv_index *ix, const char *key, const char *head, const struct sv_index_shelving *what, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	sqlite3_int64 id, n;
	uint64_t sum;
	enum sv_status st;

	sqlite3_busy_timeout(ix->db, 0); /* it is for speed only: nobody is waited for */
	st = sqlite3_exec(ix->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK ? SV_OK : sv_index_fail(ix, err);
	sqlite3_busy_timeout(ix->db, SV_INDEX_BUSY_MS);
	if (st != SV_OK)
		return st;
	st = stands_at(ix, head, err);
	if (st == SV_OK)
		st = find(ix, key, &id, &n, &sum, err);
	if (st == SV_OK && id != 0 && !(run(ix, "DELETE FROM shelved WHERE id = ?", id, NULL) && run(ix, "DELETE FROM shelf WHERE id = ?", id, NULL)))
		st = sv_index_fail(ix, err);
	if (st == SV_OK && !run(ix, "INSERT INTO shelf (key, n, sum) VALUES (?, 0, 0)", 0, key))
		st = sv_index_fail(ix, err);
	id = sqlite3_last_insert_rowid(ix->db);
	if (st == SV_OK)
		st = put_all(ix, id, what, &sum, err);
	if (st == SV_OK)
		st = sv_index_prepare(ix, "UPDATE shelf SET n = ?, sum = ? WHERE id = ?", &stmt, err);
	if (st == SV_OK) {
		sqlite3_bind_int64(stmt, 1, (sqlite3_int64)what->n);
		sqlite3_bind_int64(stmt, 2, (sqlite3_int64)sum);
		sqlite3_bind_int64(stmt, 3, id);
		if (sqlite3_step(stmt) != SQLITE_DONE)
			st = sv_index_fail(ix, err);
	}
	sqlite3_finalize(stmt);
	if (st == SV_OK && sqlite3_exec(ix->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		st = sv_index_fail(ix, err);
	if (st != SV_OK)
		sv_index_let_go(ix);
	if (st == SV_OK)
		sv_index_empty_log(ix);
	return st;
}

/* Takes off every text of a case. */
static enum sv_status take_off(struct sv_index *ix, const char *name, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL, *less = NULL;
	enum sv_status st = sv_index_prepare(ix, "SELECT id, text FROM shelved WHERE name = ?", &stmt, err);
	int rc = SQLITE_DONE;

	if (st == SV_OK)
		st = sv_index_prepare(ix, "UPDATE shelf SET n = n - 1, sum = ? WHERE id = ?", &less, err);
	if (st == SV_OK)
		sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
	while (st == SV_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		sqlite3_stmt *sum = NULL;
		uint64_t is = 0;
		st = sv_index_prepare(ix, "SELECT sum FROM shelf WHERE id = ?", &sum, err);
		if (st == SV_OK)
			sqlite3_bind_int64(sum, 1, sqlite3_column_int64(stmt, 0));
		const char *text = (const char *)sqlite3_column_text(stmt, 1);
		if (st == SV_OK && text == NULL)
			st = sv_err_nomem(err);
		if (st == SV_OK && (rc = sqlite3_step(sum)) == SQLITE_ROW)
			is = (uint64_t)sqlite3_column_int64(sum, 0) - hash(name, text);
		else if (st == SV_OK && rc != SQLITE_DONE)
			st = sv_index_fail(ix, err);
		sqlite3_finalize(sum);
		sqlite3_bind_int64(less, 1, (sqlite3_int64)is);
		sqlite3_bind_int64(less, 2, sqlite3_column_int64(stmt, 0));
		if (st == SV_OK && sqlite3_step(less) != SQLITE_DONE)
			st = sv_index_fail(ix, err);
		sqlite3_reset(less);
	}
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	sqlite3_finalize(less);
	if (st == SV_OK && !run(ix, "DELETE FROM shelved WHERE name = ?", 0, name))
		st = sv_index_fail(ix, err);
	return st;
}

static bool empty(struct sv_index *ix)
{
	sqlite3_stmt *stmt = NULL;
	bool is = sqlite3_prepare_v2(ix->db, "SELECT 1 FROM shelf LIMIT 1", -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_DONE;

	sqlite3_finalize(stmt);
	return is;
}

enum sv_status sv_index_unshelve(struct sv_index *ix, const char *name, bool gone, bool closed, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	bool was_closed = false;

	if (ix->shelved < 0)
		ix->shelved = !empty(ix);
	if (ix->shelved == 0)
		return SV_OK;
	enum sv_status st = sv_index_prepare(ix, "SELECT hidden = ? FROM cases WHERE name = ?", &stmt, err);
	if (st == SV_OK) {
		sqlite3_bind_int(stmt, 1, SV_INDEX_CLOSED);
		sqlite3_bind_text(stmt, 2, name, -1, SQLITE_STATIC);
		int rc = sqlite3_step(stmt);
		was_closed = rc == SQLITE_ROW && sqlite3_column_int(stmt, 0);
		if (rc != SQLITE_ROW && rc != SQLITE_DONE)
			st = sv_index_fail(ix, err);
	}
	sqlite3_finalize(stmt);
	if (st == SV_OK && was_closed && !closed && !gone)
		return sqlite3_exec(ix->db, "DELETE FROM shelved; DELETE FROM shelf", NULL, NULL, NULL) == SQLITE_OK ? SV_OK : sv_index_fail(ix, err);
	return st == SV_OK && (gone || closed) ? take_off(ix, name, err) : st;
}
