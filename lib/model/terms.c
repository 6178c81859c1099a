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

/* The value at a path: "/a.b" in the case, "a.b" in the object. */
static const json_t *at(const struct scene *s, const char *path)
{
	const json_t *v = path[0] == '/' ? s->state : s->object;
	char step[64];

	path += path[0] == '/';
	while (v && *path) {
		size_t n = strcspn(path, ".");
		snprintf(step, sizeof step, "%.*s", (int)n, path);
		v = json_object_get(v, step);
		path += n + (path[n] == '.');
	}
	return v;
}

static bool day_at(const struct scene *s, const char *path, int32_t *day)
{
	const char *text = path ? json_string_value(at(s, path)) : NULL;

	return text && sv_date_parse(text, day);
}

/* The day of the first path of "from" that is there; "from" is a text or an array of them. */
static bool start_of(const struct scene *s, const json_t *from, int32_t *day)
{
	const json_t *path;
	size_t i;

	if (json_is_string(from))
		return day_at(s, json_string_value(from), day);
	json_array_foreach(from, i, path) {
		if (day_at(s, json_string_value(path), day))
			return true;
	}
	return false;
}

/* A day and what an object says to add: days first, months then (art. 9(1)(f): the months run from the end of the days). */
static int32_t later(int32_t day, const json_t *by)
{
	day += (int32_t)(sv_json_int(by, "days", 0) + 7 * sv_json_int(by, "weeks", 0));
	day = sv_working_days_after(day, (int)sv_json_int(by, "working_days", 0));
	return sv_day_add_months(day, (int)sv_json_int(by, "months", 0));
}

/* Whether members of the case have, or lack, the words that a condition names. */
static bool holds(const struct scene *s, const json_t *condition, bool any)
{
	const char *member;
	json_t *words;

	json_object_foreach((json_t *)condition, member, words) {
		const char *is = sv_json_true(s->state, member) ? "true" : sv_json_text(s->state, member);
		bool has = is && sv_json_holds(words, is);
		if (has == any)
			return any;
	}
	return !any;
}

static bool applies(const struct scene *s, const json_t *term)
{
	const json_t *only = sv_json_object(term, "only"), *unless = sv_json_object(term, "unless"), *roles = sv_json_array(term, "roles");
	const char *ends = sv_json_text(term, "ends_with");
	enum sv_state now = sv_state_from(sv_json_text(s->state, "state"));

	if (now == SV_STATE_ERASED || (now == SV_STATE_CLOSED && !sv_json_true(term, "after_closing")))
		return false;
	if ((only && !holds(s, only, false)) || (unless && holds(s, unless, true)))
		return false;
	if (ends && at(&(struct scene){ s->protocol, s->state, s->state, NULL, NULL }, ends))
		return false;
	if (sv_json_true(term, "investigating") && sv_json_text(s->state, "route") && !sv_route_investigates(s->protocol, sv_json_text(s->state, "route")))
		return false;
	if (s->party && roles && !sv_json_holds(roles, sv_party_role(s->object)))
		return false;
	if (!sv_json_true(term, "reach") || s->party == NULL)
		return true;
	return (!sv_party_unreachable(s->state, s->object) || sv_party_mailbox(s->state, s->object)) && !sv_party_untold(s->state, s->object);
}

/* The day a term runs from: not before another day, where it names one that is there. */
static bool begin(const struct scene *s, const json_t *term, const json_t *from, int32_t *day)
{
	const json_t *least = json_object_get(term, "not_before"), *path;
	int32_t other;
	size_t i;

	if (!start_of(s, from, day))
		return false;
	if (json_is_string(least) && day_at(s, json_string_value(least), &other) && other > *day)
		*day = other;
	json_array_foreach(least, i, path) {
		if (day_at(s, json_string_value(path), &other) && other > *day)
			*day = other;
	}
	return true;
}

/* The day a term started, if it says one, and its last day, met or not; false where it has not started. */
static bool last_day(const struct scene *s, const json_t *term, int32_t *since, int32_t *day)
{
	const char *until = sv_json_text(term, "until");
	const json_t *schedule = sv_json_array(term, "schedule"), *otherwise = sv_json_object(term, "otherwise");
	bool started = begin(s, term, json_object_get(term, "from"), since);

	if (until && day_at(s, until, day)) {
		if (!started)
			*since = INT32_MIN;
		return true;
	}
	if (schedule) {
		const char *count = sv_json_text(term, "count");
		long long taken = count ? json_integer_value(at(s, count)) : 0;
		const json_t *step = json_array_get(schedule, (size_t)taken);
		if (!started || step == NULL)
			return false;
		*day = later(*since, step);
		return true;
	}
	if (started && json_object_get(term, "from")) {
		*day = later(*since, term);
		return true;
	}
	if (otherwise && begin(s, term, json_object_get(otherwise, "from"), since)) {
		*day = later(*since, otherwise);
		return true;
	}
	return false;
}

/* How events changed a term, or NULL. */
static const json_t *change_of(const struct scene *s, const json_t *term)
{
	const json_t *terms = sv_json_object(s->state, "terms");
	char key[128];

	if (terms == NULL)
		return NULL;
	snprintf(key, sizeof key, "%s%s%s", sv_json_text(term, "term"), s->party ? ":" : "", s->party ? s->party : "");
	const json_t *change = json_object_get(terms, key);
	return change == NULL && s->party ? json_object_get(terms, sv_json_text(term, "term")) : change; /* or a change for all parties at once */
}

/* What events made of a term: another last day, days that did not count; false while it is suspended. */
static bool changed(const struct scene *s, const json_t *term, int32_t *day)
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

bool sv_term_applies(const struct scene *s, const json_t *term)
{
	return applies(s, term);
}

bool sv_term_sight(const struct scene *s, const json_t *term, struct sight *sight)
{
	const char *met = sv_json_text(term, "met_by"), *count = sv_json_text(term, "count"), *suspended;
	const json_t *by = met ? at(s, met) : NULL;

	*sight = (struct sight){ .since = INT32_MIN, .met = by != NULL, .met_on = INT32_MIN };
	if (!last_day(s, term, &sight->since, &sight->due))
		return false;
	sight->step = count ? (int)json_integer_value(at(s, count)) : 0;
	if (!changed(s, term, &sight->due)) {
		suspended = sv_json_text(change_of(s, term), "suspended");
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
	if (json_array_size(handlers) == 0 && sv_json_text(s->state, "registered_by"))
		ok = sv_json_add_word(one, "who", sv_json_text(s->state, "registered_by")) && ok;
	return ok;
}

static bool look(const struct scene *s, const json_t *term, json_t *due)
{
	const json_t *law = sv_json_object(term, "law"), *escalate = json_object_get(term, "escalate_days");
	const char *basis = sv_json_text(s->state, "basis");
	int32_t since = INT32_MIN, day = 0;
	json_t *one;
	bool ok;

	const char *met = sv_json_text(term, "met_by");

	if (!applies(s, term) || (met && at(s, met)) || !last_day(s, term, &since, &day) || !changed(s, term, &day))
		return true;
	one = json_object();
	bool by_law = law && basis && strcmp(basis, "law") == 0;
	ok = one && sv_json_set(one, "case", json_object_get(s->state, "case")) && sv_json_set(one, "term", json_object_get(term, "term"))
	     && sv_json_set_text(one, "party", s->party) && sv_json_set_text(one, "recommendation", s->recommendation) && set_day(one, "due", day)
	     && (since == INT32_MIN || set_day(one, "since", since)) && set_who(s, one)
	     && set_day(one, "warn", day - (int32_t)sv_json_int(term, "warn_days", 0))
	     && (escalate == NULL || set_day(one, "escalate", day + (int32_t)json_integer_value(escalate)))
	     && (by_law ? sv_json_set_text(one, "basis", "law") : sv_json_set(one, "basis", json_object_get(term, "basis")))
	     && sv_json_set(one, "source", json_object_get(by_law ? law : term, "source"));
	return json_array_append_new(due, one) == 0 && ok;
}

void sv_terms_each(const json_t *protocol, const json_t *state, void (*fn)(void *data, size_t i, const json_t *term, const struct scene *s), void *data)
{
	static const struct { const char *per, *list, *id; } lists[] = { { "party", "parties", "party" }, { "recommendation", "recommendations", "recommendation" } };
	const json_t *term, *object;
	size_t i, k, l;

	json_array_foreach(sv_json_array(protocol, "terms"), i, term) {
		const char *per = sv_json_text(term, "per");
		struct scene s = { protocol, state, state, NULL, NULL };
		for (l = 0; l < 2 && (per == NULL || strcmp(per, lists[l].per) != 0); l++)
			;
		if (l == 2) {
			fn(data, i, term, &s);
			continue;
		}
		json_array_foreach(sv_json_array(state, lists[l].list), k, object) {
			const char *id = sv_json_text(object, lists[l].id);
			s.object = object;
			s.party = l == 0 ? id : NULL;
			s.recommendation = l == 1 ? id : NULL;
			fn(data, i, term, &s);
		}
	}
}

/* The array being filled. */
struct filling {
	json_t *due;
	bool ok;
};

static void look_one(void *data, size_t i, const json_t *term, const struct scene *s)
{
	struct filling *f = data;

	(void)i;
	f->ok = look(s, term, f->due) && f->ok;
}

enum sv_status sv_terms_due(const json_t *protocol, const json_t *state, json_t **due, struct sv_err *err)
{
	struct filling f = { json_array(), true };

	*due = f.due;
	if (f.due)
		sv_terms_each(protocol, state, look_one, &f);
	return f.due && f.ok ? SV_OK : sv_err_nomem(err);
}

bool sv_terms_last_day(const json_t *protocol, const json_t *state, const json_t *party, const char *member, int32_t *day)
{
	struct scene s = { protocol, state, party, sv_json_text(party, "party"), NULL };
	const json_t *term;
	size_t i;

	if (!day_at(&s, member, day))
		return false;
	json_array_foreach(sv_json_array(protocol, "terms"), i, term) {
		const char *per = sv_json_text(term, "per"), *until = sv_json_text(term, "until");
		if (per && until && strcmp(per, "party") == 0 && strcmp(until, member) == 0 && !changed(&s, term, day))
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
	struct scene s = { protocol, state, state, NULL, NULL };
	const json_t *term;
	size_t i;

	json_array_foreach(sv_json_array(protocol, "terms"), i, term) {
		const char *is = sv_json_text(term, "term");
		const json_t *only = sv_json_object(term, "only"), *unless = sv_json_object(term, "unless");
		if (is && strcmp(is, id) == 0 && (only == NULL || holds(&s, only, false)) && (unless == NULL || !holds(&s, unless, true)))
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
		if (is && strcmp(is, id) == 0 && (party == NULL || (of && strcmp(of, party) == 0)))
			return one;
	}
	return NULL;
}
