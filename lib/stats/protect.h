/* SPDX-License-Identifier: MIT */
/*
 * Protection of published tables: which cells may be printed, so that no reader can work out the others.
 *
 * There is ONE linear model over everything published. Inner cells are whole numbers >= 0 that a reader does not know,
 * usually the finest cross of all dimensions. Every number in any table, of now or of an earlier year, is a cell: the sum
 * of a set of inner cells. What a reader knows: the model, the numbers of all cells that are published, and that inner
 * cells are whole and not negative. What must hold: for each suppressed cell, the values that fit all of that are spread
 * at least `width` apart. With a width of the threshold T this says what the rule "from 0 to T, or T wide" says.
 *
 *	uint32_t a[] = { 0 }, b[] = { 1 }, c[] = { 2 }, all[] = { 0, 1, 2 };
 *	int64_t truth[] = { 2, 9, 30 };
 *	struct sv_cell cells[] = {
 *		{ .inner = a, .ninner = 1, .value = 2, .cost = 2, .flags = SV_CELL_PRIMARY, .name = "A" },
 *		{ .inner = b, .ninner = 1, .value = 9, .cost = 9, .name = "B" },
 *		{ .inner = c, .ninner = 1, .value = 30, .cost = 30, .name = "C" },
 *		{ .inner = all, .ninner = 3, .value = 41, .cost = 41, .name = "all" },
 *	};
 *	struct sv_publication m = { .ninner = 3, .inner = truth, .ncells = 4, .cells = cells, .width = 5 };
 *	unsigned char suppressed[4];
 *	if (sv_suppress(&m, suppressed, NULL, &err) == SV_OK)
 *		...                     // suppressed is { 1, 1, 0, 0 }: A by the rule, and B, the cheapest that hides it
 *
 * Inner cells with an upper bound that everybody knows (scores): add an inner cell for the rest and a forced cell over both.
 * Inner cells whose least value is known and is not 0: count from that value.
 * Earlier tables over cases that have changed since: the inner cells cross the state of then with the state of now.
 */
#ifndef SV_STATS_PROTECT_H
#define SV_STATS_PROTECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define SV_CELL_PRIMARY 1u /* sensitive by a rule (stats/primary.h): must not be found out */
#define SV_CELL_FORCED 2u  /* published before: everybody knows it, and it can't be suppressed. What an insider finds out from such cells alone he has found out already: that is no reason to refuse, nor told him any closer */
#define SV_CELL_ASSUMED 8u /* with SV_CELL_FORCED: published nowhere, but every reader is taken to know it */
#define SV_CELL_UNSEEN 4u  /* stands in no table and is never published, but a reader could be after it: a difference */

#define SV_VALUE_MAX ((int64_t)1 << 48) /* largest number in a model: what all steps can reckon with exactly */

/* A number that is or may be published. */
struct sv_cell {
	const uint32_t *inner; /* the inner cells that it sums, each once, in any order */
	size_t ninner;
	int64_t value;   /* their true sum */
	int64_t cost;    /* what it is worth to readers, >= 0: cells of higher cost are kept first, those below the width as if worth six of it; usually the value */
	uint32_t width;  /* what a reader's interval must span where it is suppressed; 0: the model's */
	unsigned flags;  /* SV_CELL_* */
	const char *name; /* for messages; NULL: its number */
};

/* A reader who knows some inner cells beside: the head of a unit, or the only person in one. */
struct sv_insider {
	const uint32_t *inner; /* each once */
	size_t ninner;
	const char *name; /* for messages; NULL: its number */
};

/* Everything published, and everything that is to be. All memory is the caller's, and only read. */
struct sv_publication {
	size_t ninner;
	const int64_t *inner; /* the true value of each inner cell, >= 0 */
	size_t ncells;
	const struct sv_cell *cells;
	size_t ninsiders;
	const struct sv_insider *insiders; /* each is alone: they do not tell each other */
	uint32_t width; /* for cells without one, >= 1; the threshold */
};

#define SV_EQUATION_TERMS 12

/* Why something can't be protected: cell = the sum of coef times term, all of which are known. */
struct sv_equation {
	size_t cell;               /* the cell that is found out or narrowed; SIZE_MAX: none */
	size_t nterms;             /* may be more than are kept */
	uint32_t term[SV_EQUATION_TERMS]; /* cells that tell it */
	int64_t coef[SV_EQUATION_TERMS];  /* 0: not a whole number */
};

/*
 * Whether a model is sound: indices in range, no inner cell twice in a cell, no negative numbers, every value the sum of
 * its inner cells, nothing above SV_VALUE_MAX. Errors: SV_BAD_INPUT naming the cell; SV_BUG without memory.
 */
enum sv_status sv_publication_check(const struct sv_publication *m, struct sv_err *err);

/*
 * Secondary suppression by elimination, without proof: sv_protect (below) proves. suppressed: one for each cell, set to 1
 * for what must not be printed (unseen cells too), 0 for what may. Cells are kept in order of cost, then of size; a cell is
 * kept unless that lets a primary cell be reckoned out, by whoever (insiders too), or pins it between bounds nearer than
 * its width as far as elimination sees. A kept zero makes all inner cells under it known. Exact: modulo 2^61 - 1.
 * Errors: SV_NO where forced cells already tell a primary one; *why (may be NULL) then says how, and err names the cells.
 * SV_BAD_INPUT as sv_publication_check; SV_BUG without memory.
 * Source: Langsrud, "Secondary Cell Suppression by Gaussian Elimination" (PSD 2024, LNCS 14915); ours adds zeros and bounds.
 */
enum sv_status sv_suppress(const struct sv_publication *m, unsigned char *suppressed, struct sv_equation *why, struct sv_err *err);

#endif
