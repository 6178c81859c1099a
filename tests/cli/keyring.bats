# SPDX-License-Identifier: MIT
# Care of the keyring: a backup that M of N officers open together, judged by another program; restored, with erasures and departures since.
load lib

setup_file() {
	setup_store
	add_officer vertrouwenspersoon --role record --role content --role identity
	add_officer behandelaar --role record --role content
	add_officer jurist --role record --role content
	add_officer teller --role record
	add_cron
}

teardown_file() { clear_store; }

# lose: the keyring is gone, as after a disk failure; kept in $BATS_TEST_TMPDIR/lost
lose() { mkdir -p "$BATS_TEST_TMPDIR/lost" && mv "$SV_STORE"/keyring.db* "$BATS_TEST_TMPDIR/lost/"; }

# key OFFICER: where their identity is
key() { [ -e "$T/keys/$1" ] && echo "$T/keys/$1" || echo "$XDG_CONFIG_HOME/sv/identity"; }

# share OFFICER BACKUP FILE
share() { as "$1" sv-key share "$2" --to meldpunt >"$3"; }

@test "enough officers together restore it; fewer, others, or changed shares do not" {
	local id b=$BATS_TEST_TMPDIR/backup d=$BATS_TEST_TMPDIR
	id=$(new_case)
	stores_nothing fails_with 65 sv-key backup "$b" --need 9
	[ ! -e "$b" ]
	gives sv-key backup "$b" --need 3
	prints '3 of 5' # cron and guests have none
	same 600 "$(stat -c %a "$b")"
	fails_with 73 sv-key backup "$b"
	stores_nothing fails_with 65 sv-key backup "$b.2" --officer niemand
	share behandelaar "$b" "$d/one"
	share vertrouwenspersoon "$b" "$d/two"
	fails_with 77 share cron "$b" "$d/none"
	fails_with 73 sv-key restore "$b" --share "$d/one" --share "$d/two" # there is one
	lose
	fails_with 66 sv-show "$id"
	fails_with 77 sv-key restore "$b" --share "$d/one"
	says '3 shares are needed, and there are 2'
	fails_with 77 sv-key restore "$b" --share "$d/one" --share "$d/one"
	fails_with 77 as vertrouwenspersoon sv-key restore "$b" --share "$d/one" --share "$d/two" # not sealed to them
	jq -c '.at = "2020-01-01T00:00:00Z"' "$d/two" >"$d/other"
	fails_with 65 sv-key restore "$b" --share "$d/one" --share "$d/other"
	says 'not a share of this backup'
	jq -c '.at = "2020-01-01T00:00:00Z"' "$b" >"$d/changed"
	fails_with 65 sv-key restore "$d/changed" --share "$d/one" --share "$d/two"
	jq -c '.need = 2' "$b" >"$d/changed"
	fails_with 77 sv-key restore "$d/changed" --share "$d/one"
	says 'do not open the backup'
	fails_with 65 sv-key restore "$d/one" --share "$d/one" --share "$d/two"
	[ ! -e "$SV_STORE/keyring.db" ]
	gives sv-key restore "$b" --share "$d/one" --share "$d/two"
	gives sv-show "$id" --content --why 'controle'
	prints 'Er werd geroepen'
	gives as behandelaar sv-show "$id"
	gives sv-key check
	gives sv-verify
	same 600 "$(stat -c %a "$SV_STORE/keyring.db")"
}

@test "another program puts the shares together and opens the backup: libgfshare, and format.md" {
	local b=$BATS_TEST_TMPDIR/backup d=$BATS_TEST_TMPDIR name
	gives sv-key backup "$b" --need 3 --officer meldpunt --officer behandelaar --officer jurist --officer teller
	for name in meldpunt jurist teller; do
		as "$name" /usr/bin/python3 "$ROOT/tests/data/share.py" "$b" "$(key "$name")" "$PASSPHRASE" "$d/key" # d/key.NNN, as gfsplit names them
	done
	(cd "$d" && gfcombine -o key key.*)
	same 32 "$(stat -c %s "$d/key")"
	gives /usr/bin/python3 "$ROOT/tests/data/share.py" --open "$b" "$d/key" "$d/keyring.db"
	same "$(sqlite3 "$SV_STORE/keyring.db" .dump)" "$(sqlite3 "$d/keyring.db" .dump)"
	rm "$d"/key.* # two of three are not enough
	for name in jurist teller; do
		as "$name" /usr/bin/python3 "$ROOT/tests/data/share.py" "$b" "$(key "$name")" "$PASSPHRASE" "$d/key"
	done
	(cd "$d" && gfcombine -o key key.*)
	fails_with 1 /usr/bin/python3 "$ROOT/tests/data/share.py" --open "$b" "$d/key" "$d/keyring2.db"
}

@test "what was erased since is erased again; who left since stays out; what came in since is told" {
	local b=$BATS_TEST_TMPDIR/backup d=$BATS_TEST_TMPDIR old new next salts salt
	cp -r "$SV_STORE" "$d/store" # the other tests go on with the whole one
	SV_STORE=$d/store
	old=$(at 2023-01-05 new_case)
	{
		at 2023-01-06 sv-triage "$old" --route informal --why w
		at 2023-01-20 sv-decide "$old" --outcome settled --grounds g --measure agreements
		at 2023-02-01 sv-close "$old" --override aftercare_plan --override learning --override-why 'kleine zaak'
	} >"$d/steps"
	salts=$(sqlite3 "$SV_STORE/keyring.db" "SELECT hex(bytes) FROM salt WHERE name = '$old'")
	gives sv-key backup "$b" --need 2
	gives sv-erase propose "$old"
	gives as behandelaar sv-erase run "$old"
	gives sv-key leave jurist
	new=$(new_case)
	share behandelaar "$b" "$d/one"
	lose
	gives sv-key restore "$b" --share "$d/one"
	prints 'erased since, and are so again: 3'
	gives sv-erase prove "$old"
	for salt in $salts; do
		fails_with 1 sh -c "xxd -p '$SV_STORE/keyring.db' | tr -d '\n' | grep -i '$salt'"
	done
	same 0 "$(sqlite3 "$SV_STORE/keyring.db" "SELECT count(*) FROM wrap WHERE officer = 'jurist'")"
	fails_with 76 sv-key check
	says "$new" 'nothing that opens this case'
	same 1 "$(grep -c : <<<"$err")"
	next=$(new_case)
	gives sv-show "$next"
	gives as behandelaar sv-show "$next"
	gives opens jurist "$next" --keyring "$d/lost/keyring.db"
	same '' "$out"
}

@test "check: a missing key, one too many, one of no case; repaired as far as it can be" {
	local id
	id=$(new_case)
	gives sv-key check
	cp "$SV_STORE/keyring.db" "$BATS_TEST_TMPDIR/before"
	sqlite3 "$SV_STORE/keyring.db" "INSERT INTO salt VALUES ('2026-0ZZZZ8', zeroblob(32)); INSERT INTO wrap SELECT 'identity', epoch, 'behandelaar', bytes FROM wrap WHERE role = 'content' AND officer = 'behandelaar';
		DELETE FROM wrap WHERE role = 'content' AND officer = 'vertrouwenspersoon'; DELETE FROM salt WHERE name = '$id'; INSERT INTO grants VALUES ('$id', 'e1', 'content', 'niemand', NULL, x'00')"
	fails_with 76 sv-key check
	says '2026-0ZZZZ8: is of no case' 'behandelaar: identity: a role' 'vertrouwenspersoon/content/1: the officer has the role and not its key' "$id: the keyring has nothing" 'niemand: keys of the case'
	fails_with 76 sv-key check --repair
	fails_with 76 sv-key check
	says 'vertrouwenspersoon/content/1' "$id: the keyring has nothing"
	case $err in *ZZZZ8* | *niemand* | *identity*) false ;; esac
	gives sv-key role vertrouwenspersoon --grant content
	fails_with 76 sv-key check
	same 1 "$(grep -c "$id" <<<"$err")"
}
