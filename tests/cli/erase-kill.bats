# SPDX-License-Identifier: MIT
# An erasure that is killed at each system call by which it changes a disk, one after the other: the case is whole, or it is erased once somebody writes again.
load lib

setup_file() {
	setup_store
	add_officer behandelaar --role record --role content --role identity
	CASE=$(at 2023-01-05 new_case '.parties |= [.[0]]')
	{
		at 2023-01-06 sv-triage "$CASE" --route informal --why w
		at 2023-01-20 sv-decide "$CASE" --outcome settled --grounds g --measure agreements
		at 2023-02-01 sv-close "$CASE" --override aftercare_plan --override learning --override-why 'kleine zaak'
		sv-erase propose "$CASE"
		as behandelaar sv-list # an index that is up to date: what is killed is the erasure
		sv-list
	} >"$T/steps"
	cp -a "$SV_STORE" "$T/good"
	cp -a "$T/state" "$T/good-state"
	export CASE
}

teardown_file() { clear_store; }

again() { rm -rf "$SV_STORE" "$T/state" && cp -a "$T/good" "$SV_STORE" && cp -a "$T/good-state" "$T/state"; }

@test "killed at each system call that changes a disk" {
	local call number salts salt done
	strace -o /dev/null true || skip 'strace does not work here'
	salts=$(sqlite3 "$T/good/keyring.db" "SELECT hex(bytes) FROM salt WHERE name = '$CASE' OR name LIKE '$CASE/%'")
	same 2 "$(wc -w <<<"$salts")"
	again
	as behandelaar disk_calls sv-erase run "$CASE" >"$BATS_TEST_TMPDIR/all"
	while read -r call number; do
		again
		as behandelaar killed_at "$call" "$number" sv-erase run "$CASE"
		same '' "$said" # nothing is said before all of it is done
		sv-erase prove "$CASE" >"$BATS_TEST_TMPDIR/x" 2>&1 && done=true || done=false
		gives sv-key rewrap # the next writer, whoever it is
		prints 'wrapped anew: 0'
		if hist log -1 --format=%s main | grep -q '^erasure: case'; then
			cat "$SV_STORE"/keyring.db* | xxd -p | tr -d '\n' >"$BATS_TEST_TMPDIR/bytes"
			for salt in $salts; do
				run ! grep -qi "$salt" "$BATS_TEST_TMPDIR/bytes"
			done
			gives sv-erase prove "$CASE"
			gives opens meldpunt "$CASE"
			same "$call $number: " "$call $number: $out"
			echo erased
		else
			gives opens meldpunt "$CASE"
			same "$call $number: content identity record" "$call $number: $out"
			same '' "$(sqlite3 "$SV_STORE/keyring.db" 'SELECT name FROM doomed')"
			echo whole
		fi >>"$BATS_TEST_TMPDIR/ends"
		[ $(($(wc -l <"$BATS_TEST_TMPDIR/ends") % 10)) != 0 ] || gives sv-verify
		$done && break # what comes after is the index, which is derived
	done <"$BATS_TEST_TMPDIR/all"
	# once erased, it stays so; both were met, and often
	same 'whole erased' "$(uniq "$BATS_TEST_TMPDIR/ends" | xargs)"
	[ "$(grep -c whole "$BATS_TEST_TMPDIR/ends")" -ge 15 ]
	[ "$(grep -c erased "$BATS_TEST_TMPDIR/ends")" -ge 15 ]
	gives sv-verify
}
