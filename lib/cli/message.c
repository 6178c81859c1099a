/* SPDX-License-Identifier: MIT */
/* Letters to parties: see message.h. The mailbox's side is in inbox.c. */
#include "cli/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/access.h"
#include "app/append.h"
#include "app/catchup.h"
#include "app/leaks.h"
#include "app/mailbox.h"
#include "base/date.h"
#include "base/file.h"
#include "base/id.h"
#include "base/wipe.h"
#include "cli/keys.h"
#include "cli/lang.h"
#include "json/get.h"
#include "model/gates.h"
#include "model/letter.h"
#include "view/letter.h"

#define LETTER_MAX 200000

/* One letter on its way. */
struct letter {
	struct sv_run *run;
	char id[16];
	char of[16], of_party[16]; /* the case that the reader was taken over from, and who they are there; or "" */
	const char *kind, *party, *lang;
	enum sv_letter_format format;
	json_t *state, *protocol, *given, *context;
	const json_t *reader;
	bool anonymous;               /* goes to a mailbox */
	struct sv_buf template, own;  /* the template; a letter of the officer's own */
	struct sv_buf to, text, body; /* address; as it is printed; as it is recorded */
	struct sv_buf subject;
};

static void release(struct letter *l)
{
	json_decref(l->state);
	json_decref(l->protocol);
	json_decref(l->given);
	json_decref(l->context);
	sv_buf_release(&l->template);
	sv_buf_release_secret(&l->own);
	sv_buf_release_secret(&l->to);
	sv_buf_release_secret(&l->text);
	sv_buf_release_secret(&l->body);
	sv_buf_release_secret(&l->subject);
}

/* A text option: itself, or what is in the file that "@" names. */
static enum sv_status text_option(const struct sv_run *run, const char *name, struct sv_buf *out, struct sv_err *err)
{
	const char *value = sv_args_text(run->args, name);
	enum sv_status st = SV_OK;

	if (value && value[0] == '@')
		st = sv_file_read(value + 1, LETTER_MAX, out, err);
	else if (value)
		sv_buf_adds(out, value);
	while (out->len > 0 && out->data[out->len - 1] == '\n')
		out->data[--out->len] = '\0';
	return st;
}

/* What the officer fills in: the options of the letter. */
static enum sv_status read_given(struct letter *l, struct sv_err *err)
{
	static const struct { const char *option, *member; } days[] = { { "answer-by", "answer_by" }, { "comment-by", "comment_by" }, { "what", "what" } };
	const struct sv_args *args = l->run->args;
	const char *on = sv_args_text(args, "hearing-on"), *leaflet = sv_args_text(args, "leaflet");
	struct sv_buf note = SV_BUF_INIT;
	json_t *hearing = json_object();
	enum sv_status st = text_option(l->run, "note", &note, err);

	l->given = json_object();
	bool ok = l->given && hearing && sv_json_set_text(l->given, "kind", l->kind);
	ok = ok && sv_json_set_text(hearing, "on", on) && sv_json_set_text(hearing, "time", sv_args_text(args, "hearing-time"))
	     && sv_json_set_text(hearing, "place", sv_args_text(args, "hearing-place")) && (json_object_size(hearing) == 0 || sv_json_set(l->given, "hearing", hearing));
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
		ok = ok && sv_json_set_text(l->given, days[i].member, sv_args_text(args, days[i].option));
	if (leaflet == NULL && strcmp(l->kind, "notice") == 0)
		leaflet = sv_json_text(sv_json_object(l->protocol, "organisation"), "leaflet");
	ok = ok && sv_json_set_text(l->given, "leaflet", leaflet) && (!sv_args_has(args, "copy") || json_object_set_new(l->given, "copy", json_true()) == 0);
	if (st == SV_OK && note.len > 0)
		ok = ok && sv_json_set_text(l->given, "note", sv_buf_str(&note));
	json_decref(hearing);
	sv_buf_release_secret(&note);
	return st == SV_OK && !ok ? sv_err_set(err, SV_BAD_INPUT, N_("a text of the letter is no UTF-8")) : st;
}

/* Days in the words of the letter's language. */
static void spell_days(json_t *object, const char *lang)
{
	const char *member;
	json_t *value;
	void *next;
	int32_t day;
	char text[40];

	json_object_foreach_safe(object, next, member, value) {
		if (json_is_object(value)) {
			spell_days(value, lang);
		} else if (json_is_string(value) && strcmp(member, "note") != 0 && sv_date_parse(json_string_value(value), &day)) {
			sv_long_date(day, lang, text);
			sv_json_set_text(object, member, text);
		}
	}
}

/* The name and address that one event gives of the reader. */
static void take_name(struct letter *l, const json_t *list, const char *party)
{
	const json_t *who = sv_json_find(list, "party", party);
	const char *contact = sv_json_text(who, "contact");

	if (sv_json_text(who, "name"))
		sv_json_set_text(l->context, "name", sv_json_text(who, "name"));
	if (contact) {
		sv_buf_release_secret(&l->to);
		sv_buf_add_secret(&l->to, contact, strlen(contact));
	}
}

/* The latest name and address of a party that one case has. */
static enum sv_status names_of(struct letter *l, const char *case_id, const char *party, struct sv_err *err)
{
	struct sv_act_report report = sv_run_reporter(l->run);
	json_t *events = NULL;
	const json_t *event;
	size_t i;
	enum sv_status st = sv_access_open(l->run->session, case_id, false, true, sv_args_text(l->run->args, "why"), &report, &events, err);

	json_array_foreach(events, i, event) {
		const json_t *identity = sv_json_object(event, "identity");
		take_name(l, sv_json_array(identity, "parties"), party);
		take_name(l, sv_json_array(identity, "changes"), party);
		take_name(l, sv_json_array(sv_json_object(identity, "set"), "parties"), party);
	}
	json_decref(events);
	return st;
}

/* The reader's own name and address, the latest that was recorded, where they came from too; opening them is recorded. */
static enum sv_status fill_names(struct letter *l, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	if (l->of[0])
		st = names_of(l, l->of, l->of_party, err);
	return st == SV_OK ? names_of(l, l->id, l->party, err) : st;
}

static enum sv_status fill_grounds(struct letter *l, bool may, struct sv_err *err)
{
	struct sv_act_report report = sv_run_reporter(l->run);
	json_t *events = NULL;
	const json_t *event;
	size_t i;

	if (!may) {
		sv_err_set(err, SV_BAD_INPUT, N_("party %s may not be told the grounds"), l->party);
		sv_err_hint(err, N_("the decision says who is told what: member inform of sv-decide"));
		return SV_BAD_INPUT;
	}
	enum sv_status st = sv_access_open(l->run->session, l->id, true, false, sv_args_text(l->run->args, "why"), &report, &events, err);
	json_array_foreach(events, i, event) {
		const char *grounds = sv_json_text(sv_json_object(event, "content"), "grounds"), *type = sv_json_text(event, "type");
		if (grounds && type && strcmp(type, "decision.made") == 0)
			sv_json_set_text(l->context, "grounds", grounds);
	}
	json_decref(events);
	return st;
}

/* The template of a kind of letter, or the officer's own text. */
static enum sv_status find_text(struct letter *l, struct sv_err *err)
{
	char path[4300];
	enum sv_status st = text_option(l->run, "text", &l->own, err);

	if (st != SV_OK || l->own.len > 0)
		return st;
	if (strcmp(l->kind, "other") == 0)
		return sv_err_set(err, SV_USAGE, N_("a letter of another kind has a text of its own (--text @FILE)"));
	snprintf(path, sizeof path, "%s/lang/%s/%s.md", sv_session_data_dir(l->run->session), l->lang, l->kind);
	st = sv_file_read(path, LETTER_MAX, &l->template, err);
	if (st == SV_NOT_FOUND)
		st = sv_err_set(err, SV_CONFIG, N_("the template of the letter '%s' is not installed"), l->kind);
	return st;
}

/* Opens what a letter needs: the case, its reader, the rules. */
static enum sv_status begin(struct letter *l, struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format"), *lang = sv_args_text(run->args, "lang"), *of;
	struct sv_index *index;
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);
	enum sv_status st;

	l->run = run;
	l->kind = sv_args_text(run->args, "kind");
	l->party = sv_args_text(run->args, "party");
	l->format = format == NULL || strcmp(format, "text") == 0 ? SV_LETTER_TEXT : strcmp(format, "html") == 0 ? SV_LETTER_HTML : SV_LETTER_MAIL;
	if (n != 1 || l->kind == NULL || l->party == NULL)
		return sv_err_set(err, SV_USAGE, N_("wanted: one case, what kind of letter (--kind), and to whom (--party)"));
	st = sv_run_case(operand[0], l->id, err);
	if (st == SV_OK)
		st = sv_session_index(run->session, &index, err);
	if (st == SV_OK)
		st = sv_index_case(index, l->id, &l->state, err);
	if (st == SV_OK)
		st = sv_session_index_protocol(run->session, &l->protocol, err);
	if (st != SV_OK)
		return st;
	l->reader = sv_json_find(sv_json_array(l->state, "parties"), "party", l->party);
	l->anonymous = l->reader && sv_party_unreachable(l->state, l->reader);
	of = sv_json_text(l->reader, "of");
	if (of && strlen(of) > 12) {
		snprintf(l->of, sizeof l->of, "%.11s", of);
		snprintf(l->of_party, sizeof l->of_party, "%s", of + 12);
	}
	if (lang == NULL)
		lang = sv_json_text(l->reader, "lang");
	if (lang == NULL)
		lang = sv_json_text(l->protocol, "language");
	l->lang = lang ? lang : "nl";
	return read_given(l, err);
}

/* A warning does not change the status that the command ends with. */
static void warn(struct letter *l, const char *text, const char *about)
{
	struct sv_err warning = { 0 };
	enum sv_status first = l->run->first;

	sv_err_note(&warning, text, about);
	sv_run_report(l->run, &warning);
	l->run->first = first;
}

/* Refuses what tells the reader more than they may know; templates can't, texts of one's own can. */
static enum sv_status check_leaks(struct letter *l, struct sv_err *err)
{
	bool own = l->own.len > 0 || sv_json_has(l->given, "note") || sv_json_has(l->context, "grounds") || sv_json_has(l->given, "hearing"), checked;
	enum sv_status st;

	if (!own || sv_json_true(l->state, "disclosed"))
		return SV_OK;
	st = sv_leaks(l->run->session, l->id, l->party, sv_buf_str(&l->body), &checked, err);
	if (st == SV_OK && !checked)
		warn(l, N_("warning: your text could not be held against who reported and what they told: you lack the role"), "");
	return st;
}

/* The letter as Markdown: subject and body. */
static enum sv_status compose(struct letter *l, struct sv_err *err)
{
	bool may_grounds;
	enum sv_status st = find_text(l, err);

	if (st == SV_OK)
		st = sv_letter_context(l->protocol, l->state, l->party, l->lang, l->given, sv_session_today(l->run->session), &l->context, &may_grounds, err);
	if (st == SV_OK)
		spell_days(l->context, l->lang);
	if (st == SV_OK && sv_args_has(l->run->args, "grounds"))
		st = fill_grounds(l, may_grounds, err);
	if (st == SV_OK && l->own.len > 0) {
		size_t n = strcspn(sv_buf_str(&l->own), "\n");
		sv_buf_add_secret(&l->subject, l->own.data, n);
		sv_buf_adds(&l->body, l->own.data + n + strspn(l->own.data + n, "\n"));
	} else if (st == SV_OK) {
		st = sv_letter_fill(sv_buf_str(&l->template), l->context, &l->subject, &l->body, err);
	}
	if (st == SV_OK)
		st = check_leaks(l, err);
	/* only now: what is recorded lies with the content, and names are for who may open identities */
	if (st == SV_OK && sv_args_has(l->run->args, "names") && !l->anonymous)
		st = fill_names(l, err);
	return st;
}

static enum sv_status render(struct letter *l, struct sv_err *err)
{
	const json_t *desk = sv_json_object(sv_json_object(l->protocol, "organisation"), "desk");
	unsigned char random[10];
	char message[SV_EVENT_ID_SIZE];

	sv_random(random, sizeof random);
	sv_event_id_make(sv_session_now(l->run->session), random, message);
	struct sv_letter letter = {
		.template = l->own.len ? NULL : sv_buf_str(&l->template), .context = l->context, .subject = sv_buf_str(&l->subject), .body = sv_buf_str(&l->body), .lang = l->lang,
		.from = sv_json_text(desk, "mail"), .from_name = sv_json_text(desk, "name"), .to = l->to.len ? sv_buf_str(&l->to) : NULL,
		.at = sv_session_now(l->run->session), .message_id = message,
	};
	if (l->format == SV_LETTER_MAIL && l->to.len == 0) {
		sv_err_set(err, SV_BAD_INPUT, N_("there is no mail address for this party"));
		sv_err_hint(err, N_("--names fills it in, where one is recorded"));
		return SV_BAD_INPUT;
	}
	return sv_letter_render(&letter, l->format, &l->text, err);
}

static enum sv_status print(const struct letter *l, struct sv_err *err)
{
	return fwrite(sv_buf_str(&l->text), 1, l->text.len, stdout) == l->text.len ? SV_OK : sv_err_set(err, SV_IO, N_("cannot write stdout"));
}

enum sv_status sv_message_write(struct sv_run *run, struct sv_err *err)
{
	struct letter l = { 0 };
	enum sv_status st = begin(&l, run, err);

	if (st == SV_OK)
		st = compose(&l, err);
	if (st == SV_OK && sv_party_untold(l.state, l.reader))
		warn(&l, N_("warning: party %s may not be told before triage decides so (sv-triage --inform-concerned): do not send this yet"), l.party);
	if (st == SV_OK)
		st = render(&l, err);
	if (st == SV_OK)
		st = print(&l, err);
	release(&l);
	return st;
}

/* The step of the investigation that a letter is at the same time, or NULL. */
static json_t *as_step(const struct letter *l, const char **event)
{
	static const char *const members[] = { "leaflet", "copy", "answer_by", "what", "comment_by" };
	json_t *act;

	*event = strcmp(l->kind, "notice") == 0 ? "investigation.notified" : strcmp(l->kind, "inspection") == 0 ? "investigation.inspection" : NULL;
	if (*event == NULL)
		return NULL;
	act = json_pack("{s:s}", "party", l->party);
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
		if ((i < 3) == (strcmp(l->kind, "notice") == 0))
			sv_json_set(act, members[i], json_object_get(l->given, members[i]));
	return act;
}

/* Records a letter as sent: the message, what it is a step of, and the copy in a mailbox, in one commit. */
static enum sv_status record(struct letter *l, struct sv_err *err)
{
	struct sv_act_report report = sv_run_reporter(l->run);
	const char *by = sv_args_text(l->run->args, "by"), *event, *on = sv_json_text(sv_json_object(l->given, "hearing"), "on");
	struct sv_buf whole = SV_BUF_INIT;
	struct sv_batch *b = NULL;
	json_t *step = as_step(l, &event), *act;
	enum sv_status st;

	if (by == NULL)
		by = l->anonymous ? "mailbox" : l->format == SV_LETTER_MAIL ? "mail" : "letter";
	sv_buf_addf(&whole, "%s\n\n", sv_buf_str(&l->subject));
	sv_buf_add_secret(&whole, sv_buf_str(&l->body), l->body.len);
	act = json_pack("{s:s,s:s,s:s,s:s,s:s}", "kind", l->kind, "party", l->party, "by", by, "lang", l->lang, "text", sv_buf_str(&whole));
	st = act && sv_json_set_text(act, "hearing_on", on) ? sv_batch_open(l->run->session, false, &b, err) : sv_err_nomem(err);
	if (st == SV_OK && step)
		st = sv_batch_act(b, l->id, sv_event_type(event), step, &report, NULL);
	if (st == SV_OK)
		st = sv_batch_act(b, l->id, sv_event_type("message.sent"), act, &report, NULL);
	if (st == SV_OK && strcmp(by, "mailbox") == 0)
		st = sv_mailbox_deliver(b, l->of[0] ? l->of : l->id, sv_buf_str(&whole), err);
	if (st == SV_OK)
		st = sv_batch_commit(b, err);
	sv_batch_free(b);
	json_decref(act);
	json_decref(step);
	sv_buf_release_secret(&whole);
	return st;
}

/* On a terminal the letter is shown and a person says whether it goes. */
static enum sv_status ask(struct letter *l, bool *shown, struct sv_err *err)
{
	char answer[16] = "";
	int fd;

	*shown = false;
	if (sv_args_has(l->run->args, "yes") || !isatty(STDOUT_FILENO))
		return SV_OK;
	enum sv_status st = print(l, err);
	if (st == SV_OK)
		st = sv_run_flush(err);
	*shown = true;
	fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (st != SV_OK || fd < 0)
		return st;
	const char *question = sv_tr(N_("Record it as sent? [y/N] "));
	(void)!write(fd, question, strlen(question));
	(void)!read(fd, answer, sizeof answer - 1);
	close(fd);
	return strchr("yYjJ", answer[0]) && answer[0] ? SV_OK : sv_err_set(err, SV_NO, N_("nothing was recorded"));
}

enum sv_status sv_message_send(struct sv_run *run, struct sv_err *err)
{
	struct letter l = { 0 };
	bool shown = false;
	enum sv_status st = begin(&l, run, err);

	if (st == SV_OK && strcmp(l.kind, "leaflet") == 0)
		st = sv_err_set(err, SV_USAGE, N_("the leaflet goes with a notice; write prints it"));
	if (st == SV_OK)
		st = compose(&l, err);
	if (st == SV_OK)
		st = render(&l, err);
	if (st == SV_OK)
		st = ask(&l, &shown, err);
	if (st == SV_OK)
		st = record(&l, err);
	if (st == SV_OK && !shown) /* what is printed is recorded */
		st = print(&l, err);
	release(&l);
	return st;
}
