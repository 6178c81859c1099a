/* SPDX-License-Identifier: MIT */
/*
 * Regulations: which version of one is in force on a day, and why none is. Pure; over an item of the register "policy" (model/item.h).
 *
 * A version holds from its first day until its last, or until a later one takes its place. Where consent is needed (of the works council,
 * WOR art. 27 lid 1; model/demands.h says of whom else), a version without it does not count as in force. The law is milder: such a
 * decision is void once the works council says so within a month (lid 5). What the court consented to in its place counts as consented
 * to (lid 4).
 */
#ifndef SV_MODEL_POLICY_H
#define SV_MODEL_POLICY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/act.h"

/* How a version, or a whole regulation, stands on a day. */
enum sv_policy_standing {
	SV_POLICY_IN_FORCE,
	SV_POLICY_NO_VERSION,   /* no text was recorded */
	SV_POLICY_NO_DAY,       /* a draft: from when it holds is not known */
	SV_POLICY_NOT_YET,      /* its first day is to come */
	SV_POLICY_ENDED,        /* its last day is over */
	SV_POLICY_NOT_ASKED,    /* the works council was not asked */
	SV_POLICY_NOT_ANSWERED, /* it was asked */
	SV_POLICY_REFUSED,      /* it said no */
	SV_POLICY_OVER,         /* the regulation was ended */
	SV_POLICY_STANDINGS
};

/* What one regulation comes to on a day. Borrowed from its state. */
struct sv_policy_status {
	enum sv_policy_standing standing;
	const json_t *version; /* the version in force; else the one whose days it is, else the last; NULL: none was recorded */
	enum sv_policy_standing newer_standing;
	const json_t *newer; /* a later version, that is not in force; NULL: none */
};

/* How a regulation stands on a day (base/date.h). */
struct sv_policy_status sv_policy_status(const json_t *state, int32_t day);
/* The word of a standing in records ("not_asked"), and what it means (N_: "consent was not asked"). */
const char *sv_policy_standing_word(enum sv_policy_standing standing);
const char *sv_policy_standing_text(enum sv_policy_standing standing);

/* Whether consent to a regulation is needed: unless it says that it is not. */
bool sv_policy_needs_consent(const json_t *state);

/*
 * Adds what follows on a day: in_force, and standing {version?, why_not?, newer?, newer_why_not?}; with it the words above. False without memory.
 */
bool sv_policy_derive(json_t *state, int32_t day);

/*
 * Completes an act on a regulation: names of versions; days of review (three years), law check (a year), answer to a question for consent
 * (six weeks) and change (three months), where they are left open; and checks that what it is about is there. Every defect is reported.
 * SV_OK or SV_BAD_INPUT.
 */
enum sv_status sv_policy_complete(const struct sv_act_setting *s, json_t *act, const struct sv_act_report *report);

/* Whether a consent that was asked has no answer yet; whether nothing follows a version that ends; whether a law check is the last, and no version came after the one it was about. */
bool sv_policy_unanswered(const json_t *state, const json_t *consent);
bool sv_policy_unfollowed(const json_t *state, const json_t *version);
bool sv_policy_unchanged(const json_t *state, const json_t *check);

#endif
