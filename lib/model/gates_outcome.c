/* SPDX-License-Identifier: MIT */
/* The gates of telling in time, deciding alike, silence, roles and retaliation (8 to 10 and 13 to 15 of domain.md). */
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/gates.h"
#include "model/officer.h"
#include "model/protocol.h"
#include "model/terms.h"

/* 8. Parties are told the state of things at set times: at a decision or a closing nobody is still waiting for news that is late. */
void sv_judge_status_updates(struct sv_court *c)
{
	const json_t *one;
	json_t *due = NULL;
	size_t i;

	if (sv_terms_due_of(c->trial->protocol, c->trial->before, "status_update", &due, NULL) != SV_OK)
		c->verdict->starved = true;
	json_array_foreach(due, i, one) {
		const char *last = sv_json_text(one, "due"), *party = sv_json_text(one, "party");
		if (party && sv_day_passed(one, "due", c->trial->today))
			sv_court_refuse(c, N_("party %s should have been told how things stand by %s (sv-message send --kind update)"), party, last);
	}
	json_decref(due);
}

/* 9. An outcome that departs from how most like cases ended says why. */
void sv_judge_precedent(struct sv_court *c)
{
	const json_t *alike = c->trial->alike, *act = c->trial->act;
	const char *outcome = sv_json_text(act, "outcome");
	long long n = sv_json_int(alike, "n", 0), same = outcome ? sv_json_int(sv_json_object(alike, "outcomes"), outcome, 0) : 0;
	long long least = sv_json_int(c->tuning, "cases", 5), share = sv_json_int(c->tuning, "percent", 80);

	if (outcome == NULL || n < least || (n - same) * 100 < share * n || (sv_json_true(act, "departs") && sv_has_words(act, "departure")))
		return;
	sv_court_refuse(c, N_("of %lld like cases %lld ended otherwise: say why this one differs (sv-decide --departs --departure)"), n, n - same);
}

/* Whether some outcome of a decision is about a person: by name, or by an allegation against them. */
static bool outcome_about(const json_t *per, const json_t *allegations, const char *id)
{
	const json_t *one;
	size_t i;

	json_array_foreach(per, i, one) {
		const char *allegation = sv_json_text(one, "allegation");
		const json_t *a = sv_json_find(allegations, "allegation", allegation);
		if (sv_text_is(sv_json_text(one, "party"), id) || sv_text_is(sv_json_text(a, "party"), id))
			return true;
	}
	return false;
}

/* 9. Where there are allegations, or several persons concerned, each has its outcome, and together they carry the outcome of the case. */
void sv_judge_each_allegation(struct sv_court *c)
{
	const json_t *allegations = sv_json_array(c->trial->before, "allegations"), *parties = sv_json_array(c->trial->before, "parties");
	const json_t *per = sv_json_array(c->trial->act, "per"), *one;
	const char *outcome = sv_json_text(c->trial->act, "outcome");
	const json_t *several;
	bool founded = false, not_founded = false;
	size_t i, concerned = 0;

	if (outcome == NULL || !sv_json_true(sv_protocol_outcome(c->trial->protocol, outcome), "judges"))
		return;
	json_array_foreach(allegations, i, one) {
		const char *id = sv_json_text(one, "allegation");
		if (id && sv_json_find(per, "allegation", id) == NULL)
			sv_court_refuse(c, N_("no outcome for allegation %s (member per of the decision)"), id);
	}
	json_array_foreach(parties, i, one)
		concerned += sv_party_is(one, "concerned");
	several = concerned > 1 ? parties : NULL;
	json_array_foreach(several, i, one) {
		if (sv_party_is(one, "concerned") && !outcome_about(per, allegations, sv_party_id(one)))
			sv_court_refuse(c, N_("no outcome for party %s (concerned): each is told their own (member per of the decision)"), sv_party_id(one));
	}
	json_array_foreach(per, i, one) {
		const char *is = sv_json_text(one, "outcome");
		founded |= sv_text_is(is, "founded") || sv_text_is(is, "partly_founded");
		not_founded |= !sv_text_is(is, "founded");
	}
	if (json_array_size(per) == 0)
		return;
	if (sv_text_is(outcome, "founded") && not_founded)
		sv_court_refuse(c, N_("the case is not wholly founded while a part of it is not"));
	if (sv_text_is(outcome, "unfounded") && founded)
		sv_court_refuse(c, N_("the case is not unfounded while a part of it is founded"));
	if (sv_text_is(outcome, "partly_founded") && !founded)
		sv_court_refuse(c, N_("the case is not partly founded while no part of it is"));
}

/* 10. No silence about wrongdoing can be laid on a reporter. */
void sv_judge_silence(struct sv_court *c)
{
	const json_t *act = c->trial->act;

	if (sv_json_true(act, "silence_clause"))
		sv_court_refuse(c, N_("a clause that silences the reporter about the wrongdoing is void: take it out of the settlement and say so (silence_clause: false)"));
	else if (sv_has_words(act, "settlement") && !sv_json_has(act, "silence_clause"))
		sv_court_refuse(c, N_("a settlement agreement states that it holds no clause that silences the reporter (silence_clause: false)"));
}

/* 13. A case is handed over to somebody else, with the reason. */
void sv_judge_hand_over(struct sv_court *c)
{
	const char *to = sv_json_text(c->trial->act, "to"), *from = sv_json_text(c->trial->act, "from");

	if (to && from && strcmp(to, from) == 0)
		sv_court_refuse(c, N_("the case is handed over to another officer than the one who hands it over"));
	if (to && json_object_get(c->trial->officers, to) && !sv_officer_has(c->trial->officers, to, "content"))
		sv_court_refuse(c, N_("officer '%s' does not have the role content and could not read the case"), to);
	if (!sv_has_words(c->trial->act, "why"))
		sv_court_refuse(c, N_("a hand-over says why (why)"));
}

/* Refuses every officer of one list who is in the other. */
static void apart(struct sv_court *c, const json_t *a, const json_t *b, const char *refusal)
{
	const json_t *handle;
	size_t i;

	json_array_foreach(a, i, handle) {
		if (sv_json_holds(b, json_string_value(handle)))
			sv_court_refuse(c, refusal, json_string_value(handle));
	}
}

/* The list of an act where it gives one, else that of the case. */
static const json_t *now(const struct sv_court *c, const char *list)
{
	const json_t *given = sv_json_array(c->trial->act, list);

	return given ? given : sv_json_array(c->trial->before, list);
}

/* Who recorded the findings, where nobody was named to investigate, inside or outside; else NULL. */
static json_t *finders(const struct sv_court *c, const json_t *investigators)
{
	const json_t *before = c->trial->before, *one;
	json_t *by;
	size_t i;

	if (json_array_size(investigators) > 0 || sv_json_holds(sv_json_array(sv_json_object(before, "investigation"), "given"), "external"))
		return NULL;
	by = json_object();
	json_array_foreach(sv_json_array(before, "findings"), i, one) {
		if (!sv_json_add_word(by, "by", sv_json_text(one, "by")))
			c->verdict->starved = true;
	}
	json_t *list = json_incref(sv_json_array(by, "by"));
	json_decref(by);
	return list;
}

/* 14. Who investigates does not decide; confidant, investigator, HR or legal adviser and decider are separate in one case. */
void sv_judge_roles(struct sv_court *c)
{
	const json_t *investigation = sv_json_object(c->trial->before, "investigation"), *act = c->trial->act;
	const json_t *investigators = sv_json_array(act, "investigators"), *confidants = now(c, "confidants"), *advisers = now(c, "advisers");
	const char *by = c->trial->by;

	if (investigators == NULL)
		investigators = sv_json_array(investigation, "investigators");
	if (sv_text_is(c->trial->type->name, "decision.made")) {
		const json_t *named = sv_json_array(act, "deciders");
		json_t *alone = json_pack("[s]", by);
		if (alone == NULL)
			c->verdict->starved = true;
		const json_t *deciders = named ? named : alone;
		json_t *found = finders(c, investigators);
		apart(c, deciders, found ? found : investigators, N_("officer '%s' cannot be both investigator and decider in one case"));
		apart(c, deciders, confidants, N_("officer '%s' cannot be both confidant and decider in one case"));
		apart(c, deciders, advisers, N_("officer '%s' cannot be both adviser and decider in one case"));
		json_decref(found);
		json_decref(alone);
		return;
	}
	apart(c, investigators, confidants, N_("officer '%s' cannot be both investigator and confidant in one case"));
	apart(c, investigators, advisers, N_("officer '%s' cannot be both investigator and adviser in one case"));
	apart(c, confidants, advisers, N_("officer '%s' cannot be both confidant and adviser in one case"));
}

/* 15. Retaliation opens a linked case, so what happened is told. */
void sv_judge_retaliation(struct sv_court *c)
{
	if (sv_json_true(c->trial->act, "retaliation") && !sv_has_words(c->trial->act, "account"))
		sv_court_refuse(c, N_("retaliation opens a linked case: tell what happened (account)"));
}
