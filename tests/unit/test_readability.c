/* SPDX-License-Identifier: MIT */
/* Syllables, sentences, words and scores against texts that were counted by hand. As a tool: see main. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/readability.h"
#include "model/syllables.h"

struct counted {
	const char *word;
	size_t syllables;
};

static void dutch_words_are_counted(void **state)
{
	static const struct counted of[] = {
		{ "de", 1 }, { "vrijheid", 2 }, { "uitje", 2 }, { "nieuw", 1 }, { "nieuwe", 2 }, { "serieus", 3 }, { "eeuwen", 2 }, { "mooie", 2 }, { "draaien", 2 }, { "moeite", 2 },
		{ "koeien", 2 }, { "eieren", 3 }, { "bijen", 2 }, { "blauwe", 2 }, { "beëindigen", 4 }, { "zeeën", 2 }, { "ideeën", 3 }, { "coördinator", 5 },
		{ "geïntimideerd", 5 }, { "reünie", 3 }, { "naïef", 2 }, { "patiënt", 3 }, { "financiële", 5 }, { "beïnvloeden", 4 }, { "radio", 3 }, { "theater", 3 },
		{ "januari", 4 }, { "situatie", 4 }, { "individueel", 5 }, { "actueel", 3 }, { "beambte", 3 }, { "chaos", 2 }, { "duo", 2 }, { "oase", 3 }, { "museum", 3 },
		{ "royaal", 2 }, { "yoga", 2 }, { "hobby", 2 }, { "baby's", 2 }, { "foto's", 2 }, { "zo'n", 1 }, { "zo’n", 1 }, { "'t", 1 }, { "e-mail", 2 },
		{ "consequent", 3 }, { "quiz", 1 }, { "niveau", 2 }, { "bureaus", 2 }, { "geautomatiseerd", 6 }, { "teamleider", 3 }, { "coach", 1 }, { "online", 2 },
		{ "management", 3 }, { "deadline", 2 }, { "universiteit", 5 }, { "collega", 3 }, { "vertrouwenspersoon", 5 }, { "leidinggevende", 5 }, { "klachtenregeling", 5 },
		{ "medezeggenschap", 5 }, { "één", 1 }, { "vóór", 1 }, { "café", 2 }, { "ĳs", 1 }, { "IJs", 1 }, { "IDEE", 2 }, { "HR", 2 }, { "BHV", 3 }, { "RI&E", 2 },
		{ "be\xC3\xAB" "indigen", 4 }, { "bee\xCC\x88" "indigen", 4 }, { "24", 2 }, { "pst", 1 }, { "", 1 }, { "-", 1 },
		{ "vr\u0133", 1 }, { "\u00B5g", 1 }, { "piqu", 2 }, { "\u0132sland", 2 }, { "\u0133verig", 3 }, { "co\u0308", 1 }, { "\u0308a", 1 }, { "caf\u00E9", 2 }, { "cafe\u0301", 2 }, { "\u015Aroda", 2 }, { "\u017Bubr", 1 }, { "\u0416", 1 }, { "\xF4\x90\x80\x80", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
		if (sv_syllables_nl(of[i].word, strlen(of[i].word)) != of[i].syllables)
			fail_msg("%s: %zu instead of %zu", of[i].word, sv_syllables_nl(of[i].word, strlen(of[i].word)), of[i].syllables);
}

static void english_words_are_counted(void **state)
{
	static const struct counted of[] = {
		{ "the", 1 }, { "like", 1 }, { "table", 2 }, { "tables", 2 }, { "wanted", 2 }, { "asked", 1 }, { "settled", 2 }, { "changes", 2 }, { "watches", 2 }, { "takes", 1 },
		{ "clothes", 1 }, { "colleague", 2 }, { "colleagues", 2 }, { "people", 2 }, { "something", 2 }, { "someone", 2 }, { "every", 2 }, { "everyone", 3 }, { "anyone", 3 },
		{ "therefore", 2 }, { "manager", 3 }, { "management", 3 }, { "settlement", 3 }, { "element", 3 }, { "statement", 2 }, { "agreement", 3 }, { "safely", 2 },
		{ "careless", 2 }, { "lonely", 2 }, { "radio", 3 }, { "video", 3 }, { "area", 3 }, { "idea", 3 }, { "sea", 1 }, { "science", 2 }, { "patience", 2 }, { "audience", 3 },
		{ "client", 2 }, { "patient", 2 }, { "society", 4 }, { "quiet", 2 }, { "social", 2 }, { "material", 4 }, { "being", 2 }, { "going", 2 }, { "trying", 2 }, { "saying", 2 },
		{ "player", 2 }, { "year", 1 }, { "eye", 1 }, { "employee", 3 }, { "racism", 3 }, { "didn't", 2 }, { "couldn’t", 2 }, { "don't", 1 }, { "actually", 4 }, { "language", 2 },
		{ "equal", 2 }, { "situation", 4 }, { "violence", 3 }, { "serious", 3 }, { "religious", 3 }, { "behaviour", 3 }, { "million", 2 }, { "influence", 3 }, { "evening", 2 },
		{ "business", 2 }, { "argue", 2 }, { "e-mail", 2 }, { "naïve", 2 }, { "HR", 2 }, { "stopped", 1 }, { "hundred", 2 }, { "supplier", 3 }, { "easiest", 3 }, { "pier", 1 }, { "soldier", 2 }, { "coordinator", 5 }, { "cool", 1 }, { "whoever", 3 },
		{ "cooperate", 4 }, { "fluent", 2 }, { "continuous", 4 }, { "frequent", 2 }, { "opaque", 2 }, { "techniques", 2 }, { "ely", 2 }, { "use", 1 }, { "ox", 1 }, { "isn't", 2 }, { "n't", 1 }, { "can't", 1 }, { "didn", 1 }, { "didn'", 1 },
		{ "what't", 1 }, { "o\u00EBd", 2 }, { "unique", 2 }, { "mosques", 1 }, { "league", 1 }, { "dialogues", 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
		if (sv_syllables_en(of[i].word, strlen(of[i].word)) != of[i].syllables)
			fail_msg("%s: %zu instead of %zu", of[i].word, sv_syllables_en(of[i].word, strlen(of[i].word)), of[i].syllables);
}

static struct sv_reading measure(const char *text, const char *lang)
{
	struct sv_reading r;

	assert_int_equal(sv_reading_measure(text, strlen(text), lang, &r, NULL), SV_OK);
	return r;
}

static void texts_counted_by_hand(void **state)
{
	static const struct { const char *lang, *text; size_t sentences, words, syllables; double score; const char *band; } of[] = {
		{ "nl", "De kat zit op de mat. Zij slaapt!", 2, 8, 8, 206.835 - 0.93 * 4 - 77, "very_easy" },
		{ "nl", "Femke werkt op een school. Zij hoort dat een collega een leerling uitlacht. Ze vindt dat niet goed, maar ze zegt niets.", 3, 22, 27,
		  206.835 - 0.93 * 22 / 3 - 77 * 27.0 / 22, "very_easy" },
		{ "nl", "De vertrouwenspersoon informeert medewerkers over mogelijkheden.", 1, 6, 20, 206.835 - 0.93 * 6 - 77 * 20.0 / 6, "very_difficult" },
		{ "nl", "De arbeidsomstandighedenwet geldt ook hier.", 1, 5, 12, 206.835 - 0.93 * 5 - 77 * 12.0 / 5, "very_difficult" },
		{ "nl", "Wie iets meldt, krijgt binnen zeven dagen een bericht van ons.", 1, 11, 15, 206.835 - 0.93 * 11 - 77 * 15.0 / 11, "very_easy" },
		{ "en", "The cat sat on the mat. It was happy.", 2, 9, 10, 206.835 - 1.015 * 4.5 - 84.6 * 10 / 9, "very_easy" },
		{ "en", "Maya works in a hospital. A doctor shouts at a new nurse in front of patients. Nobody says anything.", 3, 19, 28,
		  206.835 - 1.015 * 19 / 3 - 84.6 * 28.0 / 19, "fairly_easy" },
		{ "en", "Considerable organisational difficulties notwithstanding, implementation continues.", 1, 6, 27, 206.835 - 1.015 * 6 - 84.6 * 27.0 / 6, "very_difficult" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
		struct sv_reading r = measure(of[i].text, of[i].lang);
		if (r.sentences != of[i].sentences || r.words != of[i].words || r.syllables != of[i].syllables || fabs(r.score - of[i].score) > 1e-9 || strcmp(r.band->id, of[i].band) != 0)
			fail_msg("'%s': %zu sentences, %zu words, %zu syllables, %.12g %s instead of %.12g", of[i].text, r.sentences, r.words, r.syllables, r.score, r.band->id, of[i].score);
	}
}

/* Scores just at and under the bounds of Douma's and of Flesch's bands, by sentences of words of one syllable: only their number counts. */
static void bands_begin_where_their_source_says(void **state)
{
	static const struct { const char *lang, *id; size_t words; } of[] = {
		/* 206.835 - 77 - 0.93 w: 90 at w = 42.8, 80 at 53.5, 70 at 64.3, 60 at 75.0, 45 at 91.2, 30 at 107.3 */
		{ "nl", "very_easy", 42 }, { "nl", "easy", 43 }, { "nl", "easy", 53 }, { "nl", "fairly_easy", 54 }, { "nl", "fairly_easy", 64 }, { "nl", "standard", 65 }, { "nl", "standard", 75 },
		{ "nl", "fairly_difficult", 76 }, { "nl", "fairly_difficult", 91 }, { "nl", "difficult", 92 }, { "nl", "difficult", 107 }, { "nl", "very_difficult", 108 }, { "nl", "very_difficult", 400 },
		/* 206.835 - 84.6 - 1.015 w: 90 at 31.7, 80 at 41.6, 70 at 51.4, 60 at 61.3, 50 at 71.1, 30 at 90.8 */
		{ "en", "very_easy", 31 }, { "en", "easy", 32 }, { "en", "easy", 41 }, { "en", "fairly_easy", 42 }, { "en", "fairly_easy", 51 }, { "en", "standard", 52 }, { "en", "standard", 61 },
		{ "en", "fairly_difficult", 62 }, { "en", "fairly_difficult", 71 }, { "en", "difficult", 72 }, { "en", "difficult", 90 }, { "en", "very_difficult", 91 },
	};
	char text[2000];

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
		text[0] = '\0';
		for (size_t k = 0; k < of[i].words; k++)
			strcat(text, "kat ");
		struct sv_reading r = measure(text, of[i].lang);
		if (r.sentences != 1 || r.syllables != of[i].words || strcmp(r.band->id, of[i].id) != 0)
			fail_msg("%s with %zu words: %.9g is %s, not %s", of[i].lang, of[i].words, r.score, r.band->id, of[i].id);
		assert_non_null(r.band->text);
		assert_non_null(r.band->level);
	}
}

static void sentences_end_where_they_do(void **state)
{
	static const struct { const char *lang, *text; size_t sentences, words; } of[] = {
		{ "nl", "Hij zei: \u201CJa.\u201D Toen ging hij.", 2, 6 }, { "nl", "Hij zei: \u00ABJa.\u00BB Toen ging hij.", 2, 6 }, { "nl", "Hij zei: \u2018Ja.\u2019 Toen ging hij.", 2, 6 }, { "nl", "Eerst dit.\tDan dat.", 2, 4 },
		{ "nl", "Eerst dit.\r\nDan dat.", 2, 4 }, { "nl", "Een e\u2011mail en foto\u2019s.", 1, 4 },
		{ "nl", "Bel bijv. de desk. Of mail.", 2, 6 }, { "nl", "Vraag dr. De Vries, o.a. over art. 27 van de wet.", 1, 11 }, { "nl", "Zij sprak met mevr. Yilmaz. Daarna ging zij.", 2, 8 },
		{ "nl", "J. Jansen belt. A.B. de Wit ook.", 2, 7 }, { "nl", "Kom om 10.30 uur. Het kost 1.500,50 euro.", 2, 8 }, { "nl", "Wat?! Echt... Ja.", 3, 3 }, { "nl", "'Stop!' zei zij. \"Nee.\" Hij liep weg.", 3, 7 },
		{ "nl", "Hij zei: \"Nee!\" en liep weg.", 1, 6 }, { "nl", "Stop! riep hij.", 2, 3 }, { "nl", "Brood, kaas enz. Daarna thee.", 2, 5 }, { "nl", "Zij is lid. Hij al. Dat is zo.", 3, 8 }, { "nl", "Hij/zij wil en/of kan.", 1, 6 },
		{ "nl", "Dit … gaat door. Dit houdt op… Nu.", 3, 7 }, { "nl", "Een (klein) plan (van ons.) Klaar.", 2, 6 }, { "nl", "Eén regel\nloopt door.\n\nEen nieuwe alinea\n\nNog een", 3, 9 }, { "nl", "Geen punt", 1, 2 },
		{ "nl", "", 0, 0 }, { "nl", " .!? \n\n - ", 0, 0 }, { "nl", "Klaar.Daarna niet.", 1, 3 },
		{ "en", "Ask Dr. Patel, e.g. on Monday. Or call.", 2, 8 }, { "en", "Mr. and Mrs. Obi left at 5 p.m. on Friday.", 1, 10 }, { "en", "No. He said no. It was over.", 3, 7 }, { "en", "She said \"Stop!\" and left.", 1, 5 },
		{ "en", "A well-known, co-operative team. It's here.", 2, 6 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
		struct sv_reading r = measure(of[i].text, of[i].lang);
		if (r.sentences != of[i].sentences || r.words != of[i].words)
			fail_msg("'%s': %zu sentences, %zu words", of[i].text, r.sentences, r.words);
	}
}

static void markdown_is_no_prose(void **state)
{
	static const struct { const char *marked; size_t sentences, words; } of[] = {
		{ "# Een kop die niet telt\n\nWel een zin.", 1, 3 }, { "Een zin zonder punt\n## Kop\nNog een", 2, 6 }, { "- **Melden.** Bel het *meldpunt*\n- Praten\n", 3, 5 },
		{ "1. Eerst dit\n2. Dan dat\n10) En dan", 3, 6 }, { "> Een citaat\n> loopt door.", 1, 4 }, { "Zie [de regeling](https://example.org/a_(b).html \"titel\") hier.", 1, 4 },
		{ "Zie ![plaatje](x.png) hier.", 1, 2 }, { "Kijk op https://example.org/pad?x=1. Of bel.", 2, 4 }, { "Kijk op www.example.org, of bel.", 1, 4 },
		{ "```\nint main(void);\n```\nTekst.", 1, 1 }, { "~~~ sh\nls\n~~~\nTekst.\n", 1, 1 }, { "Dit is `code` in een zin.", 1, 6 }, { "| Als je denkt | Probeer |\n|---|:--:|\n| Gevaar nu | Hulp halen |\n", 4, 8 },
		{ "Een\n\n---\n\ntwee\n\n***\n\ndrie", 3, 3 }, { "Voor <b>dit</b><br/> en <!-- niet dit --> dat.", 1, 4 }, { "Is 3 < 5? Ja.", 2, 4 }, { "Bel {{role}} {{#contact}}nu{{/contact}}.", 1, 2 },
		{ "---\ntitle: Niets hiervan\n---\nWel dit.", 1, 2 }, { "Een <b niet af", 1, 1 }, { "{{open", 0, 0 }, { "[tekst](open", 1, 1 }, { "Kop\n===\n\nZin.", 2, 2 },
		{ "# Kop\r\n\r\nEen zin zonder punt\r\n- - -\r\nNog een\r\n", 2, 6 }, { "\tIngesprongen regel\n\t\nEn nog een", 2, 5 }, { "Kijk op http://example.org/pad", 1, 2 }, { "Kijk op www.", 1, 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
		struct sv_reading r = measure(of[i].marked, "nl");
		if (r.sentences != of[i].sentences || r.words != of[i].words)
			fail_msg("'%s': %zu sentences, %zu words", of[i].marked, r.sentences, r.words);
	}
}

static void longest_sentences_are_pointed_at(void **state)
{
	static const char text[] = "# Kop\n\nEen twee drie. Een.\n- Een **twee** drie vier\n- Vijf zes!\n\nEén is \"genoeg.\" Zeg het mij ook. En nog een keer? Klaar.\n";
	static const struct { size_t line, words; const char *is; } want[] = {
		{ 4, 4, "Een **twee** drie vier" }, { 7, 4, "Zeg het mij ook." }, { 7, 4, "En nog een keer?" }, { 3, 3, "Een twee drie." }, { 7, 3, "Eén is \"genoeg.\"" },
	};
	struct sv_reading r = measure(text, "nl");

	(void)state;
	assert_int_equal(r.sentences, 8);
	assert_int_equal(r.nlongest, SV_READING_LONGEST);
	for (size_t i = 0; i < r.nlongest; i++) {
		const struct sv_reading_sentence *s = &r.longest[i];
		if (s->line != want[i].line || s->words != want[i].words || s->length != strlen(want[i].is) || memcmp(text + s->start, want[i].is, s->length) != 0)
			fail_msg("%zu: line %zu, %zu words: '%.*s'", i, s->line, s->words, (int)s->length, text + s->start);
	}
	r = measure("Een. Twee drie.", "nl");
	assert_int_equal(r.nlongest, 2);
	assert_int_equal(r.longest[0].words, 2);
}

static void any_bytes_are_measured(void **state)
{
	static const char *const bad[] = { "\xFF\xFE woord \x80", "a\xC3", "\xE2\x82", "\xF0\x9F\x98\x80 lach.", "\xC0\xAF", "x\x01y", "\xED\xA0\x80" };
	static const size_t words[] = { 1, 1, 0, 1, 0, 2, 0 };
	char text[300];
	struct sv_reading r;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(measure(bad[i], "nl").words, words[i]);
	assert_int_equal(sv_reading_measure("een\0twee", 8, "nl", &r, NULL), SV_OK);
	assert_int_equal(r.words, 2);
	memset(text, 'a', sizeof text); /* longer than what is seen of a word: one group of vowels, in pairs */
	assert_int_equal(sv_syllables_nl(text, sizeof text), 60);
	uint32_t seed = 20261126;
	for (int round = 0; round < 20000; round++) { /* whatever bytes: no end within, nor without an end */
		static const char some[] = "a e.i!\n#-*|[](){}<>`~_\\'\"\xC3\xAB\x80\xE2\x80\xA6 1. Ab\xFF";
		size_t n = round % sizeof text;
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = some[(seed >> 16) % (sizeof some - 1)];
		}
		assert_int_equal(sv_reading_measure(text, n, round & 1 ? "nl" : "en", &r, NULL), SV_OK);
		assert_true(r.sentences <= r.words && r.words <= r.syllables);
		for (size_t i = 0; i < r.nlongest; i++)
			assert_true(r.longest[i].start + r.longest[i].length <= n && r.longest[i].words > 0);
	}
}

static void other_languages_are_refused(void **state)
{
	struct sv_err err = { 0 };
	struct sv_reading r;
	char text[200];

	(void)state;
	assert_int_equal(sv_reading_measure("Ein Satz.", 9, "de", &r, &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_string_equal(text, "there is no readability formula for the language 'de', only for nl and en");
	r = measure("", "nl");
	assert_null(r.band);
	assert_true(r.score == 0 && r.words_per_sentence == 0);
}

/*
 * As a tool: "measure LANG" reads texts that end with a NUL and says "sentences words syllables score band" of each; "syllables LANG"
 * reads words, one a line, and says their syllables.
 */
static int answer(const char *what, const char *lang)
{
	bool words = strcmp(what, "syllables") == 0;
	char *text = NULL;
	size_t size = 0;
	ssize_t n;

	while ((n = getdelim(&text, &size, words ? '\n' : '\0', stdin)) > 0) {
		struct sv_reading r;
		n -= text[n - 1] == (words ? '\n' : '\0');
		if (words)
			printf("%zu\n", lang[0] == 'n' ? sv_syllables_nl(text, (size_t)n) : sv_syllables_en(text, (size_t)n));
		else if (sv_reading_measure(text, (size_t)n, lang, &r, NULL) == SV_OK)
			printf("%zu %zu %zu %.17g %s\n", r.sentences, r.words, r.syllables, r.score, r.band ? r.band->id : "none");
	}
	free(text);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(dutch_words_are_counted), cmocka_unit_test(english_words_are_counted), cmocka_unit_test(texts_counted_by_hand), cmocka_unit_test(bands_begin_where_their_source_says),
		cmocka_unit_test(sentences_end_where_they_do), cmocka_unit_test(markdown_is_no_prose), cmocka_unit_test(longest_sentences_are_pointed_at), cmocka_unit_test(any_bytes_are_measured),
		cmocka_unit_test(other_languages_are_refused),
	};

	if (argc == 3)
		return answer(argv[1], argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
