/* SPDX-License-Identifier: MIT */
/* Secret sharing: see shamir.h. */
#include "crypt/shamir.h"

#include <string.h>

/* a * b, without a branch or a table that a secret byte would choose from. */
static unsigned char times(unsigned char a, unsigned char b)
{
	unsigned product = 0, x = a;

	for (int bit = 0; bit < 8; bit++) {
		product ^= x & (0u - (unsigned)(b >> bit & 1));
		x = x << 1 ^ (0x11du & (0u - (x >> 7 & 1)));
	}
	return (unsigned char)product;
}

/* 1 / a = a^254; 0 for 0. */
static unsigned char inverse(unsigned char a)
{
	unsigned char square = a, out = 1;

	for (int i = 0; i < 7; i++) {
		square = times(square, square);
		out = times(out, square);
	}
	return out;
}

enum sv_status sv_shamir_split(const unsigned char *secret, size_t n, int need, int count, const unsigned char *random, unsigned char *shares, struct sv_err *err)
{
	if (need < 1 || count < need || count > SV_SHARES_MAX)
		return sv_err_set(err, SV_BAD_INPUT, N_("of %d shares %d cannot be needed: at least one, at most all, and 255 in all"), count, need);
	for (int i = 0; i < count; i++) {
		unsigned char x = (unsigned char)(i + 1);
		for (size_t at = 0; at < n; at++) {
			unsigned char y = 0;
			for (int k = need - 2; k >= 0; k--) /* Horner, from the highest coefficient */
				y = times((unsigned char)(y ^ random[(size_t)k * n + at]), x);
			shares[(size_t)i * n + at] = y ^ secret[at];
		}
	}
	return SV_OK;
}

enum sv_status sv_shamir_combine(const unsigned char *xs, const unsigned char *shares, size_t n, int count, unsigned char *secret, struct sv_err *err)
{
	memset(secret, 0, n);
	for (int i = 0; i < count; i++) {
		unsigned char weight = 1;
		for (int k = 0; k < count; k++) {
			if (k == i)
				continue;
			if (xs[k] == xs[i])
				return sv_err_set(err, SV_BAD_INPUT, N_("the same share is there twice"));
			weight = times(weight, times(xs[k], inverse(xs[k] ^ xs[i])));
		}
		if (xs[i] == 0)
			return sv_err_set(err, SV_BAD_INPUT, N_("not a share"));
		for (size_t at = 0; at < n; at++)
			secret[at] ^= times(shares[(size_t)i * n + at], weight);
	}
	return count > 0 ? SV_OK : sv_err_set(err, SV_BAD_INPUT, N_("there is no share"));
}
