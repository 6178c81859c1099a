/* SPDX-License-Identifier: MIT */
/* What the two files of verification share. */
#ifndef SV_APP_VERIFY_INTERNAL_H
#define SV_APP_VERIFY_INTERNAL_H

#include <pthread.h>
#include <stdint.h>

#include "app/casefile.h"
#include "app/internal.h"
#include "app/refold.h"
#include "app/register.h"
#include "app/verify.h"
#include "model/event.h"

/* A commit whose files were looked at, for the cases it changed, and for an identity that turns out to be lost: small, as there is one for each act. */
struct sv_verify_commit {
	unsigned char id[20];
	bool first;
	const char *by; /* owned by the signers */
	int64_t when;
	json_t *officers; /* as they were before it */
	json_t *parts;    /* parts of attachments that it added, and no event took yet: path -> blob id; NULL where there are none */
};

/* What a commit made of the file of a case. */
struct sv_verify_version {
	char id[16];
	uint32_t commit;
	bool had;                      /* there was one before */
	unsigned char old[20], new_[20]; /* blobs */
};

/*
 * One verification, as far as it has come. Commits are looked at in their order, by one hand; cases then one by one, each from its first version to its last,
 * by a crew, for no case's events speak of another's: so that only those at hand are in memory. A hand has a copy of this of its own for each case.
 */
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
	json_t *signers;    /* handle -> handle: who signed the commits looked at */
	json_t *parts;      /* parts of attachments that this commit added: path -> blob id; an event takes each */
	size_t cases;
	char protocol_blob[SV_OID_HEX], protocol_said[SV_OID_HEX]; /* the file, and what its last event says it is */
	char saw_signers[SV_OID_HEX];
	bool keys_changed;
	json_t *snapshot;   /* a copy of the officers, as long as it is one */
	struct sv_verify_commit *commits;
	struct sv_verify_version *versions;
	size_t ncommits, nversions;
	char since[SV_OID_HEX];     /* the commit up to which all was verified before; "" where nothing was */
	const char *git_dir, *incoming; /* the repository, where it is not the session's */
	struct sv_refold *refold;   /* makes an index of what is verified; NULL: none is made */
	struct sv_verify *whole;    /* a hand's: the verification it is a part of, whose protocols and parts it shares … */
	pthread_mutex_t lock;       /* … while it holds this one of it */
	struct sv_refold_fold *fold; /* a hand's, of the case at hand, for the index; NULL: none is made */
	bool lacked;                /* there was no memory to look at a line: what was found is not all, and some of it may not be so */
	struct sv_err unread;       /* what kept a key from being read, at the line at hand: no word about the line; SV_OK: nothing */
	bool denied;                /* a hand's: some record of the case is closed to me */
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
/* Checks what the commit at hand did to the file of a case; file: what is known of it, NULL at first; owned by the caller. */
enum sv_status sv_verify_case(struct sv_verify *v, const char *path, const char *old, const char *blob, json_t **file, struct sv_err *err);
/* Checks all cases that commits changed (verify_cases.c), then that every part of an attachment belongs to an event. */
enum sv_status sv_verify_cases(struct sv_verify *v, struct sv_err *err);
/* The id of a blob or commit as bytes, and back. */
void sv_verify_bytes(const char *hex, unsigned char bytes[20]);
void sv_verify_hex(const unsigned char bytes[20], char hex[SV_OID_HEX]);
/* Notes a version of a case for that. */
enum sv_status sv_verify_note(struct sv_verify *v, const char *id, const char *old, const char *blob, struct sv_err *err);
void sv_verify_release(struct sv_verify *v);

#endif
