#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What documents become: pages, Markdown, paper, plots and tables, from the documents in tests/view/documents."""
import copy, csv, html.parser, io, json, os, random, re, subprocess, sys, tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
B = os.environ.get('B', os.path.join(ROOT, 'build'))
HERE = ROOT + '/tests/view'
n = bad = 0


def ok(good, name, *why):
    global n, bad
    n += 1
    bad += not good
    print('%sok %d - %s' % ('' if good else 'not ', n, name))
    if not good:
        for w in why:
            print('# ' + str(w)[:1500].replace('\n', '\n# '))


def load(name):
    with open('%s/documents/%s.json' % (HERE, name), encoding='utf-8') as f:
        return json.load(f)


def run(document, *args, confined=False, cwd='/', **env):
    text = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
    first = ['-'] if confined else []
    return subprocess.run([B + '/tests/report_tool'] + first + [ROOT + '/share'] + list(args), input=text, capture_output=True, cwd=cwd, env=dict(os.environ, **env))


kept = {}


def made(document, *args, **kw):
    key = (json.dumps(document), args)
    if not kw and key in kept:
        return kept[key]
    p = run(document, *args, **kw)
    assert p.returncode == 0, (args, p.returncode, p.stderr)
    if not kw:
        kept[key] = p.stdout
    return p.stdout


NAMES = ['annual-nl', 'annual-en', 'evaluation-nl', 'evaluation-en']


# pages

class Page(html.parser.HTMLParser):
    VOID = {'meta', 'br', 'link', 'hr', 'img', 'input'}

    def __init__(self):
        super().__init__()
        self.stack, self.faults, self.tags, self.ids, self.refs, self.headings, self.links = [], [], [], [], [], [], []
        self.lang, self.text, self.words, self.css, self.cells, self.plots, self.shapes = None, '', '', '', [], [], []

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.tags.append(tag)
        if tag == 'html':
            self.lang = a.get('lang')
        if tag in ('script', 'iframe', 'object', 'embed', 'link', 'img', 'base') or any(k == 'src' or k.startswith('on') for k, _ in attrs):
            self.faults.append('loads or runs: ' + tag)
        if 'url(' in a.get('style', ''):
            self.faults.append('a style loads')
        if 'id' in a:
            self.ids.append(a['id'])
        for k in ('aria-labelledby', 'aria-describedby'):
            self.refs += a.get(k, '').split()
        for k in ('href', 'xlink:href'):
            if k in a:
                self.links.append(a[k])
        if re.fullmatch('h[1-6]', tag):
            self.headings.append(int(tag[1]))
        if tag == 'th' and a.get('scope') not in ('col', 'row'):
            self.faults.append('a head without scope')
        if tag == 'td':
            self.cells.append('')
        if tag == 'svg':
            self.plots.append({'role': a.get('role'), 'title': '', 'desc': ''})
        if tag == 'polygon':
            points = [tuple(map(float, p.split(','))) for p in a['points'].split()]
            self.shapes.append(('box', a['fill'], min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points), len(self.plots)))
        if tag == 'g' and 'font-size' in a:
            x, y = map(float, re.findall(r'[-\d.]+', a['transform'])[:2])
            self.shapes.append(('text', a['fill'], x, y, a['text-anchor'], float(a['font-size']), len(self.plots)))
        if tag == 'table':
            self.tables = getattr(self, 'tables', [])
            self.tables.append(set())
        if tag in ('caption', 'thead', 'tbody') and getattr(self, 'tables', None):
            self.tables[-1].add(tag)
        if tag not in self.VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.stack.pop()

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.faults.append('badly nested: ' + tag)

    def handle_data(self, data):
        if 'style' in self.stack:
            self.css += data
            return
        self.text += data
        self.words += ' ' + data
        if 'td' in self.stack:
            self.cells[-1] += data
        if 'svg' in self.stack and self.stack[-1] in ('title', 'desc'):
            self.plots[-1][self.stack[-1]] += data


def parse(text):
    p = Page()
    p.feed(text if isinstance(text, str) else text.decode())
    p.close()
    return p


def luminance(color):
    m = re.fullmatch(r'#([0-9a-f]{6})', color)
    parts = [int(m.group(1)[i:i + 2], 16) for i in (0, 2, 4)] if m else list(map(int, re.findall(r'\d+', color)))
    parts = [v / 255 for v in parts]
    parts = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a, b):
    a, b = sorted((luminance(a), luminance(b)))
    return (b + 0.05) / (a + 0.05)


def contrasts(css):
    """Colours of one rule against each other; colours alone against every light ground of the page."""
    rules = re.findall(r'([^{}]+)\{([^{}]*)\}', css)
    grounds, wrong = {'#ffffff'}, []
    for _, body in rules:
        for g in re.findall(r'background:(#[0-9a-f]{6})(?![0-9a-f])', body):
            if luminance(g) > 0.5:
                grounds.add(g)
    for name, body in rules:
        color = re.search(r'(?:^|;)color:(#[0-9a-f]{6})', body)
        ground = re.search(r'background:(#[0-9a-f]{6})(?![0-9a-f])', body)
        dark = name.strip() == 'h1'  # stands on the head of the page, but for print, where it has a rule of its own
        if not color:
            continue
        for g in [ground.group(1)] if ground else ['#17375e'] if dark and luminance(color.group(1)) > 0.5 else grounds:
            if contrast(color.group(1), g) < 4.5:
                wrong.append((name, color.group(1), g, round(contrast(color.group(1), g), 2)))
    return wrong


def shapes_wrong(shapes):
    """Letters of plots against what they stand on; boxes beside each other told apart without colour."""
    boxes = [s for s in shapes if s[0] == 'box']
    wrong = []
    for _, fill, x, y, anchor, size, plot in (s for s in shapes if s[0] == 'text'):
        ground = '#ffffff'
        for _, color, x0, y0, x1, y1, p in boxes:
            if p == plot and anchor == 'middle' and x0 < x < x1 and y0 < y - size / 3 < y1:
                ground = color
        fill = {'black': '#000000', 'white': '#ffffff'}.get(fill, fill)
        if contrast(fill, ground) < 4.5:
            wrong.append((fill, ground, round(contrast(fill, ground), 2)))
    for a, b in zip(boxes, boxes[1:]):
        if a[6] == b[6] and a[3] == b[3] and abs(a[4] - b[2]) < 0.2 and contrast(a[1], b[1]) < 1.3:
            wrong.append(('neighbours alike in grey', a[1], b[1]))
    return wrong


def pages():
    for name in NAMES:
        d = load(name)
        p = parse(made(d, 'html'))
        jumps = [(a, b) for a, b in zip(p.headings, p.headings[1:]) if b > a + 1]
        ok(not p.faults and not p.stack and p.lang == d['lang'] and p.headings[0] == 1 and p.headings.count(1) == 1 and not jumps and {'title', 'main', 'nav', 'header'} <= set(p.tags),
           name + ': the page is whole, in its language, its headings in order, and loads nothing', p.faults, p.headings, p.stack)
        ok(len(p.ids) == len(set(p.ids)) and set(p.refs) <= set(p.ids) and all(link[0] == '#' and link[1:] in p.ids for link in p.links), name + ': ids are unique and what refers to them finds them', p.ids, p.links)
        ok('@import' not in p.css and 'url(' not in p.css and 'http' not in p.css, name + ': styles bring nothing in')
        tables = sum(len(s.get('tables', [])) + len(s.get('lists', [])) for s in d['sections'])
        ok(len(p.tables) == tables and all(t == {'caption', 'thead', 'tbody'} for t in p.tables), name + ': every table has a caption, a head and a body', len(p.tables), tables)
        plots = sum('plot' in t for s in d['sections'] for t in s.get('tables', []))
        ok(len(p.plots) == plots and all(q['role'] == 'img' and q['title'] and len(q['desc']) > 20 for q in p.plots), name + ': every plot is an image with a title and a description', p.plots)
        ok(not contrasts(p.css) and not shapes_wrong(p.shapes), name + ': letters stand out from what they are on', contrasts(p.css), shapes_wrong(p.shapes))
        hidden = sum(1 for s in d['sections'] for t in s.get('tables', []) for r in t['rows'] for c in r['cells'] if c.get('suppressed'))
        word = {'nl': 'niet getoond om mensen te beschermen', 'en': 'not shown to protect people'}[d['lang']]
        ok(sum(c == '×' + word for c in p.cells) == hidden and len([c for c in p.cells if '×' in c]) == hidden, name + ': each hidden cell is one mark and says so aloud, all alike', hidden, [c for c in p.cells if '×' in c][:4])
    p = parse(made(load('annual-nl'), 'html'))
    ok('om mensen te beschermen' in p.plots[0]['desc'] and 'om mensen te beschermen' in p.plots[1]['desc'], 'a plot with gaps says so aloud', p.plots[0])
    ok('Concept' not in p.text and 'Draft.' in parse(made(load('annual-en'), 'html')).text, 'a draft says that it is one')
    d = dict(load('evaluation-nl'), year=2026, verdict='unknown', norms=[{'norm': 'n', 'line': 'follow_up', 'label': 'L', 'bound': 'ten minste 90 %', 'value': '\u2013', 'years': [{'year': 2026, 'value': '\u2013'}]}])
    d['sections'] = d['sections'] + [{'section': 'care', 'title': 'Zorg', 'text': [], 'facts': [], 'tables': [], 'lists': []}]
    text = parse(made(d, 'html')).text
    ok('weten we niet of ze zijn gehaald' in text and '2024\u20132026' in text and 'Hierover zijn geen cijfers.' in text and 'Hierover zijn geen cijfers.' not in parse(made(load('annual-nl'), 'html')).text,
       'a verdict that is not known is said, and a section without figures', text[:500])
    d = load('annual-nl')
    for r in d['sections'][1]['tables'][0]['rows']:
        r['total'] = True
    ok(len(parse(made(d, 'html')).plots) == len(parse(made(load('annual-nl'), 'html')).plots) - 1 and len(paper(made(d, 'pdf'))) > 1000, 'a table of margins alone has no plot')
    ok('Niet alle afspraken' in parse(made(load('evaluation-nl'), 'html')).text and 'All agreements' in parse(made(load('evaluation-en'), 'html')).text, 'an evaluation begins with its verdict')


# numbers

PRINTED = {'title', 'organisation', 'year', 'from', 'to', 'commit', 'as_of', 'release', 'text', 'label', 'value', 'detail', 'source', 'unit', 'heads', 'labels', 'share', 'note', 'notes', 'alt', 'columns', 'rows', 'reproduce'}


def printable(value, out, key='text'):
    if isinstance(value, dict):
        for k, v in value.items():
            if k in PRINTED or isinstance(v, (dict, list)) or k in ('suppressed', 'cells', 'witnesses') and key == 'protection':
                printable(v, out, k)
    elif isinstance(value, list):
        for v in value:
            printable(v, out, key)
    elif isinstance(value, (str, int)) and not isinstance(value, bool) and (key in PRINTED or key in ('suppressed', 'cells', 'witnesses')):
        out.update(re.findall(r'\d+', str(value)))


def paper(pdf, *args):
    return subprocess.run(['pdftotext', *args, '-', '-'], input=pdf, capture_output=True, check=True).stdout.decode()


def numbers():
    for name in NAMES:
        d = load(name)
        may = set()
        printable(d, may)
        may |= {str(int(m)) for m in may if m.isdigit() and len(m) < 10}
        years = {str(y['year']) for s in d['sections'] for f in s.get('facts', []) for y in f.get('previous', [])}
        may |= years | {d['as_of'][:4], str(int(d['as_of'][8:]))}
        for kind in ('html', 'md', 'pdf', 'table', 'csv', 'plot', 'terminal'):
            if kind in ('plot', 'terminal') and 'plot' not in next(t for s in d['sections'] for t in s.get('tables', [])):
                continue
            raw = made(d, kind)
            text = parse(raw).words if kind in ('html', 'plot') else paper(raw) if kind == 'pdf' else raw.decode()
            own = set(may)
            if kind == 'pdf':
                own |= {str(i) for i in range(1, text.count('\f') + 1)}
            if kind == 'csv':
                own |= {c['id'] for c in next(t for s in d['sections'] for t in s.get('tables', []))['columns']}
            extra = set(re.findall(r'\d+', text)) - own
            ok(not extra, '%s: as %s it has no number that the document does not print' % (name, kind), extra)
    for f in sorted(os.listdir(ROOT + '/share/templates')):
        if f.endswith('.md') and f != 'report.md' or f.startswith('words.'):
            text = open(ROOT + '/share/templates/' + f, encoding='utf-8').read()
            ok(not re.search(r'\d', text), f + ' holds no number of its own', re.findall(r'.*\d.*', text))


def first_table(d):
    return next(t for s in d['sections'] for t in s.get('tables', []))


def refused(d, name, pattern, code=65, kinds=('html', 'md', 'json', 'pdf')):
    wrong = []
    for kind in kinds:
        p = run(d, kind)
        if p.returncode != code or p.stdout or not re.search(pattern, p.stderr.decode()) or b'91733' in p.stderr or p.stderr.count(b'\n') != 1:
            wrong.append((kind, p.returncode, p.stderr, p.stdout[:200]))
    ok(not wrong, name, *wrong)


def canaries():
    base = load('annual-nl')

    def change(f):
        d = copy.deepcopy(base)
        f(d)
        return d

    def hidden(d):
        return next(c for s in d['sections'] for t in s.get('tables', []) for r in t['rows'] for c in r['cells'] if c.get('suppressed'))

    def shown(d):
        return next(c for s in d['sections'] for t in s.get('tables', []) for r in t['rows'] for c in r['cells'] if 'n' in c)
    refused(change(lambda d: hidden(d).update(n=91733)), 'a count beside a mark stops it', 'tells more beside a mark')
    refused(change(lambda d: hidden(d).update(text='91733')), 'a text beside a mark stops it', 'tells more beside a mark')
    refused(change(lambda d: hidden(d).update(share='91733 %')), 'a share beside a mark stops it', 'tells more beside a mark')
    refused(change(lambda d: hidden(d).update(original=91733)), 'an unknown member stops it', 'member that documents do not have')
    refused(change(lambda d: shown(d).update(n=91733)), 'a count that is not what is printed stops it', 'differs from its text')
    refused(change(lambda d: d.update(raw=[91733])), 'an unknown member of the document stops it', 'document, /: ')
    refused(change(lambda d: d['sections'][0]['facts'][0].update(suppressed=True)), 'a value beside a mark stops it', '/sections/0/facts/0: ')
    refused(change(lambda d: d['sections'][0]['facts'][3]['previous'][0].update(value='91733')), 'a value of an earlier year beside a mark stops it', 'nor a mark, or both|or both')
    refused(change(lambda d: d['protection'].update(audit='failed')), 'nothing is published whose audit failed', 'no audit passed')
    refused(change(lambda d: d['protection'].pop('audit')), 'nor without an audit', 'no audit passed')
    d = change(lambda d: [r.update(id=['91733']) for t in d['sections'][1]['tables'] for r in t['rows']])
    ok(not any(b'91733' in x for x in (made(d, 'html'), made(d, 'md'), paper(made(d, 'pdf')).encode())), 'ids are not printed')
    pdf = made(base, 'pdf')
    ok(b'3f2a9c1d5e7b' not in pdf and 'klacht' in paper(pdf), 'the control: paper is searched by its text')


# malformed

def mutate(rng, value):
    """One change somewhere in it."""
    places = []

    def walk(v, put):
        places.append(put)
        if isinstance(v, dict):
            for k in v:
                walk(v[k], lambda new, v=v, k=k: v.pop(k) if new is None else v.__setitem__(k, new))
        elif isinstance(v, list):
            for i in range(len(v)):
                walk(v[i], lambda new, v=v, i=i: v.pop(i) if new is None else v.__setitem__(i, new))
    walk(value, lambda new: None)
    put = rng.choice(places[1:])
    put(rng.choice([None, None, 0, -1, 1.5, True, '', 'x', 'a\nb', '\x1b[31m', [], {}, ['x'], {'x': 1}, '9' * 40, 2 ** 60, [[]], [{}], '{{x}}', '# x', '.so /etc/passwd', 'T{', '`id`', None]))


def malformed():
    rng = random.Random(20270115)
    names = [load(name) for name in ('annual-en', 'evaluation-nl', 'annual-nl')]
    wrong, taken = [], 0
    for i in range(600):
        d = copy.deepcopy(names[i % 3])
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            mutate(rng, d)
        p = run(d, rng.choice(['md', 'json', 'ms', 'table']))
        taken += p.returncode == 0
        if p.returncode not in (0, 65) or (p.returncode == 65) != bool(p.stderr) or (p.returncode == 65 and (p.stdout or p.stderr.count(b'\n') != 1)):
            wrong.append((i, p.returncode, p.stderr, p.stdout[:100]))
    ok(not wrong and 20 < taken < 580, 'six hundred damaged documents are taken or refused with one line, none half', taken, *wrong[:3])
    refused(b'{"sv":1}', 'a document without members is refused by name', '/document: is missing')
    refused(b'[]', 'a list is no document', 'is no object')
    d = load('annual-nl')
    d['sections'][1]['tables'][0]['rows'][0]['cells'].pop()
    refused(d, 'a row with a cell too few is refused with its place', '/sections/1/tables/0/rows/0: has another number of cells')
    d = load('annual-nl')
    d['sections'][1]['tables'][0]['rows'][0]['cells'][0] = {'text': 'veel'}
    refused(d, 'a plot of what is no number is refused', "table 'kind_year': a cell of a plotted table is no number", kinds=('html', 'pdf'))
    for text in ('![x](https://voorbeeld.example/x.png)', '<img src=x>', 'a\\\n# kop' if False else '# kop', '[x](javascript:alert(1))', '|a|b|\n|---|---|' if False else '> aanhaling'):
        d = load('annual-nl')
        d['sections'][0]['text'] = [text]
        p = run(d, 'html')
        if text.startswith(('#', '>')):
            ok(p.returncode == 0 and text in parse(p.stdout).text, 'a paragraph that begins like a heading is a paragraph: ' + text[0], p.stderr)
        else:
            refused(d, 'text with %s is refused' % text[:12], 'Markdown that running text does not have', kinds=('html', 'md', 'ms'))
    d = load('annual-nl')
    d['sections'][0]['text'] = ['2026. was een *druk* jaar', '- geen lijst', '41) ook niet', 'met [een verwijzing](https://voorbeeld.example/) erin']
    p = parse(made(d, 'html'))
    ok('2026. was een druk jaar' in p.text and '- geen lijst' in p.text and '41) ook niet' in p.text and 'https://voorbeeld.example/' in p.links, 'a paragraph that begins like a list is a paragraph', p.text[1500:2500])


# texts that mean something to somebody

NASTY = ['</td><script>alert(1)</script>', 'a|b', '.so /etc/passwd', "'br", '\\fB\\n[.p]', '`id`', '"quoted" \\', '{{title}}', 'T{', '=1+1', '$(id)', '@x %s #', '_', '\\^', '*ster* _streep_', 'a & b', '.TE', '.\\}', 'EOD', '\\', '~^`-']


def nasty():
    d = load('annual-nl')
    t = d['sections'][2]['tables'][0]
    t['rows'] = [{'id': [str(i)], 'labels': [s], 'level': 0, 'total': False, 'cells': [{'n': i, 'text': str(i)}, {'suppressed': True, 'text': '×'}, {'absent': True, 'text': ''}]} for i, s in enumerate(NASTY)]
    t['columns'][0]['label'] = NASTY[0]
    t['title'] = 'titel "met" \\ alles & <b>'
    t['plot'] = {'kind': 'bars', 'alt': 'alles <b> & "wat" er is'}
    d['sections'][3]['lists'] = [{'list': 'x', 'title': NASTY[2], 'columns': ['a', 'b'], 'rows': [[s, s] for s in NASTY]}]
    p = parse(made(d, 'html'))
    ok(not p.faults and not p.stack and all(s in p.text for s in NASTY), 'labels that are markup stay labels in a page', p.faults, [s for s in NASTY if s not in p.text])
    ok(any(q['title'] == t['title'] and t['plot']['alt'] in q['desc'] for q in p.plots) and 'uid=' not in p.text, 'and in a plot')
    rows = [line for line in made(d, 'md').decode().split('\n') if line.startswith('| ')]
    ok(all(len(re.findall(r'(?<!\\)\|', line)) == 5 for line in rows if line.endswith('×  |  |') or '| × |  |' in line), 'and in a table of Markdown', [r for r in rows if '×' in r][:3])
    pdf = made(d, 'pdf')
    text = re.sub(r'\s+', '', paper(pdf)).replace('−', '-').replace('‐', '-').replace('’', "'").replace('‘', '`')
    lost = [s for s in NASTY if s.replace(' ', '') not in text.replace('“', '"').replace('”', '"')]
    ok(not lost and 'root:' not in text and 'uid=' not in text, 'and on paper, where none is a request', lost)
    d['sections'] = [{'section': 'x', 'title': 'x', 'tables': [t]}]
    got = list(csv.reader(io.StringIO(made(d, 'csv').decode())))
    ok([r[0] for r in got[1:]] == ["'" + s if s[0] in '=+-@' else s for s in NASTY], 'and in CSV, where none is a formula', [r[0] for r in got[1:]])


# the same, always

def deterministic():
    home = tempfile.mkdtemp(prefix='sv-report-')
    with open(home + '/.gnuplot', 'w') as f:
        f.write('set label "kanarie" at screen 0.5,0.5\n')
    open(home + '/gnuplotrc', 'w').write('set label "kanarie"\n')
    os.mkdir(home + '/site-tmac')
    for name in ('annual-nl', 'evaluation-en'):
        d = load(name)
        for kind in ('html', 'md', 'json', 'pdf'):
            a = made(d, kind)
            b = made(d, kind, cwd=home, HOME=home, LC_ALL='nl_NL.UTF-8', LANG='nl_NL.UTF-8', TZ='Asia/Tokyo', GNUTERM='png', GROFF_TMAC_PATH=home, PERL_HASH_SEED='7', SOURCE_DATE_EPOCH='1', GNUPLOT_LIB=home)
            ok(a == b and len(a) > 500 and b'kanarie' not in a, '%s: as %s the same bytes for whoever makes it' % (name, kind), len(a), len(b))
    d = load('annual-nl')
    ok(made(d, 'json').decode() == json.dumps(d, sort_keys=True, separators=(',', ':')) + '\n', 'as JSON it is canonical')
    other = dict(d, as_of='2027-01-16')
    ok(made(other, 'pdf') != made(d, 'pdf') and b'D:20270115' in made(d, 'pdf'), 'paper bears the day of the document')
    subprocess.run(['rm', '-rf', home])
    for name in ('annual-en', 'evaluation-en'):
        for kind in ('md', 'ms'):
            path = '%s/golden/%s.%s' % (HERE, name, kind)
            got = made(load(name), kind)
            if os.environ.get('SV_GOLDEN'):
                open(path, 'wb').write(got)
            want = open(path, 'rb').read()
            ok(got == want, '%s: as %s it is tests/view/golden/%s.%s' % (name, kind, name, kind), *[(a, b) for a, b in zip(got.decode().split('\n'), want.decode().split('\n')) if a != b][:3])


# programs

def programs():
    d = load('annual-nl')
    bare = copy.deepcopy(d)
    for s in bare['sections']:
        for t in s.get('tables', []):
            t.pop('plot', None)
    for path in ('', '/nonexistent'):
        wrong = []
        for doc, kind, package in ((d, 'html', 'gnuplot-nox'), (d, 'pdf', 'gnuplot-nox'), (bare, 'pdf', 'groff'), (d, 'plot', 'gnuplot-nox')):
            p = run(dict(doc, sections=doc['sections'][1:]) if kind == 'plot' else doc, kind, PATH=path)
            if p.returncode != 69 or p.stdout or ('install the package %s)' % package).encode() not in p.stderr:
                wrong.append((kind, p))
        ok(not wrong, 'without gnuplot or groff (PATH=%s): 69, and what to install' % path, *wrong)
        ok(all(run(x, kind, PATH=path).returncode == 0 for x, kind in ((d, 'md'), (d, 'json'), (d, 'ms'), (bare, 'html'), (d, 'csv'), (dict(d, sections=d['sections'][1:]), 'terminal'))), 'what needs neither needs neither (PATH=%s)' % path)
    only = tempfile.mkdtemp(prefix='sv-report-')
    for program in ('gnuplot', 'groff'):
        os.symlink(subprocess.run(['which', program], capture_output=True).stdout.decode().strip(), only + '/' + program)
    p = run(d, 'pdf', PATH=only)
    ok(p.returncode == 69 and b"'gropdf' is not installed (install the package groff)" in p.stderr, 'groff without its part for PDF: 69', p)
    for name, script in (('gnuplot', 'echo "line 1: $0 broke" >&2; exit 1'), ('gnuplot', 'exit 0'), ('gnuplot', 'cat >/dev/null; echo "<svg"')):
        os.unlink(only + '/' + name)
        with open(only + '/' + name, 'w') as f:
            f.write('#!/bin/sh\n' + script + '\n')
        os.chmod(only + '/' + name, 0o700)
        p = run(d, 'html', PATH=only + ':/usr/bin:/bin')
        ok(p.returncode == 70 and p.stdout == b'' and b'gnuplot' in p.stderr, 'a gnuplot that fails (%s): 70, and no half page' % script[:12], p)
    subprocess.run(['rm', '-rf', only])
    ok(made(d, 'html', confined=True) == made(d, 'html') and made(d, 'pdf', confined=True) == made(d, 'pdf'), 'confined as a command that starts programs is, all is the same')
    trace = tempfile.mktemp(prefix='sv-report-')
    p = subprocess.run(['strace', '-f', '-s', '200', '-e', 'trace=open,openat,creat,mkdir,mkdirat,socket,execve', '-o', trace, B + '/tests/report_tool', ROOT + '/share', 'pdf'], input=json.dumps(d).encode(), capture_output=True, env=dict(os.environ, ASAN_OPTIONS='detect_leaks=0'))
    lines = open(trace).read().split('\n')
    os.unlink(trace)
    # what a program counts for make coverage is its own
    written = [line for line in lines if re.search(r'O_(WRONLY|RDWR|CREAT)', line) and '/dev/' not in line and '"%s/profile/' % B not in line and ' = -1 ' not in line]
    ok(p.returncode == 0 and not written and not any('socket(AF_INET' in line for line in lines) and not any('/bin/sh' in line and 'execve' in line and 'report_tool' in line for line in lines),
       'nothing is written to a disk and no network is asked', written[:5])
    for wrong, pattern in (('{{#open}}', 'section is not closed'), ('{{', 'not closed')):
        with tempfile.NamedTemporaryFile('w', suffix='.html') as f:
            f.write('x\n' + wrong + '\n')
            f.flush()
            p = run(d, 'md', f.name)
            ok(p.returncode == 78 and p.stdout == b'' and re.search('template line 2: .*' + pattern, p.stderr.decode()), 'a layout of one\'s own that is broken: 78 and its line', p)
    with tempfile.NamedTemporaryFile('w', suffix='.md') as f:
        f.write('{{organisation}} {{period}}: {{#sections}}{{number}} {{section}}, {{/sections}}\n')
        f.flush()
        ok(made(d, 'md', f.name).decode().startswith('Gemeente Waterrijk 2026: 1 volumes, 2 kinds, '), "a layout of one's own is used")


# paper

def on_paper():
    wrong = []
    for name in NAMES:
        p = subprocess.run(['groff', '-k', '-K', 'utf8', '-t', '-ms', '-Tpdf', '-dpaper=a4', '-ww', '-z'], input=made(load(name), 'ms'), capture_output=True)
        said = [line for line in p.stderr.decode().split('\n') if line and not line.startswith('sv-page ') and "can't translate character code" not in line]
        if p.returncode or said:
            wrong.append((name, said[:5]))
    ok(not wrong, 'groff has nothing to say about what it is given', *wrong)
    d = load('annual-nl')
    rows = [{'id': [str(i)], 'labels': ['rij met een naam %d' % i], 'level': i % 3, 'total': False, 'cells': [{'n': i, 'text': str(i)} for _ in range(3)]} for i in range(150)]
    d['sections'][1]['tables'][0].update(rows=rows)
    del d['sections'][1]['tables'][0]['plot']
    d['sections'][1]['tables'][0]['heads'] = ['Kopregel']
    pdf = made(d, 'pdf')
    text = paper(pdf, '-layout').split('\f')
    held = [i for i, page in enumerate(text) if 'rij met een naam' in page]
    ok(len(held) >= 3 and all('Kopregel' in text[i] for i in held) and sum(page.count('rij met een naam') for page in text) == 150, 'a long table breaks over pages, and each has its head', held)
    wrong = []
    for name in NAMES:
        pdf = made(load(name), 'pdf')
        pages = paper(pdf, '-layout').split('\f')
        for s in load(name)['sections']:
            m = re.search(re.escape(s['title']) + r'\s+(\d+)\s*\n', pages[1])
            if not m or s['title'] not in pages[int(m.group(1)) - 1]:
                wrong.append((name, s['title'], m and m.group(1)))
            if not re.search(r'(page|pagina) %d\s*$' % (len(pages) - 1), pages[-2].strip()):
                wrong.append((name, 'no page number', pages[-2][-100:]))
        titles = [t.decode('latin-1') for t in re.findall(rb'/Title \(([^)]*)\)', pdf)]
        if not all(s['title'].replace('–', '-') in titles for s in load(name)['sections']):
            wrong.append((name, 'bookmarks', titles))
        info = subprocess.run(['pdfinfo', '-'], input=pdf, capture_output=True).stdout.decode()
        if load(name)['title'].replace('–', '-') not in info or 'A4' not in info:
            wrong.append((name, info))
    ok(not wrong, 'the contents name the right pages, every page its number, the bookmarks every section', *wrong[:5])
    d = load('annual-nl')  # plots one after the other come upon every place of a page
    d['sections'] = [dict(d['sections'][4], text=['Regel. ' * 12] * k, section='s%d' % k) for k in range(12)]
    boxes = subprocess.run(['pdftotext', '-bbox', '-', '-'], input=made(d, 'pdf'), capture_output=True).stdout.decode()
    low = [float(y) for y, w in re.findall(r'yMax="([\d.]+)">([^<]*)<', boxes) if w in ('meldpunt', 'formulier', 'manier')]
    ok(len(low) > 30 and max(low) < 842 - 2.4 * 28.35, 'no plot and no table runs off its page', max(low))
    ok('27 melding' in paper(made(load('annual-nl'), 'pdf')), 'plots are on paper, as text that can be found')
    d = load('annual-nl')
    d['sections'][0]['text'] = ['arbeidsomstandighedenwet vertrouwenspersonen klachtenregelingen ' * 60]
    words = re.findall(r'(\w+)[-‐]\n', paper(made(d, 'pdf'), '-layout'))
    may = {''.join(w.split('-')[:i]) for w in ('ar-beids-om-stan-dig-he-den-wet', 'ver-trou-wens-per-so-nen', 'klach-ten-re-ge-lin-gen') for i in range(1, 8)}
    long = {w for w in words if re.match('arb|vertr|klacht', w)}
    ok(len(long) > 3 and long <= may, 'Dutch words are broken where Dutch breaks them', long - may, words)


# tables and plots by themselves

def by_themselves():
    d = load('annual-nl')
    kinds = dict(d, sections=d['sections'][1:2])
    rows = list(csv.reader(io.StringIO(made(kinds, 'csv').decode())))
    ok(rows == [['Soort', '2024', '2025', '2026'], ['melding', '18', '22', '27'], ['klacht', '×', '6', '8'], ['signaal', '×', '6', '6'], ['alle zaken', '29', '34', '41']], 'a table as CSV', rows)
    text = made(kinds, 'table').decode()
    ok(re.search(r'^klacht +× +6 +8$', text, re.M) and text.endswith('× niet getoond om mensen te beschermen\n'), 'a table for a terminal', text)
    text = made(kinds, 'terminal').decode()
    ok(re.search('^melding  ▆▇█|^melding +[▁-█]{3} +2024: 18, 2026: 27$', text, re.M) and re.search('^klacht +×[▁-█]{2} +2024: ×, 2026: 8$', text, re.M), 'lines for a terminal', text)
    bars = dict(d, sections=d['sections'][2:3])
    text = made(bars, 'terminal').decode()
    ok(re.search(r'^agressie en geweld +2024 +×$', text, re.M) and re.search('2026 +█+ 11$', text, re.M) and max(len(line) for line in text.split('\n')) <= 72, 'bars for a terminal', text)
    text = made(bars, 'ascii').decode()
    ok(re.search(r'2026 +#+ 11$', text, re.M) and '█' not in text and re.search(r'2024 +x$', text, re.M), 'bars for a terminal that knows no blocks', text)
    stacked = dict(d, sections=d['sections'][4:5])
    ok(re.search('^2026 +meldpunt +█+ 14$', made(stacked, 'terminal').decode(), re.M), 'stacked bars for a terminal', made(stacked, 'terminal').decode())
    raw = made(bars, 'plot')
    p = parse(raw)
    ok(raw.startswith(b'<?xml') and not p.faults and not p.stack and p.plots[0]['role'] == 'img' and p.plots[0]['desc'].endswith('Niet alles staat erin.'), 'a plot as a file of its own', p.faults)
    boxes = [s for s in p.shapes if s[0] == 'box']
    shown = [c['n'] for r in first_table(bars)['rows'] if not r['total'] for c in r['cells'] if c.get('n')]
    ok(len(boxes) == len(shown) and all(abs((b[4] - b[2]) / (boxes[0][4] - boxes[0][2]) - v / shown[0]) < 0.01 for b, v in zip(boxes, shown)), 'a bar for each value that is shown, as long as it is large, and none for what is hidden', len(boxes), shown)
    for name, lang, good, wrong in (('nl', 'nl', {'1.234': 1234, '1,5': None, '12 %': None, '1\u00a0234': 1234}, ['1,234.5', '1.23.4', '12.34', '.5', '5,', '', '-3', '1e3']), ('en', 'en', {'1,234': 1234, '1.5': None}, ['1.234,5', '12,34'])):
        for text in list(good) + wrong:
            t = copy.deepcopy(kinds)
            t['lang'] = lang
            cell = first_table(t)['rows'][0]['cells'][0]
            cell.clear()
            cell.update(text=text)
            if good.get(text):
                cell['n'] = good[text]
            p = run(t, 'terminal')
            if (p.returncode == 0) != (text in good):
                ok(False, 'numbers are read as %s writes them: %r' % (lang, text), p)
    ok(True, 'numbers are read as their language writes them')


def main():
    pages()
    numbers()
    canaries()
    malformed()
    nasty()
    deterministic()
    programs()
    on_paper()
    by_themselves()
    print('1..%d' % n)
    return bad > 0


sys.exit(main())
