/* SPDX-License-Identifier: MIT */
/* Packed columns: see packed.h. */
#include "index/packed.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK 4096   /* cases, by their numbers */
#define SIGHT (-1)   /* the column that tells whether there is a case, and who may see it; dimensions have their place */
#define NOBODY 65535 /* in the chunk, no case has that number */
#define COLUMNS 24   /* that one question may need */

/* A column of a question. */
struct column {
	int place;
	long long only;      /* cases with this code alone; -1: all */
	sqlite3_stmt *stmt;
	const uint16_t *codes; /* of the chunk that the statement stands at */
};

/* A question. */
struct counting {
	struct sv_index *ix;
	struct column column[COLUMNS]; /* the sight, the dimensions, and then what cases are limited to */
	size_t n;
	sqlite3_int64 chunks;
};

bool sv_packed_fits(const struct sv_index_query *q, const struct sv_index_span *span)
{
	if (span || q->numbers || q->from != INT32_MIN || q->to != INT32_MAX || q->nby + q->nonly + 1 > COLUMNS)
		return false;
	for (size_t i = 0; i < q->nby + q->nonly; i++) {
		int place = sv_index_place(i < q->nby ? q->by[i] : q->only[i - q->nby].dimension);
		if (place < 0 || sv_index_dimensions[place].many)
			return false;
	}
	return true;
}

/* One number that a statement gives. */
static enum sv_status number(struct sv_index *ix, const char *sql, sqlite3_int64 *out, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(ix, sql, &stmt, err);

	if (st == SV_OK && sqlite3_step(stmt) != SQLITE_ROW)
		st = sv_index_fail(ix, err);
	*out = st == SV_OK ? sqlite3_column_int64(stmt, 0) : 0;
	sqlite3_finalize(stmt);
	return st;
}

static bool run(struct sv_index *ix, const char *sql)
{
	return sqlite3_exec(ix->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* How many chunks of a column there are. */
static enum sv_status present(struct counting *c, int place, sqlite3_int64 *n, struct sv_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = sv_index_prepare(c->ix, "SELECT count(*) FROM packed WHERE place = ?", &stmt, err);

	if (st == SV_OK)
		sqlite3_bind_int(stmt, 1, place);
	if (st == SV_OK && sqlite3_step(stmt) != SQLITE_ROW)
		st = sv_index_fail(c->ix, err);
	*n = st == SV_OK ? sqlite3_column_int64(stmt, 0) : 0;
	sqlite3_finalize(stmt);
	return st;
}

/* The statements that pack a column. */
struct packing {
	sqlite3_stmt *there, *read, *put;
	uint16_t *codes;
};

/* Packs one chunk, unless it is there. */
static enum sv_status pack_chunk(struct counting *c, const struct packing *p, int place, sqlite3_int64 chunk, struct sv_err *err)
{
	int rc;

	sqlite3_bind_int(p->there, 1, place);
	sqlite3_bind_int64(p->there, 2, chunk);
	rc = sqlite3_step(p->there);
	sqlite3_reset(p->there);
	if (rc == SQLITE_ROW)
		return SV_OK;
	memset(p->codes, 0xff, CHUNK * sizeof *p->codes); /* NOBODY */
	sqlite3_bind_int64(p->read, 1, chunk * CHUNK);
	sqlite3_bind_int64(p->read, 2, (chunk + 1) * CHUNK);
	while (rc == SQLITE_DONE && (rc = sqlite3_step(p->read)) == SQLITE_ROW) {
		p->codes[sqlite3_column_int64(p->read, 0) % CHUNK] = (uint16_t)sqlite3_column_int(p->read, 1);
		rc = SQLITE_DONE;
	}
	sqlite3_reset(p->read);
	sqlite3_bind_int(p->put, 1, place);
	sqlite3_bind_int64(p->put, 2, chunk);
	sqlite3_bind_blob(p->put, 3, p->codes, CHUNK * sizeof *p->codes, SQLITE_STATIC);
	rc = rc == SQLITE_DONE ? sqlite3_step(p->put) : rc;
	enum sv_status st = rc == SQLITE_DONE ? SV_OK : sv_index_fail(c->ix, err);
	sqlite3_reset(p->put);
	return st;
}

/* Packs one column, as far as it is not. */
static enum sv_status pack(struct counting *c, int place, struct sv_err *err)
{
	struct packing p = { .codes = malloc(CHUNK * sizeof *p.codes) };
	struct sv_buf sql = SV_BUF_INIT;

	if (place == SIGHT)
		sv_buf_adds(&sql, "SELECT id, hidden FROM cases WHERE id >= ? AND id < ?");
	else
		sv_buf_addf(&sql, "SELECT id, ifnull(d_%s, 0) FROM cases WHERE id >= ? AND id < ?", sv_index_dimensions[place].name);
	enum sv_status st = p.codes && !sql.failed ? sv_index_prepare(c->ix, sv_buf_str(&sql), &p.read, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_index_prepare(c->ix, "SELECT 1 FROM packed WHERE place = ? AND chunk = ?", &p.there, err);
	if (st == SV_OK)
		st = sv_index_prepare(c->ix, "INSERT INTO packed (place, chunk, codes) VALUES (?, ?, ?)", &p.put, err);
	for (sqlite3_int64 k = 0; k < c->chunks && st == SV_OK; k++)
		st = pack_chunk(c, &p, place, k, err);
	sqlite3_finalize(p.there);
	sqlite3_finalize(p.read);
	sqlite3_finalize(p.put);
	sv_buf_release(&sql);
	free(p.codes);
	return st;
}

/* Packs what a question lacks. */
static enum sv_status pack_missing(struct counting *c, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	sqlite3_int64 n = 0;
	bool open = false;

	for (size_t i = 0; i < c->n && st == SV_OK; i++) {
		st = present(c, c->column[i].place, &n, err);
		if (st != SV_OK || n == c->chunks)
			continue;
		if (!open) {
			sqlite3_busy_timeout(c->ix->db, 0); /* it is for speed only: nobody is waited for */
			open = run(c->ix, "BEGIN IMMEDIATE");
			sqlite3_busy_timeout(c->ix->db, SV_INDEX_BUSY_MS);
			st = open ? SV_OK : sv_index_fail(c->ix, err);
		}
		if (st == SV_OK)
			st = pack(c, c->column[i].place, err);
	}
	if (open && (st != SV_OK || !run(c->ix, "COMMIT"))) {
		st = st == SV_OK ? sv_index_fail(c->ix, err) : st;
		run(c->ix, "ROLLBACK");
	}
	if (open && st == SV_OK)
		sv_index_empty_log(c->ix);
	return st;
}

/* Goes on to the next chunk in every column: false at the end, and where they do not go together any more. */
static bool next_chunk(struct counting *c, sqlite3_int64 want)
{
	for (size_t i = 0; i < c->n; i++) {
		if (sqlite3_step(c->column[i].stmt) != SQLITE_ROW || sqlite3_column_int64(c->column[i].stmt, 0) != want || sqlite3_column_bytes(c->column[i].stmt, 1) != CHUNK * (int)sizeof(uint16_t))
			return false;
		c->column[i].codes = sqlite3_column_blob(c->column[i].stmt, 1);
	}
	return true;
}

/* Adds the cases of a chunk. */
static bool add_chunk(const struct counting *c, const struct sv_index_query *q, unsigned bits, size_t per, struct sv_tally *t)
{
	size_t width = (q->nby + per - 1) / per;
	const int64_t one[SV_TALLY_SUMS] = { 1 };

	for (size_t k = 0; k < CHUNK; k++) {
		int64_t key[SV_TALLY_KEY] = { 0 };
		bool in = c->column[0].codes[k] == SV_INDEX_SHOWN || (q->hidden && c->column[0].codes[k] == SV_INDEX_HIDDEN);
		for (size_t i = q->nby + 1; i < c->n; i++)
			in = in && c->column[i].codes[k] == c->column[i].only;
		for (size_t i = 0; i < q->nby; i++)
			key[i / per] = key[i / per] << bits | c->column[i + 1].codes[k];
		if (in && !sv_tally_add(t, key, width, one))
			return false;
	}
	return true;
}

static enum sv_status count(struct counting *c, const struct sv_index_query *q, unsigned bits, size_t per, struct sv_tally *t, bool *done, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < c->n && st == SV_OK; i++) {
		st = sv_index_prepare(c->ix, "SELECT chunk, codes FROM packed WHERE place = ? ORDER BY chunk", &c->column[i].stmt, err);
		if (st == SV_OK)
			sqlite3_bind_int(c->column[i].stmt, 1, c->column[i].place);
	}
	*done = st == SV_OK;
	for (sqlite3_int64 k = 0; k < c->chunks && *done; k++) {
		*done = next_chunk(c, k);
		if (*done && !add_chunk(c, q, bits, per, t))
			st = sv_err_nomem(err);
		*done = *done && st == SV_OK;
	}
	if (!*done)
		sv_tally_release(t);
	for (size_t i = 0; i < c->n; i++)
		sqlite3_finalize(c->column[i].stmt);
	return st;
}

enum sv_status sv_packed_count(struct sv_index *ix, const struct sv_index_query *q, unsigned bits, size_t per, struct sv_tally *t, bool *done, struct sv_err *err)
{
	struct counting c = { .ix = ix, .column = { { SIGHT, -1, NULL, NULL } }, .n = 1 };
	sqlite3_int64 last = 0, words = 0;
	enum sv_status st = number(ix, "SELECT ifnull(max(id), 0) FROM cases", &last, err);

	*done = false;
	if (st == SV_OK)
		st = number(ix, "SELECT ifnull(max(id), 0) FROM code", &words, err);
	if (st != SV_OK || last < SV_PACKED_FROM || words >= NOBODY)
		return st;
	c.chunks = last / CHUNK + 1;
	for (size_t i = 0; i < q->nby; i++)
		c.column[c.n++] = (struct column){ sv_index_place(q->by[i]), -1, NULL, NULL };
	for (size_t i = 0; i < q->nonly && st == SV_OK; i++) {
		c.column[c.n] = (struct column){ sv_index_place(q->only[i].dimension), -1, NULL, NULL };
		st = sv_index_code(ix, q->only[i].word, false, &c.column[c.n].only, err);
		c.column[c.n].only = c.column[c.n].only ? c.column[c.n].only : -1; /* a word that nobody has: no case */
		c.n++;
	}
	bool held = sv_index_held(ix); /* nothing can be packed then: cases are counted as they lie where a column is lacking */
	if (st == SV_OK && !held)
		st = pack_missing(&c, err);
	if (st == SV_BUSY) {
		sv_err_clear(err);
		return SV_OK;
	}
	if (st == SV_OK && !held)
		st = sv_index_hold(ix, err);
	if (st == SV_OK)
		st = count(&c, q, bits, per, t, done, err);
	if (!held)
		sv_index_let_go(ix);
	return st;
}

enum sv_status sv_packed_forget(struct sv_index *ix, sqlite3_int64 id, struct sv_err *err)
{
	sqlite3_int64 any = 1;
	sqlite3_stmt *stmt = NULL;
	enum sv_status st = SV_OK;

	if (ix->packed < 0) {
		st = number(ix, "SELECT EXISTS (SELECT 1 FROM packed)", &any, err);
		ix->packed = any != 0;
	}
	if (st != SV_OK || ix->packed == 0)
		return st;
	st = sv_index_prepare(ix, "DELETE FROM packed WHERE chunk = ?", &stmt, err);
	if (st == SV_OK) {
		sqlite3_bind_int64(stmt, 1, id / CHUNK);
		st = sqlite3_step(stmt) == SQLITE_DONE ? SV_OK : sv_index_fail(ix, err);
	}
	sqlite3_finalize(stmt);
	return st;
}
