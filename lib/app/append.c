/* SPDX-License-Identifier: MIT */
/* The one writer: see append.h. */
#include "app/append.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/batch.h"
#include "app/erase.h"
#include "app/trust.h"
#include "base/date.h"
#include "base/id.h"
#include "base/wipe.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/fold.h"
#include "model/item.h"
#include "model/officer.h"
#include "store/objects.h"

#define LOCK_WAIT_MS 30000

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
	st = sv_sealers_new(&b->sealers, err);
	if (st == SV_OK)
		st = sv_session_id(s, &id, err);
	if (st == SV_OK)
		st = sv_session_me(s, &b->me, err); /* asks the passphrase before the lock is held */
	if (st == SV_OK && !dry_run && !s->locked) {
		sv_buf_addf(&path, "%s/lock", sv_session_store(s));
		st = sv_lock_take(&b->lock, sv_buf_str(&path), LOCK_WAIT_MS, err);
		sv_buf_clear(&path);
		sv_buf_addf(&path, "%s/keyring.db", sv_session_store(s));
		if (st == SV_OK)
			sv_keyring_sweep(sv_buf_str(&path));
	}
	if (st == SV_OK)
		st = sv_session_keyring(s, !dry_run, &keyring, err);
	if (st == SV_OK)
		st = sv_session_repo(s, &b->repo, err);
	if (st == SV_OK)
		st = sv_repo_refresh(b->repo, err);
	sv_session_forget(s);
	if (st == SV_OK && !dry_run)
		st = sv_trust_check(s, NULL, err);
	if (st == SV_OK && !dry_run)
		st = sv_erase_settle(s, err); /* an erasure that was cut off ends first */
	if (st == SV_OK)
		st = sv_session_officers(s, &b->officers, err);
	if (st == SV_OK)
		st = sv_session_protocol(s, &b->protocol, &b->rules, err);
	if (st == SV_OK)
		st = sv_schema_set_new(&b->schemas, err);
	if (st == SV_OK)
		st = sv_officer_check(b->officers, b->me, err);
	sv_buf_release(&path);
	if (st != SV_OK) {
		sv_batch_free(b);
		return st;
	}
	*out = b;
	return SV_OK;
}

static void entry_free(struct sv_batch *b, struct entry *e)
{
	sv_batch_drop_lines(b, e);
	sv_entry_forget_drafts(e);
	sv_ready_release(&e->ready);
	sv_buf_release(&e->text);
	json_decref(e->state);
	json_decref(e->sets);
	if (e->parties)
		sv_wipe(e->parties, e->nparties * sizeof *e->parties);
	free(e->parties);
	free(e->parts);
	sv_secret_free(e->own);
	sv_wipe(e, sizeof *e);
	free(e);
}

void sv_batch_free(struct sv_batch *b)
{
	if (b == NULL)
		return;
	sv_sealers_free(b->sealers);
	b->sealers = NULL;
	for (size_t i = 0; i < b->n; i++)
		entry_free(b, b->entries[i]);
	free(b->entries);
	free(b->wraps);
	json_decref(b->by_path);
	json_decref(b->next_officers);
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
	e->sets = json_array();
	snprintf(e->path, sizeof e->path, "%s", path);
	snprintf(e->subject, sizeof e->subject, "%s", subject);
	e->reg = reg;
	b->entries[b->n++] = e;
	return e;
}

bool sv_batch_has(const struct sv_batch *b, const char *path)
{
	return find(b, path) || sv_repo_has(b->repo, path);
}

size_t sv_batch_mark(const struct sv_batch *b)
{
	return b->n;
}

void sv_batch_undo(struct sv_batch *b, size_t mark)
{
	while (b->n > mark) {
		struct entry *e = b->entries[--b->n];
		json_object_del(b->by_path, e->path);
		entry_free(b, e);
	}
}

int32_t sv_batch_today(const struct sv_batch *b)
{
	return b->past ? b->past->day : sv_session_today(b->s);
}

const char *sv_batch_by(const struct sv_batch *b)
{
	return b->past ? b->past->by : sv_identity_name(b->me);
}

enum sv_status sv_batch_part(struct sv_batch *b, struct entry *e, const char *path, const void *bytes, size_t n, struct sv_err *err)
{
	struct part *grown = realloc(e->parts, (e->nparts + 1) * sizeof *grown);

	if (grown == NULL)
		return sv_err_nomem(err);
	e->parts = grown;
	struct part *p = &grown[e->nparts];
	snprintf(p->path, sizeof p->path, "%s", path);
	enum sv_status st = sv_repo_add(b->repo, bytes, n, p->blob, err);
	if (st == SV_OK)
		st = sv_repo_flush(b->repo, err);
	e->nparts += st == SV_OK;
	return st;
}

/* A new case: an id that no case has, and a salt. */
enum sv_status sv_batch_new_case(struct sv_batch *b, struct entry **out, struct sv_err *err)
{
	char id[SV_CASE_ID_SIZE], path[SV_PATH_SIZE];
	uint32_t random;
	int y, m, d;

	sv_day_to_civil(sv_batch_today(b), &y, &m, &d);
	do {
		sv_random(&random, sizeof random);
		sv_case_id_make(y, random, id);
		sv_case_path(id, path);
	} while (sv_batch_has(b, path));
	return sv_batch_case_as(b, id, out, err);
}

enum sv_status sv_batch_case_as(struct sv_batch *b, const char *case_id, struct entry **out, struct sv_err *err)
{
	char path[SV_PATH_SIZE];

	sv_case_path(case_id, path);
	*out = add_entry(b, SV_REGISTER_CASE, path, case_id);
	if (*out == NULL || ((*out)->state = sv_case_new()) == NULL)
		return sv_err_nomem(err);
	sv_random((*out)->salt, SV_SALT_BYTES);
	(*out)->new_salt = true;
	return SV_OK;
}

/* Notes the set of keys of an event, and folds it where its file is a case. */
static enum sv_status see_event(void *data, size_t line, const json_t *event, const json_t *record, struct sv_err *err)
{
	struct entry *e = data;

	(void)line;
	snprintf(e->keys, sizeof e->keys, "%s", sv_event_keys(event));
	if (!sv_json_holds(e->sets, e->keys) && json_array_append_new(e->sets, json_string(e->keys)) < 0)
		return sv_err_nomem(err);
	return e->reg == SV_REGISTER_CASE ? sv_fold(e->state, event, record, err) : SV_OK;
}

/* The fold of a case; who may not open it, may not act on it. */
static enum sv_status fold_entry(struct sv_batch *b, struct entry *e, struct sv_err *err)
{
	e->state = sv_case_new();
	return e->state ? sv_case_lines(b->s, e->subject, e->text.data, e->text.len, e->last, see_event, e, err) : sv_err_nomem(err);
}

/* Loads a file of events that is not in the batch yet; a register's file may be new. */
enum sv_status sv_batch_load(struct sv_batch *b, enum sv_register reg, const char *path, const char *subject, struct entry **out, struct sv_err *err)
{
	struct entry *e = find(b, path);
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
	if (st == SV_OK && reg == SV_REGISTER_CASE)
		st = fold_entry(b, e, err);
	else if (st == SV_OK)
		st = sv_case_lines(NULL, NULL, e->text.data, e->text.len, e->last, see_event, e, err);
	e->begun = e->text.len > 0;
	*out = e;
	if (st != SV_OK) {
		b->n--; /* it was the last one added */
		json_object_del(b->by_path, path);
		entry_free(b, e);
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

/* Of what is imported: the event's own id, when it happened and by whom. "at" and "by" stay those of who signs now. */
static bool tell_past(const struct sv_past *past, json_t *envelope)
{
	json_t *happened = json_object();
	char id[SV_EVENT_ID_SIZE];
	unsigned char random[10];
	int64_t ms = 0;

	if (past->event == NULL) {
		sv_random(random, sizeof random);
		sv_when_parse(past->at, &ms);
		sv_event_id_make(ms < 0 ? 0 : ms, random, id);
	}
	bool ok = happened && sv_json_set_text(happened, "at", past->at) && (past->by[0] == '\0' || sv_json_set_text(happened, "by", past->by))
	          && (!past->clock || sv_json_set_text(happened, "clock", "set")) && json_object_set(envelope, "happened", happened) == 0
	          && sv_json_set_text(envelope, "imported", past->how) && sv_json_set_text(envelope, "event", past->event ? past->event : id);
	json_decref(happened);
	return ok;
}

/* What goes into one compartment: as given, with what it says of each party closed. */
static enum sv_status close_part(struct sv_batch *b, struct entry *e, enum sv_compartment c, const json_t *part, const unsigned char key[32], json_t **out, struct sv_err *err)
{
	struct sv_salting w = { b, e };
	bool closes = e->reg == SV_REGISTER_CASE && c != SV_CONTENT;

	*out = NULL;
	if (part == NULL)
		return SV_OK;
	*out = closes ? sv_json_deep_copy(part) : json_incref((json_t *)part);
	if (*out == NULL)
		return sv_err_nomem(err);
	return closes ? sv_parties_close(*out, c, key, sv_batch_party_salt, &w, err) : SV_OK;
}

/* Folds an event, seals it under the keys of who may open the case from now on, and adds its line to the file. */
enum sv_status sv_batch_append_event(struct sv_batch *b, struct entry *e, const struct sv_event_type *type, json_t *public, json_t *const parts[SV_COMPARTMENTS], struct sv_err *err)
{
	struct sv_sealing seals[SV_COMPARTMENTS];
	unsigned char keys[SV_COMPARTMENTS][32];
	json_t *closed[SV_COMPARTMENTS] = { NULL, NULL, NULL };
	struct sv_draft *draft;
	int epoch = 1;
	json_t *env = sv_envelope_new(b->s, e->reg, e->subject, type->name, sv_identity_name(b->me), b->rules, "", public);
	enum sv_status st = env && (b->past == NULL || tell_past(b->past, env)) ? SV_OK : sv_err_nomem(err);

	bool sealed = parts[SV_RECORD] || parts[SV_CONTENT] || parts[SV_IDENTITY]; /* of a case that was erased elsewhere nothing is */
	if (st == SV_OK && e->reg == SV_REGISTER_CASE) {
		st = sv_fold(e->state, env, parts[SV_RECORD], err);
		if (st == SV_OK && sealed && type->to == SV_STATE_ERASED) {
			st = sv_session_epoch(b->s, &epoch, err);
			snprintf(e->keys, sizeof e->keys, "r%d", epoch);
		} else if (st == SV_OK && sealed) {
			st = sv_batch_choose_keys(b, e, err);
		}
	} else if (st == SV_OK && parts[SV_RECORD]) {
		st = sv_session_epoch(b->s, &epoch, err);
		snprintf(e->keys, sizeof e->keys, "e%d", epoch);
		if (st == SV_OK && e->state)
			st = sv_item_fold(e->state, env, parts[SV_RECORD], err);
	}
	if (st == SV_OK && e->keys[0] && strcmp(e->keys, "e1") != 0 && !sv_json_set_text(env, "keys", e->keys))
		st = sv_err_nomem(err);
	if (st == SV_OK && e->keys[0] && !sv_json_holds(e->sets, e->keys) && json_array_append_new(e->sets, json_string(e->keys)) < 0)
		st = sv_err_nomem(err);
	for (int c = 0; c < SV_COMPARTMENTS && st == SV_OK; c++) {
		if (parts[c])
			st = sv_batch_entry_key(b, e, e->keys, (enum sv_compartment)c, keys[c], err);
		if (st == SV_OK)
			st = close_part(b, e, (enum sv_compartment)c, parts[c], keys[c], &closed[c], err);
		seals[c] = (struct sv_sealing){ sv_compartment_name((enum sv_compartment)c), keys[c], closed[c] };
	}
	if (st == SV_OK)
		st = sv_draft_new(env, seals, SV_COMPARTMENTS, &draft, err);
	if (st == SV_OK)
		st = sv_batch_draft(b, e, draft, err);
	if (st == SV_OK) {
		e->dirty = e->begun = true;
		const char *message = b->past ? "import: cases and items" : type->message;
		b->message = b->message == NULL || strcmp(b->message, message) == 0 ? message : "several events";
		snprintf(b->event, sizeof b->event, "%s", sv_json_text(env, "event"));
	}
	for (int c = 0; c < SV_COMPARTMENTS; c++)
		json_decref(closed[c]);
	sv_wipe(keys, sizeof keys);
	json_decref(env);
	return st;
}

/* Loads a schema and what it refers to, once per batch. */
enum sv_status sv_batch_schema(struct sv_batch *b, const char *name, const json_t **out, struct sv_err *err)
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
	else if (st != SV_BUG) /* it is there, and there was no memory for it */
		st = sv_err_set(err, SV_CONFIG, N_("the schema '%s' is not installed"), name);
	*out = st == SV_OK ? sv_schema_set_document(b->schemas, name) : NULL;
	json_decref(document);
	sv_buf_release(&path);
	return st;
}

enum sv_status sv_batch_case(struct sv_batch *b, const char *case_id, const json_t **state, struct sv_err *err)
{
	char path[SV_PATH_SIZE];
	struct entry *e;

	sv_case_path(case_id, path);
	enum sv_status st = sv_batch_load(b, SV_REGISTER_CASE, path, case_id, &e, err);
	*state = st == SV_OK ? e->state : NULL;
	return st;
}

enum sv_status sv_batch_content_key(struct sv_batch *b, const char *case_id, unsigned char key[32], struct sv_err *err)
{
	char path[SV_PATH_SIZE];
	struct entry *e;

	sv_case_path(case_id, path);
	enum sv_status st = sv_batch_load(b, SV_REGISTER_CASE, path, case_id, &e, err);
	if (st == SV_OK)
		st = sv_batch_choose_keys(b, e, err);
	return st == SV_OK ? sv_batch_entry_key(b, e, e->keys, SV_CONTENT, key, err) : st;
}

void sv_batch_officers(struct sv_batch *b, json_t *officers, const char *newcomer)
{
	if (newcomer)
		snprintf(b->newcomer, sizeof b->newcomer, "%s", newcomer);
	json_decref(b->next_officers);
	b->next_officers = json_incref(officers);
	b->officers = officers;
}

enum sv_status sv_batch_rewrap(struct sv_batch *b, const char *case_id, struct sv_err *err)
{
	char path[SV_PATH_SIZE];
	struct entry *e;

	sv_case_path(case_id, path);
	enum sv_status st = sv_batch_load(b, SV_REGISTER_CASE, path, case_id, &e, err);
	if (st == SV_OK)
		e->rekey = b->rewraps = true;
	return st;
}

const char *sv_batch_last_event(const struct sv_batch *b)
{
	return b->event;
}

bool sv_batch_dry(const struct sv_batch *b)
{
	return b->dry_run;
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
	st = sv_batch_load(b, type->reg, path, subject, &e, err);
	return st == SV_OK ? sv_batch_append_event(b, e, type, public, parts, err) : st;
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
	if (b->dry_run || (!dirty && !b->rewraps))
		return SV_OK;
	st = sv_batch_give_lines(b, err);
	if (st == SV_OK)
		st = sv_session_keyring(b->s, true, &keyring, err);
	if (st == SV_OK)
		st = sv_keyring_begin(keyring, err);
	for (size_t i = 0; i < b->n && st == SV_OK; i++) {
		struct entry *e = b->entries[i];
		if (e->dirty || e->rekey)
			st = sv_batch_settle(b, e, keyring, err);
	}
	if (st == SV_OK)
		st = sv_batch_await_lines(b, err);
	for (size_t i = 0; i < b->n && st == SV_OK; i++) {
		struct entry *e = b->entries[i];
		if (e->dirty)
			st = e->ready.bytes ? sv_repo_put_ready(b->repo, e->path, &e->ready, err) : sv_repo_put(b->repo, e->path, e->text.data, e->text.len, NULL, err);
		for (size_t p = 0; p < e->nparts && st == SV_OK; p++)
			st = sv_repo_link(b->repo, e->parts[p].path, e->parts[p].blob, err);
	}
	for (size_t i = 0; i < b->nwraps && st == SV_OK; i++)
		st = b->wraps[i].change(b->s, b->wraps[i].role, b->wraps[i].handle, b->wraps[i].box, err);
	/* salts first: a commit whose salt is lost could never be opened; a salt without a commit harms nobody */
	if (st == SV_OK)
		st = sv_keyring_commit(keyring, err);
	if (st == SV_OK && !dirty)
		st = sv_objects_sync(sv_session_store(b->s), err);
	else if (st == SV_OK)
		st = sv_repo_commit(b->repo, b->me, sv_session_now(b->s), b->message ? b->message : "store: files", err);
	if (st == SV_OK && dirty) /* where it cannot be noted, the next act verifies a little more */
		sv_trust_mark(b->s, sv_identity_name(b->me), NULL);
	if (st == SV_OK && b->newcomer[0]) /* starts from what who added them had verified */
		sv_trust_mark(b->s, b->newcomer, NULL);
	if (st == SV_OK)
		sv_session_forget(b->s);
	return st;
}
