# SPDX-License-Identifier: MIT
# sv-risk: every verb and what it refuses, what is due, the map and its pictures, what sv-stats clusters suggests, and that none of it stands in the clear.
load lib

setup_file() {
	setup_place
	export SV_NOW=2026-01-05T09:00:00Z
	PROTOCOL=$PROTOCOL setup_store
	add_officer tweede --role record
	add_cron
	unset SV_NOW
	{
		at 2026-01-05 sv-risk add --title 'Kanarieanalyse buitendienst' --name bd --unit buitendienst --trigger change --reference 'kanariebesluit 12' --rie 'RI&E 2025, PSA' \
			--input workshop --input talks --participants 23 --next 2027-01-05 --owner meldpunt --note 'kanarienotitie'
		at 2026-01-05 sv-risk add --title 'Hele organisatie' --name geheel --trigger periodic
		at 2026-01-05 sv-risk add --title 'Kanarie burgerzaken' --name bz --unit burgerzaken --trigger incident
		at 2026-02-01 sv-risk assess bd --factor workload --factor no_dissent --likelihood 4 --impact 3 --impact 5 --likelihood-after 2 --likelihood-after 3 --impact-after 3 --impact-after 4 --by-whom 'kanarieteam'
		at 2026-02-01 sv-risk assess bz --text 'Kanarie aan de balie' --text 'Kanarie op de gang' --likelihood 2 --likelihood 3 --impact 3 --impact 4 --next 2026-12-01
	} >"$T/made"
	BD=$(jq -r 'select(.name == "bd") | .risk' "$T/made" | head -1) BZ=$(jq -r 'select(.name == "bz") | .risk' "$T/made" | head -1) GEHEEL=$(jq -r 'select(.name == "geheel") | .risk' "$T/made" | head -1)
	export BD BZ GEHEEL
}

teardown_file() { clear_store; }

# one JQ-PROGRAM RISK: of the state of an analysis
one() { sv-risk show "$2" --format json | jq -r "$1"; }

# --- recording ---

@test "add, change and assess keep what is said, and what it comes to" {
	same 'Kanarieanalyse buitendienst|buitendienst|change|kanariebesluit 12|RI&E 2025, PSA|workshop,talks|23|2027-01-05|active' \
		"$(one '[.title, .unit, .trigger, .reference, .rie, (.input | join(",")), .participants, .next, .state] | map(tostring) | join("|")' bd)"
	[[ $BD =~ ^R-[0-9A-HJKMNP-TV-Z]{6}$ ]]
	same '12 20 high' "$(one '"\(.score) \(.score_before) \(.level)"' bd)"
	same 'workload 4 3 2 3|no_dissent 4 5 3 4' "$(one '[.assessments[0].factors[] | "\(.cause) \(.likelihood) \(.impact) \(.likelihood_after) \(.impact_after)"] | join("|")' bd)"
	same '2026-02-01 meldpunt kanarieteam' "$(one '.assessments[0] | "\(.on) \(.recorded_by) \(.by_whom)"' bd)"
	same '12 12 high 2026-12-01' "$(one '"\(.score) \(.score_before) \(.level) \(.next)"' bz)"
	same 'null null' "$(one '"\(.score) \(.level)"' geheel)"
	gives sv-risk change bz --participants 5
	same '5 incident' "$(one '"\(.participants) \(.trigger)"' bz)"
}

@test "a member that is wrong or lacking is named, with 65, and nothing is stored" {
	refused() { stores_nothing fails_with 65 sv-risk "${@:2}" && says "$1" && same '' "$out"; }
	refused '/add/title: is missing' add --trigger periodic
	refused '/add/trigger: is missing' add --title x
	refused "/add/unit: unknown unit 'buitendinst' (did you mean 'buitendienst'?)" add --title x --trigger periodic --unit buitendinst
	refused '/add/participants' add --title x --trigger periodic --participants -3
	refused '/assess/factors: is missing' assess bd --next 2027-01-01
	refused '/assess/factors/0/likelihood: is missing' assess bd --factor workload --impact 3
	refused '/assess/factors/0/likelihood: must be at most 5' assess bd --factor workload --impact 3 --likelihood 6
	refused '/assess/factors/0/impact: must be at least 1' assess bd --factor workload --impact 0 --likelihood 2
	refused '/assess/factors/0/impact_after: is missing' assess bd --factor workload --impact 2 --likelihood 2 --likelihood-after 1
	refused "/assess/factors/1/cause: unknown cause 'werkdruk'" assess bd --factor stress --factor werkdruk --impact 2 --likelihood 2
	refused '/assess/factors/1: is there twice' assess bd --factor stress --factor stress --impact 2 --likelihood 2
	refused '/assess/on: lies in the future' assess bd --likelihood 1 --impact 1 --on 2100-01-01
	refused '/measure/owner: is missing' measure bd --text x --by 2030-01-01
	refused '/measure/by: is missing' measure bd --text x --owner HR
	refused '/measure/cause: unknown cause' measure bd --text x --owner HR --by 2030-01-01 --factor niets
	refused '/follow/measure: is missing' follow bd --status done
	refused '/follow/measure' follow bd --measure 1 --status done
	refused '/follow/status: is missing' follow bd --measure m1
	stores_nothing fails_with 64 sv-risk add --title x --trigger soms
	stores_nothing fails_with 64 sv-risk assess bd --factor a --factor b --likelihood 1 --likelihood 2 --likelihood 3
	says "option '--factor' is given 2 times and another one 3 times"
	stores_nothing fails_with 66 sv-risk follow bd --measure m9 --status done
	says 'there is nothing with that number'
	stores_nothing fails_with 66 sv-risk assess bestaatniet --likelihood 1 --impact 1
	# what only sv fills in
	jq -nc '{sv:1, risk: "bd", measure: {text: "x", owner: "HR", by: "2030-01-01", measure: "m7"}}' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-risk measure <"$BATS_TEST_TMPDIR/in"
	jq -nc '{sv:1, add: {title: "x", trigger: "periodic", level: "low"}}' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-risk add <"$BATS_TEST_TMPDIR/in"
	says '/add/level'
}

@test "records in, states out: all or none, every bad line named" {
	jq -nc '{sv:1, n: 1, add: {title: "Een", trigger: "periodic", unit: "ict"}}, {sv:1, n: 2, add: {title: "Twee", trigger: "soms"}}, {sv:1, n: 3, risk: "bd", add: {title: "Drie", trigger: "periodic"}}' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-risk add <"$BATS_TEST_TMPDIR/in"
	says 'line 2: /add/trigger' 'line 3: /risk: the record has one already'
	same '' "$out"
	# from nothing to a measure in one pipe
	set -o pipefail
	jq -nc '{sv:1, extra: "blijft", add: {title: "In een pijp", name: "pijp", trigger: "periodic"}, assess: {factors: [{likelihood: 5, impact: 5}]}, measure: {text: "Iets doen", owner: "HR", by: "2030-01-01"}}' |
		sv-risk add | sv-risk assess | sv-risk measure >"$BATS_TEST_TMPDIR/out"
	same 'blijft very_high m1' "$(jq -r '"\(.extra) \(.level) \(.measures[0].measure)"' "$BATS_TEST_TMPDIR/out")"
	gives sv-risk follow pijp --measure m1 --status dropped
	gives sv-risk done pijp --why 'alleen voor deze proef'
	stores_nothing fails_with 65 sv-risk assess "$(jq -r .risk "$BATS_TEST_TMPDIR/out")" --likelihood 1 --impact 1
	says 'it is over'
	stores_nothing gives sv-risk assess bd --likelihood 1 --impact 1 --dry-run
	same '1 low' "$(jq -r '"\(.score) \(.level)"' <<<"$out")"
}

@test "who may not write, does not; a colleague with the record may, and cron draws the map" {
	add_officer gast --guest
	stores_nothing fails_with 77 as gast sv-risk add --title x --trigger periodic
	fails_with 77 as gast sv-risk list # and is not told that there are none
	says "needs the role 'record'"
	same '' "$out"
	gives as tweede sv-risk change geheel --note 'van een ander'
	gives as cron sv-risk heat --format json
	same 4 "$(jq '[.cells[].risks | length] | add' <<<"$out")"
}

@test "no text names a case" {
	local case
	case=$(at 2026-01-06 new_case)
	stores_nothing fails_with 65 sv-risk add --title "Na $case" --trigger incident
	says '/add/title: names a case' 'open to every officer'
	stores_nothing fails_with 65 sv-risk measure bd --text "zie $case" --owner HR --by 2030-01-01
	jq -nc --arg c "$case" '{sv:1, risk: "bd", assess: {factors: [{text: $c, likelihood: 1, impact: 1}]}}' >"$BATS_TEST_TMPDIR/in"
	stores_nothing fails_with 65 sv-risk assess <"$BATS_TEST_TMPDIR/in"
	says 'line 1: /assess/factors/0/text: names a case'
}

# --- measures, and what is due ---

due() { at "$1" sv-due --all | jq -r "select(.risk == \"$2\") | \"\\(.due) \\(.term)\\(if .measure then \" \" + .measure else \"\" end)\"" | sort; }

@test "measures and the next assessment are due until they are done" {
	same '2027-01-05 risk_assessment' "$(due 2026-02-01 "$BD")"
	at 2026-02-02 sv-risk measure bd --text 'Kanarieoverleg elke week' --owner 'hoofd buitendienst' --by 2026-04-01 --factor no_dissent >"$BATS_TEST_TMPDIR/x"
	at 2026-02-02 sv-risk measure bd --text 'Rooster' --owner tweede --by 2026-05-01 --factor workload >"$BATS_TEST_TMPDIR/x"
	same '2026-04-01 risk_measure m1
2026-05-01 risk_measure m2
2027-01-05 risk_assessment' "$(due 2026-02-02 "$BD")"
	same 'Arbowet art. 5' "$(at 2026-02-02 sv-due --all | jq -r 'select(.measure == "m1") | .source')"
	same 'Rooster' "$(at 2026-02-02 as tweede sv-due --all --mine | jq -r 'select(.measure == "m2") | .title')"
	at 2026-02-03 sv-due --format ics >"$BATS_TEST_TMPDIR/ics"
	/usr/bin/python3 - "$BATS_TEST_TMPDIR/ics" "$BD" <<'P'
import sys, icalendar
days = {str(e["uid"]).split("@")[0]: (e["dtstart"].dt.isoformat(), str(e["summary"])) for e in icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT")}
k = sys.argv[2]
assert days[k + "-risk_measure-m1"] == ("2026-04-01", f"{k} measure against a risk Kanarieoverleg elke week"), days
assert days[k + "-risk_measure-m2"][0] == "2026-05-01" and days[k + "-risk_assessment"][0] == "2027-01-05", days
P
	at 2026-04-03 sv-risk follow bd --measure m1 --status in_progress --by 2026-06-01 --owner HR >"$BATS_TEST_TMPDIR/x"
	at 2026-05-03 sv-risk follow bd --measure m2 --status done --on 2026-04-28 --effect 'kanarierust' --worked partly >"$BATS_TEST_TMPDIR/x"
	same '2026-06-01 risk_measure m1
2027-01-05 risk_assessment' "$(due 2026-05-03 "$BD")"
	same '2026-02-02 in_progress 2026-04-03 HR null|2026-02-02 done 2026-04-28 tweede partly' "$(one '[.measures[] | "\(.on) \(.status) \(.followed) \(.owner) \(.worked)"] | join("|")' bd)"
	stores_nothing fails_with 65 sv-risk done bd --why 'klaar'
	says 'measures that nobody would see to any more: m1' 'follow them up first'
	at 2027-01-06 sv-risk assess bd --factor workload --likelihood 1 --impact 2 >"$BATS_TEST_TMPDIR/x"
	same '2026-06-01 risk_measure m1' "$(due 2027-01-06 "$BD")" # it has been made again, and nothing new was agreed
	same '2 2 low' "$(one '"\(.score) \(.score_before) \(.level)"' bd)"
	at 2027-01-07 sv-risk assess bd --on 2026-03-01 --factor workload --likelihood 5 --impact 5 >"$BATS_TEST_TMPDIR/x" # told late: the latest day counts
	same 'low' "$(one .level bd)"
	at 2027-01-08 sv-risk assess bd --factor workload --factor no_dissent --likelihood 4 --impact 3 --impact 5 --likelihood-after 2 --likelihood-after 3 --impact-after 3 --impact-after 4 >"$BATS_TEST_TMPDIR/x"
}

# --- views ---

@test "list: of a unit and those within it, as tables too" {
	same "$BD" "$(sv-risk list --unit ruimte --format id)"
	same "$BZ" "$(sv-risk list --unit burgerzaken --format id)"
	same "$(printf '%s\n' "$BD" "$BZ" | sort)" "$(sv-risk list --unit gemeente --format id | sort)"
	same '' "$(sv-risk list --unit jeugd --format id)"
	same 3 "$(sv-risk list --format id | wc -l)"
	[ "$(sv-risk list --all --format id | wc -l)" = 4 ]
	fails_with 65 sv-risk list --unit jeugdd
	says "unknown unit 'jeugdd' (did you mean 'jeugd'?)"
	gives sv-risk list --format csv
	/usr/bin/python3 - "$BATS_TEST_TMPDIR/out" "$BZ" <<'P'
import csv, sys
row, = [r for r in csv.DictReader(open(sys.argv[1], newline="")) if r["risk"] == sys.argv[2]]
assert (row["unit"], row["trigger"], row["score"], row["level"]) == ("burgerzaken", "incident", "12", "high"), row
P
	LANGUAGE=nl gives sv-risk list --format text
	prints aanleiding niveau
	gives sv-risk show bz
	prints 'level: high' 'text: Kanarie aan de balie'
}

@test "the map counts each factor where it belongs: before and after measures, of a unit, without those that are over" {
	gives sv-risk heat --format json
	same "$(jq -nc --arg bd "$BD" --arg bz "$BZ" '[[3, 4, "high", [$bz, $bd]], [2, 3, "medium", [$bz, $bd]]]' | jq -cS 'map(.[3] |= sort)')" \
		"$(jq -cS '[.cells[] | [.likelihood, .impact, .level, ([.risks[].risk] | sort)]]' <<<"$out")"
	same "[\"$GEHEEL\"] 3" "$(jq -c '.unjudged' <<<"$out") $(jq .analyses <<<"$out")"
	gives sv-risk heat --before --format json
	same '[[4,5,20,"very_high",1],[4,3,12,"high",1],[3,4,12,"high",1],[2,3,6,"medium",1]]' "$(jq -c '[.cells[] | [.likelihood, .impact, .score, .level, (.risks | length)]]' <<<"$out")"
	gives sv-risk heat --unit ruimte
	prints 'Risks as they are now: Physical domain' ' 3 |      .      -      +    1 +      !' ' 2 |      .      -    1 -      +      +' '. low risk (1-3)   - medium risk (4-6)   + high risk (8-12)   ! very high risk (15-25)' 'no room for dissent'
	case $out in *burgerzaken* | *balie*) false ;; esac
	gives sv-risk heat
	prints "not judged yet: $GEHEEL" 'Kanarie aan de balie'
	LANGUAGE=nl gives sv-risk heat --unit jeugd
	prints 'kans, 1 (nauwelijks) tot 5 (vrijwel zeker)' 'er is geen risicoanalyse' '! zeer hoog risico (15-25)'
	fails_with 65 sv-risk heat --unit nergens
	fails_with 64 sv-risk heat --format pdf
	SV_STORE=$T/nowhere fails_with 66 sv-risk heat
}

@test "the picture is an image of its own with words for who cannot see it, and tells nothing by colour alone" {
	LANGUAGE=nl gives sv-risk heat --before --format svg
	/usr/bin/python3 - "$BATS_TEST_TMPDIR/out" <<'P'
import re, sys, xml.etree.ElementTree as ET
s = open(sys.argv[1]).read()
root = ET.fromstring(s)
ns = "{http://www.w3.org/2000/svg}"
assert root.get("role") == "img" and root.get("lang") == "nl", root.attrib
title, desc = root.find(ns + "title"), root.find(ns + "desc")
assert root.get("aria-labelledby") == title.get("id") and root.get("aria-describedby") == desc.get("id")
assert title.text == "Risico's vóór maatregelen"
assert "Kans 4 en gevolg 5 (zeer hoog risico (15-25)): 1." in desc.text and "Kans 2 en gevolg 3 (middelmatig risico (4-6)): 1." in desc.text, desc.text
assert not re.search(r"<script|href=.(?!#)|<image|url\(", s)
# boxes with their fills, and texts with their places and colours
boxes = []
for p in root.iter(ns + "polygon"):
    xy = [tuple(map(float, v.split(","))) for v in p.get("points").split()]
    boxes.append((min(x for x, _ in xy), min(y for _, y in xy), max(x for x, _ in xy), max(y for _, y in xy), tuple(map(int, re.findall(r"\d+", p.get("fill"))))))
texts = []
def walk(e, dx, dy, fill):
    m = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", e.get("transform", ""))
    if m:
        dx, dy = dx + float(m.group(1)), dy + float(m.group(2))
    fill = e.get("fill", fill)
    if e.tag == ns + "text":
        texts.append((dx, dy, "".join(e.itertext()).strip(), fill))
    for c in e:
        walk(c, dx, dy, fill)
walk(root, 0, 0, None)
lum = lambda c: sum(w * (v / 12.92 if v <= .03928 else ((v + .055) / 1.055) ** 2.4) for w, v in zip((.2126, .7152, .0722), [x / 255 for x in c]))
contrast = lambda a, b: (max(lum(a), lum(b)) + .05) / (min(lum(a), lum(b)) + .05)
def color(f):
    return tuple(int(f[i:i + 2], 16) for i in (1, 3, 5)) if f.startswith("#") else tuple(map(int, re.findall(r"\d+", f)))
signs, fills = {}, set()
for x0, y0, x1, y1, fill in boxes:
    inside = [t for t in texts if x0 <= t[0] <= x1 and y0 <= t[1] <= y1]
    words = [t[2] for t in inside]
    sign = [w for w in words if w in ".-+!"]
    assert len(sign) == 1, (x0, y0, words)  # every box has its sign, those of the legend too
    assert signs.setdefault(sign[0], fill) == fill
    fills.add(fill)
    assert all(contrast(color(t[3]), fill) >= 4.5 for t in inside), (inside, fill)
assert len(boxes) == 29 and len(signs) == len(fills) == 4, (len(boxes), signs)
order = [lum(signs[k]) for k in ".-+!"]
assert order == sorted(order, reverse=True) and all((a + .05) / (b + .05) >= 1.3 for a, b in zip(order, order[1:])), order
assert sorted(t[2] for t in texts if t[2].isdigit()) == sorted("12345" * 2 + "1111"), texts
P
	local sum
	sum=$(cksum <"$BATS_TEST_TMPDIR/out")
	LANGUAGE=nl gives sv-risk heat --before --format svg
	same "$sum" "$(cksum <"$BATS_TEST_TMPDIR/out")" # the same bytes
	fails_with 69 env PATH="$B/bin" sv-risk heat --format svg
	says gnuplot
	gives sv-risk heat --unit jeugd --format svg
	prints 'there is no risk in it'
}

# --- what figures suggest ---

@test "sv-stats clusters gives the act for a unit that stands out, and names the analysis that is there" {
	for i in 1 2 3; do record '.unit = "jeugd"'; done | at 2026-03-01 sv-report >"$BATS_TEST_TMPDIR/x"
	at 2026-03-02 sv-stats clusters --format json >"$BATS_TEST_TMPDIR/before"
	same '{"title":"Risk analysis: Youth team","trigger":"cluster","unit":"jeugd"}' "$(jq -cS '.rows[] | select(.unit == "jeugd").add | del(.reference)' "$BATS_TEST_TMPDIR/before")"
	same "sv-stats clusters 2026-03-02, $(head_id | cut -c1-12)" "$(jq -r '.rows[] | select(.unit == "jeugd").add.reference' "$BATS_TEST_TMPDIR/before")"
	jq -c '.rows[] | select(.add) | {sv: 1, add}' "$BATS_TEST_TMPDIR/before" | at 2026-03-02 sv-risk add >"$BATS_TEST_TMPDIR/made"
	same 'jeugd cluster' "$(jq -r '"\(.unit) \(.trigger)"' "$BATS_TEST_TMPDIR/made")"
	at 2026-03-02 sv-stats clusters --format json >"$BATS_TEST_TMPDIR/after"
	same "$(jq -r .risk "$BATS_TEST_TMPDIR/made") null" "$(jq -r '.rows[] | select(.unit == "jeugd") | "\(.analysis) \(.add)"' "$BATS_TEST_TMPDIR/after")"
	at 2026-03-02 sv-stats clusters | grep -q "a risk analysis of the unit runs: $(jq -r .risk "$BATS_TEST_TMPDIR/made")"
	gives sv-risk done "$(jq -r .risk "$BATS_TEST_TMPDIR/made")"
	same jeugd "$(at 2026-03-02 sv-stats clusters --format json | jq -r '.rows[] | select(.add) | .add.unit')" # of what is over nothing runs
}

# --- what is stored ---

@test "nothing of it stands in the clear in git objects, in the folders of the store, or in a commit" {
	hist cat-file --batch-all-objects --batch --buffer >"$BATS_TEST_TMPDIR/objects"
	hist log --format=%B%an%ae main >>"$BATS_TEST_TMPDIR/objects"
	run ! grep -aiE 'kanarie|buitendienst|no_dissent|very_high|Rooster' "$BATS_TEST_TMPDIR/objects"
	run ! grep -raiE 'kanarie' "$SV_STORE"
	hist ls-tree -r --name-only main risks | head -1 | grep -qE '^risks/R-[0-9A-Z]{6}\.ndjson$'
}

@test "the record is verified, and its index is the same when made anew" {
	gives sv-verify
	prints '0 faults'
	sv-risk list --all >"$BATS_TEST_TMPDIR/before"
	XDG_STATE_HOME=$T/state/anew sv-risk list --all >"$BATS_TEST_TMPDIR/after"
	same "$(cksum <"$BATS_TEST_TMPDIR/before")" "$(cksum <"$BATS_TEST_TMPDIR/after")"
}
