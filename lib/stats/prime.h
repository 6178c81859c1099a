/* SPDX-License-Identifier: MIT */
/* Reckoning modulo the prime 2^61 - 1 (Mersenne): numbers are 0 to P - 1, and negative ones count down from P. Internal to stats/. */
#ifndef SV_STATS_PRIME_H
#define SV_STATS_PRIME_H

#include <stdint.h>

#define SV_PRIME (((uint64_t)1 << 61) - 1)

/* What is taken for a small whole number: residues nearer to 0 than this. */
#define SV_PRIME_SMALL ((uint64_t)1 << 50)

static inline uint64_t sv_prime_add(uint64_t a, uint64_t b)
{
	uint64_t s = a + b;
	return s >= SV_PRIME ? s - SV_PRIME : s;
}

static inline uint64_t sv_prime_neg(uint64_t a)
{
	return a ? SV_PRIME - a : 0;
}

static inline uint64_t sv_prime_mul(uint64_t a, uint64_t b)
{
	unsigned __int128 t = (unsigned __int128)a * b;
	uint64_t s = ((uint64_t)t & SV_PRIME) + (uint64_t)(t >> 61);
	return s >= SV_PRIME ? s - SV_PRIME : s;
}

/* The inverse of a != 0, as a^(P - 2). */
static inline uint64_t sv_prime_inv(uint64_t a)
{
	uint64_t r = 1;

	if (a == 1 || a == SV_PRIME - 1)
		return a;
	for (uint64_t e = SV_PRIME - 2; e; e >>= 1, a = sv_prime_mul(a, a)) {
		if (e & 1)
			r = sv_prime_mul(r, a);
	}
	return r;
}

/* The small whole number that a residue stands for; 0 where it is 0 or stands for none. */
static inline int64_t sv_prime_small(uint64_t a)
{
	if (a < SV_PRIME_SMALL)
		return (int64_t)a;
	return a > SV_PRIME - SV_PRIME_SMALL ? -(int64_t)(SV_PRIME - a) : 0;
}

#endif
