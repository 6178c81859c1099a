/* SPDX-License-Identifier: MIT */
/* SHA-1: see sha1.h. libcrypto's newer interface looks up each algorithm by its name, which takes longer than the sum. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "crypt/sha1.h"

#include <openssl/sha.h>

_Static_assert(sizeof(SHA_CTX) <= sizeof(struct sv_sha1) && _Alignof(SHA_CTX) <= _Alignof(struct sv_sha1), "a sum has room for libcrypto's own");

void sv_sha1_init(struct sv_sha1 *s)
{
	SHA1_Init((SHA_CTX *)s->state);
}

void sv_sha1_add(struct sv_sha1 *s, const void *bytes, size_t n)
{
	SHA1_Update((SHA_CTX *)s->state, bytes, n);
}

void sv_sha1_end(struct sv_sha1 *s, unsigned char out[SV_SHA1_BYTES])
{
	SHA1_Final(out, (SHA_CTX *)s->state);
}
