/* SPDX-License-Identifier: MIT */
/* The cases as noticing sees them: see noticed.h. */
#include "cli/noticed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "base/date.h"
#include "index/notice.h"
#include "json/get.h"

const char *const sv_noticed_dimensions[] = { "unit", "kind", "category", "gravity", "channel", "confidentiality", "route", "outcome", "concerned_position", NULL };

const char *sv_noticed_word(const struct sv_noticed *d, size_t code)
{
	return code > 0 && code < d->nwords ? d->word[code] : "";
}

/* Makes room for one more item of size bytes. */
static enum sv_status grow(void **items, size_t n, size_t *cap, size_t size, struct sv_err *err)
{
	if (n < *cap)
		return SV_OK;
	size_t more = *cap ? *cap * 2 : 64;
	void *grown = realloc(*items, more * size);
	if (grown == NULL)
		return sv_err_nomem(err);
	*items = grown;
	*cap = more;
	return SV_OK;
}

enum sv_status sv_noticed_code(struct sv_noticed *d, const char *word, size_t *code, struct sv_err *err)
{
	const json_t *known = word && word[0] ? json_object_get(d->codes, word) : NULL;

	*code = known ? (size_t)json_integer_value(known) : 0;
	if (known || word == NULL || word[0] == '\0')
		return SV_OK;
	enum sv_status st = grow((void **)&d->word, d->nwords, &d->words_cap, sizeof *d->word, err);
	if (st != SV_OK)
		return st;
	if (d->nwords == 0) /* code 0 is no word */
		d->word[d->nwords++] = NULL;
	st = grow((void **)&d->word, d->nwords, &d->words_cap, sizeof *d->word, err);
	if (st != SV_OK)
		return st;
	d->word[d->nwords] = strdup(word);
	if (d->word[d->nwords] == NULL || json_object_set_new(d->codes, word, json_integer((json_int_t)d->nwords)) != 0) {
		free(d->word[d->nwords]);
		return sv_err_nomem(err);
	}
	*code = d->nwords++;
	return SV_OK;
}

static int32_t day_of(const json_t *state, const char *member)
{
	const char *text = sv_json_text(state, member);
	int32_t day;

	return text && sv_date_parse(text, &day) ? day : INT32_MIN;
}

/* The word of a dimension in a record. */
static const char *word_of(const json_t *state, size_t dimension)
{
	if (dimension == SV_NOTICED_POSITION)
		return sv_json_text(sv_json_find(sv_json_array(state, "parties"), "role", "concerned"), "position");
	return sv_json_text(state, sv_noticed_dimensions[dimension]);
}

static enum sv_status add_causes(struct sv_noticed *d, const json_t *state, struct sv_noticed_case *c, struct sv_err *err)
{
	const json_t *word;
	enum sv_status st = SV_OK;
	size_t i;

	c->first_cause = d->ncauses;
	json_array_foreach(sv_json_array(state, "causes"), i, word) {
		if (st == SV_OK)
			st = grow((void **)&d->cause, d->ncauses, &d->causes_cap, sizeof *d->cause, err);
		if (st == SV_OK)
			st = sv_noticed_code(d, json_string_value(word), &d->cause[d->ncauses], err);
		if (st == SV_OK)
			d->ncauses++;
	}
	c->ncauses = d->ncauses - c->first_cause;
	return st;
}

/* Notes which other cases tell of the same incident: reports that were linked as such, and doubles. */
static bool add_ties(struct sv_noticed *d, const json_t *state, const char *id)
{
	const char *into = sv_json_text(state, "merged_into");
	const json_t *link;
	bool ok = true;
	size_t i;

	json_array_foreach(sv_json_array(state, "links"), i, link) {
		const char *as = sv_json_text(link, "as"), *to = sv_json_text(link, "to");
		if (as && to && (strcmp(as, "same_incident") == 0 || strcmp(as, "merged") == 0))
			ok = json_array_append_new(d->ties, json_pack("[s,s]", id, to)) == 0 && ok;
	}
	return (into == NULL || json_array_append_new(d->ties, json_pack("[s,s]", id, into)) == 0) && ok;
}

static enum sv_status one_case(void *data, const char *json, bool hidden, struct sv_err *err)
{
	struct sv_noticed *d = data;
	json_t *state = json_loads(json, 0, NULL);
	const char *id = sv_json_text(state, "case");
	enum sv_status st = grow((void **)&d->cases, d->n, &d->cap, sizeof *d->cases, err);

	if (st == SV_OK && id == NULL)
		st = sv_err_set(err, SV_INTEGRITY, N_("the index is damaged"));
	if (st == SV_OK) {
		struct sv_noticed_case *c = &d->cases[d->n];
		*c = (struct sv_noticed_case){ .hidden = hidden, .erased = sv_json_has(state, "erased"), .departs = sv_json_true(state, "departs"),
		                               .measured = json_array_size(sv_json_array(state, "measures")) > 0, .incident = d->n };
		snprintf(c->id, sizeof c->id, "%s", id);
		c->received = c->erased ? sv_day_from_civil((int)sv_json_int(state, "year", 0), 1, 1) : day_of(state, "received");
		c->decided = c->erased ? INT32_MIN : day_of(state, "decided");
		for (size_t i = 0; i < SV_NOTICED_DIMENSIONS && st == SV_OK; i++)
			st = sv_noticed_code(d, word_of(state, i), &c->word[i], err);
		if (st == SV_OK)
			st = add_causes(d, state, c, err);
		if (st == SV_OK && !add_ties(d, state, c->id))
			st = sv_err_nomem(err);
		d->n += st == SV_OK;
	}
	json_decref(state);
	return st;
}

static int by_id(const void *a, const void *b, void *cases)
{
	const struct sv_noticed_case *c = cases;

	return strcmp(c[*(const size_t *)a].id, c[*(const size_t *)b].id);
}

size_t sv_noticed_find(const struct sv_noticed *d, const char *id)
{
	size_t low = 0, high = d->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(d->cases[d->order[middle]].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < d->n && strcmp(d->cases[d->order[low]].id, id) == 0 ? d->order[low] : d->n;
}

/* The first case of an incident; cases on the way are tied to it. */
static size_t first_of(struct sv_noticed *d, size_t at)
{
	size_t first = at;

	while (d->cases[first].incident != first)
		first = d->cases[first].incident;
	while (d->cases[at].incident != first) {
		size_t next = d->cases[at].incident;
		d->cases[at].incident = first;
		at = next;
	}
	return first;
}

/* Reports of one incident belong together: union and find (Tarjan, Journal of the ACM 22, 1975), the earliest case first. */
static enum sv_status tie(struct sv_noticed *d, struct sv_err *err)
{
	const json_t *pair;
	size_t i;

	d->order = malloc((d->n + 1) * sizeof *d->order);
	if (d->order == NULL)
		return sv_err_nomem(err);
	for (i = 0; i < d->n; i++)
		d->order[i] = i;
	qsort_r(d->order, d->n, sizeof *d->order, by_id, d->cases);
	json_array_foreach(d->ties, i, pair) {
		size_t a = sv_noticed_find(d, json_string_value(json_array_get(pair, 0))), b = sv_noticed_find(d, json_string_value(json_array_get(pair, 1)));
		if (a == d->n || b == d->n)
			continue; /* one that does not open */
		a = first_of(d, a);
		b = first_of(d, b);
		d->cases[a > b ? a : b].incident = a < b ? a : b;
	}
	for (i = 0; i < d->n; i++) {
		size_t first = first_of(d, i);
		d->cases[i].tied = first != i;
		d->cases[first].tied = d->cases[first].tied || first != i;
	}
	return SV_OK;
}

enum sv_status sv_noticed_open(struct sv_run *run, struct sv_noticed *d, struct sv_err *err)
{
	enum sv_status st;

	*d = (struct sv_noticed){ .run = run, .today = sv_session_today(run->session), .codes = json_object(), .ties = json_array() };
	if (d->codes == NULL || d->ties == NULL)
		return sv_err_nomem(err);
	st = sv_session_index(run->session, &d->index, err);
	if (st == SV_OK)
		st = sv_session_index_protocol(run->session, &d->protocol, err);
	if (st == SV_OK)
		st = sv_index_closed(d->index, &d->closed, err);
	if (st == SV_OK)
		st = sv_index_records(d->index, one_case, d, err);
	return st == SV_OK ? tie(d, err) : st;
}

void sv_noticed_close(struct sv_noticed *d)
{
	for (size_t i = 1; i < d->nwords; i++)
		free(d->word[i]);
	free(d->word);
	free(d->cases);
	free(d->order);
	free(d->cause);
	json_decref(d->codes);
	json_decref(d->ties);
	json_decref(d->protocol);
}

static int by_word(const void *a, const void *b, void *words)
{
	char *const *word = words;

	return strcmp(word[*(const size_t *)a], word[*(const size_t *)b]);
}

/* The codes that are marked as seen, by their texts; seen is freed. */
static enum sv_status gather(const struct sv_noticed *d, bool *seen, size_t **codes, size_t *n, struct sv_err *err)
{
	*n = 0;
	*codes = seen ? malloc((d->nwords + 1) * sizeof **codes) : NULL;
	for (size_t code = 1; *codes && code < d->nwords; code++)
		if (seen[code])
			(*codes)[(*n)++] = code;
	free(seen);
	if (*codes)
		qsort_r(*codes, *n, sizeof **codes, by_word, d->word);
	return *codes ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_noticed_codes(struct sv_noticed *d, enum sv_noticed_dimension dimension, const json_t *others, size_t **codes, size_t *n, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	const json_t *word;
	size_t i, code;
	bool *seen;

	*codes = NULL;
	json_array_foreach(others, i, word)
		if (st == SV_OK)
			st = sv_noticed_code(d, json_string_value(word), &code, err);
	if (st != SV_OK)
		return st;
	seen = calloc(d->nwords + 1, sizeof *seen);
	for (i = 0; i < d->n && seen; i++)
		seen[d->cases[i].word[dimension]] = true;
	json_array_foreach(others, i, word)
		if (seen)
			seen[json_integer_value(json_object_get(d->codes, json_string_value(word)))] = true;
	return gather(d, seen, codes, n, err);
}

enum sv_status sv_noticed_causes(const struct sv_noticed *d, size_t **codes, size_t *n, struct sv_err *err)
{
	bool *seen = calloc(d->nwords + 1, sizeof *seen);

	for (size_t i = 0; i < d->ncauses && seen; i++)
		seen[d->cause[i]] = true;
	return gather(d, seen, codes, n, err);
}
