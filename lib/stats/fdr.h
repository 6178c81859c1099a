/* SPDX-License-Identifier: MIT */
/* Many tests at once: how many of what is called a finding would be none. Pure. */
#ifndef SV_STATS_FDR_H
#define SV_STATS_FDR_H

#include <stddef.h>

#include "base/err.h"

/*
 * For n probabilities p (each in [0, 1]) the adjusted ones, in the same order; calling a finding what is at most q keeps the
 * expected share of false ones among the findings at q (Benjamini and Hochberg, "Controlling the False Discovery Rate", Journal
 * of the Royal Statistical Society B 57, 1995; for tests that are independent or depend positively). The same as p.adjust(p, "BH")
 * of R. adjusted may be p. SV_BUG without memory.
 */
enum sv_status sv_fdr_adjust(const double *p, size_t n, double *adjusted, struct sv_err *err);

#endif
