/* SPDX-License-Identifier: MIT */
/*
 * The order in which cells are kept, and sv_protect: see audit.h. Elimination goes through the cells once and never looks back, so
 * that what it leaves out hangs on its order; in the best of some a small model loses a twentieth less than in one, a large one nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "stats/audit.h"
#include "stats/mix.h"
#include "stats/protect_internal.h"

#define ORDERS 16           /* that are tried at most */
#define ORDER_WORK 300000   /* and as long as they are at most this much work together, in inner cells of cells, times readers */
#define SPARE_WORK 400000000 /* cells are spared where they, times that work, are at most this much */

/*
 * What a cell is worth in an order after the first, which is as given: larger sums first; then as given times a half to two, by
 * chance that is the same in each run; then the same, and what is left out so far a quarter of it, so that the audit finds that done.
 */
static int64_t worth(const struct sv_publication *m, size_t cell, size_t order, bool left_out)
{
	int64_t cost = sv_cell_worth(m, cell);

	if (order == 1)
		return (int64_t)m->cells[cell].ninner;
	cost = cost < SV_VALUE_MAX ? cost : SV_VALUE_MAX;
	cost *= (int64_t)(512 + sv_mix((uint64_t)cell << 8 | order) % 1536);
	return order >= ORDERS / 2 && left_out ? cost / 4 : cost;
}

/* What is left out of what was to be printed: how many cells, what they are worth, and what the dearest of them is. */
struct loss {
	size_t cells;
	double worth;
	int64_t dearest;
};

static struct loss reckon(const struct sv_publication *m, const unsigned char *suppressed)
{
	struct loss l = { 0 };

	for (size_t c = 0; c < m->ncells; c++) {
		if (!suppressed[c] || (m->cells[c].flags & SV_CELL_UNSEEN))
			continue;
		l.cells++;
		l.worth += (double)m->cells[c].cost;
		l.dearest = m->cells[c].cost > l.dearest ? m->cells[c].cost : l.dearest;
	}
	return l;
}

/* Fewer cells are better, then cells that are worth less; but nothing is given up that is worth more than what the order as given has to. */
static bool better(const struct loss *a, const struct loss *than, int64_t dearest)
{
	if (a->dearest > dearest)
		return false;
	return a->cells < than->cells || (a->cells == than->cells && a->worth < than->worth);
}

/* What one pass over all readers costs. */
static size_t work_of(const struct sv_publication *m)
{
	size_t n = 1;

	for (size_t c = 0; c < m->ncells; c++)
		n += m->cells[c].ninner;
	return n * (m->ninsiders + 1);
}

/* What no order can keep. */
static size_t least_loss(const struct sv_publication *m)
{
	size_t n = 0;

	for (size_t c = 0; c < m->ncells; c++)
		n += (m->cells[c].flags & SV_CELL_PRIMARY) && !(m->cells[c].flags & (SV_CELL_FORCED | SV_CELL_UNSEEN));
	return n;
}

/* What was tried in all. */
static enum sv_status audit(const struct sv_publication *m, const struct sv_lp *lp, bool sparing, unsigned char *suppressed, struct sv_certificate *cert,
			    struct sv_audit_report *total, struct sv_err *err)
{
	struct sv_audit_report one;
	enum sv_status st = sv_audit(m, lp, sparing, suppressed, cert, &one, err);

	one.solves += total->solves;
	one.searches += total->searches;
	one.added += total->added;
	*total = one;
	return st;
}

/*
 * Tries the orders after the first; what loses less takes the place of what is in suppressed. An order in which nothing can be published is passed over. None of
 * them loses primary cells alone: then the first would have.
 */
static enum sv_status try_orders(const struct sv_publication *m, const struct sv_lp *lp, size_t work, unsigned char *suppressed, struct sv_audit_report *report,
				 struct sv_err *err)
{
	struct sv_cell *cells = malloc((m->ncells + 1) * sizeof *cells);
	unsigned char *other = malloc(m->ncells + 1);
	struct sv_publication reordered = *m;
	struct loss first = reckon(m, suppressed), least = first, loss;
	enum sv_status st = cells && other ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK)
		memcpy(cells, m->cells, m->ncells * sizeof *cells);
	reordered.cells = cells;
	for (size_t k = 1; st == SV_OK && k < ORDERS && k * work <= ORDER_WORK; k++) {
		for (size_t c = 0; c < m->ncells; c++)
			cells[c].cost = worth(m, c, k, suppressed[c]);
		st = sv_suppress(&reordered, other, NULL, err);
		if (st == SV_OK)
			st = audit(&reordered, lp, false, other, NULL, report, err);
		if (st == SV_NO) {
			sv_err_clear(err);
			st = SV_OK;
			continue;
		}
		loss = reckon(m, other);
		if (st == SV_OK && better(&loss, &least, first.dearest)) {
			least = loss;
			memcpy(suppressed, other, m->ncells);
		}
	}
	free(cells);
	free(other);
	return st;
}

enum sv_status sv_protect(const struct sv_publication *m, const struct sv_lp *lp, unsigned char *suppressed, struct sv_certificate *cert,
			  struct sv_audit_report *report, struct sv_err *err)
{
	struct sv_audit_report unused;
	size_t work = work_of(m);

	if (report == NULL)
		report = &unused;
	*report = (struct sv_audit_report){ .why = { .cell = SIZE_MAX } };
	if (cert)
		*cert = (struct sv_certificate)SV_CERTIFICATE_INIT;
	enum sv_status st = sv_suppress(m, suppressed, &report->why, err);
	if (st == SV_OK)
		st = audit(m, lp, false, suppressed, cert, report, err);
	if (st != SV_OK || work > SPARE_WORK / (m->ncells + 1) || reckon(m, suppressed).cells == least_loss(m))
		return st; /* or nothing can be gained */
	if (cert)
		sv_certificate_release(cert);
	st = try_orders(m, lp, work, suppressed, report, err);
	return st == SV_OK ? audit(m, lp, true, suppressed, cert, report, err) : st;
}
