/* SPDX-License-Identifier: MIT */
/* Filters: commands that take records and give records. One function serves them all. */
#ifndef SV_CLI_FILTER_H
#define SV_CLI_FILTER_H

#include "cli/run.h"

/*
 * Runs a filter for a verb of records ("triage"): operands are cases, else records come from stdin. In each record
 * the member named after the verb is the act, or an array of acts for a verb with steps; options fill what it leaves
 * open; step (or NULL) is the step that the command line names. All records are judged and stored together, or, with
 * --each, one by one; then each comes out as the case's new state with the members that passed through. creates:
 * an act makes a new case. Returns the status of the first error.
 */
enum sv_status sv_filter_run(struct sv_run *run, const char *verb, const char *step, bool creates, struct sv_err *err);

/* Makes of an act what is judged: before the form of --edit, which shows it, or after it. Reads the file that an option names, for instance. SV_BAD_INPUT, SV_USAGE. */
typedef enum sv_status sv_filter_prepare(struct sv_run *run, json_t *act, struct sv_err *err);

/*
 * The same for items of a register (model/item.h), by the member that names it ("policy"): operands are ids or names; in a record the member named
 * after the step ("version") is the act. prepare: called with each act before it is judged; may be NULL. The states that come out have
 * what follows from them today (sv_item_derive).
 */
enum sv_status sv_filter_items(struct sv_run *run, const char *member, const char *step, sv_filter_prepare *prepare, struct sv_err *err);
/* With what is made of each act after its form (finish; may be NULL): what follows from what was filled in, and what has no place in a form. */
enum sv_status sv_filter_items_finished(struct sv_run *run, const char *member, const char *step, sv_filter_prepare *prepare, sv_filter_prepare *finish, struct sv_err *err);

struct sv_desk;
/*
 * The same for a host without a store: the acts of new cases are checked by their schema, sealed to a desk (app/intake.h) and left in
 * a folder, all or none; out comes, for each, only the number it was handed in under. With --dry-run nothing comes out.
 */
enum sv_status sv_filter_drop(struct sv_run *run, const char *verb, struct sv_desk *desk, const char *folder, struct sv_err *err);

#endif
