/* SPDX-License-Identifier: MIT */
/* Documents checked: see document.h. */
#include "view/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"

#define PATH_MAX_ 256
#define LEVELS 8

/* What a member may be. TEXT: one line without control characters; LINE: the same, not empty; WORD: an id of our own. */
enum kind { TEXT, LINE, WORD, NUMBER, TRUTH, DAY, COMMIT, OBJECT, OBJECTS, LINES, ROWS };

struct shape;

struct member {
	const char *name;
	enum kind kind;
	bool must;
	const struct shape *shape;   /* OBJECT, OBJECTS */
	const char *const *one_of;   /* LINE: NULL-terminated */
};

struct check {
	char path[PATH_MAX_];
	size_t n;
	const char *lang;
	struct sv_err *err;
};

/* What an object may hold, and what its members must be to each other. */
struct shape {
	const struct member *members;
	size_t n;
	enum sv_status (*also)(struct check *c, const json_t *object);
};

#define SHAPE(list, also) { list, sizeof list / sizeof list[0], also }

static enum sv_status refuse(struct check *c, const char *what)
{
	sv_err_set(c->err, SV_BAD_INPUT, what, 0);
	return sv_err_at(c->err, N_("document, %s"), c->n ? c->path : "/");
}

bool sv_document_hidden(const json_t *cell)
{
	return sv_json_true(cell, "suppressed");
}

bool sv_document_number(const char *text, const char *lang, char out[SV_NUMBER_SIZE])
{
	const char *thousand = strcmp(lang, "en") == 0 ? "," : ".", *decimal = strcmp(lang, "en") == 0 ? "." : ",";
	static const char *const narrow[] = { "\u00a0", "\u202f" };
	size_t n = 0, run = 0, groups = 0;
	bool fraction = false;

	for (const char *p = text;; p++) {
		if (n == SV_NUMBER_SIZE - 1 && *p)
			return false;
		size_t mark = *p && strncmp(p, thousand, 1) == 0 ? 1 : 0;
		for (size_t i = 0; mark == 0 && i < 2; i++)
			mark = strncmp(p, narrow[i], strlen(narrow[i])) == 0 ? strlen(narrow[i]) : 0;
		if (*p >= '0' && *p <= '9') {
			out[n++] = *p;
			run++;
		} else if (mark && !fraction && run > 0 && run <= 3 && (groups == 0 || run == 3) && p[mark] >= '0' && p[mark] <= '9') {
			groups++;
			run = 0;
			p += mark - 1;
		} else if (*p && *p == *decimal && !fraction && run > 0 && (groups == 0 || run == 3) && p[1] >= '0' && p[1] <= '9') {
			fraction = true;
			out[n++] = '.';
			run = groups = 0;
		} else {
			if (run == 0 || (groups > 0 && run != 3))
				return false;
			out[n] = '\0';
			text = p;
			break;
		}
	}
	while (*text == ' ' || strncmp(text, narrow[0], 2) == 0 || strncmp(text, narrow[1], 3) == 0)
		text += *text == ' ' ? 1 : strlen(text[0] == '\xC2' ? narrow[0] : narrow[1]);
	return text[0] == '\0' || strcmp(text, "%") == 0;
}

static bool is_line(const char *s, bool may_be_empty)
{
	for (const unsigned char *p = (const unsigned char *)s; *p; p++)
		if (*p < 0x20 || *p == 0x7f || (*p == 0xC2 && p[1] < 0xA0)) /* C0 and C1 controls */
			return false;
	return may_be_empty || *s;
}

static bool is_word(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-.");

	return n > 0 && n <= 64 && s[n] == '\0' && s[0] >= 'a' && s[0] <= 'z';
}

static bool is_commit(const char *s)
{
	size_t n = strspn(s, "0123456789abcdef");

	return s[n] == '\0' && (n == 40 || n == 64);
}

static bool is_one_of(const char *s, const char *const *list)
{
	while (list && *list && strcmp(*list, s) != 0)
		list++;
	return list == NULL || *list != NULL;
}

/* The text of a member is what its kind asks for. */
static enum sv_status check_text(struct check *c, const struct member *m, const char *s)
{
	int32_t day;

	if (s == NULL)
		return refuse(c, N_("is no text"));
	if (m->kind == WORD && !is_word(s))
		return refuse(c, N_("is no id of small letters, digits, '_', '-' and '.'"));
	if (m->kind == DAY && !sv_date_parse(s, &day))
		return refuse(c, N_("is no day (YYYY-MM-DD)"));
	if (m->kind == COMMIT && !is_commit(s))
		return refuse(c, N_("is no commit"));
	if (!is_line(s, m->kind == TEXT))
		return refuse(c, N_("is no line of text"));
	return is_one_of(s, m->one_of) ? SV_OK : refuse(c, N_("is a word that is not known here"));
}

static enum sv_status check_object(struct check *c, const struct shape *shape, const json_t *object);

/* Goes into a member (name) or an element (name NULL, index). */
static size_t enter(struct check *c, const char *name, size_t index)
{
	size_t back = c->n;
	int n = name ? snprintf(c->path + c->n, PATH_MAX_ - c->n, "/%s", name) : snprintf(c->path + c->n, PATH_MAX_ - c->n, "/%zu", index);

	if (n > 0 && (size_t)n < PATH_MAX_ - c->n)
		c->n += (size_t)n;
	else
		c->path[c->n] = '\0';
	return back;
}

static void leave(struct check *c, size_t back)
{
	c->n = back;
	c->path[back] = '\0';
}

static enum sv_status check_value(struct check *c, const struct member *m, const json_t *value)
{
	const struct member line = { NULL, TEXT, false, NULL, NULL };
	const json_t *item;
	enum sv_status st = SV_OK;
	size_t i;

	if (m->kind <= WORD || m->kind == DAY || m->kind == COMMIT)
		return check_text(c, m, json_string_value(value));
	if (m->kind == NUMBER)
		return json_is_integer(value) && json_integer_value(value) >= 0 ? SV_OK : refuse(c, N_("is no whole number of 0 or more"));
	if (m->kind == TRUTH)
		return json_is_boolean(value) ? SV_OK : refuse(c, N_("is neither true nor false"));
	if (m->kind == OBJECT)
		return check_object(c, m->shape, value);
	if (!json_is_array(value))
		return refuse(c, N_("is no list"));
	json_array_foreach(value, i, item) {
		const struct member row = { NULL, LINES, false, NULL, NULL };
		size_t back = enter(c, NULL, i);
		st = m->kind == OBJECTS ? check_object(c, m->shape, item) : m->kind == ROWS ? check_value(c, &row, item) : check_text(c, &line, json_string_value(item));
		if (st != SV_OK)
			return st;
		leave(c, back);
	}
	return SV_OK;
}

static enum sv_status check_object(struct check *c, const struct shape *shape, const json_t *object)
{
	size_t back, known = 0;
	enum sv_status st = SV_OK;

	if (!json_is_object(object))
		return refuse(c, N_("is no object"));
	for (size_t i = 0; i < shape->n && st == SV_OK; i++) {
		const struct member *m = &shape->members[i];
		const json_t *value = json_object_get(object, m->name);
		known += value != NULL;
		if (value == NULL && !m->must)
			continue;
		back = enter(c, m->name, 0);
		st = value ? check_value(c, m, value) : refuse(c, N_("is missing"));
		if (st == SV_OK)
			leave(c, back);
	}
	if (st == SV_OK && known != json_object_size(object))
		st = refuse(c, N_("has a member that documents do not have"));
	return st == SV_OK && shape->also ? shape->also(c, object) : st;
}

/* A mark stands alone: beside it nothing that tells what it hides. */
static enum sv_status also_value(struct check *c, const json_t *object)
{
	if (sv_document_hidden(object) == sv_json_has(object, "value"))
		return refuse(c, N_("has neither a value nor a mark, or both"));
	if (sv_document_hidden(object) && sv_json_has(object, "detail"))
		return refuse(c, N_("tells more beside a mark"));
	return SV_OK;
}

static enum sv_status also_cell(struct check *c, const json_t *cell)
{
	bool hidden = sv_document_hidden(cell), absent = sv_json_true(cell, "absent");
	const char *text = sv_json_text(cell, "text"), *share = sv_json_text(cell, "share");
	char number[SV_NUMBER_SIZE], count[SV_NUMBER_SIZE];

	if (hidden || absent) {
		if (hidden && absent)
			return refuse(c, N_("is both hidden and absent"));
		if (sv_json_has(cell, "n") || share)
			return refuse(c, N_("tells more beside a mark"));
		if (text && (strpbrk(text, "0123456789") || (absent && *text)))
			return refuse(c, N_("tells more beside a mark"));
		return SV_OK;
	}
	if (text == NULL || *text == '\0')
		return refuse(c, N_("has no text"));
	if (!sv_json_has(cell, "n"))
		return SV_OK;
	snprintf(count, sizeof count, "%lld", sv_json_int(cell, "n", 0));
	if (!sv_document_number(text, c->lang, number) || strcmp(number, count) != 0)
		return refuse(c, N_("has a count that differs from its text"));
	return SV_OK;
}

static enum sv_status also_row(struct check *c, const json_t *row)
{
	return sv_json_int(row, "level", 0) <= LEVELS ? SV_OK : refuse(c, N_("has too many levels"));
}

static enum sv_status also_table(struct check *c, const json_t *table)
{
	size_t columns = json_array_size(sv_json_array(table, "columns")), heads = json_array_size(sv_json_array(table, "heads")), i;
	const json_t *row;

	if (heads == 0 || columns == 0)
		return refuse(c, N_("has no heads or no columns"));
	json_array_foreach(sv_json_array(table, "rows"), i, row) {
		size_t back = enter(c, "rows", 0);
		enter(c, NULL, i);
		if (json_array_size(sv_json_array(row, "labels")) != heads)
			return refuse(c, N_("has another number of labels than there are heads"));
		if (json_array_size(sv_json_array(row, "cells")) != columns)
			return refuse(c, N_("has another number of cells than there are columns"));
		leave(c, back);
	}
	return SV_OK;
}

static enum sv_status also_list(struct check *c, const json_t *list)
{
	size_t columns = json_array_size(sv_json_array(list, "columns")), i;
	const json_t *row;

	if (columns == 0)
		return refuse(c, N_("has no columns"));
	json_array_foreach(sv_json_array(list, "rows"), i, row) {
		if (json_array_size(row) != columns)
			return refuse(c, N_("has a row with another number of cells than there are columns"));
	}
	return SV_OK;
}

static enum sv_status also_document(struct check *c, const json_t *document)
{
	const char *kind = sv_json_text(document, "document"), *audit = sv_json_text(sv_json_object(document, "protection"), "audit");

	if ((strcmp(kind, "annual") == 0 || strcmp(kind, "survey") == 0) && !sv_json_has(document, "year"))
		return refuse(c, N_("is of a year, and does not name it"));
	if (strcmp(kind, "evaluation") == 0 && (!sv_json_has(document, "from") || !sv_json_has(document, "to") || !sv_json_has(document, "verdict")))
		return refuse(c, N_("is an evaluation, and does not name its years or its verdict"));
	if (sv_json_int(document, "sv", 0) != 1)
		return refuse(c, N_("has a version that is not known here"));
	if (sv_json_true(document, "published") && (audit == NULL || strcmp(audit, "passed") != 0))
		return refuse(c, N_("is published, and no audit passed"));
	return SV_OK;
}

static const char *const kinds[] = { "annual", "evaluation", "stats", "survey", NULL }, *const langs[] = { "nl", "en", NULL }, *const plots[] = { "bars", "lines", "stacked", NULL },
                  *const audits[] = { "passed", "failed", "none", NULL }, *const methods[] = { "suppress", "coarsen", NULL }, *const verdicts[] = { "met", "not_met", "unknown", NULL };

static const struct member of_cell[] = { { "n", NUMBER }, { "text", TEXT }, { "share", LINE }, { "suppressed", TRUTH }, { "absent", TRUTH }, { "then", DAY } };
static const struct shape cell = SHAPE(of_cell, also_cell);
static const struct member of_row[] = { { "id", LINES }, { "labels", LINES, true }, { "level", NUMBER }, { "total", TRUTH }, { "cells", OBJECTS, true, &cell } };
static const struct shape row_ = SHAPE(of_row, also_row);
static const struct member of_column[] = { { "id", LINE, true }, { "label", LINE, true }, { "total", TRUTH } };
static const struct shape column = SHAPE(of_column, NULL);
static const struct member of_plot[] = { { "kind", LINE, true, NULL, plots }, { "alt", LINE, true }, { "log", TRUTH } };
static const struct shape plot = SHAPE(of_plot, NULL);
static const struct member of_table[] = {
	{ "table", WORD, true }, { "title", LINE, true }, { "unit", LINE }, { "columns", OBJECTS, true, &column }, { "rows", OBJECTS, true, &row_ },
	{ "heads", LINES, true }, { "method", LINE, false, NULL, methods }, { "plot", OBJECT, false, &plot }, { "note", LINE },
};
static const struct shape table_ = SHAPE(of_table, also_table);
static const struct member of_list[] = { { "list", WORD, true }, { "title", LINE, true }, { "columns", LINES, true }, { "rows", ROWS, true }, { "note", LINE } };
static const struct shape list = SHAPE(of_list, also_list);
static const struct member of_previous[] = { { "year", LINE, true }, { "value", LINE }, { "suppressed", TRUTH } };
static const struct shape previous = SHAPE(of_previous, also_value);
static const struct member of_benchmark[] = { { "value", LINE, true }, { "source", LINE, true } };
static const struct shape benchmark = SHAPE(of_benchmark, NULL);
static const struct member of_fact[] = {
	{ "fact", WORD, true }, { "label", LINE, true }, { "value", LINE }, { "suppressed", TRUTH }, { "detail", LINE }, { "previous", OBJECTS, false, &previous }, { "benchmark", OBJECT, false, &benchmark },
};
static const struct shape fact = SHAPE(of_fact, also_value);
static const struct member of_section[] = {
	{ "section", WORD, true }, { "title", LINE, true }, { "text", LINES }, { "facts", OBJECTS, false, &fact }, { "tables", OBJECTS, false, &table_ }, { "lists", OBJECTS, false, &list },
};
static const struct shape section = SHAPE(of_section, NULL);
static const struct member of_protection[] = {
	{ "text", LINES }, { "suppressed", NUMBER }, { "cells", NUMBER }, { "audit", LINE, false, NULL, audits }, { "witnesses", NUMBER },
};
static const struct shape protection = SHAPE(of_protection, NULL);
static const struct member of_norm_year[] = { { "year", NUMBER, true }, { "value", LINE, true } };
static const struct shape norm_year = SHAPE(of_norm_year, NULL);
static const struct member of_norm[] = {
	{ "norm", WORD, true }, { "line", WORD, true }, { "label", LINE, true }, { "bound", LINE, true }, { "value", LINE, true }, { "years", OBJECTS, true, &norm_year }, { "met", TRUTH },
};
static const struct shape norm = SHAPE(of_norm, NULL);
static const struct member of_document[] = {
	{ "document", LINE, true, NULL, kinds }, { "sv", NUMBER, true }, { "lang", LINE, true, NULL, langs }, { "title", LINE, true }, { "organisation", LINE, true }, { "year", NUMBER }, { "from", NUMBER }, { "to", NUMBER },
	{ "commit", COMMIT, true }, { "as_of", DAY, true }, { "published", TRUTH, true }, { "release", LINE }, { "sections", OBJECTS, true, &section }, { "protection", OBJECT, true, &protection },
	{ "reproduce", LINES }, { "notes", LINES }, { "verdict", LINE, false, NULL, verdicts }, { "norms", OBJECTS, false, &norm },
};
static const struct shape document_ = SHAPE(of_document, also_document);

enum sv_status sv_document_check(const json_t *document, struct sv_err *err)
{
	const char *lang = sv_json_text(document, "lang");
	struct check c = { .lang = lang ? lang : "nl", .err = err };

	return check_object(&c, &document_, document);
}

enum sv_status sv_document_check_table(const json_t *table, const char *lang, struct sv_err *err)
{
	struct check c = { .lang = lang, .err = err };

	return check_object(&c, &table_, table);
}
