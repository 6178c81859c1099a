/* SPDX-License-Identifier: MIT */
/* Reading and writing records: see ndjson.h. */
#include "json/ndjson.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "json/canon.h"
#include "json/plain.h"

#define INTEGER_MAX 9007199254740991LL

struct sv_ndjson {
	int fd;
	struct sv_buf text; /* what was read and not yet given out starts at pos */
	size_t pos, line, max;
	size_t last, nlast; /* where the line that was given out last stands in text */
	bool end, too_long;
};

enum sv_status sv_ndjson_open(int fd, struct sv_ndjson **out, struct sv_err *err)
{
	*out = calloc(1, sizeof **out);
	if (*out == NULL)
		return sv_err_nomem(err);
	(*out)->fd = fd;
	(*out)->max = SV_JSON_LINE_MAX;
	return SV_OK;
}

void sv_ndjson_free(struct sv_ndjson *r)
{
	if (r == NULL)
		return;
	sv_buf_release_secret(&r->text); /* records hold content */
	free(r);
}

void sv_ndjson_limit(struct sv_ndjson *r, size_t max)
{
	r->max = max;
}

const char *sv_ndjson_text(const struct sv_ndjson *r, size_t *n)
{
	*n = r->nlast;
	return r->too_long || r->text.data == NULL ? NULL : r->text.data + r->last;
}

void sv_ndjson_rewind(struct sv_ndjson *r)
{
	sv_buf_clear(&r->text);
	r->pos = r->line = r->last = r->nlast = 0;
	r->end = r->too_long = false;
}

/* Reads one more block behind what is there. */
static enum sv_status fill(struct sv_ndjson *r, struct sv_err *err)
{
	char block[65536];
	ssize_t n;

	if (r->pos > 0 && r->text.data) {
		memmove(r->text.data, r->text.data + r->pos, r->text.len - r->pos);
		r->text.len -= r->pos;
		r->pos = 0;
	}
	do {
		n = read(r->fd, block, sizeof block);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot read %s: %s"), "stdin");
	r->end = n == 0;
	sv_buf_add_secret(&r->text, block, (size_t)n);
	explicit_bzero(block, sizeof block);
	return r->text.failed ? sv_err_nomem(err) : SV_OK;
}

/* Finds the end of the next line, reading on as needed; a line over the limit is dropped up to its end. */
static enum sv_status next_line(struct sv_ndjson *r, const char **start, size_t *n, struct sv_err *err)
{
	size_t scanned = 0;

	r->too_long = false;
	for (;;) {
		size_t have = r->text.len - r->pos;
		const char *from = r->text.data ? r->text.data + r->pos : "";
		const char *nl = have > scanned ? memchr(from + scanned, '\n', have - scanned) : NULL;
		if (nl) {
			*start = from;
			*n = (size_t)(nl - from);
			r->pos += *n + 1;
			r->line++;
			r->too_long = r->too_long || *n > r->max;
			return SV_OK;
		}
		if (have > r->max) {
			r->too_long = true;
			r->pos = r->text.len;
			have = 0;
		}
		scanned = have;
		if (r->end) {
			*start = from;
			*n = have;
			r->pos = r->text.len;
			if (have == 0 && !r->too_long)
				return SV_NO;
			r->line++;
			return sv_err_set(err, SV_BAD_INPUT, N_("the input was cut off: the last line has no end"));
		}
		enum sv_status st = fill(r, err);
		if (st != SV_OK)
			return st;
	}
}

enum sv_status sv_ndjson_next(struct sv_ndjson *r, json_t **value, size_t *line, struct sv_err *err)
{
	const char *text = NULL;
	size_t n = 0;
	enum sv_status st;

	*value = NULL;
	for (;;) {
		st = next_line(r, &text, &n, err);
		*line = r->line;
		r->last = text ? (size_t)(text - sv_buf_str(&r->text)) : 0;
		r->nlast = n;
		if (st == SV_OK && r->too_long)
			st = sv_err_set(err, SV_BAD_INPUT, N_("the line is longer than %zu bytes"), r->max);
		else if (st == SV_OK && text && n == strspn(text, " \t\r"))
			continue;
		break;
	}
	if (st == SV_OK)
		st = sv_json_parse(text, n, 0, value, err);
	if (st != SV_OK && st != SV_NO)
		sv_err_at(err, N_("line %zu"), r->line);
	return st;
}

/* Whether the nesting stays within the limit; brackets inside strings do not count. */
static bool shallow(const char *text, size_t n)
{
	size_t depth = 0;
	bool in_string = false;

	for (size_t i = 0; i < n; i++) {
		char c = text[i];
		if (in_string) {
			if (c == '\\')
				i++;
			else if (c == '"')
				in_string = false;
		} else if (c == '"') {
			in_string = true;
		} else if (c == '{' || c == '[') {
			if (++depth > SV_JSON_DEPTH_MAX)
				return false;
		} else if ((c == '}' || c == ']') && depth > 0) {
			depth--;
		}
	}
	return true;
}

/* Refuses what records may not hold. The depth is bounded already. */
static const char *unwanted(const json_t *v)
{
	const char *key, *bad;
	json_t *member;
	size_t i;

	switch (json_typeof(v)) {
	case JSON_NULL:
		return N_("null is not allowed: leave the member out");
	case JSON_REAL:
		return N_("numbers must be whole");
	case JSON_INTEGER:
		if (json_integer_value(v) > INTEGER_MAX || json_integer_value(v) < -INTEGER_MAX)
			return N_("a number is too large");
		return NULL;
	case JSON_ARRAY:
		json_array_foreach(v, i, member) {
			if ((bad = unwanted(member)) != NULL)
				return bad;
		}
		return NULL;
	case JSON_OBJECT:
		json_object_foreach((json_t *)v, key, member) {
			if ((bad = unwanted(member)) != NULL)
				return bad;
		}
		return NULL;
	default:
		return NULL;
	}
}

/* What jansson's error codes mean to who wrote the line. */
static enum sv_status parse_failed(const json_error_t *e, struct sv_err *err)
{
	if (e->text[0] == '\0') /* it says nothing where it got no memory */
		return sv_err_nomem(err);
	switch (json_error_code(e)) {
	case json_error_duplicate_key:
		return sv_err_set(err, SV_BAD_INPUT, N_("a member stands there twice, before column %d"), e->column);
	case json_error_invalid_utf8:
		return sv_err_set(err, SV_BAD_INPUT, N_("not valid UTF-8 at column %d"), e->column);
	case json_error_premature_end_of_input:
		return sv_err_set(err, SV_BAD_INPUT, N_("the value ends too early"));
	case json_error_numeric_overflow:
		return sv_err_set(err, SV_BAD_INPUT, N_("a number is too large"));
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return sv_err_set(err, SV_BAD_INPUT, N_("a NUL character is not allowed"));
	case json_error_out_of_memory:
		return sv_err_nomem(err);
	default:
		return sv_err_set(err, SV_BAD_INPUT, N_("not JSON, at column %d"), e->column);
	}
}

enum sv_status sv_json_parse(const char *text, size_t n, unsigned flags, json_t **out, struct sv_err *err)
{
	json_error_t e = { .line = -1 };
	const char *bad;

	*out = sv_json_plain(text, n);
	if (*out)
		return SV_OK;
	if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("starts with a byte order mark: save it as UTF-8 without one"));
	if (n > 0 && memchr(text, '\0', n)) /* jansson passes over one behind a number or a word */
		return sv_err_set(err, SV_BAD_INPUT, N_("a NUL character is not allowed"));
	if (!shallow(text, n))
		return sv_err_set(err, SV_BAD_INPUT, N_("nested deeper than %d"), SV_JSON_DEPTH_MAX);
	*out = json_loadb(text, n, JSON_REJECT_DUPLICATES | ((flags & SV_JSON_ANY) ? JSON_DECODE_ANY : 0), &e);
	if (*out == NULL)
		return parse_failed(&e, err);
	if (flags & SV_JSON_ANY)
		return SV_OK;
	bad = json_is_object(*out) ? unwanted(*out) : N_("must be an object");
	if (bad == NULL)
		return SV_OK;
	json_decref(*out);
	*out = NULL;
	return sv_err_set(err, SV_BAD_INPUT, bad);
}

enum sv_status sv_json_load_file(const char *path, size_t max, unsigned flags, json_t **out, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	enum sv_status st = sv_file_read(path, max, &text, err);

	*out = NULL;
	if (st == SV_OK) {
		st = sv_json_parse(sv_buf_str(&text), text.len, flags, out, err);
		if (st != SV_OK)
			sv_err_at(err, "%s", path);
	}
	sv_buf_release(&text);
	return st;
}

enum sv_status sv_json_write_line(FILE *out, const json_t *value, struct sv_err *err)
{
	struct sv_buf line = SV_BUF_INIT;
	bool ok = sv_json_compact(value, &line) ? fwrite(line.data, 1, line.len, out) == line.len : json_dumpf(value, out, JSON_COMPACT) == 0;

	ok = ok && putc('\n', out) != EOF;
	int e = errno;
	sv_buf_release_secret(&line);
	if (!ok && !ferror(out))
		return sv_err_nomem(err);
	return ok ? SV_OK : sv_err_sys(err, SV_IO, e, N_("cannot write %s: %s"), "stdout");
}
