/* SPDX-License-Identifier: MIT */
/*
 * Which key opens what of a case. An event names its set of keys: "e1", "e2" … are derived from the role keys of that epoch and the
 * case's salt; "c1", "c2" … are the case's own random keys, wrapped to the officers who may open it; "r1" … opens with the record role whatever the case.
 * A case gets keys of its own when somebody must not open it, or when somebody from outside may.
 */
#ifndef SV_APP_CASEKEYS_H
#define SV_APP_CASEKEYS_H

#include <jansson.h>

#include "app/session.h"

#define SV_KEYS_SIZE 16

/* The set of keys of an event (or of protocol.json): its member "keys", else "e1". */
const char *sv_event_keys(const json_t *event);
/* The number of a set ("c2": 2); 0 where there is none that these commands would have given. */
int sv_keys_number(const char *keys);
/* The epoch of a set "e2" or "r2"; 1 for anything else. */
int sv_keys_epoch(const char *keys);

/*
 * The key of a compartment of a case under a set of keys. SV_DENIED where the case (or this of it) is closed to me; SV_NOT_FOUND where
 * nobody has anything that opens it any more: it was erased.
 */
enum sv_status sv_session_case_key(struct sv_session *s, const char *case_id, const char *keys, enum sv_compartment c, unsigned char key[32], struct sv_err *err);

/* The same under the keys that an event names. */
enum sv_status sv_case_event_key(struct sv_session *s, const char *case_id, const json_t *event, enum sv_compartment c, unsigned char key[32], struct sv_err *err);

/* Whether a key is not mine or is gone, which is an answer. Any other error is none: who takes it for one leaves something out, or open, that is not. */
static inline bool sv_closed(enum sv_status st)
{
	return st == SV_DENIED || st == SV_NOT_FOUND;
}

/*
 * Opens a compartment of an event of a case, with what it says of each party. *out is NULL, with SV_OK, where the event has no such compartment.
 * SV_DENIED and SV_NOT_FOUND as above; SV_INTEGRITY where it was changed.
 */
enum sv_status sv_case_event_open(struct sv_session *s, const char *case_id, const json_t *event, enum sv_compartment c, json_t **out, struct sv_err *err);
/* The same for who has the line that the event was parsed from: faster (store/event.h). */
enum sv_status sv_case_line_open(struct sv_session *s, const char *case_id, const json_t *event, const char *line, size_t n, enum sv_compartment c, json_t **out, struct sv_err *err);
/* The same for the record of an event of another register's file. */
enum sv_status sv_register_event_open(struct sv_session *s, const char *path, const json_t *event, json_t **out, struct sv_err *err);

/* Gives a party's salt to who asks: SV_NOT_FOUND where it is gone. */
typedef enum sv_status sv_party_salt(void *data, const char *party, unsigned char salt[32], struct sv_err *err);
/*
 * What a compartment says of each party, closed or opened in place: tokens in the record are masked, the rest of an identity is sealed under
 * a key of that party, so that it can be erased while the case stays. Opening leaves out what was erased.
 */
enum sv_status sv_parties_close(json_t *part, enum sv_compartment c, const unsigned char key[32], sv_party_salt *salt, void *data, struct sv_err *err);
enum sv_status sv_parties_open(json_t *part, enum sv_compartment c, const unsigned char key[32], sv_party_salt *salt, void *data, struct sv_err *err);


/*
 * Adds to parties (an array) each party of whom a compartment of an event, opened with its key, has something sealed under that party's salt.
 * SV_DENIED where the key is not the one.
 */
enum sv_status sv_parties_sealed(const json_t *event, enum sv_compartment c, const unsigned char key[32], json_t *parties, struct sv_err *err);

#endif
