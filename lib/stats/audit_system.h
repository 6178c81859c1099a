/* SPDX-License-Identifier: MIT */
/*
 * What a reader knows, as systems of equations that stand apart: between audit.c and audit_system.c.
 *
 * First what follows at once is filled in: a published zero, the last unknown part of a published sum. What is left falls
 * apart into blocks that share no unknown. Within a block, inner cells that always occur together are one column, and
 * published cells with the same unknown parts are one row.
 */
#ifndef SV_STATS_AUDIT_SYSTEM_H
#define SV_STATS_AUDIT_SYSTEM_H

#include "stats/protect_internal.h"

#define SV_NO_CELL UINT32_MAX /* no cell; as a reason: the reader knew it */

/* A block. Rows and targets list their columns: start[i] to start[i + 1]. */
struct sv_block {
	uint32_t ncolumns, nrows, ntargets;
	uint32_t *inner;     /* by column: an inner cell of it, which takes all of its value in a table; the others take 0 */
	uint32_t *row_cell;  /* by row: a published cell; those that say the same follow by sv_system.same */
	int64_t *row_value;
	size_t *row_start;
	uint32_t *row_column;
	uint32_t *target;    /* by target: a suppressed cell */
	int64_t *target_known; /* and what of it is known */
	size_t *target_start;
	uint32_t *target_column;
};

struct sv_system {
	const struct sv_publication *m;
	const unsigned char *suppressed;
	unsigned char *known;  /* by inner cell */
	int64_t *value;        /* of those */
	uint32_t *reason;      /* of those: the published cell that told it */
	unsigned char *own;    /* by inner cell: the reader knew it before */
	uint32_t *same;        /* by published cell: the next that says the same; SV_NO_CELL */
	uint32_t nblocks;
	struct sv_block *blocks;
	uint32_t *block_of;    /* by inner cell: its block; SV_NO_CELL where it is known, or in nothing that matters */
	uint32_t *column;      /* by inner cell that is in a block: its column there */
	size_t told;           /* a suppressed cell of which nothing is left; SIZE_MAX: none */
};

/*
 * What a reader (NULL: without knowledge of his own) can fill in, and the blocks that are left. Suppressed cells that an
 * insider knows by himself, and of which nothing need be left (need, by cell), are left out. Errors: SV_BUG without memory. Release with sv_system_release, after errors too.
 */
enum sv_status sv_system_make(struct sv_system *s, const struct sv_publication *m, const struct sv_insider *reader, const unsigned char *suppressed,
			      const int64_t *need, struct sv_err *err);
void sv_system_release(struct sv_system *s);

#endif
