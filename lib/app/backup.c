/* SPDX-License-Identifier: MIT */
/* Backups of the keyring, sealed under a key that is split among officers: see care.h and backup.h. */
#include "app/backup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/batch.h"
#include "app/care.h"
#include "base/date.h"
#include "base/file.h"
#include "base/wipe.h"
#include "crypt/b64.h"
#include "crypt/seal.h"
#include "crypt/shamir.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"

#define BACKUP_MAX ((size_t)1 << 31)
#define SHARE_BYTES 33 /* x, then the share's 32 bytes */

/* What a backup's seal is bound to: the clear members that say of which store and when it is, and how many shares it takes. */
static enum sv_status bound(const json_t *backup, struct sv_buf *ad, struct sv_err *err)
{
	json_t *head = sv_json_copy(backup);
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
	const char *id, *of, *what, *at;
	int64_t ms;
	enum sv_status st = sv_session_id(s, &id, err);

	*out = NULL;
	if (st == SV_OK)
		st = sv_json_load_file(file, BACKUP_MAX, 0, out, err);
	of = sv_json_text(*out, "store");
	what = sv_json_text(*out, "backup");
	at = sv_json_text(*out, "at");
	if (st == SV_OK && (what == NULL || strcmp(what, "keyring") != 0 || sv_json_text(*out, "sealed") == NULL || of == NULL || at == NULL || !sv_instant_parse(at, &ms)))
		st = sv_err_set(err, SV_BAD_INPUT, N_("not a backup of a keyring"));
	if (st == SV_OK && strcmp(of, id) != 0)
		st = sv_err_set(err, SV_INTEGRITY, N_("is of another store"));
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

enum sv_status sv_backup_open(struct sv_session *s, const char *file, const char *const *shares, size_t n, struct sv_buf *plain, char at[SV_INSTANT_SIZE], struct sv_err *err)
{
	struct sv_buf ad = SV_BUF_INIT;
	unsigned char *xs = calloc(n + 1, 1), *bytes = calloc(n + 1, 32), key[32];
	json_t *backup = NULL;
	int count = 0;
	long long need = 0;
	enum sv_status st = xs && bytes ? read_backup(s, file, &backup, err) : sv_err_nomem(err);

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
		st = sv_open(key, ad.data, ad.len, sv_json_text(backup, "sealed"), plain, err);
		if (st == SV_DENIED)
			sv_err_set(err, SV_DENIED, N_("the shares do not open the backup: one of them, or the file, is not right"));
	}
	if (st == SV_OK)
		snprintf(at, SV_INSTANT_SIZE, "%s", sv_json_text(backup, "at"));
	sv_wipe(key, sizeof key);
	if (bytes)
		sv_wipe(bytes, (n + 1) * 32);
	free(bytes);
	free(xs);
	sv_buf_release(&ad);
	json_decref(backup);
	return st;
}
