/* SPDX-License-Identifier: MIT */
/* Texts and tables as troff input, for groff -t -ms: see context.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/get.h"
#include "view/canvas.h"
#include "view/context.h"
#include "view/document.h"

#define WIDTH 454 /* points: 16 cm */
#define GAP 10    /* between columns: two ens of the text around it */
#define BIG 9     /* points */
#define SMALL 7
#define INDENT 10 /* points a level */
#define BOLD 1.12 /* how much wider bold letters are */

void sv_escape_roff(struct sv_buf *out, const char *text, size_t n)
{
	if (n > 0 && strchr(".'_=^-T", *text)) /* a request, or an entry that tbl has a meaning for */
		sv_buf_adds(out, "\\&");
	for (size_t i = 0; i < n; i++) {
		size_t held = n - i >= 2 && memcmp(text + i, "\u00a0", 2) == 0 ? 2 : n - i >= 3 && memcmp(text + i, "\u202f", 3) == 0 ? 3 : 0;
		const char *as = held ? "\\~" : text[i] == '\\' ? "\\[rs]" : text[i] == '"' ? "\\[dq]" : text[i] == '~' ? "\\[ti]" : text[i] == '^' ? "\\[ha]" : text[i] == '`' ? "\\[ga]" : NULL;
		i += held ? held - 1 : 0;
		if (as)
			sv_buf_adds(out, as);
		else
			sv_buf_addc(out, (unsigned char)text[i] < ' ' ? ' ' : text[i]);
	}
}

static void put(struct sv_buf *out, const char *text)
{
	sv_escape_roff(out, text ? text : "", text ? strlen(text) : 0);
}

/* A column: how wide it would like to be, and must be; both in characters of average width. */
struct column {
	double want, least;
	bool number;
	double width; /* points */
};

static double measure(const char *text)
{
	return sv_canvas_measure(text ? text : "", 1);
}

static double longest_word(const char *text)
{
	double w = 0;

	while (text && *text) {
		char word[128];
		size_t n = strcspn(text, " -/");
		snprintf(word, sizeof word, "%.*s", (int)(n < 100 ? n : 100), text);
		double own = measure(word);
		w = own > w ? own : w;
		text += n + (text[n] != '\0');
	}
	return w;
}

static void need(struct column *c, const char *text, double indent)
{
	double whole = measure(text) + indent, word = c->number ? whole : longest_word(text) + indent;

	c->want = whole > c->want ? whole : c->want;
	c->least = word > c->least ? word : c->least;
}

/* The head of a column of numbers may take several lines. It is bold. */
static void need_head(struct column *c, const char *text)
{
	double word = longest_word(text) * BOLD, whole = measure(text) * BOLD;

	c->want = whole > c->want ? whole : c->want;
	c->least = word > c->least ? word : c->least;
}

/* Gives each column its width in letters of some size. False where they do not fit. */
static bool fit(struct column *c, size_t n, int size)
{
	double room = WIDTH - GAP * (double)n, want = 0, least = 0;

	for (size_t i = 0; i < n; i++) {
		want += c[i].want * size;
		least += c[i].least * size;
	}
	for (size_t i = 0; i < n; i++) {
		double share = want > least ? (room - least) / (want - least) : 0;
		c[i].width = want <= room ? c[i].want * size : (c[i].least + (c[i].want - c[i].least) * (share > 0 ? share : 0)) * size;
	}
	return least <= room;
}

/* The largest size in which the columns fit; the smallest in any case. */
static int choose_size(struct column *c, size_t n)
{
	int size = BIG;

	while (!fit(c, n, size) && size > SMALL)
		size--;
	return size;
}

/* How many lines a text takes in its column. */
static int lines_of(const char *text, const struct column *c, int size)
{
	return 1 + (int)(measure(text) * size / (c->width + 1));
}

static void begin(const struct column *c, size_t n, int size, struct sv_buf *out)
{
	sv_buf_addf(out, ".ps %d\n.vs %d\n.TS H\n", size, size + 3);
	for (int body = 0; body < 2; body++) {
		for (size_t i = 0; i < n; i++)
			sv_buf_addf(out, "%s%c%s%sw(%dp)p%dv%d", i ? " " : "", c[i].number ? 'r' : 'l', body ? "" : "b", i + 1 < n ? "2" : "", (int)(c[i].width + 0.999), size, size + 3);
		sv_buf_adds(out, body ? ".\n" : "\n");
	}
}

/* A text that may take several lines. */
static void block(struct sv_buf *out, const char *text, bool right, bool bold, long long indent)
{
	sv_buf_addf(out, "T{\n%s", right ? ".ad r\n" : ".ad l\n");
	if (indent > 0)
		sv_buf_addf(out, ".in %lldp\n", indent);
	sv_buf_adds(out, bold ? "\\fB" : "");
	put(out, text);
	sv_buf_adds(out, bold ? "\\fP\nT}" : "\nT}");
}

static void head(const json_t *labels, const struct column *c, bool first, struct sv_buf *out)
{
	const json_t *one;
	size_t i;

	json_array_foreach(labels, i, one) {
		sv_buf_adds(out, first && i == 0 ? "" : "\t");
		block(out, json_is_string(one) ? json_string_value(one) : sv_json_text(one, "label"), c[i].number, false, 0);
	}
}

/* "12 (40 %)" */
static void cell_text(const json_t *cell, struct sv_buf *out)
{
	const char *share = sv_json_text(cell, "share"), *text = sv_json_text(cell, "text");

	if (sv_document_hidden(cell))
		sv_buf_adds(out, SV_MARK);
	else
		sv_buf_addf(out, "%s%s%s%s", text ? text : "", share ? " (" : "", share ? share : "", share ? ")" : "");
}

static void measure_table(const json_t *table, struct column *c)
{
	const json_t *heads = sv_json_array(table, "heads"), *columns = sv_json_array(table, "columns"), *row, *one;
	size_t n = json_array_size(heads), i, k;
	struct sv_buf text = SV_BUF_INIT;

	json_array_foreach(heads, i, one)
		need_head(&c[i], json_string_value(one));
	json_array_foreach(columns, i, one) {
		c[n + i].number = true;
		need_head(&c[n + i], sv_json_text(one, "label"));
	}
	json_array_foreach(sv_json_array(table, "rows"), k, row) {
		json_array_foreach(sv_json_array(row, "labels"), i, one)
			need(&c[i], json_string_value(one), i == 0 ? (double)sv_json_int(row, "level", 0) * INDENT / BIG : 0);
		json_array_foreach(sv_json_array(row, "cells"), i, one) {
			sv_buf_clear(&text);
			cell_text(one, &text);
			need(&c[n + i], sv_buf_str(&text), 0);
		}
	}
	sv_buf_release(&text);
}

int sv_roff_table(const json_t *table, struct sv_buf *out)
{
	const json_t *heads = sv_json_array(table, "heads"), *columns = sv_json_array(table, "columns"), *row, *one;
	size_t n = json_array_size(heads) + json_array_size(columns), i, k;
	struct column *c = calloc(n, sizeof *c);
	struct sv_buf text = SV_BUF_INIT;

	if (c == NULL) {
		out->failed = true;
		return 0;
	}
	measure_table(table, c);
	int size = choose_size(c, n), lines = 2;
	begin(c, n, size, out);
	head(heads, c, true, out);
	head(columns, c + json_array_size(heads), false, out);
	sv_buf_adds(out, "\n_\n.sp 3p\n.TH\n");
	json_array_foreach(sv_json_array(table, "rows"), k, row) {
		bool total = sv_json_true(row, "total");
		lines += lines_of(json_string_value(json_array_get(sv_json_array(row, "labels"), 0)), c, size);
		json_array_foreach(sv_json_array(row, "labels"), i, one) {
			sv_buf_adds(out, i ? "\t" : "");
			block(out, json_string_value(one), false, total, i ? 0 : sv_json_int(row, "level", 0) * INDENT);
		}
		json_array_foreach(sv_json_array(row, "cells"), i, one) {
			sv_buf_clear(&text);
			cell_text(one, &text);
			sv_buf_adds(out, total ? "\t\\fB" : "\t");
			put(out, sv_buf_str(&text));
			sv_buf_adds(out, total ? "\\fP" : "");
		}
		sv_buf_addc(out, '\n');
	}
	sv_buf_adds(out, ".sp 2p\n_\n.TE\n");
	sv_buf_release(&text);
	free(c);
	return lines * (size + 3) + 12;
}

int sv_roff_list(const json_t *list, struct sv_buf *out)
{
	const json_t *columns = sv_json_array(list, "columns"), *rows = sv_json_array(list, "rows"), *row, *one;
	size_t n = json_array_size(columns), i, k;
	struct column *c = calloc(n, sizeof *c);

	if (c == NULL) {
		out->failed = true;
		return 0;
	}
	json_array_foreach(columns, i, one)
		need_head(&c[i], json_string_value(one));
	json_array_foreach(rows, k, row) {
		json_array_foreach(row, i, one)
			need(&c[i], json_string_value(one), 0);
	}
	int size = choose_size(c, n), lines = 2;
	begin(c, n, size, out);
	head(columns, c, true, out);
	sv_buf_adds(out, "\n_\n.sp 3p\n.TH\n");
	json_array_foreach(rows, k, row) {
		int most = 0;
		json_array_foreach(row, i, one) {
			int own = lines_of(json_string_value(one), &c[i], size);
			most = own > most ? own : most;
			sv_buf_adds(out, i ? "\t" : "");
			block(out, json_string_value(one), false, false, 0);
		}
		lines += most;
		sv_buf_adds(out, "\n.sp 3p\n");
	}
	sv_buf_adds(out, "_\n.TE\n");
	free(c);
	return lines * (size + 3) + 3 * (int)json_array_size(rows) + 12;
}

void sv_roff_latin(const char *text, struct sv_buf *out)
{
	static const struct { const char *from, *to; } near[] = {
		{ "\u2013", "-" }, { "\u2014", "-" }, { "\u2018", "'" }, { "\u2019", "'" }, { "\u201c", "'" }, { "\u201d", "'" }, { "\u2026", "..." }, { "\u2265", ">=" }, { "\u2264", "<=" },
		{ "\u20ac", "EUR" }, { "\u202f", " " }, { "(", "[" }, { ")", "]" }, { "\\", "/" }, { "\"", "'" },
	};

	while (*text) {
		size_t n = 1, i = 0;
		while (i < sizeof near / sizeof near[0] && strncmp(text, near[i].from, strlen(near[i].from)) != 0)
			i++;
		while (((unsigned char)text[n] & 0xC0) == 0x80)
			n++;
		if (i < sizeof near / sizeof near[0])
			sv_buf_adds(out, near[i].to);
		else if (n == 1 || (n == 2 && (unsigned char)*text <= 0xC3))
			sv_buf_add(out, text, n);
		else
			sv_buf_addc(out, '?');
		text += n;
	}
}
