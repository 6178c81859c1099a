#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The written cases, badly treated: they are played and exported, and history_tool (tests/unit) folds, shows and repeats each event with each allocation failing, and
with each member missing or of another kind. What the written cases have nothing of is added as others may have written it."""
import json, os, subprocess, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from further import FURTHER
from run import B, ROOT, World, play
from twenty import CASES

# (kind, record, what stands in the clear)
RARE = [
    ('report.registered', {'kind': 'complaint', 'written': True, 'received': '2026-01-05', 'incident': '2025-12-30', 'confidentiality': 'anonymous', 'channel': 'desk', 'category': 'bullying', 'gravity': 'transgressive',
                           'unit': 'burgerzaken', 'basis': 'law', 'settled': True, 'oral': True, 'mailbox': {'tag': 'x'}, 'given': ['narrative'],
                           'parties': [{'party': 'p1', 'role': 'reporter', 'affected': True, 'token': 't1', 'mailbox': True, 'position': 'employee', 'unit': 'burgerzaken', 'lang': 'nl'},
                                       {'party': 'p2', 'role': 'concerned', 'token': 't2', 'position': 'manager'}, {'party': 'p3', 'role': 'concerned', 'token': 't3'}, {'party': 'p4', 'role': 'witness', 'of': '2026-0WTVV8/p1'}]}, None),
    ('access.opened', {'compartments': ['content', 'identity'], 'given': ['why']}, None),
    ('access.restricted', {'named': ['meldpunt', 'onderzoeker'], 'given': ['why']}, None),
    ('access.excluded', {'officer': 'tweede', 'given': ['why']}, None),
    ('access.granted', {'officer': 'onderzoeker', 'compartment': 'content', 'until': '2026-06-01'}, {'officer': 'onderzoeker', 'compartment': 'content', 'until': '2026-06-01'}),
    ('access.granted', {'officer': 'onderzoeker', 'compartment': 'identity', 'until': '2026-05-01'}, {'officer': 'onderzoeker', 'compartment': 'identity', 'until': '2026-05-01'}),
    ('access.granted', {'officer': 'beslisser', 'compartment': 'identity', 'until': '2026-05-01'}, {'officer': 'beslisser', 'compartment': 'identity', 'until': '2026-05-01'}),
    ('access.revoked', {'officer': 'onderzoeker', 'given': ['why']}, {'officer': 'onderzoeker'}),
    ('hold.set', {'ground': 'claim', 'until': '2027-01-01'}, None),
    ('hold.lifted', {'given': ['why']}, None),
    ('triage.decided', {'route': 'complaint', 'admissible': True, 'category': 'bullying', 'gravity': 'transgressive', 'handlers': ['meldpunt', 'vierde'], 'confidants': ['vertrouwenspersoon'], 'advisers': ['jurist'], 'given': ['why'],
                        'inform': [{'party': 'p2', 'on': '2026-01-09', 'what': 'measures'}], 'untold': [{'party': 'p3', 'until': '2026-02-01'}]}, None),
    ('case.handed_over', {'from': 'vertrouwenspersoon', 'to': 'vijfde', 'recused': True, 'given': ['why']}, None),
    ('case.handed_over', {'from': 'vierde', 'to': 'zesde', 'given': ['why']}, None),
    ('message.received', {'message': '01ARZ3NDEKTSV4RRFFQ69G5FAV', 'party': 'p1', 'on': '2026-01-07'}, None),
    ('investigation.preliminary', {'conclusion': 'investigate'}, None),
    ('investigation.opened', {'investigators': ['onderzoeker'], 'protocol_version': '2026', 'means': ['interviews'], 'lighter_means': ['talk'], 'until': '2026-03-01', 'given': ['question'], 'passed': ['preliminary_inquiry']}, None),
    ('investigation.alleged', {'allegation': 'a1', 'party': 'p2', 'category': 'bullying'}, None),
    ('investigation.alleged', {'allegation': 'a2', 'party': 'p3', 'category': 'other'}, None),
    ('investigation.notified', {'party': 'p2', 'on': '2026-01-10', 'leaflet': '2026.1', 'answer_by': '2026-01-24', 'copy': True, 'discloses_reporter': True}, None),
    ('investigation.heard', {'party': 'p2', 'on': '2026-01-20', 'refused': True}, None),
    ('investigation.found', {'allegation': 'a1', 'party': 'p2', 'finding': 'established', 'standard': 'plausible'}, None),
    ('term.extended', {'term': 'investigation', 'until': '2026-04-01', 'given': ['why']}, None),
    ('term.suspended', {'term': 'decision', 'on': '2026-01-21', 'given': ['why']}, None),
    ('term.resumed', {'term': 'decision', 'on': '2026-02-01'}, None),
    ('decision.made', {'outcome': 'partly_founded', 'measures': ['warning', 'none'], 'deciders': ['beslisser'], 'inform': [{'party': 'p2', 'what': 'grounds'}, {'party': 'p1', 'what': 'nothing'}],
                       'per': [{'allegation': 'a1', 'outcome': 'founded', 'measures': ['warning']}, {'allegation': 'a2', 'outcome': 'unfounded'}, {'party': 'p2', 'outcome': 'founded', 'measures': ['warning']}], 'given': ['grounds']}, None),
    ('case.corrected', {'event': 'E20', 'type': 'investigation.heard', 'party': 'p2', 'set': {'on': '2026-01-19'}, 'was': {'on': '2026-01-20'}}, None),
    ('case.corrected', {'event': 'E15', 'type': 'investigation.opened', 'set': {'until': '2026-03-15', 'parties': [{'party': 'p2', 'position': 'employee'}]}, 'was': {'until': '2026-03-01'}}, None),
    ('case.corrected', {'event': 'E17', 'type': 'investigation.alleged', 'set': {'category': 'other'}, 'was': {'category': 'bullying'}}, None),
    ('case.corrected', {'event': 'E25', 'type': 'decision.made', 'set': {'outcome': 'founded'}, 'was': {'outcome': 'partly_founded'}}, None),
    ('case.attached', {'attachment': 'b1', 'as': 'evidence', 'bytes': 12, 'party': 'p1'}, None),
    ('aftercare.planned', {'party': 'p1', 'contact_by': '2026-04-01'}, None),
    ('aftercare.contacted', {'party': 'p1', 'safety': 2, 'mood': 3, 'retaliation': True, 'alarm': True, 'contact_by': '2026-06-01', 'on': '2026-03-20', 'given': ['account']}, None),
    ('aftercare.recommended', {'recommendation': 'r1', 'owner': 'hr', 'by': '2026-09-01', 'cause': 'workload'}, None),
    ('aftercare.followed', {'recommendation': 'r1', 'status': 'dropped', 'on': '2026-05-01'}, None),
    ('aftercare.learned', {'causes': ['workload', 'leadership_style'], 'on': '2026-05-01'}, None),
    ('case.linked', {'to': '2026-0WTVV8', 'as': 'merged', 'parties': [{'party': 'p5', 'role': 'reporter', 'of': '2026-0WTVV8/p1', 'confidentiality': 'named', 'token': 't5'}]}, None),
    ('case.withdrawn', {'party': 'p1', 'on': '2026-05-02', 'confirmed': True}, None),
    ('case.parties', {'parties': [{'party': 'p6', 'role': 'witness'}], 'changes': [{'party': 'p1', 'confidentiality': 'named', 'withdrawn': False}, {'party': 'p5', 'position': 'manager'}]}, None),
    ('identity.requested', {'given': ['why']}, None),
    ('identity.answered', {'officer': 'beslisser', 'granted': True}, {'officer': 'beslisser'}),
    ('erasure.proposed', {'ground': 'request'}, {'party': 'p4'}),
    ('identity.erased', {'excluded': ['partij']}, {'party': 'p4'}),
    ('case.closed', {'retention': 'two_years', 'retain_until': '2028-05-02'}, None),
    ('case.reopened', {'given': ['why']}, None),
    ('case.closed', {'retention': 'two_years', 'retain_until': '2028-05-02'}, None),
    ('erasure.proposed', {'ground': 'retention'}, None),
    ('case.erased', {'year': 2026, 'kind': 'complaint', 'category': 'bullying', 'outcome': 'founded', 'route': 'complaint', 'to_decision': 'weeks'}, None),
]


# Of each register an item: what names it, then (kind, record).
ITEMS = [
    ('policy', [
        ('policy.added', {'kind': 'code_of_conduct', 'title': 'Gedragscode', 'owner': 'hr', 'review': '2027-01-01', 'law_next': '2027-02-01', 'consent': 'needed', 'consent_of': 'works_council', 'covers': ['digital_conduct', 'law_check']}),
        ('policy.version', {'version': '1', 'from': '2026-02-01', 'until': '2030-01-01', 'review': '2028-01-01', 'adopted_by': 'bestuur', 'note': 'x'}),
        ('policy.consent', {'version': '1', 'status': 'asked', 'on': '2026-01-20', 'answer_by': '2026-03-01'}),
        ('policy.consent', {'version': '1', 'status': 'given', 'on': '2026-02-20'}),
        ('policy.version', {'version': '2', 'from': '2026-08-01'}),
        ('policy.version', {'version': '2', 'from': '2026-09-01', 'note': 'later'}),
        ('policy.law', {'on': '2026-03-01', 'version': '1', 'outcome': 'change_needed', 'changes': 'art. 3', 'law_next': '2027-03-01', 'change_by': '2026-06-01'}),
        ('policy.changed', {'owner': 'or'}),
    ]),
    ('policy', [('policy.added', {'kind': 'risk_assessment', 'title': 'RI&E'}), ('policy.done', {'on': '2026-03-01', 'why': 'vervangen', 'replaced_by': 'P-7K3MQP'})]),
    ('activity', [
        ('activity.added', {'kind': 'training', 'title': 'Omstanders', 'theme': ['bystanders'], 'audience': ['staff'], 'units': ['burgerzaken'], 'planned': '2026-02-20', 'owner': 'hr', 'target': 80}),
        ('activity.held', {'on': '2026-02-20', 'attended': [{'unit': 'burgerzaken', 'n': 12, 'newcomers': 2}], 'total': 12, 'newcomers': 2, 'distinct': True, 'mark': 8, 'planned': '2026-09-01'}),
        ('activity.held', {'on': '2026-03-20', 'attended': [{'unit': 'burgerzaken', 'n': 5}], 'total': 5}),
        ('activity.changed', {'note': 'x'}),
    ]),
    ('activity', [('activity.added', {'kind': 'onboarding', 'title': 'Welkom', 'audience': ['newcomers'], 'target': 100}), ('activity.held', {'on': '2026-03-01', 'attended': [{'unit': 'burgerzaken', 'n': 4}], 'total': 4, 'newcomers': 4}),
                  ('activity.done', {})]),
    ('actor', [
        ('actor.added', {'kind': 'confidant', 'title': 'Vertrouwenspersoon', 'holder': 'Sam', 'sex': 'female', 'place': 'in_line', 'units': ['burgerzaken'], 'from': '2024-01-01', 'until': '2026-06-01', 'meets_every': 8, 'owner': 'hr', 'public': True}),
        ('actor.trained', {'what': 'basis', 'on': '2026-02-01', 'trained_until': '2026-05-01'}),
        ('actor.met', {'on': '2026-03-01', 'attendees': ['hr'], 'signals': ['drukte'], 'actions': [{'action': 'a1', 'text': 'gesprek', 'owner': 'hr', 'by': '2026-04-01'}, {'action': 'a2', 'text': 'nog een', 'by': '2026-04-01'}], 'next': '2026-04-26'}),
        ('actor.followed', {'action': 'a1', 'status': 'done', 'on': '2026-04-02', 'effect': 'rust'}),
        ('actor.changed', {'place': 'external'}),
    ]),
    ('actor', [('actor.added', {'kind': 'coordinator', 'title': 'Coordinator'}), ('actor.done', {'why': 'weg'})]),
    ('risk', [
        ('risk.added', {'title': 'Baliewerk', 'unit': 'burgerzaken', 'trigger': 'periodic', 'input': ['talks'], 'owner': 'hr', 'next': '2026-03-01', 'rie': 'hoofdstuk 3'}),
        ('risk.assessed', {'on': '2026-03-01', 'factors': [{'cause': 'workload', 'text': 'druk', 'likelihood': 4, 'impact': 5, 'likelihood_after': 2, 'impact_after': 3}, {'cause': 'leadership_style', 'likelihood': 2, 'impact': 2}], 'next': '2027-03-01'}),
        ('risk.measure', {'measure': 'm1', 'text': 'bezetting', 'owner': 'hr', 'by': '2026-06-01', 'cause': 'workload'}),
        ('risk.followed', {'measure': 'm1', 'status': 'dropped', 'on': '2026-05-01', 'worked': 'partly'}),
        ('risk.assessed', {'on': '2026-06-01', 'factors': [{'cause': 'workload', 'likelihood': 2, 'impact': 2}]}),
        ('risk.done', {'why': 'klaar'}),
    ]),
    ('survey', [
        ('survey.added', {'title': 'Beleving 2026', 'questionnaire': 'beleving', 'version': '1', 'from': '2026-01-01', 'until': '2026-02-01', 'population': [{'unit': 'burgerzaken', 'people': 40}], 'next': '2028-01-01'}),
        ('survey.result', {'on': '2026-02-02', 'questionnaire': 'beleving', 'version': '1', 'scales': [{'scale': 's', 'groups': [{'n': 3}]}], 'next': '2028-02-01'}),
        ('survey.changed', {'owner': 'hr'}), ('survey.done', {}),
    ]),
    ('assessment', [('assessment.added', {'on': '2026-02-01', 'scores': {}, 'instrument': 'nl', 'results': [{'dimension': 'd', 'hard': {'sum': 3, 'of': 1}}]})]),
    ('headcount', [('headcount.added', {'on': '2026-01-01', 'units': [{'unit': 'burgerzaken', 'staff': 40, 'joined': 3, 'left': 2, 'managers': 4}], 'total': 120, 'partial': True})]),
    ('headcount', [('headcount.added', {'on': '2026-02-01', 'units': [{'unit': 'burgerzaken', 'staff': 44, 'joined': 2}, {'unit': 'elders', 'staff': 9}], 'total': 53})]),
]


# An officer: what stands in the clear, and what is sealed.
OFFICER = [
    ('officer.added', {'roles': ['record', 'content'], 'sign': 'aaaa', 'box': 'bbbb', 'unattended': True}, {'token': 't1'}),
    ('officer.roles', {'roles': ['record']}, None),
    ('officer.lost', {'lost_from': '2026-02-01T00:00:00Z'}, None),
    ('officer.replaced', {'sign': 'cccc', 'box': 'dddd'}, None),
    ('officer.replaced', {'sign': 'eeee', 'box': 'ffff'}, None),
    ('officer.left', {}, None),
]


def items():
    yield json.dumps({'history': [dict({'sv': 1, 'officer': 'derde', 'event': 'E%d' % i, 'type': kind, 'at': '2026-%02d-15T09:00:00Z' % (i + 1), 'by': 'meldpunt', 'public': public}, **({'record': record} if record else {}))
                                  for i, (kind, public, record) in enumerate(OFFICER, 1)]}).encode() + b'\n'
    for number, (member, steps) in enumerate(ITEMS):
        yield json.dumps({'history': [{'sv': 1, member: 'X-%06d' % number, 'event': 'E%d' % i, 'type': kind, 'at': '2026-%02d-15T09:00:00Z' % (i + 1), 'by': 'meldpunt', 'record': record}
                                      for i, (kind, record) in enumerate(steps, 1)]}).encode() + b'\n'


def rare():
    for imported, events in ((False, RARE), (True, RARE), (False, RARE[:26]), (False, RARE[:-4])):
        history = []
        for i, (kind, record, public) in enumerate(events, 1):
            event = {'sv': 1, 'case': '2026-0WTVV8', 'event': 'E%d' % i, 'type': kind, 'at': '2026-%02d-%02dT09:00:00Z' % (1 + i // 6, 5 + i % 6 * 3), 'by': 'meldpunt', 'record': dict(record)}
            if public:
                event['public'] = public
            if imported:
                event.update(imported='history', happened={'at': event['at'], 'by': 'ander'})
                event['record']['unmet'] = ['order', 'hear_both_sides']
            history.append(event)
        yield json.dumps({'history': history}).encode() + b'\n'


world = World('pipe')
try:
    for case in CASES + FURTHER:
        play(world, case)
    text = world.ok(['sv-export', '--content', '--identity', '--why', 'proef'], at='2032-05-01')
    tool = subprocess.run([B + '/tests/history_tool', world.dir + '/protocol.json', ROOT + '/share/schema'], input=text + b''.join(rare()) + b''.join(items()), env=dict(os.environ, CMOCKA_MESSAGE_OUTPUT='TAP'))
finally:
    world.close()
sys.exit(tool.returncode)
