/* SPDX-License-Identifier: MIT */
/* Wiping, secret memory and random bytes: see wipe.h. */
#include "base/wipe.h"

#include <sodium.h>
#include <string.h>

void sv_wipe(void *bytes, size_t n)
{
	explicit_bzero(bytes, n); /* libsodium's own goes byte by byte */
}

void *sv_secret_alloc(size_t n)
{
	void *secret = sodium_malloc(n);

	if (secret)
		memset(secret, 0, n);
	return secret;
}

void sv_secret_free(void *secret)
{
	sodium_free(secret); /* wipes */
}

void sv_random(void *bytes, size_t n)
{
	randombytes_buf(bytes, n);
}
