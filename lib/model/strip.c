/* SPDX-License-Identifier: MIT */
/* The marks of a Markdown text taken off: see strip.h. */
#include "model/strip.h"

#include <stdbool.h>
#include <string.h>

static void blank(char *s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		s[i] = s[i] == '\n' ? '\n' : ' ';
}

static size_t line_end(const char *s, size_t n, size_t i)
{
	const char *end = memchr(s + i, '\n', n - i);

	return end ? (size_t)(end - s) : n;
}

static bool starts(const char *s, size_t n, size_t i, const char *with)
{
	size_t k = strlen(with);

	return i + k <= n && memcmp(s + i, with, k) == 0;
}

/* Where a text begins after i, or n. */
static size_t find(const char *s, size_t n, size_t i, const char *what)
{
	while (i < n && !starts(s, n, i, what))
		i++;
	return i;
}

/* The bytes of the mark of a list item at i, which is before end ("- ", "* ", "12. "), or 0. */
static size_t item_mark(const char *s, size_t end, size_t i)
{
	size_t k = i;

	if (strchr("-*+", s[k]) != NULL)
		k++;
	else {
		while (k < end && k < i + 3 && s[k] >= '0' && s[k] <= '9')
			k++;
		if (k == i || k >= end || (s[k] != '.' && s[k] != ')'))
			return 0;
		k++;
	}
	return k < end && s[k] == ' ' ? k - i : 0;
}

/* Whether a line holds nothing but these characters and blanks. */
static bool only(const char *s, size_t from, size_t to, const char *these)
{
	for (size_t i = from; i < to; i++)
		if (strchr(these, s[i]) == NULL && s[i] != ' ' && s[i] != '\r')
			return false;
	return true;
}

/* Line by line: front matter, code blocks, headings, rules, lists, quotes, tables. */
static void strip_lines(char *s, size_t n)
{
	bool code = false, front = starts(s, n, 0, "---\n");

	for (size_t i = 0, end; i < n; i = end + 1) {
		end = line_end(s, n, i);
		size_t k = i;
		while (k < end && (s[k] == ' ' || s[k] == '\t' || s[k] == '>'))
			k++;
		bool fence = starts(s, end, k, "```") || starts(s, end, k, "~~~"), heading = starts(s, end, k, "#");
		bool rule = only(s, k, end, "-|:") || only(s, k, end, "*") || only(s, k, end, "=") || only(s, k, end, "_");
		if (front) {
			front = i == 0 || !starts(s, end, i, "---");
			blank(s, i, end);
			continue;
		}
		if (fence || code || heading || rule) { /* nothing of it is prose, and a sentence is over; an empty line is a rule too */
			code = fence ? !code : code;
			blank(s, i, end);
			if (end > i)
				s[i] = SV_STRIP_BREAK;
			if (i > 0)
				s[i - 1] = SV_STRIP_BREAK;
			continue;
		}
		blank(s, i, k);
		size_t mark = item_mark(s, end, k);
		if (mark) {
			blank(s, k, k + mark);
			s[k] = SV_STRIP_BREAK;
		}
		if (s[k] == '|')
			for (size_t j = k; j < end; j++)
				s[j] = s[j] == '|' ? SV_STRIP_BREAK : s[j];
	}
}

/* The address of a link or image that begins with its text at i: from "](" up to and with ")". */
static size_t address_end(const char *s, size_t n, size_t i)
{
	size_t depth = 0;

	for (; i < n && s[i] != '\n'; i++) {
		depth += s[i] == '(';
		if (s[i] == ')' && depth-- <= 1)
			return i + 1;
	}
	return i;
}

/* Within lines: fields, HTML, links, bare addresses, emphasis. */
static void strip_inline(char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t to = i + 1;
		if (starts(s, n, i, "{{"))
			to = find(s, n, i, "}}") + 2;
		else if (starts(s, n, i, "<!--"))
			to = find(s, n, i, "-->") + 3;
		else if (s[i] == '<' && i + 1 < n && (s[i + 1] == '/' || ((s[i + 1] | 0x20) >= 'a' && (s[i + 1] | 0x20) <= 'z')))
			to = find(s, n, i, ">") + 1;
		else if (starts(s, n, i, "!["))
			to = find(s, n, i, "]"); /* its address goes as a link's */
		else if (starts(s, n, i, "](")) {
			to = address_end(s, n, i + 1);
		} else if (starts(s, n, i, "http://") || starts(s, n, i, "https://") || starts(s, n, i, "www.")) {
			while (to < n && strchr(" \n\t)>]\x01", s[to]) == NULL)
				to++;
			while (strchr(".,;:!?", s[to - 1]) != NULL) /* it begins with a letter */
				to--;
		} else if (strchr("*_`~[]\\", s[i]) == NULL) {
			i++;
			continue;
		}
		if (to > n)
			to = n;
		blank(s, i, to);
		i = to;
	}
}

void sv_strip_marks(char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text[i] = text[i] == SV_STRIP_BREAK || text[i] == '\0' ? ' ' : text[i];
	strip_lines(text, n);
	strip_inline(text, n);
}
