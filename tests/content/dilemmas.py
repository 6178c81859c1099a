# SPDX-License-Identifier: MIT
"""The shipped dilemmas: fifty in each language, the same ones, in balance, none twice, and in plain language."""
import collections, json, os, re, subprocess
import jsonschema

B = os.environ.get('B', 'build')
LANGS = ('nl', 'en')
docs = {lang: json.load(open('share/dilemmas/%s.json' % lang, encoding='utf-8')) for lang in LANGS}
all_of = {lang: docs[lang]['dilemmas'] for lang in LANGS}
test = 0


def result(ok, name, details=''):
    global test
    test += 1
    print('%s %d - %s' % ('ok' if ok else 'not ok', test, name))
    for line in str(details).splitlines() if not ok else []:
        print('# ' + line)


def twice(texts):
    return [t for t, n in collections.Counter(texts).items() if n > 1]


schema = json.load(open('share/schema/dilemmas.json'))
jsonschema.Draft202012Validator.check_schema(schema)
for lang in LANGS:
    wrong = [e.json_path + ': ' + e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(docs[lang])]
    result(not wrong and docs[lang]['language'] == lang, '%s holds to its schema, says python3-jsonschema' % lang, '\n'.join(wrong))
    result(len(all_of[lang]) == 50 and not twice([d['id'] for d in all_of[lang]]), '%s: fifty, each with an id of its own' % lang)
    for member in ('title', 'situation'):
        result(not twice([d[member] for d in all_of[lang]]), '%s: no %s stands there twice' % (lang, member), twice([d[member] for d in all_of[lang]]))
    questions = [q for d in all_of[lang] for q in d['questions']]
    result(not twice(questions) and all(q.endswith('?') for q in questions), '%s: each question is one, and asked once' % lang, twice(questions))
    sentences = [s for d in all_of[lang] for s in re.split(r"(?<=[.!?])\s+", d['situation']) if len(s.split()) > 5]
    result(not twice(sentences), '%s: no longer sentence stands in two situations' % lang, twice(sentences))
    result(all(d['options'] and all(o.endswith('.') for o in d['options']) for d in all_of[lang]), '%s: options are sentences' % lang)
    lost = [(d['id'], p['name']) for d in all_of[lang] for p in d['people'] if not re.search(r'\b%s\b' % re.escape(p['name'].split()[-1]), d['situation'] + d['title'])]
    result(not lost, '%s: who is listed is in the text' % lang, lost)
    names = [p['name'] for d in all_of[lang] for p in d['people']]
    result(not twice(names), '%s: every name is used in one dilemma only' % lang, twice(names))

# The same fifty in both languages.
kept = ('id', 'sector', 'perspective', 'audience', 'themes')
wrong = [a['id'] for a, b in zip(all_of['nl'], all_of['en']) if any(a[k] != b[k] for k in kept) or any(len(a[k]) != len(b[k]) for k in ('options', 'questions', 'people'))
         or [[p[k] for k in ('sex', 'part', 'position')] + [p['name'].split()[-1]] for p in a['people']] != [[p[k] for k in ('sex', 'part', 'position')] + [p['name'].split()[-1]] for p in b['people']]]
result(not wrong, 'both languages have the same ids in the same order, and the same make-up', wrong)
words = {lang: re.findall(r"[a-zé']+", ' '.join(d['situation'] for d in all_of[lang]).lower()) for lang in LANGS}
result({'de', 'het', 'niet'} <= set(words['nl']) and not {'the', 'and', 'not'} & set(words['nl']) and {'the', 'and', 'not'} <= set(words['en']) and not {'het', 'niet', 'een'} & set(words['en']),
       'each file is in its own language')

# Balance, over the Dutch ones (the others are the same).
ones = all_of['nl']
count = {k: collections.Counter(d[k] for d in ones) for k in ('sector', 'perspective', 'audience')}
result(all(n == 10 for n in count['sector'].values()) and len(count['sector']) == 5, 'ten for each of five sectors', count['sector'])
least = {'undergoes': 8, 'bystander': 10, 'accused': 6, 'manager': 8, 'confidant': 5}
result(all(count['perspective'][k] >= n for k, n in least.items()) and max(count['perspective'].values()) <= 18, 'who undergoes, who sees it, who is accused, who manages and who listens: none is left out, none prevails', count['perspective'])
result(all(count['audience'][k] >= 10 for k in ('staff', 'managers', 'all')), 'ten at least for staff, for managers and for all', count['audience'])
wrong = [d['id'] for d in ones if (d['perspective'] == 'manager') != (d['audience'] == 'managers')]
result(not wrong, 'those for managers are seen by a manager', wrong)
categories = {c['id'] for c in json.load(open('share/protocol/nl.json', encoding='utf-8'))['lists']['category']} - {'other'}
others = {'leadership', 'bystander', 'inclusion', 'gossip', 'online', 'power', 'loyalty', 'feedback', 'privacy', 'reporting', 'aftercare'}
themes = collections.Counter(t for d in ones for t in d['themes'])
result(set(themes) == categories | others, 'every category of the protocol is a theme, and no theme is unknown', set(themes) ^ (categories | others))
result(all(themes[t] >= 3 for t in others) and all(themes[t] >= 3 for t in categories - {'misstand', 'eu_law_breach'}) and max(themes.values()) <= 12, 'no theme prevails, none hardly occurs', themes)
people = [p for d in ones for p in d['people']]
sexes = {part: collections.Counter(p['sex'] for p in people if part in (None, p['part'])) for part in (None, 'concerned', 'undergoes', 'manager')}
result(all(min(c['f'], c['m']) >= 0.4 * (c['f'] + c['m']) for c in sexes.values()) and sexes[None]['x'] >= 2, 'women and men as often, also among those accused, those who undergo it and managers; others too', sexes)
positions = collections.Counter(p['position'] for p in people)
result(len(positions) >= 8 and positions['employee'] <= 0.6 * len(people) and positions['director'] + positions['manager'] >= 15, 'people in many positions', positions)

# Plain language: each situation, and all of them together.
for lang, slope, weight in (('nl', 0.93, 77), ('en', 1.015, 84.6)):
    out = subprocess.run([B + '/tests/test_readability', 'measure', lang], input='\0'.join(d['situation'] for d in all_of[lang]), capture_output=True, text=True).stdout
    rows = [l.split() for l in out.splitlines()]
    result(len(rows) == 50, '%s: every situation can be measured' % lang)
    wrong = [(d['id'], r) for d, r in zip(all_of[lang], rows) if not 3 <= int(r[0]) <= 6 or not 30 <= int(r[1]) <= 90]
    result(not wrong, '%s: three to six sentences, 30 to 90 words' % lang, wrong)
    wrong = [(d['id'], r[3]) for d, r in zip(all_of[lang], rows) if float(r[3]) < 60]
    result(not wrong, '%s: each situation scores 60 or more' % lang, wrong)
    s, w, y = [sum(int(r[i]) for r in rows) for i in range(3)]
    result(206.835 - slope * w / s - weight * y / w >= 80, '%s: together 80 or more' % lang, 206.835 - slope * w / s - weight * y / w)
    lines = [l for d in all_of[lang] for l in d['options'] + d['questions']]
    out = subprocess.run([B + '/tests/test_readability', 'measure', lang], input='\0'.join(lines), capture_output=True, text=True).stdout
    long = [l for l, r in zip(lines, out.splitlines()) if int(r.split()[1]) > 18]
    result(not long, '%s: options and questions have 18 words at most' % lang, long)
print('1..%d' % test)
