/* SPDX-License-Identifier: MIT */
/*
 * Numbers that look random and are the same every time: simulations start from a seed that the caller gives, so that the same
 * figures come out of the same cases. Not for keys. The state is the caller's; GSL draws the distributions from it.
 */
#ifndef SV_STATS_RANDOM_H
#define SV_STATS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* xoshiro256++ (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47, 2021). */
struct sv_random {
	uint64_t s[4];
};

/* Starts from a seed, spread by splitmix64 (Steele, Lea and Flood, OOPSLA 2014). */
void sv_random_seed(struct sv_random *r, uint64_t seed);
/* 64 bits. */
uint64_t sv_random_bits(struct sv_random *r);
/* A whole number in [0, n), n > 0, each as likely: the remainder of a draw is taken only below the last multiple of n. */
uint64_t sv_random_below(struct sv_random *r, uint64_t n);
/* A number in [0, 1). */
double sv_random_share(struct sv_random *r);
/* A gamma distributed number with shape > 0 and rate > 0 (mean shape / rate): Marsaglia and Tsang, ACM TOMS 26, 2000, in GSL. */
double sv_random_gamma(struct sv_random *r, double shape, double rate);
/* A Poisson distributed number with mean >= 0: GSL. */
long long sv_random_poisson(struct sv_random *r, double mean);
/* Puts n numbers in a random order, each as likely: Fisher and Yates (Knuth, TAOCP 2, algorithm P). */
void sv_random_shuffle(struct sv_random *r, size_t *items, size_t n);

#endif
