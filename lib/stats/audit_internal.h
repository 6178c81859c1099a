/* SPDX-License-Identifier: MIT */
/* One reader's attack on what is published: between audit.c (readers), audit_block.c (a block), audit_repair.c (what to suppress more). */
#ifndef SV_STATS_AUDIT_INTERNAL_H
#define SV_STATS_AUDIT_INTERNAL_H

#include "stats/audit.h"
#include "stats/audit_system.h"

/* A suppressed cell under attack, within a block. */
struct sv_target {
	uint32_t cell, width;
	int64_t known; /* what of it is known */
	const uint32_t *column;
	size_t ncolumns;
	int64_t low, high; /* over the tables that were found; low > high: none yet */
	bool proven;
};

/* Tables of whole numbers that were found for a block: values by column. */
struct sv_found {
	int64_t **table;
	size_t n, cap;
};

/* A reader's attack. */
struct sv_attack {
	const struct sv_publication *m;
	const struct sv_insider *reader; /* NULL: without knowledge of his own */
	const struct sv_lp *lp;
	unsigned char *suppressed;
	struct sv_audit_report *report;
	struct sv_err *err;
	struct sv_system sys;
	uint32_t max_width;      /* of all cells */
	bool again;              /* a cell was suppressed that others were filled in from: begin anew */
	struct sv_found *found;  /* by block */
	struct sv_certificate tables; /* of all inner cells, from earlier rounds */
};

/* The block under attack. */
struct sv_siege {
	struct sv_attack *a;
	const struct sv_block *b;
	struct sv_found *found;
	struct sv_target *target;
	size_t ntargets, cap;
	int64_t top;
	unsigned char *dropped;  /* by row: its cells are suppressed now */
	bool stale;              /* the solver still has rows that were dropped: what it proves holds, what it fails to may not */
	struct sv_lp_problem p;  /* what the solver has; its arrays are the siege's */
	uint32_t *row;           /* by row of that: the row here */
	struct sv_lp_answer answer;
	double *most, *least;    /* by row here: duals of the last two attacks on a cell */
	double *amount, *best_amount, *best_x; /* by row of the problem: what is given up; by column: the table for it */
	int64_t *round;          /* by column: the answer in whole numbers */
	int32_t *weight;         /* by column, 0 between uses */
	uint32_t *goal_column;
	int32_t *goal_weight;
};

/* Attacks all targets of a block until each is proven. a->again tells that it had to stop. */
enum sv_status sv_siege_block(struct sv_attack *a, uint32_t block);

/* Gives the solver the rows that are not dropped, or of these only the forced ones. */
enum sv_status sv_siege_load(struct sv_siege *s, bool forced);
/* What giving a row up costs, with all cells that say the same; -1 where one of them is forced. */
int64_t sv_siege_row_cost(const struct sv_siege *s, uint32_t row);
/* Adds a cell to what is to be solved for. */
void sv_siege_aim(struct sv_siege *s, const struct sv_target *t, int32_t by);
/* Solves for what was aimed at; the answer is kept where it is a table of whole numbers that tells something. */
enum sv_status sv_siege_solve(struct sv_siege *s, bool most, bool *solved);
/* Keeps s->answer, where it is a table of whole numbers that fits and tells something. */
enum sv_status sv_siege_take(struct sv_siege *s);
/* What is published binds the ends of a cell by linear programming: the duals of both, into s->most and s->least. */
enum sv_status sv_siege_duals(struct sv_siege *s, size_t target);

/* A move of a cell from the table in which it is highest or lowest, further out. */
struct sv_move {
	bool up, whole;
	int64_t by;
};
/* Makes a move; amount as sv_lp.move. Where there is one, s->answer is the table it leads to, not taken yet. */
enum sv_status sv_siege_move(struct sv_siege *s, size_t target, struct sv_move how, double *amount);

/*
 * Suppresses what is cheapest so that tables differ in a target by its width: rows; or where these are forced, what the
 * target's or the rows' known parts were filled in from (a->again is set). What is suppressed becomes a target. SV_NO with
 * a message where nothing helps.
 */
enum sv_status sv_siege_repair(struct sv_siege *s, size_t target);

/* The same for a cell that was filled in altogether. */
enum sv_status sv_attack_repair_told(struct sv_attack *a, size_t cell);

/* Makes a published cell a target. False without memory. */
bool sv_siege_add_target(struct sv_siege *s, uint32_t cell, const uint32_t *column, size_t ncolumns, int64_t known);

#endif
