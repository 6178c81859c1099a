/* SPDX-License-Identifier: MIT */
/*
 * Which differences of published numbers are sensitive by themselves; which numbers are, is for who knows the people behind them (report/protection.h, report/model.h).
 * Source: Hundepool et al., "Statistical Disclosure Control" (Wiley, 2012), section 5.2.
 */
#ifndef SV_STATS_PRIMARY_H
#define SV_STATS_PRIMARY_H

#include "stats/protect.h"

/* Two cells, one within the other, whose difference is small. */
struct sv_primary_difference {
	uint32_t parent, child;
};

/*
 * The pairs of cells that may both be published (not primary, not unseen), one within the other, whose difference is 1 to
 * threshold - 1 and stands in no cell of its own: who subtracts them has a small number. Add each as a cell that is
 * SV_CELL_UNSEEN | SV_CELL_PRIMARY, of the inner cells of the parent that the child has not. *out is the caller's: free(3).
 * Errors: SV_BUG without memory.
 */
enum sv_status sv_primary_differences(const struct sv_publication *m, int64_t threshold, struct sv_primary_difference **out, size_t *n, struct sv_err *err);

#endif
