/* SPDX-License-Identifier: MIT */
/*
 * Memory that runs out, at each allocation of a piece of work in turn: for tests that are linked with what is called in their place (EXHAUST in the Makefile).
 * The work is done once as it should be; then again and again, with the first allocation failing, the second, and so on to the last; each once alone, and once with all
 * that follow. Each time it must give the same as the first time, or say "out of memory"; and whatever it gave, nothing of what it allocated may be left.
 */
#ifndef SV_TESTS_EXHAUST_H
#define SV_TESTS_EXHAUST_H

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

#define EXHAUST_LIVE (1u << 18)

static struct {
	bool failing, watching;  /* allocations count; what is allocated is noted */
	size_t n, at;            /* so many counted; the one that fails */
	bool on;                 /* and all after it */
	bool failed;             /* one did */
	bool call;               /* and it was no allocation */
	void *live[EXHAUST_LIVE]; /* what was allocated and not freed, by its address; NULL: free */
	size_t nlive;
	size_t wrong;            /* pieces of work that gave something else */
	bool half;               /* each fails once only, by turns alone and with all that follow */
} exhaust_;

static size_t exhaust_place_(const void *p)
{
	size_t at = ((uintptr_t)p >> 4) * 0x9e3779b97f4a7c15u >> 46;

	while (exhaust_.live[at] && exhaust_.live[at] != p)
		at = (at + 1) % EXHAUST_LIVE;
	return at;
}

static void *exhaust_note_(void *p)
{
	if (p && exhaust_.watching) {
		assert_true(exhaust_.nlive < EXHAUST_LIVE / 2);
		exhaust_.live[exhaust_place_(p)] = p;
		exhaust_.nlive++;
	}
	return p;
}

static void exhaust_forget_(void *p)
{
	size_t at = exhaust_place_(p);

	if (p == NULL || exhaust_.nlive == 0 || exhaust_.live[at] == NULL)
		return;
	exhaust_.live[at] = NULL;
	exhaust_.nlive--;
	for (size_t next = (at + 1) % EXHAUST_LIVE; exhaust_.live[next]; next = (next + 1) % EXHAUST_LIVE) { /* what came to lie behind it */
		void *moved = exhaust_.live[next];
		exhaust_.live[next] = NULL;
		exhaust_.live[exhaust_place_(moved)] = moved;
	}
}

static bool exhaust_fails_(void)
{
	if (!exhaust_.failing)
		return false;
	exhaust_.n++;
	bool fails = exhaust_.n == exhaust_.at || (exhaust_.on && exhaust_.n > exhaust_.at);
	exhaust_.failed = exhaust_.failed || fails;
	if (fails)
		errno = ENOMEM;
	return fails;
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void __real_free(void *p);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t n);
void *__real_sodium_malloc(size_t n);
void __real_sodium_free(void *p);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
void __wrap_free(void *p);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t n);
void *__wrap_sodium_malloc(size_t n);
void __wrap_sodium_free(void *p);

void *__wrap_malloc(size_t n)
{
	return exhaust_fails_() ? NULL : exhaust_note_(__real_malloc(n));
}

void *__wrap_calloc(size_t n, size_t size)
{
	return exhaust_fails_() ? NULL : exhaust_note_(__real_calloc(n, size));
}

void *__wrap_realloc(void *p, size_t n)
{
	if (exhaust_fails_())
		return NULL;
	exhaust_forget_(p);
	return exhaust_note_(__real_realloc(p, n));
}

void __wrap_free(void *p)
{
	exhaust_forget_(p);
	__real_free(p);
}

char *__wrap_strdup(const char *s)
{
	return exhaust_fails_() ? NULL : exhaust_note_(__real_strdup(s));
}

char *__wrap_strndup(const char *s, size_t n)
{
	return exhaust_fails_() ? NULL : exhaust_note_(__real_strndup(s, n));
}

void *__wrap_sodium_malloc(size_t n)
{
	return exhaust_fails_() ? NULL : exhaust_note_(__real_sodium_malloc(n));
}

void __wrap_sodium_free(void *p)
{
	exhaust_forget_(p);
	__real_sodium_free(p);
}

/* Calls of the system that fail likewise, where a test asks for it (EXHAUST_CALLS): with an error that each of them may have. */
#ifdef EXHAUST_CALLS
#define CALL(type, name, errnum, given, args)             \
	type __real_##name given;                         \
	type __wrap_##name given;                         \
	type __wrap_##name given                          \
	{                                                 \
		if (exhaust_fails_()) {                   \
			exhaust_.call = true;             \
			errno = errnum;                   \
			return -1;                        \
		}                                         \
		return __real_##name args;                \
	}

CALL(ssize_t, write, ENOSPC, (int fd, const void *p, size_t n), (fd, p, n))
CALL(ssize_t, pwrite64, EIO, (int fd, const void *p, size_t n, off_t at), (fd, p, n, at))
CALL(int, fchmod, EIO, (int fd, mode_t mode), (fd, mode))
CALL(int, fsync, EIO, (int fd), (fd))
CALL(int, fdatasync, EIO, (int fd), (fd))
CALL(int, syncfs, EIO, (int fd), (fd))
CALL(int, rename, EIO, (const char *a, const char *b), (a, b))
CALL(int, link, EIO, (const char *a, const char *b), (a, b))
CALL(int, mkdir, ENOSPC, (const char *path, mode_t mode), (path, mode))
CALL(int, fstat, EIO, (int fd, struct stat *sb), (fd, sb))
CALL(int, stat, EACCES, (const char *path, struct stat *sb), (path, sb))
CALL(int, lstat, EACCES, (const char *path, struct stat *sb), (path, sb))
CALL(int, mkostemp, ENOSPC, (char *path, int flags), (path, flags))

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __real_close(int fd);
int __wrap_close(int fd);

int __wrap_open(const char *path, int flags, ...)
{
	va_list ap;

	if (exhaust_fails_()) {
		exhaust_.call = true;
		errno = exhaust_.on ? EACCES : EMFILE;
		return -1;
	}
	va_start(ap, flags);
	mode_t mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	return __real_open(path, flags, mode);
}

int __wrap_close(int fd)
{
	int done = __real_close(fd); /* closed it is in any case */

	if (exhaust_fails_()) {
		exhaust_.call = true;
		errno = EIO;
		return -1;
	}
	return done;
}
#endif

/* From here on memory does not fail: for a piece of work that now writes down what it gave, and tidies up. */
static void exhaust_rest(void)
{
	exhaust_.failing = false;
}

/* And from here on it may again. */
static inline void exhaust_go(void)
{
	exhaust_.failing = exhaust_.watching;
}

/* A piece of work: appends to result what it gave (after exhaust_rest), whatever its status, and frees all that it made. */
typedef enum sv_status exhaust_work(void *data, struct sv_buf *result, struct sv_err *err);

static enum sv_status exhaust_once_(exhaust_work *work, void *data, size_t at, bool on, struct sv_buf *result, struct sv_err *err)
{
	sv_err_clear(err);
	exhaust_.n = 0;
	exhaust_.at = at;
	exhaust_.on = on;
	exhaust_.failed = exhaust_.call = false;
	exhaust_.watching = exhaust_.failing = true;
	enum sv_status st = work(data, result, err);
	exhaust_.watching = exhaust_.failing = false;
	return st;
}

/* Does a piece of work under all that may fail in it; what goes wrong is told, once for each, and counted in exhaust_.wrong. Returns how many allocations it has. */
static size_t exhaust(const char *name, exhaust_work *work, void *data)
{
	struct sv_buf whole = SV_BUF_INIT, result = SV_BUF_INIT;
	struct sv_err err = { 0 }, first = { 0 };
	char said[512], meant[512];
	size_t most;

	sv_buf_reserve(&whole, 1 << 16); /* so that writing it down is not itself what is left */
	sv_buf_reserve(&result, 1 << 16);
	enum sv_status meant_st = exhaust_once_(work, data, 0, false, &whole, &first);
	most = exhaust_.n;
	sv_err_render(&first, NULL, meant, sizeof meant);
	exhaust_.nlive = 0; /* the first time something may be made that stays for the next */
	memset(exhaust_.live, 0, sizeof exhaust_.live);
	for (size_t i = 0; i < 2 * most; i++) {
		if (exhaust_.half && (i / 2 + i) % 2)
			continue;
		sv_buf_clear(&result);
		enum sv_status st = exhaust_once_(work, data, i / 2 + 1, i % 2, &result, &err);
		sv_err_render(&err, NULL, said, sizeof said);
		bool alike = st == meant_st && strcmp(said, meant) == 0 && result.len == whole.len && memcmp(sv_buf_str(&result), sv_buf_str(&whole), whole.len) == 0;
		bool told = exhaust_.failed && ((st == SV_BUG && strstr(said, "out of memory")) || (exhaust_.call && st != SV_OK && said[0]));
		if (alike || told) {
			if (exhaust_.nlive == 0)
				continue;
			print_error("%s: allocation %zu of %zu fails%s, and %zu pieces of memory are left\n", name, i / 2 + 1, most, i % 2 ? ", and all after it" : "", exhaust_.nlive);
		} else {
			print_error("%s: allocation %zu of %zu fails%s: status %d (%s), and what it gives is not what it gives with memory\n", name, i / 2 + 1, most, i % 2 ? ", and all after it" : "", st, said);
		}
		exhaust_.wrong++;
		exhaust_.nlive = 0;
		memset(exhaust_.live, 0, sizeof exhaust_.live);
		break;
	}
	sv_buf_release(&whole);
	sv_buf_release(&result);
	return most;
}

#endif
