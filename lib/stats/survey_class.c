/* SPDX-License-Identifier: MIT */
/* Classes of people and what their answers give away: see survey_class.h. */
#include "stats/survey_class.h"

#include <math.h>
#include <stdlib.h>

#include "stats/mix.h"

#define NEARLY 1e-9 /* sums in another order differ by rounding */

struct answered {
	double score;
	uint32_t inner;
};

static int by_score(const void *a, const void *b)
{
	const struct answered *x = a, *y = b;

	return (x->score > y->score) - (x->score < y->score);
}

enum sv_status sv_survey_wave_make(struct sv_survey_wave *w, const struct sv_survey_showing *s, const struct sv_survey_answers *a, struct sv_err *err)
{
	struct answered *all = malloc((a->n + 1) * sizeof *all);

	*w = (struct sv_survey_wave){ 0, malloc((a->n + 1) * sizeof *w->inner), malloc((a->n + 1) * sizeof *w->score), calloc(s->ninner + 1, sizeof *w->count) };
	if (!all || !w->inner || !w->score || !w->count) {
		free(all);
		return sv_err_nomem(err);
	}
	for (size_t i = 0; i < a->n; i++) {
		if (!isnan(a->score[i]))
			all[w->n++] = (struct answered){ a->score[i], a->inner[i] };
	}
	qsort(all, w->n, sizeof *all, by_score);
	for (size_t i = 0; i < w->n; i++) {
		w->inner[i] = all[i].inner;
		w->score[i] = all[i].score;
		w->count[all[i].inner]++;
	}
	free(all);
	return SV_OK;
}

void sv_survey_wave_release(struct sv_survey_wave *w)
{
	free(w->inner);
	free(w->score);
	free(w->count);
	*w = (struct sv_survey_wave){ 0 };
}

void sv_survey_look_release(struct sv_survey_look *l)
{
	free(l->class);
	free(l->key);
	free(l->member);
	free(l->start);
	free(l->score);
	free(l->sum);
	free(l->inside);
	free(l->mark);
	*l = (struct sv_survey_look){ 0 };
}

/* 64 bits of a group; those of the groups that something is in, added without carry, tell which it is in. */
static uint64_t bits(size_t g)
{
	return sv_mix(g * SV_MIX_STEP);
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static uint64_t *find_key(const struct sv_survey_look *l, uint64_t key)
{
	return bsearch(&key, l->key, l->nclasses, sizeof *l->key, by_number);
}

enum sv_status sv_survey_look_make(struct sv_survey_look *l, const struct sv_survey_showing *s, struct sv_err *err)
{
	size_t most = 0, ninner = s->ninner;

	for (size_t w = 0; w < s->nwaves; w++)
		most = s->waves[w].n > most ? s->waves[w].n : most;
	l->class = malloc((ninner + 1) * sizeof *l->class);
	l->key = malloc((ninner + 1) * sizeof *l->key);
	l->member = malloc((ninner + 1) * sizeof *l->member);
	l->start = malloc((ninner + 2) * sizeof *l->start);
	l->score = malloc((most + 1) * sizeof *l->score);
	l->sum = malloc((most + ninner + 1) * sizeof *l->sum);
	l->inside = malloc((ninner + 1) * sizeof *l->inside);
	l->mark = malloc((ninner + 1) * sizeof *l->mark);
	return l->class && l->key && l->member && l->start && l->score && l->sum && l->inside && l->mark ? SV_OK : sv_err_nomem(err);
}

/* Inner groups with the same key are one class. */
static void classify(struct sv_survey_look *l, const struct sv_survey_showing *s, const struct sv_survey_wave *w, const unsigned char *open)
{
	for (size_t i = 0; i < s->ninner; i++)
		l->mark[i] = 0;
	for (size_t g = 0; g < s->ngroups; g++) {
		for (size_t i = 0; open[g] && i < s->groups[g].ninner; i++)
			l->mark[s->groups[g].inner[i]] ^= bits(g);
	}
	for (size_t i = 0; i < s->ninner; i++)
		l->key[i] = l->mark[i];
	qsort(l->key, s->ninner, sizeof *l->key, by_number);
	l->nclasses = 0;
	for (size_t i = 0; i < s->ninner; i++) {
		if (i == 0 || l->key[i] != l->key[l->nclasses - 1])
			l->key[l->nclasses++] = l->key[i];
	}
	for (size_t c = 0; c < l->nclasses; c++)
		l->member[c] = UINT32_MAX;
	for (size_t i = 0; i < s->ninner; i++) {
		size_t c = l->class[i] = (uint32_t)(find_key(l, l->mark[i]) - l->key);
		if (l->member[c] == UINT32_MAX || w->count[l->member[c]] == 0)
			l->member[c] = (uint32_t)i;
	}
}

/* Answers class by class, each in order as the measurement has them; and their sums. */
static void deal(struct sv_survey_look *l, const struct sv_survey_showing *s, const struct sv_survey_wave *w)
{
	for (size_t c = 0; c < l->nclasses; c++)
		l->inside[c] = 0;
	for (size_t i = 0; i < s->ninner; i++)
		l->inside[l->class[i]] += w->count[i];
	for (size_t c = 0, at = 0; c < l->nclasses; c++) {
		l->start[c] = at;
		at += l->inside[c];
		l->start[c + 1] = at;
		l->inside[c] = l->start[c];
	}
	for (size_t i = 0; i < w->n; i++)
		l->score[l->inside[l->class[w->inner[i]]]++] = w->score[i];
	for (size_t c = 0; c < l->nclasses; c++) {
		double *sum = l->sum + l->start[c] + c;
		sum[0] = 0;
		for (size_t k = 0; k < l->start[c + 1] - l->start[c]; k++)
			sum[k + 1] = sum[k] + l->score[l->start[c] + k];
	}
}

void sv_survey_look(struct sv_survey_look *l, const struct sv_survey_showing *s, const struct sv_survey_wave *w, const unsigned char *open)
{
	classify(l, s, w, open);
	deal(l, s, w);
}

static size_t people(const struct sv_survey_look *l, size_t class)
{
	return l->start[class + 1] - l->start[class];
}

enum sv_survey_why sv_survey_class_why(const struct sv_survey_look *l, size_t class, const struct sv_survey_rules *r)
{
	const double *x = l->score + l->start[class];
	size_t n = people(l, class), yes = n;

	if (n == 0 || l->key[class] == 0)
		return SV_SURVEY_SHOWN;
	if (n < r->least)
		return SV_SURVEY_SMALL;
	for (size_t i = 0; i < n && !(x[i] > r->low); i++)
		yes--;
	if (r->few > 0 && yes < r->few)
		return SV_SURVEY_FEW;
	/* alike, or all but one, who then knows it of the others */
	if (r->alike && (n < 3 || x[n - 2] - x[0] < NEARLY || x[n - 1] - x[1] < NEARLY))
		return SV_SURVEY_ALIKE;
	return SV_SURVEY_SHOWN;
}

bool sv_survey_class_same(const struct sv_survey_look *l, const struct sv_survey_look *other, uint32_t inner)
{
	return other->key[other->class[inner]] != 0 && people(l, l->class[inner]) == people(other, other->class[inner]);
}

bool sv_survey_class_beside(const struct sv_survey_look *l, uint32_t inner, size_t g)
{
	const uint64_t *key = find_key(l, l->key[l->class[inner]] ^ bits(g));

	return key != NULL && people(l, (size_t)(key - l->key)) > 0;
}

/* How far apart the sums of k of a class can be: its highest less its lowest. */
static double spread(const struct sv_survey_look *l, size_t class, size_t k)
{
	const double *sum = l->sum + l->start[class] + class;
	size_t n = people(l, class);

	return sum[n] - sum[n - k] - sum[k];
}

/* The same for one of the class, not among those k < n, who knows his own answer: the lowest or the highest, which leave the least. */
static double spread_to_one(const struct sv_survey_look *l, size_t class, size_t k)
{
	const double *x = l->score + l->start[class];
	size_t n = people(l, class);

	return spread(l, class, k) - fmax(x[k] - x[0], x[n - 1] - x[n - k - 1]);
}

static double needed(const struct sv_survey_rules *r, size_t n)
{
	return fmin(r->blur, (double)n / 2) - NEARLY;
}

bool sv_survey_told(struct sv_survey_look *l, const struct sv_survey_wave *w, const struct sv_survey_group *g, const struct sv_survey_rules *r, uint32_t *inner)
{
	size_t n = 0, most = 0;
	double all = 0, outside = 0, within = 0; /* the sum's spread; what one outside the group, or in it, takes off at most */

	for (size_t c = 0; c < l->nclasses; c++)
		l->inside[c] = 0;
	for (size_t i = 0; i < g->ninner; i++) {
		n += w->count[g->inner[i]];
		l->inside[l->class[g->inner[i]]] += w->count[g->inner[i]];
	}
	for (size_t i = 0; i < g->ninner; i++) {
		size_t c = l->class[g->inner[i]], k = l->inside[c];
		if (k == 0) /* no people, or seen already */
			continue;
		l->inside[c] = 0;
		if (l->key[c] == 0) { /* nothing is shown of these: they can have answered anything */
			all += (double)k * (r->high - r->low);
			continue;
		}
		double here = spread(l, c, k);
		all += here;
		if (k < people(l, c))
			outside = fmax(outside, here - spread_to_one(l, c, k));
		within = fmax(within, here - (k == 1 ? 0 : spread_to_one(l, c, k - 1)));
		if (k > most) {
			most = k;
			*inner = g->inner[i];
		}
	}
	if (most == 0)
		return false;
	return all < needed(r, n) || all - outside < needed(r, n) / 2 || (n > 1 && all - within < needed(r, n - 1) / 2);
}
