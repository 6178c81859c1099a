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
	sqlite3_stmt *put, *body, *find_code, *add_code, *rest[8];
	json_t *codes; /* word -> code, during one transaction */
};

/* The error of the last call on the database. A damaged file is SV_INTEGRITY: the owner throws it away and rebuilds. */
enum sv_status sv_index_fail(struct sv_index *ix, struct sv_err *err);
enum sv_status sv_index_prepare(struct sv_index *ix, const char *sql, sqlite3_stmt **out, struct sv_err *err);
/* The code of a word; 0 (no row has it: nothing matches) where it has none and make_it is false. */
enum sv_status sv_index_code(struct sv_index *ix, const char *word, bool make_it, long long *code, struct sv_err *err);

/* The tables (put.c), and the statement that reads every column of every case in words, so that codes given in another order compare equal. */
void sv_index_schema(struct sv_buf *sql);
void sv_index_all_rows(struct sv_buf *sql);
/* The place of a dimension in the table; -1 where there is none of that name. */
int sv_index_place(const char *name);
/* " WHERE …" for a query on cases, and the words it binds: ?1 on. SV_BUG for a dimension that is not known. */
enum sv_status sv_index_where(const struct sv_index_query *q, struct sv_buf *sql, struct sv_err *err);
enum sv_status sv_index_bind(struct sv_index *ix, sqlite3_stmt *stmt, const struct sv_index_query *q, struct sv_err *err);

#endif
