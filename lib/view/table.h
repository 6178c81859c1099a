/* SPDX-License-Identifier: MIT */
/* A table of texts, shown as aligned columns, CSV or JSON: the one way in which views print rows. */
#ifndef SV_VIEW_TABLE_H
#define SV_VIEW_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"

struct sv_table;

enum sv_table_format { SV_TABLE_TEXT, SV_TABLE_CSV, SV_TABLE_JSON };

/* How a table is shown as text. */
struct sv_table_style {
	bool color;   /* headings in bold */
	size_t width; /* columns of the terminal; 0: no limit */
};

/* Makes an empty table; NULL without memory. */
struct sv_table *sv_table_new(void);
void sv_table_free(struct sv_table *t);
/*
 * Adds a column. key: its name in CSV and JSON; heading: for people, already translated; number: right-aligned,
 * and a number in JSON. Columns come before rows.
 */
enum sv_status sv_table_column(struct sv_table *t, const char *key, const char *heading, bool number, struct sv_err *err);
/* Adds a row of as many cells as there are columns; NULL is an empty cell (absent in JSON). Texts are copied. */
enum sv_status sv_table_row(struct sv_table *t, const char *const *cells, struct sv_err *err);
/* Prints the table: text by libsmartcols; CSV after RFC 4180 (lines end in CR LF, cells that a spreadsheet would run as a formula get a leading '); JSON as one array of objects. */
enum sv_status sv_table_print(const struct sv_table *t, enum sv_table_format format, const struct sv_table_style *style, FILE *out, struct sv_err *err);
/* Writes one line of CSV in the same form, for what is too long to be kept as a table; NULL is an empty cell. */
void sv_csv_row(const char *const *cells, size_t n, FILE *out);

#endif
