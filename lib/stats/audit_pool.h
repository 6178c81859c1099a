/* SPDX-License-Identifier: MIT */
/*
 * What is known of how far suppressed cells can be from their true values: between audit.c and audit_pool.c, audit_pack.c and audit_check.c.
 *
 * A change is what some inner cells gain or lose, so that no published number is another and nothing is negative: the true
 * table with the change is one that readers cannot tell from the true one. It says the same to every reader who knows none
 * of the inner cells that it touches. All is relative to the true table: no change by 0.
 */
#ifndef SV_STATS_AUDIT_POOL_H
#define SV_STATS_AUDIT_POOL_H

#include "stats/audit.h"
#include "stats/protect_internal.h"

#define SV_TRUTH UINT32_MAX /* in place of a change: none */

struct sv_change {
	uint32_t n, *inner; /* each once */
	int64_t *by;        /* not 0 */
	bool own;           /* it touches what the reader knows: counts for nothing */
	uint32_t spared;    /* cells that it moves and that are published again: counts for nothing but where 0 */
};

/* How far a cell goes down and up, and by which changes. */
struct sv_range {
	int64_t low, high;
	uint32_t low_by, high_by;
};

/* What a change does to a cell. */
struct sv_shown {
	uint32_t change;
	int64_t by;
};

struct sv_shown_list {
	struct sv_shown *list;
	uint32_t n, cap;
};

/* What an insider was told of a cell before: it was within so much of its value, and that is what has to stay. */
struct sv_told {
	const struct sv_insider *reader;
	uint32_t cell;
	int64_t spread;
};

struct sv_pool {
	const struct sv_publication *m;
	const unsigned char *suppressed;
	size_t *start;       /* by inner cell: where its cells are in cells */
	uint32_t *cells;
	struct sv_change *change;
	uint32_t nchanges, cap;
	struct sv_shown_list *shown; /* by suppressed cell */
	struct sv_range *all, *range; /* by cell: for readers without knowledge of their own, and for the reader whose turn it is */
	unsigned char *watched; /* by cell: its ranges are kept */
	int64_t *need;       /* by cell: what the reader's range has to span */
	struct sv_told *told;
	size_t ntold;
	unsigned char *own;  /* by inner cell: the reader knows it */
	const struct sv_insider *reader;
	int64_t *sum;        /* by cell, 0 between uses */
	uint32_t *met, nmet; /* cells that sum is used of */
	unsigned char *is_met;
	int64_t *work;       /* by inner cell, 0 between uses: sv_pool_add takes a change from it */
	uint32_t *touched;   /* inner cells of work that may be other than 0 */
	uint32_t ntouched;
	unsigned char *is_touched;
};

/* Release with sv_pool_release, after errors too. SV_BUG without memory. */
enum sv_status sv_pool_init(struct sv_pool *p, const struct sv_publication *m, const unsigned char *suppressed, struct sv_err *err);
void sv_pool_release(struct sv_pool *p);

/* Sets the reader (NULL: without knowledge of his own), and p->range to what remains for him. */
void sv_pool_reader(struct sv_pool *p, const struct sv_insider *reader);
/* A cell was suppressed. What changes there are do nothing to it: it was published, or there are none. */
void sv_pool_watch(struct sv_pool *p, uint32_t cell);
/* A suppressed cell is published again (on): changes that move it count for nothing. Or suppressed once more, before another is spared: they count. */
void sv_pool_spare(struct sv_pool *p, uint32_t cell, bool on);
/* Whether the reader's range of a cell spans what it has to: its width, or what he was left before. And how much it lacks. */
bool sv_pool_proven(const struct sv_pool *p, size_t cell);
int64_t sv_pool_lacks(const struct sv_pool *p, size_t cell);
/* The reader was told of a cell before; less than before is told him no more. SV_BUG without memory. */
enum sv_status sv_pool_tell(struct sv_pool *p, uint32_t cell, int64_t spread, struct sv_err *err);

/* Adds to the change that is being made in p->work. */
void sv_pool_touch(struct sv_pool *p, uint32_t inner, int64_t by);
/* Adds a change that there is; SV_TRUTH: nothing. */
void sv_pool_touch_change(struct sv_pool *p, uint32_t change);
/*
 * Takes the change out of p->work, which is empty again after: keeps it where it fits all that is published, touches nothing
 * that the reader knows, and widens his range of some cell that is not proven. SV_OK whether it does or not.
 */
enum sv_status sv_pool_add(struct sv_pool *p, struct sv_err *err);

/* Tables that prove all that the reader's ranges do, as few as come of putting changes together. SV_BUG without memory. */
enum sv_status sv_pool_pack(struct sv_pool *p, struct sv_certificate *cert, struct sv_err *err);

/*
 * By other code: every change fits all that is published, and the two that the reader's range of each cell rests on differ
 * by its width and touch nothing that he knows. Cells of which he knows all count for nothing. SV_BUG naming what does not hold.
 */
enum sv_status sv_pool_check_changes(const struct sv_pool *p, struct sv_err *err);
enum sv_status sv_pool_check_reader(const struct sv_pool *p, size_t *cells, struct sv_err *err);

#endif
