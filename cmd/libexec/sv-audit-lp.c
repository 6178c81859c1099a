/* SPDX-License-Identifier: MIT */
/*
 * A linear programming solver as a program of its own, for the audit of published tables: GLPK behind a line protocol.
 * It is started by other programs (report/solver.c), and is not for people. It is a program of its own because GLPK is under
 * the GNU GPL 3: linked with it this binary is too, and nothing else is. Any program that speaks the protocol can stand in.
 *
 * On standard input, each request answered on standard output before the next is read:
 *	lp COLUMNS ROWS TOP            a problem: columns from 0 to TOP; ROWS lines follow             -> ok
 *	row VALUE COST COLUMN...       the sum of these columns = VALUE; COST: for ease, > 0; -1: never given up
 *	max|min COLUMN:WEIGHT...       the largest or smallest sum -> optimal VALUE, then a line "x COLUMN:VALUE..." and a
 *	                               line "y ROW:DUAL..." (those that are not 0); or infeasible; or gave-up
 *	maxw|minw ENOUGH COLUMN:WEIGHT...  the same in whole numbers, ending the search at ENOUGH; without the line "y"
 *	base COLUMN:VALUE...           a table that fits, to move from                                -> ok
 *	move+|move- BY COLUMN:WEIGHT...  the smallest change of it that lets the sum be BY higher, or lower -> optimal CHANGE,
 *	                               then a line "x COLUMN:CHANGE..."; or infeasible; or gave-up
 *	ease+|ease- BY COLUMN:WEIGHT...  the same, where rows may be given up at their cost; then a line "r ROW:AMOUNT..." too
 *	movew+|movew-|easew+|easew- BY COLUMN:WEIGHT...  the same in whole numbers, the first that is found
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
#define NODES_MAX 60   /* of a search in whole numbers: what is not found by then is not found */
#define FEW 40         /* columns that are not whole, with which such a search is begun */
#define REWEIGH 10     /* times that a move is asked to touch less */

/* A row as it was given. */
struct row {
	int *column; /* n, counted from 1 */
	int n;
	double value, cost;
};

/* The problem, and room for one line of it. */
struct solver {
	glp_prob *p;
	glp_prob *moves; /* of what columns gain and lose, and rows are not kept by; made when it is asked for */
	int columns, rows;
	struct row *row;
	int *index;
	double *value, *base, top;
	bool *member; /* by column: named in this line already */
	bool ready;   /* there is a basis to start from */
	char *line;
	size_t cap;
	long nodes; /* of the search that is on */
	double enough;
	int *aim;    /* the goal of the last move, columns counted from 1, and its sign */
	int naim, sign;
	bool warm;   /* the last move ended at costs as they were given: another for the same goal may go on from there */
	bool most, any; /* any: the first that is found will do */
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
	free(s->base);
	free(s->member);
	s->row = NULL;
	s->index = NULL;
	s->value = s->base = NULL;
	s->member = NULL;
	s->rows = s->columns = 0;
	if (s->moves)
		glp_delete_prob(s->moves);
	s->moves = NULL;
	s->ready = s->warm = false;
	free(s->aim);
	s->aim = NULL;
	s->naim = 0;
	glp_erase_prob(s->p);
}

/* One line of a problem. */
static int load_row(struct solver *s, struct row *row)
{
	ssize_t len = next_line(s);
	char *at = s->line, *w = len > 0 ? word(&at) : NULL;
	long long value, cost;

	if (w == NULL || strcmp(w, "row") != 0 || !whole_number(word(&at), 0, 1LL << 50, &value) ||
	    !whole_number(word(&at), -1, INT64_MAX, &cost))
		return bad("row VALUE COST COLUMN...");
	int n = read_columns(s, at, false);
	if (n < 0)
		return bad("row VALUE COST COLUMN...");
	*row = (struct row){ malloc(((size_t)n + 1) * sizeof *row->column), n, (double)value, (double)cost };
	if (row->column == NULL)
		return 70;
	memcpy(row->column, s->index + 1, (size_t)n * sizeof *row->column);
	int at_row = glp_add_rows(s->p, 1);
	glp_set_row_bnds(s->p, at_row, GLP_FX, row->value, row->value);
	glp_set_mat_row(s->p, at_row, n, s->index, s->value);
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
	size_t room = 2 * (size_t)columns + 3;
	s->columns = (int)columns;
	s->top = (double)top;
	s->index = malloc(room * sizeof *s->index);
	s->value = malloc(room * sizeof *s->value);
	s->base = calloc((size_t)columns, sizeof *s->base);
	s->member = calloc((size_t)columns, sizeof *s->member);
	s->row = calloc((size_t)rows + 1, sizeof *s->row);
	if (!s->index || !s->value || !s->base || !s->member || !s->row)
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
		double v = glp_get_row_dual(s->p, r + 1);
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
		double v = glp_mip_obj_val(glp_ios_get_prob(t));
		if (s->any || s->most ? v >= s->enough - 1e-6 : v <= s->enough + 1e-6)
			glp_ios_terminate(t);
	}
}

/* Solves p, of which the linear problem is solved, in whole numbers. */
static bool search(struct solver *s, glp_prob *p)
{
	glp_iocp how;

	glp_init_iocp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.br_tech = GLP_BR_MFV;
	how.bt_tech = GLP_BT_DFS;
	how.cb_func = watch_search;
	how.cb_info = s;
	s->nodes = 0;
	for (int c = 1; c <= glp_get_num_cols(p); c++)
		glp_set_col_kind(p, c, GLP_IV);
	glp_intopt(p, &how);
	int found = glp_mip_status(p);
	for (int c = 1; c <= glp_get_num_cols(p); c++)
		glp_set_col_kind(p, c, GLP_CV);
	return found == GLP_OPT || found == GLP_FEAS;
}

static int solve(struct solver *s, char *at, bool most, bool whole)
{
	s->most = most;
	s->any = false;
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
	} else if (status != GLP_OPT || (whole && !search(s, s->p))) {
		puts("gave-up");
	} else {
		printf("optimal %.15g\n", whole ? glp_mip_obj_val(s->p) : glp_get_obj_val(s->p));
		say_columns(s, whole);
		if (!whole)
			say_duals(s);
	}
	return 0;
}

/* A row of what changes: gains less losses, less what it exceeds, and what it lacks, is 0. */
static void set_change(struct solver *s, int r)
{
	const struct row *row = &s->row[r];
	int n = row->n, extra = 2 * s->columns + 2 * r;

	for (int i = 1; i <= n; i++) {
		s->index[i] = row->column[i - 1];
		s->value[i] = 1;
		s->index[n + i] = row->column[i - 1] + s->columns;
		s->value[n + i] = -1;
	}
	s->index[2 * n + 1] = extra + 1;
	s->value[2 * n + 1] = -1;
	s->index[2 * n + 2] = extra + 2;
	s->value[2 * n + 2] = 1;
	glp_set_row_bnds(s->moves, r + 1, GLP_FX, 0, 0);
	glp_set_mat_row(s->moves, r + 1, 2 * n + 2, s->index, s->value);
}

/* Columns for gains, for losses, and two for each row; the rows, and one for the goal. */
static void make_moves(struct solver *s)
{
	s->moves = glp_create_prob();
	glp_set_obj_dir(s->moves, GLP_MIN);
	glp_add_cols(s->moves, 2 * s->columns + 2 * s->rows);
	glp_add_rows(s->moves, s->rows + 1);
	for (int r = 0; r < s->rows; r++)
		set_change(s, r);
}

static int base(struct solver *s, char *at)
{
	int n = read_columns(s, at, true);

	if (n < 0)
		return bad("base COLUMN:VALUE...");
	memset(s->base, 0, (size_t)s->columns * sizeof *s->base);
	for (int i = 1; i <= n; i++) {
		s->base[s->index[i] - 1] = s->value[i];
		if (s->value[i] < 0 || s->value[i] > s->top)
			return bad("base COLUMN:VALUE...");
	}
	if (s->moves == NULL)
		make_moves(s);
	for (int c = 1; c <= s->columns; c++) {
		double v = s->base[c - 1];
		glp_set_col_bnds(s->moves, c, v < s->top ? GLP_DB : GLP_FX, 0, s->top - v);
		glp_set_col_bnds(s->moves, s->columns + c, v > 0 ? GLP_DB : GLP_FX, 0, v);
	}
	puts("ok");
	return 0;
}

static double change(const struct solver *s, bool whole, int column)
{
	return whole ? glp_mip_col_val(s->moves, column) : glp_get_col_prim(s->moves, column);
}

/* A move was found. */
static void say_move(const struct solver *s, bool ease, bool whole)
{
	printf("optimal %.15g\nx", whole ? glp_mip_obj_val(s->moves) : glp_get_obj_val(s->moves));
	for (int c = 1; c <= s->columns; c++) {
		double v = change(s, whole, c) - change(s, whole, s->columns + c);
		if (fabs(v) > 1e-9)
			printf(" %d:%.15g", c - 1, v);
	}
	puts("");
	if (!ease)
		return;
	fputs("r", stdout);
	for (int r = 0; r < s->rows; r++) {
		double v = change(s, whole, 2 * s->columns + 2 * r + 1) + change(s, whole, 2 * s->columns + 2 * r + 2);
		if (v > 1e-6)
			printf(" %d:%.15g", r, v);
	}
	puts("");
}

/* How many columns of a solution are not whole. */
static int fractions(const struct solver *s)
{
	int n = 0;

	for (int c = 1; c <= s->columns; c++) {
		double v = change(s, false, c) - change(s, false, s->columns + c);
		n += fabs(v - nearbyint(v)) > 1e-6;
	}
	return n;
}

/*
 * Costs of a move: of the first, and then of each thing the more, the less the move before changed it, and of columns the
 * more against rows, so that the next touches few things and those more, and is whole at last (Candes, Wakin and Boyd, "Enhancing Sparsity by Reweighted l1 Minimization", 2008).
 */
static void weigh(struct solver *s, double by, bool first, double touch)
{
	for (int c = 1; c <= s->columns; c++) {
		double d = first ? 0 : fabs(change(s, false, c) - change(s, false, s->columns + c)) / by;
		glp_set_obj_coef(s->moves, c, first ? 1 : touch * 0.1 / (d + 0.1));
		glp_set_obj_coef(s->moves, s->columns + c, first ? 1 : touch * 0.1 / (d + 0.1));
	}
	for (int r = 0; r < s->rows; r++) {
		int extra = 2 * s->columns + 2 * r;
		double d = first ? 0 : (change(s, false, extra + 1) + change(s, false, extra + 2)) / by, cost = s->row[r].cost < 0 ? 0 : s->row[r].cost;
		glp_set_obj_coef(s->moves, extra + 1, first ? cost : cost * 0.1 / (d + 0.1));
		glp_set_obj_coef(s->moves, extra + 2, first ? cost : cost * 0.1 / (d + 0.1));
	}
}

/* A move in whole numbers, from one that is not: by asking for less, and at last by a search. *mip: it is in the search's solution. */
static bool make_whole(struct solver *s, double by, glp_smcp *how, bool *mip)
{
	*mip = false;
	how->meth = GLP_PRIMAL;
	for (int i = 1; i <= REWEIGH && fractions(s) > 0; i++) {
		s->warm = false;
		weigh(s, by, false, ldexp(1, i));
		if (glp_simplex(s->moves, how) != 0 || glp_get_status(s->moves) != GLP_OPT)
			return false;
	}
	if (fractions(s) == 0)
		return true;
	*mip = true;
	return fractions(s) <= FEW && search(s, s->moves);
}

/* Sets what a move is for: n columns of index, with their weights; s->warm stays only where that is as before. */
static bool set_aim(struct solver *s, int n, bool up)
{
	int sign = up ? 1 : -1;
	bool same = s->naim == n && s->sign == sign;

	for (int i = 1; i <= n && same; i++)
		same = s->aim[i] == s->index[i] && s->value[i] == 1;
	if (same)
		return true;
	int *aim = realloc(s->aim, ((size_t)n + 1) * sizeof *aim);
	if (aim == NULL)
		return false;
	s->warm = false;
	s->aim = aim;
	s->naim = n;
	s->sign = sign;
	for (int i = 1; i <= n; i++) {
		s->aim[i] = s->value[i] == 1 ? s->index[i] : 0;
		s->value[i] = up ? s->value[i] : -s->value[i];
		s->index[n + i] = s->index[i] + s->columns;
		s->value[n + i] = -s->value[i];
	}
	glp_set_mat_row(s->moves, s->rows + 1, 2 * n, s->index, s->value);
	return true;
}

static int move(struct solver *s, char *at, bool ease, bool up, bool whole)
{
	char *w = word(&at), *end = w;
	double by = w ? strtod(w, &end) : 0;
	glp_smcp how;

	if (w == NULL || end == w || *end || !isfinite(by) || by <= 0 || s->moves == NULL)
		return bad("base first, then move|movew|ease|easew, + or -, BY COLUMN:WEIGHT...");
	int n = read_columns(s, at, true);
	if (n < 0)
		return bad("move|movew|ease|easew, + or -, BY COLUMN:WEIGHT...");
	if (!set_aim(s, n, up))
		return 70;
	glp_set_row_bnds(s->moves, s->rows + 1, GLP_LO, by, by);
	for (int r = 0; r < s->rows; r++) {
		for (int side = 1; side <= 2; side++)
			glp_set_col_bnds(s->moves, 2 * s->columns + 2 * r + side, ease && s->row[r].cost > 0 ? GLP_LO : GLP_FX, 0, 0);
	}
	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.meth = GLP_DUALP;
	how.it_lim = STEPS * (s->columns + s->rows) + 1000;
	weigh(s, by, true, 1);
	if (!s->warm)
		glp_std_basis(s->moves); /* nothing moves: it is dual feasible, and near */
	int failed = glp_simplex(s->moves, &how), status = failed ? GLP_UNDEF : glp_get_status(s->moves);
	bool mip = false;
	s->any = true;
	s->warm = !failed;
	if (status == GLP_NOFEAS || status == GLP_INFEAS)
		puts("infeasible");
	else if (status != GLP_OPT || (whole && !make_whole(s, by, &how, &mip)))
		puts("gave-up");
	else
		say_move(s, ease, mip);
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
		else if (w && s->columns > 0 && strcmp(w, "base") == 0)
			end = base(s, at);
		else if (w && s->columns > 0 && (strncmp(w, "move", 4) == 0 || strncmp(w, "ease", 4) == 0) && strlen(w) == (w[4] == 'w' ? 6u : 5u) &&
			 strchr("+-", w[strlen(w) - 1]))
			end = move(s, at, w[0] == 'e', w[strlen(w) - 1] == '+', w[4] == 'w');
		else
			end = bad("lp, max, min, maxw, minw, base, or move, movew, ease or easew with + or -");
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
