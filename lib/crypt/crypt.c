/* SPDX-License-Identifier: MIT */
/* Starting the crypto library: see crypt.h. */
#include "crypt/crypt.h"

#include <sodium.h>

enum sv_status sv_crypt_init(struct sv_err *err)
{
	return sodium_init() < 0 ? sv_err_set(err, SV_BUG, N_("the crypto library does not start")) : SV_OK;
}
