# SPDX-License-Identifier: MIT
# Restoring a keyring, killed at each system call by which it changes a disk, one after the other: there is no keyring yet, or the finished one; what was erased is in no file either way.
load lib

setup_file() {
	setup_store
	add_officer behandelaar --role record --role content --role identity
	add_officer vertrekt --role record --role content
	ERASED=$(at 2023-01-05 new_case '.parties |= [.[0]]')
	{
		at 2023-01-06 sv-triage "$ERASED" --route informal --why w
		at 2023-01-20 sv-decide "$ERASED" --outcome settled --grounds g --measure agreements
		at 2023-02-01 sv-close "$ERASED" --override aftercare_plan --override learning --override-why 'kleine zaak'
	} >"$T/steps"
	STAYS=$(new_case)
	salts=$(sqlite3 "$SV_STORE/keyring.db" "SELECT hex(bytes) FROM salt WHERE name = '$ERASED' OR name LIKE '$ERASED/%'")
	sv-key backup "$T/backup" >"$T/steps"
	sv-erase propose "$ERASED" >"$T/steps"
	as behandelaar sv-erase run "$ERASED" >"$T/steps"
	sv-key leave vertrekt
	as behandelaar sv-key share "$T/backup" --to meldpunt >"$T/share"
	mkdir "$T/lost"
	mv "$SV_STORE"/keyring.db* "$T/lost"
	cp -a "$SV_STORE" "$T/good"
	export ERASED STAYS salts
}

teardown_file() { clear_store; }

# gone: no file of the store, whatever its name, has a key of what was erased
gone() {
	local salt
	find "$SV_STORE" -type f ! -path '*/history.git/*' -print0 | xargs -0 cat | xxd -p | tr -d '\n' >"$BATS_TEST_TMPDIR/bytes"
	for salt in $salts; do
		run ! grep -qi "$salt" "$BATS_TEST_TMPDIR/bytes"
	done
}

again() { rm -rf "$SV_STORE" && cp -a "$T/good" "$SV_STORE"; }

@test "killed at each system call that changes a disk" {
	local call number
	strace -o /dev/null true || skip 'strace does not work here'
	same 2 "$(wc -w <<<"$salts")"
	again
	disk_calls sv-key restore "$T/backup" --share "$T/share" >"$BATS_TEST_TMPDIR/all"
	while read -r call number; do
		again
		killed_at "$call" "$number" sv-key restore "$T/backup" --share "$T/share"
		same '' "$said" # nothing is said before all of it is done
		gone
		if [ -e "$SV_STORE/keyring.db" ]; then
			echo finished
		else
			echo none
			gives sv-key restore "$T/backup" --share "$T/share"
			prints 'are so again: 2'
			gone
		fi >>"$BATS_TEST_TMPDIR/ends"
		[ ! -e "$SV_STORE/keyring.db.new" ]
		gives sv-erase prove "$ERASED"
		gives opens meldpunt "$STAYS"
		same "$call $number: content identity record" "$call $number: $out"
		same "$call $number: 2 2" "$call $number: $(sqlite3 "$SV_STORE/keyring.db" "SELECT max(epoch), count(DISTINCT epoch) FROM wrap" | tr '|' ' ')"
		same 0 "$(sqlite3 "$SV_STORE/keyring.db" "SELECT count(*) FROM wrap WHERE officer = 'vertrekt'")"
		gives sv-key check
	done <"$BATS_TEST_TMPDIR/all"
	same 'none finished' "$(uniq "$BATS_TEST_TMPDIR/ends" | xargs)"
	grep -q rename "$BATS_TEST_TMPDIR/all"
	gives sv-verify
}

@test "what a killed one left is taken away by who writes next" {
	strace -o /dev/null true || skip 'strace does not work here'
	again
	killed_at rename 1 sv-key restore "$T/backup" --share "$T/share"
	[ -s "$SV_STORE/keyring.db.new" ]
	cp -p "$T/lost"/keyring.db* "$SV_STORE"
	gives sv-key rewrap
	[ ! -e "$SV_STORE/keyring.db.new" ]
}

@test "a disk that fails: nothing is put, or it is whole and said to be doubtful" {
	local call got
	strace -o /dev/null true || skip 'strace does not work here'
	for call in write:when=1 fsync:when=1 rename:when=1 syncfs:when=1 fsync:when=2; do
		again
		got=0
		strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace="${call%%:*}" -e inject="${call%%:*}:error=ENOSPC:${call#*:}" sv-key restore "$T/backup" --share "$T/share" >"$BATS_TEST_TMPDIR/said" 2>"$BATS_TEST_TMPDIR/err" || got=$?
		same "$call: 74" "$call: $got"
		same '' "$(cat "$BATS_TEST_TMPDIR/said")"
		if [ "$call" = fsync:when=2 ]; then # of the folder, which has it already
			gives sv-key check
		else
			same '' "$(find "$SV_STORE" -name 'keyring*')"
			gives sv-key restore "$T/backup" --share "$T/share"
		fi
		gone
	done
}
