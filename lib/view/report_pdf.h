/* SPDX-License-Identifier: MIT */
/* Reports on paper, by groff; and the filling in of layouts that it shares with the other formats. */
#ifndef SV_VIEW_REPORT_PDF_H
#define SV_VIEW_REPORT_PDF_H

#include "view/report.h"

/* Fills in a layout for a checked document; pages: where each section begins (MS), or NULL. Appended. */
enum sv_status sv_report_fill(const json_t *document, enum sv_report_format format, const struct sv_report_texts *texts, const json_t *pages, struct sv_buf *out, struct sv_err *err);
/* Makes the PDF of a checked document. Appended. */
enum sv_status sv_report_pdf(const json_t *document, const struct sv_report_texts *texts, struct sv_buf *out, struct sv_err *err);

#endif
