# SPDX-License-Identifier: MIT
# Every gate both ways: refused with its name, its source and what is missing; passed once that is there.
load lib

setup_file() {
	setup_store
	add_officer vertrouwenspersoon --role record --role content --role identity
	printf 'P7007\n' >"$T/number"
	add_officer partij --role record --role content --role identity --person-file "$T/number"
	add_officer behandelaar --role record --role content
	add_officer teller --role record
}

teardown_file() { clear_store; }

# refused_by GATE [MISSING...] -- COMMAND...: refused by this gate, with its source, and nothing stored
refused_by() {
	local gate=$1 source missing=()
	shift
	while [ "$1" != -- ]; do
		missing+=("$1")
		shift
	done
	shift
	stores_nothing fails_with 65 "$@" || return 1
	[ -z "$out" ] || { echo "printed: $out"; return 1; }
	source=$(jq -r --arg g "$gate" '.gates[] | select(.gate == $g) | "gate \u0027\(.gate)\u0027 (\(.number))\n(source: \(.source))"' "$PROTOCOL")
	says "${source%%$'\n'*}" "${source#*$'\n'}" "${missing[@]}"
}

report_of() { record "$1" >"$BATS_TEST_TMPDIR/in" && sv-report <"$BATS_TEST_TMPDIR/in"; }

complaint='.kind = "complaint" | .confidentiality = "named" | .written = true'

# open_case [JQ]: a case on its way: registered and triaged; ROUTE and TRIAGE say how
open_case() {
	local id
	id=$(at 2026-01-05 new_case "${1:-.}")
	at 2026-01-06 sv-triage "$id" --route "${ROUTE:-informal}" --why 'ernst en herhaling' ${TRIAGE:-} >"$BATS_TEST_TMPDIR/triaged" || return 1
	echo "$id"
}

open_options=(--question 'Is er geroepen?' --proportionality 'past bij de norm' --subsidiarity 'een gesprek volstaat niet'
	--investigator behandelaar --independence 'van een andere afdeling' --protocol-version 2026.1
	--means interviews --until 2026-03-01 --lighter-means talk)

# facts_case: a case with a fact finding that may begin; the person concerned may be told
facts_case() {
	local id
	id=$(ROUTE=fact_finding TRIAGE=--inform-concerned open_case "${1:-.}") || return 1
	at 2026-01-07 sv-investigate preliminary "$id" --conclusion investigate --report 'Er is genoeg.' >"$BATS_TEST_TMPDIR/step" || return 1
	echo "$id"
}

# heard_case: a fact finding up to the finding
heard_case() {
	local id p
	id=$(facts_case "${1:-.}") || return 1
	{
		at 2026-01-08 sv-investigate open "$id" "${open_options[@]}" &&
			at 2026-01-09 sv-investigate notify "$id" --party all --leaflet v1 &&
			at 2026-01-12 sv-investigate hear "$id" --party p1 --account 'verslag van p1' &&
			at 2026-01-13 sv-investigate hear "$id" --party p2 --account 'verslag van p2' &&
			at 2026-01-14 sv-investigate inspect "$id" --party all --what account --comment-by 2026-01-28
	} >"$BATS_TEST_TMPDIR/step" || return 1
	echo "$id"
}

# decided_case: a settled case that may be closed but for care and learning
decided_case() {
	local id
	id=$(open_case "${1:-.}") || return 1
	at 2026-01-20 sv-decide "$id" --outcome settled --grounds 'samen uitgesproken' --measure agreements >"$BATS_TEST_TMPDIR/step" || return 1
	echo "$id"
}

# 1

@test "complaint_admissible: never anonymous" {
	refused_by complaint_admissible 'cannot be anonymous' -- report_of "$complaint | .confidentiality = \"anonymous\" | .parties[0] |= {role, affected}"
	gives report_of "$complaint"
}

@test "complaint_admissible: by who underwent it" {
	refused_by complaint_admissible 'comes from who underwent it' -- report_of "$complaint | .parties[0].affected = false"
	refused_by complaint_admissible 'comes from who underwent it' -- report_of "$complaint | .parties[0].role = \"bystander\""
	gives report_of "$complaint | .parties += [{role: \"bystander\", name: \"het team\"}]"
}

@test "complaint_admissible: names a person concerned" {
	refused_by complaint_admissible 'names at least one person concerned' -- report_of "$complaint | .parties |= .[:1]"
	gives report_of "$complaint | .confidentiality = \"confidential\""
}

@test "complaint_admissible: in writing; all that is missing is said at once" {
	refused_by complaint_admissible 'in writing' -- report_of "$complaint | del(.written)"
	refused_by complaint_admissible 'in writing' 'underwent' 'at least one person concerned' -- report_of "$complaint | del(.written, .parties)"
	gives report_of 'del(.parties)' # a report needs none of it
}

@test "complaint_admissible: a report becomes a complaint only when it is one, and may go back" {
	local id
	id=$(new_case '.parties[0].affected = false')
	to_complaint() { jq -nc --arg id "$id" --argjson c "$1" '{case: $id, convert: ({kind: "complaint", why: "de melder wil dat"} + $c)}' >"$BATS_TEST_TMPDIR/in" && sv-case convert <"$BATS_TEST_TMPDIR/in"; }
	refused_by complaint_admissible 'underwent' 'in writing' -- to_complaint '{}'
	gives to_complaint '{"written":true,"changes":[{"party":"p1","affected":true}]}'
	same 'complaint registered ["report"]' "$(state "$id" '"\(.kind) \(.state) \(.was | tojson)"')"
	gives sv-case convert "$id" --kind report --why 'liever een gesprek'
	same report "$(state "$id" .kind)"
	id=$(new_case '.confidentiality = "anonymous" | .parties[0] |= {role, affected}')
	refused_by complaint_admissible 'cannot be anonymous' -- to_complaint '{"written":true}'
	refused_by anonymous_stays_anonymous "'name'" -- to_complaint '{"written":true,"kind":"report","changes":[{"party":"p1","name":"Toch Ik"}]}'
	gives to_complaint '{"written":true,"confidentiality":"named","changes":[{"party":"p1","name":"Toch Ik"}]}'
}

@test "complaint_investigated: an admissible complaint goes on a route that investigates, and no other case on that of complaints" {
	local id
	id=$(new_case "$complaint")
	refused_by complaint_investigated 'sv-triage --route complaint' 'sv-case convert --kind report' -- sv-triage "$id" --route mediation --admissible
	gives sv-triage "$id" --route mediation # not taken up yet
	refused_by complaint_investigated 'is investigated' -- sv-triage "$id" --admissible
	gives sv-triage "$id" --route complaint --admissible --why 'bemiddeling hielp niet'
	refused_by complaint_investigated 'no investigation was opened' -- sv-decide "$id" --outcome not_established --grounds g --measure none
	gives sv-decide "$id" --outcome settled --grounds 'toch samen uitgekomen' --measure none
	id=$(new_case)
	refused_by complaint_investigated 'sv-case convert --kind complaint' -- sv-triage "$id" --route complaint
	gives sv-triage "$id" --route fact_finding
}

# 2

@test "motivated_route: transgressive behaviour is followed up also when the reporter withdraws" {
	local id
	id=$(new_case '.gravity = "transgressive"')
	refused_by motivated_route 'followed up also when' -- sv-case withdraw "$id" --why 'wil niet meer'
	gives sv-case withdraw "$id" --why 'wil niet meer' --settled
	same 'decided withdrawn' "$(state "$id" '"\(.state) \(.outcome)"')"
	id=$(new_case)
	gives sv-case withdraw "$id" --why 'wil niet meer' # less grave: no duty
}

@test "motivated_route: transgressive behaviour needs reasons for its route" {
	local id
	id=$(new_case '.gravity = "transgressive"')
	refused_by motivated_route 'reasons (why)' -- sv-triage "$id" --route informal
	refused_by motivated_route 'reasons (why)' -- sv-triage "$id" --route informal --why '  '
	gives sv-triage "$id" --route informal --why 'de melder wil eerst een gesprek'
	id=$(new_case)
	refused_by motivated_route 'reasons (why)' -- sv-triage "$id" --route informal --gravity transgressive
	gives sv-triage "$id" --route informal # less grave: no duty
}

@test "motivated_route: transgressive behaviour is only registered when a manager settled it" {
	local id
	id=$(new_case '.gravity = "transgressive"')
	refused_by motivated_route settled -- sv-triage "$id" --route register_only --why 'geen behoefte'
	gives sv-triage "$id" --route register_only --why 'geen behoefte' --settled
}

@test "motivated_route: another route than before says why" {
	local id
	id=$(ROUTE=informal open_case)
	refused_by motivated_route 'another route' -- at 2026-01-10 sv-triage "$id" --route mediation
	gives at 2026-01-10 sv-triage "$id" --route mediation --why 'het gesprek hielp niet'
	same mediation "$(state "$id" .route)"
}

# 3

@test "party_conflict: an officer who is a party cannot act" {
	local id
	id=$(new_case '.parties[1].person = "p 7007"') # the same number, typed otherwise
	stores_nothing fails_with 77 as partij sv-triage "$id" --route informal # its keys are closed to them
	says "case '$id' is closed to 'partij'"
	gives as vertrouwenspersoon sv-triage "$id" --route informal
	id=$(new_case)
	gives as partij sv-triage "$id" --route informal # no party to this one
}

@test "party_conflict: nor register a case about themselves, nor be assigned" {
	local id
	refused_by party_conflict 'you are a party' -- as partij report_of '.parties[1].person = "P7007"'
	id=$(new_case '.parties[1].person = "P7007"')
	refused_by party_conflict "'partij'" 'cannot be assigned' -- sv-triage "$id" --route informal --handler partij
	gives sv-triage "$id" --route informal --handler behandelaar
	id=$(ROUTE=complaint open_case "$complaint | .parties[1].person = \"P7007\"")
	refused_by party_conflict "'partij'" 'cannot be assigned' -- at 2026-01-09 sv-investigate open "$id" --investigator partij
	gives at 2026-01-09 sv-investigate open "$id" --investigator behandelaar
}

@test "party_conflict: a party is found out at triage too, and who is excluded stays out" {
	local id
	id=$(new_case)
	gives sv-triage "$id" --route informal --exclude behandelaar
	stores_nothing fails_with 77 as behandelaar sv-triage "$id" --route mediation --why 'anders'
	says "is closed to 'behandelaar'"
	refused_by party_conflict "'behandelaar'" -- sv-triage "$id" --handler behandelaar
	gives as vertrouwenspersoon sv-triage "$id" --route mediation --why 'anders'
}

@test "party_conflict: a case in which they are a party is closed to them, whatever roles they hold" {
	local id
	id=$(new_case '.parties[1].person = "P7007"')
	stores_nothing fails_with 77 as partij sv-show "$id" --content --why 'nieuwsgierig'
	same '' "$out"
	stores_nothing fails_with 77 as partij sv-show "$id" --identity --why 'nieuwsgierig'
	same '' "$out"
	gives as partij sv-list --format id
	case $out in *"$id"*) echo "in their list"; false ;; esac
	fails_with 77 as partij sv-show "$id"
	same '' "$out"
	gives as vertrouwenspersoon sv-show "$id" --content --why 'voorbereiding'
	fails_with 77 as partij sv-log "$id" --format json
	same '' "$out"
}

@test "party_conflict: it is closed to them too where another officer of the same login filled the index" {
	local id
	id=$(new_case '.parties[1].person = "P7007"')
	gives sv-list --format id
	prints "$id"
	SV_KEY=$T/keys/partij gives sv-list --format id
	case $out in *"$id"*) echo "in their list"; false ;; esac
	SV_KEY=$T/keys/partij fails_with 77 sv-show "$id"
	same '' "$out"
	gives sv-show "$id" # and open to the other again
}

# 4

@test "concerned_not_told: not before triage decides so" {
	local id
	id=$(open_case)
	refused_by concerned_not_told 'party p2' -- at 2026-01-08 sv-investigate notify "$id" --party p2 --leaflet v1
	gives at 2026-01-08 sv-investigate notify "$id" --party p1 --leaflet v1 # the reporter may know
	gives at 2026-01-08 sv-triage "$id" --inform-concerned
	gives at 2026-01-09 sv-investigate notify "$id" --party p2 --leaflet v1
}

@test "complaint_answer: no finding before a copy and an answer, or a term that passed" {
	local id
	id=$(ROUTE=complaint TRIAGE=--admissible open_case "$complaint")
	gives at 2026-01-07 sv-investigate open "$id" --question 'Wat is er gebeurd?'
	gives at 2026-01-08 sv-investigate notify "$id" --party all --leaflet v1
	gives at 2026-01-09 sv-investigate hear "$id" --party p1 --account a
	gives at 2026-01-09 sv-investigate hear "$id" --party p2 --account b
	gives at 2026-01-10 sv-investigate inspect "$id" --party all --what account --comment-by 2026-01-12
	find_it() { at "$1" sv-investigate find "$id" --party p2 --finding established --standard plausible --account 'feiten'; }
	refused_by complaint_answer 'a copy of the complaint' 'has not answered' -- find_it 2026-01-13
	gives at 2026-01-13 sv-investigate notify "$id" --party p2 --leaflet v1 --copy --answer-by 2026-01-20
	refused_by complaint_answer 'has not answered' -- find_it 2026-01-20 # its last day has not passed
	gives find_it 2026-01-21
}

@test "complaint_answer: an answer ends the wait" {
	local id
	id=$(ROUTE=complaint TRIAGE=--admissible open_case "$complaint")
	{
		at 2026-01-07 sv-investigate open "$id" --question 'Wat?'
		at 2026-01-08 sv-investigate notify "$id" --party all --leaflet v1 --copy --answer-by 2026-03-01
		at 2026-01-09 sv-investigate hear "$id" --party p1 --account a
		at 2026-01-09 sv-investigate hear "$id" --party p2 --account b
		at 2026-01-10 sv-investigate inspect "$id" --party all --what account --comment-by 2026-01-12
	} >"$BATS_TEST_TMPDIR/steps"
	refused_by complaint_answer 'has not answered' -- at 2026-01-13 sv-investigate find "$id" --finding established --standard plausible --account f
	gives at 2026-01-14 sv-investigate answer "$id" --party p2 --text 'Zo was het niet.'
	gives at 2026-01-15 sv-investigate find "$id" --finding established --standard plausible --account f
}

# 5

@test "investigating_route: an investigation is chosen at triage" {
	local id
	id=$(ROUTE=mediation open_case)
	refused_by investigating_route "route 'mediation' does not investigate" 'sv-triage --route' -- at 2026-01-08 sv-investigate open "$id" --question q
	gives at 2026-01-08 sv-triage "$id" --route preliminary --why 'bemiddeling hielp niet'
	gives at 2026-01-08 sv-investigate open "$id" --question q
	gives at 2026-01-08 sv-investigate notify "$id" --party p1 --leaflet v1
	gives at 2026-01-09 sv-triage "$id" --route informal --why 'toch niet nodig'
	stores_nothing fails_with 65 at 2026-01-10 sv-investigate hear "$id" --party p1 --account a
}

@test "investigation_plan: a later last day of what runs is an extension, not a new plan" {
	local id
	id=$(facts_case)
	gives at 2026-01-08 sv-investigate open "$id" "${open_options[@]}"
	stores_nothing fails_with 65 at 2026-01-20 sv-investigate open "$id" --until 2026-12-31
	says /investigate/until 'runs until 2026-03-01' 'sv-case extend --term investigation'
	gives at 2026-01-20 sv-case extend "$id" --term investigation --until 2026-03-20 --why 'een getuige is ziek'
	gives at 2026-01-20 sv-case extend "$id" --term investigation --why 'nog een getuige'
	stores_nothing fails_with 65 at 2026-01-20 sv-case extend "$id" --term investigation --why 'en nog een'
	says 'extended 2 times' 'allows no more'
	gives at 2026-01-21 sv-investigate open "$id" --until 2026-02-20 # sooner is nobody's loss
	same 2026-02-20 "$(state "$id" '.due[] | select(.term == "investigation") | .due')"
	stores_nothing fails_with 65 at 2026-01-21 sv-case extend "$id" --term investigation --why 'toch weer'
	says 'extended 2 times'
}

@test "preliminary_inquiry: fact finding begins with one, in writing" {
	local id
	id=$(ROUTE=fact_finding open_case)
	refused_by preliminary_inquiry 'sv-investigate preliminary' -- at 2026-01-08 sv-investigate open "$id" "${open_options[@]}"
	says '--override preliminary_inquiry --override-why'
	gives at 2026-01-08 sv-investigate preliminary "$id" --conclusion investigate --report 'Er is genoeg.'
	gives at 2026-01-09 sv-investigate open "$id" "${open_options[@]}"
	same null "$(state "$id" .overrides)"
}

@test "preliminary_inquiry: may be passed with reasons, which is recorded" {
	local id
	id=$(ROUTE=fact_finding open_case)
	stores_nothing fails_with 65 at 2026-01-08 sv-investigate open "$id" "${open_options[@]}" --override preliminary_inquiry
	says /investigate/override 'needs a reason'
	stores_nothing fails_with 65 at 2026-01-08 sv-investigate open "$id" "${open_options[@]}" --override preliminary_inquiry --override-why ' '
	gives at 2026-01-08 sv-investigate open "$id" "${open_options[@]}" --override preliminary_inquiry --override-why 'ernst en acuut gevaar'
	same '["preliminary_inquiry"]' "$(state "$id" '.overrides | tojson')"
	same '["preliminary_inquiry"]' "$(sv-log "$id" --format json | tail -1 | jq -c .record.passed)"
	gives at 2026-01-09 sv-investigate notify "$id" --party p1 --leaflet v1
	gives at 2026-01-10 sv-investigate hear "$id" --party p1 --account verslag # passed for the whole investigation
}

@test "preliminary_inquiry: no other gate can be passed with it" {
	local id
	id=$(ROUTE=fact_finding open_case)
	refused_by proportionality -- at 2026-01-08 sv-investigate open "$id" --override proportionality --override preliminary_inquiry --override-why 'haast'
	id=$(new_case '.gravity = "transgressive"')
	refused_by motivated_route -- sv-triage "$id" --route informal --override motivated_route --override-why 'haast'
}

# without OPTION: the options of open but one
without() {
	local i
	kept=()
	for ((i = 0; i < ${#open_options[@]}; i += 2)); do
		[ "${open_options[i]}" = "$1" ] || kept+=("${open_options[i]}" "${open_options[i + 1]}")
	done
}

# wanted_to_open GATE OPTION MISSING
wanted_to_open() {
	local id
	id=$(facts_case)
	without "$2"
	refused_by "$1" "$3" -- at 2026-01-08 sv-investigate open "$id" "${kept[@]}" || return 1
	same 1 "$(grep -c . <<<"$err")" || { echo "$err"; return 1; } # nothing else is missing
	gives at 2026-01-08 sv-investigate open "$id" "${open_options[@]}"
}

@test "proportionality: fact finding says why its means fit" { wanted_to_open proportionality --proportionality 'no proportionality test'; }
@test "subsidiarity: fact finding says which lighter means were weighed" { wanted_to_open subsidiarity --subsidiarity 'no subsidiarity test'; }
@test "investigation_question: fact finding has one" { wanted_to_open investigation_question --question 'no investigation question'; }
@test "investigation_plan: fact finding has a plan: means and a planned last day" {
	local id
	id=$(facts_case)
	open_less() { at 2026-01-08 sv-investigate open "$id" --question q --proportionality p --subsidiarity s --lighter-means talk --investigator behandelaar --independence i --protocol-version 1 "$@"; }
	refused_by investigation_plan 'no means' 'no planned last day' -- open_less
	refused_by investigation_plan 'no planned last day' -- open_less --means interviews
	gives open_less --means interviews --until 2026-03-01
	same 2026-03-01 "$(state "$id" .investigation.until)"
}
@test "investigation_protocol: fact finding names its version" { wanted_to_open investigation_protocol --protocol-version 'no version'; }

@test "independent_investigators: fact finding has investigators, who are independent" {
	local id
	wanted_to_open independent_investigators --investigator 'no investigators'
	wanted_to_open independent_investigators --independence 'why the investigators are independent'
	id=$(facts_case)
	without --investigator
	gives at 2026-01-08 sv-investigate open "$id" "${kept[@]}" --external 'bureau De Brug'
	same '["none"]' "$(state "$id" '.investigation.investigators // ["none"] | tojson')"
}

@test "the gates of fact finding do not bind a lighter route, and bind again when the case climbs" {
	local id
	id=$(ROUTE=preliminary open_case)
	gives at 2026-01-08 sv-investigate open "$id"
	gives at 2026-01-09 sv-triage "$id" --route fact_finding --why 'het is ernstiger dan gedacht' --inform-concerned
	stores_nothing fails_with 65 at 2026-01-10 sv-investigate hear "$id" --party p1 --account a # it is to be opened anew
	stores_nothing fails_with 65 at 2026-01-10 sv-investigate open "$id"
	says "gate 'preliminary_inquiry'" "gate 'proportionality'" "gate 'subsidiarity'" "gate 'investigation_question'" "gate 'independent_investigators'" "gate 'investigation_protocol'"
}

# 6

@test "parties_told: nobody is heard who was not told, with the leaflet" {
	local id
	id=$(facts_case)
	gives at 2026-01-08 sv-investigate open "$id" "${open_options[@]}"
	refused_by parties_told 'party p1' 'not told' -- at 2026-01-10 sv-investigate hear "$id" --party p1 --account a
	gives at 2026-01-10 sv-investigate notify "$id" --party p1
	refused_by parties_told 'party p1' leaflet -- at 2026-01-11 sv-investigate hear "$id" --party p1 --account a
	gives at 2026-01-11 sv-investigate notify "$id" --party p1 --leaflet v1
	gives at 2026-01-12 sv-investigate hear "$id" --party p1 --account a
}

@test "parties_told: no finding while one of the sides was not told" {
	local id
	id=$(facts_case '.parties += [{role: "affected", name: "Nog Iemand"}]')
	{
		at 2026-01-08 sv-investigate open "$id" "${open_options[@]}"
		at 2026-01-08 sv-investigate notify "$id" --party p1 --leaflet v1
		at 2026-01-08 sv-investigate notify "$id" --party p2 --leaflet v1
		at 2026-01-12 sv-investigate hear "$id" --party p1 --account a
		at 2026-01-12 sv-investigate hear "$id" --party p2 --account b
		at 2026-01-13 sv-investigate inspect "$id" --party all --what account --comment-by 2026-01-14
	} >"$BATS_TEST_TMPDIR/steps"
	refused_by parties_told 'party p3 (affected)' -- at 2026-01-20 sv-investigate find "$id" --party p2 --finding established --standard plausible --account f
	gives at 2026-01-20 sv-investigate notify "$id" --party p3 --leaflet v1
	gives at 2026-01-21 sv-investigate find "$id" --party p2 --finding established --standard plausible --account f
}

# 7

@test "hear_both_sides: no finding before each side is heard, can inspect, and can comment" {
	local id
	id=$(facts_case)
	find_it() { at "$1" sv-investigate find "$id" --party p2 --finding established --standard plausible --account 'feiten'; }
	gives at 2026-01-08 sv-investigate open "$id" "${open_options[@]}"
	gives at 2026-01-09 sv-investigate notify "$id" --party all --leaflet v1
	refused_by hear_both_sides 'party p1 (reporter) was not heard' 'party p2 (concerned) was not heard' 'party p2 (concerned) was not offered inspection' -- find_it 2026-01-10
	gives at 2026-01-12 sv-investigate hear "$id" --party p1 --account a
	refused_by hear_both_sides 'party p2 (concerned) was not heard' -- find_it 2026-01-13
	gives at 2026-01-13 sv-investigate hear "$id" --party p2 --account b
	refused_by hear_both_sides 'p1 (reporter) was not offered inspection' 'p2 (concerned) was not offered inspection' -- find_it 2026-01-14
	gives at 2026-01-14 sv-investigate inspect "$id" --party all --what account --comment-by 2026-01-28
	refused_by hear_both_sides 'p1 (reporter) can still comment' 'p2 (concerned) can still comment' -- find_it 2026-01-28
	gives at 2026-01-28 sv-investigate comment "$id" --party p1 --handled none_made
	refused_by hear_both_sides 'p2 (concerned) can still comment' -- find_it 2026-01-28
	gives find_it 2026-01-29 # the term has passed
}

@test "hear_both_sides: who refuses to be heard does not stop it, but the refusal says why" {
	local id
	id=$(facts_case)
	gives at 2026-01-08 sv-investigate open "$id" "${open_options[@]}"
	gives at 2026-01-09 sv-investigate notify "$id" --party all --leaflet v1
	gives at 2026-01-10 sv-investigate hear "$id" --party p1 --account a
	gives at 2026-01-10 sv-investigate hear "$id" --party p2 --refused --why 'wil een advocaat'
	gives at 2026-01-11 sv-investigate inspect "$id" --party all --what account --comment-by 2026-01-20
	gives at 2026-01-12 sv-investigate comment "$id" --party p1 --handled worked_in --text 'een datum klopte niet'
	gives at 2026-01-12 sv-investigate comment "$id" --party p2 --handled attached --text 'verklaring'
	gives at 2026-01-13 sv-investigate find "$id" --finding partly_established --standard plausible --account f
}

@test "hear_both_sides: an anonymous reporter cannot be heard and does not stop it" {
	local id
	id=$(facts_case '.confidentiality = "anonymous" | .parties[0] |= {role}')
	gives at 2026-01-08 sv-investigate open "$id" "${open_options[@]}"
	gives at 2026-01-09 sv-investigate notify "$id" --party p2 --leaflet v1
	gives at 2026-01-10 sv-investigate hear "$id" --party p2 --account b
	gives at 2026-01-11 sv-investigate inspect "$id" --party p2 --what account --comment-by 2026-01-12
	gives at 2026-01-13 sv-investigate find "$id" --finding refuted --standard plausible --account f
}

@test "finding_first: an outcome that judges rests on a finding about each person concerned" {
	local id
	id=$(heard_case)
	decide() { at 2026-02-02 sv-decide "$id" --outcome "$1" --grounds 'de bevindingen' --measure warning; }
	refused_by finding_first 'needs a finding' -- decide founded
	refused_by finding_first 'needs a finding' -- decide unfounded
	gives at 2026-01-30 sv-investigate find "$id" --finding established --standard plausible --account f
	gives decide founded
	id=$(heard_case '.parties += [{role: "concerned", name: "Een Tweede"}]' | tail -1)
	gives at 2026-01-13 sv-investigate hear "$id" --party p3 --account c
	gives at 2026-01-30 sv-investigate find "$id" --party p2 --finding established --standard plausible --account f
	refused_by finding_first 'no finding about party p3' -- decide partly_founded
	gives at 2026-01-30 sv-investigate find "$id" --party p3 --finding refuted --standard plausible --account f
	refused_by each_allegation 'party p2 (concerned)' 'party p3 (concerned)' -- decide partly_founded
	decide() { jq -nc --arg id "$id" --argjson d "$1" '{case: $id, decide: ({grounds: "g", measures: ["warning"]} + $d)}' >"$BATS_TEST_TMPDIR/in" && at 2026-02-02 sv-decide <"$BATS_TEST_TMPDIR/in"; }
	gives decide '{"outcome":"partly_founded","per":[{"party":"p2","outcome":"founded","measures":["warning"]},{"party":"p3","outcome":"unfounded"}]}'
	id=$(open_case)
	gives at 2026-02-02 sv-decide "$id" --outcome not_established --grounds g --measure none # judges nobody
}

# 9

@test "grounds_and_measures: the decision names both" {
	local id
	id=$(open_case)
	refused_by grounds_and_measures 'does not name its grounds' 'does not name its measures' -- at 2026-01-20 sv-decide "$id" --outcome settled
	refused_by grounds_and_measures 'does not name its measures' -- at 2026-01-20 sv-decide "$id" --outcome settled --grounds 'samen'
	refused_by grounds_and_measures 'does not name its grounds' -- at 2026-01-20 sv-decide "$id" --outcome settled --measure none
	gives at 2026-01-20 sv-decide "$id" --outcome settled --grounds 'samen' --measure none
}

@test "grounds_and_measures: a departure from like cases says why" {
	local id
	id=$(open_case)
	refused_by grounds_and_measures 'does not say why' -- at 2026-01-20 sv-decide "$id" --outcome settled --grounds g --measure none --departs
	gives at 2026-01-20 sv-decide "$id" --outcome settled --grounds g --measure none --departs --departure 'de eerste keer'
}

@test "each_allegation: the decision has an outcome for each, and they agree" {
	local id
	id=$(facts_case '.category = "discrimination" | .parties += [{role: "concerned", name: "Nog Een"}]')
	{
		at 2026-01-08 sv-investigate open "$id" "${open_options[@]}" &&
			at 2026-01-08 sv-investigate allege "$id" --party p2 --text 'riep op de gang' &&
			at 2026-01-08 sv-investigate allege "$id" --party p3 --text 'stond erbij en lachte' &&
			at 2026-01-09 sv-investigate notify "$id" --party all --leaflet v1 &&
			for p in p1 p2 p3; do at 2026-01-12 sv-investigate hear "$id" --party $p --account v || return 1; done &&
			at 2026-01-14 sv-investigate inspect "$id" --party all --what account --comment-by 2026-01-20
	} >"$BATS_TEST_TMPDIR/step" || return 1
	stores_nothing fails_with 65 at 2026-01-30 sv-investigate find "$id" --finding established --standard plausible --account f
	says /investigate/allegation 'which of the 2 allegations'
	gives at 2026-01-30 sv-investigate find "$id" --allegation a1 --finding established --standard plausible --account f
	same p2 "$(state "$id" '.findings[0].party')" # the person the allegation is about
	decide() { jq -nc --arg id "$id" --argjson d "$1" '{case: $id, decide: ({grounds: "g", measures: ["none"]} + $d)}' >"$BATS_TEST_TMPDIR/in" && at 2026-02-02 sv-decide <"$BATS_TEST_TMPDIR/in"; }
	refused_by finding_first 'allegation a2' -- decide '{"outcome":"founded","per":[{"allegation":"a1","outcome":"founded"},{"allegation":"a2","outcome":"founded"}]}'
	gives at 2026-01-30 sv-investigate find "$id" --allegation a2 --finding refuted --standard plausible --account f
	refused_by each_allegation 'allegation a1' 'allegation a2' -- decide '{"outcome":"partly_founded"}'
	refused_by each_allegation 'not wholly founded' -- decide '{"outcome":"founded","per":[{"allegation":"a1","outcome":"founded"},{"allegation":"a2","outcome":"unfounded"}]}'
	refused_by each_allegation 'not unfounded' -- decide '{"outcome":"unfounded","per":[{"allegation":"a1","outcome":"founded"},{"allegation":"a2","outcome":"unfounded"}]}'
	gives decide '{"outcome":"partly_founded","per":[{"allegation":"a1","outcome":"founded","measures":["warning"]},{"allegation":"a2","outcome":"unfounded"}]}'
}

@test "precedent_departure: what departs from most like cases says why" {
	local id i
	for i in 1 2 3 4 5; do
		id=$(open_case '.category = "work_pressure"')
		at 2026-01-20 sv-decide "$id" --outcome settled --grounds g --measure none >"$BATS_TEST_TMPDIR/step" # the first five are the precedents
	done
	id=$(open_case '.category = "work_pressure"')
	refused_by precedent_departure 'of 5 like cases 5 ended otherwise' -- at 2026-01-20 sv-decide "$id" --outcome not_established --grounds g --measure none
	gives at 2026-01-20 sv-decide "$id" --outcome not_established --grounds g --measure none --departs --departure 'niemand wilde praten'
	id=$(open_case '.category = "work_pressure"')
	gives at 2026-01-20 sv-decide "$id" --outcome settled --grounds g --measure none # as most did
}

# 10

@test "no_silence_clause: a settlement never silences a reporter" {
	local id
	id=$(open_case)
	decide() { at 2026-01-20 sv-decide "$id" --outcome settled --grounds g --measure none "$@"; }
	refused_by no_silence_clause 'is void' -- decide --silence-clause
	refused_by no_silence_clause 'is void' -- decide --settlement 'over en weer geheimhouding' --silence-clause
	refused_by no_silence_clause 'states that it holds no clause' -- decide --settlement 'partijen gaan uiteen'
	refused_by no_silence_clause 'is void' -- at 2026-01-20 sv-case withdraw "$id" --why 'geschikt' --settlement s --silence-clause
	gives decide --settlement 'partijen gaan uiteen' --no-silence-clause
	same false "$(state "$id" .silence_clause)"
}

# 8

@test "status_updates: nobody waits for news that is late when the case is decided; late is allowed and counted" {
	local id
	id=$(open_case)
	decide() { at 2026-04-01 sv-decide "$id" --outcome settled --grounds g --measure none "$@"; }
	refused_by status_updates 'party p1 should have been told how things stand by 2026-02-16' -- decide
	gives at 2026-03-30 sv-message record "$id" --kind update --party p1 --by phone # six weeks late
	same 1 "$(state "$id" .updates_late)"
	gives decide
	id=$(open_case)
	gives decide --override status_updates --override-why 'melder wilde geen bericht'
	same '["status_updates"]' "$(state "$id" '.overrides | tojson')"
}

# 13

@test "hand_over: to another officer, with the reason; who recuses is kept out" {
	local id
	id=$(TRIAGE='--handler behandelaar' open_case)
	refused_by hand_over 'another officer' 'says why' -- as behandelaar sv-case handover "$id" --to behandelaar
	refused_by hand_over 'says why' -- as behandelaar sv-case handover "$id" --to meldpunt
	refused_by hand_over "officer 'teller' does not have the role content" -- as behandelaar sv-case handover "$id" --to teller --why w
	gives as behandelaar sv-key request "$id" --why 'om te kunnen bellen'
	gives as vertrouwenspersoon sv-key answer "$id" behandelaar --why 'nodig'
	gives as behandelaar sv-show "$id" --identity --why 'bellen'
	held() { sqlite3 "$SV_STORE/keyring.db" "SELECT count(*) FROM grants WHERE name = '$id' AND officer = 'behandelaar' AND compartment = 'identity' AND bytes <> x''"; }
	same 2 "$(held)" # of the role's keys, and of the case's own that came with the grant
	refused_by party_conflict "officer 'partij'" -- as behandelaar sv-case handover "$(TRIAGE='--handler behandelaar --exclude partij' open_case)" --to partij --why w
	gives as behandelaar sv-case handover "$id" --to meldpunt --recused --why 'ik ken de melder'
	same 0 "$(held)" # what was granted for it is gone
	same '["meldpunt"] ["behandelaar"]' "$(state "$id" '(.handlers | tojson) + " " + (.excluded | tojson)')"
	stores_nothing fails_with 77 as behandelaar sv-triage "$id" --route mediation --why w
	stores_nothing fails_with 77 as behandelaar sv-show "$id"
	stores_nothing fails_with 65 sv-case handover "$id" --to niemand --why w
	says /handover/to 'no such officer'
}

# 14

@test "separate_roles: who investigates does not decide, nor is confidant or adviser" {
	local id
	id=$(heard_case '.category = "aggression_violence"')
	gives at 2026-01-30 sv-investigate find "$id" --finding established --standard plausible --account f
	decide() { at 2026-02-02 sv-decide "$id" --outcome founded --grounds g --measure warning; }
	refused_by separate_roles "officer 'behandelaar' cannot be both investigator and decider" -- as behandelaar decide
	refused_by separate_roles "officer 'behandelaar' cannot be both investigator and decider" -- at 2026-02-02 sv-decide "$id" --outcome founded --grounds g --measure warning --decider behandelaar
	gives as behandelaar at 2026-02-02 sv-decide "$id" --outcome founded --grounds g --measure warning --override separate_roles --override-why 'kleine organisatie'
	same '["separate_roles"]' "$(state "$id" '.overrides | tojson')"
	id=$(ROUTE=fact_finding TRIAGE='--inform-concerned --confidant behandelaar' open_case)
	at 2026-01-07 sv-investigate preliminary "$id" --conclusion investigate --report r >"$BATS_TEST_TMPDIR/step"
	refused_by separate_roles "officer 'behandelaar' cannot be both investigator and confidant" -- at 2026-01-08 sv-investigate open "$id" "${open_options[@]}"
	id=$(new_case)
	refused_by separate_roles "officer 'behandelaar' cannot be both confidant and adviser" -- sv-triage "$id" --route informal --confidant behandelaar --adviser behandelaar
}

# 15

@test "retaliation_case: retaliation is told, opens a linked case and starts the watch anew" {
	local id other
	id=$(decided_case)
	gives at 2026-01-21 sv-aftercare plan "$id" --party all --template reporter
	gives at 2026-02-01 sv-aftercare contact "$id" --party p1 --safety 4 --mood 4
	refused_by retaliation_case 'opens a linked case' -- at 2026-03-01 sv-aftercare contact "$id" --party p1 --safety 2 --retaliation
	gives at 2026-03-01 sv-aftercare contact "$id" --party p1 --safety 2 --retaliation --account 'Uit het overleg gezet.'
	other=$(state "$id" '.links[0].to')
	same retaliation "$(state "$id" '.links[0].as')"
	same "$id retaliation transgressive registered" "$(state "$other" '"\(.links[0].to) \(.category) \(.gravity) \(.state)"')"
	same "$id/p1" "$(state "$other" '.parties[0].of')"
	same 2026-03-15 "$(state "$id" '.due[] | select(.term == "aftercare_contact" and .party == "p1") | .due')" # two weeks from then
	prints '' && gives sv-show "$other" --content --why 'benadeling' && prints 'Uit het overleg gezet.'
}

# 11

@test "aftercare_plan: no closing without care for every party, or their refusal" {
	local id
	id=$(decided_case '.parties += [{role: "bystander", name: "het team"}]')
	gives at 2026-01-21 sv-aftercare learn "$id" --cause leadership_style
	refused_by aftercare_plan 'party p1 (reporter)' 'party p2 (concerned)' 'party p3 (bystander)' -- at 2026-02-01 sv-close "$id"
	gives at 2026-01-22 sv-aftercare plan "$id" --party p1 --actions gesprek --contact-by 2026-02-01
	gives at 2026-01-22 sv-aftercare plan "$id" --party p3 --actions teamsessie --contact-by 2026-02-01
	refused_by aftercare_plan 'party p2 (concerned)' -- at 2026-02-01 sv-close "$id" # the person concerned is owed care too
	gives at 2026-01-23 sv-aftercare plan "$id" --party p2 --refused
	gives at 2026-02-01 sv-close "$id"
	same closed "$(state "$id" .state)"
	same null "$(state "$id" .overrides)"
}

@test "aftercare_plan: may be passed with reasons, which is recorded" {
	local id
	id=$(decided_case)
	gives at 2026-01-21 sv-aftercare learn "$id" --none-because 'een misverstand'
	stores_nothing fails_with 65 at 2026-02-01 sv-close "$id" --override aftercare_plan
	says /close/override 'needs a reason'
	gives at 2026-02-01 sv-close "$id" --override aftercare_plan --override-why 'beiden uit dienst'
	same '["aftercare_plan"]' "$(state "$id" '.overrides | tojson')"
}

@test "learning: no closing without root causes, or why there are none" {
	local id
	id=$(decided_case)
	gives at 2026-01-21 sv-aftercare plan "$id" --party all --actions gesprek --contact-by 2026-02-01
	refused_by learning 'no learning entry' -- at 2026-02-01 sv-close "$id"
	gives at 2026-01-28 sv-aftercare learn "$id" --none-because 'een misverstand'
	gives at 2026-02-01 sv-close "$id"
}

@test "learning: may be passed with reasons; both gates together too" {
	local id
	id=$(decided_case)
	refused_by learning -- at 2026-02-01 sv-close "$id" --override aftercare_plan --override-why 'uit dienst'
	gives at 2026-02-01 sv-close "$id" --override aftercare_plan --override learning --override-why 'opgeheven eenheid'
	same '["aftercare_plan","learning"]' "$(state "$id" '.overrides | tojson')"
}

# 12

@test "anonymous_stays_anonymous: nothing that says who the reporter is" {
	local member id
	for member in name contact person; do
		refused_by anonymous_stays_anonymous "'$member'" -- report_of ".confidentiality = \"anonymous\" | .parties[0] |= {role, $member: \"x123\"}"
	done
	gives report_of '.confidentiality = "anonymous" | .parties[0] |= {role}'
	id=$(jq -r .case <<<"$out")
	echo "{\"sv\":1,\"case\":\"$id\",\"triage\":{\"route\":\"informal\",\"parties\":[{\"role\":\"reporter\",\"name\":\"Toch Bekend\"}]}}" >"$BATS_TEST_TMPDIR/in"
	refused_by anonymous_stays_anonymous "'name'" -- sv-triage <"$BATS_TEST_TMPDIR/in"
	gives sv-triage "$id" --route informal
}

@test "anonymous_stays_anonymous: nothing is sent to them, and nothing asks who they are" {
	local id
	id=$(TRIAGE=--inform-concerned open_case '.confidentiality = "anonymous" | .parties[0] |= {role}')
	refused_by anonymous_stays_anonymous 'nothing can be sent' -- at 2026-01-08 sv-investigate notify "$id" --party p1 --leaflet v1
	refused_by anonymous_stays_anonymous 'no identity to ask for' -- as behandelaar sv-key request "$id" --why 'wie was het?'
	gives at 2026-01-08 sv-investigate notify "$id" --party all --leaflet v1 # all who can be reached
	same '["p2"]' "$(state "$id" '[.parties[] | select(.notified) | .party] | tojson')"
	id=$(open_case)
	gives as behandelaar sv-key request "$id" --why 'om te kunnen horen'
}

@test "identity_second_person: a handler asks, a second person answers, and only then it opens" {
	local id
	id=$(new_case)
	stores_nothing fails_with 77 as behandelaar sv-show "$id" --identity --why 'om te kunnen horen'
	same '' "$out"
	refused_by identity_second_person 'no open request' -- as vertrouwenspersoon sv-key answer "$id" behandelaar --why 'mag'
	gives as behandelaar sv-key request "$id" --why 'om te kunnen horen'
	stores_nothing fails_with 77 as behandelaar sv-show "$id" --identity --why 'om te kunnen horen' # asking is not getting
	gives as vertrouwenspersoon sv-key answer "$id" behandelaar --why 'nodig voor het horen'
	gives as behandelaar sv-show "$id" --identity --why 'om te kunnen horen'
	prints 'Een Melder'
	stores_nothing fails_with 77 as behandelaar sv-show "$(new_case)" --identity --why 'en deze?' # this case only
}

@test "identity_second_person: not oneself, and a refusal opens nothing" {
	local id
	id=$(new_case)
	gives as vertrouwenspersoon sv-key request "$id" --why 'dubbele rol'
	refused_by identity_second_person 'a second person must' -- as vertrouwenspersoon sv-key answer "$id" vertrouwenspersoon --why 'mag van mezelf'
	gives as behandelaar sv-key request "$id" --why 'om te kunnen horen'
	stores_nothing fails_with 77 as behandelaar sv-key answer "$id" behandelaar --why 'mag van mezelf' # has not the role either
	gives as vertrouwenspersoon sv-key answer "$id" behandelaar --refuse --why 'niet nodig'
	stores_nothing fails_with 77 as behandelaar sv-show "$id" --identity --why 'om te kunnen horen'
	refused_by identity_second_person 'no open request' -- as vertrouwenspersoon sv-key answer "$id" behandelaar --why 'toch'
}

@test "disclosure_consent: not without the reporter's consent, or a legal ground" {
	local id
	id=$(TRIAGE=--inform-concerned open_case)
	tell() { at 2026-01-08 sv-investigate notify "$id" --party p2 --leaflet v1 --discloses-reporter "$@"; }
	refused_by disclosure_consent 'party p1 (reporter)' -- tell
	refused_by disclosure_consent 'party p1 (reporter)' -- tell --legal-ground ' '
	gives tell --legal-ground 'vordering van de rechter-commissaris, vooraf gemeld'
	id=$(TRIAGE=--inform-concerned open_case '.parties[0].consent = true')
	gives tell
}

@test "links name their case as people type it, and only one that is there and is another" {
	local id other
	id=$(new_case) other=$(new_case)
	gives sv-case link "$id" --to "${other,,}" --as related
	same "$other" "$(state "$id" '.links[0].to')"
	same "$id" "$(state "$other" '.links[0].to')"
	gives sv-case link "$id" --to "$other" --as repeat # said anew, not twice
	same '1 repeat' "$(state "$id" '"\(.links | length) \(.links[0].as)"')"
	stores_nothing fails_with 65 sv-case link "$id" --to "$id" --as related
	says /link/to 'the case itself'
	stores_nothing fails_with 66 sv-case link "$id" --to 2026-0ZZZZ8 --as related
	stores_nothing fails_with 65 sv-case link "$id" --to 2026-0ZZZZ9 --as related
	says /link/to 'typing error'
	gives sv-verify
}

# 12, 3 and 16: who may open a case, and its erasure

@test "identity_grant: beyond who handles it, only with the reporter's consent or a ground that was told to them" {
	local id
	id=$(new_case)
	refused_by identity_grant 'reporter p1 has not agreed' -- sv-key grant "$id" behandelaar --compartment identity --why 'vordering'
	refused_by identity_grant 'the day on which the reporter was told' -- sv-key grant "$id" behandelaar --compartment identity --why 'vordering' --legal-ground 'vordering OM'
	refused_by identity_grant 'the day on which the reporter was told' -- sv-key grant "$id" behandelaar --compartment identity --why 'vordering' --legal-ground 'vordering OM' --told 2099-01-01
	gives sv-key grant "$id" behandelaar --compartment identity --why 'vordering' --legal-ground 'vordering OM' --told 2026-01-05
	gives as behandelaar sv-show "$id" --identity --why 'overdracht'
	prints 'Een Melder'
	id=$(new_case '.parties[0].consent = true')
	gives sv-key grant "$id" behandelaar --compartment identity --why 'de melder vindt het goed'
	gives as behandelaar sv-show "$id" --identity --why 'overdracht'
	id=$(new_case)
	gives sv-key grant "$id" teller --compartment content --why 'onderzoek' # who reported is not in it
}

@test "somebody_left: a case is never closed to everybody who may handle it" {
	local id officer
	id=$(new_case)
	refused_by somebody_left 'nobody would be left' -- sv-key restrict "$id" --officer teller --why 'geheim'
	gives sv-key restrict "$id" --officer meldpunt --officer behandelaar --why 'gevoelig'
	gives as behandelaar sv-key exclude "$id" meldpunt --why 'kent de beklaagde'
	refused_by somebody_left 'nobody would be left' -- as behandelaar sv-key exclude "$id" behandelaar --why 'ik ook'
	gives as behandelaar sv-key restrict "$id" --lift --why 'niet meer nodig'
	gives as behandelaar sv-key exclude "$id" behandelaar --why 'ik ook'
	gives as vertrouwenspersoon sv-show "$id"
}

# a case that was closed long ago
old_case() {
	local id
	id=$(at 2023-01-05 new_case "${1:-.}") || return 1
	{
		at 2023-01-06 sv-triage "$id" --route informal --why w
		at 2023-01-20 sv-decide "$id" --outcome settled --grounds g --measure agreements
		at 2023-02-01 sv-close "$id" --override aftercare_plan --override learning --override-why 'kleine zaak'
	} >"$BATS_TEST_TMPDIR/steps" || return 1
	echo "$id"
}

@test "erasure_due: not before its time, unless the person asks for it; never under a hold" {
	local id
	id=$(old_case)
	refused_by erasure_due 'runs until' -- at 2024-01-05 sv-erase propose "$id"
	gives sv-erase hold "$id" --ground litigation --until 2099-01-01 --why 'beroep loopt'
	refused_by erasure_due 'a hold stands' -- sv-erase propose "$id"
	refused_by erasure_due 'a hold stands' -- sv-erase propose "$id" --party p1 --ground request --why 'vraagt erom'
	gives sv-erase release "$id" --why 'beroep is klaar'
	gives sv-erase hold "$id" --ground supervision --until 2024-01-01 --why 'vraag van de toezichthouder' # over long since
	gives sv-erase propose "$id"
	gives sv-erase hold "$id" --ground other --why 'toch nog nodig'
	refused_by erasure_due 'a hold stands' -- as behandelaar sv-erase run "$id"
	gives sv-erase release "$id" --why 'klaar'
	gives as behandelaar sv-erase run "$id"
	id=$(new_case)
	refused_by erasure_due 'only a closed case' -- sv-erase propose "$id" --ground request --why 'vraagt erom'
	stores_nothing fails_with 66 sv-erase propose "$id" --party p7 --ground request --why 'vraagt erom'
	says "has no party 'p7'"
	gives sv-erase propose "$id" --party p1 --ground request --why 'vraagt erom'
	id=$(at 2026-01-05 old_case)
	gives at 2023-03-01 sv-erase propose "$id" --ground request --why 'vraagt erom' # before its term
	gives at 2023-03-02 as behandelaar sv-erase run "$id"
}

@test "four_eyes: who proposed it does not carry it out" {
	local id
	id=$(old_case)
	refused_by four_eyes 'not proposed yet' -- as behandelaar sv-erase run "$id"
	gives sv-erase propose "$id" --why 'termijn is over'
	refused_by four_eyes 'another officer must' -- sv-erase run "$id"
	gives as behandelaar sv-erase run "$id"
	id=$(old_case)
	gives sv-erase propose "$id" --party p2 --ground request --why 'vraagt erom'
	refused_by four_eyes 'not proposed yet' -- as behandelaar sv-erase run "$id" # another thing than was proposed
	refused_by four_eyes 'not proposed yet' -- as behandelaar sv-erase run "$id" --party p1
	refused_by four_eyes 'another officer must' -- sv-erase run "$id" --party p2
	gives as behandelaar sv-erase run "$id" --party p2
}

# all of them

@test "every gate of the protocol is tried here, and each can be switched off" {
	local gate id
	for gate in $(jq -r '.gates[].gate' "$PROTOCOL"); do
		grep -q "@test \"$gate: " "$BATS_TEST_FILENAME" || { echo "no test of $gate"; false; }
	done
	same "$(jq -r '.gates[].gate' "$PROTOCOL" | sort)" "$(jq -r '.gates[].gate' "$ROOT/share/protocol/nl.json" | sort)"
	id=$(decided_case)
	stores_nothing fails_with 65 at 2026-02-01 sv-close "$id"
	jq '.version = "2026.2" | (.gates[] | select(.number == 11)).on = false' "$PROTOCOL" >"$BATS_TEST_TMPDIR/p.json"
	gives sv-protocol set "$BATS_TEST_TMPDIR/p.json"
	gives at 2026-02-01 sv-close "$id"
	gives sv-protocol set "$PROTOCOL"
}

@test "what these gates let through is found good by sv-verify" {
	gives sv-verify
	gives as vertrouwenspersoon sv-verify
	gives as partij sv-verify
}
