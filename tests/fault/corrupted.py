# SPDX-License-Identifier: MIT
# Any file of a store, an index or an identity is damaged in any way: a bit turned over, a piece zeroed, cut off, emptied, grown, replaced by noise, by a folder or by a link
# to nowhere, or gone. Whatever is asked then gets the answer it got before or a documented status with a message; nothing crashes, hangs or tells of a case, and where
# an answer differs sv-verify says that something is wrong. corrupted.py tries a few, the same each time; SECONDS=N and SEED=N others for so long (make corrupted).
import collections, os, random, subprocess, sys, time

import matrix
from matrix import STATUSES, World

WORD, NAME = "kanariewoord", "Zwaluwstaart"  # in no message
SECONDS = float(os.environ.get("SECONDS") or 0)
SEED = int(os.environ.get("SEED") or 1)
FEW = 40
report = matrix.REPORT["report"]
report["narrative"] = f"Iets met {WORD} erin."
report["parties"][0]["name"] = NAME


def damage(path, rng):
    """Does something to a file; returns what."""
    data = bytearray(open(path, "rb").read())
    how = rng.choice(["a bit"] * 3 + ["zeroed", "cut", "emptied", "grown", "noise", "gone", "a folder", "a link"])
    at = rng.randrange(len(data)) if data else 0
    os.unlink(path)
    if how == "gone":
        return how
    if how == "a folder":
        os.mkdir(path)
        return how
    if how == "a link":
        os.symlink("/nowhere/at/all", path)
        return how
    if how == "a bit" and data:
        data[at] ^= 1 << rng.randrange(8)
    elif how == "zeroed":
        data[at:at + 32] = bytes(len(data[at:at + 32]))
    elif how == "cut":
        data = data[:at]
    elif how == "emptied":
        data = b""
    elif how == "grown":
        data += rng.randbytes(40)
    elif how == "noise":
        data = rng.randbytes(300)
    with open(path, "wb") as f:
        f.write(data)
    return f"{how} at {at}"


def group(name):
    """Files of one kind are chosen as often as those of another."""
    return "pack" + os.path.splitext(name)[1] if "/objects/pack/" in name else "loose" if "/objects/" in name else name


def tried(world, asks, before, files, rng):
    """One damage: what is wrong, or None."""
    world.reset()
    name = rng.choice(files[rng.choice(sorted(files))])
    how = damage(os.path.join(world.place, name), rng)
    wrong, verified, differs = [], 0, []
    for command in asks:
        try:
            status, out, err = world.run(list(command))
        except subprocess.TimeoutExpired:
            wrong.append(f"{command[0]} hangs")
            continue
        if command[0] == "sv-verify":
            verified = status
        elif status == 0 and command in before and out != before[command]:
            differs.append(command[0])
        if status not in STATUSES or status == 70:
            wrong.append(f"{command[0]}: status {status}: {err[:200]}")
        if status and not err.strip():
            wrong.append(f"{command[0]}: status {status} without a word")
        if WORD in err or NAME in err:
            wrong.append(f"{command[0]} tells of a case")
    if differs and not verified:
        wrong.append(f"{' '.join(differs)}: another answer, and sv-verify finds nothing")
    return f"{name}: {how}: " + "; ".join(wrong) if wrong else None


def main():
    world, found, n = World(), [], 0
    try:
        rng = random.Random(SEED)
        cases = world.found()
        asks = [("sv-list",), ("sv-show", cases["new"]), ("sv-show", cases["aftercare"], "--format", "json"), ("sv-due",), ("sv-stats", "--by", "kind", "--by", "outcome", "--format", "csv"), ("sv-verify",),
                ("sv-triage", cases["new"], "--route", "informal", "--why", "een gesprek")]
        total = collections.Counter()
        for packed in (False, True):
            world.reset()
            if packed:
                subprocess.run(["git", "-C", world.place + "/store/history.git", "gc", "-q"], env=world.env, check=True)
                world.must(["sv-list"])
                world.keep()
            before = {command: world.must(list(command)) for command in asks[:5]}
            files = collections.defaultdict(list)
            for top, _, names in os.walk(world.place):
                for name in names:
                    if os.path.isfile(os.path.join(top, name)):
                        at = os.path.relpath(os.path.join(top, name), world.place)
                        files[group(at)].append(at)
            for names in files.values():
                names.sort()
            until, i = time.monotonic() + SECONDS / 2, 0
            while i < FEW if not SECONDS else time.monotonic() < until:
                wrong = tried(world, asks, before, files, rng)
                found += [wrong] if wrong else []
                i += 1
            total["packed" if packed else "loose"] = i
            n += i
    finally:
        world.close()
    print(f"{'not ok' if found else 'ok'} 1 - {n} damaged files ({total['loose']} in loose stores, {total['packed']} in packed ones): no wrong answer, no crash, no word of a case")
    for one in found[:20]:
        print("# " + one.replace("\n", " "))
    if found:
        print(f"# repeat: SECONDS={SECONDS:g} SEED={SEED} make corrupted")
    print("1..1")
    sys.exit(bool(found))


main()
