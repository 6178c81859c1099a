/* SPDX-License-Identifier: MIT */
/* The marks of a Markdown text taken off, so that its prose is left, in place: every byte that stays is where it was. Pure. */
#ifndef SV_MODEL_STRIP_H
#define SV_MODEL_STRIP_H

#include <stddef.h>

#define SV_STRIP_BREAK '\x01' /* here a sentence ends, whatever stands before */

/*
 * Makes blank what is no prose in n bytes: front matter, headings, rules, code blocks, marks of lists, quotes and emphasis, addresses of links,
 * images, HTML, {{fields}}. Where a heading, list item, table cell or empty line parts sentences, SV_STRIP_BREAK stands instead of a blank.
 */
void sv_strip_marks(char *text, size_t n);

#endif
