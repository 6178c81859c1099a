/* SPDX-License-Identifier: MIT */
/* SSH signatures: see sshsig.h. */
#include "crypt/sshsig.h"

#include <sodium.h>
#include <string.h>

#include "crypt/b64.h"

#define KEY_TYPE "ssh-ed25519"
#define MAGIC "SSHSIG"
#define BEGIN "-----BEGIN SSH SIGNATURE-----\n"
#define END "-----END SSH SIGNATURE-----"
#define LINE 70

static void put_u32(struct sv_buf *b, size_t n)
{
	const unsigned char bytes[4] = { (unsigned char)(n >> 24), (unsigned char)(n >> 16), (unsigned char)(n >> 8), (unsigned char)n };

	sv_buf_add(b, bytes, 4);
}

static void put_string(struct sv_buf *b, const void *bytes, size_t n)
{
	put_u32(b, n);
	sv_buf_add(b, bytes, n);
}

#define BLOB (4 + sizeof KEY_TYPE - 1 + 4 + 32)

/* A public key as SSH writes it. */
static void public_blob(const unsigned char key[32], unsigned char out[BLOB])
{
	static const unsigned char type[] = "\0\0\0\x0b" KEY_TYPE, length[] = { 0, 0, 0, 32 };

	memcpy(out, type, sizeof type - 1);
	memcpy(out + sizeof type - 1, length, sizeof length);
	memcpy(out + BLOB - 32, key, 32);
}

/* The bytes that are really signed: magic, namespace, reserved, hash name, hash of the message. */
static void signed_data(const void *message, size_t n, struct sv_buf *b)
{
	unsigned char hash[crypto_hash_sha512_BYTES];

	crypto_hash_sha512(hash, message, n);
	sv_buf_adds(b, MAGIC);
	put_string(b, "git", 3);
	put_string(b, "", 0);
	put_string(b, "sha512", 6);
	put_string(b, hash, sizeof hash);
}

/* Everything of a signature but its last 64 bytes; the same for all signatures of one key. */
static void envelope(const unsigned char key[32], struct sv_buf *b)
{
	unsigned char blob[BLOB];

	public_blob(key, blob);
	sv_buf_adds(b, MAGIC);
	put_u32(b, 1);
	put_string(b, blob, sizeof blob);
	put_string(b, "git", 3);
	put_string(b, "", 0);
	put_string(b, "sha512", 6);
	put_u32(b, 4 + strlen(KEY_TYPE) + 4 + 64);
	put_string(b, KEY_TYPE, strlen(KEY_TYPE));
	put_u32(b, 64);
}

enum sv_status sv_sshsig_sign(const struct sv_identity *by, const void *message, size_t n, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf data = SV_BUF_INIT, raw = SV_BUF_INIT, b64 = SV_BUF_INIT;
	unsigned char signature[64];

	signed_data(message, n, &data);
	sv_identity_sign(by, data.data, data.len, signature);
	envelope(sv_identity_sign_public(by), &raw);
	sv_buf_add(&raw, signature, sizeof signature);
	sv_b64_encode(raw.data, raw.len, &b64);
	sv_buf_adds(out, BEGIN);
	for (size_t i = 0; i < b64.len; i += LINE) {
		sv_buf_add(out, b64.data + i, b64.len - i < LINE ? b64.len - i : LINE);
		sv_buf_addc(out, '\n');
	}
	sv_buf_adds(out, END "\n");
	bool failed = data.failed || raw.failed || b64.failed || out->failed;
	sv_buf_release(&data);
	sv_buf_release(&raw);
	sv_buf_release(&b64);
	return failed ? sv_err_nomem(err) : SV_OK;
}

/* Takes the armour off; SV_NO where it is not just so. */
static enum sv_status unarmour(const char *text, struct sv_buf *raw)
{
	struct sv_buf b64 = SV_BUF_INIT;
	bool ok = strncmp(text, BEGIN, strlen(BEGIN)) == 0;
	const char *p = ok ? text + strlen(BEGIN) : text;

	while (ok && strncmp(p, END, strlen(END)) != 0) {
		size_t n = strcspn(p, "\n");
		ok = p[n] == '\n' && n > 0 && b64.len < 4096;
		sv_buf_add(&b64, p, n);
		p += n + (ok ? 1 : 0);
	}
	if (ok) {
		p += strlen(END);
		ok = *p == '\0' || (*p == '\n' && p[1] == '\0');
	}
	enum sv_status st = b64.failed ? SV_BUG : ok ? sv_b64_decode(sv_buf_str(&b64), b64.len, raw, NULL) : SV_NO;
	sv_buf_release(&b64);
	return st;
}

enum sv_status sv_sshsig_verify(const unsigned char sign_public[32], const void *message, size_t n, const char *armoured, struct sv_err *err)
{
	struct sv_buf raw = SV_BUF_INIT, want = SV_BUF_INIT, data = SV_BUF_INIT;
	enum sv_status st = unarmour(armoured, &raw);

	/* one key, one namespace, one hash: all but the signature itself is known beforehand */
	envelope(sign_public, &want);
	signed_data(message, n, &data);
	bool starved = st == SV_BUG || want.failed || data.failed, good = false;
	if (st == SV_OK && !starved && raw.len == want.len + 64 && memcmp(raw.data, want.data, want.len) == 0)
		good = crypto_sign_verify_detached((const unsigned char *)raw.data + want.len, (const unsigned char *)data.data, data.len, sign_public) == 0;
	sv_buf_release(&raw);
	sv_buf_release(&want);
	sv_buf_release(&data);
	return starved ? sv_err_nomem(err) : good ? SV_OK : sv_err_set(err, SV_INTEGRITY, N_("the signature is not good"));
}

void sv_ssh_public_line(const unsigned char sign_public[32], struct sv_buf *out)
{
	unsigned char blob[BLOB];

	public_blob(sign_public, blob);
	sv_buf_adds(out, KEY_TYPE " ");
	sv_b64_encode(blob, sizeof blob, out);
}

void sv_ssh_fingerprint(const unsigned char sign_public[32], struct sv_buf *out)
{
	unsigned char blob[BLOB], hash[32];
	char text[48];

	public_blob(sign_public, blob);
	crypto_hash_sha256(hash, blob, sizeof blob);
	sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	sv_buf_adds(out, "SHA256:");
	sv_buf_adds(out, text);
}
