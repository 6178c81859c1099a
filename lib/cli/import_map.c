/* SPDX-License-Identifier: MIT */
/* Rows of a table as lines: see import_map.h. */
#include "cli/import_map.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/hint.h"
#include "json/get.h"
#include "json/ndjson.h"

#define MAP_MAX (1u << 20)
#define DEEP 16
#define POINTER 200

struct sv_import_map {
	char *path;
	json_t *template;
	json_t *columns; /* name -> number of its cell */
	json_t *origin;  /* pointer -> column, of the last line */
	/* the row in hand */
	const char *const *cells;
	size_t ncells, number;
	void (*report)(void *data, const struct sv_err *err);
	void *data;
	bool bad;
};

/* What a cell may be made of. */
static const struct { const char *name; json_type type; } directives[] = {
	{ "column", JSON_STRING }, { "values", JSON_OBJECT }, { "date", JSON_STRING }, { "number", JSON_TRUE }, { "yes", JSON_ARRAY }, { "split", JSON_STRING }, { "else", JSON_NULL },
};

static bool is_leaf(const json_t *value)
{
	return sv_json_has(value, "column");
}

static enum sv_status wrong(const struct sv_import_map *m, const char *pointer, const char *what, struct sv_err *err)
{
	sv_err_set(err, SV_BAD_INPUT, what);
	sv_err_at(err, "%s", pointer[0] ? pointer : "/");
	return sv_err_at(err, "%s", m->path);
}

static enum sv_status check_leaf(const struct sv_import_map *m, const json_t *leaf, const char *pointer, struct sv_err *err)
{
	const char *member;
	json_t *value;

	json_object_foreach((json_t *)leaf, member, value) {
		size_t d = 0;
		while (d < sizeof directives / sizeof directives[0] && strcmp(directives[d].name, member) != 0)
			d++;
		if (d == sizeof directives / sizeof directives[0])
			return wrong(m, pointer, N_("holds a column, and something that is not known beside it"), err);
		if (directives[d].type != JSON_NULL && json_typeof(value) != directives[d].type)
			return wrong(m, pointer, N_("says in another form what becomes of the cell"), err);
	}
	const char *date = sv_json_text(leaf, "date");
	if (date && (!strstr(date, "YYYY") || !strstr(date, "MM") || !strstr(date, "DD")))
		return wrong(m, pointer, N_("gives no form of days such as DD-MM-YYYY"), err);
	if (sv_json_has(leaf, "split") && sv_json_text(leaf, "split")[0] == '\0')
		return wrong(m, pointer, N_("says in another form what becomes of the cell"), err);
	return SV_OK;
}

static enum sv_status check_condition(const struct sv_import_map *m, const json_t *condition, const char *pointer, struct sv_err *err)
{
	const char *member;
	json_t *value;

	if (!json_is_object(condition) || sv_json_text(condition, "column") == NULL)
		return wrong(m, pointer, N_("names no column"), err);
	json_object_foreach((json_t *)condition, member, value) {
		if (strcmp(member, "column") != 0 && !(strcmp(member, "is") == 0 && json_is_array(value)))
			return wrong(m, pointer, N_("holds a column, and something that is not known beside it"), err);
	}
	return SV_OK;
}

static enum sv_status check_value(const struct sv_import_map *m, const json_t *value, const char *pointer, int depth, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	const char *member;
	char below[POINTER];
	json_t *one;
	size_t i;

	if (depth > DEEP)
		return wrong(m, pointer, N_("lies too deep"), err);
	if (is_leaf(value))
		return check_leaf(m, value, pointer, err);
	if (json_is_object(value)) {
		json_object_foreach((json_t *)value, member, one) {
			snprintf(below, sizeof below, "%s/%s", pointer, member);
			if (st == SV_OK)
				st = strcmp(member, "if") == 0 ? check_condition(m, one, below, err) : check_value(m, one, below, depth + 1, err);
		}
	}
	json_array_foreach(value, i, one) {
		snprintf(below, sizeof below, "%s/%zu", pointer, i);
		if (st == SV_OK)
			st = check_value(m, one, below, depth + 1, err);
	}
	return st;
}

static enum sv_status check_map(struct sv_import_map *m, struct sv_err *err)
{
	const json_t *acts = sv_json_array(m->template, "acts"), *ignore = json_object_get(m->template, "ignore"), *act;
	const char *member;
	char pointer[POINTER];
	json_t *value;
	size_t i;
	enum sv_status st = SV_OK;

	json_object_foreach(m->template, member, value) {
		if (strcmp(member, "source") != 0 && strcmp(member, "acts") != 0 && strcmp(member, "ignore") != 0)
			return wrong(m, "", N_("a mapping has the members acts, source and ignore"), err);
	}
	if (json_array_size(acts) == 0)
		return wrong(m, "/acts", N_("is missing"), err);
	if (ignore && !json_is_true(ignore) && !json_is_array(ignore))
		return wrong(m, "/ignore", N_("names the columns of which nothing is taken, or is true"), err);
	if (sv_json_has(m->template, "source"))
		st = check_value(m, json_object_get(m->template, "source"), "/source", 1, err);
	json_array_foreach(acts, i, act) {
		snprintf(pointer, sizeof pointer, "/acts/%zu", i);
		if (!json_is_object(act))
			return wrong(m, pointer, N_("must be an object"), err);
		if (st == SV_OK)
			st = check_value(m, act, pointer, 2, err);
	}
	return st;
}

enum sv_status sv_import_map_load(const char *path, struct sv_import_map **out, struct sv_err *err)
{
	struct sv_import_map *m = calloc(1, sizeof *m);
	enum sv_status st;

	*out = m;
	if (m == NULL || (m->path = strdup(path)) == NULL)
		return sv_err_nomem(err);
	m->columns = json_object();
	m->origin = json_object();
	st = m->columns && m->origin ? sv_json_load_file(path, MAP_MAX, 0, &m->template, err) : sv_err_nomem(err);
	return st == SV_OK ? check_map(m, err) : st;
}

void sv_import_map_free(struct sv_import_map *m)
{
	if (m == NULL)
		return;
	json_decref(m->template);
	json_decref(m->columns);
	json_decref(m->origin);
	free(m->path);
	free(m);
}

/* The text of a cell without the blanks around it, appended. */
static void trimmed(const char *cell, struct sv_buf *out)
{
	size_t n;

	cell += strspn(cell, " \t\r\n");
	n = strlen(cell);
	while (n > 0 && strchr(" \t\r\n", cell[n - 1]))
		n--;
	sv_buf_add_secret(out, cell, n);
}

/* Gathers the columns that a template names. */
static bool gather(const json_t *value, json_t *names)
{
	const char *member;
	json_t *one;
	size_t i;
	bool ok = true;

	if (sv_json_text(value, "column"))
		return json_object_set_new(names, sv_json_text(value, "column"), json_true()) == 0;
	if (json_is_object(value)) {
		json_object_foreach((json_t *)value, member, one)
			ok = gather(one, names) && ok;
	}
	json_array_foreach(value, i, one)
		ok = gather(one, names) && ok;
	return ok;
}

enum sv_status sv_import_map_columns(struct sv_import_map *m, const char *const *names, size_t n, void (*report)(void *data, const struct sv_err *err), void *data, struct sv_err *err)
{
	const json_t *ignore = json_object_get(m->template, "ignore");
	json_t *wanted = json_object(), *mark;
	const char *column, *known[256];
	size_t i, nknown = 0;
	bool ok = wanted && gather(json_object_get(m->template, "source"), wanted) && gather(json_object_get(m->template, "acts"), wanted), bad = false;

	for (i = 0; i < n && ok; i++) {
		struct sv_buf name = SV_BUF_INIT;
		struct sv_err one = { 0 };
		trimmed(names[i], &name);
		const char *text = sv_buf_str(&name);
		if (text[0] && json_object_get(m->columns, text))
			sv_err_set(&one, SV_BAD_INPUT, N_("there are two columns '%s'"), text);
		else if (text[0] && !json_object_get(wanted, text) && !json_is_true(ignore) && !sv_json_holds(ignore, text)) {
			sv_err_set(&one, SV_BAD_INPUT, N_("nothing is taken from column '%s'"), text);
			sv_err_hint(&one, N_("name it in 'ignore' of the mapping"));
		}
		if (text[0])
			ok = json_object_set_new(m->columns, text, json_integer((json_int_t)i)) == 0;
		if (one.status != SV_OK) {
			bad = true;
			report(data, &one);
		}
		sv_buf_release(&name);
	}
	json_object_foreach(m->columns, column, mark)
		if (nknown < sizeof known / sizeof known[0])
			known[nknown++] = column;
	json_object_foreach(wanted, column, mark) {
		struct sv_err one = { 0 };
		if (json_object_get(m->columns, column))
			continue;
		sv_err_set(&one, SV_BAD_INPUT, N_("the table has no column '%s'"), column);
		const char *near = sv_nearest(column, known, nknown);
		if (near)
			sv_err_hint(&one, N_("did you mean '%s'?"), near);
		bad = true;
		report(data, &one);
	}
	json_decref(wanted);
	if (!ok)
		return sv_err_nomem(err);
	m->ncells = n;
	return bad ? SV_BAD_INPUT : SV_OK;
}

static void complain(struct sv_import_map *m, const char *column, const char *what)
{
	struct sv_err err = { 0 };

	sv_err_set(&err, SV_BAD_INPUT, what);
	if (column)
		sv_err_at(&err, N_("column '%s'"), column);
	sv_err_at(&err, N_("line %zu"), m->number);
	m->bad = true;
	m->report(m->data, &err);
}

/* A day in a form such as DD-MM-YYYY; days and months may have one digit, and what follows a "*" is passed over. */
static bool read_day(const char *text, const char *form, char out[SV_DATE_SIZE])
{
	int year = -1, month = -1, day = -1;

	while (*form && *form != '*') {
		int *to = strncmp(form, "YYYY", 4) == 0 ? &year : strncmp(form, "MM", 2) == 0 ? &month : strncmp(form, "DD", 2) == 0 ? &day : NULL;
		if (to == NULL) {
			if (*text++ != *form++)
				return false;
			continue;
		}
		size_t most = to == &year ? 4 : 2, n = 0;
		for (*to = 0; n < most && isdigit((unsigned char)*text); n++)
			*to = *to * 10 + (*text++ - '0');
		if (n == 0 || (to == &year && n != 4))
			return false;
		form += most;
	}
	if ((*form == '\0' && *text) || !sv_date_valid(year, month, day))
		return false;
	sv_date_format(sv_day_from_civil(year, month, day), out);
	return true;
}

/* One text of a cell as a value; NULL where it is none, which was told. */
static json_t *value_of(struct sv_import_map *m, const json_t *leaf, const char *text)
{
	const json_t *values = sv_json_object(leaf, "values"), *yes = sv_json_array(leaf, "yes"), *one;
	const char *column = sv_json_text(leaf, "column"), *form = sv_json_text(leaf, "date");
	char day[SV_DATE_SIZE], *end;
	size_t i;

	if (values) {
		json_t *as = json_object_get(values, text) ? json_object_get(values, text) : json_object_get(values, "*");
		if (as == NULL)
			complain(m, column, N_("holds something that the mapping has no value for"));
		return as ? sv_json_deep_copy(as) : NULL;
	}
	if (form) {
		if (read_day(text, form, day))
			return json_string(day);
		complain(m, column, N_("is no day in the form that the mapping gives"));
		return NULL;
	}
	if (sv_json_true(leaf, "number")) {
		long long n = strtoll(text, &end, 10);
		if (*end == '\0' && n > -9007199254740992LL && n < 9007199254740992LL)
			return json_integer(n);
		complain(m, column, N_("is no whole number"));
		return NULL;
	}
	json_array_foreach(yes, i, one) {
		if (json_is_string(one) && strcasecmp(json_string_value(one), text) == 0)
			return json_true();
	}
	return yes ? json_false() : json_string(text);
}

static const char *cell(const struct sv_import_map *m, const char *column, struct sv_buf *out)
{
	const json_t *at = json_object_get(m->columns, column);
	size_t i = (size_t)json_integer_value(at);

	if (at && i < m->ncells)
		trimmed(m->cells[i], out);
	return sv_buf_str(out);
}

/* What a cell becomes; NULL where it is empty and nothing stands for that, or where it was told of. */
static json_t *of_cell(struct sv_import_map *m, const json_t *leaf, const char *pointer)
{
	const char *column = sv_json_text(leaf, "column"), *split = sv_json_text(leaf, "split");
	struct sv_buf text = SV_BUF_INIT, part = SV_BUF_INIT;
	json_t *out = NULL, *one;

	cell(m, column, &text);
	if (text.len == 0) {
		json_t *as = json_object_get(sv_json_object(leaf, "values"), "");
		out = as ? sv_json_deep_copy(as) : sv_json_has(leaf, "else") ? sv_json_deep_copy(json_object_get(leaf, "else")) : NULL;
	} else if (split) {
		out = json_array();
		for (const char *p = sv_buf_str(&text), *next; p; p = next) {
			const char *sep = strstr(p, split);
			next = sep ? sep + strlen(split) : NULL;
			struct sv_buf raw = SV_BUF_INIT;
			sv_buf_add_secret(&raw, p, sep ? (size_t)(sep - p) : strlen(p));
			sv_buf_release_secret(&part);
			trimmed(sv_buf_str(&raw), &part);
			sv_buf_release_secret(&raw);
			one = part.len ? value_of(m, leaf, sv_buf_str(&part)) : NULL;
			if (one)
				json_array_append_new(out, one);
		}
	} else {
		out = value_of(m, leaf, sv_buf_str(&text));
	}
	if (out)
		sv_json_set_text(m->origin, pointer, column);
	sv_buf_release_secret(&text);
	sv_buf_release_secret(&part);
	return out;
}

/* Whether a part of the pattern is there at all ("if"): where the column holds something, or one of some words. */
static bool is_there(struct sv_import_map *m, const json_t *condition)
{
	const json_t *words = sv_json_array(condition, "is"), *word;
	struct sv_buf text = SV_BUF_INIT;
	bool is = false;
	size_t i;

	if (condition == NULL)
		return true;
	cell(m, sv_json_text(condition, "column"), &text);
	json_array_foreach(words, i, word)
		is = is || (json_is_string(word) && strcasecmp(json_string_value(word), sv_buf_str(&text)) == 0);
	is = words ? is : text.len > 0;
	sv_buf_release_secret(&text);
	return is;
}

/* A template filled in: what has no value is left out, and so is what holds nothing then. */
static json_t *fill(struct sv_import_map *m, const json_t *value, const char *pointer)
{
	const char *member;
	char below[POINTER];
	json_t *out, *one, *made;
	size_t i;

	if (is_leaf(value))
		return of_cell(m, value, pointer);
	if (!is_there(m, json_object_get(value, "if")))
		return NULL;
	if (json_is_object(value)) {
		out = json_object();
		json_object_foreach((json_t *)value, member, one) {
			if (strcmp(member, "if") == 0)
				continue;
			snprintf(below, sizeof below, "%s/%s", pointer, member);
			made = fill(m, one, below);
			if (made)
				json_object_set_new(out, member, made);
		}
	} else if (json_is_array(value)) {
		out = json_array();
		json_array_foreach(value, i, one) {
			snprintf(below, sizeof below, "%s/%zu", pointer, json_array_size(out));
			made = fill(m, one, below);
			if (made)
				json_array_append_new(out, made);
		}
	} else {
		return sv_json_deep_copy(value);
	}
	bool empty = json_is_object(out) ? json_object_size(out) == 0 && json_object_size(value) > 0 : json_array_size(out) == 0;
	if (empty) {
		json_decref(out);
		return NULL;
	}
	return out;
}

/* One act. Its verb stays, also with nothing in it. */
static json_t *fill_act(struct sv_import_map *m, const json_t *template, size_t number)
{
	json_t *act = json_object(), *value;
	const char *member;
	char pointer[POINTER];

	json_object_foreach((json_t *)template, member, value) {
		if (strcmp(member, "if") == 0)
			continue;
		snprintf(pointer, sizeof pointer, "/acts/%zu/%s", number, member);
		json_t *made = fill(m, value, pointer);
		if (made == NULL && json_is_object(value) && !is_leaf(value))
			made = json_object();
		if (made)
			json_object_set_new(act, member, made);
	}
	return act;
}

enum sv_status sv_import_map_row(struct sv_import_map *m, const char *const *cells, size_t n, size_t number, void (*report)(void *data, const struct sv_err *err), void *data,
                                 json_t **line, struct sv_err *err)
{
	const json_t *act;
	json_t *acts = json_array(), *source = NULL;
	size_t i;

	m->cells = cells;
	m->number = number;
	m->report = report;
	m->data = data;
	m->bad = false;
	json_object_clear(m->origin);
	*line = json_object();
	if (acts == NULL || *line == NULL || json_object_set_new(*line, "acts", acts) < 0)
		return sv_err_nomem(err);
	if (n != m->ncells) {
		struct sv_err one = { 0 };
		sv_err_set(&one, SV_BAD_INPUT, N_("has %zu cells, and the first line %zu"), n, m->ncells);
		sv_err_at(&one, N_("line %zu"), number);
		m->bad = true;
		report(data, &one);
	}
	if (!m->bad && sv_json_has(m->template, "source")) {
		source = fill(m, json_object_get(m->template, "source"), "/source");
		if (source)
			json_object_set_new(*line, "source", source);
		else if (!m->bad)
			complain(m, sv_json_text(sv_json_object(m->template, "source"), "column"), N_("is empty: by it the row is known when it comes again"));
	}
	json_array_foreach(m->bad ? NULL : sv_json_array(m->template, "acts"), i, act) {
		if (is_there(m, json_object_get(act, "if")))
			json_array_append_new(acts, fill_act(m, act, json_array_size(acts)));
	}
	if (!m->bad)
		return SV_OK;
	json_decref(*line);
	*line = NULL;
	return SV_BAD_INPUT;
}

const char *sv_import_map_column(const struct sv_import_map *m, const char *pointer)
{
	return sv_json_text(m->origin, pointer);
}
