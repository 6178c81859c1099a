# SPDX-License-Identifier: MIT
# opens.py STORE IDENTITY PASSPHRASE CASE [--keyring FILE]...: which compartments of a case's events open with an officer's identity and everything that lies
# in the store (or in older keyrings), by format.md alone: the last event of each compartment is tried with every key there is.
import base64, json, os, sqlite3, subprocess, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors"))
import sv_format as f
from nacl import bindings

store, identity, passphrase, case = sys.argv[1:5]
keyrings = [os.path.join(store, "keyring.db")] + [b for a, b in zip(sys.argv[5:], sys.argv[6:]) if a == "--keyring"]
handle, seed, secret, public = f.read_identity(open(identity).read(), passphrase)


def unwrap(blob):
    try:
        return bindings.crypto_box_seal_open(bytes(blob), public, secret)
    except Exception:
        return None


roles, salts, whole = set(), set(), set()
for path in keyrings:
    db = sqlite3.connect(path)
    for role, blob in db.execute("SELECT role, bytes FROM wrap"):
        roles.add((role, unwrap(blob)))
    for (blob,) in db.execute("SELECT bytes FROM salt"):
        salts.add(bytes(blob))
    for compartment, blob in db.execute("SELECT compartment, bytes FROM grants"):
        key = unwrap(blob)
        (salts if compartment == "salt" else whole).add(key)
year, name = case.split("-")
text = subprocess.run(["git", "-C", store + "/history.git", "show", f"main:cases/{year}/{name[0]}/{name[1]}/{name}.ndjson"], check=True, capture_output=True).stdout
events = [json.loads(line) for line in text.splitlines()]
opened = []
for compartment in ("content", "identity", "record"):
    keys = {k for k in whole if k} | {f.compartment_key(k, s, compartment) for r, k in roles if k and r != "person" for s in salts if s}
    last = [e for e in events if compartment in e][-1:]
    for event in last:
        for key in keys:
            try:
                f.open_event(event, compartment, key)
                opened.append(compartment)
                break
            except f.NoKey:
                pass
print(" ".join(opened))
