/* SPDX-License-Identifier: MIT */
/* Starting libgit2: see gitlib.h. */
#include "store/gitlib.h"

#include <git2.h>

/* Packs are seen through windows of so much, of which so much is open at once: by itself libgit2 has a whole pack in memory. */
#define WINDOW ((size_t)8 << 20)
#define WINDOWS ((size_t)128 << 20)
/* So much of trees and commits is kept: by itself a quarter of a GiB. */
#define CACHE ((ssize_t)32 << 20)

enum sv_status sv_git_init(struct sv_err *err)
{
	static const int levels[] = { GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL };

	if (git_libgit2_init() < 0) /* it cannot say why, as that is kept in what it has not made; but it asks for nothing but memory */
		return sv_err_nomem(err);
	for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
		if (git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "") < 0)
			return sv_git_no_memory() ? sv_err_nomem(err) : sv_err_set(err, SV_BUG, N_("libgit2 does not start"));
	/* what is read is hashed once, by sv_objects_read */
	if (git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0) < 0 || git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, WINDOW) < 0 ||
	    git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, WINDOWS) < 0 || git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, CACHE) < 0)
		return sv_git_no_memory() ? sv_err_nomem(err) : sv_err_set(err, SV_BUG, N_("libgit2 does not start"));
	return SV_OK;
}

bool sv_git_no_memory(void)
{
	const git_error *e = git_error_last();

	return e && e->klass == GIT_ERROR_NOMEMORY;
}
