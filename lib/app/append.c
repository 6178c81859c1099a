/* SPDX-License-Identifier: MIT */
/* The one writer: see append.h. */
#include "app/append.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/casefile.h"
#include "app/insight.h"
#include "app/internal.h"
#include "app/register.h"
#include "base/date.h"
#include "base/file.h"
#include "base/id.h"
#include "base/wipe.h"
#include "crypt/b64.h"
#include "crypt/derive.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "json/schema.h"
#include "model/fold.h"
#include "model/gates.h"
#include "model/officer.h"
#include "model/protocol.h"

#define LOCK_WAIT_MS 30000

/* A file of events in the transaction. */
struct entry {
	char path[SV_PATH_SIZE], subject[48];
	enum sv_register reg;
	struct sv_buf text;
	char last[SV_HASH_HEX]; /* hash of its last line, "" for none */
	json_t *state;          /* cases only */
	bool dirty;
	unsigned char salt[SV_SALT_BYTES];
	bool new_salt;
};

/* A change of the keyring that waits for the commit. */
struct wrap {
	sv_wrap_change *change;
	char role[16], handle[40], box[64];
};

struct sv_batch {
	struct sv_session *s;
	bool dry_run;
	struct sv_lock lock;
	struct sv_repo *repo;
	struct sv_identity *me;
	const json_t *officers, *protocol;
	const char *rules;
	struct sv_schema_set *schemas;
	struct entry **entries;
	size_t n, cap;
	json_t *by_path; /* path -> number in entries */
	const char *message;
	bool files; /* something else than events was staged */
	struct wrap *wraps;
	size_t nwraps;
	json_t *own, *public; /* of the act in hand: members of the tool, clear part; or NULL */
};

enum sv_status sv_batch_open(struct sv_session *s, bool dry_run, struct sv_batch **out, struct sv_err *err)
{
	struct sv_batch *b = calloc(1, sizeof *b);
	struct sv_buf path = SV_BUF_INIT;
	struct sv_keyring *keyring;
	const char *id;
	enum sv_status st;

	*out = NULL;
	if (b == NULL)
		return sv_err_nomem(err);
	b->s = s;
	b->dry_run = dry_run;
	b->lock.fd = -1;
	b->by_path = json_object();
	st = sv_session_id(s, &id, err);
	if (st == SV_OK)
		st = sv_session_me(s, &b->me, err); /* asks the passphrase before the lock is held */
	if (st == SV_OK && !dry_run) {
		sv_buf_addf(&path, "%s/lock", sv_session_store(s));
		st = sv_lock_take(&b->lock, sv_buf_str(&path), LOCK_WAIT_MS, err);
	}
	if (st == SV_OK)
		st = sv_session_keyring(s, !dry_run, &keyring, err);
	if (st == SV_OK)
		st = sv_session_repo(s, &b->repo, err);
	if (st == SV_OK)
		st = sv_repo_refresh(b->repo, err);
	sv_session_forget(s);
	if (st == SV_OK)
		st = sv_session_officers(s, &b->officers, err);
	if (st == SV_OK)
		st = sv_session_protocol(s, &b->protocol, &b->rules, err);
	if (st == SV_OK)
		st = sv_schema_set_new(&b->schemas, err);
	if (st == SV_OK && json_object_get(b->officers, sv_identity_name(b->me)) == NULL)
		st = sv_err_set(err, SV_DENIED, N_("'%s' is no officer of this store"), sv_identity_name(b->me));
	sv_buf_release(&path);
	if (st != SV_OK) {
		sv_batch_free(b);
		return st;
	}
	*out = b;
	return SV_OK;
}

void sv_batch_free(struct sv_batch *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < b->n; i++) {
		sv_buf_release(&b->entries[i]->text);
		json_decref(b->entries[i]->state);
		sv_wipe(b->entries[i]->salt, SV_SALT_BYTES);
		free(b->entries[i]);
	}
	free(b->entries);
	free(b->wraps);
	json_decref(b->by_path);
	sv_schema_set_free(b->schemas);
	sv_keyring_rollback(b->s->keyring);
	sv_repo_stop(b->repo);
	sv_lock_release(&b->lock);
	free(b);
}

static struct entry *find(const struct sv_batch *b, const char *path)
{
	const json_t *i = json_object_get(b->by_path, path);

	return i ? b->entries[json_integer_value(i)] : NULL;
}

static struct entry *add_entry(struct sv_batch *b, enum sv_register reg, const char *path, const char *subject)
{
	if (b->n == b->cap) {
		size_t cap = b->cap ? b->cap * 2 : 16;
		struct entry **grown = realloc(b->entries, cap * sizeof(struct entry *));
		if (grown == NULL)
			return NULL;
		b->entries = grown;
		b->cap = cap;
	}
	struct entry *e = calloc(1, sizeof *e);
	if (e == NULL || json_object_set_new(b->by_path, path, json_integer((json_int_t)b->n)) < 0) {
		free(e);
		return NULL;
	}
	snprintf(e->path, sizeof e->path, "%s", path);
	snprintf(e->subject, sizeof e->subject, "%s", subject);
	e->reg = reg;
	b->entries[b->n++] = e;
	return e;
}

/* The key of a compartment of an entry's file. */
static enum sv_status entry_key(struct sv_batch *b, const struct entry *e, enum sv_compartment c, unsigned char key[32], struct sv_err *err)
{
	const unsigned char *role;
	enum sv_status st;

	if (e->reg != SV_REGISTER_CASE)
		return sv_session_register_key(b->s, e->path, key, err);
	if (!e->new_salt)
		return sv_session_case_key(b->s, e->subject, c, key, err);
	st = sv_session_role_key(b->s, sv_compartment_name(c), &role, err);
	if (st == SV_OK)
		sv_derive_compartment(role, e->salt, sv_compartment_name(c), key);
	return st;
}

/* A new case: an id that no case has, and a salt. */
static enum sv_status new_case(struct sv_batch *b, struct entry **out, struct sv_err *err)
{
	char id[SV_CASE_ID_SIZE], path[SV_PATH_SIZE];
	uint32_t random;
	int y, m, d;

	sv_day_to_civil(sv_session_today(b->s), &y, &m, &d);
	do {
		sv_random(&random, sizeof random);
		sv_case_id_make(y, random, id);
		sv_case_path(id, path);
	} while (find(b, path) || sv_repo_has(b->repo, path));
	*out = add_entry(b, SV_REGISTER_CASE, path, id);
	if (*out == NULL || ((*out)->state = sv_case_new()) == NULL)
		return sv_err_nomem(err);
	sv_random((*out)->salt, SV_SALT_BYTES);
	(*out)->new_salt = true;
	return SV_OK;
}

/* Loads a file of events that is not in the batch yet; a register's file may be new. */
static enum sv_status load(struct sv_batch *b, enum sv_register reg, const char *path, const char *subject, struct entry **out, struct sv_err *err)
{
	struct entry *e = find(b, path);
	unsigned char key[32];
	enum sv_status st;

	*out = e;
	if (e)
		return SV_OK;
	e = add_entry(b, reg, path, subject);
	if (e == NULL)
		return sv_err_nomem(err);
	st = sv_repo_read(b->repo, path, &e->text, NULL, err);
	if (st == SV_NOT_FOUND && reg == SV_REGISTER_CASE)
		st = sv_err_set(err, SV_NOT_FOUND, N_("no such case: '%s'"), subject);
	else if (st == SV_NOT_FOUND)
		st = SV_OK;
	if (st == SV_OK)
		st = entry_key(b, e, SV_RECORD, key, err);
	if (st == SV_OK)
		st = sv_case_fold(e->text.data, e->text.len, key, e->last, &e->state, err);
	sv_wipe(key, sizeof key);
	*out = e;
	if (st != SV_OK) {
		b->n--; /* it was the last one added */
		json_object_del(b->by_path, path);
		sv_buf_release(&e->text);
		json_decref(e->state);
		free(e);
		*out = NULL;
	}
	return st;
}

json_t *sv_envelope_new(struct sv_session *s, enum sv_register reg, const char *subject, const char *type, const char *by, const char *rules, const char *prev, json_t *public)
{
	unsigned char random[10];
	char id[SV_EVENT_ID_SIZE], at[SV_INSTANT_SIZE];
	json_t *v = json_object();

	sv_random(random, sizeof random);
	sv_event_id_make(sv_session_now(s), random, id);
	sv_instant_format(sv_session_now(s), at);
	bool ok = v && json_object_set_new(v, "sv", json_integer(1)) == 0 && sv_json_set_text(v, "event", id)
	          && sv_json_set_text(v, sv_register_member(reg), subject) && sv_json_set_text(v, "type", type)
	          && sv_json_set_text(v, "at", at) && sv_json_set_text(v, "by", by)
	          && (rules[0] == '\0' || sv_json_set_text(v, "rules", rules)) && (prev[0] == '\0' || sv_json_set_text(v, "prev", prev))
	          && (!sv_session_clock_set(s) || sv_json_set_text(v, "clock", "set")) && sv_json_set(v, "public", public);
	if (!ok) {
		json_decref(v);
		return NULL;
	}
	return v;
}

/* Seals an event, adds its line to the file and folds it. */
static enum sv_status append_event(struct sv_batch *b, struct entry *e, const struct sv_event_type *type, json_t *public, json_t *const parts[SV_COMPARTMENTS], struct sv_err *err)
{
	struct sv_sealing seals[SV_COMPARTMENTS];
	unsigned char keys[SV_COMPARTMENTS][32];
	size_t start = e->text.len;
	json_t *env = sv_envelope_new(b->s, e->reg, e->subject, type->name, sv_identity_name(b->me), b->rules, e->last, public);
	enum sv_status st = env ? SV_OK : sv_err_nomem(err);

	for (int c = 0; c < SV_COMPARTMENTS && st == SV_OK; c++) {
		seals[c] = (struct sv_sealing){ sv_compartment_name((enum sv_compartment)c), keys[c], parts[c] };
		if (parts[c])
			st = entry_key(b, e, (enum sv_compartment)c, keys[c], err);
	}
	if (st == SV_OK)
		st = sv_event_seal(env, seals, SV_COMPARTMENTS, &e->text, err);
	if (st == SV_OK) {
		sv_hash_line(e->text.data + start, e->text.len - start, e->last);
		sv_buf_addc(&e->text, '\n');
		e->dirty = true;
		b->message = b->message == NULL || strcmp(b->message, type->message) == 0 ? type->message : "several events";
		if (e->reg == SV_REGISTER_CASE)
			st = sv_fold(e->state, env, parts[SV_RECORD], err);
	}
	if (st == SV_OK && e->text.failed)
		st = sv_err_nomem(err);
	sv_wipe(keys, sizeof keys);
	json_decref(env);
	return st;
}

/* Loads a schema and what it refers to, once per batch. */
static enum sv_status schema(struct sv_batch *b, const char *name, const json_t **out, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT;
	json_t *document = NULL;
	enum sv_status st = SV_OK;

	*out = sv_schema_set_document(b->schemas, name);
	if (*out)
		return SV_OK;
	sv_buf_addf(&path, "%s/schema/%s.json", sv_session_data_dir(b->s), name);
	st = sv_json_load_file(sv_buf_str(&path), 1u << 20, SV_JSON_ANY, &document, err);
	if (st == SV_OK)
		st = sv_schema_set_add(b->schemas, document, err);
	else
		st = sv_err_set(err, SV_CONFIG, N_("the schema '%s' is not installed"), name);
	*out = st == SV_OK ? sv_schema_set_document(b->schemas, name) : NULL;
	json_decref(document);
	sv_buf_release(&path);
	return st;
}

/* Persons become tokens: the same person is recognised in other cases without being named. */
static enum sv_status add_tokens(struct sv_batch *b, json_t *act, struct sv_err *err)
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
		st = sv_session_role_key(b->s, "person", &key, err);
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

static void refuse(const struct sv_verdict *v, const struct sv_act_report *report)
{
	for (size_t i = 0; i < v->n; i++) {
		struct sv_err err = { 0 };
		err.status = SV_BAD_INPUT;
		err.what = v->refusals[i].missing;
		if (v->refusals[i].source)
			sv_err_hint(&err, N_("source: %s"), v->refusals[i].source);
		sv_err_at(&err, N_("gate '%s' (%d)"), v->refusals[i].gate->name, v->refusals[i].gate->number);
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
	return st;
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
	struct sv_act_setting setting = { type, b->protocol, b->officers, e->state, sv_session_today(b->s), sv_identity_name(b->me) };
	struct sv_trial trial = { b->protocol, b->officers, sv_identity_name(b->me), setting.today, e->state, type, act, NULL };
	struct sv_verdict verdict;
	json_t *parts[SV_COMPARTMENTS] = { NULL, NULL, NULL }, *consequences = NULL, *like = NULL;
	enum sv_status st = sv_act_complete(&setting, act, report);

	if (st != SV_OK)
		return st;
	st = add_tokens(b, act, err);
	if (st == SV_OK) {
		trial.alike = like = alike(b, e, type);
		sv_gates_judge(&trial, &verdict);
		json_decref(like);
		refuse(&verdict, report);
		if (verdict.n > 0)
			return SV_BAD_INPUT;
		st = split(schema_of, party, act, &verdict, parts, err);
	}
	if (st == SV_OK && !own)
		st = sv_act_consequences(&setting, act, &consequences, err);
	if (st == SV_OK)
		st = append_event(b, e, type, own ? NULL : b->public, parts, err);
	for (int c = 0; c < SV_COMPARTMENTS; c++)
		json_decref(parts[c]);
	if (st != SV_OK)
		report->defect(report->data, err);
	else
		st = bring_about(b, consequences, report, err);
	json_decref(consequences);
	return st;
}

/* Whether a kind of event may happen in the state the case is in. */
static enum sv_status check_flow(const struct entry *e, const struct sv_event_type *type, struct sv_err *err)
{
	enum sv_state now = sv_state_from(sv_json_text(e->state, "state"));

	if (type->from & (1u << now))
		return SV_OK;
	sv_err_set(err, SV_BAD_INPUT, N_("'%s' cannot happen to a case that is %s"), type->name, now == SV_STATE_NONE ? "new" : sv_state_name(now));
	if (now == SV_STATE_REGISTERED)
		sv_err_hint(err, N_("triage comes first: sv-triage"));
	else if (now == SV_STATE_TRIAGED)
		sv_err_hint(err, N_("open an investigation first: sv-investigate open"));
	else if (now == SV_STATE_INVESTIGATING && strcmp(type->name, "case.closed") == 0)
		sv_err_hint(err, N_("decide first: sv-decide"));
	return SV_BAD_INPUT;
}

/* Members that the tool fills in itself are not for input. */
static enum sv_status refuse_own(const json_t *schema_of, const json_t *act, const struct sv_act_report *report)
{
	const char *member;
	json_t *property;
	enum sv_status st = SV_OK;

	json_object_foreach(sv_json_object(schema_of, "properties"), member, property) {
		struct sv_err err = { 0 };
		if (!sv_json_true(property, "x-tool") || !sv_json_has(act, member))
			continue;
		st = sv_err_set(&err, SV_BAD_INPUT, N_("is filled in by the tool and cannot be given"));
		sv_err_at(&err, "/%s", member);
		report->defect(report->data, &err);
	}
	return st;
}

/* The event of a file with that id, its record opened, with what earlier corrections made of it. */
static enum sv_status find_event(struct sv_batch *b, struct entry *e, const char *id, json_t **record, char type[64], struct sv_err *err)
{
	unsigned char key[32];
	enum sv_status st = entry_key(b, e, SV_RECORD, key, err);

	*record = NULL;
	type[0] = '\0';
	for (const char *p = sv_buf_str(&e->text), *nl; st == SV_OK && (nl = strchr(p, '\n')) != NULL; p = nl + 1) {
		json_t *event = NULL, *opened = NULL;
		st = sv_json_parse(p, (size_t)(nl - p), 0, &event, err);
		const char *is = sv_json_text(event, "event"), *name = sv_json_text(event, "type");
		bool wanted = is && strcmp(is, id) == 0, later = *record && name && strcmp(name, "case.corrected") == 0;
		if (st == SV_OK && (wanted || later) && sv_json_has(event, "record"))
			st = sv_event_open(event, sv_compartment_names, "record", key, &opened, err);
		if (st == SV_OK && wanted) {
			snprintf(type, 64, "%s", name ? name : "");
			*record = opened ? json_incref(opened) : json_object();
		} else if (st == SV_OK && later && sv_json_text(opened, "event") && strcmp(sv_json_text(opened, "event"), id) == 0) {
			json_object_update(*record, sv_json_object(opened, "set"));
		}
		json_decref(event);
		json_decref(opened);
	}
	sv_wipe(key, sizeof key);
	if (st == SV_OK && *record == NULL) {
		st = sv_err_set(err, SV_NOT_FOUND, N_("the case has no such event"));
		sv_err_hint(err, N_("sv-log shows the events of a case"));
	}
	return st;
}

/* The new values of a correction, held against the schema of what they correct: each member on its own, none is required. */
static enum sv_status check_set(struct sv_batch *b, const char *name, const json_t *schema_of, json_t *set, const struct sv_act_report *report, struct sv_err *err)
{
	char own_name[96];
	json_t *loose;
	enum sv_status st = SV_OK;

	snprintf(own_name, sizeof own_name, "%s-correction", name);
	if (sv_schema_set_document(b->schemas, own_name) == NULL) {
		loose = json_deep_copy(schema_of);
		json_object_del(loose, "required");
		st = loose && sv_json_set_text(loose, "$id", own_name) ? sv_schema_set_add(b->schemas, loose, err) : sv_err_nomem(err);
		json_decref(loose);
	}
	return st == SV_OK ? sv_schema_check(b->schemas, own_name, set, report->defect, report->data) : st;
}

static bool nest(json_t **part, json_t *set)
{
	if (json_object_size(set) == 0)
		return true;
	if (*part == NULL)
		*part = json_object();
	return sv_json_set(*part, "set", set);
}

/* A correction (art. 16 AVG): a new event that names the old one, with the new values, each sealed where the old ones are. */
static enum sv_status correct(struct sv_batch *b, struct entry *e, const struct sv_event_type *type, const json_t *party, json_t *act,
                              const struct sv_act_report *report, struct sv_err *err)
{
	const char *id = sv_json_text(act, "event"), *member;
	json_t *set = sv_json_object(act, "set"), *record = NULL, *was = json_object(), *value;
	json_t *parts[SV_COMPARTMENTS] = { NULL, NULL, NULL }, *out[SV_COMPARTMENTS] = { NULL, NULL, NULL };
	const struct sv_event_type *old;
	const json_t *schema_of = NULL;
	struct sv_verdict verdict;
	char name[64];
	enum sv_status st = find_event(b, e, id, &record, name, err);

	old = st == SV_OK ? sv_event_type(name) : NULL;
	if (st == SV_OK && (old == NULL || old->verb == NULL || strcmp(name, "case.corrected") == 0))
		st = sv_err_set(err, SV_BAD_INPUT, N_("this kind of event cannot be corrected"));
	if (st == SV_OK)
		st = schema(b, old->schema, &schema_of, err);
	if (st != SV_OK) {
		report->defect(report->data, err);
		goto out;
	}
	struct sv_act_setting setting = { old, b->protocol, b->officers, e->state, sv_session_today(b->s), sv_identity_name(b->me) };
	struct sv_trial trial = { b->protocol, b->officers, sv_identity_name(b->me), setting.today, e->state, type, act, NULL };
	st = check_set(b, old->schema, schema_of, set, report, err);
	if (st == SV_OK)
		st = refuse_own(schema_of, set, report);
	if (st == SV_OK)
		st = sv_act_check(&setting, set, report);
	if (st != SV_OK)
		goto out;
	sv_gates_judge(&trial, &verdict);
	refuse(&verdict, report);
	st = verdict.n > 0 ? SV_BAD_INPUT : add_tokens(b, set, err);
	if (st != SV_OK)
		goto out;
	st = sv_act_split(schema_of, party, set, parts, err);
	if (parts[SV_RECORD])
		json_object_del(parts[SV_RECORD], "given");
	json_object_foreach(parts[SV_RECORD], member, value) {
		sv_json_set(was, member, strcmp(member, "parties") == 0 ? NULL : json_object_get(record, member));
	}
	out[SV_RECORD] = json_pack("{s:s,s:s,s:O}", "event", id, "type", name, "was", was);
	out[SV_CONTENT] = json_pack("{s:O}", "why", json_object_get(act, "why"));
	bool ok = out[SV_RECORD] && out[SV_CONTENT] && sv_json_set(out[SV_RECORD], "party", json_object_get(record, "party"));
	for (int c = 0; c < SV_COMPARTMENTS; c++)
		ok = nest(&out[c], parts[c]) && ok;
	if (st == SV_OK)
		st = ok ? append_event(b, e, type, NULL, out, err) : sv_err_nomem(err);
	if (st != SV_OK)
		report->defect(report->data, err);
out:
	for (int c = 0; c < SV_COMPARTMENTS; c++) {
		json_decref(parts[c]);
		json_decref(out[c]);
	}
	json_decref(record);
	json_decref(was);
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
	enum sv_status st = sv_officer_has(b->officers, sv_identity_name(b->me), type->role) ? SV_OK
		: sv_err_set(&err, SV_DENIED, N_("this needs the role '%s', and officer '%s' does not have it"), type->role, sv_identity_name(b->me));

	if (st == SV_OK)
		st = schema(b, "party-change", &party, &err);
	if (st == SV_OK)
		st = schema(b, "party", &party, &err);
	if (st == SV_OK)
		st = schema(b, type->schema, &schema_of, &err);
	if (st == SV_OK && !own) {
		enum sv_status checked = sv_schema_check(b->schemas, type->schema, act, report->defect, report->data);
		if (checked == SV_OK)
			checked = refuse_own(schema_of, act, report);
		if (checked == SV_OK && b->own && json_object_update(act, b->own) < 0)
			st = sv_err_nomem(&err);
		if (checked == SV_BAD_INPUT)
			return checked; /* reported */
		if (checked != SV_OK)
			st = sv_err_set(&err, SV_CONFIG, N_("the schema '%s' is broken"), type->schema);
	}
	if (st == SV_OK && case_id) {
		sv_case_path(case_id, path);
		st = load(b, SV_REGISTER_CASE, path, case_id, &e, &err);
	} else if (st == SV_OK) {
		st = new_case(b, &e, &err);
	}
	if (st == SV_OK && id)
		snprintf(id, 16, "%s", e->subject);
	struct sv_act_setting setting = { type, b->protocol, b->officers, e ? e->state : NULL, sv_session_today(b->s), sv_identity_name(b->me) };
	if (st == SV_OK)
		st = check_flow(e, type, &err);
	if (st == SV_OK && strcmp(type->name, "case.corrected") == 0)
		return correct(b, e, type, party, act, report, &err);
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

enum sv_status sv_batch_case(struct sv_batch *b, const char *case_id, const json_t **state, struct sv_err *err)
{
	char path[SV_PATH_SIZE];
	struct entry *e;

	sv_case_path(case_id, path);
	enum sv_status st = load(b, SV_REGISTER_CASE, path, case_id, &e, err);
	*state = st == SV_OK ? e->state : NULL;
	return st;
}

bool sv_batch_dry(const struct sv_batch *b)
{
	return b->dry_run;
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

const json_t *sv_batch_state(struct sv_batch *b, const char *case_id)
{
	char path[SV_PATH_SIZE];

	sv_case_path(case_id, path);
	const struct entry *e = find(b, path);
	return e ? e->state : NULL;
}

enum sv_status sv_batch_register(struct sv_batch *b, const char *path, const char *subject, const char *type_name, json_t *public, const json_t *record, struct sv_err *err)
{
	const struct sv_event_type *type = sv_event_type(type_name);
	json_t *parts[SV_COMPARTMENTS] = { (json_t *)record, NULL, NULL };
	struct entry *e;
	enum sv_status st;

	if (!sv_officer_has(b->officers, sv_identity_name(b->me), type->role))
		return sv_err_set(err, SV_DENIED, N_("this needs the role '%s', and officer '%s' does not have it"), type->role, sv_identity_name(b->me));
	st = load(b, type->reg, path, subject, &e, err);
	return st == SV_OK ? append_event(b, e, type, public, parts, err) : st;
}

enum sv_status sv_batch_file(struct sv_batch *b, const char *path, const void *bytes, size_t n, char blob[41], struct sv_err *err)
{
	b->files = true;
	return sv_repo_put(b->repo, path, bytes, n, blob, err);
}

enum sv_status sv_batch_wrap(struct sv_batch *b, sv_wrap_change *change, const char *role, const char *handle, const char *box, struct sv_err *err)
{
	struct wrap *grown = realloc(b->wraps, (b->nwraps + 1) * sizeof *grown);

	if (grown == NULL)
		return sv_err_nomem(err);
	b->wraps = grown;
	struct wrap *w = &grown[b->nwraps++];
	w->change = change;
	snprintf(w->role, sizeof w->role, "%s", role);
	snprintf(w->handle, sizeof w->handle, "%s", handle);
	snprintf(w->box, sizeof w->box, "%s", box ? box : "");
	return SV_OK;
}

enum sv_status sv_batch_commit(struct sv_batch *b, struct sv_err *err)
{
	struct sv_keyring *keyring;
	bool dirty = b->files;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < b->n; i++)
		dirty = dirty || b->entries[i]->dirty;
	if (b->dry_run || !dirty)
		return SV_OK;
	st = sv_session_keyring(b->s, true, &keyring, err);
	if (st == SV_OK)
		st = sv_keyring_begin(keyring, err);
	for (size_t i = 0; i < b->n && st == SV_OK; i++) {
		struct entry *e = b->entries[i];
		if (e->dirty)
			st = sv_repo_put(b->repo, e->path, e->text.data, e->text.len, NULL, err);
		if (st == SV_OK && e->dirty && e->new_salt)
			st = sv_keyring_put_salt(keyring, e->subject, e->salt, err);
	}
	for (size_t i = 0; i < b->nwraps && st == SV_OK; i++)
		st = b->wraps[i].change(b->s, b->wraps[i].role, b->wraps[i].handle, b->wraps[i].box, err);
	/* salts first: a commit whose salt is lost could never be opened; a salt without a commit harms nobody */
	if (st == SV_OK)
		st = sv_keyring_commit(keyring, err);
	if (st == SV_OK)
		st = sv_repo_commit(b->repo, b->me, sv_session_now(b->s), b->message ? b->message : "store: files", err);
	if (st == SV_OK)
		sv_session_forget(b->s);
	return st;
}
