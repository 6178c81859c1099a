/* SPDX-License-Identifier: MIT */
/* sv-actor: the key actors of the organisation, their mandates, training and meetings, and what is lacking. */
#include "cli/actor.h"
#include "cli/items.h"

static const char *const sexes[] = { "female", "male", "other", NULL };
static const char *const places[] = { "in_line", "outside_line", "external", NULL };
static const char *const statuses[] = { "done", "in_progress", "dropped", NULL };

static const struct sv_opt add_opts[] = {
	{ 'k', "kind", SV_OPT_WORD, N_("KIND"), N_("what kind it is"), sv_actor_kinds, NULL, false, "kind" },
	{ 0, "name", SV_OPT_TEXT, N_("NAME"), N_("a short name to use instead of its id"), NULL, NULL, false, "name" },
	{ 't', "title", SV_OPT_TEXT, N_("TEXT"), N_("the function, or what the body is called"), NULL, NULL, false, "title" },
	{ 0, "holder", SV_OPT_TEXT, N_("TEXT"), N_("who holds the function"), NULL, NULL, false, "holder" },
	{ 0, "sex", SV_OPT_WORD, N_("WORD"), N_("sex of the holder: female, male or other"), sexes, NULL, false, "sex" },
	{ 0, "place", SV_OPT_WORD, N_("WORD"), N_("in_line, outside_line or external"), places, NULL, false, "place" },
	{ 'u', "unit", SV_OPT_TEXT, N_("WORD"), N_("a unit it is there for (all)"), NULL, "unit", true, "units" },
	{ 0, "from", SV_OPT_DATE, N_("DATE"), N_("the first day of the mandate"), NULL, NULL, false, "from" },
	{ 0, "until", SV_OPT_DATE, N_("DATE"), N_("the last day of the mandate"), NULL, NULL, false, "until" },
	{ 0, "mandate", SV_OPT_TEXT, N_("TEXT"), N_("what they may do, and what not"), NULL, NULL, false, "mandate" },
	{ 0, "independence", SV_OPT_TEXT, N_("TEXT"), N_("how their independence is seen to"), NULL, NULL, false, "independence" },
	{ 0, "hours", SV_OPT_INT, N_("N"), N_("hours a week they have for it"), NULL, NULL, false, "hours" },
	{ 0, "availability", SV_OPT_TEXT, N_("TEXT"), N_("when they can be reached"), NULL, NULL, false, "availability" },
	{ 0, "contact", SV_OPT_TEXT, N_("TEXT"), N_("how they are reached"), NULL, NULL, false, "contact" },
	{ 0, "public", SV_OPT_FLAG, NULL, N_("staff may see it: it stands in the guide"), NULL, NULL, false, "public" },
	{ 0, "not-public", SV_OPT_OFF, NULL, N_("staff may not see it"), NULL, NULL, false, "public" },
	{ 0, "meets-every", SV_OPT_INT, N_("WEEKS"), N_("at least one meeting in so many weeks"), NULL, NULL, false, "meets_every" },
	{ 0, "next", SV_OPT_DATE, N_("DATE"), N_("the day of the next meeting"), NULL, NULL, false, "next" },
	{ 0, "owner", SV_OPT_TEXT, N_("WHO"), N_("who looks after it: an officer or a function"), NULL, "officer", false, "owner" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt trained_opts[] = {
	{ 0, "what", SV_OPT_TEXT, N_("TEXT"), N_("what was learned, or the accreditation"), NULL, NULL, false, "what" },
	{ 0, "by-whom", SV_OPT_TEXT, N_("TEXT"), N_("who gave it"), NULL, NULL, false, "by_whom" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "until", SV_OPT_DATE, N_("DATE"), N_("the last day it counts"), NULL, NULL, false, "trained_until" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt meet_opts[] = {
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 'a', "attendee", SV_OPT_TEXT, N_("WHO"), N_("who was there: a function, or the id of a key actor"), NULL, NULL, true, "attendees" },
	{ 's', "signal", SV_OPT_TEXT, N_("TEXT"), N_("a signal that was discussed, without case or person"), NULL, NULL, true, "signals" },
	{ 'u', "unit", SV_OPT_TEXT, N_("WORD"), N_("a unit the signals are about"), NULL, "unit", true, "units" },
	{ 'c', "cause", SV_OPT_TEXT, N_("WORD"), N_("a root cause they point to"), NULL, "cause", true, "causes" },
	{ 0, "action", SV_OPT_TEXT, N_("TEXT"), N_("what was agreed; --owner and --by tell of the first, the second, ..."), NULL, NULL, true, "+action" },
	{ 0, "owner", SV_OPT_TEXT, N_("WHO"), N_("who sees to an action; given once, to all of them"), NULL, "officer", true, "+owner" },
	{ 0, "by", SV_OPT_DATE, N_("DATE"), N_("the day an action should be done; given once, all of them"), NULL, NULL, true, "+by" },
	{ 0, "next", SV_OPT_DATE, N_("DATE"), N_("the day of the next meeting"), NULL, NULL, false, "next" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt follow_opts[] = {
	{ 0, "action", SV_OPT_TEXT, N_("NUMBER"), N_("the action: a1, a2, ..."), NULL, NULL, false, "action" },
	{ 0, "status", SV_OPT_WORD, N_("WORD"), N_("done, in_progress or dropped"), statuses, NULL, false, "status" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "by", SV_OPT_DATE, N_("DATE"), N_("another day by which it should be done"), NULL, NULL, false, "by" },
	{ 0, "owner", SV_OPT_TEXT, N_("WHO"), N_("another owner"), NULL, "officer", false, "owner" },
	{ 0, "effect", SV_OPT_TEXT, N_("TEXT"), N_("what was done and what it brought"), NULL, NULL, false, "effect" },
};

static const struct sv_opt done_opts[] = {
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it ended (today)"), NULL, NULL, false, "on" },
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("why"), NULL, NULL, false, "why" },
	{ 0, "replaced-by", SV_OPT_TEXT, N_("TEXT"), N_("what came in its place"), NULL, NULL, false, "replaced_by" },
};

static const struct sv_opt list_opts[] = {
	{ 'k', "kind", SV_OPT_WORD, N_("KIND"), N_("only of this kind"), sv_actor_kinds, NULL, false, NULL },
	SV_ITEMS_LIST_OPTS,
};
static const struct sv_opt show_opts[] = { SV_ITEMS_SHOW_OPTS };
static const struct sv_opt gap_opts[] = {
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("ndjson, text or csv (ndjson)"), sv_actor_gap_formats, NULL, false, NULL },
};

static enum sv_status show(struct sv_run *run, struct sv_err *err)
{
	return sv_items_show(run, "actor", err);
}

#define OPTS(o) o, sizeof o / sizeof o[0]
#define READ (SV_COMMON_STORE | SV_COMMON_KEY)
static const struct sv_verb verbs[] = {
	{ "add", NULL, N_("add a key actor or a body"), OPTS(add_opts), SV_COMMON_FILTER, 0, sv_actor_step },
	{ "change", "[ACTOR...]", N_("change what is said of a key actor"), OPTS(add_opts), SV_COMMON_FILTER, 0, sv_actor_step },
	{ "trained", "[ACTOR...]", N_("record a training or accreditation"), OPTS(trained_opts), SV_COMMON_FILTER, 0, sv_actor_step },
	{ "meet", "[ACTOR...]", N_("record a meeting, and what was agreed"), OPTS(meet_opts), SV_COMMON_FILTER, 0, sv_actor_step },
	{ "follow", "[ACTOR...]", N_("record what became of an action"), OPTS(follow_opts), SV_COMMON_FILTER, 0, sv_actor_step },
	{ "done", "[ACTOR...]", N_("record that somebody is no longer a key actor"), OPTS(done_opts), SV_COMMON_FILTER, 0, sv_actor_step },
	{ "list", NULL, N_("list the key actors"), OPTS(list_opts), READ | SV_COMMON_COLOR, 0, sv_actor_list, SV_READS },
	{ "show", "ACTOR...", N_("show a key actor with the meetings"), OPTS(show_opts), READ, 0, show, SV_READS },
	{ "gaps", NULL, N_("tell what is lacking, who says so, and what to do"), OPTS(gap_opts), READ, 0, sv_actor_gaps_run, SV_READS },
};

static const struct sv_command command = { "sv-actor", N_("keep the key actors, their training and their meetings"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
