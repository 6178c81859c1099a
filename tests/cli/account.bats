# SPDX-License-Identifier: MIT
# The accounts: what is published is protected, recorded once, the same again, and safe beside what was published before.
load lib

setup_file() {
	setup_store
	add_cron
	# 150 invented cases over three years, some of them decided
	for year in 2024 2025 2026; do
		for month in 02 05 08 11; do
			/usr/bin/python3 - $year$month <<-'E' | at $year-$month-15 sv-report | jq -r .case >"$T/new"
			import json, random, sys
			random.seed(int(sys.argv[1]))
			for i in range(13):
			    how = random.choices(["named", "confidential", "anonymous"], [4, 3, 1])[0]
			    who = {"role": "reporter", "position": random.choice(["employee", "manager"])}
			    if how != "anonymous":
			        who.update(name="kanarie-naam", person=f"R{sys.argv[1]}{i}")
			    print(json.dumps({"sv": 1, "report": {"kind": random.choices(["report", "signal"], [6, 1])[0], "confidentiality": how, "channel": random.choice(["desk", "desk", "confidant", "manager"]),
			        "category": random.choices(["bullying", "intimidation", "discrimination", "work_pressure"], [6, 4, 1, 3])[0], "unit": random.choices(["burgerzaken", "klantcontact", "vergunningen", "bestuur"], [5, 5, 4, 1])[0],
			        "gravity": "undesirable", "narrative": "kanarie-verhaal", "parties": [who, {"role": "concerned", "name": "kanarie-ander", "person": f"C{sys.argv[1]}{i}"}]}}))
			E
			head -9 "$T/new" | jq -cR '{sv: 1, case: ., triage: {route: "informal", why: "w"}}' | at $year-$month-20 sv-triage >"$T/steps"
			head -6 "$T/new" | jq -cR '{sv: 1, case: ., decide: {outcome: "settled", measures: ["agreements"], grounds: "g"}}' | at $year-$month-28 sv-decide >"$T/steps"
		done
	done
	sv-annual --year 2026 --format json >"$T/draft.json"
}

teardown_file() { clear_store; }

ledger() { git -C "$SV_STORE/history.git" show main:reports/ledger.ndjson 2>"$BATS_TEST_TMPDIR/no" | wc -l; }

@test "a draft is the same bytes each time, whatever the clock says, and writes nothing" {
	before=$(head_id)
	sv-annual --year 2026 --format json >"$BATS_TEST_TMPDIR/again.json"
	cmp "$T/draft.json" "$BATS_TEST_TMPDIR/again.json"
	SV_NOW=2029-05-05T12:00:00Z sv-annual --year 2026 --format json >"$BATS_TEST_TMPDIR/later.json"
	cmp "$T/draft.json" "$BATS_TEST_TMPDIR/later.json"
	as cron sv-annual --year 2026 --format json >"$BATS_TEST_TMPDIR/cron.json"
	cmp "$T/draft.json" "$BATS_TEST_TMPDIR/cron.json"
	sv-annual --year 2026 --format json --as-of "$before" >"$BATS_TEST_TMPDIR/as-of.json"
	cmp "$T/draft.json" "$BATS_TEST_TMPDIR/as-of.json"
	[ "$(head_id)" = "$before" ]
}

@test "pages and paper are the same bytes each time too" {
	for format in html pdf md; do
		sv-annual --year 2026 --format $format >"$BATS_TEST_TMPDIR/one"
		SV_NOW=2029-05-05T12:00:00Z TZ=Asia/Tokyo as cron sv-annual --year 2026 --format $format >"$BATS_TEST_TMPDIR/two"
		cmp "$BATS_TEST_TMPDIR/one" "$BATS_TEST_TMPDIR/two"
	done
}

@test "what a reader would stumble over is not there: empty years, empty tables, ids in place of words" {
	sv-annual --year 2025 --format json >"$BATS_TEST_TMPDIR/a.json"
	# the record begins in 2024
	jq -e '.from == 2024 and all(.sections[].tables[]; [.columns[].id] == ["2024", "2025"]) and all(.sections[].facts[].previous[]?; .year == "2024")' "$BATS_TEST_TMPDIR/a.json"
	jq -e 'any(.sections[].text[]; . == "Aanbevelingen: geen.") and all(.sections[].tables[]; .table != "recommendation_year")' "$BATS_TEST_TMPDIR/a.json"
	jq -e 'all(.sections[].tables[].rows[]; .labels as $l | .id as $i | all(range($i | length); $l[.] != $i[.] or ($i[.] | test("^(triage|excuses)$"))))' "$BATS_TEST_TMPDIR/a.json"
}

@test "every number is what an independent count of the record gives, or a mark" {
	sv-list --format ndjson >"$BATS_TEST_TMPDIR/all"
	/usr/bin/python3 - "$T/draft.json" "$BATS_TEST_TMPDIR/all" <<-'E'
	import json, sys
	doc, cases = json.load(open(sys.argv[1])), [json.loads(l) for l in open(sys.argv[2])]
	assert len(cases) == 156
	by = {"kind": "kind", "category": "category", "channel": "channel", "confidentiality": "confidentiality", "route": "route", "outcome": "outcome"}
	checked = hidden = 0
	for section in doc["sections"]:
	    for table in section["tables"]:
	        name = table["table"].replace("_year", "")
	        if name not in by:
	            continue
	        for row in table["rows"]:
	            for column, cell in zip(table["columns"], row["cells"]):
	                want = [c for c in cases if c["received"].startswith(column["id"]) and (row["total"] or c.get(by[name], "-") == row["id"][0])]
	                if cell.get("suppressed"):
	                    assert set(cell) == {"suppressed", "text"}, cell
	                    hidden += 1
	                else:
	                    assert cell["n"] == len(want), (name, row["id"], column["id"], cell, len(want))
	                    assert cell["n"] == 0 or cell["n"] >= 5, cell
	                    checked += 1
	assert checked > 40 and hidden > 3, (checked, hidden)
	E
}

@test "documents have the members that the page on them has" {
	sv-evaluate --from 2024 --to 2026 --format json >"$BATS_TEST_TMPDIR/e.json" || [ $? = 1 ]
	sv-stats --by unit --by category --publish --dry-run --format json >"$BATS_TEST_TMPDIR/s.json"
	gives /usr/bin/python3 "$ROOT/tests/lint/documents.py" "$ROOT/share/doc/documents.md" "$ROOT/lib/view/document.c" "$T/draft.json" "$BATS_TEST_TMPDIR/e.json" "$BATS_TEST_TMPDIR/s.json"
}

@test "nothing of a case, of a person or of a hidden number is in any output" {
	sv-annual --year 2026 --format md >"$BATS_TEST_TMPDIR/all"
	sv-annual --year 2026 --format html >>"$BATS_TEST_TMPDIR/all"
	cat "$T/draft.json" >>"$BATS_TEST_TMPDIR/all"
	run ! grep -E 'kanarie|20[0-9]{2}-[0-9A-HJKMNP-TV-Z]{6}\b' "$BATS_TEST_TMPDIR/all"
}

@test "published once: a second time without anything new is the same, and a release can be printed again" {
	sv-annual --year 2026 --publish --format json >"$BATS_TEST_TMPDIR/first.json"
	[ "$(ledger)" = 1 ]
	as cron sv-annual --year 2026 --publish --format json >"$BATS_TEST_TMPDIR/second.json"
	cmp "$BATS_TEST_TMPDIR/first.json" "$BATS_TEST_TMPDIR/second.json"
	[ "$(ledger)" = 1 ]
	[ "$(jq -S 'del(.published, .release)' "$BATS_TEST_TMPDIR/first.json")" = "$(jq -S 'del(.published)' "$T/draft.json")" ]
	at 2027-02-01 new_case >"$BATS_TEST_TMPDIR/case"
	sv-annual --release "$(jq -r .release "$BATS_TEST_TMPDIR/first.json")" --format json >"$BATS_TEST_TMPDIR/printed.json"
	cmp "$BATS_TEST_TMPDIR/first.json" "$BATS_TEST_TMPDIR/printed.json"
	fails_with 66 sv-annual --release 01MCCCMB80MM5CJ8T8QPSXADTH
	gives sv-verify
}

@test "cron's identity publishes, holding the record role only" {
	before=$(ledger)
	as cron sv-annual --year 2025 --publish --format json >"$BATS_TEST_TMPDIR/cron.json"
	[ "$(ledger)" = $((before + 1)) ]
	jq -e .published "$BATS_TEST_TMPDIR/cron.json"
	gives sv-verify
}

@test "a table published after another is protected against it: no number is found by subtraction" {
	# what year and quarters tell together, solved by an independent program
	sv-stats --by category --period quarter --from 2024-01-01 --to 2024-12-31 --publish --format json >"$BATS_TEST_TMPDIR/quarters.json"
	sv-stats --by category --period year --from 2024-01-01 --to 2024-12-31 --publish --format json >"$BATS_TEST_TMPDIR/year.json"
	sv-list --from 2024-01-01 --to 2024-12-31 --format ndjson >"$BATS_TEST_TMPDIR/cases"
	/usr/bin/python3 "$ROOT/tests/data/attack.py" "$BATS_TEST_TMPDIR/cases" "$T/draft.json" "$BATS_TEST_TMPDIR/quarters.json" "$BATS_TEST_TMPDIR/year.json"
}

@test "what earlier publications counted is kept beside the index, and is the same made anew" {
	db=$(ls "$XDG_STATE_HOME"/sv/*/meldpunt.db)
	[ "$(sqlite3 "$db" 'SELECT count(*) > 0 AND min(n) > 100 FROM shelf')" = 1 ]
	sv-annual --year 2025 --format json >"$BATS_TEST_TMPDIR/kept.json"
	sqlite3 "$db" 'DELETE FROM shelved; DELETE FROM shelf'
	sv-annual --year 2025 --format json | cmp - "$BATS_TEST_TMPDIR/kept.json"
	# what was changed there is not believed
	sqlite3 "$db" "UPDATE shelved SET text = replace(text, 'bullying', 'discrimination')"
	sv-annual --year 2025 --format json | cmp - "$BATS_TEST_TMPDIR/kept.json"
	[ "$(sqlite3 "$db" "SELECT count(*) > 0 FROM shelved WHERE text LIKE '%bullying%'")" = 1 ]
	rm "$db"*
	sv-annual --year 2025 --format json | cmp - "$BATS_TEST_TMPDIR/kept.json"
	gives sv-verify
}

@test "what is published is kept beside the index at once, as it would be read back from the history later" {
	db=$(ls "$XDG_STATE_HOME"/sv/*/meldpunt.db)
	shelf() { sqlite3 "$db" "SELECT key, n, name, text FROM shelf JOIN shelved USING (id) WHERE key LIKE '%$1%' ORDER BY key, name"; }
	at=$(head_id)
	sv-stats --by category --from 2025-01-01 --to 2025-12-31 --publish --format json >"$BATS_TEST_TMPDIR/first.json"
	shelf "$at" >"$BATS_TEST_TMPDIR/published"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/published")" -gt 100 ]
	sqlite3 "$db" 'DELETE FROM shelved; DELETE FROM shelf'
	sv-stats --by category --from 2025-01-01 --to 2025-12-31 --publish --dry-run --format json >"$BATS_TEST_TMPDIR/second.json"
	shelf "$at" | cmp - "$BATS_TEST_TMPDIR/published"
}

@test "a trial run is protected and records nothing" {
	before=$(head_id)
	gives sv-stats --by kind --publish --dry-run --format csv
	[ "$(head_id)" = "$before" ]
}

@test "wrong use is refused with what to do" {
	fails_with 64 sv-annual --year 26
	fails_with 64 sv-annual --year 2026 --publish --as-of 2026-01-01
	fails_with 64 sv-evaluate --from 2026 --to 2024
	fails_with 66 sv-annual --year 2026 --as-of 0123456789012345678901234567890123456789
	fails_with 64 sv-annual --year 2026 --as-of yesterday
	fails_with 64 sv-stats --by kind --by category --by unit --publish
	fails_with 64 sv-stats --by kind --from 2024-02-01 --publish
	fails_with 66 sv-annual --year 2026 --benchmarks "$T/none.json"
	cp "$ROOT/share/templates/annual.json" "$BATS_TEST_TMPDIR/other.json"
	fails_with 64 sv-annual --set "$BATS_TEST_TMPDIR/other.json"
}

@test "the organisation's own definition is taken from the history, set by who may" {
	jq '.sections = [.sections[0] | .tables = [.tables[0]] | .facts = [.facts[0]]]' "$ROOT/share/templates/annual.json" >"$BATS_TEST_TMPDIR/annual.json"
	fails_with 77 as cron sv-annual --set "$BATS_TEST_TMPDIR/annual.json"
	sv-annual --set "$BATS_TEST_TMPDIR/annual.json"
	[ "$(sv-annual --year 2026 --format json | jq '[.sections[].tables[]] | length')" = 1 ]
	gives sv-verify
	echo '{"sv":1,"document":"annual","sections":[{"section":"x","tables":[{"table":"t","by":["colour"]}]}]}' >"$BATS_TEST_TMPDIR/annual.json"
	sv-annual --set "$BATS_TEST_TMPDIR/annual.json"
	fails_with 78 sv-annual --year 2026 --format json
	cp "$ROOT/share/templates/annual.json" "$BATS_TEST_TMPDIR/annual.json"
	sv-annual --set "$BATS_TEST_TMPDIR/annual.json"
}

@test "an evaluation says what was agreed and achieved, and exits 1 where it was not" {
	run -1 sv-evaluate --from 2024 --to 2026 --format json
	sv-evaluate --from 2024 --to 2026 --format json >"$BATS_TEST_TMPDIR/e.json" || [ $? = 1 ]
	jq -e '.verdict == "not_met" and any(.norms[]; .met == false)' "$BATS_TEST_TMPDIR/e.json"
	jq '.norms = [{norm: "easy", line: "follow_up", label: {nl: "Benadeling"}, share: [["retaliation_year", "yes", "@"]], of: [["retaliation_year", "", "@"]], at_most: 50}]' <(sv-protocol show) >"$BATS_TEST_TMPDIR/p.json"
	sv-protocol set "$BATS_TEST_TMPDIR/p.json"
	sv-evaluate --from 2024 --to 2026 --format json >"$BATS_TEST_TMPDIR/e.json"
	jq -e '.verdict == "met" and (.norms | length) == 1' "$BATS_TEST_TMPDIR/e.json"
}

@test "the certificate of a publication: counted by other code it gives every printed number, and hides every hidden one" {
	sv-annual --year 2026 --publish --format json >"$BATS_TEST_TMPDIR/now.json"
	at 2027-03-01 new_case >"$BATS_TEST_TMPDIR/case"
	sv-annual --year 2025 --publish --format json >"$BATS_TEST_TMPDIR/later.json"
	release=$(jq -r .release "$BATS_TEST_TMPDIR/later.json")
	as cron sv-stats certificate "$release" >"$BATS_TEST_TMPDIR/proof.json"
	sv-stats certificate "$release" | cmp - "$BATS_TEST_TMPDIR/proof.json"
	# every earlier publication speaks of the same years: none can be left out
	for r in $(jq -r '.earlier[]' "$BATS_TEST_TMPDIR/proof.json"); do
		sv-annual --release "$r" --format json >"$BATS_TEST_TMPDIR/before-$r.json"
	done
	[ -e "$BATS_TEST_TMPDIR/before-$(jq -r .release "$BATS_TEST_TMPDIR/now.json").json" ]
	/usr/bin/python3 "$ROOT/tests/data/certified.py" "$BATS_TEST_TMPDIR/proof.json" "$BATS_TEST_TMPDIR/later.json" "$BATS_TEST_TMPDIR"/before-*.json
	# without a store, an identity or a solver
	cd "$BATS_TEST_TMPDIR"
	alone() { env -i PATH="$PATH" HOME=/nowhere sv-stats verify "$@"; }
	gives alone proof.json later.json before-*.json
	[ "$(alone --format json proof.json later.json before-*.json | jq '.hidden > 5 and .unproven == 0 and .nearest >= 5 and .missing == 0')" = true ]
	fails_with 1 alone proof.json later.json
	fails_with 1 alone --least 1000 proof.json later.json before-*.json
	fails_with 65 alone proof.json now.json
	fails_with 65 alone later.json later.json
	fails_with 65 alone proof.json proof.json
	fails_with 66 alone proof.json none.json
	fails_with 64 alone proof.json
	fails_with 64 alone --least 0 proof.json later.json
	# what was touched is refused, or proves nothing
	jq -c '.blocks[0].cases[0].n[0] += 1' proof.json >other.json
	fails_with 76 alone other.json later.json before-*.json
	jq -c '.blocks |= map(.registers = 1 | .cases |= map(.n |= .[:1]))' proof.json >other.json
	fails_with 1 alone other.json later.json before-*.json
	jq -c '.blocks = []' proof.json >other.json
	fails_with 1 alone other.json later.json before-*.json
	jq -c '.blocks[0].cases[0].n[0] = -1' proof.json >other.json
	fails_with 65 alone other.json later.json before-*.json
	jq -c '.blocks += [.blocks[] | select(.tables[0].table == "category_year")]' proof.json >other.json
	fails_with 76 alone other.json later.json before-*.json
	jq -c '(first(.sections[].tables[].rows[].cells[] | select(.n? > 20))) |= {n: (.n + 1), text: "\(.n + 1)"}' later.json >changed.json
	fails_with 76 alone proof.json changed.json before-*.json
}

@test "what published numbers alone cannot show is not shown: the certificate says how much, and exits 1" {
	# most cases have five measures, and units are hidden: no made-up case of three can explain that
	for n in $(seq 40); do
		unit=$([ $n -gt 20 ] && [ $n -lt 25 ] && echo vergunningen || { [ $((n % 2)) = 0 ] && echo burgerzaken || echo klantcontact; })
		jq -nc --arg u "$unit" --arg n "$n" '{sv: 1, report: {kind: "report", received: "2023-05-02", confidentiality: "named", channel: "desk", category: "bullying", unit: $u, gravity: "undesirable", narrative: "n",
			parties: [{role: "reporter", name: "R", person: "A\($n)"}, {role: "concerned", name: "C", person: "B\($n)"}]}}'
	done | at 2027-04-01 sv-report | jq -r .case >"$BATS_TEST_TMPDIR/new"
	jq -cR '{sv: 1, case: ., triage: {route: "informal", why: "w"}}' "$BATS_TEST_TMPDIR/new" | at 2027-04-02 sv-triage >"$BATS_TEST_TMPDIR/steps"
	jq -cR '{sv: 1, case: ., decide: {outcome: "settled", measures: (if input_line_number > 24 then ["reprimand"] else ["talk", "apology", "coaching", "agreements", "warning"] end), grounds: "g"}}' "$BATS_TEST_TMPDIR/new" |
		at 2027-04-03 sv-decide --override status_updates --override-why w >"$BATS_TEST_TMPDIR/steps"
	at 2027-04-04 sv-stats --by unit --by measure --from 2023-01-01 --to 2023-12-31 --publish --format json >"$BATS_TEST_TMPDIR/doc.json"
	release=$(jq -r .release "$BATS_TEST_TMPDIR/doc.json")
	run -1 --separate-stderr sv-stats certificate "$release"
	[[ $stderr == *"are not proven by this certificate"* ]]
	printf '%s\n' "$output" >"$BATS_TEST_TMPDIR/proof.json"
	[ "$(jq '.blocks | length' "$BATS_TEST_TMPDIR/proof.json")" = 0 ]
	fails_with 1 sv-stats verify "$BATS_TEST_TMPDIR/proof.json" "$BATS_TEST_TMPDIR/doc.json"
	fails_with 66 sv-stats certificate 01MCCCMB80MM5CJ8T8QPSXADTH
	fails_with 64 sv-stats certificate
}

# received YEAR CATEGORY NUMBER...: so many cases of that year
received() {
	year=$1
	shift
	while [ $# -gt 0 ]; do
		for n in $(seq "$2"); do
			jq -nc --arg c "$1" --arg n "$n" --arg y "$year" '{sv: 1, report: {kind: "report", received: "\($y)-05-02", confidentiality: "named", channel: "desk", category: $c, unit: "burgerzaken", gravity: "undesirable", narrative: "n",
				parties: [{role: "reporter", name: "R", person: "\($y)R\($c)\($n)"}, {role: "concerned", name: "C", person: "\($y)C\($c)\($n)"}]}}'
		done
		shift 2
	done | at 2027-05-01 sv-report >"$BATS_TEST_TMPDIR/steps"
}

@test "groups published after categories: no category is found by subtracting from its group" {
	received 2022 integrity_breach 3 retaliation 20 misstand 12 bullying 30
	sv-stats --by category --from 2022-01-01 --to 2022-12-31 --publish --format json >"$BATS_TEST_TMPDIR/categories.json"
	sv-stats --by group --from 2022-01-01 --to 2022-12-31 --publish --format json >"$BATS_TEST_TMPDIR/groups.json"
	jq -e '[.sections[].tables[].rows[].cells[] | select(.suppressed)] | length > 1' "$BATS_TEST_TMPDIR/categories.json"
	/usr/bin/python3 - "$BATS_TEST_TMPDIR/categories.json" "$BATS_TEST_TMPDIR/groups.json" <(sv-protocol show) <<-'E'
	import json, sys
	from scipy.optimize import linprog
	categories, groups, protocol = [json.load(open(f)) for f in sys.argv[1:]]
	group_of = {c["id"]: c["group"] for c in protocol["lists"]["category"]}
	names = sorted(group_of)
	a, b, hidden = [], [], []
	for doc, of in ((categories, lambda c: c), (groups, group_of.get)):
	    for row in doc["sections"][0]["tables"][0]["rows"]:
	        for cell in row["cells"]:
	            v = [1.0 if row["total"] or of(c) == row["id"][0] else 0.0 for c in names]
	            (hidden.append(v) if cell.get("suppressed") else (a.append(v), b.append(cell["n"])))
	assert hidden
	for v in hidden:
	    ends = [linprog([s * x for x in v], A_eq=a, b_eq=b, bounds=(0, None), method="highs") for s in (1, -1)]
	    assert ends[1].status == 3 or -ends[1].fun - ends[0].fun >= 5 - 1e-6, (v, ends[0].fun, ends[1].fun)
	E
}

@test "coarser classes instead of marks, where the protocol wants them; the document says so" {
	received 2021 integrity_breach 3 retaliation 20 misstand 2 eu_law_breach 6 bullying 30
	gives sv-stats --by category --period quarter --from 2021-01-01 --to 2021-12-31 --publish --dry-run --format json
	jq -e '.sections[0].tables[0] | .method == "suppress" and ([.rows[].cells[] | select(.suppressed)] | length) > 1' <<<"$out"
	sv-protocol show >"$BATS_TEST_TMPDIR/p.json"
	jq '.publish.tables = {stats: "coarsen", category_year: "coarsen"}' "$BATS_TEST_TMPDIR/p.json" >"$BATS_TEST_TMPDIR/q.json"
	sv-protocol set "$BATS_TEST_TMPDIR/q.json"
	sv-stats --by category --period quarter --from 2021-01-01 --to 2021-12-31 --publish --format json >"$BATS_TEST_TMPDIR/coarse.json"
	jq -e '.sections[0].tables[0] | .method == "coarsen" and (.note | length > 10) and ([.rows[].cells[] | select(.suppressed)] | length) == 0
		and ([.rows[] | select(.total | not) | .id[0]] == ["psa", "integrity", "whistleblower"]) and ([.columns[].id] == ["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"])
		and ([.rows[].cells[1].n] == [30, 23, 8, 61])' "$BATS_TEST_TMPDIR/coarse.json"
	jq -e '.protection.text | length == 3' "$BATS_TEST_TMPDIR/coarse.json"
	# a year of few is lifted no further than it must be, and facts of what was given up are not shown
	sv-annual --year 2026 --format json >"$BATS_TEST_TMPDIR/annual.json"
	jq -e '[.sections[].tables[] | select(.table == "category_year")] | .[0].method == "coarsen"' "$BATS_TEST_TMPDIR/annual.json"
	jq -e '[.sections[].tables[] | select(.table == "kind_year")] | .[0].method == "suppress"' "$BATS_TEST_TMPDIR/annual.json"
	gives sv-annual --year 2026 --format md
	[[ $out == *"grovere klassen"* ]]
	jq '.publish.tables = {stats: "round"}' "$BATS_TEST_TMPDIR/p.json" >"$BATS_TEST_TMPDIR/q.json"
	fails_with 65 sv-protocol set "$BATS_TEST_TMPDIR/q.json"
	sv-protocol set "$BATS_TEST_TMPDIR/p.json"
}

@test "that there is none of a word is hidden where the protocol says that it tells something" {
	received 2018 bullying 40 discrimination 30
	sv-protocol show >"$BATS_TEST_TMPDIR/p.json"
	zeros='[.sections[0].tables[0].rows[] | select(.total | not) | {id: .id[0], n: .cells[0].n}]'
	gives sv-stats --by category --from 2018-01-01 --to 2018-12-31 --publish --dry-run --format json
	jq -e "$zeros"' | map(select(.n == null)) == []' <<<"$out"
	jq '(.lists.category[] | select(.id == "misstand")).publish = {threshold: 5, zeros: true}' "$BATS_TEST_TMPDIR/p.json" >"$BATS_TEST_TMPDIR/q.json"
	sv-protocol set "$BATS_TEST_TMPDIR/q.json"
	gives sv-stats --by category --from 2018-01-01 --to 2018-12-31 --publish --dry-run --format json
	jq -e "$zeros"' | map(select(.n == null) | .id) | index("misstand") and length > 1 and length < 5' <<<"$out" # one hidden zero alone would be found by subtraction
	jq '(.lists.category[] | select(.id == "misstand")).publish.with = "unit"' "$BATS_TEST_TMPDIR/q.json" >"$BATS_TEST_TMPDIR/r.json"
	sv-protocol set "$BATS_TEST_TMPDIR/r.json"
	gives sv-stats --by category --from 2018-01-01 --to 2018-12-31 --publish --dry-run --format json
	jq -e "$zeros"' | map(select(.n == null)) == []' <<<"$out"
	sv-protocol set "$BATS_TEST_TMPDIR/p.json"
}

@test "days in a report count cases that are still open, as an estimate of our own does" {
	received 2019 bullying 30
	jq -r .case "$BATS_TEST_TMPDIR/steps" >"$BATS_TEST_TMPDIR/new"
	day=9
	for first in 1 7 13; do # eighteen of the thirty are decided, on three days
		day=$((day + 4))
		sed -n "$first,$((first + 5))p" "$BATS_TEST_TMPDIR/new" >"$BATS_TEST_TMPDIR/some"
		jq -cR '{sv: 1, case: ., triage: {route: "informal", why: "w"}}' "$BATS_TEST_TMPDIR/some" | at 2027-05-$day sv-triage >"$BATS_TEST_TMPDIR/steps"
		jq -cR '{sv: 1, case: ., decide: {outcome: "settled", measures: ["talk"], grounds: "g"}}' "$BATS_TEST_TMPDIR/some" | at 2027-05-$day sv-decide --override status_updates --override-why w >"$BATS_TEST_TMPDIR/steps"
	done
	before=$(sv-annual --year 2019 --format json | jq -c '[.sections[].facts[] | select(.fact == "days_to_decision") | .value]')
	sv-list --from 2019-01-01 --to 2019-12-31 --format ndjson >"$BATS_TEST_TMPDIR/cases"
	/usr/bin/python3 - "$BATS_TEST_TMPDIR/cases" "$before" "$(at 2027-05-31 sv-stats --days received-decided --from 2019-01-01 --to 2019-12-31 --format json)" <<-'E'
	import datetime, json, sys
	from fractions import Fraction
	day = datetime.date.fromisoformat
	cases = [json.loads(line) for line in open(sys.argv[1])]
	ends = sorted((day(c["decided"]) - day(c["received"])).days for c in cases if "decided" in c)
	assert len(cases) == 30 and len(ends) == 18
	left, median = Fraction(1), None
	for d in sorted(set(ends)):  # nobody is open for less long than the last who was decided
	    left *= 1 - Fraction(ends.count(d), len(cases) - sum(e < d for e in ends))
	    if median is None and left <= Fraction(1, 2):
	        median = d
	naive = ends[len(ends) // 2]
	assert median == ends[-1] and naive != median
	assert json.loads(sys.argv[2]) == [str(median)], (sys.argv[2], median)
	assert json.loads(sys.argv[3])[0]["median"] == median, sys.argv[3]
	E
	# where fewer than half are over there is no median, and that is said
	sv-annual --year 2026 --format json | jq -e '[.sections[].facts[] | select(.fact == "days_to_decision") | .value, .detail] == ["–", "nog niet te zeggen: te veel zaken lopen nog"]'
	gives sv-annual --year 2026 --lang en --format md
	[[ $out == *"cannot be told yet"* ]]
}

@test "the head of a unit finds out nothing of other units, where the protocol reckons with that" {
	for of in burgerzaken/bullying/3 burgerzaken/other/20 klantcontact/bullying/2 klantcontact/other/25 vergunningen/bullying/30 vergunningen/other/40 bestuur/bullying/30 bestuur/other/40; do
		IFS=/ read -r unit category number <<<"$of"
		for n in $(seq "$number"); do
			jq -nc --arg c "$category" --arg u "$unit" --arg n "$n" '{sv: 1, report: {kind: "report", received: "2018-05-02", confidentiality: "named", channel: "desk", category: $c, unit: $u, gravity: "undesirable", narrative: "n",
				parties: [{role: "reporter", name: "R", person: "R\($u)\($c)\($n)"}, {role: "concerned", name: "C", person: "C\($u)\($c)\($n)"}]}}'
		done
	done | at 2027-06-01 sv-report >"$BATS_TEST_TMPDIR/steps"
	sv-list --from 2018-01-01 --to 2018-12-31 --format ndjson >"$BATS_TEST_TMPDIR/cases"
	by_unit() { sv-stats --by unit --by category --from 2018-01-01 --to 2018-12-31 --publish --dry-run --format json >"$BATS_TEST_TMPDIR/$1.json"; }
	found() { /usr/bin/python3 "$ROOT/tests/data/insider.py" "$BATS_TEST_TMPDIR/cases" "$BATS_TEST_TMPDIR/$1.json" 2018 "$BATS_TEST_TMPDIR/p.json"; }
	sv-protocol show >"$BATS_TEST_TMPDIR/p.json"
	by_unit without
	found without >"$BATS_TEST_TMPDIR/found"
	run ! grep '^None' "$BATS_TEST_TMPDIR/found"
	grep '^burgerzaken: klantcontact bullying lies from 2 to 2' "$BATS_TEST_TMPDIR/found"
	jq '.publish.insiders = true' "$BATS_TEST_TMPDIR/p.json" >"$BATS_TEST_TMPDIR/q.json"
	sv-protocol set "$BATS_TEST_TMPDIR/q.json"
	by_unit with
	found with >"$BATS_TEST_TMPDIR/found"
	[ ! -s "$BATS_TEST_TMPDIR/found" ] || { cat "$BATS_TEST_TMPDIR/found"; false; }
	[ "$(jq '[.. | objects | select(.suppressed == true)] | length' "$BATS_TEST_TMPDIR/with.json")" -gt "$(jq '[.. | objects | select(.suppressed == true)] | length' "$BATS_TEST_TMPDIR/without.json")" ]
	sv-protocol set "$BATS_TEST_TMPDIR/p.json"
}

@test "days in the notes are written as people write them" {
	jq '.breaks = [{on: "2025-03-01", note: {nl: "anders geteld"}}]' <(sv-protocol show) >"$BATS_TEST_TMPDIR/p.json"
	sv-protocol show >"$BATS_TEST_TMPDIR/q.json"
	sv-protocol set "$BATS_TEST_TMPDIR/p.json"
	sv-annual --year 2025 --format json | jq -e '.notes == ["1 maart 2025: anders geteld"]'
	sv-protocol set "$BATS_TEST_TMPDIR/q.json"
}
