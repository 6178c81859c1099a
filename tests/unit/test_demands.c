/* SPDX-License-Identifier: MIT */
/* Demands held against organisations: rules that are made up here, and the shipped ones as a tool for tests/content/demands.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json/get.h"
#include "json/ndjson.h"
#include "model/demands.h"
#include "said.h"

static const char rules[] =
	"{'sectors':[{'id':'private'},{'id':'state'},{'id':'town','within':'state'},{'id':'school'}],"
	"'kinds':{'policy':[{'id':'plan','consent':{'need':'required','wor':['d'],'pvt':['d'],'wms':['12k']}},{'id':'code','consent':{'need':'depends','wor':['e']}},"
	"{'id':'compass','consent':{'need':'none'}},{'id':'tell','consent':{'need':'required','wor':['m'],'pvt':['m'],'majority':'tell'}}],"
	"'actor':[{'id':'works_council'},{'id':'staff_representation'},{'id':'helper'}],'risk':[{'id':'rie'}]},"
	"'demands':["
	"{'id':'all','level':'law','applies':[{'staff_min':1}],'by':[{'register':'policy','kind':'plan'}]},"
	"{'id':'small','level':'advised','applies':[{'staff_min':10,'staff_max':49,'not_sectors':['school']}],'by':[{'register':'actor','kind':'helper'}]},"
	"{'id':'big','level':'law','applies':[{'staff_min':50}],'by':[{'register':'actor','kind':'works_council'}]},"
	"{'id':'state','level':'law','applies':[{'staff_min':1,'sectors':['state']}],'by':[{'register':'policy','kind':'code'}]},"
	"{'id':'town','level':'law','applies':[{'staff_min':1,'sectors':['town']}],'by':[{'register':'policy','kind':'code'}]},"
	"{'id':'tell','level':'law','applies':[{'staff_min':50},{'staff_min':1,'sectors':['private']}],'by':[{'register':'policy','kind':'tell'}]},"
	"{'id':'risk','level':'law','applies':[{'staff_min':1}],'by':[{'register':'risk','kind':'rie','psa':true},{'register':'risk','kind':'rie','about':'people'}]}]}";

/* The demands of an organisation as "id+" (met), "id-" or "id~" (something waits), with blanks between. */
static void demands_are(const char *organisation, const char *exists, const char *want)
{
	json_t *d = json(rules), *o = json(organisation), *e = json(exists), *out = NULL, *one;
	char got[400] = "";
	size_t i;

	assert_int_equal(sv_demands_judge(d, o, e, &out, NULL), SV_OK);
	json_array_foreach(out, i, one) {
		const char *mark = sv_json_true(one, "met") ? "+" : json_array_size(sv_json_array(one, "waiting")) ? "~" : "-";
		snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s%s", i ? " " : "", sv_json_text(one, "demand"), mark);
		assert_non_null(sv_json_text(one, "level"));
	}
	if (strcmp(got, want) != 0)
		fail_msg("%s with %s: '%s' instead of '%s'", organisation, exists, got, want);
	json_decref(out);
	json_decref(e);
	json_decref(o);
	json_decref(d);
}

static void size_and_sector_say_what_holds(void **state)
{
	(void)state;
	demands_are("{'staff':0}", "[]", "");
	demands_are("{'staff':1}", "[]", "all- risk-");
	demands_are("{'staff':9}", "[]", "all- risk-");
	demands_are("{'staff':10}", "[]", "all- small- risk-");
	demands_are("{'staff':49}", "[]", "all- small- risk-");
	demands_are("{'staff':50}", "[]", "all- big- tell- risk-");
	demands_are("{'staff':10,'sector':'private'}", "[]", "all- small- tell- risk-");
	demands_are("{'staff':10,'sector':'school'}", "[]", "all- risk-");
	demands_are("{'staff':10,'sector':'state'}", "[]", "all- small- state- risk-");
	demands_are("{'staff':10,'sector':'town'}", "[]", "all- small- state- town- risk-");
	demands_are("{'staff':60,'sector':['private','town']}", "[]", "all- big- state- town- tell- risk-");
	demands_are("{'staff':10,'sector':['school','town']}", "[]", "all- state- town- risk-");
	demands_are("{'staff':10,'sector':[]}", "[]", "all- small- risk-");
}

static void what_exists_meets_them(void **state)
{
	(void)state;
	demands_are("{'staff':60}", "[{'register':'policy','kind':'plan'}]", "all+ big- tell- risk-");
	demands_are("{'staff':60}", "[{'register':'actor','kind':'plan'}]", "all- big- tell- risk-");
	demands_are("{'staff':60}", "[{'register':'policy','kind':'plan','in_force':false,'id':'x'},{'register':'actor','kind':'works_council','in_force':true}]", "all~ big+ tell- risk-");
	demands_are("{'staff':60}", "[{'register':'policy','kind':'plan','in_force':false},{'register':'policy','kind':'plan'}]", "all+ big- tell- risk-");
	demands_are("{'staff':1}", "[{'register':'risk','kind':'rie'}]", "all- risk-");
	demands_are("{'staff':1}", "[{'register':'risk','kind':'rie','psa':false}]", "all- risk-");
	demands_are("{'staff':1}", "[{'register':'risk','kind':'rie','psa':true,'unit':'north'}]", "all- risk+");
	demands_are("{'staff':1}", "[{'register':'risk','kind':'rie','about':'people'}]", "all- risk+");
	demands_are("{'staff':1}", "[{'register':'risk','kind':'rie','about':['things','people']}]", "all- risk+");
	demands_are("{'staff':1}", "[{'register':'risk','kind':'rie','about':['things']}]", "all- risk-");
	demands_are("{'staff':1}", "[{'register':'risk','kind':'rie','psa':[true]}]", "all- risk-"); /* only a word may be one of several */
}

/* Documents that sv_demands_check would refuse are looked through to an end, and tell nothing that is not there. */
static void odd_documents_end(void **state)
{
	json_t *d = json("{'sectors':[{'id':'a','within':'b'},{'id':'b','within':'a'}],'demands':[{'id':'x','level':'law','applies':[{'sectors':['c']}],'by':[]},{'id':'y','level':'law','applies':[{'sectors':['b']}],'by':[]}]}"), *o = json("{'staff':5,'sector':'a'}"), *out = NULL, *many;
	struct sv_err err = { 0 };
	char text[200];

	(void)state;
	assert_int_equal(sv_demands_judge(d, o, NULL, &out, NULL), SV_OK); /* sectors within each other in a circle */
	is(out, "[{'demand':'y','level':'law','met':false,'by':[],'waiting':[]}]");
	json_decref(out);
	json_decref(d);
	json_decref(o);
	/* more sectors than a hint looks through, and one without a name */
	many = json_pack("{s:[{s:s}]}", "sectors", "label", "x");
	for (int i = 0; i < 80; i++) {
		snprintf(text, sizeof text, "sector_%c%c", 'a' + i / 26, 'a' + i % 26);
		json_array_append_new(sv_json_array(many, "sectors"), json_pack("{s:s}", "id", text));
	}
	o = json("{'staff':5,'sector':'sector_aaa'}");
	assert_int_equal(sv_demands_judge(many, o, NULL, &out, &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "unknown sector 'sector_aaa' (did you mean 'sector_aa'?)");
	json_decref(o);
	o = json("{'staff':5,'sector':'sector_da'}"); /* the last ones are known too */
	assert_int_equal(sv_demands_judge(many, o, NULL, &out, &err), SV_OK);
	is(out, "[]");
	json_decref(out);
	json_decref(o);
	json_decref(many);
}

static void what_met_it_is_named(void **state)
{
	json_t *d = json(rules), *o = json("{'staff':1}"), *e = json("[{'register':'policy','kind':'plan','id':'a'},{'register':'policy','kind':'plan','id':'b','in_force':false},{'register':'policy','kind':'plan','id':'c'}]"), *out = NULL;

	(void)state;
	assert_int_equal(sv_demands_judge(d, o, e, &out, NULL), SV_OK);
	const json_t *all = json_array_get(out, 0), *by = sv_json_array(all, "by"), *waiting = sv_json_array(all, "waiting");
	assert_string_equal(sv_json_text(all, "level"), "law");
	assert_int_equal(json_array_size(by), 2);
	assert_string_equal(sv_json_text(json_array_get(by, 1), "id"), "c");
	assert_int_equal(json_array_size(waiting), 1);
	assert_string_equal(sv_json_text(json_array_get(waiting, 0), "id"), "b");
	json_decref(out);
	json_decref(e);
	json_decref(o);
	json_decref(d);
}

static void organisations_that_are_not_known_are_refused(void **state)
{
	static const struct { const char *organisation, *says; } wrong[] = {
		{ "{}", "how many people work in the organisation is not known" },
		{ "{'staff':-1}", "how many people work in the organisation is not known" },
		{ "{'staff':'5'}", "how many people work in the organisation is not known" },
		{ "{'staff':5,'sector':'scool'}", "unknown sector 'scool' (did you mean 'school'?)" },
		{ "{'staff':5,'sector':['town','elsewhere']}", "unknown sector 'elsewhere'" },
		{ "{'staff':5,'sector':['elsewhere','nowhere','town']}", "unknown sector 'elsewhere'" }, /* the first of them */
		{ "{'staff':5,'sector':7}", "unknown sector ''" },
	};
	json_t *d = json(rules), *out;
	char text[200];

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct sv_err err = { 0 };
		struct sv_consent c;
		json_t *o = json(wrong[i].organisation);
		assert_int_equal(sv_demands_judge(d, o, NULL, &out, &err), SV_BAD_INPUT);
		assert_null(out);
		sv_err_render(&err, NULL, text, sizeof text);
		assert_string_equal(text, wrong[i].says);
		assert_int_equal(sv_demands_consent(d, "plan", o, NULL, &c, &err), SV_BAD_INPUT);
		assert_null(c.body);
		json_decref(o);
	}
	json_decref(d);
}

static void consent_is_of_who_there_is(void **state)
{
	static const struct { const char *kind, *organisation, *exists, *body, *ground; bool depends; } of[] = {
		{ "plan", "{'staff':50}", "[]", "works_council", "d", false },
		{ "plan", "{'staff':49}", "[]", NULL, NULL, false },
		{ "plan", "{'staff':20}", "[{'register':'actor','kind':'works_council'}]", "works_council", "d", false },
		{ "plan", "{'staff':20}", "[{'register':'actor','kind':'works_council','in_force':false}]", NULL, NULL, false },
		{ "plan", "{'staff':20}", "[{'register':'actor','kind':'staff_representation'}]", "staff_representation", "d", false },
		{ "plan", "{'staff':20}", "[{'register':'policy','kind':'staff_representation'}]", NULL, NULL, false },
		{ "plan", "{'staff':900,'sector':'school'}", "[]", "participation_council", "12k", false },
		{ "code", "{'staff':60}", "[]", "works_council", "e", true },
		{ "code", "{'staff':20}", "[{'register':'actor','kind':'staff_representation'}]", NULL, NULL, false },
		{ "code", "{'staff':60,'sector':'school'}", "[]", NULL, NULL, false },
		{ "compass", "{'staff':60}", "[]", NULL, NULL, false },
		{ "unheard", "{'staff':60}", "[]", NULL, NULL, false },
		{ "tell", "{'staff':60}", "[]", "works_council", "m", false },
		{ "tell", "{'staff':20}", "[]", NULL, NULL, false }, /* not obligatory */
		{ "tell", "{'staff':20,'sector':'private'}", "[]", "staff_majority", NULL, false },
		{ "tell", "{'staff':20,'sector':'private'}", "[{'register':'actor','kind':'staff_representation'}]", "staff_representation", "m", false },
		{ "tell", "{'staff':60,'sector':'school'}", "[]", "staff_majority", NULL, true },
		{ "tell", "{'staff':20,'sector':'school'}", "[]", NULL, NULL, false },
	};
	json_t *d = json(rules);

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
		json_t *o = json(of[i].organisation), *e = json(of[i].exists);
		struct sv_consent c;
		assert_int_equal(sv_demands_consent(d, of[i].kind, o, e, &c, NULL), SV_OK);
		const char *ground = json_string_value(json_array_get(c.grounds, 0));
		if (!(c.body ? of[i].body && strcmp(c.body, of[i].body) == 0 : of[i].body == NULL) || !(ground ? of[i].ground && strcmp(ground, of[i].ground) == 0 : of[i].ground == NULL) || c.depends != of[i].depends)
			fail_msg("case %zu: %s by %s, %d", i, c.body ? c.body : "nobody", ground ? ground : "nothing", c.depends);
		json_decref(o);
		json_decref(e);
	}
	json_decref(d);
}

static void wrong_documents_are_refused(void **state)
{
	static const struct { const char *old, *now, *says; } wrong[] = {
		{ "'id':'state'},", "'id':'private'},", "demands: 'sectors': item 2 has no id of its own" },
		{ "'within':'state'", "'within':'moon'", "demands: sector 'town' lies within none that ends" },
		{ "'within':'state'", "'within':'town'", "demands: sector 'town' lies within none that ends" },
		{ "{'id':'helper'}", "{}", "demands: 'actor': item 3 has no id of its own" },
		{ "{'id':'big'", "{'id':'all'", "demands: 'demands': item 3 has no id of its own" },
		{ "'sectors':['town']", "'sectors':['moon']", "demands: 'town' names a sector that is not there" },
		{ "'sectors':['town']", "'sectors':[7]", "demands: 'town' names a sector that is not there" },
		{ "'applies':[{'staff_min':10,'staff_max':49,'not_sectors':['school']}]", "'applies':[{'sectors':['moon']},{'staff_min':10,'staff_max':9}]", "demands: 'small' names a sector that is not there" }, /* the first of two */
		{ "{'register':'actor','kind':'helper'}", "{'register':'actor'}", "demands: 'small': item 1 of 'by' is of no known kind" },
		{ "{'register':'actor','kind':'helper'}", "{'kind':'helper'}", "demands: 'small': item 1 of 'by' is of no known kind" },
		{ "'not_sectors':['school']", "'not_sectors':['moon']", "demands: 'small' names a sector that is not there" },
		{ "'staff_max':49", "'staff_max':9", "demands: 'small': staff_max is below staff_min" },
		{ "'kind':'rie','about'", "'kind':'rat','about'", "demands: 'risk': item 2 of 'by' is of no known kind" },
		{ "{'register':'actor','kind':'helper'}", "{'register':'zoo','kind':'helper'}", "demands: 'small': item 1 of 'by' is of no known kind" },
		{ "'majority':'tell'", "'majority':'moon'", "demands: the consent to 'tell' names a demand that is not there" },
	};
	json_t *d = json(rules);
	char changed[4096], text[200];

	(void)state;
	assert_int_equal(sv_demands_check(d, NULL), SV_OK);
	json_decref(d);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct sv_err err = { 0 };
		const char *at = strstr(rules, wrong[i].old);
		assert_non_null(at);
		snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - rules), rules, wrong[i].now, at + strlen(wrong[i].old));
		d = json(changed);
		if (sv_demands_check(d, &err) != SV_CONFIG)
			fail_msg("case %zu was let through", i);
		sv_err_render(&err, NULL, text, sizeof text);
		if (strcmp(text, wrong[i].says) != 0)
			fail_msg("case %zu: '%s'", i, text);
		json_decref(d);
	}
}

/* As a tool: reads the demands of a file, then lines {"organisation", "exists", "kind"?}; says of each what is judged, as JSON, or the consent to the kind. */
static int answer(const char *path)
{
	json_t *demands = json_load_file(path, 0, NULL), *line;
	struct sv_err err = { 0 };
	char text[400];

	if (demands == NULL || sv_demands_check(demands, &err) != SV_OK) {
		sv_err_render(&err, NULL, text, sizeof text);
		fprintf(stderr, "%s: %s\n", path, text);
		return 1;
	}
	while ((line = json_loadf(stdin, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
		const char *kind = sv_json_text(line, "kind");
		const json_t *o = sv_json_object(line, "organisation"), *e = sv_json_array(line, "exists");
		json_t *out = NULL;
		struct sv_consent c;
		if (kind && sv_demands_consent(demands, kind, o, e, &c, NULL) == SV_OK)
			out = json_pack("{s:s*,s:O*,s:b}", "body", c.body, "grounds", c.grounds, "depends", c.depends);
		else if (kind == NULL)
			sv_demands_judge(demands, o, e, &out, NULL);
		if (out)
			json_dumpf(out, stdout, JSON_COMPACT);
		puts("");
		json_decref(out);
		json_decref(line);
	}
	json_decref(demands);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(size_and_sector_say_what_holds), cmocka_unit_test(what_exists_meets_them), cmocka_unit_test(what_met_it_is_named), cmocka_unit_test(odd_documents_end),
		cmocka_unit_test(organisations_that_are_not_known_are_refused), cmocka_unit_test(consent_is_of_who_there_is), cmocka_unit_test(wrong_documents_are_refused),
	};

	if (argc == 2)
		return answer(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
