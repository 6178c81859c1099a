/* SPDX-License-Identifier: MIT */
/* Model and stats, without a disk: flow, fold, split, terms, protocol, quartiles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/act.h"
#include "model/entitled.h"
#include "model/event.h"
#include "model/fold.h"
#include "model/gates.h"
#include "model/officer.h"
#include "model/protocol.h"
#include "model/terms.h"
#include "stats/order.h"
#include "said.h"

static json_t *shipped(void)
{
	json_t *p = NULL;

	assert_int_equal(sv_json_load_file("share/protocol/nl.json", 1 << 20, 0, &p, NULL), SV_OK);
	return p;
}

static void every_kind_can_be_found_both_ways(void **state)
{
	size_t n;
	const struct sv_event_type *types = sv_event_types(&n);

	(void)state;
	assert_true(n > 15);
	for (size_t i = 0; i < n; i++) {
		assert_ptr_equal(sv_event_type(types[i].name), &types[i]);
		if (types[i].verb)
			assert_ptr_equal(sv_event_type_for(types[i].verb, types[i].step), &types[i]);
	}
	assert_null(sv_event_type("report.unheard"));
	assert_null(sv_event_type_for("investigate", NULL));
	assert_null(sv_event_type_for("triage", "open"));
	for (int s = SV_STATE_REGISTERED; s < SV_STATES; s++)
		assert_int_equal(sv_state_from(sv_state_name((enum sv_state)s)), s);
	assert_int_equal(sv_state_from("x"), SV_STATE_NONE);
}

static void fold(json_t *state, const char *type, const char *at, const char *record)
{
	json_t *envelope = json_pack("{s:i,s:s,s:s*,s:s,s:s}", "sv", 1, "case", "2026-000000", "type", type, "at", at, "by", "o");
	json_t *r = record ? json(record) : NULL;

	assert_int_equal(sv_fold(state, envelope, r, NULL), SV_OK);
	json_decref(envelope);
	json_decref(r);
}

/* A day lies before an instant where the instant's day in Amsterdam is a later one; what says no moment lies before nothing. */
static void moments_are_held_against_each_other(void **state)
{
	static const struct { const char *a, *b; bool before; } moments[] = {
		{ "2026-01-01", "2026-01-02", true }, { "2026-01-02", "2026-01-01", false }, { "2026-03-29", "2026-03-28T23:30:00Z", false }, { "2026-03-28T23:30:00Z", "2026-03-29", false },
		{ "2026-03-28T22:30:00Z", "2026-03-29", true }, { "2026-03-28T22:30:00Z", "2026-03-28T22:30:01Z", true }, { "x", "2026-01-02", false }, { "2026-01-01", "x", false }, { NULL, "2026-01-02", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++)
		if (sv_when_before(moments[i].a, moments[i].b) != moments[i].before)
			fail_msg("%s before %s", moments[i].a ? moments[i].a : "nothing", moments[i].b);
}

static void a_case_is_the_fold_of_its_events(void **state)
{
	json_t *c = sv_case_new(), *p;

	(void)state;
	fold(c, "report.registered", "2026-03-28T23:30:00Z", "{'kind':'report','received':'2026-03-29','parties':[{'party':'p1','role':'reporter','token':'t1'},{'party':'p2','role':'concerned'}]}");
	assert_string_equal(sv_json_text(c, "registered"), "2026-03-29"); /* half past midnight in Amsterdam */
	fold(c, "triage.decided", "2026-03-30T10:00:00Z", "{'route':'informal'}");
	fold(c, "triage.decided", "2026-03-31T10:00:00Z", "{'route':'preliminary','parties':[{'party':'p3','role':'witness'}]}");
	fold(c, "triage.decided", "2026-03-31T11:00:00Z", "{'route':'preliminary','category':'bullying'}");
	assert_int_equal(json_array_size(sv_json_array(c, "routes")), 2);
	assert_int_equal(json_array_size(sv_json_array(c, "parties")), 3);
	fold(c, "something.new", "2026-04-01T10:00:00Z", "{'x':1}"); /* carried, counted, never fatal */
	fold(c, NULL, "2026-04-01T10:00:00Z", "{'x':1}");
	assert_int_equal(sv_json_int(c, "unknown_events", 0), 2);
	fold(c, "investigation.preliminary", "2026-04-02T10:00:00Z", NULL); /* sealed: the state word follows still */
	assert_string_equal(sv_json_text(c, "state"), "investigating");
	assert_false(sv_json_has(c, "preliminary"));
	fold(c, "decision.made", "2026-05-01T10:00:00Z", "{'outcome':'settled','measures':['none']}");
	fold(c, "aftercare.planned", "2026-05-02T10:00:00Z", "{'party':'p1','contact_by':'2026-06-01'}");
	assert_string_equal(sv_json_text(c, "state"), "aftercare");
	fold(c, "aftercare.contacted", "2026-05-20T10:00:00Z", "{'party':'p1','safety':2,'on':'2026-05-19','contact_by':'2026-08-01'}");
	p = sv_json_find(sv_json_array(c, "parties"), "party", "p1");
	assert_string_equal(sv_json_text(p, "contact_by"), "2026-08-01");
	assert_int_equal(sv_json_int(c, "events", 0), 10);
	json_t *public = sv_case_public(c);
	size_t i;
	json_array_foreach(sv_json_array(public, "parties"), i, p)
		assert_false(sv_json_has(p, "token"));
	assert_true(sv_json_has(json_array_get(sv_json_array(c, "parties"), 0), "token"));
	json_decref(public);
	json_decref(c);
}

/* An officer is the fold of an officer's events: what is none of them, or of no kind, makes nothing of them. */
static void an_officer_is_the_fold_of_their_events(void **state)
{
	static const struct { const char *envelope, *want; } cases[] = {
		{ "{'officer':'o','type':'officer.added','at':'2026-01-01T10:00:00Z','public':{'roles':['record'],'sign':'s1'}}", "{'officer':'o','roles':['record'],'sign':'s1','since':'2026-01-01T10:00:00Z','token':'t'}" },
		{ "{'officer':'o','type':'policy.added','at':'2026-01-01T10:00:00Z','public':{'roles':['record'],'sign':'s1'}}", "{'officer':'o'}" },
		{ "{'officer':'o','at':'2026-01-01T10:00:00Z','public':{'roles':['record'],'sign':'s1'}}", "{'officer':'o'}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		json_t *officer = json_object(), *envelope = json(cases[i].envelope), *record = json("{'token':'t'}");
		assert_int_equal(sv_officer_fold(officer, envelope, record, NULL), SV_OK);
		is(officer, cases[i].want);
		json_decref(officer);
		json_decref(envelope);
		json_decref(record);
	}
}

static void due_is(const json_t *protocol, const char *state_text, const char *want)
{
	json_t *state = json(state_text), *due = NULL, *one;
	char got[512] = "";
	size_t i;

	assert_int_equal(sv_terms_due(protocol, state, &due, NULL), SV_OK);
	json_array_foreach(due, i, one) {
		const char *party = sv_json_text(one, "party");
		size_t used = strlen(got);
		snprintf(got + used, sizeof got - used, "%s%s%s %s", used ? ", " : "", sv_json_text(one, "term"), party ? party : "", sv_json_text(one, "due"));
	}
	assert_string_equal(got, want);
	json_decref(due);
	json_decref(state);
}

static void terms_run_and_are_met(void **state)
{
	json_t *p = shipped();

	(void)state;
	due_is(p, "{'state':'registered','received':'2025-11-30','parties':[{'party':'p1','role':'reporter','updated':'2025-11-30'}]}",
	       "receiptp1 2025-12-07, personal_acknowledgementp1 2025-12-03, triage 2025-12-14, feedbackp1 2026-03-07, status_updatep1 2026-01-11, decision 2026-02-28");
	due_is(p, "{'state':'triaged','received':'2023-11-29','triaged':'2023-12-01','parties':[{'party':'p1','role':'reporter','acknowledged':'2023-11-29','acknowledged_personally':'2023-11-30','withdrawn':'2023-12-20'}]}",
	       "feedbackp1 2024-02-29, decision 2024-02-29");
	due_is(p, "{'state':'investigating','received':'2026-01-01','triaged':'2026-01-02','acknowledged':'2026-01-02','acknowledged_personally':'2026-01-02','feedback':'2026-01-03','parties':[{'party':'p2','answer_by':'2026-02-01','comment_by':'2026-03-01','commented':'2026-02-10'}]}",
	       "decision 2026-04-01, answerp2 2026-02-01");
	due_is(p, "{'state':'aftercare','received':'2026-01-01','triaged':'2026-01-02','decided':'2026-02-01','feedback':'2026-02-01','parties':[{'party':'p2','answer_by':'2026-02-01','contact_by':'2026-04-01'}]}", "aftercare_contactp2 2026-04-01");
	due_is(p, "{'state':'closed','received':'2026-01-01'}", "");
	json_decref(p);
}

static void nothing(void *data, const struct sv_err *err)
{
	int *n = data;

	(void)err;
	(*n)++;
}

static void acts_are_completed_and_split(void **state)
{
	json_t *p = shipped(), *schema = NULL, *party = NULL, *out[SV_COMPARTMENTS];
	json_t *before = sv_case_new(), *officers = json_object();
	json_t *act = json("{'kind':'report','confidentiality':'named','narrative':'verhaal','wishes':' ','category':'bullying','parties':[{'role':'reporter','name':'N','person':'P','position':'employee','token':'t'}],'unheard':'x'}");
	int defects = 0;
	struct sv_act_report report = { nothing, &defects };
	struct sv_act_setting s = { sv_event_type("report.registered"), p, officers, before, 20000 };

	(void)state;
	assert_int_equal(sv_act_complete(&s, act, &report), SV_OK);
	assert_string_equal(sv_json_text(act, "received"), "2024-10-04");
	assert_int_equal(sv_json_load_file("share/schema/report.json", 1 << 20, SV_JSON_ANY, &schema, NULL), SV_OK);
	assert_int_equal(sv_json_load_file("share/schema/party.json", 1 << 20, SV_JSON_ANY, &party, NULL), SV_OK);
	assert_int_equal(sv_act_split(schema, party, act, out, NULL), SV_OK);
	char *text[SV_COMPARTMENTS];
	for (int c = 0; c < SV_COMPARTMENTS; c++)
		text[c] = json_dumps(out[c], JSON_COMPACT | JSON_SORT_KEYS);
	assert_string_equal(text[SV_RECORD], "{\"basis\":\"policy\",\"category\":\"bullying\",\"confidentiality\":\"named\",\"given\":[\"narrative\"],\"kind\":\"report\",\"parties\":[{\"party\":\"p1\",\"position\":\"employee\",\"role\":\"reporter\",\"token\":\"t\"}],\"received\":\"2024-10-04\"}");
	assert_string_equal(text[SV_CONTENT], "{\"narrative\":\"verhaal\",\"wishes\":\" \"}");
	assert_string_equal(text[SV_IDENTITY], "{\"parties\":[{\"name\":\"N\",\"party\":\"p1\",\"person\":\"P\"}],\"unheard\":\"x\"}"); /* what no schema knows is sealed strictest */
	json_object_set_new(act, "category", json_string("bulying"));
	json_object_set_new(act, "incident", json_string("2024-10-05"));
	assert_int_equal(sv_act_complete(&s, act, &report), SV_BAD_INPUT);
	assert_int_equal(defects, 3); /* the word, the future, and after receipt */
	for (int c = 0; c < SV_COMPARTMENTS; c++) {
		free(text[c]);
		json_decref(out[c]);
	}
	json_decref(p);
	json_decref(schema);
	json_decref(party);
	json_decref(before);
	json_decref(officers);
	json_decref(act);
}

static void protocols_are_checked(void **state)
{
	json_t *p = shipped(), *gates = sv_json_array(p, "gates"), *unit = sv_json_array(sv_json_object(p, "lists"), "unit");
	struct sv_err err = { 0 };

	(void)state;
	assert_int_equal(sv_protocol_check(p, &err), SV_OK);
	assert_int_equal(sv_protocol_word(p, "unit", "any unit at all", &err), SV_OK); /* an empty list lets all through */
	assert_int_equal(sv_protocol_word(p, "route", "informl", &err), SV_BAD_INPUT);
	json_array_append_new(unit, json("{'id':'a','parent':'b'}"));
	assert_int_equal(sv_protocol_check(p, &err), SV_CONFIG);
	json_array_append_new(unit, json("{'id':'b','parent':'a'}"));
	assert_int_equal(sv_protocol_check(p, &err), SV_CONFIG); /* a circle */
	json_object_del(json_array_get(unit, 1), "parent");
	assert_int_equal(sv_protocol_check(p, &err), SV_OK);
	json_object_set_new(sv_protocol_gate(p, "proportionality"), "override", json_true());
	assert_int_equal(sv_protocol_check(p, &err), SV_CONFIG); /* never by override */
	json_object_del(sv_protocol_gate(p, "proportionality"), "override");
	json_array_remove(gates, 0);
	assert_int_equal(sv_protocol_check(p, &err), SV_CONFIG); /* a gate left out */
	json_array_append_new(gates, json("{'gate':'unheard','on':true,'source':'x'}"));
	assert_int_equal(sv_protocol_check(p, &err), SV_CONFIG);
	json_decref(p);
}

static void a_gate_that_is_off_refuses_nothing(void **state)
{
	json_t *p = shipped(), *before = sv_case_new(), *officers = json_object(), *act = json("{'outcome':'settled'}");
	struct sv_trial t = { p, officers, "o", 20000, before, sv_event_type("decision.made"), act };
	struct sv_verdict v;

	(void)state;
	sv_gates_judge(&t, &v);
	assert_int_equal(v.n, 2); /* grounds, measures */
	assert_string_equal(v.refusals[0].gate->name, "grounds_and_measures");
	json_object_set_new(sv_protocol_gate(p, "grounds_and_measures"), "on", json_false());
	sv_gates_judge(&t, &v);
	assert_int_equal(v.n, 0);
	json_decref(p);
	json_decref(before);
	json_decref(officers);
	json_decref(act);
}

/* Against R's quantile(x, type = 7): values worked out by its definition for small samples. */
static void quartiles_are_exact(void **state)
{
	static const struct { long long x[6]; size_t n; double q1, median, q3; } cases[] = {
		{ { 5 }, 1, 5, 5, 5 }, { { 1, 2 }, 2, 1.25, 1.5, 1.75 }, { { 1, 2, 3 }, 3, 1.5, 2, 2.5 }, { { 1, 2, 3, 10 }, 4, 1.75, 2.5, 4.75 },
		{ { 0, 0, 7, 8, 9 }, 5, 0, 7, 8 }, { { -4, 0, 1, 1, 3, 100 }, 6, 0.25, 1, 2.5 },
	};
	struct sv_quartiles q;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sv_quartiles(cases[i].x, cases[i].n, &q);
		assert_true(q.q1 == cases[i].q1 && q.median == cases[i].median && q.q3 == cases[i].q3);
		assert_true(q.min == (double)cases[i].x[0] && q.max == (double)cases[i].x[cases[i].n - 1]);
	}
	sv_quartiles(NULL, 0, &q);
	assert_int_equal(q.n, 0);
}

/* Where nothing in a case makes anybody's access differ, everybody may open just what their roles say; random cases and officers. */
static void access_by_role_is_just_that(void **state)
{
	static const char *const officers_text = "{\"a\":{\"roles\":[\"record\",\"content\",\"identity\"],\"token\":\"TA\"},\"b\":{\"roles\":[\"record\"]},\"c\":{\"roles\":[],\"gone\":\"2026-01-01\"},"
	                                         "\"d\":{\"roles\":[\"record\"],\"unattended\":true,\"token\":\"TD\"}}";
	static const char *const parts[] = { "\"named\":[]", "\"named\":[\"a\"]", "\"excluded\":[\"b\"]", "\"excluded\":[]", "\"grants\":[{\"officer\":\"b\",\"compartment\":\"content\"}]", "\"grants\":[]",
	                                     "\"parties\":[{\"party\":\"p1\",\"token\":\"TA\"}]", "\"parties\":[{\"party\":\"p1\",\"token\":\"TX\"},{\"party\":\"p2\",\"token\":\"TD\"}]", "\"parties\":[{\"party\":\"p1\"}]" };
	json_t *officers = json_loads(officers_text, 0, NULL);
	int by_role = 0, differing = 0;

	(void)state;
	assert_non_null(officers);
	for (unsigned set = 0; set < 1u << (sizeof parts / sizeof parts[0]); set++) {
		char text[1024] = "{\"kind\":\"report\"";
		for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
			if (set >> i & 1)
				strcat(strcat(text, ","), parts[i]);
		json_t *c = json_loads(strcat(text, "}"), 0, NULL); /* of a member that comes twice the last one counts */
		const char *handle;
		json_t *officer;
		bool differs = false;
		json_object_foreach(officers, handle, officer)
			for (int part = 0; part < SV_COMPARTMENTS; part++)
				differs = differs || sv_entitled(c, officers, handle, (enum sv_compartment)part, 20000) != sv_officer_has(officers, handle, sv_compartment_name((enum sv_compartment)part));
		assert_false(sv_all_by_role(c, officers) && differs);
		by_role += sv_all_by_role(c, officers);
		differing += differs;
		json_decref(c);
	}
	assert_true(by_role > 10 && differing > 100);
	json_decref(officers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_can_be_found_both_ways), cmocka_unit_test(moments_are_held_against_each_other), cmocka_unit_test(a_case_is_the_fold_of_its_events), cmocka_unit_test(terms_run_and_are_met),
		cmocka_unit_test(acts_are_completed_and_split), cmocka_unit_test(protocols_are_checked), cmocka_unit_test(a_gate_that_is_off_refuses_nothing),
		cmocka_unit_test(an_officer_is_the_fold_of_their_events), cmocka_unit_test(access_by_role_is_just_that), cmocka_unit_test(quartiles_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
