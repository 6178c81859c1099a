# SPDX-License-Identifier: MIT
"""share/policy/demands.json gives the right demands: organisations of which the law says what they must have, with the reason of each."""
import itertools, json, os, subprocess
import jsonschema

B = os.environ.get('B', 'build')
PATH = 'share/policy/demands.json'
doc = json.load(open(PATH, encoding='utf-8'))
test = 0


def result(ok, name, details=''):
    global test
    test += 1
    print('%s %d - %s' % ('ok' if ok else 'not ok', test, name))
    for line in str(details).splitlines() if not ok else []:
        print('# ' + line)


def tool(lines):
    out = subprocess.run([B + '/tests/test_demands', PATH], input='\n'.join(map(json.dumps, lines)) + '\n', capture_output=True, text=True)
    return [json.loads(l) if l else None for l in out.stdout.splitlines()] if out.returncode == 0 else []


def judged(staff, sector=None, exists=()):
    return tool([{'organisation': {'staff': staff, **({'sector': sector} if sector else {})}, 'exists': list(exists)}])[0]


# What everybody has to do with, whatever the size: a reason for each.
EVERYBODY = {
    'rie_psa': 'Arbowet art. 5 knows no size; Arbobesluit art. 2.15 brings psychosocial strain into it',
    'rie_plan': 'the plan of action is part of the RI&E (art. 5 lid 3)',
    'psa_policy': 'Arbowet art. 3 lid 2 knows no size',
    'psa_instruction': 'Arbowet art. 8, Arbobesluit art. 2.15 lid 2',
    'consultation': 'Arbowet art. 12: with a council, a representation, or the workers themselves',
    'occupational_physician': 'Arbowet art. 14: every employer, in writing',
}
TO_25 = {
    'rie_review_small': 'up to 25 workers a recognised instrument does (Arbowet art. 14 lid 12)',
    'prevention_worker_small': 'up to 25 workers the employer may do it (Arbowet art. 13 lid 10)',
}
FROM_26 = {
    'rie_review': 'above 25 workers the RI&E is reviewed (Arbowet art. 14 lid 1 onder a)',
    'prevention_worker': 'above 25 workers an expert worker (Arbowet art. 13 lid 1)',
}
FROM_50 = {
    'reporting_procedure': 'Wbk art. 2 lid 1: in de regel ten minste vijftig werknemers',
    'reporting_officer': 'part of that procedure (Wbk art. 2 lid 2 onder d)',
    'reporting_register': 'Wbk art. 2a',
    'reporting_information': 'Wbk art. 2 lid 5',
}
COUNCIL = {'works_council': 'WOR art. 2: in de regel ten minste 50 personen'}
MEETING = {'staff_meeting': 'WOR art. 35b: 10 up to 50 persons'}
GOVERNMENT = {
    'integrity_policy': 'Ambtenarenwet 2017 art. 4 lid 1', 'government_code': 'art. 4 lid 3', 'integrity_training': 'art. 4 lid 2', 'integrity_account': 'art. 4 lid 4',
    'oath': 'art. 5 lid 1 onder a', 'ancillary_register': 'art. 5 lid 1 onder b en c', 'financial_interests': 'art. 5 lid 1 onder d',
}
MUNICIPALITY = {'code_politicians': 'Gemeentewet art. 15 lid 3, 41c lid 2, 69 lid 2'}
SCHOOL = {
    'participation_council': 'WMS art. 3; the WOR does not hold (WMS art. 39)', 'school_safety': 'WPO art. 4c', 'school_monitor': 'WPO art. 4c', 'anti_bullying': 'WPO art. 4c',
    'school_complaints': 'WPO art. 14: for staff as well',
}
CARE = {'incident_procedure': 'Wkkgz art. 9 lid 2'}
SMALL_PUBLIC = {'reporting_procedure_government': 'Ambtenarenwet 2017 art. 5 lid 1 onder e knows no size'}

# What is strongly advised, and no law: the article's regulations, actors and acts.
ADVISED = {
    'desk': 'one desk', 'compass': 'the compass is the base', 'code_of_conduct': 'no duty outside government', 'complaints_procedure': 'the article: no duty', 'investigation_protocol': 'the article: no duty',
    'action_framework': 'the article advises it', 'confidant': 'bill 35 592 is no law', 'risk_analysis': 'the RI&E is often too narrow', 'talk': 'talks at work', 'onboarding': 'newcomers',
    'manager_training': 'managers too', 'law_check': 'each year', 'evaluation': 'every three years',
}
ADVISED_SMALL = {'reporting_procedure_small': 'below 50 no duty'}
ADVISED_10 = {'staff_representation': 'a duty only when the majority asks (WOR art. 35c lid 2)'}
ADVISED_25 = {'survey': 'own choice'}
ADVISED_50 = {'actor_meeting': 'own choice', 'annual_report': 'own choice'}
ADVISED_100 = {'coordinator': 'own choice'}


def without(d, *ids):
    return {k: v for k, v in d.items() if k not in ids}


ORGANISATIONS = [
    ('a firm of 5', 5, 'private', [EVERYBODY, TO_25], [ADVISED, ADVISED_SMALL]),
    ('a firm of 25', 25, None, [EVERYBODY, TO_25, MEETING], [ADVISED, ADVISED_SMALL, ADVISED_10, ADVISED_25]),
    ('an organisation of 30', 30, 'private', [EVERYBODY, FROM_26, MEETING], [ADVISED, ADVISED_SMALL, ADVISED_10, ADVISED_25]),
    ('an organisation of 49', 49, 'private', [EVERYBODY, FROM_26, MEETING], [ADVISED, ADVISED_SMALL, ADVISED_10, ADVISED_25]),
    ('an organisation of 50', 50, 'private', [EVERYBODY, FROM_26, FROM_50, COUNCIL], [ADVISED, ADVISED_25, ADVISED_50]),
    ('an organisation of 60', 60, 'private', [EVERYBODY, FROM_26, FROM_50, COUNCIL], [ADVISED, ADVISED_25, ADVISED_50]),
    ('an organisation of 300', 300, 'private', [EVERYBODY, FROM_26, FROM_50, COUNCIL], [ADVISED, ADVISED_25, ADVISED_50, ADVISED_100]),
    ('a municipality of 400', 400, 'municipality', [EVERYBODY, FROM_26, FROM_50, COUNCIL, GOVERNMENT, MUNICIPALITY], [without(ADVISED, 'code_of_conduct'), ADVISED_25, ADVISED_50, ADVISED_100]),
    ('a municipality of 45', 45, 'municipality', [EVERYBODY, FROM_26, MEETING, GOVERNMENT, MUNICIPALITY, SMALL_PUBLIC], [without(ADVISED, 'code_of_conduct'), ADVISED_10, ADVISED_25]),
    ('a water board of 300', 300, 'government', [EVERYBODY, FROM_26, FROM_50, COUNCIL, GOVERNMENT], [without(ADVISED, 'code_of_conduct'), ADVISED_25, ADVISED_50, ADVISED_100]),
    ('a trust office of 12', 12, 'union_acts', [EVERYBODY, TO_25, FROM_50, MEETING], [ADVISED, ADVISED_10]),
    ('a primary school board of 60', 60, 'school', [EVERYBODY, FROM_26, FROM_50, SCHOOL], [without(ADVISED, 'complaints_procedure'), ADVISED_25, ADVISED_50]),
    ('a school of 20', 20, 'school', [EVERYBODY, TO_25, SCHOOL], [without(ADVISED, 'complaints_procedure'), ADVISED_SMALL]),
    ('a university of 300', 300, 'education', [EVERYBODY, FROM_26, FROM_50, COUNCIL], [ADVISED, ADVISED_25, ADVISED_50, ADVISED_100]),
    ('a hospital of 900', 900, 'care', [EVERYBODY, FROM_26, FROM_50, COUNCIL, CARE], [ADVISED, ADVISED_25, ADVISED_50, ADVISED_100]),
]
for name, staff, sector, law, advised in ORGANISATIONS:
    got = judged(staff, sector) or []
    for level, sets in (('law', law), ('advised', advised)):
        have, want = {d['demand'] for d in got if d['level'] == level}, {}
        for s in sets:
            want.update(s)
        result(have == set(want), '%s: what is %s' % (name, level), 'missing: %s\ntoo much: %s' % ({k: want[k] for k in set(want) - have}, have - set(want)))
    result(not any(d['met'] for d in got), '%s has none of it yet' % name)

# What would meet each demand does, and nothing else.
labels = {d['id']: d for d in doc['demands']}
wrong = []
for d in doc['demands']:
    when = d['applies'][0]
    o = {'staff': when['staff_min'], 'sector': when.get('sectors', ['private'])}
    for by in d['by']:
        for there, met in ((by, True), ({**by, 'in_force': False}, False), ({**by, 'kind': 'other'}, False)):
            one = [x for x in tool([{'organisation': o, 'exists': [there]}])[0] if x['demand'] == d['id']]
            if len(one) != 1 or one[0]['met'] != met:
                wrong.append((d['id'], there))
result(not wrong, 'each demand is met by what its "by" names, in force, and by nothing else', wrong)


# The same question, answered anew from the document alone.
def within(sector):
    by_id = {s['id']: s for s in doc['sectors']}
    while sector:
        yield sector
        sector = by_id[sector].get('within')


def holds(d, staff, sectors):
    all_of = {s for one in sectors for s in within(one)}
    return any(a['staff_min'] <= staff <= a.get('staff_max', staff) and ('sectors' not in a or all_of & set(a['sectors'])) and not all_of & set(a.get('not_sectors', []))
               for a in d['applies'])


names = [s['id'] for s in doc['sectors']]
questions = [(staff, list(s)) for staff in list(range(0, 60)) + [99, 100, 249, 250, 1000] for k in (0, 1, 2) for s in itertools.combinations(names, k)]
answers = tool([{'organisation': {'staff': n, 'sector': s}, 'exists': []} for n, s in questions])
wrong = [q for q, a in zip(questions, answers) if [x['demand'] for x in a] != [d['id'] for d in doc['demands'] if holds(d, *q)]]
result(len(answers) == len(questions) and not wrong, 'another reading of the same document agrees, for %d organisations' % len(questions), wrong[:5])

# Consent
OR, PVT = {'register': 'actor', 'kind': 'works_council'}, {'register': 'actor', 'kind': 'staff_representation'}
CONSENT = [
    ('reporting_procedure', 60, 'private', [OR], 'works_council', ['m']), ('reporting_procedure', 30, 'private', [PVT], 'staff_representation', ['m']), ('reporting_procedure', 30, 'private', [], None, None),
    ('reporting_procedure', 12, 'union_acts', [], 'staff_majority', None), ('reporting_procedure', 45, 'municipality', [], None, None), ('complaints_procedure', 60, 'care', [OR], 'works_council', ['j', 'd']),
    ('complaints_procedure', 60, 'school', [], 'participation_council', ['10 onder g']), ('policy_plan', 300, 'municipality', [OR], 'works_council', ['d']), ('policy_plan', 20, 'private', [OR], 'works_council', ['d']),
    ('investigation_protocol', 300, 'private', [OR], 'works_council', ['k']), ('investigation_protocol', 30, 'private', [PVT], None, None), ('compass', 300, 'private', [OR], None, None),
    ('code_politicians', 300, 'municipality', [OR], None, None), ('school_safety', 60, 'school', [], 'participation_council', ['10 onder e']), ('code_of_conduct', 300, 'private', [OR], 'works_council', ['d', 'e']),
]
answers = tool([{'organisation': {'staff': n, 'sector': s}, 'exists': e, 'kind': k} for k, n, s, e, _, _ in CONSENT])
wrong = [(c, a) for c, a in zip(CONSENT, answers) if (a.get('body'), a.get('grounds')) != c[4:]]
result(len(answers) == len(CONSENT) and not wrong, 'consent is asked of whom the WOR, the WMS or the Wbk names', wrong)
letters = {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm'}
wrong = [p['id'] for p in doc['kinds']['policy'] if not set(p['consent'].get('wor', [])) <= letters or not set(p['consent'].get('pvt', [])) <= {'b', 'd', 'm'} or (p['consent']['need'] == 'depends' and 'note' not in p['consent'])]
result(not wrong, 'consent names parts of WOR art. 27 lid 1, for a representation only those of art. 35c lid 4, and says on what it depends', wrong)

# The document itself
schema = json.load(open('share/schema/demands.json'))
jsonschema.Draft202012Validator.check_schema(schema)
wrong = [e.json_path + ': ' + e.message for e in jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(doc)]
result(not wrong, 'it holds to its schema, says python3-jsonschema', '\n'.join(wrong))
texts = [t for d in doc['demands'] for t in (d['label'], d['do'])]
wrong = [t for t in texts if t['nl'] == t['en']]
result(not wrong and len({json.dumps(t) for t in texts}) == len(texts), 'no text stands there twice, and each is in both languages', wrong)
wrong = [d['id'] for d in doc['demands'] if d['level'] == 'law' and not any(c.isdigit() for c in d['source'].split('art.', 1)[-1])]
result(not wrong, 'each demand of the law names the article', wrong)
wrong = [x for p in doc['pending'] for x in p['demands'] if x not in labels]
result(not wrong, 'what is pending concerns demands that are there', wrong)
out = subprocess.run([B + '/tests/test_readability', 'measure', 'nl'], input='\0'.join(d['do']['nl'] for d in doc['demands']), capture_output=True, text=True).stdout
scores = [float(l.split()[3]) for l in out.splitlines()]
result(len(scores) == len(doc['demands']) and sum(scores) / len(scores) >= 45, 'what to do is in plain Dutch: 45 or more on the whole (Flesch-Douma)', sum(scores) / max(1, len(scores)))
print('1..%d' % test)
