/* SPDX-License-Identifier: MIT */
/*
 * Terms (deadlines): declared in the protocol, computed here in civil days. A new term is an entry under "terms"
 * of the protocol: it runs "from" a day of the case for so many "days" or "months", or "until" a day that the case
 * names itself, per case or per party; it is met once the member "met_by" is there, and falls away once the case has the
 * member "ends_with".
 */
#ifndef SV_MODEL_TERMS_H
#define SV_MODEL_TERMS_H

#include <jansson.h>

#include "base/err.h"

/*
 * The terms of a case that are running or were missed: *due is a new array of objects {case, term, party?, due,
 * basis, source}, in the order of the protocol. Closed and erased cases have none.
 */
enum sv_status sv_terms_due(const json_t *protocol, const json_t *state, json_t **due, struct sv_err *err);

#endif
