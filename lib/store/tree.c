/* SPDX-License-Identifier: MIT */
/* Trees: see tree.h. The bytes of a tree are "MODE NAME\0ID" in git's order, where a folder compares as its name and "/". */
#include "store/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

#define DEPTH_MAX 16

/* One entry of a tree. A folder's tree is loaded when it is needed. */
struct item {
	char *name;
	git_oid id;
	bool folder;
	struct node *node;
};

/* One tree, loaded. */
struct node {
	struct item *items;
	size_t n, cap;
	bool dirty;
};

struct sv_tree {
	struct sv_objects *objects;
	struct node *root;
};

static void node_free(struct node *node)
{
	if (node == NULL)
		return;
	for (size_t i = 0; i < node->n; i++) {
		free(node->items[i].name);
		node_free(node->items[i].node); /* as deep as DEPTH_MAX */
	}
	free(node->items);
	free(node);
}

/* git's order of two names. */
static int compare(const char *a, bool a_folder, const char *b, bool b_folder)
{
	size_t la = strlen(a), lb = strlen(b), n = la < lb ? la : lb;
	int c = memcmp(a, b, n);

	if (c != 0)
		return c;
	unsigned char ca = n < la ? (unsigned char)a[n] : a_folder ? '/' : 0, cb = n < lb ? (unsigned char)b[n] : b_folder ? '/' : 0;
	return ca < cb ? -1 : ca > cb;
}

static enum sv_status malformed(struct sv_err *err)
{
	return sv_err_set(err, SV_INTEGRITY, N_("a tree of the history is malformed"));
}

static bool add_item(struct node *node, size_t at, const char *name, size_t len, bool folder, const git_oid *id)
{
	if (node->n == node->cap) {
		size_t cap = node->cap ? node->cap * 2 : 8;
		struct item *grown = realloc(node->items, cap * sizeof *grown);
		if (grown == NULL)
			return false;
		node->items = grown;
		node->cap = cap;
	}
	char *copy = strndup(name, len);
	if (copy == NULL)
		return false;
	memmove(&node->items[at + 1], &node->items[at], (node->n - at) * sizeof *node->items);
	node->items[at] = (struct item){ copy, { { 0 } }, folder, NULL };
	if (id)
		node->items[at].id = *id;
	node->n++;
	return true;
}

/* Finds a name among the items; *at is its place, or where it belongs. */
static bool find(const struct node *node, const char *name, bool folder, size_t *at)
{
	size_t low = 0, high = node->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = compare(node->items[mid].name, node->items[mid].folder, name, folder);
		if (c == 0) {
			*at = mid;
			return true;
		}
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	*at = low;
	return false;
}

/* Parses the bytes of a tree; only plain files and folders belong in the history. */
static enum sv_status parse(const char *p, size_t n, struct node *node, struct sv_err *err)
{
	const char *end = p + n;
	size_t at;

	while (p < end) {
		const char *space = memchr(p, ' ', (size_t)(end - p)), *nul = space ? memchr(space, '\0', (size_t)(end - space)) : NULL;
		git_oid id;
		bool folder = space && space - p == 5 && memcmp(p, "40000", 5) == 0;
		if (nul == NULL || end - nul < 21 || nul == space + 1 || memchr(space, '/', (size_t)(nul - space)) != NULL)
			return malformed(err);
		if (!folder && (space - p != 6 || memcmp(p, "100644", 6) != 0))
			return malformed(err);
		memcpy(id.id, nul + 1, 20);
		if (folder && find(node, space + 1, false, &at))
			return malformed(err); /* a file of the same name; a file always comes before the folder */
		if (node->n > 0 && compare(node->items[node->n - 1].name, node->items[node->n - 1].folder, space + 1, folder) >= 0)
			return malformed(err);
		if (!add_item(node, node->n, space + 1, (size_t)(nul - space - 1), folder, &id))
			return sv_err_nomem(err);
		p = nul + 21;
	}
	return SV_OK;
}

static enum sv_status load(struct sv_objects *o, const git_oid *id, struct node **out, struct sv_err *err)
{
	const void *data = NULL;
	size_t n = 0;
	enum sv_status st = SV_OK;

	*out = calloc(1, sizeof **out);
	if (*out == NULL)
		return sv_err_nomem(err);
	if (id)
		st = sv_objects_read(o, id, GIT_OBJECT_TREE, &data, &n, err);
	if (st == SV_OK)
		st = parse(data, n, *out, err);
	if (st != SV_OK) {
		node_free(*out);
		*out = NULL;
	}
	return st;
}

enum sv_status sv_tree_open(struct sv_objects *o, const git_oid *root, struct sv_tree **out, struct sv_err *err)
{
	struct sv_tree *t = calloc(1, sizeof *t);
	enum sv_status st = t ? load(o, root, &t->root, err) : sv_err_nomem(err);

	*out = NULL;
	if (st != SV_OK) {
		sv_tree_free(t);
		return st;
	}
	t->objects = o;
	*out = t;
	return SV_OK;
}

void sv_tree_free(struct sv_tree *t)
{
	if (t == NULL)
		return;
	node_free(t->root);
	free(t);
}

/* Whether git would take a path: parts of 1 to 255 bytes, no "." or ".." or ".git", not too deep. */
static bool good_path(const char *path)
{
	for (int depth = 0; ; depth++) {
		size_t n = strcspn(path, "/");
		if (n == 0 || n > 255 || depth > DEPTH_MAX || (n <= 2 && strspn(path, ".") >= n) || (n == 4 && strncasecmp(path, ".git", 4) == 0))
			return false;
		if (path[n] == '\0')
			return true;
		path += n + 1;
	}
}

static enum sv_status bad_path(struct sv_err *err)
{
	return sv_err_set(err, SV_BUG, N_("not a path of the history"));
}

static enum sv_status not_there(struct sv_err *err)
{
	return sv_err_set(err, SV_NOT_FOUND, N_("no such file in the history"));
}

/* Goes down to the folder of a path, loading on the way; make: missing folders are made and all are marked as changed. */
static enum sv_status descend(struct sv_tree *t, const char *path, bool make, struct node **folder, const char **name, struct sv_err *err)
{
	struct node *node = t->root;
	const char *slash;
	char part[256];
	size_t at, file;

	if (!good_path(path))
		return make ? bad_path(err) : not_there(err);
	for (; (slash = strchr(path, '/')) != NULL; path = slash + 1) {
		node->dirty = node->dirty || make;
		snprintf(part, sizeof part, "%.*s", (int)(slash - path), path);
		if (!find(node, part, true, &at)) {
			if (!make)
				return not_there(err);
			if (find(node, part, false, &file))
				return bad_path(err);
			struct node *made = calloc(1, sizeof *made);
			if (made == NULL || !add_item(node, at, part, strlen(part), true, NULL)) {
				free(made);
				return sv_err_nomem(err);
			}
			node->items[at].node = made;
		}
		struct item *item = &node->items[at];
		if (item->node == NULL) {
			enum sv_status st = load(t->objects, &item->id, &item->node, err);
			if (st != SV_OK)
				return st;
		}
		node = item->node;
	}
	node->dirty = node->dirty || make;
	*folder = node;
	*name = path;
	return SV_OK;
}

enum sv_status sv_tree_get(struct sv_tree *t, const char *path, git_oid *blob, struct sv_err *err)
{
	struct node *folder;
	const char *name;
	size_t at;
	enum sv_status st = descend(t, path, false, &folder, &name, err);

	if (st != SV_OK)
		return st;
	if (!find(folder, name, false, &at))
		return not_there(err);
	*blob = folder->items[at].id;
	return SV_OK;
}

enum sv_status sv_tree_put(struct sv_tree *t, const char *path, const git_oid *blob, struct sv_err *err)
{
	struct node *folder;
	const char *name;
	size_t at, same;
	enum sv_status st = descend(t, path, true, &folder, &name, err);

	if (st != SV_OK)
		return st;
	if (find(folder, name, false, &at))
		folder->items[at].id = *blob;
	else if (find(folder, name, true, &same))
		return bad_path(err);
	else if (!add_item(folder, at, name, strlen(name), false, blob))
		return sv_err_nomem(err);
	return SV_OK;
}

static enum sv_status write_node(struct sv_tree *t, struct node *node, git_oid *id, struct sv_err *err)
{
	struct sv_buf bytes = SV_BUF_INIT;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < node->n && st == SV_OK; i++) {
		struct item *item = &node->items[i];
		if (item->node && item->node->dirty)
			st = write_node(t, item->node, &item->id, err); /* as deep as DEPTH_MAX */
		sv_buf_adds(&bytes, item->folder ? "40000 " : "100644 ");
		sv_buf_add(&bytes, item->name, strlen(item->name) + 1);
		sv_buf_add(&bytes, item->id.id, 20);
	}
	if (st == SV_OK)
		st = bytes.failed ? sv_err_nomem(err) : sv_objects_add(t->objects, GIT_OBJECT_TREE, bytes.data ? bytes.data : "", bytes.len, id, err);
	sv_buf_release(&bytes);
	node->dirty = node->dirty && st != SV_OK;
	return st;
}

enum sv_status sv_tree_write(struct sv_tree *t, git_oid *root, struct sv_err *err)
{
	return write_node(t, t->root, root, err);
}

/* A walk over two trees. */
struct walk {
	struct sv_objects *objects;
	const char *folder;
	sv_tree_change *fn;
	void *data;
	struct sv_buf path;
};

static enum sv_status walk_trees(struct walk *w, const git_oid *old, const git_oid *new_, int depth, struct sv_err *err);

/* Whether the walk's folder lies on, above or below the present path. */
static bool wanted(const struct walk *w)
{
	const char *path = sv_buf_str(&w->path);
	size_t n = w->folder ? strlen(w->folder) : 0, len = w->path.len;

	if (w->folder == NULL)
		return true;
	if (len < n)
		return strncmp(w->folder, path, len) == 0 && w->folder[len] == '/';
	return strncmp(path, w->folder, n) == 0 && (path[n] == '\0' || path[n] == '/');
}

/* One name that is in either tree or both, and differs. */
static enum sv_status walk_item(struct walk *w, const struct item *a, const struct item *b, int depth, struct sv_err *err)
{
	const struct item *any = a ? a : b;
	size_t was = w->path.len;
	enum sv_status st = SV_OK;

	if (a && b && git_oid_equal(&a->id, &b->id))
		return SV_OK;
	if (was > 0)
		sv_buf_addc(&w->path, '/');
	sv_buf_adds(&w->path, any->name);
	if (w->path.failed)
		st = sv_err_nomem(err);
	else if (wanted(w) && any->folder)
		st = walk_trees(w, a ? &a->id : NULL, b ? &b->id : NULL, depth + 1, err);
	else if (wanted(w))
		st = w->fn(w->data, sv_buf_str(&w->path), a ? &a->id : NULL, b ? &b->id : NULL, err);
	w->path.len = was;
	if (w->path.data)
		w->path.data[was] = '\0';
	return st;
}

static enum sv_status walk_trees(struct walk *w, const git_oid *old, const git_oid *new_, int depth, struct sv_err *err)
{
	struct node *a = NULL, *b = NULL;
	size_t i = 0, k = 0;
	enum sv_status st = depth > DEPTH_MAX ? malformed(err) : load(w->objects, old, &a, err);

	if (st == SV_OK)
		st = load(w->objects, new_, &b, err);
	while (st == SV_OK && (i < a->n || k < b->n)) {
		int c = i == a->n ? 1 : k == b->n ? -1 : compare(a->items[i].name, a->items[i].folder, b->items[k].name, b->items[k].folder);
		st = walk_item(w, c <= 0 ? &a->items[i] : NULL, c >= 0 ? &b->items[k] : NULL, depth, err);
		i += c <= 0;
		k += c >= 0;
	}
	node_free(a);
	node_free(b);
	return st;
}

enum sv_status sv_tree_diff(struct sv_objects *o, const git_oid *old, const git_oid *new_, const char *folder, sv_tree_change *fn, void *data, struct sv_err *err)
{
	struct walk w = { o, folder, fn, data, SV_BUF_INIT };
	enum sv_status st = old && new_ && git_oid_equal(old, new_) ? SV_OK : walk_trees(&w, old, new_, 0, err);

	sv_buf_release(&w.path);
	return st;
}
