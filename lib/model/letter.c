/* SPDX-License-Identifier: MIT */
/* What a letter may be filled with: see letter.h. */
#include "model/letter.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/gates.h"
#include "model/protocol.h"
#include "model/terms.h"

/* One letter being filled. */
struct filling {
	const json_t *protocol, *state, *party, *given, *due;
	const char *lang;
	int32_t today;
	json_t *out;
	bool ok;
};

static void text(struct filling *f, const char *member, const char *value)
{
	f->ok = sv_json_set_text(f->out, member, value) && f->ok;
}

static void flag(struct filling *f, const char *prefix, const char *word)
{
	char member[48];

	snprintf(member, sizeof member, "%s%.32s", prefix, word ? word : "");
	if (word)
		f->ok = json_object_set_new(f->out, member, json_true()) == 0 && f->ok;
}

static void day(struct filling *f, const char *member, int32_t value)
{
	char s[SV_DATE_SIZE];

	sv_date_format(value, s);
	text(f, member, s);
}

/* The organisation and whom one can turn to. */
static void add_organisation(struct filling *f)
{
	const json_t *organisation = sv_json_object(f->protocol, "organisation"), *contact;
	json_t *contacts = json_array(), *one;
	size_t i;

	text(f, "organisation", sv_json_text(organisation, "name"));
	f->ok = sv_json_set(f->out, "desk", sv_json_object(organisation, "desk")) && f->ok;
	json_array_foreach(sv_json_array(organisation, "contacts"), i, contact) {
		const char *role = sv_json_text(sv_json_object(contact, "role"), f->lang);
		one = sv_json_append(contacts, json_object());
		f->ok = one && sv_json_set_text(one, "role", role ? role : "-") && sv_json_set_text(one, "name", sv_json_text(contact, "name"))
		        && sv_json_set_text(one, "contact", sv_json_text(contact, "contact")) && f->ok;
	}
	if (json_array_size(contacts) > 0) {
		f->ok = json_object_set(f->out, "contacts", contacts) == 0 && f->ok;
		flag(f, "", "has_contacts");
	}
	json_decref(contacts);
}

/* How much of the outcome the reader may be told: 0 nothing, 1 the outcome, 2 also measures, 3 also grounds. */
static int openness(const struct filling *f)
{
	static const char *const words[] = { "nothing", "outcome", "measures", "grounds" };
	const json_t *own = sv_json_find(sv_json_array(f->state, "inform"), "party", sv_party_id(f->party));
	const char *what = sv_json_text(own, "what");

	for (int i = 0; what && i < 4; i++)
		if (strcmp(words[i], what) == 0)
			return i;
	return sv_party_is(f->party, "concerned") ? 3 : 1;
}

/* Whether the reader, a person concerned, is the only one: what was decided of the case was decided about them. */
static bool alone(const struct filling *f)
{
	const json_t *party;
	size_t i, concerned = 0;

	json_array_foreach(sv_json_array(f->state, "parties"), i, party)
		concerned += sv_party_is(party, "concerned");
	return concerned == 1;
}

static void add_measures(struct filling *f, json_t *labels, const json_t *measures)
{
	const json_t *measure;
	size_t i;

	json_array_foreach(measures, i, measure) {
		const char *word = json_string_value(measure), *label = word ? sv_protocol_label(f->protocol, "measures", word, f->lang) : NULL;
		if (label && strcmp(word, "none") != 0 && sv_json_find(labels, "label", label) == NULL)
			f->ok = json_array_append_new(labels, json_pack("{s:s}", "label", label)) == 0 && f->ok;
	}
}

/* What of the decision is about the reader: the outcomes of allegations against them, or their own as a person concerned. */
static json_t *about_reader(struct filling *f)
{
	const json_t *allegations = sv_json_array(f->state, "allegations"), *one;
	json_t *own = json_array();
	size_t i;

	json_array_foreach(sv_json_array(f->state, "per"), i, one) {
		const char *id = sv_json_text(one, "allegation"), *party = sv_json_text(one, "party");
		const json_t *a = sv_json_find(allegations, "allegation", id);
		if (party == NULL)
			party = sv_json_text(a, "party");
		if (sv_party_is(f->party, "concerned") && sv_text_is(party, sv_party_id(f->party)))
			f->ok = json_array_append(own, (json_t *)one) == 0 && f->ok;
	}
	f->ok = f->ok && own;
	return own;
}

/* One point of a decision: its number, what it is about, its outcome. */
static json_t *point(struct filling *f, const json_t *one)
{
	const char *id = sv_json_text(one, "allegation"), *outcome = sv_json_text(one, "outcome");
	const char *category = sv_json_text(sv_json_find(sv_json_array(f->state, "allegations"), "allegation", id), "category");
	json_t *p = json_object();

	f->ok = p && sv_json_set_text(p, "number", id ? id + 1 : NULL) && sv_json_set_text(p, "about", category ? sv_protocol_label(f->protocol, "category", category, f->lang) : NULL)
	        && sv_json_set_text(p, "is", outcome ? sv_protocol_label(f->protocol, "outcome", outcome, f->lang) : NULL) && f->ok;
	return p;
}

/* The outcome, as far as the reader may know it; a person concerned is told what was decided about them, and nothing of another. */
static int add_outcome(struct filling *f)
{
	json_t *own = about_reader(f), *labels = json_array(), *points = json_array(), *one;
	const char *whole = sv_json_text(f->state, "outcome"), *outcome = whole;
	bool mine = false;
	int open = openness(f);
	size_t i;

	if (json_array_size(own) > 1) {
		json_array_foreach(own, i, one)
			f->ok = json_array_append_new(points, point(f, one)) == 0 && f->ok;
		outcome = alone(f) ? whole : NULL;
	} else if (json_array_size(own) == 1) {
		outcome = sv_json_text(json_array_get(own, 0), "outcome");
	}
	json_array_foreach(own, i, one) {
		mine = mine || sv_json_has(one, "measures");
		add_measures(f, labels, sv_json_array(one, "measures"));
	}
	if (!mine && (json_array_size(own) == 0 || alone(f)))
		add_measures(f, labels, sv_json_array(f->state, "measures"));
	if (whole && outcome && open >= 1)
		text(f, "outcome", sv_protocol_label(f->protocol, "outcome", outcome, f->lang));
	if (whole && open >= 1 && json_array_size(points) > 0) {
		f->ok = json_object_set(f->out, "points", points) == 0 && f->ok;
		flag(f, "", "has_points");
	}
	if (whole && open >= 2 && json_array_size(labels) > 0) {
		f->ok = json_object_set(f->out, "measures", labels) == 0 && f->ok;
		flag(f, "", "has_measures");
	}
	json_decref(own);
	json_decref(labels);
	json_decref(points);
	return whole ? open : 0;
}

/* What became of terms that concern the reader: the latest last day of those that were moved, and whether one stands still. */
static void add_changes(struct filling *f)
{
	const char *key, *latest = NULL, *about;
	json_t *change;
	char name[64];

	json_object_foreach(sv_json_object(f->state, "terms"), key, change) {
		about = strchr(key, ':');
		if (about && strcmp(about + 1, sv_party_id(f->party)) != 0)
			continue; /* somebody else's */
		snprintf(name, sizeof name, "%.*s", about ? (int)(about - key) : (int)strlen(key), key);
		const char *until = sv_json_text(sv_terms_find(f->due, name, about ? about + 1 : NULL), "due");
		if (until && (latest == NULL || strcmp(until, latest) > 0))
			latest = until;
		if (sv_json_has(change, "suspended"))
			flag(f, "", "suspended");
	}
	text(f, "until", latest);
}

/* A last day of the reader: as it is given, else as it stands. */
static void add_last_day(struct filling *f, const char *member)
{
	int32_t last;

	if (sv_json_has(f->given, member))
		text(f, member, sv_json_text(f->given, member));
	else if (sv_terms_last_day(f->protocol, f->state, f->party, member, &last) && last != INT32_MAX)
		day(f, member, last);
}

static void add_days(struct filling *f)
{
	static const char *const own[] = { "answer_by", "comment_by", "contact_by" };
	const json_t *update = sv_term(f->protocol, "status_update");
	const char *id = sv_party_id(f->party);

	day(f, "today", f->today);
	if (update)
		day(f, "update_by", f->today + (int32_t)(sv_json_int(update, "days", 0) + 7 * sv_json_int(update, "weeks", 0)));
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		add_last_day(f, own[i]);
	if (!sv_json_has(f->out, "contact_by"))
		text(f, "contact_by", sv_json_text(sv_terms_find(f->due, "aftercare_contact", id), "due"));
	if (sv_party_is(f->party, "reporter")) {
		text(f, "received", sv_json_text(f->state, "received"));
		text(f, "feedback_by", sv_json_text(sv_terms_find(f->due, "feedback", sv_party_id(f->party)), "due"));
	}
	add_changes(f);
}

/* The case as it is once this letter has gone out: the terms that an acknowledgement starts count from today. New, or NULL. */
static json_t *once_sent(const json_t *state, const char *party, const json_t *given, int32_t today)
{
	const char *kind = sv_json_text(given, "kind");
	char s[SV_DATE_SIZE];
	json_t *sent = sv_json_deep_copy(state), *reader = sv_json_find(sv_json_array(sent, "parties"), "party", party);

	if (sent == NULL || !sv_text_is(kind, "acknowledgement") || sv_json_has(reader, "acknowledged"))
		return sent;
	sv_date_format(today, s);
	if (!sv_json_set_text(reader, "acknowledged", s)) {
		json_decref(sent);
		return NULL;
	}
	return sent;
}

enum sv_status sv_letter_context(const json_t *protocol, const json_t *state, const char *party, const char *lang, const json_t *given, int32_t today,
                                 json_t **context, bool *grounds, struct sv_err *err)
{
	static const char *const fill_in[] = { "note", "leaflet", "copy", "hearing" };
	struct filling f = { .protocol = protocol, .state = state, .given = given, .lang = lang, .today = today, .out = json_object(), .ok = true };
	const char *category = sv_json_text(state, "category"), *what = sv_json_text(given, "what");
	json_t *due = NULL, *sent;
	enum sv_status st;

	*context = NULL;
	*grounds = false;
	f.party = sv_json_find(sv_json_array(state, "parties"), "party", party);
	if (f.party == NULL || f.out == NULL) {
		json_decref(f.out);
		return f.party ? sv_err_nomem(err) : sv_err_set(err, SV_NOT_FOUND, N_("the case has no party '%s'"), party);
	}
	sent = once_sent(state, party, given, today);
	st = sent ? sv_terms_due(protocol, sent, &due, err) : sv_err_nomem(err);
	json_decref(sent);
	if (st != SV_OK) {
		json_decref(due);
		json_decref(f.out);
		return st;
	}
	f.due = due;
	text(&f, "case", sv_json_text(state, "case"));
	flag(&f, "is_", sv_party_role(f.party));
	flag(&f, "is_", sv_json_text(state, "kind"));
	flag(&f, "is_", sv_json_text(state, "basis") && strcmp(sv_json_text(state, "basis"), "law") == 0 ? "law" : NULL);
	flag(&f, "", sv_party_unreachable(state, f.party) ? "mailbox" : NULL);
	flag(&f, "", what);
	text(&f, "category", category ? sv_protocol_label(protocol, "category", category, lang) : NULL);
	for (size_t i = 0; i < sizeof fill_in / sizeof fill_in[0]; i++)
		f.ok = sv_json_set(f.out, fill_in[i], json_object_get(given, fill_in[i])) && f.ok;
	add_organisation(&f);
	add_days(&f);
	*grounds = add_outcome(&f) >= 3;
	json_decref(due);
	if (f.ok) {
		*context = f.out;
		return SV_OK;
	}
	json_decref(f.out);
	return sv_err_nomem(err);
}
