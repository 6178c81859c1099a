/* SPDX-License-Identifier: MIT */
/* sv-policy: the regulations of the organisation, their versions, the works council's consent and the yearly law check. */
#include "cli/items.h"
#include "cli/policy.h"

/* the kinds of share/policy/demands.json, and the acts and parts that a regulation can provide for */
#define KINDS \
	"compass", "policy_plan", "code_of_conduct", "reporting_procedure", "complaints_procedure", "investigation_protocol", "action_framework", \
	"confidant_regulation", "aggression_protocol", "aftercare_protocol", "sanctions_policy", "integrity_policy", "code_politicians", \
	"ancillary_activities", "risk_assessment", "privacy_statement", "privacy_regulation", "digital_conduct", "camera_protocol", "alcohol_drugs", \
	"equal_treatment", "school_safety", "incident_procedure", "other",
static const char *const kinds[] = { KINDS NULL };
static const char *const covered[] = {
	KINDS
	"law_check", "evaluation", "annual_report", "actor_meeting", "staff_meeting", "consultation", "reporting_register", "reporting_information",
	"integrity_account", "oath", "ancillary_register", "financial_interests", "psa", "rie_plan", "rie_recognised", "rie_review", NULL
};
static const char *const needs[] = { "needed", "not_needed", NULL };
static const char *const statuses[] = { "asked", "given", "refused", "replaced_by_court", NULL };
static const char *const langs[] = { "nl", "en", NULL };
static const char *const outcomes[] = { "in_order", "change_needed", NULL };

static const struct sv_opt add_opts[] = {
	{ 'k', "kind", SV_OPT_WORD, N_("KIND"), N_("what kind it is"), kinds, NULL, false, "kind" },
	{ 0, "name", SV_OPT_TEXT, N_("NAME"), N_("a short name to use instead of its id"), NULL, NULL, false, "name" },
	{ 't', "title", SV_OPT_TEXT, N_("TEXT"), N_("what it is called"), NULL, NULL, false, "title" },
	{ 0, "where", SV_OPT_TEXT, N_("TEXT"), N_("where staff find it"), NULL, NULL, false, "where" },
	{ 0, "owner", SV_OPT_TEXT, N_("WHO"), N_("who looks after it: an officer or a function"), NULL, "officer", false, "owner" },
	{ 0, "review", SV_OPT_DATE, N_("DATE"), N_("the day it must be looked at again"), NULL, NULL, false, "review" },
	{ 0, "law-next", SV_OPT_DATE, N_("DATE"), N_("the day of the next check against the law"), NULL, NULL, false, "law_next" },
	{ 0, "consent", SV_OPT_WORD, N_("WORD"), N_("whether consent is needed: needed or not_needed (by the kind and the organisation)"), needs, NULL, false, "consent" },
	{ 0, "covers", SV_OPT_WORD, N_("KIND"), N_("what else it provides for, where one document is several"), covered, NULL, true, "covers" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};

static const struct sv_opt version_opts[] = {
	{ 0, "number", SV_OPT_TEXT, N_("TEXT"), N_("what the version is called (the next number)"), NULL, NULL, false, "version" },
	{ 'd', "document", SV_OPT_FILE, N_("FILE"), N_("its text: the hash is recorded, and how plain the language is"), NULL, NULL, false, "" },
	{ 0, "text", SV_OPT_FILE, N_("FILE"), N_("the document as plain text, where it is none itself"), NULL, NULL, false, "" },
	{ 'l', "lang", SV_OPT_WORD, N_("LANGUAGE"), N_("the language of the text: nl or en (nl)"), langs, NULL, false, "" },
	{ 0, "from", SV_OPT_DATE, N_("DATE"), N_("the first day it holds"), NULL, NULL, false, "from" },
	{ 0, "until", SV_OPT_DATE, N_("DATE"), N_("the last day it holds"), NULL, NULL, false, "until" },
	{ 0, "where", SV_OPT_TEXT, N_("TEXT"), N_("where staff find it"), NULL, NULL, false, "where" },
	{ 0, "adopted-by", SV_OPT_TEXT, N_("TEXT"), N_("who adopted it"), NULL, NULL, false, "adopted_by" },
	{ 0, "review", SV_OPT_DATE, N_("DATE"), N_("the day it must be looked at again"), NULL, NULL, false, "review" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("what changed"), NULL, NULL, false, "note" },
};

static const struct sv_opt consent_opts[] = {
	{ 0, "number", SV_OPT_TEXT, N_("TEXT"), N_("the version it is about (the last one)"), NULL, NULL, false, "version" },
	{ 0, "status", SV_OPT_WORD, N_("WORD"), N_("asked, given, refused or replaced_by_court"), statuses, NULL, false, "status" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "answer-by", SV_OPT_DATE, N_("DATE"), N_("the day by which an answer is expected (in six weeks)"), NULL, NULL, false, "answer_by" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("conditions or reasons"), NULL, NULL, false, "note" },
};

static const struct sv_opt law_opts[] = {
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "number", SV_OPT_TEXT, N_("TEXT"), N_("the version it is about (the last one)"), NULL, NULL, false, "version" },
	{ 0, "outcome", SV_OPT_WORD, N_("WORD"), N_("in_order or change_needed"), outcomes, NULL, false, "outcome" },
	{ 0, "changes", SV_OPT_TEXT, N_("TEXT"), N_("which laws or rulings changed, and what follows"), NULL, NULL, false, "changes" },
	{ 0, "by-whom", SV_OPT_TEXT, N_("TEXT"), N_("who looked"), NULL, NULL, false, "by_whom" },
	{ 0, "next", SV_OPT_DATE, N_("DATE"), N_("the day of the next check (in a year)"), NULL, NULL, false, "law_next" },
	{ 0, "change-by", SV_OPT_DATE, N_("DATE"), N_("the day by which a new version should be there (in three months)"), NULL, NULL, false, "change_by" },
};

static const struct sv_opt done_opts[] = {
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it ended (today)"), NULL, NULL, false, "on" },
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("why"), NULL, NULL, false, "why" },
	{ 0, "replaced-by", SV_OPT_TEXT, N_("TEXT"), N_("what came in its place"), NULL, NULL, false, "replaced_by" },
};

static const char *const sectors[] = { "private", "union_acts", "government", "municipality", "education", "school", "care", NULL };

#define ON { 0, "on", SV_OPT_DATE, N_("DATE"), N_("what is in force on this day (today)"), NULL, NULL, false, NULL }
static const char *const formats[] = { "text", "json", "csv", NULL };
static const struct sv_opt check_opts[] = {
	{ 0, "staff", SV_OPT_INT, N_("N"), N_("how many people work here (the latest headcount, else the protocol)"), NULL, NULL, false, NULL },
	{ 0, "sector", SV_OPT_WORD, N_("SECTOR"), N_("a sector it is in (the protocol's)"), sectors, NULL, true, NULL },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("as it is on this day (today)"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, json or csv (text)"), formats, NULL, false, NULL },
};
static const struct sv_opt assess_opts[] = {
	{ 's', "score", SV_OPT_PAIR, N_("STATEMENT=1-5"), N_("a score for a statement (sv-policy statements)"), NULL, NULL, true, "scores" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day of the assessment (today)"), NULL, NULL, false, "on" },
	{ 0, "by-whom", SV_OPT_TEXT, N_("TEXT"), N_("who took part: functions, no persons' names"), NULL, NULL, false, "by_whom" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("what explains the scores, and what is to be done"), NULL, NULL, false, "note" },
};
static const char *const assessments_formats[] = { "text", "json", "csv", "ndjson", NULL };
static const struct sv_opt assessments_opts[] = { { 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, json, csv, or ndjson for the records (text)"), assessments_formats, NULL, false, NULL } };
static const struct sv_opt statements_opts[] = { { 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, json or csv (text)"), formats, NULL, false, NULL } };
static const struct sv_opt list_opts[] = { SV_ITEMS_LIST_OPTS, ON };
static const struct sv_opt show_opts[] = { SV_ITEMS_SHOW_OPTS, ON };

#define OPTS(o) o, sizeof o / sizeof o[0]
#define READ (SV_COMMON_STORE | SV_COMMON_KEY)
static const struct sv_verb verbs[] = {
	{ "add", NULL, N_("add a regulation"), OPTS(add_opts), SV_COMMON_FILTER, 0, sv_policy_act },
	{ "change", "[POLICY...]", N_("change what is said of a regulation"), OPTS(add_opts), SV_COMMON_FILTER, 0, sv_policy_act },
	{ "version", "[POLICY...]", N_("record a version of its text"), OPTS(version_opts), SV_COMMON_FILTER, 0, sv_policy_act },
	{ "consent", "[POLICY...]", N_("record what was asked of the works council, and its answer"), OPTS(consent_opts), SV_COMMON_FILTER, 0, sv_policy_act },
	{ "law", "[POLICY...]", N_("record that it was held against the law"), OPTS(law_opts), SV_COMMON_FILTER, 0, sv_policy_act },
	{ "done", "[POLICY...]", N_("record that a regulation no longer holds"), OPTS(done_opts), SV_COMMON_FILTER, 0, sv_policy_act },
	{ "check", NULL, N_("what must be there by law, and what is missing"), OPTS(check_opts), READ | SV_COMMON_COLOR, 0, sv_policy_check, SV_READS },
	{ "assess", NULL, N_("record a self-assessment on the seven dimensions"), OPTS(assess_opts), SV_COMMON_FILTER, 0, sv_policy_assess },
	{ "assessments", NULL, N_("the self-assessments over the years"), OPTS(assessments_opts), READ | SV_COMMON_COLOR, 0, sv_policy_assessments, SV_READS },
	{ "statements", NULL, N_("what is scored in a self-assessment"), OPTS(statements_opts), READ | SV_COMMON_COLOR, 0, sv_policy_statements, SV_READS },
	{ "list", NULL, N_("list the regulations"), OPTS(list_opts), READ | SV_COMMON_COLOR, 0, sv_policy_list, SV_READS },
	{ "show", "POLICY...", N_("show a regulation with its versions"), OPTS(show_opts), READ, 0, sv_policy_show, SV_READS },
};

static const struct sv_command command = { "sv-policy", N_("keep the regulations of the organisation"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
