/* SPDX-License-Identifier: MIT */
/* What a letter may not tell: see leaks.h. */
#include "app/leaks.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "app/access.h"
#include "json/get.h"

#define RUN 6 /* so many words in a row are somebody's own */

/* One look at a text. */
struct look {
	struct sv_session *s;
	const char *text;
	struct sv_buf in, readers; /* the text as words; the names of its reader */
	json_t *cases;             /* to look in: {case, reader} */
	json_t *agreed;            /* reporters who agreed to be known, as "CASE/p1" */
	bool checked;
};

/* What of one case is looked at. */
struct one_case {
	const char *id, *reader;
	json_t *events, *reporters;
	bool told_it; /* the reader reported it: these are their own words */
};

/* Letters small and everything else a blank, so that words can be compared; a blank at both ends. */
static void words_only(const char *text, struct sv_buf *out)
{
	bool blank = true;

	sv_buf_add_secret(out, " ", 1);
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		bool letter = c >= 0x80 || isalnum(c);
		char small = (char)tolower(c);
		if (letter)
			sv_buf_add_secret(out, &small, 1);
		else if (!blank)
			sv_buf_add_secret(out, " ", 1);
		blank = !letter;
	}
	if (!blank)
		sv_buf_add_secret(out, " ", 1);
}

/* Whether a run of n words of one text stands in another (both by words_only). */
static bool shares_words(const char *words, const char *in, size_t n)
{
	char run[512];

	for (const char *p = words; *p;) {
		const char *end = p + 1;
		size_t k = 0;
		while (k < n && *end && (end = strchr(end, ' ')) != NULL) {
			k++;
			end++;
		}
		if (k < n || end == NULL)
			return false;
		snprintf(run, sizeof run, "%.*s", (int)(end - p), p);
		if ((size_t)(end - p) < sizeof run && strstr(in, run))
			return true;
		p = strchr(p + 1, ' ');
		if (p == NULL)
			return false;
	}
	return false;
}

/* Whether a name, or one of its parts that is long enough to tell, stands in a text. Parts that the reader has too do not count. */
static bool names(const char *name, const char *readers, const char *in)
{
	struct sv_buf words = SV_BUF_INIT;
	char part[80];
	bool found = false;

	words_only(name, &words);
	for (const char *p = sv_buf_str(&words); !found && p && *p && p[1]; p = strchr(p + 1, ' ')) {
		size_t len = strcspn(p + 1, " ");
		snprintf(part, sizeof part, "%.*s", (int)(len + 2 < sizeof part ? len + 2 : sizeof part - 1), p);
		bool particle = strstr(" van der den ter ten het een and the voor aan bij ", part) != NULL;
		found = len >= 3 && !particle && strstr(in, part) && !strstr(readers, part);
	}
	sv_buf_release_secret(&words);
	return found;
}

static const char *const lists[] = { "parties", "changes" };

/* Calls fn with each object about a party in one compartment of an event, corrections among them. */
static void each_party(const json_t *event, const char *compartment, void (*fn)(void *data, const json_t *party), void *data)
{
	const json_t *part = sv_json_object(event, compartment), *one;
	size_t i;

	for (size_t l = 0; l < 2; l++) {
		json_array_foreach(sv_json_array(part, lists[l]), i, one)
			fn(data, one);
	}
	json_array_foreach(sv_json_array(sv_json_object(part, "set"), "parties"), i, one)
		fn(data, one);
}

struct naming {
	const char *id;
	struct sv_buf *out;
};

static void add_name(void *data, const json_t *party)
{
	struct naming *n = data;
	const char *id = sv_json_text(party, "party"), *name = sv_json_text(party, "name");

	if (id && name && strcmp(id, n->id) == 0)
		words_only(name, n->out);
}

/* Somebody of a case, as far as the record tells: a reporter or not, agreed or not, and where they came from. */
struct meeting {
	struct look *l;
	struct one_case *c;
};

static void meet(void *data, const json_t *party)
{
	struct meeting *m = data;
	const char *id = sv_json_text(party, "party"), *role = sv_json_text(party, "role"), *of = sv_json_text(party, "of");
	bool reader = id && strcmp(id, m->c->reader) == 0;
	char ref[48];

	if (id == NULL)
		return;
	snprintf(ref, sizeof ref, "%.16s/%.16s", m->c->id, id);
	if (role && strcmp(role, "reporter") == 0) {
		m->c->told_it = m->c->told_it || reader;
		if (!reader)
			sv_json_add_word(m->c->reporters, "ids", id);
	}
	if (sv_json_has(party, "consent")) { /* the latest word counts */
		for (size_t n = json_array_size(sv_json_array(m->l->agreed, "who")); n-- > 0;)
			if (strcmp(json_string_value(json_array_get(sv_json_array(m->l->agreed, "who"), n)), ref) == 0)
				json_array_remove(sv_json_array(m->l->agreed, "who"), n);
		if (sv_json_true(party, "consent"))
			sv_json_add_word(m->l->agreed, "who", ref);
	}
	if (of && strlen(of) > 12 && of[11] == '/') {
		char other[16];
		snprintf(other, sizeof other, "%.11s", of);
		if (sv_json_true(party, "consent"))
			sv_json_add_word(m->l->agreed, "who", of);
		if (sv_json_find(m->l->cases, "case", other) == NULL)
			json_array_append_new(m->l->cases, json_pack("{s:s,s:s}", "case", other, "reader", reader ? of + 12 : ""));
		else if (reader)
			json_object_set_new(sv_json_find(m->l->cases, "case", other), "reader", json_string(of + 12));
	}
}

static bool hidden(const struct look *l, const struct one_case *c, const char *id)
{
	char ref[48];

	snprintf(ref, sizeof ref, "%.16s/%.16s", c->id, id ? id : "");
	return sv_json_holds(sv_json_array(c->reporters, "ids"), id) && !sv_json_holds(sv_json_array(l->agreed, "who"), ref);
}

/* What says who a hidden reporter is. */
struct telling {
	struct meeting m;
	bool name, address;
};

static void look_for(void *data, const json_t *party)
{
	struct telling *t = data;
	const struct look *l = t->m.l;
	const char *id = sv_json_text(party, "party"), *name = sv_json_text(party, "name"), *contact = sv_json_text(party, "contact"), *person = sv_json_text(party, "person");

	if (!hidden(l, t->m.c, id))
		return;
	t->name = t->name || (name && names(name, sv_buf_str(&l->readers), sv_buf_str(&l->in)));
	t->address = t->address || (contact && strlen(contact) > 4 && strcasestr(l->text, contact)) || (person && strlen(person) > 3 && strcasestr(l->text, person));
}

/* Whether the text has a run of words of another one. */
static bool quotes(const struct look *l, const char *told)
{
	struct sv_buf words = SV_BUF_INIT;
	bool found;

	if (told == NULL)
		return false;
	words_only(told, &words);
	found = shares_words(sv_buf_str(&words), sv_buf_str(&l->in), RUN);
	sv_buf_release_secret(&words);
	return found;
}

/* Whether an event holds words of a hidden reporter that stand in the text. */
static bool told(const struct look *l, const struct one_case *c, const json_t *event)
{
	static const struct { const char *event, *members[3]; bool theirs; } where[] = { /* theirs: whoever the event is about */
		{ "report.registered", { "narrative", "wishes", NULL }, true }, { "message.received", { "text", NULL }, true }, { "case.corrected", { "narrative", "wishes", "account" }, true },
		{ "investigation.heard", { "account", NULL }, false }, { "investigation.commented", { "text", NULL }, false }, { "aftercare.contacted", { "needs", "account", NULL }, false },
	};
	const char *type = sv_json_text(event, "type"), *about = sv_json_text(sv_json_object(event, "record"), "party");
	const json_t *content = sv_json_object(event, "content"), *set = sv_json_object(content, "set");
	bool found = false;

	if (type == NULL || c->told_it || json_array_size(sv_json_array(c->reporters, "ids")) == 0)
		return false;
	for (size_t i = 0; i < sizeof where / sizeof where[0]; i++) {
		if (strcmp(where[i].event, type) != 0 || !(where[i].theirs || hidden(l, c, about)))
			continue;
		for (size_t k = 0; k < 3 && where[i].members[k]; k++)
			found = found || quotes(l, sv_json_text(set ? set : content, where[i].members[k]));
	}
	return found;
}

/* Whether a reporter of the case is hidden still: what they told is no secret once all have agreed. */
static bool any_hidden(const struct look *l, const struct one_case *c)
{
	const json_t *id;
	bool any = false;
	size_t i;

	json_array_foreach(sv_json_array(c->reporters, "ids"), i, id)
		any = any || hidden(l, c, json_string_value(id));
	return any;
}

static enum sv_status look_in(struct look *l, struct one_case *c, struct sv_err *err)
{
	struct meeting m = { l, c };
	struct telling t = { m, false, false };
	struct naming reader = { c->reader, &l->readers };
	const json_t *event;
	bool said = false;
	size_t i;

	json_array_foreach(c->events, i, event) {
		each_party(event, "record", meet, &m);
		each_party(event, "identity", add_name, &reader);
	}
	json_array_foreach(c->events, i, event) {
		each_party(event, "identity", look_for, &t);
		said = said || told(l, c, event);
	}
	if (t.name)
		return sv_err_set(err, SV_BAD_INPUT, N_("the letter holds the name of the reporter, who has not agreed to that"));
	if (t.address)
		return sv_err_set(err, SV_BAD_INPUT, N_("the letter holds the address or number of the reporter, who has not agreed to that"));
	if (said && any_hidden(l, c))
		return sv_err_set(err, SV_BAD_INPUT, N_("the letter holds words of what the reporter told: say it in words of your own"));
	return SV_OK;
}

enum sv_status sv_leaks(struct sv_session *s, const char *case_id, const char *party, const char *text, bool *checked, struct sv_err *err)
{
	struct look l = { .s = s, .text = text, .cases = json_pack("[{s:s,s:s}]", "case", case_id, "reader", party), .agreed = json_object() };
	enum sv_status st = l.cases && l.agreed ? SV_OK : sv_err_nomem(err);

	*checked = true;
	words_only(text, &l.in);
	for (size_t i = 0; st == SV_OK && i < json_array_size(l.cases); i++) {
		const json_t *one = json_array_get(l.cases, i);
		struct one_case c = { sv_json_text(one, "case"), sv_json_text(one, "reader"), NULL, json_object(), false };
		bool whole = false;
		st = c.reporters ? sv_access_read(s, c.id, &c.events, &whole, i ? NULL : err) : sv_err_nomem(err);
		*checked = *checked && whole;
		if (st == SV_OK)
			st = look_in(&l, &c, err);
		else if (i > 0) /* a case that is closed to me: it is said that not all was checked */
			st = SV_OK;
		json_decref(c.events);
		json_decref(c.reporters);
	}
	sv_buf_release_secret(&l.in);
	sv_buf_release_secret(&l.readers);
	json_decref(l.cases);
	json_decref(l.agreed);
	return st;
}
