/* SPDX-License-Identifier: MIT */
/* Content of a file made ready for a pack: named, compressed and summed up, by whichever thread, without anything that is shared. */
#ifndef SV_STORE_READY_H
#define SV_STORE_READY_H

#include <stddef.h>

#include "base/err.h"

/* A blob as a pack has it. */
struct sv_ready {
	unsigned char id[20];
	unsigned char *bytes; /* its entry in a pack: head and compressed content; NULL: nothing is ready */
	size_t n, size;       /* of those; of the content */
	unsigned long crc;    /* of bytes */
};

struct sv_deflate;

/*
 * Makes n bytes ready; what out had is released first. d is one thread's own. Only for bytes that nobody else chose: their name is made without git's watch for
 * content that was made to collide. SV_BUG without memory.
 */
enum sv_status sv_ready_make(struct sv_deflate *d, const void *bytes, size_t n, struct sv_ready *out, struct sv_err *err);
void sv_ready_release(struct sv_ready *r);

#endif
