/* SPDX-License-Identifier: MIT */
/* The verbs of sv-key: see keys.h. */
#include "cli/keys.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/append.h"
#include "app/identity.h"
#include "app/intake.h"
#include "app/officers.h"
#include "app/rules.h"
#include "app/staff.h"
#include "app/unlock.h"
#include "base/date.h"
#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "view/table.h"

static void report(void *data, const struct sv_err *err)
{
	sv_run_report(data, err);
}

struct sv_act_report sv_run_reporter(struct sv_run *run)
{
	return (struct sv_act_report){ report, run };
}

/* The n operands a verb wants, or SV_USAGE. */
static enum sv_status operands(struct sv_run *run, size_t want, char *const **out, struct sv_err *err)
{
	size_t n;

	*out = sv_args_operands(run->args, &n);
	if (n == want)
		return SV_OK;
	return sv_err_set(err, SV_USAGE, N_("wanted: %s"), run->verb->operands);
}

/* A new passphrase: from the descriptor, else asked twice on the terminal. */
static enum sv_status new_passphrase(struct sv_run *run, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf again = SV_BUF_SECRET;
	int fd = (int)sv_args_int(run->args, "passphrase-fd", -1);
	enum sv_status st = fd >= 0 ? sv_read_passphrase(fd, out, err) : sv_ask_secret(NULL, N_("New passphrase: "), out, err);

	if (st == SV_OK && fd < 0)
		st = sv_ask_secret(NULL, N_("The same again: "), &again, err);
	if (st == SV_OK && fd < 0 && (again.len != out->len || memcmp(sv_buf_str(&again), sv_buf_str(out), out->len) != 0))
		st = sv_err_set(err, SV_BAD_INPUT, N_("the two passphrases differ"));
	if (st == SV_OK && out->len < 12) {
		sv_err_set(err, SV_BAD_INPUT, N_("the passphrase is shorter than 12 characters"));
		sv_err_hint(err, N_("four or five random words are easy to remember and hard to guess"));
		st = SV_BAD_INPUT;
	}
	sv_buf_release_secret(&again);
	return st;
}

enum sv_status sv_key_new(struct sv_run *run, struct sv_err *err)
{
	struct sv_buf passphrase = SV_BUF_SECRET;
	bool unattended = sv_args_has(run->args, "unattended");
	json_t *public = NULL;
	char *const *operand;
	enum sv_status st = operands(run, 1, &operand, err);

	if (st == SV_OK && !unattended)
		st = new_passphrase(run, &passphrase, err);
	if (st == SV_OK)
		st = sv_identity_make(run->session, operand[0], unattended ? NULL : &passphrase, sv_args_text(run->args, "output"), &public, err);
	if (st == SV_OK)
		st = sv_json_write_line(stdout, public, err);
	sv_buf_release_secret(&passphrase);
	json_decref(public);
	return st;
}

enum sv_status sv_key_show(struct sv_run *run, struct sv_err *err)
{
	json_t *public = NULL;
	enum sv_status st = sv_identity_public(run->session, &public, err);

	if (st == SV_OK)
		st = sv_json_write_line(stdout, public, err);
	json_decref(public);
	return st;
}

/* Roles of an officer as one text. */
static void join_roles(const json_t *officer, char *out, size_t size)
{
	const json_t *role;
	size_t i, used = 0;

	out[0] = '\0';
	json_array_foreach(sv_json_array(officer, "roles"), i, role) {
		if (used < size)
			used += (size_t)snprintf(out + used, size - used, "%s%s", i ? "," : "", json_string_value(role));
	}
}

enum sv_status sv_key_list(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format"), *handle;
	struct sv_table_style style = { false, sv_run_width() };
	struct sv_table *table = sv_table_new();
	const json_t *officers;
	json_t *officer;
	char roles[128];
	enum sv_status st = table ? sv_session_officers(run->session, &officers, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_table_column(table, "officer", sv_tr(N_("officer")), false, err);
	if (st == SV_OK)
		st = sv_table_column(table, "roles", sv_tr(N_("roles")), false, err);
	if (st == SV_OK)
		st = sv_table_column(table, "since", sv_tr(N_("since")), false, err);
	if (st == SV_OK)
		st = sv_table_column(table, "gone", sv_tr(N_("gone")), false, err);
	if (st == SV_OK) {
		json_object_foreach((json_t *)officers, handle, officer) {
			join_roles(officer, roles, sizeof roles);
			const char *cells[] = { handle, roles, sv_json_text(officer, "since"), sv_json_text(officer, "gone") };
			if (st == SV_OK)
				st = sv_table_row(table, cells, err);
		}
	}
	if (st == SV_OK)
		st = sv_table_print(table, format && strcmp(format, "json") == 0 ? SV_TABLE_JSON : SV_TABLE_TEXT, &style, stdout, err);
	sv_table_free(table);
	return st;
}

enum sv_status sv_key_desk(struct sv_run *run, struct sv_err *err)
{
	json_t *card = NULL;
	enum sv_status st = sv_desk_card(run->session, &card, err);

	if (st == SV_OK)
		st = sv_json_write_line(stdout, card, err);
	json_decref(card);
	return st;
}

/* An array of the values of a repeated option. */
static json_t *values(struct sv_run *run, const char *option)
{
	json_t *list = json_array();

	for (size_t i = 0; i < sv_args_count(run->args, option); i++)
		json_array_append_new(list, json_string(sv_args_nth(run->args, option, i)));
	return list;
}

/* Commits a batch of changes to officers, and brings stock git's copy up to date. */
static enum sv_status finish(struct sv_run *run, struct sv_batch *b, struct sv_err *err)
{
	enum sv_status st = sv_batch_commit(b, err);

	if (st == SV_OK)
		sv_allowed_signers_export(run->session);
	return st;
}

/* The public half of an identity, from standard input. */
static enum sv_status public_half(json_t **public, struct sv_err *err)
{
	struct sv_ndjson *in = NULL;
	size_t line;
	enum sv_status st = sv_ndjson_open(STDIN_FILENO, &in, err);

	if (st == SV_OK)
		st = sv_ndjson_next(in, public, &line, err);
	if (st == SV_NO)
		st = sv_err_set(err, SV_BAD_INPUT, N_("nothing on stdin: the public half (sv-key show) is wanted"));
	if (st == SV_OK && (!sv_json_text(*public, "officer") || !sv_json_text(*public, "sign") || !sv_json_text(*public, "box")))
		st = sv_err_set(err, SV_BAD_INPUT, N_("not the public half of an identity (sv-key show)"));
	sv_ndjson_free(in);
	return st;
}

/* Wraps the keys of cases that have their own to those who may open them now; a warning where I cannot open some of them. */
static enum sv_status rewrap(struct sv_run *run, struct sv_err *err)
{
	size_t done = 0, left = 0;
	enum sv_status st = sv_staff_rewrap(run->session, &done, &left, err);

	if (st == SV_OK && strcmp(run->verb->name, "rewrap") == 0)
		printf(sv_tr(N_("cases with keys of their own, wrapped anew: %zu\n")), done);
	if (st != SV_OK && strcmp(run->verb->name, "rewrap") != 0)
		sv_err_hint(err, N_("the change itself is stored; what is left to do is sv-key rewrap"));
	if (st == SV_OK && left > 0)
		fprintf(stderr, sv_tr(N_("cases that are closed to you, left to another officer (sv-key rewrap): %zu\n")), left);
	return st;
}

enum sv_status sv_key_add(struct sv_run *run, struct sv_err *err)
{
	const char *person = sv_args_text(run->args, "person-file");
	struct sv_buf number = SV_BUF_INIT;
	struct sv_batch *b = NULL;
	struct sv_act_report r = sv_run_reporter(run);
	json_t *public = NULL, *roles = values(run, "role");
	size_t n;
	enum sv_status st = public_half(&public, err);

	if (st == SV_OK && (json_array_size(roles) == 0) != sv_args_has(run->args, "guest")) {
		sv_err_set(err, SV_USAGE, sv_args_has(run->args, "guest") ? N_("a guest has no roles: cases are opened to them one by one (sv-key grant)") : N_("no role was given"));
		sv_err_hint(err, N_("--role record, content, identity or manage; or --guest"));
		st = SV_USAGE;
	}
	if (st == SV_OK && person)
		st = sv_rules_read_line(person, &number, err);
	if (st == SV_OK)
		st = sv_batch_open(run->session, false, &b, err);
	if (st == SV_OK) {
		struct sv_new_officer o = {
			.handle = sv_json_text(public, "officer"), .sign = sv_json_text(public, "sign"), .box = sv_json_text(public, "box"),
			.unattended = sv_json_true(public, "unattended"), .person = person ? sv_buf_str(&number) : NULL, .roles = roles,
		};
		st = sv_officer_add(run->session, b, &o, err);
		if (st == SV_OK)
			st = sv_staff_conflicts(run->session, b, o.handle, &r, &n, err);
	}
	if (st == SV_OK)
		st = finish(run, b, err);
	sv_batch_free(b);
	if (st == SV_OK)
		st = rewrap(run, err);
	sv_buf_release_secret(&number);
	json_decref(public);
	json_decref(roles);
	return st;
}

enum sv_status sv_key_role(struct sv_run *run, struct sv_err *err)
{
	json_t *grant = values(run, "grant"), *revoke = values(run, "revoke");
	struct sv_batch *b = NULL;
	char *const *operand;
	enum sv_status st = operands(run, 1, &operand, err);

	if (st == SV_OK && json_array_size(grant) + json_array_size(revoke) == 0)
		st = sv_err_set(err, SV_USAGE, N_("nothing to do: --grant or --revoke a role"));
	if (st == SV_OK)
		st = sv_batch_open(run->session, false, &b, err);
	if (st == SV_OK)
		st = sv_officer_roles(run->session, b, operand[0], grant, revoke, err);
	if (st == SV_OK)
		st = finish(run, b, err);
	sv_batch_free(b);
	if (st == SV_OK)
		st = rewrap(run, err);
	json_decref(grant);
	json_decref(revoke);
	return st;
}

enum sv_status sv_key_unlock(struct sv_run *run, struct sv_err *err)
{
	long long minutes = sv_args_int(run->args, "minutes", 60);

	if (minutes < 1 || minutes > 1440)
		return sv_err_set(err, SV_USAGE, N_("between 1 and %d minutes"), 1440);
	return sv_unlock_park(run->session, (int)minutes, err);
}

enum sv_status sv_key_lock(struct sv_run *run, struct sv_err *err)
{
	return sv_unlock_forget(run->session, err);
}

enum sv_status sv_key_leave(struct sv_run *run, struct sv_err *err)
{
	char *const *operand;
	enum sv_status st = operands(run, 1, &operand, err);

	if (st == SV_OK)
		st = sv_staff_leave(run->session, operand[0], err);
	return st == SV_OK ? rewrap(run, err) : st;
}

/* An instant, or the first moment of a day in Amsterdam. */
static enum sv_status moment(const char *text, int64_t *ms, struct sv_err *err)
{
	int32_t day;

	if (sv_instant_parse(text, ms))
		return SV_OK;
	if (!sv_date_parse(text, &day)) {
		sv_err_set(err, SV_USAGE, N_("option '--%s': not a date or an instant"), "from");
		sv_err_hint(err, N_("like 2026-11-23, or 2026-11-23T09:30:00+01:00"));
		return SV_USAGE;
	}
	*ms = (int64_t)day * 86400000 - 7200000;
	while (sv_day_in_amsterdam(*ms) != day)
		*ms += 3600000;
	return SV_OK;
}

enum sv_status sv_key_lost(struct sv_run *run, struct sv_err *err)
{
	const char *from = sv_args_text(run->args, "from");
	char *const *operand;
	int64_t ms = 0;
	enum sv_status st = operands(run, 1, &operand, err);

	if (st == SV_OK && from == NULL)
		st = sv_err_set(err, SV_USAGE, N_("say since when it may have been in other hands (--from)"));
	if (st == SV_OK)
		st = moment(from, &ms, err);
	if (st == SV_OK)
		st = sv_staff_lost(run->session, operand[0], ms, err);
	return st == SV_OK ? rewrap(run, err) : st;
}

enum sv_status sv_key_replace(struct sv_run *run, struct sv_err *err)
{
	json_t *public = NULL, *roles = values(run, "role");
	enum sv_status st = public_half(&public, err);

	if (st == SV_OK) {
		struct sv_new_officer o = {
			.handle = sv_json_text(public, "officer"), .sign = sv_json_text(public, "sign"), .box = sv_json_text(public, "box"),
			.unattended = sv_json_true(public, "unattended"), .roles = roles,
		};
		st = sv_staff_replace(run->session, &o, err);
	}
	if (st == SV_OK)
		st = rewrap(run, err);
	json_decref(public);
	json_decref(roles);
	return st;
}

enum sv_status sv_key_rewrap(struct sv_run *run, struct sv_err *err)
{
	return rewrap(run, err);
}
