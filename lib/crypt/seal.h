/* SPDX-License-Identifier: MIT */
/* Sealing of compartments (XChaCha20-Poly1305, padded) and wrapping of keys to officers (crypto_box_seal). */
#ifndef SV_CRYPT_SEAL_H
#define SV_CRYPT_SEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Plaintext is padded (ISO/IEC 7816-4) to a multiple of this, so that its length tells next to nothing. */
#define SV_PAD 256
/* Finds where the padding begins; false where there is none. For text that was authenticated: it looks no further than it has to. */
bool sv_unpad(const void *text, size_t len, size_t *n);

/* Seals n bytes: base64 of nonce(24), ciphertext and tag(16) is appended to out. ad: associated data. */
enum sv_status sv_seal(const unsigned char key[32], const void *ad, size_t ad_n, const void *plain, size_t n, struct sv_buf *out, struct sv_err *err);
/* The characters that n bytes take when they are sealed. */
size_t sv_sealed_length(size_t n);
/* As sv_seal, to just so many characters, without a NUL. n is below SIZE_MAX / 4. */
void sv_seal_into(const unsigned char key[32], const void *ad, size_t ad_n, const void *plain, size_t n, char *out);
/* Opens what sv_seal made. Appended to out, a secret. SV_INTEGRITY where malformed, SV_DENIED where key or associated data do not fit. */
enum sv_status sv_open(const unsigned char key[32], const void *ad, size_t ad_n, const char *sealed, struct sv_buf *out, struct sv_err *err);
/* Wraps bytes to the holder of a public key. Appended to out. */
enum sv_status sv_wrap(const unsigned char box_public[32], const void *secret, size_t n, struct sv_buf *out, struct sv_err *err);

#endif
