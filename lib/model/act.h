/* SPDX-License-Identifier: MIT */
/*
 * Acts: what somebody asks to be done to a case, as given (options, a record or a form). Here an act is made
 * complete (defaults, vocabulary, parties, dates) and split over the compartments it will be sealed in.
 */
#ifndef SV_MODEL_ACT_H
#define SV_MODEL_ACT_H

#include <jansson.h>
#include <stdint.h>

#include "base/err.h"
#include "model/event.h"

/* The sealed compartments of an event. */
enum sv_compartment { SV_RECORD, SV_CONTENT, SV_IDENTITY, SV_COMPARTMENTS };

/* The word of a compartment, also the name of the role that opens it. */
const char *sv_compartment_name(enum sv_compartment c);

/* What completing an act depends on. All borrowed. */
struct sv_act_setting {
	const struct sv_event_type *type;
	const json_t *protocol;
	const json_t *officers; /* object: handle -> officer; NULL: of officers nothing is checked */
	const json_t *before;   /* the case as folded so far */
	int32_t today;          /* day in Europe/Amsterdam */
	const char *by;         /* the officer who acts; "": not known who did */
	bool past;              /* what happened elsewhere is taken over: by officers who may have left, in words that may have changed since */
};

/* Told of every defect found; err is the callee's to copy. */
struct sv_act_report {
	void (*defect)(void *data, const struct sv_err *err);
	void *data;
};

/*
 * Completes an act in place: today for days left out, party ids for new parties, the one person concerned for a
 * finding that names none; and checks it: words against the protocol, officers and parties that exist, days
 * that are not in the future. Every defect is reported. Returns SV_OK or SV_BAD_INPUT.
 */
enum sv_status sv_act_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);

/* Only the checks of words, officers and days: for the new values of a correction (s: of the kind of event that is corrected). */
enum sv_status sv_act_check(const struct sv_act_setting *s, const json_t *act, const struct sv_act_report *report);

/* What the tool had filled in and follows from new values of a correction: until when a case is kept. Returns false without memory. */
bool sv_act_follow(const struct sv_act_setting *s, json_t *set);

/*
 * Makes of an act with party "all" one act per party for whom that step is still open (share/schema says which
 * acts may say so); any other act comes out as it is. *acts is a new array.
 */
enum sv_status sv_act_expand(const struct sv_act_setting *s, json_t *act, json_t **acts, struct sv_err *err);

/*
 * What an act, once stored, brings about in other cases: a new array of {case?, event, act}; without "case" a new case
 * is made. The text "@new" in an act stands for that new case's id. Retaliation opens a linked case (gate 15); links
 * and merges show on both sides. Empty for most acts.
 */
enum sv_status sv_act_consequences(const struct sv_act_setting *s, const json_t *act, json_t **out, struct sv_err *err);

/* The act that a record tells of, for the gates: sealed words are there, though not readable. New; NULL without memory. */
json_t *sv_act_of_record(const json_t *record);

/* Where a member of an act is sealed, by the "x-seal" of its schema; what no schema knows is an identity, the strictest. */
enum sv_compartment sv_act_compartment(const json_t *schema, const char *member);
/* Whether a member of a party is one that the tool makes, in the record. */
bool sv_act_party_ours(const char *member);
/*
 * Splits an act over the compartments by the "x-seal" of its schema's properties (party: schema of the items of
 * "parties"). A member that the schema does not seal somewhere goes to identity, the strictest. The record also
 * gets "given": the names of the content members that hold words, so that gates can see them without opening
 * them. Each out[i] is new, or NULL where nothing goes there.
 */
enum sv_status sv_act_split(const json_t *schema, const json_t *party, const json_t *act, json_t *out[SV_COMPARTMENTS], struct sv_err *err);

#endif
