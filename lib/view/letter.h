/* SPDX-License-Identifier: MIT */
/*
 * Letters: a template of share/lang (Markdown in mustache(5), first line "subject: …") and what it is filled with, as text, HTML
 * or a mail message.
 */
#ifndef SV_VIEW_LETTER_H
#define SV_VIEW_LETTER_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum sv_letter_format { SV_LETTER_TEXT, SV_LETTER_HTML, SV_LETTER_MAIL };

/* A letter and its envelope. Texts are borrowed. */
struct sv_letter {
	const char *template; /* the file; NULL: body is the letter */
	const json_t *context;
	const char *subject;  /* where there is no template */
	const char *body;     /* Markdown, where there is no template */
	const char *lang;     /* "nl", "en" */
	/* for mail */
	const char *from, *from_name, *to; /* addresses; to may be NULL */
	int64_t at;           /* instant (ms) */
	const char *message_id;
};

/* The subject and the body that a template gives, as Markdown. Appended, secrets. SV_CONFIG for a bad template. */
enum sv_status sv_letter_fill(const char *template, const json_t *context, struct sv_buf *subject, struct sv_buf *body, struct sv_err *err);
/* Renders a letter. Appended, a secret. SV_BAD_INPUT where a mail's address is none. */
enum sv_status sv_letter_render(const struct sv_letter *l, enum sv_letter_format format, struct sv_buf *out, struct sv_err *err);
/* A day as a letter has it: "3 maart 2026", "3 March 2026"; with blanks that no line breaks at. */
void sv_long_date(int32_t day, const char *lang, char out[40]);

#endif
