/* SPDX-License-Identifier: MIT */
/*
 * sv-report (or, as memory_list_tool, sv-list) with one allocation of a library failing, for tests/fault/memory.py: through the hooks that jansson, SQLite and libgit2 offer for that.
 * MEMORY_FAILS is json, sqlite or git, MEMORY_AT the number of the allocation that fails (and of each after it, where MEMORY_ON is set); 0: none, and stderr says how many there were.
 */
int command_main(int argc, char **argv);
#ifndef MEMORY_COMMAND
#define MEMORY_COMMAND "../../cmd/sv-report.c"
#endif
#define main command_main
#include MEMORY_COMMAND
#undef main

#include <git2.h>
#include <git2/sys/alloc.h>
#include <jansson.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

void __real_json_set_alloc_funcs(json_malloc_t get, json_free_t put);
void __wrap_json_set_alloc_funcs(json_malloc_t get, json_free_t put);

static unsigned long seen, at;
static bool on;
static json_malloc_t json_get = malloc;
static sqlite3_mem_methods plain;

static bool fails(void)
{
	unsigned long n = __atomic_add_fetch(&seen, 1, __ATOMIC_RELAXED);

	return at > 0 && (n == at || (on && n > at));
}

static void *get_json(size_t n)
{
	return fails() ? NULL : json_get(n);
}

/* Whoever gives jansson an allocator gets it, with failures before it. */
void __wrap_json_set_alloc_funcs(json_malloc_t get, json_free_t put)
{
	const char *what = getenv("MEMORY_FAILS");

	json_get = get;
	__real_json_set_alloc_funcs(what && strcmp(what, "json") == 0 ? get_json : get, put);
}

static void *get_sqlite(int n)
{
	return fails() ? NULL : plain.xMalloc(n);
}

static void *resize_sqlite(void *p, int n)
{
	return fails() ? NULL : plain.xRealloc(p, n);
}

/* As libgit2's own allocator does, it says why it gives nothing. */
static bool git_fails(void)
{
	bool so = fails();

	if (so)
		git_error_set_oom();
	return so;
}

static void *get_git(size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return git_fails() ? NULL : malloc(n);
}

static void *resize_git(void *p, size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return git_fails() ? NULL : realloc(p, n);
}

#if LIBGIT2_VER_MAJOR == 1 && LIBGIT2_VER_MINOR < 7
static void *get_cleared(size_t n, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return git_fails() ? NULL : calloc(n, size);
}

static char *copy_part(const char *s, size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return git_fails() ? NULL : strndup(s, n);
}

static char *copy(const char *s, const char *file, int line)
{
	return copy_part(s, strlen(s), file, line);
}

static char *copy_bytes(const char *s, size_t n, const char *file, int line)
{
	char *p = get_git(n + 1, file, line);

	if (p) {
		memcpy(p, s, n);
		p[n] = '\0';
	}
	return p;
}

static void *resize_array(void *p, size_t n, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return git_fails() ? NULL : reallocarray(p, n, size);
}

static void *get_array(size_t n, size_t size, const char *file, int line)
{
	return resize_array(NULL, n, size, file, line);
}

static git_allocator git_memory = { get_git, get_cleared, copy, copy_part, copy_bytes, resize_git, resize_array, get_array, free };
#else
static git_allocator git_memory = { get_git, resize_git, free };
#endif

static void count(void)
{
	fprintf(stderr, "allocations %lu\n", seen);
}

int main(int argc, char **argv)
{
	const char *what = getenv("MEMORY_FAILS"), *number = getenv("MEMORY_AT");

	at = number ? strtoul(number, NULL, 10) : 0;
	on = getenv("MEMORY_ON") != NULL;
	if (what && strcmp(what, "json") == 0) {
		__wrap_json_set_alloc_funcs(malloc, free);
	} else if (what && strcmp(what, "sqlite") == 0) {
		sqlite3_mem_methods mine;
		sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain);
		mine = plain;
		mine.xMalloc = get_sqlite;
		mine.xRealloc = resize_sqlite;
		sqlite3_config(SQLITE_CONFIG_MALLOC, &mine);
	} else if (what && strcmp(what, "git") == 0) {
		git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &git_memory);
	}
	if (what && at == 0)
		atexit(count);
	return command_main(argc, argv);
}
