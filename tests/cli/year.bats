# SPDX-License-Identifier: MIT
# A year in the life of an organisation of 900, scripted through the commands from nothing to the published yearly report (share/examples/year).
load lib

setup_file() {
	setup_place
	export Y=$T/year SV_STORE=$T/year/store XDG_CONFIG_HOME=$T/year/config XDG_STATE_HOME=$T/year/state
	sh "$ROOT/share/examples/year" "$B/bin" "$Y" >"$T/said" 2>"$T/complaints"
}
teardown_file() { clear_store; }

@test "it is under a hundred lines of shell, and does all of it in one go" {
	[ "$(wc -l <"$ROOT/share/examples/year")" -lt 100 ]
	grep -q ', 81 cases: 0 faults$' "$T/said"
	gives sv-verify --format json
	same 0 "$(jq .faults <<<"$out")"
}

@test "the yearly report has every chapter, and what stands in it is what was done" {
	local doc
	doc=$BATS_TEST_TMPDIR/doc
	sv-annual --year 2026 --format json --publish >"$doc"
	same true "$(jq .published "$doc")"
	for chapter in volumes channels follow_up timeliness care learning prevention policies actors risks surveys; do
		jq -e --arg c "$chapter" '.sections[] | select(.section == $c)' "$doc" >/dev/null || { echo "no chapter $chapter"; false; }
	done
	fact() { jq -r --arg f "$1" '[.sections[].facts[]? | select(.fact == $f) | .value][0]' "$doc"; }
	same 81 "$(fact cases)"
	same '9,0' "$(fact reports_per_100)" # 81 per 900
	same 2 "$(fact activities_held)"
	same 58 "$(fact participations)"
	same 7 "$(fact law_checks)"
	same 2 "$(fact confidants)"
	same 2 "$(fact actor_meetings)"
	same 1 "$(fact surveys_held)"
	same 176 "$(fact survey_answered)"
	grep -q 'Hoe mensen het ervaren' "$Y/meting.html"
	same '100 %' "$(fact risk_measures_done | tr '\302\240' '  ' | tr -s ' ')"
	same '100 %' "$(fact actor_actions_done | tr '\302\240' '  ' | tr -s ' ')"
}

@test "what was published prints again to the byte, as a page and on paper" {
	local release
	release=$(sv-annual --year 2026 --format json --publish | jq -r .release)
	sv-annual --year 2026 --format html --release "$release" >"$BATS_TEST_TMPDIR/again.html"
	cmp "$Y/jaarverslag.html" "$BATS_TEST_TMPDIR/again.html"
	sv-annual --year 2026 --format pdf --release "$release" >"$BATS_TEST_TMPDIR/again.pdf"
	cmp "$Y/jaarverslag.pdf" "$BATS_TEST_TMPDIR/again.pdf"
}

@test "a works council member reads what is demanded and missing" {
	grep -q 'The law demands it, and it is missing' "$Y/demands.txt"
	out=$(LANGUAGE=nl sv-policy check --staff 900 --sector municipality --on 2026-10-05 2>"$BATS_TEST_TMPDIR/err" || echo "status $?")
	[[ $out == *'De wet eist het, en het ontbreekt'*'status 1' ]] || { echo "$out" | head -20; false; }
}
