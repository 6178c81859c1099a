/* SPDX-License-Identifier: MIT */
/* Wiping and random bytes: see wipe.h. */
#include "base/wipe.h"

#include <sodium.h>

void sv_wipe(void *bytes, size_t n)
{
	sodium_memzero(bytes, n);
}

void sv_random(void *bytes, size_t n)
{
	randombytes_buf(bytes, n);
}
