/* SPDX-License-Identifier: MIT */
/* What an act brings about in other cases: see sv_act_consequences in act.h. */
#include <stdio.h>
#include <string.h>

#include "json/get.h"
#include "model/act.h"
#include "model/gates.h"
#include "model/protocol.h"

static bool add(json_t *out, const char *case_id, const char *event, json_t *act)
{
	json_t *one = json_object();
	bool ok = one && act && sv_json_set_text(one, "case", case_id) && sv_json_set_text(one, "event", event) && sv_json_set(one, "act", act);

	json_decref(act);
	return json_array_append_new(out, one) == 0 && ok;
}

/* The id of this case; of one that has none, as others may have written it, what no case is called. */
static const char *own_id(const json_t *state)
{
	const char *id = sv_json_text(state, "case");

	return id ? id : "?";
}

/* A party of this case as a new party of another one: who it is stays to be found here ("of": "2026-7K3MQP/p1"). */
static json_t *as_party(const json_t *state, const json_t *party, const char *role)
{
	static const char *const members[] = { "position", "unit", "affected", "token", "lang" };
	json_t *p = json_object();
	char of[48];
	bool ok = p && sv_json_set_text(p, "role", role);

	if (ok && strcmp(role, "reporter") == 0 && sv_party_unreachable(state, party))
		ok = sv_json_set_text(p, "confidentiality", "anonymous") && (!sv_party_mailbox(state, party) || json_object_set_new(p, "mailbox", json_true()) == 0);
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
		ok = ok && sv_json_set(p, members[i], json_object_get(party, members[i]));
	if (ok && sv_json_has(party, "of"))
		ok = sv_json_set(p, "of", json_object_get(party, "of")); /* it is further on */
	snprintf(of, sizeof of, "%.16s/%.16s", own_id(state), sv_party_id(party));
	if (ok && (sv_json_has(p, "of") || sv_json_set_text(p, "of", of)))
		return p;
	json_decref(p);
	return NULL;
}

/* A word of the protocol where it has it: what we make ourselves must fit every organisation's lists. */
static bool set_word(const struct sv_act_setting *s, json_t *act, const char *field, const char *word)
{
	return word == NULL || sv_protocol_word(s->protocol, field, word, NULL) != SV_OK || sv_json_set_text(act, field, word);
}

/* 15. Retaliation is a case of its own, reported by the party to whom it happens. */
static bool retaliation(const struct sv_act_setting *s, const json_t *act, json_t *out)
{
	const json_t *state = s->before;
	const char *id = sv_json_text(act, "party"), *how = sv_json_text(state, "confidentiality"), *mine = own_id(state);
	const json_t *party = sv_json_find(sv_json_array(state, "parties"), "party", id);
	json_t *report = json_object(), *reporter = party ? as_party(state, party, "reporter") : NULL;
	bool anonymous = party && sv_party_unreachable(state, party);

	bool ok = report && (party == NULL || (reporter && json_object_set_new(reporter, "affected", json_true()) == 0)) && sv_json_set_text(report, "kind", "report") && sv_json_set_text(report, "origin", "retaliation")
	          && sv_json_set_text(report, "confidentiality", anonymous ? "anonymous" : sv_text_is(how, "named") ? "named" : "confidential")
	          && sv_json_set_text(report, "gravity", "transgressive") && sv_json_set(report, "received", json_object_get(act, "on"))
	          && sv_json_set(report, "narrative", json_object_get(act, "account")) && set_word(s, report, "category", "retaliation")
	          && set_word(s, report, "channel", "aftercare_talk") && set_word(s, report, "unit", sv_json_text(state, "unit"))
	          && (reporter == NULL || json_object_set_new(report, "parties", json_pack("[O]", reporter)) == 0);
	json_decref(reporter);
	ok = add(out, NULL, "report.registered", report) && ok;
	ok = add(out, "@new", "case.linked", json_pack("{s:s,s:s}", "to", mine, "as", "retaliation")) && ok;
	return add(out, mine, "case.linked", json_pack("{s:s,s:s}", "to", "@new", "as", "retaliation")) && ok;
}

/* The other side of a link. */
static bool link_back(const struct sv_act_setting *s, const json_t *act, json_t *out)
{
	const char *to = sv_json_text(act, "to"), *as = sv_json_text(act, "as");

	return add(out, to, "case.linked", json_pack("{s:s,s:s}", "to", own_id(s->before), "as", as ? as : "related"));
}

/* The case that takes up a double: it shows where the double is, and gets the people it did not have. */
static bool take_up(const struct sv_act_setting *s, const json_t *act, json_t *out)
{
	static const char *const told[] = { "acknowledged", "acknowledged_personally", "sent", "updated", "withdrawn" };
	const char *into = sv_json_text(act, "into");
	json_t *parties = json_array(), *act_there = json_pack("{s:s,s:s}", "to", own_id(s->before), "as", "merged"), *p;
	bool ok = parties && act_there;
	const json_t *party;
	size_t i;

	json_array_foreach(sv_json_array(s->before, "parties"), i, party) {
		p = as_party(s->before, party, sv_party_role(party));
		for (size_t k = 0; p && sv_party_is(party, "reporter") && k < sizeof told / sizeof told[0]; k++)
			ok = sv_json_set(p, told[k], json_object_get(party, told[k])) && ok;
		if (p && sv_party_is(party, "reporter") && !sv_json_has(p, "confidentiality"))
			ok = sv_json_set(p, "confidentiality", json_object_get(s->before, "confidentiality")) && ok;
		ok = p && json_array_append_new(parties, p) == 0 && ok;
	}
	if (json_array_size(parties) > 0)
		ok = json_object_set(act_there, "parties", parties) == 0 && ok;
	json_decref(parties);
	return add(out, into, "case.linked", act_there) && ok;
}

enum sv_status sv_act_consequences(const struct sv_act_setting *s, const json_t *act, json_t **out, struct sv_err *err)
{
	const char *name = s->type->name;
	bool ok = true;

	*out = json_array();
	if (*out == NULL)
		return sv_err_nomem(err);
	if (strcmp(name, "aftercare.contacted") == 0 && sv_json_true(act, "retaliation"))
		ok = retaliation(s, act, *out);
	else if (strcmp(name, "case.linked") == 0)
		ok = link_back(s, act, *out);
	else if (strcmp(name, "case.merged") == 0)
		ok = take_up(s, act, *out);
	return ok ? SV_OK : sv_err_nomem(err);
}
