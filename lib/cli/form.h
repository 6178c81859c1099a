/* SPDX-License-Identifier: MIT */
/*
 * Forms: an act as commented text that a person fills in, made from its schema, and read back. Lines "key: value"; lists
 * "key: a, b"; text of several lines as "key: |" with its lines indented by two blanks; lists of objects as "key:" with
 * items "- key: value" whose further lines are indented by two. "#" in the first column is a comment.
 */
#ifndef SV_CLI_FORM_H
#define SV_CLI_FORM_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * Writes a form. schema: of an object; items: schema of the objects in its lists of objects, or NULL. heading (may be
 * NULL) and notes (may be NULL) become comments at the top. translate: for descriptions (NULL: as they are). Words of
 * "enum", else of "x-words", are shown with a key; an object's "x-says" {member: what it says} are lines to be filled in. Appended.
 * SV_BAD_INPUT where the value holds what a form cannot show (a member outside the schema, a line break in an item of a
 * list): nothing is ever lost by being shown.
 */
enum sv_status sv_form_write(const json_t *schema, const json_t *items, const json_t *value, const char *heading, const char *notes,
                             const char *(*translate)(const char *), struct sv_buf *out, struct sv_err *err);
/* Reads a form back; what is left empty is left out. *out is new. SV_BAD_INPUT names the line and the key, never the value. */
enum sv_status sv_form_read(const char *text, const json_t *schema, const json_t *items, json_t **out, struct sv_err *err);

/* Sets a member that has no schema: true, false and whole numbers as such, anything else as text. False for a bad name, or no memory. */
bool sv_form_member(json_t *object, const char *name, size_t n, const char *value, size_t size);

#endif
