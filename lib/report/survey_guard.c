/* SPDX-License-Identifier: MIT */
/* What may be shown of a measurement, beside all that was shown before: see survey_guard.h, and stats/survey_hide.h for the rules. */
#include "report/survey_guard.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/wipe.h"
#include "json/get.h"
#include "model/questionnaire.h"
#include "model/series.h"
#include "stats/survey_hide.h"

#define LEAST 10         /* people in a group that is shown of a scale on social safety */
#define LEAST_NEUTRAL 5  /* of another */
#define SHOWN_BEFORE ((int64_t)1 << 32) /* worth more than any number of people */
#define SAME_SCALES 3    /* on so many scales no two measurements give a unit the same numbers by chance */

size_t sv_survey_least(const json_t *scale)
{
	return sv_json_true(scale, "sensitive") ? LEAST : LEAST_NEUTRAL;
}

void sv_survey_wipe(double *score, size_t n)
{
	sv_wipe(score, n * sizeof *score);
	free(score);
}

static struct sv_survey_rules rules_of(const json_t *q, const json_t *scale)
{
	const json_t *answers = sv_questionnaire_answers(q, scale);
	double low = sv_answers_low(answers), high = sv_answers_high(answers);
	bool sensitive = sv_json_true(scale, "sensitive");
	struct sv_survey_rules r = sensitive ? (struct sv_survey_rules)SV_SURVEY_SENSITIVE(low, high) : (struct sv_survey_rules)SV_SURVEY_NEUTRAL(low, high);

	if (sensitive && sv_scale_any(scale)) {
		r = (struct sv_survey_rules)SV_SURVEY_YES_NO;
		r.low = low;
		r.high = high;
	}
	return r;
}

/* Groups: of each place, then of what earlier results showed where that was made of other units. */
struct groups {
	struct sv_survey_group *group;
	size_t n, cap;
	uint32_t *inner;   /* of the tree */
	uint32_t **lists;  /* of the others */
	size_t nlists;
	json_t *words;     /* what units of earlier years are counted as */
};

static void groups_release(struct groups *g)
{
	for (size_t i = 0; i < g->nlists; i++)
		free(g->lists[i]);
	free(g->lists);
	free(g->inner);
	free(g->group);
	json_decref(g->words);
}

static enum sv_status groups_make(const struct sv_scoring *s, struct groups *g, struct sv_err *err)
{
	const struct sv_places *p = s->places;

	g->n = p->n + 1;
	g->cap = g->n + 64;
	g->group = calloc(g->cap, sizeof *g->group);
	if (g->group == NULL)
		return sv_err_nomem(err);
	enum sv_status st = sv_series_words(s->protocol, &g->words, err);
	if (st == SV_OK)
		st = sv_survey_tree(p->parent, g->n, g->group, &g->inner, err);
	for (size_t i = 0; i < p->n && st == SV_OK; i++)
		g->group[i].name = p->id[i];
	return st;
}

/* The units of an earlier result that a unit was made of then: whether each place is one now. NULL unit: all. */
static bool members(const struct sv_scoring *s, const struct groups *g, const json_t *result, const char *unit, unsigned char *is)
{
	const json_t *units = sv_json_array(result, "units"), *one;
	const char *on = sv_json_text(result, "on");
	int32_t day = INT32_MIN;
	bool any = false;
	size_t i;

	memset(is, unit == NULL, s->places->n + 1);
	if (unit == NULL)
		return true;
	if (on)
		sv_date_parse(on, &day);
	json_array_foreach(units, i, one) {
		const json_t *up = one;
		size_t steps = 0;
		while (up && strcmp(sv_json_text(up, "unit"), unit) != 0 && steps++ <= json_array_size(units))
			up = sv_json_find(units, "unit", sv_json_text(up, "parent") ? sv_json_text(up, "parent") : "");
		if (up == NULL || steps > json_array_size(units))
			continue;
		size_t place = sv_places_find(s->places, sv_series_word(g->words, "unit", sv_json_text(one, "unit"), day));
		if (place < s->places->n) {
			is[place] = 1;
			any = true;
		}
	}
	return any;
}

static bool is_group(const struct sv_survey_group *g, const unsigned char *is, size_t nplaces)
{
	size_t n = 0;

	for (size_t i = 0; i < nplaces; i++)
		n += is[i];
	for (size_t i = 0; i < g->ninner; i++)
		if (!is[g->inner[i]])
			return false;
	return n == g->ninner;
}

/* Notes that some places together were shown before: a group that there is, or one of its own, which is worth nothing now. */
static enum sv_status note_shown(const struct sv_scoring *s, struct groups *g, const unsigned char *is, struct sv_err *err)
{
	size_t nplaces = s->places->n + 1, n = 0;

	for (size_t i = 0; i < g->n; i++) {
		if (is_group(&g->group[i], is, nplaces)) {
			g->group[i].before = 1;
			return SV_OK;
		}
	}
	if (g->n == g->cap) {
		struct sv_survey_group *grown = realloc(g->group, 2 * g->cap * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		g->group = grown;
		g->cap *= 2;
	}
	uint32_t *list = malloc((nplaces + 1) * sizeof *list), **lists = realloc(g->lists, (g->nlists + 1) * sizeof *lists);
	if (lists)
		g->lists = lists;
	if (list == NULL || lists == NULL) {
		free(list);
		return sv_err_nomem(err);
	}
	for (size_t i = 0; i < nplaces; i++)
		if (is[i])
			list[n++] = (uint32_t)i;
	g->lists[g->nlists++] = list;
	g->group[g->n++] = (struct sv_survey_group){ .inner = list, .ninner = n, .worth = -1, .before = 1 };
	return SV_OK;
}

/* What earlier results showed of a scale. */
static enum sv_status note_earlier(const struct sv_scoring *s, const json_t *scale, struct groups *g, bool *any, struct sv_err *err)
{
	unsigned char *is = malloc(s->places->n + 1);
	const char *id = sv_json_text(scale, "id");
	const json_t *result, *group;
	size_t i, k;
	enum sv_status st = is ? SV_OK : sv_err_nomem(err);

	*any = false;
	json_array_foreach(s->earlier, i, result) {
		if (st != SV_OK || !sv_scale_same(sv_json_object(result, "form"), s->questionnaire, id))
			continue;
		json_array_foreach(sv_json_array(sv_json_find(sv_json_array(result, "scales"), "scale", id), "groups"), k, group) {
			if (st != SV_OK || sv_json_true(group, "hidden") || !members(s, g, result, sv_json_text(group, "unit"), is))
				continue;
			*any = true;
			st = note_shown(s, g, is, err);
		}
	}
	free(is);
	return st;
}

/*
 * What a unit is worth to readers: its people; more than any of these that it was shown before, so that the same ones are hidden every time and nothing more need be for
 * what was shown of others. A unit that is in no table is the first to be given up.
 */
static int64_t worth_of(const struct sv_scoring *s, const struct groups *g, const struct sv_answers *answers, size_t place)
{
	int64_t worth = g->group[place].before ? SHOWN_BEFORE : 0;

	if (place < s->places->n && s->depth > 0 && s->places->level[place] > s->depth)
		return -1;
	for (size_t k = 0; k < answers->n; k++) {
		uint32_t at = answers->place[k];
		while (at != UINT32_MAX && at != place)
			at = s->places->parent[at];
		worth += at == place;
	}
	return worth;
}

enum sv_status sv_survey_guard(const struct sv_scoring *s, const json_t *scale, const struct sv_answers *answers, const double *score, unsigned char *shown, struct sv_err *err)
{
	struct sv_survey_rules rules = rules_of(s->questionnaire, scale);
	struct sv_survey_answers waves[2] = { { 0, NULL, NULL }, { answers->n, answers->place, score } };
	struct groups g = { 0 };
	unsigned char *why = NULL;
	double *before = NULL;
	bool earlier = false;
	enum sv_status st = groups_make(s, &g, err);

	if (st == SV_OK)
		st = note_earlier(s, scale, &g, &earlier, err);
	if (st == SV_OK && earlier && s->before) {
		before = sv_survey_scores(s->questionnaire, scale, s->before, NULL);
		waves[0] = (struct sv_survey_answers){ s->before->n, s->before->place, before };
	}
	why = st == SV_OK ? malloc(g.n + 1) : NULL;
	if (st == SV_OK && (why == NULL || (earlier && s->before && before == NULL)))
		st = sv_err_nomem(err);
	for (size_t i = 0; i <= s->places->n && st == SV_OK; i++)
		g.group[i].worth = worth_of(s, &g, answers, i);
	if (st == SV_OK)
		g.group[s->places->n].keep = true;
	/* the answers of earlier measurements are seldom at hand: theirs is empty then, and only these are looked at through all that was ever shown */
	rules.same_people = earlier;
	struct sv_survey_showing showing = { s->places->n + 1, g.n, earlier ? 2 : 1, g.group, earlier ? waves : waves + 1, earlier ? 2 : 1 };
	if (st == SV_OK)
		st = sv_survey_hide(&showing, &rules, why, err);
	for (size_t i = 0; i <= s->places->n && st == SV_OK; i++)
		shown[i] = why[i] == SV_SURVEY_SHOWN;
	if (before)
		sv_survey_wipe(before, s->before->n);
	free(why);
	groups_release(&g);
	return st;
}

enum sv_status sv_survey_guard_item(const struct sv_scoring *s, const json_t *scale, const char *item, const double *score, size_t n, bool *shown, struct sv_err *err)
{
	const uint32_t whole = 0;
	struct sv_survey_rules rules = rules_of(s->questionnaire, scale);
	const struct sv_survey_group group = { .inner = &whole, .ninner = 1, .name = item };
	uint32_t *inner = calloc(n + 1, sizeof *inner);
	struct sv_survey_answers wave = { n, inner, score };
	struct sv_survey_showing showing = { 1, 1, 1, &group, &wave, 1 };
	unsigned char why = 0;
	enum sv_status st = inner ? sv_survey_hide(&showing, &rules, &why, err) : sv_err_nomem(err);

	*shown = st == SV_OK && why == SV_SURVEY_SHOWN;
	free(inner);
	return st;
}

/* How these answers stand to a group of an earlier result, on one scale. */
enum likeness { DIFFERENT, NEARLY, JUST };

static enum likeness likeness(const struct sv_scoring *s, const json_t *scale, const json_t *was, const unsigned char *is, const struct sv_answers *answers, const double *score)
{
	const json_t *of = sv_questionnaire_answers(s->questionnaire, scale);
	double sum = 0, low = sv_answers_low(of), high = sv_answers_high(of);
	long long n = 0;

	for (size_t i = 0; i < answers->n; i++) {
		if (!is[answers->place[i]] || isnan(score[i]))
			continue;
		n++;
		sum += score[i];
	}
	/* a yes or no is kept as their share, its scores are low and high */
	double mean = sv_scale_any(scale) ? low + (high - low) * sv_survey_number(was, "share") : sv_survey_number(was, "mean");
	long long more = n - sv_json_int(was, "n", 0);
	double added = sum - mean * (double)sv_json_int(was, "n", 0);

	if (more < 0) {
		more = -more;
		added = -added;
	}
	if (more == 0)
		return fabs(added) < 1e-6 ? JUST : DIFFERENT;
	return (size_t)more < sv_survey_least(scale) && added > (double)more * low - 1e-6 && added < (double)more * high + 1e-6 ? NEARLY : DIFFERENT;
}

/* A group of an earlier result: on how many scales these answers are just those, or nearly, of how many that it was shown of. */
static enum sv_status compare_group(const struct sv_scoring *s, const struct groups *g, const json_t *result, const char *unit, const struct sv_answers *answers, unsigned char *is, size_t count[3],
				    struct sv_err *err)
{
	const json_t *scale;
	size_t i;

	memset(count, 0, 3 * sizeof *count);
	if (!members(s, g, result, unit, is))
		return SV_OK;
	json_array_foreach(sv_json_array(s->questionnaire, "scales"), i, scale) {
		const char *id = sv_json_text(scale, "id");
		const json_t *was = sv_survey_shown(result, id, unit);
		if (was == NULL || !sv_scale_same(sv_json_object(result, "form"), s->questionnaire, id))
			continue;
		double *score = sv_survey_scores(s->questionnaire, scale, answers, NULL);
		if (score == NULL)
			return sv_err_nomem(err);
		count[likeness(s, scale, was, is, answers, score)]++;
		sv_survey_wipe(score, answers->n);
	}
	return SV_OK;
}

static enum sv_status compare_result(const struct sv_scoring *s, const struct groups *g, const json_t *result, const struct sv_answers *answers, bool *same, struct sv_err *err)
{
	unsigned char *is = malloc(s->places->n + 1);
	const json_t *units = sv_json_array(result, "units");
	const char *on = sv_json_text(result, "on");
	size_t all[3] = { 0 }, count[3];
	int32_t day = 0;
	enum sv_status st = is ? SV_OK : sv_err_nomem(err);

	for (size_t i = 0; i <= json_array_size(units) && st == SV_OK; i++) { /* the last: the organisation */
		st = compare_group(s, g, result, sv_json_text(json_array_get(units, i), "unit"), answers, is, count, err);
		size_t shown = count[JUST] + count[NEARLY] + count[DIFFERENT], scales = json_array_size(sv_json_array(s->questionnaire, "scales"));
		*same = *same || (count[JUST] == shown && shown >= (scales < SAME_SCALES ? scales : SAME_SCALES));
		for (size_t k = 0; k < 3; k++)
			all[k] += count[k];
	}
	bool near = on && sv_date_parse(on, &day) && s->day - day <= SV_SURVEY_PERIOD && day - s->day <= SV_SURVEY_PERIOD;
	*same = *same || (near && all[DIFFERENT] == 0 && all[JUST] + all[NEARLY] > 0);
	free(is);
	return st;
}

enum sv_status sv_survey_guard_same(const struct sv_scoring *s, const struct sv_answers *answers, struct sv_err *err)
{
	struct groups g = { 0 };
	const json_t *result;
	bool same = false;
	size_t i;
	enum sv_status st = json_array_size(s->earlier) ? groups_make(s, &g, err) : SV_OK;

	json_array_foreach(s->earlier, i, result) {
		if (st == SV_OK && !same)
			st = compare_result(s, &g, result, answers, &same, err);
	}
	if (st == SV_OK && same) {
		st = sv_err_set(err, SV_BAD_INPUT, N_("these answers, or all but a few, were scored before: the difference of two results would tell of these few"));
		sv_err_hint(err, N_("score a measurement once, when all answers are in"));
	}
	groups_release(&g);
	return st;
}
