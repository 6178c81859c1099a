/* SPDX-License-Identifier: MIT */
/*
 * Which terms of a case were kept. It looks at the case after each of its events, with the same computation as terms.h: a term
 * begins when it first runs, is done when what meets it ("met_by") comes, and ends undone when it no longer applies. One that nothing
 * meets by name is done when its start is taken away or taken anew by an act: a message was read, a party was told how things stand;
 * then the next one begins. Events that only plan or correct (a plan for care made anew, a correction) move such a term; they don't meet
 * it. Extensions and suspensions count as in terms.h.
 * The terms are those of the protocol it is given, whatever protocol the case's events were judged by. Pure.
 */
#ifndef SV_MODEL_KEPT_H
#define SV_MODEL_KEPT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct sv_kept;

/* How a term stands on a day. LAPSED: it fell away before it was due, so it was neither kept nor missed; it is in no figure. */
enum sv_keeping { SV_KEPT_LAPSED, SV_KEPT_MET, SV_KEPT_RUNNING, SV_KEPT_SUSPENDED, SV_KEPT_LATE, SV_KEPT_MISSED, SV_KEEPINGS };
/* Their words, in this order, from the best to the worst: "lapsed", "met", "running", "suspended", "late", "missed"; NULL-terminated. */
extern const char *const sv_keeping_words[];

/* Whether a word says how a term ended: it was done, in time or late, or fell away. Time changes nothing of it any more. */
bool sv_keeping_settled(const char *word);

/* Starts to look at cases under a protocol, which is borrowed. NULL without memory. */
struct sv_kept *sv_kept_new(const json_t *protocol);
void sv_kept_free(struct sv_kept *k);
/* The next case begins: what was seen is forgotten. */
void sv_kept_clear(struct sv_kept *k);
/* Looks at the case after one event: state is the fold so far, with the event in it; record may be NULL. */
enum sv_status sv_kept_see(struct sv_kept *k, const json_t *state, const json_t *envelope, const json_t *record, struct sv_err *err);
/*
 * All terms that began: *terms is a new array of objects {term, party?, recommendation?, step?, due, done?, ended?, suspended?}, in the
 * order they began. Days are whole numbers (base/date.h): done the day it was done, ended the day it no longer applied, suspended is true
 * where it stands still.
 */
enum sv_status sv_kept_terms(const struct sv_kept *k, json_t **terms, struct sv_err *err);

/* How a term stands by these days (INT32_MIN: none) as far as is known on a day. */
enum sv_keeping sv_keeping(int32_t due, int32_t done, int32_t ended, bool suspended, int32_t today);

#endif
