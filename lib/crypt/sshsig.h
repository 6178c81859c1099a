/* SPDX-License-Identifier: MIT */
/*
 * Signatures as stock git and ssh-keygen make and check them: the SSHSIG format (OpenSSH's PROTOCOL.sshsig), namespace
 * "git", hash sha512, keys ssh-ed25519.
 */
#ifndef SV_CRYPT_SSHSIG_H
#define SV_CRYPT_SSHSIG_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "crypt/identity.h"

/* Appends the armoured signature of n bytes, with a final newline. */
enum sv_status sv_sshsig_sign(const struct sv_identity *by, const void *message, size_t n, struct sv_buf *out, struct sv_err *err);
/* Whether an armoured signature of n bytes is good and by that key. SV_INTEGRITY otherwise. */
enum sv_status sv_sshsig_verify(const unsigned char sign_public[32], const void *message, size_t n, const char *armoured, struct sv_err *err);
/* Appends "ssh-ed25519 AAAA…" for a key. */
void sv_ssh_public_line(const unsigned char sign_public[32], struct sv_buf *out);
/* Appends "SHA256:…" as ssh-keygen -l shows it. */
void sv_ssh_fingerprint(const unsigned char sign_public[32], struct sv_buf *out);

#endif
