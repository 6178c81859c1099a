/* SPDX-License-Identifier: MIT */
/* Making a store: see init.h. It is built beside its place and moved there whole by one rename. */
#include "app/init.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/internal.h"
#include "app/officers.h"
#include "app/register.h"
#include "base/file.h"
#include "base/wipe.h"
#include "crypt/b64.h"
#include "crypt/derive.h"
#include "crypt/seal.h"
#include "json/get.h"
#include "model/event.h"
#include "model/officer.h"
#include "store/event.h"
#include "store/objects.h"

/* Removes a folder and what is in it; only ever the half-made store. */
static void remove_tree(const char *path, int depth)
{
	DIR *dir = depth < 16 ? opendir(path) : NULL;
	struct dirent *d;
	char child[4096];
	struct stat sb;

	while (dir && (d = readdir(dir)) != NULL) {
		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
			continue;
		snprintf(child, sizeof child, "%s/%s", path, d->d_name);
		if (lstat(child, &sb) == 0 && S_ISDIR(sb.st_mode))
			remove_tree(child, depth + 1);
		else
			unlink(child);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

/* The first role keys: random, wrapped to the first officer. */
static enum sv_status make_keys(struct sv_session *s, const char *keyring_path, unsigned char record_key[32], struct sv_err *err)
{
	static const char *const roles[] = { "record", "content", "identity", "person" };
	struct sv_keyring *keyring = NULL;
	struct sv_held *held;
	enum sv_status st = sv_session_held(s, &held, err);

	if (st == SV_OK)
		st = sv_keyring_create(keyring_path, s->id, err);
	if (st == SV_OK)
		st = sv_keyring_open(keyring_path, s->id, true, &keyring, err);
	if (st == SV_OK)
		st = sv_keyring_begin(keyring, err);
	for (int i = 0; i < 4 && st == SV_OK; i++) {
		struct sv_role_key *k = &held->role[i];
		struct sv_buf wrapped = SV_BUF_INIT;
		sv_random(k->key, sizeof k->key);
		snprintf(k->role, sizeof k->role, "%s", roles[i]);
		k->epoch = 1;
		s->next_role++;
		st = sv_wrap(sv_identity_box_public(s->me), k->key, sizeof k->key, &wrapped, err);
		if (st == SV_OK)
			st = sv_keyring_put_wrap(keyring, roles[i], 1, sv_identity_name(s->me), wrapped.data, wrapped.len, err);
		sv_buf_release(&wrapped);
		if (i == 0)
			memcpy(record_key, k->key, 32);
	}
	if (st == SV_OK)
		st = sv_keyring_commit(keyring, err);
	sv_keyring_free(keyring);
	return st;
}

/* The line of a genesis event: there is no batch yet, as there is no officer yet who could open one. */
static enum sv_status genesis_line(struct sv_session *s, const char *path, enum sv_register reg, const char *subject, const char *type, const char *rules,
                                   json_t *public, const json_t *record, const unsigned char record_key[32], struct sv_buf *line, struct sv_err *err)
{
	unsigned char key[32];
	json_t *env = sv_envelope_new(s, reg, subject, type, sv_identity_name(s->me), rules, "", public);

	sv_register_key(record_key, path, key);
	struct sv_sealing seal = { "record", key, record };
	enum sv_status st = env ? sv_event_seal(env, &seal, 1, line, err) : sv_err_nomem(err);
	sv_buf_addc(line, '\n');
	sv_wipe(key, sizeof key);
	json_decref(env);
	return st;
}

static enum sv_status put(struct sv_repo *repo, const char *path, const struct sv_buf *text, char blob[SV_OID_HEX], struct sv_err *err)
{
	return text->failed ? sv_err_nomem(err) : sv_repo_put(repo, path, text->data, text->len, blob, err);
}

/* The first commit: store id, rules, first officer. */
static enum sv_status genesis(struct sv_session *s, struct sv_repo *repo, const json_t *protocol, const char *person, const unsigned char record_key[32], struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT, sign = SV_BUF_INIT, box = SV_BUF_INIT;
	char rules[SV_OID_HEX], path[96];
	const char *name = sv_identity_name(s->me);
	json_t *roles = json_pack("[s,s,s,s]", "record", "content", "identity", "manage");
	json_t *public = NULL, *record = NULL, *log = NULL, *officers = NULL;
	enum sv_status st;

	sv_b64_encode(sv_identity_sign_public(s->me), 32, &sign);
	sv_b64_encode(sv_identity_box_public(s->me), 32, &box);
	snprintf(path, sizeof path, "officers/%s.ndjson", name);
	public = sv_officer_public(sv_buf_str(&sign), sv_buf_str(&box), sv_identity_unattended(s->me), roles);
	officers = json_pack("{s:O}", name, public);
	sv_buf_addf(&text, "{\"format\":1,\"store\":\"%s\",\"sv\":1}\n", s->id);
	st = public && officers ? put(repo, "sv.json", &text, NULL, err) : sv_err_nomem(err);
	sv_buf_clear(&text);
	if (st == SV_OK)
		st = sv_protocol_sealed(protocol, record_key, 1, &text, err);
	if (st == SV_OK)
		st = put(repo, SV_PROTOCOL_PATH, &text, rules, err);
	sv_buf_clear(&text);
	if (st == SV_OK) {
		log = json_pack("{s:s}", "blob", rules);
		st = genesis_line(s, SV_PROTOCOL_LOG, SV_REGISTER_PROTOCOL, "protocol", "protocol.set", rules, log, NULL, record_key, &text, err);
	}
	if (st == SV_OK)
		st = put(repo, SV_PROTOCOL_LOG, &text, NULL, err);
	sv_buf_clear(&text);
	if (st == SV_OK)
		st = sv_officer_record(s, person, &record, err);
	if (st == SV_OK)
		st = genesis_line(s, path, SV_REGISTER_OFFICER, name, "officer.added", rules, public, record, record_key, &text, err);
	if (st == SV_OK)
		st = put(repo, path, &text, NULL, err);
	sv_buf_clear(&text);
	if (st == SV_OK)
		st = sv_signers_text(officers, &text, err);
	if (st == SV_OK)
		st = put(repo, SV_SIGNERS_PATH, &text, NULL, err);
	if (st == SV_OK)
		st = sv_repo_commit(repo, s->me, s->now, "store: made", err);
	sv_buf_release(&text);
	sv_buf_release(&sign);
	sv_buf_release(&box);
	json_decref(roles);
	json_decref(public);
	json_decref(record);
	json_decref(log);
	json_decref(officers);
	return st;
}

static void new_store_id(char out[48])
{
	static const char alphabet[] = "abcdefghjkmnpqrstuvwxyz0123456789";
	unsigned char random[20];

	sv_random(random, sizeof random);
	for (size_t i = 0; i < sizeof random; i++)
		out[i] = alphabet[random[i] % 32];
	out[sizeof random] = '\0';
}

/* Whether something that is not an empty folder stands at the store's place. */
static bool taken(const char *store)
{
	struct stat sb;
	DIR *dir;
	struct dirent *d;
	bool found = false;

	if (lstat(store, &sb) < 0)
		return false;
	dir = opendir(store);
	if (dir == NULL)
		return true;
	while ((d = readdir(dir)) != NULL)
		found = found || (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0);
	closedir(dir);
	return found;
}

static enum sv_status parent_of(const char *store, struct sv_err *err)
{
	char parent[4096];
	char *slash;

	snprintf(parent, sizeof parent, "%s", store);
	slash = strrchr(parent, '/');
	if (slash == NULL || slash == parent)
		return SV_OK;
	*slash = '\0';
	return sv_mkdirs_durable(parent, 0700, err);
}

enum sv_status sv_store_init(struct sv_session *s, const json_t *protocol, const char *person, struct sv_err *err)
{
	char place[4000], tmp[4050], path[4120], line[64];
	unsigned char record_key[32];
	struct sv_repo *repo = NULL;
	struct sv_identity *me;
	enum sv_status st = sv_session_me(s, &me, err);

	snprintf(place, sizeof place, "%s", sv_session_store(s));
	for (size_t n = strlen(place); n > 1 && place[n - 1] == '/'; n--)
		place[n - 1] = '\0';
	if (st == SV_OK && taken(place))
		st = sv_err_set(err, SV_CANT_CREATE, N_("'%s' is there already and is not empty"), place);
	if (st == SV_OK && sv_identity_unattended(me)) {
		st = sv_err_set(err, SV_BAD_INPUT, N_("the first officer's identity needs a passphrase"));
		sv_err_hint(err, N_("sv-key new without --unattended"));
	}
	if (st == SV_OK)
		st = parent_of(place, err);
	if (st != SV_OK)
		return st;
	snprintf(tmp, sizeof tmp, "%s.new-%ld", place, (long)getpid());
	if (mkdir(tmp, 0700) < 0)
		return sv_err_sys(err, SV_CANT_CREATE, errno, N_("cannot create '%s': %s"), tmp);
	new_store_id(s->id);
	snprintf(path, sizeof path, "%s/keyring.db", tmp);
	st = make_keys(s, path, record_key, err);
	if (st == SV_OK)
		st = sv_repo_create(tmp, place, err);
	if (st == SV_OK)
		st = sv_repo_open(tmp, &repo, err);
	if (st == SV_OK)
		st = genesis(s, repo, protocol, person, record_key, err);
	sv_repo_free(repo);
	sv_wipe(record_key, sizeof record_key);
	snprintf(path, sizeof path, "%s/id", tmp);
	snprintf(line, sizeof line, "%s\n", s->id);
	if (st == SV_OK)
		st = sv_file_write(path, line, strlen(line), 0600, err);
	snprintf(path, sizeof path, "%s/lock", tmp);
	if (st == SV_OK)
		st = sv_file_write(path, "", 0, 0600, err);
	if (st == SV_OK)
		st = sv_objects_sync(tmp, err);
	if (st == SV_OK && rename(tmp, place) < 0)
		st = sv_err_sys(err, SV_CANT_CREATE, errno, N_("cannot create '%s': %s"), place);
	if (st == SV_OK)
		st = sv_objects_sync(place, err);
	if (st != SV_OK)
		remove_tree(tmp, 0);
	else
		sv_allowed_signers_export(s);
	return st;
}
