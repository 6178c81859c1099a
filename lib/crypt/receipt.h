/* SPDX-License-Identifier: MIT */
/*
 * The receipt of an anonymous reporter: a code of 80 random bits that is given once and stored nowhere. Keys are derived
 * from it (Argon2id), so that whoever holds the code, and nobody else, reads what officers send and answers it. The exact
 * bytes are in share/doc/format.md.
 */
#ifndef SV_CRYPT_RECEIPT_H
#define SV_CRYPT_RECEIPT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define SV_RECEIPT_SIZE 22 /* "7K3M-QP9A-1B2C-3D4E-F" and its NUL */
#define SV_TAG_SIZE 25     /* 24 characters and a NUL */

/* What a receipt opens. Wipe it (sv_wipe) when done. */
struct sv_receipt {
	unsigned char box_public[32], box_secret[32];
	unsigned char sign_public[32], sign_secret[64];
	char tag[SV_TAG_SIZE]; /* names the mailbox; says nothing of the code */
};

/* Makes a new code, as it is read aloud: four groups of four Crockford base32 characters and a check character. */
void sv_receipt_make(char code[SV_RECEIPT_SIZE]);
/* Reads a code as typed (any case; blanks and hyphens left out; O as 0, I and L as 1). SV_BAD_INPUT where it is none or has a typing error. */
enum sv_status sv_receipt_parse(const char *typed, char code[SV_RECEIPT_SIZE], struct sv_err *err);
/* Derives the keys of a code (as sv_receipt_make writes it) for a store. Takes a moment, on purpose. */
enum sv_status sv_receipt_keys(const char code[SV_RECEIPT_SIZE], const char *store_id, struct sv_receipt *out, struct sv_err *err);

/* Seals a text to a mailbox (crypto_box_seal over the padded text): base64 is appended to out. */
enum sv_status sv_receipt_seal(const unsigned char box_public[32], const void *text, size_t n, struct sv_buf *out, struct sv_err *err);
/* Opens it. Appended to out, a secret. SV_DENIED where it is not for this receipt; SV_INTEGRITY where malformed. */
enum sv_status sv_receipt_open(const struct sv_receipt *r, const char *sealed, struct sv_buf *out, struct sv_err *err);
/* Signs n bytes as the holder of the receipt, and checks such a signature. */
void sv_receipt_sign(const struct sv_receipt *r, const void *bytes, size_t n, unsigned char signature[64]);
int sv_receipt_verify(const unsigned char sign_public[32], const void *bytes, size_t n, const unsigned char signature[64]);

#endif
