/* SPDX-License-Identifier: MIT */
/* Permutation tests: see permute.h. */
#include "stats/permute.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/dist.h"

#define NO_MORE (1 + 1e-7) /* what is as likely but for rounding */

/* Chances of the whole numbers from `low` on. */
struct chances {
	double *p;
	long long low;
	size_t n;
};

static enum sv_status certain(struct chances *c, struct sv_err *err)
{
	*c = (struct chances){ malloc(sizeof *c->p), 0, 1 };
	if (c->p == NULL)
		return sv_err_nomem(err);
	c->p[0] = 1;
	return SV_OK;
}

/* The number of yes in the group, of one stratum, with odds; the largest chance is scaled to 1 first, so that none is lost. */
static enum sv_status of_stratum(const struct sv_stratum *s, double odds, struct chances *out, struct sv_err *err)
{
	long long no = s->all - s->all_yes, low = s->in > no ? s->in - no : 0, high = s->in < s->all_yes ? s->in : s->all_yes;
	double most = -INFINITY, sum = 0;

	*out = (struct chances){ malloc((size_t)(high - low + 1) * sizeof(double)), low, (size_t)(high - low + 1) };
	if (out->p == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < out->n; i++) {
		long long k = low + (long long)i;
		out->p[i] = sv_dist_log_choose(s->all_yes, k) + sv_dist_log_choose(no, s->in - k) + (double)k * log(odds);
		most = fmax(most, out->p[i]);
	}
	for (size_t i = 0; i < out->n; i++)
		sum += out->p[i] = exp(out->p[i] - most);
	for (size_t i = 0; i < out->n; i++)
		out->p[i] /= sum;
	return SV_OK;
}

/* The distribution of the sum of two independent numbers; b is freed, a replaced. */
static enum sv_status convolve(struct chances *a, struct chances *b, struct sv_err *err)
{
	double *sum = calloc(a->n + b->n, sizeof *sum);

	if (sum == NULL) {
		free(b->p);
		return sv_err_nomem(err);
	}
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			sum[i + k] += a->p[i] * b->p[k];
	free(a->p);
	free(b->p);
	*a = (struct chances){ sum, a->low + b->low, a->n + b->n - 1 };
	return SV_OK;
}

static enum sv_status distribution(const struct sv_stratum *strata, size_t n, double odds, struct chances *out, struct sv_err *err)
{
	struct chances one;
	enum sv_status st = certain(out, err);

	for (size_t i = 0; i < n && st == SV_OK; i++) {
		st = of_stratum(&strata[i], odds, &one, err);
		if (st == SV_OK)
			st = convolve(out, &one, err);
	}
	if (st != SV_OK)
		free(out->p);
	return st;
}

/* The sum of all chances that are no more than one. */
static double no_more_than(const struct chances *c, double limit)
{
	double sum = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->p[i] <= limit * NO_MORE)
			sum += c->p[i];
	return fmin(1, sum);
}

enum sv_status sv_permute_exact(const struct sv_stratum *strata, size_t n, struct sv_permuted *out, struct sv_err *err)
{
	struct chances c;
	long long seen = 0;
	enum sv_status st = distribution(strata, n, 1, &c, err);

	*out = (struct sv_permuted){ 0, 1, 1 };
	if (st != SV_OK)
		return st;
	for (size_t i = 0; i < n; i++) {
		seen += strata[i].in_yes;
		if (strata[i].all > 0)
			out->expected += (double)strata[i].in * (double)strata[i].all_yes / (double)strata[i].all;
	}
	out->two_sided = no_more_than(&c, c.p[seen - c.low]);
	out->upper = 0;
	for (size_t i = (size_t)(seen - c.low); i < c.n; i++)
		out->upper += c.p[i];
	out->upper = fmin(1, out->upper);
	free(c.p);
	return SV_OK;
}

enum sv_status sv_permute_power(const struct sv_stratum *strata, size_t n, double odds, double alpha, double *power, struct sv_err *err)
{
	struct chances nothing = { NULL, 0, 0 }, something = { NULL, 0, 0 };
	enum sv_status st = distribution(strata, n, 1, &nothing, err);

	*power = 0;
	if (st != SV_OK)
		return st;
	st = distribution(strata, n, odds, &something, err);
	if (st == SV_OK) {
		for (size_t i = 0; i < nothing.n; i++)
			if (no_more_than(&nothing, nothing.p[i]) <= alpha)
				*power += something.p[i];
		free(something.p);
	}
	free(nothing.p);
	return st;
}

/* What a test of numbers works with: members of stratum s are member[end[s - 1] .. end[s] - 1]. */
struct work {
	size_t strata, *member, *end, *in;
	double *apart; /* of each value: its difference from the mean of its stratum */
};

static size_t stratum_of(const struct sv_permute *p, size_t i)
{
	return p->stratum ? p->stratum[i] : 0;
}

static void gather(const struct sv_permute *p, struct work *k)
{
	size_t at = 0;

	memset(k->end, 0, k->strata * sizeof *k->end);
	for (size_t i = 0; i < p->n; i++)
		k->end[stratum_of(p, i)]++;
	for (size_t s = 0; s < k->strata; s++) { /* where it begins; placing its members moves that to its end */
		size_t n = k->end[s];
		k->end[s] = at;
		at += n;
	}
	for (size_t i = 0; i < p->n; i++)
		k->member[k->end[stratum_of(p, i)]++] = i;
}

static void centre(const struct sv_permute *p, struct work *k)
{
	for (size_t s = 0, from = 0; s < k->strata; from = k->end[s++]) {
		double sum = 0;
		k->in[s] = 0;
		for (size_t i = from; i < k->end[s]; i++) {
			sum += p->value[k->member[i]];
			k->in[s] += p->in[k->member[i]] != 0;
		}
		for (size_t i = from; i < k->end[s]; i++)
			k->apart[k->member[i]] = p->value[k->member[i]] - sum / (double)(k->end[s] - from);
	}
}

/* A group drawn from every stratum, as large as the one there is: the first steps of a shuffle. */
static double draw(struct work *k, struct sv_random *random)
{
	double sum = 0;

	for (size_t s = 0, from = 0; s < k->strata; from = k->end[s++]) {
		for (size_t i = from; i < from + k->in[s]; i++) {
			size_t other = i + (size_t)sv_random_below(random, k->end[s] - i), member = k->member[other];
			k->member[other] = k->member[i];
			k->member[i] = member;
			sum += k->apart[member];
		}
	}
	return sum;
}

enum sv_status sv_permute_means(const struct sv_permute *p, struct sv_random *random, double *difference, double *probability, struct sv_err *err)
{
	struct work k = { .strata = 1 };
	size_t as_far = 1;
	double scale = 0;

	*difference = 0;
	*probability = 1;
	for (size_t i = 0; i < p->n; i++)
		k.strata = stratum_of(p, i) >= k.strata ? stratum_of(p, i) + 1 : k.strata;
	k.member = malloc((p->n + 1) * sizeof *k.member);
	k.end = malloc(k.strata * sizeof *k.end);
	k.in = malloc(k.strata * sizeof *k.in);
	k.apart = malloc((p->n + 1) * sizeof *k.apart);
	bool ok = k.member && k.end && k.in && k.apart;
	if (ok) {
		gather(p, &k);
		centre(p, &k);
		for (size_t i = 0; i < p->n; i++) {
			*difference += p->in[i] ? k.apart[i] : 0;
			scale += fabs(k.apart[i]);
		}
		for (size_t d = 0; d < p->draws; d++)
			as_far += fabs(draw(&k, random)) >= fabs(*difference) - 1e-12 * scale; /* sums in another order differ by rounding */
		*probability = (double)as_far / (double)(p->draws + 1);
	}
	free(k.member);
	free(k.end);
	free(k.in);
	free(k.apart);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* Whole numbers from 0 on, as small as they can be made, and the smaller group of them. */
struct sums {
	size_t *value, n, few;
	size_t seen, total, most; /* sums: of the group, of all, and the largest that any such group has */
};

static int by_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* False where the numbers are too far apart to be reckoned with. */
static bool shrink(const long long *value, const unsigned char *in, size_t n, struct sums *s)
{
	long long least = value[0], most = value[0];
	size_t factor = 0, group = 0;

	for (size_t i = 0; i < n; i++) {
		least = value[i] < least ? value[i] : least;
		most = value[i] > most ? value[i] : most;
		group += in[i] != 0;
	}
	if ((unsigned long long)most - (unsigned long long)least > (1ull << 40) || n > (1u << 20))
		return false;
	for (size_t i = 0; i < n; i++) {
		size_t a = s->value[i] = (size_t)(value[i] - least);
		while (a != 0) { /* Euclid */
			size_t rest = factor % a;
			factor = a;
			a = rest;
		}
	}
	bool other = group > n - group; /* both groups stand out alike: the smaller one is less work */
	*s = (struct sums){ s->value, n, other ? n - group : group, 0, 0, 0 };
	for (size_t i = 0; i < n; i++) {
		s->value[i] /= factor ? factor : 1;
		s->seen += (in[i] != 0) != other ? s->value[i] : 0;
		s->total += s->value[i];
	}
	qsort(s->value, n, sizeof *s->value, by_size);
	for (size_t i = n - s->few; i < n; i++)
		s->most += s->value[i];
	return true;
}

/* p[k * (most + 1) + t]: the chance that of the numbers up to now k are chosen, with sum t. */
static void choose(const struct sums *s, double *p)
{
	size_t width = s->most + 1, sum = 0;

	p[0] = 1;
	for (size_t i = 0; i < s->n; i++) {
		size_t left = s->n - i, v = s->value[i], top = sum + v < s->most ? sum + v : s->most;
		for (size_t k = (i < s->few ? i : s->few) + 1; k-- > 0;) { /* from above, so that a number is chosen once */
			if (s->few - k > left) /* a way that cannot be: its chance is 0 */
				continue;
			double take = (double)(s->few - k) / (double)left;
			double *stay = p + k * width, *up = stay + width;
			for (size_t t = 0; t <= sum; t++) {
				if (k < s->few && t + v <= s->most)
					up[t + v] += stay[t] * take;
				stay[t] *= 1 - take;
			}
		}
		sum = top;
	}
}

static double apart(const struct sums *s, size_t sum)
{
	return fabs((double)s->n * (double)sum - (double)s->few * (double)s->total); /* whole, below 2^53 */
}

enum sv_status sv_permute_sums(const long long *value, const unsigned char *in, size_t n, double *probability, bool *done, struct sv_err *err)
{
	struct sums s = { 0 };
	double *p = NULL, sum = 0;

	*done = n == 0;
	*probability = n == 0 ? 1 : *probability;
	if (n == 0)
		return SV_OK;
	s.value = malloc(n * sizeof *s.value);
	if (s.value == NULL)
		return sv_err_nomem(err);
	double room = shrink(value, in, n, &s) ? (double)(s.few + 1) * (double)(s.most + 1) : HUGE_VAL;
	if (room > SV_PERMUTE_ROOM || room * (double)n > SV_PERMUTE_WORK) {
		free(s.value);
		return SV_OK;
	}
	p = calloc((s.few + 1) * (s.most + 1), sizeof *p);
	if (p != NULL) {
		choose(&s, p);
		for (size_t t = 0; t <= s.most; t++)
			sum += apart(&s, t) >= apart(&s, s.seen) ? p[s.few * (s.most + 1) + t] : 0;
		*probability = fmin(1, sum);
		*done = true;
	}
	free(p);
	free(s.value);
	return p ? SV_OK : sv_err_nomem(err);
}
