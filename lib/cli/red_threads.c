/* SPDX-License-Identifier: MIT */
/* sv-stats threads: red threads, root causes that stand out in a unit or in the last year, among the cases that were learned from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/lang.h"
#include "cli/noticed.h"
#include "cli/noticing.h"
#include "json/get.h"
#include "stats/fdr.h"
#include "stats/permute.h"

#define CASES_LEAST 3 /* with a cause, before it is a thread */
#define ALPHA 0.05

struct look {
	struct sv_noticed d;
	int32_t since, recent;  /* the first day that is looked at; the first of the last year */
	size_t *at, *year, n;   /* the cases that were learned from, and the year of each, from 0 */
	size_t years;
	size_t *unit, nunits, *cause, ncauses;
	json_t *rows;
	double *p;              /* of the rows */
	size_t np;
};

static bool has_cause(const struct look *k, size_t i, size_t code)
{
	const struct sv_noticed_case *c = &k->d.cases[k->at[i]];

	for (size_t x = 0; x < c->ncauses; x++)
		if (k->d.cause[c->first_cause + x] == code)
			return true;
	return false;
}

static enum sv_status choose(struct look *k, long long years, struct sv_err *err)
{
	k->since = sv_day_add_months(k->d.today, -12 * (int)years) + 1;
	k->recent = sv_day_add_months(k->d.today, -12) + 1;
	k->years = (size_t)years;
	k->at = malloc((k->d.n + 1) * sizeof *k->at);
	k->year = malloc((k->d.n + 1) * sizeof *k->year);
	if (k->at == NULL || k->year == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < k->d.n; i++) {
		const struct sv_noticed_case *c = &k->d.cases[i];
		if (c->erased || c->ncauses == 0 || c->received < k->since || c->received > k->d.today)
			continue;
		k->year[k->n] = 0;
		while (k->year[k->n] + 1 < k->years && c->received <= sv_day_add_months(k->d.today, -12 * (int)(k->year[k->n] + 1)))
			k->year[k->n]++;
		k->at[k->n++] = i;
	}
	enum sv_status st = sv_noticed_codes(&k->d, SV_NOTICED_UNIT, NULL, &k->unit, &k->nunits, err);
	if (st == SV_OK)
		st = sv_noticed_causes(&k->d, &k->cause, &k->ncauses, err);
	k->p = calloc(k->ncauses * (k->nunits + 1) + 1, sizeof *k->p);
	return st == SV_OK && k->p == NULL ? sv_err_nomem(err) : st;
}

/* Tests one cause in one group of cases; where: the unit, or NULL for the last year. */
static enum sv_status test(struct look *k, size_t cause, const struct sv_stratum *strata, size_t n, const char *where, struct sv_err *err)
{
	struct sv_permuted p;
	long long in = 0, yes = 0;
	enum sv_status st;

	for (size_t s = 0; s < n; s++) {
		in += strata[s].in;
		yes += strata[s].in_yes;
	}
	if (yes < CASES_LEAST)
		return SV_OK;
	st = sv_permute_exact(strata, n, &p, err);
	if (st != SV_OK)
		return st;
	json_t *row = json_object();
	bool ok = row && json_array_append_new(k->rows, row) == 0;
	ok = sv_json_set_text(row, "cause", sv_noticed_word(&k->d, k->cause[cause])) && sv_json_set_text(row, where ? "unit" : "period", where ? where : "last_year") && sv_noticed_set(row, "learned", (double)in, 0)
	     && sv_noticed_set(row, "cases", (double)yes, 0) && sv_noticed_set(row, "expected", p.expected, 1) && sv_noticed_set(row, "probability", p.upper, 3) && ok;
	k->p[k->np++] = p.upper;
	return ok ? SV_OK : sv_err_nomem(err);
}

/* Each cause in each unit, year by year; and in the last year, unit by unit: so that neither is taken for the other. */
static enum sv_status test_all(struct look *k, struct sv_err *err)
{
	size_t most = k->years > k->nunits + 1 ? k->years : k->nunits + 1;
	struct sv_stratum *strata = calloc(most, sizeof *strata);
	enum sv_status st = strata ? SV_OK : sv_err_nomem(err);

	for (size_t c = 0; c < k->ncauses && st == SV_OK; c++) {
		for (size_t u = 0; u <= k->nunits && st == SV_OK; u++) { /* the last one: no unit, but the last year */
			memset(strata, 0, most * sizeof *strata);
			for (size_t i = 0; i < k->n; i++) {
				size_t unit = 0;
				while (unit < k->nunits && k->unit[unit] != k->d.cases[k->at[i]].word[SV_NOTICED_UNIT])
					unit++;
				bool in = u < k->nunits ? unit == u : k->year[i] == 0, yes = has_cause(k, i, k->cause[c]);
				struct sv_stratum *s = &strata[u < k->nunits ? k->year[i] : unit];
				s->all++;
				s->all_yes += yes;
				s->in += in;
				s->in_yes += in && yes;
			}
			st = test(k, c, strata, u < k->nunits ? k->years : k->nunits + 1, u < k->nunits ? sv_noticed_word(&k->d, k->unit[u]) : NULL, err);
		}
	}
	free(strata);
	return st;
}

/* Rows by their probability; those alike in the order they came. */
struct ranked {
	double p;
	size_t at;
};

static int by_probability(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->p != y->p)
		return x->p < y->p ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Adjusts all probabilities together, puts what is least likely first, and says what stands out. */
static enum sv_status finish(struct look *k, json_t *document, struct sv_err *err)
{
	struct ranked *order = calloc(k->np + 1, sizeof *order);
	json_t *sorted = json_array();
	size_t out = 0;
	char text[512];
	enum sv_status st = order && sorted ? SV_OK : sv_err_nomem(err);

	for (size_t i = 0; i < k->np && st == SV_OK; i++)
		order[i] = (struct ranked){ k->p[i], i };
	if (st == SV_OK) {
		qsort(order, k->np, sizeof *order, by_probability);
		st = sv_fdr_adjust(k->p, k->np, k->p, err);
	}
	bool ok = st == SV_OK;
	for (size_t i = 0; i < k->np && ok; i++) {
		json_t *row = json_array_get(k->rows, order[i].at);
		double adjusted = k->p[order[i].at];
		out += adjusted <= ALPHA;
		ok = sv_noticed_set(row, "adjusted", adjusted, 3) && (adjusted > ALPHA || json_object_set_new(row, "stands_out", json_true()) == 0) && json_array_append(sorted, row) == 0;
	}
	if (ok) {
		snprintf(text, sizeof text, sv_tr(N_("%zu cases of the last %zu years were learned from; of %zu causes with at least %d cases in a unit or in the last year %zu stand out")), k->n, k->years, k->np, CASES_LEAST, out);
		ok = sv_json_set(document, "rows", sorted) && sv_noticed_set(document, "years", (double)k->years, 0) && sv_noticed_set(document, "learned", (double)k->n, 0) && sv_noticed_say(document, text)
		     && sv_noticed_say(document, sv_tr(N_("expected: were the cause as frequent there as among all cases learned from; a cause stands where officers saw it, which depends on who looked")))
		     && sv_noticed_say(document, sv_tr(N_("for inside use: a unit that is named here is never published")));
	}
	free(order);
	json_decref(sorted);
	return st == SV_OK && !ok ? sv_err_nomem(err) : st;
}

enum sv_status sv_red_threads_run(struct sv_run *run, struct sv_err *err)
{
	static const struct sv_noticed_column columns[] = {
		{ "cause", N_("cause"), SV_NOTICED_TEXT }, { "unit", N_("unit"), SV_NOTICED_TEXT }, { "period", N_("period"), SV_NOTICED_TEXT }, { "learned", N_("learned from"), 0 }, { "cases", N_("cases"), 0 },
		{ "expected", N_("expected"), 1 }, { "probability", N_("probability"), 3 }, { "adjusted", N_("adjusted"), 3 }, { "stands_out", N_("stands out"), SV_NOTICED_TEXT },
	};
	long long years = sv_args_int(run->args, "years", 3);
	struct look k = { .years = 0 };
	json_t *document = NULL;
	enum sv_status st = years < 2 || years > 10 ? sv_err_set(err, SV_USAGE, N_("option '--%s': not a number from %d to %d"), "years", 2, 10) : sv_noticed_open(run, &k.d, err);

	if (st == SV_OK)
		st = choose(&k, years, err);
	if (st == SV_OK)
		st = sv_noticed_document(&k.d, "threads", &document, &k.rows, err);
	if (st == SV_OK)
		st = test_all(&k, err);
	if (st == SV_OK)
		st = finish(&k, document, err);
	if (st == SV_OK)
		st = sv_noticed_print(&k.d, document, columns, sizeof columns / sizeof columns[0], err);
	json_decref(document);
	free(k.at);
	free(k.year);
	free(k.unit);
	free(k.cause);
	free(k.p);
	sv_noticed_close(&k.d);
	return st;
}
