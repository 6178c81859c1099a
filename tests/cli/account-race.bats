# SPDX-License-Identifier: MIT
# Accounts of a record that goes on: while others write, and after a publication.
load lib

setup_file() {
	setup_store
	/usr/bin/python3 - <<-'E' | at 2026-02-15 sv-report | jq -r .case >"$T/new"
	import json, random
	random.seed(1)
	for i in range(60):
	    print(json.dumps({"sv": 1, "report": {"kind": "report", "confidentiality": random.choice(["named", "confidential"]), "channel": random.choice(["desk", "confidant"]), "category": random.choice(["bullying", "intimidation"]),
	        "unit": random.choice(["burgerzaken", "klantcontact"]), "gravity": "undesirable", "narrative": "kanarie-verhaal", "parties": [{"role": "reporter", "position": "employee", "name": "kanarie-naam", "person": f"R{i}"}]}}))
	E
	head -20 "$T/new" | jq -cR '{sv: 1, case: ., triage: {route: "informal", why: "w"}}' | at 2026-02-20 sv-triage >"$T/steps"
}

teardown_file() {
	touch "$T/done"
	clear_store
}

# one more, decided after a time that differs from all others
another() {
	echo '{"sv": 1, "report": {"kind": "report", "confidentiality": "anonymous", "category": "bullying", "channel": "desk", "gravity": "undesirable", "narrative": "kanarie-verhaal"}}' |
		at 2026-03-10 sv-report | jq -c '{sv: 1, case, triage: {route: "informal", why: "w"}}' | at 2026-10-20 sv-triage | jq -c '{sv: 1, case, decide: {outcome: "settled", measures: ["agreements"], grounds: "g"}}' |
		at 2026-11-20 sv-decide
}

@test "what is told while others write is of one commit, the one that is named" {
	while [ ! -e "$T/done" ]; do another && sv-list; done >/dev/null 3>&- & # the list brings the index further
	for i in 1 2 3 4 5 6; do
		sv-annual --year 2026 --format json >"$BATS_TEST_TMPDIR/$i.json"
	done
	touch "$T/done"
	wait $!
	for i in 1 2 3 4 5 6; do
		sv-annual --year 2026 --format json --as-of "$(jq -r .commit "$BATS_TEST_TMPDIR/$i.json")" | cmp - "$BATS_TEST_TMPDIR/$i.json"
	done
	[ "$(jq -r .commit "$BATS_TEST_TMPDIR"/[1-6].json | sort -u | wc -l)" -gt 1 ]
}

@test "a report that comes in after a publication stops no later one, and is not found by what differs" {
	for i in $(seq "${M:-7}"); do another; done >/dev/null # so many that terms that were late are printed
	at 2026-12-01 sv-annual --year 2026 --publish --format json >"$BATS_TEST_TMPDIR/first.json"
	another
	at 2026-12-02 sv-annual --year 2026 --publish --format json >"$BATS_TEST_TMPDIR/second.json"
	jq -e .published "$BATS_TEST_TMPDIR/second.json"
	# what both show does not differ by a few
	shown() { jq -c '[.sections[].tables[] | .table as $t | .columns as $c | .rows[] | .id as $i | .cells | to_entries[] | select(.value.n) | {key: ([$t, $c[.key].id] + $i | join("/")), value: .value.n}] | from_entries' "$1"; }
	jq -en --argjson a "$(shown "$BATS_TEST_TMPDIR/first.json")" --argjson b "$(shown "$BATS_TEST_TMPDIR/second.json")" \
		'[$a | to_entries[] | select($b[.key]) | $b[.key] - .value] | length > 0 and all(.[]; . == 0 or . >= 5 or . <= -5)'
	jq -en --argjson a "$(shown "$BATS_TEST_TMPDIR/first.json")" --argjson b "$(shown "$BATS_TEST_TMPDIR/second.json")" '$a["category_year/2026/bullying"] > 5 and $b["category_year/2026/bullying"] == null'
}
