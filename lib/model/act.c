/* SPDX-License-Identifier: MIT */
/* Acts: see act.h. */
#include "model/act.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/gates.h"
#include "model/protocol.h"

const char *sv_compartment_name(enum sv_compartment c)
{
	static const char *const names[SV_COMPARTMENTS] = { "record", "content", "identity" };

	return names[c];
}

/* A run over one act: the setting, and whether anything was wrong. */
struct check {
	const struct sv_act_setting *s;
	const struct sv_act_report *report;
	enum sv_status status;
};

static void defect(struct check *c, struct sv_err *err, const char *pointer)
{
	sv_err_at(err, "%s", pointer);
	c->status = SV_BAD_INPUT;
	c->report->defect(c->report->data, err);
}

static void check_word(struct check *c, const json_t *object, const char *field, const char *prefix)
{
	const json_t *value = json_object_get(object, field), *item;
	struct sv_err err = { 0 };
	char pointer[96];
	size_t i;

	if (json_is_string(value) && sv_protocol_word(c->s->protocol, field, json_string_value(value), &err) != SV_OK) {
		snprintf(pointer, sizeof pointer, "%s/%s", prefix, field);
		defect(c, &err, pointer);
	}
	json_array_foreach(value, i, item) {
		if (sv_protocol_word(c->s->protocol, field, json_string_value(item), &err) != SV_OK) {
			snprintf(pointer, sizeof pointer, "%s/%s/%zu", prefix, field, i);
			defect(c, &err, pointer);
		}
	}
}

static void check_officer(struct check *c, const char *handle, const char *pointer)
{
	struct sv_err err = { 0 };

	if (json_object_get(c->s->officers, handle))
		return;
	sv_err_set(&err, SV_BAD_INPUT, N_("no such officer"));
	sv_err_hint(&err, N_("sv-key list shows the officers"));
	defect(c, &err, pointer);
}

static void check_officers(struct check *c, const json_t *act)
{
	static const char *const lists[] = { "handlers", "excluded", "investigators" };
	char pointer[64];
	size_t i;
	const json_t *handle;

	for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
		json_array_foreach(sv_json_array(act, lists[l]), i, handle) {
			snprintf(pointer, sizeof pointer, "/%s/%zu", lists[l], i);
			check_officer(c, json_string_value(handle), pointer);
		}
	}
	if (sv_json_text(act, "officer"))
		check_officer(c, sv_json_text(act, "officer"), "/officer");
}

static void check_days(struct check *c, const json_t *act)
{
	static const char *const past[] = { "received", "incident", "on" };
	struct sv_err err = { 0 };
	int32_t day, received;
	char pointer[32];

	for (size_t i = 0; i < sizeof past / sizeof past[0]; i++) {
		const char *s = sv_json_text(act, past[i]);
		if (s == NULL || !sv_date_parse(s, &day) || day <= c->s->today)
			continue;
		sv_err_set(&err, SV_BAD_INPUT, N_("lies in the future"));
		snprintf(pointer, sizeof pointer, "/%s", past[i]);
		defect(c, &err, pointer);
	}
	const char *incident = sv_json_text(act, "incident"), *got = sv_json_text(act, "received");
	if (incident && got && sv_date_parse(incident, &day) && sv_date_parse(got, &received) && day > received) {
		sv_err_set(&err, SV_BAD_INPUT, N_("lies after the day it was received"));
		defect(c, &err, "/incident");
	}
}

static bool fill_day(json_t *act, const char *member, int32_t today)
{
	char s[SV_DATE_SIZE];

	if (sv_json_has(act, member))
		return true;
	sv_date_format(today, s);
	return sv_json_set_text(act, member, s);
}

/* New parties get the next ids: p1, p2, … */
static bool number_parties(const json_t *before, json_t *act)
{
	size_t i, count = json_array_size(sv_json_array(before, "parties"));
	json_t *party;
	char id[16];

	json_array_foreach(sv_json_array(act, "parties"), i, party) {
		snprintf(id, sizeof id, "p%zu", count + i + 1);
		if (!sv_json_set_text(party, "party", id))
			return false;
	}
	return true;
}

/* Checks that the party an act is about exists; a finding that names none is about the only person concerned. */
static void check_party(struct check *c, json_t *act)
{
	const json_t *parties = sv_json_array(c->s->before, "parties"), *party, *only = NULL;
	const char *id = sv_json_text(act, "party");
	struct sv_err err = { 0 };
	size_t i, concerned = 0;

	if (id) {
		if (sv_json_find(parties, "party", id) == NULL) {
			sv_err_set(&err, SV_NOT_FOUND, N_("the case has no party '%s'"), id);
			defect(c, &err, "/party");
		}
		return;
	}
	if (strcmp(c->s->type->name, "investigation.found") != 0)
		return;
	json_array_foreach(parties, i, party) {
		if (sv_party_is(party, "concerned")) {
			only = party;
			concerned++;
		}
	}
	if (concerned == 1) {
		sv_json_set_text(act, "party", sv_party_id(only));
		return;
	}
	sv_err_set(&err, SV_BAD_INPUT, N_("is missing: which of the %zu persons concerned is the finding about?"), concerned);
	defect(c, &err, "/party");
}

/* An entry of learning holds causes, or says why there are none; a refused hearing is no hearing report. */
static void check_sense(struct check *c, const json_t *act)
{
	struct sv_err err = { 0 };

	if (strcmp(c->s->type->name, "aftercare.learned") == 0 && json_array_size(sv_json_array(act, "causes")) == 0 && !sv_has_words(act, "none_because")) {
		sv_err_set(&err, SV_BAD_INPUT, N_("give root causes (causes), or say why none were found (none_because)"));
		defect(c, &err, "/causes");
	}
	if (strcmp(c->s->type->name, "aftercare.planned") == 0 && !sv_json_true(act, "refused") && !sv_has_words(act, "actions")) {
		sv_err_set(&err, SV_BAD_INPUT, N_("say what care is offered (actions), or that the party refuses it (refused)"));
		defect(c, &err, "/actions");
	}
	if (strcmp(c->s->type->name, "investigation.heard") == 0 && sv_json_true(act, "refused") == sv_has_words(act, "account")) {
		sv_err_set(&err, SV_BAD_INPUT, N_("give the report of the hearing (account), or record that it was refused (refused)"));
		defect(c, &err, "/account");
	}
	if (strcmp(c->s->type->name, "triage.decided") == 0 && !sv_json_has(act, "route") && !sv_json_has(c->s->before, "route")) {
		sv_err_set(&err, SV_BAD_INPUT, N_("is missing: the case has no route yet"));
		defect(c, &err, "/route");
	}
	if (sv_json_has(act, "override") && !sv_has_words(act, "override_why")) {
		sv_err_set(&err, SV_BAD_INPUT, N_("passing a gate needs a reason (override_why)"));
		defect(c, &err, "/override");
	}
}

enum sv_status sv_act_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	static const char *const fields[] = { "channel", "category", "unit", "route", "measures", "causes", "retention" };
	struct check c = { s, report, SV_OK };
	json_t *party;
	char prefix[32];
	size_t i;

	for (i = 0; i < sizeof fields / sizeof fields[0]; i++)
		check_word(&c, act, fields[i], "");
	json_array_foreach(sv_json_array(act, "parties"), i, party) {
		snprintf(prefix, sizeof prefix, "/parties/%zu", i);
		check_word(&c, party, "position", prefix);
		check_word(&c, party, "unit", prefix);
	}
	check_officers(&c, act);
	bool ok = number_parties(s->before, act);
	if (strcmp(s->type->verb ? s->type->verb : "", "report") == 0)
		ok = fill_day(act, "received", s->today) && ok;
	if (s->type->step && strcmp(s->type->step, "open") != 0 && strcmp(s->type->step, "preliminary") != 0 && strcmp(s->type->step, "plan") != 0 && strcmp(s->type->step, "find") != 0)
		ok = fill_day(act, "on", s->today) && ok;
	check_days(&c, act);
	check_party(&c, act);
	check_sense(&c, act);
	if (!ok) {
		struct sv_err err = { 0 };
		sv_err_nomem(&err);
		report->defect(report->data, &err);
		return SV_BUG;
	}
	return c.status;
}

/* For a step that can be done for all parties at once: the member that shows it was done, and the roles it is for. */
struct all_rule {
	const char *event, *done;
	bool everybody; /* bystanders and witnesses too, and a reporter that nobody can reach */
};

static const struct all_rule all_rules[] = {
	{ "investigation.notified", "notified", false },
	{ "investigation.inspection", "inspection", false },
	{ "aftercare.planned", "care", true },
};

enum sv_status sv_act_expand(const struct sv_act_setting *s, json_t *act, json_t **acts, struct sv_err *err)
{
	const char *party = sv_json_text(act, "party");
	const struct all_rule *rule = NULL;
	const json_t *p;
	size_t i;

	*acts = json_array();
	if (*acts == NULL)
		return sv_err_nomem(err);
	if (party == NULL || strcmp(party, "all") != 0)
		return json_array_append(*acts, act) < 0 ? sv_err_nomem(err) : SV_OK;
	for (i = 0; i < sizeof all_rules / sizeof all_rules[0]; i++)
		if (strcmp(all_rules[i].event, s->type->name) == 0)
			rule = &all_rules[i];
	if (rule == NULL)
		return sv_err_set(err, SV_BUG, N_("this step cannot be done for all parties at once"));
	json_array_foreach(sv_json_array(s->before, "parties"), i, p) {
		bool side = sv_party_is(p, "reporter") || sv_party_is(p, "affected") || sv_party_is(p, "concerned");
		if (sv_json_has(p, rule->done) || (!rule->everybody && (!side || sv_party_unreachable(s->before, p))))
			continue;
		json_t *one = json_deep_copy(act);
		if (one == NULL || !sv_json_set_text(one, "party", sv_party_id(p)) || json_array_append_new(*acts, one) < 0)
			return sv_err_nomem(err);
		if (!sv_party_is(p, "concerned")) { /* only who is accused gets a copy and answers it */
			json_object_del(one, "copy");
			json_object_del(one, "answer_by");
		}
	}
	if (json_array_size(*acts) == 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("this step is open for no party of the case"));
	return SV_OK;
}

static enum sv_compartment compartment_of(const json_t *schema, const char *member)
{
	const char *seal = sv_json_text(sv_json_object(sv_json_object(schema, "properties"), member), "x-seal");

	for (int i = 0; i < SV_COMPARTMENTS; i++)
		if (seal && strcmp(seal, sv_compartment_name((enum sv_compartment)i)) == 0)
			return (enum sv_compartment)i;
	return SV_IDENTITY;
}

static bool put(json_t *out[SV_COMPARTMENTS], enum sv_compartment c, const char *member, json_t *value)
{
	if (out[c] == NULL)
		out[c] = json_object();
	return json_object_set(out[c], member, value) == 0;
}

/* The parties, split: each compartment that has something of a party gets an object with its id. */
static bool split_parties(const json_t *schema, const json_t *parties, json_t *out[SV_COMPARTMENTS])
{
	const json_t *party;
	const char *member;
	json_t *value;
	size_t i;

	json_array_foreach(parties, i, party) {
		json_t *part[SV_COMPARTMENTS] = { json_object(), NULL, NULL };
		bool ok = true;
		json_object_foreach((json_t *)party, member, value) {
			bool ours = strcmp(member, "party") == 0 || strcmp(member, "token") == 0; /* made by us, in the record */
			ok = put(part, ours ? SV_RECORD : compartment_of(schema, member), member, value) && ok;
		}
		for (int c = 0; c < SV_COMPARTMENTS; c++) {
			if (part[c] == NULL)
				continue;
			if (out[c] == NULL)
				out[c] = json_object();
			json_t *list = sv_json_array(out[c], "parties");
			if (list == NULL) {
				list = json_array();
				ok = json_object_set_new(out[c], "parties", list) == 0 && ok;
			}
			ok = sv_json_set(part[c], "party", json_object_get(party, "party")) && ok;
			ok = json_array_append_new(list, part[c]) == 0 && ok;
		}
		if (!ok)
			return false;
	}
	return true;
}

enum sv_status sv_act_split(const json_t *schema, const json_t *party, const json_t *act, json_t *out[SV_COMPARTMENTS], struct sv_err *err)
{
	const char *member;
	json_t *value;
	bool ok = true;

	for (int c = 0; c < SV_COMPARTMENTS; c++)
		out[c] = NULL;
	json_object_foreach((json_t *)act, member, value) {
		if (strcmp(member, "step") == 0)
			continue; /* the kind of event says it */
		if (strcmp(member, "parties") == 0) {
			ok = split_parties(party, value, out) && ok;
			continue;
		}
		enum sv_compartment c = compartment_of(schema, member);
		ok = put(out, c, member, value) && ok;
		if (c == SV_CONTENT && sv_has_words(act, member)) {
			if (out[SV_RECORD] == NULL)
				out[SV_RECORD] = json_object();
			ok = sv_json_add_word(out[SV_RECORD], "given", member) && ok;
		}
	}
	return ok ? SV_OK : sv_err_nomem(err);
}
