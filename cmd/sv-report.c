/* SPDX-License-Identifier: MIT */
/* sv-report: registers a report (melding), complaint (klacht) or signal (signaal). */
#include "cli/intake.h"

static const char *const kinds[] = { "report", "complaint", "signal", NULL };
static const char *const confidentialities[] = { "named", "confidential", "anonymous", NULL };
static const char *const gravities[] = { "desirable", "undesirable", "transgressive", NULL };

static const struct sv_opt opts[] = {
	{ 'k', "kind", SV_OPT_WORD, N_("KIND"), N_("report (melding), complaint (klacht) or signal (signaal)"), kinds, NULL, false, "kind" },
	{ 0, "confidentiality", SV_OPT_WORD, N_("WORD"), N_("who may know the reporter: named, confidential or anonymous"), confidentialities, NULL, false, "confidentiality" },
	{ 0, "channel", SV_OPT_TEXT, N_("WORD"), N_("how it came in"), NULL, "channel", false, "channel" },
	{ 'c', "category", SV_OPT_TEXT, N_("WORD"), N_("kind of behaviour"), NULL, "category", false, "category" },
	{ 'u', "unit", SV_OPT_TEXT, N_("UNIT"), N_("organisational unit"), NULL, "unit", false, "unit" },
	{ 'g', "gravity", SV_OPT_WORD, N_("WORD"), N_("desirable, undesirable or transgressive"), gravities, NULL, false, "gravity" },
	{ 0, "received", SV_OPT_DATE, N_("DATE"), N_("day it came in (today)"), NULL, NULL, false, "received" },
	{ 0, "incident", SV_OPT_DATE, N_("DATE"), N_("day it happened, or began"), NULL, NULL, false, "incident" },
	{ 0, "written", SV_OPT_FLAG, NULL, N_("handed in in writing"), NULL, NULL, false, "written" },
	{ 0, "oral", SV_OPT_FLAG, NULL, N_("told, not written"), NULL, NULL, false, "oral" },
	{ 0, "settled", SV_OPT_FLAG, NULL, N_("a manager has settled it already"), NULL, NULL, false, "settled" },
	{ 0, "narrative", SV_OPT_TEXT, N_("@FILE"), N_("what happened, read from a file"), NULL, NULL, false, "narrative" },
	{ 0, "receipt-fd", SV_OPT_INT, N_("N"), N_("anonymous: write the receipt to this descriptor (shown on a terminal)"), NULL, NULL, false, NULL },
	{ 0, "drop", SV_OPT_DIR, N_("DIR"), N_("hand in, sealed, into this folder; without store or identity"), NULL, NULL, false, NULL, SV_OUTPUT },
	{ 0, "desk", SV_OPT_FILE, N_("FILE"), N_("hand in to these officers: what sv-key desk printed"), NULL, NULL, false, NULL },
	{ 0, "except", SV_OPT_TEXT, N_("OFFICER"), N_("hand in so that this officer cannot open it"), NULL, "officer", true, NULL },
	{ 0, "inbox", SV_OPT_DIR, N_("DIR"), N_("take in what was handed in into this folder"), NULL, NULL, false, NULL, SV_OUTPUT },
};

static const struct sv_verb verbs[] = {
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_FILTER, 0, sv_report },
};

static const struct sv_command command = { "sv-report", N_("register a report, complaint or signal"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
