/* SPDX-License-Identifier: MIT */
/* Headcounts: see headcount.h. */
#include "model/headcount.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"

static const char *const members[] = { "staff", "managers", "joined", "left" };
#define MEMBERS (sizeof members / sizeof members[0])

/* A check of one headcount. */
struct checking {
	const struct sv_act_report *report;
	const json_t *rows;
	struct sv_units units;
	size_t *row; /* of each unit its place in rows, or SV_UNITS_NONE */
	enum sv_status status;
};

/* Reports a defect of the member of a row; SV_UNITS_NONE: of the member of the act. */
static void defect(struct checking *c, size_t row, const char *member, struct sv_err *err)
{
	char pointer[64];

	if (row == SV_UNITS_NONE)
		snprintf(pointer, sizeof pointer, "/%s", member);
	else
		snprintf(pointer, sizeof pointer, "/units/%zu/%s", row, member);
	sv_err_at(err, "%s", pointer); /* one text, as who reports it looks for it */
	c->status = err->status;
	c->report->defect(c->report->data, err);
}

/* Each unit stands there once, and has its place. */
static void check_rows(struct checking *c)
{
	json_t *seen = json_object();
	const json_t *one;
	struct sv_err err = { 0 };
	size_t i;

	for (size_t k = 0; k < c->units.n; k++)
		c->row[k] = SV_UNITS_NONE;
	json_array_foreach(c->rows, i, one) {
		const char *unit = sv_json_text(one, "unit");
		long long place = sv_json_int(c->units.place, unit, -1);
		if (sv_json_has(seen, unit)) {
			sv_err_set(&err, SV_BAD_INPUT, N_("stands there twice"));
			defect(c, i, "unit", &err);
			continue;
		}
		if (seen == NULL || json_object_set_new(seen, unit, json_true()) < 0) {
			sv_err_nomem(&err);
			defect(c, i, "unit", &err);
		}
		if (place >= 0)
			c->row[place] = i;
		if (sv_json_int(one, "managers", 0) > sv_json_int(one, "staff", 0)) {
			sv_err_set(&err, SV_BAD_INPUT, N_("there are more managers than staff"));
			defect(c, i, "managers", &err);
		}
	}
	json_decref(seen);
}

/*
 * What the units below each one that is told of have together is not more than it has itself. *top: what those have that stand below none that is told of.
 */
static void check_parents(struct checking *c, const char *member, long long *below, long long *top)
{
	struct sv_err err = { 0 };

	*top = 0;
	memset(below, 0, (c->units.n + 1) * sizeof *below);
	for (size_t i = c->units.n; i-- > 0;) { /* from below */
		const json_t *row = c->row[i] == SV_UNITS_NONE ? NULL : json_array_get(c->rows, c->row[i]);
		size_t up = c->units.unit[i].up;
		long long n = row && sv_json_has(row, member) ? sv_json_int(row, member, 0) : below[i];
		if (n < below[i]) {
			sv_err_set(&err, SV_BAD_INPUT, N_("is less than the units below it have together: %lld"), below[i]);
			defect(c, c->row[i], member, &err);
			n = below[i]; /* told once */
		}
		if (up == SV_UNITS_NONE)
			*top += n;
		else
			below[up] += n;
	}
}

/* Whether nothing is told of a unit: neither of itself, nor of one above it, nor of all below it. Then the headcount is partial. */
static bool is_partial(const struct checking *c, bool *told)
{
	bool partial = false;

	for (size_t i = c->units.n; i-- > 0;) { /* from below: a unit is told of by itself or by all below it */
		size_t children = 0, yes = 0;
		for (size_t k = i + 1; k < c->units.n && c->units.unit[k].depth > c->units.unit[i].depth; k++) {
			children += c->units.unit[k].up == i;
			yes += c->units.unit[k].up == i && told[k];
		}
		told[i] = c->row[i] != SV_UNITS_NONE || (children > 0 && yes == children);
		partial = partial || (c->units.unit[i].up == SV_UNITS_NONE && !told[i]);
	}
	return partial;
}

/* Words that no list of the protocol has; there are none where it has a list. */
static long long unlisted(const struct checking *c)
{
	const json_t *one;
	long long n = 0;
	size_t i;

	json_array_foreach(c->rows, i, one)
		if (!sv_json_has(c->units.place, sv_json_text(one, "unit")))
			n += sv_json_int(one, "staff", 0);
	return n;
}

static enum sv_status complete(struct checking *c, json_t *act, long long *below, bool *told)
{
	struct sv_err err = { 0 };
	long long top, all = 0;

	check_rows(c);
	for (size_t m = 0; m < MEMBERS; m++) {
		check_parents(c, members[m], below, &top);
		all = m == 0 ? top + unlisted(c) : all;
	}
	if (sv_json_has(act, "total")) {
		if (sv_json_int(act, "total", 0) < all) {
			sv_err_set(&err, SV_BAD_INPUT, N_("is less than the units have together: %lld"), all);
			defect(c, SV_UNITS_NONE, "total", &err);
		}
	} else if (json_object_set_new(act, "total", json_integer(all)) < 0 || (is_partial(c, told) && json_object_set_new(act, "partial", json_true()) < 0)) {
		sv_err_nomem(&err);
		defect(c, SV_UNITS_NONE, "total", &err);
	}
	return c->status;
}

enum sv_status sv_headcount_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report)
{
	struct checking c = { .report = report, .rows = sv_json_array(act, "units") };
	struct sv_err err = { 0 };
	enum sv_status st = sv_units_open(s->protocol, &c.units, &err);
	long long *below = calloc(c.units.n + 1, sizeof *below);
	bool *told = calloc(c.units.n + 1, sizeof *told);

	c.row = calloc(c.units.n + 1, sizeof *c.row);
	if (st == SV_OK && (below == NULL || told == NULL || c.row == NULL))
		st = sv_err_nomem(&err);
	if (st != SV_OK)
		report->defect(report->data, &err);
	else
		st = complete(&c, act, below, told);
	free(below);
	free(told);
	free(c.row);
	sv_units_release(&c.units);
	return st;
}

static bool day_of(const json_t *headcount, int32_t *day)
{
	const char *on = sv_json_text(headcount, "on");

	return on && sv_date_parse(on, day);
}

const json_t *sv_headcount_last(const json_t *headcounts, int32_t from, int32_t to)
{
	const json_t *last = NULL, *one;
	int32_t best = from, day;
	size_t i;

	json_array_foreach(headcounts, i, one) {
		if (day_of(one, &day) && day >= best && day <= to) {
			last = one;
			best = day;
		}
	}
	return last;
}

/* The headcounts in the order of their days; of each day the one that was added last. New; NULL without memory. */
static json_t *in_order(const json_t *headcounts)
{
	json_t *out = json_array();
	int32_t from = INT32_MIN, day;
	const json_t *one, *next;
	size_t i;
	bool ok = out != NULL;

	for (;;) { /* as few as there are years and quarters */
		int32_t soonest = INT32_MAX;
		next = NULL;
		json_array_foreach(headcounts, i, one) {
			if (day_of(one, &day) && day >= from && day <= soonest) {
				next = one;
				soonest = day;
			}
		}
		if (next == NULL)
			break;
		ok = ok && json_array_append(out, (json_t *)next) == 0;
		from = soonest + 1;
	}
	if (!ok) {
		json_decref(out);
		return NULL;
	}
	return out;
}

static bool add_step(json_t *series, int32_t on, long long number)
{
	char day[SV_DATE_SIZE];

	sv_date_format(on, day);
	return json_array_append_new(series, json_pack("{s:s,s:I}", "on", day, "number", (json_int_t)number)) == 0;
}

/* Notes what a headcount tells of one thing: {on, number}, from the first day of its year where it is the first. */
static bool note(json_t *series, int32_t day, long long number)
{
	int y, m, d;

	sv_day_to_civil(day, &y, &m, &d);
	int32_t first = sv_day_from_civil(y, 1, 1);
	return (json_array_size(series) > 0 || first == day || add_step(series, first, number)) && add_step(series, day, number);
}

/* Puts a series in the place of the numbers that an object of the protocol has, save those of the time before it. */
static bool replace(json_t *object, const json_t *series)
{
	const char *begin = sv_json_text(json_array_get(series, 0), "on");
	json_t *merged = json_array();
	const json_t *step;
	size_t i;
	bool ok = merged != NULL;

	if (object == NULL || begin == NULL) {
		json_decref(merged);
		return ok;
	}
	json_array_foreach(sv_json_array(object, "staff"), i, step) {
		const char *on = sv_json_text(step, "on");
		if (on && strcmp(on, begin) < 0)
			ok = json_array_append(merged, (json_t *)step) == 0 && ok;
	}
	ok = ok && json_array_extend(merged, (json_t *)series) == 0 && json_object_set(object, "staff", merged) == 0;
	json_decref(merged);
	return ok;
}

static enum sv_status apply(json_t *protocol, const json_t *headcounts, const struct sv_units *u, json_t *all, json_t *of_units, struct sv_err *err)
{
	json_t *lists = sv_json_array(sv_json_object(protocol, "lists"), "unit"), *organisation = sv_json_object(protocol, "organisation");
	const json_t *one;
	int32_t day = 0;
	size_t i;
	bool ok = true;

	json_array_foreach(headcounts, i, one) {
		struct sv_unit_numbers n;
		enum sv_status st = sv_unit_numbers_new(u, &n, err);
		if (st == SV_OK) {
			day_of(one, &day); /* it has one: in_order looked */
			sv_unit_numbers_read(u, sv_json_array(one, "units"), "staff", day, &n, NULL);
			sv_unit_numbers_fill(u, &n, false);
			for (size_t k = 0; k < u->n; k++)
				ok = (!n.known[k] || note(json_array_get(of_units, k), day, n.n[k])) && ok;
			ok = (sv_json_true(one, "partial") || note(all, day, sv_json_int(one, "total", 0))) && ok;
		}
		sv_unit_numbers_release(&n);
		if (st != SV_OK)
			return st;
	}
	if (organisation == NULL && json_array_size(all) > 0) {
		organisation = sv_json_put(protocol, "organisation", json_object());
		ok = ok && organisation;
	}
	ok = replace(organisation, all) && ok;
	for (size_t k = 0; k < u->n; k++)
		ok = replace(sv_json_find(lists, "id", u->unit[k].id), json_array_get(of_units, k)) && ok;
	return ok ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_headcount_apply(json_t *protocol, const json_t *headcounts, struct sv_err *err)
{
	struct sv_units u = { NULL };
	json_t *ordered, *all, *of_units;
	bool ok;

	if (json_array_size(headcounts) == 0)
		return SV_OK;
	enum sv_status st = sv_units_open(protocol, &u, err);
	ordered = in_order(headcounts);
	all = json_array();
	of_units = json_array();
	ok = ordered && all && of_units;
	for (size_t k = 0; k < u.n && ok && st == SV_OK; k++)
		ok = json_array_append_new(of_units, json_array()) == 0;
	if (st == SV_OK)
		st = ok ? apply(protocol, ordered, &u, all, of_units, err) : sv_err_nomem(err);
	json_decref(ordered);
	json_decref(all);
	json_decref(of_units);
	sv_units_release(&u);
	return st;
}
