/* SPDX-License-Identifier: MIT */
/* Cases made ready to be put: see index.h and ready.h. No database is touched here, so that it can be done by several threads. */
#include "index/ready.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/canon.h"
#include "json/get.h"

const char *const sv_index_numbers[] = { "allegations", "contacts", "overrides", NULL };

const char *sv_ready_text(const struct sv_index_ready *r, const struct sv_ready_row *row, size_t i)
{
	return r->text.data + row->text[i];
}

/* The place of a text, "" for NULL. */
static size_t put_text(struct sv_index_ready *r, const char *text)
{
	size_t at = r->text.len;

	sv_buf_add(&r->text, text ? text : "", text ? strlen(text) + 1 : 1);
	return at;
}

static int add_bytes(const char *bytes, size_t n, void *data)
{
	struct sv_index_ready *r = data;

	sv_buf_add(&r->text, bytes, n);
	return r->text.failed ? -1 : 0;
}

/* The place of a value as JSON. */
static size_t put_json(struct sv_index_ready *r, const json_t *value)
{
	size_t at = r->text.len;

	if (!sv_json_compact(value, &r->text) && json_dump_callback(value, add_bytes, r, JSON_COMPACT | JSON_PRESERVE_ORDER) < 0)
		r->failed = true;
	sv_buf_addc(&r->text, '\0');
	return at;
}

/* A new row, whose texts are put by the caller. */
static struct sv_ready_row *add_row(struct sv_index_ready *r, enum sv_ready_kind kind)
{
	if (r->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 64;
		struct sv_ready_row *grown = realloc(r->rows, cap * sizeof *grown);
		r->failed = r->failed || grown == NULL;
		if (grown == NULL)
			return &r->lost;
		r->rows = grown;
		r->cap = cap;
	}
	r->rows[r->n] = (struct sv_ready_row){ .kind = kind };
	return &r->rows[r->n++];
}

void sv_ready_due(struct sv_index_ready *r, const json_t *due)
{
	const json_t *one, *handle;
	size_t i, k;
	int32_t day;

	json_array_foreach(due, i, one) {
		if (sv_json_text(one, "due") == NULL || !sv_date_parse(sv_json_text(one, "due"), &day))
			continue;
		struct sv_ready_row *row = add_row(r, SV_READY_DUE);
		row->number[0] = day;
		row->number[1] = (int64_t)i;
		row->text[0] = r->text.len;
		sv_buf_addc(&r->text, ' ');
		json_array_foreach(sv_json_array(one, "who"), k, handle) {
			sv_buf_adds(&r->text, json_is_string(handle) ? json_string_value(handle) : "?");
			sv_buf_addc(&r->text, ' ');
		}
		sv_buf_addc(&r->text, '\0');
		row->text[1] = put_json(r, one);
	}
}

/* Parties by their tokens; reporters and persons concerned without one get one that is of this case alone, so that persons can be counted. */
static void add_parties(struct sv_index_ready *r, const json_t *parties)
{
	const json_t *one;
	char own[64];
	size_t i;

	json_array_foreach(parties, i, one) {
		const char *token = sv_json_text(one, "token"), *party = sv_json_text(one, "party"), *role = sv_json_text(one, "role");
		if (token == NULL && party && role && (strcmp(role, "reporter") == 0 || strcmp(role, "concerned") == 0)) {
			snprintf(own, sizeof own, "%s/%.20s", r->name, party);
			token = own;
		}
		if (token == NULL)
			continue;
		struct sv_ready_row *row = add_row(r, SV_READY_PERSON);
		row->text[0] = put_text(r, token);
		row->text[1] = put_text(r, party);
		row->text[2] = put_text(r, role);
	}
}

static void add_openings(struct sv_index_ready *r, const json_t *openings)
{
	static const char *const members[] = { "at", "by", "type" };
	const json_t *one;
	size_t i;

	json_array_foreach(openings, i, one) {
		struct sv_ready_row *row = add_row(r, SV_READY_OPENED);
		for (size_t k = 0; k < 3; k++)
			row->text[k] = put_text(r, sv_json_text(one, members[k]));
		row->text[3] = put_json(r, one);
	}
}

/* The words of a case: of most dimensions one, which is a column; of others several. */
static void add_words(struct sv_index_ready *r, const json_t *facts)
{
	const json_t *word;
	size_t k;
	int64_t column = 0;

	for (int i = 0; facts && sv_index_dimensions[i].name; i++) {
		const json_t *of = json_object_get(facts, sv_index_dimensions[i].name);
		if (!sv_index_dimensions[i].many && json_is_string(of)) {
			struct sv_ready_row *row = add_row(r, SV_READY_WORD);
			row->number[0] = column;
			row->text[0] = put_text(r, json_string_value(of));
		}
		column += !sv_index_dimensions[i].many;
		if (!sv_index_dimensions[i].many || !json_is_array(of))
			continue;
		json_array_foreach(of, k, word) {
			struct sv_ready_row *row = add_row(r, SV_READY_MANY);
			row->number[0] = i;
			row->text[0] = put_text(r, json_string_value(word));
		}
	}
}

static void add_kept(struct sv_index_ready *r, const json_t *kept)
{
	static const char *const days[] = { "due", "done", "ended" };
	const json_t *one;
	size_t i;

	json_array_foreach(kept, i, one) {
		if (sv_json_text(one, "term") == NULL || !sv_json_has(one, "due"))
			continue;
		struct sv_ready_row *row = add_row(r, SV_READY_KEPT);
		row->text[0] = put_text(r, sv_json_text(one, "term"));
		row->number[0] = (int64_t)i;
		for (int d = 0; d < 3; d++) {
			const json_t *day = json_object_get(one, days[d]);
			row->number[1 + d] = day ? json_integer_value(day) : SV_READY_NULL;
		}
		row->number[4] = sv_json_true(one, "suspended");
	}
}

/*
 * The day of a case's column. An erased case only has its year and numbers of weeks: it lies on the first day of
 * the year, and is in a period only where the whole year is.
 */
static int64_t day_of(const json_t *state, const char *name)
{
	static const struct { const char *day, *weeks; } times[] = { { "received", NULL }, { "decided", "to_decision" }, { "closed", "to_closing" } };
	const char *text = sv_json_text(state, name);
	long long year = sv_json_int(state, "year", 0);
	int32_t day;

	if (!sv_json_has(state, "erased"))
		return text && sv_date_parse(text, &day) ? day : SV_READY_NULL;
	if (strcmp(name, "through") == 0)
		return sv_day_from_civil((int)year, 12, 31);
	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
		if (strcmp(name, times[i].day) == 0 && (times[i].weeks == NULL || sv_json_has(state, times[i].weeks)))
			return sv_day_from_civil((int)year, 1, 1) + (int32_t)(times[i].weeks ? 7 * sv_json_int(state, times[i].weeks, 0) : 0);
	return SV_READY_NULL;
}

static void add_columns(struct sv_index_ready *r, const struct sv_index_entry *e)
{
	size_t n = 1, at = 0;

	for (size_t i = 0; sv_index_days[i]; i++)
		n++;
	for (size_t i = 0; sv_index_numbers[i]; i++)
		n++;
	r->columns = calloc(n, sizeof *r->columns);
	r->failed = r->failed || r->columns == NULL;
	if (r->columns == NULL)
		return;
	for (size_t i = 0; sv_index_days[i]; i++)
		r->columns[at++] = day_of(e->state, sv_index_days[i]);
	for (size_t i = 0; sv_index_numbers[i]; i++)
		r->columns[at++] = sv_json_int(e->facts, sv_index_numbers[i], 0);
	r->columns[at++] = day_of(e->state, r->erased ? "through" : "received");
	r->ncolumns = n;
}

enum sv_status sv_index_ready_new(const struct sv_index_entry *e, struct sv_index_ready **out, struct sv_err *err)
{
	const char *name = sv_json_text(e->state, "case");
	struct sv_index_ready *r = calloc(1, sizeof *r);

	*out = NULL;
	if (r == NULL)
		return sv_err_nomem(err);
	snprintf(r->name, sizeof r->name, "%s", name ? name : "");
	r->sight = e->sight;
	r->erased = sv_json_has(e->state, "erased");
	sv_buf_reserve(&r->text, 8192);
	r->body = put_json(r, e->state);
	r->body_len = r->text.len - r->body - 1;
	add_columns(r, e);
	add_words(r, e->facts);
	add_kept(r, e->kept);
	sv_ready_due(r, e->due);
	add_parties(r, e->parties);
	add_openings(r, e->openings);
	if (r->failed || r->text.failed) {
		sv_index_ready_free(r);
		return sv_err_nomem(err);
	}
	*out = r;
	return SV_OK;
}

void sv_index_ready_free(struct sv_index_ready *r)
{
	if (r == NULL)
		return;
	sv_buf_release(&r->text);
	free(r->columns);
	free(r->rows);
	free(r);
}
