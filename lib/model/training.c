/* SPDX-License-Identifier: MIT */
/* Sessions of activities: see training.h; reach.c adds them up. */
#include "model/training.h"

#include <stdio.h>

#include "json/get.h"

/* A check of one session. */
struct checking {
	const struct sv_act_report *report;
	enum sv_status status;
};

static void defect(struct checking *c, enum sv_status status, const char *what, const char *pointer, long long n)
{
	struct sv_err err = { 0 };

	sv_err_set(&err, status, what, n);
	sv_err_at(&err, "%s", pointer);
	c->status = status;
	c->report->defect(c->report->data, &err);
}

static void defect_of_row(struct checking *c, const char *what, size_t row, const char *member)
{
	char pointer[64];

	snprintf(pointer, sizeof pointer, "/attended/%zu/%s", row, member);
	defect(c, SV_BAD_INPUT, what, pointer, 0);
}

/* What the rows say together. */
struct sums {
	long long n, newcomers;
	bool any, all; /* newcomers are said of any row, of all rows */
};

static void check_rows(struct checking *c, const json_t *rows, struct sums *sum)
{
	const json_t *one;
	size_t i;

	*sum = (struct sums){ .all = true };
	json_array_foreach(rows, i, one) {
		const char *unit = sv_json_text(one, "unit");
		long long n = sv_json_int(one, "n", 0), newcomers = sv_json_int(one, "newcomers", 0);
		if (sv_json_find(rows, "unit", unit) != one)
			defect_of_row(c, N_("stands there twice"), i, "unit");
		if (newcomers > n)
			defect_of_row(c, N_("there are more newcomers than took part"), i, "newcomers");
		sum->n += n;
		sum->newcomers += newcomers;
		sum->any = sum->any || sv_json_has(one, "newcomers");
		sum->all = sum->all && sv_json_has(one, "newcomers");
	}
}

/* Says of rows that say nothing of newcomers that all of them are. */
static bool all_are_new(json_t *rows, struct sums *sum)
{
	json_t *one;
	size_t i;
	bool ok = true;

	json_array_foreach(rows, i, one) {
		if (sv_json_has(one, "newcomers"))
			continue;
		sum->newcomers += sv_json_int(one, "n", 0);
		ok = sv_json_set(one, "newcomers", json_object_get(one, "n")) && ok;
	}
	sum->any = sum->all = true;
	return ok;
}

/* The newcomers of a session whose numbers are in order. */
static bool fill_newcomers(json_t *act, bool onboarding, long long total, struct sums *sum)
{
	json_t *rows = sv_json_array(act, "attended");

	if (onboarding && (!sv_json_has(act, "newcomers") || sv_json_int(act, "newcomers", 0) == total) && !all_are_new(rows, sum))
		return false;
	if (sv_json_has(act, "newcomers"))
		return true;
	if (onboarding) /* and those of no known unit */
		return json_object_set_new(act, "newcomers", json_integer(sum->newcomers + total - sum->n)) == 0;
	return !sum->any || json_object_set_new(act, "newcomers", json_integer(sum->newcomers)) == 0;
}

enum sv_status sv_session_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	struct checking c = { report, SV_OK };
	const char *kind = sv_json_text(s->before, "kind");
	bool onboarding = sv_text_is(kind, "onboarding");
	long long total = sv_json_int(act, "total", 0);
	struct sums sum;

	check_rows(&c, sv_json_array(act, "attended"), &sum);
	if (!sv_json_has(act, "attended") && !sv_json_has(act, "total"))
		defect(&c, SV_BAD_INPUT, N_("is missing: say how many took part, for each unit (attended) or in all"), "/total", 0);
	if (sv_json_has(act, "total") && total < sum.n)
		defect(&c, SV_BAD_INPUT, N_("is less than the units have together: %lld"), "/total", sum.n);
	if (!sv_json_has(act, "total"))
		total = sum.n;
	if (sv_json_has(act, "newcomers") && sv_json_int(act, "newcomers", 0) > total)
		defect(&c, SV_BAD_INPUT, N_("there are more newcomers than took part"), "/newcomers", 0);
	if (sv_json_has(act, "newcomers") && sv_json_int(act, "newcomers", 0) < sum.newcomers)
		defect(&c, SV_BAD_INPUT, N_("is less than the units have together: %lld"), "/newcomers", sum.newcomers);
	if (c.status == SV_OK && (!fill_newcomers(act, onboarding, total, &sum) || json_object_set_new(act, "total", json_integer(total)) < 0))
		defect(&c, SV_BUG, N_("out of memory"), "/total", 0);
	return c.status;
}
