/* SPDX-License-Identifier: MIT */
/* What the functions of the fold share (fold.c); nobody else sees it. Each kind of event has one function, in a table of its own file. */
#ifndef SV_MODEL_FOLD_STEP_H
#define SV_MODEL_FOLD_STEP_H

#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "base/date.h"
#include "json/get.h"
#include "model/event.h"
#include "model/gates.h"

/* One event being folded: the day it happened in Amsterdam is what steps without a day of their own are dated by. */
struct step {
	json_t *state;
	const json_t *envelope;
	const json_t *record; /* may be NULL */
	char day[SV_DATE_SIZE];
	bool ok;
};

static inline void copy(struct step *s, json_t *to, const json_t *from, const char *const *members)
{
	for (; *members; members++)
		s->ok = sv_json_set(to, *members, json_object_get(from, *members)) && s->ok;
}

static inline void text(struct step *s, json_t *to, const char *member, const char *value)
{
	s->ok = sv_json_set_text(to, member, value) && s->ok;
}

/* The day the step says it happened on, else the day of the event. */
static inline const char *on(const struct step *s)
{
	const char *day = sv_json_text(s->record, "on");

	return day ? day : s->day;
}

/* The party the step is about, or NULL. */
static inline json_t *party(const struct step *s)
{
	const char *id = sv_json_text(s->record, "party");

	return sv_json_find(sv_json_array(s->state, "parties"), "party", id);
}

static inline json_t *list(struct step *s, const char *member)
{
	json_t *a = sv_json_array(s->state, member);

	if (a == NULL)
		a = sv_json_put(s->state, member, json_array());
	s->ok = s->ok && a;
	return a;
}

static inline void drop(json_t *object, const char *member)
{
	json_object_del(object, member);
}


static inline void count(struct step *s, json_t *to, const char *member, long long by)
{
	s->ok = json_object_set_new(to, member, json_integer(sv_json_int(to, member, 0) + by)) == 0 && s->ok;
}

/* A new item of a list of the state, tied to its event so that a correction finds it. */
static inline json_t *item(struct step *s, const char *list_name)
{
	json_t *one = sv_json_append(list(s, list_name), json_object());

	s->ok = s->ok && one;
	text(s, one, "event", sv_json_text(s->envelope, "event"));
	return one;
}

static inline void add_parties(struct step *s)
{
	size_t i;
	json_t *p;

	json_array_foreach(sv_json_array(s->record, "parties"), i, p) {
		json_t *one = sv_json_deep_copy(p);
		if (sv_event_imported(s->envelope) && sv_json_has(one, "mailbox")) {
			drop(one, "mailbox");
			s->ok = json_object_set_new(one, "mailbox_elsewhere", json_true()) == 0 && s->ok;
		}
		s->ok = json_array_append_new(list(s, "parties"), one) == 0 && s->ok;
	}
}

static inline void add_words(struct step *s, json_t *to, const char *member)
{
	size_t i;
	json_t *word;

	json_array_foreach(sv_json_array(s->record, member), i, word) {
		s->ok = sv_json_add_word(to, member, json_string_value(word)) && s->ok;
	}
}

/* Whether a party knows of the case and can be told of changes in it. */
static inline bool knows(const struct step *s, const json_t *p)
{
	if (sv_party_is(p, "reporter"))
		return !sv_party_unreachable(s->state, p) || sv_party_mailbox(s->state, p);
	return sv_json_has(p, "notified");
}

/* From today on everyone who knows of the case is to be told of something: a term runs until they are. */
static inline void to_inform(struct step *s)
{
	size_t i;
	json_t *p;

	json_array_foreach(sv_json_array(s->state, "parties"), i, p) {
		if (knows(s, p) && !sv_json_has(p, "to_inform"))
			text(s, p, "to_inform", s->day);
	}
}

static inline void add_overrides(struct step *s)
{
	size_t i;
	json_t *gate;

	json_array_foreach(sv_json_array(s->record, "passed"), i, gate) {
		s->ok = json_array_append(list(s, "overrides"), gate) == 0 && s->ok;
	}
}

/* Gates that what was imported did not meet elsewhere: nobody passed them here. */
static inline void add_unmet(struct step *s)
{
	size_t i;
	json_t *gate;

	json_array_foreach(sv_json_array(s->record, "unmet"), i, gate) {
		s->ok = json_array_append(list(s, "unmet"), gate) == 0 && s->ok;
	}
}

/* Changes parties that are there, by their id; new members are added, given ones replaced. */
static inline void change_parties(struct step *s, const json_t *changes)
{
	size_t i;
	json_t *change;

	json_array_foreach(changes, i, change) {
		const char *id = sv_json_text(change, "party");
		json_t *p = sv_json_find(sv_json_array(s->state, "parties"), "party", id);
		s->ok = (p == NULL || json_object_update(p, change) == 0) && s->ok;
	}
}

/* The function of one kind of event. Tables end with a NULL. */
struct fold_rule {
	const char *event;
	void (*fold)(struct step *s);
};
extern const struct fold_rule sv_folds_handling[]; /* fold_handling.c: from report to decision */
extern const struct fold_rule sv_folds_care[];     /* fold_care.c: aftercare, learning, closing */
extern const struct fold_rule sv_folds_case[];     /* fold_case.c: the case as a whole, its terms, messages, corrections, identities */

#endif
