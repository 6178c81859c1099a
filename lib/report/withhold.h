/* SPDX-License-Identifier: MIT */
/* Withholding what can't be counted anew, or not printed, beside what was published before; what was printed of it then is printed again. Between protection.c and withhold.c. */
#ifndef SV_REPORT_WITHHOLD_H
#define SV_REPORT_WITHHOLD_H

#include "report/protection.h"

/* Some days, the first and the last. */
struct sv_days {
	int32_t from, to;
};

/* Of a block, what is not printed as it is now: of some days, as what was published before of these does not allow it. */
struct sv_withholding {
	struct sv_rfigures *const *tables;
	size_t n;
	const char *branch;
	const json_t *totals;
	json_t *printed;     /* note_printed; NULL before it is asked for. Tables are in the order in which they were published */
	unsigned char *cell; /* [of all tables] */
};

/*
 * Withholds all of some days, and of those that share periods with them: nothing new is printed of them, so that readers have what they had, and nothing of them is looked at any more. *more: false where
 * nothing was published of them before; then that is no way out. lost: not even the totals of these days are printed as they are now.
 */
enum sv_status sv_withhold(struct sv_withholding *w, struct sv_days some, bool lost, bool *more, struct sv_err *err);
/*
 * Withholds the days of which what was published can't be counted any more: cases were erased since, or are closed to who counts. They would seem to have come in after, and what was hidden of them then would
 * be told by what they still say.
 */
enum sv_status sv_withhold_lost(struct sv_withholding *w, struct sv_err *err);

#endif
