/* SPDX-License-Identifier: MIT */
/* The objects of one transaction: see objects.h. */
#include "store/objects.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "crypt/sha1.h"
#include "store/deflate.h"
#include "store/gitlib.h"

/* From so many objects on, one pack is cheaper to write and to read than loose files. */
#define PACK_FROM 64

struct sv_objects {
	git_odb *odb;
	const char *git_dir;
	struct sv_object *list;
	size_t n, cap;
	size_t *slots; /* hash table of numbers in list, plus one; 0 is empty */
	size_t nslots; /* a power of two */
	bool ready;    /* there are ready ones */
	git_odb_object *last; /* what was read last, from a pack … */
	void *last_loose;     /* … or from a loose object */
};

enum sv_status sv_objects_new(git_repository *repo, const char *git_dir, struct sv_objects **out, struct sv_err *err)
{
	struct sv_objects *o = calloc(1, sizeof *o);

	*out = NULL;
	if (o == NULL)
		return sv_err_nomem(err);
	o->git_dir = git_dir;
	if (git_repository_odb(&o->odb, repo) < 0) {
		free(o);
		return sv_git_no_memory() ? sv_err_nomem(err) : sv_err_set(err, SV_INTEGRITY, N_("the history's objects cannot be read"));
	}
	*out = o;
	return SV_OK;
}

static void forget(struct sv_objects *o)
{
	for (size_t i = 0; i < o->n; i++)
		free(o->list[i].data);
	free(o->list);
	free(o->slots);
	o->list = NULL;
	o->slots = NULL;
	o->n = o->cap = o->nslots = 0;
	o->ready = false;
}

void sv_objects_free(struct sv_objects *o)
{
	if (o == NULL)
		return;
	forget(o);
	git_odb_object_free(o->last);
	free(o->last_loose);
	git_odb_free(o->odb);
	free(o);
}

/* The slot of an id: where it is, or where it would go. */
static size_t slot_of(const struct sv_objects *o, const git_oid *id)
{
	size_t h;

	memcpy(&h, id->id, sizeof h);
	for (h &= o->nslots - 1; o->slots[h] && git_oid_cmp(&o->list[o->slots[h] - 1].id, id) != 0; h = (h + 1) & (o->nslots - 1))
		;
	return h;
}

static const struct sv_object *find(const struct sv_objects *o, const git_oid *id)
{
	size_t at = o->nslots ? o->slots[slot_of(o, id)] : 0;

	return at ? &o->list[at - 1] : NULL;
}

static bool grow(struct sv_objects *o)
{
	if (o->n < o->cap)
		return true;
	size_t cap = o->cap ? o->cap * 2 : 32;
	struct sv_object *list = realloc(o->list, cap * sizeof *list);
	if (list == NULL)
		return false;
	o->list = list;
	size_t *slots = calloc(cap * 2, sizeof *slots);
	if (slots == NULL)
		return false;
	free(o->slots);
	o->slots = slots;
	o->nslots = cap * 2;
	o->cap = cap;
	for (size_t i = 0; i < o->n; i++)
		o->slots[slot_of(o, &o->list[i].id)] = i + 1;
	return true;
}

/* Keeps an object that is not there yet; there is room. */
static void keep(struct sv_objects *o, struct sv_object object)
{
	o->slots[slot_of(o, &object.id)] = o->n + 1;
	o->list[o->n++] = object;
}

void sv_object_name(git_object_t type, const void *data, size_t n, git_oid *id)
{
	struct sv_sha1 sum;
	char head[48];

	sv_sha1_init(&sum);
	sv_sha1_add(&sum, head, (size_t)snprintf(head, sizeof head, "%s %zu", sv_object_word(type), n) + 1); /* with its NUL */
	sv_sha1_add(&sum, data, n);
	sv_sha1_end(&sum, id->id);
}

bool sv_object_has_name(git_object_t type, const void *data, size_t n, const git_oid *id)
{
	git_oid real;

	sv_object_name(type, data, n, &real);
	return git_oid_equal(&real, id);
}

enum sv_status sv_objects_add(struct sv_objects *o, git_object_t type, const void *data, size_t n, git_oid *id, struct sv_err *err)
{
	/* a text may have been chosen by somebody; trees and commits are made of ids, names and signatures of ours */
	if (type != GIT_OBJECT_BLOB)
		sv_object_name(type, data, n, id);
	else if (git_odb_hash(id, data, n, type) < 0)
		return sv_err_set(err, SV_BUG, N_("an object cannot be hashed"));
	if (find(o, id))
		return SV_OK;
	if (!grow(o))
		return sv_err_nomem(err);
	void *copy = malloc(n ? n : 1);
	if (copy == NULL)
		return sv_err_nomem(err);
	if (n > 0)
		memcpy(copy, data, n);
	keep(o, (struct sv_object){ .id = *id, .type = type, .data = copy, .n = n });
	return SV_OK;
}

enum sv_status sv_objects_add_ready(struct sv_objects *o, struct sv_ready *ready, struct sv_err *err)
{
	struct sv_object object = { .type = GIT_OBJECT_BLOB, .data = ready->bytes, .n = ready->n, .ready = true, .size = ready->size, .crc = ready->crc };

	memcpy(object.id.id, ready->id, sizeof object.id.id);
	if (find(o, &object.id)) {
		sv_ready_release(ready);
		return SV_OK;
	}
	if (!grow(o)) {
		sv_ready_release(ready);
		return sv_err_nomem(err);
	}
	*ready = (struct sv_ready){ .bytes = NULL };
	keep(o, object);
	o->ready = true;
	return SV_OK;
}

/* The content of a gathered object that is an entry of a pack already. */
static enum sv_status read_ready(struct sv_objects *o, const struct sv_object *object, const void **data, size_t *n, struct sv_err *err)
{
	unsigned char head[SV_PACK_HEAD];
	size_t len = sv_pack_head(object->type, object->size, head);
	uLongf size = (uLongf)object->size;
	void *content = malloc(object->size + 1);

	if (content == NULL)
		return sv_err_nomem(err);
	free(o->last_loose);
	o->last_loose = content;
	*data = content;
	*n = object->size;
	int rc = uncompress(content, &size, (const unsigned char *)object->data + len, (uLong)(object->n - len));
	if (rc == Z_MEM_ERROR)
		return sv_err_nomem(err);
	return rc == Z_OK && size == object->size ? SV_OK : sv_err_set(err, SV_BUG, N_("an object cannot be hashed"));
}

/* Reads from the packs alone, for an object whose loose file is broken: libgit2's own search would end in that file. */
static bool read_packed(struct sv_objects *o, const git_oid *id)
{
	char path[4200];
	git_odb *packs = NULL;
	git_odb_backend *backend = NULL;

	snprintf(path, sizeof path, "%s/objects", o->git_dir);
	bool found = git_odb_new(&packs) == 0 && git_odb_backend_pack(&backend, path) == 0 && git_odb_add_backend(packs, backend, 1) == 0 &&
	             git_odb_read(&o->last, packs, id) == 0;
	git_odb_free(packs);
	return found;
}

enum sv_status sv_objects_read(struct sv_objects *o, const git_oid *id, git_object_t type, const void **data, size_t *n, struct sv_err *err)
{
	const struct sv_object *pending = find(o, id);
	char hex[GIT_OID_HEXSZ + 1];

	if (pending && pending->type == type && pending->ready)
		return read_ready(o, pending, data, n, err);
	if (pending && pending->type == type) {
		*data = pending->data;
		*n = pending->n;
		return SV_OK;
	}
	git_odb_object_free(o->last);
	free(o->last_loose);
	o->last = NULL;
	o->last_loose = NULL;
	git_oid_tostr(hex, sizeof hex, id);
	git_object_t found;
	enum sv_status st = sv_loose_read(o->git_dir, id, &found, &o->last_loose, n, err);
	if (st == SV_OK) {
		*data = o->last_loose;
		return found == type ? SV_OK : sv_err_set(err, SV_INTEGRITY, N_("object %s is not what it should be"), hex);
	}
	if (st != SV_NOT_FOUND && !(st == SV_INTEGRITY && read_packed(o, id)))
		return st;
	sv_err_clear(err); /* it is in a pack, then */
	int rc = o->last ? 0 : git_odb_read(&o->last, o->odb, id);
	if (rc < 0 && sv_git_no_memory())
		return sv_err_nomem(err);
	if (rc < 0)
		return sv_err_set(err, SV_INTEGRITY, rc == GIT_ENOTFOUND ? N_("object %s is missing") : N_("object %s is damaged"), hex);
	if (git_odb_object_type(o->last) != type)
		return sv_err_set(err, SV_INTEGRITY, N_("object %s is not what it should be"), hex);
	*data = git_odb_object_data(o->last);
	*n = git_odb_object_size(o->last);
	return sv_object_has_name(type, *data, *n, id) ? SV_OK : sv_err_set(err, SV_INTEGRITY, N_("object %s is damaged"), hex);
}

const char *sv_object_word(git_object_t type)
{
	return type == GIT_OBJECT_COMMIT ? "commit" : type == GIT_OBJECT_TREE ? "tree" : "blob";
}

enum sv_status sv_objects_flush(struct sv_objects *o, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	if (o->n >= PACK_FROM || o->ready) {
		st = sv_pack_write(o->git_dir, o->list, o->n, err);
	} else {
		struct sv_deflate *d = sv_deflate_new();
		if (d == NULL)
			st = sv_err_nomem(err);
		for (size_t i = 0; i < o->n && st == SV_OK; i++)
			st = sv_loose_write(o->git_dir, &o->list[i], d, err);
		sv_deflate_free(d);
	}
	if (st == SV_OK) {
		forget(o);
		git_odb_refresh(o->odb);
	}
	return st;
}

enum sv_status sv_objects_sync(const char *store, struct sv_err *err)
{
	int fd = open(store, O_RDONLY | O_DIRECTORY | O_CLOEXEC), history = -1;
	struct stat a, b;
	bool ok = fd >= 0 && syncfs(fd) == 0;

	if (ok) { /* the history may be mounted, or linked, from a disk of its own */
		history = openat(fd, "history.git", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		ok = history < 0 ? errno == ENOENT : fstat(fd, &a) == 0 && fstat(history, &b) == 0 && (a.st_dev == b.st_dev || syncfs(history) == 0);
	}
	int e = errno;
	if (fd >= 0)
		close(fd);
	if (history >= 0)
		close(history);
	return ok ? SV_OK : sv_err_sys(err, SV_IO, e, N_("cannot write '%s' to the disk: %s"), store);
}
