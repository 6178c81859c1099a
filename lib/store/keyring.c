/* SPDX-License-Identifier: MIT */
/* The keyring: see keyring.h. The only SQL outside the index. */
#include "store/keyring.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS 10000
#define LOG_MAX (256 * 1024)

enum { PUT_WRAP, GET_WRAP, DROP_WRAPS, PUT_SALT, GET_SALT, PUT_GRANT, GET_GRANT, DROP_GRANTS, STATEMENTS };

static const char *const sql[STATEMENTS] = {
	[PUT_WRAP] = "INSERT OR REPLACE INTO wrap (role, epoch, officer, bytes) VALUES (?1, ?4, ?2, ?3)",
	[GET_WRAP] = "SELECT bytes, epoch FROM wrap WHERE role = ?1 AND officer = ?2 ORDER BY epoch DESC LIMIT 1",
	[DROP_WRAPS] = "DELETE FROM wrap WHERE role = ?1 AND officer = ?2",
	[PUT_SALT] = "INSERT OR REPLACE INTO salt (name, bytes) VALUES (?1, ?3)",
	[GET_SALT] = "SELECT bytes FROM salt WHERE name = ?1",
	[PUT_GRANT] = "INSERT OR REPLACE INTO grants (name, compartment, officer, bytes) VALUES (?1, ?4, ?2, ?3)",
	[GET_GRANT] = "SELECT bytes FROM grants WHERE name = ?1 AND officer = ?2 AND compartment = ?4",
	[DROP_GRANTS] = "DELETE FROM grants WHERE name = ?1 AND officer = ?2",
};

static const char schema[] =
	"BEGIN IMMEDIATE;"
	"CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE wrap (role TEXT NOT NULL, epoch INTEGER NOT NULL, officer TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (role, officer, epoch)) WITHOUT ROWID;"
	"CREATE TABLE salt (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE grants (name TEXT NOT NULL, compartment TEXT NOT NULL, officer TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (name, compartment, officer)) WITHOUT ROWID;";

struct sv_keyring {
	sqlite3 *db;
	sqlite3_stmt *st[STATEMENTS];
};

static enum sv_status fail(struct sv_keyring *k, struct sv_err *err)
{
	int code = sqlite3_errcode(k->db) & 0xff;

	switch (code) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_ERROR:
		sv_err_set(err, SV_INTEGRITY, N_("the keyring is damaged"));
		sv_err_hint(err, N_("put back a backup of keyring.db; nothing was written"));
		return SV_INTEGRITY;
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
	sqlite3_close(k->db);
	free(k);
}

static enum sv_status open_db(const char *path, int flags, struct sv_keyring **out, struct sv_err *err)
{
	struct sv_keyring *k = calloc(1, sizeof *k);
	mode_t mask;

	*out = NULL;
	if (k == NULL)
		return sv_err_nomem(err);
	mask = umask(077);
	int rc = sqlite3_open_v2(path, &k->db, flags | SQLITE_OPEN_NOFOLLOW, NULL);
	umask(mask);
	if (rc != SQLITE_OK) {
		enum sv_status st = fail(k, err);
		sv_keyring_free(k);
		return st;
	}
	sqlite3_busy_timeout(k->db, BUSY_MS);
	sqlite3_wal_autocheckpoint(k->db, 0); /* sv_keyring_commit sees to it */
	/* the caller syncs the store before it moves the branch; a checkpoint at close would cost syncs of its own */
	sqlite3_db_config(k->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
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
	st = open_db(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &k, err);
	if (st != SV_OK)
		return st;
	snprintf(meta, sizeof meta, "INSERT INTO meta VALUES ('version', '1'), ('store', '%.40s'); COMMIT", store_id);
	if (!run(k, "PRAGMA journal_mode=WAL") || !run(k, "PRAGMA synchronous=NORMAL") || !run(k, "PRAGMA secure_delete=ON") || !run(k, schema) || !run(k, meta))
		st = fail(k, err);
	sv_keyring_free(k);
	return st;
}

static enum sv_status check_file(const char *path, struct sv_err *err)
{
	struct stat sb;

	if (lstat(path, &sb) < 0) {
		sv_err_sys(err, errno == ENOENT ? SV_NOT_FOUND : SV_DENIED, errno, N_("cannot open the keyring '%s': %s"), path);
		sv_err_hint(err, N_("without it nothing can be opened or sealed; put back a backup of keyring.db"));
		return err ? err->status : SV_NOT_FOUND;
	}
	if (!S_ISREG(sb.st_mode) || (sb.st_mode & 077) != 0) {
		sv_err_set(err, SV_DENIED, N_("the keyring '%s' must be a plain file that nobody else can read"), path);
		sv_err_hint(err, N_("chmod 600 '%s'"), path);
		return SV_DENIED;
	}
	return SV_OK;
}

enum sv_status sv_keyring_open(const char *path, const char *store_id, bool write, struct sv_keyring **out, struct sv_err *err)
{
	struct sv_keyring *k = NULL;
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = check_file(path, err);

	*out = NULL;
	if (st == SV_OK)
		st = open_db(path, write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, &k, err);
	if (st != SV_OK)
		return st;
	if (write && (!run(k, "PRAGMA synchronous=NORMAL") || !run(k, "PRAGMA secure_delete=ON")))
		st = fail(k, err);
	if (st == SV_OK && sqlite3_prepare_v2(k->db, "SELECT value FROM meta WHERE key = 'store'", -1, &stmt, NULL) != SQLITE_OK)
		st = fail(k, err);
	if (st == SV_OK) {
		int rc = sqlite3_step(stmt);
		if (rc != SQLITE_ROW)
			st = rc == SQLITE_DONE ? sv_err_set(err, SV_INTEGRITY, N_("the keyring is damaged")) : fail(k, err);
		else if (store_id && strcmp((const char *)sqlite3_column_text(stmt, 0), store_id) != 0)
			st = sv_err_set(err, SV_INTEGRITY, N_("the keyring belongs to another store"));
	}
	sqlite3_finalize(stmt);
	if (st != SV_OK) {
		sv_keyring_free(k);
		return st;
	}
	*out = k;
	return SV_OK;
}

enum sv_status sv_keyring_begin(struct sv_keyring *k, struct sv_err *err)
{
	return run(k, "BEGIN IMMEDIATE") ? SV_OK : fail(k, err);
}

/*
 * Every process is the first to open the keyring, and so reads the whole log of writes: it is folded into the file and
 * emptied when it has grown, without waiting for anybody.
 */
static void empty_log(struct sv_keyring *k)
{
	struct stat sb;

	if (stat(sqlite3_filename_wal(sqlite3_db_filename(k->db, "main")), &sb) < 0 || sb.st_size < LOG_MAX)
		return;
	sqlite3_busy_timeout(k->db, 0);
	sqlite3_wal_checkpoint_v2(k->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(k->db, BUSY_MS);
}

enum sv_status sv_keyring_commit(struct sv_keyring *k, struct sv_err *err)
{
	if (!run(k, "COMMIT"))
		return fail(k, err);
	empty_log(k);
	return SV_OK;
}

void sv_keyring_rollback(struct sv_keyring *k)
{
	if (k && !sqlite3_get_autocommit(k->db))
		run(k, "ROLLBACK");
}

/* The statement, prepared once and with its texts bound: ?1 and ?2. NULL with *err set. */
static sqlite3_stmt *statement(struct sv_keyring *k, int which, const char *one, const char *two, struct sv_err *err)
{
	if (k->st[which] == NULL && sqlite3_prepare_v2(k->db, sql[which], -1, &k->st[which], NULL) != SQLITE_OK) {
		fail(k, err);
		return NULL;
	}
	sqlite3_reset(k->st[which]);
	sqlite3_bind_text(k->st[which], 1, one, -1, SQLITE_TRANSIENT);
	if (two)
		sqlite3_bind_text(k->st[which], 2, two, -1, SQLITE_TRANSIENT);
	return k->st[which];
}

static enum sv_status finish(struct sv_keyring *k, sqlite3_stmt *st, struct sv_err *err)
{
	enum sv_status status = sqlite3_step(st) == SQLITE_DONE ? SV_OK : fail(k, err);

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
		status = bytes->failed ? sv_err_nomem(err) : SV_OK;
	} else {
		status = rc == SQLITE_DONE ? SV_NO : fail(k, err);
	}
	sqlite3_reset(st);
	return status;
}

enum sv_status sv_keyring_put_wrap(struct sv_keyring *k, const char *role, int epoch, const char *officer, const void *bytes, size_t n, struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, PUT_WRAP, role, officer, err);

	if (st == NULL)
		return err ? err->status : SV_IO;
	sqlite3_bind_blob(st, 3, bytes, (int)n, SQLITE_TRANSIENT);
	sqlite3_bind_int(st, 4, epoch);
	return finish(k, st, err);
}

enum sv_status sv_keyring_get_wrap(struct sv_keyring *k, const char *role, const char *officer, struct sv_buf *bytes, int *epoch, struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, GET_WRAP, role, officer, err);
	enum sv_status status = st ? fetch(k, st, bytes, epoch, err) : (err ? err->status : SV_IO);

	return status == SV_NO ? sv_err_set(err, SV_DENIED, N_("officer '%s' has no key for the role '%s'"), officer, role) : status;
}

enum sv_status sv_keyring_drop_wraps(struct sv_keyring *k, const char *role, const char *officer, struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, DROP_WRAPS, role, officer, err);

	return st ? finish(k, st, err) : (err ? err->status : SV_IO);
}

enum sv_status sv_keyring_drop_grants(struct sv_keyring *k, const char *case_id, const char *officer, struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, DROP_GRANTS, case_id, officer, err);

	return st ? finish(k, st, err) : (err ? err->status : SV_IO);
}

enum sv_status sv_keyring_put_salt(struct sv_keyring *k, const char *case_id, const unsigned char salt[SV_SALT_BYTES], struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, PUT_SALT, case_id, NULL, err);

	if (st == NULL)
		return err ? err->status : SV_IO;
	sqlite3_bind_blob(st, 3, salt, SV_SALT_BYTES, SQLITE_TRANSIENT);
	return finish(k, st, err);
}

enum sv_status sv_keyring_get_salt(struct sv_keyring *k, const char *case_id, unsigned char salt[SV_SALT_BYTES], struct sv_err *err)
{
	struct sv_buf bytes = SV_BUF_INIT;
	sqlite3_stmt *st = statement(k, GET_SALT, case_id, NULL, err);
	enum sv_status status = st ? fetch(k, st, &bytes, NULL, err) : (err ? err->status : SV_IO);

	if (status == SV_NO)
		status = sv_err_set(err, SV_NOT_FOUND, N_("the keyring has no salt for '%s'"), case_id);
	else if (status == SV_OK && bytes.len != SV_SALT_BYTES)
		status = sv_err_set(err, SV_INTEGRITY, N_("the keyring is damaged"));
	if (status == SV_OK)
		memcpy(salt, bytes.data, SV_SALT_BYTES);
	sv_buf_release_secret(&bytes);
	return status;
}

enum sv_status sv_keyring_put_grant(struct sv_keyring *k, const char *case_id, const char *compartment, const char *officer, const void *bytes, size_t n, struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, PUT_GRANT, case_id, officer, err);

	if (st == NULL)
		return err ? err->status : SV_IO;
	sqlite3_bind_blob(st, 3, bytes, (int)n, SQLITE_TRANSIENT);
	sqlite3_bind_text(st, 4, compartment, -1, SQLITE_TRANSIENT);
	return finish(k, st, err);
}

enum sv_status sv_keyring_get_grant(struct sv_keyring *k, const char *case_id, const char *compartment, const char *officer, struct sv_buf *bytes, struct sv_err *err)
{
	sqlite3_stmt *st = statement(k, GET_GRANT, case_id, officer, err);

	if (st == NULL)
		return err ? err->status : SV_IO;
	sqlite3_bind_text(st, 4, compartment, -1, SQLITE_TRANSIENT);
	enum sv_status status = fetch(k, st, bytes, NULL, err);
	return status == SV_NO ? sv_err_set(err, SV_DENIED, N_("no grant")) : status;
}
