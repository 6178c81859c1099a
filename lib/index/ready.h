/* SPDX-License-Identifier: MIT */
/* A case made ready to be put: what its rows will hold, in one piece of memory. Internal to index/; who puts cases sees index.h alone. */
#ifndef SV_INDEX_READY_H
#define SV_INDEX_READY_H

#include <stdint.h>

#include "index/index.h"

#define SV_READY_NULL INT64_MIN /* a number that is not there */

/* What a row is for. */
enum sv_ready_kind {
	SV_READY_WORD,   /* a column of the case: text 0 the word, number 0 its place among the columns */
	SV_READY_DUE,    /* text: who, json; number: day, seq */
	SV_READY_PERSON, /* text: token, party, role */
	SV_READY_OPENED, /* text: at, by, type, json */
	SV_READY_MANY,   /* text 0 the word, number 0 its dimension */
	SV_READY_KEPT,   /* text 0 the term; number: seq, due, done, ended, suspended */
	SV_READY_KINDS,
};

/* One row: texts are places in the text of all. */
struct sv_ready_row {
	enum sv_ready_kind kind;
	size_t text[4];
	int64_t number[5];
};

struct sv_index_ready {
	char name[24];
	enum sv_index_sight sight;
	bool erased;
	struct sv_buf text; /* NUL after each */
	size_t body, body_len;
	int64_t *columns; /* the days and numbers of the case, in the order of their columns, which ends with "through" */
	size_t ncolumns;
	struct sv_ready_row *rows, lost; /* lost: what there was no memory for */
	size_t n, cap;
	bool failed;
};

/* The terms of an item or case as rows; and a text of a row. */
void sv_ready_due(struct sv_index_ready *r, const json_t *due);
const char *sv_ready_text(const struct sv_index_ready *r, const struct sv_ready_row *row, size_t i);
/* What a case has a number of, beside its dimensions: members of its facts; NULL-terminated. */
extern const char *const sv_index_numbers[];

#endif
