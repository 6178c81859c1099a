/* SPDX-License-Identifier: MIT */
/* The stored form of an event: see event.h. */
#include "store/event.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/wipe.h"
#include "crypt/seal.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"

/* Associated data: the canonical envelope, a zero byte, the compartment's name. */
static enum sv_status associated(const json_t *envelope, struct sv_buf *ad, struct sv_err *err)
{
	enum sv_status st = sv_json_canon(envelope, ad, err);

	sv_buf_addc(ad, '\0');
	return ad->failed ? sv_err_nomem(err) : st;
}

/* One member of the line to be: of the envelope, as it is written; or a compartment, as its plaintext. */
struct member {
	const char *name;
	size_t at, n;
	const unsigned char *key; /* of a compartment */
};

#define COMPARTMENTS 8 /* more than there are */

struct sv_draft {
	struct sv_buf text; /* of all members */
	struct sv_buf names; /* of those of the envelope: its JSON may be gone when the draft is sealed */
	struct member *members; /* by the bytes of their names */
	size_t n;
	size_t length; /* of the line without "prev" */
	unsigned char keys[COMPARTMENTS][32];
};

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct member *)a)->name, ((const struct member *)b)->name);
}

/* The members of the envelope, without order. */
static enum sv_status draft_envelope(struct sv_draft *d, const json_t *envelope, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	const char *name;
	json_t *value;
	size_t i = 0;

	json_object_foreach((json_t *)envelope, name, value)
		sv_buf_add(&d->names, name, strlen(name) + 1);
	const char *own = sv_buf_str(&d->names);
	json_object_foreach((json_t *)envelope, name, value) {
		struct member *m = &d->members[i++];
		*m = (struct member){ .name = own, .at = d->text.len };
		own += strlen(name) + 1;
		if (st == SV_OK)
			st = sv_json_canon_member(name, value, &d->text, err);
		m->n = d->text.len - m->at;
		d->length += m->n + 1;
	}
	d->n = i;
	return st == SV_OK && d->names.failed ? sv_err_nomem(err) : st;
}

enum sv_status sv_draft_new(const json_t *envelope, const struct sv_sealing *seals, size_t n, struct sv_draft **out, struct sv_err *err)
{
	struct sv_draft *d = n <= COMPARTMENTS ? calloc(1, sizeof *d) : NULL;
	enum sv_status st = SV_OK;

	*out = NULL;
	if (d)
		d->members = calloc(json_object_size(envelope) + n + 1, sizeof *d->members);
	if (d == NULL || d->members == NULL) {
		free(d);
		return sv_err_nomem(err);
	}
	sv_buf_reserve(&d->text, 4096); /* seldom moves after this */
	d->length = 2;
	st = draft_envelope(d, envelope, err);
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		if (seals[i].plain == NULL)
			continue;
		struct member *m = &d->members[d->n++];
		*m = (struct member){ .name = seals[i].name, .at = d->text.len, .key = d->keys[i] };
		memcpy(d->keys[i], seals[i].key, 32);
		st = sv_json_canon(seals[i].plain, &d->text, err);
		m->n = d->text.len - m->at;
		d->length += sv_sealed_length(m->n) + strlen(m->name) + 6;
	}
	if (d->text.failed)
		st = sv_err_nomem(err);
	if (st != SV_OK) {
		sv_draft_free(d);
		return st;
	}
	qsort(d->members, d->n, sizeof *d->members, by_name); /* with all names there: without memory some lie beyond their room */
	*out = d;
	return SV_OK;
}

void sv_draft_free(struct sv_draft *d)
{
	if (d == NULL)
		return;
	sv_buf_release_secret(&d->text);
	sv_buf_release(&d->names);
	free(d->members);
	sv_wipe(d, sizeof *d);
	free(d);
}

/* A comma, but for the first member. */
static void part(struct sv_buf *line)
{
	if (line->len > 0 && line->data[line->len - 1] != '{')
		sv_buf_addc(line, ',');
}

/* Writes what is in order before a name (NULL: all that is left), from member *at on: all members of the envelope, or with the compartments, sealed. */
static void write_members(const struct sv_draft *d, size_t *at, const char *before, struct sv_buf *ad, bool sealed, struct sv_buf *line)
{
	size_t base = ad->len;

	for (; *at < d->n && (before == NULL || strcmp(d->members[*at].name, before) < 0); ++*at) {
		const struct member *m = &d->members[*at];
		const char *text = d->text.data + m->at;
		if (m->key && !sealed)
			continue;
		part(line);
		if (m->key == NULL) {
			sv_buf_add(line, text, m->n);
			continue;
		}
		sv_buf_addc(line, '"');
		sv_buf_adds(line, m->name);
		sv_buf_add(line, "\":\"", 3);
		ad->len = base;
		sv_buf_adds(ad, m->name);
		if (!ad->failed && sv_buf_reserve(line, sv_sealed_length(m->n))) {
			sv_seal_into(m->key, ad->data, ad->len, text, m->n, line->data + line->len);
			line->len += sv_sealed_length(m->n);
		}
		sv_buf_addc(line, '"');
	}
	ad->len = base;
}

/* The envelope alone or the whole line. */
static void write_line(const struct sv_draft *d, const char *prev, struct sv_buf *ad, bool sealed, struct sv_buf *line)
{
	size_t at = 0;

	sv_buf_addc(line, '{');
	write_members(d, &at, "prev", ad, sealed, line);
	if (prev && prev[0]) {
		part(line);
		sv_buf_adds(line, "\"prev\":\"");
		sv_buf_adds(line, prev);
		sv_buf_addc(line, '"');
	}
	write_members(d, &at, NULL, ad, sealed, line);
	sv_buf_addc(line, '}');
}

enum sv_status sv_draft_seal(const struct sv_draft *d, const char *prev, struct sv_buf *line, struct sv_err *err)
{
	struct sv_buf ad = SV_BUF_INIT, none = SV_BUF_INIT;

	sv_buf_reserve(&ad, 1024);
	sv_buf_reserve(line, d->length + 100);
	write_line(d, prev, &none, false, &ad);
	sv_buf_addc(&ad, '\0');
	write_line(d, prev, &ad, true, line);
	bool ok = !ad.failed && !line->failed;
	sv_buf_release(&ad);
	return ok ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_event_seal(const json_t *envelope, const struct sv_sealing *seals, size_t n, struct sv_buf *line, struct sv_err *err)
{
	struct sv_draft *d;
	enum sv_status st = sv_draft_new(envelope, seals, n, &d, err);

	if (st == SV_OK)
		st = sv_draft_seal(d, NULL, line, err);
	sv_draft_free(d);
	return st;
}

json_t *sv_event_envelope(const json_t *event, const char *const *names)
{
	json_t *envelope = sv_json_copy(event);

	for (; envelope && *names; names++)
		json_object_del(envelope, *names);
	return envelope;
}

/* Past the text that begins at p (after its quote), to after its closing quote; NULL where there is none. */
static const char *past_text(const char *p, const char *end)
{
	for (;;) {
		const char *quote = memchr(p, '"', (size_t)(end - p)), *back = quote;
		if (quote == NULL)
			return NULL;
		while (back > p && back[-1] == '\\')
			back--;
		if ((quote - back) % 2 == 0)
			return quote + 1;
		p = quote + 1; /* an even number of backslashes cannot end here, and this quote is not one */
	}
}

/* Past the value that begins at p, whatever it is, as far as quotes and brackets tell. */
static const char *past_value(const char *p, const char *end)
{
	size_t depth = 0;

	for (; p && p < end; ) {
		char c = *p++;
		if (c == '"')
			p = past_text(p, end);
		else if (c == '{' || c == '[')
			depth++;
		else if ((c == '}' || c == ']') && depth > 0)
			depth--;
		if (p && depth == 0 && (p == end || *p == ',' || *p == '}'))
			return p;
	}
	return NULL;
}

static bool is_one_of(const char *const *names, const char *name, size_t n)
{
	for (; *names; names++)
		if (strlen(*names) == n && memcmp(*names, name, n) == 0)
			return true;
	return false;
}

/*
 * The line of an event without its compartments, byte for byte: of a line in canonical form, its canonical envelope. False where the line does not look like
 * one; whether it is one, the seal tells.
 */
static bool cut_line(const char *line, size_t n, const char *const *names, struct sv_buf *ad)
{
	const char *p = line, *end = line + n;

	if (n < 2 || line[0] != '{' || end[-1] != '}')
		return false;
	sv_buf_reserve(ad, n);
	sv_buf_addc(ad, '{');
	for (p++; p < end - 1; ) {
		const char *member = p, *name_end = *p == '"' ? past_text(p + 1, end) : NULL;
		p = name_end && *name_end == ':' ? past_value(name_end + 1, end) : NULL; /* the line ends in a bracket, so name_end is in it */
		if (p == NULL || p > end - 1)
			return false;
		if (!is_one_of(names, member + 1, (size_t)(name_end - member - 2))) {
			if (ad->len > 1)
				sv_buf_addc(ad, ',');
			sv_buf_add(ad, member, (size_t)(p - member));
		}
		p += *p == ',';
	}
	sv_buf_add(ad, "}", 2); /* with the zero byte */
	return !ad->failed;
}

enum sv_status sv_event_open_line(const json_t *event, const char *line, size_t n, const char *const *names, const char *name, const unsigned char key[32], json_t **out, struct sv_err *err)
{
	struct sv_buf ad = SV_BUF_INIT, plain = SV_BUF_INIT;
	const char *sealed = sv_json_text(event, name);
	enum sv_status st = SV_DENIED;

	*out = NULL;
	if (sealed && line && cut_line(line, n, names, &ad)) {
		sv_buf_adds(&ad, name);
		st = ad.failed ? sv_err_nomem(err) : sv_open(key, ad.data, ad.len, sealed, &plain, NULL);
		if (st == SV_OK)
			st = sv_json_parse(sv_buf_str(&plain), plain.len, 0, out, err);
	}
	sv_buf_release_secret(&plain);
	sv_buf_release(&ad);
	return st == SV_OK ? st : sv_event_open(event, names, name, key, out, err); /* the line is in another form, or is no good: as it is made anew */
}

enum sv_status sv_event_open(const json_t *event, const char *const *names, const char *name, const unsigned char key[32], json_t **out, struct sv_err *err)
{
	struct sv_buf ad = SV_BUF_INIT, plain = SV_BUF_INIT;
	const char *sealed = sv_json_text(event, name);
	enum sv_status st;

	*out = NULL;
	if (sealed == NULL)
		return sv_err_set(err, SV_NOT_FOUND, N_("the event has no compartment '%s'"), name);
	json_t *envelope = sv_event_envelope(event, names);
	st = envelope ? associated(envelope, &ad, err) : sv_err_nomem(err);
	sv_buf_adds(&ad, name);
	if (st == SV_OK)
		st = sv_open(key, ad.data, ad.len, sealed, &plain, err);
	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&plain), plain.len, 0, out, err);
	sv_buf_release_secret(&plain);
	sv_buf_release(&ad);
	json_decref(envelope);
	return st;
}
