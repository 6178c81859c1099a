/* SPDX-License-Identifier: MIT */
/* What the files of app share and nobody else sees. */
#ifndef SV_APP_INTERNAL_H
#define SV_APP_INTERNAL_H

#include <pthread.h>

#include "app/casekeys.h"
#include "app/session.h"
#include "crypt/identity.h"
#include "index/index.h"
#include "store/keyring.h"
#include "store/ref.h"
#include "store/repo.h"

#define SV_PROTOCOL_PATH "protocol.json"
#define SV_ROLE_KEYS 16 /* record, content, identity, person; of more epochs than fit, the last ones asked for */

struct sv_role_key {
	char role[16];
	unsigned char key[32];
	int epoch;
};

/* The last key that was found for a compartment, as the next event wants it again. */
struct sv_case_key {
	char name[16], keys[SV_KEYS_SIZE];
	unsigned char key[32];
};

/* The keys that a session has opened, in secret memory. */
struct sv_held {
	struct sv_role_key role[SV_ROLE_KEYS];
	struct sv_case_key found[SV_COMPARTMENTS];
};

struct sv_session {
	struct sv_session_options options;
	struct sv_buf store;
	char id[48];
	int64_t now;
	bool clock_set;
	struct sv_repo *repo;
	struct sv_keyring *keyring;
	bool keyring_writes;
	bool locked; /* the store's lock is held by who opens batches */
	struct sv_identity *me;
	struct sv_held *held; /* made for the first key */
	unsigned next_role;   /* the slot that is given up next */
	int epoch;          /* the newest; 0: not asked yet */
	json_t *officers, *protocol;
	char rules[SV_OID_HEX];
	struct sv_index *index;
	struct sv_session *of; /* a hand's: the session that it asks for keys */
	pthread_mutex_t keys;  /* held while a hand asks */
};

/*
 * A session for one hand of a crew (base/crew.h): it opens a history of its own, and asks the session it is of for keys, one hand at a time; so that
 * sv_case_event_open, sv_register_event_open and all that builds on them may run in several hands at once. The session it is of must outlive it, and opens
 * nothing itself meanwhile. Freed by sv_session_free.
 */
enum sv_status sv_session_hand(struct sv_session *of, struct sv_session **out, struct sv_err *err);

/* A path below $XDG_STATE_HOME/sv, else ~/.local/state/sv. */
enum sv_status sv_state_path(const char *name, struct sv_buf *out, struct sv_err *err);
/* Where opened keys are kept. Owned by s. */
/* SV_DENIED unless this identity is that of an officer who is here and has not left. */
enum sv_status sv_officer_check(const json_t *officers, const struct sv_identity *me, struct sv_err *err);
enum sv_status sv_session_held(struct sv_session *s, struct sv_held **out, struct sv_err *err);
/* Opens the sealed lists of a stored protocol in place; a protocol whose lists are clear is left as it is. */
enum sv_status sv_protocol_open(struct sv_session *s, json_t *protocol, struct sv_err *err);
/* The salt of a case, from the keyring or as it is wrapped to me. *clear: it lies there for everybody. SV_DENIED where it is neither. */
enum sv_status sv_session_salt(struct sv_session *s, const char *case_id, unsigned char salt[32], bool *clear, struct sv_err *err);
/* The key that seals the record of a register's file: derived from the record role's key and the path. */
void sv_register_key(const unsigned char role[32], const char *path, unsigned char key[32]);

#endif
