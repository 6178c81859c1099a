/* SPDX-License-Identifier: MIT */
/*
 * One reader's attack on what is published: between audit.c (readers), audit_block.c (a block), audit_near.c (the surroundings
 * of a cell) and audit_repair.c (what to suppress more).
 */
#ifndef SV_STATS_AUDIT_INTERNAL_H
#define SV_STATS_AUDIT_INTERNAL_H

#include "stats/audit_kernel.h"
#include "stats/audit_pool.h"
#include "stats/audit_system.h"

/* A suppressed cell under attack, within a block. */
struct sv_target {
	uint32_t cell;
	const uint32_t *column;
	size_t ncolumns;
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
	struct sv_pool pool;
	bool again;   /* a cell was suppressed that others were filled in from: begin anew */
	bool probing; /* nothing more is suppressed: the attack ends at the first cell that is not proven, with: */
	bool leaks;
};

/* Which rows are looked at: all; those that can't be given up; of these, what was published before. */
enum sv_near_rows { SV_NEAR_ALL, SV_NEAR_FORCED, SV_NEAR_PUBLISHED };

/* Columns round a target, and the rows that they are in: a small problem of its own, in which nothing else moves. */
struct sv_near {
	uint32_t *column, ncolumns;  /* of the block */
	uint32_t *at;                /* by column of the block: where it is here; SV_NO_CELL */
	uint32_t *row;               /* by row here: one of the block */
	uint32_t *alike;             /* by row of the block: the next that has the same columns here; SV_NO_CELL */
	enum sv_near_rows rows;
	struct sv_lp_problem p;      /* its arrays are this struct's */
	bool sent;                   /* the solver has it */
	struct sv_kernel kernel;     /* of it; made when it is asked for */
	int64_t *base;               /* by column here: the table to move from */
	struct sv_lp_answer answer;
	double *amount;              /* by row here: how far it is not kept */
	/* room */
	uint64_t *heap;
	size_t nheap;
	unsigned char *reached;      /* by column, then by row of the block */
	uint32_t *stack;
	uint32_t *goal_column;
	int32_t *goal_weight;
};

/* The block under attack. */
struct sv_siege {
	struct sv_attack *a;
	const struct sv_block *b;
	struct sv_target *target; /* room for as many as there are cells */
	size_t ntargets;
	size_t *column_start;    /* by column: where its rows are in column_row */
	uint32_t *column_row;
	uint32_t *member;        /* by column: its first inner cell */
	uint32_t *next_member;   /* by inner cell: the next of the same column; SV_NO_CELL */
	int64_t *value;          /* by column: of the true table */
	unsigned char *dropped;  /* by row: its cells are suppressed now */
	bool last;               /* nothing is left but to search a large block whole */
	struct sv_near near;
};

/* Attacks all targets of a block until each is proven. a->again tells that it had to stop. */
enum sv_status sv_siege_block(struct sv_attack *a, uint32_t block);

/* What giving a row up costs, with all cells that say the same; -1 where one of them is forced. */
int64_t sv_siege_row_cost(const struct sv_siege *s, uint32_t row);

/* Moves a target further out either way, among all columns of the block, however many. */
enum sv_status sv_siege_move_last(struct sv_siege *s, const struct sv_target *t);

/* Makes a suppressed cell a target. */
void sv_siege_add_target(struct sv_siege *s, uint32_t cell, const uint32_t *column, size_t ncolumns);

/* A move of a cell from the table in which it is highest or lowest, further out. */
struct sv_move {
	bool up, ease; /* ease: rows may be given up */
	bool whole;    /* in whole numbers: always, but for what is eased */
	int64_t by;
};

/* Room for the surroundings of cells of a block. False without memory. */
bool sv_near_init(struct sv_near *n, const struct sv_block *b);
void sv_near_release(struct sv_near *n);
/* Finds the columns of the block that are nearest to a target, through short rows first: at most `limit`. */
void sv_near_find(struct sv_siege *s, const struct sv_target *t, uint32_t limit);
/* Sets the table to move a target up or down from, for the columns found. */
void sv_near_base(struct sv_siege *s, const struct sv_target *t, bool up);
/* Leaves out columns that can't move, as each row is to keep its sum. False where the target is among these. */
bool sv_near_peel(struct sv_siege *s, const struct sv_target *t, bool up);
/* Of the cells that say what a row says, one that can't be given up, or that was published before: the others, could they be, tell nothing more. SV_NO_CELL where none is. */
uint32_t sv_near_forced_cell(const struct sv_siege *s, uint32_t row, enum sv_near_rows rows);
/* Makes the problem of the columns found. */
enum sv_status sv_near_load(struct sv_siege *s, const struct sv_target *t);
/* Loads it into the solver, unless that is done. */
enum sv_status sv_near_send(struct sv_siege *s);
/* Makes a move in the problem that was made; near.answer tells how it ended. */
enum sv_status sv_near_move(struct sv_siege *s, const struct sv_target *t, struct sv_move how);
/* Gives near.answer, where it is in whole numbers, to the pool: as a change of the table that it is moved from. */
enum sv_status sv_near_take(struct sv_siege *s, const struct sv_target *t, bool up, const double *x);

/*
 * Suppresses what is cheapest so that tables differ in a target by its width: rows; or where these are forced, what the
 * target's or the rows' known parts were filled in from (a->again is set). What is suppressed becomes a target. SV_NO with
 * a message where nothing helps.
 */
enum sv_status sv_siege_repair(struct sv_siege *s, size_t target);

/* The same for a cell that was filled in altogether. */
enum sv_status sv_attack_repair_told(struct sv_attack *a, size_t cell);

#endif
