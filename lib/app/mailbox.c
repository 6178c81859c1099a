/* SPDX-License-Identifier: MIT */
/* Mailboxes: see mailbox.h. */
#include "app/mailbox.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "app/casefile.h"
#include "app/catchup.h"
#include "app/drop.h"
#include "app/internal.h"
#include "app/register.h"
#include "base/date.h"
#include "base/id.h"
#include "base/wipe.h"
#include "crypt/receipt.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/officer.h"

_Static_assert(SV_MAILBOX_CODE == SV_RECEIPT_SIZE, "room for a receipt");

static void mailbox_path(const char *tag, char out[SV_PATH_SIZE])
{
	snprintf(out, SV_PATH_SIZE, "mailboxes/%.2s/%s.ndjson", tag, tag);
}

enum sv_status sv_mailbox_new(const char *store, char code[SV_MAILBOX_CODE], json_t **mailbox, struct sv_err *err)
{
	struct sv_receipt keys = { 0 };

	*mailbox = NULL;
	sv_receipt_make(code);
	enum sv_status st = sv_receipt_keys(code, store, &keys, err);
	if (st == SV_OK) {
		*mailbox = json_object();
		if (!sv_json_set_text(*mailbox, "tag", keys.tag) || !sv_set_b64(*mailbox, "box", keys.box_public, 32) || !sv_set_b64(*mailbox, "sign", keys.sign_public, 32))
			st = sv_err_nomem(err);
	}
	sv_wipe(&keys, sizeof keys);
	return st;
}

enum sv_status sv_mailbox_deliver(struct sv_batch *b, const char *case_id, const char *text, struct sv_err *err)
{
	struct sv_buf sealed = SV_BUF_INIT;
	unsigned char box[32];
	char path[SV_PATH_SIZE];
	const json_t *state, *mailbox = NULL;
	json_t *public = NULL;
	enum sv_status st = sv_batch_case(b, case_id, &state, err);

	if (st == SV_OK)
		mailbox = sv_json_object(state, "mailbox");
	if (st == SV_OK && (mailbox == NULL || !sv_get_b64(mailbox, "box", box, sizeof box)))
		st = sv_err_set(err, SV_BAD_INPUT, N_("the reporter of this case has no mailbox"));
	if (st == SV_OK)
		st = sv_receipt_seal(box, text, strlen(text), &sealed, err);
	if (st == SV_OK) {
		const char *tag = sv_json_text(mailbox, "tag");
		mailbox_path(tag, path);
		public = json_pack("{s:s}", "sealed", sv_buf_str(&sealed));
		st = public ? sv_batch_register(b, path, tag, "mailbox.delivered", public, NULL, err) : sv_err_nomem(err);
	}
	json_decref(public);
	sv_buf_release(&sealed);
	return st;
}

/* The keys of a code as typed. */
static enum sv_status keys_of(struct sv_session *s, const char *typed, struct sv_receipt *keys, struct sv_err *err)
{
	char code[SV_RECEIPT_SIZE];
	const char *id;
	enum sv_status st = sv_receipt_parse(typed, code, err);

	if (st == SV_OK)
		st = sv_session_id(s, &id, err);
	if (st == SV_OK)
		st = sv_receipt_keys(code, id, keys, err);
	sv_wipe(code, sizeof code);
	return st;
}

enum sv_status sv_mailbox_read(struct sv_session *s, const char *typed, json_t **messages, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	struct sv_receipt keys;
	struct sv_repo *repo;
	char path[SV_PATH_SIZE];
	enum sv_status st = keys_of(s, typed, &keys, err);

	*messages = json_array();
	if (st == SV_OK)
		st = *messages ? sv_session_repo(s, &repo, err) : sv_err_nomem(err);
	if (st == SV_OK) {
		mailbox_path(keys.tag, path);
		st = sv_repo_read(repo, path, &text, NULL, err);
	}
	for (const char *p = sv_buf_str(&text), *nl; st == SV_OK && (nl = strchr(p, '\n')) != NULL; p = nl + 1) {
		struct sv_buf plain = SV_BUF_INIT;
		json_t *event = NULL;
		st = sv_json_parse(p, (size_t)(nl - p), 0, &event, err);
		const char *sealed = sv_json_text(sv_json_object(event, "public"), "sealed");
		if (st == SV_OK && sealed)
			st = sv_receipt_open(&keys, sealed, &plain, err);
		if (st == SV_OK && sealed && json_array_append_new(*messages, json_pack("{s:O,s:s}", "at", json_object_get(event, "at"), "text", sv_buf_str(&plain))) < 0)
			st = sv_err_nomem(err);
		sv_buf_release_secret(&plain);
		json_decref(event);
	}
	if (st == SV_NOT_FOUND) {
		sv_err_set(err, SV_NOT_FOUND, N_("nothing has been sent to this receipt yet"));
		sv_err_hint(err, N_("is it the whole code, of this organisation? who lost it has lost this contact: nobody can find it again"));
	}
	sv_wipe(&keys, sizeof keys);
	sv_buf_release(&text);
	return st;
}

/* The public keys of everyone who may read content. */
static enum sv_status boxes_of(struct sv_session *s, json_t *boxes, struct sv_err *err)
{
	const json_t *officers;
	const char *handle;
	json_t *officer;
	enum sv_status st = sv_session_officers(s, &officers, err);

	json_object_foreach((json_t *)(st == SV_OK ? officers : NULL), handle, officer) {
		if (sv_officer_has(officers, handle, "content") && !sv_json_set(boxes, handle, json_object_get(officer, "box")))
			return sv_err_nomem(err);
	}
	return st;
}

/* What an answer says, signed by the receipt. */
static enum sv_status payload(struct sv_session *s, const struct sv_receipt *keys, const char *text, json_t *whole, struct sv_err *err)
{
	unsigned char random[10], signature[64];
	char id[SV_EVENT_ID_SIZE], at[SV_INSTANT_SIZE];
	struct sv_buf canon = SV_BUF_INIT;
	json_t *say;

	sv_random(random, sizeof random);
	sv_event_id_make(sv_session_now(s), random, id);
	sv_instant_format(sv_session_now(s), at);
	say = json_pack("{s:s,s:s,s:s,s:s}", "tag", keys->tag, "message", id, "at", at, "text", text);
	enum sv_status st = say ? sv_json_canon(say, &canon, err) : sv_err_set(err, SV_BAD_INPUT, N_("the answer is no UTF-8 text"));
	if (st == SV_OK) {
		sv_receipt_sign(keys, canon.data, canon.len, signature);
		if (!sv_json_set(whole, "say", say) || !sv_set_b64(whole, "signature", signature, sizeof signature))
			st = sv_err_nomem(err);
	}
	sv_buf_release_secret(&canon);
	json_decref(say);
	return st;
}

static void inbox(struct sv_session *s, struct sv_buf *path)
{
	sv_buf_addf(path, "%s/inbox", sv_session_store(s));
}

enum sv_status sv_mailbox_answer(struct sv_session *s, const char *typed, const char *text, struct sv_err *err)
{
	struct sv_buf line = SV_BUF_INIT, folder = SV_BUF_INIT;
	json_t *boxes = json_object(), *whole = json_object();
	struct sv_receipt keys = { 0 };
	enum sv_status st = strlen(text) > SV_MAILBOX_TEXT_MAX ? sv_err_set(err, SV_BAD_INPUT, N_("the answer is longer than %d bytes"), SV_MAILBOX_TEXT_MAX)
		: boxes && whole ? keys_of(s, typed, &keys, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = boxes_of(s, boxes, err);
	if (st == SV_OK)
		st = payload(s, &keys, text, whole, err);
	if (st == SV_OK)
		st = sv_drop_seal(SV_DROP_ANSWER, boxes, whole, &line, err);
	inbox(s, &folder);
	if (st == SV_OK)
		st = sv_drop_leave(sv_buf_str(&folder), &line, 1, err);
	sv_wipe(&keys, sizeof keys);
	sv_buf_release(&line);
	sv_buf_release(&folder);
	json_decref(boxes);
	json_decref(whole);
	return st;
}

/* Whether an answer was signed by the receipt of the case it is for. */
static bool genuine(const json_t *state, const json_t *whole)
{
	const json_t *mailbox = sv_json_object(state, "mailbox"), *say = sv_json_object(whole, "say");
	const char *tag = sv_json_text(mailbox, "tag"), *of = sv_json_text(say, "tag");
	unsigned char sign[32], signature[64];
	struct sv_buf canon = SV_BUF_INIT;
	bool ok = tag && of && strcmp(tag, of) == 0 && sv_get_b64(mailbox, "sign", sign, sizeof sign) && sv_get_b64(whole, "signature", signature, sizeof signature)
	          && sv_json_canon(say, &canon, NULL) == SV_OK && sv_receipt_verify(sign, canon.data, canon.len, signature);

	sv_buf_release_secret(&canon);
	return ok;
}

/* Adds one answer to its case, once. SV_NO: not for me, or there already. */
static enum sv_status take_in(struct sv_session *s, struct sv_batch *b, const json_t *whole, const struct sv_act_report *report, struct sv_err *err)
{
	const json_t *say = sv_json_object(whole, "say"), *state, *reporter;
	const char *tag = sv_json_text(say, "tag"), *message = sv_json_text(say, "message"), *text = sv_json_text(say, "text"), *at = sv_json_text(say, "at");
	struct sv_index *index;
	json_t *act, *own;
	char token[64], id[16], day[SV_DATE_SIZE];
	int64_t ms;
	enum sv_status st = tag && message && text && at && sv_instant_parse(at, &ms) ? sv_session_index(s, &index, err) : sv_err_set(err, SV_INTEGRITY, N_("the file is damaged"));

	snprintf(token, sizeof token, SV_MAILBOX_TOKEN "%.32s", tag ? tag : "");
	if (st == SV_OK)
		st = sv_index_by_token(index, token, id, err);
	if (st == SV_OK)
		st = sv_batch_case(b, id, &state, err);
	if (st == SV_OK && !genuine(state, whole))
		st = sv_err_set(err, SV_INTEGRITY, N_("the message was not made with the receipt of its case"));
	if (st != SV_OK)
		return st;
	if (sv_json_holds(sv_json_array(state, "messages_taken_in"), message))
		return SV_NO; /* stored before, and then not removed */
	reporter = sv_json_find(sv_json_array(state, "parties"), "role", "reporter");
	sv_date_format(sv_day_in_amsterdam(ms < sv_session_now(s) ? ms : sv_session_now(s)), day);
	act = json_pack("{s:s,s:s}", "text", text, "on", day);
	own = json_pack("{s:s}", "message", message);
	st = act && own && sv_json_set(act, "party", json_object_get(reporter, "party")) ? SV_OK : sv_err_nomem(err);
	if (st == SV_OK) {
		st = sv_batch_own_act(b, id, sv_event_type("message.received"), act, own, NULL, report, NULL);
		if (st != SV_OK)
			err->status = st; /* reported */
	}
	json_decref(act);
	json_decref(own);
	return st;
}

enum sv_status sv_mailbox_collect(struct sv_session *s, const struct sv_act_report *report, size_t *taken, struct sv_err *err)
{
	struct sv_buf folder = SV_BUF_INIT;
	struct sv_drops drops = { 0 };
	struct sv_batch *b = NULL;
	enum sv_status st;

	*taken = 0;
	inbox(s, &folder);
	st = sv_drop_folder(sv_buf_str(&folder), err);
	if (st == SV_OK)
		st = sv_batch_open(s, false, &b, err);
	if (st == SV_OK)
		st = sv_drops_list(sv_buf_str(&folder), &drops, err);
	for (size_t i = 0; st == SV_OK && i < drops.n; i++) {
		struct sv_err one = { 0 };
		json_t *whole = NULL;
		enum sv_status got = sv_drop_open(s, &drops, i, SV_DROP_ANSWER, &whole, &one);
		bool opened = got == SV_OK;
		if (opened)
			got = take_in(s, b, whole, report, &one);
		drops.file[i].done = got == SV_OK || (got == SV_NO && opened); /* in the batch, or stored before */
		*taken += got == SV_OK;
		if (got != SV_OK && got != SV_NO && one.what.fmt) {
			one.status = got;
			sv_drop_at(&drops, i, &one);
			report->defect(report->data, &one);
		}
		json_decref(whole);
	}
	if (st == SV_OK)
		st = sv_batch_commit(b, err);
	if (st == SV_OK)
		st = sv_drops_remove(&drops, err);
	sv_batch_free(b);
	sv_drops_free(&drops);
	sv_buf_release(&folder);
	return st;
}

size_t sv_mailbox_waiting(struct sv_session *s)
{
	struct sv_buf folder = SV_BUF_INIT;
	size_t n = 0;

	sv_buf_addf(&folder, "%s/inbox/new", sv_session_store(s));
	DIR *dir = opendir(sv_buf_str(&folder));
	for (struct dirent *d; dir && (d = readdir(dir)) != NULL;)
		n += d->d_name[0] != '.';
	if (dir)
		closedir(dir);
	sv_buf_release(&folder);
	return n;
}
