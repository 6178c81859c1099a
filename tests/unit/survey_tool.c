/* SPDX-License-Identifier: MIT */
/* Computes for tests/stats/survey.py and survey_hide.py: one JSON array [function, argument...] a line on stdin, one JSON array a line out; what is no number is null. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/dist.h"
#include "stats/permute.h"
#include "stats/survey.h"
#include "stats/survey_change.h"
#include "stats/survey_hide.h"

static double real(const json_t *args, size_t i)
{
	return json_number_value(json_array_get(args, i));
}

static long long whole(const json_t *args, size_t i)
{
	return json_integer_value(json_array_get(args, i));
}

/* An array of numbers; null is NAN. The caller's. */
static double *reals(const json_t *a, size_t *n)
{
	double *out = calloc(json_array_size(a) + 1, sizeof *out);

	*n = json_array_size(a);
	for (size_t i = 0; i < *n; i++)
		out[i] = json_is_null(json_array_get(a, i)) ? NAN : json_number_value(json_array_get(a, i));
	return out;
}

static uint32_t *numbers(const json_t *a, size_t *n)
{
	uint32_t *out = calloc(json_array_size(a) + 1, sizeof *out);

	*n = json_array_size(a);
	for (size_t i = 0; i < *n; i++)
		out[i] = (uint32_t)json_integer_value(json_array_get(a, i));
	return out;
}

static void say(json_t *out, double x)
{
	json_array_append_new(out, isfinite(x) ? json_real(x) : json_null());
}

static void say_in(json_t *out, struct sv_interval i)
{
	say(out, i.low);
	say(out, i.high);
}

/* {kind, item, reversed, low, high, least} and rows of answers, null where there is none. */
struct asked {
	struct sv_survey_scale scale;
	size_t item[SV_SURVEY_ITEMS];
	bool reversed[SV_SURVEY_ITEMS];
	int16_t *rows;
	size_t nrows, width;
};

static struct asked *ask(const json_t *scale, const json_t *rows)
{
	struct asked *a = calloc(1, sizeof *a);
	const json_t *item = json_object_get(scale, "item"), *turned = json_object_get(scale, "reversed");

	for (size_t i = 0; i < json_array_size(item); i++) {
		a->item[i] = (size_t)json_integer_value(json_array_get(item, i));
		a->reversed[i] = json_is_true(json_array_get(turned, i));
	}
	a->scale = (struct sv_survey_scale){
		json_is_true(json_object_get(scale, "any")) ? SV_SURVEY_ANY : SV_SURVEY_MEAN, json_array_size(item), a->item, turned ? a->reversed : NULL,
		(int)json_integer_value(json_object_get(scale, "low")), (int)json_integer_value(json_object_get(scale, "high")), (size_t)json_integer_value(json_object_get(scale, "least")),
	};
	a->nrows = json_array_size(rows);
	a->width = json_array_size(json_array_get(rows, 0));
	a->rows = calloc(a->nrows * a->width + 1, sizeof *a->rows);
	for (size_t i = 0; i < a->nrows * a->width; i++) {
		const json_t *x = json_array_get(json_array_get(rows, i / a->width), i % a->width);
		a->rows[i] = json_is_null(x) ? SV_SURVEY_NONE : (int16_t)json_number_value(x);
	}
	return a;
}

static void change(const json_t *a, struct sv_survey_change *c)
{
	const struct sv_survey_compare how = { (size_t)whole(a, 3), whole(a, 2), (size_t)whole(a, 4), real(a, 5) };
	struct sv_random r;
	size_t nb, na;
	double *before = reals(json_array_get(a, 0), &nb), *after = reals(json_array_get(a, 1), &na);

	sv_random_seed(&r, 1);
	sv_survey_change(before, nb, after, na, &how, &r, c, NULL);
	free(before);
	free(after);
}

static void say_change(json_t *out, const struct sv_survey_change *c)
{
	say(out, (double)c->before);
	say(out, (double)c->after);
	say(out, c->told);
	say(out, c->difference);
	say(out, c->g);
	say_in(out, c->in);
	say(out, c->probability);
	say(out, c->exact);
	say(out, c->adjusted);
	say(out, c->stands_out);
}

/* {inner: number, groups: [{inner, worth, before?, closed?, keep?}], waves: [[[inner...], [score...]]...], shows?, rules: [least, few, alike, low, high, blur, same]} */
static void hide(const json_t *a, json_t *out)
{
	const json_t *groups = json_object_get(a, "groups"), *waves = json_object_get(a, "waves"), *rule = json_object_get(a, "rules");
	struct sv_survey_showing s = { (size_t)json_integer_value(json_object_get(a, "inner")), json_array_size(groups), json_array_size(waves), NULL, NULL,
				       (unsigned)json_integer_value(json_object_get(a, "shows")) };
	struct sv_survey_group *g = calloc(s.ngroups + 1, sizeof *g);
	struct sv_survey_answers *w = calloc(s.nwaves + 1, sizeof *w);
	unsigned char *why = calloc(s.ngroups + 1, 1);
	const struct sv_survey_rules rules = { (size_t)whole(rule, 0), (size_t)whole(rule, 1), whole(rule, 2) != 0, real(rule, 3), real(rule, 4), real(rule, 5), whole(rule, 6) != 0 };
	struct sv_err err = { 0 };
	char text[512];
	size_t n;

	for (size_t i = 0; i < s.ngroups; i++) {
		const json_t *x = json_array_get(groups, i);
		g[i].inner = numbers(json_object_get(x, "inner"), &g[i].ninner);
		g[i].worth = json_integer_value(json_object_get(x, "worth"));
		g[i].before = (unsigned)json_integer_value(json_object_get(x, "before"));
		g[i].closed = json_is_true(json_object_get(x, "closed"));
		g[i].keep = json_is_true(json_object_get(x, "keep"));
	}
	for (size_t i = 0; i < s.nwaves; i++) {
		w[i].inner = numbers(json_array_get(json_array_get(waves, i), 0), &n);
		w[i].score = reals(json_array_get(json_array_get(waves, i), 1), &w[i].n);
	}
	s.groups = g;
	s.waves = w;
	enum sv_status st = sv_survey_hide(&s, &rules, why, &err);
	if (st == SV_OK) {
		for (size_t i = 0; i < s.ngroups; i++)
			say(out, why[i]);
	} else {
		sv_err_render(&err, NULL, text, sizeof text);
		json_array_append_new(out, json_string(text));
	}
	for (size_t i = 0; i < s.ngroups; i++)
		free((void *)(uintptr_t)g[i].inner);
	for (size_t i = 0; i < s.nwaves; i++) {
		free((void *)(uintptr_t)w[i].inner);
		free((void *)(uintptr_t)w[i].score);
	}
	free(g);
	free(w);
	free(why);
}

static void compute(const char *f, const json_t *a, json_t *out)
{
	struct sv_survey_change c[1000];
	size_t n;

	if (strcmp(f, "t") == 0) {
		say(out, sv_dist_t_quantile(real(a, 1), real(a, 2)));
	} else if (strcmp(f, "f") == 0) {
		say(out, sv_dist_f_quantile(real(a, 1), real(a, 2), real(a, 3)));
	} else if (strcmp(f, "nct") == 0) {
		say(out, sv_dist_noncentral_t(real(a, 1), real(a, 2), real(a, 3)));
	} else if (strcmp(f, "score") == 0) {
		struct asked *q = ask(json_array_get(a, 1), json_array_get(a, 2));
		for (size_t i = 0; i < q->nrows; i++)
			say(out, sv_survey_score(&q->scale, q->rows + i * q->width));
		say(out, (double)sv_survey_parts(&q->scale));
		free(q->rows);
		free(q);
	} else if (strcmp(f, "alpha") == 0) {
		struct asked *q = ask(json_array_get(a, 1), json_array_get(a, 2));
		struct sv_survey_alpha x = sv_survey_alpha(&q->scale, q->rows, q->nrows, q->width, real(a, 3));
		say(out, (double)x.n);
		say(out, x.alpha);
		say_in(out, x.in);
		free(q->rows);
		free(q);
	} else if (strcmp(f, "mean") == 0) { /* scores, all, low, high, confidence */
		double *x = reals(json_array_get(a, 1), &n);
		struct sv_survey_mean m = sv_survey_mean(x, n, whole(a, 2), real(a, 3), real(a, 4), real(a, 5));
		say(out, (double)m.n);
		say(out, m.mean);
		say(out, m.sd);
		say_in(out, m.in);
		free(x);
	} else if (strcmp(f, "share") == 0) { /* scores, all, low, confidence */
		double *x = reals(json_array_get(a, 1), &n);
		struct sv_survey_share s = sv_survey_share(x, n, whole(a, 2), real(a, 3), real(a, 4));
		say(out, (double)s.n);
		say(out, (double)s.yes);
		say(out, s.share);
		say_in(out, s.in);
		free(x);
	} else if (strcmp(f, "change") == 0) { /* [before, after, parts, least, draws, confidence], ...; alpha */
		n = json_array_size(json_array_get(a, 1));
		for (size_t i = 0; i < n && i < 1000; i++)
			change(json_array_get(json_array_get(a, 1), i), &c[i]);
		sv_survey_changes(c, n, real(a, 2), NULL);
		for (size_t i = 0; i < n; i++)
			say_change(out, &c[i]);
	} else if (strcmp(f, "change_of") == 0) { /* n, mean, deviation of both; least, confidence */
		const struct sv_survey_summary before = { (size_t)whole(a, 1), real(a, 2), real(a, 3) }, after = { (size_t)whole(a, 4), real(a, 5), real(a, 6) };
		const struct sv_survey_compare how = { (size_t)whole(a, 7), 0, 0, real(a, 8) };
		sv_survey_change_of(&before, &after, &how, &c[0]);
		sv_survey_changes(c, 1, 0.05, NULL);
		say_change(out, &c[0]);
	} else if (strcmp(f, "change_yes") == 0) { /* n, yes of both; least, confidence */
		const struct sv_survey_compare how = { (size_t)whole(a, 5), 0, 0, real(a, 6) };
		sv_survey_change_yes(whole(a, 1), whole(a, 2), whole(a, 3), whole(a, 4), &how, &c[0]);
		sv_survey_changes(c, 1, 0.05, NULL);
		say_change(out, &c[0]);
	} else if (strcmp(f, "sums") == 0) { /* whole numbers, which are in the group */
		double *x = reals(json_array_get(a, 1), &n), *in = reals(json_array_get(a, 2), &n), p = -1;
		long long *value = calloc(n + 1, sizeof *value);
		unsigned char *group = calloc(n + 1, 1);
		bool done;
		for (size_t i = 0; i < n; i++) {
			value[i] = (long long)x[i];
			group[i] = in[i] != 0;
		}
		sv_permute_sums(value, group, n, &p, &done, NULL);
		say(out, p);
		say(out, done);
		free(x);
		free(in);
		free(value);
		free(group);
	} else if (strcmp(f, "hide") == 0) {
		hide(json_array_get(a, 1), out);
	}
}

int main(void)
{
	json_t *job;

	while ((job = json_loadf(stdin, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
		json_t *out = json_array();
		compute(json_string_value(json_array_get(job, 0)), job, out);
		json_dumpf(out, stdout, JSON_REAL_PRECISION(17) | JSON_COMPACT);
		putchar('\n');
		fflush(stdout);
		json_decref(out);
		json_decref(job);
	}
	return 0;
}
