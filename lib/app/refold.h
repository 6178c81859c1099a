/* SPDX-License-Identifier: MIT */
/* Folding cases of the history into an index: what catching up and looking back have in common. Only for app/. */
#ifndef SV_APP_REFOLD_H
#define SV_APP_REFOLD_H

#include "app/casefile.h"
#include "app/internal.h"
#include "base/crew.h"
#include "model/kept.h"
#include "model/terms.h"

/* What one hand of a crew folds with. */
struct sv_refold_hand {
	struct sv_session *s;
	struct sv_kept *kept; /* looks at the terms of the case at hand */
};

/* One case as it is folded, event by event. */
struct sv_refold_fold {
	json_t *state, *openings;
	struct sv_kept *kept;
	bool shut; /* some record did not open */
};

/* One case that is to be put. */
struct sv_refold_job {
	char path[SV_PATH_SIZE], id[16], blob[SV_OID_HEX];
	struct sv_index_ready *ready;
	bool erased; /* something of it was */
};

/* One run. */
struct sv_refold {
	struct sv_session *s;
	struct sv_index *index;
	const char *me, *my_token;
	const json_t *protocol;
	json_t *words;          /* how the protocol says that words are counted */
	struct sv_terms *terms; /* the protocol's */
	bool items;             /* whether I hold the role that opens items */
	bool purge;             /* something was erased: what was deleted must be gone from the file too */
	/* cases are folded by a crew while those before them are put: a ring of jobs, of which some were given and some of these were put */
	struct sv_refold_job *jobs;
	size_t given, put;
	struct sv_crew *crew; /* NULL while there are few cases */
	struct sv_refold_hand hand[SV_CREW_MAX];
};

/* Who is asking, and by what rules: s and index are set already, protocol is borrowed. SV_DENIED for who has left; their index is then emptied. */
enum sv_status sv_refold_start(struct sv_refold *r, const json_t *protocol, struct sv_err *err);
void sv_refold_finish(struct sv_refold *r);
/* Folds everything that differs between where the index stands and a commit into it, in one transaction. rules: the protocol's blob id. */
enum sv_status sv_refold_to(struct sv_refold *r, struct sv_repo *repo, const char *commit, const char *rules, struct sv_err *err);
/* Into an empty index, what of cases and items differs between two commits alone. */
enum sv_status sv_refold_part(struct sv_refold *r, struct sv_repo *repo, const char *from, const char *to, const char *rules, struct sv_err *err);

/* The same in steps, for who folds the cases (sv_verify): begin, into an index that is empty; put cases; then the items; end, at the commit. */
enum sv_status sv_refold_begin(struct sv_refold *r, const char *rules, struct sv_err *err);
enum sv_status sv_refold_items(struct sv_refold *r, struct sv_repo *repo, const char *from, const char *to, struct sv_err *err);
enum sv_status sv_refold_end(struct sv_refold *r, const char *commit, struct sv_err *err);
/* Notes of an event, once it is folded into the state, what the index wants of it besides; and makes what was folded ready. closed: the case is closed to me. */
enum sv_status sv_refold_see(struct sv_refold_fold *f, const json_t *event, const json_t *record, struct sv_err *err);
enum sv_status sv_refold_ready(const struct sv_refold *r, const struct sv_refold_fold *f, bool closed, struct sv_refold_job *job, struct sv_err *err);
/* Folds the case of a job, and makes it ready for the index (refold_case.c). Changes nothing but the hand and the job: hands may do so at once. */
enum sv_status sv_refold_case(const struct sv_refold *r, struct sv_refold_hand *h, struct sv_refold_job *job, struct sv_err *err);

#endif
