/* SPDX-License-Identifier: MIT */
/*
 * Reading comma-separated values (RFC 4180) as spreadsheets write them: cells may stand in quotes, with "" for a quote and line breaks inside; lines end in
 * CR LF, LF or CR, the last one with or without; a mark of UTF-8 (BOM) at the start is passed over. What parts cells is found in the first line: the most
 * frequent of ";" (which Dutch spreadsheets write), "," and tab, or what a line "sep=;" says. Rows that are empty throughout are passed over.
 */
#ifndef SV_JSON_CSV_H
#define SV_JSON_CSV_H

#include <stddef.h>

#include "base/err.h"

struct sv_csv;

/* One row. Its cells are texts in valid UTF-8, as they stand in the file (no blanks taken off); owned by the reader and gone with the next row. */
struct sv_csv_row {
	size_t line; /* where it begins, from 1 */
	size_t n;
	const char *const *cells;
};

/* A reader of n bytes, which are borrowed. */
enum sv_status sv_csv_open(const char *text, size_t n, struct sv_csv **out, struct sv_err *err);
void sv_csv_free(struct sv_csv *c);
/*
 * The next row: SV_OK; SV_NO at the end; SV_BAD_INPUT for one that is malformed, after which the next line can be read. The error names line and column (by
 * their numbers), and no content.
 */
enum sv_status sv_csv_next(struct sv_csv *c, const struct sv_csv_row **row, struct sv_err *err);

#endif
