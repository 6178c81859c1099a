# SPDX-License-Identifier: MIT
# Many writers at once: nothing is lost, the chain stays whole, and readers are never hindered.
load lib

setup_file() { setup_store; }
teardown_file() { clear_store; }

# writers N TIMES FILE: N loops at the same time, each registering FILE so often
writers() {
	local n i pids=()
	for n in $(seq "$1"); do
		(
			for i in $(seq "$2"); do
				sv-report <"$3" >>"$BATS_TEST_TMPDIR/out.$n" 2>>"$BATS_TEST_TMPDIR/err.$n" || echo "status $?" >>"$BATS_TEST_TMPDIR/err.$n"
			done
		) &
		pids+=($!)
	done
	wait "${pids[@]}"
	same '' "$(cat "$BATS_TEST_TMPDIR"/err.*)"
}

@test "16 writers of 50 reports: 800 cases, none lost" {
	record >"$BATS_TEST_TMPDIR/in"
	writers 16 50 "$BATS_TEST_TMPDIR/in"
	cat "$BATS_TEST_TMPDIR"/out.* | jq -r .case | sort >"$BATS_TEST_TMPDIR/told"
	same 800 "$(sort -u "$BATS_TEST_TMPDIR/told" | wc -l)"
	sv-list --format id | sort >"$BATS_TEST_TMPDIR/kept"
	cmp "$BATS_TEST_TMPDIR/told" "$BATS_TEST_TMPDIR/kept"
	same 801 "$(hist rev-list --count main)"
	same 801 "$(hist rev-list --count --first-parent --max-parents=1 main)" # one line, no merges
}

@test "the chain of those 800 is whole, for sv-verify and for stock git" {
	gives sv-verify --format json
	same '801 800 0 true' "$(jq -r '"\(.commits) \(.cases) \(.faults) \(.index_compared)"' <<<"$out")"
	hist fsck --strict --no-dangling >"$BATS_TEST_TMPDIR/fsck" 2>&1
	same '' "$(cat "$BATS_TEST_TMPDIR/fsck")"
	same '801 G' "$(hist log --format=%G? main | sort | uniq -c | xargs)"
}

@test "writers of one case and of many, batches and single lines, with readers beside them" {
	local id n i before
	before=$(count_cases)
	id=$(new_case)
	record >"$BATS_TEST_TMPDIR/one"
	for i in $(seq 100); do record; done >"$BATS_TEST_TMPDIR/hundred"
	pids=()
	for n in 1 2 3 4; do
		(for i in $(seq 15); do sv-aftercare contact "$id" --party p1 --safety 3 >>"$BATS_TEST_TMPDIR/x" 2>>"$BATS_TEST_TMPDIR/err.c$n" || echo "contact $?" >>"$BATS_TEST_TMPDIR/err.c$n"; done) &
		pids+=($!)
		(for i in 1 2 3; do sv-report <"$BATS_TEST_TMPDIR/hundred" >>"$BATS_TEST_TMPDIR/x" 2>>"$BATS_TEST_TMPDIR/err.h$n" || echo "batch $?" >>"$BATS_TEST_TMPDIR/err.h$n"; done) &
		pids+=($!)
		(for i in $(seq 10); do
			sv-list --state registered --limit 5 >"$BATS_TEST_TMPDIR/list.$n" 2>>"$BATS_TEST_TMPDIR/err.r$n" || echo "list $?" >>"$BATS_TEST_TMPDIR/err.r$n"
			jq -c .case "$BATS_TEST_TMPDIR/list.$n" >>"$BATS_TEST_TMPDIR/x" 2>>"$BATS_TEST_TMPDIR/err.r$n" # whole lines only
			sv-show "$id" >>"$BATS_TEST_TMPDIR/x" 2>>"$BATS_TEST_TMPDIR/err.r$n" || echo "show $?" >>"$BATS_TEST_TMPDIR/err.r$n"
		done) &
		pids+=($!)
	done
	wait "${pids[@]}"
	same '' "$(cat "$BATS_TEST_TMPDIR"/err.*)"
	same $((before + 1 + 1200)) "$(count_cases)"
	same 61 "$(state "$id" .events)" # none written over another
	gives sv-verify
}

@test "a verification beside writers sees a whole history" {
	record >"$BATS_TEST_TMPDIR/in"
	writers 4 25 "$BATS_TEST_TMPDIR/in" &
	local writing=$! n=0
	while kill -0 $writing 2>/dev/null; do
		gives sv-verify
		n=$((n + 1))
	done
	wait $writing
	[ $n -gt 0 ]
}

@test "a writer waits for the lock, and a reader does not" {
	local t0 t1
	record >"$BATS_TEST_TMPDIR/in"
	flock "$SV_STORE/lock" sleep 1.5 &
	sleep 0.3
	t0=$(date +%s%N)
	gives sv-list
	t1=$(date +%s%N)
	[ $(((t1 - t0) / 1000000)) -lt 1000 ]
	kill -0 $! # the lock is held still
	gives sv-report <"$BATS_TEST_TMPDIR/in"
	[ $((($(date +%s%N) - t0) / 1000000)) -ge 1000 ]
	wait
}

@test "two who make the same store: one does, the other says it is there" {
	local n ok=0 place=$BATS_TEST_TMPDIR/place
	pids=()
	for n in 1 2 3 4; do
		(
			got=0
			SV_STORE=$place/store sv-init --protocol "$PROTOCOL" 2>"$BATS_TEST_TMPDIR/err.$n" || got=$?
			echo $got >"$BATS_TEST_TMPDIR/got.$n"
		) &
		pids+=($!)
	done
	wait "${pids[@]}"
	same '0 73 73 73' "$(sort -n "$BATS_TEST_TMPDIR"/got.* | xargs)" || { cat "$BATS_TEST_TMPDIR"/err.*; false; }
	SV_STORE=$place/store gives sv-verify
	same store "$(ls -A "$place")" # nothing half-made is left
}
