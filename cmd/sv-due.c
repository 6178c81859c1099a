/* SPDX-License-Identifier: MIT */
/* sv-due: what must be done by when, for whom, and why. */
#include "cli/due.h"

static const char *const formats[] = { "ndjson", "text", "ics", NULL };

static const struct sv_opt opts[] = {
	{ 0, "until", SV_OPT_DATE, N_("DATE"), N_("due on this day or earlier (14 days ahead; a calendar: all)"), NULL, NULL, false, NULL },
	{ 'a', "all", SV_OPT_FLAG, NULL, N_("whatever is due, however far ahead"), NULL, NULL, false, NULL },
	{ 'm', "mine", SV_OPT_FLAG, NULL, N_("only what is for me"), NULL, NULL, false, NULL },
	{ 'o', "overdue", SV_OPT_FLAG, NULL, N_("only what is late"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("ndjson, text or ics (ndjson)"), formats, NULL, false, NULL },
};

static const struct sv_verb verbs[] = {
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY | SV_COMMON_COLOR, 0, sv_due_run, SV_READS },
};

static const struct sv_command command = { "sv-due", N_("what must be done by when"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
