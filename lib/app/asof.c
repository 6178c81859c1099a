/* SPDX-License-Identifier: MIT */
/* The index as it was at an earlier commit or day: see catchup.h. */
#include <stdio.h>
#include <string.h>

#include "app/catchup.h"
#include "app/refold.h"
#include "base/date.h"
#include "json/ndjson.h"

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
	struct sv_refold r = { .s = s };
	char rules[SV_OID_HEX], day[SV_DATE_SIZE] = "";
	json_t *protocol = NULL;
	struct sv_repo *repo;
	enum sv_status st = sv_session_repo(s, &repo, err);

	*out = NULL;
	if (st == SV_OK)
		st = find_commit(repo, when, sv_session_today(s), commit, day, err);
	if (st == SV_OK)
		st = protocol_at(s, repo, commit, &protocol, rules, err);
	if (st == SV_OK)
		st = sv_index_scratch(s, &r.index, err);
	if (st == SV_OK)
		st = sv_refold_start(&r, protocol, err);
	if (st == SV_OK)
		st = sv_refold_to(&r, repo, commit, rules, err);
	if (st == SV_OK)
		st = sv_index_note(r.index, "day", day, err);
	sv_refold_finish(&r);
	json_decref(protocol);
	if (st != SV_OK) {
		sv_index_free(r.index);
		return st;
	}
	*out = r.index;
	return SV_OK;
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

enum sv_status sv_protocol_as_of(struct sv_session *s, const char *commit, json_t **out, struct sv_err *err)
{
	char rules[SV_OID_HEX];
	struct sv_repo *repo;
	enum sv_status st = sv_session_repo(s, &repo, err);

	*out = NULL;
	return st == SV_OK ? protocol_at(s, repo, commit, out, rules, err) : st;
}
