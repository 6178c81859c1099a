/* SPDX-License-Identifier: MIT */
/* sv-stats clusters: two lamps, kept apart. The policy's, which lights at a number of reports, and a statistical signal (stats/scan.h). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/lang.h"
#include "cli/noticed.h"
#include "cli/noticing.h"
#include "index/notice.h"
#include "json/get.h"
#include "stats/cluster.h"
#include "stats/scan.h"

#define YEAR 12       /* bins are months */
#define PAST_MOST 120
#define DRAWS 1999
#define SEED 20260101 /* the same cases give the same figures */
#define UNITS_LEAST 3
#define REPORTS_LEAST 10

static const size_t windows[] = { 1, 2, 3, 6, 9, 12 };
#define WINDOWS (sizeof windows / sizeof windows[0])

/* A person concerned in a case, by a number for the person and the place of the case. */
struct repeat {
	size_t person, at;
};

/* One look. */
struct look {
	struct sv_noticed d;
	size_t *unit, nunits;         /* codes, by their texts */
	size_t past_months;
	int32_t edge[YEAR + PAST_MOST + 1]; /* bin m is after edge[m + 1], up to edge[m] */
	double years[YEAR], past_years;
	long long *recent, *past;     /* incidents, [unit * months + month], newest first */
	long long *twice;             /* persons concerned again, of each unit */
	struct sv_scanned *scanned;
	struct repeat *repeats;
	size_t nrepeats, repeats_cap;
	double known;                 /* the share of past cases that still tell their unit */
	long long reports, percent;   /* the protocol's numbers */
	bool told;                    /* there is enough to tell of a signal */
};

/* The month that a day lies in; SIZE_MAX outside of all. */
static size_t month_of(const struct look *k, int32_t day)
{
	for (size_t m = 0; m < YEAR + k->past_months; m++)
		if (day > k->edge[m + 1] && day <= k->edge[m])
			return m;
	return SIZE_MAX;
}

/* How many months there are before the last year, at most those asked for: since the first report that tells its day. */
static void set_edges(struct look *k, size_t asked)
{
	int32_t first = INT32_MAX;

	for (size_t i = 0; i < k->d.n; i++)
		if (!k->d.cases[i].erased && k->d.cases[i].received != INT32_MIN && k->d.cases[i].received < first)
			first = k->d.cases[i].received;
	for (size_t m = 0; m <= YEAR + asked; m++)
		k->edge[m] = sv_day_add_months(k->d.today, -(int)m);
	while (k->past_months < asked && k->edge[YEAR + k->past_months + 1] >= first - 1)
		k->past_months++;
	for (size_t m = 0; m < YEAR; m++)
		k->years[m] = (k->edge[m] - k->edge[m + 1]) / 365.25;
	k->past_years = (k->edge[YEAR] - k->edge[YEAR + k->past_months]) / 365.25;
}

/* Units: those of cases, and those of the protocol that have none below them: no report is a number too. */
static enum sv_status find_units(struct look *k, struct sv_err *err)
{
	const json_t *list = sv_json_array(sv_json_object(k->d.protocol, "lists"), "unit"), *unit;
	json_t *leaves = json_array();
	size_t i;
	bool ok = leaves != NULL;

	json_array_foreach(list, i, unit) {
		const char *id = sv_json_text(unit, "id");
		if (id && sv_json_find(list, "parent", id) == NULL)
			ok = json_array_append_new(leaves, json_string(id)) == 0 && ok;
	}
	enum sv_status st = ok ? sv_noticed_codes(&k->d, SV_NOTICED_UNIT, leaves, &k->unit, &k->nunits, err) : sv_err_nomem(err);
	json_decref(leaves);
	if (st != SV_OK)
		return st;
	k->recent = calloc(k->nunits * YEAR + 1, sizeof *k->recent);
	k->past = calloc(k->nunits * k->past_months + 1, sizeof *k->past);
	k->twice = calloc(k->nunits + 1, sizeof *k->twice);
	k->scanned = calloc(k->nunits + 1, sizeof *k->scanned);
	return k->recent && k->past && k->twice && k->scanned ? SV_OK : sv_err_nomem(err);
}

static size_t place_of(const struct look *k, size_t code)
{
	for (size_t u = 0; u < k->nunits; u++)
		if (k->unit[u] == code)
			return u;
	return SIZE_MAX;
}

/* A case's incident and unit, to count each incident of a unit once. */
struct told {
	size_t incident, unit, at;
};

static int by_incident(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	if (x->incident != y->incident)
		return x->incident < y->incident ? -1 : 1;
	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Counts incidents by unit and month, on the day of their first report; and how many cases of the past do not tell their unit any more. */
static enum sv_status count(struct look *k, struct sv_err *err)
{
	struct told *told = malloc((k->d.n + 1) * sizeof *told);
	size_t n = 0, with = 0, without = 0;

	if (told == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < k->d.n; i++) {
		const struct sv_noticed_case *c = &k->d.cases[i];
		size_t unit = place_of(k, c->word[SV_NOTICED_UNIT]);
		int32_t day = c->erased ? c->received + 182 : c->received; /* of an erased case only its year is known */
		if (day > k->edge[YEAR + k->past_months] && day <= k->edge[YEAR]) {
			with += unit != SIZE_MAX && !c->erased;
			without += unit == SIZE_MAX || c->erased;
		}
		if (unit != SIZE_MAX && !c->erased)
			told[n++] = (struct told){ c->incident, unit, i };
	}
	k->known = with ? (double)with / (double)(with + without) : 1;
	qsort(told, n, sizeof *told, by_incident);
	for (size_t i = 0; i < n; i++) {
		size_t month = month_of(k, k->d.cases[told[i].at].received);
		if (month == SIZE_MAX || (i > 0 && told[i - 1].incident == told[i].incident && told[i - 1].unit == told[i].unit))
			continue;
		if (month < YEAR)
			k->recent[told[i].unit * YEAR + month]++;
		else
			k->past[told[i].unit * k->past_months + month - YEAR]++;
	}
	free(told);
	return SV_OK;
}

static enum sv_status one_repeat(void *data, const char *id, size_t person, struct sv_err *err)
{
	struct look *k = data;
	size_t at = sv_noticed_find(&k->d, id);

	if (at == k->d.n)
		return SV_OK;
	if (k->nrepeats == k->repeats_cap) {
		size_t cap = k->repeats_cap ? k->repeats_cap * 2 : 64;
		struct repeat *grown = realloc(k->repeats, cap * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		k->repeats = grown;
		k->repeats_cap = cap;
	}
	k->repeats[k->nrepeats++] = (struct repeat){ person, at };
	return SV_OK;
}

/* Whether a person, of cases [from, to), is concerned in another incident than this one. */
static bool in_another(const struct look *k, size_t from, size_t to, size_t i)
{
	for (size_t other = from; other < to; other++)
		if (k->d.cases[k->repeats[other].at].incident != k->d.cases[k->repeats[i].at].incident)
			return true;
	return false;
}

/* Persons concerned in more than one incident, of which one in the last year: counted in the unit of that, each once. */
static enum sv_status count_persons(struct look *k, struct sv_err *err)
{
	size_t *last = calloc(k->nunits + 1, sizeof *last); /* of each unit the person counted last */
	enum sv_status st = last ? sv_index_repeats(k->d.index, one_repeat, k, err) : sv_err_nomem(err);

	for (size_t from = 0, to; st == SV_OK && from < k->nrepeats; from = to) {
		for (to = from; to < k->nrepeats && k->repeats[to].person == k->repeats[from].person; to++)
			;
		for (size_t i = from; i < to; i++) {
			const struct sv_noticed_case *c = &k->d.cases[k->repeats[i].at];
			size_t unit = place_of(k, c->word[SV_NOTICED_UNIT]);
			bool recent = !c->erased && c->received > k->edge[YEAR] && c->received <= k->edge[0];
			if (unit == SIZE_MAX || !recent || last[unit] == k->repeats[i].person || !in_another(k, from, to, i))
				continue;
			last[unit] = k->repeats[i].person;
			k->twice[unit]++;
		}
	}
	free(last);
	return st;
}

static long long sum(const long long *numbers, size_t n)
{
	long long all = 0;

	for (size_t i = 0; i < n; i++)
		all += numbers[i];
	return all;
}

/* The scan, where there is enough past to scan by. */
static enum sv_status scan(struct look *k, struct sv_err *err)
{
	struct sv_random random;
	const struct sv_scan s = { k->nunits, YEAR, k->years, k->recent, k->past, k->past_months, YEAR, k->past_years * k->known, windows, WINDOWS, DRAWS };

	k->told = k->past_months >= YEAR && k->nunits >= UNITS_LEAST && sum(k->past, k->nunits * k->past_months) >= REPORTS_LEAST;
	sv_random_seed(&random, SEED);
	return k->told ? sv_scan_run(&s, &random, k->scanned, err) : SV_OK;
}

static bool signals(const struct look *k, size_t unit)
{
	return k->told && k->scanned[unit].probability * 100 <= (double)k->percent;
}

static bool policy(const struct look *k, size_t unit)
{
	return sum(k->recent + unit * YEAR, YEAR) >= k->reports || k->twice[unit] > 0;
}

/* What an officer can do with it. */
static void advise(const struct look *k, size_t unit, char *out, size_t size)
{
	const struct sv_scanned *s = &k->scanned[unit];
	const char *name = sv_noticed_word(&k->d, k->unit[unit]);
	long long year = sum(k->recent + unit * YEAR, YEAR);
	size_t used;

	if (signals(k, unit))
		snprintf(out, size, sv_tr(N_("%s: %lld reports in %zu months where %.1f were to be expected; consider a risk analysis of the unit")), name, s->observed, windows[s->window], s->expected);
	else if (year >= k->reports)
		snprintf(out, size, sv_tr(N_("%s: %lld reports in twelve months, which the policy asks to be looked at; chance alone can do that")), name, year);
	else
		snprintf(out, size, sv_tr(N_("%s: %lld reports in twelve months")), name, year);
	used = strlen(out);
	if (k->twice[unit] > 0)
		snprintf(out + used, size - used, sv_tr(N_("; persons concerned before in another incident: %lld; look at their cases together")), k->twice[unit]);
}

static enum sv_status add_row(const struct look *k, json_t *rows, size_t unit, struct sv_err *err)
{
	const struct sv_scanned *s = &k->scanned[unit];
	json_t *row = json_object();
	char text[512];
	bool ok = row != NULL;

	advise(k, unit, text, sizeof text);
	ok = sv_json_set_text(row, "unit", sv_noticed_word(&k->d, k->unit[unit])) && sv_noticed_set(row, "reports", (double)sum(k->recent + unit * YEAR, YEAR), 0)
	     && sv_noticed_set(row, "concerned_again", (double)k->twice[unit], 0) && ok;
	if (policy(k, unit))
		ok = json_object_set_new(row, "policy", json_true()) == 0 && ok;
	if (signals(k, unit))
		ok = json_object_set_new(row, "signal", json_true()) == 0 && ok;
	if (k->told)
		ok = sv_noticed_set(row, "months", (double)windows[s->window], 0) && sv_noticed_set(row, "observed", (double)s->observed, 0)
		     && sv_noticed_set(row, "expected", s->expected, 1) && sv_noticed_set(row, "probability", s->probability, 3) && ok;
	ok = sv_json_set_text(row, "text", text) && json_array_append_new(rows, row) == 0 && ok;
	return ok ? SV_OK : sv_err_nomem(err);
}

/* Units that are signalled first, by their probability; then by the number of reports. */
static int by_weight(const void *a, const void *b, void *look)
{
	const struct look *k = look;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	double p = signals(k, x) ? k->scanned[x].probability : 1, q = signals(k, y) ? k->scanned[y].probability : 1;
	long long n = sum(k->recent + x * YEAR, YEAR), m = sum(k->recent + y * YEAR, YEAR);

	if (p != q)
		return p < q ? -1 : 1;
	if (n != m)
		return n > m ? -1 : 1;
	return x < y ? -1 : x > y;
}

static enum sv_status add_rows(struct look *k, json_t *rows, size_t *lit, size_t *signalled, struct sv_err *err)
{
	size_t *order = malloc((k->nunits + 1) * sizeof *order);
	enum sv_status st = order ? SV_OK : sv_err_nomem(err);

	*lit = *signalled = 0;
	for (size_t u = 0; u < k->nunits && st == SV_OK; u++)
		order[u] = u;
	if (st == SV_OK)
		qsort_r(order, k->nunits, sizeof *order, by_weight, k);
	for (size_t i = 0; i < k->nunits && st == SV_OK; i++) {
		*lit += policy(k, order[i]);
		*signalled += signals(k, order[i]);
		if (policy(k, order[i]) || signals(k, order[i]))
			st = add_row(k, rows, order[i], err);
	}
	free(order);
	return st;
}

/* How many units the number of reports alone lights by chance. */
static double by_chance(const struct look *k)
{
	long long *totals = calloc(k->nunits + 1, sizeof *totals);
	double lit = 0;

	for (size_t u = 0; totals && u < k->nunits; u++)
		totals[u] = sum(k->past + u * k->past_months, k->past_months);
	if (totals && k->past_months > 0)
		lit = sv_cluster_by_chance(totals, k->nunits, k->past_years * k->known, k->reports);
	free(totals);
	return lit;
}

/* The numbers that the lamps are judged by, and what they say. */
static enum sv_status explain(const struct look *k, json_t *document, size_t lit, size_t signalled, struct sv_err *err)
{
	struct sv_uneven uneven = { 1, 0 };
	json_t *lamp = json_object(), *signal = json_object();
	double chance = by_chance(k);
	char text[512];
	enum sv_status st = lamp && signal ? sv_scan_uneven(k->past, k->nunits, k->past_months, YEAR, &uneven, err) : sv_err_nomem(err);
	bool ok = sv_noticed_set(lamp, "reports", (double)k->reports, 0) && sv_noticed_set(lamp, "lit", (double)lit, 0) && sv_noticed_set(lamp, "by_chance", k->past_months ? chance : NAN, 1)
	          && sv_noticed_set(signal, "percent", (double)k->percent, 0) && sv_noticed_set(signal, "units", (double)signalled, 0) && sv_noticed_set(signal, "past_months", (double)k->past_months, 0)
	          && sv_noticed_set(signal, "clump", uneven.clump, 3) && sv_noticed_set(signal, "drift", uneven.drift, 3) && sv_noticed_set(signal, "draws", DRAWS, 0)
	          && json_object_set_new(signal, "told", json_boolean(k->told)) == 0 && sv_noticed_set(document, "units", (double)k->nunits, 0);

	if (k->past_months)
		snprintf(text, sizeof text, sv_tr(N_("policy lamp (%lld reports in twelve months, or a person concerned again): lit for %zu of %zu units; so many reports come to about %.1f units by chance alone")), k->reports, lit, k->nunits, chance);
	else
		snprintf(text, sizeof text, sv_tr(N_("policy lamp (%lld reports in twelve months, or a person concerned again): lit for %zu of %zu units")), k->reports, lit, k->nunits);
	ok = sv_noticed_say(document, text) && ok;
	if (k->told)
		snprintf(text, sizeof text, sv_tr(N_("statistical signal: %zu of %zu units; were nothing the matter, %lld looks in 100 would show one")), signalled, k->nunits, k->percent);
	else
		snprintf(text, sizeof text, sv_tr(N_("statistical signal: cannot tell; it takes a year of figures before the last one, %d units and %d reports")), UNITS_LEAST, REPORTS_LEAST);
	ok = sv_noticed_say(document, text)
	     && sv_noticed_say(document, sv_tr(N_("a signal shows that more was reported than the unit's own past and the other units explain, not what is the matter: more trust brings more reports too")))
	     && sv_noticed_say(document, sv_tr(N_("for inside use: a unit that is named here is never published"))) && ok;
	ok = sv_json_set(document, "policy", lamp) && sv_json_set(document, "signal", signal) && ok;
	json_decref(lamp);
	json_decref(signal);
	return st == SV_OK && !ok ? sv_err_nomem(err) : st;
}

/* The sentences of the rows, for people: they are too long for a table. */
static bool say_rows(json_t *document, const json_t *rows)
{
	const json_t *row;
	bool ok = true;
	size_t i;

	json_array_foreach(rows, i, row)
		ok = sv_noticed_say(document, sv_json_text(row, "text")) && ok;
	return ok;
}

enum sv_status sv_clusters_run(struct sv_run *run, struct sv_err *err)
{
	static const struct sv_noticed_column columns[] = {
		{ "unit", N_("unit"), SV_NOTICED_TEXT }, { "signal", N_("signal"), SV_NOTICED_TEXT }, { "policy", N_("policy"), SV_NOTICED_TEXT }, { "reports", N_("reports"), 0 },
		{ "concerned_again", N_("concerned again"), 0 }, { "months", N_("months"), 0 }, { "observed", N_("observed"), 0 }, { "expected", N_("expected"), 1 }, { "probability", N_("probability"), 3 },
	};
	struct look k = { .known = 1 };
	long long years = sv_args_int(run->args, "past", 3);
	json_t *document = NULL, *rows = NULL;
	size_t lit, signalled;
	enum sv_status st = years < 1 || years * YEAR > PAST_MOST ? sv_err_set(err, SV_USAGE, N_("option '--%s': not a number from %d to %d"), "past", 1, PAST_MOST / YEAR) : SV_OK;

	if (st == SV_OK)
		st = sv_noticed_open(run, &k.d, err);
	if (st == SV_OK) {
		const json_t *rule = sv_json_object(k.d.protocol, "cluster");
		k.reports = sv_json_int(rule, "reports", 3);
		k.percent = sv_json_int(rule, "percent", 5);
		set_edges(&k, (size_t)years * YEAR);
		st = find_units(&k, err);
	}
	if (st == SV_OK)
		st = count(&k, err);
	if (st == SV_OK)
		st = count_persons(&k, err);
	if (st == SV_OK)
		st = scan(&k, err);
	if (st == SV_OK)
		st = sv_noticed_document(&k.d, "clusters", &document, &rows, err);
	if (st == SV_OK)
		st = add_rows(&k, rows, &lit, &signalled, err);
	if (st == SV_OK && sv_noticed_for_people(&k.d) && !say_rows(document, rows))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = explain(&k, document, lit, signalled, err);
	if (st == SV_OK)
		st = sv_noticed_print(&k.d, document, columns, sizeof columns / sizeof columns[0], err);
	json_decref(document);
	free(k.unit);
	free(k.recent);
	free(k.past);
	free(k.twice);
	free(k.scanned);
	free(k.repeats);
	sv_noticed_close(&k.d);
	return st;
}
