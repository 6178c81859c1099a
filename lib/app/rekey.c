/* SPDX-License-Identifier: MIT */
/*
 * Keys of the cases that a batch writes (batch.h): which set the next event is sealed under, and what the keyring must hold so that those who
 * may open the case can, and nobody else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/batch.h"
#include "base/date.h"
#include "base/wipe.h"
#include "crypt/seal.h"
#include "json/get.h"
#include "model/entitled.h"
#include "model/officer.h"
#include "store/event.h"

/* The key of a compartment of an entry's file. */
enum sv_status sv_batch_entry_key(struct sv_batch *b, const struct entry *e, const char *keys, enum sv_compartment c, unsigned char key[32], struct sv_err *err)
{
	const unsigned char *role;
	enum sv_status st;

	if (e->reg != SV_REGISTER_CASE || keys[0] == 'r')
		return sv_session_register_key(b->s, e->path, keys, key, err);
	if (e->fresh && strcmp(keys, e->keys) == 0) {
		memcpy(key, e->own[c], 32);
		return SV_OK;
	}
	if (!e->new_salt)
		return sv_session_case_key(b->s, e->subject, keys, c, key, err);
	st = sv_session_role_key(b->s, sv_compartment_name(c), sv_keys_epoch(keys), &role, err);
	if (st == SV_OK)
		sv_derive_compartment(role, e->salt, sv_compartment_name(c), key);
	return st;
}

/* Whether somebody may not open what their roles open, or may open what they do not. */
static bool special(const struct sv_batch *b, const json_t *state)
{
	int32_t today = sv_session_today(b->s);
	const char *handle;
	json_t *officer;

	if (sv_all_by_role(state, b->officers))
		return false;
	json_object_foreach((json_t *)b->officers, handle, officer) {
		for (int c = 0; c < SV_COMPARTMENTS; c++)
			if (sv_officer_has(b->officers, handle, sv_compartment_name((enum sv_compartment)c)) != sv_entitled(state, b->officers, handle, (enum sv_compartment)c, today))
				return true;
	}
	return false;
}

/* Looks for somebody who holds the case's own keys and may not open it any more. */
struct holders {
	const struct sv_batch *b;
	const struct entry *e;
	bool one_too_many;
};

static enum sv_compartment compartment(const char *name)
{
	for (int c = 0; c < SV_COMPARTMENTS; c++)
		if (strcmp(sv_compartment_name((enum sv_compartment)c), name) == 0)
			return (enum sv_compartment)c;
	return SV_RECORD; /* the salt: of who may open the record */
}

static enum sv_status look_at_holder(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	struct holders *h = data;

	(void)err;
	if (strcmp(g->keys, h->e->keys) != 0)
		return SV_OK;
	if (g->dead || !sv_entitled(h->e->state, h->b->officers, g->officer, compartment(g->compartment), sv_session_today(h->b->s)))
		h->one_too_many = true;
	return SV_OK;
}

enum sv_status sv_batch_choose_keys(struct sv_batch *b, struct entry *e, struct sv_err *err)
{
	struct holders h = { b, e, false };
	struct sv_keyring *keyring;
	unsigned char salt[SV_SALT_BYTES];
	bool own = e->keys[0] == 'c', need = own || special(b, e->state), clear = true;
	int epoch;
	enum sv_status st = sv_session_keyring(b->s, !b->dry_run, &keyring, err);

	if (st == SV_OK && !need && !e->new_salt) { /* the salt of a case that once had to be closed to somebody is sealed for good */
		st = sv_keyring_get_salt(keyring, e->subject, salt, err);
		sv_wipe(salt, sizeof salt);
		clear = st != SV_NOT_FOUND;
		st = clear ? st : SV_OK;
		need = !clear;
	}
	if (st != SV_OK)
		return st;
	if (!need) {
		st = sv_session_epoch(b->s, &epoch, err);
		snprintf(e->keys, sizeof e->keys, "e%d", epoch);
		return st;
	}
	e->rekey = true;
	if (own && !e->fresh)
		st = sv_keyring_grants(keyring, e->subject, look_at_holder, &h, err);
	if (st != SV_OK || e->fresh || (own && !h.one_too_many))
		return st;
	if (own && sv_keys_number(e->keys) == 0)
		return sv_err_set(err, SV_INTEGRITY, N_("its last event names keys that cannot be: '%s'"), e->keys);
	e->own = sv_secret_alloc(SV_COMPARTMENTS * sizeof *e->own);
	if (e->own == NULL)
		return sv_err_nomem(err);
	snprintf(e->keys, sizeof e->keys, "c%d", own ? sv_keys_number(e->keys) + 1 : 1);
	e->fresh = true;
	sv_random(e->own, SV_COMPARTMENTS * sizeof *e->own);
	return SV_OK;
}

/* What one entry's case needs in the keyring. */
struct settling {
	struct sv_batch *b;
	struct entry *e;
	struct sv_keyring *keyring;
	int32_t today;
};

/* Takes away what somebody may not have any more. Of the set that the case is sealed under now a mark stays: they may have kept the key, the next event takes another. */
static enum sv_status drop_one(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	struct settling *w = data;
	bool salt = strcmp(g->compartment, "salt") == 0;
	bool keeps = sv_entitled(w->e->state, w->b->officers, g->officer, compartment(g->compartment), w->today)
	             && (!salt || sv_officer_has(w->b->officers, g->officer, "record"));

	if (keeps && !g->dead)
		return SV_OK;
	if (strcmp(g->keys, w->e->keys) == 0)
		return g->dead ? SV_OK : sv_keyring_kill_grant(w->keyring, g, err);
	return keeps ? SV_OK : sv_keyring_drop_grant(w->keyring, g, err);
}

static enum sv_status wrap_to(struct settling *w, const char *keys, const char *name, const char *handle, const char *until, const unsigned char key[32], struct sv_err *err)
{
	struct sv_keyring_grant g = { w->e->subject, keys, name, handle, until, false };
	struct sv_buf wrapped = SV_BUF_INIT;
	unsigned char public[32];
	const char *box = sv_json_text(json_object_get(w->b->officers, handle), "box");
	enum sv_status st = sv_public_key(box ? box : "", public, err);

	if (st == SV_OK)
		st = sv_wrap(public, key, 32, &wrapped, err);
	if (st == SV_OK)
		st = sv_keyring_put_grant(w->keyring, &g, wrapped.data, wrapped.len, err);
	sv_buf_release(&wrapped);
	return st;
}

/* Wraps the key of one compartment under one set to everybody who may open it, where that key is at hand. */
static enum sv_status wrap_set(struct settling *w, const char *keys, enum sv_compartment c, struct sv_err *err)
{
	unsigned char key[32];
	const char *handle;
	json_t *officer;
	bool derived = keys[0] == 'e';
	enum sv_status st = SV_OK;

	if (keys[0] == 'r')
		return SV_OK;
	st = sv_batch_entry_key(w->b, w->e, keys, c, key, err);
	if (st != SV_OK)
		return sv_err_excuse(st, sv_closed(st), err); /* what I cannot open I cannot hand on: who can, does at their next step */
	json_object_foreach((json_t *)w->b->officers, handle, officer) {
		if (st != SV_OK || !sv_entitled(w->e->state, w->b->officers, handle, c, w->today))
			continue;
		if (derived && sv_officer_has(w->b->officers, handle, sv_compartment_name(c)))
			continue; /* the role's key and the salt do */
		st = wrap_to(w, keys, sv_compartment_name(c), handle, sv_entitled_until(w->e->state, w->b->officers, handle, c), key, err);
	}
	sv_wipe(key, sizeof key);
	return st;
}

/* The salt of a case that is closed to somebody goes to those who may open it, and is no longer there for all. */
static enum sv_status wrap_salt(struct settling *w, struct sv_err *err)
{
	unsigned char salt[SV_SALT_BYTES];
	bool clear = false;
	const char *handle;
	json_t *officer;
	enum sv_status st = sv_session_salt(w->b->s, w->e->subject, salt, &clear, err);

	if (st != SV_OK)
		return sv_err_excuse(st, sv_closed(st), err);
	json_object_foreach((json_t *)w->b->officers, handle, officer) {
		if (st == SV_OK && sv_officer_has(w->b->officers, handle, "record") && sv_entitled(w->e->state, w->b->officers, handle, SV_RECORD, w->today))
			st = wrap_to(w, "", "salt", handle, NULL, salt, err);
	}
	if (st == SV_OK && clear)
		st = sv_keyring_drop_salt(w->keyring, w->e->subject, err);
	sv_wipe(salt, sizeof salt);
	return st;
}

enum sv_status sv_batch_settle(struct sv_batch *b, struct entry *e, struct sv_keyring *keyring, struct sv_err *err)
{
	struct settling w = { b, e, keyring, sv_session_today(b->s) };
	const json_t *set;
	char name[80];
	size_t i;
	enum sv_status st = SV_OK;

	if (e->reg != SV_REGISTER_CASE)
		return SV_OK;
	for (i = 0; i < e->nparties && st == SV_OK; i++) {
		snprintf(name, sizeof name, "%s/%s", e->subject, e->parties[i].party);
		st = sv_keyring_put_salt(keyring, name, e->parties[i].salt, err);
	}
	bool derived = false;
	json_array_foreach(e->sets, i, set)
		derived = derived || json_string_value(set)[0] == 'e';
	if (st == SV_OK && e->new_salt && derived)
		st = sv_keyring_put_salt(keyring, e->subject, e->salt, err);
	if (st != SV_OK || !e->rekey)
		return st;
	if (derived)
		st = wrap_salt(&w, err);
	json_array_foreach(e->sets, i, set) {
		for (int c = 0; c < SV_COMPARTMENTS && st == SV_OK; c++)
			st = wrap_set(&w, json_string_value(set), (enum sv_compartment)c, err);
	}
	return st == SV_OK ? sv_keyring_grants(keyring, e->subject, drop_one, &w, err) : st;
}
