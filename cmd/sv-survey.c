/* SPDX-License-Identifier: MIT */
/* sv-survey: surveys of how people experience social safety: questionnaires, results without anybody's answers, comparisons and reports. */
#include "cli/account.h"
#include "cli/filter.h"
#include "cli/items.h"
#include "cli/survey.h"

static const struct sv_opt add_opts[] = {
	{ 0, "name", SV_OPT_TEXT, N_("NAME"), N_("a short name to use instead of its id"), NULL, NULL, false, "name" },
	{ 't', "title", SV_OPT_TEXT, N_("TEXT"), N_("what it is called"), NULL, NULL, false, "title" },
	{ 'q', "questionnaire", SV_OPT_FILE, N_("FILE"), N_("its questionnaire: a file, or the name of a shipped or an earlier one (beleving)"), NULL, NULL, false, "" },
	{ 0, "from", SV_OPT_DATE, N_("DATE"), N_("the first day of the period in which people answer"), NULL, NULL, false, "from" },
	{ 0, "until", SV_OPT_DATE, N_("DATE"), N_("the last day of that period"), NULL, NULL, false, "until" },
	{ 0, "next", SV_OPT_DATE, N_("DATE"), N_("the day of the next measurement"), NULL, NULL, false, "next" },
	{ 0, "owner", SV_OPT_TEXT, N_("WHO"), N_("who looks after it: an officer or a function"), NULL, "officer", false, "owner" },
	{ 0, "population", SV_OPT_TEXT, N_("UNIT=N"), N_("how many people are asked in a unit; N alone: of all"), NULL, NULL, true, "population" },
	{ 0, "depth", SV_OPT_INT, N_("N"), N_("levels of units that are shown (all)"), NULL, NULL, false, "depth" },
	{ 0, "keep", SV_OPT_FLAG, NULL, N_("keep the answers after they were scored, sealed beside the history"), NULL, NULL, false, "keep" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt done_opts[] = {
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it ended (today)"), NULL, NULL, false, "on" },
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("why"), NULL, NULL, false, "why" },
	{ 0, "replaced-by", SV_OPT_TEXT, N_("TEXT"), N_("what came in its place"), NULL, NULL, false, "replaced_by" },
};

static const struct sv_opt form_opts[] = {
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, md, json, or csv: the first line of a file of answers (text)"), sv_survey_form_formats, NULL, false, NULL },
	{ 'l', "lang", SV_OPT_WORD, N_("LANGUAGE"), N_("nl or en (that of the questionnaire)"), sv_account_langs, NULL, false, NULL },
};

static const struct sv_opt score_opts[] = {
	{ 'a', "answers", SV_OPT_FILE, N_("FILE"), N_("the answers, as CSV or as records; - is stdin"), NULL, NULL, false, NULL },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day of the measurement (today)"), NULL, NULL, false, NULL },
	{ 0, "next", SV_OPT_DATE, N_("DATE"), N_("the day of the next measurement (in a year)"), NULL, NULL, false, NULL },
	{ 'b', "before", SV_OPT_TEXT, N_("SURVEY"), N_("the measurement that changes are counted from (the last one before this)"), NULL, NULL, false, NULL },
	{ 0, "before-answers", SV_OPT_FILE, N_("FILE"), N_("the answers of that measurement, where they were not kept"), NULL, NULL, false, NULL },
	{ 'n', "dry-run", SV_OPT_FLAG, NULL, N_("judge and print, store nothing"), NULL, NULL, false, NULL, SV_READS },
};

static const struct sv_opt compare_opts[] = {
	{ 'a', "answers", SV_OPT_FILE, N_("FILE"), N_("the answers that were scored, of both, in their order"), NULL, NULL, true, NULL },
	{ 'q', "questionnaire", SV_OPT_FILE, N_("FILE"), N_("compare two files of answers to this questionnaire, of no survey"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, json or csv (text)"), sv_survey_compare_formats, NULL, false, NULL },
	{ 0, "benchmarks", SV_OPT_FILE, N_("FILE"), N_("figures of others to show beside (JSON)"), NULL, NULL, false, NULL },
};

static const struct sv_opt report_opts[] = {
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, html, md, pdf, json or csv (text)"), sv_survey_report_formats, NULL, false, NULL },
	{ 'l', "lang", SV_OPT_WORD, N_("LANGUAGE"), N_("nl or en (nl)"), sv_account_langs, NULL, false, NULL },
	{ 0, "benchmarks", SV_OPT_FILE, N_("FILE"), N_("figures of others to show beside (JSON)"), NULL, NULL, false, NULL },
};

static const struct sv_opt list_opts[] = { SV_ITEMS_LIST_OPTS };
static const struct sv_opt show_opts[] = { SV_ITEMS_SHOW_OPTS };

static enum sv_status step(struct sv_run *run, struct sv_err *err)
{
	return sv_filter_items_finished(run, "survey", run->verb->name, sv_survey_prepare, sv_survey_finish, err);
}

static enum sv_status done(struct sv_run *run, struct sv_err *err)
{
	return sv_filter_items(run, "survey", run->verb->name, NULL, err);
}

#define OPTS(o) o, sizeof o / sizeof o[0]
#define READ (SV_COMMON_STORE | SV_COMMON_KEY)
static const struct sv_verb verbs[] = {
	{ "add", NULL, N_("add a survey"), OPTS(add_opts), SV_COMMON_FILTER, 0, step },
	{ "change", "[SURVEY...]", N_("change what is said of a survey"), OPTS(add_opts), SV_COMMON_FILTER, 0, step },
	{ "done", "[SURVEY...]", N_("record that a survey is over"), OPTS(done_opts), SV_COMMON_FILTER, 0, done },
	{ "questionnaire", "[QUESTIONNAIRE]", N_("print a questionnaire to fill in"), OPTS(form_opts), READ, 0, sv_survey_form, SV_READS },
	{ "score", "[SURVEY]", N_("score answers, and store what may be shown of them"), OPTS(score_opts), READ, 0, sv_survey_score_run },
	{ "compare", "[EARLIER [LATER]]", N_("hold two results against each other"), OPTS(compare_opts), READ | SV_COMMON_COLOR, 0, sv_survey_compare_run, SV_READS },
	{ "report", "SURVEY", N_("print a result as a report"), OPTS(report_opts), READ | SV_COMMON_COLOR, 0, sv_survey_report_run, SV_READS | SV_HELPERS },
	{ "forget", "SURVEY...", N_("delete the answers that were kept"), NULL, 0, READ, 0, sv_survey_forget_run },
	{ "list", NULL, N_("list the surveys"), OPTS(list_opts), READ | SV_COMMON_COLOR, 0, sv_survey_list, SV_READS },
	{ "show", "SURVEY...", N_("show a survey with its results"), OPTS(show_opts), READ | SV_COMMON_COLOR, 0, sv_survey_show, SV_READS },
};

static const struct sv_command command = { "sv-survey", N_("measure how people experience social safety"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
