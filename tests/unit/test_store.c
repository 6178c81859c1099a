/* SPDX-License-Identifier: MIT */
/* Store: trees, loose objects and packs, judged by stock git. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "crypt/crypt.h"
#include "store/deflate.h"
#include "store/event.h"
#include "store/keyring.h"
#include "store/objects.h"
#include "store/ready.h"
#include "store/ref.h"
#include "store/repo.h"

static char dir[] = "/tmp/sv-store-XXXXXX";
static struct sv_identity *me;

static int start(void **state)
{
	(void)state;
	return mkdtemp(dir) && sv_crypt_init(NULL) == SV_OK && sv_identity_new("tester", &me, NULL) == SV_OK && sv_repo_create(dir, dir, NULL) == SV_OK ? 0 : -1;
}

static int stop(void **state)
{
	char command[128];

	(void)state;
	sv_identity_free(me);
	snprintf(command, sizeof command, "rm -rf %s", dir);
	return system(command);
}

static int shell(const char *format)
{
	char command[4096];

	snprintf(command, sizeof command, "cd %s/history.git && %s", dir, format);
	return system(command);
}

static void put(struct sv_repo *r, int i, int version)
{
	char path[64], text[64];

	snprintf(path, sizeof path, "cases/20%02d/%c/%c/%06d.ndjson", 20 + i % 7, "0123456789ABCDEF"[i % 16], "0123456789ABCDEF"[i / 16 % 16], i);
	snprintf(text, sizeof text, "{\"i\":%d,\"v\":%d}\n", i, version);
	assert_int_equal(sv_repo_put(r, path, text, strlen(text), NULL, NULL), SV_OK);
}

/* Commits of one file (loose) and of thousands (a pack) mixed; git must find every tree, blob and name in order. */
static void git_agrees_with_what_is_written(void **state)
{
	struct sv_repo *r = NULL;
	int next = 0;

	(void)state;
	assert_int_equal(sv_repo_open(dir, &r, NULL), SV_OK);
	for (int commit = 0; commit < 12; commit++) {
		int n = commit % 3 == 0 ? 900 : commit % 3 == 1 ? 1 : 17;
		for (int i = 0; i < n; i++)
			put(r, next++, commit);
		if (commit > 0)
			put(r, commit * 7, commit); /* change an old one too */
		assert_int_equal(sv_repo_commit(r, me, 1700000000000 + commit * 1000, "test: commit", NULL), SV_OK);
	}
	assert_int_equal(shell("git fsck --strict --no-dangling >fsck.out 2>&1 && ! grep -E 'error|warning|missing' fsck.out"), 0);
	assert_int_equal(shell("test $(git rev-list main | wc -l) = 12"), 0);
	char command[128];
	snprintf(command, sizeof command, "test $(git ls-tree -r --name-only main | wc -l) = %d", next);
	assert_int_equal(shell(command), 0);
	assert_int_equal(shell("git ls-tree -r --name-only main >a && LC_ALL=C sort a | cmp - a"), 0);
	/* git makes the same index of our pack, byte for byte */
	assert_int_equal(shell("ls objects/pack/*.pack >/dev/null && for p in objects/pack/*.pack; do rm -f t.idx; git index-pack --strict -o t.idx $p >/dev/null && cmp t.idx ${p%.pack}.idx || exit 1; done"), 0);
	assert_int_equal(shell("test \"$(git cat-file -p main:cases/2020/0/0/000000.ndjson)\" = '{\"i\":0,\"v\":0}'"), 0);
	assert_int_equal(shell("test \"$(git cat-file -p main:cases/2020/7/0/000007.ndjson)\" = '{\"i\":7,\"v\":1}'"), 0);
	sv_repo_free(r);
}

static enum sv_status count(void *data, const char *path, const char *old, const char *new_, struct sv_err *err)
{
	int *n = data;

	(void)err;
	assert_non_null(path);
	assert_true(old != NULL || new_ != NULL);
	(*n)++;
	return SV_OK;
}

static void a_diff_names_just_what_changed(void **state)
{
	struct sv_repo *r = NULL;
	char before[SV_OID_HEX];
	int n = 0;

	(void)state;
	assert_int_equal(sv_repo_open(dir, &r, NULL), SV_OK);
	memcpy(before, sv_repo_head(r), sizeof before);
	put(r, 3, 99);
	put(r, 900000, 99);
	assert_int_equal(sv_repo_put(r, "officers/x.ndjson", "x\n", 2, NULL, NULL), SV_OK);
	assert_int_equal(sv_repo_commit(r, me, 1700001000000, "test: commit", NULL), SV_OK);
	assert_int_equal(sv_repo_diff(r, before, sv_repo_head(r), NULL, count, &n, NULL), SV_OK);
	assert_int_equal(n, 3);
	n = 0;
	assert_int_equal(sv_repo_diff(r, before, sv_repo_head(r), "cases", count, &n, NULL), SV_OK);
	assert_int_equal(n, 2);
	n = 0;
	assert_int_equal(sv_repo_diff(r, sv_repo_head(r), sv_repo_head(r), NULL, count, &n, NULL), SV_OK);
	assert_int_equal(n, 0);
	assert_int_equal(sv_repo_diff(r, sv_repo_head(r), "", "officers", count, &n, NULL), SV_OK); /* to nothing at all */
	assert_int_equal(n, 1);
	struct sv_buf was = SV_BUF_INIT;
	char blob[SV_OID_HEX];
	assert_int_equal(sv_repo_read_at(r, "", "officers/x.ndjson", &was, blob, NULL), SV_NOT_FOUND);
	assert_int_equal(sv_repo_read_at(r, before, "officers/x.ndjson", &was, blob, NULL), SV_NOT_FOUND);
	assert_int_equal(sv_repo_read_at(r, "0123456789012345678901234567890123456789", "officers/x.ndjson", &was, blob, NULL), SV_INTEGRITY);
	assert_int_equal(sv_repo_read_at(r, sv_repo_head(r), "officers/x.ndjson", &was, blob, NULL), SV_OK);
	assert_string_equal(sv_buf_str(&was), "x\n");
	sv_buf_release(&was);
	assert_int_equal(sv_repo_create(dir, dir, NULL), SV_CANT_CREATE); /* there is one */
	sv_repo_free(r);
}

/* An empty loose object, as a killed writer leaves it, is written over, not trusted. */
static void an_empty_object_is_mended(void **state)
{
	struct sv_repo *r = NULL;

	(void)state;
	assert_int_equal(shell("printf 'nieuw\\n' >new && o=$(git hash-object new) && mkdir -p objects/$(echo $o | cut -c1-2) && : >objects/$(echo $o | cut -c1-2)/$(echo $o | cut -c3-)"), 0);
	assert_int_equal(sv_repo_open(dir, &r, NULL), SV_OK);
	assert_int_equal(sv_repo_put(r, "officers/new.ndjson", "nieuw\n", 6, NULL, NULL), SV_OK);
	assert_int_equal(sv_repo_commit(r, me, 1700002000000, "test: commit", NULL), SV_OK);
	sv_repo_free(r);
	assert_int_equal(shell("git fsck --strict --no-dangling >/dev/null 2>&1 && test \"$(git cat-file -p main:officers/new.ndjson)\" = nieuw"), 0);
}

/* The compare-and-swap loses nothing to somebody who moved the branch meanwhile. */
static void a_moved_branch_is_not_overwritten(void **state)
{
	struct sv_repo *one = NULL, *two = NULL;

	(void)state;
	assert_int_equal(sv_repo_open(dir, &one, NULL), SV_OK);
	assert_int_equal(sv_repo_open(dir, &two, NULL), SV_OK);
	put(one, 11, 1001);
	put(two, 12, 1002);
	assert_int_equal(sv_repo_commit(one, me, 1700003000000, "test: commit", NULL), SV_OK);
	assert_int_equal(sv_repo_commit(two, me, 1700003000000, "test: commit", NULL), SV_BUSY);
	sv_repo_free(one);
	sv_repo_free(two);
	assert_int_equal(shell("test ! -e refs/heads/main.lock && git cat-file -p main:cases/2024/B/0/000011.ndjson | grep -q 1001"), 0);
}

/* What git does to the repository meanwhile changes nothing for us. */
static void packed_refs_are_read(void **state)
{
	char loose[SV_OID_HEX], packed[SV_OID_HEX], path[128];

	(void)state;
	snprintf(path, sizeof path, "%s/history.git", dir);
	assert_int_equal(sv_ref_read(path, loose, NULL), SV_OK);
	assert_int_equal(shell("git pack-refs --all --prune && git gc -q --prune=now && test ! -e refs/heads/main"), 0);
	assert_int_equal(sv_ref_read(path, packed, NULL), SV_OK);
	assert_string_equal(loose, packed);
	struct sv_repo *r = NULL;
	assert_int_equal(sv_repo_open(dir, &r, NULL), SV_OK);
	put(r, 13, 1003);
	assert_int_equal(sv_repo_commit(r, me, 1700004000000, "test: commit", NULL), SV_OK);
	sv_repo_free(r);
	assert_int_equal(shell("git fsck --strict --no-dangling >/dev/null 2>&1"), 0);
}

static void malformed_trees_are_told(void **state)
{
	static const char *const bad[] = {
		"printf '100644 b\\0aaaaaaaaaaaaaaaaaaaa100644 a\\0aaaaaaaaaaaaaaaaaaaa'", /* out of order */
		"printf '100644 a\\0aaaa'",
		"printf '120000 a\\0aaaaaaaaaaaaaaaaaaaa'", /* a symbolic link */
		"printf '100644 \\0aaaaaaaaaaaaaaaaaaaa'",
		"printf '100644a'",
		"printf '40000 a\\0aaaaaaaaaaaaaaaaaaaa'", /* a folder that is not there */
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		char command[512];
		struct sv_repo *r = NULL;
		int n = 0;
		snprintf(command, sizeof command, "t=$(%s | git hash-object -t tree -w --stdin --literally) && "
		         "printf 'tree %%s\\nauthor a <a> 1 +0000\\ncommitter a <a> 1 +0000\\n\\nx\\n' $t | git hash-object -t commit -w --stdin --literally >bad", bad[i]);
		assert_int_equal(shell(command), 0);
		char path[128];
		struct sv_buf id = SV_BUF_INIT;
		snprintf(path, sizeof path, "%s/history.git/bad", dir);
		assert_int_equal(sv_file_read(path, 64, &id, NULL), SV_OK);
		id.data[40] = '\0';
		assert_int_equal(sv_repo_open(dir, &r, NULL), SV_OK);
		assert_int_equal(sv_repo_diff(r, "", id.data, NULL, count, &n, NULL), SV_INTEGRITY);
		sv_repo_free(r);
		sv_buf_release(&id);
	}
}

static void keyrings(void **state)
{
	char path[128];
	unsigned char salt[32] = { 5 }, back[32];
	struct sv_keyring *k = NULL;
	struct sv_buf b = SV_BUF_INIT;

	(void)state;
	snprintf(path, sizeof path, "%s/keyring.db", dir);
	assert_int_equal(sv_keyring_open(path, "s", false, &k, NULL), SV_NOT_FOUND);
	assert_int_equal(sv_keyring_create(path, "s", NULL), SV_OK);
	assert_int_equal(sv_keyring_create(path, "s", NULL), SV_CANT_CREATE);
	assert_int_equal(sv_keyring_open(path, "t", false, &k, NULL), SV_INTEGRITY);
	assert_int_equal(sv_keyring_open(path, "s", true, &k, NULL), SV_OK);
	assert_int_equal(sv_keyring_begin(k, NULL), SV_OK);
	assert_int_equal(sv_keyring_put_salt(k, "c", salt, NULL), SV_OK);
	assert_int_equal(sv_keyring_put_wrap(k, "record", 1, "o", "w1", 2, NULL), SV_OK);
	assert_int_equal(sv_keyring_put_wrap(k, "record", 2, "o", "w2", 2, NULL), SV_OK);
	assert_int_equal(sv_keyring_commit(k, NULL), SV_OK);
	assert_int_equal(sv_keyring_begin(k, NULL), SV_OK);
	assert_int_equal(sv_keyring_put_salt(k, "d", salt, NULL), SV_OK);
	sv_keyring_rollback(k);
	assert_int_equal(sv_keyring_get_salt(k, "c", back, NULL), SV_OK);
	assert_memory_equal(salt, back, 32);
	assert_int_equal(sv_keyring_get_salt(k, "d", back, NULL), SV_NOT_FOUND);
	int epoch = 0;
	assert_int_equal(sv_keyring_get_wrap(k, "record", "o", &b, &epoch, NULL), SV_OK);
	assert_int_equal(epoch, 2);
	assert_memory_equal(b.data, "w2", 2);
	assert_int_equal(sv_keyring_drop_wraps(k, "record", "o", NULL), SV_OK);
	assert_int_equal(sv_keyring_get_wrap(k, "record", "o", &b, &epoch, NULL), SV_DENIED);
	sv_keyring_free(k);
	chmod(path, 0644);
	assert_int_equal(sv_keyring_open(path, "s", false, &k, NULL), SV_DENIED);
	sv_buf_release(&b);
}

/* A keyring in memory: nothing of it on a disk before it is placed, then all of it; what was deleted is in no file. */
static void a_keyring_in_memory(void **state)
{
	const unsigned char salt[32] = "the salt that stays, 32 bytes .", gone[32] = "the salt that goes, 32 bytes ..";
	unsigned char back[32];
	char path[128], name[160];
	struct sv_keyring *k = NULL;
	struct sv_buf dump = SV_BUF_INIT, file = SV_BUF_INIT;

	(void)state;
	snprintf(path, sizeof path, "%s/first.db", dir);
	assert_int_equal(sv_keyring_create(path, "s", NULL), SV_OK);
	assert_int_equal(sv_keyring_open(path, "s", true, &k, NULL), SV_OK);
	assert_int_equal(sv_keyring_put_salt(k, "c", salt, NULL), SV_OK);
	assert_int_equal(sv_keyring_put_salt(k, "d", gone, NULL), SV_OK);
	assert_int_equal(sv_keyring_dump(k, &dump, NULL), SV_OK);
	sv_keyring_free(k);
	k = NULL;
	assert_int_equal(sv_keyring_load(dump.data, dump.len, "t", &k, NULL), SV_INTEGRITY);
	assert_null(k);
	assert_int_equal(sv_keyring_load(dump.data, 0, "s", &k, NULL), SV_INTEGRITY);
	assert_int_equal(sv_keyring_load("no keyring at all, but long enough", 34, "s", &k, NULL), SV_INTEGRITY);
	assert_int_equal(sv_keyring_load(dump.data, dump.len, "s", &k, NULL), SV_OK);
	assert_int_equal(sv_keyring_destroy(k, "d", NULL), SV_OK);
	assert_int_equal(sv_keyring_begin(k, NULL), SV_OK);
	assert_int_equal(sv_keyring_put_salt(k, "e", gone, NULL), SV_OK);
	sv_keyring_rollback(k);
	assert_int_equal(sv_keyring_place(k, path, NULL), SV_CANT_CREATE);
	assert_int_equal(sv_keyring_vacant(dir, NULL), SV_CANT_CREATE); /* a folder */
	snprintf(name, sizeof name, "%s/below", path);
	assert_int_not_equal(sv_keyring_vacant(name, NULL), SV_OK); /* below a file */
	snprintf(path, sizeof path, "%s/lonely.db", dir);
	snprintf(name, sizeof name, "%s-wal", path);
	assert_int_equal(sv_keyring_vacant(path, NULL), SV_OK);
	assert_int_equal(mkdir(name, 0700), 0);
	assert_int_equal(sv_keyring_vacant(path, NULL), SV_CANT_CREATE); /* its log is no file */
	snprintf(path, sizeof path, "%s/placed.db", dir);
	snprintf(name, sizeof name, "%s-wal", path);
	assert_int_equal(sv_file_write(name, "a log", 5, 0600, NULL), SV_OK);
	assert_int_equal(sv_keyring_place(k, path, NULL), SV_CANT_CREATE);
	assert_int_equal(sv_file_write(name, "", 0, 0600, NULL), SV_OK);
	snprintf(name, sizeof name, "%s%s", path, SV_KEYRING_NEW);
	assert_int_equal(sv_file_write(name, "of one that was killed", 22, 0600, NULL), SV_OK);
	assert_int_equal(sv_keyring_place(k, path, NULL), SV_OK);
	assert_int_equal(access(name, F_OK), -1);
	sv_keyring_free(k);
	assert_int_equal(sv_file_read(path, 1 << 20, &file, NULL), SV_OK);
	assert_non_null(memmem(file.data, file.len, salt, sizeof salt));
	assert_null(memmem(file.data, file.len, gone, sizeof gone));
	assert_int_equal(sv_keyring_open(path, "s", true, &k, NULL), SV_OK);
	assert_int_equal(sv_keyring_get_salt(k, "c", back, NULL), SV_OK);
	assert_memory_equal(back, salt, 32);
	assert_int_equal(sv_keyring_get_salt(k, "d", back, NULL), SV_NOT_FOUND);
	assert_int_equal(sv_keyring_put_salt(k, "d", salt, NULL), SV_OK); /* by the log, as any keyring */
	sv_keyring_free(k);
	assert_int_equal(sv_file_write(name, "of one that was killed", 22, 0600, NULL), SV_OK);
	sv_keyring_sweep(path);
	assert_int_equal(access(name, F_OK), -1);
	sv_buf_release_secret(&dump);
	sv_buf_release_secret(&file);
}

/* Commits that others made: read where git would, refused where a committer, a tree or an end of line is missing. */
static void malformed_commits_are_told(void **state)
{
	static const struct { const char *text; enum sv_status want; } commits[] = {
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter a <a> 17 +0000\n\nx\n", SV_OK },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter <a> 1 +0000\n\nx\n", SV_INTEGRITY },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter a a> 1 +0000\n\nx\n", SV_INTEGRITY },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter a <a 1 +0000\n\nx\n", SV_INTEGRITY },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter a <a>1\n\nx\n", SV_INTEGRITY },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter a <a>\n\nx\n", SV_INTEGRITY },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter a <a> x +0000\n\nx\n", SV_INTEGRITY },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter a <a> 12\n\nx\n", SV_INTEGRITY },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter a <a> 99999999999999999999 +0000\n\nx\n", SV_INTEGRITY },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter a <a> 1                                 +0000\n\nx\n", SV_INTEGRITY },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789 <a> 1 +0000\n\nx\n", SV_INTEGRITY },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter\n\nx\n", SV_INTEGRITY }, /* none */
		{ "tree %.39s\nauthor a <a> 1 +0000\ncommitter a <a> 1 +0000\n\nx\n", SV_INTEGRITY },
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter a <a> 1 +0000", SV_INTEGRITY }, /* ends in its head */
		{ "tree %s\nauthor a <a> 1 +0000\ncommitter a <a> 1 +0000\ngpgsig \n", SV_OK }, /* without a message, and with a signature that is empty */
	};
	struct sv_repo *r = NULL;
	struct sv_commit c = { .by = "" };
	char text[1024], path[128], command[256];

	(void)state;
	assert_int_equal(sv_repo_open(dir, &r, NULL), SV_OK);
	for (size_t i = 0; i < sizeof commits / sizeof commits[0]; i++) {
		struct sv_buf id = SV_BUF_INIT;
		snprintf(text, sizeof text, commits[i].text, "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
		snprintf(path, sizeof path, "%s/history.git/raw", dir);
		assert_int_equal(sv_file_write(path, text, strlen(text), 0600, NULL), SV_OK);
		snprintf(command, sizeof command, "git hash-object -t commit -w --literally raw >bad && rm raw");
		assert_int_equal(shell(command), 0);
		snprintf(path, sizeof path, "%s/history.git/bad", dir);
		assert_int_equal(sv_file_read(path, 64, &id, NULL), SV_OK);
		id.data[40] = '\0';
		enum sv_status got = sv_repo_commit_read(r, id.data, &c, NULL);
		if (got != commits[i].want)
			fail_msg("status %d of: %s", got, text);
		sv_buf_release(&id);
	}
	assert_int_equal(sv_repo_commit_read(r, "no id", &c, NULL), SV_INTEGRITY);
	assert_int_equal(sv_repo_blob(r, "no id", &c.message, NULL), SV_BUG); /* who asks has ids of trees */
	assert_int_equal(sv_repo_link(r, "officers/y.ndjson", "no id", NULL), SV_BUG);
	sv_commit_release(&c);
	sv_repo_free(r);
}

/* Where the commit that the branch names is not there, nothing is read and nothing is built on what was known before; once it is back all goes on. */
static void without_its_head_nothing_is_built(void **state)
{
	struct sv_repo *r = NULL;
	struct sv_buf out = SV_BUF_INIT;
	struct sv_deflate *d = sv_deflate_new();
	struct sv_ready ready = { .bytes = NULL };
	char blob[SV_OID_HEX], head[SV_OID_HEX];

	(void)state;
	assert_int_equal(sv_repo_open(dir, &r, NULL), SV_OK);
	snprintf(head, sizeof head, "%s", sv_repo_head(r));
	assert_int_equal(shell("cp refs/heads/main kept && echo 0123456789012345678901234567890123456789 >refs/heads/main"), 0);
	assert_int_equal(sv_repo_refresh(r, NULL), SV_INTEGRITY);
	assert_int_equal(sv_repo_read(r, "officers/x.ndjson", &out, NULL, NULL), SV_IO);
	assert_false(sv_repo_has(r, "officers/x.ndjson"));
	assert_int_equal(sv_repo_put(r, "officers/x.ndjson", "x", 1, NULL, NULL), SV_IO);
	assert_int_equal(sv_repo_add(r, "x", 1, blob, NULL), SV_OK); /* an object that nothing names yet */
	assert_int_equal(sv_repo_link(r, "officers/x.ndjson", blob, NULL), SV_IO);
	assert_non_null(d);
	assert_int_equal(sv_ready_make(d, "y", 1, &ready, NULL), SV_OK);
	assert_int_equal(sv_repo_put_ready(r, "officers/y.ndjson", &ready, NULL), SV_IO);
	assert_non_null(ready.bytes); /* still the caller's */
	assert_int_equal(sv_repo_diff(r, "", "0123456789012345678901234567890123456789", NULL, count, NULL, NULL), SV_INTEGRITY);
	assert_int_equal(sv_repo_commit(r, me, 1767225600000, "none", NULL), SV_IO);
	assert_int_equal(shell("mv kept refs/heads/main"), 0);
	assert_int_equal(sv_repo_refresh(r, NULL), SV_OK);
	assert_string_equal(sv_repo_head(r), head);
	assert_false(sv_repo_has(r, "officers/y.ndjson"));
	assert_int_equal(sv_repo_put_ready(r, "officers/y.ndjson", &ready, NULL), SV_OK);
	assert_true(sv_repo_has(r, "officers/y.ndjson"));
	sv_ready_release(&ready);
	sv_deflate_free(d);
	sv_buf_release(&out);
	sv_repo_free(r);
}

/* Loose objects whose inside is not what their name says, or none at all. */
static void malformed_objects_are_told(void **state)
{
	static const struct { const char *raw; enum sv_status want; } objects[] = { /* Python: what stands in the file */
		{ "z(b'blob 5\\0hello')", SV_OK }, { "z(b'blob 5\\0hell')", SV_INTEGRITY }, { "z(b'blob 5\\0hello!')", SV_INTEGRITY }, { "z(b'blob 5\\0hello') + b'x'", SV_INTEGRITY },
		{ "z(b'blob 5\\0hello')[:-3]", SV_INTEGRITY }, { "z(b'blob 5\\0hello')[:9]", SV_INTEGRITY }, { "z(b'blob 5\\0' + b'hello' * 100)", SV_INTEGRITY }, { "z(b'blob 500\\0' + b'hello' * 100)", SV_INTEGRITY },
		{ "z(b'blob x\\0hello')", SV_INTEGRITY }, { "z(b'blob /\\0hello')", SV_INTEGRITY }, { "z(b'blob 5x\\0hello')", SV_INTEGRITY }, { "z(b'blob\\0hello')", SV_INTEGRITY }, { "z(b'blobs5\\0hello')", SV_INTEGRITY }, { "z(b'tag 5\\0hello')", SV_INTEGRITY },
		{ "z(b'blob 99999999999\\0hello')", SV_INTEGRITY }, { "z(b'blob 5')", SV_INTEGRITY }, { "z(b'')", SV_INTEGRITY }, { "z(b'blob 5' + b' ' * 90)", SV_INTEGRITY }, { "b'no deflate'", SV_INTEGRITY }, { "b''", SV_INTEGRITY },
		{ "z(b'tree 5\\0hello')", SV_INTEGRITY }, { "z(b'blob 5\\0HELLO')", SV_INTEGRITY },
	};
	struct sv_repo *r = NULL;
	struct sv_buf out = SV_BUF_INIT;
	char command[1024];
	static const char name[] = "b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0"; /* of "hello" */

	(void)state;
	assert_int_equal(sv_repo_open(dir, &r, NULL), SV_OK);
	for (size_t i = 0; i < sizeof objects / sizeof objects[0]; i++) {
		snprintf(command, sizeof command, "mkdir -p objects/b6 && rm -f objects/b6/%s && python3 -c \"import zlib; z = zlib.compress; open('objects/b6/%s', 'wb').write(%s)\"", name + 2, name + 2, objects[i].raw);
		assert_int_equal(shell(command), 0);
		sv_buf_clear(&out);
		enum sv_status got = sv_repo_blob(r, name, &out, NULL);
		if (got != objects[i].want)
			fail_msg("status %d of %s", got, objects[i].raw);
	}
	snprintf(command, sizeof command, "rm objects/b6/%s", name + 2);
	assert_int_equal(shell(command), 0);
	assert_int_equal(sv_repo_blob(r, name, &out, NULL), SV_INTEGRITY); /* missing */
	/* what is left of one that fills the blocks in which it is read is saved */
	snprintf(command, sizeof command, "python3 -c \"import zlib; open('objects/b6/%s', 'wb').write(zlib.compress(b'blob 98293\\0' + b'a' * 98293)[:-4])\"", name + 2);
	assert_int_equal(shell(command), 0);
	sv_buf_clear(&out);
	assert_int_equal(sv_repo_salvage(r, name, &out, NULL), SV_OK);
	assert_int_equal(out.len, 98293);
	snprintf(command, sizeof command, "rm objects/b6/%s", name + 2);
	assert_int_equal(shell(command), 0);
	sv_buf_release(&out);
	sv_repo_free(r);
}

/* The first writer after a start of the machine lays aside what was written last before it and is damaged; what is whole, older or newer stays. */
static void after_a_power_cut_what_is_damaged_goes(void **state)
{
	static const char make[] =
		"boot=$(($(date +%s) - $(cut -d. -f1 /proc/uptime))) && rm -f sv-started && touch -d @$((boot - 3600)) refs/heads/main && "
		"pack=$(ls objects/pack/*.pack | head -1) && loose=$(find objects/?? -type f | head -1) && test -n \"$pack\" && test -n \"$loose\" && "
		"a=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb c=cccccccccccccccccccccccccccccccccccccc && mkdir -p objects/ab objects/pack/tmp_folder && "
		"printf 'longer than a hash, and none of it is one' >objects/pack/pack-$a.pack && cp objects/pack/pack-$a.pack objects/pack/pack-$a.idx && printf brief >objects/pack/pack-$b.pack && printf brief >objects/pack/pack-$b.idx && printf alone >objects/pack/pack-9999999999999999999999999999999999999999.pack && "
		"printf damaged >objects/ab/$c && printf damaged >objects/ab/zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz && printf damaged >objects/ab/dddddddddddddddddddddddddddddddddddddd && printf damaged >objects/ab/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee && "
		": >objects/ab/ffffffffffffffffffffffffffffffffffffff && printf x >objects/ab/tmp_obj_123456 && printf x >objects/pack/other && "
		"touch -d @$((boot - 1800)) objects/pack/* objects/ab/* \"$loose\" && touch objects/ab/dddddddddddddddddddddddddddddddddddddd && touch -d @$((boot - 7200)) objects/ab/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee && "
		"find objects -type f | sort >all && : >refs/heads/main.lock && touch -d @$((boot - 1800)) refs/heads/main.lock";
	static const char swept[] =
		"cat >gone <<'.'\n"
		"objects/ab/cccccccccccccccccccccccccccccccccccccc\nobjects/ab/ffffffffffffffffffffffffffffffffffffff\nobjects/ab/tmp_obj_123456\n"
		"objects/pack/pack-9999999999999999999999999999999999999999.pack\nobjects/pack/pack-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.idx\nobjects/pack/pack-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.pack\nobjects/pack/pack-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.idx\nobjects/pack/pack-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.pack\n.\n"
		"find objects -type f | sort >left && sort all left | uniq -u | diff - gone && ! test -e refs/heads/main.lock && test -d objects/pack/tmp_folder && test $(ls sv-damaged | wc -l) = 6";
	char git[160], command[4096];

	(void)state;
	snprintf(git, sizeof git, "%s/history.git", dir);
	assert_int_equal(shell(make), 0);
	assert_int_equal(sv_objects_begin(git, NULL), SV_OK);
	sv_objects_end(git);
	snprintf(command, sizeof command, "cd %s && %s", git, swept);
	assert_int_equal(system(command), 0);
	assert_int_equal(shell("printf damaged >objects/ab/cccccccccccccccccccccccccccccccccccccc && touch -d @$(($(date +%s) - $(cut -d. -f1 /proc/uptime) - 60)) objects/ab/cccccccccccccccccccccccccccccccccccccc && rm sv-started && : >refs/heads/main.lock"), 0);
	assert_int_equal(sv_objects_begin(git, NULL), SV_OK); /* the folder is there by now */
	sv_objects_end(git);
	assert_int_equal(shell("! test -e objects/ab/cccccccccccccccccccccccccccccccccccccc && test -e sv-started && test -e refs/heads/main.lock && rm refs/heads/main.lock && rm -r objects/ab sv-damaged objects/pack/tmp_folder objects/pack/other"), 0);
}

/* The branch as others may leave it. */
static void a_damaged_branch_is_told(void **state)
{
	static const struct { const char *make; enum sv_status want; } refs[] = {
		{ "printf '0123456789012345678901234567890123456789' >m", SV_OK },
		{ "printf '0123456789012345678901234567890123456789\\nmore' >m", SV_OK }, /* git reads no further either */
		{ "printf '012345678901234567890123456789012345678' >m", SV_INTEGRITY },
		{ "printf '012345678901234567890123456789012345678x\\n' >m", SV_INTEGRITY },
		{ "printf '01234567890123456789012345678901234567890' >m", SV_INTEGRITY },
		{ "printf 'ref: refs/heads/otherrrrrrrrrrrrrrrrrrrrrr\\n' >m", SV_INTEGRITY },
		{ ": >m", SV_INTEGRITY },
	};
	char git[128], command[512], head[SV_OID_HEX];

	(void)state;
	snprintf(git, sizeof git, "%s/other.git", dir);
	for (size_t i = 0; i < sizeof refs / sizeof refs[0]; i++) {
		snprintf(command, sizeof command, "rm -rf %s && mkdir -p %s/refs/heads %s/objects && cd %s/refs/heads && %s && mv m main", git, git, git, git, refs[i].make);
		assert_int_equal(system(command), 0);
		if (sv_ref_read(git, head, NULL) != refs[i].want)
			fail_msg("%s", refs[i].make);
	}
	snprintf(command, sizeof command, "cd %s && rm refs/heads/main && printf '# pack-refs\n%%s refs/heads/main\n%%s refs/heads/mean\nxx refs/heads/main\nzzzz456789012345678901234567890123456789 refs/heads/main\n' "
	         "0123456789012345678901234567890123456789 1123456789012345678901234567890123456789 >packed-refs", git);
	assert_int_equal(system(command), 0);
	assert_int_equal(sv_ref_read(git, head, NULL), SV_OK);
	assert_string_equal(head, "0123456789012345678901234567890123456789");
	snprintf(command, sizeof command, "cd %s && rm packed-refs && mkdir packed-refs", git);
	assert_int_equal(system(command), 0);
	assert_int_not_equal(sv_ref_read(git, head, NULL), SV_OK);
	snprintf(command, sizeof command, "cd %s && rm -r packed-refs && rmdir objects", git);
	assert_int_equal(system(command), 0);
	assert_int_equal(sv_ref_read(git, head, NULL), SV_NOT_FOUND);
}

/* A keyring whose inside is another's. */
static void a_keyring_of_another_kind_is_told(void **state)
{
	static const struct { const char *sql; enum sv_status want; } changes[] = {
		{ "UPDATE meta SET value = '3' WHERE key = 'version'", SV_CONFIG }, { "DELETE FROM meta WHERE key = 'version'", SV_INTEGRITY }, { "DELETE FROM meta", SV_INTEGRITY },
		{ "CREATE TABLE more(x)", SV_INTEGRITY }, { "CREATE TABLE a(x); CREATE TABLE b(x); CREATE TABLE c(x)", SV_INTEGRITY }, { "DROP TABLE meta", SV_INTEGRITY },
		{ "CREATE INDEX i ON meta(value)", SV_INTEGRITY }, { "CREATE TABLE zz(x)", SV_INTEGRITY }, { "CREATE TABLE u(x UNIQUE)", SV_INTEGRITY }, { "SELECT 1", SV_OK },
	};
	char path[128], command[512];
	struct sv_keyring *k = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		snprintf(path, sizeof path, "%s/changed%zu.db", dir, i);
		assert_int_equal(sv_keyring_create(path, "s", NULL), SV_OK);
		snprintf(command, sizeof command, "sqlite3 %s \"%s\" >/dev/null && chmod 600 %s*", path, changes[i].sql, path);
		assert_int_equal(system(command), 0);
		enum sv_status got = sv_keyring_open(path, "s", true, &k, NULL);
		if (got != changes[i].want)
			fail_msg("status %d after: %s", got, changes[i].sql);
		if (got == SV_OK)
			sv_keyring_free(k);
	}
	snprintf(path, sizeof path, "%s/held.db", dir);
	assert_int_equal(sv_keyring_create(path, "s", NULL), SV_OK);
	struct sv_keyring *other = NULL;
	assert_int_equal(sv_keyring_open(path, "s", true, &k, NULL), SV_OK);
	assert_int_equal(sv_keyring_open(path, "s", false, &other, NULL), SV_OK);
	assert_int_equal(sv_keyring_put_note(other, "a", "b", NULL), SV_DENIED); /* opened to read */
	sv_keyring_free(other);
	sv_keyring_free(k);
}

/* An event is opened by its line where the line is in canonical form, else as it is written anew; nothing that the line says otherwise is believed. */
static void lines_in_another_form_open_too(void **state)
{
	static const unsigned char key[32] = { 8 };
	static const char *const names[] = { "record", NULL };
	struct sv_buf line = SV_BUF_INIT;
	json_t *envelope = json_pack("{s:s,s:[i,{s:s}],s:s}", "by", "a \\ \"quoted\" {[", "list", 1, "deep", "}]", "type", "x"), *record = json_pack("{s:s}", "route", "informal"), *out = NULL;

	(void)state;
	const struct sv_sealing seals[] = { { "record", key, record } };
	assert_int_equal(sv_event_seal(envelope, seals, 1, &line, NULL), SV_OK);
	json_t *event = json_loadb(line.data, line.len, 0, NULL);
	assert_non_null(event);
	assert_int_equal(sv_event_open_line(event, line.data, line.len, names, "record", key, &out, NULL), SV_OK);
	assert_true(json_equal(out, record));
	json_decref(out);
	static const char *const other[] = { "", "{", "{}", "[]", "{\"a", "{\"a\":", "{\"a\":}", "{\"a\":1,}", "{\"a\" :1}", "{a:1}", "{\"a\":[1}", "{\"a\":\"\\\"}", "{\"record\":\"x\"}", "{\"a\":1 }", "{\"a\":]}", "{\"a\":[[}" };
	for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) { /* the line is not that of the event: it opens all the same, by what was parsed */
		out = NULL;
		assert_int_equal(sv_event_open_line(event, other[i], strlen(other[i]), names, "record", key, &out, NULL), SV_OK);
		assert_true(json_equal(out, record));
		json_decref(out);
	}
	for (size_t cut = 0; cut < line.len; cut += 3) {
		out = NULL;
		assert_int_equal(sv_event_open_line(event, line.data, cut, names, "record", key, &out, NULL), SV_OK);
		json_decref(out);
	}
	json_object_set_new(event, "by", json_string("b"));
	out = NULL;
	assert_int_equal(sv_event_open_line(event, NULL, 0, names, "record", key, &out, NULL), SV_DENIED); /* changed */
	assert_int_equal(sv_event_open(event, names, "content", key, &out, NULL), SV_NOT_FOUND);
	assert_int_equal(sv_event_open_line(event, line.data, line.len, names, "content", key, &out, NULL), SV_NOT_FOUND);
	json_decref(event);
	json_decref(envelope);
	json_decref(record);
	sv_buf_release(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(git_agrees_with_what_is_written), cmocka_unit_test(a_diff_names_just_what_changed), cmocka_unit_test(an_empty_object_is_mended),
		cmocka_unit_test(a_moved_branch_is_not_overwritten), cmocka_unit_test(packed_refs_are_read), cmocka_unit_test(malformed_trees_are_told), cmocka_unit_test(keyrings), cmocka_unit_test(a_keyring_in_memory),
		cmocka_unit_test(malformed_commits_are_told), cmocka_unit_test(malformed_objects_are_told), cmocka_unit_test(without_its_head_nothing_is_built), cmocka_unit_test(after_a_power_cut_what_is_damaged_goes), cmocka_unit_test(a_damaged_branch_is_told), cmocka_unit_test(a_keyring_of_another_kind_is_told), cmocka_unit_test(lines_in_another_form_open_too),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
