# SPDX-License-Identifier: MIT
# opens.py STORE IDENTITY PASSPHRASE CASE [--last] [--keyring FILE]... [--windows FOLDER]...: which compartments of a case open with an officer's identity and everything
# that lies in the store (or in older keyrings), by format.md alone. A compartment is named where one of its events opens, "attachment" where a part of one does.
# With --last only the newest event of the case counts. With --windows every run of 32 bytes in every file of a folder is tried as the case's salt too.
import json, os, shutil, sqlite3, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors"))
import sv_format as f
from nacl import bindings

store, identity, passphrase, case = sys.argv[1:5]
given = lambda option: [b for a, b in zip(sys.argv[5:], sys.argv[6:]) if a == option]
keyrings = [os.path.join(store, "keyring.db")] + given("--keyring")
handle, seed, secret, public = f.read_identity(open(identity).read(), passphrase)


def unwrap(blob):
    try:
        return bindings.crypto_box_seal_open(bytes(blob), public, secret)
    except Exception:
        return None


def git(*args):
    return subprocess.run(["git", "-C", store + "/history.git", *args], check=True, capture_output=True).stdout


roles, salts, whole = set(), set(), set()
for path in keyrings:
    looked_at = tempfile.mkdtemp(prefix="sv-opens-", dir="/dev/shm")  # a copy: SQLite would fold the log into the file that it opens
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(path + suffix):
            shutil.copy(path + suffix, looked_at + "/keyring.db" + suffix)
    db = sqlite3.connect(looked_at + "/keyring.db")
    for role, blob in db.execute("SELECT role, bytes FROM wrap"):
        roles.add((role, unwrap(blob)))
    for (blob,) in db.execute("SELECT bytes FROM salt"):
        salts.add(bytes(blob))
    for compartment, blob in db.execute("SELECT compartment, bytes FROM grants"):
        key = unwrap(blob)
        (salts if compartment == "salt" else whole).add(key)
    db.close()
    shutil.rmtree(looked_at)
roles = {(r, k) for r, k in roles if k and r != "person"}
salts.discard(None)
whole.discard(None)
year, name = case.split("-")
place = f"{year}/{name[0]}/{name[1]}/{name}"
events = [json.loads(line) for line in git("show", f"main:cases/{place}.ndjson").splitlines()]


def opens(event, compartment, key):
    try:
        f.open_event(event, compartment, key)
        return True
    except f.NoKey:
        return False


record = next((e for e in events if "record" in e), None)
for folder in given("--windows"):
    tried = 0
    keys = [k for r, k in roles if r == "record"]
    assert keys and record, "nothing to try with"
    for root, dirs, files in os.walk(folder):
        for file in files:
            data = open(os.path.join(root, file), "rb").read()
            for at in range(len(data) - 31):
                tried += 1
                for key in keys:
                    if opens(record, "record", f.compartment_key(key, data[at:at + 32], "record")):
                        salts.add(data[at:at + 32])
    assert tried > 10000, "too little was searched"

opened = []
for compartment in ("content", "identity", "record"):
    keys = whole | {f.compartment_key(k, s, compartment) for r, k in roles if r == compartment for s in salts}
    if any(opens(e, compartment, k) for e in (events[-1:] if "--last" in sys.argv else events) if compartment in e for k in keys):
        opened.append(compartment)
    for event in events if compartment == "content" else []:
        parts = event.get("public", {}).get("parts", 0) if event["type"] == "case.attached" else 0
        for n in range(1, parts + 1):
            attachment = event["public"]["attachment"]
            raw = git("show", f"main:attachments/{place}/{attachment}.{n:04}")
            for key in keys:
                try:
                    f.open_part(key, raw, case, attachment, n, n == parts)
                    opened += ["attachment"] if "attachment" not in opened else []
                except f.Damaged:
                    pass
print(" ".join(sorted(opened)))
