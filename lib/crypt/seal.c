/* SPDX-License-Identifier: MIT */
/* Sealing and wrapping: see seal.h. */
#include "crypt/seal.h"

#include <sodium.h>
#include <stdint.h>
#include <string.h>

#include "base/wipe.h"
#include "crypt/b64.h"

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

/* What n bytes are when they are padded. */
static size_t padded(size_t n)
{
	return n + SV_PAD - n % SV_PAD;
}

size_t sv_sealed_length(size_t n)
{
	return sv_b64_length(NONCE + padded(n) + TAG);
}

void sv_seal_into(const unsigned char key[32], const void *ad, size_t ad_n, const void *plain, size_t n, char *out)
{
	size_t raw = NONCE + padded(n) + TAG;
	unsigned char *nonce = (unsigned char *)out + sv_b64_length(raw) - raw, *text = nonce + NONCE; /* all of it is written over by its base64 */

	sv_random(nonce, NONCE);
	if (n > 0)
		memcpy(text, plain, n);
	text[n] = 0x80;
	memset(text + n + 1, 0, padded(n) - n - 1);
	crypto_aead_xchacha20poly1305_ietf_encrypt(text, NULL, text, padded(n), ad, ad_n, NULL, nonce, key); /* in place */
	sv_b64_write(nonce, raw, out);
}

enum sv_status sv_seal(const unsigned char key[32], const void *ad, size_t ad_n, const void *plain, size_t n, struct sv_buf *out, struct sv_err *err)
{
	if (n > SIZE_MAX / 4 || !sv_buf_reserve(out, sv_sealed_length(n)))
		return sv_err_nomem(err);
	sv_seal_into(key, ad, ad_n, plain, n, out->data + out->len);
	out->len += sv_sealed_length(n);
	out->data[out->len] = '\0';
	return SV_OK;
}

bool sv_unpad(const void *text, size_t len, size_t *n)
{
	const unsigned char *bytes = text;
	size_t least = len < SV_PAD ? len : len - SV_PAD, at = len;

	while (at > least && bytes[at - 1] == 0)
		at--;
	if (at == least || bytes[at - 1] != 0x80)
		return false;
	*n = at - 1;
	return true;
}

enum sv_status sv_open(const unsigned char key[32], const void *ad, size_t ad_n, const char *sealed, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf raw = SV_BUF_INIT;
	size_t n = 0;
	enum sv_status st = sv_b64_decode_public(sealed, strlen(sealed), &raw, err);

	if (st == SV_OK && (raw.len < NONCE + TAG + SV_PAD || (raw.len - NONCE - TAG) % SV_PAD != 0))
		st = sv_err_set(err, SV_INTEGRITY, N_("a sealed compartment is damaged"));
	if (st == SV_OK) {
		unsigned char *nonce = (unsigned char *)raw.data, *text = nonce + NONCE;
		size_t len = raw.len - NONCE;
		if (crypto_aead_xchacha20poly1305_ietf_decrypt(text, NULL, NULL, text, len, ad, ad_n, nonce, key) != 0)
			st = sv_err_set(err, SV_DENIED, N_("a sealed compartment does not open with this key"));
		else if (!sv_unpad(text, len - TAG, &n))
			st = sv_err_set(err, SV_INTEGRITY, N_("a sealed compartment is damaged"));
		else
			sv_buf_add_secret(out, text, n);
		if (st == SV_OK && out->failed)
			st = sv_err_nomem(err);
	}
	sv_buf_release_secret(&raw);
	return st;
}

enum sv_status sv_wrap(const unsigned char box_public[32], const void *secret, size_t n, struct sv_buf *out, struct sv_err *err)
{
	if (!sv_buf_reserve(out, n + crypto_box_SEALBYTES))
		return sv_err_nomem(err);
	if (crypto_box_seal((unsigned char *)out->data + out->len, secret, n, box_public) != 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("a public key is no point of the curve"));
	out->len += n + crypto_box_SEALBYTES;
	out->data[out->len] = '\0';
	return SV_OK;
}
