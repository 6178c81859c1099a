/* SPDX-License-Identifier: MIT */
/*
 * Self-assessment: scores on statements about the seven dimensions of the integrity infrastructure, hard and soft controls, and what they
 * come to. Pure; the statements are data (share/policy/assessment.json).
 */
#ifndef SV_MODEL_ASSESSMENT_H
#define SV_MODEL_ASSESSMENT_H

#include <jansson.h>

#include "base/err.h"
#include "model/act.h"

/* How many statements there are. */
size_t sv_assessment_statements(const json_t *assessment);
/* Whether every scored statement exists: SV_BAD_INPUT names the first that does not, and what was meant. */
enum sv_status sv_assessment_known(const json_t *assessment, const json_t *scores, struct sv_err *err);
/*
 * What scores {statement: 1-5} come to: [{dimension, hard?: {sum, of}, soft?: {sum, of}}], a new array in the order of the dimensions; sum of
 * so many scores, so that a mean is never rounded. Dimensions and controls without a score are left out. NULL without memory.
 */
json_t *sv_assessment_results(const json_t *assessment, const json_t *scores);
/* The mean of one result (of its hard, its soft or, control NULL, all its scores); false where there is no score. of: how many scores; may be NULL. */
bool sv_assessment_mean(const json_t *result, const char *control, double *mean, long long *of);
/* The same over all dimensions: each counts as its own mean, however many statements it has. */
bool sv_assessment_mean_all(const json_t *results, const char *control, double *mean, long long *of);
/* Whether two sets of scores are of the same statements of a dimension (NULL: of all), so that they can be compared. */
bool sv_assessment_alike(const json_t *assessment, const char *dimension, const json_t *scores, const json_t *others);

/* Completes a self-assessment: today where its day is left open. SV_OK. */
enum sv_status sv_assessment_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);

#endif
