/* SPDX-License-Identifier: MIT */
/* sv-verify: checks that the history tells the truth. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/verify.h"
#include "cli/lang.h"
#include "cli/run.h"

static const char *const formats[] = { "text", "json", NULL };

static const struct sv_opt opts[] = {
	{ 0, "incremental", SV_OPT_FLAG, NULL, N_("check only what came after the last good run of yours"), NULL, NULL, false, NULL },
	{ 0, "strict", SV_OPT_FLAG, NULL, N_("refuse events that were dated by SV_NOW"), NULL, NULL, false, NULL },
	{ 0, "pre-receive", SV_OPT_FLAG, NULL, N_("as that hook of a shared bare repository: refuse a push that breaks the rules; no identity is needed"), NULL, NULL, false, NULL },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text or json (text)"), formats, NULL, false, NULL },
};

static void fault(void *data, const struct sv_err *err)
{
	sv_run_report(data, err);
}

static void progress(void *data, size_t done, size_t total)
{
	(void)data;
	fprintf(stderr, "\r%zu/%zu", done, total);
}

static void summary(const struct sv_verified *v)
{
	printf(sv_tr(N_("%zu commits, %zu events, %zu cases: %zu faults\n")), v->commits, v->events, v->cases, v->faults);
	printf(sv_tr(N_("first commit %s\nhead         %s\n")), v->genesis, v->head);
	if (v->imported)
		printf(sv_tr(N_("%zu events were imported: when they happened, and by whom, is what their source says; %zu of them did not meet every gate\n")), v->imported, v->unmet);
	if (v->suspect)
		printf(sv_tr(N_("%zu commits were signed with an identity after it had been lost\n")), v->suspect);
	if (v->closed)
		printf(sv_tr(N_("%zu events are of cases that are closed to you, or were erased: what they say was not checked\n")), v->closed);
	if (v->set_clock)
		printf(sv_tr(N_("%zu events were dated by SV_NOW\n")), v->set_clock);
	if (!v->records_opened)
		puts(sv_tr(N_("without the record role: seals, gates and index were not checked")));
	else if (v->faults == 0)
		puts(sv_tr(N_("the records open, every gate was kept, the index equals a fresh one")));
}

/* One line of what git hands to the hook. */
static enum sv_status push(struct sv_run *run, const char *line, const char *git_dir, const char *incoming, struct sv_err *err)
{
	struct sv_act_report report = { fault, run };
	struct sv_verify_options o = { .strict = sv_args_has(run->args, "strict") };
	char old[41], new_[41], ref[256];
	struct sv_verified v;

	if (sscanf(line, "%40[0-9a-f] %40[0-9a-f] %255s", old, new_, ref) != 3 || strlen(old) != 40 || strlen(new_) != 40)
		return sv_err_set(err, SV_BAD_INPUT, N_("wanted on standard input, as git gives it: OLD NEW REF"));
	if (strcmp(ref, "refs/heads/main") != 0)
		return sv_err_set(err, SV_BAD_INPUT, N_("'%s' is refused: the history has the one branch main, and nothing else"), ref);
	if (strspn(new_, "0") == 40)
		return sv_err_set(err, SV_BAD_INPUT, N_("the branch main is not removed"));
	enum sv_status st = sv_verify_push(run->session, git_dir, incoming, old, new_, &o, &report, &v, err);
	if (st == SV_OK)
		fprintf(stderr, sv_tr(N_("%zu commits, %zu events: taken in\n")), v.commits, v.events);
	if (st == SV_OK && strspn(old, "0") == 40) /* trust starts here: it is to be compared once */
		fprintf(stderr, sv_tr(N_("first commit %s\n")), v.genesis);
	return st;
}

/* As pre-receive hook: all that is pushed, or nothing. */
static enum sv_status pre_receive(struct sv_run *run, struct sv_err *err)
{
	const char *git_dir = getenv("GIT_DIR"), *incoming = getenv("GIT_QUARANTINE_PATH");
	char line[512];
	enum sv_status st = SV_OK;

	sv_session_keyless(run->session);
	while (st == SV_OK && fgets(line, sizeof line, stdin))
		st = push(run, line, git_dir && git_dir[0] ? git_dir : ".", incoming, err);
	if (st != SV_OK)
		sv_err_hint(err, N_("nothing of the push was taken in"));
	return st;
}

static enum sv_status verify(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	struct sv_act_report report = { fault, run };
	struct sv_verify_options o = { .strict = sv_args_has(run->args, "strict"), .incremental = sv_args_has(run->args, "incremental") };
	struct sv_verified v;

	if (sv_args_has(run->args, "pre-receive"))
		return pre_receive(run, err);
	if (isatty(STDERR_FILENO))
		o.progress = progress;
	enum sv_status st = sv_verify(run->session, &o, &report, &v, err);
	if (o.progress)
		fputs("\r\033[K", stderr);
	if (st != SV_OK && st != SV_INTEGRITY)
		return st;
	if (format && format[0] == 'j')
		printf("{\"sv\":1,\"commits\":%zu,\"events\":%zu,\"cases\":%zu,\"faults\":%zu,\"set_clock\":%zu,\"suspect\":%zu,\"imported\":%zu,\"unmet\":%zu,\"closed\":%zu,\"records_opened\":%s,\"index_compared\":%s,\"genesis\":\"%s\",\"head\":\"%s\"}\n",
		       v.commits, v.events, v.cases, v.faults, v.set_clock, v.suspect, v.imported, v.unmet, v.closed, v.records_opened ? "true" : "false", v.index_compared ? "true" : "false", v.genesis, v.head);
	else
		summary(&v);
	return st;
}

static const struct sv_verb verbs[] = {
	{ NULL, NULL, NULL, opts, sizeof opts / sizeof opts[0], SV_COMMON_STORE | SV_COMMON_KEY, 0, verify, SV_READS },
};

static const struct sv_command command = { "sv-verify", N_("check that the history tells the truth"), verbs, 1 };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
