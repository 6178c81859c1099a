/* SPDX-License-Identifier: MIT */
/* Option tables: see opt.h. */
#include "cli/opt.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/hint.h"
#include "cli/form.h"
#include "json/get.h"

static const char *const whens[] = { "auto", "always", "never", NULL };

/* The common options, each with the group that offers it (0: always). */
static const struct {
	unsigned group;
	struct sv_opt opt;
} common[] = {
	{ SV_COMMON_WRITE, { 'e', "edit", SV_OPT_FLAG, NULL, N_("fill in a form in your editor"), NULL, NULL, false, NULL, SV_CHILD } },
	{ SV_COMMON_WRITE, { 'n', "dry-run", SV_OPT_FLAG, NULL, N_("judge and print, store nothing"), NULL, NULL, false, NULL, SV_READS } },
	{ SV_COMMON_WRITE, { 0, "each", SV_OPT_FLAG, NULL, N_("store record by record instead of all or nothing"), NULL, NULL, false, NULL } },
	{ SV_COMMON_WRITE, { 0, "override", SV_OPT_TEXT, N_("GATE"), N_("pass a gate, where the protocol allows it"), NULL, "gate", true, "override" } },
	{ SV_COMMON_WRITE, { 0, "override-why", SV_OPT_TEXT, N_("TEXT"), N_("why the gate is passed"), NULL, NULL, false, "override_why" } },
	{ SV_COMMON_STORE, { 'S', "store", SV_OPT_DIR, N_("DIR"), N_("the store (SV_STORE)"), NULL, NULL, false, NULL } },
	{ SV_COMMON_KEY, { 'K', "key", SV_OPT_FILE, N_("FILE"), N_("your identity file (SV_KEY)"), NULL, NULL, false, NULL } },
	{ SV_COMMON_KEY, { 0, "passphrase-fd", SV_OPT_INT, N_("N"), N_("read the passphrase from this descriptor"), NULL, NULL, false, NULL } },
	{ SV_COMMON_COLOR, { 0, "color", SV_OPT_WORD, N_("WHEN"), N_("colour: auto, always or never"), whens, NULL, false, NULL } },
	{ 0, { 'h', "help", SV_OPT_FLAG, NULL, N_("show this help"), NULL, NULL, false, NULL } },
	{ 0, { 'V', "version", SV_OPT_FLAG, NULL, N_("show the version"), NULL, NULL, false, NULL } },
	{ 0, { 0, "dump-spec", SV_OPT_FLAG, NULL, NULL, NULL, NULL, false, NULL } }, /* for completions and tests; not shown */
};
#define COMMON (sizeof common / sizeof common[0])

static bool is_flag(const struct sv_opt *o)
{
	return o->type == SV_OPT_FLAG || o->type == SV_OPT_OFF;
}

/* One option as given. */
struct given {
	const struct sv_opt *opt;
	const char *value; /* NULL for a flag */
};

struct sv_args {
	const struct sv_verb *verb;
	enum sv_args_special special;
	struct given *given;
	size_t n;
	char **operands;
	size_t noperands;
};

const struct sv_opt *sv_opt_at(const struct sv_verb *verb, size_t i)
{
	if (i < verb->nopts)
		return &verb->opts[i];
	i -= verb->nopts;
	for (size_t k = 0; k < COMMON; k++)
		if ((common[k].group == 0 || (verb->common & common[k].group)) && i-- == 0)
			return &common[k].opt;
	return NULL;
}

/* Whether a word of the command line may be repeated in a message: it can't be case content then. */
static bool plain(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 40 && strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") == n;
}

static enum sv_status unknown_option(const struct sv_verb *const *verbs, size_t nverbs, const char *name, size_t len, struct sv_err *err)
{
	const char *names[128];
	char typed[48], near_[64];
	size_t n = 0;

	for (size_t v = 0; v < nverbs; v++)
		for (size_t i = 0; sv_opt_at(verbs[v], i) && n < sizeof names / sizeof names[0]; i++)
			names[n++] = sv_opt_at(verbs[v], i)->name;
	snprintf(typed, sizeof typed, "%.*s", (int)len, name);
	if (!plain(typed) || len >= sizeof typed)
		return sv_err_set(err, SV_USAGE, N_("unknown option"));
	sv_err_set(err, SV_USAGE, N_("unknown option '--%s'"), typed);
	const char *near = sv_nearest(typed, names, n);
	if (near) {
		snprintf(near_, sizeof near_, "--%s", near);
		sv_err_hint(err, N_("did you mean '%s'?"), near_);
	}
	return SV_USAGE;
}

/* Finds an option among those of the verbs that may still be meant. */
static const struct sv_opt *find_long(const struct sv_verb *const *verbs, size_t nverbs, const char *name, size_t len)
{
	for (size_t v = 0; v < nverbs; v++) {
		const struct sv_opt *o;
		for (size_t i = 0; (o = sv_opt_at(verbs[v], i)) != NULL; i++)
			if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
				return o;
	}
	return NULL;
}

static const struct sv_opt *find_short(const struct sv_verb *const *verbs, size_t nverbs, char letter)
{
	for (size_t v = 0; v < nverbs; v++) {
		const struct sv_opt *o;
		for (size_t i = 0; (o = sv_opt_at(verbs[v], i)) != NULL; i++)
			if (o->letter == letter)
				return o;
	}
	return NULL;
}

static enum sv_status check_word(const struct sv_opt *o, const char *value, struct sv_err *err)
{
	size_t n;

	for (n = 0; o->words[n]; n++)
		if (strcmp(o->words[n], value) == 0)
			return SV_OK;
	if (!plain(value))
		return sv_err_set(err, SV_USAGE, N_("option '--%s': not a word it takes"), o->name);
	sv_err_set(err, SV_USAGE, N_("option '--%s': unknown word '%s'"), o->name, value);
	const char *near = sv_nearest(value, o->words, n);
	if (near)
		sv_err_hint(err, N_("did you mean '%s'?"), near);
	return SV_USAGE;
}

static enum sv_status check_value(const struct sv_opt *o, const char *value, struct sv_err *err)
{
	int32_t day;
	char *end;

	switch (o->type) {
	case SV_OPT_WORD:
		return check_word(o, value, err);
	case SV_OPT_DATE:
		return sv_date_parse(value, &day) ? SV_OK : sv_err_set(err, SV_USAGE, N_("option '--%s': not a date that exists (YYYY-MM-DD)"), o->name);
	case SV_OPT_PAIR:
		return strchr(value, '=') && value[0] != '=' ? SV_OK : sv_err_set(err, SV_USAGE, N_("option '--%s': not MEMBER=VALUE"), o->name);
	case SV_OPT_INT:
		errno = 0;
		strtoll(value, &end, 10);
		return errno == 0 && *value && *end == '\0' && strspn(value, "0123456789-") == strlen(value) ? SV_OK
			: sv_err_set(err, SV_USAGE, N_("option '--%s': not a whole number"), o->name);
	default:
		return SV_OK;
	}
}

/* Notes an option; a special one ends the parsing. */
static enum sv_status note(struct sv_args *a, const struct sv_opt *o, const char *value, struct sv_err *err)
{
	static const struct { const char *name; enum sv_args_special special; } specials[] = {
		{ "help", SV_ARGS_HELP }, { "version", SV_ARGS_VERSION }, { "dump-spec", SV_ARGS_SPEC },
	};
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < sizeof specials / sizeof specials[0]; i++)
		if (strcmp(o->name, specials[i].name) == 0)
			a->special = specials[i].special;
	for (size_t i = 0; i < a->n && st == SV_OK; i++)
		if (strcmp(a->given[i].opt->name, o->name) == 0 && !o->many)
			st = sv_err_set(err, SV_USAGE, N_("option '--%s' was given twice"), o->name);
	a->given[a->n++] = (struct given){ o, value };
	return st;
}

/* "--name", "--name=value" or "--name value". */
static enum sv_status take_long(struct sv_args *a, const struct sv_verb *const *verbs, size_t nverbs, char ***argv, struct sv_err *err)
{
	const char *name = **argv + 2, *equals = strchr(name, '=');
	size_t len = equals ? (size_t)(equals - name) : strlen(name);
	const struct sv_opt *o = find_long(verbs, nverbs, name, len);

	if (o == NULL)
		return unknown_option(verbs, nverbs, name, len, err);
	if (is_flag(o))
		return equals ? sv_err_set(err, SV_USAGE, N_("option '--%s' takes no value"), o->name) : note(a, o, NULL, err);
	const char *value = equals ? equals + 1 : *(*argv + 1);
	if (value == NULL)
		return sv_err_set(err, SV_USAGE, N_("option '--%s' needs a value"), o->name);
	if (equals == NULL)
		(*argv)++;
	return note(a, o, value, err);
}

/* "-n", "-rroute", "-r route", "-nh". */
static enum sv_status take_short(struct sv_args *a, const struct sv_verb *const *verbs, size_t nverbs, char ***argv, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (const char *p = **argv + 1; *p && st == SV_OK && a->special == SV_ARGS_NONE; p++) {
		const struct sv_opt *o = find_short(verbs, nverbs, *p);
		if (o == NULL)
			return plain((const char[]){ *p, '\0' }) ? sv_err_set(err, SV_USAGE, N_("unknown option '-%c'"), *p) : sv_err_set(err, SV_USAGE, N_("unknown option"));
		if (is_flag(o)) {
			st = note(a, o, NULL, err);
			continue;
		}
		const char *value = p[1] ? p + 1 : *(*argv + 1);
		if (value == NULL)
			return sv_err_set(err, SV_USAGE, N_("option '--%s' needs a value"), o->name);
		if (p[1] == '\0')
			(*argv)++;
		return note(a, o, value, err);
	}
	return st;
}

/* The names of the verbs, for a hint. */
static void hint_verbs(const struct sv_command *command, struct sv_err *err)
{
	char list[256] = "";
	size_t used = 0;

	for (size_t i = 0; i < command->nverbs; i++)
		if (command->verbs[i].name && !command->verbs[i].hidden && used < sizeof list)
			used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", command->verbs[i].name);
	sv_err_hint(err, N_("one of %s"), list);
}

static enum sv_status take_verb(struct sv_args *a, const struct sv_command *command, const char *word, struct sv_err *err)
{
	const char *names[32];
	size_t n = 0;

	for (size_t i = 0; i < command->nverbs && n < sizeof names / sizeof names[0]; i++) {
		if (command->verbs[i].name == NULL)
			continue;
		if (strcmp(command->verbs[i].name, word) == 0) {
			a->verb = &command->verbs[i];
			return SV_OK;
		}
		names[n++] = command->verbs[i].name;
	}
	if (!plain(word)) {
		sv_err_set(err, SV_USAGE, N_("unknown verb"));
	} else {
		sv_err_set(err, SV_USAGE, N_("unknown verb '%s'"), word);
		const char *near = sv_nearest(word, names, n);
		if (near) {
			sv_err_hint(err, N_("did you mean '%s'?"), near);
			return SV_USAGE;
		}
	}
	hint_verbs(command, err);
	return SV_USAGE;
}

/*
 * Checks the options that were noted. They may have stood before the verb, and verbs may differ on what a name means: the
 * table of the verb that came is the one that counts.
 */
static enum sv_status settle(struct sv_args *a, struct sv_err *err)
{
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < a->n && st == SV_OK; i++) {
		const struct sv_opt *was = a->given[i].opt, *o = find_long(&a->verb, 1, was->name, strlen(was->name));
		if (o == NULL || (is_flag(o)) != is_flag(was))
			return sv_err_set(err, SV_USAGE, N_("option '--%s' does not belong to this verb"), was->name);
		a->given[i].opt = o;
		if (a->given[i].value)
			st = check_value(o, a->given[i].value, err);
	}
	return st;
}

const struct sv_verb *sv_verb_unnamed(const struct sv_command *command)
{
	const struct sv_verb *last = &command->verbs[command->nverbs - 1];

	return last->name ? NULL : last;
}

static enum sv_status parse(const struct sv_command *command, struct sv_args *a, char **argv, struct sv_err *err)
{
	const struct sv_verb *all[32], *unnamed = sv_verb_unnamed(command);
	size_t nall = 0;
	enum sv_status st = SV_OK;

	for (size_t i = 0; i < command->nverbs && nall < sizeof all / sizeof all[0]; i++)
		all[nall++] = &command->verbs[i];
	if (command->nverbs == 1)
		a->verb = unnamed;
	for (argv++; *argv && st == SV_OK && a->special == SV_ARGS_NONE; argv++) {
		const char *word = *argv;
		bool end = strcmp(word, "--") == 0;
		/* before the verb is known, an option of any of them may be meant */
		const struct sv_verb *const *among = a->verb ? &a->verb : all;
		size_t namong = a->verb ? 1 : nall;
		if (!end && word[0] == '-' && word[1] == '-') {
			st = take_long(a, among, namong, &argv, err);
		} else if (!end && word[0] == '-' && word[1]) {
			st = take_short(a, among, namong, &argv, err);
		} else if (!end && a->verb == NULL && !(unnamed && strcmp(word, "-") == 0)) {
			st = take_verb(a, command, word, err);
		} else if (!end) {
			a->operands[a->noperands++] = *argv; /* options may follow: sv-triage CASE --route ROUTE */
		} else {
			while (*++argv && st == SV_OK) {
				if (a->verb == NULL)
					st = take_verb(a, command, *argv, err);
				else
					a->operands[a->noperands++] = *argv;
			}
			break;
		}
	}
	if (st != SV_OK || a->special != SV_ARGS_NONE)
		return st;
	if (a->verb == NULL)
		a->verb = unnamed;
	if (a->verb == NULL) {
		sv_err_set(err, SV_USAGE, N_("a verb is missing"));
		hint_verbs(command, err);
		return SV_USAGE;
	}
	if (a->noperands > 0 && a->verb->operands == NULL && !(a->noperands == 1 && strcmp(a->operands[0], "-") == 0))
		return sv_err_set(err, SV_USAGE, N_("there are %zu operands, and none is taken"), a->noperands);
	return settle(a, err);
}

enum sv_status sv_args_parse(const struct sv_command *command, int argc, char **argv, struct sv_args **out, struct sv_err *err)
{
	struct sv_args *a = calloc(1, sizeof *a);
	size_t room = 1;
	enum sv_status st;

	*out = NULL;
	for (int i = 1; i < argc; i++)
		room += strlen(argv[i]) + 1; /* a word of n letters holds n options at most */
	if (a) {
		a->given = calloc(room, sizeof *a->given);
		a->operands = calloc((size_t)argc + 1, sizeof *a->operands);
	}
	if (a == NULL || a->given == NULL || a->operands == NULL || argc < 1) {
		sv_args_free(a);
		return sv_err_nomem(err);
	}
	st = parse(command, a, argv, err);
	*out = a;
	return st;
}

void sv_args_free(struct sv_args *a)
{
	if (a == NULL)
		return;
	free(a->given);
	free(a->operands);
	free(a);
}

enum sv_args_special sv_args_special(const struct sv_args *a)
{
	return a->special;
}

const struct sv_verb *sv_args_verb(const struct sv_args *a)
{
	return a->verb;
}

size_t sv_args_count(const struct sv_args *a, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		n += strcmp(a->given[i].opt->name, name) == 0;
	return n;
}

const char *sv_args_nth(const struct sv_args *a, const char *name, size_t i)
{
	for (size_t k = 0; k < a->n; k++)
		if (strcmp(a->given[k].opt->name, name) == 0 && i-- == 0)
			return a->given[k].value;
	return NULL;
}

bool sv_args_has(const struct sv_args *a, const char *name)
{
	return sv_args_count(a, name) > 0;
}

const char *sv_args_text(const struct sv_args *a, const char *name)
{
	size_t n = sv_args_count(a, name);

	return n ? sv_args_nth(a, name, n - 1) : NULL;
}

long long sv_args_int(const struct sv_args *a, const char *name, long long fallback)
{
	const char *value = sv_args_text(a, name);

	return value ? strtoll(value, NULL, 10) : fallback;
}

char *const *sv_args_operands(const struct sv_args *a, size_t *n)
{
	*n = a->noperands;
	return a->operands;
}

unsigned sv_args_does(const struct sv_args *a)
{
	unsigned does = a->verb->does;

	for (size_t i = 0; i < a->n; i++)
		does |= a->given[i].opt->does;
	return does & SV_WRITES ? does & ~SV_READS : does & SV_READS ? does : does | SV_WRITES;
}

size_t sv_args_outputs(const struct sv_args *a, const char **out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n && n < max; i++)
		if (a->given[i].opt->does & SV_OUTPUT)
			out[n++] = a->given[i].value;
	if (a->verb->does & SV_OUTPUT && a->noperands > 0 && n < max)
		out[n++] = a->operands[0];
	return n;
}

bool sv_args_asks(const struct sv_args *a)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->given[i].opt->field)
			return true;
	return false;
}

enum sv_status sv_args_fill(const struct sv_args *a, json_t *act, struct sv_err *err)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct sv_opt *o = a->given[i].opt;
		const char *value = a->given[i].value;
		json_t *v;
		if (o->field == NULL || o->field[0] == '\0')
			continue;
		if (o->type == SV_OPT_PAIR) {
			json_t *pairs = sv_json_object(act, o->field);
			size_t n = strcspn(value, "=");
			if (pairs == NULL) {
				pairs = json_object();
				json_object_set_new(act, o->field, pairs);
			}
			if (!sv_form_member(pairs, value, n, value + n + 1, strlen(value + n + 1)))
				return sv_err_set(err, SV_USAGE, N_("option '--%s': not MEMBER=VALUE"), o->name);
			continue;
		}
		if (is_flag(o))
			v = json_boolean(o->type == SV_OPT_FLAG);
		else if (o->type == SV_OPT_INT)
			v = json_integer(strtoll(value, NULL, 10));
		else
			v = json_string(value);
		if (v == NULL)
			return sv_err_set(err, SV_USAGE, N_("option '--%s': not valid UTF-8"), o->name);
		if (o->many) {
			json_t *list = sv_json_array(act, o->field);
			if (list == NULL) {
				list = json_array();
				json_object_set_new(act, o->field, list);
			}
			if (json_array_append_new(list, v) < 0)
				return sv_err_nomem(err);
		} else if (json_object_set_new(act, o->field, v) < 0) {
			return sv_err_nomem(err);
		}
	}
	return SV_OK;
}
