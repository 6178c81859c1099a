# SPDX-License-Identifier: MIT
# Memory fails: a whole sv-report, from parsing over folding and sealing to objects, keyring and index, with one allocation of jansson, SQLite or libgit2 failing
# (or that and all after it), by the hooks that these libraries offer (tests/unit/memory_tool.c). No crash, a documented status and a word about it; what was printed is
# stored, what was not is not; the store verifies, and one repeat stores it. A sample is part of check; FAULTS=full tries each.
import collections, json, os, re, shutil, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from matrix import BUILD, FULL, REPORT, STATUSES, TOLD, World

SAMPLE = int(os.environ.get("SAMPLE", 32))  # of each library
TOOL = BUILD + "/tests/memory_tool"
READERS = [("sv-list", BUILD + "/tests/memory_list_tool", False), ("sv-list", BUILD + "/tests/memory_list_tool", True), ("sv-verify", BUILD + "/tests/memory_verify_tool", False)]  # with an index, or from nothing


def run(world, library, at, on, command=(TOOL,)):
    env, world.env = world.env, {**world.env, "MEMORY_FAILS": library, "MEMORY_AT": str(at), **({"MEMORY_ON": "1"} if on else {})}
    try:
        return world.run(list(command), json.dumps(REPORT) + "\n")
    finally:
        world.env = env


def no_memory(status, err):
    """Who reads of it looks for memory, not for a mistake in what was given or set up, or for damage."""
    return status == 70 and "out of memory" in err


def content(world, out):
    """What a case says of what was reported, opened; or why it does not open."""
    case = json.loads(out)["case"]
    status, shown, err = world.run(["sv-show", case, "--content", "--why", "w", "--format", "json"])
    if status:
        return err.replace(case, "CASE")
    state = json.loads(shown)
    return json.dumps([{k: state.get(k) for k in REPORT["report"] if k not in ("parties", "narrative")}, [p["role"] for p in state["parties"]], REPORT["report"]["narrative"] in shown])


def judge(world, library, at, on, before, statuses, whole):
    """What is wrong, or None."""
    world.reset()
    status, out, err = run(world, library, at, on)
    statuses[status] += 1
    dead = library == "git" and status < 0  # libgit2 (1.5) itself uses what it did not get, while it opens a repository: that counts as a kill, which may lose nothing either
    if status not in STATUSES and not dead:
        return f"status {status}: {err[:300]}"
    if status and not dead and not no_memory(status, err) and not lost(library, status, err):
        return f"status {status}, and it does not say that memory ran out: {err[:300]}"
    made = world.commits() - before
    if made not in (0, 1) or (status == 0 and made != 1) or (out.strip() and not made):
        return f"status {status}, {made} commits, {len(out)} bytes printed"
    if status and made and not dead and not TOLD.search(err):
        return f"status {status}, and it is stored: {err[:300]}"
    verified, _, err = world.run(["sv-verify"])
    if verified:
        return f"sv-verify: {verified}: {err[:300]}"
    there = whole if status else content(world, out)
    if there != whole:
        return f"what is stored is not what it should be: {there[:200]}"
    if status:
        again, _, err = world.run(["sv-report"], json.dumps(REPORT) + "\n")
        if again or world.commits() != before + made + 1:
            return f"repeated: {again}: {err[:300]}"
    return None


def lost(library, status, err):
    """libgit2 (1.5) does not always know any more, when it gives up opening a repository, that it was for want of memory."""
    return library == "git" and status == 76 and err.startswith("sv-") and "cannot open the history" in err


def judge_reader(world, name, tool, library, at, on, afresh, statuses, whole):
    """The same of a reader, of an index that is there or is made first: what it prints is all, or it says so."""
    if afresh:
        shutil.rmtree(world.place + "/state")
    status, out, err = run(world, library, at, on, [tool])
    statuses[status] += 1
    dead = library == "git" and status < 0
    if status and not dead and not no_memory(status, err) and not lost(library, status, err):
        return f"status {status}, and it does not say that memory ran out: {err[:300]}"
    if not status and out != whole:
        return f"said done, and printed {len(out)} of {len(whole)} bytes"
    again, out, err = world.run([name])
    return None if again == 0 and out == whole else f"and afterwards: {again}: {err[:300]}"


def sample(total, most=SAMPLE):
    """Which allocations fail, and whether all after them do: from the first to the last; most alone, as what fails once and then goes on is what goes unnoticed."""
    if FULL:
        return [(at, on) for at in range(1, total + 1) for on in (False, True)]
    return sorted({(1 + (total - 1) * i // (most - 1), i % 4 == 3) for i in range(most)})


def told(n, name, total, faults, statuses, wrong):
    alone = len({at for at, on in faults if not on})
    print(f"{'not ok' if wrong else 'ok'} {n} - {name}: of {total} allocations {alone} fail alone, {len(faults) - alone} with all after; statuses {dict(sorted(statuses.items()))}", flush=True)
    for w in wrong[: 200 if FULL else 20]:
        print("# " + w.replace("\n", " "))
    return bool(wrong)


def readers(world, n):
    """How many were told of in all, and how many of these had something wrong."""
    bad = 0
    for name, tool, afresh in READERS:
        world.reset()
        whole = world.must([name])
        for library in ("json", "sqlite", "git"):
            world.reset()
            if afresh:
                shutil.rmtree(world.place + "/state")
            status, out, err = run(world, library, 0, False, [tool])
            total = int(re.search(r"allocations (\d+)", err).group(1))
            if total == 0:
                continue
            faults, wrong, statuses = sample(total, SAMPLE // 2), [], collections.Counter()
            for at, on in faults:
                problem = judge_reader(world, name, tool, library, at, on, afresh, statuses, whole)
                if problem:
                    wrong.append(f"allocation {at}{' and all after it' if on else ''}: {problem}")
            n += 1
            bad += told(n, f"{library}, {name}{' without an index' if afresh else ''}", total, faults, statuses, wrong)
    return n, bad


def main():
    world, n, bad = World(), 0, 0
    try:
        world.found()
        before = world.commits()
        for library in ("json", "sqlite", "git"):
            world.reset()
            status, out, err = run(world, library, 0, False)
            whole = content(world, out) if status == 0 else None
            counted = re.search(r"allocations (\d+)", err)
            total = int(counted.group(1)) if counted else 0
            faults = sample(total)
            wrong, statuses = [], collections.Counter()
            for at, on in faults:
                problem = judge(world, library, at, on, before, statuses, whole)
                if problem:
                    wrong.append(f"allocation {at}{' and all after it' if on else ''}: {problem}")
            n += 1
            if status or total < 10:
                wrong.append(f"unharmed: {status}, {total} allocations: {err[:200]}")
            bad += told(n, f"{library}, sv-report", total, faults, statuses, wrong)
        n, worse = readers(world, n)
        print(f"1..{n}")
    finally:
        world.close()
    sys.exit(bad + worse > 0)


if __name__ == "__main__":
    main()
