/* SPDX-License-Identifier: MIT */
/* Errors: see err.h. */
#include "base/err.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define EXAMPLE_MAX 64 /* bytes of an example in a hint */

/* One conversion of a format: its span and its length modifier. */
struct conversion {
	const char *start, *end; /* end points behind the conversion character */
	int position;            /* 1-based for %N$, else 0 */
	int longs;               /* number of l */
	bool z;
	char type;
};

/* Finds the next conversion at or after s; returns false where there is none. "%%" is reported with type '%'. */
static bool next_conversion(const char *s, struct conversion *c)
{
	const char *p = strchr(s, '%');

	if (p == NULL || p[1] == '\0')
		return false;
	memset(c, 0, sizeof *c);
	c->start = p++;
	const char *digits = p;
	int n = 0;
	while (isdigit((unsigned char)*digits) && n < 100)
		n = n * 10 + (*digits++ - '0');
	if (digits > p && *digits == '$') {
		c->position = n;
		p = digits + 1;
	}
	for (; *p == 'l' || *p == 'z'; p++) {
		if (*p == 'l')
			c->longs++;
		else
			c->z = true;
	}
	c->type = *p;
	c->end = *p ? p + 1 : p;
	return *p != '\0';
}

static void add_arg(struct sv_msg *m, size_t *used, const char *text)
{
	size_t len = strlen(text), room = sizeof m->text - *used;

	if (m->nargs == SV_MSG_ARGS || room == 0)
		return;
	if (len >= room) {
		len = room - 1;
		while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
			len--; /* never cut inside a UTF-8 character */
	}
	memcpy(m->text + *used, text, len);
	m->text[*used + len] = '\0';
	m->arg[m->nargs++] = (unsigned short)*used;
	*used += len + 1;
}

void sv_msg_vset(struct sv_msg *m, const char *fmt, va_list ap)
{
	struct conversion c;
	size_t used = 0;
	char num[32];

	m->fmt = fmt;
	m->nargs = 0;
	m->nmsgids = 0;
	m->text[0] = '\0';
	for (const char *p = fmt; next_conversion(p, &c); p = c.end) {
		switch (c.type) {
		case 's': {
			const char *s = va_arg(ap, const char *);
			add_arg(m, &used, s ? s : "?");
			break;
		}
		case 'c':
			snprintf(num, sizeof num, "%c", va_arg(ap, int));
			add_arg(m, &used, num);
			break;
		case 'd':
			if (c.longs == 0)
				snprintf(num, sizeof num, "%d", va_arg(ap, int));
			else if (c.longs == 1)
				snprintf(num, sizeof num, "%ld", va_arg(ap, long));
			else
				snprintf(num, sizeof num, "%lld", va_arg(ap, long long));
			add_arg(m, &used, num);
			break;
		case 'u':
			if (c.z)
				snprintf(num, sizeof num, "%zu", va_arg(ap, size_t));
			else if (c.longs == 0)
				snprintf(num, sizeof num, "%u", va_arg(ap, unsigned));
			else if (c.longs == 1)
				snprintf(num, sizeof num, "%lu", va_arg(ap, unsigned long));
			else
				snprintf(num, sizeof num, "%llu", va_arg(ap, unsigned long long));
			add_arg(m, &used, num);
			break;
		default: /* %% and anything unknown: no argument */
			break;
		}
	}
}

void sv_msg_set(struct sv_msg *m, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	sv_msg_vset(m, fmt, ap);
	va_end(ap);
}

/* Appends len bytes of s to out, keeping the terminator. */
static void put(char *out, size_t size, size_t *used, const char *s, size_t len)
{
	if (*used + 1 >= size)
		return;
	if (len > size - 1 - *used)
		len = size - 1 - *used;
	memcpy(out + *used, s, len);
	*used += len;
	out[*used] = '\0';
}

size_t sv_msg_render(const struct sv_msg *m, const char *(*translate)(const char *), char *out, size_t size)
{
	struct conversion c;
	size_t used = 0;
	int next = 0;

	if (size > 0)
		out[0] = '\0';
	if (m->fmt == NULL)
		return 0;
	const char *p = translate ? translate(m->fmt) : m->fmt;
	for (; next_conversion(p, &c); p = c.end) {
		put(out, size, &used, p, (size_t)(c.start - p));
		if (c.type == '%') {
			put(out, size, &used, "%", 1);
			continue;
		}
		int i = c.position ? c.position - 1 : next++;
		if (i >= 0 && i < m->nargs) {
			const char *arg = m->text + m->arg[i];
			if (translate && i < m->nmsgids && arg[0])
				arg = translate(arg);
			put(out, size, &used, arg, strlen(arg));
		}
	}
	put(out, size, &used, p, strlen(p));
	return used;
}

enum sv_status (sv_err_set)(struct sv_err *err, enum sv_status status, const char *fmt, ...)
{
	va_list ap;

	if (status == SV_OK)
		status = SV_BUG;
	if (err == NULL)
		return status;
	sv_err_clear(err);
	err->status = status;
	va_start(ap, fmt);
	sv_msg_vset(&err->what, fmt, ap);
	va_end(ap);
	return status;
}

void sv_err_note(struct sv_err *err, const char *fmt, ...)
{
	va_list ap;

	sv_err_clear(err);
	va_start(ap, fmt);
	sv_msg_vset(&err->what, fmt, ap);
	va_end(ap);
}

enum sv_status (sv_err_sys)(struct sv_err *err, enum sv_status status, int errnum, const char *fmt, const char *subject)
{
	char reason[128];

	if (errnum == ENOMEM)
		return sv_err_nomem(err);
	if (status == SV_OK)
		status = SV_BUG;
	if (err == NULL)
		return status;
#if defined(__GLIBC__)
	const char *name = strerrordesc_np(errnum); /* not translated: translation is the printer's */
	snprintf(reason, sizeof reason, "%s", name ? name : "unknown error");
#else
	strerror_r(errnum, reason, sizeof reason);
#endif
	sv_err_clear(err);
	err->status = status;
	err->what.fmt = fmt;
	size_t used = 0;
	add_arg(&err->what, &used, subject ? subject : "?");
	add_arg(&err->what, &used, reason);
	return status;
}

void sv_err_hint(struct sv_err *err, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return;
	va_start(ap, fmt);
	sv_msg_vset(&err->hint, fmt, ap);
	va_end(ap);
}

void sv_err_expected(struct sv_err *err, const char *words, const char *example)
{
	bool said = words && words[0] && strlen(words) < SV_MSG_TEXT - EXAMPLE_MAX, shown = example && example[0] && strlen(example) < EXAMPLE_MAX;

	if (err == NULL || !(said || shown))
		return;
	if (said && shown)
		sv_err_hint(err, N_("expected: %s, such as '%s'"), words, example);
	else
		sv_err_hint(err, said ? N_("expected: %s") : N_("expected something such as '%s'"), said ? words : example);
	err->hint.nmsgids = said;
}

enum sv_status sv_err_at(struct sv_err *err, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return SV_BUG;
	if (err->ncontexts < SV_ERR_CONTEXTS) {
		va_start(ap, fmt);
		sv_msg_vset(&err->context[err->ncontexts++], fmt, ap);
		va_end(ap);
	}
	return err->status;
}

enum sv_status (sv_err_nomem)(struct sv_err *err)
{
	return sv_err_set(err, SV_BUG, N_("out of memory"));
}

size_t sv_err_render(const struct sv_err *err, const char *(*translate)(const char *), char *out, size_t size)
{
	size_t used = 0;
	char one[1024];

	if (size > 0)
		out[0] = '\0';
	for (int i = err->ncontexts - 1; i >= 0; i--) {
		put(out, size, &used, one, sv_msg_render(&err->context[i], translate, one, sizeof one));
		put(out, size, &used, ": ", 2);
	}
	put(out, size, &used, one, sv_msg_render(&err->what, translate, one, sizeof one));
	if (err->hint.fmt) {
		put(out, size, &used, " (", 2);
		put(out, size, &used, one, sv_msg_render(&err->hint, translate, one, sizeof one));
		put(out, size, &used, ")", 1);
	}
	return used;
}

enum sv_status sv_err_excuse(enum sv_status st, bool answer, struct sv_err *err)
{
	if (answer)
		sv_err_clear(err);
	return answer ? SV_OK : st;
}

void sv_err_clear(struct sv_err *err)
{
	if (err == NULL)
		return;
	err->status = SV_OK;
	err->what.fmt = err->hint.fmt = NULL;
	err->what.nargs = err->hint.nargs = 0;
	err->ncontexts = 0;
}
