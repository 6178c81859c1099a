/* SPDX-License-Identifier: MIT */
/* Importing: its transactions, and acts of another system; see import.h. */
#include "app/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "app/export.h"
#include "app/import_internal.h"
#include "base/date.h"
#include "base/id.h"
#include "base/wipe.h"
#include "crypt/b64.h"
#include "crypt/derive.h"
#include "json/canon.h"
#include "json/get.h"
#include "model/officer.h"

#define SOURCE_MAX 200

enum sv_status sv_import_say(struct sv_import *x, const char *pointer, struct sv_err *err)
{
	if (pointer || x->prefix[0])
		sv_err_at(err, "%s%s", x->prefix, pointer ? pointer : "");
	x->refused = true;
	x->o->report->defect(x->o->report->data, err);
	return SV_BAD_INPUT;
}

/* What was found when something was judged: its pointer is made one into the line. */
static void defect(void *data, const struct sv_err *given)
{
	struct sv_import *x = data;
	struct sv_err err = *given;
	struct sv_msg *at = &err.context[0];
	const char *pointer = err.ncontexts > 0 && at->nargs == 1 ? at->text + at->arg[0] : "", *part = "";
	char whole[256], member[64];

	x->refused = true;
	if (pointer[0] != '/') {
		if (x->prefix[0])
			sv_err_at(&err, "%s", x->prefix);
	} else {
		snprintf(member, sizeof member, "%.*s", (int)strcspn(pointer + 1, "/"), pointer + 1);
		for (int c = SV_COMPARTMENTS; x->event && c-- > 0;) {
			const json_t *held = sv_json_object(x->event, sv_compartment_name((enum sv_compartment)c));
			if (sv_json_has(held, member) || sv_json_has(sv_json_object(held, "set"), member))
				part = sv_compartment_name((enum sv_compartment)c);
		}
		snprintf(whole, sizeof whole, "%s%s%s%s", x->prefix, part[0] ? "/" : "", part, pointer[1] ? pointer : "");
		sv_msg_set(at, "%s", whole);
	}
	x->o->report->defect(x->o->report->data, &err);
}

struct sv_act_report sv_import_reporter(struct sv_import *x)
{
	return (struct sv_act_report){ defect, x };
}

const char *sv_import_officer(const struct sv_import *x, const char *name)
{
	const char *here = sv_json_text(x->o->officers, name);

	return here && strcmp(here, "-") != 0 ? here : name;
}

enum sv_status sv_import_past(struct sv_import *x, const char *at, const char *by, const char *last, struct sv_past *past, bool *back)
{
	char now[SV_INSTANT_SIZE];
	struct sv_err err = { 0 };
	int64_t ms;
	enum sv_status st = SV_OK;

	sv_instant_format(sv_session_now(x->s), now);
	*back = false;
	if (at == NULL || !sv_when_parse(at, &ms) || strlen(at) > 30) {
		sv_err_set(&err, SV_BAD_INPUT, at ? N_("is no instant (2026-03-01T09:30:00Z) and no day (2026-03-01)") : N_("is missing: when did it happen?"));
		st = sv_import_say(x, "/at", &err);
	} else {
		past->at = at;
		past->day = sv_day_in_amsterdam(ms);
		if (sv_when_before(now, at)) {
			sv_err_set(&err, SV_BAD_INPUT, N_("lies in the future"));
			st = sv_import_say(x, "/at", &err);
		}
		*back = last && last[0] && sv_when_before(at, last);
		if (*back && !x->o->as_is) {
			sv_err_set(&err, SV_BAD_INPUT, N_("lies before what stands before it"));
			st = sv_import_say(x, "/at", &err);
		}
	}
	past->by = by ? sv_import_officer(x, by) : "";
	if (past->by[0] && !sv_handle_valid(past->by)) {
		sv_err_set(&err, SV_BAD_INPUT, N_("is no handle of an officer: it stands in the clear"));
		sv_err_hint(&err, N_("--officer NAME=HANDLE, or leave it out"));
		st = sv_import_say(x, "/by", &err);
	}
	return st;
}

enum sv_status sv_import_new(struct sv_session *s, const struct sv_import_options *o, struct sv_import **out, struct sv_err *err)
{
	static const char *const roles[] = { "manage", "content", "record" };
	struct sv_identity *me;
	const json_t *officers;
	struct sv_import *x = calloc(1, sizeof *x);
	enum sv_status st = x ? sv_session_me(s, &me, err) : sv_err_nomem(err);

	*out = x;
	if (st == SV_OK)
		st = sv_session_officers(s, &officers, err);
	if (st == SV_OK)
		st = sv_officer_check(officers, me, err);
	for (size_t i = 0; i < sizeof roles / sizeof roles[0] && st == SV_OK; i++)
		if (!sv_officer_has(officers, sv_identity_name(me), roles[i]))
			st = sv_err_set(err, SV_DENIED, N_("this needs the role '%s', and officer '%s' does not have it"), roles[i], sv_identity_name(me));
	if (st != SV_OK)
		return st;
	x->s = s;
	x->o = o;
	x->asked = json_object();
	x->events = json_array();
	return x->asked && x->events ? SV_OK : sv_err_nomem(err);
}

void sv_import_drop(struct sv_import *x)
{
	sv_batch_free(x->b);
	x->b = NULL;
	x->lines = x->bytes = 0;
}

void sv_import_free(struct sv_import *x)
{
	if (x == NULL)
		return;
	sv_import_drop(x);
	free(x->seen);
	json_decref(x->asked);
	json_decref(x->events);
	free(x);
}

/* Calls fn for everybody of whom some party of a history is said to be ("of"), and for everybody whose number it tells. */
static enum sv_status each_party(struct sv_import *x, const json_t *line, enum sv_status (*fn)(struct sv_import *x, const char *case_id, const json_t *party, const json_t *identity, struct sv_err *err), struct sv_err *err)
{
	const char *case_id = sv_json_text(line, "case");
	const json_t *event, *party;
	size_t i, k;
	enum sv_status st = SV_OK;

	json_array_foreach(case_id ? sv_json_array(line, "history") : NULL, i, event) {
		json_array_foreach(sv_json_array(sv_json_object(event, "record"), "parties"), k, party) {
			const char *id = sv_json_text(party, "party");
			const json_t *who = sv_json_find(sv_json_array(sv_json_object(event, "identity"), "parties"), "party", id);
			if (st == SV_OK)
				st = fn(x, case_id, party, who, err);
		}
	}
	return st;
}

static enum sv_status ask(struct sv_import *x, const char *case_id, const json_t *party, const json_t *identity, struct sv_err *err)
{
	const char *of = sv_json_text(party, "of");

	(void)case_id;
	(void)identity;
	return of == NULL || json_object_set_new(x->asked, of, json_true()) == 0 ? SV_OK : sv_err_nomem(err);
}

static enum sv_status learn(struct sv_import *x, const char *case_id, const json_t *party, const json_t *identity, struct sv_err *err)
{
	const char *person = sv_json_text(identity, "person");
	const unsigned char *key;
	struct sv_buf normal = SV_BUF_INIT;
	char name[48], token[SV_TOKEN_SIZE];

	snprintf(name, sizeof name, "%.16s/%.16s", case_id, sv_json_text(party, "party") ? sv_json_text(party, "party") : "");
	if (person == NULL || !json_object_get(x->asked, name))
		return SV_OK;
	enum sv_status st = sv_session_role_key(x->s, "person", 0, &key, err);
	if (st == SV_OK && sv_normalise_person(person, &normal, NULL) == SV_OK) { /* what is wrong with it is told when it is taken in */
		sv_derive_token(key, sv_buf_str(&normal), token);
		if (!sv_json_set_text(x->asked, name, token))
			st = sv_err_nomem(err);
	}
	sv_buf_release_secret(&normal);
	return st;
}

enum sv_status sv_import_ask(struct sv_import *x, const json_t *line, struct sv_err *err)
{
	return each_party(x, line, ask, err);
}

enum sv_status sv_import_learn(struct sv_import *x, const json_t *line, struct sv_err *err)
{
	return json_object_size(x->asked) ? each_party(x, line, learn, err) : SV_OK;
}

/* The transaction, begun where none is open. */
static enum sv_status begin(struct sv_import *x, struct sv_err *err)
{
	return x->b ? SV_OK : sv_batch_open(x->s, x->o->dry_run, &x->b, err);
}

/* The index as the history is now: looked at again only where somebody else wrote since. */
static enum sv_status fresh_index(struct sv_import *x, struct sv_err *err)
{
	if (x->index && strcmp(x->head, sv_repo_head(x->b->repo)) == 0)
		return SV_OK;
	enum sv_status st = sv_session_index(x->s, &x->index, err);
	snprintf(x->head, sizeof x->head, "%s", sv_repo_head(x->b->repo));
	return st;
}

static uint64_t hash_of(const char *text)
{
	char hex[65];

	sv_hash_line(text, strlen(text), hex);
	hex[16] = '\0';
	return strtoull(hex, NULL, 16) | 1; /* 0 is an empty place */
}

/* Whether a source was met in this run; notes it where add. */
static enum sv_status met(struct sv_import *x, const char *source, bool add, bool *was, struct sv_err *err)
{
	uint64_t h = hash_of(source);

	if (x->nseen * 2 >= x->slots) {
		size_t slots = x->slots ? x->slots * 2 : 1024;
		uint64_t *grown = calloc(slots, sizeof *grown);
		if (grown == NULL)
			return sv_err_nomem(err);
		for (size_t i = 0; i < x->slots; i++) {
			size_t at = x->seen[i] & (slots - 1);
			while (x->seen[i] && grown[at])
				at = (at + 1) & (slots - 1);
			if (x->seen[i])
				grown[at] = x->seen[i];
		}
		free(x->seen);
		x->seen = grown;
		x->slots = slots;
	}
	size_t at = h & (x->slots - 1);
	while (x->seen[at] && x->seen[at] != h)
		at = (at + 1) & (x->slots - 1);
	*was = x->seen[at] == h;
	if (add && !*was) {
		x->seen[at] = h;
		x->nseen++;
	}
	return SV_OK;
}

/*
 * What acts are recognised by when they come again: the number that the source gave them, or, without one, a keyed hash of the line, and how often the
 * same line came before.
 */
static enum sv_status source_of(struct sv_import *x, const json_t *line, char out[sizeof ((struct sv_imported *)0)->source], bool *given, struct sv_err *err)
{
	const char *named = sv_json_text(line, "source");
	const unsigned char *key;
	struct sv_buf text = SV_BUF_INIT;
	char token[SV_TOKEN_SIZE];
	bool was = true;

	*given = named != NULL;
	if (named) {
		snprintf(out, SOURCE_MAX + 1, "%s", named);
		return SV_OK;
	}
	sv_buf_adds(&text, "line "); /* no personnel number has a blank: no token of a person is like it */
	enum sv_status st = sv_json_canon(line, &text, err);
	if (st == SV_OK)
		st = sv_session_role_key(x->s, "person", 0, &key, err);
	if (st == SV_OK) {
		sv_derive_token(key, sv_buf_str(&text), token);
		for (unsigned n = 1; st == SV_OK && was; n++) {
			snprintf(out, SOURCE_MAX + 1, n == 1 ? "line:%s" : "line:%s#%u", token, n);
			st = met(x, out, false, &was, err);
		}
	}
	sv_buf_release_secret(&text);
	return st;
}

/* Whether acts of that source are here already. */
static enum sv_status known(struct sv_import *x, const char *source, char id[16], bool *is, struct sv_err *err)
{
	char token[sizeof SV_SOURCE_TOKEN + SOURCE_MAX];
	enum sv_status st = fresh_index(x, err);

	snprintf(token, sizeof token, SV_SOURCE_TOKEN "%s", source);
	if (st == SV_OK)
		st = sv_index_by_token(x->index, token, id, err);
	*is = st == SV_OK;
	if (st == SV_NOT_FOUND) {
		sv_err_clear(err);
		st = SV_OK;
	}
	return st;
}

/* The verb of an act: the one member that makes an event of a case. */
static const struct sv_event_type *type_of(struct sv_import *x, const json_t *given, const char **verb)
{
	const struct sv_event_type *type = NULL;
	const char *member;
	struct sv_err err = { 0 };
	json_t *value;

	*verb = NULL;
	json_object_foreach((json_t *)given, member, value) {
		if (strcmp(member, "at") == 0 || strcmp(member, "by") == 0)
			continue;
		if (*verb) {
			sv_err_set(&err, SV_BAD_INPUT, N_("holds more than one act"));
			sv_import_say(x, "", &err);
			return NULL;
		}
		*verb = member;
	}
	const char *step = *verb ? sv_json_text(json_object_get(given, *verb), "step") : NULL;
	bool stepped = *verb && sv_event_type_for(*verb, NULL) == NULL;
	type = *verb ? sv_event_type_for(*verb, stepped ? (step ? step : "") : NULL) : NULL;
	if (type && type->reg == SV_REGISTER_CASE && strcmp(type->name, "case.corrected") != 0 && strcmp(type->name, "case.attached") != 0 && json_is_object(json_object_get(given, *verb)))
		return type;
	sv_err_set(&err, SV_BAD_INPUT, type ? N_("cannot be imported as an act") : N_("is no act: an object with a verb such as report, triage or decide, and with at and by"));
	sv_import_say(x, "", &err);
	return NULL;
}

/* When an act happened: "at" beside it, else its own "on", and of a report when it was received. A kind that has no day of its own has none taken along. */
static json_t *dated(struct sv_import *x, const struct sv_event_type *type, const char *verb, const json_t *given, const char **at, struct sv_err *err)
{
	const json_t *schema = NULL;
	json_t *act = sv_json_deep_copy(json_object_get(given, verb));

	*at = sv_json_text(given, "at");
	if (*at == NULL)
		*at = sv_json_text(json_object_get(given, verb), "on");
	if (*at == NULL && strcmp(type->name, "report.registered") == 0)
		*at = sv_json_text(json_object_get(given, verb), "received");
	if (act == NULL || sv_batch_schema(x->b, type->schema, &schema, err) != SV_OK) {
		json_decref(act);
		return NULL;
	}
	json_object_del(act, "step");
	if (!sv_json_has(sv_json_object(schema, "properties"), "on"))
		json_object_del(act, "on");
	return act;
}

/* One act of another system: judged as it would be here, on the day that it happened. */
static enum sv_status take_act(struct sv_import *x, const json_t *given, const char *source, char last[32], char id[16], struct sv_err *err)
{
	struct sv_past past = { .how = "acts", .as_is = x->o->as_is };
	struct sv_act_report report = sv_import_reporter(x);
	const char *verb, *at;
	bool back;
	const struct sv_event_type *type = type_of(x, given, &verb);
	json_t *act = type ? dated(x, type, verb, given, &at, err) : NULL, *own = NULL;

	if (type == NULL)
		return SV_BAD_INPUT;
	if (act == NULL)
		return err->status != SV_OK ? err->status : sv_err_nomem(err);
	enum sv_status st = sv_import_past(x, at, sv_json_text(given, "by"), last, &past, &back);
	if (st == SV_OK && back) { /* the order of acts is ours to keep: nobody recorded them so */
		struct sv_err one = { 0 };
		sv_err_set(&one, SV_BAD_INPUT, N_("lies before what stands before it"));
		st = sv_import_say(x, "/at", &one);
	}
	if (st == SV_OK && source && (own = json_pack("{s:s}", "source", source)) == NULL)
		st = sv_err_nomem(err);
	if (st == SV_OK) {
		snprintf(last, 32, "%s", past.at);
		snprintf(x->prefix + strlen(x->prefix), sizeof x->prefix - strlen(x->prefix), "/%s", verb);
		x->b->past = &past;
		st = sv_batch_own_act(x->b, id[0] ? id : NULL, type, act, own, NULL, &report, id);
		x->b->past = NULL;
		if (st != SV_OK && !x->refused)
			sv_err_set(err, st, N_("the act could not be judged"));
		else if (st != SV_OK)
			st = SV_BAD_INPUT;
	}
	json_decref(own);
	json_decref(act);
	return st;
}

/* A case from the acts of another system. */
static enum sv_status take_acts(struct sv_import *x, const json_t *line, struct sv_imported *what, struct sv_err *err)
{
	const json_t *acts = sv_json_array(line, "acts"), *given, *source = json_object_get(line, "source");
	const char *typed = sv_json_text(line, "case"), *text = json_string_value(source);
	char canonical[SV_CASE_ID_SIZE], path[SV_PATH_SIZE], last[32] = "", made[16] = "";
	struct sv_err one = { 0 };
	struct entry *e;
	bool named, was = false;
	size_t i;

	what->verdict = SV_IMPORT_REFUSED;
	if (source && (text == NULL || text[0] == '\0' || strlen(text) > SOURCE_MAX || strncmp(text, "line:", 5) == 0)) {
		sv_err_set(&one, SV_BAD_INPUT, N_("is no text of at most %d bytes"), SOURCE_MAX);
		return sv_import_say(x, "/source", &one);
	}
	enum sv_status st = source_of(x, line, what->source, &named, err);
	if (st == SV_OK)
		st = known(x, what->source, what->id, &was, err);
	if (st == SV_OK && was && x->o->resume) {
		what->verdict = SV_IMPORT_ALREADY;
		return met(x, what->source, true, &was, err);
	}
	if (st == SV_OK && was) {
		sv_err_set(&one, SV_BAD_INPUT, N_("was imported before, as case %s"), what->id);
		sv_err_hint(&one, N_("--resume passes over what is here"));
		return sv_import_say(x, named ? "/source" : NULL, &one);
	}
	if (st == SV_OK)
		st = met(x, what->source, true, &was, err);
	if (st == SV_OK && was) {
		sv_err_set(&one, SV_BAD_INPUT, N_("stands in this input twice"));
		return sv_import_say(x, "/source", &one);
	}
	if (st == SV_OK && json_array_size(acts) == 0) {
		sv_err_set(&one, SV_BAD_INPUT, N_("is empty: a case begins with a report"));
		return sv_import_say(x, "/acts", &one);
	}
	if (st == SV_OK && sv_json_has(line, "case")) {
		if (typed == NULL || sv_case_id_parse(typed, canonical) != SV_ID_GOOD || strcmp(typed, canonical) != 0)
			sv_err_set(&one, SV_BAD_INPUT, N_("is no id"));
		sv_case_path(canonical, path);
		if (one.status == SV_OK && sv_batch_has(x->b, path))
			sv_err_set(&one, SV_BAD_INPUT, N_("there is another '%s' here"), canonical);
		if (one.status != SV_OK)
			return sv_import_say(x, "/case", &one);
		st = sv_batch_case_as(x->b, canonical, &e, err);
		snprintf(made, sizeof made, "%s", canonical);
	}
	json_array_foreach(acts, i, given) {
		if (st != SV_OK)
			break;
		snprintf(x->prefix, sizeof x->prefix, "/acts/%zu", i);
		if (json_is_object(given)) {
			st = take_act(x, given, i == 0 ? what->source : NULL, last, made, err);
		} else {
			sv_err_set(&one, SV_BAD_INPUT, N_("must be an object"));
			st = sv_import_say(x, "", &one);
		}
	}
	x->prefix[0] = '\0';
	if (st != SV_OK)
		return st;
	snprintf(what->id, sizeof what->id, "%s", made);
	what->verdict = SV_IMPORT_TAKEN;
	return SV_OK;
}

/* What a line is: a history, or acts; and nothing beside. */
static enum sv_status kind_of(struct sv_import *x, const json_t *line, const struct sv_item_kind **kind, bool *acts)
{
	const json_t *version = json_object_get(line, "sv");
	const char *member, *beside = NULL;
	struct sv_err err = { 0 };
	char pointer[80];
	json_t *value;

	*acts = sv_json_has(line, "acts");
	*kind = NULL;
	json_object_foreach((json_t *)line, member, value) {
		const struct sv_item_kind *k = sv_item_kind(member);
		if (k && !*acts)
			*kind = k;
		else if (strcmp(member, "sv") != 0 && strcmp(member, "case") != 0 && strcmp(member, "history") != 0 && strcmp(member, "acts") != 0 && strcmp(member, "source") != 0)
			beside = member;
	}
	if (version && (!json_is_integer(version) || json_integer_value(version) != 1)) {
		sv_err_set(&err, SV_BAD_INPUT, N_("/sv: this is version 1, and the record is of another"));
		return sv_import_say(x, NULL, &err);
	}
	if (beside) {
		sv_err_set(&err, SV_BAD_INPUT, N_("unknown member"));
		snprintf(pointer, sizeof pointer, "/%.60s", beside);
		return sv_import_say(x, pointer, &err);
	}
	if (*acts == sv_json_has(line, "history") || (*acts && !json_is_array(json_object_get(line, "acts"))) || (*kind && sv_json_has(line, "case"))) {
		sv_err_set(&err, SV_BAD_INPUT, N_("is neither a history (case or item, history) nor acts of another system (acts)"));
		return sv_import_say(x, NULL, &err);
	}
	return SV_OK;
}

enum sv_status sv_import_line(struct sv_import *x, const json_t *line, struct sv_imported *what, struct sv_err *err)
{
	const struct sv_item_kind *kind;
	bool acts;
	enum sv_status st = begin(x, err);

	memset(what, 0, sizeof *what);
	what->verdict = SV_IMPORT_REFUSED;
	what->member = "case";
	if (st != SV_OK)
		return st;
	size_t mark = sv_batch_mark(x->b);
	x->refused = false;
	x->prefix[0] = '\0';
	x->event = NULL;
	st = kind_of(x, line, &kind, &acts);
	if (st == SV_OK && kind)
		what->member = kind->member;
	if (st == SV_OK)
		st = acts ? take_acts(x, line, what, err) : sv_import_history(x, kind, line, what, err);
	if (st != SV_OK || what->verdict != SV_IMPORT_TAKEN)
		sv_batch_undo(x->b, mark);
	if (x->refused && st != SV_OK) {
		sv_err_clear(err);
		what->verdict = SV_IMPORT_REFUSED;
		return SV_OK;
	}
	if (st == SV_OK && what->verdict == SV_IMPORT_TAKEN) {
		x->lines++;
		for (size_t i = mark; i < x->b->n; i++)
			x->bytes += x->b->entries[i]->text.len;
	}
	return st;
}

size_t sv_import_pending(const struct sv_import *x, size_t *bytes)
{
	*bytes = x->bytes;
	return x->lines;
}

enum sv_status sv_import_commit(struct sv_import *x, struct sv_err *err)
{
	enum sv_status st = x->b ? sv_batch_commit(x->b, err) : SV_OK;

	if (x->b && st == SV_OK && !x->o->dry_run && x->index)
		snprintf(x->head, sizeof x->head, "%s", sv_repo_head(x->b->repo));
	sv_import_drop(x);
	return st;
}

enum sv_status sv_import_bytes(const char *text, struct sv_buf *out, struct sv_err *err)
{
	sv_buf_reserve(out, out->len + SV_EXPORT_PIECE);
	enum sv_status st = sv_b64_decode(text, strlen(text), out, err);

	return st == SV_INTEGRITY ? sv_err_set(err, SV_BAD_INPUT, N_("a piece of an attachment is no base64")) : st;
}
