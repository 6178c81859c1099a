/* SPDX-License-Identifier: MIT */
/* Questionnaires and answers: what is refused, where it is said to stand, and that nothing of anybody's answers is repeated. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json/get.h"
#include "json/ndjson.h"
#include "model/questionnaire.h"
#include "model/survey.h"
#include "report/answers.h"
#include "stats/survey.h"
#include "said.h"

static const char form[] =
	"{'sv':1,'questionnaire':'q','version':'1','language':'nl','label':{'nl':'q'},'source':'s',"
	"'answers':[{'id':'agree','low':1,'words':{'nl':['Helemaal niet','Niet','Wel'],'en':['not at all','no','yes']}},{'id':'yes','low':0,'words':{'nl':['nee','ja']}}],"
	"'scales':[{'id':'a','kind':'mean','answers':'agree','sensitive':true,'label':{'nl':'A','en':'a'}},{'id':'b','kind':'any','answers':'yes','sensitive':true,'label':{'nl':'B'}}],"
	"'items':[{'id':'a1','scale':'a','text':{'nl':'x'}},{'id':'b1','scale':'b','category':'bullying','text':{'nl':'x'}},{'id':'a2','scale':'a','reversed':true,'text':{'nl':'x'}},{'id':'b2','scale':'b','text':{'nl':'x'}}]}";
static const char rules[] =
	"{'lists':{'category':[{'id':'bullying'}],'unit':[{'id':'top','label':{'nl':'Hele Bedrijf'}},{'id':'zorg','parent':'top','label':{'nl':'Team Eén','en':'Care'}},{'id':'wijk','parent':'zorg','label':{'nl':'Dubbel'}},"
	"{'id':'stad','label':{'nl':'dubbel','en':'zorg'}}]}}";

static char said[8192];
static enum sv_status first;

static void note(void *data, const struct sv_err *err)
{
	size_t used = strlen(said);

	(void)data;
	if (first == SV_OK)
		first = err->status;
	used += sv_err_render(err, NULL, said + used, sizeof said - used);
	snprintf(said + used, sizeof said - used, "\n");
}
static const struct sv_act_report report = { note, NULL };

/* What a check of a questionnaire says, changed by replacing one text by another. */
static void form_says(const char *from, const char *to, const char *want)
{
	char text[8192];
	const char *at = strstr(form, from);

	assert_non_null(at);
	snprintf(text, sizeof text, "%.*s%s%s", (int)(at - form), form, to, at + strlen(from));
	json_t *q = json(text), *p = json(rules);
	said[0] = '\0';
	enum sv_status st = sv_questionnaire_check(q, p, &report);
	assert_int_equal(st, want[0] ? SV_BAD_INPUT : SV_OK);
	if (strcmp(said, want) != 0)
		fail_msg("%s -> %s says: %sinstead of: %s", from, to, said, want);
	json_decref(q);
	json_decref(p);
}

static void what_a_schema_cannot_say_of_a_questionnaire(void **state)
{
	(void)state;
	form_says("'a'", "'a'", "");
	form_says("{'id':'yes'", "{'id':'agree'", "/answers/1/id: is there twice\n/scales/1/answers: names answers that are not there\n");
	form_says("{'id':'b','kind'", "{'id':'a','kind'", "/scales/1/id: is there twice\n/scales/1: a scale of yes or no has no reversed item\n/items/1/scale: names a scale that is not there\n/items/3/scale: names a scale that is not there\n");
	form_says("'a2'", "'a1'", "/items/2/id: is there twice\n");
	form_says("'en':['not at all','no','yes']", "'en':['not at all','no']", "/answers/0/words: has not as many words in each language\n");
	form_says("'answers':'agree'", "'answers':'much'", "/scales/0/answers: names answers that are not there\n");
	form_says("{'id':'a','kind':'mean'", "{'id':'a','least':3,'kind':'mean'", "/scales/0/least: is more than the scale has items\n");
	form_says("{'id':'a','kind':'mean'", "{'id':'a','least':2,'kind':'mean'", "");
	form_says("'scale':'b','text':{'nl':'x'}}]", "'scale':'c','text':{'nl':'x'}}]", "/items/3/scale: names a scale that is not there\n");
	form_says("{'id':'b2','scale':'b'", "{'id':'b2','reversed':true,'scale':'b'", "/scales/1: a scale of yes or no has no reversed item\n");
	form_says("'nl':['nee','ja']", "'nl':['nee','ja','soms']", "/scales/1/answers: a scale of yes or no has two answers\n");
	form_says("'category':'bullying'", "'category':'pesten'", "/items/1/category: unknown category 'pesten' (the protocol has the list: sv-protocol show)\n");
	form_says("'id':'a1'", "'id':'unit'", "/items/0/id: is taken: 'unit' and 'sv' stand for something else in a file of answers\n");
	form_says("'id':'a1'", "'id':'sv'", "/items/0/id: is taken: 'unit' and 'sv' stand for something else in a file of answers\n");
	form_says("'sensitive':true,'label':{'nl':'B'}}]", "'sensitive':true,'label':{'nl':'B'}},{'id':'c','kind':'mean','answers':'agree','sensitive':true,'label':{'nl':'B'}}]", "/scales/2: has no items\n");
	form_says("'items':[", "'items':[{'id':'c1','scale':'a','text':{}},{'id':'c2','scale':'a','text':{}},{'id':'c3','scale':'a','text':{}},{'id':'c4','scale':'a','text':{}},{'id':'c5','scale':'a','text':{}},{'id':'c6','scale':'a','text':{}},"
		  "{'id':'c7','scale':'a','text':{}},{'id':'c8','scale':'a','text':{}},{'id':'c9','scale':'a','text':{}},{'id':'d1','scale':'a','text':{}},{'id':'d2','scale':'a','text':{}},{'id':'d3','scale':'a','text':{}},{'id':'d4','scale':'a','text':{}},"
		  "{'id':'d5','scale':'a','text':{}},{'id':'d6','scale':'a','text':{}},{'id':'d7','scale':'a','text':{}},{'id':'d8','scale':'a','text':{}},{'id':'d9','scale':'a','text':{}},{'id':'e1','scale':'a','text':{}},", "/scales/0: has more than 20 items\n");
	form_says("'scale':'b','text':{'nl':'x'}}]", "'text':{'nl':'x'}}]", "/items/3/scale: names a scale that is not there\n");
	/* without a protocol its words are not looked at; more items than a scale may have are told, however they are */
	json_t *q = json(form), *items = sv_json_array(q, "items");
	json_object_set_new(json_array_get(items, 1), "category", json_string("pesten"));
	said[0] = '\0';
	assert_int_equal(sv_questionnaire_check(q, NULL, &report), SV_OK);
	for (int i = 0; i < 25; i++) {
		char id[8];
		snprintf(id, sizeof id, "x%d", i);
		json_array_append_new(items, json_pack("{s:s,s:s}", "id", id, "scale", "b"));
	}
	assert_int_equal(sv_questionnaire_check(q, NULL, &report), SV_BAD_INPUT);
	assert_string_equal(said, "/scales/1: has more than 20 items\n");
	assert_false(sv_scale_same(q, q, "b")); /* so many are never held against others */
	assert_true(sv_scale_same(q, q, "a"));
	json_decref(q);
}

static void texts_are_in_the_reader_s_language_or_the_next_best(void **state)
{
	json_t *q = json(form);
	const json_t *a = sv_questionnaire_scale(q, "a"), *b = sv_questionnaire_scale(q, "b"), *agree = sv_questionnaire_answers(q, a);

	(void)state;
	assert_string_equal(sv_questionnaire_text(q, json_object_get(a, "label"), "en"), "a");
	assert_string_equal(sv_questionnaire_text(q, json_object_get(a, "label"), "de"), "A"); /* its own language */
	json_object_del(q, "language");
	assert_string_equal(sv_questionnaire_text(q, json_object_get(b, "label"), "en"), "B"); /* any */
	assert_string_equal(sv_questionnaire_text(q, NULL, "en"), "");
	assert_string_equal(sv_answer_word(q, agree, 3, "en"), "yes");
	assert_string_equal(sv_answer_word(q, agree, 1, "nl"), "Helemaal niet");
	assert_string_equal(sv_answer_word(q, agree, 0, "nl"), "");
	assert_string_equal(sv_answer_word(q, agree, 4, "nl"), "");
	assert_true(sv_answers_low(agree) == 1 && sv_answers_high(agree) == 3 && sv_scale_any(b) && !sv_scale_any(a));
	assert_null(sv_questionnaire_scale(q, "none"));
	json_decref(q);
}

/* Whether a version of the form, with one text for another, asks scale a alike. */
static bool same_as(const char *from, const char *to)
{
	char text[8192];
	const char *at = strstr(form, from);

	assert_non_null(at);
	snprintf(text, sizeof text, "%.*s%s%s", (int)(at - form), form, to, at + strlen(from));
	json_t *q = json(form), *other = json(text);
	bool same = sv_scale_same(q, other, "a");
	assert_true(sv_scale_same(other, q, "a") == same);
	json_decref(q);
	json_decref(other);
	return same;
}

static void scales_that_are_asked_alike_can_be_held_against_each_other(void **state)
{
	(void)state;
	assert_true(same_as("'version':'1'", "'version':'2'"));
	assert_true(same_as("'nl':'A'", "'nl':'Anders genoemd'"));
	assert_true(same_as("'id':'b2'", "'id':'b3'")); /* of another scale */
	assert_false(same_as("'id':'a2'", "'id':'a3'"));
	assert_false(same_as("'reversed':true,", ""));
	assert_false(same_as("'low':1", "'low':0"));
	assert_false(same_as("{'id':'a','kind'", "{'id':'a','least':2,'kind'"));
	assert_false(same_as("'kind':'mean'", "'kind':'any'"));
	assert_false(same_as("'nl':['Helemaal niet','Niet','Wel'],'en':['not at all','no','yes']", "'nl':['Helemaal niet','Niet','Wel','Heel erg']")); /* more answers */
	assert_false(same_as("{'id':'a','kind'", "{'id':'z','kind'"));
	assert_false(same_as("{'id':'a2','scale':'a'", "{'id':'a2','scale':'b'"));
}

/* Reads a text. On SV_OK the rows as "place:a1,b1,a2,b2" with blanks between; else what is said. */
static void reads(const char *text, size_t n, const char *want)
{
	json_t *q = json(form), *p = json(rules);
	struct sv_places places;
	struct sv_answers a;
	struct sv_err err = { 0 };
	char got[8192] = "";

	said[0] = '\0';
	assert_int_equal(sv_places_open(p, &places, NULL), SV_OK);
	enum sv_status st = sv_answers_read(text, n, q, &places, &report, &a, &err);
	for (size_t i = 0; st == SV_OK && i < a.n; i++) {
		snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s:", i ? " " : "", a.place[i] < places.n ? places.id[a.place[i]] : "");
		for (size_t k = 0; k < a.width; k++) {
			int16_t v = a.rows[i * a.width + k];
			snprintf(got + strlen(got), sizeof got - strlen(got), v == SV_SURVEY_NONE ? "%s-" : "%s%d", k ? "," : "", v);
		}
	}
	if (st != SV_OK) {
		assert_int_equal(st, SV_BAD_INPUT);
		snprintf(got, sizeof got, "%s", said);
		if (err.what.fmt)
			sv_err_render(&err, NULL, got + strlen(got), sizeof got - strlen(got));
	}
	if (strcmp(got, want) != 0)
		fail_msg("'%s' is read as: %s\ninstead of: %s", text, got, want);
	sv_answers_release(&a);
	sv_places_release(&places);
	json_decref(q);
	json_decref(p);
}

#define READS(text, want) reads(text, sizeof text - 1, want)

static void tables_are_read(void **state)
{
	(void)state;
	READS("unit,a1,b1,a2,b2\nzorg,1,0,3,1\n,2,,,\n", "zorg:1,0,3,1 :2,-,-,-");
	READS("a1,b1,a2,b2\n1,0,3,1", ":1,0,3,1");                                   /* no unit, no end of line */
	READS("\xef\xbb\xbf" "A2;B1; unit ;b2;a1\r\n3;0;ZORG;1;1\r\n", "zorg:1,0,3,1"); /* a spreadsheet's: its own order, capitals, blanks, a mark */
	READS("unit,a1,b1,a2,b2\nTeam E\xc3\xa9n,Niet,JA,yes,nee\ncare,not at all,0, 3 ,\n", "zorg:2,1,3,0 zorg:1,0,3,-"); /* labels and words of any language */
	READS("unit,a1,b1,a2,b2\nzorg,,,,\n,,,,\nstad,,1,,\n", "stad:-,1,-,-"); /* who answered nothing does not count */
	READS("unit,a1,b1,a2,b2,\nzorg,1,0,3,1,\n", "zorg:1,0,3,1");             /* an empty column */
}

static void records_are_read(void **state)
{
	(void)state;
	READS("{\"unit\":\"zorg\",\"a1\":1,\"b2\":1}\n\n{\"sv\":1,\"a2\":\"Wel\",\"b1\":\"0\"}\n", "zorg:1,-,-,1 :-,0,3,-");
	READS("{\"unit\":\"\",\"a1\":3}\n", ":3,-,-,-");
	READS("{\"unit\":\"zorg\"}\n", "there are no answers in it");
}

static void defects_are_all_named_and_no_answer_is_repeated(void **state)
{
	(void)state;
	READS("", "there are no answers in it");
	READS("unit,a1,b1,a2,b2\n", "there are no answers in it");
	READS("unit,a1,b1,a2,b2\n,,,,\n", "there are no answers in it");
	READS("zorg,5,kanarie,4\n", "line 1: names no item of this questionnaire: the first line must name the columns (sv-survey questionnaire --format csv)\n");
	READS("unit,a1,b1,a2,b3,naam\nzorg,1,0,3,1,kanarie\n",
	      "line 1: column 5: 'b3' is no item of this questionnaire (did you mean 'b1'?)\nline 1: column 6: 'naam' is no item of this questionnaire (take the column out: what is no answer may tell who gave it)\n"
	      "line 1: the column 'b2' is missing\n");
	READS("unit,a1,b1,a2,b2,a1\n", "line 1: column 6: 'a1' is there twice\n");
	READS("unit,a1,b1,a2,b2\nkanarie,4,2,0,kanarie\nzorg,1,0\nzrog,1,0,3,1\ndubbel,1,0,3,1\n",
	      "line 2: column 1 (unit): is no unit of the protocol\nline 2: column 2 (a1): is none of the answers: 1 to 3, or their words\nline 2: column 3 (b1): is none of the answers: 0 to 1, or their words\n"
	      "line 2: column 4 (a2): is none of the answers: 1 to 3, or their words\nline 2: column 5 (b2): is none of the answers: 0 to 1, or their words\nline 3: has 3 cells, and the first line 5\n"
	      "line 4: column 1 (unit): is no unit of the protocol (did you mean 'zorg'?)\nline 5: column 1 (unit): is what several units are called (name it by its id: sv-protocol show)\n");
	READS("unit,a1,b1,a2,b2\nzorg,1.0,-1,99999999999999999999,1e0\n",
	      "line 2: column 2 (a1): is none of the answers: 1 to 3, or their words\nline 2: column 3 (b1): is none of the answers: 0 to 1, or their words\nline 2: column 4 (a2): is none of the answers: 1 to 3, or their words\n"
	      "line 2: column 5 (b2): is none of the answers: 0 to 1, or their words\n");
	READS("unit,a1,b1,a2,b2\nzorg,1,0,3,\"1\nstad,1,0,3,1\n", "line 2: column 5: a cell begins with a quote, and no quote ends it\n");
	READS("unit,a1,b1,a2,b2\nzorg,1,0,3,\xff\nstad,9,0,3,1\n", "line 2: column 5: not valid UTF-8 (save it as \"CSV UTF-8\")\nline 3: column 2 (a1): is none of the answers: 1 to 3, or their words\n");
	READS("{\"unit\":\"zorg\",\"a1\":7,\"naam\":\"kanarie\",\"b1\":true}\nkanarie\n{\"a1\":1,\"a1\":2}\n{\"unit\":3}\n{\"a2\":9007199254740993}\n{\"a1\":1.5}\n{\"a1\":1}",
	      "line 1: /a1: is none of the answers: 1 to 3, or their words\nline 1: 'naam' is no item of this questionnaire (take the column out: what is no answer may tell who gave it)\nline 1: /b1: must be a number or text\n"
	      "line 2: not JSON, at column 7\nline 3: a member stands there twice, before column 12\nline 4: /unit: must be a number or text\nline 5: a number is too large\nline 6: numbers must be whole\n"
	      "line 7: the input was cut off: the last line has no end\n");
}

static void what_is_kept_is_read_again(void **state)
{
	static const char text[] = "unit,a1,b1,a2,b2\nzorg,1,0,3,1\n,2,,,\nwijk,,1,,0\n";
	json_t *q = json(form), *p = json(rules);
	struct sv_buf out = SV_BUF_INIT;
	struct sv_places places;
	struct sv_answers a;

	(void)state;
	assert_int_equal(sv_places_open(p, &places, NULL), SV_OK);
	assert_int_equal(sv_answers_read(text, sizeof text - 1, q, &places, &report, &a, NULL), SV_OK);
	assert_int_equal(sv_answers_write(&a, q, &places, &out, NULL), SV_OK);
	assert_string_equal(sv_buf_str(&out), text);
	sv_buf_release_secret(&out);
	sv_answers_release(&a);
	sv_places_release(&places);
	json_decref(q);
	json_decref(p);
}

static void units_lie_within_each_other_and_the_organisation(void **state)
{
	json_t *p = json(rules), *none = json("{}");
	struct sv_places places;

	(void)state;
	assert_int_equal(sv_places_open(p, &places, NULL), SV_OK);
	assert_true(places.n == 4 && places.parent[0] == 4 && places.parent[1] == 0 && places.parent[2] == 1 && places.parent[3] == 4 && places.parent[4] == UINT32_MAX);
	assert_true(places.level[0] == 1 && places.level[1] == 2 && places.level[2] == 3 && places.level[3] == 1 && places.level[4] == 0);
	assert_true(sv_places_find(&places, "wijk") == 2 && sv_places_find(&places, NULL) == 4 && sv_places_find(&places, "Team") == SIZE_MAX);
	assert_int_equal(json_integer_value(json_object_get(places.by_name, "zorg")), 1); /* an id, though another unit is called so */
	sv_places_release(&places);
	assert_int_equal(sv_places_open(none, &places, NULL), SV_OK);
	assert_true(places.n == 0 && places.parent[0] == UINT32_MAX && sv_places_find(&places, NULL) == 0);
	sv_places_release(&places);
	json_decref(p);
	json_decref(none);
}

/* What an act on a survey is told, given how it was. */
static void survey_says(const char *before, const char *act, const char *want)
{
	json_t *was = before ? json(before) : NULL, *given = json(act);
	const struct sv_act_setting s = { .before = was };

	said[0] = '\0';
	enum sv_status st = sv_json_has(given, "on") ? sv_survey_complete_result(&s, given, &report) : sv_survey_complete(&s, given, &report);
	assert_int_equal(st, want[0] ? SV_BAD_INPUT : SV_OK);
	if (strcmp(said, want) != 0)
		fail_msg("%s says: %sinstead of: %s", act, said, want);
	json_decref(was);
	json_decref(given);
}

static void acts_on_surveys(void **state)
{
	(void)state;
	survey_says(NULL, "{'from':'2026-01-01','until':'2026-01-01','form':{},'population':[{'people':9},{'unit':'a','people':2},{'unit':'b','people':2}]}", "");
	survey_says(NULL, "{'from':'2026-01-02','until':'2026-01-01'}", "/until: lies before the first day\n");
	survey_says("{'until':'2026-01-01'}", "{'from':'2026-01-02'}", "/from: lies before the first day\n");
	survey_says("{'until':'2026-01-01'}", "{'from':'2026-01-02','until':'2026-02-01'}", "");
	survey_says(NULL, "{'population':[{'unit':'a','people':2},{'people':9},{'unit':'a','people':3},{'people':9}]}", "/population/2: is there twice\n/population/3: is there twice\n");
	survey_says("{'results':[]}", "{'form':{}}", "");
	survey_says("{'results':[{'on':'2026-01-01'}]}", "{'form':{}}", "/questionnaire: a survey that was scored keeps its questionnaire (add a new one)\n");
	survey_says("{'results':[{'on':'2026-01-01'}]}", "{'title':'x'}", "");
	survey_says("{'results':[{'on':'2026-01-01'}]}", "{'on':'2026-01-02'}", "");
	survey_says("{}", "{'on':'2026-01-02'}", "");
	survey_says("{'results':[{'on':'2025-01-01'},{'on':'2026-01-01'}]}", "{'on':'2026-01-01'}", "/on: the survey has a result of 2026-01-01: another is of a later day\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_schema_cannot_say_of_a_questionnaire), cmocka_unit_test(texts_are_in_the_reader_s_language_or_the_next_best),
		cmocka_unit_test(scales_that_are_asked_alike_can_be_held_against_each_other), cmocka_unit_test(tables_are_read), cmocka_unit_test(records_are_read),
		cmocka_unit_test(defects_are_all_named_and_no_answer_is_repeated), cmocka_unit_test(what_is_kept_is_read_again), cmocka_unit_test(units_lie_within_each_other_and_the_organisation),
		cmocka_unit_test(acts_on_surveys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
