/* SPDX-License-Identifier: MIT */
/* Records as rows: see rows.h. A column is added at the end of its table, so that who reads by number is not put off. */
#include "cli/rows.h"

#include <stdio.h>
#include <string.h>

#include "json/get.h"

#define T SV_ROW_TEXT
#define N SV_ROW_NUMBER
#define F SV_ROW_FLAG
#define C SV_ROW_COUNT
#define W SV_ROW_WORDS

static const struct sv_row_column cases[] = {
	{ "case_id", "case", T }, { "state", "state", T }, { "kind", "kind", T }, { "category", "category", T }, { "unit", "unit", T },
	{ "channel", "channel", T }, { "confidentiality", "confidentiality", T }, { "gravity", "gravity", T }, { "basis", "basis", T }, { "origin", "origin", T },
	{ "received", "received", T }, { "incident", "incident", T }, { "registered", "registered", T }, { "registered_by", "registered_by", T },
	{ "acknowledged", "acknowledged", T }, { "acknowledged_personally", "acknowledged_personally", T }, { "feedback", "feedback", T },
	{ "triaged", "triaged", T }, { "route", "route", T }, { "routes", "routes", W }, { "admissible", "admissible", F }, { "settled", "settled", F },
	{ "handlers", "handlers", W }, { "preliminary", "preliminary/conclusion", T }, { "preliminary_on", "preliminary/on", T },
	{ "investigation_opened", "investigation/opened", T }, { "investigation_until", "investigation/until", T }, { "found", "found", T },
	{ "decided", "decided", T }, { "decided_by", "decided_by", T }, { "outcome", "outcome", T }, { "measures", "measures", W }, { "departs", "departs", F },
	{ "withdrawn", "withdrawn", T }, { "learned", "learned", T }, { "causes", "causes", W }, { "retaliation", "retaliation", T },
	{ "closed", "closed", T }, { "reopened", "reopened", C }, { "retention", "retention", T }, { "retain_until", "retain_until", T }, { "merged_into", "merged_into", T },
	{ "hold_since", "hold/since", T }, { "erased", "erased", T }, { "erased_year", "year", N }, { "parties", "parties", C }, { "allegations", "allegations", C },
	{ "findings", "findings", C }, { "contacts", "contacts", C }, { "messages_sent", "messages_sent", N }, { "messages_received", "messages_received", N },
	{ "corrections", "corrections", N }, { "overrides", "overrides", W }, { "events", "events", N }, { "last", "last", T },
};

static const struct sv_row_column parties[] = {
	{ "case_id", "case", T }, { "party", "party", T }, { "role", "role", T }, { "position", "position", T }, { "unit", "unit", T }, { "affected", "affected", F },
	{ "consent", "consent", F }, { "lang", "lang", T }, { "confidentiality", "confidentiality", T }, { "taken_from", "of", T }, { "withdrawn", "withdrawn", T },
	{ "acknowledged", "acknowledged", T }, { "acknowledged_personally", "acknowledged_personally", T }, { "updated", "updated", T }, { "notified", "notified", T },
	{ "copy", "copy", T }, { "answer_by", "answer_by", T }, { "answered", "answered", T }, { "heard", "heard", T }, { "hearing_refused", "hearing_refused", T },
	{ "hearings", "hearings", N }, { "inspection", "inspection", T }, { "comment_by", "comment_by", T }, { "commented", "commented", T }, { "comments", "comments", T },
	{ "care", "care", T }, { "care_from", "care_from", T }, { "care_contacts", "care_contacts", N }, { "contact_by", "contact_by", T }, { "contacted", "contacted", T },
	{ "contacts_missed", "contacts_missed", N }, { "safety", "safety", N }, { "alarm", "alarm", T }, { "identity_erased", "identity_erased", T },
};

static const struct sv_row_column allegations[] = {
	{ "case_id", "case", T }, { "allegation", "allegation", T }, { "party", "party", T }, { "category", "category", T }, { "event", "event", T },
};

static const struct sv_row_column findings[] = {
	{ "case_id", "case", T }, { "allegation", "allegation", T }, { "party", "party", T }, { "finding", "finding", T }, { "standard", "standard", T },
	{ "found", "on", T }, { "found_by", "by", T }, { "event", "event", T },
};

static const struct sv_row_column outcomes[] = {
	{ "case_id", "case", T }, { "allegation", "allegation", T }, { "party", "party", T }, { "outcome", "outcome", T }, { "measures", "measures", W },
};

static const struct sv_row_column contacts[] = {
	{ "case_id", "case", T }, { "party", "party", T }, { "contacted", "on", T }, { "safety", "safety", N }, { "mood", "mood", T }, { "missed", "missed", F },
	{ "retaliation", "retaliation", F }, { "alarm", "alarm", F }, { "event", "event", T },
};

static const struct sv_row_column recommendations[] = {
	{ "case_id", "case", T }, { "recommendation", "recommendation", T }, { "owner", "owner", T }, { "due", "by", T }, { "cause", "cause", T }, { "status", "status", T },
	{ "done", "done", T }, { "event", "event", T },
};

static const struct sv_row_column links[] = {
	{ "case_id", "case", T }, { "other_case", "to", T }, { "how", "as", T }, { "event", "event", T },
};

static const struct sv_row_column attachments[] = {
	{ "case_id", "case", T }, { "attachment", "attachment", T }, { "what", "as", T }, { "bytes", "bytes", N }, { "party", "party", T }, { "event", "event", T },
};

#define TABLE(name, list, columns) { name, list, columns, sizeof columns / sizeof columns[0] }

const struct sv_row_table sv_row_tables[] = {
	TABLE("cases", NULL, cases), TABLE("parties", "parties", parties), TABLE("allegations", "allegations", allegations), TABLE("findings", "findings", findings),
	TABLE("outcomes", "per", outcomes), TABLE("contacts", "contacts", contacts), TABLE("recommendations", "recommendations", recommendations),
	TABLE("links", "links", links), TABLE("attachments", "attachments", attachments), { NULL, NULL, NULL, 0 },
};

const char *const sv_row_words[][2] = {
	{ "routes", "routes" }, { "measures", "measures" }, { "causes", "causes" }, { "overrides", "overrides" }, { "handlers", "handlers" }, { "confidants", "confidants" },
	{ "advisers", "advisers" }, { "deciders", "deciders" }, { "investigators", "investigation/investigators" }, { "means", "investigation/means" },
	{ "lighter_means", "investigation/lighter_means" }, { "was", "was" }, { "reopened", "reopened" }, { NULL, NULL },
};

const json_t *sv_row_find(const json_t *of, const char *path)
{
	char member[64];

	while (of) {
		size_t n = strcspn(path, "/");
		snprintf(member, sizeof member, "%.*s", (int)n, path);
		of = json_object_get(of, member);
		if (path[n] == '\0')
			return of;
		path += n + 1;
	}
	return NULL;
}

/* A value as a text, appended. False where it is none. */
static bool add_value(const json_t *value, enum sv_row_how how, struct sv_buf *out)
{
	const json_t *word;
	size_t i;

	if (how == C || how == W) {
		if (!json_is_array(value) || json_array_size(value) == 0)
			return false;
		if (how == C)
			sv_buf_addf(out, "%zu", json_array_size(value));
		json_array_foreach(how == W ? value : NULL, i, word) {
			sv_buf_adds(out, i ? " " : "");
			sv_buf_adds(out, json_is_string(word) ? json_string_value(word) : "");
		}
		return true;
	}
	if (json_is_string(value))
		sv_buf_adds(out, json_string_value(value));
	else if (json_is_integer(value))
		sv_buf_addf(out, "%lld", (long long)json_integer_value(value));
	else if (json_is_boolean(value))
		sv_buf_adds(out, json_is_true(value) ? "1" : "0");
	return json_is_string(value) || json_is_integer(value) || json_is_boolean(value);
}

enum sv_status sv_row_fill(struct sv_row *row, const struct sv_row_table *table, const json_t *state, const json_t *of, struct sv_err *err)
{
	bool ok = table->ncolumns <= SV_ROW_COLUMNS_MAX;

	for (size_t i = 0; ok && i < table->ncolumns; i++) {
		const struct sv_row_column *c = &table->columns[i];
		sv_buf_clear(&row->text[i]);
		bool there = add_value(sv_row_find(i == 0 ? state : of, c->from), c->how, &row->text[i]);
		row->cells[i] = there ? sv_buf_str(&row->text[i]) : NULL;
		ok = !row->text[i].failed;
	}
	return ok ? SV_OK : sv_err_nomem(err);
}

void sv_row_release(struct sv_row *row)
{
	for (size_t i = 0; i < SV_ROW_COLUMNS_MAX; i++)
		sv_buf_release(&row->text[i]);
}
