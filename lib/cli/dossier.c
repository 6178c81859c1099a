/* SPDX-License-Identifier: MIT */
/* sv-show: see dossier.h. One description of the case is made, and shown as text or as a page that prints well. */
#include "cli/dossier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/access.h"
#include "app/catchup.h"
#include "base/date.h"
#include "base/file.h"
#include "cli/history.h"
#include "cli/keys.h"
#include "cli/lang.h"
#include "cli/words.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/next.h"
#include "model/protocol.h"
#include "model/terms.h"
#include "view/mustache.h"
#include "view/text.h"

/* What a dossier is made from. */
struct dossier {
	struct sv_run *run;
	json_t *state, *protocol, *due, *events, *next;
	json_t *said; /* what was named as missing already: text -> true */
	int32_t today;
	bool opened; /* sealed compartments were opened: the events hold them */
	bool lacked; /* memory, for what may happen next */
};

static void release(struct dossier *d)
{
	json_decref(d->state);
	json_decref(d->protocol);
	json_decref(d->due);
	json_decref(d->events);
	json_decref(d->next);
	json_decref(d->said);
}

/* The command that takes a step, or NULL for what nobody needs to be reminded of. */
static bool command_of(const struct sv_event_type *type, char out[64])
{
	static const char *const own[] = { "triage", "investigate", "decide", "aftercare", "close" };

	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
		if (strcmp(own[i], type->verb) == 0) {
			snprintf(out, 64, "sv-%s%s%s", type->verb, type->step ? " " : "", type->step ? type->step : "");
			return true;
		}
	}
	snprintf(out, 64, "sv-case %s", type->verb);
	return strcmp(type->verb, "reopen") == 0 || strcmp(type->verb, "withdraw") == 0;
}

/* One step that may come next: its command, and what its gates still miss. */
static void add_step(void *data, const struct sv_event_type *type, const struct sv_verdict *verdict)
{
	struct dossier *d = data;
	json_t *one, *missing = json_array();
	char command[64], text[2048];
	size_t above = 0;

	if (!command_of(type, command)) {
		json_decref(missing);
		return;
	}
	for (size_t i = 0; i < verdict->n; i++) {
		struct sv_err err = { 0 };
		err.what = verdict->refusals[i].missing;
		sv_err_at(&err, N_("gate '%s' (%d)"), verdict->refusals[i].gate->name, verdict->refusals[i].gate->number);
		sv_err_render(&err, sv_tr, text, sizeof text);
		if (sv_json_has(d->said, text)) { /* an earlier step misses the same: once is enough to read */
			above++;
			continue;
		}
		d->lacked = json_object_set_new(d->said, text, json_true()) < 0 || json_array_append_new(missing, json_string(text)) < 0 || d->lacked;
	}
	if (above > 0) {
		snprintf(text, sizeof text, sv_tr(N_("%zu more that are named above")), above);
		d->lacked = json_array_append_new(missing, json_string(text)) < 0 || d->lacked;
	}
	one = json_pack("{s:s}", "command", command);
	if (json_array_size(missing) > 0)
		d->lacked = json_object_set(one, "missing", missing) < 0 || json_object_set_new(one, "blocked", json_true()) < 0 || d->lacked;
	json_decref(missing);
	d->lacked = json_array_append_new(d->next, one) < 0 || d->lacked;
}

static enum sv_status gather(struct dossier *d, const char *typed, struct sv_err *err)
{
	bool content = sv_args_has(d->run->args, "content"), identity = sv_args_has(d->run->args, "identity");
	const char *format = sv_args_text(d->run->args, "format");
	struct sv_act_report report = sv_run_reporter(d->run);
	struct sv_index *index;
	char id[16];
	enum sv_status st = sv_run_case(typed, id, err);

	d->opened = content || identity;
	d->today = sv_session_today(d->run->session);
	d->next = json_array();
	d->said = json_object();
	if (st == SV_OK && d->opened)
		st = sv_access_open(d->run->session, id, content, identity, sv_args_text(d->run->args, "why"), &report, &d->events, err);
	if (st == SV_OK)
		st = sv_session_index(d->run->session, &index, err);
	if (st == SV_OK)
		st = sv_index_case(index, id, &d->state, err);
	if (st == SV_OK)
		st = sv_session_index_protocol(d->run->session, &d->protocol, err);
	if (st == SV_OK)
		st = sv_terms_due(d->protocol, d->state, &d->due, err);
	if (st == SV_OK && !d->opened && (format == NULL || strcmp(format, "json") != 0))
		st = sv_access_log(d->run->session, id, &d->events, err);
	if (st == SV_OK) {
		struct sv_trial base = { .protocol = d->protocol, .by = "", .today = d->today, .before = d->state };
		if (!sv_next_each(&base, add_step, d) || d->lacked)
			st = sv_err_nomem(err);
	}
	return st;
}

/* The label of a term, and the party or recommendation it is about. */
static const char *term_label(const struct dossier *d, const json_t *term)
{
	const char *id = sv_json_text(term, "term"), *label = sv_json_text(sv_json_object(sv_term(d->protocol, id ? id : ""), "label"), sv_lang());

	return label ? label : id;
}

static const char *term_about(const json_t *term)
{
	const char *party = sv_json_text(term, "party"), *recommendation = sv_json_text(term, "recommendation");

	return party ? party : recommendation ? recommendation : "";
}

static void print_due(const struct dossier *d, FILE *out)
{
	const json_t *term;
	size_t i;
	int32_t day;

	if (json_array_size(d->due) == 0)
		return;
	fprintf(out, "\n%s\n", sv_tr(N_("due:")));
	json_array_foreach(d->due, i, term) {
		const char *last = sv_json_text(term, "due"), *about = term_about(term);
		bool late = last && sv_date_parse(last, &day) && day < d->today;
		fprintf(out, "  %s%s  %s%s%s  (%s)\n", last, late ? " !" : "", term_label(d, term), about[0] ? " " : "", about, sv_json_text(term, "source"));
	}
}

static void print_next(const struct dossier *d, FILE *out)
{
	const json_t *one, *text;
	size_t i, k;

	fprintf(out, "\n%s\n", sv_tr(N_("what may come next:")));
	json_array_foreach(d->next, i, one) {
		fprintf(out, "  %s\n", sv_json_text(one, "command"));
		json_array_foreach(sv_json_array(one, "missing"), k, text)
			fprintf(out, "      %s\n", json_string_value(text));
	}
}

static void print_text(const struct dossier *d)
{
	const json_t *event;
	size_t i;

	sv_text_members(d->state, 0, stdout);
	print_due(d, stdout);
	print_next(d, stdout);
	fprintf(stdout, "\n%s\n", sv_tr(N_("history:")));
	json_array_foreach(d->events, i, event) {
		if (d->opened)
			sv_history_print(event, stdout);
		else
			printf("  %s  %-26s  %s\n", sv_event_at(event), sv_json_text(event, "type"), sv_event_who(event) ? sv_event_who(event) : "?");
	}
}

/* The label of a word: the protocol's, where its lists have it, else that of a fixed word. */
static const char *label_of(const struct dossier *d, const char *member, const char *word)
{
	const char *field = strcmp(member, "routes") == 0 ? "route" : member, *label = sv_protocol_label(d->protocol, field, word, sv_lang());

	return label == word ? sv_word_label(word) : label;
}

static void add_value(const struct dossier *d, const char *member, const json_t *value, int depth, struct sv_buf *text);

/* "on 2026-01-20, conclusion worth investigating". */
static void add_members(const struct dossier *d, const json_t *object, int depth, struct sv_buf *text)
{
	const char *member;
	json_t *value;
	bool first = true;

	json_object_foreach((json_t *)object, member, value) {
		if (strcmp(member, "event") == 0)
			continue;
		sv_buf_addf(text, "%s%s ", first ? "" : ", ", sv_member_label(member));
		add_value(d, member, value, depth + 1, text);
		first = false;
	}
}

/* A value as one text. */
static void add_value(const struct dossier *d, const char *member, const json_t *value, int depth, struct sv_buf *text)
{
	const json_t *item;
	size_t i;

	if (depth > 8)
		return;
	if (json_is_string(value))
		sv_buf_adds(text, label_of(d, member, json_string_value(value)));
	else if (json_is_boolean(value))
		sv_buf_adds(text, json_is_true(value) ? sv_tr(N_("yes")) : sv_tr(N_("no")));
	else if (json_is_integer(value))
		sv_buf_addf(text, "%lld", (long long)json_integer_value(value));
	else if (json_is_object(value))
		add_members(d, value, depth, text);
	json_array_foreach(json_is_array(value) ? value : NULL, i, item) {
		sv_buf_adds(text, i ? json_is_object(item) ? "; " : ", " : "");
		add_value(d, member, item, depth + 1, text);
	}
}

static json_t *value_of(const struct dossier *d, const char *member, const json_t *value)
{
	struct sv_buf text = SV_BUF_INIT;

	add_value(d, member, value, 0, &text);
	json_t *s = json_string(sv_buf_str(&text));
	sv_buf_release_secret(&text);
	return s;
}

/* The members of an object as {name, value} lines, but for some. */
static json_t *lines_of(const struct dossier *d, const json_t *object, const char *const *but)
{
	json_t *lines = json_array(), *value;
	const char *member;

	json_object_foreach((json_t *)object, member, value) {
		bool skip = false;
		for (size_t i = 0; but[i]; i++)
			skip = skip || strcmp(but[i], member) == 0;
		if (!skip)
			json_array_append_new(lines, json_pack("{s:s,s:o}", "name", sv_member_label(member), "value", value_of(d, member, value)));
	}
	return lines;
}

static json_t *parties_of(const struct dossier *d)
{
	static const char *const but[] = { "party", "role", NULL };
	json_t *list = json_array();
	const json_t *party;
	size_t i;

	json_array_foreach(sv_json_array(d->state, "parties"), i, party) {
		json_array_append_new(list, json_pack("{s:O,s:s,s:o}", "party", json_object_get(party, "party"), "role", sv_word_label(sv_json_text(party, "role") ? sv_json_text(party, "role") : ""), "facts", lines_of(d, party, but)));
	}
	return list;
}

static json_t *due_of(const struct dossier *d)
{
	json_t *list = json_array();
	const json_t *term;
	size_t i;
	int32_t day;

	json_array_foreach(d->due, i, term) {
		const char *last = sv_json_text(term, "due");
		bool late = last && sv_date_parse(last, &day) && day < d->today;
		json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s,s:s}", "due", last ? last : "", "label", term_label(d, term), "about", term_about(term),
		                                      "source", sv_json_text(term, "source") ? sv_json_text(term, "source") : "", "class", late ? "late" : ""));
	}
	return list;
}

static json_t *timeline_of(const struct dossier *d)
{
	static const char *const compartments[] = { "record", "content", "identity" };
	static const char *const but[] = { "given", NULL };
	json_t *list = json_array();
	const json_t *event;
	size_t i;

	json_array_foreach(d->events, i, event) {
		const char *at = sv_event_at(event), *by = sv_event_who(event);
		json_t *parts = json_array(), *one;
		char day[SV_DATE_SIZE] = "";
		int64_t ms;
		if (sv_when_parse(at, &ms))
			sv_date_format(sv_day_in_amsterdam(ms), day);
		for (size_t k = 0; d->opened && k < 3; k++)
			if (json_is_object(json_object_get(event, compartments[k])))
				json_array_append_new(parts, json_pack("{s:o}", "lines", lines_of(d, json_object_get(event, compartments[k]), but)));
		one = json_pack("{s:s,s:s,s:O,s:s,s:O,s:o}", "day", day, "at", at ? at : "?", "type", json_object_get(event, "type"), "by", by ? by : "?",
		                "event", json_object_get(event, "event"), "parts", parts);
		json_array_append_new(list, one);
	}
	return list;
}

/* The headings of the page, in the language of the interface. */
static json_t *headings(void)
{
	static const struct { const char *key, *text; } all[] = {
		{ "case", N_("Case") }, { "confidential", N_("Confidential: for who handles this case only.") }, { "printed", N_("Printed on") },
		{ "facts", N_("What is recorded") }, { "parties", N_("People involved") }, { "party", N_("Party") }, { "role", N_("Role") }, { "known", N_("What happened") },
		{ "due", N_("What is due") }, { "day", N_("Day") }, { "what", N_("What") }, { "about", N_("About") }, { "source", N_("Source") },
		{ "nothing_due", N_("Nothing is due.") }, { "next", N_("What may come next") }, { "timeline", N_("History") },
	};
	json_t *t = json_object();

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		sv_json_set_text(t, all[i].key, sv_tr(all[i].text));
	return t;
}

static enum sv_status print_html(const struct dossier *d, struct sv_err *err)
{
	static const char *const but[] = { "sv", "case", "parties", "events", "last", "terms", NULL };
	struct sv_buf template = SV_BUF_INIT, out = SV_BUF_INIT;
	char path[4300], printed[SV_DATE_SIZE];
	json_t *context;

	snprintf(path, sizeof path, "%s/templates/dossier.html", sv_session_data_dir(d->run->session));
	sv_date_format(d->today, printed);
	enum sv_status st = sv_file_read(path, 1u << 20, &template, err);
	if (st == SV_NOT_FOUND)
		st = sv_err_set(err, SV_CONFIG, N_("the template '%s' is not installed"), "dossier.html");
	context = json_pack("{s:s,s:s,s:O,s:o,s:o,s:o,s:o,s:O,s:o,s:b,s:b}", "lang", sv_lang(), "printed", printed, "case", json_object_get(d->state, "case"), "t", headings(),
	                    "facts", lines_of(d, d->state, but), "parties", parties_of(d), "due", due_of(d), "next", d->next, "timeline", timeline_of(d),
	                    "has_due", json_array_size(d->due) > 0, "has_parties", json_array_size(sv_json_array(d->state, "parties")) > 0);
	if (st == SV_OK)
		st = context ? sv_mustache(sv_buf_str(&template), context, sv_escape_html, &out, err) : sv_err_nomem(err);
	if (st == SV_OK && fwrite(sv_buf_str(&out), 1, out.len, stdout) != out.len)
		st = sv_err_set(err, SV_IO, N_("cannot write stdout"));
	json_decref(context);
	sv_buf_release(&template);
	sv_buf_release_secret(&out);
	return st;
}

static enum sv_status print_json(const struct dossier *d, struct sv_err *err)
{
	if (!sv_json_set(d->state, "due", d->due) || !sv_json_set(d->state, "next", d->next) || !sv_json_set(d->state, "history", d->events))
		return sv_err_nomem(err);
	return sv_json_write_line(stdout, d->state, err);
}

static enum sv_status show(struct sv_run *run, const char *typed, bool first, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	struct dossier d = { .run = run };
	enum sv_status st = gather(&d, typed, err);

	if (st == SV_OK && format && strcmp(format, "json") == 0) {
		st = print_json(&d, err);
	} else if (st == SV_OK && format && strcmp(format, "html") == 0) {
		st = print_html(&d, err);
	} else if (st == SV_OK) {
		if (!first)
			putchar('\n');
		print_text(&d);
	}
	release(&d);
	return st;
}

enum sv_status sv_dossier_run(struct sv_run *run, struct sv_err *err)
{
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);
	enum sv_status st = n ? SV_OK : sv_err_set(err, SV_USAGE, N_("which case? give its id"));

	for (size_t i = 0; i < n && st == SV_OK; i++)
		st = show(run, operand[i], i == 0, err);
	return st;
}
