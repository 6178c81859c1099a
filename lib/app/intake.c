/* SPDX-License-Identifier: MIT */
/* Handing in without reading: see intake.h. */
#include "app/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "app/drop.h"
#include "app/internal.h"
#include "app/mailbox.h"
#include "base/date.h"
#include "base/wipe.h"
#include "crypt/identity.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "json/schema.h"
#include "model/fold.h"
#include "model/officer.h"

#define DESK_MAX (1u << 20)

struct sv_desk {
	struct sv_session *s;
	char store[48];
	json_t *boxes;  /* handle -> public key, of those it is sealed to */
	json_t *except; /* handles of those it is not */
	struct sv_schema_set *schemas;
};

/* The name of the organisation, which stands clear in the protocol. */
static enum sv_status organisation(struct sv_session *s, json_t *card, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	struct sv_repo *repo;
	json_t *protocol = NULL;
	enum sv_status st = sv_session_repo(s, &repo, err);

	if (st == SV_OK)
		st = sv_repo_read(repo, SV_PROTOCOL_PATH, &text, NULL, err);
	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&text), text.len, 0, &protocol, err);
	if (st == SV_OK && !sv_json_set(card, "organisation", json_object_get(sv_json_object(protocol, "organisation"), "name")))
		st = sv_err_nomem(err);
	sv_buf_release(&text);
	json_decref(protocol);
	return st;
}

enum sv_status sv_desk_card(struct sv_session *s, json_t **out, struct sv_err *err)
{
	const json_t *officers = NULL;
	const char *handle, *id;
	json_t *officer, *list = json_array();
	enum sv_status st = sv_session_id(s, &id, err);

	*out = st == SV_OK ? json_pack("{s:i,s:s}", "sv", 1, "store", id) : NULL;
	if (st == SV_OK)
		st = *out ? organisation(s, *out, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_session_officers(s, &officers, err);
	json_object_foreach((json_t *)(st == SV_OK ? officers : NULL), handle, officer) {
		if (!sv_officer_has(officers, handle, "content") || !sv_officer_has(officers, handle, "identity") || sv_json_true(officer, "unattended"))
			continue;
		json_t *one = json_pack("{s:s,s:O,s:O}", "officer", handle, "box", json_object_get(officer, "box"), "roles", json_object_get(officer, "roles"));
		if (json_array_append_new(list, one) < 0)
			st = sv_err_nomem(err);
	}
	if (st == SV_OK && json_array_size(list) == 0)
		st = sv_err_set(err, SV_CONFIG, N_("there is no officer who could read this"));
	if (st == SV_OK && !sv_json_set(*out, "officers", list))
		st = sv_err_nomem(err);
	json_decref(list);
	return st;
}

/* Loads a schema. What only the tool fills in is taken out of it: a report that brings that along is refused. */
static enum sv_status load_schema(struct sv_desk *d, const char *name, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT;
	json_t *document = NULL, *property;
	const char *member;
	void *next;
	enum sv_status st;

	sv_buf_addf(&path, "%s/schema/%s.json", sv_session_data_dir(d->s), name);
	st = sv_json_load_file(sv_buf_str(&path), 1u << 20, SV_JSON_ANY, &document, err);
	json_object_foreach_safe(sv_json_object(document, "properties"), next, member, property) {
		if (sv_json_true(property, "x-tool"))
			json_object_del(sv_json_object(document, "properties"), member);
	}
	if (st == SV_OK)
		st = sv_schema_set_add(d->schemas, document, err);
	else if (st != SV_BUG) /* it is there, and there was no memory for it */
		st = sv_err_set(err, SV_CONFIG, N_("the schema '%s' is not installed"), name);
	json_decref(document);
	sv_buf_release(&path);
	return st;
}

/* Notes the officers of a desk file. False where it is none. */
static bool read_card(struct sv_desk *d, const json_t *card)
{
	const char *store = sv_json_text(card, "store");
	const json_t *officer;
	unsigned char box[32];
	size_t i;

	if (sv_json_int(card, "sv", 0) != 1 || store == NULL || store[0] == '\0' || strlen(store) >= sizeof d->store
	    || strspn(store, "0123456789abcdefghijklmnopqrstuvwxyz") != strlen(store))
		return false;
	snprintf(d->store, sizeof d->store, "%s", store);
	json_array_foreach(sv_json_array(card, "officers"), i, officer) {
		const char *handle = sv_json_text(officer, "officer");
		if (handle == NULL || !sv_handle_valid(handle) || sv_json_has(d->boxes, handle) || !sv_get_b64(officer, "box", box, sizeof box)
		    || !sv_json_set(d->boxes, handle, json_object_get(officer, "box")))
			return false;
	}
	return json_object_size(d->boxes) > 0;
}

enum sv_status sv_desk_open(struct sv_session *s, const char *file, const char *const *except, size_t n, struct sv_desk **out, struct sv_err *err)
{
	struct sv_desk *d = calloc(1, sizeof *d);
	json_t *card = NULL;

	*out = d;
	if (d == NULL)
		return sv_err_nomem(err);
	d->s = s;
	d->boxes = json_object();
	d->except = json_array();
	enum sv_status st = d->boxes && d->except ? sv_json_load_file(file, DESK_MAX, 0, &card, err) : sv_err_nomem(err);
	if (st == SV_OK && !read_card(d, card)) {
		st = sv_err_set(err, SV_BAD_INPUT, N_("'%s' is no desk file"), file);
		sv_err_hint(err, N_("sv-key desk prints one, where the store is"));
	}
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		const json_t *officer = sv_json_find(sv_json_array(card, "officers"), "officer", except[i]);
		if (officer == NULL)
			st = sv_err_set(err, SV_BAD_INPUT, sv_handle_valid(except[i]) ? N_("the desk file knows no officer '%s'") : N_("the desk file knows no such officer"), except[i]);
		else if (json_array_append(d->except, json_object_get(officer, "officer")) < 0)
			st = sv_err_nomem(err);
		else
			json_object_del(d->boxes, except[i]);
	}
	if (st == SV_OK && json_object_size(d->boxes) == 0)
		st = sv_err_set(err, SV_BAD_INPUT, N_("nobody is left who could read this"));
	if (st == SV_OK)
		st = sv_schema_set_new(&d->schemas, err);
	if (st == SV_OK)
		st = load_schema(d, "party", err);
	if (st == SV_OK)
		st = load_schema(d, "report", err);
	json_decref(card);
	return st;
}

void sv_desk_free(struct sv_desk *d)
{
	if (d == NULL)
		return;
	json_decref(d->boxes);
	json_decref(d->except);
	sv_schema_set_free(d->schemas);
	free(d);
}

const char *sv_desk_store(const struct sv_desk *d)
{
	return d->store;
}

enum sv_status sv_desk_check(struct sv_desk *d, const json_t *act, const struct sv_act_report *report)
{
	return sv_schema_check(d->schemas, "report", act, report->defect, report->data);
}

enum sv_status sv_desk_seal(struct sv_desk *d, json_t *act, json_t *mailbox, char id[SV_EVENT_ID_SIZE], struct sv_buf *out, struct sv_err *err)
{
	unsigned char random[10];
	char at[SV_INSTANT_SIZE];

	sv_random(random, sizeof random);
	sv_event_id_make(sv_session_now(d->s), random, id);
	sv_instant_format(sv_session_now(d->s), at);
	json_t *whole = json_pack("{s:s,s:s,s:s,s:O}", "drop", id, "at", at, "store", d->store, "report", act);
	bool ok = whole && sv_json_set(whole, "mailbox", mailbox) && (json_array_size(d->except) == 0 || sv_json_set(whole, "except", d->except));
	enum sv_status st = ok ? sv_drop_seal(SV_DROP_REPORT, d->boxes, whole, out, err) : sv_err_nomem(err);
	json_decref(whole);
	return st;
}

/* One run over a folder of drops. */
struct taking {
	struct sv_session *s;
	struct sv_batch *b;
	struct sv_index *index;
	const char *store;
	const struct sv_drops *drops;
	size_t i; /* the file in hand */
	const struct sv_act_report *report;
	json_t *made; /* id of a drop -> case, of this run */
	json_t *tags; /* mailboxes of this run */
};

/* Reports what is wrong with the file in hand. All that is wrong with what it says is bad input: the store itself is sound. */
static void refuse(void *data, const struct sv_err *given)
{
	struct taking *t = data;
	struct sv_err err = *given;

	if (err.status != SV_IO && err.status != SV_BUG && err.status != SV_CONFIG)
		err.status = SV_BAD_INPUT;
	sv_drop_at(t->drops, t->i, &err);
	t->report->defect(t->report->data, &err);
}

/* Whether the index knows a token. */
static enum sv_status known(struct taking *t, const char *prefix, const char *text, bool *yes, struct sv_err *err)
{
	char token[64], id[16];

	snprintf(token, sizeof token, "%s%.40s", prefix, text);
	enum sv_status st = sv_index_by_token(t->index, token, id, err);
	*yes = st == SV_OK;
	if (st == SV_NOT_FOUND) {
		sv_err_clear(err);
		st = SV_OK;
	}
	return st;
}

/* The keys that came along for an anonymous reporter: whole, and of no other mailbox, whose messages would go astray. */
static enum sv_status check_mailbox(struct taking *t, const json_t *whole, struct sv_err *err)
{
	const json_t *mailbox = sv_json_object(whole, "mailbox");
	const char *tag = sv_json_text(mailbox, "tag"), *how = sv_json_text(sv_json_object(whole, "report"), "confidentiality");
	unsigned char key[32];
	bool taken = false;
	enum sv_status st;

	if (!sv_json_has(whole, "mailbox"))
		return SV_OK;
	if (tag == NULL || strlen(tag) != 24 || strspn(tag, "abcdefghijklmnopqrstuvwxyz234567") != 24 || json_object_size(mailbox) != 3
	    || !sv_get_b64(mailbox, "box", key, sizeof key) || !sv_get_b64(mailbox, "sign", key, sizeof key) || how == NULL || strcmp(how, "anonymous") != 0)
		return sv_err_set(err, SV_INTEGRITY, N_("the file is damaged"));
	st = known(t, SV_MAILBOX_TOKEN, tag, &taken, err);
	if (st == SV_OK && (taken || sv_json_has(t->tags, tag)))
		st = sv_err_set(err, SV_BAD_INPUT, N_("brings the mailbox of another report"));
	return st;
}

/* What only the tool fills in: the drop's id, the mailbox, and who is to be kept out, as far as they are officers still. */
static json_t *own_members(const json_t *whole, const json_t *officers)
{
	json_t *own = json_object(), *handle;
	bool ok = own && sv_json_set(own, "drop", json_object_get(whole, "drop")) && sv_json_set(own, "mailbox", json_object_get(whole, "mailbox"));
	size_t i;

	json_array_foreach(sv_json_array(whole, "except"), i, handle) {
		const char *name = json_string_value(handle);
		if (name && sv_json_has(officers, name))
			ok = sv_json_add_word(own, "excluded", name) && ok;
	}
	if (ok)
		return own;
	json_decref(own);
	return NULL;
}

/* Registers one report. SV_NO: it was taken in before. Other than SV_OK, the error is still to be reported, unless it has no text. */
static enum sv_status take_in(struct taking *t, const json_t *whole, struct sv_err *err)
{
	const char *id = sv_json_text(whole, "drop"), *at = sv_json_text(whole, "at"), *store = sv_json_text(whole, "store");
	const struct sv_act_report report = { refuse, t };
	const json_t *officers;
	json_t *act = NULL, *own = NULL;
	char made[16], day[SV_DATE_SIZE];
	bool before = false;
	int64_t ms;
	enum sv_status st;

	if (id == NULL || at == NULL || store == NULL || !sv_event_id_valid(id) || !sv_instant_parse(at, &ms) || !sv_json_object(whole, "report"))
		return sv_err_set(err, SV_INTEGRITY, N_("the file is damaged"));
	if (strcmp(store, t->store) != 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("was handed in for another store, not for this one ('%s')"), t->store);
	st = known(t, SV_DROP_TOKEN, id, &before, err);
	if (st == SV_OK && (before || sv_json_has(t->made, id)))
		return SV_NO;
	if (st == SV_OK)
		st = check_mailbox(t, whole, err);
	if (st == SV_OK)
		st = sv_session_officers(t->s, &officers, err);
	if (st != SV_OK)
		return st;
	act = sv_json_deep_copy(sv_json_object(whole, "report"));
	own = own_members(whole, officers);
	sv_date_format(sv_day_in_amsterdam(ms < sv_session_now(t->s) ? ms : sv_session_now(t->s)), day);
	st = act && own && (sv_json_has(act, "received") || sv_json_set_text(act, "received", day)) ? SV_OK : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_batch_own_act(t->b, NULL, sv_event_type("report.registered"), act, own, NULL, &report, made);
	const char *tag = sv_json_text(sv_json_object(whole, "mailbox"), "tag");
	if (st == SV_OK && (!sv_json_set_text(t->made, id, made) || (tag && !sv_json_set_text(t->tags, tag, made))))
		st = sv_err_nomem(err);
	json_decref(act);
	json_decref(own);
	return st;
}

/* Opens and registers everything in the folder; SV_OK where the batch may be committed. */
static enum sv_status take_all(struct taking *t, struct sv_drops *drops, size_t *others, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (t->i = 0; st == SV_OK && t->i < drops->n; t->i++) {
		struct sv_err one = { 0 };
		json_t *whole = NULL;
		enum sv_status got = sv_drop_open(t->s, drops, t->i, SV_DROP_REPORT, &whole, &one);
		if (got == SV_NO) {
			*others += 1;
			continue;
		}
		if (got == SV_OK)
			got = take_in(t, whole, &one);
		drops->file[t->i].done = got == SV_OK || got == SV_NO;
		if (got != SV_OK && got != SV_NO && one.what.fmt) {
			one.status = got;
			refuse(t, &one);
		}
		if (got == SV_BUG) /* what the batch holds now is not known */
			st = sv_err_set(err, SV_BUG, N_("failed"));
		json_decref(whole);
	}
	return st;
}

/* The states of the new cases. */
static json_t *states(const struct taking *t)
{
	json_t *out = json_array(), *id;
	const char *drop;

	json_object_foreach(t->made, drop, id) {
		const json_t *state = sv_batch_state(t->b, json_string_value(id));
		if (json_array_append_new(out, state ? sv_case_public(state) : NULL) < 0) {
			json_decref(out);
			return NULL;
		}
	}
	return out;
}

enum sv_status sv_intake_collect(struct sv_session *s, const char *folder, bool dry_run, const struct sv_act_report *report, json_t **cases, size_t *others, struct sv_err *err)
{
	struct taking t = { .s = s, .report = report };
	struct sv_drops drops = { 0 };
	enum sv_status st = sv_drops_list(folder, &drops, err);
	bool any = drops.n > 0;

	*cases = NULL;
	*others = 0;
	sv_drops_free(&drops);
	if (st != SV_OK || !any)
		return st; /* without asking for a passphrase */
	t.made = json_object();
	t.tags = json_object();
	t.drops = &drops;
	st = t.made && t.tags ? sv_batch_open(s, dry_run, &t.b, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_session_id(s, &t.store, err);
	if (st == SV_OK)
		st = sv_session_index(s, &t.index, err);
	if (st == SV_OK)
		st = sv_drops_list(folder, &drops, err); /* anew: whoever held the lock has taken some */
	if (st == SV_OK)
		st = take_all(&t, &drops, others, err);
	if (st == SV_OK && (*cases = states(&t)) == NULL)
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_batch_commit(t.b, err);
	if (st != SV_OK) {
		json_decref(*cases);
		*cases = NULL;
	} else if (!dry_run) {
		st = sv_drops_remove(&drops, err);
	}
	sv_batch_free(t.b);
	sv_drops_free(&drops);
	json_decref(t.made);
	json_decref(t.tags);
	return st;
}
