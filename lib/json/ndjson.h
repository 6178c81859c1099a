/* SPDX-License-Identifier: MIT */
/*
 * Reading and writing records: one JSON object a line (NDJSON), within limits that hold for everything the toolkit
 * reads: 1 MiB a line, depth 64, no duplicate members, valid UTF-8 without NUL, whole numbers within ±(2^53-1), no nulls.
 */
#ifndef SV_JSON_NDJSON_H
#define SV_JSON_NDJSON_H

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"

#define SV_JSON_LINE_MAX 1048576
#define SV_JSON_DEPTH_MAX 64

/* For sv_json_parse: also reals, nulls, and any value at the top (schemas and other documents that are no records). */
#define SV_JSON_ANY 1u

struct sv_ndjson;

/* A reader of records from a descriptor, which stays the caller's. */
enum sv_status sv_ndjson_open(int fd, struct sv_ndjson **out, struct sv_err *err);
void sv_ndjson_free(struct sv_ndjson *r);
/* Takes lines up to so many bytes, instead of SV_JSON_LINE_MAX: for what a machine wrote. */
void sv_ndjson_limit(struct sv_ndjson *r, size_t max);
/* The bytes of the line that was read last, without its end; borrowed until the next. NULL where there were too many to be kept. */
const char *sv_ndjson_text(const struct sv_ndjson *r, size_t *n);
/* Starts anew behind a seek of the descriptor to its beginning. */
void sv_ndjson_rewind(struct sv_ndjson *r);
/*
 * The next record: SV_OK with a new *value and its *line; SV_NO at the end; SV_BAD_INPUT for a bad line, after which
 * the next line can be read; SV_IO. Lines of only blanks are passed over. The error names the line.
 */
enum sv_status sv_ndjson_next(struct sv_ndjson *r, json_t **value, size_t *line, struct sv_err *err);

/* Parses one text of n bytes within the limits. *out is new. SV_BAD_INPUT with the column, never with content. */
enum sv_status sv_json_parse(const char *text, size_t n, unsigned flags, json_t **out, struct sv_err *err);
/* Reads and parses a file of at most max bytes. The error names the file. */
enum sv_status sv_json_load_file(const char *path, size_t max, unsigned flags, json_t **out, struct sv_err *err);

/* Writes a value as one line: compact, UTF-8, members in their order. SV_IO where that fails. */
enum sv_status sv_json_write_line(FILE *out, const json_t *value, struct sv_err *err);

#endif
