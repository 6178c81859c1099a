/* SPDX-License-Identifier: MIT */
/* Members of a record and their fixed words as people read them; what the protocol lists has its labels there. */
#ifndef SV_CLI_WORDS_H
#define SV_CLI_WORDS_H

/* The name of a member ("received") in the language of the interface; the member itself where it has none. */
const char *sv_member_label(const char *member);
/* A fixed word ("transgressive") in the language of the interface; the word itself where it has none. */
const char *sv_word_label(const char *word);

#endif
