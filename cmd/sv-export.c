/* SPDX-License-Identifier: MIT */
/* sv-export: cases and items for other programs, or for another store. */
#include "cli/export.h"
#include "cli/listing.h"

static const char *const formats[] = { "ndjson", "csv", "sqlite", "html", NULL };

static const struct sv_opt opts[] = {
	SV_QUERY_OPTS,
	{ 'l', "limit", SV_OPT_INT, N_("N"), N_("at most so many cases"), NULL, NULL, false, NULL },
	{ 0, "register", SV_OPT_WORD, N_("NAME"), N_("only cases (case), or the items of this register"), sv_export_registers, NULL, true, NULL },
	{ 0, "content", SV_OPT_FLAG, NULL, N_("open narratives, reasons and reports; needs --why and is recorded"), NULL, NULL, false, NULL, SV_WRITES },
	{ 0, "identity", SV_OPT_FLAG, NULL, N_("open who the people are; needs --why and is recorded"), NULL, NULL, false, NULL, SV_WRITES },
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("the reason for opening"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("ndjson, csv, sqlite or html (ndjson)"), formats, NULL, false, NULL },
	{ 0, "output", SV_OPT_FILE, N_("FILE"), N_("write to this file, which appears when it is whole"), NULL, NULL, false, NULL, SV_OUTPUT },
};

static const struct sv_verb verbs[] = {
	{ NULL, "[CASE...]", NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY, 0, sv_export_run, SV_READS },
};

static const struct sv_command command = { "sv-export", N_("cases and items for other programs, or for another store"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
