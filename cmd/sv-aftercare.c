/* SPDX-License-Identifier: MIT */
/* sv-aftercare: care for everyone involved, and what the organisation learns. */
#include <string.h>

#include "cli/filter.h"

static const struct sv_opt plan_opts[] = {
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ... or all"), NULL, NULL, false, "party" },
	{ 0, "template", SV_OPT_TEXT, N_("WORD"), N_("a template of the protocol that says what is offered"), NULL, "template", false, "template" },
	{ 0, "actions", SV_OPT_TEXT, N_("TEXT"), N_("what is offered, and by whom"), NULL, NULL, false, "actions" },
	{ 0, "contact-by", SV_OPT_DATE, N_("DATE"), N_("day of the first contact, at the latest"), NULL, NULL, false, "contact_by" },
	{ 0, "refused", SV_OPT_FLAG, NULL, N_("the party was offered care and refuses it"), NULL, NULL, false, "refused" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt contact_opts[] = {
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ..."), NULL, NULL, false, "party" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "safety", SV_OPT_INT, N_("1-5"), N_("how safe the party feels: 1 not at all, 5 fully"), NULL, NULL, false, "safety" },
	{ 0, "mood", SV_OPT_INT, N_("1-5"), N_("how the party is: 1 very bad, 5 well"), NULL, NULL, false, "mood" },
	{ 0, "missed", SV_OPT_FLAG, NULL, N_("the party could not be reached"), NULL, NULL, false, "missed" },
	{ 0, "retaliation", SV_OPT_FLAG, NULL, N_("the party reports retaliation"), NULL, NULL, false, "retaliation" },
	{ 0, "account", SV_OPT_TEXT, N_("TEXT"), N_("what the retaliation is; opens a linked case"), NULL, NULL, false, "account" },
	{ 0, "needs", SV_OPT_TEXT, N_("TEXT"), N_("what the party needs"), NULL, NULL, false, "needs" },
	{ 0, "contact-by", SV_OPT_DATE, N_("DATE"), N_("day of the next contact, at the latest"), NULL, NULL, false, "contact_by" },
};

static const char *const participants[] = {
	"reporter", "affected", "concerned", "bystander", "witness", "manager", "team", "confidant", "investigator", "hr", "director", "works_council", "other", NULL,
};

static const struct sv_opt learn_opts[] = {
	{ 'c', "cause", SV_OPT_TEXT, N_("WORD"), N_("root cause"), NULL, "cause", true, "causes" },
	{ 0, "none-because", SV_OPT_TEXT, N_("TEXT"), N_("why no root cause was found"), NULL, NULL, false, "none_because" },
	{ 0, "participant", SV_OPT_WORD, N_("ROLE"), N_("who took part in the learning talk"), participants, NULL, true, "participants" },
	{ 0, "lessons", SV_OPT_TEXT, N_("TEXT"), N_("what will be done differently"), NULL, NULL, false, "lessons" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
};

static const char *const statuses[] = { "done", "in_progress", "dropped", NULL };

static const struct sv_opt recommend_opts[] = {
	{ 0, "text", SV_OPT_TEXT, N_("TEXT"), N_("what is recommended"), NULL, NULL, false, "text" },
	{ 0, "owner", SV_OPT_TEXT, N_("WHO"), N_("who sees to it: an officer or a function"), NULL, "officer", false, "owner" },
	{ 0, "by", SV_OPT_DATE, N_("DATE"), N_("the day it should be done"), NULL, NULL, false, "by" },
	{ 'c', "cause", SV_OPT_TEXT, N_("WORD"), N_("the root cause it answers"), NULL, "cause", false, "cause" },
};

static const struct sv_opt follow_opts[] = {
	{ 0, "recommendation", SV_OPT_TEXT, N_("NUMBER"), N_("the recommendation: r1, r2, ..."), NULL, NULL, false, "recommendation" },
	{ 0, "status", SV_OPT_WORD, N_("WORD"), N_("done, in_progress or dropped"), statuses, NULL, false, "status" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "by", SV_OPT_DATE, N_("DATE"), N_("another day by which it should be done"), NULL, NULL, false, "by" },
	{ 0, "effect", SV_OPT_TEXT, N_("TEXT"), N_("what was done and what it brought"), NULL, NULL, false, "effect" },
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
	{ "recommend", "[CASE...]", N_("record a recommendation, with its owner and day"), recommend_opts, sizeof recommend_opts / sizeof recommend_opts[0], SV_COMMON_FILTER, 0, step },
	{ "follow", "[CASE...]", N_("record what became of a recommendation"), follow_opts, sizeof follow_opts / sizeof follow_opts[0], SV_COMMON_FILTER, 0, step },
	{ "all", NULL, N_("take the steps that the records on stdin name"), NULL, 0, SV_COMMON_FILTER, 0, step },
};

static const struct sv_command command = { "sv-aftercare", N_("plan and record aftercare, and what was learned"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
