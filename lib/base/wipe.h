/* SPDX-License-Identifier: MIT */
/* Wiping of secrets and random bytes: the only two services base takes from libsodium. */
#ifndef SV_BASE_WIPE_H
#define SV_BASE_WIPE_H

#include <stddef.h>

/* Overwrites n bytes in a way that the compiler does not remove. */
void sv_wipe(void *bytes, size_t n);
/* Fills n bytes from the system's random source. Cannot fail once sv_crypt_init has succeeded. */
void sv_random(void *bytes, size_t n);

#endif
