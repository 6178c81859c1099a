/* SPDX-License-Identifier: MIT */
/*
 * Answers to a questionnaire, read into numbers: a person a row, with the unit and an answer to each item. They are in memory only, wiped when released,
 * and no error repeats anything of them but where it stands.
 */
#ifndef SV_REPORT_ANSWERS_H
#define SV_REPORT_ANSWERS_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/act.h"

/* The units that the protocol lists, by place; the place n is the whole organisation, which people without a unit belong to. */
struct sv_places {
	size_t n;
	const char **id;  /* n of them, borrowed from the protocol */
	uint32_t *parent; /* n + 1: the place above; of a unit at the top n; of n UINT32_MAX */
	unsigned *level;  /* n + 1: 0 of the organisation, 1 of a unit at the top */
	json_t *by_name;  /* ids and labels, in small letters -> place; a label of several units is none */
};

/* Reads the list "unit" of a protocol, which must outlive the result. Release it also where it failed. */
enum sv_status sv_places_open(const json_t *protocol, struct sv_places *out, struct sv_err *err);
void sv_places_release(struct sv_places *p);
/* The place of a unit by its id; SIZE_MAX where the protocol does not list it. NULL is the organisation. */
size_t sv_places_find(const struct sv_places *p, const char *id);

struct sv_answers {
	size_t n, width; /* people who answered something; items */
	int16_t *rows;   /* n of width: by the order of the questionnaire's items; SV_SURVEY_NONE where there is no answer */
	uint32_t *place; /* by person */
};

/*
 * Reads n bytes: CSV (json/csv.h) whose first line names the columns, or records (an object a line). Columns are the questionnaire's items and "unit", which may be
 * left out; an answer is its number or its word in any language, or empty; a unit its id or its label. A row without any answer counts for nothing. Every defect is
 * reported, with its line and column or member, and then nothing is read: SV_BAD_INPUT. Release it also where it failed.
 */
enum sv_status sv_answers_read(const char *text, size_t n, const json_t *questionnaire, const struct sv_places *places, const struct sv_act_report *report, struct sv_answers *out, struct sv_err *err);
/* Writes them as CSV that sv_answers_read reads: for who keeps them. Appended, a secret. */
enum sv_status sv_answers_write(const struct sv_answers *a, const json_t *questionnaire, const struct sv_places *places, struct sv_buf *out, struct sv_err *err);
void sv_answers_release(struct sv_answers *a);

#endif
