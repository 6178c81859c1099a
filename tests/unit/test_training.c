/* SPDX-License-Identifier: MIT */
/* Units, headcounts and what rates are of because of them, sessions of activities, reach, and the dilemma of a week; without a disk. */
#include <math.h>
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
#include "json/get.h"
#include "json/ndjson.h"
#include "model/dilemma.h"
#include "model/headcount.h"
#include "model/item.h"
#include "model/series.h"
#include "model/training.h"
#include "model/units.h"
#include "said.h"

/* top: a (a1, a2), b; other: nothing below it. */
#define UNITS "{'lists':{'unit':[{'id':'a1','parent':'a'},{'id':'top'},{'id':'a','parent':'top'},{'id':'b','parent':'top'},{'id':'a2','parent':'a','was':[{'id':'old','until':'2024-12-31'}]},{'id':'other'}]}}"

static void units_stand_below_each_other(void **state)
{
	json_t *p = json(UNITS);
	struct sv_units u;
	struct sv_buf got = SV_BUF_INIT;

	(void)state;
	assert_int_equal(sv_units_open(p, &u, NULL), SV_OK);
	for (size_t i = 0; i < u.n; i++)
		sv_buf_addf(&got, "%s%s:%u:%s", i ? " " : "", u.unit[i].id, u.unit[i].depth, u.unit[i].up == SV_UNITS_NONE ? "-" : u.unit[u.unit[i].up].id);
	assert_string_equal(sv_buf_str(&got), "top:0:- a:1:top a1:2:a a2:2:a b:1:top other:0:-");
	assert_int_equal(sv_units_find(&u, "a2", INT32_MIN), 3);
	assert_int_equal(sv_units_find(&u, "old", day("2024-12-31")), 3);
	assert_int_equal(sv_units_find(&u, "old", day("2025-01-01")), SV_UNITS_NONE);
	assert_int_equal(sv_units_find(&u, "nobody", 0), SV_UNITS_NONE);
	sv_units_release(&u);
	json_decref(p);
	p = json("{'lists':{'unit':[{'label':'x'},{'id':'a'},{'parent':'a'}]}}"); /* what has no id is no unit */
	assert_int_equal(sv_units_open(p, &u, NULL), SV_OK);
	assert_int_equal(u.n, 1);
	assert_string_equal(u.unit[0].id, "a");
	sv_units_release(&u);
	json_decref(p);
	p = json("{}");
	assert_int_equal(sv_units_open(p, &u, NULL), SV_OK);
	assert_int_equal(u.n, 0);
	sv_units_release(&u);
	json_decref(p);
	sv_buf_release(&got);
}

/* Notes every defect as "pointer what;". */
static void note(void *data, const struct sv_err *err)
{
	char text[512];

	sv_err_render(err, NULL, text, sizeof text);
	sv_buf_addf(data, "%s;", text);
}

/* An act is completed to want, or refused with just these defects. */
static void completes(const char *event, const char *protocol, const char *before, const char *act, const char *want, const char *defects)
{
	json_t *p = json(protocol), *b = before ? json(before) : NULL, *a = json(act), *schema = json("{}");
	struct sv_act_setting s = { sv_event_type(event), p, NULL, b, day("2026-06-30"), "o" };
	struct sv_buf said = SV_BUF_INIT;
	struct sv_act_report report = { note, &said };
	enum sv_status st = sv_item_complete(&s, schema, a, &report);

	if (strcmp(sv_buf_str(&said), defects) != 0 || (st == SV_OK) != (defects[0] == '\0'))
		fail_msg("of %s\nsaid:   %s\nwanted: %s", act, sv_buf_str(&said), defects);
	if (want) {
		json_t *w = json(want);
		char *got = json_dumps(a, JSON_SORT_KEYS);
		if (!json_equal(a, w))
			fail_msg("of %s\ncame:   %s\nwanted: %s", act, got, want);
		free(got);
		json_decref(w);
	}
	sv_buf_release(&said);
	json_decref(p);
	json_decref(b);
	json_decref(a);
	json_decref(schema);
}
#define HEADCOUNT(act, want, defects) completes("headcount.added", UNITS, NULL, "{'on':'2026-01-01'," act "}", want, defects)

static void headcounts_add_up(void **state)
{
	(void)state;
	HEADCOUNT("'units':[{'unit':'top','staff':10},{'unit':'other','staff':2}]", "{'on':'2026-01-01','units':[{'unit':'top','staff':10},{'unit':'other','staff':2}],'total':12}", "");
	/* all units below one that is not told of tell of it */
	HEADCOUNT("'units':[{'unit':'a1','staff':3},{'unit':'a2','staff':4},{'unit':'b','staff':5},{'unit':'other','staff':0}]",
	          "{'on':'2026-01-01','units':[{'unit':'a1','staff':3},{'unit':'a2','staff':4},{'unit':'b','staff':5},{'unit':'other','staff':0}],'total':12}", "");
	HEADCOUNT("'units':[{'unit':'a1','staff':3},{'unit':'b','staff':5},{'unit':'other','staff':0}]",
	          "{'on':'2026-01-01','units':[{'unit':'a1','staff':3},{'unit':'b','staff':5},{'unit':'other','staff':0}],'total':8,'partial':true}", "");
	HEADCOUNT("'units':[{'unit':'a1','staff':3}],'total':40", "{'on':'2026-01-01','units':[{'unit':'a1','staff':3}],'total':40}", ""); /* somebody says what all are */
	HEADCOUNT("'units':[{'unit':'a','staff':7,'managers':2,'joined':1},{'unit':'a1','staff':3,'managers':1},{'unit':'a2','staff':4,'managers':1,'joined':1},{'unit':'top','staff':9},{'unit':'other','staff':0}]", NULL, "");
	HEADCOUNT("'units':[{'unit':'a','staff':6},{'unit':'a1','staff':3},{'unit':'a2','staff':4},{'unit':'top','staff':9}]", NULL,
	          "/units/0/staff: is less than the units below it have together: 7;");
	HEADCOUNT("'units':[{'unit':'top','staff':6},{'unit':'a1','staff':3},{'unit':'a2','staff':4}]", NULL, "/units/0/staff: is less than the units below it have together: 7;"); /* across a level */
	HEADCOUNT("'units':[{'unit':'top','staff':6},{'unit':'a','staff':2},{'unit':'a1','staff':3},{'unit':'b','staff':3}]", NULL,
	          "/units/1/staff: is less than the units below it have together: 3;"); /* told once: with it top is not too small */
	HEADCOUNT("'units':[{'unit':'a','staff':9,'joined':1,'managers':1},{'unit':'a1','staff':3,'joined':2,'managers':2}]", NULL,
	          "/units/0/managers: is less than the units below it have together: 2;/units/0/joined: is less than the units below it have together: 2;");
	HEADCOUNT("'units':[{'unit':'a','staff':9},{'unit':'b','staff':3},{'unit':'a','staff':9}]", NULL, "/units/2/unit: stands there twice;");
	HEADCOUNT("'units':[{'unit':'a','staff':9,'managers':10}]", NULL, "/units/0/managers: there are more managers than staff;");
	HEADCOUNT("'units':[{'unit':'c','staff':9}]", NULL, "/units/0/unit: unknown unit 'c' (did you mean 'a'?);");
	HEADCOUNT("'units':[{'unit':'top','staff':9},{'unit':'other','staff':1}],'total':9", NULL, "/total: is less than the units have together: 10;");
	completes("headcount.added", "{}", NULL, "{'on':'2026-01-01','units':[{'unit':'x','staff':4},{'unit':'y','staff':5}]}",
	          "{'on':'2026-01-01','units':[{'unit':'x','staff':4},{'unit':'y','staff':5}],'total':9}", ""); /* no list of units: any word */
	completes("headcount.added", UNITS, NULL, "{'on':'2026-07-01','units':[{'unit':'top','staff':4},{'unit':'other','staff':0}]}", NULL, "/on: lies in the future;");
}

/* What a headcount tells. */
struct told {
	const char *on;
	long long n;
};

/* The number of a day by what headcount.h says, day by day: of the headcounts (in the order of their days) the last up to it, or the first one of that year. */
static long long by_definition(const struct told *h, size_t n, int32_t d, const long long *before)
{
	long long is = -1;
	int y, m, dd;

	for (size_t i = 0; i < n; i++)
		if (day(h[i].on) <= d)
			is = h[i].n;
	sv_day_to_civil(day(h[0].on), &y, &m, &dd);
	return is >= 0 ? is : d >= sv_day_from_civil(y, 1, 1) ? h[0].n : before ? *before : -1;
}

static void headcounts_go_before_the_protocol(void **state)
{
	static const struct told all[] = { { "2024-07-01", 110 }, { "2025-01-01", 120 }, { "2025-10-01", 130 } };
	static const struct told of_a[] = { { "2024-07-01", 40 }, { "2025-01-01", 47 }, { "2025-10-01", 50 } };
	const long long before = 90, before_a = 30;
	json_t *p = json("{'organisation':{'name':'x','staff':[{'on':'2023-01-01','number':90},{'on':'2025-02-01','number':1}]},'lists':{'unit':[{'id':'top'},{'id':'a','parent':'top','staff':[{'on':'2023-01-01','number':30}]},"
	                 "{'id':'a1','parent':'a'},{'id':'a2','parent':'a'},{'id':'b','parent':'top','staff':[{'on':'2023-01-01','number':60}]}]}}");
	/* not in their order; 2025-01-01 was corrected */
	json_t *h = json("[{'headcount':'H-3','on':'2025-10-01','total':130,'units':[{'unit':'top','staff':130},{'unit':'a','staff':50}]},"
	                 "{'headcount':'H-1','on':'2024-07-01','total':110,'units':[{'unit':'top','staff':110},{'unit':'a','staff':40}]},"
	                 "{'headcount':'H-2','on':'2025-01-01','total':999,'units':[{'unit':'top','staff':999},{'unit':'a','staff':999}]},"
	                 "{'headcount':'H-4','on':'2025-01-01','total':120,'units':[{'unit':'top','staff':120},{'unit':'a1','staff':17},{'unit':'a2','staff':30}]}]");

	(void)state;
	assert_int_equal(sv_headcount_apply(p, h, NULL), SV_OK);
	for (int32_t d = day("2023-01-01"); d < day("2027-01-01"); d++) {
		int y, m, dd;
		double years;
		sv_day_to_civil(d, &y, &m, &dd);
		double in_year = sv_day_from_civil(y + 1, 1, 1) - sv_day_from_civil(y, 1, 1);
		assert_true(sv_series_staff(p, NULL, d, d, &years));
		assert_true(fabs(years * in_year - (double)by_definition(all, 3, d, &before)) < 1e-6);
		assert_true(sv_series_staff(p, "a", d, d, &years));
		assert_true(fabs(years * in_year - (double)by_definition(of_a, 3, d, &before_a)) < 1e-6);
		assert_true(sv_series_staff(p, "b", d, d, &years)); /* no headcount tells of it */
		assert_true(fabs(years * in_year - 60) < 1e-6);
		bool known = sv_series_staff(p, "a1", d, d, &years);
		assert_true(known == (y >= 2025));
		assert_true(!known || fabs(years * in_year - 17) < 1e-6);
	}
	double years;
	assert_true(sv_series_staff(p, NULL, day("2025-01-01"), day("2025-12-31"), &years));
	assert_true(fabs(years - (120 * 273.0 / 365 + 130 * 92.0 / 365)) < 1e-9);
	assert_ptr_equal(sv_headcount_last(h, INT32_MIN, day("2025-09-30")), json_array_get(h, 3)); /* the correction */
	assert_ptr_equal(sv_headcount_last(h, INT32_MIN, INT32_MAX), json_array_get(h, 0));
	assert_null(sv_headcount_last(h, INT32_MIN, day("2024-06-30")));
	assert_null(sv_headcount_last(h, day("2025-10-02"), INT32_MAX));
	json_decref(h);
	json_decref(p);
	/* as others may have written it: a headcount of no day counts for none; nor does a number of the protocol */
	p = json("{'organisation':{'staff':[{'number':7},{'on':'2024-01-01','number':8}]}}");
	h = json("[{'total':3,'units':[]},{'on':'ooit','total':4,'units':[]},{'on':'2025-01-01','total':5,'units':[]}]");
	assert_ptr_equal(sv_headcount_last(h, INT32_MIN, INT32_MAX), json_array_get(h, 2));
	assert_int_equal(sv_headcount_apply(p, h, NULL), SV_OK);
	is(json_object_get(sv_json_object(p, "organisation"), "staff"), "[{'on':'2024-01-01','number':8},{'on':'2025-01-01','number':5}]");
	json_decref(h);
	json_decref(p);
	/* a partial one tells nothing of the whole organisation; without any, the protocol stays as it is */
	p = json("{'lists':{'unit':[{'id':'a'},{'id':'b'}]}}");
	h = json("[{'on':'2025-03-01','total':5,'partial':true,'units':[{'unit':'a','staff':5}]}]");
	assert_int_equal(sv_headcount_apply(p, h, NULL), SV_OK);
	assert_false(sv_series_staff(p, NULL, day("2025-03-01"), day("2025-03-02"), &years));
	assert_true(sv_series_staff(p, "a", day("2025-01-01"), day("2025-12-31"), &years) && fabs(years - 5) < 1e-9);
	assert_false(sv_series_staff(p, "a", day("2024-12-31"), day("2025-12-31"), &years));
	assert_false(sv_series_staff(p, "b", day("2025-03-01"), day("2025-03-02"), &years));
	json_t *copy = json_deep_copy(p);
	json_array_clear(h);
	assert_int_equal(sv_headcount_apply(p, h, NULL), SV_OK);
	assert_true(json_equal(p, copy));
	json_decref(copy);
	json_decref(h);
	json_decref(p);
	/* no organisation in the protocol yet */
	p = json("{}");
	h = json("[{'on':'2025-01-01','total':5,'units':[{'unit':'a','staff':5}]}]");
	assert_int_equal(sv_headcount_apply(p, h, NULL), SV_OK);
	assert_true(sv_series_staff(p, NULL, day("2025-01-01"), day("2025-12-31"), &years) && fabs(years - 5) < 1e-9);
	json_decref(h);
	json_decref(p);
}

#define TRAINING "{'activity':'A-1','state':'active','kind':'training'}"
#define ONBOARDING "{'activity':'A-1','state':'active','kind':'onboarding'}"
#define HELD(before, act, want, defects) completes("activity.held", UNITS, before, act, want, defects)

static void sessions_are_completed(void **state)
{
	(void)state;
	HELD(TRAINING, "{'attended':[{'unit':'a','n':3},{'unit':'b','n':4}]}", "{'attended':[{'unit':'a','n':3},{'unit':'b','n':4}],'total':7}", "");
	HELD(TRAINING, "{'attended':[{'unit':'a','n':3,'newcomers':1},{'unit':'b','n':4}],'total':9}", "{'attended':[{'unit':'a','n':3,'newcomers':1},{'unit':'b','n':4}],'total':9,'newcomers':1}", "");
	HELD(TRAINING, "{'total':30}", "{'total':30}", "");
	HELD(ONBOARDING, "{'total':30}", "{'total':30,'newcomers':30}", "");
	HELD(ONBOARDING, "{'attended':[{'unit':'a','n':3},{'unit':'b','n':4,'newcomers':2}]}", "{'attended':[{'unit':'a','n':3,'newcomers':3},{'unit':'b','n':4,'newcomers':2}],'total':7,'newcomers':5}", "");
	HELD(ONBOARDING, "{'attended':[{'unit':'a','n':3}],'total':5}", "{'attended':[{'unit':'a','n':3,'newcomers':3}],'total':5,'newcomers':5}", "");
	HELD(ONBOARDING, "{'attended':[{'unit':'a','n':3}],'total':5,'newcomers':5}", "{'attended':[{'unit':'a','n':3,'newcomers':3}],'total':5,'newcomers':5}", "");
	HELD(ONBOARDING, "{'attended':[{'unit':'a','n':3}],'newcomers':2}", "{'attended':[{'unit':'a','n':3}],'total':3,'newcomers':2}", ""); /* of which unit nobody says */
	HELD(TRAINING, "{'mark':8}", NULL, "/total: is missing: say how many took part, for each unit (attended) or in all;");
	HELD(TRAINING, "{'attended':[{'unit':'a','n':3},{'unit':'b','n':4}],'total':6}", NULL, "/total: is less than the units have together: 7;");
	HELD(TRAINING, "{'attended':[{'unit':'a','n':3},{'unit':'a','n':4}]}", NULL, "/attended/1/unit: stands there twice;");
	HELD(TRAINING, "{'attended':[{'unit':'a','n':3,'newcomers':4}]}", NULL, "/attended/0/newcomers: there are more newcomers than took part;");
	HELD(TRAINING, "{'total':3,'newcomers':4}", NULL, "/newcomers: there are more newcomers than took part;");
	HELD(TRAINING, "{'attended':[{'unit':'a','n':3,'newcomers':3},{'unit':'b','n':3}],'newcomers':2}", NULL, "/newcomers: is less than the units have together: 3;");
	HELD(TRAINING, "{'attended':[{'unit':'c','n':3}],'on':'2026-07-01'}", NULL, "/attended/0/unit: unknown unit 'c' (did you mean 'a'?);/on: lies in the future;");
	HELD("{'activity':'A-1','state':'done','kind':'talk'}", "{'total':3}", NULL, "it is over: nothing can be added to it (add a new one);");
}

/* What an activity is planned for after a session. */
static void planned_is(const char *planned, const char *session, const char *want)
{
	json_t *state = sv_item_new(), *envelope = json("{'sv':1,'activity':'A-1','type':'activity.added','at':'2026-03-01T10:00:00Z','by':'o'}"), *record = json_pack("{s:s,s:s*}", "kind", "talk", "planned", planned);

	assert_int_equal(sv_item_fold(state, envelope, record, NULL), SV_OK);
	json_decref(record);
	record = json(session);
	sv_json_set_text(envelope, "type", "activity.held");
	assert_int_equal(sv_item_fold(state, envelope, record, NULL), SV_OK);
	const char *got = sv_json_text(state, "planned");
	assert_string_equal(got ? got : "-", want);
	assert_int_equal(json_array_size(sv_json_array(state, "sessions")), 1);
	json_decref(state);
	json_decref(envelope);
	json_decref(record);
}

static void what_was_held_is_planned_no_more(void **state)
{
	(void)state;
	planned_is("2026-02-20", "{'on':'2026-02-20','total':1}", "-");
	planned_is("2026-02-20", "{'on':'2026-02-21','total':1}", "-"); /* it came a day late */
	planned_is("2026-02-20", "{'on':'2026-02-19','total':1}", "2026-02-20"); /* another one, before it */
	planned_is("2026-03-01", "{'total':1}", "-"); /* today */
	planned_is("2026-02-20", "{'on':'2026-02-20','total':1,'planned':'2026-04-01'}", "2026-04-01");
	planned_is(NULL, "{'on':'2026-02-20','total':1}", "-");
}

/* Reach, as "unit sessions attended counts>=least/staff joined-onboarded=without last" lines, then the gaps. */
static void reach_is(const char *protocol, const char *activities, const char *headcounts, int year, const char *until, const char *want)
{
	json_t *p = json(protocol), *a = json(activities), *h = json(headcounts), *reach = NULL, *row;
	struct sv_reach_setting s = { p, a, h, year, day(until) };
	struct sv_buf out = SV_BUF_INIT;
	size_t n;

	assert_int_equal(sv_headcount_apply(p, h, NULL), SV_OK);
	assert_int_equal(sv_reach(&s, &reach, NULL), SV_OK);
	n = json_array_size(sv_json_array(reach, "units"));
	for (size_t i = 0; i <= n; i++) {
		row = i < n ? json_array_get(sv_json_array(reach, "units"), i) : sv_json_object(reach, "total");
		sv_buf_addf(&out, "%s %lld %lld%s>=%lld/%lld", i < n ? sv_json_text(row, "unit") : "*", sv_json_int(row, "sessions", -1), sv_json_int(row, "attended", -1),
		            strcmp(sv_json_text(row, "counts"), "people") == 0 ? "" : "+", sv_json_int(row, "people_at_least", -1), sv_json_int(row, "staff", -1));
		if (sv_json_has(row, "joined"))
			sv_buf_addf(&out, " %lld-%lld=%lld", sv_json_int(row, "joined", -1), sv_json_int(row, "onboarded", -1), sv_json_int(row, "not_onboarded", -1));
		if (sv_json_has(row, "managers"))
			sv_buf_addf(&out, " m%lld/%lld", sv_json_int(row, "managers_attended", -1), sv_json_int(row, "managers", -1));
		sv_buf_addf(&out, " %s\n", sv_json_text(row, "last") ? sv_json_text(row, "last") : "never");
	}
	if (sv_json_has(reach, "newcomers_elsewhere"))
		sv_buf_addf(&out, "elsewhere %lld\n", sv_json_int(reach, "newcomers_elsewhere", 0));
	json_array_foreach(sv_json_array(reach, "activities"), n, row)
		sv_buf_addf(&out, "%s %lld of %lld\n", sv_json_text(row, "activity"), sv_json_int(row, "attended", -1), sv_json_int(row, "target", -1));
	json_array_foreach(sv_json_array(reach, "gaps"), n, row)
		sv_buf_addf(&out, "%s%s:%s%s%s:%lld", n ? " " : "", sv_json_text(row, "gap"), sv_json_text(row, "unit") ? sv_json_text(row, "unit") : "", sv_json_text(row, "activity") ? sv_json_text(row, "activity") : "", "",
		            sv_json_int(row, "n", 0));
	if (strcmp(sv_buf_str(&out), want) != 0)
		fail_msg("reach is:\n%s\nwanted:\n%s", sv_buf_str(&out), want);
	sv_buf_release(&out);
	json_decref(reach);
	json_decref(p);
	json_decref(a);
	json_decref(h);
}

static void reach_is_added_up(void **state)
{
	(void)state;
	reach_is(UNITS, "[]", "[]", 2026, "2026-06-30",
	         "top 0 0>=0/-1 never\na 0 0>=0/-1 never\na1 0 0>=0/-1 never\na2 0 0>=0/-1 never\nb 0 0>=0/-1 never\nother 0 0>=0/-1 never\n* 0 0>=0/-1 never\n"
	         "unit:top:0 unit:a:0 unit:a1:0 unit:a2:0 unit:b:0 unit:other:0");
	/* a unit counts those below it; one session has people, two may have had the same ones; a unit without staff cannot be reached */
	reach_is(UNITS,
	         "[{'activity':'A-1','kind':'talk','target':20,'sessions':[{'on':'2026-01-10','total':10,'attended':[{'unit':'a1','n':4},{'unit':'b','n':5}]},{'on':'2026-02-10','total':3,'attended':[{'unit':'a1','n':1},{'unit':'a2','n':2}]},"
	         "{'on':'2025-02-10','total':3,'attended':[{'unit':'b','n':3}]},{'on':'2026-07-01','total':9,'attended':[{'unit':'b','n':9}]}]}]",
	         "[{'headcount':'H-1','on':'2026-03-31','total':40,'units':[{'unit':'top','staff':40},{'unit':'a','staff':20},{'unit':'a1','staff':12},{'unit':'other','staff':0}]}]", 2026, "2026-06-30",
	         "top 2 12+>=9/40 2026-02-10\na 2 7+>=4/20 2026-02-10\na1 2 5+>=4/12 2026-02-10\na2 1 2>=2/-1 2026-02-10\nb 1 5>=5/-1 2026-01-10\nother 0 0>=0/0 never\n* 2 13+>=10/40 2026-02-10\n"
	         "A-1 16 of 20\n");
	/* the year before: only the session of then, and the staff of the protocol, as the headcount is of later */
	reach_is("{'organisation':{'staff':[{'on':'2024-01-01','number':30}]},'lists':{'unit':[{'id':'b','staff':[{'on':'2024-01-01','number':30}]}]}}",
	         "[{'activity':'A-1','kind':'talk','sessions':[{'on':'2025-02-10','total':3,'attended':[{'unit':'b','n':3}]},{'on':'2026-02-10','total':9,'attended':[{'unit':'b','n':9}]}]}]",
	         "[{'on':'2026-03-31','total':40,'units':[{'unit':'b','staff':40}]}]", 2025, "2025-12-31", "b 1 3>=3/30 2025-02-10\n* 1 3>=3/30 2025-02-10\n");
	/* as others may have written it: what has no day was never held, nor did it end; a number of staff of no day is not known, and what all units at the top have is what the organisation has */
	reach_is("{'organisation':{'staff':[{'number':9}]},'lists':{'unit':[{'id':'b','staff':[{'on':'ooit','number':9}]},{'id':'c','staff':[{'on':'2024-01-01','number':4}]}]}}",
	         "[{'activity':'A-1','kind':'talk','target':5,'done':{'on':'ooit'},'sessions':[{'total':3,'attended':[{'unit':'b','n':3}]},{'on':'ooit','total':3,'attended':[{'unit':'b','n':3}]},{'on':'2026-02-10','total':1,'attended':[{'unit':'c','n':1},{'n':7}]}]}]", "[]", 2026, "2026-06-30",
	         "b 0 0>=0/-1 never\nc 1 1>=1/4 2026-02-10\n* 1 1>=1/-1 2026-02-10\nA-1 1 of 5\nunit:b:0");
	reach_is("{'lists':{'unit':[{'id':'b','staff':[{'on':'2024-01-01','number':9}]},{'id':'c','staff':[{'on':'2024-01-01','number':4}]}]}}",
	         "[{'activity':'A-1','kind':'talk','sessions':[{'on':'2026-02-10','total':2,'attended':[{'unit':'b','n':1},{'unit':'c','n':1}]}]}]", "[]", 2026, "2026-06-30", "b 1 1>=1/9 2026-02-10\nc 1 1>=1/4 2026-02-10\n* 1 2>=2/13 2026-02-10\n");
	/* who joined a unit that the protocol has no more joined the organisation */
	reach_is("{'lists':{'unit':[{'id':'b'}]}}", "[]", "[{'on':'2026-03-31','total':40,'units':[{'unit':'b','staff':30},{'unit':'weg','staff':10,'joined':3}]}]", 2026, "2026-06-30",
	         "b 0 0>=0/30 never\n* 0 0>=0/40 3-0=3 never\nunit:b:0 newcomers::3");
	/* distinct sessions have other people, so that one more that is not distinct changes nothing */
	reach_is("{'lists':{'unit':[{'id':'b'}]}}",
	         "[{'activity':'A-1','kind':'talk','sessions':[{'on':'2026-02-10','total':3,'distinct':true,'attended':[{'unit':'b','n':3}]},{'on':'2026-02-11','total':9,'distinct':true,'attended':[{'unit':'b','n':9}]},"
	         "{'on':'2026-02-12','total':5,'attended':[{'unit':'b','n':5}]}]}]", "[]", 2026, "2026-06-30", "b 3 17>=17/-1 2026-02-12\n* 3 17>=17/-1 2026-02-12\n");
}

static void newcomers_and_managers_are_counted(void **state)
{
	(void)state;
	/* joined is told of b and a1 alone; onboarding tells of a1 and of somebody elsewhere */
	reach_is(UNITS,
	         "[{'activity':'A-1','kind':'onboarding','sessions':[{'on':'2026-02-10','total':5,'newcomers':4,'attended':[{'unit':'a1','n':3,'newcomers':3}]}]},"
	         "{'activity':'A-2','kind':'training','audience':['managers'],'sessions':[{'on':'2026-02-11','total':2,'newcomers':2,'attended':[{'unit':'b','n':2,'newcomers':2}]}]},"
	         "{'activity':'A-3','kind':'training','audience':['managers','staff'],'sessions':[{'on':'2026-02-11','total':2,'attended':[{'unit':'b','n':2}]}]}]",
	         "[{'on':'2025-12-31','total':40,'units':[{'unit':'top','staff':40,'joined':33}]},{'on':'2026-03-31','total':40,'units':[{'unit':'top','staff':40},{'unit':'a1','staff':12,'joined':5},{'unit':'b','staff':9,'joined':2,'managers':3},{'unit':'other','staff':0}]}]",
	         2026, "2026-06-30",
	         "top 3 7+>=3/40 7-3=4 m2/3 2026-02-11\na 1 3>=3/-1 5-3=2 2026-02-10\na1 1 3>=3/12 5-3=2 2026-02-10\na2 0 0>=0/-1 never\nb 2 4+>=2/9 2-0=2 m2/3 2026-02-11\nother 0 0>=0/0 never\n"
	         "* 3 9+>=5/40 7-4=3 m2/3 2026-02-11\nelsewhere 1\n"
	         "newcomers:top:4 newcomers:a:2 newcomers:a1:2 unit:a2:0 newcomers:b:2 newcomers::3");
	/* how many of them were new is not known of the unit: nothing is said of it, nor of those above it */
	reach_is("{'lists':{'unit':[{'id':'a'},{'id':'a1','parent':'a'},{'id':'a2','parent':'a'}]}}",
	         "[{'activity':'A-1','kind':'onboarding','sessions':[{'on':'2026-02-10','total':5,'newcomers':4,'attended':[{'unit':'a1','n':5}]},{'on':'2026-02-11','total':1,'newcomers':1,'attended':[{'unit':'a2','n':1,'newcomers':1}]}]}]",
	         "[{'on':'2026-03-31','total':40,'units':[{'unit':'a','staff':40},{'unit':'a1','staff':12,'joined':5},{'unit':'a2','staff':9,'joined':1}]}]", 2026, "2026-06-30",
	         "a 2 6+>=5/40 6--1=-1 2026-02-11\na1 1 5>=5/12 5--1=-1 2026-02-10\na2 1 1>=1/9 1-1=0 2026-02-11\n* 2 6+>=5/40 6-5=1 2026-02-11\nelsewhere 4\nnewcomers::1");
	/* targets: judged once an activity is over, in the year it ended */
	reach_is("{}", "[{'activity':'A-1','kind':'talk','target':10,'done':{'on':'2026-03-01'},'sessions':[{'on':'2025-02-10','total':5},{'on':'2026-02-10','total':4}]},{'activity':'A-2','kind':'talk','target':10,'sessions':[{'on':'2026-02-10','total':5}]},"
	         "{'activity':'A-3','kind':'talk','target':10,'done':{'on':'2025-03-01'},'sessions':[{'on':'2025-02-10','total':5}]},{'activity':'A-4','kind':'talk','target':3,'done':{'on':'2026-03-01'}},{'activity':'A-5','kind':'talk','target':5,'done':{'on':'2026-03-01'},'sessions':[{'on':'2025-12-10','total':5}]}]", "[]",
	         2026, "2026-06-30", "* 2 9+>=5/-1 2026-02-10\nA-1 9 of 10\nA-2 5 of 10\nA-4 0 of 3\nA-5 5 of 5\ntarget:A-1:1 target:A-4:3");
}

static void each_week_has_its_dilemma(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 120; n++) {
		size_t last[120];
		long weeks = 0, seen[120] = { 0 };
		for (int32_t d = day("2015-01-05"); d < day("2045-01-01"); d += 7, weeks++) {
			int y, w, y2, w2;
			sv_day_to_week(d, &y, &w);
			size_t is = sv_dilemma_place(n, y, w);
			assert_true(is < n);
			seen[is]++;
			if (n == 50) /* none comes again within fifty weeks */
				for (size_t k = 0; k < 49 && (long)k < weeks; k++)
					assert_true(last[(size_t)(weeks - 1 - (long)k) % 120] != is);
			last[(size_t)weeks % 120] = is;
			sv_day_to_week(d - 52 * 7, &y2, &w2);
			int32_t monday;
			if (n > 2 && sv_day_from_week(y - 1, w, &monday)) /* not that of the same week a year ago */
				assert_true(sv_dilemma_place(n, y - 1, w) != is);
		}
		for (size_t i = 0; i < n; i++) /* all come, about as often */
			assert_true(seen[i] >= weeks / (long)n - 3 && seen[i] <= weeks / (long)n + 4);
	}
	/* a week that was printed somewhere stays what it was */
	assert_int_equal(sv_dilemma_place(50, 2026, 7), 35);
	assert_int_equal(sv_dilemma_place(50, 2026, 8), 4);
}

static void collections_are_checked(void **state)
{
	static const struct { const char *collection, *says; } wrong[] = {
		{ "{}", "'dilemmas' must be a list, and hold at least one" }, { "[]", "'dilemmas' must be a list, and hold at least one" }, { "{'dilemmas':[]}", "'dilemmas' must be a list, and hold at least one" },
		{ "{'dilemmas':[{'title':'t','situation':'s'},{'title':'t'}]}", "/dilemmas/1/situation: is missing" }, { "{'dilemmas':[{'title':'','situation':'s'}]}", "/dilemmas/0/title: is missing" },
		{ "{'dilemmas':['t']}", "/dilemmas/0/title: is missing" }, { "{'dilemmas':[{'title':'t','situation':'s','options':'a'}]}", "/dilemmas/0/options: must be a list of texts" },
		{ "{'dilemmas':[{'title':'t','situation':'s','questions':['a',1]}]}", "/dilemmas/0/questions: must be a list of texts" }, { "{'dilemmas':[{'title':'t','situation':'s','questions':['a','']}]}", "/dilemmas/0/questions: must be a list of texts" }, { "{'dilemmas':[{'title':'t','situation':'s','audience':['all']}]}", "/dilemmas/0/audience: must be text" },
	};
	char text[200];

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct sv_err err = { 0 };
		json_t *c = json(wrong[i].collection);
		assert_int_equal(sv_dilemmas_check(c, &err), SV_BAD_INPUT);
		sv_err_render(&err, NULL, text, sizeof text);
		assert_string_equal(text, wrong[i].says);
		json_decref(c);
	}
	json_t *c = json("{'dilemmas':[{'title':'1','situation':'s'},{'title':'2','situation':'s','audience':'managers'},{'title':'3','situation':'s','audience':'staff'},{'title':'4','situation':'s','audience':'all'}]}");
	static const struct { const char *audience; size_t n; } of[] = { { NULL, 4 }, { "managers", 3 }, { "staff", 3 }, { "newcomers", 2 }, { "all", 2 } };
	assert_int_equal(sv_dilemmas_check(c, NULL), SV_OK);
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
		json_t *chosen = sv_dilemmas_for(c, of[i].audience);
		assert_int_equal(json_array_size(chosen), of[i].n);
		json_decref(chosen);
	}
	json_decref(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units_stand_below_each_other), cmocka_unit_test(headcounts_add_up), cmocka_unit_test(headcounts_go_before_the_protocol), cmocka_unit_test(sessions_are_completed),
		cmocka_unit_test(what_was_held_is_planned_no_more), cmocka_unit_test(reach_is_added_up), cmocka_unit_test(newcomers_and_managers_are_counted), cmocka_unit_test(each_week_has_its_dilemma),
		cmocka_unit_test(collections_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
