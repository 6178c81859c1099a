/* SPDX-License-Identifier: MIT */
/* Forms: see form.h. */
#include "cli/form.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/get.h"

static bool is_type(const json_t *property, const char *type)
{
	const char *t = sv_json_text(property, "type");

	return t && strcmp(t, type) == 0;
}

/* A list of objects: its items have a schema of their own. */
static bool is_objects(const json_t *property)
{
	const json_t *item = json_object_get(property, "items");

	return is_type(property, "array") && (sv_json_has(item, "$ref") || is_type(item, "object"));
}

/* The schema of the objects in a list: the list's own, where it says it, else the one that the form was given. */
static const json_t *items_of(const json_t *property, const json_t *items)
{
	const json_t *own = json_object_get(property, "items");

	return sv_json_has(own, "properties") ? own : items;
}

/* What only the tool fills in, or the command, has no place in a form. */
static bool for_people(const json_t *property)
{
	return !sv_json_true(property, "x-tool") && !sv_json_true(property, "x-command");
}

static void add(struct sv_buf *out, const char *s)
{
	sv_buf_add_secret(out, s, strlen(s));
}

static void comment(struct sv_buf *out, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		add(out, n ? "# " : "#");
		sv_buf_add_secret(out, text, n);
		add(out, "\n");
		text += n + (text[n] == '\n');
	}
}

/* The words of an enum, between two texts. */
static void put_enum(struct sv_buf *out, const json_t *property, const char *before, const char *after)
{
	const json_t *words = sv_json_array(property, sv_json_array(property, "enum") ? "enum" : "x-words"), *word;
	size_t i;

	if (words == NULL)
		return;
	add(out, before);
	json_array_foreach(words, i, word) {
		add(out, i ? ", " : "");
		add(out, json_string_value(word) ? json_string_value(word) : "");
	}
	add(out, after);
}

/* What a key is for, as comments above it. */
static void describe(struct sv_buf *out, const json_t *property, const json_t *items, const char *(*tr)(const char *))
{
	const char *what = sv_json_text(property, "description"), *key;
	json_t *member;

	if (what)
		comment(out, tr ? tr(what) : what);
	put_enum(out, property, "#   ", "\n");
	if (is_type(property, "object")) {
		what = N_("one 'member: value' a line, after '|', each indented by two blanks");
		comment(out, tr ? tr(what) : what);
	}
	if (!is_objects(property))
		return;
	what = N_("each starts with '- '; its further lines start with two blanks");
	add(out, "#   ");
	add(out, tr ? tr(what) : what);
	add(out, ":\n");
	json_object_foreach(sv_json_object(items, "properties"), key, member) {
		what = sv_json_text(member, "description");
		add(out, "#   ");
		add(out, key);
		add(out, what ? ": " : "");
		add(out, what ? (tr ? tr(what) : what) : "");
		put_enum(out, member, "\n#     ", "");
		add(out, "\n");
	}
}

/* Whether a text can stand behind "key: " and come back the same. */
static bool one_line(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && strchr(s, '\n') == NULL && s[0] != ' ' && s[0] != '\t' && s[n - 1] != ' ' && s[n - 1] != '\t' && s[n - 1] != '\r' && strcmp(s, "|") != 0;
}

static void put_lines(struct sv_buf *out, const char *text, const char *indent)
{
	for (;;) {
		size_t n = strcspn(text, "\n");
		add(out, indent);
		sv_buf_add_secret(out, text, n);
		add(out, "\n");
		if (text[n] == '\0')
			break;
		text += n + 1;
	}
}

/* "a, b", or a block of one item a line where an item has a comma or blanks in the wrong place. False: neither can show it. */
static bool put_list(struct sv_buf *out, const json_t *list, const char *indent)
{
	const json_t *item;
	bool block = false;
	size_t i;

	json_array_foreach(list, i, item) {
		const char *s = json_string_value(item);
		if (s == NULL || s[0] == '\0' || strchr(s, '\n'))
			return false;
		block = block || !one_line(s) || strchr(s, ',');
	}
	if (block)
		add(out, "|\n");
	json_array_foreach(list, i, item) {
		if (block) {
			put_lines(out, json_string_value(item), indent);
		} else {
			add(out, i ? ", " : "");
			add(out, json_string_value(item));
		}
	}
	if (!block)
		add(out, "\n");
	return true;
}

static bool put_value(struct sv_buf *out, const json_t *v, const char *indent);

/* The members of an object as lines of a block. */
static bool put_members(struct sv_buf *out, const json_t *object, const char *indent)
{
	const char *key;
	json_t *v;

	add(out, "|\n");
	json_object_foreach((json_t *)object, key, v) {
		if (json_is_array(v) || json_is_object(v) || (json_is_string(v) && !one_line(json_string_value(v))))
			return false;
		add(out, indent);
		add(out, key);
		add(out, ": ");
		if (!put_value(out, v, indent))
			return false;
	}
	return true;
}

/* What an object can have, as lines of a block to be filled in, each below what it says; what else it has after them. */
static bool put_says(struct sv_buf *out, const json_t *says, const json_t *object, const char *indent)
{
	const char *key;
	json_t *v;
	bool shown = true;

	add(out, "|\n");
	json_object_foreach((json_t *)says, key, v) {
		add(out, indent);
		add(out, "# ");
		add(out, json_string_value(v) ? json_string_value(v) : "");
		add(out, "\n");
		add(out, indent);
		add(out, key);
		add(out, ":");
		if (!sv_json_has(object, key)) {
			add(out, "\n");
			continue;
		}
		add(out, " ");
		shown = put_value(out, json_object_get(object, key), indent) && shown;
	}
	json_object_foreach((json_t *)object, key, v) {
		if (sv_json_has(says, key))
			continue;
		add(out, indent);
		add(out, key);
		add(out, ": ");
		shown = put_value(out, v, indent) && shown;
	}
	return shown;
}

/* A value behind its key. False where a form cannot show it. */
static bool put_value(struct sv_buf *out, const json_t *v, const char *indent)
{
	char number[32];

	if (json_is_object(v))
		return put_members(out, v, indent);
	if (json_is_array(v))
		return put_list(out, v, indent);
	if (json_is_string(v) && json_string_length(v) > 0 && !one_line(json_string_value(v))) {
		add(out, "|\n");
		put_lines(out, json_string_value(v), indent);
		return true;
	}
	if (json_is_integer(v)) {
		snprintf(number, sizeof number, "%lld", (long long)json_integer_value(v));
		add(out, number);
	} else if (json_is_boolean(v)) {
		add(out, json_is_true(v) ? "yes" : "no");
	} else if (json_is_string(v)) {
		add(out, json_string_value(v));
	} else {
		return false;
	}
	add(out, "\n");
	return true;
}

/* Whether a schema has a place for each member of an object. */
static bool has_places(const json_t *schema, const json_t *object)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)object, key, v)
		if (!sv_json_has(sv_json_object(schema, "properties"), key))
			return false;
	return true;
}

static bool put_objects(struct sv_buf *out, const json_t *items, const json_t *list)
{
	const json_t *object, *v;
	const char *key;
	json_t *property;
	size_t i;

	add(out, "\n");
	json_array_foreach(list, i, object) {
		bool first = true;
		if (!json_is_object(object) || !has_places(items, object))
			return false;
		json_object_foreach(sv_json_object(items, "properties"), key, property) {
			if ((v = json_object_get(object, key)) == NULL)
				continue;
			add(out, first ? "- " : "  ");
			add(out, key);
			add(out, ": ");
			if (!put_value(out, v, "    "))
				return false;
			first = false;
		}
	}
	return json_is_array(list);
}

enum sv_status sv_form_write(const json_t *schema, const json_t *items, const json_t *value, const char *heading, const char *notes,
                             const char *(*translate)(const char *), struct sv_buf *out, struct sv_err *err)
{
	const char *key;
	json_t *property;

	if (!has_places(schema, value))
		return sv_err_set(err, SV_BAD_INPUT, N_("there is a member that has no place in the form"));
	if (heading)
		comment(out, heading);
	if (notes)
		comment(out, notes);
	json_object_foreach(sv_json_object(schema, "properties"), key, property) {
		const json_t *v = json_object_get(value, key);
		bool shown = true;
		if (!for_people(property) && v == NULL)
			continue;
		add(out, "\n");
		describe(out, property, items_of(property, items), translate);
		add(out, key);
		add(out, is_objects(property) ? ":" : ": ");
		if (sv_json_has(property, "x-says"))
			shown = put_says(out, sv_json_object(property, "x-says"), v, "  ");
		else if (v == NULL)
			add(out, "\n");
		else
			shown = is_objects(property) ? put_objects(out, items_of(property, items), v)
			                              : json_is_object(v) == is_type(property, "object") && put_value(out, v, "  ");
		if (!shown)
			return sv_err_set(err, SV_BAD_INPUT, N_("'%s' holds what a form cannot show"), key);
	}
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

/* A reading: the text, line by line. */
struct reader {
	const char *p;
	size_t line; /* of p */
	size_t at;   /* of the key that is being read */
	struct sv_err *err;
};

/* A refusal; what may name the key, and says nothing of the value. */
static enum sv_status bad(const struct reader *r, const char *what, const char *key)
{
	sv_err_set(r->err, SV_BAD_INPUT, what, key);
	return sv_err_at(r->err, N_("form line %zu"), r->at);
}

/* A line that is none of a form: most likely of a text that was not indented. */
static enum sv_status stray(const struct reader *r, const char *what)
{
	bad(r, what, "");
	sv_err_hint(r->err, N_("the lines of a text after '|' start with two blanks"));
	return SV_BAD_INPUT;
}

/* The next line without moving on; false at the end. */
static bool peek(const struct reader *r, const char **line, size_t *n)
{
	*line = r->p;
	*n = strcspn(r->p, "\n");
	return *r->p != '\0';
}

static void skip(struct reader *r)
{
	size_t n = strcspn(r->p, "\n");

	r->p += n + (r->p[n] == '\n');
	r->line++;
}

static bool blank(const char *line, size_t n)
{
	return strspn(line, " \t\r") >= n;
}

/* The indented lines of a block, joined; blank lines at its end do not count. */
static void read_block(struct reader *r, size_t indent, struct sv_buf *text)
{
	const char *line;
	size_t n, blanks = 0;
	bool first = true;

	for (; peek(r, &line, &n); skip(r)) {
		if (blank(line, n) && n < indent) {
			blanks++;
			continue;
		}
		if (n < indent || strspn(line, " ") < indent)
			break;
		for (; blanks > 0; blanks--, first = false)
			sv_buf_add_secret(text, "\n", first ? 0 : 1);
		if (!first)
			sv_buf_add_secret(text, "\n", 1);
		sv_buf_add_secret(text, line + indent, n - indent);
		first = false;
	}
}

/* One of two kinds of word: 1, 0, or -1 where it is neither. */
static int truth(const char *s, size_t n)
{
	static const struct { const char *word; int is; } words[] = {
		{ "yes", 1 }, { "y", 1 }, { "ja", 1 }, { "j", 1 }, { "true", 1 }, { "no", 0 }, { "n", 0 }, { "nee", 0 }, { "false", 0 },
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i].word) == n && strncasecmp(words[i].word, s, n) == 0)
			return words[i].is;
	return -1;
}

/* A value without a schema: true, false, a whole number, else text. */
static json_t *guess(const char *s, size_t n)
{
	char number[24], *end;

	if ((n == 4 && memcmp(s, "true", 4) == 0) || (n == 5 && memcmp(s, "false", 5) == 0))
		return json_boolean(n == 4);
	if (n > 0 && n < 16 && strspn(s, "-0123456789") >= n) {
		snprintf(number, sizeof number, "%.*s", (int)n, s);
		long long value = strtoll(number, &end, 10);
		if (*end == '\0')
			return json_integer(value);
	}
	return json_stringn(s, n);
}

bool sv_form_member(json_t *object, const char *name, size_t n, const char *value, size_t size)
{
	char key[48];

	if (n == 0 || n >= sizeof key)
		return false;
	snprintf(key, sizeof key, "%.*s", (int)n, name);
	json_t *v = guess(value, size);
	return v && json_object_set_new(object, key, v) == 0;
}

/* "member: value" lines as an object; what is left open is left out, as are lines that start with "#". */
static enum sv_status set_members(struct reader *r, json_t *object, const char *key, const char *s, size_t n)
{
	json_t *members = json_object();
	const char *end = s + n;
	enum sv_status st = members ? SV_OK : sv_err_nomem(r->err);

	while (s < end && st == SV_OK) {
		const char *nl = memchr(s, '\n', (size_t)(end - s)), *to = nl ? nl : end, *colon = memchr(s, ':', (size_t)(to - s));
		const char *value = colon ? colon + 1 : to;
		while (value < to && *value == ' ')
			value++;
		if (s[0] == '#' || (colon && value == to)) {
			s = nl ? nl + 1 : end;
			continue;
		}
		if (colon == NULL || !sv_form_member(members, s, (size_t)(colon - s), value, (size_t)(to - value)))
			st = bad(r, N_("'%s' holds lines 'member: value'"), key);
		s = nl ? nl + 1 : end;
	}
	if (st == SV_OK && json_object_size(members) > 0 && json_object_set(object, key, members) < 0)
		st = sv_err_nomem(r->err);
	json_decref(members);
	return st;
}

static enum sv_status set_one(struct reader *r, json_t *object, const char *key, const json_t *property, const char *s, size_t n)
{
	json_t *v;

	if (is_type(property, "boolean")) {
		int is = truth(s, n);
		if (is < 0)
			return bad(r, N_("'%s' is yes or no"), key);
		v = json_boolean(is);
	} else if (is_type(property, "object")) {
		return set_members(r, object, key, s, n);
	} else if (is_type(property, "integer")) {
		char *end;
		errno = 0;
		long long number = strtoll(s, &end, 10);
		if (errno || end != s + n)
			return bad(r, N_("'%s' is a whole number"), key);
		v = json_integer(number);
	} else {
		v = json_stringn(s, n);
	}
	if (v == NULL)
		return bad(r, N_("'%s' is not valid UTF-8"), key);
	return json_object_set_new(object, key, v) < 0 ? sv_err_nomem(r->err) : SV_OK;
}

/* Items between commas, without the blanks around them; or lines of a block, as they are. */
static enum sv_status set_list(struct reader *r, json_t *object, const char *key, const char *s, size_t n, char between)
{
	json_t *list = json_array();
	const char *end = s + n;
	enum sv_status st = list ? SV_OK : sv_err_nomem(r->err);

	while (s < end && st == SV_OK) {
		const char *cut = memchr(s, between, (size_t)(end - s)), *from = s, *to = cut ? cut : end;
		s = cut ? cut + 1 : end;
		for (; between == ',' && from < to && (*from == ' ' || *from == '\t'); from++)
			;
		for (; between == ',' && to > from && (to[-1] == ' ' || to[-1] == '\t'); to--)
			;
		if (to > from && json_array_append_new(list, json_stringn(from, (size_t)(to - from))) < 0)
			st = bad(r, N_("'%s' is not valid UTF-8"), key);
	}
	if (st == SV_OK && json_array_size(list) > 0 && json_object_set(object, key, list) < 0)
		st = sv_err_nomem(r->err);
	json_decref(list);
	return st;
}

/* One "key: value" that starts at text; indent: how far its block's lines must be. */
static enum sv_status read_pair(struct reader *r, const json_t *schema, const char *text, size_t n, size_t indent, json_t *object, const json_t **property, char key[48])
{
	const char *colon = memchr(text, ':', n);
	struct sv_buf block = SV_BUF_INIT;
	enum sv_status st;

	r->at = r->line;
	if (colon == NULL || colon - text >= 48)
		return stray(r, N_("a line must be 'key: value'"));
	snprintf(key, 48, "%.*s", (int)(colon - text), text);
	*property = sv_json_object(sv_json_object(schema, "properties"), key);
	if (*property == NULL)
		return stray(r, N_("there is no such key in this form"));
	if (sv_json_has(object, key))
		return bad(r, N_("'%s' stands there twice"), key);
	const char *value = colon + 1, *end = text + n;
	while (value < end && (*value == ' ' || *value == '\t'))
		value++;
	while (end > value && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		end--;
	size_t len = (size_t)(end - value);
	bool list = is_type(*property, "array");
	skip(r);
	if (len == 0)
		return SV_OK;
	if (is_objects(*property))
		return bad(r, N_("the items of '%s' start on the next line, each with '- '"), key);
	if (len != 1 || *value != '|')
		return list ? set_list(r, object, key, value, len, ',') : set_one(r, object, key, *property, value, len);
	read_block(r, indent, &block);
	if (block.failed)
		st = sv_err_nomem(r->err);
	else if (list)
		st = set_list(r, object, key, sv_buf_str(&block), block.len, '\n');
	else
		st = block.len ? set_one(r, object, key, *property, block.data, block.len) : SV_OK;
	sv_buf_release_secret(&block);
	return st;
}

/* The items of a list of objects; one that is left empty is left out. */
static enum sv_status read_objects(struct reader *r, const json_t *items, const char *key, json_t *object)
{
	json_t *list = json_array(), *one = NULL;
	const json_t *property;
	const char *line;
	size_t n;
	char member[48];
	enum sv_status st = list ? SV_OK : sv_err_nomem(r->err);

	while (st == SV_OK && peek(r, &line, &n)) {
		if (blank(line, n) || *line == '#') {
			skip(r);
			continue;
		}
		bool starts = n >= 2 && memcmp(line, "- ", 2) == 0;
		if (!starts && (n < 2 || memcmp(line, "  ", 2) != 0))
			break;
		if (starts && (one == NULL || json_object_size(one) > 0)) {
			one = json_object();
			if (json_array_append_new(list, one) < 0)
				st = sv_err_nomem(r->err);
		}
		r->at = r->line;
		if (one == NULL)
			st = bad(r, N_("an item of '%s' starts with '- '"), key);
		if (st == SV_OK)
			st = read_pair(r, items, line + 2, n - 2, 4, one, &property, member);
	}
	if (st == SV_OK && json_array_size(list) > 0 && json_object_size(one) == 0)
		json_array_remove(list, json_array_size(list) - 1);
	if (st == SV_OK && json_array_size(list) > 0 && json_object_set(object, key, list) < 0)
		st = sv_err_nomem(r->err);
	json_decref(list);
	return st;
}

enum sv_status sv_form_read(const char *text, const json_t *schema, const json_t *items, json_t **out, struct sv_err *err)
{
	struct reader r = { text, 1, 1, err };
	const json_t *property;
	const char *line;
	size_t n;
	char key[48];
	enum sv_status st = SV_OK;

	*out = json_object();
	if (*out == NULL)
		return sv_err_nomem(err);
	while (st == SV_OK && peek(&r, &line, &n)) {
		if (blank(line, n) || *line == '#') {
			skip(&r);
			continue;
		}
		st = read_pair(&r, schema, line, n, 2, *out, &property, key);
		if (st == SV_OK && is_objects(property) && items)
			st = read_objects(&r, items_of(property, items), key, *out);
	}
	if (st != SV_OK) {
		json_decref(*out);
		*out = NULL;
	}
	return st;
}
