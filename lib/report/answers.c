/* SPDX-License-Identifier: MIT */
/* Answers to a questionnaire: see answers.h. */
#include "report/answers.h"

#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hint.h"
#include "base/wipe.h"
#include "json/csv.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/questionnaire.h"
#include "stats/survey.h"

#define ROWS_MOST 2000000
#define WORD_SIZE 256
#define UNIT (-1) /* of a column */
#define NO_COLUMN (-2)

/* A reading. */
struct reading {
	const json_t *items;
	const struct sv_places *places;
	json_t *column;          /* name -> place of the item; UNIT */
	json_t **words;          /* by item: its answers' words in small letters -> number */
	const json_t **answers;  /* by item */
	size_t width, cap;
	const struct sv_act_report *report;
	struct sv_answers *out;
	enum sv_status status;   /* SV_BAD_INPUT once anything was reported */
	/* where a defect stands */
	size_t line, at;         /* at: column of CSV, from 1; 0: none */
	const char *member;
};

static void defect(struct reading *r, struct sv_err *err)
{
	if (r->at && r->member)
		sv_err_at(err, N_("column %zu (%s)"), r->at, r->member);
	else if (r->at)
		sv_err_at(err, N_("column %zu"), r->at);
	else if (r->member)
		sv_err_at(err, "/%s", r->member);
	if (r->line)
		sv_err_at(err, N_("line %zu"), r->line);
	r->status = SV_BAD_INPUT;
	r->report->defect(r->report->data, err);
}

/* A text without blanks around it, in small letters (of ASCII); false where it is too long to be a word. */
static bool small(const char *text, char out[WORD_SIZE])
{
	while (isspace((unsigned char)*text))
		text++;
	size_t n = strlen(text);
	while (n > 0 && isspace((unsigned char)text[n - 1]))
		n--;
	if (n >= WORD_SIZE)
		return false;
	for (size_t i = 0; i < n; i++)
		out[i] = (char)tolower((unsigned char)text[i]);
	out[n] = '\0';
	return true;
}

/* The words of some answers in every language. New. */
static json_t *words_of(const json_t *answers)
{
	json_t *all = json_object(), *words;
	const json_t *word;
	const char *lang;
	char text[WORD_SIZE];
	size_t i;

	json_object_foreach(sv_json_object(answers, "words"), lang, words) {
		json_array_foreach(words, i, word) {
			if (json_is_string(word) && small(json_string_value(word), text))
				json_object_set_new(all, text, json_integer(sv_answers_low(answers) + (json_int_t)i));
		}
	}
	return all;
}

static enum sv_status prepare(struct reading *r, const json_t *questionnaire, struct sv_err *err)
{
	const json_t *item;
	size_t i;
	bool ok;

	r->items = sv_json_array(questionnaire, "items");
	r->width = r->out->width = json_array_size(r->items);
	r->column = json_object();
	r->words = calloc(r->width + 1, sizeof *r->words);
	r->answers = calloc(r->width + 1, sizeof *r->answers);
	ok = r->column && r->words && r->answers && json_object_set_new(r->column, SV_QUESTIONNAIRE_UNIT, json_integer(UNIT)) == 0;
	json_array_foreach(ok ? r->items : NULL, i, item) {
		r->answers[i] = sv_questionnaire_answers(questionnaire, sv_questionnaire_scale(questionnaire, sv_json_text(item, "scale")));
		r->words[i] = words_of(r->answers[i]);
		ok = r->words[i] && json_object_set_new(r->column, sv_json_text(item, "id"), json_integer((json_int_t)i)) == 0 && ok;
	}
	return ok ? SV_OK : sv_err_nomem(err);
}

static void release(struct reading *r)
{
	for (size_t i = 0; r->words && i < r->width; i++)
		json_decref(r->words[i]);
	free(r->words);
	free(r->answers);
	json_decref(r->column);
}

/* Room for one more person, with nothing answered. The old block is wiped. */
static bool begin_row(struct reading *r)
{
	struct sv_answers *a = r->out;

	if (a->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 256;
		int16_t *rows = malloc((cap * r->width + 1) * sizeof *rows);
		uint32_t *place = malloc(cap * sizeof *place);
		if (rows == NULL || place == NULL || a->n >= ROWS_MOST) {
			free(rows);
			free(place);
			return false;
		}
		if (a->n > 0) {
			memcpy(rows, a->rows, a->n * r->width * sizeof *rows);
			memcpy(place, a->place, a->n * sizeof *place);
			sv_wipe(a->rows, a->n * r->width * sizeof *rows);
			sv_wipe(a->place, a->n * sizeof *place);
		}
		free(a->rows);
		free(a->place);
		a->rows = rows;
		a->place = place;
		r->cap = cap;
	}
	for (size_t i = 0; i < r->width; i++)
		a->rows[a->n * r->width + i] = SV_SURVEY_NONE;
	a->place[a->n] = (uint32_t)r->places->n;
	return true;
}

/* Keeps the row where it answers anything. */
static void end_row(struct reading *r)
{
	for (size_t i = 0; i < r->width; i++) {
		if (r->out->rows[r->out->n * r->width + i] != SV_SURVEY_NONE) {
			r->out->n++;
			return;
		}
	}
}

/* A whole number; false where a text is none. */
static bool whole(const char *text, long *value)
{
	char *end;
	size_t digits = strspn(text + (text[0] == '-'), "0123456789");

	if (digits == 0 || digits > 4 || text[(text[0] == '-') + digits])
		return false;
	*value = strtol(text, &end, 10);
	return true;
}

static void take_answer(struct reading *r, size_t item, long value)
{
	struct sv_err err = { 0 };
	int low = sv_answers_low(r->answers[item]), high = sv_answers_high(r->answers[item]);

	if (value >= low && value <= high) {
		r->out->rows[r->out->n * r->width + item] = (int16_t)value;
		return;
	}
	sv_err_set(&err, SV_BAD_INPUT, N_("is none of the answers: %d to %d, or their words"), low, high);
	defect(r, &err);
}

static void take_unit(struct reading *r, const char *name)
{
	const json_t *place = json_object_get(r->places->by_name, name);
	struct sv_err err = { 0 };

	if (place && json_integer_value(place) >= 0) {
		r->out->place[r->out->n] = (uint32_t)json_integer_value(place);
		return;
	}
	if (r->places->n == 0) {
		sv_err_set(&err, SV_BAD_INPUT, N_("the protocol lists no units"));
		sv_err_hint(&err, N_("leave the column out, or give the protocol a list of them: sv-protocol set"));
	} else {
		const char *near = sv_nearest(name, r->places->id, r->places->n);
		sv_err_set(&err, SV_BAD_INPUT, place ? N_("is what several units are called") : N_("is no unit of the protocol"));
		if (place)
			sv_err_hint(&err, N_("name it by its id: sv-protocol show"));
		else if (near)
			sv_err_hint(&err, N_("did you mean '%s'?"), near);
	}
	defect(r, &err);
}

/* A cell or a text member: empty, an answer's number or word, or a unit. */
static void take_text(struct reading *r, long long column, const char *given)
{
	char text[WORD_SIZE];
	const json_t *word;
	long value;

	if (!small(given, text))
		snprintf(text, sizeof text, "?");
	if (text[0] == '\0')
		return;
	if (column == UNIT)
		take_unit(r, text);
	else if (whole(text, &value))
		take_answer(r, (size_t)column, value);
	else if ((word = json_object_get(r->words[column], text)) != NULL)
		take_answer(r, (size_t)column, (long)json_integer_value(word));
	else
		take_answer(r, (size_t)column, LONG_MAX);
}

static const char *name_of(const struct reading *r, long long column)
{
	return column == UNIT ? SV_QUESTIONNAIRE_UNIT : sv_json_text(json_array_get(r->items, (size_t)column), "id");
}

/* An unknown name of a column, where the first line does name columns. */
static void unknown(struct reading *r, const char *name)
{
	const char *words[501];
	char shown[41];
	struct sv_err err = { 0 };
	const json_t *item;
	size_t i, n = 0;

	words[n++] = SV_QUESTIONNAIRE_UNIT;
	json_array_foreach(r->items, i, item) {
		if (n < sizeof words / sizeof words[0])
			words[n++] = sv_json_text(item, "id");
	}
	const char *near = sv_nearest(name, words, n);
	snprintf(shown, sizeof shown, "%s", name);
	for (size_t k = strlen(shown); strlen(name) > k && k > 0 && ((unsigned char)name[k] & 0xC0) == 0x80;) /* never cut inside a character */
		shown[--k] = '\0';
	sv_err_set(&err, SV_BAD_INPUT, N_("'%s' is no item of this questionnaire"), shown);
	if (near)
		sv_err_hint(&err, N_("did you mean '%s'?"), near);
	else
		sv_err_hint(&err, N_("take the column out: what is no answer may tell who gave it"));
	defect(r, &err);
}

/* The first line: which column is what. SV_OK where it names columns at all. */
static enum sv_status read_head(struct reading *r, const struct sv_csv_row *row, long long **out, struct sv_err *err)
{
	long long *column = malloc((row->n + 1) * sizeof *column);
	char text[WORD_SIZE];
	size_t known = 0;
	const json_t *item;

	*out = column;
	if (column == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < row->n; i++) {
		const json_t *place = small(row->cells[i], text) ? json_object_get(r->column, text) : NULL;
		column[i] = place ? json_integer_value(place) : NO_COLUMN;
		known += column[i] >= 0;
	}
	r->line = row->line;
	if (known == 0) { /* it may be somebody's answers: nothing of it is repeated */
		struct sv_err one = { 0 };
		sv_err_set(&one, SV_BAD_INPUT, N_("names no item of this questionnaire: the first line must name the columns"));
		sv_err_hint(&one, N_("sv-survey questionnaire --format csv"));
		defect(r, &one);
		return SV_OK;
	}
	for (size_t i = 0; i < row->n; i++) {
		r->at = i + 1;
		if (column[i] == NO_COLUMN && small(row->cells[i], text) && text[0])
			unknown(r, text);
		for (size_t k = 0; k < i && column[i] != NO_COLUMN; k++) {
			struct sv_err one = { 0 };
			if (column[k] != column[i])
				continue;
			sv_err_set(&one, SV_BAD_INPUT, N_("'%s' is there twice"), name_of(r, column[i]));
			defect(r, &one);
		}
	}
	r->at = 0;
	size_t i;
	json_array_foreach(r->items, i, item) {
		size_t k = 0;
		while (k < row->n && column[k] != (long long)i)
			k++;
		if (k == row->n) {
			struct sv_err one = { 0 };
			sv_err_set(&one, SV_BAD_INPUT, N_("the column '%s' is missing"), sv_json_text(item, "id"));
			defect(r, &one);
		}
	}
	return SV_OK;
}

static enum sv_status take_row(struct reading *r, const struct sv_csv_row *row, const long long *column, size_t n, struct sv_err *err)
{
	struct sv_err one = { 0 };

	r->line = row->line;
	if (!begin_row(r))
		return r->out->n >= ROWS_MOST ? sv_err_set(err, SV_BAD_INPUT, N_("there are more than %d rows"), ROWS_MOST) : sv_err_nomem(err);
	if (row->n != n) {
		sv_err_set(&one, SV_BAD_INPUT, N_("has %zu cells, and the first line %zu"), row->n, n);
		defect(r, &one);
		return SV_OK;
	}
	for (size_t i = 0; i < n; i++) {
		if (column[i] == NO_COLUMN)
			continue;
		r->at = i + 1;
		r->member = name_of(r, column[i]);
		take_text(r, column[i], row->cells[i]);
	}
	r->at = 0;
	r->member = NULL;
	end_row(r);
	return SV_OK;
}

static enum sv_status read_csv(struct reading *r, const char *text, size_t n, struct sv_err *err)
{
	const struct sv_csv_row *row;
	struct sv_csv *csv = NULL;
	long long *column = NULL;
	size_t columns = 0;
	enum sv_status st = sv_csv_open(text, n, &csv, err);

	while (st == SV_OK) {
		struct sv_err one = { 0 };
		st = sv_csv_next(csv, &row, &one);
		if (st == SV_BAD_INPUT) { /* it says where by itself */
			r->line = 0;
			defect(r, &one);
			st = SV_OK;
			if (column == NULL)
				break;
		} else if (st == SV_OK && column == NULL) {
			columns = row->n;
			st = read_head(r, row, &column, err);
			if (r->status != SV_OK) /* rows mean nothing below a first line that is wrong */
				break;
		} else if (st == SV_OK) {
			st = take_row(r, row, column, columns, err);
		} else if (st != SV_NO && err) {
			*err = one;
		}
	}
	r->line = 0;
	free(column);
	sv_csv_free(csv);
	return st == SV_NO ? SV_OK : st;
}

static enum sv_status take_record(struct reading *r, const json_t *record, struct sv_err *err)
{
	const char *member;
	json_t *value;

	if (!begin_row(r))
		return r->out->n >= ROWS_MOST ? sv_err_set(err, SV_BAD_INPUT, N_("there are more than %d rows"), ROWS_MOST) : sv_err_nomem(err);
	json_object_foreach((json_t *)record, member, value) {
		const json_t *place = json_object_get(r->column, member);
		struct sv_err one = { 0 };
		if (strcmp(member, "sv") == 0 && json_is_integer(value) && json_integer_value(value) == 1)
			continue;
		if (place == NULL) {
			r->member = NULL;
			unknown(r, member);
			continue;
		}
		r->member = member;
		if (json_is_string(value)) {
			take_text(r, json_integer_value(place), json_string_value(value));
		} else if (json_is_integer(value) && json_integer_value(place) >= 0) {
			long long v = json_integer_value(value);
			take_answer(r, (size_t)json_integer_value(place), v < -1000 || v > 1000 ? LONG_MAX : (long)v);
		} else {
			sv_err_set(&one, SV_BAD_INPUT, N_("must be a number or text"));
			defect(r, &one);
		}
	}
	r->member = NULL;
	end_row(r);
	return SV_OK;
}

static enum sv_status read_records(struct reading *r, const char *text, size_t n, struct sv_err *err)
{
	const char *end = text + n;
	enum sv_status st = SV_OK;

	for (; text < end && st == SV_OK; ) {
		const char *nl = memchr(text, '\n', (size_t)(end - text));
		size_t length = (size_t)((nl ? nl : end) - text);
		struct sv_err one = { 0 };
		json_t *record = NULL;
		r->line++;
		if (strspn(text, " \t\r") < length) {
			enum sv_status got = nl == NULL ? sv_err_set(&one, SV_BAD_INPUT, N_("the input was cut off: the last line has no end"))
			                     : length > SV_JSON_LINE_MAX ? sv_err_set(&one, SV_BAD_INPUT, N_("the line is longer than %d bytes"), SV_JSON_LINE_MAX) : sv_json_parse(text, length, 0, &record, &one);
			if (got == SV_OK)
				st = take_record(r, record, err);
			else
				defect(r, &one);
		}
		json_decref(record);
		text += length + 1;
	}
	r->line = 0;
	return st;
}

enum sv_status sv_answers_read(const char *text, size_t n, const json_t *questionnaire, const struct sv_places *places, const struct sv_act_report *report, struct sv_answers *out, struct sv_err *err)
{
	struct reading r = { .places = places, .report = report, .out = out };
	size_t mark = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, first = mark;

	*out = (struct sv_answers){ 0 };
	enum sv_status st = prepare(&r, questionnaire, err);
	while (first < n && isspace((unsigned char)text[first]))
		first++;
	if (st == SV_OK)
		st = first < n && text[first] == '{' ? read_records(&r, text + mark, n - mark, err) : read_csv(&r, text, n, err);
	if (st == SV_OK && r.status == SV_OK && out->n == 0)
		st = sv_err_set(err, SV_BAD_INPUT, N_("there are no answers in it"));
	else if (st == SV_OK)
		st = r.status;
	release(&r);
	return st;
}

enum sv_status sv_answers_write(const struct sv_answers *a, const json_t *questionnaire, const struct sv_places *places, struct sv_buf *out, struct sv_err *err)
{
	const json_t *item;
	char text[16];
	size_t i;

	sv_buf_add_secret(out, SV_QUESTIONNAIRE_UNIT, strlen(SV_QUESTIONNAIRE_UNIT));
	json_array_foreach(sv_json_array(questionnaire, "items"), i, item) {
		sv_buf_add_secret(out, ",", 1);
		sv_buf_add_secret(out, sv_json_text(item, "id"), strlen(sv_json_text(item, "id")));
	}
	for (size_t r = 0; r < a->n; r++) {
		const char *unit = a->place[r] < places->n ? places->id[a->place[r]] : "";
		sv_buf_add_secret(out, "\n", 1);
		sv_buf_add_secret(out, unit, strlen(unit));
		for (i = 0; i < a->width; i++) {
			int16_t answer = a->rows[r * a->width + i];
			int n = snprintf(text, sizeof text, answer == SV_SURVEY_NONE ? "," : ",%d", answer);
			sv_buf_add_secret(out, text, (size_t)n);
		}
	}
	sv_buf_add_secret(out, "\n", 1);
	sv_wipe(text, sizeof text);
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

void sv_answers_release(struct sv_answers *a)
{
	if (a->rows)
		sv_wipe(a->rows, a->n * a->width * sizeof *a->rows);
	if (a->place)
		sv_wipe(a->place, a->n * sizeof *a->place);
	free(a->rows);
	free(a->place);
	*a = (struct sv_answers){ 0 };
}
