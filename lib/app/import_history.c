/* SPDX-License-Identifier: MIT */
/* Histories of another store: see import_internal.h. Events keep their ids, so that what refers to them still does, and a history that is here already is recognised. */
#include <stdio.h>
#include <string.h>

#include "app/attach.h"
#include "app/casefile.h"
#include "app/import_internal.h"
#include "app/items.h"
#include "base/id.h"
#include "base/wipe.h"
#include "crypt/blob.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/entitled.h"

/* The history in hand. */
struct taking {
	struct sv_import *x;
	const struct sv_item_kind *kind; /* NULL: of a case */
	const char *id;
	struct entry *e;
	char last[32]; /* when what stands before happened, as it is written */
	bool hollow;   /* some event says nothing: it is of a case that was erased */
};

static enum sv_status complain(struct sv_import *x, const char *pointer, const char *what)
{
	struct sv_err err = { 0 };

	sv_err_set(&err, SV_BAD_INPUT, what);
	return sv_import_say(x, pointer, &err);
}

/* An attachment on its way in. */
struct sealing {
	struct sv_import *x;
	struct entry *e;
	const char *id;
	unsigned char key[32];
	struct sv_buf rest;
	struct sv_sha256 plain, sealed;
	unsigned parts;
	size_t bytes, sealed_bytes;
};

static enum sv_status put_part(struct sealing *a, const char *bytes, size_t n, bool last, struct sv_err *err)
{
	struct sv_buf part = SV_BUF_INIT;
	char path[SV_ATTACHMENT_PATH];
	enum sv_status st = sv_part_seal(a->key, a->e->subject, a->id, ++a->parts, last, bytes, n, &part, err);

	sv_attachment_path(a->e->subject, a->id, a->parts, path);
	if (st == SV_OK && !sv_batch_dry(a->x->b))
		st = sv_batch_part(a->x->b, a->e, path, part.data, part.len, err);
	sv_sha256_add(&a->sealed, sv_buf_str(&part), part.len);
	a->sealed_bytes += part.len;
	sv_buf_release(&part);
	return st;
}

/* Reads the pieces of an attachment and seals it in parts; the clear part of its event follows from that. */
static enum sv_status take_attachment(struct taking *t, const json_t *record, const json_t *content, json_t **public, struct sv_err *err)
{
	struct sealing a = { .x = t->x, .e = t->e, .id = sv_json_text(record, "attachment") };
	char plain[SV_SHA256_HEX], sealed[SV_SHA256_HEX], want[24];
	bool last = false;
	size_t piece = 0;
	enum sv_status st = sv_batch_content_key(t->x->b, t->id, a.key, err);

	snprintf(want, sizeof want, "f%zu", json_array_size(sv_json_array(t->e->state, "attachments")) + 1);
	sv_sha256_init(&a.plain);
	sv_sha256_init(&a.sealed);
	if (st == SV_OK && (a.id == NULL || strcmp(a.id, want) != 0))
		return complain(t->x, "/record/attachment", N_("is not the next number"));
	while (st == SV_OK && !last) {
		size_t had = a.rest.len;
		st = t->x->o->piece(t->x->o->data, t->id, a.id, ++piece, &a.rest, &last, err);
		if (st == SV_OK)
			sv_sha256_add(&a.plain, a.rest.data + had, a.rest.len - had);
		a.bytes += a.rest.len - had;
		if (st == SV_OK && a.bytes > SV_ATTACHMENT_MAX)
			st = sv_err_set(err, SV_BAD_INPUT, N_("the attachment is larger than %u MiB"), SV_ATTACHMENT_MAX / (1024 * 1024));
		while (st == SV_OK && (a.rest.len > SV_PART_BYTES || (last && a.rest.len > 0))) {
			size_t n = a.rest.len < SV_PART_BYTES ? a.rest.len : SV_PART_BYTES;
			st = put_part(&a, a.rest.data, n, last && n == a.rest.len, err);
			memmove(a.rest.data, a.rest.data + n, a.rest.len - n);
			a.rest.len -= n;
		}
	}
	sv_wipe(a.key, sizeof a.key);
	sv_buf_release_secret(&a.rest);
	if (st == SV_BAD_INPUT) {
		st = sv_import_say(t->x, NULL, err);
		sv_err_clear(err);
		return st;
	}
	sv_sha256_hex(&a.plain, plain);
	sv_sha256_hex(&a.sealed, sealed);
	if (st == SV_OK && (a.bytes == 0 || sv_json_int(record, "bytes", -1) != (long long)a.bytes || sv_json_text(content, "sha256") == NULL || strcmp(sv_json_text(content, "sha256"), plain) != 0))
		return complain(t->x, "/content/sha256", N_("is not that of the attachment that follows"));
	if (st == SV_OK) {
		*public = json_pack("{s:s,s:I,s:I,s:s}", "attachment", a.id, "parts", (json_int_t)a.parts, "bytes", (json_int_t)a.sealed_bytes, "sha256", sealed);
		st = *public ? SV_OK : sv_err_nomem(err);
	}
	return st;
}

/* The gates of the rules of here, as they are judged again whenever the history is verified. */
static enum sv_status judge(struct taking *t, const struct sv_event_type *type, const struct sv_past *past, bool back, json_t **record, json_t *public, struct sv_err *err)
{
	struct sv_batch *b = t->x->b;
	json_t *act = *record ? sv_act_of_record(*record) : json_object();
	struct sv_act_report report = sv_import_reporter(t->x);
	struct sv_verdict verdict;
	enum sv_status st = act ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK && *record == NULL)
		sv_json_set(act, "party", json_object_get(public, "party"));
	struct sv_trial trial = { b->protocol, b->officers, past->by, past->day, t->e->state, type, act, t->hollow, NULL, true };
	bool erases = type->to == SV_STATE_ERASED || strcmp(type->name, "identity.erased") == 0;
	if (st == SV_OK && (!t->hollow || erases)) {
		if (!sv_gates_judge(&trial, &verdict))
			st = sv_err_nomem(err);
		else if (t->x->o->as_is && *record)
			st = sv_batch_unmet(&verdict, record, err);
		else if (verdict.n > 0)
			st = SV_BAD_INPUT;
		if (st == SV_BAD_INPUT) {
			t->x->event = NULL;
			sv_batch_refuse(&verdict, b->protocol, &report);
		}
	}
	if (st == SV_OK && back)
		st = *record == NULL || sv_json_add_word(*record, "unmet", "order") ? SV_OK : sv_err_nomem(err);
	json_decref(act);
	return st;
}

/* One event: its kind, its time, what it says, whether it could happen; then it is the next line of the file. */
static enum sv_status take_event(struct taking *t, const json_t *event, struct sv_err *err)
{
	struct sv_import *x = t->x;
	const char *name = sv_json_text(event, "type"), *id = sv_json_text(event, "event"), *clock = sv_json_text(event, "clock");
	const struct sv_event_type *type = name ? sv_event_type(name) : NULL;
	json_t *parts[SV_COMPARTMENTS] = { NULL, NULL, NULL }, *public = NULL;
	struct sv_err one = { 0 };
	struct sv_past past = { .how = "history", .event = id, .clock = clock != NULL, .as_is = x->o->as_is };
	bool back = false, says = sv_json_has(event, "record") || sv_json_has(event, "content") || sv_json_has(event, "identity");

	if (type == NULL || type->reg != (t->kind ? t->kind->reg : SV_REGISTER_CASE))
		return complain(x, "/type", N_("is no kind of event that belongs here"));
	if (id == NULL || !sv_event_id_valid(id) || sv_json_holds(x->events, id))
		return complain(x, "/event", N_("is no event id, or stands there twice"));
	enum sv_status st = sv_import_past(x, sv_json_text(event, "at"), sv_json_text(event, "by"), t->last, &past, &back);
	if (st == SV_OK && !sv_may_sign(type, t->e->state, x->b->officers, sv_identity_name(x->b->me), sv_session_today(x->s))) {
		sv_err_set(&one, SV_DENIED, N_("this needs the role '%s', and officer '%s' does not have it"), type->role, sv_identity_name(x->b->me));
		return sv_import_say(x, "/type", &one);
	}
	if (st == SV_OK && t->kind == NULL && sv_batch_flow(t->e, type, &one) != SV_OK)
		st = sv_import_say(x, "/type", &one);
	if (st == SV_OK && says && t->kind == NULL)
		st = sv_import_parts(x, t->e, type, event, past.day, parts, err);
	else if (st == SV_OK && t->kind == NULL)
		t->hollow = true;
	if (st == SV_OK && t->kind == NULL)
		st = sv_import_public(x, type, event, parts[SV_RECORD], &public, err);
	if (st == SV_OK && t->kind)
		st = sv_import_item_part(x, t->e, type, event, past.day, &parts[SV_RECORD], err);
	if (st == SV_OK && t->kind == NULL)
		st = judge(t, type, &past, back, &parts[SV_RECORD], public, err);
	else if (st == SV_OK && back && !sv_json_add_word(parts[SV_RECORD], "unmet", "order"))
		st = sv_err_nomem(err);
	if (st == SV_OK && parts[SV_CONTENT] && strcmp(type->name, "case.attached") == 0)
		st = take_attachment(t, parts[SV_RECORD], parts[SV_CONTENT], &public, err);
	x->b->past = &past;
	if (st == SV_OK)
		st = sv_batch_append_event(x->b, t->e, type, public, parts, err);
	x->b->past = NULL;
	if (st == SV_OK && json_array_append_new(x->events, json_string(id)) < 0)
		st = sv_err_nomem(err);
	if (st == SV_OK && !back)
		snprintf(t->last, sizeof t->last, "%s", past.at);
	for (int c = 0; c < SV_COMPARTMENTS; c++)
		json_decref(parts[c]);
	json_decref(public);
	return st;
}

/* Whether the file that is here was made of this very history. */
static enum sv_status is_here(struct sv_import *x, const char *path, const json_t *history, bool *same, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	size_t i = 0, n = json_array_size(history);
	enum sv_status st = sv_repo_read(x->b->repo, path, &text, NULL, err);

	*same = st == SV_OK;
	for (const char *p = sv_buf_str(&text), *nl; st == SV_OK && *same && i < n && (nl = strchr(p, '\n')) != NULL; p = nl + 1, i++) {
		json_t *line = NULL;
		const char *a, *b = sv_json_text(json_array_get(history, i), "event");
		st = sv_json_parse(p, (size_t)(nl - p), 0, &line, err);
		a = sv_json_text(line, "event");
		*same = a && b && strcmp(a, b) == 0 && sv_event_imported(line);
		json_decref(line);
	}
	*same = *same && i == n;
	sv_buf_release(&text);
	return st == SV_NOT_FOUND ? SV_OK : st; /* new in this transaction */
}

/* A new file for it. */
static enum sv_status begin(struct taking *t, const char *path, struct sv_err *err)
{
	if (t->kind == NULL)
		return sv_batch_case_as(t->x->b, t->id, &t->e, err);
	enum sv_status st = sv_batch_load(t->x->b, t->kind->reg, path, t->id, &t->e, err);
	if (st == SV_OK && (t->e->state = sv_item_new()) == NULL)
		st = sv_err_nomem(err);
	return st;
}

/* What must hold of it as a whole: that it opens for who imports it, and that what says nothing was erased. */
static enum sv_status check_whole(struct taking *t)
{
	const struct sv_import *x = t->x;
	const char *now = sv_json_text(t->e->state, "state");
	struct sv_err err = { 0 };

	t->x->event = NULL;
	t->x->prefix[0] = '\0';
	if (t->kind)
		return SV_OK;
	if (t->hollow && (now == NULL || strcmp(now, "erased") != 0))
		return complain(t->x, "/history", N_("has events that say nothing, and the case was not erased"));
	if (sv_entitled(t->e->state, x->b->officers, sv_identity_name(x->b->me), SV_RECORD, sv_session_today(x->s)))
		return SV_OK;
	sv_err_set(&err, SV_DENIED, N_("the case is closed to you: another officer must import it"));
	return sv_import_say(t->x, "/history", &err);
}

enum sv_status sv_import_history(struct sv_import *x, const struct sv_item_kind *kind, const json_t *line, struct sv_imported *what, struct sv_err *err)
{
	const json_t *history = sv_json_array(line, "history"), *event;
	char canonical[SV_CASE_ID_SIZE + 4] = "", path[SV_PATH_SIZE];
	const char *typed = sv_json_text(line, what->member);
	struct taking t = { .x = x, .kind = kind, .id = canonical };
	struct sv_err one = { 0 };
	bool same = false;
	size_t i;

	what->verdict = SV_IMPORT_REFUSED;
	if (typed == NULL || (kind ? sv_item_id_parse(kind->letter, typed, canonical) : sv_case_id_parse(typed, canonical)) != SV_ID_GOOD || strcmp(typed, canonical) != 0) {
		snprintf(path, sizeof path, "/%s", what->member);
		return complain(x, path, N_("is no id"));
	}
	if (json_array_size(history) == 0)
		return complain(x, "/history", N_("is no history: it has no events"));
	json_array_foreach(history, i, event) {
		const char *type = sv_json_text(event, "type");
		what->attachments += type && strcmp(type, "case.attached") == 0 && sv_json_has(event, "content");
	}
	snprintf(what->id, sizeof what->id, "%s", canonical);
	if (kind)
		snprintf(path, sizeof path, "%s/%s.ndjson", kind->folder, canonical);
	else
		sv_case_path(canonical, path);
	enum sv_status st = SV_OK;
	if (sv_batch_has(x->b, path)) {
		st = is_here(x, path, history, &same, err);
		if (st == SV_OK && same && x->o->resume) {
			what->verdict = SV_IMPORT_ALREADY;
			return SV_OK;
		}
		if (st == SV_OK) {
			sv_err_set(&one, SV_BAD_INPUT, same ? N_("'%s' was imported before") : N_("there is another '%s' here"), canonical);
			if (same)
				sv_err_hint(&one, N_("--resume passes over what is here"));
			snprintf(path, sizeof path, "/%s", what->member);
			st = sv_import_say(x, path, &one);
		}
		return st;
	}
	st = begin(&t, path, err);
	json_array_clear(x->events);
	json_array_foreach(history, i, event) {
		if (st != SV_OK)
			break;
		snprintf(x->prefix, sizeof x->prefix, "/history/%zu", i);
		x->event = event;
		st = json_is_object(event) ? take_event(&t, event, err) : complain(x, "", N_("must be an object"));
	}
	if (st == SV_OK)
		st = check_whole(&t);
	x->event = NULL;
	x->prefix[0] = '\0';
	if (st == SV_OK)
		what->verdict = SV_IMPORT_TAKEN;
	return st;
}
