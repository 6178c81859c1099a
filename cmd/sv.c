/* SPDX-License-Identifier: MIT */
/* sv: runs sv-NAME; alone it shows what awaits you. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/today.h"

static const struct sv_opt opts[] = {
	{ 0, "days", SV_OPT_INT, N_("N"), N_("look so many days ahead (14)"), NULL, NULL, false, NULL },
};

static const struct sv_verb verbs[] = {
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY | SV_COMMON_COLOR, 0, sv_today_run, SV_READS },
};

static const struct sv_command command = { "sv", N_("what awaits you; sv NAME runs sv-NAME, sv help NAME shows its manual"), verbs, 1 };

/* Runs the program that stands beside this one, or along PATH. Returns only when there is none. */
static int run_beside(const char *name, char **argv)
{
	char self[4000], path[4096], *slash;
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	self[n > 0 ? n : 0] = '\0';
	slash = strrchr(self, '/');
	if (slash) {
		snprintf(path, sizeof path, "%.*s/sv-%s", (int)(slash - self), self, name);
		argv[0] = path;
		execv(path, argv);
	}
	return sv_no_such_command(&command, name);
}

static int help(const char *name)
{
	char page[64];

	snprintf(page, sizeof page, "%s%.40s", name ? "sv-" : "sv", name ? name : "");
	execlp("man", "man", page, (char *)NULL);
	return sv_no_manual(&command, page);
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "help") == 0)
		return help(argc > 2 ? argv[2] : NULL);
	if (argc > 1 && argv[1][0] != '-' && strchr(argv[1], '/') == NULL)
		return run_beside(argv[1], argv + 1);
	return sv_main(&command, argc, argv);
}
