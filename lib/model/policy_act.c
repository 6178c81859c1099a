/* SPDX-License-Identifier: MIT */
/* Acts on regulations: what is filled in where it is left open, and what must be there; see policy.h. */
#include "model/policy.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"

#define REVIEW_MONTHS 36 /* policy is evaluated every three years (CAOP 2023, part 2) */
#define LAW_MONTHS 12    /* and held against the law every year (the same) */
#define ANSWER_DAYS 42   /* our own choice: WOR art. 27 lid 2 says "as soon as possible" after at least one meeting */
#define CHANGE_MONTHS 3  /* our own choice */

/* A run over one act. */
struct acting {
	const struct sv_act_setting *s;
	json_t *act;
	const struct sv_act_report *report;
	enum sv_status status;
	bool starved; /* memory ran out */
};

static void refuse(struct acting *a, const char *pointer, const char *what)
{
	struct sv_err err = { 0 };

	sv_err_set(&err, SV_BAD_INPUT, what, "");
	sv_err_at(&err, "%s", pointer);
	a->status = SV_BAD_INPUT;
	a->report->defect(a->report->data, &err);
}

/* What failed for want of memory alone. */
static void needs(struct acting *a, bool done)
{
	a->starved = a->starved || !done;
}

/* Fills in a day that is left open: months, or days, after another. */
static void day_after(struct acting *a, const char *member, const char *from, int months, int days)
{
	char text[SV_DATE_SIZE];
	int32_t day = a->s->today;

	if (sv_json_has(a->act, member))
		return;
	if (from)
		sv_date_parse(from, &day);
	sv_date_format(sv_day_add_months(day, months) + days, text);
	needs(a, sv_json_set_text(a->act, member, text));
}

/* The day of an act, which is today where it is left open. */
static void on_day(struct acting *a)
{
	day_after(a, "on", NULL, 0, 0);
}

static void complete_new(struct acting *a)
{
	day_after(a, "review", NULL, REVIEW_MONTHS, 0);
	day_after(a, "law_next", NULL, LAW_MONTHS, 0);
}

/* The name of a version that has none: the first number that no other has. */
static void name_version(struct acting *a, const json_t *versions)
{
	size_t n = json_array_size(versions);
	char name[24];

	do
		snprintf(name, sizeof name, "%zu", ++n);
	while (sv_json_find(versions, "version", name));
	needs(a, sv_json_set_text(a->act, "version", name));
}

static void complete_version(struct acting *a)
{
	const json_t *versions = sv_json_array(a->s->before, "versions"), *old;

	if (!sv_json_has(a->act, "version"))
		name_version(a, versions);
	const char *from = sv_json_text(a->act, "from"), *until = sv_json_text(a->act, "until"), *hash = sv_json_text(a->act, "sha256"), *had;

	old = sv_json_find(versions, "version", sv_json_text(a->act, "version"));
	had = sv_json_text(old, "sha256");
	if (from == NULL)
		from = sv_json_text(old, "from");
	else if (!sv_json_has(old, "from"))
		day_after(a, "review", from, REVIEW_MONTHS, 0);
	if (until == NULL)
		until = sv_json_text(old, "until");
	if (from && until && strcmp(until, from) < 0)
		refuse(a, sv_json_has(a->act, "until") ? "/until" : "/from", N_("a version cannot end before it begins"));
	if (hash && had && strcmp(hash, had) != 0)
		refuse(a, "/sha256", N_("this version has another document already: a new text is a new version"));
}

/* The version that an act is about: the last one that was recorded, where it names none. */
static void which_version(struct acting *a)
{
	const json_t *versions = sv_json_array(a->s->before, "versions");
	const char *version = sv_json_text(a->act, "version");

	if (version && sv_json_find(versions, "version", version) == NULL)
		refuse(a, "/version", N_("there is no version of that name (sv-policy show)"));
	if (version == NULL)
		needs(a, sv_json_set(a->act, "version", json_object_get(json_array_get(versions, json_array_size(versions) - 1), "version")));
}

static void complete_consent(struct acting *a)
{
	const char *status = sv_json_text(a->act, "status");

	on_day(a);
	if (json_array_size(sv_json_array(a->s->before, "versions")) == 0)
		refuse(a, "/version", N_("no version was recorded that it could be about (sv-policy version)"));
	else
		which_version(a);
	if (sv_text_is(status, "asked"))
		day_after(a, "answer_by", sv_json_text(a->act, "on"), 0, ANSWER_DAYS);
	else if (sv_json_has(a->act, "answer_by"))
		refuse(a, "/answer_by", N_("goes with 'asked' only"));
}

static void complete_law(struct acting *a)
{
	const char *outcome = sv_json_text(a->act, "outcome");

	on_day(a);
	which_version(a);
	day_after(a, "law_next", sv_json_text(a->act, "on"), LAW_MONTHS, 0);
	if (sv_text_is(outcome, "change_needed"))
		day_after(a, "change_by", sv_json_text(a->act, "on"), CHANGE_MONTHS, 0);
	else if (sv_json_has(a->act, "change_by"))
		refuse(a, "/change_by", N_("goes with 'change_needed' only"));
}

enum sv_status sv_policy_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	static const struct {
		const char *event;
		void (*complete)(struct acting *a);
	} steps[] = {
		{ "policy.added", complete_new },
		{ "policy.version", complete_version },
		{ "policy.consent", complete_consent },
		{ "policy.law", complete_law },
	};
	struct acting a = { s, act, report, SV_OK, false };
	struct sv_err err = { 0 };

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (strcmp(steps[i].event, s->type->name) == 0)
			steps[i].complete(&a);
	if (!a.starved)
		return a.status;
	enum sv_status st = sv_err_nomem(&err);
	report->defect(report->data, &err);
	return st;
}
