/* SPDX-License-Identifier: MIT */
/* A batch from within: what writing (append.c) and judging acts (judge.c) share; nobody else sees it. */
#ifndef SV_APP_BATCH_H
#define SV_APP_BATCH_H

#include "app/append.h"
#include "app/casefile.h"
#include "app/internal.h"
#include "app/register.h"
#include "base/file.h"
#include "base/id.h"
#include "crypt/derive.h"
#include "json/schema.h"
#include "model/gates.h"
#include "store/event.h"

/* The salt of a party that is new in this batch. */
struct party_salt {
	char party[24];
	unsigned char salt[SV_SALT_BYTES];
};

/* A file of events in the transaction. */
struct entry {
	char path[SV_PATH_SIZE], subject[48];
	enum sv_register reg;
	/* Of these, what was added in this batch is there only after sv_batch_lines, and nobody looks at them between sv_batch_draft and that. */
	struct sv_buf text;
	char last[SV_HASH_HEX]; /* hash of its last line, "" for none */
	struct sv_draft **drafts; /* lines that are not sealed yet */
	size_t ndrafts;
	struct sv_ready ready;  /* the text, made ready for a pack by the crew */
	size_t item;            /* its number in the crew's work, from 1; 0: the crew has nothing to do with it */
	bool begun;             /* it has lines, sealed or not */
	json_t *state;          /* of cases and items */
	bool dirty;
	unsigned char salt[SV_SALT_BYTES];
	bool new_salt;
	json_t *sets;            /* the sets of keys that its events are sealed under, each once */
	char keys[SV_KEYS_SIZE]; /* that of its last event; "" for none */
	bool fresh;              /* keys were made in this batch: own */
	unsigned char (*own)[32]; /* one each compartment, in secret memory */
	struct party_salt *parties;
	size_t nparties;
	bool rekey; /* who may open it is looked at when the batch commits */
	struct part *parts;
	size_t nparts;
};

/* A change of the keyring that waits for the commit. */
struct wrap {
	sv_wrap_change *change;
	char role[16], handle[40], box[64];
};

/* A part of an attachment that goes with an entry: where it will stand, and its blob. */
struct part {
	char path[SV_PATH_SIZE + 16], blob[SV_OID_HEX];
};

/* What is imported instead of being done now (import.h): how, when it happened, by whom. Borrowed. */
struct sv_past {
	const char *how;   /* "history", "acts" */
	const char *event; /* its id elsewhere; NULL: it gets a new one */
	const char *at;    /* an instant or a day */
	const char *by;    /* "": not known */
	bool clock;        /* the clock was set there */
	bool as_is;        /* gates that it does not meet are recorded with it, and do not refuse it */
	int32_t day;
};

struct sv_batch {
	struct sv_session *s;
	bool dry_run;
	struct sv_lock lock;
	struct sv_repo *repo;
	struct sv_identity *me;
	const json_t *officers, *protocol;
	json_t *next_officers; /* the officers, once the batch has changed them; owned */
	bool rewraps;          /* keys are wrapped anew, also where nothing is written */
	const char *rules;
	struct sv_schema_set *schemas;
	struct entry **entries;
	size_t n, cap;
	json_t *by_path; /* path -> number in entries */
	const char *message;
	char event[SV_EVENT_ID_SIZE]; /* the id of the event that was added last, or "" */
	bool files; /* something else than events was staged */
	struct wrap *wraps;
	size_t nwraps;
	char newcomer[40];    /* the officer whom it adds, or "" */
	json_t *own, *public; /* of the act in hand: members of the tool, clear part; or NULL */
	const struct sv_past *past; /* NULL: what is done is done now */
	struct sv_sealers *sealers;
};

/* The key of a compartment of an entry's file under a set of keys. */
enum sv_status sv_batch_entry_key(struct sv_batch *b, const struct entry *e, const char *keys, enum sv_compartment c, unsigned char key[32], struct sv_err *err);
/* Opens a compartment of an event of an entry's file; as sv_case_event_open, also for what this batch made. */
enum sv_status sv_batch_event_open(struct sv_batch *b, struct entry *e, const json_t *event, enum sv_compartment c, json_t **out, struct sv_err *err);
/* The set of keys that the next event of a case is sealed under, from who may open the case as it is now; makes a new set where somebody must not. (rekey.c) */
enum sv_status sv_batch_choose_keys(struct sv_batch *b, struct entry *e, struct sv_err *err);
/* The salt of a party of an entry's case: stored, or made in this batch; a sv_party_salt whose data is a struct sv_salting. (salts.c) */
struct sv_salting {
	struct sv_batch *b;
	struct entry *e;
};
enum sv_status sv_batch_party_salt(void *data, const char *party, unsigned char salt[32], struct sv_err *err);
/* Puts what the entry's case needs into the keyring: salts, and who may open it (within the keyring's transaction). */
enum sv_status sv_batch_settle(struct sv_batch *b, struct entry *e, struct sv_keyring *keyring, struct sv_err *err);
/* A new case: an id that no case has, and a salt; or one of a given id, which no case may have. Owned by the batch. */
enum sv_status sv_batch_new_case(struct sv_batch *b, struct entry **out, struct sv_err *err);
enum sv_status sv_batch_case_as(struct sv_batch *b, const char *case_id, struct entry **out, struct sv_err *err);
/* Whether a file is there, or is new in this batch. */
bool sv_batch_has(const struct sv_batch *b, const char *path);
/* How many files the batch has; and taking out again all that came after so many, with what is new in them. */
size_t sv_batch_mark(const struct sv_batch *b);
void sv_batch_undo(struct sv_batch *b, size_t mark);
/* Puts a part of an attachment beside an entry's file, when the batch commits. It is written already, so that memory stays flat. */
enum sv_status sv_batch_part(struct sv_batch *b, struct entry *e, const char *path, const void *bytes, size_t n, struct sv_err *err);
/* The day and the officer that an act is judged by: of what is imported those of its source. */
int32_t sv_batch_today(const struct sv_batch *b);
const char *sv_batch_by(const struct sv_batch *b);
/* Adds to a record which gates what is imported did not meet. */
enum sv_status sv_batch_unmet(const struct sv_verdict *v, json_t **record, struct sv_err *err);
/* Loads a file of events that is not in the batch yet; a register's file may be new. Owned by the batch. */
enum sv_status sv_batch_load(struct sv_batch *b, enum sv_register reg, const char *path, const char *subject, struct entry **out, struct sv_err *err);
/* Seals an event, adds its line to the file and folds it. public and each part may be NULL. */
enum sv_status sv_batch_append_event(struct sv_batch *b, struct entry *e, const struct sv_event_type *type, json_t *public, json_t *const parts[SV_COMPARTMENTS], struct sv_err *err);
/*
 * What seals lines (sealing.c): drafts are taken over and sealed later, perhaps by another thread. lines: all of a file are sealed, its text and last hash may be read. drop_lines:
 * the file is about to be freed. give_lines: nothing more will be written for now. await_lines: all lines of all files are sealed, those of which ready is there by the crew.
 */
enum sv_status sv_sealers_new(struct sv_sealers **out, struct sv_err *err);
void sv_sealers_free(struct sv_sealers *s);
enum sv_status sv_batch_draft(struct sv_batch *b, struct entry *e, struct sv_draft *draft, struct sv_err *err);
enum sv_status sv_batch_lines(struct sv_batch *b, struct entry *e, struct sv_err *err);
void sv_batch_drop_lines(struct sv_batch *b, struct entry *e);
enum sv_status sv_batch_give_lines(struct sv_batch *b, struct sv_err *err);
enum sv_status sv_batch_await_lines(struct sv_batch *b, struct sv_err *err);
void sv_entry_forget_drafts(struct entry *e);
/* Persons become tokens: the same person is recognised in other cases without being named. */
enum sv_status sv_batch_add_tokens(struct sv_batch *b, json_t *act, struct sv_err *err);
/* Reports each refusal with its gate and its source; and, once a gate, how it can be passed where the protocol allows that. */
void sv_batch_refuse(const struct sv_verdict *v, const json_t *protocol, const struct sv_act_report *report);
/* Members that the tool fills in itself are not for input: reports them, and is SV_BAD_INPUT where there are any. */
enum sv_status sv_batch_refuse_own(const json_t *schema_of, const json_t *act, const struct sv_act_report *report);
/* Whether a kind of event may happen in the state the case is in. SV_BAD_INPUT with what comes first. */
enum sv_status sv_batch_flow(const struct entry *e, const struct sv_event_type *type, struct sv_err *err);
/* A correction (art. 16 AVG): a new event that names the old one, with the new values, each sealed where the old ones are. (correct.c) */
enum sv_status sv_batch_correct(struct sv_batch *b, struct entry *e, const struct sv_event_type *type, const json_t *party, json_t *act, const struct sv_act_report *report, struct sv_err *err);
/* The schema of a correction of such an act: the same, with nothing required. Loaded under the name that it gives. */
enum sv_status sv_batch_loose_schema(struct sv_batch *b, const char *schema, char name[96], struct sv_err *err);
/* Loads a schema, once per batch. *out is owned by the batch. SV_CONFIG where it is not installed. */
enum sv_status sv_batch_schema(struct sv_batch *b, const char *name, const json_t **out, struct sv_err *err);

#endif
