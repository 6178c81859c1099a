/* SPDX-License-Identifier: MIT */
/* Folding cases into an index: see refold.h. */
#include "app/refold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/items.h"
#include "json/canon.h"
#include "json/get.h"
#include "model/officer.h"
#include "model/series.h"

#define AHEAD 128 /* cases that may be folded before they are put */
#define FEW 32    /* from so many on a crew is called: each hand opens the history for itself */

static enum sv_status fold_one(void *data, size_t item, size_t hand, struct sv_err *err)
{
	struct sv_refold *r = data;

	return sv_refold_case(r, &r->hand[hand], &r->jobs[item % AHEAD], err);
}

/* Calls a crew, each hand of which has what it folds with: libgit2 is started and repositories are opened by one thread only. */
static enum sv_status call_crew(struct sv_refold *r, struct sv_err *err)
{
	struct sv_repo *own;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < sv_crew_hands() && st == SV_OK; i++) {
		struct sv_refold_hand *h = &r->hand[i];
		if (h->s == NULL || h->s == r->s)
			st = sv_session_hand(r->s, &h->s, err);
		if (st == SV_OK)
			st = sv_session_repo(h->s, &own, err);
		if (st == SV_OK && h->kept == NULL && (h->kept = sv_kept_new(r->protocol)) == NULL)
			st = sv_err_nomem(err);
	}
	if (st == SV_OK && (r->crew = sv_crew_new(0, fold_one, r)) == NULL)
		st = sv_err_nomem(err);
	return st;
}

/* Puts the next n cases that were given, when they are folded. */
static enum sv_status put_some(struct sv_refold *r, size_t n, struct sv_err *err)
{
	size_t upto = r->put + n;
	enum sv_status st = r->crew ? sv_crew_wait(r->crew, upto, err) : SV_OK;

	while (r->put < upto && st == SV_OK) {
		struct sv_refold_job *job = &r->jobs[r->put % AHEAD];
		if (r->crew == NULL)
			st = fold_one(r, r->put, 0, err);
		r->purge = r->purge || job->erased;
		if (st == SV_OK)
			st = sv_index_put_ready(r->index, job->ready, err);
		if (st != SV_OK)
			break;
		sv_index_ready_free(job->ready);
		job->ready = NULL;
		r->put++;
	}
	return st;
}

static enum sv_status put_case(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	struct sv_refold *r = data;
	enum sv_status st = SV_OK;
	char id[16];

	(void)old;
	if (!sv_case_from_path(path, id))
		return sv_err_set(err, SV_INTEGRITY, N_("'%s' is no file of a case"), path);
	if (blob == NULL)
		return sv_index_drop(r->index, id, err);
	if (r->given - r->put == AHEAD)
		st = put_some(r, AHEAD / 2, err);
	if (st != SV_OK)
		return st;
	struct sv_refold_job *job = &r->jobs[r->given % AHEAD];
	snprintf(job->path, sizeof job->path, "%s", path);
	snprintf(job->id, sizeof job->id, "%s", id);
	snprintf(job->blob, sizeof job->blob, "%s", blob);
	r->given++;
	if (r->crew) {
		sv_crew_give(r->crew);
	} else if (r->given == FEW) {
		st = call_crew(r, err);
		for (size_t i = 0; i < FEW && st == SV_OK; i++)
			sv_crew_give(r->crew);
	}
	return st;
}

/* Everything of the cases that differs. */
static enum sv_status put_cases(struct sv_refold *r, struct sv_repo *repo, const char *from, const char *to, struct sv_err *err)
{
	enum sv_status st;

	r->given = r->put = 0; /* a second time where the first was in vain */
	r->jobs = calloc(AHEAD, sizeof *r->jobs);
	st = r->jobs ? sv_repo_diff(repo, from, to, "cases", put_case, r, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = put_some(r, r->given - r->put, err);
	sv_crew_free(r->crew);
	r->crew = NULL;
	for (size_t i = 0; i < AHEAD && r->jobs; i++)
		sv_index_ready_free(r->jobs[i].ready);
	free(r->jobs);
	r->jobs = NULL;
	return st;
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

enum sv_status sv_refold_items(struct sv_refold *r, struct sv_repo *repo, const char *from, const char *to, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (const struct sv_item_kind *k = sv_item_kinds; k->member && st == SV_OK; k++)
		st = sv_repo_diff(repo, from, to, k->folder, put_item, r, err);
	return st;
}

/* Everything that differs between two commits and is in the index. */
static enum sv_status put_all(struct sv_refold *r, struct sv_repo *repo, const char *from, const char *to, struct sv_err *err)
{
	enum sv_status st = from[0] ? SV_OK : sv_index_fill(r->index, err);

	if (st == SV_OK)
		st = put_cases(r, repo, from, to, err);
	return st == SV_OK ? sv_refold_items(r, repo, from, to, err) : st;
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
	if (st == SV_OK && ((r->terms = sv_terms_new(protocol)) == NULL || (r->hand[0].kept = sv_kept_new(protocol)) == NULL))
		st = sv_err_nomem(err);
	r->hand[0].s = r->s; /* as long as there is no crew */
	return st;
}

void sv_refold_finish(struct sv_refold *r)
{
	json_decref(r->words);
	sv_terms_free(r->terms);
	for (size_t i = 0; i < SV_CREW_MAX; i++) {
		sv_kept_free(r->hand[i].kept);
		if (r->hand[i].s != r->s)
			sv_session_free(r->hand[i].s);
	}
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

enum sv_status sv_refold_begin(struct sv_refold *r, const char *rules, struct sv_err *err)
{
	enum sv_status st = sv_index_begin(r->index, err);
	bool same;

	if (st == SV_OK)
		st = keep_rules(r, rules, &same, err);
	return st == SV_OK ? sv_index_fill(r->index, err) : st;
}

enum sv_status sv_refold_end(struct sv_refold *r, const char *commit, struct sv_err *err)
{
	enum sv_status st = r->purge ? sv_index_note(r->index, "purge", "1", err) : SV_OK;

	return st == SV_OK ? sv_index_commit(r->index, commit, err) : st;
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
	if (st == SV_OK)
		st = sv_refold_end(r, commit, err);
	if (st != SV_OK)
		sv_index_rollback(r->index);
	return st;
}

enum sv_status sv_refold_part(struct sv_refold *r, struct sv_repo *repo, const char *from, const char *to, const char *rules, struct sv_err *err)
{
	enum sv_status st = sv_refold_begin(r, rules, err);

	if (st == SV_OK)
		st = put_cases(r, repo, from, to, err);
	if (st == SV_OK)
		st = sv_refold_items(r, repo, from, to, err);
	return st == SV_OK ? sv_refold_end(r, to, err) : st;
}
