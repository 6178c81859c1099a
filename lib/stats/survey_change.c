/* SPDX-License-Identifier: MIT */
/* Changes between two measurements: see survey_change.h. */
#include "stats/survey_change.h"

#include <math.h>
#include <stdlib.h>

#include "stats/dist.h"
#include "stats/fdr.h"
#include "stats/permute.h"

/* Scores of both times, after each other. */
struct both {
	double *score;
	long long *whole; /* the scores in parts */
	unsigned char *in; /* 1: after */
	size_t n;
};

/* The scores of one time, without those that are none. Returns their sum. */
static double gather(struct both *b, const double *score, size_t n, unsigned char in, size_t *count)
{
	double sum = 0;

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		if (isnan(score[i]))
			continue;
		b->score[b->n] = score[i];
		b->in[b->n++] = in;
		sum += score[i];
		++*count;
	}
	return sum;
}

/* False where one of them is no whole number of parts. */
static bool in_parts(struct both *b, long long parts)
{
	for (size_t i = 0; i < b->n && parts > 0; i++) {
		double x = b->score[i] * (double)parts;
		if (!(fabs(x) < 1e15) || fabs(x - round(x)) > 1e-6)
			return false;
		b->whole[i] = llround(x);
	}
	return parts > 0;
}

/* The noncentrality under which a t as low as this one has the probability p: that falls as the noncentrality rises. NAN where it is not known. */
static double noncentrality(double t, double df, double p)
{
	double low = t - 10, high = t + 10, step = 10;

	while (sv_dist_noncentral_t(t, df, low) < p)
		low -= step *= 2;
	step = 10;
	while (sv_dist_noncentral_t(t, df, high) > p)
		high += step *= 2;
	while (true) {
		double middle = low + (high - low) / 2, chance = sv_dist_noncentral_t(t, df, middle);
		if (isnan(chance))
			return NAN;
		if (middle <= low || middle >= high)
			return middle;
		if (chance > p)
			low = middle;
		else
			high = middle;
	}
}

/* The size of a difference whose pooled deviation is sd. */
static void effect(double sd, double confidence, struct sv_survey_change *out)
{
	double nb = (double)out->before, na = (double)out->after, df = nb + na - 2, tail = (1 - confidence) / 2;

	if (!(sd > 1e-9)) /* scores are whole parts: less is rounding */
		return;
	double j = exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2), root = sqrt(1 / nb + 1 / na);
	double t = out->difference / sd / root;
	out->g = j * out->difference / sd;
	out->in.low = noncentrality(t, df, 1 - tail) * root;
	out->in.high = noncentrality(t, df, tail) * root;
}

static double pooled(const struct both *b, double mean_before, double mean_after)
{
	double squares = 0;

	for (size_t i = 0; i < b->n; i++) {
		double d = b->score[i] - (b->in[i] ? mean_after : mean_before);
		squares += d * d;
	}
	return sqrt(squares / ((double)b->n - 2));
}

static const struct sv_survey_change unknown = { .difference = NAN, .g = NAN, .in = { NAN, NAN }, .probability = NAN, .adjusted = NAN };

void sv_survey_change_of(const struct sv_survey_summary *before, const struct sv_survey_summary *after, const struct sv_survey_compare *how, struct sv_survey_change *out)
{
	*out = unknown;
	out->before = before->n;
	out->after = after->n;
	if (out->before < how->least || out->after < how->least || out->before < 2 || out->after < 2)
		return;
	double squares = ((double)before->n - 1) * before->sd * before->sd + ((double)after->n - 1) * after->sd * after->sd;
	out->told = true;
	out->difference = after->mean - before->mean;
	effect(sqrt(squares / ((double)(before->n + after->n) - 2)), how->confidence, out);
}

enum sv_status sv_survey_change(const double *before, size_t nbefore, const double *after, size_t nafter, const struct sv_survey_compare *how,
				struct sv_random *random, struct sv_survey_change *out, struct sv_err *err)
{
	size_t room = nbefore + nafter + 1;
	struct both b = { malloc(room * sizeof *b.score), malloc(room * sizeof *b.whole), malloc(room), 0 };
	enum sv_status st = SV_OK;

	*out = unknown;
	if (!b.score || !b.whole || !b.in) {
		st = sv_err_nomem(err);
		goto out;
	}
	double first = gather(&b, before, nbefore, 0, &out->before), second = gather(&b, after, nafter, 1, &out->after);
	if (out->before < how->least || out->after < how->least || out->before < 2 || out->after < 2)
		goto out;
	first /= (double)out->before;
	second /= (double)out->after;
	out->told = true;
	out->difference = second - first;
	effect(pooled(&b, first, second), how->confidence, out);
	if (in_parts(&b, how->parts))
		st = sv_permute_sums(b.whole, b.in, b.n, &out->probability, &out->exact, err);
	if (st == SV_OK && !out->exact) {
		const struct sv_permute p = { b.score, NULL, b.in, b.n, how->draws };
		double apart;
		st = sv_permute_means(&p, random, &apart, &out->probability, err);
	}
out:
	free(b.score);
	free(b.whole);
	free(b.in);
	return st;
}

void sv_survey_change_yes(long long before, long long yes_before, long long after, long long yes_after, const struct sv_survey_compare *how, struct sv_survey_change *out)
{
	long long all = before + after, yes = yes_before + yes_after, far = llabs(yes_after * all - after * yes), first = yes - before > 0 ? yes - before : 0, last = yes < after ? yes : after;
	double chance = 0;

	*out = unknown;
	out->before = (size_t)before;
	out->after = (size_t)after;
	if (out->before < how->least || out->after < how->least || before < 2 || after < 2)
		return;
	out->told = out->exact = true;
	out->difference = (double)yes_after / (double)after - (double)yes_before / (double)before;
	for (long long k = first; k <= last; k++) /* so many of the yes are after, were it chance */
		if (llabs(k * all - after * yes) >= far)
			chance += exp(sv_dist_log_choose(yes, k) + sv_dist_log_choose(all - yes, after - k) - sv_dist_log_choose(all, after));
	out->probability = fmin(1, chance);
}

enum sv_status sv_survey_changes(struct sv_survey_change *changes, size_t n, double alpha, struct sv_err *err)
{
	double *p = calloc(n + 1, sizeof *p);
	size_t told = 0;
	enum sv_status st = SV_OK;

	if (p == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < n; i++) {
		if (!isnan(changes[i].probability))
			p[told++] = changes[i].probability;
	}
	st = sv_fdr_adjust(p, told, p, err);
	told = 0;
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		bool judged = !isnan(changes[i].probability);
		changes[i].adjusted = judged ? p[told++] : NAN;
		changes[i].stands_out = judged && changes[i].adjusted <= alpha;
	}
	free(p);
	return st;
}
