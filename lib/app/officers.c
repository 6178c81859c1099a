/* SPDX-License-Identifier: MIT */
/* Officers and rules: see officers.h. */
#include "app/officers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/batch.h"
#include "app/internal.h"
#include "app/register.h"
#include "app/staff.h"
#include "base/date.h"
#include "base/file.h"
#include "base/wipe.h"
#include "crypt/b64.h"
#include "crypt/derive.h"
#include "crypt/seal.h"
#include "crypt/sshsig.h"
#include "json/canon.h"
#include "json/get.h"
#include "model/officer.h"
#include "model/protocol.h"

enum sv_status sv_public_key(const char *b64, unsigned char out[32], struct sv_err *err)
{
	struct sv_buf raw = SV_BUF_INIT;
	enum sv_status st = sv_b64_decode(b64, strlen(b64), &raw, err);

	if (st != SV_OK || raw.len != 32)
		st = sv_err_set(err, SV_BAD_INPUT, N_("not a public key: 32 bytes in base64 are wanted"));
	else
		memcpy(out, raw.data, 32);
	sv_buf_release(&raw);
	return st;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* An instant as ssh-keygen writes it, plus some seconds. */
static void ssh_time(const char *instant, int plus, char out[32])
{
	int64_t ms = 0;
	char text[SV_INSTANT_SIZE];
	size_t n = 0;

	sv_instant_parse(instant, &ms);
	sv_instant_format((ms / 1000 + plus) * 1000, text);
	for (const char *p = text; *p; p++)
		if (*p >= '0' && *p <= '9' && n < 14)
			out[n++] = *p;
	out[n++] = 'Z';
	out[n] = '\0';
}

/* One line: a key, and the time it is good for. */
static enum sv_status signer(const char *handle, const char *sign, const char *from, const char *until, int grace, struct sv_buf *out, struct sv_err *err)
{
	unsigned char key[32];
	char time[32];
	enum sv_status st = sv_public_key(sign ? sign : "", key, err);

	if (st != SV_OK)
		return st;
	sv_buf_addf(out, "%s@sv namespaces=\"git\"", handle);
	if (from) {
		ssh_time(from, 0, time);
		sv_buf_addf(out, ",valid-after=\"%s\"", time);
	}
	if (until) {
		ssh_time(until, grace, time);
		sv_buf_addf(out, ",valid-before=\"%s\"", time);
	}
	sv_buf_addc(out, ' ');
	sv_ssh_public_line(key, out);
	sv_buf_addc(out, '\n');
	return SV_OK;
}

enum sv_status sv_signers_text(const json_t *officers, struct sv_buf *out, struct sv_err *err)
{
	size_t n = json_object_size(officers), i = 0, k;
	const char **handles = calloc(n ? n : 1, sizeof *handles), *handle;
	json_t *officer;
	enum sv_status st = handles ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK) {
		json_object_foreach((json_t *)officers, handle, officer)
			handles[i++] = handle;
		qsort(handles, i, sizeof *handles, by_name);
	}
	for (i = 0; i < n && st == SV_OK; i++) {
		const json_t *o = json_object_get(officers, handles[i]), *former;
		const char *lost = sv_json_text(o, "lost_from");
		json_array_foreach(sv_json_array(o, "former"), k, former) {
			if (st == SV_OK)
				st = signer(handles[i], sv_json_text(former, "sign"), sv_json_text(former, "from"), sv_json_text(former, "until"), 0, out, err);
		}
		if (st == SV_OK)
			st = signer(handles[i], sv_json_text(o, "sign"), sv_json_text(o, "from"), lost ? lost : sv_json_text(o, "gone"), lost ? 0 : 1, out, err);
	}
	free(handles);
	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}

json_t *sv_officer_public(const char *sign, const char *box, bool unattended, const json_t *roles)
{
	json_t *public = json_object();
	bool ok = sv_json_set_text(public, "sign", sign) && sv_json_set_text(public, "box", box) && sv_json_set(public, "roles", (json_t *)roles)
	          && (!unattended || json_object_set_new(public, "unattended", json_true()) == 0);

	if (!ok) {
		json_decref(public);
		return NULL;
	}
	return public;
}

/* Wraps a role's keys of all epochs to an officer; a handler of content also gets the key that makes person tokens. */
enum sv_status sv_wrap_role(struct sv_session *s, const char *role, const char *handle, const char *box, struct sv_err *err)
{
	struct sv_keyring *keyring;
	const unsigned char *key;
	unsigned char public[32];
	int epochs = 1;
	enum sv_status st = SV_OK;

	if (strcmp(role, "manage") == 0)
		return SV_OK; /* a right to sign, not a key */
	st = sv_public_key(box, public, err);
	if (st == SV_OK)
		st = sv_session_keyring(s, true, &keyring, err);
	if (st == SV_OK && strcmp(role, "person") != 0)
		st = sv_session_epoch(s, &epochs, err);
	for (int e = 1; e <= epochs && st == SV_OK; e++) {
		struct sv_buf wrapped = SV_BUF_INIT;
		bool known = true;
		st = sv_keyring_has_epoch(keyring, role, e, &known, err);
		if (!known)
			continue; /* lost with a keyring that was restored from a backup */
		if (st == SV_OK)
			st = sv_session_role_key(s, role, e, &key, err);
		if (st == SV_OK)
			st = sv_wrap(public, key, 32, &wrapped, err);
		if (st == SV_OK)
			st = sv_keyring_put_wrap(keyring, role, e, handle, wrapped.data, wrapped.len, err);
		sv_buf_release(&wrapped);
	}
	if (st == SV_OK && strcmp(role, "content") == 0)
		st = sv_wrap_role(s, "person", handle, box, err);
	return st;
}

enum sv_status sv_officer_check_roles(const json_t *roles, bool unattended, struct sv_err *err)
{
	size_t i, k;
	const json_t *role;

	json_array_foreach(roles, i, role) {
		const char *word = json_string_value(role);
		for (k = 0; sv_roles[k] && (word == NULL || strcmp(sv_roles[k], word) != 0); k++)
			;
		if (sv_roles[k] == NULL) {
			sv_err_set(err, SV_BAD_INPUT, N_("unknown role"));
			sv_err_hint(err, N_("one of record, content, identity, manage"));
			return SV_BAD_INPUT;
		}
		if (unattended && strcmp(word, "record") != 0) {
			sv_err_set(err, SV_BAD_INPUT, N_("an identity without passphrase holds the role 'record' only"));
			return SV_BAD_INPUT;
		}
	}
	return SV_OK;
}

enum sv_status sv_officers_left(const json_t *officers, const char *leaver, const json_t *given_up, struct sv_err *err)
{
	const char *handle;
	json_t *officer;

	for (size_t r = 0; sv_roles[r]; r++) {
		bool held = given_up && !sv_json_holds(given_up, sv_roles[r]);
		json_object_foreach((json_t *)officers, handle, officer) {
			held = held || (strcmp(handle, leaver) != 0 && !sv_json_true(officer, "unattended") && sv_officer_has(officers, handle, sv_roles[r]));
		}
		if (!held) {
			sv_err_set(err, SV_BAD_INPUT, N_("officer '%s' is the last one with the role '%s': give it to another first"), leaver, sv_roles[r]);
			sv_err_hint(err, N_("sv-key role OFFICER --grant; without it nobody could open what is sealed for that role"));
			return SV_BAD_INPUT;
		}
	}
	return SV_OK;
}

/* Stages officers/allowed_signers for the officers as they will be. */
static enum sv_status stage_signers(struct sv_batch *b, const json_t *officers, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	enum sv_status st = sv_signers_text(officers, &text, err);

	if (st == SV_OK)
		st = sv_batch_file(b, SV_SIGNERS_PATH, text.data, text.len, NULL, err);
	sv_buf_release(&text);
	return st;
}

/* Writes an officer's event and everything that follows from it; the rest of the batch goes by the officers as they are then. */
enum sv_status sv_officer_write(struct sv_session *s, struct sv_batch *b, const char *handle, const char *type, json_t *public, const json_t *record, struct sv_err *err)
{
	const json_t *officers;
	json_t *next = NULL, *state, *env = NULL;
	char path[96], at[SV_INSTANT_SIZE];
	enum sv_status st = sv_session_officers(s, &officers, err);

	snprintf(path, sizeof path, "officers/%s.ndjson", handle);
	if (st == SV_OK)
		st = sv_batch_register(b, path, handle, type, public, record, err);
	if (st == SV_OK) {
		sv_instant_format(sv_session_now(s), at);
		next = sv_json_deep_copy(officers);
		state = json_object_get(next, handle);
		if (next && state == NULL) {
			state = json_object();
			json_object_set_new(next, handle, state);
		}
		env = json_pack("{s:s,s:s,s:s,s:O}", "officer", handle, "type", type, "at", at, "public", public);
		st = next && state && env ? sv_officer_fold(state, env, record, err) : sv_err_nomem(err);
	}
	if (st == SV_OK)
		st = stage_signers(b, next, err);
	if (st == SV_OK)
		sv_batch_officers(b, next, strcmp(type, "officer.added") == 0 ? handle : NULL);
	json_decref(next);
	json_decref(env);
	return st;
}

enum sv_status sv_officer_record(struct sv_session *s, const char *person, json_t **out, struct sv_err *err)
{
	const unsigned char *key;
	struct sv_buf normal = SV_BUF_INIT;
	char token[SV_TOKEN_SIZE];
	enum sv_status st;

	*out = NULL;
	if (person == NULL)
		return SV_OK;
	st = sv_session_role_key(s, "person", 0, &key, err);
	if (st == SV_OK)
		st = sv_normalise_person(person, &normal, err);
	if (st == SV_OK) {
		sv_derive_token(key, sv_buf_str(&normal), token);
		*out = json_pack("{s:s}", "token", token);
		st = *out ? SV_OK : sv_err_nomem(err);
	}
	sv_buf_release_secret(&normal);
	return st;
}

enum sv_status sv_officer_check(const json_t *officers, const struct sv_identity *me, struct sv_err *err)
{
	const char *handle = sv_identity_name(me);
	const json_t *o = json_object_get(officers, handle);
	unsigned char sign[32], box[32];

	if (o == NULL)
		return sv_err_set(err, SV_DENIED, N_("'%s' is no officer of this store"), handle);
	if (sv_json_has(o, "gone"))
		return sv_err_set(err, SV_DENIED, N_("officer '%s' has left, or lost this identity"), handle);
	if (sv_public_key(sv_json_text(o, "sign"), sign, NULL) != SV_OK || sv_public_key(sv_json_text(o, "box"), box, NULL) != SV_OK ||
	    memcmp(sign, sv_identity_sign_public(me), sizeof sign) != 0 || memcmp(box, sv_identity_box_public(me), sizeof box) != 0) {
		sv_err_set(err, SV_DENIED, N_("officer '%s' of this store has other keys than this identity"), handle);
		sv_err_hint(err, N_("name the right identity file with --key; a new one is put in place by 'sv-key replace'"));
		return SV_DENIED;
	}
	return SV_OK;
}

enum sv_status sv_officer_add(struct sv_session *s, struct sv_batch *b, const struct sv_new_officer *o, struct sv_err *err)
{
	const json_t *officers, *role;
	json_t *record = NULL, *public = NULL;
	unsigned char key[32];
	size_t i;
	enum sv_status st = sv_session_officers(s, &officers, err);

	if (st == SV_OK && !sv_handle_valid(o->handle))
		st = sv_err_set(err, SV_BAD_INPUT, N_("an officer's handle is a small letter and at most 31 more of a-z, 0-9, - and _"));
	if (st == SV_OK && json_object_get(officers, o->handle))
		st = sv_err_set(err, SV_BAD_INPUT, N_("officer '%s' is there already"), o->handle);
	if (st == SV_OK)
		st = sv_public_key(o->sign, key, err);
	if (st == SV_OK)
		st = sv_public_key(o->box, key, err);
	if (st == SV_OK)
		st = sv_officer_check_roles(o->roles, o->unattended, err);
	if (st == SV_OK)
		st = sv_officer_record(s, o->person, &record, err);
	if (st == SV_OK)
		public = sv_officer_public(o->sign, o->box, o->unattended, o->roles);
	if (st == SV_OK)
		st = public ? sv_officer_write(s, b, o->handle, "officer.added", public, record, err) : sv_err_nomem(err);
	json_array_foreach(o->roles, i, role) {
		if (st == SV_OK)
			st = sv_batch_wrap(b, sv_wrap_role, json_string_value(role), o->handle, o->box, err);
	}
	json_decref(record);
	json_decref(public);
	return st;
}

/* A new epoch of role keys, when somebody loses a role: they may have kept the keys of the ones before. A sv_wrap_change. */
static enum sv_status renew(struct sv_session *s, const char *role_unused, const char *handle_unused, const char *box_unused, struct sv_err *err)
{
	(void)role_unused;
	(void)handle_unused;
	(void)box_unused;
	return sv_staff_new_epoch(s, 0, NULL, err);
}

enum sv_status sv_officer_roles(struct sv_session *s, struct sv_batch *b, const char *handle, const json_t *grant, const json_t *revoke, struct sv_err *err)
{
	const json_t *officers, *role;
	json_t *roles = json_array(), *given_up = json_array(), *public = NULL;
	size_t i;
	enum sv_status st = roles && given_up ? sv_session_officers(s, &officers, err) : sv_err_nomem(err);
	const json_t *officer = st == SV_OK ? json_object_get(officers, handle) : NULL;
	bool unattended = sv_json_true(officer, "unattended"), renews = false;

	if (st == SV_OK && officer == NULL)
		st = sv_err_set(err, SV_NOT_FOUND, N_("no such officer"));
	if (st == SV_OK && sv_json_has(officer, "gone")) {
		sv_err_set(err, SV_BAD_INPUT, N_("officer '%s' has left already, or lost their identity"), handle);
		sv_err_hint(err, N_("a new identity, with its roles, is put in place by 'sv-key replace'"));
		st = SV_BAD_INPUT;
	}
	if (st == SV_OK)
		st = sv_officer_check_roles(grant, unattended, err);
	if (st == SV_OK)
		st = sv_officer_check_roles(revoke, false, err);
	json_array_foreach(sv_json_array(officer, "roles"), i, role) {
		if (!sv_json_holds(revoke, json_string_value(role)))
			json_array_append(roles, (json_t *)role);
	}
	json_array_foreach(grant, i, role) {
		if (!sv_json_holds(roles, json_string_value(role)))
			json_array_append(roles, (json_t *)role);
	}
	json_array_foreach(revoke, i, role) {
		const char *word = json_string_value(role);
		if (!sv_json_holds(sv_json_array(officer, "roles"), word) || sv_json_holds(roles, word))
			continue;
		json_array_append(given_up, (json_t *)role);
		renews = renews || strcmp(word, "manage") != 0;
	}
	if (st == SV_OK && !unattended)
		st = sv_officers_left(officers, handle, given_up, err);
	if (st == SV_OK && renews && strcmp(handle, sv_identity_name(b->me)) == 0) { /* the keys of the new epoch are made by who runs this */
		sv_err_set(err, SV_BAD_INPUT, N_("nobody takes a role with keys from themselves: the new keys would be known to who gives it up"));
		sv_err_hint(err, N_("another officer with the role 'manage' does: sv-key role %s --revoke ..."), handle);
		st = SV_BAD_INPUT;
	}
	if (st == SV_OK) {
		public = sv_officer_public(sv_json_text(officer, "sign"), sv_json_text(officer, "box"), unattended, roles);
		st = public ? sv_officer_write(s, b, handle, "officer.roles", public, NULL, err) : sv_err_nomem(err);
	}
	if (st == SV_OK && renews) /* first: by the roles of before, of which the revoked ones are taken below */
		st = sv_batch_wrap(b, renew, "", handle, NULL, err);
	json_array_foreach(grant, i, role) {
		if (st == SV_OK)
			st = sv_batch_wrap(b, sv_wrap_role, json_string_value(role), handle, sv_json_text(officer, "box"), err);
	}
	json_array_foreach(given_up, i, role) {
		if (st == SV_OK)
			st = sv_batch_wrap(b, sv_unwrap_role, json_string_value(role), handle, NULL, err);
	}
	json_decref(roles);
	json_decref(given_up);
	json_decref(public);
	return st;
}

enum sv_status sv_unwrap_role(struct sv_session *s, const char *role, const char *handle, const char *box, struct sv_err *err)
{
	struct sv_keyring *keyring;
	enum sv_status st = sv_session_keyring(s, true, &keyring, err);

	(void)box;
	if (st == SV_OK)
		st = sv_keyring_drop_wraps(keyring, role, handle, err);
	if (st == SV_OK && strcmp(role, "content") == 0)
		st = sv_keyring_drop_wraps(keyring, "person", handle, err);
	return st;
}

enum sv_status sv_protocol_sealed(const json_t *protocol, const unsigned char role_key[32], int epoch, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf lists = SV_BUF_INIT, sealed = SV_BUF_INIT;
	unsigned char key[32];
	json_t *stored = sv_json_copy(protocol);
	char keys[SV_KEYS_SIZE];
	enum sv_status st = stored ? sv_json_canon(json_object_get(protocol, "lists"), &lists, err) : sv_err_nomem(err);

	/* code lists name units and kinds of behaviour: the history tells neither to who has no key */
	sv_register_key(role_key, SV_PROTOCOL_PATH, key);
	json_object_del(stored, "keys");
	snprintf(keys, sizeof keys, "e%d", epoch);
	if (st == SV_OK && epoch > 1 && !sv_json_set_text(stored, "keys", keys))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_seal(key, SV_PROTOCOL_PATH, strlen(SV_PROTOCOL_PATH), lists.data, lists.len, &sealed, err);
	if (st == SV_OK && json_object_set_new(stored, "lists", json_stringn(sealed.data, sealed.len)) < 0)
		st = sv_err_nomem(err);
	if (st == SV_OK) {
		char *text = sv_json_string(stored, JSON_INDENT(1));
		st = text ? SV_OK : sv_err_nomem(err);
		if (text)
			sv_buf_addf(out, "%s\n", text);
		free(text);
	}
	sv_wipe(key, sizeof key);
	sv_buf_release(&lists);
	sv_buf_release(&sealed);
	json_decref(stored);
	return st;
}

enum sv_status sv_protocol_set(struct sv_session *s, struct sv_batch *b, const json_t *protocol, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	const unsigned char *key;
	char blob[SV_OID_HEX];
	json_t *public = NULL;
	int epoch = 1;
	enum sv_status st = sv_protocol_check(protocol, err);

	if (st == SV_OK)
		st = sv_session_epoch(s, &epoch, err);
	if (st == SV_OK)
		st = sv_session_role_key(s, "record", epoch, &key, err);
	if (st == SV_OK)
		st = sv_protocol_sealed(protocol, key, epoch, &text, err);
	if (st == SV_OK)
		st = sv_batch_file(b, SV_PROTOCOL_PATH, text.data, text.len, blob, err);
	if (st == SV_OK) {
		public = json_pack("{s:s}", "blob", blob);
		st = public ? sv_batch_register(b, SV_PROTOCOL_LOG, "protocol", "protocol.set", public, NULL, err) : sv_err_nomem(err);
	}
	sv_buf_release(&text);
	json_decref(public);
	return st;
}

void sv_allowed_signers_export(struct sv_session *s)
{
	struct sv_buf path = SV_BUF_INIT, text = SV_BUF_INIT;
	struct sv_repo *repo;

	sv_buf_addf(&path, "%s/history.git/allowed_signers", sv_session_store(s));
	if (sv_session_repo(s, &repo, NULL) == SV_OK && sv_repo_refresh(repo, NULL) == SV_OK && sv_repo_read(repo, SV_SIGNERS_PATH, &text, NULL, NULL) == SV_OK)
		sv_file_write(sv_buf_str(&path), text.data, text.len, 0600, NULL);
	sv_buf_release(&path);
	sv_buf_release(&text);
}
