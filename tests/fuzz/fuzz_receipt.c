/* SPDX-License-Identifier: MIT */
/* Fuzzes receipts as they are typed, and what is sealed to and signed with one: what reads, reads again the same. */
#include "fuzz.h"

#include "base/buf.h"
#include "crypt/receipt.h"

static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static struct sv_receipt receipt;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_start();
	crypto_box_keypair(receipt.box_public, receipt.box_secret); /* as from a code, without Argon2id's time */
	crypto_sign_keypair(receipt.sign_public, receipt.sign_secret);
	return 0;
}

/* The canonical form: four groups of four and a check character, which reads as itself; and no single character of it may be another. */
static void canonical(const char *code)
{
	char again[SV_RECEIPT_SIZE], wrong[SV_RECEIPT_SIZE];

	HOLDS(strlen(code) == SV_RECEIPT_SIZE - 1);
	for (size_t i = 0; code[i]; i++)
		HOLDS(i % 5 == 4 ? code[i] == '-' : strchr(symbols, code[i]) != NULL);
	HOLDS(sv_receipt_parse(code, again, NULL) == SV_OK && strcmp(code, again) == 0);
	for (size_t i = 0; code[i]; i++) {
		if (code[i] == '-')
			continue;
		memcpy(wrong, code, sizeof wrong);
		for (const char *s = symbols; *s; s++) {
			wrong[i] = *s;
			HOLDS((sv_receipt_parse(wrong, again, NULL) == SV_OK) == (*s == code[i]));
		}
	}
}

static void typed(struct fuzz_input in)
{
	char *text = fuzz_text(in), code[SV_RECEIPT_SIZE];
	enum sv_status st = sv_receipt_parse(text, code, NULL);

	ONE_OF(st, SV_OK, SV_BAD_INPUT);
	if (st == SV_OK)
		canonical(code);
	free(text);
}

/* Ten bytes make a code; what is typed of it is the code in small letters, with letters for digits, and blanks put in. */
static void retyped(struct fuzz_input in)
{
	char code[SV_RECEIPT_SIZE], again[SV_RECEIPT_SIZE], text[256];
	size_t n = 0;

	fuzz_seed = (uint64_t)fuzz_short(&in) << 16 | fuzz_short(&in);
	sv_receipt_make(code);
	canonical(code);
	for (size_t i = 0; code[i]; i++) {
		unsigned how = fuzz_byte(&in);
		char c = code[i];
		if (c == '-' && how & 1)
			continue;
		if (c >= 'A' && c <= 'Z' && how & 1)
			c = (char)(c - 'A' + 'a');
		if (c == '0' && how & 1)
			c = how & 2 ? 'o' : 'O';
		if (c == '1' && how & 1)
			c = how & 2 ? (how & 4 ? 'i' : 'I') : (how & 4 ? 'l' : 'L');
		text[n++] = c;
		for (unsigned blanks = how >> 3 & 3; blanks > 0; blanks--)
			text[n++] = " -\t\n"[how >> 5 & 3];
	}
	text[n] = '\0';
	HOLDS(sv_receipt_parse(text, again, NULL) == SV_OK && strcmp(code, again) == 0);
}

/* A text sealed to the receipt and then changed: only what is unchanged opens. */
static void sealed(struct fuzz_input in)
{
	struct fuzz_input plain = fuzz_part(&in, fuzz_short(&in) % 1024);
	struct sv_buf text = SV_BUF_INIT, got = SV_BUF_INIT;
	size_t n;

	HOLDS(sv_receipt_seal(receipt.box_public, plain.p, plain.n, &text, NULL) == SV_OK);
	char *changed = fuzz_changed(&in, text.data, text.len, &n);
	enum sv_status st = sv_receipt_open(&receipt, changed, &got, NULL);
	ONE_OF(st, SV_OK, SV_DENIED, SV_INTEGRITY);
	HOLDS((st == SV_OK) == (strcmp(changed, text.data) == 0));
	if (st == SV_OK)
		HOLDS(got.len == plain.n && memcmp(sv_buf_str(&got), plain.p, plain.n) == 0);
	free(changed);
	sv_buf_release(&text);
	sv_buf_release(&got);
}

/* Bytes that are no padded text, sealed by somebody who knows the mailbox: they open, or they are damaged. */
static void badly_padded(struct fuzz_input in)
{
	struct sv_buf text = SV_BUF_INIT, got = SV_BUF_INIT;
	unsigned char *raw = malloc(in.n + crypto_box_SEALBYTES);
	size_t room = sodium_base64_encoded_len(in.n + crypto_box_SEALBYTES, sodium_base64_VARIANT_ORIGINAL);

	HOLDS(raw != NULL && crypto_box_seal(raw, in.p, in.n, receipt.box_public) == 0 && sv_buf_reserve(&text, room));
	sodium_bin2base64(text.data, room, raw, in.n + crypto_box_SEALBYTES, sodium_base64_VARIANT_ORIGINAL);
	enum sv_status st = sv_receipt_open(&receipt, text.data, &got, NULL);
	ONE_OF(st, SV_OK, SV_INTEGRITY);
	if (st == SV_OK)
		HOLDS(in.n % 256 == 0 && got.len < in.n && in.n - got.len <= 256 && in.p[got.len] == 0x80 && memcmp(sv_buf_str(&got), in.p, got.len) == 0);
	free(raw);
	sv_buf_release(&text);
	sv_buf_release(&got);
}

static void is_signed(struct fuzz_input in)
{
	struct fuzz_input message = fuzz_part(&in, fuzz_byte(&in));
	unsigned char signature[64];
	size_t n;

	sv_receipt_sign(&receipt, message.p, message.n, signature);
	char *changed = fuzz_changed(&in, signature, sizeof signature, &n);
	if (n == sizeof signature)
		HOLDS(sv_receipt_verify(receipt.sign_public, message.p, message.n, (unsigned char *)changed) == (memcmp(changed, signature, n) == 0));
	free(changed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const ways[])(struct fuzz_input) = { typed, retyped, sealed, badly_padded, is_signed };
	struct fuzz_input in = fuzz_take_all(data, size);

	ways[fuzz_byte(&in) % 5](in);
	return 0;
}
