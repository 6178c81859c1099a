/* SPDX-License-Identifier: MIT */
/* The table of gates and the predicates around a case's beginning and end; gates_investigation.c has the rest. */
#include "model/gates.h"

#include <stdarg.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/protocol.h"

bool sv_has_words(const json_t *object, const char *key)
{
	const char *s = sv_json_text(object, key);

	return s && s[strspn(s, " \t\r\n")] != '\0';
}

const char *sv_party_id(const json_t *party)
{
	const char *id = sv_json_text(party, "party");

	return id ? id : "?";
}

const char *sv_party_role(const json_t *party)
{
	const char *role = sv_json_text(party, "role");

	return role ? role : "?";
}

bool sv_party_is(const json_t *party, const char *role)
{
	return strcmp(sv_party_role(party), role) == 0;
}

/* What a reporter chose: the case's, but for one who was taken over from another case. */
static const char *confidentiality(const json_t *state, const json_t *party)
{
	const char *own = sv_json_text(party, "confidentiality");

	return own ? own : sv_json_text(state, "confidentiality");
}

bool sv_party_unreachable(const json_t *state, const json_t *party)
{
	return sv_party_is(party, "reporter") && sv_text_is(confidentiality(state, party), "anonymous");
}

bool sv_party_mailbox(const json_t *state, const json_t *party)
{
	return sv_party_unreachable(state, party) && (sv_json_has(party, "of") ? sv_json_true(party, "mailbox") : sv_json_has(state, "mailbox"));
}

bool sv_party_untold(const json_t *state, const json_t *party)
{
	return sv_party_is(party, "concerned") && !sv_text_is(sv_json_text(state, "kind"), "complaint") && !sv_json_true(state, "inform_concerned") && !sv_json_has(party, "notified");
}

bool sv_day_passed(const json_t *object, const char *key, int32_t today)
{
	const char *s = sv_json_text(object, key);
	int32_t day;

	return s && sv_date_parse(s, &day) && day < today;
}

/* 1. A complaint is not anonymous, is by who underwent it, names a person concerned, is in writing. */
static void judge_complaint(struct sv_court *c)
{
	const json_t *act = c->trial->act, *before = c->trial->before, *party, *change;
	const char *how = sv_json_text(act, "confidentiality");
	bool by_affected = false, concerned = false;
	size_t i;

	if (!sv_text_is(sv_json_text(act, "kind"), "complaint"))
		return;
	json_array_foreach(sv_json_array(before, "parties"), i, party) { /* a report that becomes a complaint */
		change = sv_json_find(sv_json_array(act, "changes"), "party", sv_party_id(party));
		by_affected |= sv_party_is(party, "reporter") && (sv_json_true(party, "affected") || sv_json_true(change, "affected"));
		concerned |= sv_party_is(party, "concerned");
	}
	json_array_foreach(sv_json_array(act, "parties"), i, party) {
		by_affected |= sv_party_is(party, "reporter") && sv_json_true(party, "affected");
		concerned |= sv_party_is(party, "concerned");
	}
	if (sv_text_is(how ? how : sv_json_text(before, "confidentiality"), "anonymous"))
		sv_court_refuse(c, N_("a complaint cannot be anonymous; it can be taken in as a report (kind: report)"));
	if (!by_affected)
		sv_court_refuse(c, N_("a complaint comes from who underwent it (a party with role reporter and affected: true); from others it can be taken in as a report"));
	if (!concerned)
		sv_court_refuse(c, N_("a complaint names at least one person concerned (a party with role concerned)"));
	if (!sv_json_true(act, "written") && !sv_json_true(before, "written"))
		sv_court_refuse(c, N_("a complaint is handed in in writing (written: true)"));
}

/* 1. An admissible complaint is investigated; and the procedure for complaints is for them alone. */
static void judge_complaint_investigated(struct sv_court *c)
{
	const json_t *act = c->trial->act, *before = c->trial->before;
	bool complaint = sv_text_is(sv_json_text(before, "kind"), "complaint");
	bool admissible = sv_json_has(act, "admissible") ? sv_json_true(act, "admissible") : sv_json_true(before, "admissible");
	const char *route = sv_json_text(act, "route") ? sv_json_text(act, "route") : sv_json_text(before, "route"), *outcome = sv_json_text(act, "outcome");
	bool ends_otherwise = sv_text_is(outcome, "settled") || sv_text_is(outcome, "withdrawn") || sv_text_is(outcome, "inadmissible");

	if (sv_text_is(c->trial->type->name, "decision.made")) {
		if (complaint && admissible && outcome && !ends_otherwise && !sv_json_has(before, "investigation"))
			sv_court_refuse(c, N_("an admissible complaint is investigated before it is decided, and no investigation was opened (sv-investigate open)"));
		return;
	}
	if (!complaint && sv_text_is(sv_json_text(act, "route"), "complaint"))
		sv_court_refuse(c, N_("the complaint procedure is for a complaint: choose another route, or make it a complaint first (sv-case convert --kind complaint)"));
	if (complaint && admissible && route && !sv_route_investigates(c->trial->protocol, route))
		sv_court_refuse(c, N_("an admissible complaint is investigated: choose a route that does (sv-triage --route complaint), or let the complainant make it a report (sv-case convert --kind report)"));
}

/* The weight of a route on the ladder. */
static long long weight(const json_t *protocol, const char *route)
{
	return sv_json_int(sv_protocol_route(protocol, route), "weight", 0);
}

/* 2. Registering does not oblige to follow up, but transgressive behaviour needs a motivated route; so does every step on the ladder. */
static void judge_route(struct sv_court *c)
{
	const json_t *act = c->trial->act, *before = c->trial->before;
	const char *gravity = sv_json_text(act, "gravity"), *route = sv_json_text(act, "route"), *old = sv_json_text(before, "route");

	if (gravity == NULL)
		gravity = sv_json_text(before, "gravity");
	if (sv_text_is(c->trial->type->name, "case.withdrawn")) {
		if (sv_text_is(gravity, "transgressive") && !sv_json_true(act, "settled") && !sv_json_true(before, "settled"))
			sv_court_refuse(c, N_("transgressive behaviour is followed up also when the reporter withdraws: keep the case as a report (sv-case convert) or record that a manager settled it (settled: true)"));
		return;
	}
	if (route == NULL && sv_text_is(sv_json_text(act, "gravity"), "transgressive") && !sv_text_is(sv_json_text(before, "gravity"), "transgressive"))
		route = old; /* it turns out to be grave: what was chosen for less is chosen anew */
	if (route == NULL)
		return;
	if (sv_text_is(gravity, "transgressive")) {
		if (!sv_has_words(act, "why"))
			sv_court_refuse(c, N_("transgressive behaviour needs a motivated route: the reasons (why) are missing (sv-triage --route --why)"));
		if (weight(c->trial->protocol, route) == 0 && !sv_json_true(act, "settled") && !sv_json_true(before, "settled"))
			sv_court_refuse(c, N_("transgressive behaviour is only registered without more when a manager has settled it (settled: true); else choose a route that follows it up (sv-triage --route)"));
	} else if (old && strcmp(old, route) != 0 && !sv_has_words(act, "why")) {
		sv_court_refuse(c, N_("another route than before needs its reasons (why): sv-triage --why"));
	}
}

/* Whether an officer is a party to the case by token, or kept out of it by name. */
static bool is_party(const struct sv_trial *t, const json_t *parties, const char *handle)
{
	const char *token = sv_json_text(json_object_get(t->officers, handle), "token");

	return token && sv_json_find(parties, "token", token) != NULL;
}

static void judge_one_officer(struct sv_court *c, const char *handle, bool assigned)
{
	const struct sv_trial *t = c->trial;
	bool party = is_party(t, sv_json_array(t->before, "parties"), handle) || is_party(t, sv_json_array(t->act, "parties"), handle);
	bool excluded = sv_json_holds(sv_json_array(t->before, "excluded"), handle) || sv_json_holds(sv_json_array(t->act, "excluded"), handle);

	if (!party && !excluded)
		return;
	if (assigned)
		sv_court_refuse(c, N_("officer '%s' is a party to this case or is kept out of it, and cannot be assigned"), handle);
	else
		sv_court_refuse(c, N_("you are a party to this case or are kept out of it: another officer must act"));
}

/* 3. Nobody handles a case in which they are a party. */
static void judge_conflict(struct sv_court *c)
{
	static const char *const lists[] = { "handlers", "investigators", "confidants", "advisers", "deciders", "named" };
	const char *to = sv_text_is(c->trial->type->name, "case.handed_over") ? sv_json_text(c->trial->act, "to") : NULL;
	const char *let_in = sv_text_is(c->trial->type->name, "access.granted") || sv_text_is(c->trial->type->name, "identity.answered") ? sv_json_text(c->trial->act, "officer") : NULL;
	size_t i;
	json_t *handle;

	judge_one_officer(c, c->trial->by, false);
	if (to || let_in)
		judge_one_officer(c, to ? to : let_in, true);
	for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
		json_array_foreach(sv_json_array(c->trial->act, lists[l]), i, handle) {
			judge_one_officer(c, json_string_value(handle), true);
		}
	}
}

/* 9. The decision names its grounds and measures; a departure from like cases says why. */
static void judge_grounds(struct sv_court *c)
{
	const json_t *act = c->trial->act;

	if (!sv_has_words(act, "grounds"))
		sv_court_refuse(c, N_("the decision does not name its grounds (sv-decide --grounds)"));
	if (json_array_size(sv_json_array(act, "measures")) == 0)
		sv_court_refuse(c, N_("the decision does not name its measures (sv-decide --measure; none is one)"));
	if (sv_json_true(act, "departs") && !sv_has_words(act, "departure"))
		sv_court_refuse(c, N_("the decision departs from like cases and does not say why (sv-decide --departure)"));
}

/* 11. No case closes without an aftercare plan for every party, or that party's refusal … */
static void judge_aftercare(struct sv_court *c)
{
	const json_t *party, *roles = sv_json_array(c->tuning, "roles");
	size_t i;

	json_array_foreach(sv_json_array(c->trial->before, "parties"), i, party) {
		if (sv_json_has(party, "care") || (roles && !sv_json_holds(roles, sv_party_role(party))))
			continue;
		sv_court_refuse(c, N_("party %s (%s) has no aftercare plan, and no refusal of it is recorded (sv-aftercare plan, with --refused for a refusal)"), sv_party_id(party), sv_party_role(party));
	}
}

/* … and a learning entry. */
static void judge_learning(struct sv_court *c)
{
	if (!sv_json_has(c->trial->before, "learned"))
		sv_court_refuse(c, N_("no learning entry: root causes, or why none were found (sv-aftercare learn --cause or --none-because)"));
}

/* Refuses what says who a person is. */
static void refuse_naming(struct sv_court *c, const json_t *party, size_t number, const char *refusal)
{
	static const char *const naming[] = { "name", "contact", "person" };

	for (size_t k = 0; k < sizeof naming / sizeof naming[0]; k++)
		if (sv_json_has(party, naming[k]))
			sv_court_refuse(c, refusal, naming[k], number);
}

/* 12. An anonymous reporter has no identity in the record, unless they make themselves known; nothing asks for it and nothing is pushed to them. */
static void judge_anonymous(struct sv_court *c)
{
	const struct sv_trial *t = c->trial;
	const char *before = sv_json_text(t->before, "confidentiality"), *now = sv_json_text(t->act, "confidentiality"); /* at registration and conversion */
	const json_t *party;
	size_t i;

	json_array_foreach(sv_json_array(t->act, "changes"), i, party) {
		const json_t *known = sv_json_find(sv_json_array(t->before, "parties"), "party", sv_party_id(party));
		const char *how = sv_json_text(party, "confidentiality") ? sv_json_text(party, "confidentiality") : now && !sv_json_has(known, "confidentiality") ? now : confidentiality(t->before, known);
		if (known && sv_party_is(known, "reporter") && sv_text_is(how, "anonymous"))
			refuse_naming(c, party, i + 1, N_("the reporter is anonymous: member '%s' of change %zu may not be given, unless they make themselves known (with it, confidentiality: confidential or named)"));
	}
	if (sv_text_is(t->type->name, "case.converted") && sv_text_is(now, "anonymous") && !sv_text_is(before, "anonymous"))
		sv_court_refuse(c, N_("a reporter who is known cannot become anonymous; confidential keeps who they are with the desk and the confidant"));
	json_array_foreach(sv_json_array(t->act, "parties"), i, party) {
		if (sv_party_is(party, "reporter") && sv_text_is(now ? now : before, "anonymous"))
			refuse_naming(c, party, i + 1, N_("the reporter is anonymous: member '%s' of party %zu may not be given"));
	}
	const char *id = sv_json_text(t->act, "party");
	party = sv_json_find(sv_json_array(t->before, "parties"), "party", id);
	bool hidden = party && sv_party_unreachable(t->before, party);
	bool mailbox = party && (sv_party_mailbox(t->before, party) || (t->past && sv_json_has(sv_json_has(party, "of") ? party : t->before, "mailbox_elsewhere")));
	if (sv_text_is(t->type->name, "investigation.notified") && hidden)
		sv_court_refuse(c, N_("nothing can be sent to an anonymous reporter"));
	if (sv_text_is(t->type->name, "message.sent") && hidden && !(sv_text_is(sv_json_text(t->act, "by"), "mailbox") && mailbox))
		sv_court_refuse(c, mailbox ? N_("an anonymous reporter is reached by their mailbox only (sv-message send)")
		                           : N_("nothing can be sent to an anonymous reporter who has no receipt"));
	if (sv_text_is(t->type->name, "identity.requested") && sv_text_is(before, "anonymous"))
		sv_court_refuse(c, N_("the case is anonymous: there is no identity to ask for"));
}

/* 12. A second person, not the one who asked, grants or refuses an identity. */
static void judge_second_person(struct sv_court *c)
{
	const struct sv_trial *t = c->trial;
	const char *asked = sv_json_text(t->act, "officer");

	if (sv_text_is(asked, t->by))
		sv_court_refuse(c, N_("the officer who asked cannot answer the request: a second person must"));
	if (asked && !sv_json_holds(sv_json_array(t->before, "identity_requests"), asked))
		sv_court_refuse(c, N_("officer '%s' has no open request for identities in this case"), asked);
}

/* 12. Disclosure of the reporter needs their consent on record, or a legal ground that was told to them first. */
static void judge_disclosure(struct sv_court *c)
{
	const json_t *party;
	size_t i;

	if (!sv_json_true(c->trial->act, "discloses_reporter") || sv_has_words(c->trial->act, "legal_ground"))
		return;
	json_array_foreach(sv_json_array(c->trial->before, "parties"), i, party) {
		if (sv_party_is(party, "reporter") && !sv_json_true(party, "consent"))
			sv_court_refuse(c, N_("party %s (reporter) has not agreed to be disclosed, and no legal ground is given"), sv_party_id(party));
	}
}

#define HEARD "investigation.heard"
#define FOUND "investigation.found"
#define OPENED "investigation.opened"
#define NOTIFIED "investigation.notified"
#define DECIDED "decision.made"
#define SENT "message.sent"
#define INVESTIGATION { OPENED, HEARD, FOUND }

static const struct sv_gate gates[] = {
	{ "complaint_admissible", 1, false, { "report.registered", "case.converted" }, judge_complaint },
	{ "complaint_investigated", 1, false, { "triage.decided", DECIDED }, judge_complaint_investigated },
	{ "motivated_route", 2, false, { "triage.decided", "case.withdrawn" }, judge_route },
	{ "party_conflict", 3, false, { NULL }, judge_conflict },
	{ "concerned_not_told", 4, false, { NOTIFIED, SENT, "aftercare.contacted" }, sv_judge_concerned_not_told },
	{ "complaint_answer", 4, false, { FOUND }, sv_judge_complaint_answer },
	{ "investigating_route", 5, false, INVESTIGATION, sv_judge_investigating_route },
	{ "preliminary_inquiry", 5, true, INVESTIGATION, sv_judge_preliminary },
	{ "proportionality", 5, false, INVESTIGATION, sv_judge_proportionality },
	{ "subsidiarity", 5, false, INVESTIGATION, sv_judge_subsidiarity },
	{ "investigation_question", 5, false, INVESTIGATION, sv_judge_question },
	{ "investigation_plan", 5, false, INVESTIGATION, sv_judge_plan },
	{ "independent_investigators", 5, false, INVESTIGATION, sv_judge_independence },
	{ "investigation_protocol", 5, false, INVESTIGATION, sv_judge_protocol_version },
	{ "parties_told", 6, false, { HEARD, FOUND }, sv_judge_parties_told },
	{ "hear_both_sides", 7, false, { FOUND }, sv_judge_hear_both_sides },
	{ "finding_first", 7, false, { DECIDED }, sv_judge_finding_first },
	{ "status_updates", 8, true, { DECIDED, "case.closed" }, sv_judge_status_updates },
	{ "grounds_and_measures", 9, false, { DECIDED }, judge_grounds },
	{ "each_allegation", 9, false, { DECIDED }, sv_judge_each_allegation },
	{ "precedent_departure", 9, false, { DECIDED }, sv_judge_precedent },
	{ "no_silence_clause", 10, false, { DECIDED, "case.withdrawn" }, sv_judge_silence },
	{ "aftercare_plan", 11, true, { "case.closed" }, judge_aftercare },
	{ "learning", 11, true, { "case.closed" }, judge_learning },
	{ "anonymous_stays_anonymous", 12, false, { "report.registered", "triage.decided", "case.parties", "case.converted", NOTIFIED, SENT, "identity.requested" }, judge_anonymous },
	{ "identity_second_person", 12, false, { "identity.answered" }, judge_second_person },
	{ "disclosure_consent", 12, false, { NOTIFIED, SENT }, judge_disclosure },
	{ "identity_grant", 12, false, { "access.granted" }, sv_judge_identity_grant },
	{ "somebody_left", 3, false, { "access.restricted", "access.excluded" }, sv_judge_somebody_left },
	{ "hand_over", 13, false, { "case.handed_over" }, sv_judge_hand_over },
	{ "separate_roles", 14, true, { "triage.decided", OPENED, DECIDED }, sv_judge_roles },
	{ "retaliation_case", 15, false, { "aftercare.contacted" }, sv_judge_retaliation },
	{ "erasure_due", 16, false, { "erasure.proposed", "identity.erased", "case.erased" }, sv_judge_erasure_due },
	{ "four_eyes", 16, false, { "identity.erased", "case.erased" }, sv_judge_four_eyes },
};

const struct sv_gate *sv_gates(size_t *n)
{
	*n = sizeof gates / sizeof gates[0];
	return gates;
}

const struct sv_gate *sv_gate_find(const char *name)
{
	for (size_t i = 0; i < sizeof gates / sizeof gates[0]; i++)
		if (strcmp(gates[i].name, name) == 0)
			return &gates[i];
	return NULL;
}

void sv_court_refuse(struct sv_court *c, const char *fmt, ...)
{
	va_list ap;

	if (c->verdict->n == SV_REFUSALS_MAX)
		return;
	struct sv_refusal *r = &c->verdict->refusals[c->verdict->n++];
	r->gate = c->gate;
	r->source = sv_json_text(c->tuning, "source");
	va_start(ap, fmt);
	sv_msg_vset(&r->missing, fmt, ap);
	va_end(ap);
}

/* Whether the event is one that the gate looks at. */
static bool looks_at(const struct sv_gate *gate, const char *event)
{
	if (gate->on[0] == NULL)
		return true;
	for (size_t i = 0; i < sizeof gate->on / sizeof gate->on[0] && gate->on[i]; i++)
		if (strcmp(gate->on[i], event) == 0)
			return true;
	return false;
}

bool sv_gates_judge(const struct sv_trial *trial, struct sv_verdict *verdict)
{
	verdict->n = verdict->npassed = 0;
	verdict->starved = false;
	for (size_t i = 0; i < sizeof gates / sizeof gates[0]; i++) {
		const struct sv_gate *gate = &gates[i];
		if (!looks_at(gate, trial->type->name))
			continue;
		struct sv_court court = { trial, gate, sv_protocol_gate(trial->protocol, gate->name), verdict };
		if (court.tuning == NULL || !sv_json_true(court.tuning, "on"))
			continue;
		size_t before = verdict->n;
		gate->judge(&court);
		if (verdict->n == before)
			continue;
		bool may = gate->overridable && sv_json_true(court.tuning, "override");
		bool asked = sv_json_holds(sv_json_array(trial->act, "override"), gate->name) && sv_has_words(trial->act, "override_why");
		if (may && asked && verdict->npassed < sizeof verdict->passed / sizeof verdict->passed[0]) {
			verdict->n = before;
			verdict->passed[verdict->npassed++] = gate;
		}
	}
	return !verdict->starved;
}
