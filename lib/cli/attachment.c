/* SPDX-License-Identifier: MIT */
/* Attachments on the command line: see attachment.h. */
#include "cli/attachment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/attach.h"
#include "cli/keys.h"
#include "json/ndjson.h"
#include "model/fold.h"

/* The one case of the command line. */
static enum sv_status the_case(struct sv_run *run, char id[16], struct sv_err *err)
{
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);

	return n == 1 ? sv_run_case(operand[0], id, err) : sv_err_set(err, SV_USAGE, N_("one case is wanted"));
}

static enum sv_status store(struct sv_run *run, const char *id, int fd, const char *name, struct sv_err *err)
{
	struct sv_act_report report = sv_run_reporter(run);
	struct sv_batch *b = NULL;
	json_t *act = json_object(), *out = NULL;
	enum sv_status st = act ? sv_args_fill(run->args, act, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_batch_open(run->session, false, &b, err);
	if (st == SV_OK)
		st = sv_attach(run->session, b, id, fd, name, act, &report, err);
	if (st == SV_OK)
		st = sv_batch_commit(b, err);
	if (st == SV_OK) {
		out = sv_case_public(sv_batch_state(b, id));
		st = out ? sv_json_write_line(stdout, out, err) : sv_err_nomem(err);
	}
	json_decref(act);
	json_decref(out);
	sv_batch_free(b);
	return st;
}

enum sv_status sv_attachment_add(struct sv_run *run, struct sv_err *err)
{
	const char *file = sv_args_text(run->args, "file"), *name = sv_args_text(run->args, "name"), *slash;
	char id[16];
	int fd = STDIN_FILENO;
	enum sv_status st = the_case(run, id, err);

	if (st != SV_OK)
		return st;
	if (file == NULL)
		return sv_err_set(err, SV_USAGE, N_("which file? (--file)"));
	if (strcmp(file, "-") != 0) {
		fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
		if (fd < 0)
			return sv_err_sys(err, errno == ENOENT ? SV_NOT_FOUND : SV_IO, errno, N_("cannot read '%s': %s"), file);
	}
	slash = strrchr(file, '/');
	st = store(run, id, fd, name ? name : slash ? slash + 1 : file, err);
	if (fd != STDIN_FILENO)
		close(fd);
	return st;
}

enum sv_status sv_attachment_show(struct sv_run *run, struct sv_err *err)
{
	struct sv_act_report report = sv_run_reporter(run);
	const char *attachment = sv_args_text(run->args, "attachment");
	char id[16];
	enum sv_status st = the_case(run, id, err);

	if (st == SV_OK && attachment == NULL)
		st = sv_err_set(err, SV_USAGE, N_("which attachment? (--attachment f1)"));
	return st == SV_OK ? sv_attachment_open(run->session, id, attachment, sv_args_text(run->args, "why"), stdout, &report, err) : st;
}
