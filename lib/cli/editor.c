/* SPDX-License-Identifier: MIT */
/* The user's editor: see editor.h. */
#include "cli/editor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

#define TEXT_MAX (1u << 20)

/* Overwrites and removes a file in memory. */
static void wipe(const char *path)
{
	static const char zeros[4096];
	struct stat sb;
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd >= 0 && fstat(fd, &sb) == 0)
		for (off_t done = 0; done < sb.st_size && sv_write_all(fd, zeros, sizeof zeros); done += (off_t)sizeof zeros)
			;
	if (fd >= 0)
		close(fd);
	unlink(path);
}

/* Wipes a folder of ours with everything an editor left in it. */
static void wipe_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *d;
	char path[4400];

	while (dir && (d = readdir(dir)) != NULL) {
		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, d->d_name);
		wipe(path);
	}
	if (dir)
		closedir(dir);
	rmdir(folder);
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

/* In the child: the editor gets the terminal even where stdin or stdout are pipes. */
static void exec_editor(const char *path)
{
	const char *editor = getenv("VISUAL");
	char command[4096];

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		int tty = open("/dev/tty", O_RDWR);
		if (tty >= 0) {
			dup2(tty, STDIN_FILENO);
			dup2(tty, STDOUT_FILENO);
		}
	}
	if (editor == NULL || !editor[0])
		editor = getenv("EDITOR");
	if (editor == NULL || !editor[0])
		editor = "vi";
	snprintf(command, sizeof command, "%s \"$1\"", editor);
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	execl("/bin/sh", "sh", "-c", command, "sh", path, (char *)NULL);
	_exit(127);
}

static enum sv_status run_editor(const char *path, struct sv_err *err)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, quit;
	int status = 0;

	fflush(NULL);
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	pid_t pid = fork();
	if (pid == 0)
		exec_editor(path);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	if (pid < 0)
		return sv_err_sys(err, SV_BUG, errno, N_("cannot start %s: %s"), "sh");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127) {
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
	wipe_folder(folder);
	return st;
}
