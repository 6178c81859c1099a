/* SPDX-License-Identifier: MIT */
/* Sealing of attachments: see blob.h. */
#include "crypt/blob.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "crypt/seal.h"

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct sv_sha256), "room for the state of a hash");

void sv_sha256_init(struct sv_sha256 *h)
{
	crypto_hash_sha256_init((crypto_hash_sha256_state *)(void *)h->state);
}

void sv_sha256_add(struct sv_sha256 *h, const void *bytes, size_t n)
{
	crypto_hash_sha256_update((crypto_hash_sha256_state *)(void *)h->state, bytes, n);
}

void sv_sha256_hex(struct sv_sha256 *h, char out[SV_SHA256_HEX])
{
	unsigned char sum[crypto_hash_sha256_BYTES];

	crypto_hash_sha256_final((crypto_hash_sha256_state *)(void *)h->state, sum);
	sodium_bin2hex(out, SV_SHA256_HEX, sum, sizeof sum);
}

/* Associated data: "sv1 attachment" 0 case 0 attachment 0 part 0 "last" or "more". */
static size_t associated(const char *case_id, const char *attachment, unsigned part, int last, char out[128])
{
	return (size_t)snprintf(out, 128, "sv1 attachment%c%s%c%s%c%u%c%s", 0, case_id, 0, attachment, 0, part, 0, last ? "last" : "more");
}

enum sv_status sv_part_seal(const unsigned char key[32], const char *case_id, const char *attachment, unsigned part, int last,
                            const void *plain, size_t n, struct sv_buf *out, struct sv_err *err)
{
	size_t padded = n + SV_PAD - n % SV_PAD, start = out->len;
	char ad[128];
	size_t ad_n = associated(case_id, attachment, part, last, ad);

	if (!sv_buf_reserve(out, NONCE + padded + TAG))
		return sv_err_nomem(err);
	unsigned char *nonce = (unsigned char *)out->data + start, *text = nonce + NONCE;
	randombytes_buf(nonce, NONCE);
	if (n > 0)
		memcpy(text, plain, n);
	sodium_pad(&padded, text, n, SV_PAD, padded);
	crypto_aead_xchacha20poly1305_ietf_encrypt(text, NULL, text, padded, (unsigned char *)ad, ad_n, NULL, nonce, key);
	out->len = start + NONCE + padded + TAG;
	out->data[out->len] = '\0';
	return SV_OK;
}

enum sv_status sv_part_open(const unsigned char key[32], const char *case_id, const char *attachment, unsigned part, int last,
                            const void *sealed, size_t n, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf plain = SV_BUF_INIT;
	char ad[128];
	size_t ad_n = associated(case_id, attachment, part, last, ad), got = 0;
	enum sv_status st = SV_OK;

	if (n < NONCE + TAG + SV_PAD || (n - NONCE - TAG) % SV_PAD != 0)
		return sv_err_set(err, SV_INTEGRITY, N_("the attachment is damaged"));
	if (!sv_buf_reserve(&plain, n))
		return sv_err_nomem(err);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt((unsigned char *)plain.data, NULL, NULL, (const unsigned char *)sealed + NONCE, n - NONCE, (unsigned char *)ad, ad_n, sealed, key) != 0
	    || !sv_unpad(plain.data, n - NONCE - TAG, &got))
		st = sv_err_set(err, SV_INTEGRITY, N_("the attachment is damaged"));
	else
		sv_buf_add_secret(out, plain.data, got);
	plain.len = n - NONCE - TAG;
	sv_buf_release_secret(&plain);
	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}
