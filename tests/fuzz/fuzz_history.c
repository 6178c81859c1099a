/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes a stored history that somebody else wrote, and acts on it: events of any kind in any order with anything in them are folded, and no fold, term, figure,
 * gate or completion may fall over what it finds. The protocol is one of the inputs too.
 */
#include "fuzz.h"

#include <jansson.h>

#include "base/buf.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/act.h"
#include "model/event.h"
#include "model/facts.h"
#include "model/fold.h"
#include "model/gates.h"
#include "model/item.h"
#include "model/kept.h"
#include "model/next.h"
#include "model/officer.h"
#include "model/protocol.h"
#include "model/series.h"
#include "model/terms.h"

static struct sv_err err;
static json_t *shipped, *officers, *bases;

/* Records that inputs change: the kinds of events are taken from the table, what they say from here. */
static const char base_text[] =
	"[{\"kind\":\"report\",\"confidentiality\":\"confidential\",\"channel\":\"desk\",\"category\":\"bullying\",\"gravity\":\"transgressive\",\"unit\":\"u1\",\"received\":\"2026-03-02\",\"incident\":\"2026-02-01\",\"given\":[\"narrative\"],"
	"\"parties\":[{\"party\":\"p1\",\"role\":\"reporter\",\"affected\":true,\"token\":\"t1\"},{\"party\":\"p2\",\"role\":\"concerned\",\"position\":\"manager\"}]},"
	"{\"route\":\"fact_finding\",\"category\":\"bullying\",\"gravity\":\"transgressive\",\"admissible\":true,\"inform\":[{\"party\":\"p2\",\"on\":\"2026-03-09\"}],\"handlers\":[\"a\"],\"basis\":\"policy\"},"
	"{\"party\":\"p2\",\"on\":\"2026-03-10\",\"answer_by\":\"2026-03-24\",\"copy\":true,\"allegation\":\"a1\",\"finding\":\"founded\",\"account\":\"x\",\"investigators\":[\"b\"],\"question\":\"y\",\"proportionality\":\"z\"},"
	"{\"outcome\":\"founded\",\"measures\":[\"warning\"],\"grounds\":\"x\",\"deciders\":[\"c\"],\"per\":[{\"party\":\"p2\",\"outcome\":\"founded\"}],\"retention\":\"two_years\",\"retain_until\":\"2028-01-01\",\"causes\":[\"workload\"],\"safety\":2,\"contact_by\":\"2026-04-01\"},"
	"{\"term\":\"decision\",\"until\":\"2026-09-01\",\"days\":30,\"why\":\"x\",\"to\":\"2026-7K3MQP\",\"as\":\"related\",\"set\":{\"category\":\"other\"},\"event\":\"01ARZ3NDEKTSV4RRFFQ69G5FAV\",\"recommendation\":\"r1\",\"owner\":\"hr\",\"by\":\"2026-12-01\",\"status\":\"done\"},"
	"{\"title\":\"T\",\"kind\":\"code_of_conduct\",\"review\":\"2027-01-01\",\"on\":\"2026-05-05\",\"next\":\"2027-05-05\",\"measure\":\"m1\",\"actions\":[{\"text\":\"x\",\"by\":\"2026-06-01\"}],\"versions\":3,\"status\":\"given\"}]";

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_start();
	HOLDS(sv_json_load_file("share/examples/protocol.json", 1u << 22, SV_JSON_ANY, &shipped, &err) == SV_OK || sv_json_load_file("../share/examples/protocol.json", 1u << 22, SV_JSON_ANY, &shipped, &err) == SV_OK);
	HOLDS(sv_json_parse(base_text, sizeof base_text - 1, SV_JSON_ANY, &bases, &err) == SV_OK);
	officers = json_pack("{s:{s:s,s:[s,s,s,s]},s:{s:s,s:[s]}}", "a", "officer", "a", "roles", "record", "content", "identity", "manage", "b", "officer", "b", "roles", "record");
	HOLDS(officers != NULL);
	return 0;
}

static void defect(void *data, const struct sv_err *e)
{
	(void)data;
	(void)e;
}

/* A record as the input says: one of the bases, changed byte by byte; NULL where that is no JSON any more (a record that does not open). */
static json_t *record_of(struct fuzz_input *in)
{
	char *text = json_dumps(json_array_get(bases, fuzz_byte(in) % json_array_size(bases)), JSON_COMPACT), *changed;
	struct fuzz_input part = fuzz_part(in, fuzz_byte(in) % 24);
	json_t *record = NULL;
	size_t n;

	HOLDS(text != NULL);
	changed = fuzz_changed(&part, text, strlen(text), &n);
	sv_json_parse(changed, n, 0, &record, NULL);
	free(changed);
	free(text);
	return record;
}

static json_t *envelope_of(struct fuzz_input *in, const struct sv_event_type **type)
{
	size_t n;
	const struct sv_event_type *types = sv_event_types(&n);
	unsigned which = fuzz_byte(in), day = fuzz_byte(in);
	char at[32];

	*type = &types[which % n];
	snprintf(at, sizeof at, "2026-%02u-%02uT10:00:00.000Z", day % 12 + 1, day % 28 + 1);
	return json_pack("{s:i,s:s,s:s,s:s,s:s,s:s}", "sv", 1, "event", "01ARZ3NDEKTSV4RRFFQ69G5FAV", sv_register_member((*type)->reg), (*type)->reg == SV_REGISTER_CASE ? "2026-7K3MQP" : "P-7K3MQP",
	                 "type", which > 250 ? "of.tomorrow" : (*type)->name, "at", at, "by", day & 1 ? "a" : "b");
}

/* What is made of a state is made of any state. */
static void look(const json_t *protocol, const json_t *state, struct sv_kept *kept)
{
	json_t *words = NULL, *facts = NULL, *due = NULL, *terms = NULL, *public = sv_case_public(state);

	HOLDS(public != NULL);
	ONE_OF(sv_series_words(protocol, &words, &err), SV_OK);
	ONE_OF(sv_facts(words, state, &facts, &err), SV_OK);
	ONE_OF(sv_terms_due(protocol, state, &due, &err), SV_OK);
	ONE_OF(sv_kept_terms(kept, &terms, &err), SV_OK);
	json_decref(words);
	json_decref(facts);
	json_decref(due);
	json_decref(terms);
	json_decref(public);
}

/* An act on a state: completed or refused, judged by every gate, split; never more than that. */
static void act_on(const json_t *protocol, const json_t *state, struct fuzz_input *in)
{
	const struct sv_event_type *type;
	json_t *envelope = envelope_of(in, &type), *act = record_of(in), *acts = NULL, *consequences = NULL, *parts[SV_COMPARTMENTS] = { NULL };
	struct sv_act_report report = { defect, NULL };
	struct sv_act_setting setting = { type, protocol, officers, state, 20500, "a" };
	struct sv_verdict verdict;

	if (act && type->reg == SV_REGISTER_CASE) {
		ONE_OF(sv_act_complete(&setting, act, &report), SV_OK, SV_BAD_INPUT);
		struct sv_trial trial = { protocol, officers, "a", 20500, state, type, act, false, NULL };
		sv_gates_judge(&trial, &verdict);
		HOLDS(verdict.n <= SV_REFUSALS_MAX);
		ONE_OF(sv_act_split(json_object_get(act, "schema"), NULL, act, parts, &err), SV_OK);
		ONE_OF(sv_act_expand(&setting, act, &acts, &err), SV_OK, SV_BAD_INPUT, SV_BUG);
		ONE_OF(sv_act_consequences(&setting, act, &consequences, &err), SV_OK);
	} else if (act && sv_item_step(type->name)) {
		ONE_OF(sv_item_complete(&setting, act, act, &report), SV_OK, SV_BAD_INPUT);
	}
	for (int c = 0; c < SV_COMPARTMENTS; c++)
		json_decref(parts[c]);
	json_decref(acts);
	json_decref(consequences);
	json_decref(act);
	json_decref(envelope);
}

static void cases(const json_t *protocol, struct fuzz_input in)
{
	json_t *state = sv_case_new();
	struct sv_kept *kept = sv_kept_new(protocol);

	HOLDS(state && kept);
	while (in.n > 4) {
		const struct sv_event_type *type;
		json_t *envelope = envelope_of(&in, &type), *record = record_of(&in);
		ONE_OF(sv_fold(state, envelope, record, &err), SV_OK);
		ONE_OF(sv_kept_see(kept, state, envelope, record, &err), SV_OK);
		json_decref(envelope);
		json_decref(record);
		if (in.n % 7 == 0)
			act_on(protocol, state, &in);
	}
	look(protocol, state, kept);
	sv_kept_free(kept);
	json_decref(state);
}

static void items(const json_t *protocol, struct fuzz_input in)
{
	json_t *state = sv_item_new(), *due = NULL;

	HOLDS(state != NULL);
	while (in.n > 4) {
		const struct sv_event_type *type;
		json_t *envelope = envelope_of(&in, &type), *record = record_of(&in);
		ONE_OF(sv_item_fold(state, envelope, record, &err), SV_OK);
		json_decref(envelope);
		json_decref(record);
		if (in.n % 5 == 0)
			act_on(protocol, state, &in);
	}
	ONE_OF(sv_item_due(state, &due, &err), SV_OK);
	json_decref(due);
	json_decref(state);
}

/* An officer's events, which decide who may do what. */
static void staff(struct fuzz_input in)
{
	json_t *state = json_object();

	while (in.n > 4) {
		const struct sv_event_type *type;
		json_t *envelope = envelope_of(&in, &type), *record = record_of(&in);
		json_object_set_new(envelope, "officer", json_string("a"));
		json_object_set(envelope, "public", record ? record : officers);
		ONE_OF(sv_officer_fold(state, envelope, record, &err), SV_OK, SV_INTEGRITY);
		json_decref(envelope);
		json_decref(record);
	}
	json_decref(state);
}

/* The shipped protocol with one place changed; what is refused is not used. */
static void protocols(struct fuzz_input in)
{
	char *text = json_dumps(shipped, JSON_COMPACT), *changed;
	struct fuzz_input part = fuzz_part(&in, fuzz_byte(&in) % 40);
	json_t *protocol = NULL;
	size_t n;

	HOLDS(text != NULL);
	changed = fuzz_changed(&part, text, strlen(text), &n);
	if (sv_json_parse(changed, n, 0, &protocol, NULL) == SV_OK) {
		enum sv_status st = sv_protocol_check(protocol, &err);
		ONE_OF(st, SV_OK, SV_CONFIG, SV_BAD_INPUT);
		if (st == SV_OK)
			cases(protocol, in);
	}
	json_decref(protocol);
	free(changed);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_take_all(data, size);

	switch (fuzz_byte(&in) % 4) {
	case 0:
		cases(shipped, in);
		break;
	case 1:
		items(shipped, in);
		break;
	case 2:
		staff(in);
		break;
	default:
		protocols(in);
	}
	return 0;
}
