/* SPDX-License-Identifier: MIT */
/* Drops: see drop.h. */
#include "app/drop.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/wipe.h"
#include "crypt/b64.h"
#include "crypt/identity.h"
#include "crypt/seal.h"
#include "json/canon.h"
#include "json/get.h"
#include "json/ndjson.h"

#define AD "sv1 inbox"
#define STALE_SECONDS (36 * 60 * 60)
#define NAME_SIZE 33

bool sv_set_b64(json_t *object, const char *member, const void *bytes, size_t n)
{
	struct sv_buf text = SV_BUF_INIT;

	sv_b64_encode(bytes, n, &text);
	bool ok = !text.failed && sv_json_set_text(object, member, sv_buf_str(&text));
	sv_buf_release(&text);
	return ok;
}

bool sv_get_b64(const json_t *object, const char *member, unsigned char *out, size_t n)
{
	const char *text = sv_json_text(object, member);
	struct sv_buf raw = SV_BUF_INIT;
	bool ok = text && sv_b64_decode(text, strlen(text), &raw, NULL) == SV_OK && raw.len == n;

	if (ok)
		memcpy(out, raw.data, n);
	sv_buf_release(&raw);
	return ok;
}

/* Wraps a key to each officer. */
static enum sv_status wrap(const json_t *boxes, const unsigned char key[32], json_t *keys, struct sv_err *err)
{
	const char *handle;
	json_t *box;
	enum sv_status st = SV_OK;

	json_object_foreach((json_t *)boxes, handle, box) {
		struct sv_buf wrapped = SV_BUF_INIT;
		unsigned char public[32];
		if (st == SV_OK && !sv_get_b64(boxes, handle, public, sizeof public))
			st = sv_err_set(err, SV_BAD_INPUT, N_("not a public key: 32 bytes in base64 are wanted"));
		if (st == SV_OK)
			st = sv_wrap(public, key, 32, &wrapped, err);
		if (st == SV_OK && !sv_set_b64(keys, handle, wrapped.data, wrapped.len))
			st = sv_err_nomem(err);
		sv_buf_release(&wrapped);
	}
	if (st == SV_OK && json_object_size(keys) == 0)
		st = sv_err_set(err, SV_CONFIG, N_("there is no officer who could read this"));
	return st;
}

enum sv_status sv_drop_seal(const char *kind, const json_t *boxes, const json_t *value, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf plain = SV_BUF_INIT, sealed = SV_BUF_INIT;
	unsigned char key[32];
	json_t *keys = json_object(), *drop = NULL;
	enum sv_status st = keys ? sv_json_canon(value, &plain, err) : sv_err_nomem(err);

	sv_random(key, sizeof key);
	if (st == SV_OK)
		st = wrap(boxes, key, keys, err);
	if (st == SV_OK)
		st = sv_seal(key, AD, strlen(AD), plain.data, plain.len, &sealed, err);
	if (st == SV_OK) {
		drop = json_pack("{s:i,s:s,s:O,s:s}", "sv", 1, "drop", kind, "keys", keys, "sealed", sv_buf_str(&sealed));
		st = drop ? sv_json_canon(drop, out, err) : sv_err_nomem(err);
	}
	sv_buf_addc(out, '\n');
	if (st == SV_OK && out->len > SV_DROP_MAX)
		st = sv_err_set(err, SV_BAD_INPUT, N_("is too large to be handed in"));
	sv_wipe(key, sizeof key);
	sv_buf_release_secret(&plain);
	sv_buf_release(&sealed);
	json_decref(keys);
	json_decref(drop);
	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}

/* Makes what happened in a folder durable. */
static enum sv_status sync_folder(const char *path, struct sv_err *err)
{
	return sv_folder_sync(path) ? SV_OK : sv_err_sys(err, SV_IO, errno, N_("cannot write '%s': %s"), path);
}

enum sv_status sv_drop_folder(const char *folder, struct sv_err *err)
{
	static const char *const subs[] = { "tmp", "new", "cur" };
	struct stat sb;
	char path[4096];
	bool made = false;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < sizeof subs / sizeof subs[0] && st == SV_OK; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, subs[i]);
		made = made || stat(path, &sb) < 0;
		st = sv_mkdirs_durable(path, 0700, err);
	}
	return st == SV_OK && made ? sync_folder(folder, err) : st;
}

enum sv_status sv_drop_leave(const char *folder, const struct sv_buf *lines, size_t n, struct sv_err *err)
{
	char (*names)[NAME_SIZE] = calloc(n + 1, sizeof *names), tmp[4096], new[4096];
	unsigned char random[16];
	size_t written = 0, moved = 0;
	enum sv_status st = names ? sv_drop_folder(folder, err) : sv_err_nomem(err);

	for (; st == SV_OK && written < n; written++) {
		sv_random(random, sizeof random);
		for (size_t k = 0; k < sizeof random; k++)
			snprintf(names[written] + 2 * k, 3, "%02x", random[k]);
		snprintf(tmp, sizeof tmp, "%s/tmp/%s", folder, names[written]);
		st = sv_file_write(tmp, lines[written].data, lines[written].len, 0600, err);
	}
	for (; st == SV_OK && moved < n; moved++) {
		snprintf(tmp, sizeof tmp, "%s/tmp/%s", folder, names[moved]);
		snprintf(new, sizeof new, "%s/new/%s", folder, names[moved]);
		if (rename(tmp, new) < 0)
			st = sv_err_sys(err, SV_IO, errno, N_("cannot write '%s': %s"), new);
	}
	snprintf(new, sizeof new, "%s/new", folder);
	if (st == SV_OK && n > 0)
		st = sync_folder(new, err);
	for (size_t i = 0; st != SV_OK && i < written; i++) { /* all or none */
		snprintf(tmp, sizeof tmp, "%s/tmp/%s", folder, names[i]);
		snprintf(new, sizeof new, "%s/new/%s", folder, names[i]);
		unlink(tmp);
		unlink(new);
	}
	free(names);
	return st;
}

/* What a writer that died left behind goes, by the rule of Maildirs: after 36 hours nobody writes it any more. */
static void sweep(const char *folder)
{
	char path[4096];
	struct stat sb;

	snprintf(path, sizeof path, "%s/tmp", folder);
	DIR *dir = opendir(path);
	for (struct dirent *d; dir && (d = readdir(dir)) != NULL;)
		if (fstatat(dirfd(dir), d->d_name, &sb, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(sb.st_mode) && sb.st_mtime < time(NULL) - STALE_SECONDS)
			unlinkat(dirfd(dir), d->d_name, 0);
	if (dir)
		closedir(dir);
}

static int visible(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

enum sv_status sv_drops_list(const char *folder, struct sv_drops *out, struct sv_err *err)
{
	struct dirent **found = NULL;
	enum sv_status st = SV_OK;
	int n;

	*out = (struct sv_drops){ 0 };
	if (asprintf(&out->folder, "%s/new", folder) < 0) {
		out->folder = NULL;
		return sv_err_nomem(err);
	}
	sweep(folder);
	n = scandir(out->folder, &found, visible, by_name);
	if (n < 0)
		return sv_err_sys(err, errno == ENOENT || errno == ENOTDIR ? SV_NOT_FOUND : errno == EACCES ? SV_DENIED : SV_IO, errno, N_("cannot read '%s': %s"), out->folder);
	out->file = calloc((size_t)n + 1, sizeof *out->file);
	for (int i = 0; i < n; i++) {
		char *name = out->file ? strdup(found[i]->d_name) : NULL;
		if (name)
			out->file[out->n++].name = name;
		free(found[i]);
	}
	if (out->n < (size_t)n || out->file == NULL)
		st = sv_err_nomem(err);
	free(found);
	return st;
}

void sv_drops_free(struct sv_drops *d)
{
	for (size_t i = 0; i < d->n; i++)
		free(d->file[i].name);
	free(d->file);
	free(d->folder);
	*d = (struct sv_drops){ 0 };
}

/* Reads a file as the line of a drop. */
static enum sv_status read_line(const struct sv_drops *d, size_t i, json_t **drop, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	struct stat sb;
	char path[4096];
	enum sv_status st = SV_OK;

	*drop = NULL;
	snprintf(path, sizeof path, "%s/%s", d->folder, d->file[i].name);
	if (lstat(path, &sb) < 0)
		return errno == ENOENT ? SV_NO : sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), d->folder);
	if (!S_ISREG(sb.st_mode)) /* neither waits for a pipe nor follows a link that somebody put there */
		return sv_err_set(err, SV_INTEGRITY, N_("is no ordinary file"));
	if (sb.st_size > (off_t)SV_DROP_MAX)
		return sv_err_set(err, SV_INTEGRITY, N_("is longer than %u bytes"), SV_DROP_MAX);
	st = sv_file_read(path, SV_DROP_MAX, &text, err);
	if (st == SV_NOT_FOUND)
		st = SV_NO;
	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&text), text.len > 0 && text.data[text.len - 1] == '\n' ? text.len - 1 : text.len, 0, drop, err);
	sv_buf_release(&text);
	return st;
}

/* Opens what is sealed to one of my keys. */
static enum sv_status open_sealed(const struct sv_identity *me, const char *mine, const char *sealed, json_t **value, struct sv_err *err)
{
	struct sv_buf raw = SV_BUF_INIT, key = SV_BUF_INIT, plain = SV_BUF_INIT;
	enum sv_status st = sv_b64_decode(mine, strlen(mine), &raw, err);

	if (st == SV_OK)
		st = sv_unwrap(me, raw.data, raw.len, &key, err);
	if (st == SV_DENIED)
		sv_err_set(err, SV_DENIED, N_("is sealed to another key of '%s': an older one, or one for another store"), sv_identity_name(me));
	if (st == SV_OK && key.len != 32)
		st = SV_INTEGRITY;
	if (st == SV_OK && (st = sv_open((const unsigned char *)key.data, AD, strlen(AD), sealed, &plain, err)) == SV_DENIED)
		st = SV_INTEGRITY;
	if (st == SV_OK)
		st = sv_json_parse(sv_buf_str(&plain), plain.len, 0, value, err);
	if (st == SV_INTEGRITY)
		sv_err_set(err, SV_INTEGRITY, N_("the file is damaged"));
	sv_buf_release(&raw);
	sv_buf_release_secret(&key);
	sv_buf_release_secret(&plain);
	return st;
}

enum sv_status sv_drop_open(struct sv_session *s, const struct sv_drops *d, size_t i, const char *kind, json_t **value, struct sv_err *err)
{
	struct sv_identity *me;
	json_t *drop = NULL;
	enum sv_status st = sv_session_me(s, &me, err);

	*value = NULL;
	if (st == SV_OK)
		st = read_line(d, i, &drop, err);
	if (st != SV_OK)
		return st;
	const char *is = sv_json_text(drop, "drop"), *sealed = sv_json_text(drop, "sealed"), *mine = sv_json_text(sv_json_object(drop, "keys"), sv_identity_name(me));
	if (is == NULL || sealed == NULL || sv_json_int(drop, "sv", 0) != 1 || (strcmp(is, SV_DROP_ANSWER) != 0 && strcmp(is, SV_DROP_REPORT) != 0))
		st = sv_err_set(err, SV_INTEGRITY, N_("is nothing that was sealed for the officers"));
	else if (strcmp(is, kind) != 0 || mine == NULL)
		st = SV_NO;
	else
		st = open_sealed(me, mine, sealed, value, err);
	json_decref(drop);
	return st;
}

void sv_drop_at(const struct sv_drops *d, size_t i, struct sv_err *err)
{
	char name[128];

	snprintf(name, sizeof name, "%s", d->file[i].name);
	for (char *p = name; *p; p++)
		if (*p < ' ' || *p > '~')
			*p = '?';
	sv_err_at(err, "%s/%s", d->folder, name);
}

enum sv_status sv_drops_remove(const struct sv_drops *d, struct sv_err *err)
{
	char path[4096];
	bool any = false;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < d->n; i++) {
		if (!d->file[i].done)
			continue;
		snprintf(path, sizeof path, "%s/%s", d->folder, d->file[i].name);
		if (unlink(path) < 0 && errno != ENOENT && st == SV_OK)
			st = sv_err_sys(err, SV_IO, errno, N_("what was taken in could not be removed from '%s' (it is taken in once all the same): %s"), d->folder);
		any = true;
	}
	return st == SV_OK && any ? sync_folder(d->folder, err) : st;
}
