/* SPDX-License-Identifier: MIT */
/* The life of a command: from argv to exit status. A command is a table (cli/opt.h) and its functions. */
#ifndef SV_CLI_RUN_H
#define SV_CLI_RUN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/err.h"
#include "cli/opt.h"

/* One run of a command. */
struct sv_run {
	const struct sv_command *command;
	const struct sv_verb *verb;
	const struct sv_args *args;
	struct sv_session *session;
	enum sv_status first;       /* status of the first error reported */
	const char *data_dir;
};

/*
 * Runs a command: hardens the process, sets the language, reads the arguments, opens a session, confines the process to what
 * the table says of its verb, calls the verb's function, prints what went wrong, and gives the exit status. What main() returns.
 */
int sv_main(const struct sv_command *command, int argc, char **argv);

/* Sets the language of messages, for who does not go through sv_main. */
void sv_run_language(void);

/* Prints an error as "sv-triage: line 3: …" on stderr and remembers the first status. */
void sv_run_report(struct sv_run *run, const struct sv_err *err);

/* Whether people read the stream fd: colour and prompts then, by --color and NO_COLOR. */
bool sv_run_color(const struct sv_run *run);
/* The width of the terminal on stdout, or 0 where it is none. */
size_t sv_run_width(void);

/* Flushes stdout; SV_IO where something of the output was lost. */
enum sv_status sv_run_flush(struct sv_err *err);

/* The canonical case id of an operand or a record's member; SV_BAD_INPUT with what is wrong. */
enum sv_status sv_run_case(const char *typed, char out[16], struct sv_err *err);

/* Asks for text on the terminal without echo; for passphrases. SV_DENIED where there is no terminal. */
enum sv_status sv_ask_secret(void *data, const char *prompt, struct sv_buf *out_secret, struct sv_err *err);

#endif
