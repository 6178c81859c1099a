/* SPDX-License-Identifier: MIT */
/*
 * The one writer. A batch is one transaction: it holds the store's lock, judges every act against the case as the
 * history has it, and ends in one signed commit, or in nothing at all.
 */
#ifndef SV_APP_APPEND_H
#define SV_APP_APPEND_H

#include <jansson.h>
#include <stdbool.h>

#include "app/session.h"
#include "model/act.h"
#include "model/event.h"

struct sv_batch;
struct sv_schema_set;

/*
 * Opens a batch: takes the lock (waiting at most a while: SV_BUSY), reads the head, checks that the one who acts is an
 * officer with this key. dry_run: judge everything, store nothing.
 */
enum sv_status sv_batch_open(struct sv_session *s, bool dry_run, struct sv_batch **out, struct sv_err *err);
/* Ends the batch without storing anything, if it was not committed. */
void sv_batch_free(struct sv_batch *b);

/*
 * Judges an act of a kind on a case (NULL: a new case) and adds its event to the batch. The act is given over and
 * changed (defaults, party ids, tokens). Every defect and refusal goes to report. On SV_OK, id (may be NULL) gets the
 * case's id. Errors: SV_BAD_INPUT with everything reported; SV_NOT_FOUND; SV_DENIED; SV_INTEGRITY; also reported.
 */
enum sv_status sv_batch_act(struct sv_batch *b, const char *case_id, const struct sv_event_type *type, json_t *act,
                            const struct sv_act_report *report, char id[16]);

/*
 * As sv_batch_act, for an act that the application completes: own holds members that only the tool may fill in (NULL: none); the event
 * gets a clear part (public; NULL: none). Both are borrowed.
 */
enum sv_status sv_batch_own_act(struct sv_batch *b, const char *case_id, const struct sv_event_type *type, json_t *act, json_t *own, json_t *public,
                                const struct sv_act_report *report, char id[16]);

/* The state of a case as the batch has it, loaded where it is not in it yet. Borrowed. SV_NOT_FOUND; SV_INTEGRITY. */
enum sv_status sv_batch_case(struct sv_batch *b, const char *case_id, const json_t **state, struct sv_err *err);
/* The content key that the next event of a case in the batch will be sealed under; for what goes with it (attachments). */
enum sv_status sv_batch_content_key(struct sv_batch *b, const char *case_id, unsigned char key[32], struct sv_err *err);
/* Whether nothing will be stored. */
bool sv_batch_dry(const struct sv_batch *b);

/* The state of a case with what the batch has added; borrowed. NULL where the batch has not touched it. */
const json_t *sv_batch_state(struct sv_batch *b, const char *case_id);

/*
 * Adds an event to a register's file (an officer's, the protocol's): public is its clear part, record its sealed
 * part (may be NULL). The signer's role is checked. Used by app/officers.c and app/rules.c.
 */
enum sv_status sv_batch_register(struct sv_batch *b, const char *path, const char *subject, const char *type, json_t *public, const json_t *record, struct sv_err *err);
/* The id of the event that was added last; "" where there is none. It holds as long as the batch. */
const char *sv_batch_last_event(const struct sv_batch *b);
/* Stages a whole file that is no register (sv.json, protocol.json, allowed_signers). */
enum sv_status sv_batch_file(struct sv_batch *b, const char *path, const void *bytes, size_t n, char blob[41], struct sv_err *err);

/* Commits: durable when it returns SV_OK. A batch without events commits nothing. */
enum sv_status sv_batch_commit(struct sv_batch *b, struct sv_err *err);

#endif
