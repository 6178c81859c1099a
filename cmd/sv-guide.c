/* SPDX-License-Identifier: MIT */
/* sv-guide: the handelingskader: what can I do? */
#include "cli/guide.h"

static const char *const audiences[] = { "staff", "manager", "bystander", "confidant", "investigator", "concerned", "director", NULL };
static const char *const formats[] = { "text", "html", "md", NULL };
static const char *const langs[] = { "nl", "en", NULL };

static const struct sv_opt opts[] = {
	{ 'a', "audience", SV_OPT_WORD, N_("AUDIENCE"), N_("only pages for them"), audiences, NULL, false, NULL },
	{ 's', "search", SV_OPT_TEXT, N_("WORD"), N_("only pages with this word, and where it stands"), NULL, NULL, false, NULL },
	{ 'l', "lang", SV_OPT_WORD, N_("LANGUAGE"), N_("nl or en (that of the interface)"), langs, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, html or md (text)"), formats, NULL, false, NULL },
	{ 0, "set", SV_OPT_FILE, N_("FILE"), N_("make this file the organisation's own page of the topic"), NULL, NULL, false, NULL, SV_WRITES },
};

static const struct sv_verb verbs[] = {
	{ NULL, "[TOPIC...]", NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY | SV_COMMON_COLOR, 0, sv_guide_run, SV_READS },
};

static const struct sv_command command = { "sv-guide", N_("what can I do: the guide for staff, managers, bystanders and officers"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
