/* SPDX-License-Identifier: MIT */
/* Numerics, without a disk: durations, tables, intervals at their ends. tests/stats/intervals.py holds the intervals against SciPy. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/cube.h"
#include "stats/quantile.h"
#include "stats/interval.h"
#include "stats/scan.h"
#include "stats/survival.h"
#include "stats/trend.h"
#include "stats/uniform.h"

static void is(double got, double want)
{
	if (isnan(want) ? !isnan(got) : !(fabs(got - want) <= 1e-9 * (1 + fabs(want))))
		fail_msg("%.17g instead of %.17g", got, want);
}

/* The quartiles and the ends, NAN where not known. */
static void lasts(const struct sv_lasting *l, size_t n, double min, double q1, double median, double q3, double max)
{
	struct sv_durations d;

	sv_durations(l, n, &d);
	is(d.min, min);
	is(d.q1, q1);
	is(d.median, median);
	is(d.q3, q3);
	is(d.max, max);
}
#define LASTS(min, q1, median, q3, max, ...) \
	lasts((const struct sv_lasting[]){ __VA_ARGS__ }, sizeof((const struct sv_lasting[]){ __VA_ARGS__ }) / sizeof(struct sv_lasting), min, q1, median, q3, max)

static void durations_without_open_ones(void **state)
{
	(void)state;
	LASTS(5, 5, 5, 5, 5, { 5, 1, 0 });
	LASTS(1, 1.5, 2.5, 3.5, 4, { 1, 1, 0 }, { 2, 1, 0 }, { 3, 1, 0 }, { 4, 1, 0 }); /* definition 2: half-way where just that part is left */
	LASTS(1, 2, 3, 4, 5, { 1, 1, 0 }, { 2, 1, 0 }, { 3, 1, 0 }, { 4, 1, 0 }, { 5, 1, 0 });
	LASTS(-3, 7, 7, 7, 7, { -3, 1, 0 }, { 7, 9, 0 });
	struct sv_durations d;
	sv_durations(NULL, 0, &d);
	assert_int_equal(d.n, 0);
	is(d.median, NAN);
}

/* The remission times of Freireich et al. (1963), group 6-MP, as in Kaplan-Meier textbooks (Cox and Oakes, table 1.1): median 23, first quartile 13. */
static void durations_with_open_ones(void **state)
{
	struct sv_durations d;
	static const struct sv_lasting mp[] = {
		{ 6, 3, 1 }, { 7, 1, 0 }, { 9, 0, 1 }, { 10, 1, 1 }, { 11, 0, 1 }, { 13, 1, 0 }, { 16, 1, 0 }, { 17, 0, 1 }, { 19, 0, 1 }, { 20, 0, 1 },
		{ 22, 1, 0 }, { 23, 1, 0 }, { 25, 0, 1 }, { 32, 0, 2 }, { 34, 0, 1 }, { 35, 0, 1 },
	};

	(void)state;
	sv_durations(mp, sizeof mp / sizeof mp[0], &d);
	assert_int_equal(d.n, 21);
	assert_int_equal(d.open, 12);
	is(d.min, 6);
	is(d.q1, 13);
	is(d.median, 23);
	is(d.q3, NAN);
	is(d.max, NAN);
	LASTS(NAN, NAN, NAN, NAN, NAN, { 9, 0, 4 });
	LASTS(4, 4, 4, NAN, NAN, { 4, 2, 2 });      /* just half are left, and nothing ends after it: it holds from that day */
	LASTS(4, 4, 5, 6, 6, { 4, 2, 1 }, { 6, 1, 0 }); /* 1/2 is left from 4 on, until all is over at 6 */
	LASTS(4, 4, 9, 9, 9, { 3, 0, 5 }, { 4, 1, 0 }, { 9, 2, 0 });
	LASTS(3, 3, NAN, NAN, NAN, { 3, 1, 1 }, { 8, 0, 1 });
}

static void intervals_at_their_ends(void **state)
{
	struct sv_interval i = sv_interval_rate(0, 1, 0.95);

	(void)state;
	is(i.low, 0);
	is(i.high, -log(0.025));
	i = sv_interval_rate(3, 0, 0.95);
	is(i.low, NAN);
	i = sv_interval_rate(-1, 1, 0.95);
	is(i.high, NAN);
	i = sv_interval_share(0, 5, 0.95);
	is(i.low, 0);
	i = sv_interval_share(5, 5, 0.95);
	is(i.high, 1);
	i = sv_interval_share(0, 0, 0.95);
	is(i.low, 0);
	is(i.high, 1);
	for (long long k = 0; k <= 7; k++) { /* all were seen: nothing is left to chance */
		i = sv_interval_finite(k, 7, 7, 0.95);
		is(i.low, (double)k / 7);
		is(i.high, (double)k / 7);
	}
	static const struct { long long k, n, all; } none[] = { { -1, 5, 9 }, { 6, 5, 9 }, { 0, 0, 9 }, { 1, 5, 1000001 } };
	for (size_t j = 0; j < sizeof none / sizeof none[0]; j++) {
		i = sv_interval_finite(none[j].k, none[j].n, none[j].all, 0.95);
		is(i.low, 0);
		is(i.high, 1);
		if (none[j].all > 9)
			continue;
		i = sv_interval_share(none[j].k, none[j].n, 0.95);
		is(i.low, 0);
		is(i.high, 1);
	}
	i = sv_interval_finite(1, 2, 1, 0.95); /* more seen than there are */
	is(i.low, 0);
	is(i.high, 1);
	is(sv_normal_quantile(0), NAN);
	is(sv_gamma_quantile(1, 2), NAN);
	is(sv_gamma_quantile(0.5, 0), NAN);
	is(sv_hypergeometric_to(0, 5, 4, 2), NAN);
	is(sv_hypergeometric_from(0, 3, 4, 2), 1);
	is(sv_normal_quantile(1), NAN);
	is(sv_gamma_quantile(0, 2), NAN);
	is(sv_hypergeometric_to(0, 3, 4, 5), NAN);
	is(sv_hypergeometric_from(1, 3, 4, 5), NAN);
	is(sv_hypergeometric_from(1, 5, 4, 2), NAN);
}

/* The chance that the interval holds the true number is never below what it promises, for every true number. */
static void finite_intervals_keep_their_promise(void **state)
{
	enum { ALL = 23 };

	(void)state;
	for (unsigned n = 1; n <= ALL; n++) {
		for (unsigned marked = 0; marked <= ALL; marked++) {
			double cover = 0;
			for (unsigned k = 0; k <= n; k++) {
				struct sv_interval i = k <= marked && n - k <= ALL - marked ? sv_interval_finite(k, n, ALL, 0.95) : (struct sv_interval){ 2, 2 };
				if (i.low * ALL <= marked + 1e-9 && i.high * ALL >= marked - 1e-9)
					cover += sv_hypergeometric_to(k, marked, ALL, n) - (k ? sv_hypergeometric_to(k - 1, marked, ALL, n) : 0);
			}
			if (cover < 0.95 - 1e-9)
				fail_msg("%u of %d seen, %u marked: holds with chance %g", n, ALL, marked, cover);
		}
	}
}

static void adds(struct sv_cube *c, uint32_t a, uint32_t b, long long n)
{
	const uint32_t *const nodes[] = { &a, &b };
	const size_t count[] = { 1, 1 };

	assert_int_equal(sv_cube_add(c, nodes, count, n, NULL), SV_OK);
}

static void tables_have_margins_and_hierarchies(void **state)
{
	static const bool margins[] = { true, true };
	static const struct { uint32_t a, b; long long n; } want[] = {
		{ 0, 0, 3 }, { 0, 1, 4 }, { 0, SV_CUBE_ALL, 7 }, { 1, 0, 3 }, { 1, SV_CUBE_ALL, 3 }, { 2, 1, 4 }, { 2, SV_CUBE_ALL, 4 },
		{ SV_CUBE_ALL, 0, 3 }, { SV_CUBE_ALL, 1, 4 }, { SV_CUBE_ALL, SV_CUBE_ALL, 7 },
	};
	static const uint32_t several[] = { 1, 2 }, one = 0;
	static const uint32_t *const nodes[] = { several, &one };
	static const size_t count[] = { 2, 1 };
	struct sv_cube *c = sv_cube_new(2, margins);
	size_t n;

	(void)state;
	assert_int_equal(sv_cube_parent(c, 0, 1, 0, NULL), SV_OK); /* 1 and 2 stand below 0 */
	assert_int_equal(sv_cube_parent(c, 0, 2, 0, NULL), SV_OK);
	adds(c, 1, 0, 3);
	adds(c, 2, 1, 4);
	const struct sv_cube_cell *cells = sv_cube_cells(c, NULL, &n);
	assert_int_equal(n, sizeof want / sizeof want[0]);
	for (size_t i = 0; i < n; i++)
		if (cells[i].node[0] != want[i].a || cells[i].node[1] != want[i].b || cells[i].n != want[i].n)
			fail_msg("cell %zu is %u %u: %lld", i, cells[i].node[0], cells[i].node[1], cells[i].n);
	assert_int_equal(sv_cube_check(c, 0, true, NULL), SV_OK);
	assert_int_equal(sv_cube_check(c, 1, true, NULL), SV_OK);
	/* what has two nodes of a dimension is in both, and in what is above them once */
	assert_int_equal(sv_cube_add(c, nodes, count, 10, NULL), SV_OK);
	assert_int_equal(sv_cube_at(c, (const uint32_t[]){ 0, 0 }), 13);
	assert_int_equal(sv_cube_at(c, (const uint32_t[]){ 1, 0 }), 13);
	assert_int_equal(sv_cube_at(c, (const uint32_t[]){ 2, 0 }), 10);
	assert_int_equal(sv_cube_at(c, (const uint32_t[]){ 2, 7 }), 0);
	assert_int_equal(sv_cube_check(c, 0, true, NULL), SV_OK); /* the only one at the top holds all */
	sv_cube_free(c);
	c = sv_cube_new(2, margins);
	assert_int_equal(sv_cube_add(c, nodes, count, 10, NULL), SV_OK);
	assert_int_equal(sv_cube_check(c, 0, true, NULL), SV_BUG); /* 10 + 10 is no sum of 10 */
	assert_int_equal(sv_cube_check(c, 0, false, NULL), SV_OK);
	assert_int_equal(sv_cube_check(c, 1, true, NULL), SV_OK);
	sv_cube_free(c);
	c = sv_cube_new(1, NULL); /* a circle of parents */
	assert_int_equal(sv_cube_parent(c, 0, 0, 1, NULL), SV_OK);
	assert_int_equal(sv_cube_parent(c, 0, 1, 0, NULL), SV_OK);
	assert_int_equal(sv_cube_add(c, nodes, count, 1, NULL), SV_BUG);
	sv_cube_free(c);
	assert_null(sv_cube_new(SV_CUBE_DIMS + 1, NULL));
	sv_cube_free(NULL);
	c = sv_cube_new(2, (const bool[]){ false, true }); /* nothing in it; what has no node of a dimension without a margin is in no cell; levels below each other */
	assert_int_equal(sv_cube_at(c, (const uint32_t[]){ 0, 0 }), 0);
	sv_cube_cells(c, NULL, &n);
	assert_int_equal(n, 0);
	assert_int_equal(sv_cube_add(c, nodes, (const size_t[]){ 0, 1 }, 5, NULL), SV_OK);
	sv_cube_cells(c, NULL, &n);
	assert_int_equal(n, 0);
	for (uint32_t level = 1; level < 40; level++)
		assert_int_equal(sv_cube_parent(c, 0, level, level - 1, NULL), SV_OK);
	adds(c, 39, 3, 2);
	adds(c, 20, 3, 7);
	for (uint32_t level = 0; level < 40; level++)
		assert_int_equal(sv_cube_at(c, (const uint32_t[]){ level, SV_CUBE_ALL }), level > 20 ? 2 : 9);
	sv_cube_cells(c, NULL, &n);
	assert_int_equal(n, 80);
	sv_cube_free(c);
	c = sv_cube_new(0, NULL); /* no dimension: one cell */
	assert_int_equal(sv_cube_add(c, NULL, NULL, 5, NULL), SV_OK);
	assert_int_equal(sv_cube_cells(c, NULL, &n)->n, 5);
	assert_int_equal(n, 1);
	sv_cube_free(c);
}

/* Many cells, against a plain array. */
static void tables_grow(void **state)
{
	static const bool margins[] = { true, false };
	static long long plain[500][40];
	struct sv_cube *c = sv_cube_new(2, margins);
	uint32_t seed = 7;

	(void)state;
	for (int i = 0; i < 60000; i++) {
		seed = seed * 1664525 + 1013904223;
		uint32_t a = (seed >> 8) % 500, b = (seed >> 20) % 40;
		adds(c, a, b, i % 5);
		plain[a][b] += i % 5;
	}
	for (uint32_t b = 0; b < 40; b++) {
		long long sum = 0;
		for (uint32_t a = 0; a < 500; a++) {
			assert_int_equal(sv_cube_at(c, (const uint32_t[]){ a, b }), plain[a][b]);
			sum += plain[a][b];
		}
		assert_int_equal(sv_cube_at(c, (const uint32_t[]){ SV_CUBE_ALL, b }), sum);
	}
	sv_cube_free(c);
}

/* Numbers at whose ends computing loses them, or of which there is nothing to compute. */
static void noticing_at_its_ends(void **state)
{
	enum { PERIODS = 10 };
	long long count[PERIODS], back[PERIODS], ones[25 * 4] = { 0 }, few[8] = { 3, 2, 0, 1, 2, 2, 1, 1 };
	double days[PERIODS], month[2] = { 1 / 12., 1 / 12. };
	struct sv_change rising, falling;
	struct sv_uneven uneven;

	(void)state;
	for (size_t i = 0; i < PERIODS; i++) {
		count[i] = back[PERIODS - 1 - i] = 80 + (long long)i;
		days[i] = 365;
	}
	assert_int_equal(sv_trend_slope(count, days, PERIODS, 0.95, &rising, NULL), SV_OK); /* all in one period has a chance below the least double there is */
	assert_int_equal(sv_trend_slope(back, days, PERIODS, 0.95, &falling, NULL), SV_OK);
	assert_true(rising.ratio > 1.005 && rising.ratio < 1.02 && rising.low < 1 && rising.high > rising.ratio);
	is(rising.ratio * falling.ratio, 1);
	is(rising.low * falling.high, 1);
	is(rising.high * falling.low, 1);
	is(rising.probability, falling.probability);
	/* of units with one event each nobody can tell whether they drift */
	for (size_t u = 0; u < 25; u++)
		ones[u * 4 + u % 4] = 1;
	assert_int_equal(sv_scan_uneven(ones, 25, 4, 2, &uneven, NULL), SV_OK);
	is(uneven.drift, 0);
	/* nothing to look at: nothing is said */
	struct sv_scan s = { 2, 2, month, few, few, 4, 2, 2, NULL, 0, 9 };
	struct sv_scanned scanned[2] = { { 7, 7, 7, 7, 7 }, { 7, 7, 7, 7, 7 } };
	struct sv_random random;
	sv_random_seed(&random, 1);
	assert_int_equal(sv_scan_run(&s, &random, scanned, NULL), SV_OK);
	assert_true(scanned[0].window == 7 && scanned[1].probability == 7);
	/* units that have nothing alike, where no number of cases is asked for */
	const struct sv_handled apart[] = { { 0, 0, true }, { 0, 0, false }, { 1, 1, true } };
	const struct sv_uniform_rule any = { 0, 0.95, 0.05 };
	struct sv_uniform units[2];
	assert_int_equal(sv_uniform_units(apart, 3, 2, &any, units, NULL), SV_OK);
	assert_true(!units[0].comparable && !units[1].comparable && units[0].probability == 1 && !units[0].stands_out && units[0].n == 2 && units[0].yes == 1);
}

/* For tests/stats/intervals.py: reads "name numbers" lines and prints what the functions give. */
static int answer(void)
{
	char name[32];
	double a, b, c, d;

	while (scanf("%31s %lf %lf %lf %lf", name, &a, &b, &c, &d) == 5) {
		struct sv_interval i = { NAN, NAN };
		if (strcmp(name, "rate") == 0)
			i = sv_interval_rate((long long)a, b, c);
		else if (strcmp(name, "share") == 0)
			i = sv_interval_share((long long)a, (long long)b, c);
		else if (strcmp(name, "finite") == 0)
			i = sv_interval_finite((long long)a, (long long)b, (long long)c, d);
		else if (strcmp(name, "gamma") == 0)
			i.low = i.high = sv_gamma_quantile(a, b);
		else if (strcmp(name, "hypergeometric") == 0)
			i = (struct sv_interval){ sv_hypergeometric_to((unsigned)a, (unsigned)b, (unsigned)c, (unsigned)d), sv_hypergeometric_from((unsigned)a, (unsigned)b, (unsigned)c, (unsigned)d) };
		printf("%.17g %.17g\n", i.low, i.high);
	}
	return 0;
}

/* The same for durations: lines of "days:over:open ..." */
static int answer_lasting(void)
{
	char line[65536];

	while (fgets(line, sizeof line, stdin)) {
		struct sv_lasting l[1024];
		struct sv_durations d;
		size_t n = 0;
		for (char *p = strtok(line, " \n"); p && n < 1024; p = strtok(NULL, " \n"), n++)
			if (sscanf(p, "%lld:%lld:%lld", &l[n].days, &l[n].over, &l[n].open) != 3)
				return 1;
		sv_durations(l, n, &d);
		printf("%.17g %.17g %.17g %.17g %.17g\n", d.min, d.q1, d.median, d.q3, d.max);
	}
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations_without_open_ones), cmocka_unit_test(durations_with_open_ones),
		cmocka_unit_test(intervals_at_their_ends), cmocka_unit_test(finite_intervals_keep_their_promise),
		cmocka_unit_test(noticing_at_its_ends), cmocka_unit_test(tables_have_margins_and_hierarchies), cmocka_unit_test(tables_grow),
	};

	(void)argv;
	if (argc > 2)
		return answer_lasting();
	return argc > 1 ? answer() : cmocka_run_group_tests_name("stats", tests, NULL, NULL);
}
