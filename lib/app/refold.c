/* SPDX-License-Identifier: MIT */
/* Folding cases into an index: see refold.h. */
#include "app/refold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/casefile.h"
#include "app/import.h"
#include "app/intake.h"
#include "app/items.h"
#include "app/mailbox.h"
#include "json/canon.h"
#include "json/get.h"
#include "model/facts.h"
#include "model/fold.h"
#include "model/officer.h"
#include "model/series.h"
#include "model/terms.h"

/* One case being folded. */
struct folding {
	json_t *state, *openings;
	struct sv_kept *kept;
	bool shut; /* some record did not open */
};

/* Whether I may not see a case: I am a party to it by token, or kept out of it by name. */
static bool closed_to_me(const struct sv_refold *r, const json_t *state)
{
	if (r->my_token && sv_json_find(sv_json_array(state, "parties"), "token", r->my_token))
		return true;
	return r->me && sv_json_holds(sv_json_array(state, "excluded"), r->me);
}

/* What a case can be found by: its parties' tokens, its mailbox, the drop it came as, and what it is called in the system it was imported from. */
static json_t *with_mailbox(const json_t *state)
{
	json_t *all = json_array(), *p;
	const char *tag = sv_json_text(sv_json_object(state, "mailbox"), "tag");
	char token[64];
	size_t i;

	json_array_foreach(sv_json_array(state, "parties"), i, p)
		json_array_append(all, p);
	snprintf(token, sizeof token, SV_MAILBOX_TOKEN "%.32s", tag ? tag : "");
	if (tag)
		json_array_append_new(all, json_pack("{s:s,s:s,s:s}", "token", token, "party", "", "role", "mailbox"));
	const char *drop = sv_json_text(state, "drop");
	snprintf(token, sizeof token, SV_DROP_TOKEN "%.40s", drop ? drop : "");
	if (drop)
		json_array_append_new(all, json_pack("{s:s,s:s,s:s}", "token", token, "party", "", "role", "drop"));
	const char *source = sv_json_text(state, "source");
	char known[sizeof SV_SOURCE_TOKEN + 200];
	snprintf(known, sizeof known, SV_SOURCE_TOKEN "%s", source ? source : "");
	if (source)
		json_array_append_new(all, json_pack("{s:s,s:s,s:s}", "token", known, "party", "", "role", "source"));
	return all;
}

/* Folds an event, and keeps it where it tells who opened the case, or was let in or kept out. */
static enum sv_status see_event(void *data, size_t line, const json_t *event, const json_t *record, struct sv_err *err)
{
	static const char *const members[] = { "event", "type", "imported", NULL };
	const char *type = sv_json_text(event, "type"), *who = sv_event_who(event);
	struct folding *f = data;

	(void)line;
	f->shut = f->shut || (record == NULL && sv_json_has(event, "record"));
	if (type && (strncmp(type, "access.", 7) == 0 || strncmp(type, "identity.", 9) == 0)) {
		json_t *one = json_object();
		for (size_t i = 0; members[i]; i++)
			sv_json_set(one, members[i], json_object_get(event, members[i]));
		if (!sv_json_set_text(one, "at", sv_event_at(event)) || !sv_json_set_text(one, "by", who ? who : "?") || !sv_json_set(one, "record", (json_t *)record)
		    || json_array_append_new(f->openings, one) < 0)
			return sv_err_nomem(err);
	}
	enum sv_status st = sv_fold(f->state, event, record, err);
	return st == SV_OK ? sv_kept_see(f->kept, f->state, event, record, err) : st;
}

static enum sv_status fold_case(struct sv_session *s, const char *id, const struct sv_buf *text, struct folding *f, struct sv_err *err)
{
	char last[SV_HASH_HEX];

	json_decref(f->state);
	json_decref(f->openings);
	f->state = sv_case_new();
	f->openings = json_array();
	sv_kept_clear(f->kept);
	return f->state && f->openings ? sv_case_lines(s, id, text->data, text->len, last, see_event, f, err) : sv_err_nomem(err);
}

static enum sv_status put_case(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	struct sv_refold *r = data;
	struct sv_buf text = SV_BUF_INIT;
	struct folding f = { NULL, NULL, r->kept, false };
	char id[16];
	json_t *public = NULL, *due = NULL, *facts = NULL, *kept = NULL;
	bool closed = false;

	(void)old;
	if (!sv_case_from_path(path, id))
		return sv_err_set(err, SV_INTEGRITY, N_("'%s' is no file of a case"), path);
	if (blob == NULL)
		return sv_index_drop(r->index, id, err);
	enum sv_status st = sv_repo_blob(r->s->repo, blob, &text, err);
	if (st == SV_OK)
		st = fold_case(r->s, id, &text, &f, err);
	if (st == SV_DENIED) { /* closed to me: that there is a case is all I know, and it is in no figure of mine */
		sv_err_clear(err);
		closed = true;
		st = fold_case(NULL, id, &text, &f, err);
	}
	json_t *state = f.state;
	r->purge = r->purge || memmem(sv_buf_str(&text), text.len, ".erased\"", 8) != NULL;
	if (st == SV_OK)
		public = sv_case_public(state);
	if (st == SV_OK)
		st = public ? sv_terms_due(r->protocol, state, &due, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_facts(r->words, state, &facts, err);
	if (st == SV_OK && !sv_json_has(state, "erased"))
		st = sv_kept_terms(r->kept, &kept, err);
	closed = closed || (f.shut && !sv_json_has(state, "erased")); /* erased after the commit that is looked at */
	if (st == SV_OK) {
		json_t *tokens = with_mailbox(state);
		struct sv_index_entry e = { public, tokens, facts, kept, due, f.openings, closed ? SV_INDEX_CLOSED : closed_to_me(r, state) ? SV_INDEX_HIDDEN : SV_INDEX_SHOWN };
		st = tokens ? sv_index_put(r->index, &e, err) : sv_err_nomem(err);
		json_decref(tokens);
	}
	json_decref(due);
	json_decref(facts);
	json_decref(kept);
	sv_buf_release(&text);
	json_decref(f.state);
	json_decref(f.openings);
	json_decref(public);
	return st == SV_OK ? st : sv_err_at(err, "%s", path);
}

/* An item of a register. A case's record closed to me is not in the index; an item's is open to every officer with the role record. */
static enum sv_status put_item(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	struct sv_refold *r = data;
	struct sv_buf text = SV_BUF_INIT;
	char id[16];
	const struct sv_item_kind *kind = sv_item_from_path(path, id);
	json_t *state = NULL, *due = NULL;

	(void)old;
	if (kind == NULL)
		return sv_err_set(err, SV_INTEGRITY, N_("'%s' is no file of an item"), path);
	if (blob == NULL)
		return sv_index_drop_item(r->index, id, err);
	enum sv_status st = sv_repo_blob(r->s->repo, blob, &text, err);
	if (st == SV_OK)
		st = sv_item_read(r->s, path, text.data, text.len, &state, err);
	if (st == SV_OK)
		st = sv_item_due(state, &due, err);
	if (st == SV_OK) {
		struct sv_index_item item = { id, kind->member, state, due };
		st = sv_index_put_item(r->index, &item, err);
	}
	json_decref(state);
	json_decref(due);
	sv_buf_release(&text);
	return st == SV_OK || st == SV_DENIED ? SV_OK : sv_err_at(err, "%s", path);
}

/* Everything that differs between two commits and is in the index. */
static enum sv_status put_all(struct sv_refold *r, struct sv_repo *repo, const char *from, const char *to, struct sv_err *err)
{
	enum sv_status st = sv_repo_diff(repo, from, to, "cases", put_case, r, err);

	for (const struct sv_item_kind *k = sv_item_kinds; k->member && st == SV_OK; k++)
		st = sv_repo_diff(repo, from, to, k->folder, put_item, r, err);
	return st;
}

/* Who has left keeps no list of cases here. */
static void has_left(struct sv_index *index)
{
	enum sv_status st = sv_index_begin(index, NULL);

	if (st == SV_OK)
		st = sv_index_clear(index, NULL);
	if (st == SV_OK)
		st = sv_index_note(index, "protocol", "{}", NULL);
	if (st == SV_OK)
		st = sv_index_commit(index, "", NULL);
	else
		sv_index_rollback(index);
	if (st == SV_OK)
		sv_index_purge(index, NULL);
}

enum sv_status sv_refold_start(struct sv_refold *r, const json_t *protocol, struct sv_err *err)
{
	struct sv_identity *me;
	const json_t *officers;
	enum sv_status st = sv_session_me(r->s, &me, err);

	if (st == SV_OK)
		st = sv_session_officers(r->s, &officers, err);
	if (st != SV_OK)
		return st;
	r->me = sv_identity_name(me);
	r->my_token = sv_json_text(json_object_get(officers, r->me), "token");
	r->protocol = protocol;
	r->items = sv_officer_has(officers, r->me, "record");
	st = sv_officer_check(officers, me, err);
	if (st != SV_OK && sv_json_has(json_object_get(officers, r->me), "gone"))
		has_left(r->index);
	if (st == SV_OK)
		st = sv_series_words(protocol, &r->words, err);
	if (st == SV_OK && (r->kept = sv_kept_new(protocol)) == NULL)
		st = sv_err_nomem(err);
	return st;
}

void sv_refold_finish(struct sv_refold *r)
{
	json_decref(r->words);
	sv_kept_free(r->kept);
}

/*
 * Keeps the rules with the index; other rules give other terms and figures: then every case is looked at anew. So it is where items have become
 * open to me, or closed; that is noted, for who reads them is to be told that they are closed, and not that there are none.
 */
static enum sv_status keep_rules(struct sv_refold *r, const char *rules, bool *same, struct sv_err *err)
{
	struct sv_buf known = SV_BUF_INIT, items = SV_BUF_INIT;
	char *text = sv_json_string(r->protocol, JSON_COMPACT);
	const char *sight = r->items ? "open" : "closed";
	enum sv_status st = text ? SV_OK : sv_err_nomem(err);

	*same = sv_index_noted(r->index, "rules", &known, NULL) == SV_OK && strcmp(sv_buf_str(&known), rules) == 0
	        && sv_index_noted(r->index, "items", &items, NULL) == SV_OK && strcmp(sv_buf_str(&items), sight) == 0;
	if (st == SV_OK && !*same)
		st = sv_index_clear(r->index, err);
	if (st == SV_OK)
		st = sv_index_note(r->index, "rules", rules, err);
	if (st == SV_OK)
		st = sv_index_note(r->index, "protocol", text, err);
	if (st == SV_OK)
		st = sv_index_note(r->index, "items", sight, err);
	free(text);
	sv_buf_release(&known);
	sv_buf_release(&items);
	return st;
}

enum sv_status sv_refold_to(struct sv_refold *r, struct sv_repo *repo, const char *commit, const char *rules, struct sv_err *err)
{
	struct sv_err gone = { 0 };
	bool same_rules = false;
	enum sv_status st = sv_index_begin(r->index, err);

	if (st != SV_OK)
		return st;
	st = keep_rules(r, rules, &same_rules, err);
	const char *from = same_rules ? sv_index_head(r->index) : "";
	if (st == SV_OK) {
		st = put_all(r, repo, from, commit, &gone);
		if (st != SV_OK && from[0]) {
			/* the commit the index knows may be gone from a rewritten history: start from nothing, once */
			st = sv_index_clear(r->index, err);
			if (st == SV_OK)
				st = put_all(r, repo, "", commit, &gone);
		}
		if (st != SV_OK && gone.status != SV_OK && err)
			*err = gone;
	}
	if (st == SV_OK && r->purge)
		st = sv_index_note(r->index, "purge", "1", err);
	if (st == SV_OK)
		st = sv_index_commit(r->index, commit, err);
	if (st != SV_OK)
		sv_index_rollback(r->index);
	return st;
}
