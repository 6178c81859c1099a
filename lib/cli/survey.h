/* SPDX-License-Identifier: MIT */
/* sv-survey: surveys, their questionnaires, results, comparisons and reports. */
#ifndef SV_CLI_SURVEY_H
#define SV_CLI_SURVEY_H

#include <jansson.h>

#include "cli/run.h"
#include "report/answers.h"

/* A survey that an operand names: "S-7K3MQP", or its name, and perhaps "/r2", a result of it (else the last). */
struct sv_survey {
	char id[16];
	json_t *state;   /* owned */
	json_t *result;  /* with "form", its questionnaire; owned; NULL: it was not scored yet */
};
/* Finds it. SV_NOT_FOUND where there is no such survey, or no such result of it. */
enum sv_status sv_survey_find(struct sv_run *run, const char *typed, struct sv_survey *out, struct sv_err *err);
void sv_survey_release(struct sv_survey *s);
/* The same for an operand that must have a result. SV_NOT_FOUND where it has none. */
enum sv_status sv_survey_scored(struct sv_run *run, const char *typed, struct sv_survey *out, struct sv_err *err);
/*
 * Every result of a questionnaire (NULL: of any), of whatever survey, by their days: a new array of results, each with "form" and "survey" (its id).
 */
enum sv_status sv_survey_results(struct sv_run *run, const char *questionnaire, json_t **out, struct sv_err *err);
/* The protocol in force, with the headcounts of the register. New. */
enum sv_status sv_survey_protocol(struct sv_run *run, json_t **out, struct sv_err *err);

/* Where defects are reported, each with the place (a file, a pointer) that was read. */
struct sv_survey_place {
	struct sv_run *run;
	const char *place;
};
struct sv_act_report sv_survey_reporter(struct sv_survey_place *place);

/* Reads a whole file of answers, or stdin ("-"), into a secret buffer. */
enum sv_status sv_survey_read(const char *file, struct sv_buf *out, struct sv_err *err);
/*
 * Reads the answers that a result was made of: from a file (NULL: those that were kept, if any), by the units as they were. *then is the protocol for places; both are the
 * caller's. SV_NOT_FOUND or SV_DENIED where none are at hand; SV_BAD_INPUT, everything reported, where they are none, or not those.
 */
enum sv_status sv_survey_rows(struct sv_run *run, const struct sv_survey *s, const json_t *protocol, const char *file, json_t **then, struct sv_places *places, struct sv_answers *out, struct sv_err *err);

/*
 * Scores a file of answers that belongs to no survey, by the units and on the day of now: what may be shown of it beside earlier results (as of sv_scoring). before: the answers
 * of the last of these, or NULL. *result is new and has "form"; places and out are released by the caller, also where it failed. SV_BAD_INPUT, everything reported; SV_NO.
 */
enum sv_status sv_survey_score_file(struct sv_run *run, const char *file, const json_t *form, const json_t *protocol, const json_t *earlier, const struct sv_answers *before, struct sv_places *places,
				    struct sv_answers *out, json_t **result, struct sv_err *err);

/*
 * A questionnaire by the name of a shipped one, of an earlier survey's, or (file) by the path of a file; checked. *out is new. SV_NOT_FOUND; SV_BAD_INPUT with every
 * defect reported.
 */
enum sv_status sv_survey_questionnaire(struct sv_run *run, const char *name, bool file, json_t **out, struct sv_err *err);
/* Whether a name is that of a file: it has a slash, or ends in .json. */
bool sv_survey_is_file(const char *name);
/* Checks a questionnaire by its schema and beyond; every defect is reported, as of a place (a file, a pointer). */
enum sv_status sv_survey_check(struct sv_run *run, const json_t *form, const char *place, struct sv_err *err);

/* Makes of an act what is judged (sv_filter_prepare): of --population objects, before its form is filled in; and of it all, after that, with its questionnaire. */
enum sv_status sv_survey_prepare(struct sv_run *run, json_t *act, struct sv_err *err);
enum sv_status sv_survey_finish(struct sv_run *run, json_t *act, struct sv_err *err);

enum sv_status sv_survey_list(struct sv_run *run, struct sv_err *err);
enum sv_status sv_survey_show(struct sv_run *run, struct sv_err *err);
enum sv_status sv_survey_form(struct sv_run *run, struct sv_err *err);
enum sv_status sv_survey_score_run(struct sv_run *run, struct sv_err *err);
enum sv_status sv_survey_compare_run(struct sv_run *run, struct sv_err *err);
enum sv_status sv_survey_report_run(struct sv_run *run, struct sv_err *err);
enum sv_status sv_survey_forget_run(struct sv_run *run, struct sv_err *err);

extern const char *const sv_survey_form_formats[], *const sv_survey_compare_formats[], *const sv_survey_report_formats[];

#endif
