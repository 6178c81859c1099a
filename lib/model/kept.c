/* SPDX-License-Identifier: MIT */
/* Which terms were kept: see kept.h. */
#include "model/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/event.h"
#include "model/terms.h"
#include "model/terms_scene.h"

const char *const sv_keeping_words[] = { "lapsed", "met", "running", "suspended", "late", "missed", NULL };

bool sv_keeping_settled(const char *word)
{
	static const enum sv_keeping settled[] = { SV_KEPT_LAPSED, SV_KEPT_MET, SV_KEPT_LATE };
	size_t i = 0;

	while (i < sizeof settled / sizeof *settled && strcmp(sv_keeping_words[settled[i]], word) != 0)
		i++;
	return i < sizeof settled / sizeof *settled;
}

/* One time that a term ran for the case, a party or a recommendation. */
struct once {
	size_t term;     /* its place in the protocol */
	char object[24]; /* the id of the party or recommendation; "" for the case */
	bool party;
	struct sight at; /* as it was seen last while it ran */
	int32_t due;     /* its last day then, before it was moved on by standing still */
	int32_t done, ended;
};

struct sv_kept {
	struct sv_terms *terms;
	struct once *once;
	size_t n, cap;
	bool failed;
	/* the event that is being looked at */
	int32_t on, day; /* the day it says it happened on, and the day it was recorded */
	bool plans;
};

/* Events that make no progress by themselves: what they change of a term is its day. */
static const char *const planning[] = {
	"aftercare.planned", "case.corrected", "case.parties", "case.converted", "case.reopened", "case.handed_over", "message.received", "identity.erased", NULL,
};

struct sv_kept *sv_kept_new(const json_t *protocol)
{
	struct sv_kept *k = calloc(1, sizeof *k);

	if (k && (k->terms = sv_terms_new(protocol)) == NULL) {
		free(k);
		return NULL;
	}
	return k;
}

void sv_kept_free(struct sv_kept *k)
{
	if (k == NULL)
		return;
	sv_terms_free(k->terms);
	free(k->once);
	free(k);
}

void sv_kept_clear(struct sv_kept *k)
{
	k->n = 0;
	k->failed = false;
}

/* The last time a term ran for an object, or NULL. */
static struct once *last(struct sv_kept *k, size_t term, const char *object)
{
	for (size_t i = k->n; i-- > 0;)
		if (k->once[i].term == term && strcmp(k->once[i].object, object) == 0)
			return &k->once[i];
	return NULL;
}

static struct once *begin(struct sv_kept *k, size_t term, const char *object, bool party, const struct sight *v)
{
	if (k->n == k->cap) {
		size_t cap = k->cap ? k->cap * 2 : 32;
		struct once *grown = realloc(k->once, cap * sizeof *grown);
		k->failed = k->failed || grown == NULL;
		if (grown == NULL)
			return NULL;
		k->once = grown;
		k->cap = cap;
	}
	struct once *o = &k->once[k->n++];
	*o = (struct once){ .term = term, .party = party, .at = *v, .due = v->due, .done = INT32_MIN, .ended = INT32_MIN };
	strncpy(o->object, object, sizeof o->object - 1);
	return o;
}

/* While a term stands still its last day moves on. */
static void resume(struct once *o, int32_t day)
{
	if (o->at.suspended && day > o->at.suspended_on)
		o->at.due += day - o->at.suspended_on;
	o->at.suspended = false;
}

static void finish(struct once *o, int32_t day)
{
	resume(o, day);
	o->done = day;
}

static void end(struct once *o, int32_t day)
{
	resume(o, day);
	o->ended = day;
}

static void look(struct once *o, const struct sight *v)
{
	o->at = *v;
	o->due = v->due;
}

/* It is met now: by the day that says so. */
static void is_met(struct sv_kept *k, size_t i, const char *object, bool party, struct once *o, const struct sight *v)
{
	bool fresh = o == NULL || o->ended != INT32_MIN;

	if (o && o->done != INT32_MIN && !k->plans)
		return; /* it was met before; what comes later does not change that, but for a correction */
	if (fresh && o && o->at.since == v->since && o->at.step == v->step)
		fresh = false; /* it ended undone, and was taken up again */
	if (fresh)
		o = begin(k, i, object, party, v);
	if (o == NULL)
		return;
	look(o, v);
	o->ended = INT32_MIN;
	finish(o, v->met_on != INT32_MIN ? v->met_on : k->on);
}

/* Whether another start only moves a term: of one that does not come back it always does, else unless an act took the start away or anew. */
static bool moves(const struct sv_kept *k, const struct term *term)
{
	return k->plans || !term->comes_back;
}

/* It runs now. */
static void runs(struct sv_kept *k, size_t i, const struct term *term, const char *object, bool party, struct once *o, const struct sight *v)
{
	bool same = o && o->at.since == v->since && o->at.step == v->step;

	if (o && o->done != INT32_MIN) {
		/* what was met once from a start stays so, also where the case is opened again; a new plan is another time */
		if (!same || o->due != v->due || term->comes_back)
			begin(k, i, object, party, v);
		return;
	}
	if (o && !same && !moves(k, term) && o->ended == INT32_MIN) {
		finish(o, k->on);
		begin(k, i, object, party, v);
	} else if (o && (same || o->ended == INT32_MIN)) {
		look(o, v);
		o->ended = INT32_MIN;
	} else {
		begin(k, i, object, party, v);
	}
}

static void see(void *data, size_t i, const struct term *term, const struct scene *s)
{
	struct sv_kept *k = data;
	const char *object = s->party ? s->party : s->recommendation ? s->recommendation : "";
	struct once *o = last(k, i, object);
	bool open = o && o->done == INT32_MIN && o->ended == INT32_MIN;
	bool applies = sv_term_applies(s, term);
	struct sight v;

	if (!applies && !open)
		return;
	bool started = sv_term_sight(s, term, &v);
	if (started && v.met)
		is_met(k, i, object, s->party != NULL, o, &v);
	else if (!applies)
		end(o, k->day);
	else if (started)
		runs(k, i, term, object, s->party != NULL, o, &v);
	else if (open && moves(k, term))
		end(o, k->day);
	else if (open)
		finish(o, k->on);
}

enum sv_status sv_kept_see(struct sv_kept *k, const json_t *state, const json_t *envelope, const json_t *record, struct sv_err *err)
{
	const char *type = sv_json_text(envelope, "type"), *on = sv_json_text(record, "on");
	int64_t ms;

	k->day = sv_event_when(envelope, &ms) ? sv_day_in_amsterdam(ms) : INT32_MIN;
	if (on == NULL || !sv_date_parse(on, &k->on))
		k->on = k->day;
	k->plans = false;
	for (size_t i = 0; planning[i]; i++)
		k->plans = k->plans || sv_text_is(type, planning[i]);
	sv_terms_each(k->terms, state, see, k);
	return k->failed ? sv_err_nomem(err) : SV_OK;
}

static bool set_int(json_t *one, const char *member, int32_t value)
{
	return value == INT32_MIN || json_object_set_new(one, member, json_integer(value)) == 0;
}

enum sv_status sv_kept_terms(const struct sv_kept *k, json_t **terms, struct sv_err *err)
{
	bool ok;

	*terms = json_array();
	ok = *terms != NULL;
	for (size_t i = 0; i < k->n && ok; i++) {
		const struct once *o = &k->once[i];
		json_t *one = json_object();
		ok = one && sv_json_set(one, "term", json_object_get(k->terms->term[o->term].json, "term"))
		     && (o->object[0] == '\0' || sv_json_set_text(one, o->party ? "party" : "recommendation", o->object))
		     && (o->at.step == 0 || set_int(one, "step", o->at.step)) && set_int(one, "due", o->at.due) && set_int(one, "done", o->done)
		     && set_int(one, "ended", o->ended) && (!o->at.suspended || json_object_set_new(one, "suspended", json_true()) == 0);
		ok = json_array_append_new(*terms, one) == 0 && ok;
	}
	if (ok)
		return SV_OK;
	json_decref(*terms);
	*terms = NULL;
	return sv_err_nomem(err);
}

enum sv_keeping sv_keeping(int32_t due, int32_t done, int32_t ended, bool suspended, int32_t today)
{
	if (done != INT32_MIN)
		return done <= due ? SV_KEPT_MET : SV_KEPT_LATE;
	if (ended != INT32_MIN)
		return ended > due ? SV_KEPT_MISSED : SV_KEPT_LAPSED;
	if (suspended)
		return SV_KEPT_SUSPENDED;
	return today > due ? SV_KEPT_MISSED : SV_KEPT_RUNNING;
}
