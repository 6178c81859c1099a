/* SPDX-License-Identifier: MIT */
/* Cases and incidents by period and word: see trends.h. */
#include "cli/trends.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"

const struct sv_trends_length sv_trends_lengths[SV_TRENDS_LENGTHS] = { { "year", 12, 1, 6 }, { "quarter", 3, 4, 9 }, { "month", 1, 12, 25 } };

static void name_period(struct sv_trends *k, struct sv_trends_period *p)
{
	int y, m, d;

	sv_day_to_civil(p->from, &y, &m, &d);
	if (k->length == 0)
		snprintf(p->name, sizeof p->name, "%04d", y);
	else if (k->length == 1)
		snprintf(p->name, sizeof p->name, "%04d-Q%d", y, (m + 2) / 3);
	else
		snprintf(p->name, sizeof p->name, "%04d-%02d", y, m);
}

/* The periods up to the one that today lies in; the first begins no earlier than the first report that tells its day. */
static enum sv_status make_periods(struct sv_trends *k, size_t asked, struct sv_err *err)
{
	const json_t *one;
	int32_t first = INT32_MAX, from, on;
	int y, m, d, months = sv_trends_lengths[k->length].months;
	size_t i, skip = 0;

	for (i = 0; i < k->d.n; i++)
		if (k->d.cases[i].received != INT32_MIN && k->d.cases[i].received < first)
			first = k->d.cases[i].received;
	sv_day_to_civil(k->d.today, &y, &m, &d);
	from = sv_day_from_civil(y, (m - 1) / months * months + 1, 1);
	k->period = calloc(asked, sizeof *k->period);
	if (k->period == NULL)
		return sv_err_nomem(err);
	for (i = 0; i < asked; i++) {
		struct sv_trends_period *p = &k->period[i];
		p->from = sv_day_add_months(from, -months * (int)(asked - 1 - i));
		p->to = sv_day_add_months(p->from, months) - 1;
		p->over = p->to < k->d.today;
		p->to = p->over ? p->to : k->d.today;
		name_period(k, p);
		skip += p->to < first && i + 1 < asked;
		p->from = p->from < first && p->to >= first ? first : p->from;
	}
	k->until = sv_day_add_months(k->d.today, -months * (int)sv_trends_lengths[k->length].back);
	memmove(k->period, k->period + skip, (asked - skip) * sizeof *k->period);
	k->n = asked - skip;
	json_array_foreach(sv_json_array(k->d.protocol, "breaks"), i, one) {
		if (sv_json_text(one, "on") && sv_date_parse(sv_json_text(one, "on"), &on))
			for (size_t t = 0; t < k->n; t++) {
				k->period[t].broken = k->period[t].broken || (on >= k->period[t].from && on <= k->period[t].to);
				k->period[t].mixed = k->period[t].mixed || (on > k->period[t].from && on <= k->period[t].to);
			}
	}
	return SV_OK;
}

static size_t period_of(const struct sv_trends *k, int32_t day)
{
	for (size_t t = 0; t < k->n; t++)
		if (day >= k->period[t].from && day <= k->period[t].to)
			return t;
	return SIZE_MAX;
}

/* Whether a case has a word. */
static bool has(const struct sv_trends *k, const struct sv_noticed_case *c, size_t code)
{
	if (k->dimension != SV_NOTICED_DIMENSIONS)
		return c->word[k->dimension] == code;
	for (size_t i = 0; i < c->ncauses; i++)
		if (k->d.cause[c->first_cause + i] == code)
			return true;
	return false;
}

/* Marks the periods of a year whose erased case may have been counted under any word. */
static void lose(struct sv_trends *k, const struct sv_noticed_case *c, struct sv_trends_series *s)
{
	int y, year, m, d;

	sv_day_to_civil(c->received, &year, &m, &d);
	for (size_t t = 0; t < k->n; t++) {
		sv_day_to_civil(k->period[t].from, &y, &m, &d);
		s->lacks[t] = s->lacks[t] || y == year;
	}
}

/* Counts one series: cases, and incidents, each in the period of its first report. */
static enum sv_status count(struct sv_trends *k, struct sv_trends_series *s, struct sv_err *err)
{
	bool *seen = calloc(k->d.n + 1, sizeof *seen);

	s->cases = calloc(k->n + 1, sizeof *s->cases);
	s->incidents = calloc(k->n + 1, sizeof *s->incidents);
	s->lacks = calloc(k->n + 1, sizeof *s->lacks);
	if (seen == NULL || s->cases == NULL || s->incidents == NULL || s->lacks == NULL) {
		free(seen);
		return sv_err_nomem(err);
	}
	for (size_t i = 0; i < k->d.n; i++) {
		const struct sv_noticed_case *c = &k->d.cases[i];
		size_t t = c->received == INT32_MIN ? SIZE_MAX : period_of(k, c->received);
		bool there = s->code == 0 || has(k, c, s->code);
		bool unknown = c->erased && (k->length != 0 || (s->code != 0 && (k->dimension == SV_NOTICED_DIMENSIONS || c->word[k->dimension] == 0)));
		if (unknown) {
			lose(k, c, s);
			continue;
		}
		if (t == SIZE_MAX || !there)
			continue;
		s->cases[t]++;
		s->incidents[t] += !seen[c->incident];
		s->part += !seen[c->incident] && t + 1 + sv_trends_lengths[k->length].back == k->n && c->received <= k->until;
		seen[c->incident] = true;
	}
	free(seen);
	return SV_OK;
}

/* The series that are asked for: all cases, then each word. */
static enum sv_status make_series(struct sv_trends *k, struct sv_err *err)
{
	size_t *codes = NULL, n = 0;
	enum sv_status st = SV_OK;

	if (k->dimension >= 0 && k->dimension < SV_NOTICED_DIMENSIONS) {
		st = sv_noticed_codes(&k->d, (enum sv_noticed_dimension)k->dimension, NULL, &codes, &n, err);
	} else if (k->dimension == SV_NOTICED_DIMENSIONS) {
		st = sv_noticed_causes(&k->d, &codes, &n, err);
	}
	k->nseries = n + 1;
	k->series = st == SV_OK ? calloc(k->nseries, sizeof *k->series) : NULL;
	k->p = calloc(2 * k->nseries * (k->n + 1), sizeof *k->p);
	k->row = calloc(2 * k->nseries * (k->n + 1), sizeof *k->row);
	if (st == SV_OK && (k->series == NULL || k->p == NULL || k->row == NULL))
		st = sv_err_nomem(err);
	for (size_t i = 0; i < k->nseries && st == SV_OK; i++) {
		k->series[i].code = i ? codes[i - 1] : 0;
		st = count(k, &k->series[i], err);
	}
	free(codes);
	return st;
}

enum sv_status sv_trends_look(struct sv_trends *k, size_t periods, struct sv_err *err)
{
	enum sv_status st = make_periods(k, periods, err);

	return st == SV_OK ? make_series(k, err) : st;
}

void sv_trends_release(struct sv_trends *k)
{
	for (size_t i = 0; i < k->nseries && k->series; i++) {
		free(k->series[i].cases);
		free(k->series[i].incidents);
		free(k->series[i].lacks);
	}
	free(k->series);
	free(k->period);
	free(k->p);
	free(k->row);
}
