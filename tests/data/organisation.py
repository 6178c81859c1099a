# SPDX-License-Identifier: MIT
"""A synthetic organisation: cases with whole histories, through the real commands in batches, always the same for a seed.

organisation.build(folder, cases) makes a store and gives what was done, so that a test can count by itself. Acts happen on tick days, ten days
apart; cases come in between them. By itself: organisation.py FOLDER CASES."""
import datetime, json, os, random, shutil, subprocess, sys, tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
B = os.path.abspath(os.environ.get('B', os.path.join(ROOT, 'build')))
PASS = b'vier losse woorden samen\n'
FIRST, TICKS, STEP = datetime.date(2024, 1, 11), 76, 10  # two years and a month
UNITS = {'dienstverlening': 120, 'burgerzaken': 60, 'klantcontact': 90, 'ruimte': 20, 'vergunningen': 70, 'buitendienst': 150, 'jeugd': 80, 'werk_inkomen': 110, 'bestuur': 30}
CATEGORIES = ['bullying', 'sexual_harassment', 'discrimination', 'intimidation', 'aggression_violence', 'work_pressure', 'integrity_breach', 'misstand']
OLD = 'teasing'  # a word that was counted as bullying until 30 June 2024, and is one of its own since
CHANNELS = ['desk', 'confidant', 'manager', 'digital', 'phone', 'letter']
CAUSES = ['power_relations', 'leadership_style', 'role_ambiguity', 'workload', 'no_dissent', 'stress']
MEASURES = ['talk', 'apology', 'coaching', 'agreements', 'team_intervention', 'reprimand', 'warning', 'transfer', 'process_change']
POSITIONS = ['employee', 'manager', 'temporary', 'contractor']
COMMAND = {'report': 'sv-report', 'triage': 'sv-triage', 'investigate': 'sv-investigate', 'decide': 'sv-decide', 'aftercare': 'sv-aftercare', 'close': 'sv-close', 'message': 'sv-message'}


def protocol():
    p = json.load(open(os.path.join(ROOT, 'share/examples/protocol.json')))
    for gate in p['gates']:
        if gate['gate'] == 'precedent_departure':
            gate['on'] = False
    p['organisation']['staff'] = [{'on': '2023-12-01', 'number': 900}, {'on': '2025-03-01', 'number': 950}]
    p['breaks'] = [{'on': '2025-01-01', 'note': {'nl': 'een nieuw registratiesysteem', 'en': 'a new way of registering'}}]
    for unit in p['lists']['unit']:
        if unit['id'] in UNITS and not any(u.get('parent') == unit['id'] for u in p['lists']['unit']):
            unit['staff'] = [{'on': '2023-12-01', 'number': UNITS[unit['id']]}]
    for word in p['lists']['category']:
        if word['id'] == 'bullying':
            word['was'] = [{'id': OLD, 'until': '2024-06-30'}]
    p['lists']['category'].append({'id': OLD, 'label': {'nl': 'plagen', 'en': 'teasing'}, 'group': 'other'})
    return p


def day(text):
    return datetime.date.fromisoformat(text)


class Organisation:
    def __init__(self, folder):
        self.folder = folder
        self.runtime = tempfile.mkdtemp(prefix='sv-organisation-', dir='/dev/shm')
        self.env = dict(os.environ, PATH=B + '/bin:' + os.environ['PATH'], HOME=folder, SV_STORE=folder + '/store', XDG_CONFIG_HOME=folder + '/config',
                        XDG_STATE_HOME=folder + '/state', XDG_RUNTIME_DIR=self.runtime, LC_ALL='C.UTF-8', TZ='UTC')
        for name in ('SV_NOW', 'SV_KEY', 'LANGUAGE'):
            self.env.pop(name, None)

    def close(self):
        shutil.rmtree(self.runtime, ignore_errors=True)

    def run(self, args, at=None, stdin=b'', fd9=None, receipts=False):
        """Runs a command, which must succeed; its output, and what it wrote to descriptor 9."""
        env = dict(self.env, **({'SV_NOW': at} if at else {}))
        with open(self.runtime + '/nine', 'w+b') as f:
            if fd9:
                f.write(fd9)
                f.flush()
                f.seek(0)
            if fd9 or receipts:
                os.dup2(f.fileno(), 9)
                os.set_inheritable(9, True)
            try:
                r = subprocess.run(args, env=env, input=stdin, capture_output=True, pass_fds=[9] if fd9 or receipts else [])
            finally:
                if fd9 or receipts:
                    os.close(9)
            f.seek(0)
            self.nine = f.read().decode() if receipts else ''
        if r.returncode != 0:
            raise RuntimeError('%s at %s: %d %s' % (' '.join(args), at, r.returncode, r.stderr.decode()[:2000]))
        return r.stdout.decode()

    def officer(self, name, roles):
        public = self.run([B + '/tests/identity_tool', name, self.folder + ('/' + name if roles else '/config/sv/identity')], fd9=PASS)
        if roles:
            self.run(['sv-key', 'add-officer'] + sum([['--role', r] for r in roles], []), at='2023-12-01T09:01:00Z', stdin=public.encode())
        else:
            self.run(['sv-key', 'unlock', '--minutes', '600', '--passphrase-fd', '9'], fd9=PASS)

    def start(self):
        with open(self.folder + '/protocol.json', 'w') as f:
            json.dump(protocol(), f)
        self.officer('meldpunt', None)
        self.run(['sv-init', '--protocol', self.folder + '/protocol.json'], at='2023-12-01T09:00:00Z')
        self.officer('onderzoeker', ['record', 'content'])
        self.officer('beslisser', ['record', 'content'])


def parties(r, case, n):
    """A reporter and somebody concerned; some persons are in several cases."""
    anonymous = case['confidentiality'] == 'anonymous'
    reporter = {'role': 'reporter', 'position': r.choice(POSITIONS)}
    if case['kind'] == 'complaint' or r.random() < 0.6:
        reporter['affected'] = True
    if not anonymous:
        reporter.update(name='N%d' % n, contact='n%d@example.nl' % n)
        if r.random() < 0.9:
            reporter['person'] = 'R%d' % r.randrange(n // 2 + 10)
    some = [reporter]
    if case['kind'] == 'complaint' or r.random() < 0.8:
        some.append({'role': 'concerned', 'name': 'C%d' % n, 'position': r.choice(POSITIONS), **({'person': 'C%d' % r.randrange(n // 3 + 5)} if r.random() < 0.9 else {})})
    if r.random() < 0.1:
        some.append({'role': 'bystander', 'name': 'B%d' % n})
    return some


def plan(r, n):
    """One case: what comes in, and what is done with it, each act with how many ticks after the one before."""
    received = FIRST + datetime.timedelta(days=r.randrange(1, (TICKS - 3) * STEP))
    case = {'kind': r.choices(['report', 'complaint', 'signal'], [6, 2, 1])[0], 'channel': r.choice(CHANNELS), 'category': r.choice(CATEGORIES), 'unit': r.choice(list(UNITS)),
            'gravity': r.choices(['undesirable', 'transgressive'], [5, 1])[0], 'received': received.isoformat(), 'narrative': 'melding %d' % n}
    case['confidentiality'] = r.choices(['named', 'confidential', 'anonymous'], [3, 5, 2])[0]
    if r.random() < 0.15:
        case['category'] = OLD
    if case['kind'] == 'complaint':
        case.update(written=True, confidentiality='named')
    if r.random() < 0.7:
        case['incident'] = (received - datetime.timedelta(days=r.choice([0, 1, 3, 10, 30, 200]))).isoformat()
    if r.random() < 0.1:
        del case['unit']
    case['parties'] = parties(r, case, n)
    acts = [(0, 'report', case)]
    anonymous, concerned = case['confidentiality'] == 'anonymous', any(p['role'] == 'concerned' for p in case['parties'])
    ends = r.random()
    if ends < 0.06:
        return acts
    if not anonymous and r.random() < 0.8:
        acts.append((r.choice([0, 0, 0, 1, 2]), 'message', {'kind': 'acknowledgement', 'party': 'p1', 'by': 'mail'}))
    route = 'complaint' if case['kind'] == 'complaint' else r.choices(['informal', 'mediation', 'register_only', 'fact_finding'], [5, 2, 1, 3 if concerned and not anonymous else 0])[0]
    settled = route == 'register_only'
    acts.append((r.choice([0, 1, 1, 2, 3]), 'triage', {'route': route, 'why': 'gezien de ernst', **({'settled': True} if settled else {}),
                                                      **({'admissible': True} if route == 'complaint' else {}), **({'inform_concerned': True} if concerned else {})}))
    if route == 'informal' and r.random() < 0.2:
        route = 'mediation'
        acts.append((r.randrange(1, 4), 'triage', {'route': route, 'why': 'een gesprek hielp niet'}))
    if ends < 0.12:
        return acts
    if ends < 0.17 and case['gravity'] != 'transgressive':
        acts.append((r.randrange(1, 5), 'withdraw', {'why': 'wil het zo laten'}))
        return finish(r, acts, case, 0.7)
    for _ in range(r.choices([0, 1, 2], [3, 2, 1])[0] if not anonymous else 0):
        acts.append((r.randrange(2, 6), 'message', {'kind': 'update', 'party': 'p1', 'by': 'mail'}))
    if route in ('informal', 'mediation') and r.random() < 0.1:
        acts.append((1, 'extend', {'term': 'decision', 'why': 'nog een gesprek'}))
    if route in ('informal', 'mediation') and r.random() < 0.1:
        acts.append((1, 'suspend', {'term': 'decision', 'why': 'iemand is ziek'}))
        if r.random() < 0.8:
            acts.append((r.randrange(1, 6), 'resume', {'term': 'decision'}))
    if route in ('fact_finding', 'complaint'):
        investigate(r, acts, case)
        outcome = r.choice(['founded', 'founded', 'partly_founded', 'unfounded', 'not_established'])
    else:
        outcome = 'registered_only' if settled else 'settled'
    if ends < 0.3:
        return acts
    decision = {'outcome': outcome, 'grounds': 'op grond van de gesprekken', 'measures': sorted(r.sample(MEASURES, r.choice([1, 1, 1, 2, 3]))), 'deciders': ['beslisser'],
                'override': ['status_updates'], 'override_why': 'was te laat'}
    acts.append((r.randrange(1, 9), 'decide', decision))
    if not anonymous and r.random() < 0.6:
        acts.append((r.choice([0, 0, 1]), 'message', {'kind': 'feedback', 'party': 'p1', 'by': 'letter'}))
    return finish(r, acts, case, 0.75)


def investigate(r, acts, case):
    """From a preliminary inquiry to a finding, both sides heard."""
    ids = ['p1', 'p2']
    step = lambda name, after=0, **kw: acts.append((after, 'investigate', {'step': name, **kw}))
    if acts[-1][1] != 'investigate' and case['kind'] != 'complaint':
        step('preliminary', 1, conclusion='investigate', report='concreet en te toetsen')
    step('open', 1, question='Is het gebeurd?', proportionality='de norm weegt zwaar', subsidiarity='een gesprek geeft geen duidelijkheid', lighter_means=['talk'], means=['interviews'],
         until='AHEAD 60', investigators=['onderzoeker'], independence='werkt niet met betrokkenen', protocol_version='2026')
    for p in ids:
        step('notify', 0, party=p, leaflet='2026.1', **({'copy': True, 'answer_by': 'AHEAD 14'} if p == 'p2' and case['kind'] == 'complaint' else {}))
    if case['kind'] == 'complaint':
        step('answer', r.choice([1, 2]), party='p2', text='zo was het niet bedoeld')
    for p in ids:
        step('hear', r.choice([0, 1]), party=p, account='verslag van het gesprek', attendance='melder en onderzoeker', recorded='no')
    for p in ids:
        step('inspect', 0, party=p, what='account', comment_by='AHEAD 5')
    step('find', r.choice([1, 2, 3]), party='p2', finding='established', standard='plausible', account='feiten')


def finish(r, acts, case, closes):
    """Care, learning and closing."""
    if r.random() < 0.15:
        acts.append((r.choice([0, 1]), 'aftercare', {'step': 'plan', 'party': 'all', 'refused': True}))
    else:
        acts.append((r.choice([0, 1]), 'aftercare', {'step': 'plan', 'party': 'all', 'template': 'reporter'}))
        if r.random() < 0.7:
            acts.append((r.choice([1, 1, 2, 3]), 'aftercare', {'step': 'contact', 'party': 'p1', 'safety': r.randrange(3, 6), 'mood': 4}))
    override = {}
    if r.random() < 0.85:
        acts.append((r.choice([0, 1]), 'aftercare', {'step': 'learn', 'causes': sorted(r.sample(CAUSES, r.choice([1, 1, 2])))}))
    else:
        override = {'override': ['learning'], 'override_why': 'volgt nog'}
    if r.random() < closes:
        acts.append((r.choice([0, 1, 2, 4]), 'close', {'retention': r.choice(['one_year', 'two_years']), **override}))
        if r.random() < 0.05:
            acts.append((r.randrange(2, 8), 'reopen', {'why': 'het is opnieuw gebeurd'}))
    return acts


def build(folder, cases, seed=20261123):
    """Makes the store and plays all cases. Gives the organisation, and for each case {"case", "mailbox", "acts": [(day, verb, act)]}, in the order they came in."""
    r = random.Random(seed)
    o = Organisation(folder)
    o.start()
    waiting = []
    for n in range(cases):
        acts = plan(r, n)
        received = day(acts[0][2]['received'])
        tick = (received - FIRST).days // STEP + 1
        timed = []
        for after, verb, act in acts:
            tick += after
            timed.append((tick, verb, act))
        waiting.append({'case': None, 'acts': timed, 'done': []})
    for c in [c for c in waiting if c['acts'][0][2]['confidentiality'] == 'anonymous'][:5]:
        c['mailbox'] = True
    for tick in range(TICKS):
        today = FIRST + datetime.timedelta(days=STEP * tick)
        part = 0
        while True: # all that is next of every case, verb by verb
            batch = {}
            for c in waiting:
                if c['acts'] and c['acts'][0][0] <= tick:
                    verb = c['acts'][0][1]
                    while c['acts'] and c['acts'][0][0] <= tick and c['acts'][0][1] == verb:
                        act = {k: (today + datetime.timedelta(days=int(v[6:]))).isoformat() if isinstance(v, str) and v.startswith('AHEAD ') else v for k, v in c['acts'].pop(0)[2].items()}
                        batch.setdefault(verb, []).append((c, act))
                        if verb != 'investigate':
                            break
            if not batch:
                break
            for verb in sorted(batch):
                play(o, verb, batch[verb], today, part)
                part += 1
    come_back(o, r, [c for c in waiting if c.get('receipt')])
    return o, [{'case': c['case'], 'mailbox': bool(c.get('mailbox')), 'acts': c['done']} for c in waiting if c['case']]


def play(o, verb, some, today, part):
    """One batch of acts of one kind. Anonymous reports with a mailbox go by themselves, as each costs a second of key derivation."""
    command = COMMAND.get(verb, 'sv-case')
    args = [command] + (['all'] if verb in ('investigate', 'aftercare') else ['record'] if verb == 'message' else [verb] if command == 'sv-case' else [])
    for mailbox in (False, True):
        chosen = [(c, act) for c, act in some if bool(c.get('mailbox')) == mailbox or verb != 'report' and not mailbox]
        if not chosen or (mailbox and verb != 'report'):
            continue
        lines = [json.dumps({'sv': 1, verb: act, **({'case': c['case']} if verb != 'report' else {})}) for c, act in chosen]
        out = o.run(args + (['--receipt-fd', '9'] if mailbox else []), at='%sT09:%02d:00Z' % (today.isoformat(), part), stdin=('\n'.join(lines) + '\n').encode(), receipts=mailbox)
        codes = dict(line.split() for line in o.nine.splitlines())
        for (c, act), line in zip(chosen, out.splitlines()):
            if verb == 'report':
                c['case'] = json.loads(line)['case']
                c['receipt'] = codes.get(c['case'])
            c['done'].append((today.isoformat(), verb, act))


def come_back(o, r, anonymous):
    """Some anonymous reporters write again (each costs a second of key derivation)."""
    at = '%sT10:00:00Z' % (FIRST + datetime.timedelta(days=STEP * (TICKS - 1))).isoformat()
    for c in r.sample(anonymous, min(3, len(anonymous))):
        o.run(['sv-message', 'inbox', '--receipt-fd', '9', '--answer', '-'], at=at, stdin=b'Het was op dinsdag.\n', fd9=(c['receipt'] + '\n').encode())
        c['done'].append((at[:10], 'answer', {}))
    if anonymous:
        o.run(['sv-message', 'collect'], at=at)


if __name__ == '__main__':
    os.makedirs(sys.argv[1], exist_ok=True)
    o, done = build(os.path.abspath(sys.argv[1]), int(sys.argv[2]))
    json.dump(done, open(sys.argv[1] + '/done.json', 'w'))
    print('%d cases, %d acts' % (len(done), sum(len(c['acts']) for c in done)))
