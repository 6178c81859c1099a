# SPDX-License-Identifier: MIT
# Reading fails: commands that look at the store are run once under strace; then again and again with one read or opening of a file failing. What is not read
# is never taken for what is not there: each ends with the same answer as without the fault, or with a documented status other than 0 and a word.
# A sample is part of check; FAULTS=full tries each. FAULTS_ONLY=NAME one command.
import collections, os, shutil, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import matrix
from matrix import FULL, ONLY, STATUSES

SAMPLE = 24  # faults of a command where not all are tried
CALLS = {"openat": ["EIO", "EMFILE"], "read": ["EIO"], "pread64": ["EIO"], "newfstatat": ["EIO"], "getdents64": ["EIO"], "fcntl": ["EIO"], "mmap": ["ENOMEM"]}
NOW = "2026-06-01T09:00:00Z"


def scenarios(c):
    """name: (command, whether the index is there)"""
    new, closed = c["new"], c["aftercare"]
    return collections.OrderedDict([
        ("sv-verify", (["sv-verify"], True)),
        ("sv-verify, and no index", (["sv-verify"], False)),
        ("sv-verify --incremental", (["sv-verify", "--incremental"], True)),
        ("sv-key check", (["sv-key", "check"], True)),
        ("sv-key access", (["sv-key", "access", new, "--format", "json"], True)),
        ("sv-list", (["sv-list", "--format", "ndjson"], True)),
        ("sv-list, and no index", (["sv-list", "--format", "ndjson"], False)),
        ("sv-show", (["sv-show", closed, "--format", "json"], True)),
        ("sv-due", (["sv-due", "--format", "ndjson"], True)),
        ("sv-log", (["sv-log", closed, "--format", "json"], True)),
        ("sv-stats", (["sv-stats", "--by", "route", "--format", "json"], True)),
        ("sv-stats, and no index", (["sv-stats", "--by", "route", "--format", "json"], False)),
        ("sv-annual", (["sv-annual", "--year", "2026", "--format", "json"], True)),
        ("sv-export", (["sv-export"], True)),
    ])


def begin(world, index):
    world.reset()
    if not index:
        shutil.rmtree(world.place + "/state", ignore_errors=True)
        for name in os.listdir(world.place + "/store"):
            if name.startswith("index"):
                os.remove(world.place + "/store/" + name)


def calls_of(world, command, index):
    """The calls that the command itself makes, not the loader's: [(name, its number among those of that name)]; and its answer."""
    begin(world, index)
    trace = world.top + "/trace"
    status, out, err = world.run(command, "", ["strace", "-f", "-qq", "-o", trace, "-e", "trace=prctl," + ",".join(CALLS)])
    seen, began, calls = collections.Counter(), False, []
    for line in open(trace, errors="replace"):
        name = line.split(None, 1)[1].split("(", 1)[0]
        began = began or (name == "prctl" and "PR_SET_DUMPABLE" in line)
        if name in CALLS and "resumed>" not in line:
            seen[name] += 1
            if began:
                calls.append((name, seen[name]))
    return calls, (status, out)


def judge(world, fault, command, index, whole):
    """What is wrong after one fault, or None."""
    call, n, error = fault
    begin(world, index)
    status, out, err = world.run(command, "", ["strace", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={n}"])
    if status not in STATUSES:
        return f"status {status}: {err[:300]}"
    if status == whole[0] == 0 and out != whole[1]:
        return "ended with 0, and gave another answer: " + first_difference(whole[1], out)
    if status == 0 and whole[0]:
        return "ended with 0"
    if status and not err.strip():
        return f"status {status} without a word"
    return None


def first_difference(a, b):
    for x, y in zip(a.splitlines(), b.splitlines()):
        if x != y:
            return f"{x[:150]!r} is {y[:150]!r}"
    return f"{len(a)} bytes are {len(b)}"


def verified(world):
    cases = world.found()
    world.env["SV_NOW"] = NOW
    world.must(["sv-verify"])
    world.keep()
    return cases


def one(name):
    world = matrix.WORLD
    try:
        command, index = scenarios(world.cases)[name]
        calls, whole = calls_of(world, command, index)
        if whole[0] != 0:
            raise Exception(f"{command}: {whole}")
        faults = [(call, n, error) for call, n in calls for error in CALLS[call]]
        if not FULL:
            faults = faults[len(name) % max(1, len(faults) // SAMPLE)::max(1, len(faults) // SAMPLE)]
        return name, len(calls), len(faults), matrix.find(judge, world, faults, command, index, whole)
    except Exception as e:
        return name, 0, 0, [repr(e)]


def main():
    names = [n for n in scenarios(collections.defaultdict(str)) if ONLY is None or n == ONLY]
    told = matrix.tell(one, names, verified, "calls that read")
    sys.exit(told is not None and told[-1] > 0)


if __name__ == "__main__":
    main()
