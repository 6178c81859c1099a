/* SPDX-License-Identifier: MIT */
/*
 * Splitting a secret so that any M of N shares give it back and fewer tell nothing: Shamir, "How to share a secret" (1979), byte by byte over
 * GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1 (0x11d, that of libgfshare). Constant time in secret bytes.
 */
#ifndef SV_CRYPT_SHAMIR_H
#define SV_CRYPT_SHAMIR_H

#include <stddef.h>

#include "base/err.h"

#define SV_SHARES_MAX 255

/*
 * Splits n bytes: shares gets count runs of n bytes one after the other; run i is the value at x = i + 1. random: (need - 1) * n random
 * bytes, the coefficients. SV_BAD_INPUT unless 1 <= need <= count <= 255.
 */
enum sv_status sv_shamir_split(const unsigned char *secret, size_t n, int need, int count, const unsigned char *random, unsigned char *shares, struct sv_err *err);

/*
 * Puts a secret of n bytes together from count shares: xs are their x (1 to 255, each once), shares their bytes one after the other. With fewer
 * shares than were needed the result is noise: what it opens must tell. SV_BAD_INPUT where an x is 0 or there twice.
 */
enum sv_status sv_shamir_combine(const unsigned char *xs, const unsigned char *shares, size_t n, int count, unsigned char *secret, struct sv_err *err);

#endif
