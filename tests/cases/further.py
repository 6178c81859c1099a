# SPDX-License-Identifier: MIT
"""Further written cases, off the beaten track: what an officer meets once a year, and what must come of it. run.py plays them."""
from twenty import cared, decided, do, heard, inv, is_, never, opened, party, refused, report, run, triage, update


def complaint(at, n, parties=None, **kw):
    return report(at, n, kind='complaint', how='named', written=True, parties=parties, **kw)


def investigated(n, parties=None, told='2026-01-08', heard_on='2026-01-12', answer_by='2026-01-22', comment_by='2026-01-28', ids=('p1', 'p2'), plan=None):
    """A complaint up to the finding: taken up, opened, all told, all heard, inspection offered."""
    return [complaint('2026-01-05', n, parties), triage('2026-01-06', 'complaint', admissible=True), opened('2026-01-07', until='2026-03-01', **(plan or {})),
            inv(told, 'notify', party='all', leaflet='2026.1', copy=True, answer_by=answer_by), *heard(heard_on, *ids),
            inv('2026-01-14', 'inspect', party='all', what='account', comment_by=comment_by)]


FURTHER = [
    {'title': 'more time to answer and to comment is more time: no finding before it is over, and what comes in it is not late', 'steps': [
        *investigated('u'),
        do('extend', '2026-01-20', {'term': 'answer', 'party': 'p2', 'until': '2026-02-02', 'why': 'zoekt een advocaat'}),
        do('extend', '2026-01-20', {'term': 'comments', 'party': 'p2', 'until': '2026-02-10', 'why': 'zoekt een advocaat'}),
        refused('investigate', '2026-01-29', {'step': 'find', 'party': 'p2', 'finding': 'established', 'standard': 'plausible', 'account': 'Feiten.'},
                "gate 'complaint_answer' (4)", 'can still do so until 2026-02-02', "gate 'hear_both_sides' (7)", 'can still comment until 2026-02-10'),
        inv('2026-02-02', 'answer', party='p2', text='Zo was het niet.'),
        run('2026-02-02', 'sv-log', '$case', '--format', 'json', never=['"late":true']),
        refused('investigate', '2026-02-10', {'step': 'find', 'party': 'p2', 'finding': 'established', 'standard': 'plausible', 'account': 'Feiten.'}, 'can still comment until 2026-02-10'),
        inv('2026-02-11', 'comment', party='p2', handled='attached', text='Nog iets.'),
        run('2026-02-11', 'sv-log', '$case', '--format', 'json', prints=['"late":true']),
        inv('2026-02-11', 'find', party='p2', finding='established', standard='plausible', account='Feitenrelaas.'),
    ]},
    {'title': 'days that a term stood still count once, also when it is extended after them, and the letter says the day that holds', 'steps': [
        complaint('2026-01-05', 'v'),
        triage('2026-01-06', 'complaint', admissible=True),
        do('suspend', '2026-02-01', {'term': 'decision', 'why': 'bemiddeling'}),
        refused('extend', '2026-02-02', {'term': 'decision', 'why': 'w'}, 'this term stands still', 'sv-case resume'),
        refused('suspend', '2026-02-02', {'term': 'decision', 'why': 'w'}, 'this term stands still'),
        run('2026-02-02', 'sv-message', 'write', '$case', '--kind', 'extension', '--party', 'p1', prints=['De termijn staat nu stil.'], never=['uiterste dag is']),
        do('resume', '2026-02-15', {'term': 'decision'}),
        is_('2026-02-15', of={'.due[] | select(.term == "decision") | .due': '2026-03-30'}),
        run('2026-02-15', 'sv-message', 'write', '$case', '--kind', 'extension', '--party', 'p1', prints=['30 maart 2026'], never=['staat nu stil']),
        do('extend', '2026-02-16', {'term': 'decision', 'why': 'een getuige is ziek'}),
        is_('2026-02-16', of={'.due[] | select(.term == "decision") | .due': '2026-04-27'}),
        do('suspend', '2026-03-01', {'term': 'decision', 'why': 'bemiddeling'}),
        do('resume', '2026-03-04', {'term': 'decision'}),
        is_('2026-03-04', of={'.due[] | select(.term == "decision") | .due': '2026-04-30'}),
        run('2026-03-04', 'sv-message', 'write', '$case', '--kind', 'extension', '--party', 'p1', prints=['30 april 2026']),
    ]},
    {'title': 'two persons concerned, one of whom refuses to be heard: each is told what was decided about them, and nothing of the other', 'steps': [
        *investigated('w', [party('reporter', 'w1', affected=True), party('concerned', 'w2'), party('concerned', 'w3')], ids=('p1', 'p2')),
        refused('investigate', '2026-01-29', {'step': 'find', 'party': 'p2', 'finding': 'established', 'standard': 'plausible', 'account': 'F.'}, 'party p3 (concerned) was not heard', '--refused'),
        inv('2026-01-29', 'hear', party='p3', refused=True, why='wil niet praten'),
        inv('2026-01-29', 'find', party='p2', finding='established', standard='plausible', account='Feitenrelaas.'),
        is_('2026-01-29', of={'.due[] | select(.term == "investigation") | .due': '2026-03-01'}),  # nothing is found yet about the other
        refused('decide', '2026-02-02', {'outcome': 'partly_founded', 'grounds': 'g', 'measures': ['transfer']}, 'no finding about party p3'),
        inv('2026-01-30', 'find', party='p3', finding='refuted', standard='plausible', account='Feitenrelaas.'),
        is_('2026-01-30', of={'[.due[].term] | index("investigation")': None}),
        refused('decide', '2026-02-02', {'outcome': 'founded', 'grounds': 'g', 'measures': ['transfer']},
                "gate 'each_allegation' (9)", 'no outcome for party p2 (concerned)', 'no outcome for party p3 (concerned)', 'member per'),
        refused('decide', '2026-02-02', {'outcome': 'founded', 'grounds': 'g', 'measures': ['transfer'], 'per': [{'party': 'p2', 'outcome': 'founded'}, {'party': 'p3', 'outcome': 'unfounded'}]}, 'not wholly founded'),
        decided('2026-02-02', 'partly_founded', measures=['transfer'], per=[{'party': 'p2', 'outcome': 'founded', 'measures': ['transfer']}, {'party': 'p3', 'outcome': 'unfounded'}]),
        run('2026-02-03', 'sv-message', 'write', '$case', '--kind', 'decision', '--party', 'p2', prints=['De uitkomst is: gegrond.', 'overplaatsing']),
        run('2026-02-03', 'sv-message', 'write', '$case', '--kind', 'decision', '--party', 'p3', prints=['De uitkomst is: ongegrond.'], never=['overplaatsing', 'deels']),
        run('2026-02-03', 'sv-message', 'write', '$case', '--kind', 'decision', '--party', 'p1', prints=['De uitkomst is: deels gegrond.'], never=['overplaatsing']),
    ]},
    {'title': 'allegations against two people: each letter has the outcomes of the reader alone', 'steps': [
        *investigated('x', [party('reporter', 'x1', affected=True), party('concerned', 'x2'), party('concerned', 'x3')], ids=('p1', 'p2', 'p3')),
        inv('2026-01-15', 'allege', party='p2', text='Riep door de gang.', category='intimidation'),
        inv('2026-01-15', 'allege', party='p2', text='Gooide een stoel om.', category='aggression_violence'),
        inv('2026-01-15', 'allege', party='p3', text='Lachte mee.', category='bullying'),
        *[inv('2026-01-29', 'find', allegation=a, finding=f, standard='plausible', account='Feitenrelaas.') for a, f in (('a1', 'established'), ('a2', 'refuted'), ('a3', 'refuted'))],
        decided('2026-02-02', 'partly_founded', measures=['warning'], per=[{'allegation': 'a1', 'outcome': 'founded', 'measures': ['warning']}, {'allegation': 'a2', 'outcome': 'unfounded'},
                                                                           {'allegation': 'a3', 'outcome': 'unfounded', 'measures': ['none']}]),
        run('2026-02-03', 'sv-message', 'write', '$case', '--kind', 'decision', '--party', 'p2',
            prints=['De uitkomst is per punt:', 'punt 1 (intimidatie en machtsmisbruik): gegrond', 'punt 2 (agressie en geweld): ongegrond', 'officiële waarschuwing'], never=['pesten', 'deels']),
        run('2026-02-03', 'sv-message', 'write', '$case', '--kind', 'decision', '--party', 'p3', prints=['De uitkomst is: ongegrond.'], never=['waarschuwing', 'deels', 'agressie', 'punt 1']),
        run('2026-02-03', 'sv-message', 'write', '$case', '--kind', 'decision', '--party', 'p1', '--lang', 'en', prints=['partly founded'], never=['warning', 'point 1']),
    ]},
    {'title': 'behaviour that turns out to be grave needs a motivated route, also where triage names none', 'steps': [
        report('2026-01-05', 'y'),
        do('triage', '2026-01-06', {'route': 'register_only'}),
        refused('triage', '2026-01-07', {'gravity': 'transgressive'}, "gate 'motivated_route' (2)", 'the reasons (why) are missing', 'when a manager has settled it'),
        refused('triage', '2026-01-07', {'gravity': 'transgressive', 'why': 'het was erger'}, 'when a manager has settled it'),
        do('triage', '2026-01-07', {'gravity': 'transgressive', 'route': 'preliminary', 'why': 'het was erger dan gedacht'}),
        do('triage', '2026-01-08', {'gravity': 'transgressive', 'category': 'intimidation', 'why': 'past beter'}),
    ]},
    {'title': 'who advises does not decide; nor who found the facts, where nobody else was named to investigate', 'steps': [
        report('2026-01-05', 'z'),
        triage('2026-01-06', 'informal', advisers=['beslisser'], confidants=['vertrouwenspersoon']),
        refused('decide', '2026-01-20', {'outcome': 'settled', 'grounds': 'g', 'measures': ['none']}, "gate 'separate_roles' (14)", "officer 'beslisser' cannot be both adviser and decider", '--override separate_roles', who='beslisser'),
        refused('decide', '2026-01-20', {'outcome': 'settled', 'grounds': 'g', 'measures': ['none']}, "officer 'vertrouwenspersoon' cannot be both confidant and decider", who='vertrouwenspersoon'),
        decided('2026-01-20', 'settled'),
        *investigated('z', [party('reporter', 'z3', affected=True), party('concerned', 'z4')], plan={'investigators': None, 'independence': None}),
        inv('2026-01-29', 'find', party='p2', finding='established', standard='plausible', account='Feitenrelaas.', who='onderzoeker'),
        refused('decide', '2026-01-30', {'outcome': 'founded', 'grounds': 'g', 'measures': ['warning'], 'deciders': ['onderzoeker']}, "officer 'onderzoeker' cannot be both investigator and decider"),
        decided('2026-01-30', 'founded'),
    ]},
    {'title': 'a counter-report is told from what it counters: the first report is named as such, and its reporter protected', 'steps': [
        report('2026-02-02', 'aa', save='first', parties=[party('reporter', 'aa1', affected=True), party('concerned', 'aa2')]),
        report('2026-02-11', 'aa', parties=[party('reporter', 'aa2', affected=True), party('concerned', 'aa1')]),
        run('2026-02-12', 'sv-triage', '$first', '--suggest', prints=['"flag":"countered"', '"case":"$case"', '"guide":"darvo"', 'protect who reported first'], never=['"flag":"counter_report"', '"days":-']),
        run('2026-02-12', 'sv-triage', '$case', '--suggest', prints=['"flag":"counter_report"', '"case":"$first"', '"days":9'], never=['"flag":"countered"']),
    ]},
    {'title': 'an investigation needs a route that investigates, so that its tests cannot be gone round', 'steps': [
        report('2026-01-05', 'bb'),
        triage('2026-01-06', 'informal', inform_concerned=True),
        refused('investigate', '2026-01-08', {'step': 'open', 'question': 'Wat is er gebeurd?'}, "gate 'investigating_route' (5)", "route 'informal' does not investigate", 'sv-triage --route'),
        triage('2026-01-09', 'fact_finding'),
        inv('2026-01-09', 'preliminary', conclusion='investigate', report='Concreet.'),
        opened('2026-01-09'),
        inv('2026-01-09', 'notify', party='all', leaflet='2026.1'),
        triage('2026-01-12', 'mediation'),  # stepping down ends it …
        is_('2026-01-12', of={'[.due[].term] | index("investigation")': None, '.state': 'triaged'}),
        triage('2026-01-20', 'fact_finding'),  # … and it goes on where it was
        opened('2026-01-20', until='2026-03-20'),
        *heard('2026-01-21', 'p1'),
        is_('2026-01-21', of={'.due[] | select(.term == "investigation") | .due': '2026-03-20'}),
    ]},
    {'title': 'an admissible complaint is investigated; the complaint procedure is for complaints', 'steps': [
        complaint('2026-01-05', 'cc'),
        refused('triage', '2026-01-06', {'route': 'informal', 'admissible': True, 'why': 'w'}, "gate 'complaint_investigated' (1)", 'an admissible complaint is investigated', 'sv-case convert'),
        do('triage', '2026-01-06', {'route': 'mediation', 'why': 'klager wil eerst bemiddeling'}),  # before it is taken up everything is open
        refused('triage', '2026-01-12', {'admissible': True}, 'an admissible complaint is investigated'),
        triage('2026-01-12', 'complaint', admissible=True),
        refused('decide', '2026-01-20', {'outcome': 'not_established', 'grounds': 'g', 'measures': ['none']}, "gate 'complaint_investigated' (1)", 'no investigation was opened'),
        do('convert', '2026-01-21', {'kind': 'report', 'why': 'klager wil het bij een melding laten'}),
        refused('triage', '2026-01-22', {'route': 'complaint', 'why': 'w'}, "gate 'complaint_investigated' (1)", 'the complaint procedure is for a complaint', 'sv-case convert --kind complaint'),
        triage('2026-01-22', 'informal'),
        decided('2026-01-23', 'not_established'),
    ]},
]
