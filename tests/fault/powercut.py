# SPDX-License-Identifier: MIT
# The power is cut: commands that write run once, one after the other, under strace; of that a model (disk_model.py) knows at each moment what is on the disk
# for sure and what may be. At each sync, before and after, and when something was printed, the disk is made as it may be then: without all that was not synced;
# with the names but without the bytes; with empty bytes for written ones; with any part of it. Then: it verifies, what was acknowledged is there and says what it said,
# of what was under way all is there or nothing, the next command goes on, stock git finds nothing.
# A sample, the same each time, is part of check; FAULTS=full all of it (make powercut). FAULTS_ONLY=NAME one step. SEED=N other parts.
import collections, json, os, random, shutil, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from disk_model import Disk, STRACE
from matrix import FULL, ONLY, REPORT, ROOT, World

SAMPLE = 3     # disks judged of a step where not all are
PARTS = 6      # random ones for each moment, where all are
SEED = int(os.environ.get("SEED", "1"))
CANARY = "kanarie-verhaal-stroom"


class Step:
    """A command of the run. at: on which day; by: an identity file in the officers' folder; many: it makes several commits. check(world): what must be so once it has ended."""

    def __init__(self, name, command, stdin="", at=None, by=None, many=False, secret=False, env=None, check=None):
        self.name, self.command, self.stdin, self.at, self.by, self.many, self.secret, self.env, self.check = name, command, stdin, at, by, many, secret, env or {}, check


def report(n=1, **more):
    return (json.dumps({"sv": 1, "report": {**REPORT["report"], **more}}) + "\n") * n


def importable(n):
    return "".join(json.dumps({"source": f"S-{i}", "acts": [{"report": REPORT["report"], "at": "2026-01-05"}, {"triage": {"route": "informal", "why": "w"}, "at": "2026-01-06"}]}) + "\n" for i in range(n))


class Run(World):
    def step(self, step, wrap=()):
        """Runs it; (status, stdout, stderr)."""
        command = step.command
        env, self.env = self.env, {**self.env, **step.env}
        if step.at:
            self.env["SV_NOW"] = step.at + "T09:00:00Z"
        if step.by:
            self.env["SV_KEY"] = f"{self.place}/config/sv/{step.by}"
        if step.secret:
            command = ["sh", "-c", 'exec "$@" 9<%s' % (self.top + "/words"), "sh", *command]
            wrap = (*wrap, *command)
            command = []
        try:
            return self.run(command, step.stdin, wrap)
        finally:
            self.env = env

    def old_case(self):
        """A case that may be erased, and the first of two who do it."""
        at = lambda day, command, stdin="": self.step(Step("", command, stdin, at=day))
        case = json.loads(at("2023-01-05", ["sv-report"], report(parties=[REPORT["report"]["parties"][0]]))[1])["case"]
        at("2023-01-06", ["sv-triage", case, "--route", "informal", "--why", "w"])
        at("2023-01-20", ["sv-decide", case, "--outcome", "settled", "--grounds", "g", "--measure", "agreements"])
        at("2023-02-01", ["sv-close", case, "--override", "aftercare_plan", "--override", "learning", "--override-why", "klein"])
        self.salts = [bytes.fromhex(h) for h in subprocess.run(["sqlite3", self.place + "/store/keyring.db", f"SELECT hex(bytes) FROM salt WHERE name = '{case}' OR name LIKE '{case}/%'"],
                      stdout=subprocess.PIPE, check=True).stdout.decode().split()]
        return case

    def steps(self, c):
        p, old = self.place, self.old_case()
        with open(self.top + "/desk.json", "w") as f:
            f.write(self.must(["sv-key", "desk"]))
        self.secret(["sv-key", "unlock", "--minutes", "600", "--key", p + "/config/sv/tweede"])
        os.mkdir(p + "/in")
        drops = lambda w: None if len(os.listdir(p + "/in/new")) == 2 else "what was handed in is gone"
        other = {"SV_STORE": p + "/other/store", "XDG_STATE_HOME": p + "/otherstate"}
        return [
            Step("sv-key new", ["sv-key", "new", "derde", "--output", p + "/keys/derde", "--passphrase-fd", "9"], secret=True,
                 check=lambda w: None if w.run(["sv-key", "show", "--key", p + "/keys/derde"])[0] == 0 else "the identity is gone"),
            Step("sv-init", ["sv-init", "--protocol", ROOT + "/share/examples/protocol.json"], env=other, check=lambda w: w.whole(other)),
            Step("sv-report", ["sv-report"], report(narrative=CANARY)),
            Step("sv-report of thirty", ["sv-report"], report(30)),
            Step("sv-report --each", ["sv-report", "--each"], report(3), many=True),
            Step("sv-triage", ["sv-triage", c["new"], "--route", "informal", "--why", "een gesprek"]),
            Step("sv-case attach", ["sv-case", "attach", c["new"], "--file", ROOT + "/README.md", "--as", "evidence"]),
            Step("sv-key exclude", ["sv-key", "exclude", c["triaged"], "tweede", "--why", "collega"]),
            Step("sv-show --content", ["sv-show", c["new"], "--content", "--why", "controle"]),
            Step("sv-actor add", ["sv-actor", "add", "--kind", "confidant", "--title", "Vertrouwenspersoon"]),
            Step("sv-guide --set", ["sv-guide", "ladder", "--set", ROOT + "/share/guide/nl/ladder.md"]),
            Step("sv-gc", ["sv-gc", "--quiet"]),
            Step("sv-import", ["sv-import", "--batch", "8"], importable(16), many=True),
            Step("sv-report --drop", ["sv-report", "--drop", p + "/in", "--desk", self.top + "/desk.json"], report(2), check=drops),
            Step("sv-key backup", ["sv-key", "backup", p + "/backup"], check=lambda w: None if os.path.exists(p + "/backup") and os.path.getsize(p + "/backup") > 1000 else "the backup is gone"),
            Step("sv-key role", ["sv-key", "role", "tweede", "--grant", "identity"]),
            Step("sv-erase propose", ["sv-erase", "propose", old]),
            Step("sv-erase run", ["sv-erase", "run", old], by="tweede", check=lambda w: w.erased()),
            Step("sv-report after", ["sv-report"], report()),
            Step("sv-gc --full", ["sv-gc", "--full", "--quiet"]),
            Step("sv-triage after", ["sv-triage", c["new"], "--suggest"]),
        ]

    def whole(self, env):
        status, out, err = self.step(Step("", ["sv-verify"], env=env))
        return None if status == 0 else f"the new store: {status}: {err[:200]}"

    def erased(self):
        for name in os.listdir(self.place + "/store"):
            if name.startswith("keyring.db"):
                with open(f"{self.place}/store/{name}", "rb") as f:
                    held = f.read()
                if any(s in held for s in self.salts):
                    return f"a key of what was erased is in {name}"
        return None

    def head(self):
        p = subprocess.run(["git", "-C", self.place + "/store/history.git", "rev-parse", "-q", "--verify", "main"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.env)
        return p.stdout.decode().strip()

    def states(self, aside=False):
        """Each case as it is listed: (status, {id: its line}, stderr). aside: without touching what is modelled."""
        status, out, err = self.step(Step("", ["sv-list"], env={"XDG_STATE_HOME": self.top + "/aside"} if aside else {}))
        return status, {json.loads(line)["case"]: line for line in out.splitlines()}, err


Moment = collections.namedtuple("Moment", "step time said why")


def record(world, steps):
    """Runs all steps. The model, and of each step (head, states) after it, and the moments at which the power may be cut."""
    world.reset()
    disk = Disk(world.place, without=("run",))
    kept, moments = [(world.head(), world.states(aside=True)[1])], []
    for i, step in enumerate(steps):
        trace = world.top + "/trace"
        before = len(disk.marks)
        status, out, err = world.step(step, (*STRACE, "-o", trace))
        if status or err.strip():
            raise Exception(f"{step.name}: {status}: {err}")
        disk.replay(trace, os.getcwd())
        disk.marks.append(("ended", disk.time, b""))
        said = b""
        for what, time, text in disk.marks[before:]:
            said += text
            moments.append(Moment(i, time, said, what))
        if said != out.encode():
            raise Exception(f"{step.name}: the trace has not what it printed")
        kept.append((world.head(), world.states(aside=True)[1]))
    now = Disk(world.place, without=("run",))
    a, b = disk.after(disk.ops), now.after([])
    other = sorted(k for k in a.keys() | b.keys() if a.get(k, ())[:3] != b.get(k, ())[:3] and not k.endswith("-shm"))  # that is shared memory, which SQLite makes anew
    if other:
        raise Exception("the model is not what is there: " + ", ".join(other[:5]))
    return disk, kept, moments


def disks(disk, moment, random_parts):
    """The disks that there may be when the power is cut at that moment: (name, operations)."""
    past = [op for op in disk.ops if op.time <= moment.time]
    sure = lambda op: op.durable is not None and op.durable <= moment.time
    yield "nothing unsynced", [op for op in past if sure(op)]
    yield "names without bytes", [op for op in past if sure(op) or op.kind == "names"]
    yield "names and sizes", [op if sure(op) or op.kind != "data" else disk.blank(op) for op in past]
    yield "bytes without names", [op for op in past if sure(op) or op.kind != "names"]
    yield "all of it", past
    for n in range(random_parts):
        r = random.Random(f"{SEED} {moment.time} {n}")
        share = r.choice((0.2, 0.5, 0.8))
        yield f"part {n}", [op for op in past if sure(op) or r.random() < share]


def judge(world, steps, kept, moment, tree, disk):
    """What is wrong with a disk, or None."""
    disk.write(tree)
    started = world.place + "/store/history.git/sv-started"
    if os.path.exists(started):  # a machine whose power was cut has another boot id then, which nobody can set here
        with open(started, "w") as f:
            f.write("00000000-0000-0000-0000-000000000000\n")
    step = steps[moment.step]
    acknowledged = moment.step + (1 if moment.why == "ended" or (moment.said and not step.many) else 0)
    may = kept[acknowledged:acknowledged + 1] if acknowledged > moment.step else kept[moment.step:moment.step + 2]
    status, out, err = world.run(["sv-verify"])
    if status:
        return f"sv-verify: {status}: {err[:300]}"
    head = world.head()
    status, states, err = world.states()
    if status or err.strip():
        return f"sv-list: {status}: {err[:300]}"
    if step.many and acknowledged == moment.step:
        told = [json.loads(line)["case"] for line in moment.said.decode().splitlines(True) if line.endswith("\n") and line.startswith("{") and "case" in json.loads(line)]
        lost = [c for c in list(kept[moment.step][1]) + told if c not in states]
        if lost or any(kept[moment.step + 1][1].get(c) != line for c, line in states.items() if c not in kept[moment.step][1]):
            return f"{len(lost)} cases are gone, of {len(told)} told" if lost else "a case is not what was told"
    elif head not in [h for h, _ in may]:
        return f"the history stands elsewhere: {head or 'nowhere'}, {acknowledged} acknowledged"
    elif states != dict(may)[head]:
        return "what is listed is not what was told"
    for done in steps[:acknowledged]:
        problem = done.check and done.check(world)
        if problem and done.name != "sv-erase run":
            return f"{done.name}: {problem}"
    status, out, err = world.run(["sv-report"], report())
    if status or err.strip():
        return f"the next report: {status}: {err[:300]}"
    for done in steps[:acknowledged]:
        problem = done.check and done.check(world)
        if problem:
            return f"{done.name}, after another report: {problem}"
    status, out, err = world.run(["sv-verify"])
    if status or len(world.states()[1]) != len(states) + 1:
        return f"sv-verify after another report: {status}: {err[:300]}"
    p = subprocess.run(["git", "-C", world.place + "/store/history.git", "fsck", "--strict", "--no-dangling"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=world.env)
    if p.returncode or p.stdout:
        return f"git fsck: {p.returncode}: {p.stdout.decode()[:300]}"
    return None


def main():
    if shutil.which("strace") is None or subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL).returncode:
        print("ok 1 - the power is cut # SKIP strace cannot trace here\n1..1")
        return
    world = Run()
    try:
        steps = world.steps(world.found())
        shutil.rmtree(world.top + "/base")
        shutil.copytree(world.place, world.top + "/base", symlinks=True)
        disk, kept, moments = record(world, steps)
        seen, candidates = set(), []
        for m in moments:
            if ONLY is None or steps[m.step].name == ONLY:
                candidates += [(m, name, ops) for name, ops in disks(disk, m, PARTS if FULL or ONLY else 1)]
        if not FULL and not ONLY:
            random.Random(4711).shuffle(candidates)
            count = collections.Counter()
            candidates = [c for c in candidates if (count.update([c[0].step]) or count[c[0].step]) <= SAMPLE]
        tried, wrong = collections.Counter(), collections.defaultdict(list)
        for m, name, ops in candidates:
            key = (m.step, m.said if steps[m.step].many else bool(m.said), m.why == "ended", tuple(op.time for op in ops), name == "names and sizes")
            if key in seen:
                continue
            seen.add(key)
            tried[m.step] += 1
            problem = judge(world, steps, kept, m, disk.after(ops), disk)
            if problem:
                wrong[m.step].append(f"{name}, cut at {m.time} ({m.why}): {problem}")
                if FULL:
                    print(f"# {steps[m.step].name}: {wrong[m.step][-1]}".replace("\n", " "), flush=True)
        for i, step in enumerate(steps):
            print(f"{'not ok' if wrong[i] else 'ok'} {i + 1} - {step.name}: {tried[i]} disks, {sum(m.step == i for m in moments)} moments")
            for w in wrong[i][:40]:
                print("# " + w.replace("\n", " "))
        print(f"1..{len(steps)}\n# {sum(tried.values())} disks; a part again: SEED={SEED}")
        if disk.unknown:
            print("# written through memory: " + ", ".join(sorted(disk.unknown)))
    finally:
        world.close()
    sys.exit(any(wrong.values()))


if __name__ == "__main__":
    main()
