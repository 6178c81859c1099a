/* SPDX-License-Identifier: MIT */
/* Base64: see b64.h. */
#include "crypt/b64.h"

#include <sodium.h>

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
