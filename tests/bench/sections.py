# SPDX-License-Identifier: MIT
"""RESULTS.md is made of sections, each measured by its own run: a run replaces its own and leaves the others."""
import datetime, os, platform, subprocess


def machine():
    git = subprocess.run(["git", "--version"], stdout=subprocess.PIPE, check=True).stdout.decode().strip()
    return f"{datetime.date.today()}, {os.cpu_count()} processors ({platform.machine()}), Linux {platform.release().split('-')[0]}, {git}."


def read(path):
    """[heading, text]…, in their order; what stands before the first heading has the heading None."""
    parts = [[None, ""]]
    for line in open(path).read().splitlines(True) if os.path.exists(path) else ["<!-- SPDX-License-Identifier: MIT -->\n"]:
        if line.startswith("# "):
            parts.append([line[2:].strip(), ""])
        else:
            parts[-1][1] += line
    return parts


def put(path, heading, text):
    parts = read(path)
    ours = [p for p in parts if p[0] == heading]
    if not ours:
        parts[-1][1] = parts[-1][1].rstrip("\n") + "\n\n" if parts[-1][0] else parts[-1][1]
        parts.append([heading, ""])
        ours = parts[-1:]
    last = ours[0] is parts[-1]
    ours[0][1] = "\n" + text.strip("\n") + ("\n" if last else "\n\n")
    with open(path, "w") as f:
        f.write("".join(("" if h is None else f"# {h}\n") + t for h, t in parts))


def table(head, rows):
    return "".join("| " + " | ".join(str(c) for c in row) + " |\n" for row in [head, ["---"] * len(head)] + rows)
