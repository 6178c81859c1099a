/* SPDX-License-Identifier: MIT */
/*
 * identity_tool HANDLE FILE: what `sv-key new HANDLE --output FILE --passphrase-fd 9` does, with a passphrase that costs next to nothing to work out, as nearly every
 * test begins with officers of its own: prints their public half. What the commands themselves make is tested in tests/cli/secrets.bats, canaries.bats and laptop.bats.
 */
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "app/unlock.h"
#include "base/file.h"
#include "crypt/crypt.h"
#include "crypt/identity.h"

int main(int argc, char **argv)
{
	const struct sv_kdf_cost least = { crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN };
	struct sv_buf passphrase = SV_BUF_SECRET, text = SV_BUF_SECRET;
	struct sv_identity *id = NULL;
	struct sv_err err = { 0 };
	char folder[4096], line[2600];

	if (argc != 3)
		return 64;
	snprintf(folder, sizeof folder, "%s", argv[2]);
	enum sv_status st = sv_crypt_init(&err);
	if (st == SV_OK)
		st = sv_read_passphrase(9, &passphrase, &err);
	if (st == SV_OK)
		st = sv_identity_new(argv[1], &id, &err);
	if (st == SV_OK)
		st = sv_identity_write(id, sv_buf_str(&passphrase), passphrase.len, &least, &text, &err);
	if (st == SV_OK)
		st = sv_mkdirs(dirname(folder), 0700, &err);
	if (st == SV_OK)
		st = sv_file_write(argv[2], text.data, text.len, 0600, &err);
	sv_identity_free(id);
	sv_buf_release_secret(&passphrase);
	sv_buf_release_secret(&text);
	if (st == SV_OK) {
		execlp("sv-key", "sv-key", "show", "--key", argv[2], NULL);
		return 127;
	}
	sv_err_render(&err, NULL, line, sizeof line);
	fprintf(stderr, "identity_tool: %s\n", line);
	return (int)st;
}
