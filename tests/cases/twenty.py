# SPDX-License-Identifier: MIT
"""The twenty cases as data: what is done, when, by whom, and what must come of it. run.py plays them."""


def PROTOCOL(p):
    """The cases stand apart from each other: precedents of one are not held against another."""
    for gate in p['gates']:
        if gate['gate'] == 'precedent_departure':
            gate['cases'] = 1000


def do(verb, at, act, case='case', want=0, who='meldpunt', **kw):
    return dict(kw, verb=verb, at=at, act=act, case=case, want=want, **{'as': who})


def refused(verb, at, act, *says, case='case', who='meldpunt', want=65):
    return do(verb, at, act, case=case, want=want, who=who, says=list(says))


def run(at, *args, want=0, who='meldpunt', **kw):
    return dict(kw, run=list(args), at=at, want=want, **{'as': who})


def is_(at, case='case', **expect):
    return {'state': case, 'at': at, 'is': expect.pop('of')}


def party(role, n, **kw):
    return dict({'role': role, 'name': 'Naam%s Kanarie%s' % (n, n), 'contact': 'mail%s@kanarie.example' % n, 'person': 'N%s' % n}, **kw)


def report(at, n, kind='report', how='confidential', gravity='undesirable', category='bullying', save='case', parties=None, want=0, says=None, receipt=None, **kw):
    act = dict({'kind': kind, 'confidentiality': how, 'channel': 'desk', 'category': category, 'unit': 'burgerzaken', 'gravity': gravity,
                'narrative': 'Tijdens het overleg van dinsdag werd de melder kanarieverhaal weggestuurd zonder enige reden.'}, **kw)
    act['parties'] = parties if parties is not None else [party('reporter', n + '1', affected=True), party('concerned', n + '2')]
    step = do('report', at, act, want=want, save=save if want == 0 else None)
    if says:
        step['says'] = says
    if receipt:
        step['receipt'] = receipt
    return step


def triage(at, route, **kw):
    case = kw.pop('case', 'case')
    return do('triage', at, dict({'route': route, 'why': 'gezien de ernst en de wens van de melder'}, **kw), case=case)


def inv(at, step, **kw):
    case, who = kw.pop('case', 'case'), kw.pop('who', 'meldpunt')
    return do('investigate', at, dict({'step': step}, **kw), case=case, who=who)


def opened(at, **kw):
    plan = dict({'question': 'Is het gebeurd?', 'proportionality': 'De norm weegt zwaar.', 'subsidiarity': 'Een gesprek geeft geen duidelijkheid.',
                 'lighter_means': ['talk'], 'means': ['interviews'], 'until': '2026-06-01', 'investigators': ['onderzoeker'],
                 'independence': 'Werkt niet met betrokkenen.', 'protocol_version': '2026'}, **kw)
    return inv(at, 'open', **{k: v for k, v in plan.items() if v is not None})


def heard(at, *ids, case='case'):
    return [inv(at, 'hear', party=p, account='Verslag van het gesprek.', attendance='melder en onderzoeker', recorded='no', case=case) for p in ids]


def cared(at, case='case'):
    return [do('aftercare', at, {'step': 'plan', 'party': 'all', 'template': 'reporter'}, case=case),
            do('aftercare', at, {'step': 'learn', 'causes': ['leadership_style'], 'lessons': 'Afspraken over het overleg.', 'participants': ['reporter', 'manager']}, case=case)]


def decided(at, outcome, **kw):
    case = kw.pop('case', 'case')
    return do('decide', at, dict({'outcome': outcome, 'grounds': 'Op grond van de gesprekken.', 'measures': ['talk']}, **kw), case=case)


def update(at, who='p1', kind='update', case='case'):
    return do('message', at, {'kind': kind, 'party': who, 'by': 'mail'}, case=case)


def never(n):
    """What of the reporter and of what they told may never stand in a letter to somebody else."""
    return ['Naam%s1' % n, 'Kanarie%s1' % n, 'mail%s1@' % n, 'N%s1' % n, 'kanarieverhaal', 'weggestuurd']


CASES = [
    {'title': 'a complaint by a bystander is refused, and can be taken in as a report', 'steps': [
        report('2026-01-05', 'a', kind='complaint', how='named', written=True, parties=[party('reporter', 'a1'), party('concerned', 'a2')], want=65,
               says=["gate 'complaint_admissible' (1)", 'comes from who underwent it', 'it can be taken in as a report', 'source: klachtenregeling']),
        report('2026-01-05', 'a', parties=[party('reporter', 'a1'), party('concerned', 'a2')]),
        is_('2026-01-05', of={'.kind': 'report', '.state': 'registered', '.basis': 'policy'}),
    ]},
    {'title': 'an anonymous complaint is refused; anonymous as a report gets a receipt, two-way contact and no identity', 'steps': [
        report('2026-01-05', 'b', kind='complaint', how='anonymous', written=True, parties=[{'role': 'reporter', 'affected': True}, party('concerned', 'b2')], want=65,
               says=['a complaint cannot be anonymous', 'kind: report']),
        report('2026-01-05', 'b', how='anonymous', parties=[{'role': 'reporter', 'affected': True}, party('concerned', 'b2')], receipt='b'),
        is_('2026-01-05', of={'.mailbox': True, '.acknowledged': '2026-01-05', '[.due[].term] | index("personal_acknowledgement")': None,
                              '.due[] | select(.term == "feedback") | .due': '2026-04-05'}),
        run('2026-01-06', 'sv-message', 'inbox', '--receipt-fd', '9', receipt_of='b', want=66, says=['nothing has been sent', 'nobody can find it again']),
        refused('message', '2026-01-06', {'kind': 'update', 'party': 'p1', 'by': 'mail'}, "gate 'anonymous_stays_anonymous'", 'mailbox only'),
        run('2026-01-06', 'sv-message', 'send', '$case', '--kind', 'update', '--party', 'p1', '--note', 'Kun je zeggen wanneer het was?'),
        run('2026-01-07', 'sv-message', 'inbox', '--receipt-fd', '9', receipt_of='b', prints=['Kun je zeggen wanneer het was?']),
        run('2026-01-07', 'sv-message', 'inbox', '--receipt-fd', '9', '--answer', '-', receipt_of='b', stdin='Op maandagmiddag, na het overleg.\n'),
        run('2026-01-08', 'sv-message', 'collect', prints=['1']),
        run('2026-01-08', 'sv-message', 'collect', prints=['0']),
        is_('2026-01-08', of={'.messages_received': 1, '.due[] | select(.term == "message") | .due': '2026-01-13'}),
        run('2026-01-08', 'sv-show', '$case', '--content', '--why', 'antwoord lezen', prints=['Op maandagmiddag, na het overleg.']),
        is_('2026-01-08', of={'[.due[].term] | index("message")': None}),
        run('2026-01-08', 'sv-key', 'request', '$case', '--why', 'wie is het?', who='onderzoeker', want=65, says=['there is no identity to ask for']),
    ]},
    {'title': 'a counter-report within two weeks is seen for what it may be, linked from both sides, and judges nobody', 'steps': [
        report('2026-02-02', 'c', save='first'),
        report('2026-02-11', 'c', save='case', parties=[party('reporter', 'c2', affected=True), party('concerned', 'c1')]),
        run('2026-02-12', 'sv-triage', '$case', '--suggest', prints=['"counter_report"', '"days":9', '$first', 'never a verdict', '"guide":"darvo"', '"route":"preliminary"'], never=['Kanarie']),
        is_('2026-02-12', of={'.state': 'registered', '.route': None}),
        do('link', '2026-02-12', {'to': '$first', 'as': 'counter_report', 'why': 'over en weer gemeld'}),
        is_('2026-02-12', of={'.links[0].as': 'counter_report'}),
        is_('2026-02-12', case='first', of={'.links[0].as': 'counter_report', '.state': 'registered'}),
        run('2026-02-12', 'sv-guide', 'darvo', '--lang', 'nl', prints=['DARVO']),
    ]},
    {'title': 'an accused officer cannot open, act on, be assigned to or see the case, nor register it away', 'steps': [
        report('2026-01-05', 'd', parties=[party('reporter', 'd1'), party('concerned', 'd2', person='p-7007')]),
        run('2026-01-06', 'sv-show', '$case', who='partij', want=77, says=['is closed to']),
        run('2026-01-06', 'sv-show', '$case', '--content', '--why', 'ik wil het weten', who='partij', want=77, says=['is closed to']),
        run('2026-01-06', 'sv-log', '$case', who='partij', want=77, says=['is closed to']),
        run('2026-01-06', 'sv-triage', '$case', '--route', 'register_only', '--why', 'stelt niets voor', who='partij', want=77, says=['is closed to']),
        refused('triage', '2026-01-06', {'route': 'informal', 'why': 'w', 'handlers': ['partij']}, "officer 'partij'", 'cannot be assigned'),
        run('2026-01-06', 'sv-list', '--format', 'id', who='partij', never=['$case']),
        run('2026-01-06', 'sv-due', '--all', who='partij', never=['$case']),
        triage('2026-01-06', 'informal', handlers=['vertrouwenspersoon']),
    ]},
    {'title': 'settled by a manager: registered only, learned from, closed without an investigation', 'steps': [
        report('2026-01-05', 'e', settled=True),
        triage('2026-01-06', 'register_only', settled=True),
        update('2026-01-07', kind='acknowledgement'),
        decided('2026-01-08', 'registered_only', measures=['agreements']),
        do('aftercare', '2026-01-09', {'step': 'plan', 'party': 'all', 'refused': True}),
        refused('close', '2026-01-09', {'retention': 'one_year'}, "gate 'learning' (11)", 'no learning entry'),
        do('aftercare', '2026-01-09', {'step': 'learn', 'none_because': 'een misverstand dat in het gesprek is opgelost'}),
        do('close', '2026-01-12', {'retention': 'one_year'}),
        is_('2026-01-12', of={'.state': 'closed', '.investigation': None, '.retain_until': '2027-01-12', '.outcome': 'registered_only'}),
    ]},
    {'title': 'grave behaviour without a formal report still needs a motivated route', 'steps': [
        report('2026-01-05', 'f', kind='signal', gravity='transgressive', category='sexual_harassment', parties=[party('concerned', 'f2')]),
        refused('triage', '2026-01-06', {'route': 'register_only', 'why': 'er is geen melder'}, "gate 'motivated_route' (2)", 'when a manager has settled it', 'Arbeidsomstandighedenwet'),
        refused('triage', '2026-01-06', {'route': 'preliminary'}, 'the reasons (why) are missing'),
        run('2026-01-06', 'sv-triage', '$case', '--suggest', prints=['"route":"preliminary"', 'the employer acts']),
        triage('2026-01-06', 'preliminary'),
    ]},
    {'title': 'a refused hearing is recorded and does not stop the finding', 'steps': [
        report('2026-01-05', 'g', gravity='transgressive'),
        triage('2026-01-06', 'fact_finding', inform_concerned=True),
        inv('2026-01-07', 'preliminary', conclusion='investigate', report='Concreet en te toetsen.'),
        opened('2026-01-08'),
        inv('2026-01-09', 'notify', party='all', leaflet='2026.1'),
        *heard('2026-01-12', 'p1'),
        refused('investigate', '2026-01-20', {'step': 'find', 'party': 'p2', 'finding': 'established', 'standard': 'plausible', 'account': 'Feiten.'},
                "gate 'hear_both_sides' (7)", 'party p2 (concerned) was not heard, and no refusal is recorded', 'was not offered inspection'),
        inv('2026-01-13', 'hear', party='p2', refused=True, why='wil niet praten zonder advocaat'),
        inv('2026-01-14', 'inspect', party='all', what='account', comment_by='2026-01-28'),
        inv('2026-01-29', 'find', party='p2', finding='established', standard='plausible', account='Feitenrelaas.'),
        decided('2026-02-02', 'founded', measures=['warning']),
        is_('2026-02-02', of={'.parties[1].hearing_refused': '2026-01-13', '.state': 'decided', '.findings[0].standard': 'plausible'}),
    ]},
    {'title': 'comments after the term: none is awaited any more, and late ones are kept as late', 'steps': [
        report('2026-01-05', 'h', gravity='transgressive'),
        triage('2026-01-06', 'fact_finding', inform_concerned=True),
        inv('2026-01-07', 'preliminary', conclusion='investigate', report='Concreet en te toetsen.'),
        opened('2026-01-08'),
        inv('2026-01-09', 'notify', party='all', leaflet='2026.1'),
        *heard('2026-01-12', 'p1', 'p2'),
        inv('2026-01-14', 'inspect', party='all', what='account', comment_by='2026-01-28'),
        refused('investigate', '2026-01-28', {'step': 'find', 'party': 'p2', 'finding': 'established', 'standard': 'plausible', 'account': 'Feiten.'}, 'can still comment'),
        inv('2026-01-29', 'find', party='p2', finding='established', standard='plausible', account='Feitenrelaas.'),
        inv('2026-01-30', 'comment', party='p2', handled='attached', text='Ik was er die dag niet.'),
        is_('2026-01-30', of={'.parties[1].commented': '2026-01-30', '.parties[1].comments': 'attached', '.parties[1].comment_by': '2026-01-28'}),
        run('2026-01-30', 'sv-log', '$case', '--format', 'json', prints=['"late":true']),
    ]},
    {'title': 'a settlement with a silence clause is refused; without it, it stands', 'steps': [
        report('2026-01-05', 'i'),
        triage('2026-01-06', 'mediation'),
        refused('decide', '2026-02-02', {'outcome': 'settled', 'grounds': 'vaststellingsovereenkomst', 'measures': ['none'], 'settlement': 'Partijen zwijgen over de zaak.', 'silence_clause': True},
                "gate 'no_silence_clause' (10)", 'is void', 'silence_clause: false', 'Wet bescherming klokkenluiders'),
        refused('decide', '2026-02-02', {'outcome': 'settled', 'grounds': 'g', 'measures': ['none'], 'settlement': 'Partijen gaan uiteen.'}, 'states that it holds no clause'),
        decided('2026-02-02', 'settled', settlement='Partijen gaan uiteen; ieder mag spreken.', silence_clause=False),
        is_('2026-02-02', of={'.outcome': 'settled', '.silence_clause': False}),
    ]},
    {'title': 'feedback is due on 29 February, three calendar months after the acknowledgement and not after receipt', 'steps': [
        report('2027-11-26', 'j', category='misstand', received='2027-11-26'),
        is_('2027-11-26', of={'.basis': 'law', '.due[] | select(.term == "receipt") | .due': '2027-12-03', '.due[] | select(.term == "feedback") | .due': '2028-03-03',
                              '.due[] | select(.term == "feedback") | .basis': 'law', '.due[] | select(.term == "personal_acknowledgement") | .due': '2027-12-01'}),
        do('message', '2027-11-30', {'kind': 'acknowledgement', 'party': 'p1', 'by': 'mail', 'on': '2027-11-29'}),
        is_('2027-11-30', of={'.due[] | select(.term == "feedback") | .due': '2028-02-29', '.acknowledged': '2027-11-29'}),
        run('2028-02-10', 'sv-due', '--until', '2028-02-29', prints=['"term":"feedback"', '"days_left":19', 'Richtlijn (EU) 2019/1937 art. 9 lid 1 onder f']),
        do('message', '2028-02-29', {'kind': 'feedback', 'party': 'p1', 'by': 'letter'}),
        is_('2028-02-29', of={'[.due[].term] | index("feedback")': None, '.feedback': '2028-02-29'}),
    ]},
    {'title': 'terms run in civil days of Amsterdam: across summer time, around midnight, over Easter', 'steps': [
        report('2026-03-27T23:30:00Z', 'k', received='2026-03-28'),  # half past midnight in Amsterdam, the night before the clocks change
        is_('2026-03-28', of={'.received': '2026-03-28', '.registered': '2026-03-28', '.due[] | select(.term == "receipt") | .due': '2026-04-04', '.due[] | select(.term == "triage") | .due': '2026-04-11'}),
        do('message', '2026-03-30T22:30:00Z', {'kind': 'acknowledgement', 'party': 'p1', 'by': 'phone'}),  # summer time: already the 31st there
        is_('2026-04-01', of={'.acknowledged': '2026-03-31', '.due[] | select(.term == "feedback") | .due': '2026-06-30'}),
        report('2026-04-02', 'k', save='easter', parties=[party('reporter', 'k3')]),
        is_('2026-04-02', case='easter', of={'.due[] | select(.term == "personal_acknowledgement") | .due': '2026-04-09'}),  # Good Friday, Easter Monday and a weekend between
    ]},
    {'title': 'retaliation reported in aftercare, also after closing, opens a linked case and starts the watch anew', 'steps': [
        report('2026-01-05', 'l'),
        triage('2026-01-06', 'informal'),
        update('2026-01-07', kind='acknowledgement'),
        decided('2026-01-20', 'settled'),
        *cared('2026-01-21'),
        is_('2026-01-21', of={'.due[] | select(.term == "aftercare_contact" and .party == "p1") | .due': '2026-02-04'}),
        do('aftercare', '2026-02-03', {'step': 'contact', 'party': 'p1', 'safety': 4, 'mood': 4, 'needs': 'rust'}),
        do('close', '2026-02-10', {'retention': 'two_years'}),
        is_('2026-02-10', of={'.due[] | select(.term == "aftercare_contact" and .party == "p1") | .due': '2026-04-21', '.state': 'closed'}),
        refused('aftercare', '2026-04-20', {'step': 'contact', 'party': 'p1', 'safety': 1, 'retaliation': True}, "gate 'retaliation_case' (15)", 'tell what happened (account)'),
        dict(do('aftercare', '2026-04-20', {'step': 'contact', 'party': 'p1', 'safety': 1, 'retaliation': True, 'account': 'Het contract is om die reden niet verlengd.'}), save_link=('new', 'case')),
        is_('2026-04-20', case='new', of={'.category': 'retaliation', '.gravity': 'transgressive', '.origin': 'retaliation', '.parties[0].role': 'reporter', '.state': 'registered', '.links[0].as': 'retaliation'}),
        is_('2026-04-20', of={'.retaliation': '2026-04-20', '.state': 'closed', '.due[] | select(.term == "aftercare_contact" and .party == "p1") | .due': '2026-05-04',
                              '.due[] | select(.term == "aftercare_alarm" and .party == "p1") | .due': '2026-04-22'}),
        run('2026-04-21', 'sv-show', '$new', '--content', '--why', 'triage', prints=['niet verlengd']),
    ]},
    {'title': 'a recommendation stays due after closing until it is done, and is escalated when late', 'steps': [
        report('2026-01-05', 'm'),
        triage('2026-01-06', 'informal'),
        update('2026-01-07', kind='acknowledgement'),
        decided('2026-01-20', 'settled'),
        *cared('2026-01-21'),
        do('aftercare', '2026-01-21', {'step': 'recommend', 'text': 'Leg de rolverdeling vast.', 'owner': 'teammanager', 'by': '2026-05-01', 'cause': 'role_ambiguity'}),
        do('close', '2026-02-10', {'retention': 'two_years'}),
        run('2026-05-20', 'sv-due', '--overdue', '--until', '2026-05-20', prints=['"recommendation":"r1"', '"who":["teammanager"]', '"late":true', '"escalated":true', '"days_left":-19']),
        do('aftercare', '2026-05-21', {'step': 'follow', 'recommendation': 'r1', 'status': 'in_progress', 'by': '2026-07-01'}),
        is_('2026-05-21', of={'.due[] | select(.term == "recommendation") | .due': '2026-07-01'}),
        refused('aftercare', '2026-05-21', {'step': 'follow', 'recommendation': 'r9', 'status': 'done'}, "no recommendation 'r9'", want=66),
        do('aftercare', '2026-06-21', {'step': 'follow', 'recommendation': 'r1', 'status': 'done', 'effect': 'Vastgelegd en besproken.'}),
        is_('2026-06-21', of={'[.due[].term] | index("recommendation")': None, '.recommendations[0].done': '2026-06-21'}),
    ]},
    {'title': 'a complaint in full: copy, answer, both sides, findings and outcome per allegation, letters that keep what must be kept', 'steps': [
        report('2026-01-05', 'n', kind='complaint', how='named', gravity='transgressive', written=True, wishes='Erkenning.',
               parties=[party('reporter', 'n1', affected=True), party('concerned', 'n2', lang='nl'), party('bystander', 'n3')]),
        triage('2026-01-06', 'complaint', admissible=True),
        run('2026-01-06', 'sv-message', 'send', '$case', '--kind', 'acknowledgement', '--party', 'p1', '--names', '--why', 'brief', '--format', 'mail',
            prints=['To: <mailn1@kanarie.example>', 'Content-Type: text/plain; charset=UTF-8']),
        opened('2026-01-08'),
        inv('2026-01-08', 'allege', party='p2', text='Stuurde klager weg uit het overleg.', category='bullying'),
        inv('2026-01-08', 'allege', party='p2', text='Riep daarbij dat klager dom is.', category='intimidation'),
        run('2026-01-09', 'sv-message', 'send', '$case', '--kind', 'notice', '--party', 'p2', '--copy', '--answer-by', '2026-01-23', never=never('n'), prints=['23 januari 2026']),
        run('2026-01-09', 'sv-message', 'send', '$case', '--kind', 'notice', '--party', 'p1'),
        is_('2026-01-09', of={'.parties[1].copy': '2026-01-09', '.parties[1].notified': '2026-01-09', '.parties[1].leaflet': '2026.1', '.parties[0].notified': '2026-01-09', '.parties[2].notified': None}),
        *heard('2026-01-12', 'p1', 'p2'),
        refused('investigate', '2026-01-13', {'step': 'find', 'allegation': 'a1', 'finding': 'established', 'standard': 'plausible', 'account': 'F.'}, "gate 'complaint_answer' (4)", 'has not answered'),
        inv('2026-01-20', 'answer', party='p2', text='Zo was het niet bedoeld.'),
        run('2026-01-26', 'sv-message', 'send', '$case', '--kind', 'inspection', '--party', 'p2', '--what', 'account', '--comment-by', '2026-02-09', never=never('n'), prints=['9 februari 2026']),
        inv('2026-01-26', 'inspect', party='p1', what='account', comment_by='2026-02-09'),
        inv('2026-02-10', 'find', allegation='a1', finding='established', standard='more_likely_than_not', account='Feitenrelaas.'),
        refused('decide', '2026-02-12', {'outcome': 'partly_founded', 'grounds': 'g', 'measures': ['warning']}, "gate 'finding_first'", 'no finding about allegation a2'),
        inv('2026-02-10', 'find', allegation='a2', finding='not_established', standard='more_likely_than_not', account='Feitenrelaas.'),
        refused('decide', '2026-02-12', {'outcome': 'partly_founded', 'grounds': 'g', 'measures': ['warning'], 'deciders': ['onderzoeker'], 'per': [{'allegation': 'a1', 'outcome': 'founded'}, {'allegation': 'a2', 'outcome': 'not_established'}]},
                "gate 'separate_roles' (14)", "officer 'onderzoeker' cannot be both investigator and decider"),
        decided('2026-02-12', 'partly_founded', measures=['warning'], deciders=['beslisser'], per=[{'allegation': 'a1', 'outcome': 'founded', 'measures': ['warning']}, {'allegation': 'a2', 'outcome': 'not_established'}]),
        is_('2026-02-12', of={'.parties[0].to_inform': '2026-02-12', '.parties[1].to_inform': '2026-02-12', '[.due[] | select(.term == "inform") | .party]': ['p1', 'p2']}),
        run('2026-02-13', 'sv-message', 'send', '$case', '--kind', 'decision', '--party', 'p2', '--grounds', '--why', 'brief', never=never('n'), prints=['deels gegrond', 'Op grond van de gesprekken.']),
        run('2026-02-13', 'sv-message', 'send', '$case', '--kind', 'decision', '--party', 'p1', prints=['deels gegrond'], never=['officiële waarschuwing']),
        run('2026-02-13', 'sv-message', 'send', '$case', '--kind', 'decision', '--party', 'p1', '--grounds', '--why', 'w', want=65, says=['may not be told the grounds', 'inform']),
        is_('2026-02-13', of={'[.due[] | select(.term == "inform") | .party]': []}),
        *cared('2026-02-16'),
        do('close', '2026-03-02', {'retention': 'five_years'}),
        is_('2026-03-02', of={'.state': 'closed', '.retain_until': '2031-03-02', '.overrides': None}),
    ]},
    {'title': 'a letter to a person concerned cannot hold who reported, nor what they told, even when an officer types it', 'steps': [
        report('2026-01-05', 'o', gravity='transgressive'),
        run('2026-01-06', 'sv-message', 'send', '$case', '--kind', 'update', '--party', 'p2', want=65, says=["gate 'concerned_not_told' (4)", 'before triage decides so']),
        triage('2026-01-06', 'preliminary', inform_concerned=True),
        run('2026-01-07', 'sv-message', 'write', '$case', '--kind', 'notice', '--party', 'p2', '--note', 'Mevrouw kanarieo1 heeft dit gemeld.', want=65, says=['the letter holds the name of the reporter'], never=['kanarieo1']),
        run('2026-01-07', 'sv-message', 'write', '$case', '--kind', 'notice', '--party', 'p2', '--note', 'U kunt mailen naar mailo1@kanarie.example.', want=65, says=['address or number of the reporter']),
        run('2026-01-07', 'sv-message', 'write', '$case', '--kind', 'notice', '--party', 'p2', '--note', 'Er is gezegd: tijdens het overleg van dinsdag werd de melder gepest.', want=65, says=['words of what the reporter told']),
        run('2026-01-07', 'sv-message', 'write', '$case', '--kind', 'notice', '--party', 'p2', '--note', 'Je kunt iemand meenemen.', prints=['Je kunt iemand meenemen.'], never=never('o')),
        run('2026-01-07', 'sv-message', 'write', '$case', '--kind', 'notice', '--party', 'p2', '--format', 'html', prints=['<!DOCTYPE html>', '<html lang="nl">'], never=never('o')),
        run('2026-01-07', 'sv-message', 'write', '$case', '--kind', 'notice', '--party', 'p2', '--lang', 'en', prints=['Dear'], never=never('o')),
        is_('2026-01-07', of={'.parties[1].notified': None, '.messages_sent': None}),  # writing is not sending
    ]},
    {'title': 'extended once with a reason, and no further than the protocol allows; suspended days do not count; all are told', 'steps': [
        report('2026-01-05', 'p', kind='complaint', how='named', written=True),
        triage('2026-01-06', 'complaint', admissible=True),
        is_('2026-01-06', of={'.due[] | select(.term == "decision") | .due': '2026-03-16'}),
        refused('extend', '2026-02-01', {'term': 'decision', 'until': '2026-06-01', 'why': 'drukte'}, 'lies after 2026-03-16 and not after 2026-04-13', 'Algemene wet bestuursrecht art. 9:11'),
        refused('extend', '2026-02-01', {'term': 'triage', 'why': 'drukte'}, '/extend/term', 'not running'),
        do('extend', '2026-02-02', {'term': 'decision', 'why': 'een getuige is ziek'}),
        is_('2026-02-02', of={'.due[] | select(.term == "decision") | .due': '2026-04-13', '[.due[] | select(.term == "inform") | .party]': ['p1']}),
        run('2026-02-03', 'sv-message', 'send', '$case', '--kind', 'extension', '--party', 'p1', prints=['13 april 2026']),
        is_('2026-02-03', of={'[.due[] | select(.term == "inform") | .party]': []}),
        refused('extend', '2026-02-10', {'term': 'decision', 'why': 'nog een keer'}, 'was extended 1 times, and the protocol allows no more'),
        do('suspend', '2026-02-10', {'term': 'decision', 'why': 'bemiddeling loopt'}),
        is_('2026-02-10', of={'[.due[].term] | index("decision")': None, '.terms.decision.suspended': '2026-02-10'}),
        do('resume', '2026-02-24', {'term': 'decision'}),
        is_('2026-02-24', of={'.due[] | select(.term == "decision") | .due': '2026-04-27'}),
        refused('resume', '2026-02-25', {'term': 'decision'}, 'this term is not suspended'),
    ]},
    {'title': 'up and down the ladder with reasons; a report becomes a complaint and goes back', 'steps': [
        report('2026-01-05', 'q'),
        do('triage', '2026-01-06', {'route': 'informal'}),
        refused('triage', '2026-01-10', {'route': 'mediation'}, "gate 'motivated_route' (2)", 'another route than before needs its reasons (why)'),
        do('triage', '2026-01-10', {'route': 'mediation', 'why': 'het gesprek hielp niet'}),
        do('triage', '2026-01-20', {'route': 'informal', 'why': 'beiden willen toch eerst praten'}),
        is_('2026-01-20', of={'.routes': ['informal', 'mediation', 'informal']}),
        do('convert', '2026-01-21', {'kind': 'complaint', 'written': True, 'why': 'melder dient een klacht in'}),
        is_('2026-01-21', of={'.kind': 'complaint', '.state': 'registered', '.was': ['report'], '.due[] | select(.term == "decision") | .due': '2026-04-01'}),  # ten weeks from when it became a complaint
        do('convert', '2026-01-25', {'kind': 'report', 'why': 'klager wil het bij een melding laten'}),
        is_('2026-01-25', of={'.kind': 'report', '.was': ['report', 'complaint']}),
    ]},
    {'title': 'a correction supersedes and never edits; doubles are merged; a closed case can be reopened', 'steps': [
        report('2026-01-05', 'r', category='bullying'),
        dict(run('2026-01-06', 'sh', '-c', 'sv-log $case --format json | head -1 | jq -j .event >"$HOME/event"; '
                 'sv-case correct $case --event "$(cat "$HOME/event")" --set category=discrimination --set incident=2026-01-02 --why "verkeerd ingevoerd" >/dev/null')),
        is_('2026-01-06', of={'.category': 'discrimination', '.incident': '2026-01-02', '.corrections': 1}),
        run('2026-01-06', 'sv-log', '$case', '--format', 'json', prints=['"category":"bullying"', '"category":"discrimination"', 'case.corrected']),
        dict(run('2026-01-06', 'sh', '-c', 'sv-case correct $case --event "$(cat "$HOME/event")" --set category=onzin --why w', want=65, says=['/category', 'unknown category'])),
        report('2026-01-07', 'r', save='double', parties=[party('reporter', 'r1'), party('witness', 'r4')]),
        do('merge', '2026-01-08', {'into': '$case', 'why': 'dezelfde melding, twee keer gedaan'}, case='double'),
        is_('2026-01-08', case='double', of={'.state': 'closed', '.merged_into | length': 11}),
        is_('2026-01-08', of={'.links[0].as': 'merged', '[.parties[].role]': ['reporter', 'concerned', 'witness']}),
        triage('2026-01-09', 'informal'),
        update('2026-01-09', kind='acknowledgement'),
        decided('2026-01-20', 'settled'),
        *cared('2026-01-21'),
        do('close', '2026-02-10', {'retention': 'two_years'}),
        do('reopen', '2026-03-01', {'why': 'het is opnieuw gebeurd'}),
        is_('2026-03-01', of={'.state': 'triaged', '.closed': None, '.retain_until': None, '.reopened': ['2026-03-01']}),
        triage('2026-03-02', 'mediation'),
    ]},
    {'title': 'missed contacts and falling safety escalate; care by template; a party may refuse it', 'steps': [
        report('2026-01-05', 's'),
        triage('2026-01-06', 'informal'),
        do('aftercare', '2026-01-07', {'step': 'plan', 'party': 'p1', 'template': 'reporter'}),
        do('aftercare', '2026-01-07', {'step': 'plan', 'party': 'p2', 'refused': True, 'note': 'heeft eigen hulp'}),
        run('2026-01-07', 'sv-show', '$case', '--content', '--why', 'nakijken', prints=['vaste contactpersoon']),
        do('aftercare', '2026-01-20', {'step': 'contact', 'party': 'p1', 'safety': 5, 'mood': 4}),
        is_('2026-01-20', of={'[.due[] | select(.term == "aftercare_contact") | .party + " " + .due]': ['p1 2026-04-07'], '[.due[].term] | index("aftercare_alarm")': None}),
        do('aftercare', '2026-01-27', {'step': 'contact', 'party': 'p1', 'missed': True}),
        is_('2026-01-27', of={'.due[] | select(.term == "aftercare_alarm") | .due': '2026-01-29', '.parties[0].contacts_missed': 1}),
        do('aftercare', '2026-01-28', {'step': 'contact', 'party': 'p1', 'safety': 3}),
        is_('2026-01-28', of={'.due[] | select(.term == "aftercare_alarm") | .due': '2026-01-30'}),  # two less than before
        do('aftercare', '2026-01-29', {'step': 'contact', 'party': 'p1', 'safety': 4}),
        is_('2026-01-29', of={'[.due[].term] | index("aftercare_alarm")': None}),
    ]},
    {'title': 'somebody hands over a case they are too near to; an identity is granted by a second person only', 'steps': [
        report('2026-01-05', 't'),
        triage('2026-01-06', 'informal', handlers=['onderzoeker']),
        do('handover', '2026-01-07', {'to': 'beslisser', 'recused': True, 'why': 'ik ken de beklaagde'}, who='onderzoeker'),
        is_('2026-01-07', of={'.handlers': ['beslisser'], '.excluded': ['onderzoeker']}),
        run('2026-01-08', 'sv-show', '$case', who='onderzoeker', want=77, says=['is closed to']),
        run('2026-01-08', 'sv-triage', '$case', '--route', 'mediation', '--why', 'w', who='onderzoeker', want=77, says=['is closed to']),
        run('2026-01-08', 'sv-due', '--mine', '--all', who='beslisser', prints=['$case']),
        run('2026-01-08', 'sv-show', '$case', '--identity', '--why', 'bellen', who='beslisser', want=77, never=['Kanariet1']),
        run('2026-01-08', 'sv-key', 'request', '$case', '--why', 'om te kunnen bellen', who='beslisser'),
        run('2026-01-08', 'sv-key', 'answer', '$case', 'beslisser', '--why', 'nodig', who='beslisser', want=77, says=['identity']),
        run('2026-01-08', 'sv-key', 'answer', '$case', 'beslisser', '--why', 'nodig voor contact', who='vertrouwenspersoon'),
        run('2026-01-08', 'sv-show', '$case', '--identity', '--why', 'bellen', who='beslisser', prints=['Kanariet1']),
    ]},
]
