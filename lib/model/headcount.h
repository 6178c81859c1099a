/* SPDX-License-Identifier: MIT */
/* Headcounts: how many people worked where on a day. What one must be like, and what rates are of because of them. Pure. */
#ifndef SV_MODEL_HEADCOUNT_H
#define SV_MODEL_HEADCOUNT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/act.h"
#include "model/units.h"

/*
 * Completes a new headcount in place and checks what its schema cannot: each unit once, no more managers than staff, a unit no less than those below it
 * together (of all numbers), a total no less than the units at the top. Without a total it is what those have, and the headcount "partial" where the protocol
 * has units of which it tells nothing. Every defect is reported. SV_OK or SV_BAD_INPUT; SV_BUG without memory, also reported.
 */
enum sv_status sv_headcount_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);

/* The last of some headcounts of a day in [from, to]; of the same day the one that was added last. Borrowed; NULL where there is none. */
const json_t *sv_headcount_last(const json_t *headcounts, int32_t from, int32_t to);

/*
 * Puts headcounts in the place of the protocol's own numbers of staff, for the whole organisation and each unit: from 1 January of the year of the first
 * one on, the number of a day is that of the last headcount up to it (of the first one, before it). A headcount that does not tell of a unit tells of it what those below it have
 * together, else nothing; a partial one nothing of the whole organisation. What the protocol says of earlier years stays. Changes protocol in place.
 */
enum sv_status sv_headcount_apply(json_t *protocol, const json_t *headcounts, struct sv_err *err);

#endif
