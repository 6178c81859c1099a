/* SPDX-License-Identifier: MIT */
/*
 * The fold: a case is the fold of its events and nothing else. The state is one JSON object (sv-record(5));
 * each kind of event has one function that changes it. Pure.
 */
#ifndef SV_MODEL_FOLD_H
#define SV_MODEL_FOLD_H

#include <jansson.h>

#include "base/err.h"

/* A new state without any event. NULL without memory. */
json_t *sv_case_new(void);

/*
 * Adds one event to a state. envelope: the clear part; record: the opened record compartment, or NULL where it
 * does not open (then only order, times, acts and the state word follow). Unknown kinds of events are counted,
 * never fatal. The member "step" of the flow table is not judged here: verify does (SV_INTEGRITY is not raised).
 */
enum sv_status sv_fold(json_t *state, const json_t *envelope, const json_t *record, struct sv_err *err);

/* The state as commands print it: new, without person tokens; what lies deeper is shared with the state, and only to be read. NULL without memory. */
json_t *sv_case_public(const json_t *state);

#endif
