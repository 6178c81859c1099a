/* SPDX-License-Identifier: MIT */
/* Lists and single items of the registers beside the cases; what every command of a register has in common. */
#ifndef SV_CLI_ITEMS_H
#define SV_CLI_ITEMS_H

#include "base/buf.h"
#include "cli/run.h"

/* A column of a list: a member of the item, and its heading (N_). A member that is a list shows how many there are. say: appends the cell instead; may be NULL. */
struct sv_items_column {
	const char *member, *heading;
	void (*say)(const json_t *item, struct sv_buf *cell);
};

/*
 * list: the items of a register (by the member that names it), those that are over with --all; as records, or with --format text, csv or id as a table of
 * the columns (a NULL member ends them; the id comes first by itself).
 */
enum sv_status sv_items_list(struct sv_run *run, const char *member, const struct sv_items_column *columns, struct sv_err *err);
/* The same, of those items that choose takes (NULL: all). */
typedef bool sv_items_choose(void *data, const json_t *item);
enum sv_status sv_items_list_of(struct sv_run *run, const char *member, const struct sv_items_column *columns, sv_items_choose *choose, void *data, struct sv_err *err);
/* The same of items that were read already (sv_items_all) and may have been added to; items is given over. */
enum sv_status sv_items_print(struct sv_run *run, const char *member, const struct sv_items_column *columns, json_t *items, struct sv_err *err);
/* show: the items that the operands name (ids or names), each as a record, or with --format text as lines "member: value". */
enum sv_status sv_items_show(struct sv_run *run, const char *member, struct sv_err *err);
/* The same, with a text of its own. */
enum sv_status sv_items_show_as(struct sv_run *run, const char *member, void (*print)(const json_t *item, void *data), void *data, struct sv_err *err);
/* All items of a register as a new array, oldest first, with what follows from them (sv_item_derive) on the day of the option --on, else today. */
enum sv_status sv_items_all(struct sv_run *run, const char *member, json_t **out, struct sv_err *err);

/* An option that tells of one member of the objects in a list of an act, and may be repeated. Its field begins with "+", as no member of an act does. */
struct sv_items_part {
	const char *option, *field, *member;
};
/*
 * Makes of such options objects in a list of an act: the first values make the first object, and so on; of an option that is given once while
 * others are given oftener, the value is of them all. A NULL option ends parts. SV_USAGE where the numbers do not fit.
 */
enum sv_status sv_items_gather(json_t *act, const char *list, const struct sv_items_part *parts, struct sv_err *err);
/* The day of the option --on, where the verb has it and it is given; else today. */
int32_t sv_items_day(const struct sv_run *run);

extern const char *const sv_items_list_formats[], *const sv_items_show_formats[];

/* The options of list and show. */
#define SV_ITEMS_LIST_OPTS \
	{ 'a', "all", SV_OPT_FLAG, NULL, N_("those that are over too"), NULL, NULL, false, NULL }, \
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("ndjson, text, csv or id (ndjson)"), sv_items_list_formats, NULL, false, NULL }
#define SV_ITEMS_SHOW_OPTS \
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text or json (text)"), sv_items_show_formats, NULL, false, NULL }

#endif
