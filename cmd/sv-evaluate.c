/* SPDX-License-Identifier: MIT */
/* sv-evaluate: the three-yearly evaluation: what was agreed against what happened. */
#include "cli/account.h"

static const struct sv_opt opts[] = {
	{ 0, "from", SV_OPT_INT, N_("YEAR"), N_("the first year (two before the last)"), NULL, NULL, false, NULL },
	{ 0, "to", SV_OPT_INT, N_("YEAR"), N_("the last year (last year)"), NULL, NULL, false, NULL },
	SV_ACCOUNT_OPTS,
};

static const struct sv_verb verbs[] = {
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY, 0, sv_evaluate_run, SV_READS | SV_HELPERS },
};

static const struct sv_command command = { "sv-evaluate", N_("hold some years against what was agreed"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
