/* SPDX-License-Identifier: MIT */
/* Changes of numbers per period: see trend.h. */
#include "stats/trend.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "stats/dist.h"

#define EXACT_MOST 10000 /* events times periods up to which the distribution of a slope is computed */
#define STEEPEST 40.0    /* logarithm of a ratio that no interval goes beyond */

struct sv_change sv_trend_change(long long now, double now_days, long long before, double before_days, double level)
{
	struct sv_change c = { NAN, 0, HUGE_VAL, 1 };
	double share = now_days / (now_days + before_days), low, high;

	if (now + before == 0)
		return c;
	sv_dist_share_interval(now, now + before, level, &low, &high);
	c.ratio = before ? (double)now / now_days / ((double)before / before_days) : HUGE_VAL;
	c.low = low / (1 - low) * before_days / now_days;
	c.high = before ? high / (1 - high) * before_days / now_days : HUGE_VAL;
	c.probability = sv_dist_binomial_test(now, now + before, share);
	return c;
}

/* A slope at work: n events whose period numbers add up to s. */
struct slope {
	const double *days;
	size_t k;
	long long n, s;
	double centre; /* the most likely logarithm of the ratio, at which p is computed */
	double *p;     /* chances of each sum from 0 to n (k - 1), or NULL: by the normal limit */
};

/* The chance of each period for one event, with a logarithm of the ratio. */
static void chances(const struct slope *c, double log_ratio, double *p)
{
	double most = fmax(0, log_ratio * (double)(c->k - 1)), sum = 0;

	for (size_t i = 0; i < c->k; i++)
		sum += p[i] = c->days[i] * exp(log_ratio * (double)i - most);
	for (size_t i = 0; i < c->k; i++)
		p[i] /= sum;
}

/* The mean and variance of one event's period number. */
static void moments(const struct slope *c, double log_ratio, double *work, double *mean, double *variance)
{
	*mean = *variance = 0;
	chances(c, log_ratio, work);
	for (size_t i = 0; i < c->k; i++)
		*mean += (double)i * work[i];
	for (size_t i = 0; i < c->k; i++)
		*variance += ((double)i - *mean) * ((double)i - *mean) * work[i];
}

/* The n-fold convolution of one event's chances, in place: p has room for n (k - 1) + 1 sums. */
static void add_up(const struct slope *c, double log_ratio, double *p, double *work)
{
	size_t width = c->k - 1;

	chances(c, log_ratio, work);
	p[0] = 1;
	for (size_t sum = 1; sum <= (size_t)c->n * width; sum++)
		p[sum] = 0;
	for (size_t event = 1; event <= (size_t)c->n; event++) {
		for (size_t sum = event * width + 1; sum-- > 0;) { /* downwards: what is read is of the event before */
			double x = 0;
			for (size_t i = 0; i <= width && i <= sum; i++)
				x += p[sum - i] * work[i];
			p[sum] = x;
		}
	}
}

/* The chances of at most s, and of at least s, with a logarithm of the ratio. */
static void tails(const struct slope *c, double log_ratio, double *work, double *lower, double *upper)
{
	size_t last = (size_t)c->n * (c->k - 1);
	double most = -INFINITY, sum = 0, mean, variance;

	*lower = *upper = 0;
	if (c->s == 0 || c->s == (long long)last) { /* every event in the first, or the last period */
		chances(c, log_ratio, work);
		double all = pow(work[c->s ? c->k - 1 : 0], (double)c->n);
		*lower = c->s ? 1 : all;
		*upper = c->s ? all : 1;
		return;
	}
	if (c->p == NULL) {
		moments(c, log_ratio, work, &mean, &variance);
		double deviation = sqrt((double)c->n * variance), apart = (double)c->s - (double)c->n * mean;
		*lower = sv_dist_normal_upper(-(apart + 0.5) / deviation);
		*upper = sv_dist_normal_upper((apart - 0.5) / deviation);
		return;
	}
	double turn = log_ratio - c->centre; /* another slope only weighs each sum anew */
	for (size_t sum_at = 0; sum_at <= last; sum_at++)
		if (c->p[sum_at] > 0)
			most = fmax(most, log(c->p[sum_at]) + turn * (double)sum_at);
	for (size_t sum_at = 0; sum_at <= last; sum_at++) {
		double x = c->p[sum_at] > 0 ? exp(log(c->p[sum_at]) + turn * (double)sum_at - most) : 0;
		sum += x;
		*lower += sum_at <= (size_t)c->s ? x : 0;
		*upper += sum_at >= (size_t)c->s ? x : 0;
	}
	*lower = fmin(1, *lower / sum);
	*upper = fmin(1, *upper / sum);
}

/* The slope at which a tail has a chance: the upper tail rises with it, the lower one falls. */
static double slope_at(const struct slope *c, bool upper_tail, double chance, double *work)
{
	double low = -STEEPEST, high = STEEPEST, lower, upper;

	for (int step = 0; step < 60; step++) {
		double middle = (low + high) / 2;
		tails(c, middle, work, &lower, &upper);
		if (upper_tail ? upper < chance : lower > chance)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

/* The most likely slope: that at which the expected sum is what is seen. */
static double most_likely(const struct slope *c, double *work)
{
	double low = -STEEPEST, high = STEEPEST, mean, variance;

	for (int step = 0; step < 100; step++) {
		double middle = (low + high) / 2;
		moments(c, middle, work, &mean, &variance);
		if (mean * (double)c->n < (double)c->s)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

static void fill(struct slope *c, double *sums, double *work, double level, struct sv_change *out)
{
	bool first = c->s == 0, last = c->s == c->n * (long long)(c->k - 1);
	double lower, upper;

	c->p = sums;
	if (sums)
		add_up(c, 0, sums, work);
	tails(c, 0, work, &lower, &upper);
	out->probability = fmin(1, 2 * fmin(lower, upper));
	if (first || last) {
		out->ratio = first ? 0 : HUGE_VAL;
	} else {
		c->centre = most_likely(c, work);
		out->ratio = exp(c->centre);
		if (sums)
			add_up(c, c->centre, sums, work);
	}
	out->low = first ? 0 : exp(slope_at(c, true, (1 - level) / 2, work));
	out->high = last ? HUGE_VAL : exp(slope_at(c, false, (1 - level) / 2, work));
}

enum sv_status sv_trend_slope(const long long *count, const double *days, size_t k, double level, struct sv_change *out, struct sv_err *err)
{
	struct slope c = { .days = days, .k = k };

	*out = (struct sv_change){ NAN, 0, HUGE_VAL, 1 };
	for (size_t i = 0; i < k; i++) {
		c.n += count[i];
		c.s += (long long)i * count[i];
	}
	if (c.n == 0 || k < 2)
		return SV_OK;
	bool exact = c.n * (long long)k <= EXACT_MOST;
	double *work = malloc(k * sizeof *work), *sums = exact ? malloc(((size_t)c.n * (k - 1) + 1) * sizeof *sums) : NULL;
	bool ok = work && (sums || !exact);
	if (ok)
		fill(&c, sums, work, level, out);
	free(work);
	free(sums);
	return ok ? SV_OK : sv_err_nomem(err);
}
