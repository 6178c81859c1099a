/* SPDX-License-Identifier: MIT */
/* --edit: see edit.h. */
#include "cli/edit.h"

#include <stdio.h>
#include <string.h>

#include "app/catchup.h"
#include "app/session.h"
#include "base/buf.h"
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
	struct sv_schema_set *schemas;
	const struct sv_event_type *type;
	const json_t *schema, *party; /* party: with the protocol's words */
	const json_t *shown;          /* the schema with the protocol's words */
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

/* Shows the form until it can be read and holds to its schema, or comes back as it was, or empty. */
static enum sv_status edit_until_good(struct editing *e, const char *heading, const json_t *act, json_t **filled, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT, shown = SV_BUF_INIT;
	enum sv_status st = sv_form_write(e->shown, e->party, act, heading, NULL, sv_tr, &text, err);

	*filled = NULL;
	while (st == SV_OK) {
		struct sv_err defect = { 0 };
		sv_buf_release_secret(&shown);
		sv_buf_add_secret(&shown, sv_buf_str(&text), text.len);
		sv_buf_clear(&e->notes);
		st = sv_editor_edit(e->type->schema, &text, err);
		if (st != SV_OK)
			break;
		if (sv_form_read(sv_buf_str(&text), e->schema, e->party, filled, &defect) != SV_OK)
			note(e, &defect);
		else if (json_object_size(*filled) == 0)
			st = sv_err_set(err, SV_NO, N_("the form was left empty; nothing was stored"));
		else if (sv_schema_check(e->schemas, e->type->schema, *filled, note, e) == SV_OK)
			break;
		json_decref(*filled);
		*filled = NULL;
		if (st != SV_OK)
			break;
		if (text.len == shown.len && memcmp(text.data, shown.data, text.len) == 0) {
			st = sv_err_set(err, SV_BAD_INPUT, N_("the form still has defects: %s"), sv_buf_str(&e->notes));
			break;
		}
		/* shown again with what is wrong above it; what was typed stays */
		struct sv_buf again = SV_BUF_INIT;
		for (const char *p = sv_buf_str(&e->notes); *p;) {
			size_t n = strcspn(p, "\n");
			sv_buf_adds(&again, "#! ");
			sv_buf_add(&again, p, n);
			sv_buf_addc(&again, '\n');
			p += n + (p[n] == '\n');
		}
		for (const char *p = sv_buf_str(&text); *p;) { /* without the defects of the time before */
			size_t n = strcspn(p, "\n");
			if (strncmp(p, "#! ", 3) != 0)
				sv_buf_add_secret(&again, p, n + (p[n] == '\n'));
			p += n + (p[n] == '\n');
		}
		sv_buf_release_secret(&text);
		text = again;
	}
	sv_buf_release_secret(&text);
	sv_buf_release_secret(&shown);
	return st;
}

/* Shows in the form which words the protocol knows, where a field takes them from a list. */
static enum sv_status add_words(struct editing *e, const json_t *schema, json_t **out, struct sv_err *err)
{
	json_t *protocol = NULL, *property;
	const char *field;

	*out = json_deep_copy(schema);
	if (*out == NULL)
		return sv_err_nomem(err);
	if (sv_session_index_protocol(e->run->session, &protocol, NULL) != SV_OK)
		return SV_OK; /* a form without them is a form still */
	json_object_foreach(sv_json_object(*out, "properties"), field, property) {
		json_t *words = sv_json_array(property, "enum") ? NULL : sv_protocol_words(protocol, field);
		if (json_array_size(words) > 0)
			json_object_set(property, "x-words", words);
		json_decref(words);
	}
	json_decref(protocol);
	return SV_OK;
}

static enum sv_status edit_one(struct editing *e, const char *verb, const char *case_id, json_t *act, struct sv_err *err)
{
	char step[48] = ""; /* a copy: the act is emptied below */
	json_t *open = json_copy(act), *filled = NULL, *shown = NULL;
	char heading[512];
	enum sv_status st;

	if (sv_json_text(act, "step"))
		snprintf(step, sizeof step, "%s", sv_json_text(act, "step"));
	e->type = sv_event_type_for(verb, sv_event_type_for(verb, NULL) ? NULL : step);
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

enum sv_status sv_edit_acts(struct sv_run *run, const char *verb, const char *case_id, json_t *acts, struct sv_err *err)
{
	struct editing e = { .run = run };
	json_t *act, *party = NULL;
	size_t i;
	enum sv_status st = sv_schema_set_new(&e.schemas, err);

	if (st == SV_OK)
		st = load(&e, "party-change", &e.party, err);
	if (st == SV_OK)
		st = load(&e, "party", &e.party, err);
	if (st == SV_OK)
		st = add_words(&e, e.party, &party, err);
	e.party = party;
	json_array_foreach(acts, i, act) {
		if (st == SV_OK)
			st = edit_one(&e, verb, case_id, act, err);
	}
	sv_schema_set_free(e.schemas);
	json_decref(party);
	sv_buf_release(&e.notes);
	return st;
}
