# SPDX-License-Identifier: MIT
# What stock git put into the history hands no key to anybody: a writer verifies it first, and does nothing where it is not good.
load lib
load forge

setup_file() {
	setup_store
	add_officer vertrouwenspersoon --role record --role content --role identity
	add_officer behandelaar --role record --role content
	printf 'P7007\n' >"$T/number"
	add_officer alles --role record --role content --role identity --role manage --person-file "$T/number"
	add_officer teller --role record
	CASE=$(new_case)
	CLOSED=$(new_case)
	ABOUT=$(new_case '.parties |= [.[0]] | .kind = "signal"')
	sqlite3 "$SV_STORE/keyring.db" ".backup $T/kept" # what the accused may have kept of before
	sv-key restrict "$CLOSED" --officer meldpunt --officer vertrouwenspersoon --why w
	jq -nc --arg c "$ABOUT" '{sv: 1, case: $c, party: {parties: [{role: "concerned", name: "Die Ander", person: "P7007"}]}}' | sv-case party >"$T/step"
	export CASE CLOSED ABOUT
	cp -a "$SV_STORE" "$T/good"
}

teardown_file() { clear_store; }

setup() {
	quickly
	rm -rf "$SV_STORE"
	cp -a "$T/good" "$SV_STORE"
}

# refused CASE TEXT...: the next who acts on a case is told what is wrong, and nothing is stored; who looks only, goes on
refused() {
	stores_nothing fails_with 76 sv-aftercare plan "$1" --party p1 --actions gesprek || return 1
	says 'by other means' 'sv-verify' || return 1
	stores_nothing fails_with 76 sv-show "$1" --content --why 'lezen' || return 1
	same '' "$out" || return 1
	gives sv-list --format id || return 1
	fails_with 76 sv-verify || return 1
	says "${@:2}"
}

# mended: what was put there is taken out with stock git, and all goes on
mended() {
	hist update-ref refs/heads/main "main~${1:-1}"
	gives sv-aftercare plan "$CASE" --party p1 --actions gesprek
	gives sv-verify
}

@test "a grant that is not signed, by who has not the role, or by whom the case is closed to, lets nobody in" {
	adds - teller "$CASE" access.granted '{"public":{"officer":"teller","compartment":"content"}}'
	refused "$CASE" 'did not have the role' 'the commit is not signed'
	gives opens teller "$CASE"
	same record "$out"
	mended
	adds teller teller "$CASE" access.granted '{"public":{"officer":"teller","compartment":"content"}}'
	refused "$CASE" 'did not have the role'
	mended
	adds behandelaar behandelaar "$CLOSED" access.granted '{"public":{"officer":"behandelaar","compartment":"content"}}'
	refused "$CLOSED" 'was closed to the officer who signed'
	gives opens behandelaar "$CLOSED" --last
	same '' "$out"
	mended
	adds behandelaar behandelaar "$CASE" access.granted '{"public":{"officer":"teller","compartment":"content"}}' "$T/kept" 'record={"officer":"behandelaar","compartment":"content"}'
	refused "$CASE" 'something else in the clear'
}

@test "who is accused cannot write themselves out of the case: by another person, as no party, or with another number" {
	adds alles alles "$ABOUT" case.parties '{}' "$T/kept" 'record={"changes":[{"party":"p2","token":"aaaaaaaaaaaaaaaaaaaaaaaa"}]}'
	refused "$ABOUT" 'was closed to the officer who signed'
	says "gate 'party_conflict'"
	gives opens alles "$ABOUT" --last
	same '' "$out"
	mended
	adds - meldpunt "$ABOUT" access.granted '{"public":{"officer":"alles","compartment":"content"}}'
	refused "$ABOUT" 'something else in the clear'
	mended
	# an officer's file is theirs to write who has the role manage: the number by which they are known stays all the same
	adds_officer alles alles alles officer.roles '{}' "$T/kept" 'record={"token":"aaaaaaaaaaaaaaaaaaaaaaaa"}'
	gives sv-aftercare plan "$ABOUT" --party p1 --actions gesprek
	gives opens alles "$ABOUT"
	same '' "$out"
	stores_nothing fails_with 77 as alles sv-show "$ABOUT"
}

@test "a step that says nothing is held against the gates all the same" {
	adds behandelaar behandelaar "$CASE" access.restricted '{}'
	refused "$CASE" "gate 'somebody_left'"
	mended
}

@test "an erasure that nobody proposed destroys nothing, now or when a keyring is restored" {
	adds - meldpunt "$CASE" identity.erased '{"public":{"party":"p1","destroyed":[]}}'
	refused "$CASE" 'something else in the clear'
	stores_nothing fails_with 76 sv-key check --repair
	hist update-ref refs/heads/main main~1
	gives sv-key backup "$BATS_TEST_TMPDIR/backup" --need 2
	as behandelaar sv-key share "$BATS_TEST_TMPDIR/backup" --to meldpunt >"$BATS_TEST_TMPDIR/share"
	adds - meldpunt "$CASE" identity.erased '{"public":{"party":"p1","destroyed":[]}}'
	rm "$SV_STORE"/keyring.db*
	fails_with 76 sv-key restore "$BATS_TEST_TMPDIR/backup" --share "$BATS_TEST_TMPDIR/share"
	says 'by other means'
	[ ! -e "$SV_STORE/keyring.db" ]
	hist update-ref refs/heads/main main~1
	gives sv-key restore "$BATS_TEST_TMPDIR/backup" --share "$BATS_TEST_TMPDIR/share"
	gives sv-show "$CASE" --identity --why 'controle'
	prints 'Een Melder'
}

@test "a history that was set back is noticed by who wrote in it, and taken only on purpose" {
	gives sv-aftercare plan "$CASE" --party p1 --actions gesprek
	hist update-ref refs/heads/main main~1
	stores_nothing fails_with 76 sv-aftercare plan "$CASE" --party p2 --actions gesprek
	says 'was set back or rewritten' 'sv-key check --repair'
	gives as behandelaar sv-aftercare plan "$CASE" --party p2 --actions gesprek # who had not seen it goes on
	fails_with 76 sv-key check
	says 'was set back'
	fails_with 76 sv-key check --repair
	says 'set back to an earlier state'
	gives sv-key check
	gives sv-aftercare plan "$CASE" --party p1 --actions gesprek
	gives sv-verify
}

@test "what is good is taken in: of another officer, by stock git, and after a writer that was killed" {
	printf 'title: x\n\n# x\n' >"$BATS_TEST_TMPDIR/page"
	forge meldpunt meldpunt "guide/nl/where.md=$BATS_TEST_TMPDIR/page"
	gives sv-aftercare plan "$CASE" --party p1 --actions gesprek
	gives as behandelaar sv-aftercare plan "$CASE" --party p1 --actions gesprek
	same "$(head_id)" "$(sqlite3 "$SV_STORE/keyring.db" "SELECT value FROM meta WHERE key = 'head:behandelaar'")"
	sqlite3 "$SV_STORE/keyring.db" "DELETE FROM meta WHERE key LIKE 'head:%'" # of an older keyring: all of it is verified, once
	gives sv-aftercare plan "$CASE" --party p1 --actions gesprek
	same 1 "$(sqlite3 "$SV_STORE/keyring.db" "SELECT count(*) FROM meta WHERE key LIKE 'head:%'")"
	gives sv-verify
}
