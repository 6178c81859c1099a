/* SPDX-License-Identifier: MIT */
/* sv-erase: retention terms, holds, and the erasure of cases and identities. */
#include "cli/erase.h"

static const char *const due_formats[] = { "text", "ndjson", "id", NULL };
static const char *const formats[] = { "text", "json", NULL };
static const char *const grounds[] = { "retention", "request", NULL };
static const char *const hold_grounds[] = { "litigation", "supervision", "other", NULL };

#define WHY { 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("the reasons (@FILE: read from a file)"), NULL, NULL, false, "why" }
#define PARTY(field) { 0, "party", SV_OPT_TEXT, N_("PARTY"), N_("only who this party is; the case stays"), NULL, NULL, false, field }

static const struct sv_opt due_opts[] = {
	{ 0, "until", SV_OPT_DATE, N_("DATE"), N_("whose term ends before this day (today)"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, ndjson or id (text)"), due_formats, NULL, false, NULL },
};
static const struct sv_opt propose_opts[] = {
	{ 0, "ground", SV_OPT_WORD, N_("WORD"), N_("retention: its term is over; request: the person asks for it (retention)"), grounds, NULL, false, "ground" },
	PARTY("party"),
	WHY,
};
static const struct sv_opt run_opts[] = { PARTY(NULL) };
static const struct sv_opt hold_opts[] = {
	{ 0, "ground", SV_OPT_WORD, N_("WORD"), N_("why it must be kept: litigation, supervision (an authority) or other"), hold_grounds, NULL, false, "ground" },
	{ 0, "until", SV_OPT_DATE, N_("DATE"), N_("the last day, where it is known"), NULL, NULL, false, "until" },
	WHY,
};
static const struct sv_opt release_opts[] = { WHY };
static const struct sv_opt prove_opts[] = {
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text or json (text)"), formats, NULL, false, NULL },
};

#define OPTS(o) o, sizeof(o) / sizeof(o)[0]
#define BOTH (SV_COMMON_STORE | SV_COMMON_KEY)

static const struct sv_verb verbs[] = {
	{ "due", NULL, N_("list closed cases whose retention term is over, and proposals"), OPTS(due_opts), BOTH, 0, sv_erase_cli_due, SV_READS },
	{ "propose", "[CASE...]", N_("propose to erase; another officer carries it out"), OPTS(propose_opts), BOTH, 0, sv_erase_cli_act },
	{ "run", "[CASE...]", N_("erase what another officer proposed: destroys its keys, for good"), OPTS(run_opts), BOTH, 0, sv_erase_cli_run },
	{ "prove", "CASE", N_("print what shows that a case was erased"), OPTS(prove_opts), BOTH, 0, sv_erase_cli_prove, SV_READS },
	{ "hold", "[CASE...]", N_("keep cases, whatever their term: a lawsuit, an authority"), OPTS(hold_opts), BOTH, 0, sv_erase_cli_act },
	{ "release", "[CASE...]", N_("end that"), OPTS(release_opts), BOTH, 0, sv_erase_cli_act },
};

static const struct sv_command command = { "sv-erase", N_("retention terms, holds and erasure"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
