/* SPDX-License-Identifier: MIT */
/*
 * Whether scores changed between two measurements: the answers are anonymous, so two groups of people are compared, not each person with
 * himself. Pure.
 */
#ifndef SV_STATS_SURVEY_CHANGE_H
#define SV_STATS_SURVEY_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "stats/interval.h"
#include "stats/random.h"

#define SV_SURVEY_TELL 15 /* with fewer answers at either time nothing can be told: even a large change is mostly not seen */

/* What a comparison asks for. */
struct sv_survey_compare {
	size_t least;      /* answers at either time: SV_SURVEY_TELL */
	long long parts;   /* every score times this is a whole number: sv_survey_parts, of both measurements; 0: not known, so always by drawing */
	size_t draws;      /* where the exact test is too much work: 9999 */
	double confidence; /* of the interval: SV_CONFIDENCE */
};

/* A change, from before to after. Where it is not told, only the numbers of answers are known and the rest is NAN. */
struct sv_survey_change {
	size_t before, after;
	bool told;
	double difference;      /* of the means */
	double g;               /* Hedges' g; NAN where at both times all answers are the same */
	struct sv_interval in;  /* of the standardized difference; NAN likewise */
	double probability;     /* of a difference as large, in either direction, were it chance who answered when */
	bool exact;             /* that was counted out, not drawn */
	double adjusted;        /* sv_survey_changes: for so many comparisons */
	bool stands_out;        /* sv_survey_changes */
};

/*
 * The permutation test of two means (stats/permute.h: sv_permute_sums, or sv_permute_means where that is too much work), and how large the
 * difference is: g = J(m) (mean after - mean before) / s, s the pooled deviation, m = before + after - 2, J(m) = gamma(m / 2) / (sqrt(m / 2)
 * gamma((m - 1) / 2)), without bias (Hedges, Journal of Educational Statistics 6, 1981). The interval is of the difference over the true
 * deviation: exact for normal scores, by the noncentral t distribution (Hedges and Olkin, Statistical Methods for Meta-Analysis, 1985, section
 * 5.B; Steiger and Fouladi, "Noncentrality interval estimation", 1997), so it has no factor J. Both are of people like these, without a
 * correction for a finite number of them: on the safe side. NAN is no score. SV_BUG without memory.
 */
enum sv_status sv_survey_change(const double *before, size_t nbefore, const double *after, size_t nafter, const struct sv_survey_compare *how,
				struct sv_random *random, struct sv_survey_change *out, struct sv_err *err);

/* What is kept of scores where they are gone. */
struct sv_survey_summary {
	size_t n;
	double mean, sd;
};

/* The same of what is kept: the difference, g and its interval, which need no more. The probability does, and is NAN. */
void sv_survey_change_of(const struct sv_survey_summary *before, const struct sv_survey_summary *after, const struct sv_survey_compare *how, struct sv_survey_change *out);

/*
 * The change of a share, of yes and no: what the answers are is known from how many of each there are, and the permutation test is a sum of hypergeometric
 * chances, exact for any number of people. No g.
 */
void sv_survey_change_yes(long long before, long long yes_before, long long after, long long yes_after, const struct sv_survey_compare *how, struct sv_survey_change *out);

/*
 * Of all comparisons that are made together (every scale with every unit that may be shown): the adjusted probabilities (stats/fdr.h) of those
 * that are told, and whether each is at most alpha, so that of those that stand out no more than that share is expected to be chance. One
 * without a probability is left out. SV_BUG without memory.
 */
enum sv_status sv_survey_changes(struct sv_survey_change *changes, size_t n, double alpha, struct sv_err *err);

#endif
