/* SPDX-License-Identifier: MIT */
/* The files that give a report its words: "name: text" lines, and blocks of prose that each begin with "# name". */
#ifndef SV_VIEW_PROSE_H
#define SV_VIEW_PROSE_H

#include <jansson.h>

#include "base/err.h"

/* Words: a line "name: text" each; empty lines and lines that begin with '#' say nothing. *out is a new object. SV_CONFIG names the line. */
enum sv_status sv_prose_words(const char *text, json_t **out, struct sv_err *err);
/* Blocks: what follows "# name", up to the next; what stands before the first says nothing. *out is a new object. SV_CONFIG names the line. */
enum sv_status sv_prose_blocks(const char *text, json_t **out, struct sv_err *err);

#endif
