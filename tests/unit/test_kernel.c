/* SPDX-License-Identifier: MIT */
/* Moves in what rows leave free: in whole numbers where the first thing found is in halves, of what does most where two cost the same, and not in tables that are too large. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "stats/audit_kernel.h"
#include "stats/mix.h"

/* Moves one column by so much, with others that must move with it. */
static enum sv_kernel_end move(const struct sv_lp_problem *p, const int64_t *base, bool most, double by, double *x)
{
	static const uint32_t column[] = { 0 };
	static const int32_t weight[] = { 1 };
	const struct sv_lp_goal goal = { .most = most, .n = 1, .column = column, .weight = weight, .whole = true };
	struct sv_kernel k;

	assert_true(sv_kernel_make(&k, p));
	enum sv_kernel_end end = sv_kernel_move(&k, base, &goal, by, x);
	sv_kernel_release(&k);
	return end;
}

static void halves_are_made_whole(void **state)
{
	static const size_t start[] = { 0, 3, 6, 9 };
	static const uint32_t column[] = { 0, 1, 2, 0, 1, 3, 0, 2, 3 };
	static const int64_t base[] = { 2, 3, 2, 1 }, value[] = { 7, 6, 5 };
	const struct sv_lp_problem p = { .ncolumns = 4, .nrows = 3, .top = 99, .start = start, .column = column, .value = value };
	double x[4];

	(void)state;
	assert_int_equal(move(&p, base, false, 1, x), SV_KERNEL_FOUND); /* the others rise by half of what it falls by */
	assert_true(x[0] == -2 && x[1] == 1 && x[2] == 1 && x[3] == 1);
	assert_int_equal(move(&p, base, false, 3, x), SV_KERNEL_NONE); /* it is 2 */
	assert_int_equal(move(&p, base, true, 2, x), SV_KERNEL_FOUND);
	assert_true(x[0] == 2 && x[1] == -1 && x[2] == -1 && x[3] == -1);
	assert_int_equal(move(&p, base, true, 3, x), SV_KERNEL_NONE); /* one of the others is 1 */
}

/* Rows of two columns each: so many free ones, and 2001 that move against one of these each. */
static enum sv_kernel_end move_in_pairs(uint32_t nfree)
{
	uint32_t rows = 2001, columns = rows + nfree, *column = calloc(2 * rows, sizeof *column);
	size_t *start = calloc(rows + 1, sizeof *start);
	int64_t *base = calloc(columns, sizeof *base), *value = calloc(rows, sizeof *value);
	double *x = calloc(columns, sizeof *x);

	assert_true(column && start && base && value && x);
	for (uint32_t c = 0; c < columns; c++)
		base[c] = 5;
	for (uint32_t r = 0; r < rows; r++) {
		column[2 * r] = r;
		column[2 * r + 1] = rows + r % nfree;
		value[r] = 10;
		start[r + 1] = 2 * (size_t)r + 2;
	}
	const struct sv_lp_problem p = { .ncolumns = columns, .nrows = rows, .top = 99, .start = start, .column = column, .value = value };
	enum sv_kernel_end end = move(&p, base, true, 2, x);
	for (uint32_t r = 0; end == SV_KERNEL_FOUND && r < rows; r++)
		assert_true(x[column[2 * r]] == (r % nfree == 0 ? 2 : 0) && x[column[2 * r]] + x[column[2 * r + 1]] == 0);
	free(column);
	free(start);
	free(base);
	free(value);
	free(x);
	return end;
}

static void tables_that_are_too_large(void **state)
{
	(void)state;
	assert_int_equal(move_in_pairs(900), SV_KERNEL_FOUND);
	assert_int_equal(move_in_pairs(1100), SV_KERNEL_UNSURE); /* more than four million numbers: not by this, but it may be */
}

/* What moving a free column costs besides what it moves, so that no two cost the same: but some do. */
static int64_t besides(uint32_t column)
{
	return (int64_t)(sv_mix(column) >> 44);
}

/* Of all that are free, one moves another column with it, and is as dear as two of one that does not; both bring the goal nearer. The first that does much is moved. */
static void assert_moves_most(uint32_t nfree, uint32_t one, uint32_t two)
{
	struct sv_kernel k = { .ncolumns = nfree + 1, .nfree = nfree };
	const uint32_t column[] = { one, two, nfree };
	static const int32_t weight[] = { 1, 1, 1 };
	const struct sv_lp_goal goal = { .most = true, .n = 3, .column = column, .weight = weight, .whole = true };
	int64_t *base = calloc(nfree + 1, sizeof *base);
	double *x = calloc(nfree + 1, sizeof *x);

	k.start = calloc(nfree + 2, sizeof *k.start);
	k.at = calloc(nfree + 1, sizeof *k.at);
	k.by = calloc(nfree + 1, sizeof *k.by);
	k.column = calloc(nfree + 1, sizeof *k.column);
	assert_true(base && x && k.start && k.at && k.by && k.column);
	for (uint32_t c = 0; c <= nfree; c++) {
		k.start[c] = c;
		k.at[c] = c < nfree ? c : two;
		k.by[c] = 1;
		k.column[c] = c;
	}
	k.start[nfree + 1] = nfree + 1;
	assert_int_equal(sv_kernel_move(&k, base, &goal, 2, x), SV_KERNEL_FOUND);
	for (uint32_t c = 0; c <= nfree; c++)
		assert_true(x[c] == (c == two || c == nfree ? 1 : 0));
	sv_kernel_release(&k);
	free(base);
	free(x);
}

static void what_costs_the_same(void **state)
{
	enum { NFREE = 4000 };
	int before = 0, after = 0;

	(void)state;
	for (uint32_t one = 0; one < NFREE; one++) {
		for (uint32_t two = 0; two < NFREE; two++) {
			if (one == two || 2 * besides(one) != besides(two) || (one < two ? before : after) > 0)
				continue;
			assert_moves_most(NFREE, one, two);
			*(one < two ? &before : &after) += 1;
		}
	}
	assert_true(before && after);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(halves_are_made_whole), cmocka_unit_test(tables_that_are_too_large), cmocka_unit_test(what_costs_the_same) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
