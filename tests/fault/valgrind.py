# SPDX-License-Identifier: MIT
# A sample of commands, one of each kind of work, under valgrind (`make check-valgrind`): no memory is read that was not written, is used after it was freed, or is lost for good.
import json, os, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from matrix import World, REPORT, scenarios

WATCH = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite", "--child-silent-after-fork=yes"]


def main():
    world, n, bad = World(), 0, 0
    try:
        cases = world.found()
        known = scenarios(cases)
        steps = [(name, known[name][0], known[name][1]) for name in ("sv-report", "sv-triage", "sv-decide", "sv-case attach", "sv-message send", "sv-show --content", "sv-key restrict", "sv-import", "sv-export --content", "sv-stats --publish", "sv-gc")]
        steps += [("sv-list", ["sv-list"], ""), ("sv-due", ["sv-due"], ""), ("sv-log", ["sv-log", cases["triaged"]], ""), ("sv-stats", ["sv-stats", "--by", "year"], ""), ("sv-verify", ["sv-verify"], ""),
                  ("sv-report of what is no JSON", ["sv-report"], "{")]
        for name, command, stdin in steps:
            status, out, err = world.run(command, stdin, WATCH, timeout=600)
            n += 1
            wrong = status != (65 if "no JSON" in name else 0) or "==" in err
            bad += wrong
            print(f"{'not ok' if wrong else 'ok'} {n} - {name}: status {status}", flush=True)
            if wrong:
                print("\n".join("# " + line for line in err.splitlines()[:60]))
        print(f"1..{n}")
    finally:
        world.close()
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
