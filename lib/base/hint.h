/* SPDX-License-Identifier: MIT */
/* "Did you mean": the nearest word of a list. */
#ifndef SV_BASE_HINT_H
#define SV_BASE_HINT_H

#include <stddef.h>

/* Edit distance of two words counting insertion, deletion, change and swap of neighbours (optimal string alignment). Words over 63 bytes: 64. */
size_t sv_edit_distance(const char *a, const char *b);
/* Of n words the one nearest to typed, where near enough to be a slip (at most a third of it, and 3); else NULL. */
const char *sv_nearest(const char *typed, const char *const *words, size_t n);

#endif
