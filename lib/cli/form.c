/* SPDX-License-Identifier: MIT */
/* Forms: see form.h. */
#include "cli/form.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "json/get.h"

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

/* Whether a text can stand behind "key: " and come back the same. */
static bool one_line(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && strchr(s, '\n') == NULL && s[0] != ' ' && s[0] != '\t' && s[n - 1] != ' ' && s[n - 1] != '\t' && s[n - 1] != '\r' && strcmp(s, "|") != 0;
}

static void put_block(struct sv_buf *out, const char *text, const char *indent)
{
	add(out, "|\n");
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

static void put_scalar(struct sv_buf *out, const json_t *v, const char *indent)
{
	char number[32];

	if (json_is_string(v) && one_line(json_string_value(v))) {
		add(out, json_string_value(v));
	} else if (json_is_string(v)) {
		put_block(out, json_string_value(v), indent);
		return;
	} else if (json_is_integer(v)) {
		snprintf(number, sizeof number, "%lld", (long long)json_integer_value(v));
		add(out, number);
	} else if (json_is_boolean(v)) {
		add(out, json_is_true(v) ? "yes" : "no");
	}
	add(out, "\n");
}

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

static void put_list(struct sv_buf *out, const json_t *list)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		if (i > 0)
			add(out, ", ");
		add(out, json_string_value(item) ? json_string_value(item) : "");
	}
	add(out, "\n");
}

static void put_objects(struct sv_buf *out, const json_t *items, const json_t *list)
{
	const json_t *object;
	const char *key;
	json_t *property;
	size_t i;

	add(out, "\n");
	json_array_foreach(list, i, object) {
		bool first = true;
		json_object_foreach(sv_json_object(items, "properties"), key, property) {
			const json_t *v = json_object_get(object, key);
			if (v == NULL)
				continue;
			add(out, first ? "- " : "  ");
			add(out, key);
			add(out, ": ");
			put_scalar(out, v, "    ");
			first = false;
		}
	}
}

static void describe(struct sv_buf *out, const json_t *property, const json_t *items, const char *(*tr)(const char *))
{
	const char *what = sv_json_text(property, "description"), *key;
	const json_t *word;
	json_t *member;
	size_t i;

	if (what)
		comment(out, tr ? tr(what) : what);
	if (sv_json_array(property, "enum")) {
		add(out, "#   ");
		json_array_foreach(sv_json_array(property, "enum"), i, word) {
			add(out, i ? ", " : "");
			add(out, json_string_value(word) ? json_string_value(word) : "");
		}
		add(out, "\n");
	}
	if (!is_objects(property) || items == NULL)
		return;
	json_object_foreach(sv_json_object(items, "properties"), key, member) {
		what = sv_json_text(member, "description");
		add(out, "#   ");
		add(out, key);
		add(out, ": ");
		add(out, what ? (tr ? tr(what) : what) : "");
		add(out, "\n");
	}
}

enum sv_status sv_form_write(const json_t *schema, const json_t *items, const json_t *value, const char *heading, const char *notes,
                             const char *(*translate)(const char *), struct sv_buf *out, struct sv_err *err)
{
	const char *key;
	json_t *property;

	if (heading)
		comment(out, heading);
	if (notes)
		comment(out, notes);
	json_object_foreach(sv_json_object(schema, "properties"), key, property) {
		const json_t *v = json_object_get(value, key);
		add(out, "\n");
		describe(out, property, items, translate);
		add(out, key);
		add(out, is_objects(property) ? ":" : ": ");
		if (v == NULL)
			add(out, "\n");
		else if (is_objects(property))
			put_objects(out, items, v);
		else if (json_is_array(v))
			put_list(out, v);
		else
			put_scalar(out, v, "  ");
	}
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

/* A reading: the text, line by line. */
struct reader {
	const char *p;
	size_t line;
	struct sv_err *err;
};

static enum sv_status bad(struct reader *r, const char *what, const char *key)
{
	sv_err_set(r->err, SV_BAD_INPUT, what, key);
	return sv_err_at(r->err, N_("form line %zu"), r->line);
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

	while (peek(r, &line, &n)) {
		if (blank(line, n) && n < indent) {
			blanks++;
			skip(r);
			continue;
		}
		if (n < indent || strspn(line, " ") < indent)
			break;
		for (; blanks > 0; blanks--) {
			sv_buf_add_secret(text, "\n", first ? 0 : 1);
			first = false;
		}
		if (!first)
			sv_buf_add_secret(text, "\n", 1);
		sv_buf_add_secret(text, line + indent, n - indent);
		first = false;
		skip(r);
	}
}

static enum sv_status set_text(struct reader *r, json_t *object, const char *key, const json_t *property, const char *s, size_t n)
{
	static const char *const yes[] = { "yes", "ja", "true", "y", "j" }, *const no[] = { "no", "nee", "false", "n" };
	json_t *v = NULL;
	char word[8], *end = NULL;

	if (is_type(property, "boolean") || is_type(property, "integer")) {
		snprintf(word, sizeof word, "%.*s", (int)n, s);
		for (size_t i = 0; is_type(property, "boolean") && n < sizeof word && i < sizeof yes / sizeof yes[0]; i++)
			v = v == NULL && strcmp(word, yes[i]) == 0 ? json_true() : v;
		for (size_t i = 0; is_type(property, "boolean") && n < sizeof word && i < sizeof no / sizeof no[0]; i++)
			v = v == NULL && strcmp(word, no[i]) == 0 ? json_false() : v;
		if (is_type(property, "boolean") && v == NULL)
			return bad(r, N_("'%s' is yes or no"), key);
		if (v == NULL) {
			errno = 0;
			long long number = strtoll(word, &end, 10);
			if (errno || end == word || *end || n >= sizeof word)
				return bad(r, N_("'%s' is a whole number"), key);
			v = json_integer(number);
		}
	} else {
		v = json_stringn(s, n);
	}
	if (v == NULL)
		return bad(r, N_("'%s' is not valid UTF-8"), key);
	return json_object_set_new(object, key, v) < 0 ? sv_err_nomem(r->err) : SV_OK;
}

/* "a, b, c" */
static enum sv_status set_list(struct reader *r, json_t *object, const char *key, const char *s, size_t n)
{
	json_t *list = json_array();
	const char *end = s + n;

	while (s < end) {
		size_t len = strcspn(s, ",\n");
		if (len > (size_t)(end - s))
			len = (size_t)(end - s);
		const char *from = s + strspn(s, " \t"), *to = s + len;
		while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
			to--;
		if (to > from && json_array_append_new(list, json_stringn(from, (size_t)(to - from))) < 0) {
			json_decref(list);
			return bad(r, N_("'%s' is not valid UTF-8"), key);
		}
		s += len + 1;
	}
	return json_object_set_new(object, key, list) < 0 ? sv_err_nomem(r->err) : SV_OK;
}

/* One "key: value" that starts at text; indent: how far its block's lines must be. */
static enum sv_status read_pair(struct reader *r, const json_t *schema, const char *text, size_t n, size_t indent, json_t *object, const json_t **property, char key[48])
{
	const char *colon = memchr(text, ':', n);
	struct sv_buf block = SV_BUF_INIT;
	enum sv_status st = SV_OK;

	if (colon == NULL || colon - text >= 48)
		return bad(r, N_("a line must be 'key: value'%s"), "");
	snprintf(key, 48, "%.*s", (int)(colon - text), text);
	*property = sv_json_object(sv_json_object(schema, "properties"), key);
	if (*property == NULL || strspn(key, "abcdefghijklmnopqrstuvwxyz_") != strlen(key))
		return bad(r, N_("there is no such key in this form%s"), "");
	if (sv_json_has(object, key))
		return bad(r, N_("'%s' stands there twice"), key);
	const char *value = colon + 1, *end = text + n;
	while (value < end && (*value == ' ' || *value == '\t'))
		value++;
	while (end > value && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		end--;
	skip(r);
	if (value == end || is_objects(*property))
		return SV_OK;
	if (end - value == 1 && *value == '|') {
		read_block(r, indent, &block);
		st = block.len ? set_text(r, object, key, *property, sv_buf_str(&block), block.len) : SV_OK;
		sv_buf_release_secret(&block);
		return st;
	}
	return is_type(*property, "array") ? set_list(r, object, key, value, (size_t)(end - value)) : set_text(r, object, key, *property, value, (size_t)(end - value));
}

/* The items of a list of objects. */
static enum sv_status read_objects(struct reader *r, const json_t *items, const char *key, json_t *object)
{
	json_t *list = json_array(), *one = NULL;
	const json_t *property;
	const char *line;
	size_t n;
	char member[48];
	enum sv_status st = SV_OK;

	while (st == SV_OK && peek(r, &line, &n)) {
		if (blank(line, n) || *line == '#') {
			skip(r);
			continue;
		}
		if (n >= 2 && memcmp(line, "- ", 2) == 0) {
			one = json_object();
			if (json_array_append_new(list, one) < 0)
				st = sv_err_nomem(r->err);
		} else if (n < 2 || memcmp(line, "  ", 2) != 0) {
			break;
		} else if (one == NULL) {
			st = bad(r, N_("an item of '%s' starts with '- '"), key);
		}
		if (st == SV_OK)
			st = read_pair(r, items, line + 2, n - 2, 4, one, &property, member);
	}
	if (st == SV_OK && json_array_size(list) > 0 && json_object_set(object, key, list) < 0)
		st = sv_err_nomem(r->err);
	json_decref(list);
	return st;
}

enum sv_status sv_form_read(const char *text, const json_t *schema, const json_t *items, json_t **out, struct sv_err *err)
{
	struct reader r = { text, 1, err };
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
			st = read_objects(&r, items, key, *out);
	}
	if (st != SV_OK) {
		json_decref(*out);
		*out = NULL;
	}
	return st;
}
