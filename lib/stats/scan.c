/* SPDX-License-Identifier: MIT */
/* The temporal scan: see scan.h. */
#include "stats/scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/cluster.h"
#include "stats/dist.h"

#define LEVEL_WEIGHT 5.0 /* reports that the organisation going on as before weighs against what it has now */

/* A scan at work: the posterior of each unit, numbers by unit and window, and the length of each window. */
struct work {
	const struct sv_scan *scan;
	double *shape, rate;
	struct sv_uneven uneven;
	double *length;      /* of each window, in years */
	double all;          /* the sum of the shapes */
	long long *seen;     /* [unit * nwindows + window] */
	long long *together; /* of each window, all units */
	long long *totals;   /* of each bin, all units */
	double *sums;        /* of the simulated rates up to a unit */
	long long *bins;     /* simulated numbers, as scan->recent */
};

/* How many times as many as before the other units have in a window, never less than once. */
static double level(const struct work *k, size_t unit, size_t window)
{
	double others = (double)(k->together[window] - k->seen[unit * k->scan->nwindows + window]);
	double expected = (k->all - k->shape[unit]) / k->rate * k->length[window];

	return fmax(1, (others + LEVEL_WEIGHT) / (expected + LEVEL_WEIGHT));
}

/* Fills the numbers by window from those by bin. */
static void add_up(struct work *k, size_t unit, const long long *bins)
{
	long long sum = 0;
	size_t bin = 0;

	for (size_t w = 0; w < k->scan->nwindows; w++) {
		for (; bin < k->scan->windows[w]; bin++)
			sum += bins[bin];
		k->seen[unit * k->scan->nwindows + w] = sum;
	}
}

/* What a unit has in a window against what is expected. */
static struct sv_scanned look(const struct work *k, size_t unit, size_t window)
{
	double time = k->length[window] * level(k, unit, window);
	struct sv_scanned r = { window, k->seen[unit * k->scan->nwindows + window], k->shape[unit] / k->rate * time, 1, 1 };

	if (r.observed >= 2 && (double)r.observed > r.expected)
		r.alone = sv_dist_gamma_poisson_upper(k->shape[unit], k->rate, time, r.observed);
	return r;
}

/* The least likely window of a unit; the longest where nothing is seen. */
static struct sv_scanned least(const struct work *k, size_t unit)
{
	struct sv_scanned best = look(k, unit, k->scan->nwindows - 1);

	for (size_t w = k->scan->nwindows - 1; w-- > 0;) {
		struct sv_scanned r = look(k, unit, w);
		if (r.alone < best.alone)
			best = r;
	}
	return best;
}

/* The unit that a report goes to, by the rising sums of the rates. */
static size_t draw_unit(const struct work *k, struct sv_random *random)
{
	double at = sv_random_share(random) * k->sums[k->scan->units - 1];
	size_t low = 0, high = k->scan->units - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (k->sums[middle] > at)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/*
 * A year in which nothing is the matter, with as many reports in each bin as there are: the least chance of any unit and window. A report brings
 * another with chance q: such numbers have a variance of (1 + q) / (1 - q) times their mean.
 */
static double simulate(struct work *k, struct sv_random *random)
{
	const struct sv_scan *s = k->scan;
	double lowest = 1, sum = 0, drift = k->uneven.drift, again = (k->uneven.clump - 1) / (k->uneven.clump + 1);

	for (size_t u = 0; u < s->units; u++)
		k->sums[u] = sum += sv_random_gamma(random, k->shape[u], k->rate) * (drift > 0 ? sv_random_gamma(random, 1 / drift, 1 / drift) : 1);
	memset(k->bins, 0, s->units * s->bins * sizeof *k->bins);
	for (size_t b = 0; b < s->bins; b++) {
		for (long long i = 0; i < k->totals[b];) {
			size_t u = draw_unit(k, random);
			do
				k->bins[u * s->bins + b]++;
			while (++i < k->totals[b] && again > 0 && sv_random_share(random) < again);
		}
	}
	for (size_t u = 0; u < s->units; u++)
		add_up(k, u, k->bins + u * s->bins);
	for (size_t u = 0; u < s->units; u++)
		lowest = fmin(lowest, least(k, u).alone);
	return lowest;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* How many of n sorted numbers are at most x. */
static size_t at_most(const double *sorted, size_t n, double x)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sorted[middle] <= x)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The posteriors, and the numbers by window. past: of each unit. */
static void start(struct work *k, const long long *past)
{
	const struct sv_scan *s = k->scan;
	struct sv_prior prior = sv_prior_fit(past, NULL, s->units, s->past_years);
	double length = 0, mean = prior.shape / prior.rate, worth = 1 / (k->uneven.clump + k->uneven.drift * mean);
	size_t bin = 0;

	k->rate = prior.rate + s->past_years * worth;
	for (size_t u = 0; u < s->units; u++) {
		k->shape[u] = prior.shape + (double)past[u] * worth;
		k->all += k->shape[u];
		add_up(k, u, s->recent + u * s->bins);
		for (size_t b = 0; b < s->bins; b++)
			k->totals[b] += s->recent[u * s->bins + b];
	}
	for (size_t w = 0; w < s->nwindows; w++) {
		k->together[w] = w ? k->together[w - 1] : 0;
		for (; bin < s->windows[w]; bin++) {
			length += s->years[bin];
			k->together[w] += k->totals[bin];
		}
		k->length[w] = length;
	}
}

enum sv_status sv_scan_run(const struct sv_scan *s, struct sv_random *random, struct sv_scanned *out, struct sv_err *err)
{
	struct work k = { .scan = s };
	double *lowest = malloc((s->draws + 1) * sizeof *lowest);
	long long *past = calloc(s->units + 1, sizeof *past);
	enum sv_status st = sv_scan_uneven(s->past, s->units, s->past_bins, s->year, &k.uneven, err);

	k.shape = calloc(s->units + 1, sizeof *k.shape);
	k.length = calloc(s->nwindows + 1, sizeof *k.length);
	k.seen = calloc(s->units * s->nwindows + 1, sizeof *k.seen);
	k.together = calloc(s->nwindows + 1, sizeof *k.together);
	k.bins = calloc(s->units * s->bins + 1, sizeof *k.bins);
	k.totals = calloc(s->bins + 1, sizeof *k.totals);
	k.sums = calloc(s->units + 1, sizeof *k.sums);
	if (st == SV_OK && (lowest == NULL || past == NULL || k.shape == NULL || k.length == NULL || k.seen == NULL || k.together == NULL || k.bins == NULL || k.totals == NULL || k.sums == NULL)) {
		st = sv_err_nomem(err);
	} else if (st == SV_OK && s->units > 0 && s->nwindows > 0) {
		for (size_t i = 0; i < s->units * s->past_bins; i++)
			past[i / s->past_bins] += s->past[i];
		start(&k, past);
		for (size_t u = 0; u < s->units; u++)
			out[u] = least(&k, u);
		for (size_t d = 0; d < s->draws; d++)
			lowest[d] = simulate(&k, random);
		qsort(lowest, s->draws, sizeof *lowest, ascending);
		for (size_t u = 0; u < s->units; u++)
			if (out[u].alone < 1)
				out[u].probability = (1 + (double)at_most(lowest, s->draws, out[u].alone)) / (1 + (double)s->draws);
	}
	free(lowest);
	free(past);
	free(k.shape);
	free(k.length);
	free(k.seen);
	free(k.together);
	free(k.bins);
	free(k.totals);
	free(k.sums);
	return st;
}
