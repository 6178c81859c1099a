/* SPDX-License-Identifier: MIT */
/* Erasure: see erase.h. */
#include "app/erase.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/batch.h"
#include "app/catchup.h"
#include "base/date.h"
#include "base/file.h"
#include "base/wipe.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/fold.h"
#include "model/series.h"
#include "store/objects.h"

struct due {
	int32_t until;
	json_t *found;
};

static enum sv_status look_at_closed(void *data, const char *text, struct sv_err *err)
{
	static const char *const kept[] = { "case", "state", "closed", "retain_until", "hold", "erasures", NULL };
	struct due *d = data;
	json_t *state = json_loads(text, 0, NULL), *one;
	const char *until = sv_json_text(state, "retain_until");
	int32_t day;
	bool over = until && sv_date_parse(until, &day) && day < d->until;
	enum sv_status st = state ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK && (over || sv_json_has(state, "erasures")) && !sv_json_has(state, "erased")) {
		one = json_object();
		for (size_t i = 0; kept[i]; i++)
			sv_json_set(one, kept[i], json_object_get(state, kept[i]));
		st = one && json_array_append_new(d->found, one) == 0 ? SV_OK : sv_err_nomem(err);
	}
	json_decref(state);
	return st;
}

enum sv_status sv_erase_due(struct sv_session *s, int32_t until, json_t **out, struct sv_err *err)
{
	struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX };
	struct due d = { until, json_array() };
	struct sv_index *index;
	enum sv_status st = d.found ? sv_session_index(s, &index, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_index_list(index, &q, look_at_closed, &d, err);
	*out = d.found;
	return st;
}

/* Gives the state of each case to the caller, once all of it is durable. */
static enum sv_status give(struct sv_batch *b, const json_t *cases, sv_erase_each *each, void *data, struct sv_err *err)
{
	const json_t *id;
	size_t i;
	enum sv_status st = SV_OK;

	json_array_foreach(cases, i, id) {
		const json_t *state = st == SV_OK ? sv_batch_state(b, json_string_value(id)) : NULL;
		json_t *public = state ? sv_case_public(state) : NULL;
		if (public)
			st = each(data, public, err);
		json_decref(public);
	}
	return st;
}

/* A report that also says which case it is about. */
struct naming {
	const struct sv_act_report *report;
	const char *case_id;
};

static void named(void *data, const struct sv_err *given)
{
	const struct naming *n = data;
	struct sv_err err = *given;

	sv_err_at(&err, "%s", n->case_id);
	n->report->defect(n->report->data, &err);
}

enum sv_status sv_erase_acts(struct sv_session *s, const json_t *cases, const char *type, const json_t *act, const struct sv_act_report *report,
                             sv_erase_each *each, void *data, struct sv_err *err)
{
	const char *party = strcmp(type, "erasure.proposed") == 0 ? sv_json_text(act, "party") : NULL;
	json_t *public = party ? json_pack("{s:s}", "party", party) : NULL;
	struct sv_batch *b = NULL;
	const json_t *id;
	size_t i;
	enum sv_status worst = sv_batch_open(s, false, &b, err);

	json_array_foreach(b ? cases : NULL, i, id) {
		struct naming naming = { report, json_string_value(id) };
		struct sv_act_report r = { named, &naming };
		json_t *copy = sv_json_deep_copy(act);
		enum sv_status st = copy ? sv_batch_own_act(b, json_string_value(id), sv_event_type(type), copy, NULL, public, &r, NULL) : sv_err_nomem(err);
		if (worst == SV_OK && st != SV_OK && err)
			err->status = st; /* told by report */
		worst = worst == SV_OK ? st : worst;
		json_decref(copy);
	}
	if (worst == SV_OK)
		worst = sv_batch_commit(b, err);
	if (worst == SV_OK)
		worst = give(b, cases, each, data, err);
	sv_batch_free(b);
	json_decref(public);
	return worst;
}

/* Weeks between two days of a case; -1 where one of them is not known. */
static int weeks(const json_t *state, const char *until)
{
	const char *a = sv_json_text(state, "received"), *z = sv_json_text(state, until);
	int32_t from, to;

	if (a == NULL || z == NULL || !sv_date_parse(a, &from) || !sv_date_parse(z, &to) || to < from)
		return -1;
	return (to - from + 6) / 7;
}

static enum sv_status count_one(void *data, const char *const *words, long long n, struct sv_err *err)
{
	long long *total = data;

	(void)words;
	(void)err;
	*total += n;
	return SV_OK;
}

/* A copy of a state with the category that it counts under now: later nobody knows on which side of a change of words it lies. */
static enum sv_status as_counted(struct sv_session *s, const json_t *recorded, json_t **state, struct sv_err *err)
{
	const char *category = sv_json_text(recorded, "category"), *received = sv_json_text(recorded, "received");
	const json_t *protocol;
	json_t *words = NULL;
	int32_t day = INT32_MIN;
	enum sv_status st = sv_session_protocol(s, &protocol, NULL, err);

	if (received)
		sv_date_parse(received, &day);
	if (st == SV_OK)
		st = sv_series_words(protocol, &words, err);
	*state = st == SV_OK ? sv_json_copy(recorded) : NULL;
	if (st == SV_OK && (*state == NULL || (category && !sv_json_set_text(*state, "category", sv_series_word(words, "category", category, day)))))
		st = sv_err_nomem(err);
	json_decref(words);
	return st;
}

/*
 * What is kept of a case for figures: its year, and of kind, outcome, route and category as many as at least SV_ERASE_ALIKE cases share; what is
 * most telling goes first. Times are in weeks, and only kept with the words.
 */
static enum sv_status coarse(struct sv_session *s, const json_t *recorded, json_t **out, struct sv_err *err)
{
	static const char *const words[] = { "kind", "outcome", "route", "category" };
	static const struct { const char *member, *day; } times[] = {
		{ "to_acknowledgement", "acknowledged" }, { "to_feedback", "feedback" }, { "to_decision", "decided" }, { "to_closing", "closed" },
	};
	enum { N = sizeof words / sizeof words[0] };
	const char *received = sv_json_text(recorded, "received");
	char year[8];
	struct sv_index *index;
	json_t *state = NULL;
	long long alike = 0;
	size_t n;
	enum sv_status st = sv_session_index(s, &index, err);

	if (st == SV_OK)
		st = as_counted(s, recorded, &state, err);

	snprintf(year, sizeof year, "%.4s", received ? received : sv_json_text(recorded, "case"));
	for (n = N; st == SV_OK; n--) {
		struct sv_index_query q = { .from = INT32_MIN, .to = INT32_MAX, .hidden = true };
		q.only[q.nonly].dimension = "year";
		q.only[q.nonly++].word = year;
		for (size_t i = 0; i < n; i++) {
			if (sv_json_text(state, words[i]) == NULL)
				continue;
			q.only[q.nonly].dimension = words[i];
			q.only[q.nonly++].word = sv_json_text(state, words[i]);
		}
		alike = 0;
		st = sv_index_count(index, &q, count_one, &alike, err);
		if (alike >= SV_ERASE_ALIKE || n == 0)
			break;
	}
	*out = json_object();
	bool ok = *out && json_object_set_new(*out, "year", json_integer(atoi(year))) == 0 && json_object_set_new(*out, "alike", json_integer(alike)) == 0;
	for (size_t i = 0; i < n; i++)
		ok = sv_json_set(*out, words[i], json_object_get(state, words[i])) && ok;
	for (size_t i = 0; n > 0 && i < sizeof times / sizeof times[0]; i++) {
		int w = weeks(state, times[i].day);
		if (w >= 0)
			ok = json_object_set_new(*out, times[i].member, json_integer(w)) == 0 && ok;
	}
	ok = sv_json_set(*out, "drop", json_object_get(state, "drop")) && ok; /* so that a report that was handed in is not taken in twice */
	json_decref(state);
	return st == SV_OK && !ok ? sv_err_nomem(err) : st;
}

/* Adds the hash of a salt that is going to be destroyed: whoever finds 32 bytes with that hash has found the key. */
static enum sv_status add_hash(json_t *hashes, const unsigned char salt[SV_SALT_BYTES], struct sv_err *err)
{
	char hash[SV_HASH_HEX];

	sv_hash_line(salt, SV_SALT_BYTES, hash);
	return json_array_append_new(hashes, json_string(hash)) == 0 ? SV_OK : sv_err_nomem(err);
}

/* The clear part of the event that erases: hashes of the salts of the case and of its parties (or of the one party). */
static enum sv_status destroyed(struct sv_session *s, const char *case_id, const json_t *state, const char *party, json_t **public, struct sv_err *err)
{
	json_t *hashes = json_array();
	const json_t *p;
	struct sv_keyring *keyring;
	unsigned char salt[SV_SALT_BYTES];
	char name[80];
	bool clear;
	size_t i;
	enum sv_status st = hashes ? sv_session_keyring(s, true, &keyring, err) : sv_err_nomem(err);

	if (st == SV_OK && party == NULL) {
		st = sv_session_salt(s, case_id, salt, &clear, err);
		if (st == SV_OK)
			st = add_hash(hashes, salt, err);
		else
			st = sv_err_excuse(st, sv_closed(st), err); /* one with keys of its own from the start has none */
	}
	json_array_foreach(sv_json_array(state, "parties"), i, p) {
		const char *id = sv_json_text(p, "party");
		if (st != SV_OK || (party && (id == NULL || strcmp(id, party) != 0)))
			continue;
		snprintf(name, sizeof name, "%s/%.20s", case_id, id ? id : "");
		st = sv_keyring_get_salt(keyring, name, salt, err);
		if (st == SV_OK)
			st = add_hash(hashes, salt, err);
		else
			st = sv_err_excuse(st, st == SV_NOT_FOUND, err);
	}
	sv_wipe(salt, sizeof salt);
	*public = st == SV_OK ? json_pack("{s:O}", "destroyed", hashes) : NULL;
	json_decref(hashes);
	if (st == SV_OK && (*public == NULL || (party && !sv_json_set_text(*public, "party", party))))
		st = sv_err_nomem(err);
	return st;
}

/* The officers whom a party's token keeps out of the case: they stay out when the token is gone. */
static enum sv_status stay_out(const json_t *officers, const json_t *state, const char *party, json_t **own, struct sv_err *err)
{
	const char *token = sv_json_text(sv_json_find(sv_json_array(state, "parties"), "party", party), "token"), *handle;
	json_t *officer;
	bool ok = true;

	json_object_foreach((json_t *)officers, handle, officer) {
		const char *theirs = sv_json_text(officer, "token");
		if (token == NULL || theirs == NULL || strcmp(token, theirs) != 0)
			continue;
		if (*own == NULL)
			*own = json_object();
		ok = sv_json_add_word(*own, "excluded", handle) && ok;
	}
	return ok ? SV_OK : sv_err_nomem(err);
}

/* Destroys what the names open, and sees to it that nothing of it is left in the keyring's files. */
static enum sv_status destroy(struct sv_session *s, const json_t *names, struct sv_err *err)
{
	struct sv_keyring *keyring;
	const json_t *name;
	size_t i;
	enum sv_status st = sv_session_keyring(s, true, &keyring, err);

	if (st == SV_OK)
		st = sv_keyring_begin(keyring, err);
	json_array_foreach(names, i, name) {
		if (st == SV_OK)
			st = sv_keyring_destroy(keyring, json_string_value(name), err);
	}
	if (st == SV_OK)
		st = sv_keyring_commit(keyring, err);
	else
		sv_keyring_rollback(keyring);
	if (st == SV_OK)
		st = sv_keyring_purge(keyring, err);
	if (st == SV_OK)
		st = sv_objects_sync(sv_session_store(s), err);
	json_array_foreach(names, i, name) { /* only now is it done: what was cut off before is done again */
		if (st == SV_OK)
			st = sv_keyring_spare(keyring, json_string_value(name), err);
	}
	if (s->held)
		sv_wipe(s->held->found, sizeof s->held->found);
	return st;
}

static enum sv_status doom(struct sv_session *s, const json_t *names, struct sv_err *err)
{
	struct sv_keyring *keyring;
	const json_t *name;
	size_t i;
	enum sv_status st = sv_session_keyring(s, true, &keyring, err);

	if (st == SV_OK)
		st = sv_keyring_begin(keyring, err);
	json_array_foreach(names, i, name) {
		if (st == SV_OK)
			st = sv_keyring_doom(keyring, json_string_value(name), err);
	}
	if (st == SV_OK)
		st = sv_keyring_commit(keyring, err);
	else
		sv_keyring_rollback(keyring);
	return st == SV_OK ? sv_objects_sync(sv_session_store(s), err) : st;
}

/* One case, or one party of it, in the batch; its name joins names. */
static enum sv_status erase_one(struct sv_session *s, struct sv_batch *b, const char *case_id, const char *party, const struct sv_act_report *report, json_t *names, struct sv_err *err)
{
	const json_t *state;
	json_t *own = NULL, *public = NULL, *act = party ? json_pack("{s:s}", "party", party) : json_object();
	struct naming naming = { report, case_id };
	struct sv_act_report r = { named, &naming };
	struct sv_err quiet = { 0 };
	char name[80];
	enum sv_status st = act ? sv_batch_case(b, case_id, &state, &quiet) : sv_err_nomem(err);

	/* where the case does not open, the act says so as for every other act */
	if (st == SV_OK && party == NULL)
		st = coarse(s, state, &own, err);
	else if (st == SV_OK)
		st = stay_out(b->officers, state, party, &own, err);
	if (st == SV_OK)
		st = destroyed(s, case_id, state, party, &public, err);
	if (st == SV_OK || quiet.status != SV_OK) {
		st = sv_batch_own_act(b, case_id, sv_event_type(party ? "identity.erased" : "case.erased"), act, own, public, &r, NULL);
		if (st != SV_OK && err)
			err->status = st; /* told by report */
	}
	snprintf(name, sizeof name, party ? "%s/%.20s" : "%s", case_id, party);
	if (st == SV_OK && json_array_append_new(names, json_string(name)) < 0)
		st = sv_err_nomem(err);
	json_decref(own);
	json_decref(public);
	json_decref(act);
	return st;
}

enum sv_status sv_erase_run(struct sv_session *s, const json_t *cases, const char *party, const struct sv_act_report *report, sv_erase_each *each, void *data, struct sv_err *err)
{
	json_t *names = json_array();
	struct sv_batch *b = NULL;
	struct sv_index *index;
	const json_t *id;
	size_t i;
	enum sv_status worst = names ? sv_batch_open(s, false, &b, err) : sv_err_nomem(err);

	json_array_foreach(b ? cases : NULL, i, id) {
		struct sv_err one = { 0 };
		enum sv_status st = erase_one(s, b, json_string_value(id), party, report, names, &one);
		if (worst == SV_OK && st != SV_OK) {
			worst = st;
			if (err)
				*err = one;
		}
	}
	if (worst == SV_OK)
		worst = doom(s, names, err);
	if (worst == SV_OK)
		worst = sv_batch_commit(b, err);
	if (worst == SV_OK)
		worst = destroy(s, names, err);
	if (worst == SV_OK)
		worst = give(b, cases, each, data, err);
	sv_batch_free(b);
	if (worst == SV_OK)
		worst = sv_session_index(s, &index, err); /* it forgets them too */
	json_decref(names);
	return worst;
}

/*
 * The last event of a case's file that erases it, or who a party of it is (party; NULL: the case); NULL where there is none. proposal (or NULL)
 * gets the last proposal by another officer that it carries out. Both are new.
 */
static json_t *erasing(struct sv_session *s, const char *case_id, const char *party, json_t **proposal)
{
	struct sv_buf text = SV_BUF_INIT;
	struct sv_repo *repo;
	char path[SV_PATH_SIZE];
	json_t *found = NULL, *proposals = json_array();
	size_t i;

	sv_case_path(case_id, path);
	if (sv_session_repo(s, &repo, NULL) != SV_OK || sv_repo_read(repo, path, &text, NULL, NULL) != SV_OK)
		sv_buf_clear(&text);
	for (const char *p = sv_buf_str(&text), *nl; (nl = strchr(p, '\n')) != NULL; p = nl + 1) {
		json_t *event = NULL;
		if (memmem(p, (size_t)(nl - p), "eras", 4) == NULL || sv_json_parse(p, (size_t)(nl - p), 0, &event, NULL) != SV_OK)
			continue;
		const char *type = sv_json_text(event, "type"), *of = sv_json_text(sv_json_object(event, "public"), "party");
		bool same = party ? of && strcmp(of, party) == 0 : of == NULL;
		bool whole = type && strcmp(type, "case.erased") == 0, one = party && same && type && strcmp(type, "identity.erased") == 0;
		if (same && type && strcmp(type, "erasure.proposed") == 0)
			json_array_append(proposals, event);
		if (whole || one) {
			json_decref(found);
			found = json_incref(event);
		}
		json_decref(event);
	}
	for (i = json_array_size(proposals); proposal && found && *proposal == NULL && i-- > 0;) {
		const char *by = sv_json_text(json_array_get(proposals, i), "by"), *done_by = sv_json_text(found, "by");
		if (by && done_by && strcmp(by, done_by) != 0)
			*proposal = json_incref(json_array_get(proposals, i));
	}
	json_decref(proposals);
	sv_buf_release(&text);
	return found;
}

static enum sv_status add_name(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	return json_array_append_new(data, json_string(g->name)) == 0 ? SV_OK : sv_err_nomem(err);
}

/* Splits "CASE/p1". */
static const char *split(const char *name, char case_id[16])
{
	const char *slash = strchr(name, '/');

	snprintf(case_id, 16, "%.*s", slash ? (int)(slash - name) : (int)strlen(name), name);
	return slash ? slash + 1 : NULL;
}

enum sv_status sv_erase_settle(struct sv_session *s, struct sv_err *err)
{
	struct sv_keyring *keyring;
	json_t *names = json_array(), *gone = json_array();
	const json_t *name;
	char case_id[16];
	size_t i;
	enum sv_status st = names && gone ? sv_session_keyring(s, true, &keyring, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_keyring_doomed(keyring, add_name, names, err);
	json_array_foreach(names, i, name) {
		const char *text = json_string_value(name), *party = split(text, case_id);
		json_t *event = st == SV_OK ? erasing(s, case_id, party, NULL) : NULL;
		if (event)
			json_array_append(gone, (json_t *)name);
		else if (st == SV_OK)
			st = sv_keyring_spare(keyring, text, err); /* its event never was: nothing was erased */
		json_decref(event);
	}
	if (st == SV_OK && json_array_size(gone) > 0)
		st = destroy(s, gone, err);
	json_decref(names);
	json_decref(gone);
	return st;
}

enum sv_status sv_erase_again(struct sv_session *s, size_t *n, struct sv_err *err)
{
	struct sv_keyring *keyring;
	json_t *names = json_array(), *gone = json_array();
	const json_t *name;
	char case_id[16];
	size_t i;
	enum sv_status st = names && gone ? sv_session_keyring(s, true, &keyring, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_keyring_names(keyring, add_name, names, err);
	json_array_foreach(names, i, name) {
		const char *text = json_string_value(name), *party = split(text, case_id);
		json_t *event = st == SV_OK ? erasing(s, case_id, party, NULL) : NULL;
		if (event)
			json_array_append(gone, (json_t *)name);
		json_decref(event);
	}
	*n = json_array_size(gone);
	if (st == SV_OK && *n > 0)
		st = destroy(s, gone, err);
	json_decref(names);
	json_decref(gone);
	return st;
}

/* How many of a file's runs of 32 bytes have one of the hashes. */
static enum sv_status windows(const char *path, const json_t *hashes, size_t *looked, size_t *found, struct sv_err *err)
{
	struct sv_buf bytes = SV_BUF_INIT;
	char hash[SV_HASH_HEX];
	enum sv_status st = sv_file_read(path, (size_t)1 << 31, &bytes, err);

	if (st == SV_NOT_FOUND) {
		sv_err_clear(err);
		return SV_OK;
	}
	for (size_t i = 0; st == SV_OK && i + SV_SALT_BYTES <= bytes.len; i++) {
		sv_hash_line(bytes.data + i, SV_SALT_BYTES, hash);
		*found += sv_json_holds(hashes, hash);
		(*looked)++;
	}
	sv_buf_release_secret(&bytes);
	return st;
}

struct counting {
	const char *name;
	size_t n;
};

static enum sv_status count_row(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	struct counting *c = data;
	size_t len = strlen(c->name);

	(void)err;
	c->n += strncmp(g->name, c->name, len) == 0 && (g->name[len] == '\0' || g->name[len] == '/');
	return SV_OK;
}

enum sv_status sv_erase_prove(struct sv_session *s, const char *case_id, json_t **out, struct sv_err *err)
{
	static const char *const files[] = { "keyring.db", "keyring.db-wal" };
	struct counting held = { case_id, 0 }, doomed = { case_id, 0 };
	struct sv_buf path = SV_BUF_INIT, backup = SV_BUF_INIT;
	struct sv_keyring *keyring;
	char file[SV_PATH_SIZE];
	size_t looked = 0, found = 0;
	struct sv_repo *repo;
	enum sv_status st = sv_session_repo(s, &repo, err);
	json_t *proposal = NULL, *event = st == SV_OK ? erasing(s, case_id, NULL, &proposal) : NULL;
	const json_t *hashes = sv_json_array(sv_json_object(event, "public"), "destroyed");

	*out = NULL;
	if (st == SV_OK && event == NULL)
		st = sv_err_set(err, SV_NOT_FOUND, N_("the history tells of no erasure of case '%s'"), case_id);
	if (st == SV_OK)
		st = sv_session_keyring(s, false, &keyring, err);
	if (st == SV_OK)
		st = sv_keyring_names(keyring, count_row, &held, err);
	if (st == SV_OK)
		st = sv_keyring_doomed(keyring, count_row, &doomed, err);
	if (st == SV_OK) {
		st = sv_keyring_get_note(keyring, "backup", &backup, err);
		st = sv_err_excuse(st, st == SV_NOT_FOUND, err);
	}
	for (size_t i = 0; i < 2 && st == SV_OK; i++) {
		sv_buf_clear(&path);
		sv_buf_addf(&path, "%s/%s", sv_session_store(s), files[i]);
		st = windows(sv_buf_str(&path), hashes, &looked, &found, err);
	}
	sv_case_path(case_id, file);
	if (st == SV_OK) {
		*out = json_pack("{s:s,s:s,s:s,s:s,s:s,s:O*,s:{s:I,s:I,s:I,s:I}}", "case", case_id, "file", file, "event", sv_json_text(event, "event"), "at", sv_event_at(event),
		                 "by", sv_event_who(event) ? sv_event_who(event) : "?", "destroyed", hashes, "keyring", "names", (json_int_t)held.n, "unfinished", (json_int_t)doomed.n,
		                 "bytes_searched", (json_int_t)looked, "keys_found", (json_int_t)found);
		bool ok = *out && (backup.len == 0 || sv_json_set_text(*out, "last_backup", sv_buf_str(&backup)));
		ok = ok && sv_json_set_text(*out, "proposed_by", sv_event_who(proposal)) && sv_json_set_text(*out, "proposed_at", sv_event_at(proposal));
		st = ok ? SV_OK : sv_err_nomem(err);
	}
	json_decref(event);
	json_decref(proposal);
	sv_buf_release(&path);
	sv_buf_release(&backup);
	return st;
}
