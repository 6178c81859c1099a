/* SPDX-License-Identifier: MIT */
/* JSON values as text: see text.h. */
#include "view/text.h"

#include <string.h>

#define DEPTH_MAX 16

void sv_text_print(const char *text, int indent, FILE *out)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (*p == '\n' && p[1])
			fprintf(out, "\n%*s", indent, "");
		else if (*p == '\n')
			continue;
		else if (*p == '\t')
			fputc(' ', out);
		else if (*p < 0x20 || *p == 0x7f)
			fprintf(out, "\\x%02x", *p);
		else if (*p == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0)
			fprintf(out, "\\x%02x", *++p); /* C1 controls */
		else
			fputc(*p, out);
	}
}

static void print_value(const json_t *v, int indent, int depth, FILE *out);

static void print_members(const json_t *object, int indent, int depth, FILE *out)
{
	const char *name;
	json_t *v;

	json_object_foreach((json_t *)object, name, v) {
		fprintf(out, "%*s", indent, "");
		sv_text_print(name, indent, out);
		fputc(':', out);
		print_value(v, indent + 2, depth, out);
	}
}

/* Prints a list of objects as items with a dash, any other list on one line. */
static void print_list(const json_t *list, int indent, int depth, FILE *out)
{
	const json_t *item;
	size_t i;

	if (!json_is_object(json_array_get(list, 0))) {
		json_array_foreach(list, i, item) {
			fputs(i ? ", " : " ", out);
			if (json_is_string(item))
				sv_text_print(json_string_value(item), indent, out);
			else
				json_dumpf(item, out, JSON_ENCODE_ANY | JSON_COMPACT);
		}
		fputc('\n', out);
		return;
	}
	fputc('\n', out);
	json_array_foreach(list, i, item) {
		const char *name;
		json_t *v;
		bool first = true;
		json_object_foreach((json_t *)item, name, v) {
			fprintf(out, "%*s%s", indent, "", first ? "- " : "  ");
			sv_text_print(name, indent, out);
			fputc(':', out);
			print_value(v, indent + 4, depth, out);
			first = false;
		}
	}
}

static void print_value(const json_t *v, int indent, int depth, FILE *out)
{
	if (depth > DEPTH_MAX) {
		fputs(" …\n", out);
	} else if (json_is_object(v)) {
		fputc('\n', out);
		print_members(v, indent, depth + 1, out);
	} else if (json_is_array(v)) {
		print_list(v, indent, depth + 1, out);
	} else if (json_is_string(v)) {
		bool lines = strchr(json_string_value(v), '\n') != NULL;
		if (lines)
			fprintf(out, "\n%*s", indent, "");
		else
			fputc(' ', out);
		sv_text_print(json_string_value(v), indent, out);
		fputc('\n', out);
	} else {
		fputc(' ', out);
		json_dumpf(v, out, JSON_ENCODE_ANY);
		fputc('\n', out);
	}
}

void sv_text_members(const json_t *object, int indent, FILE *out)
{
	print_members(object, indent, 0, out);
}
