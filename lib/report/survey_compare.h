/* SPDX-License-Identifier: MIT */
/*
 * Two measurements held against each other: of what both results show, and nothing else, so that a comparison tells nothing that the two do not (stats/survey_hide.h supposes that
 * all answers of a group that is shown are known).
 */
#ifndef SV_REPORT_SURVEY_COMPARE_H
#define SV_REPORT_SURVEY_COMPARE_H

#include <jansson.h>

#include "base/err.h"
#include "report/answers.h"

#define SV_SURVEY_ALPHA 0.05 /* of the changes that stand out, at most so many are chance */

/* One of the two; all borrowed. */
struct sv_measured {
	const json_t *result;           /* with "form": its questionnaire */
	const struct sv_answers *answers; /* NULL: not at hand */
	const struct sv_places *places; /* of the answers, by the units as they were */
};

/*
 * The changes of each scale, of the whole organisation and each unit: a new array of {scale, unit?, before, after, told, difference?, g?, low?, high?, probability?, exact?,
 * adjusted?, stands_out?, why?}. Not told, and why: too few answers at either time ("few"); the unit was made of other units ("units"), the scale of other items ("items"). Of a
 * mean the probability needs the answers of both; without them it is left out. A change of a yes or no is of its share, and has no g.
 */
enum sv_status sv_survey_compared(const struct sv_measured *before, const struct sv_measured *after, json_t **changes, struct sv_err *err);

/* SV_BAD_INPUT where a result was not made of these answers: every number that it shows must come out again. */
enum sv_status sv_survey_made_of(const struct sv_measured *m, struct sv_err *err);

/* The units of a result as places, by which its answers are read, with the labels that they have now; *then is made for them and outlives them: the caller's. */
enum sv_status sv_survey_places(const json_t *result, const json_t *protocol, json_t **then, struct sv_places *out, struct sv_err *err);

#endif
