/* SPDX-License-Identifier: MIT */
/* sv-guide: see guide.h. */
#include "cli/guide.h"

#include <stdio.h>
#include <string.h>

#include "app/guide.h"
#include "app/identity.h"
#include "base/file.h"
#include "cli/actor.h"
#include "cli/lang.h"
#include "cli/policy.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "view/markdown.h"
#include "view/mustache.h"
#include "view/table.h"

#define PAGE_MAX (1u << 20)

/* A metadata line of a page: "title: …" before its first empty line. Appended; nothing where it has none. */
static void metadata(const char *page, const char *key, struct sv_buf *out)
{
	size_t n = strlen(key);

	for (const char *p = page; *p && *p != '\n'; p += strcspn(p, "\n"), p += *p == '\n') {
		if (strncmp(p, key, n) == 0 && p[n] == ':') {
			const char *value = p + n + 1 + strspn(p + n + 1, " ");
			sv_buf_add(out, value, strcspn(value, "\n"));
		}
	}
}

/* What follows the metadata. */
static const char *body_of(const char *page)
{
	const char *p = strstr(page, "\n\n");

	return strncmp(page, "title:", 6) == 0 && p ? p + 2 : page;
}

/* Whether a page is for an audience (NULL: any). */
static bool is_for(const char *page, const char *audience)
{
	struct sv_buf words = SV_BUF_INIT;
	char word[40];

	if (audience == NULL)
		return true;
	snprintf(word, sizeof word, " %.30s ", audience);
	sv_buf_addc(&words, ' ');
	metadata(page, "audience", &words);
	sv_buf_addc(&words, ' ');
	bool yes = strstr(sv_buf_str(&words), word) != NULL;
	sv_buf_release(&words);
	return yes;
}

static void say_left_out(struct sv_run *run, struct sv_err *err, const char *what)
{
	char text[2048];

	sv_err_at(err, what, "");
	sv_err_render(err, sv_tr, text, sizeof text);
	fprintf(stderr, "%s: %s\n", run->command->name, text);
}

/*
 * The key actors whom staff may see, from their register, which is sealed: they stand in the guide of who can open it. An identity that is locked is not
 * asked to be opened for that; what is left out then is said. Who has no identity is no officer, and misses nothing that they could have.
 */
static void add_actors(struct sv_run *run, const json_t *words, json_t *contacts)
{
	json_t *card = NULL;
	const char *id;
	struct sv_err err = { 0 };

	if (sv_session_id(run->session, &id, NULL) != SV_OK || sv_identity_public(run->session, &card, NULL) != SV_OK)
		return;
	if (sv_actor_contacts(run, words, contacts, &err) != SV_OK)
		say_left_out(run, &err, N_("the key actors of the register are left out"));
	json_decref(card);
}

/* The regulations in force, in the same way, for the page that tells where they are. */
static enum sv_status add_regulations(struct sv_run *run, const char *lang, json_t *context, struct sv_err *err)
{
	json_t *card = NULL, *regulations = json_array();
	const char *id;
	struct sv_err why = { 0 };
	bool ok = regulations != NULL;

	if (ok && sv_session_id(run->session, &id, NULL) == SV_OK && sv_identity_public(run->session, &card, NULL) == SV_OK
	    && sv_policy_in_guide(run, lang, regulations, &why) != SV_OK)
		say_left_out(run, &why, N_("the regulations of the register are left out"));
	ok = ok && json_object_set(context, "regulations", regulations) == 0;
	json_decref(card);
	json_decref(regulations);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* The contacts of the organisation, as the pages' templates want them. */
static enum sv_status context_of(struct sv_run *run, const char *lang, json_t **context, struct sv_err *err)
{
	json_t *organisation = NULL, *contact, *contacts = json_array(), *one, *words = NULL;
	char path[4300];
	size_t i;
	enum sv_status st = sv_guide_organisation(run->session, &organisation, err);

	*context = json_object();
	snprintf(path, sizeof path, "%s/lang/%.8s/words.json", sv_session_data_dir(run->session), lang);
	if (st == SV_OK)
		st = sv_json_load_file(path, PAGE_MAX, SV_JSON_ANY, &words, err);
	const char *desk_is = sv_json_text(sv_json_object(words, "register"), "desk");
	json_array_foreach(sv_json_array(organisation, "contacts"), i, contact) {
		const char *role = sv_json_text(sv_json_object(contact, "role"), lang);
		one = json_object();
		if (!sv_json_set_text(one, "role", role ? role : "-") || !sv_json_set(one, "name", json_object_get(contact, "name"))
		    || !sv_json_set(one, "contact", json_object_get(contact, "contact")) || json_array_append_new(contacts, one) < 0)
			st = sv_err_nomem(err);
	}
	const json_t *desk = sv_json_object(organisation, "desk");
	if (st == SV_OK && sv_json_text(desk, "name") && sv_json_text(desk, "contact"))
		json_array_append_new(contacts, json_pack("{s:s,s:s,s:s}", "role", desk_is ? desk_is : "-", "name", sv_json_text(desk, "name"), "contact", sv_json_text(desk, "contact")));
	if (st == SV_OK)
		add_actors(run, sv_json_object(words, "register"), contacts);
	if (st == SV_OK && (!sv_json_set(*context, "contacts", contacts) || !sv_json_set(*context, "organisation", json_object_get(organisation, "name"))))
		st = sv_err_nomem(err);
	json_decref(contacts);
	json_decref(organisation);
	json_decref(words);
	return st;
}

/* The lines of a page that have a word, with its topic before them. */
static size_t search(const char *topic, const char *page, const char *word)
{
	size_t found = 0;

	for (const char *p = body_of(page); *p; p += strcspn(p, "\n"), p += *p == '\n') {
		char line[1024];
		snprintf(line, sizeof line, "%.*s", (int)strcspn(p, "\n"), p);
		if (strstr(line, "{{") == NULL && strcasestr(line, word)) {
			printf("%s: %s\n", topic, line + strspn(line, "# -"));
			found++;
		}
	}
	return found;
}

static enum sv_status list(struct sv_run *run, const char *lang, const char *word, struct sv_err *err)
{
	struct sv_table_style style = { sv_run_color(run), sv_run_width() };
	const char *audience = sv_args_text(run->args, "audience");
	struct sv_table *table = sv_table_new();
	json_t *topics = NULL, *topic;
	size_t i, found = 0;
	enum sv_status st = table ? sv_guide_topics(run->session, lang, &topics, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_table_column(table, "topic", sv_tr(N_("topic")), false, err);
	if (st == SV_OK)
		st = sv_table_column(table, "title", sv_tr(N_("title")), false, err);
	if (st == SV_OK)
		st = sv_table_column(table, "summary", sv_tr(N_("summary")), false, err);
	json_array_foreach(topics, i, topic) {
		struct sv_buf page = SV_BUF_INIT, title = SV_BUF_INIT, summary = SV_BUF_INIT;
		const char *name = json_string_value(topic);
		if (st == SV_OK)
			st = sv_guide_page(run->session, lang, name, &page, err);
		if (st == SV_OK && is_for(sv_buf_str(&page), audience)) {
			metadata(sv_buf_str(&page), "title", &title);
			metadata(sv_buf_str(&page), "summary", &summary);
			const char *cells[] = { name, sv_buf_str(&title), sv_buf_str(&summary) };
			if (word)
				found += search(name, sv_buf_str(&page), word);
			else
				st = sv_table_row(table, cells, err);
		}
		sv_buf_release(&page);
		sv_buf_release(&title);
		sv_buf_release(&summary);
	}
	if (st == SV_OK && word == NULL)
		st = sv_table_print(table, SV_TABLE_TEXT, &style, stdout, err);
	if (st == SV_OK && word && found == 0)
		st = sv_err_set(err, SV_NO, N_("no page of the guide has this word"));
	sv_table_free(table);
	json_decref(topics);
	return st;
}

static enum sv_status show(struct sv_run *run, const char *lang, const char *topic, const json_t *context, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	struct sv_buf page = SV_BUF_INIT, text = SV_BUF_INIT, out = SV_BUF_INIT, title = SV_BUF_INIT;
	size_t width = sv_run_width();
	bool markdown = format && strcmp(format, "md") == 0;
	enum sv_status st = sv_guide_page(run->session, lang, topic, &page, err);

	if (st == SV_OK)
		st = sv_mustache(body_of(sv_buf_str(&page)), context, sv_escape_markdown, &text, err);
	metadata(sv_buf_str(&page), "title", &title);
	if (st == SV_OK && markdown)
		sv_buf_adds(&out, sv_buf_str(&text));
	else if (st == SV_OK && format && strcmp(format, "html") == 0)
		st = sv_markdown_page(lang, sv_buf_str(&title), sv_buf_str(&text), &out, err);
	else if (st == SV_OK)
		st = sv_markdown_term(sv_buf_str(&text), width > 20 && width < 80 ? width : 80, sv_run_color(run), &out, err);
	if (st == SV_OK && fwrite(sv_buf_str(&out), 1, out.len, stdout) != out.len)
		st = sv_err_set(err, SV_IO, N_("cannot write stdout"));
	sv_buf_release(&page);
	sv_buf_release(&text);
	sv_buf_release(&out);
	sv_buf_release(&title);
	return st;
}

static enum sv_status set(struct sv_run *run, const char *lang, const char *topic, const char *file, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT, rendered = SV_BUF_INIT;
	enum sv_status st = sv_file_read(file, PAGE_MAX, &text, err);
	json_t *empty = json_object();

	if (st == SV_OK) /* a page that could not be shown is not taken */
		st = sv_mustache(body_of(sv_buf_str(&text)), empty, sv_escape_markdown, &rendered, err);
	if (st == SV_CONFIG && err)
		err->status = st = SV_BAD_INPUT;
	if (st == SV_OK)
		st = sv_guide_set(run->session, lang, topic, &text, err);
	json_decref(empty);
	sv_buf_release(&text);
	sv_buf_release(&rendered);
	return st;
}

enum sv_status sv_guide_run(struct sv_run *run, struct sv_err *err)
{
	const char *lang = sv_args_text(run->args, "lang"), *file = sv_args_text(run->args, "set"), *word = sv_args_text(run->args, "search");
	json_t *context = NULL;
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);
	enum sv_status st = SV_OK;

	if (lang == NULL)
		lang = sv_lang();
	if (file)
		return n == 1 ? set(run, lang, operand[0], file, err) : sv_err_set(err, SV_USAGE, N_("one topic is wanted"));
	sv_session_unasked(run->session); /* the guide is for everybody */
	if (n == 0 || word)
		return list(run, lang, word, err);
	st = context_of(run, lang, &context, err);
	for (size_t i = 0; i < n && st == SV_OK; i++) {
		if (strcmp(operand[i], "regulations") == 0)
			st = add_regulations(run, lang, context, err);
		if (st == SV_OK)
			st = show(run, lang, operand[i], context, err);
	}
	json_decref(context);
	return st;
}
