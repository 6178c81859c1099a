/* SPDX-License-Identifier: MIT */
/*
 * Coarser classes instead of marks: a table whose dimensions are lifted (months to quarters to years, units to those above them, categories to their
 * groups, a dimension to its total) until it has no sensitive number. What it is lifted to is looked for among all ways to lift it: the one that
 * keeps the most numbers. Like any other table it is then protected beside all that is published: a mark can still be needed.
 */
#ifndef SV_REPORT_COARSEN_H
#define SV_REPORT_COARSEN_H

#include "report/protection.h"

/* Whether the protocol wants that for a table. */
bool sv_coarsen_wanted(const struct sv_rtable *t, const struct sv_publish_rules *rules);

/*
 * Lifts a table (f->table, with f->sheet filled; not counted yet) as far as it must be; f->coarsened tells whether it was. Where even its coarsest form that
 * tells more than totals has a sensitive number, it stays as it was defined, and is protected by marks.
 */
enum sv_status sv_coarsen(struct sv_rfigures *f, const struct sv_rshape *shape, const struct sv_publish_rules *rules, struct sv_err *err);

#endif
