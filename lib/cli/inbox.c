/* SPDX-License-Identifier: MIT */
/* The mailbox of an anonymous reporter, from both sides: see message.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/mailbox.h"
#include "base/file.h"
#include "base/wipe.h"
#include "cli/keys.h"
#include "cli/lang.h"
#include "cli/message.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "view/text.h"

/* The receipt: from a descriptor, else asked on the terminal without echo. */
static enum sv_status read_receipt(struct sv_run *run, struct sv_buf *code, struct sv_err *err)
{
	int fd = (int)sv_args_int(run->args, "receipt-fd", -1);
	char c;
	ssize_t n = 0;

	if (fd < 0)
		return sv_ask_secret(NULL, N_("Receipt: "), code, err);
	while (code->len < 100 && (n = read(fd, &c, 1)) == 1 && c != '\n')
		sv_buf_add_secret(code, &c, 1);
	if (n < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), "--receipt-fd");
	return code->failed ? sv_err_nomem(err) : SV_OK;
}

static enum sv_status read_answer(const char *file, struct sv_buf *text, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	char block[4096];
	ssize_t n;

	if (strcmp(file, "-") != 0) {
		st = sv_file_read(file, SV_MAILBOX_TEXT_MAX, text, err);
	} else {
		while ((n = read(STDIN_FILENO, block, sizeof block)) > 0 && text->len <= SV_MAILBOX_TEXT_MAX)
			sv_buf_add_secret(text, block, (size_t)n);
		sv_wipe(block, sizeof block);
		if (n < 0)
			st = sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), "stdin");
	}
	while (text->len > 0 && text->data[text->len - 1] == '\n')
		text->data[--text->len] = '\0';
	return st == SV_OK && text->len == 0 ? sv_err_set(err, SV_BAD_INPUT, N_("the answer is empty")) : st;
}

static enum sv_status print_messages(const json_t *messages, bool json, struct sv_err *err)
{
	const json_t *one;
	size_t i;
	enum sv_status st = SV_OK;

	json_array_foreach(messages, i, one) {
		if (json && st == SV_OK)
			st = sv_json_write_line(stdout, one, err);
		else if (!json) {
			printf("%s%s\n\n", i ? "\n" : "", sv_json_text(one, "at"));
			sv_text_print(sv_json_text(one, "text"), 0, stdout);
			putchar('\n');
		}
	}
	return st;
}

enum sv_status sv_message_inbox(struct sv_run *run, struct sv_err *err)
{
	const char *file = sv_args_text(run->args, "answer"), *format = sv_args_text(run->args, "format");
	struct sv_buf code = SV_BUF_SECRET, text = SV_BUF_INIT;
	json_t *messages = NULL;
	enum sv_status st = read_receipt(run, &code, err);

	sv_session_keyless(run->session); /* a reporter has no identity, and needs none */
	if (st == SV_OK && file)
		st = read_answer(file, &text, err);
	if (st == SV_OK && file)
		st = sv_mailbox_answer(run->session, sv_buf_str(&code), sv_buf_str(&text), err);
	else if (st == SV_OK)
		st = sv_mailbox_read(run->session, sv_buf_str(&code), &messages, err);
	if (st == SV_OK && !file)
		st = print_messages(messages, format && strcmp(format, "json") == 0, err);
	sv_buf_release_secret(&code);
	sv_buf_release_secret(&text);
	json_decref(messages);
	return st;
}

enum sv_status sv_message_collect(struct sv_run *run, struct sv_err *err)
{
	struct sv_act_report report = sv_run_reporter(run);
	size_t taken;
	enum sv_status st = sv_mailbox_collect(run->session, &report, &taken, err);

	if (st == SV_OK)
		printf(sv_tr(N_("messages taken in: %zu\n")), taken);
	return st;
}
