/* SPDX-License-Identifier: MIT */
/* What the files that protect tables share. Internal to stats/. */
#ifndef SV_STATS_PROTECT_INTERNAL_H
#define SV_STATS_PROTECT_INTERNAL_H

#include "stats/protect.h"

#define SV_WIDTH_MAX 1000000 /* so that widths times factors stay far below SV_PRIME_SMALL */

/* A cell's name for messages: its own, or "#number" in room. */
const char *sv_cell_name(const struct sv_publication *m, size_t cell, char *room, size_t size);
/* What its interval must span. */
uint32_t sv_cell_width(const struct sv_publication *m, size_t cell);
/* Whether it was published before: forced, and not just assumed to be known. */
bool sv_cell_was_published(const struct sv_cell *c);
/*
 * What it is worth to keep: what it costs, and more where it hides badly. A number below the width can't go down by it; zeros, which
 * readers would miss least, are therefore not the first to give up.
 */
int64_t sv_cell_worth(const struct sv_publication *m, size_t cell);
/* A cell that is to be kept, and what that is worth. */
struct sv_candidate {
	int64_t worth;
	size_t ninner, cell;
};

/* Puts candidates in order: worth more first, then the larger sum, then the earlier. */
void sv_candidates_sort(struct sv_candidate *list, size_t n);
/* Whether it is to be protected where it is suppressed: unseen cells only where they are primary, and none that nothing is in, which is 0 to everybody. */
bool sv_cell_audited(const struct sv_publication *m, size_t cell);
/* The right side of an equation as text: "A - B + 2 C"; terms that work by being bounds stand in brackets. Cut where it does not fit. */
void sv_equation_text(const struct sv_publication *m, const struct sv_equation *q, char *out, size_t size);

#endif
