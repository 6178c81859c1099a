/* SPDX-License-Identifier: MIT */
/* sv-investigate: the steps of an investigation, from preliminary inquiry to finding. */
#include <string.h>

#include "cli/filter.h"

static const char *const conclusions[] = { "investigate", "lighter_route", "no_follow_up", NULL };
static const char *const whats[] = { "account", "hearing_report", NULL };
static const char *const handleds[] = { "worked_in", "attached", "none_made", NULL };
static const char *const findings[] = { "established", "partly_established", "not_established", "refuted", NULL };
static const char *const standards[] = { "plausible", "more_likely_than_not", "beyond_reasonable_doubt", NULL };

static const struct sv_opt preliminary_opts[] = {
	{ 0, "conclusion", SV_OPT_WORD, N_("WORD"), N_("what the inquiry concludes"), conclusions, NULL, false, "conclusion" },
	{ 0, "report", SV_OPT_TEXT, N_("TEXT"), N_("the written outcome (@FILE: read from a file)"), NULL, NULL, false, "report" },
};

static const struct sv_opt open_opts[] = {
	{ 'q', "question", SV_OPT_TEXT, N_("TEXT"), N_("the investigation question"), NULL, NULL, false, "question" },
	{ 0, "norm", SV_OPT_TEXT, N_("TEXT"), N_("the norm at stake"), NULL, NULL, false, "norm" },
	{ 0, "means", SV_OPT_TEXT, N_("WORD"), N_("a means of investigation"), NULL, "means", true, "means" },
	{ 0, "until", SV_OPT_DATE, N_("DATE"), N_("planned last day of the investigation"), NULL, NULL, false, "until" },
	{ 0, "proportionality", SV_OPT_TEXT, N_("TEXT"), N_("why the means fit the norm at stake"), NULL, NULL, false, "proportionality" },
	{ 0, "subsidiarity", SV_OPT_TEXT, N_("TEXT"), N_("which lighter means were weighed"), NULL, NULL, false, "subsidiarity" },
	{ 0, "lighter-means", SV_OPT_TEXT, N_("WORD"), N_("a lighter means that was weighed"), NULL, "lighter_means", true, "lighter_means" },
	{ 'i', "investigator", SV_OPT_TEXT, N_("OFFICER"), N_("officer who investigates"), NULL, "officer", true, "investigators" },
	{ 0, "external", SV_OPT_TEXT, N_("TEXT"), N_("investigators from outside"), NULL, NULL, false, "external" },
	{ 0, "independence", SV_OPT_TEXT, N_("TEXT"), N_("why the investigators are independent"), NULL, NULL, false, "independence" },
	{ 0, "protocol-version", SV_OPT_TEXT, N_("VERSION"), N_("version of the investigation protocol"), NULL, NULL, false, "protocol_version" },
};

static const struct sv_opt allege_opts[] = {
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the person concerned: p1, p2, ..."), NULL, NULL, false, "party" },
	{ 'c', "category", SV_OPT_TEXT, N_("WORD"), N_("kind of behaviour"), NULL, "category", false, "category" },
	{ 0, "text", SV_OPT_TEXT, N_("TEXT"), N_("what is alleged, in neutral words (@FILE: read from a file)"), NULL, NULL, false, "text" },
	{ 0, "norm", SV_OPT_TEXT, N_("TEXT"), N_("the norm it would break"), NULL, NULL, false, "norm" },
};

static const struct sv_opt notify_opts[] = {
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ... or all"), NULL, NULL, false, "party" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "leaflet", SV_OPT_TEXT, N_("VERSION"), N_("version of the leaflet on rights that went with it"), NULL, NULL, false, "leaflet" },
	{ 0, "copy", SV_OPT_FLAG, NULL, N_("a copy of the complaint was handed over"), NULL, NULL, false, "copy" },
	{ 0, "answer-by", SV_OPT_DATE, N_("DATE"), N_("last day to answer"), NULL, NULL, false, "answer_by" },
	{ 0, "discloses-reporter", SV_OPT_FLAG, NULL, N_("the notice makes clear who reported"), NULL, NULL, false, "discloses_reporter" },
	{ 0, "legal-ground", SV_OPT_TEXT, N_("TEXT"), N_("legal ground for disclosing, told to the reporter before"), NULL, NULL, false, "legal_ground" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt answer_opts[] = {
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ..."), NULL, NULL, false, "party" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "text", SV_OPT_TEXT, N_("TEXT"), N_("the answer (@FILE: read from a file)"), NULL, NULL, false, "text" },
};

static const char *const recordings[] = { "no", "by_us", "by_party", "both", NULL };

static const struct sv_opt hear_opts[] = {
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ..."), NULL, NULL, false, "party" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "refused", SV_OPT_FLAG, NULL, N_("the party refused to be heard"), NULL, NULL, false, "refused" },
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("the reason given for refusing"), NULL, NULL, false, "why" },
	{ 0, "account", SV_OPT_TEXT, N_("TEXT"), N_("report of the hearing (@FILE: read from a file)"), NULL, NULL, false, "account" },
	{ 0, "attendance", SV_OPT_TEXT, N_("TEXT"), N_("who were there, and in what role"), NULL, NULL, false, "attendance" },
	{ 0, "accompanied", SV_OPT_FLAG, NULL, N_("the party brought somebody"), NULL, NULL, false, "accompanied" },
	{ 0, "recorded", SV_OPT_WORD, N_("WORD"), N_("whether the talk was recorded: no, by_us, by_party or both"), recordings, NULL, false, "recorded" },
};

static const struct sv_opt inspect_opts[] = {
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ... or all"), NULL, NULL, false, "party" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "what", SV_OPT_WORD, N_("WORD"), N_("the account of facts or the hearing report"), whats, NULL, false, "what" },
	{ 0, "comment-by", SV_OPT_DATE, N_("DATE"), N_("last day for written comments"), NULL, NULL, false, "comment_by" },
};

static const struct sv_opt comment_opts[] = {
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ..."), NULL, NULL, false, "party" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "handled", SV_OPT_WORD, N_("WORD"), N_("worked into the account, attached to it, or none made"), handleds, NULL, false, "handled" },
	{ 0, "text", SV_OPT_TEXT, N_("TEXT"), N_("the comments (@FILE: read from a file)"), NULL, NULL, false, "text" },
};

static const struct sv_opt find_opts[] = {
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the person concerned: p1, p2, ..."), NULL, NULL, false, "party" },
	{ 'a', "allegation", SV_OPT_TEXT, N_("NUMBER"), N_("the allegation: a1, a2, ..."), NULL, NULL, false, "allegation" },
	{ 0, "finding", SV_OPT_WORD, N_("WORD"), N_("what was found"), findings, NULL, false, "finding" },
	{ 0, "standard", SV_OPT_WORD, N_("WORD"), N_("standard of proof used"), standards, NULL, false, "standard" },
	{ 0, "account", SV_OPT_TEXT, N_("TEXT"), N_("the account of facts (@FILE: read from a file)"), NULL, NULL, false, "account" },
};

/* The verb is the step; "all" takes the steps that the records name. */
static enum sv_status step(struct sv_run *run, struct sv_err *err)
{
	const char *name = run->verb->name;

	return sv_filter_run(run, "investigate", strcmp(name, "all") == 0 ? NULL : name, false, err);
}

static const struct sv_verb verbs[] = {
	{ "preliminary", "[CASE...]", N_("record the written outcome of a preliminary inquiry"), preliminary_opts, sizeof preliminary_opts / sizeof preliminary_opts[0], SV_COMMON_FILTER, 0, step },
	{ "open", "[CASE...]", N_("open an investigation"), open_opts, sizeof open_opts / sizeof open_opts[0], SV_COMMON_FILTER, 0, step },
	{ "allege", "[CASE...]", N_("record an allegation, to find on one by one"), allege_opts, sizeof allege_opts / sizeof allege_opts[0], SV_COMMON_FILTER, 0, step },
	{ "notify", "[CASE...]", N_("record that a party was told of the investigation"), notify_opts, sizeof notify_opts / sizeof notify_opts[0], SV_COMMON_FILTER, 0, step },
	{ "answer", "[CASE...]", N_("record the answer of a person concerned"), answer_opts, sizeof answer_opts / sizeof answer_opts[0], SV_COMMON_FILTER, 0, step },
	{ "hear", "[CASE...]", N_("record a hearing, or the refusal of one"), hear_opts, sizeof hear_opts / sizeof hear_opts[0], SV_COMMON_FILTER, 0, step },
	{ "inspect", "[CASE...]", N_("record that inspection was offered"), inspect_opts, sizeof inspect_opts / sizeof inspect_opts[0], SV_COMMON_FILTER, 0, step },
	{ "comment", "[CASE...]", N_("record what became of comments"), comment_opts, sizeof comment_opts / sizeof comment_opts[0], SV_COMMON_FILTER, 0, step },
	{ "find", "[CASE...]", N_("record a finding"), find_opts, sizeof find_opts / sizeof find_opts[0], SV_COMMON_FILTER, 0, step },
	{ "all", NULL, N_("take the steps that the records on stdin name"), NULL, 0, SV_COMMON_FILTER, 0, step },
};

static const struct sv_command command = { "sv-investigate", N_("investigate a case, with both sides heard"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
