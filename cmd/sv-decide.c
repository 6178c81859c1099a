/* SPDX-License-Identifier: MIT */
/* sv-decide: the outcome (afdoening) of a case and its measures. */
#include "cli/filter.h"

static const char *const outcomes[] = { "founded", "partly_founded", "unfounded", "not_established", "inadmissible", "withdrawn", "settled", "registered_only", NULL };

static const struct sv_opt opts[] = {
	{ 'o', "outcome", SV_OPT_WORD, N_("OUTCOME"), N_("the outcome (afdoening)"), outcomes, NULL, false, "outcome" },
	{ 0, "grounds", SV_OPT_TEXT, N_("TEXT"), N_("the grounds (@FILE: read from a file)"), NULL, NULL, false, "grounds" },
	{ 'm', "measure", SV_OPT_TEXT, N_("WORD"), N_("a measure; none is one"), NULL, "measure", true, "measures" },
	{ 0, "decider", SV_OPT_TEXT, N_("OFFICER"), N_("officer who decided (you)"), NULL, "officer", true, "deciders" },
	{ 0, "settlement", SV_OPT_TEXT, N_("@FILE"), N_("the text of a settlement agreement, read from a file"), NULL, NULL, false, "settlement" },
	{ 0, "no-silence-clause", SV_OPT_OFF, NULL, N_("the settlement does not silence the reporter"), NULL, NULL, false, "silence_clause" },
	{ 0, "silence-clause", SV_OPT_FLAG, NULL, N_("the settlement silences the reporter (it may not)"), NULL, NULL, false, "silence_clause" },
	{ 0, "departs", SV_OPT_FLAG, NULL, N_("this departs from how like cases were decided"), NULL, NULL, false, "departs" },
	{ 0, "departure", SV_OPT_TEXT, N_("TEXT"), N_("why it departs"), NULL, NULL, false, "departure" },
};

static enum sv_status decide(struct sv_run *run, struct sv_err *err)
{
	return sv_filter_run(run, "decide", NULL, false, err);
}

static const struct sv_verb verbs[] = {
	{ NULL, "[CASE...]", NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_FILTER, 0, decide },
};

static const struct sv_command command = { "sv-decide", N_("decide the outcome of a case and its measures"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
