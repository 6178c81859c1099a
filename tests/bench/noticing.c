/* SPDX-License-Identifier: MIT */
/*
 * How often noticing is wrong, and how much it sees, by simulation: organisations are made up whose units truly differ, nothing or
 * something is the matter, and the library is asked. The same seed gives the same table: noticing [REPLICATES [PART]].
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/cluster.h"
#include "stats/dist.h"
#include "stats/fdr.h"
#include "stats/random.h"
#include "stats/scan.h"
#include "stats/uniform.h"

#define UNITS_MAX 200
#define BINS 12
#define ALPHA 0.05

static const double month[BINS] = { 1 / 12., 1 / 12., 1 / 12., 1 / 12., 1 / 12., 1 / 12., 1 / 12., 1 / 12., 1 / 12., 1 / 12., 1 / 12., 1 / 12. };
static const size_t windows[] = { 1, 2, 3, 6, 9, 12 };

/* An organisation and what is the matter in it. */
struct scene {
	const char *name;
	size_t units;
	double mean;              /* reports of a unit in a year */
	double shape;             /* of the gamma distribution of rates; 0: all the same; < 0: lognormal with that coefficient of variation */
	double years;             /* of past */
	double times;             /* how many times its rate one unit has in the last six months; 0: nothing is the matter */
	double season;            /* how many times the rates all units have in the last six months; 0: as before */
	double drift;             /* the share of a unit's rate that is drawn anew each year: rates that move */
	double clump;             /* the chance that a report brings another one, in the same month, that nobody linked to it */
};

static const struct scene scenes[] = {
	{ "50 units, mean 2, gamma shape 1.5", 50, 2, 1.5, 3, 0, 0 },
	{ "the same, two years of past", 50, 2, 1.5, 2, 0, 0 },
	{ "the same, one year of past", 50, 2, 1.5, 1, 0, 0 },
	{ "20 units", 20, 2, 1.5, 3, 0, 0 },
	{ "10 units", 10, 2, 1.5, 3, 0, 0 },
	{ "5 units", 5, 2, 1.5, 3, 0, 0 },
	{ "all units alike", 50, 2, 0, 3, 0, 0 },
	{ "very unlike units, shape 0.5", 50, 2, 0.5, 3, 0, 0 },
	{ "lognormal rates, variation 1", 50, 2, -1, 3, 0, 0 },
	{ "lognormal rates, variation 2", 50, 2, -2, 3, 0, 0 },
	{ "busy units, mean 8", 50, 8, 1.5, 3, 0, 0 },
	{ "rare reports, mean 0.4", 50, 0.4, 1.5, 3, 0, 0 },
	{ "all rise to 1.5 times for six months", 50, 2, 1.5, 3, 0, 1.5 },
	{ "all rise to twice for six months", 50, 2, 1.5, 3, 0, 2 },
	{ "rates move by a quarter", 50, 2, 1.5, 3, 0, 0, 0.25, 0 },
	{ "rates move by a half", 50, 2, 1.5, 3, 0, 0, 0.5, 0 },
	{ "a tenth of the reports bring another", 50, 2, 1.5, 3, 0, 0, 0, 0.1 },
	{ "a third of the reports bring another", 50, 2, 1.5, 3, 0, 0, 0, 0.33 },
	{ "one unit 2 times for six months", 50, 2, 1.5, 3, 2, 0 },
	{ "one unit 4 times", 50, 2, 1.5, 3, 4, 0 },
	{ "one unit 8 times", 50, 2, 1.5, 3, 8, 0 },
	{ "one unit 8 times, 20 units", 20, 2, 1.5, 3, 8, 0 },
	{ "one unit 8 times, 10 units", 10, 2, 1.5, 3, 8, 0 },
	{ "one unit 8 times, 5 units", 5, 2, 1.5, 3, 8, 0 },
	{ "one unit 8 times, 5 busy units", 5, 8, 1.5, 3, 8, 0 },
	{ "one unit 8 times, rates move by a half", 50, 2, 1.5, 3, 8, 0, 0.5, 0 },
	{ "one unit 8 times, busy units", 50, 8, 1.5, 3, 8, 0 },
	{ "one unit 4 times, busy units", 50, 8, 1.5, 3, 4, 0 },
};

static double draw_rate(const struct scene *s, struct sv_random *r)
{
	if (s->shape > 0)
		return sv_random_gamma(r, s->shape, s->shape / s->mean);
	if (s->shape == 0)
		return s->mean;
	double v = log(1 + s->shape * s->shape), u = 0;
	for (int i = 0; i < 12; i++) /* a normal number, nearly */
		u += sv_random_share(r);
	return s->mean * exp((u - 6) * sqrt(v) - v / 2);
}

/* The rate of a next year. */
static double move(const struct scene *s, struct sv_random *r, double rate)
{
	return s->drift > 0 ? (1 - s->drift) * rate + s->drift * draw_rate(s, r) : rate;
}

/* The reports that come of some, where each brings another with a chance. */
static long long bring(const struct scene *s, struct sv_random *r, long long n)
{
	for (long long k = n; k > 0; k--)
		n += sv_random_share(r) < s->clump;
	return n;
}

/* Plain Poisson with Benjamini and Hochberg: any unit found, by its last year against a rate. */
static int plain(const struct scene *s, const long long *past, const long long *recent, int own)
{
	double p[UNITS_MAX], total = 0;
	int any = 0;

	for (size_t u = 0; u < s->units; u++)
		total += (double)past[u];
	for (size_t u = 0; u < s->units; u++) {
		double rate = own ? ((double)past[u] + 0.5) / s->years : total / s->years / (double)s->units, below = 0;
		long long x = 0;
		for (size_t b = 0; b < BINS; b++)
			x += recent[u * BINS + b];
		for (long long k = 0; k < x; k++)
			below += exp((double)k * log(rate) - rate - lgamma((double)k + 1));
		p[u] = below < 1 ? 1 - below : 0;
	}
	sv_fdr_adjust(p, s->units, p, NULL);
	for (size_t u = 0; u < s->units; u++)
		any |= p[u] <= ALPHA;
	return any;
}

static void scene(const struct scene *s, size_t replicates)
{
	static long long past[UNITS_MAX], months[UNITS_MAX * 10 * BINS], recent[UNITS_MAX * BINS];
	size_t past_bins = (size_t)s->years * BINS;
	static struct sv_scanned out[UNITS_MAX];
	size_t any = 0, hit = 0, wrong = 0, own = 0, pooled = 0;
	double lit = 0, expected_lit = 0;
	struct sv_random r;

	sv_random_seed(&r, 20260101);
	for (size_t i = 0; i < replicates; i++) {
		size_t struck = s->times > 0 ? (size_t)sv_random_below(&r, s->units) : s->units;
		for (size_t u = 0; u < s->units; u++) {
			double rate = u == struck ? s->mean : draw_rate(s, &r); /* the unit that is struck is an average one */
			long long year = 0;
			past[u] = 0;
			for (size_t b = past_bins; b-- > 0;) { /* the oldest month first */
				if (b % BINS == BINS - 1)
					rate = move(s, &r, rate);
				months[u * past_bins + b] = bring(s, &r, sv_random_poisson(&r, rate / BINS));
				past[u] += months[u * past_bins + b];
			}
			rate = move(s, &r, rate);
			for (size_t b = 0; b < BINS; b++) {
				recent[u * BINS + b] = sv_random_poisson(&r, rate * month[b] * (b < 6 && u == struck ? s->times : 1) * (b < 6 && s->season > 0 ? s->season : 1));
				recent[u * BINS + b] = bring(s, &r, recent[u * BINS + b]);
				year += recent[u * BINS + b];
			}
			lit += year >= 3;
		}
		expected_lit += sv_cluster_by_chance(past, s->units, s->years, 3);
		struct sv_scan scan = { s->units, BINS, month, recent, months, past_bins, BINS, s->years, windows, sizeof windows / sizeof windows[0], 499 };
		if (sv_scan_run(&scan, &r, out, NULL) != SV_OK)
			exit(1);
		int signal = 0, other = 0;
		for (size_t u = 0; u < s->units; u++) {
			signal |= out[u].probability <= ALPHA;
			hit += u == struck && out[u].probability <= ALPHA;
			other |= u != struck && out[u].probability <= ALPHA;
		}
		any += signal;
		wrong += other;
		own += plain(s, past, recent, 1);
		pooled += plain(s, past, recent, 0);
	}
	double n = (double)replicates, share = (double)wrong / n;
	printf("%-40s %7.3f ±%.3f", s->name, share, sqrt(share * (1 - share) / n));
	if (s->times > 0)
		printf(" %6.3f", (double)hit / n);
	else
		printf(" %6s", "");
	printf(" %6.3f %6.3f %6.1f %6.1f\n", (double)own / n, (double)pooled / n, lit / n, expected_lit / n);
	fflush(stdout);
	(void)any;
}

/* Who looks every month for a year: how often any of the twelve looks has a false signal. Fifty units as in the first scene. */
static void monthly(size_t replicates)
{
	enum { UNITS = 50, PAST = 3 * BINS, ALL = PAST + 2 * BINS };
	static long long all[UNITS * ALL], past[UNITS * PAST], recent[UNITS * BINS];
	static struct sv_scanned out[UNITS];
	size_t any = 0, looks = 0;
	struct sv_random r;

	sv_random_seed(&r, 20260103);
	for (size_t i = 0; i < replicates; i++) {
		size_t signals = 0;
		for (size_t u = 0; u < UNITS; u++) {
			double rate = sv_random_gamma(&r, 1.5, 0.75);
			for (size_t m = 0; m < ALL; m++) /* newest first */
				all[u * ALL + m] = sv_random_poisson(&r, rate / BINS);
		}
		for (size_t look = 0; look < BINS; look++) {
			int found = 0;
			for (size_t u = 0; u < UNITS; u++) {
				memcpy(recent + u * BINS, all + u * ALL + look, BINS * sizeof *recent);
				memcpy(past + u * PAST, all + u * ALL + look + BINS, PAST * sizeof *past);
			}
			struct sv_scan scan = { UNITS, BINS, month, recent, past, PAST, BINS, 3, windows, sizeof windows / sizeof windows[0], 499 };
			if (sv_scan_run(&scan, &r, out, NULL) != SV_OK)
				exit(1);
			for (size_t u = 0; u < UNITS; u++)
				found |= out[u].probability <= ALPHA;
			signals += (size_t)found;
		}
		any += signals > 0;
		looks += signals;
	}
	double n = (double)replicates, share = (double)any / n;
	printf("%-40s %7.3f ±%.3f %6s %6.3f of a look\n", "any of twelve monthly looks", share, sqrt(share * (1 - share) / n), "", (double)looks / n / BINS);
	fflush(stdout);
}

/* An organisation's decisions: units whose mix of cases differs, and what is the matter with one of them. */
struct docket {
	const char *name;
	size_t cases, units;
	double mix;  /* how alike the mixes of cases are: 100: all the same; 1: very unlike */
	double odds; /* of the last unit, times those of all others; 1: nothing is the matter */
};

static const struct docket dockets[] = {
	{ "200 cases, 8 units, mixes unlike", 200, 8, 1, 1 }, { "500 cases", 500, 8, 1, 1 }, { "1500 cases", 1500, 8, 1, 1 }, { "1500 cases, 20 units", 1500, 20, 1, 1 },
	{ "500 cases, mixes nearly alike", 500, 8, 100, 1 }, { "200 cases, one unit 3 times the odds", 200, 8, 1, 3 }, { "500 cases, 3 times", 500, 8, 1, 3 },
	{ "1500 cases, 3 times", 1500, 8, 1, 3 }, { "1500 cases, a third", 1500, 8, 1, 1 / 3. }, { "1500 cases, twice", 1500, 8, 1, 2 },
};

#define STRATA 9
#define CASES_MAX 2000

/* Decisions of one organisation: in stratum s a share of 0.1 to 0.9 is a yes. */
static void draw_docket(const struct docket *d, struct sv_random *r, struct sv_handled *cases)
{
	double mix[UNITS_MAX][STRATA];

	for (size_t u = 0; u < d->units; u++)
		for (size_t s = 0; s < STRATA; s++)
			mix[u][s] = sv_random_gamma(r, d->mix, 1) + (s ? mix[u][s - 1] : 0);
	for (size_t i = 0; i < d->cases; i++) {
		size_t u = (size_t)sv_random_below(r, d->units), s = 0;
		double at = sv_random_share(r) * mix[u][STRATA - 1];
		while (mix[u][s] < at)
			s++;
		double share = 0.1 + 0.8 * (double)s / (STRATA - 1), odds = share / (1 - share) * (u == d->units - 1 ? d->odds : 1);
		cases[i] = (struct sv_handled){ u, s, sv_random_share(r) < odds / (1 + odds) };
	}
}

/* Which units are found, and how often others than the last. */
static void judge(const struct docket *d, const struct sv_handled *cases, size_t *false_flag, size_t *found, double *told, size_t *cannot)
{
	struct sv_uniform out[UNITS_MAX];
	const struct sv_uniform_rule rule = { 10, 0.95, ALPHA };
	size_t flags = 0, last = d->units - 1;

	if (sv_uniform_units(cases, d->cases, d->units, &rule, out, NULL) != SV_OK)
		exit(1);
	for (size_t u = 0; u < d->units; u++)
		flags += out[u].stands_out && (u != last || d->odds == 1);
	*false_flag += flags > 0;
	*found += out[last].stands_out;
	*told += out[last].power;
	*cannot += out[last].power < 0.5;
}

static void docket(const struct docket *d, size_t replicates)
{
	static struct sv_handled cases[CASES_MAX];
	size_t false_flag = 0, found = 0, cannot = 0, plain_false = 0, plain_found = 0, ignore = 0;
	double told = 0, ignored = 0;
	struct sv_random r;

	sv_random_seed(&r, 20260102);
	for (size_t i = 0; i < replicates; i++) {
		draw_docket(d, &r, cases);
		judge(d, cases, &false_flag, &found, &told, &cannot);
		for (size_t k = 0; k < d->cases; k++)
			cases[k].stratum = 0; /* Fisher's test of each unit, all cases taken for alike */
		judge(d, cases, &plain_false, &plain_found, &ignored, &ignore);
	}
	double n = (double)replicates, share = (double)false_flag / n;
	printf("%-40s %7.3f ±%.3f", d->name, share, sqrt(share * (1 - share) / n));
	if (d->odds == 1)
		printf(" %6s %6.3f %6s %6.3f %6.3f\n", "", (double)plain_false / n, "", told / n, (double)cannot / n);
	else
		printf(" %6.3f %6.3f %6.3f %6.3f %6.3f\n", (double)found / n, (double)plain_false / n, (double)plain_found / n, told / n, (double)cannot / n);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	size_t replicates = argc > 1 ? (size_t)atol(argv[1]) : 1000;

	printf("%-40s %14s %6s %6s %6s %6s %6s\n", "clusters", "false signal", "power", "own+BH", "all+BH", "lit", "told");
	for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++)
		if (argc < 3 || strstr(scenes[i].name, argv[2]))
			scene(&scenes[i], replicates);
	if (argc < 3 || strstr("any of twelve monthly looks", argv[2]))
		monthly((replicates + 3) / 4);
	printf("%-40s %14s %6s %6s %6s %6s %6s\n", "uniformity", "false flag", "power", "Fisher", "power", "told", "cannot");
	for (size_t i = 0; i < sizeof dockets / sizeof dockets[0]; i++)
		if (argc < 3 || strstr(dockets[i].name, argv[2]))
			docket(&dockets[i], replicates);
	return 0;
}
