/* SPDX-License-Identifier: MIT */
/* The model when memory runs out, where no written case brings it to (tests/cases/histories.py has the rest): lists that grow, what is filled in only where it was left out, what is rare. */
#include "exhaust.h"

#include "base/date.h"
#include "base/id.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/act.h"
#include "model/event.h"
#include "model/fold.h"
#include "model/headcount.h"
#include "model/item.h"
#include "model/kept.h"
#include "model/officer.h"
#include "model/protocol.h"
#include "model/readability.h"
#include "model/terms.h"
#include "model/training.h"
#include "said.h"

static json_t *protocol;

/* Memory does not fail while a piece of work is given what it works on. */
static json_t *given(const char *text)
{
	exhaust_rest();
	json_t *value = json(text);
	exhaust_go();
	return value;
}

/* What came of it, which is released; from here on memory does not fail. */
static enum sv_status gave(struct sv_buf *result, enum sv_status st, json_t *value)
{
	exhaust_rest();
	char *text = st == SV_OK && value ? json_dumps(value, JSON_SORT_KEYS | JSON_COMPACT) : NULL;

	if (text)
		sv_buf_adds(result, text);
	free(text);
	json_decref(value);
	return st;
}

static enum sv_status done(bool ok, struct sv_err *err)
{
	return ok ? SV_OK : sv_err_nomem(err);
}

static void defect(void *data, const struct sv_err *err)
{
	struct sv_err *first = data;

	if (first->status == SV_OK || err->status == SV_BUG)
		*first = *err;
}

/* One act, or one event, on a state. */
struct step {
	const char *type, *before, *act, *has; /* has: what must be in the result, so that the work is what it says */
};

static void each(const char *what, exhaust_work *work, const struct step *steps, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct sv_buf result = SV_BUF_INIT;
		struct sv_err err = { 0 };
		char name[80];
		if (work((void *)&steps[i], &result, &err) != SV_OK || strstr(sv_buf_str(&result), steps[i].has) == NULL)
			fail_msg("%s: %s: %s", what, steps[i].type, sv_buf_str(&result));
		sv_buf_release(&result);
		snprintf(name, sizeof name, "%s: %s", what, steps[i].type);
		assert_true(exhaust(name, work, (void *)&steps[i]) > 0);
	}
	assert_int_equal(exhaust_.wrong, 0);
}

static enum sv_status act_on_case(void *data, struct sv_buf *result, struct sv_err *err)
{
	const struct step *a = data;
	json_t *before = given(a->before), *asked = given(a->act), *acts = NULL, *consequences = NULL;
	struct sv_act_setting s = { sv_event_type(a->type), protocol, NULL, before, 20600, "meldpunt", false };
	struct sv_act_report report = { defect, err };
	enum sv_status st = sv_act_expand(&s, asked, &acts, err);
	json_t *one = json_array_get(acts, 0);

	if (st == SV_OK)
		st = sv_act_complete(&s, one, &report);
	if (st == SV_OK)
		st = sv_act_consequences(&s, one, &consequences, err);
	exhaust_rest();
	st = gave(result, st, json_pack("[o*,o*]", acts, consequences));
	json_decref(asked);
	json_decref(before);
	return st;
}

#define PARTY(n) "{'party':'p" #n "','role':'affected'}"

static void acts_on_cases(void **state)
{
	static const struct step acts[] = {
		{ "investigation.notified", "{'parties':[" PARTY(1) "," PARTY(2) "," PARTY(3) "," PARTY(4) "," PARTY(5) "," PARTY(6) "," PARTY(7) "," PARTY(8) "," PARTY(9) "," PARTY(10) "]}", "{'party':'all','on':'2026-05-01'}", "\"p10\"" },
		{ "aftercare.planned", "{'parties':[" PARTY(1) "]}", "{'party':'p1','template':'reporter'}", "\"actions\"" },
		{ "case.handed_over", "{}", "{'to':'onderzoeker','why':'x'}", "\"from\":\"meldpunt\"" },
		{ "case.closed", "{'kind':'report'}", "{}", "retain_until" },
		{ "investigation.answered", "{'parties':[{'party':'p1','role':'concerned','answer_by':'2026-01-01'}]}", "{'party':'p1','text':'x'}", "\"late\":true" },
		{ "aftercare.contacted", "{'case':'A','parties':[{'party':'p1','role':'witness','position':'employee'}]}", "{'party':'p1','retaliation':true,'account':'x'}", "\"affected\":true" },
	};

	(void)state;
	each("an act on a case", act_on_case, acts, sizeof acts / sizeof acts[0]);
}

static enum sv_status act_on_item(void *data, struct sv_buf *result, struct sv_err *err)
{
	const struct step *a = data;
	json_t *before = given(a->before), *act = given(a->act), *schema = given("{}"), *rules = given("{'lists':{'unit':[{'id':'a'},{'id':'b'}]}}");
	struct sv_act_setting s = { sv_event_type(a->type), rules, NULL, before, 20600, "meldpunt", false };
	struct sv_act_report report = { defect, err };
	enum sv_status st = gave(result, sv_item_complete(&s, schema, act, &report), act);

	json_decref(before);
	json_decref(schema);
	json_decref(rules);
	return st;
}

static void acts_on_items(void **state)
{
	static char met[200], met_want[40];
	char id[SV_ITEM_ID_SIZE];
	const struct step acts[] = {
		{ "actor.met", "{'state':'active'}", met, met_want },
		{ "assessment.added", "{}", "{'scores':{}}", "\"on\"" },
		{ "policy.law", "{'state':'active','versions':[{'version':'1'}]}", "{'outcome':'change_needed'}", "change_by" },
		{ "policy.version", "{'state':'active'}", "{'from':'2026-01-01'}", "\"review\"" },
		{ "headcount.added", "{}", "{'on':'2026-01-01','units':[{'unit':'a','staff':4}]}", "\"partial\":true" },
		{ "activity.held", "{'state':'active','kind':'onboarding'}", "{'attended':[{'unit':'a','n':3},{'unit':'b','n':4}]}", "\"newcomers\":7" },
		{ "activity.held", "{'state':'active','kind':'talk'}", "{'attended':[{'unit':'a','n':3,'newcomers':2},{'unit':'b','n':4}]}", "\"newcomers\":2,\"total\":7" },
	};

	(void)state;
	sv_item_id_make('K', 12345, id);
	snprintf(met, sizeof met, "{'attendees':['HR','k%s']}", id + 1);
	snprintf(met_want, sizeof met_want, "\"%s\"", id);
	each("an act on an item", act_on_item, acts, sizeof acts / sizeof acts[0]);
}

static enum sv_status fold(void *data, struct sv_buf *result, struct sv_err *err)
{
	const struct step *f = data;
	const struct sv_event_type *type = sv_event_type(f->type);
	json_t *before = given(f->before), *record = given(f->act), *envelope = given("{'sv':1,'case':'2026-000000','policy':'P-000000','actor':'K-000000','officer':'o','at':'2026-03-01T10:00:00Z','by':'o'}");

	exhaust_rest();
	sv_json_set_text(envelope, "type", f->type);
	exhaust_go();
	enum sv_status st = strcmp(f->type, "officer") == 0 ? sv_officer_fold(before, envelope, record, err)
	                    : type && type->reg != SV_REGISTER_CASE ? sv_item_fold(before, envelope, record, err) : sv_fold(before, envelope, record, err);
	st = gave(result, st, before);
	json_decref(record);
	json_decref(envelope);
	return st;
}

static void folds(void **state)
{
	static const struct step events[] = {
		{ "something.new", "{}", "{}", "unknown_events" },
		{ "something.new", "{'sv':1,'case':'2026-000000','events':3,'unknown_events':1}", "{}", "\"unknown_events\":2" },
		{ "officer", "{}", "{'token':'t'}", "{\"officer\":\"o\"}" }, /* what is none of an officer's events makes nothing of it */
		{ "message.sent", "{'case':'2026-000000','parties':[{'party':'p1','role':'concerned'}]}", "{'party':'p1','kind':'invitation','hearing_on':'2026-05-01'}", "\"hearing_on\":\"2026-05-01\"" },
		{ "actor.met", "{'sv':1,'actions':[{'action':'a1'},{'action':'a2'},{'action':'a3'},{'action':'a4'},{'action':'a5'},{'action':'a6'},{'action':'a7'},{'action':'a8'}]}", "{'actions':[{'action':'a9'}]}", "\"a9\"" },
	};

	(void)state;
	each("a fold", fold, events, sizeof events / sizeof events[0]);
}

/* An event of no kind is unknown of an item. */
static enum sv_status fold_nothing(void *data, struct sv_buf *result, struct sv_err *err)
{
	json_t *item = given("{}"), *envelope = given("{'policy':'P-000000'}");
	enum sv_status st = gave(result, sv_item_fold(item, envelope, NULL, err), item);

	(void)data;
	json_decref(envelope);
	return st;
}

static enum sv_status follow(void *data, struct sv_buf *result, struct sv_err *err)
{
	json_t *before = given("{'closed':'2026-01-31','kind':'report'}"), *set = given("{'retention':'two_years'}");
	struct sv_act_setting s = { sv_event_type("case.closed"), protocol, NULL, before, 20600, "meldpunt", false };
	enum sv_status st = gave(result, done(sv_act_follow(&s, set), err), set);

	(void)data;
	json_decref(before);
	return st;
}

/* A case with just as many members as there is room for before it grows. */
static enum sv_status show_case(void *data, struct sv_buf *result, struct sv_err *err)
{
	json_t *c = given("{'sv':1,'case':'2026-000000','state':'triaged','kind':'report','events':2,'last':'x','registered':'2026-01-01','mailbox':{'tag':'x'}}"), *public = sv_case_public(c);
	enum sv_status st = gave(result, done(public != NULL, err), public);

	(void)data;
	json_decref(c);
	return st;
}

static enum sv_status shorten(void *data, struct sv_buf *result, struct sv_err *err)
{
	json_t *item = given("{'survey':'S-1','results':[{'on':'2026-01-01','scales':[]},{'on':'2026-02-01','scales':[]},{'on':'2026-03-01','scales':[]}]}");
	bool ok = sv_item_shorten(item);

	(void)data;
	return gave(result, done(ok, err), item);
}

static enum sv_status due(void *data, struct sv_buf *result, struct sv_err *err)
{
	json_t *item = given("{'risk':'R-1','state':'active','title':'RIE','next':'2027-01-01','measures':[{'measure':'m1','by':'2026-07-01'}]}"), *list = NULL;
	enum sv_status st = gave(result, sv_item_due(item, &list, err), NULL);

	(void)data;
	st = gave(result, st, list);
	json_decref(item);
	return st;
}

static enum sv_status keep(void *data, struct sv_buf *result, struct sv_err *err)
{
	json_t *c = given("{'state':'triaged','received':'2026-01-01','terms':{'x':{'suspended':'2026-02-01'}}}"), *envelope = given("{'type':'term.suspended','at':'2026-02-01T10:00:00Z'}"), *rules = given("{'terms':[{'term':'x','from':'received','days':9}]}"), *terms = NULL;
	struct sv_kept *k = sv_kept_new(rules);
	enum sv_status st = done(k != NULL, err);

	(void)data;
	if (st == SV_OK)
		st = sv_kept_see(k, c, envelope, NULL, err);
	if (st == SV_OK)
		st = sv_kept_terms(k, &terms, err);
	st = gave(result, st, terms);
	sv_kept_free(k);
	json_decref(rules);
	json_decref(envelope);
	json_decref(c);
	return st;
}

static enum sv_status due_of_recommendation(void *data, struct sv_buf *result, struct sv_err *err)
{
	json_t *c = given("{'case':'2026-000000','state':'closed','recommendations':[{'recommendation':'r1','by':'2026-02-01','owner':'HR'}]}"), *list = NULL;
	json_t *rules = given("{'terms':[{'term':'x','per':'recommendation','until':'by','after_closing':true}]}");
	enum sv_status st = sv_terms_due(rules, c, &list, err);

	(void)data;
	st = gave(result, st, list);
	json_decref(rules);
	json_decref(c);
	return st;
}

static enum sv_status words(void *data, struct sv_buf *result, struct sv_err *err)
{
	json_t *rules = given("{'lists':{'unit':[{'id':'a'},{'id':'b'},{'id':'c'},{'id':'d'},{'id':'e'},{'id':'f'},{'id':'g'},{'id':'h'},{'id':'i'},{'id':'j'}]}}"), *list = sv_protocol_words(rules, "units");
	enum sv_status st = gave(result, done(list != NULL, err), list);

	(void)data;
	json_decref(rules);
	return st;
}

static enum sv_status measure(void *data, struct sv_buf *result, struct sv_err *err)
{
	struct sv_reading r;
	enum sv_status st = sv_reading_measure("Een zin. Nog een zin.", 21, "nl", &r, err);

	(void)data;
	exhaust_rest();
	if (st == SV_OK)
		sv_buf_addf(result, "%zu %zu", r.sentences, r.words);
	return st;
}

/* More numbers of the protocol, and more headcounts, than a list has room for at first. */
static json_t *numbers(bool counts, int from, int n)
{
	json_t *list = json_array();

	for (int i = 0; i < n; i++) {
		char on[SV_DATE_SIZE];
		snprintf(on, sizeof on, "%d-03-01", from + i);
		json_array_append_new(list, counts ? json_pack("{s:s,s:s,s:i,s:[{s:s,s:i,s:i,s:i}]}", "headcount", "H-1", "on", on, "total", 10 + i, "units", "unit", "a", "staff", 10 + i, "managers", 2, "joined", 3)
		                                   : json_pack("{s:s,s:i}", "on", on, "number", i));
	}
	return list;
}

static enum sv_status apply(void *data, struct sv_buf *result, struct sv_err *err)
{
	const bool *organisation = data;
	json_t *rules = given("{'lists':{'unit':[{'id':'a'}]}}");

	exhaust_rest();
	json_t *headcounts = numbers(true, 2012, 10);
	if (*organisation)
		json_object_set_new(rules, "organisation", json_pack("{s:o}", "staff", numbers(false, 2000, 10)));
	exhaust_go();
	enum sv_status st = gave(result, sv_headcount_apply(rules, headcounts, err), rules);
	json_decref(headcounts);
	return st;
}

static enum sv_status reach(void *data, struct sv_buf *result, struct sv_err *err)
{
	json_t *rules = given("{'lists':{'unit':[{'id':'a'},{'id':'b'},{'id':'c'},{'id':'d'},{'id':'e'}]}}"), *out = NULL;

	exhaust_rest();
	json_t *activities = json_array(), *headcounts = numbers(true, 2026, 1);
	json_object_set_new(json_array_get(headcounts, 0), "partial", json_true());
	for (int i = 0; i < 6; i++)
		json_array_append_new(activities, json_pack("{s:s,s:s,s:s,s:i,s:{s:s},s:[{s:s,s:i}]}", "activity", "A-1", "title", "x", "kind", "talk", "target", 10, "done", "on", "2026-03-01", "sessions", "on", "2026-02-01", "total", 3));
	exhaust_go();
	struct sv_reach_setting s = { rules, activities, headcounts, 2026, 20818 };
	enum sv_status st = gave(result, sv_reach(&s, &out, err), NULL);
	(void)data;
	st = gave(result, st, out);
	json_decref(rules);
	json_decref(activities);
	json_decref(headcounts);
	return st;
}

static void what_is_seen_and_counted(void **state)
{
	static bool yes = true, no = false;
	static const struct { const char *name; exhaust_work *work; void *data; const char *has; } all[] = {
		{ "what no event is", fold_nothing, NULL, "\"unknown\":1" }, { "what follows from a correction", follow, NULL, "retain_until" }, { "a case as it is shown", show_case, NULL, "\"mailbox\":true" },
		{ "an item in short", shorten, NULL, "2026-03-01" }, { "what is due of an item", due, NULL, "Arbowet" }, { "a term that stands still", keep, NULL, "\"suspended\":true" }, { "what is due of a recommendation", due_of_recommendation, NULL, "\"recommendation\":\"r1\"" }, { "words of a list", words, NULL, "\"j\"" },
		{ "how a text reads", measure, NULL, "2 5" }, { "headcounts without an organisation", apply, &no, "\"number\":19" }, { "headcounts", apply, &yes, "\"number\":19" }, { "reach", reach, NULL, "\"partial\":true" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		struct sv_buf result = SV_BUF_INIT;
		struct sv_err err = { 0 };
		if (all[i].work(all[i].data, &result, &err) != SV_OK || strstr(sv_buf_str(&result), all[i].has) == NULL)
			fail_msg("%s: %s", all[i].name, sv_buf_str(&result));
		sv_buf_release(&result);
		assert_true(exhaust(all[i].name, all[i].work, all[i].data) > 0);
	}
	assert_int_equal(exhaust_.wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(acts_on_cases), cmocka_unit_test(acts_on_items), cmocka_unit_test(folds), cmocka_unit_test(what_is_seen_and_counted) };

	if (sv_json_load_file("share/examples/protocol.json", 1u << 22, SV_JSON_ANY, &protocol, NULL) != SV_OK)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	json_decref(protocol);
	return failed;
}
