/* SPDX-License-Identifier: MIT */
/*
 * How easily a text reads: sentences, words and syllables, and the score that is usual for its language. Pure: text in, numbers out.
 *
 * Dutch: Flesch-Douma, 206.835 - 0.93 × words per sentence - 77 × syllables per word, and Douma's bands: W.H. Douma, De leesbaarheid van
 * landbouwbladen, Landbouwhogeschool Wageningen 1960 (bulletin 17); constants and bands as in Taal, 1977, dbnl.org/tekst/_taa014197701_01,
 * p. 89 ff. Douma's constant is printed as 206.84 or 206.8; 206.835 is what Flesch has, and what koRpus uses for "nl".
 * English: Flesch Reading Ease, 206.835 - 1.015 × words per sentence - 84.6 × syllables per word: R. Flesch, A new readability yardstick,
 * Journal of Applied Psychology 32 (1948), p. 221-233; bands: R. Flesch, How to write plain English, 1979, ch. 2.
 *
 * A score is a hint. It knows nothing of the words a reader knows, of the order of the text, or of whether it is right. B1, the level that
 * Dutch authorities write at, is no band of it; texts at that level tend to score 60 or more.
 */
#ifndef SV_MODEL_READABILITY_H
#define SV_MODEL_READABILITY_H

#include <stddef.h>

#include "base/err.h"

#define SV_READING_LONGEST 5 /* sentences that are pointed at */

/* A band of scores: from its least score on. text and level are msgids. */
struct sv_reading_band {
	double from;
	const char *id;    /* very_easy, easy, fairly_easy, standard, fairly_difficult, difficult, very_difficult */
	const char *text;  /* "very easy" … */
	const char *level; /* who reads it without trouble, in the words of the source */
};

/* A sentence: where it stands in the text given (bytes), the line it begins on (from 1), and its words. */
struct sv_reading_sentence {
	size_t start, length, line, words;
};

/* What a text measures. A text without words has no score: band is NULL, and all numbers are 0. */
struct sv_reading {
	size_t sentences, words, syllables;
	double words_per_sentence, syllables_per_word, score;
	const struct sv_reading_band *band;
	struct sv_reading_sentence longest[SV_READING_LONGEST]; /* most words first; of equals, the first in the text first */
	size_t nlongest;
};

/*
 * Measures n bytes of text in a language ("nl", "en"). Markdown marks are no part of it: headings, tables' rules, code blocks, links'
 * addresses, images, HTML and {{fields}} are left out; a list item, a table's cell and a paragraph each end a sentence. Bytes that are no
 * UTF-8 part words. A sentence ends with . ! ? or …, where what follows can begin one: not within "bijv. als" or "dr. Jansen".
 * SV_BAD_INPUT for another language; SV_BUG without memory.
 */
enum sv_status sv_reading_measure(const char *text, size_t n, const char *lang, struct sv_reading *r, struct sv_err *err);

#endif
