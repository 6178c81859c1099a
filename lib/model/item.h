/* SPDX-License-Identifier: MIT */
/*
 * Items: what the registers beside the cases hold, policies, activities, key actors, risks, surveys. An item is the fold of its events, as a case
 * is; what each kind of event does to it is one table here. Pure.
 */
#ifndef SV_MODEL_ITEM_H
#define SV_MODEL_ITEM_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/act.h"
#include "model/event.h"

/* A register of items. */
struct sv_item_kind {
	enum sv_register reg;
	const char *member; /* of envelopes and records: "policy" */
	const char *folder; /* in the history: "policies" */
	char letter;        /* its ids begin with it: 'P' */
};

/* Every register of items; the last has a NULL member. */
extern const struct sv_item_kind sv_item_kinds[];
/* The register with that member, or with that number; NULL where there is none. */
const struct sv_item_kind *sv_item_kind(const char *member);
const struct sv_item_kind *sv_item_kind_of(enum sv_register reg);
/* The register of a path in the history ("policies/P-7K3MQP.ndjson") and the id; NULL where it is no item's. */
const struct sv_item_kind *sv_item_from_path(const char *path, char id[16]);

/* What an event does to its item. */
enum sv_item_how {
	SV_ITEM_NEW,    /* makes it */
	SV_ITEM_SET,    /* replaces members */
	SV_ITEM_ADD,    /* adds to a list */
	SV_ITEM_FOLLOW, /* changes what is in a list, and notes the day as "followed" */
	SV_ITEM_END,    /* ends it */
};
struct sv_item_step {
	const char *event;
	enum sv_item_how how;
	const char *list; /* ADD, FOLLOW: the list of the item */
	const char *key;  /* the member that numbers what is in the list ("measure": m1, m2, …); NULL: it has no numbers */
	const char *lift; /* ADD: a member that the item itself has from then on ("next"); NULL: none */
	const char *more, *more_key; /* ADD: a list in what is added that is added to the list of that name of the item, and its numbers; NULL: none */
	bool passes; /* ADD: what is lifted is a day that passes: where what is added has none, and is of that day or later, the item has none any more */
	const char *same; /* ADD: the member by which it is something that the list holds already, and says more of it ("version"); NULL: always another one */
};
/* What a kind of event does; NULL where it is of no item. */
const struct sv_item_step *sv_item_step(const char *event);

/* A new item's state, of no event yet. NULL without memory. */
json_t *sv_item_new(void);
/* Takes from a copy of a state what its command alone shows: the questionnaire of a survey, and the figures of its results. False without memory. */
bool sv_item_shorten(json_t *state);
/*
 * Adds an event to an item's state {sv, MEMBER: id, state: active | done, added, changed, …what was said of it}. record: the opened record
 * compartment, or NULL where it does not open. Unknown kinds are counted.
 */
enum sv_status sv_item_fold(json_t *state, const json_t *envelope, const json_t *record, struct sv_err *err);

/*
 * Completes an act on an item in place and checks it: what a new item must have ("x-new" of its schema), words against the protocol's lists, days that
 * are not in the future, numbers of what is in a list, that no text names a case, that it is not over, and what its kind has for a rule. Every defect is
 * reported. SV_OK or SV_BAD_INPUT.
 */
enum sv_status sv_item_complete(const struct sv_act_setting *s, const json_t *schema, json_t *act, const struct sv_act_report *report);

/* Checks an act that was completed elsewhere: as sv_item_complete, but that nothing is filled in, numbers have to be right, and rules of its kind are left alone. */
enum sv_status sv_item_check(const struct sv_act_setting *s, const json_t *schema, const json_t *act, const struct sv_act_report *report);

/* Whether something in a list of an item is still to be done; the numbers (key) of what is, "m1, m3", as far as they fit into out, and how many there are. */
bool sv_item_is_open(const json_t *one);
size_t sv_item_open(const json_t *state, const char *list, const char *key, char *out, size_t size);
/*
 * Adds to an item what follows from it on a day: what the register's own rules make of it, such as whether a regulation is in force
 * (model/policy.h). It is shown, and stored nowhere. False without memory.
 */
bool sv_item_derive(json_t *state, int32_t day);

/* What is to be done for an item by when: a new array of {term, MEMBER: id, due, title?, who?}, as sv_terms_due has them for cases. */
enum sv_status sv_item_due(const json_t *state, json_t **due, struct sv_err *err);
/* What a term of an item is called (N_), or NULL. */
const char *sv_item_term_label(const char *term);

#endif
