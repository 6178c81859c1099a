/* SPDX-License-Identifier: MIT */
/* sv-gc: keeps the repository small and fast over the years, from cron, while others work. */
#include <stdio.h>

#include "app/gc.h"
#include "cli/lang.h"
#include "cli/run.h"

static const struct sv_opt opts[] = {
	{ 0, "full", SV_OPT_FLAG, NULL, N_("into one pack, also what is packed well already; takes as long as the store is large"), NULL, NULL, false, NULL },
	{ 'q', "quiet", SV_OPT_FLAG, NULL, N_("print nothing"), NULL, NULL, false, NULL },
};

static enum sv_status gc(struct sv_run *run, struct sv_err *err)
{
	struct sv_gc_state before, after;
	enum sv_status st = sv_gc(run->session, sv_args_has(run->args, "full"), &before, &after, err);

	if (st == SV_OK && !sv_args_has(run->args, "quiet"))
		printf(sv_tr(N_("loose objects %zu -> %zu, packs %zu -> %zu, bytes %lld -> %lld\n")), before.loose, after.loose, before.packs, after.packs, before.bytes, after.bytes);
	return st == SV_OK ? sv_run_flush(err) : st;
}

static const struct sv_verb verbs[] = {
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE, 0, gc, SV_HELPERS },
};

static const struct sv_command command = { "sv-gc", N_("keep the repository small and fast"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
