/* SPDX-License-Identifier: MIT */
/* "Did you mean": see hint.h. */
#include "base/hint.h"

#include <string.h>

#define LONGEST 63

size_t sv_edit_distance(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b);
	size_t row[3][LONGEST + 1];

	if (la > LONGEST || lb > LONGEST)
		return LONGEST + 1;
	for (size_t j = 0; j <= lb; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= la; i++) {
		size_t *now = row[i % 3], *up = row[(i + 2) % 3], *upup = row[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			size_t best = up[j - 1] + (a[i - 1] != b[j - 1]);
			if (up[j] + 1 < best)
				best = up[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && upup[j - 2] + 1 < best)
				best = upup[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[la % 3][lb];
}

const char *sv_nearest(const char *typed, const char *const *words, size_t n)
{
	size_t limit = strlen(typed) / 3 + 1, best = limit > 3 ? 4 : limit + 1;
	const char *found = NULL;

	for (size_t i = 0; i < n; i++) {
		size_t d = words[i] ? sv_edit_distance(typed, words[i]) : LONGEST + 1;
		if (d < best) {
			best = d;
			found = words[i];
		}
	}
	return found;
}
