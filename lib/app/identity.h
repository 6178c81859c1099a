/* SPDX-License-Identifier: MIT */
/* Identities as files and as public halves: what sv-key does before there is an officer. */
#ifndef SV_APP_IDENTITY_H
#define SV_APP_IDENTITY_H

#include <jansson.h>
#include <stdbool.h>

#include "app/session.h"
#include "base/buf.h"

/*
 * Makes a new identity and writes its file (NULL: the session's place), mode 0600. passphrase NULL: unattended. *public gets
 * its public half as a record. SV_CANT_CREATE where a file stands there.
 */
enum sv_status sv_identity_make(struct sv_session *s, const char *handle, const struct sv_buf *passphrase, const char *file, json_t **public, struct sv_err *err);
/* The public half of the session's identity: {sv, officer, sign, box, fingerprint, unattended?}. No passphrase is asked. */
enum sv_status sv_identity_public(struct sv_session *s, json_t **public, struct sv_err *err);

#endif
