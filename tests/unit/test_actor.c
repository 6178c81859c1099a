/* SPDX-License-Identifier: MIT */
/* Key actors: what is lacking on a day and what is not, and what an act on one may not say. */
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
#include "model/actor.h"
#include "said.h"

/* The gaps as words: "gap", "gap K-1" or "gap K-1 since". */
static void gaps_of(const char *actors, const char *today, struct sv_buf *out)
{
	json_t *list = json(actors), *gaps, *gap;
	struct sv_err err = { 0 };
	size_t i;

	assert_int_equal(sv_actor_gaps(list, day(today), &gaps, &err), SV_OK);
	json_array_foreach(gaps, i, gap) {
		const char *actor = sv_json_text(gap, "actor"), *since = sv_json_text(gap, "since");
		sv_buf_addf(out, "%s%s%s%s%s%s", i ? ", " : "", sv_json_text(gap, "gap"), actor ? " " : "", actor ? actor : "", since ? " " : "", since ? since : "");
		assert_non_null(sv_json_text(gap, "text"));
		assert_non_null(sv_json_text(gap, "todo"));
		assert_non_null(sv_json_text(gap, "source"));
	}
	json_decref(list);
	json_decref(gaps);
}

#define VP(id, more) "{'actor':'" id "','kind':'confidant','state':'active','added':'2025-01-01'" more "}"
#define F "{'actor':'K-F','kind':'confidant','state':'active','sex':'female','place':'in_line'}"
#define M "{'actor':'K-M','kind':'confidant','state':'active','sex':'male','place':'external'}"
#define C "{'actor':'K-C','kind':'coordinator','state':'active'}"

static void what_is_lacking(void **state)
{
	static const struct { const char *actors, *gaps; } cases[] = {
		/* who there is */
		{ "[]", "no_confidant, no_coordinator" },
		{ "[" F "," M "," C "]", "" },
		{ "[" F "," C "]", "confidant_other_sex, confidant_outside_line" },
		{ "[" M "," C "]", "confidant_other_sex" },
		{ "[" F "," M "]", "no_coordinator" },
		{ "[" C "]", "no_confidant" },
		{ "[" F "," VP("K-2", ",'sex':'female','place':'outside_line'") "," C "]", "confidant_other_sex" },
		{ "[" VP("K-1", ",'place':'external'") "," VP("K-2", "") "," C "]", "confidant_other_sex" }, /* nothing is known: a choice is not shown */
		{ "[" F "," VP("K-2", ",'sex':'other'") "," C "]", "confidant_outside_line" },
		{ "[" F "," M ",{'actor':'K-3','kind':'hr','state':'active','sex':'male','place':'external'}," C "]", "" },
		/* who is over, has not begun, or has ended, is not there */
		{ "[" F "," VP("K-2", ",'sex':'male','place':'external','from':'2026-06-02'") "," C "]", "confidant_other_sex, confidant_outside_line" },
		{ "[" F "," VP("K-2", ",'sex':'male','place':'external','from':'2026-06-01'") "," C "]", "" },
		{ "[" F "," VP("K-2", ",'sex':'male','place':'external','until':'2026-06-01'") "," C "]", "" },
		{ "[" F "," VP("K-2", ",'sex':'male','place':'external','until':'2026-05-31'") "," C "]", "confidant_other_sex, confidant_outside_line, mandate_over K-2 2026-06-01" },
		{ "[" F "," M ",{'actor':'K-C','kind':'coordinator','state':'done','until':'2026-01-01'}]", "no_coordinator" },
		/* training */
		{ "[" F "," M "," C ",{'actor':'K-4','kind':'investigator','state':'active','trained_until':'2026-05-31'}]", "training_over K-4 2026-06-01" },
		{ "[" F "," M "," C ",{'actor':'K-4','kind':'investigator','state':'active','trained_until':'2026-06-01'}]", "" },
		{ "[" F "," M "," C ",{'actor':'K-4','kind':'investigator','state':'done','trained_until':'2026-01-01'}]", "" },
		{ "[" F "," M "," C ",{'actor':'K-4','kind':'investigator','state':'active','until':'2026-01-31','trained_until':'2026-01-01'}]", "mandate_over K-4 2026-02-01" },
		/* meetings: 4 weeks after 2026-05-04 is 2026-06-01, and that day is still good */
		{ "[" F "," M "," C ",{'actor':'K-5','kind':'consultation','state':'active','meets_every':4,'meetings':[{'on':'2026-05-04'},{'on':'2026-01-01'}]}]", "" },
		{ "[" F "," M "," C ",{'actor':'K-5','kind':'consultation','state':'active','meets_every':4,'meetings':[{'on':'2026-05-03'}]}]", "meetings_rare K-5 2026-06-01" },
		{ "[" F "," M "," C ",{'actor':'K-5','kind':'works_council','state':'active','meets_every':4,'added':'2026-05-03'}]", "meetings_rare K-5 2026-06-01" },
		{ "[" F "," M "," C ",{'actor':'K-5','kind':'works_council','state':'active','meets_every':4,'added':'2026-01-01','from':'2026-05-20'}]", "" },
		{ "[" F "," M "," C ",{'actor':'K-5','kind':'works_council','state':'active','added':'2020-01-01'}]", "" },
		{ "[" F "," M "," C ",{'actor':'K-5','kind':'consultation','state':'active','added':'2025-12-01'}]", "" }, /* twice a year where nothing is set: 182 days */
		{ "[" F "," M "," C ",{'actor':'K-5','kind':'consultation','state':'active','added':'2025-11-30'}]", "meetings_rare K-5 2026-06-01" },
		{ "[" F "," M "," C ",{'actor':'K-5','kind':'consultation','state':'done','meets_every':1,'added':'2020-01-01'}]", "" },
		{ "[" F "," M "," F "," C "]", "" }, /* of three, two that differ are a choice */
		/* as others may have written it: of who has no state nothing is lacking, nor of who has no day, nor beyond what an interval may be */
		{ "[" F "," M "," C ",{'actor':'K-6','kind':'confidant','until':'2026-01-01','trained_until':'2026-01-01'}]", "" },
		{ "[" F "," M "," C ",{'actor':'K-6','kind':'consultation','state':'active','meets_every':4}]", "" },
		{ "[" F "," M "," C ",{'actor':'K-6','kind':'consultation','state':'active','meets_every':521,'added':'2000-01-01'}]", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sv_buf got = SV_BUF_INIT;
		gaps_of(cases[i].actors, "2026-06-01", &got);
		if (strcmp(sv_buf_str(&got), cases[i].gaps) != 0)
			fail_msg("%s: '%s', not '%s'", cases[i].actors, sv_buf_str(&got), cases[i].gaps);
		sv_buf_release(&got);
	}
}

static void note(void *data, const struct sv_err *err)
{
	char text[1024];

	sv_err_render(err, NULL, text, sizeof text);
	sv_buf_adds(data, text);
}

/* Judges an act; what is told of it as "pointer: message", or what it became. */
static void judge(const char *event, const char *before, const char *act, struct sv_buf *out)
{
	static const struct { const char *event; enum sv_status (*complete)(const struct sv_act_setting *, json_t *, const struct sv_act_report *); } own[] = {
		{ "actor.changed", sv_actor_complete }, { "actor.trained", sv_actor_complete_training }, { "actor.met", sv_actor_complete_meeting }, { "actor.done", sv_actor_end },
	};
	json_t *was = json(before), *said = json(act);
	struct sv_act_setting s = { sv_event_type(event), NULL, NULL, was, day("2026-06-01"), "meldpunt" };
	struct sv_act_report report = { note, out };
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		if (strcmp(own[i].event, event) == 0)
			st = own[i].complete(&s, said, &report);
	assert_true(st == SV_OK || out->len > 0);
	if (st == SV_OK) {
		char *dump = json_dumps(said, JSON_COMPACT | JSON_SORT_KEYS);
		sv_buf_adds(out, dump);
		free(dump);
	}
	json_decref(was);
	json_decref(said);
}

static void what_an_act_becomes(void **state)
{
	char good[SV_ITEM_ID_SIZE], bad[SV_ITEM_ID_SIZE];
	char act[200], want[200];
	struct sv_buf got = SV_BUF_INIT;
	static const struct { const char *event, *before, *act, *want; } cases[] = {
		{ "actor.changed", "{}", "{'from':'2026-01-02','until':'2026-01-01'}", "/until: a mandate ends after it began" },
		{ "actor.changed", "{'from':'2026-01-02'}", "{'until':'2026-01-01'}", "/until: a mandate ends after it began" },
		{ "actor.changed", "{'until':'2026-01-01'}", "{'from':'2026-01-02'}", "/from: a mandate ends after it began" },
		{ "actor.changed", "{'until':'2026-01-01'}", "{'from':'2026-01-01'}", "{\"from\":\"2026-01-01\"}" },
		/* an interval brings a first meeting */
		{ "actor.changed", "{}", "{'meets_every':4}", "{\"meets_every\":4,\"next\":\"2026-06-29\"}" },
		{ "actor.changed", "{}", "{'meets_every':4,'from':'2026-07-01'}", "{\"from\":\"2026-07-01\",\"meets_every\":4,\"next\":\"2026-07-29\"}" },
		{ "actor.changed", "{'next':'2026-08-01'}", "{'meets_every':4}", "{\"meets_every\":4}" },
		{ "actor.changed", "{}", "{'meets_every':4,'next':'2026-06-03'}", "{\"meets_every\":4,\"next\":\"2026-06-03\"}" },
		{ "actor.trained", "{}", "{'trained_until':'2026-05-31'}", "/trained_until: lies before the training itself" },
		{ "actor.trained", "{}", "{'on':'2026-05-01','trained_until':'2026-05-01'}", "{\"on\":\"2026-05-01\",\"trained_until\":\"2026-05-01\"}" },
		/* and each meeting the next */
		{ "actor.met", "{'meets_every':4}", "{'attendees':['HR']}", "{\"attendees\":[\"HR\"],\"next\":\"2026-06-29\"}" },
		{ "actor.met", "{'meets_every':4,'next':'2026-05-20'}", "{'on':'2026-05-18'}", "{\"next\":\"2026-06-15\",\"on\":\"2026-05-18\"}" }, /* held earlier than planned */
		{ "actor.met", "{'meets_every':4,'next':'2026-06-16','meetings':[{'on':'2026-05-19'}]}", "{'on':'2026-05-18'}", "{\"on\":\"2026-05-18\"}" }, /* told late */
		{ "actor.met", "{'meets_every':4,'next':'2026-05-18'}", "{'on':'2026-05-18'}", "{\"next\":\"2026-06-15\",\"on\":\"2026-05-18\"}" },
		{ "actor.met", "{}", "{'on':'2026-05-18'}", "{\"on\":\"2026-05-18\"}" },
		/* as others may have written it: an interval that none may have plans nothing, and a meeting without a day is no later one */
		{ "actor.met", "{'meets_every':521}", "{'on':'2026-05-18'}", "{\"on\":\"2026-05-18\"}" },
		{ "actor.met", "{'meets_every':4,'meetings':[{'attendees':['HR']}]}", "{'on':'2026-05-18'}", "{\"next\":\"2026-06-15\",\"on\":\"2026-05-18\"}" },
		{ "actor.changed", "{'until':'2026-01-01'}", "{'from':'2026-01-02','until':'ooit'}", "{\"from\":\"2026-01-02\",\"until\":\"ooit\"}" }, /* its schema refuses it: the day before it does not stand for it */
		{ "actor.met", "{}", "{'on':'2026-05-18','next':'2026-05-18'}", "/next: lies before this meeting, or on its day" },
		{ "actor.met", "{}", "{'attendees':['HR','K-werk','Karlijns']}", "{\"attendees\":[\"HR\",\"K-werk\",\"Karlijns\"]}" },
		{ "actor.done", "{'actions':[{'action':'a1','status':'done'},{'action':'a2','status':'dropped'}]}", "{}", "{}" },
		{ "actor.done", "{'actions':[{'action':'a1','status':'done'},{'action':'a2','status':'in_progress'},{'action':'a3'}]}", "{}",
		  "there are actions that nobody would see to any more: a2, a3 (follow them up first, as done or dropped)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sv_buf_clear(&got);
		judge(cases[i].event, cases[i].before, cases[i].act, &got);
		if (strcmp(sv_buf_str(&got), cases[i].want) != 0)
			fail_msg("%s of %s: '%s', not '%s'", cases[i].act, cases[i].before, sv_buf_str(&got), cases[i].want);
	}
	sv_item_id_make('K', 12345, good);
	snprintf(bad, sizeof bad, "%s", good);
	bad[7] = bad[7] == '0' ? '1' : '0';
	snprintf(act, sizeof act, "{'attendees':['HR','%c%s']}", 'k', good + 1); /* as somebody types it */
	snprintf(want, sizeof want, "{\"attendees\":[\"HR\",\"%s\"]}", good);
	sv_buf_clear(&got);
	judge("actor.met", "{}", act, &got);
	assert_string_equal(sv_buf_str(&got), want);
	snprintf(act, sizeof act, "{'attendees':['HR','%s']}", bad);
	sv_buf_clear(&got);
	judge("actor.met", "{}", act, &got);
	assert_string_equal(sv_buf_str(&got), "/attendees/1: is no id: its last character says that something in it is mistyped");
	sv_buf_release(&got);
	/* what is still open is told as far as there is room, and counted whole; what has no number is only counted */
	json_t *many = json("{'actions':[{'text':'x'}]}");
	for (int i = 0; i < 60; i++) {
		snprintf(act, sizeof act, "a%d", i + 1);
		json_array_append_new(sv_json_array(many, "actions"), json_pack("{s:s}", "action", act));
	}
	char open[96];
	assert_int_equal(sv_item_open(many, "actions", "action", open, sizeof open), 61);
	assert_memory_equal(open, ", a1, a2, a3", 12);
	assert_int_equal(strlen(open), sizeof open - 1);
	json_decref(many);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_lacking), cmocka_unit_test(what_an_act_becomes) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
