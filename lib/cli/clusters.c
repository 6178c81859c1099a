/* SPDX-License-Identifier: MIT */
/* sv-stats clusters: two lamps, kept apart. The policy's, which lights at a number of reports, and a statistical signal (stats/scan.h). */
#include "cli/clusters.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/items.h"
#include "cli/lang.h"
#include "cli/noticing.h"
#include "json/get.h"
#include "model/protocol.h"
#include "stats/cluster.h"

static bool signals(const struct sv_clusters *k, size_t unit)
{
	return k->told && k->scanned[unit].probability * 100 <= (double)k->percent;
}

static bool policy(const struct sv_clusters *k, size_t unit)
{
	return sv_clusters_sum(k->recent + unit * SV_CLUSTERS_YEAR, SV_CLUSTERS_YEAR) >= k->reports || k->twice[unit] > 0;
}

/* What an officer can do with it. */
static void advise(const struct sv_clusters *k, size_t unit, char *out, size_t size)
{
	const struct sv_scanned *s = &k->scanned[unit];
	const char *name = sv_noticed_word(&k->d, k->unit[unit]);
	long long year = sv_clusters_sum(k->recent + unit * SV_CLUSTERS_YEAR, SV_CLUSTERS_YEAR);
	size_t used;

	if (signals(k, unit))
		snprintf(out, size, sv_tr(N_("%s: %lld reports in %zu months where %.1f were to be expected; consider a risk analysis of the unit")), name, s->observed, sv_clusters_windows[s->window], s->expected);
	else if (year >= k->reports)
		snprintf(out, size, sv_tr(N_("%s: %lld reports in twelve months, which the policy asks to be looked at; chance alone can do that")), name, year);
	else
		snprintf(out, size, sv_tr(N_("%s: %lld reports in twelve months")), name, year);
	used = strlen(out);
	if (k->twice[unit] > 0)
		snprintf(out + used, size - used, sv_tr(N_("; persons concerned before in another incident: %lld; look at their cases together")), k->twice[unit]);
}

/* The last risk analysis of a unit that is not over, or NULL. */
static const char *analysis_of(const json_t *risks, const char *unit)
{
	const json_t *risk;
	const char *id = NULL;
	size_t i;

	json_array_foreach(risks, i, risk) {
		const char *of = sv_json_text(risk, "unit"), *state = sv_json_text(risk, "state");
		if (of && state && strcmp(of, unit) == 0 && strcmp(state, "done") != 0)
			id = sv_json_text(risk, "risk");
	}
	return id;
}

/* What can be done with it at once: the analysis that there is ("analysis"), else the act that sv-risk would add one by ("add"). */
static bool suggest(const struct sv_clusters *k, json_t *row, const json_t *risks, const char *unit, char *text, size_t size)
{
	const char *id = analysis_of(risks, unit);
	char day[SV_DATE_SIZE];
	size_t used = strlen(text);

	if (id) {
		snprintf(text + used, size - used, sv_tr(N_("; a risk analysis of the unit runs: %s")), id);
		return sv_json_set_text(row, "analysis", id);
	}
	sv_date_format(k->d.today, day);
	json_t *title = json_sprintf(sv_tr(N_("Risk analysis: %s")), sv_protocol_label(k->d.protocol, "unit", unit, sv_lang()));
	json_t *reference = json_sprintf("sv-stats clusters %s, %.12s", day, sv_index_head(k->d.index));
	return title && reference && json_object_set_new(row, "add", json_pack("{s:o,s:s,s:s,s:o}", "title", title, "unit", unit, "trigger", "cluster", "reference", reference)) == 0;
}

static enum sv_status add_row(const struct sv_clusters *k, json_t *rows, const json_t *risks, size_t unit, struct sv_err *err)
{
	const struct sv_scanned *s = &k->scanned[unit];
	json_t *row = json_object();
	char text[512];
	bool ok = row != NULL;

	advise(k, unit, text, sizeof text);
	ok = sv_json_set_text(row, "unit", sv_noticed_word(&k->d, k->unit[unit])) && sv_noticed_set(row, "reports", (double)sv_clusters_sum(k->recent + unit * SV_CLUSTERS_YEAR, SV_CLUSTERS_YEAR), 0)
	     && sv_noticed_set(row, "concerned_again", (double)k->twice[unit], 0) && ok;
	if (policy(k, unit))
		ok = json_object_set_new(row, "policy", json_true()) == 0 && ok;
	if (signals(k, unit))
		ok = json_object_set_new(row, "signal", json_true()) == 0 && ok;
	if (k->told)
		ok = sv_noticed_set(row, "months", (double)sv_clusters_windows[s->window], 0) && sv_noticed_set(row, "observed", (double)s->observed, 0)
		     && sv_noticed_set(row, "expected", s->expected, 1) && sv_noticed_set(row, "probability", s->probability, 3) && ok;
	ok = suggest(k, row, risks, sv_noticed_word(&k->d, k->unit[unit]), text, sizeof text) && sv_json_set_text(row, "text", text) && json_array_append_new(rows, row) == 0 && ok;
	return ok ? SV_OK : sv_err_nomem(err);
}

/* Units that are signalled first, by their probability; then by the number of reports. */
static int by_weight(const void *a, const void *b, void *look)
{
	const struct sv_clusters *k = look;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	double p = signals(k, x) ? k->scanned[x].probability : 1, q = signals(k, y) ? k->scanned[y].probability : 1;
	long long n = sv_clusters_sum(k->recent + x * SV_CLUSTERS_YEAR, SV_CLUSTERS_YEAR), m = sv_clusters_sum(k->recent + y * SV_CLUSTERS_YEAR, SV_CLUSTERS_YEAR);

	if (p != q)
		return p < q ? -1 : 1;
	if (n != m)
		return n > m ? -1 : 1;
	return x < y ? -1 : x > y;
}

static enum sv_status add_rows(struct sv_clusters *k, json_t *rows, const json_t *risks, size_t *lit, size_t *signalled, struct sv_err *err)
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
			st = add_row(k, rows, risks, order[i], err);
	}
	free(order);
	return st;
}

/* How many units the number of reports alone lights by chance. */
static double by_chance(const struct sv_clusters *k)
{
	long long *totals = calloc(k->nunits + 1, sizeof *totals);
	double lit = 0;

	for (size_t u = 0; totals && u < k->nunits; u++)
		totals[u] = sv_clusters_sum(k->past + u * k->past_months, k->past_months);
	if (totals && k->past_months > 0)
		lit = sv_cluster_by_chance(totals, k->nunits, k->past_years * k->known, k->reports);
	free(totals);
	return lit;
}

/* The numbers that the lamps are judged by, and what they say. */
static enum sv_status explain(const struct sv_clusters *k, json_t *document, size_t lit, size_t signalled, struct sv_err *err)
{
	struct sv_uneven uneven = { 1, 0 };
	json_t *lamp = json_object(), *signal = json_object();
	double chance = by_chance(k);
	char text[512];
	enum sv_status st = lamp && signal ? sv_scan_uneven(k->past, k->nunits, k->past_months, SV_CLUSTERS_YEAR, &uneven, err) : sv_err_nomem(err);
	bool ok = sv_noticed_set(lamp, "reports", (double)k->reports, 0) && sv_noticed_set(lamp, "lit", (double)lit, 0) && sv_noticed_set(lamp, "by_chance", k->past_months ? chance : NAN, 1)
	          && sv_noticed_set(signal, "percent", (double)k->percent, 0) && sv_noticed_set(signal, "units", (double)signalled, 0) && sv_noticed_set(signal, "past_months", (double)k->past_months, 0)
	          && sv_noticed_set(signal, "clump", uneven.clump, 3) && sv_noticed_set(signal, "drift", uneven.drift, 3) && sv_noticed_set(signal, "draws", SV_CLUSTERS_DRAWS, 0)
	          && json_object_set_new(signal, "told", json_boolean(k->told)) == 0 && sv_noticed_set(document, "units", (double)k->nunits, 0);

	if (k->past_months)
		snprintf(text, sizeof text, sv_tr(N_("policy lamp (%lld reports in twelve months, or a person concerned again): lit for %zu of %zu units; so many reports come to about %.1f units by chance alone")), k->reports, lit, k->nunits, chance);
	else
		snprintf(text, sizeof text, sv_tr(N_("policy lamp (%lld reports in twelve months, or a person concerned again): lit for %zu of %zu units")), k->reports, lit, k->nunits);
	ok = sv_noticed_say(document, text) && ok;
	if (k->told)
		snprintf(text, sizeof text, sv_tr(N_("statistical signal: %zu of %zu units; were nothing the matter, %lld looks in 100 would show one")), signalled, k->nunits, k->percent);
	else
		snprintf(text, sizeof text, sv_tr(N_("statistical signal: cannot tell; it takes a year of figures before the last one, %d units and %d reports")), SV_CLUSTERS_UNITS, SV_CLUSTERS_REPORTS);
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
	struct sv_clusters k = { .known = 1 };
	long long years = sv_args_int(run->args, "past", 3);
	json_t *document = NULL, *rows = NULL, *risks = NULL;
	size_t lit, signalled;
	enum sv_status st = years < 1 || years * SV_CLUSTERS_YEAR > SV_CLUSTERS_PAST_MOST ? sv_err_set(err, SV_USAGE, N_("option '--%s': not a number from %d to %d"), "past", 1, SV_CLUSTERS_PAST_MOST / SV_CLUSTERS_YEAR) : SV_OK;

	if (st == SV_OK)
		st = sv_noticed_open(run, &k.d, err);
	if (st == SV_OK)
		st = sv_clusters_look(&k, (size_t)years, err);
	if (st == SV_OK)
		st = sv_noticed_document(&k.d, "clusters", &document, &rows, err);
	if (st == SV_OK)
		st = sv_items_all(run, "risk", &risks, err);
	if (st == SV_OK)
		st = add_rows(&k, rows, risks, &lit, &signalled, err);
	if (st == SV_OK && sv_noticed_for_people(&k.d) && !say_rows(document, rows))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_clusters_quiet(&k, document, err);
	if (st == SV_OK)
		st = explain(&k, document, lit, signalled, err);
	if (st == SV_OK)
		st = sv_noticed_print(&k.d, document, columns, sizeof columns / sizeof columns[0], err);
	json_decref(document);
	json_decref(risks);
	sv_clusters_release(&k);
	sv_noticed_close(&k.d);
	return st;
}
