/* SPDX-License-Identifier: MIT */
/* Keys, tokens and hashes that are derived; all BLAKE2b (RFC 7693). The exact bytes are in share/doc/format.md. */
#ifndef SV_CRYPT_DERIVE_H
#define SV_CRYPT_DERIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define SV_TOKEN_SIZE 25 /* 24 characters and a NUL */

/* The key of a compartment: BLAKE2b-256 keyed with the role's key over "sv1 compartment" 0 name 0 salt(32). */
void sv_derive_compartment(const unsigned char role_key[32], const unsigned char salt[32], const char *compartment, unsigned char out[32]);

/* A person token: the first 15 bytes of BLAKE2b-256 keyed with the person key over "sv1 person" 0 text, in lower-case base32 (RFC 4648). */
void sv_derive_token(const unsigned char key[32], const char *normalised, char out[SV_TOKEN_SIZE]);

/* The key of what one party's identity says: BLAKE2b-256 keyed with the compartment's key over "sv1 party" 0 party 0 salt(32). */
void sv_derive_party(const unsigned char key[32], const unsigned char salt[32], const char *party, unsigned char out[32]);

/*
 * Masks or unmasks a person token in place: its 15 bytes xor the first 15 of BLAKE2b-256 keyed with the party's salt over "sv1 token". Without
 * the salt nothing is left of it. False where it is no token.
 */
bool sv_mask_token(const unsigned char salt[32], char token[SV_TOKEN_SIZE]);

/*
 * The form of a personnel number that a token is made of: ASCII letters small, blanks, dots, hyphens and slashes left
 * out, leading zeros kept. Appended to out, a secret. SV_BAD_INPUT where nothing is left.
 */
enum sv_status sv_normalise_person(const char *given, struct sv_buf *out, struct sv_err *err);

/* The hash of a stored line (without its newline), for the chain: 64 small hex digits of BLAKE2b-256. */
void sv_hash_line(const void *line, size_t n, char out[65]);

#endif
