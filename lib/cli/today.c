/* SPDX-License-Identifier: MIT */
/* sv alone: see today.h. */
#include "cli/today.h"

#include <stdio.h>
#include <string.h>

#include "app/catchup.h"
#include "app/mailbox.h"
#include "base/hint.h"
#include "cli/due.h"
#include "cli/lang.h"

#define SHOWN 40 /* terms; sv-due has the rest */

static const char *const names[] = {
	"init", "key", "protocol", "report", "triage", "investigate", "decide", "aftercare", "close", "case", "message", "due", "guide", "list", "show", "log", "stats", "verify",
};

int sv_no_such_command(const struct sv_command *command, const char *name)
{
	struct sv_run run = { .command = command };
	struct sv_err err = { 0 };
	const char *near = sv_nearest(name, names, sizeof names / sizeof names[0]);

	sv_run_language();
	if (strlen(name) <= 40 && strspn(name, "abcdefghijklmnopqrstuvwxyz-") == strlen(name))
		sv_err_set(&err, SV_USAGE, N_("there is no command 'sv-%s'"), name);
	else
		sv_err_set(&err, SV_USAGE, N_("there is no such command"));
	if (near)
		sv_err_hint(&err, N_("did you mean '%s'?"), near);
	sv_run_report(&run, &err);
	return SV_USAGE;
}

int sv_no_manual(const struct sv_command *command, const char *page)
{
	struct sv_run run = { .command = command };
	struct sv_err err = { 0 };

	sv_run_language();
	sv_err_set(&err, SV_UNAVAILABLE, N_("man(1) is not installed, so '%s' cannot be shown"), page);
	sv_run_report(&run, &err);
	return SV_UNAVAILABLE;
}

/* How many cases wait for triage. */
static enum sv_status add_up(void *data, const char *const *words, long long count, struct sv_err *err)
{
	(void)words;
	(void)err;
	*(long long *)data += count;
	return SV_OK;
}

enum sv_status sv_today_run(struct sv_run *run, struct sv_err *err)
{
	struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX, .only = { { "state", "registered" } }, .nonly = 1 };
	long long waiting = 0;
	struct sv_index *index;
	size_t mail;
	enum sv_status st = sv_session_index(run->session, &index, err);

	if (st == SV_OK)
		st = sv_index_count(index, &q, add_up, &waiting, err);
	if (st != SV_OK)
		return st;
	printf(sv_tr(N_("cases that wait for triage: %lld\n")), waiting);
	mail = sv_mailbox_waiting(run->session);
	if (mail > 0)
		printf(sv_tr(N_("messages of reporters that wait to be taken in: %zu (sv-message collect)\n")), mail);
	return sv_due_table(run, sv_session_today(run->session) + (int32_t)sv_args_int(run->args, "days", 14), false, NULL, SHOWN, err);
}
