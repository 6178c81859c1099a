# SPDX-License-Identifier: MIT
# A sample of commands, one of each kind of work, under valgrind (`make check-valgrind`): no memory is read that was not written, is used after it was freed, or is lost for good.
import os, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from matrix import World, scenarios, watched

WATCH = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite", "--child-silent-after-fork=yes"]


def main():
    world = World()
    try:
        cases = world.found()
        known = scenarios(cases)
        steps = [(name, known[name][0], known[name][1]) for name in ("sv-report", "sv-triage", "sv-decide", "sv-case attach", "sv-message send", "sv-show --content", "sv-key restrict", "sv-import", "sv-export --content", "sv-stats --publish", "sv-gc")]
        steps += [("sv-list", ["sv-list"], ""), ("sv-due", ["sv-due"], ""), ("sv-log", ["sv-log", cases["triaged"]], ""), ("sv-stats", ["sv-stats", "--by", "year"], ""), ("sv-verify", ["sv-verify"], ""),
                  ("sv-report of what is no JSON", ["sv-report"], "{")]
        bad = watched(world, steps, WATCH, lambda err: "==" in err, lambda name: 65 if "no JSON" in name else 0)
    finally:
        world.close()
    sys.exit(bad)


if __name__ == "__main__":
    main()
