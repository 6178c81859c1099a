/* SPDX-License-Identifier: MIT */
/* Words and blocks of prose: see prose.h. */
#include "view/prose.h"

#include <string.h>

#define NAME "abcdefghijklmnopqrstuvwxyz0123456789_-."

static enum sv_status broken(size_t line, const char *what, json_t **out, struct sv_err *err)
{
	json_decref(*out);
	*out = NULL;
	sv_err_set(err, SV_CONFIG, what, 0);
	return sv_err_at(err, N_("line %zu"), line);
}

/* Adds a text under a name, once. */
static enum sv_status add(json_t *to, const char *name, size_t nname, const char *text, size_t n, size_t line, json_t **out, struct sv_err *err)
{
	json_t *value = json_stringn(text, n);

	if (json_object_getn(to, name, nname)) {
		json_decref(value);
		return broken(line, N_("this name was given before"), out, err);
	}
	if (value == NULL || json_object_setn_new(to, name, nname, value) < 0)
		return broken(line, N_("this is no text in UTF-8"), out, err);
	return SV_OK;
}

enum sv_status sv_prose_words(const char *text, json_t **out, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	*out = json_object();
	if (*out == NULL)
		return sv_err_nomem(err);
	for (size_t line = 1; *text && st == SV_OK; line++) {
		size_t n = strcspn(text, "\n"), name = strspn(text, NAME), from = name + 1;
		if (n > 0 && *text != '#') {
			if (name == 0 || text[name] != ':')
				return broken(line, N_("this is no 'name: text'"), out, err);
			while (from < n && text[from] == ' ')
				from++;
			st = add(*out, text, name, text + from, n - from, line, out, err);
		}
		text += n + (text[n] == '\n');
	}
	return st;
}

/* The name of a block that begins on this line; 0: none does. */
static size_t begins(const char *text)
{
	size_t n = text[0] == '#' && text[1] == ' ' ? strspn(text + 2, NAME) : 0;

	return n > 0 && (text[2 + n] == '\n' || text[2 + n] == '\0') ? n : 0;
}

enum sv_status sv_prose_blocks(const char *text, json_t **out, struct sv_err *err)
{
	const char *name = NULL, *from = NULL;
	size_t nname = 0, started = 0, line = 1;
	enum sv_status st = SV_OK;

	*out = json_object();
	if (*out == NULL)
		return sv_err_nomem(err);
	for (; st == SV_OK; line++) {
		size_t n = strcspn(text, "\n"), next = begins(text);
		if (name && (next || *text == '\0')) {
			size_t len = text > from ? (size_t)(text - from) : 0;
			while (len > 0 && (from[len - 1] == '\n' || from[len - 1] == ' '))
				len--;
			st = add(*out, name, nname, from, len, started, out, err);
		}
		if (*text == '\0')
			break;
		if (next) {
			name = text + 2;
			nname = next;
			started = line;
			from = text + n + (text[n] == '\n');
			while (*from == '\n')
				from++;
		}
		text += n + (text[n] == '\n');
	}
	return st;
}
