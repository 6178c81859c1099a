/* SPDX-License-Identifier: MIT */
/* Surveys at their edges: nobody, one, all the same, nothing answered, everybody. Values are held against scipy in tests/stats/survey.py, hiding is attacked in survey_hide.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/permute.h"
#include "stats/survey.h"
#include "stats/survey_change.h"
#include "stats/survey_hide.h"

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
	s.nitems = SV_SURVEY_ITEMS + 5; /* no more than that many make a score */
	assert_int_equal(sv_survey_parts(&s), 232792560);
	s.nitems = SV_SURVEY_ITEMS;
	assert_int_equal(sv_survey_parts(&s), 232792560);
	s.nitems = 0;
	assert_true(isnan(sv_survey_score(&s, rows[0])));
	s = any;
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
	struct sv_survey_mean many = sv_survey_mean(alike, 6, 2000000, 1, 5, 0.95), unknown = sv_survey_mean(alike, 6, 0, 1, 5, 0.95); /* too many to count out */
	assert_true(many.in.low == unknown.in.low && many.in.low < m.in.low && many.in.high == 5);
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
	static const struct { size_t before, after, least; bool told; } sizes[] = { { 15, 15, 15, true }, { 14, 15, 15, false }, { 15, 14, 15, false }, { 1, 9, 0, false }, { 9, 1, 0, false }, { 2, 2, 0, true } };
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		const struct sv_survey_compare asked = { sizes[i].least, 0, 99, 0.95 };
		const struct sv_survey_summary was = { sizes[i].before, 2, 1 }, is_now = { sizes[i].after, 3, 1 };
		sv_survey_change_of(&was, &is_now, &asked, &c[0]);
		assert_true(c[0].told == sizes[i].told && (sizes[i].told ? is(c[0].difference, 1) && isnan(c[0].probability) : isnan(c[0].difference)));
		sv_survey_change_yes((long long)sizes[i].before, 1, (long long)sizes[i].after, (long long)sizes[i].after, &asked, &c[0]);
		assert_true(c[0].told == sizes[i].told && (sizes[i].told ? c[0].exact && c[0].difference > 0.4 : isnan(c[0].probability)));
		if (sizes[i].after < 2 || sizes[i].before < 2) {
			assert_int_equal(sv_survey_change(before, sizes[i].before, after, sizes[i].after, &asked, &r, &c[0], NULL), SV_OK);
			assert_false(c[0].told);
		}
	}
}

/* A difference that is many times the deviation, of few people: what deviation there is, nobody knows, and so the interval is wide. */
static void effects_at_their_edges(void **state)
{
	const double before[] = { 1, 1.04 }, after[] = { 5, 5.04 }, large[] = { 1e15, 2e15, 3e15, 4e15 };
	const struct sv_survey_compare how = { 0, 0, 199, 0.95 }, counted = { 0, 4, 199, 0.95 };
	struct sv_survey_change c;
	struct sv_random r;

	(void)state;
	sv_random_seed(&r, 1);
	assert_int_equal(sv_survey_change(before, 2, after, 2, &how, &r, &c, NULL), SV_OK);
	double t = 4 / (0.04 / sqrt(2)); /* with two and two the standardized difference and t are one, and 2 s^2 is exponential: as t is far out, t sqrt(-log(p)) is left */
	assert_true(fabs(c.in.low / (t * sqrt(-log(0.975))) - 1) < 0.01 && fabs(c.in.high / (t * sqrt(-log(0.025))) - 1) < 0.01);
	assert_int_equal(sv_survey_change(after, 2, before, 2, &how, &r, &c, NULL), SV_OK);
	assert_true(fabs(c.in.high / (-t * sqrt(-log(0.975))) - 1) < 0.01 && fabs(c.in.low / (-t * sqrt(-log(0.025))) - 1) < 0.01);
	assert_int_equal(sv_survey_change(large, 2, large + 2, 2, &counted, &r, &c, NULL), SV_OK); /* too large for whole parts: drawn */
	assert_true(c.told && !c.exact && c.probability > 0.1 && c.probability <= 1);
	/* of ten million people the series does not converge: no interval, rather than a wrong one */
	const struct sv_survey_summary was = { 10000000, 2, 1 }, is_now = { 10000000, 2.5, 1 };
	sv_survey_change_of(&was, &is_now, &how, &c);
	assert_true(c.told && fabs(c.g - 0.5) < 1e-6 && isnan(c.in.low) && isnan(c.in.high));
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
	size_t many = (1u << 20) + 1; /* more than are counted out */
	long long *values = calloc(many, sizeof *values);
	unsigned char *which = calloc(many, 1);
	assert_true(values && which);
	values[0] = which[0] = 1;
	assert_int_equal(sv_permute_sums(values, which, many, &p, &done, NULL), SV_OK);
	assert_true(!done && p == -1);
	free(values);
	free(which);
}

/* Units 0 (all), 1, 2 and 3 below it. */
static const uint32_t parent[] = { UINT32_MAX, 0, 0, 0 };

struct survey {
	struct sv_survey_group group[4];
	uint32_t *lists, inner[200];
	double score[200];
	struct sv_survey_answers wave;
	struct sv_survey_showing s;
};

static void make(struct survey *y, size_t a, size_t b, size_t c)
{
	size_t n[] = { 0, a, b, c };

	memset(y, 0, sizeof *y);
	assert_int_equal(sv_survey_tree(parent, 4, y->group, &y->lists, NULL), SV_OK);
	for (uint32_t u = 0; u < 4; u++) {
		for (size_t i = 0; i < n[u]; i++, y->wave.n++) {
			y->inner[y->wave.n] = u;
			y->score[y->wave.n] = 1 + (double)(i * 7 % 5);
		}
		y->group[u].worth = (int64_t)(u ? n[u] : a + b + c);
	}
	y->wave.inner = y->inner;
	y->wave.score = y->score;
	y->s = (struct sv_survey_showing){ 4, 4, 1, y->group, &y->wave, 0 };
}

static void hides(struct survey *y, const struct sv_survey_rules *r, int all, int a, int b, int c)
{
	unsigned char why[4];

	assert_int_equal(sv_survey_hide(&y->s, r, why, NULL), SV_OK);
	assert_int_equal(why[0], all);
	assert_int_equal(why[1], a);
	assert_int_equal(why[2], b);
	assert_int_equal(why[3], c);
}

enum { YES = SV_SURVEY_SHOWN, SMALL = SV_SURVEY_SMALL, FEW = SV_SURVEY_FEW, ALIKE = SV_SURVEY_ALIKE, CLOSED = SV_SURVEY_CLOSED, REST = SV_SURVEY_OTHERS };

static void groups_at_their_edges(void **state)
{
	const struct sv_survey_rules ten = SV_SURVEY_SENSITIVE(1, 5), five = SV_SURVEY_NEUTRAL(1, 5);
	struct survey y;

	(void)state;
	make(&y, 0, 0, 0);
	hides(&y, &ten, SMALL, SMALL, SMALL, SMALL);
	free(y.lists);
	make(&y, 0, 10, 10); /* a unit without answers hides nothing and needs nothing */
	hides(&y, &ten, YES, SMALL, YES, YES);
	free(y.lists);
	make(&y, 9, 20, 30);
	hides(&y, &ten, YES, SMALL, REST, YES);
	hides(&y, &five, YES, YES, YES, YES);
	for (size_t i = 0; i < 5; i++) /* a unit of 4 on this scale */
		y.score[i] = NAN;
	hides(&y, &five, YES, SMALL, REST, YES);
	for (size_t i = 0; i < y.wave.n; i++)
		y.score[i] = NAN;
	hides(&y, &five, SMALL, SMALL, SMALL, SMALL);
	for (size_t i = 0; i < y.wave.n; i++)
		y.score[i] = 5;
	hides(&y, &ten, ALIKE, SMALL, ALIKE, ALIKE);
	hides(&y, &five, YES, YES, YES, YES);
	y.group[1].closed = true; /* of which nothing may be told; but all say the same, and that is shown */
	hides(&y, &five, REST, CLOSED, YES, YES);
	free(y.lists);
	make(&y, 20, 20, 30);
	y.group[2].closed = true;
	hides(&y, &ten, YES, REST, CLOSED, YES);
	free(y.lists);
}

/* Groups of inner groups 0 to 3, of two measurements. */
struct crossing {
	struct sv_survey_group group[4];
	uint32_t inner[200];
	double score[200];
	struct sv_survey_answers waves[2];
	struct sv_survey_showing s;
};

static void people(struct crossing *x, uint32_t inner, size_t n, double low, double step)
{
	for (size_t i = 0; i < n; i++) {
		x->inner[x->waves[0].n] = inner;
		x->score[x->waves[0].n++] = low + step * (double)(i % 5);
	}
	x->waves[0].inner = x->inner;
	x->waves[0].score = x->score;
	x->waves[1] = x->waves[0];
}

static void crosses(struct crossing *x, const struct sv_survey_rules *r, const char *want)
{
	unsigned char why[4];

	assert_int_equal(sv_survey_hide(&x->s, r, why, NULL), SV_OK);
	for (size_t g = 0; g < x->s.ngroups; g++)
		if (why[g] != want[g] - '0')
			fail_msg("group %zu is %d instead of %c", g, why[g], want[g]);
}

/* One and one of two groups that are shown, the answers of the one all alike: who is the other one, knows his own and so that of the first. */
static void two_who_tell_of_each_other(void **state)
{
	static const uint32_t first[] = { 0, 2 }, second[] = { 1, 3 }, both[] = { 2, 3 };
	const struct sv_survey_rules rules = SV_SURVEY_NEUTRAL(1, 5);
	struct crossing x;

	(void)state;
	memset(&x, 0, sizeof x);
	people(&x, 0, 5, 3, 0);
	people(&x, 1, 5, 1, 1);
	people(&x, 2, 1, 3, 0);
	people(&x, 3, 1, 3, 0);
	x.group[0] = (struct sv_survey_group){ .inner = first, .ninner = 2, .worth = 6 };
	x.group[1] = (struct sv_survey_group){ .inner = second, .ninner = 2, .worth = 7 };
	x.s = (struct sv_survey_showing){ 4, 2, 1, x.group, x.waves, 0 };
	crosses(&x, &rules, "00");
	x.group[2] = (struct sv_survey_group){ .inner = both, .ninner = 2, .worth = 2 };
	x.s.ngroups = 3;
	crosses(&x, &rules, "501");
	for (size_t i = 0; i < 3; i++)
		x.score[i] = (double)(1 + i);
	crosses(&x, &rules, "001"); /* not all alike */
}

/* What is told of a group hangs on two classes; the one that has most of it was shown before, so the other one is given up. */
static void what_can_be_given_up_elsewhere_is(void **state)
{
	static const uint32_t first[] = { 0, 2 }, second[] = { 1, 3 }, both[] = { 2, 3 }, whole[] = { 0, 1 };
	const struct sv_survey_rules rules = SV_SURVEY_NEUTRAL(1, 5);
	struct sv_err err = { 0 };
	struct crossing x;
	unsigned char why[4];

	(void)state;
	memset(&x, 0, sizeof x);
	people(&x, 0, 5, 3, 0);
	people(&x, 1, 6, 3, 0);
	people(&x, 2, 2, 3, 0);
	people(&x, 3, 1, 3, 0);
	x.group[0] = (struct sv_survey_group){ .inner = first, .ninner = 2, .worth = 7, .before = 1 };
	x.group[1] = (struct sv_survey_group){ .inner = second, .ninner = 2, .worth = 7 };
	x.group[2] = (struct sv_survey_group){ .inner = both, .ninner = 2, .worth = 3 };
	x.s = (struct sv_survey_showing){ 4, 3, 1, x.group, x.waves, 0 };
	crosses(&x, &rules, "051");
	x.group[1].keep = true; /* where it must be, also what is to be kept */
	crosses(&x, &rules, "051");
	x.group[1].before = 1;
	assert_int_equal(sv_survey_hide(&x.s, &rules, why, &err), SV_NO);
	/* the whole is given up last, but it is where nothing else tells of a part */
	memset(&x, 0, sizeof x);
	people(&x, 0, 20, 3, 0);
	people(&x, 1, 5, 3, 0);
	x.group[0] = (struct sv_survey_group){ .inner = whole, .ninner = 2, .worth = 25, .keep = true };
	x.group[1] = (struct sv_survey_group){ .inner = whole + 1, .ninner = 1, .worth = 5, .closed = true };
	x.s = (struct sv_survey_showing){ 2, 2, 1, x.group, x.waves, 0 };
	crosses(&x, &rules, "54");
	/* a class that is too small, while the group that has it does not come first: it is named */
	static const uint32_t far[] = { 0 }, few[] = { 1, 2 }, part[] = { 1 };
	char text[300];
	memset(&x, 0, sizeof x);
	people(&x, 0, 9, 1, 1);
	people(&x, 1, 9, 1, 1);
	people(&x, 2, 2, 1, 1);
	x.group[0] = (struct sv_survey_group){ .inner = far, .ninner = 1, .before = 1, .name = "far" };
	x.group[1] = (struct sv_survey_group){ .inner = few, .ninner = 2, .name = "now" };
	x.group[2] = (struct sv_survey_group){ .inner = few, .ninner = 2, .before = 1, .name = "whole" };
	x.group[3] = (struct sv_survey_group){ .inner = part, .ninner = 1, .before = 1, .name = "part" };
	x.s = (struct sv_survey_showing){ 3, 4, 1, x.group, x.waves, 0 };
	assert_int_equal(sv_survey_hide(&x.s, &rules, why, &err), SV_NO);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "whole"));
	/* one alone says what he says, however few a rule asks for */
	const struct sv_survey_rules one = { 1, 0, true, 1, 5, 5, false };
	memset(&x, 0, sizeof x);
	people(&x, 0, 1, 3, 0);
	people(&x, 1, 3, 1, 1);
	x.group[0] = (struct sv_survey_group){ .inner = far, .ninner = 1 };
	x.group[1] = (struct sv_survey_group){ .inner = part, .ninner = 1 };
	x.s = (struct sv_survey_showing){ 2, 2, 1, x.group, x.waves, 0 };
	crosses(&x, &one, "30");
}

/* What was shown of the same people before, and what is now, tell together what neither does. */
static void measurements_that_tell_together(void **state)
{
	static const uint32_t part[] = { 0 }, whole[] = { 0, 1 }, rest[] = { 1 };
	struct sv_survey_rules rules = SV_SURVEY_SENSITIVE(1, 5);
	struct crossing x;

	(void)state;
	memset(&x, 0, sizeof x);
	people(&x, 0, 20, 1, 1);
	people(&x, 1, 5, 1, 1);
	x.group[0] = (struct sv_survey_group){ .inner = part, .ninner = 1, .worth = 20, .before = 1, .closed = true };
	x.group[1] = (struct sv_survey_group){ .inner = whole, .ninner = 2, .worth = 25 };
	x.s = (struct sv_survey_showing){ 2, 2, 2, x.group, x.waves, 2 };
	crosses(&x, &rules, "40"); /* as if other people were in it */
	rules.same_people = true;
	crosses(&x, &rules, "45"); /* the whole less the part is five people */
	/* the rest is large enough, but may not be told of */
	memset(&x, 0, sizeof x);
	people(&x, 0, 20, 1, 1);
	people(&x, 1, 15, 1, 1);
	x.group[0] = (struct sv_survey_group){ .inner = part, .ninner = 1, .worth = 20, .before = 1, .closed = true };
	x.group[1] = (struct sv_survey_group){ .inner = whole, .ninner = 2, .worth = 35 };
	x.s = (struct sv_survey_showing){ 2, 2, 2, x.group, x.waves, 2 };
	crosses(&x, &rules, "40");
	x.group[2] = (struct sv_survey_group){ .inner = rest, .ninner = 1, .worth = 15, .closed = true };
	x.s.ngroups = 3;
	crosses(&x, &rules, "454");
	x.group[1].before = 1; /* that was told before by itself: nothing is added to it */
	crosses(&x, &rules, "404");
	/* a unit that is new: nothing was to be seen of it before */
	memset(&x, 0, sizeof x);
	people(&x, 0, 20, 1, 1);
	people(&x, 1, 20, 1, 1);
	x.waves[0].n = 20;
	x.group[0] = (struct sv_survey_group){ .inner = part, .ninner = 1, .worth = 20 };
	x.group[1] = (struct sv_survey_group){ .inner = rest, .ninner = 1, .worth = 20 };
	x.s = (struct sv_survey_showing){ 2, 2, 2, x.group, x.waves, 2 };
	crosses(&x, &rules, "00");
}

/* What no caller may ask: nothing is shown for it. */
static void out_of_range_is_refused(void **state)
{
	const struct sv_survey_rules good = SV_SURVEY_SENSITIVE(1, 5);
	struct survey y;
	unsigned char why[4];

	(void)state;
	make(&y, 20, 20, 30);
	assert_int_equal(sv_survey_hide(&y.s, &good, why, NULL), SV_OK);
	struct sv_survey_rules rules[4] = { good, good, good, good };
	rules[0].low = 5;
	rules[1].least = 0;
	rules[2].blur = 0;
	rules[3].high = NAN;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(sv_survey_hide(&y.s, &rules[i], why, NULL), SV_BUG);
	static const size_t waves[] = { 0, SV_SURVEY_WAVES + 1 };
	for (size_t i = 0; i < 2; i++) {
		y.s.nwaves = waves[i];
		assert_int_equal(sv_survey_hide(&y.s, &good, why, NULL), SV_BUG);
	}
	y.s.nwaves = 1;
	static const double scores[] = { 0.9, 5.1, -INFINITY };
	for (size_t i = 0; i < 3; i++) {
		double was = y.score[3];
		y.score[3] = scores[i];
		assert_int_equal(sv_survey_hide(&y.s, &good, why, NULL), SV_BUG);
		y.score[3] = was;
	}
	y.inner[3] = 4;
	assert_int_equal(sv_survey_hide(&y.s, &good, why, NULL), SV_BUG);
	y.inner[3] = 1;
	y.s.ninner = 3; /* the last unit is not there */
	assert_int_equal(sv_survey_hide(&y.s, &good, why, NULL), SV_BUG);
	y.s.ninner = UINT32_MAX;
	assert_int_equal(sv_survey_hide(&y.s, &good, why, NULL), SV_BUG);
	free(y.lists);
}

static void few_yes(void **state)
{
	const struct sv_survey_rules rules = SV_SURVEY_YES_NO;
	struct survey y;

	(void)state;
	make(&y, 30, 30, 30);
	for (size_t i = 0; i < 90; i++)
		y.score[i] = i % 30 < (i < 30 ? 4 : 9);
	hides(&y, &rules, YES, FEW, YES, REST); /* 4, 9 and 9; of two that are worth the same the later one */
	y.score[0] = y.score[1] = y.score[2] = y.score[3] = 0; /* none at all is hidden like any of 1 to 4 */
	hides(&y, &rules, YES, FEW, YES, REST);
	for (size_t i = 0; i < 29; i++)
		y.score[i] = 1; /* all but one, who knows of the others */
	hides(&y, &rules, YES, ALIKE, YES, REST);
	free(y.lists);
}

static void what_was_shown_stays_shown(void **state)
{
	const struct sv_survey_rules rules = SV_SURVEY_SENSITIVE(1, 5);
	struct sv_err err = { 0 };
	struct survey y;
	unsigned char why[4];
	char text[300];

	(void)state;
	make(&y, 9, 20, 30);
	y.group[0].before = y.group[2].before = 1;
	hides(&y, &rules, YES, SMALL, YES, REST); /* the other one is left to hide */
	y.group[3].before = 1;
	y.group[0].name = "the whole organisation";
	assert_int_equal(sv_survey_hide(&y.s, &rules, why, &err), SV_NO);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "the whole organisation"));
	y.group[0].name = NULL;
	assert_int_equal(sv_survey_hide(&y.s, &rules, why, &err), SV_NO);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "group 0"));
	free(y.lists);
}

static void what_makes_no_sense_is_refused(void **state)
{
	const struct sv_survey_rules rules = SV_SURVEY_SENSITIVE(1, 5), none = SV_SURVEY_SENSITIVE(5, 5);
	const uint32_t circle[] = { 1, 2, 0, UINT32_MAX }, wild[] = { UINT32_MAX, 9, 0, 0 };
	struct sv_survey_group group[4];
	struct survey y;
	uint32_t *lists;
	unsigned char why[4];

	(void)state;
	assert_int_equal(sv_survey_tree(circle, 4, group, &lists, NULL), SV_BUG);
	assert_null(lists);
	assert_int_equal(sv_survey_tree(wild, 4, group, &lists, NULL), SV_BUG);
	assert_int_equal(sv_survey_tree(NULL, 0, NULL, &lists, NULL), SV_OK);
	free(lists);
	make(&y, 10, 10, 10);
	assert_int_equal(sv_survey_hide(&y.s, &none, why, NULL), SV_BUG);
	y.score[3] = 5.5;
	assert_int_equal(sv_survey_hide(&y.s, &rules, why, NULL), SV_BUG);
	y.score[3] = 5;
	y.inner[3] = 4;
	assert_int_equal(sv_survey_hide(&y.s, &rules, why, NULL), SV_BUG);
	y.inner[3] = 3;
	y.s.ninner = 3;
	assert_int_equal(sv_survey_hide(&y.s, &rules, why, NULL), SV_BUG);
	y.s.ninner = 4;
	y.s.nwaves = 0;
	assert_int_equal(sv_survey_hide(&y.s, &rules, why, NULL), SV_BUG);
	y.s.nwaves = 1;
	y.s.ngroups = 0;
	assert_int_equal(sv_survey_hide(&y.s, &rules, why, NULL), SV_OK);
	free(y.lists);
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
		cmocka_unit_test(effects_at_their_edges),
		cmocka_unit_test(sums_at_their_edges),
		cmocka_unit_test(groups_at_their_edges),
		cmocka_unit_test(two_who_tell_of_each_other),
		cmocka_unit_test(what_can_be_given_up_elsewhere_is),
		cmocka_unit_test(measurements_that_tell_together),
		cmocka_unit_test(out_of_range_is_refused), cmocka_unit_test(few_yes),
		cmocka_unit_test(what_was_shown_stays_shown),
		cmocka_unit_test(what_makes_no_sense_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
