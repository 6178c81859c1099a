/* SPDX-License-Identifier: MIT */
/* Acts: which parties one is for, and which compartments it goes to; see act.h. complete.c checks and completes them. */
#include "model/act.h"

#include <string.h>

#include "json/get.h"
#include "model/gates.h"

const char *sv_compartment_name(enum sv_compartment c)
{
	static const char *const names[SV_COMPARTMENTS] = { "record", "content", "identity" };

	return names[c];
}

/* For a step that can be done for all parties at once: the member that shows it was done, and the roles it is for. */
struct all_rule {
	const char *event, *done;
	bool everybody; /* bystanders and witnesses too, and a reporter that nobody can reach */
};

static const struct all_rule all_rules[] = {
	{ "investigation.notified", "notified", false },
	{ "investigation.inspection", "inspection", false },
	{ "aftercare.planned", "care", true },
	{ "message.sent", NULL, false },
};

enum sv_status sv_act_expand(const struct sv_act_setting *s, json_t *act, json_t **acts, struct sv_err *err)
{
	const char *party = sv_json_text(act, "party");
	const struct all_rule *rule = NULL;
	const json_t *p;
	size_t i;

	*acts = sv_text_is(party, "all") ? json_array() : json_pack("[O]", act);
	if (*acts == NULL)
		return sv_err_nomem(err);
	if (!sv_text_is(party, "all"))
		return SV_OK;
	for (i = 0; i < sizeof all_rules / sizeof all_rules[0]; i++)
		if (strcmp(all_rules[i].event, s->type->name) == 0)
			rule = &all_rules[i];
	if (rule == NULL)
		return sv_err_set(err, SV_BUG, N_("this step cannot be done for all parties at once"));
	json_array_foreach(sv_json_array(s->before, "parties"), i, p) {
		bool side = sv_party_is(p, "reporter") || sv_party_is(p, "affected") || sv_party_is(p, "concerned");
		bool told = rule->done || sv_party_is(p, "reporter") || sv_json_has(p, "notified"); /* news is for who knows of the case */
		if ((rule->done && sv_json_has(p, rule->done)) || (!rule->everybody && (!side || sv_party_unreachable(s->before, p) || !told)))
			continue;
		json_t *one = sv_json_deep_copy(act);
		if (json_array_append_new(*acts, one) < 0 || !sv_json_set_text(one, "party", sv_party_id(p)))
			return sv_err_nomem(err);
		if (!sv_party_is(p, "concerned")) { /* only who is accused gets a copy and answers it */
			json_object_del(one, "copy");
			json_object_del(one, "answer_by");
		}
	}
	if (json_array_size(*acts) == 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("this step is open for no party of the case"));
	return SV_OK;
}

json_t *sv_act_of_record(const json_t *record)
{
	json_t *act = sv_json_copy(record), *word;
	size_t i;

	json_array_foreach(sv_json_array(record, "given"), i, word)
		sv_json_set_text(act, json_string_value(word), "(sealed)");
	sv_json_set(act, "override", json_object_get(record, "passed"));
	if (sv_json_has(record, "passed"))
		sv_json_set_text(act, "override_why", "(sealed)");
	return act;
}

enum sv_compartment sv_act_compartment(const json_t *schema, const char *member)
{
	const char *seal = sv_json_text(sv_json_object(sv_json_object(schema, "properties"), member), "x-seal");

	for (int i = 0; i < SV_COMPARTMENTS; i++)
		if (sv_text_is(seal, sv_compartment_name((enum sv_compartment)i)))
			return (enum sv_compartment)i;
	return SV_IDENTITY;
}

static bool put(json_t *out[SV_COMPARTMENTS], enum sv_compartment c, const char *member, json_t *value)
{
	if (out[c] == NULL)
		out[c] = json_object();
	return json_object_set(out[c], member, value) == 0;
}

bool sv_act_party_ours(const char *member)
{
	static const char *const own[] = { "party", "token", "of", "confidentiality", "mailbox", "acknowledged", "acknowledged_personally", "sent", "updated", "withdrawn" };

	for (size_t k = 0; k < sizeof own / sizeof own[0]; k++)
		if (strcmp(member, own[k]) == 0)
			return true;
	return false;
}

/* The parties (or changes of them), split: each compartment that has something of a party gets an object with its id. */
static bool split_parties(const json_t *schema, const char *name, const json_t *parties, json_t *out[SV_COMPARTMENTS])
{
	const json_t *party;
	const char *member;
	json_t *value;
	size_t i;

	json_array_foreach(parties, i, party) {
		json_t *part[SV_COMPARTMENTS] = { json_object(), NULL, NULL };
		bool ok = true;
		json_object_foreach((json_t *)party, member, value) {
			ok = put(part, sv_act_party_ours(member) ? SV_RECORD : sv_act_compartment(schema, member), member, value) && ok;
		}
		for (int c = 0; c < SV_COMPARTMENTS; c++) {
			if (part[c] == NULL)
				continue;
			if (out[c] == NULL)
				out[c] = json_object();
			json_t *list = sv_json_array(out[c], name);
			if (list == NULL)
				list = sv_json_put(out[c], name, json_array());
			ok = sv_json_set(part[c], "party", json_object_get(party, "party")) && ok;
			ok = json_array_append_new(list, part[c]) == 0 && ok;
		}
		if (!ok)
			return false;
	}
	return true;
}

enum sv_status sv_act_split(const json_t *schema, const json_t *party, const json_t *act, json_t *out[SV_COMPARTMENTS], struct sv_err *err)
{
	const char *member;
	json_t *value;
	bool ok = true;

	for (int c = 0; c < SV_COMPARTMENTS; c++)
		out[c] = NULL;
	json_object_foreach((json_t *)act, member, value) {
		if (strcmp(member, "step") == 0)
			continue; /* the kind of event says it */
		if (strcmp(member, "parties") == 0 || strcmp(member, "changes") == 0) {
			ok = split_parties(party, member, value, out) && ok;
			continue;
		}
		enum sv_compartment c = sv_act_compartment(schema, member);
		ok = put(out, c, member, value) && ok;
		if (c == SV_CONTENT && sv_has_words(act, member)) {
			if (out[SV_RECORD] == NULL)
				out[SV_RECORD] = json_object();
			ok = sv_json_add_word(out[SV_RECORD], "given", member) && ok;
		}
	}
	return ok ? SV_OK : sv_err_nomem(err);
}
