/* SPDX-License-Identifier: MIT */
/* How easily a text reads: see readability.h. */
#include "model/readability.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "model/strip.h"
#include "model/syllables.h"

/* A language: its formula, its bands, and the abbreviations whose full stop ends no sentence before a capital. */
struct language {
	const char *code;
	double constant, per_word, per_syllable;
	size_t (*syllables)(const char *word, size_t n);
	struct sv_reading_band bands[7];
	const char *abbreviations;
};

static const struct language languages[] = {
	{ "nl", 206.835, 0.93, 77, sv_syllables_nl,
	  { { 90, "very_easy", N_("very easy"), N_("fourth year of primary school") },
	    { 80, "easy", N_("easy"), N_("fifth year of primary school") },
	    { 70, "fairly_easy", N_("fairly easy"), N_("sixth or seventh year of primary school") },
	    { 60, "standard", N_("standard"), N_("seventh year of primary school") },
	    { 45, "fairly_difficult", N_("fairly difficult"), N_("lower secondary school (mulo)") },
	    { 30, "difficult", N_("difficult"), N_("upper secondary school (hbs)") },
	    { 0, "very_difficult", N_("very difficult"), N_("university") } },
	  " aant afd art bijv blz bv ca cf dhr dr drs d.w.z evt fam fig ing i.p.v i.v.m jl m.b.t m.n mej mevr mr mw n.a.v nl nr o.a o.l.v p pag par prof resp sr st t.a.v t.o.v t.b.v vgl z.s.m z.o.z " },
	{ "en", 206.835, 1.015, 84.6, sv_syllables_en,
	  { { 90, "very_easy", N_("very easy"), N_("5th grade") },
	    { 80, "easy", N_("easy"), N_("6th grade") },
	    { 70, "fairly_easy", N_("fairly easy"), N_("7th grade") },
	    { 60, "standard", N_("standard"), N_("8th and 9th grade") },
	    { 50, "fairly_difficult", N_("fairly difficult"), N_("10th to 12th grade") },
	    { 30, "difficult", N_("difficult"), N_("college") },
	    { 0, "very_difficult", N_("very difficult"), N_("college graduate") } },
	  " cf ch dr e.g fig i.e jr mr mrs ms p para pp prof rev sec sr st vs " },
};

/* A place in the text, and the sentence that is being read. */
struct walk {
	const struct language *lang;
	const char *s, *text; /* without marks, and as it was given */
	size_t n, line, counted; /* counted: up to where line feeds were counted */
	struct sv_reading *r;
	struct sv_reading_sentence now;
	size_t end; /* after its last word or mark */
};

static void close_sentence(struct walk *w)
{
	struct sv_reading *r = w->r;
	size_t at = r->nlongest;

	if (w->now.words > 0) {
		r->sentences++;
		w->now.length = w->end - w->now.start;
		while (at > 0 && r->longest[at - 1].words < w->now.words)
			at--;
		if (at < SV_READING_LONGEST) {
			size_t kept = r->nlongest < SV_READING_LONGEST ? r->nlongest : SV_READING_LONGEST - 1;
			memmove(r->longest + at + 1, r->longest + at, (kept - at) * sizeof r->longest[0]);
			r->longest[at] = w->now;
			r->nlongest = kept + 1;
		}
	}
	memset(&w->now, 0, sizeof w->now);
}

static bool word_byte(const struct walk *w, size_t i, size_t *length)
{
	if (i >= w->n)
		return false;
	uint32_t code = sv_utf8_next(w->s + i, w->n - i, length);
	return sv_utf8_letter(code) || (code >= '0' && code <= '9');
}

static bool digit(const struct walk *w, size_t i)
{
	return i < w->n && w->s[i] >= '0' && w->s[i] <= '9';
}

/*
 * The end of the word at i: letters and digits, and between them - ' ’ & ("e-mail", "foto's", "RI&E"), a full stop after one or two letters
 * ("d.w.z"), and . , / : between digits ("1.500", "10:30").
 */
static size_t word_end(const struct walk *w, size_t i)
{
	size_t length, next, part = i, last = i;

	for (;;) {
		while (word_byte(w, i, &length)) {
			last = i;
			i += length;
		}
		uint32_t code = i < w->n ? sv_utf8_next(w->s + i, w->n - i, &length) : 0;
		bool joins = code == '-' || code == '\'' || code == '&' || code == 0x2019 || code == 0x2011 || (code == '.' && i - part <= 2);
		bool number = (code == '.' || code == ',' || code == '/' || code == ':') && digit(w, last) && digit(w, i + length);
		if (!(joins || number) || !word_byte(w, i + length, &next))
			return i;
		part = i += length;
	}
}

static void take_word(struct walk *w, size_t from, size_t to)
{
	if (w->now.words == 0) {
		for (; w->counted < from; w->counted++)
			w->line += w->text[w->counted] == '\n';
		w->now.start = from;
		w->now.line = w->line;
	}
	w->now.words++;
	w->end = to;
	w->r->words++;
	w->r->syllables += w->lang->syllables(w->s + from, to - from);
}

/* Whether the word that ends at the full stop is one that ends no sentence: a known abbreviation, or an initial. */
static bool abbreviation(const struct walk *w, size_t from, size_t to)
{
	char word[24];
	size_t n = to - from;

	if (n == 1 && w->s[from] >= 'A' && w->s[from] <= 'Z')
		return true;
	if (n + 3 > sizeof word)
		return false;
	word[0] = ' ';
	for (size_t i = 0; i < n; i++)
		word[i + 1] = (char)(w->s[from + i] >= 'A' && w->s[from + i] <= 'Z' ? w->s[from + i] + 'a' - 'A' : w->s[from + i]);
	word[n + 1] = ' ';
	word[n + 2] = '\0';
	return strstr(w->lang->abbreviations, word) != NULL;
}

/* Whether the mark at i (. ! ? …, length bytes) ends a sentence; *after is behind it and the quotes and brackets that go with it. */
static bool ends_sentence(const struct walk *w, size_t i, size_t length, size_t word_from, size_t word_to, size_t *after)
{
	bool mark = w->s[i] == '!' || w->s[i] == '?', spaced = false;
	size_t k = i + length, step;

	for (; k < w->n; k += step) { /* "…?!", closing quotes and brackets */
		uint32_t code = sv_utf8_next(w->s + k, w->n - k, &step);
		if (!(code < 0x80 && strchr(".!?\"')", (int)code)) && code != 0x2026 && code != 0x2019 && code != 0x201D && code != 0xBB)
			break;
	}
	*after = k;
	while (k < w->n && (w->s[k] == ' ' || w->s[k] == '\n' || w->s[k] == '\t' || w->s[k] == '\r')) {
		spaced = true;
		k++;
	}
	if (k >= w->n || w->s[k] == SV_STRIP_BREAK)
		return true;
	if (!spaced)
		return false;
	bool small = w->s[k] >= 'a' && w->s[k] <= 'z';
	if (small && (!mark || *after > i + length)) /* "bijv. als", "zo … dan", "'Stop!' zei ze" */
		return false;
	return !(w->s[i] == '.' && word_to == i && abbreviation(w, word_from, word_to));
}

static void read_text(struct walk *w)
{
	size_t from = 0, to = 0, length, after;

	for (size_t i = 0; i < w->n;) {
		if (word_byte(w, i, &length)) {
			from = i;
			to = word_end(w, i);
			take_word(w, from, to);
			i = to;
			continue;
		}
		uint32_t code = sv_utf8_next(w->s + i, w->n - i, &length);
		if (w->s[i] == SV_STRIP_BREAK)
			close_sentence(w);
		else if ((code == '.' || code == '!' || code == '?' || code == 0x2026) && w->now.words > 0) {
			bool over = ends_sentence(w, i, length, from, to, &after);
			w->end = after;
			length = after - i;
			if (over)
				close_sentence(w);
		}
		i += length;
	}
	close_sentence(w);
}

enum sv_status sv_reading_measure(const char *text, size_t n, const char *lang, struct sv_reading *r, struct sv_err *err)
{
	const struct language *l = NULL;
	struct sv_buf plain = SV_BUF_INIT;

	memset(r, 0, sizeof *r);
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
		if (strcmp(languages[i].code, lang) == 0)
			l = &languages[i];
	if (l == NULL)
		return sv_err_set(err, SV_BAD_INPUT, N_("there is no readability formula for the language '%s', only for nl and en"), lang);
	sv_buf_add(&plain, text, n);
	if (plain.failed)
		return sv_err_nomem(err);
	if (n > 0) {
		sv_strip_marks(plain.data, n);
		struct walk w = { .lang = l, .s = plain.data, .text = text, .n = n, .line = 1, .r = r };
		read_text(&w);
	}
	sv_buf_release(&plain);
	if (r->words == 0)
		return SV_OK;
	r->words_per_sentence = (double)r->words / (double)r->sentences;
	r->syllables_per_word = (double)r->syllables / (double)r->words;
	r->score = l->constant - l->per_word * r->words_per_sentence - l->per_syllable * r->syllables_per_word;
	for (size_t i = 0; i < sizeof l->bands / sizeof l->bands[0] && r->band == NULL; i++)
		if (r->score >= l->bands[i].from || l->bands[i].from == 0)
			r->band = &l->bands[i];
	return SV_OK;
}
