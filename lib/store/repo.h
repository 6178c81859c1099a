/* SPDX-License-Identifier: MIT */
/*
 * The history: a bare git repository with one branch. Files are read from the tree of the branch's commit; a
 * transaction stages files and ends in one signed commit and one compare-and-swap, durable when it returns.
 */
#ifndef SV_STORE_REPO_H
#define SV_STORE_REPO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "crypt/identity.h"
#include "store/ready.h"
#include "store/ref.h"

struct sv_repo;

/* Makes the bare repository STORE/history.git with its configuration, for a store that will stand at place. SV_CANT_CREATE where something stands there. */
enum sv_status sv_repo_create(const char *store, const char *place, struct sv_err *err);
/* Opens STORE/history.git at its present head. SV_NOT_FOUND, SV_DENIED (of another user), SV_INTEGRITY. */
enum sv_status sv_repo_open(const char *store, struct sv_repo **out, struct sv_err *err);
/* Opens a bare repository that is no part of a store, for reading: a shared one that takes pushes. incoming: the folder of the objects that are pushed, or NULL. */
enum sv_status sv_repo_open_bare(const char *git_dir, const char *incoming, struct sv_repo **out, struct sv_err *err);
void sv_repo_free(struct sv_repo *r);

/* The commit at which the repository is read; "" before the first. Owned by r. */
const char *sv_repo_head(const struct sv_repo *r);
/* Moves on to the branch's present commit (after taking the lock). */
enum sv_status sv_repo_refresh(struct sv_repo *r, struct sv_err *err);

/* Reads a file of the head into out (appended); blob (may be NULL) gets its id. SV_NOT_FOUND; SV_INTEGRITY where it is damaged. */
enum sv_status sv_repo_read(struct sv_repo *r, const char *path, struct sv_buf *out, char blob[SV_OID_HEX], struct sv_err *err);
/* Reads a file of any commit (40 hex digits) into out (appended); blob (may be NULL) gets its id. SV_NOT_FOUND; SV_INTEGRITY. */
enum sv_status sv_repo_read_at(struct sv_repo *r, const char *commit, const char *path, struct sv_buf *out, char blob[SV_OID_HEX], struct sv_err *err);
/* Reads a blob by its id. */
enum sv_status sv_repo_blob(struct sv_repo *r, const char *id, struct sv_buf *out, struct sv_err *err);
/*
 * Reads what can still be read of a damaged loose blob: the bytes before the damage, without any check. For
 * verify, to name the line. SV_NOT_FOUND where it is not loose.
 */
enum sv_status sv_repo_salvage(struct sv_repo *r, const char *id, struct sv_buf *out, struct sv_err *err);

/* A file that differs between two commits; old and new_ are blob ids, NULL where it is not there. Stops by a status other than SV_OK. */
typedef enum sv_status sv_repo_change(void *data, const char *path, const char *old, const char *new_, struct sv_err *err);
/* Calls fn for every file that differs between two commits ("" is the empty tree), under a folder (NULL: everywhere). */
enum sv_status sv_repo_diff(struct sv_repo *r, const char *old, const char *new_, const char *folder, sv_repo_change *fn, void *data, struct sv_err *err);

/* A commit, read. */
struct sv_commit {
	char id[SV_OID_HEX], tree[SV_OID_HEX], parent[SV_OID_HEX]; /* parent "" for the first */
	size_t nparents;
	char by[64];              /* the committer's name: an officer's handle */
	int64_t when;             /* seconds since 1970 */
	struct sv_buf message, signature, payload; /* payload: the bytes that were signed */
};
/* Reads a commit by its id into c (zeroed before first use; release with sv_commit_release). SV_INTEGRITY where malformed. */
enum sv_status sv_repo_commit_read(struct sv_repo *r, const char *id, struct sv_commit *c, struct sv_err *err);
void sv_commit_release(struct sv_commit *c);

/* Stages a file with new content; takes a copy. Later reads of the transaction see it by sv_repo_staged only. */
enum sv_status sv_repo_put(struct sv_repo *r, const char *path, const void *bytes, size_t n, char blob[SV_OID_HEX], struct sv_err *err);
/* The same of content that was made ready, whose bytes are taken. */
enum sv_status sv_repo_put_ready(struct sv_repo *r, const char *path, struct sv_ready *ready, struct sv_err *err);
/* The same in two steps: the object first, its place in the tree later, or never. */
enum sv_status sv_repo_add(struct sv_repo *r, const void *bytes, size_t n, char blob[SV_OID_HEX], struct sv_err *err);
enum sv_status sv_repo_link(struct sv_repo *r, const char *path, const char *blob, struct sv_err *err);
/* Writes what was staged so far as objects, unsynced, so that memory stays flat; nothing shows before the commit. The store's lock is held. */
enum sv_status sv_repo_flush(struct sv_repo *r, struct sv_err *err);
/* Ends what flush began, where no commit follows; while the lock is still held. */
void sv_repo_stop(struct sv_repo *r);
/* Whether a path is in the head's tree or staged. */
bool sv_repo_has(struct sv_repo *r, const char *path);
/*
 * Commits what was staged, signed by the identity, at an instant (ms), and makes it durable together with
 * everything else in the store folder. Nothing of it is visible unless SV_OK. The head moves on.
 */
enum sv_status sv_repo_commit(struct sv_repo *r, const struct sv_identity *by, int64_t at_ms, const char *message, struct sv_err *err);

#endif
