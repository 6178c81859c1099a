/* SPDX-License-Identifier: MIT */
/*
 * Care of the repository over years: loose objects become packs, packs that grow alike become one, by git itself (chosen as by git repack --geometric), so
 * that the cost of a day's objects stays small however large the store is. Nothing is ever removed but what a new pack holds too, once that is on the disk, so
 * that writers and readers go on meanwhile, no lock of theirs is taken, and a power cut loses nothing.
 */
#ifndef SV_APP_GC_H
#define SV_APP_GC_H

#include "app/session.h"

/* What a repository consists of. */
struct sv_gc_state {
	size_t loose, packs;
	long long bytes; /* of both, as the files say */
};

/*
 * Packs; full: into one pack, whatever is there, which takes as long as the store is large. SV_BUSY where another of these is at work; SV_UNAVAILABLE where git is
 * missing; SV_IO where it cannot write.
 */
enum sv_status sv_gc(struct sv_session *s, bool full, struct sv_gc_state *before, struct sv_gc_state *after, struct sv_err *err);

#endif
