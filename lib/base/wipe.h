/* SPDX-License-Identifier: MIT */
/* Wiping and keeping of secrets, and random bytes: what base takes from libsodium, and nothing else. */
#ifndef SV_BASE_WIPE_H
#define SV_BASE_WIPE_H

#include <stddef.h>

/* Overwrites n bytes in a way that the compiler does not remove. */
void sv_wipe(void *bytes, size_t n);
/*
 * n zeroed bytes for a secret that outlives a function: between pages that may not be touched, kept out of dumps, and out of
 * swap as far as the limit on locked memory goes (reaching it is no error). NULL without memory.
 */
void *sv_secret_alloc(size_t n);
/* Wipes and frees it; NULL is harmless. */
void sv_secret_free(void *secret);
/* Fills n bytes from the system's random source. Cannot fail once sv_crypt_init has succeeded. */
void sv_random(void *bytes, size_t n);

#endif
