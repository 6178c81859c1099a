/* SPDX-License-Identifier: MIT */
/* Figures when memory runs out: no table is half protected, no test half calculated. What is calculated is held to others in tests/stats; here only that it is all or nothing. */
#include "exhaust.h"

#include <math.h>

#include "auditor.h"
#include "stats/audit.h"
#include "stats/audit_kernel.h"
#include "stats/cube.h"
#include "stats/elim.h"
#include "stats/fdr.h"
#include "stats/permute.h"
#include "stats/primary.h"
#include "stats/scan.h"
#include "stats/survey_change.h"
#include "stats/survey_hide.h"
#include "stats/trend.h"
#include "stats/uniform.h"

#define ROWS 6
#define COLUMNS 5
#define CELLS ((ROWS + 1) * (COLUMNS + 1) + 2)

/* A table with its margins; one column of it published before, and a reader who knows a row. */
struct table {
	struct sv_publication m;
	struct sv_cell cells[CELLS];
	uint32_t inner[CELLS][ROWS * COLUMNS], known[COLUMNS];
	int64_t truth[ROWS * COLUMNS];
	struct sv_insider insider;
	unsigned char suppressed[CELLS];
};

static void make(struct table *t, unsigned seed, bool insider)
{
	memset(t, 0, sizeof *t);
	t->m = (struct sv_publication){ .ninner = ROWS * COLUMNS, .inner = t->truth, .cells = t->cells, .ncells = CELLS - 2, .width = 3, .insiders = &t->insider, .ninsiders = insider };
	for (unsigned i = 0; i < ROWS * COLUMNS; i++)
		t->truth[i] = (int64_t)((seed * 2654435761u + i * 40503u * (seed + 7)) >> 11 & 7) * (i % 5 == 1 ? 1 : 3);
	for (unsigned r = 0, k = 0; r <= ROWS; r++) {
		for (unsigned c = 0; c <= COLUMNS; c++, k++) {
			struct sv_cell *cell = &t->cells[k];
			cell->inner = t->inner[k];
			for (unsigned i = 0; i < ROWS * COLUMNS; i++)
				if ((r == ROWS || i / COLUMNS == r) && (c == COLUMNS || i % COLUMNS == c)) {
					t->inner[k][cell->ninner++] = i;
					cell->value += t->truth[i];
				}
			cell->cost = cell->value;
			if (cell->value > 0 && cell->value < 3)
				cell->flags = SV_CELL_PRIMARY;
		}
	}
	if (seed % 4 == 1) /* a margin that was published before */
		t->cells[ROWS * (COLUMNS + 1)].flags = SV_CELL_FORCED;
	for (unsigned d = 0; d < 2 && seed % 3 == 1; d++) { /* what stands in no table: two cells together, one of them sensitive or neither */
		struct sv_cell *cell = &t->cells[t->m.ncells];
		cell->inner = t->inner[t->m.ncells++];
		t->inner[t->m.ncells - 1][cell->ninner++] = d;
		t->inner[t->m.ncells - 1][cell->ninner++] = COLUMNS + 1 + d;
		cell->value = t->truth[d] + t->truth[COLUMNS + 1 + d];
		cell->flags = SV_CELL_UNSEEN | (d ? SV_CELL_PRIMARY : 0);
		cell->width = d ? 2 : 0;
	}
	for (unsigned c = 0; c < COLUMNS; c++)
		t->known[c] = c;
	t->insider = (struct sv_insider){ t->known, COLUMNS, "hoofd" };
}

static enum sv_status protect(void *data, struct sv_buf *result, struct sv_err *err)
{
	struct table *t = data;
	struct sv_certificate cert = SV_CERTIFICATE_INIT;
	struct sv_audit_report report;
	struct sv_primary_difference *differences = NULL;
	size_t n = 0, nunproven = 0;
	unsigned char unproven[CELLS] = { 0 };

	memset(t->suppressed, 0, sizeof t->suppressed);
	enum sv_status st = sv_publication_check(&t->m, err);
	if (st == SV_OK)
		st = sv_primary_differences(&t->m, 3, &differences, &n, err);
	if (st == SV_OK)
		st = sv_suppress(&t->m, t->suppressed, NULL, err);
	if (st == SV_OK)
		st = sv_audit(&t->m, &solver.lp, true, t->suppressed, &cert, &report, err);
	if (st == SV_OK)
		st = sv_certificate_verify(&t->m, t->suppressed, &cert, unproven, &nunproven, err);
	exhaust_rest();
	if (st == SV_OK) {
		assert_int_equal(nunproven, 0);
		sv_buf_add(result, t->suppressed, sizeof t->suppressed);
		sv_buf_addf(result, "%zu %zu", cert.ntables, n);
	}
	free(differences);
	sv_certificate_release(&cert);
	return st;
}

/* Four cells with their margins, in all orders. */
static enum sv_status protect_in_orders(void *data, struct sv_buf *result, struct sv_err *err)
{
	static const int64_t truth[] = { 1, 9, 7, 8 };
	static const uint32_t inner[][4] = { { 0 }, { 1 }, { 2 }, { 3 }, { 0, 1 }, { 2, 3 }, { 0, 2 }, { 1, 3 }, { 0, 1, 2, 3 } };
	static const size_t n[] = { 1, 1, 1, 1, 2, 2, 2, 2, 4 };
	struct sv_cell cells[9] = { { 0 } };
	unsigned char suppressed[9] = { 0 };
	struct sv_publication m = { .ninner = 4, .inner = truth, .ncells = 9, .cells = cells, .width = 3 };
	struct sv_certificate cert = SV_CERTIFICATE_INIT;

	(void)data;
	for (size_t c = 0; c < 9; c++) {
		cells[c] = (struct sv_cell){ .inner = inner[c], .ninner = n[c], .flags = c == 0 ? SV_CELL_PRIMARY : 0 };
		for (size_t i = 0; i < n[c]; i++)
			cells[c].cost = cells[c].value += truth[inner[c][i]];
	}
	enum sv_status st = sv_protect(&m, &solver.lp, suppressed, &cert, NULL, err);
	exhaust_rest();
	if (st == SV_OK) {
		assert_int_equal(suppressed[0] + suppressed[1] + suppressed[2] + suppressed[3], 4);
		sv_buf_add(result, suppressed, sizeof suppressed);
	}
	sv_certificate_release(&cert);
	return st;
}

/* Equations at random, with what they are told by or without: taken back where they leak, and else for good. */
static enum sv_status eliminate(void *data, struct sv_buf *result, struct sv_err *err)
{
	const unsigned *number = data, ntags = *number % 2 ? 40 : 0;
	struct sv_elim *e = sv_elim_new(18, ntags);
	struct sv_elim_leak leak;
	uint64_t seed = *number;
	bool ok = e != NULL;

	for (uint32_t k = 0; ok && k < 40; k++) {
		uint32_t columns[18], tags[12];
		int64_t factors[12], value = 0;
		size_t n = 0, ntold = 0;
		for (uint32_t c = 0; c < 18; c++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			if (seed >> 33 & 3)
				continue;
			columns[n++] = c;
			value += c % 3 ? c * 5 % 4 : 0; /* a third are nothing */
		}
		if (n == 0)
			continue;
		if (k % 8 == 0)
			ok = sv_elim_watch(e, columns, n < 3 ? n : 3, k, 3);
		if (k % 8 == 0)
			continue;
		ok = sv_elim_add(e, columns, n, value, ntags ? 18 + k : SV_ELIM_NONE, &leak);
		if (ok && leak.found && ntags)
			ok = sv_elim_tags(e, &leak, tags, factors, 12, &ntold);
		exhaust_rest();
		sv_buf_addf(result, "%d %u %zu ", ok && leak.found, ok && leak.found ? leak.id : 0, ntold);
		exhaust_go();
		if (ok && leak.found)
			ok = sv_elim_undo(e);
		else if (ok)
			sv_elim_commit(e);
	}
	exhaust_rest();
	sv_elim_free(e);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* Zeros that follow of others, in steps that make room just there: a sum, given as ranges of columns, has a value. */
static enum sv_status follow(void *data, struct sv_buf *result, struct sv_err *err)
{
	static const struct {
		unsigned script;
		int64_t value;
		uint32_t from[3], to[3];
	} says[] = {
		{ 0, 5, { 0 }, { 2 } }, { 0, 5, { 0 }, { 4 } }, /* 2 and 3 are nothing */
		{ 1, 7, { 0, 20 }, { 1, 21 } }, { 1, 7, { 0, 22 }, { 1, 24 } }, { 1, 0, { 20, 1 }, { 21, 16 } }, /* 22 and 23 are together what 20 is */
		{ 2, 5, { 0 }, { 19 } }, /* and one after the other is nothing */
	};
	const unsigned *script = data;
	struct sv_elim *e = sv_elim_new(24, *script == 2 ? 24 : 0);
	struct sv_elim_leak leak = { false };
	uint32_t tags[30], columns[24], last = *script == 0 ? 3 : *script == 1 ? 23 : 18;
	int64_t factors[30];
	size_t told = 0;
	bool ok = e && sv_elim_watch(e, &last, 1, 7, 1);

	for (size_t i = 0; ok && i < sizeof says / sizeof *says; i++) {
		size_t n = 0;
		for (size_t k = 0; k < 3; k++)
			for (uint32_t c = says[i].from[k]; c < says[i].to[k]; c++)
				columns[n++] = c;
		if (says[i].script == *script)
			ok = sv_elim_add(e, columns, n, says[i].value, *script == 2 ? 24 + 23 : SV_ELIM_NONE, &leak);
	}
	for (uint32_t c = 0; ok && c < 18 && *script == 2; c++)
		ok = sv_elim_add(e, &c, 1, 0, 24 + c, &leak);
	if (ok && *script == 2)
		ok = sv_elim_tags(e, &leak, tags, factors, 30, &told);
	exhaust_rest();
	if (ok)
		assert_true(leak.found && told == (*script == 2 ? 19 : 0));
	sv_buf_addf(result, "%d %zu", ok && leak.found, told);
	sv_elim_free(e);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* A move that is in halves at first (test_kernel). */
static enum sv_status move(void *data, struct sv_buf *result, struct sv_err *err)
{
	static const size_t start[] = { 0, 3, 6, 9 };
	static const uint32_t column[] = { 0, 1, 2, 0, 1, 3, 0, 2, 3 };
	static const int64_t base[] = { 2, 3, 2, 1 }, value[] = { 7, 6, 5 };
	static const int32_t weight[] = { 1 };
	const struct sv_lp_problem p = { .ncolumns = 4, .nrows = 3, .top = 99, .start = start, .column = column, .value = value };
	const struct sv_lp_goal goal = { .n = 1, .column = column, .weight = weight, .whole = true };
	struct sv_kernel k;
	double x[4] = { 0 };
	enum sv_kernel_end end = sv_kernel_make(&k, &p) ? sv_kernel_move(&k, base, &goal, 1, x) : SV_KERNEL_NO_MEMORY;

	(void)data;
	exhaust_rest();
	sv_kernel_release(&k);
	sv_buf_addf(result, "%d %d", (int)end, (int)x[0]);
	return end == SV_KERNEL_NO_MEMORY ? sv_err_nomem(err) : SV_OK;
}

/* Sums one within the other, each of one more: most of them differ by less than is to be seen. */
static enum sv_status differ(void *data, struct sv_buf *result, struct sv_err *err)
{
	static uint32_t inner[14];
	static int64_t truth[14];
	struct sv_cell cells[14];
	struct sv_publication m = { .ninner = 14, .inner = truth, .ncells = 14, .cells = cells, .width = 3 };
	struct sv_primary_difference *list;
	size_t n;

	(void)data;
	memset(cells, 0, sizeof cells);
	for (uint32_t i = 0; i < 14; i++) {
		inner[i] = i;
		truth[i] = 1;
		cells[i] = (struct sv_cell){ .inner = inner, .ninner = i + 1, .value = i + 1 };
	}
	enum sv_status st = sv_primary_differences(&m, 100, &list, &n, err);
	exhaust_rest();
	if (st == SV_OK) {
		assert_int_equal(n, 91); /* every pair, as none of the differences stands there */
		sv_buf_addf(result, "%zu", n);
	}
	free(list);
	return st;
}

/* Sums that were published before: of one who must not be told, which is refused; and of two where one of the others can be given up for them (test_audit). */
static enum sv_status published_before(void *data, struct sv_buf *result, struct sv_err *err)
{
	static const int64_t truth[] = { 1, 1, 10, 0 };
	static const uint32_t inner[][4] = { { 0 }, { 1 }, { 2 }, { 3 }, { 0, 1, 2, 3 }, { 1, 2 } };
	static const size_t n[] = { 1, 1, 1, 1, 4, 2 };
	const bool *tell = data;
	struct sv_cell cells[6];
	unsigned char suppressed[6] = { 1, 1 };
	struct sv_publication m = { .ninner = 4, .inner = truth, .ncells = *tell ? 6 : 5, .cells = cells, .width = 3 };
	struct sv_audit_report report;

	memset(cells, 0, sizeof cells);
	for (size_t c = 0; c < 6; c++) {
		cells[c] = (struct sv_cell){ .inner = inner[c], .ninner = n[c], .flags = c < 2 ? SV_CELL_PRIMARY : c > 3 ? SV_CELL_FORCED : 0 };
		for (size_t i = 0; i < n[c]; i++)
			cells[c].cost = cells[c].value += truth[inner[c][i]];
	}
	enum sv_status st = *tell ? sv_suppress(&m, suppressed, &report.why, err) : sv_audit(&m, &solver.lp, false, suppressed, NULL, &report, err);
	exhaust_rest();
	assert_true(st == (*tell ? SV_NO : SV_OK) || st == SV_BUG);
	if (st != SV_BUG)
		sv_buf_addf(result, "%zu %zu %d %d", report.why.cell, report.why.nterms, suppressed[2], suppressed[3]);
	return st;
}

static enum sv_status notice(void *data, struct sv_buf *result, struct sv_err *err)
{
	static const struct sv_stratum strata[] = { { 4, 3, 20, 8 }, { 6, 1, 30, 9 }, { 5, 5, 12, 7 } };
	static const double p[] = { 0.01, 0.2, NAN, 0.03, 0.9 }, days[] = { 365, 365, 366, 365, 365 };
	static const long long counts[] = { 3, 5, 4, 9, 12 };
	double adjusted[5], power = 0;
	struct sv_permuted chance = { 0 };
	struct sv_change slope = { 0 };
	enum sv_status st = sv_fdr_adjust(p, 5, adjusted, err);

	(void)data;
	if (st == SV_OK)
		st = sv_permute_exact(strata, 3, &chance, err);
	if (st == SV_OK)
		st = sv_permute_power(strata, 3, 3, 0.05, &power, err);
	if (st == SV_OK)
		st = sv_trend_slope(counts, days, 5, 0.95, &slope, err);
	exhaust_rest();
	if (st == SV_OK)
		sv_buf_addf(result, "%d %d %d %d %d", (int)(adjusted[0] * 1e6), (int)(chance.two_sided * 1e6), (int)(power * 1e6), (int)(slope.ratio * 1e6), (int)(slope.probability * 1e6));
	return st;
}

static enum sv_status scan(void *data, struct sv_buf *result, struct sv_err *err)
{
	static long long past[6 * 36], recent[6 * 12];
	static const size_t windows[] = { 1, 3, 12 };
	double years[12];
	struct sv_random random;
	struct sv_scanned scanned[6] = { { 0 } };
	struct sv_uneven uneven = { 0 };

	(void)data;
	for (size_t i = 0; i < 6 * 36; i++)
		past[i] = (long long)(i * 7 % 11) / 4;
	for (size_t i = 0; i < 6 * 12; i++)
		recent[i] = i < 3 ? 4 : (long long)(i * 5 % 7) / 3;
	for (size_t i = 0; i < 12; i++)
		years[i] = 1 / 12.;
	struct sv_scan s = { 6, 12, years, recent, past, 36, 12, 3, windows, 3, 19 };
	sv_random_seed(&random, 1);
	enum sv_status st = sv_scan_uneven(past, 6, 36, 12, &uneven, err);
	if (st == SV_OK)
		st = sv_scan_run(&s, &random, scanned, err);
	exhaust_rest();
	for (size_t i = 0; st == SV_OK && i < 6; i++)
		sv_buf_addf(result, "%zu %lld %d ", scanned[i].window, scanned[i].observed, (int)(scanned[i].probability * 1e6));
	return st;
}

static enum sv_status uniform(void *data, struct sv_buf *result, struct sv_err *err)
{
	struct sv_handled handled[80];
	struct sv_decided decided[80];
	struct sv_uniform units[4] = { { 0 } };
	struct sv_precedents precedents[80] = { { 0 } };
	static const struct sv_uniform_rule rule = { 10, 0.95, 0.05 };

	(void)data;
	for (size_t i = 0; i < 80; i++) {
		handled[i] = (struct sv_handled){ i % 4, i % 3, i % 4 == 2 || i % 7 == 0 };
		decided[i] = (struct sv_decided){ i % 2, i % 5, i % 6 == 0, (int32_t)i };
	}
	enum sv_status st = sv_uniform_units(handled, 80, 4, &rule, units, err);
	if (st == SV_OK)
		st = sv_uniform_precedents(decided, 80, 5, precedents, err);
	exhaust_rest();
	for (size_t i = 0; st == SV_OK && i < 4; i++)
		sv_buf_addf(result, "%zu %d %d ", units[i].yes, (int)(units[i].adjusted * 1e6), units[i].stands_out);
	for (size_t i = 0; st == SV_OK && i < 80; i++)
		sv_buf_addf(result, "%zu %zu ", precedents[i].alike, precedents[i].otherwise_before);
	return st;
}

static enum sv_status survey(void *data, struct sv_buf *result, struct sv_err *err)
{
	static const uint32_t parent[] = { UINT32_MAX, 0, 0, 0, 1, 1 };
	struct sv_survey_group groups[6];
	uint32_t *inner = NULL, who[2][150];
	double score[2][150];
	unsigned char why[6] = { 0 };
	struct sv_survey_change changes[3] = { { 0 } };
	struct sv_random random;
	const struct sv_survey_rules rules = SV_SURVEY_SENSITIVE(1, 5);
	const struct sv_survey_compare how = { SV_SURVEY_TELL, 4, 49, 0.95 }, drawn = { SV_SURVEY_TELL, 0, 49, 0.95 };

	(void)data;
	memset(groups, 0, sizeof groups);
	for (size_t i = 0; i < 6; i++)
		groups[i].worth = 10 + (int64_t)i;
	for (unsigned i = 0; i < 150; i++) {
		who[0][i] = who[1][i] = i < 12 ? 4 : i < 40 ? 5 : i < 90 ? 2 : 3;
		score[0][i] = 1 + (i * 7 % 17) / 4.;
		score[1][i] = i % 9 == 0 ? NAN : 1 + (i * 5 % 16) / 4.;
	}
	enum sv_status st = sv_survey_tree(parent, 6, groups, &inner, err);
	const struct sv_survey_answers waves[] = { { 150, who[0], score[0] }, { 150, who[1], score[1] } };
	struct sv_survey_showing showing = { 6, 6, 2, groups, waves, 0 };
	if (st == SV_OK)
		st = sv_survey_hide(&showing, &rules, why, err);
	sv_random_seed(&random, 3);
	if (st == SV_OK)
		st = sv_survey_change(score[0], 40, score[1], 50, &how, &random, &changes[0], err);
	if (st == SV_OK)
		st = sv_survey_change(score[0], 60, score[1], 60, &drawn, &random, &changes[1], err);
	if (st == SV_OK)
		st = sv_survey_changes(changes, 3, 0.05, err);
	exhaust_rest();
	if (st == SV_OK) {
		sv_buf_add(result, why, sizeof why);
		sv_buf_addf(result, "%d %d", (int)(changes[0].adjusted * 1e6), (int)(changes[1].adjusted * 1e6));
	}
	free(inner);
	return st;
}

static enum sv_status count(void *data, struct sv_buf *result, struct sv_err *err)
{
	static const bool margins[] = { true, true };
	struct sv_cube *cube = sv_cube_new(2, margins);
	enum sv_status st = cube ? SV_OK : sv_err_nomem(err);
	size_t n = 0;

	(void)data;
	for (uint32_t i = 1; st == SV_OK && i < 8; i++)
		st = sv_cube_parent(cube, 0, i, i / 2, err);
	if (st == SV_OK) /* of no node of the second: in its margin alone */
		st = sv_cube_add(cube, (const uint32_t *const[]){ (const uint32_t[]){ 5 }, NULL }, (const size_t[]){ 1, 0 }, 1, err);
	for (uint32_t i = 0; st == SV_OK && i < 300; i++) {
		const uint32_t a[] = { i % 8, (i + 3) % 8 }, b[] = { i % 90 };
		const uint32_t *const nodes[] = { a, b };
		const size_t nnodes[] = { 1 + (i % 2), 1 };
		st = sv_cube_add(cube, nodes, nnodes, 1, err);
	}
	if (st == SV_OK)
		st = sv_cube_check(cube, 0, false, err);
	exhaust_rest();
	if (st == SV_OK) {
		sv_cube_cells(cube, NULL, &n);
		sv_buf_addf(result, "%zu", n);
	}
	sv_cube_free(cube);
	return st;
}

static void every_allocation_may_fail(void **state)
{
	struct table t;

	(void)state;
	assert_true(exhaust("noticing", notice, NULL) > 1);
	assert_true(exhaust("a move in halves", move, NULL) > 1);
	assert_true(exhaust("differences", differ, NULL) > 1);
	for (int tell = 0; tell < 2; tell++)
		assert_true(exhaust("what was published before", published_before, &(bool){ tell }) > 1);
	for (unsigned script = 0; script < 3; script++)
		assert_true(exhaust("zeros that follow", follow, &script) > 1);
	for (unsigned number = 1; number <= 20; number++)
		assert_true(exhaust("elimination", eliminate, &number) > 1);
	assert_true(exhaust("a scan", scan, NULL) > 1);
	assert_true(exhaust("likes handled alike", uniform, NULL) > 1);
	assert_true(exhaust("a survey", survey, NULL) > 1);
	assert_true(exhaust("a count", count, NULL) > 1);
	assert_true(exhaust("protection in several orders", protect_in_orders, NULL) > 1);
	for (unsigned seed = 1; seed <= 40; seed++) {
		make(&t, seed, seed % 3 == 0);
		assert_true(exhaust("protection", protect, &t) > 1);
	}
	assert_int_equal(exhaust_.wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_allocation_may_fail) };

	return cmocka_run_group_tests(tests, start, stop);
}
