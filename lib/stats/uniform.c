/* SPDX-License-Identifier: MIT */
/* Like cases handled alike: see uniform.h. */
#include "stats/uniform.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/dist.h"
#include "stats/fdr.h"
#include "stats/permute.h"

#define ODDS 3.0 /* the difference that power is told of: from a half to three quarters */

/* A case in the order of its group and its day. */
struct ordered {
	size_t group, outcome, at;
	int32_t day;
};

static int by_group_and_day(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Whether outcome a is more frequent than b; of equally frequent ones the lower code is. */
static bool more(const size_t *seen, size_t a, size_t b)
{
	return seen[a] != seen[b] ? seen[a] > seen[b] : a < b;
}

/* Of one group, in order of days: for each case how many of the others ended otherwise, in all and earlier. seen: by outcome, zeros. */
static void tally(const struct ordered *o, size_t n, size_t *seen, struct sv_precedents *out)
{
	for (size_t i = 0, same = 0; i < n; i++) { /* same: the first of those on the same day */
		if (o[i].day != o[same].day)
			for (; same < i; same++)
				seen[o[same].outcome]++;
		out[o[i].at].alike_before = same;
		out[o[i].at].otherwise_before = same - seen[o[i].outcome];
	}
	for (size_t i = 0; i < n; i++)
		seen[o[i].outcome] = 0;
	for (size_t i = 0; i < n; i++)
		seen[o[i].outcome]++;
	size_t first = n, second = n; /* places of cases with the two most frequent outcomes */
	for (size_t i = 0; i < n; i++) {
		if (first == n || more(seen, o[i].outcome, o[first].outcome)) {
			second = first;
			first = i;
		} else if (o[i].outcome != o[first].outcome && (second == n || more(seen, o[i].outcome, o[second].outcome))) {
			second = i;
		}
	}
	for (size_t i = 0; i < n; i++) {
		struct sv_precedents *p = &out[o[i].at];
		p->alike = n - 1;
		p->otherwise = n - seen[o[i].outcome];
		p->usual = o[first].outcome;
		p->usually = seen[p->usual] - (o[i].outcome == p->usual);
		if (second < n && o[i].outcome == p->usual && (seen[o[second].outcome] > p->usually || (seen[o[second].outcome] == p->usually && o[second].outcome < p->usual))) {
			p->usual = o[second].outcome; /* without this case itself another is in front */
			p->usually = seen[p->usual];
		}
		p->usual = p->usually ? p->usual : 0;
	}
	for (size_t i = 0; i < n; i++)
		seen[o[i].outcome] = 0;
}

static void tally_all(struct ordered *o, size_t n, size_t *seen, struct sv_precedents *out)
{
	qsort(o, n, sizeof *o, by_group_and_day);
	for (size_t i = 0, from = 0; i < n; i++) {
		if (i + 1 < n && o[i + 1].group == o[from].group)
			continue;
		tally(o + from, i + 1 - from, seen, out);
		from = i + 1;
	}
}

enum sv_status sv_uniform_precedents(const struct sv_decided *cases, size_t n, size_t least, struct sv_precedents *out, struct sv_err *err)
{
	struct ordered *o = malloc((n + 1) * sizeof *o);
	struct sv_precedents *close = calloc(n + 1, sizeof *close);
	size_t outcomes = 1, *seen;

	for (size_t i = 0; i < n; i++)
		outcomes = cases[i].outcome >= outcomes ? cases[i].outcome + 1 : outcomes;
	seen = calloc(outcomes, sizeof *seen);
	bool ok = o && close && seen;
	if (ok) {
		for (size_t i = 0; i < n; i++)
			o[i] = (struct ordered){ cases[i].like, cases[i].outcome, i, cases[i].day };
		tally_all(o, n, seen, out);
		for (size_t i = 0; i < n; i++)
			o[i] = (struct ordered){ cases[i].closely, cases[i].outcome, i, cases[i].day };
		tally_all(o, n, seen, close);
		for (size_t i = 0; i < n; i++) {
			if (close[i].alike >= least)
				out[i] = close[i];
			out[i].closely = close[i].alike >= least;
		}
	}
	free(o);
	free(close);
	free(seen);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* The difference of Mantel and Haenszel and its interval; false where no stratum has both the unit's cases and others. */
static bool difference(const struct sv_stratum *strata, size_t n, double level, struct sv_uniform *out)
{
	double top = 0, weight = 0, p = 0, q = 0;

	for (size_t s = 0; s < n; s++) {
		double n1 = (double)strata[s].in, n0 = (double)(strata[s].all - strata[s].in), all = n1 + n0;
		double a = (double)strata[s].in_yes, b = (double)(strata[s].all_yes - strata[s].in_yes);
		if (n1 == 0 || n0 == 0)
			continue;
		top += (a * n0 - b * n1) / all;
		weight += n1 * n0 / all;
		p += (n1 * n1 * b - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2) / (all * all);
		q += (a * (n0 - b) + b * (n1 - a)) / (2 * all);
	}
	if (weight == 0)
		return false;
	out->difference = top / weight;
	double margin = sv_dist_normal_quantile(1 - (1 - level) / 2) * sqrt(fmax(0, out->difference * p + q)) / weight;
	out->low = fmax(-1, out->difference - margin);
	out->high = fmin(1, out->difference + margin);
	return true;
}

/* Whether the unit and the like cases elsewhere are both enough to compare. */
static bool enough(const struct sv_stratum *strata, size_t n, size_t least)
{
	long long in = 0, others = 0;

	for (size_t s = 0; s < n; s++) {
		bool both = strata[s].in > 0 && strata[s].all > strata[s].in;
		in += both ? strata[s].in : 0;
		others += both ? strata[s].all - strata[s].in : 0;
	}
	return in >= (long long)least && others >= (long long)least;
}

/* Compares one unit; its own n and yes are there. */
static enum sv_status compare(const struct sv_stratum *strata, size_t n, const struct sv_uniform_rule *rule, double alpha, struct sv_uniform *out, struct sv_err *err)
{
	struct sv_permuted exact;
	double more, less;
	enum sv_status st;

	out->probability = 1;
	out->comparable = enough(strata, n, rule->least) && difference(strata, n, rule->level, out);
	if (!out->comparable)
		return SV_OK;
	st = sv_permute_exact(strata, n, &exact, err);
	if (st == SV_OK)
		st = sv_permute_power(strata, n, ODDS, alpha, &more, err);
	if (st == SV_OK)
		st = sv_permute_power(strata, n, 1 / ODDS, alpha, &less, err);
	if (st == SV_OK) {
		out->expected = exact.expected;
		out->probability = exact.two_sided;
		out->power = fmin(more, less);
	}
	return st;
}

/* Units at work: what each has in each stratum, [unit * strata + stratum]. */
struct work {
	size_t units, strata;
	struct sv_stratum *of, *one;
	double *p;
};

/* Compares every unit with all that do not stand out, and adjusts the probabilities. */
static enum sv_status round_of(struct work *k, const struct sv_uniform_rule *rule, struct sv_uniform *out, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	size_t compared = 0;

	for (size_t u = 0; u < k->units && st == SV_OK; u++) {
		memset(k->one, 0, k->strata * sizeof *k->one);
		for (size_t other = 0; other < k->units; other++) {
			for (size_t s = 0; s < k->strata && (other == u || !out[other].stands_out); s++) {
				const struct sv_stratum *x = &k->of[other * k->strata + s];
				k->one[s].all += x->in;
				k->one[s].all_yes += x->in_yes;
				k->one[s].in += other == u ? x->in : 0;
				k->one[s].in_yes += other == u ? x->in_yes : 0;
			}
		}
		st = compare(k->one, k->strata, rule, rule->alpha / (double)k->units, &out[u], err);
		if (out[u].comparable)
			k->p[compared++] = out[u].probability;
	}
	if (st == SV_OK)
		st = sv_fdr_adjust(k->p, compared, k->p, err);
	compared = 0;
	for (size_t u = 0; u < k->units; u++)
		out[u].adjusted = out[u].comparable ? k->p[compared++] : 1;
	return st;
}

/* Marks the unit that stands out most of those not marked yet; false where none does. */
static bool mark(const struct work *k, double alpha, struct sv_uniform *out)
{
	size_t most = k->units;

	for (size_t u = 0; u < k->units; u++)
		if (!out[u].stands_out && out[u].adjusted <= alpha && (most == k->units || out[u].probability < out[most].probability))
			most = u;
	if (most < k->units)
		out[most].stands_out = true;
	return most < k->units;
}

enum sv_status sv_uniform_units(const struct sv_handled *cases, size_t n, size_t units, const struct sv_uniform_rule *rule, struct sv_uniform *out, struct sv_err *err)
{
	struct work k = { .units = units };
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < n; i++)
		k.strata = cases[i].stratum >= k.strata ? cases[i].stratum + 1 : k.strata;
	k.of = calloc(units * k.strata + 1, sizeof *k.of);
	k.one = calloc(k.strata + 1, sizeof *k.one);
	k.p = malloc((units + 1) * sizeof *k.p);
	if (k.of == NULL || k.one == NULL || k.p == NULL)
		st = sv_err_nomem(err);
	for (size_t u = 0; u < units; u++)
		out[u] = (struct sv_uniform){ .probability = 1, .adjusted = 1 };
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		struct sv_stratum *s = &k.of[cases[i].unit * k.strata + cases[i].stratum];
		s->in++;
		s->in_yes += cases[i].yes;
		out[cases[i].unit].n++;
		out[cases[i].unit].yes += cases[i].yes;
	}
	if (st == SV_OK)
		st = round_of(&k, rule, out, err);
	while (st == SV_OK && mark(&k, rule->alpha, out))
		st = round_of(&k, rule, out, err);
	for (size_t u = 0; u < units; u++) /* one that was marked may not stand out from those that are left */
		out[u].stands_out = out[u].adjusted <= rule->alpha;
	free(k.of);
	free(k.one);
	free(k.p);
	return st;
}
