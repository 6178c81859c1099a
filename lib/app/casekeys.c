/* SPDX-License-Identifier: MIT */
/* Which key opens what of a case: see casekeys.h. */
#include "app/casekeys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/casefile.h"
#include "app/internal.h"
#include "base/date.h"
#include "base/wipe.h"
#include "crypt/derive.h"
#include "crypt/seal.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "store/event.h"

#define NUMBER_MAX 1000000000 /* of a set of keys */

const char *sv_event_keys(const json_t *event)
{
	const char *keys = sv_json_text(event, "keys");

	return keys ? keys : "e1";
}

int sv_keys_number(const char *keys)
{
	char *end;
	long n = keys[0] && keys[1] >= '1' && keys[1] <= '9' ? strtol(keys + 1, &end, 10) : 0;

	return n > 0 && n <= NUMBER_MAX && *end == '\0' ? (int)n : 0;
}

int sv_keys_epoch(const char *keys)
{
	int n = keys[0] == 'e' || keys[0] == 'r' ? sv_keys_number(keys) : 1;

	return n > 0 ? n : 1;
}

/* What is wrapped to me of a case, opened: 32 bytes. SV_DENIED where there is nothing. */
static enum sv_status wrapped_to_me(struct sv_session *s, const char *case_id, const char *keys, const char *compartment, unsigned char out[32], struct sv_err *err)
{
	struct sv_keyring *keyring;
	struct sv_identity *me;
	struct sv_buf wrapped = SV_BUF_INIT, plain = SV_BUF_INIT;
	char today[SV_DATE_SIZE];
	enum sv_status st = sv_session_me(s, &me, err);

	sv_date_format(sv_session_today(s), today);
	if (st == SV_OK)
		st = sv_session_keyring(s, false, &keyring, err);
	if (st == SV_OK) {
		struct sv_keyring_grant g = { case_id, keys, compartment, sv_identity_name(me), NULL, false };
		st = sv_keyring_get_grant(keyring, &g, today, &wrapped, err);
	}
	if (st == SV_OK)
		st = sv_unwrap(me, wrapped.data, wrapped.len, &plain, err);
	if (st == SV_OK && plain.len != 32)
		st = sv_err_set(err, SV_INTEGRITY, N_("the keyring is damaged"));
	if (st == SV_OK)
		memcpy(out, plain.data, 32);
	sv_buf_release(&wrapped);
	sv_buf_release_secret(&plain);
	return st;
}

enum sv_status sv_session_salt(struct sv_session *s, const char *case_id, unsigned char salt[32], bool *clear, struct sv_err *err)
{
	struct sv_keyring *keyring;
	enum sv_status st = sv_session_keyring(s, false, &keyring, err);

	if (st == SV_OK)
		st = sv_keyring_get_salt(keyring, case_id, salt, err);
	*clear = st == SV_OK;
	return st == SV_NOT_FOUND ? wrapped_to_me(s, case_id, "", "salt", salt, err) : st;
}

/* A derived key: of who has the role and the salt. */
static enum sv_status derived(struct sv_session *s, const char *case_id, const char *keys, const char *compartment, unsigned char key[32], struct sv_err *err)
{
	const unsigned char *role;
	unsigned char salt[32];
	bool clear;
	enum sv_status st = sv_session_role_key(s, compartment, sv_keys_epoch(keys), &role, err);

	if (st == SV_OK)
		st = sv_session_salt(s, case_id, salt, &clear, err);
	if (st == SV_OK)
		sv_derive_compartment(role, salt, compartment, key);
	sv_wipe(salt, sizeof salt);
	return st;
}

/* A key that is not the last one again. */
static enum sv_status find_key(struct sv_session *s, const char *case_id, const char *keys, enum sv_compartment c, unsigned char key[32], struct sv_err *err)
{
	const char *name = sv_compartment_name(c);
	struct sv_keyring *keyring;
	enum sv_status st;
	bool knows = true;

	if (s->of) {
		pthread_mutex_lock(&s->of->keys);
		st = find_key(s->of, case_id, keys, c, key, err); /* once: a hand is of no hand */
		pthread_mutex_unlock(&s->of->keys);
		return st;
	}
	st = keys[0] == 'e' ? derived(s, case_id, keys, name, key, err) : SV_DENIED;
	if (st == SV_DENIED) {
		struct sv_err second = { 0 }; /* the first reason is the better one to tell */
		st = wrapped_to_me(s, case_id, keys, name, key, keys[0] == 'e' ? &second : err);
		if (err && keys[0] == 'e' && st != SV_OK && st != SV_DENIED)
			*err = second;
	}
	if (st != SV_DENIED)
		return st;
	struct sv_err unread = { 0 };
	enum sv_status found = sv_session_keyring(s, false, &keyring, &unread);
	if (found == SV_OK)
		found = sv_keyring_knows(keyring, case_id, &knows, &unread);
	if (found == SV_OK && !knows)
		return sv_err_set(err, SV_NOT_FOUND, N_("the keys of case '%s' were destroyed"), case_id);
	if (found == SV_OK || sv_closed(found))
		return st;
	if (err)
		*err = unread;
	return found;
}

enum sv_status sv_session_case_key(struct sv_session *s, const char *case_id, const char *keys, enum sv_compartment c, unsigned char key[32], struct sv_err *err)
{
	struct sv_case_key *found;
	struct sv_held *held;
	enum sv_status st = sv_session_held(s, &held, err);

	if (st != SV_OK)
		return st;
	found = &held->found[c];
	if (strcmp(found->name, case_id) == 0 && strcmp(found->keys, keys) == 0) {
		memcpy(key, found->key, 32);
		return SV_OK;
	}
	st = find_key(s, case_id, keys, c, key, err);
	if (st == SV_OK) {
		snprintf(found->name, sizeof found->name, "%s", case_id);
		snprintf(found->keys, sizeof found->keys, "%s", keys);
		memcpy(found->key, key, 32);
		if (err)
			sv_err_clear(err);
	}
	return st;
}

/* The salt of a party, from the keyring. */
struct stored {
	struct sv_session *s;
	const char *case_id;
};

static enum sv_status stored_salt(void *data, const char *party, unsigned char salt[32], struct sv_err *err)
{
	const struct stored *at = data;
	struct sv_session *s = at->s->of ? at->s->of : at->s;
	struct sv_keyring *keyring;
	char name[64];

	snprintf(name, sizeof name, "%s/%.20s", at->case_id, party);
	pthread_mutex_lock(&s->keys);
	enum sv_status st = sv_session_keyring(s, false, &keyring, err);
	if (st == SV_OK)
		st = sv_keyring_get_salt(keyring, name, salt, err);
	pthread_mutex_unlock(&s->keys);
	return st;
}

enum sv_status sv_case_event_open(struct sv_session *s, const char *case_id, const json_t *event, enum sv_compartment c, json_t **out, struct sv_err *err)
{
	return sv_case_line_open(s, case_id, event, NULL, 0, c, out, err);
}

enum sv_status sv_case_event_key(struct sv_session *s, const char *case_id, const json_t *event, enum sv_compartment c, unsigned char key[32], struct sv_err *err)
{
	const char *keys = sv_event_keys(event);
	char path[SV_PATH_SIZE];

	if (keys[0] != 'r')
		return sv_session_case_key(s, case_id, keys, c, key, err);
	sv_case_path(case_id, path);
	return sv_session_register_key(s, path, keys, key, err);
}

enum sv_status sv_case_line_open(struct sv_session *s, const char *case_id, const json_t *event, const char *line, size_t n, enum sv_compartment c, json_t **out, struct sv_err *err)
{
	const char *name = sv_compartment_name(c);
	struct stored at = { s, case_id };
	unsigned char key[32];

	*out = NULL;
	if (!sv_json_has(event, name))
		return SV_OK;
	enum sv_status st = sv_case_event_key(s, case_id, event, c, key, err);
	if (st != SV_OK)
		return st;
	st = sv_event_open_line(event, line, n, sv_compartment_names, name, key, out, err);
	if (st == SV_DENIED)
		st = sv_err_set(err, SV_INTEGRITY, N_("what is sealed does not open: changed, or sealed by another key"));
	if (st == SV_OK && c != SV_CONTENT)
		st = sv_parties_open(*out, c, key, stored_salt, &at, err);
	if (st != SV_OK) {
		json_decref(*out);
		*out = NULL;
	}
	sv_wipe(key, sizeof key);
	return st;
}

enum sv_status sv_register_event_open(struct sv_session *s, const char *path, const json_t *event, json_t **out, struct sv_err *err)
{
	unsigned char key[32];
	enum sv_status st;

	*out = NULL;
	if (!sv_json_has(event, "record"))
		return SV_OK;
	st = sv_session_register_key(s, path, sv_event_keys(event), key, err);
	if (st == SV_OK) {
		st = sv_event_open(event, sv_compartment_names, "record", key, out, err);
		if (st == SV_DENIED)
			st = sv_err_set(err, SV_INTEGRITY, N_("what is sealed does not open: changed, or sealed by another key"));
	}
	sv_wipe(key, sizeof key);
	return st;
}

/* One walk over a compartment. */
struct walk {
	enum sv_compartment c;
	const unsigned char *key;
	sv_party_salt *salt;
	void *data;
	bool opening;
	struct sv_err *err;
};

/* The key that an identity's part is sealed under, and where it belongs. */
static enum sv_status seal_identity(const struct walk *w, json_t *object, const char *party, const unsigned char salt[32])
{
	struct sv_buf plain = SV_BUF_INIT, sealed = SV_BUF_INIT;
	unsigned char key[32];
	json_t *inner = NULL;
	enum sv_status st;

	sv_derive_party(w->key, salt, party, key);
	if (w->opening) {
		const char *text = sv_json_text(object, "sealed");
		st = sv_open(key, party, strlen(party), text ? text : "", &plain, w->err);
		if (st == SV_DENIED)
			st = sv_err_set(w->err, SV_INTEGRITY, N_("what is sealed does not open: changed, or sealed by another key"));
		if (st == SV_OK)
			st = sv_json_parse(sv_buf_str(&plain), plain.len, 0, &inner, w->err);
		json_object_del(object, "sealed");
		if (st == SV_OK && json_object_update(object, inner) < 0)
			st = sv_err_nomem(w->err);
	} else {
		inner = sv_json_copy(object);
		json_object_del(inner, "party");
		st = inner ? sv_json_canon(inner, &plain, w->err) : sv_err_nomem(w->err);
		if (st == SV_OK)
			st = sv_seal(key, party, strlen(party), plain.data, plain.len, &sealed, w->err);
		json_object_clear(object);
		if (st == SV_OK && (!sv_json_set_text(object, "party", party) || json_object_set_new(object, "sealed", json_stringn_nocheck(sealed.data, sealed.len)) < 0))
			st = sv_err_nomem(w->err);
	}
	json_decref(inner);
	sv_wipe(key, sizeof key);
	sv_buf_release_secret(&plain);
	sv_buf_release(&sealed);
	return st;
}

static enum sv_status of_party(const struct walk *w, json_t *object, char *party)
{
	const char *given = sv_json_text(object, "token");
	unsigned char salt[32];
	char token[SV_TOKEN_SIZE];
	enum sv_status st;

	if (w->c == SV_RECORD ? given == NULL : w->opening ? !sv_json_has(object, "sealed") : json_object_size(object) < 2)
		return SV_OK;
	st = w->salt(w->data, party, salt, w->err);
	if (st == SV_NOT_FOUND && w->opening) { /* erased */
		sv_err_clear(w->err);
		json_object_del(object, w->c == SV_RECORD ? "token" : "sealed");
		return SV_OK;
	}
	if (st == SV_OK && w->c == SV_RECORD) {
		snprintf(token, sizeof token, "%s", given);
		if (strlen(given) != SV_TOKEN_SIZE - 1 || !sv_mask_token(salt, token))
			st = sv_err_set(w->err, SV_INTEGRITY, N_("a person token is damaged"));
		else if (!sv_json_set_text(object, "token", token))
			st = sv_err_nomem(w->err);
	} else if (st == SV_OK) {
		st = seal_identity(w, object, party, salt);
	}
	sv_wipe(salt, sizeof salt);
	return st;
}

static enum sv_status walk(const struct walk *w, json_t *at)
{
	enum sv_status st = SV_OK;
	const char *member;
	char party[24];
	json_t *value;
	size_t i;
	void *next;

	if (json_is_array(at)) {
		json_array_foreach(at, i, value) {
			if (st == SV_OK)
				st = walk(w, value);
		}
	} else if (json_is_object(at)) {
		json_object_foreach_safe(at, next, member, value) {
			if (st == SV_OK && (json_is_array(value) || json_is_object(value)))
				st = walk(w, value);
		}
		const char *id = sv_json_text(at, "party");
		snprintf(party, sizeof party, "%s", id ? id : "");
		if (st == SV_OK && id)
			st = of_party(w, at, party);
	}
	return st;
}

enum sv_status sv_parties_close(json_t *part, enum sv_compartment c, const unsigned char key[32], sv_party_salt *salt, void *data, struct sv_err *err)
{
	struct sv_err own = { 0 };
	struct walk w = { c, key, salt, data, false, err ? err : &own };

	return walk(&w, part);
}

enum sv_status sv_parties_open(json_t *part, enum sv_compartment c, const unsigned char key[32], sv_party_salt *salt, void *data, struct sv_err *err)
{
	struct sv_err own = { 0 };
	struct walk w = { c, key, salt, data, true, err ? err : &own };

	return walk(&w, part);
}

/* A sv_party_salt that has none, and notes who was asked for. */
static enum sv_status note_party(void *data, const char *party, unsigned char salt[32], struct sv_err *err)
{
	json_t *parties = data;

	(void)salt;
	if (!sv_json_holds(parties, party) && json_array_append_new(parties, json_string(party)) < 0)
		return sv_err_nomem(err);
	return SV_NOT_FOUND;
}

enum sv_status sv_parties_sealed(const json_t *event, enum sv_compartment c, const unsigned char key[32], json_t *parties, struct sv_err *err)
{
	json_t *part = NULL;
	enum sv_status st = sv_event_open(event, sv_compartment_names, sv_compartment_name(c), key, &part, err);

	if (st == SV_OK && c != SV_CONTENT)
		st = sv_parties_open(part, c, key, note_party, parties, err);
	json_decref(part);
	return st;
}
