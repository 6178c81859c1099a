/* SPDX-License-Identifier: MIT */
/*
 * Option tables: one table per command gives its parser, its --help, its --dump-spec, the completions of three shells and
 * the check of its man page. A new option is one line in the table of a command.
 */
#ifndef SV_CLI_OPT_H
#define SV_CLI_OPT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"

enum sv_opt_type { SV_OPT_FLAG, SV_OPT_TEXT, SV_OPT_INT, SV_OPT_DATE, SV_OPT_FILE, SV_OPT_DIR, SV_OPT_WORD, SV_OPT_PAIR, SV_OPT_OFF };

/*
 * FLAG: true where given; OFF: false where given. PAIR: MEMBER=VALUE, a member of an object. The others have a value.
 */

/* One option. */
struct sv_opt {
	char letter;              /* 0: none */
	const char *name;
	enum sv_opt_type type;
	const char *arg;          /* N_ placeholder in capitals; NULL for a flag (FLAG, OFF) */
	const char *help;         /* N_ one line, small letter first, no full stop */
	const char *const *words; /* SV_OPT_WORD: what it may be; NULL-terminated */
	const char *complete;     /* what a shell may offer: "case", "officer", or a list of the protocol; or NULL */
	bool many;                /* may be given more than once */
	const char *field;        /* the member of an act that it fills; "": what it fills, the command makes of it; NULL: none */
	unsigned does;            /* SV_READS, SV_WRITES, SV_OUTPUT, SV_CHILD: what it changes in what its verb does */
};

/* What a verb or an option does outside its process; the process gives up all the rest before the verb starts (app/confine.h). */
#define SV_READS 1u       /* the store is only read: by a verb, or by any verb with this option */
#define SV_WRITES 2u      /* with this option it is written after all, by whatever verb */
#define SV_OUTPUT 4u      /* this option, or the first operand of the verb, names a file or folder that is written */
#define SV_CHILD 8u       /* with this option another program is started */
#define SV_HELPERS 64u    /* programs that work for it are started: a solver, a plotter; they can no more than the command itself */
#define SV_FOUNDS 16u     /* the verb makes a store */
#define SV_IDENTIFIES 32u /* the verb makes an identity */

struct sv_run;

/* One thing that a command does. */
struct sv_verb {
	const char *name;     /* NULL: what the command does without a verb; it is the only one, or the last of the table */
	const char *operands; /* "[CASE...]"; NULL: none */
	const char *summary;  /* N_; NULL without a name */
	const struct sv_opt *opts;
	size_t nopts;
	unsigned common;      /* SV_COMMON_*: the common options it takes */
	unsigned hidden;      /* 1: not shown by --help */
	enum sv_status (*run)(struct sv_run *run, struct sv_err *err);
	unsigned does;        /* SV_READS, SV_OUTPUT, SV_FOUNDS, SV_IDENTIFIES; 0: it writes to the store */
};

struct sv_command {
	const char *name;    /* "sv-triage" */
	const char *summary; /* N_ */
	const struct sv_verb *verbs;
	size_t nverbs;
};

/* Groups of common options; -h, -V and --dump-spec are always there. */
#define SV_COMMON_STORE 1u /* --store */
#define SV_COMMON_KEY 2u   /* --key, --passphrase-fd */
#define SV_COMMON_WRITE 4u /* --dry-run, --each, --edit, --override, --override-why */
#define SV_COMMON_COLOR 8u /* --color */
#define SV_COMMON_FILTER (SV_COMMON_STORE | SV_COMMON_KEY | SV_COMMON_WRITE)

/* What a command does without a verb: its only verb, or the last one where that has no name; NULL where a verb must be given. */
const struct sv_verb *sv_verb_unnamed(const struct sv_command *command);

struct sv_args;
enum sv_args_special { SV_ARGS_NONE, SV_ARGS_HELP, SV_ARGS_VERSION, SV_ARGS_SPEC };

/*
 * Parses argv: exact names, options before or between operands, "--" ends them, "-" is an operand. argv must outlive the result.
 * SV_USAGE with a message that repeats no value but short words.
 */
enum sv_status sv_args_parse(const struct sv_command *command, int argc, char **argv, struct sv_args **out, struct sv_err *err);
void sv_args_free(struct sv_args *a);

enum sv_args_special sv_args_special(const struct sv_args *a);
/* The verb that was chosen (the only one, of a command without verbs). */
const struct sv_verb *sv_args_verb(const struct sv_args *a);
/* Whether an option was given; its (last) value or NULL; its value as a number. */
bool sv_args_has(const struct sv_args *a, const char *name);
const char *sv_args_text(const struct sv_args *a, const char *name);
long long sv_args_int(const struct sv_args *a, const char *name, long long fallback);
/* The values of an option that may be repeated. */
size_t sv_args_count(const struct sv_args *a, const char *name);
const char *sv_args_nth(const struct sv_args *a, const char *name, size_t i);
/* The operands, without the verb. */
char *const *sv_args_operands(const struct sv_args *a, size_t *n);
/* Puts every given option that has a field into an object: flags as true, numbers, texts, arrays for repeated ones. */
enum sv_status sv_args_fill(const struct sv_args *a, json_t *act, struct sv_err *err);
/* Whether an option was given that fills something of an act. */
bool sv_args_asks(const struct sv_args *a);

/* What this invocation does, by its verb and the options that were given: SV_READS or SV_WRITES, and any of the others. */
unsigned sv_args_does(const struct sv_args *a);
/* The values of the options that name an output (SV_OUTPUT), at most max; how many. */
size_t sv_args_outputs(const struct sv_args *a, const char **out, size_t max);

/* Walks the options of a verb: its own, then the common ones; NULL after the last. */
const struct sv_opt *sv_opt_at(const struct sv_verb *verb, size_t i);

/* --help and --dump-spec (help.c). */
void sv_help_print(const struct sv_command *command, FILE *out, const char *(*translate)(const char *));
void sv_spec_dump(const struct sv_command *command, FILE *out);

#endif
