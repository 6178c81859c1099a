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
#define INDEX_VERSION "7"

#define LOG_MAX (256 * 1024)

/* While an index is filled pages are kept in memory, so that few are written twice, and no more than that: KiB, and what it is otherwise. */
#define FILL_CACHE "PRAGMA cache_size=-32768"
#define CACHE "PRAGMA cache_size=-2000"
/* Lookups are sorted in memory as far as that cache, the rest in files; otherwise all in memory, for what is asked is a few rows. */
#define FILL_SORT "PRAGMA temp_store=FILE"
#define SORT "PRAGMA temp_store=MEMORY"

enum sv_status sv_index_fail(struct sv_index *ix, struct sv_err *err)
{
	int code = sqlite3_errcode(ix->db) & 0xff;

	if (code == SQLITE_NOMEM)
		return sv_err_nomem(err);
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
	const char *text = sqlite3_step(st) == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL; /* or there was no memory for it */
	if (text) {
		snprintf(out, size, "%s", text);
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
	struct sv_buf schema = SV_BUF_INIT;

	ix->head[0] = '\0';
	sv_index_schema(&schema);
	bool ok = !schema.failed && run(ix, "BEGIN IMMEDIATE") && run(ix, sv_buf_str(&schema)) && write_meta(ix, "version", INDEX_VERSION)
	       && write_meta(ix, "store", store_id) && write_meta(ix, "head", "") && run(ix, "COMMIT");
	sv_buf_release(&schema);
	return ok;
}

/* Whether what failed at last did so because there was no memory; of the file that says nothing. */
static bool no_memory(const struct sv_index *ix)
{
	return ix->db == NULL || (sqlite3_errcode(ix->db) & 0xff) == SQLITE_NOMEM;
}

static bool open_db(struct sv_index *ix, const char *path)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* a lock around every allocation; refused, and no harm, where SQLite has been started */
	if (sqlite3_open_v2(path ? path : ":memory:", &ix->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return false;
	sqlite3_busy_timeout(ix->db, SV_INDEX_BUSY_MS);
	sqlite3_wal_autocheckpoint(ix->db, 0); /* sv_index_commit sees to it */
	sqlite3_extended_result_codes(ix->db, 1);
	sqlite3_db_config(ix->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return sqlite3_exec(ix->db, "PRAGMA cell_size_check=ON; PRAGMA secure_delete=ON; " SORT, NULL, NULL, NULL) == SQLITE_OK || !no_memory(ix);
}

/*
 * Where SQLite sorts what is too much for memory: beside the index, the one folder that a command which reads may write. It is a setting of the whole process, so
 * the first folder stays; what SQLite makes there has no name any more by the time that it is written.
 */
static void sort_beside(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash && sqlite3_temp_directory == NULL)
		sqlite3_temp_directory = sqlite3_mprintf("%.*s", (int)(slash - path), path);
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
	bool ok = false, lacks = false;

	*out = NULL;
	if (ix == NULL) {
		umask(mask);
		return sv_err_nomem(err);
	}
	if (path)
		sort_beside(path);
	for (int attempt = 0; attempt < 3 && !ok && !lacks; attempt++) {
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
		lacks = no_memory(ix);
		sqlite3_close(ix->db);
		ix->db = NULL;
		if (path && attempt > 0 && !lacks)
			remove_files(path);
	}
	umask(mask);
	if (!ok) {
		sv_index_free(ix);
		return lacks ? sv_err_nomem(err) : sv_err_set(err, SV_CANT_CREATE, N_("cannot make the index '%s'"), path ? path : ":memory:");
	}
	run(ix, "PRAGMA synchronous=NORMAL");
	*out = ix;
	return SV_OK;
}

enum sv_status sv_index_open_scratch(const char *folder, const char *store_id, struct sv_index **out, struct sv_err *err)
{
	struct sv_index *ix = calloc(1, sizeof *ix);
	char path[4200];

	*out = NULL;
	if (ix == NULL)
		return sv_err_nomem(err);
	snprintf(path, sizeof path, "%s/.scratch-XXXXXX", folder);
	int fd = mkstemp(path);
	sort_beside(path);
	bool ok = fd >= 0 && open_db(ix, path) && run(ix, "PRAGMA journal_mode=MEMORY") && run(ix, "PRAGMA synchronous=OFF") && make(ix, store_id);
	if (fd >= 0) {
		unlink(path); /* it lasts as long as it is open, however this ends */
		close(fd);
	}
	if (ok) {
		*out = ix;
		return SV_OK;
	}
	sv_index_free(ix);
	return sv_index_open(NULL, store_id, out, err); /* as it fits */
}

void sv_index_free(struct sv_index *ix)
{
	if (ix == NULL)
		return;
	sqlite3_finalize(ix->put);
	sqlite3_finalize(ix->body);
	sqlite3_finalize(ix->find_code);
	sqlite3_finalize(ix->add_code);
	sqlite3_finalize(ix->find_token);
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

enum sv_status sv_index_hold(struct sv_index *ix, struct sv_err *err)
{
	if (sv_index_held(ix))
		return SV_OK;
	if (!run(ix, "BEGIN"))
		return sv_index_fail(ix, err);
	if (read_meta(ix, "head", ix->head, sizeof ix->head)) /* the first to be read says what all else is read of */
		return SV_OK;
	enum sv_status st = sv_index_fail(ix, err);
	sv_index_let_go(ix);
	return st;
}

void sv_index_let_go(struct sv_index *ix)
{
	if (sv_index_held(ix))
		run(ix, "ROLLBACK");
}

bool sv_index_held(const struct sv_index *ix)
{
	return !sqlite3_get_autocommit(ix->db);
}

enum sv_status sv_index_begin(struct sv_index *ix, struct sv_err *err)
{
	if (!run(ix, "BEGIN IMMEDIATE"))
		return sv_index_fail(ix, err);
	/* another reader may have caught up while this one waited */
	read_meta(ix, "head", ix->head, sizeof ix->head);
	json_decref(ix->codes);
	ix->codes = json_object();
	ix->shelved = ix->packed = -1;
	ix->filling = false;
	return ix->codes ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_index_clear(struct sv_index *ix, struct sv_err *err)
{
	json_object_clear(ix->codes);
	return run(ix, "DELETE FROM cases; DELETE FROM many; DELETE FROM kept; DELETE FROM body; DELETE FROM due; DELETE FROM person; DELETE FROM opened; DELETE FROM items; DELETE FROM code; DELETE FROM shelved; DELETE FROM shelf; DELETE FROM packed") ? SV_OK : sv_index_fail(ix, err);
}

enum sv_status sv_index_fill(struct sv_index *ix, struct sv_err *err)
{
	if (!run(ix, sv_index_drop_lookups) || !run(ix, FILL_CACHE) || (sqlite3_temp_directory && !run(ix, FILL_SORT)))
		return sv_index_fail(ix, err);
	ix->filling = true;
	return SV_OK;
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
	const void *value = rc == SQLITE_ROW ? sqlite3_column_text(stmt, 0) : NULL;
	if (value)
		sv_buf_add(text, value, (size_t)sqlite3_column_bytes(stmt, 0));
	else if (rc == SQLITE_ROW)
		st = sv_err_nomem(err);
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
	sqlite3_bind_text(ix->find_code, 1, word, -1, SQLITE_STATIC);
	int rc = sqlite3_step(ix->find_code);
	if (rc == SQLITE_ROW) {
		*code = sqlite3_column_int64(ix->find_code, 0);
	} else if (rc != SQLITE_DONE) { /* a word that cannot be looked for is not one that nothing has */
		st = sv_index_fail(ix, err);
	} else if (make_it) {
		sqlite3_bind_text(ix->add_code, 1, word, -1, SQLITE_STATIC);
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

void sv_index_empty_log(struct sv_index *ix)
{
	const char *name = sqlite3_db_filename(ix->db, "main");
	struct stat sb;

	if (name == NULL || name[0] == '\0' || stat(sqlite3_filename_wal(name), &sb) < 0 || sb.st_size < LOG_MAX)
		return;
	sqlite3_busy_timeout(ix->db, 0); /* whoever reads now will not be waited for */
	sqlite3_wal_checkpoint_v2(ix->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(ix->db, SV_INDEX_BUSY_MS);
}

/* Filling is over, one way or the other. */
static void filled(struct sv_index *ix)
{
	if (ix->filling)
		run(ix, CACHE), run(ix, SORT);
	ix->filling = false;
}

enum sv_status sv_index_commit(struct sv_index *ix, const char *head, struct sv_err *err)
{
	if ((ix->filling && !run(ix, sv_index_make_lookups)) || !write_meta(ix, "head", head) || !run(ix, "COMMIT"))
		return sv_index_fail(ix, err);
	filled(ix);
	snprintf(ix->head, sizeof ix->head, "%s", head);
	sv_index_empty_log(ix);
	return SV_OK;
}

void sv_index_rollback(struct sv_index *ix)
{
	sv_index_let_go(ix);
	filled(ix);
	read_meta(ix, "head", ix->head, sizeof ix->head);
}

/* Reading all that an index holds, as it was at one moment. */
struct reading {
	struct sv_index *ix;
	struct sv_index_words words;
	sqlite3_stmt *rows;
};

/* SQL's word(code). */
static void word_of(sqlite3_context *call, int n, sqlite3_value **args)
{
	const char *word = sv_index_word(sqlite3_user_data(call), sqlite3_value_int64(args[0]));

	(void)n;
	if (word)
		sqlite3_result_text(call, word, -1, SQLITE_STATIC);
}

/* one: the statement is for the row of a name that is bound. */
static enum sv_status begin_reading(struct reading *r, struct sv_index *ix, bool one, struct sv_err *err)
{
	struct sv_buf all_rows = SV_BUF_INIT;
	enum sv_status st;

	*r = (struct reading){ .ix = ix };
	sv_index_all_rows(one, &all_rows);
	st = all_rows.failed ? sv_err_nomem(err) : sv_index_hold(ix, err);
	if (st == SV_OK)
		st = sv_index_words_read(ix, &r->words, err);
	if (st == SV_OK && sqlite3_create_function_v2(ix->db, "word", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, &r->words, word_of, NULL, NULL, NULL) != SQLITE_OK)
		st = sv_index_fail(ix, err);
	if (st == SV_OK)
		st = sv_index_prepare(ix, sv_buf_str(&all_rows), &r->rows, err);
	sv_buf_release(&all_rows);
	return st;
}

static void end_reading(struct reading *r)
{
	sqlite3_finalize(r->rows);
	sqlite3_create_function_v2(r->ix->db, "word", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
	sv_index_let_go(r->ix);
	sv_index_words_release(&r->words);
}

/* A column as text, "" where it has none. False without memory: SQLite then gives none either, and what would be compared is not what is there. */
static bool text_of(sqlite3_stmt *row, int column, const char **text)
{
	bool none = sqlite3_column_type(row, column) == SQLITE_NULL;
	const char *is = (const char *)sqlite3_column_text(row, column);

	*text = is ? is : "";
	return none || is;
}

enum sv_status sv_index_each_row(struct sv_index *ix, enum sv_status (*fn)(void *data, const char *bytes, size_t n, struct sv_err *err), void *data, struct sv_err *err)
{
	struct sv_buf row = SV_BUF_INIT;
	struct reading r;
	int rc = SQLITE_DONE;
	enum sv_status st = begin_reading(&r, ix, false, err);

	if (st == SV_OK)
		st = fn(data, ix->head, strlen(ix->head), err);
	while (st == SV_OK && (rc = sqlite3_step(r.rows)) == SQLITE_ROW) {
		row.len = 0;
		bool read = true;
		for (int i = 0; i < sqlite3_column_count(r.rows) && read; i++) { /* each with its NUL, so that none runs into the next */
			const char *text;
			read = text_of(r.rows, i, &text);
			sv_buf_add(&row, text, *text ? (size_t)sqlite3_column_bytes(r.rows, i) + 1 : 1);
		}
		st = row.failed || !read ? sv_err_nomem(err) : fn(data, row.data, row.len, err);
	}
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	end_reading(&r);
	sv_buf_release(&row);
	return st;
}

/* *order: 0 where they are equal; by name, which one lacks the case; else 2. */
static enum sv_status compare_rows(sqlite3_stmt *a, sqlite3_stmt *b, int *order, struct sv_err *err)
{
	*order = 0;
	for (int i = 0; i < sqlite3_column_count(a) && *order == 0; i++) {
		const char *x, *y;
		if (!text_of(a, i, &x) || !text_of(b, i, &y))
			return sv_err_nomem(err);
		int c = strcmp(x, y);
		*order = c == 0 || i == 0 ? c : 2;
	}
	return SV_OK;
}

/* One row of each: both stand at one, or have none. which: the one whose row has no equal; NULL: they are equal. */
static enum sv_status next_rows(struct sv_index *a, sqlite3_stmt *x, struct sv_index *b, sqlite3_stmt *y, bool *end, sqlite3_stmt **which, struct sv_err *err)
{
	int rx = sqlite3_step(x), ry = sqlite3_step(y);

	*which = NULL;
	*end = rx == SQLITE_DONE && ry == SQLITE_DONE;
	if (*end)
		return SV_OK;
	if ((rx != SQLITE_ROW && rx != SQLITE_DONE) || (ry != SQLITE_ROW && ry != SQLITE_DONE))
		return sv_index_fail(rx != SQLITE_ROW && rx != SQLITE_DONE ? a : b, err);
	int c = rx == SQLITE_DONE ? 1 : -1;
	enum sv_status st = rx == SQLITE_DONE || ry == SQLITE_DONE ? SV_OK : compare_rows(x, y, &c, err);
	if (st != SV_OK)
		return st;
	*which = c == 0 ? NULL : c < 0 || c == 2 ? x : y;
	return SV_OK;
}

/* The same, of the next row of b and that of its name in a. */
static enum sv_status equal_row(struct sv_index *a, sqlite3_stmt *x, struct sv_index *b, sqlite3_stmt *y, bool *end, sqlite3_stmt **which, struct sv_err *err)
{
	int ry = sqlite3_step(y);

	*which = NULL;
	*end = ry == SQLITE_DONE;
	if (ry != SQLITE_ROW)
		return *end ? SV_OK : sv_index_fail(b, err);
	sqlite3_reset(x);
	const char *name;
	if (!text_of(y, 0, &name))
		return sv_err_nomem(err);
	int rx = sqlite3_bind_text(x, 1, name, -1, SQLITE_TRANSIENT), c = 1;
	rx = rx == SQLITE_OK ? sqlite3_step(x) : rx;
	if (rx != SQLITE_ROW && rx != SQLITE_DONE)
		return sv_index_fail(a, err);
	enum sv_status st = rx == SQLITE_DONE ? SV_OK : compare_rows(x, y, &c, err);
	*which = st == SV_OK && c != 0 ? y : NULL;
	return st;
}

enum sv_status sv_index_same(struct sv_index *a, struct sv_index *b, bool part, char differs[16], struct sv_err *err)
{
	struct reading x, y = { .ix = NULL };
	sqlite3_stmt *lack;
	bool end = false;
	enum sv_status st = begin_reading(&x, a, part, err);

	differs[0] = '\0';
	if (st == SV_OK)
		st = begin_reading(&y, b, false, err);
	if (st == SV_OK && strcmp(a->head, b->head) != 0)
		st = sv_err_set(err, SV_BUSY, N_("the index is busy"));
	while (st == SV_OK && !end) {
		st = (part ? equal_row : next_rows)(a, x.rows, b, y.rows, &end, &lack, err);
		if (st == SV_OK && lack) {
			snprintf(differs, 16, "%s", (const char *)sqlite3_column_text(lack, 0));
			st = SV_NO;
		}
	}
	end_reading(&x);
	if (y.ix)
		end_reading(&y);
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
