/* SPDX-License-Identifier: MIT */
/* The rows of an elimination and what is kept about them: between elim.c (steps) and elim_rows.c (storage). */
#ifndef SV_STATS_ELIM_INTERNAL_H
#define SV_STATS_ELIM_INTERNAL_H

#include "stats/elim.h"

/*
 * What is kept of an equation: pivot + the sum of val times col = rhs; or of a watched sum: the sum of val times col, up to
 * what is known. Columns ascend; the first m are unknowns, the others tags. None of them is the pivot of any row. Columns
 * that were closed after they came in stay in place, and count for nothing.
 */
struct sv_elim_row {
	uint64_t *val; /* one block with col behind it */
	uint32_t *col;
	uint32_t n, m, live; /* terms, of these unknowns, of these not closed */
	uint32_t pivot;      /* SV_ELIM_NONE: a watched sum */
	uint32_t id, width;  /* of a watched sum */
	bool dropped;        /* no equation any more, as its pivot was closed; it stays for its tags */
	uint64_t rhs;
};

/* The rows in which a column stands: a list that may name too many, and their true number. */
struct sv_elim_list {
	uint32_t *row;
	uint32_t len, cap, count;
};

enum sv_elim_kind { SV_ELIM_ADDED, SV_ELIM_CHANGED, SV_ELIM_DROPPED, SV_ELIM_CLOSED };

struct sv_elim_undo {
	enum sv_elim_kind kind;
	uint32_t at; /* row or column */
	struct sv_elim_row old;
};

/* A column that is to be 0, and what says so: a row, or where there is none, a tag. */
struct sv_elim_todo {
	uint32_t column, cause, tag;
};

struct sv_elim {
	uint32_t n, all; /* unknowns; unknowns and tags */
	struct sv_elim_row *rows;
	uint32_t nrows, rows_cap;
	uint32_t *pivot_row; /* by column: the row whose pivot it is */
	struct sv_elim_list *lists;
	uint32_t *watch, *width; /* by column: id and width; SV_ELIM_NONE where not watched */
	unsigned char *closed;   /* by column: known to be 0 */
	struct sv_elim_todo *cause; /* by column that is closed: why. Only where there are tags */
	uint32_t max_width;
	uint64_t *acc; /* by column, 0 between uses */
	unsigned char *touched;
	uint32_t *touch; /* columns of acc in use */
	uint32_t ntouch;
	uint32_t *out_col, *fresh; /* room for a row that is made, and for what is new in it */
	uint64_t *out_val;
	uint32_t *stamp, now;  /* by row, for lists */
	uint32_t *mark, round; /* by row, for zeros */
	uint32_t *hit;        /* rows met by a new equation */
	uint32_t *cut;        /* rows met by closed columns */
	struct sv_elim_undo *log;
	size_t nlog, log_cap;
	struct sv_elim_todo *todo;
	size_t ntodo, todo_cap, todo_done;
};

static inline bool sv_elim_has_tags(const struct sv_elim *e)
{
	return e->all > e->n;
}

/* The factor of a column in a row; 0 where it is not in it. */
uint64_t sv_elim_factor(const struct sv_elim_row *r, uint32_t column);
/* Takes out of a column's list what is no longer so; a row stays once. */
void sv_elim_tidy(struct sv_elim *e, uint32_t column);
/* Notes that a row, in place already, has a column; or that it has it no more. */
bool sv_elim_enlist(struct sv_elim *e, uint32_t column, uint32_t row);
void sv_elim_unlist(struct sv_elim *e, uint32_t column);
/* Puts n terms of out_col and out_val into a row, in memory of their own. */
bool sv_elim_store(struct sv_elim *e, struct sv_elim_row *r, uint32_t n);
/* Room for one more row, and for marks on all of them. */
bool sv_elim_reserve_row(struct sv_elim *e);
/* Puts a row (its terms become the elimination's) behind the others, and in the lists. */
bool sv_elim_put_row(struct sv_elim *e, const struct sv_elim_row *r);
bool sv_elim_log(struct sv_elim *e, enum sv_elim_kind kind, uint32_t at, const struct sv_elim_row *old);
/* Asks for a column to be closed. */
bool sv_elim_close_later(struct sv_elim *e, uint32_t column, uint32_t cause, uint32_t tag);

#endif
