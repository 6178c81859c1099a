/* SPDX-License-Identifier: MIT */
/* Derived keys, tokens and hashes: see derive.h. */
#include "crypt/derive.h"

#include <sodium.h>
#include <string.h>

#define COMPARTMENT "sv1 compartment"
#define PERSON "sv1 person"
#define PARTY "sv1 party"
#define TOKEN "sv1 token"

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

void sv_derive_party(const unsigned char key[32], const unsigned char salt[32], const char *party, unsigned char out[32])
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, key, 32, 32);
	crypto_generichash_update(&state, (const unsigned char *)PARTY, sizeof PARTY);
	crypto_generichash_update(&state, (const unsigned char *)party, strlen(party) + 1);
	crypto_generichash_update(&state, salt, 32);
	crypto_generichash_final(&state, out, 32);
	sodium_memzero(&state, sizeof state);
}

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";

/* 15 bytes as 24 characters: 5 bytes are 8 of them. */
static void token_write(const unsigned char bytes[15], char out[SV_TOKEN_SIZE])
{
	for (int group = 0; group < 3; group++) {
		unsigned long long bits = 0;
		for (int i = 0; i < 5; i++)
			bits = bits << 8 | bytes[group * 5 + i];
		for (int i = 7; i >= 0; i--, bits >>= 5)
			out[group * 8 + i] = alphabet[bits & 31];
	}
	out[24] = '\0';
}

static bool token_read(const char *token, unsigned char bytes[15])
{
	if (strlen(token) != 24)
		return false;
	for (int group = 0; group < 3; group++) {
		unsigned long long bits = 0;
		for (int i = 0; i < 8; i++) {
			const char *at = strchr(alphabet, token[group * 8 + i]);
			if (at == NULL)
				return false;
			bits = bits << 5 | (unsigned long long)(at - alphabet);
		}
		for (int i = 4; i >= 0; i--, bits >>= 8)
			bytes[group * 5 + i] = bits & 0xff;
	}
	return true;
}

void sv_derive_token(const unsigned char key[32], const char *normalised, char out[SV_TOKEN_SIZE])
{
	crypto_generichash_state state;
	unsigned char hash[32];

	crypto_generichash_init(&state, key, 32, 32);
	crypto_generichash_update(&state, (const unsigned char *)PERSON, sizeof PERSON);
	crypto_generichash_update(&state, (const unsigned char *)normalised, strlen(normalised));
	crypto_generichash_final(&state, hash, 32);
	token_write(hash, out);
	sodium_memzero(&state, sizeof state);
	sodium_memzero(hash, sizeof hash);
}

bool sv_mask_token(const unsigned char salt[32], char token[SV_TOKEN_SIZE])
{
	unsigned char hash[32], bytes[15];

	if (!token_read(token, bytes))
		return false;
	crypto_generichash(hash, sizeof hash, (const unsigned char *)TOKEN, sizeof TOKEN - 1, salt, 32);
	for (int i = 0; i < 15; i++)
		bytes[i] ^= hash[i];
	token_write(bytes, token);
	sodium_memzero(hash, sizeof hash);
	return true;
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
