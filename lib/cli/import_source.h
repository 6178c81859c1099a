/* SPDX-License-Identifier: MIT */
/* What sv-import reads: lines of JSON, or rows of a table that a mapping makes lines of. One line is in hand at a time. */
#ifndef SV_CLI_IMPORT_SOURCE_H
#define SV_CLI_IMPORT_SOURCE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct sv_import_source;

/* Lines of JSON from a descriptor, which stays the caller's. */
enum sv_status sv_import_lines(int fd, struct sv_import_source **out, struct sv_err *err);
/*
 * Rows of a table (CSV) from a descriptor, made into lines by a mapping file (sv-import(1)). Its first row is read, and held against the mapping: SV_BAD_INPUT
 * with every column that is not there, or that nothing is done with, told to report.
 */
enum sv_status sv_import_rows(int fd, const char *map, void (*report)(void *data, const struct sv_err *err), void *data, struct sv_import_source **out, struct sv_err *err);
void sv_import_source_free(struct sv_import_source *s);

/* The next line: SV_OK with a new *line and where it begins; SV_NO at the end; SV_BAD_INPUT for one that is malformed (told to report where it is a row), after which the next can be read; SV_IO. */
enum sv_status sv_import_source_next(struct sv_import_source *s, json_t **line, size_t *number, struct sv_err *err);
/* The bytes of the line that was given last, as it was; NULL where it was too long to be kept. Borrowed until the next. */
const char *sv_import_source_text(const struct sv_import_source *s, size_t *n);
/* What stands before all lines of a table (its first row), or NULL. */
const char *sv_import_source_head(const struct sv_import_source *s, size_t *n);
/* The column that a member of the line in hand came from, by its pointer; NULL where it is none's. */
const char *sv_import_source_column(const struct sv_import_source *s, const char *pointer);
/* Whether the lines can be read twice; back to the first one. */
bool sv_import_source_seekable(const struct sv_import_source *s);
enum sv_status sv_import_source_rewind(struct sv_import_source *s, struct sv_err *err);
/* Whether a text stands somewhere in what is to be read (only where it is seekable, at its beginning). */
enum sv_status sv_import_source_holds(struct sv_import_source *s, const char *text, bool *holds, struct sv_err *err);

#endif
