/* SPDX-License-Identifier: MIT */
/* More reports than expected: see cluster.h. */
#include "stats/cluster.h"

#include <math.h>

/* The gamma distribution of yearly rates: shape and rate, by moments of the yearly counts. */
static void fit(const long long *past, size_t n, double years, double *shape, double *rate)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < n; i++) {
		double x = (double)past[i] / years;
		sum += x;
		squares += x * x;
	}
	double mean = sum / (double)n, var = n > 1 ? (squares - sum * mean) / (double)(n - 1) : 0;
	double between = var - mean / years; /* what a Poisson number alone would spread is not between units */
	if (mean < 0.05)
		mean = 0.05; /* an organisation without any report still can have one */
	if (between < mean * mean / 20)
		between = mean * mean / 20; /* units are never all the same */
	*rate = mean / between;
	*shape = mean * *rate;
}

/* The chance of at least x, of a negative binomial with shape r and the gamma's rate b for one year. */
static double tail(double r, double b, long long x)
{
	double below = 0;

	for (long long k = 0; k < x && k < 100000; k++)
		below += exp(lgamma(r + (double)k) - lgamma(r) - lgamma((double)k + 1) + r * log(b / (b + 1)) - (double)k * log(b + 1));
	return below >= 1 ? 0 : 1 - below;
}

struct sv_cluster sv_cluster_test(const long long *past, size_t n, double years, size_t unit, long long observed)
{
	struct sv_cluster c = { 0, 1 };
	double shape, rate;

	if (n == 0 || unit >= n || years <= 0)
		return c;
	fit(past, n, years, &shape, &rate);
	double r = shape + (double)past[unit], b = rate + years;
	c.expected = r / b;
	c.probability = tail(r, b, observed);
	return c;
}

double sv_cluster_by_chance(const long long *past, size_t n, double years, long long least)
{
	double sum = 0, shape, rate;

	if (n == 0 || years <= 0)
		return 0;
	fit(past, n, years, &shape, &rate);
	for (size_t i = 0; i < n; i++)
		sum += tail(shape + (double)past[i], rate + years, least);
	return sum;
}
