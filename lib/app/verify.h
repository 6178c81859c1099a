/* SPDX-License-Identifier: MIT */
/*
 * Verification: does the history tell the truth as far as it can be checked? Signatures by officers who had the role at
 * that time (trust starts at the first commit and grows only by signed events), lines only ever appended and chained,
 * every step allowed by the rules in force, seals that open where a key is at hand, an index equal to a fresh one.
 */
#ifndef SV_APP_VERIFY_H
#define SV_APP_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "model/act.h"

/* What was checked. */
struct sv_verified {
	size_t commits, events, cases, faults;
	size_t set_clock;     /* events dated by SV_NOW */
	size_t closed;        /* events that do not open for me: their cases are closed to me */
	size_t imported;      /* events that were imported: when they happened and by whom is what their source says */
	size_t unmet;         /* of these, how many did not meet the gates of their rules, and say so */
	size_t suspect;       /* commits signed with an identity that was reported lost as of an earlier moment */
	bool records_opened;  /* the record role was at hand: rules and index were checked too */
	bool index_compared;
	char head[41], genesis[41];
};

struct sv_verify_options {
	bool strict;      /* an event dated by SV_NOW is a fault */
	bool incremental; /* start behind the commit up to which this user verified before */
	void (*progress)(void *data, size_t done, size_t total); /* may be NULL */
	void *progress_data;
};

/*
 * Verifies what is pushed to a shared repository before it is let in: the commits that lead from old (40 zeros: from nothing) to new_. Nothing is
 * opened: signatures, roles, flow and appending are checked, not what is sealed. incoming: the folder of the pushed objects, or NULL.
 */
enum sv_status sv_verify_push(struct sv_session *s, const char *git_dir, const char *incoming, const char *old, const char *new_, const struct sv_verify_options *o,
                              const struct sv_act_report *report, struct sv_verified *out, struct sv_err *err);

/*
 * Verifies what the history holds beyond a commit that is trusted ("": from the first one), with the keys of the session; the index is not looked at.
 * Every fault goes to report; then SV_INTEGRITY. SV_NO where the trusted commit is no longer in the history.
 */
enum sv_status sv_verify_onward(struct sv_session *s, const char *trusted, const struct sv_act_report *report, struct sv_verified *out, struct sv_err *err);

/* Verifies the store. Every fault goes to report, with file and line as contexts; then SV_INTEGRITY. */
enum sv_status sv_verify(struct sv_session *s, const struct sv_verify_options *o, const struct sv_act_report *report, struct sv_verified *out, struct sv_err *err);

#endif
