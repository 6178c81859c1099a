/* SPDX-License-Identifier: MIT */
/* What was published: see ledger.h. */
#include "app/ledger.h"

#include <stdio.h>

#include "app/append.h"
#include "app/casefile.h"
#include "app/internal.h"
#include "base/date.h"
#include "json/get.h"

/* A reading of the ledger. */
struct reading {
	struct sv_session *s;
	json_t *releases;
};

static enum sv_status one(void *data, size_t line, const json_t *event, const json_t *none, struct sv_err *err)
{
	struct reading *r = data;
	json_t *record = NULL;
	enum sv_status st = sv_register_event_open(r->s, SV_LEDGER_PATH, event, &record, err);

	(void)line;
	(void)none;
	if (st == SV_OK && record == NULL)
		st = sv_err_set(err, SV_INTEGRITY, N_("a publication in the ledger says nothing"));
	if (st == SV_OK && !(sv_json_set(record, "release", json_object_get(event, "event")) && sv_json_set(record, "at", json_object_get(event, "at"))
	                     && sv_json_set(record, "by", json_object_get(event, "by")) && json_array_append(r->releases, record) == 0))
		st = sv_err_nomem(err);
	json_decref(record);
	return st;
}

enum sv_status sv_ledger_read(struct sv_session *s, json_t **releases, struct sv_err *err)
{
	struct reading r = { s, json_array() };
	struct sv_buf text = SV_BUF_INIT;
	struct sv_repo *repo;
	char last[SV_HASH_HEX];
	enum sv_status st = r.releases ? sv_session_repo(s, &repo, err) : sv_err_nomem(err);

	*releases = NULL;
	if (st == SV_OK)
		st = sv_repo_read(repo, SV_LEDGER_PATH, &text, NULL, err);
	if (st == SV_NOT_FOUND) {
		sv_err_clear(err);
		st = SV_OK;
	}
	if (st == SV_OK && text.len > 0)
		st = sv_case_lines(NULL, NULL, text.data, text.len, last, one, &r, err);
	sv_buf_release(&text);
	if (st != SV_OK) {
		json_decref(r.releases);
		return st;
	}
	*releases = r.releases;
	return SV_OK;
}

enum sv_status sv_ledger_add(struct sv_session *s, const json_t *publication, size_t seen, char release[SV_EVENT_ID_SIZE], struct sv_err *err)
{
	struct sv_batch *b = NULL;
	json_t *now = NULL;
	enum sv_status st = sv_batch_open(s, false, &b, err);

	if (st == SV_OK)
		st = sv_ledger_read(s, &now, err);
	if (st == SV_OK && json_array_size(now) != seen) {
		st = sv_err_set(err, SV_BUSY, N_("somebody else published meanwhile; nothing was published"));
		sv_err_hint(err, N_("run it again: it is then protected against that too"));
	}
	if (st == SV_OK)
		st = sv_batch_register(b, SV_LEDGER_PATH, SV_LEDGER_SUBJECT, "figures.published", NULL, publication, err);
	if (st == SV_OK)
		st = sv_batch_commit(b, err);
	snprintf(release, SV_EVENT_ID_SIZE, "%s", st == SV_OK ? sv_batch_last_event(b) : ""); /* not read back: what is stored may not end in a failure to read it */
	json_decref(now);
	sv_batch_free(b);
	return st;
}

enum sv_status sv_ledger_commit(struct sv_session *s, const char *commit, int32_t *day, char before[41], struct sv_err *err)
{
	struct sv_commit c = { .when = 0 };
	struct sv_repo *repo;
	enum sv_status st = sv_session_repo(s, &repo, err);

	if (st == SV_OK)
		st = sv_repo_commit_read(repo, commit, &c, err);
	if (st == SV_OK) {
		*day = sv_day_in_amsterdam(c.when * 1000);
		snprintf(before, 41, "%s", c.parent);
	}
	sv_commit_release(&c);
	return st;
}
