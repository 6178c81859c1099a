/* SPDX-License-Identifier: MIT */
/* Tables of a document: see write.h. */
#include "report/write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"

const char *sv_write_text(const json_t *value, const char *lang)
{
	return json_is_string(value) ? json_string_value(value) : sv_json_text(value, lang);
}

bool sv_write_day(const json_t *words, const char *text, struct sv_buf *out)
{
	int32_t day;
	int y, m, d;

	if (text == NULL || !sv_date_parse(text, &day))
		return false;
	sv_day_to_civil(day, &y, &m, &d);
	const char *month = json_string_value(json_array_get(sv_json_array(words, "months"), (size_t)m - 1));
	if (month)
		sv_buf_addf(out, "%d %s %d", d, month, y);
	return month != NULL;
}

void sv_write_number(double value, int decimals, const char *lang, struct sv_buf *out)
{
	char text[64];

	snprintf(text, sizeof text, "%.*f", decimals, value + 0.0);
	char *point = strchr(text, '.');
	if (point && strcmp(lang, "nl") == 0)
		*point = ',';
	sv_buf_adds(out, text);
}

bool sv_rfigures_shown(const struct sv_rfigures *f, const char *const *words, size_t nwords, long long *n)
{
	size_t nodes[SV_REPORT_DIMS] = { 0 };

	if (nwords != f->table.ndims)
		return false;
	for (size_t d = 0; d < nwords; d++) {
		nodes[d] = words[d][0] ? sv_rdim_named(&f->table.dims[d], words[d]) : 0;
		if (words[d][0] && nodes[d] == 0)
			return false;
	}
	size_t cell = sv_rtable_cell(&f->table, nodes);
	return sv_rfigures_prints(f, cell, n);
}

/* A table being written. */
struct writer {
	const struct sv_rfigures *f;
	const struct sv_writing *w;
	size_t order[SV_REPORT_DIMS][SV_REPORT_NODES], n[SV_REPORT_DIMS];
	bool share;    /* each cell's part of its column's total too */
	bool trimmed;  /* rows of zeros were left out */
	const char *then; /* some numbers are as they were published before, the latest on that day */
	struct sv_buf alt;
};

static const char *word(const struct sv_writing *w, const char *key)
{
	const char *s = sv_json_text(w->words, key);

	return s ? s : key;
}

static json_t *one_cell(struct writer *t, const size_t nodes[SV_REPORT_DIMS])
{
	const struct sv_rtable *table = &t->f->table;
	size_t cell = sv_rtable_cell(table, nodes), all[SV_REPORT_DIMS];
	const char *then = t->f->then ? t->f->then[cell].day : NULL;
	long long n, of;
	char text[32];

	if (!sv_rtable_printed(table, cell))
		return json_pack("{s:b,s:s}", "absent", 1, "text", "");
	if (!sv_rfigures_prints(t->f, cell, &n))
		return json_pack("{s:b,s:s}", "suppressed", 1, "text", word(t->w, "suppressed"));
	snprintf(text, sizeof text, "%lld", n);
	json_t *c = json_pack("{s:I,s:s,s:s*}", "n", (json_int_t)n, "text", text, "then", then);
	t->then = then && (t->then == NULL || strcmp(then, t->then) > 0) ? then : t->then;
	for (size_t d = 0; d < table->ndims; d++)
		all[d] = table->dims[d].period || table->dims[d].strict ? nodes[d] : 0;
	size_t total = sv_rtable_cell(table, all);
	if (c && t->share && total != cell && sv_rfigures_prints(t->f, total, &of) && of >= n && of > 0) {
		struct sv_buf share = SV_BUF_INIT;
		sv_write_number(100.0 * (double)n / (double)of, 0, t->w->lang, &share);
		sv_buf_adds(&share, "\xc2\xa0%");
		if (!sv_json_set_text(c, "share", sv_buf_str(&share))) {
			json_decref(c);
			c = NULL;
		}
		sv_buf_release(&share);
	}
	return c;
}

/* What a document calls a node: "*" is a total, "-" what has no word. */
static const char *node_id(const struct sv_rdim *d, size_t node)
{
	return node == 0 ? "*" : d->nodes[node].id[0] ? d->nodes[node].id : "-";
}

/* Whether every cell of a row is a zero that is shown, and was counted now. */
static bool all_zero(const struct writer *t, size_t nodes[SV_REPORT_DIMS])
{
	const struct sv_rtable *table = &t->f->table;
	size_t last = table->ndims - 1;

	for (size_t i = 0; i < t->n[last]; i++) {
		nodes[last] = t->order[last][i];
		size_t cell = sv_rtable_cell(table, nodes);
		long long n;
		if (sv_rtable_printed(table, cell) && (!sv_rfigures_prints(t->f, cell, &n) || n != 0 || (t->f->then && t->f->then[cell].day)))
			return false;
	}
	return true;
}

/* One row: the nodes of all dimensions but the last are given. */
static json_t *one_row(struct writer *t, size_t nodes[SV_REPORT_DIMS])
{
	const struct sv_rtable *table = &t->f->table;
	size_t last = table->ndims - 1;
	json_t *row = json_object(), *ids = json_array(), *labels = json_array(), *cells = json_array();
	bool ok = row && ids && labels && cells, total = last > 0;
	unsigned level = 0;

	for (size_t d = 0; d < last && ok; d++) {
		const struct sv_rnode *n = &table->dims[d].nodes[nodes[d]];
		ok = json_array_append_new(ids, json_string(node_id(&table->dims[d], nodes[d]))) == 0 && json_array_append_new(labels, json_string(n->label)) == 0;
		total = total && nodes[d] == 0;
		level = n->level > 1 ? n->level - 1 : 0;
	}
	if (last == 0 && ok) /* one dimension: its columns are all there is */
		ok = json_array_append_new(ids, json_string("*")) == 0 && json_array_append_new(labels, json_string(word(t->w, "total"))) == 0;
	for (size_t i = 0; i < t->n[last] && ok; i++) {
		nodes[last] = t->order[last][i];
		ok = json_array_append_new(cells, one_cell(t, nodes)) == 0;
	}
	ok = ok && json_object_set(row, "id", ids) == 0 && json_object_set(row, "labels", labels) == 0 && json_object_set(row, "cells", cells) == 0
	     && json_object_set_new(row, "level", json_integer((json_int_t)level)) == 0 && json_object_set_new(row, "total", json_boolean(total)) == 0;
	json_decref(ids);
	json_decref(labels);
	json_decref(cells);
	if (!ok) {
		json_decref(row);
		return NULL;
	}
	return row;
}

static bool add_rows(struct writer *t, json_t *rows)
{
	const struct sv_rtable *table = &t->f->table;
	size_t last = table->ndims - 1, at[SV_REPORT_DIMS] = { 0 }, nodes[SV_REPORT_DIMS] = { 0 };

	for (bool more = true; more;) {
		bool total = true;
		for (size_t d = 0; d < last; d++) {
			nodes[d] = t->order[d][at[d]];
			total = total && nodes[d] == 0;
		}
		if (!total && all_zero(t, nodes))
			t->trimmed = true;
		else if (json_array_append_new(rows, one_row(t, nodes)) < 0)
			return false;
		more = false;
		for (size_t d = last; d-- > 0 && !more;) {
			more = ++at[d] < t->n[d];
			if (!more)
				at[d] = 0;
		}
	}
	return true;
}

/* What a plot shows, for who cannot see it: the last column's rows, from what is shown. */
static bool add_plot(struct writer *t, json_t *out, const char *kind, const char *title)
{
	const json_t *rows = sv_json_array(out, "rows"), *row;
	struct sv_buf alt = SV_BUF_INIT;
	size_t i, k;
	json_t *columns = sv_json_array(out, "columns");

	sv_buf_addf(&alt, "%s (%s).", title, sv_json_text(out, "unit"));
	json_array_foreach(rows, i, row) {
		const json_t *labels = sv_json_array(row, "labels"), *cells = sv_json_array(row, "cells"), *label, *cell;
		sv_buf_addc(&alt, ' ');
		json_array_foreach(labels, k, label)
			sv_buf_addf(&alt, "%s%s", k ? ", " : "", json_string_value(label));
		sv_buf_adds(&alt, ": ");
		json_array_foreach(cells, k, cell) {
			const char *of = sv_json_text(json_array_get(columns, k), "label");
			sv_buf_addf(&alt, "%s%s %s", k ? "; " : "", of, sv_json_true(cell, "suppressed") ? word(t->w, "not_shown") : sv_json_text(cell, "text"));
		}
		sv_buf_addc(&alt, '.');
	}
	bool ok = !alt.failed && json_object_set_new(out, "plot", json_pack("{s:s,s:s}", "kind", kind, "alt", sv_buf_str(&alt))) == 0;
	sv_buf_release(&alt);
	return ok;
}

enum sv_status sv_write_table(const struct sv_rfigures *f, const json_t *definition, const struct sv_writing *w, json_t **out, struct sv_err *err)
{
	const struct sv_rtable *table = &f->table;
	struct writer *t = calloc(1, sizeof *t);
	size_t last = table->ndims - 1;
	const char *title = sv_write_text(json_object_get(definition, "title"), w->lang), *note = sv_write_text(json_object_get(definition, "note"), w->lang);
	const char *unit = sv_write_text(json_object_get(definition, "unit"), w->lang), *plot = sv_json_text(definition, "plot");
	json_t *doc = json_object(), *columns = json_array(), *rows = json_array(), *heads = json_array();
	bool ok = t && doc && columns && rows && heads, many = false;

	*out = NULL;
	if (ok) {
		t->f = f;
		t->w = w;
		t->share = sv_json_true(definition, "share");
	}
	for (size_t d = 0; d < table->ndims && ok; d++) {
		t->n[d] = sv_rdim_order(&table->dims[d], t->order[d]);
		many = many || table->dims[d].many;
		if (d < last || last == 0)
			ok = json_array_append_new(heads, json_string(d < last ? table->dims[d].label : word(w, "total"))) == 0;
	}
	for (size_t i = 0; ok && i < t->n[last]; i++) {
		const struct sv_rnode *n = &table->dims[last].nodes[t->order[last][i]];
		ok = json_array_append_new(columns, json_pack("{s:s,s:s}", "id", node_id(&table->dims[last], t->order[last][i]), "label", n->label)) == 0;
	}
	ok = ok && add_rows(t, rows);
	struct sv_buf notes = SV_BUF_INIT;
	if (ok && note)
		sv_buf_adds(&notes, note);
	if (ok && f->coarsened)
		sv_buf_addf(&notes, "%s%s", notes.len ? " " : "", word(w, "coarsened"));
	if (ok && t->trimmed)
		sv_buf_addf(&notes, "%s%s", notes.len ? " " : "", word(w, "zero_rows"));
	if (ok && t->then) {
		sv_buf_addf(&notes, "%s%s ", notes.len ? " " : "", word(w, "as_published"));
		ok = sv_write_day(w->words, t->then, &notes);
		sv_buf_addc(&notes, '.');
	}
	ok = ok && sv_json_set_text(doc, "table", table->id) && sv_json_set_text(doc, "title", title ? title : table->id)
	     && sv_json_set_text(doc, "method", f->coarsened ? "coarsen" : "suppress")
	     && sv_json_set_text(doc, "unit", unit ? unit : word(w, many ? "case_words" : "cases")) && json_object_set(doc, "columns", columns) == 0
	     && json_object_set(doc, "rows", rows) == 0 && json_object_set(doc, "heads", heads) == 0 && (notes.len == 0 || sv_json_set_text(doc, "note", sv_buf_str(&notes)));
	if (ok && plot)
		ok = add_plot(t, doc, plot, title ? title : table->id);
	sv_buf_release(&notes);
	json_decref(columns);
	json_decref(rows);
	json_decref(heads);
	free(t);
	if (!ok) {
		json_decref(doc);
		return sv_err_nomem(err);
	}
	*out = doc;
	return SV_OK;
}
