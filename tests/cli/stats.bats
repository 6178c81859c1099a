# SPDX-License-Identifier: MIT
# sv-stats: what it refuses, what it says beside its tables, and figures as they were known. Every cell is held against another count in tests/stats.
load lib

setup_file() {
	setup_place
	PROTOCOL=$T/protocol.json
	jq '.organisation.staff = [{on: "2024-01-01", number: 200}] | .breaks = [{on: "2025-01-01", note: {nl: "nieuwe telling", en: "a new count"}}]
		| .lists.category += [{id: "teasing", label: {nl: "plagen"}}] | (.lists.category[] | select(.id == "bullying")) += {was: [{id: "teasing", until: "2025-06-30"}]}
		| (.lists.unit[] | select(.id == "burgerzaken")) += {staff: [{on: "2024-01-01", number: 25}]}' "$ROOT/share/examples/protocol.json" >"$PROTOCOL"
	export SV_NOW=2024-01-02T08:00:00Z
	PROTOCOL=$PROTOCOL setup_store
	add_officer behandelaar --role record --role content
	add_officer teller --role record
	SV_NOW=
	A=$(at 2024-03-04 new_case)
	{
		at 2024-03-10 sv-triage "$A" --route informal --why w
		at 2024-04-02 sv-decide "$A" --outcome settled --grounds g --measure agreements --measure coaching --override status_updates --override-why laat
		at 2024-04-03 sv-close "$A" --override aftercare_plan --override learning --override-why 'kleine zaak'
	} >"$T/steps"
	C=$(at 2025-03-04 new_case '.category = "teasing" | .kind = "complaint" | .confidentiality = "named" | .written = true')
	D=$(at 2025-08-04 new_case '.category = "teasing" | .unit = "jeugd"')
	export A C D
	unset SV_NOW
}

teardown_file() { clear_store; }

stats() { at 2025-12-31 sv-stats "$@"; }

@test "what cannot be counted is refused, with what can" {
	fails_with 64 sv-stats --by unit --by kind --by category --by state --by route --by outcome
	says 'at most 5 dimensions'
	fails_with 64 sv-stats --by kind --by kind
	says "'kind' was given twice"
	fails_with 64 sv-stats --by year --by period
	says "'year' was given twice"
	fails_with 64 sv-stats --by unti
	says "did you mean 'unit'?"
	fails_with 64 sv-stats --share
	says 'a share is of something (--by a dimension'
	fails_with 64 sv-stats --by kind --share --count reporters
	fails_with 64 sv-stats --by kind --rate
	says 'a rate is of a time (--by period, or --from)'
	fails_with 64 sv-stats --days received-decided --rate --by year
	fails_with 64 sv-stats --days received-decided --count contacts
	fails_with 64 sv-stats --where colour=red
	says 'there is no such dimension'
	fails_with 64 sv-stats --where kind
	says 'not MEMBER=VALUE'
	fails_with 64 sv-stats $(printf -- '--where kind=report %.0s' {1..17})
	says 'given too often'
	fails_with 64 sv-stats causes --least 0
	says "option '--least'"
	fails_with 64 sv-stats termz
	says "did you mean 'terms'?"
	fails_with 64 sv-stats terms extra
	fails_with 64 sv-stats metrics --share
}

@test "as of a day or a commit: only what the history held then, by the protocol of then" {
	local commit
	gives stats --as-of 2024-03-05 --by state --format json
	same '[{"state":"registered","cases":1}]' "$(jq -c . <<<"$out")"
	gives stats --as-of 2024-04-02 --by state --by outcome --format json
	same '[{"state":"decided","outcome":"settled","cases":1}]' "$(jq -c . <<<"$out")"
	commit=$(hist log --format=%H --before=2024-04-02T23:00:00Z -1 main)
	gives stats --as-of "$commit" --by state --by outcome
	prints 'decided' "as of commit $commit"
	same "$(stats --as-of "$commit" terms --format json)" "$(stats --as-of 2024-04-02 terms --format json)"
	gives stats --as-of 2024-03-11 terms --format json # the seven days of the receipt are not over on that day
	same '1 0' "$(jq -r '.[] | select(.term == "receipt") | "\(.running) \(.missed)"' <<<"$out")"
	gives stats --as-of 2024-03-12 terms --format json
	same '0 1' "$(jq -r '.[] | select(.term == "receipt") | "\(.running) \(.missed)"' <<<"$out")"
	fails_with 66 stats --as-of 2023-12-31
	says 'the history begins after 2023-12-31'
	fails_with 66 stats --as-of "${commit//[0-9a-f]/0}"
	says 'the history has no commit 0000'
	fails_with 64 stats --as-of 2026-01-01
	says 'nobody knows yet'
	fails_with 64 stats --as-of yesterday
	says 'neither a day such as 2026-03-01 nor the 40 hex digits'
	fails_with 64 stats --as-of "${commit:0:12}"
	gives as teller env SV_NOW=2025-12-31T09:00:00Z sv-stats --as-of 2024-04-02
}

@test "the protocol of then: other rules count otherwise" {
	jq '.lists.category |= map(select(.id != "teasing")) | (.lists.category[] | select(.id == "bullying")) += {was: [{id: "teasing"}]}' "$T/protocol.json" >"$BATS_TEST_TMPDIR/new.json"
	gives stats --by category --format json
	same '[{"category":"bullying","cases":2},{"category":"teasing","cases":1}]' "$(jq -c . <<<"$out")"
	at 2025-10-01 sv-protocol set "$BATS_TEST_TMPDIR/new.json" >"$BATS_TEST_TMPDIR/set"
	gives stats --by category --format json
	same '[{"category":"bullying","cases":3}]' "$(jq -c . <<<"$out")"
	gives stats --by category --as-of 2025-09-30 --format json
	same '[{"category":"bullying","cases":2},{"category":"teasing","cases":1}]' "$(jq -c . <<<"$out")"
	same teasing "$(state "$D" .category)" # the record stays as it was
}

@test "beside a table for people: series breaks, and words of which a case can have several" {
	gives stats --by measure
	prints 'measure: a case can have several' 'the series breaks on 2025-01-01: a new count'
	LANGUAGE=nl gives stats --by year
	prints 'nieuwe telling'
	gives stats --by year --to 2024-12-31
	[[ $out != *'a new count'* ]]
	gives stats --by year --format csv
	[[ $out != *'a new count'* ]]
}

@test "shares, rates and days in one small store" {
	gives stats --by kind --share --format csv
	same $'kind,cases,share,share_low,share_high\r\ncomplaint,1,33.3,6.1,79.2\r\nreport,2,66.7,20.8,93.9\r' "$out"
	gives stats --by year --rate --format csv
	same $'year,cases,per_100,per_100_low,per_100_high\r\n2024,1,0.5,0.01,2.79\r\n2025,2,1,0.12,3.61\r' "$out"
	gives stats --by unit --rate --from 2024-01-01 --to 2024-12-31 --format csv
	prints $'burgerzaken,1,4,0.1,22.29\r' $'gemeente,1,,,\r'
	gives stats --rate --from 2024-01-01 --to 2024-12-31 --format csv
	same $'cases,per_100,per_100_low,per_100_high\r\n1,0.5,0.01,2.79\r' "$out"
	gives stats --days received-decided --format csv
	same $'cases,open,min,q1,median,q3,max\r\n3,2,29,29,,,\r' "$out"
	gives stats --by measure --margins --format json
	same '[{"cases":2},{"measure":"agreements","cases":1},{"measure":"coaching","cases":1},{"measure":"*","cases":3}]' "$(jq -c . <<<"$out")"
	gives stats --count concerned # one person in all three
	prints $'concerned\n        1'
	gives stats --where outcome=no_such --format csv
	same $'cases\r\n0\r' "$out"
	gives stats --where outcome=no_such --by kind --format json
	same '[]' "$(jq -c . <<<"$out")"
}

@test "without staff in the protocol there is no rate, and it is said where it belongs" {
	SV_STORE=$BATS_TEST_TMPDIR/other sv-init --protocol "$ROOT/share/examples/protocol.json"
	SV_STORE=$BATS_TEST_TMPDIR/other fails_with 78 sv-stats --by year --rate
	says 'neither a headcount nor the protocol says how many people work there (sv-import --headcount; or organisation.staff'
	SV_STORE=$BATS_TEST_TMPDIR/other gives sv-stats metrics --format json
	same '[]' "$(jq -c . <<<"$out")"
}

@test "what a protocol says wrong of counting is refused" {
	wrong() { # STATUS JQ TEXT...
		local status=$1 program=$2
		shift 2
		jq "$program" "$T/protocol.json" >"$BATS_TEST_TMPDIR/wrong.json"
		stores_nothing fails_with "$status" sv-protocol set "$BATS_TEST_TMPDIR/wrong.json"
		says "$@"
	}
	wrong 78 '.organisation.staff += [{on: "2023-01-01", number: 1}]' "'organisation.staff': item 2 is not after the one before it"
	wrong 65 '.organisation.staff = [{on: "2023-01-01", number: -1}]' '/organisation/staff/0/number'
	wrong 65 '.organisation.staff = [{number: 1}]' '/organisation/staff/0'
	wrong 65 '.breaks += [{on: "2024-13-01", note: {nl: "x"}}]' '/breaks/1/on'
	wrong 78 '(.lists.category[] | select(.id == "discrimination")) += {was: [{id: "teasing", until: "2025-06-30"}]}' "word 'teasing' is counted as two others"
	wrong 78 '(.lists.category[] | select(.id == "discrimination")) += {was: [{id: "discrimination"}]}' "word 'discrimination' is counted as itself in the end"
	wrong 78 '(.lists.unit[] | select(.id == "jeugd")) += {staff: [{on: "2024-01-01", number: 1}, {on: "2024-01-01", number: 2}]}' "'lists.unit.staff': item 2"
}

@test "erased since: closed, and counted apart; the coarse row counts afterwards" {
	local before
	before=$(stats --as-of 2024-05-01 --by category --format json | jq -c .)
	same '[{"category":"bullying","cases":1}]' "$before"
	at 2026-06-01 sv-erase propose "$A" >"$BATS_TEST_TMPDIR/proposed"
	at 2026-06-02 as behandelaar sv-erase run "$A" >"$BATS_TEST_TMPDIR/done"
	gives at 2026-06-03 sv-stats --as-of 2024-05-01 --by category --format json
	same '[]' "$(jq -c . <<<"$out")"
	gives at 2026-06-03 sv-stats --as-of 2024-05-01
	prints 'not counted, as their record does not open: 1 cases'
	gives at 2026-06-03 sv-stats --by year --by state --format json
	same '{"year":"2024","state":"erased","cases":1}' "$(jq -c '.[0]' <<<"$out")"
	gives at 2026-06-03 sv-stats terms --by year --where state=erased --format json
	same '[]' "$(jq -c . <<<"$out")"
}
