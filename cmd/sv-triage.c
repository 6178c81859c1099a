/* SPDX-License-Identifier: MIT */
/* sv-triage: classifies a case and decides how it is followed up. */
#include "cli/filter.h"
#include "cli/suggest.h"

static const char *const gravities[] = { "desirable", "undesirable", "transgressive", NULL };

static const char *const bases[] = { "law", "policy", NULL };

static const struct sv_opt opts[] = {
	{ 0, "suggest", SV_OPT_FLAG, NULL, N_("decide nothing: add a suggestion and its reasons to each record"), NULL, NULL, false, NULL, SV_READS },
	{ 0, "content", SV_OPT_FLAG, NULL, N_("with --suggest: open the narrative to suggest a category; needs --why and is recorded"), NULL, NULL, false, NULL, SV_WRITES },
	{ 'r', "route", SV_OPT_TEXT, N_("ROUTE"), N_("how it is followed up"), NULL, "route", false, "route" },
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("the reasons for this route (@FILE: read from a file)"), NULL, NULL, false, "why" },
	{ 'c', "category", SV_OPT_TEXT, N_("WORD"), N_("kind of behaviour"), NULL, "category", false, "category" },
	{ 'u', "unit", SV_OPT_TEXT, N_("UNIT"), N_("organisational unit"), NULL, "unit", false, "unit" },
	{ 'g', "gravity", SV_OPT_WORD, N_("WORD"), N_("desirable, undesirable or transgressive"), gravities, NULL, false, "gravity" },
	{ 0, "admissible", SV_OPT_FLAG, NULL, N_("the complaint is taken up"), NULL, NULL, false, "admissible" },
	{ 0, "inadmissible", SV_OPT_OFF, NULL, N_("the complaint is not taken up"), NULL, NULL, false, "admissible" },
	{ 0, "basis", SV_OPT_WORD, N_("WORD"), N_("what the terms rest on: law or policy (from the category)"), bases, NULL, false, "basis" },
	{ 0, "settled", SV_OPT_FLAG, NULL, N_("a manager has settled it already"), NULL, NULL, false, "settled" },
	{ 0, "inform-concerned", SV_OPT_FLAG, NULL, N_("the person concerned may now be told"), NULL, NULL, false, "inform_concerned" },
	{ 0, "handler", SV_OPT_TEXT, N_("OFFICER"), N_("officer who handles the case"), NULL, "officer", true, "handlers" },
	{ 0, "confidant", SV_OPT_TEXT, N_("OFFICER"), N_("officer who is confidant in this case"), NULL, "officer", true, "confidants" },
	{ 0, "adviser", SV_OPT_TEXT, N_("OFFICER"), N_("officer who advises as HR or lawyer"), NULL, "officer", true, "advisers" },
	{ 0, "exclude", SV_OPT_TEXT, N_("OFFICER"), N_("officer who is kept out of the case"), NULL, "officer", true, "excluded" },
};

static enum sv_status triage(struct sv_run *run, struct sv_err *err)
{
	return sv_args_has(run->args, "suggest") ? sv_suggest_run(run, err) : sv_filter_run(run, "triage", NULL, false, err);
}

static const struct sv_verb verbs[] = {
	{ NULL, "[CASE...]", NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_FILTER, 0, triage },
};

static const struct sv_command command = { "sv-triage", N_("classify a case and choose its route"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
