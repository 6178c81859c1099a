/* SPDX-License-Identifier: MIT */
/* sv-show: one case as a dossier. */
#include "cli/dossier.h"

static const char *const formats[] = { "text", "json", "html", NULL };

static const struct sv_opt opts[] = {
	{ 0, "content", SV_OPT_FLAG, NULL, N_("open narratives, reasons and reports; needs --why and is recorded"), NULL, NULL, false, NULL, SV_WRITES },
	{ 0, "identity", SV_OPT_FLAG, NULL, N_("open who the people are; needs --why and is recorded"), NULL, NULL, false, NULL, SV_WRITES },
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("the reason for opening"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, json or html (text)"), formats, NULL, false, NULL },
};

static const struct sv_verb verbs[] = {
	{ NULL, "CASE...", NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY, 0, sv_dossier_run, SV_READS },
};

static const struct sv_command command = { "sv-show", N_("show a case"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
