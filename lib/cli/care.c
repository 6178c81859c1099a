/* SPDX-License-Identifier: MIT */
/* Care of the keyring: see care.h. */
#include "cli/care.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/care.h"
#include "cli/keys.h"
#include "cli/lang.h"
#include "json/ndjson.h"

static enum sv_status one_file(struct sv_run *run, const char **file, struct sv_err *err)
{
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);

	if (n != 1)
		return sv_err_set(err, SV_USAGE, N_("wanted: %s"), run->verb->operands);
	*file = operand[0];
	return SV_OK;
}

enum sv_status sv_key_check(struct sv_run *run, struct sv_err *err)
{
	struct sv_act_report r = sv_run_reporter(run);
	struct sv_cared c = { 0 };
	enum sv_status st = sv_care_check(run->session, sv_args_has(run->args, "repair"), &r, &c, err);

	if (st == SV_OK || st == SV_INTEGRITY)
		printf(sv_tr(N_("%zu cases, %zu names, %zu keys of roles, %zu of cases: %zu faults\n")), c.cases, c.names, c.wraps, c.grants, c.faults);
	if (st == SV_INTEGRITY && c.faults > 0 && sv_args_has(run->args, "repair"))
		printf("%s", sv_tr(N_("what should not be there was taken away; check again\n")));
	return st;
}

enum sv_status sv_key_backup(struct sv_run *run, struct sv_err *err)
{
	const char *file = NULL;
	json_t *officers = json_array();
	int need = (int)sv_args_int(run->args, "need", 2), count = 0;
	enum sv_status st = officers ? one_file(run, &file, err) : sv_err_nomem(err);

	for (size_t i = 0; i < sv_args_count(run->args, "officer"); i++)
		json_array_append_new(officers, json_string(sv_args_nth(run->args, "officer", i)));
	if (st == SV_OK)
		st = sv_care_backup(run->session, file, officers, need, &count, err);
	if (st == SV_OK)
		printf(sv_tr(N_("%d of %d officers together can restore it\n")), need, count);
	json_decref(officers);
	return st;
}

enum sv_status sv_key_share(struct sv_run *run, struct sv_err *err)
{
	const char *file = NULL, *to = sv_args_text(run->args, "to");
	json_t *share = NULL;
	enum sv_status st = one_file(run, &file, err);

	if (st == SV_OK && to == NULL)
		st = sv_err_set(err, SV_USAGE, N_("say which officer restores it (--to)"));
	if (st == SV_OK)
		st = sv_care_share(run->session, file, to, &share, err);
	if (st == SV_OK)
		st = sv_json_write_line(stdout, share, err);
	json_decref(share);
	return st;
}

enum sv_status sv_key_restore(struct sv_run *run, struct sv_err *err)
{
	size_t n = sv_args_count(run->args, "share");
	struct sv_restored done = { 0 };
	const char **files = calloc(n + 1, sizeof *files), *file = NULL;
	enum sv_status st = files ? one_file(run, &file, err) : sv_err_nomem(err);

	for (size_t i = 0; st == SV_OK && i < n; i++)
		files[i] = sv_args_nth(run->args, "share", i);
	if (st == SV_OK)
		st = sv_care_restore(run->session, file, files, n, sv_args_has(run->args, "set-back"), &done, err);
	if (st == SV_OK) {
		printf(sv_tr(N_("restored; names that were erased since, and are so again: %zu\n")), done.erased);
		if (done.closed > 0)
			printf(sv_tr(N_("cases that were closed to somebody since, and are closed to all, as it is not known to whom: %zu\n")), done.closed);
		printf("%s", sv_tr(N_("now: sv-key check; cases that came in after the backup have no key in it\n")));
	}
	free(files);
	return st;
}
