/* SPDX-License-Identifier: MIT */
/* Growing byte buffers; the only string builder of the toolkit. */
#ifndef SV_BASE_BUF_H
#define SV_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

/* A buffer. data is always NUL-terminated once anything was added; the NUL does not count in len. */
struct sv_buf {
	char *data;
	size_t len, cap;
	bool failed; /* memory ran out at some point; later adds are no-ops */
	bool locked; /* it lies in secret memory (base/wipe.h): a passphrase, an identity; wiped whenever it moves or is released */
};

#define SV_BUF_INIT { NULL, 0, 0, false, false }
#define SV_BUF_SECRET { NULL, 0, 0, false, true }

/* Makes an empty buffer. Allocates nothing. */
void sv_buf_init(struct sv_buf *b);
/* Frees what the buffer holds; it is empty and usable again. */
void sv_buf_release(struct sv_buf *b);
/* As sv_buf_release, but wipes the bytes first: for secrets. Growth of a secret buffer wipes as well if grown by sv_buf_add_secret. */
void sv_buf_release_secret(struct sv_buf *b);
/* Empties the buffer and keeps its memory. */
void sv_buf_clear(struct sv_buf *b);
/* Makes room for n more bytes. Returns false (and sets failed) without memory. */
bool sv_buf_reserve(struct sv_buf *b, size_t n);
/* The same where secrets lie in it: the old block is wiped when the buffer must move. */
bool sv_buf_reserve_secret(struct sv_buf *b, size_t n);
void sv_buf_add(struct sv_buf *b, const void *bytes, size_t n);
void sv_buf_adds(struct sv_buf *b, const char *s);
void sv_buf_addc(struct sv_buf *b, char c);
void sv_buf_addf(struct sv_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* As sv_buf_add; the old block is wiped when the buffer must move. */
void sv_buf_add_secret(struct sv_buf *b, const void *bytes, size_t n);
/* The text ("" where nothing was added). Owned by the buffer. */
const char *sv_buf_str(const struct sv_buf *b);
/* Hands the block over to the caller (free(3)); the buffer is empty again. NULL where memory ran out. Not for a locked one. */
char *sv_buf_take(struct sv_buf *b);

#endif
