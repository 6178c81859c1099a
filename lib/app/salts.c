/* SPDX-License-Identifier: MIT */
/*
 * Salts of parties in a batch (batch.h): what is known of who one party is hangs on a salt of theirs, made when something is first sealed with it, and
 * never a second time: with another nothing of before would open.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/batch.h"
#include "base/wipe.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "store/event.h"

static struct party_salt *salt_made(const struct entry *e, const char *party)
{
	for (size_t i = 0; i < e->nparties; i++)
		if (strcmp(e->parties[i].party, party) == 0)
			return &e->parties[i];
	return NULL;
}

/* Stored, or made before in this batch; SV_NOT_FOUND otherwise. */
static enum sv_status known_salt(struct sv_salting *w, const char *party, unsigned char salt[32], struct sv_err *err)
{
	const struct party_salt *made = salt_made(w->e, party);
	struct sv_keyring *keyring;
	char name[80];
	enum sv_status st;

	if (made) {
		memcpy(salt, made->salt, 32);
		return SV_OK;
	}
	if (w->e->new_salt)
		return sv_err_set(err, SV_NOT_FOUND, N_("the party is new"));
	snprintf(name, sizeof name, "%s/%.20s", w->e->subject, party);
	st = sv_session_keyring(w->b->s, false, &keyring, err);
	return st == SV_OK ? sv_keyring_get_salt(keyring, name, salt, err) : st;
}

static enum sv_status opening_salt(void *data, const char *party, unsigned char salt[32], struct sv_err *err)
{
	return known_salt(data, party, salt, err);
}

/* Whether something speaks of a party. */
static bool mentions(const json_t *at, const char *party)
{
	const char *of = sv_json_text(at, "party");
	bool found = of && strcmp(of, party) == 0;
	const char *member;
	json_t *value;
	size_t i;

	if (json_is_array(at)) {
		json_array_foreach(at, i, value)
			found = found || mentions(value, party);
	} else if (json_is_object(at)) {
		json_object_foreach((json_t *)at, member, value)
			found = found || mentions(value, party);
	}
	return found;
}

/* What a case's file has of one party. */
struct traces {
	bool mentioned; /* in a record */
	bool sealed;    /* something, under a salt of theirs */
	bool closed;    /* there are identities that are closed to me */
};

/* Looks through one event. */
static enum sv_status trace(struct sv_salting *w, const json_t *event, const char *party, struct traces *t, struct sv_err *err)
{
	json_t *parties = json_array(), *record = NULL;
	unsigned char key[32];
	enum sv_status st = parties ? sv_batch_event_open(w->b, w->e, event, SV_RECORD, &record, err) : sv_err_nomem(err);

	t->mentioned = t->mentioned || mentions(record, party);
	for (int c = 0; c < SV_COMPARTMENTS && st == SV_OK; c++) {
		if (c == SV_CONTENT || !sv_json_has(event, sv_compartment_name((enum sv_compartment)c)))
			continue;
		st = sv_batch_entry_key(w->b, w->e, sv_event_keys(event), (enum sv_compartment)c, key, err);
		t->closed = t->closed || sv_closed(st);
		if (st == SV_OK)
			st = sv_parties_sealed(event, (enum sv_compartment)c, key, parties, err);
		else
			st = sv_err_excuse(st, sv_closed(st), err);
	}
	t->sealed = t->sealed || sv_json_holds(parties, party);
	sv_wipe(key, sizeof key);
	json_decref(record);
	json_decref(parties);
	return st;
}

/*
 * A party without a salt is new, or nothing was sealed of who they are; or the salt was lost, with a keyring in whose place a backup was restored that is older.
 * Then another would make unreadable what is there: SV_INTEGRITY. SV_DENIED where I cannot tell, as identities of the case are closed to me.
 */
static enum sv_status never_had_one(struct sv_salting *w, const char *party, struct sv_err *err)
{
	struct traces t = { false, false, false };
	struct sv_buf restored = SV_BUF_INIT;
	struct sv_keyring *keyring;
	enum sv_status st = sv_batch_lines(w->b, w->e, err);

	for (const char *p = sv_buf_str(&w->e->text), *nl; st == SV_OK && (nl = strchr(p, '\n')) != NULL; p = nl + 1) {
		json_t *event = NULL;
		st = sv_json_parse(p, (size_t)(nl - p), 0, &event, err);
		if (st == SV_OK)
			st = trace(w, event, party, &t, err);
		json_decref(event);
	}
	if (st == SV_OK && t.mentioned && t.sealed) {
		sv_err_set(err, SV_INTEGRITY, N_("the key to who party %s is was lost with an earlier keyring: nothing is written of it again"), party);
		sv_err_hint(err, N_("who is involved anew is added as a new party"));
		st = SV_INTEGRITY;
	} else if (st == SV_OK && t.mentioned && t.closed) {
		st = sv_session_keyring(w->b->s, false, &keyring, err);
		if (st == SV_OK)
			st = sv_keyring_get_note(keyring, "restored", &restored, err);
		if (st == SV_OK) {
			sv_err_set(err, SV_DENIED, N_("whether the key to who party %s is was lost is seen only by who may open all identities of the case"), party);
			sv_err_hint(err, N_("let such an officer do this; sv-key access lists who may open the case"));
			st = SV_DENIED;
		} else {
			st = sv_err_excuse(st, st == SV_NOT_FOUND, err);
		}
	}
	sv_buf_release(&restored);
	return st;
}

enum sv_status sv_batch_party_salt(void *data, const char *party, unsigned char salt[32], struct sv_err *err)
{
	struct sv_salting *w = data;
	enum sv_status st = known_salt(w, party, salt, err);

	if (st != SV_NOT_FOUND)
		return st;
	if (sv_json_has(sv_json_find(sv_json_array(w->e->state, "parties"), "party", party), "identity_erased")) { /* with another salt nothing would open of before */
		sv_err_set(err, SV_BAD_INPUT, N_("the identity of party %s was erased: nothing is written of it again"), party);
		sv_err_hint(err, N_("who is involved anew is added as a new party"));
		return SV_BAD_INPUT;
	}
	if (err)
		sv_err_clear(err);
	st = never_had_one(w, party, err);
	if (st != SV_OK)
		return st;
	struct party_salt *grown = realloc(w->e->parties, (w->e->nparties + 1) * sizeof *grown);
	if (grown == NULL)
		return sv_err_nomem(err);
	w->e->parties = grown;
	struct party_salt *made = &grown[w->e->nparties++];
	snprintf(made->party, sizeof made->party, "%s", party);
	sv_random(made->salt, sizeof made->salt);
	memcpy(salt, made->salt, 32);
	return SV_OK;
}

enum sv_status sv_batch_event_open(struct sv_batch *b, struct entry *e, const json_t *event, enum sv_compartment c, json_t **out, struct sv_err *err)
{
	const char *name = sv_compartment_name(c), *keys = sv_event_keys(event);
	struct sv_salting w = { b, e };
	unsigned char key[32];
	enum sv_status st;

	*out = NULL;
	if (!sv_json_has(event, name))
		return SV_OK;
	st = sv_batch_entry_key(b, e, keys, c, key, err);
	if (st == SV_OK)
		st = sv_event_open(event, sv_compartment_names, name, key, out, err);
	if (st == SV_OK && c != SV_CONTENT)
		st = sv_parties_open(*out, c, key, opening_salt, &w, err);
	sv_wipe(key, sizeof key);
	return st;
}
