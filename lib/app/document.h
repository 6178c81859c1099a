/* SPDX-License-Identifier: MIT */
/* A document that is named by its hash: a regulation, which lies where staff find it and not in the store. */
#ifndef SV_APP_DOCUMENT_H
#define SV_APP_DOCUMENT_H

#include "base/buf.h"
#include "base/err.h"

#define SV_DOCUMENT_MAX (64u * 1024 * 1024)
#define SV_DOCUMENT_HASH 65

/* Reads a file of at most SV_DOCUMENT_MAX bytes: its bytes appended to out, and their SHA-256 in small hex digits, as sha256sum(1) has it. SV_NOT_FOUND; SV_BAD_INPUT. */
enum sv_status sv_document_read(const char *path, struct sv_buf *out, char sha256[SV_DOCUMENT_HASH], struct sv_err *err);

#endif
