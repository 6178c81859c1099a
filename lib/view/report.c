/* SPDX-License-Identifier: MIT */
/* Reports: see report.h. */
#include "view/report.h"

#include <stdlib.h>
#include <string.h>

#include "json/canon.h"
#include "json/get.h"
#include "view/context.h"
#include "view/document.h"
#include "view/mustache.h"
#include "view/prose.h"
#include "view/report_pdf.h"
#include "view/table.h"

static const struct { const char *name; enum sv_report_format format; const char *layout; enum sv_running as; sv_mustache_escape *escape; } formats[] = {
	{ "html", SV_REPORT_HTML, "report.html", SV_RUNNING_HTML, sv_escape_html }, { "md", SV_REPORT_MD, "report.md", SV_RUNNING_MD, sv_escape_markdown },
	{ "json", SV_REPORT_JSON, "", SV_RUNNING_MD, NULL }, { "ms", SV_REPORT_MS, "report.ms", SV_RUNNING_MS, sv_escape_roff }, { "pdf", SV_REPORT_PDF, "report.ms", SV_RUNNING_MS, sv_escape_roff },
};
#define FORMATS (sizeof formats / sizeof formats[0])

bool sv_report_format(const char *name, enum sv_report_format *out)
{
	for (size_t i = 0; i < FORMATS; i++) {
		if (strcmp(formats[i].name, name) == 0) {
			*out = formats[i].format;
			return true;
		}
	}
	return false;
}

void sv_report_files(const json_t *document, enum sv_report_format format, struct sv_report_files *out)
{
	const char *kind = sv_json_text(document, "document"), *lang = sv_json_text(document, "lang");

	memset(out, 0, sizeof *out);
	if (format == SV_REPORT_JSON)
		return;
	snprintf(out->layout, sizeof out->layout, "%s", formats[format].layout);
	snprintf(out->words, sizeof out->words, "words.%.2s", lang ? lang : "");
	snprintf(out->prose, sizeof out->prose, "%.12s.%.2s.md", kind ? kind : "", lang ? lang : "");
}

static enum sv_status json(const json_t *document, struct sv_buf *out, struct sv_err *err)
{
	enum sv_status st = sv_json_canon(document, out, err);

	sv_buf_addc(out, '\n');
	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}

/* The words that are used where no layout asks for them. */
static enum sv_status check_words(const json_t *words, struct sv_err *err)
{
	static const char *const needed[] = { "plot_hidden", "hidden" };

	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (sv_json_text(words, needed[i]) == NULL)
			return sv_err_set(err, SV_CONFIG, N_("the words lack '%s'"), needed[i]);
	return SV_OK;
}

enum sv_status sv_report_fill(const json_t *document, enum sv_report_format format, const struct sv_report_texts *texts, const json_t *pages, struct sv_buf *out, struct sv_err *err)
{
	struct sv_context c = { .document = document, .as = formats[format].as, .lang = sv_json_text(document, "lang"), .pages = pages };
	json_t *context = NULL;
	enum sv_status st = sv_prose_words(texts->words, &c.words, err);

	if (st == SV_OK)
		st = check_words(c.words, err);
	if (st != SV_OK)
		st = sv_err_at(err, N_("words of the report"));
	if (st == SV_OK && texts->prose) {
		st = sv_prose_blocks(texts->prose, &c.blocks, err);
		if (st != SV_OK)
			st = sv_err_at(err, N_("prose of the report"));
	}
	if (st == SV_OK)
		st = sv_context_make(&c, &context, err);
	if (st == SV_OK)
		st = sv_mustache(texts->layout, context, formats[format].escape, out, err);
	json_decref(context);
	json_decref(c.words);
	json_decref(c.blocks);
	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}

enum sv_status sv_report_render(const json_t *document, enum sv_report_format format, const struct sv_report_texts *texts, struct sv_buf *out, struct sv_err *err)
{
	enum sv_status st = sv_document_check(document, err);

	if (st != SV_OK)
		return st;
	if (format == SV_REPORT_JSON)
		return json(document, out, err);
	if (format == SV_REPORT_PDF)
		return sv_report_pdf(document, texts, out, err);
	return sv_report_fill(document, format, texts, NULL, out, err);
}

/* "12 (40 %)", the mark, or nothing. */
static char *cell_text(const json_t *cell)
{
	const char *share = sv_json_text(cell, "share"), *text = sv_json_text(cell, "text");
	struct sv_buf out = SV_BUF_INIT;

	if (sv_document_hidden(cell))
		sv_buf_adds(&out, SV_MARK);
	else
		sv_buf_addf(&out, "%s%s%s%s", text ? text : "", share ? " (" : "", share ? share : "", share ? ")" : "");
	return sv_buf_take(&out);
}

static enum sv_status add_columns(const json_t *table, bool csv, struct sv_table *t, struct sv_err *err)
{
	const json_t *one;
	enum sv_status st = SV_OK;
	size_t i;

	json_array_foreach(sv_json_array(table, "heads"), i, one) {
		if (st == SV_OK)
			st = sv_table_column(t, json_string_value(one), json_string_value(one), false, err);
	}
	json_array_foreach(sv_json_array(table, "columns"), i, one) {
		const char *label = sv_json_text(one, "label");
		if (st == SV_OK)
			st = sv_table_column(t, csv ? sv_json_text(one, "id") : label, label, true, err);
	}
	return st;
}

static enum sv_status add_row(const json_t *row, struct sv_table *t, bool *hidden, struct sv_err *err)
{
	const json_t *labels = sv_json_array(row, "labels"), *cells = sv_json_array(row, "cells"), *one;
	size_t nlabels = json_array_size(labels), n = nlabels + json_array_size(cells), i;
	long long level = sv_json_int(row, "level", 0);
	char **texts = calloc(n, sizeof *texts);
	struct sv_buf first = SV_BUF_INIT;
	enum sv_status st = texts ? SV_OK : sv_err_nomem(err);

	json_array_foreach(labels, i, one) {
		sv_buf_clear(&first);
		sv_buf_addf(&first, "%*s%s", i == 0 ? (int)level * 2 : 0, "", json_string_value(one));
		if (st == SV_OK && (texts[i] = sv_buf_take(&first)) == NULL)
			st = sv_err_nomem(err);
	}
	json_array_foreach(cells, i, one) {
		*hidden = *hidden || sv_document_hidden(one);
		if (st == SV_OK && (texts[nlabels + i] = cell_text(one)) == NULL)
			st = sv_err_nomem(err);
	}
	if (st == SV_OK)
		st = sv_table_row(t, (const char *const *)texts, err);
	for (size_t k = 0; texts && k < n; k++)
		free(texts[k]);
	free(texts);
	return st;
}

enum sv_status sv_report_table(const json_t *table, const struct sv_report_table *how, FILE *out, struct sv_err *err)
{
	const struct sv_table_style style = { how->color, how->width };
	struct sv_table *t = NULL;
	const json_t *row;
	bool hidden = false;
	size_t i;
	enum sv_status st = sv_document_check_table(table, how->lang, err);

	if (st == SV_OK && (t = sv_table_new()) == NULL)
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = add_columns(table, how->csv, t, err);
	json_array_foreach(sv_json_array(table, "rows"), i, row) {
		if (st == SV_OK)
			st = add_row(row, t, &hidden, err);
	}
	if (st == SV_OK)
		st = sv_table_print(t, how->csv ? SV_TABLE_CSV : SV_TABLE_TEXT, &style, out, err);
	if (st == SV_OK && hidden && how->hidden && !how->csv)
		fprintf(out, SV_MARK " %s\n", how->hidden);
	sv_table_free(t);
	return st;
}
