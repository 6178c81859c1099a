/* SPDX-License-Identifier: MIT */
/* The fold, from report to decision: see fold_step.h. */
#include "model/fold_step.h"

static void registered(struct step *s)
{
	static const char *const members[] = { "kind", "confidentiality", "channel", "category", "unit", "gravity", "received", "incident", "written", "settled", "oral", "basis", "origin", "drop", "source", NULL };
	size_t i;
	json_t *p;

	copy(s, s->state, s->record, members);
	if (sv_json_object(s->record, "mailbox"))
		s->ok = sv_json_set(s->state, "mailbox", json_object_get(s->record, "mailbox")) && s->ok;
	else if (sv_json_has(s->record, "mailbox")) /* of an imported case no more than that there was one: nobody is reached by it here */
		s->ok = json_object_set_new(s->state, "mailbox_elsewhere", json_true()) == 0 && s->ok;
	text(s, s->state, "registered_by", sv_event_who(s->envelope));
	add_words(s, s->state, "excluded");
	add_parties(s);
	if (sv_json_has(s->record, "mailbox")) { /* the receipt was the acknowledgement */
		text(s, s->state, "acknowledged", s->day);
		text(s, s->state, "acknowledged_automatically", s->day);
		json_array_foreach(sv_json_array(s->state, "parties"), i, p) {
			if (sv_party_is(p, "reporter"))
				text(s, p, "acknowledged", s->day);
		}
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
	if (route && !sv_text_is(last, route))
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
		inv = sv_json_put(s->state, "investigation", json_object());
		s->ok = s->ok && inv;
		text(s, inv, "opened", s->day);
	}
	const char *route = sv_json_text(s->state, "route"), *old = sv_json_text(inv, "route");
	json_t *moved = sv_json_object(sv_json_object(s->state, "terms"), "investigation");
	if (sv_json_has(s->record, "until")) { /* a new plan; on the same route, how often its last day was moved still counts */
		drop(s->state, "found");
		drop(moved, "until");
		if (old && !sv_text_is(old, route))
			drop(sv_json_object(s->state, "terms"), "investigation");
	}
	text(s, inv, "route", route);
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

/* Whether there is a finding about each allegation and each person concerned. */
static bool all_found(const json_t *state)
{
	const json_t *findings = sv_json_array(state, "findings"), *one;
	bool all = true;
	size_t i;

	json_array_foreach(sv_json_array(state, "allegations"), i, one) {
		const char *id = sv_json_text(one, "allegation");
		all = all && (id == NULL || sv_json_find(findings, "allegation", id));
	}
	json_array_foreach(sv_json_array(state, "parties"), i, one) {
		const char *id = sv_json_text(one, "party"), *role = sv_json_text(one, "role");
		all = all && (id == NULL || !sv_text_is(role, "concerned") || sv_json_find(findings, "party", id));
	}
	return all;
}

static void found(struct step *s)
{
	static const char *const members[] = { "party", "allegation", "finding", "standard", NULL };
	json_t *f = item(s, "findings");

	copy(s, f, s->record, members);
	text(s, f, "on", s->day);
	text(s, f, "by", sv_event_who(s->envelope));
	if (all_found(s->state))
		text(s, s->state, "found", s->day);
}

static void decided(struct step *s)
{
	static const char *const members[] = { "outcome", "measures", "departs", "per", "inform", "silence_clause", "deciders", NULL };

	copy(s, s->state, s->record, members);
	text(s, s->state, "decided", s->day);
	text(s, s->state, "decided_by", sv_event_who(s->envelope));
	to_inform(s);
}

const struct fold_rule sv_folds_handling[] = {
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
	{ NULL, NULL },
};
