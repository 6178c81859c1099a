/* SPDX-License-Identifier: MIT */
/* Intervals of confidence: see interval.h. */
#include "stats/interval.h"

#include <math.h>

#include "stats/quantile.h"

struct sv_interval sv_interval_rate(long long events, double exposure, double confidence)
{
	double tail = (1 - confidence) / 2;
	struct sv_interval i = { NAN, NAN };

	if (events < 0 || !(exposure > 0))
		return i;
	i.low = events == 0 ? 0 : sv_gamma_quantile(tail, (double)events) / exposure;
	i.high = sv_gamma_quantile(1 - tail, (double)events + 1) / exposure;
	return i;
}

struct sv_interval sv_interval_share(long long k, long long n, double confidence)
{
	struct sv_interval i = { 0, 1 };

	if (n <= 0 || k < 0 || k > n)
		return i;
	double z = sv_normal_quantile((1 + confidence) / 2), p = (double)k / (double)n, shrink = z * z / (double)n;
	double centre = (p + shrink / 2) / (1 + shrink), half = z / (1 + shrink) * sqrt(p * (1 - p) / (double)n + shrink / (4 * (double)n));
	/* at the ends the formula gives the ends, but for rounding */
	i.low = k == 0 ? 0 : centre - half;
	i.high = k == n ? 1 : centre + half;
	return i;
}

struct sv_interval sv_interval_finite(long long k, long long n, long long all, double confidence)
{
	double tail = (1 - confidence) / 2;
	struct sv_interval i = { 0, 1 };

	if (n <= 0 || k < 0 || k > n || n > all || all > 1000000)
		return i;
	/* the least number of marked ones that makes so many as were seen not improbable; the chance grows with it */
	long long low = k, high = all - (n - k), a = low, b = high;
	while (a < b) {
		long long middle = (a + b) / 2;
		if (sv_hypergeometric_from((unsigned)k, (unsigned)middle, (unsigned)all, (unsigned)n) > tail)
			b = middle;
		else
			a = middle + 1;
	}
	long long least = a;
	for (a = least, b = high; a < b;) { /* and the most that makes so few not improbable */
		long long middle = (a + b + 1) / 2;
		if (sv_hypergeometric_to((unsigned)k, (unsigned)middle, (unsigned)all, (unsigned)n) > tail)
			a = middle;
		else
			b = middle - 1;
	}
	i.low = (double)least / (double)all;
	i.high = (double)a / (double)all;
	return i;
}
