/* SPDX-License-Identifier: MIT */
/* Identifiers: see id.h. */
#include "base/id.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford: no I, L, O, U */

/* The value of a base32 character as typed, or -1. */
static int value_of(char c)
{
	c = (char)toupper((unsigned char)c);
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	const char *p = c ? strchr(alphabet, c) : NULL;
	return p ? (int)(p - alphabet) : -1;
}

/*
 * The check character over the year and five values: the values are the digits of a polynomial over GF(32)
 * (x^5 + x^2 + 1), weighted by powers of the generator; so any one wrong character and any swap of two
 * neighbours is caught. Year digits take part as four values.
 */
static int check_of(const int *v, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++) {
		sum ^= v[i];
		sum <<= 1; /* times x */
		if (sum & 32)
			sum ^= 0x25;
	}
	return sum;
}

void sv_case_id_make(int year, uint32_t random, char out[SV_CASE_ID_SIZE])
{
	int v[9];

	snprintf(out, SV_CASE_ID_SIZE, "%04u-", (unsigned)year % 10000u);
	for (int i = 0; i < 4; i++)
		v[i] = out[i] - '0';
	for (int i = 0; i < 5; i++) {
		v[4 + i] = (int)(random >> (5 * (4 - i)) & 31);
		out[5 + i] = alphabet[v[4 + i]];
	}
	out[10] = alphabet[check_of(v, 9)];
	out[11] = '\0';
}

enum sv_id_verdict sv_case_id_parse(const char *s, char out[SV_CASE_ID_SIZE])
{
	int v[10];

	if (strlen(s) != 11 || s[4] != '-')
		return SV_ID_MALFORMED;
	for (int i = 0; i < 4; i++) {
		v[i] = value_of(s[i]);
		if (v[i] < 0 || v[i] > 9)
			return SV_ID_MALFORMED;
		out[i] = alphabet[v[i]];
	}
	out[4] = '-';
	for (int i = 0; i < 6; i++) {
		v[4 + i] = value_of(s[5 + i]);
		if (v[4 + i] < 0)
			return SV_ID_MALFORMED;
		out[5 + i] = alphabet[v[4 + i]];
	}
	out[11] = '\0';
	return check_of(v, 9) == v[9] ? SV_ID_GOOD : SV_ID_BAD_CHECK;
}

void sv_item_id_make(char letter, uint32_t random, char out[SV_ITEM_ID_SIZE])
{
	int v[6] = { letter & 31 };

	out[0] = letter;
	out[1] = '-';
	for (int i = 0; i < 5; i++) {
		v[1 + i] = (int)(random >> (5 * (4 - i)) & 31);
		out[2 + i] = alphabet[v[1 + i]];
	}
	out[7] = alphabet[check_of(v, 6)];
	out[8] = '\0';
}

enum sv_id_verdict sv_item_id_parse(char letter, const char *s, char out[SV_ITEM_ID_SIZE])
{
	int v[7] = { letter & 31 };

	if (strlen(s) != 8 || s[1] != '-' || toupper((unsigned char)s[0]) != letter)
		return SV_ID_MALFORMED;
	out[0] = letter;
	out[1] = '-';
	for (int i = 0; i < 6; i++) {
		v[1 + i] = value_of(s[2 + i]);
		if (v[1 + i] < 0)
			return SV_ID_MALFORMED;
		out[2 + i] = alphabet[v[1 + i]];
	}
	out[8] = '\0';
	return check_of(v, 6) == v[6] ? SV_ID_GOOD : SV_ID_BAD_CHECK;
}

void sv_event_id_make(int64_t ms, const uint8_t random[10], char out[SV_EVENT_ID_SIZE])
{
	uint64_t t = (uint64_t)ms & 0xFFFFFFFFFFFFULL;

	for (int i = 9; i >= 0; i--, t >>= 5)
		out[i] = alphabet[t & 31];
	for (int half = 0; half < 2; half++) {
		uint64_t r = 0;
		for (int i = 0; i < 5; i++)
			r = r << 8 | random[half * 5 + i];
		for (int i = 7; i >= 0; i--, r >>= 5)
			out[10 + half * 8 + i] = alphabet[r & 31];
	}
	out[26] = '\0';
}

bool sv_event_id_valid(const char *s)
{
	if (strlen(s) != 26 || s[0] > '7')
		return false;
	for (int i = 0; i < 26; i++)
		if (strchr(alphabet, s[i]) == NULL)
			return false;
	return true;
}
