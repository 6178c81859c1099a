/* SPDX-License-Identifier: MIT */
/* Cases as rows of words: see index.h. Words are read once and kept; what a case has several of is looked up by its id. */
#include "index/internal.h"

#include <stdlib.h>
#include <string.h>

/* A list of texts that is filled for each case anew. */
struct list {
	const char **item;
	size_t n, cap;
};

/* One walk along the cases. */
struct walk {
	struct sv_index *ix;
	struct sv_index_words words;
	size_t ndims;
	const int *place;        /* of each dimension asked for */
	struct list *lists;      /* for each of them */
	struct list people[2];   /* reporters, persons concerned */
	char **tokens;           /* what these point to */
	size_t ntokens, cap;
	bool timely;             /* one of them is made of the case's terms */
	sqlite3_stmt *cases, *many, *kept, *person;
};

static bool add(struct list *l, const char *item)
{
	if (l->n + 1 >= l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 8;
		const char **grown = realloc(l->item, cap * sizeof *grown);
		if (grown == NULL)
			return false;
		l->item = grown;
		l->cap = cap;
	}
	l->item[l->n++] = item;
	l->item[l->n] = NULL;
	return true;
}

static bool clear(struct list *l)
{
	if (l->item == NULL && !add(l, NULL))
		return false;
	l->n = 0;
	l->item[0] = NULL;
	return true;
}

/* The words of dimensions of which the case has several. */
static enum sv_status read_many(struct walk *w, sqlite3_int64 id, struct sv_err *err)
{
	int rc;

	sqlite3_bind_int64(w->many, 1, id);
	while ((rc = sqlite3_step(w->many)) == SQLITE_ROW) {
		const char *word = sv_index_word(&w->words, sqlite3_column_int64(w->many, 1));
		for (size_t i = 0; i < w->ndims && word; i++)
			if (w->place[i] == sqlite3_column_int(w->many, 0) && !add(&w->lists[i], word))
				return sv_err_nomem(err);
	}
	sqlite3_reset(w->many);
	return rc == SQLITE_DONE ? SV_OK : sv_index_fail(w->ix, err);
}

/* How each of its terms was kept, at the worst. */
static enum sv_status read_kept(struct walk *w, sqlite3_int64 id, struct sv_err *err)
{
	int rc;

	sqlite3_bind_int64(w->kept, 1, id);
	while ((rc = sqlite3_step(w->kept)) == SQLITE_ROW) {
		const char *word = sv_index_kept_word(&w->words, sqlite3_column_int64(w->kept, 0), sqlite3_column_int(w->kept, 1));
		for (size_t i = 0; i < w->ndims && word; i++)
			if (sv_index_timely(w->place[i]) && !add(&w->lists[i], word))
				return sv_err_nomem(err);
	}
	sqlite3_reset(w->kept);
	return rc == SQLITE_DONE ? SV_OK : sv_index_fail(w->ix, err);
}

static enum sv_status keep_token(struct walk *w, const char *token, struct list *l, struct sv_err *err)
{
	if (w->ntokens == w->cap) {
		w->cap = w->cap ? w->cap * 2 : 8;
		char **grown = realloc(w->tokens, w->cap * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		w->tokens = grown;
	}
	char *copy = strdup(token);
	if (copy == NULL)
		return sv_err_nomem(err);
	w->tokens[w->ntokens++] = copy;
	return add(l, copy) ? SV_OK : sv_err_nomem(err);
}

static enum sv_status read_people(struct walk *w, sqlite3_int64 id, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	int rc = SQLITE_DONE;

	while (w->ntokens > 0)
		free(w->tokens[--w->ntokens]);
	sqlite3_bind_int64(w->person, 1, id);
	while (st == SV_OK && (rc = sqlite3_step(w->person)) == SQLITE_ROW)
		st = keep_token(w, (const char *)sqlite3_column_text(w->person, 1), &w->people[sqlite3_column_int(w->person, 0)], err);
	sqlite3_reset(w->person);
	return st == SV_OK && rc != SQLITE_DONE ? sv_index_fail(w->ix, err) : st;
}

/* The case that the statement stands at. */
static enum sv_status read_case(struct walk *w, struct sv_index_row *row, struct sv_err *err)
{
	sqlite3_int64 id = sqlite3_column_int64(w->cases, 0);
	enum sv_status st = clear(&w->people[0]) && clear(&w->people[1]) ? SV_OK : sv_err_nomem(err);
	int col = 4;
	bool many = false;

	for (size_t i = 0; i < w->ndims && st == SV_OK; i++) {
		if (!clear(&w->lists[i]))
			return sv_err_nomem(err);
		if (sv_index_dimensions[w->place[i]].many) {
			many = true;
			continue;
		}
		const char *word = sv_index_word(&w->words, sqlite3_column_int64(w->cases, col++));
		if (word && !add(&w->lists[i], word))
			return sv_err_nomem(err);
	}
	if (st == SV_OK && many)
		st = read_many(w, id, err);
	if (st == SV_OK && w->timely)
		st = read_kept(w, id, err);
	if (st == SV_OK)
		st = read_people(w, id, err);
	row->case_id = (const char *)sqlite3_column_text(w->cases, 1);
	row->received = sqlite3_column_type(w->cases, 2) == SQLITE_NULL ? INT32_MIN : sqlite3_column_int(w->cases, 2);
	row->erased = sqlite3_column_int(w->cases, 3);
	row->reporters = w->people[0].item;
	row->concerned = w->people[1].item;
	return st;
}

static enum sv_status prepare(struct walk *w, const struct sv_index_query *q, struct sv_err *err)
{
	struct sv_buf sql = SV_BUF_INIT;
	enum sv_status st;

	sv_buf_adds(&sql, "SELECT id, name, received, d_state = (SELECT id FROM code WHERE word = 'erased')");
	for (size_t i = 0; i < w->ndims; i++)
		if (!sv_index_dimensions[w->place[i]].many)
			sv_buf_addf(&sql, ", d_%s", sv_index_dimensions[w->place[i]].name);
	sv_buf_adds(&sql, " FROM cases");
	st = sv_index_where(q, &sql, err);
	sv_buf_adds(&sql, " ORDER BY name");
	if (st == SV_OK)
		st = sql.failed ? sv_err_nomem(err) : sv_index_prepare(w->ix, sv_buf_str(&sql), &w->cases, err);
	if (st == SV_OK)
		st = sv_index_bind(w->ix, w->cases, q, err);
	if (st == SV_OK)
		st = sv_index_prepare(w->ix, "SELECT dim, code FROM many JOIN code ON code.id = many.code WHERE many.id = ? ORDER BY dim, word", &w->many, err);
	if (st == SV_OK)
		st = sv_index_prepare(w->ix, "SELECT DISTINCT role = 'concerned', token FROM person WHERE id = ? AND role IN ('reporter', 'concerned') ORDER BY 1, 2", &w->person, err);
	sv_buf_clear(&sql);
	sv_buf_adds(&sql, "SELECT term, max(");
	sv_index_keeping_sql(&sql, q->today);
	sv_buf_adds(&sql, ") FROM kept JOIN code ON code.id = term WHERE kept.id = ? GROUP BY word ORDER BY word");
	if (st == SV_OK && w->timely)
		st = sql.failed ? sv_err_nomem(err) : sv_index_prepare(w->ix, sv_buf_str(&sql), &w->kept, err);
	sv_buf_release(&sql);
	return st;
}

static void release(struct walk *w)
{
	sv_index_words_release(&w->words);
	for (size_t i = 0; i < w->ndims && w->lists; i++)
		free(w->lists[i].item);
	free(w->lists);
	free(w->people[0].item);
	free(w->people[1].item);
	while (w->ntokens > 0)
		free(w->tokens[--w->ntokens]);
	free(w->tokens);
	sqlite3_finalize(w->cases);
	sqlite3_finalize(w->many);
	sqlite3_finalize(w->kept);
	sqlite3_finalize(w->person);
}

enum sv_status sv_index_rows(struct sv_index *ix, const struct sv_index_query *q, const char *const *dims, size_t ndims,
                             enum sv_status (*fn)(void *data, const struct sv_index_row *row, struct sv_err *err), void *data, struct sv_err *err)
{
	int *place = calloc(ndims + 1, sizeof *place);
	const char *const **words = calloc(ndims + 1, sizeof *words);
	struct walk w = { .ix = ix, .ndims = ndims, .place = place, .lists = calloc(ndims + 1, sizeof *w.lists) };
	struct sv_index_row row = { .words = words };
	enum sv_status st = place && words && w.lists ? SV_OK : sv_err_nomem(err);
	int rc = SQLITE_DONE;

	for (size_t i = 0; i < ndims && st == SV_OK; i++) {
		place[i] = sv_index_place(dims[i]);
		if (place[i] < 0)
			st = sv_err_set(err, SV_BUG, N_("the index has no column '%s'"), dims[i]);
		else
			w.timely = w.timely || sv_index_timely(place[i]);
	}
	if (st == SV_OK)
		st = sv_index_words_read(ix, &w.words, err);
	if (st == SV_OK)
		st = prepare(&w, q, err);
	while (st == SV_OK && (rc = sqlite3_step(w.cases)) == SQLITE_ROW) {
		st = read_case(&w, &row, err);
		for (size_t i = 0; i < ndims; i++)
			words[i] = w.lists[i].item;
		if (st == SV_OK)
			st = fn(data, &row, err);
	}
	if (st == SV_OK && rc != SQLITE_DONE)
		st = sv_index_fail(ix, err);
	release(&w);
	free(place);
	free(words);
	return st;
}
