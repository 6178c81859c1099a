/* SPDX-License-Identifier: MIT */
/* Starting the crypto library. */
#ifndef SV_CRYPT_CRYPT_H
#define SV_CRYPT_CRYPT_H

#include "base/err.h"

/* Starts libsodium; harmless to repeat. Everything else in crypt/ and base/wipe.h wants it done first. SV_BUG where it fails. */
enum sv_status sv_crypt_init(struct sv_err *err);

#endif
