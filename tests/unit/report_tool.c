/* SPDX-License-Identifier: MIT */
/*
 * Renders a document for tests/view/report.py: report_tool SHARE FORMAT < document. FORMAT is one of sv_report_format, or table, csv, plot,
 * terminal, ascii for the first table that the document has. A second argument LAYOUT goes before the shipped one. "-" before
 * SHARE confines the process first, as a command that starts programs is.
 */
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <jansson.h>

#include "base/confine.h"
#include "base/file.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "view/document.h"
#include "view/plot.h"
#include "view/report.h"

static enum sv_status load(const char *share, const char *name, struct sv_buf *out, struct sv_err *err)
{
	char path[4200];

	snprintf(path, sizeof path, "%s/templates/%s", share, name);
	return sv_file_read(path, 1u << 20, out, err);
}

static const json_t *first_table(const json_t *document)
{
	const json_t *section;
	size_t i;

	json_array_foreach(sv_json_array(document, "sections"), i, section) {
		if (json_array_size(sv_json_array(section, "tables")) > 0)
			return json_array_get(sv_json_array(section, "tables"), 0);
	}
	return NULL;
}

static enum sv_status one_table(const json_t *document, const char *what, struct sv_buf *out, struct sv_err *err)
{
	const json_t *table = first_table(document);
	const char *lang = sv_json_text(document, "lang");
	const struct sv_plot_style style = { "p", lang, "Niet alles staat erin.", false };
	const struct sv_report_table how = { .lang = lang, .csv = strcmp(what, "csv") == 0, .hidden = "niet getoond om mensen te beschermen" };

	if (strcmp(what, "table") == 0 || how.csv)
		return sv_report_table(table, &how, stdout, err);
	enum sv_status st = sv_document_check_table(table, lang, err);
	if (st == SV_OK && strcmp(what, "plot") == 0)
		return sv_plot_svg(table, &style, out, err);
	return st == SV_OK ? sv_plot_text(table, lang, 72, strcmp(what, "ascii") == 0, out, err) : st;
}

static enum sv_status report(const json_t *document, const char *share, enum sv_report_format format, const char *own, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf layout = SV_BUF_INIT, words = SV_BUF_INIT, prose = SV_BUF_INIT;
	struct sv_report_files files;
	enum sv_status st = SV_OK;

	sv_report_files(document, format, &files);
	if (files.layout[0])
		st = own ? sv_file_read(own, 1u << 20, &layout, err) : load(share, files.layout, &layout, err);
	if (st == SV_OK && files.words[0])
		st = load(share, files.words, &words, err);
	if (st == SV_OK && files.prose[0])
		st = load(share, files.prose, &prose, err);
	const struct sv_report_texts texts = { sv_buf_str(&layout), sv_buf_str(&words), sv_buf_str(&prose) };
	if (st == SV_OK)
		st = sv_report_render(document, format, &texts, out, err);
	sv_buf_release(&layout);
	sv_buf_release(&words);
	sv_buf_release(&prose);
	return st;
}

int main(int argc, char **argv)
{
	bool confined = argc > 1 && strcmp(argv[1], "-") == 0;
	struct sv_buf out = SV_BUF_INIT, in = SV_BUF_INIT;
	struct sv_err err = { 0 };
	enum sv_report_format format;
	json_t *document = NULL;
	char block[65536], message[1024];

	setlocale(LC_CTYPE, "C.UTF-8");
	argv += confined;
	argc -= confined;
	if (argc < 3)
		return 64;
	for (ssize_t n; (n = read(0, block, sizeof block)) > 0;)
		sv_buf_add(&in, block, (size_t)n);
	if (confined) {
		prctl(PR_SET_DUMPABLE, 0);
		sv_confine(&(struct sv_confinement){ .reads = true, .children = true });
	}
	enum sv_status st = sv_json_parse(sv_buf_str(&in), in.len, SV_JSON_ANY, &document, &err);
	if (st == SV_OK)
		st = sv_document_check(document, &err);
	if (st == SV_OK && sv_report_format(argv[2], &format))
		st = report(document, argv[1], format, argc > 3 ? argv[3] : NULL, &out, &err);
	else if (st == SV_OK)
		st = one_table(document, argv[2], &out, &err);
	if (st == SV_OK)
		fwrite(sv_buf_str(&out), 1, out.len, stdout);
	else if (sv_err_render(&err, NULL, message, sizeof message))
		fprintf(stderr, "%s\n", message);
	json_decref(document);
	sv_buf_release(&out);
	sv_buf_release(&in);
	return (int)st;
}
