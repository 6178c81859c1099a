# SPDX-License-Identifier: MIT
# The fault matrix: each command that writes is run once under strace; then again and again with one system call failing (no space, I/O error, over quota,
# interrupted) or killed at it. After each: the status is a documented one, the history verifies, what was said is what is stored, and one repeat
# reaches the same end once. matrix.py runs a sample, the same each time; FAULTS=full all of it (make faults). FAULTS_ONLY=NAME one command.
import collections, json, multiprocessing, os, re, shutil, signal, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.abspath(os.environ.get("B", ROOT + "/build"))
FULL = os.environ.get("FAULTS") == "full"
ONLY = os.environ.get("FAULTS_ONLY")
SAMPLE = 8  # injections of a command where not all are tried
LATE = 4  # and of what it does first after the history was moved
WORDS = "vier losse woorden samen\n"
STATUSES = {0, 1, 64, 65, 66, 69, 70, 73, 74, 75, 76, 77, 78}
WAITS = {"sv-gc", "sv-stats --publish"}  # for other programs: a close that strace makes fail is not done at all, so that these wait for an end of input that cannot come
SPACE = ["ENOSPC", "EIO", "EDQUOT", "EINTR"]
ERRORS = {
    "write": SPACE, "pwrite64": SPACE, "fsync": ["EIO", "ENOSPC", "EDQUOT"], "fdatasync": ["EIO", "ENOSPC"], "syncfs": ["EIO", "ENOSPC", "EDQUOT"], "ftruncate": ["EIO", "ENOSPC", "EINTR"],
    "openat": ["EIO", "ENOSPC", "EDQUOT", "EINTR", "EMFILE"], "mkdir": ["EIO", "ENOSPC", "EDQUOT"], "rename": ["EIO", "ENOSPC", "EDQUOT"], "unlink": ["EIO"], "fchmod": ["EIO"], "link": ["EIO", "ENOSPC"],
    "flock": ["EINTR", "EIO"], "read": ["EIO", "EINTR"], "pread64": ["EIO", "EINTR"], "close": ["EIO"], "getdents64": ["EIO"], "newfstatat": ["EIO"], "fcntl": ["EIO"],
}
# not stored but not sure, or stored and not told: these say so
TOLD = re.compile(r"not certain|stdout|could not be written|is stored")

REPORT = {"sv": 1, "report": {"kind": "report", "confidentiality": "confidential", "channel": "desk", "category": "bullying", "gravity": "undesirable", "narrative": "Iets.",
          "parties": [{"role": "reporter", "name": "Sam"}, {"role": "concerned", "name": "Robin"}]}}

# name: (command, stdin, commits that it makes)
def scenarios(c):
    new, closed, triaged = c["new"], c["aftercare"], c["triaged"]
    return collections.OrderedDict([
        ("sv-report", (["sv-report"], json.dumps(REPORT) + "\n", 1)),
        ("sv-report of a hundred", (["sv-report"], (json.dumps(REPORT) + "\n") * 100, 1)),
        ("sv-triage", (["sv-triage", new, "--route", "informal", "--why", "een gesprek"], "", 1)),
        ("sv-decide", (["sv-decide", triaged, "--outcome", "settled", "--measure", "agreements", "--grounds", "samen"], "", 1)),
        ("sv-aftercare plan", (["sv-aftercare", "plan", closed, "--party", "p1", "--actions", "gesprek"], "", 1)),
        ("sv-case link", (["sv-case", "link", new, "--to", triaged, "--as", "related"], "", 1)),
        ("sv-case attach", (["sv-case", "attach", new, "--file", ROOT + "/README.md", "--as", "evidence"], "", 1)),
        ("sv-message send", (["sv-message", "send", new, "--kind", "acknowledgement", "--party", "p1"], "", 1)),
        ("sv-show --content", (["sv-show", new, "--content", "--why", "controle"], "", 1)),
        ("sv-key restrict", (["sv-key", "restrict", new, "--officer", "meldpunt", "--why", "collega"], "", 1)),
        ("sv-key exclude", (["sv-key", "exclude", new, "tweede", "--why", "collega"], "", 1)),
        ("sv-key role", (["sv-key", "role", "tweede", "--revoke", "content"], "", 1)),
        ("sv-protocol set", (["sv-protocol", "set", ROOT + "/share/protocol/nl.json"], "", 1)),
        ("sv-guide --set", (["sv-guide", "ladder", "--set", ROOT + "/share/guide/nl/ladder.md"], "", 1)),
        ("sv-actor add", (["sv-actor", "add", "--kind", "confidant", "--title", "Vertrouwenspersoon"], "", 1)),
        ("sv-risk add", (["sv-risk", "add", "--title", "Baliewerk", "--trigger", "periodic"], "", 1)),
        ("sv-stats --publish", (["sv-stats", "--publish", "--by", "year", "--by", "kind"], "", 1)),
        ("sv-import", (["sv-import", "--resume"], "".join(json.dumps({"source": f"S-{i}", "acts": [{"report": REPORT["report"], "at": "2026-01-05"}, {"triage": {"route": "informal", "why": "w"}, "at": "2026-01-06"}]}) + "\n" for i in range(3)), 1)),
        ("sv-export --content", (["sv-export", "--content", "--why", "controle"], "", 1)),
        ("sv-gc", (["sv-gc", "--quiet"], "", 0)),
    ])


class World:
    """One officer's world, put back to its beginning before each run; always in the same place, as unlocked identities are kept by their path."""

    def __init__(self):
        self.top = tempfile.mkdtemp(prefix="sv-faults-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
        self.place = self.top + "/world"
        os.makedirs(self.place + "/run", 0o700)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("SV_") and not k.startswith("LC_") and k not in ("LANGUAGE", "LANG")}
        self.env.update(PATH=BUILD + "/bin:/usr/bin:/bin", HOME=self.place + "/home", XDG_CONFIG_HOME=self.place + "/config", XDG_STATE_HOME=self.place + "/state", XDG_RUNTIME_DIR=self.place + "/run",
                        SV_STORE=self.place + "/store", LC_ALL="C.UTF-8", TZ="UTC", TMPDIR=self.top,
                        ASAN_OPTIONS="detect_leaks=0:handle_segv=0")  # leaks can't be looked for where strace is, and are elsewhere; a crash is a signal
        os.mkdir(self.place + "/home")
        with open(self.top + "/words", "w") as f:
            f.write(WORDS)

    def run(self, command, stdin="", wrap=(), timeout=120):
        with subprocess.Popen(list(wrap) + command, env=self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as p:
            try:
                out, err = p.communicate(stdin.encode(), timeout=timeout)
            except BaseException:
                os.killpg(p.pid, signal.SIGKILL)  # also what strace started
                raise
        return p.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")

    def must(self, command, stdin="", **more):
        status, out, err = self.run(command, stdin, **more)
        if status:
            raise Exception(f"{command}: {status}: {err}")
        return out

    def secret(self, command, **more):
        self.must(["sh", "-c", '"$@" --passphrase-fd 9 9<%s >%s' % (self.top + "/words", more.get("to", "/dev/null")), "sh"] + command)

    def found(self):
        self.secret(["sv-key", "new", "meldpunt"])
        self.secret(["sv-key", "unlock", "--minutes", "600"])
        self.must(["sv-init", "--protocol", ROOT + "/share/examples/protocol.json"])
        self.secret(["sv-key", "new", "tweede", "--output", self.place + "/config/sv/tweede"], to=self.top + "/tweede.pub")
        self.must(["sv-key", "add-officer", "--role", "record", "--role", "content", "--role", "manage", "--role", "identity"], open(self.top + "/tweede.pub").read())
        c = {}
        for name in ("new", "triaged", "aftercare"):
            c[name] = json.loads(self.must(["sv-report"], json.dumps(REPORT) + "\n"))["case"]
        for name in ("triaged", "aftercare"):
            self.must(["sv-triage", c[name], "--route", "informal", "--why", "een gesprek"])
        self.must(["sv-decide", c["aftercare"], "--outcome", "settled", "--measure", "agreements", "--grounds", "samen"])
        self.must(["sv-list"])
        self.keep()
        return c

    def keep(self):
        """As it is now is what each run begins with."""
        shutil.rmtree(self.top + "/base", ignore_errors=True)
        shutil.copytree(self.place, self.top + "/base", symlinks=True)

    def reset(self):
        shutil.rmtree(self.place)
        shutil.copytree(self.top + "/base", self.place, symlinks=True)

    def commits(self):
        return int(subprocess.run(["git", "-C", self.place + "/store/history.git", "rev-list", "--count", "main"], stdout=subprocess.PIPE, check=True, env=self.env).stdout)

    def close(self):
        shutil.rmtree(self.top, ignore_errors=True)


def watched(world, steps, wrap, found, expected=lambda name: 0, before=lambda name: None):
    """Runs steps (name, command, stdin) in a world, watched by some tool; found(stderr): whether it tells of anything. Returns whether something was wrong."""
    n = bad = 0
    for name, command, stdin in steps:
        before(name)
        status, out, err = world.run(command, stdin, wrap, timeout=600)
        n += 1
        wrong = status != expected(name) or found(err)
        bad += wrong
        print(f"{'not ok' if wrong else 'ok'} {n} - {name}: status {status}", flush=True)
        if wrong:
            print("\n".join("# " + line for line in err.splitlines()[:60]))
    print(f"1..{n}")
    return bad > 0


def calls_of(world, command, stdin):
    """The calls that the command itself makes, from when it has begun (not the loader's): [(name, its number among those of that name, whether the history was moved before it)]."""
    world.reset()
    trace = world.top + "/trace"
    status, out, err = world.run(command, stdin, ["strace", "-qq", "-o", trace, "-e", "trace=prctl," + ",".join(ERRORS)])
    if status:
        raise Exception(f"{command}: {status}: {err}")
    seen, began, moved, calls = collections.Counter(), False, False, []
    for line in open(trace, errors="replace"):
        name = line.split("(", 1)[0]
        if name == "prctl":
            began = began or "PR_SET_DUMPABLE" in line
            continue
        if name in ERRORS:
            seen[name] += 1
            if began:
                calls.append((name, seen[name], moved))
            moved = moved or name == "rename" and '/refs/heads/main")' in line
    return calls, out


def injections(calls):
    for name, n, _ in calls:
        for error in ERRORS[name]:
            yield name, n, "error=" + error
        if name not in ("read", "pread64", "newfstatat", "fcntl", "getdents64", "close"):
            yield name, n, "signal=KILL"


def judge(world, fault, command, stdin, makes, whole):
    """What is wrong after one fault, or None."""
    call, n, what = fault
    world.reset()
    before = world.commits()
    status, out, err = world.run(command, stdin, ["strace", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={n}"])
    killed = what == "signal=KILL"
    if not killed and status not in STATUSES:
        return f"status {status}: {err[:300]}"
    if not killed and status and not err.strip():
        return f"status {status} without a word"
    made = world.commits() - before
    if made not in (0, makes):
        return f"{made} commits"
    if not killed and status == 0 and made != makes:
        return "said done, and nothing is stored"
    if not killed and status == 0 and makes and len(out) < len(whole) * 9 // 10:
        return f"said done, and printed {len(out)} of {len(whole)} bytes"
    opens = "--content" in command  # that somebody opened a case is on record before a byte of it is shown, also where it then cannot be shown
    if not killed and status and makes and made and not opens and not TOLD.search(err):
        return f"status {status}, and it is stored: {err[:300]}"
    if makes and out.strip() and not made:
        return "printed, and not stored"
    after, said, wrong = world.run(["sv-verify"])
    if after:
        return f"sv-verify: {after}: {wrong[:300]}"
    if makes and made:
        return None
    again, out, err = world.run(command, stdin)
    if again or world.commits() - before != makes:
        return f"repeated: status {again}, {world.commits() - before} commits: {err[:300]}"
    after, said, wrong = world.run(["sv-verify"])
    return f"sv-verify after the repeat: {after}: {wrong[:300]}" if after else None


WORLD = None  # of a process that tries scenarios: each begins with it as it was founded


def take(worlds):
    global WORLD
    WORLD = worlds.get(timeout=60)


def in_worlds(one, names, n, found):
    """Calls one(name) for each name in n processes, each with a world of its own (WORLD) that found(world) has filled; gives what it returns, in the order of the names."""
    worlds, free = [World() for _ in range(n)], multiprocessing.Queue()
    try:
        for world in worlds:
            world.cases = found(world)
            free.put(world)
        with multiprocessing.Pool(n, take, [free]) as pool:
            yield from pool.imap(one, names)
    finally:
        for world in worlds:
            world.close()


def find(judge, world, faults, *more):
    """What is wrong after each fault, as lines."""
    wrong = []
    for fault in faults:
        for _ in range(2):
            try:
                problem = judge(world, fault, *more)
                break
            except subprocess.TimeoutExpired as e:  # on a busy machine strace sometimes never begins: only what does not end twice is the command's doing
                problem = f"does not end: {e}"
        if problem:
            wrong.append("%s number %d, %s: %s" % (*fault, problem))
    return wrong


def tell(one, names, found, calls_are):
    """Tries all scenarios and tells of each; how many system calls and faults there were, how many were wrong, and in how many scenarios. Skips, and gives None, where nothing can be traced."""
    if shutil.which("strace") is None or subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL).returncode:
        print("ok 1 - faults at system calls # SKIP strace cannot trace here\n1..1")
        return None
    seen = tried = amiss = bad = 0
    for i, (name, calls, n, wrong) in enumerate(in_worlds(one, names, 2 if FULL else 1, found), 1):
        seen, tried, amiss, bad = seen + calls, tried + n, amiss + len(wrong), bad + bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {i} - {name}: {n} faults at {calls} {calls_are}", flush=True)
        for w in wrong[:40]:
            print("# " + w.replace("\n", " "), flush=True)
    print(f"1..{len(names)}")
    return seen, tried, amiss, bad


def one(name):
    world = WORLD
    try:
        command, stdin, makes = scenarios(world.cases)[name]
        calls, whole = calls_of(world, command, stdin)
        faults = [f for f in injections(calls) if not (f[0] == "close" and name in WAITS)]
        if not FULL:
            step = max(1, len(faults) // SAMPLE)
            # and what is done first when all is stored: it may no longer say that it failed
            late = [f for f in injections([c for c in calls if c[2] and c[0] in ("openat", "read", "pread64")]) if f[2] == "error=EIO" and f in faults]
            faults = faults[len(name) % step::step] + late[:LATE]
        return name, len(calls), len(faults), find(judge, world, faults, command, stdin, makes, whole)
    except Exception as e:
        return name, 0, 0, [str(e)]


def main():
    names = [n for n in scenarios(collections.defaultdict(str)) if ONLY is None or n == ONLY]
    told = tell(one, names, World.found, "system calls")
    if told:
        seen, tried, amiss, bad = told
        print(f"# {len(names)} commands, {seen} system calls, {tried} faults tried, {tried - amiss} judged right, {amiss} wrong")
        sys.exit(bad > 0)


if __name__ == "__main__":
    main()
