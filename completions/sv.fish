# SPDX-License-Identifier: MIT
# fish completion for sv; made by completions/generate from the option tables.
function __sv_ask; sh -c '	case $1 in
	case) setsid -w sv-list --format id ;;
	officer) setsid -w sv-key list --format json | sed -n "s/.*\\"officer\\":\\"\\([a-z0-9_-]*\\)\\".*/\\1/p" ;;
	*) setsid -w sv-protocol show | awk -F "\\"" -v want="$1" "
		/^ ? \\"[a-z_]+\\": \\[/ { list = \\$2; sub(/^routes\\$/, \\"route\\", list); sub(/^gates\\$/, \\"gate\\", list) }
		/^ +\\"(id|gate)\\": \\"/ && list == want { print \\$4 }" ;;
	esac </dev/null 2>/dev/null' sh $argv; end
for c in sv sv-actor sv-aftercare sv-annual sv-case sv-close sv-decide sv-due sv-erase sv-evaluate sv-export sv-gc sv-guide sv-import sv-init sv-investigate sv-key sv-list sv-log sv-message sv-policy sv-protocol sv-report sv-risk sv-show sv-stats sv-survey sv-train sv-triage sv-verify; complete -c $c -f; end
complete -c sv -n __fish_use_subcommand -a 'help actor aftercare annual case close decide due erase evaluate export gc guide import init investigate key list log message policy protocol report risk show stats survey train triage verify'
complete -c sv -n "__fish_seen_subcommand_from help" -a 'actor aftercare annual case close decide due erase evaluate export gc guide import init investigate key list log message policy protocol report risk show stats survey train triage verify'
# "sv triage ..." is "sv-triage ..."
function __sv_rest; set -l t (commandline -opc) (commandline -ct); complete -C "sv-"(string escape -- $t[2..-1] | string join " "); end
complete -c sv -n '__fish_seen_subcommand_from actor aftercare annual case close decide due erase evaluate export gc guide import init investigate key list log message policy protocol report risk show stats survey train triage verify' -a '(__sv_rest)'
complete -c sv -n __fish_use_subcommand -l days -d 'look so many days ahead (14)' -x
complete -c sv -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv -n __fish_use_subcommand -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-actor -n __fish_use_subcommand -a add -d 'add a key actor or a body'
complete -c sv-actor -n __fish_use_subcommand -a change -d 'change what is said of a key actor'
complete -c sv-actor -n __fish_use_subcommand -a trained -d 'record a training or accreditation'
complete -c sv-actor -n __fish_use_subcommand -a meet -d 'record a meeting, and what was agreed'
complete -c sv-actor -n __fish_use_subcommand -a follow -d 'record what became of an action'
complete -c sv-actor -n __fish_use_subcommand -a done -d 'record that somebody is no longer a key actor'
complete -c sv-actor -n __fish_use_subcommand -a list -d 'list the key actors'
complete -c sv-actor -n __fish_use_subcommand -a show -d 'show a key actor with the meetings'
complete -c sv-actor -n __fish_use_subcommand -a gaps -d 'tell what is lacking, who says so, and what to do'
complete -c sv-actor -n __fish_use_subcommand -l action -d 'what was agreed; --owner and --by tell of the first, the second, ...' -x
complete -c sv-actor -n __fish_use_subcommand -s a -l all -d 'those that are over too'
complete -c sv-actor -n __fish_use_subcommand -s a -l attendee -d 'who was there: a function, or the id of a key actor' -x
complete -c sv-actor -n __fish_use_subcommand -l availability -d 'when they can be reached' -x
complete -c sv-actor -n __fish_use_subcommand -l by -d 'the day an action should be done; given once, all of them' -x
complete -c sv-actor -n __fish_use_subcommand -l by-whom -d 'who gave it' -x
complete -c sv-actor -n __fish_use_subcommand -s c -l cause -d 'a root cause they point to' -x -a '(__sv_ask cause)'
complete -c sv-actor -n __fish_use_subcommand -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-actor -n __fish_use_subcommand -l contact -d 'how they are reached' -x
complete -c sv-actor -n __fish_use_subcommand -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-actor -n __fish_use_subcommand -l each -d 'store record by record instead of all or nothing'
complete -c sv-actor -n __fish_use_subcommand -s e -l edit -d 'fill in a form in your editor'
complete -c sv-actor -n __fish_use_subcommand -l effect -d 'what was done and what it brought' -x
complete -c sv-actor -n __fish_use_subcommand -l format -d 'ndjson, text, csv or id (ndjson)' -x -a 'ndjson text csv id'
complete -c sv-actor -n __fish_use_subcommand -l from -d 'the first day of the mandate' -x
complete -c sv-actor -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-actor -n __fish_use_subcommand -l holder -d 'who holds the function' -x
complete -c sv-actor -n __fish_use_subcommand -l hours -d 'hours a week they have for it' -x
complete -c sv-actor -n __fish_use_subcommand -l independence -d 'how their independence is seen to' -x
complete -c sv-actor -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-actor -n __fish_use_subcommand -s k -l kind -d 'what kind it is' -x -a 'confidant coordinator desk complaints_committee complaints_officer integrity_committee consultation ombuds investigator hr legal company_doctor social_worker prevention_worker works_council inclusion_adviser manager director supervisor report_officer integrity_officer occupational_health_service staff_representation participation_council anti_bullying other'
complete -c sv-actor -n __fish_use_subcommand -l mandate -d 'what they may do, and what not' -x
complete -c sv-actor -n __fish_use_subcommand -l meets-every -d 'at least one meeting in so many weeks' -x
complete -c sv-actor -n __fish_use_subcommand -l name -d 'a short name to use instead of its id' -x
complete -c sv-actor -n __fish_use_subcommand -l next -d 'the day of the next meeting' -x
complete -c sv-actor -n __fish_use_subcommand -l not-public -d 'staff may not see it'
complete -c sv-actor -n __fish_use_subcommand -l note -d 'anything to remember' -x
complete -c sv-actor -n __fish_use_subcommand -l on -d 'the day it happened (today)' -x
complete -c sv-actor -n __fish_use_subcommand -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-actor -n __fish_use_subcommand -l override-why -d 'why the gate is passed' -x
complete -c sv-actor -n __fish_use_subcommand -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-actor -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-actor -n __fish_use_subcommand -l place -d 'in_line, outside_line or external' -x -a 'in_line outside_line external'
complete -c sv-actor -n __fish_use_subcommand -l public -d 'staff may see it: it stands in the guide'
complete -c sv-actor -n __fish_use_subcommand -l replaced-by -d 'what came in its place' -x
complete -c sv-actor -n __fish_use_subcommand -l sex -d 'sex of the holder: female, male or other' -x -a 'female male other'
complete -c sv-actor -n __fish_use_subcommand -s s -l signal -d 'a signal that was discussed, without case or person' -x
complete -c sv-actor -n __fish_use_subcommand -l status -d 'done, in_progress or dropped' -x -a 'done in_progress dropped'
complete -c sv-actor -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-actor -n __fish_use_subcommand -s t -l title -d 'the function, or what the body is called' -x
complete -c sv-actor -n __fish_use_subcommand -s u -l unit -d 'a unit it is there for (all)' -x -a '(__sv_ask unit)'
complete -c sv-actor -n __fish_use_subcommand -l until -d 'the last day of the mandate' -x
complete -c sv-actor -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-actor -n __fish_use_subcommand -l what -d 'what was learned, or the accreditation' -x
complete -c sv-actor -n __fish_use_subcommand -s w -l why -d 'why' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -s k -l kind -d 'what kind it is' -x -a 'confidant coordinator desk complaints_committee complaints_officer integrity_committee consultation ombuds investigator hr legal company_doctor social_worker prevention_worker works_council inclusion_adviser manager director supervisor report_officer integrity_officer occupational_health_service staff_representation participation_council anti_bullying other'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l name -d 'a short name to use instead of its id' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -s t -l title -d 'the function, or what the body is called' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l holder -d 'who holds the function' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l sex -d 'sex of the holder: female, male or other' -x -a 'female male other'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l place -d 'in_line, outside_line or external' -x -a 'in_line outside_line external'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -s u -l unit -d 'a unit it is there for (all)' -x -a '(__sv_ask unit)'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l from -d 'the first day of the mandate' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l until -d 'the last day of the mandate' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l mandate -d 'what they may do, and what not' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l independence -d 'how their independence is seen to' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l hours -d 'hours a week they have for it' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l availability -d 'when they can be reached' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l contact -d 'how they are reached' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l public -d 'staff may see it: it stands in the guide'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l not-public -d 'staff may not see it'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l meets-every -d 'at least one meeting in so many weeks' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l next -d 'the day of the next meeting' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l note -d 'anything to remember' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l each -d 'store record by record instead of all or nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l override-why -d 'why the gate is passed' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-actor -n '__fish_seen_subcommand_from add' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-actor -n '__fish_seen_subcommand_from add' -s h -l help -d 'show this help'
complete -c sv-actor -n '__fish_seen_subcommand_from add' -s V -l version -d 'show the version'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -s k -l kind -d 'what kind it is' -x -a 'confidant coordinator desk complaints_committee complaints_officer integrity_committee consultation ombuds investigator hr legal company_doctor social_worker prevention_worker works_council inclusion_adviser manager director supervisor report_officer integrity_officer occupational_health_service staff_representation participation_council anti_bullying other'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l name -d 'a short name to use instead of its id' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -s t -l title -d 'the function, or what the body is called' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l holder -d 'who holds the function' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l sex -d 'sex of the holder: female, male or other' -x -a 'female male other'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l place -d 'in_line, outside_line or external' -x -a 'in_line outside_line external'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -s u -l unit -d 'a unit it is there for (all)' -x -a '(__sv_ask unit)'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l from -d 'the first day of the mandate' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l until -d 'the last day of the mandate' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l mandate -d 'what they may do, and what not' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l independence -d 'how their independence is seen to' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l hours -d 'hours a week they have for it' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l availability -d 'when they can be reached' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l contact -d 'how they are reached' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l public -d 'staff may see it: it stands in the guide'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l not-public -d 'staff may not see it'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l meets-every -d 'at least one meeting in so many weeks' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l next -d 'the day of the next meeting' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l note -d 'anything to remember' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l each -d 'store record by record instead of all or nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l override-why -d 'why the gate is passed' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-actor -n '__fish_seen_subcommand_from change' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-actor -n '__fish_seen_subcommand_from change' -s h -l help -d 'show this help'
complete -c sv-actor -n '__fish_seen_subcommand_from change' -s V -l version -d 'show the version'
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -l what -d 'what was learned, or the accreditation' -x
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -l by-whom -d 'who gave it' -x
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -l on -d 'the day it happened (today)' -x
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -l until -d 'the last day it counts' -x
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -l note -d 'anything to remember' -x
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -l each -d 'store record by record instead of all or nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -l override-why -d 'why the gate is passed' -x
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -s h -l help -d 'show this help'
complete -c sv-actor -n '__fish_seen_subcommand_from trained' -s V -l version -d 'show the version'
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -l on -d 'the day it happened (today)' -x
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -s a -l attendee -d 'who was there: a function, or the id of a key actor' -x
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -s s -l signal -d 'a signal that was discussed, without case or person' -x
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -s u -l unit -d 'a unit the signals are about' -x -a '(__sv_ask unit)'
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -s c -l cause -d 'a root cause they point to' -x -a '(__sv_ask cause)'
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -l action -d 'what was agreed; --owner and --by tell of the first, the second, ...' -x
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -l owner -d 'who sees to an action; given once, to all of them' -x -a '(__sv_ask officer)'
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -l by -d 'the day an action should be done; given once, all of them' -x
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -l next -d 'the day of the next meeting' -x
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -l note -d 'anything to remember' -x
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -l each -d 'store record by record instead of all or nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -l override-why -d 'why the gate is passed' -x
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -s h -l help -d 'show this help'
complete -c sv-actor -n '__fish_seen_subcommand_from meet' -s V -l version -d 'show the version'
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -l action -d 'the action: a1, a2, ...' -x
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -l status -d 'done, in_progress or dropped' -x -a 'done in_progress dropped'
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -l on -d 'the day it happened (today)' -x
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -l by -d 'another day by which it should be done' -x
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -l owner -d 'another owner' -x -a '(__sv_ask officer)'
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -l effect -d 'what was done and what it brought' -x
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -l each -d 'store record by record instead of all or nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -l override-why -d 'why the gate is passed' -x
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -s h -l help -d 'show this help'
complete -c sv-actor -n '__fish_seen_subcommand_from follow' -s V -l version -d 'show the version'
complete -c sv-actor -n '__fish_seen_subcommand_from done' -l on -d 'the day it ended (today)' -x
complete -c sv-actor -n '__fish_seen_subcommand_from done' -s w -l why -d 'why' -x
complete -c sv-actor -n '__fish_seen_subcommand_from done' -l replaced-by -d 'what came in its place' -x
complete -c sv-actor -n '__fish_seen_subcommand_from done' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-actor -n '__fish_seen_subcommand_from done' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from done' -l each -d 'store record by record instead of all or nothing'
complete -c sv-actor -n '__fish_seen_subcommand_from done' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-actor -n '__fish_seen_subcommand_from done' -l override-why -d 'why the gate is passed' -x
complete -c sv-actor -n '__fish_seen_subcommand_from done' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-actor -n '__fish_seen_subcommand_from done' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-actor -n '__fish_seen_subcommand_from done' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-actor -n '__fish_seen_subcommand_from done' -s h -l help -d 'show this help'
complete -c sv-actor -n '__fish_seen_subcommand_from done' -s V -l version -d 'show the version'
complete -c sv-actor -n '__fish_seen_subcommand_from list' -s k -l kind -d 'only of this kind' -x -a 'confidant coordinator desk complaints_committee complaints_officer integrity_committee consultation ombuds investigator hr legal company_doctor social_worker prevention_worker works_council inclusion_adviser manager director supervisor report_officer integrity_officer occupational_health_service staff_representation participation_council anti_bullying other'
complete -c sv-actor -n '__fish_seen_subcommand_from list' -s a -l all -d 'those that are over too'
complete -c sv-actor -n '__fish_seen_subcommand_from list' -l format -d 'ndjson, text, csv or id (ndjson)' -x -a 'ndjson text csv id'
complete -c sv-actor -n '__fish_seen_subcommand_from list' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-actor -n '__fish_seen_subcommand_from list' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-actor -n '__fish_seen_subcommand_from list' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-actor -n '__fish_seen_subcommand_from list' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-actor -n '__fish_seen_subcommand_from list' -s h -l help -d 'show this help'
complete -c sv-actor -n '__fish_seen_subcommand_from list' -s V -l version -d 'show the version'
complete -c sv-actor -n '__fish_seen_subcommand_from show' -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-actor -n '__fish_seen_subcommand_from show' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-actor -n '__fish_seen_subcommand_from show' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-actor -n '__fish_seen_subcommand_from show' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-actor -n '__fish_seen_subcommand_from show' -s h -l help -d 'show this help'
complete -c sv-actor -n '__fish_seen_subcommand_from show' -s V -l version -d 'show the version'
complete -c sv-actor -n '__fish_seen_subcommand_from gaps' -l format -d 'ndjson, text or csv (ndjson)' -x -a 'ndjson text csv'
complete -c sv-actor -n '__fish_seen_subcommand_from gaps' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-actor -n '__fish_seen_subcommand_from gaps' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-actor -n '__fish_seen_subcommand_from gaps' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-actor -n '__fish_seen_subcommand_from gaps' -s h -l help -d 'show this help'
complete -c sv-actor -n '__fish_seen_subcommand_from gaps' -s V -l version -d 'show the version'
complete -c sv-aftercare -n __fish_use_subcommand -a plan -d 'plan care for a party, or record that it is refused'
complete -c sv-aftercare -n __fish_use_subcommand -a contact -d 'record a contact with a party'
complete -c sv-aftercare -n __fish_use_subcommand -a learn -d 'record what was learned'
complete -c sv-aftercare -n __fish_use_subcommand -a recommend -d 'record a recommendation, with its owner and day'
complete -c sv-aftercare -n __fish_use_subcommand -a follow -d 'record what became of a recommendation'
complete -c sv-aftercare -n __fish_use_subcommand -a all -d 'take the steps that the records on stdin name'
complete -c sv-aftercare -n __fish_use_subcommand -l account -d 'what the retaliation is; opens a linked case' -x
complete -c sv-aftercare -n __fish_use_subcommand -l actions -d 'what is offered, and by whom' -x
complete -c sv-aftercare -n __fish_use_subcommand -l by -d 'the day it should be done' -x
complete -c sv-aftercare -n __fish_use_subcommand -s c -l cause -d 'root cause' -x -a '(__sv_ask cause)'
complete -c sv-aftercare -n __fish_use_subcommand -l contact-by -d 'day of the first contact, at the latest' -x
complete -c sv-aftercare -n __fish_use_subcommand -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-aftercare -n __fish_use_subcommand -l each -d 'store record by record instead of all or nothing'
complete -c sv-aftercare -n __fish_use_subcommand -s e -l edit -d 'fill in a form in your editor'
complete -c sv-aftercare -n __fish_use_subcommand -l effect -d 'what was done and what it brought' -x
complete -c sv-aftercare -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-aftercare -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-aftercare -n __fish_use_subcommand -l lessons -d 'what will be done differently' -x
complete -c sv-aftercare -n __fish_use_subcommand -l missed -d 'the party could not be reached'
complete -c sv-aftercare -n __fish_use_subcommand -l mood -d 'how the party is: 1 very bad, 5 well' -x
complete -c sv-aftercare -n __fish_use_subcommand -l needs -d 'what the party needs' -x
complete -c sv-aftercare -n __fish_use_subcommand -l none-because -d 'why no root cause was found' -x
complete -c sv-aftercare -n __fish_use_subcommand -l note -d 'anything to remember' -x
complete -c sv-aftercare -n __fish_use_subcommand -l on -d 'the day it happened (today)' -x
complete -c sv-aftercare -n __fish_use_subcommand -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-aftercare -n __fish_use_subcommand -l override-why -d 'why the gate is passed' -x
complete -c sv-aftercare -n __fish_use_subcommand -l owner -d 'who sees to it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-aftercare -n __fish_use_subcommand -l participant -d 'who took part in the learning talk' -x -a 'reporter affected concerned bystander witness manager team confidant investigator hr director works_council other'
complete -c sv-aftercare -n __fish_use_subcommand -s p -l party -d 'the party: p1, p2, ... or all' -x
complete -c sv-aftercare -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-aftercare -n __fish_use_subcommand -l recommendation -d 'the recommendation: r1, r2, ...' -x
complete -c sv-aftercare -n __fish_use_subcommand -l refused -d 'the party was offered care and refuses it'
complete -c sv-aftercare -n __fish_use_subcommand -l retaliation -d 'the party reports retaliation'
complete -c sv-aftercare -n __fish_use_subcommand -l safety -d 'how safe the party feels: 1 not at all, 5 fully' -x
complete -c sv-aftercare -n __fish_use_subcommand -l status -d 'done, in_progress or dropped' -x -a 'done in_progress dropped'
complete -c sv-aftercare -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-aftercare -n __fish_use_subcommand -l template -d 'a template of the protocol that says what is offered' -x -a '(__sv_ask template)'
complete -c sv-aftercare -n __fish_use_subcommand -l text -d 'what is recommended' -x
complete -c sv-aftercare -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -s p -l party -d 'the party: p1, p2, ... or all' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -l template -d 'a template of the protocol that says what is offered' -x -a '(__sv_ask template)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -l actions -d 'what is offered, and by whom' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -l contact-by -d 'day of the first contact, at the latest' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -l refused -d 'the party was offered care and refuses it'
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -l note -d 'anything to remember' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -l each -d 'store record by record instead of all or nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -l override-why -d 'why the gate is passed' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -s h -l help -d 'show this help'
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -s V -l version -d 'show the version'
complete -c sv-aftercare -n '__fish_seen_subcommand_from plan' -a '(__sv_ask case)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l on -d 'the day it happened (today)' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l safety -d 'how safe the party feels: 1 not at all, 5 fully' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l mood -d 'how the party is: 1 very bad, 5 well' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l missed -d 'the party could not be reached'
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l retaliation -d 'the party reports retaliation'
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l account -d 'what the retaliation is; opens a linked case' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l needs -d 'what the party needs' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l contact-by -d 'day of the next contact, at the latest' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l each -d 'store record by record instead of all or nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l override-why -d 'why the gate is passed' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -s h -l help -d 'show this help'
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -s V -l version -d 'show the version'
complete -c sv-aftercare -n '__fish_seen_subcommand_from contact' -a '(__sv_ask case)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -s c -l cause -d 'root cause' -x -a '(__sv_ask cause)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -l none-because -d 'why no root cause was found' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -l participant -d 'who took part in the learning talk' -x -a 'reporter affected concerned bystander witness manager team confidant investigator hr director works_council other'
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -l lessons -d 'what will be done differently' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -l on -d 'the day it happened (today)' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -l each -d 'store record by record instead of all or nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -l override-why -d 'why the gate is passed' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -s h -l help -d 'show this help'
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -s V -l version -d 'show the version'
complete -c sv-aftercare -n '__fish_seen_subcommand_from learn' -a '(__sv_ask case)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -l text -d 'what is recommended' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -l owner -d 'who sees to it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -l by -d 'the day it should be done' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -s c -l cause -d 'the root cause it answers' -x -a '(__sv_ask cause)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -l each -d 'store record by record instead of all or nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -l override-why -d 'why the gate is passed' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -s h -l help -d 'show this help'
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -s V -l version -d 'show the version'
complete -c sv-aftercare -n '__fish_seen_subcommand_from recommend' -a '(__sv_ask case)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -l recommendation -d 'the recommendation: r1, r2, ...' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -l status -d 'done, in_progress or dropped' -x -a 'done in_progress dropped'
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -l on -d 'the day it happened (today)' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -l by -d 'another day by which it should be done' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -l effect -d 'what was done and what it brought' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -l each -d 'store record by record instead of all or nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -l override-why -d 'why the gate is passed' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -s h -l help -d 'show this help'
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -s V -l version -d 'show the version'
complete -c sv-aftercare -n '__fish_seen_subcommand_from follow' -a '(__sv_ask case)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from all' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-aftercare -n '__fish_seen_subcommand_from all' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from all' -l each -d 'store record by record instead of all or nothing'
complete -c sv-aftercare -n '__fish_seen_subcommand_from all' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from all' -l override-why -d 'why the gate is passed' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from all' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-aftercare -n '__fish_seen_subcommand_from all' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-aftercare -n '__fish_seen_subcommand_from all' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-aftercare -n '__fish_seen_subcommand_from all' -s h -l help -d 'show this help'
complete -c sv-aftercare -n '__fish_seen_subcommand_from all' -s V -l version -d 'show the version'
complete -c sv-annual -s y -l year -d 'the year it is about (last year)' -x
complete -c sv-annual -l format -d 'html, pdf, md or json (md)' -x -a 'html pdf md json'
complete -c sv-annual -s l -l lang -d 'nl or en (nl)' -x -a 'nl en'
complete -c sv-annual -l as-of -d 'as it was known then: a day or a commit' -x
complete -c sv-annual -l publish -d 'record it as published; what comes later is protected against it'
complete -c sv-annual -l release -d 'print what was published under this id again' -x
complete -c sv-annual -l benchmarks -d 'figures of others to show beside (JSON)' -r -F
complete -c sv-annual -l set -d 'keep this file as the organisation\'s own template or definition, and print nothing' -r -F
complete -c sv-annual -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-annual -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-annual -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-annual -s h -l help -d 'show this help'
complete -c sv-annual -s V -l version -d 'show the version'
complete -c sv-case -n __fish_use_subcommand -a convert -d 'make a report a complaint, or the reverse'
complete -c sv-case -n __fish_use_subcommand -a party -d 'add people, or change what is known of them'
complete -c sv-case -n __fish_use_subcommand -a link -d 'link two cases'
complete -c sv-case -n __fish_use_subcommand -a merge -d 'take up a double in another case and close it'
complete -c sv-case -n __fish_use_subcommand -a handover -d 'hand a case over to another officer'
complete -c sv-case -n __fish_use_subcommand -a attach -d 'attach a file, sealed'
complete -c sv-case -n __fish_use_subcommand -a open -d 'write an attachment to standard output; recorded'
complete -c sv-case -n __fish_use_subcommand -a extend -d 'extend a term, where the protocol allows it'
complete -c sv-case -n __fish_use_subcommand -a suspend -d 'let a term stand still'
complete -c sv-case -n __fish_use_subcommand -a resume -d 'let a term run on'
complete -c sv-case -n __fish_use_subcommand -a withdraw -d 'record that the reporter withdraws'
complete -c sv-case -n __fish_use_subcommand -a reopen -d 'take up a closed case again'
complete -c sv-case -n __fish_use_subcommand -a correct -d 'correct what an earlier event says'
complete -c sv-case -n __fish_use_subcommand -l as -d 'how they belong together' -x -a 'related same_incident counter_report repeat retaliation'
complete -c sv-case -n __fish_use_subcommand -l attachment -d 'the attachment: f1, f2, ...' -x
complete -c sv-case -n __fish_use_subcommand -l confidentiality -d 'what the reporter now chooses: named, confidential or anonymous' -x -a 'named confidential anonymous'
complete -c sv-case -n __fish_use_subcommand -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n __fish_use_subcommand -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n __fish_use_subcommand -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n __fish_use_subcommand -l event -d 'the event that is corrected, as sv-log names it' -x
complete -c sv-case -n __fish_use_subcommand -l file -d 'the file to attach (-: standard input)' -r -F
complete -c sv-case -n __fish_use_subcommand -l from -d 'the officer who hands it over (you)' -x -a '(__sv_ask officer)'
complete -c sv-case -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-case -n __fish_use_subcommand -l into -d 'the case that takes it up' -x -a '(__sv_ask case)'
complete -c sv-case -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n __fish_use_subcommand -s k -l kind -d 'what it becomes: report, complaint or signal' -x -a 'report complaint signal'
complete -c sv-case -n __fish_use_subcommand -l name -d 'its name in the case (that of the file)' -x
complete -c sv-case -n __fish_use_subcommand -l no-silence-clause -d 'the settlement does not silence the reporter'
complete -c sv-case -n __fish_use_subcommand -l note -d 'anything to remember' -x
complete -c sv-case -n __fish_use_subcommand -l on -d 'the day it happened (today)' -x
complete -c sv-case -n __fish_use_subcommand -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n __fish_use_subcommand -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n __fish_use_subcommand -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-case -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n __fish_use_subcommand -l recused -d 'the officer withdraws and is kept out of the case from now on'
complete -c sv-case -n __fish_use_subcommand -l set -d 'a member and its new value' -x
complete -c sv-case -n __fish_use_subcommand -l settled -d 'a manager has settled it already'
complete -c sv-case -n __fish_use_subcommand -l settlement -d 'the text of a settlement agreement, read from a file' -x
complete -c sv-case -n __fish_use_subcommand -l silence-clause -d 'the settlement silences the reporter (it may not)'
complete -c sv-case -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n __fish_use_subcommand -s t -l term -d 'the term, as sv-due names it' -x
complete -c sv-case -n __fish_use_subcommand -l to -d 'the other case' -x -a '(__sv_ask case)'
complete -c sv-case -n __fish_use_subcommand -l until -d 'the new last day (the latest that the protocol allows)' -x
complete -c sv-case -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-case -n __fish_use_subcommand -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n __fish_use_subcommand -l written -d 'handed in in writing'
complete -c sv-case -n '__fish_seen_subcommand_from convert' -s k -l kind -d 'what it becomes: report, complaint or signal' -x -a 'report complaint signal'
complete -c sv-case -n '__fish_seen_subcommand_from convert' -l confidentiality -d 'what the reporter now chooses: named, confidential or anonymous' -x -a 'named confidential anonymous'
complete -c sv-case -n '__fish_seen_subcommand_from convert' -l written -d 'handed in in writing'
complete -c sv-case -n '__fish_seen_subcommand_from convert' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from convert' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n '__fish_seen_subcommand_from convert' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n '__fish_seen_subcommand_from convert' -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n '__fish_seen_subcommand_from convert' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n '__fish_seen_subcommand_from convert' -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n '__fish_seen_subcommand_from convert' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from convert' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from convert' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from convert' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from convert' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from convert' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from party' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from party' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n '__fish_seen_subcommand_from party' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n '__fish_seen_subcommand_from party' -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n '__fish_seen_subcommand_from party' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n '__fish_seen_subcommand_from party' -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n '__fish_seen_subcommand_from party' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from party' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from party' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from party' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from party' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from party' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from link' -l to -d 'the other case' -x -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from link' -l as -d 'how they belong together' -x -a 'related same_incident counter_report repeat retaliation'
complete -c sv-case -n '__fish_seen_subcommand_from link' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from link' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n '__fish_seen_subcommand_from link' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n '__fish_seen_subcommand_from link' -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n '__fish_seen_subcommand_from link' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n '__fish_seen_subcommand_from link' -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n '__fish_seen_subcommand_from link' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from link' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from link' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from link' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from link' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from link' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from merge' -l into -d 'the case that takes it up' -x -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from merge' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from merge' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n '__fish_seen_subcommand_from merge' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n '__fish_seen_subcommand_from merge' -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n '__fish_seen_subcommand_from merge' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n '__fish_seen_subcommand_from merge' -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n '__fish_seen_subcommand_from merge' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from merge' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from merge' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from merge' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from merge' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from merge' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from handover' -l to -d 'the officer who takes it over' -x -a '(__sv_ask officer)'
complete -c sv-case -n '__fish_seen_subcommand_from handover' -l from -d 'the officer who hands it over (you)' -x -a '(__sv_ask officer)'
complete -c sv-case -n '__fish_seen_subcommand_from handover' -l recused -d 'the officer withdraws and is kept out of the case from now on'
complete -c sv-case -n '__fish_seen_subcommand_from handover' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from handover' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n '__fish_seen_subcommand_from handover' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n '__fish_seen_subcommand_from handover' -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n '__fish_seen_subcommand_from handover' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n '__fish_seen_subcommand_from handover' -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n '__fish_seen_subcommand_from handover' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from handover' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from handover' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from handover' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from handover' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from handover' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from attach' -l file -d 'the file to attach (-: standard input)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from attach' -l name -d 'its name in the case (that of the file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from attach' -l as -d 'what it is' -x -a 'report hearing_report evidence letter complaint other'
complete -c sv-case -n '__fish_seen_subcommand_from attach' -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-case -n '__fish_seen_subcommand_from attach' -l note -d 'anything to remember' -x
complete -c sv-case -n '__fish_seen_subcommand_from attach' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from attach' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from attach' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from attach' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from attach' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from attach' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from open' -l attachment -d 'the attachment: f1, f2, ...' -x
complete -c sv-case -n '__fish_seen_subcommand_from open' -s w -l why -d 'the reason for opening' -x
complete -c sv-case -n '__fish_seen_subcommand_from open' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from open' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from open' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from open' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from open' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from open' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from extend' -s t -l term -d 'the term, as sv-due names it' -x
complete -c sv-case -n '__fish_seen_subcommand_from extend' -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-case -n '__fish_seen_subcommand_from extend' -l until -d 'the new last day (the latest that the protocol allows)' -x
complete -c sv-case -n '__fish_seen_subcommand_from extend' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from extend' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n '__fish_seen_subcommand_from extend' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n '__fish_seen_subcommand_from extend' -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n '__fish_seen_subcommand_from extend' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n '__fish_seen_subcommand_from extend' -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n '__fish_seen_subcommand_from extend' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from extend' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from extend' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from extend' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from extend' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from extend' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -s t -l term -d 'the term, as sv-due names it' -x
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -l on -d 'the day it happened (today)' -x
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from suspend' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from resume' -s t -l term -d 'the term, as sv-due names it' -x
complete -c sv-case -n '__fish_seen_subcommand_from resume' -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-case -n '__fish_seen_subcommand_from resume' -l on -d 'the day it happened (today)' -x
complete -c sv-case -n '__fish_seen_subcommand_from resume' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from resume' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n '__fish_seen_subcommand_from resume' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n '__fish_seen_subcommand_from resume' -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n '__fish_seen_subcommand_from resume' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n '__fish_seen_subcommand_from resume' -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n '__fish_seen_subcommand_from resume' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from resume' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from resume' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from resume' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from resume' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from resume' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -l on -d 'the day it happened (today)' -x
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -l settled -d 'a manager has settled it already'
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -l settlement -d 'the text of a settlement agreement, read from a file' -x
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -l no-silence-clause -d 'the settlement does not silence the reporter'
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -l silence-clause -d 'the settlement silences the reporter (it may not)'
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from withdraw' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from reopen' -a '(__sv_ask case)'
complete -c sv-case -n '__fish_seen_subcommand_from correct' -l event -d 'the event that is corrected, as sv-log names it' -x
complete -c sv-case -n '__fish_seen_subcommand_from correct' -l set -d 'a member and its new value' -x
complete -c sv-case -n '__fish_seen_subcommand_from correct' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-case -n '__fish_seen_subcommand_from correct' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-case -n '__fish_seen_subcommand_from correct' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-case -n '__fish_seen_subcommand_from correct' -l each -d 'store record by record instead of all or nothing'
complete -c sv-case -n '__fish_seen_subcommand_from correct' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-case -n '__fish_seen_subcommand_from correct' -l override-why -d 'why the gate is passed' -x
complete -c sv-case -n '__fish_seen_subcommand_from correct' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-case -n '__fish_seen_subcommand_from correct' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-case -n '__fish_seen_subcommand_from correct' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-case -n '__fish_seen_subcommand_from correct' -s h -l help -d 'show this help'
complete -c sv-case -n '__fish_seen_subcommand_from correct' -s V -l version -d 'show the version'
complete -c sv-case -n '__fish_seen_subcommand_from correct' -a '(__sv_ask case)'
complete -c sv-close -l retention -d 'how long it is kept' -x -a '(__sv_ask retention)'
complete -c sv-close -l note -d 'anything to remember' -x
complete -c sv-close -s e -l edit -d 'fill in a form in your editor'
complete -c sv-close -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-close -l each -d 'store record by record instead of all or nothing'
complete -c sv-close -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-close -l override-why -d 'why the gate is passed' -x
complete -c sv-close -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-close -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-close -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-close -s h -l help -d 'show this help'
complete -c sv-close -s V -l version -d 'show the version'
complete -c sv-close -a '(__sv_ask case)'
complete -c sv-decide -s o -l outcome -d 'the outcome (afdoening)' -x -a 'founded partly_founded unfounded not_established inadmissible withdrawn settled registered_only'
complete -c sv-decide -l grounds -d 'the grounds (@FILE: read from a file)' -x
complete -c sv-decide -s m -l measure -d 'a measure; none is one' -x -a '(__sv_ask measure)'
complete -c sv-decide -l decider -d 'officer who decided (you)' -x -a '(__sv_ask officer)'
complete -c sv-decide -l settlement -d 'the text of a settlement agreement, read from a file' -x
complete -c sv-decide -l no-silence-clause -d 'the settlement does not silence the reporter'
complete -c sv-decide -l silence-clause -d 'the settlement silences the reporter (it may not)'
complete -c sv-decide -l departs -d 'this departs from how like cases were decided'
complete -c sv-decide -l departure -d 'why it departs' -x
complete -c sv-decide -s e -l edit -d 'fill in a form in your editor'
complete -c sv-decide -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-decide -l each -d 'store record by record instead of all or nothing'
complete -c sv-decide -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-decide -l override-why -d 'why the gate is passed' -x
complete -c sv-decide -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-decide -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-decide -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-decide -s h -l help -d 'show this help'
complete -c sv-decide -s V -l version -d 'show the version'
complete -c sv-decide -a '(__sv_ask case)'
complete -c sv-due -l until -d 'due on this day or earlier (14 days ahead; a calendar: all)' -x
complete -c sv-due -s a -l all -d 'whatever is due, however far ahead'
complete -c sv-due -s m -l mine -d 'only what is for me'
complete -c sv-due -s o -l overdue -d 'only what is late'
complete -c sv-due -l format -d 'ndjson, text or ics (ndjson)' -x -a 'ndjson text ics'
complete -c sv-due -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-due -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-due -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-due -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-due -s h -l help -d 'show this help'
complete -c sv-due -s V -l version -d 'show the version'
complete -c sv-erase -n __fish_use_subcommand -a due -d 'list closed cases whose retention term is over, and proposals'
complete -c sv-erase -n __fish_use_subcommand -a propose -d 'propose to erase; another officer carries it out'
complete -c sv-erase -n __fish_use_subcommand -a run -d 'erase what another officer proposed: destroys its keys, for good'
complete -c sv-erase -n __fish_use_subcommand -a prove -d 'print what shows that a case was erased'
complete -c sv-erase -n __fish_use_subcommand -a hold -d 'keep cases, whatever their term: a lawsuit, an authority'
complete -c sv-erase -n __fish_use_subcommand -a release -d 'end that'
complete -c sv-erase -n __fish_use_subcommand -l format -d 'text, ndjson or id (text)' -x -a 'text ndjson id'
complete -c sv-erase -n __fish_use_subcommand -l ground -d 'retention: its term is over; request: the person asks for it (retention)' -x -a 'retention request'
complete -c sv-erase -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-erase -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-erase -n __fish_use_subcommand -l party -d 'only who this party is; the case stays' -x
complete -c sv-erase -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-erase -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-erase -n __fish_use_subcommand -l until -d 'whose term ends before this day (today)' -x
complete -c sv-erase -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-erase -n __fish_use_subcommand -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-erase -n '__fish_seen_subcommand_from due' -l until -d 'whose term ends before this day (today)' -x
complete -c sv-erase -n '__fish_seen_subcommand_from due' -l format -d 'text, ndjson or id (text)' -x -a 'text ndjson id'
complete -c sv-erase -n '__fish_seen_subcommand_from due' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-erase -n '__fish_seen_subcommand_from due' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-erase -n '__fish_seen_subcommand_from due' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-erase -n '__fish_seen_subcommand_from due' -s h -l help -d 'show this help'
complete -c sv-erase -n '__fish_seen_subcommand_from due' -s V -l version -d 'show the version'
complete -c sv-erase -n '__fish_seen_subcommand_from propose' -l ground -d 'retention: its term is over; request: the person asks for it (retention)' -x -a 'retention request'
complete -c sv-erase -n '__fish_seen_subcommand_from propose' -l party -d 'only who this party is; the case stays' -x
complete -c sv-erase -n '__fish_seen_subcommand_from propose' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-erase -n '__fish_seen_subcommand_from propose' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-erase -n '__fish_seen_subcommand_from propose' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-erase -n '__fish_seen_subcommand_from propose' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-erase -n '__fish_seen_subcommand_from propose' -s h -l help -d 'show this help'
complete -c sv-erase -n '__fish_seen_subcommand_from propose' -s V -l version -d 'show the version'
complete -c sv-erase -n '__fish_seen_subcommand_from propose' -a '(__sv_ask case)'
complete -c sv-erase -n '__fish_seen_subcommand_from run' -l party -d 'only who this party is; the case stays' -x
complete -c sv-erase -n '__fish_seen_subcommand_from run' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-erase -n '__fish_seen_subcommand_from run' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-erase -n '__fish_seen_subcommand_from run' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-erase -n '__fish_seen_subcommand_from run' -s h -l help -d 'show this help'
complete -c sv-erase -n '__fish_seen_subcommand_from run' -s V -l version -d 'show the version'
complete -c sv-erase -n '__fish_seen_subcommand_from run' -a '(__sv_ask case)'
complete -c sv-erase -n '__fish_seen_subcommand_from prove' -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-erase -n '__fish_seen_subcommand_from prove' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-erase -n '__fish_seen_subcommand_from prove' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-erase -n '__fish_seen_subcommand_from prove' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-erase -n '__fish_seen_subcommand_from prove' -s h -l help -d 'show this help'
complete -c sv-erase -n '__fish_seen_subcommand_from prove' -s V -l version -d 'show the version'
complete -c sv-erase -n '__fish_seen_subcommand_from prove' -a '(__sv_ask case)'
complete -c sv-erase -n '__fish_seen_subcommand_from hold' -l ground -d 'why it must be kept: litigation, supervision (an authority) or other' -x -a 'litigation supervision other'
complete -c sv-erase -n '__fish_seen_subcommand_from hold' -l until -d 'the last day, where it is known' -x
complete -c sv-erase -n '__fish_seen_subcommand_from hold' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-erase -n '__fish_seen_subcommand_from hold' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-erase -n '__fish_seen_subcommand_from hold' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-erase -n '__fish_seen_subcommand_from hold' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-erase -n '__fish_seen_subcommand_from hold' -s h -l help -d 'show this help'
complete -c sv-erase -n '__fish_seen_subcommand_from hold' -s V -l version -d 'show the version'
complete -c sv-erase -n '__fish_seen_subcommand_from hold' -a '(__sv_ask case)'
complete -c sv-erase -n '__fish_seen_subcommand_from release' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-erase -n '__fish_seen_subcommand_from release' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-erase -n '__fish_seen_subcommand_from release' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-erase -n '__fish_seen_subcommand_from release' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-erase -n '__fish_seen_subcommand_from release' -s h -l help -d 'show this help'
complete -c sv-erase -n '__fish_seen_subcommand_from release' -s V -l version -d 'show the version'
complete -c sv-erase -n '__fish_seen_subcommand_from release' -a '(__sv_ask case)'
complete -c sv-evaluate -l from -d 'the first year (two before the last)' -x
complete -c sv-evaluate -l to -d 'the last year (last year)' -x
complete -c sv-evaluate -l format -d 'html, pdf, md or json (md)' -x -a 'html pdf md json'
complete -c sv-evaluate -s l -l lang -d 'nl or en (nl)' -x -a 'nl en'
complete -c sv-evaluate -l as-of -d 'as it was known then: a day or a commit' -x
complete -c sv-evaluate -l publish -d 'record it as published; what comes later is protected against it'
complete -c sv-evaluate -l release -d 'print what was published under this id again' -x
complete -c sv-evaluate -l benchmarks -d 'figures of others to show beside (JSON)' -r -F
complete -c sv-evaluate -l set -d 'keep this file as the organisation\'s own template or definition, and print nothing' -r -F
complete -c sv-evaluate -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-evaluate -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-evaluate -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-evaluate -s h -l help -d 'show this help'
complete -c sv-evaluate -s V -l version -d 'show the version'
complete -c sv-export -s s -l state -d 'only cases in this state' -x -a 'registered triaged investigating decided aftercare closed erased'
complete -c sv-export -s k -l kind -d 'only this kind' -x
complete -c sv-export -s c -l category -d 'only this category' -x -a '(__sv_ask category)'
complete -c sv-export -s u -l unit -d 'only this unit' -x -a '(__sv_ask unit)'
complete -c sv-export -l channel -d 'only this channel' -x -a '(__sv_ask channel)'
complete -c sv-export -l confidentiality -d 'only this confidentiality' -x
complete -c sv-export -s r -l route -d 'only this route' -x -a '(__sv_ask route)'
complete -c sv-export -s o -l outcome -d 'only this outcome' -x
complete -c sv-export -l from -d 'received on this day or later' -x
complete -c sv-export -l to -d 'received on this day or earlier' -x
complete -c sv-export -s l -l limit -d 'at most so many cases' -x
complete -c sv-export -l register -d 'only cases (case), or the items of this register' -x -a 'case policy assessment activity actor risk survey headcount'
complete -c sv-export -l content -d 'open narratives, reasons and reports; needs --why and is recorded'
complete -c sv-export -l identity -d 'open who the people are; needs --why and is recorded'
complete -c sv-export -s w -l why -d 'the reason for opening' -x
complete -c sv-export -l format -d 'ndjson, csv, sqlite or html (ndjson)' -x -a 'ndjson csv sqlite html'
complete -c sv-export -l output -d 'write to this file, which appears when it is whole' -r -F
complete -c sv-export -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-export -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-export -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-export -s h -l help -d 'show this help'
complete -c sv-export -s V -l version -d 'show the version'
complete -c sv-export -a '(__sv_ask case)'
complete -c sv-gc -l full -d 'into one pack, also what is packed well already; takes as long as the store is large'
complete -c sv-gc -s q -l quiet -d 'print nothing'
complete -c sv-gc -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-gc -s h -l help -d 'show this help'
complete -c sv-gc -s V -l version -d 'show the version'
complete -c sv-guide -s a -l audience -d 'only pages for them' -x -a 'staff manager bystander confidant investigator concerned director'
complete -c sv-guide -s s -l search -d 'only pages with this word, and where it stands' -x
complete -c sv-guide -s l -l lang -d 'nl or en (that of the interface)' -x -a 'nl en'
complete -c sv-guide -l format -d 'text, html or md (text)' -x -a 'text html md'
complete -c sv-guide -l set -d 'make this file the organisation\'s own page of the topic' -r -F
complete -c sv-guide -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-guide -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-guide -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-guide -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-guide -s h -l help -d 'show this help'
complete -c sv-guide -s V -l version -d 'show the version'
complete -c sv-import -l map -d 'the input is a table (CSV): how its rows become cases' -r -F
complete -c sv-import -l batch -d 'store so many lines at a time, all or none (1000)' -x
complete -c sv-import -l resume -d 'pass over what is here already'
complete -c sv-import -l rejects -d 'set bad lines aside in this file, and go on with the others' -r -F
complete -c sv-import -l as-is -d 'take in also what does not meet the gates of here, which is recorded with it'
complete -c sv-import -l officer -d 'who an officer of the source is here; NAME=-: nobody' -x
complete -c sv-import -l keep-tokens -d 'take in people whose number is not told; an officer who is one of them is not kept out'
complete -c sv-import -l headcount -d 'how many people work where: a CSV with columns unit, staff and, where known, joined, left, managers; - is stdin' -r -F
complete -c sv-import -l on -d 'the day that a headcount is of' -x
complete -c sv-import -l total -d 'how many people work there in all, where the units are not everybody' -x
complete -c sv-import -l note -d 'anything to remember' -x
complete -c sv-import -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-import -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-import -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-import -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-import -s h -l help -d 'show this help'
complete -c sv-import -s V -l version -d 'show the version'
complete -c sv-import -F
complete -c sv-init -l protocol -d 'the organisation\'s rules (the Dutch defaults)' -r -F
complete -c sv-init -l person-file -d 'file with the first officer\'s personnel number, for conflict checks' -r -F
complete -c sv-init -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-init -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-init -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-init -s h -l help -d 'show this help'
complete -c sv-init -s V -l version -d 'show the version'
complete -c sv-investigate -n __fish_use_subcommand -a preliminary -d 'record the written outcome of a preliminary inquiry'
complete -c sv-investigate -n __fish_use_subcommand -a open -d 'open an investigation'
complete -c sv-investigate -n __fish_use_subcommand -a allege -d 'record an allegation, to find on one by one'
complete -c sv-investigate -n __fish_use_subcommand -a notify -d 'record that a party was told of the investigation'
complete -c sv-investigate -n __fish_use_subcommand -a answer -d 'record the answer of a person concerned'
complete -c sv-investigate -n __fish_use_subcommand -a hear -d 'record a hearing, or the refusal of one'
complete -c sv-investigate -n __fish_use_subcommand -a inspect -d 'record that inspection was offered'
complete -c sv-investigate -n __fish_use_subcommand -a comment -d 'record what became of comments'
complete -c sv-investigate -n __fish_use_subcommand -a find -d 'record a finding'
complete -c sv-investigate -n __fish_use_subcommand -a all -d 'take the steps that the records on stdin name'
complete -c sv-investigate -n __fish_use_subcommand -l accompanied -d 'the party brought somebody'
complete -c sv-investigate -n __fish_use_subcommand -l account -d 'report of the hearing (@FILE: read from a file)' -x
complete -c sv-investigate -n __fish_use_subcommand -s a -l allegation -d 'the allegation: a1, a2, ...' -x
complete -c sv-investigate -n __fish_use_subcommand -l answer-by -d 'last day to answer' -x
complete -c sv-investigate -n __fish_use_subcommand -l attendance -d 'who were there, and in what role' -x
complete -c sv-investigate -n __fish_use_subcommand -s c -l category -d 'kind of behaviour' -x -a '(__sv_ask category)'
complete -c sv-investigate -n __fish_use_subcommand -l comment-by -d 'last day for written comments' -x
complete -c sv-investigate -n __fish_use_subcommand -l conclusion -d 'what the inquiry concludes' -x -a 'investigate lighter_route no_follow_up'
complete -c sv-investigate -n __fish_use_subcommand -l copy -d 'a copy of the complaint was handed over'
complete -c sv-investigate -n __fish_use_subcommand -l discloses-reporter -d 'the notice makes clear who reported'
complete -c sv-investigate -n __fish_use_subcommand -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-investigate -n __fish_use_subcommand -l each -d 'store record by record instead of all or nothing'
complete -c sv-investigate -n __fish_use_subcommand -s e -l edit -d 'fill in a form in your editor'
complete -c sv-investigate -n __fish_use_subcommand -l external -d 'investigators from outside' -x
complete -c sv-investigate -n __fish_use_subcommand -l finding -d 'what was found' -x -a 'established partly_established not_established refuted'
complete -c sv-investigate -n __fish_use_subcommand -l handled -d 'worked into the account, attached to it, or none made' -x -a 'worked_in attached none_made'
complete -c sv-investigate -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-investigate -n __fish_use_subcommand -l independence -d 'why the investigators are independent' -x
complete -c sv-investigate -n __fish_use_subcommand -s i -l investigator -d 'officer who investigates' -x -a '(__sv_ask officer)'
complete -c sv-investigate -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-investigate -n __fish_use_subcommand -l leaflet -d 'version of the leaflet on rights that went with it' -x
complete -c sv-investigate -n __fish_use_subcommand -l legal-ground -d 'legal ground for disclosing, told to the reporter before' -x
complete -c sv-investigate -n __fish_use_subcommand -l lighter-means -d 'a lighter means that was weighed' -x -a '(__sv_ask lighter_means)'
complete -c sv-investigate -n __fish_use_subcommand -l means -d 'a means of investigation' -x -a '(__sv_ask means)'
complete -c sv-investigate -n __fish_use_subcommand -l norm -d 'the norm at stake' -x
complete -c sv-investigate -n __fish_use_subcommand -l note -d 'anything to remember' -x
complete -c sv-investigate -n __fish_use_subcommand -l on -d 'the day it happened (today)' -x
complete -c sv-investigate -n __fish_use_subcommand -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-investigate -n __fish_use_subcommand -l override-why -d 'why the gate is passed' -x
complete -c sv-investigate -n __fish_use_subcommand -s p -l party -d 'the person concerned: p1, p2, ...' -x
complete -c sv-investigate -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-investigate -n __fish_use_subcommand -l proportionality -d 'why the means fit the norm at stake' -x
complete -c sv-investigate -n __fish_use_subcommand -l protocol-version -d 'version of the investigation protocol' -x
complete -c sv-investigate -n __fish_use_subcommand -s q -l question -d 'the investigation question' -x
complete -c sv-investigate -n __fish_use_subcommand -l recorded -d 'whether the talk was recorded: no, by_us, by_party or both' -x -a 'no by_us by_party both'
complete -c sv-investigate -n __fish_use_subcommand -l refused -d 'the party refused to be heard'
complete -c sv-investigate -n __fish_use_subcommand -l report -d 'the written outcome (@FILE: read from a file)' -x
complete -c sv-investigate -n __fish_use_subcommand -l standard -d 'standard of proof used' -x -a 'plausible more_likely_than_not beyond_reasonable_doubt'
complete -c sv-investigate -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-investigate -n __fish_use_subcommand -l subsidiarity -d 'which lighter means were weighed' -x
complete -c sv-investigate -n __fish_use_subcommand -l text -d 'what is alleged, in neutral words (@FILE: read from a file)' -x
complete -c sv-investigate -n __fish_use_subcommand -l until -d 'planned last day of the investigation' -x
complete -c sv-investigate -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-investigate -n __fish_use_subcommand -l what -d 'the account of facts or the hearing report' -x -a 'account hearing_report'
complete -c sv-investigate -n __fish_use_subcommand -s w -l why -d 'the reason given for refusing' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -l conclusion -d 'what the inquiry concludes' -x -a 'investigate lighter_route no_follow_up'
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -l report -d 'the written outcome (@FILE: read from a file)' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -l each -d 'store record by record instead of all or nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -l override-why -d 'why the gate is passed' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -s h -l help -d 'show this help'
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -s V -l version -d 'show the version'
complete -c sv-investigate -n '__fish_seen_subcommand_from preliminary' -a '(__sv_ask case)'
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -s q -l question -d 'the investigation question' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l norm -d 'the norm at stake' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l means -d 'a means of investigation' -x -a '(__sv_ask means)'
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l until -d 'planned last day of the investigation' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l proportionality -d 'why the means fit the norm at stake' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l subsidiarity -d 'which lighter means were weighed' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l lighter-means -d 'a lighter means that was weighed' -x -a '(__sv_ask lighter_means)'
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -s i -l investigator -d 'officer who investigates' -x -a '(__sv_ask officer)'
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l external -d 'investigators from outside' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l independence -d 'why the investigators are independent' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l protocol-version -d 'version of the investigation protocol' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l each -d 'store record by record instead of all or nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l override-why -d 'why the gate is passed' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -s h -l help -d 'show this help'
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -s V -l version -d 'show the version'
complete -c sv-investigate -n '__fish_seen_subcommand_from open' -a '(__sv_ask case)'
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -s p -l party -d 'the person concerned: p1, p2, ...' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -s c -l category -d 'kind of behaviour' -x -a '(__sv_ask category)'
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -l text -d 'what is alleged, in neutral words (@FILE: read from a file)' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -l norm -d 'the norm it would break' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -l each -d 'store record by record instead of all or nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -l override-why -d 'why the gate is passed' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -s h -l help -d 'show this help'
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -s V -l version -d 'show the version'
complete -c sv-investigate -n '__fish_seen_subcommand_from allege' -a '(__sv_ask case)'
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -s p -l party -d 'the party: p1, p2, ... or all' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -l on -d 'the day it happened (today)' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -l leaflet -d 'version of the leaflet on rights that went with it' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -l copy -d 'a copy of the complaint was handed over'
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -l answer-by -d 'last day to answer' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -l discloses-reporter -d 'the notice makes clear who reported'
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -l legal-ground -d 'legal ground for disclosing, told to the reporter before' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -l note -d 'anything to remember' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -l each -d 'store record by record instead of all or nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -l override-why -d 'why the gate is passed' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -s h -l help -d 'show this help'
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -s V -l version -d 'show the version'
complete -c sv-investigate -n '__fish_seen_subcommand_from notify' -a '(__sv_ask case)'
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -l on -d 'the day it happened (today)' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -l text -d 'the answer (@FILE: read from a file)' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -l each -d 'store record by record instead of all or nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -l override-why -d 'why the gate is passed' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -s h -l help -d 'show this help'
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -s V -l version -d 'show the version'
complete -c sv-investigate -n '__fish_seen_subcommand_from answer' -a '(__sv_ask case)'
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -l on -d 'the day it happened (today)' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -l refused -d 'the party refused to be heard'
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -s w -l why -d 'the reason given for refusing' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -l account -d 'report of the hearing (@FILE: read from a file)' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -l attendance -d 'who were there, and in what role' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -l accompanied -d 'the party brought somebody'
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -l recorded -d 'whether the talk was recorded: no, by_us, by_party or both' -x -a 'no by_us by_party both'
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -l each -d 'store record by record instead of all or nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -l override-why -d 'why the gate is passed' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -s h -l help -d 'show this help'
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -s V -l version -d 'show the version'
complete -c sv-investigate -n '__fish_seen_subcommand_from hear' -a '(__sv_ask case)'
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -s p -l party -d 'the party: p1, p2, ... or all' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -l on -d 'the day it happened (today)' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -l what -d 'the account of facts or the hearing report' -x -a 'account hearing_report'
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -l comment-by -d 'last day for written comments' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -l each -d 'store record by record instead of all or nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -l override-why -d 'why the gate is passed' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -s h -l help -d 'show this help'
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -s V -l version -d 'show the version'
complete -c sv-investigate -n '__fish_seen_subcommand_from inspect' -a '(__sv_ask case)'
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -l on -d 'the day it happened (today)' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -l handled -d 'worked into the account, attached to it, or none made' -x -a 'worked_in attached none_made'
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -l text -d 'the comments (@FILE: read from a file)' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -l each -d 'store record by record instead of all or nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -l override-why -d 'why the gate is passed' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -s h -l help -d 'show this help'
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -s V -l version -d 'show the version'
complete -c sv-investigate -n '__fish_seen_subcommand_from comment' -a '(__sv_ask case)'
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -s p -l party -d 'the person concerned: p1, p2, ...' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -s a -l allegation -d 'the allegation: a1, a2, ...' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -l finding -d 'what was found' -x -a 'established partly_established not_established refuted'
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -l standard -d 'standard of proof used' -x -a 'plausible more_likely_than_not beyond_reasonable_doubt'
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -l account -d 'the account of facts (@FILE: read from a file)' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -l each -d 'store record by record instead of all or nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -l override-why -d 'why the gate is passed' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -s h -l help -d 'show this help'
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -s V -l version -d 'show the version'
complete -c sv-investigate -n '__fish_seen_subcommand_from find' -a '(__sv_ask case)'
complete -c sv-investigate -n '__fish_seen_subcommand_from all' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-investigate -n '__fish_seen_subcommand_from all' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from all' -l each -d 'store record by record instead of all or nothing'
complete -c sv-investigate -n '__fish_seen_subcommand_from all' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-investigate -n '__fish_seen_subcommand_from all' -l override-why -d 'why the gate is passed' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from all' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-investigate -n '__fish_seen_subcommand_from all' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-investigate -n '__fish_seen_subcommand_from all' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-investigate -n '__fish_seen_subcommand_from all' -s h -l help -d 'show this help'
complete -c sv-investigate -n '__fish_seen_subcommand_from all' -s V -l version -d 'show the version'
complete -c sv-key -n __fish_use_subcommand -a new -d 'make an identity'
complete -c sv-key -n __fish_use_subcommand -a show -d 'print the public half of your identity, for add-officer'
complete -c sv-key -n __fish_use_subcommand -a list -d 'list the officers and their roles'
complete -c sv-key -n __fish_use_subcommand -a desk -d 'print the officers\' public keys, for a host where reports are only handed in'
complete -c sv-key -n __fish_use_subcommand -a add-officer -d 'add the officer whose public half comes on stdin'
complete -c sv-key -n __fish_use_subcommand -a role -d 'grant or revoke roles'
complete -c sv-key -n __fish_use_subcommand -a unlock -d 'keep your identity open for a while'
complete -c sv-key -n __fish_use_subcommand -a lock -d 'end that'
complete -c sv-key -n __fish_use_subcommand -a request -d 'ask to know who the people in a case are'
complete -c sv-key -n __fish_use_subcommand -a answer -d 'grant or refuse such a request, as a second person'
complete -c sv-key -n __fish_use_subcommand -a restrict -d 'close a case to all but named officers, or lift that'
complete -c sv-key -n __fish_use_subcommand -a exclude -d 'keep an officer out of a case, whatever roles they hold'
complete -c sv-key -n __fish_use_subcommand -a grant -d 'open one compartment of one case to an officer'
complete -c sv-key -n __fish_use_subcommand -a revoke -d 'take back what was granted'
complete -c sv-key -n __fish_use_subcommand -a access -d 'list who may open a case'
complete -c sv-key -n __fish_use_subcommand -a leave -d 'an officer leaves: new keys for those who stay'
complete -c sv-key -n __fish_use_subcommand -a lost -d 'an identity was lost or stolen'
complete -c sv-key -n __fish_use_subcommand -a replace -d 'give that officer the new identity whose public half comes on stdin'
complete -c sv-key -n __fish_use_subcommand -a rewrap -d 'hand keys of cases to officers who may open them and wait for it'
complete -c sv-key -n __fish_use_subcommand -a check -d 'hold the keyring against the history'
complete -c sv-key -n __fish_use_subcommand -a backup -d 'write a backup of the keyring that only some officers together can open'
complete -c sv-key -n __fish_use_subcommand -a share -d 'print your share of a backup, for the officer who restores it'
complete -c sv-key -n __fish_use_subcommand -a restore -d 'make a lost keyring again from a backup and enough shares'
complete -c sv-key -n __fish_use_subcommand -l compartment -d 'what is opened: record, content or identity; the last two hold the record too' -x -a 'record content identity'
complete -c sv-key -n __fish_use_subcommand -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-key -n __fish_use_subcommand -l from -d 'date or instant from which it may have been in other hands' -x
complete -c sv-key -n __fish_use_subcommand -l grant -d 'give this role' -x -a 'record content identity manage'
complete -c sv-key -n __fish_use_subcommand -l guest -d 'no roles: an outsider, to whom cases are opened one by one (sv-key grant)'
complete -c sv-key -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-key -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n __fish_use_subcommand -l legal-ground -d 'identity without the reporter\'s consent: the legal ground' -x
complete -c sv-key -n __fish_use_subcommand -l lift -d 'open it again for everyone with the roles'
complete -c sv-key -n __fish_use_subcommand -l minutes -d 'for so many minutes (60)' -x
complete -c sv-key -n __fish_use_subcommand -l need -d 'so many officers must work together to restore it (2)' -x
complete -c sv-key -n __fish_use_subcommand -l officer -d 'an officer who may open it, and nobody else' -x -a '(__sv_ask officer)'
complete -c sv-key -n __fish_use_subcommand -l output -d 'write the identity here (the default place)' -r -F
complete -c sv-key -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n __fish_use_subcommand -l person-file -d 'file with the officer\'s personnel number, for conflict checks' -r -F
complete -c sv-key -n __fish_use_subcommand -l refuse -d 'refuse the request'
complete -c sv-key -n __fish_use_subcommand -l repair -d 'take away what should not be there'
complete -c sv-key -n __fish_use_subcommand -l revoke -d 'take this role away' -x -a 'record content identity manage'
complete -c sv-key -n __fish_use_subcommand -l role -d 'a role: record, content, identity or manage' -x -a 'record content identity manage'
complete -c sv-key -n __fish_use_subcommand -l set-back -d 'take the history as it is, though it lacks what the backup builds on'
complete -c sv-key -n __fish_use_subcommand -l share -d 'a share that another officer made for you (sv-key share)' -r -F
complete -c sv-key -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n __fish_use_subcommand -l to -d 'the officer who restores it' -x -a '(__sv_ask officer)'
complete -c sv-key -n __fish_use_subcommand -l told -d 'the day on which the reporter was told of that ground' -x
complete -c sv-key -n __fish_use_subcommand -l unattended -d 'without passphrase, for cron; can hold the role record only'
complete -c sv-key -n __fish_use_subcommand -l until -d 'the last day' -x
complete -c sv-key -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-key -n __fish_use_subcommand -s w -l why -d 'the reason' -x
complete -c sv-key -n '__fish_seen_subcommand_from new' -l unattended -d 'without passphrase, for cron; can hold the role record only'
complete -c sv-key -n '__fish_seen_subcommand_from new' -l output -d 'write the identity here (the default place)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from new' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from new' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from new' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from new' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from new' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from show' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from show' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from show' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from show' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from show' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from list' -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-key -n '__fish_seen_subcommand_from list' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from list' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from list' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from list' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from list' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from desk' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from desk' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from desk' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from desk' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from desk' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from add-officer' -l role -d 'a role: record, content, identity or manage' -x -a 'record content identity manage'
complete -c sv-key -n '__fish_seen_subcommand_from add-officer' -l guest -d 'no roles: an outsider, to whom cases are opened one by one (sv-key grant)'
complete -c sv-key -n '__fish_seen_subcommand_from add-officer' -l person-file -d 'file with the officer\'s personnel number, for conflict checks' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from add-officer' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from add-officer' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from add-officer' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from add-officer' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from add-officer' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from role' -l grant -d 'give this role' -x -a 'record content identity manage'
complete -c sv-key -n '__fish_seen_subcommand_from role' -l revoke -d 'take this role away' -x -a 'record content identity manage'
complete -c sv-key -n '__fish_seen_subcommand_from role' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from role' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from role' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from role' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from role' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from role' -a '(__sv_ask officer)'
complete -c sv-key -n '__fish_seen_subcommand_from unlock' -l minutes -d 'for so many minutes (60)' -x
complete -c sv-key -n '__fish_seen_subcommand_from unlock' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from unlock' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from unlock' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from unlock' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from unlock' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from lock' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from lock' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from lock' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from lock' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from lock' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from request' -s w -l why -d 'the reason' -x
complete -c sv-key -n '__fish_seen_subcommand_from request' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from request' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from request' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from request' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from request' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from request' -a '(__sv_ask case)'
complete -c sv-key -n '__fish_seen_subcommand_from answer' -l refuse -d 'refuse the request'
complete -c sv-key -n '__fish_seen_subcommand_from answer' -s w -l why -d 'the reason' -x
complete -c sv-key -n '__fish_seen_subcommand_from answer' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from answer' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from answer' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from answer' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from answer' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from answer' -a '(__sv_ask case)'
complete -c sv-key -n '__fish_seen_subcommand_from restrict' -l officer -d 'an officer who may open it, and nobody else' -x -a '(__sv_ask officer)'
complete -c sv-key -n '__fish_seen_subcommand_from restrict' -l lift -d 'open it again for everyone with the roles'
complete -c sv-key -n '__fish_seen_subcommand_from restrict' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-key -n '__fish_seen_subcommand_from restrict' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from restrict' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from restrict' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from restrict' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from restrict' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from restrict' -a '(__sv_ask case)'
complete -c sv-key -n '__fish_seen_subcommand_from exclude' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-key -n '__fish_seen_subcommand_from exclude' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from exclude' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from exclude' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from exclude' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from exclude' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from exclude' -a '(__sv_ask case)'
complete -c sv-key -n '__fish_seen_subcommand_from grant' -l compartment -d 'what is opened: record, content or identity; the last two hold the record too' -x -a 'record content identity'
complete -c sv-key -n '__fish_seen_subcommand_from grant' -l until -d 'the last day' -x
complete -c sv-key -n '__fish_seen_subcommand_from grant' -l legal-ground -d 'identity without the reporter\'s consent: the legal ground' -x
complete -c sv-key -n '__fish_seen_subcommand_from grant' -l told -d 'the day on which the reporter was told of that ground' -x
complete -c sv-key -n '__fish_seen_subcommand_from grant' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-key -n '__fish_seen_subcommand_from grant' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from grant' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from grant' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from grant' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from grant' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from grant' -a '(__sv_ask case)'
complete -c sv-key -n '__fish_seen_subcommand_from revoke' -s w -l why -d 'the reasons (@FILE: read from a file)' -x
complete -c sv-key -n '__fish_seen_subcommand_from revoke' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from revoke' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from revoke' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from revoke' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from revoke' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from revoke' -a '(__sv_ask case)'
complete -c sv-key -n '__fish_seen_subcommand_from access' -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-key -n '__fish_seen_subcommand_from access' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from access' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from access' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from access' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from access' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from access' -a '(__sv_ask case)'
complete -c sv-key -n '__fish_seen_subcommand_from leave' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from leave' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from leave' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from leave' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from leave' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from leave' -a '(__sv_ask officer)'
complete -c sv-key -n '__fish_seen_subcommand_from lost' -l from -d 'date or instant from which it may have been in other hands' -x
complete -c sv-key -n '__fish_seen_subcommand_from lost' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from lost' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from lost' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from lost' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from lost' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from lost' -a '(__sv_ask officer)'
complete -c sv-key -n '__fish_seen_subcommand_from replace' -l role -d 'a role: record, content, identity or manage' -x -a 'record content identity manage'
complete -c sv-key -n '__fish_seen_subcommand_from replace' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from replace' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from replace' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from replace' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from replace' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from rewrap' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from rewrap' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from rewrap' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from rewrap' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from rewrap' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from check' -l repair -d 'take away what should not be there'
complete -c sv-key -n '__fish_seen_subcommand_from check' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from check' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from check' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from check' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from check' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from backup' -l need -d 'so many officers must work together to restore it (2)' -x
complete -c sv-key -n '__fish_seen_subcommand_from backup' -l officer -d 'an officer who gets a share (all but guests and cron)' -x -a '(__sv_ask officer)'
complete -c sv-key -n '__fish_seen_subcommand_from backup' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from backup' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from backup' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from backup' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from backup' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from backup' -F
complete -c sv-key -n '__fish_seen_subcommand_from share' -l to -d 'the officer who restores it' -x -a '(__sv_ask officer)'
complete -c sv-key -n '__fish_seen_subcommand_from share' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from share' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from share' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from share' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from share' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from share' -F
complete -c sv-key -n '__fish_seen_subcommand_from restore' -l share -d 'a share that another officer made for you (sv-key share)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from restore' -l set-back -d 'take the history as it is, though it lacks what the backup builds on'
complete -c sv-key -n '__fish_seen_subcommand_from restore' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-key -n '__fish_seen_subcommand_from restore' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-key -n '__fish_seen_subcommand_from restore' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-key -n '__fish_seen_subcommand_from restore' -s h -l help -d 'show this help'
complete -c sv-key -n '__fish_seen_subcommand_from restore' -s V -l version -d 'show the version'
complete -c sv-key -n '__fish_seen_subcommand_from restore' -F
complete -c sv-list -s s -l state -d 'only cases in this state' -x -a 'registered triaged investigating decided aftercare closed erased'
complete -c sv-list -s k -l kind -d 'only this kind' -x
complete -c sv-list -s c -l category -d 'only this category' -x -a '(__sv_ask category)'
complete -c sv-list -s u -l unit -d 'only this unit' -x -a '(__sv_ask unit)'
complete -c sv-list -l channel -d 'only this channel' -x -a '(__sv_ask channel)'
complete -c sv-list -l confidentiality -d 'only this confidentiality' -x
complete -c sv-list -s r -l route -d 'only this route' -x -a '(__sv_ask route)'
complete -c sv-list -s o -l outcome -d 'only this outcome' -x
complete -c sv-list -l from -d 'received on this day or later' -x
complete -c sv-list -l to -d 'received on this day or earlier' -x
complete -c sv-list -s l -l limit -d 'at most so many cases' -x
complete -c sv-list -l format -d 'ndjson, text, csv or id (ndjson)' -x -a 'ndjson text csv id'
complete -c sv-list -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-list -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-list -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-list -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-list -s h -l help -d 'show this help'
complete -c sv-list -s V -l version -d 'show the version'
complete -c sv-log -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-log -l access -d 'only who opened content or identities, was let in or kept out; of all cases where none is named'
complete -c sv-log -l by -d 'with --access: only by this officer' -x -a '(__sv_ask officer)'
complete -c sv-log -l since -d 'with --access: only from this day on' -x
complete -c sv-log -l textconv -d 'show a file of the history to git diff and git log' -r -F
complete -c sv-log -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-log -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-log -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-log -s h -l help -d 'show this help'
complete -c sv-log -s V -l version -d 'show the version'
complete -c sv-log -a '(__sv_ask case)'
complete -c sv-message -n __fish_use_subcommand -a write -d 'write a letter to a party and show it'
complete -c sv-message -n __fish_use_subcommand -a send -d 'the same, and record it as sent'
complete -c sv-message -n __fish_use_subcommand -a record -d 'record what was said or sent in another way'
complete -c sv-message -n __fish_use_subcommand -a inbox -d 'for an anonymous reporter: read and answer, with the receipt'
complete -c sv-message -n __fish_use_subcommand -a collect -d 'take in what anonymous reporters answered'
complete -c sv-message -n __fish_use_subcommand -l answer -d 'answer with this text (-: standard input)' -r -F
complete -c sv-message -n __fish_use_subcommand -l answer-by -d 'notice: last day to answer' -x
complete -c sv-message -n __fish_use_subcommand -l by -d 'how it goes: letter, mail or mailbox' -x -a 'letter mail mailbox'
complete -c sv-message -n __fish_use_subcommand -l comment-by -d 'inspection: last day for written comments' -x
complete -c sv-message -n __fish_use_subcommand -l copy -d 'notice: a copy of the complaint goes with it'
complete -c sv-message -n __fish_use_subcommand -l discloses-reporter -d 'it made clear who reported'
complete -c sv-message -n __fish_use_subcommand -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-message -n __fish_use_subcommand -l each -d 'store record by record instead of all or nothing'
complete -c sv-message -n __fish_use_subcommand -s e -l edit -d 'fill in a form in your editor'
complete -c sv-message -n __fish_use_subcommand -l format -d 'text, html or mail (text)' -x -a 'text html mail'
complete -c sv-message -n __fish_use_subcommand -l grounds -d 'fill in the grounds of the decision; needs --why and is recorded'
complete -c sv-message -n __fish_use_subcommand -l hearing-on -d 'invitation: day of the hearing' -x
complete -c sv-message -n __fish_use_subcommand -l hearing-place -d 'invitation: where it is held' -x
complete -c sv-message -n __fish_use_subcommand -l hearing-time -d 'invitation: time of the hearing' -x
complete -c sv-message -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-message -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-message -n __fish_use_subcommand -s k -l kind -d 'what it is' -x -a 'acknowledgement update feedback notice invitation inspection extension decision aftercare oral_record leaflet other'
complete -c sv-message -n __fish_use_subcommand -l lang -d 'language of the letter (the party\'s)' -x -a 'nl en'
complete -c sv-message -n __fish_use_subcommand -l leaflet -d 'notice: version of the leaflet on rights that goes with it' -x
complete -c sv-message -n __fish_use_subcommand -l names -d 'fill in the party\'s name and address; needs --why and is recorded'
complete -c sv-message -n __fish_use_subcommand -l note -d 'a paragraph of your own (@FILE: read from a file)' -x
complete -c sv-message -n __fish_use_subcommand -l on -d 'the day it happened (today)' -x
complete -c sv-message -n __fish_use_subcommand -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-message -n __fish_use_subcommand -l override-why -d 'why the gate is passed' -x
complete -c sv-message -n __fish_use_subcommand -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-message -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-message -n __fish_use_subcommand -l receipt-fd -d 'read the receipt from this descriptor (asked on a terminal)' -x
complete -c sv-message -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-message -n __fish_use_subcommand -l text -d 'the whole letter, instead of the template; its first line is the subject' -x
complete -c sv-message -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-message -n __fish_use_subcommand -l what -d 'inspection: the account of facts or the hearing report' -x -a 'account hearing_report'
complete -c sv-message -n __fish_use_subcommand -s w -l why -d 'the reason for opening' -x
complete -c sv-message -n __fish_use_subcommand -s y -l yes -d 'do not ask on a terminal whether it may be recorded as sent'
complete -c sv-message -n '__fish_seen_subcommand_from write' -s k -l kind -d 'what it is' -x -a 'acknowledgement update feedback notice invitation inspection extension decision aftercare oral_record leaflet other'
complete -c sv-message -n '__fish_seen_subcommand_from write' -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-message -n '__fish_seen_subcommand_from write' -l lang -d 'language of the letter (the party\'s)' -x -a 'nl en'
complete -c sv-message -n '__fish_seen_subcommand_from write' -l format -d 'text, html or mail (text)' -x -a 'text html mail'
complete -c sv-message -n '__fish_seen_subcommand_from write' -l names -d 'fill in the party\'s name and address; needs --why and is recorded'
complete -c sv-message -n '__fish_seen_subcommand_from write' -l grounds -d 'fill in the grounds of the decision; needs --why and is recorded'
complete -c sv-message -n '__fish_seen_subcommand_from write' -s w -l why -d 'the reason for opening' -x
complete -c sv-message -n '__fish_seen_subcommand_from write' -l note -d 'a paragraph of your own (@FILE: read from a file)' -x
complete -c sv-message -n '__fish_seen_subcommand_from write' -l text -d 'the whole letter, instead of the template; its first line is the subject' -x
complete -c sv-message -n '__fish_seen_subcommand_from write' -l leaflet -d 'notice: version of the leaflet on rights that goes with it' -x
complete -c sv-message -n '__fish_seen_subcommand_from write' -l copy -d 'notice: a copy of the complaint goes with it'
complete -c sv-message -n '__fish_seen_subcommand_from write' -l answer-by -d 'notice: last day to answer' -x
complete -c sv-message -n '__fish_seen_subcommand_from write' -l hearing-on -d 'invitation: day of the hearing' -x
complete -c sv-message -n '__fish_seen_subcommand_from write' -l hearing-time -d 'invitation: time of the hearing' -x
complete -c sv-message -n '__fish_seen_subcommand_from write' -l hearing-place -d 'invitation: where it is held' -x
complete -c sv-message -n '__fish_seen_subcommand_from write' -l what -d 'inspection: the account of facts or the hearing report' -x -a 'account hearing_report'
complete -c sv-message -n '__fish_seen_subcommand_from write' -l comment-by -d 'inspection: last day for written comments' -x
complete -c sv-message -n '__fish_seen_subcommand_from write' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-message -n '__fish_seen_subcommand_from write' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-message -n '__fish_seen_subcommand_from write' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-message -n '__fish_seen_subcommand_from write' -s h -l help -d 'show this help'
complete -c sv-message -n '__fish_seen_subcommand_from write' -s V -l version -d 'show the version'
complete -c sv-message -n '__fish_seen_subcommand_from write' -a '(__sv_ask case)'
complete -c sv-message -n '__fish_seen_subcommand_from send' -s k -l kind -d 'what it is' -x -a 'acknowledgement update feedback notice invitation inspection extension decision aftercare oral_record leaflet other'
complete -c sv-message -n '__fish_seen_subcommand_from send' -s p -l party -d 'the party: p1, p2, ...' -x
complete -c sv-message -n '__fish_seen_subcommand_from send' -l lang -d 'language of the letter (the party\'s)' -x -a 'nl en'
complete -c sv-message -n '__fish_seen_subcommand_from send' -l format -d 'text, html or mail (text)' -x -a 'text html mail'
complete -c sv-message -n '__fish_seen_subcommand_from send' -l names -d 'fill in the party\'s name and address; needs --why and is recorded'
complete -c sv-message -n '__fish_seen_subcommand_from send' -l grounds -d 'fill in the grounds of the decision; needs --why and is recorded'
complete -c sv-message -n '__fish_seen_subcommand_from send' -s w -l why -d 'the reason for opening' -x
complete -c sv-message -n '__fish_seen_subcommand_from send' -l note -d 'a paragraph of your own (@FILE: read from a file)' -x
complete -c sv-message -n '__fish_seen_subcommand_from send' -l text -d 'the whole letter, instead of the template; its first line is the subject' -x
complete -c sv-message -n '__fish_seen_subcommand_from send' -l leaflet -d 'notice: version of the leaflet on rights that goes with it' -x
complete -c sv-message -n '__fish_seen_subcommand_from send' -l copy -d 'notice: a copy of the complaint goes with it'
complete -c sv-message -n '__fish_seen_subcommand_from send' -l answer-by -d 'notice: last day to answer' -x
complete -c sv-message -n '__fish_seen_subcommand_from send' -l hearing-on -d 'invitation: day of the hearing' -x
complete -c sv-message -n '__fish_seen_subcommand_from send' -l hearing-time -d 'invitation: time of the hearing' -x
complete -c sv-message -n '__fish_seen_subcommand_from send' -l hearing-place -d 'invitation: where it is held' -x
complete -c sv-message -n '__fish_seen_subcommand_from send' -l what -d 'inspection: the account of facts or the hearing report' -x -a 'account hearing_report'
complete -c sv-message -n '__fish_seen_subcommand_from send' -l comment-by -d 'inspection: last day for written comments' -x
complete -c sv-message -n '__fish_seen_subcommand_from send' -l by -d 'how it goes: letter, mail or mailbox' -x -a 'letter mail mailbox'
complete -c sv-message -n '__fish_seen_subcommand_from send' -s y -l yes -d 'do not ask on a terminal whether it may be recorded as sent'
complete -c sv-message -n '__fish_seen_subcommand_from send' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-message -n '__fish_seen_subcommand_from send' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-message -n '__fish_seen_subcommand_from send' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-message -n '__fish_seen_subcommand_from send' -s h -l help -d 'show this help'
complete -c sv-message -n '__fish_seen_subcommand_from send' -s V -l version -d 'show the version'
complete -c sv-message -n '__fish_seen_subcommand_from send' -a '(__sv_ask case)'
complete -c sv-message -n '__fish_seen_subcommand_from record' -s k -l kind -d 'what it is' -x -a 'receipt acknowledgement update feedback notice invitation inspection extension decision aftercare oral_record other'
complete -c sv-message -n '__fish_seen_subcommand_from record' -s p -l party -d 'the party: p1, p2, ... or all' -x
complete -c sv-message -n '__fish_seen_subcommand_from record' -l by -d 'how it reached them' -x -a 'letter mail phone talk mailbox other'
complete -c sv-message -n '__fish_seen_subcommand_from record' -l on -d 'the day it happened (today)' -x
complete -c sv-message -n '__fish_seen_subcommand_from record' -l text -d 'what was said (@FILE: read from a file)' -x
complete -c sv-message -n '__fish_seen_subcommand_from record' -l discloses-reporter -d 'it made clear who reported'
complete -c sv-message -n '__fish_seen_subcommand_from record' -l note -d 'anything to remember' -x
complete -c sv-message -n '__fish_seen_subcommand_from record' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-message -n '__fish_seen_subcommand_from record' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-message -n '__fish_seen_subcommand_from record' -l each -d 'store record by record instead of all or nothing'
complete -c sv-message -n '__fish_seen_subcommand_from record' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-message -n '__fish_seen_subcommand_from record' -l override-why -d 'why the gate is passed' -x
complete -c sv-message -n '__fish_seen_subcommand_from record' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-message -n '__fish_seen_subcommand_from record' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-message -n '__fish_seen_subcommand_from record' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-message -n '__fish_seen_subcommand_from record' -s h -l help -d 'show this help'
complete -c sv-message -n '__fish_seen_subcommand_from record' -s V -l version -d 'show the version'
complete -c sv-message -n '__fish_seen_subcommand_from record' -a '(__sv_ask case)'
complete -c sv-message -n '__fish_seen_subcommand_from inbox' -l receipt-fd -d 'read the receipt from this descriptor (asked on a terminal)' -x
complete -c sv-message -n '__fish_seen_subcommand_from inbox' -l answer -d 'answer with this text (-: standard input)' -r -F
complete -c sv-message -n '__fish_seen_subcommand_from inbox' -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-message -n '__fish_seen_subcommand_from inbox' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-message -n '__fish_seen_subcommand_from inbox' -s h -l help -d 'show this help'
complete -c sv-message -n '__fish_seen_subcommand_from inbox' -s V -l version -d 'show the version'
complete -c sv-message -n '__fish_seen_subcommand_from collect' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-message -n '__fish_seen_subcommand_from collect' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-message -n '__fish_seen_subcommand_from collect' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-message -n '__fish_seen_subcommand_from collect' -s h -l help -d 'show this help'
complete -c sv-message -n '__fish_seen_subcommand_from collect' -s V -l version -d 'show the version'
complete -c sv-policy -n __fish_use_subcommand -a add -d 'add a regulation'
complete -c sv-policy -n __fish_use_subcommand -a change -d 'change what is said of a regulation'
complete -c sv-policy -n __fish_use_subcommand -a version -d 'record a version of its text'
complete -c sv-policy -n __fish_use_subcommand -a consent -d 'record what was asked of the works council, and its answer'
complete -c sv-policy -n __fish_use_subcommand -a law -d 'record that it was held against the law'
complete -c sv-policy -n __fish_use_subcommand -a done -d 'record that a regulation no longer holds'
complete -c sv-policy -n __fish_use_subcommand -a check -d 'what must be there by law, and what is missing'
complete -c sv-policy -n __fish_use_subcommand -a assess -d 'record a self-assessment on the seven dimensions'
complete -c sv-policy -n __fish_use_subcommand -a assessments -d 'the self-assessments over the years'
complete -c sv-policy -n __fish_use_subcommand -a statements -d 'what is scored in a self-assessment'
complete -c sv-policy -n __fish_use_subcommand -a list -d 'list the regulations'
complete -c sv-policy -n __fish_use_subcommand -a show -d 'show a regulation with its versions'
complete -c sv-policy -n __fish_use_subcommand -l adopted-by -d 'who adopted it' -x
complete -c sv-policy -n __fish_use_subcommand -s a -l all -d 'those that are over too'
complete -c sv-policy -n __fish_use_subcommand -l answer-by -d 'the day by which an answer is expected (in six weeks)' -x
complete -c sv-policy -n __fish_use_subcommand -l by-whom -d 'who looked' -x
complete -c sv-policy -n __fish_use_subcommand -l change-by -d 'the day by which a new version should be there (in three months)' -x
complete -c sv-policy -n __fish_use_subcommand -l changes -d 'which laws or rulings changed, and what follows' -x
complete -c sv-policy -n __fish_use_subcommand -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-policy -n __fish_use_subcommand -l consent -d 'whether consent is needed: needed or not_needed (by the kind and the organisation)' -x -a 'needed not_needed'
complete -c sv-policy -n __fish_use_subcommand -l covers -d 'what else it provides for, where one document is several' -x -a 'compass policy_plan code_of_conduct reporting_procedure complaints_procedure investigation_protocol action_framework confidant_regulation aggression_protocol aftercare_protocol sanctions_policy integrity_policy code_politicians ancillary_activities risk_assessment privacy_statement privacy_regulation digital_conduct camera_protocol alcohol_drugs equal_treatment school_safety incident_procedure other law_check evaluation annual_report actor_meeting staff_meeting consultation reporting_register reporting_information integrity_account oath ancillary_register financial_interests psa rie_plan rie_recognised rie_review'
complete -c sv-policy -n __fish_use_subcommand -s d -l document -d 'its text: the hash is recorded, and how plain the language is' -r -F
complete -c sv-policy -n __fish_use_subcommand -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-policy -n __fish_use_subcommand -l each -d 'store record by record instead of all or nothing'
complete -c sv-policy -n __fish_use_subcommand -s e -l edit -d 'fill in a form in your editor'
complete -c sv-policy -n __fish_use_subcommand -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-policy -n __fish_use_subcommand -l from -d 'the first day it holds' -x
complete -c sv-policy -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-policy -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n __fish_use_subcommand -s k -l kind -d 'what kind it is' -x -a 'compass policy_plan code_of_conduct reporting_procedure complaints_procedure investigation_protocol action_framework confidant_regulation aggression_protocol aftercare_protocol sanctions_policy integrity_policy code_politicians ancillary_activities risk_assessment privacy_statement privacy_regulation digital_conduct camera_protocol alcohol_drugs equal_treatment school_safety incident_procedure other'
complete -c sv-policy -n __fish_use_subcommand -s l -l lang -d 'the language of the text: nl or en (nl)' -x -a 'nl en'
complete -c sv-policy -n __fish_use_subcommand -l law-next -d 'the day of the next check against the law' -x
complete -c sv-policy -n __fish_use_subcommand -l name -d 'a short name to use instead of its id' -x
complete -c sv-policy -n __fish_use_subcommand -l next -d 'the day of the next check (in a year)' -x
complete -c sv-policy -n __fish_use_subcommand -l note -d 'anything to remember' -x
complete -c sv-policy -n __fish_use_subcommand -l number -d 'what the version is called (the next number)' -x
complete -c sv-policy -n __fish_use_subcommand -l on -d 'the day it happened (today)' -x
complete -c sv-policy -n __fish_use_subcommand -l outcome -d 'in_order or change_needed' -x -a 'in_order change_needed'
complete -c sv-policy -n __fish_use_subcommand -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-policy -n __fish_use_subcommand -l override-why -d 'why the gate is passed' -x
complete -c sv-policy -n __fish_use_subcommand -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-policy -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n __fish_use_subcommand -l replaced-by -d 'what came in its place' -x
complete -c sv-policy -n __fish_use_subcommand -l review -d 'the day it must be looked at again' -x
complete -c sv-policy -n __fish_use_subcommand -s s -l score -d 'a score for a statement (sv-policy statements)' -x
complete -c sv-policy -n __fish_use_subcommand -l sector -d 'a sector it is in (the protocol\'s)' -x -a 'private union_acts government municipality education school care'
complete -c sv-policy -n __fish_use_subcommand -l staff -d 'how many people work here (the latest headcount, else the protocol)' -x
complete -c sv-policy -n __fish_use_subcommand -l status -d 'asked, given, refused or replaced_by_court' -x -a 'asked given refused replaced_by_court'
complete -c sv-policy -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n __fish_use_subcommand -l text -d 'the document as plain text, where it is none itself' -r -F
complete -c sv-policy -n __fish_use_subcommand -s t -l title -d 'what it is called' -x
complete -c sv-policy -n __fish_use_subcommand -l until -d 'the last day it holds' -x
complete -c sv-policy -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-policy -n __fish_use_subcommand -l where -d 'where staff find it' -x
complete -c sv-policy -n __fish_use_subcommand -s w -l why -d 'why' -x
complete -c sv-policy -n '__fish_seen_subcommand_from add' -s k -l kind -d 'what kind it is' -x -a 'compass policy_plan code_of_conduct reporting_procedure complaints_procedure investigation_protocol action_framework confidant_regulation aggression_protocol aftercare_protocol sanctions_policy integrity_policy code_politicians ancillary_activities risk_assessment privacy_statement privacy_regulation digital_conduct camera_protocol alcohol_drugs equal_treatment school_safety incident_procedure other'
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l name -d 'a short name to use instead of its id' -x
complete -c sv-policy -n '__fish_seen_subcommand_from add' -s t -l title -d 'what it is called' -x
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l where -d 'where staff find it' -x
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l review -d 'the day it must be looked at again' -x
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l law-next -d 'the day of the next check against the law' -x
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l consent -d 'whether consent is needed: needed or not_needed (by the kind and the organisation)' -x -a 'needed not_needed'
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l covers -d 'what else it provides for, where one document is several' -x -a 'compass policy_plan code_of_conduct reporting_procedure complaints_procedure investigation_protocol action_framework confidant_regulation aggression_protocol aftercare_protocol sanctions_policy integrity_policy code_politicians ancillary_activities risk_assessment privacy_statement privacy_regulation digital_conduct camera_protocol alcohol_drugs equal_treatment school_safety incident_procedure other law_check evaluation annual_report actor_meeting staff_meeting consultation reporting_register reporting_information integrity_account oath ancillary_register financial_interests psa rie_plan rie_recognised rie_review'
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l note -d 'anything to remember' -x
complete -c sv-policy -n '__fish_seen_subcommand_from add' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-policy -n '__fish_seen_subcommand_from add' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l each -d 'store record by record instead of all or nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l override-why -d 'why the gate is passed' -x
complete -c sv-policy -n '__fish_seen_subcommand_from add' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from add' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from add' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from add' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from add' -s V -l version -d 'show the version'
complete -c sv-policy -n '__fish_seen_subcommand_from change' -s k -l kind -d 'what kind it is' -x -a 'compass policy_plan code_of_conduct reporting_procedure complaints_procedure investigation_protocol action_framework confidant_regulation aggression_protocol aftercare_protocol sanctions_policy integrity_policy code_politicians ancillary_activities risk_assessment privacy_statement privacy_regulation digital_conduct camera_protocol alcohol_drugs equal_treatment school_safety incident_procedure other'
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l name -d 'a short name to use instead of its id' -x
complete -c sv-policy -n '__fish_seen_subcommand_from change' -s t -l title -d 'what it is called' -x
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l where -d 'where staff find it' -x
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l review -d 'the day it must be looked at again' -x
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l law-next -d 'the day of the next check against the law' -x
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l consent -d 'whether consent is needed: needed or not_needed (by the kind and the organisation)' -x -a 'needed not_needed'
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l covers -d 'what else it provides for, where one document is several' -x -a 'compass policy_plan code_of_conduct reporting_procedure complaints_procedure investigation_protocol action_framework confidant_regulation aggression_protocol aftercare_protocol sanctions_policy integrity_policy code_politicians ancillary_activities risk_assessment privacy_statement privacy_regulation digital_conduct camera_protocol alcohol_drugs equal_treatment school_safety incident_procedure other law_check evaluation annual_report actor_meeting staff_meeting consultation reporting_register reporting_information integrity_account oath ancillary_register financial_interests psa rie_plan rie_recognised rie_review'
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l note -d 'anything to remember' -x
complete -c sv-policy -n '__fish_seen_subcommand_from change' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-policy -n '__fish_seen_subcommand_from change' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l each -d 'store record by record instead of all or nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l override-why -d 'why the gate is passed' -x
complete -c sv-policy -n '__fish_seen_subcommand_from change' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from change' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from change' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from change' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from change' -s V -l version -d 'show the version'
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l number -d 'what the version is called (the next number)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from version' -s d -l document -d 'its text: the hash is recorded, and how plain the language is' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l text -d 'the document as plain text, where it is none itself' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from version' -s l -l lang -d 'the language of the text: nl or en (nl)' -x -a 'nl en'
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l from -d 'the first day it holds' -x
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l until -d 'the last day it holds' -x
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l where -d 'where staff find it' -x
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l adopted-by -d 'who adopted it' -x
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l review -d 'the day it must be looked at again' -x
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l note -d 'what changed' -x
complete -c sv-policy -n '__fish_seen_subcommand_from version' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-policy -n '__fish_seen_subcommand_from version' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l each -d 'store record by record instead of all or nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l override-why -d 'why the gate is passed' -x
complete -c sv-policy -n '__fish_seen_subcommand_from version' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from version' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from version' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from version' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from version' -s V -l version -d 'show the version'
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -l number -d 'the version it is about (the last one)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -l status -d 'asked, given, refused or replaced_by_court' -x -a 'asked given refused replaced_by_court'
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -l on -d 'the day it happened (today)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -l answer-by -d 'the day by which an answer is expected (in six weeks)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -l note -d 'conditions or reasons' -x
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -l each -d 'store record by record instead of all or nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -l override-why -d 'why the gate is passed' -x
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from consent' -s V -l version -d 'show the version'
complete -c sv-policy -n '__fish_seen_subcommand_from law' -l on -d 'the day it happened (today)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from law' -l number -d 'the version it is about (the last one)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from law' -l outcome -d 'in_order or change_needed' -x -a 'in_order change_needed'
complete -c sv-policy -n '__fish_seen_subcommand_from law' -l changes -d 'which laws or rulings changed, and what follows' -x
complete -c sv-policy -n '__fish_seen_subcommand_from law' -l by-whom -d 'who looked' -x
complete -c sv-policy -n '__fish_seen_subcommand_from law' -l next -d 'the day of the next check (in a year)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from law' -l change-by -d 'the day by which a new version should be there (in three months)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from law' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-policy -n '__fish_seen_subcommand_from law' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from law' -l each -d 'store record by record instead of all or nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from law' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-policy -n '__fish_seen_subcommand_from law' -l override-why -d 'why the gate is passed' -x
complete -c sv-policy -n '__fish_seen_subcommand_from law' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from law' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from law' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from law' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from law' -s V -l version -d 'show the version'
complete -c sv-policy -n '__fish_seen_subcommand_from done' -l on -d 'the day it ended (today)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from done' -s w -l why -d 'why' -x
complete -c sv-policy -n '__fish_seen_subcommand_from done' -l replaced-by -d 'what came in its place' -x
complete -c sv-policy -n '__fish_seen_subcommand_from done' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-policy -n '__fish_seen_subcommand_from done' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from done' -l each -d 'store record by record instead of all or nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from done' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-policy -n '__fish_seen_subcommand_from done' -l override-why -d 'why the gate is passed' -x
complete -c sv-policy -n '__fish_seen_subcommand_from done' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from done' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from done' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from done' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from done' -s V -l version -d 'show the version'
complete -c sv-policy -n '__fish_seen_subcommand_from check' -l staff -d 'how many people work here (the latest headcount, else the protocol)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from check' -l sector -d 'a sector it is in (the protocol\'s)' -x -a 'private union_acts government municipality education school care'
complete -c sv-policy -n '__fish_seen_subcommand_from check' -l on -d 'as it is on this day (today)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from check' -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-policy -n '__fish_seen_subcommand_from check' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from check' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from check' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from check' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-policy -n '__fish_seen_subcommand_from check' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from check' -s V -l version -d 'show the version'
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -s s -l score -d 'a score for a statement (sv-policy statements)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -l on -d 'the day of the assessment (today)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -l by-whom -d 'who took part: functions, no persons\' names' -x
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -l note -d 'what explains the scores, and what is to be done' -x
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -l each -d 'store record by record instead of all or nothing'
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -l override-why -d 'why the gate is passed' -x
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from assess' -s V -l version -d 'show the version'
complete -c sv-policy -n '__fish_seen_subcommand_from assessments' -l format -d 'text, json, csv, or ndjson for the records (text)' -x -a 'text json csv ndjson'
complete -c sv-policy -n '__fish_seen_subcommand_from assessments' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from assessments' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from assessments' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from assessments' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-policy -n '__fish_seen_subcommand_from assessments' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from assessments' -s V -l version -d 'show the version'
complete -c sv-policy -n '__fish_seen_subcommand_from statements' -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-policy -n '__fish_seen_subcommand_from statements' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from statements' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from statements' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from statements' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-policy -n '__fish_seen_subcommand_from statements' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from statements' -s V -l version -d 'show the version'
complete -c sv-policy -n '__fish_seen_subcommand_from list' -s a -l all -d 'those that are over too'
complete -c sv-policy -n '__fish_seen_subcommand_from list' -l format -d 'ndjson, text, csv or id (ndjson)' -x -a 'ndjson text csv id'
complete -c sv-policy -n '__fish_seen_subcommand_from list' -l on -d 'what is in force on this day (today)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from list' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from list' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from list' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from list' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-policy -n '__fish_seen_subcommand_from list' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from list' -s V -l version -d 'show the version'
complete -c sv-policy -n '__fish_seen_subcommand_from show' -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-policy -n '__fish_seen_subcommand_from show' -l on -d 'what is in force on this day (today)' -x
complete -c sv-policy -n '__fish_seen_subcommand_from show' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-policy -n '__fish_seen_subcommand_from show' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-policy -n '__fish_seen_subcommand_from show' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-policy -n '__fish_seen_subcommand_from show' -s h -l help -d 'show this help'
complete -c sv-policy -n '__fish_seen_subcommand_from show' -s V -l version -d 'show the version'
complete -c sv-protocol -n __fish_use_subcommand -a show -d 'print the rules in force as JSON'
complete -c sv-protocol -n __fish_use_subcommand -a check -d 'say whether a file is a good protocol'
complete -c sv-protocol -n __fish_use_subcommand -a set -d 'put a file in force from now on'
complete -c sv-protocol -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-protocol -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-protocol -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-protocol -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-protocol -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-protocol -n '__fish_seen_subcommand_from show' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-protocol -n '__fish_seen_subcommand_from show' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-protocol -n '__fish_seen_subcommand_from show' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-protocol -n '__fish_seen_subcommand_from show' -s h -l help -d 'show this help'
complete -c sv-protocol -n '__fish_seen_subcommand_from show' -s V -l version -d 'show the version'
complete -c sv-protocol -n '__fish_seen_subcommand_from check' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-protocol -n '__fish_seen_subcommand_from check' -s h -l help -d 'show this help'
complete -c sv-protocol -n '__fish_seen_subcommand_from check' -s V -l version -d 'show the version'
complete -c sv-protocol -n '__fish_seen_subcommand_from check' -F
complete -c sv-protocol -n '__fish_seen_subcommand_from set' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-protocol -n '__fish_seen_subcommand_from set' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-protocol -n '__fish_seen_subcommand_from set' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-protocol -n '__fish_seen_subcommand_from set' -s h -l help -d 'show this help'
complete -c sv-protocol -n '__fish_seen_subcommand_from set' -s V -l version -d 'show the version'
complete -c sv-protocol -n '__fish_seen_subcommand_from set' -F
complete -c sv-report -s k -l kind -d 'report (melding), complaint (klacht) or signal (signaal)' -x -a 'report complaint signal'
complete -c sv-report -l confidentiality -d 'who may know the reporter: named, confidential or anonymous' -x -a 'named confidential anonymous'
complete -c sv-report -l channel -d 'how it came in' -x -a '(__sv_ask channel)'
complete -c sv-report -s c -l category -d 'kind of behaviour' -x -a '(__sv_ask category)'
complete -c sv-report -s u -l unit -d 'organisational unit' -x -a '(__sv_ask unit)'
complete -c sv-report -s g -l gravity -d 'desirable, undesirable or transgressive' -x -a 'desirable undesirable transgressive'
complete -c sv-report -l received -d 'day it came in (today)' -x
complete -c sv-report -l incident -d 'day it happened, or began' -x
complete -c sv-report -l written -d 'handed in in writing'
complete -c sv-report -l oral -d 'told, not written'
complete -c sv-report -l settled -d 'a manager has settled it already'
complete -c sv-report -l narrative -d 'what happened, read from a file' -x
complete -c sv-report -l receipt-fd -d 'anonymous: write the receipt to this descriptor (shown on a terminal)' -x
complete -c sv-report -l drop -d 'hand in, sealed, into this folder; without store or identity' -x -a '(__fish_complete_directories)'
complete -c sv-report -l desk -d 'hand in to these officers: what sv-key desk printed' -r -F
complete -c sv-report -l except -d 'hand in so that this officer cannot open it' -x -a '(__sv_ask officer)'
complete -c sv-report -l inbox -d 'take in what was handed in into this folder' -x -a '(__fish_complete_directories)'
complete -c sv-report -s e -l edit -d 'fill in a form in your editor'
complete -c sv-report -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-report -l each -d 'store record by record instead of all or nothing'
complete -c sv-report -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-report -l override-why -d 'why the gate is passed' -x
complete -c sv-report -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-report -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-report -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-report -s h -l help -d 'show this help'
complete -c sv-report -s V -l version -d 'show the version'
complete -c sv-risk -n __fish_use_subcommand -a add -d 'add a risk analysis'
complete -c sv-risk -n __fish_use_subcommand -a change -d 'change what is said of an analysis'
complete -c sv-risk -n __fish_use_subcommand -a assess -d 'record how likely and how grave its risks are'
complete -c sv-risk -n __fish_use_subcommand -a measure -d 'record a measure, with its owner and day'
complete -c sv-risk -n __fish_use_subcommand -a follow -d 'record what became of a measure'
complete -c sv-risk -n __fish_use_subcommand -a done -d 'record that an analysis is over'
complete -c sv-risk -n __fish_use_subcommand -a list -d 'list the analyses'
complete -c sv-risk -n __fish_use_subcommand -a show -d 'show an analysis with its measures'
complete -c sv-risk -n __fish_use_subcommand -a heat -d 'map the risks by likelihood and impact'
complete -c sv-risk -n __fish_use_subcommand -s a -l all -d 'those that are over too'
complete -c sv-risk -n __fish_use_subcommand -s b -l before -d 'as they were before measures'
complete -c sv-risk -n __fish_use_subcommand -l by -d 'the day it should be done' -x
complete -c sv-risk -n __fish_use_subcommand -l by-whom -d 'who judged' -x
complete -c sv-risk -n __fish_use_subcommand -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-risk -n __fish_use_subcommand -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-risk -n __fish_use_subcommand -l each -d 'store record by record instead of all or nothing'
complete -c sv-risk -n __fish_use_subcommand -s e -l edit -d 'fill in a form in your editor'
complete -c sv-risk -n __fish_use_subcommand -l effect -d 'what was done and what it brought' -x
complete -c sv-risk -n __fish_use_subcommand -s f -l factor -d 'the risk factor, from the protocol\'s causes' -x -a '(__sv_ask cause)'
complete -c sv-risk -n __fish_use_subcommand -l format -d 'ndjson, text, csv or id (ndjson)' -x -a 'ndjson text csv id'
complete -c sv-risk -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-risk -n __fish_use_subcommand -s i -l impact -d 'how grave: 1 hardly, 5 very' -x
complete -c sv-risk -n __fish_use_subcommand -l impact-after -d 'how grave with the measures' -x
complete -c sv-risk -n __fish_use_subcommand -l input -d 'how staff had their say, and what else was used' -x -a 'talks workshop interviews survey observation figures confidants works_council other'
complete -c sv-risk -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-risk -n __fish_use_subcommand -s l -l likelihood -d 'how likely: 1 hardly, 5 almost certain' -x
complete -c sv-risk -n __fish_use_subcommand -l likelihood-after -d 'how likely with the measures' -x
complete -c sv-risk -n __fish_use_subcommand -l measure -d 'the measure: m1, m2, ...' -x
complete -c sv-risk -n __fish_use_subcommand -l name -d 'a short name to use instead of its id' -x
complete -c sv-risk -n __fish_use_subcommand -l next -d 'the day it is made again' -x
complete -c sv-risk -n __fish_use_subcommand -l note -d 'anything to remember' -x
complete -c sv-risk -n __fish_use_subcommand -l on -d 'the day it happened (today)' -x
complete -c sv-risk -n __fish_use_subcommand -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-risk -n __fish_use_subcommand -l override-why -d 'why the gate is passed' -x
complete -c sv-risk -n __fish_use_subcommand -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-risk -n __fish_use_subcommand -l participants -d 'how many of the staff took part' -x
complete -c sv-risk -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-risk -n __fish_use_subcommand -l reference -d 'what it follows from' -x
complete -c sv-risk -n __fish_use_subcommand -l replaced-by -d 'what came in its place' -x
complete -c sv-risk -n __fish_use_subcommand -l rie -d 'the RI&E it belongs to, and its part on psychosocial workload' -x
complete -c sv-risk -n __fish_use_subcommand -l status -d 'done, in_progress or dropped' -x -a 'done in_progress dropped'
complete -c sv-risk -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-risk -n __fish_use_subcommand -l text -d 'the risk in a few words' -x
complete -c sv-risk -n __fish_use_subcommand -s t -l title -d 'what is analysed' -x
complete -c sv-risk -n __fish_use_subcommand -l trigger -d 'why it is made: periodic, cluster, change or incident' -x -a 'periodic cluster change incident'
complete -c sv-risk -n __fish_use_subcommand -s u -l unit -d 'the unit it is about (the whole organisation)' -x -a '(__sv_ask unit)'
complete -c sv-risk -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-risk -n __fish_use_subcommand -s w -l why -d 'why' -x
complete -c sv-risk -n __fish_use_subcommand -l worked -d 'whether it did what it was meant for: yes, partly or no' -x -a 'yes partly no'
complete -c sv-risk -n '__fish_seen_subcommand_from add' -s t -l title -d 'what is analysed' -x
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l name -d 'a short name to use instead of its id' -x
complete -c sv-risk -n '__fish_seen_subcommand_from add' -s u -l unit -d 'the unit it is about (the whole organisation)' -x -a '(__sv_ask unit)'
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l trigger -d 'why it is made: periodic, cluster, change or incident' -x -a 'periodic cluster change incident'
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l reference -d 'what it follows from' -x
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l rie -d 'the RI&E it belongs to, and its part on psychosocial workload' -x
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l input -d 'how staff had their say, and what else was used' -x -a 'talks workshop interviews survey observation figures confidants works_council other'
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l participants -d 'how many of the staff took part' -x
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l next -d 'the day it is made again' -x
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l note -d 'anything to remember' -x
complete -c sv-risk -n '__fish_seen_subcommand_from add' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-risk -n '__fish_seen_subcommand_from add' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l each -d 'store record by record instead of all or nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l override-why -d 'why the gate is passed' -x
complete -c sv-risk -n '__fish_seen_subcommand_from add' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-risk -n '__fish_seen_subcommand_from add' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-risk -n '__fish_seen_subcommand_from add' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-risk -n '__fish_seen_subcommand_from add' -s h -l help -d 'show this help'
complete -c sv-risk -n '__fish_seen_subcommand_from add' -s V -l version -d 'show the version'
complete -c sv-risk -n '__fish_seen_subcommand_from change' -s t -l title -d 'what is analysed' -x
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l name -d 'a short name to use instead of its id' -x
complete -c sv-risk -n '__fish_seen_subcommand_from change' -s u -l unit -d 'the unit it is about (the whole organisation)' -x -a '(__sv_ask unit)'
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l trigger -d 'why it is made: periodic, cluster, change or incident' -x -a 'periodic cluster change incident'
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l reference -d 'what it follows from' -x
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l rie -d 'the RI&E it belongs to, and its part on psychosocial workload' -x
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l input -d 'how staff had their say, and what else was used' -x -a 'talks workshop interviews survey observation figures confidants works_council other'
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l participants -d 'how many of the staff took part' -x
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l next -d 'the day it is made again' -x
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l note -d 'anything to remember' -x
complete -c sv-risk -n '__fish_seen_subcommand_from change' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-risk -n '__fish_seen_subcommand_from change' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l each -d 'store record by record instead of all or nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l override-why -d 'why the gate is passed' -x
complete -c sv-risk -n '__fish_seen_subcommand_from change' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-risk -n '__fish_seen_subcommand_from change' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-risk -n '__fish_seen_subcommand_from change' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-risk -n '__fish_seen_subcommand_from change' -s h -l help -d 'show this help'
complete -c sv-risk -n '__fish_seen_subcommand_from change' -s V -l version -d 'show the version'
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -l on -d 'the day it happened (today)' -x
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -s f -l factor -d 'the risk factor, from the protocol\'s causes' -x -a '(__sv_ask cause)'
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -l text -d 'the risk in a few words' -x
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -s l -l likelihood -d 'how likely: 1 hardly, 5 almost certain' -x
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -s i -l impact -d 'how grave: 1 hardly, 5 very' -x
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -l likelihood-after -d 'how likely with the measures' -x
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -l impact-after -d 'how grave with the measures' -x
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -l by-whom -d 'who judged' -x
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -l next -d 'the day it is made again' -x
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -l note -d 'anything to remember' -x
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -l each -d 'store record by record instead of all or nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -l override-why -d 'why the gate is passed' -x
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -s h -l help -d 'show this help'
complete -c sv-risk -n '__fish_seen_subcommand_from assess' -s V -l version -d 'show the version'
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -l text -d 'what will be done' -x
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -l owner -d 'who sees to it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -l by -d 'the day it should be done' -x
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -s f -l factor -d 'the risk factor it is against' -x -a '(__sv_ask cause)'
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -l note -d 'anything to remember' -x
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -l each -d 'store record by record instead of all or nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -l override-why -d 'why the gate is passed' -x
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -s h -l help -d 'show this help'
complete -c sv-risk -n '__fish_seen_subcommand_from measure' -s V -l version -d 'show the version'
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -l measure -d 'the measure: m1, m2, ...' -x
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -l status -d 'done, in_progress or dropped' -x -a 'done in_progress dropped'
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -l on -d 'the day it happened (today)' -x
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -l by -d 'another day by which it should be done' -x
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -l owner -d 'another owner' -x -a '(__sv_ask officer)'
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -l effect -d 'what was done and what it brought' -x
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -l worked -d 'whether it did what it was meant for: yes, partly or no' -x -a 'yes partly no'
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -l each -d 'store record by record instead of all or nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -l override-why -d 'why the gate is passed' -x
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -s h -l help -d 'show this help'
complete -c sv-risk -n '__fish_seen_subcommand_from follow' -s V -l version -d 'show the version'
complete -c sv-risk -n '__fish_seen_subcommand_from done' -l on -d 'the day it ended (today)' -x
complete -c sv-risk -n '__fish_seen_subcommand_from done' -s w -l why -d 'why' -x
complete -c sv-risk -n '__fish_seen_subcommand_from done' -l replaced-by -d 'what came in its place' -x
complete -c sv-risk -n '__fish_seen_subcommand_from done' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-risk -n '__fish_seen_subcommand_from done' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from done' -l each -d 'store record by record instead of all or nothing'
complete -c sv-risk -n '__fish_seen_subcommand_from done' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-risk -n '__fish_seen_subcommand_from done' -l override-why -d 'why the gate is passed' -x
complete -c sv-risk -n '__fish_seen_subcommand_from done' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-risk -n '__fish_seen_subcommand_from done' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-risk -n '__fish_seen_subcommand_from done' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-risk -n '__fish_seen_subcommand_from done' -s h -l help -d 'show this help'
complete -c sv-risk -n '__fish_seen_subcommand_from done' -s V -l version -d 'show the version'
complete -c sv-risk -n '__fish_seen_subcommand_from list' -s u -l unit -d 'only of this unit and those within it' -x -a '(__sv_ask unit)'
complete -c sv-risk -n '__fish_seen_subcommand_from list' -s a -l all -d 'those that are over too'
complete -c sv-risk -n '__fish_seen_subcommand_from list' -l format -d 'ndjson, text, csv or id (ndjson)' -x -a 'ndjson text csv id'
complete -c sv-risk -n '__fish_seen_subcommand_from list' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-risk -n '__fish_seen_subcommand_from list' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-risk -n '__fish_seen_subcommand_from list' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-risk -n '__fish_seen_subcommand_from list' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-risk -n '__fish_seen_subcommand_from list' -s h -l help -d 'show this help'
complete -c sv-risk -n '__fish_seen_subcommand_from list' -s V -l version -d 'show the version'
complete -c sv-risk -n '__fish_seen_subcommand_from show' -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-risk -n '__fish_seen_subcommand_from show' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-risk -n '__fish_seen_subcommand_from show' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-risk -n '__fish_seen_subcommand_from show' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-risk -n '__fish_seen_subcommand_from show' -s h -l help -d 'show this help'
complete -c sv-risk -n '__fish_seen_subcommand_from show' -s V -l version -d 'show the version'
complete -c sv-risk -n '__fish_seen_subcommand_from heat' -s u -l unit -d 'only of this unit and those within it' -x -a '(__sv_ask unit)'
complete -c sv-risk -n '__fish_seen_subcommand_from heat' -s b -l before -d 'as they were before measures'
complete -c sv-risk -n '__fish_seen_subcommand_from heat' -l format -d 'text, svg or json (text)' -x -a 'text svg json'
complete -c sv-risk -n '__fish_seen_subcommand_from heat' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-risk -n '__fish_seen_subcommand_from heat' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-risk -n '__fish_seen_subcommand_from heat' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-risk -n '__fish_seen_subcommand_from heat' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-risk -n '__fish_seen_subcommand_from heat' -s h -l help -d 'show this help'
complete -c sv-risk -n '__fish_seen_subcommand_from heat' -s V -l version -d 'show the version'
complete -c sv-show -l content -d 'open narratives, reasons and reports; needs --why and is recorded'
complete -c sv-show -l identity -d 'open who the people are; needs --why and is recorded'
complete -c sv-show -s w -l why -d 'the reason for opening' -x
complete -c sv-show -l format -d 'text, json or html (text)' -x -a 'text json html'
complete -c sv-show -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-show -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-show -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-show -s h -l help -d 'show this help'
complete -c sv-show -s V -l version -d 'show the version'
complete -c sv-show -a '(__sv_ask case)'
complete -c sv-stats -n __fish_use_subcommand -a terms -d 'how every term was kept'
complete -c sv-stats -n __fish_use_subcommand -a metrics -d 'the metrics of the field'
complete -c sv-stats -n __fish_use_subcommand -a causes -d 'red threads: root causes by unit and time'
complete -c sv-stats -n __fish_use_subcommand -a clusters -d 'units with more reports than expected'
complete -c sv-stats -n __fish_use_subcommand -a uniformity -d 'whether like cases are handled alike'
complete -c sv-stats -n __fish_use_subcommand -a trends -d 'what changed over the periods'
complete -c sv-stats -n __fish_use_subcommand -a threads -d 'root causes that stand out'
complete -c sv-stats -n __fish_use_subcommand -a certificate -d 'the proof that nothing hidden can be found from a publication'
complete -c sv-stats -n __fish_use_subcommand -a verify -d 'check such a proof, without the store'
complete -c sv-stats -n __fish_use_subcommand -l as-of -d 'as it was known on this day, or at this commit' -x
complete -c sv-stats -n __fish_use_subcommand -s b -l by -d 'for each word of this; up to five' -x -a 'period year quarter month unit kind category group channel confidentiality gravity basis origin state route outcome reporter_position affected_position concerned_position admissible settled oral converted reopened investigated aftercare retaliation followed_up imported decided_year decided_quarter decided_month closed_year closed_quarter closed_month measure cause override route_taken outcome_each allegation_category finding link recommendation unmet timeliness'
complete -c sv-stats -n __fish_use_subcommand -s c -l category -d 'only this category' -x -a '(__sv_ask category)'
complete -c sv-stats -n __fish_use_subcommand -l channel -d 'only this channel' -x -a '(__sv_ask channel)'
complete -c sv-stats -n __fish_use_subcommand -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-stats -n __fish_use_subcommand -l confidentiality -d 'only this confidentiality' -x
complete -c sv-stats -n __fish_use_subcommand -l count -d 'what is counted: cases, reporters, concerned, allegations, contacts or overrides (cases)' -x -a 'cases reporters concerned allegations contacts overrides'
complete -c sv-stats -n __fish_use_subcommand -s d -l days -d 'measure the days of this span instead of counting' -x -a 'incident-received received-triaged received-decided received-closed decided-closed'
complete -c sv-stats -n __fish_use_subcommand -l decisions -d 'single decisions that depart from their precedents'
complete -c sv-stats -n __fish_use_subcommand -s n -l dry-run -d 'with --publish: protect and print, but record nothing'
complete -c sv-stats -n __fish_use_subcommand -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-stats -n __fish_use_subcommand -l from -d 'received on this day or later' -x
complete -c sv-stats -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-stats -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-stats -n __fish_use_subcommand -s k -l kind -d 'only this kind' -x
complete -c sv-stats -n __fish_use_subcommand -l last -d 'so many periods (6 years, 9 quarters, 25 months)' -x
complete -c sv-stats -n __fish_use_subcommand -l least -d 'only causes with so many cases (2)' -x
complete -c sv-stats -n __fish_use_subcommand -s m -l margins -d 'with totals; a unit counts in those above it'
complete -c sv-stats -n __fish_use_subcommand -s o -l outcome -d 'only this outcome' -x
complete -c sv-stats -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-stats -n __fish_use_subcommand -l past -d 'years before the last one that tell what is usual (3)' -x
complete -c sv-stats -n __fish_use_subcommand -s p -l period -d 'length of a period: year, quarter or month (year)' -x -a 'year quarter month'
complete -c sv-stats -n __fish_use_subcommand -l publish -d 'protect the table, beside all that was published before, and record it as published'
complete -c sv-stats -n __fish_use_subcommand -l rate -d 'per 100 staff a year too, with its 95% interval'
complete -c sv-stats -n __fish_use_subcommand -s r -l route -d 'only this route' -x -a '(__sv_ask route)'
complete -c sv-stats -n __fish_use_subcommand -l share -d 'the share in the last dimension too, with its 95% interval'
complete -c sv-stats -n __fish_use_subcommand -s s -l state -d 'only cases in this state' -x -a 'registered triaged investigating decided aftercare closed erased'
complete -c sv-stats -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-stats -n __fish_use_subcommand -l to -d 'received on this day or earlier' -x
complete -c sv-stats -n __fish_use_subcommand -s u -l unit -d 'only this unit' -x -a '(__sv_ask unit)'
complete -c sv-stats -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-stats -n __fish_use_subcommand -l where -d 'only cases with this word of any dimension' -x
complete -c sv-stats -n __fish_use_subcommand -l years -d 'decisions of so many years (3; 5 where those are few)' -x
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s b -l by -d 'for each word of this; up to five' -x -a 'period year quarter month unit kind category group channel confidentiality gravity basis origin state route outcome reporter_position affected_position concerned_position admissible settled oral converted reopened investigated aftercare retaliation followed_up imported decided_year decided_quarter decided_month closed_year closed_quarter closed_month measure cause override route_taken outcome_each allegation_category finding link recommendation unmet timeliness'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s p -l period -d 'length of a period: year, quarter or month (year)' -x -a 'year quarter month'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s m -l margins -d 'with totals; a unit counts in those above it'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s s -l state -d 'only cases in this state' -x -a 'registered triaged investigating decided aftercare closed erased'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s k -l kind -d 'only this kind' -x
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s c -l category -d 'only this category' -x -a '(__sv_ask category)'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s u -l unit -d 'only this unit' -x -a '(__sv_ask unit)'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -l channel -d 'only this channel' -x -a '(__sv_ask channel)'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -l confidentiality -d 'only this confidentiality' -x
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s r -l route -d 'only this route' -x -a '(__sv_ask route)'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s o -l outcome -d 'only this outcome' -x
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -l from -d 'received on this day or later' -x
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -l to -d 'received on this day or earlier' -x
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -l where -d 'only cases with this word of any dimension' -x
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -l as-of -d 'as it was known on this day, or at this commit' -x
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s h -l help -d 'show this help'
complete -c sv-stats -n '__fish_seen_subcommand_from terms' -s V -l version -d 'show the version'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s b -l by -d 'for each word of this; up to five' -x -a 'period year quarter month unit kind category group channel confidentiality gravity basis origin state route outcome reporter_position affected_position concerned_position admissible settled oral converted reopened investigated aftercare retaliation followed_up imported decided_year decided_quarter decided_month closed_year closed_quarter closed_month measure cause override route_taken outcome_each allegation_category finding link recommendation unmet timeliness'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s p -l period -d 'length of a period: year, quarter or month (year)' -x -a 'year quarter month'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s m -l margins -d 'with totals; a unit counts in those above it'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s s -l state -d 'only cases in this state' -x -a 'registered triaged investigating decided aftercare closed erased'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s k -l kind -d 'only this kind' -x
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s c -l category -d 'only this category' -x -a '(__sv_ask category)'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s u -l unit -d 'only this unit' -x -a '(__sv_ask unit)'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -l channel -d 'only this channel' -x -a '(__sv_ask channel)'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -l confidentiality -d 'only this confidentiality' -x
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s r -l route -d 'only this route' -x -a '(__sv_ask route)'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s o -l outcome -d 'only this outcome' -x
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -l from -d 'received on this day or later' -x
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -l to -d 'received on this day or earlier' -x
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -l where -d 'only cases with this word of any dimension' -x
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -l as-of -d 'as it was known on this day, or at this commit' -x
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s h -l help -d 'show this help'
complete -c sv-stats -n '__fish_seen_subcommand_from metrics' -s V -l version -d 'show the version'
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -s p -l period -d 'length of a period: year, quarter or month (year)' -x -a 'year quarter month'
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -l least -d 'only causes with so many cases (2)' -x
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -s s -l state -d 'only cases in this state' -x -a 'registered triaged investigating decided aftercare closed erased'
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -s k -l kind -d 'only this kind' -x
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -s c -l category -d 'only this category' -x -a '(__sv_ask category)'
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -s u -l unit -d 'only this unit' -x -a '(__sv_ask unit)'
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -l channel -d 'only this channel' -x -a '(__sv_ask channel)'
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -l confidentiality -d 'only this confidentiality' -x
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -s r -l route -d 'only this route' -x -a '(__sv_ask route)'
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -s o -l outcome -d 'only this outcome' -x
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -l from -d 'received on this day or later' -x
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -l to -d 'received on this day or earlier' -x
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -l where -d 'only cases with this word of any dimension' -x
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -l as-of -d 'as it was known on this day, or at this commit' -x
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -s h -l help -d 'show this help'
complete -c sv-stats -n '__fish_seen_subcommand_from causes' -s V -l version -d 'show the version'
complete -c sv-stats -n '__fish_seen_subcommand_from clusters' -l past -d 'years before the last one that tell what is usual (3)' -x
complete -c sv-stats -n '__fish_seen_subcommand_from clusters' -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-stats -n '__fish_seen_subcommand_from clusters' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-stats -n '__fish_seen_subcommand_from clusters' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-stats -n '__fish_seen_subcommand_from clusters' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-stats -n '__fish_seen_subcommand_from clusters' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-stats -n '__fish_seen_subcommand_from clusters' -s h -l help -d 'show this help'
complete -c sv-stats -n '__fish_seen_subcommand_from clusters' -s V -l version -d 'show the version'
complete -c sv-stats -n '__fish_seen_subcommand_from uniformity' -l years -d 'decisions of so many years (3; 5 where those are few)' -x
complete -c sv-stats -n '__fish_seen_subcommand_from uniformity' -l decisions -d 'single decisions that depart from their precedents'
complete -c sv-stats -n '__fish_seen_subcommand_from uniformity' -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-stats -n '__fish_seen_subcommand_from uniformity' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-stats -n '__fish_seen_subcommand_from uniformity' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-stats -n '__fish_seen_subcommand_from uniformity' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-stats -n '__fish_seen_subcommand_from uniformity' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-stats -n '__fish_seen_subcommand_from uniformity' -s h -l help -d 'show this help'
complete -c sv-stats -n '__fish_seen_subcommand_from uniformity' -s V -l version -d 'show the version'
complete -c sv-stats -n '__fish_seen_subcommand_from trends' -s b -l by -d 'for each word of this too' -x -a 'unit kind category gravity channel confidentiality route outcome concerned_position cause'
complete -c sv-stats -n '__fish_seen_subcommand_from trends' -s p -l period -d 'length of a period: year, quarter or month (year)' -x -a 'year quarter month'
complete -c sv-stats -n '__fish_seen_subcommand_from trends' -l last -d 'so many periods (6 years, 9 quarters, 25 months)' -x
complete -c sv-stats -n '__fish_seen_subcommand_from trends' -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-stats -n '__fish_seen_subcommand_from trends' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-stats -n '__fish_seen_subcommand_from trends' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-stats -n '__fish_seen_subcommand_from trends' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-stats -n '__fish_seen_subcommand_from trends' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-stats -n '__fish_seen_subcommand_from trends' -s h -l help -d 'show this help'
complete -c sv-stats -n '__fish_seen_subcommand_from trends' -s V -l version -d 'show the version'
complete -c sv-stats -n '__fish_seen_subcommand_from threads' -l years -d 'cases of so many years (3)' -x
complete -c sv-stats -n '__fish_seen_subcommand_from threads' -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-stats -n '__fish_seen_subcommand_from threads' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-stats -n '__fish_seen_subcommand_from threads' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-stats -n '__fish_seen_subcommand_from threads' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-stats -n '__fish_seen_subcommand_from threads' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-stats -n '__fish_seen_subcommand_from threads' -s h -l help -d 'show this help'
complete -c sv-stats -n '__fish_seen_subcommand_from threads' -s V -l version -d 'show the version'
complete -c sv-stats -n '__fish_seen_subcommand_from certificate' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-stats -n '__fish_seen_subcommand_from certificate' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-stats -n '__fish_seen_subcommand_from certificate' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-stats -n '__fish_seen_subcommand_from certificate' -s h -l help -d 'show this help'
complete -c sv-stats -n '__fish_seen_subcommand_from certificate' -s V -l version -d 'show the version'
complete -c sv-stats -n '__fish_seen_subcommand_from verify' -l least -d 'how far apart what a hidden number may be must lie (5)' -x
complete -c sv-stats -n '__fish_seen_subcommand_from verify' -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-stats -n '__fish_seen_subcommand_from verify' -s h -l help -d 'show this help'
complete -c sv-stats -n '__fish_seen_subcommand_from verify' -s V -l version -d 'show the version'
complete -c sv-survey -n __fish_use_subcommand -a add -d 'add a survey'
complete -c sv-survey -n __fish_use_subcommand -a change -d 'change what is said of a survey'
complete -c sv-survey -n __fish_use_subcommand -a done -d 'record that a survey is over'
complete -c sv-survey -n __fish_use_subcommand -a questionnaire -d 'print a questionnaire to fill in'
complete -c sv-survey -n __fish_use_subcommand -a score -d 'score answers, and store what may be shown of them'
complete -c sv-survey -n __fish_use_subcommand -a compare -d 'hold two results against each other'
complete -c sv-survey -n __fish_use_subcommand -a report -d 'print a result as a report'
complete -c sv-survey -n __fish_use_subcommand -a forget -d 'delete the answers that were kept'
complete -c sv-survey -n __fish_use_subcommand -a list -d 'list the surveys'
complete -c sv-survey -n __fish_use_subcommand -a show -d 'show a survey with its results'
complete -c sv-survey -n __fish_use_subcommand -s a -l all -d 'those that are over too'
complete -c sv-survey -n __fish_use_subcommand -s a -l answers -d 'the answers, as CSV or as records; - is stdin' -r -F
complete -c sv-survey -n __fish_use_subcommand -s b -l before -d 'the measurement that changes are counted from (the last one before this)' -x
complete -c sv-survey -n __fish_use_subcommand -l before-answers -d 'the answers of that measurement, where they were not kept' -r -F
complete -c sv-survey -n __fish_use_subcommand -l benchmarks -d 'figures of others to show beside (JSON)' -r -F
complete -c sv-survey -n __fish_use_subcommand -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-survey -n __fish_use_subcommand -l depth -d 'levels of units that are shown (all)' -x
complete -c sv-survey -n __fish_use_subcommand -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-survey -n __fish_use_subcommand -l each -d 'store record by record instead of all or nothing'
complete -c sv-survey -n __fish_use_subcommand -s e -l edit -d 'fill in a form in your editor'
complete -c sv-survey -n __fish_use_subcommand -l format -d 'text, md, json, or csv: the first line of a file of answers (text)' -x -a 'text md json csv'
complete -c sv-survey -n __fish_use_subcommand -l from -d 'the first day of the period in which people answer' -x
complete -c sv-survey -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-survey -n __fish_use_subcommand -l keep -d 'keep the answers after they were scored, sealed beside the history'
complete -c sv-survey -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-survey -n __fish_use_subcommand -s l -l lang -d 'nl or en (that of the questionnaire)' -x -a 'nl en'
complete -c sv-survey -n __fish_use_subcommand -l name -d 'a short name to use instead of its id' -x
complete -c sv-survey -n __fish_use_subcommand -l next -d 'the day of the next measurement' -x
complete -c sv-survey -n __fish_use_subcommand -l note -d 'anything to remember' -x
complete -c sv-survey -n __fish_use_subcommand -l on -d 'the day it ended (today)' -x
complete -c sv-survey -n __fish_use_subcommand -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-survey -n __fish_use_subcommand -l override-why -d 'why the gate is passed' -x
complete -c sv-survey -n __fish_use_subcommand -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-survey -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-survey -n __fish_use_subcommand -l population -d 'how many people are asked in a unit; N alone: of all' -x
complete -c sv-survey -n __fish_use_subcommand -s q -l questionnaire -d 'its questionnaire: a file, or the name of a shipped or an earlier one (beleving)' -r -F
complete -c sv-survey -n __fish_use_subcommand -l replaced-by -d 'what came in its place' -x
complete -c sv-survey -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-survey -n __fish_use_subcommand -s t -l title -d 'what it is called' -x
complete -c sv-survey -n __fish_use_subcommand -l until -d 'the last day of that period' -x
complete -c sv-survey -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-survey -n __fish_use_subcommand -s w -l why -d 'why' -x
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l name -d 'a short name to use instead of its id' -x
complete -c sv-survey -n '__fish_seen_subcommand_from add' -s t -l title -d 'what it is called' -x
complete -c sv-survey -n '__fish_seen_subcommand_from add' -s q -l questionnaire -d 'its questionnaire: a file, or the name of a shipped or an earlier one (beleving)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l from -d 'the first day of the period in which people answer' -x
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l until -d 'the last day of that period' -x
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l next -d 'the day of the next measurement' -x
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l population -d 'how many people are asked in a unit; N alone: of all' -x
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l depth -d 'levels of units that are shown (all)' -x
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l keep -d 'keep the answers after they were scored, sealed beside the history'
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l note -d 'anything to remember' -x
complete -c sv-survey -n '__fish_seen_subcommand_from add' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-survey -n '__fish_seen_subcommand_from add' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l each -d 'store record by record instead of all or nothing'
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l override-why -d 'why the gate is passed' -x
complete -c sv-survey -n '__fish_seen_subcommand_from add' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-survey -n '__fish_seen_subcommand_from add' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from add' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-survey -n '__fish_seen_subcommand_from add' -s h -l help -d 'show this help'
complete -c sv-survey -n '__fish_seen_subcommand_from add' -s V -l version -d 'show the version'
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l name -d 'a short name to use instead of its id' -x
complete -c sv-survey -n '__fish_seen_subcommand_from change' -s t -l title -d 'what it is called' -x
complete -c sv-survey -n '__fish_seen_subcommand_from change' -s q -l questionnaire -d 'its questionnaire: a file, or the name of a shipped or an earlier one (beleving)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l from -d 'the first day of the period in which people answer' -x
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l until -d 'the last day of that period' -x
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l next -d 'the day of the next measurement' -x
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l population -d 'how many people are asked in a unit; N alone: of all' -x
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l depth -d 'levels of units that are shown (all)' -x
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l keep -d 'keep the answers after they were scored, sealed beside the history'
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l note -d 'anything to remember' -x
complete -c sv-survey -n '__fish_seen_subcommand_from change' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-survey -n '__fish_seen_subcommand_from change' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l each -d 'store record by record instead of all or nothing'
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l override-why -d 'why the gate is passed' -x
complete -c sv-survey -n '__fish_seen_subcommand_from change' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-survey -n '__fish_seen_subcommand_from change' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from change' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-survey -n '__fish_seen_subcommand_from change' -s h -l help -d 'show this help'
complete -c sv-survey -n '__fish_seen_subcommand_from change' -s V -l version -d 'show the version'
complete -c sv-survey -n '__fish_seen_subcommand_from done' -l on -d 'the day it ended (today)' -x
complete -c sv-survey -n '__fish_seen_subcommand_from done' -s w -l why -d 'why' -x
complete -c sv-survey -n '__fish_seen_subcommand_from done' -l replaced-by -d 'what came in its place' -x
complete -c sv-survey -n '__fish_seen_subcommand_from done' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-survey -n '__fish_seen_subcommand_from done' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-survey -n '__fish_seen_subcommand_from done' -l each -d 'store record by record instead of all or nothing'
complete -c sv-survey -n '__fish_seen_subcommand_from done' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-survey -n '__fish_seen_subcommand_from done' -l override-why -d 'why the gate is passed' -x
complete -c sv-survey -n '__fish_seen_subcommand_from done' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-survey -n '__fish_seen_subcommand_from done' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from done' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-survey -n '__fish_seen_subcommand_from done' -s h -l help -d 'show this help'
complete -c sv-survey -n '__fish_seen_subcommand_from done' -s V -l version -d 'show the version'
complete -c sv-survey -n '__fish_seen_subcommand_from questionnaire' -l format -d 'text, md, json, or csv: the first line of a file of answers (text)' -x -a 'text md json csv'
complete -c sv-survey -n '__fish_seen_subcommand_from questionnaire' -s l -l lang -d 'nl or en (that of the questionnaire)' -x -a 'nl en'
complete -c sv-survey -n '__fish_seen_subcommand_from questionnaire' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-survey -n '__fish_seen_subcommand_from questionnaire' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from questionnaire' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-survey -n '__fish_seen_subcommand_from questionnaire' -s h -l help -d 'show this help'
complete -c sv-survey -n '__fish_seen_subcommand_from questionnaire' -s V -l version -d 'show the version'
complete -c sv-survey -n '__fish_seen_subcommand_from score' -s a -l answers -d 'the answers, as CSV or as records; - is stdin' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from score' -l on -d 'the day of the measurement (today)' -x
complete -c sv-survey -n '__fish_seen_subcommand_from score' -l next -d 'the day of the next measurement (in a year)' -x
complete -c sv-survey -n '__fish_seen_subcommand_from score' -s b -l before -d 'the measurement that changes are counted from (the last one before this)' -x
complete -c sv-survey -n '__fish_seen_subcommand_from score' -l before-answers -d 'the answers of that measurement, where they were not kept' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from score' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-survey -n '__fish_seen_subcommand_from score' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-survey -n '__fish_seen_subcommand_from score' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from score' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-survey -n '__fish_seen_subcommand_from score' -s h -l help -d 'show this help'
complete -c sv-survey -n '__fish_seen_subcommand_from score' -s V -l version -d 'show the version'
complete -c sv-survey -n '__fish_seen_subcommand_from compare' -s a -l answers -d 'the answers that were scored, of both, in their order' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from compare' -s q -l questionnaire -d 'compare two files of answers to this questionnaire, of no survey' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from compare' -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-survey -n '__fish_seen_subcommand_from compare' -l benchmarks -d 'figures of others to show beside (JSON)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from compare' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-survey -n '__fish_seen_subcommand_from compare' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from compare' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-survey -n '__fish_seen_subcommand_from compare' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-survey -n '__fish_seen_subcommand_from compare' -s h -l help -d 'show this help'
complete -c sv-survey -n '__fish_seen_subcommand_from compare' -s V -l version -d 'show the version'
complete -c sv-survey -n '__fish_seen_subcommand_from report' -l format -d 'text, html, md, pdf, json or csv (text)' -x -a 'text html md pdf json csv'
complete -c sv-survey -n '__fish_seen_subcommand_from report' -s l -l lang -d 'nl or en (nl)' -x -a 'nl en'
complete -c sv-survey -n '__fish_seen_subcommand_from report' -l benchmarks -d 'figures of others to show beside (JSON)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from report' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-survey -n '__fish_seen_subcommand_from report' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from report' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-survey -n '__fish_seen_subcommand_from report' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-survey -n '__fish_seen_subcommand_from report' -s h -l help -d 'show this help'
complete -c sv-survey -n '__fish_seen_subcommand_from report' -s V -l version -d 'show the version'
complete -c sv-survey -n '__fish_seen_subcommand_from forget' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-survey -n '__fish_seen_subcommand_from forget' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from forget' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-survey -n '__fish_seen_subcommand_from forget' -s h -l help -d 'show this help'
complete -c sv-survey -n '__fish_seen_subcommand_from forget' -s V -l version -d 'show the version'
complete -c sv-survey -n '__fish_seen_subcommand_from list' -s a -l all -d 'those that are over too'
complete -c sv-survey -n '__fish_seen_subcommand_from list' -l format -d 'ndjson, text, csv or id (ndjson)' -x -a 'ndjson text csv id'
complete -c sv-survey -n '__fish_seen_subcommand_from list' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-survey -n '__fish_seen_subcommand_from list' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from list' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-survey -n '__fish_seen_subcommand_from list' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-survey -n '__fish_seen_subcommand_from list' -s h -l help -d 'show this help'
complete -c sv-survey -n '__fish_seen_subcommand_from list' -s V -l version -d 'show the version'
complete -c sv-survey -n '__fish_seen_subcommand_from show' -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-survey -n '__fish_seen_subcommand_from show' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-survey -n '__fish_seen_subcommand_from show' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-survey -n '__fish_seen_subcommand_from show' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-survey -n '__fish_seen_subcommand_from show' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-survey -n '__fish_seen_subcommand_from show' -s h -l help -d 'show this help'
complete -c sv-survey -n '__fish_seen_subcommand_from show' -s V -l version -d 'show the version'
complete -c sv-train -n __fish_use_subcommand -a add -d 'plan an activity'
complete -c sv-train -n __fish_use_subcommand -a change -d 'change what is said of an activity'
complete -c sv-train -n __fish_use_subcommand -a held -d 'record a session that was held, and how many took part'
complete -c sv-train -n __fish_use_subcommand -a done -d 'record that an activity is over'
complete -c sv-train -n __fish_use_subcommand -a list -d 'list the activities'
complete -c sv-train -n __fish_use_subcommand -a show -d 'show an activity with its sessions'
complete -c sv-train -n __fish_use_subcommand -a reach -d 'how far the sessions of a year reached, and whom they did not'
complete -c sv-train -n __fish_use_subcommand -a headcounts -d 'list the headcounts that sv-import took in'
complete -c sv-train -n __fish_use_subcommand -a dilemma -d 'the dilemma of the week, for an intranet or a mail; needs no store'
complete -c sv-train -n __fish_use_subcommand -s a -l all -d 'those that are over too'
complete -c sv-train -n __fish_use_subcommand -l attended -d 'how many of a unit took part' -x -a '(__sv_ask unit)'
complete -c sv-train -n __fish_use_subcommand -s a -l audience -d 'for whom it is' -x -a 'staff managers newcomers key_actors all'
complete -c sv-train -n __fish_use_subcommand -l check -d 'exit 1 where a unit was not reached, a newcomer had no onboarding or a target was missed'
complete -c sv-train -n __fish_use_subcommand -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-train -n __fish_use_subcommand -l distinct -d 'none of them took part in another session of this year'
complete -c sv-train -n __fish_use_subcommand -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-train -n __fish_use_subcommand -l each -d 'store record by record instead of all or nothing'
complete -c sv-train -n __fish_use_subcommand -s e -l edit -d 'fill in a form in your editor'
complete -c sv-train -n __fish_use_subcommand -l format -d 'ndjson, text, csv or id (ndjson)' -x -a 'ndjson text csv id'
complete -c sv-train -n __fish_use_subcommand -s h -l help -d 'show this help'
complete -c sv-train -n __fish_use_subcommand -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-train -n __fish_use_subcommand -s k -l kind -d 'what kind it is' -x -a 'awareness training onboarding dilemma intervision theatre talk other'
complete -c sv-train -n __fish_use_subcommand -s l -l lang -d 'nl or en (nl)' -x -a 'nl en'
complete -c sv-train -n __fish_use_subcommand -l mark -d 'what they gave it on average, from 1 to 10' -x
complete -c sv-train -n __fish_use_subcommand -l name -d 'a short name to use instead of its id' -x
complete -c sv-train -n __fish_use_subcommand -l newcomers -d 'how many of them were newcomers (of an onboarding all)' -x
complete -c sv-train -n __fish_use_subcommand -l note -d 'anything to remember' -x
complete -c sv-train -n __fish_use_subcommand -l on -d 'the day it happened (today)' -x
complete -c sv-train -n __fish_use_subcommand -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-train -n __fish_use_subcommand -l override-why -d 'why the gate is passed' -x
complete -c sv-train -n __fish_use_subcommand -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-train -n __fish_use_subcommand -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-train -n __fish_use_subcommand -l planned -d 'the day of its next session' -x
complete -c sv-train -n __fish_use_subcommand -l replaced-by -d 'what came in its place' -x
complete -c sv-train -n __fish_use_subcommand -l set -d 'make this file the organisation\'s own dilemmas of the language' -r -F
complete -c sv-train -n __fish_use_subcommand -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-train -n __fish_use_subcommand -l target -d 'how many are to take part, all sessions together' -x
complete -c sv-train -n __fish_use_subcommand -l theme -d 'what it is about: a category, integrity, leadership, ...' -x -a '(__sv_ask category)'
complete -c sv-train -n __fish_use_subcommand -s t -l title -d 'what it is called' -x
complete -c sv-train -n __fish_use_subcommand -l total -d 'how many took part in all (the units together)' -x
complete -c sv-train -n __fish_use_subcommand -s u -l unit -d 'a unit that it is for' -x -a '(__sv_ask unit)'
complete -c sv-train -n __fish_use_subcommand -s V -l version -d 'show the version'
complete -c sv-train -n __fish_use_subcommand -l week -d 'that of this week, such as 2026-W07 (this week)' -x
complete -c sv-train -n __fish_use_subcommand -s w -l why -d 'why' -x
complete -c sv-train -n __fish_use_subcommand -s y -l year -d 'the year it is about (this year)' -x
complete -c sv-train -n '__fish_seen_subcommand_from add' -s k -l kind -d 'what kind it is' -x -a 'awareness training onboarding dilemma intervision theatre talk other'
complete -c sv-train -n '__fish_seen_subcommand_from add' -l name -d 'a short name to use instead of its id' -x
complete -c sv-train -n '__fish_seen_subcommand_from add' -s t -l title -d 'what it is called' -x
complete -c sv-train -n '__fish_seen_subcommand_from add' -s a -l audience -d 'for whom it is' -x -a 'staff managers newcomers key_actors all'
complete -c sv-train -n '__fish_seen_subcommand_from add' -l theme -d 'what it is about: a category, integrity, leadership, ...' -x -a '(__sv_ask category)'
complete -c sv-train -n '__fish_seen_subcommand_from add' -s u -l unit -d 'a unit that it is for' -x -a '(__sv_ask unit)'
complete -c sv-train -n '__fish_seen_subcommand_from add' -l planned -d 'the day of its next session' -x
complete -c sv-train -n '__fish_seen_subcommand_from add' -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-train -n '__fish_seen_subcommand_from add' -l target -d 'how many are to take part, all sessions together' -x
complete -c sv-train -n '__fish_seen_subcommand_from add' -l note -d 'anything to remember' -x
complete -c sv-train -n '__fish_seen_subcommand_from add' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-train -n '__fish_seen_subcommand_from add' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-train -n '__fish_seen_subcommand_from add' -l each -d 'store record by record instead of all or nothing'
complete -c sv-train -n '__fish_seen_subcommand_from add' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-train -n '__fish_seen_subcommand_from add' -l override-why -d 'why the gate is passed' -x
complete -c sv-train -n '__fish_seen_subcommand_from add' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-train -n '__fish_seen_subcommand_from add' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-train -n '__fish_seen_subcommand_from add' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-train -n '__fish_seen_subcommand_from add' -s h -l help -d 'show this help'
complete -c sv-train -n '__fish_seen_subcommand_from add' -s V -l version -d 'show the version'
complete -c sv-train -n '__fish_seen_subcommand_from change' -s k -l kind -d 'what kind it is' -x -a 'awareness training onboarding dilemma intervision theatre talk other'
complete -c sv-train -n '__fish_seen_subcommand_from change' -l name -d 'a short name to use instead of its id' -x
complete -c sv-train -n '__fish_seen_subcommand_from change' -s t -l title -d 'what it is called' -x
complete -c sv-train -n '__fish_seen_subcommand_from change' -s a -l audience -d 'for whom it is' -x -a 'staff managers newcomers key_actors all'
complete -c sv-train -n '__fish_seen_subcommand_from change' -l theme -d 'what it is about: a category, integrity, leadership, ...' -x -a '(__sv_ask category)'
complete -c sv-train -n '__fish_seen_subcommand_from change' -s u -l unit -d 'a unit that it is for' -x -a '(__sv_ask unit)'
complete -c sv-train -n '__fish_seen_subcommand_from change' -l planned -d 'the day of its next session' -x
complete -c sv-train -n '__fish_seen_subcommand_from change' -l owner -d 'who looks after it: an officer or a function' -x -a '(__sv_ask officer)'
complete -c sv-train -n '__fish_seen_subcommand_from change' -l target -d 'how many are to take part, all sessions together' -x
complete -c sv-train -n '__fish_seen_subcommand_from change' -l note -d 'anything to remember' -x
complete -c sv-train -n '__fish_seen_subcommand_from change' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-train -n '__fish_seen_subcommand_from change' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-train -n '__fish_seen_subcommand_from change' -l each -d 'store record by record instead of all or nothing'
complete -c sv-train -n '__fish_seen_subcommand_from change' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-train -n '__fish_seen_subcommand_from change' -l override-why -d 'why the gate is passed' -x
complete -c sv-train -n '__fish_seen_subcommand_from change' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-train -n '__fish_seen_subcommand_from change' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-train -n '__fish_seen_subcommand_from change' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-train -n '__fish_seen_subcommand_from change' -s h -l help -d 'show this help'
complete -c sv-train -n '__fish_seen_subcommand_from change' -s V -l version -d 'show the version'
complete -c sv-train -n '__fish_seen_subcommand_from held' -l on -d 'the day it happened (today)' -x
complete -c sv-train -n '__fish_seen_subcommand_from held' -l attended -d 'how many of a unit took part' -x -a '(__sv_ask unit)'
complete -c sv-train -n '__fish_seen_subcommand_from held' -l total -d 'how many took part in all (the units together)' -x
complete -c sv-train -n '__fish_seen_subcommand_from held' -l newcomers -d 'how many of them were newcomers (of an onboarding all)' -x
complete -c sv-train -n '__fish_seen_subcommand_from held' -l distinct -d 'none of them took part in another session of this year'
complete -c sv-train -n '__fish_seen_subcommand_from held' -l mark -d 'what they gave it on average, from 1 to 10' -x
complete -c sv-train -n '__fish_seen_subcommand_from held' -l planned -d 'the day of the next session' -x
complete -c sv-train -n '__fish_seen_subcommand_from held' -l note -d 'anything to remember' -x
complete -c sv-train -n '__fish_seen_subcommand_from held' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-train -n '__fish_seen_subcommand_from held' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-train -n '__fish_seen_subcommand_from held' -l each -d 'store record by record instead of all or nothing'
complete -c sv-train -n '__fish_seen_subcommand_from held' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-train -n '__fish_seen_subcommand_from held' -l override-why -d 'why the gate is passed' -x
complete -c sv-train -n '__fish_seen_subcommand_from held' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-train -n '__fish_seen_subcommand_from held' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-train -n '__fish_seen_subcommand_from held' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-train -n '__fish_seen_subcommand_from held' -s h -l help -d 'show this help'
complete -c sv-train -n '__fish_seen_subcommand_from held' -s V -l version -d 'show the version'
complete -c sv-train -n '__fish_seen_subcommand_from done' -l on -d 'the day it ended (today)' -x
complete -c sv-train -n '__fish_seen_subcommand_from done' -s w -l why -d 'why' -x
complete -c sv-train -n '__fish_seen_subcommand_from done' -l replaced-by -d 'what came in its place' -x
complete -c sv-train -n '__fish_seen_subcommand_from done' -s e -l edit -d 'fill in a form in your editor'
complete -c sv-train -n '__fish_seen_subcommand_from done' -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-train -n '__fish_seen_subcommand_from done' -l each -d 'store record by record instead of all or nothing'
complete -c sv-train -n '__fish_seen_subcommand_from done' -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-train -n '__fish_seen_subcommand_from done' -l override-why -d 'why the gate is passed' -x
complete -c sv-train -n '__fish_seen_subcommand_from done' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-train -n '__fish_seen_subcommand_from done' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-train -n '__fish_seen_subcommand_from done' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-train -n '__fish_seen_subcommand_from done' -s h -l help -d 'show this help'
complete -c sv-train -n '__fish_seen_subcommand_from done' -s V -l version -d 'show the version'
complete -c sv-train -n '__fish_seen_subcommand_from list' -s a -l all -d 'those that are over too'
complete -c sv-train -n '__fish_seen_subcommand_from list' -l format -d 'ndjson, text, csv or id (ndjson)' -x -a 'ndjson text csv id'
complete -c sv-train -n '__fish_seen_subcommand_from list' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-train -n '__fish_seen_subcommand_from list' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-train -n '__fish_seen_subcommand_from list' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-train -n '__fish_seen_subcommand_from list' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-train -n '__fish_seen_subcommand_from list' -s h -l help -d 'show this help'
complete -c sv-train -n '__fish_seen_subcommand_from list' -s V -l version -d 'show the version'
complete -c sv-train -n '__fish_seen_subcommand_from show' -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-train -n '__fish_seen_subcommand_from show' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-train -n '__fish_seen_subcommand_from show' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-train -n '__fish_seen_subcommand_from show' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-train -n '__fish_seen_subcommand_from show' -s h -l help -d 'show this help'
complete -c sv-train -n '__fish_seen_subcommand_from show' -s V -l version -d 'show the version'
complete -c sv-train -n '__fish_seen_subcommand_from reach' -s y -l year -d 'the year it is about (this year)' -x
complete -c sv-train -n '__fish_seen_subcommand_from reach' -l format -d 'text, json or csv (text)' -x -a 'text json csv'
complete -c sv-train -n '__fish_seen_subcommand_from reach' -l check -d 'exit 1 where a unit was not reached, a newcomer had no onboarding or a target was missed'
complete -c sv-train -n '__fish_seen_subcommand_from reach' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-train -n '__fish_seen_subcommand_from reach' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-train -n '__fish_seen_subcommand_from reach' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-train -n '__fish_seen_subcommand_from reach' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-train -n '__fish_seen_subcommand_from reach' -s h -l help -d 'show this help'
complete -c sv-train -n '__fish_seen_subcommand_from reach' -s V -l version -d 'show the version'
complete -c sv-train -n '__fish_seen_subcommand_from headcounts' -s a -l all -d 'those that are over too'
complete -c sv-train -n '__fish_seen_subcommand_from headcounts' -l format -d 'ndjson, text, csv or id (ndjson)' -x -a 'ndjson text csv id'
complete -c sv-train -n '__fish_seen_subcommand_from headcounts' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-train -n '__fish_seen_subcommand_from headcounts' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-train -n '__fish_seen_subcommand_from headcounts' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-train -n '__fish_seen_subcommand_from headcounts' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-train -n '__fish_seen_subcommand_from headcounts' -s h -l help -d 'show this help'
complete -c sv-train -n '__fish_seen_subcommand_from headcounts' -s V -l version -d 'show the version'
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -l week -d 'that of this week, such as 2026-W07 (this week)' -x
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -l on -d 'that of the week of this day' -x
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -s a -l audience -d 'one that is for them' -x -a 'staff managers newcomers key_actors all'
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -s l -l lang -d 'nl or en (nl)' -x -a 'nl en'
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -l format -d 'text, md, html or json (text)' -x -a 'text md html json'
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -l set -d 'make this file the organisation\'s own dilemmas of the language' -r -F
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -l color -d 'colour: auto, always or never' -x -a 'auto always never'
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -s h -l help -d 'show this help'
complete -c sv-train -n '__fish_seen_subcommand_from dilemma' -s V -l version -d 'show the version'
complete -c sv-triage -l suggest -d 'decide nothing: add a suggestion and its reasons to each record'
complete -c sv-triage -l content -d 'with --suggest: open the narrative to suggest a category; needs --why and is recorded'
complete -c sv-triage -s r -l route -d 'how it is followed up' -x -a '(__sv_ask route)'
complete -c sv-triage -s w -l why -d 'the reasons for this route (@FILE: read from a file)' -x
complete -c sv-triage -s c -l category -d 'kind of behaviour' -x -a '(__sv_ask category)'
complete -c sv-triage -s u -l unit -d 'organisational unit' -x -a '(__sv_ask unit)'
complete -c sv-triage -s g -l gravity -d 'desirable, undesirable or transgressive' -x -a 'desirable undesirable transgressive'
complete -c sv-triage -l admissible -d 'the complaint is taken up'
complete -c sv-triage -l inadmissible -d 'the complaint is not taken up'
complete -c sv-triage -l basis -d 'what the terms rest on: law or policy (from the category)' -x -a 'law policy'
complete -c sv-triage -l settled -d 'a manager has settled it already'
complete -c sv-triage -l inform-concerned -d 'the person concerned may now be told'
complete -c sv-triage -l handler -d 'officer who handles the case' -x -a '(__sv_ask officer)'
complete -c sv-triage -l confidant -d 'officer who is confidant in this case' -x -a '(__sv_ask officer)'
complete -c sv-triage -l adviser -d 'officer who advises as HR or lawyer' -x -a '(__sv_ask officer)'
complete -c sv-triage -l exclude -d 'officer who is kept out of the case' -x -a '(__sv_ask officer)'
complete -c sv-triage -s e -l edit -d 'fill in a form in your editor'
complete -c sv-triage -s n -l dry-run -d 'judge and print, store nothing'
complete -c sv-triage -l each -d 'store record by record instead of all or nothing'
complete -c sv-triage -l override -d 'pass a gate, where the protocol allows it' -x -a '(__sv_ask gate)'
complete -c sv-triage -l override-why -d 'why the gate is passed' -x
complete -c sv-triage -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-triage -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-triage -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-triage -s h -l help -d 'show this help'
complete -c sv-triage -s V -l version -d 'show the version'
complete -c sv-triage -a '(__sv_ask case)'
complete -c sv-verify -l incremental -d 'check only what came after the last good run of yours'
complete -c sv-verify -l strict -d 'refuse events that were dated by SV_NOW'
complete -c sv-verify -l pre-receive -d 'as that hook of a shared bare repository: refuse a push that breaks the rules; no identity is needed'
complete -c sv-verify -l format -d 'text or json (text)' -x -a 'text json'
complete -c sv-verify -s S -l store -d 'the store (SV_STORE)' -x -a '(__fish_complete_directories)'
complete -c sv-verify -s K -l key -d 'your identity file (SV_KEY)' -r -F
complete -c sv-verify -l passphrase-fd -d 'read the passphrase from this descriptor' -x
complete -c sv-verify -s h -l help -d 'show this help'
complete -c sv-verify -s V -l version -d 'show the version'
