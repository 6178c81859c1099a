/* SPDX-License-Identifier: MIT */
/* Members and fixed words for people: see words.h. */
#include "cli/words.h"

#include <stddef.h>
#include <string.h>

#include "base/err.h"
#include "cli/lang.h"

struct word {
	const char *word, *label;
};

static const struct word members[] = {
	{ "registered", N_("registered") },
	{ "state", N_("state") },
	{ "kind", N_("kind") },
	{ "confidentiality", N_("confidentiality") },
	{ "channel", N_("channel") },
	{ "category", N_("category") },
	{ "unit", N_("unit") },
	{ "gravity", N_("gravity") },
	{ "received", N_("received") },
	{ "incident", N_("day it happened") },
	{ "basis", N_("terms rest on") },
	{ "registered_by", N_("registered by") },
	{ "written", N_("in writing") },
	{ "settled", N_("settled by a manager") },
	{ "inform_concerned", N_("person concerned may be told") },
	{ "route", N_("route") },
	{ "routes", N_("routes so far") },
	{ "triaged", N_("triage") },
	{ "handlers", N_("handlers") },
	{ "excluded", N_("kept out") },
	{ "confidants", N_("confidants") },
	{ "advisers", N_("advisers") },
	{ "preliminary", N_("preliminary inquiry") },
	{ "investigation", N_("investigation") },
	{ "allegations", N_("allegations") },
	{ "findings", N_("findings") },
	{ "found", N_("last finding") },
	{ "outcome", N_("outcome") },
	{ "measures", N_("measures") },
	{ "per", N_("outcomes one by one") },
	{ "decided", N_("decision") },
	{ "decided_by", N_("decided by") },
	{ "learned", N_("learning") },
	{ "causes", N_("root causes") },
	{ "contacts", N_("aftercare contacts") },
	{ "recommendations", N_("recommendations") },
	{ "closed", N_("closed") },
	{ "retention", N_("retention") },
	{ "retain_until", N_("kept until") },
	{ "overrides", N_("gates passed") },
	{ "links", N_("links") },
	{ "attachments", N_("attachments") },
	{ "acknowledged", N_("acknowledged") },
	{ "acknowledged_personally", N_("acknowledged personally") },
	{ "acknowledged_automatically", N_("acknowledged automatically") },
	{ "feedback", N_("feedback") },
	{ "messages_sent", N_("messages sent") },
	{ "messages_received", N_("messages received") },
	{ "updates_late", N_("news that came late") },
	{ "corrections", N_("corrections") },
	{ "mailbox", N_("mailbox") },
	{ "drop", N_("handed in as") },
	{ "retaliation", N_("retaliation") },
	{ "position", N_("position") },
	{ "affected", N_("underwent it") },
	{ "consent", N_("agrees to be disclosed") },
	{ "notified", N_("told of the investigation") },
	{ "leaflet", N_("leaflet") },
	{ "copy", N_("copy of the complaint") },
	{ "answer_by", N_("can answer until") },
	{ "answered", N_("answered") },
	{ "heard", N_("heard") },
	{ "hearing_refused", N_("refused to be heard") },
	{ "inspection", N_("inspection offered") },
	{ "comment_by", N_("can comment until") },
	{ "commented", N_("commented") },
	{ "care", N_("care") },
	{ "care_from", N_("care since") },
	{ "contact_by", N_("contact before") },
	{ "contacted", N_("last contact") },
	{ "safety", N_("safety") },
	{ "sent", N_("letters") },
	{ "updated", N_("last news") },
	{ "to_inform", N_("to be told since") },
	{ "on", N_("on") },
	{ "conclusion", N_("conclusion") },
	{ "question", N_("question") },
	{ "narrative", N_("narrative") },
	{ "name", N_("name") },
	{ "contact", N_("contact") },
	{ "person", N_("number") },
	{ "role", N_("role") },
	{ "party", N_("party") },
	{ "parties", N_("people") },
};

static const struct word words[] = {
	{ "registered", N_("registered") },
	{ "closed", N_("closed") },
	{ "report", N_("report") },
	{ "complaint", N_("complaint") },
	{ "signal", N_("signal") },
	{ "named", N_("named") },
	{ "confidential", N_("confidential") },
	{ "anonymous", N_("anonymous") },
	{ "desirable", N_("desirable") },
	{ "undesirable", N_("undesirable") },
	{ "transgressive", N_("transgressive") },
	{ "law", N_("law") },
	{ "policy", N_("policy") },
	{ "reporter", N_("reporter") },
	{ "affected", N_("affected") },
	{ "concerned", N_("person concerned") },
	{ "bystander", N_("bystander") },
	{ "witness", N_("witness") },
	{ "investigating", N_("under investigation") },
	{ "triaged", N_("triaged") },
	{ "decided", N_("decided") },
	{ "aftercare", N_("in aftercare") },
	{ "planned", N_("planned") },
	{ "refused", N_("refused") },
	{ "established", N_("established") },
	{ "partly_established", N_("partly established") },
	{ "not_established", N_("not established") },
	{ "refuted", N_("refuted") },
	{ "investigate", N_("worth investigating") },
	{ "lighter_route", N_("lighter route") },
	{ "no_follow_up", N_("no follow-up") },
};

static const char *find(const struct word *table, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(table[i].word, word) == 0)
			return sv_tr(table[i].label);
	return word;
}

const char *sv_member_label(const char *member)
{
	return find(members, sizeof members / sizeof members[0], member);
}

const char *sv_word_label(const char *word)
{
	return find(words, sizeof words / sizeof words[0], word);
}
