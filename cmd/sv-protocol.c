/* SPDX-License-Identifier: MIT */
/* sv-protocol: shows, checks and sets the organisation's rules. */
#include <jansson.h>
#include <stdio.h>

#include "app/append.h"
#include "app/officers.h"
#include "app/rules.h"
#include "cli/run.h"

static enum sv_status print(const json_t *protocol, struct sv_err *err)
{
	if (json_dumpf(protocol, stdout, JSON_INDENT(1)) < 0 || putchar('\n') == EOF)
		return sv_err_set(err, SV_IO, N_("cannot write stdout"));
	return SV_OK;
}

static enum sv_status show(struct sv_run *run, struct sv_err *err)
{
	const json_t *protocol;
	enum sv_status st = sv_session_protocol(run->session, &protocol, NULL, err);

	return st == SV_OK ? print(protocol, err) : st;
}

static const char *only_operand(struct sv_run *run)
{
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);

	return n == 1 ? operand[0] : NULL;
}

static enum sv_status check(struct sv_run *run, struct sv_err *err)
{
	const char *file = only_operand(run);
	json_t *protocol = NULL;

	if (file == NULL)
		return sv_err_set(err, SV_USAGE, N_("one file is wanted"));
	enum sv_status st = sv_rules_read(run->session, file, &protocol, err);
	json_decref(protocol);
	return st;
}

static enum sv_status set(struct sv_run *run, struct sv_err *err)
{
	const char *file = only_operand(run);
	json_t *protocol = NULL;
	struct sv_batch *b = NULL;
	enum sv_status st = file ? sv_rules_read(run->session, file, &protocol, err) : sv_err_set(err, SV_USAGE, N_("one file is wanted"));

	if (st == SV_OK)
		st = sv_batch_open(run->session, false, &b, err);
	if (st == SV_OK)
		st = sv_protocol_set(run->session, b, protocol, err);
	if (st == SV_OK)
		st = sv_batch_commit(b, err);
	sv_batch_free(b);
	json_decref(protocol);
	return st;
}

static const struct sv_verb verbs[] = {
	{ "show", NULL, N_("print the rules in force as JSON"), NULL, 0, SV_COMMON_STORE | SV_COMMON_KEY, 0, show, SV_READS },
	{ "check", "FILE", N_("say whether a file is a good protocol"), NULL, 0, SV_COMMON_STORE, 0, check, SV_READS },
	{ "set", "FILE", N_("put a file in force from now on"), NULL, 0, SV_COMMON_STORE | SV_COMMON_KEY, 0, set },
};

static const struct sv_command command = { "sv-protocol", N_("the organisation's rules: gates, routes, terms, vocabulary"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
