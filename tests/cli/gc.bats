# SPDX-License-Identifier: MIT
# Care of the repository: packing while others write and read, and what goes wrong.
load lib

setup_file() { setup_store; }
teardown_file() { clear_store; }

loose() { find "$SV_STORE/history.git/objects" -path '*/[0-9a-f][0-9a-f]/*' -type f | wc -l; }

@test "loose objects become a pack; the history is the same, for sv-verify and for stock git" {
	local before
	for i in 1 2 3; do new_case >/dev/null; done
	before=$(hist rev-list --objects --all | sort | sha256sum)
	[ "$(loose)" -gt 20 ]
	gives sv-gc
	[[ $out =~ ^loose\ objects\ [0-9]+\ -\>\ 0,\ packs\ 0\ -\>\ 1, ]]
	same 0 "$(loose)"
	same "$before" "$(hist rev-list --objects --all | sort | sha256sum)"
	hist fsck --strict --no-dangling >"$BATS_TEST_TMPDIR/fsck" 2>&1
	same '' "$(cat "$BATS_TEST_TMPDIR/fsck")"
	gives sv-verify --format json
	same 0 "$(jq .faults <<<"$out")"
}

@test "what cannot be reached is kept: a writer may be about to use it" {
	local id
	id=$(echo orphan | hist hash-object -w --stdin)
	gives sv-gc --quiet
	same '' "$out"
	gives hist cat-file -p "$id"
	same orphan "$out"
	gives sv-gc --full
	gives hist cat-file -p "$id"
	same orphan "$out"
}

@test "many small packs stay few: sixty days of cron" {
	local i
	for i in $(seq 60); do
		new_case >/dev/null
		sv-gc --quiet
	done
	[ "$(find "$SV_STORE/history.git/objects/pack" -name '*.pack' | wc -l)" -le 12 ]
	same 0 "$(loose)"
}

@test "writers, readers and verification go on while it packs: nothing lost, nobody fails" {
	local before n i pids=()
	before=$(count_cases)
	record >"$BATS_TEST_TMPDIR/one"
	for n in 1 2 3; do
		(for i in $(seq 20); do sv-report <"$BATS_TEST_TMPDIR/one" >>"$BATS_TEST_TMPDIR/out" 2>>"$BATS_TEST_TMPDIR/err.w$n" || echo "report $?" >>"$BATS_TEST_TMPDIR/err.w$n"; done) &
		pids+=($!)
	done
	(for i in $(seq 12); do sv-list --limit 3 >/dev/null 2>>"$BATS_TEST_TMPDIR/err.r" || echo "list $?" >>"$BATS_TEST_TMPDIR/err.r"; done) &
	pids+=($!)
	(for i in 1 2; do sv-verify >/dev/null 2>>"$BATS_TEST_TMPDIR/err.v" || echo "verify $?" >>"$BATS_TEST_TMPDIR/err.v"; done) &
	pids+=($!)
	for i in $(seq 6); do
		sv-gc --quiet 2>>"$BATS_TEST_TMPDIR/err.g" || echo "gc $?" >>"$BATS_TEST_TMPDIR/err.g"
		sv-gc --quiet --full 2>>"$BATS_TEST_TMPDIR/err.g" || echo "gc --full $?" >>"$BATS_TEST_TMPDIR/err.g"
	done
	wait "${pids[@]}"
	same '' "$(cat "$BATS_TEST_TMPDIR"/err.*)"
	same $((before + 60)) "$(count_cases)"
	gives sv-verify --format json
	same 0 "$(jq .faults <<<"$out")"
}

@test "a second one at the same time is told to come back: 75" {
	exec 8>>"$SV_STORE/gc.lock"
	flock -n 8
	fails_with 75 sv-gc 8>&-
	exec 8>&-
	gives sv-gc --quiet
}

@test "without git 69, without a store 66; a repository that cannot be written 74, and it is whole" {
	fails_with 69 env PATH="$BATS_TEST_TMPDIR" "$B/bin/sv-gc"
	fails_with 66 sv-gc --store "$BATS_TEST_TMPDIR/nothing"
	new_case >/dev/null
	mv "$SV_STORE/history.git/objects/pack" "$BATS_TEST_TMPDIR/pack"
	: >"$SV_STORE/history.git/objects/pack"
	fails_with 74 sv-gc
	rm "$SV_STORE/history.git/objects/pack"
	mv "$BATS_TEST_TMPDIR/pack" "$SV_STORE/history.git/objects/pack"
	gives sv-verify --format json
	same 0 "$(jq .faults <<<"$out")"
}
