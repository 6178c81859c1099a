/* SPDX-License-Identifier: MIT */
/* Base64 (RFC 4648 section 4, with padding), strict. */
#ifndef SV_CRYPT_B64_H
#define SV_CRYPT_B64_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the base64 of n bytes; out->failed tells of lack of memory. */
void sv_b64_encode(const void *bytes, size_t n, struct sv_buf *out);
/* Appends the bytes that n characters stand for. SV_INTEGRITY where they are not canonical base64. */
enum sv_status sv_b64_decode(const char *text, size_t n, struct sv_buf *out, struct sv_err *err);

#endif
