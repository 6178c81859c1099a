/* SPDX-License-Identifier: MIT */
/* sv-close: closes a case that has been decided, cared for and learned from. */
#include "cli/filter.h"

static const struct sv_opt opts[] = {
	{ 0, "retention", SV_OPT_TEXT, N_("WORD"), N_("how long it is kept"), NULL, "retention", false, "retention" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static enum sv_status close_case(struct sv_run *run, struct sv_err *err)
{
	return sv_filter_run(run, "close", NULL, false, err);
}

static const struct sv_verb verbs[] = {
	{ NULL, "[CASE...]", NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_FILTER, 0, close_case },
};

static const struct sv_command command = { "sv-close", N_("close a case"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
