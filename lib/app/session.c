/* SPDX-License-Identifier: MIT */
/* A session: see session.h. Identities and their parking are in identity.c, the index in catchup.c. */
#include "app/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/internal.h"
#include "app/unlock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/wipe.h"
#include "crypt/crypt.h"
#include "crypt/derive.h"
#include "crypt/seal.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/officer.h"
#include "store/event.h"

const char *const sv_compartment_names[] = { "record", "content", "identity", NULL };

/* $VAR/sv/name, or ~/fallback/sv/name. */
static enum sv_status user_path(const char *var, const char *fallback, const char *name, struct sv_buf *out, struct sv_err *err)
{
	const char *base = getenv(var), *home = getenv("HOME");

	if (base && base[0] == '/')
		sv_buf_addf(out, "%s/sv/%s", base, name);
	else if (home && home[0] == '/')
		sv_buf_addf(out, "%s/%s/sv/%s", home, fallback, name);
	else
		return sv_err_set(err, SV_CONFIG, N_("neither %s nor HOME is set"), var);
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

enum sv_status sv_config_path(const char *name, struct sv_buf *out, struct sv_err *err)
{
	return user_path("XDG_CONFIG_HOME", ".config", name, out, err);
}

enum sv_status sv_state_path(const char *name, struct sv_buf *out, struct sv_err *err)
{
	return user_path("XDG_STATE_HOME", ".local/state", name, out, err);
}

static enum sv_status read_clock(struct sv_session *s, struct sv_err *err)
{
	const char *set = getenv("SV_NOW");
	struct timespec t;

	if (set && set[0]) {
		s->clock_set = true;
		if (!sv_instant_parse(set, &s->now))
			return sv_err_set(err, SV_CONFIG, N_("SV_NOW is no instant such as 2026-03-01T09:30:00Z"));
		return SV_OK;
	}
	clock_gettime(CLOCK_REALTIME, &t);
	s->now = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
	return SV_OK;
}

enum sv_status sv_session_new(const struct sv_session_options *o, struct sv_session **out, struct sv_err *err)
{
	struct sv_session *s = calloc(1, sizeof *s);
	const char *env = getenv("SV_STORE");
	enum sv_status st;

	*out = NULL;
	if (s == NULL)
		return sv_err_nomem(err);
	s->options = *o;
	pthread_mutex_init(&s->keys, NULL);
	st = sv_crypt_init(err);
	const char *git = getenv("GIT_DIR");
	if (o->store || (env && env[0]))
		sv_buf_adds(&s->store, o->store ? o->store : env);
	else if (git && git[0]) /* run by git as its textconv: the store is around the repository */
		sv_buf_addf(&s->store, "%s/..", git);
	else if (st == SV_OK)
		st = user_path("XDG_DATA_HOME", ".local/share", "store", &s->store, err);
	if (st == SV_OK)
		st = read_clock(s, err);
	if (st != SV_OK) {
		sv_session_free(s);
		return st;
	}
	*out = s;
	return SV_OK;
}

void sv_session_forget(struct sv_session *s)
{
	json_decref(s->officers);
	json_decref(s->protocol);
	s->officers = s->protocol = NULL;
	s->epoch = 0;
	if (s->held)
		sv_wipe(s->held->found, sizeof s->held->found);
}

enum sv_status sv_session_held(struct sv_session *s, struct sv_held **out, struct sv_err *err)
{
	if (s->held == NULL)
		s->held = sv_secret_alloc(sizeof *s->held);
	*out = s->held;
	return s->held ? SV_OK : sv_err_nomem(err);
}

void sv_session_free(struct sv_session *s)
{
	if (s == NULL)
		return;
	sv_session_forget(s);
	sv_index_free(s->index);
	sv_repo_free(s->repo);
	sv_keyring_free(s->keyring);
	sv_identity_free(s->me);
	sv_secret_free(s->held);
	sv_buf_release(&s->store);
	pthread_mutex_destroy(&s->keys);
	free(s);
}

enum sv_status sv_session_hand(struct sv_session *of, struct sv_session **out, struct sv_err *err)
{
	struct sv_session *s = calloc(1, sizeof *s);

	*out = s;
	if (s == NULL)
		return sv_err_nomem(err);
	pthread_mutex_init(&s->keys, NULL);
	s->options = of->options;
	s->now = of->now;
	s->clock_set = of->clock_set;
	s->of = of;
	sv_buf_add(&s->store, of->store.data, of->store.len);
	if (!s->store.failed)
		return SV_OK;
	sv_session_free(s);
	*out = NULL;
	return sv_err_nomem(err);
}

void sv_session_keyless(struct sv_session *s)
{
	s->options.keyless = true;
}

static enum sv_status refuse_to_ask(void *data, const char *prompt, struct sv_buf *out, struct sv_err *err)
{
	(void)data;
	(void)prompt;
	(void)out;
	sv_err_set(err, SV_DENIED, N_("the identity is locked"));
	sv_err_hint(err, N_("sv-key unlock, or --passphrase-fd"));
	return SV_DENIED;
}

void sv_session_unasked(struct sv_session *s)
{
	s->options.ask = refuse_to_ask;
}

int64_t sv_session_now(const struct sv_session *s)
{
	return s->now;
}

bool sv_session_clock_set(const struct sv_session *s)
{
	return s->clock_set;
}

int32_t sv_session_today(const struct sv_session *s)
{
	return sv_day_in_amsterdam(s->now);
}

const char *sv_session_store(const struct sv_session *s)
{
	return sv_buf_str(&s->store);
}

const char *sv_session_data_dir(const struct sv_session *s)
{
	return s->options.data_dir;
}

enum sv_status sv_session_id(struct sv_session *s, const char **id, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT, text = SV_BUF_INIT;
	enum sv_status st = SV_OK;

	if (s->id[0] == '\0') {
		sv_buf_addf(&path, "%s/id", sv_session_store(s));
		st = sv_file_read(sv_buf_str(&path), 64, &text, err);
		if (st == SV_NOT_FOUND) {
			sv_err_set(err, SV_NOT_FOUND, N_("no store in '%s'"), sv_session_store(s));
			sv_err_hint(err, N_("sv-init makes one; --store or SV_STORE names another"));
		}
		size_t n = st == SV_OK ? strcspn(sv_buf_str(&text), "\n") : 0;
		if (st == SV_OK && (n == 0 || n >= sizeof s->id || strspn(sv_buf_str(&text), "0123456789abcdefghijklmnopqrstuvwxyz") != n))
			st = sv_err_set(err, SV_INTEGRITY, N_("the file 'id' of the store is damaged"));
		if (st == SV_OK)
			snprintf(s->id, sizeof s->id, "%.*s", (int)n, sv_buf_str(&text));
	}
	sv_buf_release(&path);
	sv_buf_release(&text);
	*id = s->id;
	return st;
}

enum sv_status sv_session_repo(struct sv_session *s, struct sv_repo **out, struct sv_err *err)
{
	enum sv_status st = s->repo ? SV_OK : sv_repo_open(sv_session_store(s), &s->repo, err);

	*out = s->repo;
	return st;
}

enum sv_status sv_session_keyring(struct sv_session *s, bool write, struct sv_keyring **out, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT;
	const char *id;
	enum sv_status st = SV_OK;

	*out = NULL;
	if (s->keyring && write && !s->keyring_writes) {
		sv_keyring_free(s->keyring);
		s->keyring = NULL;
	}
	if (s->keyring == NULL) {
		st = sv_session_id(s, &id, err);
		sv_buf_addf(&path, "%s/keyring.db", sv_session_store(s));
		if (st == SV_OK)
			st = sv_keyring_open(sv_buf_str(&path), id, write, &s->keyring, err);
		s->keyring_writes = write;
		sv_buf_release(&path);
	}
	*out = s->keyring;
	return st;
}

enum sv_status sv_session_me(struct sv_session *s, struct sv_identity **out, struct sv_err *err)
{
	enum sv_status st = s->me ? SV_OK : s->options.keyless ? sv_err_set(err, SV_DENIED, N_("this is done without an identity")) : sv_unlock_load(s, &s->me, err);

	*out = s->me;
	return st;
}

/* One officer's file, folded into the officers. */
static enum sv_status load_officer(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	struct sv_session *s = data;
	struct sv_buf text = SV_BUF_INIT;
	json_t *state = NULL, *event = NULL, *record = NULL;
	size_t len = strlen(path);
	enum sv_status st;

	(void)old;
	if (len < 8 || strcmp(path + len - 7, ".ndjson") != 0 || blob == NULL)
		return SV_OK;
	state = json_object();
	st = state ? sv_repo_blob(s->repo, blob, &text, err) : sv_err_nomem(err);
	for (char *line = text.data, *nl; st == SV_OK && line && *line; line = nl + 1) {
		nl = strchr(line, '\n');
		if (nl == NULL) {
			st = sv_err_set(err, SV_INTEGRITY, N_("'%s' is damaged"), path);
			break;
		}
		st = sv_json_parse(line, (size_t)(nl - line), 0, &event, err);
		if (st == SV_OK)
			st = sv_register_event_open(s, path, event, &record, err);
		st = sv_err_excuse(st, sv_closed(st) || st == SV_INTEGRITY, err); /* what was changed is found by sv-verify; without it the officer still has their roles */
		if (st == SV_OK)
			st = sv_officer_fold(state, event, record, err);
		json_decref(event);
		json_decref(record);
		event = record = NULL;
	}
	const char *handle = sv_json_text(state, "officer");
	if (st == SV_OK && handle && json_object_set(s->officers, handle, state) < 0)
		st = sv_err_nomem(err);
	sv_buf_release(&text);
	json_decref(state);
	return st;
}

enum sv_status sv_session_officers(struct sv_session *s, const json_t **out, struct sv_err *err)
{
	struct sv_repo *repo;
	enum sv_status st = sv_session_repo(s, &repo, err);

	if (st == SV_OK && s->officers == NULL) {
		s->officers = json_object();
		st = s->officers ? sv_repo_diff(repo, "", sv_repo_head(repo), "officers", load_officer, s, err) : sv_err_nomem(err);
	}
	*out = s->officers;
	return st;
}

enum sv_status sv_protocol_open(struct sv_session *s, json_t *protocol, struct sv_err *err)
{
	const char *sealed = sv_json_text(protocol, "lists");
	struct sv_buf plain = SV_BUF_INIT;
	unsigned char key[32];
	json_t *lists = NULL;
	enum sv_status st;

	if (sealed == NULL)
		return SV_OK;
	st = sv_session_register_key(s, SV_PROTOCOL_PATH, sv_event_keys(protocol), key, err);
	if (st == SV_DENIED) { /* somebody from outside, who was granted a case: what is no word of the lists can be done */
		sv_err_clear(err);
		json_object_del(protocol, "keys");
		return json_object_set_new(protocol, "lists", json_object()) == 0 ? SV_OK : sv_err_nomem(err);
	}
	if (st == SV_OK)
		st = sv_open(key, SV_PROTOCOL_PATH, strlen(SV_PROTOCOL_PATH), sealed, &plain, err);
	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&plain), plain.len, 0, &lists, err);
	if (st == SV_OK && json_object_set_new(protocol, "lists", lists) < 0)
		st = sv_err_nomem(err);
	if (st == SV_OK)
		json_object_del(protocol, "keys"); /* of how it is stored; as it is given, it can be set again */
	sv_wipe(key, sizeof key);
	sv_buf_release_secret(&plain);
	return st;
}

enum sv_status sv_session_protocol(struct sv_session *s, const json_t **out, const char **rules, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	struct sv_repo *repo;
	enum sv_status st = sv_session_repo(s, &repo, err);

	if (st == SV_OK && s->protocol == NULL) {
		st = sv_repo_read(repo, SV_PROTOCOL_PATH, &text, s->rules, err);
		if (st == SV_NOT_FOUND)
			st = sv_err_set(err, SV_INTEGRITY, N_("the history has no protocol"));
		if (st == SV_OK)
			st = sv_json_parse(sv_buf_str(&text), text.len, 0, &s->protocol, err);
		if (st == SV_OK)
			st = sv_protocol_open(s, s->protocol, err);
	}
	sv_buf_release(&text);
	*out = s->protocol;
	if (rules)
		*rules = s->rules;
	return st;
}

enum sv_status sv_session_epoch(struct sv_session *s, int *epoch, struct sv_err *err)
{
	struct sv_keyring *keyring;
	enum sv_status st = SV_OK;

	if (s->epoch == 0) {
		st = sv_session_keyring(s, false, &keyring, err);
		if (st == SV_OK)
			st = sv_keyring_epoch(keyring, &s->epoch, err);
		if (st == SV_OK && s->epoch < 1)
			st = sv_err_set(err, SV_INTEGRITY, N_("the keyring is damaged"));
	}
	*epoch = s->epoch;
	return st;
}

enum sv_status sv_session_role_key(struct sv_session *s, const char *role, int epoch, const unsigned char **key, struct sv_err *err)
{
	struct sv_keyring *keyring;
	struct sv_identity *me;
	struct sv_buf wrapped = SV_BUF_INIT, plain = SV_BUF_INIT;
	struct sv_held *held = NULL;
	bool person = strcmp(role, "person") == 0; /* of all epochs: tokens stay the same */
	enum sv_status st = SV_OK;

	*key = NULL;
	if (person)
		epoch = 1;
	else if (epoch == 0)
		st = sv_session_epoch(s, &epoch, err);
	if (st == SV_OK)
		st = sv_session_held(s, &held, err);
	for (int i = 0; i < SV_ROLE_KEYS && st == SV_OK; i++) {
		if (held->role[i].epoch == epoch && strcmp(held->role[i].role, role) == 0) {
			*key = held->role[i].key;
			return SV_OK;
		}
	}
	if (st == SV_OK)
		st = sv_session_me(s, &me, err);
	if (st == SV_OK)
		st = sv_session_keyring(s, false, &keyring, err);
	if (st == SV_OK)
		st = sv_keyring_get_wrap(keyring, role, sv_identity_name(me), &wrapped, &epoch, err);
	if (st == SV_OK)
		st = sv_unwrap(me, wrapped.data, wrapped.len, &plain, err);
	if (st == SV_OK && plain.len != sizeof held->role[0].key)
		st = sv_err_set(err, SV_INTEGRITY, N_("the keyring is damaged"));
	if (st == SV_OK) {
		struct sv_role_key *slot = &held->role[s->next_role++ % SV_ROLE_KEYS];
		memcpy(slot->key, plain.data, sizeof slot->key);
		snprintf(slot->role, sizeof slot->role, "%s", role);
		slot->epoch = epoch;
		*key = slot->key;
	}
	sv_buf_release(&wrapped);
	sv_buf_release_secret(&plain);
	return st;
}

enum sv_status sv_session_register_key(struct sv_session *s, const char *path, const char *keys, unsigned char key[32], struct sv_err *err)
{
	const unsigned char *role;
	enum sv_status st;

	if (s->of) {
		pthread_mutex_lock(&s->of->keys);
		st = sv_session_register_key(s->of, path, keys, key, err);
		pthread_mutex_unlock(&s->of->keys);
		return st;
	}
	st = sv_session_role_key(s, "record", sv_keys_epoch(keys), &role, err);
	if (st == SV_OK)
		sv_register_key(role, path, key);
	return st;
}

void sv_register_key(const unsigned char role[32], const char *path, unsigned char key[32])
{
	char label[256], hex[SV_HASH_HEX];

	snprintf(label, sizeof label, "register:%s", path);
	sv_hash_line(label, strlen(label), hex);
	sv_derive_compartment(role, (const unsigned char *)hex, "record", key);
}
