/* SPDX-License-Identifier: MIT */
/* Key actors (sleutelactoren): what holds for acts on them, and what an organisation lacks in them. Pure. */
#ifndef SV_MODEL_ACTOR_H
#define SV_MODEL_ACTOR_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/item.h"

/* A mandate ends after it began; who meets every so many weeks has a next meeting. */
sv_item_rule sv_actor_check;
/* A training counts from its day on. */
sv_item_rule sv_actor_check_training;
/* Ids of key actors among the attendees are whole; the next meeting is filled in from meets_every. */
sv_item_rule sv_actor_check_meeting;
/* Nothing that a meeting agreed on is lost with who agreed on it. */
sv_item_rule sv_actor_check_done;

/* Whether a key actor has a mandate on a day: is not over, has begun, and has not ended. */
bool sv_actor_current(const json_t *actor, int32_t day);

/*
 * What is lacking on a day, by the rules of actor.c: a new array of {gap, actor?, title?, since?, text, todo, source}. actor: where the gap is of one; since:
 * the day it is there from. text, todo and source are msgids.
 */
enum sv_status sv_actor_gaps(const json_t *actors, int32_t day, json_t **gaps, struct sv_err *err);

#endif
