/* SPDX-License-Identifier: MIT */
/* Elimination, one equation after another: what it tells, and what it must not. What it is used for is held to every table there is in test_audit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stats/elim.h"

static struct sv_elim *e;
static struct sv_elim_leak leak;

static void watch(uint32_t id, uint32_t width, size_t n, const uint32_t *columns)
{
	assert_true(sv_elim_watch(e, columns, n, id, width));
}
#define WATCH(id, width, ...) watch(id, width, sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t), (const uint32_t[]){ __VA_ARGS__ })

/* Adds the sum of columns; without a leak, which must be none, it stays. */
static void says(int64_t value, uint32_t tag, size_t n, const uint32_t *columns)
{
	assert_true(sv_elim_add(e, columns, n, value, tag, &leak));
}
#define SAYS(value, ...) says(value, SV_ELIM_NONE, sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t), (const uint32_t[]){ __VA_ARGS__ })
#define TAGGED(tag, value, ...) says(value, tag, sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t), (const uint32_t[]){ __VA_ARGS__ })

static void assert_tells(uint32_t id, bool narrow)
{
	assert_true(leak.found && leak.id == id && leak.narrow == narrow);
}


static void begin(uint32_t n, uint32_t ntags)
{
	e = sv_elim_new(n, ntags);
	assert_non_null(e);
}

/* What is known already when it comes to be watched is not told by what says nothing of it. */
static void what_was_known_before(void **state)
{
	(void)state;
	begin(6, 0);
	SAYS(0, 0);
	SAYS(2, 1);
	SAYS(9, 2, 3, 4, 5); /* 3 turns out to be nothing */
	SAYS(0, 3);
	sv_elim_commit(e);
	WATCH(10, 8, 0);
	WATCH(11, 8, 1);
	SAYS(7, 0, 1, 2); /* small enough to bound each of them, were it not that two are known; the third is nobody's */
	assert_false(leak.found);
	sv_elim_free(e);
	begin(4, 0);
	SAYS(3, 0, 1, 2, 3);
	SAYS(0, 1);
	sv_elim_commit(e);
	WATCH(10, 5, 1);
	SAYS(0, 3); /* what is left bounds 0 and 2, and says nothing of 1 */
	assert_false(leak.found);
	assert_true(sv_elim_undo(e));
	WATCH(12, 5, 2);
	SAYS(0, 3);
	assert_tells(12, true);
	sv_elim_free(e);
}

/* Two to the power of a level: what a watched sum has of the last column. Bounded where that times a small total is less than its width; far out, it is not reckoned with. */
static void double_up(uint32_t levels, int64_t total, uint32_t width)
{
	const uint32_t n = 3 * levels + 3, last = n - 1, beside = 0, within = 1;
	uint32_t up = last, next = 2;

	begin(n, 0);
	for (uint32_t k = 0; k < levels; k++) {
		uint32_t turned = next++, again = next++, both = next++;
		SAYS(100000, turned, up);
		SAYS(100000, turned, again); /* as up */
		SAYS(300000, both, up, again); /* -2 times that */
		up = both;
	}
	WATCH(7, width, up, within);
	SAYS(total, beside, within, last);
}

static void large_factors(void **state)
{
	(void)state;
	double_up(8, 2, 513);
	assert_tells(7, true);
	sv_elim_free(e);
	double_up(8, 2, 512);
	assert_false(leak.found);
	sv_elim_free(e);
	double_up(10, 2, 1 << 20);
	assert_false(leak.found);
	sv_elim_free(e);
}

/* A number as large as what stands for none small is no 0. */
static void large_numbers(void **state)
{
	(void)state;
	begin(3, 0);
	WATCH(5, 9, 0);
	SAYS((int64_t)1 << 51, 0, 1);
	assert_false(leak.found);
	SAYS(4, 0, 2);
	assert_tells(5, true);
	sv_elim_free(e);
}

/* Steps that were taken back leave nothing, however many there were. */
static void what_was_taken_back(void **state)
{
	(void)state;
	begin(12, 0);
	WATCH(5, 9, 0, 1);
	WATCH(6, 20, 2);
	for (int k = 0; k < 20; k++) {
		for (uint32_t c = 2; c < 10; c++)
			SAYS(50, 0, c);
		assert_false(leak.found);
		assert_true(sv_elim_undo(e));
	}
	SAYS(100, 0, 1, 11);
	SAYS(8, 10, 0, 1); /* at most 8 */
	assert_tells(5, true);
	assert_true(sv_elim_undo(e));
	SAYS(9, 10, 0, 1);
	assert_false(leak.found);
	SAYS(50, 10);
	assert_tells(5, false);
	sv_elim_free(e);
}

/* Of what it is told: more than there is room for; what is told by zeros; what nobody said but the reader himself. */
static void of_what_it_is_told(void **state)
{
	uint32_t tags[8];
	int64_t factors[8];
	size_t n;

	(void)state;
	begin(4, 4);
	WATCH(9, 3, 2);
	TAGGED(4, 5, 0);
	TAGGED(5, 6, 1);
	TAGGED(6, 20, 0, 1, 2);
	assert_tells(9, false);
	assert_true(sv_elim_tags(e, &leak, tags, factors, 8, &n));
	assert_int_equal(n, 3);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(factors[i], tags[i] == 2 ? 1 : -1);
	tags[1] = 99;
	assert_true(sv_elim_tags(e, &leak, tags, factors, 1, &n));
	assert_true(n == 3 && tags[0] < 3 && tags[1] == 99);
	sv_elim_free(e);
	begin(4, 4);
	WATCH(9, 3, 0, 1);
	SAYS(0, 2); /* his own */
	TAGGED(4, 0, 3);
	TAGGED(5, 20, 0, 1, 2, 3);
	assert_tells(9, false);
	assert_true(sv_elim_tags(e, &leak, tags, factors, 8, &n));
	assert_int_equal(n, 2);
	assert_true(tags[0] == 1 && factors[0] == 1 && tags[1] == 0 && factors[1] == 0);
	sv_elim_free(e);
	assert_null(sv_elim_new(UINT32_MAX - 5, 10)); /* more than can be numbered */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_known_before), cmocka_unit_test(large_factors), cmocka_unit_test(large_numbers), cmocka_unit_test(what_was_taken_back), cmocka_unit_test(of_what_it_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
