/* SPDX-License-Identifier: MIT */
/* Results of surveys as documents (view/document.h): a report of one measurement, and a chapter of the accounts. They are made of results alone, which hold nothing that may not be shown. */
#ifndef SV_REPORT_SURVEY_DOCUMENT_H
#define SV_REPORT_SURVEY_DOCUMENT_H

#include <jansson.h>

#include "report/release.h"

/*
 * The report of a result of a survey. state: the survey; result: with "form" and "survey", as those of earlier: every result of that questionnaire, by their days; of
 * those before this one the last two are shown beside it. benchmarks: {scale: {value, source}} or NULL: beside the questionnaire's own. *out is new.
 */
enum sv_status sv_survey_document(struct sv_account *a, const json_t *state, const json_t *result, const json_t *earlier, const json_t *benchmarks, json_t **out, struct sv_err *err);

/*
 * What the accounts tell of surveys: of each questionnaire the last result in the years from one to another. Added to the facts, tables and lists of a section;
 * nothing where there is none.
 */
enum sv_status sv_survey_chapter(struct sv_account *a, int from, int to, const json_t *benchmarks, json_t *facts, json_t *tables, json_t *lists, struct sv_err *err);

/* The number of cases of a category in a year, as it was published last: *n, or *hidden. False where none was published of that year. Zero where it was published without the category. */
bool sv_survey_reported(const json_t *ledger, const char *category, int year, long long *n, bool *hidden);

#endif
