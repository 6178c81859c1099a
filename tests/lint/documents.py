# SPDX-License-Identifier: MIT
"""Holds share/doc/documents.md against the members that lib/view/document.c knows, both ways, and real documents against the page: documents.py PAGE SOURCE DOCUMENT..."""
import json
import re
import sys

page, source, *documents = sys.argv[1:]
NAMES = {"norm_year": "year"}
code = {}
for name, body in re.findall(r"static const struct member of_(\w+)\[\] = \{(.*?)\n?\};", open(source).read(), re.S):
    code[NAMES.get(name, name)] = {m: "true" == must for m, must in re.findall(r'\{ "(\w+)", \w+(?:, (true|false))?', body)}
told = {}
for title, body in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", open(page).read(), re.S | re.M):
    rows = re.findall(r"^\| (`[^|]*) \| ([^|]*) \|$", body, re.M)
    if rows and title in code or title.islower():
        told[title] = {m: what.startswith("always") for names, what in rows for m in re.findall(r"`(\w+)`", names)}
bad = []
for shape in sorted(set(code) | set(told)):
    for m in sorted(set(code.get(shape, {})) | set(told.get(shape, {}))):
        if m not in code.get(shape, {}):
            bad.append(f"{page}: {shape}: there is no member {m}")
        elif m not in told.get(shape, {}):
            bad.append(f"{page}: {shape}: the member {m} is not told")
        elif code[shape][m] and not told[shape][m]:
            bad.append(f"{page}: {shape}: {m} is always there")
        elif told[shape][m] and not code[shape][m]:
            bad.append(f"{page}: {shape}: {m} may be absent")
PARTS = {"sections": "section", "facts": "fact", "tables": "table", "lists": "list", "previous": "previous", "benchmark": "benchmark", "columns": "column", "rows": "row", "cells": "cell", "plot": "plot",
         "protection": "protection", "norms": "norm", "years": "year"}


def look(value, shape, where):
    for m, v in value.items():
        if m not in told[shape]:
            bad.append(f"{where}: {shape}: {m} is not on the page")
        for one in v if isinstance(v, list) else [v]:
            if isinstance(one, dict):
                look(one, PARTS[m], f"{where}/{m}")
    for m, must in told[shape].items():
        if must and m not in value:
            bad.append(f"{where}: {shape}: {m} is missing")


for name in documents:
    look(json.load(open(name)), "document", name)
print("\n".join(sorted(set(bad))))
sys.exit(bool(bad))
