/* SPDX-License-Identifier: MIT */
/* sv-list: finds cases; a source of records for filters. */
#include "cli/listing.h"
#include "cli/run.h"

static const char *const formats[] = { "ndjson", "text", "csv", "id", NULL };

static const struct sv_opt opts[] = {
	SV_QUERY_OPTS,
	{ 'l', "limit", SV_OPT_INT, N_("N"), N_("at most so many cases"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("ndjson, text, csv or id (ndjson)"), formats, NULL, false, NULL },
};

static const struct sv_verb verbs[] = {
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY | SV_COMMON_COLOR, 0, sv_listing_run, SV_READS },
};

static const struct sv_command command = { "sv-list", N_("find cases"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
