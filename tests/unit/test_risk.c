/* SPDX-License-Identifier: MIT */
/* Risks: levels as the published matrix has them, what an analysis comes to, the fold of its steps, and the map. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/id.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/risk.h"
#include "view/heat.h"
#include "said.h"

/* Rows are likelihoods from 5 down, columns impacts from 1: the matrix of the NPSA as it was published (green, yellow, amber, red). */
static void levels(void **state)
{
	static const char *const matrix[] = { "yarrr", "yaarr", "gyaar", "gyyaa", "gggyy" };
	static const char words[] = "gyar";
	int least, most;

	(void)state;
	for (int l = 1; l <= 5; l++)
		for (int i = 1; i <= 5; i++)
			if (words[sv_risk_level(l, i)] != matrix[5 - l][i - 1])
				fail_msg("likelihood %d, impact %d: %s", l, i, sv_risk_word(sv_risk_level(l, i)));
	static const int ranges[][2] = { { 1, 3 }, { 4, 6 }, { 8, 12 }, { 15, 25 } };
	for (int k = 0; k < 4; k++) {
		sv_risk_range((enum sv_risk_level)k, &least, &most);
		assert_int_equal(least, ranges[k][0]);
		assert_int_equal(most, ranges[k][1]);
	}
}

static void what_it_comes_to(void **state)
{
	static const struct { const char *assessments; int score, before; const char *level; size_t factors; } cases[] = {
		{ "[{'on':'2026-01-01','factors':[{'likelihood':3,'impact':4}]}]", 12, 12, "high", 1 },
		{ "[{'on':'2026-01-01','factors':[{'likelihood':3,'impact':4,'likelihood_after':1,'impact_after':4}]}]", 4, 12, "medium", 1 },
		/* the gravest, before and now: not of the same factor */
		{ "[{'on':'2026-01-01','factors':[{'likelihood':5,'impact':5,'likelihood_after':1,'impact_after':1},{'likelihood':2,'impact':3}]}]", 6, 25, "medium", 2 },
		/* the latest day counts, whatever was recorded last; of one day the last */
		{ "[{'on':'2026-02-01','factors':[{'likelihood':1,'impact':2}]},{'on':'2026-01-01','factors':[{'likelihood':5,'impact':5}]}]", 2, 2, "low", 1 },
		{ "[{'on':'2026-02-01','factors':[{'likelihood':1,'impact':2}]},{'on':'2026-02-01','factors':[{'likelihood':5,'impact':5}]}]", 25, 25, "very_high", 1 },
		{ "[]", 0, 0, NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		json_t *risk = json_object();
		json_object_set_new(risk, "assessments", json(cases[i].assessments));
		assert_true(sv_risk_settle(risk));
		assert_int_equal(sv_json_int(risk, "score", 0), cases[i].score);
		assert_int_equal(sv_json_int(risk, "score_before", 0), cases[i].before);
		assert_int_equal(sv_risk_factors(risk), cases[i].factors);
		if (cases[i].level)
			assert_string_equal(sv_json_text(risk, "level"), cases[i].level);
		else
			assert_null(sv_json_text(risk, "level"));
		json_decref(risk);
	}
	json_t *risk = json("{'assessments':[{'on':'2026-01-01','factors':[{'cause':'stress','likelihood':9,'impact':3},{'likelihood':0,'impact':2}]}]}"); /* of a store that others wrote */
	struct sv_risk_factor f = sv_risk_factor(risk, 0, false), none = sv_risk_factor(risk, 7, true);
	assert_string_equal(f.cause, "stress");
	assert_int_equal(f.likelihood, 1);
	assert_int_equal(f.impact, 3);
	assert_int_equal(none.likelihood * none.impact, 1);
	assert_int_equal(sv_risk_factor(risk, 1, true).likelihood, 1);
	json_decref(risk);
}

/* Folds an event on a day. */
static void step(json_t *state, const char *type, const char *at, const char *record)
{
	char instant[40];
	struct sv_err err = { 0 };
	json_t *said = json(record);

	snprintf(instant, sizeof instant, "%sT09:00:00Z", at);
	json_t *envelope = json_pack("{s:s,s:s,s:s,s:s}", "risk", "R-000000", "type", type, "at", instant, "by", "meldpunt");
	assert_int_equal(sv_item_fold(state, envelope, said, &err), SV_OK);
	json_decref(envelope);
	json_decref(said);
}

static void the_fold(void **state)
{
	json_t *risk = sv_item_new(), *due, *one;
	struct sv_err err = { 0 };
	char open[32];

	(void)state;
	step(risk, "risk.added", "2026-01-01", "{'title':'Buitendienst','trigger':'cluster','next':'2026-03-01','owner':'HR'}");
	step(risk, "risk.assessed", "2026-02-01", "{'factors':[{'likelihood':4,'impact':4}]}");
	assert_string_equal(sv_json_text(risk, "next"), "2026-03-01"); /* it is still to come */
	assert_string_equal(sv_json_text(risk, "level"), "very_high");
	step(risk, "risk.measure", "2026-02-02", "{'measure':'m1','text':'Werkoverleg','owner':'chef','by':'2026-04-01'}");
	step(risk, "risk.measure", "2026-02-02", "{'measure':'m2','text':'Training','owner':'HR','by':'2026-05-01'}");
	step(risk, "risk.followed", "2026-04-02", "{'measure':'m1','status':'in_progress','by':'2026-06-01','on':'2026-04-01'}");
	one = json_array_get(sv_json_array(risk, "measures"), 0);
	assert_string_equal(sv_json_text(one, "on"), "2026-02-02"); /* of the measure */
	assert_string_equal(sv_json_text(one, "followed"), "2026-04-01");
	assert_int_equal(sv_item_due(risk, &due, &err), SV_OK);
	assert_int_equal(json_array_size(due), 3);
	assert_string_equal(sv_json_text(sv_json_find(due, "measure", "m1"), "due"), "2026-06-01");
	json_decref(due);
	assert_int_equal(sv_item_open(risk, "measures", "measure", open, sizeof open), 2);
	assert_string_equal(open, "m1, m2");
	step(risk, "risk.followed", "2026-05-02", "{'measure':'m1','status':'done','effect':'rust','worked':'yes'}");
	assert_string_equal(sv_json_text(one, "followed"), "2026-05-02");
	assert_int_equal(sv_item_open(risk, "measures", "measure", open, sizeof open), 1);
	assert_string_equal(open, "m2");
	step(risk, "risk.assessed", "2026-06-01", "{'factors':[{'likelihood':1,'impact':4}]}");
	assert_null(sv_json_text(risk, "next")); /* it has been made again, and nothing new was agreed */
	assert_string_equal(sv_json_text(risk, "level"), "medium");
	assert_int_equal(sv_item_due(risk, &due, &err), SV_OK);
	assert_int_equal(json_array_size(due), 1);
	json_decref(due);
	step(risk, "risk.followed", "2026-06-02", "{'measure':'m9','status':'done'}"); /* what is not there changes nothing */
	assert_int_equal(json_array_size(sv_json_array(risk, "measures")), 2);
	json_decref(risk);
}

/* What was told of an act. */
static void note(void *data, const struct sv_err *err)
{
	char text[1024];

	sv_err_render(err, NULL, text, sizeof text);
	sv_buf_addf(data, "%s\n", text);
}

/* Judges an act by all that holds for it. */
static void judge(const char *event, const char *before, const char *act, const char *want)
{
	struct sv_buf got = SV_BUF_INIT;
	struct sv_act_report report = { note, &got };
	json_t *was = json(before), *said = json(act), *schema = json("{}"), *protocol = json("{'lists':{'cause':[{'id':'stress'},{'id':'workload'}],'unit':[{'id':'ict'}]}}");
	struct sv_act_setting s = { sv_event_type(event), protocol, NULL, was, 20000, "meldpunt" };

	sv_item_complete(&s, schema, said, &report);
	if (strcmp(sv_buf_str(&got), want) != 0)
		fail_msg("%s: '%s', not '%s'", act, sv_buf_str(&got), want);
	sv_buf_release(&got);
	json_decref(was);
	json_decref(said);
	json_decref(schema);
	json_decref(protocol);
}

static void what_an_act_may_not_say(void **state)
{
	char id[SV_CASE_ID_SIZE], other[SV_CASE_ID_SIZE], act[300];

	(void)state;
	judge("risk.assessed", "{}", "{'factors':[{'cause':'stress'},{'cause':'workload'},{'text':'a'},{'text':'b'}]}", "");
	judge("risk.assessed", "{}", "{'factors':[{'cause':'stress','text':'a'},{'cause':'stress','text':'b'}]}", "");
	judge("risk.assessed", "{}", "{'factors':[{'cause':'stress'},{'cause':'stress'}]}", "/factors/1: is there twice (give each its cause, or a text that tells them apart)\n");
	judge("risk.assessed", "{}", "{'factors':[{'likelihood':1},{'likelihood':2}]}", "/factors/1: is there twice (give each its cause, or a text that tells them apart)\n");
	judge("risk.assessed", "{}", "{'factors':[{'cause':'strss'}]}", "/factors/0/cause: unknown cause 'strss' (did you mean 'stress'?)\n");
	judge("risk.assessed", "{}", "{'on':'2100-01-01','factors':[]}", "/on: lies in the future\n");
	judge("risk.changed", "{}", "{'unit':'itc'}", "/unit: unknown unit 'itc' (did you mean 'ict'?)\n");
	judge("risk.changed", "{}", "{}", "changes nothing: give the members that are new\n");
	judge("risk.followed", "{'measures':[{'measure':'m1'}]}", "{'measure':'m2'}", "/measure: there is nothing with that number\n");
	judge("risk.followed", "{'measures':[{'measure':'m1'}]}", "{'measure':'m1'}", "");
	judge("risk.done", "{'measures':[{'measure':'m1','status':'done'}]}", "{}", "");
	judge("risk.done", "{'measures':[{'measure':'m1','status':'done'},{'measure':'m2'}]}", "{}",
	      "there are measures that nobody would see to any more: m2 (follow them up first, as done or dropped)\n");
	judge("risk.measure", "{'state':'done'}", "{'text':'x'}", "it is over: nothing can be added to it (add a new one)\n");
	/* no register names a case, at any depth; what only looks like one is nothing */
	sv_case_id_make(2026, 4711, id);
	snprintf(other, sizeof other, "%s", id);
	other[10] = other[10] == '0' ? '1' : '0';
	snprintf(act, sizeof act, "{'note':'(%s).'}", id);
	judge("risk.changed", "{}", act, "/note: names a case (the registers are open to every officer, also to who is kept out of that case)\n");
	snprintf(act, sizeof act, "{'attendees':['HR'],'actions':[{'text':'zie %s','owner':'HR'}]}", id);
	judge("actor.met", "{}", act, "/actions/0/text: names a case (the registers are open to every officer, also to who is kept out of that case)\n");
	snprintf(act, sizeof act, "{'note':'besluit %s, kenmerk X%s, %s-b, 2026-beleid'}", other, id, id);
	judge("risk.changed", "{}", act, "");
}

/* The map says each number and each level without colour. */
static void the_map(void **state)
{
	struct sv_heat h = { .title = "Titel", .up = "kans", .right = "gevolg", .levels = { "laag", "midden", "hoog", "zeer hoog" } };
	struct sv_buf text = SV_BUF_INIT;

	(void)state;
	for (int l = 0; l < 5; l++)
		for (int i = 0; i < 5; i++)
			h.level[l][i] = (int)sv_risk_level(l + 1, i + 1);
	h.count[3][2] = 2;
	h.count[0][0] = 12;
	sv_heat_text(&h, &text);
	assert_string_equal(sv_buf_str(&text),
	                    "Titel\n\nkans\n"
	                    " 5 |      -      +      !      !      !\n"
	                    " 4 |      -      +    2 +      !      !\n"
	                    " 3 |      .      -      +      +      !\n"
	                    " 2 |      .      -      -      +      +\n"
	                    " 1 |   12 .      .      .      -      -\n"
	                    "          1      2      3      4      5  gevolg\n\n"
	                    ". laag   - midden   + hoog   ! zeer hoog\n");
	sv_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(levels), cmocka_unit_test(what_it_comes_to), cmocka_unit_test(the_fold), cmocka_unit_test(what_an_act_may_not_say), cmocka_unit_test(the_map),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
