/* SPDX-License-Identifier: MIT */
/*
 * The protocol: the organisation's rules as data (share/protocol/nl.json): gates, routes, outcomes, terms and
 * vocabulary. A view over one JSON document; nothing here is decided in code.
 */
#ifndef SV_MODEL_PROTOCOL_H
#define SV_MODEL_PROTOCOL_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"

/* Checks what the schema cannot: known gates, unique ids, parents that exist, no cycles. SV_CONFIG with the place. */
enum sv_status sv_protocol_check(const json_t *protocol, struct sv_err *err);
/* The object that switches and tunes a gate (gate, on, override, source, …), or NULL. Borrowed. */
json_t *sv_protocol_gate(const json_t *protocol, const char *gate);
/* A route or an outcome by its id, or NULL. Borrowed. */
json_t *sv_protocol_route(const json_t *protocol, const char *id);
json_t *sv_protocol_outcome(const json_t *protocol, const char *id);
/* Whether a route investigates; one of which the protocol does not say that it does not, may. */
bool sv_route_investigates(const json_t *protocol, const char *id);
/*
 * Whether a word may stand in a field. The lists of the protocol are named after the field; an empty or absent
 * list lets every word through. On refusal sets "unknown <field> '<word>' (did you mean …)" as SV_BAD_INPUT.
 */
enum sv_status sv_protocol_word(const json_t *protocol, const char *field, const char *word, struct sv_err *err);
/* Whether a field had that word before: some word of its list "was" it. What was recorded then may hold it still. */
bool sv_protocol_had(const json_t *protocol, const char *field, const char *word);
/* The words that may stand in a field: a new array, empty where every word may. NULL without memory. */
json_t *sv_protocol_words(const json_t *protocol, const char *field);
/* The label of a word of a list ("category", "route", "outcome", …) in a language ("nl", "en"); the word itself where there is none. */
const char *sv_protocol_label(const json_t *protocol, const char *list, const char *word, const char *lang);

#endif
