/* SPDX-License-Identifier: MIT */
/* Fuzzes identity files: what reads is a file as format.md has it, to the byte; and what is wrapped to an identity. */
#include "fuzz.h"

#include "base/buf.h"
#include "crypt/b64.h"
#include "crypt/identity.h"
#include "crypt/seal.h"

static struct sv_identity *known;
static struct sv_buf bare, locked;
static const struct sv_kdf_cost least = { 1, 8192 };
static const char passphrase[] = "wachtzin";

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_start();
	HOLDS(sv_identity_new("meldpunt", &known, NULL) == SV_OK);
	HOLDS(sv_identity_write(known, NULL, 0, NULL, &bare, NULL) == SV_OK);
	HOLDS(sv_identity_write(known, passphrase, strlen(passphrase), &least, &locked, NULL) == SV_OK);
	return 0;
}

static enum sv_status say(void *data, struct sv_buf *out, struct sv_err *err)
{
	(void)data;
	(void)err;
	sv_buf_add_secret(out, passphrase, strlen(passphrase));
	return SV_OK;
}

/* A decimal number as it is written: no sign, no blank, no leading zero. 0 where it is none, or has more than ten digits. */
static unsigned long long plain_number(const char **p)
{
	unsigned long long n = 0;
	const char *start = *p;

	if (*start == '0')
		return 0;
	while (**p >= '0' && **p <= '9' && *p - start < 10)
		n = n * 10 + (unsigned)(*(*p)++ - '0');
	return **p >= '0' && **p <= '9' ? 0 : n;
}

/* Whether the line of the cost is as the format has it: 1 cheap enough to be tried, 0 not, -1 it is no such line. none counts as cheap. */
static int cost(const char *text, size_t n)
{
	const char *line = text;
	char copy[256];

	for (int i = 0; i < 4 && line; i++) {
		line = memchr(line, '\n', n - (size_t)(line - text));
		line = line ? line + 1 : NULL;
	}
	const char *end = line ? memchr(line, '\n', n - (size_t)(line - text)) : NULL;
	if (end == NULL || (size_t)(end - line) >= sizeof copy)
		return -1;
	memcpy(copy, line, (size_t)(end - line));
	copy[end - line] = '\0';
	if (strlen(copy) != (size_t)(end - line))
		return -1;
	if (strcmp(copy, "kdf none") == 0)
		return 1;
	if (strncmp(copy, "kdf argon2id13 ", 15) != 0)
		return -1;
	const char *p = copy + 15;
	unsigned long long operations = plain_number(&p);
	if (*p++ != ' ')
		return -1;
	unsigned long long memory = plain_number(&p);
	if (*p != ' ' || strlen(p) != 1 + 24 || operations < 1 || operations > 16 || memory < 8192 || memory > 1ull << 30)
		return -1;
	return operations <= 4 && memory <= 65536;
}

/* Every file has one form: what is read, written again, is the same bytes. */
static void one_form(const struct sv_identity_card *card, const char *text, size_t n)
{
	struct sv_buf head = SV_BUF_INIT;

	HOLDS(sv_handle_valid(card->handle) && cost(text, n) >= 0);
	sv_buf_addf(&head, "sv-identity 1\nname %s\nsign ", card->handle);
	sv_b64_encode(card->sign, 32, &head);
	sv_buf_adds(&head, "\nbox ");
	sv_b64_encode(card->box, 32, &head);
	sv_buf_addf(&head, "\nkdf %s", card->unattended ? "none\nsecret " : "argon2id13 ");
	HOLDS(head.len < n && memcmp(head.data, text, head.len) == 0 && text[n - 1] == '\n');
	sv_buf_release(&head);
}

static void read_file(const char *text, size_t n, int is_known)
{
	struct sv_identity_card card = { 0 };
	struct sv_identity *id = NULL;
	struct sv_buf again = SV_BUF_INIT;
	enum sv_status st = sv_identity_card(text, n, &card, NULL);

	ONE_OF(st, SV_OK, SV_INTEGRITY);
	if (st == SV_OK)
		one_form(&card, text, n);
	bool may_ask = st == SV_OK && cost(text, n) == 1;
	enum sv_status read = sv_identity_read(text, n, may_ask ? say : NULL, NULL, &id, NULL);
	ONE_OF(read, SV_OK, SV_INTEGRITY, SV_DENIED);
	HOLDS((read == SV_OK) == (id != NULL));
	if (st != SV_OK)
		HOLDS(read == SV_INTEGRITY);
	if (id) {
		HOLDS(st == SV_OK && strcmp(sv_identity_name(id), card.handle) == 0 && sv_identity_unattended(id) == card.unattended);
		HOLDS(memcmp(sv_identity_sign_public(id), card.sign, 32) == 0 && memcmp(sv_identity_box_public(id), card.box, 32) == 0);
		if (card.unattended) {
			HOLDS(sv_identity_write(id, NULL, 0, NULL, &again, NULL) == SV_OK);
			HOLDS(again.len == n && memcmp(again.data, text, n) == 0);
		} else if (is_known) {
			HOLDS(n == locked.len && memcmp(locked.data, text, n) == 0); /* all of it is under the passphrase */
		}
	}
	sv_identity_free(id);
	sv_buf_release(&again);
}

/* A file as it comes. Where the first byte says so, the line of the cost is replaced by the least cost, so that Argon2id is tried. */
static void any_file(struct fuzz_input in)
{
	static const char cheap[] = "kdf argon2id13 1 8192 AAAAAAAAAAAAAAAAAAAAAA==";
	unsigned how = fuzz_byte(&in);
	char *text = fuzz_text(in);
	struct sv_buf file = SV_BUF_INIT;
	const char *kdf = how & 1 ? strstr(text, "\nkdf ") : NULL, *rest = kdf ? strchr(kdf + 1, '\n') : NULL;

	if (rest) {
		sv_buf_add(&file, text, (size_t)(kdf + 1 - text));
		sv_buf_adds(&file, cheap);
		sv_buf_add(&file, rest, in.n - (size_t)(rest - text));
		read_file(file.data, file.len, 0);
	} else {
		read_file((const char *)in.p, in.n, 0);
	}
	free(text);
	sv_buf_release(&file);
}

/* A good file, changed. */
static void changed_file(struct fuzz_input in)
{
	const struct sv_buf *file = fuzz_byte(&in) & 1 ? &bare : &locked;
	size_t n;
	char *text = fuzz_changed(&in, file->data, file->len, &n), *exact = malloc(n + 1);

	HOLDS(exact != NULL);
	memcpy(exact, text, n); /* one more, as nothing can be allocated of no size */
	read_file(exact, n, file == &locked);
	free(exact);
	free(text);
}

/* Something wrapped to the identity, changed: only what is unchanged opens. */
static void wrapped(struct fuzz_input in)
{
	struct fuzz_input plain = fuzz_part(&in, fuzz_byte(&in));
	struct sv_buf box = SV_BUF_INIT, got = SV_BUF_INIT;
	size_t n;

	HOLDS(sv_wrap(sv_identity_box_public(known), plain.p, plain.n, &box, NULL) == SV_OK);
	char *changed = fuzz_changed(&in, box.data, box.len, &n);
	enum sv_status st = sv_unwrap(known, changed, n, &got, NULL);
	ONE_OF(st, SV_OK, SV_DENIED, SV_INTEGRITY);
	HOLDS((st == SV_OK) == (n == box.len && memcmp(changed, box.data, n) == 0));
	HOLDS(got.len == (st == SV_OK ? plain.n : 0) && memcmp(sv_buf_str(&got), plain.p, got.len) == 0);
	free(changed);
	sv_buf_release(&box);
	sv_buf_release(&got);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const ways[])(struct fuzz_input) = { any_file, changed_file, wrapped };
	struct fuzz_input in = fuzz_take_all(data, size);

	ways[fuzz_byte(&in) % 3](in);
	return 0;
}
