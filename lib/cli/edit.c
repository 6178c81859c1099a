/* SPDX-License-Identifier: MIT */
/* --edit: see edit.h. */
#include "cli/edit.h"

#include <stdio.h>
#include <string.h>

#include "app/append.h"
#include "app/catchup.h"
#include "app/items.h"
#include "app/session.h"
#include "base/buf.h"
#include "cli/demands.h"
#include "cli/editor.h"
#include "cli/form.h"
#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "json/schema.h"
#include "model/event.h"
#include "model/protocol.h"

/* What one form is made from, and the defects of its last filling. */
struct editing {
	struct sv_run *run;
	const struct sv_item_kind *kind; /* NULL: cases */
	const char *case_id;
	struct sv_schema_set *schemas;
	const struct sv_event_type *type;
	const json_t *schema, *party, *change; /* party, change: of a party, and of a change of one; with the protocol's words */
	const json_t *shown;                   /* the schema with the protocol's words */
	struct sv_buf notes;
};

static void note(void *data, const struct sv_err *err)
{
	struct editing *e = data;
	char text[2048];

	sv_err_render(err, sv_tr, text, sizeof text);
	sv_buf_addf(&e->notes, "%s\n", text);
}

static enum sv_status load(struct editing *e, const char *name, const json_t **out, struct sv_err *err)
{
	char path[4200];
	json_t *document = NULL;

	snprintf(path, sizeof path, "%s/schema/%s.json", sv_session_data_dir(e->run->session), name);
	enum sv_status st = sv_json_load_file(path, 1u << 20, SV_JSON_ANY, &document, err);
	if (st == SV_OK)
		st = sv_schema_set_add(e->schemas, document, err);
	json_decref(document);
	*out = st == SV_OK ? sv_schema_set_document(e->schemas, name) : NULL;
	return st;
}

/* Judges what was filled in as it will be judged, and stores nothing, so that a refusal costs nobody what they typed. True where it is good. */
static bool may_pass(struct editing *e, const json_t *filled)
{
	struct sv_act_report report = { note, e };
	struct sv_batch *b = NULL;
	json_t *act = sv_json_deep_copy(filled);
	struct sv_err err = { 0 };
	char id[16];
	bool good = true;

	if (act && !sv_args_has(e->run->args, "drop") && sv_batch_open(e->run->session, true, &b, &err) == SV_OK)
		good = (e->kind ? sv_batch_item(b, e->kind, e->case_id[0] ? e->case_id : NULL, e->type, act, &report, id)
		                : sv_batch_act(b, e->case_id[0] ? e->case_id : NULL, e->type, act, &report, id)) != SV_BAD_INPUT;
	sv_batch_free(b);
	json_decref(act);
	return good; /* what else is wrong is told when it is stored */
}

/* Whether what was filled in can be stored; else the notes say what is wrong. *refused: only by the rules, not by its form. */
static bool is_good(struct editing *e, const char *text, json_t **filled, bool *refused)
{
	struct sv_err defect = { 0 };

	*refused = false;
	if (sv_form_read(text, e->shown, e->party, filled, &defect) != SV_OK) {
		note(e, &defect);
		return false;
	}
	if (json_object_size(*filled) == 0)
		return true;
	if (sv_schema_check(e->schemas, e->type->schema, *filled, note, e) != SV_OK)
		return false;
	*refused = !may_pass(e, *filled);
	return !*refused;
}

/* A form without what we wrote above it the time before. */
static void without_notes(const char *text, struct sv_buf *out)
{
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "\n");
		if (strncmp(p, "#! ", 3) != 0)
			sv_buf_add_secret(out, p, n + (p[n] == '\n'));
		p += n + (p[n] == '\n');
	}
}

/* The notes, each line marked, and below them what was typed. */
static void add_notes(const char *notes, struct sv_buf *text)
{
	struct sv_buf again = SV_BUF_INIT;

	for (const char *p = notes; *p;) {
		size_t n = strcspn(p, "\n");
		sv_buf_adds(&again, "#! ");
		sv_buf_add(&again, p, n);
		sv_buf_addc(&again, '\n');
		p += n + (p[n] == '\n');
	}
	sv_buf_add_secret(&again, sv_buf_str(text), text->len);
	sv_buf_release_secret(text);
	*text = again;
}

/*
 * Shows the form until it can be read, holds to its schema and passes the gates, or comes back as it was, or empty. One that
 * comes back as it was, refused by the rules alone, goes on: an act before it may be what it misses, and else it is refused there.
 */
static enum sv_status edit_until_good(struct editing *e, const char *heading, const json_t *act, json_t **filled, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT, typed = SV_BUF_INIT, last = SV_BUF_INIT;
	enum sv_status st = sv_form_write(e->shown, e->party, act, heading, NULL, sv_tr, &text, err);
	bool refused;

	*filled = NULL;
	while (st == SV_OK) {
		sv_buf_clear(&e->notes);
		st = sv_editor_edit(e->type->schema, &text, err);
		if (st != SV_OK)
			break;
		sv_buf_release_secret(&typed);
		without_notes(sv_buf_str(&text), &typed);
		bool good = is_good(e, sv_buf_str(&typed), filled, &refused), same = typed.len == last.len && memcmp(sv_buf_str(&typed), sv_buf_str(&last), typed.len) == 0;
		if (good && json_object_size(*filled) == 0)
			st = sv_err_set(err, SV_NO, N_("the form was left empty; nothing was stored"));
		if (good || (same && refused))
			break;
		json_decref(*filled);
		*filled = NULL;
		if (same) {
			st = sv_err_set(err, SV_BAD_INPUT, N_("the form still has defects: %s"), sv_buf_str(&e->notes));
			break;
		}
		sv_buf_release_secret(&last);
		sv_buf_add_secret(&last, sv_buf_str(&typed), typed.len);
		sv_buf_release_secret(&text);
		sv_buf_add_secret(&text, sv_buf_str(&typed), typed.len);
		add_notes(sv_buf_str(&e->notes), &text);
	}
	sv_buf_release_secret(&text);
	sv_buf_release_secret(&typed);
	sv_buf_release_secret(&last);
	return st;
}

/* The words that the protocol has for the members of an object, and of the objects in its lists. */
static void add_words_to(const json_t *protocol, json_t *properties, int depth)
{
	const char *field;
	json_t *property;

	json_object_foreach(properties, field, property) {
		json_t *words = sv_json_array(property, "enum") ? NULL : sv_protocol_words(protocol, field), *inner = sv_json_object(sv_json_object(property, "items"), "properties");
		if (json_array_size(words) > 0)
			json_object_set(property, "x-words", words);
		json_decref(words);
		if (inner && depth == 0)
			add_words_to(protocol, inner, depth + 1);
	}
}

/* What the statements of the self-assessment say, by their ids; NULL where they cannot be read: a form without them is a form still. */
static json_t *statements(struct sv_run *run)
{
	json_t *assessment = NULL, *says = json_object();
	const json_t *dimension, *one;
	size_t i, k;

	if (sv_run_assessment(run, &assessment, NULL) == SV_OK)
		json_array_foreach(sv_json_array(assessment, "dimensions"), i, dimension) {
			json_array_foreach(sv_json_array(dimension, "statements"), k, one)
				sv_json_set_text(says, sv_json_text(one, "id"), sv_label(one, "text"));
		}
	json_decref(assessment);
	return says;
}

/* Shows in the form which words the protocol knows, where a field takes them from a list. */
static enum sv_status add_words(struct editing *e, const json_t *schema, json_t **out, struct sv_err *err)
{
	json_t *protocol = NULL, *property, *says;
	const char *field;

	*out = sv_json_deep_copy(schema);
	if (*out == NULL)
		return sv_err_nomem(err);
	json_object_foreach(sv_json_object(*out, "properties"), field, property) {
		const char *of = sv_json_text(sv_json_object(property, "items"), "$ref");
		if (of && e->change && strcmp(of, "party-change") == 0)
			sv_json_set(property, "items", (json_t *)e->change);
	}
	json_object_foreach(sv_json_object(*out, "properties"), field, property) {
		if (sv_json_true(property, "x-statements") && (says = statements(e->run)) != NULL)
			json_object_set_new(property, "x-says", says);
	}
	if (sv_session_index_protocol(e->run->session, &protocol, NULL) != SV_OK)
		return SV_OK; /* a form without them is a form still */
	add_words_to(protocol, sv_json_object(*out, "properties"), 0);
	json_decref(protocol);
	return SV_OK;
}

static enum sv_status edit_one(struct editing *e, const char *verb, const char *case_id, json_t *act, struct sv_err *err)
{
	char step[48] = ""; /* a copy: the act is emptied below */
	json_t *open = sv_json_copy(act), *filled = NULL, *shown = NULL;
	char heading[512];
	enum sv_status st;

	if (sv_json_text(act, "step"))
		snprintf(step, sizeof step, "%s", sv_json_text(act, "step"));
	e->type = e->kind ? sv_event_type_for(e->kind->member, verb) : sv_event_type_for(verb, sv_event_type_for(verb, NULL) ? NULL : step);
	if (e->type == NULL || open == NULL) {
		json_decref(open);
		return sv_err_set(err, SV_USAGE, N_("name the step to edit a form for it"));
	}
	json_object_del(open, "step");
	st = load(e, e->type->schema, &e->schema, err);
	snprintf(heading, sizeof heading, "%s%s%s\n%s\n", case_id, case_id[0] ? ": " : "", e->type->name,
	         sv_tr(N_("Lines that start with # are left out. Leave open what you do not know. Empty the form to stop.")));
	if (st == SV_OK)
		st = add_words(e, e->schema, &shown, err);
	e->shown = shown;
	if (st == SV_OK)
		st = edit_until_good(e, heading, open, &filled, err);
	json_decref(shown);
	if (st == SV_OK) {
		json_object_clear(act);
		if (json_object_update(act, filled) < 0 || !sv_json_set_text(act, "step", step[0] ? step : NULL))
			st = sv_err_nomem(err);
	}
	json_decref(open);
	json_decref(filled);
	return st;
}

enum sv_status sv_edit_acts(struct sv_run *run, const struct sv_item_kind *kind, const char *verb, const char *case_id, json_t *acts, struct sv_err *err)
{
	struct editing e = { .run = run, .kind = kind, .case_id = case_id };
	const json_t *schema;
	json_t *act, *party = NULL, *change = NULL;
	size_t i;
	enum sv_status st = sv_schema_set_new(&e.schemas, err);

	if (st == SV_OK)
		st = load(&e, "party-change", &schema, err);
	if (st == SV_OK)
		st = add_words(&e, schema, &change, err);
	if (st == SV_OK)
		st = load(&e, "party", &schema, err);
	if (st == SV_OK)
		st = add_words(&e, schema, &party, err);
	e.party = party;
	e.change = change;
	json_array_foreach(acts, i, act) {
		if (st == SV_OK)
			st = edit_one(&e, verb, case_id, act, err);
	}
	sv_schema_set_free(e.schemas);
	json_decref(party);
	json_decref(change);
	sv_buf_release(&e.notes);
	return st;
}
