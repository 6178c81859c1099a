#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What people and their programs get: templates against pystache, calendars against icalendar, mail against Python's email, letters and the guide as a whole."""
import datetime, email, email.policy, html.parser, json, os, random, subprocess, sys, tempfile
import icalendar, pystache

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
B = os.environ.get('B', os.path.join(ROOT, 'build'))
n = bad = 0


def ok(good, name, *why):
    global n, bad
    n += 1
    bad += not good
    print('%sok %d - %s' % ('' if good else 'not ', n, name))
    if not good:
        for w in why:
            print('# ' + str(w)[:2000].replace('\n', '\n# '))


# templates

def random_template(rng, depth=0):
    parts = []
    for _ in range(rng.randrange(1, 6)):
        kind = rng.randrange(9)
        name = rng.choice(['a', 'b', 'list', 'deep', 'none', 'no', 'deep.x', 'empty', 'text'])
        if kind < 3:
            parts.append(rng.choice(['word', 'é & <b>\n', '\n', ' w', 'x\n\n']))  # blanks behind a tag are left out: judges differ on them
        elif kind < 5:
            parts.append('{{' + rng.choice(['a', 'b', 'deep.x', 'none', 'text']) + '}}')
        elif kind == 5:
            parts.append(rng.choice(['{{{%s}}}', '{{& %s }}', '{{ %s }}']) % rng.choice(['a', 'b', 'deep.x', 'none', 'text']))
        elif kind == 6:
            parts.append(rng.choice(['{{! a comment }}', '\n{{! alone }}\n', '  {{!x}}\n']))
        elif depth < 3:
            mark = rng.choice('#^')
            end = rng.choice(['', '\n'])
            parts.append('%s{{%s%s}}%s%s%s{{/%s}}%s' % (rng.choice(['', '\n', '  ']), mark, name, end, random_template(rng, depth + 1), end, name, end))
    return ''.join(parts)


def templates():
    rng = random.Random(20261123)
    context = {'a': 'één & "twee"', 'b': 7, 'list': [{'a': 'x', 'text': '<i>'}, {'a': 'y'}], 'deep': {'x': 'diep', 'a': 'binnen'}, 'no': False, 'empty': [], 'text': "'t"}
    jobs = [random_template(rng) for _ in range(3000)]
    p = subprocess.run([B + '/tests/mustache_tool'], input='\n'.join(json.dumps([t, context]) for t in jobs).encode(), capture_output=True)
    got = [json.loads(line) for line in p.stdout.decode().splitlines()]
    renderer = pystache.Renderer(escape=lambda s: s.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;').replace("'", '&#x27;'), missing_tags='ignore')
    wrong = []
    for t, g in zip(jobs, got):
        try:
            want = renderer.render(t, context)
        except Exception as e:  # the judge gives no verdict
            continue
        if g != want:
            wrong.append((t, g, want))
    ok(len(got) == len(jobs) and not wrong, 'three thousand random templates come out as pystache makes them', len(got), *wrong[:3])
    broken = ['{{', '{{a', '{{#a}}', '{{/a}}', '{{#a}}{{/b}}', '{{}}', '{{#a}}{{#b}}{{/a}}{{/b}}', '{{{a}}']
    p = subprocess.run([B + '/tests/mustache_tool'], input='\n'.join(json.dumps([t, context]) for t in broken).encode(), capture_output=True)
    ok(p.returncode == 0 and p.stdout.decode().split() == ['null'] * len(broken), 'broken templates are refused, not rendered', p.stdout, p.returncode)


# a store with a case that has something of everything

class Store:
    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix='sv-view-')
        self.runtime = tempfile.mkdtemp(prefix='sv-view-', dir='/dev/shm')
        self.env = dict(os.environ, PATH=B + '/bin:' + os.environ['PATH'], HOME=self.dir, SV_STORE=self.dir + '/store', XDG_CONFIG_HOME=self.dir + '/c', XDG_STATE_HOME=self.dir + '/s',
                        XDG_RUNTIME_DIR=self.runtime, LC_ALL='C.UTF-8', TZ='UTC', SV_NOW='2026-01-05T09:00:00Z')
        self.env.pop('LANGUAGE', None)
        pw = b'vier losse woorden samen\n'
        for args in ([B + '/tests/identity_tool', 'meldpunt', self.dir + '/c/sv/identity'], ['sv-key', 'unlock', '--minutes', '600', '--passphrase-fd', '9']):
            subprocess.run(['sh', '-c', '"$@" 9<<END\n' + pw.decode() + 'END', 'sh'] + args, env=self.env, check=True, capture_output=True)
        self.run('sv-init', '--protocol', ROOT + '/share/examples/protocol.json')

    def raw(self, *args, stdin='', **env):
        return subprocess.run(args, env=dict(self.env, **env), input=stdin.encode(), capture_output=True)

    def run(self, *args, stdin='', **env):
        p = self.raw(*args, stdin=stdin, **env)
        assert p.returncode == 0, (args, p.returncode, p.stderr.decode())
        return p.stdout.decode()

    def case(self, **kw):
        report = dict({'kind': 'complaint', 'confidentiality': 'named', 'category': 'bullying', 'gravity': 'undesirable', 'written': True, 'narrative': 'Verhaal van de melder.',
                       'parties': [{'role': 'reporter', 'name': 'Zoë <b>Müller</b>', 'contact': 'zoe@voorbeeld.example', 'affected': True}, {'role': 'concerned', 'name': 'Jan'}]}, **kw)
        return json.loads(self.run('sv-report', stdin=json.dumps({'sv': 1, 'report': report}) + '\n'))['case']

    def close(self):
        subprocess.run(['rm', '-rf', self.dir, self.runtime])


class Page(html.parser.HTMLParser):
    """A page is well nested, names its language and title, and loads nothing from elsewhere."""
    VOID = {'meta', 'br', 'link', 'hr', 'img', 'input'}

    def __init__(self):
        super().__init__()
        self.stack, self.faults, self.tags, self.lang, self.text = [], [], [], None, ''

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == 'html':
            self.lang = dict(attrs).get('lang')
        if tag in ('script', 'iframe', 'object') or any(k in ('src', 'onclick') for k, _ in attrs):
            self.faults.append('loads or runs: ' + tag)
        if tag not in self.VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.faults.append('badly nested: ' + tag)

    def handle_data(self, data):
        self.text += data


def page(text):
    p = Page()
    p.feed(text)
    p.close()
    return p, not p.faults and not p.stack and p.lang in ('nl', 'en') and 'title' in p.tags and 'h1' in p.tags


def letters(store, case):
    kinds = ['acknowledgement', 'update', 'feedback', 'notice', 'invitation', 'inspection', 'extension', 'decision', 'aftercare', 'oral_record', 'leaflet']
    full = ['--answer-by', '2026-02-01', '--comment-by', '2026-02-08', '--hearing-on', '2026-01-20', '--hearing-time', '10.00 uur', '--hearing-place', 'kamer 3', '--copy', '--what', 'account', '--note', 'Bel gerust.']
    wrong = []
    for lang in ('nl', 'en'):
        for kind in kinds:
            for party in ('p1', 'p2'):
                for extra in ([], full):
                    text = store.run('sv-message', 'write', case, '--kind', kind, '--party', party, '--lang', lang, *extra)
                    if '{{' in text or '}}' in text or '\n\n\n' in text or ' ,' in text or '  ' in text.replace('\n  ', '\n') or any(len(line) > 72 for line in text.split('\n')[2:]):
                        wrong.append((lang, kind, party, text))
                    if extra and kind != 'leaflet' and 'Bel gerust.' not in text:
                        wrong.append((lang, kind, 'note left out', text))
                    if any(w in text for w in ('Verhaal van', 'Müller', 'zoe@')):
                        wrong.append((lang, kind, 'leak', text))
                    p, good = page(store.run('sv-message', 'write', case, '--kind', kind, '--party', party, '--lang', lang, '--format', 'html', *extra))
                    if not good or p.lang != lang:
                        wrong.append((lang, kind, p.faults, p.stack))
    ok(not wrong, 'every kind of letter, in both languages, to both sides, empty and full, is whole as text and as a page', *wrong[:4])
    p, good = page(store.run('sv-message', 'write', case, '--kind', 'update', '--party', 'p1', '--names', '--why', 'test', '--format', 'html'))
    ok(good and 'Zoë <b>Müller</b>' in p.text, 'a name with markup in it stays a name', p.text[:300])


def anonymous(store):
    """Who reported anonymously is asked for nothing that tells who they are: no visit, call, mail, name or signature; the way back is the mailbox."""
    asks = {'nl': ('bellen', 'mailen', 'afspraak. Je mag', 'ondertekenen', 'Ook jij wordt gehoord', 'Beste collega'), 'en': ('call or mail', 'call us', 'appointment', 'sign it', 'You will be heard', 'Dear colleague')}
    box = {'nl': 'Je kunt ons antwoorden in deze postbus', 'en': 'You can answer us in this mailbox'}
    p = subprocess.run(['sv-report', '--receipt-fd', '2'], env=store.env, capture_output=True, check=True, input=json.dumps({'sv': 1, 'report': {
        'kind': 'report', 'confidentiality': 'anonymous', 'category': 'bullying', 'gravity': 'undesirable', 'oral': True, 'narrative': 'Verhaal.', 'parties': [{'role': 'reporter'}]}}).encode() + b'\n')
    case, wrong = json.loads(p.stdout)['case'], []
    store.run('sv-triage', case, '--route', 'informal', '--why', 'w')
    store.run('sv-aftercare', 'plan', case, '--party', 'p1', '--actions', 'contact via de postbus', '--contact-by', '2026-02-02')
    for lang in asks:
        for kind in ('acknowledgement', 'update', 'feedback', 'notice', 'invitation', 'inspection', 'extension', 'decision', 'aftercare', 'oral_record'):
            text = store.run('sv-message', 'write', case, '--kind', kind, '--party', 'p1', '--lang', lang, '--hearing-on', '2026-01-20', '--comment-by', '2026-02-08', '--what', 'account')
            flat = ' '.join(text.split())
            if box[lang] not in flat or any(a in flat for a in asks[lang]) or (kind == 'aftercare' and {'nl': '2 februari 2026', 'en': '2 February 2026'}[lang] not in flat):
                wrong.append((lang, kind, text))
            if '\n\n\n' in text or '{{' in text or any(len(line) > 72 for line in text.split('\n')[2:]):
                wrong.append((lang, kind, 'not whole', text))
    ok(not wrong, 'no letter asks an anonymous reporter for a visit, a call, a name or a signature, and each names the mailbox', *wrong[:4])


def mail(store, case):
    raw = store.raw('sv-message', 'write', case, '--kind', 'acknowledgement', '--party', 'p1', '--names', '--why', 'test', '--format', 'mail').stdout
    text = store.run('sv-message', 'write', case, '--kind', 'acknowledgement', '--party', 'p1', '--names', '--why', 'test')
    m = email.message_from_bytes(raw, policy=email.policy.default)
    body = m.get_content().replace('\r\n', '\n')
    ok(not m.defects and m['To'] == 'zoe@voorbeeld.example' and m['Subject'] == text.split('\n')[0] and body.strip() == text.split('\n', 2)[2].strip()
       and m['Date'].datetime == datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.timezone.utc) and m['Message-ID'] and all(len(line) <= 76 for line in raw.decode().split('\r\n')[8:]),
       'a letter as mail is what Python reads as the same letter', m.defects, m['To'], m['Subject'], body[:400], text[:400])
    ok(b'\n' not in raw.replace(b'\r\n', b''), 'its lines end in CR LF')
    other = store.case(parties=[{'role': 'reporter', 'name': 'Zonder Adres', 'contact': 'bel 06', 'affected': True}, {'role': 'concerned', 'name': 'B'}])
    p = store.raw('sv-message', 'write', other, '--kind', 'update', '--party', 'p1', '--names', '--why', 'test', '--format', 'mail')
    ok(p.returncode == 65 and b'no mail address' in p.stderr and p.stdout == b'', 'without an address there is no mail', p)
    evil = store.case(parties=[{'role': 'reporter', 'name': 'E', 'contact': 'a@b.example\r\nBcc: c@d.example', 'affected': True}, {'role': 'concerned', 'name': 'B'}])
    p = store.raw('sv-message', 'write', evil, '--kind', 'update', '--party', 'p1', '--names', '--why', 'test', '--format', 'mail')
    ok(p.returncode == 65 and p.stdout == b'', 'an address cannot bring headers of its own', p.stdout)


def calendars(store, case):
    def read(**env):
        text = store.run('sv-due', '--format', 'ics', **env)
        return text, icalendar.Calendar.from_ical(text)
    text, c = read()
    rows = [json.loads(line) for line in store.run('sv-due', '--all').splitlines()]
    events = {str(e['UID']): e for e in c.walk('VEVENT')}
    want = sorted((r['due'], r['case']) for r in rows)
    got = sorted((e['DTSTART'].dt.isoformat(), str(e['SUMMARY'])[:11]) for e in events.values())
    ok(got == want and len(events) == len(rows) and len(rows) > 5, 'the calendar holds each term once, on its day', len(events), len(rows), got[:3], want[:3])
    ok(all(isinstance(e['DTSTART'].dt, datetime.date) and not isinstance(e['DTSTART'].dt, datetime.datetime) and e['DTEND'].dt - e['DTSTART'].dt == datetime.timedelta(days=1) and 'DTSTAMP' in e for e in events.values())
       and c['VERSION'] == '2.0' and 'PRODID' in c, 'its entries are whole days with what RFC 5545 asks')
    ok(all(len(line.encode()) <= 75 for line in text.split('\r\n')) and '\n' not in text.replace('\r\n', ''), 'its lines are folded and end in CR LF')
    ok(not any(w in text for w in ('Müller', 'Zo', 'Verhaal', 'pesten', 'bullying', 'meldpunt')), 'it holds no name, no content, no officer')
    store.run('sv-message', 'record', case, '--kind', 'update', '--party', 'p1', SV_NOW='2026-01-20T09:00:00Z')
    later = {str(e['UID']): e for e in read(SV_NOW='2026-01-20T09:00:00Z')[1].walk('VEVENT')}
    moved = [u for u in events if u in later and 'status_update' in u and case in u]
    ok(len(moved) == 1 and later[moved[0]]['DTSTART'].dt > events[moved[0]]['DTSTART'].dt, 'a term that moves keeps its identity', moved)


def guide(store):
    wrong = []
    for lang in ('nl', 'en'):
        listed = store.run('sv-guide', '--lang', lang, SV_STORE=store.dir + '/nowhere', XDG_CONFIG_HOME=store.dir + '/nobody')
        topics = sorted(f[:-3] for f in os.listdir(ROOT + '/share/guide/' + lang))
        for topic in topics:
            if topic not in listed:
                wrong.append((lang, topic, 'not listed'))
            p, good = page(store.run('sv-guide', topic, '--lang', lang, '--format', 'html'))
            text = store.run('sv-guide', topic, '--lang', lang)
            if not good or '{{' in text or 'title:' in text.split('\n')[0]:
                wrong.append((lang, topic, p.faults, p.stack, text[:200]))
    ok(not wrong, 'every page of the guide, in both languages, needs no store to list and is a whole page', *wrong[:4])
    ok(sorted(os.listdir(ROOT + '/share/guide/nl')) == sorted(os.listdir(ROOT + '/share/guide/en')) and sorted(os.listdir(ROOT + '/share/lang/nl')) == sorted(os.listdir(ROOT + '/share/lang/en')),
       'both languages have the same pages and letters')
    ok('Noor de Wit' in store.run('sv-guide', 'where', '--lang', 'nl'), 'the contacts of the organisation are filled in')
    with open(store.dir + '/eigen.md', 'w') as f:
        f.write('title: Waar bij ons\naudience: staff\nsummary: eigen\nsource: eigen\n\n# Bij ons\n\nKamer 3.\n')
    store.run('sv-guide', 'where', '--lang', 'nl', '--set', store.dir + '/eigen.md')
    ok('Kamer 3.' in store.run('sv-guide', 'where', '--lang', 'nl') and 'Kamer 3.' not in store.run('sv-guide', 'where', '--lang', 'en'), "the organisation's own page goes before the shipped one")
    with open(store.dir + '/eigen.md', 'w') as f:
        f.write('title: x\n\n{{#open}}\n')
    p = store.raw('sv-guide', 'where', '--lang', 'nl', '--set', store.dir + '/eigen.md')
    ok(p.returncode == 65 and b'section is not closed' in p.stderr, 'a page that cannot be shown is not taken', p)
    p = store.raw('sv-guide', '../../../etc/passwd')
    ok(p.returncode == 66 and p.stdout == b'', 'a topic is no path', p)
    p = store.raw('sv-guide', '--search', 'xyzzyplugh')
    ok(p.returncode == 1, 'a word that is nowhere: 1')


def dossier(store, case):
    p, good = page(store.run('sv-show', case, '--format', 'html'))
    ok(good and case in p.text and 'Müller' not in p.text and 'Verhaal van de melder' not in p.text and 'sv-decide' in p.text, 'the dossier as a page is whole, and without opening it holds neither name nor narrative', p.faults, p.stack)
    p, good = page(store.run('sv-show', case, '--format', 'html', '--content', '--identity', '--why', 'afdrukken', LC_ALL='nl_NL.UTF-8', LANGUAGE='nl'))
    ok(good and 'Zoë <b>Müller</b>' in p.text and 'Verhaal van de melder.' in p.text and p.lang == 'nl' and 'Wat er nu kan' in p.text, 'opened, it holds them, escaped', p.text[:300])
    text = store.run('sv-show', case)
    ok('what may come next:' in text and 'sv-triage' in text and 'due:' in text and 'history:' in text and 'report.registered' in text, 'the dossier as text has what is due, what may come next and the history')


def main():
    templates()
    store = Store()
    try:
        case = store.case()
        store.run('sv-triage', case, '--route', 'complaint', '--admissible', '--why', 'w')
        letters(store, case)
        anonymous(store)
        mail(store, case)
        calendars(store, case)
        guide(store)
        dossier(store, case)
        p = store.raw('sv-verify')
        ok(p.returncode == 0, 'the store verifies, guide pages included', p.stderr)
    finally:
        store.close()
    print('1..%d' % n)
    return bad > 0


sys.exit(main())
