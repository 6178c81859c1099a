/* SPDX-License-Identifier: MIT */
/*
 * The audit of published tables: by other code than suppression, it tries to find out each suppressed cell as a reader
 * would, with everything that is published, by linear programming. A cell passes only where two tables of whole numbers,
 * both of which fit everything published, are shown to differ in it by its width; each table that is found counts for all
 * cells. Those tables, for readers without knowledge of their own, are the certificate, and sv_certificate_verify checks it
 * without any solver. They are near to the inner cells given: made of true ones, a certificate tells too much to be shown.
 */
#ifndef SV_STATS_AUDIT_H
#define SV_STATS_AUDIT_H

#include "stats/lp.h"
#include "stats/protect.h"

/* Tables that fit what is published. */
struct sv_certificate {
	size_t ntables, ninner;
	int64_t *values; /* table t has inner cell i at t * ninner + i; owned; sv_certificate_release */
};

#define SV_CERTIFICATE_INIT { 0, 0, NULL }

/* What an audit did. */
struct sv_audit_report {
	size_t cells;     /* suppressed cells that were attacked (by readers without knowledge; as many again by each insider) */
	size_t solves;    /* linear programs that the solver was given; by sv_protect: in all orders */
	size_t searches;  /* of these in whole numbers */
	size_t added;     /* cells that had to be suppressed besides; by sv_protect: in all orders */
	size_t spared;    /* cells that did not have to be */
	size_t changes;   /* that the proof is made of */
	size_t told;      /* cells of which a reader was told more before than is asked for (SV_CELL_FORCED), each by itself */
	struct sv_equation why; /* of a refusal */
};

/*
 * Audits, and repairs: where a cell can be found out or is not shown to be wide enough, the cheapest published cell that an
 * optimum rests on is suppressed too, and so on until all pass. suppressed: as sv_suppress made it, and 1 for more cells
 * after. sparing: then tries each cell that is sensitive by no rule, and leaves it out only where something is not proven
 * without. cert (may be NULL) must be released. Errors: SV_NO where only forced cells or an insider's own knowledge stand
 * behind a leak, *err and report->why naming them: nothing may be published. SV_BAD_INPUT as sv_publication_check. What
 * the solver says otherwise (SV_UNAVAILABLE, ...), SV_BUG without memory.
 */
enum sv_status sv_audit(const struct sv_publication *m, const struct sv_lp *lp, bool sparing, unsigned char *suppressed, struct sv_certificate *cert,
			struct sv_audit_report *report, struct sv_err *err);

/*
 * sv_suppress and sv_audit: what may be published, proven. A small model is protected in several orders of its cells. What
 * leaves out the fewest holds, but no order may give up a cell that is worth more than what the order as given has to; it
 * is audited once more, sparing. report and cert may be NULL. Errors as both.
 */
enum sv_status sv_protect(const struct sv_publication *m, const struct sv_lp *lp, unsigned char *suppressed, struct sv_certificate *cert,
			  struct sv_audit_report *report, struct sv_err *err);

void sv_certificate_release(struct sv_certificate *c);

/*
 * Checks a certificate with whole numbers only, from what a reader has: the values of published cells (never m->inner, nor
 * the value of a suppressed cell). Each table must have no negative number and reproduce every published cell, or the
 * answer is SV_INTEGRITY, naming the first that does not. unproven (one for each cell): 1 for a suppressed cell of which no
 * two tables differ by its width. *nunproven: how many. Unseen cells count only where they are primary.
 */
enum sv_status sv_certificate_verify(const struct sv_publication *m, const unsigned char *suppressed, const struct sv_certificate *c, unsigned char *unproven,
				     size_t *nunproven, struct sv_err *err);

#endif
