/* SPDX-License-Identifier: MIT */
/* sv-key: identities, officers, roles, and unlocking. */
#include "cli/access.h"
#include "cli/care.h"
#include "cli/keys.h"

static const char *const roles[] = { "record", "content", "identity", "manage", NULL };
static const char *const compartments[] = { "record", "content", "identity", NULL };
static const char *const formats[] = { "text", "json", NULL };

static const struct sv_opt new_opts[] = {
	{ 0, "unattended", SV_OPT_FLAG, NULL, N_("without passphrase, for cron; can hold the role record only"), NULL, NULL, false, NULL },
	{ 0, "output", SV_OPT_FILE, N_("FILE"), N_("write the identity here (the default place)"), NULL, NULL, false, NULL, SV_OUTPUT },
};
static const struct sv_opt add_opts[] = {
	{ 0, "role", SV_OPT_WORD, N_("ROLE"), N_("a role: record, content, identity or manage"), roles, NULL, true, NULL },
	{ 0, "guest", SV_OPT_FLAG, NULL, N_("no roles: an outsider, to whom cases are opened one by one (sv-key grant)"), NULL, NULL, false, NULL },
	{ 0, "person-file", SV_OPT_FILE, N_("FILE"), N_("file with the officer's personnel number, for conflict checks"), NULL, NULL, false, NULL },
};
static const struct sv_opt role_opts[] = {
	{ 0, "grant", SV_OPT_WORD, N_("ROLE"), N_("give this role"), roles, NULL, true, NULL },
	{ 0, "revoke", SV_OPT_WORD, N_("ROLE"), N_("take this role away"), roles, NULL, true, NULL },
};
static const struct sv_opt list_opts[] = {
	{ 0, "format", SV_OPT_WORD, N_("FORMAT"), N_("text or json (text)"), formats, NULL, false, NULL },
};
static const struct sv_opt unlock_opts[] = {
	{ 0, "minutes", SV_OPT_INT, N_("N"), N_("for so many minutes (60)"), NULL, NULL, false, NULL },
};
static const struct sv_opt why_opts[] = {
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("the reason"), NULL, NULL, false, NULL },
};
static const struct sv_opt answer_opts[] = {
	{ 0, "refuse", SV_OPT_FLAG, NULL, N_("refuse the request"), NULL, NULL, false, NULL },
	{ 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("the reason"), NULL, NULL, false, NULL },
};

#define WHY { 'w', "why", SV_OPT_TEXT, N_("TEXT"), N_("the reasons (@FILE: read from a file)"), NULL, NULL, false, "why" }
static const struct sv_opt restrict_opts[] = {
	{ 0, "officer", SV_OPT_TEXT, N_("OFFICER"), N_("an officer who may open it, and nobody else"), NULL, "officer", true, "named" },
	{ 0, "lift", SV_OPT_FLAG, NULL, N_("open it again for everyone with the roles"), NULL, NULL, false, "lifted" },
	WHY,
};
static const struct sv_opt exclude_opts[] = { WHY };
static const struct sv_opt grant_opts[] = {
	{ 0, "compartment", SV_OPT_WORD, N_("WORD"), N_("what is opened: record, content or identity; the last two hold the record too"), compartments, NULL, false, "compartment" },
	{ 0, "until", SV_OPT_DATE, N_("DATE"), N_("the last day"), NULL, NULL, false, "until" },
	{ 0, "legal-ground", SV_OPT_TEXT, N_("TEXT"), N_("identity without the reporter's consent: the legal ground"), NULL, NULL, false, "legal_ground" },
	{ 0, "told", SV_OPT_DATE, N_("DATE"), N_("the day on which the reporter was told of that ground"), NULL, NULL, false, "told" },
	WHY,
};
static const struct sv_opt lost_opts[] = {
	{ 0, "from", SV_OPT_TEXT, N_("WHEN"), N_("date or instant from which it may have been in other hands"), NULL, NULL, false, NULL },
};
static const struct sv_opt replace_opts[] = {
	{ 0, "role", SV_OPT_WORD, N_("ROLE"), N_("a role: record, content, identity or manage"), roles, NULL, true, NULL },
};

static const struct sv_opt check_opts[] = {
	{ 0, "repair", SV_OPT_FLAG, NULL, N_("take away what should not be there"), NULL, NULL, false, NULL },
};
static const struct sv_opt backup_opts[] = {
	{ 0, "need", SV_OPT_INT, N_("N"), N_("so many officers must work together to restore it (2)"), NULL, NULL, false, NULL },
	{ 0, "officer", SV_OPT_TEXT, N_("OFFICER"), N_("an officer who gets a share (all but guests and cron)"), NULL, "officer", true, NULL },
};
static const struct sv_opt share_opts[] = {
	{ 0, "to", SV_OPT_TEXT, N_("OFFICER"), N_("the officer who restores it"), NULL, "officer", false, NULL },
};
static const struct sv_opt restore_opts[] = {
	{ 0, "share", SV_OPT_FILE, N_("FILE"), N_("a share that another officer made for you (sv-key share)"), NULL, NULL, true, NULL },
	{ 0, "set-back", SV_OPT_FLAG, NULL, N_("take the history as it is, though it lacks what the backup builds on"), NULL, NULL, false, NULL },
};

#define OPTS(o) o, sizeof(o) / sizeof(o)[0]
#define BOTH (SV_COMMON_STORE | SV_COMMON_KEY)

static const struct sv_verb verbs[] = {
	{ "new", "HANDLE", N_("make an identity"), OPTS(new_opts), BOTH, 0, sv_key_new, SV_READS | SV_IDENTIFIES },
	{ "show", NULL, N_("print the public half of your identity, for add-officer"), NULL, 0, BOTH, 0, sv_key_show, SV_READS },
	{ "list", NULL, N_("list the officers and their roles"), OPTS(list_opts), BOTH, 0, sv_key_list, SV_READS },
	{ "desk", NULL, N_("print the officers' public keys, for a host where reports are only handed in"), NULL, 0, BOTH, 0, sv_key_desk, SV_READS },
	{ "add-officer", NULL, N_("add the officer whose public half comes on stdin"), OPTS(add_opts), BOTH, 0, sv_key_add },
	{ "role", "OFFICER", N_("grant or revoke roles"), OPTS(role_opts), BOTH, 0, sv_key_role },
	{ "unlock", NULL, N_("keep your identity open for a while"), OPTS(unlock_opts), BOTH, 0, sv_key_unlock, SV_READS },
	{ "lock", NULL, N_("end that"), NULL, 0, BOTH, 0, sv_key_lock, SV_READS },
	{ "request", "CASE", N_("ask to know who the people in a case are"), OPTS(why_opts), BOTH, 0, sv_key_request },
	{ "answer", "CASE OFFICER", N_("grant or refuse such a request, as a second person"), OPTS(answer_opts), BOTH, 0, sv_key_answer },
	{ "restrict", "CASE", N_("close a case to all but named officers, or lift that"), OPTS(restrict_opts), BOTH, 0, sv_key_restrict },
	{ "exclude", "CASE OFFICER", N_("keep an officer out of a case, whatever roles they hold"), OPTS(exclude_opts), BOTH, 0, sv_key_exclude },
	{ "grant", "CASE OFFICER", N_("open one compartment of one case to an officer"), OPTS(grant_opts), BOTH, 0, sv_key_grant },
	{ "revoke", "CASE OFFICER", N_("take back what was granted"), OPTS(exclude_opts), BOTH, 0, sv_key_revoke },
	{ "access", "CASE", N_("list who may open a case"), OPTS(list_opts), BOTH, 0, sv_key_access, SV_READS },
	{ "leave", "OFFICER", N_("an officer leaves: new keys for those who stay"), NULL, 0, BOTH, 0, sv_key_leave },
	{ "lost", "OFFICER", N_("an identity was lost or stolen"), OPTS(lost_opts), BOTH, 0, sv_key_lost },
	{ "replace", NULL, N_("give that officer the new identity whose public half comes on stdin"), OPTS(replace_opts), BOTH, 0, sv_key_replace },
	{ "rewrap", NULL, N_("hand keys of cases to officers who may open them and wait for it"), NULL, 0, BOTH, 0, sv_key_rewrap },
	{ "check", NULL, N_("hold the keyring against the history"), OPTS(check_opts), BOTH, 0, sv_key_check },
	{ "backup", "FILE", N_("write a backup of the keyring that only some officers together can open"), OPTS(backup_opts), BOTH, 0, sv_key_backup, SV_OUTPUT },
	{ "share", "FILE", N_("print your share of a backup, for the officer who restores it"), OPTS(share_opts), BOTH, 0, sv_key_share, SV_READS },
	{ "restore", "FILE", N_("make a lost keyring again from a backup and enough shares"), OPTS(restore_opts), BOTH, 0, sv_key_restore },
};

static const struct sv_command command = { "sv-key", N_("identities, officers, roles"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
