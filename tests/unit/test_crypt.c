/* SPDX-License-Identifier: MIT */
/* Crypto: sealing, identities, wrapping, SSH signatures (ssh-keygen is the judge), published vectors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>

#include <cmocka.h>
#include <sodium.h>

#include "app/casekeys.h"
#include "base/file.h"
#include "base/wipe.h"
#include "crypt/b64.h"
#include "crypt/blob.h"
#include "crypt/crypt.h"
#include "crypt/derive.h"
#include "crypt/identity.h"
#include "crypt/receipt.h"
#include "crypt/seal.h"
#include "crypt/shamir.h"
#include "crypt/sshsig.h"

static char right[] = "geheim", wrong[] = "Geheim";
static const struct sv_kdf_cost cheap = { 1, 8192 };

static int start(void **state)
{
	(void)state;
	return sv_crypt_init(NULL) == SV_OK ? 0 : -1;
}

static void sealing_opens_only_as_it_was_sealed(void **state)
{
	unsigned char key[32] = { 1 }, other[32] = { 2 };
	char plain[1025];

	(void)state;
	memset(plain, 'x', sizeof plain);
	for (size_t n = 0; n <= 1024; n += n < 10 || (n > 250 && n < 260) ? 1 : 17) {
		struct sv_buf sealed = SV_BUF_INIT, opened = SV_BUF_INIT;
		assert_int_equal(sv_seal(key, "ad", 2, plain, n, &sealed, NULL), SV_OK);
		size_t raw = 24 + (n / 256 + 1) * 256 + 16;
		assert_int_equal(sealed.len, (raw + 2) / 3 * 4); /* length tells only the number of steps */
		assert_int_equal(sv_open(key, "ad", 2, sealed.data, &opened, NULL), SV_OK);
		assert_int_equal(opened.len, n);
		assert_memory_equal(sv_buf_str(&opened), plain, n);
		assert_int_equal(sv_open(other, "ad", 2, sealed.data, &opened, NULL), SV_DENIED);
		assert_int_equal(sv_open(key, "aD", 2, sealed.data, &opened, NULL), SV_DENIED);
		sealed.data[40] = sealed.data[40] == 'A' ? 'B' : 'A';
		assert_int_equal(sv_open(key, "ad", 2, sealed.data, &opened, NULL), SV_DENIED);
		sealed.data[sealed.len - 4] = '\0';
		assert_int_not_equal(sv_open(key, "ad", 2, sealed.data, &opened, NULL), SV_OK);
		sv_buf_release(&sealed);
		sv_buf_release(&opened);
	}
	struct sv_buf out = SV_BUF_INIT;
	assert_int_equal(sv_open(key, "", 0, "", &out, NULL), SV_INTEGRITY);
	assert_int_equal(sv_open(key, "", 0, "not base64!!", &out, NULL), SV_INTEGRITY);
}

static enum sv_status say(void *data, struct sv_buf *out, struct sv_err *err)
{
	(void)err;
	sv_buf_add_secret(out, data, strlen(data));
	return SV_OK;
}

static void identities_survive_their_file(void **state)
{
	struct sv_identity *id = NULL, *back = NULL;
	struct sv_buf text = SV_BUF_INIT, bare = SV_BUF_INIT;

	(void)state;
	assert_int_equal(sv_identity_new("Meldpunt", &id, NULL), SV_BAD_INPUT);
	assert_int_equal(sv_identity_new("meldpunt", &id, NULL), SV_OK);
	assert_int_equal(sv_identity_write(id, "geheim", 6, &cheap, &text, NULL), SV_OK);
	assert_int_equal(sv_identity_read(text.data, text.len, say, right, &back, NULL), SV_OK);
	assert_memory_equal(sv_identity_sign_public(id), sv_identity_sign_public(back), 32);
	assert_memory_equal(sv_identity_box_public(id), sv_identity_box_public(back), 32);
	assert_false(sv_identity_unattended(back));
	sv_identity_free(back);
	assert_int_equal(sv_identity_read(text.data, text.len, say, wrong, &back, NULL), SV_DENIED);
	assert_int_equal(sv_identity_read(text.data, text.len, NULL, NULL, &back, NULL), SV_DENIED);
	for (size_t cut = 0; cut < text.len; cut += 7)
		assert_int_equal(sv_identity_read(text.data, cut, say, right, &back, NULL), SV_INTEGRITY);
	text.data[strlen("sv-identity 1\nname ")] = 'x'; /* the name is bound to the secret */
	assert_int_equal(sv_identity_read(text.data, text.len, say, right, &back, NULL), SV_DENIED);
	assert_int_equal(sv_identity_write(id, NULL, 0, NULL, &bare, NULL), SV_OK);
	assert_int_equal(sv_identity_read(bare.data, bare.len, NULL, NULL, &back, NULL), SV_OK);
	assert_true(sv_identity_unattended(back));
	struct sv_buf wrapped = SV_BUF_INIT, plain = SV_BUF_INIT;
	assert_int_equal(sv_wrap(sv_identity_box_public(id), "sleutel", 7, &wrapped, NULL), SV_OK);
	assert_int_equal(sv_unwrap(back, wrapped.data, wrapped.len, &plain, NULL), SV_OK);
	assert_string_equal(plain.data, "sleutel");
	wrapped.data[50] ^= 1;
	assert_int_equal(sv_unwrap(back, wrapped.data, wrapped.len, &plain, NULL), SV_DENIED);
	assert_int_equal(sv_unwrap(back, wrapped.data, 10, &plain, NULL), SV_INTEGRITY);
	sv_identity_free(id);
	sv_identity_free(back);
	sv_buf_release(&text);
	sv_buf_release(&bare);
	sv_buf_release(&wrapped);
	sv_buf_release(&plain);
}

static void absurd_costs_are_refused(void **state)
{
	static const char text[] = "sv-identity 1\nname a\nsign AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nbox AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
	                           "kdf argon2id13 3 99999999999 AAAAAAAAAAAAAAAAAAAAAA==\nsecret AAAA\n";
	struct sv_identity *id;

	(void)state;
	assert_int_equal(sv_identity_read(text, sizeof text - 1, say, right, &id, NULL), SV_INTEGRITY);
}

/* A number written otherwise, or something behind a NUL, would be read past by one reader and refused by another. */
static void an_identity_file_has_one_form(void **state)
{
	static const char keys[] = "sign AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nbox AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", sealed[] = "AAAAAAAAAAAAAAAA";
	static const struct { const char *name, *kdf; bool good; } cases[] = {
		{ "a", "none", true }, { "a", "argon2id13 1 8192 AAAAAAAAAAAAAAAAAAAAAA==", true }, { "a#b", "none", false }, { "a", "none#b", false },
		{ "a", "argon2id13 1 8192 AAAAAAAAAAAAAAAAAAAAAA==#b", false }, { "a", "argon2id13 +1 8192 AAAAAAAAAAAAAAAAAAAAAA==", false },
		{ "a", "argon2id13 01 8192 AAAAAAAAAAAAAAAAAAAAAA==", false }, { "a", "argon2id13 1  8192 AAAAAAAAAAAAAAAAAAAAAA==", false },
		{ "a", "argon2id13 -18446744073709551615 8192 AAAAAAAAAAAAAAAAAAAAAA==", false }, { "a", "argon2id13 1 8192  AAAAAAAAAAAAAAAAAAAAAA==", false },
	};
	struct sv_identity_card card;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sv_buf text = SV_BUF_INIT;
		sv_buf_addf(&text, "sv-identity 1\nname %s\n%skdf %s\nsecret ", cases[i].name, keys, cases[i].kdf);
		for (int k = strncmp(cases[i].kdf, "none", 4) == 0 ? 5 : 8; k > 0; k--)
			sv_buf_adds(&text, sealed);
		sv_buf_adds(&text, strncmp(cases[i].kdf, "none", 4) == 0 ? "AAAAAA==\n" : "AAAAAAAAAAA=\n"); /* 64 and 104 bytes */
		for (char *p = text.data; (p = strchr(p, '#')); p++)
			*p = '\0';
		assert_int_equal(sv_identity_card(text.data, text.len, &card, NULL), cases[i].good ? SV_OK : SV_INTEGRITY);
		sv_buf_release(&text);
	}
}

/* ssh-keygen checks a signature of ours, and we one of ssh-keygen's. */
static void ssh_keygen_agrees(void **state)
{
	char dir[] = "/tmp/sv-test-XXXXXX", path[64], command[512];
	struct sv_identity *id = NULL;
	struct sv_buf armour = SV_BUF_INIT, line = SV_BUF_INIT, theirs = SV_BUF_INIT, public = SV_BUF_INIT, raw = SV_BUF_INIT;
	static const char message[] = "tree x\n\nbericht\n";

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(sv_identity_new("meldpunt", &id, NULL), SV_OK);
	assert_int_equal(sv_sshsig_sign(id, message, sizeof message - 1, &armour, NULL), SV_OK);
	assert_int_equal(sv_sshsig_verify(sv_identity_sign_public(id), message, sizeof message - 1, armour.data, NULL), SV_OK);
	assert_int_equal(sv_sshsig_verify(sv_identity_sign_public(id), message, sizeof message - 2, armour.data, NULL), SV_INTEGRITY);
	sv_buf_adds(&line, "meldpunt@sv namespaces=\"git\" ");
	sv_ssh_public_line(sv_identity_sign_public(id), &line);
	sv_buf_addc(&line, '\n');
	snprintf(path, sizeof path, "%s/allowed", dir);
	assert_int_equal(sv_file_write(path, line.data, line.len, 0600, NULL), SV_OK);
	snprintf(path, sizeof path, "%s/m.sig", dir);
	assert_int_equal(sv_file_write(path, armour.data, armour.len, 0600, NULL), SV_OK);
	snprintf(path, sizeof path, "%s/m", dir);
	assert_int_equal(sv_file_write(path, message, sizeof message - 1, 0600, NULL), SV_OK);
	snprintf(command, sizeof command, "ssh-keygen -q -Y verify -f %s/allowed -I meldpunt@sv -n git -s %s/m.sig <%s/m >/dev/null", dir, dir, dir);
	assert_int_equal(system(command), 0);
	snprintf(command, sizeof command, "cd %s && ssh-keygen -q -t ed25519 -N '' -f k && rm -f m.sig && ssh-keygen -q -Y sign -f k -n git m 2>/dev/null && cut -d' ' -f2 k.pub >pub", dir);
	assert_int_equal(system(command), 0);
	snprintf(path, sizeof path, "%s/m.sig", dir);
	assert_int_equal(sv_file_read(path, 4096, &theirs, NULL), SV_OK);
	snprintf(path, sizeof path, "%s/pub", dir);
	assert_int_equal(sv_file_read(path, 4096, &public, NULL), SV_OK);
	assert_int_equal(sv_b64_decode(public.data, public.len - 1, &raw, NULL), SV_OK);
	const unsigned char *key = (const unsigned char *)raw.data + raw.len - 32;
	assert_int_equal(sv_sshsig_verify(key, message, sizeof message - 1, theirs.data, NULL), SV_OK);
	assert_int_equal(sv_sshsig_verify(sv_identity_sign_public(id), message, sizeof message - 1, theirs.data, NULL), SV_INTEGRITY);
	snprintf(command, sizeof command, "cd %s && rm m.sig && ssh-keygen -q -Y sign -f k -n file m 2>/dev/null", dir);
	assert_int_equal(system(command), 0);
	snprintf(path, sizeof path, "%s/m.sig", dir);
	sv_buf_clear(&theirs);
	assert_int_equal(sv_file_read(path, 4096, &theirs, NULL), SV_OK);
	assert_int_equal(sv_sshsig_verify(key, message, sizeof message - 1, theirs.data, NULL), SV_INTEGRITY); /* another namespace */
	for (size_t i = 0; i < armour.len; i++) { /* any changed byte */
		char was = armour.data[i];
		armour.data[i] = was == 'A' ? 'B' : 'A';
		assert_int_equal(sv_sshsig_verify(sv_identity_sign_public(id), message, sizeof message - 1, armour.data, NULL), SV_INTEGRITY);
		armour.data[i] = was;
	}
	snprintf(command, sizeof command, "rm -rf %s", dir);
	assert_int_equal(system(command), 0);
	sv_identity_free(id);
	sv_buf_release(&armour);
	sv_buf_release(&line);
	sv_buf_release(&theirs);
	sv_buf_release(&public);
	sv_buf_release(&raw);
}

static void tokens_recognise_a_person(void **state)
{
	unsigned char key[32] = { 9 };
	char a[SV_TOKEN_SIZE], b[SV_TOKEN_SIZE];
	struct sv_buf one = SV_BUF_INIT, two = SV_BUF_INIT;

	(void)state;
	assert_int_equal(sv_normalise_person("P-10.42 ", &one, NULL), SV_OK);
	assert_int_equal(sv_normalise_person("p1042", &two, NULL), SV_OK);
	assert_string_equal(one.data, two.data);
	sv_derive_token(key, one.data, a);
	key[0] = 8;
	sv_derive_token(key, one.data, b);
	assert_string_not_equal(a, b);
	assert_int_equal(strspn(a, "abcdefghijklmnopqrstuvwxyz234567"), 24);
	assert_int_equal(sv_normalise_person(" - ", &one, NULL), SV_BAD_INPUT);
	sv_buf_release(&one);
	sv_buf_release(&two);
}

/* What an event calls its keys was written by others. */
static void sets_of_keys_have_numbers(void **state)
{
	(void)state;
	assert_int_equal(sv_keys_number("c12"), 12);
	assert_int_equal(sv_keys_epoch("e3"), 3);
	assert_int_equal(sv_keys_epoch("r2"), 2);
	assert_int_equal(sv_keys_epoch("c2"), 1);
	assert_int_equal(sv_keys_epoch("e4294967298"), 1); /* not 2 */
	static const char *const none[] = { "", "e", "c0", "c-1", "c+1", "c 1", "c01", "c1x", "c1000000001", "c2147483647", "c99999999999999" };
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		assert_int_equal(sv_keys_number(none[i]), 0);
}

/* The base64 of what is no secret is libsodium's, and is read as strictly: any one changed character is told alike. */
static void both_base64s_agree(void **state)
{
	unsigned char bytes[300], over[600];
	char text[404];
	struct sv_buf want = SV_BUF_INIT, one = SV_BUF_INIT, two = SV_BUF_INIT;

	(void)state;
	sv_random(bytes, sizeof bytes);
	for (size_t n = 0; n <= sizeof bytes; n++) {
		size_t len = sv_b64_length(n);
		sv_buf_clear(&want);
		sv_b64_encode(bytes, n, &want);
		assert_int_equal(want.len, len);
		sv_b64_write(bytes, n, text);
		assert_memory_equal(text, sv_buf_str(&want), len);
		memcpy(over + len - n, bytes, n); /* in the room that it will take itself */
		sv_b64_write(over + len - n, n, (char *)over);
		assert_memory_equal(over, sv_buf_str(&want), len);
		for (size_t cut = 0; cut <= 4 && cut <= len; cut++) {
			sv_buf_clear(&one);
			sv_buf_clear(&two);
			assert_int_equal(sv_b64_decode_public(text, len - cut, &one, NULL), sv_b64_decode(text, len - cut, &two, NULL));
			assert_int_equal(one.len, two.len);
			assert_memory_equal(sv_buf_str(&one), sv_buf_str(&two), one.len);
		}
		for (size_t at = n < 12 ? 0 : len - 8; at < len; at++) {
			char was = text[at];
			for (int c = 0; c < 256; c++) {
				text[at] = (char)c;
				sv_buf_clear(&one);
				sv_buf_clear(&two);
				assert_int_equal(sv_b64_decode_public(text, len, &one, NULL), sv_b64_decode(text, len, &two, NULL));
				assert_int_equal(one.len, two.len);
				assert_memory_equal(sv_buf_str(&one), sv_buf_str(&two), one.len);
			}
			text[at] = was;
		}
	}
	sv_buf_release(&want);
	sv_buf_release(&one);
	sv_buf_release(&two);
}

/* Bytes are given once: not twice in a row, not to two threads of control that a fork made of one. */
static void random_bytes_are_given_once(void **state)
{
	unsigned char seen[400][24], child[24], both[96];
	int fd[2], status;

	(void)state;
	for (int i = 0; i < 400; i++) {
		sv_random(seen[i], sizeof seen[i]);
		for (int k = 0; k < i; k++)
			assert_memory_not_equal(seen[i], seen[k], 8);
	}
	sv_random(both, sizeof both); /* more than is fetched ahead for */
	assert_memory_not_equal(both, both + 48, 48);
	assert_int_equal(pipe(fd), 0);
	pid_t pid = fork();
	if (pid == 0) {
		sv_random(child, sizeof child);
		_exit(write(fd[1], child, sizeof child) == sizeof child ? 0 : 1);
	}
	sv_random(seen[0], sizeof seen[0]);
	assert_int_equal(read(fd[0], child, sizeof child), sizeof child);
	assert_true(waitpid(pid, &status, 0) == pid && status == 0);
	assert_memory_not_equal(child, seen[0], sizeof child);
	close(fd[0]);
	close(fd[1]);
}

/* Padding ends as libsodium's does, for every length; other text has none. */
static void padding_is_found_as_libsodium_finds_it(void **state)
{
	unsigned char text[3 * SV_PAD];
	size_t a, b;

	(void)state;
	for (size_t n = 0; n < 2 * SV_PAD; n++) {
		memset(text, n % 3 ? 0x80 : 0, sizeof text);
		assert_int_equal(sodium_pad(&a, text, n, SV_PAD, sizeof text), 0);
		assert_true(sv_unpad(text, a, &b));
		assert_int_equal(b, n);
	}
	for (uint32_t seed = 1; seed < 20000; seed++) { /* mostly zeros, some marks, some other bytes */
		for (size_t i = 0; i < sizeof text; i++)
			text[i] = (unsigned char)((seed * 2654435761u ^ i * 40503u * seed) >> 24 < 3 ? (seed + i) % 2 ? 0x80 : 1 : 0);
		size_t len = SV_PAD * (1 + seed % 3);
		bool found = sv_unpad(text, len, &b);
		assert_int_equal(found, sodium_unpad(&a, text, len, SV_PAD) == 0);
		assert_true(!found || a == b);
	}
	assert_false(sv_unpad(text, 0, &b));
}

/* A file with one of its parts replaced. */
static enum sv_status read_with(const struct sv_buf *text, const char *from, const char *to)
{
	struct sv_buf changed = SV_BUF_INIT;
	struct sv_identity *id = NULL;
	const char *at = strstr(text->data, from);

	assert_non_null(at);
	sv_buf_add(&changed, text->data, (size_t)(at - text->data));
	sv_buf_adds(&changed, to);
	sv_buf_adds(&changed, at + strlen(from));
	enum sv_status st = sv_identity_read(changed.data, changed.len, NULL, NULL, &id, NULL);
	assert_true((st == SV_OK) == (id != NULL));
	sv_identity_free(id);
	sv_buf_release(&changed);
	return st;
}

static void a_changed_identity_file_is_none(void **state)
{
	struct sv_identity *id = NULL, *other = NULL;
	struct sv_buf text = SV_BUF_INIT, sign = SV_BUF_INIT, box = SV_BUF_INIT, its = SV_BUF_INIT, line = SV_BUF_INIT;
	char name[40];

	(void)state;
	assert_int_equal(sv_identity_new("meldpunt", &id, NULL), SV_OK);
	assert_int_equal(sv_identity_new("tweede", &other, NULL), SV_OK);
	assert_int_equal(sv_identity_write(id, NULL, 0, NULL, &text, NULL), SV_OK);
	assert_int_equal(read_with(&text, "meldpunt", "meldpunt"), SV_OK);
	assert_int_equal(read_with(&text, "sv-identity 1", "sv-identity 2"), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "sv-identity 1", "sv-identity 10"), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "sv-identity 1", "sv-identity"), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "sv-identity 1", "sv-identity=1"), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "name meldpunt", "nama meldpunt"), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "meldpunt", "Meldpunt"), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "meldpunt", ""), SV_INTEGRITY);
	memset(name, 'a', sizeof name);
	name[32] = '\0';
	assert_int_equal(read_with(&text, "meldpunt", name), SV_OK); /* without a passphrase nothing binds the name but the history */
	name[32] = 'a';
	name[33] = '\0';
	assert_int_equal(read_with(&text, "meldpunt", name), SV_INTEGRITY);
	/* public keys that are not those of the secret ones */
	sv_b64_encode(sv_identity_sign_public(id), 32, &sign);
	sv_b64_encode(sv_identity_box_public(id), 32, &box);
	sv_b64_encode(sv_identity_sign_public(other), 32, &its);
	assert_int_equal(read_with(&text, sign.data, its.data), SV_INTEGRITY);
	assert_int_equal(read_with(&text, box.data, its.data), SV_INTEGRITY);
	its.data[40] = '\0';
	assert_int_equal(read_with(&text, box.data, its.data), SV_INTEGRITY); /* 30 bytes */
	assert_int_equal(read_with(&text, "kdf none", "kdf argon2id13 1 8192 AAAAAAAAAAAAAAAAAAAAAA=="), SV_INTEGRITY); /* its secrets are not sealed */
	assert_int_equal(read_with(&text, "kdf none", "kdf argon2id13 1 8192 AAAAAAAAAAAAAAAAAAAA"), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "kdf none", "kdf argon2id13 1 8192 !"), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "kdf none", "kdf argon2id13 17 8192 AAAAAAAAAAAAAAAAAAAAAA=="), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "kdf none", "kdf argon2id13 1 8191 AAAAAAAAAAAAAAAAAAAAAA=="), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "kdf none", "kdf argon2id13 1 1073741825 AAAAAAAAAAAAAAAAAAAAAA=="), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "kdf none", "kdf argon2id13 1 8192x AAAAAAAAAAAAAAAAAAAAAA=="), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "kdf none", "kdf scrypt 1 8192 AAAAAAAAAAAAAAAAAAAAAA=="), SV_INTEGRITY);
	sv_buf_adds(&line, "kdf argon2id13 1 8192 ");
	while (line.len < 200)
		sv_buf_adds(&line, "AAAA");
	assert_int_equal(read_with(&text, "kdf none", line.data), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "secret ", "secret !"), SV_INTEGRITY);
	assert_int_equal(read_with(&text, "secret ", "secret AAAA"), SV_INTEGRITY);
	sv_identity_free(id);
	sv_identity_free(other);
	sv_buf_release(&text);
	sv_buf_release(&sign);
	sv_buf_release(&box);
	sv_buf_release(&its);
	sv_buf_release(&line);
}

static void handles_have_one_form(void **state)
{
	static const char *const good[] = { "a", "z9", "a-b_c", "abcdefghijklmnopqrstuvwxyz012345" }, *const bad[] = { "", "A", "1a", "_a", "{a", "aB", "a b", "a.b", "a/b", "abcdefghijklmnopqrstuvwxyz0123456" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_true(sv_handle_valid(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(sv_handle_valid(bad[i]));
}

/* Who has the key may seal what no writer of ours would: it is damage, whatever its length. */
static void what_is_sealed_otherwise_is_damaged(void **state)
{
	static const unsigned char key[32] = { 3 }, no_point[32] = { 0 };
	unsigned char raw[24 + 512 + 16], text[512];
	struct sv_buf out = SV_BUF_INIT, b64 = SV_BUF_INIT;
	char ad[128];
	unsigned long long got;
	int n = snprintf(ad, sizeof ad, "sv1 attachment%c%s%c%s%c%u%c%s", 0, "2026-7K3MQP", 0, "a1", 0, 0u, 0, "last");

	(void)state;
	memset(text, 'x', sizeof text); /* no padding in it */
	memset(raw, 0, 24);
	crypto_aead_xchacha20poly1305_ietf_encrypt(raw + 24, &got, text, 256, (unsigned char *)ad, (size_t)n, NULL, raw, key);
	assert_int_equal(sv_part_open(key, "2026-7K3MQP", "a1", 0, 1, raw, 24 + got, &out, NULL), SV_INTEGRITY);
	crypto_aead_xchacha20poly1305_ietf_encrypt(raw + 24, &got, text, 300, (unsigned char *)ad, (size_t)n, NULL, raw, key);
	assert_int_equal(sv_part_open(key, "2026-7K3MQP", "a1", 0, 1, raw, 24 + got, &out, NULL), SV_INTEGRITY);
	assert_int_equal(sv_part_open(key, "2026-7K3MQP", "a1", 0, 1, raw, 100, &out, NULL), SV_INTEGRITY);
	assert_int_equal(out.len, 0);
	assert_int_equal(sv_part_seal(key, "2026-7K3MQP", "a1", 0, 1, NULL, 0, &b64, NULL), SV_OK); /* an empty one is one */
	assert_int_equal(sv_part_open(key, "2026-7K3MQP", "a1", 0, 0, b64.data, b64.len, &out, NULL), SV_INTEGRITY); /* though not one with more to come */
	assert_int_equal(sv_part_open(key, "2026-7K3MQP", "a1", 0, 1, b64.data, b64.len, &out, NULL), SV_OK);
	assert_int_equal(out.len, 0);
	crypto_aead_xchacha20poly1305_ietf_encrypt(raw + 24, &got, text, 256, (const unsigned char *)"ad", 2, NULL, raw, key);
	sv_buf_clear(&b64);
	sv_b64_encode(raw, 24 + got, &b64);
	assert_int_equal(sv_open(key, "ad", 2, b64.data, &out, NULL), SV_INTEGRITY);
	sv_buf_clear(&b64);
	sv_b64_encode(raw, 24 + 256 + 16 + 1, &b64);
	assert_int_equal(sv_open(key, "ad", 2, b64.data, &out, NULL), SV_INTEGRITY);
	assert_int_equal(sv_seal(key, "ad", 2, text, SIZE_MAX / 2, &out, NULL), SV_BUG); /* more than there is memory for: refused before it is looked at */
	assert_int_equal(sv_wrap(no_point, "sleutel", 7, &out, NULL), SV_BAD_INPUT);
	assert_int_equal(out.len, 0);
	sv_buf_release(&out);
	sv_buf_release(&b64);
}

/* Tokens are masked and unmasked by one function; what is none stays as it is. */
static void only_a_token_is_masked(void **state)
{
	static const unsigned char salt[32] = { 5 };
	char token[SV_TOKEN_SIZE] = "abcdefghijklmnopqrstuvwx", was[SV_TOKEN_SIZE], bad[SV_TOKEN_SIZE] = "abcdefghijklmnopqrstuvw1", brief[SV_TOKEN_SIZE] = "abc";

	(void)state;
	memcpy(was, token, sizeof was);
	assert_true(sv_mask_token(salt, token));
	assert_string_not_equal(token, was);
	assert_true(sv_mask_token(salt, token));
	assert_string_equal(token, was);
	assert_false(sv_mask_token(salt, bad));
	assert_string_equal(bad, "abcdefghijklmnopqrstuvw1");
	assert_false(sv_mask_token(salt, brief));
	assert_string_equal(brief, "abc");
}

static void receipts_are_read_as_typed(void **state)
{
	char code[SV_RECEIPT_SIZE], again[SV_RECEIPT_SIZE], typed[80];
	struct sv_buf b64 = SV_BUF_INIT, out = SV_BUF_INIT;
	struct sv_receipt keys;
	unsigned char sealed[256 + crypto_box_SEALBYTES + 1], text[257];

	(void)state;
	sv_receipt_make(code);
	snprintf(typed, sizeof typed, "\t%s\r\n", code);
	for (char *p = typed; *p; p++)
		*p = *p == '-' ? ' ' : *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p == '0' ? 'o' : *p == '1' ? 'l' : *p;
	assert_int_equal(sv_receipt_parse(typed, again, NULL), SV_OK);
	assert_string_equal(again, code);
	static const char *const none[] = { "", "7K3M", "{", "7K3M-QP9A-1B2C-3D4E-FFFF", "7K3M-QP9A-1B2C-3D4E-F7", "7K3M-QP9A-1B2C-3D4U-F", "7K3M-QP9A-1B2C-3D4{-F" };
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		assert_int_equal(sv_receipt_parse(none[i], again, NULL), SV_BAD_INPUT);
	code[0] = code[0] == '2' ? '3' : '2';
	assert_int_equal(sv_receipt_parse(code, again, NULL), SV_BAD_INPUT);
	/* what others put into a mailbox */
	assert_int_equal(sv_receipt_keys("7K3M-QP9A-1B2C-3D4E-F", "s", &keys, NULL), SV_OK);
	assert_int_equal(sv_receipt_open(&keys, "!", &out, NULL), SV_INTEGRITY);
	assert_int_equal(sv_receipt_open(&keys, "AAAA", &out, NULL), SV_INTEGRITY);
	memset(text, 'x', sizeof text);
	assert_int_equal(crypto_box_seal(sealed, text, 257, keys.box_public), 0);
	sv_b64_encode(sealed, sizeof sealed, &b64);
	assert_int_equal(sv_receipt_open(&keys, b64.data, &out, NULL), SV_INTEGRITY); /* not whole steps of padding */
	assert_int_equal(crypto_box_seal(sealed, text, 256, keys.box_public), 0);
	sv_buf_clear(&b64);
	sv_b64_encode(sealed, sizeof sealed - 1, &b64);
	assert_int_equal(sv_receipt_open(&keys, b64.data, &out, NULL), SV_INTEGRITY); /* no padding in it */
	text[255] = 0x80;
	assert_int_equal(crypto_box_seal(sealed, text, 256, keys.box_public), 0);
	sv_buf_clear(&b64);
	sv_b64_encode(sealed, sizeof sealed - 1, &b64);
	assert_int_equal(sv_receipt_open(&keys, b64.data, &out, NULL), SV_OK);
	assert_int_equal(out.len, 255);
	sv_buf_release(&b64);
	sv_buf_release(&out);
}

static void signatures_have_one_form(void **state)
{
	struct sv_identity *id = NULL;
	struct sv_buf armour = SV_BUF_INIT, text = SV_BUF_INIT;

	(void)state;
	assert_int_equal(sv_identity_new("meldpunt", &id, NULL), SV_OK);
	assert_int_equal(sv_sshsig_sign(id, "x", 1, &armour, NULL), SV_OK);
	const unsigned char *key = sv_identity_sign_public(id);
	armour.data[armour.len - 1] = '\0'; /* a commit has it without the last end of line */
	assert_int_equal(sv_sshsig_verify(key, "x", 1, armour.data, NULL), SV_OK);
	sv_buf_add(&text, armour.data, armour.len - 1);
	sv_buf_adds(&text, "\n\n");
	assert_int_equal(sv_sshsig_verify(key, "x", 1, text.data, NULL), SV_INTEGRITY);
	text.data[text.len - 1] = 'x';
	assert_int_equal(sv_sshsig_verify(key, "x", 1, text.data, NULL), SV_INTEGRITY);
	text.data[text.len - 2] = 'x';
	assert_int_equal(sv_sshsig_verify(key, "x", 1, text.data, NULL), SV_INTEGRITY);
	sv_buf_clear(&text);
	sv_buf_adds(&text, "-----BEGIN SSH SIGNATURE-----\n");
	for (int i = 0; i < 80; i++)
		sv_buf_adds(&text, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n");
	sv_buf_adds(&text, "-----END SSH SIGNATURE-----");
	assert_int_equal(sv_sshsig_verify(key, "x", 1, text.data, NULL), SV_INTEGRITY); /* longer than any of ours */
	sv_identity_free(id);
	sv_buf_release(&armour);
	sv_buf_release(&text);
}

static void shares_make_the_secret_again(void **state)
{
	static const unsigned char secret[] = "geheim, en niet zo kort";
	unsigned char random[2 * 24], shares[5 * 24], back[24], xs[5] = { 1, 2, 3, 4, 5 };

	(void)state;
	for (unsigned i = 0; i < sizeof random; i++)
		random[i] = (unsigned char)(i * 37 + 11);
	assert_int_equal(sv_shamir_split(secret, 24, 3, 5, random, shares, NULL), SV_OK);
	for (unsigned which = 0; which < 32; which++) { /* any of them */
		unsigned char some[5 * 24], at[5];
		int n = 0;
		for (int i = 0; i < 5; i++)
			if (which >> i & 1) {
				memcpy(some + n * 24, shares + i * 24, 24);
				at[n++] = xs[i];
			}
		assert_int_equal(sv_shamir_combine(at, some, 24, n, back, NULL), n > 0 ? SV_OK : SV_BAD_INPUT);
		if (n >= 3)
			assert_memory_equal(back, secret, 24);
		else
			assert_memory_not_equal(back, secret, 24);
	}
	assert_int_equal(sv_shamir_split(secret, 24, 0, 5, random, shares, NULL), SV_BAD_INPUT);
	assert_int_equal(sv_shamir_split(secret, 24, 3, 2, random, shares, NULL), SV_BAD_INPUT);
	assert_int_equal(sv_shamir_split(secret, 24, 3, 256, random, shares, NULL), SV_BAD_INPUT);
	xs[1] = 1;
	assert_int_equal(sv_shamir_combine(xs, shares, 24, 3, back, NULL), SV_BAD_INPUT); /* twice the same */
	xs[1] = 0;
	assert_int_equal(sv_shamir_combine(xs, shares, 24, 3, back, NULL), SV_BAD_INPUT); /* the secret itself would be a share */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sealing_opens_only_as_it_was_sealed), cmocka_unit_test(padding_is_found_as_libsodium_finds_it), cmocka_unit_test(random_bytes_are_given_once), cmocka_unit_test(identities_survive_their_file), cmocka_unit_test(absurd_costs_are_refused),
		cmocka_unit_test(an_identity_file_has_one_form), cmocka_unit_test(a_changed_identity_file_is_none), cmocka_unit_test(handles_have_one_form), cmocka_unit_test(what_is_sealed_otherwise_is_damaged),
		cmocka_unit_test(only_a_token_is_masked), cmocka_unit_test(receipts_are_read_as_typed), cmocka_unit_test(signatures_have_one_form), cmocka_unit_test(shares_make_the_secret_again),
		cmocka_unit_test(both_base64s_agree), cmocka_unit_test(sets_of_keys_have_numbers), cmocka_unit_test(ssh_keygen_agrees), cmocka_unit_test(tokens_recognise_a_person),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
