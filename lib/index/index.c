/* SPDX-License-Identifier: MIT */
/* Opening, filling and comparing the derived index: see index.h. Questions are in query.c. */
#include "index/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "json/get.h"

/* Change this with every change of the tables or of what the fold puts in a state: old indexes are then rebuilt. */
#define INDEX_VERSION "4"

#define BUSY_MS 10000
#define LOG_MAX (256 * 1024)

static const char schema[] =
	"CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE code (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);"
	"CREATE TABLE cases (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, hidden INTEGER NOT NULL,"
	" year INTEGER, quarter INTEGER, month INTEGER, unit INTEGER, kind INTEGER, category INTEGER, channel INTEGER,"
	" confidentiality INTEGER, gravity INTEGER, state INTEGER, route INTEGER, outcome INTEGER,"
	" reporter_position INTEGER, concerned_position INTEGER,"
	" received INTEGER, incident INTEGER, triaged INTEGER, decided INTEGER, closed INTEGER, through INTEGER);"
	"CREATE TABLE body (id INTEGER PRIMARY KEY, json TEXT NOT NULL);"
	/* a list of what is due is one walk along this table: neither joined nor sorted */
	"CREATE TABLE due (day INTEGER NOT NULL, name TEXT NOT NULL, seq INTEGER NOT NULL, hidden INTEGER NOT NULL, who TEXT NOT NULL, json TEXT NOT NULL,"
	" PRIMARY KEY (day, name, seq)) WITHOUT ROWID;"
	"CREATE TABLE person (id INTEGER NOT NULL, token TEXT NOT NULL, party TEXT NOT NULL, role TEXT NOT NULL);"
	"CREATE TABLE opened (name TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, type TEXT NOT NULL, json TEXT NOT NULL);"
	"CREATE INDEX opened_at ON opened (at, by);"
	"CREATE INDEX opened_name ON opened (name);"
	"CREATE INDEX cases_received ON cases (received, name);"
	"CREATE INDEX due_name ON due (name);"
	"CREATE INDEX person_token ON person (token);"
	"CREATE INDEX person_id ON person (id);";

/* The dimensions of sv_index_dimensions, in the order of the columns from "unit"; periods are made from the day received. */
const char *const sv_index_dimensions[] = {
	"year", "quarter", "month", "unit", "kind", "category", "channel", "confidentiality", "gravity", "state", "route", "outcome",
	"reporter_position", "concerned_position", NULL,
};
const char *const sv_index_days[] = { "received", "incident", "triaged", "decided", "closed", NULL };

#define PERIODS 3 /* year, quarter, month */
#define REPORTER_POSITION 12

enum sv_status sv_index_fail(struct sv_index *ix, struct sv_err *err)
{
	int code = sqlite3_errcode(ix->db) & 0xff;

	if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR || code == SQLITE_SCHEMA) {
		ix->damaged = true;
		return sv_err_set(err, SV_INTEGRITY, N_("the index is damaged"));
	}
	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		return sv_err_set(err, SV_BUSY, N_("the index is busy"));
	return sv_err_set(err, SV_IO, N_("the index cannot be read or written: %s"), sqlite3_errstr(code));
}

enum sv_status sv_index_prepare(struct sv_index *ix, const char *sql, sqlite3_stmt **out, struct sv_err *err)
{
	return sqlite3_prepare_v2(ix->db, sql, -1, out, NULL) == SQLITE_OK ? SV_OK : sv_index_fail(ix, err);
}

static bool run(struct sv_index *ix, const char *sql)
{
	return sqlite3_exec(ix->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool read_meta(struct sv_index *ix, const char *key, char *out, size_t size)
{
	sqlite3_stmt *st = NULL;
	bool found = false;

	out[0] = '\0';
	if (sqlite3_prepare_v2(ix->db, "SELECT value FROM meta WHERE key = ?", -1, &st, NULL) != SQLITE_OK)
		return false;
	sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW) {
		snprintf(out, size, "%s", (const char *)sqlite3_column_text(st, 0));
		found = true;
	}
	sqlite3_finalize(st);
	return found;
}

static bool write_meta(struct sv_index *ix, const char *key, const char *value)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(ix->db, "INSERT OR REPLACE INTO meta VALUES (?, ?)", -1, &st, NULL) != SQLITE_OK)
		return false;
	sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, value, -1, SQLITE_STATIC);
	bool ok = sqlite3_step(st) == SQLITE_DONE;
	sqlite3_finalize(st);
	return ok;
}

/* Whether the open file is an index of this version and store; reads its head. */
static bool usable(struct sv_index *ix, const char *store_id)
{
	char version[16], store[64];

	return read_meta(ix, "version", version, sizeof version) && strcmp(version, INDEX_VERSION) == 0
	       && read_meta(ix, "store", store, sizeof store) && strcmp(store, store_id) == 0
	       && read_meta(ix, "head", ix->head, sizeof ix->head);
}

static bool make(struct sv_index *ix, const char *store_id)
{
	ix->head[0] = '\0';
	return run(ix, "BEGIN IMMEDIATE") && run(ix, schema) && write_meta(ix, "version", INDEX_VERSION)
	       && write_meta(ix, "store", store_id) && write_meta(ix, "head", "") && run(ix, "COMMIT");
}

static bool open_db(struct sv_index *ix, const char *path)
{
	if (sqlite3_open_v2(path ? path : ":memory:", &ix->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW, NULL) != SQLITE_OK)
		return false;
	sqlite3_busy_timeout(ix->db, BUSY_MS);
	sqlite3_wal_autocheckpoint(ix->db, 0); /* sv_index_commit sees to it */
	sqlite3_extended_result_codes(ix->db, 1);
	sqlite3_db_config(ix->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_exec(ix->db, "PRAGMA cell_size_check=ON; PRAGMA secure_delete=ON; "
			     "PRAGMA temp_store=MEMORY", NULL, NULL, NULL);
	return true;
}

static void remove_files(const char *path)
{
	static const char *const suffix[] = { "", "-wal", "-shm", "-journal" };
	char name[4200];

	for (size_t i = 0; i < sizeof suffix / sizeof suffix[0]; i++) {
		snprintf(name, sizeof name, "%s%s", path, suffix[i]);
		unlink(name);
	}
}

enum sv_status sv_index_open(const char *path, const char *store_id, struct sv_index **out, struct sv_err *err)
{
	struct sv_index *ix = calloc(1, sizeof *ix);
	mode_t mask = umask(077);
	bool ok = false;

	*out = NULL;
	if (ix == NULL) {
		umask(mask);
		return sv_err_nomem(err);
	}
	for (int attempt = 0; attempt < 3 && !ok; attempt++) {
		if (!open_db(ix, path))
			goto again;
		if (usable(ix, store_id) || (run(ix, "PRAGMA journal_mode=WAL") && usable(ix, store_id)) || make(ix, store_id)) {
			ok = true;
			break;
		}
		if (attempt == 0 && usable(ix, store_id)) { /* another process made it meanwhile */
			ok = true;
			break;
		}
again:
		sqlite3_close(ix->db);
		ix->db = NULL;
		if (path && attempt > 0)
			remove_files(path);
	}
	umask(mask);
	if (!ok) {
		sv_index_free(ix);
		return sv_err_set(err, SV_CANT_CREATE, N_("cannot make the index '%s'"), path ? path : ":memory:");
	}
	run(ix, "PRAGMA synchronous=NORMAL");
	*out = ix;
	return SV_OK;
}

void sv_index_free(struct sv_index *ix)
{
	if (ix == NULL)
		return;
	sqlite3_finalize(ix->put);
	sqlite3_finalize(ix->body);
	sqlite3_finalize(ix->find_code);
	sqlite3_finalize(ix->add_code);
	for (size_t i = 0; i < sizeof ix->rest / sizeof ix->rest[0]; i++)
		sqlite3_finalize(ix->rest[i]);
	sqlite3_close(ix->db);
	json_decref(ix->codes);
	free(ix);
}

const char *sv_index_head(struct sv_index *ix)
{
	return ix->head;
}

enum sv_status sv_index_begin(struct sv_index *ix, struct sv_err *err)
{
	if (!run(ix, "BEGIN IMMEDIATE"))
		return sv_index_fail(ix, err);
	/* another reader may have caught up while this one waited */
	read_meta(ix, "head", ix->head, sizeof ix->head);
	json_decref(ix->codes);
	ix->codes = json_object();
	return ix->codes ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_index_clear(struct sv_index *ix, struct sv_err *err)
{
	json_object_clear(ix->codes);
	return run(ix, "DELETE FROM cases; DELETE FROM body; DELETE FROM due; DELETE FROM person; DELETE FROM opened; DELETE FROM code") ? SV_OK : sv_index_fail(ix, err);
}

enum sv_status sv_index_note(struct sv_index *ix, const char *key, const char *text, struct sv_err *err)
{
	return write_meta(ix, key, text) ? SV_OK : sv_index_fail(ix, err);
}

enum sv_status sv_index_noted(struct sv_index *ix, const char *key, struct sv_buf *text, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(ix, "SELECT value FROM meta WHERE key = ?", &stmt, err);

	if (st != SV_OK)
		return st;
	sqlite3_bind_text(stmt, 1, key, -1, SQLITE_STATIC);
	int rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		sv_buf_add(text, sqlite3_column_text(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0));
	else
		st = rc == SQLITE_DONE ? sv_err_set(err, SV_NOT_FOUND, N_("the index has no '%s'"), key) : sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}

bool sv_index_damaged(const struct sv_index *ix)
{
	return ix->damaged;
}

enum sv_status sv_index_code(struct sv_index *ix, const char *word, bool make_it, long long *code, struct sv_err *err)
{
	json_t *known = ix->codes ? json_object_get(ix->codes, word) : NULL;
	enum sv_status st = SV_OK;

	if (known) {
		*code = json_integer_value(known);
		return SV_OK;
	}
	if (ix->find_code == NULL)
		st = sv_index_prepare(ix, "SELECT id FROM code WHERE word = ?", &ix->find_code, err);
	if (st == SV_OK && ix->add_code == NULL)
		st = sv_index_prepare(ix, "INSERT INTO code (word) VALUES (?)", &ix->add_code, err);
	if (st != SV_OK)
		return st;
	*code = 0; /* no row has it: nothing matches */
	sqlite3_bind_text(ix->find_code, 1, word, -1, SQLITE_TRANSIENT);
	if (sqlite3_step(ix->find_code) == SQLITE_ROW) {
		*code = sqlite3_column_int64(ix->find_code, 0);
	} else if (make_it) {
		sqlite3_bind_text(ix->add_code, 1, word, -1, SQLITE_TRANSIENT);
		if (sqlite3_step(ix->add_code) != SQLITE_DONE)
			st = sv_index_fail(ix, err);
		*code = sqlite3_last_insert_rowid(ix->db);
		sqlite3_reset(ix->add_code);
	}
	sqlite3_reset(ix->find_code);
	if (st == SV_OK && ix->codes && *code)
		json_object_set_new(ix->codes, word, json_integer(*code));
	return st;
}

/* The word of a dimension in a state; periods are written as "2026", "2026-Q1", "2026-03". */
static const char *word_of(const json_t *state, size_t dimension, char buf[32])
{
	const char *received = sv_json_text(state, "received");
	int32_t day;
	int y, m, d;

	if (strstr(sv_index_dimensions[dimension], "_position")) /* of the first party of that role */
		return sv_json_text(sv_json_find(sv_json_array(state, "parties"), "role", dimension == REPORTER_POSITION ? "reporter" : "concerned"), "position");
	if (dimension >= PERIODS)
		return sv_json_text(state, sv_index_dimensions[dimension]);
	if (dimension == 0 && sv_json_has(state, "erased")) {
		snprintf(buf, 32, "%04lld", sv_json_int(state, "year", 0));
		return buf;
	}
	if (received == NULL || !sv_date_parse(received, &day))
		return NULL;
	sv_day_to_civil(day, &y, &m, &d);
	if (dimension == 0)
		snprintf(buf, 32, "%04d", y);
	else if (dimension == 1)
		snprintf(buf, 32, "%04d-Q%d", y, (m + 2) / 3);
	else
		snprintf(buf, 32, "%04d-%02d", y, m);
	return buf;
}

/*
 * The day of a case's column, INT32_MIN where it has none. An erased case only has its year and numbers of weeks: it lies on the first day of
 * the year, and is in a period only where the whole year is.
 */
static int32_t day_of(const json_t *state, const char *name)
{
	static const struct { const char *day, *weeks; } times[] = { { "received", NULL }, { "decided", "to_decision" }, { "closed", "to_closing" } };
	const char *text = sv_json_text(state, name);
	long long year = sv_json_int(state, "year", 0);
	int32_t day;

	if (!sv_json_has(state, "erased"))
		return text && sv_date_parse(text, &day) ? day : INT32_MIN;
	if (strcmp(name, "through") == 0)
		return sv_day_from_civil((int)year, 12, 31);
	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
		if (strcmp(name, times[i].day) == 0 && (times[i].weeks == NULL || sv_json_has(state, times[i].weeks)))
			return sv_day_from_civil((int)year, 1, 1) + (int32_t)(times[i].weeks ? 7 * sv_json_int(state, times[i].weeks, 0) : 0);
	return INT32_MIN;
}

/* Adds a row of texts to a table by its id. */
static bool add_row(struct sv_index *ix, sqlite3_stmt *stmt, sqlite3_int64 id, const char *const *texts, int n)
{
	sqlite3_bind_int64(stmt, 1, id);
	for (int i = 0; i < n; i++)
		sqlite3_bind_text(stmt, i + 2, texts[i] ? texts[i] : "", -1, SQLITE_TRANSIENT);
	bool ok = sqlite3_step(stmt) == SQLITE_DONE;
	sqlite3_reset(stmt);
	(void)ix;
	return ok;
}

/* What hangs on a case: its terms and the tokens of its people. Old rows go first. */
static enum sv_status put_rest(struct sv_index *ix, const struct sv_index_entry *e, sqlite3_int64 id, struct sv_err *err)
{
	static const char *const sql[6] = {
		"DELETE FROM due WHERE name = (SELECT name FROM cases WHERE id = ?)", "DELETE FROM person WHERE id = ?",
		"INSERT INTO due (name, who, json, day, seq, hidden) SELECT name, ?2, ?3, ?4, ?5, hidden FROM cases WHERE id = ?1", "INSERT INTO person (id, token, party, role) VALUES (?, ?, ?, ?)",
		"DELETE FROM opened WHERE name = (SELECT name FROM cases WHERE id = ?)", "INSERT INTO opened (name, at, by, type, json) SELECT name, ?2, ?3, ?4, ?5 FROM cases WHERE id = ?1",
	};
	const json_t *one, *handle;
	enum sv_status st = SV_OK;
	size_t i, k;
	int32_t day;

	for (i = 0; i < 6 && st == SV_OK; i++)
		if (ix->rest[i] == NULL)
			st = sv_index_prepare(ix, sql[i], &ix->rest[i], err);
	if (st != SV_OK)
		return st;
	bool ok = add_row(ix, ix->rest[0], id, NULL, 0) && add_row(ix, ix->rest[1], id, NULL, 0) && add_row(ix, ix->rest[4], id, NULL, 0);
	json_array_foreach(e->due, i, one) {
		struct sv_buf who = SV_BUF_INIT;
		char *text = json_dumps(one, JSON_COMPACT | JSON_PRESERVE_ORDER);
		sv_buf_addc(&who, ' ');
		json_array_foreach(sv_json_array(one, "who"), k, handle)
			sv_buf_addf(&who, "%s ", json_string_value(handle));
		const char *cells[] = { sv_buf_str(&who), text };
		if (sv_json_text(one, "due") && sv_date_parse(sv_json_text(one, "due"), &day)) {
			sqlite3_bind_int(ix->rest[2], 4, day);
			sqlite3_bind_int64(ix->rest[2], 5, (sqlite3_int64)i);
			ok = text && add_row(ix, ix->rest[2], id, cells, 2) && ok;
		}
		free(text);
		sv_buf_release(&who);
	}
	json_array_foreach(e->parties, i, one) {
		const char *cells[] = { sv_json_text(one, "token"), sv_json_text(one, "party"), sv_json_text(one, "role") };
		if (cells[0])
			ok = add_row(ix, ix->rest[3], id, cells, 3) && ok;
	}
	json_array_foreach(e->openings, i, one) {
		char *text = json_dumps(one, JSON_COMPACT | JSON_PRESERVE_ORDER);
		const char *cells[] = { sv_json_text(one, "at"), sv_json_text(one, "by"), sv_json_text(one, "type"), text };
		ok = text && add_row(ix, ix->rest[5], id, cells, 4) && ok;
		free(text);
	}
	return ok ? SV_OK : sv_index_fail(ix, err);
}

enum sv_status sv_index_put(struct sv_index *ix, const struct sv_index_entry *e, struct sv_err *err)
{
	const json_t *state = e->state;
	const char *name = sv_json_text(state, "case");
	enum sv_status st = SV_OK;
	char buf[32];
	long long code;
	int32_t day;
	int col = 3;

	if (ix->put == NULL)
		st = sv_index_prepare(ix, "INSERT INTO cases (name, hidden, year, quarter, month, unit, kind, category, channel, confidentiality,"
		                      " gravity, state, route, outcome, reporter_position, concerned_position, received, incident, triaged, decided, closed, through)"
		                      " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (name) DO UPDATE SET hidden=excluded.hidden,"
		                      " year=excluded.year, quarter=excluded.quarter, month=excluded.month, unit=excluded.unit, kind=excluded.kind,"
		                      " category=excluded.category, channel=excluded.channel, confidentiality=excluded.confidentiality,"
		                      " gravity=excluded.gravity, state=excluded.state, route=excluded.route, outcome=excluded.outcome,"
		                      " reporter_position=excluded.reporter_position, concerned_position=excluded.concerned_position, received=excluded.received, incident=excluded.incident, triaged=excluded.triaged, decided=excluded.decided,"
		                      " closed=excluded.closed, through=excluded.through RETURNING id", &ix->put, err);
	if (st == SV_OK && ix->body == NULL)
		st = sv_index_prepare(ix, "INSERT OR REPLACE INTO body VALUES (?, ?)", &ix->body, err);
	if (st != SV_OK)
		return st;
	sqlite3_bind_text(ix->put, 1, name, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(ix->put, 2, (int)e->sight);
	for (size_t i = 0; sv_index_dimensions[i]; i++, col++) {
		const char *word = word_of(state, i, buf);
		sqlite3_bind_null(ix->put, col);
		if (word == NULL)
			continue;
		st = sv_index_code(ix, word, true, &code, err);
		if (st != SV_OK)
			return st;
		sqlite3_bind_int64(ix->put, col, code);
	}
	for (size_t i = 0; sv_index_days[i]; i++, col++) {
		day = day_of(state, sv_index_days[i]);
		if (day != INT32_MIN)
			sqlite3_bind_int(ix->put, col, day);
		else
			sqlite3_bind_null(ix->put, col);
	}
	day = day_of(state, sv_json_has(state, "erased") ? "through" : "received");
	if (day != INT32_MIN)
		sqlite3_bind_int(ix->put, col, day);
	else
		sqlite3_bind_null(ix->put, col);
	if (sqlite3_step(ix->put) != SQLITE_ROW) {
		st = sv_index_fail(ix, err);
		sqlite3_reset(ix->put);
		return st;
	}
	sqlite3_int64 id = sqlite3_column_int64(ix->put, 0);
	sqlite3_reset(ix->put);
	char *text = json_dumps(state, JSON_COMPACT);
	if (text == NULL)
		return sv_err_nomem(err);
	sqlite3_bind_int64(ix->body, 1, id);
	sqlite3_bind_text(ix->body, 2, text, -1, free);
	if (sqlite3_step(ix->body) != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_reset(ix->body);
	sqlite3_clear_bindings(ix->body);
	return st == SV_OK ? put_rest(ix, e, id, err) : st;
}

enum sv_status sv_index_drop(struct sv_index *ix, const char *case_id, struct sv_err *err)
{
	static const char *const sql[] = {
		"DELETE FROM body WHERE id IN (SELECT id FROM cases WHERE name = ?)", "DELETE FROM due WHERE name = ?", "DELETE FROM opened WHERE name = ?",
		"DELETE FROM person WHERE id IN (SELECT id FROM cases WHERE name = ?)", "DELETE FROM cases WHERE name = ?",
	};

	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
		sqlite3_stmt *st = NULL;
		enum sv_status s = sv_index_prepare(ix, sql[i], &st, err);
		if (s != SV_OK)
			return s;
		sqlite3_bind_text(st, 1, case_id, -1, SQLITE_STATIC);
		bool ok = sqlite3_step(st) == SQLITE_DONE;
		sqlite3_finalize(st);
		if (!ok)
			return sv_index_fail(ix, err);
	}
	return SV_OK;
}

/* A reader that is the first to open the index reads the whole log of writes: it is emptied when it has grown. */
static void empty_log(struct sv_index *ix)
{
	const char *name = sqlite3_db_filename(ix->db, "main");
	struct stat sb;

	if (name == NULL || name[0] == '\0' || stat(sqlite3_filename_wal(name), &sb) < 0 || sb.st_size < LOG_MAX)
		return;
	sqlite3_busy_timeout(ix->db, 0); /* whoever reads now will not be waited for */
	sqlite3_wal_checkpoint_v2(ix->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(ix->db, BUSY_MS);
}

enum sv_status sv_index_commit(struct sv_index *ix, const char *head, struct sv_err *err)
{
	if (!write_meta(ix, "head", head) || !run(ix, "COMMIT"))
		return sv_index_fail(ix, err);
	snprintf(ix->head, sizeof ix->head, "%s", head);
	empty_log(ix);
	return SV_OK;
}

void sv_index_rollback(struct sv_index *ix)
{
	if (!sqlite3_get_autocommit(ix->db))
		run(ix, "ROLLBACK");
	read_meta(ix, "head", ix->head, sizeof ix->head);
}

/* One row of a full reading: every column in words, so that codes given in another order compare equal. */
static const char all_rows[] =
	"SELECT c.name, c.hidden, b.json, c.received, c.incident, c.triaged, c.decided, c.closed,"
	" (SELECT group_concat(ifnull((SELECT word FROM code WHERE id = x.v), '-')) FROM (SELECT c.year v UNION ALL SELECT c.quarter UNION ALL SELECT c.month"
	" UNION ALL SELECT c.unit UNION ALL SELECT c.kind UNION ALL SELECT c.category UNION ALL SELECT c.channel UNION ALL SELECT c.confidentiality"
	" UNION ALL SELECT c.gravity UNION ALL SELECT c.state UNION ALL SELECT c.route UNION ALL SELECT c.outcome"
	" UNION ALL SELECT c.reporter_position UNION ALL SELECT c.concerned_position) x),"
	" (SELECT group_concat(d.day || d.who || d.json) FROM (SELECT * FROM due WHERE name = c.name ORDER BY day, seq) d),"
	" (SELECT group_concat(p.token || p.party || p.role) FROM (SELECT * FROM person WHERE id = c.id ORDER BY party) p)"
	" FROM cases c LEFT JOIN body b ON b.id = c.id ORDER BY c.name";

static int compare_rows(sqlite3_stmt *a, sqlite3_stmt *b)
{
	for (int i = 0; i < sqlite3_column_count(a); i++) {
		const char *x = (const char *)sqlite3_column_text(a, i), *y = (const char *)sqlite3_column_text(b, i);
		int c = strcmp(x ? x : "", y ? y : "");
		if (c != 0)
			return i == 0 ? c : 2; /* by name: which one lacks the case; else it differs */
	}
	return 0;
}

enum sv_status sv_index_same(struct sv_index *a, struct sv_index *b, char differs[16], struct sv_err *err)
{
	sqlite3_stmt *x = NULL, *y = NULL;
	enum sv_status st = sv_index_prepare(a, all_rows, &x, err);

	differs[0] = '\0';
	if (st == SV_OK)
		st = sv_index_prepare(b, all_rows, &y, err);
	while (st == SV_OK) {
		int rx = sqlite3_step(x), ry = sqlite3_step(y);
		if (rx == SQLITE_DONE && ry == SQLITE_DONE)
			break;
		if ((rx != SQLITE_ROW && rx != SQLITE_DONE) || (ry != SQLITE_ROW && ry != SQLITE_DONE)) {
			st = sv_index_fail(rx != SQLITE_ROW && rx != SQLITE_DONE ? a : b, err);
			break;
		}
		sqlite3_stmt *lack = rx == SQLITE_DONE ? y : ry == SQLITE_DONE ? x : NULL;
		int c = lack ? 0 : compare_rows(x, y);
		if (lack == NULL && c == 0)
			continue;
		if (lack == NULL)
			lack = c < 0 || c == 2 ? x : y;
		snprintf(differs, 16, "%s", (const char *)sqlite3_column_text(lack, 0));
		st = SV_NO;
	}
	sqlite3_finalize(x);
	sqlite3_finalize(y);
	return st;
}

enum sv_status sv_index_purge(struct sv_index *ix, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	int left = 1;

	if (!run(ix, "VACUUM"))
		return sv_index_fail(ix, err);
	enum sv_status st = sv_index_prepare(ix, "PRAGMA wal_checkpoint(TRUNCATE)", &stmt, err);
	if (st == SV_OK && sqlite3_step(stmt) == SQLITE_ROW)
		left = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return st == SV_OK && left ? sv_err_set(err, SV_BUSY, N_("the index is busy")) : st;
}
