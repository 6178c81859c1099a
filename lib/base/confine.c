/* SPDX-License-Identifier: MIT */
/* Confinement by Landlock and seccomp: see confine.h. */
#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* Names that older headers lack. */
#define MAY_TRUNCATE (UINT64_C(1) << 14) /* from version 3 of the interface on */
#define MAY_IOCTL (UINT64_C(1) << 15)    /* 5: of devices */
#define NET_TCP UINT64_C(3)              /* 4: bind and connect */
#define SCOPES UINT64_C(3)               /* 6: abstract sockets and signals, each to processes outside */

#define ON_FILES (LANDLOCK_ACCESS_FS_WRITE_FILE | MAY_TRUNCATE | MAY_IOCTL)
#define ON_FOLDERS \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | MAY_TRUNCATE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | \
	 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_REFER)
/* Allowed nowhere. */
#define NEVER \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO)

/* Three numbers, of which older kernels know the first or two; those they do not know are 0 then, as they want. */
struct rules {
	uint64_t files, net, scopes;
};

static void allow(int rules, const char *path, uint64_t may)
{
	struct landlock_path_beneath_attr at = { .allowed_access = may };

	at.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (at.parent_fd < 0)
		return;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &at, 0);
	close(at.parent_fd);
}

/*
 * Version 1 is left alone: it cannot allow a rename from one folder to another, which handing in needs. Before version 3,
 * cutting a file short is not seen to: truncate(2) is taken away below, O_TRUNC without writing is not.
 */
static bool confine_files(const struct sv_confinement *c)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct rules rules = { .files = ON_FILES | ON_FOLDERS | NEVER };

	if (version < 2)
		return false;
	if (c->helpers)
		rules.files &= ~(uint64_t)LANDLOCK_ACCESS_FS_EXECUTE;
	if (version < 3)
		rules.files &= ~MAY_TRUNCATE;
	if (version < 5)
		rules.files &= ~MAY_IOCTL;
	if (version >= 4)
		rules.net = NET_TCP;
	if (version >= 6)
		rules.scopes = SCOPES;
	int fd = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
	if (fd < 0)
		return false;
	allow(fd, "/dev/tty", ON_FILES & rules.files); /* questions */
	if (c->helpers)
		allow(fd, "/dev/null", ON_FILES & rules.files); /* what they leave unsaid */
	for (size_t i = 0; i < c->nplaces; i++)
		allow(fd, c->places[i].path, (c->places[i].only ? ON_FILES & ~MAY_IOCTL : ON_FOLDERS) & rules.files);
	bool ok = syscall(SYS_landlock_restrict_self, fd, 0) == 0;
	close(fd);
	return ok;
}

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef ARCH

/* From whom a call is taken. */
enum whom {
	ALL,     /* from everybody, and from the editor as well */
	ALONE,   /* from who starts no editor */
	LONELY,  /* from who starts no other program at all */
	READERS, /* from who only reads */
	NOT_UNIX, /* from everybody; but an editor may have local sockets */
	THREADS, /* as LONELY, but for threads of this process */
	UNKNOWN  /* as LONELY, and as if this kernel did not have it: who cannot be told apart by what lies in memory falls back on an older call */
};

static const struct {
	short call, whom;
} taken[] = {
	/* networks */
	{ SYS_socket, NOT_UNIX }, { SYS_socketpair, LONELY }, { SYS_connect, ALONE }, { SYS_bind, ALONE }, { SYS_listen, ALONE }, { SYS_accept, ALONE }, { SYS_accept4, ALONE },
	/* other processes, and the kernel's own ways around a file's door */
	{ SYS_ptrace, ALL }, { SYS_process_vm_readv, ALL }, { SYS_process_vm_writev, ALL }, { SYS_kcmp, ALL }, { SYS_pidfd_getfd, ALL }, { SYS_perf_event_open, ALL },
	{ SYS_bpf, ALL }, { SYS_userfaultfd, ALL }, { SYS_add_key, ALL }, { SYS_request_key, ALL }, { SYS_keyctl, ALL }, { SYS_open_by_handle_at, ALL },
	{ SYS_io_uring_setup, ALL }, { SYS_io_uring_enter, ALL }, { SYS_io_uring_register, ALL },
	/* the machine */
	{ SYS_mount, ALL }, { SYS_umount2, ALL }, { SYS_pivot_root, ALL }, { SYS_chroot, ALL }, { SYS_move_mount, ALL }, { SYS_open_tree, ALL }, { SYS_fsopen, ALL },
	{ SYS_unshare, ALL }, { SYS_setns, ALL }, { SYS_init_module, ALL }, { SYS_finit_module, ALL }, { SYS_kexec_load, ALL }, { SYS_reboot, ALL },
	/* other programs */
	{ SYS_execve, LONELY }, { SYS_execveat, LONELY }, { SYS_clone, THREADS }, { SYS_clone3, UNKNOWN },
	/* files by name, where Landlock does not look */
	{ SYS_truncate, ALONE }, { SYS_mknodat, ALONE }, { SYS_fchmodat, READERS }, { SYS_fchownat, READERS },
	{ SYS_setxattr, READERS }, { SYS_lsetxattr, READERS }, { SYS_removexattr, READERS }, { SYS_lremovexattr, READERS },
#ifdef SYS_fchmodat2
	{ SYS_fchmodat2, READERS },
#endif
#ifdef __x86_64__
	{ SYS_fork, LONELY }, { SYS_vfork, LONELY }, { SYS_mknod, ALONE }, { SYS_chmod, READERS }, { SYS_chown, READERS }, { SYS_lchown, READERS },
#endif
};
#define TAKEN (sizeof taken / sizeof taken[0])
_Static_assert(TAKEN <= 120, "a jump spans 255 steps, a program here 512");

/* What a thread shares with the one that starts it, all of it; and what it may not have of its own. */
#define SHARED (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD)
#define APART (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_PTRACE | CLONE_VFORK)

/* The numbers of calls from start up to the next span. */
struct span {
	unsigned start;
	enum { PASS, REFUSE, UNIX, THREAD, ABSENT } answer;
};

struct program {
	struct sock_filter code[512];
	unsigned short n;
};

static void put(struct program *p, unsigned short code, uint32_t k, size_t yes, size_t no)
{
	if (p->n < sizeof p->code / sizeof p->code[0])
		p->code[p->n++] = (struct sock_filter){ code, (uint8_t)yes, (uint8_t)no, k };
}

/*
 * A binary search: the kernel runs the program for each call there is when it takes it in, and remembers which ones pass
 * whatever their arguments are; a list would make that the dearest part of the start of a command.
 */
static void search(struct program *p, const struct span *s, size_t n)
{
	if (n == 1 && s->answer == UNIX) {
		put(p, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0]), 0, 0);
		put(p, BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0);
		put(p, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0, 0);
		put(p, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
	} else if (n == 1 && s->answer == THREAD) {
		put(p, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0]), 0, 0); /* the kernel looks at no more of its flags */
		put(p, BPF_ALU | BPF_AND | BPF_K, SHARED | APART, 0, 0);
		put(p, BPF_JMP | BPF_JEQ | BPF_K, SHARED, 1, 0);
		put(p, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0, 0);
		put(p, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
	} else if (n == 1) {
		put(p, BPF_RET | BPF_K, s->answer == PASS ? SECCOMP_RET_ALLOW : SECCOMP_RET_ERRNO | (s->answer == ABSENT ? ENOSYS : EPERM), 0, 0);
	} else {
		unsigned short at = p->n;
		put(p, BPF_JMP | BPF_JGE | BPF_K, s[n / 2].start, 0, 0);
		search(p, s, n / 2);
		p->code[at].jt = (uint8_t)(p->n - at - 1);
		search(p, s + n / 2, n - n / 2);
	}
}

/* The spans of all numbers, in order; what lies above the last call of this machine's own kind is refused (on x86-64: x32). */
static size_t spans(const struct sv_confinement *c, struct span out[2 * TAKEN + 2])
{
	struct span refused[TAKEN];
	size_t k = 0, n = 0;

	for (size_t i = 0; i < TAKEN; i++) {
		enum whom whom = taken[i].whom;
		bool starts = whom == LONELY || whom == THREADS || whom == UNKNOWN; /* what starts others */
		if ((whom == ALONE && c->children) || (starts && (c->children || c->helpers)) || (whom == READERS && !c->reads))
			continue;
		struct span s = { (unsigned)taken[i].call, whom == NOT_UNIX && c->children ? UNIX : whom == THREADS ? THREAD : whom == UNKNOWN ? ABSENT : REFUSE };
		size_t at = k++;
		for (; at > 0 && refused[at - 1].start > s.start; at--)
			refused[at] = refused[at - 1];
		refused[at] = s;
	}
	out[n++] = (struct span){ 0, PASS };
	for (size_t i = 0; i < k; i++) {
		if (out[n - 1].start == refused[i].start) /* the pass that began here is empty */
			n--;
		if (n == 0 || out[n - 1].answer != refused[i].answer)
			out[n++] = refused[i];
		out[n++] = (struct span){ refused[i].start + 1, PASS };
	}
	out[n++] = (struct span){ 0x40000000, REFUSE };
	return n;
}

static bool confine_calls(const struct sv_confinement *c)
{
	struct span s[2 * TAKEN + 2];
	struct program p = { .n = 0 };

	put(&p, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch), 0, 0);
	put(&p, BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0);
	put(&p, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0, 0);
	put(&p, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
	search(&p, s, spans(c, s));
	struct sock_fprog whole = { p.n, p.code };
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole, 0, 0) == 0;
}

#else

static bool confine_calls(const struct sv_confinement *c)
{
	(void)c;
	return false;
}

#endif

unsigned sv_confine(const struct sv_confinement *c)
{
	unsigned done = 0;

#ifdef SANITIZED
	(void)c, (void)confine_files, (void)confine_calls;
	return done;
#endif
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return done;
	if (!c->children && confine_files(c))
		done |= SV_CONFINED_FILES;
	if (confine_calls(c))
		done |= SV_CONFINED_CALLS;
	return done;
}

void sv_nearest_folder(const char *path, struct sv_buf *out)
{
	size_t start = out->len;
	struct stat sb;

	sv_buf_adds(out, path);
	while (out->len > start + 1 && out->data[out->len - 1] == '/')
		out->data[--out->len] = '\0';
	while (!out->failed) {
		char *slash = strrchr(out->data + start, '/');
		if (slash == NULL || slash == out->data + start) {
			out->len = start;
			out->data[start] = '\0';
			sv_buf_addc(out, slash ? '/' : '.');
			return;
		}
		out->len = (size_t)(slash - out->data);
		out->data[out->len] = '\0';
		if (stat(out->data + start, &sb) == 0 && S_ISDIR(sb.st_mode))
			return;
	}
}
