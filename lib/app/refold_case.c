/* SPDX-License-Identifier: MIT */
/* Folding one case for an index: see refold.h. */
#include <stdio.h>
#include <string.h>

#include "app/import.h"
#include "app/intake.h"
#include "app/mailbox.h"
#include "app/refold.h"
#include "json/get.h"
#include "model/facts.h"
#include "model/fold.h"

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

/* Keeps an event where it tells who opened the case, or was let in or kept out, and looks at the terms after it. */
enum sv_status sv_refold_see(struct sv_refold_fold *f, const json_t *event, const json_t *record, struct sv_err *err)
{
	static const char *const members[] = { "event", "type", "imported", NULL };
	const char *type = sv_json_text(event, "type"), *who = sv_event_who(event);

	f->shut = f->shut || (record == NULL && sv_json_has(event, "record"));
	if (type && (strncmp(type, "access.", 7) == 0 || strncmp(type, "identity.", 9) == 0)) {
		json_t *one = json_object();
		for (size_t i = 0; members[i]; i++)
			sv_json_set(one, members[i], json_object_get(event, members[i]));
		if (!sv_json_set_text(one, "at", sv_event_at(event)) || !sv_json_set_text(one, "by", who ? who : "?") || !sv_json_set(one, "record", (json_t *)record)
		    || json_array_append_new(f->openings, one) < 0)
			return sv_err_nomem(err);
	}
	return sv_kept_see(f->kept, f->state, event, record, err);
}

static enum sv_status see_event(void *data, size_t line, const json_t *event, const json_t *record, struct sv_err *err)
{
	struct sv_refold_fold *f = data;
	enum sv_status st = sv_fold(f->state, event, record, err);

	(void)line;
	return st == SV_OK ? sv_refold_see(f, event, record, err) : st;
}

static enum sv_status fold_case(struct sv_session *s, const char *id, const struct sv_buf *text, struct sv_refold_fold *f, struct sv_err *err)
{
	char last[SV_HASH_HEX];

	json_decref(f->state);
	json_decref(f->openings);
	f->state = sv_case_new();
	f->openings = json_array();
	f->shut = false;
	sv_kept_clear(f->kept);
	return f->state && f->openings ? sv_case_lines(s, id, text->data, text->len, last, see_event, f, err) : sv_err_nomem(err);
}

/* What the index holds of a case, from its fold. */
enum sv_status sv_refold_ready(const struct sv_refold *r, const struct sv_refold_fold *f, bool closed, struct sv_refold_job *job, struct sv_err *err)
{
	const json_t *state = f->state;
	bool shut = closed || (f->shut && !sv_json_has(state, "erased")); /* erased after the commit that is looked at */
	json_t *public = sv_case_public(state), *due = NULL, *facts = NULL, *kept = NULL, *tokens = with_mailbox(state);
	enum sv_status st = public && tokens ? sv_terms_due_by(r->terms, state, &due, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_facts(r->words, state, &facts, err);
	if (st == SV_OK && !sv_json_has(state, "erased"))
		st = sv_kept_terms(f->kept, &kept, err);
	if (st == SV_OK) {
		struct sv_index_entry e = { public, tokens, facts, kept, due, f->openings, shut ? SV_INDEX_CLOSED : closed_to_me(r, state) ? SV_INDEX_HIDDEN : SV_INDEX_SHOWN };
		st = sv_index_ready_new(&e, &job->ready, err);
	}
	json_decref(public);
	json_decref(due);
	json_decref(facts);
	json_decref(kept);
	json_decref(tokens);
	return st;
}

enum sv_status sv_refold_case(const struct sv_refold *r, struct sv_refold_hand *h, struct sv_refold_job *job, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	struct sv_refold_fold f = { NULL, NULL, h->kept, false };
	struct sv_repo *repo;
	bool closed = false;
	enum sv_status st = sv_session_repo(h->s, &repo, err);

	if (st == SV_OK)
		st = sv_repo_blob(repo, job->blob, &text, err);
	if (st == SV_OK)
		st = fold_case(h->s, job->id, &text, &f, err);
	if (st == SV_DENIED) { /* closed to me: that there is a case is all I know, and it is in no figure of mine */
		sv_err_clear(err);
		closed = true;
		st = fold_case(NULL, job->id, &text, &f, err);
	}
	job->erased = memmem(sv_buf_str(&text), text.len, ".erased\"", 8) != NULL;
	if (st == SV_OK)
		st = sv_refold_ready(r, &f, closed, job, err);
	sv_buf_release(&text);
	json_decref(f.state);
	json_decref(f.openings);
	return st == SV_OK ? st : sv_err_at(err, "%s", job->path);
}
