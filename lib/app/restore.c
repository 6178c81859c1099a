/* SPDX-License-Identifier: MIT */
/*
 * Restoring the keyring from a backup (care.h). All that the history says of it since (erasures, officers who went, cases that were closed) is done to a
 * keyring in memory, while the store is locked; only what has come of it is written, and takes its place in one step.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/batch.h"
#include "app/care.h"
#include "app/erase.h"
#include "app/staff.h"
#include "app/trust.h"
#include "crypt/seal.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/officer.h"

#define LOCK_WAIT_MS 30000

static void silent(void *data, const struct sv_err *err)
{
	(void)data;
	(void)err;
}

/* What the history is sealed under, and whether the restored keys are those. */
struct look {
	struct sv_session *s;
	struct sv_keyring *keyring;
	int newest;          /* the newest epoch of the history */
	json_t *fits, *odd;  /* epochs of which something opened; of which something did not: the file */
	json_t *held;        /* "CASE/c1": sets of which the keyring has a row */
	json_t *closed;      /* cases sealed under a set of their own that it does not have */
};

static enum sv_status note_set(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	char name[96];

	snprintf(name, sizeof name, "%s/%s", g->name, g->keys);
	return json_object_set_new(data, name, json_true()) == 0 ? SV_OK : sv_err_nomem(err);
}

/* Tries the keys of an epoch on something that is sealed under it, until one of them has opened. */
static enum sv_status try_keys(struct look *l, const char *path, const char *case_id, const json_t *event, struct sv_err *err)
{
	char epoch[16];
	json_t *record = NULL;

	snprintf(epoch, sizeof epoch, "%d", sv_keys_epoch(sv_event_keys(event)));
	if (json_object_get(l->fits, epoch) || !sv_json_has(event, "record"))
		return SV_OK;
	enum sv_status st = case_id[0] ? sv_case_event_open(l->s, case_id, event, SV_RECORD, &record, err) : sv_register_event_open(l->s, path, event, &record, err);
	json_decref(record);
	json_t *known = st == SV_OK ? l->fits : st == SV_INTEGRITY ? l->odd : NULL;
	if (known == NULL)
		return sv_err_excuse(st, sv_closed(st), err);
	return json_object_set_new(known, epoch, json_string(path)) == 0 ? sv_err_excuse(st, true, err) : sv_err_nomem(err);
}

/* The rules, whose lists are sealed under an epoch without an event that tells of it. */
static enum sv_status try_rules(struct look *l, const char *text, size_t n, struct sv_err *err)
{
	json_t *rules = NULL, *known = NULL;
	char epoch[16];
	enum sv_status st = sv_json_parse(text, n, 0, &rules, err);

	if (st == SV_BAD_INPUT)
		st = sv_err_set(err, SV_INTEGRITY, N_("'%s' is damaged"), SV_PROTOCOL_PATH);
	if (st == SV_OK && sv_json_text(rules, "lists")) {
		int e = sv_keys_epoch(sv_event_keys(rules));
		l->newest = e > l->newest ? e : l->newest;
		snprintf(epoch, sizeof epoch, "%d", e);
		st = sv_protocol_open(l->s, rules, err);
		if (st == SV_DENIED || st == SV_INTEGRITY)
			known = l->odd;
		else if (st == SV_OK && json_object_size(sv_json_object(rules, "lists")) > 0)
			known = l->fits;
		st = sv_err_excuse(st, known != NULL, err);
		if (known && json_object_set_new(known, epoch, json_string(SV_PROTOCOL_PATH)) < 0)
			st = sv_err_nomem(err);
	}
	json_decref(rules);
	return st;
}

static enum sv_status look_at_file(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	struct look *l = data;
	struct sv_buf text = SV_BUF_INIT;
	char id[16] = "", name[96];
	size_t len = strlen(path);
	bool events = len > 7 && strcmp(path + len - 7, ".ndjson") == 0, rules = strcmp(path, SV_PROTOCOL_PATH) == 0;
	enum sv_status st = blob && (events || rules) ? sv_repo_blob(l->s->repo, blob, &text, err) : SV_OK;

	(void)old;
	sv_case_from_path(path, id);
	if (rules && st == SV_OK)
		st = try_rules(l, sv_buf_str(&text), text.len, err);
	for (const char *p = sv_buf_str(&text), *nl; events && st == SV_OK && (nl = strchr(p, '\n')) != NULL; p = nl + 1) {
		json_t *event = NULL;
		st = sv_json_parse(p, (size_t)(nl - p), 0, &event, err);
		if (st != SV_OK)
			st = sv_err_set(err, SV_INTEGRITY, N_("'%s' is damaged"), path);
		const char *keys = sv_event_keys(event);
		int e = sv_keys_epoch(keys);
		l->newest = e > l->newest ? e : l->newest;
		if (keys[0] != 'c' && st == SV_OK)
			st = try_keys(l, path, id, event, err);
		snprintf(name, sizeof name, "%s/%s", id, keys);
		if (st == SV_OK && id[0] && keys[0] == 'c' && !json_object_get(l->held, name) && json_object_set_new(l->closed, id, json_true()) < 0)
			st = sv_err_nomem(err);
		json_decref(event);
	}
	sv_buf_release(&text);
	return st;
}

/* The history is that of this store. */
static enum sv_status same_store(struct sv_session *s, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	json_t *made = NULL;
	const char *id, *of;
	enum sv_status st = sv_session_id(s, &id, err);

	if (st == SV_OK)
		st = sv_repo_read(s->repo, "sv.json", &text, NULL, err);
	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&text), text.len, 0, &made, err);
	of = sv_json_text(made, "store");
	if (st == SV_NOT_FOUND || (st == SV_OK && (of == NULL || strcmp(of, id) != 0))) {
		sv_err_set(err, SV_INTEGRITY, N_("the history beside the keyring is of another store: nothing was restored"));
		sv_err_hint(err, N_("put the history of this store in its place: a clone of it, or a backup"));
		st = SV_INTEGRITY;
	}
	json_decref(made);
	sv_buf_release(&text);
	return st;
}

static enum sv_status note_head(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	if (strncmp(g->name, "head:", 5) != 0)
		return SV_OK;
	return json_object_set_new(data, g->keys, json_true()) == 0 ? SV_OK : sv_err_nomem(err);
}

/* Every commit that an officer had built on when the backup was made is in the history; else that is another one, or was set back. */
static enum sv_status same_history(struct sv_session *s, struct sv_keyring *keyring, struct sv_err *err)
{
	json_t *heads = json_object();
	struct sv_commit c = { 0 };
	char at[SV_OID_HEX];
	enum sv_status st = heads ? sv_keyring_notes(keyring, note_head, heads, err) : sv_err_nomem(err);

	for (snprintf(at, sizeof at, "%s", sv_repo_head(s->repo)); st == SV_OK && at[0] && json_object_size(heads) > 0; snprintf(at, sizeof at, "%s", c.parent)) {
		json_object_del(heads, at);
		st = sv_repo_commit_read(s->repo, at, &c, err);
	}
	if (st == SV_OK && json_object_size(heads) > 0) {
		sv_err_set(err, SV_INTEGRITY, N_("commit %s, which the keyring of the backup builds on, is not in this history: it was set back, or is another one"), json_object_iter_key(json_object_iter(heads)));
		sv_err_hint(err, N_("get it from a clone; where it is lost for good, --set-back takes the history as it is"));
		st = SV_INTEGRITY;
	}
	sv_commit_release(&c);
	json_decref(heads);
	return st;
}

/* The keys of each epoch that both know are the same: of two keyrings that were restored from one backup they are not. */
static enum sv_status same_keys(const struct look *l, struct sv_err *err)
{
	const char *epoch;
	json_t *file;

	json_object_foreach(l->odd, epoch, file) {
		if (json_object_get(l->fits, epoch))
			continue;
		sv_err_set(err, SV_INTEGRITY, N_("the keys of epoch %s in the backup are not those that this history is sealed under: nothing was restored"), epoch);
		sv_err_hint(err, N_("the backup was made beside another copy of this history; take one that was made beside this one"));
		return sv_err_at(err, "%s", json_string_value(file));
	}
	return SV_OK;
}

/* What officers lost. */
struct losing {
	struct sv_session *s;
	const json_t *officers;
};

/* Who does not have a role any more loses its keys, and what was wrapped to them of single cases: that of which they may have some they get again. */
static enum sv_status drop_role(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	const struct losing *l = data;
	enum sv_status st;

	if (sv_officer_has(l->officers, g->officer, strcmp(g->name, "person") == 0 ? "content" : g->name))
		return SV_OK;
	st = sv_keyring_drop_wraps(l->s->keyring, g->name, g->officer, err);
	return st == SV_OK ? sv_keyring_kill_grants(l->s->keyring, g->officer, err) : st;
}

/* Takes away what officers had when the backup was made, at an instant, and have not any more: those who went, lost their identity or a role. */
static enum sv_status drop_lost(struct sv_session *s, const char *at, struct sv_err *err)
{
	struct losing l = { s, NULL };
	const char *handle;
	json_t *officer;
	enum sv_status st = sv_session_officers(s, &l.officers, err);

	json_object_foreach((json_t *)(st == SV_OK ? l.officers : NULL), handle, officer) {
		const char *from = sv_json_text(officer, "from");
		if (!sv_json_has(officer, "gone") && (from == NULL || strcmp(from, at) <= 0))
			continue;
		if (st == SV_OK)
			st = sv_staff_strip(s, handle, err);
	}
	return st == SV_OK ? sv_keyring_wraps(s->keyring, drop_role, &l, err) : st;
}

/*
 * A case that was closed to somebody after the backup was made has a set of keys that is lost, and with it who that is: nobody can open it whole. What
 * is left of its keys would open the beginning to whom it was closed, by a program of their own: it goes. In the backup it stays.
 */
static enum sv_status drop_closed(struct sv_session *s, const json_t *closed, size_t *n, struct sv_err *err)
{
	const char *id;
	json_t *value;
	bool had = false;
	enum sv_status st = SV_OK;

	*n = 0;
	json_object_foreach((json_t *)closed, id, value) {
		if (st == SV_OK)
			st = sv_keyring_knows(s->keyring, id, &had, err);
		if (st == SV_OK && had)
			st = sv_keyring_destroy(s->keyring, id, err);
		*n += st == SV_OK && had;
	}
	return st;
}

/* New keys for whatever is written from now on: the restored ones were in a file, and with people who may have left since. */
static enum sv_status renew(struct sv_session *s, int newest, struct sv_err *err)
{
	char at[SV_INSTANT_SIZE];
	enum sv_status st = sv_staff_new_epoch(s, newest, NULL, err);

	sv_instant_format(sv_session_now(s), at);
	if (st == SV_OK)
		st = sv_keyring_put_note(s->keyring, "restored", at, err);
	sv_session_forget(s);
	return st;
}

/* The keyring of a backup belongs to this history, and I am an officer. */
static enum sv_status fits(struct look *l, bool set_back, struct sv_err *err)
{
	struct sv_session *s = l->s;
	const json_t *officers;
	struct sv_identity *me;
	enum sv_status st = same_store(s, err);

	if (st == SV_OK && !set_back)
		st = same_history(s, s->keyring, err);
	if (st == SV_OK)
		st = sv_keyring_grants(s->keyring, NULL, note_set, l->held, err);
	if (st == SV_OK)
		st = sv_repo_diff(s->repo, "", sv_repo_head(s->repo), NULL, look_at_file, l, err);
	if (st == SV_OK)
		st = same_keys(l, err);
	if (st == SV_OK) /* what the history says of erasures is only done where it is good */
		st = set_back ? sv_trust_anew(s, err) : sv_trust_check(s, NULL, err);
	if (st == SV_OK)
		st = sv_session_officers(s, &officers, err);
	if (st == SV_OK)
		st = sv_session_me(s, &me, err);
	return st == SV_OK ? sv_officer_check(officers, me, err) : st;
}

/* Does to a restored keyring what the history has done since. */
static enum sv_status bring_up(struct sv_session *s, const char *at, bool set_back, struct sv_restored *out, struct sv_err *err)
{
	const struct sv_act_report quiet = { silent, NULL };
	struct look l = { s, s->keyring, 1, json_object(), json_object(), json_object(), json_object() };
	struct sv_cared cared;
	enum sv_status st = l.fits && l.odd && l.held && l.closed ? fits(&l, set_back, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_erase_again(s, &out->erased, err);
	if (st == SV_OK)
		st = drop_lost(s, at, err);
	if (st == SV_OK)
		st = drop_closed(s, l.closed, &out->closed, err);
	if (st == SV_OK)
		st = renew(s, l.newest, err);
	if (st == SV_OK && (st = sv_care_check(s, true, &quiet, &cared, err)) == SV_INTEGRITY) { /* what it cannot mend, the next check tells */
		sv_err_clear(err);
		st = SV_OK;
	}
	json_decref(l.fits);
	json_decref(l.odd);
	json_decref(l.held);
	json_decref(l.closed);
	return st;
}

enum sv_status sv_care_restore(struct sv_session *s, const char *file, const char *const *shares, size_t n, bool set_back, struct sv_restored *out, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT, lock_path = SV_BUF_INIT, plain = SV_BUF_INIT;
	struct sv_lock lock = SV_LOCK_INIT;
	char at[SV_INSTANT_SIZE];
	struct sv_repo *repo;
	const char *id;
	enum sv_status st = sv_session_id(s, &id, err);

	*out = (struct sv_restored){ 0 };
	sv_buf_addf(&path, "%s/keyring.db", sv_session_store(s));
	sv_buf_addf(&lock_path, "%s/lock", sv_session_store(s));
	if (st == SV_OK)
		st = sv_keyring_vacant(sv_buf_str(&path), err);
	if (st == SV_OK) /* asks the passphrase before the lock is held */
		st = sv_backup_open(s, file, shares, n, &plain, at, err);
	if (st == SV_OK)
		st = sv_lock_take(&lock, sv_buf_str(&lock_path), LOCK_WAIT_MS, err);
	s->locked = st == SV_OK;
	if (st == SV_OK)
		sv_keyring_sweep(sv_buf_str(&path));
	if (st == SV_OK)
		st = sv_session_repo(s, &repo, err);
	if (st == SV_OK)
		st = sv_repo_refresh(repo, err);
	if (st == SV_OK)
		st = sv_keyring_load(plain.data, plain.len, id, &s->keyring, err);
	s->keyring_writes = true;
	if (st == SV_OK)
		st = bring_up(s, at, set_back, out, err);
	if (st == SV_OK)
		st = sv_keyring_place(s->keyring, sv_buf_str(&path), err);
	sv_keyring_free(s->keyring);
	s->keyring = NULL;
	s->keyring_writes = false;
	s->locked = false;
	sv_lock_release(&lock);
	sv_session_forget(s);
	sv_buf_release(&path);
	sv_buf_release(&lock_path);
	sv_buf_release_secret(&plain);
	return st;
}
