/* SPDX-License-Identifier: MIT */
/*
 * What a case counts as: the words of every dimension that figures are made by, from its state and the protocol. Words that the
 * protocol has mapped to newer ones are counted as these. Pure.
 */
#ifndef SV_MODEL_FACTS_H
#define SV_MODEL_FACTS_H

#include <jansson.h>

#include "base/err.h"

/*
 * words: of sv_series_words (series.h). *facts: a new object; its members are dimensions (index/index.h), with one word, or an array of distinct words where a case can have
 * several; absent where the record does not tell. Of an erased case only what its coarse row kept. Its members "allegations",
 * "contacts" and "overrides" are no dimensions but numbers: how many the case has.
 */
enum sv_status sv_facts(const json_t *words, const json_t *state, json_t **facts, struct sv_err *err);

#endif
