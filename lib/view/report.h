/* SPDX-License-Identifier: MIT */
/*
 * Reports: a document (view/document.h) as what people read. The document brings the figures, a layout (mustache) says where
 * everything stands, words and prose (view/prose.h) are in the reader's language. Two runs give the same bytes.
 *
 * What layouts see. Of the document: lang, title, organisation, year, from, to, commit, as_of, release, published, and as_of_long and period for
 * people; annual, evaluation, stats, survey, met, not_met, unknown, nl, en: true or false; t: the words; has: a true member for each section; opening,
 * verdict, closing: prose; notes, has_notes, reproduce, has_reproduce; protection: text, cells, suppressed, witnesses, has_counts, any,
 * passed; sections. A section: section (its id), title, number, prose, text, has_facts, facts, tables, lists, has_any (of those four). A fact: label, value, hidden, detail, has_previous,
 * previous (year, value, hidden, more), benchmark (value, source). A table: key, title, unit, note, hidden (some cells are), short, wide, heads and
 * columns (label, first, total), rows (class, indent, total, labels as heads, cells of text, share, hidden, absent, total), plot. A list: key, title, note, has_rows,
 * short, columns, rows of cells as heads. The value or text of what is hidden is the mark. Prose, and the paragraphs of text, notes and
 * protection.text, are made of Markdown already and put by {{{x}}}; so is plot, in HTML an SVG. Layouts in troff's ms have besides: tbl and height (points) of
 * tables and lists; plot.file, .height and .alt; page of a section, about_page; latin beside a title, organisation_latin; hyphens (a file, or empty).
 * They print "sv-page ID PAGE" to stderr where a section begins (ID figures: the closing pages), for the contents.
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
