/* SPDX-License-Identifier: MIT */
/* Putting cases into the index: see index.h. The tables are made from the list of dimensions. */
#include "index/packed.h"
#include "index/ready.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/canon.h"
#include "json/get.h"

const struct sv_index_dimension sv_index_dimensions[] = {
	{ "year", false }, { "quarter", false }, { "month", false }, { "unit", false }, { "kind", false }, { "category", false }, { "group", false },
	{ "channel", false }, { "confidentiality", false }, { "gravity", false }, { "basis", false }, { "origin", false }, { "state", false },
	{ "route", false }, { "outcome", false }, { "reporter_position", false }, { "affected_position", false }, { "concerned_position", false },
	{ "admissible", false }, { "settled", false }, { "oral", false }, { "converted", false }, { "reopened", false }, { "investigated", false },
	{ "aftercare", false }, { "retaliation", false }, { "followed_up", false }, { "imported", false },
	{ "decided_year", false }, { "decided_quarter", false }, { "decided_month", false }, { "closed_year", false }, { "closed_quarter", false }, { "closed_month", false },
	{ "measure", true }, { "cause", true }, { "override", true }, { "route_taken", true }, { "outcome_each", true }, { "allegation_category", true },
	{ "finding", true }, { "link", true }, { "recommendation", true }, { "unmet", true }, { "timeliness", true },
	{ NULL, false },
};
const char *const sv_index_days[] = { "received", "incident", "triaged", "decided", "closed", NULL };

/* Rows are found by these too; an index that is filled from nothing gets them at the end. */
#define LOOKUPS \
	X(items_member, "items (member, added, name)") X(opened_at, "opened (at, by)") X(opened_name, "opened (name)") X(cases_received, "cases (received, name)") \
	X(due_name, "due (name)") X(person_token, "person (token)") X(person_id, "person (id)")
#define X(name, on) "CREATE INDEX " #name " ON " on ";"
const char sv_index_make_lookups[] = LOOKUPS;
#undef X
#define X(name, on) "DROP INDEX " #name ";"
const char sv_index_drop_lookups[] = LOOKUPS;
#undef X

int sv_index_place(const char *name)
{
	for (int i = 0; sv_index_dimensions[i].name; i++)
		if (strcmp(sv_index_dimensions[i].name, name) == 0)
			return i;
	return -1;
}

bool sv_index_timely(int place)
{
	return strcmp(sv_index_dimensions[place].name, "timeliness") == 0;
}

const struct sv_index_dimension *sv_index_dimension(const char *name)
{
	int i = sv_index_place(name);

	return i < 0 ? NULL : &sv_index_dimensions[i];
}

/* The columns of the table of cases, each with something before and after its name: one for each dimension, day and number. */
static void columns(struct sv_buf *sql, const char *before, const char *after)
{
	for (size_t i = 0; sv_index_dimensions[i].name; i++)
		if (!sv_index_dimensions[i].many)
			sv_buf_addf(sql, ", %sd_%s%s", before, sv_index_dimensions[i].name, after);
	for (size_t i = 0; sv_index_days[i]; i++)
		sv_buf_addf(sql, ", %s%s%s", before, sv_index_days[i], after);
	for (size_t i = 0; sv_index_numbers[i]; i++)
		sv_buf_addf(sql, ", %sn_%s%s", before, sv_index_numbers[i], after);
	sv_buf_addf(sql, ", %sthrough%s", before, after);
}

void sv_index_schema(struct sv_buf *sql)
{
	sv_buf_adds(sql, "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
	                 "CREATE TABLE code (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);"
	                 "CREATE TABLE cases (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, hidden INTEGER NOT NULL");
	columns(sql, "", " INTEGER");
	sv_buf_adds(sql, ");"
	                 "CREATE TABLE body (id INTEGER PRIMARY KEY, json TEXT NOT NULL);"
	                 /* the words of dimensions that have several */
	                 "CREATE TABLE many (id INTEGER NOT NULL, dim INTEGER NOT NULL, code INTEGER NOT NULL, PRIMARY KEY (id, dim, code)) WITHOUT ROWID;"
	                 /* terms that began: every one of them once (model/kept.h) */
	                 "CREATE TABLE kept (id INTEGER NOT NULL, seq INTEGER NOT NULL, term INTEGER NOT NULL, due INTEGER NOT NULL, done INTEGER, ended INTEGER, suspended INTEGER NOT NULL,"
	                 " PRIMARY KEY (id, seq)) WITHOUT ROWID;"
	                 /* a list of what is due is one walk along this table: neither joined nor sorted */
	                 "CREATE TABLE due (day INTEGER NOT NULL, name TEXT NOT NULL, seq INTEGER NOT NULL, hidden INTEGER NOT NULL, who TEXT NOT NULL, json TEXT NOT NULL,"
	                 " PRIMARY KEY (day, name, seq)) WITHOUT ROWID;"
	                 /* items of the registers beside the cases; added: the day, by which they are listed */
	                 "CREATE TABLE items (name TEXT PRIMARY KEY, member TEXT NOT NULL, added TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;"
	                 "CREATE TABLE person (id INTEGER NOT NULL, token TEXT NOT NULL, party TEXT NOT NULL, role TEXT NOT NULL);"
	                 "CREATE TABLE opened (name TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, type TEXT NOT NULL, json TEXT NOT NULL);"
	                 "CREATE TABLE packed (place INTEGER NOT NULL, chunk INTEGER NOT NULL, codes BLOB NOT NULL, PRIMARY KEY (place, chunk));"
	                 "CREATE INDEX packed_chunk ON packed (chunk);"
	                 "CREATE TABLE shelf (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, n INTEGER NOT NULL, sum INTEGER NOT NULL);"
	                 "CREATE TABLE shelved (id INTEGER NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (id, name)) WITHOUT ROWID;"
	                 "CREATE INDEX shelved_name ON shelved (name);");
	sv_buf_adds(sql, sv_index_make_lookups);
}

void sv_index_all_rows(bool one, struct sv_buf *sql)
{
	sv_buf_adds(sql, "SELECT c.name, c.hidden, b.json");
	for (size_t i = 0; sv_index_dimensions[i].name; i++)
		if (!sv_index_dimensions[i].many)
			sv_buf_addf(sql, ", word(c.d_%s)", sv_index_dimensions[i].name);
	for (size_t i = 0; sv_index_days[i]; i++)
		sv_buf_addf(sql, ", c.%s", sv_index_days[i]);
	for (size_t i = 0; sv_index_numbers[i]; i++)
		sv_buf_addf(sql, ", c.n_%s", sv_index_numbers[i]);
	sv_buf_adds(sql, ", (SELECT group_concat(m.dim || m.word) FROM (SELECT dim, word(code) AS word FROM many WHERE id = c.id ORDER BY 1, 2) m),"
	                 " (SELECT group_concat(k.term || ' ' || k.due || ' ' || ifnull(k.done, '-') || ' ' || ifnull(k.ended, '-') || k.suspended) FROM"
	                 " (SELECT word(term) AS term, due, done, ended, suspended FROM kept WHERE id = c.id ORDER BY seq) k),"
	                 " (SELECT group_concat(d.day || d.who || d.json) FROM (SELECT * FROM due WHERE name = c.name ORDER BY day, seq) d),"
	                 " (SELECT group_concat(p.token || p.party || p.role) FROM (SELECT * FROM person WHERE id = c.id ORDER BY party, role) p)"
	                 " FROM cases c LEFT JOIN body b ON b.id = c.id");
	if (one)
		sv_buf_adds(sql, " WHERE c.name = ?1");
	/* items in the same columns, as far as they have them */
	sv_buf_adds(sql, " UNION ALL SELECT i.name, 0, i.json");
	for (size_t i = 0; sv_index_dimensions[i].name; i++)
		if (!sv_index_dimensions[i].many)
			sv_buf_adds(sql, ", NULL");
	for (size_t i = 0; sv_index_days[i]; i++)
		sv_buf_adds(sql, ", NULL");
	for (size_t i = 0; sv_index_numbers[i]; i++)
		sv_buf_adds(sql, ", NULL");
	sv_buf_adds(sql, ", NULL, NULL, (SELECT group_concat(d.day || d.who || d.json) FROM (SELECT * FROM due WHERE name = i.name ORDER BY day, seq) d), NULL FROM items i");
	sv_buf_adds(sql, one ? " WHERE i.name = ?1" : " ORDER BY 1");
}

/* What hangs on a case is put by these. */
enum { FORGET_DUE, FORGET_PERSON, FORGET_OPENED, FORGET_MANY, FORGET_KEPT, ADD_DUE, ADD_PERSON, ADD_OPENED, ADD_MANY, ADD_KEPT, RESTS };
static const char *const rest_sql[RESTS] = {
	[FORGET_DUE] = "DELETE FROM due WHERE name = ?2",
	[FORGET_PERSON] = "DELETE FROM person WHERE id = ?1",
	[FORGET_OPENED] = "DELETE FROM opened WHERE name = ?2",
	[FORGET_MANY] = "DELETE FROM many WHERE id = ?1",
	[FORGET_KEPT] = "DELETE FROM kept WHERE id = ?1",
	[ADD_DUE] = "INSERT INTO due (name, hidden, day, seq, who, json) VALUES (?, ?, ?, ?, ?, ?)",
	[ADD_PERSON] = "INSERT INTO person (id, token, party, role) VALUES (?, ?, ?, ?)",
	[ADD_OPENED] = "INSERT INTO opened (name, at, by, type, json) VALUES (?, ?, ?, ?, ?)",
	[ADD_MANY] = "INSERT OR IGNORE INTO many (id, dim, code) VALUES (?, ?, ?)",
	[ADD_KEPT] = "INSERT INTO kept (id, seq, term, due, done, ended, suspended) VALUES (?, ?, ?, ?, ?, ?, ?)",
};

static enum sv_status prepare_rest(struct sv_index *ix, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < RESTS && st == SV_OK; i++)
		if (ix->rest[i] == NULL)
			st = sv_index_prepare(ix, rest_sql[i], &ix->rest[i], err);
	return st;
}

static enum sv_status run_and_reset(struct sv_index *ix, sqlite3_stmt *stmt, struct sv_err *err)
{
	enum sv_status st = sqlite3_step(stmt) == SQLITE_DONE ? SV_OK : sv_index_fail(ix, err);

	sqlite3_reset(stmt);
	return st;
}

/* Binds some of a row's texts and numbers from a place on; what is bound stays with the ready case. */
static void bind_texts(sqlite3_stmt *stmt, int at, const struct sv_index_ready *r, const struct sv_ready_row *row, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sqlite3_bind_text(stmt, at + (int)i, sv_ready_text(r, row, i), -1, SQLITE_STATIC);
}

static void bind_numbers(sqlite3_stmt *stmt, int at, const int64_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (numbers[i] == SV_READY_NULL)
			sqlite3_bind_null(stmt, at + (int)i);
		else
			sqlite3_bind_int64(stmt, at + (int)i, numbers[i]);
	}
}

/* A term; hidden: as its case is. */
static enum sv_status put_due(struct sv_index *ix, const char *name, int hidden, const struct sv_index_ready *r, const struct sv_ready_row *row, struct sv_err *err)
{
	sqlite3_stmt *add = ix->rest[ADD_DUE];

	sqlite3_bind_text(add, 1, name, -1, SQLITE_STATIC);
	sqlite3_bind_int(add, 2, hidden);
	bind_numbers(add, 3, row->number, 2);
	bind_texts(add, 5, r, row, 2);
	return run_and_reset(ix, add, err);
}

/* One row of what hangs on a case. */
static enum sv_status put_row(struct sv_index *ix, const struct sv_index_ready *r, const struct sv_ready_row *row, sqlite3_int64 id, struct sv_err *err)
{
	static const int statement[SV_READY_KINDS] = { [SV_READY_PERSON] = ADD_PERSON, [SV_READY_OPENED] = ADD_OPENED, [SV_READY_MANY] = ADD_MANY, [SV_READY_KEPT] = ADD_KEPT };
	sqlite3_stmt *add = ix->rest[statement[row->kind]];
	enum sv_status st = SV_OK;
	long long code = 0;

	if (row->kind == SV_READY_WORD)
		return SV_OK; /* is a column of the case's own row */
	if (row->kind == SV_READY_DUE)
		return put_due(ix, r->name, (int)r->sight, r, row, err);
	if (row->kind == SV_READY_MANY || row->kind == SV_READY_KEPT)
		st = sv_index_code(ix, sv_ready_text(r, row, 0), true, &code, err);
	if (st != SV_OK)
		return st;
	if (row->kind == SV_READY_OPENED)
		sqlite3_bind_text(add, 1, r->name, -1, SQLITE_STATIC);
	else
		sqlite3_bind_int64(add, 1, id);
	if (row->kind == SV_READY_PERSON || row->kind == SV_READY_OPENED)
		bind_texts(add, 2, r, row, row->kind == SV_READY_PERSON ? 3 : 4);
	else
		bind_numbers(add, 2, row->number, 1);
	if (row->kind == SV_READY_MANY || row->kind == SV_READY_KEPT)
		sqlite3_bind_int64(add, 3, code);
	if (row->kind == SV_READY_KEPT)
		bind_numbers(add, 4, row->number + 1, 4);
	return run_and_reset(ix, add, err);
}

/* What hangs on a case: its terms, the tokens of its people, who opened it, and words of which it has several. Old rows go first. */
static enum sv_status put_rest(struct sv_index *ix, const struct sv_index_ready *r, sqlite3_int64 id, struct sv_err *err)
{
	enum sv_status st = prepare_rest(ix, err);

	for (size_t i = FORGET_DUE; i <= FORGET_KEPT && st == SV_OK && !ix->filling; i++) {
		bool by_name = i == FORGET_DUE || i == FORGET_OPENED;
		if (by_name)
			sqlite3_bind_text(ix->rest[i], 2, r->name, -1, SQLITE_STATIC);
		else
			sqlite3_bind_int64(ix->rest[i], 1, id);
		st = run_and_reset(ix, ix->rest[i], err);
	}
	for (size_t i = 0; i < r->n && st == SV_OK; i++)
		st = put_row(ix, r, &r->rows[i], id, err);
	return st;
}

/* The statement that puts a case's row: every column by its place. */
static enum sv_status prepare_put(struct sv_index *ix, struct sv_err *err)
{
	struct sv_buf sql = SV_BUF_INIT, names = SV_BUF_INIT;
	enum sv_status st = SV_OK;

	columns(&names, "", "");
	sv_buf_addf(&sql, "INSERT INTO cases (name, hidden%s) VALUES (?, ?", sv_buf_str(&names));
	for (const char *p = sv_buf_str(&names); *p; p++)
		if (*p == ',')
			sv_buf_adds(&sql, ", ?");
	sv_buf_adds(&sql, ") ON CONFLICT (name) DO UPDATE SET hidden=excluded.hidden");
	for (const char *p = sv_buf_str(&names); *p;) {
		size_t n = strcspn(p += 2, ",");
		sv_buf_addf(&sql, ", %.*s=excluded.%.*s", (int)n, p, (int)n, p);
		p += n;
	}
	sv_buf_adds(&sql, " RETURNING id");
	st = sql.failed || names.failed ? sv_err_nomem(err) : sv_index_prepare(ix, sv_buf_str(&sql), &ix->put, err);
	sv_buf_release(&sql);
	sv_buf_release(&names);
	return st;
}

/* Binds the columns of a case's row. */
static enum sv_status bind_case(struct sv_index *ix, const struct sv_index_ready *r, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	long long code;
	int col = 3;

	sqlite3_clear_bindings(ix->put); /* what is not bound is absent */
	sqlite3_bind_text(ix->put, 1, r->name, -1, SQLITE_STATIC);
	sqlite3_bind_int(ix->put, 2, (int)r->sight);
	for (size_t i = 0; i < r->n && st == SV_OK; i++) {
		if (r->rows[i].kind != SV_READY_WORD)
			continue;
		st = sv_index_code(ix, sv_ready_text(r, &r->rows[i], 0), true, &code, err);
		if (st == SV_OK)
			sqlite3_bind_int64(ix->put, col + (int)r->rows[i].number[0], code);
	}
	for (size_t i = 0; sv_index_dimensions[i].name; i++)
		col += !sv_index_dimensions[i].many;
	bind_numbers(ix->put, col, r->columns, r->ncolumns);
	return st;
}

enum sv_status sv_index_put_ready(struct sv_index *ix, const struct sv_index_ready *r, struct sv_err *err)
{
	enum sv_status st = ix->put ? SV_OK : prepare_put(ix, err);

	if (st == SV_OK && ix->body == NULL)
		st = sv_index_prepare(ix, "INSERT OR REPLACE INTO body VALUES (?, ?)", &ix->body, err);
	if (st == SV_OK)
		st = sv_index_unshelve(ix, r->name, r->erased, r->sight == SV_INDEX_CLOSED, err);
	if (st == SV_OK)
		st = bind_case(ix, r, err);
	if (st != SV_OK)
		return st;
	if (sqlite3_step(ix->put) != SQLITE_ROW) {
		st = sv_index_fail(ix, err);
		sqlite3_reset(ix->put);
		return st;
	}
	sqlite3_int64 id = sqlite3_column_int64(ix->put, 0);
	sqlite3_reset(ix->put);
	st = sv_packed_forget(ix, id, err);
	if (st != SV_OK)
		return st;
	sqlite3_bind_int64(ix->body, 1, id);
	sqlite3_bind_text(ix->body, 2, r->text.data + r->body, (int)r->body_len, SQLITE_STATIC);
	st = run_and_reset(ix, ix->body, err);
	sqlite3_clear_bindings(ix->body);
	return st == SV_OK ? put_rest(ix, r, id, err) : st;
}

enum sv_status sv_index_put(struct sv_index *ix, const struct sv_index_entry *e, struct sv_err *err)
{
	struct sv_index_ready *r = NULL;
	enum sv_status st = sv_index_ready_new(e, &r, err);

	if (st == SV_OK)
		st = sv_index_put_ready(ix, r, err);
	sv_index_ready_free(r);
	return st;
}

enum sv_status sv_index_drop(struct sv_index *ix, const char *case_id, struct sv_err *err)
{
	static const char *const sql[] = {
		"DELETE FROM body WHERE id IN (SELECT id FROM cases WHERE name = ?)", "DELETE FROM due WHERE name = ?", "DELETE FROM opened WHERE name = ?",
		"DELETE FROM many WHERE id IN (SELECT id FROM cases WHERE name = ?)", "DELETE FROM kept WHERE id IN (SELECT id FROM cases WHERE name = ?)",
		"DELETE FROM person WHERE id IN (SELECT id FROM cases WHERE name = ?)", "DELETE FROM cases WHERE name = ?",
	};
	enum sv_status s = sv_index_unshelve(ix, case_id, true, false, err);
	sqlite3_stmt *find = NULL;
	if (s == SV_OK)
		s = sv_index_prepare(ix, "SELECT id FROM cases WHERE name = ?", &find, err);
	if (s == SV_OK) {
		sqlite3_bind_text(find, 1, case_id, -1, SQLITE_STATIC);
		int rc = sqlite3_step(find);
		if (rc == SQLITE_ROW)
			s = sv_packed_forget(ix, sqlite3_column_int64(find, 0), err);
		else if (rc != SQLITE_DONE) /* what is packed of it would stay */
			s = sv_index_fail(ix, err);
	}
	sqlite3_finalize(find);

	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
		sqlite3_stmt *st = NULL;
		if (s == SV_OK)
			s = sv_index_prepare(ix, sql[i], &st, err);
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

/* Runs a statement on an item's id alone. */
static enum sv_status on_item(struct sv_index *ix, const char *sql, const char *id, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(ix, sql, &stmt, err);

	if (st != SV_OK)
		return st;
	sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
	if (sqlite3_step(stmt) != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	sqlite3_finalize(stmt);
	return st;
}

enum sv_status sv_index_drop_item(struct sv_index *ix, const char *id, struct sv_err *err)
{
	enum sv_status st = on_item(ix, "DELETE FROM due WHERE name = ?", id, err);

	return st == SV_OK ? on_item(ix, "DELETE FROM items WHERE name = ?", id, err) : st;
}

enum sv_status sv_index_put_item(struct sv_index *ix, const struct sv_index_item *item, struct sv_err *err)
{
	struct sv_index_ready due = { .text = SV_BUF_INIT };
	sqlite3_stmt *put = NULL;
	const char *added = sv_json_text(item->state, "added");
	char *text = sv_json_string(item->state, JSON_COMPACT);
	enum sv_status st = text == NULL ? sv_err_nomem(err) : ix->filling ? SV_OK : sv_index_drop_item(ix, item->id, err);

	sv_ready_due(&due, item->due);
	if (st == SV_OK && (due.failed || due.text.failed))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = prepare_rest(ix, err);
	if (st == SV_OK)
		st = sv_index_prepare(ix, "INSERT INTO items (name, member, added, json) VALUES (?, ?, ?, ?)", &put, err);
	if (st == SV_OK) {
		sqlite3_bind_text(put, 1, item->id, -1, SQLITE_STATIC);
		sqlite3_bind_text(put, 2, item->member, -1, SQLITE_STATIC);
		sqlite3_bind_text(put, 3, added ? added : "", -1, SQLITE_STATIC);
		sqlite3_bind_text(put, 4, text, -1, SQLITE_STATIC);
		st = run_and_reset(ix, put, err);
	}
	for (size_t i = 0; i < due.n && st == SV_OK; i++)
		st = put_due(ix, item->id, 0, &due, &due.rows[i], err);
	sqlite3_finalize(put);
	sv_buf_release(&due.text);
	free(due.rows);
	free(text);
	return st;
}
