/* SPDX-License-Identifier: MIT */
/* Lists of regulations, and all of one: see policy.h. */
#include <stdio.h>
#include <string.h>

#include "cli/demands.h"
#include "cli/items.h"
#include "cli/lang.h"
#include "cli/policy.h"
#include "json/get.h"
#include "model/policy.h"
#include "view/text.h"

#define KIND "kind_label" /* for the table alone: the kind as people call it */

/* The label of a word in the interface's language; the word itself where there is none. Kinds of regulations and acts have theirs in the demands. */
static const char *label(const char *word)
{
	static const struct { const char *word, *text; } labels[] = {
		{ "needed", N_("needed") }, { "not_needed", N_("not needed") },
		{ "asked", N_("asked") }, { "given", N_("given") }, { "refused", N_("refused") }, { "replaced_by_court", N_("replaced by the court") },
		{ "psa", N_("psychosocial strain") }, { "rie_plan", N_("plan of action with the RI&E") }, { "rie_recognised", N_("RI&E by a recognised instrument") },
		{ "rie_review", N_("review of the RI&E by an expert") },
		{ "in_order", N_("in order") }, { "change_needed", N_("change needed") },
		{ "very_easy", N_("very easy") }, { "easy", N_("easy") }, { "fairly_easy", N_("fairly easy") }, { "standard", N_("standard") },
		{ "fairly_difficult", N_("fairly difficult") }, { "difficult", N_("difficult") }, { "very_difficult", N_("very difficult") },
	};

	for (size_t i = 0; word && i < sizeof labels / sizeof labels[0]; i++)
		if (strcmp(labels[i].word, word) == 0)
			return sv_tr(labels[i].text);
	return word ? word : "";
}

const char *sv_policy_why_text(const char *word)
{
	for (int s = 0; word && s < SV_POLICY_STANDINGS; s++)
		if (strcmp(sv_policy_standing_word((enum sv_policy_standing)s), word) == 0)
			return sv_tr(sv_policy_standing_text((enum sv_policy_standing)s));
	return word ? word : "";
}

const char *sv_policy_where(const json_t *item)
{
	const char *name = sv_json_text(sv_json_object(item, "standing"), "version");
	const char *where = name ? sv_json_text(sv_json_find(sv_json_array(item, "versions"), "version", name), "where") : NULL;

	return where ? where : sv_json_text(item, "where");
}

/* "yes (2)", "no: consent was not asked", with a newer version that waits. */
static void say_in_force(const json_t *item, struct sv_buf *cell)
{
	const json_t *standing = sv_json_object(item, "standing");
	const char *version = sv_json_text(standing, "version"), *newer = sv_json_text(standing, "newer");

	if (sv_json_true(item, "in_force"))
		sv_buf_addf(cell, "%s (%s)", sv_tr(N_("yes")), version ? version : "");
	else
		sv_buf_addf(cell, "%s: %s", sv_tr(N_("no")), sv_policy_why_text(sv_json_text(standing, "why_not")));
	if (newer)
		sv_buf_addf(cell, "; %s: %s", newer, sv_policy_why_text(sv_json_text(standing, "newer_why_not")));
}

static void say_where(const json_t *item, struct sv_buf *cell)
{
	const char *where = sv_policy_where(item);

	sv_buf_adds(cell, where ? where : "");
}

/* A member of the standing, for data. */
static void say_of_standing(const json_t *item, const char *member, struct sv_buf *cell)
{
	const char *text = sv_json_text(sv_json_object(item, "standing"), member);

	sv_buf_adds(cell, text ? text : "");
}

static void say_version(const json_t *item, struct sv_buf *cell)
{
	say_of_standing(item, "version", cell);
}

static void say_why_not(const json_t *item, struct sv_buf *cell)
{
	say_of_standing(item, "why_not", cell);
}

static void say_newer(const json_t *item, struct sv_buf *cell)
{
	say_of_standing(item, "newer", cell);
}

static void say_newer_why_not(const json_t *item, struct sv_buf *cell)
{
	say_of_standing(item, "newer_why_not", cell);
}

enum sv_status sv_policy_list(struct sv_run *run, struct sv_err *err)
{
	static const struct sv_items_column text[] = {
		{ KIND, N_("kind") }, { "title", N_("title") }, { "in_force", N_("in force"), say_in_force }, { "review", N_("review") },
		{ "law_next", N_("law check") }, { "owner", N_("owner") }, { "where", N_("where"), say_where }, { NULL, NULL },
	};
	static const struct sv_items_column csv[] = { /* keys are data: no headings */
		{ "kind", "kind" }, { "title", "title" }, { "in_force", "in_force" }, { "version", "version", say_version }, { "why_not", "why_not", say_why_not },
		{ "newer", "newer", say_newer }, { "newer_why_not", "newer_why_not", say_newer_why_not }, { "consent", "consent" }, { "review", "review" },
		{ "law_next", "law_next" }, { "owner", "owner" }, { "where", "where", say_where }, { NULL, NULL },
	};
	const char *format = sv_args_text(run->args, "format");
	json_t *demands = NULL, *items = NULL, *one;
	bool people = format && strcmp(format, "text") == 0, ok = true;
	size_t i;
	enum sv_status st = people ? sv_run_demands(run, &demands, err) : SV_OK;

	if (st == SV_OK)
		st = sv_items_all(run, "policy", &items, err);
	json_array_foreach(people ? items : NULL, i, one)
		ok = sv_json_set_text(one, KIND, sv_kind_label(demands, "policy", sv_json_text(one, "kind"))) && ok;
	json_decref(demands);
	if (st == SV_OK && !ok) {
		json_decref(items);
		st = sv_err_nomem(err);
	}
	return st == SV_OK ? sv_items_print(run, "policy", people ? text : csv, items, err) : st;
}

/* A line "name: text", where there is a text; nothing in it can steer a terminal. */
static void line(int indent, const char *name, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	printf("%*s", indent, "");
	sv_text_print(name, indent, stdout);
	fputs(": ", stdout);
	sv_text_print(text, indent + 2, stdout);
	putchar('\n');
}

static void print_version(const json_t *version)
{
	const json_t *reading = sv_json_object(version, "readability");
	const char *from = sv_json_text(version, "from");

	line(2, sv_tr(N_("version")), sv_json_text(version, "version"));
	line(4, sv_tr(N_("from")), from ? from : sv_tr(N_("not known yet")));
	line(4, sv_tr(N_("until")), sv_json_text(version, "until"));
	line(4, sv_tr(N_("adopted by")), sv_json_text(version, "adopted_by"));
	line(4, sv_tr(N_("where")), sv_json_text(version, "where"));
	if (reading)
		printf(sv_tr(N_("    language: score %lld (%s); words: %lld; sentences: %lld\n")), sv_json_int(reading, "score", 0), label(sv_json_text(reading, "band")),
		       sv_json_int(reading, "words", 0), sv_json_int(reading, "sentences", 0));
	line(4, "SHA-256", sv_json_text(version, "sha256"));
	line(4, sv_tr(N_("note")), sv_json_text(version, "note"));
}

/* What was said of a version on a day: a consent, or a law check. */
static void print_word(const json_t *one, const char *member)
{
	struct sv_buf text = SV_BUF_INIT;

	if (sv_json_text(one, "version"))
		sv_buf_addf(&text, "%s %s, ", sv_tr(N_("version")), sv_json_text(one, "version"));
	sv_buf_adds(&text, label(sv_json_text(one, member)));
	line(2, sv_json_text(one, "on") ? sv_json_text(one, "on") : "?", sv_buf_str(&text));
	sv_buf_release(&text);
}

static void print_consent(const json_t *consent)
{
	print_word(consent, "status");
	line(4, sv_tr(N_("answer expected by")), sv_json_text(consent, "answer_by"));
	line(4, sv_tr(N_("note")), sv_json_text(consent, "note"));
}

static void print_check(const json_t *check)
{
	print_word(check, "outcome");
	line(4, sv_tr(N_("by")), sv_json_text(check, "by_whom"));
	line(4, sv_tr(N_("to be changed by")), sv_json_text(check, "change_by"));
	line(4, sv_tr(N_("changes")), sv_json_text(check, "changes"));
}

static void print_each(const json_t *item, const char *member, const char *heading, void (*print_one)(const json_t *one))
{
	const json_t *list = sv_json_array(item, member), *one;
	size_t i;

	if (json_array_size(list) > 0)
		printf("%s:\n", heading);
	json_array_foreach(list, i, one)
		print_one(one);
}

/* "needed, of the works council (WOR art. 27 lid 1 onder m)". Appended. */
static void say_consent(const json_t *item, const json_t *demands, struct sv_buf *text)
{
	const char *of = sv_json_text(item, "consent_of"), *ground = sv_json_text(item, "consent_ground");
	bool needed = sv_policy_needs_consent(item);

	sv_buf_adds(text, label(needed ? "needed" : "not_needed"));
	if (needed && of)
		sv_buf_addf(text, ", %s", strcmp(of, "staff_majority") == 0 ? sv_tr(N_("more than half of the staff")) : sv_kind_label(demands, "actor", of));
	if (needed && ground)
		sv_buf_addf(text, " (%s)", ground);
}

static void print(const json_t *item, void *data)
{
	const json_t *demands = data, *done = sv_json_object(item, "done"), *one;
	struct sv_buf in_force = SV_BUF_INIT, covers = SV_BUF_INIT, consent = SV_BUF_INIT;
	size_t i;

	say_in_force(item, &in_force);
	say_consent(item, demands, &consent);
	json_array_foreach(sv_json_array(item, "covers"), i, one) {
		const char *word = json_string_value(one), *other = sv_kind_label(demands, "policy", word);
		sv_buf_addf(&covers, "%s%s", i ? ", " : "", strcmp(other, word) == 0 ? label(sv_kind_label(demands, "act", word)) : other);
	}
	line(0, sv_json_text(item, "policy"), sv_json_text(item, "title"));
	line(0, sv_tr(N_("kind")), sv_kind_label(demands, "policy", sv_json_text(item, "kind")));
	line(0, sv_tr(N_("covers too")), sv_buf_str(&covers));
	line(0, sv_tr(N_("in force")), sv_buf_str(&in_force));
	line(0, sv_tr(N_("consent")), sv_buf_str(&consent));
	line(0, sv_tr(N_("where")), sv_json_text(item, "where"));
	line(0, sv_tr(N_("owner")), sv_json_text(item, "owner"));
	line(0, sv_tr(N_("review")), sv_json_text(item, "review"));
	line(0, sv_tr(N_("law check")), sv_json_text(item, "law_next"));
	line(0, sv_tr(N_("note")), sv_json_text(item, "note"));
	print_each(item, "versions", sv_tr(N_("versions")), print_version);
	print_each(item, "consents", sv_tr(N_("asked and answered")), print_consent);
	print_each(item, "law_checks", sv_tr(N_("law checks")), print_check);
	line(0, sv_tr(N_("ended")), sv_json_text(done, "on"));
	line(2, sv_tr(N_("why")), sv_json_text(done, "why"));
	line(2, sv_tr(N_("replaced by")), sv_json_text(done, "replaced_by"));
	sv_buf_release(&in_force);
	sv_buf_release(&covers);
	sv_buf_release(&consent);
}

enum sv_status sv_policy_show(struct sv_run *run, struct sv_err *err)
{
	json_t *demands = NULL;
	enum sv_status st = sv_run_demands(run, &demands, err);

	if (st == SV_OK)
		st = sv_items_show_as(run, "policy", print, demands, err);
	json_decref(demands);
	return st;
}
