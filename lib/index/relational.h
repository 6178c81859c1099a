/* SPDX-License-Identifier: MIT */
/* Writing a SQLite file of plain tables, for other programs to read: what the tables are is up to the caller. */
#ifndef SV_INDEX_RELATIONAL_H
#define SV_INDEX_RELATIONAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct sv_relational;

struct sv_relational_column {
	const char *name;
	bool number; /* INTEGER; else TEXT */
};

/* One table. Its first column names what a row is about. */
struct sv_relational_table {
	const char *name;
	const char *about;  /* the table whose first column it refers to; NULL: its own first column is unique */
	const struct sv_relational_column *columns;
	size_t ncolumns;
};

/* Begins to fill an empty file. The tables are borrowed for as long. SV_CANT_CREATE; SV_IO. */
enum sv_status sv_relational_open(const char *path, const struct sv_relational_table *tables, size_t n, struct sv_relational **out, struct sv_err *err);
/* Adds a row to a table, by its number: a text for each column, NULL for none. SV_IO where there is no room. */
enum sv_status sv_relational_row(struct sv_relational *r, size_t table, const char *const *cells, struct sv_err *err);
/* Ends it: all rows are in the file, though not synced. SV_IO. */
enum sv_status sv_relational_finish(struct sv_relational *r, struct sv_err *err);
void sv_relational_free(struct sv_relational *r);

#endif
