/* SPDX-License-Identifier: MIT */
/* The store when memory runs out, and when the system fails it: what is said to be stored is, and what is not said to be leaves the branch where it was or where it would be. */
#define EXHAUST_CALLS
#include "exhaust.h"

#include <git2.h>
#include <git2/sys/alloc.h>

#include "base/file.h"
#include "crypt/crypt.h"
#include "store/deflate.h"
#include "store/event.h"
#include "store/keyring.h"
#include "store/ref.h"
#include "store/repo.h"

static char top[] = "/dev/shm/sv-exhaust-XXXXXX", fresh[64], work[64], keys[80];
static struct sv_identity *me;
static char before[SV_OID_HEX];

/* libgit2 (1.5) uses what it did not get: its memory does not fail. */
static void *git_malloc(size_t n, const char *file, int line) { (void)file; (void)line; return __real_malloc(n); }
static void *git_calloc(size_t n, size_t size, const char *file, int line) { (void)file; (void)line; return __real_calloc(n, size); }
static char *git_strdup(const char *s, const char *file, int line) { (void)file; (void)line; return __real_strdup(s); }
static char *git_strndup(const char *s, size_t n, const char *file, int line) { (void)file; (void)line; return __real_strndup(s, n); }
static char *git_substrdup(const char *s, size_t n, const char *file, int line)
{
	char *copy = __real_malloc(n + 1);

	(void)file;
	(void)line;
	if (copy) {
		memcpy(copy, s, n);
		copy[n] = '\0';
	}
	return copy;
}
static void *git_realloc(void *p, size_t n, const char *file, int line) { (void)file; (void)line; return __real_realloc(p, n); }
static void *git_reallocarray(void *p, size_t n, size_t size, const char *file, int line) { (void)file; (void)line; return __real_realloc(p, n * size); }
static void *git_mallocarray(size_t n, size_t size, const char *file, int line) { (void)file; (void)line; return __real_malloc(n * size); }
static void git_free(void *p) { __real_free(p); }

/* What libgit2 itself leaves behind where a call of the system failed it is not ours to free; LeakSanitizer is told. What is ours is counted by exhaust. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:git_malloc\nleak:git_calloc\nleak:git_realloc\nleak:git_strdup\nleak:git_strndup\nleak:git_substrdup\nleak:git_reallocarray\nleak:git_mallocarray\n";
}

static void renew(void)
{
	char command[256];

	exhaust_rest();
	snprintf(command, sizeof command, "rm -rf %s && cp -r %s %s", work, fresh, work);
	assert_int_equal(system(command), 0);
	exhaust_go();
}

static void put_text(struct sv_repo *r, int i, enum sv_status *st, struct sv_err *err)
{
	char path[64], text[64];

	snprintf(path, sizeof path, "cases/2026/%d/0/%06d.ndjson", i % 3, i);
	snprintf(text, sizeof text, "{\"i\":%d,\"v\":\"nieuw\"}\n", i);
	if (*st == SV_OK)
		*st = sv_repo_put(r, path, text, strlen(text), NULL, err);
}

/* A commit of some files; what became of it is looked at without faults. data: how many. */
static enum sv_status commit(void *data, struct sv_buf *result, struct sv_err *err)
{
	struct sv_repo *r = NULL;
	struct sv_ready ready = { 0 };
	struct sv_deflate *d;
	char head[SV_OID_HEX] = "", blob[SV_OID_HEX] = "";
	struct sv_buf text = SV_BUF_INIT;

	renew();
	enum sv_status st = sv_repo_open(work, &r, err), read;
	d = st == SV_OK ? sv_deflate_new() : NULL;
	if (st == SV_OK)
		st = d ? sv_ready_make(d, "gereed\n", 7, &ready, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_repo_put_ready(r, "officers/ready.ndjson", &ready, err);
	for (int i = 0; i < *(int *)data; i++)
		put_text(r, i, &st, err);
	if (st == SV_OK)
		st = sv_repo_put(r, "new/folders/x.ndjson", "x", 1, NULL, err);
	if (st == SV_OK)
		st = sv_repo_read(r, "officers/ready.ndjson", &text, NULL, err); /* before it is written */
	if (st == SV_OK)
		st = sv_repo_add(r, "los\n", 4, blob, err);
	if (st == SV_OK)
		st = sv_repo_link(r, "officers/loose.ndjson", blob, err);
	if (st == SV_OK)
		st = sv_repo_flush(r, err);
	if (st == SV_OK)
		st = sv_repo_commit(r, me, 1700000000000, "test: commit", err);
	exhaust_rest();
	sv_ready_release(&ready);
	sv_deflate_free(d);
	sv_repo_free(r);
	r = NULL;
	assert_int_equal(sv_repo_open(work, &r, NULL), SV_OK);
	snprintf(head, sizeof head, "%s", sv_repo_head(r));
	sv_buf_clear(&text);
	read = sv_repo_read(r, "officers/ready.ndjson", &text, NULL, NULL);
	assert_int_equal(read, strcmp(head, before) ? SV_OK : SV_NOT_FOUND); /* all of it, or nothing */
	if (st == SV_OK) {
		assert_string_not_equal(head, before);
		sv_buf_adds(result, sv_buf_str(&text));
	}
	sv_buf_release(&text);
	sv_repo_free(r);
	return st;
}

static enum sv_status see_change(void *data, const char *path, const char *old, const char *new_, struct sv_err *err)
{
	(void)old;
	(void)new_;
	(void)err;
	sv_buf_adds(data, path);
	return SV_OK;
}

static enum sv_status read_all(void *data, struct sv_buf *result, struct sv_err *err)
{
	struct sv_repo *r = NULL, *bare = NULL;
	struct sv_buf text = SV_BUF_INIT, names = SV_BUF_INIT, old = SV_BUF_INIT, saved = SV_BUF_INIT;
	struct sv_commit c = { .by = "" };
	char blob[SV_OID_HEX] = "";

	(void)data;
	enum sv_status st = sv_repo_open(fresh, &r, err);
	if (st == SV_OK)
		st = sv_repo_read(r, "cases/2026/1/0/000001.ndjson", &text, blob, err);
	if (st == SV_OK)
		st = sv_repo_diff(r, "", sv_repo_head(r), "cases", see_change, &names, err);
	if (st == SV_OK)
		st = sv_repo_commit_read(r, sv_repo_head(r), &c, err);
	if (st == SV_OK)
		st = sv_repo_read_at(r, sv_repo_head(r), "officers/x.ndjson", &old, NULL, err);
	if (st == SV_OK)
		st = sv_repo_salvage(r, blob, &saved, err);
	char git[96], incoming[128];
	snprintf(git, sizeof git, "%s/history.git", fresh);
	snprintf(incoming, sizeof incoming, "%s/objects", git);
	if (st == SV_OK)
		st = sv_repo_open_bare(git, incoming, &bare, err);
	if (st == SV_OK && (text.failed || names.failed || old.failed || saved.failed))
		st = sv_err_nomem(err);
	exhaust_rest();
	if (st == SV_OK)
		sv_buf_addf(result, "%s %s %s %s %s", sv_buf_str(&text), sv_buf_str(&names), c.by, sv_buf_str(&old), sv_buf_str(&saved));
	sv_commit_release(&c);
	sv_buf_release(&text);
	sv_buf_release(&names);
	sv_buf_release(&old);
	sv_buf_release(&saved);
	sv_repo_free(bare);
	sv_repo_free(r);
	return st;
}

static enum sv_status events(void *data, struct sv_buf *result, struct sv_err *err)
{
	static const unsigned char key[32] = { 4 };
	static const char *const names[] = { "record", "content", NULL };
	struct sv_buf line = SV_BUF_INIT, second = SV_BUF_INIT;
	struct sv_draft *draft = NULL;
	json_t *opened = NULL, *again = NULL, *parsed = NULL, *clear = NULL;

	exhaust_rest();
	json_t *envelope = json_pack("{s:i,s:s,s:s,s:s%}", "sv", 1, "case", "2026-0WTVV8", "type", "triage.decided", "why", "a text that is cut: each length fills its room at another place than the others do", (size_t)*(int *)data), *record = json_pack("{s:s}", "route", "informal"), *content = json_pack("{s:s}", "why", "daarom");
	exhaust_go();
	const struct sv_sealing seals[] = { { "record", key, record }, { "content", key, content }, { "identity", key, NULL } };
	enum sv_status st = sv_event_seal(envelope, seals, 3, &line, err);
	if (st == SV_OK)
		st = sv_draft_new(envelope, seals, 3, &draft, err);
	if (st == SV_OK)
		st = sv_draft_seal(draft, "0123", &second, err);
	exhaust_rest();
	parsed = st == SV_OK ? json_loadb(line.data, line.len, 0, NULL) : NULL;
	exhaust_go();
	if (st == SV_OK)
		st = sv_event_open(parsed, names, "record", key, &opened, err);
	if (st == SV_OK)
		st = sv_event_open_line(parsed, line.data, line.len, names, "content", key, &again, err);
	if (st == SV_OK)
		st = (clear = sv_event_envelope(parsed, names)) ? SV_OK : sv_err_nomem(err);
	exhaust_rest();
	if (st == SV_OK) {
		assert_true(json_equal(opened, record) && json_equal(again, content));
		sv_buf_addf(result, "%zu %zu", line.len, second.len);
	}
	sv_draft_free(draft);
	json_decref(envelope);
	json_decref(record);
	json_decref(content);
	json_decref(parsed);
	json_decref(opened);
	json_decref(again);
	json_decref(clear);
	sv_buf_release(&line);
	sv_buf_release(&second);
	return st;
}

static enum sv_status see_grant(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	(void)err;
	sv_buf_addf(data, "%s %s;", g->name ? g->name : "-", g->officer ? g->officer : "-");
	return SV_OK;
}

static enum sv_status keep_keys(void *data, struct sv_buf *result, struct sv_err *err)
{
	static const unsigned char salt[SV_SALT_BYTES] = { 9 };
	unsigned char got[SV_SALT_BYTES] = { 0 };
	struct sv_keyring *k = NULL, *copy = NULL;
	struct sv_buf bytes = SV_BUF_INIT, rows = SV_BUF_INIT, dump = SV_BUF_INIT;
	const struct sv_keyring_grant g = { "2026-0WTVV8", "c1", "content", "onderzoeker", "2030-01-01", false };
	bool has = false, knows = false;
	int epoch = 0;

	(void)data;
	exhaust_rest();
	unlink(keys);
	exhaust_go();
	enum sv_status st = sv_keyring_create(keys, "winkel", err);
	if (st == SV_OK)
		st = sv_keyring_open(keys, "winkel", true, &k, err);
	if (st == SV_OK)
		st = sv_keyring_begin(k, err);
	if (st == SV_OK)
		st = sv_keyring_put_wrap(k, "record", 1, "meldpunt", "gewikkeld", 9, err);
	if (st == SV_OK)
		st = sv_keyring_put_salt(k, "2026-0WTVV8", salt, err);
	if (st == SV_OK)
		st = sv_keyring_put_grant(k, &g, "sleutel", 7, err);
	if (st == SV_OK)
		st = sv_keyring_put_note(k, "daad", "gedaan", err);
	if (st == SV_OK)
		st = sv_keyring_commit(k, err);
	if (st == SV_OK)
		st = sv_keyring_get_wrap(k, "record", "meldpunt", &bytes, &epoch, err);
	if (st == SV_OK)
		st = sv_keyring_get_salt(k, "2026-0WTVV8", got, err);
	if (st == SV_OK)
		st = sv_keyring_get_grant(k, &g, "2029-01-01", &bytes, err);
	if (st == SV_OK)
		st = sv_keyring_grants(k, NULL, see_grant, &rows, err);
	if (st == SV_OK)
		st = sv_keyring_has_epoch(k, "record", 1, &has, err);
	if (st == SV_OK)
		st = sv_keyring_dump(k, &dump, err);
	if (st == SV_OK)
		st = sv_keyring_load(dump.data, dump.len, "winkel", &copy, err);
	if (st == SV_OK)
		st = sv_keyring_knows(copy, "2026-0WTVV8", &knows, err);
	if (st == SV_OK)
		st = sv_keyring_kill_grant(k, &g, err);
	if (st == SV_OK)
		st = sv_keyring_drop_grant(k, &g, err);
	if (st == SV_OK)
		st = sv_keyring_put_grant(k, &g, "sleutel", 7, err);
	if (st == SV_OK)
		st = sv_keyring_kill_grants(k, "onderzoeker", err);
	if (st == SV_OK)
		st = sv_keyring_destroy(k, "2026-0WTVV8", err);
	if (st == SV_OK)
		st = sv_keyring_purge(k, err);
	if (st == SV_OK && (bytes.failed || rows.failed))
		st = sv_err_nomem(err);
	exhaust_rest();
	if (st == SV_OK) {
		assert_memory_equal(got, salt, sizeof salt);
		sv_buf_addf(result, "%s %d %s %d %d", sv_buf_str(&bytes), epoch, sv_buf_str(&rows), has, knows);
	}
	sv_keyring_free(k);
	sv_keyring_free(copy);
	sv_buf_release(&bytes);
	sv_buf_release(&rows);
	sv_buf_release(&dump);
	return st;
}

static enum sv_status found(void *data, struct sv_buf *result, struct sv_err *err)
{
	char command[128], place[96];

	(void)data;
	(void)result;
	exhaust_rest();
	snprintf(place, sizeof place, "%s/new", top);
	snprintf(command, sizeof command, "rm -rf %s && mkdir %s", place, place);
	assert_int_equal(system(command), 0);
	exhaust_go();
	return sv_repo_create(place, place, err);
}

static void every_allocation_and_call_may_fail(void **state)
{
	int few = 2, many = 70;

	(void)state;
	for (int length = 0; length < 72; length += 3)
		assert_true(exhaust("events", events, &length) > 10);
	exhaust_.half = true; /* SQLite's own are thousands */
	assert_true(exhaust("keys", keep_keys, NULL) > 10);
	exhaust_.half = false;
	assert_true(exhaust("reading", read_all, NULL) > 10);
	assert_true(exhaust("a commit of loose objects", commit, &few) > 10);
	assert_true(exhaust("a commit of a pack", commit, &many) > 10);
	assert_true(exhaust("a new history", found, NULL) > 10);
	assert_int_equal(exhaust_.wrong, 0);
}

static int start(void **state)
{
	static git_allocator memory = { git_malloc, git_calloc, git_strdup, git_strndup, git_substrdup, git_realloc, git_reallocarray, git_mallocarray, git_free };
	struct sv_repo *r = NULL;
	enum sv_status st = SV_OK;

	(void)state;
	if (mkdtemp(top) == NULL || git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &memory) < 0 || sv_crypt_init(NULL) != SV_OK || sv_identity_new("tester", &me, NULL) != SV_OK)
		return -1;
	snprintf(fresh, sizeof fresh, "%s/fresh", top);
	snprintf(work, sizeof work, "%s/work", top);
	snprintf(keys, sizeof keys, "%s/keyring.db", top);
	if (mkdir(fresh, 0700) < 0 || sv_repo_create(fresh, fresh, NULL) != SV_OK || sv_repo_open(fresh, &r, NULL) != SV_OK)
		return -1;
	for (int i = 0; i < 5; i++)
		put_text(r, i, &st, NULL);
	if (st != SV_OK || sv_repo_put(r, "officers/x.ndjson", "x\n", 2, NULL, NULL) != SV_OK || sv_repo_commit(r, me, 1699999999000, "test: first", NULL) != SV_OK)
		return -1;
	snprintf(before, sizeof before, "%s", sv_repo_head(r));
	sv_repo_free(r);
	return 0;
}

static int stop(void **state)
{
	char command[128];

	(void)state;
	sv_identity_free(me);
	snprintf(command, sizeof command, "rm -rf %s", top);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_allocation_and_call_may_fail) };

	return cmocka_run_group_tests(tests, start, stop);
}
