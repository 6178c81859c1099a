# SPDX-License-Identifier: MIT
"""Further written cases, off the beaten track: what an officer meets once a year, and what must come of it. run.py plays them."""
from twenty import cared, decided, do, heard, inv, is_, never, opened, party, refused, report, run, triage, update


def complaint(at, n, parties=None, **kw):
    return report(at, n, kind='complaint', how='named', written=True, parties=parties, **kw)


def investigated(n, parties=None, told='2026-01-08', heard_on='2026-01-12', answer_by='2026-01-22', comment_by='2026-01-28', ids=('p1', 'p2')):
    """A complaint up to the finding: taken up, opened, all told, all heard, inspection offered."""
    return [complaint('2026-01-05', n, parties), triage('2026-01-06', 'complaint', admissible=True), opened('2026-01-07', until='2026-03-01'),
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
]
