/* SPDX-License-Identifier: MIT */
/* Confinement, tried from within: a child gives things up and then reaches for them. Secret memory and secret files beside it. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/confine.h"
#include "base/file.h"
#include "base/wipe.h"
#include "crypt/crypt.h"

static char dir[] = "/tmp/sv-confine-XXXXXX";

static void put(const char *path, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);

	assert_true(fd >= 0 && write(fd, "text", 4) == 4 && fchmod(fd, mode) == 0 && close(fd) == 0);
}

static int start(void **state)
{
	(void)state;
	if (sv_crypt_init(NULL) != SV_OK || mkdtemp(dir) == NULL || chdir(dir) < 0 || mkdir("store", 0700) < 0 || mkdir("store/sub", 0700) < 0 || mkdir("own", 0700) < 0)
		return -1;
	put("store/f", 0600);
	put("store/shm", 0600);
	put("own/f", 0600);
	return 0;
}

static int stop(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", dir);
	return chdir("/") + system(command);
}

/* In the child: what failed to fail, or failed though it should not, is written down and counted. */
static int wrong;

static void refused(long result, const char *what)
{
	if (result >= 0 || (errno != EACCES && errno != EPERM && errno != ENOSYS && errno != EXDEV)) {
		fprintf(stderr, "not refused: %s (%s)\n", what, result >= 0 ? "done" : strerror(errno));
		wrong++;
	}
}

static void done(long result, const char *what)
{
	if (result < 0) {
		fprintf(stderr, "refused: %s (%s)\n", what, strerror(errno));
		wrong++;
	}
}

#define REFUSED(call) refused((long)(call), #call)
#define DONE(call) done((long)(call), #call)

/* Confines a child and runs what tries it, if all that is needed was done; skips otherwise, as under a sanitizer. */
static void confined(const struct sv_confinement *c, unsigned need, void (*try)(void))
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if ((sv_confine(c) & need) != need)
			_exit(99);
		try();
		_exit(wrong > 90 ? 90 : wrong);
	}
	assert_true(pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	if (WEXITSTATUS(status) == 99)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

static const struct sv_place reader_places[] = { { "own", false }, { "store/shm", true }, { "not/there", false } };
static const struct sv_confinement reader = { reader_places, 3, true, false };
static const struct sv_place writer_places[] = { { "store", false } };
static const struct sv_confinement writer = { writer_places, 1, false, false };
static const struct sv_confinement editing = { NULL, 0, false, true, false };
static const struct sv_confinement helped = { reader_places, 3, true, false, true };

static void reader_tries_files(void)
{
	REFUSED(open("store/f", O_WRONLY));
	REFUSED(open("store/f", O_RDWR));
	REFUSED(open("store/f", O_WRONLY | O_TRUNC));
	REFUSED(open("store/f", O_WRONLY | O_APPEND));
	REFUSED(truncate("store/f", 0));
	REFUSED(unlink("store/f"));
	REFUSED(rename("store/f", "store/g"));
	REFUSED(rename("store/f", "own/g"));
	REFUSED(rename("own/f", "store/f"));
	REFUSED(link("own/f", "store/g"));
	REFUSED(symlink("f", "store/g"));
	REFUSED(open("store/new", O_WRONLY | O_CREAT, 0600));
	REFUSED(mkdir("store/new", 0700));
	REFUSED(rmdir("store/sub"));
	REFUSED(mkfifo("store/new", 0600));
	REFUSED(unlink("store/shm"));
	REFUSED(open("elsewhere", O_WRONLY | O_CREAT, 0600));
	REFUSED(open("/tmp/sv-elsewhere", O_WRONLY | O_CREAT, 0600));
	int fd = open("store/f", O_RDONLY);
	DONE(fd);
	REFUSED(ftruncate(fd, 0) < 0 && errno == EINVAL ? (errno = EACCES, -1) : 0); /* it was opened for reading */
	DONE(open("store/shm", O_RDWR));
	DONE(open("own/new", O_WRONLY | O_CREAT, 0600));
	DONE(rename("own/new", "own/newer"));
	DONE(unlink("own/newer"));
}

static void a_reader_writes_nothing_but_its_places(void **state)
{
	struct stat sb;

	(void)state;
	confined(&reader, SV_CONFINED_FILES, reader_tries_files);
	assert_true(stat("store/f", &sb) == 0 && sb.st_size == 4);
}

static void writer_tries(void)
{
	DONE(open("store/new", O_WRONLY | O_CREAT, 0600));
	DONE(rename("store/new", "store/sub/new"));
	DONE(unlink("store/sub/new"));
	REFUSED(open("own/f", O_WRONLY));
	REFUSED(rename("store/f", "own/g"));
	REFUSED(open("/tmp/sv-elsewhere", O_WRONLY | O_CREAT, 0600));
}

static void a_writer_writes_the_store_alone(void **state)
{
	(void)state;
	confined(&writer, SV_CONFINED_FILES, writer_tries);
}

static char *const argv_true[] = { (char *)"true", NULL };

static void reader_tries_calls(void)
{
	char mine[4], theirs[4];
	struct iovec a = { mine, 4 }, b = { theirs, 4 };

	REFUSED(socket(AF_INET, SOCK_STREAM, 0));
	REFUSED(socket(AF_INET6, SOCK_DGRAM, 0));
	REFUSED(socket(AF_NETLINK, SOCK_RAW, 0));
	REFUSED(socket(AF_UNIX, SOCK_STREAM, 0));
	REFUSED(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
	REFUSED(process_vm_readv(getppid(), &a, 1, &b, 1, 0));
	REFUSED(process_vm_writev(getppid(), &a, 1, &b, 1, 0));
	REFUSED(execv("/bin/true", argv_true));
	REFUSED(fork());
	REFUSED(syscall(SYS_io_uring_setup, 1, NULL));
	REFUSED(syscall(SYS_bpf, 0, NULL, 0));
	REFUSED(syscall(SYS_keyctl, 0, 0, 0, 0, 0));
	REFUSED(syscall(SYS_unshare, 0x10000000));
	REFUSED(chmod("store/f", 0644));
	REFUSED(chown("store/f", getuid(), getgid()));
#ifdef __x86_64__
	REFUSED(syscall(0x40000000 | SYS_getpid)); /* x32: the same calls by other numbers */
#endif
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1 || prctl(PR_GET_SECCOMP, 0, 0, 0, 0) != 2)
		wrong++;
	DONE(getppid());
	DONE(open("store/f", O_RDONLY));
	DONE(mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
}

static void a_reader_reaches_no_network_process_or_program(void **state)
{
	(void)state;
	confined(&reader, SV_CONFINED_CALLS, reader_tries_calls);
}

static void *tries_within(void *data)
{
	(void)data;
	REFUSED(open("store/f", O_WRONLY));
	REFUSED(socket(AF_INET, SOCK_STREAM, 0));
	REFUSED(fork());
	DONE(open("own/f", O_WRONLY));
	return data;
}

static int other_process(void *data)
{
	(void)data;
	return 0;
}

/* Threads of its own, with the same limits; nothing that shares less with it. */
static void reader_tries_threads(void)
{
	static char stack[65536] __attribute__((aligned(16)));
	static const int less[] = {
		SIGCHLD, CLONE_VM | SIGCHLD, CLONE_VM | CLONE_VFORK | SIGCHLD, CLONE_VM | CLONE_SIGHAND | SIGCHLD, CLONE_VM | CLONE_SIGHAND | CLONE_THREAD,
		CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_NEWNET, CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_PTRACE,
	};
	unsigned char args[88] = { 0 };
	pthread_t thread;
	void *got = NULL;

	DONE(pthread_create(&thread, NULL, tries_within, stack) == 0 && pthread_join(thread, &got) == 0 && got == stack ? 0 : -1);
	for (size_t i = 0; i < sizeof less / sizeof less[0]; i++)
		REFUSED(clone(other_process, stack + sizeof stack, less[i], NULL));
	REFUSED(syscall(SYS_clone3, args, sizeof args));
	if (errno != ENOSYS) /* by which the C library knows to take the other call */
		wrong++;
}

static void threads_start_and_have_given_up_the_same(void **state)
{
	(void)state;
	confined(&reader, SV_CONFINED_FILES | SV_CONFINED_CALLS, reader_tries_threads);
}

static void writer_tries_calls(void)
{
	REFUSED(socket(AF_INET, SOCK_STREAM, 0));
	REFUSED(execv("/bin/true", argv_true));
	DONE(chmod("store/f", 0600)); /* git's own */
}

static void a_writer_neither(void **state)
{
	(void)state;
	confined(&writer, SV_CONFINED_CALLS, writer_tries_calls);
}

static void editing_tries(void)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		execv("/bin/true", argv_true);
		_exit(1);
	}
	DONE(pid > 0 && waitpid(pid, &status, 0) == pid && status == 0 ? 0 : -1);
	DONE(open("own/swap", O_WRONLY | O_CREAT, 0600));
	DONE(socket(AF_UNIX, SOCK_STREAM, 0));
	REFUSED(socket(AF_INET, SOCK_STREAM, 0));
	REFUSED(socket(AF_INET6, SOCK_STREAM, 0));
	REFUSED(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static void an_editor_starts_and_finds_no_network(void **state)
{
	(void)state;
	confined(&editing, SV_CONFINED_CALLS, editing_tries);
}

static void helped_tries(void)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		execv("/bin/true", argv_true);
		_exit(1);
	}
	DONE(pid > 0 && waitpid(pid, &status, 0) == pid && status == 0 ? 0 : -1);
	DONE(open("/dev/null", O_RDWR));
	DONE(open("own/f", O_WRONLY));
	REFUSED(open("store/f", O_WRONLY));
	REFUSED(open("/tmp/sv-elsewhere", O_WRONLY | O_CREAT, 0600));
	REFUSED(socket(AF_UNIX, SOCK_STREAM, 0));
	REFUSED(socket(AF_INET, SOCK_STREAM, 0));
	REFUSED(chmod("store/f", 0644));
	REFUSED(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
	REFUSED(truncate("own/f", 0));
}

static void helpers_start_and_can_no_more_than_their_command(void **state)
{
	(void)state;
	confined(&helped, SV_CONFINED_FILES | SV_CONFINED_CALLS, helped_tries);
}

static void folders_are_found(void **state)
{
	static const char *const pairs[][2] = {
		{ "store/f", "store" }, { "store/sub", "store" }, { "store/sub///", "store" }, { "store/x/y/z", "store" }, { "x", "." }, { "x/y", "." }, { "/nowhere/at/all", "/" }, { "/", "/" },
		{ "store/f/below", "store" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		struct sv_buf b = SV_BUF_INIT;
		sv_nearest_folder(pairs[i][0], &b);
		assert_string_equal(sv_buf_str(&b), pairs[i][1]);
		sv_buf_release(&b);
	}
}

/* Kilobytes of this process that are locked. */
static long locked_kb(void)
{
	char line[256];
	long kb = -1;
	FILE *f = fopen("/proc/self/status", "r");

	while (f && fgets(line, sizeof line, f))
		sscanf(line, "VmLck: %ld", &kb);
	if (f)
		fclose(f);
	return kb;
}

static void secrets_lie_in_locked_memory_if_there_is_any(void **state)
{
	struct rlimit was, none;
	long before = locked_kb();

	(void)state;
	for (int limited = 0; limited < 2; limited++) {
		struct sv_buf b = SV_BUF_SECRET;
		sv_buf_add_secret(&b, "one", 3);
		if (!limited && before >= 0 && locked_kb() <= before)
			print_message("no memory can be locked here\n");
		for (int i = 0; i < 2000; i++)
			sv_buf_adds(&b, "more");
		assert_int_equal(b.len, 8003);
		assert_memory_equal(b.data, "onemore", 7);
		sv_buf_release_secret(&b);
		assert_true(b.locked && b.data == NULL);
		sv_buf_adds(&b, "again");
		assert_string_equal(sv_buf_str(&b), "again");
		sv_buf_release(&b);
		unsigned char *key = sv_secret_alloc(32);
		assert_non_null(key);
		for (int i = 0; i < 32; i++)
			assert_int_equal(key[i], 0);
		sv_secret_free(key);
		assert_int_equal(getrlimit(RLIMIT_MEMLOCK, &was), 0);
		none = (struct rlimit){ 0, was.rlim_max };
		if (!limited)
			assert_int_equal(setrlimit(RLIMIT_MEMLOCK, &none), 0);
	}
	was.rlim_cur = was.rlim_max;
	setrlimit(RLIMIT_MEMLOCK, &was);
	sv_secret_free(NULL);
}

static void secret_files(void **state)
{
	static const unsigned modes[] = { 0640, 0604, 0620, 0660, 0644, 0610 };
	struct sv_buf b = SV_BUF_SECRET;
	struct sv_err err = { 0 };
	char text[256];

	(void)state;
	put("secret", 0600);
	assert_int_equal(sv_file_read_secret("secret", 100, &b, NULL), SV_OK);
	assert_string_equal(sv_buf_str(&b), "text");
	put("secret", 0400);
	assert_int_equal(sv_file_read_secret("secret", 100, &b, NULL), SV_OK);
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		chmod("secret", modes[i]);
		assert_int_equal(sv_file_read_secret("secret", 100, &b, &err), SV_DENIED);
	}
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "'secret' must be a file of your own that nobody else can read (chmod 600 'secret')");
	chmod("secret", 0600);
	assert_int_equal(symlink("secret", "link") + mkfifo("pipe", 0600), 0);
	assert_int_equal(sv_file_read_secret("link", 100, &b, &err), SV_DENIED);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "'link' must be a plain file, and no link"));
	assert_int_equal(sv_file_read_secret("pipe", 100, &b, NULL), SV_DENIED); /* and is not waited for */
	assert_int_equal(sv_file_read_secret("own", 100, &b, NULL), SV_DENIED);
	assert_int_equal(sv_file_read_secret("none", 100, &b, NULL), SV_NOT_FOUND);
	if (geteuid() == 0) {
		assert_int_equal(chown("secret", 65534, 65534), 0);
		assert_int_equal(sv_file_read_secret("secret", 100, &b, &err), SV_DENIED);
		sv_err_render(&err, NULL, text, sizeof text);
		assert_non_null(strstr(text, "belongs to another user"));
	}
	sv_buf_release_secret(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reader_writes_nothing_but_its_places), cmocka_unit_test(a_writer_writes_the_store_alone),
		cmocka_unit_test(a_reader_reaches_no_network_process_or_program), cmocka_unit_test(threads_start_and_have_given_up_the_same), cmocka_unit_test(a_writer_neither), cmocka_unit_test(an_editor_starts_and_finds_no_network),
		cmocka_unit_test(helpers_start_and_can_no_more_than_their_command),
		cmocka_unit_test(folders_are_found), cmocka_unit_test(secrets_lie_in_locked_memory_if_there_is_any), cmocka_unit_test(secret_files),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
