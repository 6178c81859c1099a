/* SPDX-License-Identifier: MIT */
/* Items of the registers: see items.h. */
#include "app/items.h"

#include <stdio.h>
#include <string.h>

#include "app/batch.h"
#include "app/catchup.h"
#include "base/id.h"
#include "base/wipe.h"
#include "index/index.h"
#include "json/get.h"
#include "model/entitled.h"

static void item_path(const struct sv_item_kind *kind, const char *id, char out[SV_PATH_SIZE])
{
	snprintf(out, SV_PATH_SIZE, "%s/%s.ndjson", kind->folder, id);
}

/* One file being read. */
struct reading {
	struct sv_session *s;
	const char *path;
	json_t *state;
};

static enum sv_status see_event(void *data, size_t line, const json_t *event, const json_t *none, struct sv_err *err)
{
	struct reading *r = data;
	json_t *record = NULL;
	enum sv_status st = sv_register_event_open(r->s, r->path, event, &record, err);

	(void)line;
	(void)none;
	if (st == SV_OK)
		st = sv_item_fold(r->state, event, record, err);
	json_decref(record);
	return st;
}

enum sv_status sv_item_read(struct sv_session *s, const char *path, const char *text, size_t n, json_t **state, struct sv_err *err)
{
	struct reading r = { s, path, sv_item_new() };
	char last[SV_HASH_HEX];
	enum sv_status st = r.state ? sv_case_lines(NULL, NULL, text, n, last, see_event, &r, err) : sv_err_nomem(err);

	*state = r.state;
	if (st != SV_OK) {
		json_decref(r.state);
		*state = NULL;
	}
	return st;
}

enum sv_status sv_items_open(struct sv_session *s, struct sv_index *index, struct sv_err *err)
{
	struct sv_buf sight = SV_BUF_INIT;
	struct sv_identity *me;
	bool closed = sv_index_noted(index, "items", &sight, NULL) == SV_OK && strcmp(sv_buf_str(&sight), "closed") == 0;

	sv_buf_release(&sight);
	if (!closed)
		return SV_OK;
	enum sv_status st = sv_session_me(s, &me, err);
	return st == SV_OK ? sv_err_set(err, SV_DENIED, N_("this needs the role '%s', and officer '%s' does not have it"), "record", sv_identity_name(me)) : st;
}

/* Those that a name may mean. */
struct naming {
	const struct sv_item_kind *kind;
	const char *name;
	char id[16];
	size_t n;
};

static enum sv_status see_name(void *data, const char *json, struct sv_err *err)
{
	struct naming *w = data;
	json_t *state = json_loads(json, 0, NULL);
	const char *name = sv_json_text(state, "name"), *now = sv_json_text(state, "state"), *id = sv_json_text(state, w->kind->member);

	(void)err;
	if (name == NULL)
		name = sv_json_text(state, "kind");
	if (name && id && now && strcmp(now, "done") != 0 && strcmp(name, w->name) == 0) {
		snprintf(w->id, sizeof w->id, "%s", id);
		w->n++;
	}
	json_decref(state);
	return SV_OK;
}

enum sv_status sv_item_resolve(struct sv_session *s, const struct sv_item_kind *kind, const char *typed, char id[16], struct sv_err *err)
{
	char canonical[SV_ITEM_ID_SIZE];
	struct naming w = { .kind = kind, .name = typed };
	struct sv_index *index;
	enum sv_id_verdict verdict = sv_item_id_parse(kind->letter, typed, canonical);

	if (verdict == SV_ID_BAD_CHECK)
		return sv_err_set(err, SV_BAD_INPUT, N_("'%s' is no id: its last character says that something in it is mistyped"), typed);
	if (verdict == SV_ID_GOOD) {
		snprintf(id, 16, "%s", canonical);
		return SV_OK;
	}
	enum sv_status st = sv_session_index(s, &index, err);
	if (st == SV_OK)
		st = sv_items_open(s, index, err);
	if (st == SV_OK)
		st = sv_index_items(index, kind->member, see_name, &w, err);
	if (st != SV_OK)
		return st;
	if (w.n == 0) {
		sv_err_set(err, SV_NOT_FOUND, N_("there is no '%s' of that id or name"), kind->member);
		return SV_NOT_FOUND;
	}
	if (w.n > 1) {
		sv_err_set(err, SV_BAD_INPUT, N_("%zu of them have that name"), w.n);
		sv_err_hint(err, N_("name it by its id; 'list' shows them"));
		return SV_BAD_INPUT;
	}
	snprintf(id, 16, "%s", w.id);
	return SV_OK;
}

static enum sv_status new_item(struct sv_batch *b, const struct sv_item_kind *kind, char id[16], char path[SV_PATH_SIZE])
{
	uint32_t random;

	do {
		sv_random(&random, sizeof random);
		sv_item_id_make(kind->letter, random, id);
		item_path(kind, id, path);
	} while (json_object_get(b->by_path, path) || sv_repo_has(b->repo, path));
	return SV_OK;
}

/* The item's file, folded. */
static enum sv_status load(struct sv_batch *b, const struct sv_item_kind *kind, const char *id, char path[SV_PATH_SIZE], struct entry **out, struct sv_err *err)
{
	item_path(kind, id, path);
	if (json_object_get(b->by_path, path) == NULL && !sv_repo_has(b->repo, path))
		return sv_err_set(err, SV_NOT_FOUND, N_("there is no '%s' of that id or name"), kind->member);
	enum sv_status st = sv_batch_load(b, kind->reg, path, id, out, err);
	if (st == SV_OK && (*out)->state == NULL)
		st = sv_item_read(b->s, path, (*out)->text.data, (*out)->text.len, &(*out)->state, err);
	return st;
}

/* Held against its schema, then completed. */
static enum sv_status complete(struct sv_batch *b, const struct sv_event_type *type, const json_t *before, json_t *act, const struct sv_act_report *report, struct sv_err *err)
{
	const json_t *schema;
	enum sv_status st = sv_batch_schema(b, type->schema, &schema, err);

	if (st != SV_OK)
		return st;
	st = sv_schema_check(b->schemas, type->schema, act, report->defect, report->data);
	if (st == SV_OK)
		st = sv_batch_refuse_own(schema, act, report);
	if (st != SV_OK && st != SV_BAD_INPUT)
		return sv_err_set(err, SV_CONFIG, N_("the schema '%s' is broken"), type->schema);
	struct sv_act_setting setting = { type, b->protocol, b->officers, before, sv_session_today(b->s), sv_identity_name(b->me) };
	return st == SV_OK ? sv_item_complete(&setting, schema, act, report) : st;
}

enum sv_status sv_batch_item(struct sv_batch *b, const struct sv_item_kind *kind, const char *id, const struct sv_event_type *type, json_t *act, const struct sv_act_report *report, char made[16])
{
	struct sv_err err = { 0 };
	struct entry *e = NULL;
	char path[SV_PATH_SIZE], name[16];
	json_t *parts[SV_COMPARTMENTS] = { act, NULL, NULL };
	enum sv_status st = SV_OK;

	if (id)
		st = load(b, kind, id, path, &e, &err);
	if (st == SV_OK && !sv_may_sign(type, NULL, b->officers, sv_identity_name(b->me), sv_session_today(b->s)))
		st = sv_err_set(&err, SV_DENIED, N_("this needs the role '%s', and officer '%s' does not have it"), type->role, sv_identity_name(b->me));
	if (st == SV_OK)
		st = complete(b, type, e ? e->state : NULL, act, report, &err);
	if (st == SV_OK && e == NULL) {
		st = new_item(b, kind, name, path);
		if (st == SV_OK)
			st = sv_batch_load(b, kind->reg, path, name, &e, &err);
		if (st == SV_OK && e->state == NULL && (e->state = sv_item_new()) == NULL)
			st = sv_err_nomem(&err);
	}
	if (st == SV_OK)
		st = sv_batch_append_event(b, e, type, NULL, parts, &err);
	if (st == SV_OK && made)
		snprintf(made, 16, "%s", e->subject);
	if (st != SV_OK && err.status != SV_OK)
		report->defect(report->data, &err);
	return st;
}

const json_t *sv_batch_item_state(struct sv_batch *b, const struct sv_item_kind *kind, const char *id)
{
	char path[SV_PATH_SIZE];

	item_path(kind, id, path);
	const json_t *i = json_object_get(b->by_path, path);
	return i ? b->entries[json_integer_value(i)]->state : NULL;
}
