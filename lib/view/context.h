/* SPDX-License-Identifier: MIT */
/* What a layout sees of a document: see report.h, which lists it. */
#ifndef SV_VIEW_CONTEXT_H
#define SV_VIEW_CONTEXT_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "view/markdown.h"

/* A context that is being made. */
struct sv_context {
	const json_t *document; /* checked */
	enum sv_running as;     /* what prose becomes */
	const char *lang;
	json_t *words, *blocks; /* of view/prose.h; blocks may be NULL */
	const json_t *pages;    /* MS: page of each section by its id, from an earlier run; NULL: not known yet */
	size_t tables, plots;   /* counted on the way */
};

/* Makes the context. HTML draws plots as SVG (gnuplot). *out is new. */
enum sv_status sv_context_make(struct sv_context *c, json_t **out, struct sv_err *err);
/* Members that templates may ask for are always there, so that no name is found in what lies around. text: NULL is empty. */
void sv_context_put(json_t *to, const char *key, const char *text);
void sv_context_put_truth(json_t *to, const char *key, bool truth);
/* A fact, a table (appended to list) and a list of the document, as layouts see them (context_parts.c). */
json_t *sv_context_fact(const json_t *fact);
enum sv_status sv_context_table(struct sv_context *c, const json_t *table, json_t *list, struct sv_err *err);
json_t *sv_context_list(struct sv_context *c, const json_t *list);

/* The tables of a document that have a plot, in their order: the i-th, or NULL. */
const json_t *sv_context_plotted(const json_t *document, size_t i);

/* Adds a value to troff input: no line of it is a request, no cell of it an entry of tbl's own. A mustache escape. */
void sv_escape_roff(struct sv_buf *out, const char *text, size_t n);

/* A table (or a list) as tbl input of 16 cm that repeats its head on each page (roff.c). Appended. Gives about how high it will be, in points. */
int sv_roff_table(const json_t *table, struct sv_buf *out);
int sv_roff_list(const json_t *list, struct sv_buf *out);
/* A text in the characters that gropdf can put into bookmarks (Latin-1). Appended. */
void sv_roff_latin(const char *text, struct sv_buf *out);

#define SV_MARK "\u00d7"

#endif
