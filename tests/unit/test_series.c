/* SPDX-License-Identifier: MIT */
/* What the protocol says of counting, and which terms were kept; without a disk. */
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
#include "model/fold.h"
#include "model/kept.h"
#include "model/series.h"
#include "said.h"

static void words_are_counted_as_newer_ones(void **state)
{
	static const struct { const char *word, *received, *want; } of[] = {
		{ "mobbing", "2024-12-31", "bullying" }, { "mobbing", "2025-01-01", "harassment" }, { "mobbing", "2025-06-30", "harassment" }, { "mobbing", "2025-07-01", "mobbing" },
		{ "teasing", "2030-01-01", "bullying" }, { "jeering", "2024-01-01", "bullying" }, { "jeering", "2025-03-01", "harassment" }, { "other", "2024-01-01", "other" }, { "bullying", "2024-01-01", "bullying" },
		{ "hazing", "2024-06-30", "harassment" }, { "hazing", "2024-07-01", "bullying" }, /* of two that hold the one that ends first, in whatever order they stand */
		{ "taunting", "2024-01-01", "taunting" }, /* until a day that is none, as others may have written it: no day is known on which it held */
	};
	json_t *words = NULL, *p = json("{'lists':{'category':[{'id':'bullying','group':'psa','was':[{'id':'mobbing','until':'2024-12-31'},{'id':'teasing'},{'id':'hazing'},{'id':'taunting','until':'ooit'}]},"
	                                "{'id':'harassment','was':[{'id':'mobbing','until':'2025-06-30'},{'id':'hazing','until':'2024-06-30'}]},{'id':'mobbing','was':[{'id':'jeering'}]}],'unit':[{'id':'a','was':[{'id':'other'}]}]}}");

	(void)state;
	assert_int_equal(sv_series_check(p, NULL), SV_OK);
	assert_int_equal(sv_series_words(p, &words, NULL), SV_OK);
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
		assert_string_equal(sv_series_word(words, "category", of[i].word, day(of[i].received)), of[i].want);
	assert_string_equal(sv_series_word(words, "category", "mobbing", INT32_MIN), "mobbing"); /* nobody knows when: only what holds for any day */
	assert_string_equal(sv_series_word(words, "category", "teasing", INT32_MIN), "bullying");
	assert_string_equal(sv_series_word(words, "unit", "other", INT32_MIN), "a");
	assert_string_equal(sv_series_word(words, "channel", "desk", 0), "desk");
	assert_string_equal(sv_series_group(words, "bullying"), "psa");
	assert_null(sv_series_group(words, "harassment"));
	json_decref(words);
	json_decref(p);
}

static void wrong_series_are_refused(void **state)
{
	static const struct { const char *protocol, *says; } wrong[] = {
		{ "{'lists':{'x':[{'id':'a','was':[{'id':'o'}]},{'id':'b','was':[{'id':'o'}]}]}}", "protocol: list 'x': word 'o' is counted as two others" },
		{ "{'lists':{'x':[{'id':'a','was':[{'id':'o','until':'2025-01-01'}]},{'id':'b','was':[{'id':'o','until':'2025-01-01'}]}]}}", "protocol: list 'x': word 'o' is counted as two others" },
		{ "{'lists':{'x':[{'id':'a','was':[{'id':'a'}]}]}}", "protocol: list 'x': word 'a' is counted as itself in the end" },
		{ "{'lists':{'x':[{'id':'a','was':[{'id':'b'}]},{'id':'b','was':[{'id':'a','until':'2025-01-01'}]}]}}", "protocol: list 'x': word 'a' is counted as itself in the end" },
		{ "{'organisation':{'staff':[{'on':'2026-01-01','number':5},{'on':'2026-01-01','number':6}]}}", "protocol: 'organisation.staff': item 2 is not after the one before it" },
		{ "{'organisation':{'staff':[{'number':5}]}}", "protocol: 'organisation.staff': item 1 has no day" },
		{ "{'lists':{'x':[{'id':'a','was':[{'id':'a'}]}],'y':[{'id':'b','was':[{'id':'b'}]}]}}", "protocol: list 'x': word 'a' is counted as itself in the end" }, /* the first of two */
		{ "{'organisation':{'staff':[{'number':5}]},'lists':{'unit':[{'id':'a','staff':[{'number':5}]}]}}", "protocol: 'organisation.staff': item 1 has no day" },
		{ "{'breaks':[{'on':'2026-01-02'},{'on':'2025-01-01'}]}", "protocol: 'breaks': item 2 is not after the one before it" },
		{ "{'lists':{'unit':[{'id':'a','staff':[{'on':'2026-02-30','number':5}]}]}}", "protocol: 'lists.unit.staff': item 1 has no day" },
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct sv_err err = { 0 };
		json_t *p = json(wrong[i].protocol);
		if (sv_series_check(p, &err) != SV_CONFIG)
			fail_msg("case %zu was let through", i);
		sv_err_render(&err, NULL, text, sizeof text);
		if (strcmp(text, wrong[i].says) != 0 && i != 3)
			fail_msg("case %zu: '%s' instead of '%s'", i, text, wrong[i].says);
		if (i == 3 && strstr(text, "is counted as itself in the end") == NULL) /* either word of the circle */
			fail_msg("case %zu: '%s'", i, text);
		json_decref(p);
	}
}

static void staff_is(const json_t *p, const char *unit, const char *from, const char *to, double want)
{
	double years = -1;
	bool known = sv_series_staff(p, unit, day(from), day(to), &years);

	if (isnan(want) ? known : !known || fabs(years - want) > 1e-9)
		fail_msg("%s %s to %s: %d %.12g instead of %.12g", unit ? unit : "all", from, to, known, years, want);
}

static void staff_is_in_years(void **state)
{
	json_t *p = json("{'organisation':{'staff':[{'on':'2024-01-01','number':100},{'on':'2025-07-01','number':200}]},"
	                 "'lists':{'unit':[{'id':'top'},{'id':'a','parent':'top','staff':[{'on':'2024-01-01','number':30}]},{'id':'b','parent':'top'},{'id':'b1','parent':'b','staff':[{'on':'2025-01-01','number':5}]},"
	                 "{'id':'b2','parent':'b','staff':[{'on':'2025-01-01','number':7}]},{'id':'c'}]}}");

	(void)state;
	staff_is(p, NULL, "2024-01-01", "2024-12-31", 100);
	staff_is(p, NULL, "2024-01-01", "2024-01-01", 100.0 / 366);
	staff_is(p, NULL, "2025-01-01", "2025-12-31", 100 * 181.0 / 365 + 200 * 184.0 / 365);
	staff_is(p, NULL, "2026-01-01", "2026-12-31", 200);
	staff_is(p, NULL, "2024-12-31", "2025-01-01", 100.0 / 366 + 100.0 / 365);
	staff_is(p, NULL, "2023-12-31", "2024-01-05", NAN); /* before the first number */
	staff_is(p, NULL, "2025-02-01", "2025-01-01", NAN);
	staff_is(p, "a", "2025-01-01", "2025-12-31", 30);
	staff_is(p, "b", "2025-01-01", "2025-12-31", 12); /* those below it, together */
	staff_is(p, "top", "2025-01-01", "2025-12-31", 42);
	staff_is(p, "top", "2024-12-31", "2025-12-31", NAN); /* one of them is not known then */
	staff_is(p, "c", "2025-01-01", "2025-12-31", NAN);
	staff_is(p, "nobody", "2025-01-01", "2025-12-31", NAN);
	json_object_del(p, "organisation");
	staff_is(p, NULL, "2025-01-01", "2025-12-31", NAN); /* top is known, c is not */
	json_array_remove(sv_json_array(sv_json_object(p, "lists"), "unit"), 5);
	staff_is(p, NULL, "2025-01-01", "2025-12-31", 42);
	json_decref(p);
	/* as others may have written it: without a day no number is known, before one that is none neither */
	p = json("{'organisation':{'staff':[{'number':5}]},'lists':{'unit':[{'id':'a','staff':[{'on':'ooit','number':5}]},{'id':'b','staff':[{'on':'2024-01-01','number':5},{'on':'ooit','number':6}]},{'id':'c','staff':[{'on':'2024-01-01','number':5},{'number':6}]}]}}");
	staff_is(p, NULL, "2025-01-01", "2025-12-31", NAN);
	staff_is(p, "a", "2025-01-01", "2025-12-31", NAN);
	staff_is(p, "b", "2025-01-01", "2025-12-31", NAN);
	json_decref(p);
	/* units in more levels than anybody has: they are not added up without end */
	p = json("{'lists':{'unit':[{'id':'u0'}]}}");
	json_t *units = sv_json_array(sv_json_object(p, "lists"), "unit");
	for (int i = 1; i < 40; i++) {
		char id[8], up[8];
		snprintf(id, sizeof id, "u%d", i);
		snprintf(up, sizeof up, "u%d", i - 1);
		json_array_append_new(units, json_pack("{s:s,s:s}", "id", id, "parent", up));
	}
	json_object_set_new(json_array_get(units, 39), "staff", json("[{'on':'2024-01-01','number':5}]"));
	staff_is(p, "u20", "2025-01-01", "2025-12-31", 5);
	staff_is(p, "u0", "2025-01-01", "2025-12-31", NAN);
	json_decref(p);
}

static void breaks_lie_in_a_time(void **state)
{
	json_t *p = json("{'breaks':[{'on':'2024-01-01','note':{'nl':'a'}},{'on':'2025-01-01','note':{'nl':'b'}}]}"), *some;

	(void)state;
	some = sv_series_breaks(p, day("2024-01-02"), day("2025-01-01"));
	assert_int_equal(json_array_size(some), 1);
	assert_string_equal(sv_json_text(json_array_get(some, 0), "on"), "2025-01-01");
	json_decref(some);
	some = sv_series_breaks(p, INT32_MIN, INT32_MAX);
	assert_int_equal(json_array_size(some), 2);
	json_decref(some);
	json_decref(p);
	p = json("{'breaks':[{'note':{'nl':'a'}},{'on':'ooit','note':{'nl':'b'}},{'on':'2025-01-01','note':{'nl':'c'}}]}"); /* of no day, as others may have written it */
	some = sv_series_breaks(p, INT32_MIN, INT32_MAX);
	assert_int_equal(json_array_size(some), 1);
	json_decref(some);
	json_decref(p);
}

/* One event of a case that is being told. */
struct told {
	const char *type, *at, *record;
};

/* The terms after these events, as "term party: due done ended" lines, and how they stand on a day. */
static void kept_is(const json_t *protocol, const struct told *events, size_t n, const char *today, const char *want)
{
	struct sv_kept *k = sv_kept_new(protocol);
	json_t *c = sv_case_new(), *terms = NULL, *one;
	struct sv_buf out = SV_BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++) {
		char at[40];
		snprintf(at, sizeof at, "%sT10:00:00Z", events[i].at);
		json_t *envelope = json_pack("{s:i,s:s,s:s,s:s,s:s}", "sv", 1, "case", "2026-000000", "type", events[i].type, "at", at, "by", "o"), *record = json(events[i].record);
		assert_int_equal(sv_fold(c, envelope, record, NULL), SV_OK);
		assert_int_equal(sv_kept_see(k, c, envelope, record, NULL), SV_OK);
		json_decref(envelope);
		json_decref(record);
	}
	assert_int_equal(sv_kept_terms(k, &terms, NULL), SV_OK);
	json_array_foreach(terms, i, one) {
		static const char *const days[] = { "due", "done", "ended" };
		int32_t at[3];
		const char *party = sv_json_text(one, "party") ? sv_json_text(one, "party") : sv_json_text(one, "recommendation");
		sv_buf_addf(&out, "%s%s%s:", sv_json_text(one, "term"), party ? " " : "", party ? party : "");
		for (int d = 0; d < 3; d++) {
			char text[SV_DATE_SIZE] = "-";
			at[d] = sv_json_has(one, days[d]) ? (int32_t)sv_json_int(one, days[d], 0) : INT32_MIN;
			if (at[d] != INT32_MIN)
				sv_date_format(at[d], text);
			sv_buf_addf(&out, " %s", text);
		}
		sv_buf_addf(&out, " %s\n", sv_keeping_words[sv_keeping(at[0], at[1], at[2], sv_json_true(one, "suspended"), day(today))]);
	}
	if (strcmp(sv_buf_str(&out), want) != 0)
		fail_msg("kept is:\n%swanted:\n%s", sv_buf_str(&out), want);
	sv_buf_release(&out);
	json_decref(terms);
	json_decref(c);
	sv_kept_free(k);
}
#define KEPT(protocol, today, want, ...) kept_is(protocol, (const struct told[]){ __VA_ARGS__ }, sizeof((const struct told[]){ __VA_ARGS__ }) / sizeof(struct told), today, want)

#define REPORT(day) { "report.registered", day, "{'kind':'report','confidentiality':'named','received':'" day "','parties':[{'party':'p1','role':'reporter'}]}" }

static json_t *only_terms(const char *terms)
{
	char text[4096];

	snprintf(text, sizeof text, "{'terms':[%s]}", terms);
	return json(text);
}

static void terms_are_met_late_missed_or_run(void **state)
{
	json_t *p = only_terms("{'term':'triage','from':'received','days':14,'met_by':'triaged'},{'term':'decision','from':'received','months':3,'met_by':'decided'},"
	                       "{'term':'receipt','from':'received','days':7,'met_by':'acknowledged','ends_with':'decided'}");

	(void)state;
	KEPT(p, "2026-01-10", "triage: 2026-01-15 - - running\ndecision: 2026-04-01 - - running\nreceipt: 2026-01-08 - - missed\n", REPORT("2026-01-01"));
	KEPT(p, "2026-01-15", "triage: 2026-01-15 - - running\ndecision: 2026-04-01 - - running\nreceipt: 2026-01-08 - - missed\n", REPORT("2026-01-01"));
	KEPT(p, "2026-06-01", "triage: 2026-01-15 2026-01-15 - met\ndecision: 2026-04-01 2026-04-02 - late\nreceipt: 2026-01-08 - 2026-04-02 missed\n",
	     REPORT("2026-01-01"), { "triage.decided", "2026-01-15", "{'route':'informal'}" }, { "triage.decided", "2026-03-01", "{'route':'mediation'}" },
	     { "decision.made", "2026-04-02", "{'outcome':'settled'}" });
	/* decided before it was due: that no receipt was sent is neither kept nor missed */
	KEPT(p, "2026-06-01", "triage: 2026-01-15 2026-01-02 - met\ndecision: 2026-04-01 2026-01-03 - met\nreceipt: 2026-01-08 - 2026-01-03 lapsed\n",
	     REPORT("2026-01-01"), { "triage.decided", "2026-01-02", "{'route':'informal'}" }, { "decision.made", "2026-01-03", "{'outcome':'settled'}" });
	/* by the day it was done, not the day it was written down */
	KEPT(p, "2026-06-01", "triage: 2026-01-15 - - missed\ndecision: 2026-04-01 - - missed\nreceipt: 2026-01-08 2026-01-03 - met\n",
	     REPORT("2026-01-01"), { "message.sent", "2026-02-01", "{'kind':'receipt','party':'p1','on':'2026-01-03'}" });
	json_decref(p);
}

static void terms_are_moved_by_events(void **state)
{
	json_t *p = only_terms("{'term':'decision','from':'received','months':3,'met_by':'decided'}");

	(void)state;
	KEPT(p, "2026-09-01", "decision: 2026-06-01 2026-05-20 - met\n", REPORT("2026-01-01"), { "term.extended", "2026-03-20", "{'term':'decision','until':'2026-06-01'}" },
	     { "decision.made", "2026-05-20", "{'outcome':'settled'}" });
	KEPT(p, "2026-09-01", "decision: 2026-04-11 2026-04-11 - met\n", REPORT("2026-01-01"), { "term.suspended", "2026-02-01", "{'term':'decision'}" },
	     { "term.resumed", "2026-02-11", "{'term':'decision'}" }, { "decision.made", "2026-04-11", "{'outcome':'settled'}" });
	KEPT(p, "2026-09-01", "decision: 2026-04-01 - - suspended\n", REPORT("2026-01-01"), { "term.suspended", "2026-02-01", "{'term':'decision'}" });
	KEPT(p, "2026-09-01", "decision: 2026-04-01 2026-02-01 - met\n", REPORT("2026-01-01"), { "term.suspended", "2026-02-01", "{'term':'decision'}" },
	     { "decision.made", "2026-02-01", "{'outcome':'settled'}" }); /* on the day that it began to stand still: for no day */
	/* since a day that is none, as others may have written it: nobody knows that it stood still */
	KEPT(p, "2026-09-01", "decision: 2026-04-01 - - missed\n", REPORT("2026-01-01"), { "term.suspended", "2026-02-01", "{'term':'decision','on':'ooit'}" });
	/* decided while it stood still: the days it stood still do not count */
	KEPT(p, "2026-09-01", "decision: 2026-07-30 2026-06-01 - met\n", REPORT("2026-01-01"), { "term.suspended", "2026-02-01", "{'term':'decision'}" },
	     { "decision.made", "2026-06-01", "{'outcome':'settled'}" });
	/* a correction moves what it rests on, also afterwards */
	KEPT(p, "2026-09-01", "decision: 2026-03-01 2026-03-20 - late\n", REPORT("2026-01-01"), { "decision.made", "2026-03-20", "{'outcome':'settled'}" },
	     { "case.corrected", "2026-04-01", "{'event':'e','type':'report.registered','set':{'received':'2025-12-01'},'was':{'received':'2026-01-01'}}" });
	/* opened again: that it was decided in time stays so */
	KEPT(p, "2027-09-01", "decision: 2026-04-01 2026-02-01 - met\n", REPORT("2026-01-01"), { "decision.made", "2026-02-01", "{'outcome':'settled'}" },
	     { "case.closed", "2026-02-02", "{}" }, { "case.reopened", "2026-08-01", "{}" });
	/* merged into another before it was due */
	KEPT(p, "2027-09-01", "decision: 2026-04-01 - 2026-02-01 lapsed\n", REPORT("2026-01-01"), { "case.merged", "2026-02-01", "{'into':'2026-111111'}" });
	KEPT(p, "2027-09-01", "decision: 2026-04-01 - 2026-05-01 missed\n", REPORT("2026-01-01"), { "case.merged", "2026-05-01", "{'into':'2026-111111'}" });
	json_decref(p);
	/* another start moves what is met by something else: feedback runs from the acknowledgement, once there is one */
	p = only_terms("{'term':'feedback','from':'acknowledged','months':3,'otherwise':{'from':'received','days':7,'months':3},'met_by':'feedback','ends_with':'closed'}");
	KEPT(p, "2026-09-01", "feedback: 2026-05-20 2026-05-21 - late\n", REPORT("2026-01-01"), { "message.sent", "2026-02-20", "{'kind':'acknowledgement','party':'p1'}" },
	     { "message.sent", "2026-05-21", "{'kind':'feedback','party':'p1'}" });
	json_decref(p);
	/* a new plan after a finding is another time */
	p = only_terms("{'term':'investigation','until':'investigation.until','met_by':'found','ends_with':'decided'}");
	KEPT(p, "2026-09-01", "investigation: 2026-02-01 2026-01-20 - met\ninvestigation: 2026-03-01 - - missed\n", REPORT("2026-01-01"), { "investigation.opened", "2026-01-05", "{'until':'2026-02-01'}" },
	     { "investigation.found", "2026-01-20", "{'finding':'established'}" }, { "investigation.opened", "2026-01-21", "{'until':'2026-03-01'}" });
	KEPT(p, "2026-09-01", "investigation: 2026-03-01 2026-02-01 - met\n", REPORT("2026-01-01"), { "investigation.opened", "2026-01-05", "{'until':'2026-02-01'}" },
	     { "investigation.opened", "2026-01-06", "{'until':'2026-03-01'}" }, { "investigation.found", "2026-02-01", "{'finding':'established'}" });
	json_decref(p);
}

static void terms_of_parties_run_again(void **state)
{
	json_t *p = only_terms("{'term':'status_update','per':'party','roles':['reporter'],'from':['updated','/received'],'weeks':6,'ends_with':'decided'}");

	(void)state;
	/* 43, 42 and 1 days after the one before; then it ends */
	KEPT(p, "2026-09-01", "status_update p1: 2026-02-12 2026-02-13 - late\nstatus_update p1: 2026-03-27 2026-03-27 - met\nstatus_update p1: 2026-05-08 2026-03-28 - met\nstatus_update p1: 2026-05-09 - 2026-04-30 lapsed\n",
	     REPORT("2026-01-01"), { "message.sent", "2026-02-13", "{'kind':'update','party':'p1'}" }, { "message.sent", "2026-03-27", "{'kind':'update','party':'p1'}" },
	     { "message.sent", "2026-03-28", "{'kind':'update','party':'p1'}" }, { "decision.made", "2026-04-30", "{'outcome':'settled'}" });
	json_decref(p);
	p = only_terms("{'term':'message','from':'message_waiting','working_days':3,'after_closing':true}");
	/* the oldest that waits counts; read on the same day as a next one comes, that one waits anew */
	KEPT(p, "2026-09-01", "message: 2026-01-08 2026-01-09 - late\nmessage: 2026-01-14 - - missed\n", REPORT("2026-01-01"), { "message.received", "2026-01-05", "{'message':'m1'}" },
	     { "message.received", "2026-01-07", "{'message':'m2'}" }, { "access.opened", "2026-01-09", "{'compartments':['content']}" }, { "message.received", "2026-01-09", "{'message':'m3'}" });
	/* read on the day it came, and another one that day: it runs again, with the same last day */
	KEPT(p, "2026-09-01", "message: 2026-01-08 2026-01-05 - met\nmessage: 2026-01-08 - - missed\n", REPORT("2026-01-01"), { "message.received", "2026-01-05", "{'message':'m1'}" },
	     { "access.opened", "2026-01-05", "{'compartments':['content']}" }, { "message.received", "2026-01-05", "{'message':'m2'}" });
	json_decref(p);
	/* what no route asked for any more is not made up for: it runs anew from another day */
	p = only_terms("{'term':'message','from':'message_waiting','working_days':3,'only':{'route':['mediation']}}");
	KEPT(p, "2026-09-01", "message: 2026-01-08 - 2026-01-07 lapsed\nmessage: 2026-01-14 - - missed\n", REPORT("2026-01-01"), { "message.received", "2026-01-05", "{'message':'m1'}" },
	     { "triage.decided", "2026-01-06", "{'route':'mediation'}" }, { "triage.decided", "2026-01-07", "{'route':'informal'}" }, { "access.opened", "2026-01-08", "{'compartments':['content']}" },
	     { "message.received", "2026-01-09", "{'message':'m2'}" }, { "triage.decided", "2026-01-10", "{'route':'mediation'}" });
	json_decref(p);
	/* a day that is none, as others may have written it: what was done was done on the day it was written down */
	p = only_terms("{'term':'receipt','per':'party','roles':['reporter'],'from':'/received','days':7,'met_by':'acknowledged'}");
	KEPT(p, "2026-09-01", "receipt p1: 2026-01-08 2026-01-04 - met\n", REPORT("2026-01-01"), { "message.sent", "2026-01-04", "{'kind':'acknowledgement','party':'p1','on':'ooit'}" });
	json_decref(p);
}

#define COMPLAINT(day) { "case.converted", day, "{'kind':'complaint'}" }
#define REPORT_AGAIN(day) { "case.converted", day, "{'kind':'report'}" }

/* A term that ended undone, as the case was of another kind for a while, and is met when it is of the first kind again. */
static void what_ended_is_taken_up_again(void **state)
{
	json_t *p = only_terms("{'term':'decision','only':{'kind':['complaint']},'from':'received','weeks':10,'met_by':'decided'}");

	(void)state;
	KEPT(p, "2026-09-01", "decision: 2026-03-12 2026-02-03 - met\n", REPORT("2026-01-01"), COMPLAINT("2026-02-01"), REPORT_AGAIN("2026-02-02"), { "decision.made", "2026-02-03", "{'outcome':'settled'}" }, COMPLAINT("2026-02-04"));
	json_decref(p);
	/* from another day: that is another time, and the first one lapsed */
	p = only_terms("{'term':'decision','only':{'kind':['complaint']},'from':'complained','weeks':10,'met_by':'decided'}");
	KEPT(p, "2026-09-01", "decision: 2026-04-12 - 2026-02-02 lapsed\ndecision: 2026-04-15 2026-02-03 - met\n", REPORT("2026-01-01"), COMPLAINT("2026-02-01"), REPORT_AGAIN("2026-02-02"),
	     { "decision.made", "2026-02-03", "{'outcome':'settled'}" }, COMPLAINT("2026-02-04"));
	json_decref(p);
	/* from the same day, but another step of its schedule */
	p = only_terms("{'term':'care','per':'party','only':{'kind':['complaint']},'from':'/received','schedule':[{'weeks':2},{'months':3}],'count':'care_contacts','met_by':'withdrawn'}");
	KEPT(p, "2026-09-01", "care p1: 2026-01-15 - 2026-02-02 missed\ncare p1: 2026-04-01 2026-02-04 - met\n", REPORT("2026-01-01"), COMPLAINT("2026-02-01"), REPORT_AGAIN("2026-02-02"),
	     { "aftercare.planned", "2026-02-03", "{'party':'p1'}" }, { "aftercare.contacted", "2026-02-03", "{'party':'p1'}" }, { "case.parties", "2026-02-04", "{'changes':[{'party':'p1','withdrawn':true}]}" }, COMPLAINT("2026-02-05"));
	json_decref(p);
}

/* More times than there is room for at first; and a state that says that a term stands still, but not since when. */
static void many_terms_are_kept(void **state)
{
	json_t *p = only_terms("{'term':'inform','per':'party','from':'notified','days':7,'met_by':'answered'}"), *parties = json_array(), *envelope = json("{'type':'x','at':'2026-03-01T10:00:00Z'}"), *terms = NULL, *c;
	struct sv_kept *k = sv_kept_new(p);

	(void)state;
	for (int i = 0; i < 100; i++) {
		char id[8];
		snprintf(id, sizeof id, "p%d", i + 1);
		json_array_append_new(parties, json_pack("{s:s,s:s,s:s}", "party", id, "role", "witness", "notified", "2026-02-01"));
	}
	c = json_pack("{s:s,s:o,s:{s:{s:b}}}", "state", "triaged", "parties", parties, "terms", "inform:p7", "suspended", 1);
	assert_int_equal(sv_kept_see(k, c, envelope, NULL, NULL), SV_OK);
	assert_int_equal(sv_kept_terms(k, &terms, NULL), SV_OK);
	assert_int_equal(json_array_size(terms), 100);
	for (int i = 0; i < 100; i++) {
		const json_t *one = json_array_get(terms, (size_t)i);
		assert_int_equal(atoi(sv_json_text(one, "party") + 1), i + 1);
		assert_int_equal(sv_json_int(one, "due", 0), day("2026-02-08"));
		assert_false(sv_json_has(one, "suspended"));
	}
	json_decref(terms);
	json_decref(c);
	json_decref(envelope);
	sv_kept_free(k);
	json_decref(p);
}

static void care_runs_by_its_schedule(void **state)
{
	json_t *p = only_terms("{'term':'care','per':'party','until':'contact_by','from':'care_from','schedule':[{'weeks':2},{'months':3}],'count':'care_contacts','after_closing':true},"
	                       "{'term':'alarm','per':'party','from':'alarm','working_days':2,'after_closing':true}");

	(void)state;
	KEPT(p, "2026-09-01", "care p1: 2026-02-15 2026-02-15 - met\ncare p1: 2026-05-01 2026-05-02 - late\n", REPORT("2026-01-01"), { "aftercare.planned", "2026-02-01", "{'party':'p1'}" },
	     { "aftercare.contacted", "2026-02-16", "{'party':'p1','on':'2026-02-15'}" }, { "aftercare.contacted", "2026-05-02", "{'party':'p1'}" });
	/* planned anew: it is moved, not met; refused: it ends */
	KEPT(p, "2026-09-01", "care p1: 2026-02-24 - 2026-02-20 lapsed\n", REPORT("2026-01-01"), { "aftercare.planned", "2026-02-01", "{'party':'p1'}" },
	     { "aftercare.planned", "2026-02-10", "{'party':'p1'}" }, { "aftercare.planned", "2026-02-20", "{'party':'p1','refused':true}" });
	/* a contact at which retaliation comes up was a contact, and the watch starts anew; a missed one alarms, and is none */
	KEPT(p, "2026-09-01", "care p1: 2026-02-15 2026-02-10 - met\ncare p1: 2026-02-24 - - missed\nalarm p1: 2026-02-12 2026-02-11 - met\nalarm p1: 2026-02-13 - - missed\n", REPORT("2026-01-01"),
	     { "aftercare.planned", "2026-02-01", "{'party':'p1'}" }, { "aftercare.contacted", "2026-02-10", "{'party':'p1','retaliation':true}" },
	     { "aftercare.contacted", "2026-02-11", "{'party':'p1','missed':true}" });
	json_decref(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_counted_as_newer_ones), cmocka_unit_test(wrong_series_are_refused), cmocka_unit_test(staff_is_in_years), cmocka_unit_test(breaks_lie_in_a_time),
		cmocka_unit_test(terms_are_met_late_missed_or_run), cmocka_unit_test(terms_are_moved_by_events), cmocka_unit_test(terms_of_parties_run_again), cmocka_unit_test(care_runs_by_its_schedule),
		cmocka_unit_test(what_ended_is_taken_up_again), cmocka_unit_test(many_terms_are_kept),
	};

	return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
