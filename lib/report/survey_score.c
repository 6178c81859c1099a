/* SPDX-License-Identifier: MIT */
/* Scores of a measurement: see survey_score.h. Which groups are shown is decided in survey_guard.c. */
#include "report/survey_score.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/questionnaire.h"
#include "model/series.h"
#include "report/survey_guard.h"
#include "stats/survey.h"

#define ITEMS_LEAST 2 /* items that are hidden beside a scale, where any is: one alone would be told by the scale and the others */

bool sv_survey_put(json_t *object, const char *member, double value)
{
	char text[40];

	if (!isfinite(value))
		return true;
	snprintf(text, sizeof text, "%.12g", value == 0 ? 0 : value);
	return sv_json_set_text(object, member, text);
}

double sv_survey_number(const json_t *object, const char *member)
{
	const json_t *value = json_object_get(object, member);

	return json_is_number(value) ? json_number_value(value) : json_is_string(value) ? strtod(json_string_value(value), NULL) : NAN;
}

const json_t *sv_survey_shown(const json_t *result, const char *scale, const char *unit)
{
	const json_t *of = sv_json_find(sv_json_array(result, "scales"), "scale", scale), *group;
	size_t i;

	json_array_foreach(sv_json_array(of, "groups"), i, group) {
		const char *is = sv_json_text(group, "unit");
		if ((is == NULL) == (unit == NULL) && (is == NULL || strcmp(is, unit) == 0))
			return sv_json_true(group, "hidden") ? NULL : group;
	}
	return NULL;
}

long long sv_survey_people(const json_t *protocol, const json_t *population, const char *unit, int32_t day)
{
	const json_t *one;
	double years = 0;
	size_t i;
	int y, m, d;

	json_array_foreach(population, i, one) {
		const char *of = sv_json_text(one, "unit");
		if (of && unit ? strcmp(of, unit) == 0 : of == unit) /* neither names one: everybody */
			return sv_json_int(one, "people", 0);
	}
	if (!sv_series_staff(protocol, unit, day, day, &years))
		return 0;
	sv_day_to_civil(day, &y, &m, &d);
	return llround(years * (sv_day_from_civil(y + 1, 1, 1) - sv_day_from_civil(y, 1, 1)));
}

double *sv_survey_scores(const json_t *questionnaire, const json_t *scale, const struct sv_answers *answers, long long *parts)
{
	const json_t *items[SV_QUESTIONNAIRE_ITEMS];
	size_t place[SV_QUESTIONNAIRE_ITEMS];
	bool reversed[SV_QUESTIONNAIRE_ITEMS];
	struct sv_survey_scale s;
	double *score = malloc((answers->n + 1) * sizeof *score);

	sv_survey_scale_of(questionnaire, scale, items, place, reversed, &s);
	for (size_t i = 0; score && i < answers->n; i++)
		score[i] = sv_survey_score(&s, answers->rows + i * answers->width);
	if (parts)
		*parts = sv_survey_parts(&s);
	return score;
}

void sv_survey_scale_of(const json_t *q, const json_t *scale, const json_t **items, size_t *place, bool *reversed, struct sv_survey_scale *out)
{
	const json_t *answers = sv_questionnaire_answers(q, scale), *all = sv_json_array(q, "items"), *one;
	size_t n = sv_scale_items(q, scale, items, SV_QUESTIONNAIRE_ITEMS), i;

	n = n > SV_QUESTIONNAIRE_ITEMS ? SV_QUESTIONNAIRE_ITEMS : n;
	for (size_t k = 0; k < n; k++) {
		place[k] = 0;
		json_array_foreach(all, i, one) {
			if (one == items[k])
				place[k] = i;
		}
		reversed[k] = sv_json_true(items[k], "reversed");
	}
	*out = (struct sv_survey_scale){ sv_scale_any(scale) ? SV_SURVEY_ANY : SV_SURVEY_MEAN, n, place, reversed, sv_answers_low(answers), sv_answers_high(answers), (size_t)sv_json_int(scale, "least", 0) };
}

/* One scale being scored. */
struct scoring {
	const struct sv_scoring *s;
	const struct sv_answers *answers;
	const json_t *scale;
	struct sv_survey_scale of;
	const json_t *items[SV_QUESTIONNAIRE_ITEMS];
	size_t place[SV_QUESTIONNAIRE_ITEMS];
	bool reversed[SV_QUESTIONNAIRE_ITEMS];
	double *score, *room; /* by person */
};

/* The scores of who are in a place or below it, in room; how many. */
static size_t gather(const struct scoring *c, const double *score, size_t place)
{
	size_t n = 0;

	for (size_t i = 0; i < c->answers->n; i++) {
		uint32_t at = c->answers->place[i];
		while (at != UINT32_MAX && at != place)
			at = c->s->places->parent[at];
		if (at == place)
			c->room[n++] = score[i];
	}
	return n;
}

/* A yes or no, or a mean, of n scores among so many people. */
static bool put_figures(const struct scoring *c, json_t *to, const double *score, size_t n, long long people)
{
	bool ok = true;

	if (c->of.kind == SV_SURVEY_ANY) {
		struct sv_survey_share f = sv_survey_share(score, n, people, c->of.low, SV_CONFIDENCE);
		ok = json_object_set_new(to, "n", json_integer((json_int_t)f.n)) == 0 && json_object_set_new(to, "yes", json_integer((json_int_t)f.yes)) == 0
		     && sv_survey_put(to, "share", f.share) && sv_survey_put(to, "low", f.in.low) && sv_survey_put(to, "high", f.in.high);
		n = f.n;
	} else {
		struct sv_survey_mean f = sv_survey_mean(score, n, people, c->of.low, c->of.high, SV_CONFIDENCE);
		ok = json_object_set_new(to, "n", json_integer((json_int_t)f.n)) == 0 && sv_survey_put(to, "mean", f.mean) && sv_survey_put(to, "sd", f.sd)
		     && sv_survey_put(to, "low", f.in.low) && sv_survey_put(to, "high", f.in.high);
		n = f.n;
	}
	/* a headcount that is lower than the number of answers is out of date: the interval was made without it */
	return ok && (people < (long long)n || json_object_set_new(to, "people", json_integer(people)) == 0);
}

static bool put_group(const struct scoring *c, size_t place, bool shown, json_t *groups)
{
	const struct sv_places *p = c->s->places;
	const char *unit = place < p->n ? p->id[place] : NULL;
	json_t *group = json_object();
	bool ok = group && sv_json_set_text(group, "unit", unit);

	if (shown)
		ok = ok && put_figures(c, group, c->room, gather(c, c->score, place), sv_survey_people(c->s->protocol, c->s->population, unit, c->s->day));
	else
		ok = ok && json_object_set_new(group, "hidden", json_true()) == 0;
	return json_array_append_new(groups, group) == 0 && ok;
}

/* Each item of a yes or no by itself, of the whole organisation. */
static enum sv_status put_items(const struct scoring *c, json_t *to, struct sv_err *err)
{
	const struct sv_answers *a = c->answers;
	double *score = malloc((a->n + 1) * sizeof *score);
	json_t *list = json_array();
	bool shown[SV_QUESTIONNAIRE_ITEMS] = { false }, ok = score && list;
	size_t hidden = 0, yes[SV_QUESTIONNAIRE_ITEMS] = { 0 };
	long long people = sv_survey_people(c->s->protocol, c->s->population, NULL, c->s->day);
	enum sv_status st = SV_OK;

	for (int pass = 0; pass < 2 && ok && st == SV_OK; pass++) {
		for (size_t k = 0; k < c->of.nitems && ok && st == SV_OK; k++) {
			for (size_t i = 0; i < a->n; i++)
				score[i] = a->rows[i * a->width + c->place[k]] == SV_SURVEY_NONE ? NAN : a->rows[i * a->width + c->place[k]];
			if (pass == 0) {
				st = sv_survey_guard_item(c->s, c->scale, sv_json_text(c->items[k], "id"), score, a->n, &shown[k], err);
				hidden += !shown[k];
				yes[k] = sv_survey_share(score, a->n, 0, c->of.low, SV_CONFIDENCE).yes;
				continue;
			}
			json_t *item = json_object();
			ok = item && sv_json_set_text(item, "item", sv_json_text(c->items[k], "id")) && sv_json_set(item, "category", json_object_get(c->items[k], "category"))
			     && (shown[k] ? put_figures(c, item, score, a->n, people) : json_object_set_new(item, "hidden", json_true()) == 0);
			ok = json_array_append_new(list, item) == 0 && ok;
		}
		while (pass == 0 && hidden > 0 && hidden < ITEMS_LEAST && hidden < c->of.nitems) {
			size_t least = SIZE_MAX;
			for (size_t k = 0; k < c->of.nitems; k++)
				if (shown[k] && (least == SIZE_MAX || yes[k] < yes[least]))
					least = k;
			shown[least] = false;
			hidden++;
		}
	}
	ok = ok && json_object_set(to, "items", list) == 0;
	json_decref(list);
	free(score);
	return st != SV_OK ? st : ok ? SV_OK : sv_err_nomem(err);
}

/* How well the items belong together, of the whole organisation, where enough people answered them all. */
static bool put_alpha(const struct scoring *c, json_t *to)
{
	struct sv_survey_alpha a = sv_survey_alpha(&c->of, c->answers->rows, c->answers->n, c->answers->width, SV_CONFIDENCE);

	if (a.n < sv_survey_least(c->scale) || !isfinite(a.alpha))
		return true;
	json_t *alpha = json_pack("{s:I}", "n", (json_int_t)a.n);
	bool ok = alpha && sv_survey_put(alpha, "alpha", a.alpha) && sv_survey_put(alpha, "low", a.in.low) && sv_survey_put(alpha, "high", a.in.high);
	return json_object_set_new(to, "alpha", alpha) == 0 && ok;
}

static enum sv_status score_scale(const struct sv_scoring *s, const struct sv_answers *answers, const json_t *scale, json_t *scales, struct sv_err *err)
{
	struct scoring c = { .s = s, .answers = answers, .scale = scale };
	unsigned char *shown = calloc(s->places->n + 1, 1);
	json_t *to = json_pack("{s:s,s:s,s:[]}", "scale", sv_json_text(scale, "id"), "kind", sv_json_text(scale, "kind"), "groups");
	bool ok;

	sv_survey_scale_of(s->questionnaire, scale, c.items, c.place, c.reversed, &c.of);
	c.score = sv_survey_scores(s->questionnaire, scale, answers, NULL);
	c.room = malloc((answers->n + 1) * sizeof *c.room);
	ok = shown && to && c.score && c.room;
	enum sv_status st = ok ? sv_survey_guard(s, scale, answers, c.score, shown, err) : sv_err_nomem(err);
	if (st == SV_OK) {
		size_t whole = s->places->n;
		json_t *groups = sv_json_array(to, "groups");
		ok = put_group(&c, whole, shown[whole], groups);
		for (size_t place = 0; place < whole; place++)
			if (s->depth == 0 || s->places->level[place] <= s->depth)
				ok = put_group(&c, place, shown[place], groups) && ok;
		if (shown[whole] && c.of.kind == SV_SURVEY_MEAN)
			ok = put_alpha(&c, to) && ok;
		if (shown[whole] && c.of.kind == SV_SURVEY_ANY && c.of.nitems > 1)
			st = put_items(&c, to, err);
		ok = ok && json_array_append(scales, to) == 0;
	}
	if (c.score)
		sv_survey_wipe(c.score, answers->n);
	if (c.room)
		sv_survey_wipe(c.room, answers->n);
	free(shown);
	json_decref(to);
	return st != SV_OK ? st : ok ? SV_OK : sv_err_nomem(err);
}

/* The units as they are on that day: what earlier figures were of. */
static json_t *structure(const struct sv_places *p)
{
	json_t *units = json_array();
	bool ok = units != NULL;

	for (size_t i = 0; ok && i < p->n; i++) {
		json_t *one = json_object();
		ok = one && sv_json_set_text(one, "unit", p->id[i]) && (p->parent[i] == p->n || sv_json_set_text(one, "parent", p->id[p->parent[i]]));
		ok = json_array_append_new(units, one) == 0 && ok;
	}
	if (ok)
		return units;
	json_decref(units);
	return NULL;
}

enum sv_status sv_survey_score_all(const struct sv_scoring *s, const struct sv_answers *answers, json_t **result, struct sv_err *err)
{
	long long people = sv_survey_people(s->protocol, s->population, NULL, s->day);
	json_t *scales = json_array(), *units = structure(s->places), *out = json_object();
	const json_t *scale, *one;
	char day[SV_DATE_SIZE];
	bool ok = scales && units && out, any = false;
	enum sv_status st = ok ? sv_survey_guard_same(s, answers, err) : sv_err_nomem(err);
	size_t i;

	*result = NULL;
	json_array_foreach(sv_json_array(s->questionnaire, "scales"), i, scale) {
		if (st == SV_OK)
			st = score_scale(s, answers, scale, scales, err);
	}
	json_array_foreach(scales, i, one)
		any = any || !sv_json_true(json_array_get(sv_json_array(one, "groups"), 0), "hidden"); /* the organisation comes first */
	sv_date_format(s->day, day);
	ok = ok && sv_json_set_text(out, "on", day) && sv_json_set(out, "questionnaire", json_object_get(s->questionnaire, "questionnaire")) && sv_json_set(out, "version", json_object_get(s->questionnaire, "version"))
	     && sv_survey_put(out, "confidence", SV_CONFIDENCE) && (!any || json_object_set_new(out, "answered", json_integer((json_int_t)answers->n)) == 0)
	     && (people <= 0 || json_object_set_new(out, "people", json_integer(people)) == 0) && json_object_set(out, "units", units) == 0 && json_object_set(out, "scales", scales) == 0;
	json_decref(scales);
	json_decref(units);
	if (st == SV_OK && ok) {
		*result = out;
		return SV_OK;
	}
	json_decref(out);
	return st != SV_OK ? st : sv_err_nomem(err);
}
