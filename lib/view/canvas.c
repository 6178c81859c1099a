/* SPDX-License-Identifier: MIT */
/* Sheets drawn by gnuplot: see canvas.h. */
#include "view/canvas.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "view/mustache.h"

#define GROUPS 64 /* ways of lettering on one sheet */
#define SECONDS 30
#define OUTPUT_MAX (8u << 20)
#define INK "0x1b3a57"
#define WIDE 0.6 /* of its size is an average character, in the sans serifs of common systems */

/* Texts that are set alike. */
struct group {
	struct sv_lettering l;
	struct sv_buf data;
};

struct sv_canvas {
	int width;
	struct sv_buf boxes, lines, plots; /* data of boxes; data blocks of lines; what plots those */
	struct group groups[GROUPS];
	size_t ngroups, nlines;
	bool failed;
};

struct sv_canvas *sv_canvas_new(int width)
{
	struct sv_canvas *c = calloc(1, sizeof *c);

	if (c)
		c->width = width;
	return c;
}

void sv_canvas_free(struct sv_canvas *c)
{
	if (c == NULL)
		return;
	sv_buf_release(&c->boxes);
	sv_buf_release(&c->lines);
	sv_buf_release(&c->plots);
	for (size_t i = 0; i < c->ngroups; i++)
		sv_buf_release(&c->groups[i].data);
	free(c);
}

/* A number with two decimals, whatever the locale. */
static void number(struct sv_buf *out, double v, char end)
{
	long long n = llround(v * 100);

	sv_buf_addf(out, "%s%lld.%02lld%c", n < 0 ? "-" : "", llabs(n) / 100, llabs(n) % 100, end);
}

void sv_canvas_box(struct sv_canvas *c, double x, double y, double width, double height, unsigned color)
{
	const double v[] = { x, y, x, x + width, y, y + height };

	for (size_t i = 0; i < sizeof v / sizeof v[0]; i++)
		number(&c->boxes, v[i], '\t');
	sv_buf_addf(&c->boxes, "%u\n", color);
}

void sv_canvas_line(struct sv_canvas *c, const double *x, const double *y, size_t n, const struct sv_stroke *s)
{
	static const char *const dashes[] = { "solid", "(8,4)", "(2,3)", "(10,3,2,3)", "(5,5)", "(12,4)" };
	static const int points[] = { 0, 7, 5, 9, 13, 11 };

	sv_buf_addf(&c->lines, "$l%zu << EOD\n", c->nlines);
	for (size_t i = 0; i < n; i++) {
		number(&c->lines, x[i], '\t');
		number(&c->lines, y[i], '\n');
	}
	sv_buf_adds(&c->lines, "EOD\n");
	if (n > 1)
		sv_buf_addf(&c->plots, ", $l%zu using 1:2 with lines lw 2 dt %s lc rgb 0x%06x", c->nlines, dashes[s->dash % 6], s->color);
	if (s->point > 0)
		sv_buf_addf(&c->plots, ", $l%zu using 1:2 with points pt %d ps 1.1 lc rgb 0x%06x", c->nlines, points[(s->point - 1) % 5 + 1], s->color);
	c->nlines++;
}

/*
 * A text as one field of data. gnuplot takes a quotation mark for the begin of a string and a backslash for an escape, even there:
 * they become their neighbours in type.
 */
static void field(struct sv_buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '"')
			sv_buf_adds(out, "\u201d");
		else if (*text == '\\')
			sv_buf_addc(out, '/');
		else
			sv_buf_addc(out, (unsigned char)*text < ' ' ? ' ' : *text);
	}
}

static bool alike(const struct sv_lettering *a, const struct sv_lettering *b)
{
	return a->align == b->align && a->size == b->size && a->bold == b->bold && a->color == b->color;
}

void sv_canvas_text(struct sv_canvas *c, double x, double y, const struct sv_lettering *l, const char *text)
{
	size_t i = 0;

	while (i < c->ngroups && !alike(&c->groups[i].l, l))
		i++;
	if (i == GROUPS) {
		c->failed = true;
		return;
	}
	if (i == c->ngroups)
		c->groups[c->ngroups++].l = *l;
	number(&c->groups[i].data, x, '\t');
	number(&c->groups[i].data, y, '\t');
	field(&c->groups[i].data, text);
	sv_buf_addc(&c->groups[i].data, '\n');
}

double sv_canvas_measure(const char *text, int size)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	return (double)n * size * WIDE;
}

/* The whole script: the sheet is one plot without axes, whose coordinates are the places. */
static void script(const struct sv_canvas *c, const char *terminal, const char *font, int height, struct sv_buf *out)
{
	static const char *const aligns[] = { "left", "center", "right" };
	const char *between = "plot ";

	sv_buf_addf(out, "set encoding utf8\n%s\nset datafile separator \"\\t\"\nset datafile commentschars \"\"\nset lmargin 0\nset rmargin 0\nset tmargin 0\nset bmargin 0\n"
	                 "unset border\nunset tics\nunset key\nset xrange [0:%d]\nset yrange [%d:0]\n", terminal, c->width, height);
	if (c->boxes.len)
		sv_buf_addf(out, "$b << EOD\n%sEOD\n", sv_buf_str(&c->boxes));
	sv_buf_adds(out, sv_buf_str(&c->lines));
	for (size_t i = 0; i < c->ngroups; i++)
		sv_buf_addf(out, "$t%zu << EOD\n%sEOD\n", i, sv_buf_str(&c->groups[i].data));
	if (c->boxes.len) {
		sv_buf_adds(out, "plot $b using 1:2:3:4:5:6:7 with boxxyerror fs solid 1 border lc rgb " INK " fc rgb variable");
		between = ", ";
	}
	if (c->plots.len) {
		sv_buf_addf(out, "%s%s", between, sv_buf_str(&c->plots) + 2);
		between = ", ";
	}
	for (size_t i = 0; i < c->ngroups; i++) {
		const struct sv_lettering *l = &c->groups[i].l;
		sv_buf_addf(out, "%s$t%zu using 1:2:3 with labels %s font \"%s%s,%d\" tc rgb 0x%06x", between, i, aligns[l->align], font, l->bold ? ":Bold" : "", l->size, l->color);
		between = ", ";
	}
	sv_buf_adds(out, "\n");
}

static enum sv_status draw(struct sv_canvas *c, const char *terminal, const char *font, int height, struct sv_buf *out, struct sv_err *err)
{
	/* "-d": no settings of the user's */
	static const char *const argv[] = { "gnuplot", "-d", NULL }, *const env[] = { "LC_ALL=C.UTF-8", "TZ=UTC", "SOURCE_DATE_EPOCH=0", NULL };
	struct sv_child child = { .argv = argv, .environ = env, .max = OUTPUT_MAX, .seconds = SECONDS, .package = "gnuplot-nox" };
	struct sv_buf text = SV_BUF_INIT;
	enum sv_status st;

	script(c, terminal, font, height, &text);
	child.input = sv_buf_str(&text);
	child.ninput = text.len;
	if (text.failed || c->failed || c->boxes.failed || c->lines.failed || c->plots.failed)
		st = sv_err_nomem(err);
	else
		st = sv_child_run(&child, out, NULL, err);
	sv_buf_release(&text);
	return st;
}

/* An attribute of an id or a reference to one, as gnuplot writes them: ours get the key before it. */
static size_t id_at(const char *p)
{
	static const char *const starts[] = { "id='gp", "href='#gp" };

	for (size_t i = 0; i < 2; i++)
		if (strncmp(p, starts[i], strlen(starts[i])) == 0)
			return strlen(starts[i]) - 2;
	return 0;
}

/* One line of the drawing, with its ids made our own and bold as CSS knows it. */
static void add_line(struct sv_buf *out, const char *line, size_t n, const char *key)
{
	static const char bold[] = ":Bold\"", weight[] = "\" font-weight=\"bold\"";
	const char *end = line + n;

	while (line < end && (*line == '\t' || *line == ' '))
		line++;
	while (line < end) {
		size_t id = id_at(line);
		if (id) {
			sv_buf_add(out, line, id);
			sv_buf_adds(out, key);
			line += id;
		} else if (strncmp(line, bold, sizeof bold - 1) == 0) {
			sv_buf_adds(out, weight);
			line += sizeof bold - 1;
		} else if (line == end - 1 && *line == ' ') {
			line++;
		} else {
			sv_buf_addc(out, *line++);
		}
	}
	sv_buf_addc(out, '\n');
}

static bool starts(const char *line, const char *with)
{
	line += strspn(line, "\t ");
	return strncmp(line, with, strlen(with)) == 0;
}

/*
 * What gnuplot drew between its own <svg> and </svg>, without its title, names of plots, empty groups, filters, and the shapes of
 * points where none are used.
 */
static void clean(const char *drawn, const char *key, struct sv_buf *out)
{
	const char *line = strstr(drawn, "<g id=\"gnuplot_canvas\""), *body = strstr(drawn, "</defs>");
	bool points = body && strstr(body, "#gpPt"), defs = false, filter = false;

	while (line && *line && !starts(line, "</svg>")) {
		const char *end = line + strcspn(line, "\n"), *next = *end ? end + 1 : end;
		defs = defs || starts(line, "<defs>");
		filter = filter || starts(line, "<filter");
		if (starts(line, "<g id=\"gnuplot_")) {
			sv_buf_adds(out, "<g>\n");
		} else if (starts(line, "<g fill=") && starts(next, "</g>")) {
			next += strcspn(next, "\n");
			next += *next == '\n';
		} else if (!(filter || (defs && !points)) && end > line) {
			add_line(out, line, (size_t)(end - line), key);
		}
		defs = defs && !starts(line, "</defs>");
		filter = filter && !starts(line, "</filter>");
		line = next;
	}
}

enum sv_status sv_canvas_svg(struct sv_canvas *c, int height, const struct sv_canvas_words *w, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf drawn = SV_BUF_INIT;
	char terminal[120];

	snprintf(terminal, sizeof terminal, "set term svg size %d,%d font \"sans-serif,13\" noenhanced", c->width, height);
	enum sv_status st = draw(c, terminal, "sans-serif", height, &drawn, err);
	if (st == SV_OK && strstr(sv_buf_str(&drawn), "</svg>") == NULL)
		st = sv_err_set(err, SV_BUG, N_("the program '%s' did not draw the plot"), "gnuplot");
	if (st == SV_OK) {
		sv_buf_addf(out, "%s<svg role=\"img\" lang=\"%s\" aria-labelledby=\"%s-t\" aria-describedby=\"%s-d\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n<title id=\"%s-t\">",
		            w->part ? "" : "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", w->lang, w->key, w->key, c->width, height, c->width, height, w->key);
		sv_escape_html(out, w->title, strlen(w->title));
		sv_buf_addf(out, "</title>\n<desc id=\"%s-d\">", w->key);
		sv_escape_html(out, w->description, strlen(w->description));
		sv_buf_adds(out, "</desc>\n");
		clean(sv_buf_str(&drawn), w->key, out);
		sv_buf_adds(out, "</svg>\n");
		st = out->failed ? sv_err_nomem(err) : SV_OK;
	}
	sv_buf_release(&drawn);
	return st;
}

/* gropdf reads no comments, and cairo writes one in the object of a page: blanks instead, so that all offsets stay. */
static void blank_comment(char *pdf, size_t n)
{
	static const char page[] = "/Type /Page %";
	char *p = memmem(pdf, n, page, sizeof page - 1);

	for (p = p ? p + sizeof page - 2 : NULL; p && p < pdf + n && *p != '\n'; p++)
		*p = ' ';
}

enum sv_status sv_canvas_pdf(struct sv_canvas *c, int height, struct sv_buf *out, struct sv_err *err)
{
	char terminal[160];
	size_t from = out->len;

	/* inches of 72 points; its letters are of 4/3 points */
	snprintf(terminal, sizeof terminal, "set term pdfcairo size %d.0/72,%d.0/72 font \"Liberation Sans,9\" fontscale 0.75 noenhanced", c->width, height);
	enum sv_status st = draw(c, terminal, "Liberation Sans", height, out, err);
	if (st == SV_OK && (out->len - from < 5 || memcmp(out->data + from, "%PDF-", 5) != 0))
		st = sv_err_set(err, SV_BUG, N_("the program '%s' did not draw the plot"), "gnuplot");
	if (st == SV_OK)
		blank_comment(out->data + from, out->len - from);
	return st;
}
