/* SPDX-License-Identifier: MIT */
/* Fuzzes signatures: arbitrary armour, and a good signature changed, which is good only where what was signed and all its bytes are the same. */
#include "fuzz.h"

#include "base/buf.h"
#include "crypt/b64.h"
#include "crypt/sshsig.h"

static struct sv_identity *signer;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_start();
	HOLDS(sv_identity_new("meldpunt", &signer, NULL) == SV_OK);
	return 0;
}

/* Whether two texts are the same but for where their lines end. */
static int same_text(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a == '\n')
			a++;
		while (*b == '\n')
			b++;
		if (*a != *b || *a == '\0')
			return *a == *b;
	}
}

/* A signature by the signer, changed: it is good of the message it is of, and of no other; lines may end elsewhere. */
static void changed(struct fuzz_input in)
{
	struct fuzz_input message = fuzz_part(&in, fuzz_byte(&in));
	unsigned flip = fuzz_byte(&in);
	struct sv_buf text = SV_BUF_INIT;
	unsigned char other[256] = { 0 };
	size_t n;

	HOLDS(sv_sshsig_sign(signer, message.p, message.n, &text, NULL) == SV_OK);
	if (message.n > 0) {
		memcpy(other, message.p, message.n);
		other[flip % message.n] ^= 1;
		HOLDS(sv_sshsig_verify(sv_identity_sign_public(signer), other, message.n, text.data, NULL) == SV_INTEGRITY);
	}
	char *armour = fuzz_changed(&in, text.data, text.len, &n);
	enum sv_status st = sv_sshsig_verify(sv_identity_sign_public(signer), message.p, message.n, armour, NULL);
	ONE_OF(st, SV_OK, SV_INTEGRITY);
	if (st == SV_OK)
		HOLDS(same_text(armour, text.data));
	if (strcmp(armour, text.data) == 0)
		HOLDS(st == SV_OK);
	free(armour);
	sv_buf_release(&text);
}

/* Armour, key and message as they come. */
static void anything(struct fuzz_input in)
{
	struct fuzz_input key = fuzz_part(&in, 32), message = fuzz_part(&in, fuzz_byte(&in));
	unsigned char public[32] = { 0 };
	char *armour = fuzz_text(in);

	if (key.n > 0)
		memcpy(public, key.p, key.n);
	ONE_OF(sv_sshsig_verify(public, message.p, message.n, armour, NULL), SV_OK, SV_INTEGRITY);
	ONE_OF(sv_sshsig_verify(sv_identity_sign_public(signer), message.p, message.n, armour, NULL), SV_INTEGRITY);
	free(armour);
}

/* Bytes that become the armour of a signature, so that the lengths within it are reached. */
static void armoured(struct fuzz_input in)
{
	struct fuzz_input key = fuzz_part(&in, 32);
	struct sv_buf text = SV_BUF_INIT, b64 = SV_BUF_INIT;
	unsigned char public[32] = { 0 };
	unsigned width = fuzz_byte(&in) % 100 + 1;

	if (key.n > 0)
		memcpy(public, key.p, key.n);
	sv_b64_encode(in.p, in.n, &b64);
	sv_buf_adds(&text, "-----BEGIN SSH SIGNATURE-----\n");
	for (size_t i = 0; i < b64.len; i += width) {
		sv_buf_add(&text, b64.data + i, b64.len - i < width ? b64.len - i : width);
		sv_buf_addc(&text, '\n');
	}
	sv_buf_adds(&text, "-----END SSH SIGNATURE-----");
	ONE_OF(sv_sshsig_verify(public, "m", 1, text.data, NULL), SV_OK, SV_INTEGRITY);
	sv_buf_release(&text);
	sv_buf_release(&b64);
}

/* What is shown of a key. */
static void shown(struct fuzz_input in)
{
	unsigned char public[32] = { 0 };
	struct sv_buf line = SV_BUF_INIT, print = SV_BUF_INIT;

	if (in.n > 0)
		memcpy(public, in.p, in.n < 32 ? in.n : 32);
	sv_ssh_public_line(public, &line);
	sv_ssh_fingerprint(public, &print);
	HOLDS(line.len == 12 + 68 && strlen(line.data) == line.len && print.len == 7 + 43 && strlen(print.data) == print.len);
	sv_buf_release(&line);
	sv_buf_release(&print);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const ways[])(struct fuzz_input) = { changed, anything, armoured, shown };
	struct fuzz_input in = fuzz_take_all(data, size);

	ways[fuzz_byte(&in) % 4](in);
	return 0;
}
