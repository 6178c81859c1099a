/* SPDX-License-Identifier: MIT */
/* Tables of a survey's results for documents: between survey_document.c and survey_table.c. */
#ifndef SV_REPORT_SURVEY_TABLE_H
#define SV_REPORT_SURVEY_TABLE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "report/release.h"

#define SV_SURVEY_BEFORE 2 /* earlier results that stand beside one */

/* What tables are made of; all borrowed. */
struct sv_surveyed {
	struct sv_account *a;
	const json_t *result, *form;              /* form: of the result */
	const json_t *before[SV_SURVEY_BEFORE];   /* the last earlier ones, oldest first */
	size_t nbefore;
	const json_t *benchmarks;
	const json_t *words;                      /* words.survey of the reader's language */
};

/* A word of the reader's language; the key itself where there is none. */
const char *sv_surveyed_word(const struct sv_surveyed *s, const char *key);
/* The name of a scale, of a category, in the reader's language. */
const char *sv_surveyed_scale(const struct sv_surveyed *s, const char *scale);
/* The year of a result, or its whole day where another that is shown is of the same year. */
const char *sv_surveyed_when(const struct sv_surveyed *s, const json_t *result, char out[12]);

/*
 * Tables, each NULL where it would be empty. Means, and shares, of the whole organisation, beside those before; how many answered, how the items of a scale hang together, and
 * what others have; yes or no by category; and units, for one kind of scale. False without memory.
 */
bool sv_survey_table_scales(const struct sv_surveyed *s, bool any, json_t **out);
bool sv_survey_table_answers(const struct sv_surveyed *s, json_t **out);
bool sv_survey_table_categories(const struct sv_surveyed *s, json_t **out);
bool sv_survey_table_units(const struct sv_surveyed *s, bool any, json_t **out);
/* What was experienced beside what was reported, by category: shares, how many people that would be, and cases that were published. */
bool sv_survey_table_gap(const struct sv_surveyed *s, int year, json_t **out);
/* The changes since an earlier result, as a list. changes: of that result. NULL where there are none. */
bool sv_survey_list_changes(const struct sv_surveyed *s, const json_t *changes, json_t **out);

/* What was asked, in the questionnaire's own words: its scales with what could be answered, and its items. Lists, never empty. False without memory. */
bool sv_survey_list_scales(const struct sv_surveyed *s, json_t **out);
bool sv_survey_list_items(const struct sv_surveyed *s, json_t **out);
/* A text of a questionnaire as one line; markdown: so that it stays plain text in Markdown. Appended. */
void sv_surveyed_line(const char *text, bool markdown, struct sv_buf *out);

#endif
