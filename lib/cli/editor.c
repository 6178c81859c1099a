/* SPDX-License-Identifier: MIT */
/* The user's editor: see editor.h. */
#include "cli/editor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

#define TEXT_MAX (1u << 20)

/* Overwrites and removes one thing in a folder of ours; links are not followed, and a pipe is not waited for. */
static int wipe(const char *path, const struct stat *sb, int kind, struct FTW *place)
{
	static const char zeros[4096];

	(void)place;
	if (kind == FTW_F && S_ISREG(sb->st_mode)) {
		chmod(path, 0600);
		int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
		for (off_t done = 0; fd >= 0 && done < sb->st_size && sv_write_all(fd, zeros, sizeof zeros); done += (off_t)sizeof zeros)
			;
		if (fd >= 0)
			close(fd);
	}
	remove(path);
	return 0;
}

/* Wipes a folder of ours with everything an editor left in it. */
static void wipe_folder(const char *folder)
{
	nftw(folder, wipe, 8, FTW_DEPTH | FTW_PHYS);
}

/* Folders of processes that were killed while their editor was open. */
static void sweep(const char *runtime)
{
	DIR *dir = opendir(runtime);
	struct dirent *d;
	char path[4400];
	long pid;

	while (dir && (d = readdir(dir)) != NULL) {
		if (sscanf(d->d_name, "edit-%ld-", &pid) != 1 || kill((pid_t)pid, 0) == 0 || errno != ESRCH)
			continue;
		snprintf(path, sizeof path, "%s/%s", runtime, d->d_name);
		wipe_folder(path);
	}
	if (dir)
		closedir(dir);
}

/*
 * In the child: the editor gets the terminal even where stdin or stdout are pipes. Its setting is a command of the shell,
 * which may have arguments; the file's name is one more, whatever is in it.
 */
static void exec_editor(const char *path)
{
	const char *editor = getenv("VISUAL");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
		if (tty >= 0) {
			dup2(tty, STDIN_FILENO);
			dup2(tty, STDOUT_FILENO);
		}
	}
	if (editor == NULL || !editor[0])
		editor = getenv("EDITOR");
	if (editor == NULL || !editor[0])
		editor = "vi";
	umask(077);
	execl("/bin/sh", "sh", "-c", "eval \"$0 \\\"\\$1\\\"\"", editor, path, (char *)NULL);
	_exit(127);
}

static enum sv_status run_editor(const char *path, struct sv_err *err)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, plain = { .sa_handler = SIG_DFL }, interrupt, quit, child;
	pid_t ended = -1;
	int status = 0;

	fflush(NULL);
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	sigaction(SIGCHLD, &plain, &child); /* where it is ignored, there would be no status to wait for */
	pid_t pid = fork();
	if (pid == 0) {
		sigaction(SIGINT, &interrupt, NULL);
		sigaction(SIGQUIT, &quit, NULL);
		exec_editor(path);
	}
	while (pid > 0 && (ended = waitpid(pid, &status, 0)) < 0 && errno == EINTR)
		;
	int why = errno;
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	sigaction(SIGCHLD, &child, NULL);
	if (ended < 0)
		return sv_err_sys(err, SV_BUG, why, N_("cannot start %s: %s"), "sh");
	if (WIFEXITED(status) && (WEXITSTATUS(status) == 126 || WEXITSTATUS(status) == 127)) {
		sv_err_set(err, SV_UNAVAILABLE, N_("the editor cannot be started"));
		sv_err_hint(err, N_("set EDITOR to one that is installed"));
		return SV_UNAVAILABLE;
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return sv_err_set(err, SV_NO, N_("the editor ended without success; nothing was stored"));
	return SV_OK;
}

enum sv_status sv_editor_edit(const char *name, struct sv_buf *text, struct sv_err *err)
{
	struct sv_buf runtime = SV_BUF_INIT;
	char folder[4200], path[4300];
	enum sv_status st = sv_runtime_dir(&runtime, err);

	if (st != SV_OK)
		return st;
	sweep(sv_buf_str(&runtime));
	snprintf(folder, sizeof folder, "%s/edit-%ld-XXXXXX", sv_buf_str(&runtime), (long)getpid());
	sv_buf_release(&runtime);
	if (mkdtemp(folder) == NULL)
		return sv_err_sys(err, SV_CANT_CREATE, errno, N_("cannot create '%s': %s"), folder);
	snprintf(path, sizeof path, "%s/%s.sv", folder, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 || !sv_write_all(fd, sv_buf_str(text), text->len))
		st = sv_err_sys(err, SV_CANT_CREATE, errno, N_("cannot create '%s': %s"), path);
	if (fd >= 0)
		close(fd);
	if (st == SV_OK)
		st = run_editor(path, err);
	if (st == SV_OK) {
		sv_buf_release_secret(text);
		st = sv_file_read_secret(path, TEXT_MAX, text, err);
	}
	if (st == SV_OK && memchr(sv_buf_str(text), '\0', text->len))
		st = sv_err_set(err, SV_BAD_INPUT, N_("the editor saved a NUL byte"));
	wipe_folder(folder);
	return st;
}
