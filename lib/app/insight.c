/* SPDX-License-Identifier: MIT */
/* What other cases tell: see insight.h. */
#include "app/insight.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "base/date.h"
#include "index/index.h"
#include "json/get.h"

#define LEAST 5 /* fewer than this say nothing, and might tell who they are about */

/* Like cases, as they come: sorted by days. */
struct alike {
	json_t *routes, *outcomes;
	long long *days;
	size_t n, cap;
};

static bool add_one(json_t *counts, const char *word)
{
	return word[0] == '\0' || json_object_set_new(counts, word, json_integer(sv_json_int(counts, word, 0) + 1)) == 0;
}

static enum sv_status one_alike(void *data, const char *route, const char *outcome, long long days, struct sv_err *err)
{
	struct alike *a = data;

	if (strcmp(outcome, "withdrawn") == 0 || strcmp(outcome, "inadmissible") == 0)
		return SV_OK; /* nobody judged these */
	if (a->n == a->cap) {
		a->cap = a->cap ? a->cap * 2 : 64;
		long long *grown = realloc(a->days, a->cap * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		a->days = grown;
	}
	a->days[a->n++] = days;
	return add_one(a->routes, route) && add_one(a->outcomes, outcome) ? SV_OK : sv_err_nomem(err);
}

static const char *const narrowing[] = { "kind", "category", "gravity", "concerned_position" };

static const char *word_of(const json_t *state, const char *dimension)
{
	if (strcmp(dimension, "concerned_position") == 0)
		return sv_json_text(sv_json_find(sv_json_array(state, "parties"), "role", "concerned"), "position");
	return sv_json_text(state, dimension);
}

/* Cases alike in the first n of the dimensions. */
static enum sv_status gather(struct sv_index *index, const json_t *state, size_t n, struct alike *a, struct sv_err *err)
{
	struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX, .hidden = true };

	json_object_clear(a->routes);
	json_object_clear(a->outcomes);
	a->n = 0;
	for (size_t i = 0; i < n; i++) {
		const char *word = word_of(state, narrowing[i]);
		if (word == NULL)
			continue;
		q.only[q.nonly].dimension = narrowing[i];
		q.only[q.nonly++].word = word;
	}
	return sv_index_decided(index, &q, sv_json_text(state, "case"), one_alike, a, err);
}

enum sv_status sv_insight_alike(struct sv_session *s, const json_t *state, json_t **alike, struct sv_err *err)
{
	struct alike a = { json_object(), json_object(), NULL, 0, 0 };
	size_t dims = sizeof narrowing / sizeof narrowing[0];
	struct sv_index *index;
	enum sv_status st = a.routes && a.outcomes ? sv_session_index(s, &index, err) : sv_err_nomem(err);

	*alike = NULL;
	if (st == SV_OK)
		st = gather(index, state, dims, &a, err);
	if (st == SV_OK && a.n < LEAST) /* too few in the same position: without it */
		st = gather(index, state, --dims, &a, err);
	if (st == SV_OK) {
		json_t *by = json_array();
		for (size_t i = 0; i < dims; i++)
			if (word_of(state, narrowing[i]))
				json_array_append_new(by, json_string(narrowing[i]));
		*alike = json_pack("{s:I,s:o,s:O,s:O}", "n", (json_int_t)a.n, "by", by, "routes", a.routes, "outcomes", a.outcomes);
		if (*alike && a.n > 0) /* the lower of two middle ones: a day that some case took */
			json_object_set_new(*alike, "days", json_pack("{s:I,s:I,s:I}", "q1", (json_int_t)a.days[(a.n - 1) / 4], "median", (json_int_t)a.days[(a.n - 1) / 2], "q3", (json_int_t)a.days[3 * (a.n - 1) / 4]));
		st = *alike ? SV_OK : sv_err_nomem(err);
	}
	json_decref(a.routes);
	json_decref(a.outcomes);
	free(a.days);
	return st;
}

/* People of the case who are in others. */
struct people {
	json_t *list;
	int32_t received;
};

static enum sv_status one_shared(void *data, const struct sv_index_shared *s, struct sv_err *err)
{
	struct people *p = data;
	json_t *one = json_pack("{s:s,s:s,s:s,s:s,s:I}", "party", s->party, "role", s->role, "other_role", s->other_role,
	                        "state", s->state ? s->state : "", "days", (json_int_t)(p->received - s->received));
	bool ok = one && (s->hidden ? json_object_set_new(one, "hidden", json_true()) == 0 : sv_json_set_text(one, "case", s->other));

	return json_array_append_new(p->list, one) == 0 && ok ? SV_OK : sv_err_nomem(err);
}

/* Numbers per unit in a time. */
static enum sv_status one_unit(void *data, const char *const *words, long long count, struct sv_err *err)
{
	return json_object_set_new(data, words[0], json_integer(count)) == 0 ? SV_OK : sv_err_nomem(err);
}

/* Counts per unit of the last year and of the two years before it. */
static enum sv_status unit_counts(struct sv_index *index, int32_t received, json_t *now, json_t *before, struct sv_err *err)
{
	static const char *const by[] = { "unit" };
	struct sv_index_query q = { .from = sv_day_add_months(received, -12) + 1, .to = received, .hidden = true, .by = by, .nby = 1 };
	enum sv_status st = sv_index_count(index, &q, one_unit, now, err);

	q.to = q.from - 1;
	q.from = sv_day_add_months(received, -36) + 1;
	return st == SV_OK ? sv_index_count(index, &q, one_unit, before, err) : st;
}

/* The numbers of a unit against its past and that of the others; nothing where the case names none. */
static enum sv_status cluster(struct sv_index *index, const json_t *state, int32_t received, json_t *facts, struct sv_err *err)
{
	const char *unit = sv_json_text(state, "unit"), *name;
	json_t *now = json_object(), *before = json_object(), *count, *past = json_array();
	enum sv_status st = now && before && past ? SV_OK : sv_err_nomem(err);
	long long asked = -1, at = 0;

	if (st == SV_OK && unit)
		st = unit_counts(index, received, now, before, err);
	json_object_foreach(now, name, count) { /* a unit without a past had none */
		if (json_object_get(before, name) == NULL)
			json_object_set_new(before, name, json_integer(0));
	}
	json_object_foreach(before, name, count) {
		if (unit && strcmp(name, unit) == 0)
			asked = at;
		json_array_append(past, count);
		at++;
	}
	if (st == SV_OK && asked >= 0)
		st = json_object_set_new(facts, "cluster", json_pack("{s:s,s:I,s:O,s:I}", "unit", unit, "observed", (json_int_t)sv_json_int(now, unit, 0), "past", past, "at", (json_int_t)asked)) == 0 ? SV_OK : sv_err_nomem(err);
	json_decref(now);
	json_decref(before);
	json_decref(past);
	return st;
}

enum sv_status sv_insight(struct sv_session *s, const json_t *state, json_t **facts, struct sv_err *err)
{
	struct people people = { json_array(), 0 };
	const char *id = sv_json_text(state, "case"), *received = sv_json_text(state, "received");
	struct sv_index *index;
	json_t *alike = NULL;
	enum sv_status st = people.list ? sv_session_index(s, &index, err) : sv_err_nomem(err);

	*facts = json_object();
	people.received = sv_session_today(s);
	if (received)
		sv_date_parse(received, &people.received);
	if (st == SV_OK)
		st = *facts ? sv_insight_alike(s, state, &alike, err) : sv_err_nomem(err);
	if (st == SV_OK && id)
		st = sv_index_shared_persons(index, id, one_shared, &people, err);
	if (st == SV_OK && (!sv_json_set(*facts, "alike", alike) || !sv_json_set(*facts, "shared", people.list)))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = cluster(index, state, people.received, *facts, err);
	json_decref(alike);
	json_decref(people.list);
	if (st != SV_OK) {
		json_decref(*facts);
		*facts = NULL;
	}
	return st;
}
