/* SPDX-License-Identifier: MIT */
/* sv-message: letters to parties, what was said to them, and two-way contact with an anonymous reporter. */
#include "cli/filter.h"
#include "cli/message.h"

static const char *const kinds[] = { "receipt", "acknowledgement", "update", "feedback", "notice", "invitation", "inspection", "extension", "decision", "aftercare", "oral_record", "other", NULL };
static const char *const letters[] = { "acknowledgement", "update", "feedback", "notice", "invitation", "inspection", "extension", "decision", "aftercare", "oral_record", "leaflet", "other", NULL };
static const char *const ways[] = { "letter", "mail", "phone", "talk", "mailbox", "other", NULL };
static const char *const sending[] = { "letter", "mail", "mailbox", NULL };
static const char *const formats[] = { "text", "html", "mail", NULL };
static const char *const langs[] = { "nl", "en", NULL };
static const char *const whats[] = { "account", "hearing_report", NULL };

#define LETTER \
	{ 'k', "kind", SV_OPT_WORD, N_("KIND"), N_("what it is"), letters, NULL, false, NULL }, \
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ..."), NULL, NULL, false, NULL }, \
	{ 0, "lang", SV_OPT_WORD, N_("LANGUAGE"), N_("language of the letter (the party's)"), langs, NULL, false, NULL }, \
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text, html or mail (text)"), formats, NULL, false, NULL }, \
	{ 0, "names", SV_OPT_FLAG, NULL, N_("fill in the party's name and address; needs --why and is recorded"), NULL, NULL, false, NULL, SV_WRITES }, \
	{ 0, "grounds", SV_OPT_FLAG, NULL, N_("fill in the grounds of the decision; needs --why and is recorded"), NULL, NULL, false, NULL, SV_WRITES }, \
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("the reason for opening"), NULL, NULL, false, NULL }, \
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("a paragraph of your own (@FILE: read from a file)"), NULL, NULL, false, NULL }, \
	{ 0, "text", SV_OPT_TEXT, N_("@FILE"), N_("the whole letter, instead of the template; its first line is the subject"), NULL, NULL, false, NULL }, \
	{ 0, "leaflet", SV_OPT_TEXT, N_("VERSION"), N_("notice: version of the leaflet on rights that goes with it"), NULL, NULL, false, NULL }, \
	{ 0, "copy", SV_OPT_FLAG, NULL, N_("notice: a copy of the complaint goes with it"), NULL, NULL, false, NULL }, \
	{ 0, "answer-by", SV_OPT_DATE, N_("DATE"), N_("notice: last day to answer"), NULL, NULL, false, NULL }, \
	{ 0, "hearing-on", SV_OPT_DATE, N_("DATE"), N_("invitation: day of the hearing"), NULL, NULL, false, NULL }, \
	{ 0, "hearing-time", SV_OPT_TEXT, N_("TIME"), N_("invitation: time of the hearing"), NULL, NULL, false, NULL }, \
	{ 0, "hearing-place", SV_OPT_TEXT, N_("PLACE"), N_("invitation: where it is held"), NULL, NULL, false, NULL }, \
	{ 0, "what", SV_OPT_WORD, N_("WORD"), N_("inspection: the account of facts or the hearing report"), whats, NULL, false, NULL }, \
	{ 0, "comment-by", SV_OPT_DATE, N_("DATE"), N_("inspection: last day for written comments"), NULL, NULL, false, NULL }

static const struct sv_opt write_opts[] = { LETTER };
static const struct sv_opt send_opts[] = {
	LETTER,
	{ 0, "by", SV_OPT_WORD, N_("WAY"), N_("how it goes: letter, mail or mailbox"), sending, NULL, false, NULL },
	{ 'y', "yes", SV_OPT_FLAG, NULL, N_("do not ask on a terminal whether it may be recorded as sent"), NULL, NULL, false, NULL },
};
static const struct sv_opt record_opts[] = {
	{ 'k', "kind", SV_OPT_WORD, N_("KIND"), N_("what it is"), kinds, NULL, false, "kind" },
	{ 'p', "party", SV_OPT_TEXT, N_("PARTY"), N_("the party: p1, p2, ... or all"), NULL, NULL, false, "party" },
	{ 0, "by", SV_OPT_WORD, N_("WAY"), N_("how it reached them"), ways, NULL, false, "by" },
	{ 0, "on", SV_OPT_DATE, N_("DATE"), N_("the day it happened (today)"), NULL, NULL, false, "on" },
	{ 0, "text", SV_OPT_TEXT, N_("TEXT"), N_("what was said (@FILE: read from a file)"), NULL, NULL, false, "text" },
	{ 0, "discloses-reporter", SV_OPT_FLAG, NULL, N_("it made clear who reported"), NULL, NULL, false, "discloses_reporter" },
	{ 0, "note", SV_OPT_TEXT, N_("TEXT"), N_("anything to remember"), NULL, NULL, false, "note" },
};
static const struct sv_opt inbox_opts[] = {
	{ 0, "receipt-fd", SV_OPT_INT, N_("N"), N_("read the receipt from this descriptor (asked on a terminal)"), NULL, NULL, false, NULL },
	{ 0, "answer", SV_OPT_FILE, N_("FILE"), N_("answer with this text (-: standard input)"), NULL, NULL, false, NULL, SV_WRITES },
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text or json (text)"), (const char *const[]){ "text", "json", NULL }, NULL, false, NULL },
};

static enum sv_status record(struct sv_run *run, struct sv_err *err)
{
	return sv_filter_run(run, "message", NULL, false, err);
}

#define OPTS(o) o, sizeof(o) / sizeof(o)[0]
#define BOTH (SV_COMMON_STORE | SV_COMMON_KEY)

static const struct sv_verb verbs[] = {
	{ "write", "CASE", N_("write a letter to a party and show it"), OPTS(write_opts), BOTH, 0, sv_message_write, SV_READS },
	{ "send", "CASE", N_("the same, and record it as sent"), OPTS(send_opts), BOTH, 0, sv_message_send },
	{ "record", "[CASE...]", N_("record what was said or sent in another way"), OPTS(record_opts), SV_COMMON_FILTER, 0, record },
	{ "inbox", NULL, N_("for an anonymous reporter: read and answer, with the receipt"), OPTS(inbox_opts), SV_COMMON_STORE, 0, sv_message_inbox, SV_READS },
	{ "collect", NULL, N_("take in what anonymous reporters answered"), NULL, 0, BOTH, 0, sv_message_collect },
};

static const struct sv_command command = { "sv-message", N_("letters, news and two-way contact"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
