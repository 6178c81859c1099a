/* SPDX-License-Identifier: MIT */
/* The gates of telling, investigating and finding (4 to 7 of domain.md). */
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/gates.h"
#include "model/protocol.h"
#include "model/terms.h"

/* Whether this gate holds for the route the case is on (the protocol's "routes"; none named: every route). */
static bool on_route(const struct sv_court *c)
{
	const json_t *routes = sv_json_array(c->tuning, "routes");
	const char *route = sv_json_text(c->trial->before, "route");

	return routes == NULL || (sv_json_holds(routes, route));
}

/* Whether something was written down at the opening of the investigation: in this act, or before. */
static bool given(const struct sv_court *c, const char *member)
{
	const json_t *investigation = sv_json_object(c->trial->before, "investigation");

	return sv_has_words(c->trial->act, member) || sv_json_holds(sv_json_array(investigation, "given"), member);
}

/* 5. An investigation is chosen at triage, by a route that investigates: so that what such a route asks cannot be gone round. */
void sv_judge_investigating_route(struct sv_court *c)
{
	const char *route = sv_json_text(c->trial->before, "route");

	if (route && !sv_route_investigates(c->trial->protocol, route))
		sv_court_refuse(c, N_("route '%s' does not investigate: choose one that does first (sv-triage --route)"), route);
}

/* 5. Fact finding needs a written preliminary inquiry. */
void sv_judge_preliminary(struct sv_court *c)
{
	const json_t *investigation = sv_json_object(c->trial->before, "investigation");

	if (!on_route(c) || sv_json_has(c->trial->before, "preliminary"))
		return;
	if (strcmp(c->trial->type->name, "investigation.opened") != 0 && sv_json_true(investigation, "preliminary_skipped"))
		return; /* passed when the investigation was opened, and counted there */
	sv_court_refuse(c, N_("no written outcome of a preliminary inquiry (sv-investigate preliminary)"));
}

void sv_judge_proportionality(struct sv_court *c)
{
	if (on_route(c) && !given(c, "proportionality"))
		sv_court_refuse(c, N_("no proportionality test: why the means fit the norm at stake (sv-investigate open --proportionality)"));
}

void sv_judge_subsidiarity(struct sv_court *c)
{
	if (on_route(c) && !given(c, "subsidiarity"))
		sv_court_refuse(c, N_("no subsidiarity test: which lighter means were weighed, and why they do not do (sv-investigate open --subsidiarity)"));
	if (on_route(c) && json_array_size(sv_json_array(c->trial->act, "lighter_means")) == 0
	    && json_array_size(sv_json_array(sv_json_object(c->trial->before, "investigation"), "lighter_means")) == 0)
		sv_court_refuse(c, N_("not recorded which lighter means were weighed (sv-investigate open --lighter-means)"));
}

void sv_judge_question(struct sv_court *c)
{
	if (on_route(c) && !given(c, "question"))
		sv_court_refuse(c, N_("no investigation question (sv-investigate open --question)"));
}

void sv_judge_independence(struct sv_court *c)
{
	const json_t *investigation = sv_json_object(c->trial->before, "investigation");

	if (!on_route(c))
		return;
	if (json_array_size(sv_json_array(c->trial->act, "investigators")) == 0 && json_array_size(sv_json_array(investigation, "investigators")) == 0 && !given(c, "external"))
		sv_court_refuse(c, N_("no investigators (sv-investigate open --investigator or --external)"));
	if (!given(c, "independence"))
		sv_court_refuse(c, N_("not written down why the investigators are independent (sv-investigate open --independence)"));
}

void sv_judge_protocol_version(struct sv_court *c)
{
	if (on_route(c) && !sv_has_words(c->trial->act, "protocol_version") && !sv_has_words(sv_json_object(c->trial->before, "investigation"), "protocol_version"))
		sv_court_refuse(c, N_("no version of the investigation protocol (sv-investigate open --protocol-version)"));
}

/* 5. The plan: with which means, and until when. */
void sv_judge_plan(struct sv_court *c)
{
	const json_t *investigation = sv_json_object(c->trial->before, "investigation");

	if (!on_route(c))
		return;
	if (json_array_size(sv_json_array(c->trial->act, "means")) == 0 && json_array_size(sv_json_array(investigation, "means")) == 0)
		sv_court_refuse(c, N_("the plan names no means of investigation (sv-investigate open --means)"));
	if (!sv_json_has(c->trial->act, "until") && !sv_json_has(investigation, "until"))
		sv_court_refuse(c, N_("the plan has no planned last day (sv-investigate open --until)"));
}

/* Those who must be told, heard and shown the account: reporters that can be reached, those affected, those concerned. */
static bool is_side(const struct sv_court *c, const json_t *party)
{
	if (sv_party_unreachable(c->trial->before, party) || sv_json_has(party, "withdrawn"))
		return false;
	return sv_party_is(party, "reporter") || sv_party_is(party, "affected") || sv_party_is(party, "concerned");
}

static void told(struct sv_court *c, const json_t *party)
{
	if (!sv_json_has(party, "notified"))
		sv_court_refuse(c, N_("party %s (%s) was not told of the investigation (sv-investigate notify)"), sv_party_id(party), sv_party_role(party));
	else if (!sv_json_has(party, "leaflet"))
		sv_court_refuse(c, N_("party %s (%s) did not get the leaflet on their rights (sv-investigate notify --leaflet)"), sv_party_id(party), sv_party_role(party));
}

/* 6. All parties are told that they are part of an investigation, with the leaflet: who is heard before the hearing, all before a finding. */
void sv_judge_parties_told(struct sv_court *c)
{
	const json_t *party, *parties = sv_json_array(c->trial->before, "parties");
	const char *id = sv_json_text(c->trial->act, "party");
	size_t i;

	if (strcmp(c->trial->type->name, "investigation.heard") == 0) {
		party = sv_json_find(parties, "party", id);
		if (party && !sv_party_unreachable(c->trial->before, party))
			told(c, party);
		return;
	}
	json_array_foreach(parties, i, party) {
		if (is_side(c, party))
			told(c, party);
	}
}

/* Refuses while a party still has time for something: as the term stands now, extended or suspended. */
static void still_has_time(struct sv_court *c, const json_t *party, const char *member, const char *until, const char *stands_still)
{
	char text[SV_DATE_SIZE];
	int32_t day;

	if (!sv_terms_last_day(c->trial->protocol, c->trial->before, party, member, &day) || day < c->trial->today)
		return;
	sv_date_format(day == INT32_MAX ? 0 : day, text);
	if (day == INT32_MAX)
		sv_court_refuse(c, stands_still, sv_party_id(party), sv_party_role(party));
	else
		sv_court_refuse(c, until, sv_party_id(party), sv_party_role(party), text);
}

/* 7. No finding without hoor en wederhoor. */
void sv_judge_hear_both_sides(struct sv_court *c)
{
	const json_t *party;
	size_t i;

	json_array_foreach(sv_json_array(c->trial->before, "parties"), i, party) {
		const char *id = sv_party_id(party), *role = sv_party_role(party);
		if (!is_side(c, party) || sv_party_is(party, "affected"))
			continue;
		if (!sv_json_has(party, "heard") && !sv_json_has(party, "hearing_refused"))
			sv_court_refuse(c, N_("party %s (%s) was not heard, and no refusal is recorded (sv-investigate hear, with --refused for a refusal)"), id, role);
		if (!sv_json_has(party, "inspection"))
			sv_court_refuse(c, N_("party %s (%s) was not offered inspection of the account or the hearing report (sv-investigate inspect)"), id, role);
		else if (!sv_json_has(party, "commented"))
			still_has_time(c, party, "comment_by", N_("party %s (%s) can still comment until %s and no comments are recorded (sv-investigate comment)"),
			               N_("party %s (%s) can still comment: the term stands still (sv-case resume)"));
	}
}

/* 4. A report's person concerned is not told before triage decides so. */
void sv_judge_concerned_not_told(struct sv_court *c)
{
	const json_t *before = c->trial->before;
	const char *id = sv_json_text(c->trial->act, "party");
	const json_t *party = sv_json_find(sv_json_array(before, "parties"), "party", id);

	if (party && sv_party_untold(before, party))
		sv_court_refuse(c, N_("party %s (concerned) may not be told before triage decides so (sv-triage --inform-concerned)"), id);
}

/* 4. A complaint's person concerned gets a copy and a term to answer before any finding. */
void sv_judge_complaint_answer(struct sv_court *c)
{
	const json_t *party, *before = c->trial->before;
	const char *kind = sv_json_text(before, "kind");
	size_t i;

	if (!sv_text_is(kind, "complaint"))
		return;
	json_array_foreach(sv_json_array(before, "parties"), i, party) {
		if (!sv_party_is(party, "concerned"))
			continue;
		if (!sv_json_has(party, "copy"))
			sv_court_refuse(c, N_("party %s (concerned) did not get a copy of the complaint (sv-investigate notify --copy)"), sv_party_id(party));
		if (sv_json_has(party, "answered"))
			continue;
		if (!sv_json_has(party, "answer_by"))
			sv_court_refuse(c, N_("party %s (concerned) has not answered (sv-investigate answer), and was given no term to do so (sv-investigate notify --answer-by)"), sv_party_id(party));
		else
			still_has_time(c, party, "answer_by", N_("party %s (%s) has not answered, and can still do so until %s (sv-investigate answer)"),
			               N_("party %s (%s) has not answered, and the term to do so stands still (sv-case resume)"));
	}
}

/* 7. A judging outcome rests on a finding about each person concerned. */
void sv_judge_finding_first(struct sv_court *c)
{
	const json_t *party, *before = c->trial->before, *findings = sv_json_array(before, "findings");
	const char *outcome = sv_json_text(c->trial->act, "outcome");
	size_t i;

	if (outcome == NULL || !sv_json_true(sv_protocol_outcome(c->trial->protocol, outcome), "judges"))
		return;
	if (json_array_size(findings) == 0)
		sv_court_refuse(c, N_("this outcome needs a finding, with both sides heard (sv-investigate find)"));
	json_array_foreach(sv_json_array(before, "parties"), i, party) {
		if (json_array_size(findings) > 0 && sv_party_is(party, "concerned") && sv_json_find(findings, "party", sv_party_id(party)) == NULL)
			sv_court_refuse(c, N_("no finding about party %s (concerned)"), sv_party_id(party));
	}
	json_array_foreach(sv_json_array(before, "allegations"), i, party) {
		const char *id = sv_json_text(party, "allegation");
		if (json_array_size(findings) > 0 && id && sv_json_find(findings, "allegation", id) == NULL)
			sv_court_refuse(c, N_("no finding about allegation %s"), id);
	}
}
