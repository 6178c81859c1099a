/* SPDX-License-Identifier: MIT */
/* What may happen to a case next, and what its gates still miss: the flow and the gates, asked with an empty act. */
#ifndef SV_MODEL_NEXT_H
#define SV_MODEL_NEXT_H

#include "model/gates.h"

/*
 * Calls fn for every kind of event that an officer may record in the state the case is in, with the verdict on an act that
 * says nothing yet (for a step about one party: about the first for whom it is open). base: protocol, officers, by, today, before. False without memory.
 */
bool sv_next_each(const struct sv_trial *base, void (*fn)(void *data, const struct sv_event_type *type, const struct sv_verdict *verdict), void *data);

#endif
