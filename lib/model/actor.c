/* SPDX-License-Identifier: MIT */
/* Key actors: see actor.h. */
#include "model/actor.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/id.h"
#include "json/get.h"

#define CONSULTATION_WEEKS 26 /* key actors meet a few times a year (CAOP 2023, part 2): where nothing is set, at least twice */
#define ATTENDEES_MAX 100     /* as the schema has it */

static bool day_of(const json_t *object, const char *member, int32_t *day)
{
	const char *text = sv_json_text(object, member);

	return text && sv_date_parse(text, day);
}

static enum sv_status refuse(const struct sv_act_report *report, const char *pointer, const char *why)
{
	struct sv_err err = { 0 };

	sv_err_set(&err, SV_BAD_INPUT, why);
	sv_err_at(&err, "%s", pointer);
	report->defect(report->data, &err);
	return SV_BAD_INPUT;
}

static enum sv_status no_memory(const struct sv_act_report *report)
{
	struct sv_err err = { 0 };
	enum sv_status st = sv_err_nomem(&err);

	report->defect(report->data, &err);
	return st;
}

/* A day of the act, else the one that was there before it. */
static bool now_or_before(const struct sv_act_setting *s, const json_t *act, const char *member, int32_t *day)
{
	return day_of(act, member, day) || (!sv_json_has(act, member) && day_of(s->before, member, day));
}

/* The next meeting, so many weeks after a day; where one is known or no interval is, nothing. */
static enum sv_status plan_meeting(json_t *act, long long weeks, int32_t from, const struct sv_act_report *report)
{
	char text[SV_DATE_SIZE];

	if (weeks < 1 || weeks > 520 || sv_json_has(act, "next"))
		return SV_OK;
	sv_date_format(from + (int32_t)weeks * 7, text);
	return sv_json_set_text(act, "next", text) ? SV_OK : no_memory(report);
}

enum sv_status sv_actor_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	int32_t from, until;

	if (now_or_before(s, act, "from", &from) && now_or_before(s, act, "until", &until) && until < from)
		return refuse(report, sv_json_has(act, "until") ? "/until" : "/from", N_("a mandate ends after it began"));
	if (sv_json_has(s->before, "next"))
		return SV_OK;
	if (!now_or_before(s, act, "from", &from) || from < s->today)
		from = s->today;
	return plan_meeting(act, sv_json_int(act, "meets_every", 0), from, report);
}

enum sv_status sv_actor_complete_training(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	int32_t on, until;

	if (!day_of(act, "on", &on))
		on = s->today;
	if (day_of(act, "trained_until", &until) && until < on)
		return refuse(report, "/trained_until", N_("lies before the training itself"));
	return SV_OK;
}

enum sv_status sv_actor_complete_meeting(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	json_t *attendees = sv_json_array(act, "attendees"), *one;
	char id[SV_ITEM_ID_SIZE], pointer[40];
	int32_t on, next;
	size_t i;

	json_array_foreach(attendees, i, one) {
		enum sv_id_verdict verdict = json_string_length(one) == SV_ITEM_ID_SIZE - 1 ? sv_item_id_parse('K', json_string_value(one), id) : SV_ID_MALFORMED;
		snprintf(pointer, sizeof pointer, "/attendees/%zu", i);
		if (verdict == SV_ID_BAD_CHECK)
			return refuse(report, pointer, N_("is no id: its last character says that something in it is mistyped"));
		if (verdict == SV_ID_GOOD && json_array_set_new(attendees, i, json_string(id)) < 0)
			return no_memory(report);
	}
	if (!day_of(act, "on", &on))
		on = s->today;
	if (day_of(act, "next", &next) && next <= on)
		return refuse(report, "/next", N_("lies before this meeting, or on its day"));
	json_array_foreach(sv_json_array(s->before, "meetings"), i, one) {
		if (day_of(one, "on", &next) && next > on)
			return SV_OK; /* told late: what was planned at a later meeting stands */
	}
	return plan_meeting(act, sv_json_int(s->before, "meets_every", 0), on, report);
}

enum sv_status sv_actor_end(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	struct sv_err err = { 0 };
	char open[96];

	(void)act;
	if (sv_item_open(s->before, "actions", "action", open, sizeof open) == 0)
		return SV_OK;
	sv_err_set(&err, SV_BAD_INPUT, N_("there are actions that nobody would see to any more: %s"), open);
	sv_err_hint(&err, N_("follow them up first, as done or dropped"));
	report->defect(report->data, &err);
	return SV_BAD_INPUT;
}

bool sv_actor_current(const json_t *actor, int32_t day)
{
	const char *state = sv_json_text(actor, "state");
	int32_t from, until;

	return state && strcmp(state, "done") != 0 && !(day_of(actor, "from", &from) && from > day) && !(day_of(actor, "until", &until) && until < day);
}

/* A look for gaps. */
struct look {
	const json_t *actors;
	int32_t day;
	json_t *gaps;
	bool failed;
};

/* One rule: what is lacking, what to do about it, and who says so. */
struct rule {
	const char *gap, *text, *todo, *source;
	void (*find)(struct look *l, const struct rule *r);
};

/* Adds a gap; of one actor where there is one, from a day where that is known (0: not). */
static void add(struct look *l, const struct rule *r, const json_t *actor, int32_t since)
{
	json_t *gap = json_pack("{s:s}", "gap", r->gap);
	char day[SV_DATE_SIZE];
	bool ok = gap != NULL;

	if (actor)
		ok = ok && sv_json_set(gap, "actor", json_object_get(actor, "actor")) && sv_json_set(gap, "title", json_object_get(actor, "title"));
	if (since) {
		sv_date_format(since, day);
		ok = ok && sv_json_set_text(gap, "since", day);
	}
	ok = ok && sv_json_set_text(gap, "text", r->text) && sv_json_set_text(gap, "todo", r->todo) && sv_json_set_text(gap, "source", r->source);
	l->failed = json_array_append_new(l->gaps, gap) < 0 || !ok || l->failed;
}

static bool is_kind(const json_t *actor, const char *kind)
{
	const char *is = sv_json_text(actor, "kind");

	return sv_text_is(is, kind);
}

/* How many of a kind there are with a mandate now. */
static size_t count(const struct look *l, const char *kind)
{
	const json_t *actor;
	size_t i, n = 0;

	json_array_foreach(l->actors, i, actor)
		n += is_kind(actor, kind) && sv_actor_current(actor, l->day);
	return n;
}

static void no_confidant(struct look *l, const struct rule *r)
{
	if (count(l, "confidant") == 0)
		add(l, r, NULL, 0);
}

static void no_coordinator(struct look *l, const struct rule *r)
{
	if (count(l, "coordinator") == 0)
		add(l, r, NULL, 0);
}

/* Where nothing is known of the sex of some, a choice is not shown to be there. */
static void other_sex(struct look *l, const struct rule *r)
{
	const char *first = NULL, *sex;
	const json_t *actor;
	bool differ = false;
	size_t i;

	json_array_foreach(l->actors, i, actor) {
		if (!is_kind(actor, "confidant") || !sv_actor_current(actor, l->day) || (sex = sv_json_text(actor, "sex")) == NULL)
			continue;
		differ = differ || (first && strcmp(first, sex) != 0);
		first = sex;
	}
	if (count(l, "confidant") > 0 && !differ)
		add(l, r, NULL, 0);
}

static void outside(struct look *l, const struct rule *r)
{
	const json_t *actor;
	size_t i, n = 0;

	json_array_foreach(l->actors, i, actor) {
		const char *place = sv_json_text(actor, "place");
		n += is_kind(actor, "confidant") && sv_actor_current(actor, l->day) && place && strcmp(place, "in_line") != 0;
	}
	if (count(l, "confidant") > 0 && n == 0)
		add(l, r, NULL, 0);
}

static void training_over(struct look *l, const struct rule *r)
{
	const json_t *actor;
	int32_t until;
	size_t i;

	json_array_foreach(l->actors, i, actor) {
		if (sv_actor_current(actor, l->day) && day_of(actor, "trained_until", &until) && until < l->day)
			add(l, r, actor, until + 1);
	}
}

static void mandate_over(struct look *l, const struct rule *r)
{
	const json_t *actor;
	int32_t until;
	size_t i;

	json_array_foreach(l->actors, i, actor) {
		const char *state = sv_json_text(actor, "state");
		if (state && strcmp(state, "done") != 0 && day_of(actor, "until", &until) && until < l->day)
			add(l, r, actor, until + 1);
	}
}

/* The day of the last meeting; before there was one, that from which there could be. False where neither is known. */
static bool last_met(const json_t *actor, int32_t *last)
{
	const json_t *meeting;
	int32_t on;
	bool met = false;
	size_t i;

	json_array_foreach(sv_json_array(actor, "meetings"), i, meeting) {
		if (day_of(meeting, "on", &on) && (!met || on > *last)) {
			*last = on;
			met = true;
		}
	}
	return met || day_of(actor, "from", last) || day_of(actor, "added", last);
}

static void meetings_rare(struct look *l, const struct rule *r)
{
	const json_t *actor;
	int32_t last;
	size_t i;

	json_array_foreach(l->actors, i, actor) {
		long long weeks = sv_json_int(actor, "meets_every", is_kind(actor, "consultation") ? CONSULTATION_WEEKS : 0);
		if (weeks > 0 && weeks <= 520 && sv_actor_current(actor, l->day) && last_met(actor, &last) && last + weeks * 7 < l->day)
			add(l, r, actor, last + (int32_t)weeks * 7 + 1);
	}
}

static const struct rule rules[] = {
	{ "no_confidant", N_("there is no confidant"), N_("appoint one, better two: then there is a choice, and somebody when one is away"),
	  N_("Arbeidsomstandighedenwet art. 3(2): policy against psychosocial workload; CAOP 2023, part 2 (key actors)"), no_confidant },
	{ "confidant_other_sex", N_("staff have no choice between confidants of different sexes, as far as is recorded"), N_("appoint a confidant of another sex, or record the sex of those there are"),
	  N_("CAOP 2023, part 2 (the threshold for reporting must be as low as it can be); own policy"), other_sex },
	{ "confidant_outside_line", N_("no confidant stands outside the line or outside the organisation"), N_("appoint one outside the line, or an external one"),
	  N_("ISO 37002:2021, 5.3.2 (independence); Directive (EU) 2019/1937 art. 9(1)(c): impartial; CAOP 2023, part 2"), outside },
	{ "no_coordinator", N_("nobody coordinates what is done for social safety"), N_("appoint a coordinator with a clear profile, an independent position, time and means"),
	  N_("CAOP 2023, part 2 (coordination of activities); Huis voor Klokkenluiders, profile of the integrity officer; ISO 37002:2021, 5.3.2"), no_coordinator },
	{ "training_over", N_("the training no longer counts"), N_("plan a refresher, and record it (sv-actor trained)"), N_("ISO 37002:2021, 7.2 and 7.3.3; CAOP 2023, part 2 (key actors are given time, means and training)"),
	  training_over },
	{ "mandate_over", N_("the mandate has ended"), N_("renew it (sv-actor change --until), or end it (sv-actor done)"), N_("ISO 37002:2021, 5.3; CAOP 2023, part 2 (clarity of roles)"), mandate_over },
	{ "meetings_rare", N_("there was no meeting for too long"), N_("call one, and record it (sv-actor meet)"), N_("CAOP 2023, part 2 (key actors meet regularly to discuss signals in time); ISO 37002:2021, 9.1.3"), meetings_rare },
};

enum sv_status sv_actor_gaps(const json_t *actors, int32_t day, json_t **gaps, struct sv_err *err)
{
	struct look l = { actors, day, json_array(), false };

	for (size_t i = 0; l.gaps && i < sizeof rules / sizeof rules[0]; i++)
		rules[i].find(&l, &rules[i]);
	*gaps = l.gaps;
	if (l.gaps && !l.failed)
		return SV_OK;
	json_decref(l.gaps);
	*gaps = NULL;
	return sv_err_nomem(err);
}
