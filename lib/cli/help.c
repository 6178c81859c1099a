/* SPDX-License-Identifier: MIT */
/* --help and --dump-spec: what an option table says to people and to programs. */
#include <string.h>

#include "cli/opt.h"

#define WIDTH 80

static size_t columns(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

/* Prints words from column `at` on, each further line indented to it. */
static void wrap(FILE *out, const char *text, size_t at, size_t indent)
{
	while (*text) {
		size_t len = strcspn(text, " "), wide = 0;
		for (size_t i = 0; i < len; i++)
			wide += ((unsigned char)text[i] & 0xC0) != 0x80;
		if (at > indent && at + 1 + wide > WIDTH) {
			fprintf(out, "\n%*s", (int)indent, "");
			at = indent;
		} else if (at > indent) {
			fputc(' ', out);
			at++;
		}
		fprintf(out, "%.*s", (int)len, text);
		at += wide;
		text += len + strspn(text + len, " ");
	}
	fputc('\n', out);
}

/* "  -r, --route ROUTE", and how wide it is. */
static size_t left_side(FILE *out, const struct sv_opt *o, const char *(*tr)(const char *))
{
	const char *arg = o->arg ? tr(o->arg) : NULL;
	size_t wide = 8 + columns(o->name) + (arg ? 1 + columns(arg) : 0);

	if (out == NULL)
		return wide;
	if (o->letter)
		fprintf(out, "  -%c, --%s", o->letter, o->name);
	else
		fprintf(out, "      --%s", o->name);
	if (arg)
		fprintf(out, " %s", arg);
	return wide;
}

static void print_option(FILE *out, const struct sv_opt *o, size_t indent, const char *(*tr)(const char *))
{
	size_t at = left_side(out, o, tr);

	if (at + 2 > indent) {
		fprintf(out, "\n%*s", (int)indent, "");
	} else {
		fprintf(out, "%*s", (int)(indent - at), "");
	}
	wrap(out, tr(o->help), indent, indent);
}

static size_t indent_of(const struct sv_verb *verb, const char *(*tr)(const char *))
{
	const struct sv_opt *o;
	size_t widest = 0;

	for (size_t i = 0; (o = sv_opt_at(verb, i)) != NULL; i++) {
		size_t wide = o->help ? left_side(NULL, o, tr) + 2 : 0;
		if (wide > widest && wide <= 34)
			widest = wide;
	}
	return widest;
}

/* A verb of no options but the common ones that any verb shown takes. */
static struct sv_verb shared(const struct sv_command *command)
{
	struct sv_verb all = { NULL, NULL, NULL, NULL, 0, 0, 0, NULL };

	for (size_t i = 0; i < command->nverbs; i++)
		all.common |= command->verbs[i].hidden ? 0 : command->verbs[i].common;
	return all;
}

static void print_verb(FILE *out, const struct sv_verb *verb, const char *(*tr)(const char *))
{
	size_t indent = indent_of(verb, tr);

	if (verb->nopts == 0)
		return;
	fprintf(out, "\n%s:\n", verb->name ? verb->name : tr(N_("Without a verb")));
	for (size_t i = 0; i < verb->nopts; i++)
		print_option(out, &verb->opts[i], indent, tr);
}

void sv_help_print(const struct sv_command *command, FILE *out, const char *(*tr)(const char *))
{
	bool verbs = command->nverbs > 1 || command->verbs[0].name;
	const struct sv_verb common = shared(command), *last = verbs ? &common : &command->verbs[0];
	const struct sv_opt *o;
	size_t widest = 0;

	for (size_t i = 0; i < command->nverbs; i++) {
		const struct sv_verb *v = &command->verbs[i];
		if (v->hidden)
			continue;
		fprintf(out, i == 0 ? tr(N_("Usage: %s")) : tr(N_("   or: %s")), command->name);
		fprintf(out, "%s%s %s%s%s\n", v->name ? " " : "", v->name ? v->name : "", tr(N_("[OPTION]...")), v->operands ? " " : "", v->operands ? v->operands : "");
		if (v->name && columns(v->name) > widest)
			widest = columns(v->name);
	}
	fprintf(out, "%s: %s.\n", command->name, tr(command->summary));
	for (size_t i = 0; verbs && i < command->nverbs; i++) {
		if (command->verbs[i].hidden || command->verbs[i].name == NULL)
			continue;
		if (i == 0)
			fputc('\n', out);
		fprintf(out, "  %-*s  ", (int)widest, command->verbs[i].name);
		wrap(out, tr(command->verbs[i].summary), widest + 4, widest + 4);
	}
	for (size_t i = 0; verbs && i < command->nverbs; i++)
		if (!command->verbs[i].hidden)
			print_verb(out, &command->verbs[i], tr);
	fprintf(out, "\n%s\n", verbs ? tr(N_("Common options:")) : tr(N_("Options:")));
	size_t indent = indent_of(last, tr);
	for (size_t i = 0; (o = sv_opt_at(last, i)) != NULL; i++)
		if (o->help)
			print_option(out, o, indent, tr);
	fprintf(out, "\n");
	fprintf(out, tr(N_("More in %s(1).\n")), command->name);
}

static void dump_text(FILE *out, const char *s)
{
	json_t *v = json_string(s ? s : "");

	json_dumpf(v, out, JSON_ENCODE_ANY);
	json_decref(v);
}

static void dump_option(FILE *out, const struct sv_opt *o)
{
	static const char *const types[] = { "flag", "text", "int", "date", "file", "dir", "word", "pair", "flag" };

	fprintf(out, "{\"name\":\"%s\",\"type\":\"%s\"", o->name, types[o->type]);
	if (o->letter)
		fprintf(out, ",\"letter\":\"%c\"", o->letter);
	if (o->arg) {
		fputs(",\"arg\":", out);
		dump_text(out, o->arg);
	}
	if (o->many)
		fputs(",\"many\":true", out);
	if (o->complete)
		fprintf(out, ",\"complete\":\"%s\"", o->complete);
	if (o->words) {
		fputs(",\"words\":[", out);
		for (size_t i = 0; o->words[i]; i++)
			fprintf(out, "%s\"%s\"", i ? "," : "", o->words[i]);
		fputc(']', out);
	}
	fputs(",\"help\":", out);
	dump_text(out, o->help);
	fputc('}', out);
}

void sv_spec_dump(const struct sv_command *command, FILE *out)
{
	fprintf(out, "{\"name\":\"%s\",\"summary\":", command->name);
	dump_text(out, command->summary);
	fputs(",\"verbs\":[", out);
	for (size_t v = 0; v < command->nverbs; v++) {
		const struct sv_verb *verb = &command->verbs[v];
		const struct sv_opt *o;
		bool first = true;
		fprintf(out, "%s{\"name\":\"%s\",\"hidden\":%s,\"operands\":", v ? "," : "", verb->name ? verb->name : "", verb->hidden ? "true" : "false");
		dump_text(out, verb->operands);
		fputs(",\"summary\":", out);
		dump_text(out, verb->summary);
		fputs(",\"options\":[", out);
		for (size_t i = 0; (o = sv_opt_at(verb, i)) != NULL; i++) {
			if (o->help == NULL)
				continue;
			fputs(first ? "" : ",", out);
			dump_option(out, o);
			first = false;
		}
		fputs("]}", out);
	}
	fputs("]}\n", out);
}
