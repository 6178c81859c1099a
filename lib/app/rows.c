/* SPDX-License-Identifier: MIT */
/* Answers that are kept: see rows.h. */
#include "app/rows.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/wipe.h"
#include "crypt/derive.h"
#include "crypt/seal.h"

#define FOLDER "answers"
#define FILE_MAX (512u << 20)

static void path_of(struct sv_session *s, const char *name, char out[4300])
{
	snprintf(out, 4300, "%s/" FOLDER "/%s", sv_session_store(s), name);
}

/* The name of a file, which is also what its seal is bound to. */
static void name_of(const char *survey, const char *result, char out[64])
{
	snprintf(out, 64, "%.20s.%.20s", survey, result);
}

/* Of the content role, so that who only counts does not open them. */
static enum sv_status key_of(struct sv_session *s, const char *name, int epoch, unsigned char key[32], struct sv_err *err)
{
	const unsigned char *role;
	char label[96], hex[65];
	enum sv_status st = sv_session_role_key(s, "content", epoch, &role, err);

	if (st == SV_DENIED) {
		sv_err_set(err, SV_DENIED, N_("answers that are kept are for officers with the role '%s'"), "content");
		return SV_DENIED;
	}
	if (st != SV_OK)
		return st;
	snprintf(label, sizeof label, "answers:%s", name);
	sv_hash_line(label, strlen(label), hex);
	sv_derive_compartment(role, (const unsigned char *)hex, "content", key);
	return SV_OK;
}

enum sv_status sv_rows_keep(struct sv_session *s, const char *survey, const char *result, const void *bytes, size_t n, struct sv_err *err)
{
	struct sv_buf out = SV_BUF_INIT;
	unsigned char key[32];
	char name[64], path[4300];
	int epoch = 0;
	enum sv_status st = sv_session_epoch(s, &epoch, err);

	name_of(survey, result, name);
	if (st == SV_OK)
		st = key_of(s, name, epoch, key, err);
	sv_buf_addf(&out, "e%d\n", epoch);
	if (st == SV_OK)
		st = sv_seal(key, name, strlen(name), bytes, n, &out, err);
	sv_buf_addc(&out, '\n');
	path_of(s, "", path);
	if (st == SV_OK)
		st = sv_mkdirs(path, 0700, err);
	path_of(s, name, path);
	if (st == SV_OK)
		st = out.failed ? sv_err_nomem(err) : sv_file_write(path, sv_buf_str(&out), out.len, 0600, err);
	sv_wipe(key, sizeof key);
	sv_buf_release(&out);
	return st;
}

enum sv_status sv_rows_read(struct sv_session *s, const char *survey, const char *result, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	unsigned char key[32];
	char name[64], path[4300], *line;
	int epoch;

	name_of(survey, result, name);
	path_of(s, name, path);
	enum sv_status st = sv_file_read(path, FILE_MAX, &text, err);
	if (st == SV_NOT_FOUND)
		st = sv_err_set(err, SV_NOT_FOUND, N_("no answers are kept of it here"));
	if (st == SV_OK && (sscanf(sv_buf_str(&text), "e%9d\n", &epoch) != 1 || epoch < 1 || (line = memchr(text.data, '\n', text.len)) == NULL))
		st = sv_err_set(err, SV_INTEGRITY, N_("the file of answers is damaged"));
	if (st == SV_OK)
		st = key_of(s, name, epoch, key, err);
	if (st == SV_OK) {
		text.data[text.len - (text.data[text.len - 1] == '\n')] = '\0';
		st = sv_open(key, name, strlen(name), line + 1, out, err);
		if (st == SV_DENIED)
			st = sv_err_set(err, SV_INTEGRITY, N_("the file of answers is damaged"));
	}
	sv_wipe(key, sizeof key);
	sv_buf_release(&text);
	return st;
}

enum sv_status sv_rows_forget(struct sv_session *s, const char *survey, const char *result, size_t *n, struct sv_err *err)
{
	char name[64], path[4300];
	struct dirent *entry;

	*n = 0;
	name_of(survey, result ? result : "", name);
	path_of(s, "", path);
	DIR *folder = opendir(path);
	if (folder == NULL)
		return errno == ENOENT ? SV_OK : sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), FOLDER);
	enum sv_status st = SV_OK;
	while (st == SV_OK && (entry = readdir(folder)) != NULL) {
		if (result ? strcmp(entry->d_name, name) != 0 : strncmp(entry->d_name, name, strlen(name)) != 0)
			continue;
		path_of(s, entry->d_name, path);
		if (unlink(path) < 0)
			st = sv_err_sys(err, SV_IO, errno, N_("cannot remove '%s': %s"), entry->d_name);
		*n += st == SV_OK;
	}
	if (st == SV_OK && *n > 0 && fsync(dirfd(folder)) < 0)
		st = sv_err_sys(err, SV_IO, errno, N_("cannot write '%s': %s"), FOLDER);
	closedir(folder);
	return st;
}
