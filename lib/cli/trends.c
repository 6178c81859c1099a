/* SPDX-License-Identifier: MIT */
/* sv-stats trends: numbers per period, what changed, and whether they rise or fall; exact for small numbers (stats/trend.h). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/lang.h"
#include "cli/noticed.h"
#include "cli/noticing.h"
#include "json/get.h"
#include "stats/fdr.h"
#include "stats/trend.h"

#define LEVEL 0.95
#define LAST_MOST 240

const char *const sv_trends_dimensions[] = { "unit", "kind", "category", "gravity", "channel", "confidentiality", "route", "outcome", "concerned_position", "cause", NULL };
const char *const sv_trends_periods[] = { "year", "quarter", "month", NULL };

/* The lengths of periods: months, periods back to the one that is compared with (a year before, so that no season is taken for a change), and how many are shown. */
static const struct { const char *name; int months; size_t back, shown; } lengths[] = { { "year", 12, 1, 6 }, { "quarter", 3, 4, 9 }, { "month", 1, 12, 25 } };

/* A period, and why it is not compared with earlier ones. */
struct period {
	int32_t from, to;   /* its days; to: at most today */
	bool over;          /* it has ended */
	bool broken, mixed; /* the series breaks on one of its days; on another than its first, so that it is of two kinds itself */
	char name[16];
};

/* What is counted: a word, or all. */
struct series {
	size_t code;                  /* 0: all */
	long long *cases, *incidents; /* of each period */
	long long part;               /* incidents of the last period's like before, up to the like of today */
	bool *lacks;                  /* erased cases of the period's year may belong here and are not counted */
};

struct look {
	struct sv_noticed d;
	size_t length, n;   /* which length; how many periods */
	struct period *period;
	struct series *series;
	size_t nseries;
	int32_t until;      /* the day that is to the period compared with what today is to the last one */
	int dimension;      /* SV_NOTICED_DIMENSIONS: causes; -1: none */
	double *p;          /* probabilities of changes, and then of slopes */
	json_t **row;       /* what they belong to, borrowed */
	size_t np;
};

static void name_period(struct look *k, struct period *p)
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
static enum sv_status make_periods(struct look *k, size_t asked, struct sv_err *err)
{
	const json_t *one;
	int32_t first = INT32_MAX, from, on;
	int y, m, d, months = lengths[k->length].months;
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
		struct period *p = &k->period[i];
		p->from = sv_day_add_months(from, -months * (int)(asked - 1 - i));
		p->to = sv_day_add_months(p->from, months) - 1;
		p->over = p->to < k->d.today;
		p->to = p->over ? p->to : k->d.today;
		name_period(k, p);
		skip += p->to < first && i + 1 < asked;
		p->from = p->from < first && p->to >= first ? first : p->from;
	}
	k->until = sv_day_add_months(k->d.today, -months * (int)lengths[k->length].back);
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

static size_t period_of(const struct look *k, int32_t day)
{
	for (size_t t = 0; t < k->n; t++)
		if (day >= k->period[t].from && day <= k->period[t].to)
			return t;
	return SIZE_MAX;
}

/* Whether a case has a word. */
static bool has(const struct look *k, const struct sv_noticed_case *c, size_t code)
{
	if (k->dimension != SV_NOTICED_DIMENSIONS)
		return c->word[k->dimension] == code;
	for (size_t i = 0; i < c->ncauses; i++)
		if (k->d.cause[c->first_cause + i] == code)
			return true;
	return false;
}

/* Marks the periods of a year whose erased case may have been counted under any word. */
static void lose(struct look *k, const struct sv_noticed_case *c, struct series *s)
{
	int y, year, m, d;

	sv_day_to_civil(c->received, &year, &m, &d);
	for (size_t t = 0; t < k->n; t++) {
		sv_day_to_civil(k->period[t].from, &y, &m, &d);
		s->lacks[t] = s->lacks[t] || y == year;
	}
}

/* Counts one series: cases, and incidents, each in the period of its first report. */
static enum sv_status count(struct look *k, struct series *s, struct sv_err *err)
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
		s->part += !seen[c->incident] && t + 1 + lengths[k->length].back == k->n && c->received <= k->until;
		seen[c->incident] = true;
	}
	free(seen);
	return SV_OK;
}

/* Whether period t can be compared with an earlier one: "" where it can, else why not. */
static const char *hindrance(const struct look *k, const struct series *s, size_t before, size_t t)
{
	if (s->lacks[before] || s->lacks[t])
		return "erased";
	if (k->period[before].mixed)
		return "break";
	for (size_t i = before + 1; i <= t; i++)
		if (k->period[i].broken)
			return "break";
	return "";
}

static double days(const struct period *p)
{
	return p->to - p->from + 1;
}

static bool set_change(struct look *k, json_t *row, struct sv_change c)
{
	bool ok = sv_noticed_set(row, "ratio", c.ratio, 2) && sv_noticed_set(row, "low", c.low, 2) && sv_noticed_set(row, "high", c.high, 2) && sv_noticed_set(row, "probability", c.probability, 3);

	k->p[k->np] = c.probability;
	k->row[k->np++] = row;
	return ok;
}

/* A period against its like before; one that is running against the same days of it, so that no season is taken for a change. */
static bool compare(struct look *k, const struct series *s, size_t t, json_t *row)
{
	const struct period *p = &k->period[t], *before = &k->period[t - lengths[k->length].back];
	long long then = p->over ? s->incidents[t - lengths[k->length].back] : s->part;
	double length = p->over ? days(before) : k->until - before->from + 1;
	char from[SV_DATE_SIZE], to[SV_DATE_SIZE], name[2 * SV_DATE_SIZE];

	if (length < 1 || s->incidents[t] + then == 0)
		return true;
	sv_date_format(before->from, from);
	sv_date_format(k->until, to);
	snprintf(name, sizeof name, "%s/%s", from, to);
	return sv_json_set_text(row, "against", p->over ? before->name : name) && set_change(k, row, sv_trend_change(s->incidents[t], days(p), then, length, LEVEL));
}

/* Adjusts the probabilities that were gathered from one place on, together. */
static enum sv_status adjust(struct look *k, size_t from, struct sv_err *err)
{
	bool ok = true;
	enum sv_status st = sv_fdr_adjust(k->p + from, k->np - from, k->p + from, err);

	for (size_t i = from; i < k->np; i++)
		ok = sv_noticed_set(k->row[i], "adjusted", k->p[i], 3) && ok;
	return st == SV_OK && !ok ? sv_err_nomem(err) : st;
}

/* The rows of a series. */
static enum sv_status add_rows(struct look *k, const struct series *s, json_t *rows, struct sv_err *err)
{
	size_t back = lengths[k->length].back;

	for (size_t t = 0; t < k->n; t++) {
		const struct period *p = &k->period[t];
		const char *why = t >= back ? hindrance(k, s, t - back, t) : s->lacks[t] ? "erased" : "";
		json_t *row = json_object();
		bool ok = row && json_array_append_new(rows, row) == 0;
		if (k->dimension >= 0)
			ok = sv_json_set_text(row, "word", s->code ? sv_noticed_word(&k->d, s->code) : "*") && ok;
		ok = sv_json_set_text(row, "period", p->name) && sv_noticed_set(row, "cases", (double)s->cases[t], 0) && sv_noticed_set(row, "incidents", (double)s->incidents[t], 0) && ok;
		if (t >= back && why[0] == '\0')
			ok = compare(k, s, t, row) && ok;
		if (why[0] || !p->over)
			ok = sv_json_set_text(row, "note", why[0] ? why : "running") && ok;
		if (!ok)
			return sv_err_nomem(err);
	}
	return SV_OK;
}

/* The periods that a slope is of: the last that are over, back to a break, whole years of them. How many; first: where they begin. */
static size_t stretch(const struct look *k, const struct series *s, size_t *first)
{
	size_t end = k->n, from, back = lengths[k->length].back;

	while (end > 0 && !k->period[end - 1].over)
		end--;
	for (from = end; from > 0 && !s->lacks[from - 1] && !k->period[from - 1].mixed && (from == end || !k->period[from].broken);)
		from--;
	size_t n = (end - from) / back * back;
	*first = end - n;
	return n >= (back == 1 ? 3 : 2 * back) ? n : 0;
}

static enum sv_status add_slope(struct look *k, const struct series *s, json_t *slopes, struct sv_err *err)
{
	size_t from, n = stretch(k, s, &from);
	double *length = calloc(n + 1, sizeof *length), years = (double)lengths[k->length].back;
	struct sv_change c;
	enum sv_status st = length ? SV_OK : sv_err_nomem(err);

	for (size_t i = 0; i < n && length; i++)
		length[i] = days(&k->period[from + i]);
	if (st == SV_OK && n > 0)
		st = sv_trend_slope(s->incidents + from, length, n, LEVEL, &c, err);
	free(length);
	if (st != SV_OK || n == 0 || isnan(c.ratio))
		return st;
	json_t *row = json_object();
	bool ok = row && json_array_append_new(slopes, row) == 0;
	c.ratio = pow(c.ratio, years); /* from one year to the next */
	c.low = pow(c.low, years);
	c.high = pow(c.high, years);
	if (k->dimension >= 0)
		ok = sv_json_set_text(row, "word", s->code ? sv_noticed_word(&k->d, s->code) : "*") && ok;
	ok = sv_json_set_text(row, "from", k->period[from].name) && sv_json_set_text(row, "to", k->period[from + n - 1].name) && set_change(k, row, c) && ok;
	return ok ? SV_OK : sv_err_nomem(err);
}

/* A slope in words. */
static bool say_slope(json_t *document, const json_t *row)
{
	const char *word = sv_json_text(row, "word");
	const json_t *ratio = json_object_get(row, "ratio"), *high = json_object_get(row, "high");
	char text[512], most[32];

	if (ratio == NULL || json_number_value(json_object_get(row, "adjusted")) > 1 - LEVEL)
		return true;
	snprintf(most, sizeof most, high ? "%.2f" : "…", json_number_value(high));
	snprintf(text, sizeof text, sv_tr(N_("%s%sfrom %s to %s: times %.2f each year (%.2f to %s)")), word && strcmp(word, "*") != 0 ? word : "", word && strcmp(word, "*") != 0 ? ": " : "", sv_json_text(row, "from"),
	         sv_json_text(row, "to"), json_number_value(ratio), json_number_value(json_object_get(row, "low")), most);
	return sv_noticed_say(document, text);
}

static bool say_all(const struct look *k, json_t *document, const json_t *slopes)
{
	const json_t *one;
	bool ok = true, lacks = false;
	char text[512];
	size_t i, said = 0;

	json_array_foreach(slopes, i, one) {
		said += json_number_value(json_object_get(one, "adjusted")) <= 1 - LEVEL;
		ok = say_slope(document, one) && ok;
	}
	if (json_array_size(slopes) > 0 && said == 0)
		ok = sv_noticed_say(document, sv_tr(N_("no rise or fall over the years that chance would not explain"))) && ok;
	for (i = 0; i < k->nseries; i++)
		for (size_t t = 0; t < k->n; t++)
			lacks = lacks || k->series[i].lacks[t];
	if (lacks)
		ok = sv_noticed_say(document, sv_tr(N_("erased: cases of that year were erased and are not counted here; nothing is compared with it"))) && ok;
	json_array_foreach(sv_json_array(k->d.protocol, "breaks"), i, one) {
		const json_t *note = sv_json_object(one, "note");
		const char *on = sv_json_text(one, "on"), *why = sv_json_text(note, sv_lang());
		snprintf(text, sizeof text, sv_tr(N_("the series breaks on %s: %s\n")), on ? on : "", why ? why : sv_json_text(note, "nl") ? sv_json_text(note, "nl") : "");
		text[strcspn(text, "\n")] = '\0';
		ok = sv_noticed_say(document, text) && ok;
	}
	return sv_noticed_say(document, sv_tr(N_("reports of one incident count once in what is compared; it shows what was reported, not what happened, and a change that is not found may be there")))
	       && sv_noticed_say(document, sv_tr(N_("for inside use: these figures are not protected and are never published"))) && ok;
}

/* The series that are asked for: all cases, then each word. */
static enum sv_status make_series(struct look *k, struct sv_err *err)
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

static enum sv_status make_document(struct look *k, json_t **document, struct sv_err *err)
{
	json_t *rows, *slopes = json_array();
	enum sv_status st = sv_noticed_document(&k->d, "trends", document, &rows, err);

	for (size_t i = 0; i < k->nseries && st == SV_OK; i++)
		st = add_rows(k, &k->series[i], rows, err);
	if (st == SV_OK)
		st = adjust(k, 0, err);
	size_t from = k->np;
	for (size_t i = 0; i < k->nseries && st == SV_OK; i++)
		st = add_slope(k, &k->series[i], slopes, err);
	if (st == SV_OK)
		st = adjust(k, from, err);
	if (st == SV_OK && (!sv_json_set(*document, "slopes", slopes) || !say_all(k, *document, slopes)))
		st = sv_err_nomem(err);
	json_decref(slopes);
	return st;
}

static void release(struct look *k)
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
	sv_noticed_close(&k->d);
}

enum sv_status sv_trends_run(struct sv_run *run, struct sv_err *err)
{
	static const struct sv_noticed_column columns[] = {
		{ "word", N_("word"), SV_NOTICED_TEXT }, { "period", N_("period"), SV_NOTICED_TEXT }, { "cases", N_("cases"), 0 }, { "incidents", N_("incidents"), 0 }, { "against", N_("against"), SV_NOTICED_TEXT },
		{ "ratio", N_("ratio"), 2 }, { "low", N_("low"), 2 }, { "high", N_("high"), 2 }, { "probability", N_("probability"), 3 }, { "adjusted", N_("adjusted"), 3 }, { "note", N_("note"), SV_NOTICED_TEXT },
	};
	const char *by = sv_args_text(run->args, "by"), *period = sv_args_text(run->args, "period");
	struct look k = { .dimension = -1 };
	json_t *document = NULL;
	size_t skip;

	for (size_t i = 0; period && i < sizeof lengths / sizeof lengths[0]; i++)
		k.length = strcmp(lengths[i].name, period) == 0 ? i : k.length;
	for (int i = 0; by && sv_trends_dimensions[i]; i++)
		k.dimension = strcmp(sv_trends_dimensions[i], by) == 0 ? i : k.dimension;
	long long last = sv_args_int(run->args, "last", (long long)lengths[k.length].shown);
	enum sv_status st = last < 1 || last > LAST_MOST ? sv_err_set(err, SV_USAGE, N_("option '--%s': not a number from %d to %d"), "last", 1, LAST_MOST) : sv_noticed_open(run, &k.d, err);
	if (st == SV_OK)
		st = make_periods(&k, (size_t)last, err);
	if (st == SV_OK)
		st = make_series(&k, err);
	if (st == SV_OK)
		st = make_document(&k, &document, err);
	skip = k.dimension < 0; /* no column for words where there are none */
	if (st == SV_OK)
		st = sv_noticed_print(&k.d, document, columns + skip, sizeof columns / sizeof columns[0] - skip, err);
	json_decref(document);
	release(&k);
	return st;
}
