/* SPDX-License-Identifier: MIT */
/* sv-stats: counts cases, and measures how long things take. */
#include "cli/counting.h"
#include "cli/listing.h"

static const char *const formats[] = { "text", "json", "csv", NULL };
static const char *const periods[] = { "year", "quarter", "month", NULL };

static const struct sv_opt opts[] = {
	{ 'b', "by", SV_OPT_WORD, N_("DIMENSION"), N_("count by this; up to five"), sv_counting_dimensions, NULL, true, NULL },
	{ 'p', "period", SV_OPT_WORD, N_("LENGTH"), N_("length of a period: year, quarter or month (year)"), periods, NULL, false, NULL },
	{ 'd', "days", SV_OPT_WORD, N_("SPAN"), N_("measure the days of this span instead of counting"), sv_counting_spans, NULL, false, NULL },
	SV_QUERY_OPTS,
	{ 0, "as-of", SV_OPT_TEXT, N_("WHEN"), N_("as it was known on this day, or at this commit"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, json or csv (text)"), formats, NULL, false, NULL },
};

static const struct sv_verb verbs[] = {
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY | SV_COMMON_COLOR, 0, sv_counting_run, SV_READS },
};

static const struct sv_command command = { "sv-stats", N_("count cases and measure how long things take"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
