/* SPDX-License-Identifier: MIT */
/* Retention, holds and erasure: see erase.h. */
#include "cli/erase.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/erase.h"
#include "base/buf.h"
#include "base/date.h"
#include "cli/keys.h"
#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "view/table.h"

/* What stands open for a case, in words. */
static void stands(const json_t *one, char *out, size_t size)
{
	const json_t *hold = sv_json_object(one, "hold"), *p;
	const char *until = sv_json_text(hold, "until");
	size_t i, used = 0;

	out[0] = '\0';
	if (hold)
		used += (size_t)snprintf(out, size, "%s%s%s", sv_tr(N_("hold")), until ? " " : "", until ? until : "");
	json_array_foreach(sv_json_array(one, "erasures"), i, p) {
		const char *party = sv_json_text(p, "party");
		if (used < size)
			used += (size_t)snprintf(out + used, size - used, "%s%s %s%s%s", used ? "; " : "", sv_tr(N_("proposed by")), sv_json_text(p, "by"), party ? ", " : "", party ? party : "");
	}
}

enum sv_status sv_erase_cli_due(struct sv_run *run, struct sv_err *err)
{
	static const struct { const char *key, *heading; } columns[] = {
		{ "case", N_("case") }, { "closed", N_("closed") }, { "retain_until", N_("kept until") }, { "stands", N_("stands") },
	};
	enum { N = sizeof columns / sizeof columns[0] };
	const char *format = sv_args_text(run->args, "format"), *until = sv_args_text(run->args, "until");
	struct sv_table_style style = { false, sv_run_width() };
	struct sv_table *table = sv_table_new();
	int32_t day = sv_session_today(run->session);
	json_t *found = NULL;
	const json_t *one;
	char text[512];
	size_t i, k;
	enum sv_status st = table ? SV_OK : sv_err_nomem(err);

	if (until)
		sv_date_parse(until, &day);
	if (st == SV_OK)
		st = sv_erase_due(run->session, day, &found, err);
	for (k = 0; k < N && st == SV_OK; k++)
		st = sv_table_column(table, columns[k].key, sv_tr(columns[k].heading), false, err);
	json_array_foreach(found, i, one) {
		if (st != SV_OK)
			break;
		if (format && strcmp(format, "ndjson") == 0) {
			json_object_set_new((json_t *)one, "sv", json_integer(1));
			st = sv_json_write_line(stdout, one, err);
		} else if (format && strcmp(format, "id") == 0) {
			printf("%s\n", sv_json_text(one, "case"));
		} else {
			stands(one, text, sizeof text);
			const char *cells[N] = { sv_json_text(one, "case"), sv_json_text(one, "closed"), sv_json_text(one, "retain_until"), text };
			st = sv_table_row(table, cells, err);
		}
	}
	if (st == SV_OK && (format == NULL || strcmp(format, "text") == 0))
		st = sv_table_print(table, SV_TABLE_TEXT, &style, stdout, err);
	sv_table_free(table);
	json_decref(found);
	return st;
}

/* The cases that are meant: the operands, else the member "case" of the records on standard input. */
static enum sv_status cases(struct sv_run *run, json_t **out, struct sv_err *err)
{
	struct sv_ndjson *in = NULL;
	json_t *record;
	char id[16];
	size_t n, line;
	char *const *operand = sv_args_operands(run->args, &n);
	enum sv_status st;

	*out = json_array();
	for (size_t i = 0; i < n; i++) {
		st = sv_run_case(operand[i], id, err);
		if (st != SV_OK)
			return st;
		if (!sv_json_holds(*out, id))
			json_array_append_new(*out, json_string(id));
	}
	if (n > 0)
		return SV_OK;
	st = sv_ndjson_open(STDIN_FILENO, &in, err);
	while (st == SV_OK && (st = sv_ndjson_next(in, &record, &line, err)) == SV_OK) {
		const char *typed = sv_json_text(record, "case");
		st = typed ? sv_run_case(typed, id, err) : sv_err_set(err, SV_BAD_INPUT, N_("the record names no case"));
		if (st != SV_OK)
			sv_err_at(err, N_("line %zu"), line);
		else if (!sv_json_holds(*out, id))
			json_array_append_new(*out, json_string(id));
		json_decref(record);
	}
	sv_ndjson_free(in);
	return st == SV_NO ? SV_OK : st;
}

static enum sv_status print_case(void *data, const json_t *state, struct sv_err *err)
{
	(void)data;
	return sv_json_write_line(stdout, state, err);
}

enum sv_status sv_erase_cli_act(struct sv_run *run, struct sv_err *err)
{
	static const struct { const char *verb, *type; } types[] = { { "hold", "hold.set" }, { "release", "hold.lifted" } };
	struct sv_act_report r = sv_run_reporter(run);
	const char *type = "erasure.proposed";
	json_t *ids = NULL, *act = json_object();
	enum sv_status st = act ? sv_args_fill(run->args, act, err) : sv_err_nomem(err);

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (strcmp(run->verb->name, types[i].verb) == 0)
			type = types[i].type;
	if (st == SV_OK && strcmp(type, "erasure.proposed") == 0 && !sv_json_has(act, "ground") && !sv_json_set_text(act, "ground", "retention"))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = cases(run, &ids, err);
	if (st == SV_OK)
		st = sv_erase_acts(run->session, ids, type, act, &r, print_case, NULL, err);
	json_decref(ids);
	json_decref(act);
	return st;
}

enum sv_status sv_erase_cli_run(struct sv_run *run, struct sv_err *err)
{
	struct sv_act_report r = sv_run_reporter(run);
	json_t *ids = NULL;
	enum sv_status st = cases(run, &ids, err);

	if (st == SV_OK)
		st = sv_erase_run(run->session, ids, sv_args_text(run->args, "party"), &r, print_case, NULL, err);
	json_decref(ids);
	return st;
}

/* A text as one word of the shell. */
static void print_word(const char *text)
{
	putchar('\'');
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\'", stdout);
		putchar(*text);
	}
	putchar('\'');
}

/* What anyone can run to see it, with stock tools. */
static void print_commands(const char *store, const char *file, const char *case_id)
{
	struct sv_buf history = SV_BUF_INIT, keyring = SV_BUF_INIT;

	sv_buf_addf(&history, "%s/history.git", store);
	sv_buf_addf(&keyring, "%s/keyring.db", store);
	printf("git -C ");
	print_word(sv_buf_str(&history));
	printf(" log --show-signature --grep='^erasure:' -- %s\ngit -C ", file);
	print_word(sv_buf_str(&history));
	printf(" show main:%s | tail -n 1\nsqlite3 -readonly ", file);
	print_word(sv_buf_str(&keyring));
	printf(" \"SELECT count(*) FROM salt WHERE name LIKE '%s%%'; SELECT count(*) FROM grants WHERE name = '%s'\"\n", case_id, case_id);
	sv_buf_release(&history);
	sv_buf_release(&keyring);
}

enum sv_status sv_erase_cli_prove(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format"), *last;
	const json_t *keyring, *hash;
	json_t *proof = NULL;
	char id[16];
	size_t n, i;
	char *const *operand = sv_args_operands(run->args, &n);
	enum sv_status st = n == 1 ? sv_run_case(operand[0], id, err) : sv_err_set(err, SV_USAGE, N_("one case is wanted"));

	if (st == SV_OK)
		st = sv_erase_prove(run->session, id, &proof, err);
	if (st == SV_OK && format && strcmp(format, "json") == 0) {
		st = sv_json_write_line(stdout, proof, err);
	} else if (st == SV_OK) {
		keyring = sv_json_object(proof, "keyring");
		last = sv_json_text(proof, "last_backup");
		printf(sv_tr(N_("case %s was erased at %s by %s (event %s)\n")), id, sv_json_text(proof, "at"), sv_json_text(proof, "by"), sv_json_text(proof, "event"));
		if (sv_json_text(proof, "proposed_by"))
			printf(sv_tr(N_("proposed at %s by %s\n")), sv_json_text(proof, "proposed_at"), sv_json_text(proof, "proposed_by"));
		printf(sv_tr(N_("in the keyring: %lld names of it, %lld erasures that are not finished\n")), sv_json_int(keyring, "names", 0), sv_json_int(keyring, "unfinished", 0));
		printf(sv_tr(N_("its files, with free pages and log, byte by byte (%lld places): %lld destroyed keys found\n")), sv_json_int(keyring, "bytes_searched", 0), sv_json_int(keyring, "keys_found", 0));
		json_array_foreach(sv_json_array(proof, "destroyed"), i, hash)
			printf(sv_tr(N_("BLAKE2b-256 of a destroyed key: %s\n")), json_string_value(hash));
		if (last)
			printf(sv_tr(N_("last backup of the keyring: %s; one made before the erasure still opens the case until it is destroyed too\n")), last);
		else
			printf("%s", sv_tr(N_("no backup of the keyring was made by sv-key; other copies of it, made before the erasure, still open the case\n")));
		printf("%s", sv_tr(N_("anyone can see it for themselves:\n")));
		print_commands(sv_session_store(run->session), sv_json_text(proof, "file"), id);
	}
	if (st == SV_OK && (sv_json_int(sv_json_object(proof, "keyring"), "names", 0) || sv_json_int(sv_json_object(proof, "keyring"), "unfinished", 0) || sv_json_int(sv_json_object(proof, "keyring"), "keys_found", 0))) {
		sv_err_set(err, SV_INTEGRITY, N_("the keyring still holds keys of this case"));
		sv_err_hint(err, N_("any command that writes finishes an erasure that was cut off"));
		st = SV_INTEGRITY;
	}
	json_decref(proof);
	return st;
}
