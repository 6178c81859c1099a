/* SPDX-License-Identifier: MIT */
/* Verification of one file in one commit: only appended to, chained, by an officer with the role, allowed by the rules. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/ledger.h"
#include "app/verify_internal.h"
#include "base/date.h"
#include "base/id.h"
#include "base/wipe.h"
#include "crypt/blob.h"
#include "crypt/derive.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/act.h"
#include "model/entitled.h"
#include "model/fold.h"
#include "model/gates.h"
#include "model/item.h"
#include "model/officer.h"
#include "store/event.h"

void sv_verify_release(struct sv_verify *v)
{
	json_decref(v->officers);
	json_decref(v->files);
	json_decref(v->parts);
	json_decref(v->signers);
	json_decref(v->protocols);
	json_decref(v->snapshot);
	for (size_t i = 0; i < v->ncommits; i++) {
		json_decref(v->commits[i].officers);
		json_decref(v->commits[i].parts);
	}
	free(v->commits);
	free(v->versions);
	sv_commit_release(&v->commit);
	pthread_mutex_destroy(&v->lock);
}

/* What a path is a register of; false for a file that has no business in the history. */
static bool register_of(const char *path, enum sv_register *reg, char subject[64])
{
	size_t len = strlen(path);

	if (strcmp(path, SV_PROTOCOL_LOG) == 0) {
		*reg = SV_REGISTER_PROTOCOL;
		snprintf(subject, 64, "protocol");
		return true;
	}
	if (strcmp(path, SV_LEDGER_PATH) == 0) {
		*reg = SV_REGISTER_REPORTS;
		snprintf(subject, 64, SV_LEDGER_SUBJECT);
		return true;
	}
	if (strncmp(path, "mailboxes/", 10) == 0 && len > 20 && strcmp(path + len - 7, ".ndjson") == 0 && strncmp(path + 10, path + 13, 2) == 0) {
		*reg = SV_REGISTER_MAILBOX;
		snprintf(subject, 64, "%.*s", (int)(len - 20 < 63 ? len - 20 : 63), path + 13);
		return strchr(subject, '/') == NULL;
	}
	char id[16];
	const struct sv_item_kind *kind = sv_item_from_path(path, id);
	if (kind) {
		*reg = kind->reg;
		snprintf(subject, 64, "%s", id);
		return true;
	}
	*reg = SV_REGISTER_CASE;
	if (sv_case_from_path(path, id)) {
		snprintf(subject, 64, "%s", id);
		return true;
	}
	*reg = SV_REGISTER_OFFICER;
	if (len < 17 || strncmp(path, "officers/", 9) != 0 || strcmp(path + len - 7, ".ndjson") != 0)
		return false;
	snprintf(subject, 64, "%.*s", (int)(len - 16), path + 9);
	return sv_handle_valid(subject);
}

/* The protocol that a blob id names, opened where a key is at hand; NULL where it is not there or does not open. */
static const json_t *protocol(struct sv_verify *v, const char *blob)
{
	struct sv_verify *whole = v->whole ? v->whole : v;
	struct sv_buf text = SV_BUF_INIT;
	json_t *parsed = NULL;

	pthread_mutex_lock(&whole->lock);
	json_t *known = json_object_get(whole->protocols, blob);
	if (known == NULL) {
		if (strlen(blob) == 40 && sv_repo_blob(v->repo, blob, &text, NULL) == SV_OK && sv_json_parse(sv_buf_str(&text), text.len, 0, &parsed, NULL) == SV_OK)
			sv_protocol_open(v->s, parsed, NULL);
		json_object_set_new(whole->protocols, blob, parsed ? parsed : json_true());
		known = json_object_get(whole->protocols, blob);
		sv_buf_release(&text);
	}
	pthread_mutex_unlock(&whole->lock);
	return json_is_object(known) ? known : NULL;
}

/* What an event repeats in the clear, so that it can be checked without a key, is what it says under its seal. */
static void check_clear(struct sv_verify *v, const char *path, size_t line, const struct sv_event_type *type, const json_t *event, const json_t *record)
{
	static const struct { const char *event, *member; } repeated[] = {
		{ "access.granted", "officer" }, { "access.granted", "compartment" }, { "access.granted", "until" }, { "access.revoked", "officer" },
		{ "erasure.proposed", "party" }, { "identity.erased", "party" },
	};
	const json_t *public = sv_json_object(event, "public");

	for (size_t i = 0; i < sizeof repeated / sizeof repeated[0]; i++) {
		const json_t *a = json_object_get(public, repeated[i].member), *b = json_object_get(record, repeated[i].member);
		if (strcmp(type->name, repeated[i].event) == 0 && (a || b) && !json_equal(a, b)) {
			sv_verify_say(v, path, line, N_("says something else in the clear than under its seal"));
			return;
		}
	}
}

/* A step of a case: allowed in the state it was in, and by the gates of the rules it names. */
static void check_step(struct sv_verify *v, const char *path, size_t line, const struct sv_event_type *type, const json_t *event, const json_t *record, const json_t *before, bool blind)
{
	const char *rules = sv_json_text(event, "rules"), *who = sv_event_who(event);
	bool imported = sv_event_imported(event) != NULL;
	const json_t *p = rules ? protocol(v, rules) : NULL;
	struct sv_verdict verdict;
	int64_t ms = 0;

	if (!(type->from & (1u << sv_state_from(sv_json_text(before, "state")))))
		sv_verify_say(v, path, line, N_("the step could not happen in the state that the case was in"));
	if (p == NULL) {
		sv_verify_say(v, path, line, N_("names rules that are not in the history"));
		return;
	}
	bool erasing = type->to == SV_STATE_ERASED || strcmp(type->name, "identity.erased") == 0; /* that two officers did it stands in the clear */
	bool closed = record == NULL && sv_json_has(event, "record");
	if (((closed || (record == NULL && blind)) && !erasing) || !sv_event_when(event, &ms))
		return;
	if (!imported && sv_json_has(record, "unmet"))
		sv_verify_say(v, path, line, N_("says that gates were not met, and only what was imported may"));
	json_t *act = record ? sv_act_of_record(record) : json_object();
	v->lacked = act == NULL || (record == NULL && !sv_json_set(act, "party", json_object_get(sv_json_object(event, "public"), "party"))) || v->lacked;
	if (!closed)
		check_clear(v, path, line, type, event, record);
	if (!closed && !blind && !imported && !sv_entitled(before, v->first ? v->officers : v->officers_before, v->commit.by, SV_RECORD, sv_day_in_amsterdam(ms)))
		sv_verify_say(v, path, line, N_("the case was closed to the officer who signed"));
	blind = blind || closed;
	struct sv_trial trial = { p, v->officers, imported ? who ? who : "" : v->commit.by, sv_day_in_amsterdam(ms), before, type, act, blind, NULL, imported };
	v->lacked = !sv_gates_judge(&trial, &verdict) || v->lacked;
	v->out->unmet += imported && sv_json_has(record, "unmet");
	for (size_t i = 0; i < verdict.n; i++) {
		struct sv_err err = { 0 };
		if (imported && sv_json_holds(sv_json_array(record, "unmet"), verdict.refusals[i].gate->name))
			continue; /* it was taken in as it is, and says so */
		err.status = SV_INTEGRITY;
		err.what = verdict.refusals[i].missing;
		sv_err_at(&err, N_("gate '%s' (%d)"), verdict.refusals[i].gate->name, verdict.refusals[i].gate->number);
		sv_err_at(&err, N_("line %zu"), line);
		sv_err_at(&err, "%s", path);
		sv_err_at(&err, N_("commit %s"), v->commit.id);
		sv_verify_fault(v, &err);
	}
	json_decref(act);
}

/* An identity that was reported lost as of a moment: what it signed from then on may be somebody else's. */
static void suspect(struct sv_verify *v, const char *handle, const char *from)
{
	int64_t ms;

	if (handle == NULL || from == NULL || !sv_instant_parse(from, &ms))
		return;
	for (size_t i = 0; i < v->ncommits; i++) {
		const struct sv_verify_commit *c = &v->commits[i];
		char id[SV_OID_HEX];
		if (strcmp(c->by, handle) != 0 || c->when < ms / 1000)
			continue;
		v->out->suspect++;
		if (v->o->strict) {
			struct sv_err err = { 0 };
			sv_err_set(&err, SV_INTEGRITY, N_("was signed with an identity that had been lost by then"));
			sv_verify_hex(c->id, id);
			sv_err_at(&err, N_("commit %s"), id);
			sv_verify_fault(v, &err);
		}
	}
}

/* An event of the registers that change who may do what. */
static void apply_register(struct sv_verify *v, const char *path, size_t line, enum sv_register reg, const json_t *event, const json_t *record)
{
	const char *handle = sv_json_text(event, "officer");
	const json_t *public = sv_json_object(event, "public");

	if (reg == SV_REGISTER_MAILBOX || reg == SV_REGISTER_REPORTS || sv_item_kind_of(reg))
		return; /* nobody's rights change by it */
	if (reg == SV_REGISTER_PROTOCOL) {
		const char *blob = sv_json_text(public, "blob");
		snprintf(v->protocol_said, sizeof v->protocol_said, "%s", blob ? blob : "");
		return;
	}
	json_t *officer = handle ? json_object_get(v->officers, handle) : NULL;
	const char *key = sv_json_text(officer, "sign"), *now = sv_json_text(public, "sign");
	if (officer == NULL && handle) {
		officer = json_object();
		v->lacked = json_object_set_new(v->officers, handle, officer) < 0 || v->lacked;
		if (v->lacked)
			return;
	}
	const char *kind = sv_json_text(event, "type");
	if (kind && strcmp(kind, "officer.lost") == 0)
		suspect(v, handle, sv_json_text(public, "lost_from"));
	json_decref(v->snapshot);
	v->snapshot = NULL;
	v->keys_changed = v->keys_changed || (kind && strcmp(kind, "officer.roles") != 0) || key == NULL || now == NULL || strcmp(key, now) != 0;
	enum sv_status folded = handle ? sv_officer_fold(officer, event, record, NULL) : SV_INTEGRITY;
	v->lacked = v->lacked || folded == SV_BUG;
	if (folded != SV_OK && folded != SV_BUG)
		sv_verify_say(v, path, line, N_("the event is malformed"));
}

/*
 * What was imported: it stands at the beginning of a file, all of which came at once, so that nothing that was recorded here can be followed, or made
 * undone, by something that is said to have happened; by an officer who may manage the store; in the order in which it happened, and before it was told.
 */
static void check_imported(struct sv_verify *v, const char *path, size_t line, enum sv_register reg, const json_t *event, const json_t *record, json_t *file)
{
	const char *how = sv_event_imported(event), *who = sv_event_who(event), *when = sv_event_at(event), *last = sv_json_text(file, "happened");
	int64_t ms;
	bool known = sv_event_when(event, &ms);

	if (how == NULL) {
		if (sv_json_has(event, "happened"))
			sv_verify_say(v, path, line, N_("says when it happened, and only what was imported may"));
		json_object_set_new(file, "native", json_true());
		return;
	}
	v->out->imported++;
	if ((strcmp(how, "history") != 0 && strcmp(how, "acts") != 0) || !known || (who && !sv_handle_valid(who))
	    || (reg != SV_REGISTER_CASE && !sv_item_kind_of(reg))) {
		sv_verify_say(v, path, line, N_("the event is malformed"));
		return;
	}
	if (sv_json_true(file, "native") || sv_json_true(file, "earlier"))
		sv_verify_say(v, path, line, N_("was imported into a file that was there already"));
	if (!sv_officer_has(v->first ? v->officers : v->officers_before, v->commit.by, "manage"))
		sv_verify_say(v, path, line, N_("the officer who signed did not have the role for this event then"));
	if (sv_when_before(sv_json_text(event, "at"), when))
		sv_verify_say(v, path, line, N_("is said to have happened after it was imported"));
	bool back = sv_when_before(when, last);
	if (back && record && !sv_json_holds(sv_json_array(record, "unmet"), "order")) /* what does not open, or was erased elsewhere, cannot say so */
		sv_verify_say(v, path, line, N_("is said to have happened before what stands before it"));
	if (!back)
		sv_json_set_text(file, "happened", when);
	if (sv_json_text(sv_json_object(event, "happened"), "clock") && v->o->strict)
		sv_verify_say(v, path, line, N_("the event is dated by SV_NOW, not by the clock"));
}

/* The envelope of a new line: its subject, its maker, its time, its kind. Returns the kind; NULL where unknown. */
static const struct sv_event_type *check_envelope(struct sv_verify *v, const char *path, size_t line, enum sv_register reg, const char *subject, const json_t *event, const json_t *state)
{
	const char *by = sv_json_text(event, "by"), *at = sv_json_text(event, "at"), *about = sv_json_text(event, sv_register_member(reg));
	const char *name = sv_json_text(event, "type"), *id = sv_json_text(event, "event"), *clock = sv_json_text(event, "clock");
	const struct sv_event_type *type = name ? sv_event_type(name) : NULL;
	int64_t ms;

	if (name == NULL || id == NULL || !sv_event_id_valid(id) || at == NULL || !sv_instant_parse(at, &ms) || sv_json_int(event, "sv", 0) < 1) {
		sv_verify_say(v, path, line, N_("the event is malformed"));
		return NULL;
	}
	if (about == NULL || strcmp(about, subject) != 0)
		sv_verify_say(v, path, line, N_("the event is about something else than its file"));
	if (by == NULL || strcmp(by, v->commit.by) != 0)
		sv_verify_say(v, path, line, N_("the event names another officer than the one who signed"));
	if (ms / 1000 != v->commit.when)
		sv_verify_say(v, path, line, N_("the event has another time than the commit"));
	if (clock) {
		v->out->set_clock++;
		if (v->o->strict)
			sv_verify_say(v, path, line, N_("the event is dated by SV_NOW, not by the clock"));
	}
	if (type && (type->reg != reg || !sv_may_sign(type, state, v->first ? v->officers : v->officers_before, v->commit.by, sv_day_in_amsterdam(ms))))
		sv_verify_say(v, path, line, type->reg != reg ? N_("the event is of another register") : N_("the officer who signed did not have the role for this event then"));
	return type;
}

/*
 * Opens a part of a line as far as it opens for me: SV_DENIED or SV_NOT_FOUND where it does not, SV_INTEGRITY where it is not what was sealed. What kept
 * its key from being read says nothing of the line: it is noted, and the verification ends with it.
 */
static enum sv_status open_part(struct sv_verify *v, const char *path, enum sv_register reg, const char *subject, const json_t *event, const char *text, size_t n, enum sv_compartment c, json_t **out)
{
	struct sv_err err;
	unsigned char key[32];

	sv_err_clear(&err);
	enum sv_status st = reg == SV_REGISTER_CASE ? sv_case_line_open(v->s, subject, event, text, n, c, out, &err) : sv_register_event_open(v->s, path, event, out, &err);
	if (st == SV_OK || sv_closed(st))
		return st;
	if (st == SV_INTEGRITY) { /* of the line, where its key can be had */
		struct sv_err of_key;
		sv_err_clear(&of_key);
		enum sv_status got = reg == SV_REGISTER_CASE ? sv_case_event_key(v->s, subject, event, c, key, &of_key) : sv_session_register_key(v->s, path, sv_event_keys(event), key, &of_key);
		sv_wipe(key, sizeof key);
		if (got == SV_OK || sv_closed(got))
			return got == SV_OK ? st : got;
		err = of_key;
		st = got;
	}
	v->unread = err;
	return st;
}

/* Content and identity, where their keys are at hand: they must open; nothing of them is kept or shown. */
static void check_seals(struct sv_verify *v, const char *path, size_t line, const char *subject, const json_t *event, const char *text, size_t n)
{
	for (int c = SV_CONTENT; c < SV_COMPARTMENTS; c++) {
		json_t *opened = NULL;
		enum sv_status st = open_part(v, path, SV_REGISTER_CASE, subject, event, text, n, (enum sv_compartment)c, &opened);
		if (st == SV_INTEGRITY && v->unread.status == SV_OK)
			sv_verify_say(v, path, line, c == SV_CONTENT ? N_("the sealed content does not open: changed, or sealed by another key")
			                                             : N_("the sealed identities do not open: changed, or sealed by another key"));
		json_decref(opened);
	}
}

/* The record of an event, as far as it opens for me. */
static json_t *open_record(struct sv_verify *v, const char *path, size_t line, enum sv_register reg, const char *subject, const json_t *event, const char *text, size_t n)
{
	json_t *record = NULL;
	enum sv_status st = SV_OK;

	if (v->out->records_opened)
		st = open_part(v, path, reg, subject, event, text, n, SV_RECORD, &record);
	if (st == SV_INTEGRITY && v->unread.status == SV_OK)
		sv_verify_say(v, path, line, N_("the sealed record does not open: changed, or sealed by another key"));
	v->denied = v->denied || st == SV_DENIED;
	v->out->closed += st == SV_DENIED || st == SV_NOT_FOUND;
	return record;
}

/* Nobody who is kept out of a case may hold the keys that its events are sealed under: such a case has keys of its own. */
static void check_kept_out(struct sv_verify *v, const char *path, size_t line, const json_t *event, const json_t *state)
{
	const char *handle;
	json_t *officer;

	if (sv_event_keys(event)[0] != 'e')
		return;
	json_object_foreach(v->officers_before ? v->officers_before : v->officers, handle, officer) {
		if (sv_officer_has(v->officers, handle, "record") && sv_kept_out(state, v->officers, handle)) {
			sv_verify_say(v, path, line, N_("is sealed under keys that an officer holds who is kept out of the case"));
			return;
		}
	}
}

/* The blob of a part that came with the commit at hand, "" where none did; it belongs to an event now. */
static void take_part(struct sv_verify *v, const char *path, char blob[SV_OID_HEX])
{
	struct sv_verify *whole = v->whole ? v->whole : v;

	pthread_mutex_lock(&whole->lock);
	const char *id = sv_json_text(v->parts, path);
	snprintf(blob, SV_OID_HEX, "%s", id ? id : "");
	json_object_del(v->parts, path);
	pthread_mutex_unlock(&whole->lock);
}

/* An attachment: its parts are there, and are the bytes that the event's hash is of. */
static void check_attachment(struct sv_verify *v, const char *path, size_t line, const char *subject, const json_t *event)
{
	const json_t *public = sv_json_object(event, "public");
	if (sv_event_imported(event) && public == NULL)
		return; /* it stayed where it was */
	const char *id = sv_json_text(public, "attachment"), *want = sv_json_text(public, "sha256");
	long long parts = sv_json_int(public, "parts", 0);
	char part[SV_PATH_SIZE + 16], sum[SV_SHA256_HEX], base[SV_PATH_SIZE];
	struct sv_sha256 hash;
	bool ok = id && want && parts > 0 && parts < 10000 && strlen(id) < 16;

	sv_case_path(subject, base);
	base[strlen(base) - strlen(".ndjson")] = '\0';
	sv_sha256_init(&hash);
	for (long long i = 1; ok && i <= parts; i++) {
		struct sv_buf bytes = SV_BUF_INIT;
		snprintf(part, sizeof part, "attachments/%s/%s.%04lld", base + strlen("cases/"), id, i);
		char id_of[SV_OID_HEX];
		take_part(v, part, id_of);
		ok = id_of[0] && sv_repo_blob(v->repo, id_of, &bytes, NULL) == SV_OK;
		sv_sha256_add(&hash, sv_buf_str(&bytes), bytes.len);
		sv_buf_release(&bytes);
	}
	sv_sha256_hex(&hash, sum);
	if (!ok || strcmp(sum, want) != 0)
		sv_verify_say(v, path, line, N_("the attachment is not there, or is not what was attached"));
}

/* An event of an item: the first makes it, and only the first; nothing follows its end. */
static void check_item(struct sv_verify *v, const char *path, size_t line, const struct sv_event_type *type, const json_t *event, const json_t *record, json_t *state)
{
	const struct sv_item_step *step = sv_item_step(type->name);
	const char *now = sv_json_text(state, "state");

	if (step && ((step->how == SV_ITEM_NEW) != (now == NULL) || (now && strcmp(now, "done") == 0)))
		sv_verify_say(v, path, line, N_("the step could not happen in the state that the item was in"));
	sv_item_fold(state, event, record, NULL);
}

/* One new line. Returns false where the rest of the file makes no sense any more. */
static bool check_line(struct sv_verify *v, const char *path, size_t line, enum sv_register reg, const char *subject, const char *text, size_t n, json_t *file)
{
	const char *last = sv_json_text(file, "last"), *prev;
	json_t *event = NULL, *record = NULL, *state = json_object_get(file, "state");
	char hash[SV_HASH_HEX];
	bool ok = false;

	enum sv_status st = sv_json_parse(text, n, 0, &event, NULL);
	if (st == SV_BUG) {
		v->lacked = true;
		goto out;
	}
	if (st != SV_OK) {
		sv_verify_say(v, path, line, N_("the line is damaged"));
		goto out;
	}
	prev = sv_json_text(event, "prev");
	if (strcmp(prev ? prev : "", last ? last : "") != 0) {
		sv_verify_say(v, path, line, N_("does not follow from the line before it: changed, dropped or moved"));
		goto out;
	}
	record = open_record(v, path, line, reg, subject, event, text, n);
	if (v->out->records_opened && reg == SV_REGISTER_CASE)
		check_seals(v, path, line, subject, event, text, n);
	if (v->unread.status != SV_OK)
		goto out;
	v->out->events++;
	if (reg != SV_REGISTER_CASE && v->first)
		apply_register(v, path, line, reg, event, record); /* the first commit makes the officer who signs it */
	const struct sv_event_type *type = check_envelope(v, path, line, reg, subject, event, state);
	check_imported(v, path, line, reg, event, record, file);
	if (reg != SV_REGISTER_CASE && !v->first)
		apply_register(v, path, line, reg, event, record);
	if (sv_item_kind_of(reg) && type && type->reg == reg)
		check_item(v, path, line, type, event, record, state);
	if (reg == SV_REGISTER_CASE) {
		bool hollow = sv_event_imported(event) && !sv_json_has(event, "record"); /* of a case that was erased where it came from */
		if (hollow)
			json_object_set_new(file, "hollow", json_true());
		if (hollow || (record == NULL && sv_json_has(event, "record")))
			json_object_set_new(file, "blind", json_true());
		if (type && strcmp(type->name, "case.attached") == 0)
			check_attachment(v, path, line, subject, event);
		if (type)
			check_step(v, path, line, type, event, record, state, sv_json_true(file, "blind"));
		v->lacked = sv_fold(state, event, record, NULL) == SV_BUG || v->lacked;
		if (v->fold && sv_refold_see(v->fold, event, record, NULL) != SV_OK)
			v->fold = NULL; /* without memory: it is folded by itself then */
		if (record)
			check_kept_out(v, path, line, event, state);
	}
	sv_hash_line(text, n, hash);
	ok = sv_json_set_text(file, "last", hash);
	v->lacked = v->lacked || !ok;
out:
	json_decref(event);
	json_decref(record);
	return ok;
}

/* What one line that is trusted leaves behind. */
static enum sv_status trust_line(struct sv_verify *v, const char *path, enum sv_register reg, const char *subject, const char *text, size_t n, json_t *file, struct sv_err *err)
{
	json_t *event = NULL, *record = NULL, *state = json_object_get(file, "state");
	char hash[SV_HASH_HEX];
	enum sv_status st = sv_json_parse(text, n, 0, &event, err);

	if (st == SV_OK && v->out->records_opened) {
		open_part(v, path, reg, subject, event, text, n, SV_RECORD, &record); /* as it was verified before: what does not open is not told again */
		if (v->unread.status != SV_OK) {
			st = v->unread.status;
			if (err)
				*err = v->unread;
		}
	}
	if (record == NULL && sv_json_has(event, "record") && reg == SV_REGISTER_CASE)
		json_object_set_new(file, "blind", json_true());
	if (st == SV_OK && reg == SV_REGISTER_CASE)
		st = sv_fold(state, event, record, err);
	if (st == SV_OK && sv_item_kind_of(reg))
		st = sv_item_fold(state, event, record, err);
	if (st == SV_OK && reg == SV_REGISTER_OFFICER) {
		json_t *officer = json_object_get(v->officers, subject);
		if (officer == NULL) {
			officer = json_object();
			json_object_set_new(v->officers, subject, officer);
		}
		st = sv_officer_fold(officer, event, record, err);
	}
	sv_hash_line(text, n, hash);
	if (st == SV_OK && !sv_json_set_text(file, "last", hash))
		st = sv_err_nomem(err);
	json_decref(event);
	json_decref(record);
	return st;
}

/* What is known of a file that was verified before, as a new value. */
static enum sv_status known_file(struct sv_verify *v, const char *path, const char *blob, json_t **out, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	enum sv_register reg;
	char subject[64], sum[SV_HASH_HEX];
	json_t *file;
	size_t lines = 0;
	enum sv_status st = SV_OK;

	*out = NULL;
	if (!register_of(path, &reg, subject))
		return SV_OK;
	file = json_pack("{s:o}", "state", sv_item_kind_of(reg) ? sv_item_new() : sv_case_new());
	if (file == NULL)
		return sv_err_nomem(err);
	st = sv_repo_blob(v->repo, blob, &text, err);
	for (const char *p = sv_buf_str(&text), *nl; st == SV_OK && (nl = strchr(p, '\n')) != NULL; p = nl + 1, lines++)
		st = trust_line(v, path, reg, subject, p, (size_t)(nl - p), file, err);
	sv_hash_line(sv_buf_str(&text), text.len, sum);
	if (st == SV_OK && (!sv_json_set_text(file, "sum", sum) || json_object_set_new(file, "bytes", json_integer((json_int_t)text.len)) < 0
	                    || json_object_set_new(file, "lines", json_integer((json_int_t)lines)) < 0))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		*out = json_incref(file);
	json_decref(file);
	sv_buf_release(&text);
	return st;
}

enum sv_status sv_verify_take_over(struct sv_verify *v, const char *path, const char *blob, struct sv_err *err)
{
	json_t *file;
	enum sv_status st = known_file(v, path, blob, &file, err);

	if (st == SV_OK && file && json_object_set_new(v->files, path, file) < 0)
		st = sv_err_nomem(err);
	return st;
}

enum sv_status sv_verify_rules(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	struct sv_verify *v = data;

	(void)old;
	(void)err;
	if (strcmp(path, SV_PROTOCOL_PATH) == 0) {
		snprintf(v->protocol_blob, sizeof v->protocol_blob, "%s", blob);
		snprintf(v->protocol_said, sizeof v->protocol_said, "%s", blob);
	}
	return SV_OK;
}

/* Names the first line in which a file differs from what it was. */
static void name_change(struct sv_verify *v, const char *path, const char *old, const struct sv_buf *now)
{
	struct sv_buf was = SV_BUF_INIT;
	size_t line = 1, i = 0;

	if (old == NULL || sv_repo_blob(v->repo, old, &was, NULL) != SV_OK)
		sv_buf_clear(&was);
	while (i < was.len && i < now->len && was.data[i] == now->data[i])
		line += was.data[i++] == '\n';
	sv_verify_say(v, path, line, i == now->len ? N_("the line is gone: lines may only be added") : N_("the line was changed: lines may only be added"));
	sv_buf_release(&was);
}

/* What was there before must be there still, to the byte. Returns what follows it, or NULL. */
static const char *skip_known(struct sv_verify *v, const char *path, const char *old, const struct sv_buf *text, const json_t *file)
{
	size_t known = (size_t)sv_json_int(file, "bytes", 0);
	const char *want = sv_json_text(file, "sum");
	char sum[SV_HASH_HEX];

	if (known == 0)
		return sv_buf_str(text);
	if (text->len >= known) {
		sv_hash_line(text->data, known, sum);
		if (want && strcmp(sum, want) == 0)
			return text->data + known;
	}
	name_change(v, path, old, text);
	return NULL;
}

/* A damaged blob: the line is the first that cannot be read or does not follow. */
static void name_damage(struct sv_verify *v, const char *path, const char *blob)
{
	struct sv_buf text = SV_BUF_INIT;
	char last[SV_HASH_HEX] = "";
	size_t line = 0;
	bool sound = true;

	if (sv_repo_salvage(v->repo, blob, &text, NULL) != SV_OK)
		sv_buf_clear(&text);
	for (const char *p = sv_buf_str(&text); sound; line++) {
		const char *nl = strchr(p, '\n');
		json_t *event = NULL;
		sound = nl && sv_json_parse(p, (size_t)(nl - p), 0, &event, NULL) == SV_OK;
		if (sound) {
			const char *prev = sv_json_text(event, "prev");
			sound = strcmp(prev ? prev : "", last) == 0;
			sv_hash_line(p, (size_t)(nl - p), last);
			p = nl + 1;
		}
		json_decref(event);
	}
	sv_verify_say(v, path, line, N_("the stored file is damaged from this line on, or in the line before it"));
	sv_buf_release(&text);
}

/* What this commit added to a file of events; *what: what is known of the file, NULL at first. */
static enum sv_status check_events(struct sv_verify *v, const char *path, enum sv_register reg, const char *subject, const char *old, const char *blob, json_t **what, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	json_t *file = *what;
	size_t line;

	if (file == NULL && old) {
		enum sv_status st = known_file(v, path, old, what, err);
		if (st == SV_BUG || st == SV_IO || v->unread.status != SV_OK)
			return st;
		file = *what;
	}
	size_t known = (size_t)sv_json_int(file, "lines", 0);
	if (file == NULL) {
		*what = file = json_pack("{s:o}", "state", sv_item_kind_of(reg) ? sv_item_new() : sv_case_new());
		if (file == NULL)
			return sv_err_nomem(err);
		v->cases += reg == SV_REGISTER_CASE;
	}
	if (v->fold)
		v->fold->state = json_object_get(file, "state");
	if (sv_json_true(file, "broken"))
		return SV_OK;
	if (old)
		json_object_set_new(file, "earlier", json_true());
	const char *p = NULL;
	char sum[SV_HASH_HEX];
	enum sv_status got = sv_repo_blob(v->repo, blob, &text, err);
	v->lacked = got == SV_BUG || text.failed;
	if (got != SV_OK && !v->lacked)
		name_damage(v, path, blob);
	else if (got == SV_OK)
		p = skip_known(v, path, old, &text, file);
	const char *end = sv_buf_str(&text) + text.len;
	for (line = known; p && p < end;) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		line++;
		if (nl == NULL)
			sv_verify_say(v, path, line, N_("the last line is cut off"));
		if (nl == NULL || !check_line(v, path, line, reg, subject, p, (size_t)(nl - p), file))
			p = NULL;
		else
			p = nl + 1;
	}
	if (v->lacked || v->unread.status != SV_OK) {
		enum sv_status st = v->lacked ? sv_err_nomem(err) : v->unread.status;
		if (!v->lacked && err)
			*err = v->unread;
		v->lacked = false;
		sv_buf_release(&text);
		return st;
	}
	const char *now = sv_json_text(sv_json_object(file, "state"), "state");
	if (p && sv_json_true(file, "hollow") && (now == NULL || strcmp(now, "erased") != 0))
		sv_verify_say(v, path, line, N_("has events that say nothing, and the case was not erased"));
	if (p == NULL)
		json_object_set_new(file, "broken", json_true());
	sv_hash_line(sv_buf_str(&text), text.len, sum);
	if (!sv_json_set_text(file, "sum", sum) || json_object_set_new(file, "bytes", json_integer((json_int_t)text.len)) < 0
	    || json_object_set_new(file, "lines", json_integer((json_int_t)line)) < 0) {
		sv_buf_release(&text);
		return sv_err_nomem(err);
	}
	sv_buf_release(&text);
	sv_err_clear(err);
	return SV_OK;
}

enum sv_status sv_verify_case(struct sv_verify *v, const char *path, const char *old, const char *blob, json_t **file, struct sv_err *err)
{
	enum sv_register reg;
	char subject[64];

	return register_of(path, &reg, subject) ? check_events(v, path, reg, subject, old, blob, file, err) : sv_err_set(err, SV_BUG, N_("'%s' is no file of a case"), path);
}

/* A file of another register: officers and rules change while commits are looked at, so it is checked at once. */
static enum sv_status check_register(struct sv_verify *v, const char *path, enum sv_register reg, const char *subject, const char *old, const char *blob, struct sv_err *err)
{
	json_t *file = json_incref(json_object_get(v->files, path));
	enum sv_status st = check_events(v, path, reg, subject, old, blob, &file, err);

	if (file && json_object_set(v->files, path, file) < 0)
		st = sv_err_nomem(err);
	json_decref(file);
	return st;
}

enum sv_status sv_verify_file(void *data, const char *path, const char *old, const char *new_, struct sv_err *err)
{
	struct sv_verify *v = data;
	struct sv_buf text = SV_BUF_INIT;
	enum sv_register reg;
	char subject[64];

	if (new_ == NULL) {
		sv_verify_say(v, path, 0, N_("the file was removed"));
		return SV_OK;
	}
	if (register_of(path, &reg, subject) && reg == SV_REGISTER_CASE)
		return sv_verify_note(v, subject, old, new_, err);
	if (register_of(path, &reg, subject))
		return check_register(v, path, reg, subject, old, new_, err);
	if (sv_repo_blob(v->repo, new_, &text, err) != SV_OK)
		sv_verify_say(v, path, 1, N_("the stored file is damaged"));
	sv_buf_release(&text);
	sv_err_clear(err);
	if (strncmp(path, "attachments/", 12) == 0) { /* its event comes after it in the same commit, and looks for it here */
		if (old)
			sv_verify_say(v, path, 0, N_("was changed; it never may be"));
		else
			sv_json_set_text(v->parts, path, new_);
		return SV_OK;
	}
	if (strncmp(path, "guide/", 6) == 0 || strncmp(path, "templates/", 10) == 0) {
		if (!sv_officer_has(v->first ? v->officers : v->officers_before, v->commit.by, "manage"))
			sv_verify_say(v, path, 0, N_("the officer who signed did not have the role for this then"));
		return SV_OK;
	}
	if (strcmp(path, SV_PROTOCOL_PATH) == 0)
		snprintf(v->protocol_blob, sizeof v->protocol_blob, "%s", new_);
	else if (strcmp(path, SV_SIGNERS_PATH) == 0)
		snprintf(v->saw_signers, sizeof v->saw_signers, "%s", new_);
	else if (strcmp(path, "sv.json") != 0)
		sv_verify_say(v, path, 0, N_("no file of this name belongs in the history"));
	else if (old)
		sv_verify_say(v, path, 0, N_("was changed; it never may be"));
	return SV_OK;
}
