/* SPDX-License-Identifier: MIT */
/* Loose git objects: deflated into a temporary file, then renamed over whatever has their name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "store/deflate.h"
#include "store/objects.h"

#define OBJECT_MOST 0x7fffffff /* bytes of a file; what zlib is given at once */

enum sv_status sv_loose_write(const char *git_dir, const struct sv_object *o, struct sv_deflate *d, struct sv_err *err)
{
	char hex[GIT_OID_HEXSZ + 1], folder[4200], tmp[4300], name[4300], header[48];
	const unsigned char *bytes = NULL;
	size_t n = 0;
	int fd = -1, len = snprintf(header, sizeof header, "%s %zu", sv_object_word(o->type), o->n) + 1; /* with its NUL */

	if (!sv_deflate(d, header, (size_t)len, o->data, o->n, o->type != GIT_OBJECT_BLOB, &bytes, &n))
		return sv_err_nomem(err);
	git_oid_tostr(hex, sizeof hex, &o->id);
	snprintf(folder, sizeof folder, "%s/objects/%.2s", git_dir, hex);
	snprintf(tmp, sizeof tmp, "%s/tmp_obj_XXXXXX", folder);
	snprintf(name, sizeof name, "%s/%s", folder, hex + 2);
	fd = mkostemp(tmp, O_CLOEXEC);
	/* git takes empty folders away when it packs: also one that was just made */
	for (int i = 0; i < 100 && fd < 0 && errno == ENOENT && (mkdir(folder, 0700) == 0 || errno == EEXIST); i++) {
		snprintf(tmp, sizeof tmp, "%s/tmp_obj_XXXXXX", folder);
		fd = mkostemp(tmp, O_CLOEXEC);
	}
	if (fd < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot write to the history '%s': %s"), git_dir);
	bool ok = sv_write_all(fd, bytes, n) && fchmod(fd, 0444) == 0;
	int e = errno;
	if (close(fd) < 0 && ok) {
		ok = false;
		e = errno;
	}
	if (ok && rename(tmp, name) < 0) {
		ok = false;
		e = errno;
	}
	if (ok)
		return SV_OK;
	unlink(tmp);
	return sv_err_sys(err, SV_IO, e, N_("cannot write to the history '%s': %s"), git_dir);
}

static enum sv_status damaged(const git_oid *id, struct sv_err *err)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof hex, id);
	return sv_err_set(err, SV_INTEGRITY, N_("object %s is damaged"), hex);
}

/* The type and size in a header "blob 12\0"; false where it is none. */
static bool read_header(const char *text, size_t n, git_object_t *type, size_t *size, size_t *len)
{
	static const git_object_t types[] = { GIT_OBJECT_COMMIT, GIT_OBJECT_TREE, GIT_OBJECT_BLOB };
	const char *nul = memchr(text, '\0', n);
	char *end;

	for (size_t i = 0; nul && i < sizeof types / sizeof types[0]; i++) {
		const char *word = sv_object_word(types[i]);
		size_t w = strlen(word);
		if ((size_t)(nul - text) <= w + 1 || memcmp(text, word, w) != 0 || text[w] != ' ' || text[w + 1] < '0' || text[w + 1] > '9')
			continue;
		*type = types[i];
		*size = strtoull(text + w + 1, &end, 10);
		*len = (size_t)(nul + 1 - text);
		return end == nul;
	}
	return false;
}

/* Inflates a whole object and takes its header off: SV_OK, SV_INTEGRITY where it is damaged, SV_BUG without memory. */
static enum sv_status inflate_object(const struct sv_buf *raw, git_object_t *type, void **data, size_t *n)
{
	char head[64];
	z_stream z = { .next_in = (unsigned char *)raw->data, .avail_in = (uInt)raw->len, .next_out = (unsigned char *)head, .avail_out = sizeof head };
	size_t size = 0, len = 0;

	*data = NULL;
	if (raw->len == 0)
		return SV_INTEGRITY;
	if (inflateInit(&z) != Z_OK)
		return SV_BUG;
	int rc = inflate(&z, Z_SYNC_FLUSH);
	size_t got = sizeof head - z.avail_out;
	bool ok = (rc == Z_OK || rc == Z_STREAM_END || rc == Z_BUF_ERROR) && read_header(head, got, type, &size, &len) && size <= OBJECT_MOST && got - len <= size;
	if (ok)
		*data = malloc(size + 1);
	bool starved = rc == Z_MEM_ERROR || (ok && *data == NULL);
	ok = *data != NULL;
	if (ok) {
		memcpy(*data, head + len, got - len);
		z.next_out = (unsigned char *)*data + (got - len);
		z.avail_out = (uInt)(size - (got - len) + 1); /* one more than it may be */
		if (rc != Z_STREAM_END)
			rc = inflate(&z, Z_FINISH);
		ok = rc == Z_STREAM_END && z.avail_in == 0 && z.avail_out == 1;
		starved = rc == Z_MEM_ERROR;
		*n = size;
	}
	inflateEnd(&z);
	return starved ? SV_BUG : ok ? SV_OK : SV_INTEGRITY;
}

enum sv_status sv_loose_read(const char *git_dir, const git_oid *id, git_object_t *type, void **data, size_t *n, struct sv_err *err)
{
	struct sv_buf raw = SV_BUF_INIT;
	char hex[GIT_OID_HEXSZ + 1], path[4300];
	enum sv_status st;

	*data = NULL;
	git_oid_tostr(hex, sizeof hex, id);
	snprintf(path, sizeof path, "%s/objects/%.2s/%s", git_dir, hex, hex + 2);
	st = sv_file_read(path, OBJECT_MOST, &raw, err);
	if (st == SV_OK) {
		enum sv_status whole = inflate_object(&raw, type, data, n);
		if (whole == SV_BUG)
			st = sv_err_nomem(err);
		else if (whole != SV_OK || !sv_object_has_name(*type, *data, *n, id))
			st = damaged(id, err);
	}
	sv_buf_release(&raw);
	if (st != SV_OK) {
		free(*data);
		*data = NULL;
	}
	return st;
}
