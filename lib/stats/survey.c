/* SPDX-License-Identifier: MIT */
/* Scores, means, shares and alpha: see survey.h. */
#include "stats/survey.h"

#include <math.h>

#include "stats/dist.h"

/* The answer to an item, turned where it is reversed; false where there is none. */
static bool answer(const struct sv_survey_scale *s, const int16_t *row, size_t i, int *out)
{
	int a = row[s->item[i]];

	if (a == SV_SURVEY_NONE || a < s->low || a > s->high)
		return false;
	*out = s->reversed && s->reversed[i] ? s->low + s->high - a : a;
	return true;
}

static size_t least_of(const struct sv_survey_scale *s)
{
	return s->least ? s->least : (s->nitems + 1) / 2;
}

double sv_survey_score(const struct sv_survey_scale *s, const int16_t *row)
{
	long long sum = 0;
	size_t n = 0;
	bool yes = false;
	int a;

	for (size_t i = 0; i < s->nitems; i++) {
		if (!answer(s, row, i, &a))
			continue;
		n++;
		sum += a;
		yes = yes || a > s->low;
	}
	if (s->kind == SV_SURVEY_ANY)
		return yes ? s->high : n == s->nitems && n > 0 ? s->low : NAN;
	return n > 0 && n >= least_of(s) ? (double)sum / (double)n : NAN;
}

long long sv_survey_parts(const struct sv_survey_scale *s)
{
	long long parts = 1;

	for (size_t n = least_of(s); s->kind == SV_SURVEY_MEAN && n <= s->nitems && n <= SV_SURVEY_ITEMS; n++) {
		long long a = parts, b = (long long)n;
		while (b != 0) { /* Euclid */
			long long rest = a % b;
			a = b;
			b = rest;
		}
		parts = parts / a * (long long)n;
	}
	return parts;
}

/* The highest share of people who are not as all of the n that were seen are. */
static double others_at_most(size_t n, long long all, double confidence)
{
	double low, high;

	if (all > 0 && all <= 1000000)
		return sv_interval_finite(0, (long long)n, all, confidence).high;
	sv_dist_share_interval(0, (long long)n, confidence, &low, &high);
	return high;
}

struct sv_survey_mean sv_survey_mean(const double *score, size_t n, long long all, double low, double high, double confidence)
{
	struct sv_survey_mean m = { 0, NAN, NAN, { low, high } };
	double sum = 0, squares = 0, least = INFINITY, most = -INFINITY;

	for (size_t i = 0; i < n; i++) {
		if (isnan(score[i]))
			continue;
		m.n++;
		sum += score[i];
		least = fmin(least, score[i]);
		most = fmax(most, score[i]);
	}
	if (m.n == 0)
		return m;
	m.mean = least == most ? least : sum / (double)m.n;
	for (size_t i = 0; i < n; i++)
		squares += isnan(score[i]) ? 0 : (score[i] - m.mean) * (score[i] - m.mean);
	double seen = all >= (long long)m.n ? (double)m.n / (double)all : 0; /* the part of all that answered */
	if (all < (long long)m.n)
		all = 0;
	double bottom = seen * m.mean + (1 - seen) * low, top = seen * m.mean + (1 - seen) * high;
	m.in = (struct sv_interval){ bottom, top };
	if (m.n > 1)
		m.sd = least == most ? 0 : sqrt(squares / (double)(m.n - 1));
	if (seen == 1) {
		m.in = (struct sv_interval){ m.mean, m.mean };
	} else if (m.n > 1 && least < most) {
		double half = sv_dist_t_quantile((1 + confidence) / 2, (double)m.n - 1) * m.sd * sqrt((1 - seen) / (double)m.n);
		m.in = (struct sv_interval){ fmax(bottom, m.mean - half), fmin(top, m.mean + half) };
	} else if (m.n > 1) {
		double others = others_at_most(m.n, all, confidence);
		m.in = (struct sv_interval){ m.mean - others * (m.mean - low), m.mean + others * (high - m.mean) };
	}
	return m;
}

struct sv_survey_share sv_survey_share(const double *score, size_t n, long long all, double low, double confidence)
{
	struct sv_survey_share s = { 0, 0, NAN, { 0, 1 } };

	for (size_t i = 0; i < n; i++) {
		s.n += !isnan(score[i]);
		s.yes += !isnan(score[i]) && score[i] > low;
	}
	if (s.n == 0)
		return s;
	s.share = (double)s.yes / (double)s.n;
	if (all >= (long long)s.n && all <= 1000000)
		s.in = sv_interval_finite((long long)s.yes, (long long)s.n, all, confidence);
	else
		sv_dist_share_interval((long long)s.yes, (long long)s.n, confidence, &s.in.low, &s.in.high);
	return s;
}

/* A running mean and sum of squares (Welford, Technometrics 4, 1962): no loss where all answers are high. */
struct running {
	double mean, squares;
};

static void take(struct running *r, double x, size_t n)
{
	double d = x - r->mean;

	r->mean += d / (double)n;
	r->squares += d * (x - r->mean);
}

struct sv_survey_alpha sv_survey_alpha(const struct sv_survey_scale *s, const int16_t *rows, size_t nrows, size_t width, double confidence)
{
	struct sv_survey_alpha a = { 0, NAN, { NAN, NAN } };
	struct running item[SV_SURVEY_ITEMS] = { { 0, 0 } }, whole = { 0, 0 };
	double items = 0, k = (double)s->nitems, tail = (1 - confidence) / 2;

	for (size_t r = 0; r < nrows && s->nitems <= SV_SURVEY_ITEMS; r++) {
		int value[SV_SURVEY_ITEMS], sum = 0;
		size_t i = 0;
		while (i < s->nitems && answer(s, rows + r * width, i, &value[i]))
			sum += value[i++];
		if (i < s->nitems)
			continue;
		a.n++;
		for (i = 0; i < s->nitems; i++)
			take(&item[i], value[i], a.n);
		take(&whole, sum, a.n);
	}
	if (a.n < 2 || s->nitems < 2 || !(whole.squares > 1e-9))
		return a;
	for (size_t i = 0; i < s->nitems; i++)
		items += item[i].squares;
	a.alpha = k / (k - 1) * (1 - items / whole.squares);
	double above = (double)a.n - 1, below = above * (k - 1);
	a.in.low = 1 - (1 - a.alpha) * sv_dist_f_quantile(1 - tail, above, below);
	a.in.high = 1 - (1 - a.alpha) * sv_dist_f_quantile(tail, above, below);
	return a;
}
