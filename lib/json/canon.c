/* SPDX-License-Identifier: MIT */
/* The canonical form: see canon.h. */
#include "json/canon.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/ndjson.h"

/* Room for n more bytes at the end of out, in which secrets may lie; NULL without memory. */
static char *room(struct sv_buf *out, size_t n)
{
	return sv_buf_reserve_secret(out, n) ? out->data + out->len : NULL;
}

static void put_bytes(const char *bytes, size_t n, struct sv_buf *out)
{
	char *to = room(out, n);

	if (to) {
		memcpy(to, bytes, n);
		out->len += n;
	}
}

static char *escape(unsigned code, const char *hex, char *to)
{
	*to++ = '\\';
	*to++ = 'u';
	for (int shift = 12; shift >= 0; shift -= 4)
		*to++ = hex[code >> shift & 15];
	return to;
}

/* Decodes one character of valid UTF-8 (jansson holds no other). */
static unsigned decode(const unsigned char **p)
{
	const unsigned char *s = *p;

	if (s[0] < 0xE0) {
		*p += 2;
		return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
	}
	if (s[0] < 0xF0) {
		*p += 3;
		return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
	}
	*p += 4;
	return (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 | (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
}

/* How values are written: canonically; or for people and programs, as jansson does it: members in their order, characters as they are. */
struct form {
	bool canonical;
	const char *hex;
};

static const struct form canonical = { true, "0123456789abcdef" }, plain = { false, "0123456789ABCDEF" };

/* What is written as it is. */
static bool as_is(const struct form *form, unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\' && (c < 0x7f || !form->canonical);
}

static void put_text(const struct form *form, const char *text, size_t n, struct sv_buf *out)
{
	static const char from[] = "\"\\\b\f\n\r\t", short_[] = "\"\\bfnrt";
	const unsigned char *p = (const unsigned char *)text, *end = p + n;
	char *to = room(out, n * 6 + 2); /* a byte becomes six at most, and so does a character of more than one */

	if (to == NULL)
		return;
	*to++ = '"';
	while (p < end) {
		while (p < end && as_is(form, *p))
			*to++ = (char)*p++;
		if (p == end)
			break;
		const char *at = *p ? strchr(from, *p) : NULL;
		if (at) {
			*to++ = '\\';
			*to++ = short_[at - from];
			p++;
		} else if (*p < 0x80) {
			to = escape(*p++, form->hex, to);
		} else {
			unsigned code = decode(&p);
			if (code > 0xFFFF) {
				to = escape(0xD800 + ((code - 0x10000) >> 10), form->hex, to);
				code = 0xDC00 + ((code - 0x10000) & 0x3FF);
			}
			to = escape(code, form->hex, to);
		}
	}
	*to++ = '"';
	out->len = (size_t)(to - out->data);
}

/* A member on its way out. */
struct member {
	const char *key;
	const json_t *value;
};

static int by_bytes(const void *a, const void *b)
{
	return strcmp(((const struct member *)a)->key, ((const struct member *)b)->key);
}

/* A few are put in order where they lie, as they mostly come so. */
static void sort(struct member *m, size_t n)
{
	if (n > 32) {
		qsort(m, n, sizeof *m, by_bytes);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct member one = m[i];
		size_t k = i;
		for (; k > 0 && by_bytes(&m[k - 1], &one) > 0; k--)
			m[k] = m[k - 1];
		m[k] = one;
	}
}

static enum sv_status put(const struct form *form, const json_t *v, int depth, struct sv_buf *out, struct sv_err *err);

static enum sv_status put_object(const struct form *form, const json_t *v, int depth, struct sv_buf *out, struct sv_err *err)
{
	struct member few[32], *members = few;
	size_t n = json_object_size(v), i = 0;
	enum sv_status st = SV_OK;
	const char *key;
	json_t *value;

	if (n > sizeof few / sizeof few[0])
		members = calloc(n, sizeof *members);
	if (members == NULL)
		return sv_err_nomem(err);
	json_object_foreach((json_t *)v, key, value)
		members[i++] = (struct member){ key, value };
	n = i;
	if (form->canonical)
		sort(members, n);
	put_bytes("{", 1, out);
	for (i = 0; i < n && st == SV_OK; i++) {
		if (i > 0)
			put_bytes(",", 1, out);
		put_text(form, members[i].key, strlen(members[i].key), out);
		put_bytes(":", 1, out);
		st = put(form, members[i].value, depth + 1, out, err);
	}
	put_bytes("}", 1, out);
	if (members != few)
		free(members);
	return st;
}

static enum sv_status put(const struct form *form, const json_t *v, int depth, struct sv_buf *out, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	char number[32];
	json_t *item;
	size_t i;

	if (depth > SV_JSON_DEPTH_MAX)
		return sv_err_set(err, SV_BUG, N_("no canonical form: nested too deep"));
	switch (json_typeof(v)) {
	case JSON_OBJECT:
		return put_object(form, v, depth, out, err);
	case JSON_ARRAY:
		put_bytes("[", 1, out);
		json_array_foreach(v, i, item) {
			if (i > 0)
				put_bytes(",", 1, out);
			if (st == SV_OK)
				st = put(form, item, depth + 1, out, err);
		}
		put_bytes("]", 1, out);
		return st;
	case JSON_STRING:
		put_text(form, json_string_value(v), json_string_length(v), out);
		return SV_OK;
	case JSON_INTEGER:
		if (json_integer_value(v) > 9007199254740991LL || json_integer_value(v) < -9007199254740991LL)
			return sv_err_set(err, SV_BUG, N_("no canonical form: a number is too large"));
		snprintf(number, sizeof number, "%lld", (long long)json_integer_value(v));
		put_bytes(number, strlen(number), out);
		return SV_OK;
	case JSON_TRUE:
		put_bytes("true", 4, out);
		return SV_OK;
	case JSON_FALSE:
		put_bytes("false", 5, out);
		return SV_OK;
	default:
		return sv_err_set(err, SV_BUG, N_("no canonical form: a null or a real"));
	}
}

enum sv_status sv_json_canon(const json_t *value, struct sv_buf *out, struct sv_err *err)
{
	enum sv_status st = put(&canonical, value, 1, out, err);

	sv_buf_add_secret(out, "", 0); /* ends it with a NUL */
	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}

enum sv_status sv_json_canon_member(const char *name, const json_t *value, struct sv_buf *out, struct sv_err *err)
{
	put_text(&canonical, name, strlen(name), out);
	put_bytes(":", 1, out);
	return sv_json_canon(value, out, err);
}

bool sv_json_compact(const json_t *value, struct sv_buf *out)
{
	size_t start = out->len;

	if (put(&plain, value, 1, out, NULL) == SV_OK && !out->failed) {
		sv_buf_add_secret(out, "", 0);
		return !out->failed;
	}
	out->len = start;
	if (out->data)
		out->data[start] = '\0';
	return false;
}

static int add_text(const char *text, size_t n, void *data)
{
	struct sv_buf *out = data;

	sv_buf_add_secret(out, text, n);
	return out->failed ? -1 : 0;
}

char *sv_json_string(const json_t *value, size_t flags)
{
	struct sv_buf out = SV_BUF_INIT;

	if ((flags & ~(size_t)JSON_PRESERVE_ORDER) == JSON_COMPACT && sv_json_compact(value, &out))
		return sv_buf_take(&out);
	if (json_dump_callback(value, add_text, &out, flags) == 0)
		return sv_buf_take(&out);
	sv_buf_release_secret(&out);
	return NULL;
}
