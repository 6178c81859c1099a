/* SPDX-License-Identifier: MIT */
/*
 * A linear programming solver as a program of its own, for the audit of published tables: GLPK behind a line protocol.
 * It is started by other programs (report/solver.c), and is not for people. It is a program of its own because GLPK is under
 * the GNU GPL 3: linked with it this binary is too, and nothing else is. Any program that speaks the protocol can stand in.
 *
 * On standard input, each request answered on standard output before the next is read:
 *	lp COLUMNS ROWS TOP            a problem: columns from 0 to TOP; ROWS lines follow             -> ok
 *	row VALUE COST COLUMN...       the sum of these columns = VALUE; COST: for relax, -1: never given up
 *	spare VALUE COST COLUMN...     a row that the others imply: only for relax
 *	max|min COLUMN:WEIGHT...       the largest or smallest sum -> optimal VALUE, then a line "x COLUMN:VALUE..." and a
 *	                               line "y ROW:DUAL..." (those that are not 0); or infeasible; or gave-up
 *	maxw|minw ENOUGH COLUMN:WEIGHT...  the same in whole numbers, ending the search at ENOUGH; without the line "y"
 *	relax+|relax- REACH COLUMN:WEIGHT...  the cheapest way to let the sum be at least, or at most, REACH by not keeping
 *	                               rows -> optimal COST, then a line "r ROW:AMOUNT..."; or infeasible; or gave-up
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
#define STEPS 20       /* of the simplex method, for each column and row: what takes more is begun anew */
#define NODES_MAX 300  /* of a search in whole numbers: what is not found by then is not found */

/* A row as it was given. */
struct row {
	int *column; /* n, counted from 1 */
	int n, at;   /* at: its number in the problem; 0: a spare */
	double value, cost;
};

/* The problem, and room for one line of it. */
struct solver {
	glp_prob *p, *relaxed; /* relaxed: with two columns more for each row, by which it is not kept; made when it is asked for */
	int columns, rows;
	struct row *row;
	int *index;
	double *value, top;
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

static void forget(struct solver *s)
{
	for (int r = 0; s->row && r < s->rows; r++)
		free(s->row[r].column);
	free(s->row);
	free(s->index);
	free(s->value);
	free(s->member);
	s->row = NULL;
	s->rows = s->columns = 0;
	if (s->relaxed)
		glp_delete_prob(s->relaxed);
	s->relaxed = NULL;
	s->ready = false;
	glp_erase_prob(s->p);
}

/* One line of a problem. */
static int load_row(struct solver *s, struct row *row)
{
	ssize_t len = next_line(s);
	char *at = s->line, *w = len > 0 ? word(&at) : NULL;
	long long value, cost;

	if (w == NULL || (strcmp(w, "row") != 0 && strcmp(w, "spare") != 0) || !whole_number(word(&at), 0, 1LL << 50, &value) ||
	    !whole_number(word(&at), -1, INT64_MAX, &cost))
		return bad("row|spare VALUE COST COLUMN...");
	int n = read_columns(s, at, false);
	if (n < 0)
		return bad("row|spare VALUE COST COLUMN...");
	*row = (struct row){ malloc(((size_t)n + 1) * sizeof *row->column), n, 0, (double)value, (double)cost };
	if (row->column == NULL)
		return 70;
	memcpy(row->column, s->index + 1, (size_t)n * sizeof *row->column);
	if (w[0] == 'r') {
		row->at = glp_add_rows(s->p, 1);
		glp_set_row_bnds(s->p, row->at, GLP_FX, row->value, row->value);
		glp_set_mat_row(s->p, row->at, n, s->index, s->value);
	}
	return 0;
}

static int load(struct solver *s, char *at)
{
	long long columns, rows, top;
	int end = 0;

	if (!whole_number(word(&at), 1, COLUMNS_MAX, &columns) || !whole_number(word(&at), 0, ROWS_MAX, &rows) ||
	    !whole_number(word(&at), 1, 1LL << 50, &top) || word(&at))
		return bad("lp COLUMNS ROWS TOP");
	forget(s);
	size_t room = 2 * (size_t)(columns > rows ? columns : rows) + 2;
	s->columns = (int)columns;
	s->top = (double)top;
	s->index = malloc(room * sizeof *s->index);
	s->value = malloc(room * sizeof *s->value);
	s->member = calloc((size_t)columns, sizeof *s->member);
	s->row = calloc((size_t)rows + 1, sizeof *s->row);
	if (!s->index || !s->value || !s->member || !s->row)
		return 70;
	glp_add_cols(s->p, s->columns);
	for (int c = 1; c <= s->columns; c++)
		glp_set_col_bnds(s->p, c, GLP_DB, 0, s->top);
	for (; end == 0 && s->rows < (int)rows; s->rows++)
		end = load_row(s, &s->row[s->rows]);
	if (end == 0)
		puts("ok");
	return end;
}

/* Solves the linear problem from where the last one ended, or anew. Returns false where the solver gives up. */
static bool simplex(struct solver *s)
{
	glp_smcp how;
	int failed = 1;

	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.meth = GLP_PRIMAL;
	how.it_lim = STEPS * (s->columns + s->rows) + 1000;
	if (s->ready)
		failed = glp_simplex(s->p, &how);
	if (failed) { /* none to start from, or one that leads nowhere */
		how.presolve = GLP_ON;
		failed = glp_simplex(s->p, &how);
	}
	if (failed) {
		how.presolve = GLP_OFF;
		how.meth = GLP_DUALP;
		glp_adv_basis(s->p, 0);
		failed = glp_simplex(s->p, &how);
	}
	s->ready = !failed && glp_get_status(s->p) == GLP_OPT;
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
	for (int r = 0; r < s->rows; r++) {
		double v = s->row[r].at ? glp_get_row_dual(s->p, s->row[r].at) : 0;
		if (fabs(v) > 1e-7)
			printf(" %d:%.15g", r, v);
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

/* The problem in which every row that may be given up has two columns more: what it exceeds, and what it lacks. */
static bool make_relaxed(struct solver *s)
{
	double largest = 1;

	s->relaxed = glp_create_prob();
	glp_set_obj_dir(s->relaxed, GLP_MIN);
	glp_add_cols(s->relaxed, s->columns + 2 * s->rows);
	glp_add_rows(s->relaxed, s->rows + 1);
	for (int r = 0; r < s->rows; r++)
		largest = s->row[r].cost > largest ? s->row[r].cost : largest;
	for (int c = 1; c <= s->columns; c++)
		glp_set_col_bnds(s->relaxed, c, GLP_DB, 0, s->top);
	for (int r = 0; r < s->rows; r++) {
		const struct row *row = &s->row[r];
		for (int side = 0; side < 2; side++) {
			int c = s->columns + 2 * r + side + 1;
			glp_set_col_bnds(s->relaxed, c, row->cost < 0 ? GLP_FX : GLP_LO, 0, 0);
			glp_set_obj_coef(s->relaxed, c, row->cost < 0 ? 0 : row->cost / largest + 1e-6);
		}
		int *column = malloc(((size_t)row->n + 3) * sizeof *column);
		double *one = malloc(((size_t)row->n + 3) * sizeof *one);
		if (column && one) {
			for (int i = 0; i < row->n; i++) {
				column[i + 1] = row->column[i];
				one[i + 1] = 1;
			}
			column[row->n + 1] = s->columns + 2 * r + 1;
			one[row->n + 1] = -1;
			column[row->n + 2] = s->columns + 2 * r + 2;
			one[row->n + 2] = 1;
			glp_set_row_bnds(s->relaxed, r + 1, GLP_FX, row->value, row->value);
			glp_set_mat_row(s->relaxed, r + 1, row->n + 2, column, one);
		}
		bool ok = column && one;
		free(column);
		free(one);
		if (!ok)
			return false;
	}
	return true;
}

static int relax(struct solver *s, char *at, bool most)
{
	char *w = word(&at), *end = w;
	double reach = w ? strtod(w, &end) : 0;
	glp_smcp how;

	if (w == NULL || end == w || *end || !isfinite(reach))
		return bad("relax+|relax- REACH COLUMN:WEIGHT...");
	int n = read_columns(s, at, true);
	if (n < 0)
		return bad("relax+|relax- REACH COLUMN:WEIGHT...");
	if (s->relaxed == NULL && !make_relaxed(s))
		return 70;
	glp_set_row_bnds(s->relaxed, s->rows + 1, most ? GLP_LO : GLP_UP, reach, reach);
	glp_set_mat_row(s->relaxed, s->rows + 1, n, s->index, s->value);
	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.presolve = GLP_ON;
	how.it_lim = STEPS * (s->columns + 3 * s->rows) + 1000;
	int failed = glp_simplex(s->relaxed, &how), status = failed == GLP_ENOPFS ? GLP_NOFEAS : failed ? GLP_UNDEF : glp_get_status(s->relaxed);
	if (status == GLP_NOFEAS || status == GLP_INFEAS) {
		puts("infeasible");
	} else if (status != GLP_OPT) {
		puts("gave-up");
	} else {
		printf("optimal %.15g\nr", glp_get_obj_val(s->relaxed));
		for (int r = 0; r < s->rows; r++) {
			double v = glp_get_col_prim(s->relaxed, s->columns + 2 * r + 1) + glp_get_col_prim(s->relaxed, s->columns + 2 * r + 2);
			if (v > 1e-6)
				printf(" %d:%.15g", r, v);
		}
		puts("");
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
		else if (w && s->columns > 0 && (strcmp(w, "max") == 0 || strcmp(w, "min") == 0))
			end = solve(s, at, w[1] == 'a', false);
		else if (w && s->columns > 0 && (strcmp(w, "maxw") == 0 || strcmp(w, "minw") == 0))
			end = solve(s, at, w[1] == 'a', true);
		else if (w && s->columns > 0 && (strcmp(w, "relax+") == 0 || strcmp(w, "relax-") == 0))
			end = relax(s, at, w[5] == '+');
		else
			end = bad("lp, max, min, maxw, minw, relax+ or relax-");
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
	forget(&s);
	glp_delete_prob(s.p);
	glp_free_env();
	free(s.line);
	return end;
}
