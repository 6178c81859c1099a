/* SPDX-License-Identifier: MIT */
/*
 * The keyring: what opens the history and must never be in it. A SQLite file beside the repository, mode 0600:
 * role keys wrapped to each officer, one random salt per case, and grants. Deleting a case's salt makes every
 * version of the case unreadable for good.
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

/* A role's key wrapped to an officer (crypto_box_seal bytes), of the newest epoch. get: SV_DENIED where the officer has none. */
enum sv_status sv_keyring_put_wrap(struct sv_keyring *k, const char *role, int epoch, const char *officer, const void *bytes, size_t n, struct sv_err *err);
enum sv_status sv_keyring_get_wrap(struct sv_keyring *k, const char *role, const char *officer, struct sv_buf *bytes, int *epoch, struct sv_err *err);
/* Takes a role's keys away from an officer. */
enum sv_status sv_keyring_drop_wraps(struct sv_keyring *k, const char *role, const char *officer, struct sv_err *err);

/* The salt of a case. put: replaces what a writer that was killed before its commit left for the same id. get: SV_NOT_FOUND where it is gone (erased) or never was. */
enum sv_status sv_keyring_put_salt(struct sv_keyring *k, const char *case_id, const unsigned char salt[SV_SALT_BYTES], struct sv_err *err);
enum sv_status sv_keyring_get_salt(struct sv_keyring *k, const char *case_id, unsigned char salt[SV_SALT_BYTES], struct sv_err *err);

/* A grant: the key of one compartment of one case, wrapped to one officer. get: SV_DENIED where there is none. */
enum sv_status sv_keyring_put_grant(struct sv_keyring *k, const char *case_id, const char *compartment, const char *officer, const void *bytes, size_t n, struct sv_err *err);
enum sv_status sv_keyring_get_grant(struct sv_keyring *k, const char *case_id, const char *compartment, const char *officer, struct sv_buf *bytes, struct sv_err *err);
/* Takes all grants of a case away from an officer. */
enum sv_status sv_keyring_drop_grants(struct sv_keyring *k, const char *case_id, const char *officer, struct sv_err *err);

#endif
