/* SPDX-License-Identifier: MIT */
/* Demands for commands: see demands.h. */
#include "cli/demands.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/catchup.h"
#include "app/ledger.h"
#include "base/date.h"
#include "cli/items.h"
#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/demands.h"
#include "model/exists.h"
#include "model/headcount.h"
#include "model/series.h"

static enum sv_status shipped(struct sv_run *run, const char *name, json_t **out, struct sv_err *err)
{
	char path[4300];

	*out = NULL;
	snprintf(path, sizeof path, "%s/policy/%s.json", sv_session_data_dir(run->session), name);
	enum sv_status st = sv_json_load_file(path, 1u << 20, 0, out, err);
	return st == SV_NOT_FOUND || st == SV_BAD_INPUT ? sv_err_set(err, SV_CONFIG, N_("'%s' is missing or damaged"), path) : st;
}

enum sv_status sv_run_demands(struct sv_run *run, json_t **demands, struct sv_err *err)
{
	enum sv_status st = shipped(run, "demands", demands, err);

	return st == SV_OK ? sv_demands_check(*demands, err) : st;
}

enum sv_status sv_run_assessment(struct sv_run *run, json_t **assessment, struct sv_err *err)
{
	return shipped(run, "assessment", assessment, err);
}

const char *sv_label(const json_t *object, const char *member)
{
	const char *text = sv_json_text(sv_json_object(object, member), sv_lang());

	return text ? text : "";
}

const char *sv_kind_label(const json_t *demands, const char *reg, const char *kind)
{
	const char *label = kind ? sv_label(sv_json_find(sv_json_array(sv_json_object(demands, "kinds"), reg), "id", kind), "label") : "";

	return label[0] || kind == NULL ? label : kind;
}

/* The staff on a day by the protocol, which has the headcounts in it: the staff-years of that one day, times the days of its year; -1 where it does not say. */
static long long protocol_staff(const json_t *protocol, int32_t day)
{
	int year, month, mday;
	double years;

	if (!sv_series_staff(protocol, NULL, day, day, &years))
		return -1;
	sv_day_to_civil(day, &year, &month, &mday);
	return llround(years * (sv_date_valid(year, 2, 29) ? 366 : 365));
}

enum sv_status sv_run_organisation(struct sv_run *run, int32_t day, json_t **organisation, struct sv_err *err)
{
	long long staff = sv_args_int(run->args, "staff", -1);
	json_t *protocol = NULL, *headcounts = NULL;
	bool ok = (*organisation = json_object()) != NULL;
	enum sv_status st = ok ? sv_session_index_protocol(run->session, &protocol, err) : sv_err_nomem(err);
	const json_t *is = sv_json_object(protocol, "organisation");

	if (st == SV_OK && staff < 0)
		st = sv_items_all(run, "headcount", &headcounts, err);
	if (st == SV_OK && staff < 0)
		st = sv_headcount_apply(protocol, headcounts, err);
	if (st == SV_OK && staff < 0)
		staff = protocol_staff(protocol, day);
	for (size_t i = 0; i < sv_args_count(run->args, "sector"); i++)
		ok = sv_json_add_word(*organisation, "sector", sv_args_nth(run->args, "sector", i)) && ok;
	if (!sv_json_has(*organisation, "sector"))
		ok = ok && sv_json_set(*organisation, "sector", json_object_get(is, "sector"));
	ok = ok && sv_json_set(*organisation, "name", json_object_get(is, "name")) && (staff < 0 || json_object_set_new(*organisation, "staff", json_integer(staff)) == 0);
	json_decref(protocol);
	json_decref(headcounts);
	return st == SV_OK && !ok ? sv_err_nomem(err) : st;
}

enum sv_status sv_run_exists(struct sv_run *run, int32_t day, json_t **exists, struct sv_err *err)
{
	static const char *const registers[] = { "policy", "actor", "activity", "risk", "survey" };
	json_t *all[sizeof registers / sizeof registers[0]] = { NULL }, *releases = NULL, *one;
	bool ok = (*exists = json_array()) != NULL;
	enum sv_status st = SV_OK;
	size_t i;

	for (size_t r = 0; r < sizeof registers / sizeof registers[0] && st == SV_OK; r++) {
		st = sv_items_all(run, registers[r], &all[r], err);
		json_array_foreach(all[r], i, one)
			ok = ok && sv_exists_add(*exists, registers[r], one, day);
	}
	if (st == SV_OK)
		st = sv_ledger_read(run->session, &releases, err);
	ok = ok && sv_exists_add_acts(*exists, all[0], all[1], releases, day);
	for (size_t r = 0; r < sizeof registers / sizeof registers[0]; r++)
		json_decref(all[r]);
	json_decref(releases);
	return st == SV_OK && !ok ? sv_err_nomem(err) : st;
}
