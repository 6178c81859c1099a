/* SPDX-License-Identifier: MIT */
/* Questions about many cases: the options that choose cases, and the list of them. */
#ifndef SV_CLI_LISTING_H
#define SV_CLI_LISTING_H

#include "cli/run.h"
#include "index/index.h"

/* The options that choose cases, for the table of a command. */
#define SV_QUERY_OPTS \
	{ 's', "state", SV_OPT_WORD, N_("STATE"), N_("only cases in this state"), sv_state_words, NULL, false, NULL }, \
	{ 'k', "kind", SV_OPT_TEXT, N_("KIND"), N_("only this kind"), NULL, NULL, false, NULL }, \
	{ 'c', "category", SV_OPT_TEXT, N_("WORD"), N_("only this category"), NULL, "category", false, NULL }, \
	{ 'u', "unit", SV_OPT_TEXT, N_("UNIT"), N_("only this unit"), NULL, "unit", false, NULL }, \
	{ 0, "channel", SV_OPT_TEXT, N_("WORD"), N_("only this channel"), NULL, "channel", false, NULL }, \
	{ 0, "confidentiality", SV_OPT_TEXT, N_("WORD"), N_("only this confidentiality"), NULL, NULL, false, NULL }, \
	{ 'r', "route", SV_OPT_TEXT, N_("ROUTE"), N_("only this route"), NULL, "route", false, NULL }, \
	{ 'o', "outcome", SV_OPT_TEXT, N_("OUTCOME"), N_("only this outcome"), NULL, NULL, false, NULL }, \
	{ 0, "from", SV_OPT_DATE, N_("DATE"), N_("received on this day or later"), NULL, NULL, false, NULL }, \
	{ 0, "to", SV_OPT_DATE, N_("DATE"), N_("received on this day or earlier"), NULL, NULL, false, NULL }

/* The words of the states. */
extern const char *const sv_state_words[];

/* Fills a query from the options above. */
void sv_listing_query(const struct sv_run *run, struct sv_index_query *q);
/* sv-list. */
enum sv_status sv_listing_run(struct sv_run *run, struct sv_err *err);

#endif
