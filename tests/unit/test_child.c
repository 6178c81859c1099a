/* SPDX-License-Identifier: MIT */
/* Other programs: what goes in comes out, and what is missing, fails, babbles or hangs is told; nothing leaks into them. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdbool.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/child.h"
#include "base/confine.h"

static char dir[] = "/tmp/sv-child-XXXXXX";

/* Runs a script of the shell, here no part of the helper but the program that is tried. */
static enum sv_status run(const char *script, const char *input, size_t ninput, size_t max, int seconds, struct sv_buf *out, struct sv_buf *said, struct sv_err *err)
{
	const char *const argv[] = { "sh", "-c", script, NULL }, *const env[] = { "LC_ALL=C", NULL };
	struct sv_child c = { .argv = argv, .environ = env, .input = input, .ninput = ninput, .max = max, .seconds = seconds, .package = "dash" };

	return sv_child_run(&c, out, said, err);
}

static void what_goes_in_comes_out(void **state)
{
	size_t n = 3u << 20;
	char *big = malloc(n);
	struct sv_buf out = SV_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < n; i++)
		big[i] = (char)(i * 7 + i / 251);
	assert_int_equal(run("cat", big, n, n, 20, &out, NULL, NULL), SV_OK);
	assert_int_equal(out.len, n);
	assert_memory_equal(out.data, big, n);
	sv_buf_clear(&out);
	assert_int_equal(run("head -c 10", big, n, n, 20, &out, NULL, NULL), SV_OK); /* it does not read everything */
	assert_int_equal(out.len, 10);
	sv_buf_clear(&out);
	assert_int_equal(run("cat; echo done", "", 0, 100, 20, &out, NULL, NULL), SV_OK);
	assert_string_equal(sv_buf_str(&out), "done\n");
	sv_buf_release(&out);
	free(big);
}

static void it_sees_nothing_of_ours(void **state)
{
	struct sv_buf out = SV_BUF_INIT;
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	char path[64], *old = strdup(getenv("PATH"));

	(void)state;
	setenv("SV_CANARY", "kanarie", 1);
	assert_int_equal(run("env | sort | grep -v '^PATH=\\|^PWD=\\|^_='; pwd; ls /proc/self/fd | tr '\\n' ' '", "x", 1, 4096, 20, &out, NULL, NULL), SV_OK);
	assert_string_equal(sv_buf_str(&out), "LC_ALL=C\n/\n0 1 2 3 ");
	unsetenv("SV_CANARY");
	close(fd);
	snprintf(path, sizeof path, "relative:%s", old); /* what lies in the folder of a caller is not run */
	assert_int_equal(chdir(dir), 0);
	assert_int_equal(mkdir("relative", 0700), 0);
	fd = open("relative/sv-nonesuch", O_WRONLY | O_CREAT | O_CLOEXEC, 0700);
	assert_true(fd >= 0);
	close(fd);
	setenv("PATH", "relative:", 1);
	assert_false(sv_child_find("sv-nonesuch", path, sizeof path));
	setenv("PATH", old, 1);
	assert_true(sv_child_find("sh", path, sizeof path));
	assert_int_equal(unlink("relative/sv-nonesuch") + rmdir("relative") + chdir("/"), 0);
	sv_buf_release(&out);
	free(old);
}

static void files_in_memory(void **state)
{
	const char *const argv[] = { "sh", "-c", "cat /dev/fd/10 /dev/fd/11 /dev/fd/10", NULL };
	int files[] = { sv_child_file("een ", 4), sv_child_file("twee ", 5) };
	struct sv_child c = { .argv = argv, .files = files, .nfiles = 2, .max = 100, .seconds = 20, .package = "dash" };
	struct sv_buf out = SV_BUF_INIT;

	(void)state;
	assert_true(files[0] >= 0 && files[1] >= 0);
	assert_int_equal(sv_child_run(&c, &out, NULL, NULL), SV_OK);
	assert_string_equal(sv_buf_str(&out), "een twee een ");
	close(files[0]);
	close(files[1]);
	sv_buf_release(&out);
}

static void failures(void **state)
{
	struct sv_buf out = SV_BUF_INIT, said = SV_BUF_INIT;
	struct sv_err err = { 0 };
	char text[512], script[128], *old = strdup(getenv("PATH"));
	time_t from = time(NULL);

	(void)state;
	assert_int_equal(run("exit 3", "", 0, 10, 20, &out, NULL, &err), SV_BUG);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "the program 'sh' ended with status 3");
	assert_int_equal(run("printf 'it broke\\nhere' >&2; exit 1", "", 0, 10, 20, &out, &said, &err), SV_BUG);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "the program 'sh' failed and said: it broke");
	assert_string_equal(sv_buf_str(&said), "it broke\nhere");
	assert_int_equal(run("kill -9 $$", "", 0, 10, 20, &out, NULL, &err), SV_BUG);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "the program 'sh' was ended by signal 9");
	assert_int_equal(run("while :; do echo word; done", "", 0, 100000, 20, &out, NULL, &err), SV_BUG);
	assert_int_equal(run("while :; do echo word >&2; [ $((i = i + 1)) -gt 40000 ] && exit 0; done", "", 0, 10, 60, &out, NULL, &err), SV_OK);
	assert_int_equal(run("sleep 60", "", 0, 10, 1, &out, NULL, &err), SV_UNAVAILABLE);
	assert_int_equal(run("exec >&- 2>&-; sleep 60", "", 0, 10, 1, &out, NULL, &err), SV_UNAVAILABLE);
	snprintf(script, sizeof script, "sleep 61.%d & sleep 61.%d", (int)getpid(), (int)getpid()); /* ours, and of no other run */
	assert_int_equal(run(script, "", 0, 10, 1, &out, NULL, &err), SV_UNAVAILABLE);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "the program 'sh' took longer than 1 seconds and was ended");
	assert_true(time(NULL) - from < 50);
	snprintf(script, sizeof script, "pgrep -x sleep -a | grep -q 'sleep 61[.]%d$'", (int)getpid());
	for (int i = 0; i < 200 && system(script) == 0; i++) /* dying takes a moment */
		usleep(50000);
	assert_int_not_equal(system(script), 0); /* nor does what it started live on */
	for (int i = 0; i < 3; i++) {
		static const char *const paths[] = { "", "/nonexistent", NULL };
		if (paths[i])
			setenv("PATH", paths[i], 1);
		else
			unsetenv("PATH");
		assert_int_equal(run("exit 0", "", 0, 10, 20, &out, NULL, &err), SV_UNAVAILABLE);
		sv_err_render(&err, NULL, text, sizeof text);
		assert_string_equal(text, "the program 'sh' is not installed (install the package dash)");
	}
	snprintf(text, sizeof text, "%s/sh", dir); /* it is there, but is no program */
	int fd = open(text, O_WRONLY | O_CREAT | O_CLOEXEC, 0700);
	assert_true(fd >= 0 && write(fd, "\177ELF?", 5) == 5);
	close(fd);
	setenv("PATH", dir, 1);
	assert_int_equal(run("exit 0", "", 0, 10, 20, &out, NULL, &err), SV_UNAVAILABLE);
	unlink(text);
	setenv("PATH", old, 1);
	sv_buf_release(&out);
	sv_buf_release(&said);
	free(old);
}

/* Confined as a command that starts programs is, and with SIGPIPE and SIGCHLD as a caller may have left them. */
static void confined(void **state)
{
	int status = -1;
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		struct sv_confinement c = { .reads = true, .children = true };
		struct sv_buf out = SV_BUF_INIT;
		signal(SIGCHLD, SIG_IGN);
		bool calls = sv_confine(&c) & SV_CONFINED_CALLS;
		bool good = run("cat | tr a b", "aaa", 3, 10, 20, &out, NULL, NULL) == SV_OK && strcmp(sv_buf_str(&out), "bbb") == 0;
		good = good && (!calls || run("python3 -c 'import socket; socket.socket(socket.AF_INET)' 2>&1 | grep -c PermissionError", "", 0, 10, 20, &out, NULL, NULL) == SV_OK);
		_exit(good ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* A script that is talked to. */
static void put_script(const char *name, const char *text, char path[64])
{
	snprintf(path, 64, "%s/%s", dir, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0700);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

/* Whether a process is there and no zombie. */
static bool runs(pid_t pid)
{
	char path[64], status = 'Z';

	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	FILE *f = fopen(path, "r");
	if (f == NULL)
		return false;
	if (fscanf(f, "%*d (%*[^)]) %c", &status) != 1)
		status = 'Z';
	fclose(f);
	return status != 'Z';
}

static void a_conversation(void **state)
{
	struct sv_talk t;
	char path[64], *line, *big;
	const size_t n = 1 << 20;
	int status;

	(void)state;
	put_script("talks", "#!/bin/sh\nsleep 600 & echo $!\nenv | grep -c CANARY\npwd\nls /proc/self/fd | tr '\\n' ' '\necho\nexec cat\n", path);
	setenv("SV_CANARY", "kanarie", 1);
	assert_int_equal(sv_talk_start(&t, path, NULL), SV_OK);
	unsetenv("SV_CANARY");
	assert_int_equal(sv_talk_line(&t, 100, 20000, &line, NULL), SV_OK);
	pid_t grandchild = atoi(line);
	assert_int_equal(sv_talk_line(&t, 100, 20000, &line, NULL), SV_OK);
	assert_string_equal(line, "0");
	assert_int_equal(sv_talk_line(&t, 100, 20000, &line, NULL), SV_OK);
	assert_string_equal(line, "/");
	assert_int_equal(sv_talk_line(&t, 100, 20000, &line, NULL), SV_OK);
	assert_string_equal(line, "0 1 2 3 "); /* 3 is the folder that ls reads */
	assert_int_equal(sv_talk_send(&t, "een\ntwee\n", 9, 20000, NULL), SV_OK);
	assert_int_equal(sv_talk_line(&t, 100, 20000, &line, NULL), SV_OK);
	assert_string_equal(line, "een");
	assert_int_equal(sv_talk_line(&t, 100, 20000, &line, NULL), SV_OK);
	assert_string_equal(line, "twee");
	assert_int_equal(sv_talk_line(&t, 100, 50, &line, NULL), SV_UNAVAILABLE); /* nothing was asked */
	assert_int_equal(sv_talk_send(&t, "nul\0\n", 5, 20000, NULL), SV_OK);
	assert_int_equal(sv_talk_line(&t, 100, 20000, &line, NULL), SV_UNAVAILABLE);
	sv_talk_stop(&t);
	for (int i = 0; i < 200 && runs(grandchild); i++) /* what it started goes with it */
		usleep(50000);
	assert_false(runs(grandchild));
	assert_int_equal(sv_talk_send(&t, "x", 1, 50, NULL), SV_UNAVAILABLE);
	sv_talk_stop(&t);
	big = malloc(n);
	memset(big, 'x', n);
	put_script("deaf", "#!/bin/sh\nexec sleep 600\n", path);
	assert_int_equal(sv_talk_start(&t, path, NULL), SV_OK);
	assert_int_equal(sv_talk_send(&t, big, n, 50, NULL), SV_UNAVAILABLE);
	sv_talk_stop(&t);
	put_script("babbles", "#!/bin/sh\nexec yes een-zonder-einde | tr -d '\\n'\n", path);
	assert_int_equal(sv_talk_start(&t, path, NULL), SV_OK);
	assert_int_equal(sv_talk_line(&t, 1000, 20000, &line, NULL), SV_UNAVAILABLE);
	sv_talk_stop(&t);
	put_script("dies", "#!/bin/sh\nread x\nexit 3\n", path);
	assert_int_equal(sv_talk_start(&t, path, NULL), SV_OK);
	assert_int_equal(sv_talk_send(&t, "x\n", 2, 20000, NULL), SV_OK);
	assert_int_equal(sv_talk_line(&t, 100, 20000, &line, NULL), SV_UNAVAILABLE);
	assert_int_equal(sv_talk_send(&t, big, n, 20000, NULL), SV_UNAVAILABLE); /* and no signal ends us */
	sv_talk_stop(&t);
	put_script("no-program", "#!/nowhere/sh\n", path);
	assert_int_equal(sv_talk_start(&t, path, NULL), SV_UNAVAILABLE);
	assert_int_equal(sv_talk_start(&t, "/nowhere/at/all", NULL), SV_UNAVAILABLE);
	assert_int_equal(waitpid(-1, &status, WNOHANG), -1); /* none of them is left */
	free(big);
	for (const char *const *name = (const char *const[]){ "talks", "deaf", "babbles", "dies", "no-program", NULL }; *name; name++) {
		snprintf(path, sizeof path, "%s/%s", dir, *name);
		unlink(path);
	}
}

static int start(void **state)
{
	(void)state;
	return mkdtemp(dir) ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	return rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_goes_in_comes_out), cmocka_unit_test(it_sees_nothing_of_ours), cmocka_unit_test(files_in_memory), cmocka_unit_test(failures), cmocka_unit_test(confined),
		cmocka_unit_test(a_conversation),
	};
	return cmocka_run_group_tests_name("child", tests, start, stop);
}
