/* SPDX-License-Identifier: MIT */
/* Parsing of plain JSON: see plain.h. */
#include "json/plain.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/wipe.h"
#include "json/ndjson.h"

#define DIGITS_MAX 15 /* below 2^53 - 1, whatever they are */

struct in {
	const unsigned char *p, *end;
};

static json_t *value(struct in *in, int depth);

static void blanks(struct in *in)
{
	while (in->p < in->end && (*in->p == ' ' || *in->p == '\n' || *in->p == '\t' || *in->p == '\r'))
		in->p++;
}

/* Goes past one character, and blanks before and after it. */
static bool takes(struct in *in, char c)
{
	blanks(in);
	if (in->p == in->end || *in->p != (unsigned char)c)
		return false;
	in->p++;
	blanks(in);
	return true;
}

/* The bytes of a character beyond ASCII, as Unicode's table 3-7 has them; 0 for none. */
static size_t character(const unsigned char *p, size_t n)
{
	unsigned char low = 0x80, high = 0xBF;
	size_t len = *p >= 0xF0 ? 4 : *p >= 0xE0 ? 3 : 2;

	if (*p < 0xC2 || *p > 0xF4 || n < len)
		return 0;
	if (*p == 0xE0)
		low = 0xA0;
	if (*p == 0xF0)
		low = 0x90;
	if (*p == 0xED)
		high = 0x9F;
	if (*p == 0xF4)
		high = 0x8F;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < len; i++)
		if (p[i] < 0x80 || p[i] > 0xBF)
			return 0;
	return len;
}

/* Eight bytes at once: whether one of them ends a run of plain ASCII. */
static bool stops(const unsigned char *p)
{
	const uint64_t ones = 0x0101010101010101u, tops = ones << 7;
	uint64_t v, quote, escape;

	memcpy(&v, p, 8);
	quote = v ^ ones * '"';
	escape = v ^ ones * '\\';
	return (v | (v - ones * 0x20) | (quote - ones) | (escape - ones)) & tops;
}

/* Finds the end of a text that begins at p; *escaped: it has escapes. NULL where it is malformed or does not end. */
static const unsigned char *text_end(const unsigned char *p, const unsigned char *end, bool *escaped)
{
	*escaped = false;
	for (;;) {
		while (end - p >= 8 && !stops(p))
			p += 8;
		if (p == end || *p < 0x20)
			return NULL;
		if (*p == '"')
			return p;
		if (*p >= 0x80) {
			size_t n = character(p, (size_t)(end - p));
			if (n == 0)
				return NULL;
			p += n;
		} else if (*p == '\\') {
			*escaped = true;
			p += 2;
			if (p >= end)
				return NULL;
		} else {
			p++;
		}
	}
}

/* The number in four hex digits, or -1. */
static long hex(const unsigned char *p, const unsigned char *end)
{
	long v = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		unsigned char c = p[i] | 0x20;
		if (p[i] >= '0' && p[i] <= '9')
			v = v << 4 | (p[i] - '0');
		else if (c >= 'a' && c <= 'f')
			v = v << 4 | (c - 'a' + 10);
		else
			return -1;
	}
	return v;
}

static char *put(char *to, long c)
{
	if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xC0 | c >> 6);
		*to++ = (char)(0x80 | (c & 0x3F));
	} else if (c < 0x10000) {
		*to++ = (char)(0xE0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 0x3F));
		*to++ = (char)(0x80 | (c & 0x3F));
	} else {
		*to++ = (char)(0xF0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 0x3F));
		*to++ = (char)(0x80 | (c >> 6 & 0x3F));
		*to++ = (char)(0x80 | (c & 0x3F));
	}
	return to;
}

/* The character that an escape at *p stands for ("\n", "\u00eb", a pair); *p goes past it. -1 where there is none, or it is NUL. */
static long unescape(const unsigned char **p, const unsigned char *end)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	unsigned char letter = (*p)[1];
	long c, low;

	*p += 2;
	if (letter != 'u') {
		const char *at = letter ? strchr(from, letter) : NULL;
		return at ? to[at - from] : -1;
	}
	c = hex(*p, end);
	*p += 4;
	if (c >= 0xD800 && c <= 0xDBFF) {
		if (end - *p < 6 || (*p)[0] != '\\' || (*p)[1] != 'u')
			return -1;
		low = hex(*p + 2, end);
		*p += 6;
		return low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : -1;
	}
	return c > 0 && !(c >= 0xDC00 && c <= 0xDFFF) ? c : -1;
}

/* The text from p to end, its escapes resolved, to out, which has room for as many bytes. SIZE_MAX where an escape is none. */
static size_t resolve(const unsigned char *p, const unsigned char *end, char *out)
{
	char *to = out;

	while (p < end) {
		const unsigned char *next = memchr(p, '\\', (size_t)(end - p));
		size_t n = (size_t)((next ? next : end) - p);
		memcpy(to, p, n);
		to += n;
		p += n;
		if (next) {
			long c = unescape(&p, end);
			if (c < 0)
				return SIZE_MAX;
			to = put(to, c);
		}
	}
	return (size_t)(to - out);
}

static json_t *text(struct in *in)
{
	const unsigned char *start = ++in->p;
	json_t *v = NULL;
	bool escaped;
	const unsigned char *end = text_end(start, in->end, &escaped);

	if (end == NULL)
		return NULL;
	in->p = end + 1;
	if (!escaped)
		return json_stringn_nocheck((const char *)start, (size_t)(end - start));
	char *room = malloc((size_t)(end - start) + 1);
	size_t n = room ? resolve(start, end, room) : SIZE_MAX;
	if (n != SIZE_MAX)
		v = json_stringn_nocheck(room, n);
	if (room)
		sv_wipe(room, (size_t)(end - start));
	free(room);
	return v;
}

static json_t *number(struct in *in)
{
	bool negative = *in->p == '-';
	const unsigned char *start = in->p + negative, *p = start;
	json_int_t v = 0;

	while (p < in->end && p - start <= DIGITS_MAX && *p >= '0' && *p <= '9')
		v = v * 10 + (*p++ - '0');
	if (p == start || p - start > DIGITS_MAX || (*start == '0' && p - start > 1))
		return NULL;
	if (p < in->end && (*p == '.' || *p == 'e' || *p == 'E'))
		return NULL;
	in->p = p;
	return json_integer(negative ? -v : v);
}

static bool word(struct in *in, const char *s, size_t n)
{
	if ((size_t)(in->end - in->p) < n || memcmp(in->p, s, n) != 0)
		return false;
	in->p += n;
	return true;
}

static json_t *array(struct in *in, int depth)
{
	json_t *v = json_array();

	if (v == NULL || takes(in, ']'))
		return v;
	do {
		if (json_array_append_new(v, value(in, depth)) < 0) {
			json_decref(v);
			return NULL;
		}
	} while (takes(in, ','));
	if (takes(in, ']'))
		return v;
	json_decref(v);
	return NULL;
}

static bool member(struct in *in, json_t *object, int depth)
{
	const unsigned char *name = in->p + 1;
	bool escaped;

	if (in->p == in->end || *in->p != '"')
		return false;
	const unsigned char *end = text_end(name, in->end, &escaped);
	if (end == NULL || escaped) /* nobody writes names with escapes */
		return false;
	in->p = end + 1;
	if (!takes(in, ':'))
		return false;
	size_t before = json_object_size(object);
	return json_object_setn_new_nocheck(object, (const char *)name, (size_t)(end - name), value(in, depth)) == 0 && json_object_size(object) > before;
}

static json_t *object(struct in *in, int depth)
{
	json_t *v = json_object();

	if (v == NULL || takes(in, '}'))
		return v;
	do {
		if (!member(in, v, depth)) {
			json_decref(v);
			return NULL;
		}
	} while (takes(in, ','));
	if (takes(in, '}'))
		return v;
	json_decref(v);
	return NULL;
}

/* The value that begins here; blanks before it are passed already. NULL is an error to all of jansson's functions that take a value. */
static json_t *value(struct in *in, int depth)
{
	if (in->p == in->end || depth > SV_JSON_DEPTH_MAX)
		return NULL;
	switch (*in->p) {
	case '"':
		return text(in);
	case '{':
		in->p++;
		return object(in, depth + 1);
	case '[':
		in->p++;
		return array(in, depth + 1);
	case 't':
		return word(in, "true", 4) ? json_true() : NULL;
	case 'f':
		return word(in, "false", 5) ? json_false() : NULL;
	default:
		return number(in);
	}
}

json_t *sv_json_plain(const char *given, size_t n)
{
	struct in in = { (const unsigned char *)given, (const unsigned char *)given + n };

	blanks(&in);
	json_t *v = in.p < in.end && *in.p == '{' ? value(&in, 1) : NULL;
	blanks(&in);
	if (v && in.p < in.end) {
		json_decref(v);
		return NULL;
	}
	return v;
}
