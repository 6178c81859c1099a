/* SPDX-License-Identifier: MIT */
/* How far activities reached: see training.h. */
#include "model/training.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/headcount.h"
#include "model/series.h"
#include "model/units.h"

/* What is known of a unit with those below it, or of the whole organisation. */
struct tally {
	long long sessions, attended;
	long long most, overlapping; /* of the sessions that may have had the same people: the largest, and how many there are */
	long long distinct;          /* people in the others */
	long long onboarded, managers;
	bool onboarding;             /* all newcomers of all sessions are known */
	int32_t last;                /* INT32_MIN: never */
};

/* A run over all sessions. */
struct adding {
	const struct sv_reach_setting *s;
	struct sv_units units;
	struct tally *of, whole; /* of: each unit */
	struct sv_unit_numbers n, new; /* of the session in hand, rolled up */
	long long lost;          /* newcomers of onboardings whose unit is not known */
	int32_t first;
};

static void tally_start(struct tally *t)
{
	*t = (struct tally){ .last = INT32_MIN, .onboarding = true };
}

/* Adds a session that so many of a unit took part in. */
static void take(struct tally *t, long long n, bool distinct)
{
	t->sessions++;
	t->attended += n;
	if (distinct) {
		t->distinct += n;
	} else {
		t->overlapping++;
		t->most = n > t->most ? n : t->most;
	}
}

/* The numbers of a session's rows, each added to the units above it too. */
static void roll_up(const struct sv_units *u, const json_t *rows, const char *member, int32_t day, struct sv_unit_numbers *out)
{
	memset(out->n, 0, u->n * sizeof *out->n);
	memset(out->known, 0, u->n * sizeof *out->known);
	sv_unit_numbers_read(u, rows, member, day, out, NULL);
	for (size_t i = u->n; i-- > 0;) {
		size_t up = u->unit[i].up;
		if (up == SV_UNITS_NONE)
			continue;
		out->n[up] += out->n[i];
		out->known[up] = out->known[up] || out->known[i];
	}
}

static void add_session(struct adding *a, const json_t *activity, const json_t *session)
{
	const json_t *rows = sv_json_array(session, "attended"), *audience = sv_json_array(activity, "audience"), *one;
	const char *on = sv_json_text(session, "on"), *kind = sv_json_text(activity, "kind");
	bool distinct = sv_json_true(session, "distinct"), onboarding = sv_text_is(kind, "onboarding");
	bool managers = json_array_size(audience) == 1 && sv_json_holds(audience, "managers");
	long long total = sv_json_int(session, "total", 0), named = 0, new = 0;
	int32_t day;
	size_t i;

	if (on == NULL || !sv_date_parse(on, &day) || day > a->s->until)
		return;
	roll_up(&a->units, rows, "n", day, &a->n);
	for (i = 0; i < a->units.n; i++)
		if (a->n.n[i] > 0 && day > a->of[i].last)
			a->of[i].last = day;
	if (total > 0 && day > a->whole.last)
		a->whole.last = day;
	if (day < a->first)
		return;
	for (i = 0; i < a->units.n; i++) {
		if (a->n.n[i] > 0)
			take(&a->of[i], a->n.n[i], distinct);
		if (managers)
			a->of[i].managers += a->n.n[i];
	}
	take(&a->whole, total, distinct);
	if (managers)
		a->whole.managers += total;
	if (!onboarding)
		return;
	roll_up(&a->units, rows, "newcomers", day, &a->new);
	for (i = 0; i < a->units.n; i++)
		a->of[i].onboarded += a->new.n[i];
	json_array_foreach(rows, i, one) {
		named += sv_json_has(one, "newcomers") ? sv_json_int(one, "newcomers", 0) : 0;
		size_t at = sv_units_find(&a->units, sv_json_text(one, "unit"), day);
		for (; !sv_json_has(one, "newcomers") && at != SV_UNITS_NONE; at = a->units.unit[at].up)
			a->of[at].onboarding = false;
	}
	new = sv_json_int(session, "newcomers", 0);
	a->whole.onboarded += new;
	a->lost += new > named ? new - named : 0;
}

/* The number of staff on a day by a series [{on, number}] of the protocol; false where it is not known. */
static bool staff_on(const json_t *object, int32_t day, long long *n)
{
	const json_t *step;
	int32_t on;
	size_t i;
	bool known = false;

	json_array_foreach(sv_json_array(object, "staff"), i, step) {
		const char *text = sv_json_text(step, "on");
		if (text == NULL || !sv_date_parse(text, &on) || on > day)
			break;
		*n = sv_json_int(step, "number", 0);
		known = true;
	}
	return known;
}

static bool set_int(json_t *object, const char *key, long long n)
{
	return json_object_set_new(object, key, json_integer(n)) == 0;
}

/* What a row has of numbers that come from a headcount. NULL: not known. */
struct from_headcount {
	const long long *staff, *joined, *managers;
};

static bool set_row(json_t *row, const struct tally *t, const struct from_headcount *h)
{
	char day[SV_DATE_SIZE];
	long long without = h->joined && *h->joined > t->onboarded ? *h->joined - t->onboarded : 0;
	bool ok = (h->staff == NULL || set_int(row, "staff", *h->staff)) && set_int(row, "sessions", t->sessions) && set_int(row, "attended", t->attended)
	          && sv_json_set_text(row, "counts", t->overlapping <= 1 ? "people" : "participations") && set_int(row, "people_at_least", t->distinct + t->most);

	if (ok && t->last != INT32_MIN) {
		sv_date_format(t->last, day);
		ok = sv_json_set_text(row, "last", day);
	}
	if (ok && h->joined) {
		ok = set_int(row, "joined", *h->joined);
		if (ok && t->onboarding)
			ok = set_int(row, "onboarded", t->onboarded) && set_int(row, "not_onboarded", without);
	}
	return ok && (h->managers == NULL || (set_int(row, "managers", *h->managers) && set_int(row, "managers_attended", t->managers)));
}

static bool add_gap(json_t *gaps, const char *gap, const char *member, const char *id, long long n)
{
	json_t *one = json_pack("{s:s}", "gap", gap);
	bool ok = one && (id == NULL || sv_json_set_text(one, member, id)) && (n == 0 || set_int(one, "n", n));

	return json_array_append_new(gaps, one) == 0 && ok;
}

/* A number of a headcount for each unit and for all; who joined is often told of some units only: what is known counts. */
struct told {
	struct sv_unit_numbers n;
	long long all;
	bool any; /* all is known */
};

static enum sv_status read_told(const struct adding *a, const json_t *headcount, const char *member, struct told *t, struct sv_err *err)
{
	const char *on = sv_json_text(headcount, "on");
	int32_t day = INT32_MIN;
	long long unlisted = 0;
	enum sv_status st = sv_unit_numbers_new(&a->units, &t->n, err);

	if (st != SV_OK)
		return st;
	if (on)
		sv_date_parse(on, &day);
	sv_unit_numbers_read(&a->units, sv_json_array(headcount, "units"), member, day, &t->n, &unlisted);
	sv_unit_numbers_fill(&a->units, &t->n, true);
	t->any = sv_unit_numbers_top(&a->units, &t->n, true, &t->all) || unlisted > 0;
	t->all += unlisted;
	return SV_OK;
}

/* The staff of each unit and of all on the last day, from the series of the protocol. */
static enum sv_status read_staff(const struct adding *a, struct told *t, struct sv_err *err)
{
	const json_t *lists = sv_json_array(sv_json_object(a->s->protocol, "lists"), "unit");
	enum sv_status st = sv_unit_numbers_new(&a->units, &t->n, err);

	for (size_t i = 0; i < a->units.n && st == SV_OK; i++)
		t->n.known[i] = staff_on(sv_json_find(lists, "id", a->units.unit[i].id), a->s->until, &t->n.n[i]);
	if (st == SV_OK) {
		sv_unit_numbers_fill(&a->units, &t->n, false);
		t->any = staff_on(sv_json_object(a->s->protocol, "organisation"), a->s->until, &t->all) || sv_unit_numbers_top(&a->units, &t->n, false, &t->all);
	}
	return st;
}

static const long long *of_unit(const struct told *t, size_t i)
{
	return t->n.known[i] ? &t->n.n[i] : NULL;
}

/* A row for each unit, and the gaps that it shows. */
static bool add_rows(const struct adding *a, const struct told *staff, const struct told *joined, const struct told *managers, json_t *units, json_t *gaps)
{
	bool ok = true;

	for (size_t i = 0; i < a->units.n && ok; i++) {
		struct from_headcount h = { of_unit(staff, i), of_unit(joined, i), of_unit(managers, i) };
		const char *id = a->units.unit[i].id;
		json_t *row = json_pack("{s:s,s:i}", "unit", id, "depth", (int)a->units.unit[i].depth);
		ok = row && set_row(row, &a->of[i], &h);
		if (ok && a->of[i].attended == 0 && (h.staff == NULL || *h.staff > 0))
			ok = add_gap(gaps, "unit", "unit", id, 0);
		if (ok && sv_json_int(row, "not_onboarded", 0) > 0)
			ok = add_gap(gaps, "newcomers", "unit", id, sv_json_int(row, "not_onboarded", 0));
		ok = json_array_append_new(units, row) == 0 && ok;
	}
	return ok;
}

/* The rows, from what was added up and the numbers of the headcount. */
static enum sv_status rows(const struct adding *a, json_t *out, json_t *units, json_t *gaps, struct sv_err *err)
{
	const json_t *headcount = sv_headcount_last(a->s->headcounts, a->first, a->s->until);
	struct told staff = { .any = false }, joined = staff, managers = staff;
	json_t *total = json_object();
	enum sv_status st = read_staff(a, &staff, err);

	if (st == SV_OK)
		st = read_told(a, headcount, "joined", &joined, err);
	if (st == SV_OK)
		st = read_told(a, headcount, "managers", &managers, err);
	if (st == SV_OK) {
		struct from_headcount h = { staff.any ? &staff.all : NULL, joined.any ? &joined.all : NULL, managers.any ? &managers.all : NULL };
		bool ok = add_rows(a, &staff, &joined, &managers, units, gaps) && total && set_row(total, &a->whole, &h) && sv_json_set(out, "total", total);
		if (ok && sv_json_int(total, "not_onboarded", 0) > 0)
			ok = add_gap(gaps, "newcomers", NULL, NULL, sv_json_int(total, "not_onboarded", 0));
		st = ok ? SV_OK : sv_err_nomem(err);
	}
	json_decref(total);
	sv_unit_numbers_release(&staff.n);
	sv_unit_numbers_release(&joined.n);
	sv_unit_numbers_release(&managers.n);
	return st;
}

/* An activity with a target: how many took part, all its sessions together; a gap where it is over, in this year, and they were too few. */
static bool add_target(const struct adding *a, const json_t *activity, json_t *activities, json_t *gaps)
{
	const char *ended = sv_json_text(sv_json_object(activity, "done"), "on");
	long long target = sv_json_int(activity, "target", 0), attended = 0;
	const json_t *session;
	int32_t day, over;
	bool held = false;
	size_t i;

	if (target == 0)
		return true;
	json_array_foreach(sv_json_array(activity, "sessions"), i, session) {
		const char *on = sv_json_text(session, "on");
		if (on == NULL || !sv_date_parse(on, &day) || day > a->s->until)
			continue;
		attended += sv_json_int(session, "total", 0);
		held = held || day >= a->first;
	}
	bool ends = ended && sv_date_parse(ended, &over) && over >= a->first && over <= a->s->until;
	if (!held && !ends)
		return true;
	json_t *one = json_object();
	bool ok = one && sv_json_set(one, "activity", json_object_get(activity, "activity")) && sv_json_set(one, "title", json_object_get(activity, "title"))
	          && sv_json_set(one, "kind", json_object_get(activity, "kind")) && set_int(one, "target", target) && set_int(one, "attended", attended);
	ok = json_array_append_new(activities, one) == 0 && ok;
	return ok && (!ends || attended >= target || add_gap(gaps, "target", "activity", sv_json_text(activity, "activity"), target - attended));
}

static enum sv_status add_all(struct adding *a, json_t *activities, json_t *gaps, struct sv_err *err)
{
	const json_t *activity, *session;
	size_t i, k;
	bool ok = true;
	enum sv_status st = sv_unit_numbers_new(&a->units, &a->n, err);

	if (st == SV_OK)
		st = sv_unit_numbers_new(&a->units, &a->new, err);
	a->of = calloc(a->units.n + 1, sizeof *a->of);
	if (st == SV_OK && a->of == NULL)
		st = sv_err_nomem(err);
	if (st != SV_OK)
		return st;
	for (i = 0; i < a->units.n; i++)
		tally_start(&a->of[i]);
	tally_start(&a->whole);
	json_array_foreach(a->s->activities, i, activity) {
		json_array_foreach(sv_json_array(activity, "sessions"), k, session)
			add_session(a, activity, session);
		ok = ok && add_target(a, activity, activities, gaps);
	}
	return ok ? SV_OK : sv_err_nomem(err);
}

/* The headcount that staff is of, where there is one. */
static bool name_headcount(const struct sv_reach_setting *s, json_t *out)
{
	const json_t *last = sv_headcount_last(s->headcounts, INT32_MIN, s->until);
	json_t *is = last ? json_object() : NULL;

	if (last == NULL)
		return true;
	bool ok = is && sv_json_set(is, "headcount", json_object_get(last, "headcount")) && sv_json_set(is, "on", json_object_get(last, "on")) && sv_json_set(is, "partial", json_object_get(last, "partial"));
	return json_object_set_new(out, "headcount", is) == 0 && ok;
}

enum sv_status sv_reach(const struct sv_reach_setting *s, json_t **out, struct sv_err *err)
{
	struct adding a = { .s = s, .first = sv_day_from_civil(s->year, 1, 1) };
	json_t *units = json_array(), *activities = json_array(), *gaps = json_array();
	char until[SV_DATE_SIZE];

	sv_date_format(s->until, until);
	*out = json_pack("{s:i,s:s}", "year", s->year, "until", until);
	enum sv_status st = *out && units && activities && gaps ? SV_OK : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_units_open(s->protocol, &a.units, err);
	json_t *targets = json_array(); /* gaps of activities come last */
	if (st == SV_OK)
		st = targets ? add_all(&a, activities, targets, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = name_headcount(s, *out) ? rows(&a, *out, units, gaps, err) : sv_err_nomem(err);
	if (st == SV_OK && (json_array_extend(gaps, targets) < 0 || !sv_json_set(*out, "units", units) || (a.lost > 0 && !set_int(*out, "newcomers_elsewhere", a.lost))
	                    || !sv_json_set(*out, "activities", activities) || !sv_json_set(*out, "gaps", gaps)))
		st = sv_err_nomem(err);
	json_decref(units);
	json_decref(activities);
	json_decref(gaps);
	json_decref(targets);
	free(a.of);
	sv_unit_numbers_release(&a.n);
	sv_unit_numbers_release(&a.new);
	sv_units_release(&a.units);
	if (st != SV_OK) {
		json_decref(*out);
		*out = NULL;
	}
	return st;
}
