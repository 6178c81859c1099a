/* SPDX-License-Identifier: MIT */
/* A batch from within: what writing (append.c) and judging acts (judge.c) share; nobody else sees it. */
#ifndef SV_APP_BATCH_H
#define SV_APP_BATCH_H

#include "app/append.h"
#include "app/casefile.h"
#include "app/internal.h"
#include "app/register.h"
#include "base/file.h"
#include "crypt/derive.h"
#include "json/schema.h"

/* A file of events in the transaction. */
struct entry {
	char path[SV_PATH_SIZE], subject[48];
	enum sv_register reg;
	struct sv_buf text;
	char last[SV_HASH_HEX]; /* hash of its last line, "" for none */
	json_t *state;          /* cases only */
	bool dirty;
	unsigned char salt[SV_SALT_BYTES];
	bool new_salt;
};

/* A change of the keyring that waits for the commit. */
struct wrap {
	sv_wrap_change *change;
	char role[16], handle[40], box[64];
};

struct sv_batch {
	struct sv_session *s;
	bool dry_run;
	struct sv_lock lock;
	struct sv_repo *repo;
	struct sv_identity *me;
	const json_t *officers, *protocol;
	const char *rules;
	struct sv_schema_set *schemas;
	struct entry **entries;
	size_t n, cap;
	json_t *by_path; /* path -> number in entries */
	const char *message;
	bool files; /* something else than events was staged */
	struct wrap *wraps;
	size_t nwraps;
	json_t *own, *public; /* of the act in hand: members of the tool, clear part; or NULL */
};

/* The key of a compartment of an entry's file. */
enum sv_status sv_batch_entry_key(struct sv_batch *b, const struct entry *e, enum sv_compartment c, unsigned char key[32], struct sv_err *err);
/* A new case: an id that no case has, and a salt. Owned by the batch. */
enum sv_status sv_batch_new_case(struct sv_batch *b, struct entry **out, struct sv_err *err);
/* Loads a file of events that is not in the batch yet; a register's file may be new. Owned by the batch. */
enum sv_status sv_batch_load(struct sv_batch *b, enum sv_register reg, const char *path, const char *subject, struct entry **out, struct sv_err *err);
/* Seals an event, adds its line to the file and folds it. public and each part may be NULL. */
enum sv_status sv_batch_append_event(struct sv_batch *b, struct entry *e, const struct sv_event_type *type, json_t *public, json_t *const parts[SV_COMPARTMENTS], struct sv_err *err);
/* Loads a schema, once per batch. *out is owned by the batch. SV_CONFIG where it is not installed. */
enum sv_status sv_batch_schema(struct sv_batch *b, const char *name, const json_t **out, struct sv_err *err);

#endif
