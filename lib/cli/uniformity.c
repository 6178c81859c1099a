/* SPDX-License-Identifier: MIT */
/* sv-stats uniformity: whether like cases are handled alike; units against each other, or single decisions against their precedents. See stats/uniform.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/lang.h"
#include "cli/noticed.h"
#include "cli/noticing.h"
#include "json/get.h"
#include "model/protocol.h"
#include "stats/uniform.h"

#define UNIT_LEAST 10    /* cases of a unit, and like ones elsewhere */
#define FEW 500          /* fewer decisions in three years: five years are taken */
#define POWER_LEAST 0.5  /* less, and a unit that differs is more often missed than seen */
#define ALPHA 0.05

/* One look. */
struct look {
	struct sv_noticed d;
	long long years;
	int32_t since;          /* the first day of the decisions that are looked at */
	size_t *at, n;          /* the cases that were judged in that time */
	size_t *unit, nunits;
	size_t gone;            /* decisions that do not tell their unit, or by what they are alike, any more */
	long long least, percent; /* the protocol's numbers */
	struct sv_precedents *precedents; /* of the comparable ones, as `comparable` */
	size_t *comparable, ncomparable;
};

/* How many decisions depart from their precedents. */
struct departures {
	size_t all, missing, hidden; /* without the reason that was asked for; that this user may not see */
	size_t clear;                /* where so many of the like cases ended in one and the same other way */
};

static bool is(const struct look *k, size_t at, enum sv_noticed_dimension dimension, const char *const *words)
{
	const char *word = sv_noticed_word(&k->d, k->d.cases[at].word[dimension]);

	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static const char *const unjudged[] = { "", "withdrawn", "inadmissible", NULL };
static const char *const founded[] = { "founded", "partly_founded", NULL };
static const char *const judged[] = { "founded", "partly_founded", "unfounded", "not_established", NULL };

/* Whether a decision before it, of the same unit, is of the same incident: what was decided together counts once. */
static bool again(const struct look *k, size_t i)
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
static size_t choose(struct look *k, int32_t since)
{
	k->n = 0;
	for (size_t i = 0; i < k->d.n; i++)
		if (k->d.cases[i].decided >= since && k->d.cases[i].decided <= k->d.today && !is(k, i, SV_NOTICED_OUTCOME, unjudged))
			k->at[k->n++] = i;
	return k->n;
}

static enum sv_status start(struct look *k, struct sv_err *err)
{
	const json_t *gate = sv_protocol_gate(k->d.protocol, "precedent_departure");
	bool asked = sv_args_has(k->d.run->args, "years");

	k->years = sv_args_int(k->d.run->args, "years", 3);
	k->least = sv_json_int(gate, "cases", 5);
	k->percent = sv_json_int(gate, "percent", 80);
	k->at = malloc((k->d.n + 1) * sizeof *k->at);
	k->precedents = calloc(k->d.n + 1, sizeof *k->precedents);
	k->comparable = malloc((k->d.n + 1) * sizeof *k->comparable);
	if (k->at == NULL || k->precedents == NULL || k->comparable == NULL)
		return sv_err_nomem(err);
	if (!asked && choose(k, sv_day_add_months(k->d.today, -36) + 1) < FEW)
		k->years = 5;
	k->since = sv_day_add_months(k->d.today, -12 * (int)k->years) + 1;
	choose(k, k->since);
	for (size_t i = 0; i < k->d.n; i++) /* an erased case was decided no earlier than in its year */
		k->gone += k->d.cases[i].erased && k->d.cases[i].received >= k->since - 366 && !is(k, i, SV_NOTICED_OUTCOME, unjudged);
	return sv_noticed_codes(&k->d, SV_NOTICED_UNIT, NULL, &k->unit, &k->nunits, err);
}

/* A number for each combination of words, the same for the same: places among the combinations in their order. */
struct combination {
	size_t word[4], at;
};

static int by_words(const void *a, const void *b)
{
	const struct combination *x = a, *y = b;

	for (size_t i = 0; i < 4; i++)
		if (x->word[i] != y->word[i])
			return x->word[i] < y->word[i] ? -1 : 1;
	return 0;
}

/* Numbers n combinations from 0; group[at] gets the number. */
static void number(struct combination *c, size_t n, size_t *group)
{
	size_t next = 0;

	qsort(c, n, sizeof *c, by_words);
	for (size_t i = 0; i < n; i++) {
		next += i > 0 && by_words(&c[i - 1], &c[i]) != 0;
		group[c[i].at] = next;
	}
}

/* Each decision that can be compared against all that are like it: kind, category and gravity must be known. */
static enum sv_status find_precedents(struct look *k, struct sv_err *err)
{
	struct sv_decided *decided = calloc(k->n + 1, sizeof *decided);
	struct combination *c = calloc(k->n + 1, sizeof *c);
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
			c[i] = (struct combination){ { w[SV_NOTICED_KIND], w[SV_NOTICED_CATEGORY], w[SV_NOTICED_GRAVITY], close ? position : 0 }, i };
		}
		number(c, n, group + (close ? k->n + 1 : 0));
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
static bool departs(const struct look *k, size_t alike, size_t otherwise)
{
	return alike >= (size_t)k->least && otherwise * 100 >= (size_t)k->percent * alike;
}

/* The reason for a departure: recorded, missing, or not asked as there were no such precedents on that day. */
static const char *reason(const struct look *k, size_t i)
{
	const struct sv_precedents *p = &k->precedents[i];

	if (k->d.cases[k->comparable[i]].departs)
		return "recorded";
	return departs(k, p->alike_before, p->otherwise_before) ? "missing" : "not_asked";
}

/* A way to handle a case, as a yes or no; who of whom. */
struct handling {
	const char *name, *heading;     /* heading: N_ */
	bool (*asked)(const struct look *k, size_t at);
	bool (*yes)(const struct look *k, size_t at);
};

static bool was_judged(const struct look *k, size_t at)
{
	return is(k, at, SV_NOTICED_OUTCOME, judged);
}

static bool was_founded(const struct look *k, size_t at)
{
	return is(k, at, SV_NOTICED_OUTCOME, founded);
}

static bool was_routed(const struct look *k, size_t at)
{
	return k->d.cases[at].word[SV_NOTICED_ROUTE] != 0;
}

static bool was_investigated(const struct look *k, size_t at)
{
	return sv_json_true(sv_protocol_route(k->d.protocol, sv_noticed_word(&k->d, k->d.cases[at].word[SV_NOTICED_ROUTE])), "investigates");
}

static bool was_measured(const struct look *k, size_t at)
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

static enum sv_status add_unit(const struct look *k, json_t *rows, const struct handling *h, size_t unit, const struct sv_uniform *u, struct sv_err *err)
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
static enum sv_status compare(struct look *k, const struct handling *h, json_t *rows, struct told *told, struct sv_err *err)
{
	static const struct sv_uniform_rule rule = { UNIT_LEAST, 0.95, ALPHA };
	struct sv_handled *cases = calloc(k->n + 1, sizeof *cases);
	struct combination *c = calloc(k->n + 1, sizeof *c);
	struct sv_uniform *units = calloc(k->nunits + 1, sizeof *units);
	size_t *group = calloc(k->n + 1, sizeof *group), n = 0;
	enum sv_status st = cases && c && units && group ? SV_OK : sv_err_nomem(err);

	for (size_t i = 0; i < k->n && st == SV_OK; i++) {
		const size_t *w = k->d.cases[k->at[i]].word;
		size_t unit = 0;
		while (unit < k->nunits && k->unit[unit] != w[SV_NOTICED_UNIT])
			unit++;
		if (unit == k->nunits || !h->asked(k, k->at[i]) || (k->d.cases[k->at[i]].tied && again(k, i)))
			continue;
		cases[n] = (struct sv_handled){ unit, 0, h->yes(k, k->at[i]) };
		c[n] = (struct combination){ { w[SV_NOTICED_KIND], w[SV_NOTICED_GRAVITY], 0, 0 }, n };
		n++;
	}
	if (st == SV_OK) {
		number(c, n, group);
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

static enum sv_status add_decision(const struct look *k, json_t *rows, size_t i, struct sv_err *err)
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

/* Counts them, and where rows is not NULL lists those that this user may see. */
static enum sv_status list_decisions(const struct look *k, json_t *rows, struct departures *d, struct sv_err *err)
{
	size_t *order = malloc((k->ncomparable + 1) * sizeof *order), n = 0;
	enum sv_status st = order ? SV_OK : sv_err_nomem(err);

	*d = (struct departures){ 0, 0, 0, 0 };
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

/* What holds of both tables. */
static bool say_common(const struct look *k, json_t *document)
{
	char text[512];
	bool ok = sv_noticed_set(document, "years", (double)k->years, 0) && sv_noticed_set(document, "decisions", (double)k->n, 0) && sv_noticed_set(document, "erased", (double)k->gone, 0);

	snprintf(text, sizeof text, sv_tr(N_("%zu decisions of the last %lld years; of %zu more, erased since, nothing is known that tells which cases were alike")), k->n, k->years, k->gone);
	return sv_noticed_say(document, text) && ok;
}

static bool say_departures(const struct look *k, json_t *document, const struct departures *d)
{
	char text[512];
	bool ok = sv_noticed_set(document, "departures", (double)d->all, 0) && sv_noticed_set(document, "without_reason", (double)d->missing, 0) && sv_noticed_set(document, "clear", (double)d->clear, 0);

	snprintf(text, sizeof text, sv_tr(N_("decisions that differ from at least %lld%% of at least %lld like cases: %zu, of which %zu where so many of these ended in one and the same other way; without the reason that was asked for: %zu")), k->percent, k->least, d->all, d->clear, d->missing);
	return sv_noticed_say(document, text) && ok;
}

static enum sv_status units_document(struct look *k, json_t *document, json_t *rows, struct sv_err *err)
{
	struct told told = { 0, 0, 0, 0 };
	struct departures departures;
	char text[512];
	bool ok = true;
	enum sv_status st = SV_OK;

	for (size_t h = 0; h < sizeof handlings / sizeof handlings[0] && st == SV_OK; h++) {
		st = compare(k, &handlings[h], rows, &told, err);
		snprintf(text, sizeof text, "%s: %s", handlings[h].name, sv_tr(handlings[h].heading));
		ok = sv_noticed_say(document, text) && ok;
	}
	if (st == SV_OK)
		st = list_decisions(k, NULL, &departures, err);
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

static enum sv_status decisions_document(struct look *k, json_t *document, json_t *rows, struct sv_err *err)
{
	struct departures departures;
	char text[512];
	enum sv_status st = list_decisions(k, rows, &departures, err);

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
	struct look k = { .years = 0 };
	json_t *document = NULL, *rows = NULL;
	enum sv_status st = years < 1 || years > 10 ? sv_err_set(err, SV_USAGE, N_("option '--%s': not a number from %d to %d"), "years", 1, 10) : SV_OK;

	if (st == SV_OK)
		st = sv_noticed_open(run, &k.d, err);
	if (st == SV_OK)
		st = start(&k, err);
	if (st == SV_OK)
		st = find_precedents(&k, err);
	if (st == SV_OK)
		st = sv_noticed_document(&k.d, "uniformity", &document, &rows, err);
	if (st == SV_OK)
		st = single ? decisions_document(&k, document, rows, err) : units_document(&k, document, rows, err);
	if (st == SV_OK)
		st = sv_noticed_print(&k.d, document, single ? decisions : units, single ? sizeof decisions / sizeof decisions[0] : sizeof units / sizeof units[0], err);
	json_decref(document);
	free(k.at);
	free(k.unit);
	free(k.precedents);
	free(k.comparable);
	sv_noticed_close(&k.d);
	return st;
}
