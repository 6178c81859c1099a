/* SPDX-License-Identifier: MIT */
/* Markdown as HTML, for a terminal, or as plain text; by lowdown(3). */
#ifndef SV_VIEW_MARKDOWN_H
#define SV_VIEW_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* The body as HTML; HTML in the source is shown as text. Appended. */
enum sv_status sv_markdown_html(const char *text, struct sv_buf *out, struct sv_err *err);
/* The same as a whole page, without anything from elsewhere; lang: its language ("nl"), title: of the page. Appended. */
enum sv_status sv_markdown_page(const char *lang, const char *title, const char *markdown, struct sv_buf *out, struct sv_err *err);
/* For people at a terminal of so many columns; color: with ANSI escapes, else plain text. Appended. */
enum sv_status sv_markdown_term(const char *text, size_t columns, bool color, struct sv_buf *out, struct sv_err *err);
/* Paragraphs and lists of plain text, wrapped to so many columns; for letters. A line that ends in two blanks breaks there. Appended, a secret. */
void sv_wrap_text(const char *text, size_t columns, struct sv_buf *out);


/* What running text becomes. */
enum sv_running { SV_RUNNING_HTML, SV_RUNNING_MD, SV_RUNNING_MS };

/*
 * Running text: paragraphs with emphasis, code and links to https, http and mailto; one: a single paragraph, in which a
 * number or dash at the start is text and begins no list, else lists as well. Anything else of Markdown (headings, tables,
 * images, HTML) is refused. Appended. SV_BAD_INPUT, which the caller may name differently.
 */
enum sv_status sv_running_text(const char *text, enum sv_running as, bool one, struct sv_buf *out, struct sv_err *err);

#endif
