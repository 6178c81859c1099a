/* SPDX-License-Identifier: MIT */
/* Deflating git objects: see deflate.h. */
#include "store/deflate.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define END 256         /* the symbol that ends a block */
#define SYMBOLS 257     /* bytes and END: no repeats are coded */
#define LONGEST 14      /* bits of a code: four of them and a begun byte fit in 64 bits */
#define LOOK 4096       /* bytes by which it is seen whether the table suits */
#define STORED_MAX 2048 /* flat data up to here is stored */

struct sv_deflate {
	uint32_t code[SYMBOLS]; /* reversed, as they lie in the stream; the length from bit 16 on */
	unsigned char head[128]; /* zlib's two bytes, and the block's table */
	size_t nhead;
	unsigned bits; /* of head's last byte that are used; 0: all */
	z_stream z;
	bool started;
	unsigned char *out;
	size_t cap;
};

/* Lengths of codes: what base64 has, what stands around it in a line of JSON, and the rest. They fill the space of codes (tested). */
static const struct {
	unsigned char length;
	const char *bytes;
} lengths[] = {
	{ 6, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghiklmnoprstuvwxyz" },
	{ 7, "jq+/\"" },
	{ 8, ":," },
	{ 10, "-" },
	{ 11, ".={}\n" }, /* and END */
	{ 13, " _\\[]();@" },
};

/* A stream of bits, lowest first. */
struct bits {
	unsigned char *p;
	uint64_t held;
	unsigned n;
};

/* The held bytes are written by one store of eight, so that there must be room for those. */
static void flush(struct bits *b)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	memcpy(b->p, &b->held, 8);
#else
	for (int i = 0; i < 8; i++)
		b->p[i] = (unsigned char)(b->held >> 8 * i);
#endif
	b->p += b->n / 8;
	b->held >>= b->n / 8 * 8;
	b->n %= 8;
}

static void put(struct bits *b, unsigned value, unsigned n)
{
	b->held |= (uint64_t)value << b->n;
	b->n += n;
	if (b->n > 40)
		flush(b);
}

/* Canonical codes of n lengths (RFC 1951, 3.2.2), reversed. */
static void make_codes(const unsigned char *length, size_t n, uint32_t *code)
{
	unsigned next[LONGEST + 2] = { 0 }, count[LONGEST + 1] = { 0 };

	for (size_t i = 0; i < n; i++)
		count[length[i]]++;
	count[0] = 0;
	for (unsigned l = 1; l <= LONGEST; l++)
		next[l + 1] = (next[l] + count[l]) << 1;
	for (size_t i = 0; i < n; i++) {
		uint32_t forward = length[i] ? next[length[i]]++ : 0, reversed = 0;
		for (unsigned k = 0; k < length[i]; k++)
			reversed |= (forward >> k & 1) << (length[i] - 1 - k);
		code[i] = reversed | (uint32_t)length[i] << 16;
	}
}

/* What every block of ours begins with: that it is the last, and its table, as 3.2.7 has it. */
static void make_head(struct sv_deflate *d, const unsigned char *length)
{
	static const unsigned char order[19] = { 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15 };
	static const unsigned char of[19] = { [16] = 1, [14] = 3, [13] = 3, [6] = 4, [7] = 4, [11] = 4, [8] = 5, [10] = 6, [1] = 6 };
	unsigned char all[SYMBOLS + 1];
	uint32_t code[19];
	struct bits b = { d->head, 0, 0 };

	memcpy(all, length, SYMBOLS);
	all[SYMBOLS] = 1; /* one code of a distance, never used: some readers want one */
	make_codes(of, 19, code);
	put(&b, 0x0178, 16);
	put(&b, 1 | 2 << 1, 3);
	put(&b, SYMBOLS - 257, 5);
	put(&b, 0, 5);
	put(&b, 18 - 4, 4); /* the last in order is 1 */
	for (int i = 0; i < 18; i++)
		put(&b, of[order[i]], 3);
	for (size_t i = 0, run; i < sizeof all; i += run) {
		put(&b, code[all[i]] & 0xffff, code[all[i]] >> 16);
		for (run = 1; i + run < sizeof all && all[i + run] == all[i]; run++)
			;
		for (size_t left = run - 1; left > 0;) {
			size_t k = left > 6 ? 6 : left;
			if (k < 3) {
				put(&b, code[all[i]] & 0xffff, code[all[i]] >> 16);
				left--;
				continue;
			}
			put(&b, code[16] & 0xffff, code[16] >> 16);
			put(&b, (unsigned)k - 3, 2);
			left -= k;
		}
	}
	flush(&b);
	d->nhead = (size_t)(b.p - d->head);
	d->bits = b.n;
	d->head[d->nhead] = (unsigned char)b.held;
}

struct sv_deflate *sv_deflate_new(void)
{
	struct sv_deflate *d = calloc(1, sizeof *d);
	unsigned char length[SYMBOLS];

	if (d == NULL)
		return NULL;
	memset(length, LONGEST, sizeof length);
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
		for (const char *p = lengths[i].bytes; *p; p++)
			length[(unsigned char)*p] = lengths[i].length;
	length[END] = 11;
	make_codes(length, SYMBOLS, d->code);
	make_head(d, length);
	return d;
}

void sv_deflate_free(struct sv_deflate *d)
{
	if (d == NULL)
		return;
	if (d->started)
		deflateEnd(&d->z);
	free(d->out);
	free(d);
}

static bool reserve(struct sv_deflate *d, size_t n)
{
	if (n <= d->cap)
		return true;
	free(d->out);
	d->cap = n < 8192 ? 8192 : n + n / 4;
	d->out = malloc(d->cap);
	if (d->out == NULL)
		d->cap = 0;
	return d->out != NULL;
}

static void code_bytes(const struct sv_deflate *d, struct bits *to, const unsigned char *p, size_t n)
{
	const uint32_t *code = d->code;
	struct bits b = *to; /* in registers */

	for (; n >= 4; n -= 4, p += 4) {
		for (int i = 0; i < 4; i++) {
			uint32_t c = code[p[i]];
			b.held |= (uint64_t)(c & 0xffff) << b.n;
			b.n += c >> 16;
		}
		flush(&b);
	}
	for (; n > 0; n--, p++) {
		b.held |= (uint64_t)(code[*p] & 0xffff) << b.n;
		b.n += code[*p] >> 16;
		flush(&b);
	}
	*to = b;
}

static void put_check(unsigned char *p, const void *head, size_t nhead, const void *data, size_t n)
{
	unsigned long sum = nhead ? adler32_z(1, head, nhead) : 1;

	if (n > 0)
		sum = adler32_z(sum, data, n);
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(sum >> (24 - 8 * i));
}

/* One block by the table; false where that takes more than six and a half bits a byte: prose, say, in which zlib finds what repeats. */
static bool by_table(struct sv_deflate *d, const void *head, size_t nhead, const void *data, size_t n, size_t *len)
{
	struct bits b = { d->out + d->nhead, d->head[d->nhead], d->bits };

	size_t first = n < LOOK ? n : LOOK;

	memcpy(d->out, d->head, d->nhead);
	code_bytes(d, &b, head, nhead);
	code_bytes(d, &b, data, first);
	if (first < n && (size_t)(b.p - d->out) > (nhead + first) / 16 * 13)
		return false;
	code_bytes(d, &b, (const unsigned char *)data + first, n - first);
	put(&b, d->code[END] & 0xffff, d->code[END] >> 16);
	b.n = (b.n + 7) / 8 * 8;
	flush(&b);
	*len = (size_t)(b.p - d->out) + 4;
	put_check(b.p, head, nhead, data, n);
	return *len <= d->nhead + (nhead + n) / 16 * 13;
}

/* One block as it is. */
static void stored(struct sv_deflate *d, const void *head, size_t nhead, const void *data, size_t n, size_t *len)
{
	unsigned size = (unsigned)(nhead + n);
	const unsigned char start[7] = { 0x78, 0x01, 1, (unsigned char)size, (unsigned char)(size >> 8), (unsigned char)~size, (unsigned char)(~size >> 8) };

	memcpy(d->out, start, 7);
	if (nhead > 0)
		memcpy(d->out + 7, head, nhead);
	if (n > 0)
		memcpy(d->out + 7 + nhead, data, n);
	put_check(d->out + 7 + size, head, nhead, data, n);
	*len = 7 + size + 4;
}

static bool by_zlib(struct sv_deflate *d, const void *head, size_t nhead, const void *data, size_t n, size_t *len)
{
	z_stream *z = &d->z;

	if (d->started ? deflateReset(z) != Z_OK : deflateInit(z, Z_BEST_SPEED) != Z_OK)
		return false;
	d->started = true;
	if (!reserve(d, deflateBound(z, (uLong)(nhead + n)) + 64))
		return false;
	z->next_out = d->out;
	z->avail_out = (uInt)d->cap;
	z->next_in = (unsigned char *)head;
	z->avail_in = (uInt)nhead;
	bool ok = nhead == 0 || deflate(z, Z_NO_FLUSH) == Z_OK;
	z->next_in = (unsigned char *)data;
	z->avail_in = (uInt)n;
	ok = ok && deflate(z, Z_FINISH) == Z_STREAM_END;
	*len = z->total_out;
	return ok;
}

bool sv_deflate(struct sv_deflate *d, const void *head, size_t nhead, const void *data, size_t n, bool flat, const unsigned char **out, size_t *len)
{
	size_t size = nhead + n;
	bool done = false;

	if (size > 0x7fffffff)
		return false;
	if (!reserve(d, sizeof d->head + size / 8 * LONGEST + LONGEST + 32))
		return false;
	if (flat && size <= STORED_MAX) {
		stored(d, head, nhead, data, n, len);
		done = true;
	} else if (!flat) {
		done = by_table(d, head, nhead, data, n, len);
	}
	if (!done && !by_zlib(d, head, nhead, data, n, len))
		return false;
	*out = d->out;
	return true;
}
