/* SPDX-License-Identifier: MIT */
/* A sheet: one row a case with the words that tables ask for, as the record had it at one commit; and which cells of a table a row counts in. */
#ifndef SV_REPORT_SHEET_H
#define SV_REPORT_SHEET_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "report/table.h"

/* One case. Texts are owned by the sheet. */
struct sv_srow {
	const char *case_id;
	int32_t received;
	const char *const *const *words; /* [column]: its words, ended by NULL */
	const char *const *reporters;    /* the tokens of who reported, ended by NULL: empty where nobody is known by one */
	const char *const *concerned;
};

struct sv_sheet {
	json_t *columns; /* names of dimensions, each once -> column */
	json_t *pool;    /* every text, once */
	struct sv_srow *rows; /* by case id */
	size_t n, cap;
	int32_t *changed; /* of an earlier one: the days on which cases were received that came in, went or changed since (sv_sheet_compare) */
	size_t nchanged;
	char *shelf; /* the key under which it is to be kept beside the index (release.h); NULL where it is already */
};

/* A growing list of cells. */
struct sv_cells {
	uint32_t *at;
	size_t n, cap;
};

enum sv_status sv_sheet_init(struct sv_sheet *s, struct sv_err *err);
void sv_sheet_release(struct sv_sheet *s);
/* Whether two lists of words, each ended by NULL, are the same. */
bool sv_words_same(const char *const *a, const char *const *b);
/* Adds the columns that a table asks for. Before any row. */
enum sv_status sv_sheet_ask(struct sv_sheet *s, const struct sv_rtable *t, struct sv_err *err);
/* The names of the columns, in their order; *names is freed by the caller, the names are not. NULL without memory. */
const char **sv_sheet_columns(const struct sv_sheet *s, size_t *n);
/* Adds a row; everything is copied. words: one list a column (NULL: none); reporters, concerned: NULL-terminated, or NULL. */
enum sv_status sv_sheet_add(struct sv_sheet *s, const char *case_id, int32_t received, const char *const *const *words, const char *const *reporters, const char *const *concerned, struct sv_err *err);
/* A row as one line of text (appended): its day and its words, without people; and such a line as a row. SV_INTEGRITY where it is none. */
void sv_sheet_write(const struct sv_sheet *s, const struct sv_srow *row, struct sv_buf *text);
enum sv_status sv_sheet_read(struct sv_sheet *s, const char *case_id, const char *text, struct sv_err *err);
/* Puts the rows in the order of their ids. */
void sv_sheet_sort(struct sv_sheet *s);
/* Notes in an earlier sheet where cases are not told of alike in a later one, in all that both know. Both are in the order of their ids. */
enum sv_status sv_sheet_compare(struct sv_sheet *then, const struct sv_sheet *now, struct sv_err *err);

/* The cells of a table that a row counts in, each once, added to cells with base added to their number. None where the table is not about it. */
enum sv_status sv_sheet_counts(const struct sv_sheet *s, const struct sv_srow *row, const struct sv_rtable *t, uint32_t base, struct sv_cells *cells, struct sv_err *err);
enum sv_status sv_cells_add(struct sv_cells *c, uint32_t cell, struct sv_err *err);

#endif
