/* SPDX-License-Identifier: MIT */
/* Working days, terms, suggestions and clusters: what the protocol declares comes out as its sources say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/calendar.h"
#include "model/letter.h"
#include "model/suggest.h"
#include "model/terms.h"
#include "stats/cluster.h"
#include "said.h"

static json_t *shipped(void)
{
	json_t *p = NULL;

	assert_int_equal(sv_json_load_file("share/protocol/nl.json", 1 << 20, 0, &p, NULL), SV_OK);
	return p;
}

/* Easter after the tables of the US Naval Observatory; the free days of 2025 to 2027 after the Algemene termijnenwet. */
static void working_days(void **state)
{
	static const char *const easter[] = { "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25" };
	static const char *const off[] = {
		"2025-01-01", "2025-04-18", "2025-04-21", "2025-04-26", "2025-05-05", "2025-05-29", "2025-06-09", "2025-12-25", "2025-12-26",
		"2026-04-03", "2026-04-06", "2026-04-27", "2026-05-05", "2026-05-14", "2026-05-25", "2026-12-25", "2027-03-26", "2027-03-29", "2027-04-27", "2027-05-06", "2027-05-17",
		"2026-11-21", "2026-11-22",
	};
	static const char *const on[] = { "2025-04-28", "2025-04-22", "2025-12-24", "2026-04-02", "2026-04-07", "2026-05-04", "2026-12-31", "2027-04-26", "2026-11-23" };

	(void)state;
	for (size_t i = 0; i < sizeof easter / sizeof easter[0]; i++)
		assert_int_equal(sv_easter(atoi(easter[i])), day(easter[i]));
	for (size_t i = 0; i < sizeof off / sizeof off[0]; i++)
		if (sv_working_day(day(off[i])))
			fail_msg("%s is no working day", off[i]);
	for (size_t i = 0; i < sizeof on / sizeof on[0]; i++)
		if (!sv_working_day(day(on[i])))
			fail_msg("%s is a working day", on[i]);
	assert_int_equal(sv_working_days_after(day("2026-04-02"), 3), day("2026-04-09"));
	assert_int_equal(sv_working_days_after(day("2026-11-20"), 1), day("2026-11-23"));
	assert_int_equal(sv_working_days_after(day("2026-11-20"), 0), day("2026-11-20"));
	assert_int_equal(sv_working_days_after(day("2026-12-24"), 1), day("2026-12-28"));
}

/* The last day of one term of a state, or "-". */
static void due_is(const char *term, const char *state_text, const char *want)
{
	json_t *p = shipped(), *state = json(state_text), *due = NULL;

	assert_int_equal(sv_terms_due(p, state, &due, NULL), SV_OK);
	const json_t *one = sv_terms_find(due, term, NULL);
	const char *got = one ? sv_json_text(one, "due") : "-";
	if (strcmp(got, want) != 0)
		fail_msg("%s of %s is %s, wanted %s", term, state_text, got, want);
	json_decref(due);
	json_decref(state);
	json_decref(p);
}

static void terms_of_the_law(void **state)
{
	(void)state;
	/* art. 9(1)(f): three calendar months from the acknowledgement; none sent: from the end of the seven days; never from receipt */
	due_is("feedback", "{'state':'triaged','received':'2026-01-01','parties':[{'party':'p1','role':'reporter','acknowledged':'2026-01-05'}]}", "2026-04-05");
	due_is("feedback", "{'state':'triaged','received':'2026-01-01','parties':[{'party':'p1','role':'reporter'}]}", "2026-04-08");
	due_is("feedback", "{'state':'triaged','received':'2023-11-22','parties':[{'party':'p1','role':'reporter'}]}", "2024-02-29");                             /* 29 November, and a February with 29 days */
	due_is("feedback", "{'state':'triaged','received':'2024-11-22','parties':[{'party':'p1','role':'reporter'}]}", "2025-02-28");                             /* and one without */
	due_is("feedback", "{'state':'triaged','received':'2027-11-20','parties':[{'party':'p1','role':'reporter','acknowledged':'2027-11-30'}]}", "2028-02-29"); /* no 30 February: its last day */
	due_is("feedback", "{'state':'triaged','received':'2025-12-20','parties':[{'party':'p1','role':'reporter','acknowledged':'2025-12-28'}]}", "2026-03-28"); /* the day before summer time */
	due_is("feedback", "{'state':'decided','decided':'2026-02-01','received':'2026-01-01','parties':[{'party':'p1','role':'reporter'}]}", "2026-04-08");      /* a decision is no feedback */
	due_is("feedback", "{'state':'triaged','received':'2026-01-01','parties':[{'party':'p1','role':'reporter','sent':{'feedback':'2026-02-01'}}]}", "-");
	due_is("feedback", "{'state':'triaged','confidentiality':'anonymous','received':'2026-01-01','parties':[{'party':'p1','role':'reporter'}]}", "-"); /* nobody to tell */
	due_is("feedback", "{'state':'triaged','confidentiality':'anonymous','mailbox':true,'received':'2026-01-01','parties':[{'party':'p1','role':'reporter','acknowledged':'2026-01-01'}]}", "2026-04-01");
	due_is("receipt", "{'state':'registered','received':'2026-02-25','parties':[{'party':'p1','role':'reporter'}]}", "2026-03-04");
	due_is("receipt", "{'state':'registered','received':'2026-02-25','parties':[{'party':'p1','role':'reporter','acknowledged':'2026-02-25'}]}", "-");
	due_is("personal_acknowledgement", "{'state':'registered','received':'2026-02-26','parties':[{'party':'p1','role':'reporter'}]}", "2026-03-03");
	due_is("oral_record", "{'state':'registered','received':'2026-02-01','oral':true,'parties':[{'party':'p1','role':'reporter'}]}", "2026-02-15");
	due_is("oral_record", "{'state':'registered','received':'2026-02-01','parties':[{'party':'p1','role':'reporter'}]}", "-");
	due_is("feedback", "{'state':'closed','received':'2026-01-01','parties':[{'party':'p1','role':'reporter'}]}", "2026-04-08"); /* closing ends no duty to tell */
	due_is("feedback", "{'state':'triaged','received':'2026-01-01','parties':[{'party':'p1','role':'concerned'}]}", "-"); /* nobody reported */
	due_is("decision", "{'state':'triaged','kind':'complaint','received':'2026-01-05','complained':'2026-01-21'}", "2026-04-01"); /* ten weeks from when it became one */
	due_is("decision", "{'state':'triaged','kind':'report','received':'2026-01-05','reopened_on':'2026-09-01'}", "2026-12-01");
	due_is("decision", "{'state':'triaged','kind':'complaint','received':'2026-01-05'}", "2026-03-16");
	due_is("decision", "{'state':'triaged','kind':'report','received':'2026-01-05'}", "2026-04-05");
}

/* A path without names in it, which no schema allows, leads to the case itself: that is no day, and it is there. */
static void a_path_of_nothing_leads_to_the_case(void **state)
{
	static const struct { const char *rules; size_t due; } all[] = {
		{ "{'terms':[{'term':'x','from':'/','days':1}]}", 0 }, { "{'terms':[{'term':'x','until':'received','met_by':'/'}]}", 0 }, { "{'terms':[{'term':'x','until':'received'}]}", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		json_t *rules = json(all[i].rules), *c = json("{'state':'triaged','received':'2026-01-01'}"), *due = NULL;
		assert_int_equal(sv_terms_due(rules, c, &due, NULL), SV_OK);
		assert_int_equal(json_array_size(due), all[i].due);
		json_decref(due);
		json_decref(c);
		json_decref(rules);
	}
}

static void terms_run_by_schedule_and_are_changed(void **state)
{
	static const char care[] = "{'state':'%s','parties':[{'party':'p1','role':'reporter','care_from':'2026-01-31'%s}]}";
	static const struct { const char *word, *more, *want; } steps[] = {
		{ "aftercare", "", "2026-02-14" }, { "aftercare", ",'care_contacts':1", "2026-04-30" }, { "closed", ",'care_contacts':2", "2026-07-31" }, { "closed", ",'care_contacts':3", "2027-01-31" },
		{ "closed", ",'care_contacts':4", "-" }, { "closed", ",'care_contacts':4,'contact_by':'2027-05-01'", "2027-05-01" }, { "erased", "", "-" },
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		snprintf(text, sizeof text, care, steps[i].word, steps[i].more);
		due_is("aftercare_contact", text, steps[i].want);
	}
	due_is("status_update", "{'state':'triaged','received':'2026-01-01','parties':[{'party':'p1','role':'reporter'}]}", "2026-02-12");
	due_is("status_update", "{'state':'triaged','received':'2026-01-01','parties':[{'party':'p1','role':'reporter','updated':'2026-02-01'}]}", "2026-03-15");
	due_is("status_update", "{'state':'triaged','received':'2026-01-01','parties':[{'party':'p2','role':'concerned'}]}", "-"); /* who was not told is not told how things stand */
	due_is("status_update", "{'state':'triaged','received':'2026-01-01','parties':[{'party':'p2','role':'concerned','notified':'2026-02-01'}]}", "2026-03-15");
	due_is("decision", "{'state':'triaged','received':'2026-01-05','terms':{'decision':{'until':'2026-05-01','times':1}}}", "2026-05-01");
	due_is("decision", "{'state':'triaged','received':'2026-01-05','terms':{'decision':{'until':'2026-03-01','times':1}}}", "2026-04-05"); /* an extension makes nothing shorter */
	due_is("decision", "{'state':'triaged','received':'2026-01-05','terms':{'decision':{'days_suspended':10}}}", "2026-04-15");
	due_is("aftercare_contact", "{'state':'aftercare','parties':[{'party':'p1','role':'reporter','care_from':'2026-01-31','care_contacts':-1}]}", "-"); /* a count that is none, as others may have written it */
	due_is("decision", "{'state':'triaged','received':'2026-01-05','terms':{'decision':{'suspended':'2026-02-01'}}}", "-");
	due_is("recommendation", "{'state':'closed','recommendations':[{'recommendation':'r1','owner':'hr','by':'2026-05-01'}]}", "2026-05-01");
	due_is("recommendation", "{'state':'closed','recommendations':[{'recommendation':'r1','owner':'hr','by':'2026-05-01','done':'2026-04-01'}]}", "-");
	due_is("retention", "{'state':'closed','retain_until':'2028-05-01'}", "2028-05-01");
}

/* Of more parties than a case hardly ever has, each has its term; also where one of them has no id, as others may have written it. */
static void each_party_has_its_terms(void **state)
{
	json_t *p = shipped(), *s = json("{'state':'triaged','received':'2026-01-01','parties':[]}"), *due = NULL, *one;
	size_t i, n = 0;

	(void)state;
	for (i = 0; i < 40; i++) {
		char id[8];
		snprintf(id, sizeof id, "p%zu", i + 1);
		json_array_append_new(sv_json_array(s, "parties"), json_pack("{s:s,s:s,s:s}", "party", id, "role", "witness", "notified", i % 2 ? "2026-02-01" : "2026-03-01"));
	}
	assert_int_equal(sv_terms_due_of(p, s, "status_update", &due, NULL), SV_OK);
	json_array_foreach(due, i, one) {
		char id[8];
		snprintf(id, sizeof id, "p%zu", ++n);
		assert_string_equal(sv_json_text(one, "party"), id);
		assert_string_equal(sv_json_text(one, "due"), i % 2 ? "2026-03-15" : "2026-04-12");
	}
	assert_int_equal(n, 40);
	json_decref(due);
	json_decref(s);
	json_decref(p);
}

/* Two terms of one name: the one that holds for the case. */
static void one_of_several_terms_holds(void **state)
{
	json_t *p = shipped(), *report = json("{'kind':'report'}"), *complaint = json("{'kind':'complaint'}");

	(void)state;
	assert_int_equal(sv_json_int(sv_json_object(sv_term_in(p, report, "decision"), "extend"), "months", 0), 2);
	assert_int_equal(sv_json_int(sv_json_object(sv_term_in(p, complaint, "decision"), "extend"), "weeks", 0), 4);
	assert_ptr_equal(sv_term_in(p, report, "triage"), sv_term(p, "triage"));
	assert_null(sv_term_in(p, report, "no_such_term"));
	json_decref(p);
	p = json("{'terms':[{'term':'x','only':{'kind':['complaint']},'from':'received','days':1},{'term':'x','from':'received','days':2},{'from':'received','days':3}]}");
	assert_ptr_equal(sv_term_in(p, complaint, "x"), json_array_get(json_object_get(p, "terms"), 0));
	assert_ptr_equal(sv_term_in(p, report, "x"), json_array_get(json_object_get(p, "terms"), 1));
	/* one without a name, which no protocol may have, runs, and nothing moves it */
	json_t *moved = json("{'kind':'report','state':'triaged','received':'2026-01-01','terms':{'x':{'until':'2026-02-01'}}}"), *due = NULL;
	assert_int_equal(sv_terms_due(p, moved, &due, NULL), SV_OK);
	assert_int_equal(json_array_size(due), 2);
	assert_string_equal(sv_json_text(json_array_get(due, 0), "due"), "2026-02-01");
	assert_string_equal(sv_json_text(json_array_get(due, 1), "due"), "2026-01-04");
	json_decref(due);
	json_decref(moved);
	json_decref(p);
	json_decref(report);
	json_decref(complaint);
}

static const char *suggested(const char *state_text, const char *facts_text, const char *words, char flag[64])
{
	static char route[64];
	json_t *p = shipped(), *state = json(state_text), *facts = json(facts_text), *suggestion = NULL, *advice = NULL;

	assert_int_equal(sv_suggest(p, state, facts, words, &suggestion, &advice, NULL), SV_OK);
	const char *first = sv_json_text(json_array_get(sv_json_array(advice, "flags"), 0), "flag"), *category = sv_json_text(suggestion, "category");
	snprintf(route, sizeof route, "%s%s%s", sv_json_text(suggestion, "route"), category ? " " : "", category ? category : "");
	snprintf(flag, 64, "%s", first ? first : "");
	assert_true(json_array_size(sv_json_array(advice, "reasons")) > 0); /* never without one */
	json_decref(p);
	json_decref(state);
	json_decref(facts);
	json_decref(suggestion);
	json_decref(advice);
	return route;
}

static void suggestions_have_reasons(void **state)
{
	static const char counter[] = "{'shared':[{'case':'X','party':'p1','role':'reporter','other_role':'concerned','state':'%s','days':9},{'case':'X','party':'p2','role':'concerned','other_role':'reporter','state':'%s','days':9}]}";
	char flag[64], text[512];

	(void)state;
	assert_string_equal(suggested("{'kind':'report','gravity':'undesirable'}", "{}", NULL, flag), "informal");
	assert_string_equal(suggested("{'kind':'report','gravity':'transgressive'}", "{}", NULL, flag), "preliminary");
	assert_string_equal(suggested("{'kind':'report','gravity':'undesirable','settled':true}", "{}", NULL, flag), "register_only");
	assert_string_equal(suggested("{'kind':'report','gravity':'undesirable','basis':'law'}", "{}", NULL, flag), "preliminary");
	assert_string_equal(suggested("{'kind':'signal','gravity':'undesirable'}", "{}", NULL, flag), "risk_analysis");
	assert_string_equal(suggested("{'kind':'complaint','confidentiality':'named','written':true,'parties':[{'role':'reporter','affected':true},{'role':'concerned'}]}", "{}", NULL, flag), "complaint");
	assert_string_equal(suggested("{'kind':'complaint','confidentiality':'named','written':true,'parties':[{'role':'reporter'}]}", "{}", NULL, flag), "informal");
	snprintf(text, sizeof text, counter, "triaged", "triaged");
	assert_string_equal(suggested("{'kind':'report','gravity':'undesirable'}", text, NULL, flag), "preliminary");
	assert_string_equal(flag, "counter_report");
	suggested("{'kind':'report'}", "{'shared':[{'case':'X','party':'p1','role':'reporter','other_role':'concerned','state':'triaged','days':-9},{'case':'X','party':'p2','role':'concerned','other_role':'reporter','state':'triaged','days':-9}]}", NULL, flag);
	assert_string_equal(flag, "countered"); /* the other came later */
	snprintf(text, sizeof text, counter, "closed", "closed"); /* over and done: no counter-report */
	assert_string_equal(suggested("{'kind':'report','gravity':'undesirable'}", text, NULL, flag), "informal");
	assert_string_equal(flag, "");
	suggested("{'kind':'report'}", "{'shared':[{'case':'X','party':'p1','role':'reporter','other_role':'concerned','state':'triaged','days':9}]}", NULL, flag);
	assert_string_equal(flag, "reporter_is_concerned");
	suggested("{'kind':'report'}", "{'shared':[{'case':'X','party':'p2','role':'concerned','other_role':'concerned','state':'closed','days':90}]}", NULL, flag);
	assert_string_equal(flag, "repeat");
	assert_string_equal(suggested("{'kind':'report','gravity':'undesirable'}", "{'cluster':{'unit':'ict','lit':true}}", NULL, flag), "risk_analysis");
	assert_string_equal(suggested("{'kind':'report','gravity':'undesirable'}", "{}", "Ik word steeds GEPEST en genegeerd.", flag), "informal bullying");
	assert_string_equal(suggested("{'kind':'report','gravity':'undesirable'}", "{}", "opgepest is geen woord", flag), "informal"); /* the beginning of a word counts, its middle not */
	assert_string_equal(suggested("{'kind':'report','gravity':'undesirable'}", "{}", "\u00EBpest is er ook geen", flag), "informal"); /* also after a letter with a mark */
	/* the reverse half of a counter-report is of the same case, and of other roles */
	suggested("{'kind':'report'}", "{'shared':[{'case':'X','party':'p1','role':'reporter','other_role':'concerned','state':'triaged','days':9},{'case':'X','party':'p2','role':'concerned','other_role':'witness','state':'triaged','days':9}]}", NULL, flag);
	assert_string_equal(flag, "reporter_is_concerned");
	suggested("{'kind':'report'}", "{'shared':[{'case':'X','party':'p1','role':'reporter','other_role':'concerned','state':'triaged','days':9},{'case':'Y','party':'p2','role':'concerned','other_role':'reporter','state':'triaged','days':9}]}", NULL, flag);
	assert_string_equal(flag, "reporter_is_concerned");
	/* of what is only half known nothing is said */
	static const char *const halves[] = {
		"{'shared':[{'case':'X','party':'p1','role':'reporter','other_role':'concerned','days':9}]}", "{'shared':[{'case':'X','party':'p1','other_role':'concerned','state':'triaged'}]}",
	};
	for (size_t i = 0; i < sizeof halves / sizeof halves[0]; i++) {
		assert_string_equal(suggested("{'kind':'report','gravity':'undesirable'}", halves[i], NULL, flag), "informal");
		assert_string_equal(flag, "");
	}
	suggested("{'kind':'report'}", "{'shared':[{'case':'X','party':'p1','role':'reporter','other_role':'concerned','state':'triaged'},{'party':'p2','role':'concerned','other_role':'reporter','state':'closed'},{'case':'X','role':'concerned','state':'closed'},{'case':'X','other_role':'reporter'}]}", NULL, flag);
	assert_string_equal(flag, "reporter_is_concerned");
	/* that a handler is kept out of the case makes the complaint no less of one */
	assert_string_equal(suggested("{'kind':'complaint','confidentiality':'named','written':true,'handlers':['een'],'excluded':['een'],'parties':[{'role':'reporter','affected':true},{'role':'concerned'}]}", "{}", NULL, flag), "complaint");
}

/* A route that the protocol has not is not suggested; and a keyword that is none is not looked for. */
static void suggestions_stay_within_the_protocol(void **state)
{
	json_t *p = json("{'routes':[{'id':'preliminary','weight':2}],'gates':[],'lists':{'category':[{'id':'bullying','keywords':[7,'pest']}]}}"), *grave = json("{'kind':'report','gravity':'transgressive'}"), *light = json("{'kind':'report','gravity':'undesirable'}"), *facts = json("{}"), *suggestion, *advice;

	(void)state;
	assert_int_equal(sv_suggest(p, grave, facts, "hij pest", &suggestion, &advice, NULL), SV_OK);
	is(suggestion, "{'route':'preliminary','category':'bullying'}");
	json_decref(suggestion);
	json_decref(advice);
	assert_int_equal(sv_suggest(p, light, facts, NULL, &suggestion, &advice, NULL), SV_OK);
	is(suggestion, "{}");
	is(json_object_get(advice, "reasons"), "[]");
	json_decref(suggestion);
	json_decref(advice);
	json_decref(facts);
	json_decref(grave);
	json_decref(light);
	json_decref(p);
}

/* What must hold of any such distribution: a falling tail whose sum is the expected number. */
static void clusters_are_what_the_formula_says(void **state)
{
	static const long long past[] = { 4, 2, 6, 3, 5, 4, 2, 6, 20, 1 };
	struct sv_cluster c = sv_cluster_test(past, 10, 2.0, 0, 8), quiet = sv_cluster_test(past, 10, 2.0, 0, 0);

	(void)state;
	assert_true(c.expected > 1.5 && c.expected < 3.0);
	assert_true(c.probability > 0 && c.probability < 0.05);
	assert_true(fabs(quiet.probability - 1) < 1e-12);
	double last = 1;
	for (long long x = 1; x < 30; x++) { /* a tail only falls */
		double p = sv_cluster_test(past, 10, 2.0, 3, x).probability;
		assert_true(p <= last && p >= 0);
		last = p;
	}
	/* the chances of exactly 0, 1, 2, … have the expected number as their mean */
	double mean = 0;
	for (long long x = 1; x < 400; x++)
		mean += sv_cluster_test(past, 10, 2.0, 8, x).probability;
	assert_true(fabs(mean - sv_cluster_test(past, 10, 2.0, 8, 0).expected) < 1e-6);
	assert_true(sv_cluster_by_chance(past, 10, 2.0, 3) > 0 && sv_cluster_by_chance(past, 10, 2.0, 3) < 10);
	assert_true(sv_cluster_test(past, 0, 2.0, 0, 3).probability == 1);
}

/* Whatever the case holds, the context of a letter holds nothing of the reporter for anybody else. */
static void letters_are_filled_with_what_may_be_known(void **state)
{
	json_t *p = shipped(), *s = json("{'case':'2026-000000','state':'decided','kind':'complaint','category':'bullying','received':'2026-01-05','outcome':'founded','measures':['warning'],'narrative':'GEHEIM',"
	                                 "'parties':[{'party':'p1','role':'reporter','name':'GEHEIM','token':'GEHEIM'},{'party':'p2','role':'concerned'},{'party':'p3','role':'bystander'}],'inform':[{'party':'p3','what':'nothing'}]}");
	static const struct { const char *party; bool outcome, measures, grounds, received; } want[] = { { "p1", true, false, false, true }, { "p2", true, true, true, false }, { "p3", false, false, false, false } };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		json_t *c = NULL;
		bool grounds;
		assert_int_equal(sv_letter_context(p, s, want[i].party, "nl", NULL, 20000, &c, &grounds, NULL), SV_OK);
		char *text = json_dumps(c, 0);
		assert_null(strstr(text, "GEHEIM"));
		assert_int_equal(sv_json_has(c, "outcome"), want[i].outcome);
		assert_int_equal(sv_json_has(c, "measures"), want[i].measures);
		assert_int_equal(grounds, want[i].grounds);
		assert_int_equal(sv_json_has(c, "received"), want[i].received);
		assert_int_equal(sv_json_has(c, "is_reporter"), i == 0);
		free(text);
		json_decref(c);
	}
	json_t *none = NULL;
	bool grounds;
	assert_int_equal(sv_letter_context(p, s, "p9", "nl", NULL, 20000, &none, &grounds, NULL), SV_NOT_FOUND);
	json_decref(p);
	json_decref(s);
}

/* An acknowledgement promises the day that holds once it has gone out, and no later one; other letters what holds now. */
static void an_acknowledgement_starts_its_term(void **state)
{
	static const struct { const char *given, *acknowledged, *feedback_by; } want[] = {
		{ "{'kind':'acknowledgement'}", NULL, "2026-04-06" }, { "{'kind':'update'}", NULL, "2026-04-12" }, { "{'kind':'acknowledgement'}", "2026-01-05", "2026-04-05" },
	};
	json_t *p = shipped();
	int32_t today;

	(void)state;
	assert_true(sv_date_parse("2026-01-06", &today));
	for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
		json_t *s = json("{'case':'2026-000000','state':'registered','kind':'report','received':'2026-01-05','parties':[{'party':'p1','role':'reporter'}]}"), *given = json(want[i].given), *c = NULL, *before;
		bool grounds;
		sv_json_set_text(json_array_get(json_object_get(s, "parties"), 0), "acknowledged", want[i].acknowledged);
		before = json_deep_copy(s);
		assert_int_equal(sv_letter_context(p, s, "p1", "nl", given, today, &c, &grounds, NULL), SV_OK);
		assert_string_equal(sv_json_text(c, "feedback_by"), want[i].feedback_by);
		assert_true(json_equal(s, before));
		json_decref(c);
		json_decref(before);
		json_decref(given);
		json_decref(s);
	}
	json_decref(p);
}

/* What a protocol need not say, and days that stand still, are left out of a letter, or stand there as nothing known. */
static void letters_say_no_more_than_is_known(void **state)
{
	json_t *p = shipped(), *organisation = json("{'name':'x','contacts':[{'role':{'nl':'desk','en':'desk'},'name':'D'},{'role':{'nl':'bedrijfsarts'},'name':'B'}]}"), *c = NULL;
	json_t *s = json("{'case':'2026-000000','state':'investigating','kind':'report','received':'2026-01-05','terms':{'answer:p2':{'suspended':'2026-02-20'}},'parties':[{'party':'p2','role':'concerned','answer_by':'2026-03-01','comment_by':'2026-04-01'}]}");
	bool grounds;
	size_t i;

	(void)state;
	json_object_set_new(p, "organisation", organisation);
	for (i = json_array_size(sv_json_array(p, "terms")); i-- > 0;)
		if (strcmp(sv_json_text(json_array_get(sv_json_array(p, "terms"), i), "term"), "status_update") == 0)
			json_array_remove(sv_json_array(p, "terms"), i);
	assert_int_equal(sv_letter_context(p, s, "p2", "en", NULL, day("2026-02-25"), &c, &grounds, NULL), SV_OK);
	is(json_object_get(c, "contacts"), "[{'role':'desk','name':'D'},{'role':'-','name':'B'}]"); /* has no word in this language */
	assert_false(sv_json_has(c, "update_by")); /* the protocol sets no days for news */
	assert_false(sv_json_has(c, "answer_by")); /* it stands still: no day is promised */
	assert_true(sv_json_true(c, "suspended"));
	assert_string_equal(sv_json_text(c, "comment_by"), "2026-04-01");
	json_decref(c);
	json_decref(s);
	json_decref(p);
	p = shipped();
	s = json("{'case':'2026-000000','state':'investigating','kind':'report','received':'2026-01-05','parties':[{'party':'p2','role':'concerned'}]}");
	assert_int_equal(sv_letter_context(p, s, "p2", "en", NULL, day("2026-02-25"), &c, &grounds, NULL), SV_OK);
	assert_string_equal(sv_json_text(c, "update_by"), "2026-04-08");
	json_decref(c);
	json_decref(s);
	json_decref(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(working_days),
		cmocka_unit_test(terms_of_the_law), cmocka_unit_test(a_path_of_nothing_leads_to_the_case),
		cmocka_unit_test(terms_run_by_schedule_and_are_changed), cmocka_unit_test(one_of_several_terms_holds), cmocka_unit_test(each_party_has_its_terms),
		cmocka_unit_test(suggestions_have_reasons), cmocka_unit_test(suggestions_stay_within_the_protocol),
		cmocka_unit_test(clusters_are_what_the_formula_says),
		cmocka_unit_test(letters_are_filled_with_what_may_be_known),
		cmocka_unit_test(an_acknowledgement_starts_its_term), cmocka_unit_test(letters_say_no_more_than_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
