/* SPDX-License-Identifier: MIT */
/*
 * Identifiers. A case id is "YYYY-XXXXXC": a year, five random Crockford base32 characters and a check
 * character; it says neither how many cases there are nor which came first. An item of another register is
 * "L-XXXXXC": a letter that tells which register, and the same. An event id is 26 characters that sort by time
 * (the layout of a ULID: 48 bits of milliseconds, 80 random bits).
 */
#ifndef SV_BASE_ID_H
#define SV_BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

#define SV_CASE_ID_SIZE 12  /* "2026-7K3MQP" and its NUL */
#define SV_ITEM_ID_SIZE 9   /* "P-7K3MQP" and its NUL */
#define SV_EVENT_ID_SIZE 27 /* 26 characters and a NUL */

/* Why a text is no case id. */
enum sv_id_verdict { SV_ID_GOOD, SV_ID_MALFORMED, SV_ID_BAD_CHECK };

/* Makes a case id from a year (0-9999) and 25 random bits (the low bits of random). Pure. */
void sv_case_id_make(int year, uint32_t random, char out[SV_CASE_ID_SIZE]);
/* Reads a case id as a person types it (any case; O as 0, I and L as 1) and writes its canonical form. */
enum sv_id_verdict sv_case_id_parse(const char *s, char out[SV_CASE_ID_SIZE]);
/* The same for an item of the register with that capital letter. */
void sv_item_id_make(char letter, uint32_t random, char out[SV_ITEM_ID_SIZE]);
enum sv_id_verdict sv_item_id_parse(char letter, const char *s, char out[SV_ITEM_ID_SIZE]);
/* Makes an event id from an instant in milliseconds and ten random bytes. Pure. */
void sv_event_id_make(int64_t ms, const uint8_t random[10], char out[SV_EVENT_ID_SIZE]);
/* Whether s is a well-formed event id. */
bool sv_event_id_valid(const char *s);

#endif
