/* SPDX-License-Identifier: MIT */
/* A SQLite file of plain tables: see relational.h. The file is of use when it is whole only, so SQLite keeps no journal of its own. */
#include "index/relational.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct sv_relational {
	sqlite3 *db;
	const struct sv_relational_table *tables;
	sqlite3_stmt **inserts;
	size_t n;
};

static enum sv_status failed(struct sv_relational *r, struct sv_err *err)
{
	int code = r->db ? sqlite3_errcode(r->db) & 0xff : SQLITE_NOMEM;

	return code == SQLITE_NOMEM ? sv_err_nomem(err) : sv_err_set(err, SV_IO, N_("the file of tables cannot be written: %s"), sqlite3_errstr(code));
}

static enum sv_status run(struct sv_relational *r, const char *sql, struct sv_err *err)
{
	return sqlite3_exec(r->db, sql, NULL, NULL, NULL) == SQLITE_OK ? SV_OK : failed(r, err);
}

/* The table that another one refers to. */
static const struct sv_relational_table *named(const struct sv_relational *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->tables[i].name, name) == 0)
			return &r->tables[i];
	return NULL;
}

static enum sv_status make_table(struct sv_relational *r, size_t i, struct sv_err *err)
{
	const struct sv_relational_table *t = &r->tables[i], *about = t->about ? named(r, t->about) : NULL;
	struct sv_buf sql = SV_BUF_INIT;

	sv_buf_addf(&sql, "CREATE TABLE \"%s\" (", t->name);
	for (size_t c = 0; c < t->ncolumns; c++) {
		sv_buf_addf(&sql, "%s\"%s\" %s", c ? ", " : "", t->columns[c].name, t->columns[c].number ? "INTEGER" : "TEXT");
		if (c == 0 && about)
			sv_buf_addf(&sql, " NOT NULL REFERENCES \"%s\" (\"%s\")", about->name, about->columns[0].name);
		else if (c == 0)
			sv_buf_adds(&sql, " PRIMARY KEY NOT NULL");
	}
	sv_buf_adds(&sql, ")");
	enum sv_status st = sql.failed ? sv_err_nomem(err) : run(r, sv_buf_str(&sql), err);
	sv_buf_clear(&sql);
	sv_buf_addf(&sql, "INSERT INTO \"%s\" VALUES (?", t->name);
	for (size_t c = 1; c < t->ncolumns; c++)
		sv_buf_adds(&sql, ",?");
	sv_buf_adds(&sql, ")");
	if (st == SV_OK && sql.failed)
		st = sv_err_nomem(err);
	if (st == SV_OK && sqlite3_prepare_v2(r->db, sv_buf_str(&sql), -1, &r->inserts[i], NULL) != SQLITE_OK)
		st = failed(r, err);
	sv_buf_release(&sql);
	return st;
}

enum sv_status sv_relational_open(const char *path, const struct sv_relational_table *tables, size_t n, struct sv_relational **out, struct sv_err *err)
{
	struct sv_relational *r = calloc(1, sizeof *r);
	enum sv_status st = SV_OK;

	*out = r;
	if (r == NULL || (r->inserts = calloc(n, sizeof *r->inserts)) == NULL)
		return sv_err_nomem(err);
	r->tables = tables;
	r->n = n;
	if (sqlite3_open_v2(path, &r->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL) != SQLITE_OK)
		st = failed(r, err);
	if (st == SV_OK)
		st = run(r, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA locking_mode=EXCLUSIVE; BEGIN", err);
	for (size_t i = 0; i < n && st == SV_OK; i++)
		st = make_table(r, i, err);
	return st;
}

enum sv_status sv_relational_row(struct sv_relational *r, size_t table, const char *const *cells, struct sv_err *err)
{
	sqlite3_stmt *stmt = r->inserts[table];

	for (size_t c = 0; c < r->tables[table].ncolumns; c++)
		if (sqlite3_bind_text(stmt, (int)c + 1, cells[c], -1, SQLITE_STATIC) != SQLITE_OK)
			return failed(r, err);
	enum sv_status st = sqlite3_step(stmt) == SQLITE_DONE ? SV_OK : failed(r, err);
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
	return st;
}

enum sv_status sv_relational_finish(struct sv_relational *r, struct sv_err *err)
{
	struct sv_buf sql = SV_BUF_INIT;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < r->n && st == SV_OK; i++) {
		sv_buf_clear(&sql);
		if (r->tables[i].about == NULL)
			continue;
		sv_buf_addf(&sql, "CREATE INDEX \"%s_of\" ON \"%s\" (\"%s\")", r->tables[i].name, r->tables[i].name, r->tables[i].columns[0].name);
		st = sql.failed ? sv_err_nomem(err) : run(r, sv_buf_str(&sql), err);
	}
	sv_buf_release(&sql);
	return st == SV_OK ? run(r, "COMMIT", err) : st;
}

void sv_relational_free(struct sv_relational *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; r->inserts && i < r->n; i++)
		sqlite3_finalize(r->inserts[i]);
	free(r->inserts);
	sqlite3_close(r->db);
	free(r);
}
