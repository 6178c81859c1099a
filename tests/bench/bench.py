# SPDX-License-Identifier: MIT
# The benchmark: each row runs ours and the peer in turn (A B A B ...) and prints the median of each and their ratio.
import json, os, platform, re, shutil, statistics, subprocess, sys, tempfile, time, datetime

build, results = sys.argv[1:3]
full = os.environ.get("BENCH") == "full"
only = os.environ.get("BENCH") in ("figures", "read", "growth", "million") and os.environ["BENCH"]  # only the tables of sv-stats, or only what reads the whole history, printed and kept nowhere; or only growth
picked = None if full or only else os.environ.get("BENCH")  # a pattern: only the rows whose names it is found in, printed and kept nowhere
work = tempfile.mkdtemp(prefix="sv-bench-", dir=os.environ.get("BENCH_DIR", build))
env = dict(os.environ, PATH=build + "/bin:" + os.environ["PATH"], HOME=work + "/home", XDG_CONFIG_HOME=work + "/config", XDG_STATE_HOME=work + "/state",
           XDG_RUNTIME_DIR=tempfile.mkdtemp(prefix="sv-bench-", dir="/dev/shm"), GIT_CONFIG_NOSYSTEM="1", LC_ALL="C.UTF-8")
for name in ("SV_STORE", "SV_NOW", "SV_KEY", "LANGUAGE"):
    env.pop(name, None)
os.mkdir(env["HOME"])
rows = []


def run(command, data=None, cwd=None, shell=False, **more):
    return subprocess.run(command, input=data, cwd=cwd, env=dict(env, **more), shell=shell, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout


def timed(f):
    """Each run starts on a disk that owes nothing, so that nobody's sync pays for what another run left behind, and on a processor that is awake."""
    os.sync()
    awake = time.perf_counter() + 0.005
    while time.perf_counter() < awake:
        pass
    start = time.perf_counter()
    f()
    return time.perf_counter() - start


def fast_import(text):
    """The seconds that git fast-import takes for it, in a repository of its own."""
    where = tempfile.mkdtemp(dir=work)
    run(["git", "init", "-q", "--bare", "-b", "main", where])
    spent = timed(lambda: run(["git", "fast-import", "--quiet"], text, cwd=where))
    shutil.rmtree(where)
    return spent


def left_out(what):
    return picked and not re.search(picked, what)


def pair(what, ours, peer, peer_line, n, aim, per=1):
    if left_out(what):
        return
    ours(), peer()  # warm-up
    a, b = [], []
    for _ in range(n):
        a.append(timed(ours))
        b.append(timed(peer))
    ratio = statistics.median(x / y for x, y in zip(a, b))
    rows.append((what, peer_line, statistics.median(a) * 1000 / per, statistics.median(b) * 1000 / per, ratio, aim))
    print(f"{what:58} {ratio:8.3f}  (aim {aim})", flush=True)


def report(i):
    return {"sv": 1, "report": {"kind": "report", "confidentiality": "confidential", "channel": "desk", "category": "bullying", "gravity": "undesirable",
            "narrative": f"melding {i}: " + "Een collega wordt al weken genegeerd in het overleg en daarna ook in de kantine. " * 4,
            "parties": [{"role": "reporter", "name": f"naam {i}", "person": f"P{i}", "affected": True}, {"role": "concerned", "name": f"ander {i}"}]}}


def batch(first, n):
    return "".join(json.dumps(report(first + i)) + "\n" for i in range(n)).encode()


def store(name, cases):
    where = f"{work}/{name}"
    run(["sv-init", "--store", where])
    for first in range(0, cases, 20000):
        run(["sv-report"], batch(first, min(20000, cases - first)), SV_STORE=where)
    return where


def peer_repo(name, files):
    where = f"{work}/{name}"
    run(["git", "init", "-q", "-b", "main", where])
    for key, value in (("gpg.format", "ssh"), ("user.signingkey", work + "/key"), ("user.name", "x"), ("user.email", "x"), ("core.fsync", "all"), ("core.fsyncMethod", "fsync"), ("gc.auto", "0")):
        run(["git", "config", key, value], cwd=where)
    text = "x" * 1500
    for i in range(files):
        folder = f"{where}/{i % 32}/{i // 32 % 32}"
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/{i}", "w") as f:
            f.write(f"{i}{text}\n")
    if files:
        run(["git", "add", "."], cwd=where)
        run(["git", "commit", "-q", "-S", "-m", "x"], cwd=where)
    return where


def varied(first, n):
    """Cases that differ, with the same made-up spread each time."""
    lines = []
    for i in range(first, first + n):
        h = i * 2654435761 & 0xffffffff
        pick = lambda words, at: words.split()[(h >> at) % len(words.split())]
        lines.append(json.dumps({"sv": 1, "report": {"kind": pick("report signal", 3), "confidentiality": pick("named confidential anonymous", 5),
            "channel": pick("desk confidant manager hr digital phone letter", 7), "category": pick("bullying intimidation discrimination work_pressure aggression_violence integrity_breach other", 11),
            "unit": pick("bestuur burgerzaken klantcontact vergunningen buitendienst jeugd werk_inkomen ict financien brandweer", 14), "gravity": "undesirable", "narrative": f"melding {i}",
            "received": (datetime.date(2023, 1, 1) + datetime.timedelta(days=i * 7919 % 1000)).isoformat(), "parties": [{"role": "reporter", "position": pick("employee manager", 17)}]}}) + "\n")
    return "".join(lines).encode()


def imported(n, name="imported"):
    """A store of a synthetic organisation (tests/data/dataset.py), as sv-import takes it in."""
    tests = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path[:0] = [tests + "/data", tests + "/cases"]
    import dataset, twenty
    protocol = json.load(open(os.path.dirname(tests) + "/share/examples/protocol.json"))
    twenty.PROTOCOL(protocol)
    with open(work + "/protocol.json", "w") as f:
        json.dump(protocol, f)
    where = f"{work}/{name}"
    run(["sv-init", "--store", where, "--protocol", work + "/protocol.json"])
    for officer in ("onderzoeker", "beslisser", "vertrouwenspersoon", "partij"):
        card = run(f"sv-key new {officer} --output {where}-{officer}.key --passphrase-fd 9 9<{passphrase}", shell=True)
        run(["sv-key", "add-officer", "--role", "record", "--role", "content", "--role", "identity"], card, SV_STORE=where)
    run(["sv-import"], "".join(line + "\n" for line in dataset.lines(n, 1)).encode(), SV_STORE=where)
    return where


def importing():
    """Histories taken in, a thousand events a commit, against git fast-import of the same files: with a commit for each event, that its file grows by, and with the same commits."""
    n, cases = 85, 850  # of about twelve events each
    what = "bulk import, 1000 events a commit: times as fast, "
    if left_out(what):
        return
    where = imported(0, "histories")
    sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + "/data"]
    import dataset
    lines = lambda seed: "".join(line.replace('"source":"', f'"source":"{seed}-', 1) + "\n" for line in dataset.lines(cases, seed)).encode()
    take = lambda data: run(["sv-import", "--batch", str(n)], data, SV_STORE=where)
    take(lines(1))
    git = where + "/history.git"
    files = [(name, run(["git", "cat-file", "blob", "main:" + name], cwd=git)) for name in run(["git", "ls-tree", "-r", "--name-only", "main", "cases"], cwd=git).decode().split()]
    commit = b"commit refs/heads/main\ncommitter x <x> 1700000000 +0000\ndata 2\nx\n"
    put = lambda name, text: b"M 100644 inline " + name.encode() + b"\ndata %d\n" % len(text) + text + b"\n"
    ends = [(name, text, at + 1) for name, text in files for at in range(len(text)) if text[at] == 10]
    each = b"".join(commit + put(name, text[:end]) for name, text, end in ends)
    some = b"".join((b"" if i % n else commit) + put(name, text) for i, (name, text) in enumerate(files))

    took = []
    for seed in range(2, 7):
        data = lines(seed)
        run(["sv-list", "--format", "id", "--limit", "1"], SV_STORE=where)  # the index follows the round before: not this one's work
        took.append((timed(lambda: take(data)), fast_import(each), fast_import(some)))
    for i, (than, peer, aim) in enumerate((("a commit per event", "git fast-import, a commit per event, the files as they grow", ">= 6"), ("the same commits", "git fast-import, the same files and commits", ">= 3")), 1):
        ratio = statistics.median(t[i] / t[0] for t in took)
        rows.append((what + than, peer, *(statistics.median(t[k] for t in took) * 1000 / len(ends) for k in (0, i)), ratio, aim))
        print(f"{(what + than):58} {ratio:8.3f}  (aim {aim})", flush=True)


def growing(upto):
    """Cost against the number of cases (growth.py): sections of their own among the results."""
    sys.path[:0] = [os.path.dirname(os.path.abspath(__file__))]
    import growth
    growth.measure(sys.modules["__main__"], results, [10 ** k for k in range(2, upto + 1)])


def showing(big, index):
    """One case, against sqlite3 fetching the same row."""
    case = run(["sv-list", "--format", "id", "--limit", "1"], SV_STORE=big).decode().strip()
    query = f"SELECT json FROM cases JOIN body USING (id) WHERE name = '{case}'"
    pair("sv-show, one of 10,000 cases", lambda: run(["sv-show", case, "--format", "json"], SV_STORE=big), lambda: run(["sqlite3", index, query]), "sqlite3: SELECT json FROM cases JOIN body … WHERE name = CASE", 21, "<= 1.5")


def reading():
    """What reads the whole history, and what follows it."""
    n = 10000
    where = imported(n)
    git = where + "/history.git"
    state = f"{env['XDG_STATE_HOME']}/sv/{open(where + '/id').read().strip()}"
    index = state + "/meldpunt.db"
    blobs = run("git ls-tree -r main cases | cut -c13-52", cwd=git, shell=True)

    def forget():
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(index + suffix):
                os.unlink(index + suffix)

    def asks(*command):
        return lambda: subprocess.run(command, env=dict(env, SV_STORE=where), cwd=git, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def rebuild():
        forget()
        asks("sv-list", "--format", "id", "--limit", "1")()

    def cat():
        subprocess.run(["git", "cat-file", "--batch"], env=env, cwd=git, input=blobs, check=True, stdout=subprocess.DEVNULL)

    pair(f"index rebuild from nothing, {n:,} cases, per case", rebuild, cat, "git cat-file --batch >/dev/null, the same blobs", 5, "<= 3", n)
    pair(f"sv-verify, signatures, seals and index, {n:,} cases", asks("sv-verify"), asks("git", "fsck", "--strict"), "git fsck --strict", 5, "<= 2")
    # against a signature a commit: a history of a thousand reports, a commit each
    each = store("each", 0)
    run(["sv-report", "--each"], batch(0, 1000), SV_STORE=each)
    signed = lambda: subprocess.run(["git", "log", "--show-signature"], env=env, cwd=each + "/history.git", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    pair("sv-verify, 1,000 commits", lambda: run(["sv-verify"], SV_STORE=each), signed, "git log --show-signature", 3, "<= 0.01")

    # the index follows: k cases changed, each time, in a large store and in a small one
    def follow(at, k):
        run(["sv-list", "--format", "id", "--limit", "1"], SV_STORE=at)
        times = []
        for i in range(5):
            run(["sv-report"], batch(900000 + i * k, k), SV_STORE=at)
            times.append(timed(lambda: run(["sv-list", "--format", "id", "--limit", "1"], SV_STORE=at)))
        return statistics.median(times) * 1000

    few = store("few", 100)
    for k in (1, 10, 100, 1000):
        what = f"index catch-up, {k:,} new cases, in {n:,} and in 100"
        if left_out(what):
            continue
        a, b = follow(where, k), follow(few, k)
        rows.append((what, "the same in a store of 100 cases", a, b, a / b, "about 1"))
        print(f"{what:58} {a / b:8.3f}  (aim about 1; {a:.1f} ms)", flush=True)


def five_way():
    """A table over five dimensions and a million cases: the index of 20,000, which the product made, with each row fifty times under other names."""
    where = f"{work}/varied"
    run(["sv-init", "--store", where])
    run(["sv-report"], varied(0, 20000), SV_STORE=where)
    run(["sv-list", "--format", "id"], SV_STORE=where)
    index = f"{env['XDG_STATE_HOME']}/sv/{open(where + '/id').read().strip()}/meldpunt.db"
    names = [r.split("|")[1] for r in run(["sqlite3", index, "PRAGMA table_info(cases)"]).decode().split("\n") if r][2:]
    run(["sqlite3", index], ("BEGIN; WITH RECURSIVE k(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM k WHERE k < 49) INSERT INTO cases (id, name, %s) SELECT id + 20000 * k, name || '-' || k, %s FROM cases, k; COMMIT;"
                             % (", ".join(names), ", ".join(names))).encode())
    dims = ["quarter", "unit", "category", "channel", "confidentiality"]
    text = f"{work}/text.db"
    run(["sqlite3", text], ("ATTACH '%s' AS i; CREATE TABLE cases AS SELECT %s FROM i.cases;" % (index, ", ".join(f"(SELECT word FROM i.code WHERE id = d_{d}) AS {d}" for d in dims))).encode())
    groups = ", ".join(dims)
    ours = lambda: run(["sv-stats", "--format", "csv"] + sum([["--by", d] for d in dims], []), SV_STORE=where)
    peer = lambda: run(["sqlite3", "-csv", text, f"SELECT {groups}, count(*) FROM cases GROUP BY {groups}"])
    same = [sorted(int(line.rsplit(",", 1)[1]) for line in out.decode().split("\n")[head:] if line) for out, head in ((ours(), 1), (peer(), 0))]
    assert same[0] == same[1] and sum(same[0]) == 1000000, "the tables differ"
    pair("sv-stats, five dimensions, 1,000,000 cases", ours, peer, f"sqlite3: SELECT {groups}, count(*) … GROUP BY … (text columns, {len(same[0])} groups)", 11, "<= 0.1")


try:
    passphrase = work + "/passphrase"
    with open(passphrase, "w") as f:
        f.write("een lange wachtzin voor de meting\n")
    for verb in ("new meldpunt", "unlock --minutes 600"):
        run(f"sv-key {verb} --passphrase-fd 9 9<{passphrase}", shell=True)
    if only:
        {"figures": five_way, "read": reading, "growth": lambda: growing(5), "million": lambda: growing(6)}[only]()
        for row in rows:
            print("| %s | `%s` | %.3f | %.3f | %.3f | %s |" % row)
        sys.exit()
    run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", work + "/key"])
    one = batch(0, 1)
    count = [0]

    def ours(where):
        return lambda: run(["sv-report"], one, SV_STORE=where)

    def theirs(where):
        def act():
            count[0] += 1
            folder = f"{where}/{count[0] % 32}/{count[0] // 32 % 32}"
            os.makedirs(folder, exist_ok=True)
            name = f"{folder}/new{count[0]}"
            with open(name, "w") as f:
                f.write(f"{count[0]}" + "y" * 1500)
            run(f"git add {name} && git commit -q -S -m x", cwd=where, shell=True)
        return act

    line = "git add F && git commit -q -S -m x   (ssh key, core.fsync=all)"
    small, big = store("s100", 100), store("s10k", 10000)
    pair("one event, 100 cases", ours(small), theirs(peer_repo("p100", 100)), line + ", 100 files", 21, "<= 0.25")
    pair("one event, 10,000 cases", ours(big), theirs(peer_repo("p10k", 10000)), line + ", 10,000 files", 11, "<= 0.05")
    pair("one event at 10,000 cases, against at 100", ours(big), ours(small), "sv-report at 100 cases", 21, "<= 1.3")
    if full:
        pair("one event at 1,000,000 cases, against at 100", ours(store("s1m", 1000000)), ours(small), "sv-report at 100 cases", 21, "<= 1.3")

    # readers on a fresh index, against sqlite3 with the same question to the same file
    run(["sv-list", "--format", "id"], SV_STORE=big)
    index = f"{env['XDG_STATE_HOME']}/sv/{open(big + '/id').read().strip()}/meldpunt.db"
    day = (datetime.date.today() + datetime.timedelta(days=400) - datetime.date(1970, 1, 1)).days
    last = (datetime.date.today() + datetime.timedelta(days=400)).isoformat()

    def asks(*command):
        return lambda: run(list(command), SV_STORE=big)

    due = f"SELECT day, json FROM due WHERE day <= {day} AND hidden = 0 ORDER BY day, name, seq"
    pair("sv-due, 10,000 cases, every term of them", asks("sv-due", "--until", last), asks("sqlite3", index, due), f"sqlite3: SELECT day, json FROM due … ({int(run(['sqlite3', index, 'SELECT count(*) FROM due']))} rows)", 11, "<= 1.5")
    pair("sv-due, 10,000 cases, what is late", asks("sv-due", "--overdue"), asks("sqlite3", index, due.replace(str(day), str(day - 401))), "sqlite3: SELECT day, json FROM due WHERE day < today", 11, "<= 1.5")
    pair("sv-list, 10,000 cases", asks("sv-list"), asks("sqlite3", index, "SELECT json FROM cases JOIN body USING (id) WHERE hidden = 0 ORDER BY received, name"), "sqlite3: SELECT json FROM cases JOIN body …", 11, "<= 1.5")
    showing(big, index)

    if not picked or any(re.search(picked, what) for what in ("index rebuild from nothing", "sv-verify", "index catch-up")):
        reading()
    if full:
        five_way()

    importing()

    # the bytes that a bulk write stores, given to git fast-import, with a commit per event and one for all
    n = 1000
    bulk = store("bulk", 0)
    data = batch(0, n)
    run(["sv-report"], data, SV_STORE=bulk)
    names = run(["git", "ls-tree", "-r", "--name-only", "main", "cases"], cwd=bulk + "/history.git").decode().split()
    blobs = [(name, run(["git", "cat-file", "blob", "main:" + name], cwd=bulk + "/history.git")) for name in names]
    who = b"committer x <x> 1700000000 +0000\n"

    def stream(each):
        out, parts = [], blobs
        for i, (name, blob) in enumerate(parts):
            if each or i == 0:
                out.append(b"commit refs/heads/main\n" + who + b"data 2\nx\n")
            out.append(b"M 100644 inline " + name.encode() + b"\ndata %d\n" % len(blob) + blob + b"\n")
        return b"".join(out)

    def bulk_pair(what, text, peer_line, aim):
        if left_out(what):
            return
        mine = ours_bulk
        mine(), fast_import(text)
        a, b = [], []
        for _ in range(11):
            a.append(timed(mine))
            b.append(fast_import(text))
        ratio = statistics.median(y / x for x, y in zip(a, b))
        rows.append((what, peer_line, statistics.median(a) * 1000 / n, statistics.median(b) * 1000 / n, ratio, aim))
        print(f"{what:58} {ratio:8.3f}  (aim {aim})", flush=True)

    def ours_bulk():
        run(["sv-report"], data, SV_STORE=bulk)

    bulk_pair("1000 events in one commit: times as fast, commit per event", stream(True), "git fast-import, a commit per event, same bytes", ">= 6")
    bulk_pair("1000 events in one commit: times as fast, one commit", stream(False), "git fast-import, 1000 events a commit, same bytes", ">= 3")
    if picked:
        for row in rows:
            print("| %s | `%s` | %.3f | %.3f | %.3f | %s |" % row)
        sys.exit()
    growing(6 if full else 5)
    import sections
    sections.put(results, "Speed, as ratios", f"{sections.machine()}\nMedians of paired runs, whole processes; sync to disk included. `make bench` repeats it.\n\n" + sections.table(
        ["what", "against", "ours, ms", "peer, ms", "ratio", "aim"], [[what, f"`{line}`", f"{a:.3f}", f"{b:.3f}", f"{ratio:.3f}", aim] for what, line, a, b, ratio, aim in rows]))
finally:
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(env["XDG_RUNTIME_DIR"], ignore_errors=True)
