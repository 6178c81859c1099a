/* SPDX-License-Identifier: MIT */
/* sv-risk: risk analyses, their measures, and when they are made again. */
#include "cli/items.h"
#include "cli/risk.h"

static const char *const triggers[] = { "periodic", "cluster", "change", "incident", NULL };
static const char *const inputs[] = { "talks", "workshop", "interviews", "survey", "observation", "figures", "confidants", "works_council", "other", NULL };
static const char *const statuses[] = { "done", "in_progress", "dropped", NULL };
static const char *const answers[] = { "yes", "partly", "no", NULL };

static const struct sv_opt add_opts[] = {
	{ 't', "title", SV_OPT_TEXT, N_("TEXT"), N_("what is analysed"), NULL, NULL, false, "title" },
	{ 0, "name", SV_OPT_TEXT, N_("NAME"), N_("a short name to use instead of its id"), NULL, NULL, false, "name" },
	{ 'u', "unit", SV_OPT_TEXT, N_("WORD"), N_("the unit it is about (the whole organisation)"), NULL, "unit", false, "unit" },
	{ 0, "trigger", SV_OPT_WORD, N_("WORD"), N_("why it is made: periodic, cluster, change or incident"), triggers, NULL, false, "trigger" },
	{ 0, "reference", SV_OPT_TEXT, N_("TEXT"), N_("what it follows from"), NULL, NULL, false, "reference" },
	{ 0, "rie", SV_OPT_TEXT, N_("TEXT"), N_("the RI&E it belongs to, and its part on psychosocial workload"), NULL, NULL, false, "rie" },
	{ 0, "input", SV_OPT_WORD, N_("WORD"), N_("how staff had their say, and what else was used"), inputs, NULL, true, "input" },
	{ 0, "participants", SV_OPT_INT, N_("N"), N_("how many of the staff took part"), NULL, NULL, false, "participants" },
	{ 0, "next", SV_OPT_DATE, N_("DATE"), N_("the day it is made again"), NULL, NULL, false, "next" },
	{ 0, "owner", SV_OPT_TEXT, N_("WHO"), N_("who looks after it: an officer or a function"), NULL, "officer", false, "owner" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt assess_opts[] = {
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 'f', "factor", SV_OPT_TEXT, N_("WORD"), N_("the risk factor, from the protocol's causes"), NULL, "cause", true, "+factor" },
	{ 0, "text", SV_OPT_TEXT, N_("TEXT"), N_("the risk in a few words"), NULL, NULL, true, "+text" },
	{ 'l', "likelihood", SV_OPT_INT, N_("1-5"), N_("how likely: 1 hardly, 5 almost certain"), NULL, NULL, true, "+likelihood" },
	{ 'i', "impact", SV_OPT_INT, N_("1-5"), N_("how grave: 1 hardly, 5 very"), NULL, NULL, true, "+impact" },
	{ 0, "likelihood-after", SV_OPT_INT, N_("1-5"), N_("how likely with the measures"), NULL, NULL, true, "+likelihood_after" },
	{ 0, "impact-after", SV_OPT_INT, N_("1-5"), N_("how grave with the measures"), NULL, NULL, true, "+impact_after" },
	{ 0, "by-whom", SV_OPT_TEXT, N_("TEXT"), N_("who judged"), NULL, NULL, false, "by_whom" },
	{ 0, "next", SV_OPT_DATE, N_("DATE"), N_("the day it is made again"), NULL, NULL, false, "next" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt measure_opts[] = {
	{ 0, "text", SV_OPT_TEXT, N_("TEXT"), N_("what will be done"), NULL, NULL, false, "text" },
	{ 0, "owner", SV_OPT_TEXT, N_("WHO"), N_("who sees to it: an officer or a function"), NULL, "officer", false, "owner" },
	{ 0, "by", SV_OPT_DATE, N_("DATE"), N_("the day it should be done"), NULL, NULL, false, "by" },
	{ 'f', "factor", SV_OPT_TEXT, N_("WORD"), N_("the risk factor it is against"), NULL, "cause", false, "cause" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt follow_opts[] = {
	{ 0, "measure", SV_OPT_TEXT, N_("NUMBER"), N_("the measure: m1, m2, ..."), NULL, NULL, false, "measure" },
	{ 0, "status", SV_OPT_WORD, N_("WORD"), N_("done, in_progress or dropped"), statuses, NULL, false, "status" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "by", SV_OPT_DATE, N_("DATE"), N_("another day by which it should be done"), NULL, NULL, false, "by" },
	{ 0, "owner", SV_OPT_TEXT, N_("WHO"), N_("another owner"), NULL, "officer", false, "owner" },
	{ 0, "effect", SV_OPT_TEXT, N_("TEXT"), N_("what was done and what it brought"), NULL, NULL, false, "effect" },
	{ 0, "worked", SV_OPT_WORD, N_("WORD"), N_("whether it did what it was meant for: yes, partly or no"), answers, NULL, false, "worked" },
};

static const struct sv_opt done_opts[] = {
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it ended (today)"), NULL, NULL, false, "on" },
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("why"), NULL, NULL, false, "why" },
	{ 0, "replaced-by", SV_OPT_TEXT, N_("TEXT"), N_("what came in its place"), NULL, NULL, false, "replaced_by" },
};

#define UNIT_OPT { 'u', "unit", SV_OPT_TEXT, N_("WORD"), N_("only of this unit and those within it"), NULL, "unit", false, NULL }
static const struct sv_opt list_opts[] = { UNIT_OPT, SV_ITEMS_LIST_OPTS };
static const struct sv_opt show_opts[] = { SV_ITEMS_SHOW_OPTS };
static const struct sv_opt heat_opts[] = {
	UNIT_OPT,
	{ 'b', "before", SV_OPT_FLAG, NULL, N_("as they were before measures"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, svg or json (text)"), sv_risk_heat_formats, NULL, false, NULL },
};

static enum sv_status show(struct sv_run *run, struct sv_err *err)
{
	return sv_items_show(run, "risk", err);
}

#define OPTS(o) o, sizeof o / sizeof o[0]
#define READ (SV_COMMON_STORE | SV_COMMON_KEY)
static const struct sv_verb verbs[] = {
	{ "add", NULL, N_("add a risk analysis"), OPTS(add_opts), SV_COMMON_FILTER, 0, sv_risk_step },
	{ "change", "[RISK...]", N_("change what is said of an analysis"), OPTS(add_opts), SV_COMMON_FILTER, 0, sv_risk_step },
	{ "assess", "[RISK...]", N_("record how likely and how grave its risks are"), OPTS(assess_opts), SV_COMMON_FILTER, 0, sv_risk_step },
	{ "measure", "[RISK...]", N_("record a measure, with its owner and day"), OPTS(measure_opts), SV_COMMON_FILTER, 0, sv_risk_step },
	{ "follow", "[RISK...]", N_("record what became of a measure"), OPTS(follow_opts), SV_COMMON_FILTER, 0, sv_risk_step },
	{ "done", "[RISK...]", N_("record that an analysis is over"), OPTS(done_opts), SV_COMMON_FILTER, 0, sv_risk_step },
	{ "list", NULL, N_("list the analyses"), OPTS(list_opts), READ | SV_COMMON_COLOR, 0, sv_risk_list, SV_READS },
	{ "show", "RISK...", N_("show an analysis with its measures"), OPTS(show_opts), READ, 0, show, SV_READS },
	{ "heat", NULL, N_("map the risks by likelihood and impact"), OPTS(heat_opts), READ | SV_COMMON_COLOR, 0, sv_risk_heat, SV_READS | SV_HELPERS },
};

static const struct sv_command command = { "sv-risk", N_("analyse risks, and see to the measures that follow"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
