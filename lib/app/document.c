/* SPDX-License-Identifier: MIT */
/* Documents by their hash: see document.h. */
#include "app/document.h"

#include "base/file.h"
#include "crypt/blob.h"

enum sv_status sv_document_read(const char *path, struct sv_buf *out, char sha256[SV_DOCUMENT_HASH], struct sv_err *err)
{
	struct sv_sha256 hash;
	size_t before = out->len;
	enum sv_status st = sv_file_read(path, SV_DOCUMENT_MAX, out, err);

	if (st != SV_OK)
		return st;
	sv_sha256_init(&hash);
	sv_sha256_add(&hash, out->data + before, out->len - before);
	sv_sha256_hex(&hash, sha256);
	return SV_OK;
}
