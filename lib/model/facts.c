/* SPDX-License-Identifier: MIT */
/* What a case counts as: see facts.h. One table for words that are members of the state, one for those that are made. */
#include "model/facts.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/series.h"

/* A case being counted. */
struct count {
	const json_t *words, *state;
	int32_t received; /* INT32_MIN where not known: of erased cases it never is */
	bool erased, ok;
	json_t *facts;
};

static void add(struct count *c, const char *dimension, const char *word)
{
	c->ok = sv_json_set_text(c->facts, dimension, word) && c->ok;
}

/* A word of a list, as it is counted. */
static const char *counted(const struct count *c, const char *list, const char *word)
{
	return word ? sv_series_word(c->words, list, word, c->received) : NULL;
}

/* One more word of a dimension that can have several, once. */
static void also(struct count *c, const char *dimension, const char *word)
{
	if (word)
		c->ok = sv_json_add_word(c->facts, dimension, word) && c->ok;
}

/* "2026", "2026-Q1" and "2026-03" of a day, under the names of three dimensions. */
static void add_periods(struct count *c, const char *member, const char *const names[3])
{
	const char *text = sv_json_text(c->state, member);
	char word[3][16];
	int32_t day;
	int y, m, d;

	if (text == NULL || !sv_date_parse(text, &day))
		return;
	sv_day_to_civil(day, &y, &m, &d);
	snprintf(word[0], sizeof word[0], "%04d", y);
	snprintf(word[1], sizeof word[1], "%04d-Q%d", y, (m + 2) / 3);
	snprintf(word[2], sizeof word[2], "%04d-%02d", y, m);
	for (size_t i = 0; i < 3; i++)
		add(c, names[i], word[i]);
}

/* The words that are members of the state, and the list of the protocol that maps them (NULL: none). */
static const struct { const char *dimension, *list; } members[] = {
	{ "unit", "unit" }, { "kind", NULL }, { "category", "category" }, { "channel", "channel" }, { "confidentiality", NULL }, { "gravity", NULL },
	{ "basis", NULL }, { "origin", NULL }, { "state", NULL }, { "route", NULL }, { "outcome", NULL },
};

/* What is told by whether something is there. */
static const struct { const char *dimension, *member; } marks[] = {
	{ "settled", "settled" }, { "oral", "oral" }, { "converted", "was" }, { "reopened", "reopened" }, { "investigated", "investigation" }, { "retaliation", "retaliation" },
	{ "imported", "imported" },
};

static const char *yes(bool is)
{
	return is ? "yes" : "no";
}

/* The first party of a role; of who underwent it, else a reporter who did. */
static const json_t *first_party(const json_t *state, const char *role)
{
	const json_t *parties = sv_json_array(state, "parties"), *p = sv_json_find(parties, "role", role);
	size_t i;

	if (p || strcmp(role, "affected") != 0)
		return p;
	json_array_foreach(parties, i, p) {
		const char *is = sv_json_text(p, "role");
		if (sv_text_is(is, "reporter") && sv_json_true(p, "affected"))
			return p;
	}
	return NULL;
}

static void add_positions(struct count *c)
{
	static const char *const dimensions[][2] = { { "reporter_position", "reporter" }, { "affected_position", "affected" }, { "concerned_position", "concerned" } };

	for (size_t i = 0; i < sizeof dimensions / sizeof dimensions[0]; i++)
		add(c, dimensions[i][0], counted(c, "position", sv_json_text(first_party(c->state, dimensions[i][1]), "position")));
}

/* How far care for its parties came: given to somebody, else planned, else refused, else none. */
static const char *aftercare(const json_t *state)
{
	const char *far = "none";
	const json_t *p;
	size_t i;

	json_array_foreach(sv_json_array(state, "parties"), i, p) {
		const char *care = sv_json_text(p, "care");
		if (sv_json_has(p, "contacted"))
			return "given";
		if (care && strcmp(far, "planned") != 0)
			far = care;
	}
	return far;
}

/* What only a case that was not erased can tell. */
static void add_marks(struct count *c)
{
	const char *how = sv_json_text(c->state, "confidentiality");

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		const json_t *v = json_object_get(c->state, marks[i].member);
		add(c, marks[i].dimension, yes(v && !json_is_false(v)));
	}
	if (sv_json_has(c->state, "admissible"))
		add(c, "admissible", yes(sv_json_true(c->state, "admissible")));
	add(c, "aftercare", aftercare(c->state));
	if (sv_text_is(how, "anonymous"))
		add(c, "followed_up", yes(sv_json_int(c->state, "messages_received", 0) > 0));
}

static void add_words(struct count *c, const char *dimension, const char *list, const json_t *words)
{
	const json_t *word;
	size_t i;

	json_array_foreach(words, i, word)
		also(c, dimension, counted(c, list, json_string_value(word)));
}

/* A word of each object of a list of the state. */
static void add_each(struct count *c, const char *dimension, const char *list_name, const char *member, const char *list)
{
	const json_t *one;
	size_t i;

	json_array_foreach(sv_json_array(c->state, list_name), i, one) {
		const char *word = sv_json_text(one, member);
		also(c, dimension, list ? counted(c, list, word) : word);
	}
}

static void add_many(struct count *c)
{
	const json_t *one, *gate;
	size_t i;

	add_words(c, "measure", "measure", sv_json_array(c->state, "measures"));
	json_array_foreach(sv_json_array(c->state, "per"), i, one)
		add_words(c, "measure", "measure", sv_json_array(one, "measures"));
	add_words(c, "cause", "cause", sv_json_array(c->state, "causes"));
	json_array_foreach(sv_json_array(c->state, "overrides"), i, gate)
		also(c, "override", json_string_value(gate));
	json_array_foreach(sv_json_array(c->state, "unmet"), i, gate) {
		const char *word = json_string_value(gate);
		if (word && strcmp(word, "order") != 0) /* no gate: times that go back */
			also(c, "unmet", word);
	}
	json_array_foreach(sv_json_array(c->state, "routes"), i, one)
		also(c, "route_taken", json_string_value(one));
	add_each(c, "outcome_each", "per", "outcome", NULL);
	add_each(c, "allegation_category", "allegations", "category", "category");
	add_each(c, "finding", "findings", "finding", NULL);
	add_each(c, "link", "links", "as", NULL);
	json_array_foreach(sv_json_array(c->state, "recommendations"), i, one) {
		const char *status = sv_json_text(one, "status");
		also(c, "recommendation", sv_text_is(status, "dropped") ? "dropped" : sv_json_has(one, "done") ? "done" : "open");
	}
}

static bool add_numbers(struct count *c)
{
	static const char *const lists[] = { "allegations", "contacts", "overrides" };
	bool ok = true;

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		size_t n = json_array_size(sv_json_array(c->state, lists[i]));
		ok = (n == 0 || json_object_set_new(c->facts, lists[i], json_integer((json_int_t)n)) == 0) && ok;
	}
	return ok;
}

enum sv_status sv_facts(const json_t *words, const json_t *state, json_t **facts, struct sv_err *err)
{
	static const char *const received[3] = { "year", "quarter", "month" }, *const decided[3] = { "decided_year", "decided_quarter", "decided_month" },
		*const closed[3] = { "closed_year", "closed_quarter", "closed_month" };
	struct count c = { words, state, INT32_MIN, sv_json_has(state, "erased"), true, json_object() };
	const char *day = sv_json_text(state, "received");
	char year[32];

	*facts = c.facts;
	if (c.facts == NULL)
		return sv_err_nomem(err);
	if (day)
		sv_date_parse(day, &c.received);
	if (c.erased && sv_json_has(state, "year")) {
		snprintf(year, sizeof year, "%04lld", sv_json_int(state, "year", 0));
		add(&c, "year", year);
		/* it has the word that it counted under when it was erased: only what was mapped in all of its year is mapped again */
		c.received = sv_day_from_civil((int)sv_json_int(state, "year", 0), 12, 31);
	}
	add_periods(&c, "received", received);
	add_periods(&c, "decided", decided);
	add_periods(&c, "closed", closed);
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		const char *word = sv_json_text(state, members[i].dimension);
		add(&c, members[i].dimension, members[i].list ? counted(&c, members[i].list, word) : word);
	}
	const char *category = sv_json_text(c.facts, "category");
	if (category)
		add(&c, "group", sv_series_group(words, category));
	add_positions(&c);
	if (!c.erased)
		add_marks(&c);
	add_many(&c);
	c.ok = add_numbers(&c) && c.ok;
	if (c.ok)
		return SV_OK;
	json_decref(c.facts);
	*facts = NULL;
	return sv_err_nomem(err);
}
