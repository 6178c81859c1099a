# SPDX-License-Identifier: MIT
# event.py FILE MEMBER SUBJECT BY TYPE SECONDS RULES MORE [KEYRING IDENTITY COMPARTMENT=JSON...]: prints a line that follows the last one of a file of events, as somebody
# writes it who knows format.md: FILE holds the events so far, MEMBER and SUBJECT say what it is about ("case" 2026-…), MORE is JSON with more members of the envelope. What
# comes after is sealed with the role keys of an identity (that lies open) and the salts of a keyring: "e1", or for officers the key of their file.
import hashlib, json, os, sqlite3, sys, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors"))
import sv_format as f
from nacl import bindings

path, member, subject, by, kind, seconds, rules, more = sys.argv[1:9]
lines = open(path, "rb").read().splitlines()
event = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(seconds))), "by": by, member: subject, "event": "01JDCZ" + os.urandom(10).hex().upper(),
         "rules": rules, "sv": 1, "type": kind}
if lines:
    event["prev"] = f.line_hash(lines[-1])
event.update(json.loads(more))
if len(sys.argv) > 9:
    handle, seed, secret, public = f.read_identity(open(sys.argv[10]).read(), "")
    db = sqlite3.connect(sys.argv[9])
    parts = dict(a.split("=", 1) for a in sys.argv[11:])
    keys = {}
    for role in parts:
        (wrapped,) = db.execute("SELECT bytes FROM wrap WHERE role = ? AND officer = ? AND epoch = 1", (role, handle)).fetchone()
        key = bindings.crypto_box_seal_open(bytes(wrapped), public, secret)
        if member == "case":
            (salt,) = db.execute("SELECT bytes FROM salt WHERE name = ?", (subject,)).fetchone()
            keys[role] = f.compartment_key(key, bytes(salt), role)
        else:
            keys[role] = f.register_key(key, f"officers/{subject}.ndjson")
    sealed = {role: f.seal(keys[role], os.urandom(24), f.canonical(json.loads(text)), f.associated(event, role)) for role, text in parts.items()}
    event.update(sealed)
sys.stdout.buffer.write(f.canonical(event) + b"\n")
