/* SPDX-License-Identifier: MIT */
/* Items of the registers, without a disk: ids, paths, the table of events, the fold, what acts must hold to, and what is due. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/id.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/item.h"
#include "said.h"

static void fold(json_t *state, const char *type, const char *at, const char *record)
{
	const struct sv_event_type *kind = sv_event_type(type);
	json_t *e = json_pack("{s:i,s:s,s:s,s:s,s:s}", "sv", 1, kind ? sv_register_member(kind->reg) : "policy", "P-000000", "type", type, "at", at, "by", "o1");
	json_t *r = record ? json(record) : NULL;

	assert_int_equal(sv_item_fold(state, e, r, NULL), SV_OK);
	json_decref(e);
	json_decref(r);
}

/* Every register has a letter, a member and a folder of its own; ids of one are of no other. */
static void registers_are_told_apart(void **state)
{
	char id[SV_ITEM_ID_SIZE], read[SV_ITEM_ID_SIZE], typed[SV_ITEM_ID_SIZE];
	size_t n = 0;

	(void)state;
	for (const struct sv_item_kind *k = sv_item_kinds; k->member; k++, n++) {
		assert_ptr_equal(sv_item_kind(k->member), k);
		assert_ptr_equal(sv_item_kind_of(k->reg), k);
		assert_string_equal(sv_register_member(k->reg), k->member);
		for (uint32_t random = 0; random < 1u << 25; random += 1048573) {
			sv_item_id_make(k->letter, random, id);
			assert_int_equal(id[0], k->letter);
			for (const struct sv_item_kind *o = sv_item_kinds; o->member; o++)
				assert_int_equal(sv_item_id_parse(o->letter, id, read), o == k ? SV_ID_GOOD : SV_ID_MALFORMED);
		}
		snprintf(typed, sizeof typed, "%c-000i1O", k->letter + 32); /* small letters, i for 1, O for 0 */
		enum sv_id_verdict v = sv_item_id_parse(k->letter, typed, read);
		assert_true(v != SV_ID_MALFORMED);
		assert_memory_equal(read + 2, "000110", 6);
	}
	assert_true(n >= 7);
	assert_null(sv_item_kind("case"));
	assert_null(sv_item_kind_of(SV_REGISTER_CASE));
}

/* One wrong character, or two neighbours that are swapped, are always found. */
static void slips_in_ids_are_found(void **state)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char id[SV_ITEM_ID_SIZE], read[SV_ITEM_ID_SIZE];

	(void)state;
	for (uint32_t random = 7; random < 1u << 25; random += 2097143) {
		sv_item_id_make('P', random, id);
		for (int i = 2; i < 8; i++) {
			char was = id[i];
			for (const char *c = alphabet; *c; c++) {
				id[i] = *c;
				assert_int_equal(sv_item_id_parse('P', id, read), *c == was ? SV_ID_GOOD : SV_ID_BAD_CHECK);
			}
			id[i] = was;
			if (i < 7 && id[i] != id[i + 1]) {
				id[i] = id[i + 1];
				id[i + 1] = was;
				assert_int_equal(sv_item_id_parse('P', id, read), SV_ID_BAD_CHECK);
				id[i + 1] = id[i];
				id[i] = was;
			}
		}
	}
	static const char *const malformed[] = { "", "P", "P-", "P-00000", "P-0000000", "P 000000", "P_000000", "-P000000", "P-00000U", "P-0000-0", "2026-000000", "P-\xc3\xa9" "0000" };
	for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++)
		assert_int_equal(sv_item_id_parse('P', malformed[i], read), SV_ID_MALFORMED);
}

static void paths_are_of_one_item_or_of_none(void **state)
{
	char id[16], made[SV_ITEM_ID_SIZE], path[64];

	(void)state;
	for (const struct sv_item_kind *k = sv_item_kinds; k->member; k++) {
		sv_item_id_make(k->letter, 12345, made);
		snprintf(path, sizeof path, "%s/%s.ndjson", k->folder, made);
		assert_ptr_equal(sv_item_from_path(path, id), k);
		assert_string_equal(id, made);
		snprintf(path, sizeof path, "%s/%s.ndjson", k == sv_item_kinds ? "risks" : "policies", made); /* of another register */
		assert_null(sv_item_from_path(path, id));
	}
	sv_item_id_make('P', 12345, made);
	static const char *const wrong[] = { "policies/%s", "policies/%s.json", "policies/%s.ndjson.", "policies/x/%s.ndjson", "policies//%s.ndjson", "policie/%s.ndjson", "policies_%s.ndjson", "policies/%s.ndjsom", "%s.ndjson", "POLICIES/%s.ndjson" };
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		snprintf(path, sizeof path, wrong[i], made);
		assert_null(sv_item_from_path(path, id));
	}
	snprintf(path, sizeof path, "policies/p%s.ndjson", made + 1); /* not as we write it */
	assert_null(sv_item_from_path(path, id));
	made[7] = made[7] == '0' ? '1' : '0';
	snprintf(path, sizeof path, "policies/%s.ndjson", made);
	assert_null(sv_item_from_path(path, id));
}

/* Each kind of event of an item register does something, and each register begins and may be found by verb. */
static void every_event_of_an_item_has_its_step(void **state)
{
	size_t n, seen = 0;
	const struct sv_event_type *types = sv_event_types(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		const struct sv_item_step *step = sv_item_step(types[i].name);
		assert_int_equal(step != NULL, sv_item_kind_of(types[i].reg) != NULL);
		if (step == NULL)
			continue;
		seen++;
		assert_string_equal(types[i].role, "record");
		assert_ptr_equal(sv_event_type_for(types[i].verb, types[i].step), &types[i]);
		assert_int_equal(step->how == SV_ITEM_NEW, strstr(types[i].name, ".added") != NULL);
		if (step->how == SV_ITEM_ADD || step->how == SV_ITEM_FOLLOW)
			assert_non_null(step->list);
		if (step->how == SV_ITEM_FOLLOW)
			assert_non_null(step->key);
	}
	assert_true(seen > 20);
	assert_null(sv_item_step("report.registered"));
	assert_null(sv_item_step("policy.unheard"));
}

static void an_item_is_the_fold_of_its_events(void **state)
{
	json_t *p = sv_item_new();

	(void)state;
	/* 23:30 in UTC is the next day in Amsterdam; what is said may not take the place of what the engine says */
	fold(p, "policy.added", "2026-01-01T23:30:00Z", "{'kind':'other','title':'Een','state':'done','policy':'P-111111','recorded_by':'x','added':'1999-01-01'}");
	is(p, "{'sv':1,'policy':'P-000000','state':'active','added':'2026-01-02','changed':'2026-01-02','recorded_by':'o1','kind':'other','title':'Een'}");
	fold(p, "policy.changed", "2026-01-03T10:00:00Z", "{'title':'Twee','owner':'hr'}");
	is(json_object_get(p, "title"), "'Twee'");
	is(json_object_get(p, "kind"), "'other'");
	is(json_object_get(p, "changed"), "'2026-01-03'");
	fold(p, "policy.version", "2026-01-04T10:00:00Z", "{'version':'1','from':'2026-02-01','review':'2029-02-01'}");
	fold(p, "policy.version", "2026-01-05T10:00:00Z", "{'version':'2'}");
	is(json_object_get(p, "versions"), "[{'version':'1','from':'2026-02-01','review':'2029-02-01','on':'2026-01-04','recorded_by':'o1'},{'version':'2','on':'2026-01-05','recorded_by':'o1'}]");
	is(json_object_get(p, "review"), "'2029-02-01'"); /* lifted, and not taken away by who says nothing of it */
	fold(p, "policy.version", "2026-01-06T10:00:00Z", "{'version':'2','from':'2027-01-01','review':'2030-01-01'}"); /* the same again: more of it */
	is(json_object_get(p, "versions"), "[{'version':'1','from':'2026-02-01','review':'2029-02-01','on':'2026-01-04','recorded_by':'o1'},"
	                                   "{'version':'2','from':'2027-01-01','review':'2030-01-01','on':'2026-01-06','recorded_by':'o1'}]");
	is(json_object_get(p, "review"), "'2030-01-01'");
	fold(p, "policy.consent", "2026-01-07T10:00:00Z", "{'version':'1','status':'asked','on':'2026-01-02'}"); /* a day of its own */
	fold(p, "policy.consent", "2026-01-07T10:00:00Z", "{'version':'1','status':'given'}");
	is(json_object_get(p, "consents"), "[{'version':'1','status':'asked','on':'2026-01-02','recorded_by':'o1'},{'version':'1','status':'given','on':'2026-01-07','recorded_by':'o1'}]");
	fold(p, "policy.done", "2026-01-08T10:00:00Z", "{'why':'klaar'}");
	is(json_object_get(p, "state"), "'done'");
	is(json_object_get(p, "done"), "{'why':'klaar','on':'2026-01-08'}");
	json_decref(p);
}

static void lists_with_numbers_are_followed(void **state)
{
	json_t *k = sv_item_new(), *r = sv_item_new();

	(void)state;
	fold(k, "actor.added", "2026-01-01T10:00:00Z", "{'kind':'confidant'}");
	fold(k, "actor.met", "2026-01-02T10:00:00Z", "{'next':'2026-04-01','actions':[{'action':'a1','text':'een'},{'action':'a2','text':'twee'}]}");
	fold(k, "actor.met", "2026-04-01T10:00:00Z", "{'actions':[{'action':'a3','text':'drie'}]}");
	assert_int_equal(json_array_size(sv_json_array(k, "meetings")), 2);
	assert_false(sv_json_has(json_array_get(sv_json_array(k, "meetings"), 0), "actions"));
	assert_int_equal(json_array_size(sv_json_array(k, "actions")), 3);
	fold(k, "actor.followed", "2026-04-02T10:00:00Z", "{'action':'a2','status':'done'}");
	is(json_array_get(sv_json_array(k, "actions"), 1), "{'action':'a2','text':'twee','status':'done','followed':'2026-04-02'}");
	is(json_array_get(sv_json_array(k, "actions"), 0), "{'action':'a1','text':'een'}");
	fold(k, "actor.followed", "2026-04-03T10:00:00Z", "{'action':'a9','status':'done'}"); /* of nothing: as a file from elsewhere may have it */
	assert_int_equal(json_array_size(sv_json_array(k, "actions")), 3);
	fold(r, "risk.added", "2026-01-01T10:00:00Z", "{'kind':'rie'}");
	fold(r, "risk.measure", "2026-01-02T10:00:00Z", "{'measure':'m1','text':'een'}");
	fold(r, "risk.followed", "2026-01-03T10:00:00Z", "{'measure':'m1','status':'done'}");
	is(json_array_get(sv_json_array(r, "measures"), 0), "{'measure':'m1','text':'een','on':'2026-01-02','recorded_by':'o1','status':'done','followed':'2026-01-03'}");
	json_decref(k);
	json_decref(r);
}

/* What this version does not know, and what does not open, is kept and counted, and breaks nothing. */
static void the_unknown_is_counted(void **state)
{
	json_t *p = sv_item_new(), *e;

	(void)state;
	fold(p, "policy.added", "2026-01-01T10:00:00Z", NULL); /* its record does not open */
	is(p, "{'sv':1,'policy':'P-000000','state':'active','added':'2026-01-01','changed':'2026-01-01','recorded_by':'o1'}");
	fold(p, "policy.version", "2026-01-01T10:00:00Z", NULL);
	assert_int_equal(json_array_size(sv_json_array(p, "versions")), 1);
	fold(p, "policy.blessed", "2026-01-02T10:00:00Z", "{'title':'x'}");
	fold(p, "report.registered", "2026-01-02T10:00:00Z", "{'title':'x'}");
	assert_int_equal(sv_json_int(p, "unknown", 0), 2);
	assert_false(sv_json_has(p, "title"));
	assert_string_equal(sv_json_text(p, "changed"), "2026-01-01");
	static const char *const broken[] = { "{}", "{'type':'policy.changed'}", "{'type':'policy.changed','at':'gisteren','by':'o1'}", "{'type':'policy.changed','at':'2026-01-01T10:00:00Z'}", "{'type':7}" };
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		e = json(broken[i]);
		assert_int_equal(sv_item_fold(p, e, NULL, NULL), SV_OK);
		json_decref(e);
	}
	assert_int_equal(sv_json_int(p, "unknown", 0), 2 + (int)(sizeof broken / sizeof broken[0]));
	e = json("{'type':'policy.changed','at':'2026-01-03T10:00:00Z','by':'o1','imported':'register','happened':{'at':'2025-01-01'}}"); /* taken over, and nobody knows of whom: no reason to leave it out */
	json_t *r = json("{'title':'Van vroeger'}");
	assert_int_equal(sv_item_fold(p, e, r, NULL), SV_OK);
	json_decref(e);
	json_decref(r);
	assert_string_equal(sv_json_text(p, "title"), "Van vroeger");
	assert_string_equal(sv_json_text(p, "changed"), "2025-01-01");
	assert_int_equal(sv_json_int(p, "unknown", 0), 2 + (int)(sizeof broken / sizeof broken[0]));
	json_decref(p);
}

/* Gathers what was reported: "/place " or "- " for the act itself. */
static void gather(void *data, const struct sv_err *err)
{
	char *all = data;

	assert_true(err->status == SV_BAD_INPUT || err->status == SV_NOT_FOUND);
	snprintf(all + strlen(all), 400 - strlen(all), "%s ", err->ncontexts ? err->context[0].text + err->context[0].arg[0] : "-");
}

/* Completes an act of a kind on a state; what is wrong must be at those places (sorted as they are found), and the act then is what it became. */
static bool past; /* it is taken over */
static json_t *completed(const char *type, const char *before, const char *act, const char *places)
{
	static const char rules[] = "{'lists':{'unit':[{'id':'zuid','was':[{'id':'zuid_oud'}]}],'category':[{'id':'bullying'}],'cause':[{'id':'workload'}]}}";
	json_t *b = before ? json(before) : NULL, *a = json(act), *protocol = json(rules), *schema = NULL;
	char got[400] = "", path[80];
	struct sv_act_report report = { gather, got };
	struct sv_act_setting s = { sv_event_type(type), protocol, NULL, b, day("2026-06-15"), "o1", past };

	assert_non_null(s.type);
	snprintf(path, sizeof path, "share/schema/%s.json", s.type->schema);
	if (sv_json_load_file(path, 1 << 20, SV_JSON_ANY, &schema, NULL) != SV_OK)
		schema = json("{}"); /* its schema is not written yet: then nothing is asked of a new one */
	enum sv_status st = sv_item_complete(&s, schema, a, &report);
	if (strcmp(got, places) != 0)
		fail_msg("%s %s: defects at '%s' instead of '%s'", type, act, got, places);
	assert_int_equal(st, places[0] ? SV_BAD_INPUT : SV_OK);
	json_decref(b);
	json_decref(schema);
	json_decref(protocol);
	return a;
}

static void acts_are_checked(void **state)
{
	static const struct { const char *type, *before, *act, *places; } want[] = {
		{ "policy.added", NULL, "{}", "/kind /title " },
		{ "policy.added", NULL, "{'kind':'other'}", "/title " },
		{ "policy.changed", "{'state':'active'}", "{}", "- " },
		{ "policy.changed", "{'state':'active'}", "{'title':'x'}", "" },
		{ "policy.changed", "{'state':'done'}", "{'title':'x'}", "- " },
		{ "policy.done", "{'state':'done'}", "{}", "- " },
		{ "policy.done", "{'state':'active'}", "{'on':'2026-06-16'}", "/on " },
		{ "policy.done", "{'state':'active'}", "{'on':'2026-06-15'}", "" },
		{ "activity.changed", "{'state':'active'}", "{'unit':'noord','units':['zuid','oost'],'category':'pesten','causes':['workload','x']}", "/unit /units/1 /category /causes/1 " },
		{ "activity.changed", "{'state':'active'}", "{'rows':[{'unit':'zuid','on':'2026-06-15'},{'unit':'west','on':'2027-01-01'}]}", "/rows/1/unit /rows/1/on " },
		{ "activity.changed", "{'state':'active'}", "{'unit':'zuid_oud','on':'ooit'}", "/unit " }, /* what is no day is for its schema to refuse */
		{ "activity.changed", "{'state':'active'}", "{'note':'zie 2026-0WTVV8.','title':'2026-0wtvv8'}", "/note " }, /* a case, by its id as it is printed */
		{ "actor.followed", "{'state':'active','actions':[{'action':'a1'}]}", "{}", "/action " },
		{ "actor.followed", "{'state':'active','actions':[{'action':'a1'}]}", "{'action':'a2'}", "/action " },
		{ "actor.followed", "{'state':'active','actions':[{'action':'a1'}]}", "{'action':'a1'}", "" },
		{ "risk.measure", "{'state':'done','measures':[]}", "{'text':'x'}", "- " },
		{ "survey.result", "{'state':'active','results':[{'on':'2026-01-01'}]}", "{'on':'2026-01-01'}", "/on " },
		{ "survey.result", "{'state':'active','results':[{'on':'2026-01-01'}]}", "{'on':'2026-01-02'}", "" },
		{ "survey.result", "{'state':'active','results':[{'on':'2026-01-01'}]}", "{}", "" }, /* which day, its schema asks */
	};

	(void)state;
	for (size_t i = 0; i < sizeof want / sizeof want[0]; i++)
		json_decref(completed(want[i].type, want[i].before, want[i].act, want[i].places));
	past = true; /* what is taken over may use a word that the list had before, and no other */
	json_decref(completed("activity.changed", "{'state':'active'}", "{'unit':'zuid_oud'}", ""));
	json_decref(completed("activity.changed", "{'state':'active'}", "{'unit':'noord'}", "/unit "));
	past = false;
}

static void what_is_added_is_numbered(void **state)
{
	json_t *a;

	(void)state;
	a = completed("risk.measure", "{'state':'active'}", "{'text':'x'}", "");
	is(a, "{'text':'x','measure':'m1'}");
	json_decref(a);
	a = completed("risk.measure", "{'state':'active','measures':[{'measure':'m1'},{'measure':'m2'}]}", "{'text':'x','measure':'m1'}", "");
	is(a, "{'text':'x','measure':'m3'}"); /* a number is given, not taken */
	json_decref(a);
	a = completed("actor.met", "{'state':'active','actions':[{'action':'a1'}]}", "{'actions':[{'text':'x'},{'text':'y'}]}", "");
	is(a, "{'actions':[{'text':'x','action':'a2'},{'text':'y','action':'a3'}]}");
	json_decref(a);
}

/* The terms of a state: "term:day[:number] …". */
static void due_is(const char *state_text, const char *want)
{
	json_t *s = json(state_text), *due = NULL, *one;
	char got[800] = "";
	size_t i;

	assert_int_equal(sv_item_due(s, &due, NULL), SV_OK);
	json_array_foreach(due, i, one) {
		const char *number = sv_json_text(one, "action") ? sv_json_text(one, "action") : sv_json_text(one, "measure") ? sv_json_text(one, "measure") : sv_json_text(one, "version");
		snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s:%s%s%s", i ? " " : "", sv_json_text(one, "term"), sv_json_text(one, "due"), number ? ":" : "", number ? number : "");
		assert_non_null(sv_item_term_label(sv_json_text(one, "term")));
	}
	if (strcmp(got, want) != 0)
		fail_msg("due of %s: '%s' instead of '%s'", state_text, got, want);
	json_decref(due);
	json_decref(s);
}

static void what_is_due_follows_from_the_state(void **state)
{
	json_t *s, *due = NULL;

	(void)state;
	due_is("{'policy':'P-1','state':'active'}", "");
	due_is("{'policy':'P-1','state':'active','review':'2029-01-01','law_next':'2027-01-01'}", "policy_review:2029-01-01 law_check:2027-01-01");
	due_is("{'policy':'P-1','state':'done','review':'2029-01-01','law_next':'2027-01-01'}", "");
	due_is("{'activity':'A-1','state':'active','planned':'2026-07-01'}", "activity:2026-07-01");
	due_is("{'actor':'K-1','state':'active','trained_until':'2027-01-01','until':'2028-01-01','next':'2026-09-01'}", "actor_training:2027-01-01 actor_mandate:2028-01-01 actor_meeting:2026-09-01");
	due_is("{'actor':'K-1','state':'active','actions':[{'action':'a1','by':'2026-07-01'},{'action':'a2','by':'2026-08-01','status':'done'},{'action':'a3','by':'2026-08-01','status':'dropped'},"
	       "{'action':'a4','by':'2026-08-01','status':'in_progress'},{'action':'a5'}]}",
	       "actor_action:2026-07-01:a1 actor_action:2026-08-01:a4");
	due_is("{'risk':'R-1','state':'active','next':'2027-01-01','measures':[{'measure':'m1','by':'2026-07-01'}]}", "risk_assessment:2027-01-01 risk_measure:2026-07-01:m1");
	due_is("{'survey':'S-1','state':'active','next':'2028-01-01'}", "survey:2028-01-01");
	/* the member of another register is none of this one's terms */
	due_is("{'survey':'S-1','state':'active','review':'2028-01-01','planned':'2028-01-01'}", "");
	/* consent: asked and not answered yet, of each version */
	due_is("{'policy':'P-1','state':'active','versions':[{'version':'1'},{'version':'2'}],'consents':[{'version':'1','status':'asked','on':'2026-01-01','answer_by':'2026-02-12'},"
	       "{'version':'2','status':'asked','on':'2026-01-02','answer_by':'2026-02-13'}]}", "policy_consent:2026-02-12:1 policy_consent:2026-02-13:2");
	due_is("{'policy':'P-1','state':'active','versions':[{'version':'1'},{'version':'2'}],'consents':[{'version':'1','status':'asked','on':'2026-01-01','answer_by':'2026-02-12'},"
	       "{'version':'2','status':'asked','on':'2026-01-02','answer_by':'2026-02-13'},{'version':'1','status':'refused','on':'2026-01-09'}]}", "policy_consent:2026-02-13:2");
	/* a version that ends, and nothing follows */
	due_is("{'policy':'P-1','state':'active','versions':[{'version':'1','from':'2024-01-01','until':'2025-12-31'}]}", "policy_until:2025-12-31:1");
	due_is("{'policy':'P-1','state':'active','versions':[{'version':'1','from':'2024-01-01','until':'2025-12-31'},{'version':'2'}]}", "policy_until:2025-12-31:1"); /* a draft follows nothing up */
	due_is("{'policy':'P-1','state':'active','versions':[{'version':'1','from':'2024-01-01','until':'2025-12-31'},{'version':'2','from':'2026-01-01'}]}", "");
	/* a change that a law check calls for, until there is a version or another check */
	due_is("{'policy':'P-1','state':'active','versions':[{'version':'1'}],'law_checks':[{'version':'1','outcome':'change_needed','change_by':'2026-09-01'}]}", "policy_change:2026-09-01");
	due_is("{'policy':'P-1','state':'active','versions':[{'version':'1'},{'version':'2'}],'law_checks':[{'version':'1','outcome':'change_needed','change_by':'2026-09-01'}]}", "");
	due_is("{'policy':'P-1','state':'active','versions':[{'version':'1'}],'law_checks':[{'version':'1','outcome':'change_needed','change_by':'2026-09-01'},{'version':'1','outcome':'in_order'}]}", "");
	due_is("{'policy':'P-1','state':'active','law_checks':[{'outcome':'change_needed','change_by':'2026-09-01'}]}", "policy_change:2026-09-01"); /* also of what has no version yet */
	/* who sees to it, what it is called */
	s = json("{'policy':'P-1','state':'active','title':'Code','owner':'hr','review':'2029-01-01'}");
	assert_int_equal(sv_item_due(s, &due, NULL), SV_OK);
	is(json_array_get(due, 0), "{'term':'policy_review','policy':'P-1','due':'2029-01-01','title':'Code','who':['hr']}");
	json_decref(due);
	json_decref(s);
	s = json("{'risk':'R-1','state':'active','title':'RIE','owner':'hr','measures':[{'measure':'m1','by':'2029-01-01','text':'lamp','owner':'fb'}]}");
	assert_int_equal(sv_item_due(s, &due, NULL), SV_OK);
	is(json_array_get(due, 0), "{'term':'risk_measure','risk':'R-1','due':'2029-01-01','title':'lamp','who':['fb'],'measure':'m1','source':'Arbowet art. 5'}");
	json_decref(due);
	json_decref(s);
	assert_null(sv_item_term_label("feedback"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(registers_are_told_apart),
		cmocka_unit_test(slips_in_ids_are_found),
		cmocka_unit_test(paths_are_of_one_item_or_of_none),
		cmocka_unit_test(every_event_of_an_item_has_its_step),
		cmocka_unit_test(an_item_is_the_fold_of_its_events),
		cmocka_unit_test(lists_with_numbers_are_followed),
		cmocka_unit_test(the_unknown_is_counted),
		cmocka_unit_test(acts_are_checked),
		cmocka_unit_test(what_is_added_is_numbered),
		cmocka_unit_test(what_is_due_follows_from_the_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
