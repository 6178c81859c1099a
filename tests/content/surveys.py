# SPDX-License-Identifier: MIT
"""The questionnaires that are shipped: they hold to their schema and to what it can't say, and are in plain language."""
import glob, json, os, re, subprocess
import jsonschema

B = os.environ.get("B", "build")
schema = json.load(open("share/schema/questionnaire.json"))
check = jsonschema.Draft202012Validator(schema)
categories = {c["id"] for c in json.load(open("share/protocol/nl.json"))["lists"]["category"]}
n = 0


def ok(name, bad):
    global n
    n += 1
    print("not ok" if bad else "ok", n, "-", name)
    for line in bad[:5]:
        print("#", line)


def texts(x, language):
    """Every text in a language, wherever it stands."""
    if isinstance(x, dict):
        return [v for k, v in x.items() if k == language and isinstance(v, str)] + [t for v in x.values() for t in texts(v, language)]
    return [t for v in x for t in texts(v, language)] if isinstance(x, list) else []


def measure(language, lines):
    """Sentences, words and syllables of each, as the toolkit counts them."""
    out = subprocess.run([B + "/tests/test_readability", "measure", language], input="\0".join(lines), capture_output=True, text=True).stdout
    return [[int(x) for x in line.split()[:3]] for line in out.splitlines()]


for path in sorted(glob.glob("share/surveys/*.json")):
    q = json.load(open(path))
    ok(f"{path} holds to its schema", [e.message for e in check.iter_errors(q)])
    answers, scales = {a["id"]: a for a in q["answers"]}, {s["id"]: s for s in q["scales"]}
    bad = []
    ids = [a["id"] for a in q["answers"]], [s["id"] for s in q["scales"]], [i["id"] for i in q["items"]]
    bad += [f"{x} twice" for group in ids for x in group if group.count(x) > 1]
    bad += [f"{i['id']}: no scale {i['scale']}" for i in q["items"] if i["scale"] not in scales]
    bad += [f"{s['id']}: no answers {s['answers']}" for s in q["scales"] if s["answers"] not in answers]
    bad += [f"{a['id']}: not as many words in each language" for a in q["answers"] if len({len(w) for w in a["words"].values()}) != 1]
    for s in q["scales"]:
        items = [i for i in q["items"] if i["scale"] == s["id"]]
        size = len(next(iter(answers[s["answers"]]["words"].values())))
        bad += [] if 1 <= len(items) <= 20 else [f"{s['id']}: {len(items)} items"]
        bad += [f"{s['id']}: any, but {size} answers, or reversed"] if s["kind"] == "any" and (size != 2 or any(i.get("reversed") for i in items)) else []
        bad += [f"{s['id']}: more answers are asked than there are items"] if s.get("least", 1) > len(items) else []
        bad += [f"{s['id']}: no item is reversed"] if s["kind"] == "mean" and not any(i.get("reversed") for i in items) else []
    ok(f"{path}: everything that is named is there, once", bad)
    ok(f"{path}: categories are the protocol's", [i["category"] for i in q["items"] if i.get("category", "other") not in categories])
    ok(f"{path}: every text is there in Dutch and in English", [] if len(texts(q, "nl")) == len(texts(q, "en")) == 2 * len(scales) + len(q["items"]) + 3 + len(texts(q.get("report", {}), "nl")) else [f"{len(texts(q, 'nl'))} {len(texts(q, 'en'))}"])
    for language, slope, weight in (("nl", 0.93, 77), ("en", 1.015, 84.6)):
        asked = [t["text"][language] for t in q["items"]] + [s["lead"][language] for s in q["scales"]] + [q["before"][language], q["after"][language]] + texts(q.get("report", {}), language)
        rows = measure(language, asked)
        sentences, words, syllables = (sum(r[i] for r in rows) for i in range(3))
        score = 206.835 - slope * words / sentences - weight * syllables / words
        ok(f"{path}: plain {language}: {score:.0f} of all together, 80 or more", [] if len(rows) == len(asked) and score >= 80 else [f"{len(rows)} of {len(asked)}"])
        ok(f"{path}: no {language} sentence of over 18 words", [s for t in asked for s in re.split(r"(?<=[.?!])\s+", t) if len(s.split()) > 18])

# the schema takes another instrument, and refuses what is none
other = dict(sv=1, questionnaire="other", version="2", label=dict(nl="x"), source="whose", answers=[dict(id="often", low=0, words=dict(nl=["nooit", "soms", "vaak", "altijd"]))],
             scales=[dict(id="a", kind="mean", answers="often", sensitive=True, label=dict(nl="a"), benchmark=dict(value=2.1, source="somebody, 2024"))], items=[dict(id="a1", scale="a", text=dict(nl="Zin."))])
ok("another instrument fits", [e.message for e in check.iter_errors(other)])
wrong = [dict(other, sv=2), dict(other, items=[]), dict(other, scales=[dict(other["scales"][0], kind="sum")]), dict(other, items=[dict(id="A 1", scale="a", text=dict(nl="x"))]),
         {k: v for k, v in other.items() if k != "source"}, dict(other, more=1), dict(other, items=[dict(id="a1", scale="a", text={})])]
ok("what is no questionnaire is refused", [json.dumps(w)[:80] for w in wrong if check.is_valid(w)])
print(f"1..{n}")
