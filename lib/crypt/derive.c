/* SPDX-License-Identifier: MIT */
/* Derived keys, tokens and hashes: see derive.h. */
#include "crypt/derive.h"

#include <sodium.h>
#include <string.h>

#define COMPARTMENT "sv1 compartment"
#define PERSON "sv1 person"

void sv_derive_compartment(const unsigned char role_key[32], const unsigned char salt[32], const char *compartment, unsigned char out[32])
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, role_key, 32, 32);
	crypto_generichash_update(&state, (const unsigned char *)COMPARTMENT, sizeof COMPARTMENT); /* with its NUL */
	crypto_generichash_update(&state, (const unsigned char *)compartment, strlen(compartment) + 1);
	crypto_generichash_update(&state, salt, 32);
	crypto_generichash_final(&state, out, 32);
	sodium_memzero(&state, sizeof state);
}

void sv_derive_token(const unsigned char key[32], const char *normalised, char out[SV_TOKEN_SIZE])
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	crypto_generichash_state state;
	unsigned char hash[32];

	crypto_generichash_init(&state, key, 32, 32);
	crypto_generichash_update(&state, (const unsigned char *)PERSON, sizeof PERSON);
	crypto_generichash_update(&state, (const unsigned char *)normalised, strlen(normalised));
	crypto_generichash_final(&state, hash, 32);
	for (int group = 0; group < 3; group++) { /* 5 bytes are 8 characters */
		unsigned long long bits = 0;
		for (int i = 0; i < 5; i++)
			bits = bits << 8 | hash[group * 5 + i];
		for (int i = 7; i >= 0; i--, bits >>= 5)
			out[group * 8 + i] = alphabet[bits & 31];
	}
	out[24] = '\0';
	sodium_memzero(&state, sizeof state);
	sodium_memzero(hash, sizeof hash);
}

enum sv_status sv_normalise_person(const char *given, struct sv_buf *out, struct sv_err *err)
{
	size_t start = out->len;

	for (const char *p = given; *p; p++) {
		char c = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
		if (strchr(" \t\r\n.-/", c) == NULL)
			sv_buf_add_secret(out, &c, 1);
	}
	if (out->failed)
		return sv_err_nomem(err);
	return out->len > start ? SV_OK : sv_err_set(err, SV_BAD_INPUT, N_("is no personnel number"));
}

void sv_hash_line(const void *line, size_t n, char out[65])
{
	unsigned char hash[32];

	crypto_generichash(hash, sizeof hash, line, n, NULL, 0);
	sodium_bin2hex(out, 65, hash, sizeof hash);
}
