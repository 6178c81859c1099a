/* SPDX-License-Identifier: MIT */
/* A helper program that is talked to in lines: started without a shell, its standard input and output one socket of ours. */
#ifndef SV_BASE_TALK_H
#define SV_BASE_TALK_H

#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

/* A running helper. All members are its own. */
struct sv_talk {
	pid_t pid; /* 0: none */
	int fd;
	struct sv_buf in; /* read, and not yet given out */
	size_t given;
};

#define SV_TALK_INIT { 0, -1, SV_BUF_INIT, 0 }

/*
 * Starts the program at path, with no arguments, an empty environment, no descriptors but 0, 1 and 2 (2 is this program's),
 * and all signals as usual. SV_UNAVAILABLE where it can't be started. End with sv_talk_stop.
 */
enum sv_status sv_talk_start(struct sv_talk *c, const char *path, struct sv_err *err);

/* Sends bytes, waiting at most wait_ms for room. SV_UNAVAILABLE where the helper died or does not read. */
enum sv_status sv_talk_send(struct sv_talk *c, const char *bytes, size_t n, int wait_ms, struct sv_err *err);

/*
 * Reads a line (of at most max bytes; without its newline, ended by a NUL, the helper's until the next call), waiting at
 * most wait_ms in all. SV_UNAVAILABLE where the helper died, is too slow, or sends more or a NUL byte.
 */
enum sv_status sv_talk_line(struct sv_talk *c, size_t max, int wait_ms, char **line, struct sv_err *err);

/* Ends a helper, without waiting for what it does, and frees what is held. Harmless where there is none. */
void sv_talk_stop(struct sv_talk *c);

#endif
