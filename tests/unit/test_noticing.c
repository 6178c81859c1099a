/* SPDX-License-Identifier: MIT */
/* Noticing: what must hold whatever the numbers are, and what a simulation of whole organisations must keep. Values are held against scipy in tests/stats/noticing.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>

#include <cmocka.h>

#include "stats/cluster.h"
#include "stats/dist.h"
#include "stats/fdr.h"
#include "stats/permute.h"
#include "stats/random.h"
#include "stats/scan.h"
#include "stats/trend.h"
#include "stats/uniform.h"

#define UNITS 50
#define BINS 12
#define PAST (3 * BINS)

static double month[BINS];
static const size_t windows[] = { 1, 2, 3, 6, 9, 12 };

/* Numbers below n come out as often as they should: each of the moments within five standard errors. */
static void draws_have_their_moments(void **state)
{
	struct sv_random r;
	const size_t n = 200000;
	double sum = 0, squares = 0, low = 1, shares = 0;
	size_t hits[7] = { 0 }, order[5] = { 0 };

	(void)state;
	sv_random_seed(&r, 7);
	for (size_t i = 0; i < n; i++) {
		hits[sv_random_below(&r, 7)]++;
		double share = sv_random_share(&r), g = sv_random_gamma(&r, 1.5, 0.5);
		assert_true(share >= 0 && share < 1 && g > 0);
		shares += share;
		low = fmin(low, share);
		sum += g;
		squares += g * g;
	}
	for (size_t i = 0; i < 7; i++)
		assert_true(fabs((double)hits[i] - (double)n / 7) < 5 * sqrt((double)n * 6 / 49));
	assert_true(fabs(shares / (double)n - 0.5) < 5 * sqrt(1 / 12. / (double)n) && low < 1e-4);
	assert_true(fabs(sum / (double)n - 3) < 5 * sqrt(6. / (double)n));
	assert_true(fabs(squares / (double)n - 15) < 0.5);
	for (size_t i = 0; i < 20000; i++) { /* the last place of a shuffle holds each item as often */
		size_t items[5] = { 0, 1, 2, 3, 4 };
		sv_random_shuffle(&r, items, 5);
		order[items[4]]++;
	}
	for (size_t i = 0; i < 5; i++)
		assert_true(fabs((double)order[i] - 4000) < 5 * sqrt(20000 * 0.16));
	sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += (double)sv_random_poisson(&r, 2.5);
	assert_true(fabs(sum / (double)n - 2.5) < 5 * sqrt(2.5 / (double)n));
	assert_int_equal(sv_random_poisson(&r, 0), 0);
}

static void ends_of_distributions(void **state)
{
	double low, high;

	(void)state;
	assert_true(sv_dist_gamma_poisson_upper(1, 1, 1, 0) == 1 && sv_dist_gamma_poisson_upper(1, 1, 1, -3) == 1);
	assert_true(sv_dist_gamma_poisson_upper(1, 1, 0, 1) == 0);
	assert_true(sv_dist_binomial_test(0, 0, 0.3) == 1 && sv_dist_binomial_test(5, 10, 0.5) == 1);
	sv_dist_share_interval(0, 0, 0.95, &low, &high);
	assert_true(low == 0 && high == 1);
	sv_dist_share_interval(0, 20, 0.95, &low, &high);
	assert_true(low == 0 && high < 0.17);
	sv_dist_share_interval(20, 20, 0.95, &low, &high);
	assert_true(low > 0.83 && high == 1);
	assert_int_equal(sv_fdr_adjust(NULL, 0, NULL, NULL), SV_OK);
	/* more than GSL counts */
	assert_true(sv_dist_gamma_poisson_upper(1, 1, 1, 1ll << 40) == 0 && sv_dist_binomial_test(1, 1ll << 40, 0.5) == 1);
	assert_true(sv_dist_binomial_test(10, 10, 0.5) < 0.002 && fabs(sv_dist_binomial_test(10, 10, 0.5) - 2 * pow(0.5, 10)) < 1e-12 && fabs(sv_dist_binomial_test(0, 10, 0.5) - 2 * pow(0.5, 10)) < 1e-12);
	static const double ends[] = { 0, 1, -1, 2, NAN };
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		assert_true(isnan(sv_dist_t_quantile(ends[i], 3)) && isnan(sv_dist_f_quantile(ends[i], 3, 4)));
	assert_true(isnan(sv_dist_t_quantile(0.5, 0)) && isnan(sv_dist_f_quantile(0.5, 0, 4)) && isnan(sv_dist_f_quantile(0.5, 3, 0)));
	assert_true(isnan(sv_dist_noncentral_t(1, 0, 1)) && isnan(sv_dist_noncentral_t(NAN, 3, 1)) && isnan(sv_dist_noncentral_t(1, 3, NAN)));
}

/* A unit that is not there, no time, one bin: nothing is told rather than something made up. */
static void where_there_is_too_little(void **state)
{
	static const long long past[3] = { 1, 2, 3 }, one[] = { 4, 0 }, two[] = { 0, 6 };
	static const double experienced[3] = { 9, 8, 7 }, days[2] = { 1, 1 };
	struct sv_uneven u;
	struct sv_change c;

	(void)state;
	struct sv_cluster of[] = { sv_cluster_test(past, 3, 2, 3, 5), sv_cluster_test(past, 3, 0, 1, 5), sv_cluster_test(past, 0, 2, 0, 5), sv_cluster_quiet(experienced, past, 3, 3), sv_cluster_quiet(experienced, past, 3, 1) };
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
		assert_true(of[i].expected == 0 && of[i].probability == 1);
	assert_true(sv_cluster_by_chance(past, 3, 0, 3) == 0);
	assert_int_equal(sv_scan_uneven(past, 1, 3, 0, &u, NULL), SV_OK);
	assert_true(u.clump >= 1 && u.drift == 0); /* without years there is no drift */
	assert_int_equal(sv_trend_slope(past, days, 1, 0.95, &c, NULL), SV_OK);
	assert_true(isnan(c.ratio) && c.probability == 1);
	assert_int_equal(sv_trend_slope(one, days, 2, 0.95, &c, NULL), SV_OK); /* all in the first: it may have stopped altogether */
	assert_true(c.ratio == 0 && c.low == 0 && c.high < 2 && fabs(c.probability - 0.125) < 1e-9);
	assert_int_equal(sv_trend_slope(two, days, 2, 0.95, &c, NULL), SV_OK);
	assert_true(isinf(c.ratio) && isinf(c.high) && c.low > 0.5 && fabs(c.probability - 2 * pow(0.5, 6)) < 1e-9);
}

/* Nothing to compare, nothing to scan, nothing to permute. */
static void of_nothing_nothing_is_told(void **state)
{
	struct sv_permuted p;
	struct sv_random r;
	struct sv_change c;
	struct sv_uniform u = { 0 };
	const struct sv_uniform_rule rule = { 10, 0.95, 0.05 };
	const struct sv_scan none = { 0, BINS, month, NULL, NULL, PAST, BINS, 1, windows, 6, 9 };
	static const long long nobody[3] = { 0, 0, 0 };
	static const double days[3] = { 1, 1, 1 };
	double x, y;

	(void)state;
	sv_random_seed(&r, 1);
	assert_int_equal(sv_permute_exact(NULL, 0, &p, NULL), SV_OK);
	assert_true(p.expected == 0 && p.two_sided == 1 && p.upper == 1);
	assert_int_equal(sv_permute_power(NULL, 0, 3, 0.05, &x, NULL), SV_OK);
	assert_true(x == 0);
	assert_int_equal(sv_permute_means(&(struct sv_permute){ .draws = 10 }, &r, &x, &y, NULL), SV_OK);
	assert_true(x == 0 && y == 1);
	assert_int_equal(sv_trend_slope(nobody, days, 3, 0.95, &c, NULL), SV_OK);
	assert_true(isnan(c.ratio) && c.probability == 1);
	assert_int_equal(sv_uniform_units(NULL, 0, 1, &rule, &u, NULL), SV_OK);
	assert_true(u.n == 0 && !u.comparable && u.probability == 1);
	assert_int_equal(sv_uniform_precedents(NULL, 0, 5, NULL, NULL), SV_OK);
	assert_int_equal(sv_scan_run(&none, &r, NULL, NULL), SV_OK);
	assert_true(sv_cluster_by_chance(NULL, 0, 2, 3) == 0);
	struct sv_prior fit = sv_prior_fit(nobody, NULL, 3, 2);
	assert_true(fit.shape == 1 && fabs(fit.shape / fit.rate - 0.5 / 6) < 1e-12);
}

/* Fifty units that truly differ; one of them, an average one, has `times` its rate for six months. */
static void organisation(struct sv_random *r, double times, long long *past, long long *recent)
{
	for (size_t u = 0; u < UNITS; u++) {
		double rate = u == 0 && times > 1 ? 2 : sv_random_gamma(r, 1.5, 0.75);
		for (size_t b = 0; b < PAST; b++)
			past[u * PAST + b] = sv_random_poisson(r, rate / BINS);
		for (size_t b = 0; b < BINS; b++)
			recent[u * BINS + b] = sv_random_poisson(r, rate * month[b] * (u == 0 && b < 6 ? times : 1));
	}
}

/* How many of the organisations signal unit 0, and how many another. */
static void signals(double times, size_t organisations, size_t *hit, size_t *wrong)
{
	static long long past[UNITS * PAST], recent[UNITS * BINS];
	struct sv_scanned out[UNITS];
	struct sv_random r;

	*hit = *wrong = 0;
	sv_random_seed(&r, 99);
	for (size_t i = 0; i < organisations; i++) {
		organisation(&r, times, past, recent);
		const struct sv_scan s = { UNITS, BINS, month, recent, past, PAST, BINS, 3, windows, sizeof windows / sizeof windows[0], 199 };
		assert_int_equal(sv_scan_run(&s, &r, out, NULL), SV_OK);
		size_t others = 0;
		for (size_t u = 1; u < UNITS; u++)
			others += out[u].probability <= 0.05;
		*hit += out[0].probability <= 0.05;
		*wrong += others > 0 || (times == 1 && out[0].probability <= 0.05);
	}
}

/* 0.05 is promised: of 300 organisations 15, and 27 are more than three standard errors above that. */
static void false_signals_are_few(void **state)
{
	size_t hit, wrong;

	(void)state;
	signals(1, 300, &hit, &wrong);
	if (wrong > 26)
		fail_msg("%zu of 300 organisations had a false signal", wrong);
}

static void eight_times_is_seen(void **state)
{
	size_t hit, wrong;

	(void)state;
	signals(8, 100, &hit, &wrong);
	if (hit < 55 || wrong > 12)
		fail_msg("%zu of 100 seen, %zu with a false signal beside it", hit, wrong);
}

/* A cluster in one unit is not made of what came to all. */
static void what_comes_to_all_is_no_cluster(void **state)
{
	long long past[UNITS * PAST] = { 0 }, recent[UNITS * BINS] = { 0 };
	struct sv_scanned out[UNITS];
	struct sv_random r;

	(void)state;
	for (size_t u = 0; u < UNITS; u++) {
		for (size_t b = 0; b < PAST; b += 6)
			past[u * PAST + b] = 1;
		for (size_t i = 0; i < 5; i++)
			recent[u * BINS + i]++; /* five in five months, where one a half year was usual */
	}
	const struct sv_scan s = { UNITS, BINS, month, recent, past, PAST, BINS, 3, windows, sizeof windows / sizeof windows[0], 499 };
	sv_random_seed(&r, 1);
	assert_int_equal(sv_scan_run(&s, &r, out, NULL), SV_OK);
	for (size_t u = 0; u < UNITS; u++)
		assert_true(out[u].probability > 0.2);
	recent[0] += 12;
	assert_int_equal(sv_scan_run(&s, &r, out, NULL), SV_OK);
	assert_true(out[0].probability < 0.05 && out[1].probability > 0.2);
}

/* One report is never a signal, however unlikely it was. */
static void one_report_is_no_signal(void **state)
{
	long long past[UNITS * PAST] = { 0 }, recent[UNITS * BINS] = { 0 };
	struct sv_scanned out[UNITS];
	struct sv_random r;

	(void)state;
	recent[3 * BINS] = 1;
	const struct sv_scan s = { UNITS, BINS, month, recent, past, PAST, BINS, 3, windows, sizeof windows / sizeof windows[0], 99 };
	sv_random_seed(&r, 1);
	assert_int_equal(sv_scan_run(&s, &r, out, NULL), SV_OK);
	assert_true(out[3].probability == 1 && out[3].observed == 1);
}

/* Of reports that come one by one the past is even; where each third brings another, or rates move, it is not. */
static void unevenness_is_found(void **state)
{
	static long long past[UNITS * PAST];
	struct sv_uneven even = { 0, 0 }, clumps = { 0, 0 }, moves = { 0, 0 }, one;
	struct sv_random r;

	(void)state;
	sv_random_seed(&r, 5);
	for (int i = 0; i < 40; i++) {
		for (int kind = 0; kind < 3; kind++) {
			struct sv_uneven *sum = kind == 0 ? &even : kind == 1 ? &clumps : &moves;
			for (size_t u = 0; u < UNITS; u++) {
				double rate = sv_random_gamma(&r, 1.5, 0.75), year = rate;
				for (size_t b = 0; b < PAST; b++) {
					if (kind == 2 && b % BINS == 0)
						year = rate * sv_random_gamma(&r, 4, 4);
					long long n = sv_random_poisson(&r, year / BINS);
					for (long long k = kind == 1 ? n : 0; k > 0; k--)
						n += sv_random_below(&r, 3) == 0;
					past[u * PAST + b] = n;
				}
			}
			assert_int_equal(sv_scan_uneven(past, UNITS, PAST, BINS, &one, NULL), SV_OK);
			sum->clump += one.clump / 40;
			sum->drift += one.drift / 40;
		}
	}
	assert_true(even.clump < 1.05 && even.drift < 0.06);
	assert_true(fabs(clumps.clump - 1.5) < 0.1); /* one and a third report: (1 + 3 / 3) / (1 + 1 / 3) */
	assert_true(fabs(moves.drift - 0.25) < 0.08);
	assert_int_equal(sv_scan_uneven(past, 1, 3, BINS, &one, NULL), SV_OK); /* too little to tell */
	assert_true(one.clump == 1 && one.drift == 0);
}

static int months(void **state)
{
	(void)state;
	for (size_t b = 0; b < BINS; b++)
		month[b] = 1 / 12.;
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(draws_have_their_moments),
		cmocka_unit_test(ends_of_distributions), cmocka_unit_test(where_there_is_too_little),
		cmocka_unit_test(of_nothing_nothing_is_told),
		cmocka_unit_test(false_signals_are_few),
		cmocka_unit_test(eight_times_is_seen),
		cmocka_unit_test(what_comes_to_all_is_no_cluster),
		cmocka_unit_test(one_report_is_no_signal),
		cmocka_unit_test(unevenness_is_found),
	};

	return cmocka_run_group_tests(tests, months, NULL);
}
