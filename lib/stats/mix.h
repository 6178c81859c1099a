/* SPDX-License-Identifier: MIT */
/* A number spread over 64 bits, so that sums of such numbers tell sets apart: a step of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Internal to stats/. */
#ifndef SV_STATS_MIX_H
#define SV_STATS_MIX_H

#include <stdint.h>

#define SV_MIX_STEP 0x9E3779B97F4A7C15u

static inline uint64_t sv_mix(uint64_t x)
{
	x += SV_MIX_STEP;
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
	x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
	return x ^ (x >> 31);
}

#endif
