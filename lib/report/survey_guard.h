/* SPDX-License-Identifier: MIT */
/* What may be shown of a measurement: between survey_score.c and survey_guard.c. */
#ifndef SV_REPORT_SURVEY_GUARD_H
#define SV_REPORT_SURVEY_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "report/survey_score.h"
#include "stats/survey.h"

/* A scale as stats wants it; items, place and reversed have room for SV_QUESTIONNAIRE_ITEMS and are borrowed by out. */
void sv_survey_scale_of(const json_t *questionnaire, const json_t *scale, const json_t **items, size_t *place, bool *reversed, struct sv_survey_scale *out);
/* People in a group of which a scale is shown, at least. */
size_t sv_survey_least(const json_t *scale);
/* Overwrites scores. */
void sv_survey_wipe(double *score, size_t n);

/*
 * Which units (by place, the whole organisation last) are shown of a scale, given the scores of all who answered and what earlier results showed: each unit with those
 * below it, and the units as earlier results had them. SV_NO where what was published before already tells too much.
 */
enum sv_status sv_survey_guard(const struct sv_scoring *s, const json_t *scale, const struct sv_answers *answers, const double *score, unsigned char *shown, struct sv_err *err);
/* Whether one item of a yes or no is shown, of the whole organisation. */
enum sv_status sv_survey_guard_item(const struct sv_scoring *s, const json_t *scale, const char *item, const double *score, size_t n, bool *shown, struct sv_err *err);
/*
 * SV_BAD_INPUT where the answers of some unit were scored before just so, on three scales, or where, in SV_SURVEY_PERIOD days, they are those of before with a few more
 * or fewer on every scale that was shown: the difference of two such results tells of these few. Yearly measurements do not come so near each other.
 */
enum sv_status sv_survey_guard_same(const struct sv_scoring *s, const struct sv_answers *answers, struct sv_err *err);

#endif
