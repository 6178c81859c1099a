/* SPDX-License-Identifier: MIT */
/*
 * The identity of who runs a command: from its file, asking for the passphrase, or from where sv-key unlock parked
 * it for a while: a file of mode 0600 in a memory-backed folder of the user.
 */
#ifndef SV_APP_UNLOCK_H
#define SV_APP_UNLOCK_H

#include "app/session.h"
#include "crypt/identity.h"

/* The path of the identity file in use (appended). */
enum sv_status sv_identity_path(const struct sv_session *s, struct sv_buf *out, struct sv_err *err);
/* Loads the identity: parked and not out of time, else from its file. The caller frees it. */
enum sv_status sv_unlock_load(struct sv_session *s, struct sv_identity **out, struct sv_err *err);
/* Parks the identity until so many minutes from now. */
enum sv_status sv_unlock_park(struct sv_session *s, int minutes, struct sv_err *err);
/* Wipes the parked identity; harmless where there is none. */
enum sv_status sv_unlock_forget(struct sv_session *s, struct sv_err *err);

/* Reads a passphrase from a descriptor, up to its first newline; appended to a secret. */
enum sv_status sv_read_passphrase(int fd, struct sv_buf *out, struct sv_err *err);

#endif
