/* SPDX-License-Identifier: MIT */
/* Receipts: see receipt.h. */
#include "crypt/receipt.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/wipe.h"
#include "crypt/b64.h"
#include "crypt/seal.h"

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Luhn's check in base 32: any one wrong character and nearly all swaps of neighbours are found. */
static char check_of(const char symbols[16])
{
	int sum = 0;

	for (int i = 0; i < 16; i++) {
		int v = (int)(strchr(digits, symbols[i]) - digits);
		if (i % 2 == 1) { /* counted from the right, the first is doubled */
			v *= 2;
			v = v / 32 + v % 32;
		}
		sum += v;
	}
	return digits[(32 - sum % 32) % 32];
}

static void grouped(const char symbols[16], char code[SV_RECEIPT_SIZE])
{
	snprintf(code, SV_RECEIPT_SIZE, "%.4s-%.4s-%.4s-%.4s-%c", symbols, symbols + 4, symbols + 8, symbols + 12, check_of(symbols));
}

void sv_receipt_make(char code[SV_RECEIPT_SIZE])
{
	unsigned char random[10];
	char symbols[16];

	randombytes_buf(random, sizeof random);
	for (size_t i = 0; i < 16; i++) {
		size_t bit = i * 5;
		unsigned pair = (unsigned)random[bit / 8] << 8 | (bit / 8 + 1 < sizeof random ? random[bit / 8 + 1] : 0);
		symbols[i] = digits[pair >> (11 - bit % 8) & 31];
	}
	grouped(symbols, code);
	sodium_memzero(random, sizeof random);
	sodium_memzero(symbols, sizeof symbols);
}

enum sv_status sv_receipt_parse(const char *typed, char code[SV_RECEIPT_SIZE], struct sv_err *err)
{
	char symbols[17] = "";
	size_t n = 0;
	bool good = true;
	enum sv_status st = SV_OK;

	for (; *typed && good; typed++) {
		char c = *typed;
		if (c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n')
			continue;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
		good = strchr(digits, c) && n < sizeof symbols;
		if (good)
			symbols[n++] = c;
	}
	if (!good || n != sizeof symbols)
		st = sv_err_set(err, SV_BAD_INPUT, N_("this is no receipt: it has sixteen letters and digits and one to check them"));
	else if (check_of(symbols) != symbols[16])
		st = sv_err_set(err, SV_BAD_INPUT, N_("the receipt has a typing error"));
	else
		grouped(symbols, code);
	sodium_memzero(symbols, sizeof symbols); /* also where it was refused: one wrong character leaves sixteen right ones */
	return st;
}

/* A key for one use out of the seed. */
static void derive(const unsigned char seed[32], const char *use, unsigned char *out, size_t n)
{
	crypto_generichash(out, n, (const unsigned char *)use, strlen(use), seed, 32);
}

enum sv_status sv_receipt_keys(const char code[SV_RECEIPT_SIZE], const char *store_id, struct sv_receipt *out, struct sv_err *err)
{
	static const char base32[] = "abcdefghijklmnopqrstuvwxyz234567";
	unsigned char salt[crypto_pwhash_SALTBYTES], seed[32], sub[32], tag[15];
	char text[128];
	int n = snprintf(text, sizeof text, "sv1 receipt%c%s", 0, store_id);

	crypto_generichash(salt, sizeof salt, (const unsigned char *)text, (size_t)n, NULL, 0);
	if (crypto_pwhash(seed, sizeof seed, code, strlen(code), salt, crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return sv_err_nomem(err);
	derive(seed, "sv1 receipt box", sub, sizeof sub);
	crypto_box_seed_keypair(out->box_public, out->box_secret, sub);
	derive(seed, "sv1 receipt sign", sub, sizeof sub);
	crypto_sign_seed_keypair(out->sign_public, out->sign_secret, sub);
	derive(seed, "sv1 receipt tag", sub, sizeof sub);
	memcpy(tag, sub, sizeof tag);
	for (size_t i = 0; i < SV_TAG_SIZE - 1; i++) {
		size_t bit = i * 5;
		unsigned pair = (unsigned)tag[bit / 8] << 8 | (bit / 8 + 1 < sizeof tag ? tag[bit / 8 + 1] : 0);
		out->tag[i] = base32[pair >> (11 - bit % 8) & 31];
	}
	out->tag[SV_TAG_SIZE - 1] = '\0';
	sodium_memzero(seed, sizeof seed);
	sodium_memzero(sub, sizeof sub);
	return SV_OK;
}

enum sv_status sv_receipt_seal(const unsigned char box_public[32], const void *text, size_t n, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf plain = SV_BUF_INIT, raw = SV_BUF_INIT;
	size_t padded = n + SV_PAD - n % SV_PAD;
	enum sv_status st = sv_buf_reserve(&plain, padded + 1) ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK) {
		sv_buf_add_secret(&plain, text, n);
		sodium_pad(&padded, (unsigned char *)plain.data, n, SV_PAD, padded);
		st = sv_wrap(box_public, plain.data, padded, &raw, err);
	}
	if (st == SV_OK)
		sv_b64_encode((const unsigned char *)raw.data, raw.len, out);
	sv_buf_release_secret(&plain);
	sv_buf_release(&raw);
	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}

enum sv_status sv_receipt_open(const struct sv_receipt *r, const char *sealed, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf raw = SV_BUF_INIT, plain = SV_BUF_INIT;
	size_t n = 0;
	enum sv_status st = sv_b64_decode(sealed, strlen(sealed), &raw, err);

	if (st == SV_OK && (raw.len < crypto_box_SEALBYTES + SV_PAD || (raw.len - crypto_box_SEALBYTES) % SV_PAD != 0))
		st = sv_err_set(err, SV_INTEGRITY, N_("a sealed message is damaged"));
	if (st == SV_OK && !sv_buf_reserve(&plain, raw.len))
		st = sv_err_nomem(err);
	if (st == SV_OK && crypto_box_seal_open((unsigned char *)plain.data, (const unsigned char *)raw.data, raw.len, r->box_public, r->box_secret) != 0)
		st = sv_err_set(err, SV_DENIED, N_("a sealed message is not for this receipt"));
	if (st == SV_OK && !sv_unpad(plain.data, raw.len - crypto_box_SEALBYTES, &n))
		st = sv_err_set(err, SV_INTEGRITY, N_("a sealed message is damaged"));
	if (st == SV_OK)
		sv_buf_add_secret(out, plain.data, n);
	plain.len = st == SV_OK ? n : 0;
	sv_buf_release_secret(&plain);
	sv_buf_release(&raw);
	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}

void sv_receipt_sign(const struct sv_receipt *r, const void *bytes, size_t n, unsigned char signature[64])
{
	crypto_sign_detached(signature, NULL, bytes, n, r->sign_secret);
}

int sv_receipt_verify(const unsigned char sign_public[32], const void *bytes, size_t n, const unsigned char signature[64])
{
	return crypto_sign_verify_detached(signature, bytes, n, sign_public) == 0;
}
