/* SPDX-License-Identifier: MIT */
/* Judging acts within a batch (append.h): complete, tokens, gates, split, append; and what acts bring about in other cases. Corrections are in correct.c. */
#include <stdio.h>
#include <string.h>

#include "app/batch.h"
#include "app/insight.h"
#include "base/wipe.h"
#include "json/get.h"
#include "model/entitled.h"
#include "model/gates.h"
#include "model/officer.h"
#include "model/protocol.h"
#include "store/event.h"

enum sv_status sv_batch_add_tokens(struct sv_batch *b, json_t *act, struct sv_err *err)
{
	const unsigned char *key;
	struct sv_buf person = SV_BUF_INIT;
	char token[SV_TOKEN_SIZE];
	json_t *party;
	size_t i;
	enum sv_status st = SV_OK;

	json_array_foreach(sv_json_array(act, "parties"), i, party) {
		const char *given = sv_json_text(party, "person");
		if (given == NULL || st != SV_OK)
			continue;
		sv_buf_release_secret(&person);
		st = sv_session_role_key(b->s, "person", 0, &key, err);
		if (st == SV_OK)
			st = sv_normalise_person(given, &person, err);
		if (st != SV_OK) {
			sv_err_at(err, "/parties/%zu/person", i);
			continue;
		}
		sv_derive_token(key, sv_buf_str(&person), token);
		if (!sv_json_set_text(party, "token", token))
			st = sv_err_nomem(err);
	}
	sv_buf_release_secret(&person);
	return st;
}

void sv_batch_refuse(const struct sv_verdict *v, const json_t *protocol, const struct sv_act_report *report)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct sv_gate *gate = v->refusals[i].gate;
		struct sv_err err = { 0 };
		err.status = SV_BAD_INPUT;
		err.what = v->refusals[i].missing;
		if (v->refusals[i].source)
			sv_err_hint(&err, N_("source: %s"), v->refusals[i].source);
		sv_err_at(&err, N_("gate '%s' (%d)"), gate->name, gate->number);
		report->defect(report->data, &err);
		if ((i + 1 < v->n && v->refusals[i + 1].gate == gate) || !gate->overridable || !sv_json_true(sv_protocol_gate(protocol, gate->name), "override"))
			continue;
		sv_err_set(&err, SV_BAD_INPUT, N_("where that must be, it is passed with --override %s --override-why TEXT, which is recorded and counted"), gate->name);
		sv_err_at(&err, N_("gate '%s' (%d)"), gate->name, gate->number);
		report->defect(report->data, &err);
	}
}

/* The compartments of an act; what gates an override passed is recorded with it. */
static enum sv_status split(const json_t *schema_of, const json_t *party, const json_t *act, const struct sv_verdict *v, json_t *parts[SV_COMPARTMENTS], struct sv_err *err)
{
	enum sv_status st = sv_act_split(schema_of, party, act, parts, err);

	for (size_t i = 0; st == SV_OK && i < v->npassed; i++) {
		if (parts[SV_RECORD] == NULL)
			parts[SV_RECORD] = json_object();
		if (!sv_json_add_word(parts[SV_RECORD], "passed", v->passed[i]->name))
			st = sv_err_nomem(err);
	}
	if (parts[SV_RECORD])
		json_object_del(parts[SV_RECORD], "override");
	return st == SV_OK ? sv_batch_unmet(v, &parts[SV_RECORD], err) : st;
}

enum sv_status sv_batch_unmet(const struct sv_verdict *v, json_t **record, struct sv_err *err)
{
	for (size_t i = 0; i < v->n; i++) {
		if (*record == NULL)
			*record = json_object();
		if (!sv_json_add_word(*record, "unmet", v->refusals[i].gate->name))
			return sv_err_nomem(err);
	}
	return SV_OK;
}

/* The reason of who opens identities and may not read the rest is sealed with what they open: they have no key of the content to seal it with. */
static void reason_with_identity(struct sv_batch *b, const struct entry *e, const struct sv_event_type *type, json_t *parts[SV_COMPARTMENTS])
{
	if (strcmp(type->name, "access.opened") != 0 || parts[SV_IDENTITY] || sv_entitled(e->state, b->officers, sv_identity_name(b->me), SV_CONTENT, sv_session_today(b->s)))
		return;
	parts[SV_IDENTITY] = parts[SV_CONTENT];
	parts[SV_CONTENT] = NULL;
}

/* How like cases ended: for a decision, from the index; without one the gate has nothing to go by. */
static json_t *alike(struct sv_batch *b, const struct entry *e, const struct sv_event_type *type)
{
	json_t *out = NULL;

	if (strcmp(type->name, "decision.made") == 0)
		sv_insight_alike(b->s, e->state, &out, NULL);
	return out;
}

static enum sv_status bring_about(struct sv_batch *b, json_t *consequences, const struct sv_act_report *report, struct sv_err *err);

/* One act that names one party at most: completed, judged, sealed; then what it brings about in other cases. */
static enum sv_status one_act(struct sv_batch *b, struct entry *e, const struct sv_event_type *type, const json_t *schema_of, const json_t *party, json_t *act, bool own,
                              const struct sv_act_report *report, struct sv_err *err)
{
	struct sv_act_setting setting = { type, b->protocol, b->officers, e->state, sv_batch_today(b), sv_batch_by(b), b->past != NULL };
	struct sv_trial trial = { b->protocol, b->officers, setting.by, setting.today, e->state, type, act, false, NULL, b->past != NULL };
	struct sv_verdict verdict;
	json_t *parts[SV_COMPARTMENTS] = { NULL, NULL, NULL }, *consequences = NULL, *like = NULL;
	enum sv_status st = sv_act_complete(&setting, act, report);

	if (st != SV_OK)
		return st;
	st = sv_batch_add_tokens(b, act, err);
	if (st == SV_OK) {
		trial.alike = like = b->past ? NULL : alike(b, e, type); /* precedents are of now */
		st = sv_gates_judge(&trial, &verdict) ? SV_OK : sv_err_nomem(err);
		json_decref(like);
	}
	if (st == SV_OK) {
		if (b->past == NULL || !b->past->as_is) {
			sv_batch_refuse(&verdict, b->protocol, report);
			if (verdict.n > 0)
				return SV_BAD_INPUT;
		}
		st = split(schema_of, party, act, &verdict, parts, err);
		reason_with_identity(b, e, type, parts);
	}
	if (st == SV_OK && !own)
		st = sv_act_consequences(&setting, act, &consequences, err);
	if (st == SV_OK)
		st = sv_batch_append_event(b, e, type, own ? NULL : b->public, parts, err);
	for (int c = 0; c < SV_COMPARTMENTS; c++)
		json_decref(parts[c]);
	if (st != SV_OK)
		report->defect(report->data, err);
	else
		st = bring_about(b, consequences, report, err);
	json_decref(consequences);
	return st;
}

enum sv_status sv_batch_flow(const struct entry *e, const struct sv_event_type *type, struct sv_err *err)
{
	enum sv_state now = sv_state_from(sv_json_text(e->state, "state"));

	if (type->from & (1u << now))
		return SV_OK;
	sv_err_set(err, SV_BAD_INPUT, N_("'%s' cannot happen to a case that is %s"), type->name, now == SV_STATE_NONE ? "new" : sv_state_name(now));
	if (now == SV_STATE_ERASED)
		sv_err_hint(err, N_("it was erased already"));
	else if (type->to == SV_STATE_ERASED)
		sv_err_hint(err, N_("only a closed case can be erased"));
	else if (now == SV_STATE_REGISTERED)
		sv_err_hint(err, N_("triage comes first: sv-triage"));
	else if (now == SV_STATE_TRIAGED)
		sv_err_hint(err, N_("open an investigation first: sv-investigate open"));
	else if (now == SV_STATE_INVESTIGATING && strcmp(type->name, "case.closed") == 0)
		sv_err_hint(err, N_("decide first: sv-decide"));
	return SV_BAD_INPUT;
}

enum sv_status sv_batch_refuse_own(const json_t *schema_of, const json_t *act, const struct sv_act_report *report)
{
	const char *member;
	json_t *property;
	enum sv_status st = SV_OK;

	json_object_foreach(sv_json_object(schema_of, "properties"), member, property) {
		struct sv_err err = { 0 };
		char pointer[96];
		if (!sv_json_has(act, member) || !sv_json_true(property, "x-tool"))
			continue;
		st = sv_err_set(&err, SV_BAD_INPUT, N_("is filled in by the tool and cannot be given"));
		snprintf(pointer, sizeof pointer, "/%s", member);
		sv_err_at(&err, "%s", pointer);
		report->defect(report->data, &err);
	}
	return st;
}

/* own: made by ourselves as the consequence of another act; it is not held against the schema of input and has none of its own. */
static enum sv_status act_on(struct sv_batch *b, const char *case_id, const struct sv_event_type *type, json_t *act, bool own, const struct sv_act_report *report, char id[16])
{
	const json_t *schema_of = NULL, *party = NULL;
	struct entry *e = NULL;
	json_t *acts = NULL, *one;
	struct sv_err err = { 0 };
	char path[SV_PATH_SIZE];
	size_t i;
	enum sv_status st = sv_batch_schema(b, "party-change", &party, &err);

	if (st == SV_OK)
		st = sv_batch_schema(b, "party", &party, &err);
	if (st == SV_OK)
		st = sv_batch_schema(b, type->schema, &schema_of, &err);
	if (st == SV_OK && !own) {
		enum sv_status checked = sv_schema_check(b->schemas, type->schema, act, report->defect, report->data);
		if (checked == SV_OK)
			checked = sv_batch_refuse_own(schema_of, act, report);
		if (checked == SV_OK && b->own && json_object_update(act, b->own) < 0)
			st = sv_err_nomem(&err);
		if (checked == SV_BAD_INPUT)
			return checked; /* reported */
		if (checked != SV_OK)
			st = sv_err_set(&err, SV_CONFIG, N_("the schema '%s' is broken"), type->schema);
	}
	if (st == SV_OK && case_id) {
		sv_case_path(case_id, path);
		st = sv_batch_load(b, SV_REGISTER_CASE, path, case_id, &e, &err);
	} else if (st == SV_OK) {
		st = sv_batch_new_case(b, &e, &err);
	}
	if (st == SV_OK && id)
		snprintf(id, 16, "%s", e->subject);
	if (st == SV_OK && !sv_may_sign(type, e->state, b->officers, sv_identity_name(b->me), sv_session_today(b->s)))
		st = sv_err_set(&err, SV_DENIED, N_("this needs the role '%s', and officer '%s' does not have it"), type->role, sv_identity_name(b->me));
	struct sv_act_setting setting = { type, b->protocol, b->officers, e ? e->state : NULL, sv_batch_today(b), sv_batch_by(b), b->past != NULL };
	if (st == SV_OK && b->past && !e->new_salt) {
		st = sv_err_set(&err, SV_BAD_INPUT, N_("changes case %s, which is here already"), e->subject);
		sv_err_hint(&err, N_("what was imported stands at the beginning of a case: add to it afterwards"));
	}
	if (st == SV_OK)
		st = sv_batch_flow(e, type, &err);
	if (st == SV_OK && strcmp(type->name, "case.corrected") == 0)
		return sv_batch_correct(b, e, type, party, act, report, &err);
	if (st == SV_OK)
		st = sv_act_expand(&setting, act, &acts, &err);
	if (st != SV_OK) {
		report->defect(report->data, &err);
		json_decref(acts);
		return st;
	}
	json_array_foreach(acts, i, one) {
		enum sv_status each = one_act(b, e, type, schema_of, party, one, own, report, &err);
		if (st == SV_OK)
			st = each;
	}
	json_decref(acts);
	return st;
}

enum sv_status sv_batch_act(struct sv_batch *b, const char *case_id, const struct sv_event_type *type, json_t *act, const struct sv_act_report *report, char id[16])
{
	return act_on(b, case_id, type, act, false, report, id);
}

enum sv_status sv_batch_own_act(struct sv_batch *b, const char *case_id, const struct sv_event_type *type, json_t *act, json_t *own, json_t *public,
                                const struct sv_act_report *report, char id[16])
{
	b->own = own;
	b->public = public;
	enum sv_status st = act_on(b, case_id, type, act, false, report, id);
	b->own = b->public = NULL;
	return st;
}

/* Carries out what an act brings about; "@new" is the case that the list makes. */
static enum sv_status bring_about(struct sv_batch *b, json_t *consequences, const struct sv_act_report *report, struct sv_err *err)
{
	char made[16] = "";
	json_t *one;
	size_t i;
	enum sv_status st = SV_OK;

	(void)err;
	json_array_foreach(consequences, i, one) {
		const char *where = sv_json_text(one, "case");
		json_t *act = sv_json_object(one, "act");
		if (st != SV_OK)
			break;
		if (sv_json_text(act, "to") && strcmp(sv_json_text(act, "to"), "@new") == 0)
			sv_json_set_text(act, "to", made);
		const char *in = where && strcmp(where, "@new") == 0 ? made : where;
		st = act_on(b, in, sv_event_type(sv_json_text(one, "event")), act, true, report, in ? NULL : made);
	}
	return st;
}
