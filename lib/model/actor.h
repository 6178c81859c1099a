/* SPDX-License-Identifier: MIT */
/* Key actors (sleutelactoren): what holds for acts on them, and what an organisation lacks in them. Pure. */
#ifndef SV_MODEL_ACTOR_H
#define SV_MODEL_ACTOR_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/item.h"

/*
 * What the acts need beside their schemas (item_act.c). A mandate ends after it began, and who meets every so many weeks has a next meeting; a training
 * counts from its day on; ids of key actors among the attendees of a meeting are whole, and the next one is filled in; nothing that a meeting agreed on is
 * lost with who agreed on it. Defects go to report. SV_OK or SV_BAD_INPUT.
 */
enum sv_status sv_actor_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);
enum sv_status sv_actor_complete_training(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);
enum sv_status sv_actor_complete_meeting(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);
enum sv_status sv_actor_end(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);

/* Whether a key actor has a mandate on a day: is not over, has begun, and has not ended. */
bool sv_actor_current(const json_t *actor, int32_t day);

/*
 * What is lacking on a day, by the rules of actor.c: a new array of {gap, actor?, title?, since?, text, todo, source}. actor: where the gap is of one; since:
 * the day it is there from. text, todo and source are msgids.
 */
enum sv_status sv_actor_gaps(const json_t *actors, int32_t day, json_t **gaps, struct sv_err *err);

#endif
