/* SPDX-License-Identifier: MIT */
/* --edit: acts as forms in the user's editor. */
#ifndef SV_CLI_EDIT_H
#define SV_CLI_EDIT_H

#include "cli/run.h"
#include "model/item.h"

/*
 * Opens the user's editor on each act of a verb in turn, as a commented form made from its schema, and puts what
 * comes back in its place. A form with defects is shown again with what is wrong; nothing typed is lost by a slip. An
 * emptied form is SV_NO. kind: of items, whose step the verb is; NULL: of cases.
 */
enum sv_status sv_edit_acts(struct sv_run *run, const struct sv_item_kind *kind, const char *verb, const char *case_id, json_t *acts, struct sv_err *err);

#endif
