/* SPDX-License-Identifier: MIT */
/* What made-up cases are made of: see making.h. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "report/making.h"

void sv_stock_release(struct sv_stock *s)
{
	for (size_t i = 0; i < s->ndims; i++)
		free(s->dims[i].words);
	free(s->days);
	memset(s, 0, sizeof *s);
}

size_t sv_stock_dim(const struct sv_stock *s, const char *name)
{
	size_t i = 0;

	while (i < s->ndims && strcmp(s->dims[i].name, name) != 0)
		i++;
	return i;
}

size_t sv_stock_place(const struct sv_stock *s, size_t dim, const char *is)
{
	size_t i = 0;

	for (; i < s->dims[dim].n; i++) {
		const char *w = s->dims[dim].words[i].at[0];
		if (w == is || (w && is && strcmp(w, is) == 0))
			break;
	}
	return i;
}

size_t sv_stock_stretch(const struct sv_stock *s, int32_t day)
{
	size_t best = s->ndays;

	for (size_t i = 0; i < s->ndays; i++)
		if (s->days[i] <= day && (best == s->ndays || s->days[i] > s->days[best]))
			best = i;
	return best;
}

/* Adds what a made-up case may have of a dimension. False without memory. */
static bool stock_words(struct sv_stock *s, size_t dim, const struct sv_stock_words *some)
{
	struct sv_stock_words *grown = realloc(s->dims[dim].words, (s->dims[dim].n + 1) * sizeof *grown);

	if (grown == NULL)
		return false;
	grown[s->dims[dim].n++] = *some;
	s->dims[dim].words = grown;
	return true;
}

static enum sv_status stock_word(struct sv_stock *s, const char *name, const char *word, struct sv_err *err)
{
	size_t i = sv_stock_dim(s, name);

	if (i == SV_STOCK_DIMS)
		return sv_err_set(err, SV_CONFIG, N_("too many dimensions in one publication"));
	if (i == s->ndims) {
		s->dims[i].name = name;
		s->dims[i].words = NULL;
		s->dims[i].n = 0;
		s->ndims++;
	}
	for (size_t k = 0; k < s->dims[i].n; k++)
		if (strcmp(s->dims[i].words[k].at[0] ? s->dims[i].words[k].at[0] : "", word) == 0)
			return SV_OK;
	struct sv_stock_words some = { { word[0] ? word : NULL } };
	return stock_words(s, i, &some) ? SV_OK : sv_err_nomem(err);
}

static enum sv_status stock_day(struct sv_stock *s, int32_t day, struct sv_err *err)
{
	for (size_t i = 0; i < s->ndays; i++)
		if (s->days[i] == day)
			return SV_OK;
	int32_t *grown = realloc(s->days, (s->ndays + 1) * sizeof *grown);
	if (grown == NULL)
		return sv_err_nomem(err);
	s->days = grown;
	s->days[s->ndays++] = day;
	return SV_OK;
}

/* The words of a dimension of a table: its nodes, a parent too, as a case may be of the parent itself; where nodes are no words, those that count in them. */
static enum sv_status stock_dim(struct sv_stock *s, const struct sv_rdim *d, const char *branch, bool open, struct sv_err *err)
{
	const char *column = sv_rdim_column(d), *word;
	json_t *place;
	enum sv_status st = SV_OK;

	for (size_t n = 1; n < d->n && st == SV_OK; n++) {
		if (d->period) { /* every stretch between two borders of periods has its first day here */
			st = stock_day(s, d->nodes[n].from, err);
			if (st == SV_OK)
				st = stock_day(s, d->nodes[n].to + 1, err);
		} else if (d->column == NULL && (branch == NULL || strcmp(sv_rdim_branch(d, n), branch) == 0)) {
			st = stock_word(s, column, d->nodes[n].id, err);
		}
	}
	if (d->column)
		json_object_foreach(d->places, word, place)
			if (st == SV_OK)
				st = stock_word(s, column, word, err);
	if (!d->period && (d->many || d->strict || d->n == 1 || (open && sv_rdim_node(d, "") == 0)) && st == SV_OK) /* a case may have none */
		st = stock_word(s, column, "", err);
	return st;
}

/* Whether some table tells all words of a dimension apart, of which each case has one. */
static bool told_apart(const struct sv_rpart *parts, size_t nparts, const char *dimension)
{
	for (size_t p = 0; p < nparts; p++)
		for (size_t d = 0; d < parts[p].table->ndims; d++) {
			const struct sv_rdim *dim = &parts[p].table->dims[d];
			if (parts[p].branch == NULL && strcmp(sv_rdim_column(dim), dimension) == 0 && !dim->many && !dim->strict && dim->n > 1)
				return true;
		}
	return false;
}

enum sv_status sv_stock_fill(const struct sv_rpart *parts, size_t nparts, bool open, struct sv_stock *s, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (size_t p = 0; p < nparts; p++) {
		const struct sv_rtable *t = parts[p].table;
		for (size_t d = 0; d < t->ndims && st == SV_OK; d++)
			st = stock_dim(s, &t->dims[d], parts[p].branch, open, err);
		for (size_t o = 0; o < t->nonly && st == SV_OK; o++) {
			st = stock_word(s, t->only[o].dimension, t->only[o].word, err);
			if (st == SV_OK && !told_apart(parts, nparts, t->only[o].dimension)) /* any other word: nobody is thought to miss a case that has none, where there is no such */
				st = stock_word(s, t->only[o].dimension, "", err);
		}
	}
	if (st == SV_OK && s->ndays == 0)
		st = stock_day(s, 0, err);
	return st;
}

double sv_stock_combinations(const struct sv_stock *s)
{
	double all = (double)s->ndays;

	for (size_t d = 0; d < s->ndims; d++)
		all *= (double)s->dims[d].n;
	return all;
}

/* Whether two words of a dimension are in one branch of some table: of a term, a case has one status. */
static bool same_branch(const struct sv_rpart *parts, size_t nparts, const char *name, const char *one, const char *other)
{
	for (size_t p = 0; p < nparts; p++) {
		for (size_t d = 0; d < parts[p].table->ndims; d++) {
			const struct sv_rdim *dim = &parts[p].table->dims[d];
			size_t a = sv_rdim_node(dim, one), b = sv_rdim_node(dim, other);
			if (strcmp(sv_rdim_column(dim), name) != 0)
				continue;
			while (a && dim->nodes[a].parent)
				a = dim->nodes[a].parent;
			while (b && dim->nodes[b].parent)
				b = dim->nodes[b].parent;
			if (a && a == b)
				return true;
		}
	}
	return false;
}

enum sv_status sv_stock_sets(const struct sv_rpart *parts, size_t nparts, struct sv_stock *s, struct sv_err *err)
{
	for (size_t d = 0; d < s->ndims; d++) {
		size_t single = s->dims[d].n, from = 0;
		for (size_t size = 2; size < SV_STOCK_WORDS && sv_rdim_many(s->dims[d].name); size++) {
			size_t to = s->dims[d].n;
			if (sv_stock_combinations(s) / (double)to * ((double)to + (double)(to - from) * (double)single / (double)size) > SV_MAKING_FULL)
				break;
			for (size_t k = from; k < to; k++) {
				for (size_t w = 0; w < single; w++) {
					struct sv_stock_words some = s->dims[d].words[k];
					const char *word = s->dims[d].words[w].at[0];
					bool fits = word && some.at[size - 2]; /* in the order of the words, so that each set comes once */
					for (size_t i = 0; i + 1 < size && fits; i++)
						fits = strcmp(some.at[i], word) < 0 && !same_branch(parts, nparts, s->dims[d].name, some.at[i], word);
					some.at[size - 1] = word;
					if (fits && !stock_words(s, d, &some))
						return sv_err_nomem(err);
				}
			}
			from = to;
		}
	}
	return SV_OK;
}
