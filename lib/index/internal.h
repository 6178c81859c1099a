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
	sqlite3_stmt *put, *body, *find_code, *add_code, *rest[6];
	json_t *codes; /* word -> code, during one transaction */
};

/* The error of the last call on the database. A damaged file is SV_INTEGRITY: the owner throws it away and rebuilds. */
enum sv_status sv_index_fail(struct sv_index *ix, struct sv_err *err);
enum sv_status sv_index_prepare(struct sv_index *ix, const char *sql, sqlite3_stmt **out, struct sv_err *err);
/* The code of a word; 0 where it has none and make_it is false. */
enum sv_status sv_index_code(struct sv_index *ix, const char *word, bool make_it, long long *code, struct sv_err *err);

#endif
