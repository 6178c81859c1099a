/* SPDX-License-Identifier: MIT */
/* What making a store and changing its officers and rules have in common; inside app. */
#ifndef SV_APP_REGISTER_H
#define SV_APP_REGISTER_H

#include "app/append.h"
#include "app/session.h"

#define SV_SIGNERS_PATH "officers/allowed_signers"
#define SV_PROTOCOL_LOG "protocol.ndjson"

/* The clear envelope of a new event: rules and prev may be "", public NULL. New; NULL without memory. */
json_t *sv_envelope_new(struct sv_session *s, enum sv_register reg, const char *subject, const char *type, const char *by, const char *rules, const char *prev, json_t *public);

/* A public key from base64. SV_BAD_INPUT. */
enum sv_status sv_public_key(const char *b64, unsigned char out[32], struct sv_err *err);
/* The file that stock git checks signatures against: one line per officer, sorted by handle. Appended. */
enum sv_status sv_signers_text(const json_t *officers, struct sv_buf *out, struct sv_err *err);
/* The clear part of an officer's event. New; NULL without memory. */
json_t *sv_officer_public(const char *sign, const char *box, bool unattended, const json_t *roles);
/* The sealed part: the person token of a personnel number (NULL: *out is NULL). */
enum sv_status sv_officer_record(struct sv_session *s, const char *person, json_t **out, struct sv_err *err);
/* Whether an officer may hold these roles: SV_BAD_INPUT for an unknown word, and for an unattended one with more than the record role. */
enum sv_status sv_officer_check_roles(const json_t *roles, bool unattended, struct sv_err *err);
/* Whether somebody else, who is not unattended, holds each role that an officer gives up (an array of words; NULL: all there are). SV_BAD_INPUT names the first that nobody would. */
enum sv_status sv_officers_left(const json_t *officers, const char *leaver, const json_t *given_up, struct sv_err *err);
/* Writes an officer's event (public: its clear part; record: its sealed part or NULL) and the list of signers; the rest of the batch goes by the officers as they are then. */
enum sv_status sv_officer_write(struct sv_session *s, struct sv_batch *b, const char *handle, const char *type, json_t *public, const json_t *record, struct sv_err *err);
/* The officers that a batch goes by from now on; newcomer: who is new among them, or NULL. */
void sv_batch_officers(struct sv_batch *b, json_t *officers, const char *newcomer);
/* Wraps the keys of a case anew to those who may open it, when the batch commits; adds no event. SV_DENIED where it is closed to me. */
enum sv_status sv_batch_rewrap(struct sv_batch *b, const char *case_id, struct sv_err *err);
/* Wraps a role's keys of all epochs to an officer; a sv_wrap_change. */
enum sv_status sv_wrap_role(struct sv_session *s, const char *role, const char *handle, const char *box, struct sv_err *err);
/* The stored text of a protocol: as given, with its lists sealed under the record role's key. Appended. */
enum sv_status sv_protocol_sealed(const json_t *protocol, const unsigned char role_key[32], int epoch, struct sv_buf *out, struct sv_err *err);

/* A change of the keyring that belongs to a batch: carried out in its transaction, when it commits. */
typedef enum sv_status sv_wrap_change(struct sv_session *s, const char *role, const char *handle, const char *box, struct sv_err *err);
enum sv_status sv_batch_wrap(struct sv_batch *b, sv_wrap_change *change, const char *role, const char *handle, const char *box, struct sv_err *err);
/* Takes a role's key from an officer; a sv_wrap_change. */
enum sv_status sv_unwrap_role(struct sv_session *s, const char *role, const char *handle, const char *box, struct sv_err *err);

#endif
