/* SPDX-License-Identifier: MIT */
/*
 * One event of a history that comes from elsewhere, held against what is asked here: see import_internal.h. What it says is put together again from its
 * compartments and checked as an act is; then each member must be in a compartment where it is sealed as it would be here.
 */
#include <stdio.h>
#include <string.h>

#include "app/casefile.h"
#include "app/import_internal.h"
#include "base/date.h"
#include "base/id.h"
#include "base/wipe.h"
#include "json/get.h"
#include "model/entitled.h"

/* An event being held against the schemas. */
struct shaping {
	struct sv_import *x;
	struct entry *e;
	const struct sv_event_type *type;
	const json_t *schema, *party;
	int32_t day;
	json_t *record, *content, *identity; /* copies, without what is made anew */
	enum sv_status status;
};

static void say(struct shaping *h, const char *pointer, struct sv_err *err)
{
	h->status = sv_import_say(h->x, pointer, err);
}

static void complain(struct shaping *h, const char *pointer, const char *what)
{
	struct sv_err err = { 0 };

	sv_err_set(&err, SV_BAD_INPUT, what);
	say(h, pointer, &err);
}

/* Names of officers, as they are called here. Who is let in or kept out by name must be somebody here, or nobody on purpose. */
static void map_officers(struct shaping *h, json_t *of)
{
	static const struct { const char *member; bool access; } lists[] = {
		{ "handlers", false }, { "investigators", false }, { "confidants", false }, { "advisers", false }, { "deciders", false }, { "excluded", true }, { "named", true },
	};
	static const struct { const char *member; bool access; } texts[] = { { "officer", true }, { "from", false }, { "to", false } };
	struct sv_err err = { 0 };
	char pointer[80];
	size_t i;
	json_t *one;

	for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
		json_array_foreach(sv_json_array(of, lists[l].member), i, one) {
			const char *name = json_string_value(one), *here = name ? sv_import_officer(h->x, name) : NULL;
			if (here == NULL)
				continue; /* the schema tells */
			if (lists[l].access && !json_object_get(h->x->b->officers, here) && !json_object_get(h->x->o->officers, name)) {
				sv_err_set(&err, SV_BAD_INPUT, N_("decides who may open the case, and is no officer here"));
				sv_err_hint(&err, N_("--officer NAME=HANDLE says who it is here, --officer NAME=- that it is nobody"));
				snprintf(pointer, sizeof pointer, "/record/%s/%zu", lists[l].member, i);
				say(h, pointer, &err);
			}
			json_array_set_new(sv_json_array(of, lists[l].member), i, json_string(here));
		}
	}
	for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
		const char *name = sv_json_text(of, texts[t].member), *here = name ? sv_import_officer(h->x, name) : NULL;
		if (here == NULL || (strcmp(texts[t].member, "to") == 0 && strcmp(h->type->name, "case.handed_over") != 0))
			continue;
		if (texts[t].access && !json_object_get(h->x->b->officers, here) && !json_object_get(h->x->o->officers, name)) {
			sv_err_set(&err, SV_BAD_INPUT, N_("decides who may open the case, and is no officer here"));
			sv_err_hint(&err, N_("--officer NAME=HANDLE says who it is here, --officer NAME=- that it is nobody"));
			snprintf(pointer, sizeof pointer, "/record/%s", texts[t].member);
			say(h, pointer, &err);
		}
		sv_json_set_text(of, texts[t].member, here);
	}
}

/* The token here of somebody who was taken over from another case: as it stands there, or as it was learned from the lines to come. NULL where not known. */
static const char *token_of_other(struct shaping *h, const char *of)
{
	const char *slash = strchr(of, '/'), *token = json_string_value(json_object_get(h->x->asked, of));
	char id[SV_CASE_ID_SIZE], typed[SV_CASE_ID_SIZE], path[SV_PATH_SIZE];
	struct entry *there = NULL;

	if (token || slash == NULL)
		return token;
	snprintf(typed, sizeof typed, "%.*s", (int)(slash - of), of);
	if (sv_case_id_parse(typed, id) != SV_ID_GOOD)
		return NULL;
	sv_case_path(id, path);
	if (!sv_batch_has(h->x->b, path) || sv_batch_load(h->x->b, SV_REGISTER_CASE, path, id, &there, NULL) != SV_OK)
		return NULL;
	return sv_json_text(sv_json_find(sv_json_array(there->state, "parties"), "party", slash + 1), "token");
}

static bool is_token(const char *text)
{
	return strlen(text) == SV_TOKEN_SIZE - 1 && strspn(text, "abcdefghijklmnopqrstuvwxyz234567") == SV_TOKEN_SIZE - 1;
}

/* A token is made with a key of the store: here it is another one for the same person. */
static void make_tokens(struct shaping *h, json_t *record, const json_t *identity, const char *where)
{
	struct sv_err err = { 0 };
	char pointer[96];
	json_t *party;
	size_t i;

	json_array_foreach(sv_json_array(record, "parties"), i, party) {
		const char *id = sv_json_text(party, "party"), *token = sv_json_text(party, "token"), *of = sv_json_text(party, "of"), *here = NULL;
		const json_t *who = sv_json_find(sv_json_array(identity, "parties"), "party", id);
		snprintf(pointer, sizeof pointer, "/record%s/parties/%zu/token", where, i);
		if (sv_json_has(party, "token") && (token == NULL || !is_token(token))) {
			complain(h, pointer, N_("is no token of a person"));
			continue;
		}
		if (sv_json_text(who, "person")) {
			json_t *act = json_pack("{s:[{s:O}]}", "parties", "person", json_object_get(who, "person"));
			if (act == NULL || sv_batch_add_tokens(h->x->b, act, &err) != SV_OK) {
				snprintf(pointer, sizeof pointer, "/identity%s/parties/%zu/person", where, i);
				err.ncontexts = 0;
				say(h, pointer, &err);
			} else {
				sv_json_set(party, "token", json_object_get(json_array_get(sv_json_array(act, "parties"), 0), "token"));
			}
			json_decref(act);
			continue;
		}
		if (token && of)
			here = token_of_other(h, of);
		if (here) {
			sv_json_set_text(party, "token", here);
		} else if (token && !h->x->o->keep_tokens) {
			sv_err_set(&err, SV_BAD_INPUT, of ? N_("who this is stands in another case, which is not here yet") : N_("who this is, is known to the other store only: an officer who is this person would not be kept out of the case"));
			if (of)
				sv_err_hint(&err, N_("give the whole export, as a file by its name; or --keep-tokens"));
			else
				sv_err_hint(&err, N_("export with --identity; or --keep-tokens"));
			say(h, pointer, &err);
		}
	}
}

/* The members of one compartment, laid over the act; people by their ids. */
static void lay_over(struct shaping *h, json_t *act, const json_t *part, const char *compartment)
{
	const char *member;
	char pointer[96];
	json_t *value, *one;
	size_t i;

	json_object_foreach((json_t *)part, member, value) {
		json_t *there = json_object_get(act, member);
		if ((strcmp(member, "parties") == 0 || strcmp(member, "changes") == 0) && json_is_array(value) && json_is_array(there)) {
			json_array_foreach(value, i, one) {
				const char *id = sv_json_text(one, "party");
				json_t *known = sv_json_find(there, "party", id);
				snprintf(pointer, sizeof pointer, "/%s/%s/%zu/party", compartment, member, i);
				if (known)
					json_object_update_missing(known, one);
				else
					complain(h, pointer, N_("is nobody in the record of this event"));
			}
			continue;
		}
		snprintf(pointer, sizeof pointer, "/%s/%s", compartment, member);
		if (there && !(json_is_string(there) && strcmp(json_string_value(there), "(sealed)") == 0)) {
			complain(h, pointer, N_("stands in two compartments"));
			continue;
		}
		json_object_set_new(act, member, sv_json_deep_copy(value));
	}
}

/* What the tool made of people, which no schema of input knows. */
static void without_ours(json_t *list, bool changes)
{
	const char *member;
	json_t *party, *value;
	void *next;
	size_t i;

	json_array_foreach(list, i, party) {
		json_object_foreach_safe(party, next, member, value) {
			if (strcmp(member, "party") != 0 && sv_act_party_ours(member) && (!changes || strcmp(member, "token") == 0))
				json_object_del(party, member);
		}
	}
}

/* The act as it was given, as far as it opens. */
static json_t *whole(struct shaping *h, const json_t *record, const json_t *content, const json_t *identity)
{
	static const char *const made[] = { "given", "passed", "unmet", NULL };
	json_t *of_record = sv_act_of_record(record), *act = sv_json_deep_copy(of_record);

	json_decref(of_record);
	for (size_t i = 0; act && made[i]; i++)
		json_object_del(act, made[i]);
	if (sv_json_true(act, "mailbox"))
		json_object_del(act, "mailbox");
	without_ours(sv_json_array(act, "parties"), false);
	without_ours(sv_json_array(act, "changes"), true);
	lay_over(h, act, content, "content");
	lay_over(h, act, identity, "identity");
	return act;
}

/* Each member is where it would be sealed here; what is for fewer eyes than it need be may stay so. */
static void check_members(struct shaping *h, const json_t *schema, const json_t *part, enum sv_compartment c, const char *where)
{
	static const char *const made[] = { "given", "passed", "mailbox" };
	const char *member;
	char pointer[128];
	json_t *value;

	json_object_foreach((json_t *)part, member, value) {
		bool ours = false;
		for (size_t i = 0; c == SV_RECORD && i < sizeof made / sizeof made[0]; i++)
			ours = ours || strcmp(made[i], member) == 0;
		if (ours || strcmp(member, "parties") == 0 || strcmp(member, "changes") == 0)
			continue;
		enum sv_compartment wanted = sv_act_compartment(schema, member);
		if (wanted == c || (wanted == SV_CONTENT && c == SV_IDENTITY))
			continue;
		snprintf(pointer, sizeof pointer, "/%s%s/%.60s", sv_compartment_name(c), where, member);
		complain(h, pointer, N_("would be sealed in another compartment here"));
	}
}

static void check_people(struct shaping *h, const json_t *part, enum sv_compartment c, const char *where)
{
	static const char *const lists[] = { "parties", "changes" };
	const char *member;
	char pointer[160];
	json_t *party, *value;
	size_t i;

	for (size_t l = 0; l < 2; l++) {
		json_array_foreach(sv_json_array(part, lists[l]), i, party) {
			json_object_foreach(party, member, value) {
				enum sv_compartment wanted = sv_act_party_ours(member) ? SV_RECORD : sv_act_compartment(h->party, member);
				if (wanted == c || strcmp(member, "party") == 0)
					continue;
				snprintf(pointer, sizeof pointer, "/%s%s/%s/%zu/%.60s", sv_compartment_name(c), where, lists[l], i, member);
				complain(h, pointer, N_("would be sealed in another compartment here"));
			}
		}
	}
}

/* People who are new are numbered on from those who are there. */
static void check_numbers(struct shaping *h)
{
	size_t i, have = json_array_size(sv_json_array(h->e->state, "parties"));
	struct sv_err err = { 0 };
	char want[16], pointer[48];
	const json_t *party;

	json_array_foreach(sv_json_array(h->record, "parties"), i, party) {
		const char *id = sv_json_text(party, "party");
		snprintf(want, sizeof want, "p%zu", have + i + 1);
		if (id && strcmp(id, want) == 0)
			continue;
		snprintf(pointer, sizeof pointer, "/record/parties/%zu/party", i);
		sv_err_set(&err, SV_BAD_INPUT, N_("is not '%s', the next number"), want);
		say(h, pointer, &err);
	}
}

/* Words that the record says were given are those that the content holds, where it came along. */
static void check_given(struct shaping *h, const json_t *act)
{
	const json_t *given = sv_json_array(h->record, "given"), *word;
	const char *member;
	json_t *value;
	size_t i;

	if (!json_is_object(h->content))
		return;
	json_array_foreach(given, i, word) {
		if (json_string_value(word) && !sv_has_words(act, json_string_value(word)))
			complain(h, "/record/given", N_("names words that are not there"));
	}
	json_object_foreach(h->content, member, value) {
		if (sv_has_words(h->content, member) && !sv_json_holds(given, member))
			complain(h, "/record/given", N_("does not name all words that are there"));
	}
}

/* A correction says which event it is of, and holds new values as that event holds its own. */
static enum sv_status correction(struct shaping *h, const struct sv_act_report *report, struct sv_err *err)
{
	const char *of = sv_json_text(h->record, "event"), *name = sv_json_text(h->record, "type");
	const struct sv_event_type *old = name ? sv_event_type(name) : NULL;
	json_t *set = json_object();
	const json_t *schema = NULL;
	char loose[96];
	enum sv_status st = set ? SV_OK : sv_err_nomem(err);

	if (of == NULL || !sv_json_holds(h->x->events, of)) {
		complain(h, "/record/event", N_("is no event of this case"));
	} else if (old == NULL || old->verb == NULL || old->reg != SV_REGISTER_CASE) {
		complain(h, "/record/type", N_("this kind of event cannot be corrected"));
	} else {
		st = sv_batch_loose_schema(h->x->b, old->schema, loose, err);
		if (st == SV_OK)
			st = sv_batch_schema(h->x->b, old->schema, &schema, err);
		lay_over(h, set, sv_json_object(h->record, "set"), "record/set");
		without_ours(sv_json_array(set, "parties"), false);
		lay_over(h, set, sv_json_object(h->content, "set"), "content/set");
		lay_over(h, set, sv_json_object(h->identity, "set"), "identity/set");
		struct sv_act_setting s = { old, h->x->b->protocol, NULL, h->e->state, h->day, "", true };
		json_t *parties = sv_json_deep_copy(sv_json_array(set, "parties")), *one;
		size_t i;
		json_array_foreach(parties, i, one) { /* of somebody only what changes */
			if (!sv_json_has(one, "role"))
				sv_json_set(one, "role", json_object_get(sv_json_find(sv_json_array(h->e->state, "parties"), "party", sv_party_id(one)), "role"));
		}
		if (parties)
			json_object_set_new(set, "parties", parties);
		if (st == SV_OK && (sv_schema_check(h->x->b->schemas, loose, set, report->defect, report->data) != SV_OK || sv_act_check(&s, set, report) != SV_OK))
			h->status = SV_BAD_INPUT;
		const json_t *parts[] = { h->record, h->content, h->identity };
		for (int c = 0; c < SV_COMPARTMENTS && st == SV_OK; c++) {
			check_members(h, schema, sv_json_object(parts[c], "set"), (enum sv_compartment)c, "/set");
			check_people(h, sv_json_object(parts[c], "set"), (enum sv_compartment)c, "/set");
		}
	}
	json_decref(set);
	return st;
}

static enum sv_status usual(struct shaping *h, const struct sv_act_report *report, struct sv_err *err)
{
	const json_t *parts[] = { h->record, h->content, h->identity };
	struct sv_act_setting s = { h->type, h->x->b->protocol, NULL, h->e->state, h->day, "", true };
	json_t *act = whole(h, h->record, h->content, h->identity);
	enum sv_status st = act ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK && h->status == SV_OK) {
		if (sv_schema_check(h->x->b->schemas, h->type->schema, act, report->defect, report->data) != SV_OK || sv_act_check(&s, act, report) != SV_OK)
			h->status = SV_BAD_INPUT;
		check_given(h, act);
		check_numbers(h);
	}
	for (int c = 0; c < SV_COMPARTMENTS && st == SV_OK; c++) {
		check_members(h, h->schema, parts[c], (enum sv_compartment)c, "");
		check_people(h, parts[c], (enum sv_compartment)c, "");
	}
	json_decref(act);
	return st;
}

/* Copies what a compartment of an event holds; SV_BAD_INPUT where it is no object. */
static json_t *part_of(struct shaping *h, const json_t *event, const char *name)
{
	const json_t *part = json_object_get(event, name);
	char pointer[24];

	if (part && (!json_is_object(part) || json_object_size(part) == 0)) {
		snprintf(pointer, sizeof pointer, "/%s", name);
		complain(h, pointer, N_("must be an object that says something"));
		return NULL;
	}
	return part ? sv_json_deep_copy(part) : NULL;
}

enum sv_status sv_import_parts(struct sv_import *x, struct entry *e, const struct sv_event_type *type, const json_t *event, int32_t day, json_t *parts[SV_COMPARTMENTS], struct sv_err *err)
{
	struct shaping h = { .x = x, .e = e, .type = type, .day = day, .status = SV_OK };
	struct sv_act_report report = sv_import_reporter(x);
	enum sv_status st = sv_batch_schema(x->b, "party-change", &h.party, err);

	for (int c = 0; c < SV_COMPARTMENTS; c++)
		parts[c] = NULL;
	if (st == SV_OK)
		st = sv_batch_schema(x->b, "party", &h.party, err);
	if (st == SV_OK)
		st = sv_batch_schema(x->b, type->schema, &h.schema, err);
	if (st != SV_OK)
		return st;
	h.record = part_of(&h, event, "record");
	h.content = part_of(&h, event, "content");
	h.identity = part_of(&h, event, "identity");
	if (h.record == NULL && h.status == SV_OK)
		complain(&h, "/record", N_("is missing"));
	if (h.status == SV_OK) {
		json_object_del(h.record, "unmet"); /* it is judged anew */
		map_officers(&h, h.record);
		make_tokens(&h, h.record, h.identity, "");
		if (sv_json_object(h.record, "set"))
			make_tokens(&h, sv_json_object(h.record, "set"), sv_json_object(h.identity, "set"), "/set");
		st = strcmp(type->name, "case.corrected") == 0 ? correction(&h, &report, err) : usual(&h, &report, err);
	}
	parts[SV_RECORD] = h.record;
	parts[SV_CONTENT] = h.content;
	parts[SV_IDENTITY] = h.identity;
	if (st == SV_OK)
		st = h.status;
	for (int c = 0; c < SV_COMPARTMENTS && st != SV_OK; c++) {
		json_decref(parts[c]);
		parts[c] = NULL;
	}
	return st;
}

/* What may stand in the clear, and what is there because the record says so. */
static const struct { const char *event, *member; bool repeated; } clear[] = {
	{ "access.granted", "officer", true }, { "access.granted", "compartment", true }, { "access.granted", "until", true }, { "access.revoked", "officer", true },
	{ "identity.answered", "officer", false }, { "identity.answered", "compartment", false }, { "erasure.proposed", "party", true },
	{ "identity.erased", "party", true }, { "identity.erased", "destroyed", false }, { "case.erased", "destroyed", false },
};

static bool is_hash(const json_t *value)
{
	const char *text = json_string_value(value);

	return text && strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

/* A member that may stand in the clear has no other form than ours: nobody's words can. */
static bool well_formed(const char *member, const json_t *value)
{
	const char *text = json_string_value(value);
	const json_t *one;
	int32_t day;
	size_t i;

	if (strcmp(member, "destroyed") == 0) {
		json_array_foreach(value, i, one) {
			if (!is_hash(one))
				return false;
		}
		return json_is_array(value);
	}
	if (strcmp(member, "officer") == 0)
		return text && sv_handle_valid(text);
	if (strcmp(member, "until") == 0)
		return text && sv_date_parse(text, &day);
	if (strcmp(member, "party") == 0)
		return text && text[0] == 'p' && strlen(text) < 5 && strspn(text + 1, "0123456789") == strlen(text) - 1;
	for (int c = 0; text && c < SV_COMPARTMENTS; c++)
		if (strcmp(text, sv_compartment_name((enum sv_compartment)c)) == 0)
			return true;
	return false;
}

enum sv_status sv_import_public(struct sv_import *x, const struct sv_event_type *type, const json_t *event, const json_t *record, json_t **public, struct sv_err *err)
{
	const json_t *given = sv_json_object(event, "public");
	enum sv_status st = SV_OK;
	size_t known = 0;

	*public = json_object();
	if (*public == NULL)
		return sv_err_nomem(err);
	if (strcmp(type->name, "case.attached") == 0)
		known = json_object_size(given); /* made with the parts */
	for (size_t i = 0; i < sizeof clear / sizeof clear[0]; i++) {
		const json_t *value = json_object_get(given, clear[i].member), *said = json_object_get(record, clear[i].member);
		struct sv_err one = { 0 };
		char pointer[48];
		if (strcmp(clear[i].event, type->name) != 0)
			continue;
		known += value != NULL;
		if (clear[i].repeated && record)
			value = said;
		if (value == NULL)
			continue;
		snprintf(pointer, sizeof pointer, "/public/%s", clear[i].member);
		if (!well_formed(clear[i].member, value)) {
			sv_err_set(&one, SV_BAD_INPUT, N_("may not stand in the clear"));
			st = sv_import_say(x, pointer, &one);
		} else if (strcmp(clear[i].member, "officer") == 0) {
			sv_json_set_text(*public, "officer", value == said ? json_string_value(value) : sv_import_officer(x, json_string_value(value)));
		} else {
			json_object_set(*public, clear[i].member, (json_t *)value);
		}
	}
	if (st == SV_OK && known != json_object_size(given)) {
		struct sv_err one = { 0 };
		sv_err_set(&one, SV_BAD_INPUT, N_("may not stand in the clear"));
		st = sv_import_say(x, "/public", &one);
	}
	if (st == SV_OK && strcmp(type->name, "identity.answered") == 0 && record && sv_json_true(record, "granted")) { /* the record says it */
		if (!sv_json_set(*public, "officer", json_object_get(record, "officer")) || !sv_json_set_text(*public, "compartment", "identity"))
			st = sv_err_nomem(err);
	}
	if (json_object_size(*public) == 0 || st != SV_OK) {
		json_decref(*public);
		*public = NULL;
	}
	return st;
}

enum sv_status sv_import_item_part(struct sv_import *x, struct entry *e, const struct sv_event_type *type, const json_t *event, int32_t day, json_t **record, struct sv_err *err)
{
	struct sv_act_report report = sv_import_reporter(x);
	struct shaping h = { .x = x, .e = e, .type = type, .day = day, .status = SV_OK };
	struct sv_act_setting setting = { type, x->b->protocol, NULL, e->begun ? e->state : NULL, day, "", true };
	const struct sv_item_step *step = sv_item_step(type->name);
	enum sv_status st = sv_batch_schema(x->b, type->schema, &h.schema, err);

	*record = NULL;
	if (st != SV_OK)
		return st;
	if (sv_json_has(event, "content") || sv_json_has(event, "identity") || sv_json_has(event, "public"))
		complain(&h, "", N_("an item has a record, and nothing else"));
	if ((step->how == SV_ITEM_NEW) != !e->begun)
		complain(&h, "/type", step->how == SV_ITEM_NEW ? N_("makes an item that is there") : N_("is about an item that no event made"));
	json_t *act = part_of(&h, event, "record"), *given;
	if (act == NULL && h.status == SV_OK) {
		act = json_object(); /* what is over may say no more than that */
		if (step->how != SV_ITEM_END)
			complain(&h, "/record", N_("is missing"));
	}
	json_object_del(act, "unmet");
	given = sv_json_deep_copy(act); /* without the numbers that no schema of input knows */
	if (h.status == SV_OK && step->how == SV_ITEM_ADD && step->key && !sv_json_has(sv_json_object(h.schema, "properties"), step->key))
		json_object_del(given, step->key);
	if (h.status == SV_OK && step->more) {
		json_t *one;
		size_t i;
		json_array_foreach(sv_json_array(given, step->more), i, one)
			json_object_del(one, step->more_key);
	}
	if (h.status == SV_OK && (sv_schema_check(x->b->schemas, type->schema, given, report.defect, report.data) != SV_OK || sv_item_check(&setting, h.schema, act, &report) != SV_OK))
		h.status = SV_BAD_INPUT;
	json_decref(given);
	if (h.status == SV_OK)
		*record = act;
	else
		json_decref(act);
	return h.status;
}
