/* SPDX-License-Identifier: MIT */
/*
 * JSON Schema, draft 2020-12, without what records do not need: $dynamicRef, unevaluated*, $anchor, remote documents and
 * content*. "format" is asserted for date, date-time, and our own case-id and event-id. Unknown keywords say nothing.
 */
#ifndef SV_JSON_SCHEMA_H
#define SV_JSON_SCHEMA_H

#include <jansson.h>

#include "base/err.h"

struct sv_schema_set;

/* A set of schema documents that may refer to each other by their $id. */
enum sv_status sv_schema_set_new(struct sv_schema_set **out, struct sv_err *err);
void sv_schema_set_free(struct sv_schema_set *set);
/* Adds a document (the set takes its own reference). SV_CONFIG where it has no $id. */
enum sv_status sv_schema_set_add(struct sv_schema_set *set, json_t *document, struct sv_err *err);
/* A document by its $id, or NULL. Borrowed. */
const json_t *sv_schema_set_document(const struct sv_schema_set *set, const char *id);

/*
 * Checks a value against a document. Every defect goes to report (NULL: none wanted), its place as a JSON pointer in
 * the error's first context, "/" for the value itself. Values are never repeated, save short words. SV_OK or SV_BAD_INPUT;
 * SV_CONFIG for a broken schema.
 */
enum sv_status sv_schema_check(struct sv_schema_set *set, const char *id, const json_t *value,
                               void (*report)(void *data, const struct sv_err *err), void *data);

#endif
