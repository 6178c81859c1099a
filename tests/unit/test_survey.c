/* SPDX-License-Identifier: MIT */
/* Surveys at their edges: nobody, one, all the same, nothing answered, everybody. Values are held against scipy in tests/stats/survey.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>

#include <cmocka.h>

#include "stats/permute.h"
#include "stats/survey.h"
#include "stats/survey_change.h"

#define NONE SV_SURVEY_NONE

static const size_t item[] = { 0, 1, 2, 3 };
static const bool reversed[] = { false, true, false, false };
static const struct sv_survey_scale agree = { SV_SURVEY_MEAN, 4, item, reversed, 1, 5, 0 };
static const struct sv_survey_scale any = { SV_SURVEY_ANY, 4, item, NULL, 0, 1, 0 };

static bool is(double x, double want)
{
	return fabs(x - want) < 1e-12;
}

static void a_score_needs_half_of_the_items(void **state)
{
	struct sv_survey_scale s = agree;
	const int16_t rows[][4] = { { 5, 1, 4, 5 }, { 5, NONE, NONE, 4 }, { 5, NONE, NONE, NONE }, { NONE, NONE, NONE, NONE }, { NONE, 5, 1, NONE }, { 0, 6, 2, 3 } };

	(void)state;
	assert_true(is(sv_survey_score(&s, rows[0]), 4.75)); /* the second is turned */
	assert_true(is(sv_survey_score(&s, rows[1]), 4.5));
	assert_true(isnan(sv_survey_score(&s, rows[2])));
	assert_true(isnan(sv_survey_score(&s, rows[3])));
	assert_true(is(sv_survey_score(&s, rows[4]), 1));
	assert_true(is(sv_survey_score(&s, rows[5]), 2.5)); /* 0 and 6 are no answers */
	assert_int_equal(sv_survey_parts(&s), 12);
	s.least = 4;
	assert_true(isnan(sv_survey_score(&s, rows[1])));
	assert_int_equal(sv_survey_parts(&s), 4);
	s.least = 1;
	assert_true(is(sv_survey_score(&s, rows[2]), 5));
	assert_true(isnan(sv_survey_score(&s, rows[3]))); /* none is never enough */
	s.nitems = 0;
	assert_true(isnan(sv_survey_score(&s, rows[0])));
}

static void one_yes_is_enough_one_no_is_not(void **state)
{
	const int16_t rows[][4] = { { 0, 0, 0, 0 }, { 0, 0, 1, 0 }, { NONE, NONE, 1, NONE }, { 0, NONE, 0, 0 }, { NONE, NONE, NONE, NONE } };
	const double want[] = { 0, 1, 1, NAN, NAN };

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		double s = sv_survey_score(&any, rows[i]);
		assert_true(isnan(want[i]) ? isnan(s) : s == want[i]);
	}
	assert_int_equal(sv_survey_parts(&any), 1);
}

static void means_at_their_edges(void **state)
{
	const double none[] = { NAN, NAN }, one[] = { NAN, 4 }, alike[] = { 5, 5, 5, 5, 5, 5 }, two[] = { 1, 5 };
	struct sv_survey_mean m = sv_survey_mean(NULL, 0, 10, 1, 5, 0.95);

	(void)state;
	assert_true(m.n == 0 && isnan(m.mean) && isnan(m.sd) && m.in.low == 1 && m.in.high == 5);
	m = sv_survey_mean(none, 2, 2, 1, 5, 0.95);
	assert_true(m.n == 0 && isnan(m.mean) && m.in.low == 1 && m.in.high == 5);
	m = sv_survey_mean(one, 2, 0, 1, 5, 0.95);
	assert_true(m.n == 1 && m.mean == 4 && isnan(m.sd) && m.in.low == 1 && m.in.high == 5);
	m = sv_survey_mean(one, 2, 4, 1, 5, 0.95); /* the other three can have said 1, or 5 */
	assert_true(m.n == 1 && is(m.in.low, 1.75) && is(m.in.high, 4.75));
	m = sv_survey_mean(one, 2, 1, 1, 5, 0.95);
	assert_true(m.in.low == 4 && m.in.high == 4);
	m = sv_survey_mean(alike, 6, 6, 1, 5, 0.95); /* everybody */
	assert_true(m.mean == 5 && m.sd == 0 && m.in.low == 5 && m.in.high == 5);
	m = sv_survey_mean(alike, 6, 60, 1, 5, 0.95); /* all alike says little of the rest */
	assert_true(m.mean == 5 && m.sd == 0 && m.in.low < 4 && m.in.low > 1 && m.in.high == 5);
	m = sv_survey_mean(two, 2, 2, 1, 5, 0.95);
	assert_true(m.mean == 3 && m.in.low == 3 && m.in.high == 3);
	m = sv_survey_mean(two, 2, 1000, 1, 5, 0.95); /* t of one degree of freedom reaches beyond the scale */
	assert_true(m.in.low > 1 && m.in.low < 1.01 && m.in.high < 5 && m.in.high > 4.99);
	m = sv_survey_mean(two, 2, 1, 1, 5, 0.95); /* more answers than people: how many there are is not known */
	assert_true(m.in.low == 1 && m.in.high == 5);
}

static void shares_at_their_edges(void **state)
{
	const double none[] = { NAN }, no[] = { 0, 0, 0, 0, 0 }, some[] = { 1, 0, NAN, 1, 0 };
	struct sv_survey_share s = sv_survey_share(NULL, 0, 10, 0, 0.95);

	(void)state;
	assert_true(s.n == 0 && isnan(s.share) && s.in.low == 0 && s.in.high == 1);
	s = sv_survey_share(none, 1, 10, 0, 0.95);
	assert_true(s.n == 0 && isnan(s.share));
	s = sv_survey_share(no, 5, 5, 0, 0.95);
	assert_true(s.share == 0 && s.in.low == 0 && s.in.high == 0);
	s = sv_survey_share(no, 5, 500, 0, 0.95);
	assert_true(s.in.low == 0 && s.in.high > 0.5 && s.in.high < 0.53);
	s = sv_survey_share(no, 5, 3, 0, 0.95); /* not known: Clopper and Pearson */
	assert_true(s.in.low == 0 && fabs(s.in.high - (1 - pow(0.025, 0.2))) < 1e-9);
	s = sv_survey_share(some, 5, 4, 0, 0.95);
	assert_true(s.n == 4 && s.yes == 2 && s.share == 0.5 && s.in.low == 0.5 && s.in.high == 0.5);
	s = sv_survey_share(some, 5, 2000000, 0, 0.95);
	assert_true(s.in.low > 0 && s.in.low < 0.1 && s.in.high > 0.9);
}

static void alpha_at_its_edges(void **state)
{
	const int16_t rows[] = { 1, 5, 1, 1, 5, 1, 5, 5, 3, NONE, 3, 3, 4, 2, 4, 4, 3, 3, 3, 3 };
	struct sv_survey_scale s = agree;

	(void)state;
	struct sv_survey_alpha a = sv_survey_alpha(&s, rows, 5, 4, 0.95);
	assert_int_equal(a.n, 4); /* who left one out is left out */
	assert_true(is(a.alpha, 1) && is(a.in.low, 1) && is(a.in.high, 1)); /* but for the turned one, each said one thing */
	a = sv_survey_alpha(&s, rows, 0, 4, 0.95);
	assert_true(a.n == 0 && isnan(a.alpha) && isnan(a.in.low));
	a = sv_survey_alpha(&s, rows, 1, 4, 0.95);
	assert_true(a.n == 1 && isnan(a.alpha));
	s.nitems = 1;
	a = sv_survey_alpha(&s, rows, 5, 4, 0.95);
	assert_true(a.n == 5 && isnan(a.alpha) && isnan(a.in.high));
	s.nitems = SV_SURVEY_ITEMS + 1;
	a = sv_survey_alpha(&s, rows, 5, 4, 0.95);
	assert_true(a.n == 0 && isnan(a.alpha));
}

static void fourteen_answers_tell_nothing(void **state)
{
	double before[20], after[20];
	const struct sv_survey_compare how = { SV_SURVEY_TELL, 1, 99, 0.95 };
	struct sv_survey_change c[3];
	struct sv_random r;

	(void)state;
	sv_random_seed(&r, 1);
	for (size_t i = 0; i < 20; i++) {
		before[i] = (double)(i % 3 + 1);
		after[i] = (double)(i % 3 + 3);
	}
	after[3] = NAN;
	assert_int_equal(sv_survey_change(before, 15, after, 15, &how, &r, &c[0], NULL), SV_OK);
	assert_true(!c[0].told && c[0].before == 15 && c[0].after == 14 && isnan(c[0].g) && isnan(c[0].difference) && isnan(c[0].probability));
	assert_int_equal(sv_survey_change(before, 15, after, 16, &how, &r, &c[1], NULL), SV_OK);
	assert_true(c[1].told && c[1].exact && c[1].difference > 1.9 && c[1].g > 1.5 && c[1].in.low > 1 && c[1].probability < 1e-4);
	assert_int_equal(sv_survey_change(before, 0, NULL, 0, &how, &r, &c[2], NULL), SV_OK);
	assert_true(!c[2].told && c[2].before == 0 && c[2].after == 0);
	assert_int_equal(sv_survey_changes(c, 3, 0.05, NULL), SV_OK);
	assert_true(!c[0].stands_out && isnan(c[0].adjusted) && c[1].stands_out && is(c[1].adjusted, c[1].probability)); /* what is not told does not count */
	assert_int_equal(sv_survey_changes(c, 0, 0.05, NULL), SV_OK);
	const struct sv_survey_compare few = { 0, 1, 99, 0.95 }; /* one at either time has no deviation, whatever is asked */
	assert_int_equal(sv_survey_change(before, 1, after, 1, &few, &r, &c[0], NULL), SV_OK);
	assert_true(!c[0].told);
}

static void sums_at_their_edges(void **state)
{
	const long long value[] = { 9, 9, 1, INT64_MAX, INT64_MIN };
	const unsigned char in[] = { 1, 0, 0, 0, 0 }, all[] = { 1, 1, 1, 1, 1 };
	double p = -1;
	bool done;

	(void)state;
	assert_int_equal(sv_permute_sums(value, in, 0, &p, &done, NULL), SV_OK);
	assert_true(done && p == 1);
	assert_int_equal(sv_permute_sums(value, in, 1, &p, &done, NULL), SV_OK);
	assert_true(done && p == 1);
	assert_int_equal(sv_permute_sums(value, all, 3, &p, &done, NULL), SV_OK);
	assert_true(done && p == 1);
	assert_int_equal(sv_permute_sums(value, in, 3, &p, &done, NULL), SV_OK);
	assert_true(done && is(p, 1)); /* of 9, 9 and 1 the mean is 19/3: a 1 lies farther from it than a 9, which lies as far as the other 9 */
	p = -1;
	assert_int_equal(sv_permute_sums(value, in, 5, &p, &done, NULL), SV_OK);
	assert_true(!done && p == -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_score_needs_half_of_the_items),
		cmocka_unit_test(one_yes_is_enough_one_no_is_not),
		cmocka_unit_test(means_at_their_edges),
		cmocka_unit_test(shares_at_their_edges),
		cmocka_unit_test(alpha_at_its_edges),
		cmocka_unit_test(fourteen_answers_tell_nothing),
		cmocka_unit_test(sums_at_their_edges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
