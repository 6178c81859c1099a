/* SPDX-License-Identifier: MIT */
/* The making up of cases, that patterns (pattern.h) are found by: between pattern.c (sets of patterns), stock.c (what cases are made of), invent.c (which are made) and past.c (what became of them). */
#ifndef SV_REPORT_MAKING_H
#define SV_REPORT_MAKING_H

#include "report/pattern.h"

#define SV_MAKING_FULL 20000 /* combinations of all dimensions of a block that are made up without exception */

/* A sheet of a block, and where a walk along all of them stands. */
struct sv_walked {
	const struct sv_sheet *sheet;
	size_t at;
	const struct sv_srow *row; /* of the case that is looked at; NULL: it has none */
};

/* The making up of cases. */
struct sv_making {
	const struct sv_rpart *parts;
	size_t nparts;
	const struct sv_stock *stock;
	struct sv_sheet columns; /* no rows; the dimensions of the stock in their order */
	struct sv_patterns *out;
	struct sv_invention *how; /* NULL: nobody asks */
	unsigned *time, times;    /* [part]: when it was counted, of so many times; without how they are numbered as far as there are tables of them */
	unsigned since;           /* a case is made up in so many ways besides that of being counted alike at all times */
	unsigned char *changed;   /* [time * days + stretch]: whether any case of a stretch of time came in or changed since a publication; NULL with how */
	struct sv_cells cells;
	size_t route, outcome, decided; /* where they stand in the stock; SV_STOCK_DIMS: nowhere */
	json_t *occur;            /* combinations of tied dimensions that occur; NULL: any may */
};

/* How a made-up case was told of, from a time back: until the one before the next of these. row NULL: it had not come in. */
struct sv_since {
	unsigned time;
	const struct sv_srow *row;
};

/* Adds cases to the pattern with these cells (at least one), which are sorted here; *which is that pattern. */
enum sv_status sv_patterns_add(struct sv_patterns *p, struct sv_cells *cells, int64_t cases, size_t *which, struct sv_err *err);
/* The cells of a part that a row of a sheet counts in, as far as they are looked at. */
enum sv_status sv_rpart_counts(const struct sv_sheet *sheet, const struct sv_srow *row, const struct sv_rpart *p, struct sv_cells *cells, struct sv_err *err);
/* The sheets of some tables, each once, to be freed; *of: which of them a table has. NULL without memory. */
struct sv_walked *sv_walk_sheets(const struct sv_rpart *parts, size_t nparts, size_t *of, size_t *n);
/* Goes on to the next case of all sheets, which are sorted by case. False at the end. */
bool sv_walk_next(struct sv_walked *list, size_t n);

/*
 * Fills a stock with the words of some tables, and with days. Release with sv_stock_release, after errors too. open: a case may be without a word also where that is rare, as of one that was erased; nobody is to rely on it where a reader is to be thought
 * clever. SV_CONFIG with too many dimensions; SV_BUG without memory.
 */
enum sv_status sv_stock_fill(const struct sv_rpart *parts, size_t nparts, bool open, struct sv_stock *s, struct sv_err *err);
/* Two words, and then three, of dimensions of which cases have several, as far as made-up cases stay few enough. */
enum sv_status sv_stock_sets(const struct sv_rpart *parts, size_t nparts, struct sv_stock *s, struct sv_err *err);
/* How many made-up cases there are where each combination is made up. */
double sv_stock_combinations(const struct sv_stock *s);
/* Which dimension of a stock has a name; as many as there are where none has. */
size_t sv_stock_dim(const struct sv_stock *s, const char *name);
/* Which of a dimension's words one is; as many as it has where it is none of them. */
size_t sv_stock_place(const struct sv_stock *s, size_t dim, const char *is);
/* The stretch that a day is in; as many as there are where it is in none. */
size_t sv_stock_stretch(const struct sv_stock *s, int32_t day);
void sv_stock_release(struct sv_stock *s);

/* Whether a case can be. */
bool sv_making_allows(const struct sv_making *m, const size_t *word);
/* Counts a made-up case in all tables. hist: of n times, the latest first. word: of the first. */
enum sv_status sv_making_add(struct sv_making *m, const struct sv_since *hist, size_t n, const size_t *word, int time, struct sv_err *err);
/*
 * What became of real cases between publications could have become of others. In tables of one dimension that is there by itself; where dimensions are crossed, a case with the same past is made up for
 * each word of what did not change: else a reader would be thought to know of what was published before, of one dimension each, how they went together.
 */
enum sv_status sv_making_pasts(struct sv_making *m, struct sv_err *err);
/* Makes up cases for some tables; s is filled here, and the caller's to release. */
enum sv_status sv_making_cases(const struct sv_rpart *parts, size_t nparts, struct sv_stock *s, struct sv_invention *how, struct sv_patterns *out, struct sv_err *err);

#endif
