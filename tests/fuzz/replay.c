/* SPDX-License-Identifier: MIT */
/* Feeds a fuzzer the files of a folder, each in a process of its own, and prints TAP: replay_NAME FOLDER. */
#include <dirent.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

#define LONGEST 20 /* seconds that an input may take */

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	struct sv_buf text = SV_BUF_INIT;
	uint8_t *exact;

	alarm(LONGEST);
	if (sv_file_read(path, 1 << 20, &text, NULL) != SV_OK)
		return 1;
	exact = malloc(text.len ? text.len : 1); /* a byte read behind its end is seen */
	if (exact == NULL)
		return 1;
	memcpy(exact, sv_buf_str(&text), text.len);
	LLVMFuzzerTestOneInput(exact, text.len);
	free(exact);
	sv_buf_release(&text);
	return 0;
}

int main(int argc, char **argv)
{
	struct dirent **file = NULL;
	int n = argc == 2 ? scandir(argv[1], &file, NULL, alphasort) : -1, seen = 0, bad = 0;
	char path[4096];

	if (n < 0) {
		fprintf(stderr, "no such folder: %s\n", argc == 2 ? argv[1] : "(none named)");
		return 1;
	}
	LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 0; i < n; i++) {
		if (file[i]->d_name[0] != '.') {
			snprintf(path, sizeof path, "%s/%s", argv[1], file[i]->d_name);
			fflush(stdout);
			pid_t child = fork();
			if (child == 0)
				exit(replay(path));
			int status = -1;
			if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
				bad++;
				if (status != -1 && WIFSIGNALED(status))
					fprintf(stderr, "%s: %s\n", path, WTERMSIG(status) == SIGALRM ? "takes too long" : strsignal(WTERMSIG(status)));
			}
			printf("%s %d - %s\n", status == 0 ? "ok" : "not ok", ++seen, file[i]->d_name);
		}
		free(file[i]);
	}
	free(file);
	printf("1..%d\n", seen);
	return bad > 0 || seen == 0;
}
