/* SPDX-License-Identifier: MIT */
/* Acts on surveys: see survey.h. */
#include "model/survey.h"

#include <stdio.h>
#include <string.h>

#include "json/get.h"

static enum sv_status refuse(const struct sv_act_report *report, struct sv_err *err, const char *pointer)
{
	sv_err_at(err, "%s", pointer);
	report->defect(report->data, err);
	return SV_BAD_INPUT;
}

/* A member as it will be: of the act, else as it was. */
static const char *will_be(const struct sv_act_setting *s, const json_t *act, const char *member)
{
	const char *text = sv_json_text(act, member);

	return text ? text : sv_json_text(s->before, member);
}

enum sv_status sv_survey_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	const char *from = will_be(s, act, "from"), *until = will_be(s, act, "until");
	const json_t *list = sv_json_array(act, "population"), *one, *other;
	struct sv_err err = { 0 };
	enum sv_status st = SV_OK;
	char pointer[40];
	size_t i, k;

	if (from && until && strcmp(until, from) < 0) { /* days are written so that they sort */
		sv_err_set(&err, SV_BAD_INPUT, N_("lies before the first day"));
		st = refuse(report, &err, sv_json_has(act, "until") ? "/until" : "/from");
	}
	json_array_foreach(list, i, one) {
		const char *unit = sv_json_text(one, "unit");
		json_array_foreach(list, k, other) {
			const char *is = sv_json_text(other, "unit");
			if (k >= i || (unit == NULL) != (is == NULL) || (unit && strcmp(unit, is) != 0))
				continue;
			sv_err_set(&err, SV_BAD_INPUT, N_("is there twice"));
			snprintf(pointer, sizeof pointer, "/population/%zu", i);
			st = refuse(report, &err, pointer);
		}
	}
	if (sv_json_has(act, "form") && json_array_size(sv_json_array(s->before, "results")) > 0) {
		sv_err_set(&err, SV_BAD_INPUT, N_("a survey that was scored keeps its questionnaire"));
		sv_err_hint(&err, N_("add a new one"));
		st = refuse(report, &err, "/questionnaire");
	}
	return st;
}

enum sv_status sv_survey_complete_result(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	const json_t *results = sv_json_array(s->before, "results");
	const char *on = sv_json_text(act, "on"), *last = sv_json_text(json_array_get(results, json_array_size(results) - (json_array_size(results) > 0)), "on");
	struct sv_err err = { 0 };

	if (on == NULL || last == NULL || strcmp(on, last) > 0)
		return SV_OK;
	sv_err_set(&err, SV_BAD_INPUT, N_("the survey has a result of %s: another is of a later day"), last);
	return refuse(report, &err, "/on");
}
