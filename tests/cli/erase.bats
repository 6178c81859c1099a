# SPDX-License-Identifier: MIT
# Erasure: what it reaches, in every file of the store and in copies, also when it is cut off; what it leaves for figures; the evidence.
load lib

setup_file() {
	setup_store
	add_officer vertrouwenspersoon --role record --role content --role identity
	add_officer behandelaar --role record --role content
	add_officer teller --role record
}

teardown_file() { clear_store; }

# old_case [JQ]: a case that was closed long ago
old_case() {
	local id
	id=$(at 2023-01-05 new_case "${1:-.}") || return 1
	{
		at 2023-01-06 sv-triage "$id" --route informal --why w
		at 2023-01-20 sv-decide "$id" --outcome settled --grounds g --measure agreements
		at 2023-02-01 sv-close "$id" --override aftercare_plan --override learning --override-why 'kleine zaak'
	} >"$BATS_TEST_TMPDIR/steps" || return 1
	echo "$id"
}

# erased CASE...: proposed by one, carried out by another
erased() { sv-erase propose "$@" >"$BATS_TEST_TMPDIR/proposed" && as behandelaar sv-erase run "$@" >"$BATS_TEST_TMPDIR/done"; }

# salts CASE: the case's salts, as hex
salts() { sqlite3 "$SV_STORE/keyring.db" "SELECT hex(bytes) FROM salt WHERE name = '$1' OR name LIKE '$1/%'"; }

# nowhere FOLDER HEX...: no file in the folder, packed objects unpacked, has those bytes
nowhere() {
	local folder=$1
	shift
	/usr/bin/python3 - "$folder" "$@" <<-'E'
	import os, subprocess, sys
	wanted = [bytes.fromhex(x) for x in sys.argv[2:]]
	assert wanted
	for root, dirs, files in os.walk(sys.argv[1]):
	    for name in files:
	        data = open(os.path.join(root, name), "rb").read()
	        for w in wanted:
	            if w in data:
	                sys.exit(f"found in {root}/{name}")
	    if root.endswith("history.git"):
	        objects = subprocess.run(["git", "-C", root, "cat-file", "--batch", "--batch-all-objects"], capture_output=True, check=True).stdout
	        assert not any(w in objects for w in wanted)
	E
}

@test "due, proposed, carried out: nothing opens it any more, from the store or from a copy of it, and no file has its keys" {
	local id other keys
	id=$(old_case) other=$(old_case)
	gives sv-erase due --format id
	prints "$id" "$other"
	gives sv-erase due --until 2024-01-01 --format id
	same '' "$out"
	gives opens vertrouwenspersoon "$id"
	same 'content identity record' "$out"
	keys=$(salts "$id")
	same 3 "$(wc -l <<<"$keys")"
	cp -r "$SV_STORE" "$BATS_TEST_TMPDIR/before"
	fails_with 1 nowhere "$SV_STORE" $keys # the search finds what is there
	gives sv-list # so that an index has seen it
	gives as vertrouwenspersoon sv-list
	erased "$id"
	cp -r "$SV_STORE" "$BATS_TEST_TMPDIR/copy"
	gives opens vertrouwenspersoon "$id"
	same '' "$out"
	git clone -q --mirror "$SV_STORE/history.git" "$BATS_TEST_TMPDIR/clone.git"
	gives nowhere "$BATS_TEST_TMPDIR/copy" $keys
	gives nowhere "$T/state" $keys
	gives nowhere "$XDG_RUNTIME_DIR" $keys
	SV_STORE=$BATS_TEST_TMPDIR/copy gives opens vertrouwenspersoon "$id"
	same '' "$out"
	gives opens vertrouwenspersoon "$other"
	same 'content identity record' "$out"
	# with the role keys of before, and every run of 32 bytes of every file as its salt: pages that were freed, the log, the objects
	rm -rf "$BATS_TEST_TMPDIR/copy/history.git/hooks"
	SV_STORE=$BATS_TEST_TMPDIR/copy gives opens vertrouwenspersoon "$id" --windows "$BATS_TEST_TMPDIR/copy"
	same '' "$out"
	cp "$BATS_TEST_TMPDIR"/before/keyring.db* "$BATS_TEST_TMPDIR/copy/" # and so it is found where it is
	mv "$BATS_TEST_TMPDIR/copy/keyring.db" "$BATS_TEST_TMPDIR/copy/keyring.old"
	cp "$SV_STORE"/keyring.db* "$BATS_TEST_TMPDIR/copy/"
	SV_STORE=$BATS_TEST_TMPDIR/copy gives opens vertrouwenspersoon "$id" --windows "$BATS_TEST_TMPDIR/copy"
	same 'content identity record' "$out"
	fails_with 66 sv-show "$id" --content --why 'nog eens'
	says 'were destroyed'
	stores_nothing fails_with 65 sv-triage "$id" --route informal
	stores_nothing fails_with 65 sv-erase propose "$id"
	says 'erased already'
}

@test "an outsider's program reads a case from a clone, given role keys and salts; without the salts, nothing" {
	local id keys roles
	id=$(new_case '.narrative = "Er werd geschreeuwd, en het was Zoë."')
	sv-triage "$id" --route informal --why 'een gesprek volstaat' >"$BATS_TEST_TMPDIR/step"
	git clone -q --mirror "$SV_STORE/history.git" "$BATS_TEST_TMPDIR/clone.git"
	roles=$(/usr/bin/python3 - "$SV_STORE/keyring.db" "$T/keys/vertrouwenspersoon" "$PASSPHRASE" "$ROOT/tests/vectors" <<-'E'
		import sqlite3, sys
		sys.path.insert(0, sys.argv[4])
		import sv_format as f
		from nacl import bindings
		handle, seed, secret, public = f.read_identity(open(sys.argv[2]).read(), sys.argv[3])
		rows = dict(sqlite3.connect(sys.argv[1]).execute("SELECT role, bytes FROM wrap WHERE officer = ? AND epoch = 1", (handle,)).fetchall())
		print(*(bindings.crypto_box_seal_open(bytes(rows[r]), public, secret).hex() for r in ("record", "content", "identity")))
	E
	)
	keys=$(sqlite3 "$SV_STORE/keyring.db" "SELECT iif(name = '$id', '', substr(name, 13) || '=') || hex(bytes) FROM salt WHERE name = '$id' OR name LIKE '$id/%' ORDER BY name")
	gives /usr/bin/python3 "$ROOT/tests/data/decrypt.py" "$BATS_TEST_TMPDIR/clone.git" "$id" $roles $keys
	prints 'Een Betrokkene'
	same "$(sv-show "$id" --content --identity --why w --format json | jq -cS '.history[] | select(.type != "access.opened")')" "$(jq -cS . <<<"$out")"
	fails_with 1 /usr/bin/python3 "$ROOT/tests/data/decrypt.py" "$BATS_TEST_TMPDIR/clone.git" "$id" $roles "$(printf '%064d' 0)"
	says 'does not open'
}

@test "the history still verifies, for every officer, and a clone of it too" {
	local id
	id=$(old_case)
	erased "$id"
	gives sv-verify
	gives as behandelaar sv-verify
	gives as teller sv-verify
	gives as vertrouwenspersoon sv-verify --incremental
	gives git -C "$SV_STORE/history.git" fsck --strict
	gives git -C "$SV_STORE/history.git" log --format='%G?' main
	same G "$(sort -u <<<"$out")"
}

@test "figures: the words that enough cases share stay, of a case alone only the year" {
	local ids id alone
	ids=$(for i in 1 2 3 4 5; do old_case '.category = "discrimination"'; done)
	alone=$(old_case '.category = "sexual_harassment" | .unit = "burgerzaken"')
	gives sv-stats --by category --from 2023-01-01 --to 2023-12-31 --format json
	jq -S 'map(select(.category == "discrimination"))' <<<"$out" >"$BATS_TEST_TMPDIR/before"
	erased $ids "$alone"
	gives sv-stats --by category --from 2023-01-01 --to 2023-12-31 --format json
	same "$(cat "$BATS_TEST_TMPDIR/before")" "$(jq -S 'map(select(.category == "discrimination"))' <<<"$out")"
	id=$(head -1 <<<"$ids")
	gives sv-list --state erased --format ndjson
	same '{"year":2023,"category":"discrimination","to_decision":3,"alike":5,"unit":null}' "$(jq -c --arg c "$id" 'select(.case == $c) | {year, category, to_decision, alike, unit}' <<<"$out")"
	same 'null null true' "$(jq -r --arg c "$alone" 'select(.case == $c) | "\(.category) \(.unit) \(.alike >= 5)"' <<<"$out")"
	gives sv-list --state erased --from 2023-01-01 --to 2023-06-30 --format id # its month is not known any more
	same '' "$out"
}

@test "the index forgets: not even in its free pages is a word of the case" {
	local id file
	id=$(old_case '.incident = "1999-12-31"')
	gives as vertrouwenspersoon sv-list
	for file in "$T"/state/*/sv/*/*.db*; do grep -q 1999-12-31 "$file" && break; done
	grep -q 1999-12-31 "$file"
	erased "$id"
	gives sv-list
	gives as behandelaar sv-list
	gives as vertrouwenspersoon sv-list
	gives as teller sv-list
	same '' "$(grep -rl 1999-12-31 "$T/state")"
}

@test "who one party is, while the case stays" {
	local id keys
	id=$(new_case '.parties[0].name = "Kanarie Melder" | .parties[0].person = "P-31"')
	keys=$(sqlite3 "$SV_STORE/keyring.db" "SELECT hex(bytes) FROM salt WHERE name = '$id/p1'")
	gives sv-erase propose "$id" --party p1 --ground request --why 'vraagt erom'
	gives as vertrouwenspersoon sv-erase run "$id" --party p1
	gives nowhere "$SV_STORE" $keys
	gives sv-show "$id" --identity --why 'controle'
	case $out in *Kanarie*) false ;; esac
	prints 'Een Betrokkene'
	gives sv-show "$id" --content --why 'controle'
	prints 'Er werd geroepen'
	same "$(date -u +%Y)" "$(state "$id" '.parties[0].identity_erased' | cut -c1-4)"
	gives sv-erase due --format id # what was carried out is no proposal any more
	case $out in *"$id"*) false ;; esac
	# nothing is written of it again, by whatever way, as what was there before would not open with other keys
	jq -nc --arg c "$id" '{sv: 1, case: $c, party: {changes: [{party: "p1", name: "Kanarie Terug"}]}}' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-case party <"$BATS_TEST_TMPDIR/in"
	says 'the identity of party p1 was erased'
	jq -nc --arg c "$id" --arg e "$(sv-log "$id" --format json | head -1 | jq -r .event)" '{sv: 1, case: $c, correct: {event: $e, set: {parties: [{party: "p1", person: "P-31"}]}, why: "w"}}' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-case correct <"$BATS_TEST_TMPDIR/in"
	jq -nc --arg c "$id" '{sv: 1, case: $c, party: {changes: [{party: "p1", consent: true}], parties: [{role: "witness", name: "Een Getuige", person: "P-32"}]}}' >"$BATS_TEST_TMPDIR/in"
	gives sv-case party <"$BATS_TEST_TMPDIR/in"
	gives sv-show "$id" --identity --why 'controle'
	prints 'Een Getuige' 'Een Betrokkene'
	gives sv-triage "$id" --route informal # it goes on
	gives sv-verify
	gives as teller sv-verify
	# no more is it found by the same number
	gives sv-triage "$(new_case '.parties[0].person = "P-31"')" --suggest
	same '[]' "$(jq -c --arg c "$id" '[.. | objects | select(.other? == $c or .case? == $c) | select(.party == "p1")]' <<<"$out")"
}

@test "prove: what anyone can check, and it says so where a key is still there" {
	local id salt
	id=$(old_case)
	salt=$(salts "$id" | head -1)
	fails_with 66 sv-erase prove "$id"
	erased "$id"
	gives sv-erase prove "$id" --format json
	same '{"names":0,"unfinished":0,"keys_found":0}' "$(jq -c '.keyring | del(.bytes_searched)' <<<"$out")"
	same 'behandelaar meldpunt' "$(jq -r '"\(.by) \(.proposed_by)"' <<<"$out")"
	# the hash is that of the salt that was there, as an independent program makes it
	/usr/bin/python3 -c 'import hashlib,sys; print(hashlib.blake2b(bytes.fromhex(sys.argv[1]), digest_size=32).hexdigest())' "$salt" >"$BATS_TEST_TMPDIR/hash"
	jq -e --arg h "$(cat "$BATS_TEST_TMPDIR/hash")" '.destroyed | index($h)' <<<"$out"
	# the commands it prints do what they say
	gives sv-erase prove "$id"
	grep '^git\|^sqlite3' <<<"$out" >"$BATS_TEST_TMPDIR/commands"
	same 3 "$(wc -l <"$BATS_TEST_TMPDIR/commands")"
	sh -e "$BATS_TEST_TMPDIR/commands" >"$BATS_TEST_TMPDIR/evidence" 2>&1
	grep -q 'Good "git" signature for behandelaar' "$BATS_TEST_TMPDIR/evidence"
	grep -q 'Good "git" signature for meldpunt' "$BATS_TEST_TMPDIR/evidence" # who proposed it
	grep -q '"type":"case.erased"' "$BATS_TEST_TMPDIR/evidence"
	same "0
0" "$(tail -2 "$BATS_TEST_TMPDIR/evidence")"
	gives sv-key backup "$BATS_TEST_TMPDIR/backup"
	gives sv-erase prove "$id"
	prints 'last backup'
	sqlite3 "$SV_STORE/keyring.db" "INSERT INTO salt VALUES ('$id', x'$salt')"
	fails_with 76 sv-erase prove "$id"
	says 'still holds keys'
	fails_with 76 sv-key check
	says "$id" 'was erased'
	fails_with 76 sv-key check --repair
	gives sv-key check
	gives sv-erase prove "$id"
}

@test "cut off between the event and the keys: the next writer finishes it; before the event: nothing was erased" {
	local id keys
	id=$(old_case)
	keys=$(salts "$id")
	sqlite3 "$SV_STORE/keyring.db" "INSERT INTO doomed VALUES ('$id')" # the event never was
	gives new_case
	gives opens vertrouwenspersoon "$id"
	same 'content identity record' "$out"
	same '' "$(sqlite3 "$SV_STORE/keyring.db" 'SELECT name FROM doomed')"
	cp "$SV_STORE/keyring.db" "$BATS_TEST_TMPDIR/before"
	erased "$id"
	cp "$BATS_TEST_TMPDIR/before" "$SV_STORE/keyring.db" # the event was, the keys were not deleted yet
	rm -f "$SV_STORE/keyring.db-wal" "$SV_STORE/keyring.db-shm"
	sqlite3 "$SV_STORE/keyring.db" "INSERT INTO doomed VALUES ('$id')"
	fails_with 76 sv-erase prove "$id"
	gives new_case
	gives sv-erase prove "$id"
	gives nowhere "$SV_STORE" $keys
	gives sv-verify
}

@test "many at once, by a pipe; all or none" {
	local a b c
	a=$(old_case) b=$(old_case) c=$(new_case)
	sv-erase due --format ndjson | jq -c --arg a "$a" --arg b "$b" 'select(.case == $a or .case == $b)' >"$BATS_TEST_TMPDIR/due"
	gives sv-erase propose <"$BATS_TEST_TMPDIR/due"
	same 2 "$(wc -l <<<"$out")"
	stores_nothing fails_with 65 as behandelaar sv-erase run "$a" "$c" "$b"
	says "$c"
	gives opens vertrouwenspersoon "$a"
	same 'content identity record' "$out"
	gives as behandelaar sv-erase run <"$BATS_TEST_TMPDIR/due"
	same erased "$(jq -r .state <<<"$out" | sort -u)"
	stores_nothing fails_with 65 sv-erase run <<<'{"sv":1}'
	says 'names no case'
	fails_with 64 sv-erase prove
}
