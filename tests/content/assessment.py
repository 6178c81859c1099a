# SPDX-License-Identifier: MIT
"""share/policy/assessment.json: seven dimensions with hard and soft controls in balance, and every risk factor of the protocol."""
import json, os, subprocess
import jsonschema

B = os.environ.get('B', 'build')
doc = json.load(open('share/policy/assessment.json', encoding='utf-8'))
test = 0


def result(ok, name, details=''):
    global test
    test += 1
    print('%s %d - %s' % ('ok' if ok else 'not ok', test, name))
    for line in str(details).splitlines() if not ok else []:
        print('# ' + line)


schema = json.load(open('share/schema/assessment-statements.json'))
jsonschema.Draft202012Validator.check_schema(schema)
wrong = [e.json_path + ': ' + e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(doc)]
result(not wrong, 'it holds to its schema, says python3-jsonschema', '\n'.join(wrong))
result([d['id'] for d in doc['dimensions']] == ['leadership_strategy', 'values_norms', 'structures_procedures', 'personnel_culture', 'reporting_enforcement', 'communication_accountability', 'coherence_embedding'],
       'the seven dimensions of the model, in its order')
counts = {d['id']: [sum(s['control'] == c for s in d['statements']) for c in ('hard', 'soft')] for d in doc['dimensions']}
result(all(h == s and h >= 3 for h, s in counts.values()), 'as many soft controls as hard ones in each, three at least', counts)
result([s['value'] for s in doc['scale']] == [1, 2, 3, 4, 5], 'the scale is 1 to 5')
statements = [s for d in doc['dimensions'] for s in d['statements']]
ids = [s['id'] for s in statements] + [d['id'] for d in doc['dimensions']]
result(len(set(ids)) == len(ids), 'every id is its own')
for lang in ('nl', 'en'):
    texts = [s['text'][lang] for s in statements] + [f['text'][lang] for f in doc['factors']]
    result(len(set(texts)) == len(texts), 'no text stands there twice: ' + lang)
    out = subprocess.run([B + '/tests/test_readability', 'measure', lang], input='\0'.join(texts), capture_output=True, text=True).stdout
    rows = [l.split() for l in out.splitlines()]
    result(len(rows) == len(texts) and all(1 <= int(r[0]) <= 2 and int(r[1]) <= 24 for r in rows), 'each is one short statement, two at most: ' + lang, [t for t, r in zip(texts, rows) if int(r[1]) > 24 or int(r[0]) > 2])
    total = [sum(int(r[i]) for r in rows) for i in range(3)]
    score = 206.835 - (0.93 if lang == 'nl' else 1.015) * total[1] / total[0] - (77 if lang == 'nl' else 84.6) * total[2] / total[1]
    result(score >= 55, 'they read easily together, 55 or more: ' + lang, score)
protocol = json.load(open('share/protocol/nl.json', encoding='utf-8'))
causes = {c['id']: c['label'] for c in protocol['lists']['cause']}
factors = {f['id']: f['label'] for f in doc['factors']}
result(len(factors) == len(doc['factors']) and all(factors.get(i) == l for i, l in causes.items()), 'every cause of the protocol is a factor, by the same name', set(causes) - set(factors))
print('1..%d' % test)
