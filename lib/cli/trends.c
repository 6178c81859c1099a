/* SPDX-License-Identifier: MIT */
/* sv-stats trends: numbers per period, what changed, and whether they rise or fall; exact for small numbers (stats/trend.h). */
#include "cli/trends.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/lang.h"
#include "cli/noticing.h"
#include "json/get.h"
#include "stats/fdr.h"
#include "stats/trend.h"

#define LEVEL 0.95
#define LAST_MOST 240

const char *const sv_trends_dimensions[] = { "unit", "kind", "category", "gravity", "channel", "confidentiality", "route", "outcome", "concerned_position", "cause", NULL };
const char *const sv_trends_periods[] = { "year", "quarter", "month", NULL };

/* Whether period t can be compared with an earlier one: "" where it can, else why not. */
static const char *hindrance(const struct sv_trends *k, const struct sv_trends_series *s, size_t before, size_t t)
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

static double days(const struct sv_trends_period *p)
{
	return p->to - p->from + 1;
}

static bool set_change(struct sv_trends *k, json_t *row, struct sv_change c)
{
	bool ok = sv_noticed_set(row, "ratio", c.ratio, 2) && sv_noticed_set(row, "low", c.low, 2) && sv_noticed_set(row, "high", c.high, 2) && sv_noticed_set(row, "probability", c.probability, 3);

	k->p[k->np] = c.probability;
	k->row[k->np++] = row;
	return ok;
}

/* A period against its like before; one that is running against the same days of it, so that no season is taken for a change. */
static bool compare(struct sv_trends *k, const struct sv_trends_series *s, size_t t, json_t *row)
{
	const struct sv_trends_period *p = &k->period[t], *before = &k->period[t - sv_trends_lengths[k->length].back];
	long long then = p->over ? s->incidents[t - sv_trends_lengths[k->length].back] : s->part;
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
static enum sv_status adjust(struct sv_trends *k, size_t from, struct sv_err *err)
{
	bool ok = true;
	enum sv_status st = sv_fdr_adjust(k->p + from, k->np - from, k->p + from, err);

	for (size_t i = from; i < k->np; i++)
		ok = sv_noticed_set(k->row[i], "adjusted", k->p[i], 3) && ok;
	return st == SV_OK && !ok ? sv_err_nomem(err) : st;
}

/* The rows of a series. */
static enum sv_status add_rows(struct sv_trends *k, const struct sv_trends_series *s, json_t *rows, struct sv_err *err)
{
	size_t back = sv_trends_lengths[k->length].back;

	for (size_t t = 0; t < k->n; t++) {
		const struct sv_trends_period *p = &k->period[t];
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
static size_t stretch(const struct sv_trends *k, const struct sv_trends_series *s, size_t *first)
{
	size_t end = k->n, from, back = sv_trends_lengths[k->length].back;

	while (end > 0 && !k->period[end - 1].over)
		end--;
	for (from = end; from > 0 && !s->lacks[from - 1] && !k->period[from - 1].mixed && (from == end || !k->period[from].broken);)
		from--;
	size_t n = (end - from) / back * back;
	*first = end - n;
	return n >= (back == 1 ? 3 : 2 * back) ? n : 0;
}

static enum sv_status add_slope(struct sv_trends *k, const struct sv_trends_series *s, json_t *slopes, struct sv_err *err)
{
	size_t from, n = stretch(k, s, &from);
	double *length = calloc(n + 1, sizeof *length), years = (double)sv_trends_lengths[k->length].back;
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

static bool say_all(const struct sv_trends *k, json_t *document, const json_t *slopes)
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

static enum sv_status make_document(struct sv_trends *k, json_t **document, struct sv_err *err)
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

enum sv_status sv_trends_run(struct sv_run *run, struct sv_err *err)
{
	static const struct sv_noticed_column columns[] = {
		{ "word", N_("word"), SV_NOTICED_TEXT }, { "period", N_("period"), SV_NOTICED_TEXT }, { "cases", N_("cases"), 0 }, { "incidents", N_("incidents"), 0 }, { "against", N_("against"), SV_NOTICED_TEXT },
		{ "ratio", N_("ratio"), 2 }, { "low", N_("low"), 2 }, { "high", N_("high"), 2 }, { "probability", N_("probability"), 3 }, { "adjusted", N_("adjusted"), 3 }, { "note", N_("note"), SV_NOTICED_TEXT },
	};
	const char *by = sv_args_text(run->args, "by"), *period = sv_args_text(run->args, "period");
	struct sv_trends k = { .dimension = -1 };
	json_t *document = NULL;
	size_t skip;

	for (size_t i = 0; period && i < SV_TRENDS_LENGTHS; i++)
		k.length = strcmp(sv_trends_lengths[i].name, period) == 0 ? i : k.length;
	for (int i = 0; by && sv_trends_dimensions[i]; i++)
		k.dimension = strcmp(sv_trends_dimensions[i], by) == 0 ? i : k.dimension;
	long long last = sv_args_int(run->args, "last", (long long)sv_trends_lengths[k.length].shown);
	enum sv_status st = last < 1 || last > LAST_MOST ? sv_err_set(err, SV_USAGE, N_("option '--%s': not a number from %d to %d"), "last", 1, LAST_MOST) : sv_noticed_open(run, &k.d, err);
	if (st == SV_OK)
		st = sv_trends_look(&k, (size_t)last, err);
	if (st == SV_OK)
		st = make_document(&k, &document, err);
	skip = k.dimension < 0; /* no column for words where there are none */
	if (st == SV_OK)
		st = sv_noticed_print(&k.d, document, columns + skip, sizeof columns / sizeof columns[0] - skip, err);
	json_decref(document);
	sv_trends_release(&k);
	sv_noticed_close(&k.d);
	return st;
}
