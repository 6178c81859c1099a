/* SPDX-License-Identifier: MIT */
/* Intervals of confidence for counts, rates and shares. Pure: numbers in, numbers out. */
#ifndef SV_STATS_INTERVAL_H
#define SV_STATS_INTERVAL_H

#define SV_CONFIDENCE 0.95 /* of all intervals that the toolkit prints */

struct sv_interval {
	double low, high;
};

/*
 * The exact interval of a Poisson rate: events >= 0 seen in an exposure > 0 (staff-years); per unit of exposure. Garwood, "Fiducial
 * limits for the Poisson distribution" (Biometrika 28, 1936): quantiles of gamma variables of shape events and events + 1.
 */
struct sv_interval sv_interval_rate(long long events, double exposure, double confidence);

/*
 * The interval of a share of k in n >= 1. Wilson, "Probable inference, the law of succession, and statistical inference" (Journal
 * of the American Statistical Association 22, 1927), without continuity correction. n of 0 gives {0, 1}.
 */
struct sv_interval sv_interval_share(long long k, long long n, double confidence);

/*
 * The exact interval of the share of marked ones among `all`, of which n were seen and k of these were marked: all numbers of marked
 * ones for which neither tail is improbable (Clopper and Pearson's way for the hypergeometric distribution; Wright, "Exact confidence
 * bounds when sampling from small finite universes", Springer 1991). n = all gives the share itself; 0 <= k <= n <= all <= 1,000,000.
 */
struct sv_interval sv_interval_finite(long long k, long long n, long long all, double confidence);

#endif
