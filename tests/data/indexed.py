# SPDX-License-Identifier: MIT
# indexed.py STORE PARKED INDEX: the words of an index that are neither in an opened record, nor in the clear part of an event, nor in the rules, nor made by counting days.
# By format.md alone; the secret is that of a parked identity.
import json, os, re, sqlite3, subprocess, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors"))
import sv_format as f
from nacl import bindings

store, parked, index = sys.argv[1:4]
handle, seed, secret, public = f.read_identity(open(parked).read().split("\n", 1)[1], "")
git = lambda *args: subprocess.run(["git", "-C", store + "/history.git", *args], check=True, capture_output=True).stdout
ring = sqlite3.connect(f"file:{store}/keyring.db?mode=ro", uri=True)
unwrap = lambda blob: bindings.crypto_box_seal_open(bytes(blob), public, secret)
role = {f"e{e}": unwrap(b) for e, b in ring.execute("SELECT epoch, bytes FROM wrap WHERE role = 'record' AND officer = ?", (handle,))}
salts = {name: bytes(b) for name, b in ring.execute("SELECT name, bytes FROM salt")}
known = set()


def gather(value, into):
    if isinstance(value, dict):
        for k, v in value.items():
            into.add(k)
            gather(v, into)
    elif isinstance(value, list):
        for v in value:
            gather(v, into)
    elif isinstance(value, str):
        into.add(value)


for path in git("ls-tree", "-r", "--name-only", "main").decode().split():
    if path.endswith(".ndjson"):
        for line in git("show", "main:" + path).splitlines():
            event = json.loads(line)
            gather({k: v for k, v in event.items() if k not in ("record", "content", "identity")}, known)
            if "record" in event and path.startswith("cases/"):
                record = f.open_event(event, "record", f.compartment_key(role[event.get("keys", "e1")], salts[event["case"]], "record"))
                of_case = {name.split("/")[1]: salt for name, salt in salts.items() if name.startswith(event["case"] + "/")}
                gather(f.open_parties(record, "record", None, of_case), known)
rules = json.loads(git("show", "main:protocol.json"))
key = f.register_key(role[rules.get("keys", "e1")], "protocol.json")
rules["lists"] = json.loads(f.open_(key, rules["lists"], b"protocol.json"))
gather(rules, known)

held = set()
db = sqlite3.connect(f"file:{index}?mode=ro", uri=True)
for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
    for row in db.execute(f'SELECT * FROM "{table}"'):
        for cell in row:
            if isinstance(cell, str) and cell[:1] in "{[":
                gather(json.loads(cell), held)
            elif isinstance(cell, str):
                held.add(cell)
            elif isinstance(cell, bytes):
                held.add(cell.decode("latin-1"))
known.add(open(store + "/id").read().strip())
# what the index and the fold call things
known.update("attachments due events head heard hearings items last messages_sent no open opened registered registered_by sent since state store warn who yes".split())
made = re.compile(r"\d{4}(-\d{2}(-\d{2}(T[0-9:.]+Z)?)?)?|\d{4}-Q[1-4]|[0-9a-f]{40,64}|\d+")  # days and their periods, hashes, numbers
for text in sorted(held):
    if text.strip() not in known and not made.fullmatch(text):
        print(text[:300])
