/* SPDX-License-Identifier: MIT */
/*
 * Judges texts for tests/vectors/grammar.py: on stdin each its length in four bytes, the last one first, and its bytes; for each a line: whether it is read as a document (SV_JSON_ANY), as a
 * record, as a line among records, and in one pass (sv_json_plain), as four letters y or n.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "json/ndjson.h"
#include "json/plain.h"

static char parses(const char *text, size_t n, unsigned flags)
{
	json_t *value = NULL;
	char verdict = sv_json_parse(text, n, flags, &value, NULL) == SV_OK ? 'y' : 'n';

	json_decref(value);
	return verdict;
}

/* As the only line that a command reads. */
static char reads(int fd, const char *text, size_t n)
{
	struct sv_ndjson *reader = NULL;
	json_t *value = NULL;
	size_t line;
	char verdict = '?';

	if (ftruncate(fd, 0) < 0 || lseek(fd, 0, SEEK_SET) < 0 || write(fd, text, n) != (ssize_t)n || write(fd, "\n", 1) != 1 || lseek(fd, 0, SEEK_SET) < 0 || sv_ndjson_open(fd, &reader, NULL) != SV_OK)
		return verdict;
	verdict = sv_ndjson_next(reader, &value, &line, NULL) == SV_OK ? 'y' : 'n';
	json_decref(value);
	sv_ndjson_free(reader);
	return verdict;
}

int main(void)
{
	int fd = memfd_create("line", MFD_CLOEXEC);
	uint8_t size[4];

	while (fd >= 0 && fread(size, 1, 4, stdin) == 4) {
		size_t n = size[0] | (size_t)size[1] << 8 | (size_t)size[2] << 16 | (size_t)size[3] << 24;
		char *text = malloc(n + 1);
		if (text == NULL || fread(text, 1, n, stdin) != n)
			return 1;
		json_t *plain = sv_json_plain(text, n);
		printf("%c%c%c%c\n", parses(text, n, SV_JSON_ANY), parses(text, n, 0), reads(fd, text, n), plain ? 'y' : 'n');
		json_decref(plain);
		free(text);
	}
	return fd < 0;
}
