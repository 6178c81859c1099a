# SPDX-License-Identifier: MIT
# sv-import: headcounts from tables as spreadsheets write them, every way in which one is refused, and what rates and reports make of them.
load lib

setup_file() {
	setup_place
	PROTOCOL=$T/protocol.json
	jq '.organisation.staff = [{on: "2024-01-01", number: 500}]' "$ROOT/share/examples/protocol.json" >"$PROTOCOL"
	export SV_NOW=2024-01-02T08:00:00Z
	PROTOCOL=$PROTOCOL setup_store
	add_cron
	unset SV_NOW
}

teardown_file() { clear_store; }

setup() { quickly && cd "$BATS_TEST_TMPDIR" || return 1; }

import() { at 2026-06-30 sv-import "$@"; }

# table LINE...: what a headcount of these lines says, imported from stdin
table() { printf '%s\n' "$@" >in.csv; }

@test "a table of a Dutch spreadsheet: mark of UTF-8, CR LF, semicolons, Dutch names of columns" {
	printf '\xef\xbb\xbfAfdeling;Medewerkers;Instroom;Uitstroom;Leidinggevenden\r\ngemeente;900;60;45;70\r\n"dienstverlening"; 220 ;20;;15\r\nburgerzaken;80;12;3;\r\n;;;;\r\n' >in.csv
	gives import --headcount in.csv --on 2026-03-31 --note 'uit het personeelssysteem'
	same '{"note":"uit het personeelssysteem","on":"2026-03-31","state":"active","sv":1,"total":900,"units":[{"joined":60,"left":45,"managers":70,"staff":900,"unit":"gemeente"},{"joined":20,"managers":15,"staff":220,"unit":"dienstverlening"},{"joined":12,"left":3,"staff":80,"unit":"burgerzaken"}]}' \
		"$(jq -Sc 'del(.headcount, .added, .changed, .recorded_by)' <<<"$out")"
	[[ $(jq -r .headcount <<<"$out") =~ ^H-[0-9A-Z]{6}$ ]]
	gives sv-verify
}

@test "the same numbers by commas, tabs, in another order, in quotes, with blank lines, without a last line end: the same headcount" {
	local want form
	table 'unit,staff,joined' 'gemeente,900,60' 'burgerzaken,80,12'
	want=$(import --headcount in.csv --on 2026-03-31 --dry-run | jq -Sc 'del(.headcount)')
	for form in 'unit;staff;joined\ngemeente;900;60\nburgerzaken;80;12\n' 'unit\tstaff\tjoined\ngemeente\t900\t60\nburgerzaken\t80\t12\n' \
		'sep=;\r\nunit;staff;joined\r\ngemeente;900;60\r\nburgerzaken;80;12\r\n' 'JOINED,unit , STAFF\n60,gemeente,900\n12,burgerzaken,80' \
		'"unit","staff","joined"\r"gemeente","900","60"\r"burgerzaken","80","12"\r' '\n\nunit,staff,joined,\n\ngemeente,900,60,\n,,,\nburgerzaken,80,12,\n'; do
		printf "$form" >form.csv
		gives import --headcount - --on 2026-03-31 --dry-run <form.csv || { echo "form: $form"; return 1; }
		same "$want" "$(jq -Sc 'del(.headcount)' <<<"$out")" || { echo "form: $form"; return 1; }
	done
}

# refused WORD... -- LINE...: these lines are refused with 65 and each word said; nothing is stored, nothing printed
refused() {
	local words=()
	while [ "$1" != -- ]; do words+=("$1"); shift; done
	shift
	table "$@"
	stores_nothing fails_with 65 import --headcount in.csv --on 2026-03-31 || { echo "lines: $*"; return 1; }
	same '' "$out" || return 1
	says "${words[@]}" || return 1
}

@test "every defect of a table is named by line and column, all at once, and nothing is stored" {
	table 'unit,staff,joined,managers' 'gemente,900,5,' 'burgerzaken,x,1,' 'klantcontact,5' 'jeugd,-3,2,' 'ict,3,,4' 'bestuur,2,1,' 'bestuur,2,1,' 'ruimte,1,,' 'vergunningen,2,,' ',7,,' 'financien,,,' 'brandweer,1.234,,' 'sociaal,1,1 2,' 'a"b,1,,' \
		'werk_inkomen,5,,,6' 'buitendienst,10000001,,' '"brandweer,4'
	stores_nothing fails_with 65 import --headcount in.csv --on 2026-03-31
	same '' "$out"
	same "$(printf '%s\n' 2:unit 3:staff 4:cells 5:staff 6:managers 8:unit 9:staff 11:unit 12:staff 13:staff 14:joined 15: 16:cells 17:staff 18: | sort)" \
		"$(sed -En "s/^sv-import: in.csv: line ([0-9]+): (column '([a-z]+)': .*|has [0-9]+ (cells), .*|column [0-9]+: .*)$/\1:\3\4/p" <<<"$err" | sort -u)" || { echo "$err"; false; }
	says "line 2: column 'unit': unknown unit 'gemente' (did you mean 'gemeente'?)" "line 8: column 'unit': stands there twice" "line 9: column 'staff': is less than the units below it have together: 2" \
		"line 6: column 'managers': there are more managers than staff" "line 4: has 2 cells, and the first line 4" 'line 18: column 1: a cell begins with a quote, and no quote ends it'
}

@test "each defect alone is refused with 65" {
	refused 'there is nothing in it' -- ''
	refused 'there is no row below the first line' -- 'unit,staff'
	refused "line 1: the first line has no column 'staff'" -- 'unit,joined' 'gemeente,3'
	refused "line 1: the first line has no column 'unit'" -- 'staff' '3'
	refused "line 1: column 3 has a name that is not known (did you mean 'joined'?)" -- 'unit,staff,joind' 'gemeente,900,1'
	refused 'line 1: column 3 has a name that is not known (known are unit, staff' -- 'unit,staff,kanarie' 'gemeente,900,1'
	case $err in *kanarie*) echo "$err"; false ;; esac
	refused "line 1: there are two columns 'staff'" -- 'unit,staff,medewerkers' 'gemeente,900,900'
	refused 'line 2: has 3 cells, and the first line 2' -- 'unit,staff' 'gemeente,900,1'
	refused 'line 2: column 3 has no name in the first line' -- 'unit,staff,' 'gemeente,900,1'
	refused "line 2: column 'staff': is missing" -- 'unit,staff' 'gemeente,'
	refused "line 2: column 'unit': is missing" -- 'unit,staff' ' ,900'
	refused "line 3: column 'staff': is less than the units below it have together: 220" -- 'unit,staff' 'dienstverlening,220' 'gemeente,219'
	refused "line 2: column 'joined': is less than the units below it have together: 3" -- 'unit,staff,joined' 'gemeente,900,2' 'jeugd,20,3'
	refused "line 2: column 'unit': unknown unit" -- 'unit,staff' 'kanarie met een lang verhaal over iemand,3'
	case $err in *kanarie*) echo "$err"; false ;; esac
	printf 'unit,staff\njeugd,4\ncaf\xe9,3\n' >in.csv
	fails_with 65 import --headcount in.csv --on 2026-03-31
	says 'line 3: column 1: not valid UTF-8 (save it as "CSV UTF-8")'
	printf '\xff\xfeu\0n\0i\0t\0' >in.csv
	fails_with 65 import --headcount in.csv --on 2026-03-31
	says 'line 1: column 1: not valid UTF-8'
}

@test "a headcount is of a day that has come, has a total that is enough, and comes from a file that is there" {
	table 'unit,staff' 'gemeente,900'
	stores_nothing fails_with 64 import --headcount in.csv
	says 'a headcount is of a day (--on YYYY-MM-DD)'
	stores_nothing fails_with 64 import --on 2026-03-31
	says "option '--on' goes with --headcount"
	stores_nothing fails_with 64 import --headcount in.csv --on 2026-03-31 --resume
	says "option '--resume' does not go with --headcount"
	stores_nothing fails_with 64 import in.csv --headcount in.csv --on 2026-03-31
	says 'a headcount has no operand'
	stores_nothing fails_with 65 import in.csv # no headcount, and no line of a history
	stores_nothing fails_with 65 import --headcount in.csv --on 2026-07-01
	says 'in.csv: --on: lies in the future'
	stores_nothing fails_with 65 import --headcount in.csv --on 2026-03-31 --total 899
	says 'in.csv: --total: is less than the units have together: 900'
	stores_nothing fails_with 65 import --headcount in.csv --on 2026-03-31 --total -1
	says '--total: must be at least 0'
	stores_nothing fails_with 66 import --headcount nergens.csv --on 2026-03-31
	says nergens.csv
	stores_nothing fails_with 74 import --headcount . --on 2026-03-31
	stores_nothing fails_with 74 import --headcount - --on 2026-03-31 <&-
	says stdin
	{ echo 'unit,staff' && yes 'gemeente,1' | head -10001; } >in.csv
	stores_nothing fails_with 65 import --headcount in.csv --on 2026-03-31
	says 'there are more than 10000 rows'
	head -c 16777217 /dev/zero | tr '\0' , >in.csv
	stores_nothing fails_with 65 import --headcount in.csv --on 2026-03-31
	stores_nothing fails_with 65 import --headcount - --on 2026-03-31 <in.csv
	says "'stdin' is longer than 16777216 bytes"
}

@test "without all units a headcount is partial, unless somebody says the total" {
	table 'unit,staff' 'burgerzaken,80' 'brandweer,110'
	same '[190,true]' "$(import --headcount in.csv --on 2026-03-31 --dry-run | jq -c '[.total, .partial]')"
	same '[905,null]' "$(import --headcount in.csv --on 2026-03-31 --dry-run --total 905 | jq -c '[.total, .partial]')"
	{ echo 'unit,staff' && jq -r '.lists.unit[] | select(.id as $u | [$u == ("gemeente", "dienstverlening", "ruimte", "sociaal", "bedrijfsvoering")] | any | not) | "\(.id),10"' "$PROTOCOL"; } >in.csv
	same '[100,null]' "$(import --headcount in.csv --on 2026-03-31 --dry-run | jq -c '[.total, .partial]')" # each of the ten that have no others below them
}

@test "--dry-run stores nothing; cron may import; what was imported is listed, and sealed" {
	table 'unit,staff' 'gemeente,900' 'brandweer,123457'
	stores_nothing fails_with 65 import --headcount in.csv --on 2026-03-31 --dry-run
	table 'unit,staff' 'gemeente,7654321' 'brandweer,123457'
	stores_nothing gives import --headcount in.csv --on 2026-01-31 --dry-run
	gives as cron import --headcount in.csv --on 2026-01-31
	same cron "$(jq -r .recorded_by <<<"$out")"
	H=$(jq -r .headcount <<<"$out")
	gives sv-train headcounts
	same 7654321 "$(jq -r "select(.headcount == \"$H\") | .total" <<<"$out")"
	gives sv-train headcounts --format text
	prints "$H 2026-01-31 7654321"
	gives sv-train headcounts --format id
	prints "$H"
	hist grep -l -e 7654321 -e 123457 main && { echo "a number stands in the history"; false; }
	hist cat-file blob "main:headcounts/$H.ndjson" | jq -e '.type == "headcount.added" and (has("units") or has("total") | not)' >"$BATS_TEST_TMPDIR/jq"
	gives sv-verify
}

@test "rates are of headcounts: by unit and day, as known then, and a wrong one is put right by another of that day" {
	local i rate
	for i in 1 2 3 4 5 6 7 8 9 10 11; do at 2025-03-04 new_case ".parties[0].person = \"M$i\" | .parties[1].person = \"B$i\""; done >cases
	at 2025-11-04 new_case '.unit = "brandweer"' >>cases
	rate() { at 2026-06-30 sv-stats --rate --by period "$@" --format json | jq -r '.[] | select(.year == "2025") | .per_100'; }
	rate_of() { at 2026-06-30 sv-stats --rate --by period --by unit --format json | jq -r --arg u "$1" '.[] | select(.year == "2025" and .unit == $u) | .per_100'; }
	want() { python3 -c "print('%g' % round(100 * $1, 2))"; }
	same "$(want 12/500)" "$(rate)" # the protocol's
	same null "$(rate_of brandweer)" # of which it says nothing
	table 'unit,staff' 'gemeente,1' 'brandweer,0'
	at 2025-12-30 sv-import --headcount in.csv --on 2025-07-01 >out
	table 'unit,staff' 'gemeente,800' 'brandweer,100'
	at 2025-12-31 sv-import --headcount in.csv --on 2025-07-01 >out
	table 'unit,staff' 'gemeente,1000' 'brandweer,50'
	at 2026-01-05 sv-import --headcount in.csv --on 2025-10-01 >out
	same "$(want '12 / (800 * 273 / 365 + 1000 * 92 / 365)')" "$(rate)"
	same "$(want '1 / (100 * 273 / 365 + 50 * 92 / 365)')" "$(rate_of brandweer)"
	same "$(want 12/800)" "$(rate --as-of 2025-12-31)"
	same "$(want '12 / (800 * 273 / 365 + 1000 * 92 / 365)')" "$(at 2026-06-30 sv-stats metrics --by period --format json | jq -r '.[] | select(.year == "2025" and (.metric | test("per_100"))) | .value' | head -1)"
}

@test "the yearly report counts per 100 staff by headcounts too" {
	gives at 2026-06-30 sv-annual --year 2025 --format json
	fact() { jq -r --arg f "$1" '.sections[].facts[]? | select(.fact == $f) | .value' <<<"$out"; }
	same "$(python3 -c "print(('%.1f' % (100 * 12 / (800 * 273 / 365 + 1000 * 92 / 365))).replace('.', ','))")" "$(fact reports_per_100)"
}
