/* SPDX-License-Identifier: MIT */
/* Entries of packs, made beforehand: see ready.h. */
#include "store/ready.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "store/deflate.h"
#include "store/objects.h"

enum sv_status sv_ready_make(struct sv_deflate *d, const void *bytes, size_t n, struct sv_ready *out, struct sv_err *err)
{
	const unsigned char *deflated = NULL;
	unsigned char head[SV_PACK_HEAD];
	git_oid id;
	size_t size = 0, len = sv_pack_head(GIT_OBJECT_BLOB, n, head);

	sv_ready_release(out);
	if (!sv_deflate(d, NULL, 0, bytes, n, false, &deflated, &size) || (out->bytes = malloc(len + size)) == NULL)
		return sv_err_nomem(err);
	sv_object_name(GIT_OBJECT_BLOB, bytes, n, &id);
	memcpy(out->id, id.id, sizeof out->id);
	memcpy(out->bytes, head, len);
	memcpy(out->bytes + len, deflated, size);
	out->n = len + size;
	out->size = n;
	out->crc = crc32_z(0, out->bytes, out->n);
	return SV_OK;
}

void sv_ready_release(struct sv_ready *r)
{
	free(r->bytes);
	*r = (struct sv_ready){ .bytes = NULL };
}
