/* SPDX-License-Identifier: MIT */
/* Made-up cases of which the same became as of a real one: see making.h. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "report/making.h"

/* What became of a case: by each time, the row that it had (NULL: it had not come in, or was gone), and its words in the order of the stock. */
struct past {
	struct sv_walked **sheet;  /* [time] */
	struct sv_srow *row;       /* [time]; words are those below */
	const char *const **words; /* [time * dimensions + dimension] */
	struct sv_since *hist;     /* [time] */
	size_t *word;              /* [dimension]: of the case that is made up */
	size_t *choose, nchoose;   /* the dimensions of which it may have had another word all the time */
	struct sv_buf key;
	json_t *seen;
};

static const char *const nothing[] = { NULL };

/* The words that a case had of a dimension by one time; by the nearest that tells where no table of that one speaks of it. NULL where none does. */
static const char *const *had(const struct sv_making *m, const struct past *p, unsigned time, size_t dim)
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

/* Reads what became of the case that the walk is at: which dimensions may be chosen, and in key all that is not. False where it was counted alike by all times. */
static bool read_past(const struct sv_making *m, struct past *p)
{
	size_t ndims = m->stock->ndims;
	bool fresh = false;

	p->nchoose = 0;
	p->key.len = 0;
	for (unsigned t = 0; t < m->times; t++) {
		const struct sv_srow *row = p->sheet[t] ? p->sheet[t]->row : NULL;
		fresh = fresh || row == NULL;
		p->hist[t] = (struct sv_since){ t, row ? &p->row[t] : NULL };
		if (row)
			p->row[t] = (struct sv_srow){ row->case_id, row->received, p->words + t * ndims, nothing, nothing };
		sv_buf_addf(&p->key, "%zu ", row ? sv_stock_stretch(m->stock, row->received) : m->stock->ndays);
	}
	for (size_t d = 0; d < ndims; d++) {
		bool same = true;
		for (unsigned t = 0; t < m->times; t++) {
			p->words[t * ndims + d] = had(m, p, t, d);
			same = same && sv_words_same(p->words[t * ndims + d], p->words[d]);
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
static bool could_be(const struct sv_making *m, const struct past *p)
{
	size_t ndims = m->stock->ndims;

	for (unsigned t = 0; t < m->times; t++) {
		for (size_t d = 0; d < ndims; d++)
			p->word[d] = sv_stock_place(m->stock, d, p->words[t * ndims + d][0]);
		if (p->hist[t].row && !sv_making_allows(m, p->word))
			return false;
	}
	return true;
}

/* Makes up every case to which the same happened, whatever it was in all that did not change. */
static enum sv_status with_this_past(struct sv_making *m, struct past *p, struct sv_err *err)
{
	size_t ndims = m->stock->ndims, *at = calloc(ndims + 1, sizeof *at);
	bool more = true;
	enum sv_status st = at ? SV_OK : sv_err_nomem(err);

	while (more && st == SV_OK) {
		for (size_t i = 0; i < p->nchoose; i++)
			for (unsigned t = 0; t < m->times; t++)
				p->words[t * ndims + p->choose[i]] = m->stock->dims[p->choose[i]].words[at[i]].at;
		if (could_be(m, p))
			st = sv_making_add(m, p->hist, m->times, p->word, 0, err);
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

enum sv_status sv_making_pasts(struct sv_making *m, struct sv_err *err)
{
	size_t ndims = m->stock->ndims, *of = calloc(m->nparts + 1, sizeof *of), n = 0;
	struct sv_walked *sheets = of ? sv_walk_sheets(m->parts, m->nparts, of, &n) : NULL;
	struct past p = { calloc(m->times + 1, sizeof *p.sheet), calloc(m->times + 1, sizeof *p.row), calloc(m->times * ndims + 1, sizeof *p.words), calloc(m->times + 1, sizeof *p.hist),
		          calloc(ndims + 1, sizeof *p.word), calloc(ndims + 1, sizeof *p.choose), 0, SV_BUF_INIT, json_object() };
	enum sv_status st = sheets && p.sheet && p.row && p.words && p.hist && p.word && p.choose && p.seen ? SV_OK : sv_err_nomem(err);

	for (size_t i = 0; i < m->nparts && st == SV_OK; i++)
		p.sheet[m->time[i]] = &sheets[of[i]];
	while (st == SV_OK && sv_walk_next(sheets, n)) {
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
