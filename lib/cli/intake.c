/* SPDX-License-Identifier: MIT */
/* sv-report in its three ways: see intake.h. */
#include "cli/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/intake.h"
#include "cli/filter.h"
#include "cli/keys.h"
#include "cli/lang.h"
#include "json/ndjson.h"

/* Refuses options that do not go with another one: those in the list, or, where only is true, those that are not in it. */
static enum sv_status check_options(const struct sv_run *run, const char *with, bool only, const char *const *list, struct sv_err *err)
{
	const struct sv_opt *o;

	for (size_t i = 0; (o = sv_opt_at(run->verb, i)) != NULL; i++) {
		bool listed = false;
		for (size_t k = 0; list[k]; k++)
			listed = listed || strcmp(list[k], o->name) == 0;
		if (listed != only && strcmp(o->name, with) != 0 && sv_args_has(run->args, o->name))
			return sv_err_set(err, SV_USAGE, N_("option '--%s' does not go with '--%s'"), o->name, with);
	}
	return SV_OK;
}

/* Hands in: whatever store and identity this host has, they are not looked at (cli/run.c). */
static enum sv_status hand_in(struct sv_run *run, struct sv_err *err)
{
	static const char *const not[] = { "inbox", "store", "key", "passphrase-fd", "override", "override-why", NULL };
	const char *file = sv_args_text(run->args, "desk");
	size_t n = sv_args_count(run->args, "except");
	const char **except = calloc(n + 1, sizeof *except);
	struct sv_desk *desk = NULL;
	enum sv_status st = except ? check_options(run, "drop", false, not, err) : sv_err_nomem(err);

	if (st == SV_OK && file == NULL)
		st = sv_err_set(err, SV_USAGE, N_("option '--%s' needs '--%s'"), "drop", "desk");
	for (size_t i = 0; i < n && except; i++)
		except[i] = sv_args_nth(run->args, "except", i);
	if (st == SV_OK)
		st = sv_desk_open(run->session, file, except, n, &desk, err);
	if (st == SV_OK)
		st = sv_filter_drop(run, "report", desk, sv_args_text(run->args, "drop"), err);
	sv_desk_free(desk);
	free(except);
	return st;
}

static enum sv_status take_in(struct sv_run *run, struct sv_err *err)
{
	static const char *const only[] = { "store", "key", "passphrase-fd", "dry-run", NULL };
	struct sv_act_report report = sv_run_reporter(run);
	json_t *cases = NULL, *one;
	size_t i, others = 0;
	enum sv_status st = check_options(run, "inbox", true, only, err);

	if (st == SV_OK)
		st = sv_intake_collect(run->session, sv_args_text(run->args, "inbox"), sv_args_has(run->args, "dry-run"), &report, &cases, &others, err);
	if (others > 0) {
		struct sv_err note = { 0 };
		sv_err_note(&note, N_("not for you, and left where they are: %zu"), others);
		sv_run_report(run, &note);
	}
	json_array_foreach(cases, i, one) { /* also where the files could not be removed: stored they are */
		struct sv_err lost = { 0 };
		if (sv_json_write_line(stdout, one, &lost) != SV_OK) {
			if (st == SV_OK && err)
				*err = lost;
			st = st == SV_OK ? lost.status : st;
			break;
		}
	}
	json_decref(cases);
	return st == SV_OK ? sv_run_flush(err) : st;
}

enum sv_status sv_report(struct sv_run *run, struct sv_err *err)
{
	if (sv_args_has(run->args, "drop"))
		return hand_in(run, err);
	if (sv_args_has(run->args, "desk") || sv_args_has(run->args, "except"))
		return sv_err_set(err, SV_USAGE, N_("option '--%s' needs '--%s'"), sv_args_has(run->args, "desk") ? "desk" : "except", "drop");
	if (sv_args_has(run->args, "inbox"))
		return take_in(run, err);
	return sv_filter_run(run, "report", NULL, true, err);
}
