/* SPDX-License-Identifier: MIT */
/*
 * SHA-1 as git names objects by it, without git's watch for bytes that were made to collide: for bytes that nobody else chose, such as what was just sealed,
 * and for trailers. libcrypto does it by the processor's own instructions.
 */
#ifndef SV_CRYPT_SHA1_H
#define SV_CRYPT_SHA1_H

#include <stddef.h>

#define SV_SHA1_BYTES 20

/* A sum under way; starts with sv_sha1_init. Needs no release. */
struct sv_sha1 {
	unsigned long long state[16];
};

void sv_sha1_init(struct sv_sha1 *s);
void sv_sha1_add(struct sv_sha1 *s, const void *bytes, size_t n);
/* Gives the sum of all that was added. */
void sv_sha1_end(struct sv_sha1 *s, unsigned char out[SV_SHA1_BYTES]);

#endif
