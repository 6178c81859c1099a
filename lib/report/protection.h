/* SPDX-License-Identifier: MIT */
/*
 * Protecting a publication: counts the cells of its tables, finds by the protocol's rules which are sensitive, and has everything that was
 * ever published protected together (stats/protect.h), block by block of tables that speak of the same.
 */
#ifndef SV_REPORT_PROTECTION_H
#define SV_REPORT_PROTECTION_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "report/sheet.h"
#include "stats/audit.h"

enum sv_mark { SV_MARK_SHOWN, SV_MARK_HIDDEN, SV_MARK_SENSITIVE }; /* hidden to protect others; by a rule. Nobody outside is told which */

/* What was published of a cell before, and is printed in place of a count of now; day (YYYY-MM-DD, borrowed) NULL: nothing. */
struct sv_then {
	long long n;
	const char *day;
};

/* One table with its numbers. */
struct sv_rfigures {
	struct sv_rtable table;
	const struct sv_sheet *sheet; /* what it counts */
	bool coarsened;               /* its classes were made coarser than its definition asks for */
	bool earlier;                 /* published before: mark is what became of it then */
	unsigned time;                /* when it was counted: 0 for new ones, then by publication (sv_protection: 1 is the latest) */
	long long *n;                 /* [cell] */
	long long *was;               /* [cell], of an earlier one: the number that was printed, as the record was then */
	const char *day;              /* of an earlier one: then; borrowed */
	struct sv_then *then;         /* [cell], of a new one; NULL where there is none */
	unsigned char *mark;          /* [cell]: enum sv_mark */
};

/* What a rule says (protocol "publish"). */
struct sv_publish_rules {
	long long threshold;         /* fewer people than this are sensitive (5) */
	long long concerned;         /* so are fewer persons concerned (3) */
	const json_t *lists;         /* of the protocol: a word may have a higher threshold, publish {threshold, with?: beside that dimension only} */
	bool insiders;               /* the head of each unit knows all cases of that unit */
	const char *method;          /* how tables are protected: "suppress" (NULL too) or "coarsen" */
	const json_t *methods;       /* the same for single tables, by their name; or NULL */
};

/* How it went. */
struct sv_protected {
	size_t cells, hidden, blocks, inner, witnesses, programs;
};

/* Reads the rules of a protocol; what it does not say is as written above. */
void sv_publish_rules(const json_t *protocol, struct sv_publish_rules *out);

/* Counts the cells of a table, all of them; mark is SV_MARK_SHOWN or SV_MARK_SENSITIVE. Needs table and sheet; n and mark are made here. */
enum sv_status sv_rfigures_count(struct sv_rfigures *f, const struct sv_publish_rules *rules, struct sv_err *err);
/* The threshold of a cell: the highest of those that its words ask for. */
long long sv_rfigures_threshold(const struct sv_rfigures *f, size_t cell, const struct sv_publish_rules *rules);
void sv_rfigures_release(struct sv_rfigures *f);
/* What is printed of a cell. False where nothing is. */
bool sv_rfigures_prints(const struct sv_rfigures *f, size_t cell, long long *n);

/* Whether some new table's total over a period is not printed: then whole registers (certificate.h) are of all tables, which totals do not part. */
bool sv_rfigures_hide_total(const struct sv_rfigures *tables, size_t n);
/* Which tables are protected together: those of one block get the same number. all: every one. group: room for n. */
void sv_rfigures_group(const struct sv_rfigures *tables, size_t n, bool all, size_t *group);

/*
 * Decides for every new table which cells are hidden, given the earlier ones. Nothing of the new ones may be printed unless this is SV_OK.
 * Of a period in which something can't be protected beside earlier ones nothing new is printed, but what those printed (then). SV_NO where a new table can't be protected by itself: err names the cells. Errors of the solver.
 */
enum sv_status sv_protection(struct sv_rfigures *tables, size_t n, const struct sv_publish_rules *rules, const struct sv_lp *solver, struct sv_protected *how, struct sv_err *err);

#endif
