# SPDX-License-Identifier: MIT
# Restoring a keyring, where the history went on after the backup, is another one, or somebody else is at work: nothing that was lost comes back, nothing goes wrong quietly.
load lib

setup_file() {
	setup_store
	add_officer behandelaar --role record --role content --role identity --role manage
}

teardown_file() { clear_store; }

setup() { # each test has a store of its own
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
