/* SPDX-License-Identifier: MIT */
/*
 * Patterns: the inner cells of the one model that published tables are protected by. A case has a pattern: the set of cells, of all tables
 * of a block, that it counts in. Patterns that occur come from the sheets; those that could, from made-up cases that keep to the
 * shapes of the tables. A possible pattern that is left out makes the attacker cleverer than they are, so leaving out is safe.
 */
#ifndef SV_REPORT_PATTERN_H
#define SV_REPORT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "report/sheet.h"

/* One table among those protected together; borrowed. base: what is added to the number of its cells. */
struct sv_rpart {
	const struct sv_rtable *table;
	const struct sv_sheet *sheet;
	uint32_t base;
	const char *branch; /* only the nodes of this branch are looked at, and totals (sv_rdim_branch); NULL: all */
	unsigned time; /* when it was counted: 0 for new tables, then by publication (sv_patterns_find: 1 is the latest) */
};

/* Whether a cell is of another branch than the one that is looked at. */
bool sv_rpart_leaves_out(const struct sv_rpart *p, size_t cell);

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

#define SV_STOCK_DIMS 64
#define SV_STOCK_WORDS 4

/* What a made-up case has of a dimension: its words, then NULL. */
struct sv_stock_words {
	const char *at[SV_STOCK_WORDS];
};

/* What made-up cases are made of: the words of each dimension that some tables speak of, and days that tell all their periods apart. Texts are borrowed from the tables. */
struct sv_stock {
	struct { const char *name; struct sv_stock_words *words; size_t n; } dims[SV_STOCK_DIMS];
	size_t ndims;
	int32_t *days;
	size_t ndays;
};

/* How a pattern was made up: received on that day; counted in the tables of one time only, or (-1) of all. */
struct sv_invented {
	int32_t day;
	int time;
};

/* How every pattern was made up. */
struct sv_invention {
	struct sv_stock stock;
	struct sv_invented *list; /* [pattern] */
	uint16_t *words;          /* [pattern * stock.ndims + dimension]: which words of the stock */
	size_t n, cap;
};

/* Finds the patterns of some tables. Deterministic. Errors: SV_BUG without memory. */
enum sv_status sv_patterns_find(const struct sv_rpart *parts, size_t nparts, struct sv_patterns *out, struct sv_err *err);
/*
 * Makes patterns up from the shapes of tables alone: of what happened nothing is in them, not even which of them occurred. Where tables are of several
 * times, each made-up case is there as counted alike at all of them, and as counted at one of them only: it came later, or had changed.
 */
enum sv_status sv_patterns_invent(const struct sv_rpart *parts, size_t nparts, struct sv_patterns *out, struct sv_invention *how, struct sv_err *err);
void sv_invention_release(struct sv_invention *how);
/* Makes room in the list for one more. False without memory. */
bool sv_patterns_room(struct sv_patterns *p);
void sv_patterns_release(struct sv_patterns *p);

#endif
