/* SPDX-License-Identifier: MIT */
/*
 * Errors: one value that says what went wrong, where, and with which exit status.
 *
 * A message is kept as an untranslated format (a gettext msgid, marked N_) with its arguments already
 * turned into text, so that libraries stay free of any locale: only lib/cli translates and prints.
 * Reporting never allocates: struct sv_err lives on the caller's stack.
 */
#ifndef SV_BASE_ERR_H
#define SV_BASE_ERR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Marks a string for the translation catalogue without translating it. */
#define N_(s) (s)

/* The status of a function that can fail. The values are the exit statuses of the commands (sysexits(3)). */
enum sv_status {
	SV_OK = 0,           /* done */
	SV_NO = 1,           /* the answer is no */
	SV_USAGE = 64,       /* wrong use of options or operands */
	SV_BAD_INPUT = 65,   /* input refused: malformed, or against the rules */
	SV_NOT_FOUND = 66,   /* no such case or file */
	SV_UNAVAILABLE = 69, /* a helper program or service is missing */
	SV_BUG = 70,         /* a fault of ours, or no memory */
	SV_CANT_CREATE = 73, /* cannot create a file or store */
	SV_IO = 74,          /* reading or writing failed */
	SV_BUSY = 75,        /* somebody else holds the lock: safe to repeat */
	SV_INTEGRITY = 76,   /* the record is damaged or was tampered with */
	SV_DENIED = 77,      /* not permitted, or no key */
	SV_CONFIG = 78,      /* configuration is missing or wrong */
};

#define SV_MSG_ARGS 6     /* arguments a message may have */
#define SV_MSG_TEXT 384   /* bytes for all arguments of a message */
#define SV_ERR_CONTEXTS 4 /* contexts an error may gather on its way up */

/* A message: an untranslated format and its arguments as text. */
struct sv_msg {
	const char *fmt; /* static string, the msgid; NULL means empty */
	unsigned short arg[SV_MSG_ARGS]; /* offset of each argument in text */
	unsigned char nargs;
	unsigned char nmsgids; /* so many arguments, the first ones, are msgids themselves */
	char text[SV_MSG_TEXT];
};

/* An error: what, the places it was met (innermost first), and a hint for the user. */
struct sv_err {
	enum sv_status status;
	struct sv_msg what;
	struct sv_msg hint;
	struct sv_msg context[SV_ERR_CONTEXTS];
	unsigned char ncontexts;
};

/*
 * Fills *m from a printf-like format. Conversions: %s %d %u %ld %lu %lld %llu %zu %c %%.
 * fmt must be a static string. Arguments that do not fit are cut.
 */
void sv_msg_set(struct sv_msg *m, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* As sv_msg_set, with a va_list. */
void sv_msg_vset(struct sv_msg *m, const char *fmt, va_list ap);

/*
 * Renders *m into out (size bytes, always terminated), after passing its format through translate
 * (NULL: as it is). A translation may order arguments with %1$s. Returns the length written.
 */
size_t sv_msg_render(const struct sv_msg *m, const char *(*translate)(const char *), char *out, size_t size);

/* Sets status and message; forgets an earlier error, hint and contexts. Returns status, which is an error: SV_OK becomes SV_BUG. err may be NULL. */
enum sv_status sv_err_set(struct sv_err *err, enum sv_status status, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Sets a message that is no error but is told like one: a note. Its status is SV_OK. */
void sv_err_note(struct sv_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* As sv_err_set, with ": " and the text of errnum (errno(3)) as the last argument of the message. ENOMEM is "out of memory" and SV_BUG, whatever is asked: sv_err_nomem. */
enum sv_status sv_err_sys(struct sv_err *err, enum sv_status status, int errnum, const char *fmt, const char *subject);

/* Sets the hint: what to do about it. */
void sv_err_hint(struct sv_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * Sets as the hint what was expected: in words (a msgid, translated where it is printed) or by an example, or both; nothing where both are NULL or empty.
 * Words that would not fit whole are left out.
 */
void sv_err_expected(struct sv_err *err, const char *words, const char *example);

/* Adds the place an error was met, e.g. N_("line %zu"); outermost is added last and printed first. Returns the status. */
enum sv_status sv_err_at(struct sv_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Sets "out of memory" (SV_BUG). Returns it. */
enum sv_status sv_err_nomem(struct sv_err *err);

/* Renders "context: context: what (hint)" into out. Returns the length written. */
size_t sv_err_render(const struct sv_err *err, const char *(*translate)(const char *), char *out, size_t size);

/* Forgets everything. */
void sv_err_clear(struct sv_err *err);

/* A status that is an answer here: SV_OK, and the error is forgotten. Else the status itself. */
enum sv_status sv_err_excuse(enum sv_status st, bool answer, struct sv_err *err);

/* What sets an error never returns SV_OK. A static analyser (make analyse) sees one file at a time, so it is told. */
#ifdef SV_ANALYSE
static inline enum sv_status sv_err_is_one(enum sv_status status)
{
	if (status == SV_OK)
		__builtin_unreachable();
	return status;
}
#define sv_err_set(...) sv_err_is_one((sv_err_set)(__VA_ARGS__))
#define sv_err_sys(...) sv_err_is_one((sv_err_sys)(__VA_ARGS__))
#define sv_err_nomem(err) ((sv_err_nomem)(err), SV_BUG)
#endif

#endif
