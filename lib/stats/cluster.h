/* SPDX-License-Identifier: MIT */
/*
 * Whether a unit has more reports than its own past and that of the other units lead one to expect. Gamma-Poisson: each
 * unit has a yearly rate, drawn from a gamma distribution that is fitted to all units by moments; a unit's own past makes
 * its posterior, and the number in one year is then negative binomial (Gelman et al., Bayesian Data Analysis, 3rd ed.,
 * section 2.6). One unit, one window: the scan over windows and units is another matter.
 */
#ifndef SV_STATS_CLUSTER_H
#define SV_STATS_CLUSTER_H

#include <stddef.h>

/* What was expected of a unit in one year, and the chance of at least as many as were seen. */
struct sv_cluster {
	double expected, probability;
};

/*
 * past: for each of n units the number of reports in the years before (years > 0, e.g. 2.0); unit: which of them is asked about;
 * observed: its number in the last year. n of 0 gives {0, 1}.
 */
struct sv_cluster sv_cluster_test(const long long *past, size_t n, double years, size_t unit, long long observed);
/* How many of n units reach a number of reports in a year by chance alone, were all of them to go on as before. */
double sv_cluster_by_chance(const long long *past, size_t n, double years, long long least);

#endif
