/* SPDX-License-Identifier: MIT */
/* sv-train: activities that prevent, who took part, how far they reached; and the dilemma of the week. */
#include "cli/dilemma.h"
#include "cli/filter.h"
#include "cli/items.h"
#include "cli/train.h"

static const char *const kinds[] = { "awareness", "training", "onboarding", "dilemma", "intervision", "theatre", "talk", "other", NULL };
static const char *const audiences[] = { "staff", "managers", "newcomers", "key_actors", "all", NULL };

static const struct sv_opt add_opts[] = {
	{ 'k', "kind", SV_OPT_WORD, N_("KIND"), N_("what kind it is"), kinds, NULL, false, "kind" },
	{ 0, "name", SV_OPT_TEXT, N_("NAME"), N_("a short name to use instead of its id"), NULL, NULL, false, "name" },
	{ 't', "title", SV_OPT_TEXT, N_("TEXT"), N_("what it is called"), NULL, NULL, false, "title" },
	{ 'a', "audience", SV_OPT_WORD, N_("WORD"), N_("for whom it is"), audiences, NULL, true, "audience" },
	{ 0, "theme", SV_OPT_TEXT, N_("WORD"), N_("what it is about: a category, integrity, leadership, ..."), NULL, "category", true, "theme" },
	{ 'u', "unit", SV_OPT_TEXT, N_("UNIT"), N_("a unit that it is for"), NULL, "unit", true, "units" },
	{ 0, "planned", SV_OPT_DATE, N_("DATE"), N_("the day of its next session"), NULL, NULL, false, "planned" },
	{ 0, "owner", SV_OPT_TEXT, N_("WHO"), N_("who looks after it: an officer or a function"), NULL, "officer", false, "owner" },
	{ 0, "target", SV_OPT_INT, N_("N"), N_("how many are to take part, all sessions together"), NULL, NULL, false, "target" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt held_opts[] = {
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "attended", SV_OPT_TEXT, N_("UNIT=N"), N_("how many of a unit took part"), NULL, "unit", true, "attended" },
	{ 0, "total", SV_OPT_INT, N_("N"), N_("how many took part in all (the units together)"), NULL, NULL, false, "total" },
	{ 0, "newcomers", SV_OPT_INT, N_("N"), N_("how many of them were newcomers (of an onboarding all)"), NULL, NULL, false, "newcomers" },
	{ 0, "distinct", SV_OPT_FLAG, NULL, N_("none of them took part in another session of this year"), NULL, NULL, false, "distinct" },
	{ 0, "mark", SV_OPT_INT, N_("N"), N_("what they gave it on average, from 1 to 10"), NULL, NULL, false, "mark" },
	{ 0, "planned", SV_OPT_DATE, N_("DATE"), N_("the day of the next session"), NULL, NULL, false, "planned" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt done_opts[] = {
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it ended (today)"), NULL, NULL, false, "on" },
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("why"), NULL, NULL, false, "why" },
	{ 0, "replaced-by", SV_OPT_TEXT, N_("TEXT"), N_("what came in its place"), NULL, NULL, false, "replaced_by" },
};

static const struct sv_opt list_opts[] = { SV_ITEMS_LIST_OPTS };
static const struct sv_opt show_opts[] = { SV_ITEMS_SHOW_OPTS };

static const struct sv_opt reach_opts[] = {
	{ 'y', "year", SV_OPT_INT, N_("YEAR"), N_("the year it is about (this year)"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, json or csv (text)"), sv_train_reach_formats, NULL, false, NULL },
	{ 0, "check", SV_OPT_FLAG, NULL, N_("exit 1 where a unit was not reached, a newcomer had no onboarding or a target was missed"), NULL, NULL, false, NULL },
};

static const struct sv_opt dilemma_opts[] = {
	{ 0, "week", SV_OPT_TEXT, N_("WEEK"), N_("that of this week, such as 2026-W07 (this week)"), NULL, NULL, false, NULL },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("that of the week of this day"), NULL, NULL, false, NULL },
	{ 'a', "audience", SV_OPT_WORD, N_("WORD"), N_("one that is for them"), audiences, NULL, false, NULL },
	{ 'l', "lang", SV_OPT_WORD, N_("LANGUAGE"), N_("nl or en (nl)"), sv_dilemma_langs, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, md, html or json (text)"), sv_dilemma_formats, NULL, false, NULL },
	{ 0, "set", SV_OPT_FILE, N_("FILE"), N_("make this file the organisation's own dilemmas of the language"), NULL, NULL, false, NULL, SV_WRITES },
};

static enum sv_status step(struct sv_run *run, struct sv_err *err)
{
	return sv_filter_items(run, "activity", run->verb->name, sv_train_prepare, err);
}

static enum sv_status list(struct sv_run *run, struct sv_err *err)
{
	static const struct sv_items_column columns[] = {
		{ "kind", N_("kind") }, { "title", N_("title") }, { "audience", N_("for") }, { "owner", N_("owner") }, { "planned", N_("planned") }, { "sessions", N_("sessions") }, { "target", N_("target") }, { NULL, NULL },
	};

	return sv_items_list(run, "activity", columns, err);
}

static enum sv_status show(struct sv_run *run, struct sv_err *err)
{
	return sv_items_show(run, "activity", err);
}

#define OPTS(o) o, sizeof o / sizeof o[0]
#define READ (SV_COMMON_STORE | SV_COMMON_KEY)
static const struct sv_verb verbs[] = {
	{ "add", NULL, N_("plan an activity"), OPTS(add_opts), SV_COMMON_FILTER, 0, step },
	{ "change", "[ACTIVITY...]", N_("change what is said of an activity"), OPTS(add_opts), SV_COMMON_FILTER, 0, step },
	{ "held", "[ACTIVITY...]", N_("record a session that was held, and how many took part"), OPTS(held_opts), SV_COMMON_FILTER, 0, step },
	{ "done", "[ACTIVITY...]", N_("record that an activity is over"), OPTS(done_opts), SV_COMMON_FILTER, 0, step },
	{ "list", NULL, N_("list the activities"), OPTS(list_opts), READ | SV_COMMON_COLOR, 0, list, SV_READS },
	{ "show", "ACTIVITY...", N_("show an activity with its sessions"), OPTS(show_opts), READ, 0, show, SV_READS },
	{ "reach", NULL, N_("how far the sessions of a year reached, and whom they did not"), OPTS(reach_opts), READ | SV_COMMON_COLOR, 0, sv_train_reach, SV_READS },
	{ "headcounts", NULL, N_("list the headcounts that sv-import took in"), OPTS(list_opts), READ | SV_COMMON_COLOR, 0, sv_train_headcounts, SV_READS },
	{ "dilemma", NULL, N_("the dilemma of the week, for an intranet or a mail; needs no store"), OPTS(dilemma_opts), READ | SV_COMMON_COLOR, 0, sv_dilemma_run, SV_READS },
};

static const struct sv_command command = { "sv-train", N_("plan and account for training, onboarding and talks; the dilemma of the week"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
