/* SPDX-License-Identifier: MIT */
/* The life of a command: see run.h. */
#include "cli/run.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "app/confine.h"
#include "base/id.h"
#include "cli/lang.h"
#include "json/memory.h"

/* Closed standard descriptors are filled, so that no file of ours ever gets their numbers; using them still fails. */
static void fill_descriptors(void)
{
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)!open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

/* No core dumps, no tracing by others, private files. */
static void harden(void)
{
	struct rlimit none = { 0, 0 };

	sv_json_memory();
	mallopt(M_TRIM_THRESHOLD, 64 << 20); /* a short life: what was had once is not given back to be asked for again */
	mallopt(M_TOP_PAD, 512 << 10);
	umask(077);
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
}

/* PREFIX/share/sv and PREFIX/share/locale for a program in PREFIX/bin, so that a built or moved tree works as it stands. */
static void find_data(char *data, char *locale, size_t size)
{
	char exe[3800];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	char *slash;

	exe[n > 0 ? n : 0] = '\0';
	for (int up = 0; up < 2 && (slash = strrchr(exe, '/')) != NULL; up++)
		*slash = '\0';
	snprintf(data, size, "%s/share/sv", exe);
	snprintf(locale, size, "%s/share/locale", exe);
}

void sv_run_language(void)
{
	char data[4096], locale[4096];

	find_data(data, locale, sizeof data);
	sv_lang_init(locale);
}

void sv_run_report(struct sv_run *run, const struct sv_err *err)
{
	char text[4096];

	if (run->first == SV_OK)
		run->first = err->status;
	if (err->what.fmt == NULL)
		return; /* told already */
	sv_err_render(err, sv_tr, text, sizeof text);
	fflush(stdout);
	fprintf(stderr, "%s: %s\n", run->command->name, text);
}

bool sv_run_color(const struct sv_run *run)
{
	const char *when = sv_args_text(run->args, "color"), *no = getenv("NO_COLOR");

	if (when && strcmp(when, "always") == 0)
		return true;
	if ((when && strcmp(when, "never") == 0) || (no && no[0]))
		return false;
	return isatty(STDOUT_FILENO);
}

size_t sv_run_width(void)
{
	struct winsize w;

	return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 ? w.ws_col : 0;
}

enum sv_status sv_run_flush(struct sv_err *err)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		return sv_err_sys(err, SV_IO, errno, N_("cannot write %s: %s"), "stdout");
	return SV_OK;
}

enum sv_status sv_run_case(const char *typed, char out[16], struct sv_err *err)
{
	char id[SV_CASE_ID_SIZE];

	switch (sv_case_id_parse(typed, id)) {
	case SV_ID_GOOD:
		snprintf(out, 16, "%s", id);
		return SV_OK;
	case SV_ID_BAD_CHECK:
		sv_err_set(err, SV_BAD_INPUT, N_("case id '%s' has a typing error: its check character does not fit"), typed);
		return SV_BAD_INPUT;
	default:
		sv_err_set(err, SV_BAD_INPUT, N_("not a case id"));
		sv_err_hint(err, N_("a case id looks like 2026-7K3MQP"));
		return SV_BAD_INPUT;
	}
}

enum sv_status sv_ask_secret(void *data, const char *prompt, struct sv_buf *out, struct sv_err *err)
{
	struct termios old, quiet;
	char c;
	ssize_t n = -1;
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	(void)data;
	if (fd < 0 || tcgetattr(fd, &old) < 0) {
		if (fd >= 0)
			close(fd);
		sv_err_set(err, SV_DENIED, N_("a passphrase is needed and there is no terminal to ask it on"));
		sv_err_hint(err, N_("sv-key unlock, or --passphrase-fd"));
		return SV_DENIED;
	}
	quiet = old;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
	quiet.c_lflag |= ECHONL | ICANON | ISIG;
	tcsetattr(fd, TCSAFLUSH, &quiet);
	const char *text = sv_tr(prompt);
	(void)!write(fd, text, strlen(text));
	while ((n = read(fd, &c, 1)) == 1 && c != '\n' && out->len < 1024)
		sv_buf_add_secret(out, &c, 1);
	tcsetattr(fd, TCSAFLUSH, &old);
	close(fd);
	if (n < 0)
		return sv_err_sys(err, SV_IO, errno, N_("cannot read '%s': %s"), "/dev/tty");
	return out->failed ? sv_err_nomem(err) : SV_OK;
}

static enum sv_status open_session(struct sv_run *run, struct sv_err *err)
{
	bool away = sv_args_has(run->args, "drop"); /* hands in to a store elsewhere: none that may be here is ever looked for, nor an identity */
	struct sv_session_options o = {
		.store = away ? "/dev/null" : sv_args_text(run->args, "store"),
		.keyless = away,
		.identity = sv_args_text(run->args, "key"),
		.passphrase_fd = (int)sv_args_int(run->args, "passphrase-fd", -1),
		.data_dir = run->data_dir,
		.ask = sv_ask_secret,
	};

	return sv_session_new(&o, &run->session, err);
}

/* From here on the process can do what its verb and options say, and no more. */
static void confine(struct sv_run *run)
{
	const char *output[4];
	unsigned does = sv_args_does(run->args);
	struct sv_conduct c = {
		.writes = does & SV_WRITES,
		.founds = does & SV_FOUNDS,
		.identifies = does & SV_IDENTIFIES,
		.keyed = run->verb->common & SV_COMMON_KEY,
		.children = does & SV_CHILD,
		.helpers = does & SV_HELPERS,
		.output = output,
		.noutput = sv_args_outputs(run->args, output, sizeof output / sizeof output[0]),
	};

	sv_session_confine(run->session, &c);
}

int sv_main(const struct sv_command *command, int argc, char **argv)
{
	struct sv_run run = { .command = command, .first = SV_OK };
	struct sv_err err = { 0 };
	struct sv_args *args = NULL;
	char data[4096], locale[4096];
	enum sv_status st;

	fill_descriptors();
	find_data(data, locale, sizeof data); /* before harden: /proc/self is closed to others after it, and to us */
	harden();
	sv_lang_init(locale);
	run.data_dir = data;
	st = sv_args_parse(command, argc, argv, &args, &err);
	run.args = args;
	if (st == SV_OK && sv_args_special(args) == SV_ARGS_HELP)
		sv_help_print(command, stdout, sv_tr);
	else if (st == SV_OK && sv_args_special(args) == SV_ARGS_VERSION)
		printf("%s %s\n", command->name, SV_VERSION);
	else if (st == SV_OK && sv_args_special(args) == SV_ARGS_SPEC)
		sv_spec_dump(command, stdout);
	else if (st == SV_OK) {
		run.verb = sv_args_verb(args);
		st = open_session(&run, &err);
		if (st == SV_OK) {
			confine(&run);
			st = run.verb->run(&run, &err);
		}
	}
	if (st != SV_OK && (err.what.fmt || run.first == SV_OK)) {
		if (err.what.fmt == NULL && st != SV_NO)
			sv_err_set(&err, st, N_("failed"));
		err.status = st;
		sv_run_report(&run, &err);
	}
	if (st == SV_USAGE)
		fprintf(stderr, sv_tr(N_("try '%s --help'\n")), command->name);
	sv_session_free(run.session);
	if (sv_run_flush(&err) != SV_OK && st != SV_IO) { /* said once */
		sv_run_report(&run, &err);
		if (st == SV_OK)
			st = SV_IO;
	}
	sv_args_free(args);
	return (int)(run.first != SV_OK ? run.first : st);
}
