/* SPDX-License-Identifier: MIT */
/* The history: see repo.h. */
#include "store/repo.h"

#include <errno.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"
#include "crypt/sshsig.h"
#include "store/gitlib.h"
#include "store/objects.h"
#include "store/tree.h"

struct sv_repo {
	char store[4000], dir[4096];
	git_repository *git;
	struct sv_objects *objects; /* pending objects of the transaction, and reads */
	struct sv_tree *tree;       /* the head's tree with what was staged; made when first needed */
	char head[SV_OID_HEX];
	git_oid root;               /* the head's tree */
	bool has_root;
	bool unread; /* the head could not be read */
	bool writing;               /* objects of the transaction were written before its commit */
};

static enum sv_status git_fail(enum sv_status status, const char *fmt, const char *subject, struct sv_err *err)
{
	const git_error *e = git_error_last();

	/* a damaged object, a repository of somebody else and memory that ran out have statuses of their own */
	if (sv_git_no_memory())
		return sv_err_nomem(err);
	if (e && (strstr(e->message, "owned") || strstr(e->message, "safe.directory")))
		return sv_err_set(err, SV_DENIED, N_("the history '%s' belongs to another user"), subject);
	return sv_err_set(err, status, fmt, subject);
}

enum sv_status sv_repo_create(const char *store, const char *place, struct sv_err *err)
{
	static const char attributes[] = "*.ndjson diff=sv merge=union\n";
	static const char *const settings[][2] = {
		{ "receive.denyNonFastForwards", "true" },
		{ "receive.denyDeletes", "true" },
		{ "transfer.fsckObjects", "true" },
		{ "core.logAllRefUpdates", "false" },
		{ "gpg.format", "ssh" },
		/* envelope and record readable for who holds the key, ciphertext for who does not */
		{ "diff.sv.textconv", "f() { sv-log --textconv \"$1\" 2>/dev/null || cat \"$1\"; }; f" },
	};
	git_repository_init_options opts = GIT_REPOSITORY_INIT_OPTIONS_INIT;
	git_repository *git = NULL;
	git_config *config = NULL;
	char dir[4096], path[4200];
	struct stat sb;
	enum sv_status st = sv_git_init(err);

	if (st != SV_OK)
		return st;
	snprintf(dir, sizeof dir, "%s/history.git", store);
	if (lstat(dir, &sb) == 0)
		return sv_err_set(err, SV_CANT_CREATE, N_("there is a history already: '%s'"), dir);
	opts.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT;
	opts.mode = 0700;
	opts.initial_head = "main";
	if (git_repository_init_ext(&git, dir, &opts) < 0 || git_repository_config(&config, git) < 0)
		st = git_fail(SV_CANT_CREATE, N_("cannot create the history '%s'"), dir, err);
	for (size_t i = 0; st == SV_OK && i < sizeof settings / sizeof settings[0]; i++)
		if (git_config_set_string(config, settings[i][0], settings[i][1]) < 0)
			st = git_fail(SV_CANT_CREATE, N_("cannot configure the history '%s'"), dir, err);
	char *absolute = realpath(".", NULL); /* git reads this path from wherever it is run */
	snprintf(path, sizeof path, "%s%s%s/history.git/allowed_signers", place[0] == '/' ? "" : absolute ? absolute : "", place[0] == '/' ? "" : "/", place);
	free(absolute);
	if (st == SV_OK && git_config_set_string(config, "gpg.ssh.allowedSignersFile", path) < 0)
		st = git_fail(SV_CANT_CREATE, N_("cannot configure the history '%s'"), dir, err);
	snprintf(path, sizeof path, "%s/info", dir);
	if (st == SV_OK)
		st = sv_mkdirs_durable(path, 0700, err);
	snprintf(path, sizeof path, "%s/info/attributes", dir);
	if (st == SV_OK)
		st = sv_file_write(path, attributes, sizeof attributes - 1, 0600, err);
	git_config_free(config);
	git_repository_free(git);
	return st;
}

void sv_repo_free(struct sv_repo *r)
{
	if (r == NULL)
		return;
	sv_repo_stop(r);
	sv_tree_free(r->tree);
	sv_objects_free(r->objects);
	git_repository_free(r->git);
	free(r);
}

/* Opens the repository in r->dir; incoming: a folder with more objects, or NULL. */
static enum sv_status open_dir(struct sv_repo *r, const char *incoming, struct sv_err *err)
{
	git_odb *odb = NULL;
	enum sv_status st = SV_OK;

	if (git_repository_open_ext(&r->git, r->dir, GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE | GIT_REPOSITORY_OPEN_NO_DOTGIT, NULL) < 0)
		return git_fail(SV_INTEGRITY, N_("cannot open the history '%s'"), r->dir, err);
	if (incoming && (git_repository_odb(&odb, r->git) < 0 || git_odb_add_disk_alternate(odb, incoming) < 0))
		st = git_fail(SV_INTEGRITY, N_("cannot open the history '%s'"), incoming, err);
	git_odb_free(odb);
	return st == SV_OK ? sv_repo_refresh(r, err) : st;
}

enum sv_status sv_repo_open_bare(const char *git_dir, const char *incoming, struct sv_repo **out, struct sv_err *err)
{
	struct sv_repo *r = NULL;
	enum sv_status st = sv_git_init(err);

	*out = NULL;
	if (st == SV_OK && (r = calloc(1, sizeof *r)) == NULL)
		st = sv_err_nomem(err);
	if (st == SV_OK) {
		snprintf(r->store, sizeof r->store, "%s", git_dir);
		snprintf(r->dir, sizeof r->dir, "%s", git_dir);
		st = open_dir(r, incoming, err);
	}
	if (st != SV_OK) {
		sv_repo_free(r);
		return st;
	}
	*out = r;
	return SV_OK;
}

enum sv_status sv_repo_open(const char *store, struct sv_repo **out, struct sv_err *err)
{
	struct sv_repo *r;
	struct stat sb;
	enum sv_status st = sv_git_init(err);

	*out = NULL;
	if (st != SV_OK)
		return st;
	r = calloc(1, sizeof *r);
	if (r == NULL)
		return sv_err_nomem(err);
	snprintf(r->store, sizeof r->store, "%s", store);
	snprintf(r->dir, sizeof r->dir, "%s/history.git", r->store);
	if (lstat(r->dir, &sb) < 0 && errno != ENOENT) {
		st = sv_err_sys(err, SV_IO, errno, N_("cannot open '%s': %s"), r->dir);
	} else if (lstat(r->dir, &sb) < 0) {
		sv_err_set(err, SV_NOT_FOUND, N_("no store in '%s'"), store);
		sv_err_hint(err, N_("sv-init makes one; --store or SV_STORE names another"));
		st = SV_NOT_FOUND;
	}
	if (st == SV_OK)
		st = open_dir(r, NULL, err);
	if (st != SV_OK) {
		sv_repo_free(r);
		return st;
	}
	*out = r;
	return SV_OK;
}

const char *sv_repo_head(const struct sv_repo *r)
{
	return r->head;
}

enum sv_status sv_repo_refresh(struct sv_repo *r, struct sv_err *err)
{
	struct sv_commit c = { 0 };
	enum sv_status st;

	sv_tree_free(r->tree);
	r->tree = NULL;
	sv_objects_free(r->objects);
	r->objects = NULL;
	r->has_root = false;
	r->unread = true; /* until it is known what stands there: who goes on in spite of a failure builds on nothing */
	st = sv_objects_new(r->git, r->dir, &r->objects, err);
	if (st == SV_OK)
		st = sv_ref_read(r->dir, r->head, err);
	r->unread = st != SV_OK || r->head[0];
	if (!r->unread || st != SV_OK)
		return st;
	st = sv_repo_commit_read(r, r->head, &c, err);
	if (st == SV_OK) {
		git_oid_fromstr(&r->root, c.tree);
		r->has_root = true;
		r->unread = false;
	}
	sv_commit_release(&c);
	return st;
}

static enum sv_status open_tree(struct sv_repo *r, struct sv_err *err)
{
	if (r->unread)
		return sv_err_set(err, SV_IO, N_("the history could not be read, so nothing is built on it"));
	return r->tree ? SV_OK : sv_tree_open(r->objects, r->has_root ? &r->root : NULL, &r->tree, err);
}

static enum sv_status read_object(struct sv_repo *r, const git_oid *id, git_object_t type, struct sv_buf *out, struct sv_err *err)
{
	const void *data;
	size_t n;
	enum sv_status st = sv_objects_read(r->objects, id, type, &data, &n, err);

	if (st != SV_OK)
		return st;
	sv_buf_add(out, data, n);
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

enum sv_status sv_repo_blob(struct sv_repo *r, const char *id, struct sv_buf *out, struct sv_err *err)
{
	git_oid oid;

	if (git_oid_fromstr(&oid, id) < 0)
		return sv_err_set(err, SV_BUG, N_("not an object id"));
	return read_object(r, &oid, GIT_OBJECT_BLOB, out, err);
}

enum sv_status sv_repo_read(struct sv_repo *r, const char *path, struct sv_buf *out, char blob[SV_OID_HEX], struct sv_err *err)
{
	git_oid id;
	enum sv_status st = open_tree(r, err);

	if (st == SV_OK)
		st = sv_tree_get(r->tree, path, &id, err);
	if (st != SV_OK)
		return st;
	if (blob)
		git_oid_tostr(blob, SV_OID_HEX, &id);
	st = read_object(r, &id, GIT_OBJECT_BLOB, out, err);
	if (st != SV_OK)
		sv_err_at(err, "%s", path);
	return st;
}

bool sv_repo_has(struct sv_repo *r, const char *path)
{
	git_oid id;

	return open_tree(r, NULL) == SV_OK && sv_tree_get(r->tree, path, &id, NULL) == SV_OK;
}

enum sv_status sv_repo_salvage(struct sv_repo *r, const char *id, struct sv_buf *out, struct sv_err *err)
{
	char path[4200];
	struct sv_buf raw = SV_BUF_INIT;
	unsigned char block[16384];
	z_stream z = { 0 };
	enum sv_status st;

	snprintf(path, sizeof path, "%s/objects/%.2s/%s", r->dir, id, id + 2);
	st = sv_file_read(path, (size_t)1 << 30, &raw, err);
	if (st == SV_OK && inflateInit(&z) != Z_OK)
		st = sv_err_nomem(err);
	if (st != SV_OK) {
		sv_buf_release(&raw);
		return st;
	}
	z.next_in = (unsigned char *)raw.data;
	z.avail_in = (unsigned)raw.len;
	size_t start = out->len;
	for (int rc = Z_OK; rc == Z_OK;) {
		z.next_out = block;
		z.avail_out = sizeof block;
		rc = inflate(&z, Z_SYNC_FLUSH);
		sv_buf_add(out, block, sizeof block - z.avail_out);
		if (z.avail_in == 0 && z.avail_out)
			break;
	}
	inflateEnd(&z);
	sv_buf_release(&raw);
	/* drop the object's header "blob N\0" */
	const char *nul = out->len > start ? memchr(out->data + start, '\0', out->len - start) : NULL;
	size_t header = nul ? (size_t)(nul + 1 - (out->data + start)) : out->len - start;
	if (out->len > start) {
		memmove(out->data + start, out->data + start + header, out->len - start - header);
		out->len -= header;
		out->data[out->len] = '\0';
	}
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

/* The tree of a commit; false for "". */
static enum sv_status tree_of(struct sv_repo *r, const char *commit, git_oid *tree, bool *has, struct sv_err *err)
{
	struct sv_commit c = { 0 };
	enum sv_status st = SV_OK;

	*has = commit[0] != '\0';
	if (!*has)
		return SV_OK;
	if (strcmp(commit, r->head) == 0 && r->has_root) {
		*tree = r->root;
		return SV_OK;
	}
	st = sv_repo_commit_read(r, commit, &c, err);
	if (st == SV_OK)
		git_oid_fromstr(tree, c.tree);
	sv_commit_release(&c);
	return st;
}

enum sv_status sv_repo_read_at(struct sv_repo *r, const char *commit, const char *path, struct sv_buf *out, char blob[SV_OID_HEX], struct sv_err *err)
{
	struct sv_tree *tree = NULL;
	git_oid root, id;
	bool has;
	enum sv_status st = tree_of(r, commit, &root, &has, err);

	if (st == SV_OK)
		st = sv_tree_open(r->objects, has ? &root : NULL, &tree, err);
	if (st == SV_OK)
		st = sv_tree_get(tree, path, &id, err);
	if (st == SV_OK && blob)
		git_oid_tostr(blob, SV_OID_HEX, &id);
	if (st == SV_OK)
		st = read_object(r, &id, GIT_OBJECT_BLOB, out, err);
	sv_tree_free(tree);
	if (st != SV_OK)
		sv_err_at(err, "%s", path);
	return st;
}

/* Turns the tree walk's object ids into hex for the caller. */
struct change {
	sv_repo_change *fn;
	void *data;
};

static enum sv_status change(void *data, const char *path, const git_oid *old, const git_oid *new_, struct sv_err *err)
{
	const struct change *c = data;
	char a[SV_OID_HEX], b[SV_OID_HEX];

	if (old)
		git_oid_tostr(a, sizeof a, old);
	if (new_)
		git_oid_tostr(b, sizeof b, new_);
	return c->fn(c->data, path, old ? a : NULL, new_ ? b : NULL, err);
}

enum sv_status sv_repo_diff(struct sv_repo *r, const char *old, const char *new_, const char *folder, sv_repo_change *fn, void *data, struct sv_err *err)
{
	struct change c = { fn, data };
	git_oid a, b;
	bool has_a, has_b;
	enum sv_status st = tree_of(r, old, &a, &has_a, err);

	if (st == SV_OK)
		st = tree_of(r, new_, &b, &has_b, err);
	if (st == SV_OK)
		st = sv_tree_diff(r->objects, has_a ? &a : NULL, has_b ? &b : NULL, folder, change, &c, err);
	return st;
}

void sv_commit_release(struct sv_commit *c)
{
	sv_buf_release(&c->message);
	sv_buf_release(&c->signature);
	sv_buf_release(&c->payload);
}

static enum sv_status malformed(const char *id, struct sv_err *err)
{
	return sv_err_set(err, SV_INTEGRITY, N_("commit %s is malformed"), id);
}

/* "committer NAME <MAIL> SECONDS ZONE" */
static bool read_person(const char *line, size_t len, struct sv_commit *c)
{
	const char *open = memchr(line, '<', len), *close_ = open ? memchr(open, '>', len - (size_t)(open - line)) : NULL;
	char number[32];

	if (close_ == NULL || open == line || (size_t)(open - line) > sizeof c->by)
		return false;
	snprintf(c->by, sizeof c->by, "%.*s", (int)(open - line - 1), line);
	size_t rest = len - (size_t)(close_ + 1 - line);
	if (rest < 2 || rest >= sizeof number)
		return false;
	memcpy(number, close_ + 1, rest);
	number[rest] = '\0';
	char *end;
	errno = 0;
	c->when = strtoll(number, &end, 10);
	return errno == 0 && end > number && *end == ' ';
}

enum sv_status sv_repo_commit_read(struct sv_repo *r, const char *id, struct sv_commit *c, struct sv_err *err)
{
	git_oid oid;
	const void *data;
	size_t n;
	bool in_signature = false;

	sv_buf_clear(&c->message);
	sv_buf_clear(&c->signature);
	sv_buf_clear(&c->payload);
	snprintf(c->id, sizeof c->id, "%s", id);
	c->tree[0] = c->parent[0] = c->by[0] = '\0';
	c->nparents = 0;
	if (git_oid_fromstr(&oid, id) < 0)
		return malformed(id, err);
	enum sv_status st = sv_objects_read(r->objects, &oid, GIT_OBJECT_COMMIT, &data, &n, err);
	if (st != SV_OK) {
		sv_err_at(err, N_("commit %s"), id);
		return st;
	}
	const char *p = data, *end = p + n;
	while (p < end && *p != '\n') {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		if (nl == NULL)
			return malformed(id, err);
		size_t len = (size_t)(nl - p);
		bool continued = *p == ' ';
		if (!continued)
			in_signature = len > 7 && memcmp(p, "gpgsig ", 7) == 0;
		if (in_signature) {
			size_t skip = continued ? 1 : 7;
			sv_buf_add(&c->signature, p + skip, len - skip + 1);
		} else {
			sv_buf_add(&c->payload, p, len + 1);
		}
		if (len == 45 && memcmp(p, "tree ", 5) == 0) {
			snprintf(c->tree, sizeof c->tree, "%.40s", p + 5);
		} else if (len == 47 && memcmp(p, "parent ", 7) == 0) {
			if (c->nparents++ == 0)
				snprintf(c->parent, sizeof c->parent, "%.40s", p + 7);
		} else if (len > 10 && memcmp(p, "committer ", 10) == 0 && !read_person(p + 10, len - 10, c)) {
			return malformed(id, err);
		}
		p = nl + 1;
	}
	sv_buf_add(&c->payload, p, (size_t)(end - p));
	if (p < end)
		sv_buf_add(&c->message, p + 1, (size_t)(end - p - 1));
	if (c->tree[0] == '\0' || c->by[0] == '\0')
		return malformed(id, err);
	return c->payload.failed || c->signature.failed ? sv_err_nomem(err) : SV_OK;
}

enum sv_status sv_repo_put(struct sv_repo *r, const char *path, const void *bytes, size_t n, char blob[SV_OID_HEX], struct sv_err *err)
{
	git_oid id;
	enum sv_status st = open_tree(r, err);

	if (st == SV_OK)
		st = sv_objects_add(r->objects, GIT_OBJECT_BLOB, bytes, n, &id, err);
	if (st == SV_OK)
		st = sv_tree_put(r->tree, path, &id, err);
	if (st == SV_OK && blob)
		git_oid_tostr(blob, SV_OID_HEX, &id);
	return st;
}

enum sv_status sv_repo_put_ready(struct sv_repo *r, const char *path, struct sv_ready *ready, struct sv_err *err)
{
	git_oid id;
	enum sv_status st = open_tree(r, err);

	memcpy(id.id, ready->id, sizeof id.id);
	if (st == SV_OK)
		st = sv_objects_add_ready(r->objects, ready, err);
	return st == SV_OK ? sv_tree_put(r->tree, path, &id, err) : st;
}

enum sv_status sv_repo_add(struct sv_repo *r, const void *bytes, size_t n, char blob[SV_OID_HEX], struct sv_err *err)
{
	git_oid id;
	enum sv_status st = sv_objects_add(r->objects, GIT_OBJECT_BLOB, bytes, n, &id, err);

	if (st == SV_OK)
		git_oid_tostr(blob, SV_OID_HEX, &id);
	return st;
}

enum sv_status sv_repo_link(struct sv_repo *r, const char *path, const char *blob, struct sv_err *err)
{
	git_oid id;
	enum sv_status st = open_tree(r, err);

	if (st == SV_OK && git_oid_fromstr(&id, blob) < 0)
		st = sv_err_set(err, SV_BUG, N_("an object cannot be hashed"));
	return st == SV_OK ? sv_tree_put(r->tree, path, &id, err) : st;
}

void sv_repo_stop(struct sv_repo *r)
{
	if (r && r->writing)
		sv_objects_end(r->dir);
	if (r)
		r->writing = false;
}

enum sv_status sv_repo_flush(struct sv_repo *r, struct sv_err *err)
{
	if (!r->writing) {
		enum sv_status st = sv_objects_begin(r->dir, err);
		if (st != SV_OK)
			return st;
		r->writing = true;
	}
	return sv_objects_flush(r->objects, err);
}

/* The commit object: payload first, then the same with its signature in the header. */
static enum sv_status build_commit(struct sv_repo *r, const git_oid *tree, const struct sv_identity *by, int64_t at_ms, const char *message, git_oid *id, struct sv_err *err)
{
	struct sv_buf head = SV_BUF_INIT, payload = SV_BUF_INIT, signature = SV_BUF_INIT, object = SV_BUF_INIT;
	char hex[SV_OID_HEX];
	const char *name = sv_identity_name(by);
	enum sv_status st;

	git_oid_tostr(hex, sizeof hex, tree);
	sv_buf_addf(&head, "tree %s\n", hex);
	if (r->head[0])
		sv_buf_addf(&head, "parent %s\n", r->head);
	sv_buf_addf(&head, "author %s <%s@sv> %lld +0000\n", name, name, (long long)(at_ms / 1000));
	sv_buf_addf(&head, "committer %s <%s@sv> %lld +0000\n", name, name, (long long)(at_ms / 1000));
	sv_buf_addf(&payload, "%s\n%s\n", sv_buf_str(&head), message);
	st = head.failed || payload.failed ? sv_err_nomem(err) : sv_sshsig_sign(by, payload.data, payload.len, &signature, err);
	if (st == SV_OK) {
		sv_buf_addf(&object, "%sgpgsig ", sv_buf_str(&head));
		for (const char *p = sv_buf_str(&signature); *p; p++) {
			sv_buf_addc(&object, *p);
			if (*p == '\n' && p[1])
				sv_buf_addc(&object, ' ');
		}
		if (signature.len && signature.data[signature.len - 1] != '\n')
			sv_buf_addc(&object, '\n');
		sv_buf_addf(&object, "\n%s\n", message);
		st = object.failed ? sv_err_nomem(err) : sv_objects_add(r->objects, GIT_OBJECT_COMMIT, object.data, object.len, id, err);
	}
	sv_buf_release(&head);
	sv_buf_release(&payload);
	sv_buf_release(&signature);
	sv_buf_release(&object);
	return st;
}

enum sv_status sv_repo_commit(struct sv_repo *r, const struct sv_identity *by, int64_t at_ms, const char *message, struct sv_err *err)
{
	git_oid tree, commit;
	char hex[SV_OID_HEX];
	bool staged = false;
	enum sv_status st = open_tree(r, err);

	if (st == SV_OK)
		st = sv_tree_write(r->tree, &tree, err);
	if (st == SV_OK)
		st = build_commit(r, &tree, by, at_ms, message, &commit, err);
	if (st == SV_OK)
		st = sv_repo_flush(r, err);
	if (st == SV_OK) {
		git_oid_tostr(hex, sizeof hex, &commit);
		st = sv_ref_stage(r->dir, r->head, hex, err);
		staged = st == SV_OK;
	}
	if (st == SV_OK)
		st = sv_objects_sync(r->store, err);
	if (st == SV_OK)
		st = sv_ref_move(r->dir, err);
	if (st != SV_OK && staged)
		sv_ref_break_lock(r->dir);
	if (st == SV_OK) {
		snprintf(r->head, sizeof r->head, "%s", hex);
		r->root = tree;
		r->has_root = true;
	}
	sv_repo_stop(r);
	return st;
}
