/* SPDX-License-Identifier: MIT */
/* Putting cases into the index: see index.h. The tables are made from the list of dimensions. */
#include "index/packed.h"

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
/* What a case has a number of, beside its dimensions. */
static const char *const numbers[] = { "allegations", "contacts", "overrides", NULL };

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
	for (size_t i = 0; numbers[i]; i++)
		sv_buf_addf(sql, ", %sn_%s%s", before, numbers[i], after);
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
	                 "CREATE INDEX items_member ON items (member, added, name);"
	                 "CREATE TABLE person (id INTEGER NOT NULL, token TEXT NOT NULL, party TEXT NOT NULL, role TEXT NOT NULL);"
	                 "CREATE TABLE opened (name TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, type TEXT NOT NULL, json TEXT NOT NULL);"
	                 "CREATE TABLE packed (place INTEGER NOT NULL, chunk INTEGER NOT NULL, codes BLOB NOT NULL, PRIMARY KEY (place, chunk));"
	                 "CREATE INDEX packed_chunk ON packed (chunk);"
	                 "CREATE TABLE shelf (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, n INTEGER NOT NULL, sum INTEGER NOT NULL);"
	                 "CREATE TABLE shelved (id INTEGER NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (id, name)) WITHOUT ROWID;"
	                 "CREATE INDEX shelved_name ON shelved (name);"
	                 "CREATE INDEX opened_at ON opened (at, by);"
	                 "CREATE INDEX opened_name ON opened (name);"
	                 "CREATE INDEX cases_received ON cases (received, name);"
	                 "CREATE INDEX due_name ON due (name);"
	                 "CREATE INDEX person_token ON person (token);"
	                 "CREATE INDEX person_id ON person (id);");
}

void sv_index_all_rows(struct sv_buf *sql)
{
	sv_buf_adds(sql, "SELECT c.name, c.hidden, b.json");
	for (size_t i = 0; sv_index_dimensions[i].name; i++)
		if (!sv_index_dimensions[i].many)
			sv_buf_addf(sql, ", (SELECT word FROM code WHERE id = c.d_%s)", sv_index_dimensions[i].name);
	for (size_t i = 0; sv_index_days[i]; i++)
		sv_buf_addf(sql, ", c.%s", sv_index_days[i]);
	for (size_t i = 0; numbers[i]; i++)
		sv_buf_addf(sql, ", c.n_%s", numbers[i]);
	sv_buf_adds(sql, ", (SELECT group_concat(m.dim || m.word) FROM (SELECT dim, word FROM many JOIN code ON code.id = many.code WHERE many.id = c.id ORDER BY dim, word) m),"
	                 " (SELECT group_concat(k.term || ' ' || k.due || ' ' || ifnull(k.done, '-') || ' ' || ifnull(k.ended, '-') || k.suspended) FROM"
	                 " (SELECT (SELECT word FROM code WHERE code.id = kept.term) AS term, due, done, ended, suspended FROM kept WHERE id = c.id ORDER BY seq) k),"
	                 " (SELECT group_concat(d.day || d.who || d.json) FROM (SELECT * FROM due WHERE name = c.name ORDER BY day, seq) d),"
	                 " (SELECT group_concat(p.token || p.party || p.role) FROM (SELECT * FROM person WHERE id = c.id ORDER BY party, role) p)"
	                 " FROM cases c LEFT JOIN body b ON b.id = c.id");
	/* items in the same columns, as far as they have them */
	sv_buf_adds(sql, " UNION ALL SELECT i.name, 0, i.json");
	for (size_t i = 0; sv_index_dimensions[i].name; i++)
		if (!sv_index_dimensions[i].many)
			sv_buf_adds(sql, ", NULL");
	for (size_t i = 0; sv_index_days[i]; i++)
		sv_buf_adds(sql, ", NULL");
	for (size_t i = 0; numbers[i]; i++)
		sv_buf_adds(sql, ", NULL");
	sv_buf_adds(sql, ", NULL, NULL, (SELECT group_concat(d.day || d.who || d.json) FROM (SELECT * FROM due WHERE name = i.name ORDER BY day, seq) d), NULL FROM items i ORDER BY 1");
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
static bool add_row(sqlite3_stmt *stmt, sqlite3_int64 id, const char *const *texts, int n)
{
	sqlite3_bind_int64(stmt, 1, id);
	for (int i = 0; i < n; i++)
		sqlite3_bind_text(stmt, i + 2, texts[i] ? texts[i] : "", -1, SQLITE_TRANSIENT);
	bool ok = sqlite3_step(stmt) == SQLITE_DONE;
	sqlite3_reset(stmt);
	return ok;
}

/* What hangs on a case is put by these. */
enum { FORGET_DUE, FORGET_PERSON, FORGET_OPENED, FORGET_MANY, FORGET_KEPT, ADD_DUE, ADD_PERSON, ADD_OPENED, ADD_MANY, ADD_KEPT, RESTS };
static const char *const rest_sql[RESTS] = {
	[FORGET_DUE] = "DELETE FROM due WHERE name = (SELECT name FROM cases WHERE id = ?)",
	[FORGET_PERSON] = "DELETE FROM person WHERE id = ?",
	[FORGET_OPENED] = "DELETE FROM opened WHERE name = (SELECT name FROM cases WHERE id = ?)",
	[FORGET_MANY] = "DELETE FROM many WHERE id = ?",
	[FORGET_KEPT] = "DELETE FROM kept WHERE id = ?",
	[ADD_DUE] = "INSERT INTO due (name, who, json, day, seq, hidden) SELECT name, ?2, ?3, ?4, ?5, hidden FROM cases WHERE id = ?1",
	[ADD_PERSON] = "INSERT INTO person (id, token, party, role) VALUES (?, ?, ?, ?)",
	[ADD_OPENED] = "INSERT INTO opened (name, at, by, type, json) SELECT name, ?2, ?3, ?4, ?5 FROM cases WHERE id = ?1",
	[ADD_MANY] = "INSERT OR IGNORE INTO many (id, dim, code) VALUES (?, ?, ?)",
	[ADD_KEPT] = "INSERT INTO kept (id, seq, term, due, done, ended, suspended) VALUES (?, ?, ?, ?, ?, ?, ?)",
};

/* Adds terms by a statement whose first place is who they are of: a case's number or an item's id. */
static bool put_due(sqlite3_stmt *add, const json_t *due)
{
	const json_t *one, *handle;
	size_t i, k;
	bool ok = true;
	int32_t day;

	json_array_foreach(due, i, one) {
		struct sv_buf who = SV_BUF_INIT;
		char *text = sv_json_string(one, JSON_COMPACT | JSON_PRESERVE_ORDER);
		sv_buf_addc(&who, ' ');
		json_array_foreach(sv_json_array(one, "who"), k, handle)
			sv_buf_addf(&who, "%s ", json_string_value(handle));
		if (sv_json_text(one, "due") && sv_date_parse(sv_json_text(one, "due"), &day)) {
			sqlite3_bind_text(add, 2, sv_buf_str(&who), -1, SQLITE_TRANSIENT);
			sqlite3_bind_text(add, 3, text, -1, SQLITE_TRANSIENT);
			sqlite3_bind_int(add, 4, day);
			sqlite3_bind_int64(add, 5, (sqlite3_int64)i);
			ok = text && sqlite3_step(add) == SQLITE_DONE && ok;
			sqlite3_reset(add);
		}
		free(text);
		sv_buf_release(&who);
	}
	return ok;
}

/* Parties by their tokens; reporters and persons concerned without one get one that is of this case alone, so that persons can be counted. */
static bool put_parties(struct sv_index *ix, const struct sv_index_entry *e, sqlite3_int64 id)
{
	const json_t *one;
	char own[64];
	size_t i;
	bool ok = true;

	json_array_foreach(e->parties, i, one) {
		const char *cells[] = { sv_json_text(one, "token"), sv_json_text(one, "party"), sv_json_text(one, "role") };
		if (cells[0] == NULL && cells[1] && cells[2] && (strcmp(cells[2], "reporter") == 0 || strcmp(cells[2], "concerned") == 0)) {
			snprintf(own, sizeof own, "%s/%.20s", sv_json_text(e->state, "case"), cells[1]);
			cells[0] = own;
		}
		if (cells[0])
			ok = add_row(ix->rest[ADD_PERSON], id, cells, 3) && ok;
	}
	return ok;
}

static bool put_openings(struct sv_index *ix, const json_t *openings, sqlite3_int64 id)
{
	const json_t *one;
	size_t i;
	bool ok = true;

	json_array_foreach(openings, i, one) {
		char *text = sv_json_string(one, JSON_COMPACT | JSON_PRESERVE_ORDER);
		const char *cells[] = { sv_json_text(one, "at"), sv_json_text(one, "by"), sv_json_text(one, "type"), text };
		ok = text && add_row(ix->rest[ADD_OPENED], id, cells, 4) && ok;
		free(text);
	}
	return ok;
}

static enum sv_status put_many(struct sv_index *ix, const json_t *facts, sqlite3_int64 id, struct sv_err *err)
{
	const json_t *word;
	enum sv_status st = SV_OK;
	long long code;
	size_t k;

	for (int i = 0; facts && sv_index_dimensions[i].name; i++) {
		if (!sv_index_dimensions[i].many)
			continue;
		json_array_foreach(sv_json_array(facts, sv_index_dimensions[i].name), k, word) {
			if (st == SV_OK)
				st = sv_index_code(ix, json_string_value(word), true, &code, err);
			if (st != SV_OK)
				return st;
			sqlite3_bind_int64(ix->rest[ADD_MANY], 1, id);
			sqlite3_bind_int(ix->rest[ADD_MANY], 2, i);
			sqlite3_bind_int64(ix->rest[ADD_MANY], 3, code);
			if (sqlite3_step(ix->rest[ADD_MANY]) != SQLITE_DONE)
				st = sv_index_fail(ix, err);
			sqlite3_reset(ix->rest[ADD_MANY]);
		}
	}
	return st;
}

static enum sv_status put_kept(struct sv_index *ix, const json_t *kept, sqlite3_int64 id, struct sv_err *err)
{
	static const char *const days[] = { "due", "done", "ended" };
	sqlite3_stmt *add = ix->rest[ADD_KEPT];
	const json_t *one;
	enum sv_status st = SV_OK;
	long long code;
	size_t i;

	json_array_foreach(kept, i, one) {
		if (sv_json_text(one, "term") == NULL || !sv_json_has(one, "due"))
			continue;
		st = sv_index_code(ix, sv_json_text(one, "term"), true, &code, err);
		if (st != SV_OK)
			return st;
		sqlite3_bind_int64(add, 1, id);
		sqlite3_bind_int64(add, 2, (sqlite3_int64)i);
		sqlite3_bind_int64(add, 3, code);
		for (int d = 0; d < 3; d++) {
			const json_t *day = json_object_get(one, days[d]);
			if (day)
				sqlite3_bind_int64(add, 4 + d, json_integer_value(day));
			else
				sqlite3_bind_null(add, 4 + d);
		}
		sqlite3_bind_int(add, 7, sv_json_true(one, "suspended"));
		if (sqlite3_step(add) != SQLITE_DONE)
			st = sv_index_fail(ix, err);
		sqlite3_reset(add);
		if (st != SV_OK)
			return st;
	}
	return st;
}

/* What hangs on a case: its terms, the tokens of its people, who opened it, and words of which it has several. Old rows go first. */
static enum sv_status put_rest(struct sv_index *ix, const struct sv_index_entry *e, sqlite3_int64 id, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	bool ok = true;

	for (size_t i = 0; i < RESTS && st == SV_OK; i++)
		if (ix->rest[i] == NULL)
			st = sv_index_prepare(ix, rest_sql[i], &ix->rest[i], err);
	if (st != SV_OK)
		return st;
	for (size_t i = FORGET_DUE; i <= FORGET_KEPT; i++)
		ok = add_row(ix->rest[i], id, NULL, 0) && ok;
	sqlite3_bind_int64(ix->rest[ADD_DUE], 1, id);
	ok = ok && put_due(ix->rest[ADD_DUE], e->due) && put_parties(ix, e, id) && put_openings(ix, e->openings, id);
	st = ok ? put_many(ix, e->facts, id, err) : sv_index_fail(ix, err);
	return st == SV_OK ? put_kept(ix, e->kept, id, err) : st;
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
static enum sv_status bind_case(struct sv_index *ix, const struct sv_index_entry *e, struct sv_err *err)
{
	const json_t *state = e->state;
	enum sv_status st = SV_OK;
	long long code;
	int col = 3;

	sqlite3_clear_bindings(ix->put); /* what is not bound is absent */
	sqlite3_bind_text(ix->put, 1, sv_json_text(state, "case"), -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(ix->put, 2, (int)e->sight);
	for (size_t i = 0; sv_index_dimensions[i].name && st == SV_OK; i++) {
		const char *word = sv_index_dimensions[i].many ? NULL : sv_json_text(e->facts, sv_index_dimensions[i].name);
		if (word)
			st = sv_index_code(ix, word, true, &code, err);
		if (word && st == SV_OK)
			sqlite3_bind_int64(ix->put, col, code);
		col += !sv_index_dimensions[i].many;
	}
	for (size_t i = 0; sv_index_days[i]; i++, col++) {
		int32_t day = day_of(state, sv_index_days[i]);
		if (day != INT32_MIN)
			sqlite3_bind_int(ix->put, col, day);
	}
	for (size_t i = 0; numbers[i]; i++, col++)
		sqlite3_bind_int64(ix->put, col, sv_json_int(e->facts, numbers[i], 0));
	int32_t day = day_of(state, sv_json_has(state, "erased") ? "through" : "received");
	if (day != INT32_MIN)
		sqlite3_bind_int(ix->put, col, day);
	return st;
}

enum sv_status sv_index_put(struct sv_index *ix, const struct sv_index_entry *e, struct sv_err *err)
{
	enum sv_status st = ix->put ? SV_OK : prepare_put(ix, err);

	if (st == SV_OK && ix->body == NULL)
		st = sv_index_prepare(ix, "INSERT OR REPLACE INTO body VALUES (?, ?)", &ix->body, err);
	if (st == SV_OK)
		st = sv_index_unshelve(ix, sv_json_text(e->state, "case"), sv_json_has(e->state, "erased"), e->sight == SV_INDEX_CLOSED, err);
	if (st == SV_OK)
		st = bind_case(ix, e, err);
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
	char *text = sv_json_string(e->state, JSON_COMPACT);
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
		"DELETE FROM many WHERE id IN (SELECT id FROM cases WHERE name = ?)", "DELETE FROM kept WHERE id IN (SELECT id FROM cases WHERE name = ?)",
		"DELETE FROM person WHERE id IN (SELECT id FROM cases WHERE name = ?)", "DELETE FROM cases WHERE name = ?",
	};
	enum sv_status s = sv_index_unshelve(ix, case_id, true, false, err);
	sqlite3_stmt *find = NULL;
	if (s == SV_OK)
		s = sv_index_prepare(ix, "SELECT id FROM cases WHERE name = ?", &find, err);
	if (s == SV_OK) {
		sqlite3_bind_text(find, 1, case_id, -1, SQLITE_STATIC);
		if (sqlite3_step(find) == SQLITE_ROW)
			s = sv_packed_forget(ix, sqlite3_column_int64(find, 0), err);
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
	sqlite3_stmt *put = NULL, *due = NULL;
	const char *added = sv_json_text(item->state, "added");
	char *text = sv_json_string(item->state, JSON_COMPACT);
	enum sv_status st = text ? sv_index_drop_item(ix, item->id, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_index_prepare(ix, "INSERT INTO items (name, member, added, json) VALUES (?, ?, ?, ?)", &put, err);
	if (st == SV_OK)
		st = sv_index_prepare(ix, "INSERT INTO due (name, who, json, day, seq, hidden) VALUES (?, ?, ?, ?, ?, 0)", &due, err);
	if (st == SV_OK) {
		sqlite3_bind_text(put, 1, item->id, -1, SQLITE_STATIC);
		sqlite3_bind_text(put, 2, item->member, -1, SQLITE_STATIC);
		sqlite3_bind_text(put, 3, added ? added : "", -1, SQLITE_STATIC);
		sqlite3_bind_text(put, 4, text, -1, SQLITE_STATIC);
		sqlite3_bind_text(due, 1, item->id, -1, SQLITE_STATIC);
		if (sqlite3_step(put) != SQLITE_DONE || !put_due(due, item->due))
			st = sv_index_fail(ix, err);
	}
	sqlite3_finalize(put);
	sqlite3_finalize(due);
	free(text);
	return st;
}
