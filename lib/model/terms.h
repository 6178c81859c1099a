/* SPDX-License-Identifier: MIT */
/*
 * Terms (deadlines): declared in the protocol, computed here in civil days of Europe/Amsterdam. A new term is an entry
 * under "terms" of the protocol. It holds per case, per party or per recommendation, "only" or "unless" members of the case
 * have certain words, for parties of certain "roles", with "reach" for who can be reached, while the route of the case is an
 * "investigating" one. It runs "from" a day (the
 * first of these paths that is there; "/x" looks at the case; "not_before" another) for "days" (or "weeks", "working_days") and then "months";
 * "otherwise" names another start for when there is none; or "until" a day that the case names; or by a "schedule" of
 * which "count" steps have been taken. It is met once "met_by" is there, falls away with "ends_with", and stays after closing
 * with "after_closing". A day that was extended or suspended by an event counts instead.
 */
#ifndef SV_MODEL_TERMS_H
#define SV_MODEL_TERMS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* The terms of a protocol, read once for many cases; it borrows the protocol. NULL without memory. Nothing changes in it: threads may share one. */
struct sv_terms;
struct sv_terms *sv_terms_new(const json_t *protocol);
void sv_terms_free(struct sv_terms *terms);

/*
 * The terms of a case that are running or were missed: *due is a new array of objects {case, term, party?, recommendation?,
 * due, since?, who, warn?, escalate?, basis, source}, in the order of the protocol. Days are "YYYY-MM-DD": warn is the day
 * from which it is worth a warning, escalate the day from which it is for a coordinator. Erased cases have none.
 */
enum sv_status sv_terms_due(const json_t *protocol, const json_t *state, json_t **due, struct sv_err *err);
/* The same of one term alone, by its id (NULL: all). */
enum sv_status sv_terms_due_of(const json_t *protocol, const json_t *state, const char *term, json_t **due, struct sv_err *err);
/* The same by terms that were read before. */
enum sv_status sv_terms_due_by(const struct sv_terms *terms, const json_t *state, json_t **due, struct sv_err *err);

/*
 * The last day that a party has for something, as a member of the party names it ("answer_by") and as an extension or a
 * suspension of the term that ends "until" it moved it: false where there is no such day; INT32_MAX while the term stands still.
 */
bool sv_terms_last_day(const json_t *protocol, const json_t *state, const json_t *party, const char *member, int32_t *day);

/* A term of the protocol by its id, or NULL. Borrowed. */
const json_t *sv_term(const json_t *protocol, const char *id);

/* Of several terms with that id the one whose words ("only", "unless") the case has; else the first. Borrowed. */
const json_t *sv_term_in(const json_t *protocol, const json_t *state, const char *id);

/* The running terms of that id (and party; NULL: any) in such an array; the first, or NULL. Borrowed. */
const json_t *sv_terms_find(const json_t *due, const char *id, const char *party);

#endif
