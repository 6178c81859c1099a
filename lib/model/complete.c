/* SPDX-License-Identifier: MIT */
/* Completing an act: its checks, and what the tool fills in; see act.h. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/id.h"
#include "json/get.h"
#include "model/act.h"
#include "model/gates.h"
#include "model/protocol.h"
#include "model/terms.h"

/* A run over one act: the setting, and whether anything was wrong. */
struct check {
	const struct sv_act_setting *s;
	const struct sv_act_report *report;
	enum sv_status status;
	bool starved; /* memory ran out */
};

/* What failed for want of memory alone. */
static void needs(struct check *c, bool done)
{
	if (!done)
		c->starved = true;
}

static void defect(struct check *c, struct sv_err *err, const char *pointer)
{
	sv_err_at(err, "%s", pointer);
	c->status = SV_BAD_INPUT;
	c->report->defect(c->report->data, err);
}

/* A word of a list; of what is taken over also one that the list had before. */
static bool known(struct check *c, const char *field, const char *word, struct sv_err *err)
{
	return sv_protocol_word(c->s->protocol, field, word, err) == SV_OK || (c->s->past && sv_protocol_had(c->s->protocol, field, word));
}

static void check_word(struct check *c, const json_t *object, const char *field, const char *prefix)
{
	const json_t *value = json_object_get(object, field), *item;
	struct sv_err err = { 0 };
	char pointer[96];
	size_t i;

	if (json_is_string(value) && !known(c, field, json_string_value(value), &err)) {
		snprintf(pointer, sizeof pointer, "%s/%s", prefix, field);
		defect(c, &err, pointer);
	}
	json_array_foreach(value, i, item) {
		if (!known(c, field, json_string_value(item), &err)) {
			snprintf(pointer, sizeof pointer, "%s/%s/%zu", prefix, field, i);
			defect(c, &err, pointer);
		}
	}
}

/* serves: is to be somebody who has not left. */
static void check_officer(struct check *c, const char *handle, const char *pointer, bool serves)
{
	const json_t *officer = json_object_get(c->s->officers, handle);
	struct sv_err err = { 0 };

	if (officer && !(serves && !c->s->past && sv_json_has(officer, "gone")))
		return;
	if (officer)
		sv_err_set(&err, SV_BAD_INPUT, N_("officer '%s' has left already, or lost their identity"), handle);
	else
		sv_err_set(&err, SV_BAD_INPUT, N_("no such officer"));
	sv_err_hint(&err, N_("sv-key list shows the officers"));
	defect(c, &err, pointer);
}

static void check_officers(struct check *c, const json_t *act)
{
	static const struct { const char *name; bool serves; } lists[] = {
		{ "handlers", true }, { "excluded", false }, { "investigators", true }, { "confidants", true }, { "advisers", true }, { "deciders", false }, { "named", true },
	};
	const char *type = c->s->type->name;
	char pointer[64];
	size_t i;
	const json_t *handle;

	if (c->s->officers == NULL)
		return;
	for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
		json_array_foreach(sv_json_array(act, lists[l].name), i, handle) {
			snprintf(pointer, sizeof pointer, "/%s/%zu", lists[l].name, i);
			check_officer(c, json_string_value(handle), pointer, lists[l].serves);
		}
	}
	if (sv_json_text(act, "officer"))
		check_officer(c, sv_json_text(act, "officer"), "/officer", strcmp(type, "access.granted") == 0 || (strcmp(type, "identity.answered") == 0 && sv_json_true(act, "granted")));
	if (strcmp(type, "case.handed_over") == 0 && sv_json_text(act, "to"))
		check_officer(c, sv_json_text(act, "to"), "/to", true);
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

/* People of a merged double who are in this case already are not added again. */
static void drop_known(const json_t *before, json_t *act)
{
	json_t *parties = sv_json_array(act, "parties");

	for (size_t i = json_array_size(parties); i-- > 0;) {
		const char *token = sv_json_text(json_array_get(parties, i), "token");
		if (token && sv_json_find(sv_json_array(before, "parties"), "token", token))
			json_array_remove(parties, i);
	}
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
	if (strcmp(c->s->type->name, "investigation.found") != 0 && strcmp(c->s->type->name, "investigation.alleged") != 0)
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
	sv_err_set(&err, SV_BAD_INPUT, N_("is missing: which of the %zu persons concerned is it about?"), concerned);
	defect(c, &err, "/party");
}

/* A finding about an allegation is about the person that the allegation is about. */
static void check_allegation(struct check *c, json_t *act)
{
	const json_t *allegations = sv_json_array(c->s->before, "allegations"), *a;
	const char *id = sv_json_text(act, "allegation");
	struct sv_err err = { 0 };

	if (strcmp(c->s->type->name, "investigation.found") != 0)
		return;
	if (id == NULL) {
		if (json_array_size(allegations) == 1)
			needs(c, sv_json_set(act, "allegation", json_object_get(json_array_get(allegations, 0), "allegation")));
		else if (json_array_size(allegations) > 1) {
			sv_err_set(&err, SV_BAD_INPUT, N_("is missing: which of the %zu allegations is the finding about?"), json_array_size(allegations));
			defect(c, &err, "/allegation");
		}
		id = sv_json_text(act, "allegation");
	}
	a = sv_json_find(allegations, "allegation", id);
	if (id && a == NULL) {
		sv_err_set(&err, SV_NOT_FOUND, N_("the case has no allegation '%s'"), id);
		defect(c, &err, "/allegation");
	} else if (a && !sv_json_has(act, "party")) {
		needs(c, sv_json_set(act, "party", json_object_get(a, "party")));
	}
}

/* The outcomes of a decision per allegation or person: words of the protocol, about what is there. */
static void check_per(struct check *c, const json_t *act)
{
	static const char *const lists[] = { "inform", "changes" };
	const json_t *one;
	struct sv_err err = { 0 };
	char prefix[48];
	size_t i;

	json_array_foreach(sv_json_array(act, "per"), i, one) {
		const char *allegation = sv_json_text(one, "allegation"), *id = sv_json_text(one, "party");
		snprintf(prefix, sizeof prefix, "/per/%zu", i);
		check_word(c, one, "outcome", prefix);
		check_word(c, one, "measures", prefix);
		if ((allegation && sv_json_find(sv_json_array(c->s->before, "allegations"), "allegation", allegation) == NULL)
		    || (id && sv_json_find(sv_json_array(c->s->before, "parties"), "party", id) == NULL)) {
			sv_err_set(&err, SV_NOT_FOUND, N_("the case has no such allegation or party"));
			defect(c, &err, prefix);
		}
	}
	for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
		json_array_foreach(sv_json_array(act, lists[l]), i, one) {
			const char *id = sv_json_text(one, "party");
			snprintf(prefix, sizeof prefix, "/%s/%zu", lists[l], i);
			if (sv_json_find(sv_json_array(c->s->before, "parties"), "party", id) == NULL) {
				sv_err_set(&err, SV_NOT_FOUND, N_("the case has no party '%s'"), id ? id : "?");
				defect(c, &err, prefix);
			}
		}
	}
}

/* The next id of a list: "a1", "r1". */
static bool number(const json_t *before, const char *list, const char *member, char letter, json_t *act)
{
	char id[24];

	snprintf(id, sizeof id, "%c%zu", letter, json_array_size(sv_json_array(before, list)) + 1);
	return sv_json_set_text(act, member, id);
}

/* A member that holds a day n days or months after another. */
static bool set_day(json_t *act, const char *member, int32_t day)
{
	char s[SV_DATE_SIZE];

	sv_date_format(day, s);
	return sv_json_set_text(act, member, s);
}

/* Which basis the terms of a case have: the law, where its category is one of the Wet bescherming klokkenluiders. */
static bool fill_basis(const struct sv_act_setting *s, json_t *act)
{
	const char *category = sv_json_text(act, "category");
	const json_t *word = sv_json_find(sv_json_array(sv_json_object(s->protocol, "lists"), "category"), "id", category);

	if (sv_json_has(act, "basis") || (category == NULL && sv_json_has(s->before, "basis")))
		return true;
	return sv_json_set_text(act, "basis", sv_json_text(word, "basis") ? sv_json_text(word, "basis") : "policy");
}

/* A contact that alarms: the party feels unsafe, or much less safe than before. */
static bool fill_alarm(const struct sv_act_setting *s, json_t *act)
{
	const json_t *care = sv_json_object(s->protocol, "care");
	const char *id = sv_json_text(act, "party");
	const json_t *party = sv_json_find(sv_json_array(s->before, "parties"), "party", id);
	long long now = sv_json_int(act, "safety", 0), before = sv_json_int(party, "safety", 0);

	if (now == 0 || (now > sv_json_int(care, "safety_alarm", 2) && (before == 0 || before - now < sv_json_int(care, "safety_drop", 2))))
		return true;
	return json_object_set_new(act, "alarm", json_true()) == 0;
}

/* The care that a template of the protocol offers, where the plan says no more. */
static bool fill_template(const struct sv_act_setting *s, json_t *act)
{
	const char *name = sv_json_text(act, "template"), *lang = sv_json_text(s->protocol, "language");
	const json_t *word = sv_json_find(sv_json_array(sv_json_object(s->protocol, "lists"), "template"), "id", name);
	const char *text = sv_json_text(sv_json_object(word, "text"), lang ? lang : "nl");

	return text == NULL || sv_json_has(act, "actions") || sv_json_set_text(act, "actions", text);
}

/* Whether a rule's list (absent: anything) holds what the case has. */
static bool rule_fits(const json_t *rule, const char *list, const char *has)
{
	const json_t *words = sv_json_array(rule, list);

	return words == NULL || sv_json_holds(words, has);
}

/* How long a case of this kind and outcome is kept: the first rule of the protocol that fits, or NULL. */
static const char *retention_by_rule(const struct sv_act_setting *s)
{
	const json_t *rule;
	size_t i;

	json_array_foreach(sv_json_array(s->protocol, "retention_rules"), i, rule) {
		if (rule_fits(rule, "kinds", sv_json_text(s->before, "kind")) && rule_fits(rule, "outcomes", sv_json_text(s->before, "outcome")))
			return sv_json_text(rule, "retention");
	}
	return NULL;
}

static bool fill_retention(const struct sv_act_setting *s, json_t *act)
{
	const json_t *words = sv_json_array(sv_json_object(s->protocol, "lists"), "retention");
	const char *word = sv_json_text(act, "retention");

	if (word == NULL)
		word = retention_by_rule(s);
	if (word == NULL)
		word = sv_json_text(s->protocol, "retention_default");
	const json_t *item = sv_json_find(words, "id", word);
	return item == NULL || (sv_json_set_text(act, "retention", word) && set_day(act, "retain_until", sv_day_add_months(s->today, (int)sv_json_int(item, "months", 0))));
}

/* Whether what an act did came after the last day that was set for it. */
static bool fill_late(const struct sv_act_setting *s, json_t *act, const char *limit)
{
	const char *on = sv_json_text(act, "on"), *id = sv_json_text(act, "party");
	const json_t *party = sv_json_find(sv_json_array(s->before, "parties"), "party", id);
	int32_t day, last;

	if (on == NULL || !sv_date_parse(on, &day) || !sv_terms_last_day(s->protocol, s->before, party, limit, &last) || day <= last)
		return true;
	return json_object_set_new(act, "late", json_true()) == 0;
}

/* A message of news that comes after it was due is counted as late. */
static bool fill_late_news(const struct sv_act_setting *s, json_t *act)
{
	const char *on = sv_json_text(act, "on"), *id = sv_json_text(act, "party");
	json_t *due = NULL;
	bool ok = true;

	if (id && on) {
		ok = sv_terms_due_of(s->protocol, s->before, "status_update", &due, NULL) == SV_OK;
		const char *last = sv_json_text(sv_terms_find(due, "status_update", id), "due");
		if (last && strcmp(on, last) > 0)
			ok = json_object_set_new(act, "late", json_true()) == 0;
	}
	json_decref(due);
	return ok;
}

/* A term may be moved as far as the protocol allows; days become a last day. */
static void check_term(struct check *c, json_t *act)
{
	const char *id = sv_json_text(act, "term"), *party = sv_json_text(act, "party"), *name = c->s->type->name;
	const json_t *term = id ? sv_term_in(c->s->protocol, c->s->before, id) : NULL, *rule, *running;
	struct sv_err err = { 0 };
	json_t *due = NULL;
	char key[128];
	int32_t last = 0, until = 0;

	if (strncmp(name, "term.", 5) != 0)
		return;
	rule = sv_json_object(term, "extend");
	snprintf(key, sizeof key, "%s%s%s", id ? id : "", party ? ":" : "", party ? party : "");
	const json_t *changed = json_object_get(sv_json_object(c->s->before, "terms"), key);
	if (sv_terms_due(c->s->protocol, c->s->before, &due, NULL) != SV_OK) {
		c->starved = true;
		json_decref(due);
		return;
	}
	running = sv_terms_find(due, id, party);
	if (term == NULL)
		sv_err_set(&err, SV_BAD_INPUT, N_("the protocol has no such term"));
	else if (strcmp(name, "term.resumed") != 0 && sv_json_has(changed, "suspended"))
		sv_err_set(&err, SV_BAD_INPUT, N_("this term stands still: let it run on first (sv-case resume)"));
	else if (strcmp(name, "term.resumed") == 0 ? !sv_json_has(changed, "suspended") : running == NULL)
		sv_err_set(&err, SV_BAD_INPUT, strcmp(name, "term.resumed") == 0 ? N_("this term is not suspended") : N_("this term is not running in the case"));
	else if (strcmp(name, "term.suspended") == 0 && !sv_json_true(term, "suspend"))
		sv_err_set(&err, SV_BAD_INPUT, N_("the protocol does not allow this term to be suspended"));
	else if (strcmp(name, "term.extended") == 0 && rule == NULL)
		sv_err_set(&err, SV_BAD_INPUT, N_("the protocol does not allow this term to be extended"));
	else if (strcmp(name, "term.extended") == 0 && sv_json_int(changed, "times", 0) >= sv_json_int(rule, "times", 1))
		sv_err_set(&err, SV_BAD_INPUT, N_("this term was extended %lld times, and the protocol allows no more"), sv_json_int(changed, "times", 0));
	if (err.status != SV_OK) {
		sv_err_hint(&err, N_("source: %s"), sv_json_text(term, "source") ? sv_json_text(term, "source") : "-");
		defect(c, &err, "/term");
	} else if (strcmp(name, "term.extended") == 0) {
		sv_date_parse(sv_json_text(running, "due"), &last);
		int32_t most = sv_day_add_months(last + (int32_t)(sv_json_int(rule, "days", 0) + 7 * sv_json_int(rule, "weeks", 0)), (int)sv_json_int(rule, "months", 0));
		const char *asked = sv_json_text(act, "until");
		if (asked)
			sv_date_parse(asked, &until);
		else
			needs(c, set_day(act, "until", until = most));
		if (until <= last || until > most) {
			char a[SV_DATE_SIZE], b[SV_DATE_SIZE];
			sv_date_format(last, a);
			sv_date_format(most, b);
			sv_err_set(&err, SV_BAD_INPUT, N_("the new last day lies after %s and not after %s"), a, b);
			sv_err_hint(&err, N_("source: %s"), sv_json_text(term, "source") ? sv_json_text(term, "source") : "-");
			defect(c, &err, "/until");
		}
	}
	json_decref(due);
}

/* The last day of an investigation that runs is moved by an extension, which has its limits and is told to all; a new plan on another route has its own. */
static void check_plan(struct check *c, const json_t *act)
{
	const char *until = sv_json_text(act, "until"), *last, *route = sv_json_text(c->s->before, "route");
	const char *planned = sv_json_text(sv_json_object(c->s->before, "investigation"), "route");
	struct sv_err err = { 0 };
	json_t *due = NULL;

	if (strcmp(c->s->type->name, "investigation.opened") != 0 || until == NULL || planned == NULL || route == NULL || strcmp(planned, route) != 0)
		return;
	needs(c, sv_terms_due_of(c->s->protocol, c->s->before, "investigation", &due, NULL) == SV_OK);
	last = sv_json_text(sv_terms_find(due, "investigation", NULL), "due");
	if (last && strcmp(until, last) > 0) {
		sv_err_set(&err, SV_BAD_INPUT, N_("the investigation runs until %s: a later last day is an extension, of which all are told"), last);
		sv_err_hint(&err, N_("sv-case extend --term investigation"));
		defect(c, &err, "/until");
	}
	json_decref(due);
}

/* What the tool itself puts into acts of one kind. */
static bool fill(struct check *c, json_t *act)
{
	const struct sv_act_setting *s = c->s;
	const char *name = s->type->name;

	if (strcmp(name, "report.registered") == 0 || strcmp(name, "triage.decided") == 0)
		return fill_basis(s, act);
	if (strcmp(name, "investigation.alleged") == 0)
		return number(s->before, "allegations", "allegation", 'a', act);
	if (strcmp(name, "investigation.commented") == 0)
		return fill_late(s, act, "comment_by");
	if (strcmp(name, "investigation.answered") == 0)
		return fill_late(s, act, "answer_by");
	if (strcmp(name, "aftercare.recommended") == 0)
		return number(s->before, "recommendations", "recommendation", 'r', act);
	if (strcmp(name, "aftercare.contacted") == 0)
		return fill_alarm(s, act);
	if (strcmp(name, "aftercare.planned") == 0)
		return fill_template(s, act);
	if (strcmp(name, "case.closed") == 0 || strcmp(name, "case.merged") == 0)
		return fill_retention(s, act);
	if (strcmp(name, "case.attached") == 0)
		return number(s->before, "attachments", "attachment", 'f', act);
	if (strcmp(name, "case.handed_over") == 0)
		return sv_json_has(act, "from") || s->by[0] == '\0' || sv_json_set_text(act, "from", s->by);
	if (strcmp(name, "message.sent") == 0)
		return fill_late_news(s, act);
	return true;
}

/* The other case of a link or merge, as typed, in its canonical form. */
static void check_case(struct check *c, json_t *act, const char *member)
{
	const char *typed = sv_json_text(act, member);
	char id[SV_CASE_ID_SIZE];
	struct sv_err err = { 0 };
	char pointer[16];

	if (typed == NULL)
		return;
	if (sv_case_id_parse(typed, id) == SV_ID_GOOD) {
		sv_json_set_text(act, member, id);
		return;
	}
	snprintf(pointer, sizeof pointer, "/%s", member);
	sv_err_set(&err, SV_BAD_INPUT, N_("case id '%s' has a typing error: its check character does not fit"), typed);
	defect(c, &err, pointer);
}

/* What is taken back was given; what is ended stands. */
static void check_ending(struct check *c, const json_t *act)
{
	const char *officer = sv_json_text(act, "officer");
	struct sv_err err = { 0 };

	if (strcmp(c->s->type->name, "access.revoked") == 0 && officer && sv_json_find(sv_json_array(c->s->before, "grants"), "officer", officer) == NULL) {
		sv_err_set(&err, SV_BAD_INPUT, N_("nothing of this case was granted to officer '%s'"), officer);
		sv_err_hint(&err, N_("sv-key access shows who may open it; sv-key exclude keeps an officer out of a case, whatever their roles"));
		defect(c, &err, "/officer");
	}
	if (strcmp(c->s->type->name, "hold.lifted") == 0 && !sv_json_has(c->s->before, "hold")) {
		sv_err_set(&err, SV_BAD_INPUT, N_("no hold stands on this case"));
		defect(c, &err, "");
	}
}

/* Where several people reported, the case goes on for the others when one of them withdraws. */
static void check_withdrawal(struct check *c)
{
	const json_t *party;
	struct sv_err err = { 0 };
	size_t i, reporters = 0;

	json_array_foreach(sv_json_array(c->s->before, "parties"), i, party)
		reporters += sv_party_is(party, "reporter") && !sv_json_has(party, "withdrawn");
	if (reporters < 2)
		return;
	sv_err_set(&err, SV_BAD_INPUT, N_("the case has %zu reporters, and goes on for the others when one withdraws"), reporters);
	sv_err_hint(&err, N_("record who does with sv-case party (changes: the party, withdrawn: true); with the last of them the case itself can be withdrawn"));
	c->status = SV_BAD_INPUT;
	c->report->defect(c->report->data, &err);
}

/* A double is taken up by a case that somebody handles. */
static void check_taking_up(struct check *c, const json_t *act)
{
	const char *as = sv_json_text(act, "as"), *state = sv_json_text(c->s->before, "state"), *into = sv_json_text(c->s->before, "merged_into");
	struct sv_err err = { 0 };

	if (!sv_text_is(as, "merged") || !sv_text_is(state, "closed"))
		return;
	if (into) {
		sv_err_set(&err, SV_BAD_INPUT, N_("case %s was taken up in another case itself"), sv_json_text(c->s->before, "case"));
		sv_err_hint(&err, N_("it is part of %s now"), into);
	} else {
		sv_err_set(&err, SV_BAD_INPUT, N_("case %s is closed"), sv_json_text(c->s->before, "case"));
		sv_err_hint(&err, N_("take it up again first: sv-case reopen"));
	}
	c->status = SV_BAD_INPUT;
	c->report->defect(c->report->data, &err);
}

/* An entry of learning holds causes, or says why there are none; a refused hearing is no hearing report. */
static void check_sense(struct check *c, json_t *act)
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
	if (strcmp(c->s->type->name, "aftercare.followed") == 0) {
		const char *id = sv_json_text(act, "recommendation");
		if (id && sv_json_find(sv_json_array(c->s->before, "recommendations"), "recommendation", id) == NULL) {
			sv_err_set(&err, SV_NOT_FOUND, N_("the case has no recommendation '%s'"), id);
			defect(c, &err, "/recommendation");
		}
	}
	if (strcmp(c->s->type->name, "case.linked") == 0)
		check_taking_up(c, act);
	if ((strcmp(c->s->type->name, "case.linked") == 0 || strcmp(c->s->type->name, "case.merged") == 0)) {
		check_case(c, act, strcmp(c->s->type->name, "case.linked") == 0 ? "to" : "into");
		const char *other = sv_json_text(act, "to") ? sv_json_text(act, "to") : sv_json_text(act, "into"), *mine = sv_json_text(c->s->before, "case");
		if (sv_text_is(other, mine)) {
			sv_err_set(&err, SV_BAD_INPUT, N_("names the case itself"));
			defect(c, &err, sv_json_has(act, "to") ? "/to" : "/into");
		}
	}
	if (strcmp(c->s->type->name, "case.withdrawn") == 0)
		check_withdrawal(c);
	if (strcmp(c->s->type->name, "case.parties") == 0 && json_array_size(sv_json_array(act, "parties")) + json_array_size(sv_json_array(act, "changes")) == 0) {
		sv_err_set(&err, SV_BAD_INPUT, N_("give new parties (parties), or changes of those that are there (changes)"));
		defect(c, &err, "/parties");
	}
	if (sv_json_has(act, "override") && !sv_has_words(act, "override_why")) {
		sv_err_set(&err, SV_BAD_INPUT, N_("passing a gate needs a reason (override_why)"));
		defect(c, &err, "/override");
	}
}

bool sv_act_follow(const struct sv_act_setting *s, json_t *set)
{
	struct sv_act_setting then = *s;
	const char *closed = sv_json_text(s->before, "closed");

	if ((strcmp(s->type->name, "case.closed") != 0 && strcmp(s->type->name, "case.merged") != 0) || !sv_json_has(set, "retention"))
		return true;
	return closed == NULL || !sv_date_parse(closed, &then.today) || fill_retention(&then, set);
}

enum sv_status sv_act_check(const struct sv_act_setting *s, const json_t *act, const struct sv_act_report *report)
{
	static const char *const fields[] = { "channel", "category", "unit", "route", "measures", "causes", "cause", "retention", "means", "lighter_means", "template" };
	struct check c = { s, report, SV_OK, false };
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
	check_days(&c, act);
	return c.status;
}

enum sv_status sv_act_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	/* the steps that have a day of their own; the others are dated by their event */
	static const char *const dated[] = {
		"investigation.notified", "investigation.answered", "investigation.heard", "investigation.inspection", "investigation.commented",
		"aftercare.contacted", "aftercare.learned", "aftercare.followed", "case.withdrawn", "term.suspended", "term.resumed", "message.sent", "message.received",
	};
	struct check c = { s, report, SV_OK, false };

	if (strcmp(s->type->name, "case.linked") == 0)
		drop_known(s->before, act);
	needs(&c, number_parties(s->before, act));
	if (strcmp(s->type->name, "report.registered") == 0)
		needs(&c, fill_day(act, "received", s->today));
	for (size_t i = 0; i < sizeof dated / sizeof dated[0]; i++)
		if (strcmp(dated[i], s->type->name) == 0)
			needs(&c, fill_day(act, "on", s->today));
	c.status = sv_act_check(s, act, report);
	check_allegation(&c, act);
	check_party(&c, act);
	check_per(&c, act);
	needs(&c, fill(&c, act));
	check_term(&c, act);
	check_plan(&c, act);
	check_ending(&c, act);
	check_sense(&c, act);
	if (c.starved) {
		struct sv_err err = { 0 };
		sv_err_nomem(&err);
		report->defect(report->data, &err);
		return SV_BUG;
	}
	return c.status;
}
