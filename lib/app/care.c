/* SPDX-License-Identifier: MIT */
/* Care of the keyring: see care.h. */
#include "app/care.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/batch.h"
#include "app/erase.h"
#include "app/staff.h"
#include "app/trust.h"
#include "base/date.h"
#include "base/file.h"
#include "base/wipe.h"
#include "crypt/b64.h"
#include "crypt/seal.h"
#include "crypt/shamir.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/entitled.h"
#include "model/officer.h"

#define BACKUP_MAX ((size_t)1 << 31)
#define SHARE_BYTES 33 /* x, then the share's 32 bytes */

static const char *const key_roles[] = { "record", "content", "identity", "person" };

/* What a backup's seal is bound to: the clear members that say of which store and when it is, and how many shares it takes. */
static enum sv_status bound(const json_t *backup, struct sv_buf *ad, struct sv_err *err)
{
	json_t *head = json_copy((json_t *)backup);
	enum sv_status st;

	json_object_del(head, "sealed");
	json_object_del(head, "shares");
	st = head ? sv_json_canon(head, ad, err) : sv_err_nomem(err);
	json_decref(head);
	return st;
}

/* The officers who get a share: those named, else all who are people with roles. */
static enum sv_status holders(struct sv_session *s, const json_t *named, json_t **out, struct sv_err *err)
{
	const json_t *officers, *one;
	const char *handle;
	json_t *officer;
	size_t i;
	enum sv_status st = sv_session_officers(s, &officers, err);

	*out = json_object();
	json_array_foreach(named, i, one) {
		const char *name = json_string_value(one);
		if (st == SV_OK && (json_object_get(officers, name) == NULL || sv_json_has(json_object_get(officers, name), "gone")))
			st = sv_err_set(err, SV_BAD_INPUT, N_("no such officer: '%s'"), name);
		if (st == SV_OK)
			json_object_set(*out, name, json_object_get(officers, name));
	}
	json_object_foreach((json_t *)(st == SV_OK && json_array_size(named) == 0 ? officers : NULL), handle, officer) {
		if (!sv_json_true(officer, "unattended") && !sv_json_has(officer, "gone") && json_array_size(sv_json_array(officer, "roles")) > 0)
			json_object_set(*out, handle, officer);
	}
	return st;
}

/* Splits the key and seals each share to its holder. */
static enum sv_status put_shares(json_t *backup, const json_t *to, int need, const unsigned char key[32], struct sv_err *err)
{
	int count = (int)json_object_size(to), i = 0;
	size_t all = (size_t)(count > 0 ? count : 1) * 32, coefficients = (size_t)(need > 1 ? need - 1 : 1) * 32;
	unsigned char *random = malloc(coefficients), *shares = malloc(all), public[32], share[SHARE_BYTES];
	json_t *out = json_object(), *officer;
	const char *handle;
	enum sv_status st = random && shares && out && json_object_set_new(backup, "shares", out) == 0 ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK) {
		sv_random(random, coefficients);
		st = sv_shamir_split(key, 32, need, count, random, shares, err);
	}
	json_object_foreach((json_t *)to, handle, officer) {
		struct sv_buf wrapped = SV_BUF_INIT, text = SV_BUF_INIT;
		const char *box = sv_json_text(officer, "box");
		if (st != SV_OK)
			break;
		share[0] = (unsigned char)(i + 1);
		memcpy(share + 1, shares + (size_t)i++ * 32, 32);
		st = sv_public_key(box ? box : "", public, err);
		if (st == SV_OK)
			st = sv_wrap(public, share, sizeof share, &wrapped, err);
		sv_b64_encode(wrapped.data, wrapped.len, &text);
		if (st == SV_OK && !sv_json_set_text(out, handle, sv_buf_str(&text)))
			st = sv_err_nomem(err);
		sv_buf_release(&wrapped);
		sv_buf_release(&text);
	}
	if (random)
		sv_wipe(random, coefficients);
	if (shares)
		sv_wipe(shares, all);
	sv_wipe(share, sizeof share);
	free(random);
	free(shares);
	return st;
}

enum sv_status sv_care_backup(struct sv_session *s, const char *file, const json_t *officers, int need, int *count, struct sv_err *err)
{
	struct sv_buf dump = SV_BUF_INIT, ad = SV_BUF_INIT, sealed = SV_BUF_INIT, text = SV_BUF_INIT;
	unsigned char key[32];
	char at[SV_INSTANT_SIZE];
	struct sv_keyring *keyring;
	struct sv_batch *b = NULL;
	json_t *backup = NULL, *to = NULL;
	const char *id;
	enum sv_status st = sv_session_id(s, &id, err);

	sv_instant_format(sv_session_now(s), at);
	if (st == SV_OK && access(file, F_OK) == 0)
		st = sv_err_set(err, SV_CANT_CREATE, N_("'%s' is there already"), file);
	if (st == SV_OK)
		st = sv_batch_open(s, false, &b, err); /* nobody writes meanwhile; an erasure that was cut off is finished first */
	if (st == SV_OK)
		st = holders(s, officers, &to, err);
	*count = (int)json_object_size(to);
	if (st == SV_OK)
		st = sv_session_keyring(s, true, &keyring, err);
	if (st == SV_OK)
		st = sv_keyring_put_note(keyring, "backup", at, err);
	if (st == SV_OK)
		st = sv_keyring_dump(keyring, &dump, err);
	sv_random(key, sizeof key);
	if (st == SV_OK) {
		backup = json_pack("{s:i,s:s,s:s,s:s,s:i}", "sv", 1, "backup", "keyring", "store", id, "at", at, "need", need);
		st = backup ? bound(backup, &ad, err) : sv_err_nomem(err);
	}
	if (st == SV_OK)
		st = put_shares(backup, to, need, key, err);
	if (st == SV_OK)
		st = sv_seal(key, ad.data, ad.len, dump.data, dump.len, &sealed, err);
	if (st == SV_OK && !sv_json_set_text(backup, "sealed", sv_buf_str(&sealed)))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_json_canon(backup, &text, err);
	sv_buf_addc(&text, '\n');
	if (st == SV_OK)
		st = sv_file_write(file, text.data, text.len, 0600, err);
	sv_batch_free(b);
	sv_wipe(key, sizeof key);
	sv_buf_release_secret(&dump);
	sv_buf_release(&ad);
	sv_buf_release(&sealed);
	sv_buf_release(&text);
	json_decref(backup);
	json_decref(to);
	return st;
}

/* A backup of this store. */
static enum sv_status read_backup(struct sv_session *s, const char *file, json_t **out, struct sv_err *err)
{
	const char *id, *of, *what;
	enum sv_status st = sv_session_id(s, &id, err);

	*out = NULL;
	if (st == SV_OK)
		st = sv_json_load_file(file, BACKUP_MAX, 0, out, err);
	of = sv_json_text(*out, "store");
	what = sv_json_text(*out, "backup");
	if (st == SV_OK && (what == NULL || strcmp(what, "keyring") != 0 || sv_json_text(*out, "sealed") == NULL))
		st = sv_err_set(err, SV_BAD_INPUT, N_("not a backup of a keyring"));
	if (st == SV_OK && (of == NULL || strcmp(of, id) != 0))
		st = sv_err_set(err, SV_BAD_INPUT, N_("is of another store"));
	return st == SV_OK ? st : sv_err_at(err, "%s", file);
}

/* A share that was sealed to me. */
static enum sv_status open_share(struct sv_session *s, const char *text, unsigned char share[SHARE_BYTES], struct sv_err *err)
{
	struct sv_buf raw = SV_BUF_INIT, plain = SV_BUF_INIT;
	struct sv_identity *me;
	enum sv_status st = sv_session_me(s, &me, err);

	if (st == SV_OK)
		st = sv_b64_decode(text, strlen(text), &raw, err);
	if (st == SV_OK)
		st = sv_unwrap(me, raw.data, raw.len, &plain, err);
	if (st == SV_OK && plain.len != SHARE_BYTES)
		st = sv_err_set(err, SV_BAD_INPUT, N_("not a share"));
	if (st == SV_OK)
		memcpy(share, plain.data, SHARE_BYTES);
	sv_buf_release(&raw);
	sv_buf_release_secret(&plain);
	return st;
}

enum sv_status sv_care_share(struct sv_session *s, const char *file, const char *to, json_t **out, struct sv_err *err)
{
	unsigned char share[SHARE_BYTES], public[32];
	struct sv_buf wrapped = SV_BUF_INIT, text = SV_BUF_INIT;
	json_t *backup = NULL;
	const json_t *officers;
	struct sv_identity *me;
	const char *mine, *box;
	enum sv_status st = read_backup(s, file, &backup, err);

	*out = NULL;
	if (st == SV_OK)
		st = sv_session_me(s, &me, err);
	mine = st == SV_OK ? sv_json_text(sv_json_object(backup, "shares"), sv_identity_name(me)) : NULL;
	if (st == SV_OK && mine == NULL)
		st = sv_err_set(err, SV_DENIED, N_("the backup has no share for '%s'"), sv_identity_name(me));
	if (st == SV_OK)
		st = open_share(s, mine, share, err);
	if (st == SV_OK)
		st = sv_session_officers(s, &officers, err);
	if (st == SV_OK && (json_object_get(officers, to) == NULL || sv_json_has(json_object_get(officers, to), "gone")))
		st = sv_err_set(err, SV_NOT_FOUND, N_("no such officer: '%s'"), to);
	if (st == SV_OK) {
		box = sv_json_text(json_object_get(officers, to), "box");
		st = sv_public_key(box ? box : "", public, err);
	}
	if (st == SV_OK)
		st = sv_wrap(public, share, sizeof share, &wrapped, err);
	if (st == SV_OK) {
		sv_b64_encode(wrapped.data, wrapped.len, &text);
		*out = json_pack("{s:i,s:s,s:s,s:s,s:s}", "sv", 1, "share", sv_buf_str(&text), "at", sv_json_text(backup, "at"), "from", sv_identity_name(me), "to", to);
		st = *out ? SV_OK : sv_err_nomem(err);
	}
	sv_wipe(share, sizeof share);
	sv_buf_release(&wrapped);
	sv_buf_release(&text);
	json_decref(backup);
	return st;
}

/* The shares that I have: my own, and those that others sealed to me. */
static enum sv_status collect(struct sv_session *s, const json_t *backup, const char *const *files, size_t n, unsigned char *xs, unsigned char *shares, int *count, struct sv_err *err)
{
	unsigned char share[SHARE_BYTES];
	struct sv_identity *me;
	enum sv_status st = sv_session_me(s, &me, err);
	const char *mine = st == SV_OK ? sv_json_text(sv_json_object(backup, "shares"), sv_identity_name(me)) : NULL;

	*count = 0;
	for (size_t i = 0; i < n + 1 && st == SV_OK; i++) {
		json_t *given = NULL;
		const char *text = i == n ? mine : NULL, *at;
		if (i < n) {
			st = sv_json_load_file(files[i], 1 << 16, 0, &given, err);
			at = sv_json_text(given, "at");
			text = sv_json_text(given, "share");
			if (st == SV_OK && (text == NULL || at == NULL || strcmp(at, sv_json_text(backup, "at")) != 0))
				st = sv_err_set(err, SV_BAD_INPUT, N_("not a share of this backup"));
		}
		if (st == SV_OK && text)
			st = open_share(s, text, share, err);
		bool twice = false;
		for (int k = 0; st == SV_OK && text && k < *count; k++)
			twice = twice || xs[k] == share[0];
		if (st == SV_OK && text && !twice) {
			xs[*count] = share[0];
			memcpy(shares + (size_t)(*count)++ * 32, share + 1, 32);
		}
		if (st != SV_OK && i < n)
			sv_err_at(err, "%s", files[i]);
		json_decref(given);
	}
	sv_wipe(share, sizeof share);
	return st;
}

/* A look for epochs. */
struct epoch {
	struct sv_session *s;
	int newest;
};

/* Takes from the restored keyring what was wrapped for identities that were lost or replaced after the backup was made. */
static enum sv_status drop_older(struct sv_session *s, const char *at, struct sv_err *err)
{
	const json_t *officers;
	const char *handle;
	json_t *officer;
	enum sv_status st = sv_session_officers(s, &officers, err);

	json_object_foreach((json_t *)(st == SV_OK ? officers : NULL), handle, officer) {
		const char *from = sv_json_text(officer, "from");
		if (!sv_json_has(officer, "gone") && (from == NULL || strcmp(from, at) <= 0))
			continue;
		if (st == SV_OK)
			st = sv_staff_strip(s, handle, err);
	}
	return st;
}

/* The newest epoch that an event of the history is sealed under. */
static enum sv_status see_epoch(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	struct epoch *e = data;
	struct sv_buf text = SV_BUF_INIT;
	enum sv_status st = blob ? sv_repo_blob(e->s->repo, blob, &text, err) : SV_OK;

	(void)path;
	(void)old;
	for (const char *p = sv_buf_str(&text); (p = strstr(p, "\"keys\":\"")) != NULL; p++) {
		int n = sv_keys_epoch(p + 8);
		e->newest = n > e->newest ? n : e->newest;
	}
	sv_buf_release(&text);
	return st;
}

/* New keys for whatever is written from now on: the restored ones were in a file, and with people who may have left since. */
static enum sv_status renew(struct sv_session *s, struct sv_err *err)
{
	struct epoch e = { s, 1 };
	char at[SV_INSTANT_SIZE];
	struct sv_keyring *keyring;
	struct sv_repo *repo;
	enum sv_status st = sv_session_repo(s, &repo, err);

	if (st == SV_OK)
		st = sv_repo_diff(repo, "", sv_repo_head(repo), NULL, see_epoch, &e, err);
	if (st == SV_OK)
		st = sv_session_keyring(s, true, &keyring, err);
	if (st == SV_OK)
		st = sv_keyring_begin(keyring, err);
	if (st == SV_OK)
		st = sv_staff_new_epoch(s, e.newest, NULL, err);
	if (st == SV_OK) {
		sv_instant_format(sv_session_now(s), at);
		st = sv_keyring_put_note(keyring, "restored", at, err);
	}
	if (st == SV_OK)
		st = sv_keyring_commit(keyring, err);
	else
		sv_keyring_rollback(keyring);
	sv_session_forget(s);
	return st;
}

static void silent(void *data, const struct sv_err *err)
{
	(void)data;
	(void)err;
}

/* What the history says of erasures is only done where the history is good; where it is not, the keyring is not put back. */
static enum sv_status good_history(struct sv_session *s, const char *keyring, struct sv_err *err)
{
	static const char *const suffix[] = { "", "-wal", "-shm" };
	char path[4200];
	enum sv_status st = sv_trust_check(s, NULL, err);

	for (size_t i = 0; st != SV_OK && i < sizeof suffix / sizeof suffix[0]; i++) {
		sv_keyring_free(s->keyring);
		s->keyring = NULL;
		snprintf(path, sizeof path, "%s%s", keyring, suffix[i]);
		unlink(path);
	}
	return st;
}

enum sv_status sv_care_restore(struct sv_session *s, const char *file, const char *const *shares, size_t n, size_t *erased, struct sv_err *err)
{
	const struct sv_act_report quiet = { silent, NULL };
	struct sv_buf path = SV_BUF_INIT, ad = SV_BUF_INIT, plain = SV_BUF_INIT;
	unsigned char *xs = calloc(n + 1, 1), *bytes = calloc(n + 1, 32), key[32];
	struct sv_cared cared;
	json_t *backup = NULL;
	int count = 0;
	long long need = 0;
	enum sv_status st = xs && bytes ? read_backup(s, file, &backup, err) : sv_err_nomem(err);

	*erased = 0;
	sv_buf_addf(&path, "%s/keyring.db", sv_session_store(s));
	if (st == SV_OK && access(sv_buf_str(&path), F_OK) == 0) {
		sv_err_set(err, SV_CANT_CREATE, N_("the store has a keyring: nothing was restored"));
		sv_err_hint(err, N_("where it is damaged, move it and its -wal and -shm out of the store first, and destroy them afterwards"));
		st = SV_CANT_CREATE;
	}
	if (st == SV_OK)
		st = collect(s, backup, shares, n, xs, bytes, &count, err);
	need = sv_json_int(backup, "need", 0);
	if (st == SV_OK && count < need) {
		sv_err_set(err, SV_DENIED, N_("%lld shares are needed, and there are %d"), need, count);
		sv_err_hint(err, N_("other officers make theirs with: sv-key share BACKUP --to YOU"));
		st = SV_DENIED;
	}
	if (st == SV_OK)
		st = sv_shamir_combine(xs, bytes, 32, (int)(need < count ? need : count), key, err);
	if (st == SV_OK)
		st = bound(backup, &ad, err);
	if (st == SV_OK) {
		st = sv_open(key, ad.data, ad.len, sv_json_text(backup, "sealed"), &plain, err);
		if (st == SV_DENIED)
			sv_err_set(err, SV_DENIED, N_("the shares do not open the backup: one of them, or the file, is not right"));
	}
	if (st == SV_OK)
		st = sv_keyring_load(sv_buf_str(&path), plain.data, plain.len, err);
	if (st == SV_OK)
		st = good_history(s, sv_buf_str(&path), err);
	if (st == SV_OK)
		st = sv_erase_again(s, erased, err);
	if (st == SV_OK)
		st = drop_older(s, sv_json_text(backup, "at"), err);
	if (st == SV_OK)
		st = renew(s, err);
	if (st == SV_OK && sv_care_check(s, true, &quiet, &cared, err) == SV_INTEGRITY) /* what it cannot mend, the next check tells */
		sv_err_clear(err);
	sv_wipe(key, sizeof key);
	if (bytes)
		sv_wipe(bytes, (n + 1) * 32);
	free(bytes);
	free(xs);
	sv_buf_release(&path);
	sv_buf_release(&ad);
	sv_buf_release_secret(&plain);
	json_decref(backup);
	return st;
}

/* One check. */
struct check {
	struct sv_session *s;
	struct sv_keyring *keyring;
	const json_t *officers;
	json_t *cases; /* id -> {sets, erased?, gone: parties whose identity was erased} */
	json_t *held;  /* id -> {sets of keys that somebody holds: true}; "CASE/p1" -> {} */
	json_t *guilty; /* names that should not be there */
	bool repair, rewrap;
	const struct sv_act_report *report;
	struct sv_cared *out;
};

static void fault(struct check *c, const char *where, const char *what)
{
	struct sv_err err = { 0 };

	sv_err_set(&err, SV_INTEGRITY, what);
	sv_err_at(&err, "%s", where);
	c->out->faults++;
	c->report->defect(c->report->data, &err);
}

/* What the envelopes of a case tell of its keys. */
static enum sv_status see_case(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	struct check *c = data;
	struct sv_buf text = SV_BUF_INIT;
	json_t *one = json_pack("{s:[],s:[]}", "sets", "gone");
	char id[16];
	enum sv_status st = one ? SV_OK : sv_err_nomem(err);

	(void)old;
	if (st == SV_OK && blob && sv_case_from_path(path, id))
		st = sv_repo_blob(c->s->repo, blob, &text, err);
	for (const char *p = sv_buf_str(&text), *nl; st == SV_OK && (nl = strchr(p, '\n')) != NULL; p = nl + 1) {
		json_t *event = NULL;
		st = sv_json_parse(p, (size_t)(nl - p), 0, &event, err);
		const char *type = sv_json_text(event, "type"), *of = sv_json_text(sv_json_object(event, "public"), "party");
		if (st == SV_OK)
			sv_json_add_word(one, "sets", sv_event_keys(event));
		if (type && strcmp(type, "case.erased") == 0)
			json_object_set_new(one, "erased", json_true());
		if (type && of && strcmp(type, "identity.erased") == 0)
			sv_json_add_word(one, "gone", of);
		json_decref(event);
	}
	if (st == SV_OK && text.len > 0) {
		c->out->cases++;
		json_object_set(c->cases, id, one);
	}
	json_decref(one);
	sv_buf_release(&text);
	return st;
}

static enum sv_status see_name(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	struct check *c = data;

	c->out->names++;
	return json_object_get(c->held, g->name) || json_object_set_new(c->held, g->name, json_object()) == 0 ? SV_OK : sv_err_nomem(err);
}

static enum sv_status see_grant(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	struct check *c = data;
	const json_t *officer = json_object_get(c->officers, g->officer);
	char where[96];

	c->out->grants++;
	if (g->dead)
		return SV_OK;
	snprintf(where, sizeof where, "%s: %s", g->name, g->officer);
	if (officer == NULL || sv_json_has(officer, "gone")) {
		fault(c, where, N_("keys of the case are wrapped to somebody who is no officer any more"));
		if (c->repair)
			return officer ? sv_keyring_kill_grants(c->keyring, g->officer, err) : sv_keyring_drop_grant(c->keyring, g, err);
		return SV_OK;
	}
	if (strcmp(g->compartment, "record") == 0 || strcmp(g->compartment, "salt") == 0)
		json_object_set_new(json_object_get(c->held, g->name), g->keys, json_true());
	c->rewrap = true;
	return SV_OK;
}

/* The keys of roles: everyone who holds one has it, of every epoch, and nobody else. */
static enum sv_status see_wrap(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	struct check *c = data;
	const char *role = strcmp(g->name, "person") == 0 ? "content" : g->name;
	char where[96];

	c->out->wraps++;
	snprintf(where, sizeof where, "%s: %s", g->officer, g->name);
	if (!sv_officer_has(c->officers, g->officer, role)) {
		fault(c, where, N_("a role's key is wrapped to somebody who does not have the role"));
		return c->repair ? sv_keyring_drop_wraps(c->keyring, g->name, g->officer, err) : SV_OK;
	}
	snprintf(where, sizeof where, "%s/%s/%s", g->officer, g->name, g->keys);
	json_object_set_new(c->held, where, json_true());
	return SV_OK;
}

static void check_roles(struct check *c, int epochs)
{
	struct sv_identity *me = NULL;
	const unsigned char *key;
	const char *handle;
	json_t *officer;
	char where[96];

	sv_session_me(c->s, &me, NULL);
	json_object_foreach((json_t *)c->officers, handle, officer) {
		for (size_t r = 0; r < sizeof key_roles / sizeof key_roles[0]; r++) {
			const char *role = strcmp(key_roles[r], "person") == 0 ? "content" : key_roles[r];
			for (int e = 1; e <= (role == key_roles[r] ? epochs : 1) && sv_officer_has(c->officers, handle, role); e++) {
				snprintf(where, sizeof where, "%s/%s/%d", handle, key_roles[r], e);
				bool known = true;
				if (sv_keyring_has_epoch(c->keyring, key_roles[r], e, &known, NULL) == SV_OK && !known)
					continue; /* lost: told of the cases that need it */
				if (!json_object_get(c->held, where))
					fault(c, where, N_("the officer has the role and not its key (sv-key role OFFICER --grant ROLE)"));
				else if (me && strcmp(sv_identity_name(me), handle) == 0 && sv_session_role_key(c->s, key_roles[r], e, &key, NULL) != SV_OK)
					fault(c, where, N_("your key of this role does not open"));
			}
		}
	}
}

static void check_cases(struct check *c)
{
	const char *id, *name, *slash;
	json_t *one, *rows;
	const json_t *set;
	char where[32];
	size_t i;

	json_object_foreach(c->cases, id, one) {
		rows = json_object_get(c->held, id);
		unsigned char salt[SV_SALT_BYTES];
		bool clear = !sv_json_true(one, "erased") && sv_keyring_get_salt(c->keyring, id, salt, NULL) == SV_OK;
		sv_wipe(salt, sizeof salt);
		json_array_foreach(sv_json_array(one, "sets"), i, set) {
			const char *keys = json_string_value(set);
			bool there = keys[0] == 'c' ? sv_json_true(rows, keys) : clear || sv_json_true(rows, ""), known = true;
			if (keys[0] != 'c' && sv_keyring_has_epoch(c->keyring, "record", sv_keys_epoch(keys), &known, NULL) == SV_OK)
				there = there && known;
			if (!sv_json_true(one, "erased") && keys[0] != 'r' && !there)
				fault(c, id, N_("the keyring has nothing that opens this case, or a part of it"));
		}
	}
	json_object_foreach(c->held, name, rows) {
		slash = strchr(name, '/');
		snprintf(where, sizeof where, "%.*s", slash ? (int)(slash - name) : (int)strlen(name), name);
		one = json_object_get(c->cases, where);
		if (json_is_true(rows))
			continue; /* a role's key */
		bool erased = sv_json_true(one, "erased") || (slash && sv_json_holds(sv_json_array(one, "gone"), slash + 1));
		if (one && !erased)
			continue;
		fault(c, name, erased ? N_("was erased, and the keyring still holds a key of it") : N_("is of no case in the history: left by a writer that was cut off"));
		json_array_append_new(c->guilty, json_string(name));
	}
}

/* Where I can see who may open a case, nobody else holds what opens it. */
static enum sv_status see_entitled(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	struct check *c = data;
	const char *const *names = sv_compartment_names;
	json_t *state = json_object_get(json_object_get(c->cases, g->name), "state");
	char where[96];
	int k = 0;

	(void)err;
	while (names[k] && strcmp(names[k], g->compartment) != 0)
		k++;
	snprintf(where, sizeof where, "%s: %s", g->name, g->officer);
	if (state && !g->dead && !sv_entitled(state, c->officers, g->officer, names[k] ? (enum sv_compartment)k : SV_RECORD, sv_session_today(c->s)))
		fault(c, where, N_("holds a key of the case and may not open it any more (sv-key rewrap)"));
	return SV_OK;
}

static enum sv_status add_states(struct check *c, struct sv_err *err)
{
	const char *id;
	json_t *one;
	enum sv_status st = SV_OK;

	json_object_foreach(c->cases, id, one) {
		struct sv_buf text = SV_BUF_INIT;
		char path[SV_PATH_SIZE], last[SV_HASH_HEX];
		json_t *state = NULL;
		if (st != SV_OK || json_object_size(json_object_get(c->held, id)) == 0)
			continue;
		sv_case_path(id, path);
		st = sv_repo_read(c->s->repo, path, &text, NULL, err);
		if (st == SV_OK && sv_case_fold(c->s, id, text.data, text.len, last, &state, NULL) == SV_OK)
			json_object_set(one, "state", state);
		json_decref(state);
		sv_buf_release(&text);
	}
	return st == SV_OK ? sv_keyring_grants(c->keyring, NULL, see_entitled, c, err) : st;
}

/* Takes away what should not be there. */
static enum sv_status mend(struct check *c, struct sv_err *err)
{
	const json_t *name;
	size_t i, done, left;
	enum sv_status st = SV_OK;

	json_array_foreach(c->guilty, i, name) {
		if (st == SV_OK)
			st = sv_keyring_destroy(c->keyring, json_string_value(name), err);
	}
	if (st == SV_OK && json_array_size(c->guilty) > 0)
		st = sv_keyring_purge(c->keyring, err);
	return st == SV_OK && c->rewrap ? sv_staff_rewrap(c->s, &done, &left, err) : st;
}

/* A history that was set back: taken as it is, where all of it is good. */
static enum sv_status take_as_it_is(struct check *c, struct sv_err *err)
{
	struct sv_repo *repo;
	bool set_back = false;
	struct sv_err quiet = { 0 };
	enum sv_status st = sv_session_repo(c->s, &repo, err);

	if (st == SV_OK && sv_trust_check(c->s, &set_back, &quiet) != SV_OK && set_back) {
		fault(c, "history.git", N_("was set back to an earlier state: what came after that is not in it"));
		st = sv_trust_anew(c->s, err);
	}
	return st;
}

enum sv_status sv_care_check(struct sv_session *s, bool repair, const struct sv_act_report *report, struct sv_cared *out, struct sv_err *err)
{
	struct check c = { .s = s, .repair = repair, .report = report, .out = out };
	struct sv_batch *b = NULL;
	struct sv_repo *repo;
	int epochs = 1;
	memset(out, 0, sizeof *out);
	enum sv_status st = repair ? take_as_it_is(&c, err) : SV_OK;
	if (st == SV_OK)
		st = sv_batch_open(s, false, &b, err); /* nobody writes meanwhile */
	c.cases = json_object();
	c.held = json_object();
	c.guilty = json_array();
	if (st == SV_OK)
		st = c.cases && c.held && c.guilty ? sv_session_keyring(s, true, &c.keyring, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_session_officers(s, &c.officers, err);
	if (st == SV_OK)
		st = sv_session_repo(s, &repo, err);
	if (st == SV_OK)
		st = sv_session_epoch(s, &epochs, err);
	if (st == SV_OK)
		st = sv_repo_diff(repo, "", sv_repo_head(repo), "cases", see_case, &c, err);
	if (st == SV_OK)
		st = sv_keyring_names(c.keyring, see_name, &c, err);
	if (st == SV_OK)
		st = sv_keyring_grants(c.keyring, NULL, see_grant, &c, err);
	if (st == SV_OK)
		st = sv_keyring_wraps(c.keyring, see_wrap, &c, err);
	if (st == SV_OK) {
		check_cases(&c);
		check_roles(&c, epochs);
		st = add_states(&c, err);
	}
	sv_batch_free(b);
	if (st == SV_OK && repair)
		st = mend(&c, err);
	json_decref(c.cases);
	json_decref(c.held);
	json_decref(c.guilty);
	return st == SV_OK && out->faults > 0 ? SV_INTEGRITY : st;
}
