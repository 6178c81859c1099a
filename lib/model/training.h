/* SPDX-License-Identifier: MIT */
/* Activities that prevent: what a session of one must be like, and how far all of them reached. Pure. */
#ifndef SV_MODEL_TRAINING_H
#define SV_MODEL_TRAINING_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/act.h"

/*
 * Completes a session of an activity in place and checks what its schema cannot: somebody says how many took part, each unit once, no more newcomers than
 * participants, a total no less than the units together. Fills in the total, and the newcomers: of an onboarding everybody, where nothing else is said.
 * Every defect is reported. SV_OK or SV_BAD_INPUT; SV_BUG without memory, also reported.
 */
enum sv_status sv_session_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);

/* What reach is computed from. All borrowed. */
struct sv_reach_setting {
	const json_t *protocol;   /* with headcounts in the place of its own numbers (model/headcount.h) */
	const json_t *activities; /* all items of that register */
	const json_t *headcounts; /* all items of that register */
	int year;
	int32_t until;            /* the last day of it, or today where it is not over */
};

/*
 * How far the sessions of a year reached. *out is a new object:
 *   {year, until, headcount?: {headcount, on, partial?}, total: ROW, units: [ROW…], newcomers_elsewhere?, activities: [{activity, title, kind, target, attended}…], gaps: [GAP…]}
 * A ROW, of the whole organisation or of a unit with those below it, units in their order:
 *   {unit?, depth?, staff?, sessions, attended, counts: "people" | "participations", people_at_least, last?, joined?, onboarded?, not_onboarded?, managers?, managers_attended?}
 * attended adds up who took part in each session. That is people where no more than one session can have had the same ones (the others are "distinct"), else
 * participations: then no fewer than people_at_least persons took part. last: the day of the last session up to now, of any year. joined: the newcomers of the last headcount
 * of the year; onboarded: the newcomers in sessions of onboarding; managers_attended: who took part in activities for managers alone. activities: those with a target.
 *   GAP: {gap: "unit", unit} nobody of it took part | {gap: "newcomers", unit?, n} without onboarding | {gap: "target", activity, n} over, and n too few took part.
 */
enum sv_status sv_reach(const struct sv_reach_setting *s, json_t **out, struct sv_err *err);

#endif
