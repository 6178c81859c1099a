/* SPDX-License-Identifier: MIT */
/*
 * Scores of a measurement: from answers to what may be shown of them. What leaves here is a result (share/schema/survey-result.json) that holds nothing of a group that
 * may not be shown (stats/survey_hide.h), so that it can be stored, printed and published as it is.
 */
#ifndef SV_REPORT_SURVEY_SCORE_H
#define SV_REPORT_SURVEY_SCORE_H

#include <jansson.h>
#include <stdint.h>

#include "base/err.h"
#include "report/answers.h"

#define SV_SURVEY_PERIOD 60 /* days within which answers that are nearly the same are taken for the same measurement */

/* What a measurement is scored with; all borrowed. */
struct sv_scoring {
	const json_t *protocol;      /* its units, and how many people work there */
	const json_t *questionnaire;
	const json_t *population;    /* [{unit?, people}]: how many could have answered, where it is said; NULL: none is */
	const json_t *earlier;       /* every earlier result of this questionnaire: {…result, "form": its questionnaire}; oldest first */
	const struct sv_places *places;
	const struct sv_answers *before; /* the answers of the measurement before, where they are at hand; else NULL */
	unsigned depth;              /* levels of units that are shown; 0: all */
	int32_t day;                 /* of the measurement */
};

/*
 * Scores answers: {on, questionnaire, version, confidence, answered?, people?, units, scales: [{scale, kind, groups, alpha?, items?}]}. *result is new. SV_NO where these
 * answers, or nearly these, were scored before, as their difference would tell of the few that came in between; also where what was published before tells too much.
 */
enum sv_status sv_survey_score_all(const struct sv_scoring *s, const struct sv_answers *answers, json_t **result, struct sv_err *err);

/* How many people work in a unit (NULL: everywhere) on a day, by the population or the protocol's staff; 0: not known. */
long long sv_survey_people(const json_t *protocol, const json_t *population, const char *unit, int32_t day);
/* The scores of a scale, by person: n of them, the caller's. NULL without memory. parts: of sv_survey_parts; may be NULL. */
double *sv_survey_scores(const json_t *questionnaire, const json_t *scale, const struct sv_answers *answers, long long *parts);
/* The figures of a scale for a group in a result: the group's object, or NULL where it is not shown. unit NULL: the whole organisation. Borrowed. */
const json_t *sv_survey_shown(const json_t *result, const char *scale, const char *unit);
/* A number of a result or a questionnaire, mostly kept as text; NAN where there is none. */
double sv_survey_number(const json_t *object, const char *member);
/* Puts a number into a result as text; nothing where it is no number. False without memory. */
bool sv_survey_put(json_t *object, const char *member, double value);

#endif
