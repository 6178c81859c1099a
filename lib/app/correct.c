/* SPDX-License-Identifier: MIT */
/* Corrections within a batch: see sv_batch_correct in batch.h. */
#include <stdio.h>
#include <string.h>

#include "app/batch.h"
#include "app/insight.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/fold.h"

/* One correction in hand. */
struct correction {
	struct sv_batch *b;
	struct entry *e;
	const struct sv_act_report *report;
	char name[64];      /* the kind of event that is corrected */
	const struct sv_event_type *old;
	const json_t *schema_of;
	json_t *record;     /* of that event, with what earlier corrections made of it */
	json_t *set;        /* borrowed from the act */
};

/* The event of a file with that id, its record opened, with what earlier corrections made of it. */
static enum sv_status find_event(struct correction *c, const char *id, struct sv_err *err)
{
	enum sv_status st = sv_batch_lines(c->b, c->e, err);

	for (const char *p = sv_buf_str(&c->e->text), *nl; st == SV_OK && (nl = strchr(p, '\n')) != NULL; p = nl + 1) {
		json_t *event = NULL, *opened = NULL;
		st = sv_json_parse(p, (size_t)(nl - p), 0, &event, err);
		const char *is = sv_json_text(event, "event"), *name = sv_json_text(event, "type");
		bool wanted = is && strcmp(is, id) == 0, later = c->record && name && strcmp(name, "case.corrected") == 0;
		if (st == SV_OK && (wanted || later))
			st = sv_batch_event_open(c->b, c->e, event, SV_RECORD, &opened, err);
		if (st == SV_OK && wanted) {
			snprintf(c->name, sizeof c->name, "%s", name ? name : "");
			c->record = opened ? json_incref(opened) : json_object();
		} else if (st == SV_OK && later && sv_json_text(opened, "event") && strcmp(sv_json_text(opened, "event"), id) == 0) {
			json_object_update(c->record, sv_json_object(opened, "set"));
		}
		json_decref(event);
		json_decref(opened);
	}
	if (st == SV_OK && c->record == NULL) {
		st = sv_err_set(err, SV_NOT_FOUND, N_("the case has no such event"));
		sv_err_hint(err, N_("sv-log shows the events of a case"));
	}
	c->old = st == SV_OK ? sv_event_type(c->name) : NULL;
	if (st == SV_OK && (c->old == NULL || c->old->verb == NULL || strcmp(c->name, "case.corrected") == 0))
		st = sv_err_set(err, SV_BAD_INPUT, N_("this kind of event cannot be corrected"));
	return st == SV_OK ? sv_batch_schema(c->b, c->old->schema, &c->schema_of, err) : st;
}

static void defect(const struct correction *c, struct sv_err *err, const char *pointer)
{
	sv_err_at(err, "%s", pointer);
	c->report->defect(c->report->data, err);
}

/* What is changed by an act of its own, which asks what has to be asked, is not corrected. */
static enum sv_status refuse_acts(const struct correction *c)
{
	static const struct { const char *event, *member, *command; } own[] = {
		{ "report.registered", "kind", "sv-case convert" }, { "report.registered", "confidentiality", "sv-case convert" },
		{ "case.converted", "kind", "sv-case convert" }, { "case.converted", "confidentiality", "sv-case convert" },
	};
	enum sv_status st = SV_OK;
	char pointer[64];

	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
		struct sv_err err = { 0 };
		if (strcmp(own[i].event, c->name) != 0 || !sv_json_has(c->set, own[i].member))
			continue;
		st = sv_err_set(&err, SV_BAD_INPUT, N_("is changed by an act of its own, not corrected"));
		sv_err_hint(&err, "%s", own[i].command);
		snprintf(pointer, sizeof pointer, "/set/%s", own[i].member);
		defect(c, &err, pointer);
	}
	return st;
}

/* Which people a correction is about: each is named, and there. */
static enum sv_status check_parties(const struct correction *c)
{
	const json_t *one;
	enum sv_status st = SV_OK;
	char pointer[64];
	size_t i;

	json_array_foreach(sv_json_array(c->set, "parties"), i, one) {
		const char *id = sv_json_text(one, "party");
		struct sv_err err = { 0 };
		if (id && sv_json_find(sv_json_array(c->e->state, "parties"), "party", id))
			continue;
		if (id) {
			st = sv_err_set(&err, SV_NOT_FOUND, N_("the case has no party '%s'"), id);
		} else {
			st = sv_err_set(&err, SV_BAD_INPUT, N_("is missing: which party is corrected?"));
		}
		snprintf(pointer, sizeof pointer, "/set/parties/%zu/party", i);
		defect(c, &err, pointer);
	}
	return st;
}

enum sv_status sv_batch_loose_schema(struct sv_batch *b, const char *schema, char name[96], struct sv_err *err)
{
	const json_t *strict;
	enum sv_status st = sv_batch_schema(b, schema, &strict, err);

	snprintf(name, 96, "%s-correction", schema);
	if (st != SV_OK || sv_schema_set_document(b->schemas, name))
		return st;
	json_t *loose = sv_json_deep_copy(strict);
	json_object_del(loose, "required");
	st = loose && sv_json_set_text(loose, "$id", name) ? sv_schema_set_add(b->schemas, loose, err) : sv_err_nomem(err);
	json_decref(loose);
	return st;
}

/* The new values, held against the schema of what they correct: each member on its own, none is required. */
static enum sv_status check_set(const struct correction *c, struct sv_err *err)
{
	const struct sv_act_setting s = { c->old, c->b->protocol, c->b->officers, c->e->state, sv_session_today(c->b->s), sv_identity_name(c->b->me), false };
	char own_name[96];
	enum sv_status each, st = sv_batch_loose_schema(c->b, c->old->schema, own_name, err);

	if (st == SV_OK)
		st = sv_schema_check(c->b->schemas, own_name, c->set, c->report->defect, c->report->data);
	if (st == SV_OK)
		st = sv_batch_refuse_own(c->schema_of, c->set, c->report);
	if (st == SV_OK)
		st = sv_act_check(&s, c->set, c->report);
	if (st != SV_OK)
		return st;
	st = refuse_acts(c);
	each = check_parties(c);
	if (st == SV_OK)
		st = each;
	if (st == SV_OK && !sv_act_follow(&s, c->set))
		st = sv_err_nomem(err);
	return st;
}

static bool nest(json_t **part, json_t *set)
{
	if (json_object_size(set) == 0)
		return true;
	if (*part == NULL)
		*part = json_object();
	return sv_json_set(*part, "set", set);
}

/* The compartments of the event: which one it corrects, the new values, and what the record had before. */
static enum sv_status make_parts(const struct correction *c, const json_t *party, const json_t *act, json_t *out[SV_COMPARTMENTS], struct sv_err *err)
{
	json_t *parts[SV_COMPARTMENTS] = { NULL, NULL, NULL }, *was = json_object(), *value;
	const char *member;
	enum sv_status st = sv_act_split(c->schema_of, party, c->set, parts, err);

	if (parts[SV_RECORD])
		json_object_del(parts[SV_RECORD], "given");
	json_object_foreach(parts[SV_RECORD], member, value) {
		sv_json_set(was, member, strcmp(member, "parties") == 0 ? NULL : json_object_get(c->record, member));
	}
	out[SV_RECORD] = json_pack("{s:s,s:s,s:O}", "event", sv_json_text(act, "event"), "type", c->name, "was", was);
	out[SV_CONTENT] = json_pack("{s:O}", "why", json_object_get(act, "why"));
	bool ok = out[SV_RECORD] && out[SV_CONTENT] && sv_json_set(out[SV_RECORD], "party", json_object_get(c->record, "party"));
	for (int i = 0; i < SV_COMPARTMENTS; i++) {
		ok = nest(&out[i], parts[i]) && ok;
		json_decref(parts[i]);
	}
	json_decref(was);
	return st == SV_OK && !ok ? sv_err_nomem(err) : st;
}

static bool same_refusal(const struct sv_refusal *a, const struct sv_refusal *b)
{
	bool same = a->gate == b->gate && a->missing.fmt == b->missing.fmt && a->missing.nargs == b->missing.nargs;

	for (unsigned i = 0; same && i < a->missing.nargs; i++)
		same = strcmp(a->missing.text + a->missing.arg[i], b->missing.text + b->missing.arg[i]) == 0;
	return same;
}

/* Takes out of a verdict what another one refuses too. */
static void without(struct sv_verdict *v, const struct sv_verdict *known)
{
	size_t kept = 0;

	for (size_t i = 0; i < v->n; i++) {
		bool old = false;
		for (size_t k = 0; k < known->n; k++)
			old = old || same_refusal(&v->refusals[i], &known->refusals[k]);
		if (!old)
			v->refusals[kept++] = v->refusals[i];
	}
	v->n = kept;
}

/* What a gate would have refused is not brought about by a correction: the act as it becomes is judged in the case as it becomes, beside both as they are. */
static enum sv_status judge(const struct correction *c, const json_t *out, struct sv_err *err)
{
	const struct sv_event_type *type = sv_event_type("case.corrected");
	json_t *envelope = json_pack("{s:i,s:s,s:O,s:s}", "sv", 1, "type", type->name, "case", json_object_get(c->e->state, "case"), "by", sv_identity_name(c->b->me));
	json_t *after = sv_json_deep_copy(c->e->state), *was = sv_act_of_record(c->record), *is = sv_act_of_record(c->record), *alike = NULL;
	struct sv_verdict before, now;
	enum sv_status st = envelope && after && was && is && json_object_update(is, c->set) == 0 ? sv_fold(after, envelope, out, err) : sv_err_nomem(err);

	json_object_del(was, "parties"); /* they are in the case */
	json_object_del(is, "parties");
	if (st == SV_OK && strcmp(c->name, "decision.made") == 0)
		st = sv_insight_alike(c->b->s, c->e->state, &alike, err);
	if (st == SV_OK) {
		struct sv_trial t = { c->b->protocol, c->b->officers, sv_identity_name(c->b->me), sv_session_today(c->b->s), c->e->state, c->old, was, false, alike };
		st = sv_gates_judge(&t, &before) ? SV_OK : sv_err_nomem(err);
		t.before = after;
		t.act = is;
		if (st == SV_OK && !sv_gates_judge(&t, &now))
			st = sv_err_nomem(err);
	}
	if (st == SV_OK) {
		without(&now, &before);
		sv_batch_refuse(&now, c->b->protocol, c->report);
		st = now.n > 0 ? SV_BAD_INPUT : SV_OK;
	}
	json_decref(envelope);
	json_decref(after);
	json_decref(was);
	json_decref(is);
	json_decref(alike);
	return st;
}

enum sv_status sv_batch_correct(struct sv_batch *b, struct entry *e, const struct sv_event_type *type, const json_t *party, json_t *act, const struct sv_act_report *report, struct sv_err *err)
{
	struct correction c = { .b = b, .e = e, .report = report, .set = sv_json_object(act, "set") };
	json_t *out[SV_COMPARTMENTS] = { NULL, NULL, NULL };
	struct sv_trial trial = { b->protocol, b->officers, sv_identity_name(b->me), sv_session_today(b->s), e->state, type, act, false, NULL };
	struct sv_verdict verdict;
	enum sv_status st = find_event(&c, sv_json_text(act, "event"), err);

	if (st != SV_OK)
		report->defect(report->data, err);
	if (st == SV_OK)
		st = check_set(&c, err);
	if (st == SV_OK && !sv_gates_judge(&trial, &verdict))
		st = sv_err_nomem(err);
	if (st == SV_OK) {
		sv_batch_refuse(&verdict, b->protocol, report);
		st = verdict.n > 0 ? SV_BAD_INPUT : sv_batch_add_tokens(b, c.set, err);
	}
	if (st == SV_OK)
		st = make_parts(&c, party, act, out, err);
	if (st == SV_OK)
		st = judge(&c, out[SV_RECORD], err);
	if (st == SV_OK) {
		st = sv_batch_append_event(b, e, type, NULL, out, err);
		if (st != SV_OK)
			report->defect(report->data, err);
	}
	for (int i = 0; i < SV_COMPARTMENTS; i++)
		json_decref(out[i]);
	json_decref(c.record);
	return st;
}
