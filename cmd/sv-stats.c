/* SPDX-License-Identifier: MIT */
/* sv-stats: counts cases, and measures how long things take. */
#include "cli/certify.h"
#include "cli/counting.h"
#include "cli/figures.h"
#include "cli/keeping.h"
#include "cli/listing.h"
#include "cli/noticing.h"

#define PERIOD_OPT { 'p', "period", SV_OPT_WORD, N_("LENGTH"), N_("length of a period: year, quarter or month (year)"), sv_figures_periods, NULL, false, NULL }

static const struct sv_opt opts[] = {
	{ 'b', "by", SV_OPT_WORD, N_("DIMENSION"), N_("count by this; up to five"), sv_counting_dimensions, NULL, true, NULL },
	PERIOD_OPT,
	{ 'm', "margins", SV_OPT_FLAG, NULL, N_("with totals; a unit counts in those above it"), NULL, NULL, false, NULL },
	{ 0, "count", SV_OPT_WORD, N_("UNIT"), N_("what is counted: cases, reporters, concerned, allegations, contacts or overrides (cases)"), sv_counting_units, NULL, false, NULL },
	{ 0, "share", SV_OPT_FLAG, NULL, N_("the share in the last dimension too, with its 95% interval"), NULL, NULL, false, NULL },
	{ 0, "rate", SV_OPT_FLAG, NULL, N_("per 100 staff a year too, with its 95% interval"), NULL, NULL, false, NULL },
	{ 'd', "days", SV_OPT_WORD, N_("SPAN"), N_("measure the days of this span instead of counting"), sv_counting_spans, NULL, false, NULL },
	{ 0, "publish", SV_OPT_FLAG, NULL, N_("protect the table, beside all that was published before, and record it as published"), NULL, NULL, false, NULL, SV_WRITES | SV_HELPERS },
	{ 'n', "dry-run", SV_OPT_FLAG, NULL, N_("with --publish: protect and print, but record nothing"), NULL, NULL, false, NULL },
	SV_QUERY_OPTS,
	SV_FIGURES_OPTS,
};

static const struct sv_opt view_opts[] = {
	{ 'b', "by", SV_OPT_WORD, N_("DIMENSION"), N_("for each word of this; up to five"), sv_counting_dimensions, NULL, true, NULL },
	PERIOD_OPT,
	{ 'm', "margins", SV_OPT_FLAG, NULL, N_("with totals; a unit counts in those above it"), NULL, NULL, false, NULL },
	SV_QUERY_OPTS,
	SV_FIGURES_OPTS,
};

static const struct sv_opt cause_opts[] = {
	PERIOD_OPT,
	{ 0, "least", SV_OPT_INT, N_("N"), N_("only causes with so many cases (2)"), NULL, NULL, false, NULL },
	SV_QUERY_OPTS,
	SV_FIGURES_OPTS,
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

static const char *const verify_formats[] = { "text", "json", NULL };

static const struct sv_opt verify_opts[] = {
	{ 0, "least", SV_OPT_INT, N_("N"), N_("how far apart what a hidden number may be must lie (5)"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text or json (text)"), verify_formats, NULL, false, NULL },
};

#define COUNT(a) (sizeof a / sizeof a[0])
#define COMMON (SV_COMMON_STORE | SV_COMMON_KEY | SV_COMMON_COLOR)

static const struct sv_verb verbs[] = {
	{ "terms", NULL, N_("how every term was kept"), view_opts, COUNT(view_opts), COMMON, 0, sv_keeping_run, SV_READS },
	{ "metrics", NULL, N_("the metrics of the field"), view_opts, COUNT(view_opts), COMMON, 0, sv_metrics_run, SV_READS },
	{ "causes", NULL, N_("red threads: root causes by unit and time"), cause_opts, COUNT(cause_opts), COMMON, 0, sv_threads_run, SV_READS },
	{ "clusters", NULL, N_("units with more reports than expected"), cluster_opts, COUNT(cluster_opts), COMMON, 0, sv_clusters_run, SV_READS },
	{ "uniformity", NULL, N_("whether like cases are handled alike"), uniformity_opts, COUNT(uniformity_opts), COMMON, 0, sv_uniformity_run, SV_READS },
	{ "trends", NULL, N_("what changed over the periods"), trend_opts, COUNT(trend_opts), COMMON, 0, sv_trends_run, SV_READS },
	{ "threads", NULL, N_("root causes that stand out"), thread_opts, COUNT(thread_opts), COMMON, 0, sv_red_threads_run, SV_READS },
	{ "certificate", "RELEASE", N_("the proof that nothing hidden can be found from a publication"), NULL, 0, SV_COMMON_STORE | SV_COMMON_KEY, 0, sv_certify_run, SV_READS | SV_HELPERS },
	{ "verify", "CERTIFICATE DOCUMENT...", N_("check such a proof, without the store"), verify_opts, COUNT(verify_opts), 0, 0, sv_certified_run, SV_READS },
	{ NULL, NULL, NULL, opts, COUNT(opts), COMMON, 0, sv_counting_run, SV_READS },
};

static const struct sv_command command = { "sv-stats", N_("count cases and measure how long things take"), verbs, COUNT(verbs) };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
