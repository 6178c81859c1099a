# SPDX-License-Identifier: MIT
# Everybody at once for a while: 32 writers, readers, sv-gc, indexes made from nothing, sv-verify, and stock git that writes objects, moves a tag and packs refs in the
# same repository. Nobody fails, what was printed is stored once, all writers get their turn. races.py [SECONDS] (make races SECONDS=600); a short one is part of check.
import json, os, shutil, statistics, subprocess, sys, threading, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from matrix import REPORT, World

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 6
WRITERS, READERS = 32, 4


def main():
    world = World()
    git = ["git", "-C", world.place + "/store/history.git"]
    report = json.dumps(REPORT) + "\n"
    wrong, told, acts, waits, done = [], [], [], [[] for _ in range(WRITERS)], {}
    try:
        before = list(world.found().values())
        shared = before[-1]
        begun, events = world.commits(), json.loads(world.must(["sv-show", shared, "--format", "json"]))["events"]
        until = time.monotonic() + SECONDS

        def repeat(name, command, stdin="", env=None, each=None, before=None):
            """A loop; each(stdout, seconds) after each run."""
            def loop():
                while time.monotonic() < until:
                    if before:
                        before()
                    t = time.monotonic()
                    p = subprocess.run(command, input=stdin.encode(), env={**world.env, **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                    if p.returncode or (p.stderr.strip() and command[0] != "git"):
                        wrong.append(f"{name}: {p.returncode}: {p.stderr.decode()[:200]}")
                    elif each:
                        each(p.stdout.decode(), time.monotonic() - t)
                    done[name] = done.get(name, 0) + 1
            threads.append(threading.Thread(target=loop))

        def writer(n):
            def each(out, took):
                waits[n].append(took)
                (acts if n % 8 == 0 else told).append(json.loads(out)["case"])
            command = ["sv-aftercare", "contact", shared, "--party", "p1", "--safety", "3"] if n % 8 == 0 else ["sv-report"]
            repeat("writers", command, "" if n % 8 == 0 else report, each=each)

        threads = []
        for n in range(WRITERS):
            writer(n)
        for n in range(READERS):
            repeat("readers", ["sv-list", "--limit", "5"] if n % 2 else ["sv-show", shared], each=lambda out, took: out or wrong.append("a reader got nothing"))
        fresh = {"XDG_STATE_HOME": world.top + "/fresh"}
        repeat("indexes from nothing", ["sv-list", "--limit", "1"], env=fresh, before=lambda: shutil.rmtree(world.top + "/fresh", ignore_errors=True))
        repeat("sv-verify", ["sv-verify"], env={"XDG_STATE_HOME": world.top + "/verify"})
        repeat("sv-gc", ["sv-gc", "--quiet"])
        repeat("git hash-object", [*git, "hash-object", "-w", "--stdin"], "plain git was here\n", before=lambda: time.sleep(0.05))
        repeat("git tag", [*git, "tag", "-f", "seen", "main"], before=lambda: time.sleep(0.05))
        repeat("git pack-refs", [*git, "pack-refs", "--all"], before=lambda: time.sleep(0.2))
        for t in threads:
            t.start()
        for t in threads:
            t.join()

        def check(what, ok, why=""):
            check.n += 1
            check.failed += not ok
            print(f"{'ok' if ok else 'not ok'} {check.n} - {what}")
            for line in ([] if ok else str(why).split("\n")[:10]):
                print("# " + line)
        check.n = check.failed = 0
        check("nobody failed", not wrong, "\n".join(sorted(set(wrong))[:10]))
        listed = world.must(["sv-list", "--format", "id"]).split()
        check("what was printed is stored, once, and nothing else", sorted(listed) == sorted(told + before), f"{len(told)} told, {len(listed)} listed")
        check("a commit for each", world.commits() - begun == len(told) + len(acts), f"{world.commits() - begun} commits, {len(told) + len(acts)} told")
        now = json.loads(world.must(["sv-show", shared, "--format", "json"]))["events"]
        check("acts on one case: none written over another", now - events == len(acts), f"{now - events} of {len(acts)}")
        status, out, err = world.run(["sv-verify"])
        check("it verifies", status == 0, err)
        p = subprocess.run([*git, "fsck", "--strict", "--no-dangling"], env=world.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        check("stock git finds nothing", p.returncode == 0 and not p.stdout, p.stdout.decode()[:500])
        check("every writer had its turn", all(waits), [len(w) for w in waits])
        print(f"1..{check.n}")
        took = sorted(t for w in waits for t in w)
        print(f"# {SECONDS:g} s: " + ", ".join(f"{n} {name}" for name, n in sorted(done.items())))
        print(f"# writes of one writer: {min(map(len, waits))} to {max(map(len, waits))}; a write took {statistics.median(took):.3f} s, of 1,000 one {took[int(len(took) * 0.999)]:.3f} s, at most {took[-1]:.3f} s")
    finally:
        world.close()
    sys.exit(check.failed > 0)


if __name__ == "__main__":
    main()
