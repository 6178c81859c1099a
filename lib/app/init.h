/* SPDX-License-Identifier: MIT */
/* Making a store: history, keyring, rules and first officer, all or nothing. */
#ifndef SV_APP_INIT_H
#define SV_APP_INIT_H

#include <jansson.h>

#include "app/session.h"

/*
 * Makes the store of the session with a protocol (a checked document, lists clear) and its own identity as the first
 * officer, who gets every role. person: the officer's personnel number for conflict checks, or NULL. Errors:
 * SV_CANT_CREATE where something stands there or cannot be made; nothing is left behind then.
 */
enum sv_status sv_store_init(struct sv_session *s, const json_t *protocol, const char *person, struct sv_err *err);

#endif
