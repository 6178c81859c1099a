/* SPDX-License-Identifier: MIT */
/* Tallies: see tally.h. */
#include "index/tally.h"

#include <stdlib.h>
#include <string.h>

static uint64_t hash(const int64_t *key, size_t width)
{
	uint64_t h = 0x9E3779B97F4A7C15u;

	for (size_t i = 0; i < width; i++) {
		h = (h ^ (uint64_t)key[i]) * 0xBF58476D1CE4E5B9u;
		h ^= h >> 29;
	}
	return h;
}

static int64_t *row(const struct sv_tally *t, size_t i)
{
	return t->row + i * (t->width + SV_TALLY_SUMS);
}

const int64_t *sv_tally_key(const struct sv_tally *t, size_t i)
{
	return row(t, i);
}

const int64_t *sv_tally_sums(const struct sv_tally *t, size_t i)
{
	return row(t, i) + t->width;
}

static bool more_slots(struct sv_tally *t)
{
	size_t n = t->nslots ? t->nslots * 2 : 1024;
	uint32_t *slot = calloc(n, sizeof *slot);

	if (slot == NULL)
		return false;
	for (size_t i = 0; i < t->n; i++) {
		size_t at = hash(row(t, i), t->width) & (n - 1);
		while (slot[at])
			at = (at + 1) & (n - 1);
		slot[at] = (uint32_t)i + 1;
	}
	free(t->slot);
	t->slot = slot;
	t->nslots = n;
	return true;
}

bool sv_tally_add(struct sv_tally *t, const int64_t *key, size_t width, const int64_t add[SV_TALLY_SUMS])
{
	t->width = width;
	if (t->n >= INT32_MAX || (t->n * 2 >= t->nslots && !more_slots(t)))
		return false;
	size_t at = hash(key, width) & (t->nslots - 1);
	for (; t->slot[at]; at = (at + 1) & (t->nslots - 1)) {
		int64_t *is = row(t, t->slot[at] - 1);
		if (width > 0 && (is[0] != key[0] || (width > 1 && memcmp(is, key, width * sizeof *key) != 0)))
			continue;
		for (size_t i = 0; i < SV_TALLY_SUMS; i++)
			is[width + i] += add[i];
		return true;
	}
	if (t->n == t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 512;
		int64_t *grown = realloc(t->row, cap * (width + SV_TALLY_SUMS) * sizeof *grown);
		if (grown == NULL)
			return false;
		t->row = grown;
		t->cap = cap;
	}
	memcpy(row(t, t->n), key, width * sizeof *key);
	memcpy(row(t, t->n) + width, add, SV_TALLY_SUMS * sizeof *add);
	t->slot[at] = (uint32_t)++t->n;
	return true;
}

void sv_tally_release(struct sv_tally *t)
{
	free(t->row);
	free(t->slot);
	*t = (struct sv_tally)SV_TALLY_INIT;
}
