/* SPDX-License-Identifier: MIT */
/*
 * A release: tables counted at one commit and protected together with everything that was published before. An account is what
 * releases and documents are made from: the index at that commit, the rules of then, the words of the reader's language.
 */
#ifndef SV_REPORT_RELEASE_H
#define SV_REPORT_RELEASE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"
#include "index/index.h"
#include "report/write.h"
#include "report/protection.h"

struct sv_account {
	struct sv_session *session;
	struct sv_index *index; /* owned where it is of an earlier commit */
	bool earlier;
	json_t *protocol, *words; /* protocol: with headcounts in the place of its own numbers of staff */
	const char *lang;
	char commit[41], before[41]; /* what it is made as of; the commit before that, or "" */
	int32_t day;        /* of that commit, in Amsterdam: what is called today in every figure */
	json_t *ledger;     /* every publication (app/ledger.h) */
	long long closed;   /* cases that are closed to who asks: they are in no figure */
	json_t *items;      /* what registers hold, as far as it was asked for (registers.h); NULL before that */
	const struct sv_lp *solver;
};

/*
 * Opens an account at the head, or as of a day or commit (when). lang is borrowed. Needs the record role. The index of one at the head is held: all that is told is of one commit, whoever
 * writes meanwhile.
 */
enum sv_status sv_account_open(struct sv_session *s, const char *when, const char *lang, const struct sv_lp *solver, struct sv_account *out, struct sv_err *err);
void sv_account_close(struct sv_account *a);

struct sv_release {
	struct sv_rfigures *tables; /* the new ones first, in the order of their definitions */
	size_t n, fresh;
	struct sv_sheet *sheets;
	size_t nsheets;
	struct sv_protected how;
	char head[41]; /* where the user's own index stood when sheets were filled */
};

/* Counts and protects tables (an array of definitions: table.h) over some years. Errors as sv_protection. */
enum sv_status sv_release_make(struct sv_account *a, const json_t *tables, const int *years, size_t nyears, struct sv_release *out, struct sv_err *err);
/*
 * Lets the account's index go, and keeps beside the user's own what sheets it was that had to be read anew; where it is to be published also the sheet of the new tables, by which the next
 * publication will be protected. Where that cannot be done the next one takes longer, no more.
 */
void sv_release_keep(struct sv_account *a, const struct sv_release *r, bool publish);
void sv_release_free(struct sv_release *r);

/* A table as the ledger kept it: its shape, its marks and the numbers that were shown (0 for others). To be released. SV_INTEGRITY. */
enum sv_status sv_rfigures_kept(const json_t *kept, struct sv_rfigures *f, struct sv_err *err);
/* The new table of that name, or NULL. */
const struct sv_rfigures *sv_release_table(const struct sv_release *r, const char *name);
/*
 * What goes into the ledger: {kind, commit, tables: [shape and cells: a number, "x" where hidden, "p" where sensitive]}. kind says which
 * report it is ("annual-2026"). New; NULL without memory.
 */
json_t *sv_release_record(const struct sv_account *a, const struct sv_release *r, const char *kind);

#endif
