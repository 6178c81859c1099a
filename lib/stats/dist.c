/* SPDX-License-Identifier: MIT */
/* Chances and exact intervals of counts: see dist.h. */
#include "stats/dist.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>

#define MOST (INT_MAX / 2) /* GSL counts in unsigned int */

double sv_dist_gamma_poisson_upper(double shape, double rate, double time, long long x)
{
	if (x <= 0)
		return 1;
	if (time <= 0 || x > MOST)
		return 0;
	return gsl_cdf_negative_binomial_Q((unsigned)(x - 1), rate / (rate + time), shape);
}

static double chance(long long k, long long n, double p)
{
	return gsl_ran_binomial_pdf((unsigned)k, p, (unsigned)n);
}

/* The chance of at most k. */
static double below(long long k, long long n, double p)
{
	return k < 0 ? 0 : gsl_cdf_binomial_P((unsigned)k, p, (unsigned)n);
}

static double above(long long k, long long n, double p)
{
	return k > n ? 0 : gsl_cdf_binomial_Q((unsigned)(k - 1), p, (unsigned)n);
}

/*
 * The chances rise up to the mode and fall after it, so the numbers on the other side that are no more likely than k end at one place, found by halving.
 */
double sv_dist_binomial_test(long long k, long long n, double p)
{
	if (n <= 0 || n > MOST)
		return 1;
	double most = chance(k, n, p) * (1 + 1e-7), mean = (double)n * p;
	long long low, high;

	if ((double)k == mean)
		return 1;
	if ((double)k < mean) { /* the first of [mean, n] that is as unlikely */
		low = (long long)ceil(mean);
		high = n + 1;
		while (low < high) {
			long long middle = low + (high - low) / 2;
			if (chance(middle, n, p) <= most)
				high = middle;
			else
				low = middle + 1;
		}
		return fmin(1, below(k, n, p) + above(low, n, p));
	}
	low = -1;
	high = (long long)floor(mean);
	while (low < high) { /* the last of [0, mean] that is as unlikely */
		long long middle = high - (high - low) / 2;
		if (chance(middle, n, p) <= most)
			low = middle;
		else
			high = middle - 1;
	}
	return fmin(1, below(low, n, p) + above(k, n, p));
}

/* The chance p at which a beta distributed number is below it with the given probability: by halving, as the distribution only rises. */
static double beta_at(double probability, double a, double b)
{
	double low = 0, high = 1;

	while (true) {
		double middle = low + (high - low) / 2;
		if (middle <= low || middle >= high)
			return middle;
		if (gsl_cdf_beta_P(middle, a, b) < probability)
			low = middle;
		else
			high = middle;
	}
}

void sv_dist_share_interval(long long k, long long n, double level, double *low, double *high)
{
	double outer = (1 - level) / 2;

	*low = k <= 0 ? 0 : beta_at(outer, (double)k, (double)(n - k) + 1);
	*high = k >= n ? 1 : beta_at(1 - outer, (double)k + 1, (double)(n - k));
}

double sv_dist_log_choose(long long n, long long k)
{
	return lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1);
}

double sv_dist_normal_quantile(double probability)
{
	return gsl_cdf_ugaussian_Pinv(probability);
}

double sv_dist_normal_upper(double x)
{
	return gsl_cdf_ugaussian_Q(x);
}

/* Where the square of t is df y / (1 - y), y is beta distributed: the middle part of both is looked up. */
double sv_dist_t_quantile(double probability, double df)
{
	if (!(probability > 0 && probability < 1 && df > 0))
		return NAN;
	double y = beta_at(fabs(2 * probability - 1), 0.5, df / 2), t = sqrt(df * y / (1 - y));
	return probability < 0.5 ? -t : t;
}

double sv_dist_f_quantile(double probability, double above, double below)
{
	if (!(probability > 0 && probability < 1 && above > 0 && below > 0))
		return NAN;
	double x = beta_at(probability, above / 2, below / 2);
	if (x <= 0.5)
		return below * x / (above * (1 - x));
	double y = beta_at(1 - probability, below / 2, above / 2); /* 1 - x without the loss */
	return below * (1 - y) / (above * y);
}

/* Term j of the series for t > 0: two weights, of mean m, times the chances of two beta distributed numbers. */
static double noncentral_term(double j, double m, double sign, double x, double df)
{
	double weight = j > 0 ? exp(j * log(m) - m - lgamma(j + 1)) : exp(-m);
	double half = m > 0 ? sign * exp((j + 0.5) * log(m) - m - lgamma(j + 1.5)) : 0;

	return (weight * gsl_cdf_beta_P(x, j + 0.5, df / 2) + half * gsl_cdf_beta_P(x, j + 1, df / 2)) / 2;
}

double sv_dist_noncentral_t(double t, double df, double delta)
{
	double m = delta * delta / 2, sign = delta < 0 ? -1 : 1, x = t * t / (df + t * t), most = floor(m);

	if (!(df > 0) || isnan(t) || isnan(delta))
		return NAN;
	if (t < 0)
		return 1 - sv_dist_noncentral_t(-t, df, -delta);
	double sum = gsl_cdf_ugaussian_Q(delta), spread = 12 * sqrt(m) + 40; /* beyond it the weights are under 1e-30 */
	for (double j = most; j <= most + spread; j++)
		sum += noncentral_term(j, m, sign, x, df);
	for (double j = most - 1; j >= 0 && j >= most - spread; j--)
		sum += noncentral_term(j, m, sign, x, df);
	return isnan(sum) ? NAN : fmin(1, fmax(0, sum)); /* fmax would take NAN for 0 */
}
