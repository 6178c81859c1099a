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
	unsigned char *dropped;        /* by row */
	struct sv_lp_answer answer;
	double *most, *least;          /* duals of the last two attacks on a cell */
	int64_t *round;                /* by column: the answer in whole numbers */
	int32_t *weight;               /* by column, 0 between uses */
	uint32_t *goal_column;
	int32_t *goal_weight;
};

/* Attacks all targets of a block until each is proven. a->again tells that it had to stop. */
enum sv_status sv_siege_block(struct sv_attack *a, uint32_t block);

/*
 * Suppresses the cheapest cell on which what is known of a target rests: rows with duals, or what their known parts, or the
 * target's, were filled in from. Dropped rows become targets. SV_NO with a message where there is no such cell.
 */
enum sv_status sv_siege_repair(struct sv_siege *s, size_t target);

/* The same for a cell that was filled in altogether. */
enum sv_status sv_attack_repair_told(struct sv_attack *a, size_t cell);

/* Makes a published cell a target. False without memory. */
bool sv_siege_add_target(struct sv_siege *s, uint32_t cell, const uint32_t *column, size_t ncolumns, int64_t known);

#endif
