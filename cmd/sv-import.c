/* SPDX-License-Identifier: MIT */
/* sv-import: takes in what other systems wrote. */
#include "cli/import.h"

static const struct sv_opt opts[] = {
	{ 0, "headcount", SV_OPT_FILE, N_("FILE"), N_("how many people work where: a CSV with columns unit, staff and, where known, joined, left, managers; - is stdin"), NULL, NULL, false, NULL },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day that a headcount is of"), NULL, NULL, false, "on" },
	{ 0, "total", SV_OPT_INT, N_("N"), N_("how many people work there in all, where the units are not everybody"), NULL, NULL, false, "total" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
	{ 'n', "dry-run", SV_OPT_FLAG, NULL, N_("judge and print, store nothing"), NULL, NULL, false, NULL, SV_READS },
};

static const struct sv_verb verbs[] = {
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY, 0, sv_import_run },
};

static const struct sv_command command = { "sv-import", N_("take in what other systems wrote: headcounts"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
