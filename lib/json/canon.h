/* SPDX-License-Identifier: MIT */
/*
 * The canonical form of a JSON value, for hashing, sealing and storing: no blanks; members sorted by the bytes of their
 * names; ASCII only (other characters, and U+007F, as \uxxxx with small hex digits, surrogate pairs above U+FFFF); the short escapes
 * \" \\ \b \f \n \r \t and no other; "/" as it is. The bytes equal those of Python's
 * json.dumps(v, sort_keys=True, separators=(',', ':')).
 */
#ifndef SV_JSON_CANON_H
#define SV_JSON_CANON_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the canonical form, without newline. SV_BUG for what has none: reals, nulls, numbers over 2^53-1, depth over 64. */
enum sv_status sv_json_canon(const json_t *value, struct sv_buf *out, struct sv_err *err);
/* The same of one member of an object, as it stands in there: its name, a colon, its value. */
enum sv_status sv_json_canon_member(const char *name, const json_t *value, struct sv_buf *out, struct sv_err *err);
/*
 * The same bytes as json_dumps(value, JSON_COMPACT): members in their order, UTF-8 as it is. Appended; false, with nothing added, for what the canonical form does not know, and
 * without memory: then jansson has to do it.
 */
bool sv_json_compact(const json_t *value, struct sv_buf *out);
/* A value as text, as json_dumps makes it, but in memory for free(3), which jansson's own is not (json/memory.h). NULL without memory. */
char *sv_json_string(const json_t *value, size_t flags);

#endif
