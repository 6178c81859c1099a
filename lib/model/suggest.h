/* SPDX-License-Identifier: MIT */
/*
 * Help for triage: what a rule of thumb would do with a case, with its reasons, for a person to weigh. Nothing here is ever
 * applied by itself. Two tables: flags (what other cases tell) and routes (first that fits). Pure.
 */
#ifndef SV_MODEL_SUGGEST_H
#define SV_MODEL_SUGGEST_H

#include <jansson.h>

#include "base/err.h"

/*
 * protocol, state: the rules and the record of the case. facts: {alike, shared, cluster?: {unit, observed, expected, probability,
 * by_chance, units, lit}} (texts for the reals; lit: the policy's trigger or the statistic says so). words: the narrative, to look
 * for the words of a category, or NULL.
 * *suggestion: new; what sv-triage would take: {route, admissible?, category?}.
 * *advice: new; {reasons: [{reason, text, …}], flags: [{flag, text, guide?, case?, days?, link?}], precedents?}. Texts are msgids.
 */
enum sv_status sv_suggest(const json_t *protocol, const json_t *state, const json_t *facts, const char *words,
                          json_t **suggestion, json_t **advice, struct sv_err *err);

#endif
