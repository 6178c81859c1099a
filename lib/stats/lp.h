/* SPDX-License-Identifier: MIT */
/*
 * What the audit asks of a linear programming solver. The solver itself is elsewhere (report/solver.h runs one as a process of
 * its own), so that stats/ stays pure and any solver will do. Its answers are never trusted for a proof: tables that it
 * finds are checked with whole numbers.
 */
#ifndef SV_STATS_LP_H
#define SV_STATS_LP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/*
 * Unknowns, each from 0 to top, and equations: the sum of the columns of row r (start[r] to start[r + 1]) = value[r].
 */
struct sv_lp_problem {
	uint32_t ncolumns, nrows;
	int64_t top;
	const size_t *start; /* nrows + 1 */
	const uint32_t *column;
	const int64_t *value;
	const int64_t *cost;       /* by row: what giving it up costs for each unit, > 0; -1: not to be given up */
};

/* What is to be as large, or as small, as can be: the sum of weight times column. */
struct sv_lp_goal {
	bool most;
	size_t n;
	const uint32_t *column;
	const int32_t *weight;
	bool whole;    /* in whole numbers: a search, which may give up */
	double enough; /* whole: the search may stop at a value as good as this */
};

enum sv_lp_end { SV_LP_OPTIMAL, SV_LP_INFEASIBLE, SV_LP_GAVE_UP };

/* The caller's arrays, filled where the end is SV_LP_OPTIMAL; duals not for whole goals. For a whole goal: what was found. */
struct sv_lp_answer {
	enum sv_lp_end end;
	double value;
	double *x;    /* ncolumns */
	double *dual; /* nrows: what the value gains by a larger right side; 0 where the equation does not bind it */
};

/* A solver. Each function returns SV_OK or, where the solver is missing, died or makes no sense, another status with *err. */
struct sv_lp {
	void *ctx;
	/* Takes a problem in place of the one before; copies what it needs. */
	enum sv_status (*load)(void *ctx, const struct sv_lp_problem *p, struct sv_err *err);
	/* Solves for a goal, from where the last one ended. */
	enum sv_status (*solve)(void *ctx, const struct sv_lp_goal *goal, struct sv_lp_answer *out, struct sv_err *err);
	/*
	 * From a table that fits (base, by column), the smallest change after which the goal's sum is at least `by` higher, or
	 * where not most lower: by the sum of what columns gain and lose. amount not NULL: rows may be given up, each unit of
	 * what it is not kept by at its cost; amount (by row) says how much. goal->whole: in whole numbers, and the first that is
	 * found will do. out->x: the changes.
	 */
	enum sv_status (*move)(void *ctx, const int64_t *base, const struct sv_lp_goal *goal, double by, double *amount, struct sv_lp_answer *out,
			       struct sv_err *err);
};

#endif
