/* SPDX-License-Identifier: MIT */
/* Officers who come, go, or lose their keys: see staff.h. */
#include "app/staff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/batch.h"
#include "app/catchup.h"
#include "app/officers.h"
#include "base/date.h"
#include "base/wipe.h"
#include "crypt/seal.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/entitled.h"
#include "model/officer.h"

static const char *const key_roles[] = { "record", "content", "identity" };

/* The cases a person is in, by token. */
struct cases {
	json_t *ids;
};

static enum sv_status add_case(void *data, const char *case_id, struct sv_err *err)
{
	struct cases *c = data;

	return sv_json_holds(c->ids, case_id) || json_array_append_new(c->ids, json_string(case_id)) == 0 ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_staff_conflicts(struct sv_session *s, struct sv_batch *b, const char *handle, const struct sv_act_report *report, size_t *n, struct sv_err *err)
{
	const char *token = sv_json_text(json_object_get(b->officers, handle), "token");
	struct cases found = { json_array() };
	struct sv_index *index;
	const json_t *id;
	size_t i;
	enum sv_status st = found.ids ? SV_OK : sv_err_nomem(err);

	*n = 0;
	if (token && st == SV_OK)
		st = sv_session_index(s, &index, err);
	if (token && st == SV_OK)
		st = sv_index_of_person(index, token, add_case, &found, err);
	json_array_foreach(found.ids, i, id) {
		json_t *act = json_pack("{s:s}", "officer", handle);
		if (st == SV_OK)
			st = act ? sv_batch_act(b, json_string_value(id), sv_event_type("access.excluded"), act, report, NULL) : sv_err_nomem(err);
		*n += st == SV_OK;
		json_decref(act);
	}
	json_decref(found.ids);
	return st;
}

enum sv_status sv_staff_new_epoch(struct sv_session *s, int above, const char *leaver, struct sv_err *err)
{
	const json_t *officers;
	const char *handle;
	json_t *officer;
	struct sv_keyring *keyring;
	unsigned char key[32], public[32];
	int epoch = 0;
	enum sv_status st = sv_session_keyring(s, true, &keyring, err);

	if (st == SV_OK)
		st = sv_keyring_epoch(keyring, &epoch, err);
	epoch = epoch > above ? epoch : above;
	if (st == SV_OK)
		st = sv_session_officers(s, &officers, err);
	for (size_t r = 0; r < sizeof key_roles / sizeof key_roles[0] && st == SV_OK; r++) {
		sv_random(key, sizeof key);
		json_object_foreach((json_t *)officers, handle, officer) {
			struct sv_buf wrapped = SV_BUF_INIT;
			const char *box = sv_json_text(officer, "box");
			if (st != SV_OK || (leaver && strcmp(handle, leaver) == 0) || !sv_officer_has(officers, handle, key_roles[r]))
				continue;
			st = sv_public_key(box ? box : "", public, err);
			if (st == SV_OK)
				st = sv_wrap(public, key, sizeof key, &wrapped, err);
			if (st == SV_OK)
				st = sv_keyring_put_wrap(keyring, key_roles[r], epoch + 1, handle, wrapped.data, wrapped.len, err);
			sv_buf_release(&wrapped);
		}
	}
	sv_wipe(key, sizeof key);
	return st;
}

enum sv_status sv_staff_strip(struct sv_session *s, const char *handle, struct sv_err *err)
{
	struct sv_keyring *keyring;
	enum sv_status st = sv_session_keyring(s, true, &keyring, err);

	for (size_t r = 0; r < sizeof key_roles / sizeof key_roles[0] && st == SV_OK; r++)
		st = sv_keyring_drop_wraps(keyring, key_roles[r], handle, err);
	if (st == SV_OK)
		st = sv_keyring_drop_wraps(keyring, "person", handle, err);
	return st == SV_OK ? sv_keyring_kill_grants(keyring, handle, err) : st;
}

/* What goes with an officer who goes: a sv_wrap_change. */
static enum sv_status without(struct sv_session *s, const char *role_unused, const char *leaver, const char *box_unused, struct sv_err *err)
{
	enum sv_status st = sv_staff_new_epoch(s, 0, leaver, err);

	(void)role_unused;
	(void)box_unused;
	return st == SV_OK ? sv_staff_strip(s, leaver, err) : st;
}

/* An officer goes, by an event of that kind. */
static enum sv_status go(struct sv_session *s, const char *handle, const char *type, const char *lost_from, struct sv_err *err)
{
	const json_t *officers, *officer = NULL;
	struct sv_batch *b = NULL;
	json_t *public = NULL, *none = json_array();
	enum sv_status st = sv_batch_open(s, false, &b, err);

	if (st == SV_OK)
		st = sv_session_officers(s, &officers, err);
	if (st == SV_OK) {
		officer = json_object_get(officers, handle);
		if (officer == NULL)
			st = sv_err_set(err, SV_NOT_FOUND, N_("no such officer"));
		else if (sv_json_has(officer, "gone"))
			st = sv_err_set(err, SV_BAD_INPUT, N_("officer '%s' has left already, or lost their identity"), handle);
	}
	if (st == SV_OK)
		st = sv_officers_left(officers, handle, NULL, err);
	if (st == SV_OK && strcmp(handle, sv_identity_name(b->me)) == 0) { /* the keys of the new epoch are made by who runs this */
		sv_err_set(err, SV_BAD_INPUT, lost_from ? N_("nobody reports their own identity lost: the new keys would be known to it") : N_("nobody ends their own service: the new keys would be known to who leaves"));
		sv_err_hint(err, lost_from ? N_("another officer with the role 'manage' does: sv-key lost %s") : N_("another officer with the role 'manage' does: sv-key leave %s"), handle);
		st = SV_BAD_INPUT;
	}
	if (st == SV_OK) {
		public = sv_officer_public(sv_json_text(officer, "sign"), sv_json_text(officer, "box"), sv_json_true(officer, "unattended"), none);
		if (public == NULL || (lost_from && !sv_json_set_text(public, "lost_from", lost_from)))
			st = sv_err_nomem(err);
	}
	if (st == SV_OK)
		st = sv_officer_write(s, b, handle, type, public, NULL, err);
	if (st == SV_OK)
		st = sv_batch_wrap(b, without, "", handle, NULL, err);
	if (st == SV_OK)
		st = sv_batch_commit(b, err);
	sv_batch_free(b);
	if (st == SV_OK)
		sv_allowed_signers_export(s);
	json_decref(public);
	json_decref(none);
	return st;
}

enum sv_status sv_staff_leave(struct sv_session *s, const char *handle, struct sv_err *err)
{
	return go(s, handle, "officer.left", NULL, err);
}

enum sv_status sv_staff_lost(struct sv_session *s, const char *handle, int64_t from, struct sv_err *err)
{
	char text[SV_INSTANT_SIZE];

	if (from > sv_session_now(s))
		return sv_err_set(err, SV_BAD_INPUT, N_("lies in the future"));
	sv_instant_format(from / 1000 * 1000, text);
	return go(s, handle, "officer.lost", text, err);
}

enum sv_status sv_staff_replace(struct sv_session *s, const struct sv_new_officer *o, struct sv_err *err)
{
	const char *handle = o->handle, *sign = o->sign, *box = o->box;
	const json_t *officers, *officer = NULL, *role;
	struct sv_batch *b = NULL;
	json_t *public = NULL;
	unsigned char key[32];
	size_t i;
	enum sv_status st = sv_public_key(sign, key, err);

	if (st == SV_OK)
		st = sv_public_key(box, key, err);
	if (st == SV_OK)
		st = sv_officer_check_roles(o->roles, o->unattended, err);
	if (st == SV_OK)
		st = sv_batch_open(s, false, &b, err);
	if (st == SV_OK)
		st = sv_session_officers(s, &officers, err);
	if (st == SV_OK) {
		officer = json_object_get(officers, handle);
		if (officer == NULL)
			st = sv_err_set(err, SV_NOT_FOUND, N_("no such officer"));
		else if (!sv_json_has(officer, "gone")) {
			st = sv_err_set(err, SV_BAD_INPUT, N_("the identity of officer '%s' is in use"), handle);
			sv_err_hint(err, N_("sv-key lost says that it was lost"));
		} else if (strcmp(sv_json_text(officer, "sign"), sign) == 0)
			st = sv_err_set(err, SV_BAD_INPUT, N_("this is the identity that was lost: make a new one (sv-key new)"));
	}
	if (st == SV_OK) {
		public = sv_officer_public(sign, box, o->unattended, o->roles);
		st = public ? sv_officer_write(s, b, handle, "officer.replaced", public, NULL, err) : sv_err_nomem(err);
	}
	json_array_foreach(o->roles, i, role) {
		if (st == SV_OK)
			st = sv_batch_wrap(b, sv_wrap_role, json_string_value(role), handle, box, err);
	}
	if (st == SV_OK)
		st = sv_batch_commit(b, err);
	sv_batch_free(b);
	if (st == SV_OK)
		sv_allowed_signers_export(s);
	json_decref(public);
	return st;
}

/* Notes each case that something is wrapped of. */
static enum sv_status note_own(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	json_t *names = data;

	return json_object_set_new(names, g->name, json_true()) == 0 ? SV_OK : sv_err_nomem(err);
}

#define REWRAP_AT_ONCE 1000

enum sv_status sv_staff_rewrap(struct sv_session *s, size_t *done, size_t *left, struct sv_err *err)
{
	struct sv_keyring *keyring;
	struct sv_batch *b = NULL;
	json_t *names = json_object(), *value;
	const char *name;
	size_t n = 0;
	enum sv_status st = names ? sv_session_keyring(s, true, &keyring, err) : sv_err_nomem(err);

	*done = *left = 0;
	if (st == SV_OK)
		st = sv_batch_open(s, false, &b, err);
	if (st == SV_OK)
		st = sv_keyring_grants(keyring, NULL, note_own, names, err);
	json_object_foreach(names, name, value) {
		struct sv_err one = { 0 };
		if (st == SV_OK && b == NULL)
			st = sv_batch_open(s, false, &b, err);
		if (st != SV_OK)
			break;
		enum sv_status got = sv_batch_rewrap(b, name, &one);
		*done += got == SV_OK;
		*left += got == SV_DENIED;
		if (got != SV_OK && got != SV_DENIED && got != SV_NOT_FOUND && err) { /* not found: of a batch that was cut off */
			*err = one;
			st = got;
		}
		if (st == SV_OK && ++n % REWRAP_AT_ONCE == 0) {
			st = sv_batch_commit(b, err);
			sv_batch_free(b);
			b = NULL;
		}
	}
	if (st == SV_OK && b)
		st = sv_batch_commit(b, err);
	sv_batch_free(b);
	json_decref(names);
	return st;
}

/* Which officers hold something of a case: "handle/keys/compartment". */
static enum sv_status note_row(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	json_t *rows = data;
	char key[128];

	if (g->dead)
		return SV_OK;
	snprintf(key, sizeof key, "%s/%s/%s", g->officer, g->keys, g->compartment);
	return json_object_set_new(rows, key, json_true()) == 0 ? SV_OK : sv_err_nomem(err);
}

/* What one officer has of one compartment. */
static const char *how(const json_t *rows, const json_t *state, const json_t *officers, const char *handle, enum sv_compartment c, const char *keys, int32_t today)
{
	const char *name = sv_compartment_name(c);
	char key[128];

	if (!sv_entitled(state, officers, handle, c, today))
		return NULL;
	snprintf(key, sizeof key, "%s/%s/%s", handle, keys, name);
	if (keys[0] == 'c' && !json_object_get(rows, key))
		return "waits";
	return sv_by_role(state, officers, handle, c) ? "role" : "grant";
}

enum sv_status sv_staff_access(struct sv_session *s, const char *case_id, json_t **out, struct sv_err *err)
{
	char path[SV_PATH_SIZE], last[SV_HASH_HEX];
	struct sv_buf text = SV_BUF_INIT;
	const json_t *officers = NULL;
	const char *handle, *keys = "e1", *tail;
	json_t *officer, *state = NULL, *rows = json_object(), *event = NULL;
	struct sv_keyring *keyring;
	struct sv_repo *repo;
	int32_t today = sv_session_today(s);
	enum sv_status st = sv_session_repo(s, &repo, err);

	*out = json_array();
	sv_case_path(case_id, path);
	if (st == SV_OK)
		st = sv_repo_read(repo, path, &text, NULL, err);
	if (st == SV_NOT_FOUND)
		st = sv_err_set(err, SV_NOT_FOUND, N_("no such case: '%s'"), case_id);
	if (st == SV_OK)
		st = sv_session_officers(s, &officers, err);
	if (st == SV_OK)
		st = sv_case_fold(s, case_id, text.data, text.len, last, &state, err);
	if (st == SV_OK)
		st = sv_session_keyring(s, false, &keyring, err);
	if (st == SV_OK)
		st = sv_keyring_grants(keyring, case_id, note_row, rows, err);
	if (st == SV_OK && text.len > 1) {
		for (tail = text.data + text.len - 1; tail > text.data && tail[-1] != '\n';)
			tail--;
		sv_json_parse(tail, (size_t)(text.data + text.len - 1 - tail), 0, &event, NULL);
		keys = sv_event_keys(event);
	}
	json_object_foreach((json_t *)(st == SV_OK && keys[0] != 'r' ? officers : NULL), handle, officer) {
		json_t *one = json_pack("{s:s}", "officer", handle);
		const char *end = NULL;
		bool any = false, endless = false;
		for (int c = 0; c < SV_COMPARTMENTS; c++) {
			const char *has = how(rows, state, officers, handle, (enum sv_compartment)c, keys, today);
			const char *until = has ? sv_entitled_until(state, officers, handle, (enum sv_compartment)c) : NULL;
			any = any || has;
			endless = endless || (has && until == NULL && !sv_by_role(state, officers, handle, (enum sv_compartment)c));
			end = until && (end == NULL || strcmp(until, end) > 0) ? until : end;
			if (has && !sv_json_set_text(one, sv_compartment_name((enum sv_compartment)c), has))
				st = sv_err_nomem(err);
		}
		if (!endless && !sv_json_set_text(one, "until", end))
			st = sv_err_nomem(err);
		if (any && json_array_append(*out, one) < 0)
			st = sv_err_nomem(err);
		json_decref(one);
	}
	json_decref(event);
	json_decref(state);
	json_decref(rows);
	sv_buf_release(&text);
	return st;
}
