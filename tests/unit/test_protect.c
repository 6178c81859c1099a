/* SPDX-License-Identifier: MIT */
/* Protection of tables: sensitive differences, suppression, the audit with its certificate, and the solver process; traps that are known. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/solver.h"
#include "base/file.h"
#include "stats/audit.h"
#include "stats/primary.h"
#include "stats/protect_internal.h"

static char solver_path[4096];

/* A model under construction; cells are added as lists that end with -1. */
struct model {
	struct sv_publication m;
	struct sv_cell cell[64];
	uint32_t inner[64][64];
	int64_t value[64];
	struct sv_insider insider[4];
	unsigned char suppressed[64];
};

static void start(struct model *t, size_t n, const int64_t *values)
{
	memset(t, 0, sizeof *t);
	memcpy(t->value, values, n * sizeof *values);
	t->m = (struct sv_publication){ .ninner = n, .inner = t->value, .cells = t->cell, .insiders = t->insider, .width = 5 };
}

static size_t cell(struct model *t, const char *name, unsigned flags, ...)
{
	struct sv_cell *c = &t->cell[t->m.ncells];
	uint32_t *inner = t->inner[t->m.ncells];
	va_list ap;

	va_start(ap, flags);
	for (int i; (i = va_arg(ap, int)) >= 0;) {
		c->value += t->value[i];
		inner[c->ninner++] = (uint32_t)i;
	}
	va_end(ap);
	c->inner = inner;
	c->name = name;
	c->flags = flags;
	c->cost = c->value;
	return t->m.ncells++;
}

static enum sv_status protect(struct model *t, struct sv_certificate *cert, struct sv_audit_report *report, struct sv_err *err)
{
	struct sv_solver s;
	struct sv_audit_report unused;
	enum sv_status st = sv_solver_start(&s, solver_path, 60000, err);

	if (st == SV_OK)
		st = sv_protect(&t->m, &s.lp, t->suppressed, cert, report ? report : &unused, err);
	sv_solver_stop(&s);
	return st;
}

/* Protects, and checks the certificate as a reader would: the values of suppressed cells and of inner cells are wiped first. */
static void assert_protected(struct model *t)
{
	struct sv_certificate cert;
	struct sv_err err = { 0 };
	unsigned char unproven[64];
	size_t n = 99;
	char text[512];

	if (protect(t, &cert, NULL, &err) != SV_OK) {
		sv_err_render(&err, NULL, text, sizeof text);
		fail_msg("%s", text);
	}
	for (size_t i = 0; i < t->m.ncells; i++) {
		if (t->suppressed[i])
			t->cell[i].value = -1;
	}
	struct sv_publication reader = t->m;
	reader.inner = NULL;
	assert_int_equal(sv_certificate_verify(&reader, t->suppressed, &cert, unproven, &n, &err), SV_OK);
	assert_int_equal(n, 0);
	sv_certificate_release(&cert);
}

static void assert_suppressed(const struct model *t, const char *marks)
{
	char got[65] = "";

	for (size_t i = 0; i < t->m.ncells; i++)
		got[i] = (char)('0' + t->suppressed[i]);
	assert_string_equal(got, marks);
}

static void the_example_of_the_header(void **state)
{
	struct model t;

	(void)state;
	start(&t, 3, (int64_t[]){ 2, 9, 30 });
	cell(&t, "A", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "B", 0, 1, -1);
	cell(&t, "C", 0, 2, -1);
	cell(&t, "all", 0, 0, 1, 2, -1);
	assert_int_equal(sv_suppress(&t.m, t.suppressed, NULL, NULL), SV_OK);
	assert_suppressed(&t, "1100");
	assert_protected(&t);
	assert_suppressed(&t, "1100");
}

static void nothing_to_do(void **state)
{
	struct model t;

	(void)state;
	start(&t, 0, NULL);
	assert_protected(&t); /* no table at all */
	start(&t, 2, (int64_t[]){ 7, 8 });
	cell(&t, "A", 0, 0, -1);
	cell(&t, "B", 0, 1, -1);
	cell(&t, "none", 0, -1);
	cell(&t, "all", 0, 0, 1, -1);
	assert_protected(&t); /* nothing primary */
	assert_suppressed(&t, "0000");
	start(&t, 2, (int64_t[]){ 1, 2 });
	cell(&t, "A", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "B", SV_CELL_PRIMARY, 1, -1);
	cell(&t, "all", SV_CELL_PRIMARY, 0, 1, -1);
	assert_protected(&t); /* nothing left */
	assert_suppressed(&t, "111");
	start(&t, 2, (int64_t[]){ 7, 8 });
	cell(&t, "none", SV_CELL_PRIMARY, -1);
	cell(&t, "all", 0, 0, 1, -1);
	assert_protected(&t); /* what nobody can be in, everybody knows: it is left out, and nothing for it */
	assert_suppressed(&t, "10");
}

/* Published zeros pin all under them: with both columns' zeros shown, a row that is hidden is known. */
static void zeros_that_pin(void **state)
{
	struct model t;

	(void)state;
	start(&t, 4, (int64_t[]){ 3, 0, 6, 20 });
	cell(&t, "a1", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "a2", 0, 1, -1);
	cell(&t, "b1", 0, 2, -1);
	cell(&t, "b2", 0, 3, -1);
	cell(&t, "1", 0, 0, 2, -1);
	cell(&t, "2", 0, 1, 3, -1);
	cell(&t, "b", 0, 2, 3, -1);
	cell(&t, "all", 0, 0, 1, 2, 3, -1);
	assert_protected(&t);
	assert_int_equal(t.suppressed[0], 1);
	/* a = a1 + a2 = 3 follows from all less b: then a1 is at most 3, and more than the rows of b must go */
	assert_true(t.suppressed[6] || t.suppressed[7]);
}

static void small_totals_bound_their_parts(void **state)
{
	struct model t;

	(void)state;
	start(&t, 3, (int64_t[]){ 4, 2, 30 });
	cell(&t, "a", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "b", SV_CELL_PRIMARY, 1, -1);
	cell(&t, "c", 0, 2, -1);
	cell(&t, "ab", 0, 0, 1, -1); /* 6: both lie between 0 and 6 */
	cell(&t, "all", 0, 0, 1, 2, -1);
	assert_protected(&t);
	assert_suppressed(&t, "11000");
	t.m.width = 7; /* now 6 is too small a total to show */
	for (size_t i = 0; i < t.m.ncells; i++)
		t.cell[i].value = (int64_t[]){ 4, 2, 30, 6, 36 }[i];
	assert_protected(&t);
	assert_int_equal(t.suppressed[3], 1);
	assert_true(t.suppressed[2] || t.suppressed[4]);
}

/* A row that hides two: the only reporter of the one would have the other. He is attacked for in full, and can't be protected from where everything else is forced. */
static void insiders(void **state)
{
	struct model t;
	struct sv_err err = { 0 };
	char text[512];
	uint32_t own[] = { 0 };

	(void)state;
	start(&t, 4, (int64_t[]){ 3, 4, 7, 9 });
	cell(&t, "a", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "b", SV_CELL_PRIMARY, 1, -1);
	cell(&t, "c", 0, 2, -1);
	cell(&t, "d", 0, 3, -1);
	cell(&t, "all", 0, 0, 1, 2, 3, -1);
	t.insider[0] = (struct sv_insider){ own, 1, "unit a" };
	t.m.ninsiders = 1;
	assert_protected(&t);
	assert_suppressed(&t, "11100");
	start(&t, 2, (int64_t[]){ 3, 4 });
	cell(&t, "a", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "b", SV_CELL_PRIMARY, 1, -1);
	cell(&t, "ab", SV_CELL_FORCED, 0, 1, -1);
	t.insider[0] = (struct sv_insider){ own, 1, "unit a" };
	t.m.ninsiders = 1;
	assert_int_equal(protect(&t, NULL, NULL, &err), SV_OK); /* he had it before */
	t.cell[2].flags |= SV_CELL_ASSUMED;
	assert_int_equal(protect(&t, NULL, NULL, &err), SV_NO);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "b"));
}

/* A person alone in a new cell of a group that was published: of the others in it they knew before that they are at most 4. No more is told them, and what is new is not withheld for it. */
static void what_insiders_were_told(void **state)
{
	struct model t;
	struct sv_audit_report r;
	struct sv_err err = { 0 };
	uint32_t own[] = { 0 };

	(void)state;
	start(&t, 6, (int64_t[]){ 1, 1, 3, 20, 20, 20 });
	cell(&t, "group", SV_CELL_FORCED, 0, 1, 2, -1);
	cell(&t, "a", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "b", SV_CELL_PRIMARY, 1, -1);
	cell(&t, "c", SV_CELL_PRIMARY, 2, -1);
	cell(&t, "other a", 0, 3, -1);
	cell(&t, "other b", 0, 4, -1);
	cell(&t, "other c", 0, 5, -1);
	cell(&t, "all a", 0, 0, 3, -1);
	cell(&t, "all b", 0, 1, 4, -1);
	cell(&t, "all c", 0, 2, 5, -1);
	t.insider[0] = (struct sv_insider){ own, 1, "a" };
	t.m.ninsiders = 1;
	assert_int_equal(protect(&t, NULL, &r, &err), SV_OK);
	assert_true(r.told > 0);
	for (size_t row = 0; row < 3; row++)
		assert_true(t.suppressed[4 + row] || t.suppressed[7 + row]);
	/* b and c are all that is left of 4: were one of them printed, he would have the other */
	t.m.ninsiders = 0;
	assert_int_equal(protect(&t, NULL, &r, &err), SV_OK);
	assert_int_equal(r.told, 0);
}

/* A part for which a stricter rule is of a number that was published by the rule for all: it is at most that number, as it was. Below the rule for all it is refused. */
static void parts_of_what_was_published(void **state)
{
	struct model t;
	struct sv_err err = { 0 };

	(void)state;
	for (int64_t all = 4; all < 9; all++) {
		start(&t, 4, (int64_t[]){ 2, all - 2, 30, 40 });
		cell(&t, "before", SV_CELL_FORCED, 0, 1, -1);
		cell(&t, "a", SV_CELL_PRIMARY, 0, -1);
		cell(&t, "b", 0, 1, -1);
		cell(&t, "now", 0, 0, 1, -1);
		cell(&t, "other a", 0, 2, -1);
		cell(&t, "all a", 0, 0, 2, -1);
		t.cell[1].width = 10;
		assert_int_equal(protect(&t, NULL, NULL, &err), all < 5 ? SV_NO : SV_OK);
		sv_err_clear(&err);
		if (all >= 5)
			assert_suppressed(&t, "011010");
	}
}

static void quarters_of_a_year(void **state)
{
	struct model t;

	(void)state;
	start(&t, 4, (int64_t[]){ 11, 2, 13, 17 });
	cell(&t, "Q1", SV_CELL_FORCED, 0, -1);
	cell(&t, "Q2", SV_CELL_PRIMARY, 1, -1);
	cell(&t, "Q3", SV_CELL_FORCED, 2, -1);
	cell(&t, "Q4", 0, 3, -1);
	cell(&t, "year", 0, 0, 1, 2, 3, -1);
	assert_protected(&t);
	assert_suppressed(&t, "01010"); /* the year is worth more than the one quarter that can still be hidden */
}

static void forced_cells_that_tell(void **state)
{
	struct model t;
	struct sv_equation why;
	struct sv_err err = { 0 };
	char text[512];

	(void)state;
	start(&t, 3, (int64_t[]){ 2, 13, 17 });
	cell(&t, "Q1", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "Q2", SV_CELL_FORCED, 1, -1);
	cell(&t, "Q3", SV_CELL_FORCED, 2, -1);
	cell(&t, "year", SV_CELL_FORCED, 0, 1, 2, -1);
	assert_int_equal(sv_suppress(&t.m, t.suppressed, &why, &err), SV_NO);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "tells Q1: "));
	assert_int_equal(why.cell, 0);
	assert_int_equal(why.nterms, 3);
	int64_t sum = 0;
	for (size_t i = 0; i < why.nterms; i++)
		sum += why.coef[i] * t.cell[why.term[i]].value;
	assert_int_equal(sum, 2);
	/* bounded, not told: 20 less 18 leaves 2 for both */
	memset(&err, 0, sizeof err);
	start(&t, 3, (int64_t[]){ 1, 1, 18 });
	cell(&t, "a", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "b", SV_CELL_PRIMARY, 1, -1);
	cell(&t, "c", SV_CELL_FORCED, 2, -1);
	cell(&t, "all", SV_CELL_FORCED, 0, 1, 2, -1);
	assert_int_equal(sv_suppress(&t.m, t.suppressed, &why, &err), SV_NO);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "bounds"));
	/* right under a small number, while nothing else is known of the other part but a difference */
	memset(&err, 0, sizeof err);
	start(&t, 3, (int64_t[]){ 1, 1, 18 });
	cell(&t, "a", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "ac", SV_CELL_FORCED, 0, 2, -1);
	cell(&t, "ab", SV_CELL_FORCED, 0, 1, -1);
	assert_int_equal(sv_suppress(&t.m, t.suppressed, &why, &err), SV_NO);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "bounds a too closely: (ab)"));
	assert_true(why.nterms == 1 && why.term[0] == 2 && why.coef[0] == 0);
	/* zeros: that all of a group is in one part, and the part is small */
	memset(&err, 0, sizeof err);
	start(&t, 3, (int64_t[]){ 3, 0, 18 });
	cell(&t, "a", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "b", SV_CELL_FORCED, 1, -1);
	cell(&t, "c", SV_CELL_FORCED, 2, -1);
	cell(&t, "all", SV_CELL_FORCED, 0, 1, 2, -1);
	assert_int_equal(sv_suppress(&t.m, t.suppressed, &why, &err), SV_NO);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "a"));
	assert_true(why.nterms >= 3);
}

/* What elimination cannot see, only the audit finds: it is given nothing suppressed beside the primary cells. */
static void the_audit_finds_and_repairs(void **state)
{
	struct model t;
	struct sv_solver s;
	struct sv_certificate cert;
	struct sv_audit_report r;
	struct sv_err err = { 0 };
	unsigned char unproven[64];
	size_t n;

	(void)state;
	start(&t, 4, (int64_t[]){ 2, 9, 30, 12 });
	cell(&t, "A", SV_CELL_PRIMARY, 0, -1);
	cell(&t, "B", 0, 1, -1);
	cell(&t, "C", 0, 2, -1);
	cell(&t, "D", 0, 3, -1);
	cell(&t, "all", 0, 0, 1, 2, 3, -1);
	t.suppressed[0] = 1;
	assert_int_equal(sv_solver_start(&s, solver_path, 60000, &err), SV_OK);
	assert_int_equal(sv_audit(&t.m, &s.lp, false, t.suppressed, &cert, &r, &err), SV_OK);
	assert_int_equal(r.added, 1);
	assert_suppressed(&t, "11000");
	assert_true(cert.ntables >= 2);
	/* a table that is changed is not taken */
	cert.values[0]++;
	assert_int_equal(sv_certificate_verify(&t.m, t.suppressed, &cert, unproven, &n, &err), SV_INTEGRITY);
	cert.values[0] = -1;
	assert_int_equal(sv_certificate_verify(&t.m, t.suppressed, &cert, unproven, &n, &err), SV_INTEGRITY);
	sv_certificate_release(&cert);
	/* no tables prove nothing */
	assert_int_equal(sv_certificate_verify(&t.m, t.suppressed, &cert, unproven, &n, &err), SV_OK);
	assert_int_equal(n, 2);
	assert_int_equal(unproven[0] + unproven[1], 2);
	/* all that could be suppressed is forced: refused, and named */
	for (size_t i = 1; i < 5; i++)
		t.cell[i].flags = SV_CELL_FORCED;
	t.suppressed[1] = 0;
	assert_int_equal(sv_audit(&t.m, &s.lp, false, t.suppressed, NULL, &r, &err), SV_NO);
	assert_int_equal(r.why.cell, 0);
	/* by more than can be listed: a sum, and all of it but one */
	char text[512];
	int64_t parts[20];
	for (size_t i = 0; i < 20; i++)
		parts[i] = 9;
	start(&t, 20, parts);
	for (int i = 0; i < 20; i++)
		cell(&t, NULL, i ? SV_CELL_FORCED : SV_CELL_PRIMARY, i, -1);
	cell(&t, "all", SV_CELL_FORCED, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, -1);
	t.suppressed[0] = 1;
	assert_int_equal(sv_audit(&t.m, &s.lp, false, t.suppressed, NULL, &r, &err), SV_NO);
	assert_int_equal(r.why.nterms, 20);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "(#12) + ..."));
	sv_solver_stop(&s);
}

static void models_that_make_no_sense(void **state)
{
	struct model t;
	struct sv_err err = { 0 };

	(void)state;
	start(&t, 2, (int64_t[]){ 3, 9 });
	cell(&t, "A", 0, 0, -1);
	cell(&t, "all", 0, 0, 1, -1);
	assert_int_equal(sv_publication_check(&t.m, &err), SV_OK);
	t.cell[0].value = 4;
	assert_int_equal(sv_suppress(&t.m, t.suppressed, NULL, &err), SV_BAD_INPUT);
	t.cell[0].value = 3;
	t.inner[1][1] = 0;
	t.cell[1].value = 6;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	t.inner[1][1] = 2;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	t.inner[1][1] = 1;
	t.cell[1].value = 12;
	t.cell[1].flags = SV_CELL_FORCED | SV_CELL_UNSEEN;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	t.cell[1].flags = 0;
	t.m.width = 0;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	t.m.width = 5;
	t.value[0] = -1;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	t.value[0] = t.cell[0].value = SV_VALUE_MAX;
	t.cell[1].value = SV_VALUE_MAX + 9;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT); /* the sum is too large, not the part */
	t.value[0] = INT64_MAX;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	t.value[0] = t.cell[0].value = 3;
	t.cell[1].value = 12;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_OK);
	t.cell[0].cost = -1;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	t.cell[0].cost = 0;
	t.cell[0].width = 1000001;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	t.cell[0].width = 1000000;
	t.m.width = 1000001;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	t.m.width = 5;
	struct sv_publication vast = t.m;
	vast.ncells = UINT32_MAX / 4;
	assert_int_equal(sv_publication_check(&vast, &err), SV_BAD_INPUT);
	vast = t.m;
	vast.ninner = UINT32_MAX / 4;
	assert_int_equal(sv_publication_check(&vast, &err), SV_BAD_INPUT);
	t.cell[0].width = 0;
	t.value[0] = 3;
	t.cell[0].value = 3;
	t.cell[1].value = 12;
	uint32_t twice[] = { 1, 1 };
	t.insider[0] = (struct sv_insider){ twice, 2, NULL };
	t.m.ninsiders = 1;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	t.m.ninsiders = 2; /* the first of two is told */
	twice[1] = 0;
	t.insider[1] = (struct sv_insider){ (const uint32_t[]){ 9 }, 1, NULL };
	char text[200];
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "insider 1 "));
	twice[0] = 0;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "insider 0 "));
	t.cell[0].value++;
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "is not the sum"));
	start(&t, 3, (int64_t[]){ SV_VALUE_MAX, 1, SV_VALUE_MAX }); /* nothing is summed up any further than can be reckoned with */
	cell(&t, "most", 0, 0, -1);
	cell(&t, "all", 0, 0, 1, 2, -1);
	assert_int_equal(sv_publication_check(&t.m, &err), SV_BAD_INPUT);
	sv_err_render(&err, NULL, text, sizeof text);
	assert_non_null(strstr(text, "the cell all is larger"));
}

/* What tells a cell, as text: with factors, and cut where it does not fit. */
static void equations_as_text(void **state)
{
	struct model t;
	struct sv_equation why = { 0, 4, { 0, 1, 2, 3 }, { -1, 2, 0, -3 } }, many = { 0, SV_EQUATION_TERMS + 5, { 0 }, { 1 } };
	char text[400], small[400];

	(void)state;
	start(&t, 1, (int64_t[]){ 9 });
	cell(&t, "A", 0, 0, -1);
	cell(&t, NULL, 0, 0, -1);
	cell(&t, "a name", 0, 0, -1);
	cell(&t, "D", 0, 0, -1);
	sv_equation_text(&t.m, &why, text, sizeof text);
	assert_string_equal(text, "- A + 2 #1 + (a name) - 3 D");
	for (size_t size = 1; size <= sizeof small; size++) { /* as much of it as there is room for */
		memset(small, '?', sizeof small);
		sv_equation_text(&t.m, &why, small, size);
		assert_true(strlen(small) < size && strncmp(small, text, strlen(small)) == 0);
	}
	sv_equation_text(&t.m, &many, text, sizeof text);
	assert_string_equal(text + strlen(text) - 6, " + ...");
	for (size_t size = 1; size <= sizeof small; size++) {
		memset(small, '?', sizeof small);
		sv_equation_text(&t.m, &many, small, size);
		assert_true(strlen(small) < size);
	}
}

static void sensitive_differences(void **state)
{
	struct model t;
	struct sv_primary_difference *diff;
	size_t n;

	(void)state;
	start(&t, 4, (int64_t[]){ 9, 3, 8, 0 });
	cell(&t, "ab", 0, 0, 1, -1);
	cell(&t, "a", 0, 0, -1);
	cell(&t, "abc", 0, 0, 1, 2, -1);
	cell(&t, "acd", 0, 0, 2, 3, -1);
	cell(&t, "abd", 0, 0, 1, 3, -1);
	assert_int_equal(sv_primary_differences(&t.m, 5, &diff, &n, NULL), SV_OK);
	assert_int_equal(n, 2); /* ab - a and abd - a; abc less acd is not within; ab and abd differ by 0 */
	assert_int_equal(diff[0].child, 1);
	assert_int_equal(diff[1].child, 1);
	assert_true(diff[0].parent + diff[1].parent == 4);
	free(diff);
	cell(&t, "b", SV_CELL_PRIMARY, 1, -1);
	assert_int_equal(sv_primary_differences(&t.m, 5, &diff, &n, NULL), SV_OK);
	assert_int_equal(n, 1); /* abd - a is b and d; ab - a stands there as b */
	free(diff);
	/* unseen cells are protected like others */
	start(&t, 3, (int64_t[]){ 9, 3, 20 });
	cell(&t, "ab", 0, 0, 1, -1);
	cell(&t, "a", 0, 0, -1);
	cell(&t, "all", 0, 0, 1, 2, -1);
	cell(&t, "ab less a", SV_CELL_UNSEEN | SV_CELL_PRIMARY, 1, -1);
	assert_protected(&t);
	assert_suppressed(&t, "0101");
}

/* Solvers that die, talk nonsense, or never answer: nothing is published, and nobody waits for ever. */
static void bad_solvers(void **state)
{
	static const char *const scripts[] = {
		"exit 3", "read x; exit 0", "read x; echo what; sleep 5", "read x; echo ok; echo ok; echo 'optimal zero'; sleep 5", "sleep 30", "read x; printf 'ok\\000\\n'; sleep 5",
		"read x; echo ok; echo 'optimal 1'; echo 'x 99:1'; echo y; sleep 5", "read x; echo ok; echo 'optimal 1'; echo 'x 0:nan'; echo y; sleep 5",
		"read x; echo ok; echo infeasible; sleep 5", "while :; do printf xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done",
	};
	char path[] = "/tmp/sv-solver-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	close(fd);
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
		struct model t;
		struct sv_solver s;
		struct sv_err err = { 0 };
		struct sv_certificate cert;
		char text[256];
		int n = snprintf(text, sizeof text, "#!/bin/sh\n%s\n", scripts[i]);
		unlink(path); /* a program that runs is not to be written to */
		assert_int_equal(sv_file_write(path, text, (size_t)n, 0700, NULL), SV_OK);
		start(&t, 3, (int64_t[]){ 1, 1, 30 });
		cell(&t, "A", SV_CELL_PRIMARY, 0, -1);
		cell(&t, "B", SV_CELL_PRIMARY, 1, -1);
		cell(&t, "AB", 0, 0, 1, -1);
		cell(&t, "C", 0, 2, -1);
		cell(&t, "all", 0, 0, 1, 2, -1);
		memcpy(t.suppressed, (unsigned char[]){ 1, 1, 0, 0, 0 }, 5); /* AB is too small to hide A: what to give up is for the solver to say */
		assert_int_equal(sv_solver_start(&s, path, 1000, &err), SV_OK);
		assert_int_equal(sv_audit(&t.m, &s.lp, false, t.suppressed, &cert, NULL, &err), SV_UNAVAILABLE);
		assert_int_equal(cert.ntables, 0);
		sv_solver_stop(&s);
		sv_solver_stop(&s); /* twice does no harm */
	}
	unlink(path);
	struct sv_solver s;
	struct sv_err err = { 0 };
	assert_int_equal(sv_solver_start(&s, "/nowhere/solver", 1000, &err), SV_UNAVAILABLE);
	sv_solver_stop(&s);
}

/* The program itself, given what makes no sense: it says so, and ends with 65; an end of input ends it well. */
static void bad_requests(void **state)
{
	static const struct {
		const char *send;
		int status;
	} tries[] = {
		{ "", 0 },
		{ "lp 2 1 9\nrow 5 1 0 1\nmax 0:1\nmin 0:1\nbase 0:2 1:3\nmove+ 1 0:1\neasew- 1 0:1\n", 0 },
		{ "max 0:1\n", 65 },
		{ "lp 0 0 1\n", 65 },
		{ "lp 1 1 1\nrow 5\n", 65 },
		{ "lp 1 1 1\n", 65 },
		{ "lp 99999999999999999999 1 1\n", 65 },
		{ "lp 2 0 9\nmax 0:1 0:1\n", 65 },
		{ "lp 2 0 9\nmax 2:1\n", 65 },
		{ "lp 2 0 9\nmax 0\n", 65 },
		{ "lp 2 0 9\nmaxw x 0:1\n", 65 },
		{ "lp 2 0 9\nmove+ 1 0:1\n", 65 },
		{ "lp 2 0 9\nbase 0:10\n", 65 },
		{ "lp 2 0 9\nbase 0:1\nmove+ 0 0:1\n", 65 },
		{ "lp 2 0 9\nbase 0:1\nmovex 1 0:1\n", 65 },
		{ "\n", 65 },
	};
	char command[4600], file[] = "/tmp/sv-lp-XXXXXX";
	int fd = mkstemp(file);

	(void)state;
	close(fd);
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		assert_int_equal(sv_file_write(file, tries[i].send, strlen(tries[i].send), 0600, NULL), SV_OK);
		snprintf(command, sizeof command, "'%s' <%s >%s.out", solver_path, file, file);
		int status = system(command);
		assert_true(WIFEXITED(status));
		if (WEXITSTATUS(status) != tries[i].status)
			fail_msg("'%s' gave %d", tries[i].send, WEXITSTATUS(status));
	}
	snprintf(command, sizeof command, "printf 'lp 1\\000 0 1\\n' | '%s' >%s.out", solver_path, file);
	assert_int_equal(WEXITSTATUS(system(command)), 65);
	snprintf(command, sizeof command, "%s.out", file);
	unlink(command);
	unlink(file);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_of_the_header),
		cmocka_unit_test(nothing_to_do),
		cmocka_unit_test(zeros_that_pin),
		cmocka_unit_test(small_totals_bound_their_parts),
		cmocka_unit_test(insiders),
		cmocka_unit_test(what_insiders_were_told),
		cmocka_unit_test(parts_of_what_was_published),
		cmocka_unit_test(quarters_of_a_year),
		cmocka_unit_test(forced_cells_that_tell),
		cmocka_unit_test(the_audit_finds_and_repairs),
		cmocka_unit_test(models_that_make_no_sense),
		cmocka_unit_test(equations_as_text),
		cmocka_unit_test(sensitive_differences),
		cmocka_unit_test(bad_solvers),
		cmocka_unit_test(bad_requests),
	};

	(void)argc;
	snprintf(solver_path, sizeof solver_path, "%s", argv[0]);
	char *slash = strrchr(solver_path, '/');
	snprintf(slash ? slash : solver_path, 64, "/../libexec/sv/sv-audit-lp");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
