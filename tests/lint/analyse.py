# SPDX-License-Identifier: MIT
# Static analysis of every source file of the product, by gcc -fanalyzer (as it is built: -O2) and by clang-tidy with the checks of .clang-tidy. `make analyse`
# runs it; T=PATTERN only the files that match. What a tool says wrongly stands in tests/lint/analyse.known with why it is wrong; anything else fails, and so does
# a line of that table which no longer says anything.
import concurrent.futures, os, re, shlex, shutil, subprocess, sys

from known import ROOT, known, stale

KNOWN = "tests/lint/analyse.known"
CPPFLAGS = shlex.split(os.environ.get("CPPFLAGS", "-Ilib -D_GNU_SOURCE")) + ["-DSV_ANALYSE"]
TOOLS = {
    "gcc": lambda f: ["gcc", "-std=c11", *CPPFLAGS, "-O2", "-g", "-fanalyzer", "-fdiagnostics-plain-output", "-c", "-o", "/dev/null", f],
    "clang-tidy": lambda f: ["clang-tidy", "--quiet", f, "--", "-std=c11", *CPPFLAGS],
}
WARNING = re.compile(r"^(\S+?):(\d+):\d+: (?:warning|error): (.*) \[([^\]]+)\]$")
WITHIN = re.compile(r"^\S+: In function .(\w+).:$")


def function_at(path, line):
    """The function that a line of a file stands in: the last one that begins at the margin above it."""
    name = "*"
    for text in open(path, encoding="utf-8", errors="replace").read().splitlines()[:line]:
        found = re.match(r"^[A-Za-z_].*?\(?(\w+)\)?\(", text)
        if found and not text.rstrip().endswith(";") and not text.startswith("static const struct"):
            name = found.group(1)
    return name


def look(task):
    tool, path = task
    p = subprocess.run(TOOLS[tool](path), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "LC_ALL": "C.UTF-8"})
    said, within = [], "*"
    for line in p.stdout.decode("utf-8", "replace").splitlines():
        if tool == "gcc" and WITHIN.match(line):
            within = WITHIN.match(line).group(1)
        found = WARNING.match(line)
        cc1 = re.match(r"^cc1: warning: (.*) \[([^\]]+)\]$", line)
        if found:
            place = os.path.relpath(os.path.join(ROOT, found.group(1)), ROOT)
            where = within if tool == "gcc" else function_at(os.path.join(ROOT, place), int(found.group(2)))
            said.append((tool, found.group(4).replace("-Wanalyzer", "analyzer"), path, where, f"{place}:{found.group(2)}", found.group(3)))
        elif cc1:
            said.append((tool, cc1.group(2).replace("-Wanalyzer", "analyzer"), path, within, path, cc1.group(1)))
    if p.returncode and not said:
        said.append((tool, "failed", path, "*", path, p.stdout.decode("utf-8", "replace")[-500:]))
    return said


def main():
    pattern = re.compile(os.environ.get("T") or ".")
    missing = [t for t in TOOLS if shutil.which(t) is None]
    if missing:
        sys.exit("not installed: " + " ".join(missing))
    files = sorted(os.path.relpath(os.path.join(d, f), ROOT) for top in ("lib", "cmd") for d, _, fs in os.walk(os.path.join(ROOT, top)) for f in fs if f.endswith(".c"))
    files = [f for f in files if pattern.search(f)]
    table, used, wrong, quiet = known(KNOWN), set(), 0, 0
    seen = set()
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        for said in pool.map(look, [(t, f) for f in files for t in TOOLS]):
            for tool, check, path, where, place, text in said:
                if (tool, check, place, text, where) in seen:
                    continue
                seen.add((tool, check, place, text, where))
                row = next((r for r in table if r[0] == tool and r[1] == check and r[2] == path and r[3] in ("*", where)), None)
                if row:
                    used.add(row)
                    quiet += 1
                    continue
                wrong += 1
                print(f"{place}: {text} [{tool} {check}, in {where} of {path}]", flush=True)
    wrong += stale(KNOWN, [row for row in table if row[2] in files], used)
    print(f"{len(files)} files by gcc -fanalyzer and clang-tidy: {quiet} warnings known as false, {wrong} not")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
