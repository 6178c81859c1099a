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
                                       {'party': 'p2', 'role': 'concerned', 'token': 't2', 'position': 'manager'}, {'party': 'p3', 'role': 'concerned', 'token': 't3'}, {'party': 'p4', 'role': 'witness', 'of': '2026-7K3MQP/p1'}]}, None),
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
    ('investigation.heard', {'party': 'p2', 'on': '2026-01-20'}, None),
    ('investigation.found', {'allegation': 'a1', 'party': 'p2', 'finding': 'established', 'standard': 'plausible'}, None),
    ('term.extended', {'term': 'investigation', 'until': '2026-04-01', 'given': ['why']}, None),
    ('term.suspended', {'term': 'answer', 'party': 'p2', 'on': '2026-01-21', 'given': ['why']}, None),
    ('term.resumed', {'term': 'answer', 'party': 'p2', 'on': '2026-02-01'}, None),
    ('decision.made', {'outcome': 'partly_founded', 'measures': ['warning', 'none'], 'deciders': ['beslisser'], 'inform': [{'party': 'p2', 'what': 'grounds'}, {'party': 'p1', 'what': 'nothing'}],
                       'per': [{'allegation': 'a1', 'outcome': 'founded', 'measures': ['warning']}, {'allegation': 'a2', 'outcome': 'unfounded'}, {'party': 'p2', 'outcome': 'founded', 'measures': ['warning']}], 'given': ['grounds']}, None),
    ('case.corrected', {'event': 'E20', 'type': 'investigation.heard', 'party': 'p2', 'set': {'on': '2026-01-19'}, 'was': {'on': '2026-01-20'}}, None),
    ('case.corrected', {'event': 'E15', 'type': 'investigation.opened', 'set': {'until': '2026-03-15', 'parties': [{'party': 'p2', 'position': 'employee'}]}, 'was': {'until': '2026-03-01'}}, None),
    ('case.corrected', {'event': 'E17', 'type': 'investigation.alleged', 'set': {'category': 'other'}, 'was': {'category': 'bullying'}}, None),
    ('case.corrected', {'event': 'E25', 'type': 'decision.made', 'set': {'outcome': 'founded'}, 'was': {'outcome': 'partly_founded'}}, None),
    ('case.attached', {'attachment': 'b1', 'as': 'evidence', 'bytes': 12, 'party': 'p1'}, None),
    ('aftercare.planned', {'party': 'p1', 'contact_by': '2026-04-01', 'template': 'standard'}, None),
    ('aftercare.contacted', {'party': 'p1', 'safety': 2, 'mood': 3, 'retaliation': True, 'alarm': True, 'contact_by': '2026-06-01', 'on': '2026-03-20', 'given': ['account']}, None),
    ('aftercare.recommended', {'recommendation': 'r1', 'owner': 'hr', 'by': '2026-09-01', 'cause': 'workload'}, None),
    ('aftercare.followed', {'recommendation': 'r1', 'status': 'dropped', 'on': '2026-05-01'}, None),
    ('aftercare.learned', {'causes': ['workload', 'leadership'], 'on': '2026-05-01'}, None),
    ('case.linked', {'to': '2026-7K3MQP', 'as': 'merged', 'parties': [{'party': 'p5', 'role': 'reporter', 'of': '2026-7K3MQP/p1', 'confidentiality': 'named', 'token': 't5'}]}, None),
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


def rare():
    for imported in (False, True):
        history = []
        for i, (kind, record, public) in enumerate(RARE, 1):
            event = {'sv': 1, 'case': '2026-7K3MQP', 'event': 'E%d' % i, 'type': kind, 'at': '2026-%02d-%02dT09:00:00Z' % (1 + i // 6, 5 + i % 6 * 3), 'by': 'meldpunt', 'record': dict(record)}
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
    tool = subprocess.run([B + '/tests/history_tool', world.dir + '/protocol.json', ROOT + '/share/schema'], input=text + b''.join(rare()), env=dict(os.environ, CMOCKA_MESSAGE_OUTPUT='TAP'))
finally:
    world.close()
sys.exit(tool.returncode)
