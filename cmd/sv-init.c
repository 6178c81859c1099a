/* SPDX-License-Identifier: MIT */
/* sv-init: makes a store: its history, its keyring, its rules and its first officer. */
#include <jansson.h>

#include "app/init.h"
#include "app/rules.h"
#include "base/buf.h"
#include "cli/run.h"

static const struct sv_opt opts[] = {
	{ 0, "protocol", SV_OPT_FILE, N_("FILE"), N_("the organisation's rules (the Dutch defaults)"), NULL, NULL, false, NULL },
	{ 0, "person-file", SV_OPT_FILE, N_("FILE"), N_("file with the first officer's personnel number, for conflict checks"), NULL, NULL, false, NULL },
};

static enum sv_status init(struct sv_run *run, struct sv_err *err)
{
	const char *file = sv_args_text(run->args, "protocol"), *person = sv_args_text(run->args, "person-file");
	struct sv_buf number = SV_BUF_INIT;
	json_t *protocol = NULL;
	enum sv_status st = sv_rules_read(run->session, file, &protocol, err);

	if (st == SV_OK && person)
		st = sv_rules_read_line(person, &number, err);
	if (st == SV_OK)
		st = sv_store_init(run->session, protocol, person ? sv_buf_str(&number) : NULL, err);
	sv_buf_release_secret(&number);
	json_decref(protocol);
	return st;
}

static const struct sv_verb verbs[] = {
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY, 0, init, SV_FOUNDS },
};

static const struct sv_command command = { "sv-init", N_("make a store"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
