/* SPDX-License-Identifier: MIT */
/*
 * A linear programming solver as a program of its own, for the audit of published tables: GLPK behind a line protocol.
 * It is started by other programs (app/solver.c), and is not for people. It is a program of its own because GLPK is under
 * the GNU GPL 3: linked with it this binary is too, and nothing else is. Any program that speaks the protocol can stand in.
 *
 * On standard input, each request answered on standard output before the next is read:
 *	lp COLUMNS ROWS TOP      a problem: columns from 0 to TOP; ROWS lines follow      -> ok
 *	row VALUE COLUMN...      the sum of these columns = VALUE
 *	drop ROW                 the row no longer counts                                 -> ok
 *	max|min COLUMN:WEIGHT... the largest or smallest sum    -> optimal VALUE, then a line "x COLUMN:VALUE..." and a line
 *	                         "y ROW:DUAL..." (those that are not 0); or infeasible; or gave-up
 *	maxw|minw ENOUGH COLUMN:WEIGHT...  the same in whole numbers, ending the search at ENOUGH; without the line "y"
 * Numbers count from 0. A request that makes no sense is answered "error TEXT", and ends the program with status 65.
 * End of input ends it with status 0; no memory 70, a closed output 74.
 */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glpk.h>

#define COLUMNS_MAX 4000000L
#define ROWS_MAX 4000000L
#define NODES_MAX 4000 /* of a search in whole numbers: what is not found by then is not found */

/* The problem, and room for one line of it. */
struct solver {
	glp_prob *p;
	int columns, rows;
	int *index;
	double *value;
	bool *member; /* by column: named in this line already */
	bool ready;   /* there is a basis to start from */
	char *line;
	size_t cap;
	long nodes; /* of the search that is on */
	double enough;
	bool most;
};

static int bad(const char *why)
{
	printf("error %s\n", why);
	fflush(stdout);
	return 65;
}

/* The next word of a line. */
static char *word(char **at)
{
	char *s = *at + strspn(*at, " ");
	size_t n = strcspn(s, " ");

	*at = s[n] ? s + n + 1 : s + n;
	s[n] = '\0';
	return n ? s : NULL;
}

static bool whole_number(const char *s, long long low, long long high, long long *out)
{
	char *end;

	if (s == NULL)
		return false;
	errno = 0;
	*out = strtoll(s, &end, 10);
	return errno == 0 && end != s && *end == '\0' && *out >= low && *out <= high;
}

/* Columns of the rest of a line, "COLUMN" or "COLUMN:WEIGHT", each once. Returns how many; -1 where they make no sense. */
static int read_columns(struct solver *s, char *at, bool weighted)
{
	long long column, weight = 1;
	bool sound = true;
	int n = 0;

	for (char *w; sound && (w = word(&at)) != NULL;) {
		char *colon = weighted ? strchr(w, ':') : NULL;
		if (colon)
			*colon = '\0';
		sound = whole_number(w, 0, s->columns - 1, &column) && !s->member[column] &&
			(!weighted || (colon && whole_number(colon + 1, -1000000000, 1000000000, &weight)));
		if (sound) {
			s->member[column] = true;
			n++;
			s->index[n] = (int)column + 1;
			s->value[n] = (double)weight;
		}
	}
	for (int i = 1; i <= n; i++)
		s->member[s->index[i] - 1] = false;
	return sound ? n : -1;
}

static ssize_t next_line(struct solver *s)
{
	ssize_t n = getline(&s->line, &s->cap, stdin);

	if (n > 0 && s->line[n - 1] == '\n')
		s->line[--n] = '\0';
	return n > 0 && strlen(s->line) != (size_t)n ? -2 : n;
}

static int load(struct solver *s, char *at)
{
	long long columns, rows, top, value;

	if (!whole_number(word(&at), 1, COLUMNS_MAX, &columns) || !whole_number(word(&at), 0, ROWS_MAX, &rows) ||
	    !whole_number(word(&at), 1, 1LL << 50, &top) || word(&at))
		return bad("lp COLUMNS ROWS TOP");
	glp_erase_prob(s->p);
	free(s->index);
	free(s->value);
	free(s->member);
	s->columns = (int)columns;
	s->rows = (int)rows;
	s->index = malloc(((size_t)columns + 1) * sizeof *s->index);
	s->value = malloc(((size_t)columns + 1) * sizeof *s->value);
	s->member = calloc((size_t)columns, sizeof *s->member);
	if (!s->index || !s->value || !s->member)
		return 70;
	glp_add_cols(s->p, s->columns);
	for (int c = 1; c <= s->columns; c++)
		glp_set_col_bnds(s->p, c, GLP_DB, 0, (double)top);
	if (rows > 0)
		glp_add_rows(s->p, s->rows);
	for (int r = 1; r <= s->rows; r++) {
		ssize_t len = next_line(s);
		at = s->line;
		char *w = len > 0 ? word(&at) : NULL;
		if (w == NULL || strcmp(w, "row") != 0 || !whole_number(word(&at), 0, 1LL << 50, &value))
			return bad("row VALUE COLUMN...");
		int n = read_columns(s, at, false);
		if (n < 0)
			return bad("row VALUE COLUMN...");
		glp_set_row_bnds(s->p, r, GLP_FX, (double)value, (double)value);
		glp_set_mat_row(s->p, r, n, s->index, s->value);
	}
	s->ready = false;
	puts("ok");
	return 0;
}

static int drop(struct solver *s, char *at)
{
	long long row;

	if (!whole_number(word(&at), 0, s->rows - 1, &row) || word(&at))
		return bad("drop ROW");
	glp_set_row_bnds(s->p, (int)row + 1, GLP_FR, 0, 0);
	if (s->ready && glp_get_row_stat(s->p, (int)row + 1) != GLP_BS)
		glp_set_row_stat(s->p, (int)row + 1, GLP_NF);
	puts("ok");
	return 0;
}

/* Solves the linear problem from where the last one ended. Returns false where the solver gives up. */
static bool simplex(struct solver *s)
{
	glp_smcp how;

	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.meth = GLP_PRIMAL;
	if (!s->ready)
		glp_adv_basis(s->p, 0);
	s->ready = true;
	int failed = glp_simplex(s->p, &how);
	if (failed) { /* a basis that can't be factored any more: begin anew */
		glp_std_basis(s->p);
		failed = glp_simplex(s->p, &how);
	}
	return !failed;
}

static void say_columns(struct solver *s, bool whole)
{
	fputs("x", stdout);
	for (int c = 1; c <= s->columns; c++) {
		double v = whole ? glp_mip_col_val(s->p, c) : glp_get_col_prim(s->p, c);
		if (fabs(v) > 1e-9)
			printf(" %d:%.15g", c - 1, v);
	}
	puts("");
}

static void say_duals(struct solver *s)
{
	fputs("y", stdout);
	for (int r = 1; r <= s->rows; r++) {
		double v = glp_get_row_dual(s->p, r);
		if (fabs(v) > 1e-7)
			printf(" %d:%.15g", r - 1, v);
	}
	puts("");
}

/* Ends a search that has found enough, or gone on for too long. */
static void watch_search(glp_tree *t, void *info)
{
	struct solver *s = info;

	if (glp_ios_reason(t) == GLP_ISELECT && ++s->nodes > NODES_MAX)
		glp_ios_terminate(t);
	if (glp_ios_reason(t) == GLP_IBINGO) {
		double v = glp_mip_obj_val(s->p);
		if (s->most ? v >= s->enough - 1e-6 : v <= s->enough + 1e-6)
			glp_ios_terminate(t);
	}
}

static bool search(struct solver *s)
{
	glp_iocp how;

	glp_init_iocp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.br_tech = GLP_BR_MFV;
	how.bt_tech = GLP_BT_DFS;
	how.cb_func = watch_search;
	how.cb_info = s;
	s->nodes = 0;
	for (int c = 1; c <= s->columns; c++)
		glp_set_col_kind(s->p, c, GLP_IV);
	glp_intopt(s->p, &how);
	int found = glp_mip_status(s->p);
	for (int c = 1; c <= s->columns; c++)
		glp_set_col_kind(s->p, c, GLP_CV);
	return found == GLP_OPT || found == GLP_FEAS;
}

static int solve(struct solver *s, char *at, bool most, bool whole)
{
	s->most = most;
	if (whole) {
		char *w = word(&at), *end = w;
		s->enough = w ? strtod(w, &end) : 0;
		if (w == NULL || end == w || *end || !isfinite(s->enough))
			return bad("maxw|minw ENOUGH COLUMN:WEIGHT...");
	}
	int n = read_columns(s, at, true);
	if (n < 0)
		return bad("max|min COLUMN:WEIGHT...");
	for (int c = 0; c <= s->columns; c++)
		glp_set_obj_coef(s->p, c, 0);
	for (int i = 1; i <= n; i++)
		glp_set_obj_coef(s->p, s->index[i], s->value[i]);
	glp_set_obj_dir(s->p, most ? GLP_MAX : GLP_MIN);
	int status = simplex(s) ? glp_get_status(s->p) : GLP_UNDEF;
	if (status == GLP_NOFEAS || status == GLP_INFEAS) {
		puts("infeasible");
	} else if (status != GLP_OPT || (whole && !search(s))) {
		puts("gave-up");
	} else {
		printf("optimal %.15g\n", whole ? glp_mip_obj_val(s->p) : glp_get_obj_val(s->p));
		say_columns(s, whole);
		if (!whole)
			say_duals(s);
	}
	return 0;
}

static int serve(struct solver *s)
{
	ssize_t n;
	int end = 0;

	while (end == 0 && (n = next_line(s)) >= 0) {
		char *at = s->line, *w = word(&at);
		if (w && strcmp(w, "lp") == 0)
			end = load(s, at);
		else if (w && s->columns > 0 && strcmp(w, "drop") == 0)
			end = drop(s, at);
		else if (w && s->columns > 0 && (strcmp(w, "max") == 0 || strcmp(w, "min") == 0))
			end = solve(s, at, w[1] == 'a', false);
		else if (w && s->columns > 0 && (strcmp(w, "maxw") == 0 || strcmp(w, "minw") == 0))
			end = solve(s, at, w[1] == 'a', true);
		else
			end = bad("lp, drop, max, min, maxw or minw");
		if (fflush(stdout) != 0)
			end = 74;
	}
	return end == 0 && n == -2 ? bad("a NUL byte") : end;
}

int main(int argc, char **argv)
{
	struct solver s = { 0 };

	(void)argv;
	if (argc != 1) {
		fputs("sv-audit-lp is started by other programs and takes no arguments\n", stderr);
		return 64;
	}
	glp_term_out(GLP_OFF);
	s.p = glp_create_prob();
	int end = serve(&s);
	glp_delete_prob(s.p);
	glp_free_env();
	free(s.index);
	free(s.value);
	free(s.member);
	free(s.line);
	return end;
}
