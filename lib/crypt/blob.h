/* SPDX-License-Identifier: MIT */
/* Sealing of attachments, part by part, and SHA-256 for what stock tools are to check. */
#ifndef SV_CRYPT_BLOB_H
#define SV_CRYPT_BLOB_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define SV_SHA256_HEX 65

/* A running SHA-256. */
struct sv_sha256 {
	_Alignas(8) unsigned char state[112];
};
void sv_sha256_init(struct sv_sha256 *h);
void sv_sha256_add(struct sv_sha256 *h, const void *bytes, size_t n);
void sv_sha256_hex(struct sv_sha256 *h, char out[SV_SHA256_HEX]);

/*
 * Seals one part of an attachment: nonce(24), ciphertext of the padded bytes, tag(16); appended to out. case_id, attachment ("f1"),
 * part (from 1) and whether it is the last are associated data, so that parts cannot be swapped, dropped or cut off.
 */
enum sv_status sv_part_seal(const unsigned char key[32], const char *case_id, const char *attachment, unsigned part, int last,
                            const void *plain, size_t n, struct sv_buf *out, struct sv_err *err);
/* Opens it. Appended to out, a secret. SV_INTEGRITY where it is not that part. */
enum sv_status sv_part_open(const unsigned char key[32], const char *case_id, const char *attachment, unsigned part, int last,
                            const void *sealed, size_t n, struct sv_buf *out, struct sv_err *err);

#endif
