/* SPDX-License-Identifier: MIT */
/* Copies of the keyring: as bytes, in memory, and put in its place whole. See keyring.h. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/wipe.h"
#include "store/keyring_internal.h"

#define FORMAT_AT 18 /* two bytes of a SQLite file: who may write and who may read it; 1, or 2 with a log (fileformat2, 1.3.3) */
#define LOGGED 2
#define UNLOGGED 1

static void set_format(void *bytes, size_t n, int format)
{
	if (n > FORMAT_AT + 1)
		memset((unsigned char *)bytes + FORMAT_AT, format, 2);
}

enum sv_status sv_keyring_dump(struct sv_keyring *k, struct sv_buf *out, struct sv_err *err)
{
	sqlite3_int64 n = 0;
	unsigned char *bytes = sqlite3_serialize(k->db, "main", &n, 0);

	if (bytes == NULL)
		return sv_keyring_fail(k, err);
	set_format(bytes, (size_t)n, LOGGED);
	sv_buf_add_secret(out, bytes, (size_t)n);
	sv_wipe(bytes, (size_t)n);
	sqlite3_free(bytes);
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

void sv_keyring_wipe(struct sv_keyring *k)
{
	sqlite3_int64 n = 0;
	unsigned char *bytes = sqlite3_serialize(k->db, "main", &n, SQLITE_SERIALIZE_NOCOPY);

	if (bytes)
		sv_wipe(bytes, (size_t)n);
}

enum sv_status sv_keyring_load(const void *bytes, size_t n, const char *store_id, struct sv_keyring **out, struct sv_err *err)
{
	struct sv_keyring *k = NULL;
	unsigned char *copy = sqlite3_malloc64(n ? n : 1);
	enum sv_status st = copy ? sv_keyring_open_db(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &k, err) : sv_err_nomem(err);

	*out = NULL;
	if (st != SV_OK) {
		sqlite3_free(copy);
		return st;
	}
	k->memory = true;
	memcpy(copy, bytes, n);
	set_format(copy, n, UNLOGGED); /* there is no log in memory */
	if (sqlite3_deserialize(k->db, "main", copy, (sqlite3_int64)n, (sqlite3_int64)(n ? n : 1), SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) != SQLITE_OK
	    || sqlite3_exec(k->db, "PRAGMA secure_delete=ON", NULL, NULL, NULL) != SQLITE_OK)
		st = sv_keyring_fail(k, err);
	if (st == SV_OK)
		st = sv_keyring_check(k, store_id, err);
	if (st != SV_OK) {
		sv_keyring_free(k);
		return st;
	}
	*out = k;
	return SV_OK;
}

static void beside(const char *path, const char *suffix, char out[4200])
{
	snprintf(out, 4200, "%s%s", path, suffix);
}

enum sv_status sv_keyring_vacant(const char *path, struct sv_err *err)
{
	char log[4200];
	struct stat sb;

	beside(path, "-wal", log);
	if (lstat(path, &sb) < 0 && errno == ENOENT && (lstat(log, &sb) < 0 ? errno == ENOENT : S_ISREG(sb.st_mode) && sb.st_size == 0))
		return SV_OK;
	sv_err_set(err, SV_CANT_CREATE, N_("the store has a keyring: nothing was restored"));
	sv_err_hint(err, N_("where it is damaged, move it and its -wal and -shm out of the store first, and destroy them afterwards"));
	return SV_CANT_CREATE;
}

enum sv_status sv_keyring_place(struct sv_keyring *k, const char *path, struct sv_err *err)
{
	struct sv_buf bytes = SV_BUF_INIT;
	char name[4200];
	enum sv_status st = sv_keyring_vacant(path, err);

	if (st == SV_OK)
		st = sv_keyring_purge(k, err);
	if (st == SV_OK)
		st = sv_keyring_dump(k, &bytes, err);
	if (st == SV_OK) { /* of another keyring, and empty: SQLite makes its own */
		beside(path, "-wal", name);
		unlink(name);
		beside(path, "-shm", name);
		unlink(name);
		beside(path, SV_KEYRING_NEW, name);
		st = sv_file_write_by(path, name, bytes.data, bytes.len, 0600, err);
	}
	sv_buf_release_secret(&bytes);
	return st;
}

void sv_keyring_sweep(const char *path)
{
	char name[4200];

	beside(path, SV_KEYRING_NEW, name);
	unlink(name);
}
