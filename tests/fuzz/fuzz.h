/* SPDX-License-Identifier: MIT */
/*
 * What the fuzzers share: a property that must hold, reading an input piece by piece, and random bytes that are the same each time, so
 * that an input always does the same. A fuzzer is one file with LLVMFuzzerInitialize and LLVMFuzzerTestOneInput; clang's libFuzzer finds
 * inputs for it (make fuzz), and replay.c feeds it those of its corpus (make check T=fuzz).
 */
#ifndef SV_TESTS_FUZZ_H
#define SV_TESTS_FUZZ_H

#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "crypt/crypt.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold whatever the input is. */
#define HOLDS(condition) ((condition) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #condition))

static inline void fuzz_broken(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

/* A status must be one of those that the header names; the list ends with -1. */
#define ONE_OF(st, ...) fuzz_one_of(__FILE__, __LINE__, (int)(st), (const int[]){ __VA_ARGS__, -1 })

static inline void fuzz_one_of(const char *file, int line, int st, const int *list)
{
	for (; *list != -1; list++)
		if (*list == st)
			return;
	fprintf(stderr, "%s:%d: a status that is not documented: %d\n", file, line, st);
	abort();
}

/* Random bytes for libsodium: a stream that starts anew with each input. */
static uint64_t fuzz_seed;

static inline const char *fuzz_random_name(void)
{
	return "fuzz";
}

static inline uint32_t fuzz_random(void)
{
	fuzz_seed = fuzz_seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(fuzz_seed >> 32);
}

static inline void fuzz_random_fill(void *const bytes, const size_t n)
{
	for (size_t i = 0; i < n; i++)
		((unsigned char *)bytes)[i] = (unsigned char)fuzz_random();
}

/* To be called by LLVMFuzzerInitialize. */
static inline void fuzz_start(void)
{
	static randombytes_implementation same = { fuzz_random_name, fuzz_random, NULL, NULL, fuzz_random_fill, NULL };

	randombytes_set_implementation(&same);
	HOLDS(sv_crypt_init(NULL) == SV_OK);
}

/* An input that is taken piece by piece; what is not there any more reads as zeros or nothing. */
struct fuzz_input {
	const uint8_t *p;
	size_t n;
};

static inline struct fuzz_input fuzz_take_all(const uint8_t *data, size_t n)
{
	fuzz_seed = 1;
	return (struct fuzz_input){ data, n };
}

static inline unsigned fuzz_byte(struct fuzz_input *in)
{
	if (in->n == 0)
		return 0;
	in->n--;
	return *in->p++;
}

static inline unsigned fuzz_short(struct fuzz_input *in)
{
	unsigned high = fuzz_byte(in);

	return high << 8 | fuzz_byte(in);
}

/* So many bytes, or as many as there are. */
static inline struct fuzz_input fuzz_part(struct fuzz_input *in, size_t n)
{
	struct fuzz_input part = { in->p, n < in->n ? n : in->n };

	in->p += part.n;
	in->n -= part.n;
	return part;
}

/* A copy that ends with a NUL; to be freed. */
static inline char *fuzz_text(struct fuzz_input part)
{
	char *text = malloc(part.n + 1);

	HOLDS(text != NULL);
	if (part.n > 0)
		memcpy(text, part.p, part.n);
	text[part.n] = '\0';
	return text;
}

/* A copy of n bytes, changed as the rest of the input says: bytes replaced, put in, left out, or the end cut off. It ends with a NUL; to be freed. */
static inline char *fuzz_changed(struct fuzz_input *in, const void *bytes, size_t n, size_t *out_n)
{
	size_t room = n + in->n + 1;
	char *text = malloc(room);

	HOLDS(text != NULL);
	memcpy(text, bytes, n);
	while (in->n > 0) {
		unsigned what = fuzz_byte(in);
		size_t at = fuzz_short(in) % (n + 1);
		char c = (char)fuzz_byte(in);
		if (what % 8 == 0 && n < room - 1) {
			memmove(text + at + 1, text + at, n - at);
			text[at] = c;
			n++;
		} else if (what % 8 == 1 && at < n) {
			memmove(text + at, text + at + 1, n - at - 1);
			n--;
		} else if (what % 8 == 2) {
			n = at;
		} else if (what % 8 == 3 && at < n) {
			text[at] = (char)(text[at] ^ 1 << (c & 7));
		} else if (at < n) {
			text[at] = c;
		}
	}
	text[n] = '\0';
	*out_n = n;
	return text;
}

#endif
