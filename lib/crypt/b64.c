/* SPDX-License-Identifier: MIT */
/* Base64: see b64.h. */
#include "crypt/b64.h"

#include <sodium.h>
#include <stdint.h>
#include <string.h>

void sv_b64_encode(const void *bytes, size_t n, struct sv_buf *out)
{
	size_t len = sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL); /* with its NUL */

	if (!sv_buf_reserve(out, len))
		return;
	sodium_bin2base64(out->data + out->len, len, bytes, n, sodium_base64_VARIANT_ORIGINAL);
	out->len += len - 1;
}

enum sv_status sv_b64_decode(const char *text, size_t n, struct sv_buf *out, struct sv_err *err)
{
	size_t got = 0;
	const char *end = NULL;

	if (n % 4 != 0)
		return sv_err_set(err, SV_INTEGRITY, N_("not base64"));
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)text[i] > 0x7f) /* libsodium 1.0.18 takes some of these for letters */
			return sv_err_set(err, SV_INTEGRITY, N_("not base64"));
	if (!sv_buf_reserve(out, n / 4 * 3))
		return sv_err_nomem(err);
	if (sodium_base642bin((unsigned char *)out->data + out->len, n / 4 * 3, text, n, NULL, &got, &end, sodium_base64_VARIANT_ORIGINAL) != 0 || end != text + n)
		return sv_err_set(err, SV_INTEGRITY, N_("not base64"));
	out->len += got;
	out->data[out->len] = '\0';
	return SV_OK;
}

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

size_t sv_b64_length(size_t n)
{
	return (n + 2) / 3 * 4;
}

void sv_b64_write(const void *bytes, size_t n, char *out)
{
	const unsigned char *p = bytes;

	for (; n >= 3; n -= 3, p += 3, out += 4) {
		uint32_t v = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2]; /* all read before any is written */
		out[0] = letters[v >> 18];
		out[1] = letters[v >> 12 & 63];
		out[2] = letters[v >> 6 & 63];
		out[3] = letters[v & 63];
	}
	if (n > 0) {
		uint32_t v = (uint32_t)p[0] << 16 | (n == 2 ? (uint32_t)p[1] << 8 : 0);
		out[0] = letters[v >> 18];
		out[1] = letters[v >> 12 & 63];
		out[2] = n == 2 ? letters[v >> 6 & 63] : '=';
		out[3] = '=';
	}
}

enum sv_status sv_b64_decode_public(const char *text, size_t n, struct sv_buf *out, struct sv_err *err)
{
	unsigned char value[256]; /* a letter's; 64 for what is none */
	const unsigned char *p = (const unsigned char *)text;
	size_t pad = n >= 4 && n % 4 == 0 ? (text[n - 1] == '=') + (text[n - 1] == '=' && text[n - 2] == '=') : 0;
	unsigned bad = n % 4 != 0, a = 0, b = 0;

	if (!sv_buf_reserve(out, n / 4 * 3))
		return sv_err_nomem(err);
	memset(value, 64, sizeof value);
	for (unsigned i = 0; i < 64; i++)
		value[(unsigned char)letters[i]] = (unsigned char)i;
	unsigned char *to = (unsigned char *)out->data + out->len;
	size_t whole = bad ? 0 : (n - (pad > 0 ? 4 : 0)) / 4;
	for (size_t i = 0; i < whole; i++, p += 4, to += 3) {
		a = (unsigned)value[p[0]] << 18 | (unsigned)value[p[1]] << 12;
		b = (unsigned)value[p[2]] << 6 | value[p[3]];
		bad |= (value[p[0]] | value[p[1]] | value[p[2]] | value[p[3]]) & 64;
		to[0] = (unsigned char)((a | b) >> 16);
		to[1] = (unsigned char)((a | b) >> 8);
		to[2] = (unsigned char)(a | b);
	}
	if (pad > 0 && !bad) {
		unsigned last = pad == 1 ? value[p[2]] : 0;
		a = (unsigned)value[p[0]] << 18 | (unsigned)value[p[1]] << 12 | last << 6;
		bad |= ((value[p[0]] | value[p[1]] | last) & 64) | (a & (pad == 1 ? 0xff : 0xffff)); /* the bits that stand for nothing are 0 */
		*to++ = (unsigned char)(a >> 16);
		if (pad == 1)
			*to++ = (unsigned char)(a >> 8);
	}
	if (bad)
		return sv_err_set(err, SV_INTEGRITY, N_("not base64"));
	out->len = (size_t)(to - (unsigned char *)out->data);
	out->data[out->len] = '\0';
	return SV_OK;
}
