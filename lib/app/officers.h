/* SPDX-License-Identifier: MIT */
/* Changing who the officers are and what the rules are: the acts of the role "manage". */
#ifndef SV_APP_OFFICERS_H
#define SV_APP_OFFICERS_H

#include <jansson.h>
#include <stdbool.h>

#include "app/append.h"
#include "app/session.h"

/* An officer to be added. */
struct sv_new_officer {
	const char *handle, *sign, *box; /* sign, box: public keys in base64 */
	bool unattended;                 /* has no passphrase: cron; record only */
	const char *person;              /* personnel number, or NULL */
	const json_t *roles;             /* array of role words */
};

/*
 * Adds an officer to a batch and wraps the keys of the roles to them. SV_BAD_INPUT for a bad handle, key or role, for an officer
 * that is there already, and for an unattended one with more than the record role; SV_DENIED where the session lacks
 * the role "manage" or a role it would hand on.
 */
enum sv_status sv_officer_add(struct sv_session *s, struct sv_batch *b, const struct sv_new_officer *o, struct sv_err *err);

/*
 * Grants and revokes roles (arrays of words, may be NULL). A revoked role's keys are taken from the keyring, and a new epoch of role keys begins for whatever
 * is written from then on; what was read stays read. SV_BAD_INPUT for an officer who has left, and where nobody else would hold a role that is revoked; SV_NOT_FOUND.
 */
enum sv_status sv_officer_roles(struct sv_session *s, struct sv_batch *b, const char *handle, const json_t *grant, const json_t *revoke, struct sv_err *err);

/* Puts a new protocol in force: its lists are sealed, its event names its blob. */
enum sv_status sv_protocol_set(struct sv_session *s, struct sv_batch *b, const json_t *protocol, struct sv_err *err);

/* Writes the copy of allowed_signers beside the repository for stock git; called after a commit. Derived, so a failure is no error of the act. */
void sv_allowed_signers_export(struct sv_session *s);

#endif
