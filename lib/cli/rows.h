/* SPDX-License-Identifier: MIT */
/* Records as rows of tables: which columns there are and where each comes from is one description, for CSV and for SQLite. */
#ifndef SV_CLI_ROWS_H
#define SV_CLI_ROWS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum sv_row_how { SV_ROW_TEXT, SV_ROW_NUMBER, SV_ROW_FLAG, SV_ROW_COUNT, SV_ROW_WORDS };

/* A column: its name, the member it comes from ("investigation/opened" lies deeper), and what is made of it. */
struct sv_row_column {
	const char *name, *from;
	enum sv_row_how how; /* FLAG: 1 or 0, absent where it is; COUNT: how many there are; WORDS: with blanks between them */
};

/* A table of what cases hold. The first column of each is the case's id. */
struct sv_row_table {
	const char *name;
	const char *list; /* one row for each object in this list of a case; NULL: one a case */
	const struct sv_row_column *columns;
	size_t ncolumns;
};

/* The tables of cases; the first is of the cases themselves. A NULL name ends it. */
extern const struct sv_row_table sv_row_tables[];
/* Members of a case that are lists of words, each of which is a row (case, member, word) of the table "words"; NULL-terminated, as pairs: name, where it comes from. */
extern const char *const sv_row_words[][2];

#define SV_ROW_COLUMNS_MAX 64

/* A row: texts, NULL for what is not there; they live until the next use. Zeroed before the first. */
struct sv_row {
	const char *cells[SV_ROW_COLUMNS_MAX];
	struct sv_buf text[SV_ROW_COLUMNS_MAX];
};

/* Fills a row of a table: state is the case, of the object in the list (or the case again). SV_BUG without memory. */
enum sv_status sv_row_fill(struct sv_row *row, const struct sv_row_table *table, const json_t *state, const json_t *of, struct sv_err *err);
void sv_row_release(struct sv_row *row);
/* What lies at a path of members, or NULL. */
const json_t *sv_row_find(const json_t *of, const char *path);

#endif
