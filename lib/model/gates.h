/* SPDX-License-Identifier: MIT */
/*
 * Gates: what may not happen (domain.md, "Gates"). Each gate is a named, pure predicate over the case as it
 * stands, the act that is asked for, and the protocol that switches and tunes it. A new gate is a line in
 * gates.c, a function beside it, and its entry with a source in share/protocol.
 */
#ifndef SV_MODEL_GATES_H
#define SV_MODEL_GATES_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/event.h"

/* Everything a judgement depends on. All borrowed. */
struct sv_trial {
	const json_t *protocol;
	const json_t *officers; /* object: handle -> officer (officer.h); tokens may be absent */
	const char *by;         /* the officer who acts */
	int32_t today;          /* day in Europe/Amsterdam (base/date.h) */
	const json_t *before;   /* the case as folded so far (fold.h) */
	const struct sv_event_type *type;
	const json_t *act;      /* what is asked, after schema, defaults and vocabulary; parties carry tokens */
	bool blind;             /* what came before does not open: the case was erased since, is closed to me, or no key is at hand */
	const json_t *alike;    /* how like cases ended: {n, outcomes: {word: number}} (suggest.h); NULL: not known */
	bool past;              /* it happened elsewhere, and is imported: what there was there counts */
};

#define SV_REFUSALS_MAX 24

/* One thing that a gate misses. */
struct sv_refusal {
	const struct sv_gate *gate;
	const char *source; /* from the protocol; lives as long as it */
	struct sv_msg missing;
};

/* The outcome of a trial: refusals, and the gates that an override passed. */
struct sv_verdict {
	struct sv_refusal refusals[SV_REFUSALS_MAX];
	size_t n;
	const struct sv_gate *passed[8];
	size_t npassed;
	bool starved; /* a gate found no memory to judge */
};

/* A gate in the act of judging. */
struct sv_court {
	const struct sv_trial *trial;
	const struct sv_gate *gate;
	const json_t *tuning; /* the gate's object in the protocol */
	struct sv_verdict *verdict;
};

/* One gate. */
struct sv_gate {
	const char *name;
	int number;
	bool overridable;  /* may the protocol let it be passed by override? */
	const char *on[8]; /* the kinds of events it looks at; none: every event of a case */
	void (*judge)(struct sv_court *court);
};

/* All gates, and one by name (NULL where unknown). */
const struct sv_gate *sv_gates(size_t *n);
const struct sv_gate *sv_gate_find(const char *name);

/* Judges an act by every gate that is switched on and looks at its kind. Fills *verdict; pure. False without memory: then nothing is known. */
bool sv_gates_judge(const struct sv_trial *trial, struct sv_verdict *verdict);

/* Records that something is missing; for the predicates. */
void sv_court_refuse(struct sv_court *court, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The predicates of an investigation, in gates_investigation.c. */
void sv_judge_investigating_route(struct sv_court *court);
void sv_judge_preliminary(struct sv_court *court);
void sv_judge_proportionality(struct sv_court *court);
void sv_judge_subsidiarity(struct sv_court *court);
void sv_judge_question(struct sv_court *court);
void sv_judge_independence(struct sv_court *court);
void sv_judge_protocol_version(struct sv_court *court);
void sv_judge_parties_told(struct sv_court *court);
void sv_judge_hear_both_sides(struct sv_court *court);
void sv_judge_concerned_not_told(struct sv_court *court);
void sv_judge_complaint_answer(struct sv_court *court);
void sv_judge_finding_first(struct sv_court *court);

/* The predicates of terms, outcomes and roles, in gates_outcome.c. */
void sv_judge_plan(struct sv_court *court);
void sv_judge_status_updates(struct sv_court *court);
void sv_judge_precedent(struct sv_court *court);
void sv_judge_each_allegation(struct sv_court *court);
void sv_judge_silence(struct sv_court *court);
void sv_judge_hand_over(struct sv_court *court);
void sv_judge_roles(struct sv_court *court);
void sv_judge_retaliation(struct sv_court *court);

/* The predicates of who may open a case, and of its erasure, in gates_access.c. */
void sv_judge_identity_grant(struct sv_court *court);
void sv_judge_somebody_left(struct sv_court *court);
void sv_judge_erasure_due(struct sv_court *court);
void sv_judge_four_eyes(struct sv_court *court);

/* Helpers the predicates share. */

/* Whether a member of an object is text that is more than blanks. */
bool sv_has_words(const json_t *object, const char *key);
/* Whether a party is a reporter whom nobody knows: of an anonymous case, or taken over from one. */
bool sv_party_unreachable(const json_t *state, const json_t *party);
/* Whether such a reporter has a mailbox. */
bool sv_party_mailbox(const json_t *state, const json_t *party);
/* Whether a party is a person concerned who may not know of the case yet: it is no complaint, triage did not decide so, and nobody told them. */
bool sv_party_untold(const json_t *state, const json_t *party);
/* Whether a party's role is that word. */
bool sv_party_is(const json_t *party, const char *role);
/* The id ("p1") and the role of a party, "?" where absent. */
const char *sv_party_id(const json_t *party);
const char *sv_party_role(const json_t *party);
/* Whether the day in a member lies before today. */
bool sv_day_passed(const json_t *object, const char *key, int32_t today);

#endif
