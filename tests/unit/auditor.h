/* SPDX-License-Identifier: MIT */
/* The solver of the build under test, started once for a group of tests. Included after cmocka. */
#ifndef SV_TESTS_AUDITOR_H
#define SV_TESTS_AUDITOR_H

#include <stdio.h>
#include <stdlib.h>

#include "report/solver.h"

static struct sv_solver solver;

static int start(void **state)
{
	const char *b = getenv("B");
	char path[4200];

	(void)state;
	snprintf(path, sizeof path, "%s/libexec/sv/sv-audit-lp", b ? b : "build");
	return sv_solver_start(&solver, path, 60000, NULL) == SV_OK ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	sv_solver_stop(&solver);
	return 0;
}

#endif
