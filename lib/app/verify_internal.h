/* SPDX-License-Identifier: MIT */
/* What the two files of verification share. */
#ifndef SV_APP_VERIFY_INTERNAL_H
#define SV_APP_VERIFY_INTERNAL_H

#include "app/casefile.h"
#include "app/internal.h"
#include "app/register.h"
#include "app/verify.h"
#include "model/event.h"

/* One verification, as far as it has come. */
struct sv_verify {
	struct sv_session *s;
	struct sv_repo *repo;
	const struct sv_verify_options *o;
	const struct sv_act_report *report;
	struct sv_verified *out;
	struct sv_commit commit;
	bool counts;        /* how many cases there are is asked too */
	bool first;         /* the first commit: it makes its own officer */
	json_t *officers;   /* as the events so far make them: handle -> state */
	json_t *officers_before; /* as they were before this commit */
	json_t *protocols;  /* blob id -> opened protocol, or true where it does not open */
	json_t *files;      /* path -> {lines, bytes, sum, last, state, broken} */
	json_t *signed_by;  /* handle -> [{id, when}]: the commits looked at, for an identity that turns out to be lost */
	json_t *parts;      /* parts of attachments that this commit added: path -> blob id; an event takes each */
	size_t cases;
	char protocol_blob[SV_OID_HEX], protocol_said[SV_OID_HEX]; /* the file, and what its last event says it is */
	char saw_signers[SV_OID_HEX];
	bool keys_changed;
};

/* Reports a fault at a place of this commit; path may be NULL, line 0. */
void sv_verify_say(struct sv_verify *v, const char *path, size_t line, const char *what);
void sv_verify_fault(struct sv_verify *v, struct sv_err *err);
/* Checks what this commit does to one file; a sv_repo_change. */
enum sv_status sv_verify_file(void *data, const char *path, const char *old, const char *new_, struct sv_err *err);
/* Notes which protocol is in force at a trusted commit; a sv_repo_change over its whole tree. */
enum sv_status sv_verify_rules(void *data, const char *path, const char *old, const char *blob, struct sv_err *err);
/* Takes a file over as it was verified before: its lines, hashes and (a case) its state, from the blob it was. */
enum sv_status sv_verify_take_over(struct sv_verify *v, const char *path, const char *blob, struct sv_err *err);
void sv_verify_release(struct sv_verify *v);

#endif
