/* SPDX-License-Identifier: MIT */
/*
 * The new git objects of one transaction: gathered in memory, then written together, a few as loose objects, many as
 * one pack, and synced once. An existing loose object is never trusted: a killed writer may have left an empty one.
 */
#ifndef SV_STORE_OBJECTS_H
#define SV_STORE_OBJECTS_H

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "store/ready.h"

struct sv_objects;

/* One gathered object. */
struct sv_object {
	git_oid id;
	git_object_t type;
	void *data;        /* its content; or, where it is ready, its entry in a pack */
	size_t n;          /* bytes of data */
	bool ready;
	size_t size;       /* of a ready one: of its content */
	unsigned long crc; /* of a ready one */
};

/* git_dir: the repository's folder. Both are borrowed. */
enum sv_status sv_objects_new(git_repository *repo, const char *git_dir, struct sv_objects **out, struct sv_err *err);
void sv_objects_free(struct sv_objects *o);

/* Adds an object (a copy) and gives its id. The same object twice is kept once. */
enum sv_status sv_objects_add(struct sv_objects *o, git_object_t type, const void *data, size_t n, git_oid *id, struct sv_err *err);
/* Adds a blob that was made ready, and takes its bytes, also where that fails: what was gathered is then written as a pack, however little it is. */
enum sv_status sv_objects_add_ready(struct sv_objects *o, struct sv_ready *ready, struct sv_err *err);
/*
 * Reads an object, gathered or stored. The bytes stay valid until the next read or the free. A broken loose object harms nothing
 * where a pack has the same. SV_INTEGRITY where missing, damaged or of another type.
 */
enum sv_status sv_objects_read(struct sv_objects *o, const git_oid *id, git_object_t type, const void **data, size_t *n, struct sv_err *err);

/* Writes all gathered objects under their names, unsynced, and forgets them. SV_IO; nothing half-written stays. */
enum sv_status sv_objects_flush(struct sv_objects *o, struct sv_err *err);
/* One syncfs(2) on the store's folder (one more where the history has a disk of its own): objects and keyring are on the disk when it returns. */
enum sv_status sv_objects_sync(const char *store, struct sv_err *err);

/*
 * Marks the start and end of writing, while the store's lock is held. Where the mark of an earlier run is still there,
 * that run was killed: begin sweeps its leftovers (temporary files, empty loose objects and packs, a stale lock on the branch). The first begin after a
 * start of the machine does so too, and lays aside in sv-damaged what lies there damaged since the branch moved last: the power may have been cut.
 */
enum sv_status sv_objects_begin(const char *git_dir, struct sv_err *err);
void sv_objects_end(const char *git_dir);

/* The writers: loose.c and pack.c. */
struct sv_deflate;
enum sv_status sv_loose_write(const char *git_dir, const struct sv_object *o, struct sv_deflate *d, struct sv_err *err);
/*
 * Reads a loose object whole: *data is new (free(3)). SV_NOT_FOUND where there is none; SV_INTEGRITY where it is damaged.
 * (libgit2 1.5 runs in circles on one that was cut off.)
 */
enum sv_status sv_loose_read(const char *git_dir, const git_oid *id, git_object_t *type, void **data, size_t *n, struct sv_err *err);
enum sv_status sv_pack_write(const char *git_dir, const struct sv_object *objects, size_t n, struct sv_err *err);
/* The head of an entry of a pack: type and size. Returns its length. */
#define SV_PACK_HEAD 16
size_t sv_pack_head(git_object_t type, size_t size, unsigned char head[SV_PACK_HEAD]);
/* The name of an object that nobody else chose the bytes of (crypt/sha1.h). */
void sv_object_name(git_object_t type, const void *data, size_t n, git_oid *id);
/* Whether bytes that were read are the object of that name. Made to collide they cannot be: what others chose is watched as it is added, by us and by git. */
bool sv_object_has_name(git_object_t type, const void *data, size_t n, const git_oid *id);
/* The word git has for a type of object. */
const char *sv_object_word(git_object_t type);

#endif
