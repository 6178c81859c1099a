/* SPDX-License-Identifier: MIT */
/* sv-key: identities, officers, roles, and unlocking. */
#include "cli/keys.h"

static const char *const roles[] = { "record", "content", "identity", "manage", NULL };
static const char *const formats[] = { "text", "json", NULL };

static const struct sv_opt new_opts[] = {
	{ 0, "unattended", SV_OPT_FLAG, NULL, N_("without passphrase, for cron; can hold the role record only"), NULL, NULL, false, NULL },
	{ 0, "output", SV_OPT_FILE, N_("FILE"), N_("write the identity here (the default place)"), NULL, NULL, false, NULL },
};
static const struct sv_opt add_opts[] = {
	{ 0, "role", SV_OPT_WORD, N_("ROLE"), N_("a role: record, content, identity or manage"), roles, NULL, true, NULL },
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

#define OPTS(o) o, sizeof(o) / sizeof(o)[0]
#define BOTH (SV_COMMON_STORE | SV_COMMON_KEY)

static const struct sv_verb verbs[] = {
	{ "new", "HANDLE", N_("make an identity"), OPTS(new_opts), BOTH, 0, sv_key_new },
	{ "show", NULL, N_("print the public half of your identity, for add-officer"), NULL, 0, BOTH, 0, sv_key_show },
	{ "list", NULL, N_("list the officers and their roles"), OPTS(list_opts), BOTH, 0, sv_key_list },
	{ "desk", NULL, N_("print the officers' public keys, for a host where reports are only handed in"), NULL, 0, BOTH, 0, sv_key_desk },
	{ "add-officer", NULL, N_("add the officer whose public half comes on stdin"), OPTS(add_opts), BOTH, 0, sv_key_add },
	{ "role", "OFFICER", N_("grant or revoke roles"), OPTS(role_opts), BOTH, 0, sv_key_role },
	{ "unlock", NULL, N_("keep your identity open for a while"), OPTS(unlock_opts), BOTH, 0, sv_key_unlock },
	{ "lock", NULL, N_("end that"), NULL, 0, BOTH, 0, sv_key_lock },
	{ "request", "CASE", N_("ask to know who the people in a case are"), OPTS(why_opts), BOTH, 0, sv_key_request },
	{ "answer", "CASE OFFICER", N_("grant or refuse such a request, as a second person"), OPTS(answer_opts), BOTH, 0, sv_key_answer },
};

static const struct sv_command command = { "sv-key", N_("identities, officers, roles"), verbs, sizeof verbs / sizeof verbs[0] };

int main(int argc, char **argv)
{
	return sv_main(&command, argc, argv);
}
