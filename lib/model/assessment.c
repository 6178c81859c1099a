/* SPDX-License-Identifier: MIT */
/* Self-assessments: see assessment.h. */
#include "model/assessment.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/hint.h"
#include "json/get.h"

#define STATEMENTS_MAX 256 /* that a hint looks through */

static const char *const controls[] = { "hard", "soft" };

size_t sv_assessment_statements(const json_t *assessment)
{
	const json_t *dimension;
	size_t i, n = 0;

	json_array_foreach(sv_json_array(assessment, "dimensions"), i, dimension)
		n += json_array_size(sv_json_array(dimension, "statements"));
	return n;
}

static const json_t *statement(const json_t *assessment, const char *id)
{
	const json_t *dimension, *one = NULL;
	size_t i;

	json_array_foreach(sv_json_array(assessment, "dimensions"), i, dimension) {
		if ((one = sv_json_find(sv_json_array(dimension, "statements"), "id", id)) != NULL)
			return one;
	}
	return NULL;
}

enum sv_status sv_assessment_known(const json_t *assessment, const json_t *scores, struct sv_err *err)
{
	const char *ids[STATEMENTS_MAX], *id, *near;
	const json_t *dimension, *one;
	size_t i, k, n = 0;
	json_t *score;

	json_object_foreach((json_t *)scores, id, score) {
		if (statement(assessment, id))
			continue;
		json_array_foreach(sv_json_array(assessment, "dimensions"), i, dimension) {
			json_array_foreach(sv_json_array(dimension, "statements"), k, one)
				if (n < STATEMENTS_MAX && sv_json_text(one, "id"))
					ids[n++] = sv_json_text(one, "id");
		}
		sv_err_set(err, SV_BAD_INPUT, N_("unknown statement '%s'"), strlen(id) <= 60 ? id : "...");
		if ((near = sv_nearest(id, ids, n)) != NULL)
			sv_err_hint(err, N_("did you mean '%s'?"), near);
		else
			sv_err_hint(err, N_("sv-policy statements lists them"));
		return SV_BAD_INPUT;
	}
	return SV_OK;
}

/* The scores of one control of a dimension, added to its result where there are any. */
static bool add_control(json_t *result, const json_t *dimension, const char *control, const json_t *scores)
{
	long long sum = 0, of = 0;
	const json_t *one;
	size_t i;

	json_array_foreach(sv_json_array(dimension, "statements"), i, one) {
		const char *is = sv_json_text(one, "control"), *id = sv_json_text(one, "id");
		if (is == NULL || id == NULL || strcmp(is, control) != 0 || !sv_json_has(scores, id))
			continue;
		sum += sv_json_int(scores, id, 0);
		of++;
	}
	return of == 0 || json_object_set_new(result, control, json_pack("{s:I,s:I}", "sum", (json_int_t)sum, "of", (json_int_t)of)) == 0;
}

json_t *sv_assessment_results(const json_t *assessment, const json_t *scores)
{
	json_t *results = json_array(), *one;
	const json_t *dimension;
	bool ok = results != NULL;
	size_t i;

	json_array_foreach(sv_json_array(assessment, "dimensions"), i, dimension) {
		one = json_object();
		ok = ok && one && sv_json_set_text(one, "dimension", sv_json_text(dimension, "id"));
		for (size_t c = 0; c < sizeof controls / sizeof controls[0]; c++)
			ok = ok && add_control(one, dimension, controls[c], scores);
		if (ok && json_object_size(one) > 1)
			ok = json_array_append(results, one) == 0;
		json_decref(one);
	}
	if (!ok) {
		json_decref(results);
		return NULL;
	}
	return results;
}

bool sv_assessment_mean(const json_t *result, const char *control, double *mean, long long *of)
{
	long long sum = 0, n = 0;

	for (size_t c = 0; c < sizeof controls / sizeof controls[0]; c++) {
		const json_t *part = sv_json_object(result, controls[c]);
		if (control && strcmp(control, controls[c]) != 0)
			continue;
		sum += sv_json_int(part, "sum", 0);
		n += sv_json_int(part, "of", 0);
	}
	if (of)
		*of = n;
	if (n > 0)
		*mean = (double)sum / (double)n;
	return n > 0;
}

bool sv_assessment_mean_all(const json_t *results, const char *control, double *mean, long long *of)
{
	long long n = 0, all = 0, dimensions = 0;
	double sum = 0, one;
	const json_t *result;
	size_t i;

	json_array_foreach(results, i, result) {
		if (sv_assessment_mean(result, control, &one, &n)) {
			sum += one;
			dimensions++;
		}
		all += n;
	}
	if (of)
		*of = all;
	if (dimensions > 0)
		*mean = sum / (double)dimensions;
	return dimensions > 0;
}

bool sv_assessment_alike(const json_t *assessment, const char *dimension, const json_t *scores, const json_t *others)
{
	const json_t *one, *of;
	size_t i, k;

	json_array_foreach(sv_json_array(assessment, "dimensions"), i, of) {
		const char *id = sv_json_text(of, "id");
		if (dimension && !sv_text_is(id, dimension))
			continue;
		json_array_foreach(sv_json_array(of, "statements"), k, one) {
			const char *statement_id = sv_json_text(one, "id");
			if (statement_id && sv_json_has(scores, statement_id) != sv_json_has(others, statement_id))
				return false;
		}
	}
	return true;
}

enum sv_status sv_assessment_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	char today[SV_DATE_SIZE];
	struct sv_err err = { 0 };

	sv_date_format(s->today, today);
	if (sv_json_has(act, "on") || sv_json_set_text(act, "on", today))
		return SV_OK;
	enum sv_status st = sv_err_nomem(&err);
	report->defect(report->data, &err);
	return st;
}
