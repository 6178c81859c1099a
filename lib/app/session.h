/* SPDX-License-Identifier: MIT */
/*
 * A session: one invocation's view of one store. It opens what is asked for, when it is asked for, and no more:
 * a reader that finds its index fresh never starts libgit2 and never touches a key.
 */
#ifndef SV_APP_SESSION_H
#define SV_APP_SESSION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/act.h"

struct sv_session;
struct sv_repo;
struct sv_keyring;
struct sv_identity;
struct sv_index;

/* What the command line and the environment say; texts are borrowed and may be NULL. */
struct sv_session_options {
	const char *store;    /* --store; else $SV_STORE, else $XDG_DATA_HOME/sv/store */
	const char *identity; /* --key; else $SV_KEY, else $XDG_CONFIG_HOME/sv/identity */
	int passphrase_fd;    /* --passphrase-fd; -1: ask on the terminal */
	const char *data_dir; /* where share/ is installed: schema, protocol */
	/* Asks a passphrase on the terminal; SV_DENIED where there is none. */
	enum sv_status (*ask)(void *data, const char *prompt, struct sv_buf *out_secret, struct sv_err *err);
	void *ask_data;
	bool keyless; /* for who is no officer: no identity is looked for */
};

/* Starts a session. Reads the clock, or SV_NOW (SV_CONFIG where that is no instant). Opens nothing yet. */
enum sv_status sv_session_new(const struct sv_session_options *o, struct sv_session **out, struct sv_err *err);
void sv_session_free(struct sv_session *s);

/* From now on no identity is looked for and none asked: for a reporter, who has none. */
void sv_session_keyless(struct sv_session *s);

/* From now on no passphrase is asked on the terminal: what is locked stays so (SV_DENIED). For what is done with an identity where one is at hand, and without where not. */
void sv_session_unasked(struct sv_session *s);

/* The instant of this invocation (ms since 1970), whether SV_NOW set it, and its day in Amsterdam. */
int64_t sv_session_now(const struct sv_session *s);
bool sv_session_clock_set(const struct sv_session *s);
int32_t sv_session_today(const struct sv_session *s);
/* The store's folder and id (SV_NOT_FOUND where there is no store). Owned by s. */
const char *sv_session_store(const struct sv_session *s);
enum sv_status sv_session_id(struct sv_session *s, const char **id, struct sv_err *err);
/* The folder of installed data. */
const char *sv_session_data_dir(const struct sv_session *s);

/* The parts, opened on first use and owned by the session. */
enum sv_status sv_session_repo(struct sv_session *s, struct sv_repo **out, struct sv_err *err);
enum sv_status sv_session_keyring(struct sv_session *s, bool write, struct sv_keyring **out, struct sv_err *err);
enum sv_status sv_session_me(struct sv_session *s, struct sv_identity **out, struct sv_err *err);
/* Officers at the head: object handle -> state. */
enum sv_status sv_session_officers(struct sv_session *s, const json_t **out, struct sv_err *err);
/* The protocol at the head with its lists opened, and (rules may be NULL) its blob id. */
enum sv_status sv_session_protocol(struct sv_session *s, const json_t **out, const char **rules, struct sv_err *err);
/* Forgets what was read from the history (after the head moved). */
void sv_session_forget(struct sv_session *s);

/*
 * The key of a role ("record", "content", "identity", "person") in an epoch (0: the newest, which *epoch may be NULL for): 32 bytes, owned
 * by s until the next call. SV_DENIED without the role.
 */
enum sv_status sv_session_role_key(struct sv_session *s, const char *role, int epoch, const unsigned char **key, struct sv_err *err);
/* The newest epoch of the record role's key. */
enum sv_status sv_session_epoch(struct sv_session *s, int *epoch, struct sv_err *err);
/* The key of the record compartment of a file that is no case (an officer's, the protocol's lists), under a set of keys such as "e1" (casekeys.h). */
enum sv_status sv_session_register_key(struct sv_session *s, const char *path, const char *keys, unsigned char key[32], struct sv_err *err);

/* The names of all compartments, NULL-terminated, as store/event.h wants them. */
extern const char *const sv_compartment_names[];

/* A path below the user's configuration folder: $XDG_CONFIG_HOME/sv/NAME, else ~/.config/sv/NAME. */
enum sv_status sv_config_path(const char *name, struct sv_buf *out, struct sv_err *err);

#endif
