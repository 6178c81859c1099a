/* SPDX-License-Identifier: MIT */
/* Fuzzes the keyring: files and rows that somebody else made, and what it keeps and forgets, against a list of its own. */
#include "fuzz.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "store/keyring.h"

#define STORE "00000000000000000000000000000000000000aa"
#define SALTS 6

static char folder[] = "/dev/shm/sv-fuzz.XXXXXX";
static char path[64];
static struct sv_buf good;

static const char *const names[SALTS] = { "2026-AAAAAA", "2026-AAAAAA/p1", "2026-AAAAAA/p2", "2026-AAAAAB", "2026-AAAAAB/p1", "2026-AAAAA" };
static const char *const words[] = { "record", "content", "identity", "manage" };
static const char *const people[] = { "jan", "piet", "meldpunt" };

static void clear(void)
{
	static const char *const suffix[] = { "", "-wal", "-shm", "-journal", SV_KEYRING_NEW };
	char beside[80];

	for (size_t i = 0; i < 5; i++) {
		snprintf(beside, sizeof beside, "%s%s", path, suffix[i]);
		unlink(beside);
	}
}

static pid_t owner;

/* A replay tries each input in a child: only who made the folder removes it. */
static void leave(void)
{
	if (getpid() != owner)
		return;
	clear();
	rmdir(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const unsigned char salt[SV_SALT_BYTES] = "a salt";
	struct sv_keyring_grant g = { names[0], "c1", "record", "jan", "2027-01-01", false };
	struct sv_keyring *k = NULL;

	(void)argc;
	(void)argv;
	fuzz_start();
	if (mkdtemp(folder) == NULL) {
		memcpy(folder, "/tmp/sv-fuzz.XXXXXX", sizeof "/tmp/sv-fuzz.XXXXXX");
		HOLDS(mkdtemp(folder) != NULL);
	}
	owner = getpid();
	atexit(leave);
	snprintf(path, sizeof path, "%s/keyring.db", folder);
	HOLDS(sv_keyring_create(path, STORE, NULL) == SV_OK && sv_keyring_open(path, STORE, true, &k, NULL) == SV_OK);
	HOLDS(sv_keyring_put_salt(k, names[0], salt, NULL) == SV_OK && sv_keyring_put_wrap(k, "record", 1, "jan", "box", 3, NULL) == SV_OK);
	HOLDS(sv_keyring_put_grant(k, &g, "grant", 5, NULL) == SV_OK && sv_keyring_doom(k, names[3], NULL) == SV_OK && sv_keyring_put_note(k, "backup", "2026", NULL) == SV_OK);
	HOLDS(sv_keyring_purge(k, NULL) == SV_OK && sv_keyring_dump(k, &good, NULL) == SV_OK);
	sv_keyring_free(k);
	return 0;
}

static enum sv_status row(void *data, const struct sv_keyring_grant *g, struct sv_err *err)
{
	(void)err;
	HOLDS(g->name != NULL);
	*(size_t *)data += strlen(g->name) + (g->keys ? strlen(g->keys) : 0) + (g->compartment ? strlen(g->compartment) : 0) + (g->officer ? strlen(g->officer) : 0) + (g->until ? strlen(g->until) : 0);
	return SV_OK;
}

/* Asks a keyring everything: each answer is one of those that the header names. */
static void ask(struct sv_keyring *k)
{
	static sv_keyring_each *const each = row;
	unsigned char salt[SV_SALT_BYTES];
	struct sv_buf out = SV_BUF_INIT;
	size_t sum = 0;
	int epoch = 0;
	bool has;

	for (size_t i = 0; i < SALTS; i++) {
		ONE_OF(sv_keyring_get_salt(k, names[i], salt, NULL), SV_OK, SV_NOT_FOUND, SV_INTEGRITY, SV_IO);
		ONE_OF(sv_keyring_knows(k, names[i], &has, NULL), SV_OK, SV_INTEGRITY, SV_IO);
		ONE_OF(sv_keyring_grants(k, names[i], each, &sum, NULL), SV_OK, SV_INTEGRITY, SV_IO);
		for (size_t j = 0; j < 3; j++) {
			struct sv_keyring_grant g = { names[i], "c1", "record", people[j], NULL, false };
			sv_buf_clear(&out);
			ONE_OF(sv_keyring_get_grant(k, &g, "2026-11-24", &out, NULL), SV_OK, SV_DENIED, SV_INTEGRITY, SV_IO);
		}
	}
	for (size_t i = 0; i < 4; i++) {
		for (size_t j = 0; j < 3; j++) {
			epoch = 0;
			sv_buf_clear(&out);
			ONE_OF(sv_keyring_get_wrap(k, words[i], people[j], &out, &epoch, NULL), SV_OK, SV_DENIED, SV_INTEGRITY, SV_IO);
		}
		ONE_OF(sv_keyring_has_epoch(k, words[i], 1, &has, NULL), SV_OK, SV_INTEGRITY, SV_IO);
	}
	ONE_OF(sv_keyring_epoch(k, &epoch, NULL), SV_OK, SV_INTEGRITY, SV_IO);
	ONE_OF(sv_keyring_doomed(k, each, &sum, NULL), SV_OK, SV_INTEGRITY, SV_IO);
	ONE_OF(sv_keyring_names(k, each, &sum, NULL), SV_OK, SV_INTEGRITY, SV_IO);
	ONE_OF(sv_keyring_wraps(k, each, &sum, NULL), SV_OK, SV_INTEGRITY, SV_IO);
	sv_buf_clear(&out);
	ONE_OF(sv_keyring_get_note(k, "backup", &out, NULL), SV_OK, SV_NOT_FOUND, SV_INTEGRITY, SV_IO);
	sv_buf_release(&out);
}

static void put(const void *bytes, size_t n)
{
	clear();
	HOLDS(sv_file_write(path, bytes, n, 0600, NULL) == SV_OK);
}

/* A file as it comes, or a good one that was changed; opened as it stands and as a backup is put back. */
static void file(struct fuzz_input in, bool changed)
{
	struct sv_keyring *k = NULL;
	size_t n = in.n;
	unsigned how = fuzz_byte(&in);
	char *text = changed ? fuzz_changed(&in, good.data, good.len, &n) : fuzz_text(in);
	enum sv_status st;

	n = changed ? n : in.n;
	clear();
	if (how & 1) {
		st = sv_keyring_load(text, n, how & 4 ? STORE : NULL, &k, NULL);
		ONE_OF(st, SV_OK, SV_INTEGRITY, SV_CONFIG, SV_IO, SV_DENIED);
		HOLDS((st == SV_OK) == (k != NULL));
		if (k) {
			ask(k);
			ONE_OF(sv_keyring_destroy(k, names[0], NULL), SV_OK, SV_INTEGRITY, SV_IO, SV_DENIED);
			st = sv_keyring_place(k, path, NULL);
			ONE_OF(st, SV_OK, SV_INTEGRITY, SV_IO, SV_DENIED);
			HOLDS(st != SV_OK || sv_keyring_vacant(path, NULL) == SV_CANT_CREATE);
		}
		sv_keyring_free(k);
		k = NULL;
	} else {
		put(text, n);
	}
	st = sv_keyring_open(path, STORE, how & 2, &k, NULL);
	ONE_OF(st, SV_OK, SV_INTEGRITY, SV_CONFIG, SV_IO, SV_DENIED, SV_NOT_FOUND);
	HOLDS((st == SV_OK) == (k != NULL));
	if (k)
		ask(k);
	if (k && how & 2)
		ONE_OF(sv_keyring_destroy(k, names[0], NULL), SV_OK, SV_INTEGRITY, SV_IO, SV_DENIED);
	sv_keyring_free(k);
	free(text);
}

static void any_file(struct fuzz_input in)
{
	file(in, false);
}

static void changed_file(struct fuzz_input in)
{
	file(in, true);
}

/* Rows that somebody else put there: other kinds of value, other lengths. */
static void rows(struct fuzz_input in)
{
	static const char *const into[] = {
		"INSERT OR REPLACE INTO salt VALUES (?1, ?2)", "INSERT OR REPLACE INTO wrap VALUES (?3, ?1, ?4, ?2)", "INSERT OR REPLACE INTO grants VALUES (?3, 'c1', 'record', ?4, ?1, ?2)",
		"INSERT OR REPLACE INTO doomed VALUES (?1)", "INSERT OR REPLACE INTO meta VALUES (?3, ?2)", "INSERT OR REPLACE INTO grants VALUES (?1, ?2, ?3, ?4, ?1, ?2)",
	};
	sqlite3 *db;
	struct sv_keyring *k = NULL;

	put(good.data, good.len);
	HOLDS(sqlite3_open(path, &db) == SQLITE_OK);
	while (in.n > 0) {
		sqlite3_stmt *stmt;
		HOLDS(sqlite3_prepare_v2(db, into[fuzz_byte(&in) % 6], -1, &stmt, NULL) == SQLITE_OK);
		for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) {
			unsigned kind = fuzz_byte(&in);
			struct fuzz_input value = fuzz_part(&in, kind / 8);
			switch (kind % 8) {
			case 0: sqlite3_bind_blob(stmt, i, value.n ? (const void *)value.p : "", (int)value.n, SQLITE_TRANSIENT); break;
			case 1: sqlite3_bind_text(stmt, i, value.n ? (const char *)value.p : "", (int)value.n, SQLITE_TRANSIENT); break;
			case 2: sqlite3_bind_int64(stmt, i, (sqlite3_int64)fuzz_short(&in) << kind / 8); break;
			case 3: sqlite3_bind_double(stmt, i, fuzz_short(&in) / 3.0); break;
			case 4: sqlite3_bind_text(stmt, i, names[kind / 8 % SALTS], -1, SQLITE_STATIC); break;
			case 5: sqlite3_bind_text(stmt, i, words[kind / 8 % 4], -1, SQLITE_STATIC); break;
			case 6: sqlite3_bind_text(stmt, i, people[kind / 8 % 3], -1, SQLITE_STATIC); break;
			default: sqlite3_bind_null(stmt, i);
			}
		}
		sqlite3_step(stmt);
		sqlite3_finalize(stmt);
	}
	sqlite3_close(db);
	enum sv_status st = sv_keyring_open(path, STORE, true, &k, NULL);
	ONE_OF(st, SV_OK, SV_INTEGRITY, SV_CONFIG);
	if (k)
		ask(k);
	sv_keyring_free(k);
}

/* Something else beside the tables, or other tables: no SQL of the file's own is ever run. */
static void schema(struct fuzz_input in)
{
	struct sv_keyring *k = NULL;
	char *text = fuzz_text(in);
	sqlite3 *db;
	unsigned char salt[SV_SALT_BYTES];

	put(good.data, good.len);
	HOLDS(sqlite3_open(path, &db) == SQLITE_OK);
	sqlite3_limit(db, SQLITE_LIMIT_VDBE_OP, 5000);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 100000);
	if (sqlite3_strglob("CREATE TRIGGER*", text) == 0 || sqlite3_strglob("CREATE VIEW*", text) == 0 || sqlite3_strglob("CREATE INDEX*", text) == 0 || sqlite3_strglob("ALTER TABLE*", text) == 0) {
		sqlite3_stmt *stmt = NULL;
		int others = 0, rc = sqlite3_prepare_v2(db, text, -1, &stmt, NULL); /* one statement: not what may follow it */
		if (rc == SQLITE_OK)
			rc = sqlite3_step(stmt) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
		sqlite3_finalize(stmt);
		HOLDS(sqlite3_prepare_v2(db, "SELECT count(*) FROM sqlite_schema", -1, &stmt, NULL) == SQLITE_OK);
		if (sqlite3_step(stmt) == SQLITE_ROW)
			others = sqlite3_column_int(stmt, 0) != 5;
		sqlite3_finalize(stmt);
		sqlite3_close(db);
		enum sv_status st = sv_keyring_open(path, STORE, true, &k, NULL);
		ONE_OF(st, SV_OK, SV_INTEGRITY, SV_CONFIG, SV_IO);
		HOLDS(!(st == SV_OK && rc == SQLITE_OK && others));
		if (k)
			ONE_OF(sv_keyring_get_salt(k, names[0], salt, NULL), SV_OK, SV_NOT_FOUND, SV_INTEGRITY);
		sv_keyring_free(k);
	} else {
		sqlite3_close(db);
	}
	free(text);
}

/* What is kept is kept, what is destroyed is gone from the file: salts put, dropped and destroyed, in transactions that end either way. */
static void kept(struct fuzz_input in)
{
	unsigned char now[SALTS][SV_SALT_BYTES], before[SALTS][SV_SALT_BYTES], got[SV_SALT_BYTES];
	bool there[SALTS] = { false }, were[SALTS], inside = false;
	struct sv_keyring *k;
	struct sv_buf bytes = SV_BUF_INIT;

	clear();
	HOLDS(sv_keyring_create(path, STORE, NULL) == SV_OK && sv_keyring_open(path, STORE, true, &k, NULL) == SV_OK);
	for (int step = 0; in.n > 0 && step < 64; step++) {
		unsigned what = fuzz_byte(&in), i = fuzz_byte(&in) % SALTS;
		switch (what % 6) {
		case 0:
		case 1:
			fuzz_random_fill(now[i], SV_SALT_BYTES);
			HOLDS(sv_keyring_put_salt(k, names[i], now[i], NULL) == SV_OK);
			there[i] = true;
			break;
		case 2:
			HOLDS(sv_keyring_drop_salt(k, names[i], NULL) == SV_OK);
			there[i] = false;
			break;
		case 3:
			HOLDS(sv_keyring_destroy(k, names[i], NULL) == SV_OK);
			for (size_t j = 0; j < SALTS; j++)
				if (j == i || (strncmp(names[j], names[i], strlen(names[i])) == 0 && names[j][strlen(names[i])] == '/'))
					there[j] = false;
			break;
		case 4:
			if (!inside) {
				HOLDS(sv_keyring_begin(k, NULL) == SV_OK);
				memcpy(before, now, sizeof now);
				memcpy(were, there, sizeof there);
				inside = true;
			} else if (what / 6 % 2) {
				HOLDS(sv_keyring_commit(k, NULL) == SV_OK);
				inside = false;
			} else {
				sv_keyring_rollback(k);
				memcpy(now, before, sizeof now);
				memcpy(there, were, sizeof there);
				inside = false;
			}
			break;
		default:
			if (!inside)
				HOLDS(sv_keyring_purge(k, NULL) == SV_OK);
		}
		for (size_t j = 0; j < SALTS; j++) {
			HOLDS(sv_keyring_get_salt(k, names[j], got, NULL) == (there[j] ? SV_OK : SV_NOT_FOUND));
			HOLDS(!there[j] || memcmp(got, now[j], sizeof got) == 0);
		}
	}
	if (inside)
		HOLDS(sv_keyring_commit(k, NULL) == SV_OK);
	HOLDS(sv_keyring_purge(k, NULL) == SV_OK);
	sv_keyring_free(k);
	HOLDS(sv_file_read(path, 1 << 20, &bytes, NULL) == SV_OK);
	fuzz_seed = 1; /* every salt that was ever made, in order: none but those that are there is in the file */
	for (int n = 0; n < 64; n++) {
		bool mine = false;
		fuzz_random_fill(got, sizeof got);
		for (size_t j = 0; j < SALTS; j++)
			mine = mine || (there[j] && memcmp(now[j], got, sizeof got) == 0);
		HOLDS(mine || memmem(bytes.data, bytes.len, got, sizeof got) == NULL);
	}
	sv_buf_release(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const ways[])(struct fuzz_input) = { any_file, changed_file, rows, schema, kept };
	struct fuzz_input in = fuzz_take_all(data, size);

	ways[fuzz_byte(&in) % 5](in);
	return 0;
}
