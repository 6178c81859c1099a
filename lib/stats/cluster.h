/* SPDX-License-Identifier: MIT */
/*
 * Whether units have more reports than their own past and that of the other units lead one to expect. Gamma-Poisson: each unit has a
 * rate, drawn from a gamma distribution that is fitted to all units; a unit's own past makes its posterior, and a number
 * of reports is then negative binomial (Clayton and Kaldor, "Empirical Bayes Estimates of Age-standardized Relative Risks",
 * Biometrics 43, 1987; Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.6). Pure.
 */
#ifndef SV_STATS_CLUSTER_H
#define SV_STATS_CLUSTER_H

#include <stddef.h>

/* The gamma distribution of the rates of units: mean shape / rate, per unit of exposure. */
struct sv_prior {
	double shape, rate;
};

/*
 * Fits it to n >= 1 units by maximum marginal likelihood: counts[i] events in exposures[i] >= 0; exposures NULL: in `years` > 0 each.
 * The shape stays within 0.2 and 20: units are never all the same, and few units tell little of how they differ. Without any event half
 * a one is taken for seen.
 */
struct sv_prior sv_prior_fit(const long long *counts, const double *exposures, size_t n, double years);

/* What was expected of a unit in a time, and the chance of at least as many as were seen. */
struct sv_cluster {
	double expected, probability;
};

/*
 * One unit, one year. past: for each of n units the number of reports in the years before (years > 0, e.g. 2.0); unit: which of them is asked
 * about; observed: its number in the last year. n of 0 gives {0, 1}.
 */
struct sv_cluster sv_cluster_test(const long long *past, size_t n, double years, size_t unit, long long observed);
/* How many of n units reach a number of reports in a year by chance alone, were all of them to go on as before. */
double sv_cluster_by_chance(const long long *past, size_t n, double years, long long least);

/*
 * A quiet unit: how many reports were to be expected of a unit where `experienced` people say in a survey that something happened to
 * them, given how the other units report, and the chance of no more than it has. experienced: of each of n units (a number >= 0, an estimate may
 * be a fraction); reported: its reports in the time that the survey asks about. The fit leaves the unit itself out. {0, 1} where nothing can be told:
 * fewer than three other units with experience, or none in this one.
 */
struct sv_cluster sv_cluster_quiet(const double *experienced, const long long *reported, size_t n, size_t unit);

#endif
