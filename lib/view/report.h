/* SPDX-License-Identifier: MIT */
/*
 * Reports: a document (view/document.h) as what people read. The document brings the figures, a layout (mustache) says where
 * everything stands, words and prose (view/prose.h) are in the reader's language. Two runs give the same bytes.
 *
 * What layouts see: the document's own members lang, title, organisation, year, from, to, commit, as_of, release, published; annual,
 * evaluation, stats, met, not_met (one of each kind is true); as_of_long and period for people; t (the words); has (a true member
 * for each section there is); opening, verdict, closing (prose of those names); notes, reproduce, protection.text (lists), protection.cells,
 * .suppressed, .witnesses, .rounding; sections: section, title, number, prose, text (paragraphs), facts, tables, lists, and has_ before
 * those. A fact: label, value or hidden, detail, previous (year, value or hidden), benchmark (value, source). A table: key, title, unit, note, hidden
 * (some cells are), heads, columns (label), rows (class, total, labels of label and first, cells of text, share, hidden, absent), plot. A list: the
 * same with rows of cells of text. Prose, text, notes and protection.text are made of Markdown already and put by {{{x}}}, as is plot (an SVG).
 * Layouts in troff's ms have tbl in tables and lists, plot.file and plot.height, page of a section, latin beside each title, hyphens.
 */
#ifndef SV_VIEW_REPORT_H
#define SV_VIEW_REPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/* MS: the source that PDF is made of. */
enum sv_report_format { SV_REPORT_HTML, SV_REPORT_MD, SV_REPORT_JSON, SV_REPORT_MS, SV_REPORT_PDF };

/* The texts of a report, from share/templates or a store's own. Borrowed; JSON needs none. */
struct sv_report_texts {
	const char *layout;
	const char *words;
	const char *prose; /* NULL: none */
};

/* The files of those texts for a document: "report.html", "words.nl", "annual.nl.md"; "" where none is needed. */
struct sv_report_files {
	char layout[24], words[24], prose[24];
};

/* A format by its name ("html", "md", "json", "ms", "pdf"); false for another. */
bool sv_report_format(const char *name, enum sv_report_format *out);
/* Names the files. The document's kind and language are read; unknown ones give files that are not there. */
void sv_report_files(const json_t *document, enum sv_report_format format, struct sv_report_files *out);

/*
 * Checks a document and renders it. Appended. JSON: the canonical form and a newline. HTML runs gnuplot where there are plots, PDF
 * gnuplot and groff. SV_BAD_INPUT for the document, SV_CONFIG for the texts, SV_UNAVAILABLE where a program is missing.
 */
enum sv_status sv_report_render(const json_t *document, enum sv_report_format format, const struct sv_report_texts *texts, struct sv_buf *out, struct sv_err *err);

/* How one table is shown by itself. */
struct sv_report_table {
	const char *lang;
	bool csv;     /* CSV with a row of ids above (sv_table_print); else aligned columns */
	bool color;
	size_t width; /* columns of the terminal; 0: no limit */
	const char *hidden; /* what the mark means, said below a text table that has one; NULL: nothing */
};

/* Checks one table and prints it. Hidden cells are a mark. SV_BAD_INPUT, SV_IO. */
enum sv_status sv_report_table(const json_t *table, const struct sv_report_table *how, FILE *out, struct sv_err *err);

#endif
