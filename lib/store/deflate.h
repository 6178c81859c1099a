/* SPDX-License-Identifier: MIT */
/*
 * Deflating git objects (RFC 1950, 1951). A line of events is base64 of ciphertext almost throughout: nothing in it repeats, and all that can be saved is
 * the two bits in eight that base64 leaves unused. A search for repeats, as zlib makes it, is a sixth of the cost of a bulk import and finds none. So
 * such bytes are coded by one Huffman table, made for them once, in one pass; to the same size. What the table does not suit goes to zlib.
 */
#ifndef SV_STORE_DEFLATE_H
#define SV_STORE_DEFLATE_H

#include <stdbool.h>
#include <stddef.h>

struct sv_deflate;

/* A deflater, to be used for many objects one after the other. NULL without memory. */
struct sv_deflate *sv_deflate_new(void);
void sv_deflate_free(struct sv_deflate *d);
/*
 * Makes a zlib stream of head (may be empty) and data, together at most 2 GiB. flat: small data that is known not to be smaller for it (trees: mostly
 * object ids) or not worth what zlib needs to begin (commits) is stored as it is. *out is the deflater's, until the next call. False without memory.
 */
bool sv_deflate(struct sv_deflate *d, const void *head, size_t nhead, const void *data, size_t n, bool flat, const unsigned char **out, size_t *len);

#endif
