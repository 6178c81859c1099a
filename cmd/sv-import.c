/* SPDX-License-Identifier: MIT */
/* sv-import: takes in what another store, or another system, wrote. */
#include "cli/import.h"

static const struct sv_opt opts[] = {
	{ 0, "map", SV_OPT_FILE, N_("FILE"), N_("the input is a table (CSV): how its rows become cases"), NULL, NULL, false, NULL },
	{ 0, "batch", SV_OPT_INT, N_("N"), N_("store so many lines at a time, all or none (1000)"), NULL, NULL, false, NULL },
	{ 0, "resume", SV_OPT_FLAG, NULL, N_("pass over what is here already"), NULL, NULL, false, NULL },
	{ 0, "rejects", SV_OPT_FILE, N_("FILE"), N_("set bad lines aside in this file, and go on with the others"), NULL, NULL, false, NULL, SV_OUTPUT },
	{ 0, "as-is", SV_OPT_FLAG, NULL, N_("take in also what does not meet the gates of here, which is recorded with it"), NULL, NULL, false, NULL },
	{ 0, "officer", SV_OPT_TEXT, N_("NAME=HANDLE"), N_("who an officer of the source is here; NAME=-: nobody"), NULL, NULL, true, NULL },
	{ 0, "keep-tokens", SV_OPT_FLAG, NULL, N_("take in people whose number is not told; an officer who is one of them is not kept out"), NULL, NULL, false, NULL },
	{ 0, "headcount", SV_OPT_FILE, N_("FILE"), N_("how many people work where: a CSV with columns unit, staff and, where known, joined, left, managers; - is stdin"), NULL, NULL, false, NULL },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day that a headcount is of"), NULL, NULL, false, "on" },
	{ 0, "total", SV_OPT_INT, N_("N"), N_("how many people work there in all, where the units are not everybody"), NULL, NULL, false, "total" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
	{ 'n', "dry-run", SV_OPT_FLAG, NULL, N_("judge and print, store nothing"), NULL, NULL, false, NULL, SV_READS },
};

static const struct sv_verb verbs[] = {
	{ NULL, "[FILE]", NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY, 0, sv_import_run },
};

static const struct sv_command command = { "sv-import", N_("take in what another store, or another system, wrote"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
