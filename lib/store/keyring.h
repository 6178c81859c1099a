/* SPDX-License-Identifier: MIT */
/*
 * The keyring: what opens the history and must never be in it. A SQLite file beside the repository, mode 0600:
 * role keys wrapped to each officer, one random salt per case and per party, and what of a case is wrapped to named
 * officers. Deleting what is there of a case makes every version of it unreadable for good.
 *
 * It is written in WAL mode without a sync of its own: the caller syncs the whole store (sv_objects_sync) before
 * the branch moves, so a salt is on the disk before any commit that needs it.
 */
#ifndef SV_STORE_KEYRING_H
#define SV_STORE_KEYRING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define SV_SALT_BYTES 32
#define SV_KEYRING_NEW ".new" /* what is written to take the place of keyring.db, for a moment */

struct sv_keyring;

/* Makes a new keyring for a store. SV_CANT_CREATE where one stands there. */
enum sv_status sv_keyring_create(const char *path, const char *store_id, struct sv_err *err);
/*
 * Opens a keyring. Errors: SV_NOT_FOUND where there is none, SV_DENIED where others could read it,
 * SV_INTEGRITY where it is damaged or of another store (store_id NULL: not checked).
 */
enum sv_status sv_keyring_open(const char *path, const char *store_id, bool write, struct sv_keyring **out, struct sv_err *err);
void sv_keyring_free(struct sv_keyring *k);

/* One transaction. Freeing a keyring with an open one rolls it back. */
enum sv_status sv_keyring_begin(struct sv_keyring *k, struct sv_err *err);
enum sv_status sv_keyring_commit(struct sv_keyring *k, struct sv_err *err);
void sv_keyring_rollback(struct sv_keyring *k);

/* Folds the log into the file, rewrites the file without its free pages and empties the log: nothing that was deleted is left in either. */
enum sv_status sv_keyring_purge(struct sv_keyring *k, struct sv_err *err);

/*
 * A role's key of an epoch wrapped to an officer (crypto_box_seal bytes). get: epoch 0 asks for the newest, and gets its number; SV_DENIED
 * where the officer has none.
 */
enum sv_status sv_keyring_put_wrap(struct sv_keyring *k, const char *role, int epoch, const char *officer, const void *bytes, size_t n, struct sv_err *err);
enum sv_status sv_keyring_get_wrap(struct sv_keyring *k, const char *role, const char *officer, struct sv_buf *bytes, int *epoch, struct sv_err *err);
/* Takes a role's keys of all epochs away from an officer. */
enum sv_status sv_keyring_drop_wraps(struct sv_keyring *k, const char *role, const char *officer, struct sv_err *err);
/* Whether anybody has a role's key of an epoch. */
enum sv_status sv_keyring_has_epoch(struct sv_keyring *k, const char *role, int epoch, bool *has, struct sv_err *err);
/* The newest epoch; 0 where there is none. */
enum sv_status sv_keyring_epoch(struct sv_keyring *k, int *epoch, struct sv_err *err);

/*
 * A salt: a case's by its id, a party's by "CASE/p1". put: replaces what a writer that was killed before its commit left for the same
 * name. get: SV_NOT_FOUND where it is gone (erased, or sealed to named officers) or never was.
 */
enum sv_status sv_keyring_put_salt(struct sv_keyring *k, const char *name, const unsigned char salt[SV_SALT_BYTES], struct sv_err *err);
enum sv_status sv_keyring_get_salt(struct sv_keyring *k, const char *name, unsigned char salt[SV_SALT_BYTES], struct sv_err *err);
enum sv_status sv_keyring_drop_salt(struct sv_keyring *k, const char *name, struct sv_err *err);

/*
 * What of one case is wrapped to one officer: the key of a compartment under a set of keys (keys "c1" or "e1"), or its salt (keys "",
 * compartment "salt"). until: last day as YYYY-MM-DD, or NULL. get: SV_DENIED where there is none, or its time is over on that day.
 */
struct sv_keyring_grant {
	const char *name, *keys, *compartment, *officer, *until;
	bool dead; /* was taken from somebody whose keys may be in other hands: the next event gets new ones (in listings only) */
};
enum sv_status sv_keyring_put_grant(struct sv_keyring *k, const struct sv_keyring_grant *g, const void *bytes, size_t n, struct sv_err *err);
enum sv_status sv_keyring_get_grant(struct sv_keyring *k, const struct sv_keyring_grant *g, const char *today, struct sv_buf *bytes, struct sv_err *err);
/* Takes one of them away; drop: the row too; kill: a dead row stays, of nobody, as a mark that the key may have been kept. */
enum sv_status sv_keyring_drop_grant(struct sv_keyring *k, const struct sv_keyring_grant *g, struct sv_err *err);
enum sv_status sv_keyring_kill_grant(struct sv_keyring *k, const struct sv_keyring_grant *g, struct sv_err *err);
/* Takes everything of all cases away from an officer who left or whose identity was lost; marks stay. */
enum sv_status sv_keyring_kill_grants(struct sv_keyring *k, const char *officer, struct sv_err *err);
/* Calls fn for every row of a case (NULL: of all), by case, keys, compartment, officer. */
typedef enum sv_status sv_keyring_each(void *data, const struct sv_keyring_grant *g, struct sv_err *err);
enum sv_status sv_keyring_grants(struct sv_keyring *k, const char *name, sv_keyring_each *fn, void *data, struct sv_err *err);
/* Whether the keyring holds anything that opens the case, for whomever. */
enum sv_status sv_keyring_knows(struct sv_keyring *k, const char *name, bool *knows, struct sv_err *err);

/* Destroys everything of a case: its salt, its parties' salts, what was wrapped of it. */
enum sv_status sv_keyring_destroy(struct sv_keyring *k, const char *name, struct sv_err *err);
/* Names that an erasure is under way for, so that one that was cut off is finished: "CASE", or "CASE/p1". */
enum sv_status sv_keyring_doom(struct sv_keyring *k, const char *name, struct sv_err *err);
enum sv_status sv_keyring_spare(struct sv_keyring *k, const char *name, struct sv_err *err);
/* Calls fn for each doomed name, and for each name that has a salt or wraps. g has only the name. */
enum sv_status sv_keyring_doomed(struct sv_keyring *k, sv_keyring_each *fn, void *data, struct sv_err *err);
enum sv_status sv_keyring_names(struct sv_keyring *k, sv_keyring_each *fn, void *data, struct sv_err *err);

/* Calls fn for each key of a role: g has the role as name, the epoch as keys, and the officer. */
enum sv_status sv_keyring_wraps(struct sv_keyring *k, sv_keyring_each *fn, void *data, struct sv_err *err);

/* The whole keyring as bytes (a SQLite file), appended to out, a secret. */
enum sv_status sv_keyring_dump(struct sv_keyring *k, struct sv_buf *out, struct sv_err *err);
/* A keyring in memory, made of such bytes, for writing: no file has anything of it before sv_keyring_place. Errors: as sv_keyring_open. */
enum sv_status sv_keyring_load(const void *bytes, size_t n, const char *store_id, struct sv_keyring **out, struct sv_err *err);
/* SV_CANT_CREATE where a keyring stands at a path, or the log of one. */
enum sv_status sv_keyring_vacant(const char *path, struct sv_err *err);
/* Puts a keyring at a path that is vacant: durable and whole when it returns SV_OK, else not at all, and when the process is killed one of the two. */
enum sv_status sv_keyring_place(struct sv_keyring *k, const char *path, struct sv_err *err);
/* Takes away what was left beside the path by who was killed in sv_keyring_place; while the store's lock is held. */
void sv_keyring_sweep(const char *path);

/* A note of the keyring: "backup" and "restored" (instants of the last time), "head:HANDLE" (app/trust.h). get: SV_NOT_FOUND. */
enum sv_status sv_keyring_put_note(struct sv_keyring *k, const char *key, const char *value, struct sv_err *err);
enum sv_status sv_keyring_get_note(struct sv_keyring *k, const char *key, struct sv_buf *out, struct sv_err *err);
/* Calls fn for each note: g has the key as name, the value as keys. */
enum sv_status sv_keyring_notes(struct sv_keyring *k, sv_keyring_each *fn, void *data, struct sv_err *err);

#endif
