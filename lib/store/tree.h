/* SPDX-License-Identifier: MIT */
/* Trees: one that is edited in memory, and walking two side by side. Equal subtrees are never read. */
#ifndef SV_STORE_TREE_H
#define SV_STORE_TREE_H

#include <git2.h>

#include "base/err.h"
#include "store/objects.h"

struct sv_tree;

/* Opens a tree for editing; root NULL: an empty one. Subtrees are read when a path leads through them. o is borrowed. */
enum sv_status sv_tree_open(struct sv_objects *o, const git_oid *root, struct sv_tree **out, struct sv_err *err);
void sv_tree_free(struct sv_tree *t);
/* The blob at a path, as it is or was put. SV_NOT_FOUND. */
enum sv_status sv_tree_get(struct sv_tree *t, const char *path, git_oid *blob, struct sv_err *err);
/* Puts a blob at a path, making folders. SV_BUG for a path that git would not take, or that is a folder, or leads through a file. */
enum sv_status sv_tree_put(struct sv_tree *t, const char *path, const git_oid *blob, struct sv_err *err);
/* Adds the changed trees to the objects, deepest first, and gives the new root. */
enum sv_status sv_tree_write(struct sv_tree *t, git_oid *root, struct sv_err *err);

/* Told of a blob that differs: old or new_ NULL where it is not there. A status other than SV_OK stops the walk. */
typedef enum sv_status sv_tree_change(void *data, const char *path, const git_oid *old, const git_oid *new_, struct sv_err *err);
/* Walks two trees (NULL: empty) side by side, in the order of paths, below a folder (NULL: all). SV_INTEGRITY for a malformed tree. */
enum sv_status sv_tree_diff(struct sv_objects *o, const git_oid *old, const git_oid *new_, const char *folder, sv_tree_change *fn, void *data, struct sv_err *err);

#endif
