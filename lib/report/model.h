/* SPDX-License-Identifier: MIT */
/*
 * The linear model of tables that are protected together: patterns are its inner cells, and every number that was or may be published is a sum of them.
 * protection.c makes it of what happened, certificate.c of nothing but what was published.
 */
#ifndef SV_REPORT_MODEL_H
#define SV_REPORT_MODEL_H

#include "report/pattern.h"
#include "report/protection.h"
#include "stats/protect.h"

/* Set tables, n and (they may be NULL) branch and withheld, which is owned; the rest is made. All zero before. */
struct sv_rmodel {
	struct sv_rfigures **tables; /* owned is the list, not what it points to */
	size_t n, total;             /* total: cells of all of them */
	const char *branch;          /* pattern.h */
	struct sv_rpart *parts;
	struct sv_patterns patterns;
	int64_t *inner;
	size_t *start;     /* [cell + 1]: where the inner cells of each cell start in members */
	uint32_t *members;
	struct sv_cell *cells;
	struct { size_t table, cell; } *from; /* [model cell], of the first nprinted */
	char (*names)[64];
	size_t ncells, nprinted; /* nprinted: those that stand in a table; then come differences */
	struct sv_insider *insiders;
	size_t ninsiders;
	uint32_t **heads;  /* what heads of units know, for insiders */
	size_t nheads;
	uint32_t **apart;  /* the inner cells of each difference, and of what is known of a total */
	size_t napart;
	unsigned char *withheld; /* [cell of all tables], or NULL: not printed, and of no interest: nothing else speaks of it */
	unsigned char *kept_in; /* [cell of all tables]: not to be printed, whatever it is (sv_rmodel_totals) */
	struct sv_cell *known;  /* what is taken as known of totals */
	size_t nknown;
};

/* First: where each table stands among all cells. Then the patterns are to be found (pattern.h). */
enum sv_status sv_rmodel_parts(struct sv_rmodel *m, struct sv_err *err);
/*
 * Then, for protection, where the totals of some periods are not printed (hidden: a member for each, sv_rtable_about): they tie blocks together, as they are the same in each. So that every block can still
 * be looked at by itself, a reader is taken to know that they are at least what they are: for each case that may be, one more is added that counts in all but that knowledge, and in each block one is
 * chosen of which nothing is printed. Whatever more cases one block is thought to have, the others can have them there. SV_NO where what was published before does not allow that.
 */
enum sv_status sv_rmodel_totals(struct sv_rmodel *m, const json_t *hidden, struct sv_err *err);
/* Then: which patterns each cell sums, and how many cases each pattern has. */
enum sv_status sv_rmodel_members(struct sv_rmodel *m, struct sv_err *err);
/* Then: every cell that was, or may be, published, with what figures say of it. */
enum sv_status sv_rmodel_cells(struct sv_rmodel *m, const struct sv_publish_rules *rules, struct sv_err *err);
/*
 * Then, for protection: adds a cell for each small number that is found by subtracting two that may both be printed: one within the other in the new tables; and the same number of a new table and of
 * an earlier publication, where a few cases came in or left between the two. What both are in earlier publications can't be taken back, and is left out.
 */
enum sv_status sv_rmodel_differences(struct sv_rmodel *m, const struct sv_publish_rules *rules, struct sv_err *err);
void sv_rmodel_release(struct sv_rmodel *m);

#endif
