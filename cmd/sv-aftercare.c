/* SPDX-License-Identifier: MIT */
/* sv-aftercare: care for everyone involved, and what the organisation learns. */
#include <string.h>

#include "cli/filter.h"

static const struct sv_opt plan_opts[] = {
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ... or all"), NULL, NULL, false, "party" },
	{ 0, "actions", SV_OPT_TEXT, N_("TEXT"), N_("what is offered, and by whom"), NULL, NULL, false, "actions" },
	{ 0, "contact-by", SV_OPT_DATE, N_("DATE"), N_("day of the first contact, at the latest"), NULL, NULL, false, "contact_by" },
	{ 0, "refused", SV_OPT_FLAG, NULL, N_("the party was offered care and refuses it"), NULL, NULL, false, "refused" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt contact_opts[] = {
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ..."), NULL, NULL, false, "party" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "safety", SV_OPT_INT, N_("1-5"), N_("how safe the party feels: 1 not at all, 5 fully"), NULL, NULL, false, "safety" },
	{ 0, "retaliation", SV_OPT_FLAG, NULL, N_("the party reports retaliation"), NULL, NULL, false, "retaliation" },
	{ 0, "needs", SV_OPT_TEXT, N_("TEXT"), N_("what the party needs"), NULL, NULL, false, "needs" },
	{ 0, "contact-by", SV_OPT_DATE, N_("DATE"), N_("day of the next contact, at the latest"), NULL, NULL, false, "contact_by" },
};

static const struct sv_opt learn_opts[] = {
	{ 'c', "cause", SV_OPT_TEXT, N_("WORD"), N_("root cause"), NULL, "cause", true, "causes" },
	{ 0, "none-because", SV_OPT_TEXT, N_("TEXT"), N_("why no root cause was found"), NULL, NULL, false, "none_because" },
	{ 0, "lessons", SV_OPT_TEXT, N_("TEXT"), N_("what will be done differently"), NULL, NULL, false, "lessons" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
};

/* The verb is the step; "all" takes the steps that the records name. */
static enum sv_status step(struct sv_run *run, struct sv_err *err)
{
	const char *name = run->verb->name;

	return sv_filter_run(run, "aftercare", strcmp(name, "all") == 0 ? NULL : name, false, err);
}

static const struct sv_verb verbs[] = {
	{ "plan", "[CASE...]", N_("plan care for a party, or record that it is refused"), plan_opts, sizeof plan_opts / sizeof plan_opts[0], SV_COMMON_FILTER, 0, step },
	{ "contact", "[CASE...]", N_("record a contact with a party"), contact_opts, sizeof contact_opts / sizeof contact_opts[0], SV_COMMON_FILTER, 0, step },
	{ "learn", "[CASE...]", N_("record what was learned"), learn_opts, sizeof learn_opts / sizeof learn_opts[0], SV_COMMON_FILTER, 0, step },
	{ "all", NULL, N_("take the steps that the records on stdin name"), NULL, 0, SV_COMMON_FILTER, 0, step },
};

static const struct sv_command command = { "sv-aftercare", N_("plan and record aftercare, and what was learned"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
