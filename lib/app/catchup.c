/* SPDX-License-Identifier: MIT */
/* The index and the history: see catchup.h. */
#include "app/catchup.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/identity.h"
#include "app/refold.h"
#include "base/file.h"
#include "json/get.h"
#include "json/ndjson.h"

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

/* Brings an index to the head. */
static enum sv_status fill(struct sv_session *s, struct sv_index *index, struct sv_err *err)
{
	struct sv_refold r = { .s = s, .index = index };
	struct sv_repo *repo;
	const json_t *protocol;
	const char *rules;
	enum sv_status st = sv_session_repo(s, &repo, err);

	if (st == SV_OK)
		st = sv_session_protocol(s, &protocol, &rules, err);
	if (st == SV_OK)
		st = sv_refold_start(&r, protocol, err);
	if (st == SV_OK)
		st = sv_refold_to(&r, repo, sv_repo_head(repo), rules, err);
	sv_refold_finish(&r);
	return st == SV_OK ? purge(index, err) : st;
}

enum sv_status sv_state_folder(struct sv_session *s, const char **id, struct sv_buf *path, struct sv_err *err)
{
	enum sv_status st = sv_session_id(s, id, err);

	if (st == SV_OK)
		st = sv_state_path(*id, path, err);
	return st == SV_OK ? sv_mkdirs(sv_buf_str(path), 0700, err) : st;
}

enum sv_status sv_index_scratch(struct sv_session *s, struct sv_index **out, struct sv_err *err)
{
	struct sv_buf folder = SV_BUF_INIT;
	const char *id;
	enum sv_status st = sv_state_folder(s, &id, &folder, err);

	*out = NULL;
	if (st == SV_OK)
		st = sv_index_open_scratch(sv_buf_str(&folder), id, out, err);
	sv_buf_release(&folder);
	return st;
}

/* One index per store and officer: which cases are hidden differs, and who lacks the record role finds none. */
static enum sv_status index_path(struct sv_session *s, struct sv_buf *path, struct sv_err *err)
{
	const char *id;
	json_t *card = NULL;
	enum sv_status st = sv_state_folder(s, &id, path, err);

	if (st == SV_OK)
		st = sv_identity_public(s, &card, err);
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
	enum sv_status st;

	if (s->index && sv_index_held(s->index))
		return SV_OK;
	st = index_path(s, &path, err);
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
	struct sv_repo *repo;
	enum sv_status st = *out ? SV_OK : sv_index_scratch(s, out, err);

	if (st == SV_OK)
		st = sv_session_repo(s, &repo, err);
	if (st == SV_OK)
		st = sv_repo_refresh(repo, err);
	sv_session_forget(s);
	if (st == SV_OK)
		st = fill(s, *out, err);
	if (st != SV_OK) {
		sv_index_free(*out);
		*out = NULL;
	}
	return st;
}

enum sv_status sv_index_since(struct sv_session *s, const char *commit, struct sv_index **out, struct sv_err *err)
{
	struct sv_refold r = { .s = s };
	struct sv_buf then = SV_BUF_INIT;
	char blob[SV_OID_HEX];
	const json_t *protocol;
	const char *rules;
	struct sv_repo *repo;
	enum sv_status st = sv_session_repo(s, &repo, err);

	*out = NULL;
	if (st == SV_OK)
		st = sv_session_protocol(s, &protocol, &rules, err);
	if (st == SV_OK)
		st = sv_repo_read_at(repo, commit, SV_PROTOCOL_PATH, &then, blob, err);
	if (st == SV_OK && strcmp(blob, rules) != 0)
		st = SV_NO;
	if (st == SV_OK)
		st = sv_index_scratch(s, &r.index, err);
	if (st == SV_OK)
		st = sv_refold_start(&r, protocol, err);
	if (st == SV_OK)
		st = sv_refold_part(&r, repo, commit, sv_repo_head(repo), rules, err);
	sv_refold_finish(&r);
	sv_buf_release(&then);
	if (st == SV_OK)
		*out = r.index;
	else
		sv_index_free(r.index);
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
