/* SPDX-License-Identifier: MIT */
/* sv-stats: counts cases, and measures how long things take. */
#include "cli/counting.h"
#include "cli/listing.h"
#include "cli/noticing.h"

static const char *const formats[] = { "text", "json", "csv", NULL };
static const char *const periods[] = { "year", "quarter", "month", NULL };

static const struct sv_opt opts[] = {
	{ 'b', "by", SV_OPT_WORD, N_("DIMENSION"), N_("count by this; up to five"), sv_counting_dimensions, NULL, true, NULL },
	{ 'p', "period", SV_OPT_WORD, N_("LENGTH"), N_("length of a period: year, quarter or month (year)"), periods, NULL, false, NULL },
	{ 'd', "days", SV_OPT_WORD, N_("SPAN"), N_("measure the days of this span instead of counting"), sv_counting_spans, NULL, false, NULL },
	SV_QUERY_OPTS,
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, json or csv (text)"), formats, NULL, false, NULL },
};

#define FORMAT_OPT { 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, json or csv (text)"), sv_noticing_formats, NULL, false, NULL }

static const struct sv_opt cluster_opts[] = {
	{ 0, "past", SV_OPT_INT, N_("YEARS"), N_("years before the last one that tell what is usual (3)"), NULL, NULL, false, NULL },
	FORMAT_OPT,
};

static const struct sv_opt uniformity_opts[] = {
	{ 0, "years", SV_OPT_INT, N_("YEARS"), N_("decisions of so many years (3; 5 where those are few)"), NULL, NULL, false, NULL },
	{ 0, "decisions", SV_OPT_FLAG, NULL, N_("single decisions that depart from their precedents"), NULL, NULL, false, NULL },
	FORMAT_OPT,
};

static const struct sv_opt trend_opts[] = {
	{ 'b', "by", SV_OPT_WORD, N_("DIMENSION"), N_("for each word of this too"), sv_trends_dimensions, NULL, false, NULL },
	{ 'p', "period", SV_OPT_WORD, N_("LENGTH"), N_("length of a period: year, quarter or month (year)"), sv_trends_periods, NULL, false, NULL },
	{ 0, "last", SV_OPT_INT, N_("N"), N_("so many periods (6 years, 9 quarters, 25 months)"), NULL, NULL, false, NULL },
	FORMAT_OPT,
};

static const struct sv_opt thread_opts[] = {
	{ 0, "years", SV_OPT_INT, N_("YEARS"), N_("cases of so many years (3)"), NULL, NULL, false, NULL },
	FORMAT_OPT,
};

#define NOTICING(opts) opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY | SV_COMMON_COLOR, 0

static const struct sv_verb verbs[] = {
	{ "clusters", NULL, N_("units with more reports than expected"), NOTICING(cluster_opts), sv_clusters_run, SV_READS },
	{ "uniformity", NULL, N_("whether like cases are handled alike"), NOTICING(uniformity_opts), sv_uniformity_run, SV_READS },
	{ "trends", NULL, N_("what changed over the periods"), NOTICING(trend_opts), sv_trends_run, SV_READS },
	{ "threads", NULL, N_("root causes that stand out"), NOTICING(thread_opts), sv_red_threads_run, SV_READS },
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY | SV_COMMON_COLOR, 0, sv_counting_run, SV_READS },
};

static const struct sv_command command = { "sv-stats", N_("count cases and measure how long things take"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
