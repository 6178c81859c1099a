/* SPDX-License-Identifier: MIT */
/* What the files of the index share and nobody else sees. */
#ifndef SV_INDEX_INTERNAL_H
#define SV_INDEX_INTERNAL_H

#include <sqlite3.h>

#include "index/index.h"

struct sv_index {
	sqlite3 *db;
	char head[41];
	bool damaged; /* a call failed because of the file itself */
	sqlite3_stmt *put, *body, *find_code, *add_code, *find_token, *rest[10];
	json_t *codes; /* word -> code, during one transaction */
	bool filling;        /* all cases are put into an empty index, in one transaction */
	signed char packed;  /* whether there are packed columns, during one transaction; -1: not looked yet */
	signed char shelved; /* whether there is anything on the shelf, during one transaction; -1: not looked yet */
};

/* The error of the last call on the database. A damaged file is SV_INTEGRITY: the owner throws it away and rebuilds. */
enum sv_status sv_index_fail(struct sv_index *ix, struct sv_err *err);
enum sv_status sv_index_prepare(struct sv_index *ix, const char *sql, sqlite3_stmt **out, struct sv_err *err);
/* The code of a word; 0 (no row has it: nothing matches) where it has none and make_it is false. */
enum sv_status sv_index_code(struct sv_index *ix, const char *word, bool make_it, long long *code, struct sv_err *err);

/* The tables (put.c), and the statement that reads every column of every case in words, so that codes given in another order compare equal; word(code) is the caller's. one: that of the name ?1 alone. */
void sv_index_schema(struct sv_buf *sql);
void sv_index_all_rows(bool one, struct sv_buf *sql);
/* What is made at the end where an index is filled from nothing: SQL that drops, and that makes these indexes. */
extern const char sv_index_drop_lookups[], sv_index_make_lookups[];
/* The place of a dimension in the table; -1 where there is none of that name. */
int sv_index_place(const char *name);
/* All words by their codes; and those of "timeliness", made when first asked for. Zeroed before use. */
struct sv_index_words {
	char **word, **kept;
	size_t n;
};
enum sv_status sv_index_words_read(struct sv_index *ix, struct sv_index_words *w, struct sv_err *err);
void sv_index_words_release(struct sv_index_words *w);
/* The word of a code, or NULL. Owned by w. */
const char *sv_index_word(const struct sv_index_words *w, long long code);
/* The word of "timeliness" for a term and how it was kept: "decision:late"; NULL where it is in no figure, or without memory. Owned by w. */
const char *sv_index_kept_word(struct sv_index_words *w, long long term, int keeping);
/* How terms can be kept, from the best to the worst, as numbers; and the SQL that tells it of a row of "kept" on a day. */
#define SV_INDEX_KEEPINGS 6
extern const char *const sv_index_keepings[SV_INDEX_KEEPINGS + 1];
void sv_index_keeping_sql(struct sv_buf *sql, int32_t today);
/* Whether a dimension is "timeliness": of each term of a case the worst keeping. It has no codes of its own. */
bool sv_index_timely(int place);
/* A reader that is the first to open the index reads the whole log of writes: it is emptied when it has grown. After a commit. */
void sv_index_empty_log(struct sv_index *ix);
#define SV_INDEX_BUSY_MS 10000 /* how long somebody else is waited for */
/* What becomes of a case's texts on the shelf (shelf.h) before it is put anew: gone: it is erased, or no more. */
enum sv_status sv_index_unshelve(struct sv_index *ix, const char *name, bool gone, bool closed, struct sv_err *err);
/* " WHERE …" for a query on cases, and the words it binds: ?1 on. SV_BUG for a dimension that is not known. */
enum sv_status sv_index_where(const struct sv_index_query *q, struct sv_buf *sql, struct sv_err *err);
enum sv_status sv_index_bind(struct sv_index *ix, sqlite3_stmt *stmt, const struct sv_index_query *q, struct sv_err *err);

#endif
