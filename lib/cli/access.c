/* SPDX-License-Identifier: MIT */
/* Who may open a case: see access.h. */
#include "cli/access.h"

#include <stdio.h>
#include <string.h>

#include "app/access.h"
#include "app/staff.h"
#include "cli/keys.h"
#include "cli/lang.h"
#include "json/get.h"
#include "view/table.h"

/* The case that the first of n operands names. */
static enum sv_status of_case(struct sv_run *run, size_t want, char id[16], char *const **operand, struct sv_err *err)
{
	size_t n;

	*operand = sv_args_operands(run->args, &n);
	if (n != want)
		return sv_err_set(err, SV_USAGE, N_("wanted: %s"), run->verb->operands);
	return sv_run_case((*operand)[0], id, err);
}

static enum sv_status with_reason(struct sv_run *run, size_t want, char id[16], char *const **operand, struct sv_err *err)
{
	enum sv_status st = of_case(run, want, id, operand, err);

	if (st == SV_OK && !sv_args_has(run->args, "why"))
		st = sv_err_set(err, SV_USAGE, N_("say why (--why)"));
	return st;
}

enum sv_status sv_key_request(struct sv_run *run, struct sv_err *err)
{
	struct sv_act_report r = sv_run_reporter(run);
	char *const *operand;
	char id[16];
	enum sv_status st = with_reason(run, 1, id, &operand, err);

	return st == SV_OK ? sv_access_request(run->session, id, sv_args_text(run->args, "why"), &r, err) : st;
}

enum sv_status sv_key_answer(struct sv_run *run, struct sv_err *err)
{
	struct sv_act_report r = sv_run_reporter(run);
	char *const *operand;
	char id[16];
	enum sv_status st = with_reason(run, 2, id, &operand, err);

	return st == SV_OK ? sv_access_answer(run->session, id, operand[1], !sv_args_has(run->args, "refuse"), sv_args_text(run->args, "why"), &r, err) : st;
}

/* One act, filled from the options; officer (NULL: none) is whom it is about. */
static enum sv_status act_on(struct sv_run *run, const char *id, const char *type, const char *officer, json_t *public, struct sv_err *err)
{
	struct sv_act_report r = sv_run_reporter(run);
	json_t *act = json_object();
	enum sv_status st = act ? sv_args_fill(run->args, act, err) : sv_err_nomem(err);

	if (st == SV_OK && officer && !sv_json_set_text(act, "officer", officer))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_access_act(run->session, id, type, act, public, &r, err);
	json_decref(act);
	return st;
}

enum sv_status sv_key_restrict(struct sv_run *run, struct sv_err *err)
{
	char *const *operand;
	char id[16];
	enum sv_status st = with_reason(run, 1, id, &operand, err);

	if (st == SV_OK && sv_args_has(run->args, "lift") == sv_args_has(run->args, "officer"))
		st = sv_err_set(err, SV_USAGE, N_("name the officers who may open it (--officer), or --lift"));
	return st == SV_OK ? act_on(run, id, "access.restricted", NULL, NULL, err) : st;
}

enum sv_status sv_key_exclude(struct sv_run *run, struct sv_err *err)
{
	char *const *operand;
	char id[16];
	enum sv_status st = with_reason(run, 2, id, &operand, err);

	return st == SV_OK ? act_on(run, id, "access.excluded", operand[1], NULL, err) : st;
}

enum sv_status sv_key_grant(struct sv_run *run, struct sv_err *err)
{
	const char *compartment = sv_args_text(run->args, "compartment"), *until = sv_args_text(run->args, "until");
	char *const *operand;
	char id[16];
	json_t *public = NULL;
	enum sv_status st = with_reason(run, 2, id, &operand, err);

	if (st == SV_OK && compartment == NULL)
		st = sv_err_set(err, SV_USAGE, N_("say what is opened (--compartment record, content or identity)"));
	for (int c = 0; c < SV_COMPARTMENTS && st == SV_OK; c++) /* nobody hands on what they cannot open */
		if (strcmp(sv_compartment_name((enum sv_compartment)c), compartment) == 0)
			st = sv_access_may_open(run->session, id, (enum sv_compartment)c, err);
	if (st == SV_OK) {
		public = json_pack("{s:s,s:s}", "officer", operand[1], "compartment", compartment);
		st = public && (until == NULL || sv_json_set_text(public, "until", until)) ? SV_OK : sv_err_nomem(err);
	}
	if (st == SV_OK)
		st = act_on(run, id, "access.granted", operand[1], public, err);
	json_decref(public);
	return st;
}

enum sv_status sv_key_revoke(struct sv_run *run, struct sv_err *err)
{
	char *const *operand;
	char id[16];
	json_t *public = NULL;
	enum sv_status st = with_reason(run, 2, id, &operand, err);

	if (st == SV_OK) {
		public = json_pack("{s:s}", "officer", operand[1]);
		st = public ? act_on(run, id, "access.revoked", operand[1], public, err) : sv_err_nomem(err);
	}
	json_decref(public);
	return st;
}

enum sv_status sv_key_access(struct sv_run *run, struct sv_err *err)
{
	static const struct { const char *key, *heading; } columns[] = {
		{ "officer", N_("officer") }, { "record", N_("record") }, { "content", N_("content") }, { "identity", N_("identity") }, { "until", N_("until") },
	};
	static const char *const words[] = { N_("role"), N_("grant"), N_("waits") };
	enum { N = sizeof columns / sizeof columns[0] };
	const char *format = sv_args_text(run->args, "format");
	bool json = format && strcmp(format, "json") == 0;
	struct sv_table_style style = { false, sv_run_width() };
	struct sv_table *table = sv_table_new();
	json_t *who = NULL;
	const json_t *one;
	char *const *operand;
	char id[16];
	size_t i;
	enum sv_status st = table ? of_case(run, 1, id, &operand, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_staff_access(run->session, id, &who, err);
	for (i = 0; i < N && st == SV_OK; i++)
		st = sv_table_column(table, columns[i].key, sv_tr(columns[i].heading), false, err);
	json_array_foreach(who, i, one) {
		const char *cells[N];
		for (size_t c = 0; c < N; c++) {
			cells[c] = sv_json_text(one, columns[c].key);
			for (size_t w = 0; cells[c] && !json && c > 0 && w < sizeof words / sizeof words[0]; w++)
				if (strcmp(cells[c], words[w]) == 0)
					cells[c] = sv_tr(words[w]);
		}
		if (st == SV_OK)
			st = sv_table_row(table, cells, err);
	}
	if (st == SV_OK)
		st = sv_table_print(table, json ? SV_TABLE_JSON : SV_TABLE_TEXT, &style, stdout, err);
	sv_table_free(table);
	json_decref(who);
	return st;
}
