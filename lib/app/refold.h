/* SPDX-License-Identifier: MIT */
/* Folding cases of the history into an index: what catching up and looking back have in common. Only for app/. */
#ifndef SV_APP_REFOLD_H
#define SV_APP_REFOLD_H

#include "app/internal.h"
#include "model/kept.h"

/* One run. */
struct sv_refold {
	struct sv_session *s;
	struct sv_index *index;
	const char *me, *my_token;
	const json_t *protocol;
	json_t *words;        /* how the protocol says that words are counted */
	struct sv_kept *kept; /* looks at the terms of the case at hand */
	bool items;           /* whether I hold the role that opens items */
	bool purge;           /* something was erased: what was deleted must be gone from the file too */
};

/* Who is asking, and by what rules: s and index are set already, protocol is borrowed. SV_DENIED for who has left; their index is then emptied. */
enum sv_status sv_refold_start(struct sv_refold *r, const json_t *protocol, struct sv_err *err);
void sv_refold_finish(struct sv_refold *r);
/* Folds everything that differs between where the index stands and a commit into it, in one transaction. rules: the protocol's blob id. */
enum sv_status sv_refold_to(struct sv_refold *r, struct sv_repo *repo, const char *commit, const char *rules, struct sv_err *err);

#endif
