/* SPDX-License-Identifier: MIT */
/* Histories as records: see export.h. */
#include "app/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/access.h"
#include "app/attach.h"
#include "app/casefile.h"
#include "app/internal.h"
#include "base/wipe.h"
#include "crypt/b64.h"
#include "json/get.h"

/* Members of an envelope that belong to the store it is in: the line says what it is about, and chain, keys and rules are made anew elsewhere. */
static const char *const own[] = { "sv", "prev", "keys", "rules", NULL };

/* Of an imported event: when it happened and by whom stands first, and when and by whom it was taken in behind it. */
static bool as_it_happened(json_t *event)
{
	const json_t *happened = sv_json_object(event, "happened"), *at = json_object_get(event, "at"), *by = json_object_get(event, "by");
	json_t *imported = json_pack("{s:O,s:O,s:O}", "as", json_object_get(event, "imported"), "at", at, "by", by);
	bool ok = imported && json_object_set(event, "at", json_object_get(happened, "at")) == 0 && json_object_set_new(event, "imported", imported) == 0;

	json_object_del(event, "by");
	json_object_del(event, "clock");
	ok = ok && sv_json_set(event, "by", json_object_get(happened, "by")) && sv_json_set(event, "clock", json_object_get(happened, "clock"));
	json_object_del(event, "happened");
	return ok;
}

/* One event as a record: what it says, when it happened and by whom. */
static enum sv_status event_record(const json_t *event, const char *about, json_t **out, struct sv_err *err)
{
	json_t *one = sv_json_copy(event), *record = sv_json_object(event, "record");

	*out = one;
	if (one == NULL)
		return sv_err_nomem(err);
	json_object_del(one, about);
	for (size_t i = 0; own[i]; i++)
		json_object_del(one, own[i]);
	if (sv_event_imported(event) && !as_it_happened(one)) {
		json_decref(one);
		*out = NULL;
		return sv_err_nomem(err);
	}
	if (!sv_json_has(record, "mailbox"))
		return SV_OK;
	record = sv_json_copy(record); /* that there was a mailbox; its keys are of this store, and open nothing elsewhere */
	bool ok = record && json_object_set_new(record, "mailbox", json_true()) == 0 && json_object_set(one, "record", record) == 0;
	json_decref(record);
	if (ok)
		return SV_OK;
	json_decref(one);
	*out = NULL;
	return sv_err_nomem(err);
}

/* A run over cases. */
struct exporting {
	struct sv_session *s;
	const struct sv_export *o;
	sv_export_line *fn;
	void *data;
	/* the attachment in hand */
	const char *case_id, *attachment;
	struct sv_buf rest; /* what is opened of it and fills no piece yet */
	json_int_t piece;
};

static enum sv_status put_piece(struct exporting *x, const char *bytes, size_t n, bool last, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	json_t *line = NULL;

	sv_b64_encode(bytes, n, &text);
	enum sv_status st = text.failed ? sv_err_nomem(err) : SV_OK;
	if (st == SV_OK)
		line = json_pack("{s:i,s:s,s:s,s:I,s:s}", "sv", 1, "case", x->case_id, "attachment", x->attachment, "piece", ++x->piece, "data", sv_buf_str(&text));
	if (st == SV_OK && (line == NULL || (last && json_object_set_new(line, "last", json_true()) < 0)))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = x->fn(x->data, line, err);
	json_decref(line);
	sv_buf_release_secret(&text);
	return st;
}

static enum sv_status take_part(void *data, const void *bytes, size_t n, bool last, struct sv_err *err)
{
	struct exporting *x = data;
	size_t done = 0;
	enum sv_status st;

	sv_buf_add_secret(&x->rest, bytes, n);
	st = x->rest.failed ? sv_err_nomem(err) : SV_OK;
	while (st == SV_OK && (x->rest.len - done > SV_EXPORT_PIECE || (last && done < x->rest.len))) {
		size_t left = x->rest.len - done, now = left < SV_EXPORT_PIECE ? left : SV_EXPORT_PIECE;
		st = put_piece(x, x->rest.data + done, now, last && now == left, err);
		done += now;
	}
	if (done > 0) {
		memmove(x->rest.data, x->rest.data + done, x->rest.len - done);
		x->rest.len -= done;
	}
	return st;
}

static enum sv_status put_case(void *data, const char *case_id, json_t *events, struct sv_err *err)
{
	struct exporting *x = data;
	json_t *line = json_pack("{s:i,s:s,s:[]}", "sv", 1, "case", case_id, "history"), *one = NULL;
	const json_t *event;
	size_t i;
	enum sv_status st = line ? SV_OK : sv_err_nomem(err);

	json_array_foreach(events, i, event) {
		if (st == SV_OK)
			st = event_record(event, "case", &one, err);
		if (st == SV_OK && json_array_append_new(sv_json_array(line, "history"), one) < 0)
			st = sv_err_nomem(err);
	}
	if (st == SV_OK)
		st = x->fn(x->data, line, err);
	json_array_foreach(x->o->content ? events : NULL, i, event) {
		const char *type = sv_json_text(event, "type");
		if (st != SV_OK || type == NULL || strcmp(type, "case.attached") != 0 || !sv_json_has(event, "content"))
			continue;
		x->case_id = case_id;
		x->attachment = sv_json_text(sv_json_object(event, "public"), "attachment");
		x->piece = 0;
		st = sv_attachment_read(x->s, case_id, event, take_part, x, err);
		sv_buf_release_secret(&x->rest);
	}
	json_decref(line);
	return st;
}

enum sv_status sv_export_cases(struct sv_session *s, const struct sv_export *o, char (*ids)[16], size_t n, sv_export_line *fn, void *data, struct sv_err *err)
{
	struct exporting x = { .s = s, .o = o, .fn = fn, .data = data };

	return sv_access_each(s, ids, n, o->content, o->identity, o->why, o->report, put_case, &x, err);
}

/* One file of an item being read. */
struct reading {
	struct sv_session *s;
	const char *path, *member;
	json_t *history;
};

static enum sv_status see_event(void *data, size_t line, const json_t *event, const json_t *none, struct sv_err *err)
{
	struct reading *r = data;
	json_t *one = sv_event_envelope(event, sv_compartment_names), *record = NULL, *out = NULL;
	enum sv_status st = one ? sv_register_event_open(r->s, r->path, event, &record, err) : sv_err_nomem(err);

	(void)line;
	(void)none;
	if (st == SV_OK && !sv_json_set(one, "record", record))
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = event_record(one, r->member, &out, err);
	if (st == SV_OK && json_array_append_new(r->history, out) < 0)
		st = sv_err_nomem(err);
	json_decref(record);
	json_decref(one);
	return st;
}

enum sv_status sv_export_item(struct sv_session *s, const struct sv_item_kind *kind, const char *id, json_t **line, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	struct sv_repo *repo;
	char path[SV_PATH_SIZE], last[SV_HASH_HEX];
	enum sv_status st = sv_session_repo(s, &repo, err);

	snprintf(path, sizeof path, "%s/%.15s.ndjson", kind->folder, id);
	*line = json_pack("{s:i,s:s,s:[]}", "sv", 1, kind->member, id, "history");
	struct reading r = { s, path, kind->member, sv_json_array(*line, "history") };
	if (st == SV_OK)
		st = *line ? sv_repo_read(repo, path, &text, NULL, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_case_lines(NULL, NULL, text.data, text.len, last, see_event, &r, err);
	sv_buf_release(&text);
	if (st != SV_OK) {
		json_decref(*line);
		*line = NULL;
		sv_err_at(err, "%s", path);
	}
	return st;
}
