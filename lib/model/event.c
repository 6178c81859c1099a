/* SPDX-License-Identifier: MIT */
/* The table of event kinds: see event.h. */
#include "model/event.h"

#include <string.h>

#include "base/date.h"
#include "json/get.h"

#define IN(state) (1u << SV_STATE_##state)
#define TRIAGE_ON (IN(REGISTERED) | IN(TRIAGED) | IN(INVESTIGATING))
#define INQUIRY   (IN(TRIAGED) | IN(INVESTIGATING))
#define OPEN      (TRIAGE_ON | IN(DECIDED) | IN(AFTERCARE))
#define ALL       (OPEN | IN(CLOSED))
#define CASE      SV_REGISTER_CASE
#define POLICY    SV_REGISTER_POLICY
#define ACTIVITY  SV_REGISTER_ACTIVITY
#define ACTOR     SV_REGISTER_ACTOR
#define RISK      SV_REGISTER_RISK
#define SURVEY    SV_REGISTER_SURVEY
#define STAYS     SV_STATE_NONE

static const struct sv_event_type types[] = {
	/* name, register, verb, step, schema, from, to, role, also, guests, message */
	{ "report.registered", CASE, "report", NULL, "report", IN(NONE), SV_STATE_REGISTERED, "content", NULL, false, "report: registered" },
	{ "triage.decided", CASE, "triage", NULL, "triage", TRIAGE_ON, SV_STATE_TRIAGED, "content", NULL, false, "triage: decided" },
	{ "investigation.preliminary", CASE, "investigate", "preliminary", "investigate-preliminary", INQUIRY, SV_STATE_INVESTIGATING, "content", NULL, true, "investigation: preliminary inquiry" },
	{ "investigation.opened", CASE, "investigate", "open", "investigate-open", INQUIRY, SV_STATE_INVESTIGATING, "content", NULL, true, "investigation: opened" },
	{ "investigation.alleged", CASE, "investigate", "allege", "investigate-allege", INQUIRY, STAYS, "content", NULL, true, "investigation: allegation" },
	{ "investigation.notified", CASE, "investigate", "notify", "investigate-notify", INQUIRY, STAYS, "content", NULL, true, "investigation: party told" },
	{ "investigation.answered", CASE, "investigate", "answer", "investigate-answer", INQUIRY, STAYS, "content", NULL, true, "investigation: answer received" },
	{ "investigation.heard", CASE, "investigate", "hear", "investigate-hear", IN(INVESTIGATING), STAYS, "content", NULL, true, "investigation: hearing" },
	{ "investigation.inspection", CASE, "investigate", "inspect", "investigate-inspect", IN(INVESTIGATING), STAYS, "content", NULL, true, "investigation: inspection offered" },
	{ "investigation.commented", CASE, "investigate", "comment", "investigate-comment", IN(INVESTIGATING), STAYS, "content", NULL, true, "investigation: comments" },
	{ "investigation.found", CASE, "investigate", "find", "investigate-find", IN(INVESTIGATING), STAYS, "content", NULL, true, "investigation: finding" },
	{ "decision.made", CASE, "decide", NULL, "decide", INQUIRY, SV_STATE_DECIDED, "content", NULL, false, "decision: made" },
	{ "aftercare.planned", CASE, "aftercare", "plan", "aftercare-plan", OPEN, STAYS, "content", NULL, true, "aftercare: planned" },
	{ "aftercare.contacted", CASE, "aftercare", "contact", "aftercare-contact", ALL, STAYS, "content", NULL, true, "aftercare: contact" },
	{ "aftercare.learned", CASE, "aftercare", "learn", "aftercare-learn", OPEN, STAYS, "content", NULL, true, "aftercare: learning" },
	{ "aftercare.recommended", CASE, "aftercare", "recommend", "aftercare-recommend", ALL, STAYS, "content", NULL, true, "aftercare: recommendation" },
	{ "aftercare.followed", CASE, "aftercare", "follow", "aftercare-follow", ALL, STAYS, "content", NULL, true, "aftercare: recommendation followed up" },
	{ "case.closed", CASE, "close", NULL, "close", IN(DECIDED) | IN(AFTERCARE), SV_STATE_CLOSED, "content", NULL, false, "case: closed" },
	{ "case.withdrawn", CASE, "withdraw", NULL, "withdraw", TRIAGE_ON, SV_STATE_DECIDED, "content", NULL, false, "case: withdrawn" },
	{ "case.reopened", CASE, "reopen", NULL, "reopen", IN(CLOSED), SV_STATE_TRIAGED, "content", NULL, false, "case: reopened" },
	{ "case.converted", CASE, "convert", NULL, "convert", TRIAGE_ON, SV_STATE_REGISTERED, "content", NULL, false, "case: converted" },
	{ "case.corrected", CASE, "correct", NULL, "correct", ALL, STAYS, "content", NULL, true, "case: corrected" },
	{ "case.parties", CASE, "party", NULL, "parties", OPEN, STAYS, "content", NULL, true, "case: parties" },
	{ "case.linked", CASE, "link", NULL, "link", ALL, STAYS, "content", NULL, true, "case: linked" },
	{ "case.merged", CASE, "merge", NULL, "merge", OPEN, SV_STATE_CLOSED, "content", NULL, false, "case: merged" },
	{ "case.handed_over", CASE, "handover", NULL, "handover", OPEN, STAYS, "content", NULL, false, "case: handed over" },
	{ "case.attached", CASE, "attach", NULL, "attach", ALL, STAYS, "content", NULL, true, "case: attachment" },
	{ "term.extended", CASE, "extend", NULL, "extend", OPEN, STAYS, "content", NULL, true, "term: extended" },
	{ "term.suspended", CASE, "suspend", NULL, "suspend", OPEN, STAYS, "content", NULL, true, "term: suspended" },
	{ "term.resumed", CASE, "resume", NULL, "resume", OPEN, STAYS, "content", NULL, true, "term: resumed" },
	{ "message.sent", CASE, "message", NULL, "message", ALL, STAYS, "content", NULL, true, "message: sent" },
	{ "message.received", CASE, "answer", NULL, "message-received", ALL, STAYS, "content", NULL, true, "message: received" },
	{ "access.opened", CASE, NULL, NULL, "access-open", ALL, STAYS, "content", NULL, true, "access: opened" },
	{ "identity.requested", CASE, NULL, NULL, "identity-request", ALL, STAYS, "content", NULL, true, "identity: requested" },
	{ "identity.answered", CASE, NULL, NULL, "identity-answer", ALL, STAYS, "identity", NULL, false, "identity: request answered" },
	{ "access.restricted", CASE, NULL, NULL, "access-restrict", ALL, STAYS, "content", NULL, false, "access: restricted" },
	{ "access.excluded", CASE, NULL, NULL, "access-exclude", ALL, STAYS, "content", "manage", false, "access: officer kept out" },
	{ "access.granted", CASE, NULL, NULL, "access-grant", ALL, STAYS, "content", NULL, false, "access: granted" },
	{ "access.revoked", CASE, NULL, NULL, "access-revoke", ALL, STAYS, "content", "manage", false, "access: revoked" },
	{ "hold.set", CASE, NULL, NULL, "hold", ALL, STAYS, "content", NULL, false, "hold: set" },
	{ "hold.lifted", CASE, NULL, NULL, "unhold", ALL, STAYS, "content", NULL, false, "hold: lifted" },
	{ "erasure.proposed", CASE, NULL, NULL, "erase-propose", ALL, STAYS, "content", NULL, false, "erasure: proposed" },
	{ "identity.erased", CASE, NULL, NULL, "erase-identity", ALL, STAYS, "content", NULL, false, "erasure: identity" },
	{ "case.erased", CASE, NULL, NULL, "erase", IN(CLOSED), SV_STATE_ERASED, "content", NULL, false, "erasure: case" },
	{ "officer.added", SV_REGISTER_OFFICER, NULL, NULL, "officer", 0, STAYS, "manage", NULL, false, "officer: added" },
	{ "officer.roles", SV_REGISTER_OFFICER, NULL, NULL, "officer", 0, STAYS, "manage", NULL, false, "officer: roles" },
	{ "officer.left", SV_REGISTER_OFFICER, NULL, NULL, "officer", 0, STAYS, "manage", NULL, false, "officer: left" },
	{ "officer.lost", SV_REGISTER_OFFICER, NULL, NULL, "officer", 0, STAYS, "manage", NULL, false, "officer: identity lost" },
	{ "officer.replaced", SV_REGISTER_OFFICER, NULL, NULL, "officer", 0, STAYS, "manage", NULL, false, "officer: identity replaced" },
	{ "protocol.set", SV_REGISTER_PROTOCOL, NULL, NULL, NULL, 0, STAYS, "manage", NULL, false, "protocol: set" },
	{ "mailbox.delivered", SV_REGISTER_MAILBOX, NULL, NULL, NULL, 0, STAYS, "content", NULL, false, "mailbox: delivered" },
	/* items: verb is the register's member, step the verb of its command; what each does to the item is in item.c */
	{ "policy.added", POLICY, "policy", "add", "policy", 0, STAYS, "record", NULL, false, "policy: added" },
	{ "policy.changed", POLICY, "policy", "change", "policy", 0, STAYS, "record", NULL, false, "policy: changed" },
	{ "policy.version", POLICY, "policy", "version", "policy-version", 0, STAYS, "record", NULL, false, "policy: version" },
	{ "policy.consent", POLICY, "policy", "consent", "policy-consent", 0, STAYS, "record", NULL, false, "policy: consent" },
	{ "policy.law", POLICY, "policy", "law", "policy-law", 0, STAYS, "record", NULL, false, "policy: law check" },
	{ "policy.done", POLICY, "policy", "done", "done", 0, STAYS, "record", NULL, false, "policy: done" },
	{ "assessment.added", SV_REGISTER_ASSESSMENT, "assessment", "assess", "assess", 0, STAYS, "record", NULL, false, "self-assessment: added" },
	{ "activity.added", ACTIVITY, "activity", "add", "activity", 0, STAYS, "record", NULL, false, "activity: added" },
	{ "activity.changed", ACTIVITY, "activity", "change", "activity", 0, STAYS, "record", NULL, false, "activity: changed" },
	{ "activity.held", ACTIVITY, "activity", "held", "activity-held", 0, STAYS, "record", NULL, false, "activity: held" },
	{ "activity.done", ACTIVITY, "activity", "done", "done", 0, STAYS, "record", NULL, false, "activity: done" },
	{ "actor.added", ACTOR, "actor", "add", "actor", 0, STAYS, "record", NULL, false, "actor: added" },
	{ "actor.changed", ACTOR, "actor", "change", "actor", 0, STAYS, "record", NULL, false, "actor: changed" },
	{ "actor.trained", ACTOR, "actor", "trained", "actor-trained", 0, STAYS, "record", NULL, false, "actor: trained" },
	{ "actor.met", ACTOR, "actor", "meet", "actor-meet", 0, STAYS, "record", NULL, false, "actor: meeting" },
	{ "actor.followed", ACTOR, "actor", "follow", "actor-follow", 0, STAYS, "record", NULL, false, "actor: followed up" },
	{ "actor.done", ACTOR, "actor", "done", "done", 0, STAYS, "record", NULL, false, "actor: done" },
	{ "risk.added", RISK, "risk", "add", "risk", 0, STAYS, "record", NULL, false, "risk: added" },
	{ "risk.changed", RISK, "risk", "change", "risk", 0, STAYS, "record", NULL, false, "risk: changed" },
	{ "risk.assessed", RISK, "risk", "assess", "risk-assess", 0, STAYS, "record", NULL, false, "risk: assessed" },
	{ "risk.measure", RISK, "risk", "measure", "risk-measure", 0, STAYS, "record", NULL, false, "risk: measure" },
	{ "risk.followed", RISK, "risk", "follow", "risk-follow", 0, STAYS, "record", NULL, false, "risk: followed up" },
	{ "risk.done", RISK, "risk", "done", "done", 0, STAYS, "record", NULL, false, "risk: done" },
	{ "survey.added", SURVEY, "survey", "add", "survey", 0, STAYS, "record", NULL, false, "survey: added" },
	{ "survey.changed", SURVEY, "survey", "change", "survey", 0, STAYS, "record", NULL, false, "survey: changed" },
	{ "survey.result", SURVEY, "survey", "result", "survey-result", 0, STAYS, "record", NULL, false, "survey: result" },
	{ "survey.done", SURVEY, "survey", "done", "done", 0, STAYS, "record", NULL, false, "survey: done" },
	{ "headcount.added", SV_REGISTER_HEADCOUNT, "headcount", "headcount", "headcount", 0, STAYS, "record", NULL, false, "headcount: added" },
	{ "figures.published", SV_REGISTER_REPORTS, NULL, NULL, NULL, 0, STAYS, "record", NULL, false, "figures: published" },
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
	return states[state];
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
	static const char *const members[SV_REGISTERS] = {
		"case", "officer", "protocol", "mailbox", "reports", "policy", "assessment", "activity", "actor", "risk", "survey", "headcount",
	};

	return members[reg];
}

bool sv_when_parse(const char *text, int64_t *ms)
{
	int32_t day;

	if (text && sv_date_parse(text, &day)) {
		*ms = ((int64_t)day * 24 + 12) * 3600 * 1000;
		return true;
	}
	return text && sv_instant_parse(text, ms);
}

bool sv_when_before(const char *a, const char *b)
{
	int64_t x, y;
	int32_t day;

	if (!sv_when_parse(a, &x) || !sv_when_parse(b, &y))
		return false;
	return sv_date_parse(a, &day) || sv_date_parse(b, &day) ? sv_day_in_amsterdam(x) < sv_day_in_amsterdam(y) : x < y;
}

const char *sv_event_imported(const json_t *envelope)
{
	return sv_json_text(envelope, "imported");
}

const char *sv_event_at(const json_t *envelope)
{
	return sv_event_imported(envelope) ? sv_json_text(sv_json_object(envelope, "happened"), "at") : sv_json_text(envelope, "at");
}

const char *sv_event_who(const json_t *envelope)
{
	return sv_event_imported(envelope) ? sv_json_text(sv_json_object(envelope, "happened"), "by") : sv_json_text(envelope, "by");
}

bool sv_event_when(const json_t *envelope, int64_t *ms)
{
	return sv_when_parse(sv_event_at(envelope), ms);
}
