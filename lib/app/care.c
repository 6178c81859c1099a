/* SPDX-License-Identifier: MIT */
/* Whether keyring and history agree: see care.h. Backups are in backup.c, restoring in restore.c. */
#include "app/care.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/batch.h"
#include "app/staff.h"
#include "app/trust.h"
#include "base/wipe.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/entitled.h"
#include "model/officer.h"

static const char *const key_roles[] = { "record", "content", "identity", "person" };

/* One check. */
struct check {
	struct sv_session *s;
	struct sv_keyring *keyring;
	const json_t *officers;
	json_t *cases; /* id -> {sets, erased?, gone: parties whose identity was erased} */
	json_t *held;  /* id -> {sets of keys that somebody holds: true}; "CASE/p1" -> {} */
	json_t *guilty; /* names that should not be there */
	bool repair, rewrap;
	bool restored; /* a backup was put back: what came after it may be lost */
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

static enum sv_status check_roles(struct check *c, int epochs, struct sv_err *err)
{
	struct sv_identity *me = NULL;
	const unsigned char *key;
	const char *handle;
	json_t *officer;
	char where[96];
	enum sv_status st = sv_session_me(c->s, &me, err);

	st = sv_err_excuse(st, sv_closed(st), err); /* done by somebody without an identity */
	json_object_foreach((json_t *)c->officers, handle, officer) {
		for (size_t r = 0; r < sizeof key_roles / sizeof key_roles[0]; r++) {
			const char *role = strcmp(key_roles[r], "person") == 0 ? "content" : key_roles[r];
			for (int e = 1; st == SV_OK && e <= (role == key_roles[r] ? epochs : 1) && sv_officer_has(c->officers, handle, role); e++) {
				snprintf(where, sizeof where, "%s/%s/%d", handle, key_roles[r], e);
				bool known = true;
				st = sv_keyring_has_epoch(c->keyring, key_roles[r], e, &known, err);
				if (st != SV_OK || !known)
					continue; /* lost: told of the cases that need it */
				if (!json_object_get(c->held, where)) {
					fault(c, where, N_("the officer has the role and not its key (sv-key role OFFICER --grant ROLE)"));
					continue;
				}
				if (me == NULL || strcmp(sv_identity_name(me), handle) != 0)
					continue;
				st = sv_session_role_key(c->s, key_roles[r], e, &key, err);
				if (sv_closed(st) || st == SV_INTEGRITY) {
					fault(c, where, N_("your key of this role does not open"));
					st = sv_err_excuse(st, true, err);
				}
			}
		}
	}
	return st;
}

static enum sv_status check_cases(struct check *c, struct sv_err *err)
{
	const char *id, *name, *slash;
	json_t *one, *rows;
	const json_t *set;
	char where[32];
	size_t i;
	enum sv_status st = SV_OK;

	json_object_foreach(c->cases, id, one) {
		rows = json_object_get(c->held, id);
		unsigned char salt[SV_SALT_BYTES];
		st = sv_json_true(one, "erased") ? SV_NOT_FOUND : sv_keyring_get_salt(c->keyring, id, salt, err);
		bool clear = st == SV_OK;
		sv_wipe(salt, sizeof salt);
		st = sv_err_excuse(st, st == SV_NOT_FOUND, err);
		if (st != SV_OK)
			return st;
		json_array_foreach(sv_json_array(one, "sets"), i, set) {
			const char *keys = json_string_value(set);
			bool there = keys[0] == 'c' ? sv_json_true(rows, keys) : clear || sv_json_true(rows, ""), known = true;
			st = keys[0] != 'c' ? sv_keyring_has_epoch(c->keyring, "record", sv_keys_epoch(keys), &known, err) : SV_OK;
			if (st != SV_OK)
				return st;
			there = there && known;
			if (!sv_json_true(one, "erased") && keys[0] != 'r' && !there) {
				fault(c, id, N_("the keyring has nothing that opens this case, or a part of it"));
				break;
			}
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
	return SV_OK;
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

/* Who the parties of a case are opens still: a salt that came after the backup that was restored is lost. */
static enum sv_status check_parties(struct check *c, const char *id, const json_t *one, const char *text, struct sv_err *err)
{
	json_t *sealed = json_array();
	unsigned char key[32];
	const json_t *party;
	char name[64];
	size_t i;
	enum sv_status st = sealed ? SV_OK : sv_err_nomem(err);

	for (const char *p = text, *nl; st == SV_OK && (nl = strchr(p, '\n')) != NULL; p = nl + 1) {
		json_t *event = NULL;
		st = sv_json_parse(p, (size_t)(nl - p), 0, &event, err);
		for (int k = 0; k < SV_COMPARTMENTS && st == SV_OK; k++) {
			enum sv_compartment part = (enum sv_compartment)k;
			if (part == SV_CONTENT || !sv_json_has(event, sv_compartment_name(part)))
				continue;
			st = sv_session_case_key(c->s, id, sv_event_keys(event), part, key, err);
			if (st == SV_OK)
				st = sv_parties_sealed(event, part, key, sealed, err);
			st = sv_err_excuse(st, sv_closed(st) || st == SV_INTEGRITY, err); /* what was changed is found by sv-verify */
		}
		json_decref(event);
	}
	json_array_foreach(sealed, i, party) {
		snprintf(name, sizeof name, "%s/%.20s", id, json_string_value(party));
		if (json_object_get(c->held, name) == NULL && !sv_json_holds(sv_json_array(one, "gone"), json_string_value(party)))
			fault(c, name, N_("the key to who this party is was lost: add them as a new party"));
	}
	sv_wipe(key, sizeof key);
	json_decref(sealed);
	return st;
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
		bool own = json_object_size(json_object_get(c->held, id)) > 0;
		if (st != SV_OK || sv_json_true(one, "erased") || !(own || c->restored))
			continue;
		sv_case_path(id, path);
		st = sv_repo_read(c->s->repo, path, &text, NULL, err);
		if (st == SV_OK && own) {
			st = sv_case_fold(c->s, id, text.data, text.len, last, &state, err);
			if (st == SV_OK && json_object_set(one, "state", state) < 0)
				st = sv_err_nomem(err);
			st = sv_err_excuse(st, sv_closed(st) || st == SV_INTEGRITY, err);
		}
		if (st == SV_OK && c->restored)
			st = check_parties(c, id, one, sv_buf_str(&text), err);
		json_decref(state);
		sv_buf_release(&text);
	}
	return st == SV_OK ? sv_keyring_grants(c->keyring, NULL, see_entitled, c, err) : st;
}

/* Notes where something is sealed under an epoch that nobody has the record's key of. */
static enum sv_status lost_epoch(struct check *c, const json_t *sealed, bool *lost, struct sv_err *err)
{
	bool known = true;
	enum sv_status st = sv_keyring_has_epoch(c->keyring, "record", sv_keys_epoch(sv_event_keys(sealed)), &known, err);

	*lost = *lost || !known;
	return st;
}

/* What the history knows of who an officer is opens still; else they would be let into cases that they are a party to. */
static enum sv_status see_officer(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	struct check *c = data;
	struct sv_buf text = SV_BUF_INIT;
	char handle[40];
	int end = 0;
	bool lost = false, theirs = blob && sscanf(path, "officers/%39[a-z0-9_-].ndjson%n", handle, &end) == 1 && end > 0;
	enum sv_status st = theirs ? sv_repo_blob(c->s->repo, blob, &text, err) : SV_OK;

	(void)old;
	for (const char *p = sv_buf_str(&text), *nl; st == SV_OK && (nl = strchr(p, '\n')) != NULL; p = nl + 1) {
		json_t *event = NULL;
		st = sv_json_parse(p, (size_t)(nl - p), 0, &event, err);
		if (st == SV_OK && sv_json_has(event, "record"))
			st = lost_epoch(c, event, &lost, err);
		json_decref(event);
	}
	if (st == SV_OK && lost && json_object_get(c->officers, handle) && !sv_json_has(json_object_get(c->officers, handle), "gone"))
		fault(c, handle, N_("the officer's personnel number was lost with an earlier keyring, so that conflicts are not seen: let them leave, and add them under another handle"));
	sv_buf_release(&text);
	return st;
}

/* The lists of the rules open still. */
static enum sv_status check_rules(struct check *c, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	json_t *rules = NULL;
	bool lost = false;
	enum sv_status st = sv_repo_read(c->s->repo, SV_PROTOCOL_PATH, &text, NULL, err);

	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&text), text.len, 0, &rules, err);
	if (st == SV_OK && sv_json_text(rules, "lists"))
		st = lost_epoch(c, rules, &lost, err);
	if (lost)
		fault(c, SV_PROTOCOL_PATH, N_("the lists of the rules were lost with an earlier keyring: rules are set again by 'sv-protocol set'"));
	json_decref(rules);
	sv_buf_release(&text);
	return st;
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
	struct sv_buf restored = SV_BUF_INIT;
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
		st = sv_keyring_get_note(c.keyring, "restored", &restored, err);
		c.restored = st == SV_OK;
		st = sv_err_excuse(st, st == SV_NOT_FOUND, err);
	}
	if (st == SV_OK)
		st = check_cases(&c, err);
	if (st == SV_OK)
		st = check_roles(&c, epochs, err);
	if (st == SV_OK)
		st = check_rules(&c, err);
	if (st == SV_OK)
		st = sv_repo_diff(repo, "", sv_repo_head(repo), "officers", see_officer, &c, err);
	if (st == SV_OK)
		st = add_states(&c, err);
	sv_batch_free(b);
	if (st == SV_OK && repair)
		st = mend(&c, err);
	json_decref(c.cases);
	json_decref(c.held);
	json_decref(c.guilty);
	sv_buf_release(&restored);
	return st == SV_OK && out->faults > 0 ? SV_INTEGRITY : st;
}
