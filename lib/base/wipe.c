/* SPDX-License-Identifier: MIT */
/* Wiping, secret memory and random bytes: see wipe.h. */
#include "base/wipe.h"

#include <pthread.h>
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

/* Random bytes that this thread has ready and has not given out: a call of the kernel for each nonce was a tenth of a bulk import. */
static __thread struct {
	unsigned char bytes[2048];
	size_t left;
} ahead;

/* A child must not give out what its parent gives out. */
static void forget_ahead(void)
{
	sv_wipe(&ahead, sizeof ahead);
}

static void watch_forks(void)
{
	pthread_atfork(NULL, NULL, forget_ahead);
}

void sv_random(void *bytes, size_t n)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	if (n > 64) {
		randombytes_buf(bytes, n);
		return;
	}
	pthread_once(&once, watch_forks);
	if (ahead.left < n) {
		unsigned char seed[randombytes_SEEDBYTES]; /* of the kernel's, used for this and forgotten */
		randombytes_buf(seed, sizeof seed);
		randombytes_buf_deterministic(ahead.bytes, sizeof ahead.bytes, seed);
		sv_wipe(seed, sizeof seed);
		ahead.left = sizeof ahead.bytes;
	}
	unsigned char *from = ahead.bytes + sizeof ahead.bytes - ahead.left;
	memcpy(bytes, from, n);
	sv_wipe(from, n); /* given once */
	ahead.left -= n;
}
