/* SPDX-License-Identifier: MIT */
/* Regulations, what an organisation has, and self-assessments, without a disk: when a version is in force, what is filled in, what counts, what scores come to. */
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
#include "model/assessment.h"
#include "model/exists.h"
#include "model/item.h"
#include "model/policy.h"
#include "said.h"

/* How a regulation of these versions, consents and more stands on a day: "in_force 2", "not_asked 1", with "; 3 no_first_day" of a newer version. */
static void stands(const char *state_text, const char *on, const char *want)
{
	json_t *s = json(state_text);
	struct sv_policy_status is_now = sv_policy_status(s, day(on));
	const char *version = sv_json_text(is_now.version, "version");
	char got[200];

	snprintf(got, sizeof got, "%s%s%s", sv_policy_standing_word(is_now.standing), version ? " " : "", version ? version : "");
	if (is_now.newer)
		snprintf(got + strlen(got), sizeof got - strlen(got), "; %s %s", sv_json_text(is_now.newer, "version"), sv_policy_standing_word(is_now.newer_standing));
	if (strcmp(got, want) != 0)
		fail_msg("on %s: '%s' instead of '%s': %s", on, got, want, state_text);
	json_decref(s);
}

#define ONE "'versions':[{'version':'1','from':'2026-03-01'}]"
#define TWO "'versions':[{'version':'1','from':'2025-01-01'},{'version':'2','from':'2026-03-01'}]"

static void a_version_holds_from_its_first_day_to_its_last(void **state)
{
	(void)state;
	stands("{'consent':'not_needed'}", "2026-03-01", "no_version");
	stands("{'consent':'not_needed','versions':[]}", "2026-03-01", "no_version");
	stands("{'consent':'not_needed','versions':[{'version':'1'}]}", "2026-03-01", "no_first_day 1");
	stands("{'consent':'not_needed'," ONE "}", "2026-02-28", "not_yet 1");
	stands("{'consent':'not_needed'," ONE "}", "2026-03-01", "in_force 1");
	stands("{'consent':'not_needed','versions':[{'version':'1','from':'2026-03-01','until':'2026-03-31'}]}", "2026-03-31", "in_force 1");
	stands("{'consent':'not_needed','versions':[{'version':'1','from':'2026-03-01','until':'2026-03-31'}]}", "2026-04-01", "ended 1");
}

static void a_later_version_takes_the_place_of_an_earlier(void **state)
{
	(void)state;
	stands("{'consent':'not_needed'," TWO "}", "2026-02-28", "in_force 1; 2 not_yet");
	stands("{'consent':'not_needed'," TWO "}", "2026-03-01", "in_force 2");
	/* in whatever order they were recorded */
	stands("{'consent':'not_needed','versions':[{'version':'2','from':'2026-03-01'},{'version':'1','from':'2025-01-01'}]}", "2026-03-01", "in_force 2");
	/* of one day, the one that was recorded last */
	stands("{'consent':'not_needed','versions':[{'version':'a','from':'2026-03-01'},{'version':'b','from':'2026-03-01'}]}", "2026-03-01", "in_force b");
	/* one that was for a while only gives way again to the one before */
	stands("{'consent':'not_needed','versions':[{'version':'1','from':'2025-01-01'},{'version':'2','from':'2026-03-01','until':'2026-03-31'}]}", "2026-04-01", "in_force 1");
	stands("{'consent':'not_needed','versions':[{'version':'1','from':'2025-01-01'},{'version':'2'}]}", "2026-03-01", "in_force 1; 2 no_first_day");
	stands("{'consent':'not_needed','versions':[{'version':'2'},{'version':'1','from':'2025-01-01'}]}", "2026-03-01", "in_force 1; 2 no_first_day"); /* a draft comes last, whenever it was recorded */
}

static void without_consent_nothing_is_in_force(void **state)
{
	(void)state;
	stands("{'consent':'needed'," ONE "}", "2026-03-01", "not_asked 1");
	stands("{" ONE "}", "2026-03-01", "not_asked 1"); /* who says nothing needs it */
	stands("{'consent':'needed'," ONE ",'consents':[{'version':'1','status':'asked','on':'2026-02-01'}]}", "2026-03-01", "not_answered 1");
	stands("{'consent':'needed'," ONE ",'consents':[{'version':'1','status':'asked','on':'2026-02-01'},{'version':'1','status':'refused','on':'2026-02-20'}]}", "2026-03-01", "refused 1");
	stands("{'consent':'needed'," ONE ",'consents':[{'version':'1','status':'given','on':'2026-02-20'}]}", "2026-03-01", "in_force 1");
	stands("{'consent':'needed'," ONE ",'consents':[{'version':'1','status':'refused','on':'2026-02-20'},{'version':'1','status':'replaced_by_court','on':'2026-03-05'}]}", "2026-03-05", "in_force 1");
	stands("{'consent':'needed'," ONE ",'consents':[{'version':'1','status':'refused','on':'2026-02-20'},{'version':'1','status':'replaced_by_court','on':'2026-03-05'}]}", "2026-03-04", "refused 1");
	/* given after the first day: from then on */
	stands("{'consent':'needed'," ONE ",'consents':[{'version':'1','status':'given','on':'2026-03-10'}]}", "2026-03-09", "not_asked 1");
	stands("{'consent':'needed'," ONE ",'consents':[{'version':'1','status':'given','on':'2026-03-10'}]}", "2026-03-10", "in_force 1");
	/* the last word counts, by its day; of one day the one recorded last */
	stands("{'consent':'needed'," ONE ",'consents':[{'version':'1','status':'given','on':'2026-02-20'},{'version':'1','status':'refused','on':'2026-02-10'}]}", "2026-03-01", "in_force 1");
	stands("{'consent':'needed'," ONE ",'consents':[{'version':'1','status':'asked','on':'2026-02-20'},{'version':'1','status':'given','on':'2026-02-20'}]}", "2026-03-01", "in_force 1");
	/* consent is to a version, not to the regulation: the one before stays */
	stands("{'consent':'needed'," TWO ",'consents':[{'version':'1','status':'given','on':'2024-12-01'}]}", "2026-03-01", "in_force 1; 2 not_asked");
	stands("{'consent':'needed'," TWO ",'consents':[{'version':'1','status':'given','on':'2024-12-01'},{'version':'2','status':'asked','on':'2026-02-01'}]}", "2026-03-01", "in_force 1; 2 not_answered");
	stands("{'consent':'needed'," TWO ",'consents':[{'version':'2','status':'given','on':'2026-02-01'}]}", "2026-03-01", "in_force 2");
	stands("{'consent':'needed'," TWO ",'consents':[{'version':'2','status':'given','on':'2026-02-01'}]}", "2026-02-28", "not_asked 1; 2 not_yet");
	/* none is in force: told of the one whose days it is, with the one that comes */
	stands("{'consent':'needed'," TWO "}", "2026-02-01", "not_asked 1; 2 not_asked");
	stands("{'consent':'needed'," TWO ",'consents':[{'version':'1','status':'refused','on':'2025-12-01'}]}", "2026-02-01", "refused 1; 2 not_asked");
	stands("{'consent':'needed','versions':[{'version':'1','from':'2025-01-01','until':'2025-12-31'},{'version':'2','from':'2026-03-01'}]}", "2026-02-01", "not_asked 2");
	/* what is missing is told before that it is yet to come, while something can be done about it */
	stands("{'consent':'needed'," ONE "}", "2026-02-01", "not_asked 1");
}

static void what_was_ended_is_over(void **state)
{
	static const char ended[] = "{'consent':'not_needed','state':'done'," ONE ",'done':{'on':'2026-06-01'}}";

	(void)state;
	stands(ended, "2026-05-31", "in_force 1");
	stands(ended, "2026-06-01", "over 1");
	stands("{'consent':'needed','state':'done','done':{'on':'2026-06-01'}}", "2026-06-01", "over");
}

static void what_follows_is_added_to_what_is_shown(void **state)
{
	json_t *s = json("{'policy':'P-1','consent':'needed','in_force':'x'," TWO ",'consents':[{'version':'1','status':'given','on':'2024-12-01'}]}"), *e = json("{'assessment':'E-1'}");

	(void)state;
	assert_true(sv_item_derive(s, day("2026-03-01")));
	is(json_object_get(s, "in_force"), "true");
	is(json_object_get(s, "standing"), "{'version':'1','newer':'2','newer_why_not':'not_asked'}");
	assert_true(sv_item_derive(s, day("2024-03-01"))); /* again, on another day: nothing stays of the first */
	is(json_object_get(s, "in_force"), "false");
	is(json_object_get(s, "standing"), "{'version':'2','why_not':'not_asked'}"); /* before any of them: the last */
	assert_true(sv_item_derive(e, day("2026-03-01")));
	is(e, "{'assessment':'E-1'}");
	for (int i = 0; i < SV_POLICY_STANDINGS; i++) {
		assert_non_null(sv_policy_standing_word((enum sv_policy_standing)i));
		assert_non_null(sv_policy_standing_text((enum sv_policy_standing)i));
	}
	json_decref(s);
	json_decref(e);
}

/* Gathers the places of defects. */
static void gather(void *data, const struct sv_err *err)
{
	char *all = data;

	snprintf(all + strlen(all), 200 - strlen(all), "%s ", err->context[0].text + err->context[0].arg[0]);
}

/* An act on the 15th of June 2026 becomes what is wanted, or is refused at some places ("/until "). */
static void becomes(const char *type, const char *before, const char *act, const char *want)
{
	json_t *b = json(before), *a = json(act);
	char got[200] = "";
	struct sv_act_report report = { gather, got };
	struct sv_act_setting s = { .type = sv_event_type(type), .before = b, .today = day("2026-06-15"), .by = "o1" };
	enum sv_status st = sv_policy_complete(&s, a, &report);

	if (want[0] == '/') {
		if (strcmp(got, want) != 0 || st != SV_BAD_INPUT)
			fail_msg("%s %s: defects at '%s' instead of '%s'", type, act, got, want);
	} else {
		assert_string_equal(got, "");
		assert_int_equal(st, SV_OK);
		is(a, want);
	}
	json_decref(a);
	json_decref(b);
}

static void what_is_left_open_is_filled_in(void **state)
{
	(void)state;
	becomes("policy.added", "{}", "{'kind':'other'}", "{'kind':'other','review':'2029-06-15','law_next':'2027-06-15'}");
	becomes("policy.added", "{}", "{'review':'2027-01-01','law_next':'2026-12-01'}", "{'review':'2027-01-01','law_next':'2026-12-01'}");
	becomes("policy.changed", "{}", "{'title':'x'}", "{'title':'x'}");
	becomes("policy.version", "{}", "{}", "{'version':'1'}"); /* a draft has no review of its own */
	becomes("policy.version", "{}", "{'from':'2026-09-01'}", "{'version':'1','from':'2026-09-01','review':'2029-09-01'}");
	becomes("policy.version", "{}", "{'from':'2024-02-29','review':'2025-01-01'}", "{'version':'1','from':'2024-02-29','review':'2025-01-01'}");
	becomes("policy.version", "{'versions':[{'version':'1'},{'version':'3'}]}", "{}", "{'version':'4'}"); /* 3 is taken */
	becomes("policy.version", "{'versions':[{'version':'a'}]}", "{}", "{'version':'2'}");
	/* said again of a draft: its first day brings the review; of one that had a day, a change of another member does not */
	becomes("policy.version", "{'versions':[{'version':'1'}]}", "{'version':'1','from':'2026-09-01'}", "{'version':'1','from':'2026-09-01','review':'2029-09-01'}");
	becomes("policy.version", "{'versions':[{'version':'1','from':'2026-01-01'}]}", "{'version':'1','until':'2026-12-31'}", "{'version':'1','until':'2026-12-31'}");
	becomes("policy.version", "{'versions':[{'version':'1','from':'2026-01-01'}]}", "{'version':'1','from':'2026-02-01'}", "{'version':'1','from':'2026-02-01'}");
	becomes("policy.consent", "{'versions':[{'version':'1'},{'version':'2'}]}", "{'status':'asked'}", "{'status':'asked','version':'2','on':'2026-06-15','answer_by':'2026-07-27'}");
	becomes("policy.consent", "{'versions':[{'version':'1'}]}", "{'status':'asked','on':'2026-06-01','answer_by':'2026-06-20'}", "{'status':'asked','version':'1','on':'2026-06-01','answer_by':'2026-06-20'}");
	becomes("policy.consent", "{'versions':[{'version':'1'}]}", "{'status':'given'}", "{'status':'given','version':'1','on':'2026-06-15'}");
	becomes("policy.law", "{}", "{'outcome':'in_order'}", "{'outcome':'in_order','on':'2026-06-15','law_next':'2027-06-15'}");
	becomes("policy.law", "{'versions':[{'version':'1'}]}", "{'outcome':'change_needed','on':'2025-11-30'}",
	        "{'outcome':'change_needed','version':'1','on':'2025-11-30','law_next':'2026-11-30','change_by':'2026-02-28'}");
}

static void what_cannot_be_is_refused(void **state)
{
	(void)state;
	becomes("policy.version", "{}", "{'from':'2026-09-01','until':'2026-08-31'}", "/until ");
	becomes("policy.version", "{}", "{'from':'2026-09-01','until':'2026-09-01'}", "{'version':'1','from':'2026-09-01','until':'2026-09-01','review':'2029-09-01'}");
	becomes("policy.version", "{'versions':[{'version':'1','from':'2026-09-01'}]}", "{'version':'1','until':'2026-08-31'}", "/until ");
	becomes("policy.version", "{'versions':[{'version':'1','from':'2026-01-01','until':'2026-08-31'}]}", "{'version':'1','from':'2026-09-01'}", "/from ");
	becomes("policy.version", "{'versions':[{'version':'1','sha256':'aa'}]}", "{'version':'1','sha256':'bb'}", "/sha256 ");
	becomes("policy.version", "{'versions':[{'version':'1','sha256':'aa'}]}", "{'version':'1','sha256':'aa'}", "{'version':'1','sha256':'aa'}");
	becomes("policy.consent", "{}", "{'status':'asked'}", "/version ");
	becomes("policy.consent", "{'versions':[{'version':'1'}]}", "{'status':'asked','version':'9'}", "/version ");
	becomes("policy.consent", "{'versions':[{'version':'1'}]}", "{'status':'given','answer_by':'2026-07-01'}", "/answer_by ");
	becomes("policy.law", "{'versions':[{'version':'1'}]}", "{'outcome':'in_order','version':'9','change_by':'2026-07-01'}", "/version /change_by ");
}

/* What items of a register come to: "kind+" in force, "kind-" not, with blanks between; acts as "act:kind+". */
static void come_to(const char *member, const char *items_text, const char *want)
{
	json_t *items = json(items_text), *exists = json_array(), *one;
	char got[400] = "";
	size_t i;

	json_array_foreach(items, i, one)
		assert_true(sv_exists_add(exists, member, one, day("2026-06-15")));
	json_array_foreach(exists, i, one) {
		bool act = strcmp(sv_json_text(one, "register"), "act") == 0;
		assert_true(act || strcmp(sv_json_text(one, "register"), member) == 0);
		snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s%s%s", i ? " " : "", act ? "act:" : "", sv_json_text(one, "kind"), sv_json_true(one, "in_force") ? "+" : "-");
	}
	if (strcmp(got, want) != 0)
		fail_msg("'%s' instead of '%s': %s", got, want, items_text);
	json_decref(items);
	json_decref(exists);
}

static void what_counts_is_there_on_the_day(void **state)
{
	json_t *exists = json_array(), *risk = json("{'risk':'R-1','rie':'RI&E 2026, hoofdstuk PSA','assessments':[{'on':'2026-01-01'}],'measures':[{'measure':'m1'}]}");

	(void)state;
	come_to("policy", "[{'policy':'P-1','kind':'compass','consent':'not_needed'," ONE "},{'policy':'P-2','kind':'code_of_conduct','consent':'needed'," ONE "}]", "compass+ code_of_conduct-");
	come_to("policy", "[{'policy':'P-1','kind':'other','consent':'not_needed'," ONE ",'covers':['compass','oath']}]", "other+ compass+ act:compass+ oath+ act:oath+");
	come_to("policy", "[{'policy':'P-1','kind':'other','covers':['oath']}]", "other- oath- act:oath-");
	come_to("actor", "[{'actor':'K-1','kind':'confidant'},{'actor':'K-2','kind':'hr','until':'2026-06-14'},{'actor':'K-3','kind':'legal','from':'2026-06-16'},"
	                 "{'actor':'K-4','kind':'desk','state':'done','done':{'on':'2026-06-15'}},{'actor':'K-5','kind':'ombuds','until':'2026-06-15','from':'2026-06-15'}]",
	        "confidant+ hr- legal- desk- ombuds+");
	come_to("activity", "[{'activity':'A-1','kind':'training'},{'activity':'A-2','kind':'talk','sessions':[{'on':'2023-06-15'}]},{'activity':'A-3','kind':'theatre','sessions':[{'on':'2020-01-01'},{'on':'2023-06-16'}]},"
	                    "{'activity':'A-4','kind':'dilemma','sessions':[{'on':'2026-06-16'}]}]",
	        "training- talk- theatre+ dilemma-");
	come_to("survey", "[{'survey':'S-1','kind':'experience','results':[{'on':'2025-01-01'}]},{'survey':'S-2','kind':'pupils'}]", "experience+ pupils-");
	come_to("actor", "[{'actor':'K-1','kind':'company_doctor'},{'actor':'K-2','kind':'inclusion_adviser'}]", "occupational_physician+ inclusion+"); /* as the demands call them */
	come_to("risk", "[{'risk':'R-1','title':'x'},{'risk':'R-2','assessments':[{'on':'2026-01-01'}]},{'risk':'R-3','rie':'RI&E','assessments':[{'on':'2026-01-01'}]},"
	                "{'risk':'R-4','assessments':[{'on':'2026-01-01'}],'done':{'on':'2026-06-01'}}]",
	        "social_safety- social_safety+ social_safety+ rie+ social_safety-");
	assert_true(sv_exists_add(exists, "risk", risk, day("2026-06-15")));
	is(json_object_get(json_array_get(exists, 1), "kind"), "'rie'");
	is(json_object_get(json_array_get(exists, 1), "plan"), "true"); /* measures are a plan */
	is(json_object_get(json_array_get(exists, 1), "psa"), "true");
	is(json_object_get(json_array_get(exists, 1), "id"), "'R-1'");
	json_decref(exists);
	json_decref(risk);
}

/* The acts that registers show. */
static void acts_are(const char *policies_text, const char *actors_text, const char *releases_text, const char *want)
{
	json_t *policies = json(policies_text), *actors = json(actors_text), *releases = json(releases_text), *exists = json_array(), *one;
	char got[400] = "";
	size_t i;

	assert_true(sv_exists_add_acts(exists, policies, actors, releases, day("2026-06-15")));
	json_array_foreach(exists, i, one)
		snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s%s", i ? " " : "", sv_json_text(one, "kind"), sv_json_true(one, "in_force") ? "+" : "-");
	if (strcmp(got, want) != 0)
		fail_msg("'%s' instead of '%s'", got, want);
	json_decref(policies);
	json_decref(actors);
	json_decref(releases);
	json_decref(exists);
}

static void acts_follow_from_registers(void **state)
{
#define CHECKED(day) "{'kind':'compass','consent':'not_needed'," ONE ",'law_checks':[{'on':'" day "'}]}"
	(void)state;
	acts_are("[]", "[]", "[]", "reporting_register+");
	acts_are("[" CHECKED("2026-01-01") "]", "[]", "[]", "reporting_register+ law_check+");
	acts_are("[" CHECKED("2025-06-15") "]", "[]", "[]", "reporting_register+ law_check-"); /* a year and a day ago would be too long, and so is a year */
	acts_are("[" CHECKED("2025-06-16") ",{'kind':'other','consent':'not_needed'," ONE "}]", "[]", "[]", "reporting_register+ law_check-"); /* all of them */
	acts_are("[" CHECKED("2025-06-16") ",{'kind':'other'," ONE "}]", "[]", "[]", "reporting_register+ law_check+"); /* that are in force */
	acts_are("[]", "[{'actor':'K-1','meetings':[{'on':'2026-01-01'}]},{'actor':'K-2','meetings':[{'on':'2024-01-01'}]}]", "[]", "reporting_register+ actor_meeting+");
	acts_are("[]", "[]", "[{'kind':'annual-2025-nl','at':'2026-03-01T10:00:00Z'},{'kind':'evaluation-2020-2022-nl','at':'2023-03-01T10:00:00Z'}]", "reporting_register+ annual_report+");
	acts_are("[]", "[]", "[{'at':'2026-03-01T10:00:00Z'},{'kind':'annual-2025-nl'},{'kind':'annual-2025-nl','at':'ooit'}]", "reporting_register+"); /* as others may have written it: of no kind, of no day */
	acts_are("[]", "[]", "[{'kind':'annual-2023-nl','at':'2024-03-01T10:00:00Z'},{'kind':'evaluation-2023-2025-nl','at':'2026-03-01T10:00:00Z'},{'kind':'stats','at':'2026-03-01T10:00:00Z'}]",
	         "reporting_register+ evaluation+");
}

static const char rules[] = "{'dimensions':[{'id':'a','statements':[{'id':'ah1','control':'hard'},{'id':'ah2','control':'hard'},{'id':'as1','control':'soft'}]},"
                            "{'id':'b','statements':[{'id':'bh1','control':'hard'},{'id':'bs1','control':'soft'}]}]}";

static void scores_come_to_means(void **state)
{
	json_t *r = json(rules), *scores = json("{'ah1':2,'ah2':5,'as1':3,'bs1':4}"), *results = sv_assessment_results(r, scores);
	double mean;
	long long of;

	(void)state;
	assert_int_equal(sv_assessment_statements(r), 5);
	is(results, "[{'dimension':'a','hard':{'sum':7,'of':2},'soft':{'sum':3,'of':1}},{'dimension':'b','soft':{'sum':4,'of':1}}]");
	assert_true(sv_assessment_mean(json_array_get(results, 0), "hard", &mean, &of));
	assert_true(mean == 3.5 && of == 2);
	assert_true(sv_assessment_mean(json_array_get(results, 0), NULL, &mean, &of));
	assert_true(fabs(mean - 10.0 / 3) < 1e-12 && of == 3);
	assert_false(sv_assessment_mean(json_array_get(results, 1), "hard", &mean, &of));
	assert_int_equal(of, 0);
	assert_false(sv_assessment_mean(NULL, NULL, &mean, NULL));
	/* dimensions weigh alike: (10/3 + 4) / 2, and not (2+5+3+4)/4 */
	assert_true(sv_assessment_mean_all(results, NULL, &mean, &of));
	assert_true(fabs(mean - 22.0 / 6) < 1e-12 && of == 4);
	assert_true(sv_assessment_mean_all(results, "hard", &mean, &of));
	assert_true(mean == 3.5 && of == 2); /* of who has any */
	json_decref(results);
	json_decref(scores);
	scores = json("{}");
	results = sv_assessment_results(r, scores);
	is(results, "[]");
	assert_false(sv_assessment_mean_all(results, NULL, &mean, NULL));
	json_decref(results);
	json_decref(scores);
	json_decref(r);
}

static void only_like_is_compared_with_like(void **state)
{
	json_t *r = json(rules), *all = json("{'ah1':2,'ah2':5,'as1':3,'bh1':4,'bs1':4}"), *less = json("{'ah1':1,'ah2':1,'as1':1,'bs1':1}");

	json_array_append_new(sv_json_array(json_array_get(sv_json_array(r, "dimensions"), 0), "statements"), json("{'control':'hard'}")); /* what has no id has no score, and parts nothing */

	(void)state;
	assert_true(sv_assessment_alike(r, "a", all, less));
	assert_false(sv_assessment_alike(r, "b", all, less));
	assert_false(sv_assessment_alike(r, NULL, all, less));
	assert_true(sv_assessment_alike(r, NULL, all, all));
	json_decref(all);
	json_decref(less);
	json_decref(r);
}

static void an_unknown_statement_is_named(void **state)
{
	json_t *r = json(rules), *good = json("{'ah1':2}"), *bad = json("{'ah1':2,'ah3':2}"), *far = json("{'iets_heel_anders':2}");
	struct sv_err err = { 0 };
	char text[400];

	(void)state;
	assert_int_equal(sv_assessment_known(r, good, &err), SV_OK);
	assert_int_equal(sv_assessment_known(r, bad, &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "unknown statement 'ah3'"));
	assert_non_null(strstr(text, "did you mean 'ah"));
	assert_int_equal(sv_assessment_known(r, far, &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "sv-policy statements"));
	/* one that is too long to be repeated; more statements than a hint looks through, and some that are none */
	json_t *statements = sv_json_array(json_array_get(sv_json_array(r, "dimensions"), 1), "statements"), *results;
	json_array_append_new(statements, json("{'control':'hard'}"));
	json_array_append_new(statements, json("{'id':'bx1'}"));
	for (int i = 0; i < 300; i++) {
		snprintf(text, sizeof text, "b_extra_%d", i);
		json_array_append_new(statements, json_pack("{s:s,s:s}", "id", text, "control", "soft"));
	}
	json_t *long_one = json("{'een_uitspraak_met_een_naam_die_zo_lang_is_dat_niemand_hem_herhaald_wil_zien':2}"), *near = json("{'b_extra_1x':1}"), *late = json("{'b_extra_299':4,'bx1':5}");
	assert_int_equal(sv_assessment_known(r, long_one, &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "unknown statement '...'"));
	assert_int_equal(sv_assessment_known(r, near, &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "did you mean 'b_extra_1"));
	assert_int_equal(sv_assessment_known(r, late, &err), SV_OK);
	results = sv_assessment_results(r, late);
	is(results, "[{'dimension':'b','soft':{'sum':4,'of':1}}]"); /* what is neither hard nor soft counts for neither */
	json_decref(results);
	json_decref(long_one);
	json_decref(near);
	json_decref(late);
	json_decref(good);
	json_decref(bad);
	json_decref(far);
	json_decref(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_version_holds_from_its_first_day_to_its_last),
		cmocka_unit_test(a_later_version_takes_the_place_of_an_earlier),
		cmocka_unit_test(without_consent_nothing_is_in_force),
		cmocka_unit_test(what_was_ended_is_over),
		cmocka_unit_test(what_follows_is_added_to_what_is_shown),
		cmocka_unit_test(what_is_left_open_is_filled_in),
		cmocka_unit_test(what_cannot_be_is_refused),
		cmocka_unit_test(what_counts_is_there_on_the_day),
		cmocka_unit_test(acts_follow_from_registers),
		cmocka_unit_test(scores_come_to_means),
		cmocka_unit_test(only_like_is_compared_with_like),
		cmocka_unit_test(an_unknown_statement_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
