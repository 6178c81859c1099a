/* SPDX-License-Identifier: MIT */
/* The index and the history: see catchup.h. */
#include "app/catchup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/casefile.h"
#include "app/identity.h"
#include "app/intake.h"
#include "app/internal.h"
#include "app/mailbox.h"
#include "base/date.h"
#include "base/file.h"
#include "base/wipe.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/series.h"
#include "model/facts.h"
#include "model/fold.h"
#include "model/kept.h"
#include "model/terms.h"
#include "store/ref.h"

/* One catch-up. */
struct run {
	struct sv_session *s;
	struct sv_index *index;
	const char *me, *my_token;
	const json_t *protocol;
	json_t *words; /* how the protocol says that words are counted */
	struct sv_kept *kept; /* looks at the terms of the case at hand */
	bool purge; /* something was erased: what was deleted must be gone from the file too */
};

/* One case being folded. */
struct folding {
	json_t *state, *openings;
	struct sv_kept *kept;
	bool shut; /* some record did not open */
};

/* Whether I may not see a case: I am a party to it by token, or kept out of it by name. */
static bool closed_to_me(const struct run *r, const json_t *state)
{
	if (r->my_token && sv_json_find(sv_json_array(state, "parties"), "token", r->my_token))
		return true;
	return r->me && sv_json_holds(sv_json_array(state, "excluded"), r->me);
}

/* What a case can be found by: its parties' tokens, its mailbox, and the drop it came as. */
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
	return all;
}

/* Folds an event, and keeps it where it tells who opened the case, or was let in or kept out. */
static enum sv_status see_event(void *data, size_t line, const json_t *event, const json_t *record, struct sv_err *err)
{
	static const char *const members[] = { "event", "type", "at", "by", NULL };
	const char *type = sv_json_text(event, "type");
	struct folding *f = data;

	(void)line;
	f->shut = f->shut || (record == NULL && sv_json_has(event, "record"));
	if (type && (strncmp(type, "access.", 7) == 0 || strncmp(type, "identity.", 9) == 0)) {
		json_t *one = json_object();
		for (size_t i = 0; members[i]; i++)
			sv_json_set(one, members[i], json_object_get(event, members[i]));
		if (!sv_json_set(one, "record", (json_t *)record) || json_array_append_new(f->openings, one) < 0)
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
	struct run *r = data;
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

/* Rewrites the index where something was erased, now or at an earlier time when others were reading. */
static enum sv_status purge(struct sv_index *index, struct sv_err *err)
{
	struct sv_buf wanted = SV_BUF_INIT;
	bool due = sv_index_noted(index, "purge", &wanted, NULL) == SV_OK && strcmp(sv_buf_str(&wanted), "1") == 0;
	enum sv_status st = due ? sv_index_purge(index, NULL) : SV_NO;

	sv_buf_release(&wanted);
	if (st == SV_OK)
		st = sv_index_note(index, "purge", "0", err);
	return st == SV_BUSY || st == SV_NO ? SV_OK : st;
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

/* Who is asking, and by what rules: the parts that every run needs. */
static enum sv_status start(struct run *r, const json_t *protocol, struct sv_err *err)
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
	st = sv_officer_check(officers, me, err);
	if (st != SV_OK && sv_json_has(json_object_get(officers, r->me), "gone"))
		has_left(r->index);
	if (st == SV_OK)
		st = sv_series_words(protocol, &r->words, err);
	if (st == SV_OK && (r->kept = sv_kept_new(protocol)) == NULL)
		st = sv_err_nomem(err);
	return st;
}

static void finish(struct run *r)
{
	json_decref(r->words);
	sv_kept_free(r->kept);
}

/* Keeps the rules with the index; other rules give other terms and figures: then every case is looked at anew. */
static enum sv_status keep_rules(struct run *r, const char *rules, bool *same, struct sv_err *err)
{
	struct sv_buf known = SV_BUF_INIT;
	char *text = json_dumps(r->protocol, JSON_COMPACT);
	enum sv_status st = text ? SV_OK : sv_err_nomem(err);

	*same = sv_index_noted(r->index, "rules", &known, NULL) == SV_OK && strcmp(sv_buf_str(&known), rules) == 0;
	if (st == SV_OK && !*same)
		st = sv_index_clear(r->index, err);
	if (st == SV_OK)
		st = sv_index_note(r->index, "rules", rules, err);
	if (st == SV_OK)
		st = sv_index_note(r->index, "protocol", text, err);
	free(text);
	sv_buf_release(&known);
	return st;
}

/* Folds everything that differs between where the index stands and a commit into it, in one transaction. */
static enum sv_status run_to(struct run *r, struct sv_repo *repo, const char *commit, const char *rules, struct sv_err *err)
{
	struct sv_err gone = { 0 };
	bool same_rules = false;
	enum sv_status st = sv_index_begin(r->index, err);

	if (st != SV_OK)
		return st;
	st = keep_rules(r, rules, &same_rules, err);
	const char *from = same_rules ? sv_index_head(r->index) : "";
	if (st == SV_OK) {
		st = sv_repo_diff(repo, from, commit, "cases", put_case, r, &gone);
		if (st != SV_OK && from[0]) {
			/* the commit the index knows may be gone from a rewritten history: start from nothing, once */
			st = sv_index_clear(r->index, err);
			if (st == SV_OK)
				st = sv_repo_diff(repo, "", commit, "cases", put_case, r, &gone);
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

/* Brings an index to the head. */
static enum sv_status fill(struct sv_session *s, struct sv_index *index, struct sv_err *err)
{
	struct run r = { .s = s, .index = index };
	struct sv_repo *repo;
	const json_t *protocol;
	const char *rules;
	enum sv_status st = sv_session_repo(s, &repo, err);

	if (st == SV_OK)
		st = sv_session_protocol(s, &protocol, &rules, err);
	if (st == SV_OK)
		st = start(&r, protocol, err);
	if (st == SV_OK)
		st = run_to(&r, repo, sv_repo_head(repo), rules, err);
	finish(&r);
	return st == SV_OK ? purge(index, err) : st;
}

/* Whether a commit is the one that is looked for: by its id, or (day not INT32_MIN) by when it was made. */
static bool is_it(const struct sv_commit *c, const char *id, int32_t day)
{
	return day == INT32_MIN ? strcmp(c->id, id) == 0 : sv_day_in_amsterdam((int64_t)c->when * 1000) <= day;
}

/* The commit of the history, from its head back, that is meant by 40 hex digits or a day. */
static enum sv_status find_commit(struct sv_repo *repo, const char *when, int32_t today, char commit[SV_OID_HEX], char made[SV_DATE_SIZE], struct sv_err *err)
{
	struct sv_commit c = { 0 };
	char next[SV_OID_HEX];
	int32_t day = INT32_MIN;
	bool id = strlen(when) == SV_OID_HEX - 1 && strspn(when, "0123456789abcdef") == SV_OID_HEX - 1;
	enum sv_status st = id || sv_date_parse(when, &day) ? SV_OK : sv_err_set(err, SV_USAGE, N_("neither a day such as 2026-03-01 nor the 40 hex digits of a commit"));

	if (st == SV_OK && !id && day > today)
		st = sv_err_set(err, SV_USAGE, N_("nobody knows yet how things are known on %s"), when);
	snprintf(next, sizeof next, "%s", sv_repo_head(repo));
	commit[0] = '\0';
	while (st == SV_OK && next[0] && commit[0] == '\0') {
		st = sv_repo_commit_read(repo, next, &c, err);
		if (st == SV_OK && is_it(&c, when, day))
			snprintf(commit, SV_OID_HEX, "%s", next);
		sv_date_format(id ? sv_day_in_amsterdam((int64_t)c.when * 1000) : day, made);
		snprintf(next, sizeof next, "%s", c.parent);
	}
	sv_commit_release(&c);
	if (st == SV_OK && commit[0] == '\0')
		st = id ? sv_err_set(err, SV_NOT_FOUND, N_("the history has no commit %s"), when) : sv_err_set(err, SV_NOT_FOUND, N_("the history begins after %s"), when);
	return st;
}

/* The protocol as a commit has it, opened. */
static enum sv_status protocol_at(struct sv_session *s, struct sv_repo *repo, const char *commit, json_t **protocol, char rules[SV_OID_HEX], struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	enum sv_status st = sv_repo_read_at(repo, commit, SV_PROTOCOL_PATH, &text, rules, err);

	if (st == SV_NOT_FOUND)
		st = sv_err_set(err, SV_INTEGRITY, N_("the history has no protocol"));
	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&text), text.len, 0, protocol, err);
	if (st == SV_OK)
		st = sv_protocol_open(s, *protocol, err);
	sv_buf_release(&text);
	return st;
}

enum sv_status sv_index_as_of(struct sv_session *s, const char *when, struct sv_index **out, char commit[41], struct sv_err *err)
{
	struct run r = { .s = s };
	char rules[SV_OID_HEX], day[SV_DATE_SIZE] = "";
	json_t *protocol = NULL;
	struct sv_repo *repo;
	const char *id;
	enum sv_status st = sv_session_id(s, &id, err);

	*out = NULL;
	if (st == SV_OK)
		st = sv_session_repo(s, &repo, err);
	if (st == SV_OK)
		st = find_commit(repo, when, sv_session_today(s), commit, day, err);
	if (st == SV_OK)
		st = protocol_at(s, repo, commit, &protocol, rules, err);
	if (st == SV_OK)
		st = sv_index_open(NULL, id, &r.index, err);
	if (st == SV_OK)
		st = start(&r, protocol, err);
	if (st == SV_OK)
		st = run_to(&r, repo, commit, rules, err);
	if (st == SV_OK)
		st = sv_index_note(r.index, "day", day, err);
	finish(&r);
	json_decref(protocol);
	if (st != SV_OK) {
		sv_index_free(r.index);
		return st;
	}
	*out = r.index;
	return SV_OK;
}

/* One index per store and officer: which cases are hidden differs, and who lacks the record role finds none. */
static enum sv_status index_path(struct sv_session *s, struct sv_buf *path, struct sv_err *err)
{
	const char *id;
	json_t *card = NULL;
	enum sv_status st = sv_session_id(s, &id, err);

	if (st == SV_OK)
		st = sv_state_path(id, path, err);
	if (st == SV_OK)
		st = sv_identity_public(s, &card, err);
	if (st == SV_OK)
		st = sv_mkdirs(sv_buf_str(path), 0700, err);
	if (st == SV_OK)
		sv_buf_addf(path, "/%s.db", sv_json_text(card, "officer"));
	json_decref(card);
	return st == SV_OK && path->failed ? sv_err_nomem(err) : st;
}

void sv_session_index_discard(struct sv_session *s)
{
	static const char *const suffix[] = { "", "-wal", "-shm" };
	struct sv_buf path = SV_BUF_INIT;
	char name[4200];

	sv_index_free(s->index);
	s->index = NULL;
	if (index_path(s, &path, NULL) == SV_OK) {
		for (size_t i = 0; i < sizeof suffix / sizeof suffix[0]; i++) {
			snprintf(name, sizeof name, "%s%s", sv_buf_str(&path), suffix[i]);
			unlink(name);
		}
	}
	sv_buf_release(&path);
}

static enum sv_status open_and_fill(struct sv_session *s, struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT, git = SV_BUF_INIT;
	char head[SV_OID_HEX];
	const char *id;
	enum sv_status st = index_path(s, &path, err);

	if (st == SV_OK)
		st = sv_session_id(s, &id, err);
	if (st == SV_OK && s->index == NULL)
		st = sv_index_open(sv_buf_str(&path), id, &s->index, err);
	sv_buf_addf(&git, "%s/history.git", sv_session_store(s));
	if (st == SV_OK)
		st = sv_ref_read(sv_buf_str(&git), head, err);
	if (st == SV_OK && strcmp(head, sv_index_head(s->index)) != 0)
		st = fill(s, s->index, err);
	sv_buf_release(&path);
	sv_buf_release(&git);
	return st;
}

enum sv_status sv_session_index(struct sv_session *s, struct sv_index **out, struct sv_err *err)
{
	enum sv_status st = open_and_fill(s, err);

	if (st == SV_INTEGRITY && s->index && sv_index_damaged(s->index)) { /* derived: throw it away and build it anew, once */
		sv_session_index_discard(s);
		sv_err_clear(err);
		st = open_and_fill(s, err);
	}
	*out = st == SV_OK ? s->index : NULL;
	return st;
}

enum sv_status sv_index_fresh(struct sv_session *s, struct sv_index **out, struct sv_err *err)
{
	const char *id;
	enum sv_status st = sv_session_id(s, &id, err);

	*out = NULL;
	if (st == SV_OK)
		st = sv_index_open(NULL, id, out, err);
	if (st == SV_OK)
		st = fill(s, *out, err);
	if (st != SV_OK) {
		sv_index_free(*out);
		*out = NULL;
	}
	return st;
}

enum sv_status sv_index_day(struct sv_index *index, int32_t *day, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	enum sv_status st = sv_index_noted(index, "day", &text, err);

	if (st == SV_OK && !sv_date_parse(sv_buf_str(&text), day))
		st = sv_err_set(err, SV_INTEGRITY, N_("the index is damaged"));
	sv_buf_release(&text);
	return st;
}

enum sv_status sv_index_protocol(struct sv_index *index, json_t **out, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	enum sv_status st = sv_index_noted(index, "protocol", &text, err);

	*out = NULL;
	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&text), text.len, 0, out, err);
	sv_buf_release(&text);
	return st;
}

enum sv_status sv_session_index_protocol(struct sv_session *s, json_t **out, struct sv_err *err)
{
	struct sv_index *index;
	enum sv_status st = sv_session_index(s, &index, err);

	*out = NULL;
	return st == SV_OK ? sv_index_protocol(index, out, err) : st;
}
