/* SPDX-License-Identifier: MIT */
/* sv-stats uniformity: whether like cases are handled alike; units against each other, or single decisions against their precedents. See stats/uniform.h. */
#include "cli/uniformity.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/lang.h"
#include "cli/noticing.h"
#include "json/get.h"
#include "model/protocol.h"

#define UNIT_LEAST 10   /* cases of a unit, and like ones elsewhere */
#define POWER_LEAST 0.5 /* less, and a unit that differs is more often missed than seen */
#define ALPHA 0.05

static const char *const founded[] = { "founded", "partly_founded", NULL };
static const char *const judged[] = { "founded", "partly_founded", "unfounded", "not_established", NULL };

/* A way to handle a case, as a yes or no; who of whom. */
struct handling {
	const char *name, *heading;     /* heading: N_ */
	bool (*asked)(const struct sv_uniformity *k, size_t at);
	bool (*yes)(const struct sv_uniformity *k, size_t at);
};

static bool was_judged(const struct sv_uniformity *k, size_t at)
{
	return sv_uniformity_is(k, at, SV_NOTICED_OUTCOME, judged);
}

static bool was_founded(const struct sv_uniformity *k, size_t at)
{
	return sv_uniformity_is(k, at, SV_NOTICED_OUTCOME, founded);
}

static bool was_routed(const struct sv_uniformity *k, size_t at)
{
	return k->d.cases[at].word[SV_NOTICED_ROUTE] != 0;
}

static bool was_investigated(const struct sv_uniformity *k, size_t at)
{
	return sv_json_true(sv_protocol_route(k->d.protocol, sv_noticed_word(&k->d, k->d.cases[at].word[SV_NOTICED_ROUTE])), "investigates");
}

static bool was_measured(const struct sv_uniformity *k, size_t at)
{
	return k->d.cases[at].measured;
}

static const struct handling handlings[] = {
	{ "founded", N_("found (partly) founded, of those judged"), was_judged, was_founded },
	{ "investigated", N_("investigated, of those with a route"), was_routed, was_investigated },
	{ "measured", N_("measures taken, of those (partly) founded"), was_founded, was_measured },
};

/* What is told of the units together. */
struct told {
	size_t small, compared, out, blind; /* too small to tell of; compared; standing out; where a difference would mostly be missed */
};

static enum sv_status add_unit(const struct sv_uniformity *k, json_t *rows, const struct handling *h, size_t unit, const struct sv_uniform *u, struct sv_err *err)
{
	json_t *row = json_object();
	bool blind = u->power < POWER_LEAST && !u->stands_out;
	bool ok = row && sv_json_set_text(row, "handling", h->name) && sv_json_set_text(row, "unit", sv_noticed_word(&k->d, k->unit[unit]))
	          && sv_noticed_set(row, "cases", (double)u->n, 0) && sv_noticed_set(row, "yes", (double)u->yes, 0) && sv_noticed_set(row, "expected", u->expected, 1)
	          && sv_noticed_set(row, "difference", 100 * u->difference, 0) && sv_noticed_set(row, "low", 100 * u->low, 0) && sv_noticed_set(row, "high", 100 * u->high, 0)
	          && sv_noticed_set(row, "probability", u->probability, 3) && sv_noticed_set(row, "adjusted", u->adjusted, 3) && sv_noticed_set(row, "power", u->power, 2)
	          && sv_json_set_text(row, "says", u->stands_out ? "differs" : blind ? "cannot_tell" : "alike") && json_array_append_new(rows, json_incref(row)) == 0;

	json_decref(row);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* Compares the units in one way of handling; rows of those that can be. */
static enum sv_status compare(struct sv_uniformity *k, const struct handling *h, json_t *rows, struct told *told, struct sv_err *err)
{
	static const struct sv_uniform_rule rule = { UNIT_LEAST, 0.95, ALPHA };
	struct sv_handled *cases = calloc(k->n + 1, sizeof *cases);
	struct sv_combination *c = calloc(k->n + 1, sizeof *c);
	struct sv_uniform *units = calloc(k->nunits + 1, sizeof *units);
	size_t *group = calloc(k->n + 1, sizeof *group), n = 0;
	enum sv_status st = cases && c && units && group ? SV_OK : sv_err_nomem(err);

	for (size_t i = 0; i < k->n && st == SV_OK; i++) {
		const size_t *w = k->d.cases[k->at[i]].word;
		size_t unit = 0;
		while (unit < k->nunits && k->unit[unit] != w[SV_NOTICED_UNIT])
			unit++;
		if (unit == k->nunits || !h->asked(k, k->at[i]) || (k->d.cases[k->at[i]].tied && sv_uniformity_again(k, i)))
			continue;
		cases[n] = (struct sv_handled){ unit, 0, h->yes(k, k->at[i]) };
		c[n] = (struct sv_combination){ { w[SV_NOTICED_KIND], w[SV_NOTICED_GRAVITY], 0, 0 }, n };
		n++;
	}
	if (st == SV_OK) {
		sv_uniformity_number(c, n, group);
		for (size_t i = 0; i < n; i++)
			cases[i].stratum = group[i];
		st = sv_uniform_units(cases, n, k->nunits, &rule, units, err);
	}
	for (size_t u = 0; u < k->nunits && st == SV_OK; u++) {
		told->small += units[u].n > 0 && !units[u].comparable;
		told->compared += units[u].comparable;
		told->out += units[u].stands_out;
		told->blind += units[u].comparable && units[u].power < POWER_LEAST;
		if (units[u].comparable)
			st = add_unit(k, rows, h, u, &units[u], err);
	}
	free(cases);
	free(c);
	free(units);
	free(group);
	return st;
}

/* What holds of both tables. */
static bool say_common(const struct sv_uniformity *k, json_t *document)
{
	char text[512];
	bool ok = sv_noticed_set(document, "years", (double)k->years, 0) && sv_noticed_set(document, "decisions", (double)k->n, 0) && sv_noticed_set(document, "erased", (double)k->gone, 0);

	snprintf(text, sizeof text, sv_tr(N_("%zu decisions of the last %lld years; of %zu more, erased since, nothing is known that tells which cases were alike")), k->n, k->years, k->gone);
	return sv_noticed_say(document, text) && ok;
}

static bool say_departures(const struct sv_uniformity *k, json_t *document, const struct sv_departures *d)
{
	char text[512];
	bool ok = sv_noticed_set(document, "departures", (double)d->all, 0) && sv_noticed_set(document, "without_reason", (double)d->missing, 0) && sv_noticed_set(document, "clear", (double)d->clear, 0);

	snprintf(text, sizeof text, sv_tr(N_("decisions that differ from at least %lld%% of at least %lld like cases: %zu, of which %zu where so many of these ended in one and the same other way; without the reason that was asked for: %zu")), k->percent, k->least, d->all, d->clear, d->missing);
	return sv_noticed_say(document, text) && ok;
}

static enum sv_status units_document(struct sv_uniformity *k, json_t *document, json_t *rows, struct sv_err *err)
{
	struct told told = { 0, 0, 0, 0 };
	struct sv_departures departures;
	char text[512];
	bool ok = true;
	enum sv_status st = SV_OK;

	for (size_t h = 0; h < sizeof handlings / sizeof handlings[0] && st == SV_OK; h++) {
		st = compare(k, &handlings[h], rows, &told, err);
		snprintf(text, sizeof text, "%s: %s", handlings[h].name, sv_tr(handlings[h].heading));
		ok = sv_noticed_say(document, text) && ok;
	}
	if (st == SV_OK)
		st = sv_uniformity_decisions(k, NULL, &departures, err);
	if (st != SV_OK)
		return st;
	ok = say_common(k, document) && sv_noticed_set(document, "small", (double)told.small, 0) && ok;
	snprintf(text, sizeof text, sv_tr(N_("of %zu comparisons %zu differ; in %zu a unit with three times, or a third of, the odds of the others would more often be missed than seen: no finding there says nothing")), told.compared, told.out, told.blind);
	ok = sv_noticed_say(document, text) && ok;
	snprintf(text, sizeof text, sv_tr(N_("not told, as fewer than %d cases of the unit or like ones elsewhere are there to compare: %zu")), UNIT_LEAST, told.small);
	ok = sv_noticed_say(document, text) && say_departures(k, document, &departures) && ok;
	ok = sv_noticed_say(document, sv_tr(N_("a difference is in points of a hundred, like with like by kind and gravity only, decisions on one incident once; it shows where to ask why, not that anybody was treated unfairly")))
	     && sv_noticed_say(document, sv_tr(N_("for inside use: a unit that is named here is never published"))) && ok;
	return ok ? SV_OK : sv_err_nomem(err);
}

static enum sv_status decisions_document(struct sv_uniformity *k, json_t *document, json_t *rows, struct sv_err *err)
{
	struct sv_departures departures;
	char text[512];
	enum sv_status st = sv_uniformity_decisions(k, rows, &departures, err);

	if (st != SV_OK)
		return st;
	bool ok = say_common(k, document) && say_departures(k, document, &departures) && sv_noticed_set(document, "hidden", (double)departures.hidden, 0);
	if (departures.hidden > 0) {
		snprintf(text, sizeof text, sv_tr(N_("not listed, as you may not see them: %zu")), departures.hidden);
		ok = sv_noticed_say(document, text) && ok;
	}
	ok = sv_noticed_say(document, sv_tr(N_("not_asked: on that day there were no such precedents, so nobody asked why")))
	     && sv_noticed_say(document, sv_tr(N_("a departure shows that a reason is due, not that the decision was wrong: where like cases end in many ways, most of them differ from most others")))
	     && sv_noticed_say(document, sv_tr(N_("for inside use: what is listed here is never published"))) && ok;
	return ok ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_uniformity_run(struct sv_run *run, struct sv_err *err)
{
	static const struct sv_noticed_column units[] = {
		{ "handling", N_("handling"), SV_NOTICED_TEXT }, { "unit", N_("unit"), SV_NOTICED_TEXT }, { "cases", N_("cases"), 0 }, { "yes", N_("yes"), 0 }, { "expected", N_("expected"), 1 },
		{ "difference", N_("difference"), 0 }, { "low", N_("low"), 0 }, { "high", N_("high"), 0 }, { "probability", N_("probability"), 3 }, { "adjusted", N_("adjusted"), 3 },
		{ "power", N_("power"), 2 }, { "says", N_("says"), SV_NOTICED_TEXT },
	};
	static const struct sv_noticed_column decisions[] = {
		{ "case", N_("case"), SV_NOTICED_TEXT }, { "unit", N_("unit"), SV_NOTICED_TEXT }, { "kind", N_("kind"), SV_NOTICED_TEXT }, { "category", N_("category"), SV_NOTICED_TEXT },
		{ "gravity", N_("gravity"), SV_NOTICED_TEXT }, { "outcome", N_("outcome"), SV_NOTICED_TEXT }, { "decided", N_("decided"), SV_NOTICED_TEXT }, { "alike", N_("alike"), 0 },
		{ "otherwise", N_("otherwise"), 0 }, { "usual", N_("usual"), SV_NOTICED_TEXT }, { "usually", N_("usually"), 0 }, { "alike_before", N_("alike before"), 0 },
		{ "otherwise_before", N_("otherwise before"), 0 }, { "reason", N_("reason"), SV_NOTICED_TEXT },
	};
	bool single = sv_args_has(run->args, "decisions");
	long long years = sv_args_int(run->args, "years", 3);
	struct sv_uniformity k = { .years = 0 };
	json_t *document = NULL, *rows = NULL;
	enum sv_status st = years < 1 || years > 10 ? sv_err_set(err, SV_USAGE, N_("option '--%s': not a number from %d to %d"), "years", 1, 10) : SV_OK;

	if (st == SV_OK)
		st = sv_noticed_open(run, &k.d, err);
	if (st == SV_OK)
		st = sv_uniformity_look(&k, sv_args_has(run->args, "years") ? years : 0, err);
	if (st == SV_OK)
		st = sv_noticed_document(&k.d, "uniformity", &document, &rows, err);
	if (st == SV_OK)
		st = single ? decisions_document(&k, document, rows, err) : units_document(&k, document, rows, err);
	if (st == SV_OK)
		st = sv_noticed_print(&k.d, document, single ? decisions : units, single ? sizeof decisions / sizeof decisions[0] : sizeof units / sizeof units[0], err);
	json_decref(document);
	sv_uniformity_release(&k);
	sv_noticed_close(&k.d);
	return st;
}
