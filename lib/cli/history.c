/* SPDX-License-Identifier: MIT */
/* Showing events: see history.h. */
#include "cli/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/access.h"
#include "app/catchup.h"
#include "app/textconv.h"
#include "cli/lang.h"
#include "json/get.h"
#include "json/ndjson.h"
#include "model/event.h"
#include "view/text.h"

void sv_history_print(const json_t *event, FILE *out)
{
	static const char *const compartments[] = { "public", "record", "content", "identity" };
	const char *at = sv_event_at(event), *type = sv_json_text(event, "type"), *by = sv_event_who(event);

	fprintf(out, "%s  %-26s  %s  %s\n", at ? at : "?", type ? type : "?", by ? by : "?", sv_json_text(event, "event") ? sv_json_text(event, "event") : "");
	if (sv_event_imported(event)) {
		fputs("    ", out);
		fprintf(out, sv_tr(N_("imported on %.10s by %s\n")), sv_json_text(event, "at"), sv_json_text(event, "by"));
	}
	for (size_t i = 0; i < sizeof compartments / sizeof compartments[0]; i++) {
		const json_t *part = json_object_get(event, compartments[i]);
		if (json_is_object(part))
			sv_text_members(part, 4, out);
	}
}

static enum sv_status print_all(const json_t *events, bool json, struct sv_err *err)
{
	const json_t *event;
	size_t i;
	enum sv_status st = SV_OK;

	json_array_foreach(events, i, event) {
		if (!json)
			sv_history_print(event, stdout);
		else if (st == SV_OK)
			st = sv_json_write_line(stdout, event, err);
	}
	return st;
}

/* The history of a case is closed to who is a party to it, as the case is. */
static enum sv_status may_see(struct sv_run *run, const char *id, struct sv_err *err)
{
	struct sv_index *index;
	json_t *state = NULL;
	enum sv_status st = sv_session_index(run->session, &index, err);

	if (st == SV_OK)
		st = sv_index_case(index, id, &state, err);
	json_decref(state);
	return st;
}

struct listing {
	bool json;
};

/* One opening of a case: a line of text, or of JSON. */
static enum sv_status print_opening(void *data, const char *case_id, const char *text, struct sv_err *err)
{
	const struct listing *l = data;
	json_t *event = json_loads(text, 0, NULL), *word;
	const json_t *record = sv_json_object(event, "record");
	const char *officer = sv_json_text(record, "officer"), *what = sv_json_text(record, "compartment");
	enum sv_status st = event ? SV_OK : sv_err_nomem(err);
	size_t i;

	if (st == SV_OK && l->json) {
		st = sv_json_set_text(event, "case", case_id) ? sv_json_write_line(stdout, event, err) : sv_err_nomem(err);
	} else if (st == SV_OK) {
		printf("%s  %s  %-18s  %s", sv_json_text(event, "at"), case_id, sv_json_text(event, "type"), sv_json_text(event, "by"));
		json_array_foreach(sv_json_array(record, "compartments"), i, word)
			printf("%s%s", i ? ", " : "  ", json_string_value(word));
		if (officer)
			printf("  %s%s%s", officer, what ? ": " : "", what ? what : "");
		putchar('\n');
	}
	json_decref(event);
	return st;
}

/* Who opened what: of one case or of all, by one officer or by all. From the index; it is in the history too. */
static enum sv_status access_log(struct sv_run *run, const char *case_id, bool json, struct sv_err *err)
{
	const char *since = sv_args_text(run->args, "since");
	struct listing l = { json };
	struct sv_index *index;
	enum sv_status st = sv_session_index(run->session, &index, err);

	return st == SV_OK ? sv_index_openings(index, case_id, sv_args_text(run->args, "by"), since, print_opening, &l, err) : st;
}

enum sv_status sv_history_run(struct sv_run *run, struct sv_err *err)
{
	const char *format = sv_args_text(run->args, "format"), *file = sv_args_text(run->args, "textconv");
	json_t *events = NULL;
	char id[16];
	size_t n;
	char *const *operand = sv_args_operands(run->args, &n);
	enum sv_status st;

	if (file) {
		st = sv_textconv(run->session, file, &events, err);
	} else if (sv_args_has(run->args, "access") && n == 0) {
		return access_log(run, NULL, format && strcmp(format, "json") == 0, err);
	} else if (n != 1) {
		return sv_err_set(err, SV_USAGE, N_("one case is wanted"));
	} else {
		st = sv_run_case(operand[0], id, err);
		if (st == SV_OK)
			st = may_see(run, id, err);
		if (st == SV_OK && sv_args_has(run->args, "access"))
			return access_log(run, id, format && strcmp(format, "json") == 0, err);
		if (st == SV_OK)
			st = sv_access_log(run->session, id, &events, err);
	}
	if (st == SV_OK)
		st = print_all(events, format && strcmp(format, "json") == 0, err);
	json_decref(events);
	return st;
}
