/* SPDX-License-Identifier: MIT */
/* Moves among free columns: each one found keeps every row in whole numbers, and where none is found, trying all finds none. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stats/audit_kernel.h"
#include "stats/mix.h"

#define COLUMNS 6
#define ROWS 5
#define FURTHEST 3 /* that trying all moves a column */

static uint64_t seed;

static unsigned draw(unsigned n)
{
	return (unsigned)(sv_mix(seed++) % n);
}

struct made {
	struct sv_lp_problem p;
	size_t start[ROWS + 1];
	uint32_t column[ROWS * COLUMNS];
	int64_t value[ROWS], cost[ROWS], base[COLUMNS];
	uint32_t goal_column[COLUMNS];
	int32_t weight[COLUMNS];
	struct sv_lp_goal goal;
	double by;
};

static void make(struct made *t)
{
	memset(t, 0, sizeof *t);
	t->p = (struct sv_lp_problem){ .ncolumns = COLUMNS, .nrows = draw(ROWS + 1), .top = 100, .start = t->start, .column = t->column, .value = t->value, .cost = t->cost };
	for (uint32_t r = 0; r < t->p.nrows; r++) {
		size_t n = t->start[r];
		for (uint32_t c = 0; c < COLUMNS; c++) {
			if (draw(2))
				t->column[n++] = c;
		}
		t->start[r + 1] = n;
	}
	for (uint32_t c = 0; c < COLUMNS; c++) {
		t->base[c] = draw(3);
		if (draw(3) == 0) {
			t->weight[t->goal.n] = 1;
			t->goal_column[t->goal.n++] = c;
		}
	}
	t->goal.most = draw(2);
	t->goal.whole = true;
	t->goal.column = t->goal_column;
	t->goal.weight = t->weight;
	t->by = 1 + draw(3);
}

static bool fits(const struct made *t, const double *x)
{
	double sum = 0;

	for (uint32_t c = 0; c < COLUMNS; c++) {
		if ((double)t->base[c] + x[c] < -1e-6 || fabs(x[c] - nearbyint(x[c])) > 1e-6)
			return false;
	}
	for (uint32_t r = 0; r < t->p.nrows; r++, sum = 0) {
		for (size_t i = t->start[r]; i < t->start[r + 1]; i++)
			sum += x[t->column[i]];
		if (fabs(sum) > 1e-6)
			return false;
	}
	for (size_t i = 0; i < t->goal.n; i++)
		sum += x[t->goal_column[i]];
	return (t->goal.most ? sum : -sum) >= t->by - 1e-6;
}

/* Whether any move of at most FURTHEST in each column fits. */
static bool any_fits(const struct made *t)
{
	double x[COLUMNS];

	for (uint32_t c = 0; c < COLUMNS; c++)
		x[c] = -FURTHEST;
	for (;;) {
		uint32_t c = 0;
		if (fits(t, x))
			return true;
		while (c < COLUMNS && ++x[c] > FURTHEST)
			x[c++] = -FURTHEST;
		if (c == COLUMNS)
			return false;
	}
}

static void all_are_tried(void **state)
{
	size_t found = 0, none = 0;

	(void)state;
	for (uint64_t k = 1; k <= 400; k++) {
		struct made t;
		struct sv_kernel kernel;
		double x[COLUMNS];
		seed = k * 1000;
		make(&t);
		assert_true(sv_kernel_make(&kernel, &t.p));
		enum sv_kernel_end end = sv_kernel_move(&kernel, t.base, &t.goal, t.by, x);
		if (end == SV_KERNEL_FOUND && !fits(&t, x))
			fail_msg("problem %llu: what is found does not fit", (unsigned long long)k);
		if (end == SV_KERNEL_NONE && any_fits(&t))
			fail_msg("problem %llu: there is a move that is not found", (unsigned long long)k);
		found += end == SV_KERNEL_FOUND;
		none += end == SV_KERNEL_NONE;
		sv_kernel_release(&kernel);
	}
	assert_true(found > 50 && none > 50);
}

/* Rows that leave nothing free, and none at all. */
static void ends(void **state)
{
	size_t start[] = { 0, 1, 2 };
	uint32_t column[] = { 0, 1 }, goal_column[] = { 1 };
	int32_t weight[] = { 1 };
	int64_t base[] = { 4, 2 };
	double x[2];
	struct sv_lp_problem p = { .ncolumns = 2, .nrows = 2, .top = 9, .start = start, .column = column };
	struct sv_lp_goal goal = { .most = false, .n = 1, .column = goal_column, .weight = weight, .whole = true };
	struct sv_kernel kernel;

	(void)state;
	assert_true(sv_kernel_make(&kernel, &p));
	assert_int_equal(kernel.nfree, 0);
	assert_int_equal(sv_kernel_move(&kernel, base, &goal, 1, x), SV_KERNEL_NONE);
	sv_kernel_release(&kernel);
	p.nrows = 0;
	assert_true(sv_kernel_make(&kernel, &p));
	assert_int_equal(kernel.nfree, 2);
	assert_int_equal(sv_kernel_move(&kernel, base, &goal, 2, x), SV_KERNEL_FOUND);
	assert_true(x[0] == 0 && x[1] == -2);
	assert_int_equal(sv_kernel_move(&kernel, base, &goal, 3, x), SV_KERNEL_NONE); /* below 0 */
	sv_kernel_release(&kernel);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(all_are_tried), cmocka_unit_test(ends) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
