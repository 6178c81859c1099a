/* SPDX-License-Identifier: MIT */
/* sv-log: the history of a case, event by event. */
#include "cli/history.h"

static const char *const formats[] = { "text", "json", NULL };

static const struct sv_opt opts[] = {
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text or json (text)"), formats, NULL, false, NULL },
	{ 0, "access", SV_OPT_FLAG, NULL, N_("only who opened content or identities, was let in or kept out; of all cases where none is named"), NULL, NULL, false, NULL },
	{ 0, "by", SV_OPT_TEXT, N_("OFFICER"), N_("with --access: only by this officer"), NULL, "officer", false, NULL },
	{ 0, "since", SV_OPT_DATE, N_("DATE"), N_("with --access: only from this day on"), NULL, NULL, false, NULL },
	{ 0, "textconv", SV_OPT_FILE, N_("FILE"), N_("show a file of the history to git diff and git log"), NULL, NULL, false, NULL },
};

static const struct sv_verb verbs[] = {
	{ NULL, "[CASE]", NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY, 0, sv_history_run, SV_READS },
};

static const struct sv_command command = { "sv-log", N_("the history of a case, event by event"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
