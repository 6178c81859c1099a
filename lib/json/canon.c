/* SPDX-License-Identifier: MIT */
/* The canonical form: see canon.h. */
#include "json/canon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/ndjson.h"

static void escape(unsigned code, struct sv_buf *out)
{
	char text[8];

	snprintf(text, sizeof text, "\\u%04x", code & 0xFFFFu);
	sv_buf_add_secret(out, text, 6);
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

static void put_text(const char *text, size_t n, struct sv_buf *out)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const unsigned char *p = (const unsigned char *)text, *end = p + n;

	sv_buf_add_secret(out, "\"", 1);
	while (p < end) {
		const unsigned char *plain = p;
		while (p < end && *p >= 0x20 && *p < 0x7f && *p != '"' && *p != '\\')
			p++;
		sv_buf_add_secret(out, plain, (size_t)(p - plain));
		if (p == end)
			break;
		const char *short_ = *p ? strchr(from, *p) : NULL;
		if (short_) {
			const char pair[2] = { '\\', to[short_ - from] };
			sv_buf_add_secret(out, pair, 2);
			p++;
		} else if (*p < 0x80) {
			escape(*p++, out);
		} else {
			unsigned code = decode(&p);
			if (code > 0xFFFF) {
				escape(0xD800 + ((code - 0x10000) >> 10), out);
				code = 0xDC00 + ((code - 0x10000) & 0x3FF);
			}
			escape(code, out);
		}
	}
	sv_buf_add_secret(out, "\"", 1);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum sv_status put(const json_t *v, int depth, struct sv_buf *out, struct sv_err *err);

static enum sv_status put_object(const json_t *v, int depth, struct sv_buf *out, struct sv_err *err)
{
	const char *few[32], **keys = few, *key;
	size_t n = json_object_size(v), i = 0;
	enum sv_status st = SV_OK;
	json_t *member;

	if (n > sizeof few / sizeof few[0])
		keys = calloc(n, sizeof *keys);
	if (keys == NULL)
		return sv_err_nomem(err);
	json_object_foreach((json_t *)v, key, member)
		keys[i++] = key;
	qsort(keys, n, sizeof *keys, by_bytes);
	sv_buf_add_secret(out, "{", 1);
	for (i = 0; i < n && st == SV_OK; i++) {
		if (i > 0)
			sv_buf_add_secret(out, ",", 1);
		put_text(keys[i], strlen(keys[i]), out);
		sv_buf_add_secret(out, ":", 1);
		st = put(json_object_get(v, keys[i]), depth + 1, out, err);
	}
	sv_buf_add_secret(out, "}", 1);
	if (keys != few)
		free(keys);
	return st;
}

static enum sv_status put(const json_t *v, int depth, struct sv_buf *out, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	char number[32];
	json_t *item;
	size_t i;

	if (depth > SV_JSON_DEPTH_MAX)
		return sv_err_set(err, SV_BUG, N_("no canonical form: nested too deep"));
	switch (json_typeof(v)) {
	case JSON_OBJECT:
		return put_object(v, depth, out, err);
	case JSON_ARRAY:
		sv_buf_add_secret(out, "[", 1);
		json_array_foreach(v, i, item) {
			if (i > 0)
				sv_buf_add_secret(out, ",", 1);
			if (st == SV_OK)
				st = put(item, depth + 1, out, err);
		}
		sv_buf_add_secret(out, "]", 1);
		return st;
	case JSON_STRING:
		put_text(json_string_value(v), json_string_length(v), out);
		return SV_OK;
	case JSON_INTEGER:
		if (json_integer_value(v) > 9007199254740991LL || json_integer_value(v) < -9007199254740991LL)
			return sv_err_set(err, SV_BUG, N_("no canonical form: a number is too large"));
		snprintf(number, sizeof number, "%lld", (long long)json_integer_value(v));
		sv_buf_add_secret(out, number, strlen(number));
		return SV_OK;
	case JSON_TRUE:
		sv_buf_add_secret(out, "true", 4);
		return SV_OK;
	case JSON_FALSE:
		sv_buf_add_secret(out, "false", 5);
		return SV_OK;
	default:
		return sv_err_set(err, SV_BUG, N_("no canonical form: a null or a real"));
	}
}

enum sv_status sv_json_canon(const json_t *value, struct sv_buf *out, struct sv_err *err)
{
	enum sv_status st = put(value, 1, out, err);

	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}
