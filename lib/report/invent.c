/* SPDX-License-Identifier: MIT */
/* Made-up cases: see making.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "model/kept.h"
#include "report/making.h"

#define SINCE 100000 /* made-up cases by each time that they can have come in since, where there are no more */
#define VARIANTS 4   /* where there are too many combinations: made-up cases for each of one table */

/* The combination that a made-up case has of tied dimensions. */
static void tied_key(const struct sv_making *m, const size_t *word, char *key, size_t size)
{
	size_t n = 0;

	key[0] = '\0';
	for (size_t d = 0; d < m->stock->ndims; d++)
		if (sv_rdim_tie(m->stock->dims[d].name) && n < size)
			n += (size_t)snprintf(key + n, size - n, "%zu ", word[d]);
}

/* Notes which combinations of tied dimensions the cases of a sheet have. */
static enum sv_status note_occurring(struct sv_making *m, const struct sv_sheet *sheet, struct sv_err *err)
{
	size_t word[SV_STOCK_DIMS] = { 0 };
	char key[256];

	for (size_t i = 0; i < sheet->n; i++) {
		for (size_t d = 0; d < m->stock->ndims; d++) {
			const json_t *column = json_object_get(sheet->columns, m->stock->dims[d].name);
			word[d] = sv_stock_place(m->stock, d, column ? sheet->rows[i].words[json_integer_value(column)][0] : NULL);
		}
		tied_key(m, word, key, sizeof key);
		if (json_object_set_new(m->occur, key, json_true()) < 0)
			return sv_err_nomem(err);
	}
	return SV_OK;
}

/*
 * Looks which dimensions follow from each other. What a case has of one then bounds what it can have of the others, and everybody knows that: a made-up
 * case that cannot be would make a reader seem to know less. By rule: no outcome without a route, an outcome just when there is a year of it. The state
 * of a case says still more: beside it only what occurs is made up.
 */
static enum sv_status tie(struct sv_making *m, struct sv_err *err)
{
	const struct sv_stock *s = m->stock;
	bool strong = sv_stock_dim(s, "state") < s->ndims || sv_stock_dim(s, "closed_year") < s->ndims;
	size_t tied = 0;
	enum sv_status st = SV_OK;

	for (size_t d = 0; d < s->ndims; d++)
		tied += sv_rdim_tie(s->dims[d].name) != 0;
	m->route = sv_stock_dim(s, "route") < s->ndims ? sv_stock_dim(s, "route") : SV_STOCK_DIMS;
	m->outcome = sv_stock_dim(s, "outcome") < s->ndims ? sv_stock_dim(s, "outcome") : SV_STOCK_DIMS;
	m->decided = sv_stock_dim(s, "decided_year") < s->ndims ? sv_stock_dim(s, "decided_year") : SV_STOCK_DIMS;
	if (tied < 2 || !strong)
		return SV_OK;
	m->occur = json_object(); /* of cases that nobody is to know of: none */
	if (m->occur == NULL)
		return sv_err_nomem(err);
	for (size_t p = 0; p < m->nparts && st == SV_OK && m->how == NULL; p++)
		if (p == 0 || m->parts[p].sheet != m->parts[p - 1].sheet)
			st = note_occurring(m, m->parts[p].sheet, err);
	return st;
}

/* Whether a case has a word of a dimension; one that the stock has not is one too. */
static bool has_word(const struct sv_making *m, size_t dim, const size_t *word)
{
	return word[dim] == m->stock->dims[dim].n || m->stock->dims[dim].words[word[dim]].at[0];
}

bool sv_making_allows(const struct sv_making *m, const size_t *word)
{
	bool route = m->route == SV_STOCK_DIMS || has_word(m, m->route, word);
	bool outcome = m->outcome != SV_STOCK_DIMS && has_word(m, m->outcome, word);
	bool decided = m->decided != SV_STOCK_DIMS && has_word(m, m->decided, word);
	char key[256];

	if (!route && (outcome || decided))
		return false;
	if (m->outcome != SV_STOCK_DIMS && m->decided != SV_STOCK_DIMS && outcome != decided)
		return false;
	if (m->occur == NULL)
		return true;
	tied_key(m, word, key, sizeof key);
	return json_object_get(m->occur, key) != NULL;
}

/* Notes how a pattern that is new was made up. */
static enum sv_status note(struct sv_making *m, size_t which, const size_t *word, int32_t day, int time, struct sv_err *err)
{
	struct sv_invention *h = m->how;
	size_t n = m->stock->ndims;

	if (which < h->n)
		return SV_OK;
	if (h->n == h->cap) {
		size_t cap = h->cap ? h->cap * 2 : 512;
		struct sv_invented *list = realloc(h->list, cap * sizeof *list);
		h->list = list ? list : h->list;
		uint16_t *words = list ? realloc(h->words, (cap * n + 1) * sizeof *words) : NULL;
		if (words == NULL)
			return sv_err_nomem(err);
		h->words = words;
		h->cap = cap;
	}
	h->list[h->n] = (struct sv_invented){ day, time };
	for (size_t d = 0; d < n; d++)
		h->words[h->n * n + d] = (uint16_t)word[d];
	h->n++;
	return SV_OK;
}

enum sv_status sv_making_add(struct sv_making *m, const struct sv_since *hist, size_t n, const size_t *word, int time, struct sv_err *err)
{
	int32_t day = 0;
	size_t which = 0;
	enum sv_status st = SV_OK;

	m->cells.n = 0;
	for (size_t p = 0; p < m->nparts && st == SV_OK; p++) {
		const struct sv_srow *row = NULL;
		for (size_t i = 0; i < n && m->time[p] >= hist[i].time; i++)
			row = hist[i].row;
		if (row == NULL)
			continue;
		day = row->received; /* the same in each */
		st = sv_rpart_counts(&m->columns, row, &m->parts[p], &m->cells, err);
	}
	if (st == SV_OK && m->cells.n > 0) {
		st = sv_patterns_add(m->out, &m->cells, 0, &which, err);
		if (st == SV_OK && m->how)
			st = note(m, which, word, day, time, err);
	}
	return st;
}

/*
 * A made-up case of which a term stood otherwise, or had not begun, by the publications that are older than `last`, and that had come in by all of them or by some: time alone makes another of it.
 * How terms were kept changes with nearly every case: without these what was hidden then would be told by what has become of it. What a term had ended as it ended as: else a number that grew by one would not tell of one.
 */
static enum sv_status became(struct sv_making *m, const struct sv_srow *row, const size_t *word, unsigned last, struct sv_err *err)
{
	const struct sv_stock *s = m->stock;
	const char *const *words[SV_STOCK_DIMS], *const *none[SV_STOCK_DIMS];
	struct sv_srow was = *row, without = *row;
	size_t d = sv_stock_dim(s, "timeliness"), empty = d < s->ndims ? sv_stock_place(s, d, NULL) : 0;
	const char *is = d < s->ndims ? s->dims[d].words[word[d]].at[0] : NULL, *colon = is ? strchr(is, ':') : NULL;
	enum sv_status st = SV_OK;

	if (colon == NULL)
		return SV_OK;
	was.words = words;
	without.words = none;
	memcpy(words, row->words, s->ndims * sizeof *words);
	memcpy(none, row->words, s->ndims * sizeof *none);
	if (empty < s->dims[d].n)
		none[d] = s->dims[d].words[empty].at;
	for (size_t i = 0; i < s->dims[d].n && st == SV_OK; i++) {
		const char *then = s->dims[d].words[i].at[0];
		if (i == word[d] || (then && strncmp(then, is, (size_t)(colon - is) + 1) != 0) || (then && sv_keeping_settled(then + (colon - is) + 1)))
			continue;
		words[d] = s->dims[d].words[i].at;
		st = sv_making_add(m, (struct sv_since[]){ { 0, row }, { last + 1, &was } }, 2, word, 0, err);
		for (unsigned u = last + 2; u <= m->since && then && st == SV_OK; u++) {
			st = sv_making_add(m, (struct sv_since[]){ { 0, row }, { last + 1, &was }, { u, NULL } }, 3, word, 0, err);
			if (st == SV_OK && empty < s->dims[d].n)
				st = sv_making_add(m, (struct sv_since[]){ { 0, row }, { last + 1, &was }, { u, &without } }, 3, word, 0, err);
		}
	}
	return st;
}

/*
 * A made-up case: one word of each dimension of the stock, one day; in the same way in every table, of whatever time. Where any case of that stretch of days came in or changed since an earlier
 * publication, also as one that came in since the latest, and where there are few enough so for each of the others: else a reader would know that no other did. (That one left, or went from one word to
 * another, is not made up: a number that grew by one would then not tell of one that came.) Or, where nothing is known of what occurs, as counted at one time only.
 */
static enum sv_status make_up(struct sv_making *m, const size_t *word, size_t stretch, struct sv_err *err)
{
	const struct sv_stock *s = m->stock;
	int32_t day = s->days[stretch];
	const char *const *words[SV_STOCK_DIMS];
	static const char *const nobody[] = { NULL };
	struct sv_srow row = { "", day, words, nobody, nobody };

	if (!sv_making_allows(m, word))
		return SV_OK;
	for (size_t d = 0; d < s->ndims; d++)
		words[d] = s->dims[d].words[word[d]].at;
	enum sv_status st = sv_making_add(m, (struct sv_since[]){ { 0, &row } }, 1, word, -1, err);
	for (unsigned t = 0; t < m->since && st == SV_OK; t++) {
		if (m->how)
			st = sv_making_add(m, (struct sv_since[]){ { 0, NULL }, { t, &row }, { t + 1, NULL } }, 3, word, (int)t, err);
		else if (m->changed[(t + 1) * s->ndays + stretch]) {
			st = sv_making_add(m, (struct sv_since[]){ { 0, &row }, { t + 1, NULL } }, 2, word, 0, err);
			if (st == SV_OK)
				st = became(m, &row, word, t, err);
		}
	}
	return st;
}

/* Numbers that are the same each time (splitmix64): which made-up cases there are must not differ between two runs. */
static uint64_t next(uint64_t *seed)
{
	uint64_t z = (*seed += 0x9e3779b97f4a7c15u);

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* Every combination of the dimensions of one table, with the others drawn. */
static enum sv_status around_table(struct sv_making *m, const struct sv_rtable *t, struct sv_err *err)
{
	const struct sv_stock *s = m->stock;
	size_t word[SV_STOCK_DIMS] = { 0 }, own[SV_REPORT_DIMS], nown = 0;
	uint64_t seed = 1;
	enum sv_status st = SV_OK;
	bool more = true;

	for (size_t d = 0; d < t->ndims; d++)
		if (!t->dims[d].period)
			own[nown++] = sv_stock_dim(s, sv_rdim_column(&t->dims[d]));
	while (more && st == SV_OK) {
		for (size_t y = 0; y < s->ndays; y++) {
			for (int v = 0; v < VARIANTS && st == SV_OK; v++) {
				size_t pick[SV_STOCK_DIMS];
				for (size_t d = 0; d < s->ndims; d++)
					pick[d] = (size_t)(next(&seed) % s->dims[d].n);
				for (size_t d = 0; d < nown; d++)
					pick[own[d]] = word[own[d]];
				for (size_t o = 0; o < t->nonly; o++) /* a case that the table is about */
					for (size_t w = 0, d = sv_stock_dim(s, t->only[o].dimension); w < s->dims[d].n; w++)
						if (s->dims[d].words[w].at[0] && strcmp(s->dims[d].words[w].at[0], t->only[o].word) == 0 && s->dims[d].words[w].at[1] == NULL)
							pick[d] = w;
				st = make_up(m, pick, y, err);
			}
		}
		more = false;
		for (size_t d = 0; d < nown && !more; d++) {
			more = ++word[own[d]] < s->dims[own[d]].n;
			if (!more)
				word[own[d]] = 0;
		}
	}
	return st;
}

static enum sv_status everything(struct sv_making *m, struct sv_err *err)
{
	const struct sv_stock *s = m->stock;
	size_t word[SV_STOCK_DIMS] = { 0 };
	enum sv_status st = SV_OK;
	bool more = true;

	while (more && st == SV_OK) {
		for (size_t y = 0; y < s->ndays && st == SV_OK; y++)
			st = make_up(m, word, y, err);
		more = false;
		for (size_t d = 0; d < s->ndims && !more; d++) {
			more = ++word[d] < s->dims[d].n;
			if (!more)
				word[d] = 0;
		}
	}
	return st;
}

/* Notes where cases came in or changed since each earlier publication. */
static enum sv_status note_changes(struct sv_making *m, struct sv_err *err)
{
	m->changed = calloc(m->times * m->stock->ndays + 1, 1);
	if (m->changed == NULL)
		return sv_err_nomem(err);
	for (size_t p = 0; p < m->nparts; p++) {
		const struct sv_sheet *sheet = m->parts[p].sheet;
		for (size_t i = 0; i < sheet->nchanged && (p == 0 || m->parts[p - 1].sheet != sheet); i++) {
			size_t stretch = sv_stock_stretch(m->stock, sheet->changed[i]);
			if (stretch < m->stock->ndays)
				m->changed[m->time[p] * m->stock->ndays + stretch] = 1;
		}
	}
	return SV_OK;
}

/* How many times before one there are tables of. */
static unsigned earlier_times(const struct sv_rpart *parts, size_t nparts, unsigned time)
{
	unsigned n = 0;

	for (unsigned t = 0; t < time; t++) {
		bool any = false;
		for (size_t p = 0; p < nparts; p++)
			any = any || parts[p].time == t;
		n += any;
	}
	return n;
}

enum sv_status sv_making_cases(const struct sv_rpart *parts, size_t nparts, struct sv_stock *s, struct sv_invention *how, struct sv_patterns *out, struct sv_err *err)
{
	struct sv_making m = { parts, nparts, s, .out = out, .how = how, .times = 1 };
	enum sv_status st = sv_sheet_init(&m.columns, err);

	m.time = calloc(nparts + 1, sizeof *m.time);
	if (st == SV_OK && m.time == NULL)
		st = sv_err_nomem(err);
	for (size_t p = 0; st == SV_OK && p < nparts; p++) {
		m.time[p] = how ? parts[p].time : earlier_times(parts, nparts, parts[p].time);
		m.times = m.time[p] >= m.times ? m.time[p] + 1 : m.times;
	}
	if (st == SV_OK)
		st = sv_stock_fill(parts, nparts, how != NULL, s, err);
	if (st == SV_OK && how)
		st = sv_stock_sets(parts, nparts, s, err);
	double all = sv_stock_combinations(s);
	m.since = m.times == 1 ? 0 : how ? m.times : all * m.times <= SINCE ? m.times - 1 : 1;
	for (size_t d = 0; d < s->ndims; d++) {
		if (st == SV_OK && json_object_set_new(m.columns.columns, s->dims[d].name, json_integer((json_int_t)d)) < 0)
			st = sv_err_nomem(err);
	}
	if (st == SV_OK)
		st = tie(&m, err);
	if (st == SV_OK && m.since && how == NULL)
		st = note_changes(&m, err);
	if (st == SV_OK && all <= SV_MAKING_FULL)
		st = everything(&m, err);
	if (st == SV_OK && all <= SV_MAKING_FULL && m.since && how == NULL && s->ndims > 1)
		st = sv_making_pasts(&m, err);
	for (size_t p = 0; p < nparts && st == SV_OK && all > SV_MAKING_FULL; p++)
		st = around_table(&m, parts[p].table, err);
	free(m.cells.at);
	free(m.changed);
	free(m.time);
	json_decref(m.occur);
	sv_sheet_release(&m.columns);
	return st;
}
