/* SPDX-License-Identifier: MIT */
/* sv-train: see train.h. */
#include "cli/train.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "base/date.h"
#include "cli/items.h"
#include "cli/lang.h"
#include "json/get.h"
#include "model/headcount.h"
#include "model/protocol.h"
#include "model/training.h"
#include "view/table.h"

const char *const sv_train_reach_formats[] = { "text", "json", "csv", NULL };

/* "UNIT=N" as {unit, n}; NULL where it is not that. */
static json_t *attended(const char *text)
{
	const char *equals = strrchr(text, '=');
	size_t digits = equals ? strspn(equals + 1, "0123456789") : 0;

	if (digits == 0 || digits > 7 || equals[1 + digits] || equals == text)
		return NULL;
	return json_pack("{s:s%,s:I}", "unit", text, (size_t)(equals - text), "n", (json_int_t)strtoll(equals + 1, NULL, 10));
}

enum sv_status sv_train_prepare(struct sv_run *run, json_t *act, struct sv_err *err)
{
	json_t *list = sv_json_array(act, "attended"), *one;
	size_t i;

	json_array_foreach(sv_args_has(run->args, "attended") ? list : NULL, i, one) {
		json_t *row = json_is_string(one) ? attended(json_string_value(one)) : json_incref(one);
		if (row == NULL)
			return sv_err_set(err, SV_USAGE, N_("option '--%s': not UNIT=N"), "attended");
		if (json_array_set_new(list, i, row) < 0)
			return sv_err_nomem(err);
	}
	return SV_OK;
}

enum sv_status sv_train_headcounts(struct sv_run *run, struct sv_err *err)
{
	static const struct sv_items_column columns[] = { { "on", N_("day") }, { "total", N_("staff") }, { "units", N_("units") }, { "partial", N_("not all units") }, { NULL, NULL } };

	return sv_items_list(run, "headcount", columns, err);
}

/* Attendance as a share of staff, with one decimal; NAN where there is none. */
static double reach_of(const json_t *row)
{
	long long staff = sv_json_int(row, "staff", 0);

	return staff > 0 ? round(1000.0 * (double)sv_json_int(row, "attended", 0) / (double)staff) / 10 : NAN;
}

/* The columns of the table; text: one that people see, more: one that is for programs alone. */
static const struct {
	const char *key, *heading;
	bool number, text;
} columns[] = {
	{ "unit", N_("unit"), false, true }, { "staff", N_("staff"), true, true }, { "sessions", N_("sessions"), true, true }, { "attended", N_("took part"), true, true },
	{ "counts", N_("counted"), false, true }, { "people_at_least", NULL, true, false }, { "reach", N_("reach %"), true, true }, { "joined", N_("newcomers"), true, true },
	{ "onboarded", N_("onboarded"), true, true }, { "not_onboarded", N_("without onboarding"), true, true }, { "managers", NULL, true, false },
	{ "managers_attended", NULL, true, false }, { "last", N_("last reached"), false, true },
};
#define COLUMNS (sizeof columns / sizeof columns[0])

/* What the table calls a row: for people by its label, indented, for programs by its word; the whole organisation by "total", or by no word. */
static const char *name_of(const json_t *protocol, const json_t *row, bool text, char buf[200])
{
	const char *unit = sv_json_text(row, "unit");

	if (unit == NULL)
		return text ? sv_tr(N_("total")) : NULL;
	if (!text)
		return unit;
	snprintf(buf, 200, "%*s%s", 2 * (int)sv_json_int(row, "depth", 0), "", sv_protocol_label(protocol, "unit", unit, sv_lang()));
	return buf;
}

/* What stands in a column of a row, in buf or elsewhere; NULL: nothing. */
static const char *cell_of(const json_t *row, const char *key, bool text, char buf[40])
{
	const json_t *value = json_object_get(row, key);

	if (strcmp(key, "reach") == 0) {
		snprintf(buf, 40, "%.1f", reach_of(row));
		return isnan(reach_of(row)) ? NULL : buf;
	}
	if (json_is_integer(value)) {
		snprintf(buf, 40, "%lld", (long long)json_integer_value(value));
		return buf;
	}
	if (!text || strcmp(key, "last") == 0)
		return value == NULL && text ? sv_tr(N_("never")) : json_string_value(value);
	if (strcmp(key, "counts") == 0 && sv_json_int(row, "attended", 0) > 0)
		return strcmp(json_string_value(value), "people") == 0 ? sv_tr(N_("people")) : sv_tr(N_("participations"));
	return NULL;
}

static enum sv_status add_row(struct sv_table *table, const json_t *protocol, const json_t *row, bool text, struct sv_err *err)
{
	char buf[COLUMNS][40], name[200];
	const char *cells[COLUMNS] = { name_of(protocol, row, text, name) };
	size_t n = 1;

	for (size_t i = 1; i < COLUMNS; i++)
		if (!text || columns[i].text)
			cells[n++] = cell_of(row, columns[i].key, text, buf[i]);
	return sv_table_row(table, cells, err);
}

static enum sv_status print_table(struct sv_run *run, const json_t *protocol, const json_t *reach, bool text, struct sv_err *err)
{
	struct sv_table_style style = { sv_run_color(run), sv_run_width() };
	struct sv_table *table = sv_table_new();
	enum sv_status st = table ? SV_OK : sv_err_nomem(err);
	const json_t *row;
	size_t i;

	for (i = 0; i < COLUMNS && st == SV_OK; i++)
		if (!text || columns[i].text)
			st = sv_table_column(table, columns[i].key, columns[i].heading ? sv_tr(columns[i].heading) : "", columns[i].number, err);
	json_array_foreach(sv_json_array(reach, "units"), i, row) {
		if (st == SV_OK)
			st = add_row(table, protocol, row, text, err);
	}
	if (st == SV_OK)
		st = add_row(table, protocol, sv_json_object(reach, "total"), text, err);
	if (st == SV_OK)
		st = sv_table_print(table, text ? SV_TABLE_TEXT : SV_TABLE_CSV, &style, stdout, err);
	sv_table_free(table);
	return st;
}

/* Activities with a target, as lines. */
static void print_targets(const json_t *activities)
{
	const json_t *one;
	size_t i;

	if (json_array_size(activities) > 0)
		puts("");
	json_array_foreach(activities, i, one) {
		printf(sv_tr(N_("%s: %lld took part of a target of %lld (%s)")), sv_json_text(one, "activity"), sv_json_int(one, "attended", 0), sv_json_int(one, "target", 0), sv_json_text(one, "title"));
		puts("");
	}
}

/* What the numbers mean, below the table. */
static void print_notes(const json_t *reach)
{
	const json_t *total = sv_json_object(reach, "total"), *headcount = sv_json_object(reach, "headcount");
	bool people = strcmp(sv_json_text(total, "counts"), "people") == 0;

	puts("");
	if (headcount)
		printf(sv_tr(N_("Staff: the headcount of %s (%s).\n")), sv_json_text(headcount, "on"), sv_json_text(headcount, "headcount"));
	else if (sv_json_has(total, "staff"))
		printf("%s\n", sv_tr(N_("Staff: as the protocol says; there is no headcount (sv-import --headcount).")));
	else
		printf("%s\n", sv_tr(N_("Staff: not known; there is no headcount (sv-import --headcount).")));
	if (sv_json_true(headcount, "partial"))
		printf("%s\n", sv_tr(N_("The headcount does not tell of all units.")));
	if (people)
		printf("%s\n", sv_tr(N_("People are counted: nobody is in the total twice.")));
	else
		printf(sv_tr(N_("Participations are counted: who took part in several sessions is counted in each, unless a session says that its people are\ndistinct. At least %lld people took part.\n")), sv_json_int(total, "people_at_least", 0));
	if (sv_json_has(total, "managers"))
		printf(sv_tr(N_("Managers: %lld; %lld took part in activities for managers alone.\n")), sv_json_int(total, "managers", 0), sv_json_int(total, "managers_attended", 0));
	if (sv_json_has(reach, "newcomers_elsewhere"))
		printf(sv_tr(N_("Newcomers in onboardings whose unit is not known, counted in the total alone: %lld.\n")), sv_json_int(reach, "newcomers_elsewhere", 0));
	print_targets(sv_json_array(reach, "activities"));
}

/* The object, with each row's reach. */
static enum sv_status print_json(const json_t *reach, struct sv_err *err)
{
	json_t *out = sv_json_deep_copy(reach), *row, *total = sv_json_object(out, "total");
	bool ok = out && json_object_set_new(out, "sv", json_integer(1)) == 0;
	size_t i;

	json_array_foreach(sv_json_array(out, "units"), i, row)
		ok = ok && (isnan(reach_of(row)) || json_object_set_new(row, "reach", json_real(reach_of(row))) == 0);
	ok = ok && (isnan(reach_of(total)) || json_object_set_new(total, "reach", json_real(reach_of(total))) == 0);
	if (!ok) {
		json_decref(out);
		return sv_err_nomem(err);
	}
	ok = json_dumpf(out, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9)) == 0 && puts("") != EOF;
	json_decref(out);
	return ok ? SV_OK : sv_err_set(err, SV_IO, N_("cannot write stdout"));
}

/* Whether there are gaps, in one line. */
static enum sv_status judge(const json_t *reach, struct sv_err *err)
{
	const json_t *gaps = sv_json_array(reach, "gaps"), *one;
	size_t i, units = 0, targets = 0;

	json_array_foreach(gaps, i, one) {
		units += strcmp(sv_json_text(one, "gap"), "unit") == 0;
		targets += strcmp(sv_json_text(one, "gap"), "target") == 0;
	}
	if (json_array_size(gaps) == 0)
		return SV_OK;
	return sv_err_set(err, SV_NO, N_("units that were not reached: %zu; newcomers without onboarding: %lld; activities that missed their target: %zu"), units,
	                  sv_json_int(sv_json_object(reach, "total"), "not_onboarded", 0), targets);
}

static enum sv_status read_all(struct sv_run *run, json_t **protocol, json_t **activities, json_t **headcounts, struct sv_err *err)
{
	enum sv_status st = sv_items_all(run, "activity", activities, err);

	if (st == SV_OK)
		st = sv_items_all(run, "headcount", headcounts, err);
	if (st == SV_OK)
		st = sv_session_index_protocol(run->session, protocol, err);
	return st == SV_OK ? sv_headcount_apply(*protocol, *headcounts, err) : st;
}

enum sv_status sv_train_reach(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	json_t *protocol = NULL, *activities = NULL, *headcounts = NULL, *reach = NULL;
	struct sv_reach_setting s = { .until = sv_session_today(run->session) };
	int now, month, day;

	sv_day_to_civil(s.until, &now, &month, &day);
	long long year = sv_args_int(run->args, "year", now);
	if (year < 1900 || year > 9999)
		return sv_err_set(err, SV_USAGE, N_("a year has four digits"));
	if (year > now)
		return sv_err_set(err, SV_USAGE, N_("that year has not begun"));
	s.year = (int)year;
	if (s.year < now)
		s.until = sv_day_from_civil(s.year, 12, 31);
	enum sv_status st = read_all(run, &protocol, &activities, &headcounts, err);
	s.protocol = protocol;
	s.activities = activities;
	s.headcounts = headcounts;
	if (st == SV_OK)
		st = sv_reach(&s, &reach, err);
	if (st == SV_OK && format && strcmp(format, "json") == 0)
		st = print_json(reach, err);
	else if (st == SV_OK)
		st = print_table(run, protocol, reach, !format || strcmp(format, "text") == 0, err);
	if (st == SV_OK && (!format || strcmp(format, "text") == 0))
		print_notes(reach);
	if (st == SV_OK)
		st = sv_run_flush(err);
	if (st == SV_OK && sv_args_has(run->args, "check"))
		st = judge(reach, err);
	json_decref(protocol);
	json_decref(activities);
	json_decref(headcounts);
	json_decref(reach);
	return st;
}
