/* SPDX-License-Identifier: MIT */
/* Key actors on the command line: see actor.h. */
#include "cli/actor.h"

#include <stdio.h>
#include <string.h>

#include "cli/filter.h"
#include "cli/items.h"
#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/actor.h"
#include "view/table.h"
#include "view/text.h"

const char *const sv_actor_kinds[] = {
	"confidant", "coordinator", "desk", "complaints_committee", "complaints_officer", "integrity_committee", "consultation", "ombuds", "investigator", "hr", "legal", "company_doctor",
	"social_worker", "prevention_worker", "works_council", "inclusion_adviser", "manager", "director", "supervisor", "report_officer", "integrity_officer", "occupational_health_service",
	"staff_representation", "participation_council", "anti_bullying", "other", NULL,
};
const char *const sv_actor_gap_formats[] = { "ndjson", "text", "csv", NULL };

static enum sv_status gather(struct sv_run *run, json_t *act, struct sv_err *err)
{
	static const struct sv_items_part parts[] = { { "action", "+action", "text" }, { "owner", "+owner", "owner" }, { "by", "+by", "by" }, { NULL, NULL, NULL } };

	(void)run;
	return sv_items_gather(act, "actions", parts, err);
}

enum sv_status sv_actor_step(struct sv_run *run, struct sv_err *err)
{
	return sv_filter_items(run, "actor", run->verb->name, strcmp(run->verb->name, "meet") == 0 ? gather : NULL, err);
}

/* Whether an item is of the kind that was asked for. */
static bool of_kind(void *data, const json_t *item)
{
	const char *kind = sv_json_text(item, "kind");

	return data == NULL || (kind && strcmp(kind, data) == 0);
}

enum sv_status sv_actor_list(struct sv_run *run, struct sv_err *err)
{
	static const struct sv_items_column columns[] = {
		{ "kind", N_("kind") }, { "title", N_("title") }, { "holder", N_("holder") }, { "place", N_("place") }, { "until", N_("mandate until") }, { "trained_until", N_("trained until") },
		{ "meetings", N_("meetings") }, { "next", N_("next meeting") }, { "public", N_("public") }, { NULL, NULL },
	};

	return sv_items_list_of(run, "actor", columns, of_kind, (void *)sv_args_text(run->args, "kind"), err);
}

/* The texts of a gap in the language of the interface. */
static bool translate(json_t *gap)
{
	static const char *const members[] = { "text", "todo", "source" };
	bool ok = true;

	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
		ok = sv_json_set_text(gap, members[i], sv_tr(sv_json_text(gap, members[i]))) && ok;
	return ok;
}

static enum sv_status print_csv(const json_t *gaps, struct sv_err *err)
{
	static const char *const members[] = { "gap", "actor", "title", "since", "text", "todo", "source" };
	struct sv_table_style style = { false, 0 };
	struct sv_table *table = sv_table_new();
	enum sv_status st = table ? SV_OK : sv_err_nomem(err);
	const json_t *gap;
	size_t i, k;

	for (k = 0; k < sizeof members / sizeof members[0] && st == SV_OK; k++)
		st = sv_table_column(table, members[k], members[k], false, err);
	json_array_foreach(gaps, i, gap) {
		const char *cells[sizeof members / sizeof members[0]];
		for (k = 0; k < sizeof members / sizeof members[0]; k++)
			cells[k] = sv_json_text(gap, members[k]);
		if (st == SV_OK)
			st = sv_table_row(table, cells, err);
	}
	if (st == SV_OK)
		st = sv_table_print(table, SV_TABLE_CSV, &style, stdout, err);
	sv_table_free(table);
	return st;
}

/* For people: what, of whom, since when; what to do; who says so. */
static void print_text(const json_t *gaps)
{
	const json_t *gap;
	size_t i;

	json_array_foreach(gaps, i, gap) {
		const char *actor = sv_json_text(gap, "actor"), *title = sv_json_text(gap, "title"), *since = sv_json_text(gap, "since");
		printf("%s", sv_json_text(gap, "text"));
		if (actor) {
			printf(": ");
			sv_text_print(title ? title : "", 0, stdout);
			printf(" (%s)", actor);
		}
		if (since)
			printf(sv_tr(N_(", since %s")), since);
		printf("\n  %s: %s\n  %s: %s\n", sv_tr(N_("what to do")), sv_json_text(gap, "todo"), sv_tr(N_("source")), sv_json_text(gap, "source"));
	}
	if (json_array_size(gaps) == 0)
		puts(sv_tr(N_("nothing is lacking")));
}

static enum sv_status print_gaps(struct sv_run *run, json_t *gaps, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format");
	json_t *gap, *line;
	size_t i;
	enum sv_status st = SV_OK;

	json_array_foreach(gaps, i, gap) {
		if (!translate(gap))
			return sv_err_nomem(err);
	}
	if (format && strcmp(format, "csv") == 0)
		return print_csv(gaps, err);
	if (format && strcmp(format, "text") == 0) {
		print_text(gaps);
		return SV_OK;
	}
	json_array_foreach(gaps, i, gap) {
		line = json_pack("{s:i}", "sv", 1);
		if (st == SV_OK)
			st = line && json_object_update(line, gap) == 0 ? sv_json_write_line(stdout, line, err) : sv_err_nomem(err);
		json_decref(line);
	}
	return st;
}

enum sv_status sv_actor_gaps_run(struct sv_run *run, struct sv_err *err)
{
	json_t *actors = NULL, *gaps = NULL;
	enum sv_status st = sv_items_all(run, "actor", &actors, err);

	if (st == SV_OK)
		st = sv_actor_gaps(actors, sv_session_today(run->session), &gaps, err);
	if (st == SV_OK)
		st = print_gaps(run, gaps, err);
	if (st == SV_OK)
		st = sv_run_flush(err);
	if (st == SV_OK && json_array_size(gaps) > 0)
		st = sv_err_set(err, SV_NO, N_("something is lacking: %zu gaps"), json_array_size(gaps));
	json_decref(actors);
	json_decref(gaps);
	return st;
}

/* What a key actor is called to staff: the function, and that it is external where it is. */
static json_t *role_of(const json_t *actor, const json_t *words)
{
	const char *place = sv_json_text(actor, "place"), *title = sv_json_text(actor, "title"), *external = sv_json_text(words, "external");

	if (place && external && strcmp(place, "external") == 0)
		return json_sprintf("%s (%s)", title ? title : "-", external);
	return json_string(title ? title : "-");
}

/* One for the guide. Where there is no holder to name, the way to reach the function stands in the place of the name. */
static enum sv_status add_contact(const json_t *actor, const json_t *words, json_t *contacts, struct sv_err *err)
{
	const char *holder = sv_json_text(actor, "holder"), *contact = sv_json_text(actor, "contact");
	json_t *one;

	if ((holder == NULL && contact == NULL) || (contact && sv_json_find(contacts, "contact", contact)))
		return SV_OK;
	one = json_object();
	bool ok = one && json_object_set_new(one, "role", role_of(actor, words)) == 0 && sv_json_set_text(one, "name", holder ? holder : contact)
	          && sv_json_set_text(one, "contact", holder ? contact : NULL) && sv_json_set(one, "availability", json_object_get(actor, "availability"));
	return json_array_append_new(contacts, one) == 0 && ok ? SV_OK : sv_err_nomem(err);
}

enum sv_status sv_actor_contacts(struct sv_run *run, const json_t *words, json_t *contacts, struct sv_err *err)
{
	json_t *actors = NULL, *actor;
	size_t i;
	enum sv_status st = sv_items_all(run, "actor", &actors, err);

	json_array_foreach(actors, i, actor) {
		if (st == SV_OK && sv_json_true(actor, "public") && sv_actor_current(actor, sv_session_today(run->session)))
			st = add_contact(actor, words, contacts, err);
	}
	json_decref(actors);
	return st;
}
