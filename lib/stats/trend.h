/* SPDX-License-Identifier: MIT */
/* Whether numbers per period changed, exactly for small ones: reports that come one by one are Poisson. Pure. */
#ifndef SV_STATS_TREND_H
#define SV_STATS_TREND_H

#include <stddef.h>

#include "base/err.h"

/* How many times as many, with its interval, and the chance of what is seen were nothing changed. */
struct sv_change {
	double ratio;       /* HUGE_VAL from nothing to something; NAN where there is nothing at all */
	double low, high;   /* high: HUGE_VAL where the earlier number is 0 */
	double probability; /* two-sided */
};

/*
 * Two periods: `now` events in `now_days` against `before` in `before_days` (days > 0). Given their sum, the number of now is binomial: the
 * exact conditional test (Przyborowski and Wilenski, Biometrika 31, 1940) with the interval of Clopper and Pearson for its share.
 */
struct sv_change sv_trend_change(long long now, double now_days, long long before, double before_days, double level);

/*
 * A rise or fall over k >= 2 periods, as a ratio from one period to the next: in the log-linear Poisson model, given the total, the sum of the
 * period numbers of all events is the sufficient statistic (Lehmann and Romano, Testing Statistical Hypotheses, 3rd ed., section 4.4). Its
 * distribution is computed exactly where events times periods are at most 10000, and by its normal limit beyond; the probability is twice the
 * smaller tail, the interval is of all slopes with neither tail under (1 - level) / 2. count, days: k of them, days > 0. No event: ratio NAN,
 * probability 1. SV_BUG without memory.
 */
enum sv_status sv_trend_slope(const long long *count, const double *days, size_t k, double level, struct sv_change *out, struct sv_err *err);

#endif
