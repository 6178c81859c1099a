/* SPDX-License-Identifier: MIT */
/* Reports on paper: see report_pdf.h. groff runs twice, as the page of contents tells the pages of what comes after it. */
#include "view/report_pdf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/date.h"
#include "json/get.h"
#include "view/context.h"
#include "view/plot.h"

#define PLOTS_MAX 64
#define SECONDS 60
#define OUTPUT_MAX (64u << 20)

/* What layouts print to stderr where a section begins (.tm). */
static const char told[] = "sv-page ";

/* The plots as files in memory, which groff opens as /dev/fd/10 and on. */
struct plots {
	int fd[PLOTS_MAX];
	size_t n;
};

static void close_plots(struct plots *p)
{
	while (p->n > 0)
		close(p->fd[--p->n]);
}

static enum sv_status draw_plots(const json_t *document, struct plots *p, struct sv_err *err)
{
	const char *lang = sv_json_text(document, "lang");
	const json_t *table;
	enum sv_status st = SV_OK;
	int height;

	for (size_t i = 0; st == SV_OK && (table = sv_context_plotted(document, i)) != NULL; i++) {
		struct sv_buf pdf = SV_BUF_INIT;
		if (p->n == PLOTS_MAX)
			return sv_err_set(err, SV_BAD_INPUT, N_("a report has at most %d plots"), PLOTS_MAX);
		st = sv_plot_pdf(table, lang, &pdf, &height, err);
		if (st == SV_OK && (p->fd[p->n] = sv_child_file(sv_buf_str(&pdf), pdf.len)) < 0)
			st = sv_err_sys(err, SV_IO, errno, N_("cannot create '%s': %s"), "/dev/fd");
		else if (st == SV_OK)
			p->n++;
		sv_buf_release(&pdf);
	}
	return st;
}

/* One run; where only the pages are wanted, nothing is set. said gets what was printed to stderr. */
static enum sv_status groff(const struct sv_buf *source, const struct plots *p, int32_t day, bool pages, struct sv_buf *out, struct sv_buf *said, struct sv_err *err)
{
	/* The hash seeds keep perl's, in which gropdf is written, from an order of its own in each run. */
	static const char *const set[] = { "groff", "-k", "-K", "utf8", "-t", "-ms", "-Tpdf", "-dpaper=a4", "-P-pa4", NULL }, *const look[] = { "groff", "-k", "-K", "utf8", "-t", "-ms", "-Tpdf", "-dpaper=a4", "-z", NULL };
	static const char *const missing[] = { "gropdf", NULL }; /* groff-base has groff, and not this */
	char epoch[64];
	const char *const env[] = { "LC_ALL=C.UTF-8", "TZ=UTC", epoch, "PERL_HASH_SEED=0", "PERL_PERTURB_KEYS=0", NULL };
	struct sv_child c = { .argv = pages ? look : set, .environ = env, .input = sv_buf_str(source), .ninput = source->len, .files = p->fd, .nfiles = p->n, .max = OUTPUT_MAX, .seconds = SECONDS, .package = "groff" };
	char path[4200];

	snprintf(epoch, sizeof epoch, "SOURCE_DATE_EPOCH=%lld", (long long)day * 86400);
	if (!sv_child_find(missing[0], path, sizeof path))
		c.argv = missing;
	enum sv_status st = sv_child_run(&c, out, said, err);
	if (st == SV_OK && !pages && (out->len < 5 || memcmp(out->data, "%PDF-", 5) != 0))
		st = sv_err_set(err, SV_BUG, N_("the program '%s' made no PDF"), "groff");
	return st;
}

/* "sv-page volumes 5" a line, among warnings. */
static json_t *read_pages(const char *said)
{
	json_t *pages = json_object();

	while (pages && said && *said) {
		size_t n = strcspn(said, "\n");
		const char *id = strncmp(said, told, sizeof told - 1) == 0 ? said + sizeof told - 1 : NULL;
		size_t len = id ? strcspn(id, " \n") : 0;
		if (len > 0 && id[len] == ' ')
			json_object_setn_new(pages, id, len, json_integer(strtol(id + len + 1, NULL, 10)));
		said += n + (said[n] == '\n');
	}
	return pages;
}

enum sv_status sv_report_pdf(const json_t *document, const struct sv_report_texts *texts, struct sv_buf *out, struct sv_err *err)
{
	struct sv_buf source = SV_BUF_INIT, said = SV_BUF_INIT, none = SV_BUF_INIT, pdf = SV_BUF_INIT;
	struct plots plots = { .n = 0 };
	json_t *pages = NULL;
	int32_t day = 0;

	sv_date_parse(sv_json_text(document, "as_of"), &day);
	enum sv_status st = sv_report_fill(document, SV_REPORT_MS, texts, NULL, &source, err);
	if (st == SV_OK)
		st = draw_plots(document, &plots, err);
	if (st == SV_OK)
		st = groff(&source, &plots, day, true, &none, &said, err);
	if (st == SV_OK) {
		pages = read_pages(sv_buf_str(&said));
		sv_buf_clear(&source);
		sv_buf_clear(&said);
		st = sv_report_fill(document, SV_REPORT_MS, texts, pages, &source, err);
	}
	if (st == SV_OK)
		st = groff(&source, &plots, day, false, &pdf, &said, err);
	if (st == SV_OK)
		sv_buf_add(out, pdf.data, pdf.len);
	close_plots(&plots);
	json_decref(pages);
	sv_buf_release(&source);
	sv_buf_release(&said);
	sv_buf_release(&none);
	sv_buf_release(&pdf);
	return st == SV_OK && out->failed ? sv_err_nomem(err) : st;
}
