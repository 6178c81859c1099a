#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Written cases, each with the outcome it must have, played twice: records through pipes, and forms by --edit. With an argument: those whose title has it."""
import json, os, subprocess, sys, tempfile, shutil
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from further import FURTHER
from twenty import CASES, PROTOCOL

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
B = os.environ.get('B', os.path.join(ROOT, 'build'))
PASS = b'vier losse woorden samen\n'
STEPPED = {'investigate', 'aftercare'}
COMMAND = {'report': 'sv-report', 'triage': 'sv-triage', 'investigate': 'sv-investigate', 'decide': 'sv-decide',
           'aftercare': 'sv-aftercare', 'close': 'sv-close', 'message': 'sv-message'}


def form(act):
    """An act as the text a person would leave in the form (form.h)."""
    def scalar(v, indent):
        if v is True or v is False:
            return ' yes\n' if v else ' no\n'
        if isinstance(v, int):
            return ' %d\n' % v
        if isinstance(v, dict):
            return ' |\n' + ''.join('%s%s:%s' % (indent, k, scalar(x, indent)) for k, x in v.items())
        if isinstance(v, list):
            return ' ' + ', '.join(v) + '\n'
        if '\n' in v:
            return ' |\n' + ''.join(indent + line + '\n' for line in v.split('\n'))
        return ' ' + v + '\n'
    out = ''
    for key, value in act.items():
        if key == 'step':
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            out += key + ':\n'
            for item in value:
                for i, (k, v) in enumerate(item.items()):
                    out += ('- ' if i == 0 else '  ') + k + ':' + scalar(v, '    ')
        else:
            out += key + ':' + scalar(value, '  ')
    return out


class World:
    """One store with its officers."""

    def __init__(self, mode):
        self.mode = mode
        self.dir = tempfile.mkdtemp(prefix='sv-cases-')
        self.runtime = tempfile.mkdtemp(prefix='sv-cases-', dir='/dev/shm')
        self.editor = os.path.join(self.dir, 'editor')
        with open(self.editor, 'w') as f:
            f.write('#!/bin/sh\ncat "$FORM" >"$1"\n')
        os.chmod(self.editor, 0o755)
        self.env = dict(os.environ, PATH=B + '/bin:' + os.environ['PATH'], HOME=self.dir, SV_STORE=self.dir + '/store', XDG_CONFIG_HOME=self.dir + '/config',
                        XDG_STATE_HOME=self.dir + '/state', XDG_RUNTIME_DIR=self.runtime, LC_ALL='C.UTF-8', TZ='UTC', EDITOR=self.editor, VISUAL=self.editor)
        for name in ('SV_NOW', 'SV_KEY', 'LANGUAGE'):
            self.env.pop(name, None)
        protocol = json.load(open(os.path.join(ROOT, 'share/examples/protocol.json')))
        PROTOCOL(protocol)
        with open(self.dir + '/protocol.json', 'w') as f:
            json.dump(protocol, f)
        self.officer('meldpunt', None, [])
        self.ok(['sv-init', '--protocol', self.dir + '/protocol.json'])
        self.officer('onderzoeker', None, ['record', 'content'])
        self.officer('beslisser', None, ['record', 'content'])
        self.officer('vertrouwenspersoon', None, ['record', 'content', 'identity'])
        self.officer('partij', 'P7007', ['record', 'content', 'identity'])

    def close(self):
        shutil.rmtree(self.dir, ignore_errors=True)
        shutil.rmtree(self.runtime, ignore_errors=True)

    def run(self, args, who='meldpunt', at=None, stdin=b'', receipts=False, fd9=None):
        env = dict(self.env)
        if who != 'meldpunt':
            env['SV_KEY'] = '%s/%s.key' % (self.dir, who)
            env['XDG_STATE_HOME'] = '%s/state-%s' % (self.dir, who)
        if at:
            env['SV_NOW'] = at if 'T' in at else at + 'T09:00:00Z'
        if fd9 is None and not receipts:
            return subprocess.run(args, env=env, input=stdin, capture_output=True)
        with tempfile.TemporaryFile() as f:
            if fd9:
                f.write(fd9)
                f.seek(0)
            os.dup2(f.fileno(), 9)
            os.set_inheritable(9, True)
            try:
                r = subprocess.run(args, env=env, input=stdin, capture_output=True, pass_fds=[9])
                if receipts:
                    f.seek(0)
                    r.receipts = f.read().decode()
            finally:
                os.close(9)
            return r

    def ok(self, args, **kw):
        r = self.run(args, **kw)
        if r.returncode != 0:
            raise AssertionError('%s: %d %s' % (args, r.returncode, r.stderr.decode()))
        return r.stdout

    def officer(self, name, person, roles):
        path = '%s/%s.key' % (self.dir, name)
        public = self.ok([B + '/tests/identity_tool', name, path if roles else self.env['XDG_CONFIG_HOME'] + '/sv/identity'], fd9=PASS)
        self.ok(['sv-key', 'unlock', '--minutes', '600', '--passphrase-fd', '9'], who=name if roles else 'meldpunt', fd9=PASS)
        if roles:
            args = ['sv-key', 'add-officer'] + sum([['--role', r] for r in roles], [])
            if person:
                with open(self.dir + '/person', 'w') as f:
                    f.write(person + '\n')
                args += ['--person-file', self.dir + '/person']
            self.ok(args, stdin=public)

    def state(self, case, who='meldpunt', at=None):
        return json.loads(self.ok(['sv-show', case, '--format', 'json'], who=who, at=at))


def fill(value, cases):
    """"$name" in a text stands for the id of a case."""
    if isinstance(value, str):
        for name, case in sorted(cases.items(), key=lambda x: -len(x[0])):
            value = value.replace('$' + name, case)
        return value
    if isinstance(value, list):
        return [fill(v, cases) for v in value]
    if isinstance(value, dict):
        return {k: fill(v, cases) for k, v in value.items()}
    return value


def act_step(world, step, cases):
    """Takes one act, by a record or by a form; gives the finished process."""
    verb, act = step['verb'], fill(step['act'], cases)
    case = cases.get(step['case'])
    command = COMMAND.get(verb, 'sv-case')
    receipts = step.get('receipt') is not None
    extra = ['--receipt-fd', '9'] if receipts else []
    if act.get('event', '').startswith('@'):  # the first event of that kind
        act['event'] = next(e['event'] for e in map(json.loads, world.ok(['sv-log', case, '--format', 'json'], who=step['as']).splitlines()) if e['type'] == act['event'][1:])
    if world.mode == 'pipe' or step.get('by_record'):
        record = {'sv': 1, verb: act}
        if verb != 'report':
            record['case'] = case
        sub = ['all'] if verb in STEPPED else ['record'] if verb == 'message' else [verb] if command == 'sv-case' else []
        return world.run([command] + sub + extra, who=step['as'], at=step['at'], stdin=json.dumps(record).encode() + b'\n', receipts=receipts)
    path = world.dir + '/form'
    with open(path, 'w') as f:
        f.write(form(act))
    world.env['FORM'] = path
    sub = [act['step']] if verb in STEPPED else ['record'] if verb == 'message' else [verb] if command == 'sv-case' else []
    if verb == 'report':
        return world.run([command, '--edit'] + extra, who=step['as'], at=step['at'], stdin=b'{"sv":1}\n', receipts=receipts)
    return world.run([command] + sub + [case, '--edit'], who=step['as'], at=step['at'])


def play(world, case):
    """Plays one written case; raises AssertionError with what is wrong."""
    cases, receipts, messages = {}, {}, []
    for number, step in enumerate(case['steps'], 1):
        where = 'step %d' % number
        if 'verb' in step:
            r = act_step(world, step, cases)
        elif 'run' in step:
            args = [a.replace('@RECEIPT', '') for a in fill(step['run'], cases)]
            fd9 = (receipts[step['receipt_of']] + '\n').encode() if 'receipt_of' in step else None
            r = world.run(args, who=step['as'], at=step['at'], stdin=step.get('stdin', '').encode(), fd9=fd9)
        else:
            state = world.state(cases[step['state']], at=step['at'])
            looked = subprocess.run(['jq', '-c', ', '.join('[(%s)?]' % path for path in step['is'])], input=json.dumps(state).encode(), capture_output=True)
            if looked.returncode:
                raise AssertionError('%s: jq: %s' % (where, looked.stderr.decode()))
            for (path, want), found in zip(step['is'].items(), map(json.loads, looked.stdout.splitlines())):
                got = found[0] if len(found) == 1 else None
                if got != want:
                    raise AssertionError('%s: %s is %s, wanted %s' % (where, path, json.dumps(got), json.dumps(want)))
            continue
        out, err = r.stdout.decode(), r.stderr.decode()
        if r.returncode != step['want']:
            raise AssertionError('%s: status %d, wanted %d: %s %s' % (where, r.returncode, step['want'], err, out[:300]))
        for text in step.get('says', []):
            if text not in err:
                raise AssertionError('%s: not said: %s\nsaid: %s' % (where, text, err))
        for text in fill(step.get('prints', []), cases):
            if text not in out:
                raise AssertionError('%s: not printed: %s\nprinted: %s' % (where, text, out[:3000]))
        for text in step.get('never', []):
            if text.lower() in (out + err).lower():
                raise AssertionError('%s: was told: %s\n%s' % (where, text, out))
        if step.get('save'):
            cases[step['save']] = json.loads(out)['case']
        if step.get('receipt'):
            receipts[step['receipt']] = r.receipts.split()[1]
        if step.get('save_link'):
            name, origin = step['save_link']
            cases[name] = world.state(cases[origin])['links'][-1]['to']
        if r.returncode == 65 and 'says' not in step:
            raise AssertionError('%s: a refusal must be looked at' % where)


def main():
    n = bad = 0
    for mode in ('pipe', 'edit'):
        world = World(mode)
        try:
            for case in CASES + FURTHER:
                if len(sys.argv) > 1 and not any(a in case["title"] for a in sys.argv[1:]):
                    continue
                n += 1
                try:
                    play(world, case)
                    print('ok %d - %s, by %s' % (n, case['title'], 'records' if mode == 'pipe' else 'forms'))
                except AssertionError as e:
                    bad += 1
                    print('not ok %d - %s, by %s' % (n, case['title'], 'records' if mode == 'pipe' else 'forms'))
                    print(''.join('# ' + line + '\n' for line in str(e).split('\n')), end='')
                sys.stdout.flush()
            n += 1
            r = world.run(['sv-verify'])
            print('%sok %d - what they leave is found good by sv-verify, %s' % ('' if r.returncode == 0 else 'not ', n, mode))
            if r.returncode:
                print('# ' + r.stderr.decode().replace('\n', '\n# '))
        finally:
            world.close()
    print('1..%d' % n)
    return bad > 0


if __name__ == '__main__':
    sys.exit(main())
