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

#include "base/file.h"
#include "store/objects.h"

/* Deflates header and data of an object. The caller frees *out. */
static bool deflate_object(const struct sv_object *o, unsigned char **out, size_t *n)
{
	char header[48];
	int len = snprintf(header, sizeof header, "%s %zu", sv_object_word(o->type), o->n) + 1; /* with its NUL */
	z_stream z = { 0 };

	*out = NULL;
	if (deflateInit(&z, Z_BEST_SPEED) != Z_OK)
		return false;
	size_t bound = deflateBound(&z, (uLong)(o->n + (size_t)len)) + 64;
	*out = malloc(bound);
	if (*out == NULL || o->n > 0x7fffffff) {
		deflateEnd(&z);
		return false;
	}
	z.next_out = *out;
	z.avail_out = (uInt)bound;
	z.next_in = (unsigned char *)header;
	z.avail_in = (uInt)len;
	bool ok = deflate(&z, Z_NO_FLUSH) == Z_OK;
	z.next_in = o->data;
	z.avail_in = (uInt)o->n;
	ok = ok && deflate(&z, Z_FINISH) == Z_STREAM_END;
	*n = z.total_out;
	deflateEnd(&z);
	return ok;
}

enum sv_status sv_loose_write(const char *git_dir, const struct sv_object *o, struct sv_err *err)
{
	char hex[GIT_OID_HEXSZ + 1], folder[4200], tmp[4300], name[4300];
	unsigned char *bytes = NULL;
	size_t n = 0;
	int fd = -1;

	if (!deflate_object(o, &bytes, &n)) {
		free(bytes);
		return sv_err_nomem(err);
	}
	git_oid_tostr(hex, sizeof hex, &o->id);
	snprintf(folder, sizeof folder, "%s/objects/%.2s", git_dir, hex);
	snprintf(tmp, sizeof tmp, "%s/tmp_obj_XXXXXX", folder);
	snprintf(name, sizeof name, "%s/%s", folder, hex + 2);
	fd = mkostemp(tmp, O_CLOEXEC);
	if (fd < 0 && errno == ENOENT && (mkdir(folder, 0700) == 0 || errno == EEXIST)) {
		snprintf(tmp, sizeof tmp, "%s/tmp_obj_XXXXXX", folder);
		fd = mkostemp(tmp, O_CLOEXEC);
	}
	if (fd < 0) {
		free(bytes);
		return sv_err_sys(err, SV_IO, errno, N_("cannot write to the history '%s': %s"), git_dir);
	}
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
	free(bytes);
	if (ok)
		return SV_OK;
	unlink(tmp);
	return sv_err_sys(err, SV_IO, e, N_("cannot write to the history '%s': %s"), git_dir);
}
