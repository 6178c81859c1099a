/* SPDX-License-Identifier: MIT */
/* What a letter may not tell: a text on its way to a party is held against who reported, and what they told. */
#ifndef SV_APP_LEAKS_H
#define SV_APP_LEAKS_H

#include <stdbool.h>

#include "app/session.h"

/*
 * Holds a text that is to go to a party against what that party may not know: the names, addresses and numbers of reporters who did
 * not agree to be known, and the words of what they told: when they reported, were heard, commented, or wrote to us. Cases from which people were taken
 * over count too. Nothing is shown, so nothing is recorded. SV_BAD_INPUT says what it holds; *checked: whether all of it could be opened.
 */
enum sv_status sv_leaks(struct sv_session *s, const char *case_id, const char *party, const char *text, bool *checked, struct sv_err *err);

#endif
