/* SPDX-License-Identifier: MIT */
/* Terms: see terms.h. */
#include "model/terms.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/calendar.h"
#include "model/event.h"
#include "model/gates.h"
#include "model/protocol.h"
#include "model/terms_scene.h"

/* The value at a path. */
static const json_t *at(const struct scene *s, const struct term_path *path)
{
	const json_t *v = path->of_case ? s->state : s->object;
	const struct term_step *step = path->n ? &s->terms->path_steps[path->first] : NULL;

	for (size_t i = 0; i < path->n && v; i++)
		v = json_object_getn(v, step[i].name, step[i].len);
	return v;
}

static bool day_at(const struct scene *s, const struct term_path *path, int32_t *day)
{
	const char *text = path->there ? json_string_value(at(s, path)) : NULL;

	return text && sv_date_parse(text, day);
}

/* The day of the first of some paths that is there. */
static bool start_of(const struct scene *s, const struct term_paths *from, int32_t *day)
{
	for (size_t i = 0; i < from->n; i++)
		if (day_at(s, &s->terms->paths[from->first + i], day))
			return true;
	return false;
}

/* A day and what there is to add: days first, months then (art. 9(1)(f): the months run from the end of the days). */
static int32_t later(int32_t day, const struct term_span *by)
{
	return sv_day_add_months(sv_working_days_after(day + by->days, by->working_days), by->months);
}

/* Whether members of the case have, or lack, the words that a condition names. */
static bool holds(const json_t *state, const json_t *condition, bool any)
{
	const char *member;
	json_t *words;

	json_object_foreach((json_t *)condition, member, words) {
		const char *is = sv_json_true(state, member) ? "true" : sv_json_text(state, member);
		bool has = sv_json_holds(words, is);
		if (has == any)
			return any;
	}
	return !any;
}

/* What of a case speaks for all terms alike. */
struct standing {
	enum sv_state now;
	int investigates; /* its route does; -1: not looked up yet */
};

/* Whether the case as a whole leaves room for a term. */
static bool has_room(const struct scene *s, const struct term *term, struct standing *c)
{
	const struct scene whole = { s->terms, s->state, s->state, NULL, NULL, true };
	const char *route;

	if (c->now == SV_STATE_ERASED || (c->now == SV_STATE_CLOSED && !term->after_closing))
		return false;
	if ((term->only && !holds(s->state, term->only, false)) || (term->unless && holds(s->state, term->unless, true)))
		return false;
	if (term->ends_with.there && at(&whole, &term->ends_with))
		return false;
	if (term->investigating && c->investigates < 0) {
		route = sv_json_text(s->state, "route");
		c->investigates = route == NULL || sv_route_investigates(s->terms->protocol, route);
	}
	return !term->investigating || c->investigates;
}

bool sv_term_applies(const struct scene *s, const struct term *term)
{
	if (!s->holds || (s->party && term->roles && !sv_json_holds(term->roles, sv_party_role(s->object))))
		return false;
	if (!term->reach || s->party == NULL)
		return true;
	return (!sv_party_unreachable(s->state, s->object) || sv_party_mailbox(s->state, s->object)) && !sv_party_untold(s->state, s->object);
}

/* The day a term runs from: not before another day, where it names one that is there. */
static bool begin(const struct scene *s, const struct term *term, const struct term_paths *from, int32_t *day)
{
	int32_t other;

	if (!start_of(s, from, day))
		return false;
	for (size_t i = 0; i < term->not_before.n; i++)
		if (day_at(s, &s->terms->paths[term->not_before.first + i], &other) && other > *day)
			*day = other;
	return true;
}

/* How many steps of a schedule, or of whatever has steps, were taken. */
static long long taken(const struct scene *s, const struct term *term)
{
	return term->count.there ? json_integer_value(at(s, &term->count)) : 0;
}

/* The day a term started, if it says one, and its last day, met or not; false where it has not started. */
static bool last_day(const struct scene *s, const struct term *term, int32_t *since, int32_t *day)
{
	bool started = begin(s, term, &term->from, since);

	if (day_at(s, &term->until, day)) {
		if (!started)
			*since = INT32_MIN;
		return true;
	}
	if (term->scheduled) {
		long long step = taken(s, term);
		if (!started || step < 0 || (unsigned long long)step >= term->steps)
			return false;
		*day = later(*since, &s->terms->spans[term->schedule + (size_t)step]);
		return true;
	}
	if (started) {
		*day = later(*since, &term->span);
		return true;
	}
	if (term->has_other && begin(s, term, &term->other_from, since)) {
		*day = later(*since, &term->other);
		return true;
	}
	return false;
}

/* How events changed a term, or NULL. */
static const json_t *change_of(const struct scene *s, const char *term)
{
	const json_t *terms = sv_json_object(s->state, "terms");
	char key[128];

	if (terms == NULL || term == NULL)
		return NULL;
	snprintf(key, sizeof key, "%s%s%s", term, s->party ? ":" : "", s->party ? s->party : "");
	const json_t *change = json_object_get(terms, key);
	return change == NULL && s->party ? json_object_get(terms, term) : change; /* or a change for all parties at once */
}

/* What events made of a term: another last day, days that did not count; false while it is suspended. */
static bool changed(const struct scene *s, const char *term, int32_t *day)
{
	const json_t *change = change_of(s, term);
	int32_t until;

	if (change == NULL)
		return true;
	if (sv_json_text(change, "until") && sv_date_parse(sv_json_text(change, "until"), &until) && until > *day)
		*day = until;
	*day += (int32_t)sv_json_int(change, "days_suspended", 0);
	return !sv_json_has(change, "suspended");
}

bool sv_term_sight(const struct scene *s, const struct term *term, struct sight *sight)
{
	const json_t *by = term->met_by.there ? at(s, &term->met_by) : NULL;
	const char *suspended;

	*sight = (struct sight){ .since = INT32_MIN, .met = by != NULL, .met_on = INT32_MIN };
	if (!last_day(s, term, &sight->since, &sight->due))
		return false;
	sight->step = (int)taken(s, term);
	if (!changed(s, term->id, &sight->due)) {
		suspended = sv_json_text(change_of(s, term->id), "suspended");
		sight->suspended = suspended && sv_date_parse(suspended, &sight->suspended_on);
	}
	if (json_is_string(by) && !sv_date_parse(json_string_value(by), &sight->met_on))
		sight->met_on = INT32_MIN;
	return true;
}

static bool set_day(json_t *one, const char *member, int32_t day)
{
	char s[SV_DATE_SIZE];

	sv_date_format(day, s);
	return sv_json_set_text(one, member, s);
}

/* For whom: the owner of a recommendation, else who handles the case, else who registered it. */
static bool set_who(const struct scene *s, json_t *one)
{
	const json_t *handlers = sv_json_array(s->state, "handlers"), *handle;
	const char *owner = s->recommendation ? sv_json_text(s->object, "owner") : NULL;
	bool ok = true;
	size_t i;

	if (owner)
		return sv_json_add_word(one, "who", owner);
	json_array_foreach(handlers, i, handle)
		ok = sv_json_add_word(one, "who", json_string_value(handle)) && ok;
	return json_array_size(handlers) == 0 ? sv_json_add_word(one, "who", sv_json_text(s->state, "registered_by")) : ok;
}

static bool look(const struct scene *s, const struct term *t, json_t *due)
{
	const json_t *term = t->json, *law = sv_json_object(term, "law"), *escalate = json_object_get(term, "escalate_days");
	const char *basis = sv_json_text(s->state, "basis");
	int32_t since = INT32_MIN, day = 0;
	json_t *one;
	bool ok;

	if (!sv_term_applies(s, t) || (t->met_by.there && at(s, &t->met_by)) || !last_day(s, t, &since, &day) || !changed(s, t->id, &day))
		return true;
	one = json_object();
	bool by_law = law && sv_text_is(basis, "law");
	ok = one && sv_json_set(one, "case", json_object_get(s->state, "case")) && sv_json_set(one, "term", json_object_get(term, "term"))
	     && sv_json_set_text(one, "party", s->party) && sv_json_set_text(one, "recommendation", s->recommendation) && set_day(one, "due", day)
	     && (since == INT32_MIN || set_day(one, "since", since)) && set_who(s, one)
	     && set_day(one, "warn", day - (int32_t)sv_json_int(term, "warn_days", 0))
	     && (escalate == NULL || set_day(one, "escalate", day + (int32_t)json_integer_value(escalate)))
	     && (by_law ? sv_json_set_text(one, "basis", "law") : sv_json_set(one, "basis", json_object_get(term, "basis")))
	     && sv_json_set(one, "source", json_object_get(by_law ? law : term, "source"));
	return json_array_append_new(due, one) == 0 && ok;
}

/* What terms may run for more than once in a case, looked up once for all of them. */
struct objects {
	const json_t *array;
	size_t n;
	const char *ids[32]; /* of the first ones; a case has hardly ever more */
};

static void find_objects(const json_t *state, const char *list, const char *id, struct objects *o)
{
	o->array = sv_json_array(state, list);
	o->n = json_array_size(o->array);
	for (size_t k = 0; k < o->n && k < sizeof o->ids / sizeof o->ids[0]; k++)
		o->ids[k] = sv_json_text(json_array_get(o->array, k), id);
}

void sv_terms_each(const struct sv_terms *terms, const json_t *state, void (*fn)(void *data, size_t i, const struct term *term, const struct scene *s), void *data)
{
	static const char *const lists[][2] = { [TERM_OF_PARTY] = { "parties", "party" }, [TERM_OF_RECOMMENDATION] = { "recommendations", "recommendation" } };
	struct standing c = { sv_state_from(sv_json_text(state, "state")), -1 };
	struct objects of[sizeof lists / sizeof lists[0]];

	find_objects(state, lists[TERM_OF_PARTY][0], lists[TERM_OF_PARTY][1], &of[TERM_OF_PARTY]);
	find_objects(state, lists[TERM_OF_RECOMMENDATION][0], lists[TERM_OF_RECOMMENDATION][1], &of[TERM_OF_RECOMMENDATION]);
	for (size_t i = 0; i < terms->n; i++) {
		const struct term *term = &terms->term[i];
		const struct objects *o = term->per == TERM_OF_CASE ? NULL : &of[term->per];
		struct scene s = { terms, state, state, NULL, NULL, false };
		s.holds = has_room(&s, term, &c);
		if (o == NULL)
			fn(data, i, term, &s);
		for (size_t k = 0; o && k < o->n; k++) {
			s.object = json_array_get(o->array, k);
			const char *id = k < sizeof o->ids / sizeof o->ids[0] ? o->ids[k] : sv_json_text(s.object, lists[term->per][1]);
			s.party = term->per == TERM_OF_PARTY ? id : NULL;
			s.recommendation = term->per == TERM_OF_RECOMMENDATION ? id : NULL;
			fn(data, i, term, &s);
		}
	}
}

/* The array being filled. */
struct filling {
	json_t *due;
	bool ok;
};

static void look_one(void *data, size_t i, const struct term *term, const struct scene *s)
{
	struct filling *f = data;

	(void)i;
	f->ok = look(s, term, f->due) && f->ok;
}

enum sv_status sv_terms_due_by(const struct sv_terms *terms, const json_t *state, json_t **due, struct sv_err *err)
{
	struct filling f = { json_array(), true };

	*due = f.due;
	if (f.due)
		sv_terms_each(terms, state, look_one, &f);
	return f.due && f.ok ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_terms_due_of(const json_t *protocol, const json_t *state, const char *term, json_t **due, struct sv_err *err)
{
	struct sv_terms *terms = sv_terms_new_of(protocol, term);
	enum sv_status st = terms ? sv_terms_due_by(terms, state, due, err) : sv_err_nomem(err);

	if (terms == NULL)
		*due = NULL;
	sv_terms_free(terms);
	return st;
}

enum sv_status sv_terms_due(const json_t *protocol, const json_t *state, json_t **due, struct sv_err *err)
{
	return sv_terms_due_of(protocol, state, NULL, due, err);
}

bool sv_terms_last_day(const json_t *protocol, const json_t *state, const json_t *party, const char *member, int32_t *day)
{
	struct scene s = { NULL, state, party, sv_json_text(party, "party"), NULL, true };
	const char *text = sv_json_text(party, member);
	const json_t *term;
	size_t i;

	if (text == NULL || !sv_date_parse(text, day))
		return false;
	json_array_foreach(sv_json_array(protocol, "terms"), i, term) {
		const char *per = sv_json_text(term, "per"), *until = sv_json_text(term, "until");
		if (per && until && strcmp(per, "party") == 0 && strcmp(until, member) == 0 && !changed(&s, sv_json_text(term, "term"), day))
			*day = INT32_MAX;
	}
	return true;
}

const json_t *sv_term(const json_t *protocol, const char *id)
{
	return sv_json_find(sv_json_array(protocol, "terms"), "term", id);
}

const json_t *sv_term_in(const json_t *protocol, const json_t *state, const char *id)
{
	const json_t *term;
	size_t i;

	json_array_foreach(sv_json_array(protocol, "terms"), i, term) {
		const char *is = sv_json_text(term, "term");
		const json_t *only = sv_json_object(term, "only"), *unless = sv_json_object(term, "unless");
		if (sv_text_is(is, id) && (only == NULL || holds(state, only, false)) && (unless == NULL || !holds(state, unless, true)))
			return term;
	}
	return sv_term(protocol, id);
}

const json_t *sv_terms_find(const json_t *due, const char *id, const char *party)
{
	const json_t *one;
	size_t i;

	json_array_foreach(due, i, one) {
		const char *is = sv_json_text(one, "term"), *of = sv_json_text(one, "party");
		if (sv_text_is(is, id) && (party == NULL || sv_text_is(of, party)))
			return one;
	}
	return NULL;
}
