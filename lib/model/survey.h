/* SPDX-License-Identifier: MIT */
/* What acts on surveys must be like beside their schemas. Pure. */
#ifndef SV_MODEL_SURVEY_H
#define SV_MODEL_SURVEY_H

#include <jansson.h>

#include "base/err.h"
#include "model/act.h"

/*
 * A new or changed survey: its period does not end before it begins, the number of people is said of each unit once, and a survey that was scored keeps its questionnaire,
 * as its results are read by it. Every defect is reported. SV_OK or SV_BAD_INPUT.
 */
enum sv_status sv_survey_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);
/* A result: of a later day than the last one. Reported. SV_OK or SV_BAD_INPUT. */
enum sv_status sv_survey_complete_result(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);

#endif
