/* SPDX-License-Identifier: MIT */
/* The stored form of an event: one canonical JSON line, its clear envelope and its sealed compartments (share/doc/format.md). */
#ifndef SV_STORE_EVENT_H
#define SV_STORE_EVENT_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

#define SV_HASH_HEX 65 /* 64 hex digits and a NUL */

/* One compartment to be sealed into an event. */
struct sv_sealing {
	const char *name;         /* "record", "content", "identity" */
	const unsigned char *key; /* 32 bytes: the key of this compartment of this case */
	const json_t *plain;      /* NULL: the event has no such compartment */
};

/*
 * Appends to line the stored form of an event (without newline): the envelope's members plus the n sealed
 * compartments. Each is sealed with the canonical envelope and its name as associated data.
 */
enum sv_status sv_event_seal(const json_t *envelope, const struct sv_sealing *seals, size_t n, struct sv_buf *line, struct sv_err *err);

/*
 * The same in two steps. A draft is an event as bytes, all JSON of it written out and its keys with it, so that sealing it can be left to another thread (and that
 * nobody writes the same JSON twice). Sealing adds "prev" (NULL or "": there is none) to the envelope, which may not have it already. Freeing wipes it.
 */
struct sv_draft;
enum sv_status sv_draft_new(const json_t *envelope, const struct sv_sealing *seals, size_t n, struct sv_draft **out, struct sv_err *err);
enum sv_status sv_draft_seal(const struct sv_draft *d, const char *prev, struct sv_buf *line, struct sv_err *err);
void sv_draft_free(struct sv_draft *d);

/*
 * Opens one compartment of a parsed event; names: all compartment names there are (NULL-terminated), which are no
 * part of the envelope. *out is new. Errors: SV_NOT_FOUND where the event has no such compartment; SV_DENIED
 * where the key does not open it, or the event was changed; SV_INTEGRITY where it is malformed.
 */
enum sv_status sv_event_open(const json_t *event, const char *const *names, const char *name, const unsigned char key[32], json_t **out, struct sv_err *err);
/*
 * The same, faster, for who has the line that the event was parsed from (NULL: has not). The line's bytes are what the envelope is first taken to be; a seal
 * opens by the envelope that it was made with and no other, so nothing is believed that sv_event_open would not.
 */
enum sv_status sv_event_open_line(const json_t *event, const char *line, size_t n, const char *const *names, const char *name, const unsigned char key[32], json_t **out, struct sv_err *err);

/* The clear envelope of an event: a new object without the compartments. NULL without memory. */
json_t *sv_event_envelope(const json_t *event, const char *const *names);

#endif
