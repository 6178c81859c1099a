/* SPDX-License-Identifier: MIT */
/*
 * Documents: what sv-stats, sv-annual and sv-evaluate publish, as JSON, already protected. Views only see this, and print of
 * it nothing but its texts. A document is checked as a whole before anything is made of it, so that a number that should
 * not be in it stops the making: unknown members, values beside a mark, a count that differs from its text.
 */
#ifndef SV_VIEW_DOCUMENT_H
#define SV_VIEW_DOCUMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define SV_NUMBER_SIZE 32

/* Checks a document. SV_BAD_INPUT with the place as a JSON pointer; values are not repeated. */
enum sv_status sv_document_check(const json_t *document, struct sv_err *err);
/* Checks a table by itself, as sv-stats shows it. lang is that of its texts: "nl" or "en". */
enum sv_status sv_document_check_table(const json_t *table, const char *lang, struct sv_err *err);

/*
 * Reads a printed number: digits with the thousands and decimal marks of lang (nl 1.234,5; en 1,234.5; a narrow blank in both) and
 * perhaps " %" behind them. Gives it with a point and no other mark ("1234.5"). False where the text is no such number.
 */
bool sv_document_number(const char *text, const char *lang, char out[SV_NUMBER_SIZE]);

/* Whether a cell, fact or earlier value is hidden to protect people. */
bool sv_document_hidden(const json_t *cell);

#endif
