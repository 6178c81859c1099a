/* SPDX-License-Identifier: MIT */
/* Decisions and their precedents: see uniformity.h. */
#include "cli/uniformity.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/protocol.h"

#define FEW 500 /* fewer decisions in three years: five years are taken */

bool sv_uniformity_is(const struct sv_uniformity *k, size_t at, enum sv_noticed_dimension dimension, const char *const *words)
{
	const char *word = sv_noticed_word(&k->d, k->d.cases[at].word[dimension]);

	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static const char *const unjudged[] = { "", "withdrawn", "inadmissible", NULL };

bool sv_uniformity_again(const struct sv_uniformity *k, size_t i)
{
	const struct sv_noticed_case *c = &k->d.cases[k->at[i]];

	for (size_t before = i; before-- > 0;) {
		const struct sv_noticed_case *o = &k->d.cases[k->at[before]];
		if (o->incident == c->incident && o->word[SV_NOTICED_UNIT] == c->word[SV_NOTICED_UNIT])
			return true;
	}
	return false;
}

/* The decisions since a day; nobody judged what was withdrawn or not admissible. */
static size_t choose(struct sv_uniformity *k, int32_t since)
{
	k->n = 0;
	for (size_t i = 0; i < k->d.n; i++)
		if (k->d.cases[i].decided >= since && k->d.cases[i].decided <= k->d.today && !sv_uniformity_is(k, i, SV_NOTICED_OUTCOME, unjudged))
			k->at[k->n++] = i;
	return k->n;
}

static enum sv_status start(struct sv_uniformity *k, long long years, struct sv_err *err)
{
	const json_t *gate = sv_protocol_gate(k->d.protocol, "precedent_departure");

	k->years = years ? years : 3;
	k->least = sv_json_int(gate, "cases", 5);
	k->percent = sv_json_int(gate, "percent", 80);
	k->at = malloc((k->d.n + 1) * sizeof *k->at);
	k->precedents = calloc(k->d.n + 1, sizeof *k->precedents);
	k->comparable = malloc((k->d.n + 1) * sizeof *k->comparable);
	if (k->at == NULL || k->precedents == NULL || k->comparable == NULL)
		return sv_err_nomem(err);
	if (years == 0 && choose(k, sv_day_add_months(k->d.today, -36) + 1) < FEW)
		k->years = 5;
	k->since = sv_day_add_months(k->d.today, -12 * (int)k->years) + 1;
	choose(k, k->since);
	for (size_t i = 0; i < k->d.n; i++) /* an erased case was decided no earlier than in its year */
		k->gone += k->d.cases[i].erased && k->d.cases[i].received >= k->since - 366 && !sv_uniformity_is(k, i, SV_NOTICED_OUTCOME, unjudged);
	return sv_noticed_codes(&k->d, SV_NOTICED_UNIT, NULL, &k->unit, &k->nunits, err);
}

static int by_words(const void *a, const void *b)
{
	const struct sv_combination *x = a, *y = b;

	for (size_t i = 0; i < 4; i++)
		if (x->word[i] != y->word[i])
			return x->word[i] < y->word[i] ? -1 : 1;
	return 0;
}

void sv_uniformity_number(struct sv_combination *c, size_t n, size_t *group)
{
	size_t next = 0;

	qsort(c, n, sizeof *c, by_words);
	for (size_t i = 0; i < n; i++) {
		next += i > 0 && by_words(&c[i - 1], &c[i]) != 0;
		group[c[i].at] = next;
	}
}

/* Each decision that can be compared against all that are like it: kind, category and gravity must be known. */
static enum sv_status find_precedents(struct sv_uniformity *k, struct sv_err *err)
{
	struct sv_decided *decided = calloc(k->n + 1, sizeof *decided);
	struct sv_combination *c = calloc(k->n + 1, sizeof *c);
	size_t *group = calloc(2 * (k->n + 1), sizeof *group), n = 0;
	enum sv_status st = decided && c && group ? SV_OK : sv_err_nomem(err);

	for (size_t i = 0; i < k->n && st == SV_OK; i++) {
		const size_t *w = k->d.cases[k->at[i]].word;
		if (w[SV_NOTICED_KIND] && w[SV_NOTICED_CATEGORY] && w[SV_NOTICED_GRAVITY])
			k->comparable[n++] = k->at[i];
	}
	for (int close = 0; close < 2 && st == SV_OK; close++) {
		for (size_t i = 0; i < n; i++) {
			const size_t *w = k->d.cases[k->comparable[i]].word;
			size_t position = w[SV_NOTICED_POSITION] ? w[SV_NOTICED_POSITION] : k->d.nwords + i; /* not known: alike to none */
			c[i] = (struct sv_combination){ { w[SV_NOTICED_KIND], w[SV_NOTICED_CATEGORY], w[SV_NOTICED_GRAVITY], close ? position : 0 }, i };
		}
		sv_uniformity_number(c, n, group + (close ? k->n + 1 : 0));
	}
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		const struct sv_noticed_case *one = &k->d.cases[k->comparable[i]];
		decided[i] = (struct sv_decided){ group[i], group[k->n + 1 + i], one->word[SV_NOTICED_OUTCOME], one->decided };
	}
	k->ncomparable = n;
	if (st == SV_OK)
		st = sv_uniform_precedents(decided, n, (size_t)k->least, k->precedents, err);
	free(decided);
	free(c);
	free(group);
	return st;
}

/* Whether so many of so many like cases ended otherwise that a decision is told of. */
static bool departs(const struct sv_uniformity *k, size_t alike, size_t otherwise)
{
	return alike >= (size_t)k->least && otherwise * 100 >= (size_t)k->percent * alike;
}

/* The reason for a departure: recorded, missing, or not asked as there were no such precedents on that day. */
static const char *reason(const struct sv_uniformity *k, size_t i)
{
	const struct sv_precedents *p = &k->precedents[i];

	if (k->d.cases[k->comparable[i]].departs)
		return "recorded";
	return departs(k, p->alike_before, p->otherwise_before) ? "missing" : "not_asked";
}

/* The decisions that depart from their precedents, where these agree most first. */
static int by_agreement(const void *a, const void *b, void *precedents)
{
	const struct sv_precedents *p = (struct sv_precedents *)precedents + *(const size_t *)a, *q = (struct sv_precedents *)precedents + *(const size_t *)b;

	if (p->usually * q->alike != q->usually * p->alike)
		return p->usually * q->alike > q->usually * p->alike ? -1 : 1;
	if (p->alike != q->alike)
		return p->alike > q->alike ? -1 : 1;
	return *(const size_t *)a < *(const size_t *)b ? -1 : *(const size_t *)a > *(const size_t *)b;
}

static enum sv_status add_decision(const struct sv_uniformity *k, json_t *rows, size_t i, struct sv_err *err)
{
	static const enum sv_noticed_dimension shown[] = { SV_NOTICED_UNIT, SV_NOTICED_KIND, SV_NOTICED_CATEGORY, SV_NOTICED_GRAVITY, SV_NOTICED_OUTCOME };
	const struct sv_noticed_case *one = &k->d.cases[k->comparable[i]];
	const struct sv_precedents *p = &k->precedents[i];
	json_t *row = json_object();
	char day[SV_DATE_SIZE];
	bool ok = row && json_array_append_new(rows, row) == 0;

	sv_date_format(one->decided, day);
	ok = sv_json_set_text(row, "case", one->id) && ok;
	for (size_t s = 0; s < sizeof shown / sizeof shown[0]; s++)
		ok = sv_json_set_text(row, sv_noticed_dimensions[shown[s]], sv_noticed_word(&k->d, one->word[shown[s]])) && ok;
	ok = sv_json_set_text(row, "decided", day) && sv_noticed_set(row, "alike", (double)p->alike, 0) && sv_noticed_set(row, "otherwise", (double)p->otherwise, 0)
	     && sv_json_set_text(row, "usual", sv_noticed_word(&k->d, p->usual)) && sv_noticed_set(row, "usually", (double)p->usually, 0)
	     && sv_noticed_set(row, "alike_before", (double)p->alike_before, 0) && sv_noticed_set(row, "otherwise_before", (double)p->otherwise_before, 0)
	     && json_object_set_new(row, "same_position", json_boolean(p->closely)) == 0 && sv_json_set_text(row, "reason", reason(k, i)) && ok;
	return ok ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_uniformity_decisions(const struct sv_uniformity *k, json_t *rows, struct sv_departures *d, struct sv_err *err)
{
	size_t *order = malloc((k->ncomparable + 1) * sizeof *order), n = 0;
	enum sv_status st = order ? SV_OK : sv_err_nomem(err);

	*d = (struct sv_departures){ 0, 0, 0, 0 };
	for (size_t i = 0; i < k->ncomparable && st == SV_OK; i++) {
		const struct sv_precedents *p = &k->precedents[i];
		if (!departs(k, p->alike, p->otherwise))
			continue;
		d->all++;
		d->missing += strcmp(reason(k, i), "missing") == 0;
		d->hidden += k->d.cases[k->comparable[i]].hidden;
		d->clear += p->usually * 100 >= (size_t)k->percent * p->alike;
		if (!k->d.cases[k->comparable[i]].hidden)
			order[n++] = i;
	}
	if (st == SV_OK)
		qsort_r(order, n, sizeof *order, by_agreement, k->precedents);
	for (size_t i = 0; i < n && rows && st == SV_OK; i++)
		st = add_decision(k, rows, order[i], err);
	free(order);
	return st;
}

enum sv_status sv_uniformity_look(struct sv_uniformity *k, long long years, struct sv_err *err)
{
	enum sv_status st = start(k, years, err);

	return st == SV_OK ? find_precedents(k, err) : st;
}

void sv_uniformity_release(struct sv_uniformity *k)
{
	free(k->at);
	free(k->unit);
	free(k->precedents);
	free(k->comparable);
}
