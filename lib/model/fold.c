/* SPDX-License-Identifier: MIT */
/* The fold: see fold.h. */
#include "model/fold.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/event.h"

/* One event being folded: the day it happened in Amsterdam is what steps without a day of their own are dated by. */
struct step {
	json_t *state;
	const json_t *envelope;
	const json_t *record; /* may be NULL */
	char day[SV_DATE_SIZE];
	bool ok;
};

static void copy(struct step *s, json_t *to, const json_t *from, const char *const *members)
{
	for (; *members; members++)
		s->ok = sv_json_set(to, *members, json_object_get(from, *members)) && s->ok;
}

static void text(struct step *s, json_t *to, const char *member, const char *value)
{
	s->ok = sv_json_set_text(to, member, value) && s->ok;
}

/* The day the step says it happened on, else the day of the event. */
static const char *on(const struct step *s)
{
	const char *day = sv_json_text(s->record, "on");

	return day ? day : s->day;
}

/* The party the step is about, or NULL. */
static json_t *party(const struct step *s)
{
	const char *id = sv_json_text(s->record, "party");

	return id ? sv_json_find(sv_json_array(s->state, "parties"), "party", id) : NULL;
}

static json_t *list(struct step *s, const char *member)
{
	json_t *a = sv_json_array(s->state, member);

	if (a == NULL) {
		a = json_array();
		s->ok = json_object_set_new(s->state, member, a) == 0 && s->ok;
	}
	return a;
}

static void drop(json_t *object, const char *member)
{
	json_object_del(object, member);
}


static void count(struct step *s, json_t *to, const char *member, long long by)
{
	s->ok = json_object_set_new(to, member, json_integer(sv_json_int(to, member, 0) + by)) == 0 && s->ok;
}

/* A new item of a list of the state, tied to its event so that a correction finds it. */
static json_t *item(struct step *s, const char *list_name)
{
	json_t *one = json_object();

	text(s, one, "event", sv_json_text(s->envelope, "event"));
	s->ok = json_array_append_new(list(s, list_name), one) == 0 && s->ok;
	return one;
}

static void add_parties(struct step *s)
{
	size_t i;
	json_t *p;

	json_array_foreach(sv_json_array(s->record, "parties"), i, p) {
		s->ok = json_array_append_new(list(s, "parties"), json_deep_copy(p)) == 0 && s->ok;
	}
}

static void add_words(struct step *s, json_t *to, const char *member)
{
	size_t i;
	json_t *word;

	json_array_foreach(sv_json_array(s->record, member), i, word) {
		s->ok = sv_json_add_word(to, member, json_string_value(word)) && s->ok;
	}
}

/* Whether a party knows of the case and can be told of changes in it. */
static bool knows(const struct step *s, const json_t *p)
{
	const char *role = sv_json_text(p, "role"), *how = sv_json_text(s->state, "confidentiality");

	if (role && strcmp(role, "reporter") == 0)
		return how == NULL || strcmp(how, "anonymous") != 0 || sv_json_has(s->state, "mailbox");
	return sv_json_has(p, "notified");
}

/* From today on everyone who knows of the case is to be told of something: a term runs until they are. */
static void to_inform(struct step *s)
{
	size_t i;
	json_t *p;

	json_array_foreach(sv_json_array(s->state, "parties"), i, p) {
		if (knows(s, p) && !sv_json_has(p, "to_inform"))
			text(s, p, "to_inform", s->day);
	}
}

static void add_overrides(struct step *s)
{
	size_t i;
	json_t *gate;

	json_array_foreach(sv_json_array(s->record, "passed"), i, gate) {
		s->ok = json_array_append(list(s, "overrides"), gate) == 0 && s->ok;
	}
}

static void registered(struct step *s)
{
	static const char *const members[] = { "kind", "confidentiality", "channel", "category", "unit", "gravity", "received", "incident", "written", "settled", "oral", "basis", "mailbox", "origin", NULL };

	copy(s, s->state, s->record, members);
	text(s, s->state, "registered_by", sv_json_text(s->envelope, "by"));
	add_parties(s);
	if (sv_json_has(s->record, "mailbox")) { /* the receipt was the acknowledgement */
		text(s, s->state, "acknowledged", s->day);
		text(s, s->state, "acknowledged_automatically", s->day);
	}
}

static void triaged(struct step *s)
{
	static const char *const members[] = { "category", "unit", "gravity", "admissible", "settled", "inform_concerned", "basis", "route", "handlers", "confidants", "advisers", NULL };

	copy(s, s->state, s->record, members);
	add_words(s, s->state, "excluded");
	add_parties(s);
	if (!sv_json_has(s->state, "triaged"))
		text(s, s->state, "triaged", s->day);
	const char *route = sv_json_text(s->record, "route");
	json_t *routes = list(s, "routes");
	const char *last = json_string_value(json_array_get(routes, json_array_size(routes) - 1));
	if (route && (last == NULL || strcmp(last, route) != 0))
		s->ok = json_array_append_new(routes, json_string(route)) == 0 && s->ok;
}

static void preliminary(struct step *s)
{
	json_t *p = json_object();

	text(s, p, "on", s->day);
	text(s, p, "conclusion", sv_json_text(s->record, "conclusion"));
	s->ok = json_object_set_new(s->state, "preliminary", p) == 0 && s->ok;
}

static void opened(struct step *s)
{
	static const char *const members[] = { "investigators", "protocol_version", "means", "lighter_means", "until", NULL };
	json_t *inv = sv_json_object(s->state, "investigation"), *word;
	size_t i;

	if (inv == NULL) {
		inv = json_object();
		s->ok = json_object_set_new(s->state, "investigation", inv) == 0 && s->ok;
		text(s, inv, "opened", s->day);
	}
	copy(s, inv, s->record, members);
	json_array_foreach(sv_json_array(s->record, "given"), i, word) {
		s->ok = sv_json_add_word(inv, "given", json_string_value(word)) && s->ok;
	}
	if (sv_json_holds(sv_json_array(s->record, "passed"), "preliminary_inquiry"))
		s->ok = json_object_set_new(inv, "preliminary_skipped", json_true()) == 0 && s->ok;
}

static void alleged(struct step *s)
{
	static const char *const members[] = { "allegation", "party", "category", NULL };

	copy(s, item(s, "allegations"), s->record, members);
}

static void notified(struct step *s)
{
	static const char *const members[] = { "leaflet", "answer_by", NULL };
	json_t *p = party(s);

	if (p == NULL)
		return;
	text(s, p, "notified", on(s));
	copy(s, p, s->record, members);
	if (sv_json_true(s->record, "copy"))
		text(s, p, "copy", on(s));
	if (sv_json_true(s->record, "discloses_reporter"))
		s->ok = json_object_set_new(s->state, "disclosed", json_true()) == 0 && s->ok;
}

static void answered(struct step *s)
{
	json_t *p = party(s);

	if (p)
		text(s, p, "answered", on(s));
}

static void heard(struct step *s)
{
	json_t *p = party(s);

	if (p == NULL)
		return;
	text(s, p, sv_json_true(s->record, "refused") ? "hearing_refused" : "heard", on(s));
	count(s, p, "hearings", sv_json_true(s->record, "refused") ? 0 : 1);
	drop(p, "hearing_on"); /* the invitation has been answered */
}

static void inspection(struct step *s)
{
	static const char *const members[] = { "comment_by", NULL };
	json_t *p = party(s);

	if (p == NULL)
		return;
	text(s, p, "inspection", on(s));
	copy(s, p, s->record, members);
}

static void commented(struct step *s)
{
	json_t *p = party(s);

	if (p == NULL)
		return;
	text(s, p, "commented", on(s));
	text(s, p, "comments", sv_json_text(s->record, "handled"));
}

static void found(struct step *s)
{
	static const char *const members[] = { "party", "allegation", "finding", "standard", NULL };
	json_t *f = item(s, "findings");

	copy(s, f, s->record, members);
	text(s, f, "on", s->day);
	text(s, f, "by", sv_json_text(s->envelope, "by"));
	text(s, s->state, "found", s->day);
}

static void decided(struct step *s)
{
	static const char *const members[] = { "outcome", "measures", "departs", "per", "inform", "silence_clause", "deciders", NULL };

	copy(s, s->state, s->record, members);
	text(s, s->state, "decided", s->day);
	text(s, s->state, "decided_by", sv_json_text(s->envelope, "by"));
	to_inform(s);
}

static void planned(struct step *s)
{
	static const char *const members[] = { "contact_by", "template", NULL };
	json_t *p = party(s);

	if (p == NULL)
		return;
	text(s, p, "care", sv_json_true(s->record, "refused") ? "refused" : "planned");
	copy(s, p, s->record, members);
	drop(p, "care_from");
	drop(p, "care_contacts");
	if (!sv_json_true(s->record, "refused"))
		text(s, p, "care_from", s->day);
}

static void contacted(struct step *s)
{
	static const char *const members[] = { "party", "safety", "mood", "missed", "retaliation", "alarm", NULL };
	json_t *p = party(s), *c = item(s, "contacts");
	bool retaliation = sv_json_true(s->record, "retaliation"), missed = sv_json_true(s->record, "missed");

	copy(s, c, s->record, members);
	text(s, c, "on", on(s));
	if (retaliation)
		text(s, s->state, "retaliation", on(s));
	if (p == NULL)
		return;
	drop(p, "contact_by"); /* this contact is done; a next one is asked for by this step */
	s->ok = sv_json_set(p, "contact_by", json_object_get(s->record, "contact_by")) && s->ok;
	if (missed) {
		count(s, p, "contacts_missed", 1);
		text(s, p, "alarm", on(s));
		return;
	}
	text(s, p, "contacted", on(s));
	s->ok = sv_json_set(p, "safety", json_object_get(s->record, "safety")) && s->ok;
	count(s, p, "care_contacts", 1);
	drop(p, "alarm");
	if (sv_json_true(s->record, "alarm") || retaliation)
		text(s, p, "alarm", on(s));
	if (retaliation) { /* the watch starts anew (gate 15) */
		text(s, p, "care", "planned");
		text(s, p, "care_from", on(s));
		drop(p, "care_contacts");
	}
}

static void learned(struct step *s)
{
	text(s, s->state, "learned", on(s));
	add_words(s, s->state, "causes");
}

static void recommended(struct step *s)
{
	static const char *const members[] = { "recommendation", "owner", "by", "cause", NULL };

	copy(s, item(s, "recommendations"), s->record, members);
}

static void followed(struct step *s)
{
	const char *id = sv_json_text(s->record, "recommendation"), *status = sv_json_text(s->record, "status");
	json_t *r = id ? sv_json_find(sv_json_array(s->state, "recommendations"), "recommendation", id) : NULL;
	static const char *const members[] = { "status", "by", "owner", NULL };

	if (r == NULL)
		return;
	copy(s, r, s->record, members);
	if (status && (strcmp(status, "done") == 0 || strcmp(status, "dropped") == 0))
		text(s, r, "done", on(s));
}

static void closed(struct step *s)
{
	static const char *const members[] = { "retention", "retain_until", NULL };

	copy(s, s->state, s->record, members);
	text(s, s->state, "closed", s->day);
}

static void withdrawn(struct step *s)
{
	text(s, s->state, "outcome", "withdrawn");
	text(s, s->state, "withdrawn", on(s));
	text(s, s->state, "decided", s->day);
	to_inform(s);
}

static void reopened(struct step *s)
{
	static const char *const gone[] = { "closed", "retention", "retain_until", "merged_into", "outcome", "decided", "decided_by", "measures", "per", "learned", NULL };

	for (size_t i = 0; gone[i]; i++)
		drop(s->state, gone[i]);
	s->ok = sv_json_add_word(s->state, "reopened", s->day) && s->ok;
	to_inform(s);
}

/* Changes parties that are there, by their id; new members are added, given ones replaced. */
static void change_parties(struct step *s, const json_t *changes)
{
	size_t i;
	json_t *change;

	json_array_foreach(changes, i, change) {
		const char *id = sv_json_text(change, "party");
		json_t *p = id ? sv_json_find(sv_json_array(s->state, "parties"), "party", id) : NULL;
		s->ok = p == NULL || (json_object_update(p, change) == 0 && s->ok);
	}
}

static void converted(struct step *s)
{
	static const char *const members[] = { "kind", "confidentiality", "written", NULL };
	const char *was = sv_json_text(s->state, "kind"), *now = sv_json_text(s->record, "kind");

	if (was && now && strcmp(was, now) != 0)
		s->ok = sv_json_add_word(s->state, "was", was) && s->ok;
	copy(s, s->state, s->record, members);
	drop(s->state, "admissible");
	change_parties(s, sv_json_array(s->record, "changes"));
	add_parties(s);
}

static void parties(struct step *s)
{
	change_parties(s, sv_json_array(s->record, "changes"));
	add_parties(s);
}

/* A link is there once, from both sides. */
static void linked(struct step *s)
{
	static const char *const members[] = { "to", "as", NULL };
	const char *to = sv_json_text(s->record, "to");
	json_t *l = to ? sv_json_find(sv_json_array(s->state, "links"), "to", to) : NULL;

	copy(s, l ? l : item(s, "links"), s->record, members);
	add_parties(s);
}

static void merged(struct step *s)
{
	text(s, s->state, "merged_into", sv_json_text(s->record, "into"));
	text(s, s->state, "closed", s->day);
}

static void handed_over(struct step *s)
{
	const char *from = sv_json_text(s->record, "from"), *to = sv_json_text(s->record, "to");
	static const char *const lists[] = { "handlers", "confidants", "advisers" };
	bool was_there = false;

	for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
		json_t *a = sv_json_array(s->state, lists[l]);
		for (size_t i = json_array_size(a); from && i-- > 0;) {
			if (strcmp(json_string_value(json_array_get(a, i)), from) != 0)
				continue;
			json_array_remove(a, i);
			was_there = l == 0 || was_there;
			if (l > 0 && to)
				s->ok = sv_json_add_word(s->state, lists[l], to) && s->ok;
		}
	}
	if (to && (was_there || json_array_size(sv_json_array(s->state, "handlers")) == 0))
		s->ok = sv_json_add_word(s->state, "handlers", to) && s->ok;
	if (sv_json_true(s->record, "recused") && from)
		s->ok = sv_json_add_word(s->state, "excluded", from) && s->ok;
}

static void attached(struct step *s)
{
	static const char *const members[] = { "attachment", "as", "bytes", "party", NULL };

	copy(s, item(s, "attachments"), s->record, members);
}

/* The object that keeps how a term of this case was changed: "decision", or "answer:p2" for a party's. */
static json_t *term(struct step *s)
{
	json_t *terms = sv_json_object(s->state, "terms"), *t;
	const char *name = sv_json_text(s->record, "term"), *id = sv_json_text(s->record, "party");
	char key[128];

	if (terms == NULL) {
		terms = json_object();
		s->ok = json_object_set_new(s->state, "terms", terms) == 0 && s->ok;
	}
	snprintf(key, sizeof key, "%s%s%s", name ? name : "?", id ? ":" : "", id ? id : "");
	t = sv_json_object(terms, key);
	if (t == NULL) {
		t = json_object();
		s->ok = json_object_set_new(terms, key, t) == 0 && s->ok;
	}
	return t;
}

static void extended(struct step *s)
{
	json_t *t = term(s);

	text(s, t, "until", sv_json_text(s->record, "until"));
	count(s, t, "times", 1);
	to_inform(s);
}

static void suspended(struct step *s)
{
	text(s, term(s), "suspended", on(s));
	to_inform(s);
}

static void resumed(struct step *s)
{
	json_t *t = term(s);
	const char *since = sv_json_text(t, "suspended");
	int32_t from, to;

	if (since && sv_date_parse(since, &from) && sv_date_parse(on(s), &to) && to > from)
		count(s, t, "days_suspended", to - from);
	drop(t, "suspended");
	to_inform(s);
}

static void sent(struct step *s)
{
	const char *kind = sv_json_text(s->record, "kind"), *role;
	json_t *p = party(s), *letters;

	count(s, s->state, "messages_sent", 1);
	if (sv_json_true(s->record, "late"))
		count(s, s->state, "updates_late", 1);
	if (p == NULL || kind == NULL)
		return;
	letters = sv_json_object(p, "sent");
	if (letters == NULL) {
		letters = json_object();
		s->ok = json_object_set_new(p, "sent", letters) == 0 && s->ok;
	}
	text(s, letters, kind, on(s));
	text(s, p, "updated", on(s));
	drop(p, "to_inform");
	s->ok = sv_json_set(p, "hearing_on", json_object_get(s->record, "hearing_on")) && s->ok;
	role = sv_json_text(p, "role");
	if (role == NULL || strcmp(role, "reporter") != 0)
		return;
	bool automatic = strcmp(kind, "receipt") == 0, personal = strcmp(kind, "acknowledgement") == 0;
	if ((automatic || personal) && !sv_json_has(s->state, "acknowledged"))
		text(s, s->state, "acknowledged", on(s));
	if (automatic && !sv_json_has(s->state, "acknowledged_automatically"))
		text(s, s->state, "acknowledged_automatically", on(s));
	if (personal && !sv_json_has(s->state, "acknowledged_personally"))
		text(s, s->state, "acknowledged_personally", on(s));
	if (strcmp(kind, "feedback") == 0 && !sv_json_has(s->state, "feedback"))
		text(s, s->state, "feedback", on(s));
	if (strcmp(kind, "oral_record") == 0 && !sv_json_has(s->state, "record_offered"))
		text(s, s->state, "record_offered", on(s));
}

static void received(struct step *s)
{
	const char *message = sv_json_text(s->record, "message");

	count(s, s->state, "messages_received", 1);
	if (message)
		s->ok = sv_json_add_word(s->state, "messages_taken_in", message) && s->ok;
	text(s, s->state, "message_waiting", s->day);
}

/* Reading the messages of a reporter ends the waiting. */
static void access_opened(struct step *s)
{
	if (sv_json_holds(sv_json_array(s->record, "compartments"), "content"))
		drop(s->state, "message_waiting");
}

/* Under which name a party's member "on" was folded, by kind of event. */
static const struct { const char *event, *member; } days[] = {
	{ "investigation.notified", "notified" }, { "investigation.answered", "answered" }, { "investigation.heard", "heard" },
	{ "investigation.heard", "hearing_refused" }, { "investigation.inspection", "inspection" }, { "investigation.commented", "commented" },
	{ "aftercare.contacted", "contacted" }, { "aftercare.learned", "learned" }, { "case.withdrawn", "withdrawn" },
};

/* Replaces a member of an object where it still is what the corrected event made it. */
static void replace(struct step *s, json_t *object, const char *member, const json_t *was, json_t *now)
{
	const json_t *is = json_object_get(object, member);

	if (object && (is == NULL ? was == NULL : was && json_equal(is, was)))
		s->ok = json_object_set(object, member, now) == 0 && s->ok;
}

/*
 * Art. 16 AVG: a correction is an event that supersedes; what later events made of the case stays. Its record holds the
 * event, its kind, its party where it has one, the new values ("set") and what they were ("was").
 */
static void corrected(struct step *s)
{
	static const char *const lists[] = { "allegations", "findings", "contacts", "recommendations", "links", "attachments" };
	const json_t *set = sv_json_object(s->record, "set"), *was = sv_json_object(s->record, "was");
	const char *event = sv_json_text(s->record, "event"), *type = sv_json_text(s->record, "type"), *member;
	json_t *p = party(s), *value, *target = p ? p : s->state;

	count(s, s->state, "corrections", 1);
	if (event == NULL || type == NULL)
		return;
	if (strcmp(type, "investigation.opened") == 0)
		target = sv_json_object(s->state, "investigation");
	else if (strcmp(type, "investigation.preliminary") == 0)
		target = sv_json_object(s->state, "preliminary");
	for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
		json_t *in = sv_json_find(sv_json_array(s->state, lists[l]), "event", event);
		target = in ? in : target;
	}
	json_object_foreach((json_t *)set, member, value) {
		const json_t *old = json_object_get(was, member);
		if (strcmp(member, "parties") == 0) {
			change_parties(s, value);
			continue;
		}
		replace(s, target, member, old, value);
		for (size_t i = 0; strcmp(member, "on") == 0 && i < sizeof days / sizeof days[0]; i++)
			if (strcmp(days[i].event, type) == 0 && sv_json_has(p ? p : s->state, days[i].member))
				replace(s, p ? p : s->state, days[i].member, old, value);
	}
}

static void requested(struct step *s)
{
	const char *by = sv_json_text(s->envelope, "by");

	if (by)
		s->ok = sv_json_add_word(s->state, "identity_requests", by) && s->ok;
}

static void answered_request(struct step *s)
{
	const char *officer = sv_json_text(s->record, "officer");
	json_t *open = sv_json_array(s->state, "identity_requests"), *one;
	size_t i;

	if (officer == NULL)
		return;
	json_array_foreach(open, i, one) {
		if (strcmp(json_string_value(one), officer) == 0) {
			json_array_remove(open, i);
			break;
		}
	}
	if (sv_json_true(s->record, "granted"))
		s->ok = sv_json_add_word(s->state, "identity_granted", officer) && s->ok;
}

static const struct {
	const char *event;
	void (*fold)(struct step *s);
} folds[] = {
	{ "report.registered", registered },
	{ "triage.decided", triaged },
	{ "investigation.preliminary", preliminary },
	{ "investigation.opened", opened },
	{ "investigation.alleged", alleged },
	{ "investigation.notified", notified },
	{ "investigation.answered", answered },
	{ "investigation.heard", heard },
	{ "investigation.inspection", inspection },
	{ "investigation.commented", commented },
	{ "investigation.found", found },
	{ "decision.made", decided },
	{ "aftercare.planned", planned },
	{ "aftercare.contacted", contacted },
	{ "aftercare.learned", learned },
	{ "aftercare.recommended", recommended },
	{ "aftercare.followed", followed },
	{ "case.closed", closed },
	{ "case.withdrawn", withdrawn },
	{ "case.reopened", reopened },
	{ "case.converted", converted },
	{ "case.corrected", corrected },
	{ "case.parties", parties },
	{ "case.linked", linked },
	{ "case.merged", merged },
	{ "case.handed_over", handed_over },
	{ "case.attached", attached },
	{ "term.extended", extended },
	{ "term.suspended", suspended },
	{ "term.resumed", resumed },
	{ "message.sent", sent },
	{ "message.received", received },
	{ "access.opened", access_opened },
	{ "identity.requested", requested },
	{ "identity.answered", answered_request },
};

json_t *sv_case_new(void)
{
	return json_object();
}

/* The state word after an event; aftercare that goes on after the decision makes the case one of aftercare. */
static enum sv_state next_state(const struct sv_event_type *type, enum sv_state now)
{
	if (type->to != SV_STATE_NONE)
		return type->to;
	if (now == SV_STATE_DECIDED && strncmp(type->name, "aftercare.", 10) == 0)
		return SV_STATE_AFTERCARE;
	return now;
}

enum sv_status sv_fold(json_t *state, const json_t *envelope, const json_t *record, struct sv_err *err)
{
	const char *name = sv_json_text(envelope, "type"), *at = sv_json_text(envelope, "at");
	const struct sv_event_type *type = name ? sv_event_type(name) : NULL;
	struct step s = { state, envelope, record, "", true };
	int64_t ms;

	if (at && sv_instant_parse(at, &ms))
		sv_date_format(sv_day_in_amsterdam(ms), s.day);
	if (!sv_json_has(state, "case")) {
		s.ok = sv_json_set(state, "sv", json_object_get(envelope, "sv")) && s.ok;
		s.ok = sv_json_set(state, "case", json_object_get(envelope, "case")) && s.ok;
		text(&s, state, "registered", s.day);
	}
	s.ok = json_object_set_new(state, "events", json_integer(sv_json_int(state, "events", 0) + 1)) == 0 && s.ok;
	text(&s, state, "last", at);
	if (type == NULL) {
		s.ok = json_object_set_new(state, "unknown_events", json_integer(sv_json_int(state, "unknown_events", 0) + 1)) == 0 && s.ok;
		return s.ok ? SV_OK : sv_err_nomem(err);
	}
	text(&s, state, "state", sv_state_name(next_state(type, sv_state_from(sv_json_text(state, "state")))));
	for (size_t i = 0; record && i < sizeof folds / sizeof folds[0]; i++) {
		if (strcmp(folds[i].event, name) == 0) {
			folds[i].fold(&s);
			add_overrides(&s);
		}
	}
	return s.ok ? SV_OK : sv_err_nomem(err);
}

json_t *sv_case_public(const json_t *state)
{
	json_t *copy_of = json_deep_copy(state), *p;
	size_t i;

	json_array_foreach(sv_json_array(copy_of, "parties"), i, p)
		json_object_del(p, "token");
	json_object_del(copy_of, "messages_taken_in");
	if (sv_json_has(copy_of, "mailbox"))
		json_object_set_new(copy_of, "mailbox", json_true());
	return copy_of;
}
