/* SPDX-License-Identifier: MIT */
/* The keyring: see keyring.h. The only SQL outside the index. */
#include "store/keyring.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/wipe.h"
#include "store/keyring_internal.h"

#define BUSY_MS 10000
#define LOG_MAX (256 * 1024)

/* A name and everything below it: "CASE" also means "CASE/p1". */
#define BELOW "(name = ?1 OR (name > ?1 || '/' AND name < ?1 || '0'))"

/* ?1 name or role, ?2 officer, ?3 bytes, ?4 keys or epoch, ?5 compartment, ?6 until or today */
static const char *const sql[STATEMENTS] = {
	[PUT_WRAP] = "INSERT OR REPLACE INTO wrap (role, epoch, officer, bytes) VALUES (?1, ?4, ?2, ?3)",
	[GET_WRAP] = "SELECT bytes, epoch FROM wrap WHERE role = ?1 AND officer = ?2 AND (?4 = 0 OR epoch = ?4) ORDER BY epoch DESC LIMIT 1",
	[DROP_WRAPS] = "DELETE FROM wrap WHERE role = ?1 AND officer = ?2",
	[GET_EPOCH] = "SELECT '', ifnull(max(epoch), 0) FROM wrap",
	[PUT_SALT] = "INSERT OR REPLACE INTO salt (name, bytes) VALUES (?1, ?3)",
	[GET_SALT] = "SELECT bytes FROM salt WHERE name = ?1",
	[DROP_SALT] = "DELETE FROM salt WHERE name = ?1",
	[PUT_GRANT] = "INSERT OR REPLACE INTO grants (name, keys, compartment, officer, until, bytes) VALUES (?1, ?4, ?5, ?2, ?6, ?3)",
	[GET_GRANT] = "SELECT bytes FROM grants WHERE name = ?1 AND keys = ?4 AND compartment = ?5 AND officer = ?2 AND length(bytes) > 0 AND (until IS NULL OR until >= ?6)",
	[DROP_GRANT] = "DELETE FROM grants WHERE name = ?1 AND keys = ?4 AND compartment = ?5 AND officer = ?2",
	[KILL_GRANT] = "UPDATE OR REPLACE grants SET officer = '', until = NULL, bytes = x'' WHERE name = ?1 AND keys = ?4 AND compartment = ?5 AND officer = ?2",
	[KILL_GRANTS] = "UPDATE OR REPLACE grants SET officer = '', until = NULL, bytes = x'' WHERE officer = ?1",
	[LIST_GRANTS] = "SELECT name, keys, compartment, officer, until, CASE length(bytes) WHEN 0 THEN '' END FROM grants WHERE (?1 = '' OR name = ?1) ORDER BY name, keys, compartment, officer",
	[KNOWS] = "SELECT '', EXISTS (SELECT 1 FROM salt WHERE name = ?1) OR EXISTS (SELECT 1 FROM grants WHERE name = ?1)",
	[DESTROY_SALTS] = "DELETE FROM salt WHERE " BELOW,
	[DESTROY_GRANTS] = "DELETE FROM grants WHERE " BELOW,
	[DOOM] = "INSERT OR REPLACE INTO doomed (name) VALUES (?1)",
	[SPARE] = "DELETE FROM doomed WHERE name = ?1",
	[LIST_DOOMED] = "SELECT name, NULL, NULL, NULL, NULL, NULL FROM doomed ORDER BY name",
	[LIST_NAMES] = "SELECT name, NULL, NULL, NULL, NULL, NULL FROM (SELECT name FROM salt UNION SELECT name FROM grants) ORDER BY name",
	[LIST_NOTES] = "SELECT key, value, NULL, NULL, NULL, NULL FROM meta ORDER BY key",
	[LIST_WRAPS] = "SELECT role, epoch, '', officer, NULL, NULL FROM wrap ORDER BY role, officer, epoch",
	[HAS_EPOCH] = "SELECT '', EXISTS (SELECT 1 FROM wrap WHERE role = ?1 AND epoch = ?4)",
	[PUT_NOTE] = "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)",
	[GET_NOTE] = "SELECT value FROM meta WHERE key = ?1",
};

/* The tables, by name; nothing else may be in the file. */
static const char *const tables[] = {
	"CREATE TABLE doomed (name TEXT PRIMARY KEY) WITHOUT ROWID",
	("CREATE TABLE grants (name TEXT NOT NULL, keys TEXT NOT NULL, compartment TEXT NOT NULL, officer TEXT NOT NULL, until TEXT, bytes BLOB NOT NULL,"
	 " PRIMARY KEY (name, keys, compartment, officer)) WITHOUT ROWID"),
	"CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
	"CREATE TABLE salt (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID",
	"CREATE TABLE wrap (role TEXT NOT NULL, epoch INTEGER NOT NULL, officer TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (role, officer, epoch)) WITHOUT ROWID",
};
#define TABLES (sizeof tables / sizeof tables[0])

static enum sv_status damaged(struct sv_err *err)
{
	sv_err_set(err, SV_INTEGRITY, N_("the keyring is damaged"));
	sv_err_hint(err, N_("put back a backup of keyring.db; nothing was written"));
	return SV_INTEGRITY;
}

enum sv_status sv_keyring_fail(struct sv_keyring *k, struct sv_err *err)
{
	int code = sqlite3_errcode(k->db) & 0xff;

	switch (code) {
	case SQLITE_NOMEM:
	case SQLITE_OK: /* sqlite3_serialize and sqlite3_deserialize find no memory for their copies without a word */
		return sv_err_nomem(err);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_ERROR:
		return damaged(err);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return sv_err_set(err, SV_BUSY, N_("the keyring is busy"));
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return sv_err_set(err, SV_DENIED, N_("the keyring cannot be written"));
	default:
		return sv_err_set(err, SV_IO, N_("the keyring cannot be read or written: %s"), sqlite3_errstr(code));
	}
}

static bool run(struct sv_keyring *k, const char *text)
{
	return sqlite3_exec(k->db, text, NULL, NULL, NULL) == SQLITE_OK;
}

void sv_keyring_free(struct sv_keyring *k)
{
	if (k == NULL)
		return;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(k->st[i]);
	if (k->memory) {
		sv_keyring_rollback(k);
		sv_keyring_wipe(k);
	}
	sqlite3_close(k->db);
	free(k);
}

enum sv_status sv_keyring_open_db(const char *path, int flags, struct sv_keyring **out, struct sv_err *err)
{
	struct sv_keyring *k = calloc(1, sizeof *k);
	mode_t mask;

	*out = NULL;
	if (k == NULL)
		return sv_err_nomem(err);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* a lock around every allocation; refused, and no harm, where SQLite has been started */
	mask = umask(077);
	int rc = sqlite3_open_v2(path, &k->db, flags | SQLITE_OPEN_NOFOLLOW, NULL);
	umask(mask);
	if (rc != SQLITE_OK) {
		enum sv_status st = sv_keyring_fail(k, err);
		sv_keyring_free(k);
		return st;
	}
	sqlite3_busy_timeout(k->db, BUSY_MS);
	sqlite3_wal_autocheckpoint(k->db, 0); /* sv_keyring_commit sees to it */
	/* the caller syncs the store before it moves the branch; a checkpoint at close would cost syncs of its own */
	sqlite3_db_config(k->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	/* the file may have been in other hands: no trigger, view or function of a schema of theirs runs */
	sqlite3_db_config(k->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(k->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	run(k, "PRAGMA cell_size_check=ON");
	run(k, "PRAGMA temp_store=MEMORY"); /* no key in a temporary file, and no folder for one to be left writable */
	*out = k;
	return SV_OK;
}

enum sv_status sv_keyring_create(const char *path, const char *store_id, struct sv_err *err)
{
	struct sv_keyring *k = NULL;
	enum sv_status st;
	char meta[128];

	if (access(path, F_OK) == 0)
		return sv_err_set(err, SV_CANT_CREATE, N_("there is a keyring already: '%s'"), path);
	st = sv_keyring_open_db(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &k, err);
	if (st != SV_OK)
		return st;
	snprintf(meta, sizeof meta, "INSERT INTO meta VALUES ('version', '2'), ('store', '%.40s'); COMMIT", store_id);
	if (!run(k, "PRAGMA journal_mode=WAL") || !run(k, "PRAGMA synchronous=NORMAL") || !run(k, "PRAGMA secure_delete=ON") || !run(k, "BEGIN IMMEDIATE"))
		st = sv_keyring_fail(k, err);
	for (size_t i = 0; i < TABLES && st == SV_OK; i++)
		if (!run(k, tables[i]))
			st = sv_keyring_fail(k, err);
	if (st == SV_OK && !run(k, meta))
		st = sv_keyring_fail(k, err);
	sv_keyring_free(k);
	return st;
}

static enum sv_status check_file(const char *path, struct sv_err *err)
{
	static const char *const suffix[] = { "-wal", "-shm" };
	char beside[4200];
	struct stat sb;
	enum sv_status st;

	if (lstat(path, &sb) < 0) {
		st = sv_err_sys(err, errno == ENOENT ? SV_NOT_FOUND : SV_IO, errno, N_("cannot open the keyring '%s': %s"), path);
		if (st == SV_NOT_FOUND)
			sv_err_hint(err, N_("without it nothing can be opened or sealed; put back a backup of keyring.db"));
		return st;
	}
	st = sv_secret_check(path, &sb, err);
	for (size_t i = 0; i < 2 && st == SV_OK; i++) { /* its log holds keys as well */
		snprintf(beside, sizeof beside, "%s%s", path, suffix[i]);
		if (lstat(beside, &sb) == 0)
			st = sv_secret_check(beside, &sb, err);
		else if (errno != ENOENT)
			st = sv_err_sys(err, SV_IO, errno, N_("cannot open the keyring '%s': %s"), beside);
	}
	return st;
}

/* The file has the tables of a keyring and nothing else. */
static enum sv_status check_tables(struct sv_keyring *k, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	size_t n = 0;
	bool same = true;
	int rc = sqlite3_prepare_v2(k->db, "SELECT sql FROM sqlite_schema ORDER BY name", -1, &stmt, NULL);

	while (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(stmt, 0);
		same = same && n < TABLES && text && strcmp(text, tables[n]) == 0;
		n++;
		rc = SQLITE_OK;
	}
	enum sv_status st = rc != SQLITE_DONE ? sv_keyring_fail(k, err) : same && n == TABLES ? SV_OK : damaged(err);
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_keyring_check(struct sv_keyring *k, const char *store_id, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = check_tables(k, err);

	if (st == SV_OK && sqlite3_prepare_v2(k->db, "SELECT s.value, v.value FROM meta s, meta v WHERE s.key = 'store' AND v.key = 'version'", -1, &stmt, NULL) != SQLITE_OK)
		st = sv_keyring_fail(k, err);
	if (st == SV_OK) {
		int rc = sqlite3_step(stmt);
		const char *store = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL, *version = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 1) : NULL;
		if ((rc != SQLITE_ROW && rc != SQLITE_DONE) || sqlite3_errcode(k->db) == SQLITE_NOMEM)
			st = sv_keyring_fail(k, err);
		else if (store == NULL || version == NULL)
			st = damaged(err);
		else if (strcmp(version, "2") != 0)
			st = sv_err_set(err, SV_CONFIG, N_("the keyring is of another version of sv"));
		else if (store_id && strcmp(store, store_id) != 0)
			st = sv_err_set(err, SV_INTEGRITY, N_("the keyring belongs to another store"));
	}
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_keyring_open(const char *path, const char *store_id, bool write, struct sv_keyring **out, struct sv_err *err)
{
	struct sv_keyring *k = NULL;
	enum sv_status st = check_file(path, err);

	*out = NULL;
	if (st == SV_OK)
		st = sv_keyring_open_db(path, write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, &k, err);
	if (st != SV_OK)
		return st;
	if (write && (!run(k, "PRAGMA synchronous=NORMAL") || !run(k, "PRAGMA secure_delete=ON")))
		st = sv_keyring_fail(k, err);
	if (st == SV_OK)
		st = sv_keyring_check(k, store_id, err);
	if (st != SV_OK) {
		sv_keyring_free(k);
		return st;
	}
	*out = k;
	return SV_OK;
}

enum sv_status sv_keyring_begin(struct sv_keyring *k, struct sv_err *err)
{
	return run(k, "BEGIN IMMEDIATE") ? SV_OK : sv_keyring_fail(k, err);
}

/*
 * Every process is the first to open the keyring, and so reads the whole log of writes: it is folded into the file and
 * emptied when it has grown, without waiting for anybody.
 */
static void empty_log(struct sv_keyring *k)
{
	struct stat sb;

	if (k->memory)
		return;
	if (stat(sqlite3_filename_wal(sqlite3_db_filename(k->db, "main")), &sb) < 0 || sb.st_size < LOG_MAX)
		return;
	sqlite3_busy_timeout(k->db, 0);
	sqlite3_wal_checkpoint_v2(k->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(k->db, BUSY_MS);
}

enum sv_status sv_keyring_commit(struct sv_keyring *k, struct sv_err *err)
{
	if (!run(k, "COMMIT"))
		return sv_keyring_fail(k, err);
	empty_log(k);
	return SV_OK;
}

void sv_keyring_rollback(struct sv_keyring *k)
{
	if (k && !sqlite3_get_autocommit(k->db))
		run(k, "ROLLBACK");
}

/* The statement, prepared once and with its texts bound: ?1 and ?2. NULL where fail() says why. */
static sqlite3_stmt *statement(struct sv_keyring *k, int which, const char *one, const char *two)
{
	if (k->st[which] == NULL && sqlite3_prepare_v2(k->db, sql[which], -1, &k->st[which], NULL) != SQLITE_OK)
		return NULL;
	sqlite3_reset(k->st[which]);
	sqlite3_bind_text(k->st[which], 1, one, -1, SQLITE_STATIC);
	if (two)
		sqlite3_bind_text(k->st[which], 2, two, -1, SQLITE_STATIC);
	return k->st[which];
}

static enum sv_status finish(struct sv_keyring *k, sqlite3_stmt *st, struct sv_err *err)
{
	enum sv_status status = sqlite3_step(st) == SQLITE_DONE ? SV_OK : sv_keyring_fail(k, err);

	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
	return status;
}

/* Runs a query for one blob; SV_NO where there is no row. number: a second, integer column, or NULL. */
static enum sv_status fetch(struct sv_keyring *k, sqlite3_stmt *st, struct sv_buf *bytes, int *number, struct sv_err *err)
{
	enum sv_status status = SV_OK;
	int rc = sqlite3_step(st);

	if (rc == SQLITE_ROW) {
		sv_buf_add(bytes, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0));
		if (number)
			*number = sqlite3_column_int(st, 1);
		status = bytes->failed || sqlite3_errcode(k->db) == SQLITE_NOMEM ? sv_err_nomem(err) : SV_OK;
	} else {
		status = rc == SQLITE_DONE ? SV_NO : sv_keyring_fail(k, err);
	}
	sqlite3_reset(st);
	return status;
}

/* Runs a change that names one or two texts. */
static enum sv_status change(struct sv_keyring *k, int which, const char *one, const char *two, struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, which, one, two);

	return st ? finish(k, st, err) : sv_keyring_fail(k, err);
}

enum sv_status sv_keyring_purge(struct sv_keyring *k, struct sv_err *err)
{
	for (int i = 0; i < STATEMENTS; i++) {
		sqlite3_finalize(k->st[i]);
		k->st[i] = NULL;
	}
	/* twice: the rewritten file goes through the log itself */
	bool ok = run(k, "PRAGMA wal_checkpoint(TRUNCATE)") && run(k, "VACUUM");
	if (ok && sqlite3_wal_checkpoint_v2(k->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK)
		ok = false;
	return ok ? SV_OK : sv_keyring_fail(k, err);
}

enum sv_status sv_keyring_put_wrap(struct sv_keyring *k, const char *role, int epoch, const char *officer, const void *bytes, size_t n, struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, PUT_WRAP, role, officer);

	if (st == NULL)
		return sv_keyring_fail(k, err);
	sqlite3_bind_blob(st, 3, bytes, (int)n, SQLITE_STATIC);
	sqlite3_bind_int(st, 4, epoch);
	return finish(k, st, err);
}

enum sv_status sv_keyring_get_wrap(struct sv_keyring *k, const char *role, const char *officer, struct sv_buf *bytes, int *epoch, struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, GET_WRAP, role, officer);

	if (st == NULL)
		return sv_keyring_fail(k, err);
	sqlite3_bind_int(st, 4, *epoch);
	enum sv_status status = fetch(k, st, bytes, epoch, err);
	return status == SV_NO ? sv_err_set(err, SV_DENIED, N_("officer '%s' has no key for the role '%s'"), officer, role) : status;
}

enum sv_status sv_keyring_drop_wraps(struct sv_keyring *k, const char *role, const char *officer, struct sv_err *err)
{
	return change(k, DROP_WRAPS, role, officer, err);
}

/* A query for one number. */
static enum sv_status number(struct sv_keyring *k, int which, const char *name, int *out, struct sv_err *err)
{
	struct sv_buf none = SV_BUF_INIT;
	sqlite3_stmt *st = statement(k, which, name, NULL);
	enum sv_status status = st ? fetch(k, st, &none, out, err) : sv_keyring_fail(k, err);

	sv_buf_release(&none);
	return status;
}

enum sv_status sv_keyring_epoch(struct sv_keyring *k, int *epoch, struct sv_err *err)
{
	return number(k, GET_EPOCH, "", epoch, err);
}

enum sv_status sv_keyring_put_salt(struct sv_keyring *k, const char *name, const unsigned char salt[SV_SALT_BYTES], struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, PUT_SALT, name, NULL);

	if (st == NULL)
		return sv_keyring_fail(k, err);
	sqlite3_bind_blob(st, 3, salt, SV_SALT_BYTES, SQLITE_STATIC);
	return finish(k, st, err);
}

enum sv_status sv_keyring_get_salt(struct sv_keyring *k, const char *name, unsigned char salt[SV_SALT_BYTES], struct sv_err *err)
{
	struct sv_buf bytes = SV_BUF_INIT;
	sqlite3_stmt *st = statement(k, GET_SALT, name, NULL);
	enum sv_status status = st ? fetch(k, st, &bytes, NULL, err) : sv_keyring_fail(k, err);

	if (status == SV_NO)
		status = sv_err_set(err, SV_NOT_FOUND, N_("the keyring has no salt for '%s'"), name);
	else if (status == SV_OK && bytes.len != SV_SALT_BYTES)
		status = damaged(err);
	if (status == SV_OK)
		memcpy(salt, bytes.data, SV_SALT_BYTES);
	sv_buf_release_secret(&bytes);
	return status;
}

enum sv_status sv_keyring_drop_salt(struct sv_keyring *k, const char *name, struct sv_err *err)
{
	return change(k, DROP_SALT, name, NULL, err);
}

/* A statement about one grant. */
static sqlite3_stmt *grant_statement(struct sv_keyring *k, int which, const struct sv_keyring_grant *g, const char *day)
{
	sqlite3_stmt *st = statement(k, which, g->name, g->officer);

	if (st) {
		sqlite3_bind_text(st, 4, g->keys, -1, SQLITE_STATIC);
		sqlite3_bind_text(st, 5, g->compartment, -1, SQLITE_STATIC);
		sqlite3_bind_null(st, 6);
		if (day)
			sqlite3_bind_text(st, 6, day, -1, SQLITE_STATIC);
	}
	return st;
}

enum sv_status sv_keyring_put_grant(struct sv_keyring *k, const struct sv_keyring_grant *g, const void *bytes, size_t n, struct sv_err *err)
{
	sqlite3_stmt *st = grant_statement(k, PUT_GRANT, g, g->until);

	if (st == NULL)
		return sv_keyring_fail(k, err);
	sqlite3_bind_blob(st, 3, bytes, (int)n, SQLITE_STATIC);
	return finish(k, st, err);
}

enum sv_status sv_keyring_get_grant(struct sv_keyring *k, const struct sv_keyring_grant *g, const char *today, struct sv_buf *bytes, struct sv_err *err)
{
	sqlite3_stmt *st = grant_statement(k, GET_GRANT, g, today);

	if (st == NULL)
		return sv_keyring_fail(k, err);
	enum sv_status status = fetch(k, st, bytes, NULL, err);
	return status == SV_NO ? sv_err_set(err, SV_DENIED, N_("case '%s' is closed to '%s'"), g->name, g->officer) : status;
}

enum sv_status sv_keyring_drop_grant(struct sv_keyring *k, const struct sv_keyring_grant *g, struct sv_err *err)
{
	sqlite3_stmt *st = grant_statement(k, DROP_GRANT, g, NULL);

	return st ? finish(k, st, err) : sv_keyring_fail(k, err);
}

enum sv_status sv_keyring_kill_grant(struct sv_keyring *k, const struct sv_keyring_grant *g, struct sv_err *err)
{
	sqlite3_stmt *st = grant_statement(k, KILL_GRANT, g, NULL);

	return st ? finish(k, st, err) : sv_keyring_fail(k, err);
}

enum sv_status sv_keyring_kill_grants(struct sv_keyring *k, const char *officer, struct sv_err *err)
{
	return change(k, KILL_GRANTS, officer, NULL, err);
}

/* Calls fn for each row of a list; the texts are copied, so that fn may change the keyring. */
static enum sv_status each(struct sv_keyring *k, int which, const char *name, sv_keyring_each *fn, void *data, struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, which, name ? name : "", NULL);
	struct sv_buf rows = SV_BUF_INIT;
	enum sv_status status = st ? SV_OK : sv_keyring_fail(k, err);
	int rc = SQLITE_DONE;

	while (st && status == SV_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		for (int i = 0; i < 6; i++) {
			const char *text = (const char *)sqlite3_column_text(st, i);
			if (text == NULL && sqlite3_errcode(k->db) == SQLITE_NOMEM) /* it is there, and there was no memory for it */
				status = status == SV_OK ? sv_err_nomem(err) : status;
			else if (text ? strlen(text) != (size_t)sqlite3_column_bytes(st, i) : i == 0)
				status = damaged(err);
			sv_buf_addc(&rows, text ? '+' : '-');
			sv_buf_adds(&rows, text ? text : "");
			sv_buf_addc(&rows, '\0');
		}
	}
	if (st && status == SV_OK && rc != SQLITE_DONE)
		status = sv_keyring_fail(k, err);
	if (st)
		sqlite3_reset(st);
	if (status == SV_OK && rows.failed)
		status = sv_err_nomem(err);
	for (const char *p = rows.data; p && status == SV_OK && p < rows.data + rows.len;) {
		const char *cell[6];
		for (int i = 0; i < 6; i++) {
			cell[i] = *p == '+' ? p + 1 : NULL;
			p += strlen(p) + 1;
		}
		struct sv_keyring_grant g = { cell[0], cell[1], cell[2], cell[3], cell[4], cell[5] != NULL };
		status = fn(data, &g, err);
	}
	sv_buf_release(&rows);
	return status;
}

enum sv_status sv_keyring_grants(struct sv_keyring *k, const char *name, sv_keyring_each *fn, void *data, struct sv_err *err)
{
	return each(k, LIST_GRANTS, name, fn, data, err);
}

enum sv_status sv_keyring_doomed(struct sv_keyring *k, sv_keyring_each *fn, void *data, struct sv_err *err)
{
	return each(k, LIST_DOOMED, NULL, fn, data, err);
}

enum sv_status sv_keyring_names(struct sv_keyring *k, sv_keyring_each *fn, void *data, struct sv_err *err)
{
	return each(k, LIST_NAMES, NULL, fn, data, err);
}

enum sv_status sv_keyring_has_epoch(struct sv_keyring *k, const char *role, int epoch, bool *has, struct sv_err *err)
{
	struct sv_buf none = SV_BUF_INIT;
	sqlite3_stmt *st = statement(k, HAS_EPOCH, role, NULL);
	int n = 0;

	if (st == NULL)
		return sv_keyring_fail(k, err);
	sqlite3_bind_int(st, 4, epoch);
	enum sv_status status = fetch(k, st, &none, &n, err);
	sv_buf_release(&none);
	*has = n != 0;
	return status;
}

enum sv_status sv_keyring_wraps(struct sv_keyring *k, sv_keyring_each *fn, void *data, struct sv_err *err)
{
	return each(k, LIST_WRAPS, NULL, fn, data, err);
}

enum sv_status sv_keyring_notes(struct sv_keyring *k, sv_keyring_each *fn, void *data, struct sv_err *err)
{
	return each(k, LIST_NOTES, NULL, fn, data, err);
}

enum sv_status sv_keyring_knows(struct sv_keyring *k, const char *name, bool *knows, struct sv_err *err)
{
	int n = 0;
	enum sv_status st = number(k, KNOWS, name, &n, err);

	*knows = n != 0;
	return st;
}

enum sv_status sv_keyring_destroy(struct sv_keyring *k, const char *name, struct sv_err *err)
{
	enum sv_status st = change(k, DESTROY_SALTS, name, NULL, err);

	return st == SV_OK ? change(k, DESTROY_GRANTS, name, NULL, err) : st;
}

enum sv_status sv_keyring_doom(struct sv_keyring *k, const char *name, struct sv_err *err)
{
	return change(k, DOOM, name, NULL, err);
}

enum sv_status sv_keyring_spare(struct sv_keyring *k, const char *name, struct sv_err *err)
{
	return change(k, SPARE, name, NULL, err);
}

enum sv_status sv_keyring_put_note(struct sv_keyring *k, const char *key, const char *value, struct sv_err *err)
{
	return change(k, PUT_NOTE, key, value, err);
}

enum sv_status sv_keyring_get_note(struct sv_keyring *k, const char *key, struct sv_buf *out, struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, GET_NOTE, key, NULL);
	enum sv_status status = st ? fetch(k, st, out, NULL, err) : sv_keyring_fail(k, err);

	return status == SV_NO ? sv_err_set(err, SV_NOT_FOUND, N_("the keyring has no such note")) : status;
}
