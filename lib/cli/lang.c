/* SPDX-License-Identifier: MIT */
/* The language of the interface: see lang.h. */
#include "cli/lang.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* The environment's wish, by the precedence of setlocale(3). */
static const char *wish(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *v = getenv(names[i]);
		if (v && v[0])
			return v;
	}
	return "C";
}

void sv_lang_init(const char *locale_dir)
{
	const char *locale = wish();

	/*
	 * A host without a Dutch locale still speaks Dutch to who asks for it: glibc looks at LANGUAGE in any locale
	 * but "C", and C.UTF-8 is built in. Characters and messages are all that is asked of a locale: figures and days are data, and each
	 * category is a file to open.
	 */
	if (setlocale(LC_CTYPE, "") == NULL || setlocale(LC_MESSAGES, "") == NULL || strcmp(setlocale(LC_MESSAGES, NULL), "C") == 0 || strcmp(setlocale(LC_MESSAGES, NULL), "POSIX") == 0) {
		setlocale(LC_CTYPE, "C.UTF-8");
		setlocale(LC_MESSAGES, "C.UTF-8");
		if (getenv("LANGUAGE") == NULL && strcmp(locale, "C") != 0 && strcmp(locale, "POSIX") != 0)
			setenv("LANGUAGE", locale, 0);
	}
	bindtextdomain("sv", locale_dir);
	bind_textdomain_codeset("sv", "UTF-8");
	textdomain("sv");
}

const char *sv_tr(const char *msgid)
{
	return msgid[0] ? dgettext("sv", msgid) : msgid;
}

const char *sv_lang(void)
{
	/* the catalogue itself says which language it is */
	const char *lang = dgettext("sv", "language:en");

	return strcmp(lang, "language:nl") == 0 ? "nl" : "en";
}
