/* SPDX-License-Identifier: MIT */
/* Letters: see letter.h. */
#include "view/letter.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "view/markdown.h"
#include "view/mustache.h"

#define WIDTH 72

void sv_long_date(int32_t day, const char *lang, char out[40])
{
	static const char *const months[2][12] = {
		{ "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december" },
		{ "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" },
	};
	int y, m, d;

	sv_day_to_civil(day, &y, &m, &d);
	snprintf(out, 40, "%d\u00a0%s\u00a0%d", d, months[strcmp(lang, "en") == 0][m - 1], y);
}

static enum sv_status fill(const char *template, const json_t *context, sv_mustache_escape *escape, struct sv_buf *subject, struct sv_buf *body, struct sv_err *err)
{
	static const char word[] = "subject:";
	struct sv_buf head = SV_BUF_INIT;
	size_t n = strcspn(template, "\n");
	enum sv_status st;

	if (strncmp(template, word, sizeof word - 1) != 0)
		return sv_err_set(err, SV_CONFIG, N_("the template of a letter does not begin with 'subject:'"));
	sv_buf_add(&head, template + sizeof word - 1, n - (sizeof word - 1));
	const char *text = sv_buf_str(&head);
	st = sv_mustache(text + strspn(text, " "), context, NULL, subject, err);
	template += n;
	if (st == SV_OK)
		st = sv_mustache(template + strspn(template, "\n"), context, escape, body, err);
	sv_buf_release(&head);
	return st;
}

enum sv_status sv_letter_fill(const char *template, const json_t *context, struct sv_buf *subject, struct sv_buf *body, struct sv_err *err)
{
	return fill(template, context, NULL, subject, body, err);
}

/* One page that prints well; styles within, nothing from elsewhere. */
static enum sv_status html(const struct sv_letter *l, const char *subject, const char *markdown, struct sv_buf *out, struct sv_err *err)
{
	sv_buf_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>", l->lang);
	sv_escape_html(out, subject, strlen(subject));
	sv_buf_adds(out, "</title>\n<style>body{font:11pt/1.5 Georgia,serif;color:#111;background:#fff;max-width:38em;margin:2.5em auto;padding:0 1em}"
	                 "h1,h2,h3{line-height:1.25}li{margin:.2em 0}@media print{body{margin:0;max-width:none}@page{margin:25mm}}</style>\n</head>\n<body>\n<main>\n<h1>");
	sv_escape_html(out, subject, strlen(subject));
	sv_buf_adds(out, "</h1>\n");
	enum sv_status st = sv_markdown_html(markdown, out, err);
	sv_buf_adds(out, "</main>\n</body>\n</html>\n");
	return st;
}

/* A header text: as it is where it is plain ASCII, else as encoded words (RFC 2047, Q, at most 75 characters each). */
static void header(struct sv_buf *out, const char *name, const char *text)
{
	bool plain = true;
	size_t used = 0;

	for (const char *p = text; *p; p++)
		plain = plain && (unsigned char)*p < 0x7f && (unsigned char)*p >= ' ';
	sv_buf_addf(out, "%s: ", name);
	if (plain) {
		sv_buf_addf(out, "%s\r\n", text);
		return;
	}
	for (const char *p = text; *p;) {
		size_t len = 1;
		while (((unsigned char)p[len] & 0xC0) == 0x80) /* a character stays in one word */
			len++;
		if (used == 0 || used + 3 * len > 60) {
			sv_buf_adds(out, used ? "?=\r\n =?UTF-8?Q?" : "=?UTF-8?Q?");
			used = 12;
		}
		for (size_t i = 0; i < len; i++, p++) {
			if (isalnum((unsigned char)*p) && (unsigned char)*p < 0x80)
				sv_buf_addc(out, *p);
			else
				sv_buf_addf(out, "=%02X", (unsigned char)*p);
			used += isalnum((unsigned char)p[0]) ? 1 : 3;
		}
	}
	sv_buf_adds(out, "?=\r\n");
}

/* Quoted-printable (RFC 2045 section 6.7). */
static void quoted(struct sv_buf *out, const char *text)
{
	size_t used = 0;
	char piece[4];

	for (const char *p = text; *p; p++) {
		unsigned char c = (unsigned char)*p;
		if (c == '\n') {
			sv_buf_add_secret(out, "\r\n", 2);
			used = 0;
			continue;
		}
		bool end = p[1] == '\n' || p[1] == '\0';
		if ((c >= 33 && c <= 126 && c != '=' && !(c == '.' && used == 0)) || (c == ' ' && !end))
			snprintf(piece, sizeof piece, "%c", c);
		else
			snprintf(piece, sizeof piece, "=%02X", c);
		size_t len = strlen(piece);
		if (used + len > 75) {
			sv_buf_add_secret(out, "=\r\n", 3);
			used = 0;
		}
		sv_buf_add_secret(out, piece, len);
		used += len;
	}
}

/* An address that can stand in a header: one @, no blanks, no control characters. */
static bool address(const char *s)
{
	const char *at = s ? strchr(s, '@') : NULL;

	if (at == NULL || at == s || at[1] == '\0' || strchr(at + 1, '@'))
		return false;
	for (; *s; s++)
		if ((unsigned char)*s <= ' ' || (unsigned char)*s >= 0x7f || strchr("<>,;:\"()[]\\", *s))
			return false;
	return true;
}

static enum sv_status mail(const struct sv_letter *l, const char *subject, const char *text, struct sv_buf *out, struct sv_err *err)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int64_t seconds = l->at / 1000, of_day = ((seconds % 86400) + 86400) % 86400;
	int32_t day = (int32_t)((seconds - of_day) / 86400);
	int y, m, d;

	if (!address(l->from)) {
		sv_err_set(err, SV_CONFIG, N_("the protocol names no mail address of the desk (organisation.desk.mail)"));
		return SV_CONFIG;
	}
	if (!address(l->to))
		return sv_err_set(err, SV_BAD_INPUT, N_("there is no mail address for this party"));
	sv_day_to_civil(day, &y, &m, &d);
	sv_buf_addf(out, "Date: %s, %02d %s %04d %02d:%02d:%02d +0000\r\n", days[(day + 4) % 7], d, months[m - 1], y, (int)(of_day / 3600), (int)(of_day / 60 % 60), (int)(of_day % 60));
	sv_buf_addf(out, "From: <%s>\r\nTo: <%s>\r\n", l->from, l->to);
	header(out, "Subject", subject);
	sv_buf_addf(out, "Message-ID: <%s@%s>\r\n", l->message_id, strchr(l->from, '@') + 1);
	sv_buf_adds(out, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\nAuto-Submitted: no\r\n");
	sv_buf_addf(out, "Content-Language: %s\r\n\r\n", l->lang);
	quoted(out, text);
	return SV_OK;
}

enum sv_status sv_letter_render(const struct sv_letter *l, enum sv_letter_format format, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf subject = SV_BUF_INIT, body = SV_BUF_INIT, text = SV_BUF_INIT;
	enum sv_status st = SV_OK;

	if (l->template) {
		st = fill(l->template, l->context, format == SV_LETTER_HTML ? sv_escape_markdown : NULL, &subject, &body, err);
	} else {
		sv_buf_adds(&subject, l->subject);
		sv_buf_add_secret(&body, l->body, strlen(l->body));
	}
	for (char *p = subject.data; p && *p; p++) /* one line, whatever a value held */
		*p = (unsigned char)*p < ' ' ? ' ' : *p;
	if (st == SV_OK && format == SV_LETTER_HTML) {
		st = html(l, sv_buf_str(&subject), sv_buf_str(&body), out, err);
	} else if (st == SV_OK) {
		sv_wrap_text(sv_buf_str(&body), WIDTH, &text);
		if (format == SV_LETTER_MAIL) {
			st = mail(l, sv_buf_str(&subject), sv_buf_str(&text), out, err);
		} else {
			sv_buf_addf(out, "%s\n\n", sv_buf_str(&subject));
			sv_buf_add_secret(out, sv_buf_str(&text), text.len);
		}
	}
	sv_buf_release_secret(&subject);
	sv_buf_release_secret(&body);
	sv_buf_release_secret(&text);
	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}
