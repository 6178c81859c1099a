/* SPDX-License-Identifier: MIT */
/* What other cases tell about one: the facts that triage and decisions are held against. From the index; nothing is opened. */
#ifndef SV_APP_INSIGHT_H
#define SV_APP_INSIGHT_H

#include <jansson.h>

#include "app/session.h"

/*
 * How cases like one (same kind, category, gravity and, where enough are alike, position of the person concerned) were routed and
 * decided: {n, by, routes: {word: number}, outcomes: {word: number}, days: {median, q1, q3}}. state is its record. *alike is
 * new; n is 0 where there are none.
 */
enum sv_status sv_insight_alike(struct sv_session *s, const json_t *state, json_t **alike, struct sv_err *err);

/*
 * The facts for a suggestion (model/suggest.h): {alike, shared: [{case, party, role, other_role, state, days, hidden?}],
 * cluster?: {unit, observed, past: [numbers per unit], at: place of the unit there}}: numbers of the last year and of the two before
 * it. *facts is new.
 */
enum sv_status sv_insight(struct sv_session *s, const json_t *state, json_t **facts, struct sv_err *err);

#endif
