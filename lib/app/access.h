/* SPDX-License-Identifier: MIT */
/* Opening what is sealed beyond the record: an act that is recorded before a byte of it is shown. */
#ifndef SV_APP_ACCESS_H
#define SV_APP_ACCESS_H

#include <jansson.h>
#include <stdbool.h>

#include "app/session.h"
#include "model/act.h"

/*
 * Opens compartments of all events of a case (content, identity: which of them is asked for) and gives them as an array
 * of objects {event, type, at, by, record, content?, identity?} in order. An "access.opened" event with the reason
 * is durable before this returns. Errors: SV_DENIED without the keys or where a gate refuses (nothing recorded);
 * SV_NOT_FOUND; SV_INTEGRITY.
 */
enum sv_status sv_access_open(struct sv_session *s, const char *case_id, bool content, bool identity, const char *why,
                              const struct sv_act_report *report, json_t **events, struct sv_err *err);

/* Told of the events of one case, as sv_access_open gives them; borrowed. May stop it by a status other than SV_OK. */
typedef enum sv_status sv_access_case(void *data, const char *case_id, json_t *events, struct sv_err *err);

/*
 * The events of n cases, one after the other. With content or identity, the openings of all of them are recorded in one commit before fn is
 * called for the first; a case that may not be opened is told of in report, with its id, and left out. With neither, nothing is recorded, and
 * the cases are read as the history was when the session first read it.
 */
enum sv_status sv_access_each(struct sv_session *s, char (*ids)[16], size_t n, bool content, bool identity, const char *why, const struct sv_act_report *report,
                              sv_access_case *fn, void *data, struct sv_err *err);

/* The envelopes of a case with their opened records, in order: what sv-log shows. No event is written. */
enum sv_status sv_access_log(struct sv_session *s, const char *case_id, json_t **events, struct sv_err *err);

/*
 * All events of a case in order, opened as far as I may: for what is shown to nobody (leaks.h), so nothing is recorded. *whole: whether content
 * and identities opened both.
 */
enum sv_status sv_access_read(struct sv_session *s, const char *case_id, json_t **events, bool *whole, struct sv_err *err);

/* Whether the newest events of a case would open for me. SV_DENIED, SV_NOT_FOUND. Nothing is opened, so nothing is recorded. */
enum sv_status sv_access_may_open(struct sv_session *s, const char *case_id, enum sv_compartment c, struct sv_err *err);

/* One act about who may open a case, in a batch of its own; the keys follow from it in the same transaction. public: its clear part, or NULL. */
enum sv_status sv_access_act(struct sv_session *s, const char *case_id, const char *type, json_t *act, json_t *public, const struct sv_act_report *report, struct sv_err *err);

/* Asks for the identities of a case, and answers such a request; a granted one opens them to who asked. */
enum sv_status sv_access_request(struct sv_session *s, const char *case_id, const char *why, const struct sv_act_report *report, struct sv_err *err);
enum sv_status sv_access_answer(struct sv_session *s, const char *case_id, const char *officer, bool granted, const char *why,
                                const struct sv_act_report *report, struct sv_err *err);

#endif
