# SPDX-License-Identifier: MIT
# item.py STORE IDENTITY PATH: prints what the events of an item of a register say, by format.md alone: with an officer's identity file (without a passphrase), the
# keyring and history.git, and nothing else. Exit 1 where something does not open, the chain is broken, or the id is none.
import json, os, sqlite3, subprocess, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors"))
import sv_format as f
from nacl import bindings

store, identity, path = sys.argv[1:4]
letters = {"policies": "P", "assessments": "E", "activities": "A", "actors": "K", "risks": "R", "surveys": "S", "headcounts": "H"}
handle, seed, secret, public = f.read_identity(open(identity).read(), "")
keys = {}
db = sqlite3.connect(f"file:{store}/keyring.db?mode=ro", uri=True)
for role, epoch, officer, blob in db.execute("SELECT role, epoch, officer, bytes FROM wrap"):
    if officer == handle and role == "record":
        keys[f"e{epoch}"] = bindings.crypto_box_seal_open(bytes(blob), public, secret)

folder, name = path.split("/")
item = name[: -len(".ndjson")]
if item[0] != letters[folder] or item[1] != "-" or len(item) != 8 or f.check_character(f.ALPHABET[ord(item[0]) - 64] + item[2:7]) != item[7]:
    sys.exit(f"{item} is no id of {folder}")
prev = None
for line in subprocess.run(["git", "-C", store + "/history.git", "show", "main:" + path], check=True, capture_output=True).stdout.splitlines():
    event = json.loads(line)
    if event.get("prev") != prev:
        sys.exit("the chain is broken")
    prev = f.line_hash(line)
    if set(event) & {"content", "identity"}:
        sys.exit("an item has a record alone")
    try:
        event["record"] = f.open_event(event, "record", f.register_key(keys[event.get("keys", "e1")], path))
    except f.NoKey:
        sys.exit(f"{event['type']}: the record does not open")
    print(json.dumps(event, sort_keys=True))
