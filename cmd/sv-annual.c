/* SPDX-License-Identifier: MIT */
/* sv-annual: the yearly sociaal jaarverslag. */
#include "cli/account.h"

static const struct sv_opt opts[] = {
	{ 'y', "year", SV_OPT_INT, N_("YEAR"), N_("the year it is about (last year)"), NULL, NULL, false, NULL },
	SV_ACCOUNT_OPTS,
};

static const struct sv_verb verbs[] = {
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY, 0, sv_annual_run, SV_READS | SV_HELPERS },
};

static const struct sv_command command = { "sv-annual", N_("the yearly report on social safety, protected for publication"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
