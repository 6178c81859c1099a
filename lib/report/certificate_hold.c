/* SPDX-License-Identifier: MIT */
/* Holding documents against a certificate: see certificate.h. Its registers are counted as any sheet is; nothing here knows of a solver. */
#include "report/certificate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "report/sheet.h"
#include "report/table.h"

#define REGISTERS_MAX 10000
#define CASES_MAX 1000000
#define WORDS_MAX 16
#define KINDS_MAX 1000000 /* so that no sum can run over */
#define KEY_SIZE 512

/* A table of a block, and what registers have in it. */
struct counted {
	struct sv_rtable table;
	const char *release;
	const json_t *printed; /* the table of the document; NULL: that document was not given */
	json_t *rows;          /* its rows by their ids */
	json_t *columns;       /* where each of its columns stands */
	bool absent;           /* it was given and has no such table: there all rows are of zeros */
	bool own;              /* of the publication that the certificate is of */
	int64_t *n;            /* [register * cells + cell] */
};

/* A block being held. */
struct holding {
	const json_t *certificate, *const *documents;
	size_t ndocuments;
	const char *release;
	long long least;
	struct sv_certified *out;
	json_t *proven; /* hidden numbers that are proven, each once */
	struct counted *tables;
	size_t n, registers;
	struct sv_err *err;
};

static enum sv_status no_certificate(struct holding *h)
{
	return sv_err_set(h->err, SV_BAD_INPUT, N_("this is no certificate of figures"));
}

static const json_t *document_of(const struct holding *h, const char *release)
{
	for (size_t i = 0; i < h->ndocuments; i++) {
		const char *is = sv_json_text(h->documents[i], "release");
		if (is && release && strcmp(is, release) == 0)
			return h->documents[i];
	}
	return NULL;
}

static const json_t *table_of(const json_t *document, const char *name)
{
	const json_t *section, *found = NULL;
	size_t i;

	json_array_foreach(sv_json_array(document, "sections"), i, section)
		found = found ? found : sv_json_find(sv_json_array(section, "tables"), "table", name);
	return found;
}

/* The ids of a row as one key: those of all dimensions but the last. */
static void row_key(const json_t *ids, char key[KEY_SIZE])
{
	const json_t *id;
	size_t i, n = 0;

	key[0] = '\0';
	json_array_foreach(ids, i, id)
		if (n < KEY_SIZE)
			n += (size_t)snprintf(key + n, KEY_SIZE - n, "%s\t", json_string_value(id) ? json_string_value(id) : "");
}

static const char *node_id(const struct sv_rdim *d, size_t node)
{
	return node == 0 ? "*" : d->nodes[node].id[0] ? d->nodes[node].id : "-";
}

/* The printed cell: NULL where its row is not printed. key: of its row. */
static const json_t *printed_cell(const struct counted *t, size_t cell, char key[KEY_SIZE], const char **column)
{
	size_t nodes[SV_REPORT_DIMS], last = t->table.ndims - 1, n = 0;

	sv_rtable_nodes(&t->table, cell, nodes);
	key[0] = '\0';
	for (size_t d = 0; d < last && n < KEY_SIZE; d++)
		n += (size_t)snprintf(key + n, KEY_SIZE - n, "%s\t", node_id(&t->table.dims[d], nodes[d]));
	if (last == 0)
		snprintf(key, KEY_SIZE, "*\t");
	*column = node_id(&t->table.dims[last], nodes[last]);
	const json_t *place = json_object_get(t->columns, *column);
	return place ? json_array_get(sv_json_array(json_object_get(t->rows, key), "cells"), (size_t)json_integer_value(place)) : NULL;
}

/* Reads a table of a block, and finds it in its document. */
static enum sv_status read_table(struct holding *h, const json_t *shape, struct counted *t)
{
	const json_t *document, *one;
	char key[KEY_SIZE];
	size_t i;
	bool ok = true;

	t->release = sv_json_text(shape, "release");
	if (t->release == NULL || sv_rtable_again(shape, &t->table, NULL) != SV_OK)
		return no_certificate(h);
	t->own = strcmp(t->release, h->release) == 0;
	t->rows = json_object();
	t->columns = json_object();
	t->n = calloc(h->registers * t->table.ncells + 1, sizeof *t->n);
	if (!t->rows || !t->columns || !t->n)
		return sv_err_nomem(h->err);
	document = document_of(h, t->release);
	t->printed = document ? table_of(document, t->table.id) : NULL;
	t->absent = document && t->printed == NULL;
	json_array_foreach(sv_json_array(t->printed, "rows"), i, one) {
		row_key(sv_json_array(one, "id"), key);
		ok = ok && json_object_set(t->rows, key, (json_t *)one) == 0;
	}
	json_array_foreach(sv_json_array(t->printed, "columns"), i, one)
		ok = ok && json_object_set_new(t->columns, sv_json_text(one, "id"), json_integer((json_int_t)i)) == 0;
	return ok ? SV_OK : sv_err_nomem(h->err);
}

/* The names of the dimensions that the tables of a block speak of, as the columns of a sheet. */
static enum sv_status ask_columns(struct holding *h, struct sv_sheet *columns)
{
	enum sv_status st = sv_sheet_init(columns, h->err);

	for (size_t t = 0; t < h->n && st == SV_OK; t++)
		st = sv_sheet_ask(columns, &h->tables[t].table, h->err);
	return st;
}

/* Counts one kind of case in every table, as often as each register has it. */
static enum sv_status count_kind(struct holding *h, const struct sv_sheet *columns, const json_t *kind, long long *changed)
{
	static const char *const nobody[] = { NULL };
	const json_t *n = sv_json_array(kind, "n"), *words = sv_json_object(kind, "words");
	const char *received = sv_json_text(kind, "received"), *only = sv_json_text(kind, "only"), *name;
	size_t ncolumns = json_object_size(columns->columns);
	const char *(*texts)[WORDS_MAX + 1] = calloc(ncolumns + 1, sizeof *texts);
	const char *const **lists = calloc(ncolumns + 1, sizeof *lists);
	struct sv_srow row = { "", 0, lists, nobody, nobody };
	struct sv_cells cells = { NULL, 0, 0 };
	json_t *place;
	enum sv_status st = texts && lists ? SV_OK : sv_err_nomem(h->err);

	if (st == SV_OK && (json_array_size(n) != h->registers || words == NULL || received == NULL || !sv_date_parse(received, &row.received)))
		st = no_certificate(h);
	for (size_t r = 0; r < h->registers && st == SV_OK; r++) {
		json_t *one = json_array_get(n, r);
		if (!json_is_integer(one) || json_integer_value(one) < 0 || json_integer_value(one) > CASES_MAX)
			st = no_certificate(h);
	}
	json_object_foreach(columns->columns, name, place) {
		size_t c = (size_t)json_integer_value(place);
		if (st != SV_OK)
			break;
		const json_t *some = sv_json_array(words, name), *word;
		size_t i;
		lists[c] = texts[c];
		if (json_array_size(some) > WORDS_MAX)
			st = no_certificate(h);
		json_array_foreach(some, i, word)
			if (i < WORDS_MAX)
				texts[c][i] = json_string_value(word);
	}
	for (size_t t = 0; t < h->n && st == SV_OK; t++) {
		struct counted *counted = &h->tables[t];
		cells.n = 0;
		if (only == NULL || strcmp(only, counted->release) == 0)
			st = sv_sheet_counts(columns, &row, &counted->table, 0, &cells, h->err);
		for (size_t r = 0; r < h->registers && st == SV_OK; r++)
			for (size_t k = 0; k < cells.n; k++)
				counted->n[r * counted->table.ncells + cells.at[k]] += json_integer_value(json_array_get(n, r));
	}
	for (size_t r = 0; r < h->registers && st == SV_OK && only; r++)
		changed[r] += json_integer_value(json_array_get(n, r));
	free(cells.at);
	free((void *)texts);
	free((void *)lists);
	return st;
}

/* A hidden number: how far registers are apart in it. */
static enum sv_status hold_hidden(struct holding *h, const struct counted *t, size_t cell, const char *key, const char *column)
{
	char name[KEY_SIZE * 2];
	int64_t low = INT64_MAX, high = -1;

	for (size_t r = 0; r < h->registers; r++) {
		int64_t n = t->n[r * t->table.ncells + cell];
		low = n < low ? n : low;
		high = n > high ? n : high;
	}
	if (high < low || high - low < h->least)
		return SV_OK;
	if (h->out->nearest == 0 || high - low < h->out->nearest)
		h->out->nearest = high - low;
	snprintf(name, sizeof name, "%s\t%s%s", t->table.id, key, column);
	return json_object_set_new(h->proven, name, json_true()) == 0 ? SV_OK : sv_err_nomem(h->err);
}

/* Compares every cell of a table with what is printed. */
static enum sv_status hold_table(struct holding *h, const struct counted *t)
{
	char key[KEY_SIZE];
	const char *column;
	enum sv_status st = SV_OK;

	for (size_t k = 0; k < t->table.ncells && st == SV_OK && (t->printed || t->absent); k++) {
		if (!sv_rtable_printed(&t->table, k) || (t->absent && sv_rtable_total(&t->table, k)))
			continue;
		const json_t *cell = printed_cell(t, k, key, &column);
		if (sv_json_has(cell, "then"))
			continue; /* a number of an earlier document, which it has to fit */
		if (sv_json_true(cell, "suppressed")) {
			if (t->own)
				st = hold_hidden(h, t, k, key, column);
			continue;
		}
		for (size_t r = 0; r < h->registers && st == SV_OK; r++) /* a row that is not printed is of zeros */
			if (t->n[r * t->table.ncells + k] != sv_json_int(cell, "n", 0))
				st = sv_err_set(h->err, SV_INTEGRITY, N_("register %zu has another number than what is published in table '%s', column '%s'"), r + 1, t->table.id, column);
		h->out->numbers += st == SV_OK && cell;
	}
	return st;
}

/* Words taken one by one need a dimension of which cases may have several, and printed totals that tie their registers together. */
static enum sv_status hold_branch(struct holding *h, const struct counted *t)
{
	const char *column;
	char key[KEY_SIZE];
	size_t others = 0;
	bool many = true;

	for (size_t d = 0; d < t->table.ndims; d++) {
		others += !t->table.dims[d].period;
		many = many && (t->table.dims[d].period || sv_rdim_many(t->table.dims[d].name));
	}
	for (size_t k = 0; k < t->table.ncells && t->printed; k++)
		if (sv_rtable_total(&t->table, k) && sv_json_true(printed_cell(t, k, key, &column), "suppressed"))
			many = false;
	return many && others == 1 && t->table.nonly == 0 ? SV_OK : sv_err_set(h->err, SV_INTEGRITY, N_("the certificate takes table '%s' apart, which cannot be put together again"), t->table.id);
}

/* In how many blocks a table is. */
static size_t in_blocks(const struct holding *h, const struct counted *t)
{
	const json_t *block, *shape;
	size_t i, k, n = 0;

	json_array_foreach(sv_json_array(h->certificate, "blocks"), i, block)
		json_array_foreach(sv_json_array(block, "tables"), k, shape)
			n += sv_json_text(shape, "release") && strcmp(sv_json_text(shape, "release"), t->release) == 0 && sv_json_text(shape, "table") && strcmp(sv_json_text(shape, "table"), t->table.id) == 0;
	return n;
}

static enum sv_status hold_block(struct holding *h, const json_t *block)
{
	const json_t *shapes = sv_json_array(block, "tables"), *kinds = sv_json_array(block, "cases"), *one;
	long long registers = sv_json_int(block, "registers", 0), *changed = NULL;
	struct sv_sheet columns = { NULL };
	enum sv_status st = SV_OK;
	size_t i;

	if (json_array_size(shapes) == 0 || registers < 1 || registers > REGISTERS_MAX || json_array_size(kinds) > KINDS_MAX)
		return no_certificate(h);
	h->registers = (size_t)registers;
	h->n = 0;
	h->tables = calloc(json_array_size(shapes), sizeof *h->tables);
	changed = calloc(h->registers, sizeof *changed);
	if (h->tables == NULL || changed == NULL)
		st = sv_err_nomem(h->err);
	json_array_foreach(shapes, i, one)
		if (st == SV_OK)
			st = read_table(h, one, &h->tables[h->n++]);
	if (st == SV_OK)
		st = ask_columns(h, &columns);
	json_array_foreach(kinds, i, one)
		if (st == SV_OK)
			st = count_kind(h, &columns, one, changed);
	for (i = 0; i < h->n && st == SV_OK; i++) {
		st = in_blocks(h, &h->tables[i]) > 1 ? hold_branch(h, &h->tables[i]) : SV_OK;
		if (st == SV_OK)
			st = hold_table(h, &h->tables[i]);
	}
	h->out->registers += h->registers;
	for (i = 0; changed && i < h->registers; i++)
		h->out->changed = changed[i] > h->out->changed ? changed[i] : h->out->changed;
	for (i = 0; i < h->n; i++) {
		sv_rtable_release(&h->tables[i].table);
		json_decref(h->tables[i].rows);
		json_decref(h->tables[i].columns);
		free(h->tables[i].n);
	}
	free(h->tables);
	free(changed);
	sv_sheet_release(&columns);
	return st;
}

/* How many numbers of a document are hidden. */
static size_t count_hidden(const json_t *document)
{
	const json_t *section, *table, *row, *cell;
	size_t i, k, l, m, n = 0;

	json_array_foreach(sv_json_array(document, "sections"), i, section)
		json_array_foreach(sv_json_array(section, "tables"), k, table)
			json_array_foreach(sv_json_array(table, "rows"), l, row)
				json_array_foreach(sv_json_array(row, "cells"), m, cell)
					n += sv_json_true(cell, "suppressed");
	return n;
}

enum sv_status sv_certificate_hold(const json_t *certificate, const json_t *const *documents, size_t ndocuments, long long least, struct sv_certified *out, struct sv_err *err)
{
	struct holding h = { certificate, documents, ndocuments, sv_json_text(certificate, "release"), least, out, .proven = json_object(), .err = err };
	const json_t *one, *document = document_of(&h, h.release);
	enum sv_status st = h.proven ? SV_OK : sv_err_nomem(err);
	size_t i;

	memset(out, 0, sizeof *out);
	if (st == SV_OK && (sv_json_int(certificate, "sv", 0) != 1 || sv_json_text(certificate, "certificate") == NULL || h.release == NULL || sv_json_array(certificate, "blocks") == NULL))
		st = no_certificate(&h);
	if (st == SV_OK && document == NULL)
		st = sv_err_set(err, SV_BAD_INPUT, N_("the document that the certificate is of, %s, was not given"), h.release);
	json_array_foreach(sv_json_array(certificate, "earlier"), i, one)
		out->missing += document_of(&h, json_string_value(one)) == NULL;
	json_array_foreach(sv_json_array(certificate, "blocks"), i, one)
		if (st == SV_OK)
			st = hold_block(&h, one);
	out->hidden = count_hidden(document);
	out->unproven = out->hidden - (json_object_size(h.proven) < out->hidden ? json_object_size(h.proven) : out->hidden);
	json_decref(h.proven);
	return st;
}
