# SPDX-License-Identifier: MIT
# Restoring a keyring, where the history went on after the backup, is another one, or somebody else is at work: nothing that was lost comes back, nothing goes wrong quietly.
load lib

setup_file() {
	setup_store
	add_officer behandelaar --role record --role content --role identity --role manage
}

teardown_file() { clear_store; }

setup() { # each test has a store of its own
	quickly
	mkdir "$BATS_TEST_TMPDIR/lost"
	cp -a "$T/store" "$BATS_TEST_TMPDIR/store"
	SV_STORE=$BATS_TEST_TMPDIR/store
	XDG_STATE_HOME=$BATS_TEST_TMPDIR/state
	b=$BATS_TEST_TMPDIR/backup
}

# lose: the keyring is gone, as after a disk failure
lose() { mv "$SV_STORE"/keyring.db* "$BATS_TEST_TMPDIR/lost/"; }

# restore [OPTION...]: from $b, with the share of the other
restore() {
	as behandelaar sv-key share "$b" --to meldpunt >"$BATS_TEST_TMPDIR/share"
	sv-key restore "$b" --share "$BATS_TEST_TMPDIR/share" "$@"
}

# act CASE VERB JSON: an act of sv-case, by record
act() { jq -nc --arg c "$1" --arg v "$2" "{sv: 1, case: \$c, (\$v): $3}" | sv-case "$2"; }

@test "who a party is, whose salt came after the backup: is lost, and what is there of others is not lost with it" {
	local id event
	id=$(new_case)
	gives sv-key backup "$b"
	act "$id" party '{parties: [{role: "witness", name: "Wie Het Zag", person: "P3003"}]}' >"$BATS_TEST_TMPDIR/step"
	event=$(sv-log "$id" --format json | jq -r 'select(.type == "case.parties") | .event')
	lose
	gives restore
	# neither by a change nor by a correction: with a second salt nothing of before would open, of whomever
	stores_nothing fails_with 76 act "$id" party '{changes: [{party: "p3", name: "Wie Anders"}]}'
	says 'the key to who party p3 is was lost' 'added as a new party'
	stores_nothing fails_with 76 act "$id" party '{changes: [{party: "p3", person: "P4004"}]}'
	jq -nc --arg e "$event" '{event: $e, set: {parties: [{party: "p3", role: "witness", name: "Wie Anders"}]}, why: "w"}' >"$BATS_TEST_TMPDIR/correction"
	stores_nothing fails_with 76 act "$id" correct "$(cat "$BATS_TEST_TMPDIR/correction")"
	same 0 "$(sqlite3 "$SV_STORE/keyring.db" "SELECT count(*) FROM salt WHERE name = '$id/p3'")"
	fails_with 76 sv-key check
	says "$id/p3: the key to who this party is was lost"
	same 1 "$(wc -l <<<"$err")"
	gives sv-show "$id" --identity --why 'nog te lezen'
	prints 'Een Melder' 'Een Betrokkene'
	# what says not who they are goes on; who they are is told of a new party
	gives act "$id" party '{changes: [{party: "p3", role: "bystander"}, {party: "p1", name: "Een Ander"}], parties: [{role: "witness", name: "Wie Het Zag", person: "P3003"}]}'
	gives sv-show "$id" --identity --why 'nog te lezen'
	prints 'Een Ander' 'Wie Het Zag' 'party: p4'
	gives sv-verify
}

@test "where a party was named without saying who they are, that is said later; who cannot see whether it was lost does not say it" {
	local id
	add_officer inhoud --role record --role content
	add_officer beheer --role record --role content --role identity --role manage
	id=$(new_case '.parties[0] |= {role}')
	gives sv-key restrict "$id" --officer meldpunt --officer behandelaar --officer inhoud --why w
	act "$id" party '{changes: [{party: "p2", name: "Een Tweede"}]}' >"$BATS_TEST_TMPDIR/step"
	gives sv-key backup "$b"
	lose
	gives restore
	# a newcomer to identities, whom nobody gave those of before, and who writes under a new set of keys
	fails_with 0 as beheer sv-key role inhoud --grant identity
	fails_with 0 as beheer sv-key leave behandelaar
	stores_nothing fails_with 77 as inhoud act "$id" party '{changes: [{party: "p1", name: "Een Melder"}]}'
	says 'whether the key to who party p1 is was lost'
	gives as inhoud act "$id" party '{parties: [{role: "witness", name: "Wie Het Zag"}]}' # of whom it is the first word
	gives act "$id" party '{changes: [{party: "p1", name: "Een Melder"}]}'
	gives sv-show "$id" --identity --why 'lezen'
	prints 'Een Melder' 'Een Tweede' 'Wie Het Zag'
	gives sv-verify
}

@test "it waits for who is writing, and nobody writes meanwhile" {
	local pid
	strace -o /dev/null true || skip 'strace does not work here'
	gives sv-key backup "$b"
	as behandelaar sv-key share "$b" --to meldpunt >"$BATS_TEST_TMPDIR/share"
	lose
	mkfifo "$BATS_TEST_TMPDIR/fifo"
	flock "$SV_STORE/lock" cat "$BATS_TEST_TMPDIR/fifo" 3>&- &
	exec 7>"$BATS_TEST_TMPDIR/fifo" # opened by both: it has the lock
	strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace=flock,rename,pwrite64,unlink sv-key restore "$b" --share "$BATS_TEST_TMPDIR/share" >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- 7>&- &
	pid=$!
	until grep -q EAGAIN "$BATS_TEST_TMPDIR/trace" 2>/dev/null || ! kill -0 $pid 2>/dev/null; do sleep 0.1; done
	grep -q 'flock.*EAGAIN' "$BATS_TEST_TMPDIR/trace"
	run ! grep -vE 'flock|^[0-9]+ +(\+\+\+|---)' "$BATS_TEST_TMPDIR/trace" # it has changed nothing
	same '' "$(find "$SV_STORE" -name 'keyring*')"
	exec 7>&-
	wait $pid
	grep -q restored "$BATS_TEST_TMPDIR/said"
	# the lock is held until the keyring stands: nothing is renamed after it was given back, nor before it was had
	same 'flock rename' "$(sed -nE 's/^[0-9]+ +(flock|rename)\(.*= 0$/\1/p' "$BATS_TEST_TMPDIR/trace" | uniq | xargs)"
	gives sv-key check
}

@test "where a keyring stands, or the log of one, nothing is put; what is empty is no matter" {
	local id
	id=$(new_case)
	gives sv-key backup "$b"
	mv "$SV_STORE/keyring.db" "$BATS_TEST_TMPDIR/lost/"
	[ -s "$SV_STORE/keyring.db-wal" ] # it holds keys, and would be taken for the log of the new one
	fails_with 73 restore
	says 'the store has a keyring' '-wal and -shm'
	[ ! -e "$SV_STORE/keyring.db" ]
	: >"$SV_STORE/keyring.db-wal"
	gives restore
	gives sv-show "$id" --content --why 'lezen'
	gives sv-key check
}

@test "what is no backup, or is of another store, is refused" {
	local other=$BATS_TEST_TMPDIR/other
	gives sv-key backup "$b"
	lose
	for change in 'del(.at)' 'del(.store)' 'del(.sealed)' '.at = "gisteren"' '.backup = "index"'; do
		jq -c "$change" "$b" >"$BATS_TEST_TMPDIR/changed"
		fails_with 65 sv-key restore "$BATS_TEST_TMPDIR/changed"
		says 'not a backup of a keyring'
		fails_with 65 as behandelaar sv-key share "$BATS_TEST_TMPDIR/changed" --to meldpunt
	done
	SV_STORE=$other gives sv-init --protocol "$PROTOCOL"
	SV_STORE=$other sv-key backup "$BATS_TEST_TMPDIR/theirs" --need 1 >"$BATS_TEST_TMPDIR/step"
	fails_with 76 sv-key restore "$BATS_TEST_TMPDIR/theirs"
	says 'is of another store'
	[ ! -e "$SV_STORE/keyring.db" ]
}

@test "not beside the history of another store" {
	local other=$BATS_TEST_TMPDIR/other
	gives sv-key backup "$b"
	as behandelaar sv-key share "$b" --to meldpunt >"$BATS_TEST_TMPDIR/share"
	lose
	SV_STORE=$other gives sv-init --protocol "$PROTOCOL" # by the same officer, so that it is only the wrong one
	mv "$SV_STORE/history.git" "$BATS_TEST_TMPDIR/right"
	mv "$other/history.git" "$SV_STORE/history.git"
	fails_with 76 sv-key restore "$b" --share "$BATS_TEST_TMPDIR/share"
	says 'the history beside the keyring is of another store'
	fails_with 76 sv-key restore "$b" --share "$BATS_TEST_TMPDIR/share" --set-back
	same '' "$(find "$SV_STORE" -name 'keyring*')"
	rm -rf "$SV_STORE/history.git"
	mv "$BATS_TEST_TMPDIR/right" "$SV_STORE/history.git"
	gives restore
	gives sv-verify
}

@test "not beside a history that lacks what the backup builds on, whoever wrote it; on purpose it is taken as it is" {
	local id last
	id=$(new_case)
	as behandelaar sv-triage "$id" --route informal --why w >"$BATS_TEST_TMPDIR/step"
	last=$(head_id)
	gives sv-key backup "$b"
	as behandelaar sv-key share "$b" --to meldpunt >"$BATS_TEST_TMPDIR/share"
	lose
	hist update-ref refs/heads/main main~1 # of a clone that is a little older
	fails_with 76 sv-key restore "$b" --share "$BATS_TEST_TMPDIR/share"
	says "$last" 'is not in this history' '--set-back takes the history as it is'
	same '' "$(find "$SV_STORE" -name 'keyring*')"
	gives sv-key restore "$b" --share "$BATS_TEST_TMPDIR/share" --set-back
	same registered "$(state "$id" .state)"
	gives sv-triage "$id" --route informal --why w
	fails_with 76 as behandelaar sv-triage "$id" --route mediation --why w # whose act is gone is told so
	says 'set back'
	fails_with 76 as behandelaar sv-key check --repair
	gives as behandelaar sv-triage "$id" --route mediation --why w
	gives sv-verify
}

@test "not a keyring whose keys are others than those that the history is sealed under" {
	local first=$BATS_TEST_TMPDIR/first second=$BATS_TEST_TMPDIR/second id
	id=$(new_case)
	gives sv-key backup "$b"
	lose
	cp -a "$SV_STORE" "$first"
	mv "$SV_STORE" "$second"
	SV_STORE=$first gives restore # both begin an epoch 2, each with keys of its own
	SV_STORE=$second gives restore
	SV_STORE=$first sv-key backup "$BATS_TEST_TMPDIR/of-first" --need 1 >"$BATS_TEST_TMPDIR/step"
	SV_STORE=$second gives sv-triage "$id" --route informal --why w
	mkdir "$BATS_TEST_TMPDIR/kept"
	mv "$second"/keyring.db* "$BATS_TEST_TMPDIR/kept"
	SV_STORE=$second fails_with 76 sv-key restore "$BATS_TEST_TMPDIR/of-first"
	says 'the keys of epoch 2 in the backup are not those' 'nothing was restored'
	SV_STORE=$second fails_with 76 sv-key restore "$BATS_TEST_TMPDIR/of-first" --set-back
	same '' "$(find "$second" -name 'keyring*')"
	SV_STORE=$second gives restore
	SV_STORE=$second fails_with 76 sv-key check
	says "$id"
}

@test "a new epoch has a number that nothing was sealed under, the rules included" {
	add_officer vertrekt --role record
	gives sv-key backup "$b"
	gives sv-key leave vertrekt
	gives sv-protocol set "$PROTOCOL" # all that is sealed under epoch 2
	lose
	gives restore
	same 3 "$(sqlite3 "$SV_STORE/keyring.db" 'SELECT max(epoch) FROM wrap')"
	gives sv-list
	fails_with 76 sv-key check
	says 'protocol.json: the lists of the rules were lost'
	gives sv-protocol set "$PROTOCOL"
	gives sv-key check
	gives new_case
	gives sv-verify
}

@test "who was kept out of a case after the backup, or lost a role, gets nothing back, by a program of their own either" {
	local closed narrowed id
	add_officer beschuldigd --role record --role content
	add_officer geeft --role record --role content
	closed=$(new_case) narrowed=$(new_case) id=$(new_case)
	gives sv-key restrict "$narrowed" --officer meldpunt --officer geeft --officer beschuldigd --why w
	gives sv-key backup "$b"
	gives sv-key exclude "$closed" beschuldigd --why w
	gives sv-key exclude "$narrowed" beschuldigd --why w
	gives sv-key role geeft --revoke content
	gives opens beschuldigd "$closed"
	same '' "$out"
	lose
	gives restore
	prints 'closed to somebody since, and are closed to all, as it is not known to whom: 2'
	for case in "$closed" "$narrowed"; do
		gives opens beschuldigd "$case"
		same '' "$out"
		gives opens geeft "$case"
		same '' "$out"
	done
	gives opens beschuldigd "$id"
	same 'content record' "$out"
	gives opens geeft "$id"
	same record "$out"
	fails_with 76 sv-key check
	says "$closed: the keyring has nothing" "$narrowed: the keyring has nothing"
	same 2 "$(wc -l <<<"$err")"
	gives sv-list
	gives sv-verify
}

@test "who lost a role is not let into a restricted case again" {
	local id
	add_officer minder --role record --role content
	id=$(new_case)
	gives sv-key restrict "$id" --officer meldpunt --officer minder --why w
	gives sv-key backup "$b"
	gives sv-key role minder --revoke content
	lose
	gives restore
	gives opens minder "$id"
	same record "$out"
	gives opens meldpunt "$id"
	same 'content identity record' "$out"
	gives sv-key check
}

@test "an officer whose personnel number is lost is told of: nobody sees whether they are a party" {
	add_officer gaat --role record
	gives sv-key backup "$b"
	gives sv-key leave gaat
	printf 'P7007\n' >"$BATS_TEST_TMPDIR/number"
	add_officer nieuw --role record --person-file "$BATS_TEST_TMPDIR/number"
	gives sv-key check
	lose
	gives restore
	fails_with 76 sv-key check
	says "nieuw: the officer's personnel number was lost" 'nieuw/record/1: the officer has the role and not its key' # it came after the backup
	same 2 "$(wc -l <<<"$err")"
	gives sv-key leave nieuw
	add_officer opnieuw --role record --person-file "$BATS_TEST_TMPDIR/number"
	gives sv-key check
	gives opens opnieuw "$(new_case '.parties[1].person = "p-70.07"')"
	same '' "$out"
}
