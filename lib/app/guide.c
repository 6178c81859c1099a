/* SPDX-License-Identifier: MIT */
/* Pages of the handelingskader: see guide.h. */
#include "app/guide.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/append.h"
#include "app/internal.h"
#include "base/file.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/officer.h"

#define PAGE_MAX (1u << 20)

bool sv_guide_topic_valid(const char *topic)
{
	size_t n = strlen(topic);

	return n > 0 && n <= 40 && strspn(topic, "abcdefghijklmnopqrstuvwxyz0123456789_-") == n;
}

/* The repository, or NULL where there is no store: the guide is for everybody. */
static struct sv_repo *repo_of(struct sv_session *s)
{
	struct sv_repo *repo = NULL;

	return sv_session_repo(s, &repo, NULL) == SV_OK ? repo : NULL;
}

/* Gathers the topic of each page of a folder of the history. */
struct gathering {
	const char *lang;
	json_t *topics;
};

static void add_topic(json_t *topics, const char *name)
{
	char topic[64];
	size_t n = strlen(name);

	if (n < 4 || n > 44 || strcmp(name + n - 3, ".md") != 0)
		return;
	snprintf(topic, sizeof topic, "%.*s", (int)(n - 3), name);
	if (sv_guide_topic_valid(topic))
		json_object_set_new(topics, topic, json_true());
}

static enum sv_status own_page(void *data, const char *path, const char *old, const char *blob, struct sv_err *err)
{
	const struct gathering *g = data;
	char folder[32];

	(void)old;
	(void)err;
	snprintf(folder, sizeof folder, "guide/%.8s/", g->lang);
	if (blob && strncmp(path, folder, strlen(folder)) == 0)
		add_topic(g->topics, path + strlen(folder));
	return SV_OK;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum sv_status sv_guide_topics(struct sv_session *s, const char *lang, json_t **topics, struct sv_err *err)
{
	struct gathering g = { lang, json_object() };
	struct sv_repo *repo = repo_of(s);
	const char *names[512], *name;
	char path[4300];
	json_t *value;
	size_t n = 0;
	DIR *dir;

	*topics = json_array();
	if (g.topics == NULL || *topics == NULL)
		return sv_err_nomem(err);
	snprintf(path, sizeof path, "%s/guide/%.8s", sv_session_data_dir(s), lang);
	dir = opendir(path);
	for (struct dirent *d; dir && (d = readdir(dir)) != NULL;)
		add_topic(g.topics, d->d_name);
	if (dir)
		closedir(dir);
	enum sv_status st = repo ? sv_repo_diff(repo, "", sv_repo_head(repo), "guide", own_page, &g, err) : SV_OK;
	json_object_foreach(g.topics, name, value) {
		if (n < sizeof names / sizeof names[0])
			names[n++] = name;
	}
	qsort(names, n, sizeof names[0], compare);
	for (size_t i = 0; i < n && st == SV_OK; i++)
		st = json_array_append_new(*topics, json_string(names[i])) == 0 ? SV_OK : sv_err_nomem(err);
	json_decref(g.topics);
	return st;
}

enum sv_status sv_own_file(struct sv_session *s, const char *path, struct sv_buf *out, struct sv_err *err)
{
	struct sv_repo *repo = repo_of(s);
	char shipped[4300];
	enum sv_status st = repo ? sv_repo_read(repo, path, out, NULL, err) : SV_NOT_FOUND;

	if (st != SV_NOT_FOUND)
		return st;
	snprintf(shipped, sizeof shipped, "%s/%s", sv_session_data_dir(s), path);
	return sv_file_read(shipped, PAGE_MAX, out, err);
}

enum sv_status sv_guide_page(struct sv_session *s, const char *lang, const char *topic, struct sv_buf *out, struct sv_err *err)
{
	char path[128];

	if (!sv_guide_topic_valid(topic))
		return sv_err_set(err, SV_NOT_FOUND, N_("the guide has no such page"));
	snprintf(path, sizeof path, "guide/%.8s/%s.md", lang, topic);
	enum sv_status st = sv_own_file(s, path, out, err);
	return st == SV_NOT_FOUND ? sv_err_set(err, SV_NOT_FOUND, N_("the guide has no page '%s'"), topic) : st;
}

enum sv_status sv_guide_organisation(struct sv_session *s, json_t **organisation, struct sv_err *err)
{
	struct sv_repo *repo = repo_of(s);
	struct sv_buf text = SV_BUF_INIT;
	json_t *protocol = NULL;
	enum sv_status st = repo ? sv_repo_read(repo, SV_PROTOCOL_PATH, &text, NULL, err) : SV_OK;

	if (st == SV_OK && repo)
		st = sv_json_parse(sv_buf_str(&text), text.len, 0, &protocol, err);
	const json_t *is = sv_json_object(protocol, "organisation");
	*organisation = is ? sv_json_deep_copy(is) : json_object();
	json_decref(protocol);
	sv_buf_release(&text);
	return st == SV_OK && *organisation == NULL ? sv_err_nomem(err) : st;
}

enum sv_status sv_own_file_set(struct sv_session *s, const char *path, const struct sv_buf *text, struct sv_err *err)
{
	struct sv_batch *b = NULL;
	const json_t *officers;
	struct sv_identity *me;
	enum sv_status st = sv_batch_open(s, false, &b, err);

	if (st == SV_OK)
		st = sv_session_officers(s, &officers, err);
	if (st == SV_OK)
		st = sv_session_me(s, &me, err);
	if (st == SV_OK && !sv_officer_has(officers, sv_identity_name(me), "manage"))
		st = sv_err_set(err, SV_DENIED, N_("this needs the role '%s', and officer '%s' does not have it"), "manage", sv_identity_name(me));
	if (st == SV_OK)
		st = sv_batch_file(b, path, sv_buf_str(text), text->len, NULL, err);
	if (st == SV_OK)
		st = sv_batch_commit(b, err);
	sv_batch_free(b);
	return st;
}

enum sv_status sv_guide_set(struct sv_session *s, const char *lang, const char *topic, const struct sv_buf *text, struct sv_err *err)
{
	char path[128];

	snprintf(path, sizeof path, "guide/%.8s/%s.md", lang, topic);
	return sv_guide_topic_valid(topic) ? sv_own_file_set(s, path, text, err) : sv_err_set(err, SV_USAGE, N_("a topic is one word of small letters"));
}
