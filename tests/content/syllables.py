# SPDX-License-Identifier: MIT
"""
Syllables against another judge: the hyphenation patterns of hyphen-nl and of groff (Liang's algorithm, of few lines), over all words of
the shipped pages and dilemmas. Patterns never split off a single letter at the edge of a word (English: two at its end), and leave breaks out where
they are not sure. So they may have fewer syllables than we, by those edges, but hardly ever more.
"""
import collections, glob, json, os, re, subprocess

B = os.environ.get('B', 'build')
test = 0


def result(ok, name, details=''):
    global test
    test += 1
    print('%s %d - %s' % ('ok' if ok else 'not ok', test, name))
    for line in str(details).splitlines() if not ok else []:
        print('# ' + line)


def patterns(path, encoding):
    found = {}
    for word in open(path, encoding=encoding).read().split():
        if re.fullmatch(r"[.\d\w']*\d[.\d\w']*", word) and re.search(r'[^\d.]', word):
            letters, values = '', [0]
            for c in word:
                if c.isdigit():
                    values[-1] = int(c)
                else:
                    letters += c
                    values.append(0)
            found[letters] = values
    return found


def parts(word, of):
    text = '.' + word + '.'
    value = [0] * (len(text) + 1)
    for i in range(len(text)):
        for j in range(i + 1, len(text) + 1):
            for k, v in enumerate(of.get(text[i:j], ())):
                value[i + k] = max(value[i + k], v)
    return 1 + sum(value[k] % 2 for k in range(3, len(text) - 2))


def words_of(lang):
    texts = [re.sub(r'\{\{.*?\}\}|https?:\S+', ' ', open(f, encoding='utf-8').read()) for f in sorted(glob.glob('share/guide/%s/*.md' % lang) + glob.glob('share/lang/%s/*.md' % lang))]
    for d in json.load(open('share/dilemmas/%s.json' % lang, encoding='utf-8'))['dilemmas']:
        texts += [d['title'], d['situation']] + d['options'] + d['questions']
    return collections.Counter(w for t in texts for w in re.findall(r'[^\W\d_]+', t.lower()) if len(w) > 3 and w not in NAMES)


# words that patterns break wrongly, or that can be said in two ways; and names
SAID = {'nl': {'online', 'website', 'meldregeling', 'appgroep', 'appgroepen'}, 'en': {'really'}}
NAMES = {n.lower() for d in json.load(open('share/dilemmas/nl.json', encoding='utf-8'))['dilemmas'] for p in d['people'] for n in p['name'].split()}
for lang, path, encoding in (('nl', '/usr/share/hyphen/hyph_nl_NL.dic', 'latin-1'), ('en', '/usr/share/groff/current/tmac/hyphen.us', 'utf-8')):
    of, words = patterns(path, encoding), words_of(lang)
    listed = sorted(words)
    out = subprocess.run([B + '/tests/test_readability', 'syllables', lang], input='\n'.join(listed) + '\n', capture_output=True, text=True).stdout.split()
    ours, theirs = dict(zip(listed, map(int, out))), {w: parts(w, of) for w in listed}
    result(len(of) > 4000 and len(ours) > 1000, '%s: %d words and %d patterns' % (lang, len(listed), len(of)), (len(of), len(ours)))
    fewer = [(w, ours[w], theirs[w]) for w in listed if ours[w] < theirs[w] and w not in SAID[lang]]
    result(len(fewer) <= 0.001 * len(listed), '%s: hardly a word has fewer than the patterns break it into' % lang, fewer)
    total = [sum(n * words[w] for w, n in c.items()) for c in (ours, theirs)]
    print('# %s: %d syllables, %d by the patterns' % (lang, *total))
    if lang == 'nl':  # breaks are nearly complete there
        edge = [(w, ours[w], theirs[w]) for w in listed if ours[w] > theirs[w] and not re.match(r'[aeiou][^aeiou]', w) and not re.search(r'[aeiou]{2}$', w)]
        result(1 <= total[0] / total[1] <= 1.02, 'nl: together within two per cent', total)
        result(len(edge) <= 0.01 * len(listed), 'nl: hardly a word has more, but for single letters at its edges', edge)
print('1..%d' % test)
