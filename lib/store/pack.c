/* SPDX-License-Identifier: MIT */
/*
 * Packs: many objects in one file, undeltified, with a version 2 index, as gitformat-pack(5) has them. libgit2 offers no
 * plain SHA-1 of a stream.
 */
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
#include "crypt/sha1.h"
#include "store/deflate.h"
#include "store/objects.h"

/* Where an object lies in the pack. */
struct entry {
	const struct sv_object *object;
	unsigned long crc;
	unsigned long long offset;
};

/* A file that is written and hashed. */
struct out {
	int fd;
	struct sv_sha1 sha;
	struct sv_buf buf;
	unsigned long long total;
	bool ok;
};

static void flush(struct out *o)
{
	if (o->buf.len == 0)
		return;
	sv_sha1_add(&o->sha, o->buf.data, o->buf.len);
	o->ok = o->ok && sv_write_all(o->fd, o->buf.data, o->buf.len);
	sv_buf_clear(&o->buf);
}

static void put(struct out *o, const void *bytes, size_t n)
{
	sv_buf_add(&o->buf, bytes, n);
	o->total += n;
	o->ok = o->ok && !o->buf.failed;
	if (o->buf.len > 1u << 20)
		flush(o);
}

static void put_u32(struct out *o, unsigned long v)
{
	const unsigned char b[4] = { (unsigned char)(v >> 24), (unsigned char)(v >> 16), (unsigned char)(v >> 8), (unsigned char)v };

	put(o, b, 4);
}

static bool out_open(struct out *o, const char *dir, const char *template, char *path, size_t size)
{
	snprintf(path, size, "%s/%s", dir, template);
	o->fd = mkostemp(path, O_CLOEXEC);
	sv_sha1_init(&o->sha);
	sv_buf_init(&o->buf);
	o->total = 0;
	o->ok = o->fd >= 0;
	return o->ok;
}

/* Ends the file with the hash of all before it. */
static bool out_close(struct out *o, unsigned char hash[20])
{
	int e;

	flush(o);
	sv_sha1_end(&o->sha, hash);
	o->ok = o->ok && sv_write_all(o->fd, hash, 20) && fchmod(o->fd, 0444) == 0;
	e = errno;
	if (o->fd >= 0 && close(o->fd) < 0 && o->ok) {
		o->ok = false;
		e = errno;
	}
	sv_buf_release(&o->buf);
	errno = e;
	return o->ok;
}

size_t sv_pack_head(git_object_t type, size_t size, unsigned char head[SV_PACK_HEAD])
{
	size_t n = 0;
	unsigned char c = (unsigned char)((unsigned)type << 4 | (size & 15));

	for (size >>= 4; size; size >>= 7) { /* in a chain of 4 and 7 bits */
		head[n++] = c | 0x80;
		c = size & 0x7f;
	}
	head[n++] = c;
	return n;
}

static bool write_pack(struct out *o, struct entry *entries, size_t n, unsigned char hash[20])
{
	struct sv_deflate *d = sv_deflate_new();
	bool ok = d != NULL;

	put(o, "PACK", 4);
	put_u32(o, 2);
	put_u32(o, (unsigned long)n);
	for (size_t i = 0; i < n && ok && o->ok; i++) {
		const struct sv_object *object = entries[i].object;
		const unsigned char *bytes = NULL;
		unsigned char head[SV_PACK_HEAD];
		size_t len = sv_pack_head(object->type, object->n, head), size = 0;
		entries[i].offset = o->total;
		if (object->ready) {
			entries[i].crc = object->crc;
			put(o, object->data, object->n);
			continue;
		}
		ok = sv_deflate(d, NULL, 0, object->data, object->n, object->type != GIT_OBJECT_BLOB, &bytes, &size);
		if (!ok)
			break;
		entries[i].crc = crc32_z(crc32_z(0, head, len), bytes, size);
		put(o, head, len);
		put(o, bytes, size);
	}
	sv_deflate_free(d);
	return out_close(o, hash) && ok;
}

static int by_id(const void *a, const void *b)
{
	return git_oid_cmp(&((const struct entry *)a)->object->id, &((const struct entry *)b)->object->id);
}

/* The index: fan-out, ids, CRCs, offsets (those over 2 GiB in a table of their own), the pack's hash. */
static bool write_index(struct out *o, struct entry *entries, size_t n, const unsigned char pack_hash[20])
{
	unsigned char hash[20];
	unsigned long large = 0;

	qsort(entries, n, sizeof *entries, by_id);
	put(o, "\377tOc", 4);
	put_u32(o, 2);
	for (size_t first = 0, i = 0; first < 256; first++) {
		while (i < n && entries[i].object->id.id[0] <= first)
			i++;
		put_u32(o, (unsigned long)i);
	}
	for (size_t i = 0; i < n; i++)
		put(o, entries[i].object->id.id, 20);
	for (size_t i = 0; i < n; i++)
		put_u32(o, entries[i].crc);
	for (size_t i = 0; i < n; i++)
		put_u32(o, entries[i].offset > 0x7fffffffULL ? 0x80000000UL | large++ : (unsigned long)entries[i].offset);
	for (size_t i = 0; i < n; i++) {
		if (entries[i].offset <= 0x7fffffffULL)
			continue;
		put_u32(o, (unsigned long)(entries[i].offset >> 32));
		put_u32(o, (unsigned long)(entries[i].offset & 0xffffffffULL));
	}
	put(o, pack_hash, 20);
	return out_close(o, hash);
}

enum sv_status sv_pack_write(const char *git_dir, const struct sv_object *objects, size_t n, struct sv_err *err)
{
	struct entry *entries = calloc(n ? n : 1, sizeof *entries);
	char dir[4200], pack[4300] = "", index[4300] = "", name[4300], hex[41];
	unsigned char hash[20];
	struct out out;
	bool ok;

	if (entries == NULL)
		return sv_err_nomem(err);
	for (size_t i = 0; i < n; i++)
		entries[i].object = &objects[i];
	snprintf(dir, sizeof dir, "%s/objects/pack", git_dir);
	ok = out_open(&out, dir, "tmp_pack_XXXXXX", pack, sizeof pack) && write_pack(&out, entries, n, hash);
	ok = ok && out_open(&out, dir, "tmp_idx_XXXXXX", index, sizeof index) && write_index(&out, entries, n, hash);
	int e = errno;
	free(entries);
	if (ok) {
		for (int i = 0; i < 20; i++)
			snprintf(hex + 2 * i, 3, "%02x", hash[i]);
		snprintf(name, sizeof name, "%s/pack-%s.pack", dir, hex);
		ok = rename(pack, name) == 0; /* the pack before its index: an index promises its pack */
		snprintf(name, sizeof name, "%s/pack-%s.idx", dir, hex);
		ok = ok && rename(index, name) == 0;
		e = errno;
	}
	if (ok)
		return SV_OK;
	unlink(pack);
	unlink(index);
	return sv_err_sys(err, SV_IO, e, N_("cannot write to the history '%s': %s"), git_dir);
}
