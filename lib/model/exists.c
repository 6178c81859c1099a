/* SPDX-License-Identifier: MIT */
/* What an organisation has on a day: see exists.h. */
#include "model/exists.h"

#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/policy.h"

#define YEAR 12
#define REPORT 18 /* months: a year, and half of the next to write it in */
#define LONG 36

/* Whether a day (as text) lies in the months before a day, or on it. */
static bool within(const char *text, int32_t day, int months)
{
	int32_t on;

	return text && sv_date_parse(text, &on) && on <= day && on > sv_day_add_months(day, -months);
}

/* Whether something in a list of an item was done in the months before a day. */
static bool was_done(const json_t *item, const char *list, int32_t day, int months)
{
	const json_t *one;
	size_t i;

	json_array_foreach(sv_json_array(item, list), i, one) {
		if (within(sv_json_text(one, "on"), day, months))
			return true;
	}
	return false;
}

/* Whether an item was there on a day: added and not over. */
static bool was_there(const json_t *item, int32_t day)
{
	const char *from = sv_json_text(item, "from"), *until = sv_json_text(item, "until"), *end = sv_json_text(sv_json_object(item, "done"), "on");
	char today[SV_DATE_SIZE];

	sv_date_format(day, today);
	return (from == NULL || strcmp(from, today) <= 0) && (until == NULL || strcmp(until, today) >= 0) && (end == NULL || strcmp(end, today) > 0);
}

static bool is_in_force(const char *member, const json_t *item, int32_t day)
{
	if (strcmp(member, "policy") == 0)
		return sv_policy_status(item, day).standing == SV_POLICY_IN_FORCE;
	if (strcmp(member, "activity") == 0)
		return was_done(item, "sessions", day, LONG);
	if (strcmp(member, "survey") == 0)
		return was_done(item, "results", day, LONG);
	return was_there(item, day) && (strcmp(member, "risk") != 0 || json_array_size(sv_json_array(item, "assessments")) > 0);
}

/* Kinds that a register calls otherwise than the demands do. */
static const char *kind_of(const char *member, const char *kind)
{
	static const struct { const char *member, *kind, *is; } others[] = {
		{ "actor", "company_doctor", "occupational_physician" },
		{ "actor", "inclusion_adviser", "inclusion" },
	};

	for (size_t i = 0; kind && i < sizeof others / sizeof others[0]; i++)
		if (strcmp(others[i].member, member) == 0 && strcmp(others[i].kind, kind) == 0)
			return others[i].is;
	return kind;
}

/* One thing that is there, of a kind; of: the item it is told of. */
static bool add(json_t *exists, const char *member, const char *kind, const char *id, const json_t *of, bool in_force)
{
	json_t *one = of ? sv_json_copy(of) : json_object();
	bool ok = sv_json_set_text(one, "register", member) && sv_json_set_text(one, "kind", kind) && sv_json_set_text(one, "id", id)
	          && json_object_set_new(one, "in_force", json_boolean(in_force)) == 0;

	/* an analysis that belongs to the RI&E assesses psychosocial strain; its measures are the plan */
	if (strcmp(member, "risk") == 0)
		ok = json_object_set_new(one, "psa", json_true()) == 0 && (json_array_size(sv_json_array(of, "measures")) == 0 || json_object_set_new(one, "plan", json_true()) == 0) && ok;
	return json_array_append_new(exists, one) == 0 && ok;
}

bool sv_exists_add(json_t *exists, const char *member, const json_t *item, int32_t day)
{
	bool risk = strcmp(member, "risk") == 0, in_force = is_in_force(member, item, day);
	const char *kind = risk ? "social_safety" : kind_of(member, sv_json_text(item, "kind")), *id = sv_json_text(item, member);
	const json_t *cover;
	size_t i;
	bool ok = add(exists, member, kind, id, item, in_force) && (!risk || !sv_json_has(item, "rie") || add(exists, member, "rie", id, item, in_force));

	/* what it covers may be another regulation, or an act that it provides for: it counts as either, and meets only what asks for it */
	json_array_foreach(sv_json_array(item, "covers"), i, cover)
		ok = add(exists, "policy", json_string_value(cover), id, item, in_force) && add(exists, "act", json_string_value(cover), id, item, in_force) && ok;
	return ok;
}

/* Whether every regulation that is in force was held against the law in a year; *any: whether one is in force. */
static bool all_checked(const json_t *policies, int32_t day, bool *any)
{
	const json_t *one;
	bool all = true;
	size_t i;

	*any = false;
	json_array_foreach(policies, i, one) {
		if (sv_policy_status(one, day).standing != SV_POLICY_IN_FORCE)
			continue;
		*any = true;
		all = all && was_done(one, "law_checks", day, YEAR);
	}
	return all;
}

/* The last publication whose kind begins so, where it was made in the months before a day. */
static const json_t *published(const json_t *releases, const char *begins, int32_t day, int months)
{
	const json_t *one, *last = NULL;
	int64_t at;
	size_t i;

	json_array_foreach(releases, i, one) {
		const char *kind = sv_json_text(one, "kind"), *when = sv_json_text(one, "at");
		char text[SV_DATE_SIZE];
		if (kind == NULL || when == NULL || strncmp(kind, begins, strlen(begins)) != 0 || !sv_instant_parse(when, &at))
			continue;
		sv_date_format(sv_day_in_amsterdam(at), text);
		if (within(text, day, months))
			last = one;
	}
	return last;
}

bool sv_exists_add_acts(json_t *exists, const json_t *policies, const json_t *actors, const json_t *releases, int32_t day)
{
	const json_t *one, *report = published(releases, "annual-", day, REPORT), *evaluation = published(releases, "evaluation-", day, LONG);
	bool any, checked = all_checked(policies, day, &any), ok = add(exists, "act", "reporting_register", NULL, NULL, true);
	size_t i;

	if (any)
		ok = add(exists, "act", "law_check", NULL, NULL, checked) && ok;
	json_array_foreach(actors, i, one) {
		if (was_done(one, "meetings", day, YEAR))
			ok = add(exists, "act", "actor_meeting", sv_json_text(one, "actor"), one, true) && ok;
	}
	if (report)
		ok = add(exists, "act", "annual_report", sv_json_text(report, "release"), report, true) && ok;
	if (evaluation)
		ok = add(exists, "act", "evaluation", sv_json_text(evaluation, "release"), evaluation, true) && ok;
	return ok;
}
