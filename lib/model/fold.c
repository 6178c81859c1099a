/* SPDX-License-Identifier: MIT */
/* The fold: see fold.h. */
#include "model/fold.h"

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

static void add_parties(struct step *s)
{
	size_t i;
	json_t *p;

	json_array_foreach(sv_json_array(s->record, "parties"), i, p) {
		s->ok = json_array_append_new(list(s, "parties"), json_deep_copy(p)) == 0 && s->ok;
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
	static const char *const members[] = { "kind", "confidentiality", "channel", "category", "unit", "gravity", "received", "incident", "written", "settled", NULL };

	copy(s, s->state, s->record, members);
	add_parties(s);
}

static void triaged(struct step *s)
{
	static const char *const members[] = { "category", "unit", "gravity", "admissible", "settled", "inform_concerned", "route", "handlers", "excluded", NULL };

	copy(s, s->state, s->record, members);
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
	static const char *const members[] = { "investigators", "protocol_version", NULL };
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

	if (p)
		text(s, p, sv_json_true(s->record, "refused") ? "hearing_refused" : "heard", on(s));
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
	static const char *const members[] = { "party", "finding", "standard", NULL };
	json_t *f = json_object();

	copy(s, f, s->record, members);
	text(s, f, "on", s->day);
	s->ok = json_array_append_new(list(s, "findings"), f) == 0 && s->ok;
}

static void decided(struct step *s)
{
	static const char *const members[] = { "outcome", "measures", "departs", NULL };

	copy(s, s->state, s->record, members);
	text(s, s->state, "decided", s->day);
}

static void planned(struct step *s)
{
	static const char *const members[] = { "contact_by", NULL };
	json_t *p = party(s);

	if (p == NULL)
		return;
	text(s, p, "care", sv_json_true(s->record, "refused") ? "refused" : "planned");
	copy(s, p, s->record, members);
}

static void contacted(struct step *s)
{
	static const char *const members[] = { "party", "safety", "retaliation", NULL };
	json_t *p = party(s), *c = json_object();

	copy(s, c, s->record, members);
	text(s, c, "on", on(s));
	s->ok = json_array_append_new(list(s, "contacts"), c) == 0 && s->ok;
	if (p == NULL)
		return;
	text(s, p, "contacted", on(s));
	json_object_del(p, "contact_by"); /* this contact is done; a next one is asked for by this step */
	s->ok = sv_json_set(p, "contact_by", json_object_get(s->record, "contact_by")) && s->ok;
}

static void learned(struct step *s)
{
	size_t i;
	json_t *cause;

	text(s, s->state, "learned", on(s));
	json_array_foreach(sv_json_array(s->record, "causes"), i, cause) {
		s->ok = sv_json_add_word(s->state, "causes", json_string_value(cause)) && s->ok;
	}
}

static void closed(struct step *s)
{
	static const char *const members[] = { "retention", NULL };

	copy(s, s->state, s->record, members);
	text(s, s->state, "closed", s->day);
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
	{ "case.closed", closed },
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
	return copy_of;
}
