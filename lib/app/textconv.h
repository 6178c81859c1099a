/* SPDX-License-Identifier: MIT */
/* What git shows of a file of events: envelope and record where the key is at hand, ciphertext where it is not. */
#ifndef SV_APP_TEXTCONV_H
#define SV_APP_TEXTCONV_H

#include <jansson.h>

#include "app/session.h"

/*
 * Reads a file of events as git hands it to a textconv and opens the records; never content or identity. The events
 * come as an array of envelopes with an opened "record", or with the sealed texts as they are. Damaged lines are
 * shown as {line}. Errors: SV_NOT_FOUND, SV_IO, SV_DENIED without the record role.
 */
enum sv_status sv_textconv(struct sv_session *s, const char *file, json_t **events, struct sv_err *err);

#endif
