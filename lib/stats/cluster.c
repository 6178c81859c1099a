/* SPDX-License-Identifier: MIT */
/* More reports than expected, one unit at a time: see cluster.h. */
#include "stats/cluster.h"

#include <math.h>

#include "stats/dist.h"

#define SHAPE_LEAST 0.2
#define SHAPE_MOST 20.0

/* What is fitted to: n units but the one to leave out (n: none); exposure NULL: each has `years`. */
struct sample {
	const long long *count;
	const double *exposure;
	size_t n, but;
	double years;
};

static double exposure(const struct sample *s, size_t i)
{
	return i == s->but ? 0 : s->exposure ? s->exposure[i] : s->years;
}

static double count(const struct sample *s, size_t i)
{
	return i == s->but ? 0 : (double)s->count[i];
}

/*
 * The mean rate that is most likely with a given shape: the score, the sum of (x - m e) / (shape + m e), falls as m rises, so its zero
 * is found by halving, between 0 and the highest rate of a unit.
 */
static double mean_for(const struct sample *s, double shape)
{
	double low = 0, high = 0;

	for (size_t i = 0; i < s->n; i++)
		if (exposure(s, i) > 0)
			high = fmax(high, count(s, i) / exposure(s, i));
	for (int step = 0; step < 60; step++) {
		double m = (low + high) / 2, score = 0;
		for (size_t i = 0; i < s->n; i++)
			score += (count(s, i) - m * exposure(s, i)) / (shape + m * exposure(s, i));
		if (score > 0)
			low = m;
		else
			high = m;
	}
	return (low + high) / 2;
}

/* The logarithm of the likelihood of a shape, with its mean, less what depends on neither; a unit without exposure adds nothing. */
static double likelihood(const struct sample *s, double shape)
{
	double sum = 0, mean = mean_for(s, shape);

	for (size_t i = 0; i < s->n; i++) {
		double x = count(s, i), expected = mean * exposure(s, i);
		sum += lgamma(shape + x) - lgamma(shape) - shape * log1p(expected / shape) + (x > 0 ? x * log(expected / (shape + expected)) : 0);
	}
	return sum;
}

/* The most likely shape, by golden section over its logarithm (Kiefer, Proceedings of the AMS 4, 1953). */
static struct sv_prior fit(const struct sample *s)
{
	const double golden = 0.6180339887498949;
	double low = log(SHAPE_LEAST), high = log(SHAPE_MOST), total = 0, time = 0;

	for (size_t i = 0; i < s->n; i++) {
		total += count(s, i);
		time += exposure(s, i);
	}
	if (total <= 0) /* an organisation without any report still can have one */
		return (struct sv_prior){ 1, time / 0.5 };
	double a = high - golden * (high - low), b = low + golden * (high - low), at_a = likelihood(s, exp(a)), at_b = likelihood(s, exp(b));
	while (high - low > 1e-6) {
		if (at_a > at_b) {
			high = b;
			b = a;
			at_b = at_a;
			a = high - golden * (high - low);
			at_a = likelihood(s, exp(a));
		} else {
			low = a;
			a = b;
			at_a = at_b;
			b = low + golden * (high - low);
			at_b = likelihood(s, exp(b));
		}
	}
	double shape = exp((low + high) / 2);
	return (struct sv_prior){ shape, shape / mean_for(s, shape) };
}

struct sv_prior sv_prior_fit(const long long *counts, const double *exposures, size_t n, double years)
{
	const struct sample s = { counts, exposures, n, n, years };

	return fit(&s);
}

struct sv_cluster sv_cluster_test(const long long *past, size_t n, double years, size_t unit, long long observed)
{
	if (n == 0 || unit >= n || years <= 0)
		return (struct sv_cluster){ 0, 1 };
	struct sv_prior p = sv_prior_fit(past, NULL, n, years);
	double shape = p.shape + (double)past[unit], rate = p.rate + years;
	return (struct sv_cluster){ shape / rate, sv_dist_gamma_poisson_upper(shape, rate, 1, observed) };
}

double sv_cluster_by_chance(const long long *past, size_t n, double years, long long least)
{
	double sum = 0;

	if (n == 0 || years <= 0)
		return 0;
	struct sv_prior p = sv_prior_fit(past, NULL, n, years);
	for (size_t i = 0; i < n; i++)
		sum += sv_dist_gamma_poisson_upper(p.shape + (double)past[i], p.rate + years, 1, least);
	return sum;
}

struct sv_cluster sv_cluster_quiet(const double *experienced, const long long *reported, size_t n, size_t unit)
{
	const struct sample s = { reported, experienced, n, unit, 0 };
	size_t others = 0;

	for (size_t i = 0; i < n; i++)
		others += i != unit && experienced[i] > 0;
	if (unit >= n || others < 3 || experienced[unit] <= 0)
		return (struct sv_cluster){ 0, 1 };
	struct sv_prior p = fit(&s);
	return (struct sv_cluster){ p.shape / p.rate * experienced[unit],
	                            1 - sv_dist_gamma_poisson_upper(p.shape, p.rate, experienced[unit], reported[unit] + 1) };
}
