/* SPDX-License-Identifier: MIT */
/*
 * Facts and lists of a document from the other registers (model/item.h): what was done to prevent and to signal. They hold no cases, so that nothing is
 * protected here; results of surveys were protected when they were scored.
 *
 * A selection says which: {register, list?: of what is in that list of each item, day?: the member whose day lies in the years asked for, standing?: true: items
 * that were there at the end of them, where?: {member: word | true | false | [word…]}}; "/member" is of the item also where the list is asked for.
 */
#ifndef SV_REPORT_REGISTERS_H
#define SV_REPORT_REGISTERS_H

#include <jansson.h>

#include "report/compose.h"

/* All items of a register, read once for a document. Borrowed from the account. */
enum sv_status sv_register_items(struct sv_account *a, const char *member, const json_t **out, struct sv_err *err);
/*
 * The value of {items: selection, sum?: member} (how many, or the sum of a number), with of: selection (a share, in per cent), with staff: true (of the number of
 * staff), or with mean: member (of a number, one decimal) over the years from one to another. Unknown where the register held nothing by then.
 */
enum sv_status sv_register_fact(struct sv_account *a, const json_t *fact, int from, int to, struct sv_fact *out, struct sv_err *err);
/*
 * A list of a document from {list, title, items: selection, columns: [{member, label, words?}], by?: member they are ordered by, note?}: words of the register in the reader's
 * language. *out is new; NULL where there is nothing to list.
 */
enum sv_status sv_register_list(struct sv_account *a, const json_t *definition, int from, int to, json_t **out, struct sv_err *err);
/* Whether a section is about registers that all hold nothing (its member "registers" names them): then it is left out. */
enum sv_status sv_register_section(struct sv_account *a, const json_t *section, bool *empty, struct sv_err *err);

#endif
