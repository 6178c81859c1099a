/* SPDX-License-Identifier: MIT */
/* Filters: see filter.h. */
#include "cli/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/append.h"
#include "app/drop.h"
#include "app/intake.h"
#include "app/items.h"
#include "app/mailbox.h"
#include "base/file.h"
#include "base/wipe.h"
#include "cli/edit.h"
#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/event.h"
#include "model/fold.h"

/* One run of a filter. */
struct filter {
	struct sv_run *run;
	const char *verb, *step;
	const struct sv_item_kind *kind; /* NULL: of cases */
	sv_filter_prepare *prepare, *finish; /* NULL: acts are judged as they were given */
	bool creates, operands, failed;
	json_t *given; /* what the options say */
	struct sv_batch *batch;
	struct sv_desk *desk; /* not NULL: the acts are no events here, but are sealed and left in a folder */
	const char *folder;
	/* the place of what is being judged, for messages */
	size_t line;
	long act; /* number in an array of acts, or -1 */
	const char *case_id;
};

/* One record on its way through. */
struct item {
	size_t line;     /* of stdin; 0: an operand */
	json_t *record;  /* what came in, without the acts that are consumed */
	json_t *acts;    /* array; empty: the record passes through */
	bool array;      /* the acts came as an array */
	char case_id[16];
	char drop[SV_EVENT_ID_SIZE]; /* what it was handed in as */
	struct sv_buf sealed;        /* the same, as it is left in the folder */
	char receipt[SV_MAILBOX_CODE]; /* of an anonymous report; "" where none was made */
};

static void place(const struct filter *f, struct sv_err *err)
{
	if (f->case_id && f->case_id[0])
		sv_err_at(err, "%s", f->case_id);
	if (f->line)
		sv_err_at(err, N_("line %zu"), f->line);
}

/* A defect of an act: its pointer is made one into the record, and its place is added. */
static void defect(void *data, const struct sv_err *given)
{
	struct filter *f = data;
	struct sv_err err = *given;
	struct sv_msg *at = &err.context[0];
	char pointer[256];

	if (err.ncontexts > 0 && at->nargs == 1 && at->text[at->arg[0]] == '/') {
		if (f->act >= 0)
			snprintf(pointer, sizeof pointer, "/%s/%ld%s", f->verb, f->act, at->text + at->arg[0]);
		else
			snprintf(pointer, sizeof pointer, "/%s%s", f->verb, at->text + at->arg[0]);
		sv_msg_set(at, "%s", pointer);
	}
	place(f, &err);
	f->failed = true;
	sv_run_report(f->run, &err);
}

static void complain(struct filter *f, struct sv_err *err)
{
	place(f, err);
	f->failed = true;
	sv_run_report(f->run, err);
}

static void item_release(struct item *i)
{
	sv_wipe(i->receipt, sizeof i->receipt);
	sv_buf_release(&i->sealed);
	json_decref(i->record);
	json_decref(i->acts);
}

/* Takes the acts of this command out of a record: those of the named step, or all. */
static enum sv_status take_acts(struct filter *f, struct item *i, struct sv_err *err)
{
	json_t *member = json_object_get(i->record, f->verb), *act;
	json_t *left = json_array();
	size_t k;
	bool ok = left != NULL;

	i->acts = json_array();
	i->array = json_is_array(member);
	if (member && !json_is_object(member) && !i->array) {
		json_decref(left);
		return sv_err_set(err, SV_BAD_INPUT, N_("/%s: must be an object, or an array of objects"), f->verb);
	}
	if (json_is_object(member))
		ok = ok && json_array_append(i->acts, member) == 0;
	json_array_foreach(i->array ? member : NULL, k, act) {
		const char *step = sv_json_text(act, "step");
		if (!json_is_object(act)) {
			json_decref(left);
			return sv_err_set(err, SV_BAD_INPUT, N_("/%s/%zu: must be an object"), f->verb, k);
		}
		bool other = f->step && step && strcmp(step, f->step) != 0;
		ok = json_array_append(other ? left : i->acts, act) == 0 && ok;
	}
	json_object_del(i->record, f->verb);
	if (json_array_size(left) > 0)
		ok = json_object_set(i->record, f->verb, left) == 0 && ok; /* for a later command */
	json_decref(left);
	return ok ? SV_OK : sv_err_nomem(err);
}

/* What the options say, as one act; a text "@FILE" is read from that file, so that it is in no list of processes. */
static enum sv_status read_options(struct filter *f, struct sv_err *err)
{
	const char *member;
	json_t *value;
	void *next;
	enum sv_status st;

	f->given = json_object();
	st = f->given ? sv_args_fill(f->run->args, f->given, err) : sv_err_nomem(err);
	json_object_foreach_safe(f->given, next, member, value) {
		const char *text = json_string_value(value);
		struct sv_buf file = SV_BUF_INIT;
		if (st != SV_OK || text == NULL || text[0] != '@')
			continue;
		st = sv_file_read(text + 1, 200000, &file, err);
		while (file.len > 0 && file.data[file.len - 1] == '\n')
			file.data[--file.len] = '\0';
		json_t *whole = st == SV_OK ? json_stringn(sv_buf_str(&file), file.len) : NULL;
		if (st == SV_OK && whole == NULL)
			st = sv_err_set(err, SV_BAD_INPUT, N_("'%s' is no UTF-8 text"), text + 1);
		else if (st == SV_OK && json_object_set_new(f->given, member, whole) < 0)
			st = sv_err_nomem(err);
		sv_buf_release_secret(&file);
	}
	return st;
}

/* Options fill what the acts leave open; without any act, options (or --edit) make one. */
static enum sv_status fill_acts(struct filter *f, struct item *i, struct sv_err *err)
{
	bool asked = sv_args_asks(f->run->args) || sv_args_has(f->run->args, "edit");
	json_t *act;
	size_t k;

	if (json_array_size(i->acts) == 0 && (asked || f->operands)) {
		const struct sv_event_type *type = f->kind ? sv_event_type_for(f->kind->member, f->verb) : sv_event_type_for(f->verb, NULL);
		bool ends = type && (f->kind ? sv_item_step(type->name)->how == SV_ITEM_END : type->to == SV_STATE_CLOSED);
		if (!asked && f->step == NULL && !ends) /* closing alone says it all */
			return sv_err_set(err, SV_USAGE, N_("nothing to do: give options, a record on stdin, or --edit"));
		if (json_array_append_new(i->acts, json_object()) < 0)
			return sv_err_nomem(err);
	}
	json_array_foreach(i->acts, k, act) {
		json_t *copy = sv_json_deep_copy(f->given);
		bool ok = copy && json_object_update_missing(act, copy) == 0;
		json_decref(copy);
		if (!ok || (f->step && !sv_json_has(act, "step") && !sv_json_set_text(act, "step", f->step)))
			return sv_err_nomem(err);
	}
	return SV_OK;
}

/* The kind of event an act makes. */
static enum sv_status kind_of(const struct filter *f, const json_t *act, const struct sv_event_type **type, struct sv_err *err)
{
	const char *step = sv_json_text(act, "step");
	bool stepped = f->kind == NULL && sv_event_type_for(f->verb, NULL) == NULL;

	if (f->kind) {
		*type = sv_event_type_for(f->kind->member, f->verb);
		return *type ? SV_OK : sv_err_set(err, SV_BUG, N_("no kind of event is made by '%s'"), f->verb);
	}

	*type = sv_event_type_for(f->verb, stepped ? (step ? step : "") : NULL);
	if (*type && (f->step == NULL || step == NULL || strcmp(step, f->step) == 0))
		return SV_OK;
	if (*type)
		return sv_err_set(err, SV_BAD_INPUT, N_("/%s/step: is not the step that the command line names"), f->verb);
	sv_err_set(err, SV_BAD_INPUT, step ? N_("/%s/step: unknown step") : N_("/%s/step: is missing"), f->verb);
	return SV_BAD_INPUT;
}

/* What records are about: the member that names it. */
static const char *subject(const struct filter *f)
{
	return f->kind ? f->kind->member : "case";
}

/* Makes an item of a record: its version, its case, its acts. */
static enum sv_status open_item(struct filter *f, struct item *i, struct sv_err *err)
{
	const char *about = subject(f), *id = sv_json_text(i->record, about);
	const json_t *version = json_object_get(i->record, "sv");
	enum sv_status st = SV_OK;

	if (version && (!json_is_integer(version) || json_integer_value(version) != 1))
		return sv_err_set(err, SV_BAD_INPUT, N_("/sv: this is version 1, and the record is of another"));
	if (sv_json_has(i->record, about)) {
		if (id == NULL)
			st = sv_err_set(err, SV_BAD_INPUT, N_("/%s: must be text"), about);
		else
			st = f->kind ? sv_item_resolve(f->run->session, f->kind, id, i->case_id, err) : sv_run_case(id, i->case_id, err);
		if (st != SV_OK)
			return st;
	}
	st = take_acts(f, i, err);
	if (st == SV_OK)
		st = fill_acts(f, i, err);
	if (st != SV_OK || json_array_size(i->acts) == 0)
		return st;
	if (f->creates && i->case_id[0])
		return sv_err_set(err, SV_BAD_INPUT, N_("/%s: the record has one already; a new one cannot be made of it"), about);
	if (!f->creates && i->case_id[0] == '\0')
		return sv_err_set(err, SV_BAD_INPUT, N_("/%s: is missing"), about);
	return SV_OK;
}

/* What is done to acts before they are judged: what the command makes of them, the form of --edit, which shows that, and what the command adds to it. */
static enum sv_status finish_acts(struct filter *f, struct item *i, struct sv_err *err)
{
	enum sv_status st = SV_OK;
	json_t *act;
	size_t k;

	json_array_foreach(f->prepare ? i->acts : NULL, k, act) {
		if (st == SV_OK)
			st = f->prepare(f->run, act, err);
	}
	if (st == SV_OK && sv_args_has(f->run->args, "edit"))
		st = sv_edit_acts(f->run, f->kind, f->verb, i->case_id, i->acts, err);
	json_array_foreach(f->finish ? i->acts : NULL, k, act) {
		if (st == SV_OK)
			st = f->finish(f->run, act, err);
	}
	return st;
}

/* Whether a receipt can be handed over: to the descriptor that was named, or on the terminal. */
static bool hands_over(const struct filter *f)
{
	return f->creates && (sv_args_has(f->run->args, "receipt-fd") || isatty(STDERR_FILENO));
}

/* A mailbox for an anonymous report, where its receipt can be handed over; else *mailbox is NULL. */
static enum sv_status make_mailbox(struct filter *f, struct item *i, const json_t *act, json_t **mailbox, struct sv_err *err)
{
	const char *how = sv_json_text(act, "confidentiality"), *store = f->desk ? sv_desk_store(f->desk) : NULL;

	*mailbox = NULL;
	if (how == NULL || strcmp(how, "anonymous") != 0 || !hands_over(f))
		return SV_OK;
	enum sv_status st = f->desk ? SV_OK : sv_session_id(f->run->session, &store, err);
	return st == SV_OK ? sv_mailbox_new(store, i->receipt, mailbox, err) : st;
}

/* Hands the receipt of a stored report over: this is the only time it is ever shown. */
static enum sv_status hand_over(const struct filter *f, const struct item *i, struct sv_err *err)
{
	int fd = (int)sv_args_int(f->run->args, "receipt-fd", -1);
	const char *name = f->desk ? i->drop : i->case_id;
	char line[64];
	enum sv_status st = SV_OK;

	if (i->receipt[0] == '\0' || sv_args_has(f->run->args, "dry-run"))
		return SV_OK;
	if (fd >= 0) {
		int n = snprintf(line, sizeof line, "%s %s\n", name, i->receipt);
		if (!sv_write_all(fd, line, (size_t)n))
			st = sv_err_sys(err, SV_IO, errno, N_("the report is stored, but its receipt could not be written to %s: %s"), "--receipt-fd");
		sv_wipe(line, sizeof line);
	} else {
		fprintf(stderr, sv_tr(N_("%s: receipt %s\nGive it to the reporter now. It is kept nowhere. With it they read our messages and answer\n(sv-message inbox); who loses it loses this contact for good.\n")), name, i->receipt);
	}
	return st;
}

/* Judges the acts of one item; after a failure the rest of its acts would only fail for that reason. */
static void judge_item(struct filter *f, struct item *i)
{
	struct sv_act_report report = { defect, f };
	const struct sv_event_type *type;
	struct sv_err err = { 0 };
	json_t *act;
	size_t k;

	f->line = i->line;
	f->case_id = i->line ? NULL : i->case_id;
	json_array_foreach(i->acts, k, act) {
		f->act = i->array ? (long)k : -1;
		if (kind_of(f, act, &type, &err) != SV_OK) {
			complain(f, &err);
			return;
		}
		json_object_del(act, "step");
		json_t *mailbox, *own = NULL;
		if (f->kind) {
			enum sv_status each = sv_batch_item(f->batch, f->kind, i->case_id[0] ? i->case_id : NULL, type, act, &report, i->case_id);
			if (each != SV_OK && !f->failed) {
				sv_err_set(&err, each, N_("the act could not be judged"));
				complain(f, &err);
			}
			if (each != SV_OK)
				return;
			continue;
		}
		enum sv_status st = make_mailbox(f, i, act, &mailbox, &err);
		if (st == SV_OK && mailbox && (own = json_pack("{s:O}", "mailbox", mailbox)) == NULL)
			st = sv_err_nomem(&err);
		json_decref(mailbox);
		if (st == SV_OK)
			st = sv_batch_own_act(f->batch, i->case_id[0] ? i->case_id : NULL, type, act, own, NULL, &report, i->case_id);
		json_decref(own);
		if (st != SV_OK && !f->failed) { /* nothing may ever fail without a word */
			sv_err_set(&err, st, N_("the act could not be judged"));
			complain(f, &err);
		}
		if (st != SV_OK)
			return;
	}
}

/* The record as it comes out: what passed through, over it the case's new state. */
static enum sv_status print_item(struct filter *f, const struct item *i, struct sv_err *err)
{
	const json_t *state = NULL;
	json_t *out;
	enum sv_status st = SV_OK;

	if (json_array_size(i->acts) > 0)
		state = f->kind ? sv_batch_item_state(f->batch, f->kind, i->case_id) : sv_batch_state(f->batch, i->case_id);

	if (state == NULL)
		return sv_json_write_line(stdout, i->record, err);
	out = f->kind ? sv_json_copy(state) : sv_case_public(state);
	if (out == NULL || (f->kind && !(sv_item_derive(out, sv_session_today(f->run->session)) && sv_item_shorten(out))) || json_object_update_missing(out, i->record) < 0)
		st = sv_err_nomem(err);
	if (st == SV_OK)
		st = sv_json_write_line(stdout, out, err);
	json_decref(out);
	return st;
}

/* Seals one item: its act, which is checked as far as that can be done here, and nothing else, for nothing else would arrive. */
static void seal_item(struct filter *f, struct item *i)
{
	struct sv_act_report report = { defect, f };
	json_t *act = json_array_get(i->acts, 0), *mailbox = NULL;
	struct sv_err err = { 0 };
	enum sv_status st = SV_OK;

	f->line = i->line;
	f->act = i->array ? 0 : -1;
	json_object_del(i->record, "sv");
	if (json_array_size(i->acts) != 1)
		st = sv_err_set(&err, SV_BAD_INPUT, N_("/%s: must be there, once"), f->verb);
	else if (json_object_size(i->record) > 0)
		st = sv_err_set(&err, SV_BAD_INPUT, N_("the record holds more than '%s', and no more than that can be handed in"), f->verb);
	if (act && sv_desk_check(f->desk, act, &report) != SV_OK)
		st = f->failed ? SV_BAD_INPUT : sv_err_set(&err, SV_CONFIG, N_("the act could not be judged"));
	if (st == SV_OK)
		st = make_mailbox(f, i, act, &mailbox, &err);
	if (st == SV_OK)
		st = sv_desk_seal(f->desk, act, mailbox, i->drop, &i->sealed, &err);
	if (st != SV_OK && err.what.fmt)
		complain(f, &err);
	json_decref(mailbox);
}

/* Seals some items and leaves them in the folder, all or none; what comes out says no more than under which number. */
static enum sv_status hand_in(struct filter *f, struct item *items, size_t n, struct sv_err *err)
{
	struct sv_buf *lines = calloc(n + 1, sizeof *lines);
	bool dry = sv_args_has(f->run->args, "dry-run");
	enum sv_status st = lines ? SV_OK : sv_err_nomem(err);

	for (size_t k = 0; k < n && st == SV_OK; k++) {
		seal_item(f, &items[k]);
		lines[k] = items[k].sealed; /* lent */
	}
	if (st == SV_OK && f->failed) {
		st = f->run->first;
		sv_err_clear(err);
	} else if (st == SV_OK && !dry) {
		st = sv_drop_leave(f->folder, lines, n, err);
	}
	for (size_t k = 0; k < n && st == SV_OK && !dry; k++) {
		struct sv_err one = { 0 };
		if (hand_over(f, &items[k], &one) != SV_OK)
			sv_run_report(f->run, &one);
	}
	for (size_t k = 0; k < n && st == SV_OK && !dry; k++) {
		json_t *out = json_pack("{s:i,s:s}", "sv", 1, "drop", items[k].drop);
		st = out ? sv_json_write_line(stdout, out, err) : sv_err_nomem(err);
		json_decref(out);
	}
	if (st == SV_OK)
		st = sv_run_flush(err);
	free(lines);
	return st;
}

/* Judges, stores and prints some items together. */
static enum sv_status together(struct filter *f, struct item *items, size_t n, struct sv_err *err)
{
	bool acts = false, stored = false;
	enum sv_status st = SV_OK;

	if (f->desk)
		return hand_in(f, items, n, err);
	for (size_t k = 0; k < n; k++)
		acts = acts || json_array_size(items[k].acts) > 0;
	if (acts)
		st = sv_batch_open(f->run->session, sv_args_has(f->run->args, "dry-run"), &f->batch, err);
	for (size_t k = 0; k < n && st == SV_OK && acts; k++)
		judge_item(f, &items[k]);
	if (st == SV_OK && f->failed) {
		st = f->run->first;
		sv_err_clear(err); /* all was said where it was found */
	} else if (st == SV_OK && acts) {
		st = sv_batch_commit(f->batch, err);
		stored = st == SV_OK && !sv_batch_dry(f->batch);
	}
	for (size_t k = 0; k < n && st == SV_OK; k++) {
		struct sv_err one = { 0 };
		if (hand_over(f, &items[k], &one) != SV_OK) /* stored it is: the record comes out all the same */
			sv_run_report(f->run, &one);
	}
	for (size_t k = 0; k < n && st == SV_OK; k++)
		st = print_item(f, &items[k], err);
	if (st == SV_OK)
		st = sv_run_flush(err);
	if (st == SV_BUG && stored)
		sv_err_hint(err, N_("what was given is stored; only its output is lost"));
	sv_batch_free(f->batch);
	f->batch = NULL;
	return st;
}

/* The items a list of operands makes. */
static enum sv_status from_operands(struct filter *f, char *const *operand, size_t n, struct sv_err *err)
{
	struct item items[256] = { 0 };
	enum sv_status st;

	f->operands = true;
	if (n > sizeof items / sizeof items[0])
		return sv_err_set(err, SV_USAGE, N_("more than %zu cases on the command line: give records on stdin"), sizeof items / sizeof items[0]);
	for (size_t k = 0; k < n; k++) {
		items[k].record = json_pack("{s:i,s:s}", "sv", 1, subject(f), operand[k]);
		struct sv_err one = { 0 };
		f->case_id = NULL;
		enum sv_status each = items[k].record ? open_item(f, &items[k], &one) : sv_err_nomem(&one);
		if (each == SV_OK && items[k].case_id[0])
			sv_json_set_text(items[k].record, subject(f), items[k].case_id);
		if (each == SV_OK)
			each = finish_acts(f, &items[k], &one);
		if (each != SV_OK) {
			complain(f, &one);
			json_array_clear(items[k].acts);
		}
	}
	st = together(f, items, n, err);
	for (size_t k = 0; k < n; k++)
		item_release(&items[k]);
	return st;
}

/* The items that stdin holds: all of them are read before any is judged, unless --each. */
static enum sv_status from_stdin(struct filter *f, struct sv_err *err)
{
	struct sv_ndjson *in = NULL;
	struct item *items = NULL;
	size_t n = 0, cap = 0;
	bool each = sv_args_has(f->run->args, "each");
	enum sv_status st = sv_ndjson_open(STDIN_FILENO, &in, err);

	while (st == SV_OK) {
		struct sv_err one = { 0 };
		struct item item = { 0 };
		enum sv_status got = sv_ndjson_next(in, &item.record, &item.line, &one);
		if (got == SV_NO)
			break;
		f->line = item.line;
		f->case_id = NULL;
		if (got == SV_OK)
			got = open_item(f, &item, &one);
		else
			f->line = 0; /* the reader says the line itself */
		if (got == SV_OK)
			got = finish_acts(f, &item, &one);
		if (got != SV_OK) {
			complain(f, &one);
			item_release(&item);
			if (got != SV_BAD_INPUT && got != SV_NOT_FOUND)
				st = got;
			f->failed = !each;
			continue;
		}
		if (each) {
			st = together(f, &item, 1, err);
			if (f->failed)
				st = SV_OK; /* this record was refused and named; the next one is another matter */
			f->failed = false;
			item_release(&item);
			continue;
		}
		if (n == cap) {
			cap = cap ? cap * 2 : 64;
			struct item *grown = realloc(items, cap * sizeof *items);
			if (grown == NULL) {
				st = sv_err_nomem(err);
				item_release(&item);
				break;
			}
			items = grown;
		}
		items[n++] = item;
	}
	if (st == SV_OK && !each)
		st = together(f, items, n, err); /* also after a bad line: the others are judged, so that all defects are told at once */
	for (size_t k = 0; k < n; k++)
		item_release(&items[k]);
	free(items);
	sv_ndjson_free(in);
	return st;
}

static enum sv_status run_filter(struct filter *f, struct sv_err *err)
{
	if (f->creates && sv_args_has(f->run->args, "receipt-fd") && fcntl((int)sv_args_int(f->run->args, "receipt-fd", -1), F_GETFD) < 0)
		return sv_err_set(err, SV_USAGE, N_("option '--%s': that descriptor is not open"), "receipt-fd");

	size_t n;
	char *const *operands = sv_args_operands(f->run->args, &n);
	bool edit = sv_args_has(f->run->args, "edit"), input = n == 1 && strcmp(operands[0], "-") == 0;

	if (input)
		n = 0;
	if (f->creates && n > 0)
		return sv_err_set(err, SV_USAGE, f->kind ? N_("what is new has no operand: its id is given by the store") : N_("a new case has no operand: its id is given by the store"));
	if (n > 0)
		return from_operands(f, operands, n, err);
	/* an item is made of options alone; a case is told, so that what is told comes in by stdin or a form */
	bool alone = f->kind ? !input && (edit || sv_args_asks(f->run->args)) : edit && isatty(STDIN_FILENO);
	if (!f->creates || !alone)
		return from_stdin(f, err);
	struct item item = { .record = json_pack("{s:i}", "sv", 1) };
	enum sv_status st = item.record ? open_item(f, &item, err) : sv_err_nomem(err);
	if (st == SV_OK)
		st = finish_acts(f, &item, err);
	if (st == SV_OK)
		st = together(f, &item, 1, err);
	item_release(&item);
	return st;
}

static enum sv_status start(struct filter *f, struct sv_err *err)
{
	enum sv_status st = read_options(f, err);

	if (st == SV_OK)
		st = run_filter(f, err);
	json_decref(f->given);
	return st;
}

enum sv_status sv_filter_run(struct sv_run *run, const char *verb, const char *step, bool creates, struct sv_err *err)
{
	struct filter f = { .run = run, .verb = verb, .step = step, .creates = creates, .act = -1 };

	return start(&f, err);
}

enum sv_status sv_filter_items(struct sv_run *run, const char *member, const char *step, sv_filter_prepare *prepare, struct sv_err *err)
{
	return sv_filter_items_finished(run, member, step, prepare, NULL, err);
}

enum sv_status sv_filter_items_finished(struct sv_run *run, const char *member, const char *step, sv_filter_prepare *prepare, sv_filter_prepare *finish, struct sv_err *err)
{
	struct filter f = { .run = run, .verb = step, .kind = sv_item_kind(member), .prepare = prepare, .finish = finish, .act = -1 };
	const struct sv_event_type *type = sv_event_type_for(member, step);

	f.creates = type && sv_item_step(type->name)->how == SV_ITEM_NEW;
	return start(&f, err);
}

enum sv_status sv_filter_drop(struct sv_run *run, const char *verb, struct sv_desk *desk, const char *folder, struct sv_err *err)
{
	struct filter f = { .run = run, .verb = verb, .creates = true, .act = -1, .desk = desk, .folder = folder };

	return start(&f, err);
}
