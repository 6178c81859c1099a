/* SPDX-License-Identifier: MIT */
/* What sv-stats clusters looks at: see clusters.h. */
#include "cli/clusters.h"

#include <stdlib.h>

#include "base/date.h"
#include "index/notice.h"
#include "json/get.h"

#define SEED 20260101 /* the same cases give the same figures */

const size_t sv_clusters_windows[SV_CLUSTERS_WINDOWS] = { 1, 2, 3, 6, 9, 12 };

/* The month that a day lies in; SIZE_MAX outside of all. */
static size_t month_of(const struct sv_clusters *k, int32_t day)
{
	for (size_t m = 0; m < SV_CLUSTERS_YEAR + k->past_months; m++)
		if (day > k->edge[m + 1] && day <= k->edge[m])
			return m;
	return SIZE_MAX;
}

/* How many months there are before the last year, at most those asked for: since the first report that tells its day. */
static void set_edges(struct sv_clusters *k, size_t asked)
{
	int32_t first = INT32_MAX;

	for (size_t i = 0; i < k->d.n; i++)
		if (!k->d.cases[i].erased && k->d.cases[i].received != INT32_MIN && k->d.cases[i].received < first)
			first = k->d.cases[i].received;
	for (size_t m = 0; m <= SV_CLUSTERS_YEAR + asked; m++)
		k->edge[m] = sv_day_add_months(k->d.today, -(int)m);
	while (k->past_months < asked && k->edge[SV_CLUSTERS_YEAR + k->past_months + 1] >= first - 1)
		k->past_months++;
	for (size_t m = 0; m < SV_CLUSTERS_YEAR; m++)
		k->years[m] = (k->edge[m] - k->edge[m + 1]) / 365.25;
	k->past_years = (k->edge[SV_CLUSTERS_YEAR] - k->edge[SV_CLUSTERS_YEAR + k->past_months]) / 365.25;
}

/* Units: those of cases, and those of the protocol that have none below them: no report is a number too. */
static enum sv_status find_units(struct sv_clusters *k, struct sv_err *err)
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
	k->recent = calloc(k->nunits * SV_CLUSTERS_YEAR + 1, sizeof *k->recent);
	k->past = calloc(k->nunits * k->past_months + 1, sizeof *k->past);
	k->twice = calloc(k->nunits + 1, sizeof *k->twice);
	k->scanned = calloc(k->nunits + 1, sizeof *k->scanned);
	return k->recent && k->past && k->twice && k->scanned ? SV_OK : sv_err_nomem(err);
}

static size_t place_of(const struct sv_clusters *k, size_t code)
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
static enum sv_status count(struct sv_clusters *k, struct sv_err *err)
{
	struct told *told = malloc((k->d.n + 1) * sizeof *told);
	size_t n = 0, with = 0, without = 0;

	if (told == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < k->d.n; i++) {
		const struct sv_noticed_case *c = &k->d.cases[i];
		size_t unit = place_of(k, c->word[SV_NOTICED_UNIT]);
		int32_t day = c->erased ? c->received + 182 : c->received; /* of an erased case only its year is known */
		if (day > k->edge[SV_CLUSTERS_YEAR + k->past_months] && day <= k->edge[SV_CLUSTERS_YEAR]) {
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
		if (month < SV_CLUSTERS_YEAR)
			k->recent[told[i].unit * SV_CLUSTERS_YEAR + month]++;
		else
			k->past[told[i].unit * k->past_months + month - SV_CLUSTERS_YEAR]++;
	}
	free(told);
	return SV_OK;
}

static enum sv_status one_repeat(void *data, const char *id, size_t person, struct sv_err *err)
{
	struct sv_clusters *k = data;
	size_t at = sv_noticed_find(&k->d, id);

	if (at == k->d.n)
		return SV_OK;
	if (k->nrepeats == k->repeats_cap) {
		size_t cap = k->repeats_cap ? k->repeats_cap * 2 : 64;
		struct sv_clusters_repeat *grown = realloc(k->repeats, cap * sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		k->repeats = grown;
		k->repeats_cap = cap;
	}
	k->repeats[k->nrepeats++] = (struct sv_clusters_repeat){ person, at };
	return SV_OK;
}

/* Whether a person, of cases [from, to), is concerned in another incident than this one. */
static bool in_another(const struct sv_clusters *k, size_t from, size_t to, size_t i)
{
	for (size_t other = from; other < to; other++)
		if (k->d.cases[k->repeats[other].at].incident != k->d.cases[k->repeats[i].at].incident)
			return true;
	return false;
}

/* Persons concerned in more than one incident, of which one in the last year: counted in the unit of that, each once. */
static enum sv_status count_persons(struct sv_clusters *k, struct sv_err *err)
{
	size_t *last = calloc(k->nunits + 1, sizeof *last); /* of each unit the person counted last */
	enum sv_status st = last ? sv_index_repeats(k->d.index, one_repeat, k, err) : sv_err_nomem(err);

	for (size_t from = 0, to; st == SV_OK && from < k->nrepeats; from = to) {
		for (to = from; to < k->nrepeats && k->repeats[to].person == k->repeats[from].person; to++)
			;
		for (size_t i = from; i < to; i++) {
			const struct sv_noticed_case *c = &k->d.cases[k->repeats[i].at];
			size_t unit = place_of(k, c->word[SV_NOTICED_UNIT]);
			bool recent = !c->erased && c->received > k->edge[SV_CLUSTERS_YEAR] && c->received <= k->edge[0];
			if (unit == SIZE_MAX || !recent || last[unit] == k->repeats[i].person || !in_another(k, from, to, i))
				continue;
			last[unit] = k->repeats[i].person;
			k->twice[unit]++;
		}
	}
	free(last);
	return st;
}

long long sv_clusters_sum(const long long *numbers, size_t n)
{
	long long all = 0;

	for (size_t i = 0; i < n; i++)
		all += numbers[i];
	return all;
}

/* The scan, where there is enough past to scan by. */
static enum sv_status scan(struct sv_clusters *k, struct sv_err *err)
{
	struct sv_random random;
	const struct sv_scan s = { k->nunits, SV_CLUSTERS_YEAR, k->years, k->recent, k->past, k->past_months, SV_CLUSTERS_YEAR, k->past_years * k->known, sv_clusters_windows, SV_CLUSTERS_WINDOWS, SV_CLUSTERS_DRAWS };

	k->told = k->past_months >= SV_CLUSTERS_YEAR && k->nunits >= SV_CLUSTERS_UNITS && sv_clusters_sum(k->past, k->nunits * k->past_months) >= SV_CLUSTERS_REPORTS;
	sv_random_seed(&random, SEED);
	return k->told ? sv_scan_run(&s, &random, k->scanned, err) : SV_OK;
}

enum sv_status sv_clusters_look(struct sv_clusters *k, size_t past_years, struct sv_err *err)
{
	const json_t *rule = sv_json_object(k->d.protocol, "cluster");
	enum sv_status st;

	k->reports = sv_json_int(rule, "reports", 3);
	k->percent = sv_json_int(rule, "percent", 5);
	k->known = 1;
	set_edges(k, past_years * SV_CLUSTERS_YEAR);
	st = find_units(k, err);
	if (st == SV_OK)
		st = count(k, err);
	if (st == SV_OK)
		st = count_persons(k, err);
	return st == SV_OK ? scan(k, err) : st;
}

void sv_clusters_release(struct sv_clusters *k)
{
	free(k->unit);
	free(k->recent);
	free(k->past);
	free(k->twice);
	free(k->scanned);
	free(k->repeats);
}
