/* SPDX-License-Identifier: MIT */
/* Acts on items: their checks, what the tool fills in, and what is due; see item.h. */
#include "model/item.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/id.h"
#include "json/get.h"
#include "model/actor.h"
#include "model/assessment.h"
#include "model/headcount.h"
#include "model/policy.h"
#include "model/protocol.h"
#include "model/risk.h"
#include "model/survey.h"
#include "model/training.h"

#define DEEP 4 /* objects in lists of objects; the schemas go no deeper */

/* A run over one act. */
struct check {
	const struct sv_act_setting *s;
	const struct sv_act_report *report;
	enum sv_status status;
};

static void defect(struct check *c, struct sv_err *err, const char *pointer)
{
	if (pointer[0])
		sv_err_at(err, "%s", pointer);
	c->status = err->status == SV_BUG ? SV_BUG : SV_BAD_INPUT; /* a lack of memory is no mistake of theirs; it is told last */
	c->report->defect(c->report->data, err);
}

/* Members whose texts are words of a list of the protocol. */
static const struct { const char *member, *list; } words[] = {
	{ "unit", "unit" }, { "units", "unit" }, { "category", "category" }, { "categories", "category" }, { "cause", "cause" }, { "causes", "cause" },
};

static void check_value(struct check *c, const char *member, const json_t *value, const char *pointer, int depth);

/* Whether a text names a case, by an id as it is printed. */
static bool names_case(const char *text)
{
	static const char part[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	char typed[SV_CASE_ID_SIZE], canonical[SV_CASE_ID_SIZE];

	while (*(text += strcspn(text, part))) {
		size_t n = strspn(text, part);
		snprintf(typed, sizeof typed, "%.*s", (int)n, text);
		if (n == sizeof typed - 1 && sv_case_id_parse(typed, canonical) == SV_ID_GOOD && strcmp(typed, canonical) == 0)
			return true;
		text += n;
	}
	return false;
}

static void check_members(struct check *c, const json_t *object, const char *pointer, int depth)
{
	const char *member;
	json_t *value;
	char at[160];

	json_object_foreach((json_t *)object, member, value) {
		snprintf(at, sizeof at, "%s/%s", pointer, member);
		check_value(c, member, value, at, depth);
	}
}

/* A word of the protocol, a day that cannot lie ahead ("on"), a text without cases, or what holds these. */
static void check_value(struct check *c, const char *member, const json_t *value, const char *pointer, int depth)
{
	const char *text = json_string_value(value);
	struct sv_err err = { 0 };
	const json_t *one;
	char at[160];
	int32_t day;
	size_t i;

	for (size_t w = 0; text && w < sizeof words / sizeof words[0]; w++)
		if (strcmp(words[w].member, member) == 0 && sv_protocol_word(c->s->protocol, words[w].list, text, &err) != SV_OK
		    && !(c->s->past && sv_protocol_had(c->s->protocol, words[w].list, text)))
			defect(c, &err, pointer);
	if (text && strcmp(member, "on") == 0 && sv_date_parse(text, &day) && day > c->s->today) {
		sv_err_set(&err, SV_BAD_INPUT, N_("lies in the future"));
		defect(c, &err, pointer);
	}
	if (text && names_case(text)) {
		sv_err_set(&err, SV_BAD_INPUT, N_("names a case"));
		sv_err_hint(&err, N_("the registers are open to every officer, also to who is kept out of that case"));
		defect(c, &err, pointer);
	}
	if (depth == DEEP)
		return;
	if (json_is_object(value))
		check_members(c, value, pointer, depth + 1);
	json_array_foreach(value, i, one) {
		snprintf(at, sizeof at, "%s/%zu", pointer, i);
		check_value(c, member, one, at, depth + 1);
	}
}

/* The next number of a list: "m1", by the first letter of what is numbered. */
static bool number(json_t *object, const char *key, size_t n)
{
	char id[24];

	snprintf(id, sizeof id, "%c%zu", key[0], n + 1);
	return sv_json_set_text(object, key, id);
}

/* What an act adds to a second list of its item, or NULL. */
static json_t *more_of(const json_t *object, const struct sv_item_step *step)
{
	return step->more ? sv_json_array(object, step->more) : NULL;
}

/* Numbers what an act adds to the lists of its item. */
static bool number_all(const struct sv_act_setting *s, const struct sv_item_step *step, json_t *act)
{
	size_t i, have = json_array_size(more_of(s->before, step));
	json_t *one;
	bool ok = true;

	if (step->how == SV_ITEM_ADD && step->key)
		ok = number(act, step->key, json_array_size(sv_json_array(s->before, step->list)));
	json_array_foreach(more_of(act, step), i, one)
		ok = number(one, step->more_key, have + i) && ok;
	return ok;
}

static void check_there(struct check *c, const struct sv_item_step *step, const json_t *schema, const json_t *act)
{
	const json_t *before = c->s->before, *needed = step->how == SV_ITEM_NEW ? sv_json_array(schema, "x-new") : NULL, *member;
	const char *number = step->key ? sv_json_text(act, step->key) : NULL, *state = sv_json_text(before, "state");
	struct sv_err err = { 0 };
	char pointer[96] = "";
	size_t i;

	json_array_foreach(needed, i, member) {
		if (sv_json_has(act, json_string_value(member)))
			continue;
		sv_err_set(&err, SV_BAD_INPUT, N_("is missing"));
		snprintf(pointer, sizeof pointer, "/%s", json_string_value(member));
		defect(c, &err, pointer);
	}
	if (step->how == SV_ITEM_SET && json_object_size(act) == 0) {
		sv_err_set(&err, SV_BAD_INPUT, N_("changes nothing: give the members that are new"));
		defect(c, &err, "");
	}
	if (step->how == SV_ITEM_FOLLOW) {
		snprintf(pointer, sizeof pointer, "/%s", step->key);
		if (number == NULL)
			sv_err_set(&err, SV_BAD_INPUT, N_("is missing"));
		else if (sv_json_find(sv_json_array(before, step->list), step->key, number) == NULL)
			sv_err_set(&err, SV_NOT_FOUND, N_("there is nothing with that number"));
		if (err.status != SV_OK)
			defect(c, &err, pointer);
	}
	if (step->how != SV_ITEM_NEW && sv_text_is(state, "done")) {
		sv_err_set(&err, SV_BAD_INPUT, N_("it is over: nothing can be added to it"));
		sv_err_hint(&err, N_("add a new one"));
		defect(c, &err, "");
	}
}

/* What some kinds of event need beside their schema and the checks of all: their own completion. */
static const struct {
	const char *event;
	enum sv_status (*complete)(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);
} own[] = {
	{ "policy.added", sv_policy_complete },
	{ "policy.version", sv_policy_complete },
	{ "policy.consent", sv_policy_complete },
	{ "policy.law", sv_policy_complete },
	{ "assessment.added", sv_assessment_complete },
	{ "actor.added", sv_actor_complete },
	{ "actor.changed", sv_actor_complete },
	{ "actor.trained", sv_actor_complete_training },
	{ "actor.met", sv_actor_complete_meeting },
	{ "actor.done", sv_actor_end },
	{ "risk.assessed", sv_risk_complete },
	{ "risk.done", sv_risk_end },
	{ "activity.held", sv_session_complete },
	{ "headcount.added", sv_headcount_complete },
	{ "survey.added", sv_survey_complete },
	{ "survey.changed", sv_survey_complete },
	{ "survey.result", sv_survey_complete_result },
};

/* What follows from an item on a day. */
static const struct {
	const char *member;
	bool (*derive)(json_t *state, int32_t day);
} derived[] = {
	{ "policy", sv_policy_derive },
};

bool sv_item_derive(json_t *state, int32_t day)
{
	for (size_t i = 0; i < sizeof derived / sizeof derived[0]; i++)
		if (sv_json_has(state, derived[i].member))
			return derived[i].derive(state, day);
	return true;
}

/* Whether a number is the one that the tool would give; a check of what was numbered elsewhere. */
static void check_number(struct check *c, const json_t *object, const char *key, size_t n, const char *prefix)
{
	const char *is = sv_json_text(object, key);
	struct sv_err err = { 0 };
	char want[24], pointer[96];

	snprintf(want, sizeof want, "%c%zu", key[0], n + 1);
	if (sv_text_is(is, want))
		return;
	sv_err_set(&err, SV_BAD_INPUT, N_("is not '%s', the next number"), want);
	snprintf(pointer, sizeof pointer, "%s/%s", prefix, key);
	defect(c, &err, pointer);
}

enum sv_status sv_item_check(const struct sv_act_setting *s, const json_t *schema, const json_t *act, const struct sv_act_report *report)
{
	const struct sv_item_step *step = sv_item_step(s->type->name);
	size_t i, have = json_array_size(more_of(s->before, step));
	struct check c = { s, report, SV_OK };
	const json_t *one;
	char prefix[48];

	check_there(&c, step, schema, act);
	check_members(&c, act, "", 0);
	if (step->how == SV_ITEM_ADD && step->key)
		check_number(&c, act, step->key, json_array_size(sv_json_array(s->before, step->list)), "");
	json_array_foreach(more_of(act, step), i, one) {
		snprintf(prefix, sizeof prefix, "/%s/%zu", step->more, i);
		check_number(&c, one, step->more_key, have + i, prefix);
	}
	return c.status;
}

enum sv_status sv_item_complete(const struct sv_act_setting *s, const json_t *schema, json_t *act, const struct sv_act_report *report)
{
	const struct sv_item_step *step = sv_item_step(s->type->name);
	struct check c = { s, report, SV_OK };
	struct sv_err err = { 0 };

	check_there(&c, step, schema, act);
	check_members(&c, act, "", 0);
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
		enum sv_status st = strcmp(own[i].event, s->type->name) == 0 ? own[i].complete(s, act, report) : SV_OK;
		c.status = c.status == SV_OK || st == SV_BUG ? st : c.status;
	}
	if (c.status == SV_OK && !number_all(s, step, act)) {
		sv_err_nomem(&err);
		defect(&c, &err, "");
	}
	return c.status;
}

bool sv_item_is_open(const json_t *one)
{
	const char *status = sv_json_text(one, "status");

	return status == NULL || (strcmp(status, "done") != 0 && strcmp(status, "dropped") != 0);
}

size_t sv_item_open(const json_t *state, const char *list, const char *key, char *out, size_t size)
{
	const json_t *one;
	size_t i, n = 0, used = 0;

	out[0] = '\0';
	json_array_foreach(sv_json_array(state, list), i, one) {
		const char *number = sv_json_text(one, key);
		if (!sv_item_is_open(one))
			continue;
		if (number && used < size)
			used += (size_t)snprintf(out + used, size - used, "%s%s", n ? ", " : "", number);
		n++;
	}
	return n;
}

/* What is due for an item: a day of the item itself or of what is in one of its lists. */
static const struct {
	const char *member;    /* of the register */
	const char *list;      /* NULL: of the item itself */
	const char *key;       /* the number of what is in the list */
	const char *day;       /* the member that holds the last day */
	const char *term, *label, *source;
	bool (*stands)(const json_t *state, const json_t *one); /* whether it is still to be done; NULL: as its status says */
} terms[] = {
	{ "policy", NULL, NULL, "review", "policy_review", N_("review of a regulation"), NULL },
	{ "policy", NULL, NULL, "law_next", "law_check", N_("yearly law check"), NULL },
	{ "policy", "consents", "version", "answer_by", "policy_consent", N_("answer on consent"), "eigen beleid; WOR art. 27 kent geen vaste termijn", sv_policy_unanswered },
	{ "policy", "versions", "version", "until", "policy_until", N_("end of a version of a regulation"), NULL, sv_policy_unfollowed },
	{ "policy", "law_checks", NULL, "change_by", "policy_change", N_("change of a regulation after a law check"), "eigen beleid", sv_policy_unchanged },
	{ "activity", NULL, NULL, "planned", "activity", N_("planned activity"), NULL },
	{ "actor", NULL, NULL, "trained_until", "actor_training", N_("training of a key actor"), NULL },
	{ "actor", NULL, NULL, "until", "actor_mandate", N_("end of a mandate"), NULL },
	{ "actor", NULL, NULL, "next", "actor_meeting", N_("meeting"), NULL },
	{ "actor", "actions", "action", "by", "actor_action", N_("action of a meeting"), NULL },
	{ "risk", NULL, NULL, "next", "risk_assessment", N_("reassessment of risks"), "Arbowet art. 5" },
	{ "risk", "measures", "measure", "by", "risk_measure", N_("measure against a risk"), "Arbowet art. 5" },
	{ "survey", NULL, NULL, "next", "survey", N_("next survey"), NULL },
};

const char *sv_item_term_label(const char *term)
{
	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
		if (strcmp(terms[i].term, term) == 0)
			return terms[i].label;
	return NULL;
}

/* One row, where there is a day and it is not over. */
static bool due_row(json_t *due, size_t t, const json_t *state, const json_t *of)
{
	const char *day = sv_json_text(of, terms[t].day), *owner = sv_json_text(of, "owner");
	json_t *one;

	if (day == NULL || (terms[t].stands && !terms[t].stands(state, of)) || (terms[t].list && !sv_item_is_open(of)))
		return true;
	if (owner == NULL)
		owner = sv_json_text(state, "owner");
	const char *title = sv_json_text(of, "title") ? sv_json_text(of, "title") : sv_json_text(of, "text");
	one = json_pack("{s:s,s:O,s:s}", "term", terms[t].term, terms[t].member, json_object_get(state, terms[t].member), "due", day);
	bool ok = one && sv_json_set_text(one, "title", title ? title : sv_json_text(state, "title")) && sv_json_set_text(one, "source", terms[t].source)
	          && (terms[t].key == NULL || sv_json_set(one, terms[t].key, json_object_get(of, terms[t].key))) && (owner == NULL || sv_json_add_word(one, "who", owner));
	return json_array_append_new(due, one) == 0 && ok;
}

enum sv_status sv_item_due(const json_t *state, json_t **due, struct sv_err *err)
{
	const char *now = sv_json_text(state, "state");
	const json_t *one;
	bool ok = true;
	size_t i;

	*due = json_array();
	if (*due == NULL)
		return sv_err_nomem(err);
	for (size_t t = 0; t < sizeof terms / sizeof terms[0] && now && strcmp(now, "done") != 0; t++) {
		if (!sv_json_has(state, terms[t].member))
			continue;
		if (terms[t].list == NULL) {
			ok = due_row(*due, t, state, state) && ok;
			continue;
		}
		json_array_foreach(sv_json_array(state, terms[t].list), i, one)
			ok = due_row(*due, t, state, one) && ok;
	}
	return ok ? SV_OK : sv_err_nomem(err);
}
