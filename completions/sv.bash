# SPDX-License-Identifier: MIT
# bash completion for sv; made by completions/generate from the option tables.
_sv_ask() {
	case $1 in
	case) setsid -w sv-list --format id ;;
	officer) setsid -w sv-key list --format json | sed -n "s/.*\"officer\":\"\([a-z0-9_-]*\)\".*/\1/p" ;;
	*) setsid -w sv-protocol show | awk -F "\"" -v want="$1" "
		/^ ? \"[a-z_]+\": \[/ { list = \$2; sub(/^routes\$/, \"route\", list); sub(/^gates\$/, \"gate\", list) }
		/^ +\"(id|gate)\": \"/ && list == want { print \$4 }" ;;
	esac </dev/null 2>/dev/null
}
# What a command, or a verb of it, takes: sets verbs, spec, operands.
_sv_table() {
	verbs= spec= operands=
	case $1 in
	sv) verbs='' spec='--days=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --color=words:auto|always|never --help -h --version -V' operands='' ;;
	sv-aftercare) verbs='plan contact learn recommend follow all' spec='--account=- --actions=- --by=- --cause+=cause -c+=cause --contact-by=- --dry-run -n --each --edit -e --effect=- --help -h --key=file -K=file --lessons=- --missed --mood=- --needs=- --none-because=- --note=- --on=- --override+=gate --override-why=- --owner=officer --participant+=words:reporter|affected|concerned|bystander|witness|manager|team|confidant|investigator|hr|director|works_council|other --party=- -p=- --passphrase-fd=- --recommendation=- --refused --retaliation --safety=- --status=words:done|in_progress|dropped --store=dir -S=dir --template=template --text=- --version -V' operands='' ;;
	sv-aftercare:plan) verbs='' spec='--party=- -p=- --template=template --actions=- --contact-by=- --refused --note=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-aftercare:contact) verbs='' spec='--party=- -p=- --on=- --safety=- --mood=- --missed --retaliation --account=- --needs=- --contact-by=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-aftercare:learn) verbs='' spec='--cause+=cause -c+=cause --none-because=- --participant+=words:reporter|affected|concerned|bystander|witness|manager|team|confidant|investigator|hr|director|works_council|other --lessons=- --on=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-aftercare:recommend) verbs='' spec='--text=- --owner=officer --by=- --cause=cause -c=cause --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-aftercare:follow) verbs='' spec='--recommendation=- --status=words:done|in_progress|dropped --on=- --by=- --effect=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-aftercare:all) verbs='' spec='--edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-annual) verbs='' spec='--year=- -y=- --format=words:html|pdf|md|json --lang=words:nl|en -l=words:nl|en --as-of=- --publish --release=- --benchmarks=file --set=file --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-case) verbs='convert party link merge handover attach open extend suspend resume withdraw reopen correct' spec='--as=words:related|same_incident|counter_report|repeat|retaliation --attachment=- --confidentiality=words:named|confidential|anonymous --dry-run -n --each --edit -e --event=- --file=file --from=officer --help -h --into=case --key=file -K=file --kind=words:report|complaint|signal -k=words:report|complaint|signal --name=- --no-silence-clause --note=- --on=- --override+=gate --override-why=- --party=- -p=- --passphrase-fd=- --recused --set+=- --settled --settlement=- --silence-clause --store=dir -S=dir --term=- -t=- --to=case --until=- --version -V --why=- -w=- --written' operands='' ;;
	sv-case:convert) verbs='' spec='--kind=words:report|complaint|signal -k=words:report|complaint|signal --confidentiality=words:named|confidential|anonymous --written --why=- -w=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-case:party) verbs='' spec='--why=- -w=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-case:link) verbs='' spec='--to=case --as=words:related|same_incident|counter_report|repeat|retaliation --why=- -w=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-case:merge) verbs='' spec='--into=case --why=- -w=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-case:handover) verbs='' spec='--to=officer --from=officer --recused --why=- -w=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-case:attach) verbs='' spec='--file=file --name=- --as=words:report|hearing_report|evidence|letter|complaint|other --party=- -p=- --note=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case' ;;
	sv-case:open) verbs='' spec='--attachment=- --why=- -w=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case' ;;
	sv-case:extend) verbs='' spec='--term=- -t=- --party=- -p=- --until=- --why=- -w=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-case:suspend) verbs='' spec='--term=- -t=- --party=- -p=- --on=- --why=- -w=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-case:resume) verbs='' spec='--term=- -t=- --party=- -p=- --on=- --why=- -w=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-case:withdraw) verbs='' spec='--on=- --why=- -w=- --settled --settlement=- --no-silence-clause --silence-clause --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-case:reopen) verbs='' spec='--why=- -w=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-case:correct) verbs='' spec='--event=- --set+=- --why=- -w=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-close) verbs='' spec='--retention=retention --note=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-decide) verbs='' spec='--outcome=words:founded|partly_founded|unfounded|not_established|inadmissible|withdrawn|settled|registered_only -o=words:founded|partly_founded|unfounded|not_established|inadmissible|withdrawn|settled|registered_only --grounds=- --measure+=measure -m+=measure --decider+=officer --settlement=- --no-silence-clause --silence-clause --departs --departure=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-due) verbs='' spec='--until=- --all -a --mine -m --overdue -o --format=words:ndjson|text|ics --store=dir -S=dir --key=file -K=file --passphrase-fd=- --color=words:auto|always|never --help -h --version -V' operands='' ;;
	sv-erase) verbs='due propose run prove hold release' spec='--format=words:text|ndjson|id --ground=words:retention|request --help -h --key=file -K=file --party=- --passphrase-fd=- --store=dir -S=dir --until=- --version -V --why=- -w=-' operands='' ;;
	sv-erase:due) verbs='' spec='--until=- --format=words:text|ndjson|id --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-erase:propose) verbs='' spec='--ground=words:retention|request --party=- --why=- -w=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-erase:run) verbs='' spec='--party=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-erase:prove) verbs='' spec='--format=words:text|json --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case' ;;
	sv-erase:hold) verbs='' spec='--ground=words:litigation|supervision|other --until=- --why=- -w=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-erase:release) verbs='' spec='--why=- -w=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-evaluate) verbs='' spec='--from=- --to=- --format=words:html|pdf|md|json --lang=words:nl|en -l=words:nl|en --as-of=- --publish --release=- --benchmarks=file --set=file --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-gc) verbs='' spec='--full --quiet -q --store=dir -S=dir --help -h --version -V' operands='' ;;
	sv-guide) verbs='' spec='--audience=words:staff|manager|bystander|confidant|investigator|concerned|director -a=words:staff|manager|bystander|confidant|investigator|concerned|director --search=- -s=- --lang=words:nl|en -l=words:nl|en --format=words:text|html|md --set=file --store=dir -S=dir --key=file -K=file --passphrase-fd=- --color=words:auto|always|never --help -h --version -V' operands='-' ;;
	sv-init) verbs='' spec='--protocol=file --person-file=file --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-investigate) verbs='preliminary open allege notify answer hear inspect comment find all' spec='--accompanied --account=- --allegation=- -a=- --answer-by=- --attendance=- --category=category -c=category --comment-by=- --conclusion=words:investigate|lighter_route|no_follow_up --copy --discloses-reporter --dry-run -n --each --edit -e --external=- --finding=words:established|partly_established|not_established|refuted --handled=words:worked_in|attached|none_made --help -h --independence=- --investigator+=officer -i+=officer --key=file -K=file --leaflet=- --legal-ground=- --lighter-means+=lighter_means --means+=means --norm=- --note=- --on=- --override+=gate --override-why=- --party=- -p=- --passphrase-fd=- --proportionality=- --protocol-version=- --question=- -q=- --recorded=words:no|by_us|by_party|both --refused --report=- --standard=words:plausible|more_likely_than_not|beyond_reasonable_doubt --store=dir -S=dir --subsidiarity=- --text=- --until=- --version -V --what=words:account|hearing_report --why=- -w=-' operands='' ;;
	sv-investigate:preliminary) verbs='' spec='--conclusion=words:investigate|lighter_route|no_follow_up --report=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-investigate:open) verbs='' spec='--question=- -q=- --norm=- --means+=means --until=- --proportionality=- --subsidiarity=- --lighter-means+=lighter_means --investigator+=officer -i+=officer --external=- --independence=- --protocol-version=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-investigate:allege) verbs='' spec='--party=- -p=- --category=category -c=category --text=- --norm=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-investigate:notify) verbs='' spec='--party=- -p=- --on=- --leaflet=- --copy --answer-by=- --discloses-reporter --legal-ground=- --note=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-investigate:answer) verbs='' spec='--party=- -p=- --on=- --text=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-investigate:hear) verbs='' spec='--party=- -p=- --on=- --refused --why=- -w=- --account=- --attendance=- --accompanied --recorded=words:no|by_us|by_party|both --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-investigate:inspect) verbs='' spec='--party=- -p=- --on=- --what=words:account|hearing_report --comment-by=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-investigate:comment) verbs='' spec='--party=- -p=- --on=- --handled=words:worked_in|attached|none_made --text=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-investigate:find) verbs='' spec='--party=- -p=- --allegation=- -a=- --finding=words:established|partly_established|not_established|refuted --standard=words:plausible|more_likely_than_not|beyond_reasonable_doubt --account=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-investigate:all) verbs='' spec='--edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-key) verbs='new show list desk add-officer role unlock lock request answer restrict exclude grant revoke access leave lost replace rewrap check backup share restore' spec='--compartment=words:record|content|identity --format=words:text|json --from=- --grant+=words:record|content|identity|manage --guest --help -h --key=file -K=file --legal-ground=- --lift --minutes=- --need=- --officer+=officer --output=file --passphrase-fd=- --person-file=file --refuse --repair --revoke+=words:record|content|identity|manage --role+=words:record|content|identity|manage --share+=file --store=dir -S=dir --to=officer --told=- --unattended --until=- --version -V --why=- -w=-' operands='' ;;
	sv-key:new) verbs='' spec='--unattended --output=file --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='-' ;;
	sv-key:show) verbs='' spec='--store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-key:list) verbs='' spec='--format=words:text|json --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-key:desk) verbs='' spec='--store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-key:add-officer) verbs='' spec='--role+=words:record|content|identity|manage --guest --person-file=file --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-key:role) verbs='' spec='--grant+=words:record|content|identity|manage --revoke+=words:record|content|identity|manage --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='officer' ;;
	sv-key:unlock) verbs='' spec='--minutes=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-key:lock) verbs='' spec='--store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-key:request) verbs='' spec='--why=- -w=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case' ;;
	sv-key:answer) verbs='' spec='--refuse --why=- -w=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case officer' ;;
	sv-key:restrict) verbs='' spec='--officer+=officer --lift --why=- -w=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case' ;;
	sv-key:exclude) verbs='' spec='--why=- -w=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case officer' ;;
	sv-key:grant) verbs='' spec='--compartment=words:record|content|identity --until=- --legal-ground=- --told=- --why=- -w=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case officer' ;;
	sv-key:revoke) verbs='' spec='--why=- -w=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case officer' ;;
	sv-key:access) verbs='' spec='--format=words:text|json --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case' ;;
	sv-key:leave) verbs='' spec='--store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='officer' ;;
	sv-key:lost) verbs='' spec='--from=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='officer' ;;
	sv-key:replace) verbs='' spec='--role+=words:record|content|identity|manage --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-key:rewrap) verbs='' spec='--store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-key:check) verbs='' spec='--repair --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-key:backup) verbs='' spec='--need=- --officer+=officer --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='file' ;;
	sv-key:share) verbs='' spec='--to=officer --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='file' ;;
	sv-key:restore) verbs='' spec='--share+=file --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='file' ;;
	sv-list) verbs='' spec='--state=words:registered|triaged|investigating|decided|aftercare|closed|erased -s=words:registered|triaged|investigating|decided|aftercare|closed|erased --kind=- -k=- --category=category -c=category --unit=unit -u=unit --channel=channel --confidentiality=- --route=route -r=route --outcome=- -o=- --from=- --to=- --limit=- -l=- --format=words:ndjson|text|csv|id --store=dir -S=dir --key=file -K=file --passphrase-fd=- --color=words:auto|always|never --help -h --version -V' operands='' ;;
	sv-log) verbs='' spec='--format=words:text|json --access --by=officer --since=- --textconv=file --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case' ;;
	sv-message) verbs='write send record inbox collect' spec='--answer=file --answer-by=- --by=words:letter|mail|mailbox --comment-by=- --copy --discloses-reporter --dry-run -n --each --edit -e --format=words:text|html|mail --grounds --hearing-on=- --hearing-place=- --hearing-time=- --help -h --key=file -K=file --kind=words:acknowledgement|update|feedback|notice|invitation|inspection|extension|decision|aftercare|oral_record|leaflet|other -k=words:acknowledgement|update|feedback|notice|invitation|inspection|extension|decision|aftercare|oral_record|leaflet|other --lang=words:nl|en --leaflet=- --names --note=- --on=- --override+=gate --override-why=- --party=- -p=- --passphrase-fd=- --receipt-fd=- --store=dir -S=dir --text=- --version -V --what=words:account|hearing_report --why=- -w=- --yes -y' operands='' ;;
	sv-message:write) verbs='' spec='--kind=words:acknowledgement|update|feedback|notice|invitation|inspection|extension|decision|aftercare|oral_record|leaflet|other -k=words:acknowledgement|update|feedback|notice|invitation|inspection|extension|decision|aftercare|oral_record|leaflet|other --party=- -p=- --lang=words:nl|en --format=words:text|html|mail --names --grounds --why=- -w=- --note=- --text=- --leaflet=- --copy --answer-by=- --hearing-on=- --hearing-time=- --hearing-place=- --what=words:account|hearing_report --comment-by=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case' ;;
	sv-message:send) verbs='' spec='--kind=words:acknowledgement|update|feedback|notice|invitation|inspection|extension|decision|aftercare|oral_record|leaflet|other -k=words:acknowledgement|update|feedback|notice|invitation|inspection|extension|decision|aftercare|oral_record|leaflet|other --party=- -p=- --lang=words:nl|en --format=words:text|html|mail --names --grounds --why=- -w=- --note=- --text=- --leaflet=- --copy --answer-by=- --hearing-on=- --hearing-time=- --hearing-place=- --what=words:account|hearing_report --comment-by=- --by=words:letter|mail|mailbox --yes -y --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case' ;;
	sv-message:record) verbs='' spec='--kind=words:receipt|acknowledgement|update|feedback|notice|invitation|inspection|extension|decision|aftercare|oral_record|other -k=words:receipt|acknowledgement|update|feedback|notice|invitation|inspection|extension|decision|aftercare|oral_record|other --party=- -p=- --by=words:letter|mail|phone|talk|mailbox|other --on=- --text=- --discloses-reporter --note=- --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-message:inbox) verbs='' spec='--receipt-fd=- --answer=file --format=words:text|json --store=dir -S=dir --help -h --version -V' operands='' ;;
	sv-message:collect) verbs='' spec='--store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-protocol) verbs='show check set' spec='--help -h --key=file -K=file --passphrase-fd=- --store=dir -S=dir --version -V' operands='' ;;
	sv-protocol:show) verbs='' spec='--store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-protocol:check) verbs='' spec='--store=dir -S=dir --help -h --version -V' operands='file' ;;
	sv-protocol:set) verbs='' spec='--store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='file' ;;
	sv-report) verbs='' spec='--kind=words:report|complaint|signal -k=words:report|complaint|signal --confidentiality=words:named|confidential|anonymous --channel=channel --category=category -c=category --unit=unit -u=unit --gravity=words:desirable|undesirable|transgressive -g=words:desirable|undesirable|transgressive --received=- --incident=- --written --oral --settled --narrative=- --receipt-fd=- --drop=dir --desk=file --except+=officer --inbox=dir --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	sv-show) verbs='' spec='--content --identity --why=- -w=- --format=words:text|json|html --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-stats) verbs='terms metrics causes clusters uniformity trends threads' spec='--as-of=- --by+=words:period|year|quarter|month|unit|kind|category|group|channel|confidentiality|gravity|basis|origin|state|route|outcome|reporter_position|affected_position|concerned_position|admissible|settled|oral|converted|reopened|investigated|aftercare|retaliation|followed_up|decided_year|decided_quarter|decided_month|closed_year|closed_quarter|closed_month|measure|cause|override|route_taken|outcome_each|allegation_category|finding|link|recommendation|timeliness -b+=words:period|year|quarter|month|unit|kind|category|group|channel|confidentiality|gravity|basis|origin|state|route|outcome|reporter_position|affected_position|concerned_position|admissible|settled|oral|converted|reopened|investigated|aftercare|retaliation|followed_up|decided_year|decided_quarter|decided_month|closed_year|closed_quarter|closed_month|measure|cause|override|route_taken|outcome_each|allegation_category|finding|link|recommendation|timeliness --category=category -c=category --channel=channel --color=words:auto|always|never --confidentiality=- --count=words:cases|reporters|concerned|allegations|contacts|overrides --days=words:incident-received|received-triaged|received-decided|received-closed|decided-closed -d=words:incident-received|received-triaged|received-decided|received-closed|decided-closed --decisions --dry-run -n --format=words:text|json|csv --from=- --help -h --key=file -K=file --kind=- -k=- --last=- --least=- --margins -m --outcome=- -o=- --passphrase-fd=- --past=- --period=words:year|quarter|month -p=words:year|quarter|month --publish --rate --route=route -r=route --share --state=words:registered|triaged|investigating|decided|aftercare|closed|erased -s=words:registered|triaged|investigating|decided|aftercare|closed|erased --store=dir -S=dir --to=- --unit=unit -u=unit --version -V --where+=- --years=-' operands='' ;;
	sv-stats:terms) verbs='' spec='--by+=words:period|year|quarter|month|unit|kind|category|group|channel|confidentiality|gravity|basis|origin|state|route|outcome|reporter_position|affected_position|concerned_position|admissible|settled|oral|converted|reopened|investigated|aftercare|retaliation|followed_up|decided_year|decided_quarter|decided_month|closed_year|closed_quarter|closed_month|measure|cause|override|route_taken|outcome_each|allegation_category|finding|link|recommendation|timeliness -b+=words:period|year|quarter|month|unit|kind|category|group|channel|confidentiality|gravity|basis|origin|state|route|outcome|reporter_position|affected_position|concerned_position|admissible|settled|oral|converted|reopened|investigated|aftercare|retaliation|followed_up|decided_year|decided_quarter|decided_month|closed_year|closed_quarter|closed_month|measure|cause|override|route_taken|outcome_each|allegation_category|finding|link|recommendation|timeliness --period=words:year|quarter|month -p=words:year|quarter|month --margins -m --state=words:registered|triaged|investigating|decided|aftercare|closed|erased -s=words:registered|triaged|investigating|decided|aftercare|closed|erased --kind=- -k=- --category=category -c=category --unit=unit -u=unit --channel=channel --confidentiality=- --route=route -r=route --outcome=- -o=- --from=- --to=- --where+=- --as-of=- --format=words:text|json|csv --store=dir -S=dir --key=file -K=file --passphrase-fd=- --color=words:auto|always|never --help -h --version -V' operands='' ;;
	sv-stats:metrics) verbs='' spec='--by+=words:period|year|quarter|month|unit|kind|category|group|channel|confidentiality|gravity|basis|origin|state|route|outcome|reporter_position|affected_position|concerned_position|admissible|settled|oral|converted|reopened|investigated|aftercare|retaliation|followed_up|decided_year|decided_quarter|decided_month|closed_year|closed_quarter|closed_month|measure|cause|override|route_taken|outcome_each|allegation_category|finding|link|recommendation|timeliness -b+=words:period|year|quarter|month|unit|kind|category|group|channel|confidentiality|gravity|basis|origin|state|route|outcome|reporter_position|affected_position|concerned_position|admissible|settled|oral|converted|reopened|investigated|aftercare|retaliation|followed_up|decided_year|decided_quarter|decided_month|closed_year|closed_quarter|closed_month|measure|cause|override|route_taken|outcome_each|allegation_category|finding|link|recommendation|timeliness --period=words:year|quarter|month -p=words:year|quarter|month --margins -m --state=words:registered|triaged|investigating|decided|aftercare|closed|erased -s=words:registered|triaged|investigating|decided|aftercare|closed|erased --kind=- -k=- --category=category -c=category --unit=unit -u=unit --channel=channel --confidentiality=- --route=route -r=route --outcome=- -o=- --from=- --to=- --where+=- --as-of=- --format=words:text|json|csv --store=dir -S=dir --key=file -K=file --passphrase-fd=- --color=words:auto|always|never --help -h --version -V' operands='' ;;
	sv-stats:causes) verbs='' spec='--period=words:year|quarter|month -p=words:year|quarter|month --least=- --state=words:registered|triaged|investigating|decided|aftercare|closed|erased -s=words:registered|triaged|investigating|decided|aftercare|closed|erased --kind=- -k=- --category=category -c=category --unit=unit -u=unit --channel=channel --confidentiality=- --route=route -r=route --outcome=- -o=- --from=- --to=- --where+=- --as-of=- --format=words:text|json|csv --store=dir -S=dir --key=file -K=file --passphrase-fd=- --color=words:auto|always|never --help -h --version -V' operands='' ;;
	sv-stats:clusters) verbs='' spec='--past=- --format=words:text|json|csv --store=dir -S=dir --key=file -K=file --passphrase-fd=- --color=words:auto|always|never --help -h --version -V' operands='' ;;
	sv-stats:uniformity) verbs='' spec='--years=- --decisions --format=words:text|json|csv --store=dir -S=dir --key=file -K=file --passphrase-fd=- --color=words:auto|always|never --help -h --version -V' operands='' ;;
	sv-stats:trends) verbs='' spec='--by=words:unit|kind|category|gravity|channel|confidentiality|route|outcome|concerned_position|cause -b=words:unit|kind|category|gravity|channel|confidentiality|route|outcome|concerned_position|cause --period=words:year|quarter|month -p=words:year|quarter|month --last=- --format=words:text|json|csv --store=dir -S=dir --key=file -K=file --passphrase-fd=- --color=words:auto|always|never --help -h --version -V' operands='' ;;
	sv-stats:threads) verbs='' spec='--years=- --format=words:text|json|csv --store=dir -S=dir --key=file -K=file --passphrase-fd=- --color=words:auto|always|never --help -h --version -V' operands='' ;;
	sv-triage) verbs='' spec='--suggest --content --route=route -r=route --why=- -w=- --category=category -c=category --unit=unit -u=unit --gravity=words:desirable|undesirable|transgressive -g=words:desirable|undesirable|transgressive --admissible --inadmissible --basis=words:law|policy --settled --inform-concerned --handler+=officer --confidant+=officer --adviser+=officer --exclude+=officer --edit -e --dry-run -n --each --override+=gate --override-why=- --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='case...' ;;
	sv-verify) verbs='' spec='--incremental --strict --pre-receive --format=words:text|json --store=dir -S=dir --key=file -K=file --passphrase-fd=- --help -h --version -V' operands='' ;;
	esac
}
# The kind of value an option takes: sets kind; false for a flag.
_sv_kind() {
	local s
	for s in $spec; do
		case $s in "$1="* | "$1+="*) kind=${s#*=}; return 0 ;; esac
	done
	return 1
}
# Offers what fits to a kind of value.
_sv_offer() {
	case $1 in
	- | '') ;;
	file) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); compopt -o filenames 2>/dev/null ;;
	dir) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); compopt -o filenames 2>/dev/null ;;
	words:*) local w=${1#words:}; mapfile -t COMPREPLY < <(compgen -W "${w//|/ }" -- "$cur") ;;
	*) mapfile -t COMPREPLY < <(compgen -W "$(_sv_ask "$1")" -- "$cur") ;;
	esac
}
_sv() {
	local name=${COMP_WORDS[0]##*/} words=() word verbs spec operands kind='' cur prefix='' verb='' given=' ' takes='' ended='' n=0 i
	COMPREPLY=()
	# bash takes "--name=value" apart at the "="
	for ((i = 0; i <= COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if ((i > 1)) && [[ $word == = && ${words[-1]} == --* && ${words[-1]} != *=* ]] || { ((i > 2)) && [[ ${COMP_WORDS[i-1]} == = && ${words[-1]} == --*= ]]; }; then
			words[-1]+=$word
		else
			words+=("$word")
		fi
	done
	if [[ $name == sv && ${#words[@]} -gt 2 && ${words[1]} != -* ]]; then
		if [[ ${words[1]} == help ]]; then name=sv-help; else name=sv-${words[1]}; fi
		words=("${words[@]:1}")
	fi
	_sv_table "$name"
	for word in "${words[@]:1:${#words[@]}-2}"; do
		if [[ $takes ]]; then
			takes=
		elif [[ ! $ended && $word == -- ]]; then
			ended=1
		elif [[ ! $ended && $word == -?* ]]; then
			given+="${word%%=*} "
			if [[ $word != --*=* ]] && _sv_kind "$word"; then takes=$kind; fi
		elif [[ $verbs && ! $verb ]]; then
			verb=$word
			_sv_table "$name:$verb"
		else
			((++n))
		fi
	done
	cur=${words[-1]}
	if [[ ! $takes && ! $ended && $cur == --*=* ]]; then
		_sv_kind "${cur%%=*}" || return 0
		[[ $COMP_WORDBREAKS == *=* ]] || prefix=${cur%%=*}=
		takes=$kind cur=${cur#*=}
	fi
	if [[ $takes ]]; then
		_sv_offer "$takes"
		COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
	elif [[ ! $ended && $cur == -* ]]; then
		local left=
		for word in $spec; do # what was given once is not offered again
			if [[ $word == --* && ( $word == *+=* || $given != *" ${word%%=*} "* ) ]]; then word=${word%%=*}; left+=" ${word%+}"; fi
		done
		mapfile -t COMPREPLY < <(compgen -W "$left" -- "$cur")
	elif [[ $name == sv || $name == sv-help ]]; then
		word="aftercare annual case close decide due erase evaluate gc guide init investigate key list log message protocol report show stats triage verify"
		if [[ $name == sv ]]; then word+=' help'; fi
		if ((n == 0)); then mapfile -t COMPREPLY < <(compgen -W "$word" -- "$cur"); fi
	elif [[ $verbs ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$verbs" -- "$cur")
	else
		local list=($operands)
		word=${list[n]-}
		if [[ ! $word && ${list[*]: -1} == *... ]]; then word=${list[-1]}; fi
		_sv_offer "${word%...}"
	fi
}
complete -F _sv sv sv-aftercare sv-annual sv-case sv-close sv-decide sv-due sv-erase sv-evaluate sv-gc sv-guide sv-init sv-investigate sv-key sv-list sv-log sv-message sv-protocol sv-report sv-show sv-stats sv-triage sv-verify
