/* SPDX-License-Identifier: MIT */
/*
 * Syllables of Dutch and English words, by groups of vowels and the exceptions that matter. Pure.
 *
 * Dutch spelling shows its syllables nearly always: every vowel or digraph (aa, ee, ie, oe, ij, eu, ui, ou, eeu, aai …) is the
 * heart of one, other vowels side by side are two ("ra-di-o", "the-a-ter"), and a trema begins a new one ("be-ein-di-gen" is written
 * "beëindigen"). English does not; its rules of thumb (silent e, -ed, -es, -tion …) are right for most words of common prose.
 */
#ifndef SV_MODEL_SYLLABLES_H
#define SV_MODEL_SYLLABLES_H

#include <stddef.h>
#include <stdint.h>

/*
 * The next character of n bytes: its code, and in *length the bytes it takes. Bytes that are no UTF-8 are characters of their own,
 * code 0xFFFD. n must not be 0.
 */
uint32_t sv_utf8_next(const char *text, size_t n, size_t *length);
/* Whether a character is part of a word: a letter of any script, or a mark that combines with one. No digits. */
int sv_utf8_letter(uint32_t code);

/*
 * The syllables of a word of n bytes of UTF-8, at least 1. Capitals are small letters; what is no letter parts the word ("e-mail").
 * A word in capitals without a vowel is spelled out, one syllable a letter ("HR"). Of digits each counts as one: our own choice, as the
 * formulas say nothing of it. Letters after the first 120 of a part are not seen.
 */
size_t sv_syllables_nl(const char *word, size_t n);
size_t sv_syllables_en(const char *word, size_t n);

#endif
