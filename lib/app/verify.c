/* SPDX-License-Identifier: MIT */
/* Verification: see verify.h. verify_file.c checks what a commit does to one file. */
#include "app/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/catchup.h"
#include "app/verify_internal.h"
#include "base/crew.h"
#include "base/file.h"
#include "crypt/derive.h"
#include "crypt/sshsig.h"
#include "json/get.h"

void sv_verify_fault(struct sv_verify *v, struct sv_err *err)
{
	if (err->status == SV_OK)
		err->status = SV_INTEGRITY;
	v->out->faults++;
	v->report->defect(v->report->data, err);
}

void sv_verify_say(struct sv_verify *v, const char *path, size_t line, const char *what)
{
	struct sv_err err = { 0 };

	if (v->lacked) /* it ends for want of memory, and this may not be so */
		return;
	sv_err_set(&err, SV_INTEGRITY, what);
	if (line)
		sv_err_at(&err, N_("line %zu"), line);
	if (path)
		sv_err_at(&err, "%s", path);
	sv_err_at(&err, N_("commit %s"), v->commit.id);
	sv_verify_fault(v, &err);
}

/* The commits to check, oldest first: from a head back to the first, or to the one named (which is not among them). */
static enum sv_status list_commits(struct sv_verify *v, const char *head, const char *until, char (**ids)[SV_OID_HEX], size_t *n, struct sv_err *err)
{
	char next[SV_OID_HEX];
	size_t cap = 0;

	*ids = NULL;
	*n = 0;
	snprintf(next, sizeof next, "%s", head);
	while (next[0] && (until == NULL || strcmp(next, until) != 0)) {
		if (*n == cap) {
			cap = cap ? cap * 2 : 256;
			void *grown = realloc(*ids, cap * sizeof **ids);
			if (grown == NULL)
				return sv_err_nomem(err);
			*ids = grown;
		}
		enum sv_status st = sv_repo_commit_read(v->repo, next, &v->commit, err);
		if (st != SV_OK)
			return st;
		memcpy((*ids)[(*n)++], next, SV_OID_HEX);
		if (v->commit.nparents > 1)
			sv_verify_say(v, NULL, 0, N_("the commit has more than one parent"));
		snprintf(next, sizeof next, "%s", v->commit.parent);
	}
	for (size_t i = 0; i < *n / 2; i++) {
		char swap[SV_OID_HEX];
		memcpy(swap, (*ids)[i], SV_OID_HEX);
		memcpy((*ids)[i], (*ids)[*n - 1 - i], SV_OID_HEX);
		memcpy((*ids)[*n - 1 - i], swap, SV_OID_HEX);
	}
	return SV_OK;
}

/* The commit is signed by the key of the officer it names, who was one before it (or is made one by the first commit). */
static void check_signature(struct sv_verify *v, const json_t *officers)
{
	const json_t *officer = json_object_get(officers, v->commit.by);
	const char *key = sv_json_has(officer, "gone") ? NULL : sv_json_text(officer, "sign");
	unsigned char public[32];
	struct sv_err err = { 0 };

	if (v->commit.signature.len == 0) {
		sv_verify_say(v, NULL, 0, N_("the commit is not signed"));
	} else if (key == NULL || sv_public_key(key, public, &err) != SV_OK) {
		sv_verify_say(v, NULL, 0, N_("the commit is by somebody who was no officer then"));
	} else if (sv_sshsig_verify(public, v->commit.payload.data, v->commit.payload.len, sv_buf_str(&v->commit.signature), &err) != SV_OK) {
		sv_verify_say(v, NULL, 0, N_("the signature is not that of the officer it names"));
	}
}

/* What must agree once all files of a commit were seen. */
static void check_whole(struct sv_verify *v)
{
	struct sv_buf derived = SV_BUF_INIT, stored = SV_BUF_INIT;
	struct sv_err err = { 0 };

	if (v->saw_signers[0] && sv_repo_blob(v->repo, v->saw_signers, &stored, &err) == SV_OK
	    && (sv_signers_text(v->officers, &derived, &err) != SV_OK || derived.len != stored.len || memcmp(derived.data, stored.data, stored.len) != 0))
		sv_verify_say(v, SV_SIGNERS_PATH, 0, N_("is not what the officers' events make it"));
	if (v->keys_changed && !v->saw_signers[0])
		sv_verify_say(v, SV_SIGNERS_PATH, 0, N_("was not changed along with the officers"));
	if (strcmp(v->protocol_blob, v->protocol_said) != 0)
		sv_verify_say(v, SV_PROTOCOL_PATH, 0, N_("was changed without an event that says so"));
	sv_buf_release(&derived);
	sv_buf_release(&stored);
}

/* Keeps of the commit what its cases are judged by, once all its other files were seen. */
static enum sv_status keep_commit(struct sv_verify *v, json_t *before, struct sv_err *err)
{
	if (v->ncommits == UINT32_MAX)
		return sv_err_nomem(err);
	if ((v->ncommits & (v->ncommits - 1)) == 0) { /* full: there is room for 1, 2, 4, … */
		void *grown = realloc(v->commits, (v->ncommits ? v->ncommits * 2 : 1) * sizeof *v->commits);
		if (grown == NULL)
			return sv_err_nomem(err);
		v->commits = grown;
	}
	json_t *by = json_object_get(v->signers, v->commit.by);
	if (by == NULL) {
		by = json_string(v->commit.by);
		if (by == NULL || json_object_set_new(v->signers, v->commit.by, by) < 0)
			return sv_err_nomem(err);
	}
	struct sv_verify_commit *c = &v->commits[v->ncommits++];
	*c = (struct sv_verify_commit){ .by = json_string_value(by), .when = v->commit.when, .first = v->first, .officers = json_incref(before) };
	sv_verify_bytes(v->commit.id, c->id);
	if (json_object_size(v->parts) > 0) {
		c->parts = v->parts;
		v->parts = json_object();
	}
	return v->parts ? SV_OK : sv_err_nomem(err);
}

static enum sv_status check_commit(struct sv_verify *v, const char *id, bool first, struct sv_err *err)
{
	enum sv_status st = sv_repo_commit_read(v->repo, id, &v->commit, err);

	if (st != SV_OK)
		return st;
	v->out->commits++;
	v->saw_signers[0] = '\0';
	v->keys_changed = false;
	v->first = first;
	if (v->snapshot == NULL && (v->snapshot = sv_json_deep_copy(v->officers)) == NULL)
		return sv_err_nomem(err);
	json_t *before = json_incref(v->snapshot); /* apart from the officers, who may change */
	v->officers_before = before;
	st = sv_repo_diff(v->repo, v->commit.parent, id, NULL, sv_verify_file, v, err);
	if (st == SV_OK)
		check_whole(v);
	if (st == SV_OK)
		check_signature(v, first ? v->officers : before);
	if (st == SV_OK)
		st = keep_commit(v, before, err);
	v->officers_before = NULL;
	json_decref(before);
	return st;
}

#define COMPARE_TIMES 20

/* All that an index holds, as one hash: of each row with the hash so far before it. */
struct digest {
	struct sv_index *index;
	char hash[65];
	struct sv_buf row;
};

static enum sv_status add_row(void *data, const char *bytes, size_t n, struct sv_err *err)
{
	struct digest *d = data;

	d->row.len = 0;
	sv_buf_adds(&d->row, d->hash);
	sv_buf_add(&d->row, bytes, n);
	if (d->row.failed)
		return sv_err_nomem(err);
	sv_hash_line(d->row.data, d->row.len, d->hash);
	return SV_OK;
}

static enum sv_status digest(void *data, size_t item, size_t hand, struct sv_err *err)
{
	struct digest *d = (struct digest *)data + item;

	(void)hand;
	return sv_index_each_row(d->index, add_row, d, err);
}

/* As sv_index_same: the two are read at the same time, and once more, together, only where they differ. */
static enum sv_status same(struct sv_index *kept, struct sv_index *fresh, bool part, char differs[16], struct sv_err *err)
{
	struct digest two[2] = { { .index = kept, .row = SV_BUF_INIT }, { .index = fresh, .row = SV_BUF_INIT } };
	enum sv_status st = part ? SV_OK : sv_crew_each(2, digest, two, err);

	if (st == SV_OK && (part || strcmp(two[0].hash, two[1].hash) != 0))
		st = sv_index_same(kept, fresh, part, differs, err);
	for (int i = 0; i < 2; i++)
		sv_buf_release(&two[i].row);
	return st;
}

/* fresh: an index of what was verified, which is taken over; NULL: none was made. After an earlier run what changed since is compared, where the rules are the same. */
static void compare_index(struct sv_verify *v, struct sv_index *fresh)
{
	struct sv_index *kept = NULL;
	struct sv_err err = { 0 };
	char differs[16];
	bool part = fresh == NULL && v->since[0] && sv_index_since(v->s, v->since, &fresh, NULL) == SV_OK;
	enum sv_status st = SV_BUSY;

	for (int i = 0; i < COMPARE_TIMES && st == SV_BUSY; i++) { /* others write meanwhile: then the two are of different commits */
		sv_err_clear(&err);
		st = i == 0 && fresh ? SV_OK : sv_index_fresh(v->s, &fresh, &err);
		if (st == SV_OK)
			st = sv_session_index(v->s, &kept, &err);
		if (st == SV_OK)
			st = same(kept, fresh, part, differs, &err);
	}
	if (st == SV_BUSY) {
		sv_index_free(fresh);
		return; /* not compared, and that is said */
	}
	if (st == SV_NO) {
		sv_err_set(&err, SV_INTEGRITY, N_("the index differs from a fresh one at case %s"), differs);
		sv_err_hint(&err, N_("delete the index; it is rebuilt by the next command"));
	}
	if (st != SV_OK)
		sv_verify_fault(v, &err);
	v->out->index_compared = st == SV_OK || st == SV_NO;
	sv_index_free(fresh);
}

/* The file that remembers up to where this user has verified. */
static enum sv_status checkpoint_path(struct sv_session *s, struct sv_buf *path, struct sv_err *err)
{
	const char *id;
	enum sv_status st = sv_state_folder(s, &id, path, err);

	sv_buf_adds(path, "/verified");
	return st;
}

static void write_checkpoint(struct sv_verify *v)
{
	struct sv_buf path = SV_BUF_INIT;
	char line[SV_OID_HEX + 1];

	snprintf(line, sizeof line, "%s\n", v->out->head);
	if (checkpoint_path(v->s, &path, NULL) == SV_OK)
		sv_file_write(sv_buf_str(&path), line, strlen(line), 0600, NULL);
	sv_buf_release(&path);
}

/* Takes over one file of the officers, or of the protocol, as it was verified before. */
static enum sv_status take_over(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	struct sv_verify *v = data;

	(void)old;
	return sv_verify_take_over(v, path, blob, err);
}

static enum sv_status count_case(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	struct sv_verify *v = data;

	(void)path;
	(void)old;
	(void)blob;
	(void)err;
	v->cases++;
	return SV_OK;
}

/* What stands at a commit that is trusted: officers and rules now, a case's file when a later commit touches it. */
static enum sv_status trust(struct sv_verify *v, const char *commit, struct sv_err *err)
{
	enum sv_status st = sv_repo_diff(v->repo, "", commit, "officers", take_over, v, err);

	if (st == SV_OK)
		st = sv_repo_diff(v->repo, "", commit, SV_PROTOCOL_PATH, sv_verify_rules, v, err);
	if (st == SV_OK && v->counts)
		st = sv_repo_diff(v->repo, "", commit, "cases", count_case, v, err);
	return st;
}

/* The commit up to which this user verified before, where it is still in the history; else "". */
static enum sv_status checkpoint(struct sv_verify *v, const char (*ids)[SV_OID_HEX], size_t n, char out[SV_OID_HEX], struct sv_err *err)
{
	struct sv_buf path = SV_BUF_INIT, text = SV_BUF_INIT;
	enum sv_status st = checkpoint_path(v->s, &path, err);

	out[0] = '\0';
	if (st == SV_OK)
		st = sv_file_read(sv_buf_str(&path), 64, &text, err);
	if (st == SV_OK && text.len >= 40) {
		for (size_t i = 0; i < n; i++)
			if (memcmp(text.data, ids[i], 40) == 0)
				snprintf(out, SV_OID_HEX, "%s", ids[i]);
		if (out[0] == '\0') {
			memcpy(v->commit.id, text.data, 40);
			sv_verify_say(v, NULL, 0, N_("was verified before, and is no longer in the history: it was set back or rewritten"));
		}
	}
	sv_buf_release(&path);
	sv_buf_release(&text);
	return sv_err_excuse(st, st == SV_NOT_FOUND, err);
}

/* Verifies the commits up to head that follow a trusted one ("": all of them). */
static enum sv_status walk(struct sv_verify *v, const char *head, const char *trusted, struct sv_err *err)
{
	char (*ids)[SV_OID_HEX] = NULL, found[SV_OID_HEX] = "";
	size_t n = 0, start = 0;
	enum sv_status st = list_commits(v, head, trusted && trusted[0] ? trusted : NULL, &ids, &n, err);

	if (st == SV_OK && n == 0 && (trusted == NULL || trusted[0] == '\0'))
		st = sv_err_set(err, SV_INTEGRITY, N_("the history is empty"));
	if (st == SV_OK) {
		snprintf(v->out->head, sizeof v->out->head, "%s", head);
		snprintf(v->out->genesis, sizeof v->out->genesis, "%s", n ? ids[0] : head);
		if (v->o->incremental)
			st = checkpoint(v, (const char (*)[SV_OID_HEX])ids, n, found, err);
		snprintf(v->since, sizeof v->since, "%s", found);
		while (found[0] && start < n && strcmp(ids[start++], found) != 0)
			;
		if (trusted && trusted[0])
			snprintf(found, sizeof found, "%s", trusted);
		if (st == SV_OK && found[0])
			st = trust(v, found, err);
	}
	for (size_t i = start; i < n && st == SV_OK; i++) {
		st = check_commit(v, ids[i], i == 0 && found[0] == '\0', err);
		if (v->o->progress && i % 256 == 0)
			v->o->progress(v->o->progress_data, i, n);
	}
	if (st == SV_OK)
		st = sv_verify_cases(v, err);
	v->out->cases = v->cases;
	free(ids);
	return st;
}

static enum sv_status begin(struct sv_verify *v, struct sv_err *err)
{
	memset(v->out, 0, sizeof *v->out);
	pthread_mutex_init(&v->lock, NULL);
	v->officers = json_object();
	v->files = json_object();
	v->parts = json_object();
	v->protocols = json_object();
	v->signers = json_object();
	return v->officers && v->files && v->parts && v->protocols && v->signers ? SV_OK : sv_err_nomem(err);
}

/* SV_NO where a commit is not among those that lead to a head. */
static enum sv_status builds_on(struct sv_verify *v, const char *head, const char *commit, struct sv_err *err)
{
	char at[SV_OID_HEX];
	enum sv_status st = SV_OK;

	snprintf(at, sizeof at, "%s", head);
	while (st == SV_OK && at[0] && strcmp(at, commit) != 0) {
		st = sv_repo_commit_read(v->repo, at, &v->commit, err);
		snprintf(at, sizeof at, "%s", v->commit.parent);
	}
	snprintf(v->commit.id, sizeof v->commit.id, "%s", head);
	return st == SV_OK && at[0] == '\0' ? SV_NO : st;
}

/* Whether records open to me. That it could not be found out is no answer: less would be looked at than can be. */
static enum sv_status opens_records(struct sv_session *s, bool *opens, struct sv_err *err)
{
	const unsigned char *key;
	enum sv_status st = sv_session_role_key(s, "record", 0, &key, err);

	*opens = st == SV_OK;
	return sv_err_excuse(st, sv_closed(st), err);
}

enum sv_status sv_verify_onward(struct sv_session *s, const char *trusted, const struct sv_act_report *report, struct sv_verified *out, struct sv_err *err)
{
	const struct sv_verify_options o = { 0 };
	struct sv_verify v = { .s = s, .o = &o, .report = report, .out = out };
	enum sv_status st = begin(&v, err);

	if (st == SV_OK)
		st = sv_session_repo(s, &v.repo, err);
	if (st == SV_OK)
		st = opens_records(s, &out->records_opened, err);
	if (st == SV_OK && trusted[0])
		st = builds_on(&v, sv_repo_head(v.repo), trusted, err);
	if (st == SV_OK)
		st = walk(&v, sv_repo_head(v.repo), trusted, err);
	if (st == SV_OK && out->faults > 0)
		st = SV_INTEGRITY;
	sv_verify_release(&v);
	return st;
}

enum sv_status sv_verify_push(struct sv_session *s, const char *git_dir, const char *incoming, const char *old, const char *new_, const struct sv_verify_options *o,
                              const struct sv_act_report *report, struct sv_verified *out, struct sv_err *err)
{
	struct sv_verify v = { .s = s, .o = o, .report = report, .out = out, .git_dir = git_dir, .incoming = incoming };
	bool first = strspn(old, "0") == strlen(old);
	enum sv_status st = begin(&v, err);

	if (st == SV_OK)
		st = sv_repo_open_bare(git_dir, incoming, &v.repo, err);
	if (st == SV_OK && !first) { /* what is there must be among what is pushed */
		st = builds_on(&v, new_, old, err);
		if (st == SV_NO)
			sv_verify_say(&v, NULL, 0, N_("does not build on what is here: get that first, nothing may be replaced"));
		st = st == SV_NO ? SV_OK : st;
	}
	if (st == SV_OK && out->faults == 0)
		st = walk(&v, new_, first ? "" : old, err);
	if (st == SV_OK && out->faults > 0)
		st = SV_INTEGRITY;
	sv_verify_release(&v);
	sv_repo_free(v.repo);
	return st;
}

/* Begins an index, which gets each case as it is verified. */
static enum sv_status begin_index(struct sv_verify *v, struct sv_refold *r, struct sv_err *err)
{
	const json_t *protocol;
	const char *rules;
	enum sv_status st = sv_session_protocol(v->s, &protocol, &rules, err);

	if (st == SV_OK)
		st = sv_index_scratch(v->s, &r->index, err);
	if (st == SV_OK)
		st = sv_refold_start(r, protocol, err);
	if (st == SV_OK)
		st = sv_refold_begin(r, rules, err);
	if (st == SV_OK)
		v->refold = r;
	return st;
}

/* Ends it, with the items. NULL where that fails: then it is made by itself, and what fails there is told. */
static struct sv_index *end_index(struct sv_verify *v, struct sv_refold *r)
{
	struct sv_index *index = r->index;

	if (v->refold && v->out->faults == 0 && sv_refold_items(r, v->repo, "", v->out->head, NULL) == SV_OK && sv_refold_end(r, v->out->head, NULL) == SV_OK)
		return index;
	sv_index_free(index);
	return NULL;
}

enum sv_status sv_verify(struct sv_session *s, const struct sv_verify_options *o, const struct sv_act_report *report, struct sv_verified *out, struct sv_err *err)
{
	struct sv_verify v = { .s = s, .o = o, .report = report, .out = out, .counts = true };
	struct sv_refold r = { .s = s };
	enum sv_status st = begin(&v, err);

	if (st == SV_OK)
		st = sv_session_repo(s, &v.repo, err);
	if (st == SV_OK)
		st = opens_records(s, &out->records_opened, err);
	if (st == SV_OK && out->records_opened && !o->incremental)
		begin_index(&v, &r, NULL);
	if (st == SV_OK)
		st = walk(&v, sv_repo_head(v.repo), "", err);
	struct sv_index *fresh = st == SV_OK ? end_index(&v, &r) : NULL;
	if (st != SV_OK)
		sv_index_free(r.index);
	if (st == SV_OK && out->records_opened && out->faults == 0)
		compare_index(&v, fresh);
	else
		sv_index_free(fresh);
	sv_refold_finish(&r);
	if (st == SV_OK && out->faults > 0)
		st = SV_INTEGRITY;
	else if (st == SV_OK)
		write_checkpoint(&v);
	sv_verify_release(&v);
	return st;
}
