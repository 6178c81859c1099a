/* SPDX-License-Identifier: MIT */
/*
 * Parsing of plain JSON: one object, of what records are made of and nothing else. It makes jansson's values and takes nothing that jansson would not
 * take; where it does not go on, jansson decides and says why. It exists for its speed: jansson reads byte by byte and copies each text twice, which was half of
 * the life of a command that writes one event.
 */
#ifndef SV_JSON_PLAIN_H
#define SV_JSON_PLAIN_H

#include <jansson.h>
#include <stddef.h>

/* The object that n bytes are, new; NULL for anything that is not plain: malformed, nested too deep, members twice, nulls, reals, large numbers; and without memory. */
json_t *sv_json_plain(const char *text, size_t n);

#endif
