/* SPDX-License-Identifier: MIT */
/* Figures when memory runs out: no table is half protected, no test half calculated. What is calculated is held to others in tests/stats; here only that it is all or nothing. */
#include "exhaust.h"

#include <math.h>

#include "auditor.h"
#include "stats/audit.h"
#include "stats/cube.h"
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
