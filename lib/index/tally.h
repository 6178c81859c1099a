/* SPDX-License-Identifier: MIT */
/* A tally: sums by keys of a few whole numbers, in a hash table; in the order in which keys first came. */
#ifndef SV_INDEX_TALLY_H
#define SV_INDEX_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SV_TALLY_KEY 10
#define SV_TALLY_SUMS 4

/* Zeroed before use: SV_TALLY_INIT. */
struct sv_tally {
	size_t n, cap, width; /* width: numbers of a key, the same for all */
	int64_t *row;         /* [n * (width + SV_TALLY_SUMS)] */
	uint32_t *slot;       /* number of a row + 1; 0: free */
	size_t nslots;
};

#define SV_TALLY_INIT { 0, 0, 0, NULL, NULL, 0 }

/* Adds to the sums of a key of `width` (<= SV_TALLY_KEY) numbers. False without memory, or with more than 2^31 keys. */
bool sv_tally_add(struct sv_tally *t, const int64_t *key, size_t width, const int64_t add[SV_TALLY_SUMS]);
const int64_t *sv_tally_key(const struct sv_tally *t, size_t i);
const int64_t *sv_tally_sums(const struct sv_tally *t, size_t i);
void sv_tally_release(struct sv_tally *t);

#endif
