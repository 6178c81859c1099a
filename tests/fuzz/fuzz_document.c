/* SPDX-License-Identifier: MIT */
/* Fuzzes documents, what is made of them without other programs, and the texts that reports are laid out with: what is refused is refused whole. */
#include "fuzz.h"

#include <jansson.h>

#include "base/buf.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "view/document.h"
#include "view/markdown.h"
#include "view/plot.h"
#include "view/prose.h"
#include "view/report.h"

static struct sv_err err; /* functions that add where an error was met want one */
static const char words[] = "hidden: niet getoond\nplot_hidden: Niet alles.\n";
static const char layout[] =
	"{{title}} {{organisation}} {{as_of_long}} {{period}} {{{opening}}}{{#verdict}}{{{verdict}}}{{/verdict}}\n{{#sections}}{{title}} {{page}} {{{prose}}}\n{{#text}}{{{.}}}\n{{/text}}"
	"{{#facts}}{{label}} {{value}} {{detail}} {{#previous}}{{year}} {{value}}{{/previous}}{{#benchmark}}{{value}} {{source}}{{/benchmark}}\n{{/facts}}"
	"{{#tables}}{{title}} {{unit}} {{note}}\n{{#rows}}{{#labels}}{{label}}|{{/labels}}{{#cells}}{{text}} {{share}}|{{/cells}}\n{{/rows}}{{{tbl}}}{{#plot}}{{height}}{{/plot}}{{/tables}}"
	"{{#lists}}{{title}}{{#rows}}{{#cells}}{{label}}|{{/cells}}\n{{/rows}}{{{tbl}}}{{/lists}}{{/sections}}{{#protection}}{{#text}}{{{.}}}{{/text}}{{/protection}}{{#notes}}{{{.}}}{{/notes}}\n";
static const char prose[] = "# opening\nEen *woord* vooraf over {{title}}.\n\n- een\n- twee\n\n# volumes\nOver {{period}}.\n";

/* A document with one of everything, which inputs change. */
static const char base[] =
	"{\"sv\":1,\"document\":\"annual\",\"lang\":\"nl\",\"title\":\"Verslag\",\"organisation\":\"X\",\"year\":2026,\"commit\":\"3f2a9c1d5e7b80462c19d4f6a8b3e5071d2c4b6f\",\"as_of\":\"2027-01-15\",\"published\":true,\"sections\":"
	"[{\"section\":\"volumes\",\"title\":\"Aantallen\",\"text\":[\"Er waren **4** zaken.\"],\"facts\":[{\"fact\":\"a\",\"label\":\"A\",\"value\":\"1,5\",\"previous\":[{\"year\":\"2025\",\"suppressed\":true}],\"benchmark\":{\"value\":\"2\",\"source\":\"S\"}}],"
	"\"tables\":[{\"table\":\"t\",\"title\":\"T\",\"unit\":\"zaken\",\"heads\":[\"Soort\"],\"columns\":[{\"id\":\"2025\",\"label\":\"2025\"},{\"id\":\"2026\",\"label\":\"2026\"}],\"rows\":[{\"id\":[\"k\"],\"labels\":[\"klacht\"],\"level\":1,\"total\":false,"
	"\"cells\":[{\"n\":1234,\"text\":\"1.234\",\"share\":\"40 %\"},{\"suppressed\":true,\"text\":\"x\"}]},{\"labels\":[\"alle\"],\"total\":true,\"cells\":[{\"text\":\"7\"},{\"absent\":true,\"text\":\"\"}]}],\"plot\":{\"kind\":\"lines\",\"alt\":\"Een lijn.\"}}],"
	"\"lists\":[{\"list\":\"l\",\"title\":\"L\",\"columns\":[\"a\",\"b\"],\"rows\":[[\"c\",\"d\"]]}]}],\"protection\":{\"text\":[\"Zo.\"],\"suppressed\":1,\"cells\":4,\"audit\":\"passed\"},\"notes\":[\"Let op.\"],\"reproduce\":[\"sv-annual\"]}";

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_start();
	return 0;
}

/* What a hidden cell may say: its mark, and no figure. */
static void hidden_stays_hidden(const json_t *document)
{
	const json_t *section, *table, *row, *cell;
	size_t a, b, c, d;

	json_array_foreach(sv_json_array(document, "sections"), a, section)
		json_array_foreach(sv_json_array(section, "tables"), b, table)
			json_array_foreach(sv_json_array(table, "rows"), c, row)
				json_array_foreach(sv_json_array(row, "cells"), d, cell)
					if (sv_document_hidden(cell))
						HOLDS(!sv_json_has(cell, "n") && !sv_json_has(cell, "share") && (!sv_json_text(cell, "text") || strpbrk(sv_json_text(cell, "text"), "0123456789") == NULL));
}

static void terminal(const json_t *document)
{
	const json_t *section, *table;
	size_t a, b;

	json_array_foreach(sv_json_array(document, "sections"), a, section) {
		json_array_foreach(sv_json_array(section, "tables"), b, table) {
			struct sv_buf out = SV_BUF_INIT;
			ONE_OF(sv_plot_text(table, sv_json_text(document, "lang"), 60, b & 1, &out, &err), SV_OK, SV_BAD_INPUT);
			sv_buf_release(&out);
		}
	}
}

static void document_of(const char *text, size_t n)
{
	const struct sv_report_texts texts = { layout, words, prose };
	json_t *document = NULL;

	if (sv_json_parse(text, n, SV_JSON_ANY, &document, NULL) != SV_OK)
		return;
	enum sv_status checked = sv_document_check(document, &err);
	ONE_OF(checked, SV_OK, SV_BAD_INPUT);
	for (enum sv_report_format f = SV_REPORT_MD; f <= SV_REPORT_MS; f++) {
		struct sv_buf out = SV_BUF_INIT;
		enum sv_status st = sv_report_render(document, f, &texts, &out, &err);
		ONE_OF(st, SV_OK, SV_BAD_INPUT);
		HOLDS(checked == SV_OK || st == SV_BAD_INPUT);
		HOLDS(checked == SV_OK || out.len == 0);
		sv_buf_release(&out);
	}
	if (checked == SV_OK) {
		hidden_stays_hidden(document);
		terminal(document);
	}
	json_decref(document);
}

static void whole(struct fuzz_input in)
{
	document_of((const char *)in.p, in.n);
}

static void changed(struct fuzz_input in)
{
	size_t n;
	char *text = fuzz_changed(&in, base, sizeof base - 1, &n);

	document_of(text, n);
	free(text);
}

/* Words and prose of one's own, and a layout of one's own, over a good document. */
static void texts(struct fuzz_input in)
{
	unsigned which = fuzz_byte(&in);
	char *text = fuzz_text(in);
	const struct sv_report_texts own = { which % 3 == 0 ? text : layout, which % 3 == 1 ? text : words, which % 3 == 2 ? text : prose };
	struct sv_buf out = SV_BUF_INIT;
	json_t *document = NULL;

	HOLDS(sv_json_parse(base, sizeof base - 1, 0, &document, NULL) == SV_OK && sv_document_check(document, &err) == SV_OK);
	ONE_OF(sv_report_render(document, which & 64 ? SV_REPORT_MS : SV_REPORT_MD, &own, &out, &err), SV_OK, SV_CONFIG);
	json_decref(document);
	sv_buf_release(&out);
	free(text);
}

/* A number that reads is digits with at most one point, and reads again the same. */
static void number(struct fuzz_input in)
{
	char *text = fuzz_text(in), got[SV_NUMBER_SIZE], again[SV_NUMBER_SIZE];

	if (sv_document_number(text, "en", got)) {
		HOLDS(strspn(got, "0123456789.") == strlen(got) && got[0] != '.' && got[0] != '\0');
		HOLDS(sv_document_number(got, "en", again) && strcmp(got, again) == 0);
	}
	if (sv_document_number(text, "nl", got))
		HOLDS(strspn(got, "0123456789.") == strlen(got));
	free(text);
}

static void running(struct fuzz_input in)
{
	bool one = fuzz_byte(&in) & 1;
	char *text = fuzz_text(in);
	struct sv_buf html = SV_BUF_INIT, ms = SV_BUF_INIT;

	ONE_OF(sv_running_text(text, SV_RUNNING_HTML, one, &html, &err), SV_OK, SV_BAD_INPUT);
	ONE_OF(sv_running_text(text, SV_RUNNING_MS, one, &ms, &err), SV_OK, SV_BAD_INPUT);
	HOLDS(strstr(sv_buf_str(&html), "<img") == NULL && strstr(sv_buf_str(&html), "<script") == NULL && strstr(sv_buf_str(&html), "<a href=\"javascript:") == NULL);
	sv_buf_release(&html);
	sv_buf_release(&ms);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const ways[])(struct fuzz_input) = { whole, changed, texts, number, running };
	struct fuzz_input in = fuzz_take_all(data, size);

	ways[fuzz_byte(&in) % 5](in);
	return 0;
}
