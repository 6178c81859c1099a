/* SPDX-License-Identifier: MIT */
/*
 * The kinds of events and the flow of a case: one table. A new kind of event is a line in event.c, a schema
 * in share/schema for what it says, and a function in fold.c for what it changes.
 */
#ifndef SV_MODEL_EVENT_H
#define SV_MODEL_EVENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The states of a case (domain.md, "A case"). */
enum sv_state {
	SV_STATE_NONE, /* no event yet */
	SV_STATE_REGISTERED,
	SV_STATE_TRIAGED,
	SV_STATE_INVESTIGATING,
	SV_STATE_DECIDED,
	SV_STATE_AFTERCARE,
	SV_STATE_CLOSED,
	SV_STATE_ERASED,
	SV_STATES
};

/* What a file of events is about; also the name of the envelope's member that tells which one. */
enum sv_register {
	SV_REGISTER_CASE, SV_REGISTER_OFFICER, SV_REGISTER_PROTOCOL, SV_REGISTER_MAILBOX, SV_REGISTER_REPORTS,
	/* the registers of items (model/item.h) */
	SV_REGISTER_POLICY, SV_REGISTER_ASSESSMENT, SV_REGISTER_ACTIVITY, SV_REGISTER_ACTOR, SV_REGISTER_RISK, SV_REGISTER_SURVEY, SV_REGISTER_HEADCOUNT,
	SV_REGISTERS
};

/* One kind of event. */
struct sv_event_type {
	const char *name;    /* as the clear envelope has it: "triage.decided" */
	enum sv_register reg;
	const char *verb;    /* member of the input record: "triage"; NULL: not by a record */
	const char *step;    /* member "step" of the input, where the verb has steps */
	const char *schema;  /* $id of the schema of what it says */
	unsigned from;       /* bit set (1u << state) of states it may happen in */
	enum sv_state to;    /* the state after it; SV_STATE_NONE: stays */
	const char *role;    /* the role its signer must hold at that time */
	const char *also;    /* another role that may sign it; NULL: none */
	bool guests;         /* who was granted the content of the case may sign it too */
	const char *message; /* commit message, constant per kind: it may not tell anything of the case */
};

/* The kind with that name, or NULL. */
const struct sv_event_type *sv_event_type(const char *name);
/* The kind that a verb (and step, or NULL) of an input record makes, or NULL. */
const struct sv_event_type *sv_event_type_for(const char *verb, const char *step);
/* All kinds. */
const struct sv_event_type *sv_event_types(size_t *n);
/* The word of a state ("registered"; "" for none) and back (SV_STATE_NONE where unknown). */
const char *sv_state_name(enum sv_state state);
enum sv_state sv_state_from(const char *name);
/* The member of the envelope that names what a register's event is about: "case", "officer", "protocol", "mailbox", "reports", "policy", … */
const char *sv_register_member(enum sv_register reg);

/*
 * When what an event tells of happened, and by whom: of an event that was imported what its source says ("happened"), of any other when it was
 * recorded, and who did. when: false where there is no such instant; a day that has no hour is taken at noon. at: the same as it is written, or NULL.
 * who: NULL where the source does not say.
 */
bool sv_event_when(const json_t *envelope, int64_t *ms);
const char *sv_event_at(const json_t *envelope);
const char *sv_event_who(const json_t *envelope);
/* How an event was imported: "history" (an event of another store) or "acts" (of another system); NULL where it was not. */
const char *sv_event_imported(const json_t *envelope);
/* The instant of a text that is one, or that is a day. */
bool sv_when_parse(const char *text, int64_t *ms);
/* Whether one of these lies before another; a day, which has no hour, lies before another day only. False where either is none. */
bool sv_when_before(const char *a, const char *b);

#endif
