/* SPDX-License-Identifier: MIT */
/* Two measurements held against each other: see survey_compare.h. */
#include "report/survey_compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "json/get.h"
#include "model/questionnaire.h"
#include "report/survey_guard.h"
#include "stats/survey_change.h"

#define DRAWS 9999
#define SEED 1908 /* drawing gives the same every time */

/* A comparison being made, and its row. */
struct comparison {
	struct sv_survey_change change;
	json_t *row;
	bool share;
};

struct comparing {
	const struct sv_measured *before, *after;
	struct comparison *list;
	size_t n, cap;
	struct sv_random random;
};

/* Whether a place is a unit or below it; a NULL unit is all. */
static bool below(const struct sv_places *p, uint32_t place, const char *unit)
{
	size_t at = sv_places_find(p, unit);

	while (place != UINT32_MAX && place != at)
		place = p->parent[place];
	return at != SIZE_MAX && place == at;
}

/* The scores of a unit in a measurement; the caller's (sv_survey_wipe, with room for all). NULL without memory. */
static double *scores_of(const struct sv_measured *m, const json_t *scale, const char *unit, size_t *n, long long *parts)
{
	double *score = sv_survey_scores(sv_json_object(m->result, "form"), scale, m->answers, parts);

	*n = 0;
	for (size_t i = 0; score && i < m->answers->n; i++)
		if (below(m->places, m->answers->place[i], unit))
			score[(*n)++] = score[i];
	return score;
}

static struct sv_survey_compare compare_of(long long parts)
{
	return (struct sv_survey_compare){ SV_SURVEY_TELL, parts, DRAWS, SV_CONFIDENCE };
}

/* A mean, by the answers. */
static enum sv_status by_answers(struct comparing *c, const char *id, const char *unit, struct sv_survey_change *out, struct sv_err *err)
{
	const json_t *form_before = sv_json_object(c->before->result, "form"), *form_after = sv_json_object(c->after->result, "form");
	long long parts = 1;
	size_t nbefore = 0, nafter = 0;
	double *before = scores_of(c->before, sv_questionnaire_scale(form_before, id), unit, &nbefore, &parts);
	double *after = scores_of(c->after, sv_questionnaire_scale(form_after, id), unit, &nafter, &parts);
	struct sv_survey_compare how = compare_of(parts);
	enum sv_status st = before && after ? sv_survey_change(before, nbefore, after, nafter, &how, &c->random, out, err) : sv_err_nomem(err);

	if (before)
		sv_survey_wipe(before, c->before->answers->n);
	if (after)
		sv_survey_wipe(after, c->after->answers->n);
	return st;
}

static void by_summaries(const json_t *was, const json_t *is, struct sv_survey_change *out)
{
	struct sv_survey_summary before = { (size_t)sv_json_int(was, "n", 0), sv_survey_number(was, "mean"), sv_survey_number(was, "sd") };
	struct sv_survey_summary after = { (size_t)sv_json_int(is, "n", 0), sv_survey_number(is, "mean"), sv_survey_number(is, "sd") };
	struct sv_survey_compare how = compare_of(0);

	sv_survey_change_of(&before, &after, &how, out);
}

static struct comparison *add(struct comparing *c)
{
	if (c->n == c->cap) {
		size_t cap = c->cap ? 2 * c->cap : 64;
		struct comparison *grown = realloc(c->list, cap * sizeof *grown);
		if (grown == NULL)
			return NULL;
		c->list = grown;
		c->cap = cap;
	}
	c->list[c->n] = (struct comparison){ .change = { .probability = NAN }, .row = json_object() };
	return c->list[c->n].row ? &c->list[c->n++] : NULL;
}

/* The units below one, by a result: ids as members of a new object. */
static json_t *made_of(const json_t *result, const char *unit)
{
	const json_t *units = sv_json_array(result, "units"), *one;
	json_t *out = json_object();
	size_t i;

	json_array_foreach(units, i, one) {
		const json_t *up = one;
		size_t steps = 0;
		while (up && unit && strcmp(sv_json_text(up, "unit"), unit) != 0 && steps++ <= json_array_size(units))
			up = sv_json_find(units, "unit", sv_json_text(up, "parent") ? sv_json_text(up, "parent") : "");
		if (up && steps <= json_array_size(units))
			json_object_set_new(out, sv_json_text(one, "unit"), json_true());
	}
	return out;
}

static bool same_units(const json_t *a, const json_t *b, const char *unit)
{
	json_t *x = made_of(a, unit), *y = made_of(b, unit);
	bool same = unit == NULL || json_equal(x, y);

	json_decref(x);
	json_decref(y);
	return same;
}

static enum sv_status compare_group(struct comparing *c, const json_t *scale, const char *unit, const json_t *was, const json_t *is, struct sv_err *err)
{
	const char *id = sv_json_text(scale, "id"), *why = NULL;
	struct sv_survey_compare how = compare_of(0);
	struct comparison *one = add(c);
	enum sv_status st = one ? SV_OK : sv_err_nomem(err);

	if (st != SV_OK)
		return st;
	one->share = sv_scale_any(scale);
	one->change.difference = one->change.g = one->change.in.low = one->change.in.high = NAN;
	one->change.before = (size_t)sv_json_int(was, "n", 0);
	one->change.after = (size_t)sv_json_int(is, "n", 0);
	if (!same_units(c->before->result, c->after->result, unit))
		why = "units";
	else if (one->share)
		sv_survey_change_yes(sv_json_int(was, "n", 0), sv_json_int(was, "yes", 0), sv_json_int(is, "n", 0), sv_json_int(is, "yes", 0), &how, &one->change);
	else if (c->before->answers && c->after->answers)
		st = by_answers(c, id, unit, &one->change, err);
	else
		by_summaries(was, is, &one->change);
	if (why == NULL && !one->change.told)
		why = "few";
	if (st == SV_OK && !(sv_json_set_text(one->row, "scale", id) && sv_json_set_text(one->row, "unit", unit) && json_object_set_new(one->row, "before", json_integer((json_int_t)one->change.before)) == 0
	                     && json_object_set_new(one->row, "after", json_integer((json_int_t)one->change.after)) == 0 && json_object_set_new(one->row, "told", json_boolean(why == NULL)) == 0
	                     && sv_json_set_text(one->row, "why", why)))
		st = sv_err_nomem(err);
	return st;
}

static enum sv_status compare_scale(struct comparing *c, const json_t *scale, struct sv_err *err)
{
	const char *id = sv_json_text(scale, "id");
	const json_t *groups = sv_json_array(sv_json_find(sv_json_array(c->after->result, "scales"), "scale", id), "groups"), *is;
	enum sv_status st = SV_OK;
	size_t i;

	if (!sv_scale_same(sv_json_object(c->before->result, "form"), sv_json_object(c->after->result, "form"), id)) {
		struct comparison *one = sv_json_find(sv_json_array(c->before->result, "scales"), "scale", id) ? add(c) : NULL;
		if (one && !(sv_json_set_text(one->row, "scale", id) && json_object_set_new(one->row, "told", json_false()) == 0 && sv_json_set_text(one->row, "why", "items")))
			st = sv_err_nomem(err);
		return st;
	}
	json_array_foreach(groups, i, is) {
		const char *unit = sv_json_text(is, "unit");
		const json_t *was = sv_survey_shown(c->before->result, id, unit);
		if (st == SV_OK && was && !sv_json_true(is, "hidden"))
			st = compare_group(c, scale, unit, was, is, err);
	}
	return st;
}

/* The numbers of a comparison, into its row. */
static bool put(const struct comparison *one)
{
	const struct sv_survey_change *c = &one->change;
	bool ok = true;

	if (!c->told)
		return true;
	ok = sv_survey_put(one->row, "difference", c->difference);
	if (!one->share)
		ok = sv_survey_put(one->row, "g", c->g) && sv_survey_put(one->row, "low", c->in.low) && sv_survey_put(one->row, "high", c->in.high) && ok;
	if (!isnan(c->probability))
		ok = sv_survey_put(one->row, "probability", c->probability) && json_object_set_new(one->row, "exact", json_boolean(c->exact)) == 0 && sv_survey_put(one->row, "adjusted", c->adjusted)
		     && json_object_set_new(one->row, "stands_out", json_boolean(c->stands_out)) == 0 && ok;
	return ok;
}

enum sv_status sv_survey_compared(const struct sv_measured *before, const struct sv_measured *after, json_t **changes, struct sv_err *err)
{
	struct comparing c = { .before = before, .after = after };
	json_t *out = json_array();
	const json_t *scale;
	bool ok = out != NULL;
	enum sv_status st = ok ? SV_OK : sv_err_nomem(err);
	size_t i;

	sv_random_seed(&c.random, SEED);
	json_array_foreach(sv_json_array(sv_json_object(after->result, "form"), "scales"), i, scale) {
		if (st == SV_OK)
			st = compare_scale(&c, scale, err);
	}
	struct sv_survey_change *all = calloc(c.n + 1, sizeof *all);
	ok = ok && all;
	for (size_t k = 0; ok && k < c.n; k++)
		all[k] = c.list[k].change;
	if (st == SV_OK && ok)
		st = sv_survey_changes(all, c.n, SV_SURVEY_ALPHA, err);
	for (size_t k = 0; k < c.n; k++) {
		if (ok) {
			c.list[k].change = all[k];
			ok = put(&c.list[k]) && json_array_append(out, c.list[k].row) == 0;
		}
		json_decref(c.list[k].row);
	}
	free(all);
	free(c.list);
	*changes = out;
	if (st == SV_OK && ok)
		return SV_OK;
	json_decref(out);
	*changes = NULL;
	return st != SV_OK ? st : sv_err_nomem(err);
}

/* Whether a number comes out as it was kept. */
static bool near(double was, double is)
{
	return (isnan(was) && isnan(is)) || fabs(was - is) <= 1e-9 * fmax(1, fabs(is));
}

static enum sv_status check_group(const struct sv_measured *m, const json_t *scale, const json_t *group, bool *same, struct sv_err *err)
{
	const json_t *answers = sv_questionnaire_answers(sv_json_object(m->result, "form"), scale);
	size_t n;
	double *score = scores_of(m, scale, sv_json_text(group, "unit"), &n, NULL), low = sv_answers_low(answers), high = sv_answers_high(answers);

	if (score == NULL)
		return sv_err_nomem(err);
	if (sv_scale_any(scale)) {
		struct sv_survey_share f = sv_survey_share(score, n, 0, low, SV_CONFIDENCE);
		*same = (long long)f.n == sv_json_int(group, "n", -1) && (long long)f.yes == sv_json_int(group, "yes", -1);
	} else {
		struct sv_survey_mean f = sv_survey_mean(score, n, 0, low, high, SV_CONFIDENCE);
		*same = (long long)f.n == sv_json_int(group, "n", -1) && near(sv_survey_number(group, "mean"), f.mean) && near(sv_survey_number(group, "sd"), f.sd);
	}
	sv_survey_wipe(score, m->answers->n);
	return SV_OK;
}

enum sv_status sv_survey_made_of(const struct sv_measured *m, struct sv_err *err)
{
	const json_t *form = sv_json_object(m->result, "form"), *of, *group;
	enum sv_status st = SV_OK;
	size_t i, k;

	json_array_foreach(sv_json_array(m->result, "scales"), i, of) {
		const json_t *scale = sv_questionnaire_scale(form, sv_json_text(of, "scale"));
		json_array_foreach(sv_json_array(of, "groups"), k, group) {
			bool same = true;
			if (st == SV_OK && scale && !sv_json_true(group, "hidden"))
				st = check_group(m, scale, group, &same, err);
			if (st == SV_OK && !same)
				return sv_err_set(err, SV_BAD_INPUT, N_("these are not the answers that were scored"));
		}
	}
	return st;
}

enum sv_status sv_survey_places(const json_t *result, const json_t *protocol, json_t **then, struct sv_places *out, struct sv_err *err)
{
	const json_t *now = sv_json_array(sv_json_object(protocol, "lists"), "unit"), *unit;
	json_t *list = json_array(), *one;
	bool ok = list != NULL;
	size_t i;

	json_array_foreach(sv_json_array(result, "units"), i, unit) {
		const char *id = sv_json_text(unit, "unit");
		one = json_object();
		ok = ok && one && sv_json_set_text(one, "id", id) && sv_json_set(one, "parent", json_object_get(unit, "parent")) && sv_json_set(one, "label", json_object_get(sv_json_find(now, "id", id ? id : ""), "label"));
		ok = json_array_append_new(list, one) == 0 && ok;
	}
	*then = ok ? json_pack("{s:{s:O}}", "lists", "unit", list) : NULL;
	json_decref(list);
	*out = (struct sv_places){ 0 };
	return *then ? sv_places_open(*then, out, err) : sv_err_nomem(err);
}
