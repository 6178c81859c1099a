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

/* Set tables and n; the rest is made. All zero before. */
struct sv_rmodel {
	struct sv_rfigures **tables; /* owned is the list, not what it points to */
	size_t n, total;             /* total: cells of all of them */
	struct sv_rpart *parts;
	struct sv_patterns patterns;
	int64_t *inner;
	size_t *start;     /* [cell + 1]: where the inner cells of each cell start in members */
	uint32_t *members;
	struct sv_cell *cells;
	struct { size_t table, cell; } *from; /* [model cell] */
	char (*names)[64];
	size_t ncells;
	struct sv_insider *insiders;
	size_t ninsiders;
	uint32_t **heads;  /* what heads of units know, for insiders */
	size_t nheads;
};

/* First: where each table stands among all cells. Then the patterns are to be found (pattern.h). */
enum sv_status sv_rmodel_parts(struct sv_rmodel *m, struct sv_err *err);
/* Then: which patterns each cell sums, and how many cases each pattern has. */
enum sv_status sv_rmodel_members(struct sv_rmodel *m, struct sv_err *err);
/* Then: every cell that was, or may be, published, with what figures say of it. */
enum sv_status sv_rmodel_cells(struct sv_rmodel *m, const struct sv_publish_rules *rules, struct sv_err *err);
void sv_rmodel_release(struct sv_rmodel *m);

#endif
