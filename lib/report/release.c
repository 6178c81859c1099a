/* SPDX-License-Identifier: MIT */
/* Releases: see release.h. */
#include "report/release.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "app/ledger.h"
#include "index/shelf.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/headcount.h"
#include "report/registers.h"
#include "report/coarsen.h"

enum sv_status sv_account_open(struct sv_session *s, const char *when, const char *lang, const struct sv_lp *solver, struct sv_account *out, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT;
	const json_t *headcounts;
	enum sv_status st;

	memset(out, 0, sizeof *out);
	out->session = s;
	out->lang = lang;
	out->solver = solver;
	out->earlier = when != NULL;
	if (when)
		st = sv_index_as_of(s, when, &out->index, out->commit, err);
	else
		st = sv_session_index(s, &out->index, err);
	if (st == SV_OK && !when)
		st = sv_index_hold(out->index, err);
	if (st == SV_OK && !when)
		snprintf(out->commit, sizeof out->commit, "%s", sv_index_head(out->index));
	if (st == SV_OK)
		st = sv_index_protocol(out->index, &out->protocol, err);
	if (st == SV_OK)
		st = sv_register_items(out, "headcount", &headcounts, err);
	if (st == SV_OK) /* what rates are of */
		st = sv_headcount_apply(out->protocol, headcounts, err);
	if (st == SV_OK)
		st = sv_ledger_commit(s, out->commit, &out->day, out->before, err);
	if (st == SV_OK)
		st = sv_ledger_read(s, &out->ledger, err);
	if (st == SV_OK)
		st = sv_index_closed(out->index, &out->closed, err);
	sv_buf_addf(&path, "%s/lang/%.8s/words.json", sv_session_data_dir(s), lang);
	if (st == SV_OK)
		st = sv_json_load_file(sv_buf_str(&path), 1u << 20, 0, &out->words, err);
	sv_buf_release(&path);
	if (st != SV_OK)
		sv_account_close(out);
	return st;
}

void sv_account_close(struct sv_account *a)
{
	if (a->earlier)
		sv_index_free(a->index);
	else if (a->index)
		sv_index_let_go(a->index);
	json_decref(a->protocol);
	json_decref(a->words);
	json_decref(a->ledger);
	json_decref(a->items);
	memset(a, 0, sizeof *a);
}

static enum sv_status one_row(void *data, const struct sv_index_row *row, struct sv_err *err)
{
	return sv_sheet_add(data, row->case_id, row->received, row->words, row->reporters, row->concerned, err);
}

/* Fills a sheet from an index. */
static enum sv_status fill(struct sv_index *index, int32_t today, struct sv_sheet *sheet, struct sv_err *err)
{
	struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX, .hidden = true, .today = today };
	size_t n;
	const char **columns = sv_sheet_columns(sheet, &n);
	enum sv_status st = columns ? sv_index_rows(index, &q, columns, n, one_row, sheet, err) : sv_err_nomem(err);

	free((void *)columns);
	sv_sheet_sort(sheet);
	return st;
}

static enum sv_status grow(struct sv_release *r, struct sv_rfigures **f, struct sv_err *err)
{
	struct sv_rfigures *grown = realloc(r->tables, (r->n + 1) * sizeof *grown);

	if (grown == NULL)
		return sv_err_nomem(err);
	r->tables = grown;
	*f = &r->tables[r->n];
	memset(*f, 0, sizeof **f);
	return SV_OK;
}

enum sv_status sv_rfigures_kept(const json_t *kept, struct sv_rfigures *f, struct sv_err *err)
{
	const json_t *cells = sv_json_array(kept, "cells"), *cell;
	size_t i;
	enum sv_status st = sv_rtable_again(kept, &f->table, err);

	if (st == SV_OK && json_array_size(cells) != f->table.ncells)
		st = sv_err_set(err, SV_INTEGRITY, N_("a publication in the ledger has a table that cannot be read"));
	if (st == SV_OK) {
		f->mark = calloc(f->table.ncells, 1);
		f->n = calloc(f->table.ncells, sizeof *f->n);
		f->was = calloc(f->table.ncells, sizeof *f->was);
		st = f->mark && f->n && f->was ? SV_OK : sv_err_nomem(err);
	}
	if (st != SV_OK) {
		sv_rfigures_release(f);
		return st;
	}
	json_array_foreach(cells, i, cell) {
		const char *mark = json_string_value(cell);
		f->n[i] = f->was[i] = json_integer_value(cell);
		f->mark[i] = mark == NULL ? SV_MARK_SHOWN : mark[0] == 'p' ? SV_MARK_SENSITIVE : SV_MARK_HIDDEN;
	}
	return SV_OK;
}

/* The key under which a sheet of a commit is on the shelf: with its columns, so that another one is never taken for it. New; NULL without memory. */
static char *shelf_key(const char *commit, const struct sv_sheet *sheet)
{
	struct sv_buf key = SV_BUF_INIT;
	size_t n;
	const char **columns = sv_sheet_columns(sheet, &n);

	sv_buf_addf(&key, "sheet 2 %s", commit);
	for (size_t i = 0; columns && i < n; i++)
		sv_buf_addf(&key, " %s", columns[i]);
	char *out = columns && !key.failed ? strdup(sv_buf_str(&key)) : NULL;
	free((void *)columns);
	sv_buf_release(&key);
	return out;
}

static enum sv_status take_row(void *data, const char *case_id, const char *text, struct sv_err *err)
{
	return sv_sheet_read(data, case_id, text, err);
}

static enum sv_status give_row(void *data, size_t i, const char **case_id, struct sv_buf *text, struct sv_err *err)
{
	const struct sv_sheet *sheet = data;

	(void)err;
	*case_id = sheet->rows[i].case_id;
	sv_sheet_write(sheet, &sheet->rows[i], text);
	return SV_OK;
}

/* Fills a sheet by the record as it was at a publication: from the shelf; else all cases are folded anew up to there. */
static enum sv_status fill_earlier(struct sv_account *a, const char *commit, struct sv_release *r, struct sv_sheet *sheet, struct sv_err *err)
{
	struct sv_index *index = NULL, *own;
	char at[41], before[41];
	int32_t day = 0;
	bool found = false;
	enum sv_status st = sv_session_index(a->session, &own, err);

	if (st == SV_OK && r->head[0] == '\0')
		snprintf(r->head, sizeof r->head, "%s", sv_index_head(own));
	if (st == SV_OK)
		st = (sheet->shelf = shelf_key(commit, sheet)) ? sv_index_shelved(own, sheet->shelf, &found, take_row, sheet, err) : sv_err_nomem(err);
	if (st == SV_OK && !found)
		st = sv_index_as_of(a->session, commit, &index, at, err);
	if (st == SV_OK && !found)
		st = sv_ledger_commit(a->session, commit, &day, before, err);
	if (st == SV_OK && !found)
		st = fill(index, day, sheet, err);
	if (found) {
		free(sheet->shelf);
		sheet->shelf = NULL;
	}
	sv_index_free(index);
	return st;
}

/* The tables of one publication that speak of the same time as the new ones, with what they counted, by the record as it was then. */
static enum sv_status add_earlier(struct sv_account *a, const json_t *publication, unsigned time, struct sv_release *r, struct sv_sheet *sheet, struct sv_err *err)
{
	const char *commit = sv_json_text(publication, "commit");
	const json_t *kept;
	struct sv_rfigures *f;
	size_t i, known = r->n;
	enum sv_status st = SV_OK;

	json_array_foreach(sv_json_array(publication, "tables"), i, kept) {
		bool touches = false;
		if (st == SV_OK)
			st = grow(r, &f, err);
		if (st == SV_OK)
			st = sv_rfigures_kept(kept, f, err);
		if (st == SV_OK)
			st = sv_sheet_ask(sheet, &f->table, err); /* of every table, so that the sheet does not depend on who asks */
		if (st != SV_OK)
			break;
		for (size_t k = 0; k < r->fresh; k++)
			touches = touches || sv_rtable_overlap(&f->table, &r->tables[k].table);
		if (!touches) {
			sv_rfigures_release(f);
			continue;
		}
		r->n++;
		f->earlier = true;
		f->day = sv_json_text(sv_json_object(publication, "document"), "as_of");
		f->time = time;
		f->sheet = sheet;
	}
	if (st != SV_OK || r->n == known)
		return st;
	st = commit ? fill_earlier(a, commit, r, sheet, err) : sv_err_set(err, SV_INTEGRITY, N_("a publication in the ledger has a table that cannot be read"));
	return st == SV_OK ? sv_sheet_compare(sheet, &r->sheets[0], err) : st;
}

enum sv_status sv_release_make(struct sv_account *a, const json_t *tables, const int *years, size_t nyears, struct sv_release *out, struct sv_err *err)
{
	struct sv_rshape shape = { a->protocol, a->words, a->lang, years, nyears };
	struct sv_publish_rules rules;
	struct sv_rfigures *f;
	const json_t *definition, *publication;
	size_t i, most = json_array_size(a->ledger) + 1;
	enum sv_status st;

	memset(out, 0, sizeof *out);
	sv_publish_rules(a->protocol, &rules);
	out->sheets = calloc(most, sizeof *out->sheets);
	st = out->sheets ? sv_sheet_init(&out->sheets[0], err) : sv_err_nomem(err);
	out->nsheets = 1;
	json_array_foreach(tables, i, definition) {
		if (st == SV_OK)
			st = grow(out, &f, err);
		if (st == SV_OK)
			st = sv_rtable_make(definition, &shape, &f->table, err);
		if (st != SV_OK)
			break;
		out->n++;
		out->fresh++;
		f->sheet = &out->sheets[0];
		st = sv_sheet_ask(&out->sheets[0], &f->table, err);
	}
	if (!a->earlier)
		snprintf(out->head, sizeof out->head, "%s", a->commit);
	if (st == SV_OK)
		st = fill(a->index, a->day, &out->sheets[0], err);
	for (i = 0; i < out->fresh && st == SV_OK; i++)
		if (sv_coarsen_wanted(&out->tables[i].table, &rules))
			st = sv_coarsen(&out->tables[i], &shape, &rules, err);
	json_array_foreach(a->ledger, i, publication) {
		if (st != SV_OK)
			break;
		st = sv_sheet_init(&out->sheets[out->nsheets], err);
		if (st == SV_OK)
			st = add_earlier(a, publication, (unsigned)(json_array_size(a->ledger) - i), out, &out->sheets[out->nsheets], err);
		out->nsheets++;
	}
	for (i = 0; i < out->n && st == SV_OK; i++)
		st = sv_rfigures_count(&out->tables[i], &rules, err);
	if (st == SV_OK)
		st = sv_protection(out->tables, out->n, &rules, a->solver, &out->how, err);
	if (st != SV_OK)
		sv_release_free(out);
	return st;
}

void sv_release_keep(struct sv_account *a, const struct sv_release *r, bool publish)
{
	struct sv_index *own;

	if (!a->earlier)
		sv_index_let_go(a->index);
	if (publish)
		r->sheets[0].shelf = shelf_key(a->commit, &r->sheets[0]);
	for (size_t i = 0; i < r->nsheets; i++)
		if (r->sheets[i].shelf && sv_session_index(a->session, &own, NULL) == SV_OK)
			sv_index_shelve(own, r->sheets[i].shelf, r->head, &(struct sv_index_shelving){ r->sheets[i].n, give_row, &r->sheets[i] }, NULL);
}

void sv_release_free(struct sv_release *r)
{
	for (size_t i = 0; i < r->n; i++)
		sv_rfigures_release(&r->tables[i]);
	free(r->tables);
	for (size_t i = 0; i < r->nsheets && r->sheets; i++)
		sv_sheet_release(&r->sheets[i]);
	free(r->sheets);
	memset(r, 0, sizeof *r);
}

const struct sv_rfigures *sv_release_table(const struct sv_release *r, const char *name)
{
	for (size_t i = 0; i < r->fresh; i++)
		if (name && strcmp(r->tables[i].table.id, name) == 0)
			return &r->tables[i];
	return NULL;
}

static json_t *kept_cells(const struct sv_rfigures *f)
{
	json_t *cells = json_array();
	bool ok = cells != NULL;

	for (size_t k = 0; k < f->table.ncells && ok; k++) {
		bool shown = f->mark[k] == SV_MARK_SHOWN && sv_rtable_printed(&f->table, k) && !(f->then && f->then[k].day);
		ok = json_array_append_new(cells, shown ? json_integer(f->n[k]) : json_string(f->mark[k] == SV_MARK_SENSITIVE ? "p" : "x")) == 0;
	}
	if (!ok) {
		json_decref(cells);
		return NULL;
	}
	return cells;
}

json_t *sv_release_record(const struct sv_account *a, const struct sv_release *r, const char *kind)
{
	json_t *tables = json_array(), *record = json_pack("{s:s,s:s}", "kind", kind, "commit", a->commit);
	bool ok = tables && record;

	for (size_t i = 0; i < r->fresh && ok; i++) {
		json_t *one = sv_rtable_keep(&r->tables[i].table);
		ok = one && json_object_set_new(one, "cells", kept_cells(&r->tables[i])) == 0 && json_array_append(tables, one) == 0;
		json_decref(one);
	}
	ok = ok && json_object_set(record, "tables", tables) == 0;
	json_decref(tables);
	if (!ok) {
		json_decref(record);
		return NULL;
	}
	return record;
}
