/* SPDX-License-Identifier: MIT */
/* Questionnaires as data (share/schema/questionnaire.json): what their schema cannot say, and short reads of their parts. Pure. */
#ifndef SV_MODEL_QUESTIONNAIRE_H
#define SV_MODEL_QUESTIONNAIRE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/act.h"

#define SV_QUESTIONNAIRE_ITEMS 20 /* a scale has at most so many */

/* The column of answers that says where somebody works; no item can be called so. */
#define SV_QUESTIONNAIRE_UNIT "unit"

/*
 * Checks a questionnaire that holds to its schema: every id once; the scale of each item, and the answers of each scale, are there; a scale has 1 to
 * SV_QUESTIONNAIRE_ITEMS items, and no fewer than must be answered; one of kind "any" has two answers and no reversed item; answers have as many words
 * in each language; categories are words of the protocol (NULL: not looked at). Every defect is reported. SV_OK or SV_BAD_INPUT.
 */
enum sv_status sv_questionnaire_check(const json_t *q, const json_t *protocol, const struct sv_act_report *report);

/* A scale, the answers of a scale, by its id or from it; NULL where there is none. Borrowed. */
const json_t *sv_questionnaire_scale(const json_t *q, const char *id);
const json_t *sv_questionnaire_answers(const json_t *q, const json_t *scale);
/* The lowest and the highest number that can be answered. */
int sv_answers_low(const json_t *answers);
int sv_answers_high(const json_t *answers);
/* Whether a scale is a yes or no. */
bool sv_scale_any(const json_t *scale);
/* The items of a scale, in the order in which they are asked: at most max of them, borrowed; how many there are. */
size_t sv_scale_items(const json_t *q, const json_t *scale, const json_t **items, size_t max);
/* A text in a language, else in the questionnaire's own, else in any. "" where there is none. Borrowed. */
const char *sv_questionnaire_text(const json_t *q, const json_t *texts, const char *lang);
/* The word of an answer in a language, likewise; "" where it is none. */
const char *sv_answer_word(const json_t *q, const json_t *answers, int answer, const char *lang);
/* Whether two versions of a questionnaire ask and score a scale alike, so that their results can be held against each other. */
bool sv_scale_same(const json_t *a, const json_t *b, const char *scale);

#endif
