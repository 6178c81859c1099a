/* SPDX-License-Identifier: MIT */
/* What must be done by when: see due.h. */
#include "cli/due.h"

#include <stdio.h>
#include <string.h>

#include "app/catchup.h"
#include "app/identity.h"
#include "base/date.h"
#include "cli/lang.h"
#include "json/get.h"
#include "model/item.h"
#include "model/protocol.h"
#include "view/calendar.h"
#include "view/table.h"

#define AHEAD 14 /* days that are looked ahead where nothing is said */

/* One listing. */
struct listing {
	struct sv_run *run;
	int32_t today;
	bool overdue;
	const json_t *protocol;
	struct sv_table *table;
	struct sv_calendar *calendar;
	const char *store;
	size_t n, limit; /* limit: rows of a table that are shown; 0: all */
	int32_t day;     /* the day that ending is for: records come day by day */
	char ending[48];
};

/* The label of a term in the interface's language. */
static const char *label(const struct listing *l, const json_t *term)
{
	const char *id = sv_json_text(term, "term");
	const char *text = sv_json_text(sv_json_object(sv_json_find(sv_json_array(l->protocol, "terms"), "term", id ? id : ""), "label"), sv_lang());

	if (text == NULL && id && sv_item_term_label(id))
		text = sv_tr(sv_item_term_label(id));
	return text ? text : id;
}

/* What a term is of: a case, or an item of a register. */
static const char *id_of(const json_t *term)
{
	const char *id = sv_json_text(term, "case");

	for (const struct sv_item_kind *k = sv_item_kinds; id == NULL && k->member; k++)
		id = sv_json_text(term, k->member);
	return id;
}

/* What of it a term is about: a party, a recommendation, or what an item is called. */
static const char *object_of(const json_t *term)
{
	static const char *const members[] = { "party", "recommendation", "title" };
	const char *text = NULL;

	for (size_t i = 0; i < sizeof members / sizeof members[0] && text == NULL; i++)
		text = sv_json_text(term, members[i]);
	return text;
}

/* The day in a member of the text of a term, without parsing it all; false where it is not there. */
static bool day_of(const char *json, const char *member, int32_t *day)
{
	char key[32], text[SV_DATE_SIZE];

	snprintf(key, sizeof key, "\"%s\":\"", member);
	const char *at = strstr(json, key);
	if (at == NULL)
		return false;
	snprintf(text, sizeof text, "%.10s", at + strlen(key));
	return sv_date_parse(text, day);
}

/* A record: the term as the index has it, with what today makes of it. */
static enum sv_status print_record(void *data, int32_t due, const char *json, struct sv_err *err)
{
	struct listing *l = data;
	size_t n = strlen(json);
	int32_t day;

	if ((l->overdue && due >= l->today) || n < 2)
		return SV_OK;
	if (l->n++ == 0 || due != l->day) {
		l->day = due;
		snprintf(l->ending, sizeof l->ending, ",\"days_left\":%ld%s", (long)(due - l->today), due < l->today ? ",\"late\":true" : "");
	}
	fwrite_unlocked(json, 1, n - 1, stdout);
	fputs_unlocked(l->ending, stdout);
	fputs_unlocked(day_of(json, "escalate", &day) && day <= l->today ? ",\"escalated\":true}\n" : "}\n", stdout);
	return ferror(stdout) ? sv_err_set(err, SV_IO, N_("cannot write stdout")) : SV_OK;
}

static enum sv_status add_row(void *data, int32_t due, const char *json, struct sv_err *err)
{
	struct listing *l = data;
	json_t *term, *handle;
	char left[32], who[160] = "";
	size_t i, used = 0;
	int32_t day;
	enum sv_status st = SV_OK;

	if ((l->overdue && due >= l->today) || (l->n++ >= l->limit && l->limit))
		return SV_OK;
	term = json_loads(json, 0, NULL);
	snprintf(left, sizeof left, "%ld%s", (long)(due - l->today), day_of(json, "escalate", &day) && day <= l->today ? " !" : "");
	json_array_foreach(sv_json_array(term, "who"), i, handle)
		if (used < sizeof who)
			used += (size_t)snprintf(who + used, sizeof who - used, "%s%s", i ? ", " : "", json_string_value(handle));
	const char *cells[] = { sv_json_text(term, "due"), left, id_of(term), label(l, term), object_of(term), who, sv_json_text(term, "source") };
	st = sv_table_row(l->table, cells, err);
	json_decref(term);
	return st;
}

static enum sv_status add_day(void *data, int32_t due, const char *json, struct sv_err *err)
{
	struct listing *l = data;
	json_t *term = json_loads(json, 0, NULL);
	static const char *const numbers[] = { "party", "recommendation", "action", "measure", "version" };
	const char *id = id_of(term), *object = object_of(term) ? object_of(term) : "", *number = "";
	char uid[256], summary[512];
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		if (sv_json_text(term, numbers[i]))
			number = sv_json_text(term, numbers[i]);
	if (!l->overdue || due < l->today) {
		l->n++;
		snprintf(uid, sizeof uid, "%s-%s%s%s@%s.sv", id ? id : "", sv_json_text(term, "term"), number[0] ? "-" : "", number, l->store);
		snprintf(summary, sizeof summary, "%s %s%s%s", id ? id : "", label(l, term), object[0] ? " " : "", object);
		struct sv_calendar_day d = { uid, due, summary, sv_json_text(term, "source"), sv_session_now(l->run->session) };
		int32_t since;
		if (sv_json_text(term, "since") && sv_date_parse(sv_json_text(term, "since"), &since))
			d.stamp = (int64_t)since * 86400000; /* the same for as long as nothing changed */
		st = sv_calendar_add(l->calendar, &d, err);
	}
	json_decref(term);
	return st;
}

static enum sv_status add_columns(struct sv_table *table, struct sv_err *err)
{
	static const struct { const char *key, *heading; bool number; } columns[] = {
		{ "due", N_("due"), false }, { "left", N_("days left"), true }, { "case", N_("case"), false }, { "term", N_("term"), false },
		{ "about", N_("about"), false }, { "who", N_("for whom"), false }, { "source", N_("source"), false },
	};
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < sizeof columns / sizeof columns[0] && st == SV_OK; i++)
		st = sv_table_column(table, columns[i].key, sv_tr(columns[i].heading), columns[i].number, err);
	return st;
}

enum sv_status sv_due_table(struct sv_run *run, int32_t until, bool overdue, const char *who, size_t limit, struct sv_err *err)
{
	struct sv_table_style style = { sv_run_color(run), sv_run_width() };
	struct listing l = { .run = run, .today = sv_session_today(run->session), .overdue = overdue, .table = sv_table_new(), .limit = limit };
	json_t *protocol = NULL;
	struct sv_index *index;
	enum sv_status st = l.table ? sv_session_index(run->session, &index, err) : sv_err_nomem(err);

	if (st == SV_OK)
		st = sv_session_index_protocol(run->session, &protocol, err);
	l.protocol = protocol;
	if (st == SV_OK)
		st = add_columns(l.table, err);
	if (st == SV_OK)
		st = sv_index_due(index, until, who, add_row, &l, err);
	if (st == SV_OK && l.n == 0)
		puts(sv_tr(N_("nothing is due in this time")));
	else if (st == SV_OK)
		st = sv_table_print(l.table, SV_TABLE_TEXT, &style, stdout, err);
	if (st == SV_OK && limit && l.n > limit)
		printf(sv_tr(N_("and %zu more (sv-due --format text)\n")), l.n - limit);
	sv_table_free(l.table);
	json_decref(protocol);
	return st;
}

static enum sv_status print_calendar(struct sv_run *run, struct listing *l, int32_t until, const char *who, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT;
	json_t *protocol = NULL;
	struct sv_index *index;
	enum sv_status st = sv_session_index(run->session, &index, err);

	l->calendar = sv_calendar_new(sv_tr(N_("sv: what is due")));
	if (st == SV_OK)
		st = l->calendar ? sv_session_id(run->session, &l->store, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_session_index_protocol(run->session, &protocol, err);
	l->protocol = protocol;
	if (st == SV_OK)
		st = sv_index_due(index, until, who, add_day, l, err);
	if (st == SV_OK)
		st = sv_calendar_text(l->calendar, &text, err);
	if (st == SV_OK && fwrite(sv_buf_str(&text), 1, text.len, stdout) != text.len)
		st = sv_err_set(err, SV_IO, N_("cannot write stdout"));
	sv_calendar_free(l->calendar);
	sv_buf_release(&text);
	json_decref(protocol);
	return st;
}

enum sv_status sv_due_run(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format"), *day = sv_args_text(run->args, "until");
	bool calendar = format && strcmp(format, "ics") == 0, all = sv_args_has(run->args, "all");
	struct listing l = { .run = run, .today = sv_session_today(run->session), .overdue = sv_args_has(run->args, "overdue") };
	int32_t until = calendar || all ? INT32_MAX : l.today + AHEAD;
	struct sv_index *index;
	json_t *card = NULL;
	enum sv_status st = SV_OK;

	if (day)
		sv_date_parse(day, &until);
	if (l.overdue && until >= l.today)
		until = l.today - 1;
	if (sv_args_has(run->args, "mine"))
		st = sv_identity_public(run->session, &card, err);
	const char *who = sv_json_text(card, "officer");
	if (st == SV_OK && format && strcmp(format, "text") == 0) {
		st = sv_due_table(run, until, l.overdue, who, 0, err);
	} else if (st == SV_OK && calendar) {
		st = print_calendar(run, &l, until, who, err);
	} else if (st == SV_OK) {
		st = sv_session_index(run->session, &index, err);
		if (st == SV_OK)
			st = sv_index_due(index, until, who, print_record, &l, err);
	}
	json_decref(card);
	return st;
}
