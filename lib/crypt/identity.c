/* SPDX-License-Identifier: MIT */
/* Identities: see identity.h. */
#include "crypt/identity.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypt/b64.h"

#define HANDLE_SIZE 33
#define SECRETS 64 /* Ed25519 seed, X25519 secret key */
#define SALT crypto_pwhash_SALTBYTES
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

const struct sv_kdf_cost sv_kdf_default = { crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE };

/* Lives in guarded, locked memory. */
struct sv_identity {
	char handle[HANDLE_SIZE];
	unsigned char sign_public[32], box_public[32];
	unsigned char sign_secret[64], box_secret[32];
	bool unattended;
};

bool sv_handle_valid(const char *handle)
{
	size_t n = strlen(handle);

	return n >= 1 && n < HANDLE_SIZE && handle[0] >= 'a' && handle[0] <= 'z' && strspn(handle, "abcdefghijklmnopqrstuvwxyz0123456789-_") == n;
}

static struct sv_identity *allocate(void)
{
	struct sv_identity *id = sodium_malloc(sizeof *id);

	if (id)
		memset(id, 0, sizeof *id);
	return id;
}

void sv_identity_free(struct sv_identity *id)
{
	sodium_free(id); /* wipes */
}

enum sv_status sv_identity_new(const char *handle, struct sv_identity **out, struct sv_err *err)
{
	*out = NULL;
	if (!sv_handle_valid(handle))
		return sv_err_set(err, SV_BAD_INPUT, N_("an officer's handle is a small letter and at most 31 more of a-z, 0-9, - and _"));
	*out = allocate();
	if (*out == NULL)
		return sv_err_nomem(err);
	snprintf((*out)->handle, HANDLE_SIZE, "%s", handle);
	crypto_sign_keypair((*out)->sign_public, (*out)->sign_secret);
	crypto_box_keypair((*out)->box_public, (*out)->box_secret);
	return SV_OK;
}

const char *sv_identity_name(const struct sv_identity *id)
{
	return id->handle;
}

const unsigned char *sv_identity_sign_public(const struct sv_identity *id)
{
	return id->sign_public;
}

const unsigned char *sv_identity_box_public(const struct sv_identity *id)
{
	return id->box_public;
}

bool sv_identity_unattended(const struct sv_identity *id)
{
	return id->unattended;
}

void sv_identity_set_attended(struct sv_identity *id)
{
	id->unattended = false;
}

static void add_line(struct sv_buf *out, const char *name, const void *bytes, size_t n)
{
	sv_buf_adds(out, name);
	sv_buf_addc(out, ' ');
	sv_b64_encode(bytes, n, out);
	sv_buf_addc(out, '\n');
}

enum sv_status sv_identity_write(const struct sv_identity *id, const char *passphrase, size_t n, const struct sv_kdf_cost *cost, struct sv_buf *out, struct sv_err *err)
{
	unsigned char *key = sodium_malloc(32), *secrets = sodium_malloc(SECRETS);
	unsigned char salt[SALT], sealed[NONCE + SECRETS + TAG];
	struct sv_buf head = SV_BUF_INIT;
	enum sv_status st = key && secrets ? SV_OK : sv_err_nomem(err);

	if (st != SV_OK)
		goto out;
	memcpy(secrets, id->sign_secret, 32); /* the seed */
	memcpy(secrets + 32, id->box_secret, 32);
	sv_buf_addf(&head, "sv-identity 1\nname %s\n", id->handle);
	add_line(&head, "sign", id->sign_public, 32);
	add_line(&head, "box", id->box_public, 32);
	if (passphrase) {
		cost = cost ? cost : &sv_kdf_default;
		randombytes_buf(salt, sizeof salt);
		sv_buf_addf(&head, "kdf argon2id13 %llu %zu ", cost->operations, cost->memory);
		sv_b64_encode(salt, sizeof salt, &head);
		sv_buf_addc(&head, '\n');
		if (crypto_pwhash(key, 32, passphrase, n, salt, cost->operations, cost->memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
			st = sv_err_nomem(err);
			goto out;
		}
		randombytes_buf(sealed, NONCE);
		crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL, secrets, SECRETS, (const unsigned char *)sv_buf_str(&head), head.len, NULL, sealed, key);
	} else {
		sv_buf_adds(&head, "kdf none\n");
	}
	sv_buf_reserve(out, head.len + 256);
	sv_buf_add_secret(out, sv_buf_str(&head), head.len);
	if (passphrase)
		add_line(out, "secret", sealed, sizeof sealed);
	else
		add_line(out, "secret", secrets, SECRETS);
	st = head.failed || out->failed ? sv_err_nomem(err) : SV_OK;
out:
	sv_buf_release(&head);
	sodium_free(key);
	sodium_free(secrets);
	return st;
}

/* The parts of a file. */
struct parts {
	char handle[HANDLE_SIZE];
	unsigned char sign[32], box[32], salt[SALT];
	struct sv_kdf_cost cost;
	bool passphrase;
	struct sv_buf secret;
	size_t head; /* bytes before the line "secret" */
	bool starved; /* memory ran out: what was read may be good */
};

/* Takes the next line when it starts with "name "; returns the rest of it (length in *n), or NULL. */
static const char *take_line(const char **p, const char *end, const char *name, size_t *n)
{
	const char *nl = *p < end ? memchr(*p, '\n', (size_t)(end - *p)) : NULL;
	size_t len = strlen(name);

	if (nl == NULL || (size_t)(nl - *p) <= len || memcmp(*p, name, len) != 0 || (*p)[len] != ' ')
		return NULL;
	const char *rest = *p + len + 1;
	*n = (size_t)(nl - rest);
	*p = nl + 1;
	return rest;
}

/* Whether a text is the base64 of so many bytes, which come into raw. */
static bool decode(struct parts *parts, const char *text, size_t n, size_t want, struct sv_buf *raw)
{
	enum sv_status st = sv_b64_decode(text, n, raw, NULL);

	if (st == SV_BUG)
		parts->starved = true;
	return st == SV_OK && raw->len == want;
}

static bool take_bytes(struct parts *parts, const char **p, const char *end, const char *name, unsigned char *out, size_t want)
{
	struct sv_buf raw = SV_BUF_INIT;
	size_t n;
	const char *text = take_line(p, end, name, &n);
	bool ok = text && decode(parts, text, n, want, &raw);

	if (ok)
		memcpy(out, raw.data, want);
	sv_buf_release(&raw);
	return ok;
}

/* Takes a decimal number as it is written (no sign, no zero before it), and the blank behind it. */
static bool take_number(const char **p, unsigned long long *out)
{
	size_t digits = strspn(*p, "0123456789");

	if (digits == 0 || digits > 10 || **p == '0' || (*p)[digits] != ' ')
		return false;
	*out = strtoull(*p, NULL, 10);
	*p += digits + 1;
	return true;
}

/* "none", or "argon2id13 OPERATIONS MEMORY SALT" with costs that are not absurd. */
static bool read_kdf(const char *text, size_t n, struct parts *parts)
{
	static const char kind[] = "argon2id13 ";
	char line[128];
	const char *p = line + sizeof kind - 1;
	unsigned long long memory = 0;
	struct sv_buf salt = SV_BUF_INIT;

	if (n >= sizeof line || memchr(text, '\0', n))
		return false;
	memcpy(line, text, n);
	line[n] = '\0';
	parts->passphrase = strcmp(line, "none") != 0;
	if (!parts->passphrase)
		return true;
	bool ok = strncmp(line, kind, sizeof kind - 1) == 0 && take_number(&p, &parts->cost.operations) && take_number(&p, &memory)
	          && parts->cost.operations <= 16 && memory >= 8192 && memory <= 1ull << 30
	          && decode(parts, p, strlen(p), SALT, &salt);
	if (ok) {
		parts->cost.memory = (size_t)memory;
		memcpy(parts->salt, salt.data, SALT);
	}
	sv_buf_release(&salt);
	return ok;
}

static bool take_parts(const char *text, size_t n, struct parts *parts)
{
	const char *p = text, *end = text + n, *rest;
	size_t len;

	rest = take_line(&p, end, "sv-identity", &len);
	if (rest == NULL || len != 1 || rest[0] != '1')
		return false;
	rest = take_line(&p, end, "name", &len);
	if (rest == NULL || len >= HANDLE_SIZE || memchr(rest, '\0', len))
		return false;
	memcpy(parts->handle, rest, len);
	if (!sv_handle_valid(parts->handle) || !take_bytes(parts, &p, end, "sign", parts->sign, 32) || !take_bytes(parts, &p, end, "box", parts->box, 32))
		return false;
	rest = take_line(&p, end, "kdf", &len);
	if (rest == NULL || !read_kdf(rest, len, parts))
		return false;
	parts->head = (size_t)(p - text);
	rest = take_line(&p, end, "secret", &len);
	if (rest == NULL || p != end)
		return false;
	sv_buf_reserve(&parts->secret, 256);
	return decode(parts, rest, len, parts->passphrase ? NONCE + SECRETS + TAG : SECRETS, &parts->secret);
}

static enum sv_status read_parts(const char *text, size_t n, struct parts *parts, struct sv_err *err)
{
	if (take_parts(text, n, parts))
		return SV_OK;
	return parts->starved ? sv_err_nomem(err) : sv_err_set(err, SV_INTEGRITY, N_("the identity file is damaged, or is none"));
}

/* Opens the secrets with a passphrase that is asked for. */
static enum sv_status open_secrets(const struct parts *parts, const char *text, sv_identity_ask *ask, void *data, unsigned char secrets[SECRETS], struct sv_err *err)
{
	struct sv_buf passphrase = SV_BUF_SECRET;
	const unsigned char *sealed = (const unsigned char *)parts->secret.data;
	unsigned char *key = sodium_malloc(32);
	enum sv_status st = key ? SV_OK : sv_err_nomem(err);

	if (st == SV_OK)
		st = ask ? ask(data, &passphrase, err) : sv_err_set(err, SV_DENIED, N_("the identity needs its passphrase"));
	if (st == SV_OK && crypto_pwhash(key, 32, sv_buf_str(&passphrase), passphrase.len, parts->salt, parts->cost.operations, parts->cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
		st = sv_err_nomem(err);
	if (st == SV_OK && crypto_aead_xchacha20poly1305_ietf_decrypt(secrets, NULL, NULL, sealed + NONCE, SECRETS + TAG, (const unsigned char *)text, parts->head, sealed, key) != 0)
		st = sv_err_set(err, SV_DENIED, N_("wrong passphrase"));
	sv_buf_release_secret(&passphrase);
	sodium_free(key);
	return st;
}

enum sv_status sv_identity_read(const char *text, size_t n, sv_identity_ask *ask, void *data, struct sv_identity **out, struct sv_err *err)
{
	struct parts parts = { 0 };
	struct sv_identity *id = allocate();
	unsigned char *secrets = sodium_malloc(SECRETS);
	enum sv_status st = id && secrets ? SV_OK : sv_err_nomem(err);

	*out = NULL;
	if (st == SV_OK)
		st = read_parts(text, n, &parts, err);
	if (st == SV_OK && parts.passphrase)
		st = open_secrets(&parts, text, ask, data, secrets, err);
	else if (st == SV_OK)
		memcpy(secrets, parts.secret.data, SECRETS);
	if (st == SV_OK) {
		memcpy(id->handle, parts.handle, sizeof id->handle);
		crypto_sign_seed_keypair(id->sign_public, id->sign_secret, secrets);
		memcpy(id->box_secret, secrets + 32, 32);
		crypto_scalarmult_base(id->box_public, id->box_secret);
		id->unattended = !parts.passphrase;
		if (sodium_memcmp(id->sign_public, parts.sign, 32) != 0 || sodium_memcmp(id->box_public, parts.box, 32) != 0)
			st = sv_err_set(err, SV_INTEGRITY, N_("the identity file is damaged, or is none"));
	}
	sv_buf_release_secret(&parts.secret);
	sodium_free(secrets);
	if (st != SV_OK) {
		sv_identity_free(id);
		return st;
	}
	*out = id;
	return SV_OK;
}

enum sv_status sv_identity_card(const char *text, size_t n, struct sv_identity_card *out, struct sv_err *err)
{
	struct parts parts = { 0 };
	enum sv_status st = read_parts(text, n, &parts, err);

	sv_buf_release_secret(&parts.secret);
	if (st != SV_OK)
		return st;
	memcpy(out->handle, parts.handle, sizeof out->handle);
	memcpy(out->sign, parts.sign, 32);
	memcpy(out->box, parts.box, 32);
	out->unattended = !parts.passphrase;
	return SV_OK;
}

void sv_identity_sign(const struct sv_identity *id, const void *bytes, size_t n, unsigned char signature[64])
{
	crypto_sign_detached(signature, NULL, bytes, n, id->sign_secret);
}

enum sv_status sv_unwrap(const struct sv_identity *id, const void *wrapped, size_t n, struct sv_buf *out, struct sv_err *err)
{
	if (n < crypto_box_SEALBYTES)
		return sv_err_set(err, SV_INTEGRITY, N_("a wrapped key is damaged"));
	size_t plain = n - crypto_box_SEALBYTES;
	if (!sv_buf_reserve(out, plain))
		return sv_err_nomem(err);
	if (crypto_box_seal_open((unsigned char *)out->data + out->len, wrapped, n, id->box_public, id->box_secret) != 0)
		return sv_err_set(err, SV_DENIED, N_("a key is not wrapped to this identity"));
	out->len += plain;
	out->data[out->len] = '\0';
	return SV_OK;
}
