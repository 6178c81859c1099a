/* SPDX-License-Identifier: MIT */
/* What the files of the keyring share and nobody else sees. */
#ifndef SV_STORE_KEYRING_INTERNAL_H
#define SV_STORE_KEYRING_INTERNAL_H

#include <sqlite3.h>

#include "store/keyring.h"

enum {
	PUT_WRAP, GET_WRAP, DROP_WRAPS, GET_EPOCH, PUT_SALT, GET_SALT, DROP_SALT, PUT_GRANT, GET_GRANT, DROP_GRANT, KILL_GRANT, KILL_GRANTS, LIST_GRANTS, KNOWS,
	DESTROY_SALTS, DESTROY_GRANTS, DOOM, SPARE, LIST_DOOMED, LIST_NAMES, LIST_NOTES, LIST_WRAPS, HAS_EPOCH, PUT_NOTE, GET_NOTE, STATEMENTS
};

struct sv_keyring {
	sqlite3 *db;
	sqlite3_stmt *st[STATEMENTS];
	bool memory; /* it lies in no file */
};

/* What SQLite's last error means for a keyring. Returns the status. */
enum sv_status sv_keyring_fail(struct sv_keyring *k, struct sv_err *err);
/* Opens a database as all keyrings are opened, unchecked. flags: SQLITE_OPEN_… */
enum sv_status sv_keyring_open_db(const char *path, int flags, struct sv_keyring **out, struct sv_err *err);
/* It has the tables of a keyring and nothing else, is of this version and (store_id NULL: of whichever) of this store. SV_INTEGRITY; SV_CONFIG. */
enum sv_status sv_keyring_check(struct sv_keyring *k, const char *store_id, struct sv_err *err);
/* Wipes the memory that a keyring lies in; it is closed then. */
void sv_keyring_wipe(struct sv_keyring *k);

#endif
