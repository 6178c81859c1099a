/* SPDX-License-Identifier: MIT */
/*
 * An officer's identity: a handle, an Ed25519 pair that signs and an X25519 pair that opens what is wrapped to it. Kept
 * in one file of text lines (format.md), under a passphrase by Argon2id, or without one for cron.
 */
#ifndef SV_CRYPT_IDENTITY_H
#define SV_CRYPT_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct sv_identity;

/* Whether a text can be an officer's handle: a small letter, then at most 31 of a-z 0-9 - _. */
bool sv_handle_valid(const char *handle);

/* Makes a new identity from fresh random keys. SV_BAD_INPUT for a bad handle. */
enum sv_status sv_identity_new(const char *handle, struct sv_identity **out, struct sv_err *err);
/* Wipes and frees. */
void sv_identity_free(struct sv_identity *id);

const char *sv_identity_name(const struct sv_identity *id);
const unsigned char *sv_identity_sign_public(const struct sv_identity *id); /* 32 bytes */
const unsigned char *sv_identity_box_public(const struct sv_identity *id);  /* 32 bytes */
/* Whether it came from a file without passphrase that says so. */
bool sv_identity_unattended(const struct sv_identity *id);
/* For one that was parked without its passphrase (sv-key unlock): its file has one. */
void sv_identity_set_attended(struct sv_identity *id);

/* The cost of a passphrase: Argon2id operations and bytes of memory. */
struct sv_kdf_cost {
	unsigned long long operations;
	size_t memory;
};
extern const struct sv_kdf_cost sv_kdf_default; /* libsodium's MODERATE: 3 and 256 MiB */

/*
 * Appends the file of an identity to out, a secret. passphrase NULL: without one (n is ignored then). cost NULL:
 * the default.
 */
enum sv_status sv_identity_write(const struct sv_identity *id, const char *passphrase, size_t n, const struct sv_kdf_cost *cost, struct sv_buf *out, struct sv_err *err);

/* Asks for a passphrase. */
typedef enum sv_status sv_identity_ask(void *data, struct sv_buf *out_secret, struct sv_err *err);

/*
 * Reads the file of an identity (n bytes). ask is called only where a passphrase is needed; NULL: SV_DENIED then.
 * Errors: SV_INTEGRITY where malformed, SV_DENIED for a wrong passphrase.
 */
enum sv_status sv_identity_read(const char *text, size_t n, sv_identity_ask *ask, void *data, struct sv_identity **out, struct sv_err *err);

/* What an identity file says without its passphrase. */
struct sv_identity_card {
	char handle[33];
	unsigned char sign[32], box[32];
	bool unattended;
};
/* Reads it. SV_INTEGRITY where the file is malformed. */
enum sv_status sv_identity_card(const char *text, size_t n, struct sv_identity_card *out, struct sv_err *err);

/* Signs n bytes with Ed25519. */
void sv_identity_sign(const struct sv_identity *id, const void *bytes, size_t n, unsigned char signature[64]);
/* Opens what was wrapped to this identity (crypto_box_seal). Appended to out, a secret. SV_DENIED where it is not for it. */
enum sv_status sv_unwrap(const struct sv_identity *id, const void *wrapped, size_t n, struct sv_buf *out, struct sv_err *err);

#endif
