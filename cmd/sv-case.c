/* SPDX-License-Identifier: MIT */
/* sv-case: what may happen to a case as a whole, at any stage. */
#include "cli/attachment.h"
#include "cli/filter.h"

static const char *const kinds[] = { "report", "complaint", "signal", NULL };
static const char *const confidentialities[] = { "named", "confidential", "anonymous", NULL };
static const char *const links[] = { "related", "same_incident", "counter_report", "repeat", "retaliation", NULL };
static const char *const papers[] = { "report", "hearing_report", "evidence", "letter", "complaint", "other", NULL };

#define WHY { 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("the reasons (@FILE: read from a file)"), NULL, NULL, false, "why" }
#define TERM { 't', "term", SV_OPT_TEXT, N_("TERM"), N_("the term, as sv-due names it"), NULL, NULL, false, "term" }
#define PARTY { 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ..."), NULL, NULL, false, "party" }
#define ON { 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" }

static const struct sv_opt convert_opts[] = {
	{ 'k', "kind", SV_OPT_WORD, N_("KIND"), N_("what it becomes: report, complaint or signal"), kinds, NULL, false, "kind" },
	{ 0, "confidentiality", SV_OPT_WORD, N_("WORD"), N_("what the reporter now chooses: named, confidential or anonymous"), confidentialities, NULL, false, "confidentiality" },
	{ 0, "written", SV_OPT_FLAG, NULL, N_("handed in in writing"), NULL, NULL, false, "written" },
	WHY,
};
static const struct sv_opt why_opts[] = { WHY };
static const struct sv_opt link_opts[] = {
	{ 0, "to", SV_OPT_TEXT, N_("CASE"), N_("the other case"), NULL, "case", false, "to" },
	{ 0, "as", SV_OPT_WORD, N_("WORD"), N_("how they belong together"), links, NULL, false, "as" },
	WHY,
};
static const struct sv_opt merge_opts[] = {
	{ 0, "into", SV_OPT_TEXT, N_("CASE"), N_("the case that takes it up"), NULL, "case", false, "into" },
	WHY,
};
static const struct sv_opt handover_opts[] = {
	{ 0, "to", SV_OPT_TEXT, N_("OFFICER"), N_("the officer who takes it over"), NULL, "officer", false, "to" },
	{ 0, "from", SV_OPT_TEXT, N_("OFFICER"), N_("the officer who hands it over (you)"), NULL, "officer", false, "from" },
	{ 0, "recused", SV_OPT_FLAG, NULL, N_("the officer withdraws and is kept out of the case from now on"), NULL, NULL, false, "recused" },
	WHY,
};
static const struct sv_opt attach_opts[] = {
	{ 0, "file", SV_OPT_FILE, N_("FILE"), N_("the file to attach (-: standard input)"), NULL, NULL, false, NULL },
	{ 0, "name", SV_OPT_TEXT, N_("NAME"), N_("its name in the case (that of the file)"), NULL, NULL, false, NULL },
	{ 0, "as", SV_OPT_WORD, N_("WORD"), N_("what it is"), papers, NULL, false, "as" },
	PARTY,
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};
static const struct sv_opt open_opts[] = {
	{ 0, "attachment", SV_OPT_TEXT, N_("NUMBER"), N_("the attachment: f1, f2, ..."), NULL, NULL, false, NULL },
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("the reason for opening"), NULL, NULL, false, NULL },
};
static const struct sv_opt extend_opts[] = {
	TERM, PARTY,
	{ 0, "until", SV_OPT_DATE, N_("DATE"), N_("the new last day (the latest that the protocol allows)"), NULL, NULL, false, "until" },
	WHY,
};
static const struct sv_opt suspend_opts[] = { TERM, PARTY, ON, WHY };
static const struct sv_opt withdraw_opts[] = {
	ON, WHY,
	{ 0, "settled", SV_OPT_FLAG, NULL, N_("a manager has settled it already"), NULL, NULL, false, "settled" },
	{ 0, "settlement", SV_OPT_TEXT, N_("@FILE"), N_("the text of a settlement agreement, read from a file"), NULL, NULL, false, "settlement" },
	{ 0, "no-silence-clause", SV_OPT_OFF, NULL, N_("the settlement does not silence the reporter"), NULL, NULL, false, "silence_clause" },
	{ 0, "silence-clause", SV_OPT_FLAG, NULL, N_("the settlement silences the reporter (it may not)"), NULL, NULL, false, "silence_clause" },
};
static const struct sv_opt correct_opts[] = {
	{ 0, "event", SV_OPT_TEXT, N_("EVENT"), N_("the event that is corrected, as sv-log names it"), NULL, NULL, false, "event" },
	{ 0, "set", SV_OPT_PAIR, N_("MEMBER=VALUE"), N_("a member and its new value"), NULL, NULL, true, "set" },
	WHY,
};

/* The verb is the member of the record that holds the act. */
static enum sv_status act(struct sv_run *run, struct sv_err *err)
{
	return sv_filter_run(run, run->verb->name, NULL, false, err);
}

#define OPTS(o) o, sizeof(o) / sizeof(o)[0]

static const struct sv_verb verbs[] = {
	{ "convert", "[CASE...]", N_("make a report a complaint, or the reverse"), OPTS(convert_opts), SV_COMMON_FILTER, 0, act },
	{ "party", "[CASE...]", N_("add people, or change what is known of them"), OPTS(why_opts), SV_COMMON_FILTER, 0, act },
	{ "link", "[CASE...]", N_("link two cases"), OPTS(link_opts), SV_COMMON_FILTER, 0, act },
	{ "merge", "[CASE...]", N_("take up a double in another case and close it"), OPTS(merge_opts), SV_COMMON_FILTER, 0, act },
	{ "handover", "[CASE...]", N_("hand a case over to another officer"), OPTS(handover_opts), SV_COMMON_FILTER, 0, act },
	{ "attach", "CASE", N_("attach a file, sealed"), OPTS(attach_opts), SV_COMMON_STORE | SV_COMMON_KEY, 0, sv_attachment_add },
	{ "open", "CASE", N_("write an attachment to standard output; recorded"), OPTS(open_opts), SV_COMMON_STORE | SV_COMMON_KEY, 0, sv_attachment_show },
	{ "extend", "[CASE...]", N_("extend a term, where the protocol allows it"), OPTS(extend_opts), SV_COMMON_FILTER, 0, act },
	{ "suspend", "[CASE...]", N_("let a term stand still"), OPTS(suspend_opts), SV_COMMON_FILTER, 0, act },
	{ "resume", "[CASE...]", N_("let a term run on"), OPTS(suspend_opts), SV_COMMON_FILTER, 0, act },
	{ "withdraw", "[CASE...]", N_("record that the reporter withdraws"), OPTS(withdraw_opts), SV_COMMON_FILTER, 0, act },
	{ "reopen", "[CASE...]", N_("take up a closed case again"), OPTS(why_opts), SV_COMMON_FILTER, 0, act },
	{ "correct", "[CASE...]", N_("correct what an earlier event says"), OPTS(correct_opts), SV_COMMON_FILTER, 0, act },
};

static const struct sv_command command = { "sv-case", N_("convert, link, merge, hand over, correct, extend: acts on a case as a whole"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
