/* SPDX-License-Identifier: MIT */
/*
 * What a letter to a party may be filled with. Only what a reader in that role may know gets in: a template cannot print what is not
 * there, so a letter to a person concerned cannot name who reported.
 */
#ifndef SV_MODEL_LETTER_H
#define SV_MODEL_LETTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * protocol, state: as folded. party: the reader. lang: "nl", "en". given: what the officer fills in ({kind, note, leaflet, copy,
 * answer_by, hearing, what, comment_by}; all optional); a term that a letter of this kind starts counts as from today. *context: new;
 * days are "YYYY-MM-DD", in members that end in "_by", "on" or are named today, received and until. *grounds: whether this reader may
 * be told the grounds of the decision. SV_NOT_FOUND for an unknown party.
 */
enum sv_status sv_letter_context(const json_t *protocol, const json_t *state, const char *party, const char *lang, const json_t *given, int32_t today,
                                 json_t **context, bool *grounds, struct sv_err *err);

#endif
