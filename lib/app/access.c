/* SPDX-License-Identifier: MIT */
/* Opening what is sealed: see access.h. */
#include "app/access.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/append.h"
#include "app/casefile.h"
#include "app/internal.h"
#include "app/register.h"
#include "base/wipe.h"
#include "json/get.h"
#include "json/ndjson.h"

/* A reading of one case. */
struct reading {
	struct sv_session *s;
	const char *case_id;
	bool asked[SV_COMPARTMENTS];
	json_t *events;
};

static enum sv_status read_event(void *data, size_t line, const json_t *event, const json_t *record, struct sv_err *err)
{
	const struct reading *r = data;
	json_t *one = sv_event_envelope(event, sv_compartment_names);
	enum sv_status st = one && sv_json_set(one, "record", (json_t *)record) ? SV_OK : sv_err_nomem(err);

	for (int c = SV_CONTENT; c < SV_COMPARTMENTS && st == SV_OK; c++) {
		const char *name = sv_compartment_name((enum sv_compartment)c);
		json_t *opened = NULL;
		if (!r->asked[c] || !sv_json_has(event, name))
			continue;
		st = sv_case_event_open(r->s, r->case_id, event, (enum sv_compartment)c, &opened, err);
		if (st == SV_NOT_FOUND) /* erased */
			st = SV_OK;
		else if (st == SV_OK && json_object_set_new(one, name, opened) < 0)
			st = sv_err_nomem(err);
		if (st != SV_OK)
			sv_err_at(err, N_("line %zu"), line);
	}
	if (st == SV_OK && json_array_append(r->events, one) < 0)
		st = sv_err_nomem(err);
	json_decref(one);
	return st;
}

/* As the history is now, or as it was when the session began to read it. */
static enum sv_status read_case(struct sv_session *s, const char *case_id, const struct reading *r, bool now, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	struct sv_repo *repo;
	char path[SV_PATH_SIZE], last[SV_HASH_HEX];
	enum sv_status st = sv_session_repo(s, &repo, err);

	sv_case_path(case_id, path);
	if (st == SV_OK && now)
		st = sv_repo_refresh(repo, err);
	if (st == SV_OK)
		st = sv_repo_read(repo, path, &text, NULL, err);
	if (st == SV_NOT_FOUND)
		st = sv_err_set(err, SV_NOT_FOUND, N_("no such case: '%s'"), case_id);
	if (st == SV_OK)
		st = sv_case_lines(s, case_id, text.data, text.len, last, read_event, (void *)r, err);
	sv_buf_release(&text);
	return st;
}

/* The set of keys of the newest event of a case. */
static enum sv_status newest_keys(struct sv_session *s, const char *case_id, char keys[SV_KEYS_SIZE], struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	struct sv_repo *repo;
	char path[SV_PATH_SIZE];
	json_t *event = NULL;
	enum sv_status st = sv_session_repo(s, &repo, err);

	sv_case_path(case_id, path);
	if (st == SV_OK)
		st = sv_repo_refresh(repo, err);
	if (st == SV_OK)
		st = sv_repo_read(repo, path, &text, NULL, err);
	if (st == SV_NOT_FOUND)
		st = sv_err_set(err, SV_NOT_FOUND, N_("no such case: '%s'"), case_id);
	if (st == SV_OK && text.len > 1) {
		size_t start = text.len - 1;
		while (start > 0 && text.data[start - 1] != '\n')
			start--;
		st = sv_json_parse(text.data + start, text.len - 1 - start, 0, &event, err);
	}
	snprintf(keys, SV_KEYS_SIZE, "%s", sv_event_keys(event));
	json_decref(event);
	sv_buf_release(&text);
	return st;
}

enum sv_status sv_access_may_open(struct sv_session *s, const char *case_id, enum sv_compartment c, struct sv_err *err)
{
	unsigned char key[32];
	char keys[SV_KEYS_SIZE];
	enum sv_status st = newest_keys(s, case_id, keys, err);

	if (st == SV_OK && keys[0] != 'r')
		st = sv_session_case_key(s, case_id, keys, c, key, err);
	else if (st == SV_OK)
		st = sv_err_set(err, SV_NOT_FOUND, N_("the keys of case '%s' were destroyed"), case_id);
	sv_wipe(key, sizeof key);
	return st;
}

/* One act on one case in a batch of its own. A gate's refusal to open is a matter of permission. */
static enum sv_status one_act(struct sv_session *s, const char *case_id, const char *type, json_t *act, json_t *public, const struct sv_act_report *report, struct sv_err *err)
{
	struct sv_batch *b = NULL;
	enum sv_status st = sv_batch_open(s, false, &b, err);

	if (st == SV_OK) {
		st = sv_batch_own_act(b, case_id, sv_event_type(type), act, NULL, public, report, NULL);
		if (st != SV_OK && err)
			err->status = st; /* told by report; err itself has no message */
	}
	if (st == SV_OK)
		st = sv_batch_commit(b, err);
	sv_batch_free(b);
	return st;
}

/* A gate that refuses to open is a matter of permission, not of bad input. */
static void denied(void *data, const struct sv_err *given)
{
	const struct sv_act_report *report = data;
	struct sv_err err = *given;

	if (err.status == SV_BAD_INPUT)
		err.status = SV_DENIED;
	report->defect(report->data, &err);
}

/* The act of opening: what, and why. */
static enum sv_status opening(bool content, bool identity, const char *why, json_t **act, struct sv_err *err)
{
	bool asked[SV_COMPARTMENTS] = { false, content, identity }, ok;

	*act = json_object();
	ok = *act && sv_json_set_text(*act, "why", why);
	for (int c = SV_CONTENT; c < SV_COMPARTMENTS; c++)
		ok = ok && (!asked[c] || sv_json_add_word(*act, "compartments", sv_compartment_name((enum sv_compartment)c)));
	return ok ? SV_OK : sv_err_nomem(err);
}

static enum sv_status may_open_all(struct sv_session *s, const char *case_id, bool content, bool identity, struct sv_err *err)
{
	enum sv_status st = content ? sv_access_may_open(s, case_id, SV_CONTENT, err) : SV_OK;

	return st == SV_OK && identity ? sv_access_may_open(s, case_id, SV_IDENTITY, err) : st;
}

static enum sv_status with_reason(const char *why, struct sv_err *err)
{
	if (why && why[strspn(why, " \t\r\n")])
		return SV_OK;
	sv_err_set(err, SV_USAGE, N_("opening content or identities needs a reason (--why)"));
	sv_err_hint(err, N_("it is recorded in the history of the case"));
	return SV_USAGE;
}

enum sv_status sv_access_open(struct sv_session *s, const char *case_id, bool content, bool identity, const char *why,
                              const struct sv_act_report *report, json_t **events, struct sv_err *err)
{
	struct reading r = { s, case_id, { false, content, identity }, json_array() };
	json_t *act = NULL;
	enum sv_status st = r.events ? may_open_all(s, case_id, content, identity, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = with_reason(why, err);
	if (st == SV_OK)
		st = opening(content, identity, why, &act, err);
	if (st == SV_OK) {
		struct sv_act_report strict = { denied, (void *)report };
		st = one_act(s, case_id, "access.opened", act, NULL, &strict, err);
		if (st == SV_BAD_INPUT)
			st = SV_DENIED;
	}
	if (st == SV_OK)
		st = read_case(s, case_id, &r, true, err);
	json_decref(act);
	if (st != SV_OK) {
		json_decref(r.events);
		r.events = NULL;
	}
	*events = r.events;
	return st;
}

/* One of several cases that are read together. */
struct one_of_many {
	const struct sv_act_report *report;
	const char *case_id;
	bool told;
};

static void name_case(void *data, const struct sv_err *given)
{
	struct one_of_many *m = data;
	struct sv_err err = *given;

	if (err.status == SV_BAD_INPUT)
		err.status = SV_DENIED; /* a gate that refuses to open */
	sv_err_at(&err, "%s", m->case_id);
	m->told = true;
	m->report->defect(m->report->data, &err);
}

/* Records, in one commit, that each of these cases is opened; those that may not be are told of, and *shut. */
static enum sv_status record_all(struct sv_session *s, char (*ids)[16], size_t n, bool content, bool identity, const char *why, const struct sv_act_report *report, bool *shut, struct sv_err *err)
{
	struct sv_batch *b = NULL;
	enum sv_status st = sv_batch_open(s, false, &b, err);

	for (size_t i = 0; i < n && st == SV_OK; i++) {
		struct one_of_many m = { report, ids[i], false };
		struct sv_act_report each = { name_case, &m };
		struct sv_err one = { 0 };
		json_t *act = NULL;
		enum sv_status got = may_open_all(s, ids[i], content, identity, &one);
		if (got == SV_OK) {
			st = opening(content, identity, why, &act, err);
			got = st == SV_OK ? sv_batch_own_act(b, ids[i], sv_event_type("access.opened"), act, NULL, NULL, &each, NULL) : st;
		}
		json_decref(act);
		if (st == SV_OK && got == SV_NOT_FOUND)
			continue; /* erased: there is nothing left to open, and what is left is read */
		if (st == SV_OK && got != SV_OK && got != SV_DENIED && got != SV_BAD_INPUT) { /* no refusal: something failed, and nothing is opened */
			st = got;
			if (err && !m.told) {
				*err = one;
				sv_err_at(err, "%s", ids[i]);
			}
		}
		shut[i] = got != SV_OK;
		if (st == SV_OK && got != SV_OK && !m.told) {
			if (one.status == SV_OK)
				sv_err_set(&one, got, N_("failed"));
			name_case(&m, &one);
		}
	}
	if (st == SV_OK)
		st = sv_batch_commit(b, err);
	sv_batch_free(b);
	return st;
}

enum sv_status sv_access_each(struct sv_session *s, char (*ids)[16], size_t n, bool content, bool identity, const char *why, const struct sv_act_report *report,
                              sv_access_case *fn, void *data, struct sv_err *err)
{
	bool *shut = calloc(n ? n : 1, sizeof *shut);
	enum sv_status st = shut ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK && (content || identity)) {
		st = with_reason(why, err);
		if (st == SV_OK)
			st = record_all(s, ids, n, content, identity, why, report, shut, err);
	}
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		struct reading r = { s, ids[i], { false, content, identity }, shut[i] ? NULL : json_array() };
		if (shut[i])
			continue;
		st = r.events ? read_case(s, ids[i], &r, content || identity, err) : sv_err_nomem(err);
		if (st == SV_OK) {
			st = fn(data, ids[i], r.events, err);
		} else {
			sv_err_at(err, "%s", ids[i]);
			if (st == SV_DENIED) { /* some of it was sealed when it was closed to me */
				report->defect(report->data, err);
				sv_err_clear(err);
				st = SV_OK;
			}
		}
		json_decref(r.events);
	}
	free(shut);
	return st;
}

enum sv_status sv_access_read(struct sv_session *s, const char *case_id, json_t **events, bool *whole, struct sv_err *err)
{
	struct reading r = { s, case_id, { false, false, false }, json_array() };
	enum sv_status st = r.events ? SV_OK : sv_err_nomem(err);

	*whole = true;
	for (int c = SV_CONTENT; c < SV_COMPARTMENTS && st == SV_OK; c++) {
		r.asked[c] = sv_access_may_open(s, case_id, (enum sv_compartment)c, NULL) == SV_OK;
		*whole = *whole && r.asked[c];
	}
	if (st == SV_OK)
		st = read_case(s, case_id, &r, true, err);
	if (st != SV_OK) {
		json_decref(r.events);
		r.events = NULL;
	}
	*events = r.events;
	return st;
}

enum sv_status sv_access_log(struct sv_session *s, const char *case_id, json_t **events, struct sv_err *err)
{
	struct reading r = { s, case_id, { false, false, false }, json_array() };
	enum sv_status st = r.events ? read_case(s, case_id, &r, true, err) : sv_err_nomem(err);

	if (st != SV_OK) {
		json_decref(r.events);
		r.events = NULL;
	}
	*events = r.events;
	return st;
}

enum sv_status sv_access_request(struct sv_session *s, const char *case_id, const char *why, const struct sv_act_report *report, struct sv_err *err)
{
	json_t *act = json_pack("{s:s}", "why", why);
	enum sv_status st = act ? one_act(s, case_id, "identity.requested", act, NULL, report, err) : sv_err_nomem(err);

	json_decref(act);
	return st;
}

enum sv_status sv_access_answer(struct sv_session *s, const char *case_id, const char *officer, bool granted, const char *why,
                                const struct sv_act_report *report, struct sv_err *err)
{
	json_t *act = json_pack("{s:s,s:b,s:s}", "officer", officer, "granted", granted, "why", why);
	json_t *public = granted ? json_pack("{s:s,s:s}", "officer", officer, "compartment", "identity") : NULL;
	enum sv_status st = act && (public || !granted) ? one_act(s, case_id, "identity.answered", act, public, report, err) : sv_err_nomem(err);

	json_decref(public);
	json_decref(act);
	return st;
}

enum sv_status sv_access_act(struct sv_session *s, const char *case_id, const char *type, json_t *act, json_t *public, const struct sv_act_report *report, struct sv_err *err)
{
	return one_act(s, case_id, type, act, public, report, err);
}
