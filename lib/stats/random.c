/* SPDX-License-Identifier: MIT */
/* Numbers that look random: see random.h. */
#include "stats/random.h"

#include <gsl/gsl_randist.h>

void sv_random_seed(struct sv_random *r, uint64_t seed)
{
	for (size_t i = 0; i < 4; i++) {
		uint64_t z = seed += 0x9e3779b97f4a7c15u;
		z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
		z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
		r->s[i] = z ^ (z >> 31);
	}
}

static uint64_t rotate(uint64_t x, int k)
{
	return (x << k) | (x >> (64 - k));
}

uint64_t sv_random_bits(struct sv_random *r)
{
	uint64_t result = rotate(r->s[0] + r->s[3], 23) + r->s[0], t = r->s[1] << 17;

	r->s[2] ^= r->s[0];
	r->s[3] ^= r->s[1];
	r->s[1] ^= r->s[2];
	r->s[0] ^= r->s[3];
	r->s[2] ^= t;
	r->s[3] = rotate(r->s[3], 45);
	return result;
}

uint64_t sv_random_below(struct sv_random *r, uint64_t n)
{
	uint64_t past = UINT64_MAX - UINT64_MAX % n, x; /* the last multiple of n */

	do
		x = sv_random_bits(r);
	while (x >= past);
	return x % n;
}

double sv_random_share(struct sv_random *r)
{
	return (double)(sv_random_bits(r) >> 11) * 0x1p-53;
}

/* The generator as GSL sees it: 32 bits at a time. */
static unsigned long get(void *state)
{
	return (unsigned long)(sv_random_bits(state) >> 32);
}

static double get_double(void *state)
{
	return sv_random_share(state);
}

static void set(void *state, unsigned long seed)
{
	sv_random_seed(state, seed);
}

static const gsl_rng_type generator = { "xoshiro256++", 0xffffffffUL, 0, sizeof(struct sv_random), set, get, get_double };

double sv_random_gamma(struct sv_random *r, double shape, double rate)
{
	const gsl_rng rng = { &generator, r };

	return gsl_ran_gamma(&rng, shape, 1 / rate);
}

long long sv_random_poisson(struct sv_random *r, double mean)
{
	const gsl_rng rng = { &generator, r };

	return mean > 0 ? (long long)gsl_ran_poisson(&rng, mean) : 0;
}

void sv_random_shuffle(struct sv_random *r, size_t *items, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t k = (size_t)sv_random_below(r, i), item = items[i - 1];
		items[i - 1] = items[k];
		items[k] = item;
	}
}
