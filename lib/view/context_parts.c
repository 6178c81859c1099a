/* SPDX-License-Identifier: MIT */
/* Facts, tables and lists as layouts see them: see context.h and report.h. */
#include "view/context.h"

#include <stdio.h>

#include "base/child.h"
#include "json/get.h"
#include "view/document.h"
#include "view/plot.h"

#define SHORT_TABLE 14    /* rows that a sheet of paper surely holds together */
#define WIDE_TABLE 8      /* columns that a page holds with ease */
#define KEEP_TOGETHER 400 /* points: a table lower than this begins on a page that holds all of it */
#define LEGEND 24         /* of the small print below it */
#define KEEP_BEGIN 120    /* of a higher one, so much */

/* The value of a fact or a year before it: a text, or the mark. */
static void put_value(json_t *to, const json_t *from)
{
	sv_context_put(to, "value", sv_document_hidden(from) ? SV_MARK : sv_json_text(from, "value"));
	sv_context_put_truth(to, "hidden", sv_document_hidden(from));
}

json_t *sv_context_fact(const json_t *f)
{
	const json_t *benchmark = sv_json_object(f, "benchmark"), *one;
	json_t *to = json_object(), *previous = json_array();
	size_t i, n = json_array_size(sv_json_array(f, "previous"));

	sv_context_put(to, "label", sv_json_text(f, "label"));
	sv_context_put(to, "detail", sv_json_text(f, "detail"));
	put_value(to, f);
	json_array_foreach(sv_json_array(f, "previous"), i, one) {
		json_t *p = json_object();
		sv_context_put(p, "year", sv_json_text(one, "year"));
		sv_context_put_truth(p, "more", i + 1 < n);
		put_value(p, one);
		json_array_append_new(previous, p);
	}
	sv_context_put_truth(to, "has_previous", n > 0);
	json_object_set_new(to, "previous", previous);
	json_object_set_new(to, "benchmark", benchmark ? sv_json_deep_copy(benchmark) : json_false());
	return to;
}

static json_t *labels(const json_t *texts)
{
	json_t *list = json_array();
	const json_t *one;
	size_t i;

	json_array_foreach(texts, i, one) {
		json_t *to = json_object();
		sv_context_put(to, "label", json_is_string(one) ? json_string_value(one) : sv_json_text(one, "label"));
		sv_context_put_truth(to, "first", i == 0);
		sv_context_put_truth(to, "total", sv_json_true(one, "total"));
		json_array_append_new(list, to);
	}
	return list;
}

static json_t *cell(const json_t *from, const json_t *column, bool *hidden)
{
	json_t *to = json_object();
	bool marked = sv_document_hidden(from);

	sv_context_put(to, "text", marked ? SV_MARK : sv_json_text(from, "text"));
	sv_context_put(to, "share", sv_json_text(from, "share"));
	sv_context_put_truth(to, "hidden", marked);
	sv_context_put_truth(to, "absent", sv_json_true(from, "absent"));
	sv_context_put_truth(to, "total", sv_json_true(column, "total"));
	*hidden = *hidden || marked;
	return to;
}

static json_t *row(const json_t *from, const json_t *columns, bool *hidden)
{
	json_t *to = json_object(), *cells = json_array();
	long long level = sv_json_int(from, "level", 0);
	struct sv_buf indent = SV_BUF_INIT;
	const json_t *one;
	char class[24];
	size_t i;

	snprintf(class, sizeof class, "%sl%lld", sv_json_true(from, "total") ? "total " : "", level);
	sv_context_put(to, "class", class);
	for (long long k = 0; k < level; k++)
		sv_buf_adds(&indent, "\u00b7 ");
	sv_context_put(to, "indent", sv_buf_str(&indent));
	sv_buf_release(&indent);
	sv_context_put_truth(to, "total", sv_json_true(from, "total"));
	json_object_set_new(to, "labels", labels(sv_json_array(from, "labels")));
	json_array_foreach(sv_json_array(from, "cells"), i, one)
		json_array_append_new(cells, cell(one, json_array_get(columns, i), hidden));
	json_object_set_new(to, "cells", cells);
	return to;
}

/* The plot of a table: an SVG for HTML, a place for paper, nothing in Markdown. */
static enum sv_status plot(struct sv_context *c, const json_t *table, const char *key, json_t *to, struct sv_err *err)
{
	const struct sv_plot_style style = { key, c->lang, sv_json_text(c->words, "plot_hidden") ? sv_json_text(c->words, "plot_hidden") : "", true };
	struct sv_buf svg = SV_BUF_INIT;
	enum sv_status st = SV_OK;
	int height = 0;

	json_object_set_new(to, "plot", json_false());
	if (!sv_plot_any(table))
		return SV_OK;
	if (c->as == SV_RUNNING_HTML) {
		st = sv_plot_svg(table, &style, &svg, err);
		json_object_set_new(to, "plot", json_stringn(sv_buf_str(&svg), svg.len));
	} else if (c->as == SV_RUNNING_MS) {
		st = sv_plot_height(table, c->lang, &height, err);
		json_object_set_new(to, "plot", json_pack("{s:i,s:i,s:s}", "file", SV_CHILD_FILES + (int)c->plots, "height", height, "alt", sv_json_text(sv_json_object(table, "plot"), "alt")));
	}
	c->plots++;
	sv_buf_release(&svg);
	return st;
}

enum sv_status sv_context_table(struct sv_context *c, const json_t *from, json_t *list, struct sv_err *err)
{
	json_t *to = json_object(), *rows = json_array();
	const json_t *columns = sv_json_array(from, "columns"), *one;
	bool hidden = false;
	char key[24];
	size_t i;

	snprintf(key, sizeof key, "t%zu", ++c->tables);
	sv_context_put(to, "key", key);
	sv_context_put(to, "title", sv_json_text(from, "title"));
	sv_context_put(to, "unit", sv_json_text(from, "unit"));
	sv_context_put(to, "note", sv_json_text(from, "note"));
	json_object_set_new(to, "heads", labels(sv_json_array(from, "heads")));
	json_object_set_new(to, "columns", labels(columns));
	json_array_foreach(sv_json_array(from, "rows"), i, one)
		json_array_append_new(rows, row(one, columns, &hidden));
	json_object_set_new(to, "rows", rows);
	sv_context_put_truth(to, "hidden", hidden);
	sv_context_put_truth(to, "short", json_array_size(rows) <= SHORT_TABLE);
	sv_context_put_truth(to, "wide", json_array_size(columns) > WIDE_TABLE);
	if (c->as == SV_RUNNING_MS) {
		struct sv_buf tbl = SV_BUF_INIT;
		int height = sv_roff_table(from, &tbl) + (hidden ? LEGEND : 0) + (sv_json_has(from, "note") ? LEGEND : 0);
		sv_context_put(to, "tbl", sv_buf_str(&tbl));
		json_object_set_new(to, "height", json_integer(height < KEEP_TOGETHER ? height : KEEP_BEGIN));
		sv_buf_release(&tbl);
	}
	json_array_append(list, to);
	enum sv_status st = plot(c, from, key, to, err);
	json_decref(to);
	return st == SV_OK ? SV_OK : sv_err_at(err, N_("table '%s'"), sv_json_text(from, "table"));
}

json_t *sv_context_list(struct sv_context *c, const json_t *from)
{
	json_t *to = json_object(), *rows = json_array();
	const json_t *one;
	char key[24];
	size_t i;

	snprintf(key, sizeof key, "t%zu", ++c->tables);
	sv_context_put(to, "key", key);
	sv_context_put(to, "title", sv_json_text(from, "title"));
	sv_context_put(to, "note", sv_json_text(from, "note"));
	json_object_set_new(to, "columns", labels(sv_json_array(from, "columns")));
	json_array_foreach(sv_json_array(from, "rows"), i, one)
		json_array_append_new(rows, json_pack("{s:o}", "cells", labels(one)));
	sv_context_put_truth(to, "has_rows", json_array_size(rows) > 0);
	sv_context_put_truth(to, "short", json_array_size(rows) <= SHORT_TABLE);
	json_object_set_new(to, "rows", rows);
	if (c->as == SV_RUNNING_MS) {
		struct sv_buf tbl = SV_BUF_INIT;
		int height = sv_roff_list(from, &tbl);
		sv_context_put(to, "tbl", sv_buf_str(&tbl));
		json_object_set_new(to, "height", json_integer(height < KEEP_TOGETHER ? height : KEEP_BEGIN));
		sv_buf_release(&tbl);
	}
	return to;
}
