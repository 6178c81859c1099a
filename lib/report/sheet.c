/* SPDX-License-Identifier: MIT */
/* Sheets: see sheet.h. */
#include "report/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "json/get.h"

enum sv_status sv_sheet_init(struct sv_sheet *s, struct sv_err *err)
{
	memset(s, 0, sizeof *s);
	s->columns = json_object();
	s->pool = json_object();
	return s->columns && s->pool ? SV_OK : sv_err_nomem(err);
}

static void free_row(struct sv_srow *r, size_t columns)
{
	for (size_t c = 0; r->words && c < columns; c++)
		free((void *)r->words[c]);
	free((void *)r->words);
	free((void *)r->reporters);
	free((void *)r->concerned);
}

void sv_sheet_release(struct sv_sheet *s)
{
	for (size_t i = 0; i < s->n; i++)
		free_row(&s->rows[i], json_object_size(s->columns));
	free(s->rows);
	json_decref(s->columns);
	json_decref(s->pool);
	free(s->changed);
	free(s->shelf);
	memset(s, 0, sizeof *s);
}

static enum sv_status ask(struct sv_sheet *s, const char *name, struct sv_err *err)
{
	if (json_object_get(s->columns, name) == NULL && json_object_set_new(s->columns, name, json_integer((json_int_t)json_object_size(s->columns))) < 0)
		return sv_err_nomem(err);
	return SV_OK;
}

enum sv_status sv_sheet_ask(struct sv_sheet *s, const struct sv_rtable *t, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < t->ndims && st == SV_OK; i++)
		if (!t->dims[i].period)
			st = ask(s, sv_rdim_column(&t->dims[i]), err);
	for (size_t i = 0; i < t->nonly && st == SV_OK; i++)
		st = ask(s, t->only[i].dimension, err);
	return st;
}

const char **sv_sheet_columns(const struct sv_sheet *s, size_t *n)
{
	const char **names, *name;
	json_t *column;

	*n = json_object_size(s->columns);
	names = calloc(*n + 1, sizeof *names);
	if (names)
		json_object_foreach(s->columns, name, column)
			names[json_integer_value(column)] = name;
	return names;
}

/* The one copy of a text. NULL without memory. */
static const char *pooled(struct sv_sheet *s, const char *text)
{
	void *it = json_object_iter_at(s->pool, text);

	if (it == NULL && json_object_set_new(s->pool, text, json_true()) == 0)
		it = json_object_iter_at(s->pool, text);
	return it ? json_object_iter_key(it) : NULL;
}

static const char *const *copy_list(struct sv_sheet *s, const char *const *list)
{
	size_t n = 0;

	while (list && list[n])
		n++;
	const char **copy = calloc(n + 1, sizeof *copy);
	for (size_t i = 0; copy && i < n; i++) {
		copy[i] = pooled(s, list[i]);
		if (copy[i] == NULL) {
			free(copy);
			return NULL;
		}
	}
	return copy;
}

enum sv_status sv_sheet_add(struct sv_sheet *s, const char *case_id, int32_t received, const char *const *const *words, const char *const *reporters, const char *const *concerned, struct sv_err *err)
{
	size_t columns = json_object_size(s->columns);

	if (s->n == s->cap) {
		size_t cap = s->cap ? s->cap * 2 : 256;
		struct sv_srow *grown = realloc(s->rows, cap * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		s->rows = grown;
		s->cap = cap;
	}
	struct sv_srow *r = &s->rows[s->n];
	const char *const **lists = calloc(columns + 1, sizeof *lists);
	*r = (struct sv_srow){ pooled(s, case_id), received, lists, copy_list(s, reporters), copy_list(s, concerned) };
	bool ok = lists && r->case_id && r->reporters && r->concerned;
	for (size_t c = 0; c < columns && ok; c++) {
		lists[c] = copy_list(s, words[c]);
		ok = lists[c] != NULL;
	}
	if (!ok) {
		free_row(r, columns);
		return sv_err_nomem(err);
	}
	s->n++;
	return SV_OK;
}

void sv_sheet_write(const struct sv_sheet *s, const struct sv_srow *row, struct sv_buf *text)
{
	size_t columns = json_object_size(s->columns);

	sv_buf_addf(text, "%ld", (long)row->received);
	for (size_t c = 0; c < columns; c++) {
		sv_buf_addc(text, '\t');
		for (const char *const *w = row->words[c]; *w; w++)
			sv_buf_addf(text, "%s\x1f", *w);
	}
}

enum sv_status sv_sheet_read(struct sv_sheet *s, const char *case_id, const char *text, struct sv_err *err)
{
	size_t columns = json_object_size(s->columns), n = 0, most = strlen(text) + columns + 2;
	char *copy = strdup(text), *at = copy, *end;
	const char **words = calloc(most, sizeof *words);
	const char *const **lists = calloc(columns + 1, sizeof *lists);
	enum sv_status st = copy && words && lists ? SV_OK : sv_err_nomem(err);
	long day = st == SV_OK ? strtol(copy, &at, 10) : 0;

	for (size_t c = 0; c < columns && st == SV_OK; c++) {
		if (*at != '\t')
			st = sv_err_set(err, SV_INTEGRITY, N_("the index is damaged"));
		at += st == SV_OK;
		lists[c] = words + n;
		while (st == SV_OK && *at != '\t' && *at != '\0') {
			end = strchr(at, '\x1f');
			if (end == NULL) {
				st = sv_err_set(err, SV_INTEGRITY, N_("the index is damaged"));
				break;
			}
			*end = '\0';
			words[n++] = at;
			at = end + 1;
		}
		words[n++] = NULL;
	}
	if (st == SV_OK && *at != '\0')
		st = sv_err_set(err, SV_INTEGRITY, N_("the index is damaged"));
	if (st == SV_OK)
		st = sv_sheet_add(s, case_id, (int32_t)day, lists, NULL, NULL, err);
	free(copy);
	free((void *)words);
	free((void *)lists);
	return st;
}

static int by_case(const void *a, const void *b)
{
	return strcmp(((const struct sv_srow *)a)->case_id, ((const struct sv_srow *)b)->case_id);
}

void sv_sheet_sort(struct sv_sheet *s)
{
	if (s->n > 1)
		qsort(s->rows, s->n, sizeof *s->rows, by_case);
}

bool sv_words_same(const char *const *a, const char *const *b)
{
	for (; *a && *b && strcmp(*a, *b) == 0; a++)
		b++;
	return *a == NULL && *b == NULL;
}

/* A column that two sheets both have. */
struct shared {
	size_t then, now;
};

/* Whether a case is told of alike in two rows. */
static bool alike(const struct sv_srow *then, const struct sv_srow *now, const struct shared *column, size_t n)
{
	bool same = then->received == now->received;

	for (size_t c = 0; c < n && same; c++)
		same = sv_words_same(then->words[column[c].then], now->words[column[c].now]);
	return same;
}

enum sv_status sv_sheet_compare(struct sv_sheet *then, const struct sv_sheet *now, struct sv_err *err)
{
	struct shared *column = calloc(json_object_size(then->columns) + 1, sizeof *column);
	size_t n = 0, i = 0, k = 0;
	const char *name;
	json_t *at;

	then->changed = malloc((then->n + now->n + 1) * sizeof *then->changed);
	if (column == NULL || then->changed == NULL) {
		free(column);
		return sv_err_nomem(err);
	}
	json_object_foreach(then->columns, name, at)
		if (json_object_get(now->columns, name))
			column[n++] = (struct shared){ (size_t)json_integer_value(at), (size_t)json_integer_value(json_object_get(now->columns, name)) };
	while (i < then->n || k < now->n) {
		int order = i == then->n ? 1 : k == now->n ? -1 : strcmp(then->rows[i].case_id, now->rows[k].case_id);
		const struct sv_srow *was = order <= 0 ? &then->rows[i++] : NULL, *is = order >= 0 ? &now->rows[k++] : NULL;
		if (was && is && alike(was, is, column, n))
			continue;
		if (was)
			then->changed[then->nchanged++] = was->received;
		if (is)
			then->changed[then->nchanged++] = is->received;
	}
	free(column);
	return SV_OK;
}

enum sv_status sv_cells_add(struct sv_cells *c, uint32_t cell, struct sv_err *err)
{
	if (c->n == c->cap) {
		size_t cap = c->cap ? c->cap * 2 : 64;
		uint32_t *grown = realloc(c->at, cap * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		c->at = grown;
		c->cap = cap;
	}
	c->at[c->n++] = cell;
	return SV_OK;
}

static const char *const *words_of(const struct sv_sheet *s, const struct sv_srow *row, const char *dimension)
{
	static const char *const none[] = { NULL };
	const json_t *column = json_object_get(s->columns, dimension);

	return column ? row->words[json_integer_value(column)] : none;
}

/* Adds a node and those above it, each once; the total is there already. */
static enum sv_status climb(const struct sv_rdim *d, size_t node, struct sv_cells *nodes, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (; node != 0 && st == SV_OK; node = d->nodes[node].parent) {
		for (size_t i = 0; i < nodes->n; i++)
			if (nodes->at[i] == node)
				return SV_OK;
		st = sv_cells_add(nodes, (uint32_t)node, err);
	}
	return st;
}

/* The nodes of a dimension that a row counts in; *about is false where the table is not about it. */
static enum sv_status nodes_of(const struct sv_sheet *s, const struct sv_srow *row, const struct sv_rdim *d, struct sv_cells *nodes, bool *about, struct sv_err *err)
{
	size_t known = 0;
	enum sv_status st = sv_cells_add(nodes, 0, err);

	if (d->period) {
		size_t node = sv_rdim_period(d, row->received);
		*about = node != 0;
		return st == SV_OK ? climb(d, node, nodes, err) : st;
	}
	for (const char *const *w = words_of(s, row, sv_rdim_column(d)); *w && st == SV_OK; w++) {
		size_t node = sv_rdim_node(d, *w);
		known += json_object_get(d->places, *w) != NULL;
		st = climb(d, node, nodes, err);
	}
	*about = known > 0 || !d->strict;
	if (known == 0 && st == SV_OK && *about)
		st = climb(d, sv_rdim_node(d, ""), nodes, err); /* a word that is in no list (any more), or none */
	return st;
}

enum sv_status sv_sheet_counts(const struct sv_sheet *s, const struct sv_srow *row, const struct sv_rtable *t, uint32_t base, struct sv_cells *cells, struct sv_err *err)
{
	struct sv_cells nodes[SV_REPORT_DIMS] = { { NULL, 0, 0 } };
	size_t at[SV_REPORT_DIMS] = { 0 };
	bool about = true;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < t->nonly && about; i++) {
		bool has = false;
		for (const char *const *w = words_of(s, row, t->only[i].dimension); *w; w++)
			has = has || strcmp(*w, t->only[i].word) == 0;
		about = has;
	}
	for (size_t i = 0; i < t->ndims && st == SV_OK && about; i++)
		st = nodes_of(s, row, &t->dims[i], &nodes[i], &about, err);
	for (size_t i = 0; st == SV_OK && about && i < t->ndims;) { /* every combination, like an odometer */
		size_t place[SV_REPORT_DIMS] = { 0 };
		for (size_t k = 0; k < t->ndims; k++)
			place[k] = nodes[k].at[at[k]];
		st = sv_cells_add(cells, base + (uint32_t)sv_rtable_cell(t, place), err);
		for (i = 0; i < t->ndims && ++at[i] == nodes[i].n; i++)
			at[i] = 0;
	}
	for (size_t i = 0; i < t->ndims; i++)
		free(nodes[i].at);
	return st;
}
