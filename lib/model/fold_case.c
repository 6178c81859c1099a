/* SPDX-License-Identifier: MIT */
/* The fold, the case as a whole: see fold_step.h. */
#include "json/get.h"
#include "model/fold_step.h"

#include <stdio.h>

static void withdrawn(struct step *s)
{
	text(s, s->state, "outcome", "withdrawn");
	text(s, s->state, "withdrawn", on(s));
	text(s, s->state, "decided", s->day);
	to_inform(s);
}

static void reopened(struct step *s)
{
	static const char *const gone[] = {
		"closed", "retention", "retain_until", "merged_into", "outcome", "decided", "decided_by", "deciders", "measures", "per", "departs", "inform", "silence_clause",
		"withdrawn", "learned", "terms", NULL
	};

	for (size_t i = 0; gone[i]; i++)
		drop(s->state, gone[i]);
	text(s, s->state, "reopened_on", s->day);
	s->ok = sv_json_add_word(s->state, "reopened", s->day) && s->ok;
	to_inform(s);
}

static void converted(struct step *s)
{
	static const char *const members[] = { "kind", "confidentiality", "written", NULL };
	const char *was = sv_json_text(s->state, "kind"), *now = sv_json_text(s->record, "kind");

	if (now && !sv_text_is(was, now))
		s->ok = sv_json_add_word(s->state, "was", was) && s->ok;
	if (now && strcmp(now, "complaint") != 0)
		drop(s->state, "complained");
	else if (now && !sv_text_is(was, "complaint")) /* also where it is not known what it was: its terms run from when it is one */
		text(s, s->state, "complained", s->day);
	copy(s, s->state, s->record, members);
	drop(s->state, "admissible");
	change_parties(s, sv_json_array(s->record, "changes"));
	add_parties(s);
}

/* Once no reporter of the case's own is unknown any more, the case is not anonymous. */
static void make_known(struct step *s, const char *how)
{
	size_t i;
	json_t *p;

	json_array_foreach(sv_json_array(s->state, "parties"), i, p) {
		if (sv_party_unreachable(s->state, p) && !sv_json_has(p, "of"))
			return;
	}
	text(s, s->state, "confidentiality", how);
	json_array_foreach(sv_json_array(s->state, "parties"), i, p) {
		const char *own = sv_json_text(p, "confidentiality");
		if (sv_text_is(own, how) && !sv_json_has(p, "of"))
			drop(p, "confidentiality");
	}
}

static void parties(struct step *s)
{
	const char *how;
	json_t *p, *change;
	size_t i;

	change_parties(s, sv_json_array(s->record, "changes"));
	json_array_foreach(sv_json_array(s->record, "changes"), i, change) {
		p = sv_json_find(sv_json_array(s->state, "parties"), "party", sv_party_id(change));
		how = sv_json_text(change, "confidentiality");
		if (p && sv_json_has(change, "withdrawn")) {
			drop(p, "withdrawn");
			text(s, p, "withdrawn", sv_json_true(change, "withdrawn") ? s->day : NULL);
		}
		if (p && how && !sv_json_has(p, "of"))
			make_known(s, how);
	}
	add_parties(s);
}

/* A link is there once, from both sides. */
static void linked(struct step *s)
{
	static const char *const members[] = { "to", "as", NULL };
	const char *to = sv_json_text(s->record, "to");
	json_t *l = sv_json_find(sv_json_array(s->state, "links"), "to", to);

	copy(s, l ? l : item(s, "links"), s->record, members);
	size_t known = json_array_size(sv_json_array(s->state, "parties"));
	add_parties(s);
	for (size_t i = known; i < json_array_size(sv_json_array(s->state, "parties")); i++) { /* who reported a double is told where it goes on */
		json_t *p = json_array_get(sv_json_array(s->state, "parties"), i);
		if (sv_party_is(p, "reporter") && knows(s, p))
			text(s, p, "to_inform", s->day);
	}
}

static void merged(struct step *s)
{
	static const char *const members[] = { "retention", "retain_until", NULL };

	copy(s, s->state, s->record, members);
	text(s, s->state, "merged_into", sv_json_text(s->record, "into"));
	text(s, s->state, "closed", s->day);
}

static void ungrant(struct step *s, const char *officer, const char *compartment);

/* Who hands a case over loses what was granted to them for it. */
static void handed_over(struct step *s)
{
	const char *from = sv_json_text(s->record, "from"), *to = sv_json_text(s->record, "to");
	static const char *const lists[] = { "handlers", "confidants", "advisers" };
	bool was_there = false;

	ungrant(s, from, NULL);
	for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
		json_t *a = sv_json_array(s->state, lists[l]);
		for (size_t i = json_array_size(a); from && i-- > 0;) {
			const char *handle = json_string_value(json_array_get(a, i));
			if (!sv_text_is(handle, from))
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

	if (terms == NULL)
		terms = sv_json_put(s->state, "terms", json_object());
	snprintf(key, sizeof key, "%s%s%s", name ? name : "?", id ? ":" : "", id ? id : "");
	t = sv_json_object(terms, key);
	if (t == NULL)
		t = sv_json_put(terms, key, json_object());
	s->ok = s->ok && t;
	return t;
}

static void extended(struct step *s)
{
	json_t *t = term(s);

	text(s, t, "until", sv_json_text(s->record, "until"));
	count(s, t, "times", 1);
	drop(t, "days_suspended"); /* the new last day was reckoned from one that they are in */
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
	if (letters == NULL)
		letters = sv_json_put(p, "sent", json_object());
	s->ok = s->ok && letters;
	text(s, letters, kind, on(s));
	text(s, p, "updated", on(s));
	drop(p, "to_inform");
	s->ok = sv_json_set(p, "hearing_on", json_object_get(s->record, "hearing_on")) && s->ok;
	role = sv_json_text(p, "role");
	if (!sv_text_is(role, "reporter"))
		return;
	bool automatic = strcmp(kind, "receipt") == 0, personal = strcmp(kind, "acknowledgement") == 0;
	bool feedback = strcmp(kind, "feedback") == 0 || strcmp(kind, "decision") == 0; /* a decision says what was done with the report */
	if (feedback && !sv_json_has(letters, "feedback"))
		text(s, letters, "feedback", on(s));
	if ((automatic || personal) && !sv_json_has(p, "acknowledged"))
		text(s, p, "acknowledged", on(s));
	if (personal && !sv_json_has(p, "acknowledged_personally"))
		text(s, p, "acknowledged_personally", on(s));
	if ((automatic || personal) && !sv_json_has(s->state, "acknowledged"))
		text(s, s->state, "acknowledged", on(s));
	if (automatic && !sv_json_has(s->state, "acknowledged_automatically"))
		text(s, s->state, "acknowledged_automatically", on(s));
	if (personal && !sv_json_has(s->state, "acknowledged_personally"))
		text(s, s->state, "acknowledged_personally", on(s));
	if (feedback && !sv_json_has(s->state, "feedback"))
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
	if (!sv_json_has(s->state, "message_waiting")) /* the oldest one that waits is what its term runs from */
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
	if (strcmp(type, "decision.made") == 0)
		to_inform(s); /* what was told is not right any more */
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
	const char *by = sv_event_who(s->envelope);

	if (by)
		s->ok = sv_json_add_word(s->state, "identity_requests", by) && s->ok;
}

static void grant(struct step *s, const char *officer, const char *compartment, json_t *until);

static void answered_request(struct step *s)
{
	const char *officer = sv_json_text(s->record, "officer"), *clear = sv_json_text(sv_json_object(s->envelope, "public"), "officer");
	json_t *open = sv_json_array(s->state, "identity_requests"), *one;
	size_t i;

	grant(s, clear, "identity", NULL); /* without the record that is all that is known */
	if (officer == NULL)
		return;
	json_array_foreach(open, i, one) {
		const char *by = json_string_value(one);
		if (sv_text_is(by, officer)) {
			json_array_remove(open, i);
			break;
		}
	}
	if (sv_json_true(s->record, "granted")) {
		s->ok = sv_json_add_word(s->state, "identity_granted", officer) && s->ok;
		grant(s, officer, "identity", NULL);
	}
}

static void restricted(struct step *s)
{
	drop(s->state, "named");
	if (!sv_json_true(s->record, "lifted"))
		s->ok = sv_json_set(s->state, "named", json_object_get(s->record, "named")) && s->ok;
}

static void excluded(struct step *s)
{
	const char *officer = sv_json_text(s->record, "officer");

	if (officer)
		s->ok = sv_json_add_word(s->state, "excluded", officer) && s->ok;
}

/* Takes what an officer was granted away: of one compartment, or (NULL) of all. */
static void ungrant(struct step *s, const char *officer, const char *compartment)
{
	json_t *grants = sv_json_array(s->state, "grants");

	for (size_t i = json_array_size(grants); officer && i-- > 0;) {
		const json_t *g = json_array_get(grants, i);
		const char *who = sv_json_text(g, "officer"), *what = sv_json_text(g, "compartment");
		if (sv_text_is(who, officer) && (compartment == NULL || sv_text_is(what, compartment)))
			json_array_remove(grants, i);
	}
	if (grants && json_array_size(grants) == 0)
		drop(s->state, "grants");
}

static void grant(struct step *s, const char *officer, const char *compartment, json_t *until)
{
	if (officer == NULL || compartment == NULL)
		return;
	ungrant(s, officer, compartment);
	json_t *g = item(s, "grants");
	text(s, g, "officer", officer);
	text(s, g, "compartment", compartment);
	s->ok = sv_json_set(g, "until", until) && s->ok;
}

static void granted(struct step *s)
{
	const json_t *public = sv_json_object(s->envelope, "public");

	grant(s, sv_json_text(public, "officer"), sv_json_text(public, "compartment"), json_object_get(public, "until"));
}

static void revoked(struct step *s)
{
	ungrant(s, sv_json_text(sv_json_object(s->envelope, "public"), "officer"), NULL);
}

static void held(struct step *s)
{
	static const char *const members[] = { "ground", "until", NULL };
	json_t *hold = json_object();

	copy(s, hold, s->record, members);
	text(s, hold, "since", s->day);
	s->ok = json_object_set_new(s->state, "hold", hold) == 0 && s->ok;
}

static void unheld(struct step *s)
{
	drop(s->state, "hold");
}

static void proposed(struct step *s)
{
	static const char *const members[] = { "ground", NULL };
	json_t *one = item(s, "erasures");

	copy(s, one, s->record, members);
	text(s, one, "party", sv_json_text(sv_json_object(s->envelope, "public"), "party")); /* clear: four eyes can be seen without a key */
	text(s, one, "by", sv_event_who(s->envelope));
	text(s, one, "on", s->day);
}

static void identity_erased(struct step *s)
{
	json_t *list_of = sv_json_array(s->state, "erasures");
	const char *id = sv_json_text(sv_json_object(s->envelope, "public"), "party");
	json_t *p = sv_json_find(sv_json_array(s->state, "parties"), "party", id);

	add_words(s, s->state, "excluded");
	if (p) {
		text(s, p, "identity_erased", s->day);
		drop(p, "token");
	}
	for (size_t i = json_array_size(list_of); id && i-- > 0;) {
		const char *of = sv_json_text(json_array_get(list_of, i), "party");
		if (sv_text_is(of, id))
			json_array_remove(list_of, i);
	}
	if (list_of && json_array_size(list_of) == 0)
		drop(s->state, "erasures");
}

/* What is left of an erased case: that it was there, and what figures need. */
static void erased(struct step *s)
{
	static const char *const kept[] = { "sv", "case", "events", "last", "state", NULL };
	static const char *const members[] = {
		"year", "kind", "category", "route", "outcome", "to_acknowledgement", "to_feedback", "to_decision", "to_closing", "alike", "drop", NULL
	};
	json_t *was = sv_json_copy(s->state);

	s->ok = s->ok && was;
	if (was == NULL)
		return;
	json_object_clear(s->state);
	copy(s, s->state, was, kept);
	copy(s, s->state, s->record, members);
	text(s, s->state, "erased", s->day);
	json_decref(was);
}

const struct fold_rule sv_folds_case[] = {
	{ "access.restricted", restricted },
	{ "access.excluded", excluded },
	{ "access.granted", granted },
	{ "access.revoked", revoked },
	{ "hold.set", held },
	{ "hold.lifted", unheld },
	{ "erasure.proposed", proposed },
	{ "identity.erased", identity_erased },
	{ "case.erased", erased },
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
	{ NULL, NULL },
};
