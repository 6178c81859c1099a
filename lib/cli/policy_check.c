/* SPDX-License-Identifier: MIT */
/* sv-policy check: what an organisation of this size and sector must have, and lacks; see policy.h. */
#include <stdio.h>
#include <string.h>

#include "cli/demands.h"
#include "cli/items.h"
#include "cli/lang.h"
#include "cli/policy.h"
#include "cli/policy_check.h"
#include "json/get.h"
#include "model/demands.h"
#include "view/letter.h"
#include "view/markdown.h"
#include "view/mustache.h"

const json_t *sv_check_demand(const struct sv_checking *c, const json_t *row)
{
	return sv_json_find(sv_json_array(c->demands, "demands"), "id", sv_json_text(row, "demand"));
}

static bool is_law(const json_t *row)
{
	const char *level = sv_json_text(row, "level");

	return level && strcmp(level, "law") == 0;
}

static void count(struct sv_checking *c)
{
	const json_t *row;
	size_t i;

	json_array_foreach(c->found, i, row) {
		size_t met = sv_json_true(row, "met");
		*(is_law(row) ? &c->law : &c->advised) += 1;
		*(is_law(row) ? &c->law_met : &c->advised_met) += met;
	}
}

/* Why something that is there does not count. */
static const char *why_not(const json_t *thing)
{
	static const struct { const char *reg, *kind, *text; } whys[] = {
		{ "activity", NULL, N_("not held in the last three years") },
		{ "survey", NULL, N_("no result in the last three years") },
		{ "risk", NULL, N_("no risks were judged, or it is over") },
		{ "act", "law_check", N_("not every regulation in force was checked in the last year") },
	};
	const char *word = sv_json_text(sv_json_object(thing, "standing"), "why_not"), *reg = sv_json_text(thing, "register"), *kind = sv_json_text(thing, "kind");

	if (word)
		return sv_policy_why_text(word);
	for (size_t i = 0; reg && kind && i < sizeof whys / sizeof whys[0]; i++)
		if (strcmp(whys[i].reg, reg) == 0 && (whys[i].kind == NULL || strcmp(whys[i].kind, kind) == 0))
			return sv_tr(whys[i].text);
	return sv_tr(N_("not there yet, or no longer"));
}

static void add_text(struct sv_buf *out, const char *text)
{
	if (text)
		sv_escape_markdown(out, text, strlen(text));
}

/* What a thing is called: its title, else its kind; with its id. */
static void add_thing(const struct sv_checking *c, const json_t *thing, struct sv_buf *out)
{
	const char *title = sv_json_text(thing, "title"), *id = sv_json_text(thing, "id"), *reg = sv_json_text(thing, "register");

	if (title == NULL)
		title = reg && strcmp(reg, "act") == 0 ? sv_tr(N_("these records show it")) : sv_kind_label(c->demands, reg, sv_json_text(thing, "kind"));
	add_text(out, title);
	if (id)
		sv_buf_addf(out, " (%s)", id);
}

static void add_things(const struct sv_checking *c, const json_t *things, bool why, struct sv_buf *out)
{
	const json_t *thing;
	size_t i;

	json_array_foreach(things, i, thing) {
		sv_buf_adds(out, i ? "; " : "");
		add_thing(c, thing, out);
		if (why)
			sv_buf_addf(out, ": %s", why_not(thing));
	}
}

/* A point below a demand, where there is a text. */
static void add_point(struct sv_buf *out, const char *name, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	sv_buf_addf(out, "    - %s: ", name);
	add_text(out, text);
	sv_buf_addc(out, '\n');
}

/* A demand that is not met: what to do, and by what it is demanded. */
static void add_missing(const struct sv_checking *c, const json_t *row, struct sv_buf *out)
{
	const json_t *demand = sv_check_demand(c, row), *waiting = sv_json_array(row, "waiting");

	sv_buf_adds(out, "- **");
	add_text(out, sv_label(demand, "label"));
	sv_buf_adds(out, "**\n");
	if (json_array_size(waiting) > 0) {
		sv_buf_addf(out, "    - %s: ", sv_tr(N_("There is, but it does not count")));
		add_things(c, waiting, true, out);
		sv_buf_addc(out, '\n');
	}
	add_point(out, sv_tr(N_("To do")), sv_label(demand, "do"));
	add_point(out, sv_tr(N_("Note")), sv_label(demand, "note"));
	add_point(out, sv_tr(N_("Source")), sv_json_text(demand, "source"));
}

/* One that is met: by what. */
static void add_met(const struct sv_checking *c, const json_t *row, struct sv_buf *out)
{
	const json_t *demand = sv_check_demand(c, row);

	sv_buf_adds(out, "- **");
	add_text(out, sv_label(demand, "label"));
	sv_buf_adds(out, "**: ");
	add_things(c, sv_json_array(row, "by"), false, out);
	sv_buf_addc(out, '\n');
	add_point(out, sv_tr(N_("Source")), sv_json_text(demand, "source"));
}

static void add_section(const struct sv_checking *c, bool law, bool met, const char *heading, struct sv_buf *out)
{
	const json_t *row;
	size_t i, n = 0;

	json_array_foreach(c->found, i, row) {
		if (is_law(row) != law || sv_json_true(row, "met") != met)
			continue;
		if (n++ == 0)
			sv_buf_addf(out, "\n## %s\n\n", heading);
		(met ? add_met : add_missing)(c, row, out);
	}
}

/* Bills that may change a demand that holds for this organisation. */
static void add_pending(const struct sv_checking *c, struct sv_buf *out)
{
	const json_t *bill, *demand;
	size_t i, k, n = 0;

	json_array_foreach(sv_json_array(c->demands, "pending"), i, bill) {
		bool ours = false;
		json_array_foreach(sv_json_array(bill, "demands"), k, demand)
			ours = ours || sv_json_find(c->found, "demand", json_string_value(demand));
		if (!ours)
			continue;
		if (n++ == 0)
			sv_buf_addf(out, "\n## %s\n\n", sv_tr(N_("What may come: no law yet")));
		sv_buf_adds(out, "- **");
		add_text(out, sv_label(bill, "label"));
		sv_buf_adds(out, "**: ");
		add_text(out, sv_label(bill, "state"));
		sv_buf_addc(out, '\n');
		add_point(out, sv_tr(N_("Source")), sv_json_text(bill, "source"));
	}
}

static void add_head(const struct sv_checking *c, struct sv_buf *out)
{
	const char *name = sv_json_text(c->organisation, "name");
	const json_t *sectors = json_object_get(c->organisation, "sector"), *sector;
	size_t i;

	sv_buf_adds(out, "# ");
	add_text(out, name ? name : sv_tr(N_("The organisation")));
	sv_buf_addf(out, ": %s\n\n", sv_tr(N_("what must be there, and what is missing")));
	sv_buf_addf(out, sv_tr(N_("%lld people work here. ")), sv_json_int(c->organisation, "staff", 0));
	if (json_array_size(sectors) > 0) {
		sv_buf_adds(out, sv_tr(N_("Sector: ")));
		json_array_foreach(sectors, i, sector) {
			const char *label = sv_label(sv_json_find(sv_json_array(c->demands, "sectors"), "id", json_string_value(sector)), "label");
			sv_buf_adds(out, i ? "; " : "");
			add_text(out, label);
		}
		sv_buf_adds(out, ". ");
	} else {
		sv_buf_adds(out, sv_tr(N_("No sector is named: what is demanded of one sector alone is not in here (--sector). ")));
	}
	const char *checked = sv_json_text(c->demands, "checked"), *version = sv_json_text(c->demands, "version");
	int32_t asked = 0, known = 0;
	char on[40], as_of[40];
	sv_date_parse(c->on, &asked);
	sv_date_parse(checked ? checked : "", &known);
	sv_long_date(asked, sv_lang(), on);
	sv_long_date(known, sv_lang(), as_of);
	sv_buf_addf(out, sv_tr(N_("As it is on %s, by the law as it was looked at on %s (version %s of the demands).\n\n")), on, as_of, version ? version : "");
	sv_buf_addf(out, sv_tr(N_("**Of %zu demands of the law %zu are met, and %zu are not.** Of %zu things that are advised %zu are there.\n")), c->law, c->law_met,
	            c->law - c->law_met, c->advised, c->advised_met);
}

static enum sv_status print_text(const struct sv_checking *c, struct sv_err *err)
{
	struct sv_buf text = SV_BUF_INIT, out = SV_BUF_INIT;
	size_t width = sv_run_width();

	add_head(c, &text);
	add_section(c, true, false, sv_tr(N_("The law demands it, and it is missing")), &text);
	add_section(c, false, false, sv_tr(N_("Advised, and missing")), &text);
	add_section(c, true, true, sv_tr(N_("The law demands it, and it is there")), &text);
	add_section(c, false, true, sv_tr(N_("Advised, and there")), &text);
	add_pending(c, &text);
	sv_buf_adds(&text, "\n");
	add_text(&text, sv_label(c->demands, "note"));
	sv_buf_addc(&text, '\n');
	enum sv_status st = text.failed ? sv_err_nomem(err) : sv_markdown_term(sv_buf_str(&text), width > 20 && width < 100 ? width : 100, sv_run_color(c->run), &out, err);
	if (st == SV_OK && fwrite(sv_buf_str(&out), 1, out.len, stdout) != out.len)
		st = sv_err_set(err, SV_IO, N_("cannot write stdout"));
	sv_buf_release(&text);
	sv_buf_release(&out);
	return st;
}

static enum sv_status print(struct sv_checking *c, struct sv_err *err)
{
	const char *format = sv_args_text(c->run->args, "format");
	enum sv_status st;

	if (format && strcmp(format, "json") == 0)
		st = sv_check_json(c, err);
	else if (format && strcmp(format, "csv") == 0)
		st = sv_check_csv(c, err);
	else
		st = print_text(c, err);
	if (st == SV_OK)
		st = sv_run_flush(err);
	if (st == SV_OK && c->law_met < c->law)
		st = sv_err_set(err, SV_NO, N_("demands of the law that are not met: %zu"), c->law - c->law_met);
	return st;
}

enum sv_status sv_policy_check(struct sv_run *run, struct sv_err *err)
{
	struct sv_checking c = { .run = run };
	json_t *demands = NULL, *organisation = NULL, *exists = NULL, *found = NULL;
	int32_t day = sv_items_day(run);
	enum sv_status st = sv_run_demands(run, &demands, err);

	sv_date_format(day, c.on);
	if (st == SV_OK)
		st = sv_run_organisation(run, day, &organisation, err);
	if (st == SV_OK && !sv_json_has(organisation, "staff")) {
		st = sv_err_set(err, SV_CONFIG, N_("how many people work in the organisation is not known"));
		sv_err_hint(err, N_("--staff, or organisation.staff in the protocol: sv-protocol(5)"));
	}
	if (st == SV_OK)
		st = sv_run_exists(run, day, &exists, err);
	if (st == SV_OK)
		st = sv_demands_judge(demands, organisation, exists, &found, err);
	c.demands = demands;
	c.organisation = organisation;
	c.found = found;
	count(&c);
	if (st == SV_OK)
		st = print(&c, err);
	json_decref(demands);
	json_decref(organisation);
	json_decref(exists);
	json_decref(found);
	return st;
}
