/* SPDX-License-Identifier: MIT */
/* The writer of git objects: trees, loose objects, packs, leftovers and full disks, with stock git as the judge. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <git2.h>
#include <git2/sys/transport.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "store/deflate.h"
#include "store/gitlib.h"
#include "store/objects.h"
#include "store/tree.h"

/* A store of its own for each test: top/history.git, with a home whose git configuration is broken on purpose. */
struct store {
	char top[32], git_dir[64];
	git_repository *repo;
	struct sv_objects *o;
	char head[GIT_OID_HEXSZ + 1];
	bool mounted; /* a small disk stands at top */
};

static int start(void **state)
{
	struct store *s = calloc(1, sizeof *s);
	char command[256];

	*state = s;
	snprintf(s->top, sizeof s->top, "/tmp/sv-objects-XXXXXX");
	if (mkdtemp(s->top) == NULL)
		return -1;
	snprintf(s->git_dir, sizeof s->git_dir, "%s/history.git", s->top);
	snprintf(command, sizeof command, "git init -q --bare -b main %s", s->git_dir);
	return system(command) != 0 || sv_git_init(NULL) != SV_OK || git_repository_open_bare(&s->repo, s->git_dir) < 0 ||
	       sv_objects_new(s->repo, s->git_dir, &s->o, NULL) != SV_OK;
}

static int stop(void **state)
{
	struct store *s = *state;
	char command[64];

	sv_objects_free(s->o);
	git_repository_free(s->repo);
	if (s->mounted)
		umount2(s->top, MNT_DETACH);
	snprintf(command, sizeof command, "rm -rf %s", s->top);
	int rc = system(command);
	free(s);
	return rc;
}

/* Runs a shell command in the repository. */
static int shell(const struct store *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static int shell(const struct store *s, const char *fmt, ...)
{
	char command[2048];
	va_list ap;
	int n = snprintf(command, sizeof command, "cd %s && ", s->git_dir);

	va_start(ap, fmt);
	vsnprintf(command + n, sizeof command - (size_t)n, fmt, ap);
	va_end(ap);
	return system(command);
}

/* A new collector, as the next process would have it: nothing pending, nothing read. */
static void reopen(struct store *s)
{
	sv_objects_free(s->o);
	assert_int_equal(sv_objects_new(s->repo, s->git_dir, &s->o, NULL), SV_OK);
}

static void git_is_content(const struct store *s)
{
	assert_int_equal(shell(s, "git fsck --strict --no-dangling --full >../fsck 2>&1 && "
	                          "! grep -E 'error|warning|missing|bad|corrupt' ../fsck"), 0);
}

/* Reproducible noise. */
static uint32_t noise(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	return *seed ^= *seed << 5;
}

static void commit(struct store *s, const git_oid *root, int number)
{
	struct sv_buf b = SV_BUF_INIT;
	char tree[GIT_OID_HEXSZ + 1];
	git_oid id;

	git_oid_tostr(tree, sizeof tree, root);
	sv_buf_addf(&b, "tree %s\n", tree);
	if (s->head[0])
		sv_buf_addf(&b, "parent %s\n", s->head);
	sv_buf_addf(&b, "author t <t@sv> %d +0000\ncommitter t <t@sv> %d +0000\n\ncommit %d\n", 1700000000 + number, 1700000000 + number, number);
	assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_COMMIT, b.data, b.len, &id, NULL), SV_OK);
	sv_buf_release(&b);
	assert_int_equal(sv_objects_begin(s->git_dir, NULL), SV_OK);
	assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK);
	assert_int_equal(sv_objects_sync(s->top, NULL), SV_OK);
	git_oid_tostr(s->head, sizeof s->head, &id);
	assert_int_equal(shell(s, "git update-ref refs/heads/main %s", s->head), 0);
	sv_objects_end(s->git_dir);
}

/* A random path of 1 to 4 parts; names are chosen so that git's order of "a", "a-b", "a.b", "a/b" and "a0" matters. */
static void random_path(uint32_t *seed, char out[96])
{
	static const char *const folders[] = { "cases", "cases-x", "cases.y", "a", "a0", "k", "K", "\xc3\xa9" };
	int depth = (int)(noise(seed) % 4);
	size_t n = 0;

	for (int i = 0; i < depth; i++)
		n += (size_t)snprintf(out + n, 96 - n, "%s/", folders[noise(seed) % 8]);
	snprintf(out + n, 96 - n, "f%u%s", noise(seed) % 4000, noise(seed) % 2 ? ".ndjson" : "");
}

#define FILES 5000

/* Five thousand files put one by one, in commits of 1 to 900: git lists exactly what was put last. */
static void git_lists_what_was_put(void **state)
{
	static char paths[FILES][96], ids[FILES][GIT_OID_HEXSZ + 1];
	struct store *s = *state;
	struct sv_tree *t = NULL;
	git_oid root, id, back;
	uint32_t seed = 20260701;
	char name[64];
	int sizes[] = { 1, 900, 3, 63, 64, 65, 1 }, n = 0, commits = 0;

	while (n < FILES) {
		int batch = sizes[commits % 7] < FILES - n ? sizes[commits % 7] : FILES - n;
		assert_int_equal(sv_tree_open(s->o, commits ? &root : NULL, &t, NULL), SV_OK);
		for (int i = 0; i < batch; i++, n++) {
			char text[64];
			random_path(&seed, paths[n]);
			snprintf(text, sizeof text, "{\"n\":%d}\n", n);
			assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, text, strlen(text), &id, NULL), SV_OK);
			git_oid_tostr(ids[n], sizeof ids[n], &id);
			assert_int_equal(sv_tree_put(t, paths[n], &id, NULL), SV_OK);
			assert_int_equal(sv_tree_get(t, paths[n], &back, NULL), SV_OK);
			assert_true(git_oid_equal(&id, &back));
		}
		assert_int_equal(sv_tree_write(t, &root, NULL), SV_OK);
		commit(s, &root, commits++);
		sv_tree_free(t);
		if (commits % 2)
			reopen(s);
	}
	snprintf(name, sizeof name, "%s/put", s->top);
	FILE *f = fopen(name, "w");
	assert_non_null(f);
	for (int i = 0; i < FILES; i++)
		fprintf(f, "100644 blob %s\t%s\n", ids[i], paths[i]);
	fclose(f);
	/* of a path that was put twice the later one counts */
	assert_int_equal(shell(s, "tac ../put | awk -F'\\t' '!seen[$2]++' | LC_ALL=C sort >../want; "
	                          "git -c core.quotePath=false ls-tree -r main | LC_ALL=C sort >../got; cmp ../want ../got"), 0);
	assert_int_equal(shell(s, "test $(wc -l <../got) -gt 4000 && test $(git rev-list main | wc -l) = %d", commits), 0);
	assert_int_equal(shell(s, "ls objects/pack/*.pack >/dev/null && ls objects/[0-9a-f][0-9a-f]/* >/dev/null"), 0);
	assert_int_equal(shell(s, "for p in objects/pack/*.pack; do git index-pack --strict -o ../t.idx $p >/dev/null && "
	                          "cmp ../t.idx ${p%%.pack}.idx || exit 1; rm -f ../t.idx; done"), 0);
	assert_int_equal(shell(s, "test -z \"$(find objects -type f ! -perm 0444)\" && test -z \"$(find . -name 'tmp_*')\" && ! test -e sv-writing"), 0);
	git_is_content(s);
}

/* Blobs of every kind, by either way, come back to the byte: from us and from git. */
static void blobs_come_back(void **state)
{
	static const size_t sizes[] = { 0, 1, 15, 16, 55, 56, 57, 63, 64, 65, 2047, 2048, 70000, 3000000 };
	struct store *s = *state;
	uint32_t seed = 99;

	for (int many = 0; many < 2; many++) {
		for (int flat = 0; flat < 2; flat++) {
			size_t n_sizes = sizeof sizes / sizeof sizes[0];
			git_oid ids[sizeof sizes / sizeof sizes[0]], id;
			unsigned char *bytes[sizeof sizes / sizeof sizes[0]];
			for (size_t i = 0; i < n_sizes; i++) {
				bytes[i] = malloc(sizes[i] + 1);
				for (size_t k = 0; k < sizes[i]; k++)
					bytes[i][k] = flat ? (unsigned char)(many + 'a') : (unsigned char)noise(&seed);
				assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, bytes[i], sizes[i], &ids[i], NULL), SV_OK);
			}
			for (int i = 0; many && i < 80; i++) /* enough for a pack */
				assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, &i, sizeof i, &id, NULL), SV_OK);
			for (int pass = 0; pass < 2; pass++) {
				for (size_t i = 0; i < n_sizes; i++) {
					const void *data;
					size_t n = 7;
					assert_int_equal(sv_objects_read(s->o, &ids[i], GIT_OBJECT_BLOB, &data, &n, NULL), SV_OK);
					assert_int_equal(n, sizes[i]);
					assert_memory_equal(data, bytes[i], n);
					assert_int_equal(sv_objects_read(s->o, &ids[i], GIT_OBJECT_TREE, &data, &n, NULL), SV_INTEGRITY);
				}
				if (pass == 0) {
					assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK);
					reopen(s);
				}
			}
			for (size_t i = 0; i < n_sizes; i++) {
				char hex[GIT_OID_HEXSZ + 1];
				git_oid_tostr(hex, sizeof hex, &ids[i]);
				assert_int_equal(shell(s, "test $(git cat-file -s %s) = %zu", hex, sizes[i]), 0);
				free(bytes[i]);
			}
		}
	}
	assert_int_equal(shell(s, "test $(ls objects/pack/*.pack | wc -l) = 2"), 0);
	git_is_content(s);
}

/* What was made ready elsewhere comes back before and after it is written; git names it as we did, in a pack with others, however few they are. */
static void what_was_made_ready_comes_back(void **state)
{
	static const size_t sizes[] = { 0, 1, 15, 16, 2047, 2048, 70000 };
	struct store *s = *state;
	struct sv_deflate *d = sv_deflate_new();
	struct sv_ready ready = { .bytes = NULL };
	size_t n_sizes = sizeof sizes / sizeof sizes[0];
	git_oid ids[sizeof sizes / sizeof sizes[0]], loose;
	unsigned char *bytes[sizeof sizes / sizeof sizes[0]];
	uint32_t seed = 5;
	const void *data;
	size_t n;

	for (size_t i = 0; i < n_sizes; i++) {
		bytes[i] = malloc(sizes[i] + 1);
		for (size_t k = 0; k < sizes[i]; k++)
			bytes[i][k] = i % 2 ? (unsigned char)noise(&seed) : "base64+/"[noise(&seed) % 8];
		for (int twice = 0; twice < 2; twice++) {
			assert_int_equal(sv_ready_make(d, bytes[i], sizes[i], &ready, NULL), SV_OK);
			assert_int_equal(sv_ready_make(d, bytes[i], sizes[i], &ready, NULL), SV_OK); /* what it had is released */
			memcpy(ids[i].id, ready.id, 20);
			assert_int_equal(sv_objects_add_ready(s->o, &ready, NULL), SV_OK);
			assert_null(ready.bytes);
		}
	}
	assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, "plain", 5, &loose, NULL), SV_OK);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < n_sizes; i++) {
			assert_int_equal(sv_objects_read(s->o, &ids[i], GIT_OBJECT_BLOB, &data, &n, NULL), SV_OK);
			assert_int_equal(n, sizes[i]);
			assert_memory_equal(data, bytes[i], n);
			assert_int_equal(sv_objects_read(s->o, &ids[i], GIT_OBJECT_TREE, &data, &n, NULL), SV_INTEGRITY);
		}
		if (pass == 0) {
			assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK);
			reopen(s);
		}
	}
	for (size_t i = 0; i < n_sizes; i++) {
		char hex[GIT_OID_HEXSZ + 1];
		char path[256];
		snprintf(path, sizeof path, "%s/content", s->top);
		FILE *f = fopen(path, "w");
		assert_non_null(f);
		fwrite(bytes[i], 1, sizes[i], f);
		fclose(f);
		git_oid_tostr(hex, sizeof hex, &ids[i]);
		assert_int_equal(shell(s, "test $(git hash-object ../content) = %s && git cat-file blob %s | cmp - ../content", hex, hex), 0);
		free(bytes[i]);
	}
	assert_int_equal(shell(s, "test $(ls objects/pack/*.pack | wc -l) = 1 && test -z \"$(ls -d objects/[0-9a-f][0-9a-f])\" && git index-pack --strict -o ../x.idx objects/pack/*.pack >/dev/null && cmp ../x.idx objects/pack/*.idx"), 0);
	git_is_content(s);
	sv_deflate_free(d);
}

/* The same object twice is one; a new collector finds neither what it was never given nor what was not flushed. */
static void an_object_is_kept_once(void **state)
{
	struct store *s = *state;
	const void *data;
	size_t n;
	git_oid a, b;

	for (int i = 0; i < 500; i++)
		assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, i % 2 ? "same" : "other", i % 2 ? 4 : 5, i % 2 ? &a : &b, NULL), SV_OK);
	assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK);
	assert_int_equal(shell(s, "test $(find objects -type f | wc -l) = 2 && test -z \"$(ls objects/pack)\""), 0);
	assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK); /* nothing is pending: nothing happens */
	assert_int_equal(shell(s, "test $(find objects -type f | wc -l) = 2 && test -z \"$(ls objects/pack)\""), 0);
	assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, "third", 5, &a, NULL), SV_OK);
	reopen(s);
	assert_int_equal(sv_objects_read(s->o, &a, GIT_OBJECT_BLOB, &data, &n, NULL), SV_INTEGRITY);
}

/* The changes of a diff as git words them: "A path", "D path" or "M path", each a line. */
static enum sv_status note(void *data, const char *path, const git_oid *old, const git_oid *new_, struct sv_err *err)
{
	(void)err;
	fprintf(data, "%c\t%s\n", old == NULL ? 'A' : new_ == NULL ? 'D' : 'M', path);
	return SV_OK;
}

static enum sv_status halt(void *data, const char *path, const git_oid *old, const git_oid *new_, struct sv_err *err)
{
	(void)path;
	(void)old;
	(void)new_;
	(*(int *)data)++;
	return sv_err_set(err, SV_BUSY, "enough");
}

static void diffs_agree_with_git(void **state)
{
	struct store *s = *state;
	git_oid roots[12], id;
	uint32_t seed = 7;
	char name[64];
	int calls = 0;

	snprintf(name, sizeof name, "%s/ours", s->top);
	for (int r = 0; r < 12; r++) {
		struct sv_tree *t = NULL;
		/* every third tree starts anew, so that entries vanish, and files stand where folders stood */
		assert_int_equal(sv_tree_open(s->o, r % 3 ? &roots[r - 1] : NULL, &t, NULL), SV_OK);
		for (int i = 0; i < 120; i++) {
			char path[96];
			random_path(&seed, path);
			assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, &seed, sizeof seed, &id, NULL), SV_OK);
			assert_int_equal(sv_tree_put(t, path, &id, NULL), SV_OK);
		}
		assert_int_equal(sv_tree_put(t, r % 2 ? "swap/in" : "swapped", &id, NULL), SV_OK);
		if (r % 3 == 0)
			assert_int_equal(sv_tree_put(t, r % 2 ? "x" : "x/y", &id, NULL), SV_OK);
		assert_int_equal(sv_tree_write(t, &roots[r], NULL), SV_OK);
		sv_tree_free(t);
	}
	assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK);
	reopen(s);
	for (int a = -1; a < 12; a++) {
		for (int b = -1; b < 12; b += 3) {
			static const char *const folders[] = { NULL, "cases", "a/k", "cases.y/a" }; /* of the last, "cases" is a beginning and no folder above it */
			char old[GIT_OID_HEXSZ + 1] = "4b825dc642cb6eb9a060e54bf8d69288fbee4904", new_[GIT_OID_HEXSZ + 1] = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
			const char *folder = folders[(a + b + 2) % 4];
			FILE *f = fopen(name, "w");
			assert_non_null(f);
			if (a >= 0)
				git_oid_tostr(old, sizeof old, &roots[a]);
			if (b >= 0)
				git_oid_tostr(new_, sizeof new_, &roots[b]);
			assert_int_equal(sv_tree_diff(s->o, a < 0 ? NULL : &roots[a], b < 0 ? NULL : &roots[b], folder, note, f, NULL), SV_OK);
			fclose(f);
			assert_int_equal(shell(s, "git -c core.quotePath=false diff-tree -r --no-renames --name-status %s %s -- %s | "
			                          "LC_ALL=C sort >../git; LC_ALL=C sort ../ours | cmp - ../git",
			                       old, new_, folder ? folder : ""), 0);
		}
	}
	assert_int_equal(sv_tree_diff(s->o, NULL, &roots[0], NULL, halt, &calls, NULL), SV_BUSY);
	assert_int_equal(calls, 1);
	assert_int_equal(sv_tree_diff(s->o, NULL, NULL, NULL, halt, &calls, NULL), SV_OK);
}

/* A subtree that was not touched keeps its id and is not even read: here it does not exist. */
static void untouched_trees_are_not_read(void **state)
{
	struct store *s = *state;
	struct sv_tree *t = NULL;
	git_oid root, next, id, out;
	int calls = 0;

	assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_TREE, "40000 absent\0AAAAAAAAAAAAAAAAAAAA", 33, &root, NULL), SV_OK);
	assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, "x", 1, &id, NULL), SV_OK);
	assert_int_equal(sv_tree_open(s->o, &root, &t, NULL), SV_OK);
	assert_int_equal(sv_tree_get(t, "other/file", &out, NULL), SV_NOT_FOUND);
	assert_int_equal(sv_tree_get(t, "absent", &out, NULL), SV_NOT_FOUND); /* a folder is no file */
	assert_int_equal(sv_tree_write(t, &next, NULL), SV_OK);
	assert_true(git_oid_equal(&root, &next)); /* asking changes nothing */
	assert_int_equal(sv_tree_put(t, "z/file", &id, NULL), SV_OK);
	assert_int_equal(sv_tree_write(t, &next, NULL), SV_OK);
	assert_int_equal(sv_tree_diff(s->o, &root, &next, NULL, halt, &calls, NULL), SV_BUSY);
	assert_int_equal(calls, 1);
	assert_int_equal(sv_tree_get(t, "absent/file", &out, NULL), SV_INTEGRITY); /* and this one leads through it */
	sv_tree_free(t);
}

/* A path that git would refuse, or that would make a file and a folder of one name, changes nothing. */
static void bad_paths_are_refused(void **state)
{
	static const char *const bad[] = { "", "/", "a/", "/a", "a//b", ".", "..", "a/..", "../a", ".git", "a/.git/b", "file/b", "folder",
	                                   "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18" };
	struct store *s = *state;
	struct sv_tree *t = NULL;
	git_oid id, before, after, got;
	char path[300] = "";

	assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, "x", 1, &id, NULL), SV_OK);
	assert_int_equal(sv_tree_open(s->o, NULL, &t, NULL), SV_OK);
	assert_int_equal(sv_tree_put(t, "file", &id, NULL), SV_OK);
	assert_int_equal(sv_tree_put(t, "folder/file", &id, NULL), SV_OK);
	assert_int_equal(sv_tree_write(t, &before, NULL), SV_OK);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_int_equal(sv_tree_put(t, bad[i], &id, NULL), SV_BUG);
		assert_int_equal(sv_tree_get(t, bad[i], &got, NULL), SV_NOT_FOUND);
		assert_int_equal(sv_tree_write(t, &after, NULL), SV_OK);
		if (!git_oid_equal(&before, &after))
			fail_msg("'%s' left a trace", bad[i]);
	}
	memset(path, 'n', 290);
	assert_int_equal(sv_tree_put(t, path, &id, NULL), SV_BUG);
	path[3] = '/';
	assert_int_equal(sv_tree_put(t, path, &id, NULL), SV_BUG);
	assert_int_equal(sv_tree_put(t, "folder/..a", &id, NULL), SV_OK);
	assert_int_equal(sv_tree_put(t, "folder/.gitx", &id, NULL), SV_OK);
	assert_int_equal(sv_tree_write(t, &after, NULL), SV_OK);
	sv_tree_free(t);
	commit(s, &after, 1);
	git_is_content(s);
}

/* Tree bytes that git would not write are told as such; whatever the bytes, nothing falls over. */
static void malformed_trees_are_refused(void **state)
{
#define ID "aaaaaaaaaaaaaaaaaaaa"
	static const struct {
		const char *bytes;
		size_t n;
	} bad[] = {
#define BAD(s) { s, sizeof s - 1 }
		BAD("100644 a\0" "short"), BAD("100644 a"), BAD("100644"), BAD(" "), BAD("\0"), BAD("100644 \0" ID), BAD("100644 a/b\0" ID), BAD("100644a\0" ID),
		BAD("120000 link\0" ID), BAD("160000 module\0" ID), BAD("100755 script\0" ID), BAD("040000 folder\0" ID), BAD("0100644 a\0" ID), BAD("40001 a\0" ID),
		BAD("100644 b\0" ID "100644 a\0" ID), BAD("100644 a\0" ID "100644 a\0" ID), BAD("40000 a\0" ID "40000 a\0" ID),
		BAD("40000 a\0" ID "100644 a.b\0" ID),                     /* as a folder, "a" comes after "a.b" */
		BAD("100644 a\0" ID "100644 a.b\0" ID "40000 a\0" ID),     /* in order, but one name twice */
		BAD("100644 a\0" ID "x"), BAD("100644 a\0" ID "100644 b\0"),
#undef BAD
	};
	struct store *s = *state;
	struct sv_tree *t = NULL;
	git_oid id, up;
	char good[] = "100644 a\0" ID "100644 a.b\0" ID "40000 a0\0" ID "100644 b\0" ID;
	uint32_t seed = 3;
	int calls = 0;
#undef ID

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_TREE, bad[i].bytes, bad[i].n, &id, NULL), SV_OK);
		if (sv_tree_open(s->o, &id, &t, NULL) != SV_INTEGRITY || t != NULL)
			fail_msg("malformed tree %zu was accepted", i);
		assert_int_equal(sv_tree_diff(s->o, NULL, &id, NULL, halt, &calls, NULL), SV_INTEGRITY);
		assert_int_equal(sv_tree_diff(s->o, &id, NULL, NULL, halt, &calls, NULL), SV_INTEGRITY);
	}
	assert_int_equal(calls, 0);
	for (int i = 0; i < 20000; i++) { /* cut off, changed by a byte or two: accepted or refused, in an exact block for the sanitizer */
		size_t n = i < (int)sizeof good ? (size_t)i : 1 + noise(&seed) % (sizeof good - 1);
		char *block = malloc(n ? n : 1);
		memcpy(block, good, n);
		if (i >= (int)sizeof good)
			for (int k = 0; k < 2; k++)
				block[noise(&seed) % n] = (char)noise(&seed);
		assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_TREE, block, n, &id, NULL), SV_OK);
		free(block);
		enum sv_status st = sv_tree_open(s->o, &id, &t, NULL);
		assert_true(st == SV_OK || st == SV_INTEGRITY);
		sv_tree_free(t);
		t = NULL;
	}
	assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_TREE, "", 0, &id, NULL), SV_OK);
	for (int i = 0; i < 40; i++) { /* folders in folders: told, not followed for ever */
		char bytes[29] = "40000 d";
		memcpy(bytes + 8, id.id, 20);
		assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_TREE, bytes, 28, &up, NULL), SV_OK);
		id = up;
	}
	assert_int_equal(sv_tree_diff(s->o, NULL, &id, NULL, halt, &calls, NULL), SV_INTEGRITY);
}

/* Leaves an object's loose file as a power cut may: its first n bytes only. */
static void cut_off(const struct store *s, const git_oid *id, const char *size)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof hex, id);
	assert_int_equal(shell(s, "f=objects/%.2s/%s; chmod u+w $f && truncate -s %s $f", hex, hex + 2, size), 0);
}

/* A loose object that is empty or cut off is told, and the next who writes the same content mends it. */
static void broken_loose_objects_are_mended(void **state)
{
	static const char *const sizes[] = { "0", "1", "20", "-1", "+1" };
	struct store *s = *state;
	const void *data;
	size_t n;
	git_oid id;

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		char text[64];
		snprintf(text, sizeof text, "%zu: a text of some length, so that it can be cut off\n", i);
		for (int round = 0; round < 2; round++) {
			assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, text, strlen(text), &id, NULL), SV_OK);
			assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK);
			reopen(s);
			assert_int_equal(sv_objects_read(s->o, &id, GIT_OBJECT_BLOB, &data, &n, NULL), SV_OK);
			if (round == 0) {
				cut_off(s, &id, sizes[i]);
				assert_int_equal(sv_objects_read(s->o, &id, GIT_OBJECT_BLOB, &data, &n, NULL), SV_INTEGRITY);
			}
		}
		assert_int_equal(n, strlen(text));
		assert_memory_equal(data, text, n);
	}
	git_is_content(s);
}

/* A broken loose object harms nothing where a pack has the same: so does git read it. */
static void a_pack_stands_in_for_a_broken_loose_object(void **state)
{
	struct store *s = *state;
	const void *data;
	size_t n;
	git_oid id, other;

	assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, "twice", 5, &id, NULL), SV_OK);
	assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK);
	assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, "twice", 5, &id, NULL), SV_OK);
	for (int i = 0; i < 70; i++)
		assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, &i, sizeof i, &other, NULL), SV_OK);
	assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK);
	for (int round = 0; round < 2; round++) {
		cut_off(s, &id, round ? "0" : "-2");
		reopen(s);
		assert_int_equal(sv_objects_read(s->o, &id, GIT_OBJECT_BLOB, &data, &n, NULL), SV_OK);
		assert_int_equal(n, 5);
		assert_memory_equal(data, "twice", 5);
	}
}

/* A pack with a flipped bit: the object is named as damaged, the others are read. */
static void a_flipped_bit_in_a_pack_is_told(void **state)
{
	struct store *s = *state;
	const void *data;
	size_t n, bad = 0;
	git_oid ids[100];

	for (int i = 0; i < 100; i++)
		assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, &i, sizeof i, &ids[i], NULL), SV_OK);
	assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK);
	assert_int_equal(shell(s, "chmod u+w objects/pack/*.pack && "
	                          "printf '\\377' | dd of=$(ls objects/pack/*.pack) bs=1 seek=800 conv=notrunc status=none"), 0);
	reopen(s);
	for (int i = 0; i < 100; i++) {
		enum sv_status st = sv_objects_read(s->o, &ids[i], GIT_OBJECT_BLOB, &data, &n, NULL);
		assert_true(st == SV_INTEGRITY || (n == sizeof i && memcmp(data, &i, n) == 0));
		bad += st != SV_OK;
	}
	assert_in_range(bad, 1, 2);
}

/* What a killed writer left is swept where its mark still stands, and only there; sound objects stay. */
static void leftovers_are_swept(void **state)
{
	struct store *s = *state;
	git_oid root, blob;
	struct sv_tree *t = NULL;
	static const char plant[] = "mkdir -p objects/ab && : >objects/ab/tmp_obj_x1 && : >objects/pack/tmp_pack_x1 && : >objects/pack/tmp_idx_x1 && "
	                            ": >objects/ab/00000000000000000000000000000000000000";
	static const char planted[] = "test -e objects/ab/tmp_obj_x1 && test -e objects/pack/tmp_pack_x1 && test -e objects/pack/tmp_idx_x1 && "
	                              "test -e objects/ab/00000000000000000000000000000000000000";
	static const char gone[] = "test -z \"$(find objects -name 'tmp_*' -o -size 0 -type f)\"";

	assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, "", 0, &blob, NULL), SV_OK); /* the empty blob is no empty file */
	assert_int_equal(sv_tree_open(s->o, NULL, &t, NULL), SV_OK);
	assert_int_equal(sv_tree_put(t, "f", &blob, NULL), SV_OK);
	assert_int_equal(sv_tree_write(t, &root, NULL), SV_OK);
	sv_tree_free(t);
	assert_int_equal(shell(s, plant), 0);
	commit(s, &root, 0); /* no mark stood: nothing is swept, however odd it looks */
	assert_int_equal(shell(s, planted), 0);
	assert_int_equal(sv_objects_begin(s->git_dir, NULL), SV_OK); /* … and here a process dies */
	assert_int_equal(shell(s, ": >refs/heads/main.lock"), 0);
	assert_int_equal(sv_objects_begin(s->git_dir, NULL), SV_OK);
	assert_int_equal(shell(s, gone), 0);
	assert_int_equal(shell(s, "! test -e refs/heads/main.lock && test -e sv-writing"), 0);
	sv_objects_end(s->git_dir);
	assert_int_equal(shell(s, "! test -e sv-writing"), 0);
	git_is_content(s);
}

/* After another start of the machine what lay there damaged since the branch moved is laid aside, and a lock of before goes; what is sound or older stays. */
static void a_start_of_the_machine_is_noticed(void **state)
{
	static const char plant[] = "echo another >sv-started; mkdir -p objects/ab objects/cd objects/ef; touch -d '3 days ago' refs/heads/main; "
	                            "head -c 300 /dev/zero >objects/ab/00000000000000000000000000000000000000; cp objects/ab/0* objects/cd/; cp objects/ab/0* objects/ef/; "
	                            "touch -d '2 days ago' objects/ab/0*; touch -d '4 days ago' objects/cd/0*; : >objects/ab/tmp_obj_now; : >objects/ab/tmp_obj_then; "
	                            "touch -d '2 days ago' objects/ab/tmp_obj_then; : >refs/heads/main.lock; touch -d '2 days ago' refs/heads/main.lock";
	static const char mended[] = "test -e sv-damaged/ab00000000000000000000000000000000000000 && ! test -e objects/ab/00000000000000000000000000000000000000 && "
	                             "test -e objects/cd/00000000000000000000000000000000000000 && test -e objects/ef/00000000000000000000000000000000000000 && "
	                             "test -e objects/ab/tmp_obj_now && ! test -e objects/ab/tmp_obj_then && ! test -e refs/heads/main.lock && "
	                             "cmp sv-started /proc/sys/kernel/random/boot_id && rm -r objects/ab objects/cd objects/ef";
	struct store *s = *state;
	git_oid root, blob;
	struct sv_tree *t = NULL;

	assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, "sound", 5, &blob, NULL), SV_OK);
	assert_int_equal(sv_tree_open(s->o, NULL, &t, NULL), SV_OK);
	assert_int_equal(sv_tree_put(t, "f", &blob, NULL), SV_OK);
	assert_int_equal(sv_tree_write(t, &root, NULL), SV_OK);
	sv_tree_free(t);
	commit(s, &root, 0);
	assert_int_equal(shell(s, plant), 0);
	assert_int_equal(sv_objects_begin(s->git_dir, NULL), SV_OK);
	sv_objects_end(s->git_dir);
	assert_int_equal(shell(s, mended), 0);
	git_is_content(s);
}

/* A pack or an index that a power cut left empty goes as well, and then git has nothing to complain of; whole ones stay. */
static void empty_packs_are_swept(void **state)
{
	static const char *const harm[] = { "truncate -s 0 $p.idx", "truncate -s 0 $p.pack", "truncate -s 0 $p.idx $p.pack" };
	struct store *s = *state;
	const void *data;
	size_t n;

	for (int h = 0; h < 3; h++) {
		git_oid id, old;
		for (int broken = 0; broken < 2; broken++) {
			for (int i = 0; i < 70; i++) {
				int number = h * 1000 + broken * 100 + i;
				assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, &number, sizeof number, broken ? &id : &old, NULL), SV_OK);
			}
			assert_int_equal(shell(s, "ls objects/pack | LC_ALL=C sort >../before"), 0);
			assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK);
		}
		assert_int_equal(shell(s, "ls objects/pack | LC_ALL=C sort | comm -13 ../before - >../new; "
		                          "p=objects/pack/$(sed -n 's/[.]pack$//p' ../new); chmod u+w $p.*; %s", harm[h]), 0);
		assert_int_not_equal(shell(s, "git fsck >/dev/null 2>../complaints && ! test -s ../complaints"), 0); /* or this test says nothing */
		assert_int_equal(sv_objects_begin(s->git_dir, NULL), SV_OK); /* a process that dies at once … */
		assert_int_equal(sv_objects_begin(s->git_dir, NULL), SV_OK); /* … and the next */
		sv_objects_end(s->git_dir);
		assert_int_equal(shell(s, "test -z \"$(find objects -type f -size 0)\""), 0);
		git_is_content(s);
		reopen(s);
		assert_int_equal(sv_objects_read(s->o, &old, GIT_OBJECT_BLOB, &data, &n, NULL), SV_OK);
		assert_int_equal(sv_objects_read(s->o, &id, GIT_OBJECT_BLOB, &data, &n, NULL), SV_INTEGRITY);
		assert_int_equal(shell(s, "rm -f $(sed 's,^,objects/pack/,' ../new)"), 0);
	}
}

/* Whether a write that failed half-way is told, leaves no trace, and can be repeated. */
static void fails_cleanly(struct store *s, int objects, void (*obstruct)(struct store *), void (*free_again)(struct store *))
{
	static unsigned char bytes[20000];
	uint32_t seed = (uint32_t)objects;
	git_oid id;

	for (int i = 0; i < objects; i++) {
		for (size_t k = 0; k < sizeof bytes; k++)
			bytes[k] = (unsigned char)noise(&seed);
		assert_int_equal(sv_objects_add(s->o, GIT_OBJECT_BLOB, bytes, sizeof bytes, &id, NULL), SV_OK);
	}
	struct sv_err err;
	char text[512];
	sv_err_clear(&err);
	obstruct(s);
	enum sv_status st = sv_objects_flush(s->o, &err);
	free_again(s);
	assert_int_equal(st, SV_IO);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "cannot write to the history"));
	assert_null(strstr(text, "Success"));
	assert_int_equal(shell(s, "test -z \"$(find objects -name 'tmp_*')\" && test -z \"$(ls objects/pack)\""), 0);
	git_is_content(s);
	assert_int_equal(sv_objects_flush(s->o, NULL), SV_OK);
	assert_int_equal(shell(s, "test $(git cat-file --batch-check --batch-all-objects | wc -l) = %d", objects), 0);
	git_is_content(s);
}

static void limit_files(struct store *s)
{
	struct rlimit r;

	(void)s;
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &r);
	r.rlim_cur = 12000;
	setrlimit(RLIMIT_FSIZE, &r);
}

static void unlimit_files(struct store *s)
{
	struct rlimit r;

	(void)s;
	getrlimit(RLIMIT_FSIZE, &r);
	r.rlim_cur = r.rlim_max;
	setrlimit(RLIMIT_FSIZE, &r);
}

static void a_write_that_stops_halfway_leaves_nothing(void **state)
{
	fails_cleanly(*state, 3, limit_files, unlimit_files);
}

static void a_pack_that_stops_halfway_leaves_nothing(void **state)
{
	fails_cleanly(*state, 80, limit_files, unlimit_files);
}

/* Leaves about 30 kB free: one loose object of 20 kB fits, three do not. */
static void fill_disk(struct store *s)
{
	assert_int_equal(shell(s, "head -c $(($(stat -f -c '%%a*%%S' .) - 30000)) /dev/zero >filler"), 0);
}

static void empty_disk(struct store *s)
{
	assert_int_equal(shell(s, "rm filler"), 0);
}

static void on_a_small_disk(struct store *s, int objects)
{
	if (geteuid() != 0 || mount("sv-test", s->top, "tmpfs", 0, "size=8m") < 0) {
		print_message("# no tmpfs can be mounted here: a full disk is not tested\n");
		skip();
	}
	s->mounted = true;
	git_repository_free(s->repo);
	s->repo = NULL;
	assert_int_equal(shell(&(struct store){ .git_dir = "/" }, "git init -q --bare -b main %s", s->git_dir), 0);
	assert_int_equal(git_repository_open_bare(&s->repo, s->git_dir), 0);
	reopen(s);
	fails_cleanly(s, objects, fill_disk, empty_disk);
}

static void a_full_disk_stops_loose_objects(void **state)
{
	on_a_small_disk(*state, 5);
}

static void a_full_disk_stops_a_pack(void **state)
{
	on_a_small_disk(*state, 80);
}

/* The host's git configuration, here a broken one, is never read; whose the repository is, still is. */
static void the_host_has_no_say(void **state)
{
	struct store *s = *state;
	git_repository *repo = NULL;

	assert_int_equal(git_repository_open_ext(&repo, s->git_dir, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL), 0);
	git_repository_free(repo);
	repo = NULL;
	if (geteuid() != 0) {
		print_message("# only root can give a repository away: its owner is not tested\n");
		skip();
	}
	assert_int_equal(chown(s->git_dir, 65534, 65534), 0);
	/* GIT_EOWNER by the book; 1.5.1 says GIT_ENOTFOUND where no configuration has safe.directory, as here */
	int rc = git_repository_open_ext(&repo, s->git_dir, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
	assert_true(rc == GIT_EOWNER || (rc == GIT_ENOTFOUND && strstr(git_error_last()->message, "safe.directory")));
	assert_null(repo);
	assert_int_equal(chown(s->git_dir, 0, 0), 0);
}

/* The stand-ins for the network say no, with a reason. */
static void there_is_no_network(void **state)
{
	static const char *const urls[] = { "https://example.invalid/x.git", "ssh://example.invalid/x.git", "git://example.invalid/x.git", "example.invalid:x.git" };

	(void)state;
	for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
		git_transport *transport = NULL;
		git_error_clear();
		assert_true(git_transport_new(&transport, NULL, urls[i]) < 0);
		assert_null(transport);
		assert_non_null(git_error_last());
		assert_int_equal(git_error_last()->klass, GIT_ERROR_NET);
	}
}

/* Inflates the whole of a zlib stream; what comes out must be the same. */
static void inflates_to(const unsigned char *stream, size_t len, const char *head, const unsigned char *data, size_t n)
{
	size_t nhead = strlen(head);
	unsigned char *back = malloc(nhead + n + 1);
	z_stream z = { .next_in = (unsigned char *)stream, .avail_in = (unsigned)len, .next_out = back, .avail_out = (unsigned)(nhead + n + 1) };

	assert_int_equal(inflateInit(&z), Z_OK);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END); /* its check is right, then */
	assert_int_equal(z.avail_in, 0);
	assert_int_equal(z.total_out, nhead + n);
	assert_memory_equal(back, head, nhead);
	if (n > 0)
		assert_memory_equal(back + nhead, data, n);
	inflateEnd(&z);
	free(back);
}

/* zlib reads what was deflated, of every size and every byte; base64 takes six bits of eight, text no more than zlib makes of it, and noise little more than itself. */
static void what_is_deflated_inflates(void **state)
{
	static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", prose[] = "Een collega wordt al weken genegeerd in het overleg en daarna ook in de kantine. ";
	struct sv_deflate *d = sv_deflate_new();
	unsigned char data[20000], other[25000];
	const unsigned char *out;
	unsigned seed = 7;
	size_t len;

	(void)state;
	assert_non_null(d);
	for (size_t n = 0; n < sizeof data; n += n < 300 ? 1 : 1237) {
		for (int kind = 0; kind < 5; kind++) {
			for (size_t i = 0; i < n; i++) {
				seed = seed * 1664525 + 1013904223;
				unsigned char r = (unsigned char)(seed >> 24);
				data[i] = kind == 0 ? (unsigned char)base64[r % 64] : kind == 1 ? (unsigned char)prose[i % (sizeof prose - 1)] : kind == 2 ? r : kind == 3 ? (unsigned char)i : i < 5000 ? (unsigned char)base64[r % 64] : r;
			}
			const char *head = n % 2 ? "blob 12" : "";
			for (int flat = 0; flat < 2; flat++) {
				assert_true(sv_deflate(d, head, strlen(head), data, n, flat, &out, &len));
				inflates_to(out, len, head, data, n);
				uLongf most = sizeof other;
				assert_int_equal(compress2(other, &most, data, n, Z_BEST_SPEED), Z_OK);
				assert_true(len <= (size_t)most + strlen(head) + (flat ? 2048 : 80) || (kind == 0 && len < n * 78 / 100 + 80));
				if (kind == 0 && !flat && n > 2000)
					assert_true(len < n * 78 / 100);
			}
		}
	}
	sv_deflate_free(d);
}

/* What a pack has under a name must be what has that name: here its list of names was changed. */
static void a_pack_that_gives_other_bytes_is_damaged(void **state)
{
	struct store *s = *state;
	struct sv_err err = { 0 };
	char path[512], found[GIT_OID_HEXSZ + 2] = "";
	const void *data;
	git_oid id;
	size_t n;

	assert_int_equal(shell(s, "printf 'what stands there' | git hash-object -w --stdin | tee ../id | git pack-objects -q objects/pack/pack >../pack && rm -r objects/??"), 0);
	snprintf(path, sizeof path, "%s/id", s->top);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	assert_non_null(fgets(found, sizeof found, f));
	fclose(f);
	assert_int_equal(git_oid_fromstr(&id, found), 0);
	reopen(s);
	assert_int_equal(sv_objects_read(s->o, &id, GIT_OBJECT_BLOB, &data, &n, &err), SV_OK);
	/* of an index of one object the name stands behind the head and the 256 counts */
	assert_int_equal(shell(s, "chmod u+w objects/pack/*.idx && printf '\\377' | dd of=$(ls objects/pack/*.idx) bs=1 seek=%d conv=notrunc status=none", 8 + 1024 + 19), 0);
	id.id[19] = 0xff;
	reopen(s);
	assert_int_equal(sv_objects_read(s->o, &id, GIT_OBJECT_BLOB, &data, &n, &err), SV_INTEGRITY);
}

int main(void)
{
	char home[] = "/tmp/sv-home-XXXXXX", path[64];
	int rc = -1;
#define T(f) cmocka_unit_test_setup_teardown(f, start, stop)
	const struct CMUnitTest tests[] = {
		T(git_lists_what_was_put), T(blobs_come_back), T(what_was_made_ready_comes_back), T(an_object_is_kept_once), T(diffs_agree_with_git), T(untouched_trees_are_not_read), T(bad_paths_are_refused),
		T(malformed_trees_are_refused), T(broken_loose_objects_are_mended), T(a_pack_stands_in_for_a_broken_loose_object), T(a_flipped_bit_in_a_pack_is_told), T(a_pack_that_gives_other_bytes_is_damaged),
		T(leftovers_are_swept), T(a_start_of_the_machine_is_noticed), T(empty_packs_are_swept), T(a_write_that_stops_halfway_leaves_nothing), T(a_pack_that_stops_halfway_leaves_nothing),
		T(a_full_disk_stops_loose_objects), T(a_full_disk_stops_a_pack), T(what_is_deflated_inflates), T(the_host_has_no_say), T(there_is_no_network),
	};

	if (mkdtemp(home) == NULL)
		return 1;
	snprintf(path, sizeof path, "%s/.gitconfig", home);
	setenv("HOME", home, 1);
	unsetenv("XDG_CONFIG_HOME");
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1); /* for git itself, the judge */
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	if (sv_file_write(path, "[broken\n", 8, 0600, NULL) == SV_OK)
		rc = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	rmdir(home);
	return rc;
}
