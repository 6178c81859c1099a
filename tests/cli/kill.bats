# SPDX-License-Identifier: MIT
# kill -9 at random moments of two hundred writes: what was printed is there, the history is whole, leftovers are mended.
load lib

setup_file() { setup_store; }
teardown_file() { clear_store; }

# kill_often TIMES COMMAND...: starts the command so often, each killed at a random moment; what it printed is appended to "told".
# Three runs that are let be come first, to measure how long one takes here; then the span follows, so that about half are killed.
kill_often() {
	local n us times=$1 from longest got pid
	shift
	killed=0 finished=3
	from=$(date +%s%N)
	for n in 1 2 3; do ("$@") >>"$BATS_TEST_TMPDIR/told"; done
	longest=$((($(date +%s%N) - from) / 2000))
	RANDOM=4711
	for ((n = 0; n < times; n++)); do
		"$@" >>"$BATS_TEST_TMPDIR/told" 2>>"$BATS_TEST_TMPDIR/err" &
		pid=$!
		us=$(((RANDOM * 32768 + RANDOM) % longest))
		sleep "$(printf '%d.%06d' $((us / 1000000)) $((us % 1000000)))"
		kill -9 $pid 2>/dev/null || true
		got=0
		wait $pid 2>/dev/null || got=$?
		echo >>"$BATS_TEST_TMPDIR/told" # ends a record that was cut off
		case $got in
		137) killed=$((killed + 1)) longest=$((longest * 6 / 5)) ;;
		0) finished=$((finished + 1)) longest=$((longest * 5 / 6)) ;;
		*) echo "status $got"; cat "$BATS_TEST_TMPDIR/err"; return 1 ;;
		esac
	done
	echo "# $killed killed, $finished finished, within $longest us"
}

# Every case whose record was printed whole is there; so may others be, whose printing was cut off.
all_told_are_there() {
	jq -rR 'fromjson? | .case' "$BATS_TEST_TMPDIR/told" | sort -u >"$BATS_TEST_TMPDIR/a"
	sv-list --format id | sort >"$BATS_TEST_TMPDIR/b"
	same '' "$(comm -23 "$BATS_TEST_TMPDIR/a" "$BATS_TEST_TMPDIR/b")"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/a")" -ge $finished ]
}

whole() {
	gives sv-verify || return 1
	hist fsck --strict --no-dangling >"$BATS_TEST_TMPDIR/fsck" 2>&1 || { cat "$BATS_TEST_TMPDIR/fsck"; return 1; }
	same '' "$(cat "$BATS_TEST_TMPDIR/fsck")"
}

from() { exec "${@:2}" <"$1"; } # no process in between that would be killed instead

@test "200 reports, each killed at a random moment" {
	record >"$BATS_TEST_TMPDIR/in"
	kill_often 200 from "$BATS_TEST_TMPDIR/in" sv-report
	[ $killed -ge 50 ] # or the test says nothing
	[ $finished -ge 50 ]
	all_told_are_there
	whole
	gives sv-report <"$BATS_TEST_TMPDIR/in"
	[ -z "$(find "$SV_STORE/history.git" -name '*.lock')" ]
}

@test "40 batches of a hundred, each killed at a random moment: all of a batch or nothing" {
	local n before
	before=$(count_cases)
	for n in $(seq 100); do record; done >"$BATS_TEST_TMPDIR/in"
	kill_often 40 from "$BATS_TEST_TMPDIR/in" sv-report
	[ $killed -ge 8 ]
	all_told_are_there
	same 0 $((($(count_cases) - before) % 100))
	whole
	gives sv-report <"$BATS_TEST_TMPDIR/in"
	[ -z "$(find "$SV_STORE/history.git/objects" -name 'tmp_*')" ] # swept by the writer after
}

@test "acts on one case, killed: whatever was stored follows from what was before it" {
	local id events
	id=$(new_case)
	kill_often 60 sv-aftercare contact "$id" --party p1 --safety 3
	[ $killed -ge 15 ]
	events=$(state "$id" .events)
	[ "$events" -gt "$finished" ] # the registration, and at least each one that ended
	[ "$events" -le 64 ]
	gives sv-aftercare contact "$id" --party p1 --safety 4
	same $((events + 1)) "$(state "$id" .events)"
	whole
}

@test "the index, killed while it is built: the next reader has it right" {
	local want n pid
	want=$(sv-list --format id | sort | cksum)
	for n in $(seq 10); do
		rm -rf "$XDG_STATE_HOME"
		sv-list >"$BATS_TEST_TMPDIR/list" 2>"$BATS_TEST_TMPDIR/err" &
		pid=$!
		sleep "0.0$((RANDOM % 90 + 10))"
		kill -9 $pid 2>/dev/null || true
		wait $pid 2>/dev/null || true
		same "$want" "$(sv-list --format id | sort | cksum)"
	done
	gives sv-verify
}

@test "a killed sv-init leaves no store that is half one" {
	local n pid place ms
	for n in $(seq 30); do
		place=$BATS_TEST_TMPDIR/new$n
		SV_STORE=$place/store sv-init --protocol "$PROTOCOL" 2>"$BATS_TEST_TMPDIR/err" &
		pid=$!
		ms=$((RANDOM % 25))
		sleep "$(printf '0.%03d' $ms)"
		kill -9 $pid 2>/dev/null || true
		wait $pid 2>/dev/null || true
		if [ -e "$place/store" ]; then
			SV_STORE=$place/store gives sv-verify
		else
			SV_STORE=$place/store gives sv-init --protocol "$PROTOCOL"
		fi
	done
}

@test "a stale lock of a writer that was killed is mended; one of somebody alive is respected" {
	record >"$BATS_TEST_TMPDIR/in"
	strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace=rename,renameat,renameat2 -e inject=rename,renameat,renameat2:signal=KILL:when="$(renames_of_main)" \
		sv-report <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/told" 2>"$BATS_TEST_TMPDIR/err" || true
	[ -e "$SV_STORE/history.git/refs/heads/main.lock" ] # it was killed with the lock in its hand
	same '' "$(cat "$BATS_TEST_TMPDIR/told")"
	gives sv-list
	gives sv-report <"$BATS_TEST_TMPDIR/in"
	[ ! -e "$SV_STORE/history.git/refs/heads/main.lock" ]
	whole
	touch "$SV_STORE/history.git/refs/heads/main.lock" # of a git command that is at work
	stores_nothing fails_with 75 sv-report <"$BATS_TEST_TMPDIR/in"
	says main.lock 'nothing was stored'
	same '' "$out"
	rm "$SV_STORE/history.git/refs/heads/main.lock"
	gives sv-report <"$BATS_TEST_TMPDIR/in"
}

# The number of the rename that moves the branch, counted in a run that is let be.
renames_of_main() {
	strace -f -o "$BATS_TEST_TMPDIR/trace" -e trace=rename,renameat,renameat2 sv-report <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/x"
	grep -nE 'rename.*refs/heads/main' "$BATS_TEST_TMPDIR/trace" | tail -1 | cut -d: -f1
}
