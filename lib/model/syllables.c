/* SPDX-License-Identifier: MIT */
/* Syllables of Dutch and English words: see syllables.h. */
#include "model/syllables.h"

#include <stdbool.h>
#include <string.h>

#define PART 120 /* letters of a part that are seen */

/* A part of a word in plain small letters, and where a trema begins a new syllable. */
struct part {
	char letter[PART + 1];
	bool fresh[PART + 1];
	size_t n, digits;
	bool capitals; /* nothing but capitals so far */
};

uint32_t sv_utf8_next(const char *text, size_t n, size_t *length)
{
	static const struct { unsigned char mask, lead; size_t length; uint32_t least; } forms[] = {
		{ 0x80, 0x00, 1, 0 }, { 0xE0, 0xC0, 2, 0x80 }, { 0xF0, 0xE0, 3, 0x800 }, { 0xF8, 0xF0, 4, 0x10000 },
	};
	const unsigned char *s = (const unsigned char *)text;

	*length = 1;
	for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++) {
		if ((s[0] & forms[f].mask) != forms[f].lead || forms[f].length > n)
			continue;
		uint32_t code = s[0] & (unsigned char)~forms[f].mask;
		size_t i;
		for (i = 1; i < forms[f].length && (s[i] & 0xC0) == 0x80; i++)
			code = code << 6 | (s[i] & 0x3F);
		if (i < forms[f].length || code < forms[f].least || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
			break;
		*length = forms[f].length;
		return code;
	}
	return 0xFFFD;
}

int sv_utf8_letter(uint32_t code)
{
	static const struct { uint32_t from, to; } letters[] = {
		{ 'A', 'Z' }, { 'a', 'z' }, { 0xAA, 0xAA }, { 0xB5, 0xB5 }, { 0xBA, 0xBA }, { 0xC0, 0xD6 }, { 0xD8, 0xF6 }, { 0xF8, 0x1FFF }, { 0x2C00, 0x2DFF },
		{ 0x3040, 0xD7FF }, { 0xF900, 0xFDFF }, { 0xFE20, 0xFE2F }, { 0xFE70, 0xFEFE }, { 0x10000, 0x1EFFF }, { 0x20000, 0x3FFFF },
	};

	for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
		if (code >= letters[i].from && code <= letters[i].to)
			return 1;
	return 0;
}

/* A letter with marks as a plain one; a letter of which nothing is known is '?', no vowel. */
static char plain(uint32_t code, bool *fresh, bool *capital)
{
	static const struct { uint32_t from, to; char letter; } marked[] = {
		{ 0xC0, 0xC6, 'a' }, { 0xE0, 0xE6, 'a' }, { 0xC7, 0xC7, 'c' }, { 0xE7, 0xE7, 'c' }, { 0xC8, 0xCB, 'e' }, { 0xE8, 0xEB, 'e' },
		{ 0xCC, 0xCF, 'i' }, { 0xEC, 0xEF, 'i' }, { 0xD1, 0xD1, 'n' }, { 0xF1, 0xF1, 'n' }, { 0xD2, 0xD6, 'o' }, { 0xF2, 0xF6, 'o' },
		{ 0xD8, 0xD8, 'o' }, { 0xF8, 0xF8, 'o' }, { 0xD9, 0xDC, 'u' }, { 0xF9, 0xFC, 'u' }, { 0xDD, 0xDD, 'y' }, { 0xFD, 0xFD, 'y' }, { 0xFF, 0xFF, 'y' },
		{ 0x100, 0x105, 'a' }, { 0x106, 0x10D, 'c' }, { 0x112, 0x11B, 'e' }, { 0x128, 0x131, 'i' }, { 0x14C, 0x153, 'o' }, { 0x15A, 0x161, 's' },
		{ 0x168, 0x173, 'u' }, { 0x176, 0x178, 'y' }, { 0x179, 0x17E, 'z' },
	};
	static const uint32_t trema[] = { 0xC4, 0xCB, 0xCF, 0xD6, 0xDC, 0xE4, 0xEB, 0xEF, 0xF6, 0xFC };

	*fresh = false;
	for (size_t i = 0; i < sizeof trema / sizeof trema[0]; i++)
		*fresh = *fresh || code == trema[i];
	*capital = code <= 'Z' || (code >= 0xC0 && code <= 0xDE);
	if (code < 0x80)
		return (char)(*capital ? code + 'a' - 'A' : code);
	for (size_t i = 0; i < sizeof marked / sizeof marked[0]; i++)
		if (code >= marked[i].from && code <= marked[i].to)
			return marked[i].letter;
	return '?';
}

static void add(struct part *p, char letter, bool fresh)
{
	if (p->n < PART) {
		p->letter[p->n] = letter;
		p->fresh[p->n++] = fresh;
		p->letter[p->n] = '\0';
	}
}

static bool vowel(char c)
{
	return c != '\0' && strchr("aeiouy", c) != NULL;
}

/* Whether a letter of a part counts as a vowel: not the u of qu, nor a y before or between vowels ("yoga", "royaal", "player"). */
static bool vowel_at(const struct part *p, size_t i)
{
	char c = p->letter[i];

	if (c == 'u' && i > 0 && p->letter[i - 1] == 'q' && vowel(p->letter[i + 1]))
		return false;
	if (c == 'y' && vowel(p->letter[i + 1]) && (i == 0 || vowel(p->letter[i - 1])))
		return false;
	return vowel(c);
}

static bool ends(const struct part *p, const char *with)
{
	size_t n = strlen(with);

	return p->n >= n && strcmp(p->letter + p->n - n, with) == 0;
}

/* A word that its letters tell too much or too little of: what to add. */
struct exception {
	const char *letters;
	int add;
};

static int except(const struct part *p, const struct exception *e, bool whole)
{
	int sum = 0;

	for (; e->letters; e++)
		if (whole ? strcmp(p->letter, e->letters) == 0 : strstr(p->letter, e->letters) != NULL)
			sum += e->add;
	return sum;
}

static long part_nl(const struct part *p)
{
	static const char *const one[] = { "aai", "ooi", "oei", "eeu", "ieuw", "eau", "aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ij", "ou", "au", "ei", "ai", "oi" };
	/* words of English and Latin that Dutch has taken over with their spelling */
	static const struct exception loans[] = {
		{ "team", -1 }, { "coach", -1 }, { "online", -1 }, { "offline", -1 }, { "board", -1 }, { "update", -1 }, { "website", -1 }, { "software", -1 },
		{ "hardware", -1 }, { "deadline", -2 }, { "management", -1 }, { "service", -1 }, { "museum", 1 }, { "lyceum", 1 }, { NULL, 0 },
	};
	long count = 0;

	for (size_t i = 0; i < p->n;) {
		size_t step = 1;
		bool heart = vowel_at(p, i);
		for (size_t k = 0; heart && k < sizeof one / sizeof one[0] && step == 1; k++) {
			size_t n = strlen(one[k]);
			bool whole = strncmp(p->letter + i, one[k], n) == 0 && !(i == 1 && strcmp(one[k], "eau") == 0); /* "geautomatiseerd" */
			for (size_t j = 1; j < n; j++)
				whole = whole && !p->fresh[i + j];
			step = whole ? n : 1;
		}
		count += heart;
		i += step;
	}
	return count + except(p, loans, false);
}

static bool after(const struct part *p, size_t i, const char *letters)
{
	return i > 0 && strchr(letters, p->letter[i - 1]) != NULL;
}

/* Vowels side by side that are two syllables in English. */
static long hiatus_en(const struct part *p, size_t i)
{
	const char *s = p->letter + i;

	if (p->fresh[i + 1])
		return 1;
	if (strncmp(s, "oo", 2) == 0)
		return i == 1 && (strncmp(p->letter, "coord", 5) == 0 || strncmp(p->letter, "cooper", 6) == 0);
	if (strncmp(s, "ia", 2) == 0)
		return !after(p, i, "ctg");
	if (strncmp(s, "iou", 3) == 0)
		return !after(p, i, "ctgxv");
	if (strncmp(s, "io", 2) == 0)
		return !after(p, i, "ctgxsnl");
	if (strncmp(s, "ience", 5) == 0 || strncmp(s, "ient", 4) == 0)
		return !after(p, i, "ct") || i == 2; /* "science", not "patience" */
	if (strncmp(s, "iety", 4) == 0 || strncmp(s, "iet", 4) == 0 || strncmp(s, "iu", 2) == 0 || strncmp(s, "uou", 3) == 0 || strncmp(s, "eing", 4) == 0 || strncmp(s, "oing", 4) == 0)
		return 1;
	if (strncmp(s, "ua", 2) == 0)
		return !after(p, i, "gq");
	if (strncmp(s, "uence", 5) == 0 || strncmp(s, "uent", 4) == 0)
		return !after(p, i, "q");
	bool before = false; /* whether there is a syllable before */
	for (size_t k = 0; k < i; k++)
		before = before || vowel_at(p, k);
	if (before && (strcmp(s, "ier") == 0 || strcmp(s, "iest") == 0)) /* "supplier", "easiest"; not "soldier" */
		return !after(p, i, "dht");
	return before && (strcmp(s, "eo") == 0 || strcmp(s, "ea") == 0); /* "video", "area"; not "sea" */
}

/* Whether the last e of an English word is silent: of -e, -es or -ed after a consonant. */
static bool silent_en(const struct part *p)
{
	size_t n = p->n;
	bool es = ends(p, "es"), ed = ends(p, "ed"), e = ends(p, "e");
	size_t at = e ? n - 1 : n - 2;

	if (n < 3 || !(e || es || ed) || at < 2 || vowel_at(p, at - 1))
		return n > 3 && (ends(p, "gue") || ends(p, "gues"));
	char before = p->letter[at - 1];
	if (before == 'l' && !vowel_at(p, at - 2)) /* "table", "settled" */
		return false;
	if (ed)
		return before != 't' && before != 'd';
	if (es)
		return strchr("sxzcg", before) == NULL && !(before == 'h' && strchr("sc", p->letter[at - 2]));
	return true;
}

static long part_en(const struct part *p)
{
	static const struct exception words[] = {
		{ "something", -1 }, { "sometimes", -1 }, { "somewhere", -1 }, { "every", -1 }, { "everything", -1 }, { "everybody", -1 }, { "evening", -1 },
		{ "business", -1 }, { "anyone", 1 }, { "eye", -1 }, { "eyes", -1 }, { "create", 1 }, { "created", 1 }, { "creates", 1 }, { "creating", 1 }, { "argue", 1 },
		{ "react", 1 }, { "reacts", 1 }, { "reacted", 1 }, { "reaction", 1 }, { "poet", 1 }, { "cruel", 1 }, { "naked", 1 }, { "hundred", 1 }, { "whoever", 1 }, { "wednesday", -1 }, { "therefore", -1 }, { NULL, 0 },
	};
	/* a silent e inside: "safely", "careless", "movement"; not "element" or "supplement" */
	static const char *const inside[] = { "ely", "eful", "eless", "eness", "ement" };
	long count = 0, n;

	for (size_t i = 0; i < p->n; i++) {
		if (!vowel_at(p, i))
			continue;
		count += i == 0 || !vowel_at(p, i - 1);
		count += vowel_at(p, i + 1) ? hiatus_en(p, i) : 0;
		count += p->letter[i] == 'y' && strncmp(p->letter + i, "ying", 4) == 0; /* "trying" */
	}
	for (size_t k = 0; k < sizeof inside / sizeof inside[0]; k++) {
		n = (long)strlen(inside[k]);
		if (ends(p, inside[k]) && (long)p->n > n + 1 && !vowel_at(p, p->n - (size_t)n - 1) && !(k == 4 && p->letter[p->n - (size_t)n - 1] == 'l'))
			count -= count > 1;
	}
	count -= count > 1 && silent_en(p);
	count += p->n > 3 && ends(p, "sm"); /* "racism" */
	return count + except(p, words, true);
}

/* What a finished part counts for. */
static long close_part(struct part *p, long (*count)(const struct part *))
{
	long sum = (long)p->digits;
	bool voiced = false;

	for (size_t i = 0; i < p->n; i++)
		voiced = voiced || vowel_at(p, i);
	if (p->n > 1 && p->n < 6 && p->capitals && !voiced)
		sum += (long)p->n;
	else if (p->n > 0)
		sum += count(p);
	memset(p, 0, sizeof *p);
	p->capitals = true;
	return sum;
}

/*
 * An apostrophe does not part a word: "foto's", "don't". English "didn't" has one syllable more than its letters show.
 */
static size_t syllables(const char *word, size_t n, long (*count)(const struct part *), bool english)
{
	struct part p;
	long sum = 0;
	size_t length, i;

	memset(&p, 0, sizeof p);
	p.capitals = true;
	for (i = 0; i < n; i += length) {
		uint32_t code = sv_utf8_next(word + i, n - i, &length);
		bool fresh, capital;
		if (code >= 0x300 && code < 0x370) { /* a mark that combines: only the trema tells something */
			if (code == 0x308 && p.n > 0)
				p.fresh[p.n - 1] = true;
		} else if (code == 0x132 || code == 0x133) { /* ij as one character */
			add(&p, 'i', false);
			add(&p, 'j', false);
			p.capitals = p.capitals && code == 0x132;
		} else if (sv_utf8_letter(code)) {
			char c = plain(code, &fresh, &capital);
			add(&p, c, fresh);
			p.capitals = p.capitals && capital;
		} else if (code >= '0' && code <= '9') {
			p.digits++;
		} else if (code == '\'' || code == 0x2019) {
			if (english && i + length < n && (word[i + length] | 0x20) == 't' && p.n > 2 && p.letter[p.n - 1] == 'n' && !vowel(p.letter[p.n - 2]))
				sum++;
		} else
			sum += close_part(&p, count);
	}
	sum += close_part(&p, count);
	return sum < 1 ? 1 : (size_t)sum;
}

size_t sv_syllables_nl(const char *word, size_t n)
{
	return syllables(word, n, part_nl, false);
}

size_t sv_syllables_en(const char *word, size_t n)
{
	return syllables(word, n, part_en, true);
}
