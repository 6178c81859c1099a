# SPDX-License-Identifier: MIT
# The commands that use all processors (importing 1,000 cases, making the index from nothing, verifying) in a build that watches threads: `make check-tsan` runs it with
# the programs under ThreadSanitizer. Each must succeed and nothing may be told of a race.
import os, shutil, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from matrix import ROOT, World, watched

CASES = os.environ.get("N", "1000")


def main():
    world = World()
    world.env["TSAN_OPTIONS"] = "halt_on_error=0 exitcode=66 second_deadlock_stack=1 suppressions=" + ROOT + "/tests/fault/tsan.supp"
    try:
        world.found()
        lines = subprocess.run(["/usr/bin/python3", ROOT + "/tests/data/dataset.py", CASES, "1"], stdout=subprocess.PIPE, check=True).stdout.decode()
        steps = [("sv-import", ["sv-import", "--resume"], lines), ("sv-list", ["sv-list", "--format", "id"], ""), ("sv-list of an index from nothing", ["sv-list", "--format", "id"], ""),
                 ("sv-verify", ["sv-verify"], ""), ("sv-stats", ["sv-stats", "--by", "year", "--by", "kind"], ""), ("sv-export", ["sv-export"], ""), ("sv-gc", ["sv-gc", "--quiet"], ""), ("sv-verify of packs", ["sv-verify"], "")]
        fresh = lambda name: shutil.rmtree(world.place + "/state") if name.endswith("from nothing") else None
        bad = watched(world, steps, [], lambda err: "ThreadSanitizer" in err, before=fresh)
    finally:
        world.close()
    sys.exit(bad)


if __name__ == "__main__":
    main()
