/* SPDX-License-Identifier: MIT */
/* Patterns: see pattern.h. */
#include "report/pattern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/get.h"

#define FULL 20000 /* combinations of all dimensions of a block that are made up without exception */
#define SINCE 100000 /* and so many by each time that they can have come in since */
#define VARIANTS 4 /* else: made-up cases for each combination of one table */

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* FNV-1a over the cells. */
static uint64_t hash(const uint32_t *cells, size_t n)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ cells[i]) * 1099511628211u;
	return h ^ h >> 29;
}

static bool resize_slots(struct sv_patterns *p)
{
	size_t n = p->nslots ? p->nslots * 2 : 1024;
	uint32_t *slots = calloc(n, sizeof *slots);

	if (slots == NULL)
		return false;
	for (size_t i = 0; i < p->n; i++) {
		size_t at = hash(p->pool + p->list[i].start, p->list[i].n) & (n - 1);
		while (slots[at])
			at = (at + 1) & (n - 1);
		slots[at] = (uint32_t)i + 1;
	}
	free(p->slots);
	p->slots = slots;
	p->nslots = n;
	return true;
}

bool sv_patterns_room(struct sv_patterns *p)
{
	size_t cap = p->cap ? p->cap * 2 : 512;

	if (p->n < p->cap)
		return true;
	struct sv_pattern *grown = realloc(p->list, cap * sizeof *grown);
	if (grown == NULL)
		return false;
	p->list = grown;
	p->cap = cap;
	return true;
}

/* Adds cases to the pattern with these cells (at least one), which are sorted here; *which is that pattern. */
static enum sv_status add(struct sv_patterns *p, struct sv_cells *cells, int64_t cases, size_t *which, struct sv_err *err)
{
	qsort(cells->at, cells->n, sizeof *cells->at, by_number);
	if (p->n * 2 >= p->nslots && !resize_slots(p))
		return sv_err_nomem(err);
	size_t at = hash(cells->at, cells->n) & (p->nslots - 1);
	for (; p->slots[at]; at = (at + 1) & (p->nslots - 1)) {
		struct sv_pattern *is = &p->list[p->slots[at] - 1];
		if (is->n == cells->n && memcmp(p->pool + is->start, cells->at, cells->n * sizeof *cells->at) == 0) {
			is->cases += cases;
			*which = p->slots[at] - 1;
			return SV_OK;
		}
	}
	if (!sv_patterns_room(p))
		return sv_err_nomem(err);
	while (p->used + cells->n > p->room) {
		size_t room = p->room ? p->room * 2 : 8192;
		uint32_t *grown = realloc(p->pool, room * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		p->pool = grown;
		p->room = room;
	}
	memcpy(p->pool + p->used, cells->at, cells->n * sizeof *cells->at);
	p->list[p->n] = (struct sv_pattern){ p->used, cells->n, cases };
	p->used += cells->n;
	*which = p->n;
	p->slots[at] = (uint32_t)++p->n;
	return SV_OK;
}

void sv_patterns_release(struct sv_patterns *p)
{
	free(p->list);
	free(p->pool);
	free(p->slots);
	memset(p, 0, sizeof *p);
}

bool sv_rpart_leaves_out(const struct sv_rpart *p, size_t cell)
{
	size_t nodes[SV_REPORT_DIMS];

	if (p->branch == NULL)
		return false;
	sv_rtable_nodes(p->table, cell, nodes);
	for (size_t d = 0; d < p->table->ndims; d++) {
		const char *branch = p->table->dims[d].period ? NULL : sv_rdim_branch(&p->table->dims[d], nodes[d]);
		if (branch && strcmp(branch, p->branch) != 0)
			return true;
	}
	return false;
}

/* The cells of a part that a row of a sheet counts in, as far as they are looked at. */
static enum sv_status counts(const struct sv_sheet *sheet, const struct sv_srow *row, const struct sv_rpart *p, struct sv_cells *cells, struct sv_err *err)
{
	size_t n = cells->n;
	enum sv_status st = sv_sheet_counts(sheet, row, p->table, p->base, cells, err);

	for (size_t i = n; i < cells->n; i++)
		if (!sv_rpart_leaves_out(p, cells->at[i] - p->base))
			cells->at[n++] = cells->at[i];
	cells->n = n;
	return st;
}

/* A sheet of a block, and where a walk along all of them stands. */
struct walked {
	const struct sv_sheet *sheet;
	size_t at;
	const struct sv_srow *row; /* of the case that is looked at; NULL: it has none */
};

/* The sheets of some tables, each once; *of: which of them a table has. */
static struct walked *list_sheets(const struct sv_rpart *parts, size_t nparts, size_t *of, size_t *n)
{
	struct walked *list = calloc(nparts + 1, sizeof *list);

	*n = 0;
	for (size_t p = 0; list && p < nparts; p++) {
		size_t i = 0;
		while (i < *n && list[i].sheet != parts[p].sheet)
			i++;
		list[i].sheet = parts[p].sheet;
		*n += i == *n;
		of[p] = i;
	}
	return list;
}

/* Goes on to the next case of all sheets, which are sorted by case. False at the end. */
static bool next_case(struct walked *list, size_t n)
{
	const char *first = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *id = list[i].at < list[i].sheet->n ? list[i].sheet->rows[list[i].at].case_id : NULL;
		first = id && (first == NULL || strcmp(id, first) < 0) ? id : first;
	}
	for (size_t i = 0; i < n; i++) {
		const struct sv_srow *row = list[i].at < list[i].sheet->n ? &list[i].sheet->rows[list[i].at] : NULL;
		list[i].row = row && first && strcmp(row->case_id, first) == 0 ? row : NULL;
		list[i].at += list[i].row != NULL;
	}
	return first != NULL;
}

/* Every case, with what each table of the block makes of it. */
static enum sv_status real_cases(const struct sv_rpart *parts, size_t nparts, struct sv_patterns *out, struct sv_err *err)
{
	size_t *of = calloc(nparts + 1, sizeof *of), n = 0, which;
	struct walked *sheets = of ? list_sheets(parts, nparts, of, &n) : NULL;
	struct sv_cells cells = { NULL, 0, 0 };
	enum sv_status st = sheets ? SV_OK : sv_err_nomem(err);

	while (st == SV_OK && next_case(sheets, n)) {
		cells.n = 0;
		for (size_t p = 0; p < nparts && st == SV_OK; p++)
			if (sheets[of[p]].row)
				st = counts(parts[p].sheet, sheets[of[p]].row, &parts[p], &cells, err);
		if (st == SV_OK && cells.n > 0)
			st = add(out, &cells, 1, &which, err);
	}
	free(cells.at);
	free(sheets);
	free(of);
	return st;
}

static void release_stock(struct sv_stock *s)
{
	for (size_t i = 0; i < s->ndims; i++)
		free(s->dims[i].words);
	free(s->days);
	memset(s, 0, sizeof *s);
}

static size_t dim_of(const struct sv_stock *s, const char *name)
{
	size_t i = 0;

	while (i < s->ndims && strcmp(s->dims[i].name, name) != 0)
		i++;
	return i;
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
	size_t i = dim_of(s, name);

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

/* open: a case may be without a word also where that is rare, as of one that was erased; nobody is to rely on it where a reader is to be thought clever. */
static enum sv_status fill_stock(const struct sv_rpart *parts, size_t nparts, bool open, struct sv_stock *s, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (size_t p = 0; p < nparts; p++) {
		const struct sv_rtable *t = parts[p].table;
		for (size_t d = 0; d < t->ndims && st == SV_OK; d++)
			st = stock_dim(s, &t->dims[d], parts[p].branch, open, err);
		for (size_t o = 0; o < t->nonly && st == SV_OK; o++) {
			st = stock_word(s, t->only[o].dimension, t->only[o].word, err);
			if (st == SV_OK)
				st = stock_word(s, t->only[o].dimension, "", err);
		}
	}
	if (st == SV_OK && s->ndays == 0)
		st = stock_day(s, 0, err);
	return st;
}

/* How many made-up cases there are where each combination is made up. */
static double combinations(const struct sv_stock *s)
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

/* Two words, and then three, of dimensions of which cases have several, as far as made-up cases stay few enough. */
static enum sv_status stock_sets(const struct sv_rpart *parts, size_t nparts, struct sv_stock *s, struct sv_err *err)
{
	for (size_t d = 0; d < s->ndims; d++) {
		size_t single = s->dims[d].n, from = 0;
		for (size_t size = 2; size < SV_STOCK_WORDS && sv_rdim_many(s->dims[d].name); size++) {
			size_t to = s->dims[d].n;
			if (combinations(s) / (double)to * ((double)to + (double)(to - from) * (double)single / (double)size) > FULL)
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

/* The making up of cases. */
struct making {
	const struct sv_rpart *parts;
	size_t nparts;
	const struct sv_stock *stock;
	struct sv_sheet columns; /* no rows; the dimensions of the stock in their order */
	struct sv_patterns *out;
	struct sv_invention *how; /* NULL: nobody asks */
	unsigned *time, times;    /* [part]: when it was counted, of so many times; without how they are numbered as far as there are tables of them */
	unsigned since;           /* a case is made up in so many ways besides that of being counted alike at all times */
	unsigned char *changed;   /* [time * days + stretch]: whether any case of a stretch of time came in or changed since a publication; NULL with how */
	struct sv_cells cells;
	size_t route, outcome, decided; /* where they stand in the stock; SV_STOCK_DIMS: nowhere */
	json_t *occur;            /* combinations of tied dimensions that occur; NULL: any may */
};

/* The combination that a made-up case has of tied dimensions. */
static void tied_key(const struct making *m, const size_t *word, char *key, size_t size)
{
	size_t n = 0;

	key[0] = '\0';
	for (size_t d = 0; d < m->stock->ndims; d++)
		if (sv_rdim_tie(m->stock->dims[d].name) && n < size)
			n += (size_t)snprintf(key + n, size - n, "%zu ", word[d]);
}

/* Which of a dimension's words one is; as many as it has where it is none of them. */
static size_t place_of(const struct sv_stock *s, size_t dim, const char *is)
{
	size_t i = 0;

	for (; i < s->dims[dim].n; i++) {
		const char *w = s->dims[dim].words[i].at[0];
		if (w == is || (w && is && strcmp(w, is) == 0))
			break;
	}
	return i;
}

/* Notes which combinations of tied dimensions the cases of a sheet have. */
static enum sv_status note_occurring(struct making *m, const struct sv_sheet *sheet, struct sv_err *err)
{
	size_t word[SV_STOCK_DIMS] = { 0 };
	char key[256];

	for (size_t i = 0; i < sheet->n; i++) {
		for (size_t d = 0; d < m->stock->ndims; d++) {
			const json_t *column = json_object_get(sheet->columns, m->stock->dims[d].name);
			word[d] = place_of(m->stock, d, column ? sheet->rows[i].words[json_integer_value(column)][0] : NULL);
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
static enum sv_status tie(struct making *m, struct sv_err *err)
{
	const struct sv_stock *s = m->stock;
	bool strong = dim_of(s, "state") < s->ndims || dim_of(s, "closed_year") < s->ndims;
	size_t tied = 0;
	enum sv_status st = SV_OK;

	for (size_t d = 0; d < s->ndims; d++)
		tied += sv_rdim_tie(s->dims[d].name) != 0;
	m->route = dim_of(s, "route") < s->ndims ? dim_of(s, "route") : SV_STOCK_DIMS;
	m->outcome = dim_of(s, "outcome") < s->ndims ? dim_of(s, "outcome") : SV_STOCK_DIMS;
	m->decided = dim_of(s, "decided_year") < s->ndims ? dim_of(s, "decided_year") : SV_STOCK_DIMS;
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
static bool has_word(const struct making *m, size_t dim, const size_t *word)
{
	return word[dim] == m->stock->dims[dim].n || m->stock->dims[dim].words[word[dim]].at[0];
}

/* Whether a case can be. */
static bool possible(const struct making *m, const size_t *word)
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
static enum sv_status note(struct making *m, size_t which, const size_t *word, int32_t day, int time, struct sv_err *err)
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

/* How a made-up case was told of, from a time back: until the one before the next of these. row NULL: it had not come in. */
struct since {
	unsigned time;
	const struct sv_srow *row;
};

/* Counts a made-up case in all tables. hist: of n times, the latest first. word: of the first. */
static enum sv_status made(struct making *m, const struct since *hist, size_t n, const size_t *word, int time, struct sv_err *err)
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
		st = counts(&m->columns, row, &m->parts[p], &m->cells, err);
	}
	if (st == SV_OK && m->cells.n > 0) {
		st = add(m->out, &m->cells, 0, &which, err);
		if (st == SV_OK && m->how)
			st = note(m, which, word, day, time, err);
	}
	return st;
}

/*
 * A made-up case of which a term stood otherwise, or had not begun, by the publications that are older than `last`, and that had come in by all of them or by some: time alone makes another of it, and it is
 * put right when a day was wrong. How terms were kept says little of people, and changes with nearly every case: without these what was hidden then would be told by what has become of it.
 */
static enum sv_status became(struct making *m, const struct sv_srow *row, const size_t *word, unsigned last, struct sv_err *err)
{
	const struct sv_stock *s = m->stock;
	const char *const *words[SV_STOCK_DIMS], *const *none[SV_STOCK_DIMS];
	struct sv_srow was = *row, without = *row;
	size_t d = dim_of(s, "timeliness"), empty = d < s->ndims ? place_of(s, d, NULL) : 0;
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
		if (i == word[d] || (then && strncmp(then, is, (size_t)(colon - is) + 1) != 0))
			continue;
		words[d] = s->dims[d].words[i].at;
		st = made(m, (struct since[]){ { 0, row }, { last + 1, &was } }, 2, word, 0, err);
		for (unsigned u = last + 2; u <= m->since && then && st == SV_OK; u++) {
			st = made(m, (struct since[]){ { 0, row }, { last + 1, &was }, { u, NULL } }, 3, word, 0, err);
			if (st == SV_OK && empty < s->dims[d].n)
				st = made(m, (struct since[]){ { 0, row }, { last + 1, &was }, { u, &without } }, 3, word, 0, err);
		}
	}
	return st;
}

/*
 * A made-up case: one word of each dimension of the stock, one day; in the same way in every table, of whatever time. Where any case of that stretch of days came in or changed since an earlier
 * publication, also as one that came in since the latest, and where there are few enough so for each of the others: else a reader would know that no other did. (That one left, or went from one word to
 * another, is not made up: a number that grew by one would then not tell of one that came.) Or, where nothing is known of what occurs, as counted at one time only.
 */
static enum sv_status make_up(struct making *m, const size_t *word, size_t stretch, struct sv_err *err)
{
	const struct sv_stock *s = m->stock;
	int32_t day = s->days[stretch];
	const char *const *words[SV_STOCK_DIMS];
	static const char *const nobody[] = { NULL };
	struct sv_srow row = { "", day, words, nobody, nobody };

	if (!possible(m, word))
		return SV_OK;
	for (size_t d = 0; d < s->ndims; d++)
		words[d] = s->dims[d].words[word[d]].at;
	enum sv_status st = made(m, (struct since[]){ { 0, &row } }, 1, word, -1, err);
	for (unsigned t = 0; t < m->since && st == SV_OK; t++) {
		if (m->how)
			st = made(m, (struct since[]){ { 0, NULL }, { t, &row }, { t + 1, NULL } }, 3, word, (int)t, err);
		else if (m->changed[(t + 1) * s->ndays + stretch]) {
			st = made(m, (struct since[]){ { 0, &row }, { t + 1, NULL } }, 2, word, 0, err);
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
static enum sv_status around_table(struct making *m, const struct sv_rtable *t, struct sv_err *err)
{
	const struct sv_stock *s = m->stock;
	size_t word[SV_STOCK_DIMS] = { 0 }, own[SV_REPORT_DIMS], nown = 0;
	uint64_t seed = 1;
	enum sv_status st = SV_OK;
	bool more = true;

	for (size_t d = 0; d < t->ndims; d++)
		if (!t->dims[d].period)
			own[nown++] = dim_of(s, sv_rdim_column(&t->dims[d]));
	while (more && st == SV_OK) {
		for (size_t y = 0; y < s->ndays; y++) {
			for (int v = 0; v < VARIANTS && st == SV_OK; v++) {
				size_t pick[SV_STOCK_DIMS];
				for (size_t d = 0; d < s->ndims; d++)
					pick[d] = (size_t)(next(&seed) % s->dims[d].n);
				for (size_t d = 0; d < nown; d++)
					pick[own[d]] = word[own[d]];
				for (size_t o = 0; o < t->nonly; o++) /* a case that the table is about */
					for (size_t w = 0, d = dim_of(s, t->only[o].dimension); w < s->dims[d].n; w++)
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

static enum sv_status everything(struct making *m, struct sv_err *err)
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

/* The stretch that a day is in; as many as there are where it is in none. */
static size_t stretch_of(const struct sv_stock *s, int32_t day)
{
	size_t best = s->ndays;

	for (size_t i = 0; i < s->ndays; i++)
		if (s->days[i] <= day && (best == s->ndays || s->days[i] > s->days[best]))
			best = i;
	return best;
}

/* Notes where cases came in or changed since each earlier publication. */
static enum sv_status note_changes(struct making *m, struct sv_err *err)
{
	m->changed = calloc(m->times * m->stock->ndays + 1, 1);
	if (m->changed == NULL)
		return sv_err_nomem(err);
	for (size_t p = 0; p < m->nparts; p++) {
		const struct sv_sheet *sheet = m->parts[p].sheet;
		for (size_t i = 0; i < sheet->nchanged && (p == 0 || m->parts[p - 1].sheet != sheet); i++) {
			size_t stretch = stretch_of(m->stock, sheet->changed[i]);
			if (stretch < m->stock->ndays)
				m->changed[m->time[p] * m->stock->ndays + stretch] = 1;
		}
	}
	return SV_OK;
}

/* What became of a case: by each time, the row that it had (NULL: it had not come in, or was gone), and its words in the order of the stock. */
struct past {
	struct walked **sheet;     /* [time] */
	struct sv_srow *row;       /* [time]; words are those below */
	const char *const **words; /* [time * dimensions + dimension] */
	struct since *hist;        /* [time] */
	size_t *word;              /* [dimension]: of the case that is made up */
	size_t *choose, nchoose;   /* the dimensions of which it may have had another word all the time */
	struct sv_buf key;
	json_t *seen;
};

static const char *const nothing[] = { NULL };

/* The words that a case had of a dimension by one time; by the nearest that tells where no table of that one speaks of it. NULL where none does. */
static const char *const *had(const struct making *m, const struct past *p, unsigned time, size_t dim)
{
	for (unsigned away = 0; away < m->times; away++) {
		for (int back = 0; back < 2; back++) {
			unsigned t = back ? time - away : time + away;
			const json_t *column = t < m->times && p->sheet[t] && p->sheet[t]->row ? json_object_get(p->sheet[t]->sheet->columns, m->stock->dims[dim].name) : NULL;
			if (column)
				return p->sheet[t]->row->words[json_integer_value(column)];
		}
	}
	return nothing;
}

static bool same_words(const char *const *a, const char *const *b)
{
	for (; *a && *b && strcmp(*a, *b) == 0; a++)
		b++;
	return *a == NULL && *b == NULL;
}

/* Reads what became of the case that the walk is at: which dimensions may be chosen, and in key all that is not. False where it was counted alike by all times. */
static bool read_past(const struct making *m, struct past *p)
{
	size_t ndims = m->stock->ndims;
	bool fresh = false;

	p->nchoose = 0;
	p->key.len = 0;
	for (unsigned t = 0; t < m->times; t++) {
		const struct sv_srow *row = p->sheet[t] ? p->sheet[t]->row : NULL;
		fresh = fresh || row == NULL;
		p->hist[t] = (struct since){ t, row ? &p->row[t] : NULL };
		if (row)
			p->row[t] = (struct sv_srow){ row->case_id, row->received, p->words + t * ndims, nothing, nothing };
		sv_buf_addf(&p->key, "%zu ", row ? stretch_of(m->stock, row->received) : m->stock->ndays);
	}
	for (size_t d = 0; d < ndims; d++) {
		bool same = true;
		for (unsigned t = 0; t < m->times; t++) {
			p->words[t * ndims + d] = had(m, p, t, d);
			same = same && same_words(p->words[t * ndims + d], p->words[d]);
		}
		if (same)
			p->choose[p->nchoose++] = d;
		for (unsigned t = 0; t < m->times && !same; t++) {
			sv_buf_addf(&p->key, "%zu:", d);
			for (const char *const *w = p->words[t * ndims + d]; *w; w++)
				sv_buf_addf(&p->key, "%s\x1f", *w);
		}
	}
	return fresh || p->nchoose < ndims;
}

/* Whether it can be what it was by each time. */
static bool could_be(const struct making *m, const struct past *p)
{
	size_t ndims = m->stock->ndims;

	for (unsigned t = 0; t < m->times; t++) {
		for (size_t d = 0; d < ndims; d++)
			p->word[d] = place_of(m->stock, d, p->words[t * ndims + d][0]);
		if (p->hist[t].row && !possible(m, p->word))
			return false;
	}
	return true;
}

/* Makes up every case to which the same happened, whatever it was in all that did not change. */
static enum sv_status with_this_past(struct making *m, struct past *p, struct sv_err *err)
{
	size_t ndims = m->stock->ndims, *at = calloc(ndims + 1, sizeof *at);
	bool more = true;
	enum sv_status st = at ? SV_OK : sv_err_nomem(err);

	while (more && st == SV_OK) {
		for (size_t i = 0; i < p->nchoose; i++)
			for (unsigned t = 0; t < m->times; t++)
				p->words[t * ndims + p->choose[i]] = m->stock->dims[p->choose[i]].words[at[i]].at;
		if (could_be(m, p))
			st = made(m, p->hist, m->times, p->word, 0, err);
		more = false;
		for (size_t i = 0; i < p->nchoose && !more; i++) {
			more = ++at[i] < m->stock->dims[p->choose[i]].n;
			if (!more)
				at[i] = 0;
		}
	}
	free(at);
	return st;
}

/*
 * What became of real cases between publications could have become of others. In tables of one dimension that is there by itself; where dimensions are crossed, a case with the same past is made up for
 * each word of what did not change: else a reader would be thought to know of what was published before, of one dimension each, how they went together.
 */
static enum sv_status same_pasts(struct making *m, struct sv_err *err)
{
	size_t ndims = m->stock->ndims, *of = calloc(m->nparts + 1, sizeof *of), n = 0;
	struct walked *sheets = of ? list_sheets(m->parts, m->nparts, of, &n) : NULL;
	struct past p = { calloc(m->times + 1, sizeof *p.sheet), calloc(m->times + 1, sizeof *p.row), calloc(m->times * ndims + 1, sizeof *p.words), calloc(m->times + 1, sizeof *p.hist),
		          calloc(ndims + 1, sizeof *p.word), calloc(ndims + 1, sizeof *p.choose), 0, SV_BUF_INIT, json_object() };
	enum sv_status st = sheets && p.sheet && p.row && p.words && p.hist && p.word && p.choose && p.seen ? SV_OK : sv_err_nomem(err);

	for (size_t i = 0; i < m->nparts && st == SV_OK; i++)
		p.sheet[m->time[i]] = &sheets[of[i]];
	while (st == SV_OK && next_case(sheets, n)) {
		if (!read_past(m, &p) || json_object_get(p.seen, sv_buf_str(&p.key)))
			continue;
		if (p.key.failed || json_object_set_new(p.seen, sv_buf_str(&p.key), json_true()) < 0)
			st = sv_err_nomem(err);
		if (st == SV_OK)
			st = with_this_past(m, &p, err);
	}
	free(p.sheet);
	free(p.row);
	free(p.words);
	free(p.hist);
	free(p.word);
	free(p.choose);
	sv_buf_release(&p.key);
	json_decref(p.seen);
	free(sheets);
	free(of);
	return st;
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

/* Makes up cases for some tables; s is filled here, and the caller's to release. */
static enum sv_status possible_cases(const struct sv_rpart *parts, size_t nparts, struct sv_stock *s, struct sv_invention *how, struct sv_patterns *out, struct sv_err *err)
{
	struct making m = { parts, nparts, s, .out = out, .how = how, .times = 1 };
	enum sv_status st = sv_sheet_init(&m.columns, err);

	m.time = calloc(nparts + 1, sizeof *m.time);
	if (st == SV_OK && m.time == NULL)
		st = sv_err_nomem(err);
	for (size_t p = 0; st == SV_OK && p < nparts; p++) {
		m.time[p] = how ? parts[p].time : earlier_times(parts, nparts, parts[p].time);
		m.times = m.time[p] >= m.times ? m.time[p] + 1 : m.times;
	}
	if (st == SV_OK)
		st = fill_stock(parts, nparts, how != NULL, s, err);
	if (st == SV_OK && how)
		st = stock_sets(parts, nparts, s, err);
	double all = combinations(s);
	m.since = m.times == 1 ? 0 : how ? m.times : all * m.times <= SINCE ? m.times - 1 : 1;
	for (size_t d = 0; d < s->ndims; d++) {
		if (st == SV_OK && json_object_set_new(m.columns.columns, s->dims[d].name, json_integer((json_int_t)d)) < 0)
			st = sv_err_nomem(err);
	}
	if (st == SV_OK)
		st = tie(&m, err);
	if (st == SV_OK && m.since && how == NULL)
		st = note_changes(&m, err);
	if (st == SV_OK && all <= FULL)
		st = everything(&m, err);
	if (st == SV_OK && all <= FULL && m.since && how == NULL && s->ndims > 1)
		st = same_pasts(&m, err);
	for (size_t p = 0; p < nparts && st == SV_OK && all > FULL; p++)
		st = around_table(&m, parts[p].table, err);
	free(m.cells.at);
	free(m.changed);
	free(m.time);
	json_decref(m.occur);
	sv_sheet_release(&m.columns);
	return st;
}

enum sv_status sv_patterns_find(const struct sv_rpart *parts, size_t nparts, struct sv_patterns *out, struct sv_err *err)
{
	struct sv_stock stock = { .ndims = 0 };

	memset(out, 0, sizeof *out);
	enum sv_status st = real_cases(parts, nparts, out, err);
	if (st == SV_OK)
		st = possible_cases(parts, nparts, &stock, NULL, out, err);
	release_stock(&stock);
	if (st != SV_OK)
		sv_patterns_release(out);
	return st;
}

enum sv_status sv_patterns_invent(const struct sv_rpart *parts, size_t nparts, struct sv_patterns *out, struct sv_invention *how, struct sv_err *err)
{
	memset(out, 0, sizeof *out);
	memset(how, 0, sizeof *how);
	enum sv_status st = possible_cases(parts, nparts, &how->stock, how, out, err);
	if (st != SV_OK) {
		sv_patterns_release(out);
		sv_invention_release(how);
	}
	return st;
}

void sv_invention_release(struct sv_invention *how)
{
	release_stock(&how->stock);
	free(how->list);
	free(how->words);
	memset(how, 0, sizeof *how);
}
