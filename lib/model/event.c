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
#define STAYS     SV_STATE_NONE

static const struct sv_event_type types[] = {
	/* name, register, verb, step, schema, from, to, role, message */
	{ "report.registered", CASE, "report", NULL, "report", IN(NONE), SV_STATE_REGISTERED, "content", "report: registered" },
	{ "triage.decided", CASE, "triage", NULL, "triage", TRIAGE_ON, SV_STATE_TRIAGED, "content", "triage: decided" },
	{ "investigation.preliminary", CASE, "investigate", "preliminary", "investigate-preliminary", INQUIRY, SV_STATE_INVESTIGATING, "content", "investigation: preliminary inquiry" },
	{ "investigation.opened", CASE, "investigate", "open", "investigate-open", INQUIRY, SV_STATE_INVESTIGATING, "content", "investigation: opened" },
	{ "investigation.alleged", CASE, "investigate", "allege", "investigate-allege", INQUIRY, STAYS, "content", "investigation: allegation" },
	{ "investigation.notified", CASE, "investigate", "notify", "investigate-notify", INQUIRY, STAYS, "content", "investigation: party told" },
	{ "investigation.answered", CASE, "investigate", "answer", "investigate-answer", INQUIRY, STAYS, "content", "investigation: answer received" },
	{ "investigation.heard", CASE, "investigate", "hear", "investigate-hear", IN(INVESTIGATING), STAYS, "content", "investigation: hearing" },
	{ "investigation.inspection", CASE, "investigate", "inspect", "investigate-inspect", IN(INVESTIGATING), STAYS, "content", "investigation: inspection offered" },
	{ "investigation.commented", CASE, "investigate", "comment", "investigate-comment", IN(INVESTIGATING), STAYS, "content", "investigation: comments" },
	{ "investigation.found", CASE, "investigate", "find", "investigate-find", IN(INVESTIGATING), STAYS, "content", "investigation: finding" },
	{ "decision.made", CASE, "decide", NULL, "decide", INQUIRY, SV_STATE_DECIDED, "content", "decision: made" },
	{ "aftercare.planned", CASE, "aftercare", "plan", "aftercare-plan", OPEN, STAYS, "content", "aftercare: planned" },
	{ "aftercare.contacted", CASE, "aftercare", "contact", "aftercare-contact", ALL, STAYS, "content", "aftercare: contact" },
	{ "aftercare.learned", CASE, "aftercare", "learn", "aftercare-learn", OPEN, STAYS, "content", "aftercare: learning" },
	{ "aftercare.recommended", CASE, "aftercare", "recommend", "aftercare-recommend", ALL, STAYS, "content", "aftercare: recommendation" },
	{ "aftercare.followed", CASE, "aftercare", "follow", "aftercare-follow", ALL, STAYS, "content", "aftercare: recommendation followed up" },
	{ "case.closed", CASE, "close", NULL, "close", IN(DECIDED) | IN(AFTERCARE), SV_STATE_CLOSED, "content", "case: closed" },
	{ "case.withdrawn", CASE, "withdraw", NULL, "withdraw", TRIAGE_ON, SV_STATE_DECIDED, "content", "case: withdrawn" },
	{ "case.reopened", CASE, "reopen", NULL, "reopen", IN(CLOSED), SV_STATE_TRIAGED, "content", "case: reopened" },
	{ "case.converted", CASE, "convert", NULL, "convert", TRIAGE_ON, SV_STATE_REGISTERED, "content", "case: converted" },
	{ "case.corrected", CASE, "correct", NULL, "correct", ALL, STAYS, "content", "case: corrected" },
	{ "case.parties", CASE, "party", NULL, "parties", OPEN, STAYS, "content", "case: parties" },
	{ "case.linked", CASE, "link", NULL, "link", ALL, STAYS, "content", "case: linked" },
	{ "case.merged", CASE, "merge", NULL, "merge", OPEN, SV_STATE_CLOSED, "content", "case: merged" },
	{ "case.handed_over", CASE, "handover", NULL, "handover", OPEN, STAYS, "content", "case: handed over" },
	{ "case.attached", CASE, "attach", NULL, "attach", ALL, STAYS, "content", "case: attachment" },
	{ "term.extended", CASE, "extend", NULL, "extend", OPEN, STAYS, "content", "term: extended" },
	{ "term.suspended", CASE, "suspend", NULL, "suspend", OPEN, STAYS, "content", "term: suspended" },
	{ "term.resumed", CASE, "resume", NULL, "resume", OPEN, STAYS, "content", "term: resumed" },
	{ "message.sent", CASE, "message", NULL, "message", ALL, STAYS, "content", "message: sent" },
	{ "message.received", CASE, "answer", NULL, "message-received", ALL, STAYS, "content", "message: received" },
	{ "access.opened", CASE, NULL, NULL, "access-open", ALL, STAYS, "content", "access: opened" },
	{ "identity.requested", CASE, NULL, NULL, "identity-request", ALL, STAYS, "content", "identity: requested" },
	{ "identity.answered", CASE, NULL, NULL, "identity-answer", ALL, STAYS, "identity", "identity: request answered" },
	{ "officer.added", SV_REGISTER_OFFICER, NULL, NULL, "officer", 0, STAYS, "manage", "officer: added" },
	{ "officer.roles", SV_REGISTER_OFFICER, NULL, NULL, "officer", 0, STAYS, "manage", "officer: roles" },
	{ "protocol.set", SV_REGISTER_PROTOCOL, NULL, NULL, NULL, 0, STAYS, "manage", "protocol: set" },
	{ "mailbox.delivered", SV_REGISTER_MAILBOX, NULL, NULL, NULL, 0, STAYS, "content", "mailbox: delivered" },
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
	static const char *const members[SV_REGISTERS] = { "case", "officer", "protocol", "mailbox" };

	return members[reg];
}
