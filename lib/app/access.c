/* SPDX-License-Identifier: MIT */
/* Opening what is sealed: see access.h. */
#include "app/access.h"

#include <ctype.h>
#include <stdio.h>
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

static enum sv_status read_case(struct sv_session *s, const char *case_id, const struct reading *r, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	struct sv_repo *repo;
	char path[SV_PATH_SIZE], last[SV_HASH_HEX];
	enum sv_status st = sv_session_repo(s, &repo, err);

	sv_case_path(case_id, path);
	if (st == SV_OK)
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

enum sv_status sv_access_open(struct sv_session *s, const char *case_id, bool content, bool identity, const char *why,
                              const struct sv_act_report *report, json_t **events, struct sv_err *err)
{
	struct reading r = { s, case_id, { false, content, identity }, json_array() };
	json_t *names = json_array(), *act = json_object();
	enum sv_status st = r.events && names && act ? SV_OK : sv_err_nomem(err);

	for (int c = SV_CONTENT; c < SV_COMPARTMENTS && st == SV_OK; c++) {
		if (!r.asked[c])
			continue;
		st = sv_access_may_open(s, case_id, (enum sv_compartment)c, err);
		if (st == SV_OK && json_array_append_new(names, json_string(sv_compartment_name((enum sv_compartment)c))) < 0)
			st = sv_err_nomem(err);
	}
	if (st == SV_OK && (why == NULL || why[strspn(why, " \t\r\n")] == '\0')) {
		st = sv_err_set(err, SV_USAGE, N_("opening content or identities needs a reason (--why)"));
		sv_err_hint(err, N_("it is recorded in the history of the case"));
	}
	if (st == SV_OK && (!sv_json_set(act, "compartments", names) || !sv_json_set_text(act, "why", why)))
		st = sv_err_nomem(err);
	if (st == SV_OK) {
		struct sv_act_report strict = { denied, (void *)report };
		st = one_act(s, case_id, "access.opened", act, NULL, &strict, err);
		if (st == SV_BAD_INPUT)
			st = SV_DENIED;
	}
	if (st == SV_OK)
		st = read_case(s, case_id, &r, err);
	json_decref(names);
	json_decref(act);
	if (st != SV_OK) {
		json_decref(r.events);
		r.events = NULL;
	}
	*events = r.events;
	return st;
}

/* Letters small and everything else a blank, so that words can be compared; a blank at both ends. */
static void words_only(const char *text, struct sv_buf *out)
{
	bool blank = true;

	sv_buf_add_secret(out, " ", 1);
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		bool letter = c >= 0x80 || isalnum(c);
		char small = (char)tolower(c);
		if (letter)
			sv_buf_add_secret(out, &small, 1);
		else if (!blank)
			sv_buf_add_secret(out, " ", 1);
		blank = !letter;
	}
	if (!blank)
		sv_buf_add_secret(out, " ", 1);
}

/* Whether a run of n words of one text stands in another (both by words_only). */
static bool shares_words(const char *words, const char *in, size_t n)
{
	char run[512];

	for (const char *p = words; *p;) {
		const char *end = p + 1;
		size_t k = 0;
		while (k < n && *end && (end = strchr(end, ' ')) != NULL) {
			k++;
			end++;
		}
		if (k < n || end == NULL)
			return false;
		snprintf(run, sizeof run, "%.*s", (int)(end - p), p);
		if ((size_t)(end - p) < sizeof run && strstr(in, run))
			return true;
		p = strchr(p + 1, ' ');
		if (p == NULL)
			return false;
	}
	return false;
}

/* Whether a name, or one of its parts that is long enough to tell, stands in a text. Parts that the reader has too do not count. */
static bool names(const char *name, const char *readers, const char *in)
{
	struct sv_buf words = SV_BUF_INIT;
	char part[80];
	bool found = false;

	words_only(name, &words);
	for (const char *p = sv_buf_str(&words); !found && *p && p[1]; p = strchr(p + 1, ' ')) {
		size_t len = strcspn(p + 1, " ");
		snprintf(part, sizeof part, "%.*s", (int)(len + 2 < sizeof part ? len + 2 : sizeof part - 1), p);
		bool particle = strstr(" van der den ter ten het een and the voor aan bij ", part) != NULL;
		found = len >= 3 && !particle && strstr(in, part) && !strstr(readers, part);
	}
	sv_buf_release_secret(&words);
	return found;
}

/* The names of one party, as the latest events have them, as words. */
static void names_of(const json_t *events, const char *party, struct sv_buf *out)
{
	static const char *const lists[] = { "parties", "changes" };
	const json_t *event;
	size_t i;

	json_array_foreach(events, i, event) {
		for (size_t l = 0; l < 2; l++) {
			const char *name = sv_json_text(sv_json_find(sv_json_array(sv_json_object(event, "identity"), lists[l]), "party", party), "name");
			if (name)
				words_only(name, out);
		}
	}
}

/* What of one list of reporters' identities stands in a text. */
static enum sv_status leaks_of(const json_t *list, const json_t *reporters, const char *readers, const char *text, const char *in, struct sv_err *err)
{
	const json_t *one;
	size_t i;

	json_array_foreach(list, i, one) {
		const char *id = sv_json_text(one, "party"), *name = sv_json_text(one, "name"), *contact = sv_json_text(one, "contact"), *person = sv_json_text(one, "person");
		if (id == NULL || !sv_json_holds(reporters, id))
			continue;
		if (name && names(name, readers, in))
			return sv_err_set(err, SV_BAD_INPUT, N_("the letter holds the name of the reporter, who has not agreed to that"));
		if ((contact && strlen(contact) > 4 && strcasestr(text, contact)) || (person && strlen(person) > 3 && strcasestr(text, person)))
			return sv_err_set(err, SV_BAD_INPUT, N_("the letter holds the address or number of the reporter, who has not agreed to that"));
	}
	return SV_OK;
}

enum sv_status sv_access_leaks(struct sv_session *s, const char *case_id, const char *party, const char *text, bool *checked, struct sv_err *err)
{
	static const char *const lists[] = { "parties", "changes" };
	struct reading r = { s, case_id, { false, false, false }, json_array() };
	struct sv_buf in = SV_BUF_INIT, readers = SV_BUF_INIT, told = SV_BUF_INIT;
	json_t *reporters = json_array();
	const json_t *event, *one;
	bool told_it = false; /* the reader is a reporter: these are their own words */
	size_t i, k;
	enum sv_status st = r.events && reporters ? SV_OK : sv_err_nomem(err);

	*checked = true;
	for (int c = SV_CONTENT; c < SV_COMPARTMENTS && st == SV_OK; c++) {
		r.asked[c] = sv_access_may_open(s, case_id, (enum sv_compartment)c, NULL) == SV_OK;
		*checked = *checked && r.asked[c];
	}
	if (st == SV_OK)
		st = read_case(s, case_id, &r, err);
	words_only(text, &in);
	names_of(r.events, party, &readers);
	json_array_foreach(r.events, i, event) { /* reporters who agreed, and complaints that were handed over, are no secret */
		for (size_t l = 0; l < 2; l++) {
			json_array_foreach(sv_json_array(sv_json_object(event, "record"), lists[l]), k, one) {
				const char *id = sv_json_text(one, "party"), *role = sv_json_text(one, "role");
				if (id && role && strcmp(role, "reporter") == 0 && strcmp(id, party) != 0)
					json_array_append_new(reporters, json_string(id));
				told_it = told_it || (id && role && strcmp(role, "reporter") == 0 && strcmp(id, party) == 0);
				for (size_t n = json_array_size(reporters); id && sv_json_true(one, "consent") && n-- > 0;)
					if (strcmp(json_string_value(json_array_get(reporters, n)), id) == 0)
						json_array_remove(reporters, n);
			}
		}
	}
	json_array_foreach(r.events, i, event) {
		const json_t *identity = sv_json_object(event, "identity");
		for (size_t l = 0; l < 2 && st == SV_OK; l++)
			st = leaks_of(sv_json_array(identity, lists[l]), reporters, sv_buf_str(&readers), text, sv_buf_str(&in), err);
		const char *narrative = sv_json_text(sv_json_object(event, "content"), "narrative");
		if (st == SV_OK && narrative && !told_it && json_array_size(reporters) > 0) {
			sv_buf_release_secret(&told);
			words_only(narrative, &told);
			if (shares_words(sv_buf_str(&told), sv_buf_str(&in), 6))
				st = sv_err_set(err, SV_BAD_INPUT, N_("the letter holds words of what the reporter told: say it in words of your own"));
		}
	}
	sv_buf_release_secret(&in);
	sv_buf_release_secret(&readers);
	sv_buf_release_secret(&told);
	json_decref(r.events);
	json_decref(reporters);
	return st;
}

enum sv_status sv_access_log(struct sv_session *s, const char *case_id, json_t **events, struct sv_err *err)
{
	struct reading r = { s, case_id, { false, false, false }, json_array() };
	enum sv_status st = r.events ? read_case(s, case_id, &r, err) : sv_err_nomem(err);

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
