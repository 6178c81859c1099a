/* SPDX-License-Identifier: MIT */
/* Quiet units, for sv-stats clusters: many said in a survey that they experienced something, and nobody reported. See clusters.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/clusters.h"
#include "cli/lang.h"
#include "cli/survey.h"
#include "json/get.h"
#include "model/questionnaire.h"
#include "report/survey_score.h"

#define EXPERIENCED "experienced" /* the scale of what people underwent themselves */
#define MONTHS 12                 /* that it asks about, where it does not say */
#define RECENT 24                 /* months; older results tell of another time */
#define MANY 0.10                 /* of the people, by the lower end of the interval */

/* Whether a unit is another or below it, by the units of a result. */
static bool below(const json_t *units, const char *unit, const char *other)
{
	for (size_t steps = 0; unit && steps <= json_array_size(units); steps++) {
		if (strcmp(unit, other) == 0)
			return true;
		unit = sv_json_text(sv_json_find(units, "unit", unit), "parent");
	}
	return false;
}

/* Cases of a unit and those below it that came in from a day on. */
static long long reported(const struct sv_clusters *k, const json_t *units, const char *unit, int32_t since)
{
	long long n = 0;

	for (size_t i = 0; i < k->d.n; i++) {
		const struct sv_noticed_case *c = &k->d.cases[i];
		n += c->received >= since && below(units, sv_noticed_word(&k->d, c->word[SV_NOTICED_UNIT]), unit);
	}
	return n;
}

static enum sv_status add_unit(const struct sv_clusters *k, json_t *document, const json_t *result, const json_t *shown, const char *since, struct sv_err *err)
{
	const char *unit = sv_json_text(shown, "unit"), *on = sv_json_text(result, "on");
	long long yes = sv_json_int(shown, "yes", 0), n = sv_json_int(shown, "n", 0);
	json_t *list = sv_json_array(document, "quiet");
	char text[512];

	snprintf(text, sizeof text, sv_tr(N_("%s: in the survey of %s, %lld of %lld who answered had experienced something themselves, and no report of the unit is known since %s; find out what keeps people from reporting")), unit, on, yes, n, since);
	if (list == NULL && json_object_set_new(document, "quiet", list = json_array()) < 0)
		return sv_err_nomem(err);
	json_t *one = json_pack("{s:s,s:O,s:s,s:I,s:I,s:s,s:s}", "unit", unit, "survey", json_object_get(result, "survey"), "on", on, "yes", (json_int_t)yes, "n", (json_int_t)n, "since", since, "text", text);
	bool ok = json_array_append_new(list, one) == 0 && (!sv_noticed_for_people(&k->d) || sv_noticed_say(document, text));
	return ok ? SV_OK : sv_err_nomem(err);
}

/* The quiet units of one result. */
static enum sv_status look(const struct sv_clusters *k, json_t *document, const json_t *result, struct sv_err *err)
{
	const json_t *scale = sv_questionnaire_scale(sv_json_object(result, "form"), EXPERIENCED), *units = sv_json_array(result, "units"), *unit;
	char since[SV_DATE_SIZE];
	int32_t day;
	size_t i;

	if (scale == NULL || !sv_scale_any(scale) || !sv_date_parse(sv_json_text(result, "on"), &day) || day > k->d.today || sv_day_add_months(day, RECENT) < k->d.today)
		return SV_OK;
	day = sv_day_add_months(day, -(int)sv_json_int(scale, "months", MONTHS));
	sv_date_format(day, since);
	json_array_foreach(units, i, unit) {
		const char *id = sv_json_text(unit, "unit");
		const json_t *shown = id ? sv_survey_shown(result, EXPERIENCED, id) : NULL;
		if (shown == NULL || !(sv_survey_number(shown, "low") >= MANY) || reported(k, units, id, day) > 0)
			continue;
		enum sv_status st = add_unit(k, document, result, shown, since, err);
		if (st != SV_OK)
			return st;
	}
	return SV_OK;
}

enum sv_status sv_clusters_quiet(struct sv_clusters *k, json_t *document, struct sv_err *err)
{
	json_t *results = NULL;
	const json_t *one, *later;
	size_t i, m;
	enum sv_status st = sv_survey_results(k->d.run, NULL, &results, err);

	json_array_foreach(results, i, one) {
		bool last = true;
		for (m = i + 1; m < json_array_size(results) && last; m++) {
			later = json_array_get(results, m);
			last = !json_equal(json_object_get(later, "questionnaire"), json_object_get(one, "questionnaire"));
		}
		if (st == SV_OK && last)
			st = look(k, document, one, err);
	}
	json_decref(results);
	return st;
}
