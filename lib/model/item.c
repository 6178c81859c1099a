/* SPDX-License-Identifier: MIT */
/* Items and their fold: see item.h. */
#include "model/item.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/id.h"
#include "json/get.h"
#include "model/risk.h"

const struct sv_item_kind sv_item_kinds[] = {
	{ SV_REGISTER_POLICY, "policy", "policies", 'P' },
	{ SV_REGISTER_ASSESSMENT, "assessment", "assessments", 'E' },
	{ SV_REGISTER_ACTIVITY, "activity", "activities", 'A' },
	{ SV_REGISTER_ACTOR, "actor", "actors", 'K' },
	{ SV_REGISTER_RISK, "risk", "risks", 'R' },
	{ SV_REGISTER_SURVEY, "survey", "surveys", 'S' },
	{ SV_REGISTER_HEADCOUNT, "headcount", "headcounts", 'H' },
	{ SV_REGISTERS, NULL, NULL, 0 },
};

static const struct sv_item_step steps[] = {
	/* event, how, list, key, lift, more, more_key, passes, same */
	{ "policy.added", SV_ITEM_NEW },
	{ "policy.changed", SV_ITEM_SET },
	{ "policy.version", SV_ITEM_ADD, "versions", NULL, "review", NULL, NULL, false, "version" },
	{ "policy.consent", SV_ITEM_ADD, "consents" },
	{ "policy.law", SV_ITEM_ADD, "law_checks", NULL, "law_next" },
	{ "policy.done", SV_ITEM_END },
	{ "assessment.added", SV_ITEM_NEW },
	{ "activity.added", SV_ITEM_NEW },
	{ "activity.changed", SV_ITEM_SET },
	{ "activity.held", SV_ITEM_ADD, "sessions", NULL, "planned", .passes = true },
	{ "activity.done", SV_ITEM_END },
	{ "actor.added", SV_ITEM_NEW },
	{ "actor.changed", SV_ITEM_SET },
	{ "actor.trained", SV_ITEM_ADD, "trainings", NULL, "trained_until", .passes = true },
	{ "actor.met", SV_ITEM_ADD, "meetings", NULL, "next", "actions", "action", .passes = true },
	{ "actor.followed", SV_ITEM_FOLLOW, "actions", "action" },
	{ "actor.done", SV_ITEM_END },
	{ "risk.added", SV_ITEM_NEW },
	{ "risk.changed", SV_ITEM_SET },
	{ "risk.assessed", SV_ITEM_ADD, "assessments", NULL, "next", .passes = true },
	{ "risk.measure", SV_ITEM_ADD, "measures", "measure" },
	{ "risk.followed", SV_ITEM_FOLLOW, "measures", "measure" },
	{ "risk.done", SV_ITEM_END },
	{ "survey.added", SV_ITEM_NEW },
	{ "survey.changed", SV_ITEM_SET },
	{ "survey.result", SV_ITEM_ADD, "results", "result", "next" },
	{ "survey.done", SV_ITEM_END },
	{ "headcount.added", SV_ITEM_NEW },
};

const struct sv_item_kind *sv_item_kind(const char *member)
{
	for (const struct sv_item_kind *k = sv_item_kinds; k->member; k++)
		if (strcmp(k->member, member) == 0)
			return k;
	return NULL;
}

const struct sv_item_kind *sv_item_kind_of(enum sv_register reg)
{
	for (const struct sv_item_kind *k = sv_item_kinds; k->member; k++)
		if (k->reg == reg)
			return k;
	return NULL;
}

const struct sv_item_kind *sv_item_from_path(const char *path, char id[16])
{
	char typed[SV_ITEM_ID_SIZE], canonical[SV_ITEM_ID_SIZE];

	for (const struct sv_item_kind *k = sv_item_kinds; k->member; k++) {
		size_t n = strlen(k->folder);
		if (strncmp(path, k->folder, n) != 0 || path[n] != '/' || strlen(path) != n + 1 + 8 + 7 || strcmp(path + n + 9, ".ndjson") != 0)
			continue;
		snprintf(typed, sizeof typed, "%.8s", path + n + 1);
		if (sv_item_id_parse(k->letter, typed, canonical) != SV_ID_GOOD || strcmp(typed, canonical) != 0)
			return NULL;
		snprintf(id, 16, "%s", canonical);
		return k;
	}
	return NULL;
}

const struct sv_item_step *sv_item_step(const char *event)
{
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (strcmp(steps[i].event, event) == 0)
			return &steps[i];
	return NULL;
}

json_t *sv_item_new(void)
{
	return json_pack("{s:i}", "sv", 1);
}

bool sv_item_shorten(json_t *state)
{
	static const char *const long_ones[] = { "units", "scales", "changes" };
	json_t *results = sv_json_array(state, "results"), *brief = results ? json_array() : NULL, *one;
	bool ok = results == NULL || brief != NULL;
	size_t i;

	json_object_del(state, "form");
	json_array_foreach(results, i, one) {
		json_t *copy = sv_json_copy(one); /* the list is shared with the state that this is a copy of */
		for (size_t k = 0; copy && k < sizeof long_ones / sizeof long_ones[0]; k++)
			json_object_del(copy, long_ones[k]);
		ok = json_array_append_new(brief, copy) == 0 && ok;
	}
	return (brief == NULL || json_object_set_new(state, "results", brief) == 0) && ok;
}

static bool take(json_t *object, const json_t *record)
{
	return record == NULL || json_object_update(object, (json_t *)record) == 0;
}

/* A list of an item, made where it has none. NULL without memory. */
static json_t *list_of(json_t *state, const char *name)
{
	if (sv_json_array(state, name) == NULL && json_object_set_new(state, name, json_array()) < 0)
		return NULL;
	return sv_json_array(state, name);
}

/* What is in a list already and is spoken of again, or NULL. */
static json_t *there(const json_t *list, const struct sv_item_step *step, const json_t *one)
{
	const char *value = step->same ? sv_json_text(one, step->same) : NULL;

	return sv_json_find(list, step->same, value);
}

/* Adds to a list what was said, by whom, and the day where it has none of its own; with what the item itself gets of it. */
static bool add(json_t *state, const struct sv_item_step *step, const json_t *record, const char *by, const char *day)
{
	json_t *one = sv_json_copy(record), *list = list_of(state, step->list), *more;

	if (record == NULL)
		one = json_object();
	if (step->more && (more = sv_json_array(one, step->more)) != NULL) {
		json_t *all = list_of(state, step->more);
		if (all == NULL || json_array_extend(all, more) < 0) {
			json_decref(one);
			return false;
		}
		json_object_del(one, step->more);
	}
	const char *until = step->passes ? sv_json_text(state, step->lift) : NULL, *on = sv_json_text(one, "on");
	if (until && strcmp(on ? on : day, until) >= 0)
		json_object_del(state, step->lift);
	bool ok = (step->lift == NULL || sv_json_set(state, step->lift, json_object_get(one, step->lift))) && (sv_json_has(one, "on") || sv_json_set_text(one, "on", day))
	          && sv_json_set_text(one, "recorded_by", by);
	json_t *old = there(list, step, one);
	if (old) {
		ok = take(old, one) && ok;
		json_decref(one);
		return ok;
	}
	return json_array_append_new(list, one) == 0 && ok;
}

/* Changes what is in a list; the day of that is "followed", beside the day on which it was added. */
static bool follow(json_t *state, const struct sv_item_step *step, const json_t *record, const char *day)
{
	const char *number = sv_json_text(record, step->key), *on = sv_json_text(record, "on");
	json_t *one = sv_json_find(sv_json_array(state, step->list), step->key, number), *said;

	if (one == NULL)
		return true;
	said = sv_json_copy(record);
	if (said)
		json_object_del(said, "on");
	bool ok = said && take(one, said) && sv_json_set_text(one, "followed", on ? on : day);
	json_decref(said);
	return ok;
}

/* What every item has. */
static bool begin(json_t *state, const struct sv_event_type *kind, const json_t *envelope, const char *by, const char *day)
{
	const char *member = sv_register_member(kind->reg);

	return sv_json_set(state, member, json_object_get(envelope, member)) && sv_json_set_text(state, "state", "active") && sv_json_set_text(state, "added", day)
	       && sv_json_set_text(state, "recorded_by", by);
}

enum sv_status sv_item_fold(json_t *state, const json_t *envelope, const json_t *record, struct sv_err *err)
{
	const char *type = sv_json_text(envelope, "type"), *by = sv_event_who(envelope);
	const struct sv_item_step *step = type ? sv_item_step(type) : NULL;
	const struct sv_event_type *kind = type ? sv_event_type(type) : NULL;
	char day[SV_DATE_SIZE];
	int64_t ms;
	bool ok = true;

	if (step == NULL || (by == NULL && !sv_event_imported(envelope)) || !sv_event_when(envelope, &ms)) {
		ok = json_object_set_new(state, "unknown", json_integer(sv_json_int(state, "unknown", 0) + 1)) == 0;
		return ok ? SV_OK : sv_err_nomem(err);
	}
	sv_date_format(sv_day_in_amsterdam(ms), day);
	switch (step->how) {
	case SV_ITEM_NEW:
		/* first, so that they stand first; again, as nothing that is said may take their place */
		ok = begin(state, kind, envelope, by, day) && take(state, record) && begin(state, kind, envelope, by, day);
		break;
	case SV_ITEM_SET:
		ok = take(state, record);
		break;
	case SV_ITEM_ADD:
		ok = add(state, step, record, by, day);
		break;
	case SV_ITEM_FOLLOW:
		ok = follow(state, step, record, day);
		break;
	default: /* SV_ITEM_END */
		ok = sv_json_set_text(state, "state", "done") && json_object_set_new(state, "done", json_object()) == 0 && take(sv_json_object(state, "done"), record)
		     && (sv_json_has(sv_json_object(state, "done"), "on") || sv_json_set_text(sv_json_object(state, "done"), "on", day));
		break;
	}
	ok = ok && sv_json_set_text(state, "changed", day) && (kind->reg != SV_REGISTER_RISK || sv_risk_settle(state));
	return ok ? SV_OK : sv_err_nomem(err);
}
