/* SPDX-License-Identifier: MIT */
/* The table of event kinds: see event.h. */
#include "model/event.h"

#include <string.h>

#define IN(state) (1u << SV_STATE_##state)
#define TRIAGE_ON (IN(REGISTERED) | IN(TRIAGED) | IN(INVESTIGATING))
#define INQUIRY   (IN(TRIAGED) | IN(INVESTIGATING))
#define OPEN      (TRIAGE_ON | IN(DECIDED) | IN(AFTERCARE))
#define ALL       (OPEN | IN(CLOSED))
#define CASE      SV_REGISTER_CASE

static const struct sv_event_type types[] = {
	/* name, register, verb, step, schema, from, to, role, message */
	{ "report.registered", CASE, "report", NULL, "report", IN(NONE), SV_STATE_REGISTERED, "content", "report: registered" },
	{ "triage.decided", CASE, "triage", NULL, "triage", TRIAGE_ON, SV_STATE_TRIAGED, "content", "triage: decided" },
	{ "investigation.preliminary", CASE, "investigate", "preliminary", "investigate-preliminary", INQUIRY, SV_STATE_INVESTIGATING, "content", "investigation: preliminary inquiry" },
	{ "investigation.opened", CASE, "investigate", "open", "investigate-open", INQUIRY, SV_STATE_INVESTIGATING, "content", "investigation: opened" },
	{ "investigation.notified", CASE, "investigate", "notify", "investigate-notify", INQUIRY, SV_STATE_NONE, "content", "investigation: party told" },
	{ "investigation.answered", CASE, "investigate", "answer", "investigate-answer", INQUIRY, SV_STATE_NONE, "content", "investigation: answer received" },
	{ "investigation.heard", CASE, "investigate", "hear", "investigate-hear", IN(INVESTIGATING), SV_STATE_NONE, "content", "investigation: hearing" },
	{ "investigation.inspection", CASE, "investigate", "inspect", "investigate-inspect", IN(INVESTIGATING), SV_STATE_NONE, "content", "investigation: inspection offered" },
	{ "investigation.commented", CASE, "investigate", "comment", "investigate-comment", IN(INVESTIGATING), SV_STATE_NONE, "content", "investigation: comments" },
	{ "investigation.found", CASE, "investigate", "find", "investigate-find", IN(INVESTIGATING), SV_STATE_NONE, "content", "investigation: finding" },
	{ "decision.made", CASE, "decide", NULL, "decide", INQUIRY, SV_STATE_DECIDED, "content", "decision: made" },
	{ "aftercare.planned", CASE, "aftercare", "plan", "aftercare-plan", OPEN, SV_STATE_NONE, "content", "aftercare: planned" },
	{ "aftercare.contacted", CASE, "aftercare", "contact", "aftercare-contact", OPEN, SV_STATE_NONE, "content", "aftercare: contact" },
	{ "aftercare.learned", CASE, "aftercare", "learn", "aftercare-learn", OPEN, SV_STATE_NONE, "content", "aftercare: learning" },
	{ "case.closed", CASE, "close", NULL, "close", IN(DECIDED) | IN(AFTERCARE), SV_STATE_CLOSED, "content", "case: closed" },
	{ "access.opened", CASE, NULL, NULL, "access-open", ALL, SV_STATE_NONE, "content", "access: opened" },
	{ "identity.requested", CASE, NULL, NULL, "identity-request", ALL, SV_STATE_NONE, "content", "identity: requested" },
	{ "identity.answered", CASE, NULL, NULL, "identity-answer", ALL, SV_STATE_NONE, "identity", "identity: request answered" },
	{ "officer.added", SV_REGISTER_OFFICER, NULL, NULL, "officer", 0, SV_STATE_NONE, "manage", "officer: added" },
	{ "officer.roles", SV_REGISTER_OFFICER, NULL, NULL, "officer", 0, SV_STATE_NONE, "manage", "officer: roles" },
	{ "protocol.set", SV_REGISTER_PROTOCOL, NULL, NULL, NULL, 0, SV_STATE_NONE, "manage", "protocol: set" },
};

const struct sv_event_type *sv_event_types(size_t *n)
{
	*n = sizeof types / sizeof types[0];
	return types;
}

const struct sv_event_type *sv_event_type(const char *name)
{
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (strcmp(types[i].name, name) == 0)
			return &types[i];
	return NULL;
}

const struct sv_event_type *sv_event_type_for(const char *verb, const char *step)
{
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		const struct sv_event_type *t = &types[i];
		if (t->verb == NULL || strcmp(t->verb, verb) != 0)
			continue;
		if (step == NULL ? t->step == NULL : t->step != NULL && strcmp(t->step, step) == 0)
			return t;
	}
	return NULL;
}

static const char *const states[SV_STATES] = {
	"", "registered", "triaged", "investigating", "decided", "aftercare", "closed", "erased",
};

const char *sv_state_name(enum sv_state state)
{
	return state < SV_STATES ? states[state] : "";
}

enum sv_state sv_state_from(const char *name)
{
	for (int i = 1; i < SV_STATES; i++)
		if (name && strcmp(states[i], name) == 0)
			return (enum sv_state)i;
	return SV_STATE_NONE;
}

const char *sv_register_member(enum sv_register reg)
{
	static const char *const members[SV_REGISTERS] = { "case", "officer", "protocol" };

	return members[reg];
}
