/* SPDX-License-Identifier: MIT */
/*
 * Documents from definitions: a definition (share/templates/annual.json, evaluation.json) names sections with their tables and facts; what
 * comes out is a document (share/doc/documents.md) that holds protected figures only. A new table or fact is an entry there.
 */
#ifndef SV_REPORT_COMPOSE_H
#define SV_REPORT_COMPOSE_H

#include <jansson.h>

#include "report/release.h"

/* What a fact or a norm comes to. */
struct sv_fact {
	enum { SV_FACT_UNKNOWN, SV_FACT_HIDDEN, SV_FACT_OPEN, SV_FACT_KNOWN } known; /* unknown: there is nothing to measure; open: too many cases are not over */
	double value, low, high; /* the interval only where it is one: low < high */
	long long n, of;
};

/*
 * The value of {number: cells} | {share: cells, of: cells} | {rate: cells} (per 100 staff) | {days: [from, to], quantile?: q1|median|q3} in
 * the years from one to another; days by Kaplan and Meier, with those that are not over; {items: …} is of a register (registers.h). Cells are arrays
 * [table, word…] where "@" is each of these years and "" a total; all are added. From cells
 * that are shown only.
 */
enum sv_status sv_fact_value(struct sv_account *a, const struct sv_release *r, const json_t *fact, int from, int to, struct sv_fact *out, struct sv_err *err);
/* A value as people read it, by what kind of fact it is. Appended. */
void sv_fact_text(const json_t *fact, const struct sv_fact *f, const char *lang, struct sv_buf *out);

/* Every table of a definition, for sv_release_make: a new array. NULL without memory. */
json_t *sv_compose_tables(const json_t *definition);
/*
 * The document of a definition over some years (ascending; the last is the one it is about), from a release of its tables.
 * benchmarks: {fact: {value, source}} or NULL. *out is new.
 */
enum sv_status sv_compose(struct sv_account *a, const json_t *definition, const struct sv_release *r, const int *years, size_t nyears, const json_t *benchmarks, json_t **out, struct sv_err *err);

/*
 * Holds what happened against what was agreed: norms are facts with {norm, line, label, at_least | at_most}. Adds to a document its
 * "norms" [{norm, line, label, bound, value?, years, met?}], a section with them for each line, and "verdict": met, not_met where some norm is
 * not, unknown where none could be held against anything.
 */
enum sv_status sv_compose_norms(struct sv_account *a, const json_t *norms, const struct sv_release *r, const int *years, size_t nyears, json_t *document, struct sv_err *err);
/* Adds a section with the changes of law in those years: [{from, law, source}]. */
enum sv_status sv_compose_law(struct sv_account *a, const json_t *law, int from, int to, json_t *document, struct sv_err *err);

#endif
