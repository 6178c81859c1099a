/* SPDX-License-Identifier: MIT */
/*
 * Patterns: the inner cells of the one model that published tables are protected by. A case has a pattern: the set of cells, of all tables
 * of a block, that it counts in. Patterns that occur come from the sheets; those that could, from made-up cases that keep to the
 * shapes of the tables. A possible pattern that is left out makes the attacker cleverer than they are, so leaving out is safe.
 */
#ifndef SV_REPORT_PATTERN_H
#define SV_REPORT_PATTERN_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "report/sheet.h"

/* One table among those protected together; borrowed. base: what is added to the number of its cells. */
struct sv_rpart {
	const struct sv_rtable *table;
	const struct sv_sheet *sheet;
	uint32_t base;
};

struct sv_pattern {
	size_t start, n; /* its cells in the pool, ascending */
	int64_t cases;
};

struct sv_patterns {
	struct sv_pattern *list;
	size_t n, cap;
	uint32_t *pool;
	size_t used, room;
	uint32_t *slots; /* hash table: number of a pattern + 1; 0: free */
	size_t nslots;
};

/* Finds the patterns of some tables. Deterministic. Errors: SV_BUG without memory. */
enum sv_status sv_patterns_find(const struct sv_rpart *parts, size_t nparts, struct sv_patterns *out, struct sv_err *err);
void sv_patterns_release(struct sv_patterns *p);

#endif
