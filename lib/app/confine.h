/* SPDX-License-Identifier: MIT */
/* What a session may still write, once its command is known: see base/confine.h for how, and cli/opt.h for who says so. */
#ifndef SV_APP_CONFINE_H
#define SV_APP_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"

/* What a command does outside its process. */
struct sv_conduct {
	bool writes;     /* to the store; else it only reads there */
	bool founds;     /* it makes the store */
	bool identifies; /* it makes the identity file */
	bool keyed;      /* it is of an officer, who has an identity, an index and perhaps an unlocked identity */
	bool children;   /* it starts an editor */
	bool helpers;    /* it starts programs that work for it: a solver, a plotter */
	const char *const *output; /* files and folders that it writes */
	size_t noutput;
};

/*
 * Confines the process to that. Of the store, a reader may write the shared memory of the keyring's log, which is no part
 * of any answer, and nothing else; a writer the store. Best effort, and nothing is opened that matters: keys and cases come after it.
 */
void sv_session_confine(struct sv_session *s, const struct sv_conduct *c);

#endif
