/* SPDX-License-Identifier: MIT */
/* The language of the interface: gettext, on whatever locales the host has. */
#ifndef SV_CLI_LANG_H
#define SV_CLI_LANG_H

/* Chooses the language from LANGUAGE, LC_ALL, LC_MESSAGES and LANG; catalogues are below locale_dir. */
void sv_lang_init(const char *locale_dir);
/* The translation of a msgid. */
const char *sv_tr(const char *msgid);
/* "nl" or "en": the language that the interface speaks, for labels from the protocol. */
const char *sv_lang(void);

#endif
