/* SPDX-License-Identifier: MIT */
/* Risks: see risk.h. */
#include "model/risk.h"

#include <stdio.h>
#include <string.h>

#include "json/get.h"

/* The least product of each level; each ends where the next begins. */
static const struct { const char *word, *label; int least; } levels[SV_RISK_LEVELS] = {
	{ "low", N_("low risk"), 1 }, { "medium", N_("medium risk"), 4 }, { "high", N_("high risk"), 8 }, { "very_high", N_("very high risk"), 15 },
};

enum sv_risk_level sv_risk_level(int likelihood, int impact)
{
	int score = likelihood * impact;
	enum sv_risk_level level = SV_RISK_VERY_HIGH;

	while (level > SV_RISK_LOW && score < levels[level].least)
		level--;
	return level;
}

void sv_risk_range(enum sv_risk_level level, int *least, int *most)
{
	*least = levels[level].least;
	*most = level == SV_RISK_VERY_HIGH ? SV_RISK_STEPS * SV_RISK_STEPS : levels[level + 1].least - 1;
	for (;; (*most)--) /* not every number is a product of two from 1 to 5, but the least of each level is */
		for (int a = 1; a <= SV_RISK_STEPS; a++)
			if (*most % a == 0 && *most / a <= SV_RISK_STEPS)
				return;
}

const char *sv_risk_word(enum sv_risk_level level)
{
	return levels[level].word;
}

const char *sv_risk_label(enum sv_risk_level level)
{
	return levels[level].label;
}

/* The assessment of the latest day; of those of one day the last that was recorded. */
static const json_t *latest(const json_t *risk)
{
	const json_t *best = NULL, *one;
	const char *day = "", *on;
	size_t i;

	json_array_foreach(sv_json_array(risk, "assessments"), i, one) {
		on = sv_json_text(one, "on");
		if (on && strcmp(on, day) >= 0) {
			best = one;
			day = on;
		}
	}
	return best;
}

size_t sv_risk_factors(const json_t *risk)
{
	return json_array_size(sv_json_array(latest(risk), "factors"));
}

/* A number from 1 to 5, or 1 where a record has something else there. */
static int step_of(const json_t *factor, const char *member, long long fallback)
{
	long long n = sv_json_int(factor, member, fallback);

	return n >= 1 && n <= SV_RISK_STEPS ? (int)n : 1;
}

static struct sv_risk_factor read_factor(const json_t *factor, bool before)
{
	struct sv_risk_factor f = { sv_json_text(factor, "cause"), sv_json_text(factor, "text"), step_of(factor, "likelihood", 1), step_of(factor, "impact", 1) };

	if (!before) {
		f.likelihood = step_of(factor, "likelihood_after", f.likelihood);
		f.impact = step_of(factor, "impact_after", f.impact);
	}
	return f;
}

struct sv_risk_factor sv_risk_factor(const json_t *risk, size_t i, bool before)
{
	return read_factor(json_array_get(sv_json_array(latest(risk), "factors"), i), before);
}

bool sv_risk_settle(json_t *state)
{
	const json_t *factors = sv_json_array(latest(state), "factors"), *one;
	struct sv_risk_factor worst = { .likelihood = 0 };
	int before = 0;
	size_t i;

	json_array_foreach(factors, i, one) {
		struct sv_risk_factor f = read_factor(one, false), was = read_factor(one, true);
		if (f.likelihood * f.impact > worst.likelihood * worst.impact)
			worst = f;
		if (was.likelihood * was.impact > before)
			before = was.likelihood * was.impact;
	}
	if (worst.likelihood == 0)
		return true;
	return json_object_set_new(state, "score", json_integer(worst.likelihood * worst.impact)) == 0 && json_object_set_new(state, "score_before", json_integer(before)) == 0
	       && sv_json_set_text(state, "level", sv_risk_word(sv_risk_level(worst.likelihood, worst.impact)));
}

static bool same_text(const json_t *a, const json_t *b, const char *member)
{
	const char *x = sv_json_text(a, member), *y = sv_json_text(b, member);

	return x && y ? strcmp(x, y) == 0 : x == y;
}

enum sv_status sv_risk_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	const json_t *factors = sv_json_array(act, "factors"), *one, *other;
	struct sv_err err = { 0 };
	char pointer[40];
	size_t i, k;

	(void)s;
	json_array_foreach(factors, i, one) {
		json_array_foreach(factors, k, other) {
			if (k >= i || !same_text(one, other, "cause") || !same_text(one, other, "text"))
				continue;
			snprintf(pointer, sizeof pointer, "/factors/%zu", i);
			sv_err_set(&err, SV_BAD_INPUT, N_("is there twice"));
			sv_err_hint(&err, N_("give each its cause, or a text that tells them apart"));
			sv_err_at(&err, "%s", pointer);
			report->defect(report->data, &err);
		}
	}
	return err.status;
}

enum sv_status sv_risk_end(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	struct sv_err err = { 0 };
	char open[96];

	(void)act;
	if (sv_item_open(s->before, "measures", "measure", open, sizeof open) == 0)
		return SV_OK;
	sv_err_set(&err, SV_BAD_INPUT, N_("there are measures that nobody would see to any more: %s"), open);
	sv_err_hint(&err, N_("follow them up first, as done or dropped"));
	report->defect(report->data, &err);
	return SV_BAD_INPUT;
}
