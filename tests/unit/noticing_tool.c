/* SPDX-License-Identifier: MIT */
/* Computes for tests/stats/noticing.py: one JSON array [function, argument...] a line on stdin, one JSON array of numbers a line out; what is no number is null. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/cluster.h"
#include "stats/dist.h"
#include "stats/fdr.h"
#include "stats/permute.h"
#include "stats/random.h"
#include "stats/scan.h"
#include "stats/trend.h"
#include "stats/uniform.h"

#define MOST 20000

static long long longs[4][MOST];
static double doubles[4][MOST];
static size_t sizes[2][MOST];
static unsigned char flags[MOST];

static double real(const json_t *args, size_t i)
{
	return json_number_value(json_array_get(args, i));
}

static long long whole(const json_t *args, size_t i)
{
	return json_integer_value(json_array_get(args, i));
}

/* An argument that is an array, into one of the arrays above; how many. */
static size_t list_of_longs(const json_t *args, size_t i, long long *out)
{
	const json_t *a = json_array_get(args, i);
	size_t n = json_array_size(a);

	for (size_t k = 0; k < n && k < MOST; k++)
		out[k] = json_integer_value(json_array_get(a, k));
	return n;
}

static size_t list_of_doubles(const json_t *args, size_t i, double *out)
{
	const json_t *a = json_array_get(args, i);
	size_t n = json_array_size(a);

	for (size_t k = 0; k < n && k < MOST; k++)
		out[k] = json_number_value(json_array_get(a, k));
	return n;
}

/* [[in, in_yes, all, all_yes], ...] */
static size_t list_of_strata(const json_t *args, size_t i, struct sv_stratum *out)
{
	const json_t *a = json_array_get(args, i);
	size_t n = json_array_size(a);

	for (size_t k = 0; k < n && k < MOST; k++)
		out[k] = (struct sv_stratum){ whole(json_array_get(a, k), 0), whole(json_array_get(a, k), 1), whole(json_array_get(a, k), 2), whole(json_array_get(a, k), 3) };
	return n;
}

static void say(json_t *out, double x)
{
	json_array_append_new(out, isfinite(x) ? json_real(x) : json_null());
}

static void say_change(json_t *out, struct sv_change c)
{
	say(out, c.ratio);
	say(out, c.low);
	say(out, c.high);
	say(out, c.probability);
}

static void compute(const char *f, const json_t *a, json_t *out)
{
	static struct sv_stratum strata[MOST];
	static struct sv_scanned scanned[MOST];
	double x, y;
	size_t n;

	if (strcmp(f, "upper") == 0) {
		say(out, sv_dist_gamma_poisson_upper(real(a, 1), real(a, 2), real(a, 3), whole(a, 4)));
	} else if (strcmp(f, "binomial") == 0) {
		say(out, sv_dist_binomial_test(whole(a, 1), whole(a, 2), real(a, 3)));
	} else if (strcmp(f, "interval") == 0) {
		sv_dist_share_interval(whole(a, 1), whole(a, 2), real(a, 3), &x, &y);
		say(out, x);
		say(out, y);
	} else if (strcmp(f, "quantile") == 0) {
		say(out, sv_dist_normal_quantile(real(a, 1)));
		say(out, sv_dist_normal_upper(real(a, 1)));
	} else if (strcmp(f, "fdr") == 0) {
		n = list_of_doubles(a, 1, doubles[0]);
		sv_fdr_adjust(doubles[0], n, doubles[1], NULL);
		for (size_t i = 0; i < n; i++)
			say(out, doubles[1][i]);
	} else if (strcmp(f, "prior") == 0) {
		n = list_of_longs(a, 1, longs[0]);
		list_of_doubles(a, 2, doubles[0]);
		struct sv_prior p = sv_prior_fit(longs[0], doubles[0], n, 0);
		say(out, p.shape);
		say(out, p.rate);
	} else if (strcmp(f, "cluster") == 0) {
		n = list_of_longs(a, 1, longs[0]);
		struct sv_cluster c = sv_cluster_test(longs[0], n, real(a, 2), (size_t)whole(a, 3), whole(a, 4));
		say(out, c.expected);
		say(out, c.probability);
		say(out, sv_cluster_by_chance(longs[0], n, real(a, 2), whole(a, 4)));
	} else if (strcmp(f, "quiet") == 0) {
		n = list_of_doubles(a, 1, doubles[0]);
		list_of_longs(a, 2, longs[0]);
		struct sv_cluster c = sv_cluster_quiet(doubles[0], longs[0], n, (size_t)whole(a, 3));
		say(out, c.expected);
		say(out, c.probability);
	} else if (strcmp(f, "permute") == 0) {
		struct sv_permuted p;
		n = list_of_strata(a, 1, strata);
		sv_permute_exact(strata, n, &p, NULL);
		sv_permute_power(strata, n, real(a, 2), real(a, 3), &x, NULL);
		say(out, p.expected);
		say(out, p.two_sided);
		say(out, p.upper);
		say(out, x);
	} else if (strcmp(f, "means") == 0) {
		struct sv_random r;
		n = list_of_doubles(a, 1, doubles[0]);
		list_of_longs(a, 2, longs[0]);
		list_of_longs(a, 3, longs[1]);
		for (size_t i = 0; i < n; i++) {
			sizes[0][i] = (size_t)longs[0][i];
			flags[i] = (unsigned char)longs[1][i];
		}
		struct sv_permute p = { doubles[0], sizes[0], flags, n, (size_t)whole(a, 4) };
		sv_random_seed(&r, 1);
		sv_permute_means(&p, &r, &x, &y, NULL);
		say(out, x);
		say(out, y);
	} else if (strcmp(f, "change") == 0) {
		say_change(out, sv_trend_change(whole(a, 1), real(a, 2), whole(a, 3), real(a, 4), real(a, 5)));
	} else if (strcmp(f, "slope") == 0) {
		struct sv_change c;
		n = list_of_longs(a, 1, longs[0]);
		list_of_doubles(a, 2, doubles[0]);
		sv_trend_slope(longs[0], doubles[0], n, real(a, 3), &c, NULL);
		say_change(out, c);
	} else if (strcmp(f, "scan") == 0) { /* past by month and unit, years, recent by month and unit, months of windows, draws, units */
		struct sv_random r;
		n = (size_t)whole(a, 6);
		size_t past_bins = list_of_longs(a, 1, longs[0]) / n, bins = list_of_longs(a, 3, longs[1]) / n, nwindows = list_of_longs(a, 4, longs[2]);
		for (size_t i = 0; i < bins; i++)
			doubles[0][i] = 1 / 12.;
		for (size_t i = 0; i < nwindows; i++)
			sizes[0][i] = (size_t)longs[2][i];
		struct sv_scan s = { n, bins, doubles[0], longs[1], longs[0], past_bins, 12, real(a, 2), sizes[0], nwindows, (size_t)whole(a, 5) };
		sv_random_seed(&r, 1);
		sv_scan_run(&s, &r, scanned, NULL);
		for (size_t i = 0; i < n; i++) {
			say(out, (double)scanned[i].window);
			say(out, (double)scanned[i].observed);
			say(out, scanned[i].expected);
			say(out, scanned[i].alone);
			say(out, scanned[i].probability);
		}
	} else if (strcmp(f, "uneven") == 0) { /* past by month and unit, units */
		struct sv_uneven u;
		n = (size_t)whole(a, 2);
		sv_scan_uneven(longs[0], n, list_of_longs(a, 1, longs[0]) / n, 12, &u, NULL);
		say(out, u.clump);
		say(out, u.drift);
	} else if (strcmp(f, "random") == 0) { /* seed, n: as two halves, since a JSON number is signed */
		struct sv_random r;
		sv_random_seed(&r, (uint64_t)whole(a, 1));
		for (long long i = 0; i < whole(a, 2); i++) {
			uint64_t bits = sv_random_bits(&r);
			say(out, (double)(bits >> 32));
			say(out, (double)(bits & 0xffffffffu));
		}
	} else if (strcmp(f, "units") == 0) { /* unit, stratum, yes; units, least */
		static struct sv_handled cases[MOST];
		static struct sv_uniform u[MOST];
		struct sv_uniform_rule rule = { (size_t)whole(a, 5), 0.95, real(a, 6) };
		n = list_of_longs(a, 1, longs[0]);
		list_of_longs(a, 2, longs[1]);
		list_of_longs(a, 3, longs[2]);
		for (size_t i = 0; i < n; i++)
			cases[i] = (struct sv_handled){ (size_t)longs[0][i], (size_t)longs[1][i], longs[2][i] != 0 };
		sv_uniform_units(cases, n, (size_t)whole(a, 4), &rule, u, NULL);
		for (long long i = 0; i < whole(a, 4); i++) {
			const double values[] = { (double)u[i].n, (double)u[i].yes, u[i].expected, u[i].difference, u[i].low, u[i].high, u[i].probability, u[i].adjusted, u[i].power, u[i].comparable, u[i].stands_out };
			for (size_t k = 0; k < sizeof values / sizeof values[0]; k++)
				say(out, values[k]);
		}
	} else if (strcmp(f, "precedents") == 0) { /* like, closely, outcome, day; least */
		static struct sv_decided cases[MOST];
		static struct sv_precedents p[MOST];
		n = list_of_longs(a, 1, longs[0]);
		list_of_longs(a, 2, longs[1]);
		list_of_longs(a, 3, longs[2]);
		list_of_longs(a, 4, longs[3]);
		for (size_t i = 0; i < n; i++)
			cases[i] = (struct sv_decided){ (size_t)longs[0][i], (size_t)longs[1][i], (size_t)longs[2][i], (int32_t)longs[3][i] };
		sv_uniform_precedents(cases, n, (size_t)whole(a, 5), p, NULL);
		for (size_t i = 0; i < n; i++) {
			const size_t values[] = { p[i].alike, p[i].otherwise, p[i].alike_before, p[i].otherwise_before, p[i].closely, p[i].usual, p[i].usually };
			for (size_t k = 0; k < sizeof values / sizeof values[0]; k++)
				say(out, (double)values[k]);
		}
	}
}

int main(void)
{
	json_t *job;

	while ((job = json_loadf(stdin, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
		json_t *out = json_array();
		compute(json_string_value(json_array_get(job, 0)), job, out);
		json_dumpf(out, stdout, JSON_REAL_PRECISION(17) | JSON_COMPACT);
		putchar('\n');
		fflush(stdout);
		json_decref(out);
		json_decref(job);
	}
	return 0;
}
