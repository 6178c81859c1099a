/* SPDX-License-Identifier: MIT */
/* Acts at their edges: what the tool fills in, what it refuses and where, and what the gates miss, each with the smallest case that tells it. */
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
#include "model/fold.h"
#include "model/gates.h"
#include "model/protocol.h"
#include "model/terms.h"
#include "said.h"

#define TODAY "2026-03-10"
#define PARTIES "'parties':[{'party':'p1','role':'reporter','affected':true},{'party':'p2','role':'concerned','notified':'2026-02-01'},{'party':'p3','role':'witness'},{'party':'p4','role':'affected'}]"

static json_t *protocol, *officers;

/* Gathers what was refused. */
static char said[4096];

static void defect(void *data, const struct sv_err *err)
{
	size_t used = strlen(said);

	(void)data;
	sv_err_render(err, NULL, said + used, sizeof said - used);
	strncat(said, "\n", sizeof said - strlen(said) - 1);
}

static struct sv_act_setting setting(const char *type, const json_t *before, bool past)
{
	return (struct sv_act_setting){ sv_event_type(type), protocol, officers, before, day(TODAY), "meldpunt", past };
}

/* What an act becomes, or NULL and what was said. */
static json_t *completed(const char *type, const char *before, const char *act, bool past)
{
	struct sv_act_report report = { defect, NULL };
	json_t *state = json(before), *a = json(act);
	struct sv_act_setting s = setting(type, state, past);

	said[0] = '\0';
	enum sv_status st = sv_act_complete(&s, a, &report);
	json_decref(state);
	if (st == SV_OK)
		return a;
	assert_int_equal(st, SV_BAD_INPUT);
	assert_true(said[0]);
	json_decref(a);
	return NULL;
}

static void gives(const char *type, const char *before, const char *act, const char *member, const char *want)
{
	json_t *a = completed(type, before, act, false), *w = want ? json(want) : NULL;

	if (a == NULL)
		fail_msg("%s %s: refused: %s", type, act, said);
	if (!(want ? json_equal(json_object_get(a, member), w) : !sv_json_has(a, member))) {
		char *text = json_dumps(a, JSON_SORT_KEYS);
		fail_msg("%s %s: %s instead of %s: %s", type, act, text, member, want ? want : "nothing");
	}
	json_decref(a);
	json_decref(w);
}

static void refuses(const char *type, const char *before, const char *act, const char *says)
{
	json_t *a = completed(type, before, act, false);

	if (a)
		fail_msg("%s %s: not refused", type, act);
	if (strstr(said, says) == NULL)
		fail_msg("%s %s: not said '%s' but: %s", type, act, says, said);
}

static void what_is_left_out_is_filled_in(void **state)
{
	static const char one[] = "{" PARTIES ",'allegations':[{'allegation':'a1','party':'p2'}],'route':'fact_finding'}";
	static const char two[] = "{" PARTIES ",'allegations':[{'allegation':'a1','party':'p2'},{'allegation':'a2','party':'p2'}],'route':'fact_finding'}";

	(void)state;
	gives("investigation.found", one, "{'finding':'established'}", "allegation", "'a1'");
	gives("investigation.found", one, "{'finding':'established'}", "party", "'p2'");
	gives("investigation.found", two, "{'allegation':'a2','finding':'established'}", "party", "'p2'");
	refuses("investigation.found", two, "{'finding':'established'}", "which of the 2 allegations");
	refuses("investigation.found", two, "{'allegation':'a3','finding':'established','party':'p2'}", "no allegation 'a3'");
	gives("case.handed_over", one, "{'to':'onderzoeker','why':'x'}", "from", "'meldpunt'");
	gives("case.handed_over", one, "{'from':'beslisser','to':'onderzoeker','why':'x'}", "from", "'beslisser'");
	gives("investigation.heard", "{" PARTIES "}", "{'party':'p2','account':'x'}", "on", "'" TODAY "'");
	gives("report.registered", "{}", "{'kind':'report','parties':[{'role':'reporter'},{'role':'concerned'}]}", "received", "'" TODAY "'");
	/* what came too late, by the day that was set for it */
	static const char late[] = "{'parties':[{'party':'p2','role':'concerned','answer_by':'2026-03-01'}],'route':'fact_finding'}";
	gives("investigation.answered", late, "{'party':'p2','text':'x','on':'2026-03-02'}", "late", "true");
	gives("investigation.answered", late, "{'party':'p2','text':'x','on':'2026-03-01'}", "late", NULL);
	gives("investigation.answered", "{" PARTIES ",'route':'fact_finding'}", "{'party':'p2','text':'x','on':'2026-03-02'}", "late", NULL); /* no day was set */
}

static void days_words_and_people_are_looked_at(void **state)
{
	(void)state;
	refuses("report.registered", "{}", "{'kind':'report','received':'2026-03-11','parties':[]}", "lies in the future");
	refuses("report.registered", "{}", "{'kind':'report','received':'2026-03-01','incident':'2026-03-02','parties':[]}", "/incident");
	refuses("report.registered", "{}", "{'kind':'report','category':'nonsense','parties':[]}", "unknown category");
	refuses("triage.decided", "{" PARTIES "}", "{'route':'informal','handlers':['niemand']}", "no such officer");
	refuses("decision.made", "{" PARTIES "}", "{'outcome':'founded','per':[{'party':'p9','outcome':'founded'}]}", "/per/0");
	refuses("decision.made", "{" PARTIES "}", "{'outcome':'founded','per':[{'allegation':'a9','outcome':'founded'}]}", "/per/0");
	refuses("decision.made", "{" PARTIES "}", "{'outcome':'founded','inform':[{'party':'p9','what':'outcome'}]}", "p9");
	refuses("investigation.heard", "{" PARTIES "}", "{'party':'p9','account':'x'}", "p9");
	refuses("case.linked", "{'case':'2026-0WTVV8'}", "{'to':'2026-0WTVV8','as':'related'}", "/to");
	refuses("investigation.heard", "{" PARTIES "}", "{'party':'p2','account':'x','refused':true}", "/account");
	refuses("case.parties", "{" PARTIES "}", "{}", "");
	refuses("aftercare.learned", "{}", "{}", "");
	refuses("case.withdrawn", "{'parties':[{'party':'p1','role':'reporter'},{'party':'p2','role':'reporter'}]}", "{'party':'p1'}", "2 reporters");
	gives("case.withdrawn", "{'parties':[{'party':'p1','role':'reporter'},{'party':'p2','role':'reporter','withdrawn':'2026-01-01'}]}", "{'party':'p1'}", "on", "'" TODAY "'"); /* the last of them */
	refuses("hold.lifted", "{}", "{'why':'x'}", "");
	refuses("decision.made", "{" PARTIES "}", "{'outcome':'founded','measures':['nonsense']}", "/measures/0: unknown measures 'nonsense'");
	refuses("case.parties", "{" PARTIES "}", "{'changes':[{'party':'p1','position':'employee'},{'party':'p9','position':'employee'}]}", "/changes/1: the case has no party 'p9'");
	refuses("case.parties", "{" PARTIES "}", "{'changes':[{'position':'employee'}]}", "/changes/0: the case has no party '?'");
	refuses("decision.made", "{" PARTIES "}", "{'outcome':'founded','inform':[{'what':'outcome'}]}", "/inform/0: the case has no party '?'");
	refuses("case.merged", "{'case':'2026-0WTVV8'}", "{'into':'2026-0wtvv8'}", "/into: names the case itself");
	refuses("investigation.answered", "{" PARTIES ",'route':'fact_finding'}", "{'party':'p9','text':'x'}", "/party: the case has no party 'p9'");
}

static void misses(const char *type, const char *before, const char *act, const char *gate, bool missed);

/* What its schema asks of an act is left to it: nothing is made up for what is missing, and what is no day neither lies in the future nor is late. */
static void what_a_schema_refuses_is_left_to_it(void **state)
{
	static const char late[] = "{'state':'triaged','received':'2026-01-01','parties':[{'party':'p1','role':'reporter'},{'party':'p2','role':'concerned','answer_by':'2026-03-01'}]}";

	(void)state;
	gives("case.handed_over", "{}", "{'why':'x'}", "to", NULL);
	gives("case.linked", "{'case':'2026-0WTVV8'}", "{'as':'related'}", "to", NULL);
	gives("case.linked", "{}", "{'to':'2026-0WTVV8','as':'related'}", "to", "'2026-0WTVV8'"); /* a case that has no id, as others may have written it, is no other */
	gives("access.revoked", "{}", "{'why':'x'}", "officer", NULL);
	gives("aftercare.followed", "{}", "{'status':'done'}", "recommendation", NULL);
	gives("report.registered", "{}", "{'kind':'report','received':'ooit','incident':'2026-03-01','parties':[]}", "received", "'ooit'");
	gives("report.registered", "{}", "{'kind':'report','received':'2026-03-01','incident':'ooit','parties':[]}", "incident", "'ooit'");
	gives("investigation.answered", late, "{'party':'p2','text':'x','on':'2026-03-02'}", "late", "true");
	gives("investigation.answered", late, "{'party':'p2','text':'x','on':'ooit'}", "late", NULL);
	gives("investigation.answered", late, "{'party':'p2','text':'x','on':7}", "late", NULL);
	gives("message.sent", late, "{'kind':'update','party':'p1','on':'2026-03-02'}", "late", "true");
	gives("message.sent", late, "{'kind':'update','on':'2026-03-02'}", "late", NULL);
	gives("message.sent", late, "{'kind':'update','party':'p1','on':7}", "late", NULL);
	refuses("term.extended", late, "{'why':'x'}", "no such term");
}

/* A protocol may leave out what it need not say. */
static void a_protocol_may_say_less(void **state)
{
	json_t *was = protocol, *p = sv_json_deep_copy(protocol), *one;
	size_t i;

	(void)state;
	protocol = p;
	const json_t *template = json_array_get(sv_json_array(sv_json_object(p, "lists"), "template"), 0);
	char want[1024];
	snprintf(want, sizeof want, "'%s'", sv_json_text(sv_json_object(template, "text"), "nl"));
	json_object_del(p, "language"); /* then it is Dutch */
	gives("aftercare.planned", "{" PARTIES "}", "{'party':'p1','template':'reporter'}", "actions", want);
	json_object_del(p, "retention_default"); /* then nothing is kept for a time that nobody set */
	gives("case.closed", "{'kind':'report'}", "{}", "retention", NULL);
	gives("case.closed", "{'kind':'report'}", "{}", "retain_until", NULL);
	json_array_foreach(sv_json_array(p, "terms"), i, one)
		json_object_del(one, "source");
	refuses("term.extended", "{'state':'triaged','kind':'report','received':'2026-02-01'}", "{'term':'decision','why':'x','until':'2027-01-01'}", "not after 2026-07-01 (source: -)");
	one = sv_protocol_gate(p, "preliminary_inquiry");
	misses("investigation.opened", "{'route':'informal'}", "{}", "preliminary_inquiry", false);
	json_object_del(one, "routes"); /* then it holds on every route */
	misses("investigation.opened", "{'route':'informal'}", "{}", "preliminary_inquiry", true);
	/* a gate that could be passed, but may not be */
	json_object_set_new(one, "override", json_false());
	misses("investigation.opened", "{'route':'fact_finding'}", "{'override':['preliminary_inquiry'],'override_why':'x'}", "preliminary_inquiry", true);
	json_object_set_new(one, "override", json_true());
	misses("investigation.opened", "{'route':'fact_finding'}", "{'override':['preliminary_inquiry'],'override_why':'x'}", "preliminary_inquiry", false);
	protocol = was;
	json_decref(p);
	/* nobody did it, as far as is known: nobody hands it over */
	json_t *before = json("{}"), *act = json("{'to':'onderzoeker','why':'x'}");
	struct sv_act_report report = { defect, NULL };
	struct sv_act_setting s = setting("case.handed_over", before, true);
	s.by = "";
	assert_int_equal(sv_act_complete(&s, act, &report), SV_OK);
	assert_false(sv_json_has(act, "from"));
	json_decref(before);
	json_decref(act);
}

/* What was taken over may use words that the lists had before, and name who left. */
static void the_past_is_taken_as_it_was(void **state)
{
	json_t *category = json_array_get(sv_json_array(sv_json_object(protocol, "lists"), "category"), 0), *a;

	(void)state;
	json_object_set_new(category, "was", json("[{'id':'of_old'}]"));
	assert_null(completed("report.registered", "{}", "{'kind':'report','category':'of_old','parties':[]}", false));
	a = completed("report.registered", "{}", "{'kind':'report','category':'of_old','parties':[]}", true);
	assert_non_null(a);
	json_decref(a);
	assert_null(completed("report.registered", "{}", "{'kind':'report','category':'never','parties':[]}", true));
	assert_null(completed("triage.decided", "{" PARTIES "}", "{'route':'informal','handlers':['weg']}", false)); /* has left */
	assert_null(completed("triage.decided", "{" PARTIES "}", "{'route':'informal','handlers':['niemand']}", true));
	a = completed("triage.decided", "{" PARTIES "}", "{'route':'informal','handlers':['weg']}", true);
	assert_non_null(a);
	json_decref(a);
	json_object_del(category, "was");
}

static void retention_follows_the_rules(void **state)
{
	json_t *list = sv_json_array(sv_json_object(protocol, "lists"), "retention"), *default_ = json_incref(json_object_get(protocol, "retention_default"));
	const char *first = sv_json_text(json_array_get(list, 0), "id"), *second = sv_json_text(json_array_get(list, 1), "id");
	char want[64], other[64];

	(void)state;
	assert_true(first && second);
	snprintf(want, sizeof want, "'%s'", second);
	snprintf(other, sizeof other, "'%s'", first);
	json_object_set_new(protocol, "retention_default", json_string(first));
	json_object_set_new(protocol, "retention_rules", json_pack("[{s:[s],s:[s],s:s},{s:[s],s:s}]", "kinds", "complaint", "outcomes", "unfounded", "retention", first, "outcomes", "founded", "retention", second));
	gives("case.closed", "{'kind':'report','outcome':'founded'}", "{}", "retention", want);
	gives("case.closed", "{'kind':'report','outcome':'settled'}", "{}", "retention", other);
	gives("case.closed", "{'kind':'complaint'}", "{}", "retention", other); /* no outcome: no rule on outcomes fits */
	/* a correction of the retention moves the day with it, from the day of closing */
	json_t *closed = json("{'closed':'2026-01-31','kind':'report','outcome':'founded'}"), *set = json("{}"), *open = json("{}");
	struct sv_act_setting s = setting("case.closed", closed, false);
	assert_true(sv_act_follow(&s, set) && json_object_size(set) == 0);
	json_object_set_new(set, "retention", json_string(second));
	assert_true(sv_act_follow(&s, set));
	int32_t until = sv_day_add_months(day("2026-01-31"), (int)sv_json_int(json_array_get(list, 1), "months", 0));
	char text[SV_DATE_SIZE];
	sv_date_format(until, text);
	assert_string_equal(sv_json_text(set, "retain_until"), text);
	json_object_del(set, "retain_until");
	struct sv_act_setting not_closed = setting("case.closed", open, false), other_act = setting("decision.made", closed, false);
	assert_true(sv_act_follow(&not_closed, set) && !sv_json_has(set, "retain_until"));
	assert_true(sv_act_follow(&other_act, set) && !sv_json_has(set, "retain_until"));
	struct sv_act_setting merged = setting("case.merged", closed, false), no_day = merged;
	json_t *some_day = json("{'closed':'ooit'}");
	no_day.before = some_day;
	assert_true(sv_act_follow(&merged, set));
	assert_string_equal(sv_json_text(set, "retain_until"), text);
	json_object_del(set, "retain_until");
	assert_true(sv_act_follow(&no_day, set) && !sv_json_has(set, "retain_until")); /* nobody knows from when */
	json_decref(some_day);
	json_object_set_new(set, "retention", json_string("nonsense"));
	assert_true(sv_act_follow(&s, set) && !sv_json_has(set, "retain_until")); /* sv_act_check refuses it */
	gives("case.closed", "{'kind':'report'}", "{'retain_until':'2030-01-01'}", "retention", other);
	json_object_del(protocol, "retention_rules");
	json_object_set_new(protocol, "retention_default", default_);
	json_decref(closed);
	json_decref(set);
	json_decref(open);
}

static void terms_move_within_their_bounds(void **state)
{
	static const char running[] = "{'state':'triaged','kind':'report','received':'2026-02-01','triaged':'2026-02-02','route':'informal'," PARTIES "}";

	(void)state;
	gives("term.extended", running, "{'term':'decision','why':'x'}", "until", "'2026-07-01'");
	gives("term.extended", running, "{'term':'decision','why':'x','until':'2026-05-02'}", "until", "'2026-05-02'");
	refuses("term.extended", running, "{'term':'decision','why':'x','until':'2026-05-01'}", "after 2026-05-01 and not after 2026-07-01");
	refuses("term.extended", running, "{'term':'decision','why':'x','until':'2026-07-02'}", "after 2026-05-01 and not after 2026-07-01");
	refuses("term.extended", running, "{'term':'nonsense','why':'x'}", "no such term");
	refuses("term.extended", "{'state':'registered','received':'2026-03-01'," PARTIES "}", "{'term':'triage','why':'x'}", "does not allow this term to be extended");
	refuses("term.suspended", "{'state':'registered','received':'2026-03-01'," PARTIES "}", "{'term':'triage','why':'x'}", "does not allow this term to be suspended");
	refuses("term.resumed", running, "{'term':'decision'}", "not suspended");
	refuses("term.extended", "{'state':'closed','received':'2026-02-01','decided':'2026-02-03'}", "{'term':'decision','why':'x'}", "not running");
	static const char still[] = "{'state':'triaged','kind':'report','received':'2026-02-01','triaged':'2026-02-02','terms':{'decision':{'suspended':'2026-02-10'}}," PARTIES "}";
	refuses("term.extended", still, "{'term':'decision','why':'x'}", "stands still");
	gives("term.resumed", still, "{'term':'decision'}", "on", "'" TODAY "'");
	static const char twice[] = "{'state':'triaged','kind':'report','received':'2026-02-01','triaged':'2026-02-02','terms':{'decision':{'times':2}}," PARTIES "}";
	refuses("term.extended", twice, "{'term':'decision','why':'x'}", "extended 2 times");
	/* a plan on the same route has the last day that it has; on another route its own */
	static const char planned[] = "{'state':'investigating','kind':'report','received':'2026-02-01','triaged':'2026-02-02','route':'fact_finding','investigation':{'route':'fact_finding','until':'2026-04-01'}," PARTIES "}";
	refuses("investigation.opened", planned, "{'until':'2026-04-02','investigators':['onderzoeker']}", "runs until 2026-04-01");
	gives("investigation.opened", planned, "{'until':'2026-04-01','investigators':['onderzoeker']}", "until", "'2026-04-01'");
	gives("investigation.opened", "{'state':'investigating','route':'complaint','investigation':{'route':'fact_finding','until':'2026-04-01'}}", "{'until':'2026-06-02','investigators':['onderzoeker']}", "until", "'2026-06-02'");
	gives("investigation.opened", "{'state':'investigating','investigation':{'route':'fact_finding','until':'2026-04-01'}}", "{'until':'2026-06-02','investigators':['onderzoeker']}", "until", "'2026-06-02'");
}

/* For whom one act stands that is for all. */
static void one_for_all_is_one_for_each(void **state)
{
	static const struct { const char *type, *before, *want; } cases[] = {
		{ "investigation.notified", "{" PARTIES "}", "p1 p4" }, /* p2 was told, p3 is no side */
		{ "investigation.inspection", "{'parties':[{'party':'p1','role':'reporter','inspection':'2026-01-01'},{'party':'p2','role':'concerned'}]}", "p2" },
		{ "aftercare.planned", "{" PARTIES "}", "p1 p2 p3 p4" },
		{ "message.sent", "{" PARTIES "}", "p1 p2" }, /* news is for who knows of the case */
		{ "message.sent", "{'confidentiality':'anonymous','parties':[{'party':'p1','role':'reporter'},{'party':'p2','role':'concerned'}]}", NULL },
		{ "investigation.heard", "{" PARTIES "}", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		json_t *before = json(cases[i].before), *act = json("{'party':'all','copy':true,'step':'x'}"), *acts = NULL, *one;
		struct sv_act_setting s = setting(cases[i].type, before, false);
		char got[64] = "";
		size_t k;
		enum sv_status st = sv_act_expand(&s, act, &acts, NULL);
		json_array_foreach(acts, k, one) {
			assert_int_equal(sv_json_has(one, "copy"), strcmp(sv_json_text(one, "party"), "p2") == 0); /* for who is accused */
			snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s", k ? " " : "", sv_json_text(one, "party"));
		}
		if (cases[i].want) {
			assert_int_equal(st, SV_OK);
			assert_string_equal(got, cases[i].want);
		} else {
			assert_int_not_equal(st, SV_OK);
		}
		json_decref(before);
		json_decref(act);
		json_decref(acts);
	}
}

/* What an act says goes where its schema seals it; what no schema knows, to the strictest; which step it is, nowhere. */
static void nothing_is_sealed_too_openly(void **state)
{
	json_t *schema = json("{'properties':{'route':{'x-seal':'record'},'why':{'x-seal':'content'},'who':{'x-seal':'identity'}}}"), *party = json("{'properties':{'role':{'x-seal':'record'},'story':{'x-seal':'content'}}}");
	json_t *act = json("{'step':'x','route':'informal','why':'daarom','who':'Sam','unheard_of':1,'parties':[{'party':'p1','role':'reporter','story':'s','name':'n','token':'t'},{'party':'p2'}]}"), *parts[SV_COMPARTMENTS];
	static const char *const want[SV_COMPARTMENTS] = {
		"{'route':'informal','given':['why'],'parties':[{'party':'p1','role':'reporter','token':'t'},{'party':'p2'}]}", "{'why':'daarom','parties':[{'party':'p1','story':'s'}]}",
		"{'who':'Sam','unheard_of':1,'parties':[{'party':'p1','name':'n'}]}",
	};

	(void)state;
	assert_int_equal(sv_act_split(schema, party, act, parts, NULL), SV_OK);
	for (int c = 0; c < SV_COMPARTMENTS; c++) {
		json_t *w = json(want[c]);
		if (!json_equal(parts[c], w)) {
			char *text = json_dumps(parts[c], JSON_SORT_KEYS);
			fail_msg("%s: %s", sv_compartment_name((enum sv_compartment)c), text);
		}
		json_decref(w);
		json_decref(parts[c]);
	}
	json_decref(schema);
	json_decref(party);
	json_decref(act);
}

/* What an act brings about elsewhere. */
static void consequences_reach_the_other_case(void **state)
{
	static const struct { const char *type, *before, *act, *want; } cases[] = {
		{ "case.linked", "{'case':'A'}", "{'to':'B'}", "[{'case':'B','event':'case.linked','act':{'to':'A','as':'related'}}]" },
		{ "case.linked", "{'case':'A'}", "{'to':'B','as':'repeat'}", "[{'case':'B','event':'case.linked','act':{'to':'A','as':'repeat'}}]" },
		{ "aftercare.contacted", "{'case':'A'}", "{'retaliation':false}", "[]" },
		{ "aftercare.contacted", "{'case':'A','confidentiality':'named','unit':'nergens','parties':[{'party':'p1','role':'affected'}]}", "{'retaliation':true,'party':'p1','account':'x','on':'2026-03-01'}",
		  "[{'event':'report.registered','act':{'kind':'report','origin':'retaliation','confidentiality':'named','gravity':'transgressive','received':'2026-03-01','narrative':'x','parties':[{'role':'reporter','affected':true,'of':'A/p1'}]}},"
		  "{'case':'@new','event':'case.linked','act':{'to':'A','as':'retaliation'}},{'case':'A','event':'case.linked','act':{'to':'@new','as':'retaliation'}}]" },
		{ "aftercare.contacted", "{'case':'A','parties':[]}", "{'retaliation':true,'party':'p9'}",
		  "[{'event':'report.registered','act':{'kind':'report','origin':'retaliation','confidentiality':'confidential','gravity':'transgressive'}},"
		  "{'case':'@new','event':'case.linked','act':{'to':'A','as':'retaliation'}},{'case':'A','event':'case.linked','act':{'to':'@new','as':'retaliation'}}]" },
		{ "case.merged", "{'case':'A','confidentiality':'named','parties':[{'party':'p1','role':'reporter','of':'C/p3','token':'t','updated':'2026-01-01'}]}", "{'into':'B'}",
		  "[{'case':'B','event':'case.linked','act':{'to':'A','as':'merged','parties':[{'role':'reporter','of':'C/p3','token':'t','updated':'2026-01-01','confidentiality':'named'}]}}]" },
		{ "case.merged", "{'case':'A'}", "{'into':'B'}", "[{'case':'B','event':'case.linked','act':{'to':'A','as':'merged'}}]" },
		/* a case that has no id, as others may have written it: what no case is called, so that the other side refuses it */
		{ "case.linked", "{}", "{'to':'B'}", "[{'case':'B','event':'case.linked','act':{'to':'?','as':'related'}}]" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		json_t *before = json(cases[i].before), *act = json(cases[i].act), *want = json(cases[i].want), *out = NULL, *one;
		struct sv_act_setting s = setting(cases[i].type, before, false);
		size_t k;
		assert_int_equal(sv_act_consequences(&s, act, &out, NULL), SV_OK);
		json_array_foreach(out, k, one) { /* words that this protocol happens to have */
			json_object_del(sv_json_object(one, "act"), "category");
			json_object_del(sv_json_object(one, "act"), "channel");
		}
		if (!json_equal(out, want)) {
			char *text = json_dumps(out, JSON_SORT_KEYS);
			fail_msg("%s: %s", cases[i].act, text);
		}
		json_decref(before);
		json_decref(act);
		json_decref(want);
		json_decref(out);
	}
}

/* Whether a gate misses something in an act. */
static void misses(const char *type, const char *before, const char *act, const char *gate, bool missed)
{
	json_t *b = json(before), *a = json(act);
	struct sv_trial t = { protocol, officers, "meldpunt", day(TODAY), b, sv_event_type(type), a, false, NULL, false };
	struct sv_verdict v;
	bool found = false;

	assert_non_null(sv_gate_find(gate));
	assert_true(sv_gates_judge(&t, &v));
	for (size_t i = 0; i < v.n; i++)
		found = found || strcmp(v.refusals[i].gate->name, gate) == 0;
	if (found != missed)
		fail_msg("%s on %s in %s: gate %s %s", type, act, before, gate, found ? "misses something" : "misses nothing");
	json_decref(b);
	json_decref(a);
}

static void gates_miss_what_is_missing(void **state)
{
	(void)state;
	/* an admissible complaint is investigated, unless it ends otherwise */
	static const char admitted[] = "{'kind':'complaint','admissible':true,'route':'complaint'}";
	misses("decision.made", admitted, "{'outcome':'founded'}", "complaint_investigated", true);
	misses("decision.made", admitted, "{'outcome':'withdrawn'}", "complaint_investigated", false);
	misses("decision.made", admitted, "{'outcome':'inadmissible'}", "complaint_investigated", false);
	misses("decision.made", admitted, "{'outcome':'settled'}", "complaint_investigated", false);
	misses("decision.made", admitted, "{}", "complaint_investigated", false);
	misses("triage.decided", "{'kind':'report'}", "{'route':'complaint'}", "complaint_investigated", true);
	misses("triage.decided", "{'kind':'complaint'}", "{'route':'informal','admissible':true}", "complaint_investigated", true);
	misses("triage.decided", "{'kind':'complaint','admissible':true}", "{'route':'informal','admissible':false}", "complaint_investigated", false);
	/* the reporter: anonymous stays so, known does not become it */
	static const char unknown[] = "{'confidentiality':'anonymous','parties':[{'party':'p1','role':'reporter'},{'party':'p2','role':'concerned'}]}";
	misses("case.converted", "{'confidentiality':'named'," PARTIES "}", "{'kind':'report','confidentiality':'anonymous'}", "anonymous_stays_anonymous", true);
	misses("case.converted", unknown, "{'kind':'report','confidentiality':'anonymous'}", "anonymous_stays_anonymous", false);
	misses("case.converted", unknown, "{'kind':'report','confidentiality':'named'}", "anonymous_stays_anonymous", false);
	misses("case.parties", unknown, "{'changes':[{'party':'p1','name':'x'}]}", "anonymous_stays_anonymous", true);
	misses("case.parties", unknown, "{'changes':[{'party':'p2','name':'x'}]}", "anonymous_stays_anonymous", false);
	misses("case.parties", unknown, "{'changes':[{'party':'p9','name':'x'}]}", "anonymous_stays_anonymous", false);
	misses("case.parties", unknown, "{'changes':[{'party':'p1','name':'x','confidentiality':'named'}]}", "anonymous_stays_anonymous", false);
	misses("investigation.notified", unknown, "{'party':'p1'}", "anonymous_stays_anonymous", true);
	misses("investigation.notified", unknown, "{'party':'p2'}", "anonymous_stays_anonymous", false);
	misses("identity.requested", unknown, "{'why':'x'}", "anonymous_stays_anonymous", true);
	misses("identity.requested", "{'confidentiality':'named'}", "{'why':'x'}", "anonymous_stays_anonymous", false);
	misses("message.sent", unknown, "{'party':'p1','by':'letter'}", "anonymous_stays_anonymous", true);
	misses("message.sent", "{'confidentiality':'anonymous','mailbox':{'tag':'t'},'parties':[{'party':'p1','role':'reporter'}]}", "{'party':'p1','by':'mailbox'}", "anonymous_stays_anonymous", false);
	misses("message.sent", "{'confidentiality':'anonymous','mailbox':{'tag':'t'},'parties':[{'party':'p1','role':'reporter'}]}", "{'party':'p1','by':'letter'}", "anonymous_stays_anonymous", true);
	misses("case.parties", "{'confidentiality':'named','parties':[{'party':'p1','role':'reporter','confidentiality':'anonymous'}]}", "{'changes':[{'party':'p1','name':'x'}]}", "anonymous_stays_anonymous", true);
	misses("case.converted", "{'confidentiality':'anonymous','parties':[{'party':'p1','role':'reporter'}]}", "{'kind':'report','confidentiality':'named','changes':[{'party':'p1','name':'x'}]}", "anonymous_stays_anonymous", false);
	misses("case.converted", "{'confidentiality':'named','parties':[{'party':'p1','role':'reporter','confidentiality':'anonymous'}]}", "{'kind':'report','confidentiality':'named','changes':[{'party':'p1','name':'x'}]}", "anonymous_stays_anonymous", true); /* their own word stands */
	misses("identity.answered", "{'identity_requests':['gast']}", "{'granted':true}", "identity_second_person", false); /* whose request, its schema asks */
	misses("triage.decided", "{}", "{'route':'informal','handlers':['onderzoeker'],'excluded':['onderzoeker']}", "party_conflict", true); /* kept out by the act that assigns them */
	misses("triage.decided", "{}", "{'route':'informal','handlers':['onderzoeker'],'excluded':['beslisser']}", "party_conflict", false);
	/* a finding when there was no preliminary inquiry, passed over at the opening or not; and while there is time to comment */
	misses("investigation.heard", "{'route':'fact_finding','investigation':{'preliminary_skipped':true}}", "{'party':'p2'}", "preliminary_inquiry", false);
	misses("investigation.heard", "{'route':'fact_finding','investigation':{}}", "{'party':'p2'}", "preliminary_inquiry", true);
#define HEARD(more) "{'terms':{'comments:p2':{'suspended':'2026-02-20'}},'parties':[{'party':'p2','role':'concerned','heard':'2026-02-02','inspection':'2026-02-03'" more "}]}"
	misses("investigation.found", HEARD(",'comment_by':'2026-03-01'"), "{'party':'p2','finding':'established'}", "hear_both_sides", true); /* the term stands still, so that there still is time */
	misses("investigation.found", HEARD(""), "{'party':'p2','finding':'established'}", "hear_both_sides", false);
	misses("investigation.found", "{'parties':[{'party':'p2','role':'concerned','heard':'2026-02-02','inspection':'2026-02-03','comment_by':'2026-03-01'}]}", "{'party':'p2','finding':'established'}", "hear_both_sides", false);
	misses("decision.made", "{'allegations':[{'allegation':'a1','party':'p2'}]}", "{'outcome':'founded'}", "finding_first", true);
	misses("decision.made", "{'allegations':[{'allegation':'a1','party':'p2'}],'findings':[{'party':'p2'}]}", "{'outcome':'founded'}", "finding_first", true);
	misses("decision.made", "{'allegations':[{'party':'p2'}],'findings':[{'party':'p2'}]}", "{'outcome':'founded'}", "finding_first", false); /* of no number, as others may have written it: nothing can be found of it by name */
	misses("decision.made", "{'allegations':[{'party':'p2'}],'findings':[{'party':'p2'}]}", "{'outcome':'founded'}", "each_allegation", false);
	/* outcomes of parts and of the whole */
	static const char two[] = "{'findings':[{'party':'p2'},{'party':'p3'}],'parties':[{'party':'p2','role':'concerned'},{'party':'p3','role':'concerned'}]}";
	misses("decision.made", two, "{'outcome':'partly_founded','per':[{'party':'p2','outcome':'founded'},{'party':'p3','outcome':'unfounded'}]}", "each_allegation", false);
	misses("decision.made", two, "{'outcome':'partly_founded','per':[{'party':'p2','outcome':'partly_founded'},{'party':'p3','outcome':'unfounded'}]}", "each_allegation", false);
	misses("decision.made", two, "{'outcome':'partly_founded','per':[{'party':'p2','outcome':'unfounded'},{'party':'p3','outcome':'unfounded'}]}", "each_allegation", true);
	misses("decision.made", two, "{'outcome':'unfounded','per':[{'party':'p2','outcome':'founded'},{'party':'p3','outcome':'unfounded'}]}", "each_allegation", true);
	misses("decision.made", two, "{'outcome':'unfounded','per':[{'party':'p2','outcome':'unfounded'},{'party':'p3','outcome':'unfounded'}]}", "each_allegation", false);
	misses("decision.made", two, "{'outcome':'founded','per':[{'party':'p2','outcome':'founded'},{'party':'p3','outcome':'unfounded'}]}", "each_allegation", true);
	misses("decision.made", two, "{'outcome':'founded','per':[{'party':'p2','outcome':'founded'}]}", "each_allegation", true);
	misses("decision.made", two, "{'outcome':'settled'}", "each_allegation", false);
	misses("decision.made", "{'parties':[{'party':'p2','role':'concerned'}]}", "{'outcome':'founded'}", "finding_first", true);
	misses("decision.made", two, "{'outcome':'founded'}", "finding_first", false);
	/* the route, by gravity and by what it was */
	misses("triage.decided", "{'gravity':'transgressive','settled':true}", "{'route':'register_only','why':'x'}", "motivated_route", false);
	misses("triage.decided", "{'gravity':'transgressive'}", "{'route':'register_only','why':'x'}", "motivated_route", true);
	misses("triage.decided", "{'gravity':'undesirable','route':'informal'}", "{'gravity':'transgressive'}", "motivated_route", true); /* what was chosen for less is chosen anew */
	misses("triage.decided", "{'gravity':'undesirable','route':'informal'}", "{'route':'informal'}", "motivated_route", false);
	misses("triage.decided", "{'gravity':'undesirable','route':'informal'}", "{'route':'preliminary'}", "motivated_route", true);
	misses("case.withdrawn", "{'gravity':'transgressive'}", "{}", "motivated_route", true);
	misses("case.withdrawn", "{'gravity':'transgressive','settled':true}", "{}", "motivated_route", false);
	/* an erasure has its time, its party and its second officer */
	misses("case.erased", "{'state':'closed','retain_until':'2026-03-09'}", "{}", "erasure_due", false);
	misses("case.erased", "{'state':'closed','retain_until':'2026-03-10'}", "{}", "erasure_due", true);
	misses("case.erased", "{'state':'closed','retain_until':'ooit'}", "{}", "erasure_due", true);
	misses("case.erased", "{'state':'closed'}", "{}", "erasure_due", true);
	misses("case.erased", "{'state':'decided','retain_until':'2026-03-09'}", "{}", "erasure_due", true);
	misses("case.erased", "{'state':'closed','retain_until':'2026-03-09','hold':{'until':'2026-03-11'}}", "{}", "erasure_due", true);
	misses("case.erased", "{'state':'closed','retain_until':'2026-03-09','hold':{'until':'2026-03-09'}}", "{}", "erasure_due", false);
	misses("case.erased", "{'state':'closed','retain_until':'2026-03-09','hold':{'until':'ooit'}}", "{}", "erasure_due", true);
	misses("case.erased", "{'state':'closed','retain_until':'2026-03-09','hold':{}}", "{}", "erasure_due", true);
	misses("identity.erased", "{" PARTIES "}", "{'party':'p9'}", "erasure_due", true);
	misses("identity.erased", "{" PARTIES "}", "{'party':'p2'}", "erasure_due", false);
	misses("case.erased", "{'state':'closed','erasures':[{'by':'beslisser'}]}", "{}", "four_eyes", false);
	misses("case.erased", "{'state':'closed','erasures':[{'by':'meldpunt'}]}", "{}", "four_eyes", true);
	misses("case.erased", "{'state':'closed','erasures':[{}]}", "{}", "four_eyes", true);
	misses("case.erased", "{'state':'closed','erasures':[{'party':'p1','by':'beslisser'}]}", "{}", "four_eyes", true);
	/* who hands over, and to whom */
	misses("case.handed_over", "{}", "{'from':'meldpunt','to':'meldpunt','why':'x'}", "hand_over", true);
	misses("case.handed_over", "{}", "{'from':'meldpunt','to':'gast','why':'x'}", "hand_over", true);
	misses("case.handed_over", "{}", "{'from':'meldpunt','to':'onderzoeker','why':'x'}", "hand_over", false);
	misses("case.handed_over", "{}", "{'from':'meldpunt','to':'onderzoeker'}", "hand_over", true);
	misses("case.handed_over", "{}", "{'to':'onderzoeker','why':'x'}", "hand_over", false);
	/* roles apart, also where nobody was named to investigate */
	misses("decision.made", "{'findings':[{'by':'meldpunt'}]}", "{'outcome':'founded'}", "separate_roles", true);
	misses("decision.made", "{'findings':[{'by':'meldpunt'}],'investigation':{'given':['external']}}", "{'outcome':'founded'}", "separate_roles", false);
	misses("decision.made", "{'findings':[{'by':'onderzoeker'}]}", "{'outcome':'founded'}", "separate_roles", false);
	misses("decision.made", "{'investigation':{'investigators':['onderzoeker']}}", "{'outcome':'founded','deciders':['onderzoeker']}", "separate_roles", true);
	misses("decision.made", "{'investigation':{'investigators':['onderzoeker']}}", "{'outcome':'founded','deciders':['beslisser']}", "separate_roles", false);
}

/* The case after some events: {'kind':…,'record':…} each; path is a member of the state, or of a party ("p1/acknowledged"). */
static void becomes(const char *events, const char *path, const char *want)
{
	json_t *state = sv_case_new(), *list = json(events), *one, *w = want ? json(want) : NULL;
	char copy[128];
	size_t i;

	json_array_foreach(list, i, one) {
		char at[32];
		snprintf(at, sizeof at, "2026-02-%02uT10:00:00Z", (unsigned)i + 1);
		json_t *envelope = json_pack("{s:i,s:s,s:s,s:s,s:s,s:O*}", "sv", 1, "case", "2026-0WTVV8", "event", at, "at", at, "type", sv_json_text(one, "kind"), "by", json_object_get(one, "by"));
		assert_int_equal(sv_fold(state, envelope, json_object_get(one, "record"), NULL), SV_OK);
		json_decref(envelope);
	}
	snprintf(copy, sizeof copy, "%s", path);
	char *member = strchr(copy, '/');
	const json_t *in = state;
	if (member) {
		*member++ = '\0';
		in = sv_json_find(sv_json_array(state, "parties"), "party", copy);
	}
	const json_t *is = json_object_get(in, member ? member : copy);
	if (!(want ? json_equal(is, w) : is == NULL)) {
		char *text = json_dumps(state, JSON_SORT_KEYS);
		fail_msg("%s of %s is not %s: %s", path, events, want ? want : "absent", text);
	}
	json_decref(state);
	json_decref(list);
	json_decref(w);
}

#define REGISTERED "{'kind':'report.registered','record':{'kind':'report','confidentiality':'anonymous','parties':[{'party':'p1','role':'reporter'},{'party':'p2','role':'concerned'},{'party':'p3','role':'reporter','of':'2026-7K3MQP/p1','confidentiality':'anonymous'}]}}"
#define SENT(kind, on) "{'kind':'message.sent','record':{'kind':'" kind "','party':'p1','on':'" on "'}}"

static void the_first_of_a_kind_is_kept(void **state)
{
	(void)state;
	becomes("[" REGISTERED "," SENT("acknowledgement", "2026-02-02") "," SENT("acknowledgement", "2026-02-05") "]", "p1/acknowledged", "'2026-02-02'");
	becomes("[" REGISTERED "," SENT("acknowledgement", "2026-02-02") "," SENT("acknowledgement", "2026-02-05") "]", "acknowledged_personally", "'2026-02-02'");
	becomes("[" REGISTERED "," SENT("acknowledgement", "2026-02-02") "," SENT("acknowledgement", "2026-02-05") "]", "p1/updated", "'2026-02-05'");
	becomes("[" REGISTERED "," SENT("receipt", "2026-02-01") "," SENT("acknowledgement", "2026-02-05") "," SENT("receipt", "2026-02-06") "]", "acknowledged_automatically", "'2026-02-01'");
	becomes("[" REGISTERED "," SENT("receipt", "2026-02-01") "," SENT("acknowledgement", "2026-02-05") "]", "p1/acknowledged", "'2026-02-01'");
	becomes("[" REGISTERED "," SENT("receipt", "2026-02-01") "," SENT("acknowledgement", "2026-02-05") "]", "p1/acknowledged_personally", "'2026-02-05'");
	becomes("[" REGISTERED "," SENT("feedback", "2026-02-03") "," SENT("decision", "2026-02-09") "]", "feedback", "'2026-02-03'");
	becomes("[" REGISTERED "," SENT("decision", "2026-02-09") "]", "feedback", "'2026-02-09'"); /* a decision tells what was done */
	becomes("[" REGISTERED "," SENT("oral_record", "2026-02-03") "," SENT("oral_record", "2026-02-08") "]", "record_offered", "'2026-02-03'");
	becomes("[" REGISTERED ",{'kind':'message.sent','record':{'kind':'feedback','party':'p2','on':'2026-02-03'}}]", "feedback", NULL); /* not to who reported */
}

static void people_come_and_go(void **state)
{
	(void)state;
	/* the case is anonymous until no reporter of its own is unknown */
	becomes("[" REGISTERED ",{'kind':'case.parties','record':{'changes':[{'party':'p1','confidentiality':'named'}]}}]", "confidentiality", "'named'");
	becomes("[" REGISTERED ",{'kind':'case.parties','record':{'changes':[{'party':'p3','confidentiality':'named'}]}}]", "confidentiality", "'anonymous'"); /* taken over from another case */
	becomes("[" REGISTERED ",{'kind':'case.parties','record':{'parties':[{'party':'p4','role':'reporter'}],'changes':[{'party':'p1','confidentiality':'named'}]}}]", "confidentiality", "'named'");
	becomes("[" REGISTERED ",{'kind':'case.parties','record':{'changes':[{'party':'p1','withdrawn':true}]}}]", "p1/withdrawn", "'2026-02-02'");
	becomes("[" REGISTERED ",{'kind':'case.parties','record':{'changes':[{'party':'p1','withdrawn':true}]}},{'kind':'case.parties','record':{'changes':[{'party':'p1','withdrawn':false}]}}]", "p1/withdrawn", NULL);
	/* what a case was, and since when it is a complaint */
	becomes("[" REGISTERED ",{'kind':'case.converted','record':{'kind':'complaint'}}]", "was", "['report']");
	becomes("[" REGISTERED ",{'kind':'case.converted','record':{'kind':'complaint'}}]", "complained", "'2026-02-02'");
	becomes("[" REGISTERED ",{'kind':'case.converted','record':{'kind':'report'}}]", "was", NULL);
	becomes("[" REGISTERED ",{'kind':'case.converted','record':{'kind':'complaint'}},{'kind':'case.converted','record':{'kind':'complaint'}}]", "complained", "'2026-02-02'");
	becomes("[" REGISTERED ",{'kind':'case.converted','record':{'kind':'complaint'}},{'kind':'case.converted','record':{'kind':'report'}}]", "complained", NULL);
	/* nobody knows what it was, as others may have written it: it is a complaint from now on */
	becomes("[{'kind':'report.registered','record':{}},{'kind':'case.converted','record':{'kind':'complaint'}}]", "was", NULL);
	becomes("[{'kind':'report.registered','record':{}},{'kind':'case.converted','record':{'kind':'complaint'}}]", "complained", "'2026-02-02'");
	becomes("[" REGISTERED ",{'kind':'case.converted','record':{'confidentiality':'named'}}]", "complained", NULL);
	/* what has no number or name needs no finding of its own */
#define FOUND_AFTER(parties, allegation) "[{'kind':'report.registered','record':{'kind':'report','parties':[" parties "]}},{'kind':'investigation.alleged','record':{" allegation "'party':'p2'}},{'kind':'investigation.found','record':{'party':'p2','finding':'established'}}]"
	becomes(FOUND_AFTER("{'party':'p2','role':'concerned'}", ""), "found", "'2026-02-03'");
	becomes(FOUND_AFTER("{'party':'p2','role':'concerned'}", "'allegation':'a1',"), "found", NULL);
	becomes(FOUND_AFTER("{'party':'p2','role':'concerned'},{'role':'concerned'}", ""), "found", "'2026-02-03'");
	becomes(FOUND_AFTER("{'party':'p2','role':'concerned'},{'party':'p3','role':'concerned'}", ""), "found", NULL);
	/* handed over: in each list that who goes was in */
#define TRIAGED ",{'kind':'triage.decided','record':{'route':'informal','handlers':['een','twee'],'confidants':['een'],'advisers':['drie']}}"
	becomes("[" REGISTERED TRIAGED ",{'kind':'case.handed_over','record':{'from':'een','to':'vier'}}]", "handlers", "['twee','vier']");
	becomes("[" REGISTERED TRIAGED ",{'kind':'case.handed_over','record':{'from':'een','to':'vier'}}]", "confidants", "['vier']");
	becomes("[" REGISTERED TRIAGED ",{'kind':'case.handed_over','record':{'from':'een','to':'vier'}}]", "advisers", "['drie']");
	becomes("[" REGISTERED TRIAGED ",{'kind':'case.handed_over','record':{'from':'drie','to':'vier'}}]", "handlers", "['een','twee']");
	becomes("[" REGISTERED ",{'kind':'case.handed_over','record':{'from':'een','to':'vier'}}]", "handlers", "['vier']"); /* nobody handled it */
	becomes("[" REGISTERED TRIAGED ",{'kind':'case.handed_over','record':{'from':'een','to':'vier','recused':true}}]", "excluded", "['een']");
	becomes("[" REGISTERED ",{'kind':'identity.requested','by':'een','record':{}},{'kind':'identity.requested','by':'een','record':{}},{'kind':'identity.requested','record':{}}]", "identity_requests", "['een']");
	/* a term that stood still for a time, or for none */
	becomes("[" REGISTERED ",{'kind':'term.suspended','record':{'term':'decision','on':'2026-02-02'}},{'kind':'term.resumed','record':{'term':'decision','on':'2026-02-12'}}]", "terms", "{'decision':{'days_suspended':10}}");
	becomes("[" REGISTERED ",{'kind':'term.suspended','record':{'term':'decision','on':'2026-02-02'}},{'kind':'term.resumed','record':{'term':'decision','on':'2026-02-02'}}]", "terms", "{'decision':{}}");
	becomes("[" REGISTERED ",{'kind':'term.suspended','record':{'term':'decision','on':'ooit'}},{'kind':'term.resumed','record':{'term':'decision','on':'2026-02-02'}}]", "terms", "{'decision':{}}");
	/* a correction changes what the event made, where it still stands */
	becomes("[" REGISTERED ",{'kind':'investigation.preliminary','record':{'conclusion':'investigate'}},{'kind':'case.corrected','record':{'event':'2026-02-02T10:00:00Z','type':'investigation.preliminary','set':{'conclusion':'drop'},'was':{'conclusion':'investigate'}}}]",
	        "preliminary", "{'conclusion':'drop','on':'2026-02-02'}");
	becomes("[" REGISTERED ",{'kind':'case.withdrawn','record':{'on':'2026-02-02'}},{'kind':'case.corrected','record':{'event':'2026-02-02T10:00:00Z','type':'case.withdrawn','set':{'on':'2026-02-01'},'was':{'on':'2026-02-02'}}}]", "withdrawn", "'2026-02-01'");
	becomes("[" REGISTERED ",{'kind':'case.corrected','record':{'event':'x','type':'investigation.opened','set':{'until':'2026-02-01'},'was':{'until':'2026-02-02'}}}]", "investigation", NULL); /* of what is not there nothing becomes */
	becomes("[" REGISTERED TRIAGED ",{'kind':'investigation.opened','record':{'until':'2026-03-01'}},{'kind':'term.extended','record':{'term':'investigation','until':'2026-03-15'}},{'kind':'triage.decided','record':{'route':'fact_finding'}},{'kind':'investigation.opened','record':{'until':'2026-04-01'}}]",
	        "terms", "{}"); /* another route: what was moved counts no more */
	becomes("[" REGISTERED TRIAGED ",{'kind':'investigation.opened','record':{'until':'2026-03-01'}},{'kind':'term.extended','record':{'term':'investigation','until':'2026-03-15'}},{'kind':'investigation.opened','record':{'until':'2026-04-01'}}]",
	        "terms", "{'investigation':{'times':1}}");
}

/* A gate that may be passed is, where it is asked for with why; and there is an end to what is told. */
static void gates_are_passed_as_the_protocol_lets(void **state)
{
	json_t *p = sv_json_deep_copy(protocol), *gates = sv_json_array(p, "gates"), *one, *was = protocol;
	size_t i;

	(void)state;
	json_array_foreach(gates, i, one)
		json_object_set_new(one, "override", json_true());
	protocol = p;
	static const char open[] = "{'state':'triaged','route':'fact_finding'," PARTIES "}", *const acts[] = {
		"{'override':['preliminary_inquiry'],'override_why':'x'}", "{'override':['preliminary_inquiry']}", "{'override':['hear_both_sides'],'override_why':'x'}",
	};
	for (size_t k = 0; k < 3; k++) {
		json_t *b = json(open), *a = json(acts[k]);
		struct sv_trial t = { protocol, officers, "meldpunt", day(TODAY), b, sv_event_type("investigation.opened"), a, false, NULL, false };
		struct sv_verdict v;
		bool missed = false;
		assert_true(sv_gates_judge(&t, &v));
		for (size_t n = 0; n < v.n; n++)
			missed = missed || strcmp(v.refusals[n].gate->name, "preliminary_inquiry") == 0;
		assert_int_equal(missed, k > 0);
		assert_int_equal(v.npassed, k == 0);
		json_decref(b);
		json_decref(a);
	}
	/* a departure from how like cases ended says why */
	static const struct { const char *act; bool missed; } departs[] = {
		{ "{'outcome':'founded'}", true }, { "{'outcome':'founded','departs':true}", true }, { "{'outcome':'founded','departs':true,'departure':' '}", true }, { "{'outcome':'founded','departs':true,'departure':'x'}", false },
		{ "{'outcome':'settled'}", false },
	};
	json_t *alike = json("{'n':10,'outcomes':{'settled':9,'founded':1}}");
	for (size_t k = 0; k < sizeof departs / sizeof departs[0]; k++) {
		json_t *b = json("{}"), *a = json(departs[k].act);
		struct sv_trial t = { protocol, officers, "meldpunt", day(TODAY), b, sv_event_type("decision.made"), a, false, alike, false };
		struct sv_verdict v;
		bool missed = false;
		assert_true(sv_gates_judge(&t, &v));
		for (size_t n = 0; n < v.n; n++)
			missed = missed || strcmp(v.refusals[n].gate->name, "precedent_departure") == 0;
		assert_int_equal(missed, departs[k].missed);
		json_decref(b);
		json_decref(a);
	}
	json_decref(alike);
	json_object_del(sv_protocol_gate(p, "aftercare_plan"), "roles");
	misses("case.closed", "{'parties':[{'party':'p3','role':'witness'}],'learned':'2026-01-01'}", "{}", "aftercare_plan", true); /* then it is for all */
	protocol = was;
	json_decref(p);
	json_t *many = json_array(), *unknown = json("{'confidentiality':'anonymous'}"), *act = json_object();
	for (i = 0; i < 2 * SV_REFUSALS_MAX; i++)
		json_array_append_new(many, json_pack("{s:s,s:s}", "role", "reporter", "name", "x"));
	json_object_set_new(act, "parties", many);
	struct sv_trial t = { protocol, officers, "meldpunt", day(TODAY), unknown, sv_event_type("case.parties"), act, false, NULL, false };
	struct sv_verdict v;
	assert_true(sv_gates_judge(&t, &v));
	assert_int_equal(v.n, SV_REFUSALS_MAX);
	json_decref(unknown);
	json_decref(act);
}

/* Of several grants the one that lasts longest counts; without an end it lasts. */
static void the_longest_grant_counts(void **state)
{
	static const struct { const char *grants, *until; bool open; } cases[] = {
		{ "[]", NULL, false },
		{ "[{'officer':'gast','compartment':'content','until':'2026-03-01'}]", "2026-03-01", false },
		{ "[{'officer':'gast','compartment':'content','until':'2026-03-01'},{'officer':'gast','compartment':'content','until':'2026-04-01'}]", "2026-04-01", true },
		{ "[{'officer':'gast','compartment':'content','until':'2026-04-01'},{'officer':'gast','compartment':'content','until':'2026-03-01'}]", "2026-04-01", true },
		{ "[{'officer':'gast','compartment':'content'},{'officer':'gast','compartment':'content','until':'2026-03-01'}]", NULL, true },
		{ "[{'officer':'gast','compartment':'content','until':'2026-03-01'},{'officer':'gast','compartment':'content'}]", NULL, true },
		{ "[{'officer':'gast','compartment':'content','until':'ooit'}]", "ooit", false },
		{ "[{'officer':'ander','compartment':'content'},{'officer':'gast','compartment':'identity'},{'officer':'gast'},{'compartment':'content'}]", NULL, false },
	};
	const struct sv_event_type *opened = sv_event_type("access.opened"), *guest = NULL;
	size_t n;
	const struct sv_event_type *types = sv_event_types(&n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		if (types[i].guests && types[i].reg == SV_REGISTER_CASE && strcmp(types[i].role, "content") == 0)
			guest = &types[i];
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		json_t *of = json_object();
		json_object_set_new(of, "grants", json(cases[i].grants));
		assert_int_equal(sv_granted(of, "gast", SV_CONTENT, day(TODAY)), cases[i].open);
		const char *until = sv_entitled_until(of, officers, "gast", SV_CONTENT);
		assert_true(cases[i].until ? until && strcmp(until, cases[i].until) == 0 : until == NULL);
		assert_int_equal(sv_entitled(of, officers, "gast", SV_CONTENT, day(TODAY)), cases[i].open);
		if (guest)
			assert_int_equal(sv_may_sign(guest, of, officers, "gast", day(TODAY)), cases[i].open);
		assert_false(sv_may_sign(opened, of, officers, "niemand", day(TODAY)));
		json_decref(of);
	}
	for (size_t i = 0; i < n; i++) /* some may be signed by another role as well */
		if (types[i].also && types[i].reg == SV_REGISTER_CASE) {
			json_t *of = json_object(), *who = json_pack("{s:{s:[s]},s:{s:[s]},s:{s:[s]}}", "a", "roles", types[i].role, "b", "roles", types[i].also, "c", "roles", "nothing");
			assert_true(sv_may_sign(&types[i], of, who, "a", day(TODAY)) && sv_may_sign(&types[i], of, who, "b", day(TODAY)) && !sv_may_sign(&types[i], of, who, "c", day(TODAY)));
			json_decref(of);
			json_decref(who);
		}
}

/* Twice the same word, or none, in a protocol. */
static void a_protocol_has_each_word_once(void **state)
{
	static const char *const lists[] = { "category", "unit", "retention" };
	struct sv_err err = { 0 };

	(void)state;
	assert_int_equal(sv_protocol_check(protocol, &err), SV_OK);
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		json_t *p = sv_json_deep_copy(protocol), *list = sv_json_array(sv_json_object(p, "lists"), lists[i]);
		json_array_append_new(list, sv_json_deep_copy(json_array_get(list, 0)));
		assert_int_not_equal(sv_protocol_check(p, &err), SV_OK);
		json_object_del(json_array_get(list, json_array_size(list) - 1), "id");
		assert_int_not_equal(sv_protocol_check(p, &err), SV_OK);
		json_decref(p);
	}
	json_t *p = sv_json_deep_copy(protocol), *gates = sv_json_array(p, "gates");
	json_array_append_new(gates, sv_json_deep_copy(json_array_get(gates, 0)));
	assert_int_not_equal(sv_protocol_check(p, &err), SV_OK);
	json_object_set_new(json_array_get(gates, json_array_size(gates) - 1), "gate", json_string("nonsense"));
	assert_int_not_equal(sv_protocol_check(p, &err), SV_OK);
	json_decref(p);
	assert_int_not_equal(sv_protocol_word(protocol, "category", "nonsense", &err), SV_OK);
	char text[512];
	p = sv_json_deep_copy(protocol);
	json_array_insert_new(sv_json_array(p, "gates"), 1, json("{'on':true}")); /* one without a name */
	assert_int_equal(sv_protocol_check(p, &err), SV_CONFIG);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "protocol: gate 2 is not known");
	json_array_remove(sv_json_array(p, "gates"), 1);
	json_array_append_new(sv_json_array(p, "routes"), sv_json_deep_copy(json_array_get(sv_json_array(p, "routes"), 0)));
	json_array_append_new(sv_json_array(p, "outcomes"), sv_json_deep_copy(json_array_get(sv_json_array(p, "outcomes"), 0)));
	snprintf(text, sizeof text, "protocol: list 'routes': item %zu has no id of its own", json_array_size(sv_json_array(p, "routes")));
	assert_int_equal(sv_protocol_check(p, &err), SV_CONFIG); /* the first of two mistakes */
	char is_said[512];
	sv_err_render(&err, NULL, is_said, sizeof is_said);
	assert_string_equal(is_said, text);
	json_decref(p);
	/* a word that nobody wants repeated; a list that is longer than what a hint looks through, and something in it that is none */
	assert_int_equal(sv_protocol_word(protocol, "category", "een_woord_dat_langer_is_dan_er_een_woord_mag_zijn", &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "unknown category");
	p = json("{'lists':{'category':[{'label':{'nl':'x'}}]}}");
	for (int i = 0; i < 600; i++) {
		snprintf(text, sizeof text, "word_%d", i);
		json_array_append_new(sv_json_array(sv_json_object(p, "lists"), "category"), json_pack("{s:s}", "id", text));
	}
	assert_int_equal(sv_protocol_word(p, "category", "word_599", &err), SV_OK);
	assert_int_equal(sv_protocol_word(p, "category", "wird_12", &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "unknown category 'wird_12' (did you mean 'word_12'?)");
	json_decref(p);
}

static int start(void **state)
{
	static const char *const all[] = { "meldpunt", "onderzoeker", "beslisser" };

	(void)state;
	if (sv_json_load_file("share/examples/protocol.json", 1u << 22, SV_JSON_ANY, &protocol, NULL) != SV_OK)
		return -1;
	officers = json_pack("{s:{s:s,s:[s]},s:{s:s,s:[],s:s}}", "gast", "officer", "gast", "roles", "record", "weg", "officer", "weg", "roles", "gone", "2026-01-01T10:00:00Z");
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		json_object_set_new(officers, all[i], json_pack("{s:s,s:[s,s,s]}", "officer", all[i], "roles", "record", "content", "identity"));
	return 0;
}

static int stop(void **state)
{
	(void)state;
	json_decref(protocol);
	json_decref(officers);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_left_out_is_filled_in), cmocka_unit_test(days_words_and_people_are_looked_at), cmocka_unit_test(the_past_is_taken_as_it_was),
		cmocka_unit_test(what_a_schema_refuses_is_left_to_it), cmocka_unit_test(a_protocol_may_say_less),
		cmocka_unit_test(retention_follows_the_rules), cmocka_unit_test(terms_move_within_their_bounds), cmocka_unit_test(one_for_all_is_one_for_each),
		cmocka_unit_test(nothing_is_sealed_too_openly), cmocka_unit_test(consequences_reach_the_other_case), cmocka_unit_test(gates_miss_what_is_missing), cmocka_unit_test(the_first_of_a_kind_is_kept), cmocka_unit_test(people_come_and_go), cmocka_unit_test(gates_are_passed_as_the_protocol_lets), cmocka_unit_test(the_longest_grant_counts), cmocka_unit_test(a_protocol_has_each_word_once),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
