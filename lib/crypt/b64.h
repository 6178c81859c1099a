/* SPDX-License-Identifier: MIT */
/*
 * Base64 (RFC 4648 section 4, with padding), strict. libsodium's takes the same time whatever the bytes are, so that a secret does not show in it: for
 * keys. What is sealed or public has nothing to show, and there is a lot of it: sv_b64_write and sv_b64_decode_public look up tables, eight times as fast.
 */
#ifndef SV_CRYPT_B64_H
#define SV_CRYPT_B64_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the base64 of n bytes; out->failed tells of lack of memory. */
void sv_b64_encode(const void *bytes, size_t n, struct sv_buf *out);
/* The characters that n bytes take. */
size_t sv_b64_length(size_t n);
/* Writes the base64 of n bytes that are no secret to sv_b64_length(n) characters, without a NUL. The bytes may lie at the end of that same room. */
void sv_b64_write(const void *bytes, size_t n, char *out);
/* Appends the bytes that n characters stand for. SV_INTEGRITY where they are not canonical base64. */
enum sv_status sv_b64_decode(const char *text, size_t n, struct sv_buf *out, struct sv_err *err);
/* The same for what is no secret. */
enum sv_status sv_b64_decode_public(const char *text, size_t n, struct sv_buf *out, struct sv_err *err);

#endif
