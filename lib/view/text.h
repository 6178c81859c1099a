/* SPDX-License-Identifier: MIT */
/* JSON values as text for people. */
#ifndef SV_VIEW_TEXT_H
#define SV_VIEW_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/*
 * Prints the members of an object as "name: value" lines, indented; nested objects and lists below their name. Control
 * characters of texts are made visible, so that no record can steer a terminal.
 */
void sv_text_members(const json_t *object, int indent, FILE *out);
/* Prints a text with control characters made visible; line breaks are followed by the indent. */
void sv_text_print(const char *text, int indent, FILE *out);

#endif
